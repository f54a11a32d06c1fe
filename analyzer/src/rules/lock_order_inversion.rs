//! `lock_order_inversion`: locks are taken in conflicting orders on paths that can run in parallel.

use rustc_hash::FxHashSet;

use super::cycles::{self, Cycle, Kind, in_test};
use super::{Family, Rule, places};
use crate::catalog::Mode;
use crate::finding::{Confidence, Finding, Level};
use crate::model::Model;
use crate::model::graph::Nested;
use crate::model::place::{Path, Root, Step};
use crate::model::table::Dispatch;

/// The rule.
pub(super) static LOCK_ORDER_INVERSION: Rule = Rule {
    name: "lock_order_inversion",
    family: Family::Deadlock,
    level: Level::Deny,
    summary: "locks are taken in conflicting orders, so that two threads can wait for each other",
    docs: include_str!("lock_order_inversion.md"),
    clippy_twins: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for cycle in cycles::of_kind(model, Kind::Locks) {
        findings.push(describe(model, &cycle));
    }
    let mut seen = FxHashSet::default();
    for nested in &model.order.nested {
        if unordered_pair(model, nested) && seen.insert((nested.function, nested.outer.lock.class.clone())) {
            findings.push(of_pair(model, nested));
        }
    }
    findings
}

fn describe(model: &Model<'_>, cycle: &Cycle<'_>) -> Finding {
    let names = cycles::names(model, cycle);
    let message = if names.len() == 2 {
        format!(
            "{} and {} are taken in opposite orders: two threads can wait for each other for ever",
            names[0], names[1]
        )
    } else {
        format!("{} are taken in a circle: each thread can wait for the next for ever", names.join(", "))
    };
    let (primary, related) = cycles::steps(model, cycle, &names);
    let interpreter = cycle.witnesses.iter().any(|nested| nested.inner.mode == Mode::Attached);
    let help = if interpreter {
        "give the interpreter up while waiting for the lock (`py.detach(…)`, `MutexExt::lock_py_attached`), or end the \
         guard before Python code runs"
    } else {
        "take these locks in one order everywhere, or end the first guard before the second lock is taken"
    };
    Finding {
        rule: LOCK_ORDER_INVERSION.name,
        level: Level::Deny,
        confidence: cycle.confidence,
        message,
        primary,
        related,
        locks: names.iter().map(|name| name.trim_matches('`').to_string()).collect(),
        help: help.to_string(),
        fix: None,
        evidence: cycles::evidence(model, cycle),
        in_test: cycle.in_test,
    }
}

/// Two instances of one class, named by two parameters, with nothing that orders them.
fn unordered_pair(model: &Model<'_>, nested: &Nested) -> bool {
    let (outer, inner) = (&nested.outer, &nested.inner);
    if outer.lock.class != inner.lock.class
        || !outer.lock.class.is_global()
        || outer.lock.exclusive
        || inner.lock.exclusive
        || outer.sharded
        || !outer.must
        || inner.dispatch == Dispatch::Dynamic
    {
        return false;
    }
    if !inner.mode.conflicts(outer.mode) && !inner.mode.queues_behind_writer(outer.mode) {
        return false;
    }
    if model.tables[nested.function.0 as usize].orders {
        return false;
    }
    distinct_inputs(&outer.lock.path, &inner.lock.path)
}

/// Whether the two paths name different inputs of one kind: two parameters, or two elements chosen by two keys.
fn distinct_inputs(a: &Path, b: &Path) -> bool {
    match (a.root, b.root) {
        (Root::Param(x), Root::Param(y)) if x != y => a.steps == b.steps && !a.steps.contains(&Step::Any),
        (x, y)
            if x == y && matches!(x, Root::Param(_) | Root::Static(_)) && a.steps.len() == b.steps.len() =>
        {
            let differing: Vec<(&Step, &Step)> =
                a.steps.iter().zip(&b.steps).filter(|(x, y)| x != y).collect();
            // Literal keys are in the order that the text gives them.
            matches!(differing.as_slice(), [(Step::Key(x), Step::Key(y))] if x >> 40 == 1 && y >> 40 == 1)
        }
        _ => false,
    }
}

fn of_pair(model: &Model<'_>, nested: &Nested) -> Finding {
    let (outer, inner) = (&nested.outer, &nested.inner);
    let name = places::lock_name(model, nested.function, &outer.lock, outer.link.span);
    let reads = inner.mode != Mode::Exclusive && outer.mode != Mode::Exclusive;
    let message = format!(
        "two instances of {name} are locked with nothing that orders them: the same call with the two swapped, in \
         another thread, waits for this one while this one waits for it"
    );
    let primary = places::place(
        model,
        inner.chain[0],
        &format!("another {name} is {} while the first is held", inner.mode.verb()),
    );
    let mut related = places::outer(model, outer, &format!("one {name}"));
    related.push(primary.clone());
    related.extend(places::chain(
        model,
        &inner.chain,
        &format!("the other {name} is {} here", inner.mode.verb()),
    ));
    Finding {
        rule: LOCK_ORDER_INVERSION.name,
        level: if reads { Level::Warn } else { Level::Deny },
        confidence: Confidence::Medium,
        message,
        primary,
        related,
        locks: vec![name.trim_matches('`').to_string()],
        help: "order the two by something stable (an id, the address) before locking, or lock one after the other"
            .to_string(),
        fix: None,
        evidence: places::evidence(model, nested),
        in_test: in_test(model, nested),
    }
}
