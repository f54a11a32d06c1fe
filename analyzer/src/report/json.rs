//! The JSON that scripts rely on, schema 1. Fields are only ever added.

use serde::Serialize;

use crate::finding::{Edit, Site};
use crate::report::{
    Report, Shown, applicability_name, confidence_name, confirmation_name, json_text, level_name, shown_in,
};

const TOOL: Tool = Tool { name: "concheck", version: env!("CARGO_PKG_VERSION") };

/// One object, indented.
pub(super) fn render(report: &Report<'_>) -> String {
    let root = Document {
        schema: 1,
        tool: TOOL,
        summary: summary(report),
        findings: report.findings.iter().map(|shown| finding(report, shown)).collect(),
    };
    json_text(&root, true)
}

/// An object a line: the findings, then the summary.
pub(super) fn lines(report: &Report<'_>) -> String {
    let mut text = String::new();
    for shown in &report.findings {
        let line = Line::Finding(finding(report, shown));
        text.push_str(&json_text(&line, false));
    }
    let last = Line::Summary { schema: 1, tool: TOOL, summary: summary(report) };
    text + &json_text(&last, false)
}

fn summary<'a>(report: &'a Report<'_>) -> Summary<'a> {
    let summary = &report.summary;
    Summary {
        files: summary.files,
        lines: summary.lines,
        functions: summary.functions,
        findings: summary.findings(),
        suppressed: summary.suppressed,
        baseline: summary.known,
        unparsed: report
            .problems
            .iter()
            .map(|problem| {
                let at = problem.at.map(|at| shown_in(report.sources, &problem.path, at));
                Unparsed {
                    file: &problem.path,
                    line: at.map(|at| at.line),
                    column: at.map(|at| at.column),
                    message: &problem.message,
                }
            })
            .collect(),
    }
}

/// A line of `jsonl`.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a> {
    Finding(JsonFinding<'a>),
    Summary {
        schema: u32,
        tool: Tool,
        #[serde(flatten)]
        summary: Summary<'a>,
    },
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    tool: Tool,
    summary: Summary<'a>,
    findings: Vec<JsonFinding<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary<'a> {
    files: usize,
    lines: usize,
    functions: usize,
    findings: usize,
    suppressed: usize,
    baseline: usize,
    unparsed: Vec<Unparsed<'a>>,
}

#[derive(Serialize)]
struct Unparsed<'a> {
    file: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    level: &'static str,
    confidence: &'static str,
    message: &'a str,
    fingerprint: &'a str,
    primary: JsonPlace<'a>,
    related: Vec<JsonPlace<'a>>,
    locks: &'a [String],
    help: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<JsonFix<'a>>,
    confirmation: &'static str,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    applicability: &'static str,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    item: &'a str,
    label: &'a str,
}

fn finding<'a>(report: &'a Report<'_>, shown: &'a Shown) -> JsonFinding<'a> {
    let finding = &shown.finding;
    JsonFinding {
        rule: finding.rule,
        level: level_name(shown.level),
        confidence: confidence_name(finding.confidence),
        message: &finding.message,
        fingerprint: &shown.fingerprint,
        primary: place(report, &finding.primary),
        related: finding.related.iter().map(|related| place(report, related)).collect(),
        locks: &finding.locks,
        help: &finding.help,
        fix: finding.fix.as_ref().map(|fix| JsonFix {
            title: &fix.title,
            applicability: applicability_name(fix.applicability),
            edits: fix.edits.iter().map(|edit| json_edit(report, edit)).collect(),
        }),
        confirmation: confirmation_name(finding.evidence.confirmation),
    }
}

fn json_edit<'a>(report: &'a Report<'_>, edit: &'a Edit) -> JsonEdit<'a> {
    let (start, end) = report.place(edit.location.file, edit.location.span);
    JsonEdit {
        file: report.path(edit.location.file),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text: &edit.text,
    }
}

fn place<'a>(report: &'a Report<'_>, place: &'a Site) -> JsonPlace<'a> {
    let location = place.location;
    let (start, end) = report.place(location.file, location.span);
    JsonPlace {
        file: report.path(location.file),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        item: &place.item,
        label: &place.label,
    }
}
