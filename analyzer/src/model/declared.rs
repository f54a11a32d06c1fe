//! Locks that declarations name: `Type::field`, or a static.

use super::defs::Def;
use super::ids::{AdtId, ModId};
use super::place::{Class, ClassRoot, Path, Place, Root};
use super::ty::{Args, Ty};
use super::types::Types;
use crate::facts::ir::LockRef;
use crate::text::{Span, Symbol};

/// An order that `lock_order!` declares, lock by lock.
#[derive(Debug)]
pub struct Declared {
    /// The module it stands in.
    pub module: ModId,
    /// The locks, first to last: their classes, as they were named, and where. `None` for what names no lock.
    pub locks: Vec<(Option<Class>, String, Span)>,
}

/// All declared orders.
pub fn orders(types: &Types<'_>) -> Vec<Declared> {
    let declared = types.defs.orders.iter().map(|(module, order)| {
        let locks = order.locks.iter().map(|(path, span)| {
            let name = path.iter().map(|segment| segment.as_str()).collect::<Vec<_>>().join("::");
            (class_of(types, *module, path), name, *span)
        });
        Declared { module: *module, locks: locks.collect() }
    });
    declared.collect()
}

/// The class of the lock that a path names.
fn class_of(types: &Types<'_>, module: ModId, path: &[Symbol]) -> Option<Class> {
    match types.defs.resolve(module, false, path)? {
        (Def::Static(id), used) if used == path.len() => {
            class_at(types, &types.statics[id.index()], Class::root(ClassRoot::Static(id)))
        }
        (Def::Adt(id), used) if used + 1 == path.len() => of_field(types, id, *path.last()?),
        _ => None,
    }
}

/// The class of the lock that guards a field by annotation: a field beside it, or what the path names.
pub fn guard_of(types: &Types<'_>, owner: AdtId, lock: &LockRef) -> Option<Class> {
    let mut names = lock.root.segments.iter().map(|segment| segment.name).collect::<Vec<_>>();
    names.extend(&lock.fields);
    match names.as_slice() {
        [own, field] if *own == "self" || *own == "Self" => of_field(types, owner, *field),
        [field] => {
            let module = types.defs[owner].module;
            of_field(types, owner, *field).or_else(|| class_of(types, module, &[*field]))
        }
        path => class_of(types, types.defs[owner].module, path),
    }
}

/// The class of the lock that guards a static by annotation.
pub fn guard_of_static(types: &Types<'_>, module: ModId, lock: &LockRef) -> Option<Class> {
    let names = lock.root.segments.iter().map(|segment| segment.name).collect::<Vec<_>>();
    if lock.fields.is_empty() { class_of(types, module, &names) } else { None }
}

fn of_field(types: &Types<'_>, owner: AdtId, field: Symbol) -> Option<Class> {
    let none: Args = Args::default();
    let ty = types.field(owner, 0, field, &none)?;
    class_at(types, &ty, Class::field(owner, field))
}

/// The class of the lock that a value of the type is or points to, where the value itself is of class `class`.
fn class_at(types: &Types<'_>, ty: &Ty, class: Class) -> Option<Class> {
    let (mut ty, mut via_shared) = (ty, false);
    for _ in 0..12 {
        if let Some(lock) = types.lock_type(ty) {
            let mut place =
                Place { path: Path::root(Root::Elsewhere), class, exclusive: false, shared: true };
            place.name_by_content(&ty.arg(lock.content), via_shared, lock.sharded);
            return Some(place.class);
        }
        ty = match ty {
            Ty::Ref(_, inner) => inner,
            Ty::Lib(path, args) if super::ty::is_pointer(path.as_str()) => {
                via_shared = super::ty::is_shared_pointer(path.as_str());
                args.first()?
            }
            _ => return None,
        };
    }
    None
}
