//! Obligations: what threads take before they have done what others wait for, and so discharged them.
//!
//! A thread owes its end to whoever joins it, a sender its message to whoever receives, a receiver room to whoever
//! sends. Everything that it takes before that is nested in the debt, so that waits and locks make one graph.

use std::cell::LazyCell;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::chain::Link;
use super::defs::Defs;
use super::ids::FnId;
use super::nesting::{Nested, Outer};
use super::place::{Class, ClassRoot, Part, Path, Place, Root};
use super::summary::{Found, Key, MAX_CHAIN, Reach, Reached, Summary};
use super::table::{ArmId, Ask, Callable, Dispatch, Event, EventKind, FnTable, Hold, MadeKind};
use crate::catalog::On;
use crate::text::Span;

/// What is taken, or waited for, by those who owe something to others.
fn debts(id: FnId, table: &FnTable, summaries: &[Summary], abroad: &FxHashSet<&Class>) -> Debts {
    let Debts { mut nested, mut missed } = Debts::default();
    let reach = Reach { id, table, summaries };
    for (index, made) in table.made.iter().enumerate() {
        let MadeKind::Thread(runs) = &made.kind else { continue };
        let place = Place {
            path: Path::root(Root::Made(index as u32)),
            class: Class::root(ClassRoot::Made(id, index as u32)),
            exclusive: false,
            shared: true,
        };
        let owed = place.part(Part::Awaited(On::Thread));
        let link = Link { function: id, span: made.span };
        let outer = owed_since(&owed, On::Thread, link);
        for callable in runs {
            let mut taken_by = Taken::default();
            // Another thread than the one that makes it: no closure has that number.
            let mut body = Some(u32::MAX);
            match callable {
                Callable::Closure(closure) => {
                    body = Some(*closure);
                    for event in &table.closures[*closure as usize].events {
                        taken(&reach, event, &mut |inner| taken_by.note(event, inner, false));
                    }
                }
                Callable::Fn(target) => {
                    let reached = summaries[target.index()].acquires.iter().filter(|inner| {
                        is_taken(inner.mode) && inner.lock.class.is_global() && inner.chain.len() < MAX_CHAIN
                    });
                    for inner in reached {
                        let mut inner = inner.clone();
                        inner.chain = inner.chain.after(link);
                        Arc::make_mut(&mut inner.lock).path = Path::root(Root::Elsewhere);
                        taken_by.note_at(made.span, inner);
                    }
                }
                Callable::Param(_) => {}
            }
            let all = taken_by.all.into_iter();
            nested.extend(all.map(|(at, _, inner)| debt((id, body), at, &outer, &inner)));
        }
    }
    let waits = LazyCell::new(|| waits(&reach));
    for (body, events) in table.bodies() {
        // Who waits in the very body that gives does so before or after that. (Who waits for room to make some is told.)
        let is_own = |class: &Class| {
            let waits_itself = |known: &Option<u32>| *known == body && class.awaited() != Some(On::Room);
            matches!(class.root, ClassRoot::Made(by, _) if by == id)
                && !abroad.contains(class)
                && waits.get(class).is_none_or(|bodies| bodies.iter().all(waits_itself))
        };
        missed.extend(given(&reach, (body, events), is_own, &mut nested));
    }
    Debts { nested, missed }
}

/// By what is waited for, the bodies of a function that do so.
fn waits(reach: &Reach<'_>) -> FxHashMap<Class, Vec<Option<u32>>> {
    let mut waits: FxHashMap<Class, Vec<Option<u32>>> = FxHashMap::default();
    for (body, events) in reach.table.bodies() {
        for event in events {
            reach.event(event, &mut |found| {
                if let Found::Acquire(awaited) = found
                    && awaited.mode.awaits()
                {
                    let bodies = waits.entry(awaited.lock.class.clone()).or_default();
                    if bodies.last() != Some(&body) {
                        bodies.push(body);
                    }
                }
            });
        }
    }
    waits
}

/// What functions wait for that other functions have made.
fn awaited_abroad(tables: &[FnTable]) -> FxHashSet<&Class> {
    let mut abroad = FxHashSet::default();
    for (id, table) in (0..).map(FnId).zip(tables) {
        for event in table.all_events() {
            if let EventKind::Acquire(acquire) = &event.kind
                && acquire.mode.awaits()
                && matches!(acquire.lock.class.root, ClassRoot::Made(by, _) if by != id)
            {
                abroad.insert(&acquire.lock.class);
            }
        }
    }
    abroad
}

/// Of what one call gives to others, so much is looked at.
const MAX_GIVEN: usize = 16;

/// What functions take, or wait for, while they owe something.
#[derive(Debug, Default)]
pub(super) struct Debts {
    pub(super) nested: Vec<Nested>,
    /// Calls that give more than is looked at.
    pub(super) missed: Vec<(FnId, Span)>,
}

/// Something that a body gives to others.
struct Owing {
    on: On,
    owed: Place,
    /// Where it is given.
    link: Link,
    /// By which event.
    at: usize,
}

/// In one body: what is taken before something is given to others; of receivers, whatever they take between messages.
/// Nobody waits for what `is_own` while that is owed.
fn given(
    reach: &Reach<'_>,
    (body, events): (Option<u32>, &[Event]),
    is_own: impl Fn(&Class) -> bool,
    nested: &mut Vec<Nested>,
) -> Option<(FnId, Span)> {
    let gives = |event: &Event| {
        matches!(&event.kind, EventKind::Acquire(acquire) if acquire.mode.gives())
            || matches!(&event.kind, EventKind::Call(call)
                if call.targets.iter().any(|target| reach.summaries[target.index()].gives))
    };
    // Of what is given several times in one arm, the last time has all before it. Room is made at the head of a loop; what
    // its body takes comes after, and all of it after the first time.
    let mut gifts: FxHashMap<(Class, ArmId), Owing> = FxHashMap::default();
    let mut rooms: FxHashMap<(Class, ArmId), Owing> = FxHashMap::default();
    let mut missed = None;
    for (at, event) in events.iter().enumerate().filter(|(_, event)| gives(event)) {
        let mut count = 0;
        reach.event(event, &mut |found| {
            if let Found::Acquire(given) = found
                && let Ask::Gives(on) = given.mode
                && given.lock.class.is_global()
                && !is_own(&given.lock.class)
            {
                let known = if on == On::Room { &mut rooms } else { &mut gifts };
                let key = (given.lock.class.clone(), event.arm);
                let is_new = known.get(&key).is_none_or(|known| known.at < at);
                if is_new && count == MAX_GIVEN {
                    missed = missed.or(Some((reach.id, event.span)));
                    return;
                }
                count += usize::from(is_new);
                let owing =
                    Owing { on, link: given.chain.last(), at, owed: Arc::unwrap_or_clone(given.lock) };
                if on == On::Room {
                    known.entry(key).or_insert(owing);
                } else if is_new {
                    known.insert(key, owing);
                }
            }
        });
    }
    let in_order = |owing: FxHashMap<(Class, ArmId), Owing>| {
        let mut all: Vec<Owing> = owing.into_values().collect();
        all.sort_by_key(|owing| owing.at);
        all
    };
    let (gifts, rooms) = (in_order(gifts), in_order(rooms));
    let at_event = |all: &[Owing], at: usize| {
        let begin = all.partition_point(|owing| owing.at < at);
        begin..all.partition_point(|owing| owing.at <= at)
    };
    let mut taken_so_far = Taken::default();
    for (at, event) in events.iter().enumerate().filter(|_| !gifts.is_empty()) {
        for owing in &gifts[at_event(&gifts, at)] {
            let comes_before = |arm: ArmId| reach.table.arms.may_follow(arm, event.arm);
            taken_so_far.owe((reach.id, body), owing, comes_before, nested);
        }
        taken(reach, event, &mut |inner| taken_so_far.note(event, inner, false));
    }
    let mut taken_after = Taken::default();
    for (at, event) in events.iter().enumerate().rev().filter(|_| !rooms.is_empty()) {
        taken(reach, event, &mut |inner| taken_after.note(event, inner, true));
        for owing in &rooms[at_event(&rooms, at)] {
            let comes_after = |arm: ArmId| reach.table.arms.may_follow(event.arm, arm);
            taken_after.owe((reach.id, body), owing, comes_after, nested);
        }
    }
    missed
}

/// What a stretch of a body takes, each lock where it is nearest; in each arm of a branching by itself.
#[derive(Default)]
struct Taken {
    all: Vec<(Span, ArmId, Arc<Reached>)>,
    known: FxHashMap<(Key, ArmId), usize>,
}

impl Taken {
    /// Of two that are as near, the new one counts if it `comes_first`.
    fn note(&mut self, event: &Event, inner: Reached, comes_first: bool) {
        self.note_in(event.arm, event.span, inner, comes_first);
    }

    /// In no arm.
    fn note_at(&mut self, at: Span, inner: Reached) {
        self.note_in(0, at, inner, false);
    }

    fn note_in(&mut self, arm: ArmId, at: Span, inner: Reached, comes_first: bool) {
        match self.known.entry((inner.key(), arm)) {
            Entry::Vacant(entry) => {
                entry.insert(self.all.len());
                self.all.push((at, arm, Arc::new(inner)));
            }
            Entry::Occupied(entry) => {
                let known = &mut self.all[*entry.get()];
                let order = inner.distance().cmp(&known.2.distance());
                if order.is_lt() || order.is_eq() && comes_first {
                    *known = (at, arm, Arc::new(inner));
                }
            }
        }
    }

    /// All of this that is taken in arms of the `same_run` is taken while that is owed.
    fn owe(
        &self,
        by: (FnId, Option<u32>),
        owing: &Owing,
        same_run: impl Fn(ArmId) -> bool,
        nested: &mut Vec<Nested>,
    ) {
        let Owing { on, owed, link, .. } = owing;
        let room = *on == On::Room;
        let outer = owed_since(owed, *on, *link);
        for (span, _, inner) in self.all.iter().filter(|(_, arm, _)| same_run(*arm)) {
            // One channel is not full and empty at once.
            let other_part = inner.lock.class != owed.class && same_object(&inner.lock.class, &owed.class);
            if !other_part && (room || inner.lock.class != owed.class) {
                nested.push(debt(by, *span, &outer, inner));
            }
        }
    }
}

/// Whether two classes are parts of one thing.
fn same_object(a: &Class, b: &Class) -> bool {
    let of = |class: &Class| {
        let mut class = class.clone();
        class.steps.pop();
        class
    };
    a.awaited().is_some() && of(a) == of(b)
}

fn is_taken(asked: Ask) -> bool {
    asked.is_lock() || matches!(asked, Ask::Initialiser | Ask::Interpreter | Ask::Awaits(_))
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
            && (!inner.lock.exclusive || inner.mode.awaits())
        {
            found(inner);
        }
    });
}

/// What is owed, as something that is held.
fn owed_since(owed: &Place, on: On, link: Link) -> Arc<Outer> {
    Arc::new(Outer {
        guard: None,
        lock: owed.clone(),
        mode: Hold::Owed(on),
        link,
        via: None,
        sharded: false,
        must: true,
        when: None,
        temporary: false,
    })
}

/// `inner` is taken while that is owed.
fn debt((function, body): (FnId, Option<u32>), at: Span, owed: &Arc<Outer>, inner: &Arc<Reached>) -> Nested {
    Nested {
        function,
        body,
        at,
        outer: owed.clone(),
        inner: inner.clone(),
        held: Arc::from([]),
        by_drop: false,
        shown: false,
        observed: false,
    }
}

/// So many witnesses of what is taken under one debt are kept: more than are tried of one edge, so that who tries them
/// sees that there are more.
const MAX_DEBTS: usize = 64;

/// Where a debt was found: by which function, and as which of its own.
type Position = (usize, usize);

/// A debt by how much it tells: whether in a test, how near the acquisition is, and where it was found.
#[derive(Debug)]
struct Ranked {
    rank: (bool, (Dispatch, usize), Position),
    nested: Nested,
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Ranked) -> bool {
        self.rank == other.rank
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Ranked) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Ranked) -> Ordering {
        self.rank.cmp(&other.rank)
    }
}

/// Debts by the classes that they make an edge between, the nearest of each, and those that make none.
#[derive(Default)]
struct Nearest {
    no_edges: Vec<(Position, Nested)>,
    by_classes: FxHashMap<(Class, Class, Ask), BinaryHeap<Ranked>>,
    missed: Vec<(FnId, Span)>,
}

impl Nearest {
    /// What is kept in the end does not depend on the order in which they come.
    fn add(&mut self, defs: &Defs<'_>, at: Position, nested: Nested) {
        if !nested.is_edge() {
            self.no_edges.push((at, nested));
            return;
        }
        let key = (nested.outer.lock.class.clone(), nested.inner.lock.class.clone(), nested.inner.mode);
        let known = self.by_classes.entry(key).or_default();
        let rank = (defs[nested.function].test, nested.inner.distance(), at);
        if known.len() < MAX_DEBTS {
            known.push(Ranked { rank, nested });
        } else if let Some(mut worst) = known.peek_mut()
            && rank < worst.rank
        {
            *worst = Ranked { rank, nested };
        }
    }
}

/// What all functions take while they owe something. Where a program hands on messages all the time, nearly everything is
/// taken under some debt, again and again: of each pair of classes, the nearest witnesses are kept, tests last.
pub(super) fn all(defs: &Defs<'_>, tables: &[FnTable], summaries: &[Summary]) -> Debts {
    let nearest: Mutex<Nearest> = Mutex::default();
    let abroad = awaited_abroad(tables);
    tables.par_iter().enumerate().with_min_len(16).for_each(|(index, table)| {
        let found = debts(FnId(index as u32), table, summaries, &abroad);
        if !found.nested.is_empty() || !found.missed.is_empty() {
            let mut nearest = nearest.lock().unwrap_or_else(PoisonError::into_inner);
            for (own, nested) in found.nested.into_iter().enumerate() {
                nearest.add(defs, (index, own), nested);
            }
            nearest.missed.extend(found.missed);
        }
    });
    let Nearest { no_edges: mut kept, by_classes, missed } =
        nearest.into_inner().unwrap_or_else(PoisonError::into_inner);
    kept.extend(by_classes.into_values().flatten().map(|Ranked { rank: (.., at), nested }| (at, nested)));
    kept.sort_unstable_by_key(|(at, _)| *at);
    Debts { nested: kept.into_iter().map(|(_, nested)| nested).collect(), missed }
}
