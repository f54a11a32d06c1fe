//! Circles in the graph of locks and waits: which of them can happen, how sure that is, and of which one is told.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::context::Body;
use super::givers::Givers;
use super::graph::{Cycle, OrderGraph};
use super::ids::{AdtId, FnId};
use super::instance::{exclusive_owner, may_be_one, owner};
use super::nesting::{Nested, same_base};
use super::parallel::Parallel;
use super::place::{Class, ClassRoot, ClassStep, Part, Place, Root, Step};
use super::table::{Dispatch, Hold};
use super::types::Types;
use crate::catalog::{Mode, On};
use crate::finding::Confidence;
use crate::text::Span;

/// What a circle is made of; decides which rule tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Locks (and Python's interpreter).
    Locks,
    /// Cells that initialise each other.
    Cells,
    /// A lock, and a wait for a thread, a message, a barrier …
    Wait,
    /// A lock, and a wait for a notification.
    Signal,
    /// Threads that wait for each other's messages, without a lock.
    Channels,
}

/// A circle that can happen.
#[derive(Debug)]
pub struct Circle {
    /// What it is made of.
    pub kind: Kind,
    /// One nesting an edge: each waits for what the next holds.
    pub witnesses: Vec<usize>,
    /// Which of [`OrderGraph::cycles`] it is, and with which of its edges it begins.
    cycle: (usize, usize),
    /// How sure.
    pub confidence: Confidence,
    /// One of the nestings is in a test.
    pub in_test: bool,
}

/// The circles that can happen.
#[derive(Debug, Default)]
pub struct Circles {
    /// Those that are told.
    pub told: Vec<Circle>,
    /// The others, of which there are too many.
    pub untold: Vec<Circle>,
    /// A nesting of each circle that comes about in more ways than are tried, and of which none that was tried can happen.
    pub untried: Vec<usize>,
}

/// So many circles are told of a class. One more is told only if another class in it is in fewer: where each of many locks is
/// taken under each other one, who mends some of these orders sees the rest.
pub const MAX_TOLD: usize = 16;

/// At most so many witnesses of an edge are tried, if it has more of which each is judged otherwise.
const MAX_WITNESSES: usize = 24;

/// And so many steps to combinations of them.
const MAX_TRIED: u32 = 4_000;

impl Circles {
    /// Judges the circles of `order`.
    pub fn of<'m>(
        types: &'m Types<'m>,
        order: &'m OrderGraph,
        givers: Givers<'m>,
        parallel: &'m Parallel,
    ) -> Circles {
        let contained = order.nested.iter().filter(|nested| is_inside(nested)).map(level).collect();
        let judge = Judge { types, order, givers, parallel, contained };
        let circles = (0..order.cycles.len()).into_par_iter().with_min_len(16);
        let judged: Vec<Judged> = circles.map(|cycle| judge.circle(cycle)).collect();
        let mut circles = Vec::new();
        let mut untried = Vec::new();
        for (judged, cycle) in judged.into_iter().zip(&order.cycles) {
            match judged {
                Judged::Happens(circle) => circles.push(circle),
                Judged::Not => {}
                Judged::Unsure => untried.extend(cycle.first().and_then(|(_, witnesses)| witnesses.first())),
            }
        }
        let mut by_kind: FxHashMap<Kind, Vec<usize>> = FxHashMap::default();
        for (index, circle) in circles.iter().enumerate() {
            by_kind.entry(circle.kind).or_default().push(index);
        }
        let mut tells = vec![true; circles.len()];
        for mut of_kind in by_kind.into_values().filter(|of_kind| of_kind.len() > MAX_TOLD) {
            // The surest come first.
            of_kind.sort_by_key(|index| (circles[*index].in_test, Reverse(circles[*index].confidence)));
            let mut counts: FxHashMap<&Class, usize> = FxHashMap::default();
            for index in of_kind {
                let witnesses = circles[index].witnesses.iter();
                let classes = || witnesses.clone().map(|nested| &order.nested[*nested].outer.lock.class);
                tells[index] = classes().any(|class| counts.get(class).is_none_or(|count| *count < MAX_TOLD));
                if tells[index] {
                    classes().for_each(|class| *counts.entry(class).or_default() += 1);
                }
            }
        }
        let mut tells = tells.into_iter();
        let (told, untold) = circles.into_iter().partition(|_| tells.next().unwrap_or(true));
        Circles { told, untold, untried }
    }
}

impl Circle {
    /// For each of its edges, all ways in which the order comes about.
    pub fn ways<'m>(&self, order: &'m OrderGraph) -> Vec<Vec<&'m Nested>> {
        let (cycle, first) = self.cycle;
        let edges = &order.cycles[cycle];
        let ways = edges.iter().cycle().skip(first).take(edges.len());
        ways.map(|(_, all)| all.iter().map(|&index| &order.nested[index]).collect()).collect()
    }
}

struct Judge<'m> {
    types: &'m Types<'m>,
    order: &'m OrderGraph,
    givers: Givers<'m>,
    parallel: &'m Parallel,
    /// Where a lock is taken that lies in what the outer one protects.
    contained: FxHashSet<Level<'m>>,
}

/// One level of a walk through what contains what: where, and from which lock to which.
type Level<'m> = (FnId, Span, &'m Class, &'m Class);

fn level(nested: &Nested) -> Level<'_> {
    (nested.function, nested.at, &nested.outer.lock.class, &nested.inner.lock.class)
}

/// What is said of a cycle.
enum Judged {
    Happens(Circle),
    Not,
    /// There are more ways in which it may happen.
    Unsure,
}

/// A search through combinations of witnesses, one an edge.
struct Search {
    /// By edge.
    choices: Vec<Vec<usize>>,
    best: Option<Best>,
    tries: u32,
    /// Not all were tried.
    is_cut: bool,
}

/// The best combination of witnesses that is known.
struct Best {
    confidence: Confidence,
    in_test: bool,
    witnesses: Vec<usize>,
}

impl Judge<'_> {
    fn nested(&self, index: usize) -> &Nested {
        &self.order.nested[index]
    }

    fn in_test(&self, index: usize) -> bool {
        self.types.defs[self.nested(index).function].test
    }

    /// Whether one of the graph's cycles can happen.
    fn circle(&self, index: usize) -> Judged {
        let cycle = &self.order.cycles[index];
        let mut search = Search { choices: Vec::new(), best: None, tries: MAX_TRIED, is_cut: false };
        for (_, witnesses) in cycle {
            let choices = self.choices(cycle, witnesses);
            search.is_cut |= choices.len() > MAX_WITNESSES;
            search.choices.push(choices.into_iter().take(MAX_WITNESSES).collect());
        }
        self.pick(&mut search, &mut Vec::new());
        let Some(Best { confidence, in_test, mut witnesses }) = search.best else {
            return if search.is_cut { Judged::Unsure } else { Judged::Not };
        };
        let kind = kind_of(cycle);
        // A wait is stuck only if everyone who could end it is.
        let nested: Vec<&Nested> = witnesses.iter().map(|index| self.nested(*index)).collect();
        if matches!(kind, Kind::Wait | Kind::Signal) && self.givers.may_end(&nested) {
            return Judged::Not;
        }
        // The order that fewer places use is likelier the mistake: it is told first.
        let temporary = |index: usize| self.nested(witnesses[index]).outer.temporary;
        let mut first = cycle
            .iter()
            .enumerate()
            .min_by_key(|(index, (_, all))| (all.len(), !temporary(*index), *index))
            .map_or(0, |(index, _)| index);
        witnesses.rotate_left(first);
        // Of a circle that a wait is part of, the thread that waits while it holds something is told first.
        let waits = |index: &usize| {
            let nested = self.nested(*index);
            nested.inner.mode.awaits() && !nested.is_owed()
        };
        if let Some(waiting) = witnesses.iter().position(waits) {
            witnesses.rotate_left(waiting);
            first += waiting;
        }
        let cycle = (index, first % cycle.len());
        Judged::Happens(Circle { kind, witnesses, cycle, confidence, in_test })
    }

    /// The witnesses of an edge of a cycle, in this order: production code before tests, sure before possible, short
    /// chains before long ones. Of many, the first of those that are judged alike.
    fn choices(&self, cycle: &Cycle, witnesses: &[usize]) -> Vec<usize> {
        let mut chosen = witnesses.to_vec();
        if chosen.len() > 1 {
            chosen.sort_by_key(|&index| {
                let nested = self.nested(index);
                let Nested { outer, inner, .. } = nested;
                (nested.observed, self.in_test(index), !outer.must, inner.dispatch, inner.chain.len())
            });
        }
        if chosen.len() > MAX_WITNESSES {
            let made = cycle.iter().any(|(class, _)| matches!(class.root, ClassRoot::Made(..)));
            let mut seen = FxHashSet::default();
            chosen.retain(|index| {
                let nested = self.nested(*index);
                let (sureness, alone) = (sureness(nested), made.then_some((nested.function, nested.body)));
                let (modes, gates) =
                    ((nested.outer.mode, nested.inner.mode), nested.gates().collect::<Vec<_>>());
                let owner = |lock| owner(self.types, (nested.function, lock));
                let owners = (owner(&nested.outer.lock), owner(&nested.inner.lock));
                seen.insert((self.in_test(*index), nested.observed, sureness, modes, gates, alone, owners))
            });
        }
        chosen
    }

    /// Whether these are levels of one walk that calls itself, each lock in what the one before it protects: each lock would
    /// be inside itself. How deep it is, a path does not tell any more from some depth on.
    fn is_descent(&self, witnesses: &[&Nested]) -> bool {
        let is_contained = |nested: &&Nested| {
            is_inside(nested)
                || nested.inner.lock.path.root == Root::Elsewhere && self.contained.contains(&level(nested))
        };
        if !witnesses.iter().all(is_contained) {
            return false;
        }
        let mut walks = witnesses.iter().map(|nested| self.givers.recursion(nested.function));
        let first = walks.next().flatten();
        first.is_some() && walks.all(|walk| walk == first)
    }

    /// Whether one thread is to be in two places of a circle of locks. Of a wait, that is no way out: who waits for itself
    /// waits forever.
    fn is_of_one_thread(&self, witnesses: &[&Nested]) -> bool {
        let body = |nested: &Nested| Body { function: nested.function, closure: nested.body };
        let waits = |nested: &&Nested| nested.is_owed() || nested.inner.mode.awaits();
        !witnesses.iter().any(waits)
            && witnesses.iter().enumerate().any(|(index, one)| {
                witnesses[index + 1..].iter().any(|other| !self.parallel.may_meet(body(one), body(other)))
            })
    }

    /// Tries combinations of witnesses, and keeps the best that can deadlock.
    fn pick(&self, search: &mut Search, chosen: &mut Vec<usize>) {
        if chosen.len() == search.choices.len() {
            let witnesses: Vec<&Nested> = chosen.iter().map(|index| self.nested(*index)).collect();
            let functions = witnesses.iter().flat_map(|nested| nested.functions());
            let is_split = !self.types.defs.are_together(functions);
            if is_split || self.is_descent(&witnesses) || self.is_of_one_thread(&witnesses) {
                return;
            }
            if let Some(confidence) = can_deadlock(self.types, &witnesses) {
                let in_test = chosen.iter().any(|index| self.in_test(*index));
                let rank = |in_test: bool, confidence| (!in_test, confidence);
                let known = search.best.as_ref().map(|known| rank(known.in_test, known.confidence));
                if known.is_none_or(|known| rank(in_test, confidence) > known) {
                    search.best = Some(Best { confidence, in_test, witnesses: chosen.clone() });
                }
            }
            return;
        }
        for at in 0..search.choices[chosen.len()].len() {
            let is_sure = |best: &Best| best.confidence == Confidence::High && !best.in_test;
            if search.best.as_ref().is_some_and(is_sure) {
                return;
            }
            if search.tries == 0 {
                search.is_cut = true;
                return;
            }
            search.tries -= 1;
            chosen.push(search.choices[chosen.len()][at]);
            self.pick(search, chosen);
            chosen.pop();
        }
    }
}

fn kind_of(cycle: &Cycle) -> Kind {
    let on: Vec<Option<On>> = cycle.iter().map(|(class, _)| class.awaited()).collect();
    if on.iter().all(Option::is_none) {
        let cell = |class: &Class| class.steps.last() == Some(&ClassStep::Part(Part::Initialiser));
        return if cycle.iter().all(|(class, _)| cell(class)) { Kind::Cells } else { Kind::Locks };
    }
    if on.iter().all(Option::is_some) {
        return Kind::Channels;
    }
    let signals = on.iter().flatten().all(|on| *on == On::Signal);
    if signals { Kind::Signal } else { Kind::Wait }
}

/// How sure a nesting is by itself.
fn sureness(nested: &Nested) -> Confidence {
    let mut confidence = Confidence::High;
    if !nested.outer.must || nested.inner.dispatch != Dispatch::Static {
        confidence = confidence.min(Confidence::Low);
    }
    let debt = nested.is_owed() || nested.inner.mode.awaits();
    if !debt && !same_base(&nested.outer.lock, &nested.inner.lock) || nested.inner.chain.len() > 4 {
        confidence = confidence.min(Confidence::Medium);
    }
    if nested.by_drop {
        confidence = confidence.min(Confidence::Medium);
    }
    confidence
}

/// How sure it is that these nestings, one a thread, can wait for each other; `None` if they cannot.
fn can_deadlock(types: &Types<'_>, witnesses: &[&Nested]) -> Option<Confidence> {
    let mut confidence = Confidence::High;
    for (index, nested) in witnesses.iter().enumerate() {
        let next = witnesses[(index + 1) % witnesses.len()];
        // The lock that `nested` waits for is the one that `next` holds.
        let waited = (nested.function, &*nested.inner.lock);
        if !may_be_one(types, waited, (next.function, &next.outer.lock)) {
            return None;
        }
        if named_apart(&nested.inner.lock, &next.outer.lock) {
            confidence = confidence.min(Confidence::Medium);
        }
        let (waits, holds) = (nested.inner.mode, next.outer.mode);
        if !waits.waits_for(holds) {
            // Readers meet only through a writer that queues between them.
            if !waits.queues_behind_writer(holds) {
                return None;
            }
            confidence = confidence.min(Confidence::Low);
        }
        confidence = confidence.min(sureness(nested));
    }
    // What only runs have shown, they also judge: they know which threads can meet.
    let cannot_meet = excluded(witnesses) || one_owner(types, witnesses) || one_thread(witnesses);
    if witnesses.iter().all(|nested| nested.observed) || cannot_meet {
        return None;
    }
    if witnesses.len() > 3 {
        confidence = confidence.min(Confidence::Low);
    } else if witnesses.len() > 2 {
        confidence = confidence.min(Confidence::Medium);
    }
    Some(confidence)
}

/// Whether two of the nestings cannot happen at once: both hold one lock, at least one of them alone.
fn excluded(witnesses: &[&Nested]) -> bool {
    let all: Vec<Vec<(&Class, Hold)>> = witnesses
        .iter()
        .map(|nested| nested.gates().chain([(&nested.outer.lock.class, nested.outer.mode)]).collect())
        .collect();
    all.iter().enumerate().any(|(index, one)| {
        all[index + 1..].iter().any(|other| {
            one.iter().any(|(class, mode)| {
                // Elements of a collection are different locks.
                !class.steps.contains(&ClassStep::Element)
                    && other.iter().any(|(gate, held)| {
                        gate == class && (*mode == Mode::Exclusive || *held == Mode::Exclusive)
                    })
            })
        })
    })
}

/// Whether two locks are one only by what they protect, and the fields that they are found in have other names.
fn named_apart(one: &Place, other: &Place) -> bool {
    let field = |place: &Place| {
        place.path.steps.iter().rev().find_map(|step| match step {
            Step::Field(name) => Some(*name),
            _ => None,
        })
    };
    matches!(one.class.root, ClassRoot::Content(_))
        && field(one).zip(field(other)).is_some_and(|(a, b)| a != b)
}

/// Whether two of the nestings happen with exclusive access to the value that has their locks.
fn one_owner(types: &Types<'_>, witnesses: &[&Nested]) -> bool {
    let owner =
        |nested: &&Nested| exclusive_owner(types, nested.function, &nested.outer.lock, &nested.inner.lock);
    let mut owners: Vec<AdtId> = witnesses.iter().filter_map(owner).collect();
    let count = owners.len();
    owners.sort_unstable();
    owners.dedup();
    owners.len() < count
}

/// Whether the inner lock is part of what the outer one protects.
fn is_inside(nested: &Nested) -> bool {
    let (inner, outer) = (&nested.inner.lock.path, &nested.outer.lock.path);
    !nested.is_owed()
        && inner.root == outer.root
        && inner.steps.starts_with(&outer.steps)
        && inner.steps.get(outer.steps.len()) == Some(&Step::Inside)
}

/// Whether two of the nestings are of one thread: they are in one body, and what they wait for was made in it.
fn one_thread(witnesses: &[&Nested]) -> bool {
    let made_by = |nested: &Nested| {
        [&nested.outer.lock.class, &nested.inner.lock.class]
            .iter()
            .any(|class| matches!(class.root, ClassRoot::Made(function, _) if function == nested.function))
    };
    witnesses.iter().enumerate().any(|(index, one)| {
        witnesses[index + 1..].iter().any(|other| {
            one.function == other.function && one.body == other.body && (made_by(one) || made_by(other))
        })
    })
}
