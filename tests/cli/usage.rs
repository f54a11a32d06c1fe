//! Wrong usage and unreadable input: exit code 2, one message, nothing on standard output.

use std::path::Path;

use crate::project::{MENDED, Project, concheck};

#[test]
fn what_is_not_understood_is_refused() {
    let project = Project::new(MENDED);
    for args in [
        &["--no-such-flag"][..],
        &["--format", "yaml"],
        &["--threads", "0"],
        &["--edition", "1999"],
        &["--confidence", "sure"],
        &["-q", "-v"],
    ] {
        project.check(args).refused();
    }
    assert_eq!(concheck(Path::new("."), &["no-such-command"]).code, Some(2));
    let nothing = concheck(Path::new("."), &[]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (Some(2), ""));
}

#[test]
fn an_unknown_rule_is_refused_with_a_suggestion() {
    let project = Project::new(MENDED);
    for flag in ["-A", "-W", "-D"] {
        let run = project.check(&[flag, "unused_alow"]);
        assert_eq!(run.refused(), "error: unknown rule `unused_alow`; did you mean `unused_allow`?\n");
    }
}

#[test]
fn a_missing_path_is_refused() {
    let project = Project::new(MENDED);
    let run = project.check(&["no/such/path"]);
    assert!(run.refused().contains("no/such/path"), "{run:?}");
    let run = project.check(&["--config", "no.toml"]);
    assert!(run.refused().contains("no.toml"), "{run:?}");
    let run = project.check(&["concheck.toml"]);
    run.refused();
}

#[test]
fn a_broken_configuration_is_refused_where_it_is_broken() {
    let project = Project::new(MENDED).with("concheck.toml", "confidence = \"medium\"\nlevel = 3\n");
    let run = project.check(&[]);
    assert!(run.refused().contains("concheck.toml:2:1: "), "{run:?}");
}

#[test]
fn help_and_version_go_to_standard_output() {
    for args in [
        &["--help"][..],
        &["--version"],
        &["check", "--help"],
        &["check", "-h"],
        &["help"],
        &["help", "check"],
    ] {
        let run = concheck(Path::new("."), args);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        assert!(run.stdout.contains("concheck"), "{run:?}");
    }
}

#[test]
fn whoever_leaves_out_the_command_is_told_it() {
    let project = Project::new(MENDED);
    for (args, meant) in [
        (&["src/lib.rs"][..], "concheck check src/lib.rs"),
        (&["."], "concheck check ."),
        (&["--format", "json"], "concheck check --format json"),
    ] {
        let run = project.run(args);
        assert!(run.refused().contains(&format!("tip: to analyse, write '{meant}'")), "{run:?}");
    }
    assert!(!project.run(&["no_such_file.rs"]).refused().contains("to analyse"));
    assert!(!project.run(&["--no-such-flag"]).refused().contains("to analyse"));
}

#[test]
fn an_output_in_an_unknown_format_is_refused() {
    let project = Project::new(MENDED);
    let run = project.check(&["--output", "sarf=x.sarif"]);
    assert!(run.refused().contains("no format `sarf`; did you mean `sarif`?"), "{run:?}");
    assert_eq!(project.check(&["--output", "./sarf=x.sarif"]).code, Some(0));
    assert!(project.at("sarf=x.sarif").is_file());
}
