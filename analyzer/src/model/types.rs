//! From written types to [`Ty`]: signatures, fields, impl headers, method lookup, dereferencing, projections.

use super::defs::{Def, Defs, Owner};
use super::dropped;
use super::ids::{AdtId, FnId, ImplId, ModId, StaticId, TraitId};
use super::ty::{Args, Inner, OPTION, RESULT, TraitDef, TraitRef, Ty};
use crate::catalog::{self, LockType};
use crate::facts::ir::{Bound, Generics, LockRef, PathRef, Receiver, TypeRef};
use crate::text::Symbol;
use crate::text::packed::Packed;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::OnceLock;

/// What a method is looked up under: the outermost constructor of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Head {
    /// A type of the sources.
    Adt(AdtId),
    /// A library type.
    Lib(Symbol),
    /// A trait object or opaque type of a trait of the sources.
    Trait(TraitId),
    /// A type parameter: a blanket impl.
    Any,
}

/// A function's types, in terms of its own and its impl's parameters.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Signature {
    /// `self` included.
    pub params: Vec<Ty>,
    /// What it returns; what its future gives, if it is async.
    pub ret: Option<Ty>,
}

/// Where a written type stands.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'s> {
    /// The module.
    pub module: ModId,
    /// `Self`.
    pub self_ty: Option<&'s Ty>,
    /// Generic parameters in scope.
    pub generics: [Option<&'s Generics>; 2],
}

/// How far it is from a written type to what is being lowered: through aliases, defaults of parameters and projections,
/// each of which may lead to others, or back to itself.
#[derive(Clone, Copy)]
struct Way<'w> {
    depth: u32,
    /// Steps so far, on all ways from the same type.
    steps: &'w Cell<u32>,
}

impl<'w> Way<'w> {
    /// What is nested deeper is not known.
    const MAX_DEPTH: u32 = 24;
    /// What is further is not known: aliases that double make ways of any length.
    const MAX_STEPS: u32 = 2_000;

    fn begin(steps: &'w Cell<u32>) -> Way<'w> {
        Way { depth: 0, steps }
    }

    /// One step further, if that is not too far.
    fn on(self) -> Option<Way<'w>> {
        self.steps.set(self.steps.get() + 1);
        let near = self.depth <= Way::MAX_DEPTH && self.steps.get() <= Way::MAX_STEPS;
        near.then(|| Way { depth: self.depth + 1, ..self })
    }
}

/// The types of all items.
#[derive(Debug)]
pub struct Types<'a> {
    /// The items.
    pub defs: &'a Defs<'a>,
    /// By field, the lock that an annotation says guards it.
    pub guarded: BTreeMap<(AdtId, Symbol), &'a LockRef>,
    /// By trait, the traits of the sources that it extends.
    supers: Vec<Vec<TraitId>>,
    /// By type, whether its values may run something when they are dropped.
    dropped: OnceLock<Vec<bool>>,
    lowered: Lowered,
}

impl Deref for Types<'_> {
    type Target = Lowered;

    fn deref(&self) -> &Lowered {
        &self.lowered
    }
}

/// What declarations mean. It names items by their numbers alone, and stays right as long as these do.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Lowered {
    /// Field types by type and variant, in terms of the type's parameters.
    #[serde(skip)]
    pub fields: Vec<Vec<Vec<Ty>>>,
    /// By function.
    #[serde(skip)]
    pub signatures: Vec<Signature>,
    /// By static.
    pub statics: Vec<Ty>,
    /// `Self` of each impl.
    pub impl_self: Vec<Ty>,
    /// Trait of each impl.
    pub impl_trait: Vec<Option<TraitRef>>,
    /// Lock types of the configuration.
    #[serde(skip)]
    pub locks: Vec<LockType>,
    methods: FxHashMap<(Head, Symbol), Vec<FnId>>,
    /// Impls that give an associated type of that name.
    assocs: FxHashMap<(Head, Symbol), Vec<ImplId>>,
    derefs: FxHashMap<Head, Vec<ImplId>>,
    drops: FxHashMap<Head, Vec<FnId>>,
    impls_of: FxHashMap<TraitId, Vec<ImplId>>,
    trait_methods: FxHashMap<Symbol, Vec<FnId>>,
}

/// [`Lowered`] as bytes, except for the lock types of the configuration.
#[derive(Debug, Serialize, Deserialize)]
pub struct PackedLowered {
    fields: Packed,
    signatures: Packed,
    rest: Packed,
}

impl Lowered {
    /// Packs it, if that can be done.
    pub fn pack(&self) -> Option<PackedLowered> {
        Some(PackedLowered {
            fields: Packed::of(&self.fields)?,
            signatures: Packed::of(&self.signatures)?,
            rest: Packed::of(std::slice::from_ref(self))?,
        })
    }
}

impl PackedLowered {
    /// What was packed, with these lock types.
    pub fn unpack(&self, locks: Vec<LockType>) -> Option<Lowered> {
        let rest = self.rest.values::<Lowered>()?.pop()?;
        Some(Lowered { fields: self.fields.values()?, signatures: self.signatures.values()?, locks, ..rest })
    }
}

fn guarded<'a>(defs: &Defs<'a>) -> BTreeMap<(AdtId, Symbol), &'a LockRef> {
    let adts = defs.adts.iter().zip(0u32..);
    let fields = adts.flat_map(|(adt, id)| {
        adt.variants.iter().flat_map(|(_, fields)| fields.iter()).map(move |field| (AdtId(id), field))
    });
    let noted = fields.filter_map(|(id, field)| {
        let lock = field.notes.as_ref()?.guarded_by.as_ref()?;
        Some(((id, field.name), lock))
    });
    noted.collect()
}

fn supers(defs: &Defs<'_>) -> Vec<Vec<TraitId>> {
    let of = |item: &super::defs::Trait<'_>| {
        let upper = |bound: &Bound| {
            let names: Vec<Symbol> = bound.path.segments.iter().map(|segment| segment.name).collect();
            match defs.resolve(item.module, bound.path.global, &names)? {
                (Def::Trait(upper), _) => Some(upper),
                _ => None,
            }
        };
        item.item.supers.iter().filter_map(upper).collect()
    };
    defs.traits.iter().map(of).collect()
}

impl<'a> Types<'a> {
    /// Lowers every signature, field and impl header. Linear in the size of the declarations.
    pub fn build(defs: &'a Defs<'a>, locks: Vec<LockType>) -> Types<'a> {
        let mut types = Types::again(defs, Lowered { locks, ..Lowered::default() });
        types.impl_headers();
        types.lowered.fields = defs
            .adts
            .par_iter()
            .with_min_len(64)
            .enumerate()
            .map(|(index, adt)| {
                let own = Ty::Adt(AdtId(index as u32), params_of(adt.generics));
                let scope =
                    Scope { module: adt.module, self_ty: Some(&own), generics: [Some(adt.generics), None] };
                adt.variants
                    .iter()
                    .map(|(_, fields)| fields.iter().map(|field| types.lower(&field.ty, scope)).collect())
                    .collect()
            })
            .collect();
        types.lowered.statics = defs
            .statics
            .iter()
            .map(|item| {
                let self_ty = types.owner_self(item.owner);
                let scope = Scope { module: item.module, self_ty: self_ty.as_ref(), generics: [None, None] };
                types.lower(&item.item.ty, scope)
            })
            .collect();
        types.lowered.signatures = (0..defs.fns.len())
            .into_par_iter()
            .with_min_len(256)
            .map(|index| types.signature(FnId(index as u32)))
            .collect();
        types
    }

    /// The types of items whose declarations are what they were.
    pub fn again(defs: &'a Defs<'a>, lowered: Lowered) -> Types<'a> {
        Types { defs, guarded: guarded(defs), supers: supers(defs), dropped: OnceLock::new(), lowered }
    }

    /// What is left of it for the next model.
    pub fn into_lowered(self) -> Lowered {
        self.lowered
    }

    /// The lock type that the catalogue or the configuration knows a type as.
    pub fn lock_type(&self, ty: &Ty) -> Option<&LockType> {
        let configured = |path: &str| self.locks.iter().find(|lock| lock.names(path));
        match ty {
            Ty::Lib(path, _) => configured(path.as_str()).or_else(|| catalog::lock_type(path.as_str())),
            Ty::Adt(id, _) if !self.locks.is_empty() => {
                let adt = &self.defs.adts[id.0 as usize];
                let mut path = vec![adt.name.as_str()];
                let mut module = Some(adt.module);
                while let Some(at) = module {
                    let here = &self.defs.modules[at.0 as usize];
                    path.push(here.name.as_str());
                    module = here.parent;
                }
                path.reverse();
                configured(&path.join("::"))
            }
            _ => None,
        }
    }

    /// The scope of a function's signature and body.
    pub fn fn_scope<'s>(&'s self, id: FnId, self_ty: Option<&'s Ty>) -> Scope<'s> {
        let function = &self.defs.fns[id.0 as usize];
        let outer = match function.owner {
            Owner::Module => None,
            Owner::Impl(owner) => Some(&self.defs.impls[owner.0 as usize].item.generics),
            Owner::Trait(owner) => Some(&self.defs.traits[owner.0 as usize].item.generics),
        };
        Scope { module: function.module, self_ty, generics: [Some(&function.item.generics), outer] }
    }

    /// `Self` of what a function belongs to.
    pub fn owner_self(&self, owner: Owner) -> Option<Ty> {
        match owner {
            Owner::Module => None,
            Owner::Impl(id) => Some(self.impl_self[id.0 as usize].clone()),
            Owner::Trait(id) => {
                let def = TraitDef::Own(id);
                let item = self.defs.traits[id.0 as usize].item;
                let args = params_of(&item.generics);
                Some(Ty::Opaque(vec![TraitRef { def, args, assoc: Box::default() }].into()))
            }
        }
    }

    /// A written type. Unknown where it names nothing that is known.
    pub fn lower(&self, ty: &TypeRef, scope: Scope<'_>) -> Ty {
        self.lower_at(ty, scope, Way::begin(&Cell::default()))
    }

    fn lower_at(&self, ty: &TypeRef, scope: Scope<'_>, way: Way<'_>) -> Ty {
        let Some(way) = way.on() else { return Ty::Unknown };
        let next = |ty: &TypeRef| self.lower_at(ty, scope, way);
        match ty {
            TypeRef::Path(path) => self.lower_path(path, scope, way),
            TypeRef::Ref(mutable, inner) => Ty::Ref(*mutable, Inner::new(next(inner))),
            TypeRef::Ptr(_, inner) => Ty::Ptr(Inner::new(next(inner))),
            TypeRef::Tuple(items) => Ty::Tuple(items.iter().map(next).collect()),
            TypeRef::Slice(inner) | TypeRef::Array(inner) => Ty::Slice(Inner::new(next(inner))),
            TypeRef::FnPtr(_, ret) => Ty::Fn(Inner::new(ret.as_deref().map_or_else(Ty::unit, next))),
            TypeRef::Impl(bounds) | TypeRef::Dyn(bounds) => self.opaque(bounds, scope, way),
            TypeRef::Never => Ty::Never,
            TypeRef::Infer | TypeRef::Unknown => Ty::Unknown,
        }
    }

    fn opaque(&self, bounds: &[Bound], scope: Scope<'_>, way: Way<'_>) -> Ty {
        let bounds: Vec<TraitRef> =
            bounds.iter().filter_map(|bound| self.trait_ref_at(&bound.path, scope, way)).collect();
        for bound in &bounds {
            if let TraitDef::Lib(name) = bound.def {
                match name.as_str() {
                    "Future" | "FusedFuture" | "TryFuture" => {
                        return Ty::Future(Inner::new(bound.assoc("Output").cloned().unwrap_or(Ty::Unknown)));
                    }
                    "Iterator"
                    | "DoubleEndedIterator"
                    | "ExactSizeIterator"
                    | "IntoIterator"
                    | "Stream"
                    | "ParallelIterator" => {
                        return bound.assoc("Item").cloned().unwrap_or(Ty::Unknown).iter();
                    }
                    _ => {}
                }
            }
        }
        Ty::Opaque(bounds.into())
    }

    /// A trait bound; `None` where the trait is a marker or not known at all.
    pub fn trait_ref(&self, path: &PathRef, scope: Scope<'_>) -> Option<TraitRef> {
        self.trait_ref_at(path, scope, Way::begin(&Cell::default()))
    }

    fn trait_ref_at(&self, path: &PathRef, scope: Scope<'_>, way: Way<'_>) -> Option<TraitRef> {
        let names: Vec<Symbol> = path.segments.iter().map(|segment| segment.name).collect();
        let last = path.segments.last()?;
        let def = match self.defs.resolve(scope.module, path.global, &names) {
            Some((Def::Trait(id), used)) if used == names.len() => TraitDef::Own(id),
            _ => TraitDef::Lib(last.name),
        };
        let callable = matches!(
            last.name.as_str(),
            "Fn" | "FnMut" | "FnOnce" | "AsyncFn" | "AsyncFnMut" | "AsyncFnOnce"
        );
        let mut args: Vec<Ty> = last.args().iter().map(|arg| self.lower_at(arg, scope, way)).collect();
        if callable && let [Ty::Tuple(inner)] = args.as_slice() {
            args = inner.to_vec();
        }
        let assoc = last.assoc().iter().map(|(name, ty)| (*name, self.lower_at(ty, scope, way))).collect();
        Some(TraitRef { def, args: args.into(), assoc })
    }

    fn lower_path(&self, path: &PathRef, scope: Scope<'_>, way: Way<'_>) -> Ty {
        let args_of = |index: usize| -> Args {
            path.segments[index].args().iter().map(|arg| self.lower_at(arg, scope, way)).collect()
        };
        if let Some(qself) = &path.qself {
            let base = self.lower_at(qself, scope, way);
            return match path.last() {
                Some(name) => self.project_at(base, name, way),
                None => base,
            };
        }
        let Some(first) = path.segments.first() else { return Ty::Unknown };
        let mut base = None;
        if !path.global {
            if first.name == "Self" {
                base = Some(scope.self_ty.cloned().unwrap_or(Ty::Unknown));
            } else if path.segments.len() <= 2 && declares(scope.generics, first.name) {
                base = Some(Ty::Param(first.name));
            }
        }
        if let Some(mut ty) = base {
            for segment in &path.segments[1..] {
                ty = self.project_at(ty, segment.name, way);
            }
            return ty;
        }
        let names: Vec<Symbol> = path.segments.iter().map(|segment| segment.name).collect();
        let Some((def, used)) = self.defs.resolve(scope.module, path.global, &names) else {
            return Ty::Unknown;
        };
        let last = used - 1;
        let mut ty = match def {
            Def::Adt(id) => {
                let adt = &self.defs.adts[id.0 as usize];
                let mut args = args_of(last).to_vec();
                for param in adt.generics.params.iter().skip(args.len()) {
                    args.push(match &param.default {
                        Some(default) => {
                            let scope = Scope {
                                module: adt.module,
                                self_ty: None,
                                generics: [Some(adt.generics), None],
                            };
                            self.lower_at(default, scope, way)
                        }
                        None => Ty::Unknown,
                    });
                }
                Ty::Adt(id, args.into())
            }
            Def::Alias(id) => {
                let alias = &self.defs.aliases[id.0 as usize];
                let inner_scope = Scope {
                    module: alias.module,
                    self_ty: None,
                    generics: [Some(&alias.item.generics), None],
                };
                let body = self.lower_at(&alias.item.ty, inner_scope, way);
                let args = args_of(last);
                let generics = &alias.item.generics;
                body.substitute(&|name| {
                    let index = generics.params.iter().position(|param| param.name == name)?;
                    args.get(index).cloned()
                })
            }
            Def::Lib(full) => lib_type(full, args_of(last)),
            Def::Trait(id) => {
                let trait_ref =
                    TraitRef { def: TraitDef::Own(id), args: args_of(last), assoc: Box::default() };
                Ty::Opaque(vec![trait_ref].into())
            }
            Def::Variant(id, _) => Ty::Adt(id, Args::default()),
            Def::Mod(_) | Def::Fn(_) | Def::Static(_) => Ty::Unknown,
        };
        for segment in &path.segments[used..] {
            ty = self.project_at(ty, segment.name, way);
        }
        ty
    }

    /// `<ty as _>::name`, resolved as far as it can be.
    pub fn project(&self, ty: Ty, name: Symbol) -> Ty {
        self.project_at(ty, name, Way::begin(&Cell::default()))
    }

    fn project_at(&self, ty: Ty, name: Symbol, way: Way<'_>) -> Ty {
        let Some(way) = way.on() else { return Ty::Unknown };
        match (&ty, name.as_str()) {
            (Ty::Iter(item), "Item") => return (**item).clone(),
            (Ty::Future(output), "Output") => return (**output).clone(),
            (Ty::Param(_), _) => return Ty::Assoc(Inner::new(ty), name),
            (Ty::Opaque(bounds), _) => {
                for bound in bounds.iter() {
                    if let Some(known) = bound.assoc(name.as_str()) {
                        return known.clone();
                    }
                }
                return Ty::Assoc(Inner::new(ty), name);
            }
            _ => {}
        }
        let Some(head) = head(&ty) else { return Ty::Unknown };
        for index in self.assocs.get(&(head, name)).into_iter().flatten().map(|id| id.0 as usize) {
            let item = &self.defs.impls[index];
            if let Some((_, written)) = item.item.types.iter().find(|(known, _)| *known == name) {
                let own = self.impl_self[index].clone();
                let scope = Scope {
                    module: item.module,
                    self_ty: Some(&own),
                    generics: [Some(&item.item.generics), None],
                };
                let lowered = self.lower_at(written, scope, way);
                let mut bindings = Bindings::default();
                unify(&own, &ty, &mut bindings);
                return bindings.apply(&lowered);
            }
        }
        Ty::Unknown
    }

    /// Resolves projections that substitution has made concrete.
    pub fn normalise(&self, ty: Ty) -> Ty {
        match ty {
            Ty::Assoc(inner, name) => match &*inner {
                Ty::Param(_) => Ty::Assoc(inner, name),
                _ => {
                    let inner = self.normalise((*inner).clone());
                    match self.project(inner, name) {
                        Ty::Assoc(..) => Ty::Unknown,
                        ty => ty,
                    }
                }
            },
            Ty::Ref(mutable, inner) if inner.has_params() => {
                Ty::Ref(mutable, Inner::new(self.normalise((*inner).clone())))
            }
            Ty::Lib(path, args) if args.iter().any(Ty::has_params) => {
                Ty::Lib(path, args.iter().map(|arg| self.normalise(arg.clone())).collect())
            }
            ty => ty,
        }
    }

    /// The type of a field and the index of its variant-0 position; `None` where there is no such field.
    pub fn field(&self, id: AdtId, variant: usize, name: Symbol, args: &Args) -> Option<Ty> {
        let adt = &self.defs.adts[id.0 as usize];
        let (_, fields) = adt.variants.get(variant)?;
        let index = fields.iter().position(|field| field.name == name)?;
        let ty = &self.fields[id.0 as usize][variant][index];
        Some(self.of_adt(ty, id, args))
    }

    /// A field's type with the type's arguments put in.
    pub fn of_adt(&self, ty: &Ty, id: AdtId, args: &Args) -> Ty {
        if !ty.has_params() {
            return ty.clone();
        }
        let generics = self.defs.adts[id.0 as usize].generics;
        let lookup = |name: Symbol| {
            let index = generics.params.iter().position(|param| param.name == name)?;
            args.get(index).cloned()
        };
        self.normalise(ty.substitute(&lookup))
    }

    /// Methods of a type (inherent ones first), then those of blanket impls and of the type's trait bounds.
    pub fn methods(&self, ty: &Ty, name: Symbol) -> &[FnId] {
        match head(ty) {
            Some(head) => self.methods.get(&(head, name)).map_or(&[], Vec::as_slice),
            None => &[],
        }
    }

    /// Methods of blanket impls.
    pub fn blanket_methods(&self, name: Symbol) -> &[FnId] {
        self.methods.get(&(Head::Any, name)).map_or(&[], Vec::as_slice)
    }

    /// Trait methods of that name, declared in any trait of the sources.
    pub fn declared_in_traits(&self, name: Symbol) -> &[FnId] {
        self.trait_methods.get(&name).map_or(&[], Vec::as_slice)
    }

    /// A trait's own method (or a supertrait's).
    pub fn trait_method(&self, id: TraitId, name: Symbol) -> Option<FnId> {
        let mut open = vec![id];
        let mut seen = FxHashSet::default();
        while let Some(id) = open.pop() {
            let item = &self.defs.traits[id.0 as usize];
            if let Some(index) = item.item.fns.iter().position(|f| f.name == name) {
                return item.fns.get(index).copied();
            }
            if !seen.insert(id) {
                continue;
            }
            open.extend(self.supers[id.0 as usize].iter().rev());
        }
        None
    }

    /// The bodies a trait method may run: those of the impls, and its default body.
    pub fn implementations(&self, method: FnId) -> Vec<FnId> {
        let function = &self.defs.fns[method.0 as usize];
        let Owner::Trait(owner) = function.owner else { return vec![method] };
        let name = function.item.name;
        let mut found = Vec::new();
        for id in self.impls_of.get(&owner).into_iter().flatten() {
            let item = &self.defs.impls[id.0 as usize];
            if let Some(index) = item.item.fns.iter().position(|f| f.name == name) {
                found.push(item.fns[index]);
            }
        }
        if function.item.body.is_some() {
            found.push(method);
        }
        found
    }

    /// What `*value` gives for a type of the sources: the impl's `deref` and its target.
    pub fn deref_of(&self, ty: &Ty) -> Option<(FnId, Ty)> {
        let impls = self.derefs.get(&head(ty)?)?;
        let id = *impls.first()?;
        let item = &self.defs.impls[id.0 as usize];
        let index = item.item.fns.iter().position(|f| f.name == "deref")?;
        let (_, target) = item.item.types.iter().find(|(name, _)| *name == "Target")?;
        let own = &self.impl_self[id.0 as usize];
        let scope =
            Scope { module: item.module, self_ty: Some(own), generics: [Some(&item.item.generics), None] };
        let lowered = self.lower(target, scope);
        let mut bindings = Bindings::default();
        unify(own, ty, &mut bindings);
        Some((item.fns[index], bindings.apply(&lowered)))
    }

    /// `Drop::drop` of a type.
    pub fn drop_of(&self, ty: &Ty) -> Option<FnId> {
        self.drops.get(&head(ty)?)?.first().copied()
    }

    /// Whether a value of the type may run something when it is dropped.
    pub fn may_run_dropped(&self, ty: &Ty) -> bool {
        dropped::may_run(
            self.dropped.get_or_init(|| {
                dropped::of_all(self.defs, &self.fields, &|id| self.drops.contains_key(&Head::Adt(id)))
            }),
            ty,
        )
    }

    /// The bounds of a type parameter in a function's scope.
    pub fn bounds(&self, scope: Scope<'_>, param: Symbol) -> Vec<TraitRef> {
        scope
            .generics
            .iter()
            .flatten()
            .flat_map(|generics| generics.params.iter())
            .filter(|known| known.name == param)
            .flat_map(|known| known.bounds.iter())
            .filter_map(|bound| self.trait_ref(&bound.path, scope))
            .collect()
    }

    fn impl_headers(&mut self) {
        let defs = self.defs;
        for item in &defs.impls {
            let scope =
                Scope { module: item.module, self_ty: None, generics: [Some(&item.item.generics), None] };
            let ty = self.lower(&item.item.self_ty, scope);
            if let Some(key) = head(&ty) {
                let id = ImplId(self.lowered.impl_self.len() as u32);
                for (name, _) in &item.item.types {
                    self.lowered.assocs.entry((key, *name)).or_default().push(id);
                }
            }
            self.lowered.impl_self.push(ty);
        }
        for (index, item) in defs.impls.iter().enumerate() {
            let own = self.impl_self[index].clone();
            let scope = Scope {
                module: item.module,
                self_ty: Some(&own),
                generics: [Some(&item.item.generics), None],
            };
            let of_trait = item.item.of_trait.as_ref().and_then(|path| self.trait_ref(path, scope));
            let key = head(&own);
            let id = ImplId(index as u32);
            if let Some(key) = key {
                for (position, function) in item.item.fns.iter().enumerate() {
                    let known = self.lowered.methods.entry((key, function.name)).or_default();
                    // Inherent methods come before those of traits.
                    if of_trait.is_none() {
                        known.insert(0, item.fns[position]);
                    } else {
                        known.push(item.fns[position]);
                    }
                }
                if let Some(TraitRef { def: TraitDef::Lib(name), .. }) = &of_trait {
                    match name.as_str() {
                        "Deref" => self.lowered.derefs.entry(key).or_default().push(id),
                        "Drop" => self.lowered.drops.entry(key).or_default().extend(item.fns.first()),
                        _ => {}
                    }
                }
            }
            if let Some(TraitRef { def: TraitDef::Own(upper), .. }) = &of_trait {
                self.lowered.impls_of.entry(*upper).or_default().push(id);
                // Default methods are methods of the type too.
                if let Some(key) = key {
                    let upper = &defs.traits[upper.0 as usize];
                    for (position, function) in upper.item.fns.iter().enumerate() {
                        let own = item.item.fns.iter().any(|f| f.name == function.name);
                        if function.body.is_some() && !own {
                            let known = self.lowered.methods.entry((key, function.name)).or_default();
                            if !known.contains(&upper.fns[position]) {
                                known.push(upper.fns[position]);
                            }
                        }
                    }
                }
            }
            self.lowered.impl_trait.push(of_trait);
        }
        for item in &defs.traits {
            for (position, function) in item.item.fns.iter().enumerate() {
                if function.receiver.is_some() {
                    self.lowered.trait_methods.entry(function.name).or_default().push(item.fns[position]);
                }
            }
        }
    }

    fn signature(&self, id: FnId) -> Signature {
        let function = &self.defs.fns[id.0 as usize];
        let own = self.owner_self(function.owner);
        let scope = self.fn_scope(id, own.as_ref());
        let mut params = Vec::new();
        let self_ty = || own.clone().unwrap_or(Ty::Unknown);
        match &function.item.receiver {
            None => {}
            Some(Receiver::Value) => params.push(self_ty()),
            Some(Receiver::Ref) => params.push(Ty::Ref(false, Inner::new(self_ty()))),
            Some(Receiver::RefMut) => params.push(Ty::Ref(true, Inner::new(self_ty()))),
            Some(Receiver::Typed(ty)) => params.push(self.lower(ty, scope)),
        }
        params.extend(function.item.params.iter().map(|param| self.lower(&param.ty, scope)));
        let ret = Some(function.item.ret.as_ref().map_or_else(Ty::unit, |ty| self.lower(ty, scope)));
        Signature { params, ret }
    }

    /// The type of a static.
    pub fn static_ty(&self, id: StaticId) -> &Ty {
        &self.statics[id.0 as usize]
    }
}

/// What type parameters stand for.
#[derive(Clone, Debug, Default)]
pub struct Bindings(FxHashMap<Symbol, Ty>);

impl Bindings {
    /// Binds a parameter, unless something better is known.
    pub fn bind(&mut self, name: Symbol, ty: Ty) {
        if ty.is_unknown() {
            return;
        }
        self.0.entry(name).or_insert(ty);
    }

    /// The type of a parameter.
    pub fn get(&self, name: Symbol) -> Option<&Ty> {
        self.0.get(&name)
    }

    /// Puts the bindings into a type.
    pub fn apply(&self, ty: &Ty) -> Ty {
        if ty.has_params() { ty.substitute(&|name| self.0.get(&name).cloned()) } else { ty.clone() }
    }
}

/// Binds the parameters of `pattern` so that it fits `ty`, as far as both are known.
pub fn unify(pattern: &Ty, ty: &Ty, bindings: &mut Bindings) {
    match (pattern, ty) {
        (Ty::Param(name), _) => bindings.bind(*name, ty.clone()),
        (Ty::Ref(_, a), Ty::Ref(_, b)) => unify(a, b, bindings),
        (Ty::Ref(_, a), other) => unify(a, other, bindings),
        (Ty::Adt(a, xs), Ty::Adt(b, ys)) if a == b => each(xs, ys, bindings),
        (Ty::Lib(a, xs), Ty::Lib(b, ys)) if a == b => each(xs, ys, bindings),
        (Ty::Tuple(xs), Ty::Tuple(ys)) => each(xs, ys, bindings),
        (Ty::Slice(a), Ty::Slice(b)) | (Ty::Iter(a), Ty::Iter(b)) | (Ty::Ptr(a), Ty::Ptr(b)) => {
            unify(a, b, bindings);
        }
        (Ty::Guard(_, a, _), Ty::Guard(_, b, _))
        | (Ty::Future(a), Ty::Future(b))
        | (Ty::Fn(a), Ty::Fn(b)) => {
            unify(a, b, bindings);
        }
        (Ty::Iter(a), Ty::Lib(_, ys)) if ys.len() == 1 => unify(a, &ys[0], bindings),
        (Ty::Iter(a), Ty::Slice(b)) => unify(a, b, bindings),
        (Ty::Slice(a), Ty::Lib(path, ys)) if path.as_str() == "std::vec::Vec" && !ys.is_empty() => {
            unify(a, &ys[0], bindings);
        }
        (_, Ty::Ref(_, inner)) => unify(pattern, inner, bindings),
        (Ty::Opaque(bounds), Ty::Fn(ret)) => {
            for bound in bounds.iter() {
                if let Some(Ty::Param(name)) = bound.assoc("Output") {
                    bindings.bind(*name, (**ret).clone());
                }
            }
        }
        _ => {}
    }
}

fn each(xs: &Args, ys: &Args, bindings: &mut Bindings) {
    for (x, y) in xs.iter().zip(ys.iter()) {
        unify(x, y, bindings);
    }
}

/// The constructor a method of the type is found under.
pub fn head(ty: &Ty) -> Option<Head> {
    match ty {
        Ty::Adt(id, _) => Some(Head::Adt(*id)),
        Ty::Lib(path, _) => Some(Head::Lib(*path)),
        Ty::Param(_) => Some(Head::Any),
        Ty::Ref(_, inner) => head(inner),
        Ty::Opaque(bounds) => bounds.iter().find_map(|bound| match bound.def {
            TraitDef::Own(id) => Some(Head::Trait(id)),
            TraitDef::Lib(_) => None,
        }),
        Ty::Slice(_) => Some(Head::Lib(Symbol::new("[]"))),
        Ty::Tuple(_) => Some(Head::Lib(Symbol::new("()"))),
        Ty::Guard(..) => Some(Head::Lib(Symbol::new("guard"))),
        _ => None,
    }
}

/// A library type by its canonical path; guards, futures, results and the like get their own form.
pub fn lib_type(path: Symbol, args: Args) -> Ty {
    let text = path.as_str();
    let arg = |index: usize| args.get(index).cloned().unwrap_or(Ty::Unknown);
    if let Some((mode, content, is_async)) = catalog::guard_content(text) {
        return Ty::Guard(mode, Inner::new(content.map_or(Ty::Unknown, arg)), is_async);
    }
    let last = text.rsplit("::").next().unwrap_or(text);
    match last {
        "LockResult" | "TryLockResult" => {
            Ty::result(arg(0), Ty::lib_of("std::sync::PoisonError", vec![arg(0)]))
        }
        "Result" | "Fallible" => Ty::lib_of(RESULT, vec![arg(0), arg(1)]),
        "Option" => Ty::lib_of(OPTION, vec![arg(0)]),
        "BoxFuture" | "LocalBoxFuture" => Ty::Future(Inner::new(arg(0))),
        "BoxStream" | "LocalBoxStream" => arg(0).iter(),
        _ => Ty::Lib(path, args),
    }
}

fn params_of(generics: &Generics) -> Args {
    generics.params.iter().map(|param| Ty::Param(param.name)).collect()
}

fn declares(generics: [Option<&Generics>; 2], name: Symbol) -> bool {
    generics.iter().flatten().any(|generics| generics.params.iter().any(|param| param.name == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unification_binds_parameters_through_references_and_arguments() {
        let name = Symbol::new("T");
        let pattern = Ty::Ref(false, Inner::new(Ty::lib_of("std::sync::Mutex", vec![Ty::Param(name)])));
        let ty = Ty::lib_of("std::sync::Mutex", vec![Ty::lib("u32")]);
        let mut bindings = Bindings::default();
        unify(&pattern, &ty, &mut bindings);
        assert_eq!(bindings.get(name), Some(&Ty::lib("u32")));
        assert_eq!(bindings.apply(&Ty::option(Ty::Param(name))), Ty::option(Ty::lib("u32")));
    }

    #[test]
    fn what_is_unknown_binds_nothing() {
        let name = Symbol::new("T");
        let mut bindings = Bindings::default();
        unify(&Ty::Param(name), &Ty::Unknown, &mut bindings);
        assert_eq!(bindings.get(name), None);
        unify(&Ty::Param(name), &Ty::lib("u8"), &mut bindings);
        unify(&Ty::Param(name), &Ty::lib("u16"), &mut bindings);
        assert_eq!(bindings.get(name), Some(&Ty::lib("u8")));
    }

    #[test]
    fn guards_and_results_of_libraries_have_a_form_of_their_own() {
        let guard = lib_type(Symbol::new("std::sync::MutexGuard"), Args::from(vec![Ty::lib("u32")]));
        assert!(matches!(&guard, Ty::Guard(catalog::Mode::Exclusive, inner, _) if **inner == Ty::lib("u32")));
        let map = lib_type(Symbol::new("dashmap::Ref"), Args::from(vec![Ty::lib("u8"), Ty::lib("u32")]));
        assert!(matches!(&map, Ty::Guard(_, inner, _) if **inner == Ty::lib("u32")));
        let result = lib_type(Symbol::new("std::io::Result"), Args::from(vec![Ty::lib("u32")]));
        assert_eq!(result.lib_path(), Some(RESULT));
    }
}
