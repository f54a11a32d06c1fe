//! The baseline: findings of an old code base that are counted, but do not fail a run.
//!
//! Entries are recognised by their fingerprint, which hashes the rule, the items and the words of each place, so edits
//! elsewhere, formatters, moved code and renamed files do not bring them back. One entry a line keeps diffs small.
//!
//! Fingerprints of schema 1 hashed whole lines and are no longer computed. Its entries are recognised by what people
//! recognise them by: file, rule, item and message.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use serde::{Deserialize, Serialize};

use crate::cli::flags::{ConfidenceArg, LevelFlags};
use crate::cli::global::Global;
use crate::cli::input::{Input, InputArgs};
use crate::cli::output::Sink;
use crate::cli::session::{self, Session};
use crate::config::Config;
use crate::files;
use crate::report::{Report, Shown, json_text, plural};
use crate::sources;

/// Where the baseline is without configuration: beside `concheck.toml`, or where that would be.
const DEFAULT: &str = "concheck-baseline.json";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) input: InputArgs,

    #[command(flatten)]
    levels: LevelFlags,

    /// Leave out findings with less confidence than LEVEL [default: medium]
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = "Rules")]
    confidence: Option<ConfidenceArg>,

    /// Write the baseline to FILE [default: the configured one, else concheck-baseline.json beside the configuration]
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
}

/// What is written. Schema 2 has other fingerprints than schema 1 had.
const SCHEMA: u32 = 2;

/// A baseline as read.
#[derive(Debug)]
pub(super) struct Baseline {
    path: PathBuf,
    entries: Vec<Entry>,
    is_old: bool,
}

#[derive(Debug, Deserialize)]
struct File {
    schema: u32,
    findings: Vec<Entry>,
}

/// What a finding is recognised by, then what people recognise it by.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    file: String,
    rule: String,
    item: String,
    message: String,
    fingerprint: String,
}

impl Entry {
    fn of(report: &Report<'_>, shown: &Shown, folder: &Path) -> Entry {
        let finding = &shown.finding;
        let file = report.sources.base.join(report.path(finding.primary.location.file));
        Entry {
            file: sources::relative(folder, &file),
            rule: finding.rule.to_owned(),
            item: finding.primary.item.clone(),
            message: finding.message.clone(),
            fingerprint: shown.fingerprint.clone(),
        }
    }
}

/// Runs `concheck baseline`.
pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let confidence = args.confidence.map(Into::into);
    session::in_pool(global.threads, || {
        let input = args.input.read()?;
        global.tell(&input);
        let mut session = Session::run(&input, &args.levels, confidence, None)?;
        let report = session.report(&input);
        let path = match &args.output {
            Some(path) => path.clone(),
            None => inside(path_of(&input.config, &input.base), &input)?,
        };
        let kept = match path.is_file() && input.is_part() {
            true => Baseline::read(path.clone())?.unasked(&report)?,
            false => Vec::new(),
        };
        let tail = match kept.len() {
            0 => String::new(),
            kept => format!(", {kept} from other packages or targets kept"),
        };
        let sink = Sink::of(&path);
        sink.check(&input.base, input.files())?;
        sink.write(&render(&report, &path, kept))?;
        global.note(&format!("{} written to {sink}{tail}", plural(report.findings.len(), "finding")));
        Ok(ExitCode::SUCCESS)
    })
}

/// The configured baseline, else the usual one, whether it exists or not.
fn path_of(config: &Config, base: &Path) -> PathBuf {
    let root = config.root.as_deref().unwrap_or(base);
    root.join(config.baseline.as_deref().unwrap_or(Path::new(DEFAULT)))
}

/// The path, if it is where what was analysed may choose to have something written.
fn inside(path: PathBuf, input: &Input) -> anyhow::Result<PathBuf> {
    let folder = sources::real(&folder_of(&path))?;
    let tree = sources::tree_of(&input.base);
    let root = input.config.folder(&input.base);
    if !folder.starts_with(&tree) && !folder.starts_with(&root) {
        bail!(
            "the configured baseline {} is outside of {}; name it with `--output`",
            path.display(),
            tree.display()
        );
    }
    Ok(path)
}

/// The file that lists what `report` shows, and `kept`.
fn render(report: &Report<'_>, path: &Path, kept: Vec<Entry>) -> String {
    let folder = folder_of(path);
    let mut entries = kept;
    entries.extend(report.findings.iter().map(|shown| Entry::of(report, shown, &folder)));
    entries.sort();
    let lines: Vec<String> =
        entries.iter().map(|entry| json_text(entry, false).trim_end().to_owned()).collect();
    let lines = if lines.is_empty() { String::new() } else { format!("\n    {}\n  ", lines.join(",\n    ")) };
    format!("{{\n  \"schema\": {SCHEMA},\n  \"findings\": [{lines}]\n}}\n")
}

impl Baseline {
    /// The baseline that a run heeds: the one that is named, else the configured one, which has to exist, else the
    /// usual one if there is one.
    pub(super) fn find(
        named: Option<&Path>,
        config: &Config,
        base: &Path,
    ) -> anyhow::Result<Option<Baseline>> {
        let path = match named {
            Some(path) => path.to_path_buf(),
            None => {
                let path = path_of(config, base);
                if config.baseline.is_none() && !path.exists() {
                    return Ok(None);
                }
                path
            }
        };
        Baseline::read(path).map(Some)
    }

    fn read(path: PathBuf) -> anyhow::Result<Baseline> {
        let wrong =
            |why: &dyn std::fmt::Display| anyhow!("cannot read the baseline {}: {why}", path.display());
        let text = files::read_named_text(&path, files::GENERATED).map_err(|error| wrong(&error))?;
        let file: File = serde_json::from_str(&text).map_err(|error| wrong(&error))?;
        if !(1..=SCHEMA).contains(&file.schema) {
            return Err(wrong(&format_args!(
                "it has schema {}, but this version reads schemas 1 to {SCHEMA}",
                file.schema
            )));
        }
        Ok(Baseline { path, entries: file.findings, is_old: file.schema < SCHEMA })
    }

    /// What to do about a baseline of an older version.
    pub(super) fn advice(&self) -> Option<String> {
        self.is_old.then(|| {
            format!(
                "{} is of an older version: its entries are matched by file, rule, item and message; run \
                 `concheck baseline` to match them by fingerprints, which survive more edits",
                self.path.display()
            )
        })
    }

    /// Gives entries of an older version the fingerprints that they have in `report`, as far as they occur.
    pub(super) fn update(&mut self, report: &Report<'_>) {
        if !self.is_old {
            return;
        }
        let folder = folder_of(&self.path);
        let mut found: BTreeMap<Entry, Vec<String>> = BTreeMap::new();
        for shown in report.all() {
            let entry = Entry::of(report, shown, &folder);
            let fingerprint = entry.fingerprint.clone();
            found.entry(Entry { fingerprint: String::new(), ..entry }).or_default().push(fingerprint);
        }
        for entry in &mut self.entries {
            let bare = Entry { fingerprint: String::new(), ..entry.clone() };
            // Of several that look the same, as many are known as were.
            let fingerprint = found.get_mut(&bare).filter(|left| !left.is_empty()).map(|left| left.remove(0));
            entry.fingerprint = fingerprint.unwrap_or_default();
        }
    }

    /// The entries that still occur in what was analysed, in a part of it that `report` was not asked about.
    fn unasked(self, report: &Report<'_>) -> anyhow::Result<Vec<Entry>> {
        if self.is_old {
            bail!(
                "{} is of an older version: run `concheck baseline` once without a selection",
                self.path.display()
            );
        }
        let asked: BTreeSet<&str> = report.all().map(|shown| shown.fingerprint.as_str()).collect();
        let mut entries = self.entries;
        entries.retain(|entry| {
            report.fingerprints.contains(&entry.fingerprint) && !asked.contains(entry.fingerprint.as_str())
        });
        Ok(entries)
    }

    /// A line for each entry that no longer occurs, as far as its file was analysed.
    pub(super) fn stale(&self, input: &Input, report: &Report<'_>) -> Vec<String> {
        if self.is_old && input.is_part() {
            return Vec::new();
        }
        let found = &report.fingerprints;
        let folder = folder_of(&self.path);
        let analysed: BTreeSet<&str> = input.sources.files.iter().map(|file| file.path.as_str()).collect();
        self.entries
            .iter()
            .filter(|entry| !found.contains(&entry.fingerprint))
            .filter(|entry| {
                let path = folder.join(&entry.file);
                !path.exists() || analysed.contains(sources::relative(&input.base, &path).as_str())
            })
            .map(|entry| {
                let item = if entry.item.is_empty() { String::new() } else { format!(" in {}", entry.item) };
                format!("{}: {}{item}", entry.file, entry.rule)
            })
            .collect()
    }

    /// Takes what it lists out of what `report` shows.
    pub(super) fn apply(&self, report: &mut Report<'_>) {
        let known: BTreeSet<&str> = self.entries.iter().map(|entry| entry.fingerprint.as_str()).collect();
        report.except_known(|shown| known.contains(shown.fingerprint.as_str()));
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

/// The folder of a file that may not exist yet, absolute and without symbolic links.
fn folder_of(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = path.parent().unwrap_or(Path::new(""));
    sources::real(folder).unwrap_or_else(|_| folder.to_path_buf())
}
