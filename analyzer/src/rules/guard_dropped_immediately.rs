//! `guard_dropped_immediately`: the critical section is empty.

use super::places::Name;
use super::{Family, Rule, places};
use crate::catalog::Mode;
use crate::finding::{Confidence, Finding, Level};
use crate::model::chain::Link;
use crate::model::table::EventKind;
use crate::model::{FnId, Model};

/// The rule.
pub(super) static GUARD_DROPPED_IMMEDIATELY: Rule = Rule {
    name: "guard_dropped_immediately",
    family: Family::SharedState,
    level: Level::Warn,
    preview: false,
    summary: "a guard is dropped at once, so the critical section is empty",
    docs: include_str!("guard_dropped_immediately.md"),
    clippy_twins: &["let_underscore_lock"],
    yields_to: &[&super::double_lock::DOUBLE_LOCK],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        let closures = table.closures.iter().flat_map(|closure| &closure.events);
        for event in table.events.iter().chain(closures) {
            let EventKind::DroppedAtOnce { guard, let_ } = &event.kind else { continue };
            let guard = &table.guards[*guard as usize];
            let name = places::lock_name(model, &guard.lock);
            let why = if *let_ {
                "`let _ =` drops the guard at once"
            } else {
                "nothing keeps the guard, so it is dropped at the end of this statement"
            };
            let kind = if guard.mode == Mode::Exclusive { "" } else { "read " };
            let does = match name {
                Name::Lock => "takes this lock and releases it".to_string(),
                _ => format!("locks and unlocks {name}"),
            };
            let primary = places::place(model, Link { function, span: guard.span }, &does);
            findings.push(
                GUARD_DROPPED_IMMEDIATELY
                    .finding(primary, format!("the {kind}lock on {name} protects nothing: {why}"))
                    .confidence(Confidence::High)
                    .steps(Vec::new())
                    .locks([name.plain()])
                    .help(
                        "name the guard (`let _guard = …`) to keep it to the end of the block, or write `drop(…)` if \
                         you only want to wait for the current holder",
                    )
                    .in_test(model.defs.fns[index].test),
            );
        }
    }
    findings
}
