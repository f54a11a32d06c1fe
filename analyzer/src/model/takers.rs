//! Who else takes a lock: where nobody does while somebody holds it, nobody waits for it.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::context::Body;
use super::ids::FnId;
use super::parallel::Parallel;
use super::place::Class;
use super::summary::{Found, Reach, Summary};
use super::table::{Ask, FnTable, Hold};
use crate::catalog::{Mode, Runs};

/// By lock, the bodies that take it themselves or by what they call, found when it is first asked for. Of one body, all ways
/// are one: whether any of them is exclusive.
#[derive(Debug, Default)]
pub(super) struct Takers(OnceLock<FxHashMap<Class, FxHashMap<Body, bool>>>);

/// A lock, and who has to do with it.
#[derive(Clone, Copy)]
pub(super) struct Asked<'m> {
    /// What each function does.
    pub(super) tables: &'m [FnTable],
    /// What it reaches.
    pub(super) summaries: &'m [Summary],
    /// Which of them can meet.
    pub(super) parallel: &'m Parallel,
}

impl Takers {
    /// Whether somebody may take a lock (if `exclusive`, alone) while `body` has it. Certain is only that nobody does: the lock
    /// is one that all bodies know by one name, one thread runs `body`, and that thread is all who take it. The first such
    /// time, linear in what all functions reach.
    pub(super) fn may_take(&self, asked: Asked<'_>, lock: &Class, body: Body, exclusive: bool) -> bool {
        // Most bodies may be beside themselves.
        if !lock.is_global() || asked.parallel.may_meet(body, body) {
            return true;
        }
        let takers = self.0.get_or_init(|| all(asked.tables, asked.summaries));
        let takers = takers.get(lock).into_iter().flatten();
        let mut counted = takers.filter(|(_, is_exclusive)| **is_exclusive || !exclusive);
        counted.any(|(taker, _)| asked.parallel.may_meet(body, *taker))
    }
}

fn all(tables: &[FnTable], summaries: &[Summary]) -> FxHashMap<Class, FxHashMap<Body, bool>> {
    let mut of: FxHashMap<Class, FxHashMap<Body, bool>> = FxHashMap::default();
    let mut note = |lock: &Class, mode: Ask, body: Body| {
        let is_exclusive = mode.conflicts(Hold::Lock(Mode::Shared));
        if mode.is_lock() && lock.is_global() {
            *of.entry(lock.clone()).or_default().entry(body).or_default() |= is_exclusive;
        }
    };
    for (id, table) in (0..).map(FnId).zip(tables) {
        let own = Body { function: id, closure: None };
        for reached in &summaries[id.index()].acquires {
            note(&reached.lock.class, reached.mode, own);
        }
        let reach = Reach { id, table, summaries };
        for (closure, index) in table.closures.iter().zip(0..) {
            if closure.runs == Runs::Here {
                continue;
            }
            for event in &closure.events {
                reach.event(event, &mut |found| {
                    if let Found::Acquire(reached) = found {
                        note(&reached.lock.class, reached.mode, Body { function: id, closure: Some(index) });
                    }
                });
            }
        }
    }
    of
}
