//! What is waited for stands under one lock, and the condition variable gives up another. Whoever changes it and notifies
//! has to take that other lock in between, or the notification can come between the check and the wait.

use rustc_hash::FxHashSet;

use super::{Waiter, finding};
use crate::catalog::Mode;
use crate::finding::{Confidence, Finding};
use crate::model::chain::Link;
use crate::model::place::{Class, Place};
use crate::model::summary::{Found, Reach, Reached};
use crate::model::table::{Event, EventKind, FnTable, SignalKind};
use crate::model::ty::Ty;
use crate::model::{FnId, Model};
use crate::rules::places;
use crate::text::Span;

pub(super) fn run(model: &Model<'_>, waiters: &[Waiter<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen: FxHashSet<(FnId, Span)> = FxHashSet::default();
    for waiter in waiters.iter().filter(|waiter| waiter.signal.kind == SignalKind::Condvar) {
        let (Some(condvar), Some(guard)) = (&waiter.signal.place, waiter.guard) else { continue };
        // A lock that protects something of its own is what the condition is about, as a rule.
        if guard.content != Ty::unit() || !condvar.class.is_global() || !guard.lock.class.is_global() {
            continue;
        }
        for (state, checked) in states(model, waiter) {
            let notifiers =
                Notifiers { model, condvar: &condvar.class, lock: &guard.lock.class, state: &state };
            for (function, changed, notified) in notifiers.all() {
                if seen.insert((function, notified)) {
                    let at = [(waiter.function, checked), (function, changed), (function, notified)];
                    findings.push(missed(model, waiter, &state, at));
                }
            }
        }
    }
    findings
}

/// The locks that are taken and given up between the lock of the condition variable and the wait, in a loop: what the
/// condition is about.
fn states(model: &Model<'_>, waiter: &Waiter<'_>) -> Vec<(Place, Span)> {
    let table: &FnTable = &model.tables[waiter.function.index()];
    let Some(guard) = waiter.guard.filter(|_| waiter.signal.in_loop && waiter.signal.checked) else {
        return Vec::new();
    };
    let mut states = Vec::new();
    for (_, events) in table.bodies() {
        let Some(wait) = events
            .iter()
            .position(|event| event.span == waiter.span && matches!(event.kind, EventKind::Signal(_)))
        else {
            continue;
        };
        let is_held = |held: &Class| {
            events[wait].held.iter().any(|known| table.guards[known.guard as usize].lock.class == *held)
        };
        let reach = Reach { id: waiter.function, table, summaries: &model.summaries };
        for event in events[..wait].iter().filter(|event| guard.span.start < event.span.start) {
            reach.event(event, &mut |found| {
                if let Found::Acquire(Reached { lock, mode, .. }) = found
                    && mode.is_lock()
                    && lock.class.is_global()
                    && !is_held(&lock.class)
                {
                    states.push((Place::clone(&lock), event.span));
                }
            });
        }
    }
    states
}

/// Who changes what is waited for, and notifies.
struct Notifiers<'m, 'a> {
    model: &'m Model<'a>,
    condvar: &'m Class,
    lock: &'m Class,
    state: &'m Place,
}

impl Notifiers<'_, '_> {
    /// The functions that never have the waiter's lock between the change and the notification, with both places.
    fn all(&self) -> Vec<(FnId, Span, Span)> {
        let mut found = Vec::new();
        for (index, table) in self.model.tables.iter().enumerate() {
            let function = FnId(index as u32);
            for (_, events) in table.bodies() {
                let mut changed: Option<Span> = None;
                for event in events {
                    if self.has_lock(table, event) || self.reaches(function, table, event, self.lock, false) {
                        changed = None;
                    } else if self.reaches(function, table, event, &self.state.class, true) {
                        changed = Some(event.span);
                    } else if let Some(changed) = changed
                        && self.notifies(event)
                    {
                        found.push((function, changed, event.span));
                    }
                }
            }
        }
        found
    }

    fn has_lock(&self, table: &FnTable, event: &Event) -> bool {
        event.held.iter().any(|held| table.guards[held.guard as usize].lock.class == *self.lock)
    }

    /// Whether an event notifies, itself or by a function that does no more than that.
    fn notifies(&self, event: &Event) -> bool {
        match &event.kind {
            EventKind::Notify(notify) => notify.place.class == *self.condvar,
            EventKind::Call(call) => call.targets.iter().any(|target| {
                let table = &self.model.tables[target.index()];
                let locks = |event: &Event| self.reaches(*target, table, event, self.lock, false);
                let gives = |event: &Event| {
                    matches!(&event.kind, EventKind::Notify(notify) if notify.place.class == *self.condvar)
                };
                table.events.iter().any(gives) && !table.events.iter().any(locks)
            }),
            _ => false,
        }
    }

    /// Whether an event takes a lock of that class, or (`alone`) takes it so that nobody else has it.
    fn reaches(&self, id: FnId, table: &FnTable, event: &Event, class: &Class, alone: bool) -> bool {
        let reach = Reach { id, table, summaries: &self.model.summaries };
        let mut takes = false;
        reach.event(event, &mut |found| {
            takes |= matches!(found, Found::Acquire(reached) if reached.lock.class == *class
                && (!alone || reached.mode.held().is_some_and(|held| held == Mode::Exclusive)));
        });
        takes
    }
}

fn missed(
    model: &Model<'_>,
    waiter: &Waiter<'_>,
    state: &Place,
    [checked, changed, notified]: [(FnId, Span); 3],
) -> Finding {
    let state_name = places::lock_name(model, state);
    let guard = waiter.guard.map(|guard| places::lock_name(model, &guard.lock));
    let lock_name = guard.map_or_else(|| "the mutex".to_string(), |name| name.to_string());
    let place =
        |(function, span): (FnId, Span), label: &str| places::place(model, Link { function, span }, label);
    let primary = place(notified, "notifies: lost between the check and the wait");
    let steps = vec![
        place(checked, &format!("checks what is under {state_name}, with {lock_name} locked")),
        place((waiter.function, waiter.span), &format!("waits, and gives up {lock_name} only")),
        place(changed, &format!("locks {state_name} for a change, without {lock_name}")),
        primary.clone(),
    ];
    finding(
        model,
        notified.0,
        Confidence::Medium,
        format!(
            "what is under {state_name} is changed and notified without locking {lock_name}: the waiter misses it between \
             its check and its wait"
        ),
        primary,
        steps,
        "lock the mutex of the condition variable between the change and the notification",
    )
}
