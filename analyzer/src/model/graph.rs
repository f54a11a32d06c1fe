//! Nestings (a lock is taken while another is held) and the lock-order graph made of them.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::chain::Link;
use super::defs::Defs;
use super::ids::FnId;
use super::observed;
use super::place::{Class, Place, Root};
use super::summary::{Found, Key, Reach, Reached, Summary};
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
    /// The locks that are surely held at that point.
    pub held: Arc<[Gate]>,
    /// An implicit drop leads to the inner acquisition.
    pub by_drop: bool,
    /// The callee is shown the outer guard as an option: it can tell whether to lock.
    pub shown: bool,
    /// Only runs have shown it.
    pub observed: bool,
}

/// A lock that keeps others out of what happens under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// The lock.
    pub class: Class,
    /// How it is held.
    pub mode: Mode,
    /// The guard, by its number in the function; `None` if the callers have it.
    pub guard: Option<u32>,
}

/// The lock that is held.
#[derive(Clone, Debug)]
pub struct Outer {
    /// The guard, by its number in the function; `None` if a callee or a thread has it.
    pub guard: Option<u32>,
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

impl Nested {
    /// The other locks that are surely held, and how.
    pub fn gates(&self) -> impl Iterator<Item = (&Class, Mode)> {
        // Whoever waits for the interpreter does not have it.
        let waits = |mode| mode == Mode::Attached && self.inner.mode == Mode::Attached;
        let others = self.held.iter().filter(|gate| gate.guard.is_none() || gate.guard != self.outer.guard);
        others.filter(move |gate| !waits(gate.mode)).map(|gate| (&gate.class, gate.mode))
    }
}

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
            .map(|index| nestings(FnId(index as u32), &tables[index], summaries, &entry[index]))
            .collect::<Vec<_>>()
            .into_iter()
            .flatten()
            .collect();
        nested.extend(all_debts(defs, tables, summaries));
        if let Some(trace) = trace {
            nested.extend(observed::nestings(defs, tables, trace, &nested));
        }
        let cycles = cycles(&nested);
        OrderGraph { nested, cycles }
    }
}

/// So many witnesses of what is taken under one debt are kept.
const MAX_DEBTS: usize = 24;

/// So many functions are asked at once for their debts.
const DEBTORS: usize = 512;

/// What all functions take while they owe something. Where a program hands on messages all the time, nearly everything is
/// taken under some debt, again and again: of each pair of classes, the nearest witnesses are kept, tests last.
fn all_debts(defs: &Defs<'_>, tables: &[FnTable], summaries: &[Summary]) -> Vec<Nested> {
    let rank = |nested: &Nested| (defs.fns[nested.function.0 as usize].test, nested.inner.distance());
    let mut kept: Vec<(usize, Nested)> = Vec::new();
    let mut by_classes: FxHashMap<(Class, Class, Mode), Vec<(usize, Nested)>> = FxHashMap::default();
    let mut count = 0;
    for begin in (0..tables.len()).step_by(DEBTORS) {
        let found: Vec<Vec<Nested>> = (begin..tables.len().min(begin + DEBTORS))
            .into_par_iter()
            .map(|index| debts(FnId(index as u32), &tables[index], summaries))
            .collect();
        for nested in found.into_iter().flatten() {
            count += 1;
            if !nested.is_edge() {
                kept.push((count, nested));
                continue;
            }
            let key = (nested.outer.lock.class.clone(), nested.inner.lock.class.clone(), nested.inner.mode);
            let known = by_classes.entry(key).or_default();
            if known.len() < MAX_DEBTS {
                known.push((count, nested));
            } else if let Some(worst) = known.iter_mut().max_by_key(|(at, known)| (rank(known), *at))
                && rank(&nested) < rank(&worst.1)
            {
                *worst = (count, nested);
            }
        }
    }
    kept.extend(by_classes.into_values().flatten());
    kept.sort_unstable_by_key(|(at, _)| *at);
    kept.into_iter().map(|(_, nested)| nested).collect()
}

fn nestings(id: FnId, table: &FnTable, summaries: &[Summary], entry: &[Gate]) -> Vec<Nested> {
    let reach = Reach { id, table, summaries };
    let mut found = Nestings::default();
    for (body, events) in table.bodies() {
        let mut under: (&[Held], Arc<[Gate]>) = (&[], entry.into());
        let mut entered: FxHashSet<FnId> = FxHashSet::default();
        for event in events.iter().filter(|event| may_nest(event)) {
            if *event.held != *under.0 {
                under = (&event.held, gates(table, &event.held, entry));
                entered.clear();
                found.known.clear();
            }
            // All functions of a recursion reach the same locks.
            let mut known = |target: FnId| {
                summaries[target.0 as usize].recursion.is_some_and(|recursion| !entered.insert(recursion))
            };
            reach.unknown(event, &mut known, &mut |item| {
                if let Found::Acquire(inner) = item
                    && inner.mode != Mode::Gives
                {
                    found.under(&reach, body, event, &under.1, inner);
                }
            });
        }
    }
    found.nested
}

/// The nestings of one function.
#[derive(Default)]
struct Nestings {
    nested: Vec<Nested>,
    /// Under the same guards, what calls lead to: by the guard and the lock.
    known: FxHashMap<(u32, Key), usize>,
}

impl Nestings {
    /// Adds what `event` leads to: the acquisition of `inner` under each lock that is held then.
    fn under(
        &mut self,
        reach: &Reach<'_>,
        body: Option<u32>,
        event: &Event,
        gates: &Arc<[Gate]>,
        inner: Reached,
    ) {
        let call = if let EventKind::Call(call) = &event.kind { Some(call) } else { None };
        let by_drop = call.is_some_and(|call| call.drop);
        let nested = |outer: Outer, shown: bool| Nested {
            function: reach.id,
            body,
            at: event.span,
            outer,
            inner: inner.clone(),
            held: gates.clone(),
            by_drop,
            shown,
            observed: false,
        };
        for held in &event.held {
            let guard = &reach.table.guards[held.guard as usize];
            if !guard.mode.keeps_waiting() {
                continue;
            }
            let mut shown = false;
            if let Some(call) = call {
                // A guard that moves into the callee is held there only as long as the callee keeps it.
                let moved = call.args.iter().position(|arg| arg.moved().contains(&held.guard));
                if moved.is_some_and(|param| !inner.under.contains(&(param as u32))) {
                    continue;
                }
                let lent = call.args.iter().any(|arg| arg.lent().contains(&held.guard));
                if lent && inner.mode == Mode::Waits {
                    continue;
                }
                shown = call.args.iter().any(|arg| arg.shown().contains(&held.guard));
            }
            let outer = Outer {
                guard: Some(held.guard),
                lock: guard.lock.clone(),
                mode: guard.mode,
                link: Link { function: reach.id, span: guard.span },
                via: guard.via.map(|(function, span)| Link { function, span }),
                sharded: guard.sharded,
                must: held.must,
                temporary: guard.temporary,
            };
            // Of several calls that lead to one lock, the nearest tells the order; where a thread waits for itself, each
            // is told.
            let tells_order =
                inner.chain.len() > 1 && !shown && !outer.lock.path.must_alias(&inner.lock.path);
            if !tells_order {
                self.nested.push(nested(outer, shown));
                continue;
            }
            match self.known.entry((held.guard, inner.key())) {
                Entry::Vacant(entry) => {
                    entry.insert(self.nested.len());
                    self.nested.push(nested(outer, shown));
                }
                Entry::Occupied(entry) => {
                    let known = &mut self.nested[*entry.get()];
                    if inner.distance() < known.inner.distance() {
                        *known = nested(outer, shown);
                    }
                }
            }
        }
        for around in &inner.around {
            let outer = Outer {
                guard: None,
                lock: around.lock.clone(),
                mode: around.mode,
                link: around.link,
                via: None,
                sharded: around.sharded,
                must: around.must,
                temporary: false,
            };
            self.nested.push(nested(outer, false));
        }
    }
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

/// What is surely held, in this function and by its callers, and keeps others out.
fn gates(table: &FnTable, held: &[Held], entry: &[Gate]) -> Arc<[Gate]> {
    let own = held.iter().filter(|held| held.must).filter_map(|held| {
        let guard = &table.guards[held.guard as usize];
        let is_gate = guard.mode.keeps_waiting() && guard.mode != Mode::Owes && guard.lock.class.is_global();
        is_gate.then(|| Gate { class: guard.lock.class.clone(), mode: guard.mode, guard: Some(held.guard) })
    });
    own.chain(entry.iter().cloned()).collect()
}

/// For each private function: locks that every caller surely holds when it calls.
fn entry_gates(defs: &Defs<'_>, tables: &[FnTable]) -> Vec<Vec<Gate>> {
    let mut entry: Vec<Option<Vec<Gate>>> = vec![None; tables.len()];
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

fn note_call(event: &Event, table: &FnTable, entry: &mut [Option<Vec<Gate>>], closure: bool) {
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
        let held: &Vec<Gate> = at_call.get_or_insert_with(|| match closure {
            true => Vec::new(),
            false => gates(table, &event.held, &[])
                .iter()
                .map(|gate| Gate { guard: None, ..gate.clone() })
                .collect(),
        });
        match known {
            None => *known = Some(held.clone()),
            Some(known) => known.retain(|gate| held.contains(gate)),
        }
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

/// A class in the graph of orders: smaller classes have smaller numbers.
type Node = u32;

fn cycles(nested: &[Nested]) -> Vec<Vec<(Class, Vec<usize>)>> {
    let edges = || nested.iter().enumerate().filter(|(_, item)| item.is_edge());
    let mut classes: Vec<&Class> =
        edges().flat_map(|(_, item)| [&item.outer.lock.class, &item.inner.lock.class]).collect();
    classes.sort_unstable();
    classes.dedup();
    let numbers: FxHashMap<&Class, Node> = classes.iter().copied().zip(0..).collect();
    let mut by_nodes: BTreeMap<(Node, Node), Vec<usize>> = BTreeMap::new();
    for (index, item) in edges() {
        let pair = (numbers[&item.outer.lock.class], numbers[&item.inner.lock.class]);
        by_nodes.entry(pair).or_default().push(index);
    }
    let graph = Graph::of(classes.len(), by_nodes.keys().copied());
    let mut search = Search::new(&graph);
    let mut found: Vec<Vec<Node>> = Vec::new();
    let mut seen: FxHashSet<Vec<Node>> = FxHashSet::default();
    for &(from, to) in by_nodes.keys() {
        if graph.component[from as usize] != graph.component[to as usize] {
            continue;
        }
        let direct = by_nodes.contains_key(&(to, from));
        // The way back runs from `to` to `from`; the cycle is `from -> to -> … -> from`.
        let Some(mut nodes) = (if direct { Some(vec![to, from]) } else { search.shortest(to, from) }) else {
            continue;
        };
        // A longer circle over an edge that two orders contradict directly says nothing new.
        let next = |index: usize| nodes[(index + 1) % nodes.len()];
        let contradicted = |index: usize| by_nodes.contains_key(&(next(index), nodes[index]));
        if nodes.len() > 2 && (0..nodes.len()).any(contradicted) {
            continue;
        }
        let first = (0..nodes.len()).min_by_key(|index| nodes[*index]).unwrap_or(0);
        nodes.rotate_left(first);
        if seen.insert(nodes.clone()) {
            found.push(nodes);
        }
    }
    found.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let cycle = |nodes: Vec<Node>| {
        let steps = nodes.iter().zip(nodes.iter().cycle().skip(1));
        let witnesses = |from: Node, to: Node| by_nodes.get(&(from, to)).cloned().unwrap_or_default();
        steps.map(|(&from, &to)| (classes[from as usize].clone(), witnesses(from, to))).collect()
    };
    found.into_iter().map(cycle).collect()
}

/// The orders between classes.
struct Graph {
    /// By class, those that are taken under it in its own component, in order.
    next: Vec<Vec<Node>>,
    /// By class, the strongly connected component that it is in.
    component: Vec<u32>,
}

impl Graph {
    /// Of `count` classes; the edges are in order.
    fn of(count: usize, edges: impl Iterator<Item = (Node, Node)> + Clone) -> Graph {
        let mut graph = DiGraph::<(), ()>::new();
        (0..count).for_each(|_| {
            graph.add_node(());
        });
        for (from, to) in edges.clone() {
            graph.add_edge(NodeIndex::new(from as usize), NodeIndex::new(to as usize), ());
        }
        let mut component = vec![0; count];
        for (number, members) in (0..).zip(tarjan_scc(&graph)) {
            members.iter().for_each(|node| component[node.index()] = number);
        }
        let mut next = vec![Vec::new(); count];
        for (from, to) in edges.filter(|(from, to)| component[*from as usize] == component[*to as usize]) {
            next[from as usize].push(to);
        }
        Graph { next, component }
    }
}

/// Searches for shortest paths to one class after the other.
struct Search<'g> {
    graph: &'g Graph,
    /// By class, those in its component that it is taken under.
    before: Vec<Vec<Node>>,
    /// Where the paths end.
    end: Option<Node>,
    /// How many steps it is from each class to the end, and to which end.
    steps: Vec<(Option<Node>, usize)>,
}

impl Search<'_> {
    fn new(graph: &Graph) -> Search<'_> {
        let mut before = vec![Vec::new(); graph.next.len()];
        for (from, next) in (0..).zip(&graph.next) {
            next.iter().for_each(|to| before[*to as usize].push(from));
        }
        Search { graph, before, end: None, steps: vec![(None, 0); graph.next.len()] }
    }

    /// A shortest path between two classes, both ends included, if it has no more than [`MAX_CYCLE`] classes: of several, the
    /// first in the order of classes. Ends are to come one after the other, since all paths to one are searched at once.
    fn shortest(&mut self, from: Node, to: Node) -> Option<Vec<Node>> {
        if self.end != Some(to) {
            self.measure(to);
        }
        let steps_from = |node: Node| {
            let (end, steps) = self.steps[node as usize];
            (end == Some(to)).then_some(steps)
        };
        let mut path = vec![from];
        for left in (0..steps_from(from)?).rev() {
            let next = &self.graph.next[*path.last()? as usize];
            path.push(*next.iter().find(|node| steps_from(**node) == Some(left))?);
        }
        Some(path)
    }

    /// Goes back from `end`, breadth-first.
    fn measure(&mut self, end: Node) {
        crate::stop::check();
        self.end = Some(end);
        self.steps[end as usize] = (self.end, 0);
        let mut level = vec![end];
        for steps in 1..MAX_CYCLE {
            let mut further = Vec::new();
            for &node in level.iter().flat_map(|node| &self.before[*node as usize]) {
                let known = &mut self.steps[node as usize];
                if known.0 != self.end {
                    *known = (self.end, steps);
                    further.push(node);
                }
            }
            level = further;
        }
    }
}

/// Whether two instances surely hang off one object: fields of the same base, or statics.
pub fn same_base(a: &Place, b: &Place) -> bool {
    match (a.path.root, b.path.root) {
        (Root::Static(_) | Root::Lib(_), Root::Static(_) | Root::Lib(_)) => true,
        (x, y) => x == y && x != Root::Elsewhere && !matches!(x, Root::Fresh(_)),
    }
}
