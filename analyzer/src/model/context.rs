//! Where code runs: which bodies an executor polls while other tasks wait for its thread.
//!
//! A *body* is a function or an async block (or async closure) of one. An executor polls async functions, async blocks
//! and functions like `Future::poll`; what they call runs with them. Such a body is *hot* when other tasks may wait for
//! its thread: when it is spawned or polled beside others, when it is a handler that nobody calls in sight, or when
//! something hot awaits it. It is *open* when others may wait, but it is not sure that there are any, as in a public
//! function of a library. `main`, tests and what only they await are *late* from where a task was spawned on: that one may
//! be waiting, or done. Before that, these are alone, and whoever blocks there blocks nobody else.

use super::defs::{Defs, Owner};
use super::ids::FnId;
use super::summary::Summary;
use super::table::{Callable, Event, EventKind, FnTable};
use crate::catalog::Runs;
use crate::facts::ir::Access;

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
pub enum Heat {
    /// After the first spawn: the task that was spawned may.
    Late,
    /// Possibly: callers out of sight decide.
    Open,
    /// Surely: an executor polls it beside others.
    Hot,
}

/// For each body: how hot it is from which event on.
#[derive(Debug, Default)]
pub struct Contexts {
    hot: Map,
    open: Map,
    late: Map,
}

/// For each function and each of its closures: the index of an event.
#[derive(Debug, Default)]
struct Map {
    functions: Vec<usize>,
    closures: Vec<Vec<usize>>,
}

const NEVER: usize = usize::MAX;

impl Contexts {
    /// Decides every body. Linear in the number of events, times the number of times a body gets hotter (at most two).
    pub fn of(defs: &Defs<'_>, tables: &[FnTable], summaries: &[Summary]) -> Contexts {
        let mut called = vec![false; tables.len()];
        let mut handed = vec![false; tables.len()];
        for table in tables {
            for event in table.all_events() {
                if let EventKind::Call(call) = &event.kind {
                    call.targets.iter().for_each(|target| called[target.index()] = true);
                    for arg in &call.args {
                        if let Some(Callable::Fn(id)) = arg.callable {
                            handed[id.index()] = true;
                        }
                    }
                }
            }
            table.tasks.iter().for_each(|target| handed[target.index()] = true);
        }
        let mut hot = Map::cold(tables);
        let mut open = Map::cold(tables);
        let mut late = Map::cold(tables);
        let (mut hot_work, mut open_work, mut late_work) = (Vec::new(), Vec::new(), Vec::new());
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
                let public = item.item.access != Access::Private && defs.in_library(item.module);
                // What nobody calls in sight and no framework asks for is called by what could not be resolved.
                let asked_for = of_trait || item.item.attrs.iter().any(|attr| registers(attr));
                let is_hot = !alone && (handed[index] || !called[index] && asked_for);
                let body = Body { function, closure: None };
                if is_hot {
                    hot.raise(body, 0, &mut hot_work);
                }
                let is_open = !alone && (is_hot || public || !called[index]);
                if is_open {
                    open.raise(body, 0, &mut open_work);
                }
                late.raise(body, first_spawn(&table.events, summaries), &mut late_work);
            }
            let awaited = awaited(table);
            for (closure, what) in table.closures.iter().enumerate() {
                if !what.polled {
                    continue;
                }
                // A block that nobody awaits in sight leaves the function: to a framework, if it is that of a trait or
                // of a closure that was given away, or to callers.
                let leaves = what.runs == Runs::Here && !awaited[closure] && !alone;
                let given =
                    what.parent.is_some_and(|parent| table.closures[parent as usize].runs == Runs::Later);
                let is_hot = what.together
                    || matches!(what.runs, Runs::Task | Runs::Later)
                    || leaves && (of_trait || given);
                let body = Body { function, closure: Some(closure as u32) };
                if is_hot {
                    hot.raise(body, 0, &mut hot_work);
                }
                if is_hot || leaves {
                    open.raise(body, 0, &mut open_work);
                }
                late.raise(body, first_spawn(&what.events, summaries), &mut late_work);
            }
        }
        hot.settle(tables, hot_work);
        open.settle(tables, open_work);
        late.settle(tables, late_work);
        Contexts { hot, open, late }
    }

    /// How hot a body is at an event of its list; `None`: nobody waits.
    pub fn heat(&self, body: Body, event: usize) -> Option<Heat> {
        let ways = [(&self.hot, Heat::Hot), (&self.open, Heat::Open), (&self.late, Heat::Late)];
        ways.into_iter().find(|(map, _)| event >= map.from(body)).map(|(_, heat)| heat)
    }
}

impl Map {
    fn cold(tables: &[FnTable]) -> Map {
        Map {
            functions: vec![NEVER; tables.len()],
            closures: tables.iter().map(|table| vec![NEVER; table.closures.len()]).collect(),
        }
    }

    fn from(&self, body: Body) -> usize {
        match body.closure {
            Some(closure) => self.closures[body.function.index()][closure as usize],
            None => self.functions[body.function.index()],
        }
    }

    fn settle(&mut self, tables: &[FnTable], mut work: Vec<Body>) {
        while let Some(body) = work.pop() {
            let table = &tables[body.function.index()];
            let from = self.from(body);
            for event in body.events(table).iter().skip(from) {
                self.spread(body.function, table, tables, event, 0, &mut work);
            }
        }
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

    /// What a hot event awaits is hot.
    fn spread(
        &mut self,
        function: FnId,
        table: &FnTable,
        tables: &[FnTable],
        event: &Event,
        depth: usize,
        work: &mut Vec<Body>,
    ) {
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
                    self.spread(function, table, tables, inner, depth + 1, work);
                }
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

/// Whether an attribute of that path may hand the function to a framework, as those of routes and commands do.
fn registers(path: &str) -> bool {
    let last = path.rsplit("::").next().unwrap_or(path);
    !matches!(
        last,
        "instrument"
            | "async_recursion"
            | "async_trait"
            | "main"
            | "test"
            | "cfg"
            | "doc"
            | "logcall"
            | "once"
            | "maybe_async"
    )
}

/// After the first event that spawns a task.
fn first_spawn(events: &[Event], summaries: &[Summary]) -> usize {
    let spawns = |event: &Event| match &event.kind {
        EventKind::Spawn { task, .. } => *task,
        EventKind::Call(call) => call.targets.iter().any(|target| summaries[target.index()].spawns),
        _ => false,
    };
    events.iter().position(spawns).map_or(NEVER, |index| index + 1)
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
    use crate::config::Config;
    use crate::model::{self, Basis};
    use crate::sources::{LoadOptions, load};

    /// The heat of each named function at its first event.
    fn heats(text: &str, names: &[&str]) -> Vec<Option<Heat>> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lib.rs");
        std::fs::write(&path, text).expect("a file");
        let sources = load(&[path], &LoadOptions::default()).expect("sources");
        let files = crate::facts::read_all(&sources);
        let config = Config::default();
        let input = Basis { sources: &sources, files: &files, bodies: None, config: &config, trace: None };
        model::with(&input, |model, _| {
            let heat = |name: &&str| {
                let index = (0..model.tables.len())
                    .find(|index| model.defs.fn_name(FnId(*index as u32)) == *name)
                    .expect("a function");
                model.contexts.heat(Body { function: FnId(index as u32), closure: None }, 0)
            };
            names.iter().map(heat).collect()
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
            heats(text, &["first", "task", "below", "last", "step"]),
            [None, Some(Heat::Hot), Some(Heat::Hot), Some(Heat::Late), None]
        );
    }

    #[test]
    fn who_is_called_from_nowhere_is_open_and_who_is_handed_on_is_hot() {
        let text = "
            pub async fn api() { step(); }
            async fn handler() { step(); }
            pub fn routes() { get(handler); }
            fn step() {}";
        assert_eq!(heats(text, &["api", "handler"]), [Some(Heat::Open), Some(Heat::Hot)]);
    }
}
