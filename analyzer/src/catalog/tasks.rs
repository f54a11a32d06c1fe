//! Where library calls run what they are given, and what becomes of futures that are dropped half-way.

use std::sync::{LazyLock, Mutex, PoisonError};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::declared::Handle;
use super::shape::Shape;
use super::{canonical_symbol, shelf};
use crate::text::Symbol;

/// Where a closure or future runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Runs {
    /// Where it stands or where it is awaited.
    #[default]
    Here,
    /// It is given away: when and where is not known.
    Later,
    /// As a task of an executor.
    Task,
    /// On a thread that may block.
    Thread,
    /// Until it is done, by the thread that made it.
    BlockOn,
}

impl Runs {
    /// What it is a part of, in words, where it runs by itself.
    pub fn noun(self) -> &'static str {
        if self == Runs::Task { "task" } else { "thread" }
    }
}

/// What the drop of what a spawning function gives, or of an executor, does to the tasks.
fn handle(path: &str) -> Option<Handle> {
    let of_type = |path: &str| shelf::ty(path)?.role.handle;
    of_type(path).or_else(|| match &shelf::function(path)?.ret {
        Shape::Lib(path, args) => {
            let within = args.first().and_then(|arg| match arg {
                Shape::Lib(path, _) => of_type(canonical_symbol(*path).as_str()),
                _ => None,
            });
            of_type(canonical_symbol(*path).as_str()).or(within)
        }
        _ => None,
    })
}

/// Whether a spawning function gives a handle whose drop leaves the task to itself.
pub fn detaches(path: &str) -> bool {
    handle(path) == Some(Handle::Detaches)
}

/// Whether a spawning function, or an executor, gives something whose drop ends the task.
pub fn keeps_tasks(path: &str) -> bool {
    handle(path) == Some(Handle::Aborts)
}

/// What is lost when a future is dropped before it is ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragile {
    /// The method.
    pub name: &'static str,
    /// What is lost, as the object of "loses".
    pub loses: &'static str,
    /// Safe alternatives.
    pub instead: &'static str,
    /// Its name alone says so.
    pub guessed: bool,
}

/// Those that were read so far, each once.
static FRAGILE: LazyLock<Mutex<Vec<&'static Fragile>>> = LazyLock::new(Mutex::default);

impl Fragile {
    /// The future of the function at that path.
    pub fn new(path: Symbol, loses: &str, instead: &str) -> &'static Fragile {
        let text = |text: &str| Symbol::new(text).as_str();
        let name = path.as_str().rsplit("::").next().unwrap_or_default();
        Fragile::kept(Fragile {
            name: text(name),
            loses: text(loses),
            instead: text(instead),
            guessed: false,
        })
    }

    /// The future of a function that most likely is that one, by its name.
    pub fn guessed(&self) -> &'static Fragile {
        Fragile::kept(Fragile { guessed: true, ..*self })
    }

    /// Each is kept once.
    fn kept(row: Fragile) -> &'static Fragile {
        let mut known = FRAGILE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.iter().find(|known| ***known == row) {
            return found;
        }
        let row: &'static Fragile = Box::leak(Box::new(row));
        known.push(row);
        row
    }
}

impl Serialize for Fragile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Fragile { name, loses, instead, guessed } = *self;
        (Symbol::new(name), Symbol::new(loses), Symbol::new(instead), guessed).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for &'static Fragile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<&'static Fragile, D::Error> {
        let (name, loses, instead, guessed) = <(Symbol, Symbol, Symbol, bool)>::deserialize(deserializer)?;
        let [name, loses, instead] = [name, loses, instead].map(Symbol::as_str);
        Ok(Fragile::kept(Fragile { name, loses, instead, guessed }))
    }
}
