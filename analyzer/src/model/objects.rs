//! Created objects: which fields, statics and parameters stand for one thread, channel or semaphore that a function makes.
//!
//! An object is followed through variables, captures, fields, collections and parameters; sets that stand for one are
//! unified in Steensgaard's style ("Points-to Analysis in Almost Linear Time", 1996), without directions.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::ids::FnId;
use super::nesting::Nested;
use super::place::{Class, ClassRoot, ClassStep, Part, Path, Place, Root, Step};
use super::table::{Ask, Call, ClosureTable, Event, EventKind, FnTable, Made, MadeKind};
use crate::catalog::{Bound, Mode, On, Runs, Wait};
use crate::text::Span;

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

    /// What is in a set with others.
    fn classes(&self) -> impl Iterator<Item = &Class> {
        self.parents.iter().flat_map(|(one, other)| [one, other]).filter_map(|node| match node {
            Node::Class(class) => Some(class),
            Node::Param(..) => None,
        })
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
    !table.aborts.is_empty()
        || table.stores.iter().any(|(_, from)| matches!(from.root, ClassRoot::Local(..)))
        || !table.kept_locks.is_empty()
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
        stored(id, table, &mut sets, &mut wanted);
        wanted.extend(table.aborts.iter().filter_map(|(_, class)| match node(id, class)? {
            (Node::Param(id, param), _) => Some((id, param)),
            _ => None,
        }));
        for event in table.all_events() {
            if let EventKind::Acquire(acquire) = &event.kind
                && (acquire.mode.awaits() || acquire.mode.gives())
                && let Some((Node::Param(id, param), _)) = node(id, &acquire.lock.class)
            {
                wanted.insert((id, param));
            }
        }
    }
    hand_on(tables, &mut sets, &mut wanted);
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
        let FnTable { events, closures, guards, aborts, .. } = table;
        for (_, class) in aborts {
            if let Some((known, _)) = node(id, class)
                && let Node::Class(known) = sets.find(&known)
            {
                *class = known;
            }
        }
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

/// Which fields have ends of one channel.
pub(super) struct Channels<'t> {
    tables: &'t [FnTable],
    sets: Sets,
    /// Of each set, what it is called, and where its channels are made.
    known: FxHashMap<Node, Known>,
    /// What is put into each field, by which function.
    sources: FxHashMap<&'t Class, Vec<(FnId, &'t Class)>>,
}

/// What is known of a set.
#[derive(Default)]
struct Known {
    /// The least field or static of it.
    name: Option<Class>,
    /// Where its channels are made.
    sites: FxHashSet<Class>,
}

impl<'t> Channels<'t> {
    /// Those of all functions.
    pub(super) fn of(tables: &'t [FnTable]) -> Channels<'t> {
        let mut sets = Sets::default();
        let mut wanted: FxHashSet<(FnId, u32)> = FxHashSet::default();
        let mut sources: FxHashMap<&Class, Vec<(FnId, &Class)>> = FxHashMap::default();
        for (table, index) in tables.iter().zip(0..) {
            stored(FnId(index), table, &mut sets, &mut wanted);
            for (to, from) in &table.stores {
                sources.entry(to).or_default().push((FnId(index), from));
            }
        }
        hand_on(tables, &mut sets, &mut wanted);
        let mut known: FxHashMap<Node, Known> = FxHashMap::default();
        for class in sets.classes() {
            let set = known.entry(sets.find(&Node::Class(class.clone()))).or_default();
            if matches!(class.root, ClassRoot::Made(..)) {
                set.sites.insert(class.clone());
            } else if set.name.as_ref().is_none_or(|name| class < name) {
                set.name = Some(class.clone());
            }
        }
        Channels { tables, sets, known, sources }
    }

    /// Gives the locks of what channels keep one class and, where that is sure, one path, whichever end leads to them.
    pub(super) fn settle(&self, nested: &mut Nested) {
        if !nested.outer.lock.is_value() && !nested.inner.lock.is_value() {
            return;
        }
        let (outer, inner) = (Arc::make_mut(&mut nested.outer), Arc::make_mut(&mut nested.inner));
        let ends = [&mut outer.lock, Arc::make_mut(&mut inner.lock)].map(|lock| {
            let mut end = lock.class.clone();
            let is_value = lock.is_value() && end.steps.pop().is_some();
            if is_value && let Some(name) = self.set(&end).and_then(|set| set.name.as_ref()) {
                lock.class = name.join(ClassStep::Part(Part::Value));
            }
            is_value.then_some(end)
        });
        let [Some(outer), Some(inner)] = ends else { return };
        let paths = (&nested.outer.lock.path, &nested.inner.lock.path);
        let one = match (paths.0.root, paths.1.root) {
            (a, b) if a == b => self.share((&outer, paths.0), (&inner, paths.1)),
            (Root::Param(a), Root::Param(b)) => {
                paths.0.steps.len() == 1
                    && paths.1.steps.len() == 1
                    && self.come_together(nested.function, a, b)
            }
            _ => false,
        };
        if one {
            let inner = Arc::make_mut(&mut nested.inner);
            Arc::make_mut(&mut inner.lock).path = nested.outer.lock.path.clone();
        }
    }

    fn set(&self, class: &Class) -> Option<&Known> {
        self.known.get(&self.sets.find(&Node::Class(class.clone())))
    }

    /// Whether two ends that are reached from one thing are of one channel.
    fn share(&self, (a, a_path): (&Class, &Path), (b, b_path): (&Class, &Path)) -> bool {
        if a_path.root == Root::Elsewhere
            || [a_path, b_path].iter().any(|path| path.steps.contains(&Step::Any))
        {
            return false;
        }
        let common = a_path.steps.iter().zip(&b_path.steps).take_while(|(a, b)| a == b).count();
        // What is left of each, but for the lock.
        let rest = |path: &Path| path.steps.len().saturating_sub(common + 1);
        let of_one =
            self.set(a).zip(self.set(b)).is_some_and(|(a, b)| std::ptr::eq(a, b) && a.sites.len() == 1);
        match (rest(a_path), rest(b_path)) {
            (0, 0) => true,
            (1, 1) if a.root == b.root => self.put_together(a, b, of_one),
            // Two things of one type may have a channel each.
            _ => a.root != b.root && of_one,
        }
    }

    /// Whether two fields of a type always get ends of one channel.
    fn put_together(&self, a: &Class, b: &Class, of_one: bool) -> bool {
        let (Some(a), Some(b)) = (self.sources.get(a), self.sources.get(b)) else { return false };
        let is_made = |(_, from): &(FnId, &Class)| matches!(from.root, ClassRoot::Made(..));
        if !a.iter().chain(b).all(is_made) {
            return of_one;
        }
        let alone =
            |all: &[(FnId, &Class)], by: FnId| all.iter().filter(|(other, _)| *other == by).count() == 1;
        a.len() == b.len() && a.iter().all(|source| alone(a, source.0) && b.contains(source))
    }

    /// Whether all callers give a function ends of one channel as these parameters.
    fn come_together(&self, function: FnId, a: u32, b: u32) -> bool {
        let mut any = false;
        for event in self.tables.iter().flat_map(FnTable::all_events) {
            let EventKind::Call(call) = &event.kind else { continue };
            if call.targets.contains(&function) {
                let place = |param: u32| call.args.get(param as usize)?.place.as_ref().map(Place::value);
                let Some((a, b)) = place(a).zip(place(b)) else { return false };
                let end = |place: &Place| {
                    let mut class = place.class.clone();
                    class.steps.pop();
                    class
                };
                if a.path.root != b.path.root || !self.share((&end(&a), &a.path), (&end(&b), &b.path)) {
                    return false;
                }
                any = true;
            }
        }
        any
    }
}

/// Joins what a function keeps in fields with these.
fn stored(id: FnId, table: &FnTable, sets: &mut Sets, wanted: &mut FxHashSet<(FnId, u32)>) {
    for (to, from) in table.stores.iter().filter(|(_, from)| !matches!(from.root, ClassRoot::Local(..))) {
        let (Some((to, _)), Some((from, _))) = (node(id, to), node(id, from)) else { continue };
        if let Node::Param(id, param) = from {
            wanted.insert((id, param));
        }
        sets.join(to, from);
    }
}

/// Joins parameters with what is handed to them: those that are `wanted`, and those that lead to these.
fn hand_on(tables: &[FnTable], sets: &mut Sets, wanted: &mut FxHashSet<(FnId, u32)>) {
    let mut open: Vec<(FnId, u32)> = wanted.iter().copied().collect();
    let mut calls: FxHashMap<FnId, Vec<(FnId, &Call)>> = FxHashMap::default();
    for (id, table) in (0..).map(FnId).zip(tables).filter(|_| !open.is_empty()) {
        for event in table.all_events() {
            let EventKind::Call(call) = &event.kind else { continue };
            call.targets.iter().for_each(|target| calls.entry(*target).or_default().push((id, call)));
        }
    }
    while let Some((target, param)) = open.pop() {
        for (id, call) in calls.get(&target).into_iter().flatten() {
            let arg = call.args.get(param as usize);
            let Some(place) = arg.and_then(|arg| arg.place.as_ref()) else { continue };
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
    sets.flatten();
}

/// Gives shared locks that a function makes and keeps in a field that field's class, wherever it uses them.
fn name_locals(tables: &mut [FnTable], sets: &Sets) {
    for table in tables.iter_mut() {
        let named = table.stores.iter().filter(|(_, from)| matches!(from.root, ClassRoot::Local(..)));
        let named = named.filter_map(|(to, from)| match sets.find(&Node::Class(to.clone())) {
            Node::Class(to) => Some((from.clone(), to)),
            Node::Param(..) => None,
        });
        let names: Vec<(Class, Class)> = named.collect();
        if names.is_empty() && table.kept_locks.is_empty() {
            continue;
        }
        // Of a parameter, callers tell which one it is, but not to what the function starts or leaves behind.
        let kept: Vec<(Class, Class)> =
            table.kept_locks.iter().map(|(to, from)| (from.clone(), to.clone())).collect();
        let FnTable { events, closures, guards, .. } = table;
        let outlives =
            |closure: &ClosureTable| matches!(closure.runs, Runs::Thread | Runs::Task | Runs::Later);
        let apart: Vec<Span> =
            closures.iter().filter(|it| outlives(it)).map(|closure| closure.span).collect();
        let is_apart = |at: Span| apart.iter().any(|closure| closure.contains(at));
        let rename = |class: &mut Class, at: Span| {
            let kept = if is_apart(at) { kept.as_slice() } else { &[] };
            if let Some((_, to)) = names.iter().chain(kept).find(|(from, _)| from.root == class.root) {
                *class = class.steps.iter().fold(to.clone(), |class, step| class.join(*step));
            }
        };
        let lists = std::iter::once(events).chain(closures.iter_mut().map(|closure| &mut closure.events));
        for event in lists.flatten() {
            let at = event.span;
            match &mut event.kind {
                EventKind::Acquire(acquire) => rename(&mut acquire.lock.class, at),
                EventKind::Call(call) => {
                    for place in call.args.iter_mut().filter_map(|arg| arg.place.as_mut()) {
                        rename(&mut place.class, at);
                    }
                }
                _ => {}
            }
        }
        guards.iter_mut().for_each(|guard| rename(&mut guard.lock.class, guard.span));
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
