//! The corpora that speed is measured on.

use std::path::PathBuf;

use anyhow::Context;

use super::library::{Library, list};

/// Sources that are read together.
#[derive(Debug)]
pub(crate) struct Corpus {
    /// What it is called.
    pub(crate) name: String,
    /// Its folders.
    pub(crate) paths: Vec<PathBuf>,
}

/// Those of `tests/speed/corpora.txt`, without crates that cannot be had; those are told on standard error.
pub(crate) fn all(dir: Option<PathBuf>) -> anyhow::Result<Vec<Corpus>> {
    let mut library = Library { dir, ..Library::default() };
    let mut corpora = Vec::new();
    for line in list("speed/corpora.txt")?.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let Some(name) = words.next() else { continue };
        let mut paths = Vec::new();
        for folder in words {
            if folder == "quiet" {
                paths.extend(quiet(&mut library)?);
                continue;
            }
            let (name, version) = folder.rsplit_once('-').with_context(|| format!("no version: {folder}"))?;
            paths.extend(library.get(name, version));
        }
        corpora.push(Corpus { name: name.to_owned(), paths });
    }
    for version in &library.missing {
        eprintln!("left out: {version} cannot be had");
    }
    corpora.retain(|corpus| !corpus.paths.is_empty());
    Ok(corpora)
}

/// The well-tested crates.
fn quiet(library: &mut Library) -> anyhow::Result<Vec<PathBuf>> {
    let list = list("accuracy/quiet.txt")?;
    let crates = list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    Ok(crates.filter_map(|(name, version)| library.get(name, version.trim())).collect())
}
