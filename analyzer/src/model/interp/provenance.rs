//! Provenance: what a value was learned from (a lock, an atomic, a concurrent map), and what that decides.

use super::live::VarId;
use crate::catalog::Question;
use crate::facts::ir::Expr;
use crate::model::place::Place;
use crate::model::table::Learned;
use crate::text::{Span, Symbol};

/// What a value was learned from. Values carry indices of these.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) place: Place,
    pub(super) span: Span,
    /// `None` for what does not age: that this thread, and no other, has won an exchange.
    pub(super) from: Option<Learned>,
    /// The guard under which it was learned.
    pub(super) guard: Option<u32>,
    /// With no ordering, as a thread reads what only it writes.
    pub(super) relaxed: bool,
    pub(super) question: Question,
    /// Variables that what was asked for was made of; empty where that is not known.
    pub(super) key: Vec<VarId>,
    /// The closure in which it was learned; `None` for the function's own body.
    pub(super) body: Option<u32>,
    /// What it tells, beside what the question is about.
    pub(super) tells: Tells,
}

/// What an answer tells the thread about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tells {
    /// Nothing.
    Nothing,
    /// Whether a value was there to be taken.
    Taken,
    /// Whether it has won an exchange: of all threads, one learns that it was the one.
    Claimed,
    /// Whether it was the last to count down.
    Counted,
    /// Whether it is in a runtime.
    Runtime,
}

/// How what a lock protects is changed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Edit<'e> {
    /// As a whole.
    Assigned,
    /// By a method that adds to it, and what it is given.
    Added(Symbol, &'e [Expr]),
}

/// What decided that control is here.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    pub(super) origin: u32,
    /// Variables that it was compared with, which one is the larger; empty where there was another question.
    pub(super) compared: Vec<VarId>,
    pub(super) answer: Answer,
    /// What has been done since can fail, and is done again then.
    pub(super) retried: bool,
}

/// What the answer was.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Answer {
    /// What was wanted was not there.
    pub(super) absent: bool,
    /// Nothing was taken or claimed.
    pub(super) nothing: bool,
    /// The answer was no.
    pub(super) denied: bool,
    /// It was `false` itself.
    pub(super) down: bool,
    /// Where the answer is another one, that is an error.
    pub(super) refused: bool,
}

impl Origin {
    /// The atomic that a value was loaded from.
    pub(super) fn atomic(&self) -> Option<Place> {
        (self.from == Some(Learned::Atomic)).then(|| self.place.clone())
    }
}

/// What a body has learned, and what that decides.
#[derive(Debug, Default)]
pub(super) struct Provenance {
    /// What values were learned from.
    origins: Vec<Origin>,
    /// What decided that control is here.
    decided: Vec<Decision>,
    /// How much of it there was when each open block began.
    blocks: Vec<usize>,
    /// Flags that were seen down, by the innermost branches that this decides.
    flags: Vec<u32>,
    /// Guards under which the check was made again.
    rechecked: Vec<u32>,
    /// What decided that a loop goes on, and whether it does as long as that is down.
    looping: Vec<(u32, bool)>,
    /// Conditions tested so far, and how many when each guard was made.
    tests: u32,
    tests_at_guard: Vec<u32>,
    /// Atomics that were stored since a lock was taken last.
    stores: Vec<(Place, Span)>,
    /// Guards under which something was changed.
    edited: Vec<u32>,
    /// Guards of acquisitions that may fail.
    tried: Vec<u32>,
}

/// How much there was at some point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(usize);

impl Provenance {
    /// Takes up what a value was learned from; gives what the value carries.
    pub(super) fn learn(&mut self, origin: Origin) -> Vec<u32> {
        self.origins.push(origin);
        vec![self.origins.len() as u32 - 1]
    }

    /// What a value carries.
    pub(super) fn origin(&self, origin: u32) -> &Origin {
        &self.origins[origin as usize]
    }

    /// Notes that `origins` decide from here on, as they did.
    pub(super) fn decide(&mut self, origins: &[u32], answer: Answer) {
        self.decide_by(origins, answer, &[]);
    }

    /// The same of a comparison with those variables.
    pub(super) fn decide_by(&mut self, origins: &[u32], answer: Answer, compared: &[VarId]) {
        let decision =
            |origin: &u32| Decision { origin: *origin, compared: compared.to_vec(), answer, retried: false };
        self.decided.extend(origins.iter().map(decision));
    }

    /// What decides here.
    pub(super) fn decided(&self) -> impl Iterator<Item = (&Decision, &Origin)> {
        self.decided.iter().map(|known| (known, &self.origins[known.origin as usize]))
    }

    /// Whether the thread is in a runtime, if that was asked.
    pub(super) fn in_runtime(&self) -> Option<bool> {
        let asked = |known: &&Decision| self.origins[known.origin as usize].tells == Tells::Runtime;
        self.decided.iter().rev().find(asked).map(|known| !known.answer.nothing)
    }

    /// How much is decided here.
    pub(super) fn mark(&self) -> Mark {
        Mark(self.decided.len())
    }

    /// What was decided since then, does no more.
    pub(super) fn forget_since(&mut self, mark: Mark) {
        self.decided.truncate(mark.0);
    }

    /// Opens a block.
    pub(super) fn open_block(&mut self) {
        self.blocks.push(self.decided.len());
    }

    /// Closes it: what was decided in it does no more.
    pub(super) fn close_block(&mut self) {
        self.decided.truncate(self.blocks.pop().unwrap_or(0));
    }

    /// Flags that were seen down.
    pub(super) fn flags(&self) -> &[u32] {
        &self.flags
    }

    /// More flags are seen down.
    pub(super) fn see_down(&mut self, origins: &[u32]) {
        self.flags.extend(origins);
    }

    /// What is noted from here on is no claim to the work.
    pub(super) fn forget_flags(&mut self) {
        self.flags.clear();
    }

    /// Goes back to the flags that were seen down before.
    pub(super) fn restore_flags(&mut self, flags: &[u32]) {
        self.flags.clear();
        self.flags.extend(flags);
    }

    /// What has been begun may fail here, and is left then. A flag that notes at the end that it was done is no claim to
    /// be the only one that does it.
    pub(super) fn may_fail(&mut self) {
        self.flags.clear();
        self.decided.iter_mut().for_each(|known| known.retried = true);
    }

    /// The check is made again under that guard.
    pub(super) fn recheck(&mut self, guard: u32) {
        self.rechecked.push(guard);
    }

    /// A guard is another one from here on, and the lock was not released in between.
    pub(super) fn goes_on_as(&mut self, before: u32, guard: u32) {
        let of_guard = self.origins.iter_mut().filter(|origin| origin.guard == Some(before));
        of_guard.for_each(|origin| origin.guard = Some(guard));
    }

    /// Whether the check was made again under that guard.
    pub(super) fn is_rechecked(&self, guard: u32) -> bool {
        self.rechecked.contains(&guard)
    }

    /// How much decides that loops go on.
    pub(super) fn loops(&self) -> Mark {
        Mark(self.looping.len())
    }

    /// The innermost loop goes on by that, or as long as that is `down`.
    pub(super) fn loops_by(&mut self, origins: &[u32], down: bool) {
        self.looping.extend(origins.iter().map(|origin| (*origin, down)));
    }

    /// Where flags were loaded that are down here.
    pub(super) fn down(&self) -> Vec<Span> {
        let looping = self.looping.iter().filter(|(_, down)| *down).map(|(origin, _)| *origin);
        let decided = self.decided.iter().filter(|known| known.answer.down).map(|known| known.origin);
        let down = looping.chain(decided).map(|origin| &self.origins[origin as usize]);
        down.filter(|origin| origin.from == Some(Learned::Atomic)).map(|origin| origin.span).collect()
    }

    /// A loop ends that began then.
    pub(super) fn end_loop(&mut self, mark: Mark) {
        self.looping.truncate(mark.0);
    }

    /// What decides that control is here, or comes here again.
    pub(super) fn deciding(&self) -> impl Iterator<Item = &Origin> {
        let origins = self
            .decided
            .iter()
            .map(|known| known.origin)
            .chain(self.looping.iter().map(|(origin, _)| *origin));
        origins.map(|origin| &self.origins[origin as usize])
    }

    /// A condition is tested.
    pub(super) fn test(&mut self) {
        self.tests += 1;
    }

    /// A guard is made, which of `locks` is one: what is stored from here on is stored under it.
    pub(super) fn guard_made(&mut self, is_lock: bool) {
        if is_lock {
            self.stores.clear();
        }
        self.tests_at_guard.push(self.tests);
    }

    /// Whether a condition was tested since that guard was made.
    pub(super) fn tested_under(&self, guard: u32) -> bool {
        self.tests_at_guard.get(guard as usize).is_none_or(|tests| *tests < self.tests)
    }

    /// Something is changed under that guard.
    pub(super) fn edit(&mut self, guard: u32) {
        self.edited.push(guard);
    }

    /// Whether something was changed under that guard.
    pub(super) fn is_edited(&self, guard: u32) -> bool {
        self.edited.contains(&guard)
    }

    /// An atomic is stored without a lock.
    pub(super) fn store(&mut self, atomic: Place, at: Span) {
        self.stores.push((atomic, at));
    }

    /// Atomics that were stored since a lock was taken last.
    pub(super) fn stores(&self) -> &[(Place, Span)] {
        &self.stores
    }

    /// A lock is taken.
    pub(super) fn lock_taken(&mut self) {
        self.stores.clear();
    }

    /// Goes on with other stores: those of a body that runs at another time. Returns those of the code around it.
    pub(super) fn switch_stores(&mut self, stores: Vec<(Place, Span)>) -> Vec<(Place, Span)> {
        std::mem::replace(&mut self.stores, stores)
    }

    /// The acquisition of a guard may fail.
    pub(super) fn try_lock(&mut self, guard: u32) {
        self.tried.push(guard);
    }

    /// How many acquisitions may fail so far.
    pub(super) fn tries(&self) -> Mark {
        Mark(self.tried.len())
    }

    /// The guards of those since then.
    pub(super) fn tried_since(&self, mark: Mark) -> &[u32] {
        &self.tried[mark.0..]
    }
}
