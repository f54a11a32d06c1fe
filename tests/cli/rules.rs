//! `concheck rules` and `concheck explain`.

use std::path::Path;

use crate::project::concheck;

#[test]
fn rules_lists_every_rule_once() {
    let text = concheck(Path::new("."), &["rules"]);
    assert_eq!((text.code, text.stderr.as_str()), (Some(0), ""));
    let json = concheck(Path::new("."), &["rules", "--format", "json"]).json();
    let rules = json.as_array().expect("an array");
    assert_eq!(text.stdout.lines().count(), rules.len() + 1, "a head and a line each");
    for rule in rules {
        let name = rule["name"].as_str().expect("a name");
        assert!(text.stdout.lines().any(|line| line.starts_with(&format!("{name} "))), "{name}");
        let page = concheck(Path::new("."), &["explain", name]);
        assert_eq!(page.code, Some(0));
        assert!(page.stdout.starts_with("# "), "{page:?}");
    }
}

#[test]
fn explain_suggests_what_was_meant() {
    let run = concheck(Path::new("."), &["explain", "unused_alow"]);
    assert_eq!(run.refused(), "error: unknown rule `unused_alow`; did you mean `unused_allow`?\n");
    let run = concheck(Path::new("."), &["explain", "banana"]);
    assert_eq!(run.refused(), "error: unknown rule `banana`; `concheck rules` lists the rules\n");
    assert_eq!(concheck(Path::new("."), &["explain", "concheck::unused-allow"]).code, Some(0));
}
