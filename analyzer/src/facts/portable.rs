//! Facts of packages as bytes, for another machine that has no sources.
//!
//! A line says what it is and which build wrote it; behind it come a hash of the rest, and the rest.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::{FileFacts, read_with};
use crate::sources::{self, MergeError, SourceSet};
use crate::text::packed::Packed;

/// What the line begins with.
const NAME: &str = "concheck facts";

/// The build, as all machines know it.
const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("CONCHECK_BUILD"));

/// The line is not longer.
const LONGEST: usize = 200;

/// Packages with all that is needed to judge them and to report about them.
#[derive(Debug)]
pub struct Portable {
    /// The packages and their texts.
    pub sources: SourceSet,
    /// By file.
    pub facts: Vec<FileFacts>,
    /// Manifests that configure their package: the package's name, its folder, the text.
    pub manifests: Vec<(String, String, String)>,
}

/// Why bytes are no facts.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PortableError {
    /// Something else.
    #[error("this is no file of facts")]
    Foreign,
    /// Written by another build.
    #[error(
        "the facts were written by concheck {wrote}, and this is concheck {BUILD}; they have to be written anew"
    )]
    Version {
        /// As the header names it.
        wrote: String,
    },
    /// Torn or changed.
    #[error("the facts are damaged or incomplete; they have to be written anew")]
    Damaged,
    /// They could not be written.
    #[error("the facts cannot be written")]
    Unwritable,
}

/// The rest.
#[derive(Serialize, Deserialize)]
struct Rest {
    sources: SourceSet,
    facts: Packed,
    manifests: Vec<(String, String, String)>,
}

impl Portable {
    /// Reads the facts of `sources`, and the manifests that may configure packages. What they use of the macros of
    /// `libraries` is expanded.
    pub fn read(
        sources: SourceSet,
        manifests: Vec<(String, String, String)>,
        libraries: &[SourceSet],
    ) -> Portable {
        Portable { facts: read_with(&sources, libraries), sources, manifests }
    }

    /// As bytes. The same facts give the same bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, PortableError> {
        let Portable { sources, facts, manifests } = self;
        let facts = Packed::of(facts).ok_or(PortableError::Unwritable)?;
        let rest = Rest { sources: sources.clone(), facts, manifests: manifests.clone() };
        let rest = postcard::to_stdvec(&rest).map_err(|_| PortableError::Unwritable)?;
        let head = format!("{NAME} {BUILD}\n");
        Ok([head.as_bytes(), &xxh3_128(&rest).to_le_bytes(), &rest].concat())
    }

    /// From bytes. Names are relative to `base`.
    pub fn from_bytes(bytes: &[u8], base: PathBuf) -> Result<Portable, PortableError> {
        let line = bytes.iter().take(LONGEST).position(|byte| *byte == b'\n');
        // Of a torn line, what is left has to fit.
        let (head, rest) = match line {
            Some(line) => (&bytes[..line], &bytes[line + 1..]),
            None if format!("{NAME} {BUILD}").as_bytes().starts_with(bytes) => {
                return Err(PortableError::Damaged);
            }
            None => return Err(PortableError::Foreign),
        };
        let wrote =
            std::str::from_utf8(head).ok().and_then(|head| head.strip_prefix(NAME)?.strip_prefix(' '));
        match wrote.ok_or(PortableError::Foreign)? {
            BUILD => {}
            wrote => return Err(PortableError::Version { wrote: wrote.to_string() }),
        }
        let (checksum, rest) = rest.split_first_chunk::<16>().ok_or(PortableError::Damaged)?;
        if xxh3_128(rest).to_le_bytes() != *checksum {
            return Err(PortableError::Damaged);
        }
        let Rest { mut sources, facts, manifests } =
            postcard::from_bytes(rest).map_err(|_| PortableError::Damaged)?;
        let facts: Vec<FileFacts> = facts.values().ok_or(PortableError::Damaged)?;
        if facts.len() != sources.files.len() {
            return Err(PortableError::Damaged);
        }
        sources.base = base;
        Ok(Portable { sources, facts, manifests })
    }

    /// All parts as one, in whatever order they come.
    pub fn merge(parts: Vec<Portable>) -> Result<Portable, MergeError> {
        let mut manifests: Vec<_> = parts.iter().flat_map(|part| part.manifests.iter().cloned()).collect();
        manifests.sort_by_cached_key(|(_, dir, _)| PathBuf::from(dir));
        manifests.dedup();
        let (sources, facts) =
            sources::merge(parts.into_iter().map(|part| (part.sources, part.facts)).collect())?;
        Ok(Portable { sources, facts, manifests })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;

    fn some() -> Vec<u8> {
        let text = Arc::from("static A: Mutex<u8> = Mutex::new(1);\nfn a() { *A.lock().unwrap() += 1; }\n");
        let sources = sources::of_text(Path::new("/somewhere/a.rs"), text, None);
        Portable::read(sources, Vec::new(), &[]).to_bytes().expect("bytes")
    }

    fn read(bytes: &[u8]) -> Result<Portable, PortableError> {
        Portable::from_bytes(bytes, PathBuf::from("/elsewhere"))
    }

    #[test]
    fn what_was_written_is_read() {
        let bytes = some();
        assert_eq!(bytes, some());
        let read = read(&bytes).expect("facts");
        assert_eq!(read.to_bytes(), Ok(bytes));
        assert_eq!((read.sources.base.as_path(), read.facts.len()), (Path::new("/elsewhere"), 1));
    }

    #[test]
    fn torn_and_changed_bytes_are_refused() {
        let bytes = some();
        for length in 0..bytes.len() {
            assert_eq!(read(&bytes[..length]).expect_err("torn"), PortableError::Damaged, "{length}");
        }
        let head = bytes.iter().position(|byte| *byte == b'\n').expect("a line");
        for at in (head + 1..bytes.len()).step_by(7) {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert_eq!(read(&changed).expect_err("changed"), PortableError::Damaged, "{at}");
        }
    }

    #[test]
    fn other_files_and_other_builds_are_told_apart() {
        assert_eq!(read(b"fn main() {}\n").expect_err("a source"), PortableError::Foreign);
        assert_eq!(read(&[0; 1000]).expect_err("zeros"), PortableError::Foreign);
        let other = b"concheck facts 0.0.9 00ff\nwhatever";
        let error = read(other).expect_err("another build");
        assert_eq!(error, PortableError::Version { wrote: "0.0.9 00ff".into() });
        assert!(error.to_string().contains("0.0.9 00ff"));
    }
}
