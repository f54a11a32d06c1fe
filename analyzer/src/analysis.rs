//! The whole way from sources to findings.

use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::config::Config;
use crate::facts::ir::{FnItem, Item, ItemKind};
use crate::facts::{self, FileFacts};
use crate::finding::Finding;
use crate::model::Model;
use crate::sources::SourceSet;
use crate::text::Problem;
use crate::trace::Trace;

/// What an analysis gives, before suppression and levels.
#[derive(Debug, Default)]
pub struct Analysis {
    /// Every finding at every confidence, in stable order.
    pub findings: Vec<Finding>,
    /// Facts of each file without the bodies, parallel to [`SourceSet::files`]; suppressions are in them.
    pub files: Vec<FileFacts>,
    /// Functions that have a body.
    pub functions: usize,
    /// Files or places that could not be read, sorted.
    pub problems: Vec<Problem>,
    /// How long it took.
    pub stages: Stages,
}

/// Analyses `sources`. Deterministic; runs in parallel on rayon's current pool, whose threads should have large
/// stacks (see [`crate::cli`]).
pub fn analyze(sources: &SourceSet, config: &Config) -> Analysis {
    analyze_with(sources, config, None)
}

/// How long the stages of an analysis took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stages {
    /// Splitting, parsing and lowering.
    pub facts: Duration,
    /// Names, types, bodies, summaries, the graph.
    pub model: Duration,
    /// The rules.
    pub rules: Duration,
}

/// The same with what runs have shown: findings say what was seen of them, and circles are added that only runs have
/// shown, wholly or in part.
pub fn analyze_with(sources: &SourceSet, config: &Config, trace: Option<&Trace>) -> Analysis {
    analyze_looking(sources, config, trace, |_| ()).0
}

/// The same; `look` sees the model before it is gone.
pub fn analyze_looking<R>(
    sources: &SourceSet,
    config: &Config,
    trace: Option<&Trace>,
    look: impl FnOnce(&Model<'_>) -> R,
) -> (Analysis, R) {
    let start = Instant::now();
    let mut files = facts::read_all(sources);
    let facts = start.elapsed();
    let (findings, functions, stages, seen) = crate::model::with(sources, &files, config, trace, |model| {
        let model_done = start.elapsed();
        let functions = model.defs.fns.iter().filter(|function| function.item.body.is_some()).count();
        let mut findings = crate::rules::run(model);
        if let Some(trace) = trace {
            crate::confirm::join(model, &mut findings, trace);
            crate::rules::sort(&mut findings);
        }
        let stages = Stages { facts, model: model_done - facts, rules: start.elapsed() - model_done };
        (findings, functions, stages, look(model))
    });
    // Bodies are large and no longer needed; freeing them takes time enough to share it among the threads.
    files.par_iter_mut().for_each(|file| drop_bodies(&mut file.items));
    let mut problems: Vec<Problem> = sources.problems.clone();
    problems.extend(files.iter().flat_map(|file| file.problems.iter().cloned()));
    problems.sort();
    problems.dedup();
    (Analysis { findings, functions, problems, files, stages }, seen)
}

fn drop_bodies(items: &mut [Item]) {
    let empty = |function: &mut FnItem| function.body = None;
    for item in items {
        match &mut item.kind {
            ItemKind::Fn(function) => empty(function),
            ItemKind::Impl(item) => item.fns.iter_mut().for_each(empty),
            ItemKind::Trait(item) => item.fns.iter_mut().for_each(empty),
            ItemKind::Mod(item) => item.inline.iter_mut().for_each(|items| drop_bodies(items)),
            _ => {}
        }
    }
}
