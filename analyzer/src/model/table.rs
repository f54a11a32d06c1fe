//! The central fact, per function: event E happens at place P while the locks L are held.

use super::FnId;
use super::place::Place;
use super::ty::Ty;
use crate::catalog::{Mode, Wait};
use crate::text::{Span, Symbol};

/// What one function does.
#[derive(Clone, Debug, Default)]
pub struct FnTable {
    /// Every guard that comes to life in the function, by index.
    pub guards: Vec<Guard>,
    /// What happens in its own body.
    pub events: Vec<Event>,
    /// Its closures and async blocks.
    pub closures: Vec<ClosureTable>,
    /// What it gives back.
    pub ret: Returned,
    /// Hands work to another thread or task.
    pub spawns: bool,
    /// Compares two of its inputs by address or order, as code does that sorts locks before it takes them.
    pub orders: bool,
}

/// A closure or async block: events relative to the frame it stands in.
#[derive(Clone, Debug, Default)]
pub struct ClosureTable {
    /// What happens in it.
    pub events: Vec<Event>,
    /// Where it stands.
    pub span: Span,
    /// Runs on another thread or task.
    pub elsewhere: bool,
}

/// A guard.
#[derive(Clone, Debug)]
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
}

/// A guard that is alive at an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Index into [`FnTable::guards`].
    pub guard: u32,
    /// On every path that leads here.
    pub must: bool,
}

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Where.
    pub span: Span,
    /// What is held, in order of acquisition.
    pub held: Vec<Held>,
    /// What happens.
    pub kind: EventKind,
}

/// What happens.
#[derive(Clone, Debug)]
pub enum EventKind {
    /// A lock is acquired.
    Acquire(Acquire),
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
}

/// An acquisition.
#[derive(Clone, Debug)]
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
    /// May be taken again by its holder.
    pub reentrant: bool,
}

/// A call of functions of the sources.
#[derive(Clone, Debug)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dispatch {
    /// By name and type.
    Static,
    /// One of the implementations of a trait method.
    Dynamic,
}

/// An argument.
#[derive(Clone, Debug, Default)]
pub struct Arg {
    /// The place it is or refers to.
    pub place: Option<Place>,
    /// If it can be called.
    pub callable: Option<Callable>,
    /// Guards that move into the callee.
    pub moved: Vec<u32>,
    /// Guards that the callee is shown as an option, so that it can tell whether to lock.
    pub shown: Vec<u32>,
}

/// Something that can be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Callable {
    /// A closure of this frame.
    Closure(u32),
    /// A parameter of this frame.
    Param(u32),
    /// A function item.
    Fn(FnId),
}

/// What a function gives back.
#[derive(Clone, Debug, Default)]
pub struct Returned {
    /// A place it refers to.
    pub place: Option<Place>,
    /// Locks that are held by the result.
    pub guards: Vec<Guard>,
    /// The type, where the signature does not say it.
    pub ty: Option<Ty>,
    /// The name of the function, for getters without a body.
    pub name: Option<Symbol>,
}
