//! Findings for people and for programs: each format turns one [`Report`] into text.

mod concise;
mod fingerprint;
mod json;
mod lines;
mod text;

use crate::finding::{Finding, Level};
use crate::sources::SourceSet;
use crate::suppress::{Fate, Judged};
use crate::text::{FileId, Pos, Problem, Span};

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Excerpts of the source with every place involved, for people
    #[default]
    Text,
    /// One line a finding: `path:line:column: level[rule] message`
    Concise,
    /// One JSON object with everything, for programs (schema 1)
    Json,
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
        };
        let findings = judged
            .into_iter()
            .zip(fingerprints)
            .filter(|(judged, _)| judged.fate == Fate::Shown)
            .map(|(judged, fingerprint)| Shown { finding: judged.finding, level: judged.level, fingerprint })
            .collect();
        Report { sources, findings, summary, problems }
    }

    /// Counts what is shown anew, after some of it was taken out.
    pub fn recount(&mut self) {
        let count = |level| self.findings.iter().filter(|shown| shown.level == level).count();
        (self.summary.deny, self.summary.warn) = (count(Level::Deny), count(Level::Warn));
    }

    /// Whether the run fails: a finding is shown at `deny`.
    pub fn fails(&self) -> bool {
        self.summary.deny > 0
    }

    /// The report in `format`, ending in a line break if there is anything. [`Format::Text`] holds ANSI escape codes,
    /// which the caller is to strip where they are not wanted.
    pub fn render(&self, format: Format) -> String {
        match format {
            Format::Text => text::render(self),
            Format::Concise => concise::render(self),
            Format::Json => json::render(self),
        }
    }

    fn path(&self, file: FileId) -> &str {
        self.sources.files.get(file.0 as usize).map_or("?", |file| &file.path)
    }

    /// A span as users count.
    fn place(&self, file: FileId, span: Span) -> (LineColumn, LineColumn) {
        let text = self.sources.files.get(file.0 as usize).map_or("", |file| &file.text);
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
            text.push_str(&format!(", {} suppressed,", self.suppressed));
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

/// `path:line:column: message`, as far as it is known.
pub fn problem_line(sources: &SourceSet, problem: &Problem) -> String {
    match problem.at {
        Some(at) => {
            let LineColumn { line, column } = shown_in(sources, &problem.path, at);
            format!("{}:{line}:{column}: {}", problem.path, problem.message)
        }
        None => format!("{}: {}", problem.path, problem.message),
    }
}

/// A position as users count: from 1, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LineColumn {
    line: u32,
    column: u32,
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
