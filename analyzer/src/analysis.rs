//! The whole way from sources to findings.

mod again;
mod limits;
mod unread;

use std::time::{Duration, Instant};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cache::{Cache, Hasher, Key, Kind};
use crate::config::Config;
use crate::facts::ir::{Allow, FnItem, Item, ItemKind};
use crate::facts::{self, FileFacts, Update};
use crate::finding::Finding;
use crate::model::moved::Moves;
use crate::model::{self, Basis, Model, Times};
use crate::sources::{SourceFile, SourceSet};
use crate::text::{FileId, Problem};
use crate::trace::Trace;

pub use unread::Unread;

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
    /// Code that files speak of and that was not among the sources, in the order of the files.
    pub unread: Vec<Unread>,
    /// How long it took.
    pub stages: Stages,
}

/// Analyses `sources`: [`Request::run`] where nothing else is wanted.
pub fn analyze(sources: &SourceSet, config: &Config) -> Analysis {
    Request::new(sources, config).run()
}

/// What is to be analysed, and with what. Deterministic; runs in parallel on rayon's current pool, whose threads should have
/// stacks of [`facts::STACK`].
#[derive(Debug)]
pub struct Request<'r> {
    sources: &'r SourceSet,
    config: &'r Config,
    trace: Option<&'r Trace>,
    reading: Reading,
}

/// How the facts of the files are read.
#[derive(Debug)]
enum Reading {
    /// Without the bodies of functions, which follow one by one.
    Late,
    /// Whole.
    Whole,
    /// They have been.
    Done(Vec<FileFacts>),
}

impl<'r> Request<'r> {
    /// Of `sources`; of `config`, only which types are locks matters.
    pub fn new(sources: &'r SourceSet, config: &'r Config) -> Request<'r> {
        Request { sources, config, trace: None, reading: Reading::Late }
    }

    /// With what runs have shown: findings say what was seen of them, and circles are added that only runs have shown,
    /// wholly or in part.
    pub fn trace(self, trace: Option<&'r Trace>) -> Request<'r> {
        Request { trace, ..self }
    }

    /// With facts that have been read, parallel to the files of the sources.
    pub fn facts(self, files: Vec<FileFacts>) -> Request<'r> {
        Request { reading: Reading::Done(files), ..self }
    }

    /// With the files read whole before anything else: slower, and what is found is the same. For tests.
    pub fn whole(self) -> Request<'r> {
        Request { reading: Reading::Whole, ..self }
    }

    /// The analysis.
    pub fn run(self) -> Analysis {
        self.look(|_| ()).0
    }

    /// The same; `look` sees the model before it is gone.
    pub fn look<R>(self, look: impl FnOnce(&Model<'_>) -> R) -> (Analysis, R) {
        let Request { sources, config, trace, reading } = self;
        let start = Instant::now();
        let outlined = |(files, bodies)| (files, Some(bodies));
        let (mut files, bodies) = match reading {
            Reading::Late => outlined(facts::outline_all(sources)),
            Reading::Whole => outlined(facts::read_whole(sources)),
            Reading::Done(files) => (files, None),
        };
        let judge = judge(start, start.elapsed(), trace, look);
        let input = Basis { sources, files: &files, bodies: bodies.as_ref(), config, trace };
        let judged = model::with(&input, judge);
        if let Some(bodies) = bodies {
            bodies.tell(&mut files);
        }
        finish(sources, files, judged)
    }

    /// The analysis, unless `cache` knows what the same program has found in the same sources. How much it knew comes with
    /// it. Where it knows nearly the same sources, only what has changed is read, and judged with what is known of the
    /// rest. What runs have shown is not kept, and facts that
    /// were given may be others: such a request asks no cache.
    pub fn cached(self, cache: &Cache) -> (Analysis, Recall) {
        let Request { sources, config, .. } = self;
        let is_plain = self.trace.is_none() && matches!(self.reading, Reading::Late);
        let key = key(sources, config).filter(|_| is_plain);
        let Some(key) = key else { return (self.run(), Recall::Nothing) };
        if let Some(kept) = cache.get::<Stored>(key) {
            return (kept.analysis(sources), Recall::Findings);
        }
        let (analysis, recall) = again::analyze(sources, config, cache);
        cache.put(key, &Stored::of(&analysis));
        (analysis, recall)
    }
}

/// How long the stages of an analysis took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stages {
    /// Splitting, parsing and lowering.
    pub facts: Duration,
    /// Names and types of what is declared.
    pub declarations: Duration,
    /// Bodies: those left for later read, all interpreted.
    pub bodies: Duration,
    /// Summaries, the lock-order graph, contexts.
    pub summaries: Duration,
    /// The rules.
    pub rules: Duration,
}

/// What a cache knew of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recall {
    /// What was found.
    Findings,
    /// The facts of all files but a few.
    Most {
        /// How many files were read.
        read: usize,
        /// Whether all functions were judged anew, because declarations are not what they were.
        judged: bool,
    },
    /// Nothing.
    Nothing,
}

/// What an analysis depends on. `None` if that cannot be told. Of the configuration, that is the locks alone: levels and
/// the like are for judging what was found. Nor does it matter where the base folder is.
fn key(sources: &SourceSet, config: &Config) -> Option<Key> {
    let mut hasher = Hasher::of_this_build()?;
    hasher.add_value(&(&config.locks, &config.declarations, &sources.packages, &sources.problems))?;
    for file in &sources.files {
        hasher.add(file.path.as_bytes());
        hasher.add(&file.package.to_le_bytes());
        hasher.add(file.text.as_bytes());
    }
    Some(hasher.key(Kind::Result))
}

/// What is kept of an analysis.
#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    findings: Vec<Finding>,
    functions: usize,
    problems: Vec<Problem>,
    unread: Vec<Unread>,
    /// The suppressions of those files that have some.
    allows: Vec<(FileId, Vec<Allow>)>,
}

impl Stored {
    fn of(analysis: &Analysis) -> Stored {
        let files = (0..).map(FileId).zip(&analysis.files).filter(|(_, file)| !file.allows.is_empty());
        Stored {
            findings: analysis.findings.clone(),
            functions: analysis.functions,
            problems: analysis.problems.clone(),
            unread: analysis.unread.clone(),
            allows: files.map(|(id, file)| (id, file.allows.clone())).collect(),
        }
    }

    fn analysis(self, sources: &SourceSet) -> Analysis {
        let start = Instant::now();
        // Of files whose suppressions may be stale, the items around these are told.
        let told = self.allows.iter().filter(|(_, allows)| allows.iter().any(|allow| allow.report_unused));
        let told: Vec<FileId> = told.map(|(id, _)| *id).collect();
        let mut files = facts::outline_some(sources, &told);
        for (id, allows) in self.allows {
            if let Some(file) = files.get_mut(id.0 as usize) {
                file.allows = allows;
            }
        }
        let stages = Stages { facts: start.elapsed(), ..Stages::default() };
        let Stored { findings, functions, problems, unread, .. } = self;
        Analysis { findings, files, functions, problems, unread, stages }
    }
}

/// What is made of a model.
struct Assessed<R> {
    findings: Vec<Finding>,
    missed: Vec<limits::Missed>,
    functions: usize,
    stages: Stages,
    /// By whoever looked.
    seen: R,
}

/// What judges a model. `start` is when the analysis began, and `facts` how long it took to read.
fn judge<'t, R>(
    start: Instant,
    facts: Duration,
    trace: Option<&'t Trace>,
    look: impl FnOnce(&Model<'_>) -> R + 't,
) -> impl FnOnce(&Model<'_>, Times) -> Assessed<R> + 't {
    move |model, Times { declarations, bodies }| {
        let model_done = start.elapsed();
        let functions = model.defs.fns.iter().filter(|function| function.item.body.is_some()).count();
        let mut findings = crate::rules::run(model);
        if let Some(trace) = trace {
            crate::confirm::join(model, &mut findings, trace);
            crate::rules::sort(&mut findings);
        }
        let summaries = model_done - facts - declarations - bodies;
        let rules = start.elapsed() - model_done;
        let stages = Stages { facts, declarations, bodies, summaries, rules };
        Assessed { findings, missed: limits::of(model), functions, stages, seen: look(model) }
    }
}

fn finish<R>(sources: &SourceSet, mut files: Vec<FileFacts>, judged: Assessed<R>) -> (Analysis, R) {
    let Assessed { findings, missed, functions, stages, seen } = judged;
    // Bodies are large and no longer needed; freeing them takes time enough to share it among the threads.
    files.par_iter_mut().for_each(|file| drop_bodies(&mut file.items));
    let mut problems: Vec<Problem> = sources.problems.clone();
    problems.extend(files.iter().flat_map(|file| file.problems.iter().cloned()));
    let own =
        |file: &&SourceFile| sources.packages.get(file.package).is_none_or(|package| !package.is_dependency);
    problems.extend(missed.into_iter().filter_map(|missed| {
        let file = sources.files.get(missed.at.file.0 as usize).filter(own)?;
        let at = Some(missed.at.span.start);
        Some(Problem { path: file.path.clone(), at, message: missed.message })
    }));
    problems.sort();
    problems.dedup();
    let unread = unread::of(sources, &files);
    (Analysis { findings, functions, problems, unread, files, stages }, seen)
}

/// Analyses the same sources again and again while they change, as an editor needs it. What [`analyze`] finds in the
/// same sources is found, in the same order.
#[derive(Debug, Default)]
pub struct Analyzer {
    facts: facts::Cache,
    model: model::Memo,
    /// The files whose facts have changed since the last judgement.
    changed: Vec<FileId>,
    /// What was found last.
    last: Option<Vec<Finding>>,
}

impl Analyzer {
    /// Reads what has changed since the last time, and says which files those were.
    pub fn read(&mut self, sources: &SourceSet) -> Vec<FileId> {
        let Update { read, changed } = self.facts.update(sources);
        self.changed.extend(changed);
        read
    }

    /// Whether a judgement of the same packages under the same configuration would differ from the last one.
    pub fn has_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// The facts of each file, parallel to the files of the sources that were read last.
    pub fn files(&self) -> &[FileFacts] {
        self.facts.files()
    }

    /// Judges what was read last, which is to be `sources`. `look` sees the model before it is gone. Where an edit has
    /// only moved things, there may be no model: `carry` makes what `look` has given last fit, or gives nothing, if that
    /// cannot be done.
    pub fn judge<R>(
        &mut self,
        sources: &SourceSet,
        config: &Config,
        carry: impl FnOnce(&Moves) -> Option<R>,
        look: impl FnOnce(&Model<'_>) -> R,
    ) -> (Vec<Finding>, R) {
        // If one of the rules panics, the next model is made from nothing.
        let mut memo = std::mem::take(&mut self.model);
        let changed = std::mem::take(&mut self.changed);
        let last = std::mem::take(&mut self.last);
        let carry = |moves: &Moves| {
            let findings: Option<Vec<Finding>> = last?.iter().map(|finding| moved(finding, moves)).collect();
            Some((findings?, carry(moves)?))
        };
        let files = self.facts.files();
        let input = Basis { sources, files, bodies: None, config, trace: None };
        let result = memo.with(&input, &changed, carry, |model, _| {
            let findings = crate::rules::run(model);
            (findings, look(model))
        });
        self.model = memo;
        self.last = Some(result.0.clone());
        result
    }
}

/// A finding whose places have moved. `None` where they are not known, or where the rule has looked at code of which a
/// model does not tell.
fn moved(finding: &Finding, moves: &Moves) -> Option<Finding> {
    let mut finding = finding.clone();
    let looks = crate::rules::READ_BODIES.contains(&finding.rule);
    let mut concerned = false;
    let mut result = Some(());
    finding.locations(&mut |at| {
        concerned |= moves.concerns(at.file);
        match moves.location(*at) {
            Some(now) => *at = now,
            None => result = None,
        }
    });
    (result.is_some() && !(looks && concerned)).then_some(finding)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::{LoadOptions, load};

    #[test]
    fn a_cache_is_asked_only_for_what_it_keeps() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lib.rs");
        let text =
            "use std::sync::Mutex;\npub fn f(m: &Mutex<u8>) { let _a = m.lock(); let _b = m.lock(); }\n";
        std::fs::write(&path, text).expect("a file");
        let sources = load(&[path], &LoadOptions::default()).expect("sources");
        let cache = Cache::new(folder.path().join("cache"), 1 << 20);
        let config = Config::default();
        let request = || Request::new(&sources, &config);
        assert_eq!(request().cached(&cache).1, Recall::Nothing);
        assert_eq!(request().cached(&cache).1, Recall::Findings);
        let trace = Trace::default();
        let empty = vec![FileFacts::default()];
        for (request, findings) in
            [(request().trace(Some(&trace)), 1), (request().whole(), 1), (request().facts(empty), 0)]
        {
            let (analysis, recall) = request.cached(&cache);
            assert_eq!((analysis.findings.len(), recall), (findings, Recall::Nothing));
        }
    }
}
