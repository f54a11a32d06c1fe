//! What globs bring: `use a::*`.
//!
//! What each glob leads to is found once, and which module or enum has which name is indexed. So most names are found or known
//! to be missing without going through globs one by one.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::resolve::{MAX_IMPORTS, Resolver, lib_join};
use super::{Def, Defs};
use crate::catalog;
use crate::model::ids::{AdtId, ModId};
use crate::text::Symbol;

/// What the globs of all modules lead to.
#[derive(Debug, Default)]
pub(super) struct Globs {
    /// By module, in the order of its globs: modules, enums and library paths.
    targets: Vec<Vec<Option<Def>>>,
    /// Where a module leads by globs, once all targets are known.
    reach: Option<Reach>,
}

/// What may bring a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bringer {
    /// A module that has or imports it.
    Mod(ModId),
    /// A variant of an enum, or an item of a library.
    Item(Def),
}

/// Who brings a name into a module by globs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Brought {
    /// Nobody.
    No,
    /// Only this one can.
    By(Bringer),
    /// That depends on which glob comes first.
    BySome,
}

#[derive(Debug, Default)]
struct Reach {
    /// Modules that lead to one another by globs are in one component.
    components: Vec<Component>,
    /// By module.
    component: Vec<u32>,
    /// By name, the modules and enums that a glob leads to and that have it.
    bringers: FxHashMap<Symbol, SmallVec<[Bringer; 1]>>,
}

#[derive(Debug, Default)]
struct Component {
    modules: FxHashSet<ModId>,
    enums: FxHashSet<AdtId>,
    libraries: Vec<Symbol>,
    /// Other components that its globs lead to and that have globs.
    further: Vec<u32>,
    /// One of the modules has alternatives, which a `cfg` chooses from.
    has_alternatives: bool,
}

impl Globs {
    /// Finds out what the globs of `defs` lead to.
    pub(super) fn of(defs: &Defs<'_>) -> Globs {
        let targets = defs.modules.iter().map(|module| vec![None; module.globs.len()]).collect();
        let mut globs = Globs { targets, reach: None };
        let all = (0..).map(ModId).zip(&defs.modules);
        let mut open: Vec<(ModId, usize)> =
            all.flat_map(|(id, module)| (0..module.globs.len()).map(move |index| (id, index))).collect();
        // Where a path begins with what another glob brings, that one's target comes first.
        let mut moved = true;
        for _ in 0..MAX_IMPORTS {
            moved = false;
            open.retain(|&(module, index)| {
                // No glob brings what its own path begins with.
                let known = globs.targets[module.index()][index].take();
                let resolver = Resolver::new(defs, &globs);
                let target = resolver.import(module, defs[module].globs[index]);
                let asks = resolver.has_asked_globs();
                moved |= known != target;
                globs.targets[module.index()][index] = target;
                asks
            });
            if !moved {
                break;
            }
        }
        for &(module, index) in open.iter().filter(|_| moved) {
            if let Some(name) = defs[module].globs[index].path.first() {
                defs.note_far_name(module, *name);
            }
        }
        globs.reach = Some(Reach::of(defs, &globs.targets));
        globs
    }

    /// What the globs of a module lead to, in order.
    pub(super) fn targets(&self, module: ModId) -> impl Iterator<Item = Def> {
        let targets = self.targets.get(module.index()).into_iter().flatten();
        targets.flatten().copied().filter(move |target| *target != Def::Mod(module))
    }

    /// Who brings a name into a module that has globs.
    pub(super) fn brings(&self, defs: &Defs<'_>, module: ModId, name: Symbol) -> Brought {
        let Some(reach) = &self.reach else { return Brought::BySome };
        let bringers = reach.bringers.get(&name).map_or(&[][..], |bringers| bringers);
        let start = reach.component[module.index()];
        let mut found = Brought::No;
        let mut queue: SmallVec<[u32; 8]> = SmallVec::from_slice(&[start]);
        let mut seen: FxHashSet<u32> = FxHashSet::default();
        while let Some(at) = queue.pop() {
            let component = &reach.components[at as usize];
            if component.has_alternatives {
                return Brought::BySome;
            }
            let more = component.brings(defs, module, name, bringers);
            found = match (found, more) {
                (Brought::No, found) | (found, Brought::No) => found,
                (one, other) if one == other => one,
                _ => Brought::BySome,
            };
            if found == Brought::BySome {
                return found;
            }
            for &next in &component.further {
                if component.further.len() == 1 && seen.is_empty() || seen.insert(next) {
                    queue.push(next);
                }
            }
        }
        found
    }
}

impl Component {
    /// Who brings a name that its globs lead to directly; `asking` does not bring it to itself.
    fn brings(&self, defs: &Defs<'_>, asking: ModId, name: Symbol, bringers: &[Bringer]) -> Brought {
        let of_sources: SmallVec<[Bringer; 2]> = if bringers.len() <= self.modules.len() + self.enums.len() {
            let is_reached = |bringer: &&Bringer| match bringer {
                Bringer::Mod(id) => *id != asking && self.modules.contains(id),
                Bringer::Item(Def::Variant(id, _)) => self.enums.contains(id),
                Bringer::Item(_) => false,
            };
            bringers.iter().filter(is_reached).take(2).copied().collect()
        } else {
            let modules = self.modules.iter().filter(|id| **id != asking && defs[**id].mentions(name));
            let variant = |id: &AdtId| Some(Bringer::Item(defs[*id].variant(*id, name)?));
            modules.map(|id| Bringer::Mod(*id)).chain(self.enums.iter().filter_map(variant)).take(2).collect()
        };
        let of_libraries = self.libraries.iter().filter_map(|path| {
            let joined = lib_join(*path, name);
            catalog::is_declared(joined.as_str()).then_some(Bringer::Item(Def::Lib(joined)))
        });
        let mut all = of_sources.into_iter().chain(of_libraries);
        match (all.next(), all.next()) {
            (None, _) => Brought::No,
            (Some(one), None) => Brought::By(one),
            (Some(_), Some(_)) => Brought::BySome,
        }
    }

    fn has_globs(&self) -> bool {
        !self.modules.is_empty() || !self.enums.is_empty() || !self.libraries.is_empty()
    }
}

impl Reach {
    fn of(defs: &Defs<'_>, targets: &[Vec<Option<Def>>]) -> Reach {
        let mut graph = DiGraph::<(), ()>::new();
        defs.modules.iter().for_each(|_| {
            graph.add_node(());
        });
        let all = || {
            (0..).map(ModId).zip(targets).flat_map(|(id, to)| to.iter().flatten().map(move |to| (id, *to)))
        };
        for (from, to) in all() {
            if let Def::Mod(to) = to {
                graph.add_edge(NodeIndex::new(from.index()), NodeIndex::new(to.index()), ());
            }
        }
        let mut component = vec![0; defs.modules.len()];
        let members = tarjan_scc(&graph);
        for (number, members) in (0..).zip(&members) {
            members.iter().for_each(|node| component[node.index()] = number);
        }
        let mut components: Vec<Component> = members.iter().map(|_| Component::default()).collect();
        let mut bringers: FxHashMap<Symbol, SmallVec<[Bringer; 1]>> = FxHashMap::default();
        let mut seen: FxHashSet<Def> = FxHashSet::default();
        for (from, to) in all() {
            let into = &mut components[component[from.index()] as usize];
            match to {
                Def::Mod(id) => {
                    into.modules.insert(id);
                    into.has_alternatives |= !defs[id].among.is_empty();
                }
                Def::Adt(id) if defs[id].is_enum => {
                    into.enums.insert(id);
                }
                Def::Lib(path) if !into.libraries.contains(&path) => into.libraries.push(path),
                _ => {}
            }
            if !seen.insert(to) {
                continue;
            }
            match to {
                Def::Mod(id) => {
                    for name in defs[id].mentioned() {
                        bringers.entry(name).or_default().push(Bringer::Mod(id));
                    }
                }
                Def::Adt(id) if defs[id].is_enum => {
                    for ((name, _), index) in defs[id].variants.iter().zip(0..) {
                        bringers.entry(*name).or_default().push(Bringer::Item(Def::Variant(id, index)));
                    }
                }
                _ => {}
            }
        }
        for number in 0..components.len() {
            let modules = components[number].modules.iter().map(|id| component[id.index()]);
            let is_further =
                |other: &u32| *other as usize != number && components[*other as usize].has_globs();
            let mut further: Vec<u32> = modules.filter(is_further).collect();
            further.sort_unstable();
            further.dedup();
            components[number].further = further;
        }
        Reach { components, component, bringers }
    }
}
