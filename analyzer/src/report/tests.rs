//! Hand-made findings in every format.

use std::sync::Arc;

use snapbox::{IntoData, assert_data_eq, str};

use super::*;
use crate::finding::{Confidence, Evidence, Site};
use crate::sources::SourceFile;
use crate::text::Location;

fn sources(files: &[(&str, &str)]) -> SourceSet {
    let files = files
        .iter()
        .map(|(path, text)| SourceFile { path: path.to_string(), package: 0, text: Arc::from(*text) })
        .collect();
    SourceSet { files, ..SourceSet::default() }
}

/// The place of the `nth` (from 0) `needle` in `file`.
fn place(sources: &SourceSet, file: u32, needle: &str, nth: usize, item: &str, label: &str) -> Site {
    let text = &sources.files[file as usize].text;
    let (start, _) = text.match_indices(needle).nth(nth).expect("the text holds it");
    let pos = |offset: usize| Pos {
        line: text[..offset].matches('\n').count() as u32,
        column: text[..offset].rsplit('\n').next().unwrap_or_default().chars().count() as u32,
    };
    Site {
        location: Location {
            file: FileId(file),
            span: Span { start: pos(start), end: pos(start + needle.len()) },
        },
        item: item.to_owned(),
        label: label.to_owned(),
    }
}

fn finding(primary: Site, related: Vec<Site>) -> Finding {
    Finding {
        rule: "lock_order_inversion",
        level: Level::Deny,
        confidence: Confidence::High,
        message: String::from("`Bank::accounts` and `Bank::log` are locked in both orders"),
        primary,
        related,
        locks: vec![String::from("Bank::accounts"), String::from("Bank::log")],
        help: String::from("lock them in one order everywhere"),
        fix: None,
        evidence: Evidence::default(),
        in_test: false,
    }
}

fn shown(finding: Finding) -> Judged {
    Judged { level: finding.level, finding, fate: Fate::Shown, allow: None }
}

fn plain(report: &Report<'_>) -> String {
    anstream::adapter::strip_str(&report.render(Format::Text)).to_string()
}

const BANK: &str = "impl Bank {\n    fn transfer(&self) {\n        let a = self.accounts.lock();\n        \
                    let l = self.log.lock();\n    }\n}\n";
const AUDIT: &str = "fn audit(bank: &Bank) {\r\n\tlet größe = bank.log.lock();\r\n\tbank.sum();\r\n}\r\n";

fn inversion(sources: &SourceSet) -> Finding {
    let taken =
        place(sources, 0, "self.accounts.lock()", 0, "Bank::transfer", "lock `Bank::accounts` is taken");
    let primary = place(
        sources,
        0,
        "self.log.lock()",
        0,
        "Bank::transfer",
        "lock `Bank::log` is taken while it is held",
    );
    let other = place(sources, 1, "bank.log.lock()", 0, "audit", "lock `Bank::log` is taken");
    let call = place(sources, 1, "bank.sum()", 0, "audit", "this call takes `Bank::accounts`");
    finding(primary.clone(), vec![taken, primary, other, call])
}

#[test]
fn text_shows_every_place_with_its_step() {
    let sources = sources(&[("src/a.rs", BANK), ("src/b.rs", AUDIT)]);
    let report = Report::new(&sources, 2, &[], vec![shown(inversion(&sources))]);
    assert_data_eq!(
        plain(&report),
        str![[r#"
error[lock_order_inversion]: `Bank::accounts` and `Bank::log` are locked in both orders
  ┌─ src/a.rs:4:17
  │
3 │         let a = self.accounts.lock();
  │                 -------------------- 1: lock `Bank::accounts` is taken
4 │         let l = self.log.lock();
  │                 ^^^^^^^^^^^^^^^ 2: lock `Bank::log` is taken while it is held
  │
  ┌─ src/b.rs:2:14
  │
2 │     let größe = bank.log.lock();
  │                 --------------- 3: lock `Bank::log` is taken
3 │     bank.sum();
  │     ---------- 4: this call takes `Bank::accounts`
  │
  = help: lock them in one order everywhere
  = concheck why 4e42746d · concheck explain lock_order_inversion


"#]]
        .raw()
    );
    assert!(report.render(Format::Text).contains("\u{1b}["), "coloured");
}

#[test]
fn text_of_a_single_step_is_not_numbered_and_odd_characters_do_no_harm() {
    let sources = sources(&[("a.rs", "\u{feff}m.lock(); /* \u{1b}[31m\u{202e} */ m.lock();\n")]);
    let first = place(&sources, 0, "m.lock()", 0, "f", "first");
    let second = place(&sources, 0, "m.lock()", 1, "f", "second");
    let mut found = finding(second, vec![first]);
    found.level = Level::Warn;
    let report = Report::new(&sources, 1, &[], vec![shown(found)]);
    assert_data_eq!(
        plain(&report),
        str![[r#"
warning[lock_order_inversion]: `Bank::accounts` and `Bank::log` are locked in both orders
  ┌─ a.rs:1:24
  │
1 │ m.lock(); /* ␛[31m� */ m.lock();
  │ --------               ^^^^^^^^ second
  │ │                       
  │ first
  │
  = help: lock them in one order everywhere
  = concheck why ca7c9107 · concheck explain lock_order_inversion


"#]]
        .raw()
    );
}

#[test]
fn concise_is_one_line() {
    let sources = sources(&[("src/a.rs", BANK), ("src/b.rs", AUDIT)]);
    let mut found = inversion(&sources);
    found.message.push_str("\n   and so on");
    let report = Report::new(&sources, 2, &[], vec![shown(found)]);
    assert_eq!(
        report.render(Format::Concise),
        "src/a.rs:4:17: deny[lock_order_inversion] \
         `Bank::accounts` and `Bank::log` are locked in both orders and so on (4e42746d)\n"
    );
}

#[test]
fn json_is_as_promised() {
    let sources = sources(&[("src/a.rs", BANK), ("src/b.rs", AUDIT)]);
    let problems = [
        Problem { path: String::from("src/b.rs"), at: Some(Pos { line: 1, column: 2 }), message: "m".into() },
        Problem { path: String::from("Cargo.toml"), at: None, message: String::from("n") },
    ];
    let mut suppressed = shown(inversion(&sources));
    suppressed.fate = Fate::Suppressed;
    let report = Report::new(&sources, 2, &problems, vec![shown(inversion(&sources)), suppressed]);
    let mut json: serde_json::Value = serde_json::from_str(&report.render(Format::Json)).expect("JSON");
    let fingerprint = json["findings"][0]["fingerprint"].take();
    assert_eq!(fingerprint.as_str().map(str::len), Some(32));
    json["findings"][0]["related"].as_array_mut().expect("array").truncate(1);
    let expected = serde_json::json!({
        "schema": 1,
        "tool": {"name": "concheck", "version": env!("CARGO_PKG_VERSION")},
        "summary": {
            "files": 2, "lines": 10, "functions": 2, "findings": 1, "suppressed": 1, "baseline": 0,
            "unparsed": [
                {"file": "src/b.rs", "line": 2, "column": 3, "message": "m"},
                {"file": "Cargo.toml", "line": null, "column": null, "message": "n"},
            ],
        },
        "findings": [{
            "rule": "lock_order_inversion",
            "level": "deny",
            "confidence": "high",
            "message": "`Bank::accounts` and `Bank::log` are locked in both orders",
            "fingerprint": null,
            "primary": {
                "file": "src/a.rs", "line": 4, "column": 17, "end_line": 4, "end_column": 32,
                "item": "Bank::transfer", "label": "lock `Bank::log` is taken while it is held",
            },
            "related": [{
                "file": "src/a.rs", "line": 3, "column": 17, "end_line": 3, "end_column": 37,
                "item": "Bank::transfer", "label": "lock `Bank::accounts` is taken",
            }],
            "locks": ["Bank::accounts", "Bank::log"],
            "help": "lock them in one order everywhere",
            "confirmation": "unobserved",
        }],
    });
    assert_eq!(json, expected);
}

#[test]
fn fingerprints_survive_edits_elsewhere_and_differ_from_each_other() {
    let before = sources(&[("src/a.rs", BANK), ("src/b.rs", AUDIT)]);
    let moved = format!("// a new line\n\n{}", BANK.replace("let a", "let  a"));
    let after = sources(&[("src/bank/a.rs", &moved), ("src/z.rs", AUDIT)]);
    let of = |sources: &SourceSet| fingerprint::of_all(sources, [&inversion(sources)].into_iter());
    assert_eq!(of(&before), of(&after));

    let other = sources(&[("src/a.rs", &BANK.replace("let a", "let b")), ("src/b.rs", AUDIT)]);
    assert_ne!(of(&before), of(&other));

    let found = inversion(&before);
    let twice = fingerprint::of_all(&before, [&found, &found].into_iter());
    assert_eq!(twice[0], of(&before)[0]);
    assert_ne!(twice[0], twice[1]);
}

#[test]
fn the_summary_counts() {
    let mut summary = Summary { files: 1, lines: 20, functions: 2, ..Summary::default() };
    assert_eq!(summary.sentence(), "no findings in 1 file, 20 lines, 2 functions");
    summary.deny = 2;
    summary.warn = 1;
    assert_eq!(summary.sentence(), "3 findings (2 deny, 1 warn) in 1 file, 20 lines, 2 functions");
    summary.suppressed = 1;
    summary.deny = 0;
    assert_eq!(
        summary.sentence(),
        "1 finding (0 deny, 1 warn), 1 suppressed, in 1 file, 20 lines, 2 functions"
    );
}

#[test]
fn a_place_outside_of_all_files_does_not_lose_the_finding() {
    let before = sources(&[("src/a.rs", BANK), ("src/b.rs", AUDIT)]);
    let mut found = inversion(&before);
    found.related[0].location.file = FileId(9);
    let report = Report::new(&before, 2, &[], vec![shown(found)]);
    assert!(plain(&report).contains("src/a.rs:4:17: deny[lock_order_inversion]"));
}
