//! Which code can run at once: a may-happen-in-parallel analysis by threads.
//!
//! A *thread* is a thread or a task: `main` (of whichever program), or what a body starts that is run once and starts it
//! once. A body that only one thread runs is never beside itself, nor beside another body of that thread. Whatever code out of
//! sight may call is run by any number of threads, and so is what is started over and over again. Tests are left aside: they
//! run beside each other, but on values of their own.
//!
//! The question is that of Naumovich, Avrunin and Clarke, "An efficient algorithm for computing MHP information for concurrent
//! Java programs" (1999); the answer here is coarser, as the order of start and end is not looked at, and takes linear time.

use rustc_hash::FxHashSet;

use super::context::Body;
use super::ids::FnId;
use super::table::{Call, Callable, Event, EventKind, FnTable, MadeKind};
use super::types::Types;
use crate::catalog::{On, Runs};
use crate::text::Span;

/// By body, who runs it.
#[derive(Debug)]
pub struct Parallel {
    bodies: Index,
    runs: Vec<Run>,
    /// Whether it may be run more than once in a program.
    often: Vec<bool>,
    /// Whether it may be run again and again.
    again: Vec<bool>,
}

/// Bodies by number: a function's own, then its closures.
#[derive(Debug)]
struct Index {
    /// By function, its first.
    first: Vec<usize>,
}

/// Who runs a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    /// Nobody in sight, but for tests.
    Nobody,
    /// One thread, by number; that of `main` is 0.
    One(u32),
    /// Any number of threads.
    Any,
}

/// One body makes another one run.
#[derive(Clone, Copy)]
struct Edge {
    from: usize,
    to: usize,
    /// In a thread of that number.
    starts: Option<u32>,
    /// More than once while it runs once.
    again: bool,
}

impl Parallel {
    /// Decides every body. Linear in the number of events.
    pub fn of(types: &Types<'_>, tables: &[FnTable]) -> Parallel {
        let bodies = Index::of(tables);
        let mut collector =
            Collector { types, tables, bodies: &bodies, edges: Vec::new(), any: Vec::new(), threads: 0 };
        collector.collect();
        let Collector { edges, any, .. } = collector;
        let count = bodies.count(tables);
        let mut reached = vec![false; count];
        edges.iter().for_each(|edge| reached[edge.to] = true);
        let mut runs = vec![Run::Nobody; count];
        let mut work = Vec::new();
        for (id, table) in (0..).map(FnId).zip(tables) {
            let first = bodies.own(id);
            let is_main = types.defs.is_main(id);
            for body in first..=first + table.closures.len() {
                let open = body == first && types.is_open(id);
                runs[body] = match () {
                    () if body == first && is_main => Run::One(0),
                    // Who calls it is out of sight.
                    () if open || !reached[body] => Run::Any,
                    () => Run::Nobody,
                };
            }
        }
        any.into_iter().for_each(|body| runs[body] = Run::Any);
        work.extend((0..count).filter(|body| runs[*body] != Run::Nobody));
        let mut from: Vec<Vec<Edge>> = vec![Vec::new(); count];
        let mut incoming = vec![0_u32; count];
        for edge in edges {
            incoming[edge.to] += 1 + u32::from(edge.again);
            from[edge.from].push(edge);
        }
        let often = often(&from, &incoming, &runs);
        let again = again(&from);
        while let Some(body) = work.pop() {
            for edge in &from[body] {
                let run = match (runs[body], edge.starts) {
                    (Run::One(_), Some(thread)) if !edge.again && !often[body] => Run::One(thread),
                    (Run::One(_), Some(_)) => Run::Any,
                    (run, _) => run,
                };
                let joined = runs[edge.to].and(run);
                if joined != runs[edge.to] {
                    runs[edge.to] = joined;
                    work.push(edge.to);
                }
            }
        }
        Parallel { bodies, runs, often, again }
    }

    /// Whether two threads may be in these bodies at once, or in the only one.
    pub fn may_meet(&self, one: Body, other: Body) -> bool {
        match (self.run(one), self.run(other)) {
            (Run::One(one), Run::One(other)) => one != other,
            _ => true,
        }
    }

    /// Whether a body runs at most once in a program.
    pub fn is_once(&self, body: Body) -> bool {
        matches!(self.run(body), Run::One(_)) && !self.often[self.bodies.of_body(body)]
    }

    /// Whether a body runs a few times in a program, as what starts or ends it does: in one thread, and not in a loop.
    pub fn is_seldom(&self, body: Body) -> bool {
        matches!(self.run(body), Run::One(_)) && !self.again[self.bodies.of_body(body)]
    }

    /// Whether a body runs once in a program, and in the thread of `main`, as what sets the program up does.
    pub fn begins(&self, body: Body) -> bool {
        self.run(body) == Run::One(0) && self.is_once(body)
    }

    fn run(&self, body: Body) -> Run {
        self.runs[self.bodies.of_body(body)]
    }
}

impl Run {
    fn and(self, other: Run) -> Run {
        match (self, other) {
            (Run::Nobody, run) | (run, Run::Nobody) => run,
            (Run::One(one), Run::One(other)) if one == other => self,
            _ => Run::Any,
        }
    }
}

impl Index {
    fn of(tables: &[FnTable]) -> Index {
        let first = tables.iter().scan(0, |next, table| {
            let first = *next;
            *next += 1 + table.closures.len();
            Some(first)
        });
        Index { first: first.collect() }
    }

    fn count(&self, tables: &[FnTable]) -> usize {
        self.first.last().zip(tables.last()).map_or(0, |(first, table)| first + 1 + table.closures.len())
    }

    fn own(&self, function: FnId) -> usize {
        self.first[function.index()]
    }

    fn closure(&self, function: FnId, closure: u32) -> usize {
        self.own(function) + 1 + closure as usize
    }

    fn of_body(&self, body: Body) -> usize {
        body.closure.map_or_else(|| self.own(body.function), |closure| self.closure(body.function, closure))
    }
}

/// Which bodies may run more than once in a program: they are reached in two ways, again and again, or by such a body.
fn often(from: &[Vec<Edge>], incoming: &[u32], runs: &[Run]) -> Vec<bool> {
    let mut often: Vec<bool> =
        incoming.iter().zip(runs).map(|(count, run)| *count > 1 || *run == Run::Any).collect();
    let mut work: Vec<usize> = (0..often.len()).filter(|body| often[*body]).collect();
    while let Some(body) = work.pop() {
        for edge in &from[body] {
            if !std::mem::replace(&mut often[edge.to], true) {
                work.push(edge.to);
            }
        }
    }
    often
}

/// Which bodies may run again and again: those that are reached from a loop, or through a recursion.
fn again(from: &[Vec<Edge>]) -> Vec<bool> {
    let mut incoming = vec![0_u32; from.len()];
    let mut again = vec![false; from.len()];
    for edge in from.iter().flatten() {
        incoming[edge.to] += 1;
        again[edge.to] |= edge.again;
    }
    // In the order of the calls: what is left in the end is reached through a recursion.
    let mut work: Vec<usize> = (0..from.len()).filter(|body| incoming[*body] == 0).collect();
    let mut ordered = vec![false; from.len()];
    while let Some(body) = work.pop() {
        ordered[body] = true;
        for edge in &from[body] {
            again[edge.to] |= again[body];
            incoming[edge.to] -= 1;
            if incoming[edge.to] == 0 {
                work.push(edge.to);
            }
        }
    }
    again.iter().zip(ordered).map(|(again, ordered)| *again || !ordered).collect()
}

struct Collector<'c, 'a> {
    types: &'c Types<'a>,
    tables: &'c [FnTable],
    bodies: &'c Index,
    edges: Vec<Edge>,
    /// What is kept, or handed on to somewhere.
    any: Vec<usize>,
    /// How many threads there are beside that of `main`.
    threads: u32,
}

impl Collector<'_, '_> {
    fn collect(&mut self) {
        for (id, table) in (0..).map(FnId).zip(self.tables) {
            if self.types.defs[id].test {
                // What only tests use runs in them.
                continue;
            }
            let started = self.started(id, table);
            for (closure, events) in table.bodies() {
                let body = Body { function: id, closure };
                let from = self.bodies.of_body(body);
                for event in events {
                    self.event(id, from, event, &started);
                }
                let kept = closure.map(|closure| &table.closures[closure as usize]);
                if kept.is_some_and(|kept| kept.runs == Runs::Later) {
                    self.any.push(from);
                }
            }
            for target in table.stands_for.iter().copied() {
                let (from, to) = (self.bodies.own(id), self.bodies.own(target));
                self.edges.push(Edge { from, to, starts: None, again: false });
            }
            let tasks = table.tasks.iter().map(|task| self.bodies.own(*task));
            self.any.extend(tasks.filter(|task| !started.contains(task)));
        }
    }

    /// The threads that a function starts; gives what they run.
    fn started(&mut self, id: FnId, table: &FnTable) -> FxHashSet<usize> {
        let mut started = FxHashSet::default();
        for made in &table.made {
            let MadeKind::Thread(runs) = &made.kind else { continue };
            self.threads += 1;
            for callable in runs {
                let (to, parent) = match callable {
                    Callable::Closure(closure) => {
                        let parent = table.closures[*closure as usize].parent;
                        (self.bodies.closure(id, *closure), parent)
                    }
                    Callable::Fn(function) => (self.bodies.own(*function), self.maker(table, made.span)),
                    Callable::Param(_) => continue,
                };
                let from = self.bodies.of_body(Body { function: id, closure: parent });
                started.insert(to);
                self.edges.push(Edge { from, to, starts: Some(self.threads), again: made.again });
            }
        }
        started
    }

    /// The innermost closure around a place.
    fn maker(&self, table: &FnTable, at: Span) -> Option<u32> {
        let around = table.closures.iter().zip(0..).filter(|(closure, _)| closure.span.contains(at));
        around.last().map(|(_, index)| index)
    }

    fn event(&mut self, id: FnId, from: usize, event: &Event, started: &FxHashSet<usize>) {
        let table = &self.tables[id.index()];
        let of_pool = |guard: u32| table.guards[guard as usize].lock.class.awaited() == Some(On::Pool);
        if event.held.iter().any(|held| of_pool(held.guard)) {
            self.any.push(from);
        }
        let again = event.again;
        match &event.kind {
            EventKind::Call(call) => {
                for target in &call.targets {
                    self.edges.push(Edge { from, to: self.bodies.own(*target), starts: None, again });
                }
                self.handed(id, call);
            }
            EventKind::RunClosure(closure) => {
                let to = self.bodies.closure(id, *closure);
                // What is started is run by its thread.
                if !started.contains(&to) {
                    self.edges.push(Edge { from, to, starts: None, again });
                }
            }
            _ => {}
        }
    }

    /// What is handed to functions of the sources runs where they run it, or anywhere.
    fn handed(&mut self, id: FnId, call: &Call) {
        for (arg, param) in call.args.iter().zip(0..) {
            let to = match arg.callable {
                Some(Callable::Closure(closure)) => self.bodies.closure(id, closure),
                Some(Callable::Fn(function)) => self.bodies.own(function),
                Some(Callable::Param(_)) | None => continue,
            };
            for target in &call.targets {
                let mut is_run = false;
                for (closure, events) in self.tables[target.index()].bodies() {
                    let runs = |event: &&Event| matches!(event.kind, EventKind::RunParam(at) | EventKind::PollParam(at) if at == param);
                    if let Some(event) = events.iter().find(runs) {
                        is_run = true;
                        let from = self.bodies.of_body(Body { function: *target, closure });
                        self.edges.push(Edge { from, to, starts: None, again: event.again });
                    }
                }
                if !is_run {
                    self.any.push(to);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::of_text;

    fn meet(text: &str, one: &str, other: &str) -> bool {
        of_text("main.rs", text, |model, named| {
            let body = |name: &str| Body { function: named(name), closure: None };
            model.parallel.may_meet(body(one), body(other))
        })
    }

    #[test]
    fn what_only_main_calls_is_never_beside_itself() {
        let text = "fn main() { for _ in 0..3 { step(); } last(); } fn step() {} fn last() {}";
        assert!(!meet(text, "step", "step"));
        assert!(!meet(text, "step", "last"));
    }

    #[test]
    fn a_thread_that_is_started_once_is_beside_main_alone() {
        let text = "
            fn main() { std::thread::spawn(|| work()); step(); }
            fn work() { shared(); }
            fn step() { shared(); }
            fn shared() {}";
        assert!(meet(text, "work", "step"));
        assert!(!meet(text, "work", "work"));
        assert!(meet(text, "shared", "shared"));
    }

    #[test]
    fn threads_that_are_started_in_a_loop_are_beside_each_other() {
        let text = "
            fn main() { for _ in 0..4 { std::thread::spawn(work); } }
            fn work() {}";
        assert!(meet(text, "work", "work"));
        let text = "
            fn main() { start(); start(); }
            fn start() { std::thread::spawn(work); }
            fn work() {}";
        assert!(meet(text, "work", "work"));
    }

    #[test]
    fn what_nobody_calls_in_sight_may_be_called_by_anybody() {
        let text = "fn main() { step(); } fn step() {} fn handler() { step(); }";
        assert!(meet(text, "step", "step"));
    }

    #[test]
    fn what_a_helper_runs_for_main_is_part_of_main() {
        let text = "
            fn main() { with(|| work()); keep(Box::new(|| kept())); }
            fn with(run: impl FnOnce()) { run() }
            fn keep(run: Box<dyn Fn()>) { drop(run) }
            fn work() {}
            fn kept() {}";
        assert!(!meet(text, "work", "work"));
        assert!(meet(text, "kept", "kept"));
    }

    #[test]
    fn what_main_blocks_on_is_part_of_main() {
        let text = "
            fn main() {
                let runtime = tokio::runtime::Runtime::new().unwrap();
                runtime.block_on(async move { step().await });
                runtime.block_on(last());
            }
            async fn step() { below().await }
            async fn below() {}
            async fn last() {}";
        assert!(!meet(text, "below", "below"));
        assert!(!meet(text, "below", "last"));
        let text = "
            #[tokio::main]
            async fn main() { step().await; tokio::spawn(task()); }
            async fn step() {}
            async fn task() {}";
        assert!(!meet(text, "step", "step"));
        assert!(!meet(text, "task", "task"));
        assert!(meet(text, "step", "task"));
    }

    #[test]
    fn once_is_what_main_reaches_in_one_way_outside_of_loops() {
        let text = "
            fn main() { start(); for _ in 0..2 { turn(); } serve(); serve(); round(2); }
            fn round(count: u8) { if count > 0 { round(count - 1); } }
            fn start() {}
            fn turn() {}
            fn serve() {}";
        of_text("main.rs", text, |model, named| {
            let once = |name: &str| model.parallel.is_once(Body { function: named(name), closure: None });
            assert_eq!(["start", "turn", "serve"].map(once), [true, false, false]);
            let seldom = |name: &str| model.parallel.is_seldom(Body { function: named(name), closure: None });
            assert_eq!(["start", "turn", "serve", "round"].map(seldom), [true, false, true, false]);
        });
    }
}
