//! One page for a browser that needs nothing else: findings by rule and by lock, and the order of the locks.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::finding::Site;
use crate::report::cut::Cut;
use crate::report::junit::escaped;
use crate::report::lines::byte;
use crate::report::{Report, Shown, confidence_name, level_name, mark_of, svg};
use crate::rules::RULES;
use crate::suppress::UNUSED_ALLOW_SUMMARY;
use crate::text::Span;

const STYLE: &str = "
:root { color-scheme: light dark; --edge: #8885; --soft: #8881; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.2 } h2 { margin-top: 2.5rem } h3 code { font-size: 16px } code, pre { font: 13px/1.45 ui-monospace, monospace }
details { border: 1px solid var(--edge); border-radius: 6px; margin: .5rem 0; padding: .4rem .8rem }
summary { cursor: pointer } pre { background: var(--soft); padding: .5rem; overflow-x: auto; margin: .3rem 0 }
.deny { color: #c00; font-weight: 600 } .warn { color: #b60; font-weight: 600 } .small { opacity: .75; font-size: 13px }
mark { background: #fc08; color: inherit } .map { overflow: auto; border: 1px solid var(--edge); background: #fff; max-height: 80vh }
table { border-collapse: collapse } td, th { text-align: left; vertical-align: top; padding: .15rem .8rem .15rem 0; min-width: 4rem }
pre { overflow-wrap: normal }
";

/// Findings that are shown with all their steps at once; of more, the steps of each are a click away.
const OPEN: usize = 20;

/// Places of a lock that are listed.
const SITES: usize = 20;

/// The page.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut by_rule: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_lock: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, shown) in report.findings.iter().enumerate() {
        by_rule.entry(shown.finding.rule).or_default().push(index);
        for lock in &shown.finding.locks {
            by_lock.entry(lock).or_default().push(index);
        }
    }
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>concheck</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>concheck</h1>\n<p>{}</p>\n",
        escaped(&report.summary.sentence())
    );
    contents(&mut out, &by_rule, report);
    if !report.problems.is_empty() {
        out.push_str("<details><summary>Files that could not be read in full</summary><ul>\n");
        for problem in report.problems {
            let _ = writeln!(out, "<li>{}</li>", escaped(&super::problem_line(report.sources, problem)));
        }
        out.push_str("</ul></details>\n");
    }
    out.push_str("<h2 id=\"rules\">Findings by rule</h2>\n");
    if by_rule.is_empty() {
        out.push_str("<p>No findings.</p>\n");
    }
    for (rule, findings) in &by_rule {
        let _ = writeln!(
            out,
            "<h3 id=\"{0}\"><code>{0}</code> <span class=\"small\">{1}</span></h3>\n<p class=\"small\">{2}</p>",
            escaped(rule),
            findings.len(),
            prose(summary_of(rule)),
        );
        for &index in findings {
            finding(&mut out, report, index);
        }
    }
    out.push_str("<h2 id=\"by-lock\">Findings by lock</h2>\n");
    if by_lock.is_empty() {
        out.push_str("<p>No finding concerns a named lock.</p>\n");
    }
    out.push_str("<table>\n");
    for (lock, findings) in &by_lock {
        let links: Vec<String> = findings
            .iter()
            .map(|index| {
                let shown = &report.findings[*index];
                let at = report.at(&shown.finding.primary);
                format!("<a href=\"#f{index}\">{} at {}</a>", shown.finding.rule, escaped(&at))
            })
            .collect();
        let _ =
            writeln!(out, "<tr><th><code>{}</code></th><td>{}</td></tr>", escaped(lock), links.join("<br>"));
    }
    out.push_str("</table>\n<h2 id=\"order\">Lock-order graph</h2>\n");
    match &report.map {
        Some(map) if !map.orders.is_empty() => {
            out.push_str("<p class=\"small\">An arrow points from a lock to one that is taken while it is held. Red arrows are part of a cycle. Point at an arrow to see where.</p>\n<div class=\"map\">\n");
            out.push_str(&svg::render(&map.ordered(false), report.sources));
            out.push_str("</div>\n");
        }
        _ => out.push_str("<p>No lock is taken while another is held.</p>\n"),
    }
    if let Some(map) = &report.map {
        out.push_str(
            "<h2 id=\"locks\">Locks</h2>\n<table>\n<tr><th>lock</th><th>kind</th><th>guards</th><th>taken at</th></tr>\n",
        );
        for lock in map.locks.iter().filter(|lock| lock.kind != "wait") {
            let mut sites: Vec<String> =
                lock.sites.iter().take(SITES).map(|site| escaped(&report.at(site))).collect();
            if lock.sites.len() > SITES {
                sites.push(format!("and {} more", lock.sites.len() - SITES));
            }
            let _ = writeln!(
                out,
                "<tr><td><code>{}</code></td><td>{}</td><td><code>{}</code></td><td class=\"small\">{}</td></tr>",
                escaped(&lock.name),
                lock.kind,
                escaped(lock.guards.as_deref().unwrap_or("")),
                sites.join(", ")
            );
        }
        out.push_str("</table>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// Where to find what on the page.
fn contents(out: &mut String, by_rule: &BTreeMap<&str, Vec<usize>>, report: &Report<'_>) {
    out.push_str("<nav><ul>\n<li><a href=\"#rules\">Findings by rule</a><ul>\n");
    for (rule, findings) in by_rule {
        let rule = escaped(rule);
        let _ = writeln!(out, "<li><a href=\"#{rule}\">{rule}</a> {}</li>", findings.len());
    }
    out.push_str("</ul></li>\n<li><a href=\"#by-lock\">Findings by lock</a></li>\n<li><a href=\"#order\">Lock-order graph</a></li>\n");
    if let Some(map) = &report.map {
        let locks = map.locks.iter().filter(|lock| lock.kind != "wait").count();
        let _ = writeln!(out, "<li><a href=\"#locks\">Locks</a> {locks}</li>");
    }
    out.push_str("</ul></nav>\n");
}

/// What a rule reports, in a sentence.
fn summary_of(rule: &str) -> &'static str {
    let known = RULES.iter().find(|known| known.name == rule);
    known.map_or(UNUSED_ALLOW_SUMMARY, |rule| rule.summary)
}

fn finding(out: &mut String, report: &Report<'_>, index: usize) {
    let Shown { finding, level, fingerprint } = &report.findings[index];
    let level = level_name(*level);
    let open = if report.findings.len() <= OPEN { " open" } else { "" };
    let _ = writeln!(
        out,
        "<details id=\"f{index}\"{open}><summary><span class=\"{level}\">{level}</span> {} <span class=\"small\">{}</span></summary>",
        prose(&finding.message),
        escaped(&report.at(&finding.primary)),
    );
    let alone = finding.related.is_empty().then_some(&finding.primary);
    out.push_str("<ol>\n");
    for place in alone.into_iter().chain(&finding.related) {
        step(out, report, place);
    }
    let _ = writeln!(
        out,
        "</ol>\n<p>{}</p>\n<p class=\"small\">confidence {}, fingerprint <code>{fingerprint}</code></p></details>",
        prose(&finding.help),
        confidence_name(finding.confidence),
    );
}

/// A place with its lines, what is meant in them marked.
fn step(out: &mut String, report: &Report<'_>, place: &Site) {
    let location = place.location;
    let code = marked(report.text(location.file), location.span);
    let item = if place.item.is_empty() {
        String::new()
    } else {
        format!(" in <code>{}</code>", escaped(&place.item))
    };
    let _ = writeln!(
        out,
        "<li>{} <span class=\"small\">{}{item}</span><pre>{}</pre></li>",
        prose(&place.label),
        escaped(&report.at(place)),
        dedented(&code),
    );
}

/// The lines of `span` with what is meant in them marked.
fn marked(text: &str, span: Span) -> String {
    let (first, last) = (span.start.line as usize, span.end.line as usize);
    let lines = text.lines().enumerate().skip(first).take((last + 1).saturating_sub(first));
    let shown = lines.map(|(index, line)| {
        let mut mark = mark_of(index as u32, span).unwrap_or_default();
        if index > first {
            // Indentation is left out of the mark, so that it can be taken away.
            let indent = line.chars().take_while(|c| c.is_whitespace()).count() as u32;
            mark.start = mark.start.max(indent).min(mark.end);
        }
        let cut = Cut::of(line, std::slice::from_ref(&mark));
        let column = |column: u32| cut.column(column.min(line.len() as u32));
        let (start, end) = (column(mark.start), column(mark.end));
        let (start, end) = (byte(&cut.text, start), byte(&cut.text, end.max(start)));
        format!(
            "{}<mark>{}</mark>{}",
            escaped(&cut.text[..start]),
            escaped(&cut.text[start..end]),
            escaped(cut.text[end..].trim_end())
        )
    });
    shown.collect::<Vec<String>>().join("\n")
}

/// `code` without the indentation that all its lines share.
fn dedented(code: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let filled = code.lines().filter(|line| !line.trim().is_empty());
    let shared = filled.map(indent).min().unwrap_or(0);
    let lines: Vec<&str> = code.lines().map(|line| line.get(shared..).unwrap_or("")).collect();
    lines.join("\n")
}

/// Text whose backquotes become code.
fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts
        .map(|(index, part)| {
            let part = escaped(part);
            if index % 2 == 1 { format!("<code>{part}</code>") } else { part }
        })
        .collect()
}
