//! The commands that a GitHub workflow turns into annotations, and the page that a step adds to the run's summary.
//!
//! See "Workflow commands for GitHub Actions" in GitHub's documentation. Ten errors and ten warnings of a step are
//! shown, so the gravest come first.

use std::cmp::Reverse;
use std::fmt::Write;

use crate::finding::{Confidence, Level};
use crate::report::{Report, Shown, level_name, plural};
use crate::text::clean;

/// Findings that the summary lists.
const LISTED: usize = 50;

/// A line an annotation.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    for shown in gravest_first(report) {
        let finding = &shown.finding;
        let location = finding.primary.location;
        let (start, end) = report.place(location.file, location.span);
        let command = if shown.level == Level::Deny { "error" } else { "warning" };
        let _ = write!(
            out,
            "::{command} file={},line={},endLine={}",
            clean::line(&property(&report.rooted(location.file))),
            start.line,
            end.line
        );
        // Columns mean something only within a line.
        if start.line == end.line {
            let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
        }
        let mut message = finding.message.clone();
        for place in &finding.related {
            let (at, _) = report.place(place.location.file, place.location.span);
            let path = report.rooted(place.location.file);
            let path = clean::line(&path);
            let _ = write!(message, "\n{path}:{}: {}", at.line, place.label);
        }
        let _ = write!(message, "\nhelp: {}", finding.help);
        let _ = writeln!(out, ",title={}::{}", property(finding.rule), data(&message));
    }
    out
}

/// Markdown for the file that `GITHUB_STEP_SUMMARY` names.
pub(super) fn summary(report: &Report<'_>) -> String {
    let mut out = String::from("## concheck\n\n");
    let _ = writeln!(out, "{}.", report.summary.sentence());
    let findings = gravest_first(report);
    if !findings.is_empty() {
        out.push_str("\n| level | rule | place | what |\n| --- | --- | --- | --- |\n");
    }
    for shown in findings.iter().take(LISTED) {
        let location = shown.finding.primary.location;
        let (start, _) = report.place(location.file, location.span);
        let _ = writeln!(
            out,
            "| {} | `{}` | {} | {} |",
            level_name(shown.level),
            shown.finding.rule,
            code(&format!("{}:{}", report.rooted(location.file), start.line)),
            cell(&shown.finding.message),
        );
    }
    if findings.len() > LISTED {
        let _ = writeln!(out, "\n… and {} more.", findings.len() - LISTED);
    }
    if !report.problems.is_empty() {
        let _ = writeln!(out, "\n{} could not be read in full.", plural(report.problems.len(), "place"));
    }
    out
}

fn gravest_first<'r>(report: &'r Report<'_>) -> Vec<&'r Shown> {
    let mut findings: Vec<&Shown> = report.findings.iter().collect();
    findings.sort_by_key(|shown| (Reverse(shown.level), Reverse::<Confidence>(shown.finding.confidence)));
    findings
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Code of one line that ends neither where it is not to nor a cell.
fn code(text: &str) -> String {
    let text = clean::line(text);
    if !text.contains(['`', '|', '\\']) {
        return format!("`{text}`");
    }
    let entities: String = text
        .chars()
        .map(|c| match c.is_alphanumeric() || " _:./-".contains(c) {
            true => c.to_string(),
            false => format!("&#{};", c as u32),
        })
        .collect();
    format!("<code>{entities}</code>")
}

/// Text of one line that cannot end a cell of a table, nor become HTML.
fn cell(text: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    text.join(" ").replace('|', "\\|").replace('<', "&lt;")
}
