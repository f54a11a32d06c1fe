//! `concheck why`: one finding, step by step, with the source around each.

use std::fmt::Write;
use std::process::ExitCode;

use crate::cli::flags::LevelFlags;
use crate::cli::global::Global;
use crate::cli::input::InputArgs;
use crate::cli::session::{self, Session};
use crate::cli::{named, output};
use crate::finding::{Confidence, Site};
use crate::report::{Exception, Report, Shown, confidence_name, confirmation_name, level_name, pages};
use crate::rules::RULES;
use crate::text::clean;

/// Lines that are shown before and behind a place.
const AROUND: usize = 2;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The finding: the first letters of its fingerprint, or FILE:LINE[:COLUMN]
    #[arg(value_name = "FINDING")]
    finding: String,

    #[command(flatten)]
    pub(super) input: InputArgs,
}

/// Runs `concheck why`.
pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let text = session::in_pool(global.threads, || {
        let input = args.input.read()?;
        global.tell(&input);
        // Whoever has a fingerprint may have it from a run with other levels.
        let mut session = Session::run(&input, &LevelFlags::default(), Some(Confidence::Low), None)?;
        let report = session.report(&input);
        let shown = named::find(&report, report.all(), &args.finding)?;
        Ok(page(&report, shown))
    })?;
    output::page(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn page(report: &Report<'_>, shown: &Shown) -> String {
    let finding = &shown.finding;
    let mut out = format!("{}[{}]: {}\n", level_name(shown.level), finding.rule, finding.message);
    if let Some(rule) = RULES.iter().find(|rule| rule.name == finding.rule) {
        let _ = writeln!(out, "{}.", pages::sentence(rule.summary));
    }
    let alone = finding.related.is_empty().then_some(&finding.primary);
    for (index, place) in alone.into_iter().chain(&finding.related).enumerate() {
        step(&mut out, report, index + 1, place);
    }
    let _ = writeln!(out, "\nhelp: {}", finding.help);
    if let Some(fix) = &finding.fix {
        let option = if fix.is_certain() { "" } else { " --unsafe-fixes" };
        let _ = writeln!(out, "`concheck check --fix{option}` can apply this edit: {}", fix.title);
    }
    if !finding.locks.is_empty() {
        let _ = writeln!(out, "locks: {}", finding.locks.join(", "));
    }
    let _ = writeln!(
        out,
        "confidence: {}, confirmation by runs: {}",
        confidence_name(finding.confidence),
        confirmation_name(finding.evidence.confirmation)
    );
    let _ = writeln!(out, "fingerprint: {}", shown.fingerprint);
    let excepted = report.excepted.iter().find(|excepted| excepted.shown.fingerprint == shown.fingerprint);
    match excepted.map(|excepted| &excepted.by) {
        Some(Exception::Allow(Some(reason))) => {
            let _ = writeln!(out, "suppressed in the code: {reason}");
        }
        Some(Exception::Allow(None)) => out.push_str("suppressed in the code\n"),
        Some(Exception::Baseline) => out.push_str("listed in the baseline\n"),
        None => {}
    }
    let _ = writeln!(
        out,
        "to suppress it, write: // concheck: allow({}) -- why it cannot happen\nfor more, run: concheck explain {0}",
        finding.rule
    );
    out
}

fn step(out: &mut String, report: &Report<'_>, number: usize, place: &Site) {
    let item = if place.item.is_empty() { String::new() } else { format!(" in {}", place.item) };
    let _ = writeln!(out, "\n{number}. {}{item}: {}", report.at(place), place.label);
    let Some(file) = report.sources.files.get(place.location.file.0 as usize) else { return };
    let span = place.location.span;
    let (first, last) = (span.start.line as usize, span.end.line as usize);
    let from = first.saturating_sub(AROUND);
    for (index, line) in file.text.lines().enumerate().skip(from).take(last + AROUND + 1 - from) {
        let mark = if (first..=last).contains(&index) { '>' } else { ' ' };
        let line = Report::shown_line(line, index, span);
        let _ = writeln!(out, "{mark}{:5} | {}", index + 1, clean::excerpt(&line));
    }
}
