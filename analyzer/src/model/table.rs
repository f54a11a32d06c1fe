//! The central fact, per function: event E happens at place P while the locks L are held.

mod arms;
mod call;
mod case;
mod event;
mod hold;
mod leads;
mod projection;
mod shared;
mod signals;
mod taken;

use std::ops::Range;

use super::ids::FnId;
use super::place::{Class, Place, Root};
use super::ty::Ty;
use crate::catalog::{Bound, Executor, Mode, Runs};
use crate::text::{Pos, Span, Symbol};
use serde::{Deserialize, Serialize};

pub use arms::{ArmId, Arms};
pub use call::{Arg, Call, Callable, Dispatch, Given};
pub use case::{Assumed, Case, Is, Known};
pub use event::{Acquire, Block, Callback, CallbackKind, Confined, Event, EventKind};
pub use hold::{Ask, Hold};
pub use leads::{Lead, Leads};
pub use projection::Projection;
pub use shared::{
    AtomicAct, AtomicUse, Change, ChangeStep, CheckThenAct, Follows, Learned, Loss, Story, Touch, Weak,
};
pub use signals::{ChannelAct, ChannelUse, Notify, Pipe, PipeAct, Signal, SignalKind, Stream};
pub use taken::{Got, Taken, Takes, Unwoken};

/// What one function does.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FnTable {
    /// Every guard that comes to life in the function, by index.
    pub guards: Vec<Guard>,
    /// Where guards are dropped on the way forward: by the end of a scope or statement, or by `drop`.
    pub ends: Vec<(u32, Pos)>,
    /// What happens in its own body.
    pub events: Vec<Event>,
    /// Which of its events exclude each other in one run.
    pub arms: Arms,
    /// What is missing here, and from where on.
    pub limits: Vec<(Limit, Span)>,
    /// Its closures and async blocks.
    pub closures: Vec<ClosureTable>,
    /// The implementations of a trait method that calls of it may run, where these are too many to be listed at each call.
    pub stands_for: Vec<FnId>,
    /// What it gives back.
    pub ret: Returned,
    /// Locks that its callers hold, by annotation.
    pub required: Vec<Required>,
    /// Annotations that name no lock: where, and what they name.
    pub misnamed: Vec<(Span, String)>,
    /// Its `select!`s and timeouts within loops.
    pub races: Vec<Race>,
    /// Functions whose futures are handed to an executor or polled beside others, or that are handed on as values.
    pub tasks: Vec<FnId>,
    /// Futures that it hands to an executor, and to which one, where that is known.
    pub handed: Vec<(Callable, Option<Executor>)>,
    /// Threads, tasks, channels and semaphores that it makes: its allocation sites.
    pub made: Vec<Made>,
    /// Where such things are kept: the class of the field, and of what is put there.
    pub stores: Vec<(Class, Class)>,
    /// What can be called and is kept: the class of the field or collection, and what that is, if it is in sight.
    pub kept_callables: Vec<(Class, Option<Callable>)>,
    /// Where shared pointers lead that it puts into values.
    pub leads: Leads,
    /// Where locks are kept that came in behind a shared pointer: the class of the field, and of the parameter.
    pub kept_locks: Vec<(Class, Class)>,
    /// An executor polls it: an async function, or one like `Future::poll`.
    pub polled: bool,
    /// Compares and exchanges an atomic: it takes part in a protocol of its own.
    pub exchanges: bool,
    /// Calls that one thread makes at most at a time, or ever: what runs once, or after an exchange that it has won.
    pub alone: Vec<(Span, FnId)>,
    /// What it does to atomics that others see, with no lock held.
    pub atomics: Vec<AtomicUse>,
    /// Passes a fence, which orders what its atomic operations do not.
    pub fences: bool,
    /// Makes a value that only a raw pointer leads to.
    pub leaks: bool,
    /// Frees memory by hand.
    pub frees: bool,
    /// Looks whether an operation would have blocked: what it does on the network is set not to.
    pub tries: bool,
    /// Where it aborts tasks, and the class of their handles.
    pub aborts: Vec<(Span, Class)>,
    /// Sets of tasks that abort these, by the class of the set, and the tasks: indices into [`FnTable::made`].
    pub kept_tasks: Vec<(Class, u32)>,
    /// Awaits at which nothing has been taken or claimed: where that was tried, and the await.
    pub idle: Vec<(Span, Span)>,
    /// What its bodies take out of places that may outlive them.
    pub taken: Vec<Taken>,
    /// Where it says `Pending` although nobody is to wake the task.
    pub unwoken: Vec<Unwoken>,
    /// It hands the waker of its task on, on some path.
    pub hands_waker: bool,
    /// Asks whether a runtime is there.
    pub asks_runtime: bool,
    /// What it does where the answer was yes.
    pub in_runtime: Vec<Span>,
    /// Hands work to another thread or task.
    pub spawns: bool,
    /// Loops that go by what came in as a parameter.
    pub by_caller: Vec<ByCaller>,
    /// Sorts, or compares two of its inputs by address or order, as code does that sorts locks before it takes them.
    pub orders: bool,
}

impl FnTable {
    /// Gives back room for more: tables live as long as the model.
    pub fn shrink(&mut self) {
        self.guards.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.events.shrink_to_fit();
        self.arms.shrink();
        self.closures.shrink_to_fit();
        self.closures.iter_mut().for_each(|closure| closure.events.shrink_to_fit());
    }

    /// The events of its own body, then those of each closure.
    pub fn bodies(&self) -> impl Iterator<Item = (Option<u32>, &[Event])> {
        let closures = self.closures.iter().zip(0u32..);
        std::iter::once((None, self.events.as_slice()))
            .chain(closures.map(|(closure, index)| (Some(index), closure.events.as_slice())))
    }

    /// What happens in its body and in its closures.
    pub fn all_events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().chain(self.closures.iter().flat_map(|closure| &closure.events))
    }
}

/// Why the table of a function does not say all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Limit {
    /// The body is too large: what comes after is not in it.
    Steps,
    /// More guards are held than an event lists: the latest ones are.
    Held,
    /// A value has more parts with destructors than are looked at when it is dropped.
    Dropped,
    /// More futures are awaited at once than are followed.
    Awaited,
    /// Something comes round a loop that is within so many others that it is not gone through again.
    Passes,
}

/// A lock that callers of a function hold.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Required {
    /// The lock, in the function's own terms.
    pub lock: Place,
    /// How.
    pub mode: Mode,
    /// Where the annotation names it.
    pub span: Span,
}

/// An allocation site: where a function makes a thread, task, channel or semaphore.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Made {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: MadeKind,
    /// Several of it may be made while the body runs once.
    pub again: bool,
}

/// A loop that goes by what came in as a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByCaller {
    /// The loop.
    pub at: Span,
    /// The parameter.
    pub param: u32,
    /// It only says how often, and not in which order.
    pub counts: bool,
}

/// What is made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum MadeKind {
    /// A thread or task, and what it runs.
    Thread(Vec<Callable>),
    /// A channel, and how much it holds: `None` where that is not a literal.
    Channel(Bound, Option<u64>),
    /// A semaphore with so many permits.
    Semaphore(Option<u64>),
}

/// A closure or async block: events relative to the frame it stands in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ClosureTable {
    /// What happens in it.
    pub events: Vec<Event>,
    /// Where it stands.
    pub span: Span,
    /// Where it runs.
    pub runs: Runs,
    /// An async block or async closure: an executor polls it.
    pub polled: bool,
    /// One of several futures that one task polls.
    pub together: bool,
    /// Dropped when another future is ready before it, as in a `select!`.
    pub raced: bool,
    /// The async block whose future it gives; what that does is counted as done at its end, unless its calls are seen.
    pub future: Option<u32>,
    /// The closure it stands in.
    pub parent: Option<u32>,
    /// It has what it mentions by value: `move`.
    pub moves: bool,
    /// The first local variable of the frame that is its own.
    pub first: u32,
}

/// Futures of which one may be dropped, or left alone, before it is ready: a `select!` in a loop, or a timeout in one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Race {
    /// The whole.
    pub span: Span,
    /// The closure whose events these are; `None` for the function's own.
    pub body: Option<u32>,
    /// The futures.
    pub branches: Vec<Branch>,
    /// A timeout: its only branch is dropped when time is up.
    pub timeout: bool,
    /// It stands in a loop.
    pub in_loop: bool,
    /// Then, the first local variable of a turn of that loop.
    pub turn: u32,
}

impl Race {
    /// A race that is no timeout.
    pub fn at(span: Span, body: Option<u32>, branches: Vec<Branch>) -> Race {
        Race { span, body, branches, timeout: false, in_loop: false, turn: 0 }
    }

    /// The branch after which the loop goes on although the one of that index was dropped half-way.
    pub fn winner(&self, index: usize) -> Option<&Branch> {
        if self.branches[index].by_ref || !self.in_loop {
            return None;
        }
        let mut others = self.branches.iter().enumerate();
        let wins = |(other, branch): &(usize, &Branch)| (*other != index) != self.timeout && branch.goes_on;
        others.find(wins).map(|(_, branch)| branch)
    }

    /// Whether a place is made anew in each turn of the loop.
    pub fn is_of_turn(&self, place: &Place) -> bool {
        place.ends_with_frame() && !matches!(place.path.root, Root::Local(var) if var < self.turn)
    }
}

/// One of the futures of a race.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Branch {
    /// The expression of the future.
    pub span: Span,
    /// Events of polling it, as a range of the body's list.
    pub polls: Range<usize>,
    /// Events of the handler.
    pub handler: Range<usize>,
    /// A future made outside, polled by reference: it is not dropped when another branch wins.
    pub by_ref: bool,
    /// After its handler (or, of a timeout, when time is up) the loop goes on.
    pub goes_on: bool,
}

/// A guard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guard {
    /// The lock.
    pub lock: Place,
    /// How it is held.
    pub mode: Hold,
    /// Where it was acquired in this frame (a call, if by a callee).
    pub span: Span,
    /// Acquired by a callee that returned it: where in there.
    pub via: Option<(FnId, Span)>,
    /// A map's lock: another key may be another lock.
    pub sharded: bool,
    /// An async lock.
    pub is_async: bool,
    /// Came in by value as a parameter.
    pub param: Option<u32>,
    /// What it derefs to; tells the guards of one value apart.
    pub content: Ty,
    /// The guard is a temporary (no name).
    pub temporary: bool,
    /// A panic while it is held poisons the lock.
    pub poisons: bool,
    /// Of a guard that a function gives: what it assumes of its parameters then.
    pub case: Case,
    /// Of such a guard: where in the result it is.
    pub part: Projection,
}

/// A guard that is alive at an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Index into [`FnTable::guards`].
    pub guard: u32,
    /// On every path that leads here.
    pub must: bool,
    /// If not: on those where this is so.
    pub when: Option<Assumed>,
}

/// What a function gives back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// A place it refers to.
    pub place: Option<Place>,
    /// Locks that are held by the result, or by the caller from here on.
    pub guards: Vec<Guard>,
    /// Locks that it gives up, by annotation.
    pub released: Vec<Place>,
    /// The type, where the signature does not say it.
    pub ty: Option<Ty>,
    /// The name of the function, for getters without a body.
    pub name: Option<Symbol>,
    /// If it is made here: where shared pointers in it lead.
    pub leads: Vec<Lead>,
}
