//! `unsound_send_sync`: an `unsafe impl` of `Send` or `Sync` for more types than the fields allow.
//!
//! The class of bugs, and the idea of judging an impl by how the type holds its parameters, are those of Rudra (Bae et
//! al., SOSP 2021). Here only declarations are read: how each parameter is held, what bounds it, and what methods that
//! take `&self` give out or take in.

mod access;
mod bounds;
mod held;

use std::cell::LazyCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Family, Rule};
use crate::catalog::declared::{Interior, Pointer};
use crate::catalog::lang::Marker;
use crate::catalog::{self, shelf};
use crate::facts::ir::PathRef;
use crate::finding::{Confidence, Finding, Level, Site};
use crate::model::defs::{Impl, type_name};
use crate::model::ty::{OPTION, Ty, is_owned};
use crate::model::{AdtId, ModId, Model};
use crate::text::{Location, Span, Symbol};
use access::{gives_projection, gives_reference, promised, takes_value, unreachable_by_ref};
use bounds::{Bounds, path_mentions};
use held::{Held, Holding, Projected, Walk, mentioned};

/// The rule.
pub(super) static UNSOUND_SEND_SYNC: Rule = Rule {
    name: "unsound_send_sync",
    family: Family::SharedState,
    level: Level::Deny,
    preview: false,
    summary: "an `unsafe impl` of `Send` or `Sync` that the fields do not allow",
    docs: include_str!("unsound_send_sync.md"),
    clippy_twins: &["non_send_fields_in_send_ty"],
    yields_to: &[],
    run,
};

/// The marker that a bound or an impl names.
fn marker_of(path: &PathRef) -> Option<Marker> {
    Marker::of(path.last()?.as_str())
}

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let containers = LazyCell::new(|| Containers::of(model));
    for (index, item) in model.defs.impls.iter().enumerate() {
        let marker = item.item.of_trait.as_ref().filter(|_| item.item.is_unsafe).and_then(marker_of);
        let Some(marker) = marker else { continue };
        let Ty::Adt(id, args) = &model.types.impl_self[index] else { continue };
        if !visible(model, &containers, *id, marker, 0) || promised(model, *id) {
            continue;
        }
        findings.extend(judge(model, item, *id, args, marker));
    }
    findings
}

/// Which types stand in which others, and which have impls of the two of their own.
struct Containers {
    of: FxHashMap<AdtId, Vec<AdtId>>,
    explicit: FxHashSet<(AdtId, Marker)>,
}

impl Containers {
    /// Linear in the size of all fields and impls.
    fn of(model: &Model<'_>) -> Containers {
        let mut of: FxHashMap<AdtId, Vec<AdtId>> = FxHashMap::default();
        for (index, fields) in model.types.fields.iter().enumerate() {
            let container = AdtId(index as u32);
            for ty in fields.iter().flatten() {
                mentioned(ty, &mut |id, args| {
                    // Of arguments that the container chooses, the crate knows what they are.
                    let chosen = !args.is_empty() && !args.iter().any(Ty::has_params);
                    let known = of.entry(id).or_default();
                    if id != container && !chosen && known.last() != Some(&container) {
                        known.push(container);
                    }
                });
            }
        }
        let impls = model.defs.impls.iter().zip(&model.types.impl_self);
        let explicit = impls.filter_map(|(item, own)| match own {
            Ty::Adt(id, _) => Some((*id, item.item.of_trait.as_ref().and_then(marker_of)?)),
            _ => None,
        });
        Containers { of, explicit: explicit.collect() }
    }
}

/// Whether users can see what the impl claims: a private type that stands only in types with impls of their own hides
/// behind those, and one that stands in no other is its crate's own affair.
fn visible(model: &Model<'_>, containers: &Containers, id: AdtId, marker: Marker, depth: u32) -> bool {
    model.defs.exported(id)
        || depth < 5
            && containers.of.get(&id).into_iter().flatten().any(|container| {
                !containers.explicit.contains(&(*container, marker))
                    && visible(model, containers, *container, marker, depth + 1)
            })
}

fn judge(model: &Model<'_>, item: &Impl<'_>, id: AdtId, args: &[Ty], marker: Marker) -> Option<Finding> {
    let adt = &model.defs[id];
    let mut walk = Walk {
        model,
        seen: FxHashSet::default(),
        found: Vec::new(),
        projected: Vec::new(),
        raw: false,
        checked: false,
    };
    for (fields, types) in adt.variants.iter().zip(&model.types.fields[id.index()]) {
        for (field, ty) in fields.1.iter().zip(types) {
            walk.field(ty, field.span, Held::Value, 0);
        }
    }
    if marker == Marker::Sync && unreachable_by_ref(model, id) || walk.checked {
        return None;
    }
    let raw = walk.raw;
    let projected = walk.projected;
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
        let mut bounds = Bounds::of(model, item, adt.module, adt.generics, param.name, name);
        bounded += usize::from(bounds.send || bounds.sync);
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
        let told = bounds.opaque || bounds.send && bounds.sync;
        if !told {
            let before = bounds.send || bounds.sync;
            bounds.learn(model, id, param.name);
            bounded += usize::from(!before && (bounds.send || bounds.sync));
        }
        let why = match (marker, holding.how) {
            _ if bounds.opaque => continue,
            _ if !bounds.send && !bounds.sync => {
                format!("`{name}` needs the bound `{}`", needed(marker, holding.how))
            }
            (Marker::Send, Held::Shared) if !bounds.sync && holding.direct => {
                format!("`{name}` is shared, so it needs the bound `Sync`")
            }
            (Marker::Sync, Held::Cell | Held::Pointer | Held::Value) if !bounds.sync => {
                match gives_reference(model, id, param.name) {
                    Some(method) => {
                        format!(
                            "`{method}` gives `&{name}` to every thread, so `{name}` needs the bound `Sync`"
                        )
                    }
                    None => continue,
                }
            }
            (Marker::Sync, Held::Cell) if !bounds.send => match takes_value(model, id, param.name) {
                Some(method) => format!(
                    "`{method}` stores a `{name}` through `&self`, which may be dropped on another thread, so `{name}` \
                     needs the bound `Send`"
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
    let Some((_, holding, why)) = missing.first() else {
        return of_projection(model, item, id, marker, &projected, &name_of);
    };
    let confidence = match holding.how {
        Held::Phantom => Confidence::Medium,
        _ => Confidence::High,
    };
    let name = adt.name;
    let message = format!("`unsafe impl {}` for `{name}` holds for too many types: {why}", marker.name());
    let field = (holding.field, format!("holds `{}`", holding.param));
    let help = format!(
        "add the bound: `unsafe impl<{0}: {1}> {2} for {name}<…>`",
        missing[0].0,
        needed(marker, holding.how),
        marker.name()
    );
    Some(finding(model, item, id, message, Some(field), help, confidence))
}

/// A type that holds an associated type of a parameter, which implementors of the trait choose.
fn of_projection(
    model: &Model<'_>,
    item: &Impl<'_>,
    id: AdtId,
    marker: Marker,
    projected: &[Projected],
    name_of: &dyn Fn(Symbol) -> Option<Symbol>,
) -> Option<Finding> {
    projected.iter().filter(|held| held.how > Held::Phantom).find_map(|held| {
        let name = name_of(held.param)?;
        let bounds = Bounds::of_projection(model, item, id, (held.param, name), held.assoc);
        if bounds.opaque {
            return None;
        }
        // What asks something of the parameter asks it of what it stands for, as a rule.
        if missing_is_sharp(model, item, name) {
            return None;
        }
        let ty = format!("{name}::{}", held.assoc);
        let given = |shared: bool| gives_projection(model, id, (held.param, held.assoc), shared);
        let mut needed = needed(marker, held.how);
        let why = match marker {
            Marker::Send if bounds.send => return None,
            Marker::Send => format!("`{}` gives `{ty}` to another thread", given(false)?.0),
            Marker::Sync => match given(true)? {
                (method, true) if !bounds.sync => format!("`{method}` gives `&{ty}` to every thread"),
                (method, false) if !bounds.send => {
                    needed = "Send + Sync";
                    format!("`{method}` gives `{ty}` to every thread")
                }
                _ => return None,
            },
        };
        let adt = &model.defs[id];
        let message = format!(
            "`unsafe impl {}` for `{}` holds for too many types: {why}, so `{ty}` needs the bound `{needed}`",
            marker.name(),
            adt.name
        );
        let field = (held.field, format!("holds `{}::{}`", held.param, held.assoc));
        let help = format!("add the bound: `where {ty}: {needed}`");
        Some(finding(model, item, id, message, Some(field), help, Confidence::Medium))
    })
}

/// A bound that names `Send` or `Sync` makes the other one a choice, not an oversight.
fn missing_is_sharp(_model: &Model<'_>, item: &Impl<'_>, name: Symbol) -> bool {
    item.item
        .generics
        .params
        .iter()
        .filter(|param| param.name == name)
        .flat_map(|param| &param.bounds)
        .any(|bound| marker_of(&bound.path).is_some())
}

fn needed(marker: Marker, how: Held) -> &'static str {
    match (marker, how) {
        (Marker::Send, Held::Shared) => "Send + Sync",
        (Marker::Send, _) | (Marker::Sync, Held::Cell | Held::Handed) => Marker::Send.name(),
        (Marker::Sync, _) => marker.name(),
    }
}

/// A type without parameters: only what is never right to send or to share.
fn plain(model: &Model<'_>, item: &Impl<'_>, id: AdtId, marker: Marker) -> Option<Finding> {
    let adt = &model.defs[id];
    for (fields, types) in adt.variants.iter().zip(&model.types.fields[id.index()]) {
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
            let place = (field.span, format!("holds a `{short}`"));
            return Some(finding(model, item, id, message, Some(place), help, Confidence::Low));
        }
    }
    None
}

fn never(ty: &Ty, marker: Marker) -> Option<&'static str> {
    match ty {
        Ty::Lib(path, args) => {
            let path = path.as_str();
            let forbids = match marker {
                Marker::Send => !catalog::is_send(path) && counts(path),
                Marker::Sync => !catalog::is_sync(path) && catalog::interior(path) == Some(Interior::Checked),
            };
            if forbids {
                return Some(path);
            }
            args.iter().filter(|_| path == OPTION || owns(path)).find_map(|arg| never(arg, marker))
        }
        Ty::Tuple(args) => args.iter().find_map(|arg| never(arg, marker)),
        _ => None,
    }
}

/// Whether a library's type counts the pointers to what it leads to.
fn counts(path: &str) -> bool {
    let pointer = shelf::ty(path).and_then(|ty| ty.role.pointer);
    matches!(pointer, Some(Pointer::Shared | Pointer::Weak))
}

/// Whether a library's type owns what its arguments name.
fn owns(path: &str) -> bool {
    is_owned(path) || shelf::ty(path).is_some_and(|ty| ty.role.collection)
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
    let adt = &model.defs[id];
    let file = |module: ModId| model.defs[module].file;
    let name = type_name(&item.item.self_ty);
    let primary = Site {
        location: Location { file: file(item.module), span: item.span },
        item: name,
        label: "applies to every type argument that the bounds allow".to_string(),
    };
    let mut related = vec![primary.clone()];
    if let Some((span, label)) = field {
        related.push(Site {
            location: Location { file: file(adt.module), span },
            item: adt.name.to_string(),
            label,
        });
    }
    UNSOUND_SEND_SYNC
        .finding(primary, message)
        .confidence(confidence)
        .steps(related)
        .help(help)
        .in_test(item.test)
}
