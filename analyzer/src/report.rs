//! Findings for people and for programs: each format turns one [`Report`] into text.

mod captions;
mod concise;
mod cut;
mod fingerprint;
mod fix;
mod github;
mod gitlab;
pub mod graph;
mod html;
mod json;
mod junit;
mod lines;
pub mod pages;
mod reason;
mod rustc;
mod sarif;
mod schema;
mod svg;
mod text;

pub use fix::{Fixed, apply as apply_fixes};
pub use schema::schema;

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::finding::{Applicability, Confidence, Confirmation, Finding, Level, Site};
use crate::locks::Map;
use crate::sources::SourceSet;
use crate::suppress::{Fate, Judged};
use crate::text::{FileId, Pos, Problem, Span, clean};

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Source excerpts with every place involved, for people
    #[default]
    Text,
    /// One line per finding: `path:line:column: level[rule] message (fingerprint)`
    Concise,
    /// One JSON object with everything, for programs (schema 1)
    Json,
    /// One line of JSON per finding, then one with the summary
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations for a GitHub workflow
    Github,
    /// GitLab code quality report
    Gitlab,
    /// JUnit XML: one suite per file, one test per finding
    Junit,
    /// Messages like those of cargo and rustc, for rust-analyzer
    Rustc,
    /// One page for a browser: findings by rule and by lock, and the lock-order graph
    Html,
}

/// What a run has to say.
#[derive(Debug)]
pub struct Report<'a> {
    /// The texts that findings point into.
    pub sources: &'a SourceSet,
    /// What is shown, ordered by place.
    pub findings: Vec<Shown>,
    /// The numbers.
    pub summary: Summary,
    /// What could not be read.
    pub problems: &'a [Problem],
    /// What would be shown if nobody had excepted it, ordered by place.
    pub excepted: Vec<Excepted>,
    /// What is below the wanted level or confidence, ordered by place.
    pub hidden: Vec<Shown>,
    /// The fingerprints of all that was found, however the report is restricted.
    pub fingerprints: BTreeSet<String>,
    /// The way from where a format's paths begin (the root of a repository) to the base of the sources, with a slash
    /// behind it unless it is empty. JSON and what people read always speak from the base.
    pub prefix: String,
    /// Why the run fails although no finding is denied, in a sentence.
    pub excess: Option<String>,
    /// The locks and their order, if somebody wants them drawn.
    pub map: Option<Map>,
}

/// A finding that somebody decided to live with.
#[derive(Clone, Debug)]
pub struct Excepted {
    /// As it would be shown.
    pub shown: Shown,
    /// By whom.
    pub by: Exception,
}

/// What keeps a finding from being shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exception {
    /// An allow in the code, with the reason that it gives.
    Allow(Option<String>),
    /// The baseline.
    Baseline,
}

/// A finding that is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The finding.
    pub finding: Finding,
    /// The level it is shown at.
    pub level: Level,
    /// 32 hex digits that stay the same under edits elsewhere in the file, and differ from all others of the run.
    pub fingerprint: String,
}

/// The numbers of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Source files.
    pub files: usize,
    /// Their lines.
    pub lines: usize,
    /// Functions with a body.
    pub functions: usize,
    /// Findings shown at `deny`.
    pub deny: usize,
    /// Findings shown at `warn`.
    pub warn: usize,
    /// Findings that an allow in the code suppressed.
    pub suppressed: usize,
    /// Findings below the wanted level or confidence.
    pub hidden: usize,
    /// Findings that the baseline lists.
    pub known: usize,
}

/// Digits of a fingerprint that are shown to people: enough to tell the findings of a run apart.
const SHORT: usize = 8;

impl Shown {
    /// The fingerprint as people read and write it.
    pub fn short(&self) -> &str {
        &self.fingerprint[..SHORT.min(self.fingerprint.len())]
    }
}

impl<'a> Report<'a> {
    /// The report about `judged`, the outcome for `sources`. Every finding is to be among them, shown or not, so that
    /// fingerprints do not depend on what is shown.
    pub fn new(
        sources: &'a SourceSet,
        functions: usize,
        problems: &'a [Problem],
        judged: Vec<Judged>,
    ) -> Report<'a> {
        let fingerprints = fingerprint::of_all(sources, judged.iter().map(|judged| &judged.finding));
        let count = |fate: Fate| judged.iter().filter(|judged| judged.fate == fate).count();
        let shown_at = |level| {
            judged.iter().filter(|judged| judged.fate == Fate::Shown && judged.level == level).count()
        };
        let summary = Summary {
            files: sources.files.len(),
            lines: sources.files.iter().map(|file| lines::count(&file.text)).sum(),
            functions,
            deny: shown_at(Level::Deny),
            warn: shown_at(Level::Warn),
            suppressed: count(Fate::Suppressed),
            hidden: count(Fate::Hidden),
            known: 0,
        };
        let all = fingerprints.iter().cloned().collect();
        let mut findings = Vec::new();
        let mut excepted = Vec::new();
        let mut hidden = Vec::new();
        let mut lines = lines::AllLines::default();
        for (mut judged, fingerprint) in judged.into_iter().zip(fingerprints) {
            judged.finding.texts(&mut clean::tidy);
            let shown = Shown { finding: judged.finding, level: judged.level, fingerprint };
            match judged.fate {
                Fate::Shown => findings.push(shown),
                Fate::Suppressed => {
                    let reason = judged.allow.and_then(|allow| reason::of(sources, &mut lines, allow));
                    let by = Exception::Allow(reason.map(|reason| clean::sentence(&reason).into_owned()));
                    excepted.push(Excepted { shown, by });
                }
                Fate::Hidden => hidden.push(shown),
            }
        }
        Report {
            fingerprints: all,
            sources,
            findings,
            summary,
            problems,
            excepted,
            hidden,
            prefix: String::new(),
            excess: None,
            map: None,
        }
    }

    /// Leaves only what `keep` wants, and counts anew. Fingerprints stay as they are.
    pub fn restrict(&mut self, keep: impl Fn(&Finding) -> bool) {
        self.findings.retain(|shown| keep(&shown.finding));
        self.excepted.retain(|excepted| keep(&excepted.shown.finding));
        self.hidden.retain(|shown| keep(&shown.finding));
        self.summary.suppressed = self.excepted.len();
        self.summary.hidden = self.hidden.len();
        self.recount();
    }

    /// Everything that was found, shown or not, in no particular order.
    pub fn all(&self) -> impl Iterator<Item = &Shown> {
        let excepted = self.excepted.iter().map(|excepted| &excepted.shown);
        self.findings.iter().chain(excepted).chain(&self.hidden)
    }

    /// Takes out of what is shown what `is_known`, as an exception by the baseline.
    pub fn except_known(&mut self, is_known: impl Fn(&Shown) -> bool) {
        let (known, new): (Vec<Shown>, Vec<Shown>) =
            std::mem::take(&mut self.findings).into_iter().partition(is_known);
        self.findings = new;
        self.summary.known += known.len();
        self.excepted.extend(known.into_iter().map(|shown| Excepted { shown, by: Exception::Baseline }));
        self.excepted.sort_by(|a, b| {
            let place = |excepted: &Excepted| excepted.shown.finding.primary.location;
            (place(a), &a.shown.fingerprint).cmp(&(place(b), &b.shown.fingerprint))
        });
        self.recount();
    }

    /// Counts what is shown anew, after some of it was taken out.
    pub fn recount(&mut self) {
        let count = |level| self.findings.iter().filter(|shown| shown.level == level).count();
        (self.summary.deny, self.summary.warn) = (count(Level::Deny), count(Level::Warn));
    }

    /// Whether the run fails: a finding is shown at `deny`, or there is too much of something.
    pub fn fails(&self) -> bool {
        self.summary.deny > 0 || self.excess.is_some()
    }

    /// The report in `format`, ending in a line break if there is anything. [`Format::Text`] holds ANSI escape codes,
    /// which the caller is to strip where they are not wanted.
    pub fn render(&self, format: Format) -> String {
        match format {
            Format::Text => text::render(self),
            Format::Concise => concise::render(self),
            Format::Json => json::render(self),
            Format::Jsonl => json::lines(self),
            Format::Sarif => sarif::render(self),
            Format::Github => github::render(self),
            Format::Gitlab => gitlab::render(self),
            Format::Junit => junit::render(self),
            Format::Rustc => rustc::render(self),
            Format::Html => html::render(self),
        }
    }

    /// What a step of a GitHub workflow adds to the summary of the run, in Markdown.
    pub fn step_summary(&self) -> String {
        github::summary(self)
    }

    /// The path of a file as people see it.
    pub fn shown_path(&self, file: FileId) -> Cow<'_, str> {
        clean::line(self.path(file))
    }

    /// The path of a file from the base.
    pub fn path(&self, file: FileId) -> &str {
        self.sources.files.get(file.0 as usize).map_or("?", |file| &file.path)
    }

    /// The text of a file.
    fn text(&self, file: FileId) -> &str {
        self.sources.files.get(file.0 as usize).map_or("", |file| &*file.text)
    }

    /// `src/a.rs:10`.
    pub fn at(&self, place: &Site) -> String {
        let (start, _) = self.place(place.location.file, place.location.span);
        format!("{}:{}", self.shown_path(place.location.file), start.line)
    }

    /// `src/a.rs:10:9`.
    pub fn at_column(&self, place: &Site) -> String {
        let ((line, column), _) = self.ends(place);
        format!("{}:{line}:{column}", self.shown_path(place.location.file))
    }

    /// Line and column of a place's start and end, as users count.
    pub fn ends(&self, place: &Site) -> ((u32, u32), (u32, u32)) {
        let (start, end) = self.place(place.location.file, place.location.span);
        ((start.line, start.column), (end.line, end.column))
    }

    /// A line of a text as it is shown, when `mark` is what matters in it: of a very long one, what surrounds that.
    pub fn shown_line(line: &str, index: usize, mark: Span) -> String {
        cut::Cut::of(line, mark_of(index as u32, mark).as_slice()).text
    }

    /// The path of a file from where the format's paths begin.
    fn rooted(&self, file: FileId) -> String {
        self.rooted_path(self.path(file))
    }

    /// A path from the base as one from where the format's paths begin.
    fn rooted_path(&self, path: &str) -> String {
        let mut prefix = self.prefix.as_str();
        let mut path = path;
        while let Some(rest) = path.strip_prefix("../").filter(|_| !prefix.is_empty()) {
            let parent =
                prefix.trim_end_matches('/').rsplit_once('/').map_or(0, |(parent, _)| parent.len() + 1);
            if prefix[parent..].starts_with("..") {
                break;
            }
            (prefix, path) = (&prefix[..parent], rest);
        }
        format!("{prefix}{path}")
    }

    /// A span as users count.
    fn place(&self, file: FileId, span: Span) -> (LineColumn, LineColumn) {
        let text = self.text(file);
        (lines::shown(text, span.start), lines::shown(text, span.end))
    }
}

impl Summary {
    /// How many findings are shown.
    pub fn findings(&self) -> usize {
        self.deny + self.warn
    }

    /// The closing sentence of text mode.
    pub fn sentence(&self) -> String {
        let mut text = match self.findings() {
            0 => String::from("no findings"),
            findings => format!("{} ({} deny, {} warn)", plural(findings, "finding"), self.deny, self.warn),
        };
        if self.suppressed > 0 {
            text.push_str(&format!(", {} suppressed", self.suppressed));
        }
        if self.known > 0 {
            text.push_str(&format!(", {} in the baseline", self.known));
        }
        if self.suppressed + self.known > 0 {
            text.push(',');
        }
        let [files, lines, functions] =
            [(self.files, "file"), (self.lines, "line"), (self.functions, "function")]
                .map(|(count, noun)| plural(count, noun));
        format!("{text} in {files}, {lines}, {functions}")
    }
}

/// The name of a level, as in `-D` and in the configuration.
pub fn level_name(level: Level) -> &'static str {
    match level {
        Level::Allow => "allow",
        Level::Warn => "warn",
        Level::Deny => "deny",
    }
}

/// The name of a confidence, as in `--confidence`.
pub fn confidence_name(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => "low",
        Confidence::Medium => "medium",
        Confidence::High => "high",
    }
}

/// How sure an edit is, as rustc spells it.
pub fn applicability_name(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::MachineApplicable => "MachineApplicable",
        Applicability::MaybeIncorrect => "MaybeIncorrect",
    }
}

/// What runs have shown of a finding, in a word.
pub fn confirmation_name(confirmation: Confirmation) -> &'static str {
    match confirmation {
        Confirmation::Unobserved => "unobserved",
        Confirmation::PartlyObserved => "partly_observed",
        Confirmation::Confirmed => "confirmed",
        Confirmation::Refuted => "refuted",
    }
}

/// `path:line:column: message`, as far as it is known.
pub fn problem_line(sources: &SourceSet, problem: &Problem) -> String {
    let (path, message) = (clean::line(&problem.path), clean::sentence(&problem.message));
    match problem.at {
        Some(at) => {
            let LineColumn { line, column } = shown_in(sources, &problem.path, at);
            format!("{path}:{line}:{column}: {message}")
        }
        None => format!("{path}: {message}"),
    }
}

/// A position as users count: from 1, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LineColumn {
    line: u32,
    column: u32,
}

/// The JSON of what a format shows, indented or in a line.
pub(crate) fn json_text(value: &impl Serialize, indented: bool) -> String {
    let text = if indented { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    // Maps with keys that are no strings, the only thing that can fail, are not among what is shown.
    clean::json(text.unwrap_or_default()) + "\n"
}

/// The bytes of `span` in `text`.
pub fn byte_range(text: &str, span: Span) -> std::ops::Range<usize> {
    lines::Lines::new(text).bytes(text, span)
}

/// What `span` marks of a line, as columns.
fn mark_of(line: u32, span: Span) -> Option<std::ops::Range<u32>> {
    if !(span.start.line..=span.end.line).contains(&line) {
        return None;
    }
    let start = if line == span.start.line { span.start.column } else { 0 };
    let end = if line == span.end.line { span.end.column } else { u32::MAX };
    Some(start..end)
}

fn shown_in(sources: &SourceSet, path: &str, at: Pos) -> LineColumn {
    let file = sources.files.binary_search_by(|file| file.path.as_str().cmp(path));
    lines::shown(file.map_or("", |index| &sources.files[index].text), at)
}

pub(crate) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests;
