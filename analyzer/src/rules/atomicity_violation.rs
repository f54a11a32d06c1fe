//! `atomicity_violation`: a decision and the act on it are in two critical sections.

use super::{Family, Rule, places};
use crate::catalog::Mode;
use crate::finding::{Confidence, Finding, Level};
use crate::model::chain::Link;
use crate::model::context::Body;
use crate::model::gates::Gate;
use crate::model::place::{Class, Root};
use crate::model::table::{AtomicAct, CheckThenAct, EventKind, FnTable, Hold, Learned};
use crate::model::ty::Ty;
use crate::model::{FnId, Model};
use crate::text::Span;

/// The rule.
pub(super) static ATOMICITY_VIOLATION: Rule = Rule {
    name: "atomicity_violation",
    family: Family::SharedState,
    level: Level::Warn,
    preview: false,
    summary: "a check and the change that depends on it are in two critical sections",
    docs: include_str!("atomicity_violation.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        let mut seen: Vec<Span> = Vec::new();
        for (closure, event) in
            table.bodies().flat_map(|(closure, events)| events.iter().map(move |event| (closure, event)))
        {
            let EventKind::CheckThenAct(stale) = &event.kind else { continue };
            // Where one thread does it all, nothing comes in between.
            let body = Body { function, closure };
            let others = match stale.from {
                Learned::Atomic => may_store(model, &stale.place.class, body),
                Learned::Lock | Learned::Content | Learned::Map => {
                    model.may_take(&stale.place.class, body, true)
                }
            };
            if !others {
                continue;
            }
            // Who exchanges atomics has a protocol of its own, and who is given something alone may be so by a lock.
            let alone = model.types.signatures[index].params.iter().any(|ty| matches!(ty, Ty::Ref(true, _)));
            if stale.from == Learned::Atomic && (table.exchanges || alone) {
                continue;
            }
            if !stale.ignored
                || stale.place.exclusive
                || seen.contains(&event.span)
                || seen.contains(&stale.check)
            {
                continue;
            }
            // Another lock around both makes them one, be it that all callers hold it.
            let keeps_out = |gate: &Gate| {
                matches!(gate.mode, Hold::Lock(mode) if mode.conflicts(mode))
                    && gate.class != stale.place.class
            };
            if closure.is_none() && model.at_entry[index].iter().any(keeps_out) {
                continue;
            }
            let outer = event.held.iter().any(|held| {
                let guard = &table.guards[held.guard as usize];
                guard.mode.is_lock()
                    && guard.lock.path != stale.place.path
                    && begins_before(table, held.guard, stale)
            });
            if outer {
                continue;
            }
            seen.extend([event.span, stale.check]);
            findings.push(finding(model, function, stale, event.span));
        }
    }
    findings
}

/// Whether somebody may store an atomic while `body` is at it.
fn may_store(model: &Model<'_>, atomic: &Class, body: Body) -> bool {
    if !atomic.is_global() || model.parallel.may_meet(body, body) {
        return true;
    }
    model.tables.iter().enumerate().any(|(index, table)| {
        let stores = table.atomics.iter().any(|of| of.class == *atomic && of.act != AtomicAct::Load);
        let mut bodies = table.bodies().map(|(closure, _)| Body { function: FnId(index as u32), closure });
        stores && bodies.any(|other| model.parallel.may_meet(body, other))
    })
}

/// Whether a guard that is held at the act was there at the check as well.
fn begins_before(table: &FnTable, guard: u32, stale: &CheckThenAct) -> bool {
    let taken = table.guards[guard as usize].span;
    (taken.start.line, taken.start.column) < (stale.check.start.line, stale.check.start.column)
}

fn finding(model: &Model<'_>, function: FnId, stale: &CheckThenAct, act: Span) -> Finding {
    let name = places::lock_name(model, &stale.place);
    let name = if stale.from == Learned::Atomic { name.or("this atomic") } else { name };
    let place = |span, label: &str| places::place(model, Link { function, span }, label);
    let (message, check, does, help) = match stale.from {
        Learned::Atomic => (
            format!(
                "{name} is loaded and then stored in two steps: a store by another thread in between is lost"
            ),
            format!("loads {name}"),
            "stores it",
            "use one atomic operation: `fetch_add`, `swap`, `compare_exchange` or `fetch_update`",
        ),
        Learned::Map => (
            format!(
                "{name} is checked and then changed in two steps: another thread can change it in between"
            ),
            format!("checks {name}"),
            "changes it",
            "use `entry`, or use the result of `insert` or `remove`",
        ),
        Learned::Content => (
            format!(
                "{name} is unlocked between a read and a write of what was read: a change by another thread in between \
                 is lost"
            ),
            format!("{} to read it, and unlocks it", name.taken(Mode::Exclusive.takes())),
            "locks it again, and overwrites it with what was made of that",
            "hold one guard across both",
        ),
        Learned::Lock => (
            format!(
                "{name} is unlocked between a check and the change that depends on it: another thread can change the \
                 data in between"
            ),
            format!("{} for the check, and unlocks it", name.taken(Mode::Exclusive.takes())),
            "locks it again for the change",
            "hold one guard across both, check again after locking, or use the result of the change",
        ),
    };
    let primary = place(act, does);
    // Who borrows an object alone knows that nobody else is at it, though there may be copies of a shared pointer in it.
    let signature = &model.types.signatures[function.index()];
    let alone = match stale.place.path.root {
        Root::Param(index) => matches!(signature.params.get(index as usize), Some(Ty::Ref(true, _))),
        _ => false,
    };
    let confidence = match stale.from {
        _ if stale.place.path.through_call() || alone => Confidence::Low,
        _ => Confidence::Medium,
    };
    ATOMICITY_VIOLATION
        .finding(primary.clone(), message)
        .confidence(confidence)
        .steps(vec![place(stale.check, &check), primary])
        .locks((stale.from != Learned::Atomic).then(|| name.plain()))
        .help(help)
        .in_test(model.defs[function].test)
}
