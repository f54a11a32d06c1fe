//! An analysis that a command has asked for: run on threads with large stacks, and judged.

use std::path::PathBuf;

use anyhow::Context;
use rayon::ThreadPoolBuilder;

use crate::analysis::{Analysis, Recall, Request, Stages};
use crate::cache::Cache;
use crate::cli::fix::Tally;
use crate::cli::flags::LevelFlags;
use crate::cli::input::Input;
use crate::finding::Confidence;
use crate::model::Model;
use crate::report::{self, Report, plural};
use crate::suppress::{self, Judged, Levels};
use crate::trace::Trace;

/// Runs `work` on threads whose stacks are large enough.
pub(super) fn in_pool<R: Send>(
    threads: Option<u16>,
    work: impl FnOnce() -> anyhow::Result<R> + Send,
) -> anyhow::Result<R> {
    // Without a number rayon takes the one in RAYON_NUM_THREADS, else that of the processors.
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads.map_or(0, usize::from))
        .stack_size(crate::facts::STACK)
        .build()
        .context("cannot start threads")?;
    pool.install(work)
}

/// An analysis that has been judged.
pub(super) struct Session<R = ()> {
    judged: Vec<Judged>,
    analysis: Analysis,
    pub(super) trace: Option<Trace>,
    /// What `look` has seen.
    pub(super) seen: R,
    /// The cache that was asked; `None` without one.
    pub(super) used: Option<Used>,
}

/// A cache that was asked.
pub(super) struct Used {
    dir: PathBuf,
    /// What it knew.
    recall: Recall,
}

impl Used {
    pub(super) fn sentence(&self) -> String {
        let knew = match self.recall {
            Recall::Findings => String::from("had the findings"),
            Recall::Nothing => String::from("did not have the findings"),
            Recall::Most { read, judged: false } => format!("had all but {}", plural(read, "file")),
            Recall::Most { read, judged: true } => {
                format!("had all but {}, with other declarations", plural(read, "file"))
            }
        };
        format!("cache: {}, which {knew}", self.dir.display())
    }
}

impl Session {
    /// Analyses and judges.
    pub(super) fn run(
        input: &Input,
        levels: &LevelFlags,
        confidence: Option<Confidence>,
        trace: Option<Trace>,
    ) -> anyhow::Result<Session> {
        Session::look(input, levels, confidence, trace, |_| ())
    }
}

impl<R> Session<R> {
    /// The same; `look` sees the model before it is gone.
    pub(super) fn look(
        input: &Input,
        levels: &LevelFlags,
        confidence: Option<Confidence>,
        trace: Option<Trace>,
        look: impl FnOnce(&Model<'_>) -> R,
    ) -> anyhow::Result<Session<R>> {
        let levels = input.levels(levels, confidence)?;
        let (analysis, seen) = Request::new(&input.sources, &input.config).trace(trace.as_ref()).look(look);
        Ok(Session::judge(analysis, &levels, trace, seen))
    }

    /// The same with what `cache` knows; there is no model then.
    pub(super) fn cached(
        input: &Input,
        levels: &LevelFlags,
        confidence: Option<Confidence>,
        cache: &Cache,
    ) -> anyhow::Result<Session<R>>
    where
        R: Default,
    {
        let levels = input.levels(levels, confidence)?;
        let (analysis, recall) = Request::new(&input.sources, &input.config).cached(cache);
        let used = Some(Used { dir: cache.dir().to_path_buf(), recall });
        Ok(Session { used, ..Session::judge(analysis, &levels, None, R::default()) })
    }

    pub(super) fn judge(
        mut analysis: Analysis,
        levels: &Levels,
        trace: Option<Trace>,
        seen: R,
    ) -> Session<R> {
        let findings = std::mem::take(&mut analysis.findings);
        let judged = suppress::judge(findings, &analysis.files, levels);
        Session { judged, analysis, trace, seen, used: None }
    }

    /// What is wrong, counted. To be asked before the report is.
    pub(super) fn tally(&self) -> Tally {
        Tally::of(&self.judged, &self.analysis.problems)
    }

    /// The report about it. To be asked once.
    pub(super) fn report<'a>(&'a mut self, input: &'a Input) -> Report<'a> {
        let judged = std::mem::take(&mut self.judged);
        let mut report =
            Report::new(&input.sources, self.analysis.functions, &self.analysis.problems, judged);
        report.restrict(|finding| input.wants(finding));
        report
    }

    /// Code that was not among the sources, a line each.
    pub(super) fn unread(&self, input: &Input) -> Vec<String> {
        let exists = |path: &str| input.base.join(path).is_file();
        let told = self.analysis.unread.iter().filter_map(|unread| unread.problem(exists));
        told.map(|problem| report::problem_line(&input.sources, &problem)).collect()
    }

    pub(super) fn stages(&self) -> Stages {
        self.analysis.stages
    }
}
