//! Which values stand for themselves, and which for something that they share.

use super::ty::Ty;
use super::types::Types;
use crate::catalog;

/// Deeper types are not looked into.
const MAX_DEPTH: u32 = 6;

impl Types<'_> {
    /// Whether it matters which of two values of the type one has, for as far as the type is known: locks, cells and
    /// handles are shared, and changed or waited for through each copy. Of mere data, any will do.
    pub fn has_identity(&self, ty: &Ty) -> bool {
        self.has_identity_at(ty, 0)
    }

    fn has_identity_at(&self, ty: &Ty, depth: u32) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        let has_identity = |ty: &Ty| self.has_identity_at(ty, depth + 1);
        match ty {
            Ty::Adt(id, args) => {
                let fields = self.fields[id.index()].iter().flatten();
                fields.map(|field| self.of_adt(field, *id, args)).any(|field| has_identity(&field))
            }
            Ty::Lib(path, args) => catalog::has_identity(path.as_str()) || args.iter().any(has_identity),
            Ty::Tuple(parts) => parts.iter().any(has_identity),
            Ty::Ref(true, _) | Ty::Guard(..) => true,
            Ty::Ref(false, inner) | Ty::Slice(inner) => has_identity(inner),
            _ => false,
        }
    }
}
