//! What a function may acquire through everything it calls: bottom-up over the strongly connected components of the
//! call graph, with a shortest chain of calls to each acquisition.

mod components;
mod reach;
mod recursion;

use std::collections::hash_map::Entry;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::chain::{Chain, Link};
use super::ids::FnId;
use super::place::{Path, Place, Root};
use super::table::{Ask, Case, Dispatch, Event, EventKind, FnTable, Hold};
use crate::catalog::{Blocking, Fragile, Work};
use components::{callees_of, components, levels, reaching};

pub use reach::{Found, Reach};

/// What a function may do to locks.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Blocking acquisitions, in the function's own terms.
    pub acquires: Vec<Reached>,
    /// Callables among its parameters that it runs, and what is held meanwhile.
    pub runs: Vec<Run>,
    /// Calls that block its thread, a shortest chain for each kind of work. Empty for what an executor polls: that is
    /// judged by itself.
    pub blocks: Vec<Blocked>,
    /// Library futures that it polls and that lose something when dropped half-way: for each parameter one that works on
    /// that, and one that works on something else.
    pub fragile: Vec<Lost>,
    /// It, or something it calls, spawns a task.
    pub spawns: bool,
    /// It looks whether an operation would have blocked.
    pub tries: bool,
    /// An async function: calling it does nothing by itself.
    pub polled: bool,
    /// It, or something it calls, does what others may wait for.
    pub gives: bool,
    /// The recursion that it is part of, by its first function: all of its functions reach the same locks that no
    /// parameter leads to.
    pub recursion: Option<FnId>,
    /// It reaches more than is listed: locks, those that parameters of a recursion lead to, or what is further away than
    /// [`MAX_CHAIN`] calls.
    pub cut: bool,
}

/// A library future that loses something when it is dropped half-way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lost {
    /// The future.
    pub what: &'static Fragile,
    /// What it reads from or writes to, where that is known.
    pub place: Option<Place>,
    /// That belongs to the body that polls it, and ends with it.
    pub own: bool,
    /// From the event down to where it is polled.
    pub chain: Chain,
}

impl Lost {
    /// The parameter that it works on.
    fn param(&self) -> Option<u32> {
        match self.place.as_ref()?.path.root {
            Root::Param(index) => Some(index),
            _ => None,
        }
    }
}

/// A blocking call that an event leads to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Blocked {
    /// The call.
    pub what: &'static Blocking,
    /// The weakest link of the chain.
    pub dispatch: Dispatch,
    /// From the event down to the call, which comes last.
    pub chain: Chain,
    /// A destructor on the way.
    pub by_drop: bool,
}

/// An acquisition that an event leads to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reached {
    /// The lock. Callers that name it alike share this.
    pub lock: Arc<Place>,
    /// What is asked for.
    pub mode: Ask,
    /// A map's lock.
    pub sharded: bool,
    /// An async lock.
    pub is_async: bool,
    /// The weakest link of the chain.
    pub dispatch: Dispatch,
    /// From the event down to the acquisition, which comes last.
    pub chain: Chain,
    /// Held by callees on the way, around a closure of this frame.
    pub around: Vec<Around>,
    /// With Python's interpreter given up.
    pub detached: bool,
    /// By-value guard parameters that are still held at the acquisition.
    pub under: Vec<u32>,
    /// Of what a function reaches: what it assumes of its parameters then.
    pub case: Case,
}

/// A lock that a callee holds while it runs a closure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Around {
    /// The lock.
    pub lock: Place,
    /// How it is held.
    pub mode: Hold,
    /// Where it was acquired.
    pub link: Link,
    /// A map's lock.
    pub sharded: bool,
    /// On every path.
    pub must: bool,
}

/// A parameter that is run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Which.
    pub param: u32,
    /// Not the callable itself, but the future that it gives.
    pub polled: bool,
    /// Where the thread may block: in `block_in_place`.
    pub may_block: bool,
    /// What is held meanwhile.
    pub around: Vec<Around>,
    /// From this function down to the call of the parameter.
    pub chain: Chain,
    /// The weakest link.
    pub dispatch: Dispatch,
}

/// At most so many acquisitions a summary; the shortest chains stay.
pub const MAX_ACQUIRES: usize = 512;
/// Longer chains are not followed.
pub const MAX_CHAIN: usize = 128;
/// Closures that run in closures that run in closures … are followed so deep.
pub const MAX_NESTED: usize = 8;
/// A function of a recursion reaches at most so many locks that a parameter leads to.
pub const MAX_LED: usize = 64;
/// A function runs a parameter at so many places.
pub const MAX_RUNS: usize = 16;

/// The summaries of all functions, by [`FnId`].
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Summaries {
    /// The summaries.
    pub of: Vec<Summary>,
    /// What each function calls or hands on to be called, each once.
    pub callees: Vec<Vec<FnId>>,
}

/// What was known of the functions before.
#[derive(Debug)]
pub struct Before {
    /// Their summaries.
    pub summaries: Summaries,
    /// Which tables may be others now.
    pub changed: Vec<bool>,
}

/// Summarises every function. A summary of `before` is kept where neither the function's table nor what is known of its
/// callees has changed: only what reaches a changed function is looked at.
pub fn summarise(tables: &[FnTable], before: Option<Before>) -> Summaries {
    let known = before.filter(|before| before.summaries.of.len() == tables.len());
    let is_new = known.is_none();
    let Before { summaries: Summaries { of: mut summaries, mut callees }, mut changed } = known
        .unwrap_or_else(|| Before {
            summaries: Summaries {
                of: vec![Summary::default(); tables.len()],
                callees: vec![Vec::new(); tables.len()],
            },
            changed: vec![true; tables.len()],
        });
    callees
        .par_iter_mut()
        .zip(tables)
        .zip(&changed)
        .filter(|(_, changed)| **changed)
        .for_each(|((callees, table), _)| *callees = callees_of(table));
    let concerned = if is_new { vec![true; tables.len()] } else { reaching(&callees, &changed) };
    for level in levels(&callees, components(&callees, &concerned)) {
        let of = |index: &usize| callees[*index].iter().map(|id| id.index());
        let is_touched = |members: &Vec<usize>| {
            members.iter().any(|index| changed[*index] || of(index).any(|callee| changed[callee]))
        };
        let is_recursive =
            |members: &Vec<usize>| members.len() > 1 || of(&members[0]).any(|callee| callee == members[0]);
        let (recursive, alone): (Vec<Vec<usize>>, Vec<Vec<usize>>) =
            level.into_iter().filter(is_touched).partition(is_recursive);
        let alone: Vec<usize> = alone.into_iter().flatten().collect();
        let found: Vec<Summary> = alone
            .par_iter()
            .with_min_len(16)
            .map(|index| of_function(FnId(*index as u32), &tables[*index], &summaries, &|_| false))
            .collect();
        // Callers look at the summary alone, so that a table that leads to the same one ends the matter.
        for (index, summary) in alone.into_iter().zip(found) {
            let old = std::mem::replace(&mut summaries[index], summary);
            changed[index] = is_new || old != summaries[index];
        }
        for members in recursive {
            let old: Vec<Summary> =
                members.iter().map(|index| std::mem::take(&mut summaries[*index])).collect();
            recursion::summarise(&members, &callees, tables, &mut summaries);
            for (&index, old) in members.iter().zip(&old) {
                changed[index] = is_new || *old != summaries[index];
            }
        }
    }
    Summaries { of: summaries, callees }
}

impl Summary {
    /// How much is known.
    fn size(&self) -> usize {
        let flags = [self.spawns, self.tries, self.gives];
        let flags = flags.into_iter().filter(|flag| *flag).count();
        self.acquires.len() + self.runs.len() + self.blocks.len() + self.fragile.len() + flags
    }

    /// Adds what an implementation does that it stands for; with `blocks`, also what that blocks on. What is `likely` is
    /// done by most of them.
    fn any_of(
        &mut self,
        of: &Summary,
        likely: &dyn Fn(&Key) -> bool,
        seen: &mut FxHashMap<Key, usize>,
        blocks: bool,
    ) {
        for reached in &of.acquires {
            let key = reached.key();
            let dispatch = if likely(&key) { Dispatch::Dynamic } else { Dispatch::Few };
            if let Entry::Vacant(entry) = seen.entry(key) {
                entry.insert(self.acquires.len());
                self.acquires.push(Reached { dispatch, case: Case::default(), ..reached.clone() });
            }
        }
        let dispatch = Dispatch::Few;
        for run in &of.runs {
            self.run(Run { dispatch, ..run.clone() });
        }
        for blocked in of.blocks.iter().filter(|_| blocks) {
            self.block(Blocked { dispatch, ..blocked.clone() });
        }
        self.spawns |= of.spawns;
        self.gives |= of.gives;
        self.cut |= of.cut;
    }

    /// Adds what is lost; of what works on one parameter, the nearest is kept.
    fn lose(&mut self, lost: Lost) {
        match self.fragile.iter_mut().find(|known| known.param() == lost.param()) {
            Some(known) if known.chain.len() > lost.chain.len() => *known = lost,
            Some(_) => {}
            None => self.fragile.push(lost),
        }
    }

    /// Adds a place where a parameter is run. Of too many, one is missed only if it is run under other locks there.
    fn run(&mut self, run: Run) {
        let known =
            || self.runs.iter().filter(|known| (known.param, known.polled) == (run.param, run.polled));
        if known().count() < MAX_RUNS {
            self.runs.push(run);
        } else {
            let locks = |run: &Run| -> Vec<_> {
                run.around.iter().map(|around| (around.lock.clone(), around.mode)).collect()
            };
            let under = locks(&run);
            self.cut |= known().all(|known| locks(known) != under);
        }
    }

    /// Adds a blocking call; of each kind of work, the surest and nearest is kept.
    fn block(&mut self, blocked: Blocked) {
        match self.blocks.iter_mut().find(|known| known.what.work == blocked.what.work) {
            Some(known) => {
                let weight = |of: &Blocked| (of.dispatch, of.what.guessed, of.chain.len());
                if weight(&blocked) < weight(known) {
                    *known = blocked;
                }
            }
            None => self.blocks.push(blocked),
        }
    }

    /// Keeps `most` acquisitions, those with the shortest chains, and no room for more: summaries live as long as the model.
    fn truncate(&mut self, most: usize) {
        if self.acquires.len() > most {
            self.acquires.sort_by_key(|reached| reached.chain.len());
            self.acquires.truncate(most);
            self.cut = true;
        }
        if self.acquires.capacity() > self.acquires.len() {
            // An allocator may shrink a block by less than half in name only.
            let mut exact = Vec::with_capacity(self.acquires.len());
            exact.append(&mut self.acquires);
            self.acquires = exact;
        }
    }
}

/// What tells acquisitions of one function apart: the instance, its class, and what is asked for.
#[derive(Clone, Debug)]
pub struct Key {
    lock: Arc<Place>,
    mode: Ask,
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        let (a, b) = (&self.lock, &other.lock);
        self.mode == other.mode && (Arc::ptr_eq(a, b) || a.path == b.path && a.class == b.class)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.lock.path, &self.lock.class, self.mode).hash(state);
    }
}

impl Reached {
    /// As callers see it: only what they can name, or what takes part in the order, matters outside.
    fn close(&mut self) {
        if matches!(self.lock.path.root, Root::Local(_) | Root::Fresh(_) | Root::Made(_)) {
            Arc::make_mut(&mut self.lock).path = Path::root(Root::Elsewhere);
        }
    }

    /// Whether a parameter leads to the lock, so that it depends on the call which one it is.
    fn is_led_to(&self) -> bool {
        matches!(self.lock.path.root, Root::Param(_))
    }

    /// What tells it from others.
    pub fn key(&self) -> Key {
        Key { lock: self.lock.clone(), mode: self.mode }
    }

    /// How far away it is: what surely happens is nearer than what may, and few calls are nearer than many.
    pub fn distance(&self) -> (Dispatch, usize) {
        (self.dispatch, self.chain.len())
    }
}

/// The by-value parameters whose guards are held where an event leads to an acquisition that the callee makes `under` those
/// of its own.
fn held_of_params(table: &FnTable, event: &Event, under: &[u32]) -> Vec<u32> {
    let is_held = |guard: u32| match &event.kind {
        EventKind::Call(call) => call.still_holds(guard, under),
        _ => true,
    };
    let held = event.held.iter().filter(|held| is_held(held.guard));
    held.filter_map(|held| table.guards[held.guard as usize].param).collect()
}

/// Summarises one function. Of those that are `within` its recursion, what no parameter leads to is left out.
fn of_function(id: FnId, table: &FnTable, summaries: &[Summary], within: &dyn Fn(FnId) -> bool) -> Summary {
    let mut summary = Summary::default();
    let mut seen: FxHashMap<Key, usize> = FxHashMap::default();
    let mut called = FxHashSet::default();
    let takes_guards = table.guards.iter().any(|guard| guard.param.is_some());
    let reach = Reach { id, table, summaries };
    for event in &table.events {
        if let EventKind::Call(call) = &event.kind
            && summary.acquires.is_empty()
        {
            let reached = call.targets.iter().map(|target| summaries[target.index()].acquires.len());
            let most = reached.max().unwrap_or(0);
            summary.acquires.reserve(most);
            seen.reserve(most);
        }
        // What no argument leads to is the same at each call.
        let mut known = |target: FnId| {
            within(target)
                || !takes_guards
                    && matches!(&event.kind, EventKind::Call(_))
                    && event.case.is_any()
                    && !called.insert(target)
        };
        reach.not_seen(event, &mut known, &mut |found| match found {
            Found::Acquire(mut reached) => {
                reached.close();
                if reached.lock.path.root == Root::Elsewhere && !reached.lock.class.is_global() {
                    return;
                }
                reached.around.clear();
                summary.gives |= reached.mode.gives();
                reached.detached |= event.detached;
                reached.under = held_of_params(table, event, &reached.under);
                reached.case = event.case.and(&reached.case);
                match seen.entry(reached.key()) {
                    Entry::Vacant(entry) => {
                        entry.insert(summary.acquires.len());
                        summary.acquires.push(reached);
                    }
                    Entry::Occupied(entry) => {
                        let known = &mut summary.acquires[*entry.get()];
                        known.case = known.case.common(&reached.case);
                        known.detached &= reached.detached;
                        known.under.extend(reached.under);
                        known.under.sort_unstable();
                        known.under.dedup();
                    }
                }
            }
            Found::Run(mut run) => {
                run.around.extend(reach.held(event));
                run.may_block |= event.off;
                summary.run(run);
            }
        });
        summary.cut |= reach.is_too_far(event);
    }
    (summary.tries, summary.polled) = (table.tries, table.polled);
    let stands_for = || table.stands_for.iter().map(|id| &summaries[id.index()]);
    let mut reaching: FxHashMap<Key, usize> = FxHashMap::default();
    for reached in stands_for().flat_map(|of| &of.acquires) {
        *reaching.entry(reached.key()).or_default() += 1;
    }
    let likely = |key: &Key| reaching.get(key).is_some_and(|count| count * 2 >= table.stands_for.len());
    stands_for().for_each(|of| summary.any_of(of, &likely, &mut seen, !table.polled));
    for event in &table.events {
        match &event.kind {
            EventKind::Spawn { task: true, .. } => summary.spawns = true,
            EventKind::Call(call) => {
                summary.spawns |= call.targets.iter().any(|target| summaries[target.index()].spawns);
            }
            _ => {}
        }
        if table.polled {
            reach.fragile(event, &mut |lost| {
                // What the function has for itself ends with its future.
                if !lost.own && !lost.place.as_ref().is_some_and(Place::ends_with_frame) {
                    summary.lose(lost);
                }
            });
        } else {
            reach.blocks(event, &mut |blocked| {
                let decided = table.in_runtime.contains(&event.span);
                if table.asks_runtime && !decided && matches!(blocked.what.work, Work::Runtime(_)) {
                    return;
                }
                summary.block(blocked);
            });
        }
    }
    summary.truncate(MAX_ACQUIRES);
    summary
}
