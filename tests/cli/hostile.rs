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

fn pipe(path: &Path) {
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folder");
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

fn link(to: &Path, at: &Path) {
    std::os::unix::fs::symlink(to, at).expect("link");
}

#[test]
fn pipes_and_devices_are_not_read() {
    let lib = format!("mod pipe;\nmod device;\nmod socket;\ninclude!(\"device.rs\");\n{DOUBLE_LOCK}");
    let manifest = "[workspace]\nmembers = [\"a\"]\n[package]\nname = \"sample\"\nedition = \"2021\"\n";
    let project = Project::new(&lib).with("Cargo.toml", manifest).with("src/in/keep.rs", "");
    git(&project.at(""), &["init", "-q"]);
    let _socket = std::os::unix::net::UnixListener::bind(project.at("src/socket.rs")).expect("a socket");
    let zero = Path::new("/dev/zero");
    fs::remove_file(project.at(".git/info/exclude")).expect("removed");
    for name in [".gitignore", ".git/info/exclude", "src/pipe.rs", ".cargo/config.toml", "a/Cargo.toml"] {
        pipe(&project.at(name));
    }
    for name in [".ignore", "src/device.rs", "src/in/.gitignore", "traces.jsonl", "old.json"] {
        link(zero, &project.at(name));
    }
    let unread = [
        ".gitignore",
        ".ignore",
        ".git/info/exclude",
        "src/in/.gitignore",
        "src/pipe.rs",
        "src/device.rs",
        "src/socket.rs",
    ];
    for options in [&[][..], &["--deps"], &["--no-cache", "--format", "json"]] {
        let run = project.check(options);
        assert_eq!(run.code, Some(1), "{run:?}");
        for name in unread {
            let told = format!("{run:?}");
            assert!(told.contains(name) && told.contains("not a regular file"), "{name}: {told}");
        }
    }
    for command in ["files", "graph", "locks", "config"] {
        let run = project.run(&[command]);
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    for args in [
        &["check", "--baseline", "old.json"][..],
        &["check", "--trace", "traces.jsonl"],
        &["diff", "old.json", "traces.jsonl"],
        &["link", "old.json"],
        &["check", "src/pipe.rs"],
        &["check", "src/device.rs"],
        &["check", "--config", "old.json"],
    ] {
        let run = project.run(args);
        let error = run.refused();
        assert!(error.contains("regular file") || error.contains("not a folder"), "{args:?}: {error}");
    }
    for name in ["concheck.toml", "concheck-baseline.json"] {
        pipe(&project.at(name));
        let run = project.check(&[]);
        assert!(run.refused().contains("not a regular file"), "{name}: {run:?}");
        fs::remove_file(project.at(name)).expect("removed");
    }
}

#[test]
fn what_is_no_rust_is_not_shown() {
    let outside = tempfile::tempdir().expect("folder");
    let secret = outside.path().join("secret");
    fs::write(&secret, "password = \"hunter2\"\n").expect("file");
    let lib = format!("include!(\"{0}\");\n#[path = \"{0}\"]\nmod secret;\n{DOUBLE_LOCK}", secret.display());
    let project = Project::new(&lib);
    link(&secret, &project.at("src/main.rs"));
    link(&secret, &project.at("concheck-baseline.json"));
    for options in [&["--no-baseline"][..], &["--no-baseline", "--format", "html"], &[]] {
        let run = project.check(options);
        assert!(!format!("{run:?}").contains("hunter2"), "{run:?}");
    }
}

#[test]
fn nothing_is_written_where_links_lead() {
    let outside = tempfile::tempdir().expect("folder");
    let target = outside.path().join("target.rs");
    fs::write(&target, DOUBLE_LOCK).expect("file");
    let project = Project::new("pub mod a {}\n").with("src/own.rs", "");
    link(&target, &project.at("src/main.rs"));
    link(&target, &project.at("report.txt"));
    link(outside.path(), &project.at("reports"));
    link(&project.at("src/own.rs"), &project.at("inside.txt"));
    let is_untouched = |what: &str| {
        assert_eq!(fs::read_to_string(&target).expect("reads"), DOUBLE_LOCK, "{what}");
        assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 1, "{what}");
    };
    for args in [
        &["check", "-o", "report.txt"][..],
        &["check", "-o", "sarif=reports/new.sarif"],
        &["graph", "-o", "report.txt"],
        &["baseline", "-o", "reports/new.json"],
        &["facts", "-o", "report.txt", "."],
        &["diff", "Cargo.toml", "Cargo.toml", "-o", "report.txt"],
    ] {
        let run = project.run(args);
        assert!(run.refused().contains("leads out of"), "{args:?}: {run:?}");
        is_untouched(&format!("{args:?}"));
    }
    for options in [
        &["--fix", "--unsafe-fixes", "--allow-no-vcs"][..],
        &["--add-allow", "because"],
        &["--fix", "--allow-no-vcs", "--allow-dirty"],
    ] {
        let run = project.check(options);
        assert_eq!(run.code, Some(1), "the finding stays: {run:?}");
        is_untouched(&format!("{options:?}"));
    }
    // A configuration does not choose a file outside either.
    let name = format!("../{}/new.json", outside.path().file_name().expect("a name").display());
    let project = project.with("concheck.toml", &format!("baseline = \"{name}\"\n"));
    let run = project.run(&["baseline"]);
    assert!(run.refused().contains("outside of"), "{run:?}");
    is_untouched("baseline");
    fs::remove_file(project.at("concheck.toml")).expect("removed");
    link(&outside.path().join("new.json"), &project.at("concheck-baseline.json"));
    assert_eq!(project.run(&["baseline"]).code, Some(0));
    is_untouched("a baseline that is a link to nowhere");
    // What the user names is written.
    assert_eq!(project.run(&["check", "-o", &target.display().to_string()]).code, Some(2), "it was read");
    let new = outside.path().join("new.txt");
    assert_eq!(project.check(&["-o", &new.display().to_string()]).code, Some(0));
    assert!(new.is_file());
}

#[test]
fn programs_of_the_tree_are_not_found() {
    let project = Project::new(DOUBLE_LOCK);
    git(&project.at(""), &["init", "-q"]);
    let trap = trap(&project);
    fs::create_dir_all(project.at("bin")).expect("folder");
    for program in ["git", "cargo", "rustc", "less", "bin/git", "bin/cargo", "bin/rustc", "bin/less"] {
        fs::copy(&trap, project.at(program)).expect("copied");
    }
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!(".:{}::bin:{path}", project.at("bin").display());
    for options in [&["--since", "HEAD"][..], &["--staged"], &["--fix"], &["--add-allow", "x"], &["--deps"]] {
        let mut command = crate::project::command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
        command.arg("check").args(options).env("PATH", &path).env_remove("CARGO");
        let output = command.output().expect("concheck runs");
        nothing_ran(&project, &format!("check {options:?}: {}", String::from_utf8_lossy(&output.stderr)));
    }
}
