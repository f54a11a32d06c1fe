//! Where code runs: which bodies an executor polls while other tasks wait for its thread.
//!
//! A *body* is a function or an async block (or async closure) of one. An executor polls async functions, async blocks
//! and functions like `Future::poll`; what they call runs with them. Such a body is *executor-polled* when other tasks may
//! wait for its thread: when it is spawned or polled beside others, when it is a handler that nobody calls in sight, or when
//! something that is executor-polled awaits it. It is *possibly polled* when others may wait, but it is not sure that there
//! are any, as in a public function of a library. `main`, tests and what only they await may keep others waiting *after the
//! first spawn*: the task that was spawned may be waiting, or done. Before that, these are alone, and whoever blocks there
//! blocks nobody else.

mod handed;

use super::defs::Owner;
use super::ids::FnId;
use super::summary::Summary;
use super::table::{ArmId, Event, EventKind, FnTable};
use super::types::{Types, registers};
use crate::catalog::Runs;
use handed::Handed;
use rustc_hash::FxHashSet;

/// A function, or one of its closures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Body {
    /// The function.
    pub function: FnId,
    /// Index into [`FnTable::closures`]; `None` for the function's own body.
    pub closure: Option<u32>,
}

/// How surely other tasks wait for the thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Polling {
    /// After the first spawn: the task that was spawned may.
    AfterSpawn,
    /// Possibly: callers out of sight decide.
    Possible,
    /// Surely: an executor polls it beside others.
    Certain,
}

/// For each body: how surely other tasks wait for its thread, and from which event on.
#[derive(Debug, Default)]
pub struct Contexts {
    certain: Map,
    possible: Map,
    after_spawn: Map,
}

/// For each function and each of its closures: the index of an event.
#[derive(Debug, Default)]
struct Map {
    functions: Vec<usize>,
    closures: Vec<Vec<usize>>,
    /// Events behind that index that are no part of it, as they stand in another arm.
    apart: FxHashSet<(Body, usize)>,
}

const NEVER: usize = usize::MAX;

impl Contexts {
    /// Decides every body. Linear in the number of events, times the number of times a body gets surer (at most two).
    pub fn of(types: &Types<'_>, tables: &[FnTable], summaries: &[Summary]) -> Contexts {
        let defs = types.defs;
        let handed_on = Handed::of(tables);
        let mut called = vec![false; tables.len()];
        let mut elsewhere: Vec<bool> = (0..tables.len())
            .map(|index| Body { function: FnId(index as u32), closure: None })
            .map(|body| handed_on.is_kept(body) || handed_on.is_started(body))
            .collect();
        for table in tables {
            for event in table.all_events() {
                if let EventKind::Call(call) = &event.kind {
                    call.targets.iter().for_each(|target| called[target.index()] = true);
                }
            }
            table.tasks.iter().for_each(|target| elsewhere[target.index()] = true);
        }
        let mut certain = Map::never(tables);
        let mut possible = Map::never(tables);
        let mut after_spawn = Map::never(tables);
        let (mut certain_work, mut possible_work, mut after_spawn_work) =
            (Vec::new(), Vec::new(), Vec::new());
        for (index, table) in tables.iter().enumerate() {
            let function = FnId(index as u32);
            let item = &defs.fns[index];
            let alone = defs.is_main(function) || item.test;
            let of_trait = match item.owner {
                Owner::Impl(id) => defs[id].item.of_trait.is_some(),
                Owner::Trait(_) => true,
                Owner::Module => false,
            };
            if table.polled {
                let public = types.is_callable_outside(function);
                // What nobody calls in sight and no framework asks for is called by what could not be resolved.
                let asked_for = of_trait || item.item.attrs.iter().any(|attr| registers(attr));
                let is_certain = !alone && (elsewhere[index] || !called[index] && asked_for);
                let body = Body { function, closure: None };
                if is_certain {
                    certain.raise(body, 0, &mut certain_work);
                }
                let is_possible = !alone && (is_certain || public || !called[index]);
                if is_possible {
                    possible.raise(body, 0, &mut possible_work);
                }
                after_spawn.raise_after_spawns(body, table, summaries, &mut after_spawn_work);
            }
            let awaited = awaited(table);
            for (closure, what) in table.closures.iter().enumerate() {
                if !what.polled {
                    continue;
                }
                // A block that nobody awaits in sight leaves the function: to a framework, if it is that of a trait or
                // of a closure that was given away, or to callers.
                let body = Body { function, closure: Some(closure as u32) };
                let leaves =
                    what.runs == Runs::Here && !awaited[closure] && !alone && !handed_on.is_run(body);
                let given =
                    what.parent.is_some_and(|parent| table.closures[parent as usize].runs == Runs::Later);
                let is_certain = what.together
                    || handed_on.is_started(body)
                    || matches!(what.runs, Runs::Task | Runs::Later)
                    || leaves && (of_trait || given);
                if is_certain {
                    certain.raise(body, 0, &mut certain_work);
                }
                if is_certain || leaves {
                    possible.raise(body, 0, &mut possible_work);
                }
                after_spawn.raise_after_spawns(body, table, summaries, &mut after_spawn_work);
            }
        }
        certain.settle(tables, &handed_on, certain_work);
        possible.settle(tables, &handed_on, possible_work);
        after_spawn.settle(tables, &handed_on, after_spawn_work);
        Contexts { certain, possible, after_spawn }
    }

    /// How certain a body is at an event of its list; `None`: nobody waits.
    pub fn polling(&self, body: Body, event: usize) -> Option<Polling> {
        let ways = [
            (&self.certain, Polling::Certain),
            (&self.possible, Polling::Possible),
            (&self.after_spawn, Polling::AfterSpawn),
        ];
        ways.into_iter().find(|(map, _)| map.has(body, event)).map(|(_, polling)| polling)
    }
}

impl Map {
    fn never(tables: &[FnTable]) -> Map {
        Map {
            functions: vec![NEVER; tables.len()],
            closures: tables.iter().map(|table| vec![NEVER; table.closures.len()]).collect(),
            apart: FxHashSet::default(),
        }
    }

    fn from(&self, body: Body) -> usize {
        match body.closure {
            Some(closure) => self.closures[body.function.index()][closure as usize],
            None => self.functions[body.function.index()],
        }
    }

    /// Whether an event is part of it.
    fn has(&self, body: Body, event: usize) -> bool {
        let from = self.from(body);
        event >= from && (from == 0 || !self.apart.contains(&(body, event)))
    }

    fn settle(&mut self, tables: &[FnTable], handed: &Handed, mut work: Vec<Body>) {
        while let Some(body) = work.pop() {
            let table = &tables[body.function.index()];
            for (index, event) in body.events(table).iter().enumerate().skip(self.from(body)) {
                if !self.has(body, index) {
                    continue;
                }
                self.spread(body.function, tables, handed, event, 0, &mut work);
            }
        }
    }

    /// What comes after an event that spawns a task.
    fn raise_after_spawns(
        &mut self,
        body: Body,
        table: &FnTable,
        summaries: &[Summary],
        work: &mut Vec<Body>,
    ) {
        let mut arms: Vec<ArmId> = Vec::new();
        let mut first = None;
        for (index, event) in body.events(table).iter().enumerate() {
            let follows = arms.iter().any(|arm| table.arms.may_follow(*arm, event.arm));
            if first.is_some() && !follows {
                self.apart.insert((body, index));
            }
            if spawns(event, summaries) && !arms.contains(&event.arm) {
                arms.push(event.arm);
                first = first.or(Some(index + 1));
            }
        }
        self.raise(body, first.unwrap_or(NEVER), work);
    }

    fn raise(&mut self, body: Body, from: usize, work: &mut Vec<Body>) {
        let known = match body.closure {
            Some(closure) => &mut self.closures[body.function.index()][closure as usize],
            None => &mut self.functions[body.function.index()],
        };
        if from < *known {
            *known = from;
            work.push(body);
        }
    }

    /// What an event awaits keeps others waiting like itself.
    fn spread(
        &mut self,
        function: FnId,
        tables: &[FnTable],
        handed: &Handed,
        event: &Event,
        depth: usize,
        work: &mut Vec<Body>,
    ) {
        let table = &tables[function.index()];
        match &event.kind {
            EventKind::Call(call) => {
                for target in &call.targets {
                    if tables[target.index()].polled {
                        self.raise(Body { function: *target, closure: None }, 0, work);
                    }
                }
            }
            EventKind::RunClosure(closure) if table.closures[*closure as usize].polled => {
                self.raise(Body { function, closure: Some(*closure) }, 0, work);
            }
            EventKind::RunClosure(closure) if depth < 4 => {
                for inner in &table.closures[*closure as usize].events {
                    self.spread(function, tables, handed, inner, depth + 1, work);
                }
            }
            EventKind::RunParam(param) | EventKind::PollParam(param) => {
                let bodies = handed.by_param(function, *param).iter().filter(|body| body.is_polled(tables));
                bodies.for_each(|body| self.raise(*body, 0, work));
            }
            _ => {}
        }
    }
}

impl Body {
    /// What happens in it.
    pub fn events(self, table: &FnTable) -> &[Event] {
        match self.closure {
            Some(closure) => &table.closures[closure as usize].events,
            None => &table.events,
        }
    }

    /// Whether an executor polls it.
    pub fn is_polled(self, tables: &[FnTable]) -> bool {
        let table = &tables[self.function.index()];
        match self.closure {
            Some(closure) => table.closures[closure as usize].polled,
            None => table.polled,
        }
    }

    /// The bodies of a function that an executor polls.
    pub fn polled(function: FnId, table: &FnTable) -> impl Iterator<Item = Body> {
        let own = table.polled.then_some(Body { function, closure: None });
        // The second round of a loop makes its closures again.
        let again = |index: usize| {
            table.closures[..index].iter().any(|known| known.span == table.closures[index].span)
        };
        let closures = table
            .closures
            .iter()
            .enumerate()
            .filter(move |(index, closure)| closure.polled && !again(*index));
        own.into_iter().chain(closures.map(move |(index, _)| Body { function, closure: Some(index as u32) }))
    }
}

/// Whether an event spawns a task.
fn spawns(event: &Event, summaries: &[Summary]) -> bool {
    match &event.kind {
        EventKind::Spawn { task, .. } => *task,
        EventKind::Call(call) => call.targets.iter().any(|target| summaries[target.index()].spawns),
        _ => false,
    }
}

/// Which closures of a function are awaited by something that is polled itself.
fn awaited(table: &FnTable) -> Vec<bool> {
    let mut awaited = vec![false; table.closures.len()];
    let polled = table
        .closures
        .iter()
        .filter(|closure| closure.polled)
        .map(|closure| &closure.events)
        .chain(table.polled.then_some(&table.events));
    for event in polled.flatten() {
        if let EventKind::RunClosure(closure) = event.kind {
            awaited[closure as usize] = true;
        }
    }
    awaited
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::of_text;

    /// The heat of each named function at its first event.
    fn pollings(text: &str, names: &[&str]) -> Vec<Option<Polling>> {
        of_text("lib.rs", text, |model, named| {
            let polling =
                |name: &&str| model.contexts.polling(Body { function: named(name), closure: None }, 0);
            names.iter().map(polling).collect()
        })
    }

    #[test]
    fn what_a_task_awaits_is_hot_and_what_only_main_awaits_is_cold() {
        let text = "
            async fn main() { first().await; tokio::spawn(task()); last().await; }
            async fn first() { step(); }
            async fn task() { below().await; }
            async fn below() { step(); }
            async fn last() { step(); }
            fn step() {}";
        assert_eq!(
            pollings(text, &["first", "task", "below", "last", "step"]),
            [None, Some(Polling::Certain), Some(Polling::Certain), Some(Polling::AfterSpawn), None]
        );
    }

    #[test]
    fn who_is_called_from_nowhere_is_open_and_who_is_handed_on_is_hot() {
        let text = "
            pub async fn api() { step(); }
            async fn handler() { step(); }
            pub fn routes() { get(handler); }
            fn step() {}";
        assert_eq!(pollings(text, &["api", "handler"]), [Some(Polling::Possible), Some(Polling::Certain)]);
    }

    #[test]
    fn what_is_handed_on_is_polled_where_it_is_run() {
        let text = "
            pub fn init() { enter(run()); beside(task()); spread(kept()); }
            fn enter(run: impl Future) { tokio::runtime::Handle::current().block_on(run) }
            fn beside(run: impl Future + Send + 'static) { begin(run) }
            fn begin(run: impl Future + Send + 'static) { tokio::spawn(run); }
            fn spread(run: impl Future + Send + 'static) { unknown(run) }
            async fn run() { step(); }
            async fn task() { step(); }
            async fn kept() { step(); }
            fn step() {}";
        assert_eq!(
            pollings(text, &["run", "task", "kept"]),
            [None, Some(Polling::Certain), Some(Polling::Possible)]
        );
    }

    #[test]
    fn nothing_comes_after_a_spawn_in_another_arm() {
        let text = "
            async fn main() {
                match std::env::args().count() {
                    1 => { tokio::spawn(task()); serve().await; }
                    _ => show().await,
                }
                if std::env::args().count() > 2 { start(); return; }
                list().await;
            }
            fn start() { tokio::spawn(task()); }
            async fn task() { step(); }
            async fn serve() { step(); }
            async fn show() { step(); }
            async fn list() { step(); }
            fn step() {}";
        assert_eq!(
            pollings(text, &["serve", "show", "list"]),
            [Some(Polling::AfterSpawn), None, Some(Polling::AfterSpawn)]
        );
    }
}
