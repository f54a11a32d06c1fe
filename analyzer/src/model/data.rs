//! Which values stand for themselves, and which for something that they share.

use rustc_hash::FxHashSet;

use super::ty::Ty;
use super::types::Types;
use crate::catalog;

/// So many types within a type are looked into: types that have themselves with ever other arguments are without end.
const MAX_SEEN: usize = 256;

impl Types<'_> {
    /// Whether it matters which of two values of the type one has, for as far as the type is known: locks, cells and
    /// handles are shared, and changed or waited for through each copy. Of mere data, any will do.
    pub fn has_identity(&self, ty: &Ty) -> bool {
        self.has_identity_within(ty, &mut FxHashSet::default())
    }

    /// The same, if nothing is known of those that have been `seen`.
    fn has_identity_within(&self, ty: &Ty, seen: &mut FxHashSet<Ty>) -> bool {
        match ty {
            Ty::Adt(..) if seen.len() >= MAX_SEEN || !seen.insert(ty.clone()) => false,
            Ty::Adt(id, args) => {
                let fields = self.fields[id.index()].iter().flatten();
                fields
                    .map(|field| self.of_adt(field, *id, args))
                    .any(|field| self.has_identity_within(&field, seen))
            }
            Ty::Lib(path, args) => {
                catalog::has_identity(path.as_str())
                    || args.iter().any(|arg| self.has_identity_within(arg, seen))
            }
            Ty::Tuple(parts) => parts.iter().any(|part| self.has_identity_within(part, seen)),
            Ty::Ref(true, _) | Ty::Guard(..) => true,
            Ty::Ref(false, inner) | Ty::Slice(inner) => self.has_identity_within(inner, seen),
            _ => false,
        }
    }
}
