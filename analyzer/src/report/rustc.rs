//! The messages that cargo prints under `--message-format=json`, for rust-analyzer and other readers of these: a
//! `compiler-message` a finding, then `build-finished`. What belongs to no package is a message of rustc itself.

use serde_json::{Value, json};

use crate::finding::{Applicability, Edit, Level};
use crate::report::cut::Cut;
use crate::report::lines::AllLines;
use crate::report::{Report, Shown, applicability_name, json_text, mark_of, text};
use crate::sources::{Package, Target, TargetKind};
use crate::text::{FileId, Location};

/// An object a line.
pub(super) fn render(report: &Report<'_>) -> String {
    let lines = AllLines::of(report);
    let mut out = String::new();
    for shown in &report.findings {
        out.push_str(&json_text(&message(report, &lines, shown), false));
    }
    out + &json_text(&json!({"reason": "build-finished", "success": !report.fails()}), false)
}

fn message(report: &Report<'_>, lines: &AllLines, shown: &Shown) -> Value {
    let diagnostic = diagnostic(report, lines, shown);
    let file = shown.finding.primary.location.file;
    let owner = report.sources.files.get(file.0 as usize).map(|file| &report.sources.packages[file.package]);
    let Some(package) = owner.filter(|package| package.has_manifest) else { return diagnostic };
    let folder = report.sources.base.join(&package.dir);
    json!({
        "reason": "compiler-message",
        "package_id": format!("path+file://{}#{}", url_path(&folder.to_string_lossy()), package.name),
        "manifest_path": folder.join("Cargo.toml").to_string_lossy(),
        "target": target_of(report, package, file),
        "message": diagnostic,
    })
}

/// The target whose root the file is, else the library, else the first.
fn target_of(report: &Report<'_>, package: &Package, file: FileId) -> Value {
    let targets = &package.targets;
    let own = targets.iter().find(|target| target.root == file);
    let library = || targets.iter().find(|target| target.kind == TargetKind::Lib);
    let (name, kind, root) = match own.or_else(library).or(targets.first()) {
        Some(Target { kind, name, root }) => (name.as_str(), kind_name(*kind), report.path(*root)),
        None => (package.name.as_str(), "lib", report.path(file)),
    };
    json!({
        "kind": [kind],
        "crate_types": [if kind == "lib" { "lib" } else { "bin" }],
        "name": name,
        "src_path": report.sources.base.join(root).to_string_lossy(),
        "edition": package.edition.year(),
        "doc": kind == "lib",
        "doctest": kind == "lib",
        "test": true,
    })
}

fn kind_name(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Lib => "lib",
        TargetKind::Bin => "bin",
        TargetKind::Example => "example",
        TargetKind::Test => "test",
        TargetKind::Bench => "bench",
        TargetKind::BuildScript => "custom-build",
    }
}

fn diagnostic(report: &Report<'_>, lines: &AllLines, shown: &Shown) -> Value {
    let finding = &shown.finding;
    let primary = &finding.primary;
    let related = finding.related.iter().filter(|place| place.location != primary.location);
    let own = finding.related.iter().find(|place| place.location == primary.location).unwrap_or(primary);
    let spans: Vec<Value> = std::iter::once(span(report, lines, primary.location, &own.label, true, None))
        .chain(related.map(|place| span(report, lines, place.location, &place.label, false, None)))
        .collect();
    let mut children = vec![child(&finding.help, Vec::new())];
    if let Some(fix) = &finding.fix {
        let edits = |edit: &Edit| {
            let suggestion = Some((edit.text.as_str(), fix.applicability));
            span(report, lines, edit.location, "", true, suggestion)
        };
        children.push(child(&fix.title, fix.edits.iter().map(edits).collect()));
    }
    json!({
        "$message_type": "diagnostic",
        "message": finding.message,
        "code": {"code": format!("concheck::{}", finding.rule), "explanation": null},
        "level": if shown.level == Level::Deny { "error" } else { "warning" },
        "spans": spans,
        "children": children,
        "rendered": anstream::adapter::strip_str(&text::block(report, lines, shown)).to_string(),
    })
}

fn child(message: &str, spans: Vec<Value>) -> Value {
    json!({
        "message": message, "code": null, "level": "help", "spans": spans, "children": [], "rendered": null,
    })
}

fn span(
    report: &Report<'_>,
    lines: &AllLines,
    location: Location,
    label: &str,
    is_primary: bool,
    suggestion: Option<(&str, Applicability)>,
) -> Value {
    let text = report.text(location.file);
    let lines = lines.get(location.file);
    let bytes = lines.map_or(0..0, |lines| lines.bytes(text, location.span));
    let (start, end) = report.place(location.file, location.span);
    let excerpt = (start.line..=end.line).filter_map(|line| {
        let content = text.get(lines?.range(text, line as usize - 1)?)?.trim_end_matches(['\n', '\r']);
        let length = content.chars().count() as u32 + 1;
        let cut = Cut::of(content, mark_of(line - 1, location.span).as_slice());
        let column = |column: u32| cut.column(column.saturating_sub(1)) + 1;
        Some(json!({
            "text": cut.text,
            "highlight_start": if line == start.line { column(start.column) } else { 1 },
            "highlight_end": column(if line == end.line { end.column } else { length }),
        }))
    });
    json!({
        "file_name": report.rooted(location.file),
        "byte_start": bytes.start,
        "byte_end": bytes.end,
        "line_start": start.line,
        "line_end": end.line,
        "column_start": start.column,
        "column_end": end.column,
        "is_primary": is_primary,
        "text": excerpt.collect::<Vec<Value>>(),
        "label": (!label.is_empty()).then_some(label),
        "suggested_replacement": suggestion.map(|(text, _)| text),
        "suggestion_applicability": suggestion.map(|(_, applicability)| applicability_name(applicability)),
        "expansion": null,
    })
}

/// An absolute path as a URL has it.
fn url_path(path: &str) -> String {
    let path = path.replace('\\', "/");
    if path.starts_with('/') { path } else { format!("/{path}") }
}
