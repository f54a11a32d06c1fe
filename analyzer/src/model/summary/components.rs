//! The call graph, and the order in which functions are summarised: its strongly connected components, callees first.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashSet;

use crate::model::ids::FnId;
use crate::model::table::{Callable, EventKind, FnTable};

/// Deals out components, which come callees first, so that those of one level call, beside themselves, only such of levels
/// before.
pub(super) fn levels(callees: &[Vec<FnId>], components: Vec<Vec<usize>>) -> Vec<Vec<Vec<usize>>> {
    let mut known: Vec<usize> = vec![0; callees.len()];
    let mut levels: Vec<Vec<Vec<usize>>> = Vec::new();
    for members in components {
        let below = members.iter().flat_map(|index| &callees[*index]).map(|id| known[id.index()]);
        let level = below.max().unwrap_or(0);
        members.iter().for_each(|index| known[*index] = level + 1);
        levels.resize_with(levels.len().max(level + 1), Vec::new);
        levels[level].push(members);
    }
    levels
}

/// What a function calls or hands on to be called, each once, in the order of the events.
pub(super) fn callees_of(table: &FnTable) -> Vec<FnId> {
    let mut callees = table.stands_for.clone();
    let mut seen: FxHashSet<FnId> = callees.iter().copied().collect();
    for event in table.all_events() {
        let EventKind::Call(call) = &event.kind else { continue };
        let handed = call.args.iter().filter_map(|arg| match arg.callable {
            Some(Callable::Fn(id)) => Some(id),
            _ => None,
        });
        callees.extend(call.targets.iter().copied().chain(handed).filter(|id| seen.insert(*id)));
    }
    callees
}

/// The functions from which calls lead to a changed one, and these themselves.
pub(super) fn reaching(callees: &[Vec<FnId>], changed: &[bool]) -> Vec<bool> {
    let mut callers: Vec<Vec<usize>> = vec![Vec::new(); callees.len()];
    for (caller, callees) in callees.iter().enumerate() {
        for callee in callees {
            callers[callee.index()].push(caller);
        }
    }
    let mut reaching = changed.to_vec();
    let mut open: Vec<usize> = (0..changed.len()).filter(|index| changed[*index]).collect();
    while let Some(at) = open.pop() {
        for &caller in &callers[at] {
            if !std::mem::replace(&mut reaching[caller], true) {
                open.push(caller);
            }
        }
    }
    reaching
}

/// The strongly connected components of the call graph among the `concerned`, callees first. All members of a component
/// are concerned, or none.
pub(super) fn components(callees: &[Vec<FnId>], concerned: &[bool]) -> Vec<Vec<usize>> {
    let mut graph = DiGraph::<usize, ()>::new();
    let nodes: Vec<Option<NodeIndex>> =
        concerned.iter().enumerate().map(|(index, is)| is.then(|| graph.add_node(index))).collect();
    for (index, callees) in callees.iter().enumerate() {
        let Some(from) = nodes[index] else { continue };
        for to in callees.iter().filter_map(|callee| nodes[callee.index()]) {
            graph.add_edge(from, to, ());
        }
    }
    let members = |component: Vec<NodeIndex>| {
        let mut members: Vec<usize> = component.into_iter().map(|node| graph[node]).collect();
        members.sort_unstable();
        members
    };
    tarjan_scc(&graph).into_iter().map(members).collect()
}
