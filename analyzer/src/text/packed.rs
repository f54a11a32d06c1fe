//! Many values as bytes, in chunks that are written and read in parallel. A chunk has each name once, and its values
//! speak of names by number: to read a name costs an index instead of a look-up.

use std::cell::RefCell;
use std::fmt;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::de::{self, DeserializeOwned, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Symbol;

/// Values as bytes, in order.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Packed(Vec<Chunk>);

/// A chunk has at least so many values, and there are about so many chunks.
const CHUNK: usize = 64;

impl Packed {
    /// Packs `values`; `None` if one of them cannot be written.
    pub fn of<T: Serialize + Sync>(values: &[T]) -> Option<Packed> {
        let size = values.len().div_ceil(CHUNK).max(CHUNK);
        values.par_chunks(size).map(Chunk::of).collect::<Option<_>>().map(Packed)
    }

    /// The values; `None` if these are others.
    pub fn values<T: DeserializeOwned + Send>(&self) -> Option<Vec<T>> {
        let chunks: Vec<Vec<T>> = self.0.par_iter().map(Chunk::values).collect::<Option<_>>()?;
        Some(chunks.into_iter().flatten().collect())
    }
}

/// The length of the names, the names, the values.
#[derive(Debug)]
struct Chunk(Vec<u8>);

impl Chunk {
    fn of<T: Serialize>(values: &[T]) -> Option<Chunk> {
        WRITTEN.set(Some(Written::default()));
        let values = postcard::to_stdvec(values);
        let names = postcard::to_stdvec(&WRITTEN.take()?.names).ok()?;
        let length = u32::try_from(names.len()).ok()?;
        Some(Chunk([&length.to_le_bytes()[..], &names, &values.ok()?].concat()))
    }

    fn values<T: DeserializeOwned>(&self) -> Option<Vec<T>> {
        let (length, rest) = self.0.split_first_chunk::<4>()?;
        let (names, values) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let names: Vec<&str> = postcard::from_bytes(names).ok()?;
        READ.set(Some(names.into_iter().map(Symbol::new).collect()));
        let values = postcard::from_bytes(values);
        READ.set(None);
        values.ok()
    }
}

impl Serialize for Chunk {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Chunk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Chunk, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Chunk;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Chunk, E> {
                Ok(Chunk(bytes.to_vec()))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

/// The names of a chunk that is being written.
#[derive(Default)]
struct Written {
    names: Vec<&'static str>,
    numbers: FxHashMap<Symbol, u32>,
}

thread_local! {
    /// Of the chunk that this thread writes.
    static WRITTEN: RefCell<Option<Written>> = const { RefCell::new(None) };
    /// Of the chunk that this thread reads.
    static READ: RefCell<Option<Vec<Symbol>>> = const { RefCell::new(None) };
}

/// The number of a name in the chunk that this thread writes; `None` where it writes none.
pub(super) fn number(name: Symbol) -> Option<u32> {
    WRITTEN.with_borrow_mut(|written| {
        let Written { names, numbers } = written.as_mut()?;
        Some(*numbers.entry(name).or_insert_with(|| {
            names.push(name.as_str());
            (names.len() - 1) as u32
        }))
    })
}

/// Whether this thread reads a chunk.
pub(super) fn is_read() -> bool {
    READ.with_borrow(Option::is_some)
}

/// The name of that number in the chunk that this thread reads.
pub(super) fn name(number: u32) -> Option<Symbol> {
    READ.with_borrow(|names| names.as_ref()?.get(number as usize).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_there_in_order() {
        let values: Vec<(Symbol, u32)> =
            (0..10_000).map(|number| (Symbol::new(&format!("n{}", number % 7)), number)).collect();
        let packed = Packed::of(&values).expect("packed");
        assert_eq!(packed.values::<(Symbol, u32)>(), Some(values));
        let bytes = postcard::to_stdvec(&packed).expect("bytes");
        let again: Packed = postcard::from_bytes(&bytes).expect("packed");
        assert_eq!(again.values::<(Symbol, u32)>(), packed.values());
    }

    #[test]
    fn names_are_text_outside() {
        Packed::of(&[Symbol::new("a")]).expect("packed").values::<Symbol>().expect("a name");
        assert_eq!(serde_json::to_string(&Symbol::new("a")).expect("text"), "\"a\"");
        assert_eq!(serde_json::from_str::<Symbol>("\"a\"").expect("a name"), Symbol::new("a"));
    }

    #[test]
    fn other_bytes_are_no_values() {
        let packed = Packed::of(&[Symbol::new("a"), Symbol::new("b")]).expect("packed");
        assert!(packed.values::<String>().is_none());
        let Chunk(bytes) = &packed.0[0];
        for length in 0..bytes.len() {
            assert!(Chunk(bytes[..length].to_vec()).values::<Symbol>().is_none(), "{length}");
        }
    }
}
