//! `unguarded_mutation`: state that threads share is written without the lock, or any lock, that guards it.

use std::collections::BTreeMap;

use super::{Family, Rule, places};
use crate::facts::ir::LockRef;
use crate::finding::{Confidence, Finding, Level, Site};
use crate::model::chain::Link;
use crate::model::context::Body;
use crate::model::declared;
use crate::model::place::{Class, ClassRoot, ClassStep};
use crate::model::table::{Event, EventKind, FnTable, Touch};
use crate::model::{FnId, ModId, Model, StaticId};
use crate::text::Location;

/// The rule.
pub(super) static UNGUARDED_MUTATION: Rule = Rule {
    name: "unguarded_mutation",
    family: Family::SharedState,
    level: Level::Deny,
    preview: false,
    summary: "state shared between threads is written without the lock that guards it",
    docs: include_str!("unguarded_mutation.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

/// An access to unchecked state.
struct Access {
    link: Link,
    body: Body,
    write: bool,
    /// Nobody else can be there: in a closure that runs once, or in `main` before anything is started.
    alone: bool,
    /// The caller promises that it may (`unsafe fn`).
    promised: bool,
    test: bool,
    /// Classes of the locks that are surely held, and whether any lock is.
    held: Vec<Class>,
    locked: bool,
}

fn run(model: &Model<'_>) -> Vec<Finding> {
    let alone = called_alone(model);
    let mut by_class: BTreeMap<Class, Vec<Access>> = BTreeMap::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        let events =
            table.bodies().flat_map(|(closure, events)| events.iter().map(move |event| (closure, event)));
        for (closure, event) in events {
            let EventKind::Touch(touch) = &event.kind else { continue };
            let body = Body { function, closure };
            if touch.place.class.is_global() {
                by_class.entry(touch.place.class.clone()).or_default().push(access(
                    model,
                    body,
                    alone[index],
                    table,
                    event,
                    touch,
                ));
            }
        }
    }
    let mut findings = Vec::new();
    for (class, accesses) in &by_class {
        match (annotated(model, class), class.root) {
            (Some((lock, guard)), _) => {
                findings.extend(against_annotation(model, class, accesses, lock, &guard))
            }
            (None, ClassRoot::Static(id)) => findings.extend(static_mut(model, id, accesses)),
            (None, _) => findings.extend(guarded_elsewhere(model, class, accesses)),
        }
    }
    findings
}

/// The lock that guards the state by annotation: where that is said, and the lock's class.
fn annotated(model: &Model<'_>, class: &Class) -> Option<(Site, Class)> {
    let at = |module: ModId, lock: &LockRef, item: String| Site {
        location: Location { file: model.defs[module].file, span: lock.span },
        label: format!("declares the lock that guards `{}`", class.display(model.defs)),
        item,
    };
    match (class.root, class.steps.as_slice()) {
        (ClassRoot::Adt(id), [ClassStep::Field(field)]) => {
            let lock = model.types.guarded.get(&(id, *field))?;
            let adt = &model.defs[id];
            let guard = declared::guard_of(model.types, id, lock)?;
            Some((at(adt.module, lock, adt.name.to_string()), guard))
        }
        (ClassRoot::Static(id), []) => {
            let item = &model.defs[id];
            let lock = item.item.notes.as_ref()?.guarded_by.as_ref()?;
            let guard = declared::guard_of_static(model.types, item.module, lock)?;
            Some((at(item.module, lock, item.item.name.to_string()), guard))
        }
        _ => None,
    }
}

/// Accesses without the lock that an annotation names: one finding each.
fn against_annotation(
    model: &Model<'_>,
    class: &Class,
    accesses: &[Access],
    annotation: Site,
    guard: &Class,
) -> Vec<Finding> {
    let (shown, lock) = (class.display(model.defs), guard.display(model.defs));
    let bare =
        accesses.iter().filter(|access| !access.alone && !access.promised && !access.held.contains(guard));
    let mut seen = Vec::new();
    let findings = bare.filter_map(|access| {
        // One access can be several events: of a place and of what is done with it.
        let line = (access.link.function, access.link.span.start.line);
        if seen.contains(&line) {
            return None;
        }
        seen.push(line);
        let does = if access.write { "writes" } else { "accesses" };
        let primary =
            places::place(model, access.link, &format!("{does} `{shown}` without holding `{lock}`"));
        Some(
            UNGUARDED_MUTATION
                .finding(
                    primary.clone(),
                    format!("`{shown}` is annotated as guarded by `{lock}`, which is not held here"),
                )
                .confidence(Confidence::High)
                .steps(vec![annotation.clone(), primary])
                .locks(vec![lock.clone()])
                .help(format!(
                    "lock `{lock}` first, or put `#[concheck::requires(…)]` on `{}` if its callers hold it",
                    model.defs.fn_name(access.link.function)
                ))
                .in_test(access.test),
        )
    });
    findings.collect()
}

/// By function: whether all its calls in sight, and there are some, are made by one thread alone.
fn called_alone(model: &Model<'_>) -> Vec<bool> {
    let mut alone = vec![None; model.tables.len()];
    for (index, table) in model.tables.iter().enumerate() {
        for event in table.all_events() {
            let EventKind::Call(call) = &event.kind else { continue };
            for target in &call.targets {
                let known: &mut Option<bool> = &mut alone[target.index()];
                *known = Some(known.unwrap_or(true) && table.alone.contains(&(event.span, *target)));
            }
        }
        for task in &table.tasks {
            // Handed on as a value; where it runs once, that is a call as well.
            if !table.alone.iter().any(|(_, target)| target == task) {
                alone[task.index()] = Some(false);
            }
        }
        if model.is_callable_outside(FnId(index as u32)) {
            alone[index] = Some(false);
        }
    }
    alone.into_iter().map(|known| known.unwrap_or(false)).collect()
}

fn access(
    model: &Model<'_>,
    body: Body,
    called_alone: bool,
    table: &FnTable,
    event: &Event,
    touch: &Touch,
) -> Access {
    let function = body.function;
    let item = &model.defs[function];
    let guards = event.held.iter().map(|held| (held.must, &table.guards[held.guard as usize]));
    let locks: Vec<_> = guards.filter(|(must, guard)| *must && guard.mode.is_lock()).collect();
    Access {
        link: Link { function, span: event.span },
        body,
        write: touch.write,
        alone: touch.gated
            || called_alone
            || model.defs.is_main(function)
            || !event.again && model.parallel.begins(body),
        promised: item.item.is_unsafe,
        test: item.test,
        locked: !locks.is_empty(),
        held: locks.into_iter().map(|(_, guard)| guard.lock.class.clone()).filter(Class::is_global).collect(),
    }
}

/// A `static mut` that safe code writes with no lock held.
fn static_mut(model: &Model<'_>, id: StaticId, accesses: &[Access]) -> Option<Finding> {
    let item = &model.defs[id];
    let name = item.item.name;
    // In programs without an operating system, interrupts are what runs beside `main`, and other rules hold.
    let module = &model.defs[item.module];
    let embedded =
        ["cortex_m", "cortex_m_rt", "riscv", "riscv_rt", "avr_device", "esp_hal", "critical_section"]
            .iter()
            .any(|name| model.defs.depends_on(module.package, name));
    let bare = |access: &&Access| {
        access.write && !access.alone && !access.promised && !access.locked && !access.test
    };
    let used: Vec<Body> = accesses.iter().filter(|access| !access.test).map(|access| access.body).collect();
    let meets = |access: &&Access| used.iter().any(|other| model.parallel.may_meet(access.body, *other));
    let first = accesses.iter().filter(bare).find(meets)?;
    let writer = model.defs.fn_name(first.link.function);
    // A place that is written is also looked at.
    let mut others: Vec<&Access> = Vec::new();
    for access in accesses.iter().filter(|access| access.link != first.link && !access.test) {
        match others.iter_mut().find(|known| known.link == access.link) {
            Some(known) if access.write => *known = access,
            Some(_) => {}
            None => others.push(access),
        }
    }
    others.truncate(6);
    let elsewhere = others.iter().any(|access| access.link.function != first.link.function);
    let primary = places::place(model, first.link, &format!("writes `{name}`"));
    let mut related = vec![Site {
        location: Location { file: module.file, span: item.item.span },
        item: name.to_string(),
        label: format!("declares `{name}`, which every thread can access"),
    }];
    related.push(primary.clone());
    for access in others {
        let does = if access.write { "writes" } else { "reads" };
        related.push(places::place(model, access.link, &format!("{does} `{name}`")));
    }
    let message =
        format!("`{writer}` writes the `static mut` `{name}` without a lock: two threads that call it race");
    let confidence = match (embedded, elsewhere) {
        (true, _) => Confidence::Low,
        (_, true) => Confidence::High,
        _ => Confidence::Medium,
    };
    let finding = UNGUARDED_MUTATION
        .finding(primary, message)
        .confidence(confidence)
        .steps(related)
        .help("use an atomic, or a lock in a plain `static` (`Mutex`, `OnceLock`, `LazyLock`)")
        .in_test(model.defs[first.link.function].test || module.test);
    Some(finding)
}

/// A cell that is reached under one lock nearly everywhere, and bare at one place.
fn guarded_elsewhere(model: &Model<'_>, class: &Class, accesses: &[Access]) -> Option<Finding> {
    let counted: Vec<&Access> =
        accesses.iter().filter(|access| !access.alone && !access.promised && !access.test).collect();
    let mut locks: BTreeMap<&Class, usize> = BTreeMap::new();
    for lock in counted.iter().flat_map(|access| &access.held) {
        *locks.entry(lock).or_default() += 1;
    }
    let (lock, guarded) = locks.into_iter().max_by_key(|(_, count)| *count)?;
    let bare: Vec<&&Access> = counted.iter().filter(|access| !access.locked).collect();
    // "Nearly everywhere": at least three of four, and at least three.
    if bare.is_empty() || guarded < 3 || guarded < 3 * bare.len() {
        return None;
    }
    let shown = class.display(model.defs);
    let guard = lock.display(model.defs);
    let first = bare[0];
    let primary = places::place(model, first.link, &format!("accesses `{shown}` with no lock held"));
    let mut related: Vec<Site> = counted
        .iter()
        .filter(|access| access.held.contains(lock))
        .take(4)
        .map(|access| places::place(model, access.link, &format!("accesses it with `{guard}` held")))
        .collect();
    related.push(primary.clone());
    Some(
        UNGUARDED_MUTATION
            .finding(
                primary,
                format!(
                    "`{shown}` is guarded by `{guard}` at {guarded} of {} accesses, but not here",
                    counted.len()
                ),
            )
            .steps(related)
            .locks(vec![guard])
            .help("take the lock here too, or move the value into the lock")
            .in_test(model.defs[first.link.function].test),
    )
}
