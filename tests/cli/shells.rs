//! Completions, tried in a shell.

#![cfg(unix)]

use std::fs;

use crate::project::{DOUBLE_LOCK, Project};

/// What bash offers for `line`, whose last word is being written.
fn completed(project: &Project, line: &[&str]) -> Vec<String> {
    // As bash sets things for a completing function; `_cargo` stands for cargo's own.
    let script = r#"
        _cargo() { COMPREPLY=(from-cargo); }
        source completions.bash
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        function=$(complete -p "$1" | sed 's/.*-F \([^ ]*\).*/\1/')
        "$function" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    let output = std::process::Command::new("bash")
        .args(["--norc", "-c", script, "bash"])
        .args(line)
        .current_dir(project.at(""))
        .output()
        .expect("bash runs");
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

#[test]
fn rules_formats_and_cargo_are_completed() {
    let project = Project::new(DOUBLE_LOCK);
    fs::write(project.at("completions.bash"), project.run(&["completions", "bash"]).stdout).expect("file");
    let offers = |line: &[&str], word: &str| completed(&project, line).iter().any(|offer| offer == word);
    for start in [&["concheck"][..], &["cargo", "concheck"]] {
        let offers = |rest: &[&str], word: &str| offers(&[start, rest].concat(), word);
        assert!(offers(&["ba"], "baseline"), "{start:?}");
        assert!(offers(&["check", "-A", "dou"], "double_lock"), "{start:?}");
        assert!(offers(&["check", "-D", ""], "warnings"), "{start:?}");
        assert!(offers(&["check", "--deny", "dead"], "deadlock"), "{start:?}");
        assert!(offers(&["explain", "guard"], "guard_across_await"), "{start:?}");
        assert!(offers(&["check", "--format", "sa"], "sarif"), "{start:?}");
        assert!(offers(&["check", "--color", "al"], "always"), "{start:?}");
        assert!(!offers(&["explain", ""], "warnings"), "{start:?}");
    }
    assert!(offers(&["cargo", "concheck", "--format", "sa"], "sarif"));
    assert!(offers(&["cargo", "concheck", "--form"], "--format"));
    assert_eq!(completed(&project, &["cargo", "bui"]), ["from-cargo"]);
    assert_eq!(completed(&project, &["cargo", "concheck"]), ["from-cargo"]);
    // Any name of a rule that is understood is accepted all the same, and the help stays short.
    assert_eq!(project.check(&["-q", "-A", "concheck::double-lock"]).code, Some(0));
    assert!(!project.run(&["check", "--help"]).stdout.contains("weak_ordering"));
}
