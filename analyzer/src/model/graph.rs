//! The lock-order graph: classes, and nestings between them.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::defs::Defs;
use super::gates::Gate;
use super::ids::FnId;
use super::nesting::{self, Nested};
use super::objects::Channels;
use super::obligations::Debts;
use super::place::Class;
use super::summary::Summary;
use super::table::FnTable;
use super::{obligations, observed};
use crate::text::Span;
use crate::trace::Trace;

/// A cycle: the class that each edge begins at, and the indices of its witnesses. Cycles share both.
pub type Cycle = Vec<(Arc<Class>, Arc<[usize]>)>;

/// The lock-order graph: classes, and nestings between them.
#[derive(Debug, Default)]
pub struct OrderGraph {
    /// Every nesting, in stable order.
    pub nested: Vec<Nested>,
    /// Cycles of two or more classes, with all ways that each edge is made.
    pub cycles: Vec<Cycle>,
    /// A nesting of each component that has an order only longer cycles than [`MAX_CYCLE`] lead through.
    pub long: Vec<usize>,
    /// Calls that give more to others than is looked at.
    pub missed: Vec<(FnId, Span)>,
}

/// Longest cycle that is looked for.
pub const MAX_CYCLE: usize = 16;

impl OrderGraph {
    /// Collects the nestings of every function, given what is held at its entry, and of `trace`, and the shortest cycles
    /// through each edge.
    pub fn build(
        defs: &Defs<'_>,
        tables: &[FnTable],
        summaries: &[Summary],
        at_entry: &[Vec<Gate>],
        trace: Option<&Trace>,
    ) -> OrderGraph {
        let mut nested = nesting::all(tables, summaries, at_entry);
        let Debts { nested: owed, missed } = obligations::all(defs, tables, summaries);
        nested.extend(owed);
        // What no build has in one is not taken together.
        nested.retain(|nested| defs.are_together(nested.functions()));
        if nested.iter().any(|nested| nested.outer.lock.is_value() || nested.inner.lock.is_value()) {
            let channels = Channels::of(tables);
            nested.iter_mut().for_each(|nested| channels.settle(nested));
        }
        if let Some(trace) = trace {
            nested.extend(observed::nestings(defs, tables, trace, &nested));
        }
        let (cycles, long) = cycles(&nested);
        OrderGraph { nested, cycles, long, missed }
    }
}

/// A class in the graph of orders: smaller classes have smaller numbers.
type Node = u32;

/// The shortest cycles through each edge, and a nesting of each component in which some are too long.
fn cycles(nested: &[Nested]) -> (Vec<Cycle>, Vec<usize>) {
    let edges = || nested.iter().enumerate().filter(|(_, item)| item.is_edge());
    let ends: FxHashSet<&Class> =
        edges().flat_map(|(_, item)| [&item.outer.lock.class, &item.inner.lock.class]).collect();
    let mut classes: Vec<&Class> = ends.into_iter().collect();
    classes.sort_unstable();
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
    let mut long: BTreeMap<u32, usize> = BTreeMap::new();
    for (&(from, to), witnesses) in &by_nodes {
        if graph.component[from as usize] != graph.component[to as usize] {
            continue;
        }
        let direct = by_nodes.contains_key(&(to, from));
        // The way back runs from `to` to `from`; the cycle is `from -> to -> … -> from`.
        let Some(mut nodes) = (if direct { Some(vec![to, from]) } else { search.shortest(to, from) }) else {
            long.entry(graph.component[from as usize]).or_insert(witnesses[0]);
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
    let mut by_class: FxHashMap<Node, Arc<Class>> = FxHashMap::default();
    let mut by_edge: FxHashMap<(Node, Node), Arc<[usize]>> = FxHashMap::default();
    let cycle = |nodes: Vec<Node>| {
        let steps = nodes.iter().zip(nodes.iter().cycle().skip(1));
        let edge = |(&from, &to): (&Node, &Node)| {
            let class = by_class.entry(from).or_insert_with(|| Arc::new(classes[from as usize].clone()));
            let witnesses =
                || by_nodes.get(&(from, to)).map_or_else(Arc::default, |all| all.as_slice().into());
            (class.clone(), by_edge.entry((from, to)).or_insert_with(witnesses).clone())
        };
        steps.map(edge).collect()
    };
    (found.into_iter().map(cycle).collect(), long.into_values().collect())
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
