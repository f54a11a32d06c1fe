//! One line a finding, for editors and `grep`.

use crate::report::{Report, level_name};

/// `path:line:column: level[rule] message`.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    for shown in &report.findings {
        let location = shown.finding.primary.location;
        let (start, _) = report.place(location.file, location.span);
        // A message is one sentence; should it quote code with a line break, the line stays one.
        let message: Vec<&str> = shown.finding.message.split_whitespace().collect();
        out.push_str(&format!(
            "{}:{}:{}: {}[{}] {}\n",
            report.path(location.file),
            start.line,
            start.column,
            level_name(shown.level),
            shown.finding.rule,
            message.join(" "),
        ));
    }
    out
}
