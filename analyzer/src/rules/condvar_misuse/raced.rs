//! A loop makes a new `notified()` in each turn of a `select!`, to be told when to stop. While the handler of another branch
//! is suspended, there is none, and `notify_waiters` wakes nobody.

use super::finding;
use crate::finding::{Confidence, Finding};
use crate::model::chain::Link;
use crate::model::context::Body;
use crate::model::table::{Branch, Event, EventKind, Notify, Signal, SignalKind};
use crate::model::{FnId, Model};
use crate::rules::places;
use crate::text::Span;

pub(super) fn run(model: &Model<'_>, notifies: &[(FnId, Span, &Notify)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        for race in table.races.iter().filter(|race| race.in_loop && !race.timeout) {
            let events = Body { function, closure: race.body }.events(table);
            for stop in race.branches.iter().filter(|branch| !branch.goes_on && !branch.by_ref) {
                let Some((at, signal)) = made_in(stop, events) else { continue };
                let works = |branch: &&Branch| branch.goes_on;
                let pause = race.branches.iter().filter(works).find_map(|branch| pause(branch, events));
                if let Some(pause) = pause
                    && let Some(notify) = only_waiters(signal, notifies)
                {
                    findings.push(missed(model, [(function, at), (function, pause), notify]));
                }
            }
        }
    }
    findings
}

/// The wait for a notification that a branch makes, and on which no flag decides.
fn made_in<'m>(branch: &Branch, events: &'m [Event]) -> Option<(Span, &'m Signal)> {
    events.iter().filter(|event| branch.span.contains(event.span)).find_map(|event| match &event.kind {
        EventKind::Signal(signal) if signal.kind == SignalKind::Raced && signal.tests.is_empty() => {
            Some((event.span, &**signal))
        }
        _ => None,
    })
}

/// Where the handler of a branch is suspended.
fn pause(branch: &Branch, events: &[Event]) -> Option<Span> {
    let handler = events.get(branch.handler.clone())?;
    handler.iter().find(|event| matches!(event.kind, EventKind::Await)).map(|event| event.span)
}

/// Who notifies those that wait already, if nobody leaves a permit for those that come later.
fn only_waiters(signal: &Signal, notifies: &[(FnId, Span, &Notify)]) -> Option<(FnId, Span)> {
    let class = &signal.place.as_ref().filter(|place| place.class.is_global())?.class;
    let same: Vec<_> = notifies.iter().filter(|(.., notify)| notify.place.class == *class).collect();
    let (function, span, _) = same.first()?;
    same.iter().all(|(.., notify)| notify.waiters_only).then_some((*function, *span))
}

fn missed(model: &Model<'_>, [waits, pauses, notifies]: [(FnId, Span); 3]) -> Finding {
    let place =
        |(function, span): (FnId, Span), label: &str| places::place(model, Link { function, span }, label);
    let primary = place(waits, "waits from here on, anew in each turn of the loop");
    let steps = vec![
        primary.clone(),
        place(pauses, "is suspended here, and does not wait for the notification meanwhile"),
        place(notifies, "wakes only tasks that already wait"),
    ];
    finding(
        model,
        waits.0,
        Confidence::Medium,
        "`notify_waiters` wakes only tasks that already wait: a call while another branch is handled is lost, and the loop \
         does not end"
            .to_string(),
        primary,
        steps,
        "use what stays set, such as a `CancellationToken` or a `watch` channel; or make the future once before the loop, pin it \
         and poll it by reference",
    )
}
