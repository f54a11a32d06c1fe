//! `reentrant_init`: the initialiser of a cell that is initialised once reaches the same cell again.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cycles::{self, Cycle, Kind, in_test};
use super::places::Name;
use super::{Family, Rule, places};
use crate::finding::{Confidence, Finding, Level};
use crate::model::FnId;
use crate::model::Model;
use crate::model::chain::{Chain, Link};
use crate::model::nesting::Nested;
use crate::model::table::{Ask, Dispatch, Hold};
use crate::text::Span;

/// The rule.
pub(super) static REENTRANT_INIT: Rule = Rule {
    name: "reentrant_init",
    family: Family::Deadlock,
    level: Level::Deny,
    preview: false,
    summary: "the initialiser of a `OnceLock`, `LazyLock` or `Once` uses the cell that it initialises",
    docs: include_str!("reentrant_init.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    // The places of the circles that are told. Two cells that need each other are found from either.
    let mut steps: FxHashSet<Link> = FxHashSet::default();
    let mut tails: FxHashMap<FnId, Option<Span>> = FxHashMap::default();
    for nested in &model.order.nested {
        let again = nested.outer.mode == Hold::Initialiser
            && nested.inner.mode == Ask::Initialiser
            && nested.outer.lock.path.must_alias(&nested.inner.lock.path);
        if again {
            let within = steps_within(model, nested, &mut tails);
            let circle = circle(within);
            // Whoever enters it elsewhere goes round the same places.
            if !circle.iter().all(|link| steps.contains(link)) {
                findings.push(of_one(model, nested, within));
            }
            steps.extend(circle);
        }
    }
    let mut told: FxHashSet<Link> = FxHashSet::default();
    for cycle in cycles::of_kind(model, Kind::Cells) {
        if cycle.witnesses.iter().any(|nested| steps.contains(&nested.inner.chain.first())) {
            continue;
        }
        // Of more than two cells, each two need each other, by way of the same places.
        let links = || cycle.witnesses.iter().flat_map(|nested| nested.inner.chain.iter());
        if !links().all(|link| told.contains(&link)) {
            findings.push(of_several(model, &cycle));
            told.extend(links());
        }
    }
    findings
}

/// The places of a circle, wherever it is entered: without the first use, which only starts the initialiser.
fn circle(chain: &Chain) -> Vec<Link> {
    let mut links = chain.links();
    links.sort_by_key(|link| (link.function, link.span.start, link.span.end));
    links.dedup();
    links
}

/// The steps of the initialiser. A lazy static's first use runs it, and that may be a call of a named function: what
/// happens in there is told. `tails` are the places of the values of functions' bodies.
fn steps_within<'m>(
    model: &Model<'_>,
    nested: &'m Nested,
    tails: &mut FxHashMap<FnId, Option<Span>>,
) -> &'m Chain {
    let mut chain = &nested.inner.chain;
    if let Some(rest) = chain.rest()
        && nested.outer.link == chain.first()
    {
        chain = rest;
    }
    let tail = |function: FnId| {
        let body = model.defs.body(function);
        body.as_ref().and_then(|body| body.tail.as_ref()).map(|tail| tail.span)
    };
    let mut whole_body =
        |link: &Link| *tails.entry(link.function).or_insert_with(|| tail(link.function)) == Some(link.span);
    if let Some(rest) = chain.rest()
        && whole_body(&chain.first())
    {
        chain = rest;
    }
    chain
}

fn of_one(model: &Model<'_>, nested: &Nested, chain: &Chain) -> Finding {
    let name = places::lock_name(model, &nested.outer.lock);
    let message = format!(
        "the initialiser of {name} uses {name} again: it deadlocks (or panics, depending on the type)"
    );
    let label = places::call(model, chain, &format!("uses {name} again while it is being initialised"));
    let primary = places::place(model, chain[0], &label);
    let mut related = Vec::new();
    if nested.outer.link != chain[0] {
        let begun = format!("initialises {name} on first use");
        related.push(places::place(model, nested.outer.link, &begun));
    }
    related.push(primary.clone());
    related.extend(places::chain(model, chain, &format!("uses {name} before it is initialised")));
    let unsure = nested.inner.dispatch != Dispatch::Static || !nested.outer.must;
    REENTRANT_INIT
        .finding(primary, message)
        .confidence(match (unsure, nested.outer.lock.path.through_call()) {
            (true, _) => Confidence::Low,
            (_, true) => Confidence::Medium,
            _ => Confidence::High,
        })
        .steps(related)
        .locks([name.plain()])
        .help("initialise without the cell: pass the value as an argument, or use `get()`")
        .in_test(in_test(model, nested))
}

fn of_several(model: &Model<'_>, cycle: &Cycle<'_>) -> Finding {
    let names = cycles::names(model, cycle);
    let (primary, related) = cycles::steps(model, cycle, &names);
    REENTRANT_INIT
        .finding(
            primary,
            format!(
                "the initialisers of {} use each other: the first use of either deadlocks",
                places::list(&names, " and ")
            ),
        )
        .confidence(cycle.confidence)
        .steps(related)
        .locks(names.iter().map(Name::plain))
        .help("initialise both from a common source, or pass one to the other as an argument")
        .in_test(cycle.in_test)
}
