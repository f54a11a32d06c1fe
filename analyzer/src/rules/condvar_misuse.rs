//! `condvar_misuse`: a notification that can be missed or taken for another, and locks around the wait for it.

mod elsewhere;
mod raced;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cycles::{self, Cycle, Kind};
use super::places::Name;
use super::{Family, Rule, places};
use crate::catalog::Mode;
use crate::finding::{Confidence, Finding, Level, Site};
use crate::model::chain::Link;
use crate::model::place::{Class, Place};
use crate::model::table::{Event, EventKind, FnTable, Guard, Notify, Signal, SignalKind};
use crate::model::{FnId, Model};
use crate::text::Span;

/// The rule.
pub(super) static CONDVAR_MISUSE: Rule = Rule {
    name: "condvar_misuse",
    family: Family::Deadlock,
    level: Level::Warn,
    preview: false,
    summary: "a wait for a notification that can be missed, spurious, or blocked",
    docs: include_str!("condvar_misuse.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

/// A wait and where it is.
struct Waiter<'m> {
    function: FnId,
    span: Span,
    signal: &'m Signal,
    guard: Option<&'m Guard>,
}

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut waiters = Vec::new();
    let mut notifies: Vec<(FnId, Span, &Notify)> = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        for event in table.all_events() {
            match &event.kind {
                EventKind::Signal(signal) => waiters.push(Waiter {
                    function,
                    span: event.span,
                    signal,
                    guard: signal.guard.map(|guard| &table.guards[guard as usize]),
                }),
                EventKind::Notify(notify) => notifies.push((function, event.span, notify)),
                _ => {}
            }
        }
    }
    let mut findings: Vec<Finding> =
        cycles::of_kind(model, Kind::Signal).iter().map(|cycle| kept_from(model, cycle)).collect();
    let mut seen: FxHashSet<(FnId, Span)> = FxHashSet::default();
    for waiter in &waiters {
        if seen.insert((waiter.function, waiter.span)) {
            findings.extend(alone(model, waiter, &waiters, &notifies));
        }
    }
    findings.extend(two_locks(model, &waiters));
    findings.extend(silent_changes(model, &waiters, &notifies));
    findings.extend(elsewhere::run(model, &waiters));
    findings.extend(raced::run(model, &notifies));
    findings
}

/// What is wrong with a wait by itself.
fn alone(
    model: &Model<'_>,
    waiter: &Waiter<'_>,
    waiters: &[Waiter<'_>],
    notifies: &[(FnId, Span, &Notify)],
) -> Option<Finding> {
    let signal = waiter.signal;
    let (confidence, message, label, help) = match signal.kind {
        SignalKind::Condvar => {
            // A guard that came in belongs to the caller, who may well do it in a loop.
            if waiter.guard.is_none_or(|guard| guard.param.is_some()) || returns_guard(waiter, model) {
                return None;
            }
            if !signal.checked && (signal.asks || waiter.begins(model)) {
                return None;
            } else if !signal.checked {
                (
                    Confidence::Medium,
                    "the condition is not checked between locking and waiting: an earlier notification is lost, and the \
                     wait may never end",
                    "waits without checking the condition first",
                    "check the condition under the lock, in a loop around the wait: `wait_while(guard, |state| …)`",
                )
            } else if !signal.in_loop && signal.exact {
                // It was woken for a reason; is that still so?
                if !signal.acts && !shares(waiter, waiters) {
                    return None;
                }
                (
                    Confidence::Medium,
                    "the condition is not checked again after the wait: another thread can change it between the notification \
                     and the end of the wait",
                    "may return when the condition is false again",
                    "use `while` instead of `if`, or `wait_while(guard, |state| …)`",
                )
            } else if !signal.in_loop {
                (
                    Confidence::High,
                    "the condition is not checked again after the wait, which can return without a notification",
                    "may return without a notification",
                    "use `while` instead of `if`, or `wait_while(guard, |state| …)`",
                )
            } else {
                return None;
            }
        }
        SignalKind::Park if !signal.in_loop && !signal.tests.is_empty() => (
            Confidence::Medium,
            "`park` can return without an `unpark`, and no loop checks the condition again",
            "may return without an `unpark`",
            "call `park` in a loop that checks a flag: `while !flag.load(Ordering::Acquire) { thread::park() }`",
        ),
        SignalKind::Notified => {
            let class = &signal.place.as_ref()?.class;
            let same = |notify: &&(FnId, Span, &Notify)| notify.2.place.class == *class;
            let decided = !signal.tests.is_empty() || signal.checked && signal.in_loop;
            let waiters_only = notifies.iter().filter(same).any(|notify| notify.2.waiters_only);
            let stores_permit = notifies.iter().filter(same).any(|notify| !notify.2.waiters_only);
            if !class.is_global() || signal.tests.is_empty() || !decided || !waiters_only || stores_permit {
                return None;
            }
            (
                Confidence::Medium,
                "`notify_waiters` wakes only tasks that already wait: a call between the check and `notified()` is lost",
                "creates the future after the check",
                "create the future first (`let notified = notify.notified();`), then check, then await it",
            )
        }
        SignalKind::Park | SignalKind::Raced => return None,
    };
    let primary = places::place(model, Link { function: waiter.function, span: waiter.span }, label);
    let mut related = Vec::new();
    if let Some(guard) = waiter.guard {
        let name = places::lock_name(model, &guard.lock);
        let link = Link { function: waiter.function, span: guard.span };
        related.push(places::place(model, link, &name.taken(Mode::Exclusive.takes())));
    }
    related.push(primary.clone());
    Some(finding(model, waiter.function, confidence, message.to_string(), primary, related, help))
}

impl Waiter<'_> {
    /// Whether something is begun between locking and waiting: what answers it comes later.
    fn begins(&self, model: &Model<'_>) -> bool {
        let Some(guard) = self.guard else { return false };
        let begins = |event: &Event| match &event.kind {
            EventKind::Spawn { .. } => true,
            EventKind::Acquire(acquire) => acquire.mode.gives(),
            _ => false,
        };
        let after =
            |event: &&Event| guard.span.start < event.span.start && event.span.start < self.span.start;
        model.tables[self.function.index()].all_events().filter(after).any(begins)
    }
}

/// Whether other functions wait for the same notifications: one that is meant for them may come here.
fn shares(waiter: &Waiter<'_>, waiters: &[Waiter<'_>]) -> bool {
    let Some(place) = waiter.signal.place.as_ref().filter(|place| place.class.is_global()) else {
        return false;
    };
    waiters.iter().any(|other| {
        other.function != waiter.function
            && other.signal.place.as_ref().is_some_and(|known| known.class == place.class)
    })
}

/// Whether the function gives the guard back: its callers do the checking.
fn returns_guard(waiter: &Waiter<'_>, model: &Model<'_>) -> bool {
    let table: &FnTable = &model.tables[waiter.function.index()];
    waiter.guard.is_some_and(|guard| table.ret.guards.iter().any(|known| known.span == guard.span))
}

/// One condition variable, two mutexes.
fn two_locks(model: &Model<'_>, waiters: &[Waiter<'_>]) -> Vec<Finding> {
    let mut first: FxHashMap<&Class, (&Waiter<'_>, &Guard)> = FxHashMap::default();
    let mut findings = Vec::new();
    for waiter in waiters.iter().filter(|waiter| waiter.signal.kind == SignalKind::Condvar) {
        let (Some(place), Some(guard)) = (&waiter.signal.place, waiter.guard) else { continue };
        if !place.class.is_global() || !guard.lock.class.is_global() || guard.param.is_some() {
            continue;
        }
        let Some((known, lock)) = first.get(&place.class) else {
            first.insert(&place.class, (waiter, guard));
            continue;
        };
        if lock.lock.class == guard.lock.class {
            continue;
        }
        let names = [places::lock_name(model, &lock.lock), places::lock_name(model, &guard.lock)];
        let name = places::lock_name(model, place);
        let primary = places::place(
            model,
            Link { function: waiter.function, span: waiter.span },
            &format!("waits with {}", names[1]),
        );
        let other = places::place(
            model,
            Link { function: known.function, span: known.span },
            &format!("waits with {}", names[0]),
        );
        let message = format!(
            "{name} is used with two mutexes, {} and {}: std may panic, and a notifier can hold only one of them",
            names[0], names[1]
        );
        findings.push(finding(
            model,
            waiter.function,
            Confidence::High,
            message,
            primary.clone(),
            vec![other, primary],
            "use one condition variable per mutex",
        ));
    }
    findings
}

/// A condition that is an atomic, stored without the mutex, so that the notification can come between the waiter's check
/// and its wait.
fn silent_changes(
    model: &Model<'_>,
    waiters: &[Waiter<'_>],
    notifies: &[(FnId, Span, &Notify)],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen: FxHashSet<(FnId, Span)> = FxHashSet::default();
    for waiter in waiters.iter().filter(|waiter| waiter.signal.kind == SignalKind::Condvar) {
        let (Some(place), Some(guard)) = (&waiter.signal.place, waiter.guard) else { continue };
        if !place.class.is_global() {
            continue;
        }
        for (function, at, notify) in notifies {
            if notify.place.class != place.class {
                continue;
            }
            let tested = |store: &&(Place, Span)| {
                store.0.class.is_global()
                    && waiter.signal.tests.iter().any(|test| test.class == store.0.class)
            };
            let Some((flag, stored)) = notify.stores.iter().find(tested) else { continue };
            if !seen.insert((*function, *stored)) {
                continue;
            }
            let flag_name = places::lock_name(model, flag);
            let lock_name = places::lock_name(model, &guard.lock);
            let primary = places::place(
                model,
                Link { function: *function, span: *stored },
                &format!("changes {flag_name} without locking {lock_name}"),
            );
            let related = vec![
                places::place(
                    model,
                    Link { function: waiter.function, span: waiter.span },
                    &format!("waits, after checking it under {lock_name}"),
                ),
                primary.clone(),
                places::place(
                    model,
                    Link { function: *function, span: *at },
                    "notifies: lost between the check and the wait",
                ),
            ];
            findings.push(finding(
                model,
                *function,
                Confidence::Medium,
                format!(
                    "{flag_name} is changed and notified without locking {lock_name}: the waiter misses it between its \
                     check and its wait"
                ),
                primary,
                related,
                "lock the mutex before the change, or between the change and the notification",
            ));
        }
    }
    findings
}

fn kept_from(model: &Model<'_>, cycle: &Cycle<'_>) -> Finding {
    let names = cycles::names(model, cycle);
    let (primary, related) = cycles::steps(model, cycle, &names);
    let locks: Vec<Name> = cycle
        .witnesses
        .iter()
        .zip(&names)
        .filter(|(nested, _)| nested.outer.lock.class.awaited().is_none())
        .map(|(_, name)| name.clone())
        .collect();
    let message = format!(
        "{} stays locked during the wait, but the notifier needs it first: the notification never comes",
        places::list(&locks, " and ")
    );
    CONDVAR_MISUSE
        .finding(primary, message)
        .confidence(cycle.confidence)
        .steps(related)
        .locks(locks.iter().map(Name::plain))
        .help("drop the other guard before the wait: `wait` releases only the mutex that it is given")
        .in_test(cycle.in_test)
}

fn finding(
    model: &Model<'_>,
    function: FnId,
    confidence: Confidence,
    message: String,
    primary: Site,
    related: Vec<Site>,
    help: &str,
) -> Finding {
    CONDVAR_MISUSE
        .finding(primary, message)
        .confidence(confidence)
        .steps(related)
        .help(help)
        .in_test(model.defs[function].test)
}
