//! The whole way from sources to findings.

use rayon::prelude::*;

use crate::config::Config;
use crate::facts::ir::{FnItem, Item, ItemKind};
use crate::facts::{self, FileFacts};
use crate::finding::Finding;
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
}

/// Analyses `sources`. Deterministic; runs in parallel on rayon's current pool, whose threads should have large
/// stacks (see [`crate::cli`]).
pub fn analyze(sources: &SourceSet, config: &Config) -> Analysis {
    analyze_with(sources, config, None)
}

/// The same with what runs have shown: findings say what was seen of them, and circles are added that only runs have
/// shown, wholly or in part.
pub fn analyze_with(sources: &SourceSet, config: &Config, trace: Option<&Trace>) -> Analysis {
    let mut files = facts::read_all(sources);
    let (findings, functions) = crate::model::with(sources, &files, config, trace, |model| {
        let functions = model.defs.fns.iter().filter(|function| function.item.body.is_some()).count();
        let mut findings = crate::rules::run(model);
        if let Some(trace) = trace {
            crate::confirm::join(model, &mut findings, trace);
            crate::rules::sort(&mut findings);
        }
        (findings, functions)
    });
    // Bodies are large and no longer needed; freeing them takes time enough to share it among the threads.
    files.par_iter_mut().for_each(|file| drop_bodies(&mut file.items));
    let mut problems: Vec<Problem> = sources.problems.clone();
    problems.extend(files.iter().flat_map(|file| file.problems.iter().cloned()));
    problems.sort();
    problems.dedup();
    Analysis { findings, functions, problems, files }
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
