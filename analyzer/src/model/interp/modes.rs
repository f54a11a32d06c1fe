//! Modes: what is so for all that is interpreted within something. They are entered and left as a scope.

use crate::text::Span;

/// What is so for what is being interpreted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Modes {
    /// The thread may block: in a closure of `block_in_place`.
    pub(super) may_block: bool,
    /// Nobody else is there: in a closure that runs once, or alone.
    pub(super) is_alone: bool,
    /// In a closure that runs where it stands.
    pub(super) is_inline: bool,
    /// In a future under a timeout: where that is.
    pub(super) timeout: Option<Span>,
    /// One of several futures is awaited, and the others with it.
    pub(super) is_racing: bool,
    /// The first of several futures that is ready ends the wait for the others, or time is up.
    pub(super) is_raced: bool,
    /// In the condition of a loop that takes messages until there are no more.
    pub(super) is_draining: bool,
    /// In what only shows its arguments, or drops them: a macro that formats, `drop`.
    pub(super) is_shown: bool,
    /// With Python's interpreter given up.
    pub(super) is_detached: bool,
    /// Closures are made to be jobs of a pool: what a job owes it.
    pub(super) job: Option<u32>,
}

impl Modes {
    /// Those of a body that runs at another time than the code around it.
    pub(super) fn of_body(self) -> Modes {
        Modes {
            may_block: false,
            is_inline: false,
            is_draining: false,
            is_shown: false,
            is_detached: false,
            job: None,
            ..self
        }
    }
}
