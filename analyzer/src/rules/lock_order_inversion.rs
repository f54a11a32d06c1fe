//! `lock_order_inversion`: locks are taken in conflicting orders on paths that can run in parallel.

use rustc_hash::FxHashSet;

use super::{Family, Rule, places};
use crate::catalog::Mode;
use crate::finding::{Confidence, Finding, Level};
use crate::model::Model;
use crate::model::graph::{Nested, same_base};
use crate::model::place::{Class, Path, Root, Step};
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
    for cycle in &model.order.cycles {
        findings.extend(of_cycle(model, cycle));
    }
    let mut seen = FxHashSet::default();
    for nested in &model.order.nested {
        if unordered_pair(model, nested) && seen.insert((nested.function, nested.outer.lock.class.clone())) {
            findings.push(of_pair(model, nested));
        }
    }
    findings
}

/// At most so many witnesses of an edge are tried.
const MAX_WITNESSES: usize = 24;

fn of_cycle(model: &Model<'_>, cycle: &[(Class, Vec<usize>)]) -> Option<Finding> {
    let choices: Vec<Vec<&Nested>> = cycle
        .iter()
        .map(|(_, witnesses)| {
            let mut chosen: Vec<&Nested> =
                witnesses.iter().map(|&index| &model.order.nested[index]).collect();
            // Production code before tests, sure before possible, short chains before long ones.
            chosen.sort_by_key(|nested| {
                (in_test(model, nested), !nested.outer.must, nested.inner.dispatch, nested.inner.chain.len())
            });
            chosen.truncate(MAX_WITNESSES);
            chosen
        })
        .collect();
    let mut best: Option<(Confidence, bool, Vec<&Nested>)> = None;
    let mut chosen = Vec::new();
    pick(model, &choices, &mut chosen, &mut best, &mut 4_000);
    let (confidence, in_test, mut witnesses) = best?;
    // The order that fewer places use is likelier the mistake: it is told first.
    let first = cycle
        .iter()
        .enumerate()
        .min_by_key(|(index, (_, all))| (all.len(), !witnesses[*index].outer.temporary, *index))
        .map_or(0, |(index, _)| index);
    witnesses.rotate_left(first);
    Some(describe(model, &witnesses, confidence, in_test))
}

/// Tries combinations of witnesses, one an edge, and keeps the best that can deadlock.
fn pick<'m>(
    model: &Model<'_>,
    choices: &[Vec<&'m Nested>],
    chosen: &mut Vec<&'m Nested>,
    best: &mut Option<(Confidence, bool, Vec<&'m Nested>)>,
    fuel: &mut u32,
) {
    if chosen.len() == choices.len() {
        if let Some(confidence) = can_deadlock(model, chosen) {
            let in_test = chosen.iter().any(|nested| in_test(model, nested));
            let better = match best {
                None => true,
                Some((known, test, _)) => (!in_test, confidence) > (!*test, *known),
            };
            if better {
                *best = Some((confidence, in_test, chosen.clone()));
            }
        }
        return;
    }
    for nested in &choices[chosen.len()] {
        if *fuel == 0 || best.as_ref().is_some_and(|(known, test, _)| *known == Confidence::High && !test) {
            return;
        }
        *fuel -= 1;
        chosen.push(nested);
        pick(model, choices, chosen, best, fuel);
        chosen.pop();
    }
}

/// How sure it is that these nestings, one a thread, can wait for each other; `None` if they cannot.
fn can_deadlock(model: &Model<'_>, witnesses: &[&Nested]) -> Option<Confidence> {
    let mut confidence = Confidence::High;
    for (index, nested) in witnesses.iter().enumerate() {
        let next = witnesses[(index + 1) % witnesses.len()];
        // The lock that `nested` waits for is the one that `next` holds.
        let (waits, holds) = (nested.inner.mode, next.outer.mode);
        if !waits.conflicts(holds) {
            // Readers meet only through a writer that queues between them.
            if !waits.queues_behind_writer(holds) {
                return None;
            }
            confidence = confidence.min(Confidence::Low);
        }
        if !nested.outer.must || nested.inner.dispatch == Dispatch::Dynamic {
            confidence = confidence.min(Confidence::Low);
        }
        if !same_base(&nested.outer.lock, &nested.inner.lock) || nested.inner.chain.len() > 4 {
            confidence = confidence.min(Confidence::Medium);
        }
        if nested.by_drop {
            confidence = confidence.min(Confidence::Medium);
        }
    }
    if excluded(witnesses) {
        return None;
    }
    if witnesses.len() > 3 {
        confidence = confidence.min(Confidence::Low);
    } else if witnesses.len() > 2 {
        confidence = confidence.min(Confidence::Medium);
    }
    let _ = model;
    Some(confidence)
}

/// Whether two of the nestings cannot happen at once: both hold one lock, at least one of them alone.
fn excluded(witnesses: &[&Nested]) -> bool {
    let held = |nested: &Nested| -> Vec<(Class, Mode)> {
        let mut held = nested.gates.clone();
        held.push((nested.outer.lock.class.clone(), nested.outer.mode));
        held
    };
    let all: Vec<Vec<(Class, Mode)>> = witnesses.iter().map(|nested| held(nested)).collect();
    all.iter().enumerate().any(|(index, one)| {
        all[index + 1..].iter().any(|other| {
            one.iter().any(|(class, mode)| {
                // Elements of a collection are different locks.
                !class.fields.iter().any(|field| *field == "[]")
                    && other.iter().any(|(gate, held)| {
                        gate == class && (*mode == Mode::Exclusive || *held == Mode::Exclusive)
                    })
            })
        })
    })
}

fn in_test(model: &Model<'_>, nested: &Nested) -> bool {
    model.defs.fns[nested.function.0 as usize].test
}

fn describe(model: &Model<'_>, witnesses: &[&Nested], confidence: Confidence, in_test: bool) -> Finding {
    let names: Vec<String> = witnesses
        .iter()
        .map(|nested| places::lock_name(model, nested.function, &nested.outer.lock, nested.outer.link.span))
        .collect();
    let message = if names.len() == 2 {
        format!(
            "{} and {} are taken in opposite orders: two threads can wait for each other for ever",
            names[0], names[1]
        )
    } else {
        format!("{} are taken in a circle: each thread can wait for the next for ever", names.join(", "))
    };
    let mut related = Vec::new();
    let mut primary = None;
    for (index, nested) in witnesses.iter().enumerate() {
        let (outer, inner) = (&names[index], &names[(index + 1) % names.len()]);
        related.extend(places::outer(model, &nested.outer, outer));
        let label = if nested.inner.chain.len() == 1 {
            format!("{inner} is {} while {outer} is held", nested.inner.mode.verb())
        } else {
            format!("this call leads to {inner} while {outer} is held")
        };
        let step = places::place(model, nested.inner.chain[0], &label);
        if index == 0 {
            primary = Some(step.clone());
        }
        related.push(step);
        let last = format!("{inner} is {} here", nested.inner.mode.verb());
        related.extend(places::chain(model, &nested.inner.chain, &last));
    }
    let first = witnesses[0];
    Finding {
        rule: LOCK_ORDER_INVERSION.name,
        level: Level::Deny,
        confidence,
        message,
        primary: primary.unwrap_or_else(|| places::place(model, first.inner.chain[0], "")),
        related,
        locks: names.iter().map(|name| name.trim_matches('`').to_string()).collect(),
        help:
            "take these locks in one order everywhere, or end the first guard before the second lock is taken"
                .to_string(),
        fix: None,
        in_test,
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
        in_test: model.defs.fns[nested.function.0 as usize].test,
    }
}
