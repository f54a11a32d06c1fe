//! Functions of one name, which a `cfg` chooses from.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::resolve::Resolver;
use super::{Def, Defs};
use crate::model::ids::{FnId, ModId};
use crate::text::Symbol;

/// Each of several functions that a path may name, with all of them, in the order of the sources.
pub(super) type Alternatives = FxHashMap<FnId, Arc<[FnId]>>;

/// Collects functions that have one name in a module, in modules that have one name in a module, or among what a module
/// imports under one name. Linear in the number of names.
pub(super) fn all(defs: &Defs<'_>) -> Alternatives {
    let mut found = Alternatives::default();
    let mut seen: FxHashSet<(ModId, Symbol)> = FxHashSet::default();
    for (id, module) in (0..).map(ModId).zip(&defs.modules) {
        for names in module.names.values().filter(|names| names.len() > 1) {
            group(functions(names), &mut found);
        }
        for (scope, name) in module.among.iter().filter(|among| seen.insert(**among)) {
            let beside = defs[*scope].names.get(name).into_iter().flatten();
            let modules =
                beside.filter_map(|def| if let Def::Mod(id) = def { Some(&defs[*id]) } else { None });
            let modules: Vec<_> = modules.collect();
            let names: BTreeSet<Symbol> =
                modules.iter().flat_map(|module| module.names.keys().copied()).collect();
            for name in names {
                let named = modules.iter().filter_map(|module| module.names.get(&name));
                group(named.flat_map(|names| functions(names)), &mut found);
            }
        }
        for leaves in module.uses.values().filter(|leaves| leaves.len() > 1) {
            let resolver = Resolver::new(defs, &defs.globs);
            let imported: Vec<Def> = leaves.iter().filter_map(|leaf| resolver.import(id, leaf)).collect();
            group(functions(&imported), &mut found);
        }
    }
    found
}

/// More functions of one name are no choice between systems: of these, a path names the first.
const MAX_CHOICES: usize = 16;

fn functions(defs: &[Def]) -> impl Iterator<Item = FnId> {
    defs.iter().filter_map(|def| if let Def::Fn(id) = def { Some(*id) } else { None })
}

fn group(functions: impl Iterator<Item = FnId>, found: &mut Alternatives) {
    let mut all: Vec<FnId> = functions.collect();
    all.sort_unstable();
    all.dedup();
    if (2..=MAX_CHOICES).contains(&all.len()) {
        let all: Arc<[FnId]> = all.into();
        for id in all.iter() {
            found.insert(*id, all.clone());
        }
    }
}
