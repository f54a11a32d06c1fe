//! What globs bring: `use a::*`.
//!
//! What each glob leads to is found once, and which module or enum has which name is indexed. So most names are found or known
//! to be missing without going through globs one by one.

use std::sync::{Mutex, PoisonError};

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
    /// What long chains of globs bring to where they begin, which all modules on the way ask.
    far: Mutex<FxHashMap<(u32, Symbol), Brought>>,
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
    /// What there is in it and further.
    in_all: InAll,
}

/// What there is in some components.
#[derive(Clone, Debug, Default)]
struct InAll {
    has_alternatives: bool,
    /// Up to [`FEW_LIBRARIES`] of them.
    libraries: SmallVec<[Symbol; FEW_LIBRARIES]>,
    /// There are more.
    has_more: bool,
}

/// Whether one of so many libraries has a name is asked before a chain of globs is followed to its end.
const FEW_LIBRARIES: usize = 4;

/// What a chain of globs brings is remembered if it is longer.
const FEW_STEPS: usize = 8;

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
        // The components of a chain that bring nothing themselves.
        let mut way: SmallVec<[u32; FEW_STEPS]> = SmallVec::new();
        let mut is_chain = !bringers.contains(&Bringer::Mod(module));
        while let Some(at) = queue.pop() {
            let component = &reach.components[at as usize];
            let has_all = bringers.is_empty() || bringers.len() == 1 && found == Brought::By(bringers[0]);
            if has_all && component.in_all.lacks(name) {
                continue;
            }
            if component.has_alternatives {
                return Brought::BySome;
            }
            let known = || reach.far.lock().unwrap_or_else(PoisonError::into_inner).get(&(at, name)).copied();
            let is_far = is_chain && found == Brought::No && way.len() >= FEW_STEPS;
            if is_far && let Some(known) = known() {
                found = known;
                break;
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
            is_chain &= component.further.len() < 2;
            if is_chain && found == Brought::No {
                way.push(at);
            }
            for &next in &component.further {
                if component.further.len() == 1 && seen.is_empty() || seen.insert(next) {
                    queue.push(next);
                }
            }
        }
        if is_chain && way.len() > FEW_STEPS {
            let mut far = reach.far.lock().unwrap_or_else(PoisonError::into_inner);
            far.extend(way.into_iter().map(|component| ((component, name), found)));
        }
        found
    }
}

impl InAll {
    fn add(&mut self, more: &InAll) {
        self.has_alternatives |= more.has_alternatives;
        self.has_more |= more.has_more;
        for path in &more.libraries {
            if !self.libraries.contains(path) {
                if self.libraries.len() == FEW_LIBRARIES {
                    self.has_more = true;
                    return;
                }
                self.libraries.push(*path);
            }
        }
    }

    /// Whether surely none of its libraries has a name.
    fn lacks(&self, name: Symbol) -> bool {
        let has = |path: &Symbol| catalog::is_declared(lib_join(*path, name).as_str());
        !self.has_alternatives && !self.has_more && !self.libraries.iter().any(has)
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
            let mut in_all =
                InAll { has_alternatives: components[number].has_alternatives, ..InAll::default() };
            let libraries = std::mem::take(&mut components[number].libraries);
            for path in &libraries {
                in_all.add(&InAll { libraries: SmallVec::from_slice(&[*path]), ..InAll::default() });
            }
            // Where globs lead comes first.
            further.iter().for_each(|other| in_all.add(&components[*other as usize].in_all));
            components[number] =
                Component { libraries, further, in_all, ..std::mem::take(&mut components[number]) };
        }
        Reach { components, component, bringers, far: Mutex::default() }
    }
}
