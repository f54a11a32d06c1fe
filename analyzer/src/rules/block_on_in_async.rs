//! `block_on_in_async`: a runtime is entered, or waited for, from code that already runs on one.

use super::executor::{self, Blockage};
use super::{Family, Rule, places};
use crate::catalog::{Consequence, Work};
use crate::finding::{Confidence, Finding, Level};
use crate::model::Model;
use crate::model::chain::Link;
use crate::model::table::Dispatch;

/// The rule.
pub(super) static BLOCK_ON_IN_ASYNC: Rule = Rule {
    name: "block_on_in_async",
    family: Family::Async,
    level: Level::Deny,
    preview: false,
    summary: "a runtime is entered from code that already runs on a runtime",
    docs: include_str!("block_on_in_async.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let wanted = |work: Work| matches!(work, Work::Runtime(_));
    executor::sites(model, &wanted).iter().filter_map(|site| finding(model, site)).collect()
}

fn finding(model: &Model<'_>, site: &Blockage) -> Option<Finding> {
    let what = site.blocked.what;
    let Work::Runtime(nested) = what.work else { return None };
    let function = site.body.function;
    let name = what.name;
    let what_happens = match nested {
        Consequence::Panics => "waiting on a runtime from its own thread panics",
        Consequence::Hangs => {
            "it blocks the executor's thread, and deadlocks if the future needs that thread"
        }
        Consequence::Either => "blocking the executor's thread on a future panics or deadlocks",
        Consequence::Dropped => {
            "dropping a runtime waits for its threads, which panics on an executor's thread"
        }
    };
    let message = match (nested, site.direct.is_some()) {
        (Consequence::Dropped, _) => format!("a tokio `Runtime` is dropped in async code: {what_happens}"),
        (_, true) => format!("`{name}` in async code: {what_happens}"),
        (_, false) if site.blocked.by_drop => {
            format!("a drop in async code calls `{name}`: {what_happens}")
        }
        (_, false) => format!("async code calls `{name}`: {what_happens}"),
    };
    let label = match (site.direct.is_some(), nested) {
        (true, Consequence::Dropped) => "drops the runtime".to_string(),
        (true, _) => places::assumed("waits on the executor's thread", what.guessed),
        (false, _) => places::call(model, &site.blocked.chain, "waits on the executor's thread"),
    };
    let primary = places::place(model, Link { function, span: site.at }, &label);
    let last = places::assumed(&format!("waits in `{name}`"), what.guessed);
    let related = executor::steps(model, site, &primary, &last);
    let confidence = match (site.blocked.dispatch, nested, site.blocked.chain.len()) {
        (Dispatch::Dynamic | Dispatch::Few, _, _) => Confidence::Low,
        (_, Consequence::Either, _) | (_, _, 3..) => Confidence::Medium,
        _ => Confidence::High,
    };
    let help = match nested {
        Consequence::Dropped => "keep the runtime out of async code, or end it with `shutdown_background`",
        _ => "await the future; where that is impossible, wait in `spawn_blocking` or on a separate thread",
    };
    Some(
        BLOCK_ON_IN_ASYNC
            .finding(primary, message)
            .confidence(confidence.of_a_guess(what.guessed))
            .steps(related)
            .help(help)
            .in_test(model.defs[function].test),
    )
}
