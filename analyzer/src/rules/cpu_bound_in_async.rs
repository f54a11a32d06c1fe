//! `cpu_bound_in_async`: a long computation without an await runs on an executor's thread.

use super::{Family, Rule, executor, places};
use crate::catalog::Work;
use crate::finding::{Finding, Level};
use crate::model::chain::Link;
use crate::model::context::Body;
use crate::model::table::EventKind;
use crate::model::{FnId, Model};
use crate::text::Span;

/// The rule.
pub(super) static CPU_BOUND_IN_ASYNC: Rule = Rule {
    name: "cpu_bound_in_async",
    family: Family::Performance,
    level: Level::Allow,
    preview: false,
    summary: "async code runs a long computation without an await",
    docs: include_str!("cpu_bound_in_async.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for site in executor::sites(model, &|work| work == Work::Compute) {
        let name = site.blocked.what.name;
        let message = format!(
            "async code calls `{name}`, a long computation: no other task runs on this thread meanwhile"
        );
        let primary = places::place(
            model,
            Link { function: site.body.function, span: site.at },
            &places::call(model, &site.blocked.chain, "computes for a long time"),
        );
        let related = executor::steps(model, &site, &primary, &format!("computes in `{name}`"));
        findings.push(finding(model, site.body.function, message, primary, related));
    }
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        for body in Body::polled(function, table) {
            for (index, event) in body.events(table).iter().enumerate() {
                let EventKind::Loop(depth) = event.kind else { continue };
                if model.contexts.polling(body, index).is_none() {
                    continue;
                }
                let head = Span { end: event.span.start, ..event.span };
                let primary = places::place(model, Link { function, span: head }, "loops without an await");
                let related = vec![executor::entry(model, body), primary.clone()];
                let message = format!(
                    "{depth} nested loops without an await in async code: no other task runs on this thread meanwhile"
                );
                findings.push(finding(model, function, message, primary, related));
            }
        }
    }
    findings
}

fn finding(
    model: &Model<'_>,
    function: FnId,
    message: String,
    primary: crate::finding::Site,
    related: Vec<crate::finding::Site>,
) -> Finding {
    CPU_BOUND_IN_ASYNC
        .finding(primary, message)
        .steps(related)
        .help(
            "compute on another thread (`spawn_blocking`, or rayon with a oneshot \
                   channel), or yield now and then",
        )
        .in_test(model.defs[function].test)
}
