//! Switching concheck on in an old code base: baseline, exit codes, fixes.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::project::{DOUBLE_LOCK, MENDED, Project, command, concheck};

/// The same bug in another type.
fn another(name: &str) -> String {
    DOUBLE_LOCK.replace("Counter", name)
}

/// A blocking call in asynchronous code, for which an edit is offered.
const SLEEP: &str = "\
pub async fn load() {
    std::thread::sleep(std::time::Duration::from_secs(1));
}
";

const MANIFEST: &str = "[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\ntokio = { version = \"1\", features = [\"full\"] }\n";

#[test]
fn what_the_baseline_lists_is_counted_and_does_not_fail() {
    let project = Project::new(DOUBLE_LOCK);
    let run = project.run(&["baseline"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.stderr.starts_with("1 finding written to "), "{run:?}");

    let run = project.check(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    assert_eq!(run.stderr, "no findings, 1 in the baseline, in 1 file, 13 lines, 1 function\n");
    assert_eq!(project.check(&["--format", "json"]).json()["summary"]["baseline"], 1);
    assert_eq!(project.check(&["--no-baseline"]).code, Some(1));
    let sarif = project.check(&["--format", "sarif"]).json();
    assert_eq!(sarif["runs"][0]["results"][0]["suppressions"][0]["kind"], "external");

    // Edits elsewhere, even of the file's name, do not bring it back; a new bug is found.
    let moved = format!(
        "pub fn other() {{}}\n\n{DOUBLE_LOCK}\n{}",
        another("Total").replace("use std::sync::Mutex;\n", "")
    );
    let project = project.with("src/counter.rs", &moved).with("src/lib.rs", "mod counter;\n");
    let run = project.check(&["--format", "json"]);
    assert_eq!((run.code, run.json()["summary"]["baseline"].as_u64()), (Some(1), Some(1)), "{run:?}");
    assert_eq!(run.json()["findings"][0]["primary"]["item"], "Total::twice");
}

#[test]
fn stale_entries_of_the_baseline_are_reported() {
    let project = Project::new(&format!("mod again;\n{DOUBLE_LOCK}")).with("src/again.rs", &another("Again"));
    assert_eq!(project.run(&["baseline"]).code, Some(0));
    let project = project.with("src/again.rs", &MENDED.replace("Counter", "Again"));
    let run = project.check(&["-q"]);
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.contains("warning: 1 baseline entry no longer occurs"), "{run:?}");
    assert!(run.stderr.contains("src/again.rs: double_lock in Again::twice"), "{run:?}");
    // Of what was not asked for nothing is said.
    let other = Project::new(DOUBLE_LOCK).with("tests/it.rs", &another("InTest"));
    assert_eq!(other.run(&["baseline"]).code, Some(0));
    assert_eq!(other.check(&["-q", "--lib"]).stderr, "");
    // Of files that were not analysed nothing is known, and what is hidden still occurs.
    assert_eq!(project.check(&["-q", "--baseline", "concheck-baseline.json", "src/lib.rs"]).stderr, "");
    let hidden = Project::new(DOUBLE_LOCK);
    hidden.run(&["baseline"]);
    assert_eq!(hidden.check(&["-q", "-A", "all"]).stderr, "");
}

#[test]
fn the_baseline_may_be_configured() {
    let project = Project::new(DOUBLE_LOCK).with("concheck.toml", "baseline = \"ci/known.json\"\n");
    assert!(project.check(&[]).refused().contains("cannot read the baseline "));
    fs::create_dir(project.at("ci")).expect("folder");
    assert_eq!(project.run(&["baseline"]).code, Some(0));
    assert!(project.at("ci/known.json").is_file());
    assert_eq!(project.check(&[]).code, Some(0));
    let project = project.with("ci/known.json", "{\"schema\": 9, \"findings\": []}");
    assert!(project.check(&[]).refused().contains("it has schema 9"));
    let project = project.with("ci/known.json", "[");
    assert!(project.check(&[]).refused().contains("known.json"));
}

#[test]
fn exit_codes_may_be_milder_or_harder() {
    let project = Project::new(DOUBLE_LOCK);
    assert_eq!(project.check(&["--exit-zero"]).code, Some(0));
    assert_eq!(project.check(&["-W", "all", "--max-warnings", "1"]).code, Some(0));
    let run = project.check(&["-W", "all", "--max-warnings", "0"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("error: 1 warning, but `--max-warnings` allows 0\n"), "{run:?}");
    let run = project.check(&["-W", "all", "--max-warnings", "0", "--exit-zero"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = project.check(&["--statistics"]);
    assert!(run.stderr.contains("     1  deny   double_lock\n"), "{run:?}");
    let run = project.check(&["--timings"]);
    let stages = ["read", "facts", "declarations", "bodies", "summaries", "rules", "report"];
    assert!(stages.iter().all(|stage| run.stderr.contains(stage)));
}

#[test]
fn fixes_are_shown_then_applied() {
    let project = Project::new(SLEEP).with("Cargo.toml", MANIFEST);
    let run = project.check(&["--fix", "--unsafe-fixes", "--dry-run"]);
    assert!(run.stdout.starts_with("--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ "), "{run:?}");
    assert!(run.stdout.contains("\n-    std::thread::sleep("), "{run:?}");
    assert!(run.stderr.starts_with("would fix 1 finding in 1 file\n"), "{run:?}");
    project.check(&["--fix", "--unsafe-fixes", "--dry-run", "--output", "x.diff"]).refused();
    assert_eq!(fs::read_to_string(project.at("src/lib.rs")).expect("file"), SLEEP);

    assert!(project.check(&["--fix", "--unsafe-fixes"]).refused().contains("not in a git repository"));
    let run = project.check(&["--fix", "--unsafe-fixes", "--allow-no-vcs"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("fixed 1 finding in 1 file"), "{run:?}");
    let text = fs::read_to_string(project.at("src/lib.rs")).expect("file");
    assert!(text.contains("tokio::time::sleep(") && text.contains(".await"), "{text}");
    assert_eq!(project.check(&["--fix", "--unsafe-fixes", "--allow-no-vcs"]).stdout, "");
}

/// An await under a guard, or between two halves of a change, would be one bug for another.
#[test]
fn an_edit_that_would_bring_another_finding_is_left_out() {
    let under_a_guard = "\
use std::sync::RwLock;

pub async fn load(path: &RwLock<String>) -> std::io::Result<String> {
    let path = path.read().unwrap();
    std::fs::read_to_string(&*path)
}
";
    let project = Project::new(under_a_guard).with("Cargo.toml", MANIFEST);
    let run = project.check(&["--fix", "--unsafe-fixes", "--dry-run"]);
    assert_eq!((run.stdout.as_str(), run.stderr.contains("fix")), ("", false), "{run:?}");

    let between_halves = "\
use std::sync::atomic::{AtomicUsize, Ordering};

pub struct Jobs {
    running: AtomicUsize,
}

impl Jobs {
    pub async fn run(&self) {
        self.running.fetch_add(1, Ordering::SeqCst);
        std::thread::sleep(std::time::Duration::from_secs(1));
        self.running.fetch_sub(1, Ordering::SeqCst);
    }
}

pub async fn soon(jobs: &Jobs) {
    let _ = tokio::time::timeout(std::time::Duration::from_secs(2), jobs.run()).await;
}
";
    let project = Project::new(&format!("{between_halves}\n{SLEEP}")).with("Cargo.toml", MANIFEST);
    let run = project.check(&["--fix", "--unsafe-fixes", "--allow-no-vcs"]);
    let said = "fixed 1 finding in 1 file; 1 not fixed, because the edit would cause another finding\n";
    assert!(run.stderr.starts_with(said), "{run:?}");
    let text = fs::read_to_string(project.at("src/lib.rs")).expect("file");
    assert!(text.starts_with(between_halves) && text.contains("tokio::time::sleep("), "{text}");
}

#[test]
fn what_the_baseline_lists_is_not_fixed() {
    let project = Project::new(SLEEP).with("Cargo.toml", MANIFEST);
    assert_eq!(project.run(&["baseline"]).code, Some(0));
    let run = project.check(&["--fix", "--unsafe-fixes", "--dry-run"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    assert!(
        project
            .check(&["--fix", "--unsafe-fixes", "--dry-run", "--no-baseline"])
            .stdout
            .contains("\n-    std::thread::sleep(")
    );
}

#[test]
fn a_baseline_of_a_part_keeps_the_rest() {
    let project = Project::new(&format!("mod again;\n{DOUBLE_LOCK}"))
        .with("src/again.rs", &another("Again"))
        .with("tests/it.rs", &another("InTest"));
    assert!(project.run(&["baseline"]).stderr.starts_with("3 findings written to "));
    // One is mended, and only the library is asked about.
    let project = project.with("src/again.rs", &MENDED.replace("Counter", "Again"));
    let run = project.run(&["baseline", "--lib"]);
    assert!(run.stderr.starts_with("1 finding written to "), "{run:?}");
    assert!(run.stderr.ends_with(", 1 from other packages or targets kept\n"), "{run:?}");
    let run = project.check(&[]);
    assert_eq!((run.code, run.stderr.contains("2 in the baseline")), (Some(0), true), "{run:?}");
}

#[test]
fn the_baseline_and_the_changes_are_heeded_together() {
    let project = Project::new(&format!("mod again;\nmod new;\n{DOUBLE_LOCK}"))
        .with("src/again.rs", &another("Again"))
        .with("src/new.rs", MENDED);
    project.git(&["init", "-q"]);
    assert_eq!(project.run(&["baseline"]).code, Some(0));
    project.commit();
    let text = another("Again").replace("pub fn twice", "pub fn other() {}\n    pub fn twice");
    let project = project.with("src/again.rs", &text).with("src/new.rs", &another("New"));
    let run = project.check(&["--since", "HEAD", "--format", "concise"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.lines().count() == 1 && run.stdout.starts_with("src/new.rs:10:"), "{run:?}");
    assert_eq!(run.stderr, "");
}

#[test]
fn a_file_that_git_could_not_give_back_is_not_fixed() {
    let project = Project::new(SLEEP).with("Cargo.toml", MANIFEST);
    project.git(&["init", "-q"]);
    assert!(
        project.check(&["--fix", "--unsafe-fixes"]).refused().contains("uncommitted changes in src/lib.rs")
    );
    project.commit();
    let project = project.with("src/lib.rs", &format!("{SLEEP}// more\n"));
    assert!(
        project.check(&["--fix", "--unsafe-fixes"]).refused().contains("uncommitted changes in src/lib.rs")
    );
    project.commit();
    let run = project.check(&["--fix", "--unsafe-fixes"]);
    assert!(run.stderr.contains("fixed 1 finding"), "{run:?}");
}

#[test]
fn bytes_that_are_no_text_are_not_rewritten() {
    let project = Project::new("").with("Cargo.toml", MANIFEST);
    let mut bytes = SLEEP.as_bytes().to_vec();
    bytes.extend(b"// \xFF\n");
    fs::write(project.at("src/lib.rs"), &bytes).expect("file");
    let run = project.check(&["--fix", "--unsafe-fixes", "--allow-no-vcs"]);
    assert!(run.stderr.contains("is not plain UTF-8"), "{run:?}");
    assert_eq!(fs::read(project.at("src/lib.rs")).expect("file"), bytes);
}

/// A run that watches says what it finds at once, and again after a change.
#[test]
fn watching_checks_again_after_a_change() {
    let project = Project::new(MENDED);
    let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
    command.args(["check", "--watch", "--format", "concise"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    let mut said = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    let mut found = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let first = said.next().expect("a line").expect("text");
    assert!(first.starts_with("watching "), "{first}");
    // What is no source changes nothing.
    fs::write(project.at("notes.txt"), "x").expect("file");
    fs::write(project.at("src/lib.rs"), DOUBLE_LOCK).expect("file");
    let second = found.next().expect("a line").expect("text");
    assert!(second.contains("deny[double_lock]"), "{second}");
    child.kill().expect("runs");
    child.wait().expect("ends");
}

#[test]
fn the_baseline_of_nothing_is_empty() {
    let project = Project::new(MENDED);
    project.run(&["baseline", "-o", "b.json"]);
    let text = fs::read_to_string(project.at("b.json")).expect("written");
    assert_eq!(text, "{\n  \"schema\": 2,\n  \"findings\": []\n}\n");
    assert_eq!(concheck(&project.at(""), &["check", "--baseline", "b.json"]).code, Some(0));
}
