//! `concheck confirm`: findings beside what runs of the program have shown, and runs that are steered into what is
//! predicted.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, anyhow, bail};

use crate::cli::flags::LevelFlags;
use crate::cli::global::Global;
use crate::cli::input::read_files;
use crate::cli::output::Sink;
use crate::cli::{WARNING, named, say, session};
use crate::config::Config;
use crate::finding::{Confidence, Confirmation, Order};
use crate::report::{Format, Report, Shown};
use crate::rules::RULES;
use crate::sources::{self, LoadOptions, SourceSet};
use crate::suppress::{self, Levels};
use crate::trace::{self, Trace};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder with the traces; with `--run`, the finding to confirm: the first letters of its fingerprint, or FILE:LINE
    #[arg(value_name = "DIR|FINDING", required_unless_present = "run")]
    target: Option<String>,

    /// Run COMMAND, steer its threads into the predicted deadlocks, and compare findings with its traces
    #[arg(long, value_name = "COMMAND")]
    run: Option<String>,

    /// How long a thread waits for the others at a predicted place, in milliseconds [default: 400]
    #[arg(long, value_name = "MS", requires = "run")]
    pause: Option<u64>,

    /// The sources, as for `concheck check` [default: .]
    #[arg(long = "path", value_name = "PATH", help_heading = "Input")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    levels: LevelFlags,

    /// Output format of findings
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t, help_heading = "Output")]
    format: Format,

    /// Write findings to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
}

/// Runs `concheck confirm`. Exit code 1: a finding is confirmed.
pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let base = sources::base_of(&args.paths)?;
    let config = Config::load(&base, None).map_err(|error| anyhow!("{error}"))?;
    config.validate(&suppress::names(RULES)).map_err(|error| anyhow!("{error}"))?;
    // What is too uncertain to be shown by itself may be what a run is to tell.
    let levels = Levels::new(RULES, &config, &args.levels.0, Some(Confidence::Low))?;
    let sink = Sink::of(args.output.as_deref().unwrap_or(Path::new("-")));
    let (text, confirmed, note) =
        session::in_pool(global.threads, || confirm(args, &config, &levels, &sink))?;
    sink.write(&text)?;
    if args.format == Format::Text {
        global.note(&note);
    }
    Ok(ExitCode::from(u8::from(confirmed)))
}

fn confirm(
    args: &Args,
    config: &Config,
    levels: &Levels,
    sink: &Sink,
) -> anyhow::Result<(String, bool, String)> {
    let sources = sources::load(&args.paths, &LoadOptions::from(config))?;
    sink.check(&sources.base, read_files(&sources, config))?;
    let findings = |trace: Option<&Trace>| {
        let analysis = crate::Request::new(&sources, config).trace(trace).run();
        let judged = suppress::judge(analysis.findings, &analysis.files, levels);
        (judged, analysis.functions, analysis.problems)
    };
    // Given as a folder, it lives until the traces are read.
    let folder;
    let (traces, wanted) = match (&args.run, &args.target) {
        (Some(command), fingerprint) => {
            let (judged, functions, problems) = findings(None);
            let report = Report::new(&sources, functions, &problems, judged);
            let wanted = wanted(&report, fingerprint.as_deref())?;
            folder = tempfile::tempdir().context("cannot create a folder for the traces")?;
            let plan = folder.path().join("plan");
            std::fs::write(&plan, plan_of(&sources, &wanted)).context("cannot write the plan")?;
            steer(command, &plan, folder.path(), args.pause)?;
            let fingerprints: Vec<String> = wanted.iter().map(|shown| shown.fingerprint.clone()).collect();
            (folder.path().to_path_buf(), fingerprint.is_some().then_some(fingerprints))
        }
        (None, Some(target)) => (PathBuf::from(target), None),
        (None, None) => bail!("name the folder with the traces"),
    };
    let trace = trace::read(&traces, &sources).map_err(|error| match &args.run {
        Some(_) => anyhow!("the command left no trace; build it with debug assertions or `--cfg concheck`, and use the locks of the `concheck` crate"),
        None => anyhow!("{error}"),
    })?;
    for warning in &trace.warnings {
        say(WARNING, "warning", warning);
    }
    let (judged, functions, problems) = findings(Some(&trace));
    let mut report = Report::new(&sources, functions, &problems, judged);
    report.findings.retain(|shown| match &wanted {
        Some(wanted) => wanted.contains(&shown.fingerprint),
        None => !shown.finding.evidence.orders.is_empty(),
    });
    report.recount();
    let count = |confirmation| {
        report.findings.iter().filter(|shown| shown.finding.evidence.confirmation == confirmation).count()
    };
    let confirmed = count(Confirmation::Confirmed);
    let note = format!(
        "{confirmed} confirmed, {} partly observed, {} unobserved, {} refuted, by {} in {}",
        count(Confirmation::PartlyObserved),
        count(Confirmation::Unobserved),
        count(Confirmation::Refuted),
        crate::report::plural(trace.edges.len(), "order"),
        crate::report::plural(trace.files, "trace"),
    );
    Ok((report.render(args.format), confirmed > 0, note))
}

/// The findings that threads can be steered into.
fn wanted<'r>(report: &'r Report<'_>, fingerprint: Option<&str>) -> anyhow::Result<Vec<&'r Shown>> {
    let circle = |shown: &&Shown| {
        shown.finding.evidence.orders.len() > 1 || shown.finding.rule == "lock_order_inversion"
    };
    let Some(fingerprint) = fingerprint else {
        let all: Vec<&Shown> = report.findings.iter().filter(circle).collect();
        if all.is_empty() {
            bail!("no finding to steer threads into: no locks are taken in conflicting orders");
        }
        return Ok(all);
    };
    let shown = named::find(report, report.findings.iter(), fingerprint)?;
    if !circle(&shown) {
        bail!("cannot steer threads into `{}`, only into lock cycles", shown.finding.rule);
    }
    Ok(vec![shown])
}

/// The plan for the runtime (`macros/src/runtime/plan.rs` has the format).
fn plan_of(sources: &SourceSet, wanted: &[&Shown]) -> String {
    let mut plan = String::from("concheck-plan\t1\n");
    for shown in wanted {
        let _ = writeln!(plan, "cycle\t{}", shown.fingerprint);
        let orders = &shown.finding.evidence.orders;
        // Two instances of one class: two threads, each on its way through the same two places.
        let twice = if orders.len() == 1 { 2 } else { 1 };
        for (number, ways) in orders.iter().cycle().take(orders.len() * twice).enumerate() {
            for Order { held, taken } in ways {
                let _ = write!(plan, "order\t{number}");
                for place in [held, taken] {
                    let path = sources.files.get(place.file.0 as usize).map_or("?", |file| &file.path);
                    let start = place.span.start;
                    let _ = write!(plan, "\t{path}\t{}\t{}", start.line + 1, start.column + 1);
                }
                plan.push('\n');
            }
        }
    }
    plan
}

/// Runs the command; what it writes goes to standard error. That it fails says nothing: a thread that completes a
/// predicted deadlock panics.
fn steer(command: &str, plan: &Path, traces: &Path, pause: Option<u64>) -> anyhow::Result<()> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut process = Command::new(shell);
    process.args([flag, command]).env("CONCHECK_PLAN", plan).env("CONCHECK_TRACE", traces);
    process.stdin(Stdio::null()).stdout(Stdio::from(io::stderr()));
    if let Some(pause) = pause {
        process.env("CONCHECK_PAUSE", pause.to_string());
    }
    let status = process.status().with_context(|| format!("cannot run `{command}`"))?;
    if status.code() == Some(127) {
        bail!("cannot run `{command}`");
    }
    Ok(())
}
