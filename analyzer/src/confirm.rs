//! What runs say about findings: which of their orders were seen, whether threads could meet in them, and circles that
//! only runs have shown.

use rustc_hash::FxHashSet;

use crate::finding::{Confidence, Confirmation, Evidence, Finding, Level, Order, Site};
use crate::model::Model;
use crate::model::observed::Acquisitions;
use crate::model::place::Class;
use crate::text::Location;
use crate::trace::{Edge, Trace, Why};

/// Sets what `trace` shows of each finding, and adds the circles that only runs have shown.
pub fn join(model: &Model<'_>, findings: &mut Vec<Finding>, trace: &Trace) {
    let steered = trace.confirmed.iter().map(|(_, cycle)| cycle.as_slice());
    let happened: Vec<&[Edge]> = trace.deadlocks.iter().map(Vec::as_slice).chain(steered).collect();
    for finding in findings.iter_mut() {
        let evidence = &mut finding.evidence;
        if evidence.orders.is_empty() {
            continue;
        }
        let (confirmation, note) = judge(&evidence.orders, finding.rule, trace);
        evidence.confirmation = confirmation;
        evidence.note = Some(note);
    }
    let mut told: FxHashSet<Vec<Edge>> = FxHashSet::default();
    let mut added = Vec::new();
    for (cycle, happened) in trace
        .cycles
        .iter()
        .map(|cycle| (cycle.as_slice(), false))
        .chain(happened.iter().map(|cycle| (*cycle, true)))
    {
        let known = findings.iter().any(|finding| shows(cycle, &finding.evidence.orders));
        if cycle.len() > 1 && !known && told.insert(sorted(cycle)) {
            added.extend(of_run(model, cycle, happened));
        }
    }
    findings.extend(added);
}

/// What has been seen of these orders, and that in a sentence.
fn judge(orders: &[Vec<Order>], rule: &str, trace: &Trace) -> (Confirmation, String) {
    let say = |confirmation, text: &str| (confirmation, text.to_string());
    if trace.confirmed.iter().any(|(_, cycle)| shows(cycle, orders)) {
        return say(Confirmation::Confirmed, "confirmed: a run was steered into this deadlock");
    }
    if trace.deadlocks.iter().any(|cycle| shows(cycle, orders)) {
        return say(Confirmation::Confirmed, "confirmed: a run reached this deadlock");
    }
    if trace.cycles.iter().any(|cycle| shows(cycle, orders)) {
        let text = "confirmed: a run took the locks in all of these orders, in threads that can meet";
        return say(Confirmation::Confirmed, text);
    }
    if rule == "double_lock" {
        let again = orders.iter().flatten().any(|order| trace.again.iter().any(|edge| is(edge, order)));
        return if again {
            say(Confirmation::Confirmed, "confirmed: a run locked it again while it was held")
        } else {
            say(Confirmation::Unobserved, "unobserved: no run reached this wait with the lock held")
        };
    }
    let seen = orders
        .iter()
        .filter(|ways| {
            ways.iter().any(|order| trace.edges.iter().chain(&trace.waits).any(|edge| is(edge, order)))
        })
        .count();
    if seen == 0 {
        return say(Confirmation::Unobserved, "unobserved: no run took the locks in any of these orders");
    }
    if seen < orders.len() {
        let text = format!("partly observed: runs showed {seen} of the {} orders", orders.len());
        return (Confirmation::PartlyObserved, text);
    }
    let excluded = trace.excluded.iter().find(|(cycle, _)| shows(cycle, orders));
    match excluded.map(|(_, why)| *why) {
        Some(Why::Gate) => say(
            Confirmation::Refuted,
            "excluded in these runs: all orders occurred, but always under a common lock",
        ),
        Some(Why::Thread) => say(
            Confirmation::PartlyObserved,
            "excluded in these runs: all orders occurred, but in a single thread",
        ),
        Some(Why::Order) => say(
            Confirmation::PartlyObserved,
            "excluded in these runs: all orders occurred, but one thread ended before the other began",
        ),
        None => say(
            Confirmation::PartlyObserved,
            "partly observed: all orders occurred, but on different lock instances",
        ),
    }
}

/// Whether a circle of a run is the one that these orders make: each of its edges is one of them, and none is missing.
fn shows(cycle: &[Edge], orders: &[Vec<Order>]) -> bool {
    let way = |edge: &Edge, ways: &[Order]| ways.iter().any(|order| is(edge, order));
    !orders.is_empty()
        && cycle.iter().all(|edge| orders.iter().any(|ways| way(edge, ways)))
        && orders.iter().all(|ways| cycle.iter().any(|edge| way(edge, ways)))
}

fn is(edge: &Edge, order: &Order) -> bool {
    let same = |seen: Option<Location>, place: Location| {
        seen.is_some_and(|seen| {
            seen.file == place.file
                && place.span.contains(seen.span)
                && seen.span.start.line == place.span.start.line
        })
    };
    same(edge.held, order.held) && same(edge.taken, order.taken)
}

fn sorted(cycle: &[Edge]) -> Vec<Edge> {
    let mut cycle = cycle.to_vec();
    cycle.sort_unstable();
    cycle
}

/// A circle that only a run has shown; `None` if a part of it is not in the sources.
fn of_run(model: &Model<'_>, cycle: &[Edge], happened: bool) -> Option<Finding> {
    let acquisitions = Acquisitions::of(model.defs, &model.tables);
    let mut related = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut classes: Vec<Class> = Vec::new();
    let mut orders = Vec::new();
    for edge in cycle {
        let (held, taken) = (edge.held?, edge.taken?);
        let place = |location: Location, label: &str| {
            let (location, item) = match acquisitions.at(location) {
                Some((function, event, _)) => {
                    (Location { span: event.span, ..location }, model.defs.fn_name(function))
                }
                None => (location, String::new()),
            };
            Site { location, item, label: label.to_string() }
        };
        let class = acquisitions.at(held).map(|(_, _, acquire)| acquire.lock.class.clone());
        let name = class.as_ref().map(|class| class.display(model.defs)).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| "a lock".to_string());
        related.push(place(held, &format!("took {name} in a run")));
        related.push(place(taken, "took the next lock while holding it"));
        orders.push(vec![Order { held, taken }]);
        classes.extend(class);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let message = if happened {
        "a run reached this deadlock: each thread waited for a lock that the next one held".to_string()
    } else {
        format!("a run locked {} in conflicting orders: threads can deadlock", names.join(" and "))
    };
    let note = "confirmed: seen in a run, but not found in the sources alone".to_string();
    Some(Finding {
        rule: "lock_order_inversion",
        level: Level::Deny,
        confidence: Confidence::High,
        message,
        primary: related[1].clone(),
        related,
        locks: names,
        help:
            "take these locks in one order everywhere, or drop the first guard before taking the second lock"
                .to_string(),
        fix: None,
        in_test: false,
        evidence: Evidence { orders, confirmation: Confirmation::Confirmed, note: Some(note) },
    })
}
