//! `weak_ordering`: an atomic operation whose ordering is too weak for what it does.

mod publication;

use rustc_hash::FxHashSet;

use super::{Family, Rule, places};
use crate::finding::{Finding, Level};
use crate::model::chain::Link;
use crate::model::place::Class;
use crate::model::table::{AtomicAct, AtomicUse, EventKind, Story};
use crate::model::{FnId, Model};

/// The rule.
pub(super) static WEAK_ORDERING: Rule = Rule {
    name: "weak_ordering",
    family: Family::SharedState,
    level: Level::Warn,
    preview: false,
    summary: "an atomic that publishes or frees data uses too weak an ordering",
    docs: include_str!("weak_ordering.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        for event in table.all_events() {
            let EventKind::Weak(weak) = &event.kind else { continue };
            let matters = match weak.story {
                // A counter that nobody frees by may be relaxed.
                Story::LastOwner => weak.follows.frees || frees_below(model, &weak.follows.calls),
                Story::Publishes => is_followed(model, function, &weak.place.class),
                Story::Locks => weak.follows.leaves && is_unlocked(model, &weak.place.class),
            };
            if !matters || table.fences {
                continue;
            }
            let name = places::lock_name(model, &weak.place).or("this atomic");
            let (message, help) = match weak.story {
                Story::LastOwner => (
                    format!(
                        "{name} counts owners down with `Relaxed`: the last owner may free data that another still writes"
                    ),
                    "count down with `Release`, and put an `Acquire` fence before the last owner frees",
                ),
                Story::Publishes => (
                    format!(
                        "{name} publishes a pointer with `Relaxed`: a reader may see the pointer before its data"
                    ),
                    "publish with `Release` (or `AcqRel`), and load with `Acquire`",
                ),
                Story::Locks => (
                    format!(
                        "{name} is taken as a lock with `Relaxed`: accesses can move out of the critical section"
                    ),
                    "lock with `Acquire` and unlock with `Release`",
                ),
            };
            let primary = places::place(model, Link { function, span: event.span }, "orders no other access");
            findings
                .push(WEAK_ORDERING.finding(primary, message).help(help).in_test(model.defs.fns[index].test));
        }
    }
    findings.extend(publication::run(model));
    findings
}

/// Whether functions free memory by hand, or call what does.
fn frees_below(model: &Model<'_>, calls: &[FnId]) -> bool {
    let mut seen: FxHashSet<FnId> = calls.iter().copied().collect();
    let mut work = calls.to_vec();
    while let Some(function) = work.pop() {
        let table = &model.tables[function.index()];
        if table.frees {
            return true;
        }
        for event in table.all_events() {
            if let EventKind::Call(call) = &event.kind {
                work.extend(call.targets.iter().filter(|target| seen.insert(**target)));
            }
        }
    }
    false
}

/// Whether a flag is ever reset, as that of a lock is.
fn is_unlocked(model: &Model<'_>, flag: &Class) -> bool {
    let resets = |other: &AtomicUse| other.class == *flag && other.act == AtomicAct::Lower;
    model.tables.iter().flat_map(|table| &table.atomics).any(resets)
}

/// Whether another function uses the atomic while others may. If all that follow its pointer have it alone (`&mut self`),
/// something else has ordered them.
fn is_followed(model: &Model<'_>, publisher: FnId, atomic: &Class) -> bool {
    let others = model.tables.iter().enumerate().filter(|(index, _)| *index != publisher.index());
    !atomic.is_global() || others.flat_map(|(_, table)| &table.atomics).any(|other| other.class == *atomic)
}
