//! `concheck diff`: what has appeared between two reports, and what is gone.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use clap::ValueEnum;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::cli::global::Global;
use crate::cli::output::Sink;
use crate::cli::{WARNING, say};
use crate::files;
use crate::report::{json_text, plural};
use crate::text::clean;

/// Bytes of standard input that are read.
const PIPED: u64 = 256 << 20;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The earlier report, written by `concheck check --format json` or `jsonl`; `-` for standard input
    #[arg(value_name = "OLD")]
    old: PathBuf,

    /// The later report
    #[arg(value_name = "NEW")]
    new: PathBuf,

    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t, help_heading = "Output")]
    format: DiffFormat,

    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,

    /// Exit with 0 even if findings have appeared
    #[arg(long, help_heading = "Output")]
    exit_zero: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// One line per finding, for people
    #[default]
    Text,
    /// One JSON object, for programs
    Json,
}

/// A report as far as it is compared.
#[derive(Debug)]
struct Report {
    version: String,
    findings: BTreeMap<String, Entry>,
}

/// A finding, as it is and as far as it is understood.
#[derive(Debug)]
struct Entry {
    value: Value,
    finding: Finding,
}

#[derive(Debug, Deserialize)]
struct Finding {
    rule: String,
    level: String,
    message: String,
    fingerprint: String,
    primary: At,
}

#[derive(Debug, Deserialize)]
struct At {
    file: String,
    line: u32,
    column: u32,
}

/// What differs, each in the order of places.
struct Difference<'r> {
    appeared: Vec<&'r Entry>,
    gone: Vec<&'r Entry>,
    /// Then and now, where the level is another one.
    changed: Vec<(&'r Entry, &'r Entry)>,
    unchanged: usize,
}

/// Runs `concheck diff`. Exit code 1: something has appeared at `deny`, or has risen to it.
pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    if args.old.as_os_str() == "-" && args.new.as_os_str() == "-" {
        bail!("only one of the reports can be standard input");
    }
    let sink = Sink::of(args.output.as_deref().unwrap_or(Path::new("-")));
    sink.check(Path::new("."), [args.old.clone(), args.new.clone()])?;
    let (old, new) = (read(&args.old)?, read(&args.new)?);
    if old.version != new.version {
        let message = format!(
            "the reports come from versions {} and {}, whose rules and fingerprints may differ",
            old.version, new.version
        );
        say(WARNING, "warning", message);
    }
    let difference = Difference::between(&old, &new);
    let text = match args.format {
        DiffFormat::Text => difference.text(),
        DiffFormat::Json => json_text(&difference.json(), true),
    };
    sink.write(&text)?;
    if args.format == DiffFormat::Text {
        global.note(&difference.sentence());
    }
    Ok(ExitCode::from(u8::from(difference.fails() && !args.exit_zero)))
}

fn read(path: &Path) -> anyhow::Result<Report> {
    let text = match path.as_os_str() == "-" {
        true => {
            let mut text = String::new();
            let stdin = std::io::stdin().lock();
            stdin.take(PIPED + 1).read_to_string(&mut text).context("cannot read standard input")?;
            if text.len() as u64 > PIPED {
                bail!("the report on standard input is longer than {} MB", PIPED >> 20);
            }
            text
        }
        false => files::read_named_text(path, files::GENERATED)
            .map_err(|error| anyhow!("cannot read {}: {error}", path.display()))?,
    };
    parse(&text).map_err(|error| anyhow!("{} is not a report of concheck: {error}", path.display()))
}

/// One object, or a line for each finding and one for the summary.
fn parse(text: &str) -> anyhow::Result<Report> {
    let (header, findings) = match serde_json::from_str::<Value>(text) {
        Ok(mut report) if report.is_object() && report.get("type").is_none() => {
            let findings = report.get_mut("findings").map(Value::take);
            let Some(Value::Array(findings)) = findings else { bail!("`findings` is missing") };
            (report, findings)
        }
        _ => {
            let lines = text.lines().map(serde_json::from_str::<Value>);
            let lines = lines.collect::<Result<Vec<Value>, _>>().context("it is not JSON")?;
            let (mut summary, findings): (Vec<Value>, Vec<Value>) =
                lines.into_iter().partition(|line| line["type"] == "summary");
            (summary.pop().context("its last line, the summary, is missing")?, findings)
        }
    };
    match header["schema"].as_u64() {
        Some(1) => {}
        Some(other) => bail!("it has schema {other}, but this version reads schema 1"),
        None => bail!("`schema` is missing"),
    }
    let entry = |value: Value| {
        let finding: Finding = serde_json::from_value(value.clone())?;
        Ok((finding.fingerprint.clone(), Entry { value, finding }))
    };
    Ok(Report {
        version: header["tool"]["version"].as_str().unwrap_or("?").to_owned(),
        findings: findings.into_iter().map(entry).collect::<anyhow::Result<_>>()?,
    })
}

impl<'r> Difference<'r> {
    fn between(old: &'r Report, new: &'r Report) -> Difference<'r> {
        let missing = |from: &'r Report, other: &Report| -> Vec<&'r Entry> {
            let missing = from.findings.iter().filter(|(key, _)| !other.findings.contains_key(*key));
            sorted(missing.map(|(_, entry)| entry).collect())
        };
        let both = sorted(new.findings.values().collect())
            .into_iter()
            .filter_map(|entry| Some((old.findings.get(&entry.finding.fingerprint)?, entry)));
        let (changed, unchanged): (Vec<_>, Vec<_>) =
            both.partition(|(then, now)| then.finding.level != now.finding.level);
        Difference {
            appeared: missing(new, old),
            gone: missing(old, new),
            changed,
            unchanged: unchanged.len(),
        }
    }

    fn fails(&self) -> bool {
        let risen = self.changed.iter().map(|(_, now)| *now);
        self.appeared.iter().copied().chain(risen).any(|entry| entry.finding.level == "deny")
    }

    fn text(&self) -> String {
        let mut out = String::new();
        for (mark, entries) in [('+', &self.appeared), ('-', &self.gone)] {
            for entry in entries {
                let _ = writeln!(out, "{mark} {}", entry.line(&entry.finding.level));
            }
        }
        for (then, now) in &self.changed {
            let level = format!("{} -> {}", then.finding.level, now.finding.level);
            let _ = writeln!(out, "~ {}", now.line(&level));
        }
        out
    }

    fn json(&self) -> Value {
        let values = |entries: &[&Entry]| entries.iter().map(|entry| entry.value.clone()).collect::<Value>();
        json!({
            "schema": 1,
            "appeared": values(&self.appeared),
            "gone": values(&self.gone),
            "changed": self.changed.iter().map(|(then, now)| json!({
                "old_level": then.finding.level,
                "finding": now.value,
            })).collect::<Value>(),
            "unchanged": self.unchanged,
        })
    }

    fn sentence(&self) -> String {
        let denied = self.appeared.iter().filter(|entry| entry.finding.level == "deny").count();
        let mut text = match self.appeared.len() {
            0 => String::from("nothing appeared"),
            count => {
                format!("{} appeared ({denied} deny, {} warn)", plural(count, "finding"), count - denied)
            }
        };
        let _ = write!(text, ", {} gone", self.gone.len());
        if !self.changed.is_empty() {
            let _ = write!(text, ", {} at another level", self.changed.len());
        }
        let _ = write!(text, ", {} unchanged", self.unchanged);
        text
    }
}

impl Entry {
    fn line(&self, level: &str) -> String {
        let Finding { rule, message, fingerprint, primary: At { file, line, column }, .. } = &self.finding;
        let short: String = fingerprint.chars().take(8).collect();
        let text = format!("{file}:{line}:{column}: {level}[{rule}] {message} ({short})");
        clean::line(&text).into_owned()
    }
}

fn sorted(mut entries: Vec<&Entry>) -> Vec<&Entry> {
    entries.sort_by(|a, b| {
        let key = |entry: &Entry| {
            let At { file, line, column } = &entry.finding.primary;
            (file.clone(), *line, *column, entry.finding.fingerprint.clone())
        };
        key(a).cmp(&key(b))
    });
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_report_is_an_error() {
        for text in [
            "",
            "[]",
            "[{}]",
            "null",
            "1",
            "\"a\"",
            "{}",
            "{\"findings\": 1}",
            "{\"findings\": []}",
            "[]\n{}",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
