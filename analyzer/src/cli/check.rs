//! `concheck check`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use rayon::ThreadPoolBuilder;

use crate::cli::flags::LevelFlags;
use crate::cli::outputs::{OutputArgs, Written};
use crate::cli::{WARNING, say};
use crate::config::Config;
use crate::finding::Confidence;
use crate::report::{self, Format, Report, Summary};
use crate::rules::RULES;
use crate::sources::{self, Edition, LoadOptions};
use crate::suppress::{self, Levels};
use crate::trace;

/// Deeply nested code takes stack in `syn` and in our own walks. It is reserved, not used, until it is needed.
pub(super) const STACK: usize = 64 << 20;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Workspace or package folders, `Cargo.toml` files, folders of Rust files, or single files [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    levels: LevelFlags,

    /// Hide findings that are less certain than this [default: medium]
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = "Rules")]
    confidence: Option<ConfidenceArg>,

    /// Read this configuration instead of the one that is found
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    config: Option<PathBuf>,

    /// Join what runs with checked locks have left in DIR (see `CONCHECK_TRACE`)
    #[arg(long, value_name = "DIR", help_heading = "Input")]
    trace: Option<PathBuf>,

    /// Edition of files without a manifest [default: 2021]
    #[arg(long, value_name = "EDITION", value_parser = edition(), help_heading = "Input")]
    edition: Option<Edition>,

    #[command(flatten)]
    output: OutputArgs,

    /// Number of threads [default: as many as there are processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,

    /// Say nothing but findings, warnings and errors
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,

    /// Say what is read and how long it takes
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ConfidenceArg {
    /// Everything
    Low,
    /// What is likely
    Medium,
    /// What has evidence on every side
    High,
}

/// What is left of an analysis when the texts are gone.
struct Outcome {
    written: Written,
    problems: Vec<String>,
    summary: Summary,
    fails: bool,
    reading: Duration,
    analysing: Duration,
}

/// Runs `concheck check`.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    args.output.check()?;
    let base = sources::base_of(&args.paths)?;
    let config = Config::load(&base, args.config.as_deref()).map_err(|error| anyhow!("{error}"))?;
    config.validate(&suppress::names(RULES)).map_err(|error| anyhow!("{error}"))?;
    let levels = Levels::new(RULES, &config, &args.levels.0, args.confidence.map(Confidence::from))?;

    // Without a number rayon takes the one in RAYON_NUM_THREADS, else that of the processors.
    let pool = ThreadPoolBuilder::new()
        .num_threads(args.threads.map_or(0, usize::from))
        .stack_size(STACK)
        .build()
        .context("cannot start threads")?;
    let outcome = pool.install(|| analyse(args, &config, &levels))?;

    for problem in &outcome.problems {
        say(WARNING, "warning", problem);
    }
    if args.verbose {
        note(&base.display().to_string(), &config, &outcome);
    }
    outcome.written.write()?;
    if args.output.format == Format::Text && !args.quiet {
        eprint_line(&outcome.summary.sentence());
    }
    Ok(ExitCode::from(u8::from(outcome.fails)))
}

fn analyse(args: &Args, config: &Config, levels: &Levels) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let options = LoadOptions { edition: args.edition, ..LoadOptions::from(config) };
    let sources = sources::load(&args.paths, &options)?;
    let reading = start.elapsed();
    let trace = args.trace.as_deref().map(|path| trace::read(path, &sources)).transpose();
    let trace = trace.map_err(|error| anyhow!("{error}"))?;
    let analysis = crate::analyze_with(&sources, config, trace.as_ref());
    let judged = suppress::judge(analysis.findings, &analysis.files, levels);
    let mut report = Report::new(&sources, analysis.functions, &analysis.problems, judged);
    Ok(Outcome {
        written: args.output.render(&mut report),
        problems: report
            .problems
            .iter()
            .map(|problem| report::problem_line(&sources, problem))
            .chain(trace.into_iter().flat_map(|trace| trace.warnings))
            .collect(),
        summary: report.summary,
        fails: report.fails(),
        reading,
        analysing: start.elapsed() - reading,
    })
}

fn note(base: &str, config: &Config, outcome: &Outcome) {
    let configured = match &config.origin {
        Some(origin) => origin.path().display().to_string(),
        None => String::from("none"),
    };
    eprint_line(&format!("base folder: {base}"));
    eprint_line(&format!("configuration: {configured}"));
    eprint_line(&format!("read in {:.0?}, analysed in {:.0?}", outcome.reading, outcome.analysing));
    let Summary { hidden, suppressed, .. } = outcome.summary;
    eprint_line(&format!(
        "below the wanted level or confidence: {hidden}, suppressed in the code: {suppressed}"
    ));
}

/// A line on standard error. Nobody listening there is no error.
pub(super) fn eprint_line(line: &str) {
    use std::io::Write;
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

fn edition() -> impl TypedValueParser<Value = Edition> {
    PossibleValuesParser::new(["2015", "2018", "2021", "2024"]).map(|year| match year.as_str() {
        "2015" => Edition::E2015,
        "2018" => Edition::E2018,
        "2024" => Edition::E2024,
        _ => Edition::E2021,
    })
}

impl From<ConfidenceArg> for Confidence {
    fn from(arg: ConfidenceArg) -> Confidence {
        match arg {
            ConfidenceArg::Low => Confidence::Low,
            ConfidenceArg::Medium => Confidence::Medium,
            ConfidenceArg::High => Confidence::High,
        }
    }
}
