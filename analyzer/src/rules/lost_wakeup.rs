//! `lost_wakeup`: a poll function says `Pending`, and nobody is to wake its task.

use super::{Family, Rule, places};
use crate::finding::{Finding, Level};
use crate::model::chain::Link;
use crate::model::table::Unwoken;
use crate::model::{FnId, Model};

/// The rule.
pub(super) static LOST_WAKEUP: Rule = Rule {
    name: "lost_wakeup",
    family: Family::Async,
    level: Level::Warn,
    preview: false,
    summary: "a poll function returns `Pending` on a path on which nobody has its waker",
    docs: include_str!("lost_wakeup.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let functions = model.tables.iter().enumerate();
    // What never hands its waker on is not meant to be woken.
    let wakes = functions.filter(|(_, table)| table.hands_waker);
    wakes
        .flat_map(|(index, table)| table.unwoken.iter().map(move |at| (FnId(index as u32), at)))
        .map(|(function, unwoken)| finding(model, function, unwoken))
        .collect()
}

fn finding(model: &Model<'_>, function: FnId, unwoken: &Unwoken) -> Finding {
    let place = |span, label: &str| places::place(model, Link { function, span }, label);
    let primary = place(unwoken.span, "returns `Pending`; nothing on this path has the waker");
    let (got, was) = match unwoken.got.polled {
        true => ("polls this, which is ready and does not keep the waker", "what it polls was ready"),
        false => ("takes something that was there", "something was there to be taken"),
    };
    LOST_WAKEUP
        .finding(
            primary.clone(),
            format!("this returns `Pending` after {was}: nothing wakes the task, so it may sleep for ever"),
        )
        .steps(vec![place(unwoken.got.at, got), primary])
        .help("go on in a loop until what is polled is `Pending`, keep the waker, or call `cx.waker().wake_by_ref()`")
        .in_test(model.defs[function].test)
}
