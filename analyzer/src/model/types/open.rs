//! Who may call a function without being in sight.

use super::Types;
use crate::catalog::{self, Does};
use crate::model::defs::Owner;
use crate::model::ids::FnId;
use crate::model::ty::{TraitDef, TraitRef};

impl Types<'_> {
    /// Whether code out of sight may call a function: users of a library, a framework, a library through a trait.
    pub fn is_open(&self, id: FnId) -> bool {
        let function = &self.defs[id];
        let by_trait = match function.owner {
            Owner::Module => false,
            Owner::Trait(of) => self.defs.in_library(self.defs[of].module),
            Owner::Impl(of) => match &self.impl_trait[of.index()] {
                Some(TraitRef { def: TraitDef::Own(of), .. }) => self.defs.in_library(self.defs[*of].module),
                of_trait => of_trait.is_some() || self.defs[of].item.of_trait.is_some(),
            },
        };
        by_trait || self.is_callable_outside(id) || function.item.attrs.iter().any(|attr| registers(attr))
    }
}

/// Whether an attribute of that path may hand the function to a framework, as those of routes and commands do.
pub fn registers(path: &str) -> bool {
    !catalog::suggests(path.rsplit("::").next().unwrap_or(path), Does::Wraps)
}
