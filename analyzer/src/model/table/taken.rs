//! What a body takes out of what outlives it, and keeps over an await, or what a poll function does not say again.

use serde::{Deserialize, Serialize};

use crate::model::place::Place;
use crate::text::Span;

/// Something is taken out of a place, which does not have it any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Taken {
    /// Where.
    pub span: Span,
    /// The closure whose body takes it; `None` for the function's own.
    pub body: Option<u32>,
    /// Out of what.
    pub place: Place,
    /// How.
    pub how: Takes,
    /// That is a value of the body's own, which ends with the body.
    pub own: bool,
    /// The first await over which the body has it and has not done with it.
    pub over: Option<Span>,
}

/// A poll function says `Pending` although nobody is to wake the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unwoken {
    /// Where it says so.
    pub span: Span,
    /// What was there before.
    pub got: Got,
}

/// What a poll function was after, was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Got {
    /// Where.
    pub at: Span,
    /// Something that it polls was ready; otherwise, something was taken.
    pub polled: bool,
}

/// How something is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Takes {
    /// A message is received.
    Message,
    /// Items leave a collection.
    Items,
    /// Something else takes its place.
    All,
}
