//! `concheck check`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::anyhow;

use crate::cli::cached::CacheArgs;
use crate::cli::fix::{self, FixArgs, Mended};
use crate::cli::global::Global;
use crate::cli::input::{Input, InputArgs};
use crate::cli::judging::{JudgingArgs, Outcome};
use crate::cli::outputs::Written;
use crate::cli::progress::Progress;
use crate::cli::session::{self, Session};
use crate::cli::suppressing::{self, Suppressed};
use crate::cli::watch;
use crate::locks::Map;
use crate::report::{Format, Summary, plural};
use crate::text::FileId;
use crate::trace::{self, Trace};

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
    let outcome = session::in_pool(global.threads, || analyse(args, global))?;
    args.judging.end(&outcome, global)
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
        return Session::cached(input, levels, confidence, &cache);
    }
    Session::look(input, levels, confidence, trace, |model| wanted.then(|| Map::of(model, &input.sources)))
}
