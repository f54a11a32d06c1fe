//! Created objects: which fields, statics and parameters stand for one thread, channel or semaphore that a function makes.
//!
//! An object is followed through variables, captures, fields, collections and parameters; sets that stand for one are
//! unified in Steensgaard's style ("Points-to Analysis in Almost Linear Time", 1996), without directions.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ids::FnId;
use super::place::{Class, ClassRoot, ClassStep, Part};
use super::table::{Ask, Call, Event, EventKind, FnTable, Made, MadeKind};
use crate::catalog::{Bound, Mode, On, Wait};

/// Something that stands for a thread, a channel or another thing that can be waited for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Node {
    Class(Class),
    Param(FnId, u32),
}

/// Disjoint sets of nodes.
#[derive(Default)]
struct Sets {
    parents: FxHashMap<Node, Node>,
}

impl Sets {
    fn find(&self, node: &Node) -> Node {
        let mut at = node;
        while let Some(parent) = self.parents.get(at) {
            at = parent;
        }
        at.clone()
    }

    /// The same; the way there is short from then on.
    fn find_mut(&mut self, node: &Node) -> Node {
        let found = self.find(node);
        let mut at = node.clone();
        while at != found {
            let Some(parent) = self.parents.get_mut(&at) else { break };
            at = std::mem::replace(parent, found.clone());
        }
        found
    }

    /// Makes all ways short.
    fn flatten(&mut self) {
        let nodes: Vec<Node> = self.parents.keys().cloned().collect();
        nodes.iter().for_each(|node| drop(self.find_mut(node)));
    }

    /// Joins two sets; what is made, and then what comes first, stands for both.
    fn join(&mut self, a: Node, b: Node) {
        let (a, b) = (self.find_mut(&a), self.find_mut(&b));
        if a == b {
            return;
        }
        let rank = |node: &Node| match node {
            Node::Class(Class { root: ClassRoot::Made(..), .. }) => 0,
            Node::Class(_) => 1,
            Node::Param(..) => 2,
        };
        if (rank(&a), &a) < (rank(&b), &b) {
            self.parents.insert(b, a);
        } else {
            self.parents.insert(a, b);
        }
    }
}

/// The node of a class in a function, if it can be one; its part goes extra.
fn node(id: FnId, class: &Class) -> Option<(Node, Option<On>)> {
    let mut class = class.clone();
    let part = class.awaited();
    if part.is_some() {
        class.steps.pop();
    }
    match class.root {
        ClassRoot::Param(index) if class.steps.is_empty() => Some((Node::Param(id, index), part)),
        ClassRoot::Param(_) | ClassRoot::Unknown | ClassRoot::Local(..) => None,
        _ => Some((Node::Class(class), part)),
    }
}

/// Whether it matters which object it is that is asked for.
fn is_followed(asked: Ask) -> bool {
    matches!(asked, Ask::Awaits(_) | Ask::Gives(_) | Ask::Lock(Mode::Permit))
}

/// Whether [`unify`] may change a table.
pub(super) fn concerns(table: &FnTable) -> bool {
    let waits = |event: &Event| {
        matches!(&event.kind, EventKind::Acquire(acquire)
            if is_followed(acquire.mode))
    };
    table.stores.iter().any(|(_, from)| matches!(from.root, ClassRoot::Local(..)))
        || table.guards.iter().any(|guard| guard.mode == Mode::Permit)
        || table.all_events().any(waits)
}

/// Gives everything that stands for one thread or channel the class of its allocation site, by unification in
/// Steensgaard's style (Points-to analysis in almost linear time, POPL 1996): what may be one is one.
pub(super) fn unify(tables: &mut [FnTable]) {
    let mut sets = Sets::default();
    let mut wanted: FxHashSet<(FnId, u32)> = FxHashSet::default();
    for (index, table) in tables.iter().enumerate() {
        let id = FnId(index as u32);
        for (to, from) in &table.stores {
            if matches!(from.root, ClassRoot::Local(..)) {
                continue;
            }
            let (Some((to, _)), Some((from, _))) = (node(id, to), node(id, from)) else { continue };
            if let Node::Param(id, param) = from {
                wanted.insert((id, param));
            }
            sets.join(to, from);
        }
        for event in table.all_events() {
            if let EventKind::Acquire(acquire) = &event.kind
                && (acquire.mode.awaits() || acquire.mode.gives())
                && let Some((Node::Param(id, param), _)) = node(id, &acquire.lock.class)
            {
                wanted.insert((id, param));
            }
        }
    }
    hand_on(tables, wanted, &mut sets);
    sets.flatten();
    name_locals(tables, &sets);
    let one_permit = semaphores(tables, &sets);
    let unbounded: FxHashSet<Class> = tables
        .iter()
        .enumerate()
        .flat_map(|(index, table)| {
            let unbounded = |made: &Made| matches!(made.kind, MadeKind::Channel(Bound::Unbounded, _));
            let id = FnId(index as u32);
            table
                .made
                .iter()
                .enumerate()
                .filter(move |(_, made)| unbounded(made))
                .map(move |(made, _)| Class::root(ClassRoot::Made(id, made as u32)))
        })
        .collect();
    for (index, table) in tables.iter_mut().enumerate() {
        let id = FnId(index as u32);
        let FnTable { events, closures, guards, .. } = table;
        let lists = std::iter::once(events).chain(closures.iter_mut().map(|closure| &mut closure.events));
        for event in lists.flatten() {
            let EventKind::Acquire(acquire) = &mut event.kind else { continue };
            if !is_followed(acquire.mode) {
                continue;
            }
            let class = node(id, &acquire.lock.class).and_then(|(known, part)| match sets.find(&known) {
                Node::Class(class) => Some((class, part)),
                Node::Param(..) => None,
            });
            // Nothing is known of how the channel was made, or that it has no bound: no wait.
            let known = class.as_ref().is_some_and(|(class, _)| {
                matches!(class.root, ClassRoot::Made(..)) && !unbounded.contains(class)
            });
            if acquire.wait == Wait::Perhaps
                && !known
                && let Ask::Awaits(on) = acquire.mode
            {
                acquire.mode = Ask::Gives(on);
                acquire.lock.class = Class::root(ClassRoot::Unknown);
                continue;
            }
            if let Some((class, part)) = class {
                if acquire.mode == Mode::Permit {
                    if one_permit.contains(&class) {
                        acquire.mode = Mode::Exclusive.into();
                    }
                } else {
                    acquire.lock.class =
                        part.map_or(class.clone(), |on| class.join(ClassStep::Part(Part::Awaited(on))));
                }
            }
        }
        for guard in guards.iter_mut().filter(|guard| guard.mode == Mode::Permit) {
            if let Some((known, _)) = node(id, &guard.lock.class)
                && let Node::Class(class) = sets.find(&known)
                && one_permit.contains(&class)
            {
                guard.mode = Mode::Exclusive.into();
            }
        }
    }
}

/// Joins the `wanted` parameters with the arguments of all calls. An argument that is a parameter is wanted as well.
fn hand_on(tables: &[FnTable], mut wanted: FxHashSet<(FnId, u32)>, sets: &mut Sets) {
    let mut open: Vec<(FnId, u32)> = wanted.iter().copied().collect();
    if open.is_empty() {
        return;
    }
    let mut calls: FxHashMap<FnId, Vec<(FnId, &Call)>> = FxHashMap::default();
    for (id, table) in (0..).map(FnId).zip(tables) {
        for event in table.all_events() {
            let EventKind::Call(call) = &event.kind else { continue };
            call.targets.iter().for_each(|target| calls.entry(*target).or_default().push((id, call)));
        }
    }
    while let Some((target, param)) = open.pop() {
        for (id, call) in calls.get(&target).into_iter().flatten() {
            let Some(place) = call.args.get(param as usize).and_then(|arg| arg.place.as_ref()) else {
                continue;
            };
            let mut class = place.class.clone();
            if matches!(class.root, ClassRoot::Made(..)) {
                class.steps.clear();
            }
            let Some((from, _)) = node(*id, &class) else { continue };
            if let Node::Param(id, param) = from
                && wanted.insert((id, param))
            {
                open.push((id, param));
            }
            sets.join(Node::Param(target, param), from);
        }
    }
}

/// Gives shared locks that a function makes and keeps in a field that field's class, wherever it uses them.
fn name_locals(tables: &mut [FnTable], sets: &Sets) {
    for table in tables.iter_mut() {
        let names: Vec<(Class, Class)> = table
            .stores
            .iter()
            .filter(|(_, from)| matches!(from.root, ClassRoot::Local(..)))
            .filter_map(|(to, from)| {
                let Node::Class(to) = sets.find(&Node::Class(to.clone())) else { return None };
                Some((from.clone(), to))
            })
            .collect();
        if names.is_empty() {
            continue;
        }
        let rename = |class: &mut Class| {
            if let Some((_, to)) = names.iter().find(|(from, _)| from.root == class.root) {
                *class = class.steps.iter().fold(to.clone(), |class, step| class.join(*step));
            }
        };
        let FnTable { events, closures, guards, .. } = table;
        let lists = std::iter::once(events).chain(closures.iter_mut().map(|closure| &mut closure.events));
        for event in lists.flatten() {
            match &mut event.kind {
                EventKind::Acquire(acquire) => rename(&mut acquire.lock.class),
                EventKind::Call(call) => {
                    for place in call.args.iter_mut().filter_map(|arg| arg.place.as_mut()) {
                        rename(&mut place.class);
                    }
                }
                _ => {}
            }
        }
        guards.iter_mut().for_each(|guard| rename(&mut guard.lock.class));
    }
}

/// Semaphores that are only ever made with one permit.
fn semaphores(tables: &[FnTable], sets: &Sets) -> FxHashSet<Class> {
    let mut permits: FxHashMap<Class, bool> = FxHashMap::default();
    for (index, table) in tables.iter().enumerate() {
        for (made, item) in table.made.iter().enumerate() {
            if let MadeKind::Semaphore(count) = item.kind {
                let class = Class::root(ClassRoot::Made(FnId(index as u32), made as u32));
                if let Node::Class(class) = sets.find(&Node::Class(class)) {
                    *permits.entry(class).or_insert(true) &= count == Some(1);
                }
            }
        }
    }
    permits.into_iter().filter(|(_, one)| *one).map(|(class, _)| class).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::AdtId;
    use crate::text::Symbol;

    fn field(adt: u32, name: &str) -> Node {
        Node::Class(Class::field(AdtId(adt), Symbol::new(name)))
    }

    fn made(function: u32) -> Node {
        Node::Class(Class::root(ClassRoot::Made(FnId(function), 0)))
    }

    #[test]
    fn what_is_made_stands_for_all_that_it_is_kept_in() {
        let mut sets = Sets::default();
        sets.join(field(1, "rx"), Node::Param(FnId(7), 0));
        sets.join(Node::Param(FnId(7), 0), made(3));
        sets.join(field(2, "tx"), made(3));
        for node in [field(1, "rx"), field(2, "tx"), Node::Param(FnId(7), 0)] {
            assert_eq!(sets.find(&node), made(3));
        }
        assert_eq!(sets.find(&field(3, "other")), field(3, "other"));
    }

    #[test]
    fn a_part_is_no_part_of_the_node() {
        let class = Class::root(ClassRoot::Made(FnId(3), 0)).join(ClassStep::Part(Part::Awaited(On::Room)));
        assert_eq!(node(FnId(0), &class), Some((made(3), Some(On::Room))));
        assert_eq!(node(FnId(0), &Class::root(ClassRoot::Unknown)), None);
        let param = Class::root(ClassRoot::Param(2));
        assert_eq!(node(FnId(5), &param), Some((Node::Param(FnId(5), 2), None)));
    }
}
