//! `detached_task`: the handle of a task or thread is dropped, and its panic and result with it.

use super::{Family, Rule, places};
use crate::catalog::Runs;
use crate::finding::{Finding, Level};
use crate::model::chain::Link;
use crate::model::table::EventKind;
use crate::model::{FnId, Model};

/// The rule.
pub(super) static DETACHED_TASK: Rule = Rule {
    name: "detached_task",
    family: Family::Async,
    level: Level::Allow,
    preview: false,
    summary: "the handle of a spawned task or thread is dropped",
    docs: include_str!("detached_task.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        for event in table.all_events() {
            let EventKind::Spawn { handle: Some(name), dropped: true, task, .. } = event.kind else {
                continue;
            };
            let what = if task { Runs::Task } else { Runs::Thread }.noun();
            let primary = places::place(
                model,
                Link { function, span: event.span },
                &format!("drops the handle of this {what}"),
            );
            findings.push(
                DETACHED_TASK
                    .finding(
                        primary,
                        format!("the handle from `{name}` is dropped: a panic of the {what} goes unnoticed"),
                    )
                    .help(format!("keep the handle and wait for the {what}, or report its panic from within"))
                    .in_test(model.defs.fns[index].test),
            );
        }
    }
    findings
}
