//! `futurelock`: a future that holds or queues for a lock is not polled while its own task waits for that lock.

use super::{Family, Rule, executor, places};
use crate::finding::{Confidence, Finding, Level};
use crate::model::chain::Link;
use crate::model::context::Body;
use crate::model::summary::{Found, Reach, Reached};
use crate::model::table::Event;
use crate::model::{FnId, Model};

/// The rule.
pub(super) static FUTURELOCK: Rule = Rule {
    name: "futurelock",
    family: Family::Async,
    level: Level::Warn,
    preview: false,
    summary: "a task waits for a lock that its own unpolled future may hold",
    docs: include_str!("futurelock.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        let reach = Reach { id: function, table, summaries: &model.summaries };
        for race in table.races.iter().filter(|race| !race.timeout) {
            let body = Body { function, closure: race.body };
            let events = body.events(table);
            for (index, snoozed) in race.branches.iter().enumerate().filter(|(_, branch)| branch.by_ref) {
                let wants = acquired(&reach, &events[clamp(&snoozed.polls, events)]);
                for (_, other) in race.branches.iter().enumerate().filter(|(other, _)| *other != index) {
                    let takes = acquired(&reach, &events[clamp(&other.handler, events)]);
                    let clash = takes.iter().find_map(|taken| {
                        // Who polls that very future in the meantime does not wait for it.
                        let goes_on =
                            |wanted: &Reached| taken.chain.iter().any(|link| link == wanted.chain.first());
                        let same = wants.iter().find(|wanted| {
                            let is_same = wanted.lock.path.must_alias(&taken.lock.path)
                                || wanted.lock.class.is_global() && wanted.lock.class == taken.lock.class;
                            is_same && !goes_on(wanted)
                        })?;
                        let (waits, holds) = (same.mode.held()?, taken.mode.held()?);
                        (same.mode.conflicts(holds) || taken.mode.queues_behind_writer(waits))
                            .then_some((taken, same))
                    });
                    if let Some((taken, wanted)) = clash {
                        findings.push(finding(model, body, snoozed.span, taken, wanted));
                        break;
                    }
                }
            }
        }
    }
    findings
}

fn clamp(range: &std::ops::Range<usize>, events: &[Event]) -> std::ops::Range<usize> {
    range.start.min(events.len())..range.end.min(events.len())
}

/// Async locks that events take.
fn acquired(reach: &Reach<'_>, events: &[Event]) -> Vec<Reached> {
    let mut locks = Vec::new();
    for event in events {
        reach.event(event, &mut |found| {
            if let Found::Acquire(reached) = found
                && reached.is_async
            {
                locks.push(reached);
            }
        });
    }
    locks
}

fn finding(
    model: &Model<'_>,
    body: Body,
    future: crate::text::Span,
    taken: &Reached,
    wanted: &Reached,
) -> Finding {
    let function = body.function;
    let first = taken.chain[0];
    let name = places::lock_name(model, &taken.lock);
    let same = taken.lock.path.must_alias(&wanted.lock.path);
    let label =
        places::call(model, &taken.chain, &format!("waits for {name} while that future is not polled"));
    let primary = places::place(model, first, &label);
    let mut related = vec![
        executor::entry(model, body),
        places::place(
            model,
            Link { function, span: future },
            "polls this future by reference, so it stays alive",
        ),
    ];
    let last = wanted.chain.last();
    related.push(places::place(model, last, &format!("queues for {name}, and holds it from here on")));
    related.push(primary.clone());
    related.extend(places::chain(model, &taken.chain, &format!("waits for {name}")));
    FUTURELOCK
        .finding(
            primary,
            format!(
                "this task waits for {name} while its own future, which may hold it, is not polled: deadlock"
            ),
        )
        .confidence(if same { Confidence::High } else { Confidence::Medium })
        .steps(related)
        .locks([name.plain()])
        .help("spawn the future as a separate task, or drop it before taking the lock")
        .in_test(model.defs[function].test)
}
