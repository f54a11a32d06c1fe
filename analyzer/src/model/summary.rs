//! What a function may acquire through everything it calls: bottom-up over the strongly connected components of the
//! call graph, with a shortest chain of calls to each acquisition.

mod recursion;

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::chain::{Chain, Link};
use super::ids::FnId;
use super::place::{Class, Path, Place, Root};
use super::table::{Arg, Callable, Dispatch, Event, EventKind, FnTable};
use crate::catalog::{Blocking, Fragile, Mode, RUNTIME_DROPPED, Wait, Work};
use crate::text::Span;

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
    /// Library futures that it polls and that lose something when dropped half-way, with the chain to one.
    pub fragile: Option<(&'static Fragile, Chain)>,
    /// It, or something it calls, spawns a task.
    pub spawns: bool,
    /// It looks whether an operation would have blocked.
    pub tries: bool,
    /// It, or something it calls, does what others may wait for.
    pub gives: bool,
    /// The recursion that it is part of, by its first function: all of its functions reach the same locks that no
    /// parameter leads to.
    pub recursion: Option<FnId>,
    /// It reaches more than is listed: locks, or what is further away than [`MAX_CHAIN`] calls.
    pub cut: bool,
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
    /// The lock.
    pub lock: Place,
    /// How it is taken.
    pub mode: Mode,
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
    /// By-value guard parameters that are still held at the acquisition.
    pub under: Vec<u32>,
}

/// A lock that a callee holds while it runs a closure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Around {
    /// The lock.
    pub lock: Place,
    /// How it is held.
    pub mode: Mode,
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
/// Of the functions of a recursion, each is summarised at most so often: recursion that walks a tree names places ever
/// deeper in it.
const MAX_ROUNDS: usize = 16;
/// Closures that run in closures that run in closures … are followed so deep.
const MAX_NESTED: usize = 4;
/// Of one lock, a function of a recursion reaches at most so many that a parameter leads to.
const MAX_LED: usize = 64;

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
        let of = |index: &usize| callees[*index].iter().map(|id| id.0 as usize);
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

/// Deals out components, which come callees first, so that those of one level call, beside themselves, only such of levels
/// before.
fn levels(callees: &[Vec<FnId>], components: Vec<Vec<usize>>) -> Vec<Vec<Vec<usize>>> {
    let mut known: Vec<usize> = vec![0; callees.len()];
    let mut levels: Vec<Vec<Vec<usize>>> = Vec::new();
    for members in components {
        let below = members.iter().flat_map(|index| &callees[*index]).map(|id| known[id.0 as usize]);
        let level = below.max().unwrap_or(0);
        members.iter().for_each(|index| known[*index] = level + 1);
        levels.resize_with(levels.len().max(level + 1), Vec::new);
        levels[level].push(members);
    }
    levels
}

/// What a function calls or hands on to be called, each once, in the order of the events.
fn callees_of(table: &FnTable) -> Vec<FnId> {
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
fn reaching(callees: &[Vec<FnId>], changed: &[bool]) -> Vec<bool> {
    let mut callers: Vec<Vec<usize>> = vec![Vec::new(); callees.len()];
    for (caller, callees) in callees.iter().enumerate() {
        for callee in callees {
            callers[callee.0 as usize].push(caller);
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
fn components(callees: &[Vec<FnId>], concerned: &[bool]) -> Vec<Vec<usize>> {
    let mut graph = DiGraph::<usize, ()>::new();
    let nodes: Vec<Option<NodeIndex>> =
        concerned.iter().enumerate().map(|(index, is)| is.then(|| graph.add_node(index))).collect();
    for (index, callees) in callees.iter().enumerate() {
        let Some(from) = nodes[index] else { continue };
        for to in callees.iter().filter_map(|callee| nodes[callee.0 as usize]) {
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

impl Summary {
    /// How much is known.
    fn size(&self) -> usize {
        let flags = [self.fragile.is_some(), self.spawns, self.tries, self.gives];
        let flags = flags.into_iter().filter(|flag| *flag).count();
        self.acquires.len() + self.runs.len() + self.blocks.len() + flags
    }

    /// Adds what an implementation does that it stands for; with `blocks`, also what that blocks on. What is `likely` is
    /// done by most of them.
    fn any_of(
        &mut self,
        of: &Summary,
        likely: &dyn Fn(&Key) -> bool,
        seen: &mut FxHashSet<Key>,
        blocks: bool,
    ) {
        for reached in &of.acquires {
            let key = reached.key();
            let dispatch = if likely(&key) { Dispatch::Dynamic } else { Dispatch::Few };
            if seen.insert(key) {
                self.acquires.push(Reached { dispatch, ..reached.clone() });
            }
        }
        let dispatch = Dispatch::Few;
        for run in &of.runs {
            if self.runs.iter().filter(|known| known.param == run.param).count() < 4 {
                self.runs.push(Run { dispatch, ..run.clone() });
            }
        }
        for blocked in of.blocks.iter().filter(|_| blocks) {
            self.block(Blocked { dispatch, ..blocked.clone() });
        }
        self.spawns |= of.spawns;
        self.gives |= of.gives;
        self.cut |= of.cut;
    }

    /// Adds a blocking call; of each kind of work, the nearest is kept.
    fn block(&mut self, blocked: Blocked) {
        match self.blocks.iter_mut().find(|known| known.what.work == blocked.what.work) {
            Some(known) => {
                if (blocked.dispatch, blocked.chain.len()) < (known.dispatch, known.chain.len()) {
                    *known = blocked;
                }
            }
            None => self.blocks.push(blocked),
        }
    }

    /// Keeps `most` acquisitions, those with the shortest chains.
    fn truncate(&mut self, most: usize) {
        if self.acquires.len() > most {
            self.acquires.sort_by_key(|reached| reached.chain.len());
            self.acquires.truncate(most);
            self.cut = true;
        }
    }
}

/// What tells acquisitions of one function apart.
pub type Key = (Path, Class, Mode);

impl Reached {
    /// As callers see it: only what they can name, or what takes part in the order, matters outside.
    fn close(&mut self) {
        if matches!(self.lock.path.root, Root::Local(_) | Root::Fresh(_) | Root::Made(_)) {
            self.lock.path.root = Root::Elsewhere;
            self.lock.path.steps.clear();
        }
    }

    /// Whether a parameter leads to the lock, so that it depends on the call which one it is.
    fn is_led_to(&self) -> bool {
        matches!(self.lock.path.root, Root::Param(_))
    }

    /// What tells it from others.
    pub fn key(&self) -> Key {
        (self.lock.path.clone(), self.lock.class.clone(), self.mode)
    }

    /// How far away it is: what surely happens is nearer than what may, and few calls are nearer than many.
    pub fn distance(&self) -> (Dispatch, usize) {
        (self.dispatch, self.chain.len())
    }
}

/// Summarises one function. Of those that are `within` its recursion, what no parameter leads to is left out.
fn of_function(id: FnId, table: &FnTable, summaries: &[Summary], within: &dyn Fn(FnId) -> bool) -> Summary {
    let mut summary = Summary::default();
    let mut seen = FxHashSet::default();
    let mut called = FxHashSet::default();
    let takes_guards = table.guards.iter().any(|guard| guard.param.is_some());
    let reach = Reach { id, table, summaries };
    for event in &table.events {
        if let EventKind::Call(call) = &event.kind
            && summary.acquires.is_empty()
        {
            let reached = call.targets.iter().map(|target| summaries[target.0 as usize].acquires.len());
            let most = reached.max().unwrap_or(0);
            summary.acquires.reserve(most);
            seen.reserve(most);
        }
        // What no argument leads to is the same at each call.
        let mut known = |target: FnId| {
            within(target)
                || !takes_guards && matches!(event.kind, EventKind::Call(_)) && !called.insert(target)
        };
        reach.unknown(event, &mut known, &mut |found| match found {
            Found::Acquire(mut reached) => {
                reached.close();
                if reached.lock.path.root == Root::Elsewhere && !reached.lock.class.is_global() {
                    return;
                }
                reached.around.clear();
                summary.gives |= reached.mode == Mode::Gives;
                reached.under =
                    event.held.iter().filter_map(|held| table.guards[held.guard as usize].param).collect();
                if seen.insert(reached.key()) {
                    summary.acquires.push(reached);
                }
            }
            Found::Run(mut run) => {
                run.around.extend(reach.held(event));
                if summary.runs.iter().filter(|known| known.param == run.param).count() < 4 {
                    summary.runs.push(run);
                }
            }
        });
        summary.cut |= reach.is_too_far(event);
    }
    summary.tries = table.tries;
    let stands_for = || table.stands_for.iter().map(|id| &summaries[id.0 as usize]);
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
                summary.spawns |= call.targets.iter().any(|target| summaries[target.0 as usize].spawns);
            }
            _ => {}
        }
        if table.polled {
            if let Some(found) = reach.fragile(event)
                && summary.fragile.as_ref().is_none_or(|(_, known)| known.len() > found.1.len())
            {
                summary.fragile = Some(found);
            }
        } else {
            reach.blocks(event, &mut |blocked| {
                if table.asks_runtime && matches!(blocked.what.work, Work::Runtime(_)) {
                    return;
                }
                summary.block(blocked);
            });
        }
    }
    summary.truncate(MAX_ACQUIRES);
    summary
}

/// What an event leads to.
pub enum Found {
    /// A blocking acquisition.
    Acquire(Reached),
    /// A parameter runs.
    Run(Run),
}

/// Follows events of one frame.
pub struct Reach<'r> {
    /// The function.
    pub id: FnId,
    /// Its table.
    pub table: &'r FnTable,
    /// Summaries of all functions.
    pub summaries: &'r [Summary],
}

impl Reach<'_> {
    /// Calls `found` for everything that `event` leads to, in this frame's terms.
    pub fn event(&self, event: &Event, found: &mut dyn FnMut(Found)) {
        self.at(event, 0, &mut |_| false, found);
    }

    /// Like [`Reach::event`], but for what functions that are `known` reach whatever their arguments are.
    pub fn unknown(&self, event: &Event, known: &mut dyn FnMut(FnId) -> bool, found: &mut dyn FnMut(Found)) {
        self.at(event, 0, known, found);
    }

    /// Whether an event leads to an acquisition that is too far away to be followed.
    fn is_too_far(&self, event: &Event) -> bool {
        let EventKind::Call(call) = &event.kind else { return false };
        let far = |reached: &Reached| reached.chain.len() >= MAX_CHAIN;
        call.targets.iter().any(|target| self.summaries[target.0 as usize].acquires.iter().any(far))
    }

    fn at(
        &self,
        event: &Event,
        depth: usize,
        known: &mut dyn FnMut(FnId) -> bool,
        found: &mut dyn FnMut(Found),
    ) {
        crate::stop::check();
        if depth > MAX_NESTED {
            return;
        }
        let here = Link { function: self.id, span: event.span };
        match &event.kind {
            EventKind::Acquire(acquire) => {
                if acquire.wait == Wait::Bounded {
                    return;
                }
                found(Found::Acquire(Reached {
                    lock: acquire.lock.clone(),
                    mode: acquire.mode,
                    sharded: acquire.sharded,
                    is_async: acquire.is_async,
                    dispatch: Dispatch::Static,
                    chain: Chain::of(here),
                    around: Vec::new(),
                    under: Vec::new(),
                }));
            }
            EventKind::Call(call) => {
                for target in &call.targets {
                    let summary = &self.summaries[target.0 as usize];
                    let known = known(*target);
                    for reached in &summary.acquires {
                        if known && !reached.is_led_to() || reached.chain.len() >= MAX_CHAIN {
                            continue;
                        }
                        let lock = substitute(&reached.lock, &call.args);
                        if lock.path.root == Root::Elsewhere && !lock.class.is_global() {
                            continue;
                        }
                        found(Found::Acquire(Reached {
                            lock,
                            dispatch: reached.dispatch.max(call.dispatch),
                            chain: reached.chain.after(here),
                            around: Vec::new(),
                            under: reached.under.clone(),
                            ..*reached
                        }));
                    }
                    for run in &summary.runs {
                        self.run(run, call, here, depth, found);
                    }
                }
            }
            EventKind::RunClosure(closure) => {
                for inner in &self.table.closures[*closure as usize].events {
                    self.at(inner, depth + 1, &mut |_| false, &mut |mut item| {
                        match &mut item {
                            Found::Acquire(reached) => {
                                if reached.chain.first() != here {
                                    reached.chain = reached.chain.after(here);
                                }
                            }
                            Found::Run(run) => {
                                run.chain = run.chain.after(here);
                                self.add_held(inner, &mut run.around);
                            }
                        }
                        found(item);
                    });
                }
            }
            EventKind::RunParam(param) => found(Found::Run(Run {
                param: *param,
                around: Vec::new(),
                chain: Chain::of(here),
                dispatch: Dispatch::Static,
            })),
            EventKind::DroppedAtOnce { .. }
            | EventKind::Await
            | EventKind::Block(_)
            | EventKind::Fragile(_)
            | EventKind::Spawn { .. }
            | EventKind::Change(_)
            | EventKind::Touch(_)
            | EventKind::Stale(_)
            | EventKind::Weak(_)
            | EventKind::Process(_)
            | EventKind::Confined(_)
            | EventKind::Panics
            | EventKind::Channel(_)
            | EventKind::Signal(_)
            | EventKind::Notify(_)
            | EventKind::Pipe(_)
            | EventKind::Callback(_)
            | EventKind::Unbounded(_)
            | EventKind::Loop(_) => {}
        }
    }

    fn run(
        &self,
        run: &Run,
        call: &super::table::Call,
        here: Link,
        depth: usize,
        found: &mut dyn FnMut(Found),
    ) {
        let Some(arg) = call.args.get(run.param as usize) else { return };
        if run.chain.len() >= MAX_CHAIN {
            return;
        }
        let around: Vec<Around> = run
            .around
            .iter()
            .map(|around| Around { lock: substitute(&around.lock, &call.args), ..around.clone() })
            .collect();
        let dispatch = run.dispatch.max(call.dispatch);
        let way = run.chain.after(here);
        match &arg.callable {
            Some(Callable::Closure(closure)) => {
                for inner in &self.table.closures[*closure as usize].events {
                    self.at(inner, depth + 1, &mut |_| false, &mut |mut item| {
                        match &mut item {
                            Found::Acquire(reached) => {
                                reached.chain = way.then(&reached.chain);
                                reached.around.extend(around.iter().cloned());
                                reached.dispatch = reached.dispatch.max(dispatch);
                            }
                            Found::Run(inner_run) => {
                                inner_run.chain = way.then(&inner_run.chain);
                                inner_run.around.extend(around.iter().cloned());
                                inner_run.dispatch = inner_run.dispatch.max(dispatch);
                                self.add_held(inner, &mut inner_run.around);
                            }
                        }
                        found(item);
                    });
                }
            }
            Some(Callable::Fn(id)) => {
                for reached in &self.summaries[id.0 as usize].acquires {
                    let lock = substitute(&reached.lock, &[]);
                    if lock.path.root == Root::Elsewhere && !lock.class.is_global() {
                        continue;
                    }
                    found(Found::Acquire(Reached {
                        lock,
                        dispatch: reached.dispatch.max(dispatch),
                        chain: way.then(&reached.chain),
                        around: around.clone(),
                        under: Vec::new(),
                        ..*reached
                    }));
                }
            }
            Some(Callable::Param(param)) => {
                found(Found::Run(Run { param: *param, around, chain: way, dispatch }))
            }
            None => {}
        }
    }

    /// Calls `found` for every blocking call that `event` leads to on its own thread.
    pub fn blocks(&self, event: &Event, found: &mut dyn FnMut(Blocked)) {
        self.blocks_at(event, 0, found);
    }

    fn blocks_at(&self, event: &Event, depth: usize, found: &mut dyn FnMut(Blocked)) {
        if event.off || depth > MAX_NESTED {
            return;
        }
        let here = Link { function: self.id, span: event.span };
        match &event.kind {
            EventKind::Block(block) if self.table.tries && block.what.work == Work::Network => {}
            EventKind::Block(block) => found(Blocked {
                what: block.what,
                dispatch: Dispatch::Static,
                chain: Chain::of(here),
                by_drop: block.callee == Span::default() && block.what.name == RUNTIME_DROPPED.name,
            }),
            EventKind::Call(call) => {
                for target in &call.targets {
                    let summary = &self.summaries[target.0 as usize];
                    for blocked in &summary.blocks {
                        if blocked.chain.len() < MAX_CHAIN {
                            found(Blocked {
                                what: blocked.what,
                                dispatch: blocked.dispatch.max(call.dispatch),
                                chain: blocked.chain.after(here),
                                by_drop: blocked.by_drop || call.drop,
                            });
                        }
                    }
                    for run in &summary.runs {
                        let Some(arg) = call.args.get(run.param as usize) else { continue };
                        let Some(Callable::Closure(closure)) = arg.callable else { continue };
                        self.blocks_in(closure, depth, &mut |mut blocked| {
                            if summary.tries && blocked.what.work == Work::Network {
                                return;
                            }
                            blocked.chain = run.chain.after(here).then(&blocked.chain);
                            found(Blocked {
                                dispatch: blocked.dispatch.max(run.dispatch).max(call.dispatch),
                                ..blocked
                            });
                        });
                    }
                }
            }
            EventKind::RunClosure(closure) => self.blocks_in(*closure, depth, &mut |mut blocked| {
                if blocked.chain.first() != here {
                    blocked.chain = blocked.chain.after(here);
                }
                found(blocked);
            }),
            _ => {}
        }
    }

    /// What a closure of this frame blocks on, unless an executor polls it.
    fn blocks_in(&self, closure: u32, depth: usize, found: &mut dyn FnMut(Blocked)) {
        let closure = &self.table.closures[closure as usize];
        if closure.polled {
            return;
        }
        for inner in &closure.events {
            self.blocks_at(inner, depth + 1, found);
        }
    }

    /// The library future that `event` polls, through async functions of the sources, if dropping it loses something.
    pub fn fragile(&self, event: &Event) -> Option<(&'static Fragile, Chain)> {
        self.fragile_at(event, 0)
    }

    fn fragile_at(&self, event: &Event, depth: usize) -> Option<(&'static Fragile, Chain)> {
        let here = Link { function: self.id, span: event.span };
        match &event.kind {
            EventKind::Fragile(what) => Some((*what, Chain::of(here))),
            EventKind::Call(call) => {
                let target = *call.targets.first()?;
                let (what, chain) = self.summaries[target.0 as usize].fragile.as_ref()?;
                (chain.len() < MAX_CHAIN).then(|| (*what, chain.after(here)))
            }
            EventKind::RunClosure(closure) if depth < MAX_NESTED => {
                let events = &self.table.closures[*closure as usize].events;
                events.iter().find_map(|inner| self.fragile_at(inner, depth + 1))
            }
            _ => None,
        }
    }

    fn add_held(&self, event: &Event, around: &mut Vec<Around>) {
        around.extend(self.held(event));
    }

    /// What is held at an event, for a callable that runs there.
    fn held(&self, event: &Event) -> impl Iterator<Item = Around> {
        let guards = event.held.iter().map(|held| (held, &self.table.guards[held.guard as usize]));
        guards.filter(|(_, guard)| guard.mode.keeps_waiting()).map(|(held, guard)| Around {
            lock: guard.lock.clone(),
            mode: guard.mode,
            link: Link { function: self.id, span: guard.span },
            sharded: guard.sharded,
            must: held.must,
        })
    }
}

fn substitute(lock: &Place, args: &[Arg]) -> Place {
    lock.substitute(&|index| args.get(index as usize).and_then(|arg| arg.place.clone()))
}
