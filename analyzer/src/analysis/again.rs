//! Analysing what has changed a little since another run, with what that run has left on disk.
//!
//! What is left is a *base*: the facts of each file with a hash of its text, and a [`model::Memo`] of them. It stays as it
//! is while little differs from it, so that a run after an edit has nothing large to write.

use std::time::Instant;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::{Analysis, Recall, finish, judge};
use crate::cache::{Cache, Hasher, Key, Kind};
use crate::config::Config;
use crate::facts::{self, FileFacts};
use crate::model::{self, Basis};
use crate::sources::{Package, SourceFile, SourceSet};
use crate::text::FileId;
use crate::text::packed::Packed;

/// A base is replaced when more than this part of the text differs from it: one eighth.
const WORN: usize = 8;

/// What a run leaves.
#[derive(Debug, Serialize, Deserialize)]
struct Base {
    files: Vec<Known>,
    /// Digests of the macros, by package.
    macros: Vec<u128>,
    /// By file.
    facts: Packed,
    memo: model::PackedMemo,
}

/// A file that a base knows.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    path: String,
    package: usize,
    /// A hash of its text.
    text: u128,
}

/// Analyses `sources` with the help of what another run of nearly the same sources has left in `cache`.
pub(super) fn analyze(sources: &SourceSet, config: &Config, cache: &Cache) -> (Analysis, Recall) {
    let Some(key) = key(sources, config) else { return (super::analyze(sources, config), Recall::Nothing) };
    let start = Instant::now();
    let files: Vec<Known> = sources.files.par_iter().map(Known::of).collect();
    let (mut memo, mut macros) = (model::Memo::default(), Vec::new());
    let (mut facts, bodies, read) = facts::outline_others(sources, |digests| {
        macros = digests.to_vec();
        let base = cache.get::<Base>(key).and_then(|base| base.open(config, &files, digests));
        let (kept, known) = base.unwrap_or_else(|| (None, vec![None; files.len()]));
        memo = kept.unwrap_or_default();
        known
    });
    let reading = start.elapsed();
    let judge = judge(start, reading, None, |_| ());
    let input = Basis { sources, files: &facts, bodies: Some(&bodies), config, trace: None };
    let judged = memo.with(&input, &read, |_| None, judge);
    bodies.tell(&mut facts);
    let size = |id: &FileId| sources.files[id.0 as usize].text.len();
    let fresh: usize = read.iter().map(size).sum();
    let all: usize = sources.files.iter().map(|file| file.text.len()).sum();
    if (memo.began_anew() || fresh > all / WORN)
        && let Some(base) = Base::of(files, macros, &facts, &memo)
    {
        cache.put(key, &base);
    }
    let recall = match read.len() {
        read if read == sources.files.len() => Recall::Nothing,
        read => Recall::Most { read, judged: memo.began_anew() },
    };
    (finish(sources, facts, judged).0, recall)
}

/// What has to be the same for facts to be taken over, beside the texts and the macros: those are compared one by one, as a
/// file more or less is no reason to begin anew. `None` if it cannot be told.
fn key(sources: &SourceSet, config: &Config) -> Option<Key> {
    let mut hasher = Hasher::of_this_build()?;
    hasher.add_value(&(&config.locks, &config.declarations))?;
    for package in &sources.packages {
        let Package { name, dir, edition, rust_version, is_dependency, .. } = package;
        hasher.add_value(&(name, dir, edition, rust_version, is_dependency))?;
    }
    Some(hasher.key(Kind::Base))
}

impl Known {
    fn of(file: &SourceFile) -> Known {
        let SourceFile { path, package, text } = file;
        Known { path: path.clone(), package: *package, text: xxh3_128(text.as_bytes()) }
    }
}

impl Base {
    fn of(files: Vec<Known>, macros: Vec<u128>, facts: &[FileFacts], memo: &model::Memo) -> Option<Base> {
        let (facts, memo) = rayon::join(|| Packed::of(facts), || memo.pack());
        Some(Base { files, macros, facts: facts?, memo: memo? })
    }

    /// The memo, if it speaks of these files, and the facts of those `files` that are what they were, in their order.
    /// `None` if the base is of no use.
    fn open(
        self,
        config: &Config,
        files: &[Known],
        macros: &[u128],
    ) -> Option<(Option<model::Memo>, Vec<Option<FileFacts>>)> {
        let Base { files: before, macros: macros_before, facts, memo } = self;
        let same_place = |(a, b): (&Known, &Known)| a.path == b.path && a.package == b.package;
        let same_files = files.len() == before.len() && files.iter().zip(&before).all(same_place);
        let unpack = || if same_files { memo.unpack(config) } else { None };
        let (facts, memo) = rayon::join(|| facts.values::<FileFacts>(), unpack);
        let facts = facts.filter(|facts| facts.len() == before.len())?;
        let known = before.iter().zip(facts).map(|(file, facts)| (file.path.as_str(), (file, facts)));
        let mut known: FxHashMap<&str, (&Known, FileFacts)> = known.collect();
        let same = |file: &Known| macros_before.get(file.package) == macros.get(file.package);
        let take = |file: &Known| {
            let (before, facts) = known.remove(file.path.as_str())?;
            (before == file && same(file)).then_some(facts)
        };
        Some((memo, files.iter().map(take).collect()))
    }
}
