//! `unbounded_queue`: a channel without a bound, which grows while its consumer is slower than its producers.

use super::{Family, Rule, places};
use crate::finding::{Finding, Level};
use crate::model::chain::Link;
use crate::model::table::EventKind;
use crate::model::{FnId, Model};

/// The rule.
pub(super) static UNBOUNDED_QUEUE: Rule = Rule {
    name: "unbounded_queue",
    family: Family::Performance,
    level: Level::Allow,
    preview: false,
    summary: "a queue without a bound, whose consumer cannot slow down its producers",
    docs: include_str!("unbounded_queue.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        for event in table.all_events() {
            let EventKind::Unbounded(name) = event.kind else { continue };
            let primary = places::place(
                model,
                Link { function, span: event.span },
                "creates a channel without a bound",
            );
            findings.push(UNBOUNDED_QUEUE.finding(primary, format!(
                    "`{name}` creates a channel without a bound: it grows while its producers outpace its consumer"
                ))
            .help("give the channel a bound and await `send`, or limit the producers in \
                   another way")
            .in_test(model.defs.fns[index].test));
        }
    }
    findings
}
