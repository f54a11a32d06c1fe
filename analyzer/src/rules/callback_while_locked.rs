//! `callback_while_locked`: a guard is held while control leaves to code that others supply.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Family, Rule, places};
use crate::catalog::Mode;
use crate::facts::ir::{Access, Receiver};
use crate::finding::{Confidence, Finding, Level};
use crate::model::callbacks::CalledBack;
use crate::model::chain::Link;
use crate::model::place::{Class, ClassRoot, Place, Step};
use crate::model::table::{Ask, Callable, Callback, CallbackKind, Event, EventKind, Guard};
use crate::model::{FnId, Model};

/// The rule.
pub(super) static CALLBACK_WHILE_LOCKED: Rule = Rule {
    name: "callback_while_locked",
    family: Family::Deadlock,
    level: Level::Warn,
    preview: false,
    summary: "a callback that may need a lock runs while that lock is held",
    docs: include_str!("callback_while_locked.md"),
    clippy_twins: &[],
    yields_to: &[&super::double_lock::DOUBLE_LOCK],
    run,
};

/// Public functions by the locks that they take themselves or through what they call.
type Entries = FxHashMap<Class, Vec<(FnId, Ask)>>;

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let callbacks = model.callbacks();
    if callbacks.is_empty() {
        return findings;
    }
    let entries = entries_of(model);
    let mut seen = FxHashSet::default();
    for ways in &callbacks {
        // What one callback may do under one lock is told once.
        let mut told = FxHashSet::default();
        for way in ways {
            if let Some((guard, back)) = locked(model, way, &entries)
                && (way.chain.len() == 1 || told.insert(&guard.lock.class))
                && seen.insert((way.function, guard.span))
            {
                told.insert(&guard.lock.class);
                findings.push(finding(model, way, guard, back));
            }
        }
    }
    findings
}

fn entries_of(model: &Model<'_>) -> Entries {
    let mut entries = Entries::default();
    for (index, function) in model.defs.fns.iter().enumerate() {
        // Code outside calls what it can name; a program has no such code, and what is its own can name the rest.
        let id = FnId(index as u32);
        let named = match model.defs.in_library(function.module) {
            true => model.is_callable_outside(id),
            false => function.item.access != Access::Private,
        };
        if !named || function.test || model.defs.is_drop(id) {
            continue;
        }
        // Who has the owner alone is not called from within what the owner calls.
        let alone = matches!(function.item.receiver, Some(Receiver::RefMut | Receiver::Value));
        for reached in &model.summaries[index].acquires {
            let own = alone && !reached.lock.shared;
            if !own && reached.mode.is_lock() && reached.lock.class.is_global() && reached.chain.len() <= 3 {
                let known = entries.entry(reached.lock.class.clone()).or_default();
                known.push((FnId(index as u32), reached.mode));
            }
        }
    }
    entries
}

/// The guard that is held, and a public function that would wait for it.
fn locked<'m>(model: &'m Model<'_>, way: &CalledBack<'_>, entries: &Entries) -> Option<(&'m Guard, FnId)> {
    let CalledBack { function, event, callback, .. } = way;
    // `with(|state| …)`: the caller wants to work under the lock. And where all callers are in sight, so is what their
    // closures do.
    if callback.what == CallbackKind::Param && (callback.given || !model.is_callable_outside(*function))
        || callback.lent
        || is_harmless(model, callback)
    {
        return None;
    }
    let table = &model.tables[function.index()];
    event.held.iter().rev().find_map(|held| {
        let guard = &table.guards[held.guard as usize];
        let usable = held.must
            && guard.mode.is_lock()
            && guard.mode != Mode::Permit
            && !guard.is_async
            && guard.param.is_none()
            && guard.lock.class.is_global()
            && concerns(model, way, guard)
            && stays(event, held.guard);
        let waits = |(_, mode): &&(FnId, Ask)| mode.conflicts(guard.mode);
        let known = entries.get(&guard.lock.class).filter(|_| usable)?;
        // Another function than this one says more about what a callback may want.
        let back = known
            .iter()
            .filter(waits)
            .find(|(id, _)| *id != *function)
            .or_else(|| known.iter().find(|entry| waits(entry)))?;
        Some((guard, back.0))
    })
}

/// Whether a lock concerns a callback. One that is run far away is kept beside the lock or under it; a listener is one of
/// several under the lock.
fn concerns(model: &Model<'_>, way: &CalledBack<'_>, guard: &Guard) -> bool {
    let lock = &guard.lock.path;
    // What another lock protects is another one's affair.
    let under = |place: &Place| {
        let rest = place.path.steps.strip_prefix(lock.steps.as_slice()).unwrap_or_default();
        let (first, rest) = rest.split_first()?;
        let is_under =
            place.path.root == lock.root && *first == Step::Inside && !rest.contains(&Step::Inside);
        is_under.then(|| rest.to_vec())
    };
    let is_listed = |rest: Vec<Step>| rest.iter().any(|step| matches!(step, Step::Any | Step::Key(_)));
    match (way.callback.what, &way.of) {
        (CallbackKind::Object(_), _) if way.callback.listed && way.chain.len() == 1 => true,
        _ if way.chain.len() > 1 && way.callback.answers => false,
        // What has to be changed to be called is a part of the data, as a column is, rather than a listener.
        (CallbackKind::Object(method), Some(of)) => {
            let changes = matches!(model.defs[method].item.receiver, Some(Receiver::RefMut));
            under(of).is_some_and(is_listed) && !(changes && way.chain.len() > 1)
        }
        (CallbackKind::Object(_), None) => false,
        _ if way.chain.len() == 1 => true,
        (_, Some(of)) => {
            let is_beside = of.class.root == guard.lock.class.root
                && matches!(of.class.root, ClassRoot::Adt(_) | ClassRoot::Static(_))
                && of.path.root == lock.root
                && lock.steps.split_last().is_none_or(|(_, owner)| of.path.steps.starts_with(owner));
            (is_beside || under(of).is_some()) && !way.with.iter().any(|with| under(with).is_some())
        }
        (_, None) => false,
    }
}

/// Whether a guard stays with the function while it calls another.
fn stays(event: &Event, guard: u32) -> bool {
    match &event.kind {
        EventKind::Call(call) => {
            call.still_holds(guard, &[]) && !call.args.iter().any(|arg| arg.lent().contains(&guard))
        }
        _ => true,
    }
}

/// Whether all that may run there is in sight and comes back to nobody.
fn is_harmless(model: &Model<'_>, callback: &Callback) -> bool {
    match callback.what {
        CallbackKind::Object(method) => locks_nothing(model, method),
        CallbackKind::Stored => callback.of.as_ref().is_some_and(|of| all_lock_nothing(model, &of.class)),
        CallbackKind::Param | CallbackKind::Waker => false,
    }
}

/// Whether all closures that are put there are in sight, and there are some, and these take no lock and call nothing that
/// others have supplied.
fn all_lock_nothing(model: &Model<'_>, kept: &Class) -> bool {
    let mut kept = kept.clone();
    kept.strip_elements();
    let tables = (0..).map(FnId).zip(&model.tables);
    let mut put =
        tables.flat_map(|(id, table)| table.kept_callables.iter().map(move |(to, what)| (id, to, what)));
    let mut any = false;
    let all = put.all(|(id, to, what)| {
        let is_there = *to == kept;
        any |= is_there;
        !is_there || what.as_ref().is_some_and(|what| is_quiet(model, id, what, 0))
    });
    any && all
}

/// Closures within closures are looked into so deep.
const MAX_DEPTH: u32 = 4;

/// Whether what a function has there takes no lock and calls nothing that others have supplied.
fn is_quiet(model: &Model<'_>, function: FnId, what: &Callable, depth: u32) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    let reaches_nothing = |id: FnId| {
        let summary = &model.summaries[id.index()];
        summary.acquires.is_empty() && summary.runs.is_empty() && !summary.cut
    };
    match what {
        Callable::Fn(id) => {
            let calls_back = |event: &Event| matches!(event.kind, EventKind::Callback(_));
            reaches_nothing(*id) && !model.tables[id.index()].all_events().any(calls_back)
        }
        Callable::Closure(closure) => {
            let table = &model.tables[function.index()];
            table.closures[*closure as usize].events.iter().all(|event| match &event.kind {
                EventKind::Acquire(_) | EventKind::RunParam(_) | EventKind::Callback(_) => false,
                EventKind::Call(call) => call.targets.iter().all(|id| reaches_nothing(*id)),
                EventKind::RunClosure(inner) => {
                    is_quiet(model, function, &Callable::Closure(*inner), depth + 1)
                }
                _ => true,
            })
        }
        // All callers are in sight, and there are some.
        Callable::Param(param) => {
            let mut any = false;
            let mut given = model.tables.iter().enumerate().flat_map(|(index, table)| {
                table.all_events().filter_map(move |event| match &event.kind {
                    EventKind::Call(call) if call.targets.contains(&function) => {
                        Some((FnId(index as u32), call.args.get(*param as usize)?.callable.as_ref()))
                    }
                    _ => None,
                })
            });
            let all = given.all(|(caller, given)| {
                any = true;
                given.is_some_and(|given| is_quiet(model, caller, given, depth + 1))
            });
            any && all && !model.is_callable_outside(function)
        }
    }
}

/// Whether all implementations of a trait's method are such that they come back to nobody: there are some in sight, and these
/// take no lock and call nothing that others have supplied.
fn locks_nothing(model: &Model<'_>, method: FnId) -> bool {
    let mut real = model.types.implementations(method).filter(|id| !model.defs[*id].test).peekable();
    real.peek().is_some()
        && real.all(|id| {
            let (summary, table) = (&model.summaries[id.index()], &model.tables[id.index()]);
            let calls_back = table.all_events().any(|event| matches!(event.kind, EventKind::Callback(_)));
            summary.acquires.is_empty() && !summary.cut && !calls_back
        })
}

fn finding(model: &Model<'_>, way: &CalledBack<'_>, guard: &Guard, back: FnId) -> Finding {
    let CalledBack { function, event, callback, .. } = way;
    let function = *function;
    let name = places::lock_name(model, &guard.lock);
    let back_name = model.defs.fn_name(back);
    let what = match callback.what {
        CallbackKind::Stored => "a stored callback runs".to_string(),
        CallbackKind::Param => "the caller's closure runs".to_string(),
        CallbackKind::Object(id) => {
            format!("`{}` of a trait object runs", model.defs.fn_name(id))
        }
        CallbackKind::Waker => "a task is woken (and possibly polled at once)".to_string(),
    };
    let message = format!("{what} while {name} is held: deadlock if it calls `{back_name}`");
    let primary = places::place(
        model,
        Link { function, span: event.span },
        &places::call(model, &way.chain, &format!("calls the callback while {name} is held")),
    );
    let mut related = Vec::new();
    match guard.via {
        Some((callee, span)) => {
            let link = Link { function: callee, span };
            related.push(places::place(
                model,
                link,
                &format!("{} and returns the guard", name.taken(guard.mode.takes())),
            ));
            let link = Link { function, span: guard.span };
            related.push(places::place(model, link, &format!("receives the guard of {name} from this call")));
        }
        None => {
            let link = Link { function, span: guard.span };
            related.push(places::place(model, link, &name.taken(guard.mode.takes())));
        }
    }
    related.push(primary.clone());
    related.extend(places::chain(model, &way.chain, "calls the callback"));
    let entry = model.summaries[back.index()]
        .acquires
        .iter()
        .find(|reached| reached.lock.class == guard.lock.class && reached.mode.conflicts(guard.mode));
    if let Some(link) = entry.map(|reached| reached.chain.last()) {
        related.push(places::place(
            model,
            link,
            &format!("{} when `{back_name}` is called", name.taken(Mode::Exclusive.takes())),
        ));
    }
    let help = match callback.what {
        CallbackKind::Waker => "take the waker out under the lock, drop the guard, then wake",
        CallbackKind::Param => "call it before taking the lock or after dropping the guard",
        _ => {
            "copy the callbacks out of the lock first (`let listeners = self.listeners.lock().unwrap().clone();` with \
             `Arc`s), or take them out and put them back"
        }
    };
    CALLBACK_WHILE_LOCKED
        .finding(primary, message)
        // Most executors only note that the task is to be polled.
        .confidence(if callback.what == CallbackKind::Waker { Confidence::Low } else { Confidence::Medium })
        .steps(related)
        .locks([name.plain()])
        .help(help)
}
