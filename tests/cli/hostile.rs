//! Trees that would have programs of their own run: nothing of them is.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::{DOUBLE_LOCK, MENDED, Project};

/// A program that leaves a mark beside the project when it runs.
fn trap(project: &Project) -> String {
    let program = project.at("trap.sh");
    let mark = project.at("ran");
    let script = format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\ncat\n", mark.display());
    fs::write(&program, script).expect("file");
    let mut command = Command::new("chmod");
    assert!(command.arg("+x").arg(&program).status().expect("chmod runs").success());
    program.display().to_string()
}

fn nothing_ran(project: &Project, what: &str) {
    let ran = fs::read_to_string(project.at("ran")).unwrap_or_default();
    assert_eq!(ran, "", "{what} ran something");
}

fn git(folder: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    let output = command
        .args(["-c", "user.name=a", "-c", "user.email=a@b"])
        .args(args)
        .current_dir(folder)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_tree_does_not_choose_the_toolchain_nor_wrappers() {
    let member = "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";
    let project = Project::new("")
        .with("Cargo.toml", "[workspace]\nmembers = [\"a\"]\n")
        .with("a/Cargo.toml", member)
        .with("a/src/lib.rs", DOUBLE_LOCK);
    let trap = trap(&project);
    // As a toolchain has it: `bin/cargo`, `bin/rustc`.
    for program in ["cargo", "rustc"] {
        let at = project.at("toolchain/bin").join(program);
        fs::create_dir_all(project.at("toolchain/bin")).expect("folder");
        fs::copy(&trap, at).expect("copied");
    }
    let toolchain = format!("[toolchain]\npath = \"{}\"\n", project.at("toolchain").display());
    let config = format!(
        "[build]\nrustc = \"{trap}\"\nrustc-wrapper = \"{trap}\"\n[registry]\nglobal-credential-providers = [\"{trap}\"]\n"
    );
    let project = project.with("rust-toolchain.toml", &toolchain).with(".cargo/config.toml", &config);
    for options in [&[][..], &["--deps"], &["--workspace"]] {
        let run = project.check(options);
        assert_eq!(run.code, Some(1), "{run:?}");
        nothing_ran(&project, &format!("check {options:?}"));
    }
}

#[test]
fn a_repository_does_not_choose_filters_nor_hooks() {
    let project = Project::new(MENDED);
    git(&project.at(""), &["init", "-q", "-b", "main"]);
    git(&project.at(""), &["add", "Cargo.toml", "src"]);
    git(&project.at(""), &["commit", "-q", "-m", "first"]);
    let trap = trap(&project);
    let project =
        project.with(".gitattributes", "*.rs filter=trap diff=trap\n").with("src/lib.rs", DOUBLE_LOCK);
    let config = format!(
        "[core]\n\tfsmonitor = {trap}\n\thooksPath = {}\n\tpager = {trap}\n\tsshCommand = {trap}\n\
         [filter \"trap\"]\n\tclean = {trap}\n\tsmudge = {trap}\n\trequired = true\n\
         [diff]\n\texternal = {trap}\n[diff \"trap\"]\n\ttextconv = {trap}\n\tcommand = {trap}\n",
        project.at("hooks").display()
    );
    let path = project.at(".git/config");
    let before = fs::read_to_string(&path).expect("a configuration");
    for hook in ["post-index-change", "fsmonitor-watchman", "pre-commit"] {
        fs::create_dir_all(project.at("hooks")).expect("folder");
        fs::copy(&trap, project.at("hooks").join(hook)).expect("copied");
    }
    fs::write(&path, format!("{before}{config}")).expect("file");
    for options in
        [&["--since", "HEAD"][..], &["--staged"], &["--fix", "--dry-run"], &["--fix", "--unsafe-fixes"]]
    {
        let run = project.check(options);
        nothing_ran(&project, &format!("check {options:?}: {run:?}"));
    }
    let run = project.check(&["--since", "HEAD"]);
    assert_eq!(run.code, Some(1), "what has changed is still known: {run:?}");
}

#[test]
fn a_link_does_not_choose_where_the_cache_is() {
    for link in ["target", "target/concheck"] {
        let project = Project::new(DOUBLE_LOCK).with("target/keep", "");
        let outside = tempfile::tempdir().expect("folder");
        if link == "target" {
            fs::remove_dir_all(project.at("target")).expect("removed");
        }
        std::os::unix::fs::symlink(outside.path(), project.at(link)).expect("link");
        assert_eq!(project.check(&[]).code, Some(1));
        assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 0, "{link}");
        // Where the user names a folder, it is used.
        let named = outside.path().display().to_string();
        assert_eq!(project.check(&["--cache-dir", &named]).code, Some(1));
        assert!(fs::read_dir(outside.path()).expect("a folder").count() > 0, "{link}");
    }
}
