//! `process_state_race`: state of the whole process is changed while other threads run, or work is done where a thread
//! may have been stopped anywhere.

use rustc_hash::FxHashSet;

use super::{Family, Rule, places};
use crate::catalog::Runs;
use crate::finding::{Finding, Level, Site};
use crate::model::chain::Link;
use crate::model::context::{Body, Polling};
use crate::model::executors::starts_beside_workers;
use crate::model::summary::{Found, Reach};
use crate::model::table::{Callable, Confined, Dispatch, Event, EventKind, FnTable};
use crate::model::{FnId, Model};
use crate::text::{Span, Symbol};

/// The rule.
pub(super) static PROCESS_STATE_RACE: Rule = Rule {
    name: "process_state_race",
    family: Family::SharedState,
    level: Level::Warn,
    preview: false,
    summary: "process-wide state is changed while other threads run",
    docs: include_str!("process_state_race.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        lists(function, table, &mut |body, events, runs| {
            let mut spawned: Option<(Span, bool)> = None;
            for (at, event) in events.iter().enumerate() {
                match &event.kind {
                    EventKind::Spawn { guessed, .. }
                        if spawned.is_none_or(|(_, known)| known && !guessed) =>
                    {
                        spawned = Some((event.span, *guessed));
                    }
                    EventKind::Process(name) => {
                        let thread = matches!(runs, Runs::Thread | Runs::Task);
                        let polling = model.contexts.polling(body, at);
                        let beside = table_polled(table, body) && polling == Some(Polling::Certain);
                        if spawned.is_some() || thread || beside {
                            // Where it runs says the same as what it has started.
                            let guessed = !thread && !beside && spawned.is_some_and(|(_, guessed)| guessed);
                            let finding = changed(model, function, *name, event.span, spawned);
                            let confidence = finding.confidence.of_a_guess(guessed);
                            findings.push(finding.confidence(confidence));
                        }
                    }
                    EventKind::Confined(confined) => {
                        findings.extend(confined_work(model, function, table, confined, event.span));
                    }
                    _ => {}
                }
            }
        });
    }
    let known: FxHashSet<_> = findings.iter().map(|finding| finding.primary.location).collect();
    let started = below_async_main(model);
    findings.extend(started.into_iter().filter(|finding| !known.contains(&finding.primary.location)));
    findings
}

/// Changes of the environment below a `main` whose runtime has started its threads before.
fn below_async_main(model: &Model<'_>) -> Vec<Finding> {
    let functions = (0..model.tables.len()).map(|index| FnId(index as u32));
    let mains = functions.filter(|id| model.defs.is_main(*id) && starts_beside_workers(model.defs, *id));
    let mut findings = Vec::new();
    for main in mains {
        let mut seen = FxHashSet::default();
        let mut open = vec![(Body { function: main, closure: None }, Vec::new())];
        while let Some((body, calls)) = open.pop() {
            if calls.len() > MAX_CALLS || !seen.insert(body) {
                continue;
            }
            let function = body.function;
            for event in body.events(&model.tables[function.index()]) {
                let link = Link { function, span: event.span };
                match &event.kind {
                    EventKind::Process(name) if !is_folder(*name) => {
                        findings.push(beside_workers(model, main, &calls, *name, link));
                    }
                    EventKind::RunClosure(closure) => {
                        open.push((Body { function, closure: Some(*closure) }, calls.clone()));
                    }
                    EventKind::Call(call) if call.dispatch == Dispatch::Static => {
                        let calls = [calls.as_slice(), &[link]].concat();
                        let targets = call.targets.iter().map(|id| Body { function: *id, closure: None });
                        open.extend(targets.map(|body| (body, calls.clone())));
                    }
                    _ => {}
                }
            }
        }
    }
    findings
}

fn beside_workers(model: &Model<'_>, main: FnId, calls: &[Link], name: Symbol, at: Link) -> Finding {
    let begins = Link { function: main, span: model.defs[main].item.name_span };
    let primary = places::place(model, at, "changes it for all threads");
    let mut steps = vec![places::place(model, begins, "runs when the runtime has started its threads")];
    steps.extend(calls.iter().map(|call| places::place(model, *call, "calls the function that changes it")));
    steps.push(primary.clone());
    finding(
        model,
        at.function,
        format!(
            "`{name}` changes the environment below an asynchronous `main`, whose runtime has started its threads before: it \
             races with any of them that reads it, including inside the C library"
        ),
        primary,
        steps,
        "change it in a plain `main` that builds the runtime afterwards",
    )
}

/// The change is looked for so many calls below `main`.
const MAX_CALLS: usize = 4;

/// Whether a function that changes the process changes its working directory.
fn is_folder(name: Symbol) -> bool {
    name.as_str().contains("dir")
}

fn table_polled(table: &FnTable, body: Body) -> bool {
    body.closure.map_or(table.polled, |closure| table.closures[closure as usize].polled)
}

/// The lists of events of a function, each with where it runs.
fn lists(function: FnId, table: &FnTable, visit: &mut dyn FnMut(Body, &[Event], Runs)) {
    visit(Body { function, closure: None }, &table.events, Runs::Here);
    for (index, closure) in table.closures.iter().enumerate() {
        visit(Body { function, closure: Some(index as u32) }, &closure.events, closure.runs);
    }
}

fn changed(
    model: &Model<'_>,
    function: FnId,
    name: Symbol,
    at: Span,
    spawned: Option<(Span, bool)>,
) -> Finding {
    let primary = places::place(model, Link { function, span: at }, "changes it for all threads");
    let mut related = Vec::new();
    if let Some((span, guessed)) = spawned {
        let label = places::assumed("starts another thread", guessed);
        related.push(places::place(model, Link { function, span }, &label));
    }
    related.push(primary.clone());
    let what = if is_folder(name) { "the working directory" } else { "the environment" };
    let why = if is_folder(name) {
        "relative paths in other threads now resolve elsewhere"
    } else {
        "it races with any thread that reads it, including inside the C library"
    };
    finding(
        model,
        function,
        format!("`{name}` changes {what} while other threads run: {why}"),
        primary,
        related,
        "change it before the first thread starts, or pass the value explicitly",
    )
}

/// Work after `fork`, or in a signal handler: any lock may be held by a thread that is not there.
fn confined_work(
    model: &Model<'_>,
    function: FnId,
    table: &FnTable,
    confined: &Confined,
    at: Span,
) -> Option<Finding> {
    let lock = match confined.callable {
        Callable::Closure(closure) => {
            let reach = Reach { id: function, table, summaries: &model.summaries };
            let mut lock: Option<Link> = None;
            for event in &table.closures[closure as usize].events {
                reach.event(event, &mut |found| {
                    if let (None, Found::Acquire(reached)) = (lock, found)
                        && reached.mode.is_lock()
                    {
                        lock = Some(reached.chain.last());
                    }
                });
            }
            lock
        }
        Callable::Fn(id) => {
            let mut reached = model.summaries[id.index()].acquires.iter();
            reached.find(|reached| reached.mode.is_lock()).map(|reached| reached.chain.last())
        }
        Callable::Param(_) => None,
    }?;
    let (place, who) = if confined.forked {
        ("between `fork` and `exec`", "a thread that held it may be gone in the child")
    } else {
        ("in a signal handler", "the interrupted thread may hold it")
    };
    let primary = places::place(model, Link { function, span: at }, "runs its argument there");
    let related = vec![primary.clone(), places::place(model, lock, "takes a lock")];
    Some(finding(
        model,
        function,
        format!("a lock is taken {place}: {who}, so this can deadlock"),
        primary,
        related,
        "do only async-signal-safe work there: set an atomic flag, write to a pipe, call `libc` directly",
    ))
}

fn finding(
    model: &Model<'_>,
    function: FnId,
    message: String,
    primary: Site,
    related: Vec<Site>,
    help: &str,
) -> Finding {
    PROCESS_STATE_RACE.finding(primary, message).steps(related).help(help).in_test(model.defs[function].test)
}
