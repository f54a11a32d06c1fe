//! Which functions a method call may run.

use std::borrow::Cow;

use super::frame::{Frame, MAX_TARGETS};
use crate::model::defs::{Def, Owner};
use crate::model::ids::FnId;
use crate::model::table::Dispatch;
use crate::model::ty::{TraitDef, TraitRef, Ty};
use crate::model::types::head;
use crate::text::Symbol;

impl Frame<'_, '_> {
    /// Methods of the sources that `ty.name()` may run, one step of dereferencing at a time.
    pub(super) fn method_targets(&self, ty: &Ty, name: Symbol) -> Vec<(FnId, Dispatch)> {
        if matches!(ty, Ty::Ref(..) | Ty::Unknown) {
            return Vec::new();
        }
        match ty {
            Ty::Param(param) => {
                let bounds = self.types.bounds(self.scope(), *param);
                return self.bound_targets(&bounds, name);
            }
            Ty::Opaque(bounds) => {
                let found = self.bound_targets(bounds, name);
                if !found.is_empty() {
                    return found;
                }
            }
            _ => {}
        }
        let found = self.types.defs.together(&self.in_scope(self.types.methods(ty, name)), self.id);
        if let Some(&first) = found.first() {
            // Several impls of one type: generic arguments, or a cfg that the caller does not ask for, tell them apart.
            let mut targets: Vec<FnId> = vec![first];
            let same_owner = |id: FnId| matches!(self.types.defs[id].owner, Owner::Impl(_));
            if same_owner(first) && found.len() > 1 && found.len() <= MAX_TARGETS {
                targets.extend(found[1..].iter().copied().filter(|id| self.fits(*id, ty)));
            }
            return targets.into_iter().map(|id| (id, Dispatch::Static)).collect();
        }
        // Blanket impls: `impl<T: Bound> Trait for T`.
        let blanket = self.types.blanket_methods(name);
        if blanket.len() == 1
            && !matches!(ty, Ty::Param(_))
            && head(ty).is_some()
            && matches!(ty, Ty::Adt(..))
        {
            return vec![(blanket[0], Dispatch::Static)];
        }
        Vec::new()
    }

    /// Of methods of traits that have one name, those whose trait can be named here; all, if that is true of none.
    fn in_scope<'m>(&self, methods: &'m [FnId]) -> Cow<'m, [FnId]> {
        if methods.len() < 2 {
            return Cow::Borrowed(methods);
        }
        let can_be_named = |id: &&FnId| {
            let Owner::Impl(owner) = self.types.defs[**id].owner else { return true };
            let Some(TraitRef { def: TraitDef::Own(of), .. }) = &self.types.impl_trait[owner.index()] else {
                return true;
            };
            let name = self.types.defs[*of].item.name;
            matches!(self.types.defs.resolve(self.module, false, &[name]),
                Some((Def::Trait(found), 1)) if found == *of)
        };
        let named: Vec<FnId> = methods.iter().filter(can_be_named).copied().collect();
        if named.is_empty() { Cow::Borrowed(methods) } else { Cow::Owned(named) }
    }

    /// Whether an inherent method's impl may be for that type.
    pub(super) fn fits(&self, id: FnId, ty: &Ty) -> bool {
        let Owner::Impl(owner) = self.types.defs[id].owner else { return false };
        let own = &self.types.impl_self[owner.0 as usize];
        self.types.impl_trait[owner.0 as usize].is_none() && compatible(own, ty)
    }

    pub(super) fn bound_targets(&self, bounds: &[TraitRef], name: Symbol) -> Vec<(FnId, Dispatch)> {
        for bound in bounds {
            if let TraitDef::Own(id) = bound.def
                && let Some(method) = self.types.trait_method(id, name)
            {
                let mut found: Vec<FnId> = self.types.implementations(method).take(MAX_TARGETS + 1).collect();
                if found.is_empty() {
                    found.push(method);
                }
                let dispatch = if found.len() == 1 { Dispatch::Static } else { Dispatch::Dynamic };
                if found.len() > MAX_TARGETS {
                    // What implements it for something generic calls itself, too.
                    let own = self.types.implementations(method).any(|id| id == self.id);
                    found = vec![method];
                    found.extend(own.then_some(self.id));
                }
                return found.into_iter().map(|id| (id, dispatch)).collect();
            }
        }
        Vec::new()
    }
}

/// Whether two types can be the same.
pub(super) fn compatible(pattern: &Ty, ty: &Ty) -> bool {
    match (pattern, ty) {
        (Ty::Param(_) | Ty::Unknown | Ty::Assoc(..), _) | (_, Ty::Param(_) | Ty::Unknown | Ty::Assoc(..)) => {
            true
        }
        (Ty::Adt(a, xs), Ty::Adt(b, ys)) => a == b && xs.iter().zip(ys.iter()).all(|(x, y)| compatible(x, y)),
        (Ty::Lib(a, xs), Ty::Lib(b, ys)) => a == b && xs.iter().zip(ys.iter()).all(|(x, y)| compatible(x, y)),
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}
