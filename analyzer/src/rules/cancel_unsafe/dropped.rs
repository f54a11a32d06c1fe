//! Which futures may be dropped before they are done: those that are raced, or that somebody outside may race, and all
//! that they await. A task runs to its end, where nothing in the package aborts tasks and none of its executors drops those
//! whose handle is dropped.

use rustc_hash::FxHashSet;

use crate::catalog::Runs;
use crate::model::context::Body;
use crate::model::table::{Event, EventKind, FnTable};
use crate::model::{FnId, Model};

pub(super) struct Dropped {
    /// By function: whether its future may be dropped.
    functions: Vec<bool>,
    /// By package: whether tasks may be.
    tasks: Vec<bool>,
}

impl Dropped {
    /// Decides every function. Linear in the number of events.
    pub(super) fn of(model: &Model<'_>) -> Dropped {
        let mut called = vec![false; model.tables.len()];
        for target in model.tables.iter().flat_map(FnTable::all_events).flat_map(targets) {
            called[target.index()] = true;
        }
        let handed: FxHashSet<FnId> = model.tables.iter().flat_map(|table| &table.tasks).copied().collect();
        let mut dropped = Dropped { functions: vec![false; model.tables.len()], tasks: tasks(model) };
        let mut work: Vec<FnId> = Vec::new();
        for (index, table) in model.tables.iter().enumerate() {
            let function = FnId(index as u32);
            let alone = model.defs.is_main(function) || model.defs.fns[index].test;
            if table.polled && !alone {
                let outside =
                    model.is_callable_outside(function) || !called[index] && !handed.contains(&function);
                if outside {
                    work.push(function);
                }
            }
            for race in &table.races {
                let events = Body { function, closure: race.body }.events(table);
                for branch in &race.branches {
                    let polls = branch.polls.start.min(events.len())..branch.polls.end.min(events.len());
                    work.extend(events[polls].iter().flat_map(targets));
                }
            }
        }
        while let Some(function) = work.pop() {
            let known = &mut dropped.functions[function.index()];
            if !std::mem::replace(known, true) {
                let table = &model.tables[function.index()];
                let task = dropped.tasks[package(model, function)];
                let closures = table.closures.iter().filter(|closure| task || closure.runs != Runs::Task);
                let events = table.events.iter().chain(closures.flat_map(|closure| &closure.events));
                work.extend(events.flat_map(targets));
            }
        }
        dropped
    }

    /// Whether what runs a body may drop it half-way.
    pub(super) fn may_be(&self, model: &Model<'_>, body: Body) -> bool {
        let table = &model.tables[body.function.index()];
        match body.closure {
            // A block of a function that is none itself leaves it, and somebody else polls it.
            Some(closure) => {
                let closure = &table.closures[closure as usize];
                match closure.runs {
                    Runs::Task => self.tasks[package(model, body.function)],
                    _ => !table.polled || self.functions[body.function.index()],
                }
            }
            None => self.functions[body.function.index()],
        }
    }
}

fn package(model: &Model<'_>, function: FnId) -> usize {
    model.defs.modules[model.defs[function].module.index()].package
}

/// By package: whether tasks may be dropped before they are done.
fn tasks(model: &Model<'_>) -> Vec<bool> {
    // A task of these is dropped with its handle.
    const DROPPING: [&str; 4] = ["smol", "async_executor", "async_task", "gpui"];
    let packages = model.defs.modules.iter().map(|module| module.package + 1).max().unwrap_or(0);
    let mut tasks: Vec<bool> = (0..packages)
        .map(|package| DROPPING.iter().any(|name| model.defs.depends_on(package, name)))
        .collect();
    for (index, table) in model.tables.iter().enumerate() {
        tasks[package(model, FnId(index as u32))] |= table.aborts;
    }
    tasks
}

/// What an event calls.
fn targets(event: &Event) -> Vec<FnId> {
    match &event.kind {
        EventKind::Call(call) => call.targets.to_vec(),
        _ => Vec::new(),
    }
}
