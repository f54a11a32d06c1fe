//! `concheck check`, and what the other commands that analyse share with it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use rayon::ThreadPoolBuilder;

use crate::analysis::{Analysis, Recall, Stages};
use crate::cli::baseline::Baseline;
use crate::cli::cached::CacheArgs;
use crate::cli::fix::{FixArgs, Mended, Tally};
use crate::cli::flags::{ConfidenceArg, LevelFlags};
use crate::cli::input::{Input, InputArgs};
use crate::cli::outputs::{OutputArgs, Written};
use crate::cli::progress::Progress;
use crate::cli::{ERROR, WARNING, note, output, say, watch};
use crate::finding::{Confidence, Level};
use crate::locks::Map;
use crate::model::Model;
use crate::report::{self, Format, Report, Summary, level_name, plural};
use crate::rules::RULES;
use crate::suppress::{self, Judged, Levels};
use crate::trace::{self, Trace};

/// Deeply nested code takes stack in `syn` and in our own walks. It is reserved, not used, until it is needed.
pub(super) const STACK: usize = 64 << 20;

/// Stale entries of a baseline that are listed.
const LISTED: usize = 5;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) input: InputArgs,

    #[command(flatten)]
    levels: LevelFlags,

    /// Hide findings that are less certain than this [default: medium]
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = "Rules")]
    confidence: Option<ConfidenceArg>,

    /// Heed this baseline [default: the configured one, else concheck-baseline.json beside the configuration]
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline", help_heading = "Rules")]
    baseline: Option<PathBuf>,

    /// Heed no baseline
    #[arg(long, help_heading = "Rules")]
    no_baseline: bool,

    /// Join what runs with checked locks have left in DIR (see `CONCHECK_TRACE`)
    #[arg(long, value_name = "DIR", help_heading = "Input")]
    trace: Option<PathBuf>,

    #[command(flatten)]
    output: OutputArgs,

    /// Exit with 0 whatever is found
    #[arg(long, help_heading = "Output")]
    exit_zero: bool,

    /// Fail where there are more warnings than N
    #[arg(long, value_name = "N", help_heading = "Output")]
    max_warnings: Option<usize>,

    /// Count findings by rule
    #[arg(long, help_heading = "Output")]
    statistics: bool,

    /// Say how long each stage takes
    #[arg(long, help_heading = "Output")]
    timings: bool,

    #[command(flatten)]
    fix: FixArgs,

    #[command(flatten)]
    cache: CacheArgs,

    /// Check again whenever a file changes
    #[arg(long, conflicts_with_all = ["fix", "staged", "stdin_filename"])]
    watch: bool,

    /// Number of threads [default: as many as there are processors]
    #[arg(short = 'j', long, alias = "jobs", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,

    /// Say nothing but findings, warnings and errors
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,

    /// Say what is read and how long it takes
    #[arg(short, long)]
    verbose: bool,
}

impl Args {
    /// The baseline to heed.
    fn find_baseline(&self, input: &Input) -> anyhow::Result<Option<Baseline>> {
        match self.no_baseline {
            true => Ok(None),
            false => Baseline::find(self.baseline.as_deref(), &input.config, &input.base),
        }
    }
}

/// What is left of an analysis when the texts are gone.
struct Outcome {
    written: Written,
    warnings: Vec<String>,
    /// That there are more warnings than allowed.
    too_many: Option<String>,
    notes: Vec<String>,
    summary: Summary,
    fails: bool,
}

/// Runs `concheck check`.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    args.output.check()?;
    if args.watch {
        let (base, _) = args.input.configure()?;
        return watch::run(&base, || check(args));
    }
    check(args)
}

fn check(args: &Args) -> anyhow::Result<ExitCode> {
    let outcome = in_pool(args.threads, || analyse(args))?;
    for warning in &outcome.warnings {
        say(WARNING, "warning", warning);
    }
    if let Some(message) = &outcome.too_many {
        let (style, head) = if args.exit_zero { (WARNING, "warning") } else { (ERROR, "error") };
        say(style, head, message);
    }
    outcome.written.write()?;
    for line in &outcome.notes {
        note(line);
    }
    if args.output.format == Format::Text && !args.quiet {
        note(&outcome.summary.sentence());
    }
    Ok(ExitCode::from(u8::from(outcome.fails && !args.exit_zero)))
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
    used: Option<Used>,
}

/// A cache that was asked.
struct Used {
    dir: PathBuf,
    /// What it knew.
    recall: Recall,
}

impl Used {
    fn sentence(&self) -> String {
        let knew = match self.recall {
            Recall::Findings => String::from("knew the findings"),
            Recall::Nothing => String::from("did not know the findings"),
            Recall::Most { read, judged: false } => format!("knew all but {}", plural(read, "file")),
            Recall::Most { read, judged: true } => {
                format!("knew all but {}, but other declarations", plural(read, "file"))
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
        let mut levels = Levels::new(RULES, &input.config, &levels.0, confidence)?;
        levels.override_for(&input.config, &input.sources)?;
        let (analysis, seen) = crate::analyze_looking(&input.sources, &input.config, trace.as_ref(), look);
        Ok(Session::judge(analysis, &levels, trace, seen))
    }

    fn judge(mut analysis: Analysis, levels: &Levels, trace: Option<Trace>, seen: R) -> Session<R> {
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

    pub(super) fn stages(&self) -> Stages {
        self.analysis.stages
    }
}

fn analyse(args: &Args) -> anyhow::Result<Outcome> {
    let progress = Progress::start("reading", args.quiet);
    let start = Instant::now();
    let mut input = args.input.read()?;
    let confidence = args.confidence.map(Confidence::from);
    let mut reading = start.elapsed();
    let trace = args.trace.as_deref().map(|path| trace::read(path, &input.sources)).transpose();
    let trace = trace.map_err(|error| anyhow!("{error}"))?;
    progress.say(&format!("analysing {}", plural(input.sources.files.len(), "file")));
    let mut session = look(args, &input, confidence, trace)?;
    let mut notes = Vec::new();
    if args.fix.fix {
        let before = session.tally();
        let mut report = session.report(&input);
        if let Some(baseline) = args.find_baseline(&input)? {
            baseline.apply(&mut report);
        }
        let again = |mended: &Input| {
            Session::run(mended, &args.levels, confidence, None).map(|session| session.tally())
        };
        let mended = Mended::of(&input, &report, &before, again)?;
        if args.fix.dry_run {
            let fails = report.fails();
            let summary = report.summary;
            notes.extend(mended.sentence("would mend"));
            let written = Written::text(mended.diff(&input));
            progress.end();
            return Ok(Outcome { written, warnings: Vec::new(), too_many: None, notes, summary, fails });
        }
        notes.extend(args.fix.apply(&input, &mended)?.filter(|_| !args.quiet));
        drop(report);
        let start = Instant::now();
        let trace = session.trace.take();
        input = args.input.read()?;
        reading = start.elapsed();
        session = look(args, &input, confidence, trace)?;
    }
    let stages = session.stages();
    let mut warnings: Vec<String> =
        session.trace.iter_mut().flat_map(|trace| std::mem::take(&mut trace.warnings)).collect();
    let (map, used) = (session.seen.take(), session.used.take());
    let start = Instant::now();
    let mut report = session.report(&input);
    report.map = map;
    warnings
        .splice(0..0, report.problems.iter().map(|problem| report::problem_line(&input.sources, problem)));
    let baseline = args.find_baseline(&input)?;
    if let Some(baseline) = &baseline {
        let stale = baseline.stale(&input, &report);
        baseline.apply(&mut report);
        warnings.extend(stale_warning(baseline, &stale, args.verbose));
    }
    let written = args.output.render(&mut report);
    progress.end();
    let Summary { deny, warn, .. } = report.summary;
    let too_many = args
        .max_warnings
        .filter(|most| warn > *most)
        .map(|most| format!("{}, and `--max-warnings` allows {most}", plural(warn, "warning")));
    if args.statistics {
        notes.extend(statistics(&report));
    }
    let times = [
        ("read", reading),
        ("facts", stages.facts),
        ("model", stages.model),
        ("rules", stages.rules),
        ("report", start.elapsed()),
    ];
    if args.timings {
        notes.extend(times.iter().map(|(stage, time)| format!("{stage:8}{:>10.1} ms", millis(*time))));
    }
    if args.verbose {
        notes.extend(details(&input, &report, baseline.as_ref(), used.as_ref(), &times));
    }
    let fails = deny > 0 || too_many.is_some();
    Ok(Outcome { written, warnings, too_many, notes, summary: report.summary, fails })
}

/// Analyses; the map of locks is drawn only where somebody wants it.
fn look(
    args: &Args,
    input: &Input,
    confidence: Option<Confidence>,
    trace: Option<Trace>,
) -> anyhow::Result<Session<Option<Map>>> {
    let wanted = args.output.wants(Format::Html);
    // What is kept says nothing of the model, nor of runs.
    if !wanted
        && trace.is_none()
        && let Some(cache) = args.cache.open(&input.base)
    {
        let mut levels = Levels::new(RULES, &input.config, &args.levels.0, confidence)?;
        levels.override_for(&input.config, &input.sources)?;
        let (analysis, recall) = crate::analyze_cached(&input.sources, &input.config, &cache);
        let used = Some(Used { dir: cache.dir().to_path_buf(), recall });
        return Ok(Session { used, ..Session::judge(analysis, &levels, None, None) });
    }
    Session::look(input, &args.levels, confidence, trace, |model| {
        wanted.then(|| Map::of(model, &input.sources))
    })
}

fn stale_warning(baseline: &Baseline, stale: &[String], verbose: bool) -> Option<String> {
    if stale.is_empty() {
        return None;
    }
    let count = match stale.len() {
        1 => String::from("1 entry of the baseline no longer occurs"),
        many => format!("{many} entries of the baseline no longer occur"),
    };
    let shown = if verbose { stale.len() } else { LISTED };
    let mut text = format!("{count} (`concheck baseline` writes {} anew):", baseline.path().display());
    for line in stale.iter().take(shown) {
        text.push_str(&format!("\n  {line}"));
    }
    if stale.len() > shown {
        text.push_str(&format!("\n  … and {} more", stale.len() - shown));
    }
    Some(text)
}

/// Findings by rule, the most frequent first.
fn statistics(report: &Report<'_>) -> Vec<String> {
    let mut counts: BTreeMap<(&str, Level), usize> = BTreeMap::new();
    for shown in &report.findings {
        *counts.entry((shown.finding.rule, shown.level)).or_default() += 1;
    }
    let mut counts: Vec<((&str, Level), usize)> = counts.into_iter().collect();
    counts.sort_by_key(|((rule, level), count)| (std::cmp::Reverse(*count), *rule, *level));
    counts
        .iter()
        .map(|((rule, level), count)| format!("{count:6}  {:5}  {rule}", level_name(*level)))
        .collect()
}

fn details(
    input: &Input,
    report: &Report<'_>,
    baseline: Option<&Baseline>,
    used: Option<&Used>,
    times: &[(&str, Duration)],
) -> Vec<String> {
    let shown = |path: Option<&Path>| path.map_or(String::from("none"), |path| path.display().to_string());
    let Summary { hidden, suppressed, known, .. } = report.summary;
    let analysed: Duration = times[1..4].iter().map(|(_, time)| *time).sum();
    vec![
        format!("base folder: {}", input.base.display()),
        format!("configuration: {}", shown(input.config.origin.as_ref().map(|origin| origin.path()))),
        format!("baseline: {}", shown(baseline.map(Baseline::path))),
        match used {
            None => String::from("cache: none"),
            Some(used) => used.sentence(),
        },
        format!("read in {:.0?}, analysed in {analysed:.0?}", times[0].1),
        format!(
            "below the wanted level or confidence: {hidden}, suppressed in the code: {suppressed}, in the baseline: {known}"
        ),
    ]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Prints a text that is no report.
pub(super) fn print(text: &str) -> anyhow::Result<ExitCode> {
    output::print(text)?;
    Ok(ExitCode::SUCCESS)
}
