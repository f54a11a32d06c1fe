//! What threads tell each other: channels, notifications, pipes of child processes.

use serde::{Deserialize, Serialize};

use crate::model::place::{Path, Place};
use crate::text::{Span, Symbol};

/// A use of a channel that the frame made, or a join of a thread that it made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChannelUse {
    /// Index into [`FnTable::made`](super::FnTable::made).
    pub made: u32,
    /// What is done.
    pub act: ChannelAct,
    /// The innermost loop around it that does not also make the channel, and how often that runs, if it is told.
    pub in_loop: Option<(Span, Option<u64>)>,
    /// Senders that are alive in this body: of a join, those of all channels of this frame, otherwise those of the channel.
    /// The channels' indices, and the variables.
    pub senders: Vec<(u32, Symbol)>,
    /// The channel, if its receiver is alive in this body, and nobody else can receive from it.
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
    /// It never returns before there was a notification.
    pub exact: bool,
    /// What the guard protects was changed since it was locked: the notification answers that.
    pub asks: bool,
    /// It is changed after the wait, so that the next one may find it otherwise.
    pub acts: bool,
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
    /// `Notify::notified` in a branch of `select!`, made there.
    Raced,
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
