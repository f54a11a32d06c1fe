//! `wait_while_locked`: a guard is held while the thread waits for what only others can do.

use std::cell::LazyCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cycles::{self, Cycle, Kind, in_test};
use super::places::Name;
use super::{Family, Rule, places};
use crate::catalog::{Mode, On};
use crate::finding::{Confidence, Evidence, Finding, Level};
use crate::model::chain::Link;
use crate::model::givers::is_around_awaited;
use crate::model::nesting::Nested;
use crate::model::place::{Class, ClassRoot, Part, Root, Step};
use crate::model::table::{Callable, Dispatch, EventKind, FnTable, Hold, MadeKind};
use crate::model::{FnId, Model};
use crate::text::{Location, Span};

/// The rule.
pub(super) static WAIT_WHILE_LOCKED: Rule = Rule {
    name: "wait_while_locked",
    family: Family::Deadlock,
    level: Level::Warn,
    preview: false,
    summary: "a guard is held while the thread waits for another thread or task",
    docs: include_str!("wait_while_locked.md"),
    clippy_twins: &[],
    yields_to: &[&super::condvar_misuse::CONDVAR_MISUSE],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let givers = model.givers();
    let mut findings: Vec<Finding> =
        cycles::of_kind(model, Kind::Wait).iter().map(|cycle| needed(model, cycle)).collect();
    let mut told: FxHashSet<Location> =
        findings.iter().flat_map(|finding| &finding.related).map(|place| place.location).collect();
    for (nested, debt) in in_one_frame(model) {
        if told.insert(model.location(nested.function, nested.inner.chain[0].span)) {
            let cycle = Cycle {
                circle: None,
                witnesses: vec![nested, debt],
                confidence: if nested.outer.must { Confidence::High } else { Confidence::Medium },
                in_test: in_test(model, nested),
            };
            findings.push(needed(model, &cycle));
        }
    }
    // One finding a critical section: the first wait says enough, the others are named.
    let waited_for = places::waited_for(model);
    // Many waits under many locks differ in little.
    let mut ends: FxHashMap<(&Class, &Class, Link), bool> = FxHashMap::default();
    let mut sections: FxHashMap<Link, usize> = FxHashMap::default();
    for nested in &model.order.nested {
        if !places::may_be_waited_for(&waited_for, &nested.outer.lock.class) {
            continue;
        }
        let (awaited, lock) = (&nested.inner.lock.class, &nested.outer.lock.class);
        // Whoever gives it without the lock bounds the wait by its own work.
        let mut may_end = || {
            *ends.entry((awaited, lock, nested.inner.chain.last())).or_insert_with(|| {
                givers.any_is_free(awaited, &[lock], nested.function)
                    || givers.gave_before(nested, &[awaited])
            })
        };
        if let Some(on) = endless(model, nested)
            && !may_end()
            && told.insert(model.location(nested.function, nested.inner.chain[0].span))
        {
            match sections.get(&nested.outer.link) {
                Some(&known) => {
                    let finding: &mut Finding = &mut findings[known];
                    finding.related.push(places::place(
                        model,
                        nested.inner.chain[0],
                        &format!("also waits for {}", on.noun()),
                    ));
                }
                None => {
                    sections.insert(nested.outer.link, findings.len());
                    findings.push(held(model, nested, on));
                }
            }
        }
    }
    findings
}

/// A wait for a thread that the function itself makes, under a lock that the thread takes: there the lock needs no name.
fn in_one_frame<'m>(model: &'m Model<'_>) -> Vec<(&'m Nested, &'m Nested)> {
    let mut debts: FxHashMap<(FnId, Root), Vec<&Nested>> = FxHashMap::default();
    for nested in model.order.nested.iter().filter(|nested| matches!(nested.outer.mode, Hold::Owed(_))) {
        if let Root::Made(_) = nested.outer.lock.path.root {
            debts.entry((nested.function, nested.outer.lock.path.root)).or_default().push(nested);
        }
    }
    let waits = model.order.nested.iter().filter(|nested| {
        nested.inner.mode.awaits() && nested.outer.mode.is_lock() && nested.inner.chain.len() == 1
    });
    let handed_over = LazyCell::new(|| handed_over(model));
    waits
        .filter_map(|nested| {
            let debt = debts.get(&(nested.function, nested.inner.lock.path.root))?.iter().find(|debt| {
                debt.body != nested.body
                    && debt.outer.lock.class == nested.inner.lock.class
                    && debt.inner.mode.waits_for(nested.outer.mode)
                    && debt.inner.lock.path.must_alias(&nested.outer.lock.path)
            })?;
            Some((nested, *debt))
        })
        .filter(|(nested, _)| !handed_over.contains(&(nested.function, nested.outer.link.span)))
        .collect()
}

/// The guards that have been through the wait for a notification, by function and place: whoever notified had the lock before.
fn handed_over(model: &Model<'_>) -> FxHashSet<(FnId, Span)> {
    let of = |(id, table): (FnId, &'_ FnTable)| -> Vec<(FnId, Span)> {
        let signals = table.all_events().filter_map(|event| match &event.kind {
            EventKind::Signal(signal) => signal.guard,
            _ => None,
        });
        signals.map(|guard| (id, table.guards[guard as usize].span)).collect()
    };
    (0..).map(FnId).zip(&model.tables).flat_map(of).collect()
}

/// The wait that the nesting is, if nothing bounds it and the lock is not that of the awaited thing itself.
fn endless(model: &Model<'_>, nested: &Nested) -> Option<On> {
    let (outer, inner) = (&nested.outer, &nested.inner);
    if !inner.mode.awaits() || !outer.mode.is_lock() || outer.mode == Mode::Permit || !outer.must {
        return None;
    }
    // Tasks may share a lock over their awaits: that is what asynchronous locks are for.
    if matches!(outer.lock.path.root, Root::Lib(_))
        || inner.is_async
        || inner.dispatch != Dispatch::Static
        || outer.sharded
    {
        return None;
    }
    // Whoever else wants the lock wants to wait for the same.
    if is_around_awaited(nested) {
        return None;
    }
    let path = &inner.lock.path;
    let on = inner.lock.class.awaited().or_else(|| match path.steps.last() {
        Some(Step::Part(Part::Awaited(on))) => Some(*on),
        _ => None,
    })?;
    match on {
        On::Pool | On::Future => None,
        On::Thread if ends_scope(model, nested) => None,
        on => Some(on),
    }
}

/// Whether all that the awaited thread runs is in sight: if it needed the lock, a circle would have been found.
fn runs_in_sight(model: &Model<'_>, nested: &Nested) -> bool {
    match nested.inner.lock.class.root {
        ClassRoot::Made(function, made) => {
            let table = &model.tables[function.index()];
            matches!(&table.made[made as usize].kind, MadeKind::Thread(runs) if !runs.is_empty())
        }
        _ => false,
    }
}

/// Whether the wait ends a scope whose threads are all in sight: what they need is known then.
fn ends_scope(model: &Model<'_>, nested: &Nested) -> bool {
    let table = &model.tables[nested.inner.chain[0].function.index()];
    match nested.inner.lock.path.root {
        Root::Made(index) => matches!(&table.made[index as usize].kind,
            MadeKind::Thread(runs) if runs.iter().all(|run| matches!(run, Callable::Closure(_)))
                && nested.inner.chain[0].span.contains(table.made[index as usize].span)),
        _ => false,
    }
}

fn held(model: &Model<'_>, nested: &Nested, on: On) -> Finding {
    let outer = &nested.outer;
    let name = places::lock_name(model, &outer.lock);
    let message = format!(
        "{name} stays locked while this thread waits for {}: deadlock if the other side needs {name}",
        on.noun()
    );
    let waits = format!("waits for {} while {name} is held", on.noun());
    let label = places::call(model, &nested.inner.chain, &waits);
    let primary = places::place(model, nested.inner.chain[0], &label);
    let mut related = places::outer(model, outer, &name);
    related.push(primary.clone());
    related.extend(places::chain(model, &nested.inner.chain, &format!("waits for {}", on.noun())));
    // All that a test does is in sight: nobody else ends the wait, or needs the lock.
    let in_test = in_test(model, nested);
    let unlikely = in_test || nested.inner.chain.len() > 3;
    WAIT_WHILE_LOCKED
        .finding(primary, message)
        .confidence(if unlikely || on == On::Thread && runs_in_sight(model, nested) {
            Confidence::Low
        } else {
            Confidence::Medium
        })
        .steps(related)
        .locks([name.plain()])
        .help(help(on))
        .evidence(places::evidence(model, nested))
        .in_test(in_test)
}

/// The side of the circle that holds a lock and waits: the one of which a run tells.
fn waits_under<'m>(cycle: &Cycle<'m>) -> Option<&'m Nested> {
    cycle.witnesses.iter().copied().find(|nested| nested.inner.mode.awaits() && nested.outer.mode.is_lock())
}

fn needed(model: &Model<'_>, cycle: &Cycle<'_>) -> Finding {
    let names = cycles::names(model, cycle);
    let locks: Vec<&Name> = cycle
        .witnesses
        .iter()
        .zip(&names)
        .filter(|(nested, _)| nested.outer.lock.class.awaited().is_none())
        .map(|(_, name)| name)
        .collect();
    let on =
        cycle.witnesses.iter().find_map(|nested| nested.inner.lock.class.awaited()).unwrap_or(On::Thread);
    let held = places::list(locks.iter().copied(), " and ");
    let message = format!(
        "{held} {} locked while this thread waits for {}, and the other side needs {} first: deadlock",
        if locks.len() == 1 { "stays" } else { "stay" },
        on.noun(),
        if locks.len() == 1 { held.as_str() } else { "one of them" },
    );
    let (primary, related) = cycles::steps(model, cycle, &names);
    // Each test has values of its own: who is in another function need not have the same.
    let mut functions = cycle.witnesses.iter().map(|nested| nested.function);
    let first = functions.next();
    let apart = cycle.in_test && functions.any(|function| Some(function) != first);
    WAIT_WHILE_LOCKED
        .finding(primary, message)
        .level(Level::Deny)
        .confidence(if apart { Confidence::Low } else { cycle.confidence })
        .steps(related)
        .locks(locks.iter().map(|name| name.plain()))
        .help(help(on))
        .evidence(waits_under(cycle).map_or_else(Evidence::default, |nested| places::evidence(model, nested)))
        .in_test(cycle.in_test)
}

fn help(on: On) -> &'static str {
    match on {
        On::Thread => {
            "take the handles out under the lock, drop the guard, then join: \
             `let handles = std::mem::take(&mut *handles.lock().unwrap());`"
        }
        On::Message => "drop the guard before receiving, or use `recv_timeout` or `try_recv`",
        On::Room => "drop the guard before sending, or use `try_send`",
        On::Pool => "copy what you need out of the lock, and drop the guard before the parallel part",
        _ => "drop the guard before waiting, or wait with a timeout",
    }
}
