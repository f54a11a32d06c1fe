//! Nestings (a lock is taken while another is held) and the lock-order graph made of them.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, VecDeque};

use super::FnId;
use super::defs::Defs;
use super::observed;
use super::place::{Class, Place, Root};
use super::summary::{Found, Link, Reach, Reached, Summary};
use super::table::{Event, EventKind, FnTable, Held};
use super::waits::debts;
use crate::catalog::Mode;
use crate::facts::ir::Access;
use crate::text::Span;
use crate::trace::Trace;

/// A lock is taken while another one is held.
#[derive(Clone, Debug)]
pub struct Nested {
    /// The function that holds the outer lock (or runs the closure under it).
    pub function: FnId,
    /// The closure of that function in whose body it happens.
    pub body: Option<u32>,
    /// The event in that function.
    pub at: Span,
    /// The outer lock.
    pub outer: Outer,
    /// The inner acquisition.
    pub inner: Reached,
    /// Other locks that are surely held at that point, and how.
    pub gates: Vec<(Class, Mode)>,
    /// An implicit drop leads to the inner acquisition.
    pub by_drop: bool,
    /// The callee is shown the outer guard as an option: it can tell whether to lock.
    pub shown: bool,
    /// Only runs have shown it.
    pub observed: bool,
}

/// The lock that is held.
#[derive(Clone, Debug)]
pub struct Outer {
    /// The lock.
    pub lock: Place,
    /// How it is held.
    pub mode: Mode,
    /// Where it was acquired.
    pub link: Link,
    /// Where the callee that returned the guard acquired it.
    pub via: Option<Link>,
    /// A map's lock.
    pub sharded: bool,
    /// Held on every path.
    pub must: bool,
    /// The guard has no name.
    pub temporary: bool,
}

/// The lock-order graph: classes, and nestings between them.
#[derive(Debug, Default)]
pub struct OrderGraph {
    /// Every nesting, in stable order.
    pub nested: Vec<Nested>,
    /// Cycles of two or more classes: for each, witnesses (indices into `nested`) per edge, all ways the edge is made.
    pub cycles: Vec<Vec<(Class, Vec<usize>)>>,
}

/// Longest cycle that is reported.
const MAX_CYCLE: usize = 5;

impl OrderGraph {
    /// Collects the nestings of every function, and of `trace`, and the shortest cycles through each edge.
    pub fn build(
        defs: &Defs<'_>,
        tables: &[FnTable],
        summaries: &[Summary],
        trace: Option<&Trace>,
    ) -> OrderGraph {
        let entry = entry_gates(defs, tables);
        let mut nested: Vec<Nested> = (0..tables.len())
            .into_par_iter()
            .with_min_len(32)
            .map(|index| {
                let (id, table) = (FnId(index as u32), &tables[index]);
                let mut nested = nestings(id, table, summaries, &entry[index]);
                nested.extend(debts(id, table, summaries));
                nested
            })
            .collect::<Vec<_>>()
            .into_iter()
            .flatten()
            .collect();
        if let Some(trace) = trace {
            nested.extend(observed::nestings(defs, tables, trace, &nested));
        }
        let cycles = cycles(&nested);
        OrderGraph { nested, cycles }
    }
}

fn nestings(id: FnId, table: &FnTable, summaries: &[Summary], entry: &[(Class, Mode)]) -> Vec<Nested> {
    let reach = Reach { id, table, summaries };
    let mut nested = Vec::new();
    for (body, events) in table.bodies() {
        for event in events.iter().filter(|event| may_nest(event)) {
            let by_drop = matches!(&event.kind, EventKind::Call(call) if call.drop);
            reach.event(event, &mut |found| {
                let Found::Acquire(inner) = found else { return };
                if inner.mode == Mode::Gives {
                    return;
                }
                for (index, held) in event.held.iter().enumerate() {
                    let guard = &table.guards[held.guard as usize];
                    if !guard.mode.keeps_waiting() {
                        continue;
                    }
                    if let EventKind::Call(call) = &event.kind {
                        // A guard that moves into the callee is held there only as long as the callee keeps it.
                        let moved = call.args.iter().position(|arg| arg.moved().contains(&held.guard));
                        if let Some(param) = moved
                            && !inner.under.contains(&(param as u32))
                        {
                            continue;
                        }
                        let lent = call.args.iter().any(|arg| arg.lent().contains(&held.guard));
                        if lent && inner.mode == Mode::Waits {
                            continue;
                        }
                    }
                    let shown = matches!(&event.kind, EventKind::Call(call)
                        if call.args.iter().any(|arg| arg.shown().contains(&held.guard)));
                    let mut gates = gates(table, &event.held, index, entry);
                    // Whoever waits for the interpreter does not have it.
                    gates.retain(|(_, mode)| *mode != Mode::Attached || inner.mode != Mode::Attached);
                    nested.push(Nested {
                        function: id,
                        body,
                        at: event.span,
                        outer: Outer {
                            lock: guard.lock.clone(),
                            mode: guard.mode,
                            link: Link { function: id, span: guard.span },
                            via: guard.via.map(|(function, span)| Link { function, span }),
                            sharded: guard.sharded,
                            must: held.must,
                            temporary: guard.temporary,
                        },
                        inner: inner.clone(),
                        gates,
                        by_drop,
                        shown,
                        observed: false,
                    });
                }
                for around in &inner.around {
                    nested.push(Nested {
                        function: id,
                        body,
                        at: event.span,
                        outer: Outer {
                            lock: around.lock.clone(),
                            mode: around.mode,
                            link: around.link,
                            via: None,
                            sharded: around.sharded,
                            must: around.must,
                            temporary: false,
                        },
                        inner: inner.clone(),
                        gates: gates(table, &event.held, usize::MAX, entry),
                        by_drop,
                        shown: false,
                        observed: false,
                    });
                }
            });
        }
    }
    nested
}

/// Whether something may be taken at an event under something that is held, here or around a callable by a callee.
fn may_nest(event: &Event) -> bool {
    !event.held.is_empty()
        || match &event.kind {
            EventKind::Call(call) => call.args.iter().any(|arg| arg.callable.is_some()),
            EventKind::RunClosure(_) => true,
            _ => false,
        }
}

fn gates(table: &FnTable, held: &[Held], except: usize, entry: &[(Class, Mode)]) -> Vec<(Class, Mode)> {
    let mut gates: Vec<(Class, Mode)> = held
        .iter()
        .enumerate()
        .filter(|(index, held)| *index != except && held.must)
        .map(|(_, held)| &table.guards[held.guard as usize])
        .filter(|guard| guard.mode.keeps_waiting() && guard.mode != Mode::Owes)
        .filter(|guard| guard.lock.class.is_global())
        .map(|guard| (guard.lock.class.clone(), guard.mode))
        .collect();
    gates.extend(entry.iter().cloned());
    gates
}

/// For each private function: locks that every caller surely holds when it calls.
fn entry_gates(defs: &Defs<'_>, tables: &[FnTable]) -> Vec<Vec<(Class, Mode)>> {
    let mut entry: Vec<Option<Vec<(Class, Mode)>>> = vec![None; tables.len()];
    for (index, function) in defs.fns.iter().enumerate() {
        if function.item.access != Access::Private {
            entry[index] = Some(Vec::new());
        }
    }
    for table in tables {
        for closure in &table.closures {
            for event in &closure.events {
                note_call(event, table, &mut entry, true);
            }
        }
        for event in &table.events {
            note_call(event, table, &mut entry, false);
        }
    }
    entry.into_iter().map(Option::unwrap_or_default).collect()
}

fn note_call(event: &Event, table: &FnTable, entry: &mut [Option<Vec<(Class, Mode)>>], closure: bool) {
    let EventKind::Call(call) = &event.kind else { return };
    let functions =
        call.targets.iter().copied().chain(call.args.iter().filter_map(|arg| match arg.callable {
            Some(super::table::Callable::Fn(id)) => Some(id),
            _ => None,
        }));
    let mut at_call = None;
    for id in functions {
        let known = &mut entry[id.0 as usize];
        // Nothing can be taken away any more.
        if known.as_ref().is_some_and(Vec::is_empty) {
            continue;
        }
        let held = at_call.get_or_insert_with(|| match closure {
            true => Vec::new(),
            false => gates(table, &event.held, usize::MAX, &[]),
        });
        *known = Some(match known.take() {
            None => held.clone(),
            Some(known) => known.into_iter().filter(|class| held.contains(class)).collect(),
        });
    }
}

impl Nested {
    /// Whether it makes an edge of the order graph.
    pub fn is_edge(&self) -> bool {
        let (outer, inner) = (&self.outer.lock, &self.inner.lock);
        outer.class.is_global()
            && inner.class.is_global()
            && outer.class != inner.class
            && !outer.exclusive
            && !inner.exclusive
            && !outer.path.must_alias(&inner.path)
    }
}

fn cycles(nested: &[Nested]) -> Vec<Vec<(Class, Vec<usize>)>> {
    let mut edges: BTreeMap<(&Class, &Class), Vec<usize>> = BTreeMap::new();
    for (index, item) in nested.iter().enumerate() {
        if item.is_edge() {
            edges.entry((&item.outer.lock.class, &item.inner.lock.class)).or_default().push(index);
        }
    }
    let mut graph = DiGraph::<&Class, ()>::new();
    let mut nodes: FxHashMap<&Class, NodeIndex> = FxHashMap::default();
    for (from, to) in edges.keys() {
        let from = *nodes.entry(from).or_insert_with(|| graph.add_node(from));
        let to = *nodes.entry(to).or_insert_with(|| graph.add_node(to));
        graph.update_edge(from, to, ());
    }
    let mut found = Vec::new();
    let mut seen: FxHashSet<Vec<&Class>> = FxHashSet::default();
    for component in tarjan_scc(&graph) {
        if component.len() < 2 {
            continue;
        }
        let members: FxHashSet<NodeIndex> = component.iter().copied().collect();
        let mut sorted = component.clone();
        sorted.sort_by_key(|node| graph[*node]);
        for &from in &sorted {
            let mut targets: Vec<NodeIndex> =
                graph.edges(from).map(|edge| edge.target()).filter(|to| members.contains(to)).collect();
            targets.sort_by_key(|node| graph[*node]);
            for to in targets {
                let Some(back) = shortest(&graph, &members, to, from) else { continue };
                // `back` runs from `to` to `from`; the cycle is `from -> to -> … -> from`.
                if back.len() > MAX_CYCLE {
                    continue;
                }
                let mut classes: Vec<&Class> = std::iter::once(graph[from])
                    .chain(back[..back.len() - 1].iter().map(|node| graph[*node]))
                    .collect();
                // A longer circle over an edge that two orders contradict directly says nothing new.
                let contradicted = |index: usize| {
                    let (from, to) = (classes[index], classes[(index + 1) % classes.len()]);
                    edges.contains_key(&(to, from))
                };
                if classes.len() > 2 && (0..classes.len()).any(contradicted) {
                    continue;
                }
                let first = classes.iter().enumerate().min_by_key(|(_, class)| **class).map_or(0, |(i, _)| i);
                classes.rotate_left(first);
                if !seen.insert(classes.clone()) {
                    continue;
                }
                let cycle = (0..classes.len())
                    .map(|index| {
                        let (from, to) = (classes[index], classes[(index + 1) % classes.len()]);
                        (from.clone(), edges.get(&(from, to)).cloned().unwrap_or_default())
                    })
                    .collect();
                found.push(cycle);
            }
        }
    }
    found.sort_by(|a: &Vec<(Class, Vec<usize>)>, b| {
        (a.len(), a.iter().map(|(class, _)| class).collect::<Vec<_>>())
            .cmp(&(b.len(), b.iter().map(|(class, _)| class).collect::<Vec<_>>()))
    });
    found
}

/// A shortest path by breadth-first search, both ends included.
fn shortest(
    graph: &DiGraph<&Class, ()>,
    members: &FxHashSet<NodeIndex>,
    from: NodeIndex,
    to: NodeIndex,
) -> Option<Vec<NodeIndex>> {
    let mut parents: FxHashMap<NodeIndex, NodeIndex> = FxHashMap::default();
    let mut queue = VecDeque::from([from]);
    while let Some(node) = queue.pop_front() {
        crate::stop::check();
        if node == to {
            let mut path = vec![node];
            let mut at = node;
            while let Some(&parent) = parents.get(&at) {
                path.push(parent);
                at = parent;
            }
            path.reverse();
            return Some(path);
        }
        let mut next: Vec<NodeIndex> =
            graph.edges(node).map(|edge| edge.target()).filter(|to| members.contains(to)).collect();
        next.sort_by_key(|node| graph[*node]);
        for target in next {
            if target != from && !parents.contains_key(&target) {
                parents.insert(target, node);
                queue.push_back(target);
            }
        }
    }
    None
}

/// Whether two instances surely hang off one object: fields of the same base, or statics.
pub fn same_base(a: &Place, b: &Place) -> bool {
    match (a.path.root, b.path.root) {
        (Root::Static(_) | Root::Lib(_), Root::Static(_) | Root::Lib(_)) => true,
        (x, y) => x == y && x != Root::Elsewhere && !matches!(x, Root::Fresh(_)),
    }
}
