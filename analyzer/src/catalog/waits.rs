//! Library calls that wait for what another thread or task does, and calls that do what others wait for: joins,
//! channels, condition variables, barriers, child processes, cells that are initialised once, Python's interpreter.

use serde::{Deserialize, Serialize};

use super::declared::{End, Function};
use super::shape::Shape;
use super::{canonical_symbol, shelf};
use crate::text::Symbol;

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum On {
    /// The end of a thread or task.
    Thread,
    /// A message in a channel, or its end.
    Message,
    /// Room in a bounded channel.
    Room,
    /// The other parties of a barrier.
    Barrier,
    /// `unpark`.
    Unpark,
    /// The end of a child process.
    Process,
    /// A notification.
    Signal,
    /// Jobs of a thread pool, which run other jobs meanwhile.
    Pool,
    /// A future, by a thread that runs nothing else.
    Future,
}

impl On {
    /// What is waited for, in words.
    pub fn noun(self) -> &'static str {
        match self {
            On::Thread => "a thread to end",
            On::Message => "a message",
            On::Room => "room in a channel",
            On::Barrier => "the other threads at a barrier",
            On::Unpark => "an `unpark`",
            On::Process => "a child process to end",
            On::Signal => "a notification",
            On::Pool => "jobs of a thread pool",
            On::Future => "a future",
        }
    }
}

/// What a call has to do with waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits {
    /// What it waits for without a bound, if anything.
    pub on: Option<On>,
    /// What it does that others wait for.
    pub gives: Option<On>,
    /// It waits when it is awaited.
    pub is_async: bool,
    /// It goes on until the channel is closed.
    pub drains: bool,
    /// Whether it ever waits depends on how the channel was made.
    pub perhaps: bool,
    /// What it gives, it gives only to those that wait already.
    pub waiters_only: bool,
}

impl Waits {
    /// A wait for that.
    pub const fn on(on: On) -> Waits {
        Waits { on: Some(on), ..NEITHER }
    }

    /// A message is received.
    pub const RECEIVES: Waits = RECV;
}

const NEITHER: Waits =
    Waits { on: None, gives: None, is_async: false, drains: false, perhaps: false, waiters_only: false };

const RECV: Waits = Waits { on: Some(On::Message), gives: Some(On::Room), ..NEITHER };

/// Whether the type is the receiving half of a channel.
pub fn receiver_of(ty: &str) -> bool {
    shelf::ty(ty).is_some_and(|ty| ty.role.end == Some(End::Receiver))
}

/// Whether the type is a sending half that keeps its channel open.
pub fn sends_of(ty: &str) -> bool {
    shelf::ty(ty).is_some_and(|ty| ty.role.end == Some(End::Sender))
}

/// What a method of a library type has to do with waiting.
pub fn wait_method(ty: &str, method: &str) -> Option<Waits> {
    let function = shelf::method(ty, method)?;
    let effects = &function.effects;
    let (on, gives) = (effects.waits, effects.gives);
    if effects.suspends.is_some() || on.is_none() && gives.is_none() {
        // A condition variable's wait is one with a guard.
        return None;
    }
    Some(Waits {
        on,
        gives,
        is_async: on.is_some() && is_awaited(function),
        drains: effects.drains,
        perhaps: effects.perhaps,
        waiters_only: effects.waiters_only,
    })
}

/// Whether what a function does is done where its result is awaited.
fn is_awaited(function: &Function) -> bool {
    let awaited = |path: &Symbol| shelf::ty(canonical_symbol(*path).as_str())?.output.as_ref();
    match &function.ret {
        Shape::Future(_) => true,
        Shape::Lib(path, _) if awaited(path).is_some() => true,
        _ => function.is_async,
    }
}

/// Whether awaiting a value of the type waits for a thread, a task or a message.
pub fn awaited(ty: &str) -> Option<On> {
    let ty = shelf::ty(ty).filter(|ty| ty.output.is_some())?;
    if ty.role.handle.is_some() {
        return Some(On::Thread);
    }
    (ty.role.end == Some(End::Receiver)).then_some(On::Message)
}

/// The type of the handle that a spawning function gives, and whether within a `Result`.
pub fn made_thread(path: &str) -> Option<(&'static str, bool)> {
    let is_handle = |shape: &Shape| match shape {
        Shape::Lib(path, _) => {
            let path = canonical_symbol(*path).as_str();
            shelf::ty(path)?.role.handle.map(|_| path)
        }
        _ => None,
    };
    let ret = &shelf::function(path)?.ret;
    match ret {
        Shape::Lib(path, args) if matches!(path.as_str(), "std::result::Result" | "std::io::Result") => {
            Some((is_handle(args.first()?)?, true))
        }
        ret => Some((is_handle(ret)?, false)),
    }
}

/// Whether a `for` loop over such a value, or a reference to one, receives messages until the channel is closed; and
/// whether it blocks its thread meanwhile.
pub fn iterates_messages(ty: &str) -> (bool, bool) {
    let iter = receiver_of(ty).then(|| shelf::method(ty, "iter")).flatten();
    iter.map_or((false, false), |iter| (iter.effects.drains, iter.effects.blocking.is_some()))
}

/// How much a channel holds before its senders wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// As much as there is memory.
    Unbounded,
    /// As much as the first argument says.
    Given,
    /// One message, which the next one replaces: senders never wait.
    Latest,
}

/// For a function that makes a channel: the types of its halves and its bound.
pub fn channel(path: &str) -> Option<(&'static str, &'static str, Bound)> {
    let function = shelf::function(path)?;
    let bound = function.effects.capacity?;
    let half = |shape: &Shape| match shape {
        Shape::Lib(path, _) => Some(canonical_symbol(*path).as_str()),
        _ => None,
    };
    match &function.ret {
        Shape::Tuple(halves) => match &**halves {
            [sender, receiver] => Some((half(sender)?, half(receiver)?, bound)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a function makes a channel without a bound that asynchronous code uses.
pub fn unbounded(path: &str) -> bool {
    let Some((_, receiver, Bound::Unbounded)) = channel(path) else { return false };
    let receives = |function: &Function| function.effects.waits == Some(On::Message) && is_awaited(function);
    shelf::ty(receiver).is_some_and(|ty| ty.speaking("waits").any(receives))
}

/// Whether the type is a cell that is initialised once, and whether its initialiser that meets itself hangs (rather
/// than panics).
pub fn cell(ty: &str) -> Option<bool> {
    shelf::ty(ty)?.role.cell
}

/// Whether the method of a cell runs the initialiser, or waits for the one that runs.
pub fn initialises(ty: &str, method: &str) -> bool {
    shelf::method(ty, method).is_some_and(|function| function.effects.initialises)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_send_waits_only_where_there_is_a_bound() {
        assert_eq!(wait_method("std::sync::mpsc::Sender", "send").unwrap().on, None);
        assert_eq!(wait_method("std::sync::mpsc::SyncSender", "send").unwrap().on, Some(On::Room));
        assert_eq!(wait_method("tokio::sync::mpsc::Sender", "try_send").unwrap().on, None);
    }

    #[test]
    fn a_wait_with_a_limit_is_none() {
        assert_eq!(wait_method("std::sync::mpsc::Receiver", "recv_timeout").unwrap().on, None);
        assert_eq!(wait_method("std::sync::mpsc::Receiver", "recv").unwrap().on, Some(On::Message));
    }

    #[test]
    fn both_halves_of_each_channel_are_known() {
        for path in ["std::sync::mpsc::sync_channel", "flume::bounded", "tokio::sync::mpsc::channel"] {
            let (sender, receiver, _) = channel(path).unwrap();
            assert!(sends_of(sender) && receiver_of(receiver), "{path}");
        }
    }
}
