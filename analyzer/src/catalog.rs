//! What library types and functions mean, as their declarations say it: locks with their methods and guards, calls that
//! block, wait, or run a closure elsewhere, canonical names of what is exported again. Rules and model know no library by
//! themselves.

use serde::{Deserialize, Serialize};

mod blocking;
pub mod declared;
mod executors;
mod extended;
mod guess;
mod index;
mod kinds;
pub mod lang;
pub mod library;
mod locks;
mod names;
mod orderings;
mod paths;
mod reader;
mod scan;
pub mod shape;
pub mod shelf;
mod tasks;
mod waits;

pub use concheck_grammar::declaration::{Term, VOCABULARY};

pub use blocking::{
    ANNOTATED, Blocking, Consequence, RECEIVES, WhenDropped, Work, blocking_fn, blocking_method,
    blocking_reader, goes_on, is_long, when_dropped,
};
pub use executors::{Executor, Twin, executor, starts_workers, twin};
pub use extended::extended;
pub use guess::{
    Does, GUESSES, Guess, Question, blocking_by_name, fragile, made_by_macro, may_deref, may_hold, of_traits,
    question, result_alias, suggests,
};
pub use kinds::{
    atomic, describes, gives_owned, has_identity, implies_no_marker, interior, is_buffer, is_collection,
    is_send, is_sync, lends_pinned, only_attached, opens, operation, pipes, process, starts_process, unwraps,
    wakes, weakened,
};
pub use lang::{LIST, PIN, asked_variant, is_same_value, other_variant};
pub use locks::{
    LockMethod, LockType, Outcome, configured, given_guard, guard_content, lock_type, may_release, releases,
};
pub use orderings::is_ordering;
pub use paths::{UNIVERSAL, canonical, canonical_symbol, prelude};
pub use shelf::{check, declare, generation, is_declared, knows_crate};
pub use tasks::{Fragile, Runs, detaches, keeps_tasks};
pub use waits::{
    Bound, On, Waits, awaited, cell, channel, initialises, iterates_messages, made_thread, receiver_of,
    sends_of, unbounded, wait_method,
};

/// How a lock, cell or span is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mode {
    /// Alone.
    Exclusive,
    /// With other readers.
    Shared,
    /// With other readers, but one upgradable at a time.
    Upgradable,
    /// With other readers, past waiting writers: never blocks on a reader.
    SharedRecursive,
    /// One of several permits; how many there are is not known.
    Permit,
    /// Alone, but again by its holder: neither waits for its holder nor takes part in an order.
    Reentrant,
    /// A shared borrow of a `RefCell`: nobody waits for it, a conflicting borrow panics.
    Borrow,
    /// A mutable borrow of a `RefCell`.
    BorrowMut,
    /// A span or context that the thread has entered: nobody waits for it.
    Entered,
}

impl Mode {
    /// Whether others wait for the holder, and the holder for itself.
    pub fn is_lock(self) -> bool {
        matches!(
            self,
            Mode::Exclusive | Mode::Shared | Mode::Upgradable | Mode::SharedRecursive | Mode::Permit
        )
    }

    /// Whether `self` has to wait while the same lock is held in mode `held`. Two plain shared acquisitions wait only
    /// when a writer queues between them ([`Mode::queues_behind_writer`]).
    pub fn conflicts(self, held: Mode) -> bool {
        self.is_lock()
            && held.is_lock()
            && matches!(
                (self, held),
                (Mode::Exclusive, _) | (_, Mode::Exclusive) | (Mode::Upgradable, Mode::Upgradable)
            )
    }

    /// What an acquisition does, before the name of its lock: `locks`.
    pub fn takes(self) -> &'static str {
        match self {
            Mode::Exclusive | Mode::Reentrant => "locks",
            Mode::Shared | Mode::SharedRecursive => "read-locks",
            Mode::Upgradable => "locks, for upgradable reading,",
            Mode::Permit => "acquires",
            Mode::Borrow => "borrows",
            Mode::BorrowMut => "mutably borrows",
            Mode::Entered => "enters",
        }
    }

    /// What an acquisition does to its lock, in words.
    pub fn verb(self) -> &'static str {
        match self {
            Mode::Exclusive | Mode::Reentrant => "locked",
            Mode::Shared | Mode::SharedRecursive => "read-locked",
            Mode::Upgradable => "locked for upgradable reading",
            Mode::Permit => "acquired",
            Mode::Borrow => "borrowed",
            Mode::BorrowMut => "mutably borrowed",
            Mode::Entered => "entered",
        }
    }

    /// Whether a second acquisition in mode `self` waits for a writer that itself waits for `held`. A writer that waits for an
    /// upgradable read keeps no readers out.
    pub fn queues_behind_writer(self, held: Mode) -> bool {
        matches!(self, Mode::Shared | Mode::Upgradable)
            && held.is_lock()
            && !matches!(held, Mode::Exclusive | Mode::Upgradable)
            && !self.conflicts(held)
    }
}

/// How long an acquisition may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Wait {
    /// For ever.
    Forever,
    /// For ever, or not at all: that depends on how the thing was made.
    Perhaps,
    /// Not at all, or for a bounded time.
    Bounded,
}
