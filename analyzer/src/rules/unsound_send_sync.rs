//! `unsound_send_sync`: an `unsafe impl` of `Send` or `Sync` for more types than the fields allow.
//!
//! The class of bugs, and the idea of judging an impl by how the type holds its parameters, are those of Rudra (Bae et
//! al., SOSP 2021). Here only declarations are read: how each parameter is held, what bounds it, and what methods that
//! take `&self` give out or take in.

use rustc_hash::FxHashSet;

use super::{Family, Rule};
use crate::facts::ir::{Bound, Generics, PathRef, Receiver, TypeRef};
use crate::finding::{Confidence, Finding, Level, Place as Shown};
use crate::model::defs::{Def, Impl, Owner, type_name};
use crate::model::ty::{TraitRef, Ty};
use crate::model::{AdtId, FnId, ModId, Model};
use crate::text::{Location, Span, Symbol};

/// The rule.
pub(super) static UNSOUND_SEND_SYNC: Rule = Rule {
    name: "unsound_send_sync",
    family: Family::SharedState,
    level: Level::Deny,
    summary: "an `unsafe impl` of `Send` or `Sync` that the fields do not allow",
    docs: include_str!("unsound_send_sync.md"),
    clippy_twins: &["non_send_fields_in_send_ty"],
    run,
};

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marker {
    Send,
    Sync,
}

impl Marker {
    fn name(self) -> &'static str {
        match self {
            Marker::Send => "Send",
            Marker::Sync => "Sync",
        }
    }

    fn of(path: &PathRef) -> Option<Marker> {
        match path.last()?.as_str() {
            "Send" => Some(Marker::Send),
            "Sync" => Some(Marker::Sync),
            _ => None,
        }
    }
}

/// How a type holds a parameter; later ones tell more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    /// In a `PhantomData` only.
    Phantom,
    /// Behind a raw pointer, which may own or share.
    Pointer,
    /// In a lock or channel, which hands it over: `Send` is enough for either.
    Handed,
    /// As a value, or behind a pointer that owns.
    Value,
    /// In a cell that `&self` may write.
    Cell,
    /// Shared: `&T`, `Arc<T>`.
    Shared,
}

/// A parameter that is held, and where.
struct Holding {
    param: Symbol,
    how: Held,
    field: Span,
    /// The field itself is the reference or pointer to it.
    direct: bool,
}

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, item) in model.defs.impls.iter().enumerate() {
        let marker = item.item.of_trait.as_ref().filter(|_| item.item.is_unsafe).and_then(Marker::of);
        let Some(marker) = marker else { continue };
        let Ty::Adt(id, args) = &model.types.impl_self[index] else { continue };
        if !visible(model, *id, marker, 0) || promised(model, *id) {
            continue;
        }
        findings.extend(judge(model, item, *id, args, marker));
    }
    findings
}

/// Whether users can see what the impl claims: a private type that stands only in types with impls of their own hides
/// behind those, and one that stands in no other is its crate's own affair.
fn visible(model: &Model<'_>, id: AdtId, marker: Marker, depth: u32) -> bool {
    if model.defs.exported(id) {
        return true;
    }
    let explicit = |container: usize| {
        model.defs.impls.iter().enumerate().any(|(index, item)| {
            item.item.of_trait.as_ref().and_then(Marker::of) == Some(marker)
                && matches!(&model.types.impl_self[index], Ty::Adt(of, _) if of.0 as usize == container)
        })
    };
    depth < 5
        && (0..model.types.fields.len()).any(|container| {
            container != id.0 as usize
                && model.types.fields[container].iter().flatten().any(|ty| mentions(ty, id))
                && !explicit(container)
                && visible(model, AdtId(container as u32), marker, depth + 1)
        })
}

fn mentions(ty: &Ty, id: AdtId) -> bool {
    match ty {
        Ty::Adt(own, args) => *own == id || args.iter().any(|arg| mentions(arg, id)),
        Ty::Lib(_, args) | Ty::Tuple(args) => args.iter().any(|arg| mentions(arg, id)),
        Ty::Ref(_, inner) | Ty::Ptr(inner) | Ty::Slice(inner) | Ty::Guard(_, inner, _) => mentions(inner, id),
        _ => false,
    }
}

fn judge(model: &Model<'_>, item: &Impl<'_>, id: AdtId, args: &[Ty], marker: Marker) -> Option<Finding> {
    let adt = &model.defs.adts[id.0 as usize];
    let mut walk = Walk { model, seen: FxHashSet::default(), found: Vec::new(), raw: false };
    for (fields, types) in adt.variants.iter().zip(&model.types.fields[id.0 as usize]) {
        for (field, ty) in fields.1.iter().zip(types) {
            walk.field(ty, field.span, Held::Value, 0);
        }
    }
    if marker == Marker::Sync && unreachable_by_ref(model, id) {
        return None;
    }
    let raw = walk.raw;
    let holdings = walk.found;
    if holdings.is_empty() && adt.generics.params.is_empty() {
        return plain(model, item, id, marker);
    }
    // What bounds the parameters: the impl's header and the type's own.
    let name_of = |param: Symbol| -> Option<Symbol> {
        let position = adt.generics.params.iter().position(|known| known.name == param)?;
        match args.get(position) {
            Some(Ty::Param(name)) => Some(*name),
            _ => None,
        }
    };
    let all_phantom = holdings.iter().all(|holding| holding.how == Held::Phantom);
    let mut missing: Vec<(Symbol, &Holding, String)> = Vec::new();
    let mut bounded = 0;
    for param in &adt.generics.params {
        let Some(name) = name_of(param.name) else { continue };
        // A parameter of a held parameter's bound is held with it: `B: Buffer<T>`.
        let direct =
            holdings.iter().filter(|holding| holding.param == param.name).max_by_key(|holding| holding.how);
        let through = || {
            holdings.iter().filter(|holding| holding.how > Held::Phantom).find(|holding| {
                let bounds = adt.generics.params.iter().find(|known| known.name == holding.param);
                bounds.is_some_and(|known| {
                    known.bounds.iter().any(|bound| path_mentions(&bound.path, param.name))
                })
            })
        };
        let phantom = |holding: &&Holding| holding.how > Held::Phantom || all_phantom && raw;
        let Some(holding) = direct.filter(phantom).or_else(through) else { continue };
        let mut bounds = Bounds::of(model, item, adt.module, adt.generics, param.name, name);
        bounds.learn(model, id, param.name);
        if bounds.send || bounds.sync {
            bounded += 1;
        }
        let why = match (marker, holding.how) {
            _ if bounds.opaque => continue,
            _ if !bounds.send && !bounds.sync => {
                format!("nothing says that `{name}` is `{}`", needed(marker, holding.how))
            }
            (Marker::Send, Held::Shared) if !bounds.sync && holding.direct => {
                format!("`{name}` is shared, which takes `{name}: Sync`")
            }
            (Marker::Sync, Held::Cell | Held::Pointer | Held::Value) if !bounds.sync => {
                match gives_reference(model, id, param.name) {
                    Some(method) => {
                        format!("`{method}` gives `&{name}` to every thread, which takes `{name}: Sync`")
                    }
                    None => continue,
                }
            }
            (Marker::Sync, Held::Cell) if !bounds.send => match takes_value(model, id, param.name) {
                Some(method) => format!(
                    "`{method}` stores a `{name}` through `&self`, so it may be dropped on another thread, which takes \
                     `{name}: Send`"
                ),
                None => continue,
            },
            _ => continue,
        };
        missing.push((name, holding, why));
    }
    // Where one parameter is bounded, those with a trait of their own are strategies as a rule.
    if bounded > 0 {
        missing.retain(|(name, _, _)| {
            item.item.generics.params.iter().all(|param| param.name != *name || param.bounds.is_empty())
                || missing_is_sharp(model, item, *name)
        });
    }
    let (_, holding, why) = missing.first()?;
    let confidence = match holding.how {
        Held::Phantom => Confidence::Medium,
        _ => Confidence::High,
    };
    let name = adt.name;
    let message = format!("`unsafe impl {}` for `{name}` allows too much: {why}", marker.name());
    let field = (holding.field, format!("`{}` is held here", holding.param));
    let help = format!(
        "bound the parameter: `unsafe impl<{0}: {1}> {2} for {name}<…>`",
        missing[0].0,
        needed(marker, holding.how),
        marker.name()
    );
    Some(finding(model, item, id, message, Some(field), help, confidence))
}

/// A bound that names `Send` or `Sync` makes the other one a choice, not an oversight.
fn missing_is_sharp(_model: &Model<'_>, item: &Impl<'_>, name: Symbol) -> bool {
    item.item
        .generics
        .params
        .iter()
        .filter(|param| param.name == name)
        .flat_map(|param| &param.bounds)
        .any(|bound| Marker::of(&bound.path).is_some())
}

fn needed(marker: Marker, how: Held) -> &'static str {
    match (marker, how) {
        (Marker::Send, Held::Shared) => "Send + Sync",
        (Marker::Send, _) | (Marker::Sync, Held::Cell | Held::Handed) => "Send",
        (Marker::Sync, _) => "Sync",
    }
}

/// A type without parameters: only what is never right to send or to share.
fn plain(model: &Model<'_>, item: &Impl<'_>, id: AdtId, marker: Marker) -> Option<Finding> {
    let adt = &model.defs.adts[id.0 as usize];
    for (fields, types) in adt.variants.iter().zip(&model.types.fields[id.0 as usize]) {
        for (field, ty) in fields.1.iter().zip(types) {
            let Some(inside) = never(ty, marker) else { continue };
            let short = inside.rsplit("::").next().unwrap_or(inside);
            let does = match marker {
                Marker::Send => "its count is not atomic, so clones on two threads race",
                Marker::Sync => "it is written through `&self` without a lock",
            };
            let message = format!(
                "`unsafe impl {}` for `{}`, which holds a `{short}`: {does}",
                marker.name(),
                adt.name
            );
            let help = match marker {
                Marker::Send => "use `Arc`".to_string(),
                Marker::Sync => "use a lock or an atomic".to_string(),
            };
            let place = (field.span, format!("a `{short}` is held here"));
            return Some(finding(model, item, id, message, Some(place), help, Confidence::Low));
        }
    }
    None
}

fn never(ty: &Ty, marker: Marker) -> Option<&'static str> {
    match ty {
        Ty::Lib(path, args) => match (path.as_str(), marker) {
            (rc @ ("std::rc::Rc" | "std::rc::Weak"), Marker::Send) => Some(rc),
            (cell @ ("std::cell::RefCell" | "std::cell::Cell"), Marker::Sync) => Some(cell),
            ("std::option::Option" | "std::vec::Vec" | "std::boxed::Box", _) => {
                args.iter().find_map(|arg| never(arg, marker))
            }
            _ => None,
        },
        Ty::Tuple(args) => args.iter().find_map(|arg| never(arg, marker)),
        _ => None,
    }
}

/// What says something about a parameter.
struct Bounds {
    send: bool,
    sync: bool,
    /// A bound that cannot be judged: of a trait out of sight, or on something made of the parameter.
    opaque: bool,
}

impl Bounds {
    /// `declared` is the parameter's name in the type's declaration, `name` in the impl.
    fn of(
        model: &Model<'_>,
        item: &Impl<'_>,
        module: ModId,
        generics: &Generics,
        declared: Symbol,
        name: Symbol,
    ) -> Bounds {
        let mut bounds = Bounds { send: false, sync: false, opaque: false };
        for (generics, module, name) in
            [(&item.item.generics, item.module, name), (generics, module, declared)]
        {
            for param in generics.params.iter().filter(|param| param.name == name) {
                for bound in &param.bounds {
                    bounds.add(model, module, bound, 0);
                }
            }
            for (ty, on) in &generics.wheres {
                if type_mentions(ty, name) && on.iter().any(|bound| Marker::of(&bound.path).is_some()) {
                    bounds.opaque = true;
                }
            }
        }
        bounds
    }

    /// What every function that makes such a value asks of the parameter is as good as a bound of the type.
    fn learn(&mut self, model: &Model<'_>, id: AdtId, param: Symbol) {
        let position =
            model.defs.adts[id.0 as usize].generics.params.iter().position(|known| known.name == param);
        let Some(position) = position else { return };
        let mut asked: Option<(bool, bool)> = None;
        for (index, function) in model.defs.fns.iter().enumerate() {
            let signature = &model.types.signatures[index];
            let Some(Ty::Param(name)) = signature.ret.as_ref().and_then(|ret| argument(ret, id, position))
            else {
                continue;
            };
            // What takes one already has been asked before.
            if signature.params.iter().any(|ty| mentions(ty, id)) {
                continue;
            }
            let mut own = Bounds { send: false, sync: false, opaque: false };
            let of_impl = match function.owner {
                Owner::Impl(id) => Some(&model.defs.impls[id.0 as usize].item.generics),
                _ => None,
            };
            for generics in [Some(&function.item.generics), of_impl].into_iter().flatten() {
                for known in generics.params.iter().filter(|known| known.name == name) {
                    known.bounds.iter().for_each(|bound| own.add(model, function.module, bound, 0));
                }
            }
            let (send, sync) = asked.unwrap_or((true, true));
            asked = Some((send && own.send, sync && own.sync));
        }
        if let Some((send, sync)) = asked {
            self.send |= send;
            self.sync |= sync;
        }
    }

    fn add(&mut self, model: &Model<'_>, module: ModId, bound: &Bound, depth: u32) {
        match Marker::of(&bound.path) {
            Some(Marker::Send) => self.send = true,
            Some(Marker::Sync) => self.sync = true,
            None => {
                let names: Vec<Symbol> = bound.path.segments.iter().map(|segment| segment.name).collect();
                match model.defs.resolve(module, bound.path.global, &names) {
                    Some((Def::Trait(id), _)) if depth < 6 => {
                        let known = &model.defs.traits[id.0 as usize];
                        for inner in &known.item.supers {
                            self.add(model, known.module, inner, depth + 1);
                        }
                    }
                    _ => {
                        let last = bound.path.last().map_or("", |name| name.as_str());
                        self.opaque |= !bound.maybe && !says_nothing(last);
                    }
                }
            }
        }
    }
}

/// The argument at `position` of the type `id`, where `ty` is one or holds one.
fn argument(ty: &Ty, id: AdtId, position: usize) -> Option<Ty> {
    match ty {
        Ty::Adt(own, args) if *own == id => args.get(position).cloned(),
        Ty::Adt(_, args) | Ty::Lib(_, args) | Ty::Tuple(args) => {
            args.iter().find_map(|arg| argument(arg, id, position))
        }
        _ => None,
    }
}

/// Whether only `unsafe` functions make such a value: then whoever calls them promises what the impl claims.
fn promised(model: &Model<'_>, id: AdtId) -> bool {
    let mut any = false;
    for (index, item) in model.defs.impls.iter().enumerate() {
        if item.item.of_trait.is_some()
            || !matches!(&model.types.impl_self[index], Ty::Adt(own, _) if *own == id)
        {
            continue;
        }
        for function in &item.fns {
            let signature = &model.types.signatures[function.0 as usize];
            let makes =
                signature.ret.as_ref().is_some_and(|ret| matches!(ret.peel(), Ty::Adt(own, _) if *own == id));
            if makes && !signature.params.iter().any(|ty| mentions(ty, id)) {
                if !model.defs.fns[function.0 as usize].item.is_unsafe {
                    return false;
                }
                any = true;
            }
        }
    }
    any
}

/// Traits of libraries that imply neither `Send` nor `Sync`.
fn says_nothing(name: &str) -> bool {
    matches!(
        name,
        "Sized"
            | "Clone"
            | "Copy"
            | "Debug"
            | "Display"
            | "Default"
            | "Eq"
            | "PartialEq"
            | "Ord"
            | "PartialOrd"
            | "Hash"
            | "Read"
            | "Write"
            | "BufRead"
            | "Seek"
            | "Iterator"
            | "IntoIterator"
            | "ExactSizeIterator"
            | "DoubleEndedIterator"
            | "Deref"
            | "DerefMut"
            | "AsRef"
            | "AsMut"
            | "Borrow"
            | "From"
            | "Into"
            | "Fn"
            | "FnMut"
            | "FnOnce"
            | "Any"
            | "Unpin"
            | "Future"
            | "Stream"
            | "Drop"
            | "Serialize"
            | "Deserialize"
            | "DeserializeOwned"
    )
}

fn type_mentions(ty: &TypeRef, name: Symbol) -> bool {
    match ty {
        TypeRef::Path(path) => path_mentions(path, name),
        TypeRef::Ref(_, inner) | TypeRef::Ptr(_, inner) | TypeRef::Slice(inner) | TypeRef::Array(inner) => {
            type_mentions(inner, name)
        }
        TypeRef::Tuple(items) => items.iter().any(|item| type_mentions(item, name)),
        TypeRef::Impl(bounds) | TypeRef::Dyn(bounds) => {
            bounds.iter().any(|bound| path_mentions(&bound.path, name))
        }
        _ => false,
    }
}

fn path_mentions(path: &PathRef, name: Symbol) -> bool {
    path.qself.as_ref().is_some_and(|ty| type_mentions(ty, name))
        || path.segments.first().is_some_and(|segment| segment.name == name)
        || path.segments.iter().any(|segment| {
            segment.args.iter().any(|arg| type_mentions(arg, name))
                || segment.assoc.iter().any(|(_, ty)| type_mentions(ty, name))
        })
}

/// Looks for the parameters of a type in its fields, through types of the sources.
struct Walk<'m, 'a> {
    model: &'m Model<'a>,
    seen: FxHashSet<Ty>,
    found: Vec<Holding>,
    /// A field is an `UnsafeCell`, which may hold what only a `PhantomData` names.
    raw: bool,
}

impl Walk<'_, '_> {
    fn field(&mut self, ty: &Ty, field: Span, how: Held, depth: u32) {
        if depth > 8 {
            return;
        }
        match ty {
            Ty::Param(name) => self.found.push(Holding { param: *name, how, field, direct: depth < 2 }),
            Ty::Adt(id, args) => {
                if !self.seen.insert(ty.clone()) {
                    return;
                }
                let types = self.model.types;
                let before = self.found.len();
                for fields in &types.fields[id.0 as usize] {
                    for inner in fields {
                        self.field(&types.of_adt(inner, *id, args), field, how, depth + 1);
                    }
                }
                // A type whose declaration could not be read holds what it is given.
                if types.fields[id.0 as usize].is_empty() && self.found.len() == before {
                    args.iter().for_each(|arg| self.field(arg, field, how, depth + 1));
                }
            }
            Ty::Lib(path, args) => {
                let last = path.as_str().rsplit("::").next().unwrap_or("");
                let how = match last {
                    "PhantomData" if depth > 0 => return,
                    "PhantomData" => Held::Phantom,
                    "UnsafeCell" | "Cell" | "RefCell" | "OnceCell" | "SyncUnsafeCell" => {
                        self.raw |= depth == 0 && last == "UnsafeCell";
                        how.max(Held::Cell).min(Held::Cell)
                    }
                    "NonNull" | "AtomicPtr" | "Atomic" | "Unique" | "Shared" => {
                        if how == Held::Phantom {
                            how
                        } else {
                            Held::Pointer
                        }
                    }
                    "Arc" => {
                        let cell = args
                            .iter()
                            .any(|arg| matches!(arg, Ty::Lib(inner, _) if inner.as_str().ends_with("Cell")));
                        if cell { Held::Cell } else { Held::Shared }
                    }
                    // These have bounds of their own, or hand over what they hold: `T: Send` is what they need.
                    "Mutex" | "RwLock" | "Sender" | "Receiver" | "SyncSender" | "UnboundedSender"
                    | "UnboundedReceiver" => Held::Handed,
                    _ => how,
                };
                args.iter().for_each(|arg| self.field(arg, field, how, depth + 1));
            }
            Ty::Ptr(inner) => {
                let how = if how == Held::Phantom { how } else { Held::Pointer };
                self.field(inner, field, how, depth + 1);
            }
            Ty::Ref(mutable, inner) => {
                let how = match (how, mutable) {
                    (Held::Phantom, _) => Held::Phantom,
                    (_, true) => Held::Value,
                    (_, false) => Held::Shared,
                };
                self.field(inner, field, how, depth + 1);
            }
            Ty::Tuple(args) => args.iter().for_each(|arg| self.field(arg, field, how, depth + 1)),
            Ty::Slice(inner) | Ty::Guard(_, inner, _) => self.field(inner, field, how, depth + 1),
            Ty::Opaque(bounds) => bounds.iter().for_each(|bound| self.bound(bound, field, how, depth)),
            // A function holds nothing of its result's type.
            _ => {}
        }
    }

    /// A trait object made for a parameter holds it as a rule; a callback does not.
    fn bound(&mut self, bound: &TraitRef, field: Span, how: Held, depth: u32) {
        let callback = matches!(bound.def, crate::model::ty::TraitDef::Lib(name)
            if name.as_str().starts_with("Fn") || name.as_str() == "Future" || name.as_str() == "Iterator");
        if !callback {
            bound.args.iter().for_each(|arg| self.field(arg, field, how, depth + 1));
        }
    }
}

/// Whether nothing takes such a value by `&self`: then sharing it gives access to nothing.
fn unreachable_by_ref(model: &Model<'_>, id: AdtId) -> bool {
    let by_ref = |function: &FnId| {
        matches!(
            model.defs.fns[function.0 as usize].item.receiver,
            Some(Receiver::Ref | Receiver::Typed(TypeRef::Ref(false, _)))
        )
    };
    let of_type = |index: usize| matches!(&model.types.impl_self[index], Ty::Adt(own, _) if *own == id);
    let mut any = false;
    for (_, item) in model.defs.impls.iter().enumerate().filter(|(index, _)| of_type(*index)) {
        let of_trait = item.item.of_trait.as_ref().and_then(PathRef::last);
        // Of a future, stream or iterator, printing and asking whether it has ended touch nothing else.
        let harmless = of_trait.is_some_and(|name| {
            matches!(
                name.as_str(),
                "Debug" | "FusedFuture" | "FusedStream" | "Iterator" | "ExactSizeIterator"
            )
        });
        if !harmless && item.fns.iter().any(by_ref) {
            return false;
        }
        any |= !item.fns.is_empty();
    }
    any
}

/// A method that takes `&self` and gives `&T` (or an option of it), or a `Deref` to `T`.
fn gives_reference(model: &Model<'_>, id: AdtId, param: Symbol) -> Option<String> {
    methods(model, id).find_map(|(function, own)| {
        let item = model.defs.fns[function].item;
        let by_ref = matches!(item.receiver, Some(Receiver::Ref));
        let ret = model.types.signatures[function].ret.as_ref()?;
        let inner = match ret {
            Ty::Lib(path, args) if path.as_str() == crate::model::ty::OPTION => args.first()?,
            Ty::Assoc(_, name) if *name == "Target" => return None,
            other => other,
        };
        let gives = match inner {
            Ty::Ref(false, inner) => **inner == Ty::Param(own(param)),
            _ => false,
        };
        (by_ref && !item.is_unsafe && gives).then(|| item.name.to_string())
    })
}

/// A method that takes `&self` and a `T`, or something that makes one.
fn takes_value(model: &Model<'_>, id: AdtId, param: Symbol) -> Option<String> {
    methods(model, id).find_map(|(function, own)| {
        let item = model.defs.fns[function].item;
        if !matches!(item.receiver, Some(Receiver::Ref)) || item.is_unsafe {
            return None;
        }
        let wanted = Ty::Param(own(param));
        let takes = model.types.signatures[function].params.iter().skip(1).any(|ty| match ty {
            Ty::Opaque(bounds) => bounds.iter().any(|bound| bound.assoc("Output") == Some(&wanted)),
            Ty::Param(name) => item
                .generics
                .params
                .iter()
                .filter(|known| known.name == *name)
                .flat_map(|known| &known.bounds)
                .any(|bound| returns(&bound.path, own(param))),
            other => *other == wanted,
        });
        takes.then(|| item.name.to_string())
    })
}

/// `FnOnce() -> T`.
fn returns(path: &PathRef, name: Symbol) -> bool {
    path.segments.last().is_some_and(|segment| {
        segment.assoc.iter().any(|(assoc, ty)| {
            *assoc == "Output" && matches!(ty, TypeRef::Path(path) if path.as_ident() == Some(name))
        })
    })
}

/// The functions of all impls of a type, each with the names that the impl gives the type's parameters.
fn methods<'m>(
    model: &'m Model<'_>,
    id: AdtId,
) -> impl Iterator<Item = (usize, impl Fn(Symbol) -> Symbol + 'm)> + 'm {
    model.defs.impls.iter().enumerate().flat_map(move |(index, item)| {
        let of_type = match &model.types.impl_self[index] {
            Ty::Adt(own, args) if *own == id => Some(args.clone()),
            _ => None,
        };
        let rename = move |param: Symbol| {
            let declared = &model.defs.adts[id.0 as usize].generics.params;
            let position = declared.iter().position(|known| known.name == param);
            match position.and_then(|position| of_type.as_ref()?.get(position).cloned()) {
                Some(Ty::Param(name)) => name,
                _ => param,
            }
        };
        let of_type = matches!(&model.types.impl_self[index], Ty::Adt(own, _) if *own == id);
        let functions: &[FnId] = if of_type { &item.fns } else { &[] };
        functions.iter().map(move |function| (function.0 as usize, rename.clone()))
    })
}

fn finding(
    model: &Model<'_>,
    item: &Impl<'_>,
    id: AdtId,
    message: String,
    field: Option<(Span, String)>,
    help: String,
    confidence: Confidence,
) -> Finding {
    let adt = &model.defs.adts[id.0 as usize];
    let file = |module: ModId| model.defs.modules[module.0 as usize].file;
    let name = type_name(&item.item.self_ty);
    let primary = Shown {
        location: Location { file: file(item.module), span: item.span },
        item: name,
        label: "this holds for every type argument that the bounds allow".to_string(),
    };
    let mut related = vec![primary.clone()];
    if let Some((span, label)) = field {
        related.push(Shown {
            location: Location { file: file(adt.module), span },
            item: adt.name.to_string(),
            label,
        });
    }
    Finding {
        rule: UNSOUND_SEND_SYNC.name,
        level: Level::Deny,
        confidence,
        message,
        primary,
        related,
        locks: Vec::new(),
        help,
        fix: None,
        in_test: item.test,
    }
}
