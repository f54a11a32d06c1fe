//! `blocking_in_async`: code that runs on an executor's thread reaches a call that blocks it.

mod fix;
mod sendable;

use fix::Code;

use super::executor::{self, Blockage};
use super::{Family, Rule, places};
use crate::catalog::{self, Work};
use crate::finding::{Confidence, Finding, Level};
use crate::model::Model;
use crate::model::chain::Link;
use crate::model::context::Polling;
use crate::model::executors::Executors;
use crate::model::table::Dispatch;

/// The rule.
pub(super) static BLOCKING_IN_ASYNC: Rule = Rule {
    name: "blocking_in_async",
    family: Family::Async,
    level: Level::Warn,
    preview: false,
    summary: "async code makes a blocking call, directly or through other functions",
    docs: include_str!("blocking_in_async.md"),
    clippy_twins: &[],
    yields_to: &[&super::block_on_in_async::BLOCK_ON_IN_ASYNC],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let wanted = |work: Work| !matches!(work, Work::Runtime(_) | Work::Compute);
    let executors = Executors::of(model.defs, &model.tables);
    let mut code = Code::default();
    executor::sites(model, &wanted).iter().map(|site| finding(model, &executors, site, &mut code)).collect()
}

fn finding<'a>(model: &Model<'a>, executors: &Executors, site: &Blockage, code: &mut Code<'a>) -> Finding {
    let what = site.blocked.what;
    let (name, verb) = (what.quoted(), what.work.verb());
    let function = site.body.function;
    let timed = site.direct.as_ref().and_then(|block| block.timed);
    let mut message = if site.direct.is_some() {
        format!("{name} {verb} in async code: no other task runs on this thread meanwhile")
    } else if site.blocked.by_drop {
        format!(
            "a drop in async code calls {name}, which {verb}: no other task runs on this thread meanwhile"
        )
    } else {
        format!("async code calls {name}, which {verb}: no other task runs on this thread meanwhile")
    };
    if timed.is_some() {
        message.push_str(", and the timeout around it cannot fire");
    }
    let label = if site.direct.is_some() {
        places::assumed("blocks the executor's thread", what.guessed)
    } else {
        places::call(model, &site.blocked.chain, verb)
    };
    let primary = places::place(model, Link { function, span: site.at }, &label);
    let mut related =
        executor::steps(model, site, &primary, &places::assumed(&format!("{verb} in {name}"), what.guessed));
    if let Some(span) = timed {
        related.push(places::place(model, Link { function, span }, "cannot fire while the call blocks"));
    }
    BLOCKING_IN_ASYNC
        .finding(primary, message)
        .confidence(confidence(model, site).of_a_guess(what.guessed))
        .steps(related)
        .help(help(what.work))
        .fix(fix::twin(model, executors, site, code))
        .in_test(model.defs[function].test)
}

fn confidence(model: &Model<'_>, site: &Blockage) -> Confidence {
    let what = site.blocked.what;
    let unlikely = match site.polling {
        Polling::Certain => false,
        // What a public function of a library does with a single file is worth a finding when it runs beside others.
        Polling::Possible => matches!(what.work, Work::Files | Work::Input) && !catalog::is_long(what),
        // What a program does after it has spawned a task is worth one when it waits for something that may never come.
        Polling::AfterSpawn => !matches!(
            what.work,
            Work::Sleep
                | Work::Network
                | Work::Resolve
                | Work::Http
                | Work::Channel
                | Work::Room
                | Work::Thread
        ),
    };
    // The first use of a static keeps others waiting, if it is not made before.
    let once = site.blocked.chain.iter().any(|link| model.defs.is_initialiser(link.function));
    if site.blocked.dispatch != Dispatch::Static || what.work == Work::Names || unlikely || once {
        return Confidence::Low;
    }
    // The further away, the likelier it is that a condition on the way excludes it.
    let far = match site.blocked.what.work {
        Work::Files | Work::Input | Work::FileLock => 4,
        _ => 5,
    };
    if site.blocked.chain.len() >= far {
        return Confidence::Low;
    }
    match site.blocked.what.work {
        Work::Files | Work::Input | Work::FileLock => Confidence::Medium,
        _ if site.blocked.chain.len() > 2 => Confidence::Medium,
        _ => Confidence::High,
    }
}

fn help(work: Work) -> &'static str {
    match work {
        Work::Sleep => "await your runtime's timer, such as `tokio::time::sleep`",
        Work::Files | Work::Names => "use `tokio::fs`, or move the work into `spawn_blocking`",
        Work::Process => "await your runtime's process type, such as `tokio::process::Command`",
        Work::Channel => "use an async channel, or receive on a separate thread",
        Work::Room => "use an async channel, or send without waiting and deal with a full channel",
        Work::Resolve => "await your runtime's resolver, such as `tokio::net::lookup_host`",
        Work::Network => "use your runtime's async sockets, or move the work into `spawn_blocking`",
        Work::Http => "use an async client, or move the request into `spawn_blocking`",
        _ => "move it into `spawn_blocking`, or use your runtime's async equivalent",
    }
}
