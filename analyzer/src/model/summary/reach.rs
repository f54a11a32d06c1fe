//! What an event of a frame leads to, through closures and calls.

use std::sync::Arc;

use super::{Around, Blocked, Lost, MAX_CHAIN, MAX_NESTED, Reached, Run, Summary};
use crate::catalog::{Wait, Work};
use crate::model::chain::{Chain, Link};
use crate::model::ids::FnId;
use crate::model::place::{Place, Root};
use crate::model::table::{Arg, Call, Callable, Case, Dispatch, Event, EventKind, FnTable, Loss};
use crate::text::Span;

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

    /// Like [`Reach::event`], but without what `known` functions reach whatever their arguments are: the caller has seen it.
    pub fn not_seen(&self, event: &Event, known: &mut dyn FnMut(FnId) -> bool, found: &mut dyn FnMut(Found)) {
        self.at(event, 0, known, found);
    }

    /// Whether an event leads to an acquisition that is too far away to be followed.
    pub(super) fn is_too_far(&self, event: &Event) -> bool {
        let EventKind::Call(call) = &event.kind else { return false };
        let far = |reached: &Reached| reached.chain.len() >= MAX_CHAIN;
        call.targets.iter().any(|target| self.summaries[target.index()].acquires.iter().any(far))
    }

    /// A closure that runs within too many others to be followed from the function's own body.
    pub fn too_nested(&self) -> Option<Span> {
        // How many closures run within one another from each on, itself included, and which is the next of them.
        let mut heights: Vec<(usize, Option<u32>)> = vec![(0, None); self.table.closures.len()];
        let run_by =
            |events: &[Event]| events.iter().flat_map(|event| self.run_by(event)).collect::<Vec<u32>>();
        let mut tallest = (0, None);
        for start in run_by(&self.table.events) {
            let mut path: Vec<(u32, std::vec::IntoIter<u32>)> = Vec::new();
            let mut next = Some(start);
            loop {
                if let Some(closure) = next.take()
                    && heights[closure as usize].0 == 0
                {
                    heights[closure as usize].0 = 1;
                    path.push((closure, run_by(&self.table.closures[closure as usize].events).into_iter()));
                }
                let Some((closure, inner)) = path.last_mut() else { break };
                let closure = *closure as usize;
                next = inner.next();
                if next.is_none() {
                    path.pop();
                    let inner = run_by(&self.table.closures[closure].events).into_iter();
                    let highest = inner.max_by_key(|inner| heights[*inner as usize].0);
                    let height = highest.map_or(0, |inner| heights[inner as usize].0);
                    heights[closure] = (height + 1, highest);
                }
            }
            tallest = tallest.max((heights[start as usize].0, Some(start)));
        }
        let (height, first) = tallest;
        if height <= MAX_NESTED {
            return None;
        }
        let chain = std::iter::successors(first, |closure| heights[*closure as usize].1);
        chain.take(MAX_NESTED + 1).last().map(|closure| self.table.closures[closure as usize].span)
    }

    /// The closures of the frame that an event runs.
    fn run_by(&self, event: &Event) -> Vec<u32> {
        match &event.kind {
            EventKind::RunClosure(closure) => vec![*closure],
            EventKind::Call(call) => {
                let runs = call.targets.iter().flat_map(|target| &self.summaries[target.index()].runs);
                runs.filter_map(|run| self.closure_of(run, call)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The body that runs where a callee runs a parameter, if that is a closure of this frame: of an async closure, and of
    /// one that gives an async block, its future is another one.
    fn closure_of(&self, run: &Run, call: &Call) -> Option<u32> {
        let Some(Callable::Closure(closure)) = call.args.get(run.param as usize)?.callable else {
            return None;
        };
        let known = &self.table.closures[closure as usize];
        match run.polled {
            false => (!known.polled).then_some(closure),
            true if known.polled => Some(closure),
            true => known.future,
        }
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
        // Who races a future against another one does not wait for what that waits for.
        let found: &mut dyn FnMut(Found) = &mut |item| match &item {
            Found::Acquire(reached) if event.raced && reached.mode.awaits() => {}
            _ => found(item),
        };
        let here = Link { function: self.id, span: event.span };
        match &event.kind {
            EventKind::Acquire(acquire) => {
                if acquire.wait == Wait::Bounded {
                    return;
                }
                found(Found::Acquire(Reached {
                    lock: Arc::new(acquire.lock.clone()),
                    mode: acquire.mode,
                    sharded: acquire.sharded,
                    is_async: acquire.is_async,
                    dispatch: Dispatch::Static,
                    chain: Chain::of(here),
                    around: Vec::new(),
                    detached: event.detached,
                    under: Vec::new(),
                    case: Case::default(),
                }));
            }
            EventKind::Call(call) => {
                // What it surely reaches by itself tells more than what it may reach as one of many.
                let (own, others): (Vec<FnId>, Vec<FnId>) =
                    call.targets.iter().partition(|target| **target == self.id);
                for target in own.iter().chain(&others) {
                    let summary = &self.summaries[target.index()];
                    let known = known(*target);
                    for reached in &summary.acquires {
                        // What depends on no argument was seen at another call.
                        let seen = known && !reached.is_led_to() && reached.case.is_any();
                        if seen || reached.chain.len() >= MAX_CHAIN {
                            continue;
                        }
                        if !reached.case.may_be(|param, part| call.is(param, part)) {
                            continue;
                        }
                        let lock = self.seen_by_caller(&reached.lock, &call.args);
                        if lock.path.root == Root::Elsewhere && !lock.class.is_global() {
                            continue;
                        }
                        found(Found::Acquire(Reached {
                            lock,
                            dispatch: reached.dispatch.max(call.dispatch),
                            detached: reached.detached || event.detached,
                            chain: reached.chain.after(here),
                            around: Vec::new(),
                            under: reached.under.clone(),
                            case: call.assumes(&reached.case),
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
            EventKind::RunParam(param) | EventKind::PollParam(param) => found(Found::Run(Run {
                param: *param,
                polled: matches!(event.kind, EventKind::PollParam(_)),
                may_block: event.off,
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
            | EventKind::CheckThenAct(_)
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

    fn run(&self, run: &Run, call: &Call, here: Link, depth: usize, found: &mut dyn FnMut(Found)) {
        let Some(arg) = call.args.get(run.param as usize) else { return };
        if run.chain.len() >= MAX_CHAIN {
            return;
        }
        let around: Vec<Around> = run
            .around
            .iter()
            .map(|around| Around { lock: self.substitute(&around.lock, &call.args), ..around.clone() })
            .collect();
        let dispatch = run.dispatch.max(call.dispatch);
        let way = run.chain.after(here);
        match &arg.callable {
            Some(Callable::Closure(_)) => {
                let Some(closure) = self.closure_of(run, call) else { return };
                for inner in &self.table.closures[closure as usize].events {
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
            // Of an async function, only its future does anything.
            Some(Callable::Fn(id)) if run.polled == self.summaries[id.index()].polled => {
                for reached in &self.summaries[id.index()].acquires {
                    let lock = self.seen_by_caller(&reached.lock, &[]);
                    if lock.path.root == Root::Elsewhere && !lock.class.is_global() {
                        continue;
                    }
                    found(Found::Acquire(Reached {
                        lock,
                        dispatch: reached.dispatch.max(dispatch),
                        chain: way.then(&reached.chain),
                        around: around.clone(),
                        under: Vec::new(),
                        case: Case::default(),
                        ..*reached
                    }));
                }
            }
            Some(Callable::Param(param)) => {
                found(Found::Run(Run { param: *param, around, chain: way, dispatch, ..*run }))
            }
            Some(Callable::Fn(_)) | None => {}
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
                by_drop: block.callee == Span::default() && block.what.dropped().is_some(),
            }),
            EventKind::Call(call) => {
                for target in &call.targets {
                    let summary = &self.summaries[target.index()];
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
                    for run in summary.runs.iter().filter(|run| self.stays(call, run.param)) {
                        let Some(closure) = self.closure_of(run, call) else { continue };
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

    /// Whether callees run an argument on this thread, and no executor hears of it. Who runs it where it may block if the
    /// runtime allows that, or elsewhere on another system, knows what it is about.
    fn stays(&self, call: &Call, param: u32) -> bool {
        call.targets.iter().all(|target| {
            let mut runs =
                self.summaries[target.index()].runs.iter().filter(|run| run.param == param).peekable();
            runs.peek().is_some() && runs.all(|run| !run.may_block)
        })
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

    /// The library futures that `event` polls, through async functions of the sources, if dropping them loses something that
    /// outlives them.
    pub fn fragile(&self, event: &Event, found: &mut dyn FnMut(Lost)) {
        self.fragile_at(event, 0, found);
    }

    fn fragile_at(&self, event: &Event, depth: usize, found: &mut dyn FnMut(Lost)) {
        let here = Link { function: self.id, span: event.span };
        match &event.kind {
            EventKind::Fragile(loss) => {
                let Loss { what, place, own } = &**loss;
                found(Lost { what, place: place.clone(), own: *own, chain: Chain::of(here) });
            }
            EventKind::Call(call) => {
                let Some(target) = call.targets.first() else { return };
                let lost = &self.summaries[target.index()].fragile;
                for Lost { what, place, chain, .. } in lost.iter().filter(|lost| lost.chain.len() < MAX_CHAIN)
                {
                    let place = place.as_ref().map(|place| self.substitute(place, &call.args));
                    found(Lost { what, place, own: false, chain: chain.after(here) });
                }
            }
            EventKind::RunClosure(closure) if depth < MAX_NESTED => {
                let closure = &self.table.closures[*closure as usize];
                let outlives = &mut |lost: Lost| {
                    let own = |place: &Place| {
                        place.ends_with_frame()
                            && matches!(place.path.root, Root::Local(var) if var >= closure.first)
                    };
                    if !lost.own && !lost.place.as_ref().is_some_and(own) {
                        found(lost);
                    }
                };
                for inner in &closure.events {
                    self.fragile_at(inner, depth + 1, outlives);
                }
            }
            _ => {}
        }
    }

    fn add_held(&self, event: &Event, around: &mut Vec<Around>) {
        around.extend(self.held(event));
    }

    /// What is held at an event, for a callable that runs there.
    pub(super) fn held(&self, event: &Event) -> impl Iterator<Item = Around> {
        let guards = event.held.iter().map(|held| (held, &self.table.guards[held.guard as usize]));
        guards.filter(|(_, guard)| guard.mode.keeps_waiting()).map(|(held, guard)| Around {
            lock: guard.lock.clone(),
            mode: guard.mode,
            link: Link { function: self.id, span: guard.span },
            sharded: guard.sharded,
            must: held.must,
        })
    }

    /// As [`Reach::substitute`], without a copy of what is the same for the caller.
    fn seen_by_caller(&self, lock: &Arc<Place>, args: &[Arg]) -> Arc<Place> {
        if lock.is_same_abroad() { lock.clone() } else { Arc::new(self.substitute(lock, args)) }
    }

    /// A place of a callee, with what it is called here.
    fn substitute(&self, lock: &Place, args: &[Arg]) -> Place {
        let lock = lock.substitute(&|index| args.get(index as usize).and_then(|arg| arg.place.clone()));
        self.table.leads.follow(lock)
    }
}
