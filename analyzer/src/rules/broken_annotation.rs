//! `broken_annotation`: what an annotation says does not hold.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::{Family, Rule, places};
use crate::catalog::{Mode, Wait};
use crate::finding::{Confidence, Finding, Level, Site};
use crate::model::chain::{Chain, Link};
use crate::model::declared::{self, Declared};
use crate::model::place::{Class, Place, Root};
use crate::model::summary::{Found, Reach};
use crate::model::table::{Call, Dispatch, Event, EventKind, FnTable, Required};
use crate::model::{FnId, Model};
use crate::text::{Location, Span};

/// The rule.
pub(super) static BROKEN_ANNOTATION: Rule = Rule {
    name: "broken_annotation",
    family: Family::SharedState,
    level: Level::Deny,
    preview: false,
    summary: "code breaks an annotation about locks or blocking",
    docs: include_str!("broken_annotation.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let id = FnId(index as u32);
        for event in table.all_events() {
            if let EventKind::Call(call) = &event.kind {
                findings.extend(unheld(model, id, table, event, call));
            }
        }
        findings.extend(blocking(model, id, table));
        findings.extend(table.misnamed.iter().map(|(span, name)| {
            let item = model.defs.fn_name(id);
            misnamed(Site { location: model.location(id, *span), item, label: no_lock(name) }, name)
        }));
    }
    let orders = declared::orders(model.types);
    findings.extend(orders.iter().flat_map(|order| misnamed_in(model, order)));
    findings.extend(contradiction(model, &orders));
    findings.extend(misguarded(model));
    findings
}

/// Locks that a callee requires and that are not held at the call.
fn unheld(model: &Model<'_>, id: FnId, table: &FnTable, event: &Event, call: &Call) -> Vec<Finding> {
    let [callee] = call.targets.as_slice() else { return Vec::new() };
    if call.dispatch != Dispatch::Static {
        return Vec::new();
    }
    let required = &model.tables[callee.index()].required;
    let missing = required.iter().filter_map(|required| {
        let wanted = required.lock.substitute(&|index| call.args.get(index as usize)?.place.clone());
        let held = event.held.iter().map(|held| (held, &table.guards[held.guard as usize]));
        let mut fitting = held
            .filter(|(_, guard)| may_be(&guard.lock, &wanted))
            .filter(|(_, guard)| required.mode != Mode::Exclusive || guard.mode == Mode::Exclusive);
        let may_be_held = fitting.clone().next().is_some();
        if fitting.any(|(held, _)| held.must) || wanted.exclusive || !may_be_held && !is_known(&wanted) {
            return None;
        }
        Some(call_without(model, (id, event.span), *callee, required, may_be_held))
    });
    missing.collect()
}

/// Whether a lock that is held may be the wanted one.
fn may_be(held: &Place, wanted: &Place) -> bool {
    if held.path.must_alias(&wanted.path) {
        return true;
    }
    let told_apart = matches!((held.path.root, wanted.path.root), (Root::Param(a), Root::Param(b)) if a != b)
        && held.path.steps == wanted.path.steps;
    held.class == wanted.class && held.class.is_global() && !told_apart
}

/// Whether enough is known of a place to say that it is not held.
fn is_known(wanted: &Place) -> bool {
    wanted.class.is_global() || matches!(wanted.path.root, Root::Param(_) | Root::Static(_) | Root::Local(_))
}

fn call_without(
    model: &Model<'_>,
    (id, at): (FnId, Span),
    callee: FnId,
    required: &Required,
    may_be_held: bool,
) -> Finding {
    let name = places::lock_name(model, &required.lock);
    let callee_name = model.defs.fn_name(callee);
    let how = if required.mode == Mode::Shared { "read-locked" } else { "locked" };
    let held = if may_be_held { "is not held on every path to this call" } else { "is not held here" };
    let primary = places::place(
        model,
        Link { function: id, span: at },
        &format!("calls `{callee_name}`, which needs {name} to be {how}"),
    );
    let declared =
        places::place(model, Link { function: callee, span: required.span }, &format!("requires {name}"));
    finding(primary.clone(), format!("`{callee_name}` requires {name}, which {held}"))
        .steps(vec![declared, primary])
        .locks([name.plain()])
        .help(format!(
            "lock {name} before the call, or put `#[concheck::requires(…)]` on `{}`",
            model.defs.fn_name(id)
        ))
        .in_test(model.defs[id].test)
}

/// Functions that are annotated as never blocking, and do.
fn blocking(model: &Model<'_>, id: FnId, table: &FnTable) -> Option<Finding> {
    let function = &model.defs[id];
    let declared = function.item.notes.as_ref()?.non_blocking?;
    let reach = Reach { id, table, summaries: &model.summaries };
    let mut waits: Vec<(Chain, String)> = Vec::new();
    for event in &table.events {
        reach.blocks(event, &mut |blocked| {
            waits.push((blocked.chain, format!("{} in {}", blocked.what.work.verb(), blocked.what.quoted())));
        });
        if let EventKind::Acquire(acquire) = &event.kind
            && acquire.wait == Wait::Bounded
        {
            continue;
        }
        reach.event(event, &mut |found| {
            if let Found::Acquire(reached) = found
                && reached.mode.is_lock()
                && !reached.is_async
            {
                let name = places::lock_name(model, &reached.lock);
                waits.push((reached.chain, name.taken(reached.mode.takes())));
            }
        });
    }
    let (chain, what) = waits.into_iter().min_by_key(|(chain, _)| chain.len())?;
    let name = model.defs.fn_name(id);
    let first = places::call(model, &chain, &what);
    let primary = places::place(model, chain[0], &first);
    let mut related = vec![places::place(
        model,
        Link { function: id, span: declared },
        &format!("declares that `{name}` never blocks"),
    )];
    related.push(primary.clone());
    related.extend(places::chain(model, &chain, &what));
    Some(
        finding(primary, format!("`{name}` is annotated as never blocking, but can block here"))
            .steps(related)
            .help(
                "use a call that does not wait (`try_lock`, an atomic, `try_send`), or remove the annotation",
            )
            .in_test(function.test),
    )
}

fn no_lock(name: &str) -> String {
    format!("names `{name}`, which is not a visible lock")
}

fn misnamed(primary: Site, name: &str) -> Finding {
    finding(primary, format!("an annotation names `{name}`, which is not a lock visible here"))
        .help("name `self.field`, a parameter, a static, or `Type::field`")
}

fn misnamed_in(model: &Model<'_>, order: &Declared) -> Vec<Finding> {
    let file = model.defs[order.module].file;
    let unknown = order.locks.iter().filter(|(class, ..)| class.is_none());
    let findings = unknown.map(|(_, name, span)| {
        let location = Location { file, span: *span };
        misnamed(Site { location, item: String::new(), label: no_lock(name) }, name)
    });
    findings.collect()
}

/// A lock that is declared to be taken before another: by which order, and where in it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Pair<'a> {
    first: &'a Class,
    order: usize,
    at: usize,
    second: &'a Class,
}

/// Declared orders that make a circle together.
fn contradiction(model: &Model<'_>, orders: &[Declared]) -> Option<Finding> {
    let pairs: BTreeSet<Pair<'_>> = orders
        .iter()
        .enumerate()
        .flat_map(|(index, order)| {
            order.locks.windows(2).enumerate().filter_map(move |(at, pair)| {
                Some(Pair { first: pair[0].0.as_ref()?, order: index, at, second: pair[1].0.as_ref()? })
            })
        })
        .collect();
    let mut graph = DiGraph::<(), ()>::new();
    let mut nodes: BTreeMap<&Class, NodeIndex> = BTreeMap::new();
    for pair in &pairs {
        let [first, second] =
            [pair.first, pair.second].map(|class| *nodes.entry(class).or_insert_with(|| graph.add_node(())));
        graph.add_edge(first, second, ());
    }
    let mut component = vec![0; graph.node_count()];
    for (index, members) in tarjan_scc(&graph).iter().enumerate() {
        members.iter().for_each(|node| component[node.index()] = index);
    }
    let of = |class: &Class| component[nodes[class].index()];
    let steps: Vec<Site> = pairs
        .iter()
        .filter(|pair| of(pair.first) == of(pair.second))
        .map(|pair| {
            let order = &orders[pair.order];
            Site {
                location: Location { file: model.defs[order.module].file, span: order.locks[pair.at + 1].2 },
                item: String::new(),
                label: format!(
                    "declares `{}` before `{}`",
                    pair.first.display(model.defs),
                    pair.second.display(model.defs)
                ),
            }
        })
        .collect();
    let primary = steps.last()?.clone();
    Some(
        finding(primary, "the declared lock orders contradict each other")
            .steps(steps)
            .help("remove one of the declarations"),
    )
}

/// Fields and statics that are said to be guarded by what is no lock.
fn misguarded(model: &Model<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for ((owner, field), lock) in &model.types.guarded {
        if declared::guard_of(model.types, *owner, lock).is_none() {
            let adt = &model.defs[*owner];
            let file = model.defs[adt.module].file;
            let place = Site {
                location: Location { file, span: lock.span },
                item: format!("{}::{field}", adt.name),
                label: no_lock(&lock.text()),
            };
            found.push(misnamed(place, &lock.text()));
        }
    }
    for item in &model.defs.statics {
        let Some(lock) = item.item.notes.as_ref().and_then(|notes| notes.guarded_by.as_ref()) else {
            continue;
        };
        if declared::guard_of_static(model.types, item.module, lock).is_none() {
            let file = model.defs[item.module].file;
            let location = Location { file, span: lock.span };
            let place = Site { location, item: item.item.name.to_string(), label: no_lock(&lock.text()) };
            found.push(misnamed(place, &lock.text()));
        }
    }
    found
}

fn finding(primary: Site, message: impl Into<String>) -> Finding {
    BROKEN_ANNOTATION.finding(primary, message).confidence(Confidence::High)
}
