//! `poison_cascade`: work that may panic runs under a lock that other places unwrap.

use std::collections::BTreeMap;

use super::{Family, Rule, places};
use crate::catalog::Mode;
use crate::finding::{Finding, Level};
use crate::model::chain::Link;
use crate::model::place::Class;
use crate::model::table::EventKind;
use crate::model::{FnId, Model};

/// The rule.
pub(super) static POISON_CASCADE: Rule = Rule {
    name: "poison_cascade",
    family: Family::SharedState,
    level: Level::Allow,
    preview: false,
    summary: "code that may panic runs under a lock that is unwrapped elsewhere",
    docs: include_str!("poison_cascade.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    // Where else each lock is taken.
    let mut taken: BTreeMap<Class, Vec<Link>> = BTreeMap::new();
    for (index, table) in model.tables.iter().enumerate() {
        for guard in table.guards.iter().filter(|guard| guard.poisons && guard.lock.class.is_global()) {
            let link = Link { function: FnId(index as u32), span: guard.span };
            taken.entry(guard.lock.class.clone()).or_default().push(link);
        }
    }
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        let mut seen = Vec::new();
        for event in table.all_events().filter(|event| matches!(event.kind, EventKind::Panics)) {
            let guard = event
                .held
                .iter()
                .map(|held| &table.guards[held.guard as usize])
                .find(|guard| guard.poisons && guard.lock.class.is_global());
            let Some(guard) = guard.filter(|guard| !seen.contains(&guard.span)) else { continue };
            let other = taken[&guard.lock.class].iter().find(|link| link.function != function);
            let Some(other) = other else { continue };
            seen.push(guard.span);
            let name = places::lock_name(model, &guard.lock);
            let primary = places::place(model, Link { function, span: event.span }, "may panic");
            findings.push(
                POISON_CASCADE
                    .finding(
                        primary.clone(),
                        format!(
                            "a panic here poisons {name}: every later `lock().unwrap()` on it panics too"
                        ),
                    )
                    .steps(vec![
                        places::place(
                            model,
                            Link { function, span: guard.span },
                            &name.taken(Mode::Exclusive.takes()),
                        ),
                        primary,
                        places::place(model, *other, "locks it as well"),
                    ])
                    .locks([name.plain()])
                    .help(
                        "do what may panic before taking the lock, or recover with `PoisonError::into_inner`",
                    )
                    .in_test(model.defs.fns[index].test),
            );
        }
    }
    findings
}
