//! `callback_while_locked`: a guard is held while control leaves to code that others supply.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Family, Rule, places};
use crate::catalog::Mode;
use crate::facts::ir::{Access, Receiver};
use crate::finding::{Confidence, Finding, Level};
use crate::model::chain::Link;
use crate::model::place::Class;
use crate::model::table::{Ask, Callback, CallbackKind, Event, EventKind, Guard};
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
    let mut entries: Option<Entries> = None;
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        if model.defs.fns[index].test {
            continue;
        }
        let mut seen = FxHashSet::default();
        for event in table.all_events() {
            let EventKind::Callback(callback) = &event.kind else { continue };
            let entries = entries.get_or_insert_with(|| entries_of(model));
            if let Some((guard, back)) = locked(model, function, event, callback, entries)
                && seen.insert(guard.span)
            {
                findings.push(finding(model, function, event, callback, guard, back));
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
fn locked<'m>(
    model: &'m Model<'_>,
    function: FnId,
    event: &Event,
    callback: &Callback,
    entries: &Entries,
) -> Option<(&'m Guard, FnId)> {
    // `with(|state| …)`: the caller wants to work under the lock. And where all callers are in sight, so is what their
    // closures do.
    if callback.what == CallbackKind::Param && (callback.given || !model.is_callable_outside(function))
        || callback.lent
    {
        return None;
    }
    if let CallbackKind::Object(method) = callback.what
        && locks_nothing(model, method)
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
            && guard.lock.class.is_global();
        let waits = |(_, mode): &&(FnId, Ask)| mode.conflicts(guard.mode);
        let known = entries.get(&guard.lock.class).filter(|_| usable)?;
        // Another function than this one says more about what a callback may want.
        let back = known
            .iter()
            .filter(waits)
            .find(|(id, _)| *id != function)
            .or_else(|| known.iter().find(|entry| waits(entry)))?;
        Some((guard, back.0))
    })
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

fn finding(
    model: &Model<'_>,
    function: FnId,
    event: &Event,
    callback: &Callback,
    guard: &Guard,
    back: FnId,
) -> Finding {
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
        &format!("calls the callback while {name} is held"),
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
