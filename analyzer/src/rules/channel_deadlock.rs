//! `channel_deadlock`: a thread waits for a channel that it keeps open, or must itself empty.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::cycles::{self, Cycle, Kind, in_test};
use super::{Family, Rule, places};
use crate::catalog::{Bound, On};
use crate::finding::{Confidence, Finding, Level, Site};
use crate::model::chain::Link;
use crate::model::nesting::{Nested, same_base};
use crate::model::table::{Callable, ChannelAct, ChannelUse, Event, EventKind, FnTable, Hold, MadeKind};
use crate::model::{FnId, Model};
use crate::text::Span;

/// The rule.
pub(super) static CHANNEL_DEADLOCK: Rule = Rule {
    name: "channel_deadlock",
    family: Family::Deadlock,
    level: Level::Warn,
    preview: false,
    summary: "a thread waits for a channel that it keeps open itself, or that only it can drain",
    docs: include_str!("channel_deadlock.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        if table.made.is_empty() {
            continue;
        }
        let function = FnId(index as u32);
        let lists =
            std::iter::once(&table.events).chain(table.closures.iter().map(|closure| &closure.events));
        for events in lists {
            open_ends(model, function, table, events, &mut findings);
            own_queue(model, function, table, events, &mut findings);
        }
    }
    // Circles of other waits depend on which of several threads or messages is meant.
    let full = |cycle: &Cycle<'_>| {
        cycle.witnesses.iter().all(|nested| nested.inner.lock.class.awaited() == Some(On::Room))
    };
    let cycles = cycles::of_kind(model, Kind::Channels);
    findings.extend(cycles.iter().filter(|cycle| full(cycle)).map(|cycle| full_mailboxes(model, cycle)));
    let mut seen = FxHashSet::default();
    let givers = model.givers();
    for nested in model.order.nested.iter().filter(|nested| feeds_itself(nested)) {
        // Another receiver makes room.
        let class = &nested.inner.lock.class;
        if !givers.any_is_free(class, &[], nested.function) && seen.insert((nested.function, nested.at)) {
            findings.push(own_mailbox(model, nested));
        }
    }
    findings
}

fn channel_uses(events: &[Event]) -> impl Iterator<Item = (Span, &ChannelUse)> {
    events.iter().filter_map(|event| match &event.kind {
        EventKind::Channel(used) => Some((event.span, &**used)),
        _ => None,
    })
}

/// Waits for the end of a channel while a sender of it is alive in the same body.
fn open_ends(
    model: &Model<'_>,
    function: FnId,
    table: &FnTable,
    events: &[Event],
    findings: &mut Vec<Finding>,
) {
    for (span, used) in channel_uses(events) {
        let made = |channel: u32| {
            let link = Link { function, span: table.made[channel as usize].span };
            places::place(model, link, "creates the channel")
        };
        match used.act {
            ChannelAct::Drain => {
                let Some((_, sender)) = used.senders.iter().find(|(channel, _)| *channel == used.made) else {
                    continue;
                };
                let primary = places::place(
                    model,
                    Link { function, span },
                    &format!("waits until every sender is dropped, including `{sender}`"),
                );
                let message = format!(
                    "this loop never ends: it waits for the last sender to be dropped, but `{sender}` outlives the loop"
                );
                findings.push(open_end(
                    model,
                    function,
                    sender.as_str(),
                    message,
                    primary,
                    vec![made(used.made)],
                ));
            }
            ChannelAct::Join => {
                let MadeKind::Thread(runs) = &table.made[used.made as usize].kind else { continue };
                let drained = runs.iter().find_map(|run| {
                    let Callable::Closure(closure) = run else { return None };
                    channel_uses(&table.closures[*closure as usize].events).find_map(|(at, inner)| {
                        let sender = used.senders.iter().find(|(channel, _)| *channel == inner.made)?;
                        (inner.act == ChannelAct::Drain).then_some((at, sender))
                    })
                });
                let Some((at, (channel, sender))) = drained else { continue };
                let primary = places::place(
                    model,
                    Link { function, span },
                    &format!("joins the thread while `{sender}` is alive"),
                );
                let drains = places::place(
                    model,
                    Link { function, span: at },
                    "receives until the last sender is dropped",
                );
                let message = format!(
                    "this join never returns: the thread waits for the last sender to be dropped, but `{sender}` is \
                     still alive"
                );
                let steps = vec![made(*channel), drains];
                findings.push(open_end(model, function, sender.as_str(), message, primary, steps));
            }
            ChannelAct::Send | ChannelAct::Receive => {}
        }
    }
}

fn open_end(
    model: &Model<'_>,
    function: FnId,
    sender: &str,
    message: String,
    primary: Site,
    mut related: Vec<Site>,
) -> Finding {
    related.push(primary.clone());
    CHANNEL_DEADLOCK
        .finding(primary, message)
        .confidence(Confidence::High)
        .steps(related)
        .help(format!(
            "drop the sender first (`drop({sender});`), or move it into the last thread that sends"
        ))
        .in_test(model.defs[function].test)
}

/// Sends more into a bounded channel than it holds, while nobody else can receive.
fn own_queue(
    model: &Model<'_>,
    function: FnId,
    table: &FnTable,
    events: &[Event],
    findings: &mut Vec<Finding>,
) {
    let mut uses: BTreeMap<u32, Vec<(Span, &ChannelUse)>> = BTreeMap::new();
    channel_uses(events).for_each(|(span, used)| uses.entry(used.made).or_default().push((span, used)));
    for (channel, uses) in uses {
        let made = &table.made[channel as usize];
        let MadeKind::Channel(Bound::Given, Some(room)) = made.kind else { continue };
        let mut sent = 0;
        for &(span, used) in &uses {
            if used.act != ChannelAct::Send || !used.receivers.contains(&channel) {
                break;
            }
            let received_in = |within: Span| {
                uses.iter().any(|(at, other)| other.act != ChannelAct::Send && within.contains(*at))
            };
            let (many, counted) = match used.in_loop {
                Some((within, _)) if received_in(within) => break,
                Some((_, Some(times))) => (times, true),
                Some((_, None)) => (u64::MAX, false),
                None => (1, true),
            };
            sent = many.saturating_add(sent);
            if sent <= room {
                continue;
            }
            let message = if room == 0 {
                "this send waits for a receiver, and only this thread receives: the thread deadlocks with itself"
                    .to_string()
            } else {
                format!(
                    "the channel holds {room}, and only this thread receives, later: once it is full, the send deadlocks"
                )
            };
            let primary = places::place(
                model,
                Link { function, span },
                "waits for room that only this thread can make",
            );
            let made = places::place(model, Link { function, span: made.span }, "creates the channel");
            findings.push(
                CHANNEL_DEADLOCK
                    .finding(primary.clone(), message)
                    .confidence(if counted { Confidence::High } else { Confidence::Medium })
                    .steps(vec![made, primary])
                    .help("receive in another thread or task, enlarge the channel, or collect into a `Vec`")
                    .in_test(model.defs[function].test),
            );
            break;
        }
    }
}

fn full_mailboxes(model: &Model<'_>, cycle: &Cycle<'_>) -> Finding {
    let names = cycles::names(model, cycle);
    let (primary, related) = cycles::steps(model, cycle, &names);
    let message =
        "these threads send into each other's bounded channels: when all are full, they deadlock".to_string();
    CHANNEL_DEADLOCK
        .finding(primary, message)
        .confidence(cycle.confidence.min(Confidence::Medium))
        .steps(related)
        .help(
            "make one direction non-blocking: an unbounded channel, `try_send`, or a \
                   reply channel per request",
        )
        .in_test(cycle.in_test)
}

/// Whoever empties a channel waits for room in it.
fn feeds_itself(nested: &Nested) -> bool {
    matches!(nested.outer.mode, Hold::Owed(_))
        && nested.inner.mode.awaits()
        && nested.outer.lock.class == nested.inner.lock.class
        && nested.inner.lock.class.awaited() == Some(On::Room)
        && nested.inner.chain.len() <= 3
        && same_base(&nested.outer.lock, &nested.inner.lock)
        && !matches!(nested.outer.lock.path.root, crate::model::place::Root::Made(_))
}

fn own_mailbox(model: &Model<'_>, nested: &Nested) -> Finding {
    let label =
        places::call(model, &nested.inner.chain, "waits for room in the channel that this code drains");
    let primary = places::place(model, nested.inner.chain[0], &label);
    let mut related =
        vec![places::place(model, nested.outer.link, "receives from the channel"), primary.clone()];
    related.extend(places::chain(model, &nested.inner.chain, "waits for room"));
    CHANNEL_DEADLOCK
        .finding(
            primary,
            "the receiver of this bounded channel also sends into it: once it is full, the send deadlocks"
                .to_string(),
        )
        .steps(related)
        .help("keep follow-up work in a `VecDeque`, or send from another task")
        .in_test(in_test(model, nested))
}
