//! Instances of generic types: a lock in a `Holder<A>` is none in a `Holder<B>`, though both have one class.

use super::defs::Owner;
use super::ids::{AdtId, FnId};
use super::place::{ClassRoot, Path, Place, Root, Step};
use super::ty::{Args, Ty};
use super::types::{Types, deref_of, element_of};

/// A lock as a function sees it.
pub type Seen<'p> = (FnId, &'p Place);

/// Whether two locks of one class may be one: the types that they are fields of do not differ in an argument that both
/// places tell.
pub fn may_be_one(types: &Types<'_>, one: Seen<'_>, other: Seen<'_>) -> bool {
    match (owner(types, one), owner(types, other)) {
        (Some(a), Some(b)) => a.iter().zip(b.iter()).all(|(a, b)| agree(a, b)),
        _ => true,
    }
}

/// Whether another call of `function` may have each of the two locks where this one has the other: what they are reached
/// from is of one type, and so is what they are fields of. A call with exclusive access to one of these excludes that one.
pub fn may_be_swapped(types: &Types<'_>, function: FnId, one: &Place, other: &Place) -> bool {
    let input = |place: &Place| match place.path.root {
        Root::Param(index) => types.signatures[function.index()].params.get(index as usize),
        _ => None,
    };
    let same = input(one).zip(input(other)).is_none_or(|(a, b)| agree(a.peel(), b.peel()));
    let alone = |place: &Place| match place.path.root {
        Root::Param(index) => exclusive_input(types, function, index).is_some(),
        _ => false,
    };
    same && !alone(one) && !alone(other) && may_be_one(types, (function, one), (function, other))
}

/// The type of the value that two locks are reached from, if the function has exclusive access to it: whoever has another
/// such value has other locks. Not so in methods of traits, which ask for that access of handles that are cloned, too.
pub fn exclusive_owner(types: &Types<'_>, function: FnId, one: &Place, other: &Place) -> Option<AdtId> {
    let (Root::Param(index), true) = (one.path.root, one.path.root == other.path.root) else { return None };
    exclusive_input(types, function, index)
}

/// The type of what a parameter of a function that belongs to no trait gives exclusive access to.
fn exclusive_input(types: &Types<'_>, function: FnId, param: u32) -> Option<AdtId> {
    let of_trait = match types.defs[function].owner {
        Owner::Impl(id) => types.defs[id].item.of_trait.is_some(),
        Owner::Trait(_) => true,
        Owner::Module => false,
    };
    match types.signatures[function.index()].params.get(param as usize)? {
        Ty::Ref(true, inner) if !of_trait => match &**inner {
            Ty::Adt(id, _) => Some(*id),
            _ => None,
        },
        _ => None,
    }
}

/// The arguments of the type whose field a lock is, as far as the steps to it tell.
pub fn owner(types: &Types<'_>, (function, place): Seen<'_>) -> Option<Args> {
    let ClassRoot::Adt(owner) = place.class.root else { return None };
    // Of a type without parameters, there is nothing to tell.
    if types.defs[owner].generics.params.is_empty() {
        return None;
    }
    let Path { root, steps } = &place.path;
    let mut ty = match root {
        Root::Param(index) => types.signatures[function.index()].params.get(*index as usize)?.clone(),
        Root::Static(id) => types.static_ty(*id).clone(),
        _ => return None,
    };
    let mut found = None;
    for step in steps {
        (ty, found) = match step {
            Step::Field(name) => {
                let (args, inner) = field(types, ty, |ty| match ty {
                    Ty::Adt(id, args) => {
                        let inner = types.field(*id, 0, *name, args)?;
                        Some(((*id == owner).then(|| args.clone()), inner))
                    }
                    Ty::Tuple(items) => {
                        Some((None, items.get(name.as_str().parse::<usize>().ok()?)?.clone()))
                    }
                    _ => None,
                })?;
                (inner, args.or(found))
            }
            Step::Any | Step::Key(_) => (field(types, ty, element_of)?, found),
            Step::Inside => (field(types, ty, |ty| matches!(ty, Ty::Lib(..)).then(|| ty.arg(0)))?, found),
            Step::Part(_) => (ty, found),
            Step::Call(_) => return None,
        };
    }
    found
}

/// What `find` finds in a type or in what it leads to, one dereference after the other.
fn field<R>(types: &Types<'_>, ty: Ty, find: impl Fn(&Ty) -> Option<R>) -> Option<R> {
    let mut ty = ty;
    for _ in 0..8 {
        if let Some(found) = find(&ty) {
            return Some(found);
        }
        ty = match &ty {
            Ty::Ref(_, inner) | Ty::Ptr(inner) | Ty::Guard(_, inner, _) => (**inner).clone(),
            Ty::Adt(..) => types.deref_of(&ty)?.target,
            Ty::Lib(path, _) if super::ty::is_pointer(path.as_str()) => ty.arg(0),
            _ => deref_of(&ty)?,
        };
    }
    None
}

/// Whether two types may be the same one: they differ in nothing that is known.
fn agree(a: &Ty, b: &Ty) -> bool {
    let all = |xs: &[Ty], ys: &[Ty]| xs.iter().zip(ys).all(|(x, y)| agree(x, y));
    match (a, b) {
        (Ty::Adt(a, xs), Ty::Adt(b, ys)) => a == b && all(xs, ys),
        (Ty::Lib(a, xs), Ty::Lib(b, ys)) => a == b && all(xs, ys),
        (Ty::Tuple(xs), Ty::Tuple(ys)) => xs.len() == ys.len() && all(xs, ys),
        (Ty::Ref(_, a), Ty::Ref(_, b)) | (Ty::Slice(a), Ty::Slice(b)) => agree(a, b),
        (Ty::Adt(..), Ty::Lib(..) | Ty::Tuple(_)) | (Ty::Lib(..) | Ty::Tuple(_), Ty::Adt(..)) => false,
        _ => true,
    }
}
