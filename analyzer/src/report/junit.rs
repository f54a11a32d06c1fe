//! JUnit's XML as CI systems read it: a suite a file, a test a finding. What fails the run is a failure, and all else is a
//! skipped test: warnings, and what could not be read. So a report has failures exactly where the exit code is 1.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::finding::Level;
use crate::report::{Report, shown_in};
use crate::text::clean::is_unseen;

/// A suite while its tests are written.
#[derive(Default)]
struct Suite {
    tests: usize,
    failures: usize,
    skipped: usize,
    cases: String,
}

/// One document.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut suites: BTreeMap<String, Suite> = BTreeMap::new();
    for shown in &report.findings {
        let finding = &shown.finding;
        let location = finding.primary.location;
        let path = report.rooted(location.file);
        let (start, _) = report.place(location.file, location.span);
        let mut body = String::new();
        // The primary place is usually one of the steps.
        let alone = finding.related.is_empty().then_some(&finding.primary);
        for place in alone.into_iter().chain(&finding.related) {
            let (at, _) = report.place(place.location.file, place.location.span);
            let path = report.rooted(place.location.file);
            let _ = writeln!(body, "{path}:{}:{}: {}", at.line, at.column, place.label);
        }
        let _ = write!(body, "help: {}", finding.help);
        let suite = suites.entry(path.clone()).or_default();
        suite.tests += 1;
        let tag = if shown.level == Level::Deny { "failure" } else { "skipped" };
        match shown.level {
            Level::Deny => suite.failures += 1,
            Level::Warn | Level::Allow => suite.skipped += 1,
        }
        // Only a failure has a type, and text that every reader keeps.
        let kind = if tag == "failure" { format!(" type=\"{}\"", finding.rule) } else { String::new() };
        let _ = write!(
            suite.cases,
            "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\">\n      <{tag} message=\"{}\"{kind}>{}</{tag}>\n    </testcase>\n",
            escaped(&format!("{} at line {}, column {}", finding.rule, start.line, start.column)),
            escaped(&path),
            escaped(&path),
            start.line,
            escaped(&finding.message),
            escaped(&body),
        );
    }
    for problem in report.problems {
        let path = report.rooted_path(&problem.path);
        let line = problem.at.map_or(1, |at| shown_in(report.sources, &problem.path, at).line);
        let suite = suites.entry(path.clone()).or_default();
        suite.tests += 1;
        suite.skipped += 1;
        let _ = write!(
            suite.cases,
            "    <testcase name=\"read at line {line}\" classname=\"{0}\" file=\"{0}\" line=\"{line}\">\n      <skipped message=\"{1}\"/>\n    </testcase>\n",
            escaped(&path),
            escaped(&problem.message),
        );
    }
    if let Some(excess) = &report.excess {
        let suite = suites.entry(String::from("concheck")).or_default();
        suite.tests += 1;
        suite.failures += 1;
        let _ = write!(
            suite.cases,
            "    <testcase name=\"number of warnings\" classname=\"concheck\">\n      <failure message=\"{}\"/>\n    </testcase>\n",
            escaped(excess),
        );
    }
    if suites.is_empty() {
        // A report without a test counts as missing in some systems.
        let cases = String::from("    <testcase name=\"no findings\" classname=\"concheck\"/>\n");
        suites.insert(String::from("concheck"), Suite { tests: 1, cases, ..Suite::default() });
    }
    let total = |count: fn(&Suite) -> usize| suites.values().map(count).sum::<usize>();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"concheck\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">\n",
        total(|suite| suite.tests),
        total(|suite| suite.failures),
        total(|suite| suite.skipped),
    );
    for (name, suite) in &suites {
        let _ = write!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">\n{}  </testsuite>\n",
            escaped(name),
            suite.tests,
            suite.failures,
            suite.skipped,
            suite.cases,
        );
    }
    out.push_str("</testsuites>\n");
    out
}

/// `text` as XML 1.0 can hold it, also between quotes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push('\t'),
            // Most of these cannot be written at all, not even as references.
            _ if is_unseen(character) => out.extend(character.escape_unicode()),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}
