//! `weak_ordering`: an atomic operation whose ordering is too weak for what it does.

mod publication;

use super::{Family, Rule, places};
use crate::finding::{Finding, Level};
use crate::model::chain::Link;
use crate::model::place::Class;
use crate::model::table::{EventKind, Story};
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
            // A counter that nobody frees by may be relaxed.
            if weak.story == Story::LastOwner && !table.frees {
                continue;
            }
            if weak.story == Story::Publishes && !is_followed(model, function, &weak.place.class) {
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

/// Whether another function uses the atomic while others may. If all that follow its pointer have it alone (`&mut self`),
/// something else has ordered them.
fn is_followed(model: &Model<'_>, publisher: FnId, atomic: &Class) -> bool {
    let others = model.tables.iter().enumerate().filter(|(index, _)| *index != publisher.index());
    !atomic.is_global() || others.flat_map(|(_, table)| &table.atomics).any(|other| other.class == *atomic)
}
