//! One line a finding, for editors and `grep`.

use crate::report::{Report, Shown, level_name};

/// `path:line:column: level[rule] message (fingerprint)`.
pub(super) fn render(report: &Report<'_>) -> String {
    report.findings.iter().map(|shown| line(report, shown)).collect()
}

/// One line, with its line break.
pub(super) fn line(report: &Report<'_>, shown: &Shown) -> String {
    let location = shown.finding.primary.location;
    let (start, _) = report.place(location.file, location.span);
    format!(
        "{}:{}:{}: {}[{}] {} ({})\n",
        report.shown_path(location.file),
        start.line,
        start.column,
        level_name(shown.level),
        shown.finding.rule,
        shown.finding.message,
        shown.short(),
    )
}
