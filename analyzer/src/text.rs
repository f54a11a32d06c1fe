//! Positions, spans and interned names: what every later stage speaks in.

pub mod clean;
pub mod packed;
pub mod paths;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, Mutex};

use rustc_hash::FxHashMap;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use xxhash_rust::xxh3::xxh3_64;

/// A place in a file: 0-based line, 0-based column in Unicode scalar values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pos {
    /// 0-based line.
    pub line: u32,
    /// 0-based column, counted in Unicode scalar values.
    pub column: u32,
}

/// A stretch of one file's text, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first character.
    pub start: Pos,
    /// Behind the last character.
    pub end: Pos,
}

impl Span {
    /// The span from the start of `self` to the end of `other`.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies within `self`.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A file's index in [`crate::sources::SourceSet::files`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A span in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// The file.
    pub file: FileId,
    /// The stretch of its text.
    pub span: Span,
}

/// An interned name, one pointer in size. Equality is one comparison of pointers; order and hash are those of the text, so
/// that both are the same in each process. Interned text lives as long as the process.
#[derive(Clone, Copy)]
pub struct Symbol(&'static Name);

/// What a symbol points to.
struct Name {
    text: &'static str,
    hash: u64,
}

const SHARDS: usize = 64;
static INTERNED: LazyLock<[Mutex<FxHashMap<&'static str, &'static Name>>; SHARDS]> =
    LazyLock::new(|| std::array::from_fn(|_| Mutex::default()));

impl Symbol {
    /// Interns `text`.
    pub fn new(text: &str) -> Symbol {
        let hash = xxh3_64(text.as_bytes());
        let mut set =
            INTERNED[hash as usize % SHARDS].lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(known) = set.get(text) {
            return Symbol(known);
        }
        let text: &'static str = Box::leak(text.into());
        let name: &'static Name = Box::leak(Box::new(Name { text, hash }));
        set.insert(text, name);
        Symbol(name)
    }

    /// The text.
    pub fn as_str(self) -> &'static str {
        self.0.text
    }
}

impl PartialEq for Symbol {
    fn eq(&self, other: &Symbol) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Symbol {}

impl PartialEq<str> for Symbol {
    fn eq(&self, other: &str) -> bool {
        self.0.text == other
    }
}

impl PartialEq<&str> for Symbol {
    fn eq(&self, other: &&str) -> bool {
        self.0.text == *other
    }
}

impl PartialOrd for Symbol {
    fn partial_cmp(&self, other: &Symbol) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Symbol {
    fn cmp(&self, other: &Symbol) -> std::cmp::Ordering {
        if self == other { std::cmp::Ordering::Equal } else { self.0.text.cmp(other.0.text) }
    }
}

impl Hash for Symbol {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0.hash);
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.text)
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0.text)
    }
}

impl Serialize for Symbol {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match packed::number(*self) {
            Some(number) => serializer.serialize_u32(number),
            None => serializer.serialize_str(self.as_str()),
        }
    }
}

impl<'de> Deserialize<'de> for Symbol {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Symbol, D::Error> {
        if packed::is_read() {
            let name = packed::name(u32::deserialize(deserializer)?);
            return name.ok_or_else(|| de::Error::custom("no such name"));
        }
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Symbol;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Symbol, E> {
                Ok(Symbol::new(text))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// Something that could not be read, and where. Never fatal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// The file, as shown to the user.
    pub path: String,
    /// Where in the file, if it is about a place.
    pub at: Option<Pos>,
    /// A lower-case sentence fragment.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_text_is_one_symbol_and_order_is_textual() {
        assert_eq!(Symbol::new("lock"), Symbol::new(&String::from("lock")));
        assert_ne!(Symbol::new("lock"), Symbol::new("loc"));
        assert!(Symbol::new("a") < Symbol::new("b"));
        assert!(Symbol::new("") == Symbol::new(""));
    }
}
