//! `guard_across_await`: a guard that blocks a thread, or belongs to one, is alive at an await.

mod fix;
mod uses;

use std::borrow::Cow;
use std::cell::LazyCell;

use rustc_hash::{FxHashMap, FxHashSet};

use self::fix::{Names, Starts};
use super::{Family, Rule, executor, places};
use crate::catalog::{self, Mode, Wait};
use crate::facts::ir::Block;
use crate::finding::{Confidence, Finding, Fix, Level};
use crate::model::chain::Link;
use crate::model::context::Body;
use crate::model::place::{ClassRoot, Place, Root, Step};
use crate::model::table::{Event, EventKind, FnTable, Guard, Held, Hold};
use crate::model::{FnId, Model};
use crate::text::Span;

/// The rule.
pub(super) static GUARD_ACROSS_AWAIT: Rule = Rule {
    name: "guard_across_await",
    family: Family::Async,
    level: Level::Deny,
    preview: false,
    summary: "a guard that blocks or belongs to a thread is held across an await",
    docs: include_str!("guard_across_await.md"),
    clippy_twins: &["await_holding_lock", "await_holding_refcell_ref", "await_holding_invalid_type"],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut starts = Starts::default();
    let waited_for = LazyCell::new(|| places::waited_for(model));
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        let code = LazyCell::new(|| {
            let code = model.defs.body(function)?;
            let names = Names::of(&model.defs[function], &code);
            Some((code, names))
        });
        let tried = LazyCell::new(|| tried(table));
        for body in Body::polled(function, table) {
            // By the place of the guard: the second round of a loop makes guards of the same places.
            let mut alive: Vec<(Held, Vec<Span>)> = Vec::new();
            let mut by_place: FxHashMap<Span, usize> = FxHashMap::default();
            let mut seen: FxHashSet<(Span, Span)> = FxHashSet::default();
            for event in body.events(table).iter().filter(|event| matches!(event.kind, EventKind::Await)) {
                for held in &event.held {
                    let guard = &table.guards[held.guard as usize];
                    if guard.is_async || is_alone(table, body, guard) || is_meant(model, function, guard) {
                        continue;
                    }
                    if guard.mode.is_lock()
                        && tried.contains(&guard.span)
                        && !places::may_be_waited_for(&waited_for, &guard.lock.class)
                    {
                        continue;
                    }
                    // Nobody else waits for it: one task takes it, and no other.
                    if guard.mode.is_lock() && !model.may_take(&guard.lock.class, body, false) {
                        continue;
                    }
                    let at = *by_place.entry(guard.span).or_insert(alive.len());
                    if at == alive.len() {
                        alive.push((*held, Vec::new()));
                    }
                    let (known, awaits) = &mut alive[at];
                    known.must |= held.must;
                    if seen.insert((guard.span, event.span)) {
                        awaits.push(event.span);
                    }
                }
            }
            for (held, awaits) in alive {
                let guard = &table.guards[held.guard as usize];
                let fix = fix(model, || code.as_ref(), &mut starts, body, guard, held.must, awaits[0]);
                findings.push(finding(model, body, guard, held.must, &awaits, fix));
            }
        }
    }
    findings
}

/// The places of guards that come from an attempt that waits for nobody, in sight.
fn tried(table: &FnTable) -> FxHashSet<Span> {
    let tries =
        |event: &&Event| matches!(&event.kind, EventKind::Acquire(acquire) if acquire.wait == Wait::Bounded);
    table.all_events().filter(tries).map(|event| event.span).collect()
}

/// Whether the guard is of a lock that nobody else can wait for: a local one that is shared with no other body or function.
fn is_alone(table: &FnTable, body: Body, guard: &Guard) -> bool {
    let root = guard.lock.path.root;
    if !matches!(root, Root::Local(_)) || guard.lock.shared || !guard.mode.is_lock() {
        return false;
    }
    // What it protects can be handed on without it.
    let is_it = |place: &Place| place.path.root == root && !place.path.steps.contains(&Step::Inside);
    let shares = |event: &Event| match &event.kind {
        EventKind::Call(call) => call.args.iter().filter_map(|arg| arg.place.as_ref()).any(is_it),
        _ => false,
    };
    let takes = |event: &Event| matches!(&event.kind, EventKind::Acquire(acquire) if is_it(&acquire.lock));
    table.bodies().all(|(closure, events)| {
        !events.iter().any(shares) && (closure == body.closure || !events.iter().any(takes))
    })
}

/// Whether the guard is of a lock that the process has one of, such as that of its input, and nobody else in sight takes
/// that: then the program means to keep it.
fn is_meant(model: &Model<'_>, function: FnId, guard: &Guard) -> bool {
    let ClassRoot::Lib(name) = guard.lock.class.root else { return false };
    let lock = catalog::lock_type(name.as_str());
    if !lock.is_some_and(|lock| lock.global && !lock.printed) {
        return false;
    }
    let (own, at) = guard.via.unwrap_or((function, guard.span));
    let takes = |event: &Event| matches!(&event.kind, EventKind::Acquire(acquire) if acquire.lock.class == guard.lock.class);
    model.tables.iter().enumerate().all(|(index, table)| {
        let here = |event: &Event| FnId(index as u32) == own && event.span == at;
        !table.all_events().any(|event| takes(event) && !here(event))
    })
}

fn finding(
    model: &Model<'_>,
    body: Body,
    guard: &Guard,
    must: bool,
    awaits: &[Span],
    fix: Option<Fix>,
) -> Finding {
    let function = body.function;
    let name = places::lock_name(model, &guard.lock);
    let cell = matches!(guard.mode, Hold::Lock(Mode::Borrow | Mode::BorrowMut));
    let name = if cell { name.or("a `RefCell`") } else { name };
    let (what, why) = match guard.mode {
        Hold::Lock(Mode::Borrow | Mode::BorrowMut) => {
            (format!("a borrow of {name}"), "another task that borrows it meanwhile panics")
        }
        Hold::Lock(Mode::Entered) => {
            ("an entered span".to_string(), "it also records what other tasks do on this thread")
        }
        _ => (
            format!("the guard of {name}"),
            "a task that waits for the lock blocks its thread, which this task may need to continue",
        ),
    };
    let stays = if must { "is" } else { "may be" };
    let message = format!("{what} {stays} held across an await: {why}");
    let taken = match guard.mode {
        Hold::Lock(Mode::Entered) => "enters the span".to_string(),
        mode => name.taken(mode.takes()),
    };
    let place = |span, label: &str| places::place(model, Link { function, span }, label);
    let primary = place(awaits[0], "may suspend the task here, with the guard held");
    let mut related = vec![executor::entry(model, body)];
    match guard.via {
        Some((callee, span)) => {
            related.push(places::place(
                model,
                Link { function: callee, span },
                &format!("{taken} and returns the guard"),
            ));
            related.push(place(guard.span, "receives the guard from this call"));
        }
        None if guard.param.is_some() => related.push(place(guard.span, "receives the guard as an argument")),
        None => related.push(place(guard.span, &taken)),
    }
    related.push(primary.clone());
    related.extend(awaits[1..].iter().map(|span| place(*span, "may suspend here too")));
    let help = match guard.mode {
        Hold::Lock(Mode::Entered) => {
            "attach the span to the future with `.instrument(span)`, or use `in_scope` between awaits"
        }
        _ if guard.temporary => {
            "bind the value you need with `let` first: the guard is a temporary that lives to the end of the statement, \
             including the whole `match`, `if let`, `while let` or `for`"
        }
        Hold::Lock(Mode::Borrow | Mode::BorrowMut) => {
            "end the borrow before the await, for example with a block"
        }
        _ => "drop the guard before the await, for example with a block, or use an async lock",
    };
    let sure = must && guard.param.is_none() && !guard.lock.path.through_call();
    // A test is one task as a rule: it keeps nobody waiting.
    let in_test = model.defs[function].test;
    let confidence = match sure {
        _ if in_test => Confidence::Low,
        true => Confidence::High,
        false => Confidence::Medium,
    };
    GUARD_ACROSS_AWAIT
        .finding(primary, message)
        .confidence(confidence)
        .steps(related)
        .locks(guard.mode.is_lock().then(|| name.plain()))
        .help(help)
        .fix(fix)
        .in_test(in_test)
}

/// An edit, where the guard has a name and nothing uses it from the await on.
fn fix<'c>(
    model: &Model<'_>,
    code: impl FnOnce() -> Option<&'c (Cow<'c, Block>, Names)>,
    starts: &mut Starts,
    body: Body,
    guard: &Guard,
    must: bool,
    await_: Span,
) -> Option<Fix> {
    let plain = must && !guard.temporary && guard.param.is_none();
    if !plain {
        return None;
    }
    let (code, names) = code()?;
    fix::drop_before(model, (code, names), starts, body, guard, await_)
}
