//! GitLab's code quality report.
//!
//! See "Code Quality report format" in GitLab's documentation. Entries with equal fingerprints are shown as one; ours
//! differ within a run.

use serde::Serialize;

use crate::finding::{Confidence, Level};
use crate::report::{Report, Shown, json_text};

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// One array.
pub(super) fn render(report: &Report<'_>) -> String {
    let issues: Vec<Issue<'_>> = report.findings.iter().map(|shown| issue(report, shown)).collect();
    json_text(&issues, true)
}

fn issue<'a>(report: &Report<'_>, shown: &'a Shown) -> Issue<'a> {
    let location = shown.finding.primary.location;
    let (start, end) = report.place(location.file, location.span);
    Issue {
        description: &shown.finding.message,
        check_name: shown.finding.rule,
        fingerprint: &shown.fingerprint,
        severity: match (shown.level, shown.finding.confidence) {
            (Level::Deny, Confidence::High) => "critical",
            (Level::Deny, _) => "major",
            (_, Confidence::Low) => "info",
            _ => "minor",
        },
        location: Location {
            path: report.rooted(location.file),
            lines: Lines { begin: start.line, end: end.line },
        },
    }
}
