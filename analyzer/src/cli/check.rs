//! `concheck check`, and what the other commands that analyse share with it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, anyhow};
use rayon::ThreadPoolBuilder;

use crate::analysis::{Analysis, Recall, Stages};
use crate::cli::cached::CacheArgs;
use crate::cli::fix::{self, FixArgs, Mended, Tally};
use crate::cli::flags::LevelFlags;
use crate::cli::global::Global;
use crate::cli::input::{Input, InputArgs};
use crate::cli::judging::{JudgingArgs, Outcome};
use crate::cli::outputs::Written;
use crate::cli::progress::Progress;
use crate::cli::suppressing::{self, Suppressed};
use crate::cli::{output, watch};
use crate::finding::Confidence;
use crate::locks::Map;
use crate::model::Model;
use crate::report::{self, Format, Report, Summary, plural};
use crate::suppress::{self, Judged, Levels};
use crate::text::FileId;
use crate::trace::{self, Trace};

/// Deeply nested code takes stack in `syn` and in our own walks. It is reserved, not used, until it is needed.
pub(super) const STACK: usize = 64 << 20;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) input: InputArgs,

    #[command(flatten)]
    judging: JudgingArgs,

    /// Compare findings with the traces of checked runs in DIR (see `CONCHECK_TRACE`)
    #[arg(long, value_name = "DIR", help_heading = "Input")]
    trace: Option<PathBuf>,

    #[command(flatten)]
    fix: FixArgs,

    #[command(flatten)]
    cache: CacheArgs,

    /// Check again after each change of a file
    #[arg(long, conflicts_with_all = ["edits", "staged", "stdin_filename"])]
    watch: bool,
}

/// Runs `concheck check`.
pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    args.judging.output.check()?;
    args.fix.add_allow.as_deref().map_or(Ok(()), suppressing::check_reason)?;
    if args.watch {
        let (base, _) = args.input.configure()?;
        return watch::run(&base, || check(args, global));
    }
    check(args, global)
}

fn check(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let outcome = in_pool(global.threads, || analyse(args, global))?;
    args.judging.end(&outcome, global)
}

/// Runs `work` on threads whose stacks are large enough.
pub(super) fn in_pool<R: Send>(
    threads: Option<u16>,
    work: impl FnOnce() -> anyhow::Result<R> + Send,
) -> anyhow::Result<R> {
    // Without a number rayon takes the one in RAYON_NUM_THREADS, else that of the processors.
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads.map_or(0, usize::from))
        .stack_size(STACK)
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
        let (analysis, seen) = crate::analyze_looking(&input.sources, &input.config, trace.as_ref(), look);
        Ok(Session::judge(analysis, &levels, trace, seen))
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
    fn tally(&self) -> Tally {
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

fn analyse(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let judging = &args.judging;
    let progress = Progress::start("reading", global.quiet);
    let start = Instant::now();
    let mut input = args.input.read()?;
    let mut reading = start.elapsed();
    let trace = args.trace.as_deref().map(|path| trace::read(path, &input.sources)).transpose();
    let trace = trace.map_err(|error| anyhow!("{error}"))?;
    progress.say(&format!("analysing {}", plural(input.sources.files.len(), "file")));
    let mut session = look(args, &input, trace)?;
    let mut notes = Vec::new();
    if args.fix.fix || args.fix.add_allow.is_some() {
        if let Some((texts, summary, fails)) = edit(args, global, &input, &mut session, &mut notes)? {
            progress.end();
            return Ok(Outcome::of(Written::text(fix::diff(&input, &texts)), notes, summary, fails));
        }
        let start = Instant::now();
        let trace = session.trace.take();
        input = args.input.read()?;
        reading = start.elapsed();
        session = look(args, &input, trace)?;
    }
    let outcome = judging.outcome(&input, session, reading, notes, global);
    progress.end();
    outcome
}

/// New texts, and how it stands without them.
type Draft = (BTreeMap<FileId, String>, Summary, bool);

/// Changes files as `--fix` and `--add-allow` say. With `--dry-run`, gives what would be written instead.
fn edit<R>(
    args: &Args,
    global: &Global,
    input: &Input,
    session: &mut Session<R>,
    notes: &mut Vec<String>,
) -> anyhow::Result<Option<Draft>> {
    let judging = &args.judging;
    let before = session.tally();
    let mut report = session.report(input);
    if let Some(mut baseline) = judging.find_baseline(input)? {
        baseline.update(&report);
        baseline.apply(&mut report);
    }
    let run = |changed: &Input| Session::run(changed, &judging.levels, judging.confidence(), None);
    let dry = args.fix.dry_run;
    let (texts, sentence) = match &args.fix.add_allow {
        Some(reason) => {
            let again = |changed: &Input| {
                let mut session = run(changed)?;
                let tally = session.tally();
                let shown = session.report(changed).findings.into_iter().map(|shown| shown.fingerprint);
                Ok((shown.collect(), tally))
            };
            let suppressed = Suppressed::of(input, &report, reason, &before, again)?;
            let sentence = suppressed.sentence(if dry { "would suppress" } else { "suppressed" });
            if !dry {
                fix::write(input, &suppressed.texts)?;
            }
            (suppressed.texts, sentence)
        }
        None => {
            let again = |changed: &Input| run(changed).map(|session| session.tally());
            let mended = Mended::of(input, &report, &args.fix, &before, again)?;
            let sentence = match dry {
                true => mended.sentence("would fix"),
                false => args.fix.apply(input, &mended)?,
            };
            (mended.texts, sentence)
        }
    };
    notes.extend(sentence.filter(|_| dry || !global.quiet));
    Ok(dry.then(|| (texts, report.summary, report.fails())))
}

/// Analyses; the map of locks is drawn only where somebody wants it.
fn look(args: &Args, input: &Input, trace: Option<Trace>) -> anyhow::Result<Session<Option<Map>>> {
    let JudgingArgs { levels, output, .. } = &args.judging;
    let confidence = args.judging.confidence();
    let wanted = output.wants(Format::Html);
    // What is kept says nothing of the model, nor of runs.
    if !wanted
        && trace.is_none()
        && let Some(cache) = args.cache.open(&input.base)
    {
        let levels = input.levels(levels, confidence)?;
        let (analysis, recall) = crate::analyze_cached(&input.sources, &input.config, &cache);
        let used = Some(Used { dir: cache.dir().to_path_buf(), recall });
        return Ok(Session { used, ..Session::judge(analysis, &levels, None, None) });
    }
    Session::look(input, levels, confidence, trace, |model| wanted.then(|| Map::of(model, &input.sources)))
}

/// Prints a text that is no report.
pub(super) fn print(text: &str) -> anyhow::Result<ExitCode> {
    output::print(text)?;
    Ok(ExitCode::SUCCESS)
}
