//! Analysing what has changed a little since another run, with what that run has left on disk.
//!
//! What is left is a *base*: the facts of each file under a hash of its text, and a [`model::Memo`] of them. It stays as
//! it is while little differs from it, so that a run after an edit has nothing large to write.

use std::time::Instant;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::{Analysis, Judged, finish, judge};
use crate::cache::{Cache, Hasher, Key};
use crate::config::Config;
use crate::facts::{self, FileFacts};
use crate::model;
use crate::sources::SourceSet;
use crate::text::packed::Packed;

/// A base is replaced when more than this part of the text differs from it: one eighth.
const WORN: usize = 8;

/// What a run leaves.
#[derive(Debug, Serialize, Deserialize)]
struct Base {
    /// Hashes of the texts, by file.
    texts: Vec<u128>,
    /// Digests of the macros, by package.
    macros: Vec<u128>,
    /// By file.
    facts: Packed,
    memo: model::PackedMemo,
}

/// Analyses `sources` with the help of what another run of the same files, packages and locks has left in `cache`.
pub(super) fn analyze(sources: &SourceSet, config: &Config, cache: &Cache) -> Analysis {
    let Some(key) = key(sources, config) else { return super::analyze(sources, config) };
    let start = Instant::now();
    let texts: Vec<u128> = sources.files.par_iter().map(|file| xxh3_128(file.text.as_bytes())).collect();
    let (mut memo, mut macros) = (model::Memo::default(), Vec::new());
    let (mut files, bodies, read) = facts::outline_others(sources, |digests| {
        macros = digests.to_vec();
        let base = cache.get::<Base>(key).and_then(|base| base.open(sources, config, &texts, digests));
        let Some((kept, known)) = base else { return vec![None; texts.len()] };
        memo = kept;
        known
    });
    let facts = start.elapsed();
    let mut judge = judge(start, facts, None, |_| ());
    let Judged { findings, functions, stages, .. } = loop {
        match memo.with_bodies(sources, &files, &bodies, config, &read, judge) {
            Ok(result) => break result,
            Err(again) => judge = again,
        }
        for file in bodies.broken() {
            if let Some(facts) = bodies.read_whole(file) {
                files[file.0 as usize] = facts;
            }
        }
    };
    let size = |text: &str| text.len();
    let fresh: usize = read.iter().map(|id| size(&sources.files[id.0 as usize].text)).sum();
    let all: usize = sources.files.iter().map(|file| size(&file.text)).sum();
    if (memo.began_anew() || fresh > all / WORN)
        && let Some(base) = Base::of(&files, texts, macros, &memo)
    {
        cache.put(key, &base);
    }
    finish(sources, files, findings, functions, stages)
}

/// What has to be the same for items to keep their numbers; the texts are compared one by one. `None` if that cannot be
/// told.
fn key(sources: &SourceSet, config: &Config) -> Option<Key> {
    let mut hasher = Hasher::of_this_build()?;
    hasher.add(b"base");
    hasher.add(format!("{:?} {:?}", config.locks, sources.packages).as_bytes());
    for file in &sources.files {
        hasher.add(file.path.as_bytes());
        hasher.add(&file.package.to_le_bytes());
    }
    Some(hasher.key())
}

impl Base {
    fn of(files: &[FileFacts], texts: Vec<u128>, macros: Vec<u128>, memo: &model::Memo) -> Option<Base> {
        let (facts, memo) = rayon::join(|| Packed::of(files), || memo.pack());
        Some(Base { texts, macros, facts: facts?, memo: memo? })
    }

    /// The memo, and the facts of those files that are what they were.
    fn open(
        self,
        sources: &SourceSet,
        config: &Config,
        texts: &[u128],
        macros: &[u128],
    ) -> Option<(model::Memo, Vec<Option<FileFacts>>)> {
        let Base { texts: before, macros: macros_before, facts, memo } = self;
        let (facts, memo) = rayon::join(|| facts.values::<FileFacts>(), || memo.unpack(config));
        let (facts, memo) = (facts?, memo?);
        if facts.len() != sources.files.len() || before.len() != facts.len() {
            return None;
        }
        let same = |index: usize| {
            let package = sources.files[index].package;
            before[index] == texts[index] && macros_before.get(package) == macros.get(package)
        };
        let facts = facts.into_iter().enumerate().map(|(index, facts)| same(index).then_some(facts));
        Some((memo, facts.collect()))
    }
}
