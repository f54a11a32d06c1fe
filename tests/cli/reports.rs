//! Reports compared, files listed, and the cache folder of the environment.

use std::fs;

use serde_json::Value;

use crate::project::{DOUBLE_LOCK, MENDED, Project, command, run};

const DROPPED: &str =
    "pub fn touch(m: &std::sync::Mutex<u32>) {\n    let _ = m.lock();\n    println!(\"touched\");\n}\n";

/// A project with the reports `a.json` (of `lib`) and `b.json` (of `later`).
fn compared(lib: &str, later: &str, args: &[&str]) -> Project {
    let project = Project::new(lib);
    let report = |name: &str, args: &[&str]| {
        project.check(&[&["--format", "json", "-o", name], args].concat());
    };
    report("a.json", &[]);
    fs::write(project.at("src/lib.rs"), later).expect("file");
    report("b.json", args);
    project
}

#[test]
fn what_appeared_and_what_is_gone_is_told() {
    let project = compared(DROPPED, DOUBLE_LOCK, &[]);
    let run = project.run(&["diff", "a.json", "b.json"]);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!((run.code, lines.len()), (Some(1), 2), "{run:?}");
    assert!(
        lines[0].starts_with("+ src/lib.rs:10:28: deny[double_lock] `Counter::value` is locked"),
        "{run:?}"
    );
    assert!(lines[1].starts_with("- src/lib.rs:2:"), "{run:?}");
    assert_eq!(run.stderr, "1 finding appeared (1 deny, 0 warn), 1 gone, 0 unchanged\n");
    assert_eq!(project.run(&["diff", "a.json", "b.json", "--exit-zero"]).code, Some(0));
    assert_eq!(project.run(&["-q", "diff", "a.json", "b.json"]).stderr, "");

    // The other way round only a warning appears.
    let run = project.run(&["diff", "b.json", "a.json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let same = project.run(&["diff", "a.json", "a.json"]);
    assert_eq!((same.code, same.stdout.as_str()), (Some(0), ""));
    assert_eq!(same.stderr, "nothing appeared, 0 gone, 1 unchanged\n");

    let json = project.run(&["diff", "a.json", "b.json", "--format", "json"]).json();
    assert_eq!(json["appeared"][0]["rule"], "double_lock");
    assert_eq!(json["gone"][0]["rule"], "guard_dropped_immediately");
    assert_eq!((&json["changed"], &json["unchanged"]), (&Value::Array(Vec::new()), &0.into()));
}

#[test]
fn moved_code_is_unchanged_and_a_level_that_rises_fails() {
    let moved = format!("pub fn before() {{}}\n\n{DROPPED}");
    let run = compared(DROPPED, &moved, &[]).run(&["diff", "a.json", "b.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    let project = compared(DROPPED, DROPPED, &["-D", "warnings"]);
    let run = project.run(&["diff", "a.json", "b.json"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.contains(": warn -> deny[guard_dropped_immediately] "), "{run:?}");
    assert_eq!(project.run(&["diff", "b.json", "a.json"]).code, Some(0));
}

#[test]
fn reports_of_lines_and_standard_input_are_read_and_others_refused() {
    let project = compared(DROPPED, DOUBLE_LOCK, &[]);
    let lines = project.check(&["--format", "jsonl"]).stdout;
    let project = project.with("b.jsonl", &lines).with("x.json", "{\"schema\": 9, \"findings\": []}");
    let stdout = project.run(&["diff", "a.json", "b.json"]).stdout;
    assert_eq!(project.run(&["diff", "a.json", "b.jsonl"]).stdout, stdout);
    let mut piped = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
    piped.args(["diff", "a.json", "-"]).stdin(fs::File::open(project.at("b.json")).expect("file"));
    assert_eq!(run(&mut piped).stdout, stdout);
    for (args, message) in [
        (["x.json", "b.json"], "it has schema 9, but this version reads schema 1"),
        (["src/lib.rs", "b.json"], "src/lib.rs is not a report of concheck"),
        (["none.json", "b.json"], "cannot read none.json"),
        (["-", "-"], "only one of the reports"),
    ] {
        let run = project.run(&["diff", args[0], args[1]]);
        assert!(run.refused().contains(message), "{run:?}");
    }
    project.run(&["diff", "a.json", "b.json", "-o", "a.json"]).refused();
}

#[test]
fn files_are_listed_with_what_they_are() {
    let project = Project::new(&format!("mod inner;\n{DOUBLE_LOCK}"))
        .with("src/inner.rs", "pub fn half() {\n    let x = (1;\n}\n")
        .with("src/main.rs", "fn main() {}\n")
        .with("tests/it.rs", "#[test]\nfn works() {}\n");
    let run = project.run(&["files"]);
    let rows: Vec<Vec<&str>> = run.stdout.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["file", "package", "target", "edition", "lines", "functions", "problems"]);
    assert_eq!(rows[2], ["src/lib.rs", "sample", "lib", "2021", "14", "1", "0"], "{run:?}");
    assert_eq!(rows[3], ["src/main.rs", "sample", "bin", "sample", "2021", "1", "1", "0"], "{run:?}");
    assert_eq!(rows[4], ["tests/it.rs", "sample", "test", "it", "2021", "2", "1", "0"], "{run:?}");
    assert!(run.stderr.starts_with("4 files, 20 lines, "), "{run:?}");
    let json = project.run(&["files", "--format", "json"]).json();
    let files = json["files"].as_array().expect("files");
    assert_eq!(files.len(), 4);
    assert!(files[0]["file"] == "src/inner.rs" && files[0]["problems"].as_u64() > Some(0), "{json}");
    // The same numbers as a report has.
    let summary = project.check(&["--format", "json"]).json()["summary"].clone();
    for key in ["lines", "functions"] {
        let sum: u64 = files.iter().filter_map(|file| file[key].as_u64()).sum();
        assert_eq!(Some(sum), summary[key].as_u64(), "{key}");
    }
    assert_eq!(
        project.run(&["files", "--test", "it", "--format", "json"]).json()["files"][0]["target"],
        "test it"
    );
}

#[test]
fn the_environment_names_the_cache_folder() {
    let project = Project::new(MENDED);
    let asked = |args: &[&str], variable: &str| {
        let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
        command.args(["check", "-v"]).args(args).env("CONCHECK_CACHE_DIR", variable);
        let stderr = run(&mut command).stderr;
        let line = stderr.lines().find(|line| line.starts_with("cache: ")).expect("a line").to_owned();
        line.split([' ', ',']).nth(1).expect("a folder").to_owned()
    };
    assert_eq!(asked(&[], "kept"), "kept");
    assert!(project.at("kept").is_dir() && !project.at("target").exists());
    assert_eq!(asked(&["--cache-dir", "other"], "kept"), "other");
    assert_eq!(asked(&["--no-cache"], "kept"), "none");
    assert!(asked(&[], "").ends_with("target/concheck"));
}
