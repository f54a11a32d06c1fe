//! How circles in the graph of locks and waits are told.

use super::places::{self, Name};
use crate::catalog::On;
use crate::finding::{Confidence, Evidence, Order, Site};
use crate::model::Model;
use crate::model::circles::Circle;
pub(super) use crate::model::circles::Kind;
use crate::model::nesting::Nested;

/// A circle that is told: one nesting an edge.
#[derive(Debug)]
pub(super) struct Cycle<'m> {
    /// The circle of the graph; none where one frame does it all.
    pub(super) circle: Option<&'m Circle>,
    /// The nestings: each waits for what the next holds.
    pub(super) witnesses: Vec<&'m Nested>,
    /// How sure.
    pub(super) confidence: Confidence,
    /// One of them is in a test.
    pub(super) in_test: bool,
}

/// The circles of a kind that are told.
pub(super) fn of_kind<'m>(model: &'m Model<'_>, kind: Kind) -> Vec<Cycle<'m>> {
    let circles = model.circles.told.iter().filter(|circle| circle.kind == kind);
    let cycle = |circle: &'m Circle| Cycle {
        circle: Some(circle),
        witnesses: circle.witnesses.iter().map(|index| &model.order.nested[*index]).collect(),
        confidence: circle.confidence,
        in_test: circle.in_test,
    };
    circles.map(cycle).collect()
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
    let ways = cycle.circle.map(|circle| circle.ways(&model.order)).unwrap_or_default();
    let orders = |ways: Vec<&Nested>| {
        let mut orders: Vec<Order> = ways.into_iter().map(|nested| places::order(model, nested)).collect();
        orders.sort_unstable();
        orders.dedup();
        orders
    };
    Evidence { orders: ways.into_iter().map(orders).collect(), ..Evidence::default() }
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
