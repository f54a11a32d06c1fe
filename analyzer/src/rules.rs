//! The rules: what each one is called, how it is documented, and how it judges the model.

mod atomicity_violation;
mod block_on_in_async;
mod blocking_in_async;
mod broken_annotation;
mod callback_while_locked;
mod cancel_unsafe;
mod channel_deadlock;
mod condvar_misuse;
mod cpu_bound_in_async;
mod cycles;
mod detached_task;
mod double_lock;
mod executor;
mod futurelock;
mod guard_across_await;
mod guard_dropped_immediately;
mod lock_order_inversion;
mod long_critical_section;
mod lost_wakeup;
mod pipe_deadlock;
mod places;
mod poison_cascade;
mod process_state_race;
mod reentrant_init;
mod repeated;
mod unbounded_queue;
mod unguarded_mutation;
mod unsound_send_sync;
mod wait_while_locked;
mod weak_ordering;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::finding::{Finding, Level, RuleName, Site};
use crate::model::Model;
use crate::model::place::Class;
use crate::text::Location;

/// A family of rules; its name selects all of them on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `deadlock`
    Deadlock,
    /// `async`
    Async,
    /// `shared_state`
    SharedState,
    /// `performance`
    Performance,
}

impl Family {
    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Family::Deadlock => "deadlock",
            Family::Async => "async",
            Family::SharedState => "shared_state",
            Family::Performance => "performance",
        }
    }
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its stable name.
    pub name: &'static str,
    /// Its family.
    pub family: Family,
    /// Its level without configuration.
    pub level: Level,
    /// Off, whatever the configuration says, until rules in preview are asked for: docs/stability.md says how long.
    pub preview: bool,
    /// One line.
    pub summary: &'static str,
    /// Markdown for `concheck explain`: what it does, why it is bad, an example, what to write instead, limits.
    pub docs: &'static str,
    /// clippy lints whose `allow` counts for this rule too.
    pub clippy_twins: &'static [&'static str],
    /// Rules that say more about a place: where one of them reports it too, this one does not.
    pub yields_to: &'static [&'static Rule],
    /// Finds its findings.
    pub run: fn(&Model<'_>) -> Vec<Finding>,
}

impl Rule {
    /// A finding of this rule.
    pub(crate) fn finding(&self, primary: Site, message: impl Into<String>) -> Finding {
        // Who switches on what is off by default wants to be warned.
        Finding::new(self.name, self.level.max(Level::Warn), primary, message)
    }
}

/// Every rule, in the order of the documentation.
pub static RULES: &[&Rule] = &[
    &double_lock::DOUBLE_LOCK,
    &lock_order_inversion::LOCK_ORDER_INVERSION,
    &wait_while_locked::WAIT_WHILE_LOCKED,
    &condvar_misuse::CONDVAR_MISUSE,
    &reentrant_init::REENTRANT_INIT,
    &channel_deadlock::CHANNEL_DEADLOCK,
    &pipe_deadlock::PIPE_DEADLOCK,
    &callback_while_locked::CALLBACK_WHILE_LOCKED,
    &guard_across_await::GUARD_ACROSS_AWAIT,
    &blocking_in_async::BLOCKING_IN_ASYNC,
    &block_on_in_async::BLOCK_ON_IN_ASYNC,
    &futurelock::FUTURELOCK,
    &cancel_unsafe::CANCEL_UNSAFE,
    &lost_wakeup::LOST_WAKEUP,
    &detached_task::DETACHED_TASK,
    &unguarded_mutation::UNGUARDED_MUTATION,
    &unsound_send_sync::UNSOUND_SEND_SYNC,
    &atomicity_violation::ATOMICITY_VIOLATION,
    &weak_ordering::WEAK_ORDERING,
    &guard_dropped_immediately::GUARD_DROPPED_IMMEDIATELY,
    &broken_annotation::BROKEN_ANNOTATION,
    &process_state_race::PROCESS_STATE_RACE,
    &poison_cascade::POISON_CASCADE,
    &unbounded_queue::UNBOUNDED_QUEUE,
    &cpu_bound_in_async::CPU_BOUND_IN_ASYNC,
    &long_critical_section::LONG_CRITICAL_SECTION,
];

/// The circles of locks and waits that can happen, whatever rule tells of them: classes, each taken before the next.
pub fn circles(model: &Model<'_>) -> Vec<Vec<Class>> {
    let class = |index: &usize| model.order.nested[*index].outer.lock.class.clone();
    let all = model.circles.told.iter();
    let mut circles: Vec<Vec<Class>> =
        all.map(|circle| circle.witnesses.iter().map(class).collect()).collect();
    circles.sort();
    circles.dedup();
    circles
}

/// The rules of which a finding also depends on the code of bodies, not on the tables of the model alone.
pub(crate) const READ_BODIES: [&str; 3] = [
    blocking_in_async::BLOCKING_IN_ASYNC.name,
    guard_across_await::GUARD_ACROSS_AWAIT.name,
    reentrant_init::REENTRANT_INIT.name,
];

/// Runs every rule and sorts the findings by place.
pub fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        RULES.par_iter().map(|rule| (rule.run)(model)).collect::<Vec<_>>().into_iter().flatten().collect();
    let mut told: FxHashSet<(RuleName, Location)> = FxHashSet::default();
    told.extend(findings.iter().map(|finding| (finding.rule, finding.primary.location)));
    let stronger = |finding: &Finding| {
        let rules = RULES.iter().filter(|rule| rule.name == finding.rule).flat_map(|rule| rule.yields_to);
        rules.map(|rule| (rule.name, finding.primary.location)).any(|other| told.contains(&other))
    };
    findings.retain(|finding| !stronger(finding));
    sort(&mut findings);
    repeated::merge(model.defs, findings)
}

/// Puts findings into their stable order.
pub(crate) fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        (a.primary.location, a.rule, &a.message).cmp(&(b.primary.location, b.rule, &b.message))
    });
}
