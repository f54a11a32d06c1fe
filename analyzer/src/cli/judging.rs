//! How what was found is judged and written: what the commands share that report findings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::cli::baseline::Baseline;
use crate::cli::flags::{ConfidenceArg, LevelFlags};
use crate::cli::global::Global;
use crate::cli::input::Input;
use crate::cli::outputs::{OutputArgs, Written};
use crate::cli::session::{Session, Used};
use crate::cli::{ERROR, WARNING, note, say};
use crate::finding::{Confidence, Level};
use crate::locks::Map;
use crate::report::{self, Format, Report, Summary, level_name, plural};

/// Stale entries of a baseline that are listed.
const LISTED: usize = 5;

/// The options about it.
#[derive(Debug, clap::Args)]
pub(super) struct JudgingArgs {
    #[command(flatten)]
    pub(super) levels: LevelFlags,

    /// Hide findings with less confidence than LEVEL [default: medium]
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = "Rules")]
    confidence: Option<ConfidenceArg>,

    /// Use this baseline [default: the configured one, else concheck-baseline.json beside the configuration]
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline", help_heading = "Rules")]
    baseline: Option<PathBuf>,

    /// Ignore the baseline
    #[arg(long, help_heading = "Rules")]
    no_baseline: bool,

    #[command(flatten)]
    pub(super) output: OutputArgs,

    /// Exit with 0 even if findings are denied
    #[arg(long, help_heading = "Output")]
    exit_zero: bool,

    /// Fail if there are more than N warnings
    #[arg(long, value_name = "N", help_heading = "Output")]
    max_warnings: Option<usize>,

    /// Count findings by rule
    #[arg(long, help_heading = "Output")]
    statistics: bool,

    /// Print how long each stage takes
    #[arg(long, help_heading = "Output")]
    timings: bool,
}

/// What is left of an analysis when the texts are gone.
pub(super) struct Outcome {
    written: Written,
    warnings: Vec<String>,
    /// That there are more warnings than allowed.
    too_many: Option<String>,
    notes: Vec<String>,
    summary: Summary,
    fails: bool,
}

impl Outcome {
    /// One without warnings.
    pub(super) fn of(written: Written, notes: Vec<String>, summary: Summary, fails: bool) -> Outcome {
        Outcome { written, warnings: Vec::new(), too_many: None, notes, summary, fails }
    }
}

impl JudgingArgs {
    /// The lowest confidence that is shown, if the command line says.
    pub(super) fn confidence(&self) -> Option<Confidence> {
        self.confidence.map(Confidence::from)
    }

    /// The baseline to heed.
    pub(super) fn find_baseline(&self, input: &Input) -> anyhow::Result<Option<Baseline>> {
        match self.no_baseline {
            true => Ok(None),
            false => Baseline::find(self.baseline.as_deref(), &input.config, &input.base),
        }
    }

    /// Reports what `session` has found. `reading` is how long it took to read, and `notes` are said first.
    pub(super) fn outcome(
        &self,
        input: &Input,
        mut session: Session<Option<Map>>,
        reading: Duration,
        mut notes: Vec<String>,
        global: &Global,
    ) -> anyhow::Result<Outcome> {
        let stages = session.stages();
        let mut warnings: Vec<String> =
            session.trace.iter_mut().flat_map(|trace| std::mem::take(&mut trace.warnings)).collect();
        let (map, used) = (session.seen.take(), session.used.take());
        let unread = session.unread(input);
        let start = Instant::now();
        let mut report = session.report(input);
        report.map = map;
        warnings.splice(
            0..0,
            report.problems.iter().map(|problem| report::problem_line(&input.sources, problem)),
        );
        warnings.extend(unread);
        warnings.extend(input.warnings.iter().cloned());
        warnings.extend(input.levels(&self.levels, self.confidence())?.without_effect().into_iter().map(
            |rule| format!("the level of `{rule}` has no effect without `--preview`: it is a preview rule"),
        ));
        let mut baseline = self.find_baseline(input)?;
        if let Some(baseline) = &mut baseline {
            baseline.update(&report);
            warnings.extend(baseline.advice());
            let stale = baseline.stale(input, &report);
            baseline.apply(&mut report);
            warnings.extend(stale_warning(baseline, &stale, global.verbose));
        }
        let warn = report.summary.warn;
        let too_many = self
            .max_warnings
            .filter(|most| warn > *most)
            .map(|most| format!("{}, but `--max-warnings` allows {most}", plural(warn, "warning")));
        report.excess.clone_from(&too_many);
        self.output.spare(&input.base, &input.files().collect::<Vec<_>>())?;
        let written = self.output.render(&mut report);
        if self.statistics {
            notes.extend(statistics(&report));
        }
        let times = [
            ("read", reading),
            ("facts", stages.facts),
            ("declarations", stages.declarations),
            ("bodies", stages.bodies),
            ("summaries", stages.summaries),
            ("rules", stages.rules),
            ("report", start.elapsed()),
        ];
        if self.timings {
            notes.extend(times.iter().map(|(stage, time)| format!("{stage:12}{:>10.1} ms", millis(*time))));
        }
        if global.verbose {
            notes.extend(details(input, &report, baseline.as_ref(), used.as_ref(), &times));
        }
        let fails = report.fails();
        Ok(Outcome { written, warnings, too_many, notes, summary: report.summary, fails })
    }

    /// Writes what there is to write, and gives the exit code.
    pub(super) fn end(&self, outcome: &Outcome, global: &Global) -> anyhow::Result<ExitCode> {
        for warning in &outcome.warnings {
            say(WARNING, "warning", warning);
        }
        if let Some(message) = &outcome.too_many {
            let (style, head) = if self.exit_zero { (WARNING, "warning") } else { (ERROR, "error") };
            say(style, head, message);
        }
        outcome.written.write()?;
        for line in &outcome.notes {
            note(line);
        }
        if self.output.format() == Format::Text {
            global.note(&outcome.summary.sentence());
        }
        Ok(ExitCode::from(u8::from(outcome.fails && !self.exit_zero)))
    }
}

fn stale_warning(baseline: &Baseline, stale: &[String], verbose: bool) -> Option<String> {
    if stale.is_empty() {
        return None;
    }
    let count = match stale.len() {
        1 => String::from("1 baseline entry no longer occurs"),
        many => format!("{many} baseline entries no longer occur"),
    };
    let shown = if verbose { stale.len() } else { LISTED };
    let mut text = format!("{count} (run `concheck baseline` to update {}):", baseline.path().display());
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
