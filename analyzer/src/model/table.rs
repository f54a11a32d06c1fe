//! The central fact, per function: event E happens at place P while the locks L are held.

use std::ops::Range;

use super::ids::FnId;
use super::place::{Class, Path, Place};
use super::ty::Ty;
use crate::catalog::{Blocking, Bound, Executor, Fragile, Mode, Runs, Wait};
use crate::text::{Pos, Span, Symbol};
use serde::{Deserialize, Serialize};

/// What one function does.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FnTable {
    /// Every guard that comes to life in the function, by index.
    pub guards: Vec<Guard>,
    /// Where guards are dropped on the way forward: by the end of a scope or statement, or by `drop`.
    pub ends: Vec<(u32, Pos)>,
    /// What happens in its own body.
    pub events: Vec<Event>,
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
    /// Threads, tasks and channels that it makes.
    pub made: Vec<Made>,
    /// Where such things are kept: the class of the field, and of what is put there.
    pub stores: Vec<(Class, Class)>,
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
    /// Aborts tasks, or keeps them in a set that does so when it is dropped.
    pub aborts: bool,
    /// Asks whether a runtime is there.
    pub asks_runtime: bool,
    /// Hands work to another thread or task.
    pub spawns: bool,
    /// Compares two of its inputs by address or order, as code does that sorts locks before it takes them.
    pub orders: bool,
}

impl FnTable {
    /// Gives back room for more: tables live as long as the model.
    pub fn shrink(&mut self) {
        self.guards.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.events.shrink_to_fit();
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

/// A thread, task or channel that a function makes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Made {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: MadeKind,
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
    /// The async block whose future it gives; what that does is counted as done at its end, unless its calls are seen.
    pub future: Option<u32>,
    /// The closure it stands in.
    pub parent: Option<u32>,
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
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Guard {
    /// The lock.
    pub lock: Place,
    /// How it is held.
    pub mode: Mode,
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
}

/// A guard that is alive at an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Index into [`FnTable::guards`].
    pub guard: u32,
    /// On every path that leads here.
    pub must: bool,
}

/// An event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Event {
    /// Where.
    pub span: Span,
    /// What is held, in order of acquisition.
    pub held: Vec<Held>,
    /// The executor has been told that this thread may block (`block_in_place`).
    pub off: bool,
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
    Fragile(&'static Fragile),
    /// Work starts beside this: a task or thread is spawned.
    Spawn {
        /// The function, where it gives a handle whose drop leaves the task to itself.
        handle: Option<Symbol>,
        /// That handle is dropped at once.
        dropped: bool,
        /// A task rather than a thread.
        task: bool,
    },
    /// State that several awaits may share changes: half of something that another change completes.
    Change(Box<Change>),
    /// State that threads may share is read or written without a check by the compiler: a `static mut`, what an
    /// `UnsafeCell` holds.
    Touch(Box<Touch>),
    /// Something is changed because of a check that may be out of date.
    Stale(Box<Stale>),
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
    Callback(Callback),
    /// A channel without a bound is made.
    Unbounded(Symbol),
    /// A loop that computes without an await, and how deep loops are nested in it.
    Loop(u32),
}

/// A use of a channel that the frame made, or a join of a thread that it made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChannelUse {
    /// Index into [`FnTable::made`].
    pub made: u32,
    /// What is done.
    pub act: ChannelAct,
    /// The innermost loop around it that does not also make the channel, and how often that runs, if it is told.
    pub in_loop: Option<(Span, Option<u64>)>,
    /// Channels of this frame with a sender that is alive in this body: their indices, and where each was declared
    /// or is used last.
    pub senders: Vec<(u32, Symbol)>,
    /// Channels of this frame whose receiver is alive in this body, and that nobody else can receive from.
    pub receivers: Vec<u32>,
}

/// What is done with a channel or thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChannelAct {
    /// Waits for room.
    Send,
    /// Receives once.
    Receive,
    /// Receives until the channel is closed.
    Drain,
    /// Waits for the thread.
    Join,
}

/// A wait for a notification.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Signal {
    /// The condition variable, or the like.
    pub place: Option<Place>,
    /// What kind it is.
    pub kind: SignalKind,
    /// The guard that it gives up meanwhile.
    pub guard: Option<u32>,
    /// In a loop.
    pub in_loop: bool,
    /// A condition was tested since the lock was taken.
    pub checked: bool,
    /// Atomics on which it depends whether this is reached.
    pub tests: Vec<Place>,
}

/// What is waited on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignalKind {
    /// `Condvar::wait`.
    Condvar,
    /// `Notify::notified`, made and awaited at once.
    Notified,
    /// `thread::park`.
    Park,
}

/// A notification.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Notify {
    /// Of what.
    pub place: Place,
    /// Only those are woken who already wait.
    pub waiters_only: bool,
    /// Atomics that were stored before, with no lock taken since.
    pub stores: Vec<(Place, Span)>,
}

/// Something done with the pipes of a child process.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pipe {
    /// The command or child.
    pub path: Path,
    /// What is done.
    pub act: PipeAct,
}

/// A stream of a child process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stream {
    /// What the child reads.
    Stdin,
    /// What it writes.
    Stdout,
    /// Where it complains.
    Stderr,
}

/// What is done with a command, a child or its streams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PipeAct {
    /// The command is told to make a pipe (or not to).
    Piped(Stream, bool),
    /// The command is run as that child.
    Spawned(Path),
    /// The stream of the child is named: taken out, lent, handed on.
    Used(Stream),
    /// It is read until it ends.
    Read(Stream),
    /// Something is written to it; whether in a loop, or copied from elsewhere.
    Written(bool),
    /// Somebody waits for the child; the variables that keep its input open.
    Waited(Vec<Symbol>),
    /// Somebody asks in a loop whether the child has ended.
    Polled,
    /// Somebody waits for the child and reads its output meanwhile.
    Drained(Vec<Symbol>),
    /// The command is run and waited for, and nobody reads its output.
    Status,
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

/// A change that was decided by a check in an earlier critical section.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stale {
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
    /// What a lock protects.
    Lock,
    /// A concurrent map.
    Map,
    /// An atomic.
    Atomic,
}

/// An atomic operation whose ordering is too weak.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Weak {
    /// The atomic.
    pub place: Place,
    /// What it is part of.
    pub story: Story,
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
    /// Any other change.
    Change,
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

/// A callable that runs where little may be done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Confined {
    /// What runs.
    pub callable: Callable,
    /// After `fork` (rather than in a signal handler).
    pub forked: bool,
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
}

/// A change of state.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Change {
    /// The state.
    pub place: Place,
    /// What is done to it.
    pub step: Step,
}

/// Half of a change, or its completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
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

/// An acquisition.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Acquire {
    /// The lock.
    pub lock: Place,
    /// How.
    pub mode: Mode,
    /// How long it may wait.
    pub wait: Wait,
    /// A map's lock.
    pub sharded: bool,
    /// An async lock.
    pub is_async: bool,
    /// A panic of its holder poisons it.
    pub poisons: bool,
}

/// A call of functions of the sources.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Call {
    /// Possible callees, in stable order.
    pub targets: Vec<FnId>,
    /// How sure the callees are.
    pub dispatch: Dispatch,
    /// Arguments; the receiver is the first.
    pub args: Vec<Arg>,
    /// A destructor that runs implicitly.
    pub drop: bool,
}

/// How a callee was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Dispatch {
    /// By name and type.
    Static,
    /// One of the implementations of a trait method.
    Dynamic,
    /// One of many, of which most do not do it.
    Few,
}

/// An argument.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Arg {
    /// The place it is or refers to.
    pub place: Option<Place>,
    /// If it can be called.
    pub callable: Option<Callable>,
    /// What the callee gets to do with guards; `None`: nothing, as a rule.
    pub guards: Option<Box<Given>>,
}

/// Guards that a callee gets with an argument.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// They move into the callee.
    pub moved: Vec<u32>,
    /// The callee is shown them as an option, so that it can tell whether to lock.
    pub shown: Vec<u32>,
    /// It is lent them: it may give them up for a while, as a condition variable does.
    pub lent: Vec<u32>,
}

impl Arg {
    /// Guards that move into the callee.
    pub fn moved(&self) -> &[u32] {
        self.guards.as_ref().map_or(&[], |given| &given.moved)
    }

    /// Guards that the callee is shown.
    pub fn shown(&self) -> &[u32] {
        self.guards.as_ref().map_or(&[], |given| &given.shown)
    }

    /// Guards that the callee is lent.
    pub fn lent(&self) -> &[u32] {
        self.guards.as_ref().map_or(&[], |given| &given.lent)
    }
}

impl Given {
    /// `None` if there are none.
    pub fn boxed(self) -> Option<Box<Given>> {
        let none = self.moved.is_empty() && self.shown.is_empty() && self.lent.is_empty();
        (!none).then(|| Box::new(self))
    }
}

/// Something that can be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Callable {
    /// A closure of this frame.
    Closure(u32),
    /// A parameter of this frame.
    Param(u32),
    /// A function item.
    Fn(FnId),
}

/// What a function gives back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
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
}
