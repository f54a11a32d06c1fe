//! Runs the analyser over `fixtures/` and compares what it finds with what the comments there expect.
//!
//! `FIXTURE=double_lock/direct cargo test -p concheck-analyzer --test fixtures` runs those whose name contains the
//! text, and prints them with their findings whether they fail or not.

#[path = "fixtures/corpus.rs"]
mod corpus;
#[path = "fixtures/expect.rs"]
mod expect;
#[path = "fixtures/pages.rs"]
mod pages;

use std::env;
use std::fmt::Write;
use std::panic::{self, AssertUnwindSafe};
use std::slice;

use concheck_analyzer::config::Config;
use concheck_analyzer::finding::{Confidence, Finding, Level, Site};
use concheck_analyzer::rules::RULES;
use concheck_analyzer::sources::{self, LoadOptions, SourceSet};
use rayon::prelude::*;

use corpus::Fixture;
use expect::{Claim, Disagreement, Expectations, Found, FoundPlace};

#[test]
fn every_fixture_meets_its_expectations() {
    let wanted = env::var("FIXTURE").ok();
    let mut fixtures = corpus::fixtures();
    fixtures.retain(|fixture| wanted.as_deref().is_none_or(|name| fixture.name.contains(name)));
    assert!(!fixtures.is_empty(), "no fixture has a name with that text");

    let pool = rayon::ThreadPoolBuilder::new().stack_size(64 << 20).build().expect("threads");
    let outcomes: Vec<Outcome> = pool.install(|| fixtures.par_iter().map(run).collect());

    let failed: Vec<(&Fixture, &Outcome)> =
        fixtures.iter().zip(&outcomes).filter(|(_, outcome)| !outcome.disagreements.is_empty()).collect();
    let mut report = String::new();
    for (fixture, outcome) in fixtures.iter().zip(&outcomes) {
        if wanted.is_some() || !outcome.disagreements.is_empty() {
            report.push_str(&show(fixture, outcome));
        }
    }
    println!("{report}");
    if !failed.is_empty() {
        let mut summary = format!("{} of {} fixtures fail:\n", failed.len(), fixtures.len());
        for (fixture, outcome) in failed {
            let what: Vec<&str> = outcome.disagreements.iter().map(|at| at.what.as_str()).collect();
            let _ = writeln!(summary, "  {}: {}", fixture.name, what.join("; "));
        }
        panic!("{summary}");
    }
}

#[test]
fn every_rule_has_fixtures_and_every_folder_is_a_rule() {
    let folders = corpus::folders();
    for rule in RULES {
        assert!(folders.iter().any(|folder| folder == rule.name), "`{}` has no fixtures", rule.name);
    }
    for folder in folders {
        assert!(RULES.iter().any(|rule| rule.name == folder), "fixtures/{folder}: there is no such rule");
    }
}

#[test]
fn every_bug_has_a_mended_twin() {
    let fixtures = corpus::fixtures();
    let claims_bug = |name: &str| {
        let fixture = fixtures.iter().find(|fixture| fixture.name == name)?;
        Some(expectations(fixture).expect("comments that are understood").claims_bug())
    };
    for fixture in &fixtures {
        match fixture.mends() {
            Some(bug) => {
                assert_eq!(claims_bug(&fixture.name), Some(false), "{} is not fixed", fixture.name);
                assert_eq!(claims_bug(bug), Some(true), "{} mends nothing", fixture.name);
            }
            None => {
                let twin = format!("{}_mended", fixture.name);
                assert_eq!(claims_bug(&twin), Some(false), "{} has no mended twin", fixture.name);
                assert_eq!(claims_bug(&fixture.name), Some(true), "{} expects nothing", fixture.name);
            }
        }
    }
}

/// What came of a fixture.
struct Outcome {
    texts: Vec<(String, String)>,
    found: Vec<Found>,
    disagreements: Vec<Disagreement>,
}

fn run(fixture: &Fixture) -> Outcome {
    let analysed = panic::catch_unwind(AssertUnwindSafe(|| analyse(fixture)));
    let at_top = |what: String| Disagreement { file: fixture.texts()[0].0.clone(), line: 1, what };
    let (found, mut disagreements) = match analysed {
        Ok((found, problems)) => (found, problems.into_iter().map(at_top).collect()),
        Err(_) => (Vec::new(), vec![at_top("the analysis panicked".to_string())]),
    };
    disagreements.extend(match expectations(fixture) {
        Ok(expected) => expect::compare(&expected, &found),
        Err(errors) => errors,
    });
    Outcome { texts: fixture.texts(), found, disagreements }
}

/// The findings that are shown by default, and what could not be read.
fn analyse(fixture: &Fixture) -> (Vec<Found>, Vec<String>) {
    let sources = match sources::load(slice::from_ref(&fixture.path), &LoadOptions::default()) {
        Ok(sources) => sources,
        Err(error) => return (Vec::new(), vec![error.to_string()]),
    };
    let analysis = concheck_analyzer::analyze(&sources, &Config::default());
    // A rule that is off by default is on in its own fixtures.
    let is_on = |rule: &str| {
        let off = RULES.iter().any(|known| known.name == rule && known.level == Level::Allow);
        !off || fixture.name.starts_with(&format!("{rule}/"))
    };
    let is_shown = |finding: &&Finding| {
        finding.confidence >= Confidence::Medium && finding.level != Level::Allow && is_on(finding.rule)
    };
    let found =
        analysis.findings.iter().filter(is_shown).map(|finding| as_lines(finding, &sources)).collect();
    let problems = analysis.problems.iter().map(|problem| format!("problem: {}", problem.message)).collect();
    (found, problems)
}

fn as_lines(finding: &Finding, sources: &SourceSet) -> Found {
    let place = |place: &Site| FoundPlace {
        file: sources.files[place.location.file.0 as usize].path.clone(),
        line: place.location.span.start.line + 1,
        label: place.label.clone(),
    };
    Found {
        rule: finding.rule.to_string(),
        level: finding.level,
        message: finding.message.clone(),
        places: std::iter::once(&finding.primary).chain(&finding.related).map(place).collect(),
    }
}

fn expectations(fixture: &Fixture) -> Result<Expectations, Vec<Disagreement>> {
    let mut rules = corpus::folders();
    rules.extend(RULES.iter().map(|rule| rule.name.to_string()));
    let mut expected = Expectations::default();
    for (file, text) in fixture.texts() {
        let of_file = expect::parse(&file, &text, &rules)?;
        expected.findings.extend(of_file.findings);
        expected.places.extend(of_file.places);
    }
    Ok(expected)
}

/// The fixture's text with findings and disagreements under the lines that they are about.
fn show(fixture: &Fixture, outcome: &Outcome) -> String {
    let mut shown = format!("==== {}\n", fixture.name);
    for (file, text) in &outcome.texts {
        if outcome.texts.len() > 1 {
            let _ = writeln!(shown, "---- {file}");
        }
        for (index, line) in text.lines().enumerate() {
            let number = index as u32 + 1;
            let _ = writeln!(shown, "{number:4} {line}");
            for finding in &outcome.found {
                for (at, place) in finding.places.iter().enumerate() {
                    if (&place.file, place.line) != (file, number) {
                        continue;
                    }
                    let what = if at == 0 { finding.message.as_str() } else { "related" };
                    let _ = writeln!(shown, "     //! actual: {}: {what}: {}", finding.rule, place.label);
                }
            }
            for disagreement in &outcome.disagreements {
                if (&disagreement.file, disagreement.line) == (file, number) {
                    let _ = writeln!(shown, "     //! {}", disagreement.what);
                }
            }
        }
    }
    shown
}

/// The harness itself: what must fail does.
mod harness {
    use super::*;

    fn parsed(text: &str) -> Result<Expectations, Vec<String>> {
        let rules = ["double_lock", "lock_order_inversion"].map(str::to_string);
        expect::parse("a.rs", text, &rules).map_err(|errors| {
            errors.into_iter().map(|error| format!("{}: {}", error.line, error.what)).collect()
        })
    }

    fn found(rule: &str, lines: &[u32]) -> Found {
        let place =
            |line: &u32| FoundPlace { file: "a.rs".into(), line: *line, label: format!("line {line}") };
        Found {
            rule: rule.into(),
            level: Level::Deny,
            message: String::new(),
            places: lines.iter().map(place).collect(),
        }
    }

    fn compared(text: &str, found: &[Found]) -> Vec<String> {
        let disagreements = expect::compare(&parsed(text).expect("comments that are understood"), found);
        disagreements.into_iter().map(|at| format!("{}: {}", at.line, at.what)).collect()
    }

    #[test]
    fn comments_are_read() {
        let text = "a //~ double_lock\n//~^ lock_order_inversion warn\nb //~| held here\n//~^^^| text\n\
                    //~ FN double_lock -- too far away\n//~ FP double_lock -- a flag\n";
        let read = parsed(text).unwrap();
        let lines: Vec<(u32, &str, Option<Level>, Claim)> =
            read.findings.iter().map(|at| (at.line, at.rule.as_str(), at.level, at.claim)).collect();
        assert_eq!(
            lines,
            [
                (1, "double_lock", None, Claim::Bug),
                (1, "lock_order_inversion", Some(Level::Warn), Claim::Bug),
                (5, "double_lock", None, Claim::Missed),
                (6, "double_lock", None, Claim::FalseAlarm),
            ]
        );
        let places: Vec<(u32, &str)> = read.places.iter().map(|at| (at.line, at.text.as_str())).collect();
        assert_eq!(places, [(3, "held here"), (1, "text")]);
    }

    #[test]
    fn comments_that_are_not_understood_are_errors() {
        assert_eq!(parsed("//~ double_look").unwrap_err(), ["1: there is no rule `double_look`"]);
        assert_eq!(parsed("//~").unwrap_err(), ["1: no rule is named"]);
        assert_eq!(parsed("//~^ double_lock").unwrap_err(), ["1: there is no such line above"]);
        assert_eq!(parsed("//~ double_lock soon").unwrap_err(), ["1: `soon` is not a level"]);
        assert_eq!(parsed("//~ double_lock warn x").unwrap_err(), ["1: `x` is one word too many"]);
        assert_eq!(
            parsed("\n//~ FN double_lock").unwrap_err(),
            ["2: a known miss or false alarm says why: `-- why`"]
        );
    }

    #[test]
    fn what_is_expected_and_found_agrees() {
        assert!(compared("a //~ double_lock\nb //~| line 2\n", &[found("double_lock", &[1, 2])]).is_empty());
        assert!(compared("a //~ double_lock deny\n", &[found("double_lock", &[1])]).is_empty());
        assert!(compared("//~ FN double_lock -- x\n", &[]).is_empty());
        assert!(compared("//~ FP double_lock -- x\n", &[found("double_lock", &[1])]).is_empty());
    }

    #[test]
    fn what_is_not_found_fails() {
        assert_eq!(compared("\na //~ double_lock\n", &[]), ["2: missing: double_lock"]);
        assert_eq!(
            compared("a //~ double_lock warn\n", &[found("double_lock", &[1])]),
            ["1: missing: double_lock warn", "1: unexpected: double_lock"]
        );
        assert_eq!(
            compared("a //~ double_lock\n", &[found("double_lock", &[2, 1])]),
            ["1: missing: double_lock", "2: unexpected: double_lock"]
        );
    }

    #[test]
    fn what_is_not_expected_fails() {
        assert_eq!(compared("a\n", &[found("double_lock", &[1])]), ["1: unexpected: double_lock"]);
        assert_eq!(
            compared("a //~ double_lock\n", &[found("double_lock", &[1]), found("double_lock", &[1])]),
            ["1: unexpected: double_lock"]
        );
    }

    #[test]
    fn known_misses_and_false_alarms_fail_when_they_change() {
        assert_eq!(
            compared("//~ FN double_lock -- x\n", &[found("double_lock", &[1])]),
            ["1: no longer missed: double_lock"]
        );
        assert_eq!(compared("//~ FP double_lock -- x\n", &[]), ["1: no longer a false alarm: double_lock"]);
    }

    #[test]
    fn places_need_an_expected_finding_and_its_label() {
        let text = "a //~ double_lock\nb //~| held\n";
        assert_eq!(compared(text, &[found("double_lock", &[1, 2])]), ["2: missing: a place labelled `held`"]);
        assert_eq!(
            compared("a\nb //~| line\n", &[found("double_lock", &[1, 2])]),
            ["1: unexpected: double_lock", "2: missing: a place labelled `line`"]
        );
    }

    #[test]
    fn an_inversion_may_be_expected_at_any_of_its_places() {
        let cycle = found("lock_order_inversion", &[1, 2, 3]);
        assert!(compared("\n\na //~ lock_order_inversion\n", slice::from_ref(&cycle)).is_empty());
        let text = "a //~ lock_order_inversion\nb //~ lock_order_inversion\n";
        assert_eq!(compared(text, slice::from_ref(&cycle)), ["2: missing: lock_order_inversion"]);
        // Each finding is given away once, whichever order they come in.
        let other = found("lock_order_inversion", &[1]);
        assert!(compared(text, &[cycle.clone(), other.clone()]).is_empty());
        assert!(compared(text, &[other, cycle]).is_empty());
    }
}
