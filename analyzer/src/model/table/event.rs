//! What happens, and what is held meanwhile.

use serde::{Deserialize, Serialize};

use super::{
    ArmId, Ask, Call, Callable, Case, Change, ChannelUse, CheckThenAct, Held, Loss, Notify, Pipe, Signal,
    Touch, Weak,
};
use crate::catalog::{Blocking, Wait};
use crate::model::ids::FnId;
use crate::model::place::Place;
use crate::text::{Span, Symbol};

/// An event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Event {
    /// Where.
    pub span: Span,
    /// What is held, in order of acquisition.
    pub held: Vec<Held>,
    /// The executor has been told that this thread may block (`block_in_place`).
    pub off: bool,
    /// Python's interpreter has been given up, if the thread had it.
    pub detached: bool,
    /// Something else may be ready before it, so that nobody need wait for it: in a `select!`, under a timeout.
    pub raced: bool,
    /// It may happen several times while the body runs once: in a loop, in a closure that runs where it stands.
    pub again: bool,
    /// Which way control has gone to it.
    pub arm: ArmId,
    /// What is assumed of the function's parameters.
    pub case: Case,
    /// What happens.
    pub kind: EventKind,
}

/// What happens. Calls are most of all events, so that what is larger is boxed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum EventKind {
    /// A lock is acquired.
    Acquire(Box<Acquire>),
    /// Functions of the sources run.
    Call(Call),
    /// A closure of this frame runs.
    RunClosure(u32),
    /// A callable that came in as a parameter runs.
    RunParam(u32),
    /// The future is polled that a callable gave which came in as a parameter.
    PollParam(u32),
    /// A guard is dropped as soon as it was made, by `let _ =` or as a statement of its own.
    DroppedAtOnce {
        /// The guard.
        guard: u32,
        /// `let _ = …` rather than a bare statement.
        let_: bool,
    },
    /// Control leaves until a future is ready.
    Await,
    /// A library call blocks the thread.
    Block(Block),
    /// A library future is polled that loses something when it is dropped half-way.
    Fragile(Box<Loss>),
    /// Work starts beside this: a task or thread is spawned.
    Spawn {
        /// The function, where it gives a handle whose drop leaves the task to itself.
        handle: Option<Symbol>,
        /// That handle is dropped at once.
        dropped: bool,
        /// A task rather than a thread.
        task: bool,
        /// Its name alone says so.
        guessed: bool,
    },
    /// State that several awaits may share changes: half of something that another change completes.
    Change(Box<Change>),
    /// State that threads may share is read or written without a check by the compiler: a `static mut`, what an
    /// `UnsafeCell` holds.
    Touch(Box<Touch>),
    /// Something is changed because of a check that may be out of date.
    CheckThenAct(Box<CheckThenAct>),
    /// An atomic operation whose ordering is too weak for what it does.
    Weak(Box<Weak>),
    /// The state of the whole process is changed.
    Process(Symbol),
    /// A closure or function is to run where little may be done: after `fork`, in a signal handler.
    Confined(Confined),
    /// Something in it may panic.
    Panics,
    /// A thread that has channels of its own waits where that matters to them.
    Channel(Box<ChannelUse>),
    /// A wait for a notification.
    Signal(Box<Signal>),
    /// A notification.
    Notify(Box<Notify>),
    /// Something is done with the pipes of a child process.
    Pipe(Box<Pipe>),
    /// A callable or trait object that others have supplied runs.
    Callback(Box<Callback>),
    /// A channel without a bound is made.
    Unbounded(Symbol),
    /// A loop that computes without an await, and how deep loops are nested in it.
    Loop(u32),
}

/// An acquisition.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Acquire {
    /// The lock.
    pub lock: Place,
    /// What is asked for.
    pub mode: Ask,
    /// How long it may wait.
    pub wait: Wait,
    /// A map's lock.
    pub sharded: bool,
    /// An async lock.
    pub is_async: bool,
    /// A panic of its holder poisons it.
    pub poisons: bool,
}

/// A library call that blocks the thread.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub what: &'static Blocking,
    /// What names the function, for edits; empty where it is no plain call.
    pub callee: Span,
    /// Within a `timeout`.
    pub timed: Option<Span>,
}

/// A callable that others have supplied.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Callback {
    /// What runs, in words: "the callback `f`", "`Listener::notify`".
    pub what: CallbackKind,
    /// It is handed something that was made under the guard.
    pub given: bool,
    /// It is handed (part of) what the guard protects, so it has to run under it.
    pub lent: bool,
    /// It is asked for something, as what makes or compares things is: who only listens gives nothing.
    pub answers: bool,
    /// It is one of several things that a guard protects, as listeners in a list are.
    pub listed: bool,
    /// Where it is, if that can be told.
    pub of: Option<Place>,
    /// What it is handed, as far as that came in.
    pub with: Vec<Place>,
}

impl Callback {
    /// One of which no more is known.
    pub fn of(what: CallbackKind) -> Callback {
        Callback {
            what,
            given: false,
            lent: false,
            answers: false,
            listed: false,
            of: None,
            with: Vec::new(),
        }
    }
}

/// Whose code it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CallbackKind {
    /// A stored closure.
    Stored,
    /// A closure parameter.
    Param,
    /// A method of a trait object that has no implementation in the sources.
    Object(FnId),
    /// A waker.
    Waker,
}

/// A callable that runs where little may be done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Confined {
    /// What runs.
    pub callable: Callable,
    /// After `fork` (rather than in a signal handler).
    pub forked: bool,
}
