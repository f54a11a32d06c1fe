//! Judging hand-made findings and allows.

use super::*;
use crate::config::{Config, RuleLevel, TestCode};
use crate::rules::{Family, Rule};

const fn rule(name: &'static str, family: Family, level: Level) -> Rule {
    Rule {
        name,
        family,
        level,
        preview: false,
        summary: "",
        docs: "",
        yields_to: &[],
        clippy_twins: &["await_holding_lock"],
        run: |_| Vec::new(),
    }
}

static DOUBLE: Rule = rule("double_lock", Family::Deadlock, Level::Deny);
static MUTATION: Rule = rule("unguarded_mutation", Family::SharedState, Level::Deny);
static POISON: Rule = rule("poison_cascade", Family::SharedState, Level::Allow);
static WAKEUP: Rule = Rule { preview: true, ..rule("lost_wakeup", Family::Async, Level::Warn) };
static RULES: &[&Rule] = &[&DOUBLE, &MUTATION, &POISON, &WAKEUP];

fn span(line: u32, from: u32, to: u32) -> Span {
    Span { start: Pos { line, column: from }, end: Pos { line, column: to } }
}

fn finding(rule: &'static str, level: Level, line: u32) -> Finding {
    Finding {
        rule,
        level,
        confidence: Confidence::High,
        message: String::from("m"),
        primary: Site {
            location: Location { file: FileId(0), span: span(line, 4, 8) },
            item: String::from("f"),
            label: String::from("l"),
        },
        related: Vec::new(),
        locks: Vec::new(),
        help: String::from("h"),
        fix: None,
        evidence: Evidence::default(),
        in_test: false,
    }
}

fn allow(rules: &[&str], line: u32) -> Allow {
    Allow {
        rules: rules.iter().map(|name| Symbol::new(name)).collect(),
        at: span(line, 20, 30),
        covers: span(line, 0, 100),
        report_unused: true,
    }
}

fn levels(flags: &[(&str, Level)]) -> Levels {
    let flags: Vec<(String, Level)> = flags.iter().map(|(name, level)| (name.to_string(), *level)).collect();
    Levels::new(RULES, &Config::default(), &flags, None).expect("known names")
}

fn file(allows: Vec<Allow>) -> Vec<FileFacts> {
    vec![FileFacts { allows, ..FileFacts::default() }]
}

fn fates(judged: &[Judged]) -> Vec<(&str, u32, Fate)> {
    judged
        .iter()
        .map(|judged| (judged.finding.rule, judged.finding.primary.location.span.start.line, judged.fate))
        .collect()
}

#[test]
fn an_allow_suppresses_by_rule_family_all_and_twin_where_it_covers() {
    for name in ["double_lock", "concheck::double_lock", "deadlock", "all", "clippy::await_holding_lock"] {
        let judged = judge(
            vec![finding("double_lock", Level::Deny, 1), finding("double_lock", Level::Deny, 2)],
            &file(vec![allow(&[name], 1)]),
            &levels(&[]),
        );
        let expected = [("double_lock", 1, Fate::Suppressed), ("double_lock", 2, Fate::Shown)];
        assert_eq!(fates(&judged), expected, "{name}");
    }
    let judged = judge(
        vec![finding("double_lock", Level::Deny, 1)],
        &file(vec![allow(&["shared_state"], 1)]),
        &levels(&[]),
    );
    assert_eq!(fates(&judged), [("double_lock", 1, Fate::Shown), (UNUSED_ALLOW, 1, Fate::Shown)]);
}

#[test]
fn only_the_primary_location_counts() {
    let mut found = finding("double_lock", Level::Deny, 5);
    found.related = vec![finding("double_lock", Level::Deny, 1).primary];
    let judged = judge(vec![found], &file(vec![allow(&["double_lock"], 1)]), &levels(&[]));
    assert_eq!(fates(&judged), [(UNUSED_ALLOW, 1, Fate::Shown), ("double_lock", 5, Fate::Shown)]);
}

#[test]
fn an_allow_of_a_hidden_finding_is_used() {
    let mut found = finding("double_lock", Level::Deny, 1);
    found.confidence = Confidence::Low;
    let judged = judge(vec![found], &file(vec![allow(&["double_lock"], 1)]), &levels(&[]));
    assert_eq!(fates(&judged), [("double_lock", 1, Fate::Hidden)]);
}

#[test]
fn an_allow_that_does_nothing_is_reported_with_what_was_meant() {
    let files = file(vec![allow(&["double_lock", "duble_lock", "poison_cascade", "banana"], 3)]);
    let judged = judge(Vec::new(), &files, &levels(&[]));
    let messages: Vec<&str> = judged.iter().map(|judged| judged.finding.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`double_lock` in this allow suppresses nothing",
            "unknown rule `banana` in an allow",
            "unknown rule `duble_lock` in an allow; did you mean `double_lock`?",
        ]
    );
    assert!(judged.iter().all(|judged| judged.level == Level::Warn && judged.fate == Fate::Shown));

    let judged = judge(Vec::new(), &file(vec![allow(&[], 0)]), &levels(&[]));
    assert_eq!(judged[0].finding.message, "this allow names no rule");
}

#[test]
fn quiet_about_clippys_allows_and_about_allows_that_are_allowed() {
    let mut clippys = allow(&["clippy::await_holding_lock", "clippy::all"], 1);
    clippys.report_unused = false;
    assert!(judge(Vec::new(), &file(vec![clippys]), &levels(&[])).is_empty());

    let files = file(vec![allow(&["double_lock"], 1), allow(&["unused_allow"], 1)]);
    assert_eq!(fates(&judge(Vec::new(), &files, &levels(&[]))), [(UNUSED_ALLOW, 1, Fate::Suppressed)]);
    // It must not silence the report about itself.
    let files = file(vec![allow(&["all"], 1)]);
    assert_eq!(fates(&judge(Vec::new(), &files, &levels(&[]))), [(UNUSED_ALLOW, 1, Fate::Shown)]);
    assert_eq!(
        fates(&judge(Vec::new(), &files, &levels(&[("unused_allow", Level::Allow)]))),
        [(UNUSED_ALLOW, 1, Fate::Hidden)]
    );
}

#[test]
fn flags_apply_in_order_over_the_configuration() {
    use Level::{Allow, Deny, Warn};
    let deny = finding("double_lock", Deny, 0);
    let mild = finding("double_lock", Warn, 0);
    let off = finding("poison_cascade", Warn, 0);
    let of = |flags: &[(&str, Level)]| {
        let levels = levels(flags);
        [levels.of(&deny), levels.of(&mild), levels.of(&off)]
    };
    assert_eq!(of(&[]), [Deny, Warn, Allow]);
    assert_eq!(of(&[("double_lock", Warn)]), [Warn, Warn, Allow]);
    assert_eq!(of(&[("double-lock", Deny)]), [Deny, Deny, Allow]);
    assert_eq!(of(&[("all", Warn)]), [Warn, Warn, Warn]);
    assert_eq!(of(&[("all", Allow), ("deadlock", Deny)]), [Deny, Deny, Allow]);
    assert_eq!(of(&[("deadlock", Deny), ("all", Allow)]), [Allow, Allow, Allow]);

    let config = Config { levels: vec![(String::from("all"), RuleLevel::Deny)], ..Config::default() };
    let levels =
        Levels::new(RULES, &config, &[(String::from("double_lock"), Allow)], None).expect("known names");
    assert_eq!([levels.of(&deny), levels.of(&off)], [Allow, Deny]);
}

#[test]
fn an_unknown_name_is_an_error_that_suggests() {
    let flags = [(String::from("duble_lock"), Level::Deny)];
    let error = Levels::new(RULES, &Config::default(), &flags, None).expect_err("unknown");
    assert_eq!(error.to_string(), "unknown rule `duble_lock`; did you mean `double_lock`?");
    let flags = [(String::from("banana"), Level::Deny)];
    let error = Levels::new(RULES, &Config::default(), &flags, None).expect_err("unknown");
    assert_eq!(error.to_string(), "unknown rule `banana`; `concheck rules` lists the rules");
}

#[test]
fn test_code_is_one_level_lower_unless_configured() {
    let mut deny = finding("double_lock", Level::Deny, 0);
    let mut warn = finding("double_lock", Level::Warn, 0);
    deny.in_test = true;
    warn.in_test = true;
    for (test_code, expected) in [
        (TestCode::Lower, [Level::Warn, Level::Allow]),
        (TestCode::Same, [Level::Deny, Level::Warn]),
        (TestCode::Allow, [Level::Allow, Level::Allow]),
    ] {
        let config = Config { test_code: Some(test_code), ..Config::default() };
        let levels = Levels::new(RULES, &config, &[], None).expect("no names");
        assert_eq!([levels.of(&deny), levels.of(&warn)], expected);
    }
}

#[test]
fn a_rule_in_preview_is_off_until_it_is_asked_for() {
    let found = finding("lost_wakeup", Level::Warn, 1);
    let with = |preview: bool, flags: &[(&str, Level)]| {
        let flags: Vec<(String, Level)> =
            flags.iter().map(|(name, level)| (name.to_string(), *level)).collect();
        Levels::new(RULES, &Config { preview, ..Config::default() }, &flags, None).expect("known names")
    };
    let denied: &[(&str, Level)] = &[("lost_wakeup", Level::Deny)];
    for (preview, flags, expected) in [
        (false, &[][..], Level::Allow),
        (false, denied, Level::Allow),
        (false, &[("all", Level::Deny)], Level::Allow),
        (true, &[], Level::Warn),
        (true, denied, Level::Deny),
    ] {
        let levels = with(preview, flags);
        assert_eq!(levels.of(&found), expected, "{preview} {flags:?}");
        assert_eq!(levels.is_off("lost_wakeup"), expected == Level::Allow);
    }
    assert_eq!(with(false, denied).without_effect(), ["lost_wakeup"]);
    assert!(with(true, denied).without_effect().is_empty());
    assert!(with(false, &[("all", Level::Deny)]).without_effect().is_empty(), "nobody asked for it by name");
}
