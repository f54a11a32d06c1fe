//! Library calls that block the thread that makes them, and what they wait for.

use std::sync::{LazyLock, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::lang::Called;
use super::{Waits, shelf, wait_method};
use crate::text::Symbol;

/// What a blocking call does, from which follows what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Work {
    /// Sleeps.
    Sleep,
    /// Reads or writes files, or whole folders.
    Files,
    /// Asks the file system about names: short, unless the disk is far away.
    Names,
    /// Waits for the network.
    Network,
    /// Resolves a name.
    Resolve,
    /// Waits for a child process.
    Process,
    /// Waits for a person.
    Input,
    /// Waits for a message.
    Channel,
    /// Waits for room in a bounded channel.
    Room,
    /// Waits for another thread.
    Thread,
    /// Waits for a lock on a file, which another process may hold.
    FileLock,
    /// Speaks HTTP.
    Http,
    /// Asks a database or another store.
    Database,
    /// Hashes a password, slow by design.
    Password,
    /// Computes.
    Compute,
    /// An annotation says so.
    Annotated,
    /// Enters a runtime, or waits for one, from a thread that must not be one of its own.
    Runtime(Consequence),
}

/// What becomes of a runtime entered from asynchronous code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Consequence {
    /// It panics.
    Panics,
    /// The thread is blocked; it hangs when what it waits for needs that thread.
    Hangs,
    /// Either, depending on the runtime.
    Either,
    /// A runtime is dropped, which waits for its threads: it panics.
    Dropped,
}

/// A call that blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocking {
    /// As users know it.
    pub name: &'static str,
    /// What it does.
    pub work: Work,
    /// Its name alone says so.
    pub guessed: bool,
}

impl Blocking {
    /// A call of that name that does such work, as is declared.
    pub fn new(name: Symbol, work: Work) -> &'static Blocking {
        Blocking::kept(Blocking { name: name.as_str(), work, guessed: false })
    }

    /// A call that most likely does such work, by its name.
    pub fn guessed(name: Symbol, work: Work) -> &'static Blocking {
        Blocking::kept(Blocking { name: name.as_str(), work, guessed: true })
    }

    /// Each is kept once.
    fn kept(row: Blocking) -> &'static Blocking {
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        let known = read.entry(row.name).or_default();
        let found = known.iter().find(|known| ***known == row).copied();
        found.unwrap_or_else(|| {
            let row: &'static Blocking = Box::leak(Box::new(row));
            known.push(row);
            row
        })
    }

    /// Whether it runs a future that it is given, and waits for it.
    pub fn runs_future(&self) -> bool {
        self.work == Runtime(Consequence::Either)
    }

    /// The type whose drop it is.
    pub fn dropped(&self) -> Option<&'static str> {
        self.name.strip_suffix(Called::Drop.method())?.strip_suffix("::")
    }

    /// The function in words, for sentences: its name in backquotes.
    pub fn quoted(&self) -> String {
        if let Some(ty) = self.dropped() {
            return format!("the drop of a `{ty}`");
        }
        match self.work {
            Annotated => format!("a function annotated with `{}`", self.name),
            _ => format!("`{}`", self.name),
        }
    }
}

/// The rows that were read so far, each once.
static READ: LazyLock<Mutex<FxHashMap<&'static str, Vec<&'static Blocking>>>> = LazyLock::new(Mutex::default);

impl Serialize for Blocking {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (Symbol::new(self.name), self.work, self.guessed).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for &'static Blocking {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<&'static Blocking, D::Error> {
        let (name, work, guessed) = <(Symbol, Work, bool)>::deserialize(deserializer)?;
        Ok(Blocking::kept(Blocking { name: name.as_str(), work, guessed }))
    }
}

impl Work {
    /// What the thread does meanwhile.
    pub fn verb(self) -> &'static str {
        match self {
            Sleep => "sleeps",
            Files => "does file I/O",
            Names => "queries the file system",
            Network => "waits for the network",
            Resolve => "resolves a host name",
            Process => "waits for a process",
            Input => "waits for input",
            Channel => "waits for a message",
            Room => "waits for room in a channel",
            Thread => "waits for another thread",
            FileLock => "waits for a file lock",
            Http => "waits for an HTTP request",
            Database => "waits for a database",
            Password => "hashes a password (slow by design)",
            Compute => "computes",
            Annotated => "may block",
            Runtime(_) => "waits for a future",
        }
    }
}

/// A function that is annotated with `#[concheck::blocking]`.
pub static ANNOTATED: Blocking = row("#[concheck::blocking]", Annotated);

const fn row(name: &'static str, work: Work) -> Blocking {
    Blocking { name, work, guessed: false }
}

use Consequence::Dropped;
use Work::{
    Annotated, Channel, Compute, Database, FileLock, Files, Http, Input, Names, Network, Password, Process,
    Resolve, Room, Runtime, Sleep, Thread,
};

/// The function at that path, which reads from a value of that type: it blocks as the type's own `read` does.
pub fn blocking_reader(path: Symbol, ty: &str) -> Option<&'static Blocking> {
    let own = blocking_method(ty, "read")?;
    Some(Blocking::new(path, own.work))
}

/// What the drop of a value of the type does that others notice: it blocks, waits, or gives what others wait for.
pub fn when_dropped(ty: &str) -> Option<WhenDropped> {
    let effects = &shelf::method(ty, Called::Drop.method())?.effects;
    let blocks = effects.blocking.map(|what| {
        let work = if let Runtime(_) = what.work { Runtime(Dropped) } else { what.work };
        Blocking::kept(Blocking { name: what.name, work, guessed: false })
    });
    let waits = wait_method(ty, Called::Drop.method());
    (blocks.is_some() || waits.is_some()).then_some(WhenDropped { blocks, waits })
}

/// What the drop of a value does.
#[derive(Clone, Copy, Debug)]
pub struct WhenDropped {
    /// It blocks its thread.
    pub blocks: Option<&'static Blocking>,
    /// It waits, or gives what others wait for.
    pub waits: Option<Waits>,
}

impl WhenDropped {
    /// Whether a runtime ends.
    pub fn ends_runtime(&self) -> bool {
        self.blocks.is_some_and(|what| matches!(what.work, Runtime(_)))
    }
}

/// The argument of `for … in rx` and the like.
pub static RECEIVES: Blocking = row("iteration over a receiver", Channel);

/// The function at a canonical path, if it blocks.
pub fn blocking_fn(path: &str) -> Option<&'static Blocking> {
    shelf::function(path)?.effects.blocking
}

/// Whether a call goes on with what another has opened.
pub fn goes_on(blocking: &Blocking) -> bool {
    let is_builder = |path: &str| {
        path.rsplit_once("::").and_then(|(ty, _)| shelf::ty(ty)).is_some_and(|ty| ty.role.builder)
    };
    shelf::function(blocking.name).is_some_and(|function| function.receiver.is_some())
        && !is_builder(blocking.name)
}

/// Whether a call goes through whole files or folders.
pub fn is_long(blocking: &Blocking) -> bool {
    shelf::function(blocking.name).is_some_and(|function| function.effects.long)
}

/// The method of a library type, if it blocks.
pub fn blocking_method(ty: &str, method: &str) -> Option<&'static Blocking> {
    shelf::method(ty, method)?.effects.blocking
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_blocks_by_its_type() {
        assert_eq!(blocking_method("reqwest::blocking::RequestBuilder", "send").unwrap().work, Http);
        assert_eq!(blocking_method("reqwest::RequestBuilder", "send"), None);
        assert_eq!(blocking_method("std::process::Command", "output").unwrap().work, Process);
        assert_eq!(blocking_method("tokio::process::Command", "output"), None);
    }
}
