//! What is waited for by more than locks: which fields and parameters stand for one thread or channel, and what the
//! threads that others wait for need before they have done their part.
//!
//! A thread owes its end to whoever joins it, a sender its message to whoever receives, a receiver room to whoever
//! sends. Everything that it takes before that is nested in the debt, so that waits and locks make one graph.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::chain::Link;
use super::graph::{Nested, Outer};
use super::ids::FnId;
use super::place::{Class, ClassRoot, Path, Place, Root};
use super::summary::{Found, Key, MAX_CHAIN, Reach, Reached, Summary};
use super::table::{Callable, Event, EventKind, FnTable, Made, MadeKind};
use crate::catalog::{Bound, Mode, On, Wait};
use crate::text::{Span, Symbol};

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

    /// Joins two sets; what is made, and then what comes first, stands for both.
    fn join(&mut self, a: Node, b: Node) {
        let (a, b) = (self.find(&a), self.find(&b));
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
fn node(id: FnId, class: &Class) -> Option<(Node, Option<Symbol>)> {
    let mut class = class.clone();
    let part = class.fields.last().copied().filter(|last| On::of_part(last.as_str()).is_some());
    if part.is_some() {
        class.fields.pop();
    }
    match class.root {
        ClassRoot::Param(index) if class.fields.is_empty() => Some((Node::Param(id, index), part)),
        ClassRoot::Param(_) | ClassRoot::Unknown | ClassRoot::Local(..) => None,
        _ => Some((Node::Class(class), part)),
    }
}

/// Whether [`unify`] may change a table.
pub(super) fn concerns(table: &FnTable) -> bool {
    let waits = |event: &Event| {
        matches!(&event.kind, EventKind::Acquire(acquire)
            if matches!(acquire.mode, Mode::Waits | Mode::Gives | Mode::Permit))
    };
    table.stores.iter().any(|(_, from)| matches!(from.root, ClassRoot::Local(..)))
        || table.guards.iter().any(|guard| guard.mode == Mode::Permit)
        || table.all_events().any(waits)
}

/// Gives everything that stands for one thread or channel the class of the place where that is made. Linear in the
/// events, times the depth of calls through which it is handed on (at most four).
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
                && matches!(acquire.mode, Mode::Waits | Mode::Gives)
                && let Some((Node::Param(id, param), _)) = node(id, &acquire.lock.class)
            {
                wanted.insert((id, param));
            }
        }
    }
    for _ in 0..4 {
        let before = wanted.len();
        if before == 0 {
            break;
        }
        for (index, table) in tables.iter().enumerate() {
            let id = FnId(index as u32);
            for event in table.all_events() {
                let EventKind::Call(call) = &event.kind else { continue };
                for target in &call.targets {
                    for (param, arg) in call.args.iter().enumerate() {
                        if !wanted.contains(&(*target, param as u32)) {
                            continue;
                        }
                        let Some(place) = &arg.place else { continue };
                        let mut class = place.class.clone();
                        if matches!(class.root, ClassRoot::Made(..)) {
                            class.fields.clear();
                        }
                        let Some((from, _)) = node(id, &class) else { continue };
                        if let Node::Param(id, param) = from {
                            wanted.insert((id, param));
                        }
                        sets.join(Node::Param(*target, param as u32), from);
                    }
                }
            }
        }
        if wanted.len() == before {
            break;
        }
    }
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
            if !matches!(acquire.mode, Mode::Waits | Mode::Gives | Mode::Permit) {
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
            if acquire.wait == Wait::Perhaps && !known {
                acquire.mode = Mode::Gives;
                acquire.lock.class = Class::root(ClassRoot::Unknown);
                continue;
            }
            if let Some((class, part)) = class {
                if acquire.mode == Mode::Permit {
                    if one_permit.contains(&class) {
                        acquire.mode = Mode::Exclusive;
                    }
                } else {
                    acquire.lock.class = part.map_or(class.clone(), |part| class.join(part));
                }
            }
        }
        for guard in guards.iter_mut().filter(|guard| guard.mode == Mode::Permit) {
            if let Some((known, _)) = node(id, &guard.lock.class)
                && let Node::Class(class) = sets.find(&known)
                && one_permit.contains(&class)
            {
                guard.mode = Mode::Exclusive;
            }
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
                *class = class.fields.iter().fold(to.clone(), |class, field| class.join(*field));
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

/// What is taken, or waited for, by those who owe something to others.
pub(super) fn debts(id: FnId, table: &FnTable, summaries: &[Summary]) -> Vec<Nested> {
    let mut nested = Vec::new();
    let reach = Reach { id, table, summaries };
    for (index, made) in table.made.iter().enumerate() {
        let MadeKind::Thread(runs) = &made.kind else { continue };
        let place = Place {
            path: Path::root(Root::Made(index as u32)),
            class: Class::root(ClassRoot::Made(id, index as u32)),
            exclusive: false,
            shared: true,
        };
        let owed = place.part(Symbol::new(On::Thread.part()));
        let link = Link { function: id, span: made.span };
        for callable in runs {
            let mut taken_by = Taken::default();
            // Another thread than the one that makes it: no closure has that number.
            let mut body = Some(u32::MAX);
            match callable {
                Callable::Closure(closure) => {
                    body = Some(*closure);
                    for event in &table.closures[*closure as usize].events {
                        taken(&reach, event, &mut |inner| taken_by.note(event.span, inner, false));
                    }
                }
                Callable::Fn(target) => {
                    let reached = summaries[target.0 as usize].acquires.iter().filter(|inner| {
                        is_taken(inner.mode) && inner.lock.class.is_global() && inner.chain.len() < MAX_CHAIN
                    });
                    for inner in reached {
                        let mut inner = inner.clone();
                        inner.chain = inner.chain.after(link);
                        inner.lock.path = Path::root(Root::Elsewhere);
                        taken_by.note(made.span, inner, false);
                    }
                }
                Callable::Param(_) => {}
            }
            let all = taken_by.all.into_iter();
            nested.extend(all.map(|(at, inner)| debt((id, body), at, &owed, link, inner)));
        }
    }
    for (body, events) in table.bodies() {
        given(&reach, body, events, &mut nested);
    }
    nested
}

/// Something that a body gives to others.
struct Owing {
    owed: Place,
    /// Where it is given.
    link: Link,
    /// By which event.
    at: usize,
}

/// In one body: what is taken before something is given to others; of receivers, whatever they take between messages.
fn given(reach: &Reach<'_>, body: Option<u32>, events: &[Event], nested: &mut Vec<Nested>) {
    let gives = |event: &Event| {
        matches!(&event.kind, EventKind::Acquire(acquire) if acquire.mode == Mode::Gives)
            || matches!(&event.kind, EventKind::Call(call)
                if call.targets.iter().any(|target| reach.summaries[target.0 as usize].gives))
    };
    // Of what is given several times, the last time has all before it. Room is made at the head of a loop; what its body
    // takes comes after, and all of it after the first time.
    let mut gifts: FxHashMap<Class, Owing> = FxHashMap::default();
    let mut rooms: FxHashMap<Class, Owing> = FxHashMap::default();
    for (at, event) in events.iter().enumerate().filter(|(_, event)| gives(event)) {
        let mut count = 0;
        reach.event(event, &mut |found| {
            if let Found::Acquire(given) = found
                && given.mode == Mode::Gives
                && given.lock.class.is_global()
                && count < 4
            {
                let owing = Owing { link: given.chain.last(), at, owed: given.lock };
                let class = owing.owed.class.clone();
                if class.fields.last().is_some_and(|part| *part == On::Room.part()) {
                    count += u32::from(rooms.get(&class).is_none_or(|known| known.at < at));
                    rooms.entry(class).or_insert(owing);
                } else if gifts.get(&class).is_none_or(|known| known.at < at) {
                    count += 1;
                    gifts.insert(class, owing);
                }
            }
        });
    }
    let mut taken_so_far = Taken::default();
    for (at, event) in events.iter().enumerate().filter(|_| !gifts.is_empty()) {
        for owing in gifts.values().filter(|owing| owing.at == at) {
            taken_so_far.owe((reach.id, body), owing, nested);
        }
        taken(reach, event, &mut |inner| taken_so_far.note(event.span, inner, false));
    }
    let mut taken_after = Taken::default();
    for (at, event) in events.iter().enumerate().rev().filter(|_| !rooms.is_empty()) {
        taken(reach, event, &mut |inner| taken_after.note(event.span, inner, true));
        for owing in rooms.values().filter(|owing| owing.at == at) {
            taken_after.owe((reach.id, body), owing, nested);
        }
    }
}

/// What a stretch of a body takes, each lock where it is nearest.
#[derive(Default)]
struct Taken {
    all: Vec<(Span, Reached)>,
    known: FxHashMap<Key, usize>,
}

impl Taken {
    /// Of two that are as near, the new one counts if it `comes_first`.
    fn note(&mut self, at: Span, inner: Reached, comes_first: bool) {
        match self.known.entry(inner.key()) {
            Entry::Vacant(entry) => {
                entry.insert(self.all.len());
                self.all.push((at, inner));
            }
            Entry::Occupied(entry) => {
                let known = &mut self.all[*entry.get()];
                let order = inner.distance().cmp(&known.1.distance());
                if order.is_lt() || order.is_eq() && comes_first {
                    *known = (at, inner);
                }
            }
        }
    }

    /// All of this is taken while that is owed.
    fn owe(&self, by: (FnId, Option<u32>), owing: &Owing, nested: &mut Vec<Nested>) {
        let Owing { owed, link, .. } = owing;
        let room = owed.class.fields.last().is_some_and(|part| *part == On::Room.part());
        for (span, inner) in &self.all {
            // One channel is not full and empty at once.
            let other_part = inner.lock.class != owed.class && same_object(&inner.lock.class, &owed.class);
            if !other_part && (room || inner.lock.class != owed.class) {
                nested.push(debt(by, *span, owed, *link, inner.clone()));
            }
        }
    }
}

/// Whether two classes are parts of one thing.
fn same_object(a: &Class, b: &Class) -> bool {
    let of = |class: &Class| {
        let mut class = class.clone();
        class.fields.pop();
        class
    };
    On::of_part(a.fields.last().map_or("", |part| part.as_str())).is_some() && of(a) == of(b)
}

fn is_taken(mode: Mode) -> bool {
    mode.is_lock() || matches!(mode, Mode::Init | Mode::Attached | Mode::Waits)
}

/// Whether the path says, within its frame, which one is meant.
fn nameable(path: &Path) -> bool {
    matches!(path.root, Root::Param(_) | Root::Local(_))
}

/// Calls `found` for everything that an event takes or waits for.
fn taken(reach: &Reach<'_>, event: &Event, found: &mut dyn FnMut(Reached)) {
    reach.event(event, &mut |item| {
        if let Found::Acquire(inner) = item
            && is_taken(inner.mode)
            && (inner.lock.class.is_global() || nameable(&inner.lock.path))
            && (!inner.lock.exclusive || inner.mode == Mode::Waits)
        {
            found(inner);
        }
    });
}

/// `inner` is taken while that is owed.
fn debt((function, body): (FnId, Option<u32>), at: Span, owed: &Place, link: Link, inner: Reached) -> Nested {
    Nested {
        function,
        body,
        at,
        outer: Outer {
            guard: None,
            lock: owed.clone(),
            mode: Mode::Owes,
            link,
            via: None,
            sharded: false,
            must: true,
            temporary: false,
        },
        inner,
        held: Arc::from([]),
        by_drop: false,
        shown: false,
        observed: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::AdtId;

    fn field(adt: u32, name: &str) -> Node {
        Node::Class(Class { root: ClassRoot::Adt(AdtId(adt)), fields: vec![Symbol::new(name)] })
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
        let class = Class { root: ClassRoot::Made(FnId(3), 0), fields: vec![Symbol::new("<room>")] };
        assert_eq!(node(FnId(0), &class), Some((made(3), Some(Symbol::new("<room>")))));
        assert_eq!(node(FnId(0), &Class::root(ClassRoot::Unknown)), None);
        let param = Class::root(ClassRoot::Param(2));
        assert_eq!(node(FnId(5), &param), Some((Node::Param(FnId(5), 2), None)));
    }
}
