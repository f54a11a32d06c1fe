//! SARIF 2.1.0 (OASIS standard, March 2020), as code scanning services read it.
//!
//! Paths are relative to `%SRCROOT%`, columns count Unicode scalar values, and excepted findings are there with their
//! suppression, so that a service can tell mended from tolerated.

use serde_json::{Map, Value, json};

use crate::finding::{Confidence, Edit, Finding, Level, Site};
use crate::report::{
    Exception, Report, Shown, applicability_name, confidence_name, confirmation_name, json_text, pages,
    shown_in,
};
use crate::rules::{RULES, Rule};
use crate::suppress::{SUPPRESSION, UNUSED_ALLOW, UNUSED_ALLOW_DOCS, UNUSED_ALLOW_SUMMARY};
use crate::text::{Location, Problem};

/// Where the documentation of a rule can be read.
const DOCS: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/rules");

/// One log with one run.
pub(super) fn render(report: &Report<'_>) -> String {
    let excepted = report.excepted.iter().map(|excepted| {
        let mut result = result(report, &excepted.shown);
        result["suppressions"] = json!([match &excepted.by {
            Exception::Allow(Some(reason)) => json!({"kind": "inSource", "justification": reason}),
            Exception::Allow(None) => json!({"kind": "inSource"}),
            Exception::Baseline => json!({"kind": "external", "justification": "listed in the baseline"}),
        }]);
        result
    });
    // Where some results say whether they are suppressed, all have to.
    let shown = report.findings.iter().map(|shown| {
        let mut result = result(report, shown);
        if !report.excepted.is_empty() {
            result["suppressions"] = json!([]);
        }
        result
    });
    let notes: Vec<Value> = report.problems.iter().map(|problem| notification(report, problem)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "concheck",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules(),
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                "%SRCROOT%": {"description": {"text": "the root of the repository"}},
            },
            "invocations": [{"executionSuccessful": true, "toolExecutionNotifications": notes}],
            "results": shown.chain(excepted).collect::<Vec<Value>>(),
        }],
    });
    json_text(&log, true)
}

fn rules() -> Vec<Value> {
    let own = json!({
        "id": UNUSED_ALLOW,
        "shortDescription": {"text": UNUSED_ALLOW_SUMMARY},
        "help": help(UNUSED_ALLOW_DOCS),
        "helpUri": format!("{DOCS}/{UNUSED_ALLOW}.md"),
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["concurrency", SUPPRESSION]},
    });
    RULES.iter().map(|rule| descriptor(rule)).chain([own]).collect()
}

/// What readers of the log are shown about a rule.
fn help(docs: &str) -> Value {
    let text = anstream::adapter::strip_str(&pages::terminal::render(docs.trim(), 100)).to_string();
    json!({"text": text, "markdown": docs.trim()})
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": help(rule.docs),
        "helpUri": format!("{DOCS}/{}.md", rule.name),
        "defaultConfiguration": {
            "enabled": rule.level != Level::Allow,
            "level": level(rule.level),
        },
        "properties": {
            "tags": ["concurrency", rule.family.name()],
            "problem.severity": level(rule.level),
        },
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn | Level::Allow => "warning",
    }
}

fn result(report: &Report<'_>, shown: &Shown) -> Value {
    let finding = &shown.finding;
    let index = RULES.iter().position(|rule| rule.name == finding.rule).unwrap_or(RULES.len());
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level(shown.level),
        "rank": match finding.confidence {
            Confidence::High => 90.0,
            Confidence::Medium => 60.0,
            Confidence::Low => 30.0,
        },
        "message": {"text": message(report, finding)},
        "locations": [location(report, &finding.primary, false)],
        "partialFingerprints": {"concheck/v2": shown.fingerprint},
        "properties": {
            "confidence": confidence_name(finding.confidence),
            "confirmation": confirmation_name(finding.evidence.confirmation),
            "locks": finding.locks,
        },
    });
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(index, place)| {
            let mut value = location(report, place, true);
            value["id"] = json!(index + 1);
            value
        });
        result["relatedLocations"] = related.collect();
        result["codeFlows"] = chains(finding).into_iter().map(|chain| flow(report, chain)).collect();
    }
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([{
            "description": {"text": fix.title},
            "artifactChanges": changes(report, &fix.edits),
            "properties": {"applicability": applicability_name(fix.applicability)},
        }]);
    }
    result
}

/// The sentence, then the steps with links to the related locations.
fn message(report: &Report<'_>, finding: &Finding) -> String {
    let mut text = format!("{}.", plain(&finding.message));
    for (index, place) in finding.related.iter().enumerate() {
        let (start, _) = report.place(place.location.file, place.location.span);
        let path = plain(&report.rooted(place.location.file));
        text.push_str(&format!("\n{0}. [{path}:{1}]({0}): {2}", index + 1, start.line, plain(&place.label)));
    }
    text.push_str(&format!("\nHelp: {}.", plain(&finding.help)));
    text
}

/// `text` where it must not be taken for a link (section 3.11.6).
fn plain(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// The steps of each thread or task that takes part. Where the finding is a circle of orders, a chain begins at each
/// place where the lock that it starts from is taken; else everything is one chain.
fn chains(finding: &Finding) -> Vec<&[Site]> {
    let steps = finding.related.as_slice();
    let orders = &finding.evidence.orders;
    let mut starts = Vec::new();
    for ways in orders {
        let from = starts.last().map_or(0, |start| start + 1);
        let begins = |place: &Site| ways.iter().any(|order| order.held == place.location);
        match steps.iter().skip(from).position(begins) {
            Some(at) => starts.push(from + at),
            None => return vec![steps],
        }
    }
    match starts.first_mut() {
        Some(first) if orders.len() > 1 => *first = 0,
        _ => return vec![steps],
    }
    let ends = starts.iter().copied().skip(1).chain([steps.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| &steps[start..end]).collect()
}

fn flow(report: &Report<'_>, chain: &[Site]) -> Value {
    let steps = chain.iter().enumerate().map(|(index, place)| {
        json!({
            "executionOrder": index + 1,
            "importance": "essential",
            "location": location(report, place, true),
        })
    });
    json!({"threadFlows": [{"locations": steps.collect::<Vec<Value>>()}]})
}

fn location(report: &Report<'_>, place: &Site, with_label: bool) -> Value {
    let mut value = json!({"physicalLocation": physical(report, place.location)});
    if !place.item.is_empty() {
        value["logicalLocations"] = json!([{"fullyQualifiedName": place.item, "kind": "function"}]);
    }
    if with_label {
        value["message"] = json!({"text": plain(&place.label)});
    }
    value
}

fn physical(report: &Report<'_>, location: Location) -> Value {
    json!({
        "artifactLocation": artifact(&report.rooted(location.file)),
        "region": region(report, location),
    })
}

fn artifact(path: &str) -> Value {
    json!({"uri": uri(path), "uriBaseId": "%SRCROOT%"})
}

fn region(report: &Report<'_>, location: Location) -> Value {
    let (start, end) = report.place(location.file, location.span);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// One change a file, in the order of the edits.
fn changes(report: &Report<'_>, edits: &[Edit]) -> Vec<Value> {
    let mut changes: Vec<(String, Vec<Value>)> = Vec::new();
    for edit in edits {
        let path = report.rooted(edit.location.file);
        let replacement =
            json!({"deletedRegion": region(report, edit.location), "insertedContent": {"text": edit.text}});
        match changes.iter_mut().find(|(known, _)| *known == path) {
            Some((_, replacements)) => replacements.push(replacement),
            None => changes.push((path, vec![replacement])),
        }
    }
    let change = |(path, replacements): (String, Vec<Value>)| json!({"artifactLocation": artifact(&path), "replacements": replacements});
    changes.into_iter().map(change).collect()
}

fn notification(report: &Report<'_>, problem: &Problem) -> Value {
    let mut place = Map::new();
    place.insert("artifactLocation".into(), artifact(&report.rooted_path(&problem.path)));
    if let Some(at) = problem.at {
        let at = shown_in(report.sources, &problem.path, at);
        place.insert("region".into(), json!({"startLine": at.line, "startColumn": at.column}));
    }
    json!({
        "level": "warning",
        "message": {"text": plain(&problem.message)},
        "locations": [{"physicalLocation": place}],
    })
}

/// A relative path as a URI reference (RFC 3986): a colon in the first segment would make it a scheme.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte.into())
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
