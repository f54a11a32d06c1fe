//! `block_on_in_async`: a runtime is entered, or waited for, from code that already runs on one.

use super::executor::{self, Site};
use super::{Family, Rule, places};
use crate::catalog::{Nested, Work};
use crate::finding::{Confidence, Evidence, Finding, Level};
use crate::model::Model;
use crate::model::summary::Link;
use crate::model::table::Dispatch;

/// The rule.
pub(super) static BLOCK_ON_IN_ASYNC: Rule = Rule {
    name: "block_on_in_async",
    family: Family::Async,
    level: Level::Deny,
    summary: "a runtime is entered from code that already runs on one",
    docs: include_str!("block_on_in_async.md"),
    clippy_twins: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let wanted = |work: Work| matches!(work, Work::Runtime(_));
    executor::sites(model, &wanted).iter().filter_map(|site| finding(model, site)).collect()
}

fn finding(model: &Model<'_>, site: &Site) -> Option<Finding> {
    let what = site.blocked.what;
    let Work::Runtime(nested) = what.work else { return None };
    let function = site.body.function;
    let name = what.name;
    let what_happens = match nested {
        Nested::Panics => "a thread that runs a runtime may not wait for one: it panics",
        Nested::Hangs => "the executor's thread waits, and hangs if what it waits for needs this thread",
        Nested::Either => "the executor's thread may not wait for a future: it panics or hangs",
        Nested::Dropped => {
            "a runtime waits for its threads when it is dropped, which panics on a thread that runs one"
        }
    };
    let message = match (nested, site.direct.is_some()) {
        (Nested::Dropped, _) => format!("a tokio `Runtime` is dropped in asynchronous code: {what_happens}"),
        (_, true) => format!("`{name}` in asynchronous code: {what_happens}"),
        (_, false) if site.blocked.by_drop => {
            format!("a drop in asynchronous code reaches `{name}`: {what_happens}")
        }
        (_, false) => format!("asynchronous code reaches `{name}`: {what_happens}"),
    };
    let label = match (site.direct.is_some(), nested) {
        (true, Nested::Dropped) => "the runtime is dropped here",
        (true, _) => "this waits on the executor's thread",
        (false, _) => "this call leads to it",
    };
    let primary = places::place(model, Link { function, span: site.at }, label);
    let related = executor::steps(model, site, &primary, &format!("`{name}` waits here"));
    let confidence = match (site.blocked.dispatch, nested, site.blocked.chain.len()) {
        (Dispatch::Dynamic, _, _) => Confidence::Low,
        (_, Nested::Either, _) | (_, _, 3..) => Confidence::Medium,
        _ => Confidence::High,
    };
    let help = match nested {
        Nested::Dropped => "keep the runtime outside, or end it with `shutdown_background`",
        _ => {
            "await the future instead; where that is impossible, wait in `spawn_blocking` or on a thread of its own"
        }
    };
    Some(Finding {
        rule: BLOCK_ON_IN_ASYNC.name,
        level: Level::Deny,
        confidence,
        message,
        primary,
        related,
        locks: Vec::new(),
        help: help.to_string(),
        fix: None,
        evidence: Evidence::default(),
        in_test: model.defs.fns[function.0 as usize].test,
    })
}
