//! What can be held while others wait for it, and what can be asked for: the two sides of a nesting.

use serde::{Deserialize, Serialize};

use crate::catalog::{Mode, On};

/// How something is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Hold {
    /// A lock, cell or span.
    Lock(Mode),
    /// A cell, by the one that initialises it: others wait, and so does its own initialiser.
    Initialiser,
    /// The Python interpreter (its GIL): again by its holder, others wait.
    Interpreter,
    /// An obligation: what others wait for is not done yet.
    Owed(On),
}

/// What an acquisition asks for, or gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Ask {
    /// A lock, cell or span.
    Lock(Mode),
    /// A cell that may have to be initialised first.
    Initialiser,
    /// The Python interpreter.
    Interpreter,
    /// That another thread or task does its part.
    Awaits(On),
    /// Nothing: it does the part that others wait for, and discharges the obligation. It never waits.
    Gives(On),
}

impl Hold {
    /// Whether it is a lock: others wait for the holder, and the holder for itself.
    pub fn is_lock(self) -> bool {
        matches!(self, Hold::Lock(mode) if mode.is_lock())
    }

    /// Whether it keeps others waiting: a node of the graph of waits that can be held.
    pub fn keeps_waiting(self) -> bool {
        match self {
            Hold::Lock(mode) => mode.is_lock(),
            Hold::Initialiser | Hold::Interpreter | Hold::Owed(_) => true,
        }
    }

    /// What its holder has done or has to do, before the name of its lock: `locks`.
    pub fn takes(self) -> &'static str {
        match self {
            Hold::Lock(mode) => mode.takes(),
            Hold::Initialiser => "initialises",
            Hold::Interpreter => "takes",
            Hold::Owed(_) => "owes",
        }
    }

    /// That it is held, in words.
    pub fn verb(self) -> &'static str {
        match self {
            Hold::Lock(mode) => mode.verb(),
            Hold::Initialiser => "initialised",
            Hold::Interpreter => "taken",
            Hold::Owed(_) => "owed",
        }
    }
}

impl Ask {
    /// What is held by who has got it; of a wait that is over, nothing is.
    pub fn held(self) -> Option<Hold> {
        match self {
            Ask::Lock(mode) => Some(Hold::Lock(mode)),
            Ask::Initialiser => Some(Hold::Initialiser),
            Ask::Interpreter => Some(Hold::Interpreter),
            Ask::Awaits(_) | Ask::Gives(_) => None,
        }
    }

    /// Whether it is a lock: others wait for the holder, and the holder for itself.
    pub fn is_lock(self) -> bool {
        matches!(self, Ask::Lock(mode) if mode.is_lock())
    }

    /// Whether it waits for others to do something.
    pub fn awaits(self) -> bool {
        matches!(self, Ask::Awaits(_))
    }

    /// Whether it does what others wait for.
    pub fn gives(self) -> bool {
        matches!(self, Ask::Gives(_))
    }

    /// Whether another thread that asks so waits while `held` lasts.
    pub fn waits_for(self, held: Hold) -> bool {
        match (self, held) {
            (Ask::Initialiser, Hold::Initialiser) | (Ask::Interpreter, Hold::Interpreter) => true,
            (Ask::Awaits(on), Hold::Owed(owed)) => on == owed,
            _ => self.conflicts(held),
        }
    }

    /// Whether it has to wait while the same lock is `held`, also by itself ([`Mode::conflicts`]).
    pub fn conflicts(self, held: Hold) -> bool {
        matches!((self, held), (Ask::Lock(mode), Hold::Lock(held)) if mode.conflicts(held))
    }

    /// Whether it waits for a writer that itself waits for `held`.
    pub fn queues_behind_writer(self, held: Hold) -> bool {
        matches!((self, held), (Ask::Lock(mode), Hold::Lock(held)) if mode.queues_behind_writer(held))
    }

    /// What it does, before the name of its lock: `locks`.
    pub fn takes(self) -> &'static str {
        match self {
            Ask::Awaits(_) => "waits for",
            Ask::Gives(_) => "gives",
            Ask::Lock(mode) => mode.takes(),
            Ask::Initialiser => "initialises",
            Ask::Interpreter => "takes",
        }
    }

    /// What it does to its lock, in words.
    pub fn verb(self) -> &'static str {
        match self {
            Ask::Awaits(_) => "waited for",
            Ask::Gives(_) => "given",
            Ask::Lock(mode) => mode.verb(),
            Ask::Initialiser => "initialised",
            Ask::Interpreter => "taken",
        }
    }
}

impl From<Mode> for Hold {
    fn from(mode: Mode) -> Hold {
        Hold::Lock(mode)
    }
}

impl From<Mode> for Ask {
    fn from(mode: Mode) -> Ask {
        Ask::Lock(mode)
    }
}

impl PartialEq<Mode> for Hold {
    fn eq(&self, mode: &Mode) -> bool {
        *self == Hold::Lock(*mode)
    }
}

impl PartialEq<Mode> for Ask {
    fn eq(&self, mode: &Mode) -> bool {
        *self == Ask::Lock(*mode)
    }
}
