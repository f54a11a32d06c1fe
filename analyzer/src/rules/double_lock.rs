//! `double_lock`: a lock is acquired while the same thread or task may still hold it.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::places::Name;
use super::{Family, Rule, places};
use crate::catalog::Runs;
use crate::finding::{Confidence, Finding, Level};
use crate::model::context::Body;
use crate::model::nesting::Nested;
use crate::model::place::{Path, Root};
use crate::model::table::Dispatch;
use crate::model::{FnId, Model};
use crate::text::Span;

/// The rule.
pub(super) static DOUBLE_LOCK: Rule = Rule {
    name: "double_lock",
    family: Family::Deadlock,
    level: Level::Deny,
    preview: false,
    summary: "a lock is acquired again while the same thread or task may still hold it",
    docs: include_str!("double_lock.md"),
    clippy_twins: &["if_let_mutex"],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    // One finding for each second acquisition: a guard that is surely held tells more than one that may be.
    let mut told: FxHashMap<(FnId, Span, &Path), usize> = FxHashMap::default();
    let mut chosen: Vec<(&Nested, bool)> = Vec::new();
    for nested in &model.order.nested {
        if !same_instance(nested) {
            continue;
        }
        let (outer, inner) = (&nested.outer, &nested.inner);
        let waits = inner.mode.conflicts(outer.mode);
        if !waits && !inner.mode.queues_behind_writer(outer.mode) {
            continue;
        }
        // No writer comes in between where this thread is the only one that writes.
        let body = Body { function: nested.function, closure: nested.body };
        if !waits && !model.may_take(&outer.lock.class, body, true) {
            continue;
        }
        match told.entry((nested.function, nested.at, &outer.lock.path)) {
            Entry::Vacant(entry) => {
                entry.insert(chosen.len());
                chosen.push((nested, waits));
            }
            Entry::Occupied(entry) => {
                let rank = |nested: &Nested, waits: bool| (waits, nested.outer.must, !nested.shown);
                let known = &mut chosen[*entry.get()];
                if rank(nested, waits) > rank(known.0, known.1) {
                    *known = (nested, waits);
                }
            }
        }
    }
    chosen.into_iter().map(|(nested, waits)| finding(model, nested, waits)).collect()
}

fn same_instance(nested: &Nested) -> bool {
    nested.outer.lock.path.must_alias(&nested.inner.lock.path)
}

fn finding(model: &Model<'_>, nested: &Nested, waits: bool) -> Finding {
    let (outer, inner) = (&nested.outer, &nested.inner);
    let name = places::lock_name(model, &outer.lock);
    let who = if inner.is_async { Runs::Task } else { Runs::Thread }.noun();
    let (holds, ends) = match outer.when {
        _ if outer.must => ("still holds it".to_string(), "deadlocks"),
        Some(when) => (format!("still holds it if {when}"), "then deadlocks"),
        None => ("may still hold it".to_string(), "can deadlock"),
    };
    let message = if waits {
        let locked = if name == Name::Lock { "taken" } else { "locked" };
        format!("{name} is {locked} again while this {who} {holds}: the {who} {ends} with itself")
    } else {
        format!(
            "{name} is read-locked again while this {who} {holds}: deadlock if a writer is waiting in between"
        )
    };
    let mut confidence = Confidence::High;
    if inner.dispatch != Dispatch::Static
        || outer.sharded
        || outer.lock.path.through_call()
        || matches!(outer.lock.path.root, Root::Fresh(_))
    {
        confidence = Confidence::Medium;
    }
    if !outer.must && outer.when.is_none() {
        confidence = Confidence::Medium;
    }
    if nested.shown || inner.dispatch == Dispatch::Few {
        confidence = Confidence::Low;
    }
    let primary = places::place(model, inner.chain[0], &places::second_label(model, nested, &name));
    let mut related = places::outer(model, outer, &name);
    related.push(primary.clone());
    related.extend(places::chain(model, &inner.chain, &format!("{} again", name.taken(inner.mode.takes()))));
    let help = if outer.temporary {
        "bind the value you need with `let` first: the guard is a temporary that lives to the end of the statement, \
         including the whole `match`, `if let`, `while let` or `for`"
    } else if nested.by_drop {
        "drop the guard before the value whose destructor takes the lock"
    } else {
        "drop the first guard earlier (`drop`, or a block of its own), or pass it on instead of locking again"
    };
    DOUBLE_LOCK
        .finding(primary, message)
        .level(if waits { Level::Deny } else { Level::Warn })
        .confidence(confidence)
        .steps(related)
        .locks([name.plain()])
        .help(help)
        .evidence(places::evidence(model, nested))
        .in_test(model.defs[nested.function].test)
}
