//! State that threads share without a lock, or with one at a time: changes, checks, atomics.

use serde::{Deserialize, Serialize};

use crate::catalog::Fragile;
use crate::model::ids::FnId;
use crate::model::place::{Class, Place};
use crate::text::Span;

/// A change of state.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Change {
    /// The state.
    pub place: Place,
    /// What is done to it.
    pub step: ChangeStep,
    /// It is a value of the body's own, which ends with the body.
    pub own: bool,
}

/// What a future loses when it is dropped before it is ready.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Loss {
    /// The library's future.
    pub what: &'static Fragile,
    /// What it reads from or writes to.
    pub place: Option<Place>,
    /// That is a value of the body's own, which ends with the body.
    pub own: bool,
}

/// Half of a change, or its completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChangeStep {
    /// A counter goes up.
    Up,
    /// A counter goes down.
    Down,
    /// A flag is set, by an operation that tells whether it was set before.
    Claim,
    /// A flag is set.
    Set,
    /// A flag is reset.
    Reset,
    /// A value is taken out.
    Take,
    /// The value that was taken is put back.
    Put,
}

/// An access to unchecked state.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Touch {
    /// The state.
    pub place: Place,
    /// It is (or may be) written.
    pub write: bool,
    /// In a closure that runs once, or with interrupts off.
    pub gated: bool,
    /// Where flags were loaded that are down here.
    pub down: Vec<Span>,
}

/// A change that was decided by a check in an earlier critical section.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckThenAct {
    /// The lock, map or atomic.
    pub place: Place,
    /// What was checked.
    pub from: Learned,
    /// The check.
    pub check: Span,
    /// The result of the change, which would tell, is ignored.
    pub ignored: bool,
}

/// Where an answer came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Learned {
    /// What a lock protects, of which a question was asked.
    Lock,
    /// What a lock protects, which was copied.
    Content,
    /// A concurrent map.
    Map,
    /// An atomic.
    Atomic,
}

/// An operation on an atomic.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AtomicUse {
    /// Of the atomic.
    pub class: Class,
    /// The operation.
    pub span: Span,
    /// What it does.
    pub act: AtomicAct,
    /// With no ordering.
    pub relaxed: bool,
}

/// What is done to an atomic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AtomicAct {
    /// It is read.
    Load,
    /// `true` or a number other than zero is stored.
    Raise,
    /// `false` or zero is stored.
    Lower,
    /// Any other change.
    Change,
}

/// An atomic operation whose ordering is too weak.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Weak {
    /// The atomic.
    pub place: Place,
    /// What it is part of.
    pub story: Story,
    /// What its result decides.
    pub follows: Follows,
}

/// What happens because of what an atomic operation gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follows {
    /// Memory is freed by hand.
    pub frees: bool,
    /// A loop is left.
    pub leaves: bool,
    /// Functions are called.
    pub calls: Vec<FnId>,
}

/// What weak operations are part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Story {
    /// The last of several owners drops what they share.
    LastOwner,
    /// A pointer is linked, for others to follow.
    Publishes,
    /// A flag is taken as a lock.
    Locks,
}
