//! Functions that call one another.
//!
//! Each of them reaches all the others, and so the same locks, but for those that parameters lead to. So the locks that
//! no parameter leads to are collected once, and only the chains of calls to them are found for each function: by a
//! breadth-first search from where the lock is taken, along the calls backwards. What depends on arguments is found by
//! going round until nothing new comes.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{MAX_ACQUIRES, MAX_CHAIN, MAX_LED, Reached, Summary, of_function};
use crate::model::chain::{Chain, Link};
use crate::model::ids::FnId;
use crate::model::table::{Case, Dispatch, EventKind, FnTable};

/// After so many rounds, what depends on arguments is taken to be so for all of them.
const MAX_ROUNDS: u32 = 8;

/// Summarises the functions of one strongly connected component of the call graph, of which nothing is known so far.
pub(super) fn summarise(
    members: &[usize],
    callees: &[Vec<FnId>],
    tables: &[FnTable],
    summaries: &mut [Summary],
) {
    let place: FxHashMap<u32, usize> =
        members.iter().enumerate().map(|(place, index)| (*index as u32, place)).collect();
    let within = |id: FnId| place.contains_key(&id.0);
    let mut rounds = vec![0; members.len()];
    go_round(members, &place, callees, |index| {
        let mut summary = of_function(FnId(index as u32), &tables[index], summaries, &within);
        let (mut led, mut free): (Vec<Reached>, Vec<Reached>) =
            std::mem::take(&mut summary.acquires).into_iter().partition(Reached::is_led_to);
        // Who calls whom with what is not followed for what no parameter leads to, and otherwise only if it settles.
        free.iter_mut().for_each(|reached| reached.case = Case::default());
        let round = place.get(&(index as u32)).map_or(MAX_ROUNDS, |at| {
            rounds[*at] += 1;
            rounds[*at]
        });
        if round >= MAX_ROUNDS {
            led.iter_mut().for_each(|reached| reached.case = Case::default());
        }
        // Recursion that walks a tree has no end of these, ever deeper in it. What is missing then is one with another role.
        if led.len() > MAX_LED {
            let role =
                |reached: &Reached| (reached.lock.class.root, reached.lock.class.steps.last().copied());
            let roles: FxHashSet<_> = led.iter().take(MAX_LED).map(role).collect();
            summary.cut |= led.iter().skip(MAX_LED).any(|reached| !roles.contains(&role(reached)));
        }
        summary.acquires = led.into_iter().take(MAX_LED).chain(free).collect();
        let cases = |summary: &Summary| -> Vec<Case> {
            summary.acquires.iter().map(|reached| reached.case.clone()).collect()
        };
        let settled = round > MAX_ROUNDS || cases(&summary) == cases(&summaries[index]);
        let grown = summary.size() > summaries[index].size() || !settled;
        summaries[index] = summary;
        grown
    });
    if members.len() > 1 {
        share(members, &place, tables, summaries);
    }
}

/// Calls `visit`, which tells whether something new was found, for each member, and again for its callers as long as
/// there is something new. That ends because a summary of a recursion has a largest size.
fn go_round(
    members: &[usize],
    place: &FxHashMap<u32, usize>,
    callees: &[Vec<FnId>],
    mut visit: impl FnMut(usize) -> bool,
) {
    let mut callers: Vec<Vec<usize>> = vec![Vec::new(); members.len()];
    for (caller, index) in members.iter().enumerate() {
        for callee in callees[*index].iter().filter_map(|id| place.get(&id.0)) {
            callers[*callee].push(caller);
        }
    }
    let mut queue: VecDeque<usize> = callees_first(members, place, callees).into();
    let mut queued = vec![true; members.len()];
    while let Some(at) = queue.pop_front() {
        queued[at] = false;
        if !visit(members[at]) {
            continue;
        }
        for &caller in &callers[at] {
            if !std::mem::replace(&mut queued[caller], true) {
                queue.push_back(caller);
            }
        }
    }
}

/// The members in an order in which most callees come before their callers: the post-order of a depth-first search.
fn callees_first(members: &[usize], place: &FxHashMap<u32, usize>, callees: &[Vec<FnId>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(members.len());
    let mut seen = vec![false; members.len()];
    for start in 0..members.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut path = vec![(start, 0)];
        while let Some((at, next)) = path.last_mut() {
            let of = &callees[members[*at]];
            let Some(callee) = of.get(*next) else {
                order.push(*at);
                path.pop();
                continue;
            };
            *next += 1;
            if let Some(&callee) = place.get(&callee.0)
                && !std::mem::replace(&mut seen[callee], true)
            {
                path.push((callee, 0));
            }
        }
    }
    order
}

/// A call of a member by another.
struct CallOf {
    caller: usize,
    /// `None` for the declaration of a trait method, which is no place on the way to its implementations.
    link: Option<Link>,
    dispatch: Dispatch,
    /// Guards that came into the caller by value and are held at the call.
    under: Vec<u32>,
}

/// Gives each member the locks that any of them reaches and that no parameter leads to.
fn share(members: &[usize], place: &FxHashMap<u32, usize>, tables: &[FnTable], summaries: &mut [Summary]) {
    let mut sources: Vec<(usize, Vec<Reached>)> = Vec::new();
    let mut seen = FxHashSet::default();
    let mut own: Vec<FxHashSet<super::Key>> = Vec::with_capacity(members.len());
    for (at, index) in members.iter().enumerate() {
        let free: Vec<&Reached> =
            summaries[*index].acquires.iter().filter(|reached| !reached.is_led_to()).collect();
        own.push(free.iter().map(|reached| reached.key()).collect());
        let new: Vec<Reached> = free
            .into_iter()
            .filter(|reached| seen.len() < MAX_ACQUIRES && seen.insert(reached.key()))
            .cloned()
            .collect();
        if !new.is_empty() {
            sources.push((at, new));
        }
    }
    let calls = calls(members, place, tables);
    for (source, locks) in sources {
        let steps = steps_to(source, &calls);
        for lock in locks {
            // The callee of each step is the source or has had a step of its own.
            let mut reached: Vec<Option<(Chain, Dispatch)>> = vec![None; members.len()];
            reached[source] = Some((lock.chain.clone(), lock.dispatch));
            for (callee, call) in &steps {
                let Some((chain, dispatch)) = &reached[*callee] else { continue };
                let summary = &mut summaries[members[call.caller]];
                if chain.len() >= MAX_CHAIN {
                    summary.cut = true;
                    continue;
                }
                let chain = call.link.map_or_else(|| chain.clone(), |link| chain.after(link));
                let dispatch = (*dispatch).max(call.dispatch);
                reached[call.caller] = Some((chain.clone(), dispatch));
                if !own[call.caller].contains(&lock.key()) {
                    summary.gives |= lock.mode.gives();
                    summary.acquires.push(Reached {
                        dispatch,
                        chain,
                        under: call.under.clone(),
                        ..lock.clone()
                    });
                }
            }
        }
    }
    for index in members {
        summaries[*index].truncate(MAX_ACQUIRES);
        summaries[*index].recursion = Some(FnId(members[0] as u32));
    }
}

/// For each member, the calls that lead to it from the others. Those that are handed on to be called do not count.
fn calls(members: &[usize], place: &FxHashMap<u32, usize>, tables: &[FnTable]) -> Vec<Vec<CallOf>> {
    let mut calls: Vec<Vec<CallOf>> = std::iter::repeat_with(Vec::new).take(members.len()).collect();
    for (caller, index) in members.iter().enumerate() {
        let table = &tables[*index];
        let mut called = FxHashSet::default();
        for target in table.stands_for.iter().filter_map(|target| place.get(&target.0)) {
            calls[*target].push(CallOf { caller, link: None, dispatch: Dispatch::Few, under: Vec::new() });
        }
        for event in &table.events {
            let EventKind::Call(call) = &event.kind else { continue };
            for target in call.targets.iter().filter_map(|target| place.get(&target.0)) {
                if *target != caller && called.insert((*target, call.dispatch)) {
                    let held = event.held.iter();
                    calls[*target].push(CallOf {
                        caller,
                        link: Some(Link { function: FnId(*index as u32), span: event.span }),
                        dispatch: call.dispatch,
                        under: held.filter_map(|held| table.guards[held.guard as usize].param).collect(),
                    });
                }
            }
        }
    }
    calls
}

/// The shortest ways from all members to `source`, along sure calls only where there is such a way: for each member its
/// first step, and whom that calls. Those who are nearer come first.
fn steps_to(source: usize, calls: &[Vec<CallOf>]) -> Vec<(usize, &CallOf)> {
    let mut steps: Vec<(usize, &CallOf)> = Vec::new();
    let mut seen = vec![false; calls.len()];
    seen[source] = true;
    for weakest in [Dispatch::Static, Dispatch::Few] {
        let reached = steps.iter().map(|(_, call)| call.caller);
        let mut queue: VecDeque<usize> = std::iter::once(source).chain(reached).collect();
        while let Some(at) = queue.pop_front() {
            for call in calls[at].iter().filter(|call| call.dispatch <= weakest) {
                if !std::mem::replace(&mut seen[call.caller], true) {
                    steps.push((at, call));
                    queue.push_back(call.caller);
                }
            }
        }
    }
    steps
}
