//! What is analysed and which of its findings are reported.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::project::{DOUBLE_LOCK, MENDED, Project, Run, command, concheck, run};

/// A workspace of `bank` and `shop`, each with a bug, and tests in `shop`.
fn workspace() -> Project {
    let manifest =
        |name: &str| format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
    let test = DOUBLE_LOCK.replace("Counter", "InTest");
    Project::new("")
        .with("Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"bank\", \"shop\"]\n")
        .with("bank/Cargo.toml", &manifest("bank"))
        .with("bank/src/lib.rs", &DOUBLE_LOCK.replace("Counter", "Bank"))
        .with("shop/Cargo.toml", &manifest("shop"))
        .with("shop/src/lib.rs", &DOUBLE_LOCK.replace("Counter", "Shop"))
        .with("shop/src/main.rs", &format!("fn main() {{}}\n{}", DOUBLE_LOCK.replace("Counter", "Till")))
        .with("shop/tests/it.rs", &test)
        .with("shop/examples/show.rs", &test.replace("InTest", "InExample"))
        .with("shop/benches/fast.rs", &test.replace("InTest", "InBench"))
}

/// The items of the findings.
fn items(run: &Run) -> Vec<String> {
    let json = run.json();
    let findings = json["findings"].as_array().expect("findings");
    findings
        .iter()
        .map(|finding| finding["primary"]["item"].as_str().expect("an item").replace("::twice", ""))
        .collect()
}

fn found(project: &Project, args: &[&str]) -> Vec<String> {
    let args: Vec<&str> = ["--format", "json"].iter().chain(args).copied().collect();
    items(&project.check(&args))
}

#[test]
fn packages_are_chosen_as_with_cargo() {
    let project = workspace();
    let all = ["Bank", "InBench", "InExample", "Shop", "Till", "InTest"];
    assert_eq!(found(&project, &[]), all);
    assert_eq!(found(&project, &["--workspace"]), all);
    assert_eq!(found(&project, &["-p", "bank"]), ["Bank"]);
    assert_eq!(found(&project, &["-p", "bank@0.1.0", "-p", "sh*"]), all);
    assert_eq!(found(&project, &["--workspace", "--exclude", "shop"]), ["Bank"]);
    assert_eq!(found(&project, &["--manifest-path", "bank/Cargo.toml"]), ["Bank"]);
    assert_eq!(found(&project, &["--manifest-path", "bank/Cargo.toml", "-p", "shop", "--lib"]), ["Shop"]);
    assert_eq!(found(&project, &["--all-features", "-p", "bank", "--features", "x"]), ["Bank"]);
    let refused = project.check(&["-p", "bnk"]);
    assert!(
        refused.refused().contains("no package `bnk` in ") && refused.stderr.contains("did you mean `bank`?")
    );
    project.check(&["--exclude", "shop"]).refused();
}

#[test]
fn targets_are_chosen_as_with_cargo() {
    let project = workspace();
    assert_eq!(found(&project, &["-p", "shop", "--lib"]), ["Shop"]);
    assert_eq!(found(&project, &["-p", "shop", "--bins"]), ["Till"]);
    assert_eq!(found(&project, &["--tests", "--examples"]), ["InExample", "InTest"]);
    assert_eq!(found(&project, &["--benches"]), ["InBench"]);
    assert_eq!(found(&project, &["--lib", "--all-targets"]).len(), 6);
    assert_eq!(found(&project, &["--bin", "shop", "--test", "i*"]), ["Till", "InTest"]);
    assert_eq!(found(&project, &["--example", "show", "--bench", "fast"]), ["InBench", "InExample"]);
    let refused = project.check(&["--bin", "shpo"]);
    assert!(refused.refused().contains("no binary `shpo` in "), "{refused:?}");
    assert!(refused.stderr.contains("did you mean `shop`?"), "{refused:?}");
    // cargo's users and their scripts write these; they make no difference here.
    assert_eq!(found(&project, &["--bin", "shop", "--locked", "--offline", "--frozen", "-j", "2"]), ["Till"]);
}

#[test]
fn cargo_concheck_is_a_check_of_the_nearest_package() {
    let project = workspace();
    let cargo = |args: &[&str], folder: &str| {
        let mut command = command(env!("CARGO_BIN_EXE_cargo-concheck"), &project.at(folder));
        run(command.arg("concheck").args(args))
    };
    assert_eq!(items(&cargo(&["--format", "json"], "bank/src")), ["Bank"]);
    assert_eq!(items(&cargo(&["check", "--format", "json"], "bank/src")), ["Bank"]);
    assert_eq!(items(&cargo(&["--workspace", "--format", "json"], "bank/src")).len(), 6);
    assert_eq!(items(&cargo(&["-p", "bank", "--format", "json"], "")), ["Bank"]);
    assert!(cargo(&["--help"], "").stdout.contains("Usage: cargo concheck"));
    assert!(cargo(&["rules"], "").stdout.contains("double_lock"));
    let alone = tempfile::tempdir().expect("folder");
    let mut command = command(env!("CARGO_BIN_EXE_cargo-concheck"), alone.path());
    assert!(run(command.arg("concheck")).refused().contains("no `Cargo.toml` in "));
}

#[test]
fn globs_are_expanded_where_the_shell_does_not() {
    let project = workspace();
    assert_eq!(found(&project, &["*/src/**/*.rs"]), ["Bank", "Shop", "Till"]);
    assert_eq!(found(&project, &["bank/src/l?b.rs"]), ["Bank"]);
    assert!(project.check(&["none/*.rs"]).refused().contains("no Rust file matches none/*.rs"));
}

#[test]
fn changes_since_a_revision_are_what_is_reported() {
    let project = Project::new(&format!("mod again;\n{DOUBLE_LOCK}"))
        .with("src/again.rs", &DOUBLE_LOCK.replace("Counter", "Again"));
    project.git(&["init", "-q"]);
    project.commit();
    assert_eq!(found(&project, &["--since", "HEAD"]), Vec::<String>::new());
    // The first of the two locks is no primary place.
    let text = DOUBLE_LOCK.replace("Counter", "Again").replace("let a = self", "let a = /* here */ self");
    let project =
        project.with("src/again.rs", &text).with("src/new.rs", &DOUBLE_LOCK.replace("Counter", "New"));
    assert_eq!(found(&project, &["--since", "HEAD"]), ["Again", "New"]);
    assert_eq!(found(&project, &["--staged"]), Vec::<String>::new());
    project.git(&["add", "src/again.rs"]);
    assert_eq!(found(&project, &["--staged"]), ["Again"]);
    // What is staged counts, not what came after it.
    let project = project.with("src/again.rs", MENDED);
    assert_eq!(found(&project, &["--staged"]), ["Again"]);
    assert!(project.check(&["--since", "nowhere"]).refused().contains("unknown git revision `nowhere`"));
    project.check(&["--since", "HEAD", "--staged"]).refused();
    for flag in [&["--since", "HEAD"][..], &["--staged"]] {
        assert!(workspace().check(flag).refused().contains("is not in a git repository"));
    }
}

#[test]
fn standard_input_stands_for_a_file() {
    let project = Project::new("mod lock;\nuse lock::Counter;\n").with("src/lock.rs", MENDED);
    let piped = |args: &[&str], text: &str| {
        let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
        command.args(["check", "--format", "json"]).args(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("starts");
        child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("written");
        let output = child.wait_with_output().expect("ends");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    };
    let run = piped(&["-", "--stdin-filename", "src/lock.rs"], DOUBLE_LOCK);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(run.json()["findings"][0]["primary"]["file"], "src/lock.rs");
    let run = piped(&["-"], DOUBLE_LOCK);
    assert_eq!(run.json()["findings"][0]["primary"]["file"], "stdin.rs");
    let run = piped(&["-", "--stdin-filename", "src/no_such.rs"], DOUBLE_LOCK);
    assert_eq!(run.json()["findings"][0]["primary"]["file"], "no_such.rs");
    assert_eq!(piped(&["-"], MENDED).code, Some(0));
    assert!(piped(&["-", "src"], "").refused().contains("cannot be combined"));
    assert!(piped(&["--stdin-filename", "x.rs"], "").refused().contains("needs `-` as the path"));
    assert_eq!(fs::read_to_string(project.at("src/lock.rs")).expect("file"), MENDED);
}

#[test]
fn a_shallow_clone_is_told_how_to_get_the_history() {
    let project = Project::new(MENDED);
    let git = |folder: &Path, args: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@b", "-c", "protocol.file.allow=always"]);
        let output = command.args(args).current_dir(folder).output().expect("git runs");
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    git(&project.at(""), &["init", "-q", "-b", "main"]);
    git(&project.at(""), &["add", "."]);
    git(&project.at(""), &["commit", "-q", "-m", "first"]);
    git(&project.at(""), &["branch", "base"]);
    let project = project.with("src/lib.rs", DOUBLE_LOCK);
    git(&project.at(""), &["commit", "-q", "-a", "-m", "second"]);
    let clones = tempfile::tempdir().expect("folder");
    let url = format!("file://{}", project.at("").display());
    git(clones.path(), &["clone", "-q", "--depth=1", &url, "shallow"]);
    let shallow = clones.path().join("shallow");
    let run = concheck(&shallow, &["check", "--since", "origin/base"]);
    let expected =
        "error: unknown git revision `origin/base`: this clone is shallow; run `git fetch --unshallow`";
    assert!(run.refused().starts_with(expected), "{run:?}");
    git(&shallow, &["fetch", "-q", "--depth=1", "origin", "base:refs/remotes/origin/base"]);
    let run = concheck(&shallow, &["check", "--since", "origin/base"]);
    let expected = "error: cannot list the changes since `origin/base`: this clone is shallow; ";
    assert!(run.refused().starts_with(expected), "{run:?}");
}
