//! Circles in the graph of locks and waits: which of them can happen, how sure that is, and how they are told.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::places::{self, Name};
use crate::catalog::{Mode, On};
use crate::finding::{Confidence, Evidence, Order, Site};
use crate::model::Model;
use crate::model::instance::may_be_one;
use crate::model::nesting::{Nested, same_base};
use crate::model::place::{Class, ClassStep, Part};
use crate::model::table::{Dispatch, Hold};
use crate::text::Location;

/// What a circle is made of; decides which rule tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
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

/// A circle that can happen: one nesting an edge.
#[derive(Debug)]
pub(super) struct Cycle<'m> {
    /// The nestings: each waits for what the next holds.
    pub(super) witnesses: Vec<&'m Nested>,
    /// For each, all ways in which its order comes about.
    pub(super) ways: Vec<Vec<&'m Nested>>,
    /// How sure.
    pub(super) confidence: Confidence,
    /// One of them is in a test.
    pub(super) in_test: bool,
}

/// So many circles are told of a class. One more is told only if another class in it is in fewer: where each of many locks is
/// taken under each other one, who mends some of these orders sees the rest.
pub(crate) const MAX_TOLD: usize = 16;

/// The circles of a kind that can happen, but for those of which there are too many.
pub(super) fn of_kind<'m>(model: &'m Model<'_>, kind: Kind) -> Vec<Cycle<'m>> {
    split(model, kind).0
}

/// Where circles are that nobody is told of, because there are too many: the first of each kind, and how many.
pub(crate) fn untold(model: &Model<'_>) -> Vec<(Location, usize)> {
    if model.order.cycles.len() <= MAX_TOLD {
        return Vec::new();
    }
    let kinds = [Kind::Locks, Kind::Cells, Kind::Wait, Kind::Signal, Kind::Channels];
    let first = |kind| {
        let untold = split(model, kind).1;
        let nested = untold.first()?.witnesses[0];
        Some((model.location(nested.function, nested.at), untold.len()))
    };
    kinds.into_iter().filter_map(first).collect()
}

/// The circles of a kind that can happen: those that are told, and the others.
fn split<'m>(model: &'m Model<'_>, kind: Kind) -> (Vec<Cycle<'m>>, Vec<Cycle<'m>>) {
    let cycles = model.order.cycles.iter().filter(|cycle| kind_of(cycle) == kind);
    let cycles: Vec<Cycle<'_>> = cycles.filter_map(|cycle| of_cycle(model, cycle)).collect();
    if cycles.len() <= MAX_TOLD {
        return (cycles, Vec::new());
    }
    // The surest come first.
    let mut order: Vec<usize> = (0..cycles.len()).collect();
    order.sort_by_key(|index| (cycles[*index].in_test, Reverse(cycles[*index].confidence)));
    let mut counts: FxHashMap<&Class, usize> = FxHashMap::default();
    let mut tells = vec![false; cycles.len()];
    for index in order {
        let classes = || cycles[index].witnesses.iter().map(|nested| &nested.outer.lock.class);
        if classes().any(|class| counts.get(class).is_none_or(|count| *count < MAX_TOLD)) {
            classes().for_each(|class| *counts.entry(class).or_default() += 1);
            tells[index] = true;
        }
    }
    let mut tells = tells.into_iter();
    cycles.into_iter().partition(|_| tells.next().unwrap_or(true))
}

fn kind_of(cycle: &[(Class, Vec<usize>)]) -> Kind {
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

/// At most so many witnesses of an edge are tried.
const MAX_WITNESSES: usize = 24;

fn of_cycle<'m>(model: &'m Model<'_>, cycle: &[(Class, Vec<usize>)]) -> Option<Cycle<'m>> {
    let choices: Vec<Vec<&Nested>> = cycle
        .iter()
        .map(|(_, witnesses)| {
            let mut chosen: Vec<&Nested> =
                witnesses.iter().map(|&index| &model.order.nested[index]).collect();
            // Production code before tests, sure before possible, short chains before long ones.
            chosen.sort_by_key(|nested| {
                (
                    nested.observed,
                    in_test(model, nested),
                    !nested.outer.must,
                    nested.inner.dispatch,
                    nested.inner.chain.len(),
                )
            });
            chosen.truncate(MAX_WITNESSES);
            chosen
        })
        .collect();
    let mut best: Option<(Confidence, bool, Vec<&Nested>)> = None;
    let mut chosen = Vec::new();
    pick(model, &choices, &mut chosen, &mut best, &mut 4_000);
    let (confidence, in_test, mut witnesses) = best?;
    // The order that fewer places use is likelier the mistake: it is told first.
    let first = cycle
        .iter()
        .enumerate()
        .min_by_key(|(index, (_, all))| (all.len(), !witnesses[*index].outer.temporary, *index))
        .map_or(0, |(index, _)| index);
    witnesses.rotate_left(first);
    let mut ways: Vec<Vec<&Nested>> =
        cycle.iter().map(|(_, all)| all.iter().map(|&index| &model.order.nested[index]).collect()).collect();
    ways.rotate_left(first);
    // Of a circle that a wait is part of, the thread that waits while it holds something is told first.
    let waits = |nested: &&Nested| nested.inner.mode.awaits() && !is_owed(nested);
    if let Some(first) = witnesses.iter().position(waits) {
        witnesses.rotate_left(first);
        ways.rotate_left(first);
    }
    Some(Cycle { witnesses, ways, confidence, in_test })
}

/// Tries combinations of witnesses, one an edge, and keeps the best that can deadlock.
fn pick<'m>(
    model: &Model<'_>,
    choices: &[Vec<&'m Nested>],
    chosen: &mut Vec<&'m Nested>,
    best: &mut Option<(Confidence, bool, Vec<&'m Nested>)>,
    fuel: &mut u32,
) {
    if chosen.len() == choices.len() {
        if let Some(confidence) = can_deadlock(model, chosen) {
            let in_test = chosen.iter().any(|nested| in_test(model, nested));
            let better = match best {
                None => true,
                Some((known, test, _)) => (!in_test, confidence) > (!*test, *known),
            };
            if better {
                *best = Some((confidence, in_test, chosen.clone()));
            }
        }
        return;
    }
    for nested in &choices[chosen.len()] {
        if *fuel == 0 || best.as_ref().is_some_and(|(known, test, _)| *known == Confidence::High && !test) {
            return;
        }
        *fuel -= 1;
        chosen.push(nested);
        pick(model, choices, chosen, best, fuel);
        chosen.pop();
    }
}

/// How sure it is that these nestings, one a thread, can wait for each other; `None` if they cannot.
fn can_deadlock(model: &Model<'_>, witnesses: &[&Nested]) -> Option<Confidence> {
    let mut confidence = Confidence::High;
    for (index, nested) in witnesses.iter().enumerate() {
        let next = witnesses[(index + 1) % witnesses.len()];
        // The lock that `nested` waits for is the one that `next` holds.
        let waited = (nested.function, &nested.inner.lock);
        if !may_be_one(model.types, waited, (next.function, &next.outer.lock)) {
            return None;
        }
        let (waits, holds) = (nested.inner.mode, next.outer.mode);
        if !waits.waits_for(holds) {
            // Readers meet only through a writer that queues between them.
            if !waits.queues_behind_writer(holds) {
                return None;
            }
            confidence = confidence.min(Confidence::Low);
        }
        if !nested.outer.must || nested.inner.dispatch != Dispatch::Static {
            confidence = confidence.min(Confidence::Low);
        }
        let debt = is_owed(nested) || nested.inner.mode.awaits();
        if !debt && !same_base(&nested.outer.lock, &nested.inner.lock) || nested.inner.chain.len() > 4 {
            confidence = confidence.min(Confidence::Medium);
        }
        if nested.by_drop {
            confidence = confidence.min(Confidence::Medium);
        }
    }
    // What only runs have shown, they also judge: they know which threads can meet.
    if witnesses.iter().all(|nested| nested.observed) || excluded(witnesses) || one_thread(witnesses) {
        return None;
    }
    if witnesses.len() > 3 {
        confidence = confidence.min(Confidence::Low);
    } else if witnesses.len() > 2 {
        confidence = confidence.min(Confidence::Medium);
    }
    Some(confidence)
}

fn is_owed(nested: &Nested) -> bool {
    matches!(nested.outer.mode, Hold::Owed(_))
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

/// Whether two of the nestings are of one thread: they are in one body, and what they wait for was made in it.
fn one_thread(witnesses: &[&Nested]) -> bool {
    use crate::model::place::ClassRoot;
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

/// Whether a nesting is in test code.
pub(super) fn in_test(model: &Model<'_>, nested: &Nested) -> bool {
    model.defs[nested.function].test
}

/// What each nesting holds, as users know it.
pub(super) fn names(model: &Model<'_>, cycle: &Cycle<'_>) -> Vec<Name> {
    cycle.witnesses.iter().map(|nested| name(model, nested)).collect()
}

fn name(model: &Model<'_>, nested: &Nested) -> Name {
    match nested.outer.lock.class.awaited() {
        Some(on) => Name::Words(on.noun().to_string()),
        None => places::lock_name(model, &nested.outer.lock),
    }
}

/// The primary place of a circle and all steps, in order. `names` are those of [`names`].
pub(super) fn steps(model: &Model<'_>, cycle: &Cycle<'_>, names: &[Name]) -> (Site, Vec<Site>) {
    let mut related = Vec::new();
    let mut primary = None;
    for (index, nested) in cycle.witnesses.iter().enumerate() {
        let (outer, inner) = (&names[index], &names[(index + 1) % names.len()]);
        let owed = nested.outer.lock.class.awaited();
        match owed {
            Some(on) => related.push(places::place(model, nested.outer.link, owes(on))),
            None => related.extend(places::outer(model, &nested.outer, outer)),
        }
        let last = inner.taken(nested.inner.mode.takes());
        let label = match owed {
            _ if nested.observed => format!("in a run, {last} while {outer} is held"),
            Some(on) => places::call(model, &nested.inner.chain, &format!("{last} {}", before(on))),
            None => places::call(model, &nested.inner.chain, &format!("{last} while {outer} is held")),
        };
        let step = places::place(model, nested.inner.chain[0], &label);
        if index == 0 {
            primary = Some(step.clone());
        }
        related.push(step);
        related.extend(places::chain(model, &nested.inner.chain, &last));
    }
    let first = cycle.witnesses[0];
    (primary.unwrap_or_else(|| places::place(model, first.inner.chain[0], "")), related)
}

/// What a run would show of the circle.
pub(super) fn evidence(model: &Model<'_>, cycle: &Cycle<'_>) -> Evidence {
    Evidence {
        orders: cycle
            .ways
            .iter()
            .map(|ways| {
                let mut orders: Vec<Order> = ways.iter().map(|nested| places::order(model, nested)).collect();
                orders.sort_unstable();
                orders.dedup();
                orders
            })
            .collect(),
        ..Evidence::default()
    }
}

/// What ends the wait, or starts what will.
fn owes(on: On) -> &'static str {
    match on {
        On::Thread => "starts the thread or task",
        On::Message => "sends the message, or closes the channel",
        On::Room => "receives, which makes room in the channel",
        On::Barrier => "arrives at the barrier",
        On::Signal => "sends the notification",
        On::Process => "ends the process",
        On::Pool => "runs jobs of the pool",
        On::Unpark => "unparks the thread",
        On::Future => "completes the future",
    }
}

/// By when the other side has to have done something, for the wait to end.
fn before(on: On) -> &'static str {
    match on {
        On::Thread => "before it ends",
        On::Message => "before it sends",
        On::Room => "before it receives again",
        On::Barrier => "before it arrives",
        On::Signal => "before it notifies",
        On::Process => "before the process ends",
        On::Pool => "before the job is done",
        On::Unpark => "before it unparks the thread",
        On::Future => "before the future is complete",
    }
}
