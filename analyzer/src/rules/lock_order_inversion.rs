//! `lock_order_inversion`: locks are taken in conflicting orders on paths that can run in parallel.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cycles::{self, Cycle, Kind, in_test};
use super::places::Name;
use super::{Family, Rule, places};
use crate::catalog::Mode;
use crate::finding::{Confidence, Finding, Level, Site};
use crate::model::declared::{self, Declared};
use crate::model::instance::may_be_swapped;
use crate::model::nesting::Nested;
use crate::model::place::{Class, Key, Path, Root, Step};
use crate::model::table::{Ask, ByCaller, Dispatch, EventKind};
use crate::model::{FnId, ModId, Model};
use crate::text::{Location, Span};

/// The rule.
pub(super) static LOCK_ORDER_INVERSION: Rule = Rule {
    name: "lock_order_inversion",
    family: Family::Deadlock,
    level: Level::Deny,
    preview: false,
    summary: "locks are taken in conflicting orders, so that threads can deadlock",
    docs: include_str!("lock_order_inversion.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let cycles = cycles::of_kind(model, Kind::Locks);
    findings.extend(cycles.iter().map(|cycle| describe(model, cycle)));
    let steps = cycles.iter().flat_map(|cycle| &cycle.witnesses);
    let in_circles: FxHashSet<(&Class, &Class)> =
        steps.map(|nested| (&nested.outer.lock.class, &nested.inner.lock.class)).collect();
    findings.extend(against_declared(model, &in_circles));
    let mut seen = FxHashSet::default();
    for nested in &model.order.nested {
        let describe = match is_carried(nested) {
            true if gathers(model, nested) => of_gathered,
            false if unordered_pair(model, nested) => of_pair,
            _ => continue,
        };
        if seen.insert((nested.function, nested.outer.lock.class.clone())) {
            findings.push(describe(model, nested));
        }
    }
    findings
}

fn describe(model: &Model<'_>, cycle: &Cycle<'_>) -> Finding {
    let names = cycles::names(model, cycle);
    let message = if names.len() == 2 {
        format!("{} and {} are locked in opposite orders: two threads can deadlock", names[0], names[1])
    } else {
        format!(
            "{} are locked in a cycle: threads can deadlock, each waiting for the next",
            places::list(&names, ", ")
        )
    };
    let (primary, related) = cycles::steps(model, cycle, &names);
    let interpreter = cycle.witnesses.iter().any(|nested| nested.inner.mode == Ask::Interpreter);
    let help = if interpreter {
        "detach from the interpreter while waiting for the lock (`py.detach(…)`, `MutexExt::lock_py_attached`), or drop \
         the guard before running Python code"
    } else {
        "take these locks in one order everywhere, or drop the first guard before taking the second lock"
    };
    LOCK_ORDER_INVERSION
        .finding(primary, message)
        // Of what a test does, much is done by it alone, one thing after the other.
        .confidence(if cycle.in_test { Confidence::Low } else { cycle.confidence })
        .steps(related)
        .locks(names.iter().map(Name::plain))
        .help(help)
        .evidence(cycles::evidence(model, cycle))
        .in_test(cycle.in_test)
}

/// Locks that are taken in another order than `lock_order!` declares, one finding a function and pair of locks. What is
/// part of a circle is told there.
fn against_declared(model: &Model<'_>, told: &FxHashSet<(&Class, &Class)>) -> Vec<Finding> {
    let orders = declared::orders(model.types);
    if orders.is_empty() {
        return Vec::new();
    }
    let next = next(&orders);
    let mut seen = FxHashSet::default();
    let findings = model.order.nested.iter().filter_map(|nested| {
        let (outer, inner) = (&nested.outer.lock.class, &nested.inner.lock.class);
        let (module, span) = declares(&next, inner, outer)?;
        let pair = (outer, inner);
        if told.contains(&pair) || !seen.insert((nested.function, pair)) {
            return None;
        }
        let location = Location { file: model.defs[module].file, span };
        Some(of_declared(model, nested, location))
    });
    findings.collect()
}

/// The declared orders by what is taken first: what comes next, and where that is declared.
type Next<'o> = FxHashMap<&'o Class, Vec<(&'o Class, (ModId, Span))>>;

fn next(orders: &[Declared]) -> Next<'_> {
    let mut next = Next::default();
    for order in orders {
        for pair in order.locks.windows(2) {
            if let (Some(before), Some(after)) = (&pair[0].0, &pair[1].0) {
                next.entry(before).or_default().push((after, (order.module, pair[1].2)));
            }
        }
    }
    next
}

/// Where it is declared that one lock is taken before another, by one declaration or the first of several together.
fn declares<'o>(next: &Next<'o>, first: &'o Class, second: &Class) -> Option<(ModId, Span)> {
    let mut open = vec![(first, None)];
    let mut seen = FxHashSet::from_iter([first]);
    while let Some((class, begun)) = open.pop() {
        for &(after, at) in next.get(class).into_iter().flatten() {
            let begun = begun.or(Some(at));
            if after == second {
                return begun;
            }
            if seen.insert(after) {
                open.push((after, begun));
            }
        }
    }
    None
}

fn of_declared(model: &Model<'_>, nested: &Nested, declared: Location) -> Finding {
    let (outer, inner) = (&nested.outer, &nested.inner);
    let first = places::lock_name(model, &outer.lock);
    let second = places::lock_name(model, &inner.lock);
    let taken = second.taken(inner.mode.takes());
    let label = places::call(model, &inner.chain, &format!("{taken} while {first} is held"));
    let primary = places::place(model, inner.chain[0], &label);
    let label = format!("declares {second} before {first}");
    let mut related = vec![Site { location: declared, item: String::new(), label }];
    related.extend(places::outer(model, outer, &first));
    related.push(primary.clone());
    related.extend(places::chain(model, &inner.chain, &taken));
    LOCK_ORDER_INVERSION
        .finding(
            primary,
            format!("{second} is locked while {first} is held, but `lock_order!` puts {second} first"),
        )
        .confidence(if inner.dispatch != Dispatch::Static { Confidence::Medium } else { Confidence::High })
        .steps(related)
        .locks([first.plain(), second.plain()])
        .help("take the locks in the declared order, or drop the first guard before taking the second lock")
        .evidence(places::evidence(model, nested))
        .in_test(in_test(model, nested))
}

/// Whether the guard that is held was taken at the same place, in an earlier turn of a loop.
fn is_carried(nested: &Nested) -> bool {
    nested.outer.link.function == nested.function && nested.outer.link.span == nested.at
}

/// A loop takes the locks of one class, one after the other, and keeps them, in the order in which the caller names them; or as
/// many permits of one semaphore as the caller says.
fn gathers(model: &Model<'_>, nested: &Nested) -> bool {
    let (outer, inner) = (&nested.outer, &nested.inner);
    let table = &model.tables[nested.function.index()];
    let is_one_class = outer.lock.class == inner.lock.class && outer.lock.class.is_global();
    if !is_one_class || outer.lock.exclusive || inner.lock.exclusive {
        return false;
    }
    // The guard is one of the turn before.
    let chosen = |path: &Path| {
        matches!(path.root, Root::Param(_) | Root::Static(_))
            && path.steps.iter().any(|step| matches!(step, Step::Any | Step::Key(Key::Local { .. })))
    };
    let fits = |by: &&ByCaller| match gathers_permits(nested) {
        true => outer.lock.path.must_alias(&inner.lock.path),
        false => !by.counts && !table.orders && chosen(&outer.lock.path) && waits(nested),
    };
    let mut inside = table.by_caller.iter().filter(|by| by.at.contains(nested.at));
    let Some(by) = inside.rfind(fits) else { return false };
    inner.dispatch == Dispatch::Static
        && nested.gates().all(|(class, mode)| *class == outer.lock.class || mode != Mode::Exclusive)
        && any_order(model, nested.function, by.param, 0)
}

/// Whether what is taken, and kept by turns before, are permits.
fn gathers_permits(nested: &Nested) -> bool {
    nested.outer.mode == Mode::Permit && nested.inner.mode == Mode::Permit
}

/// Whether the inner lock may have to wait for others that hold it as the outer one is held.
fn waits(nested: &Nested) -> bool {
    let (asked, held) = (nested.inner.mode, nested.outer.mode);
    asked.conflicts(held) || asked.queues_behind_writer(held)
}

/// Callers of callers of a function are asked so far.
const MAX_CALLERS: u32 = 3;

/// Whether nobody in sight has put into order what is handed to a function as that parameter.
fn any_order(model: &Model<'_>, function: FnId, param: u32, depth: u32) -> bool {
    let callers = (0..).map(FnId).zip(&model.tables).filter(|(id, _)| !model.defs[*id].test);
    let mut handed = callers.flat_map(|(id, table)| {
        table.all_events().filter_map(move |event| match &event.kind {
            EventKind::Call(call) if call.targets.contains(&function) => {
                Some((id, table, call.args.get(param as usize)))
            }
            _ => None,
        })
    });
    handed.all(|(caller, table, arg)| {
        let place = arg.and_then(|arg| arg.place.as_ref());
        match place.map(|place| place.path.root) {
            Some(Root::Param(param)) if !table.orders && depth < MAX_CALLERS => {
                caller == function || any_order(model, caller, param, depth + 1)
            }
            _ => false,
        }
    })
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
        || inner.dispatch != Dispatch::Static
    {
        return false;
    }
    if !inner.mode.conflicts(outer.mode) && !inner.mode.queues_behind_writer(outer.mode) {
        return false;
    }
    if model.tables[nested.function.index()].orders {
        return false;
    }
    distinct_inputs(&outer.lock.path, &inner.lock.path)
        && may_be_swapped(model.types, nested.function, &outer.lock, &inner.lock)
        && !roles_are_fixed(model, nested)
}

/// Whether each call in sight gives two parameters the same roles: of other places, or one of them something of the caller's
/// own. Of a function that nobody calls in sight, and of one that hands on its own parameters, nobody knows.
fn roles_are_fixed(model: &Model<'_>, nested: &Nested) -> bool {
    let (Root::Param(one), Root::Param(other)) = (nested.outer.lock.path.root, nested.inner.lock.path.root)
    else {
        return false;
    };
    let mut pairs: Vec<(&Class, &Class)> = Vec::new();
    let mut is_called = false;
    // What tests do with it, they do alone.
    let callers = (0..).map(FnId).zip(&model.tables).filter(|(id, _)| !model.defs[*id].test);
    for event in callers.flat_map(|(_, table)| table.all_events()) {
        let EventKind::Call(call) = &event.kind else { continue };
        if !call.targets.contains(&nested.function) {
            continue;
        }
        is_called = true;
        let place = |param: u32| call.args.get(param as usize)?.place.as_ref();
        let (Some(a), Some(b)) = (place(one), place(other)) else { return false };
        if a.is_own() || b.is_own() {
            continue;
        }
        let is_fixed = a.is_named() && b.is_named() && (a.class != b.class || a.path != b.path);
        if !is_fixed || pairs.contains(&(&b.class, &a.class)) {
            return false;
        }
        pairs.push((&a.class, &b.class));
    }
    is_called
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
            matches!(differing.as_slice(), [(Step::Key(Key::Local { .. }), Step::Key(Key::Local { .. }))])
        }
        _ => false,
    }
}

fn of_gathered(model: &Model<'_>, nested: &Nested) -> Finding {
    let (outer, inner) = (&nested.outer, &nested.inner);
    let name = places::lock_name(model, &outer.lock);
    let reads = inner.mode != Mode::Exclusive && outer.mode != Mode::Exclusive;
    let (message, takes, first, help) = match gathers_permits(nested) {
        true => (
            format!(
                "permits of {name} are taken one by one: two tasks that have some of them each wait for those of the other"
            ),
            format!("takes a permit of {name}"),
            "takes a permit".to_string(),
            "take all permits at once (`acquire_many`)",
        ),
        false => (
            format!(
                "locks of {name} are gathered in the order in which the caller names them: two callers that name two of \
                 them in opposite orders deadlock"
            ),
            format!("{} another {name}", inner.mode.takes()),
            format!("{} one {name}", inner.mode.takes()),
            "sort the keys (and drop what is there twice) before locking, or hold one lock at a time",
        ),
    };
    let does = format!("{takes} while those of earlier turns are held");
    let primary = places::place(model, inner.chain[0], &places::call(model, &inner.chain, &does));
    let mut related = vec![primary.clone()];
    related.extend(places::chain(model, &inner.chain, &first));
    LOCK_ORDER_INVERSION
        .finding(primary, message)
        .level(if reads { Level::Warn } else { Level::Deny })
        .confidence(if in_test(model, nested) { Confidence::Low } else { Confidence::Medium })
        .steps(related)
        .locks([name.plain()])
        .help(help)
        .evidence(places::evidence(model, nested))
        .in_test(in_test(model, nested))
}

fn of_pair(model: &Model<'_>, nested: &Nested) -> Finding {
    let (outer, inner) = (&nested.outer, &nested.inner);
    let name = places::lock_name(model, &outer.lock);
    let reads = inner.mode != Mode::Exclusive && outer.mode != Mode::Exclusive;
    let message = format!(
        "two instances of {name} are locked in no fixed order: two threads that swap them can deadlock"
    );
    let primary = places::place(
        model,
        inner.chain[0],
        &places::call(
            model,
            &inner.chain,
            &format!("{} another {name} while the first is held", inner.mode.takes()),
        ),
    );
    let mut related = places::outer(model, outer, &Name::Words(format!("one {name}")));
    related.push(primary.clone());
    related.extend(places::chain(model, &inner.chain, &format!("{} the other {name}", inner.mode.takes())));
    LOCK_ORDER_INVERSION
        .finding(primary, message)
        .level(if reads { Level::Warn } else { Level::Deny })
        .confidence(if in_test(model, nested) { Confidence::Low } else { Confidence::Medium })
        .steps(related)
        .locks([name.plain()])
        .help(
            "order the two by something stable (an id, an address) before locking them, \
                   or lock one at a time",
        )
        .evidence(places::evidence(model, nested))
        .in_test(in_test(model, nested))
}
