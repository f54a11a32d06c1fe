//! Provenance: what a value was learned from (a lock, an atomic, a concurrent map), and what that decides.

use crate::model::place::Place;
use crate::model::table::Learned;
use crate::text::{Span, Symbol};

/// What a value was learned from. Values carry indices of these.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    pub(super) place: Place,
    pub(super) span: Span,
    /// `None` for what does not age: that this thread, and no other, has won an exchange.
    pub(super) from: Option<Learned>,
    /// The guard under which it was learned.
    pub(super) guard: Option<u32>,
    /// With no ordering, as a thread reads what only it writes.
    pub(super) relaxed: bool,
    pub(super) question: Question,
}

/// What was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// For a value, to use it.
    Get,
    /// Whether a key or value is among others.
    Contains,
    /// Whether there is anything.
    IsEmpty,
    /// Whether an optional value is there.
    IsThere,
    /// Something else.
    Other,
}

impl Question {
    pub(super) fn of(method: &str) -> Question {
        match method {
            "get" => Question::Get,
            "contains" | "contains_key" => Question::Contains,
            "is_empty" => Question::IsEmpty,
            "is_none" | "is_some" => Question::IsThere,
            _ => Question::Other,
        }
    }
}

/// How what a lock protects is changed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Edit {
    /// As a whole.
    Assigned,
    /// By a method that adds to it.
    Added(Symbol),
}

/// What decided that control is here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decision {
    pub(super) stem: u32,
    /// What was wanted was not there.
    pub(super) absent: bool,
    /// The answer was no.
    pub(super) denied: bool,
    /// What has been done since can fail, and is done again then.
    pub(super) retried: bool,
}
