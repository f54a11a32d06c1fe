//! `long_critical_section`: a known slow call is made while a lock is held.

use rustc_hash::FxHashSet;

use super::{Family, Rule, places};
use crate::catalog::{Mode, Work};
use crate::finding::{Confidence, Finding, Level};
use crate::model::chain::Link;
use crate::model::summary::{Blocked, Reach};
use crate::model::{FnId, Model};

/// The rule.
pub(super) static LONG_CRITICAL_SECTION: Rule = Rule {
    name: "long_critical_section",
    family: Family::Performance,
    level: Level::Allow,
    preview: false,
    summary: "a slow call runs under a lock, so all other users of the lock wait for it",
    docs: include_str!("long_critical_section.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

/// Whether the work is slow, and not a wait that other rules speak of.
fn is_slow(work: Work) -> bool {
    matches!(
        work,
        Work::Sleep
            | Work::Files
            | Work::Network
            | Work::Resolve
            | Work::Process
            | Work::Input
            | Work::Http
            | Work::Database
            | Work::Password
    )
}

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        let reach = Reach { id: function, table, summaries: &model.summaries };
        // One finding a critical section: the first slow call says enough.
        let mut seen = FxHashSet::default();
        for event in table.all_events() {
            let held = event.held.iter().rev().find(|held| {
                let guard = &table.guards[held.guard as usize];
                held.must
                    && guard.mode.is_lock()
                    && guard.mode != Mode::Permit
                    && guard.lock.class.is_global()
            });
            let Some(held) = held else { continue };
            let mut slow: Option<Blocked> = None;
            reach.blocks(event, &mut |blocked| {
                if is_slow(blocked.what.work)
                    && slow.as_ref().is_none_or(|known| blocked.chain.len() < known.chain.len())
                {
                    slow = Some(blocked);
                }
            });
            let Some(slow) = slow else { continue };
            let guard = &table.guards[held.guard as usize];
            if !seen.insert(guard.span) {
                continue;
            }
            let name = places::lock_name(model, &guard.lock);
            let does = format!("{} while {name} is held", slow.what.work.verb());
            let label = places::call(model, &slow.chain, &places::assumed(&does, slow.what.guessed));
            let primary = places::place(model, Link { function, span: event.span }, &label);
            let taken = name.taken(guard.mode.takes());
            let mut related =
                vec![places::place(model, Link { function, span: guard.span }, &taken), primary.clone()];
            let last = places::assumed(slow.what.work.verb(), slow.what.guessed);
            related.extend(places::chain(model, &slow.chain, &last));
            let confidence = if slow.chain.len() > 3 { Confidence::Low } else { Confidence::Medium };
            findings.push(
                LONG_CRITICAL_SECTION
                    .finding(
                        primary,
                        format!(
                            "`{}` {} while {name} is held: other users of {name} wait for it too",
                            slow.what.name,
                            slow.what.work.verb()
                        ),
                    )
                    .confidence(confidence.of_a_guess(slow.what.guessed))
                    .steps(related)
                    .locks([name.plain()])
                    .help(
                        "copy what the slow call needs, and make the call before locking or after \
                   dropping the guard",
                    )
                    .in_test(model.defs.fns[index].test),
            );
        }
    }
    findings
}
