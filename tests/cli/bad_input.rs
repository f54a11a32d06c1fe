//! What can go wrong with the input, the output and the usage: one clear message, the right exit code, and no output
//! file that is half-written.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use crate::project::{DOUBLE_LOCK, MENDED, Project, Run, command, concheck, run};

/// Analysed all the same: exit code 1 for the one bug in `src/lib.rs`, and a warning that says `message`.
fn analysed_with(project: &Project, message: &str) -> Run {
    let run = project.check(&["--format", "concise"]);
    assert_eq!((run.code, run.stdout.lines().count()), (Some(1), 1), "{run:?}");
    assert!(run.stdout.contains("deny[double_lock]"), "{run:?}");
    let warnings: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("warning: ")).collect();
    assert_eq!(warnings.len(), 1, "{run:?}");
    assert!(warnings[0].contains(message), "{message}: {run:?}");
    run
}

fn bytes(project: &Project, path: &str, bytes: &[u8]) {
    fs::write(project.at(path), bytes).expect("file");
}

#[test]
fn a_missing_file() {
    assert!(
        Project::new(MENDED)
            .check(&["src/none.rs"])
            .refused()
            .contains("no such file or folder: src/none.rs")
    );
}

#[test]
fn a_file_of_another_kind() {
    let project = Project::new(MENDED).with("notes.txt", "x");
    assert!(project.check(&["notes.txt"]).refused().contains("not a folder, a `Cargo.toml` or a `.rs` file"));
}

#[test]
fn an_empty_folder() {
    let project = Project::new(MENDED);
    fs::create_dir(project.at("empty")).expect("folder");
    assert!(project.check(&["empty"]).refused().contains("no Rust source files in empty"));
}

#[test]
fn a_binary_file() {
    let project = Project::new(DOUBLE_LOCK);
    bytes(&project, "src/data.rs", b"\x7fELF\0\0\0");
    analysed_with(&project, "src/data.rs:1:5: skipped: not a text file");
}

#[test]
fn text_that_is_not_utf_8() {
    let project = Project::new(DOUBLE_LOCK);
    bytes(&project, "src/latin.rs", b"// caf\xe9\npub fn f() {}\n");
    analysed_with(&project, "src/latin.rs:1:7: invalid UTF-8");
}

#[test]
fn text_in_utf_16() {
    let project = Project::new(DOUBLE_LOCK);
    let wide: Vec<u8> = "\u{feff}pub fn f() {}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes(&project, "src/wide.rs", &wide);
    analysed_with(&project, "UTF-16");
}

#[test]
fn an_empty_file() {
    let project = Project::new("").with("src/nothing.rs", "");
    let run = project.check(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.stderr.starts_with("no findings in 2 files, 0 lines"), "{run:?}");
}

#[test]
fn a_file_of_50_megabytes() {
    let project = Project::new(DOUBLE_LOCK);
    let file = fs::File::create(project.at("src/table.rs")).expect("file");
    file.set_len(50 * 1024 * 1024).expect("a sparse file");
    analysed_with(&project, "src/table.rs: skipped: larger than 20 MB");
}

#[test]
fn an_unbalanced_file() {
    let project = Project::new(DOUBLE_LOCK).with("src/half.rs", "pub fn half() {\n    let x = (1;\n");
    let run = project.check(&["--format", "concise"]);
    assert_eq!((run.code, run.stdout.lines().count()), (Some(1), 1), "{run:?}");
    assert!(run.stderr.contains("warning: src/half.rs:"), "{run:?}");
}

#[test]
fn nesting_without_end() {
    let deep = format!("pub fn deep() -> u32 {{ {}1{} }}\n", "(".repeat(50_000), ")".repeat(50_000));
    let run = Project::new(DOUBLE_LOCK).with("src/deep.rs", &deep).check(&["--format", "concise"]);
    assert_eq!((run.code, run.stdout.lines().count()), (Some(1), 1), "{}", run.stderr);
    assert!(run.stderr.contains("warning: src/deep.rs:"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new(DOUBLE_LOCK).with("src/closed/mod.rs", MENDED);
    let closed = |mode| {
        fs::set_permissions(project.at("src/closed"), fs::Permissions::from_mode(mode)).expect("folder")
    };
    closed(0o000);
    // The superuser reads everything.
    let is_obeyed = fs::read_dir(project.at("src/closed")).is_err();
    let run = project.check(&["--format", "concise"]);
    let named = project.check(&["src/closed"]);
    closed(0o755);
    if is_obeyed {
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.stderr.contains("warning: src/closed: cannot be read: "), "{run:?}");
        assert!(named.refused().contains("cannot read src/closed: "), "{named:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_circle() {
    let project = Project::new(DOUBLE_LOCK);
    std::os::unix::fs::symlink("..", project.at("src/up")).expect("link");
    std::os::unix::fs::symlink("loop.rs", project.at("loop.rs")).expect("link");
    assert_eq!(project.check(&[]).code, Some(1));
    assert!(project.check(&["loop.rs"]).refused().contains("loop.rs"));
}

#[test]
fn a_configuration_that_is_no_toml() {
    let project = Project::new(MENDED).with("concheck.toml", "[levels\n");
    assert!(project.check(&[]).refused().contains("concheck.toml:1:8: "));
}

#[test]
fn a_configuration_with_a_wrong_type() {
    let project = Project::new(MENDED).with("concheck.toml", "exclude = \"vendor\"\n");
    assert!(project.check(&[]).refused().contains("concheck.toml:1:11: `exclude`: "));
}

#[test]
fn a_configuration_with_an_unknown_key() {
    let project = Project::new(MENDED).with("concheck.toml", "confidense = \"low\"\n");
    assert!(project.check(&[]).refused().contains("unknown key `confidense`; did you mean `confidence`?"));
}

#[test]
fn a_configuration_that_is_a_folder() {
    let project = Project::new(MENDED);
    assert!(project.check(&["--config", "src"]).refused().contains("cannot read the configuration src: "));
}

#[test]
fn an_unknown_rule_in_every_place() {
    let project = Project::new(MENDED);
    for args in [&["check", "-W", "duble_lock"][..], &["explain", "duble_lock"]] {
        assert!(project.run(args).refused().contains("did you mean `double_lock`?"), "{args:?}");
    }
    assert!(project.check(&["-A", "banana"]).refused().contains("`concheck rules` lists the rules"));
}

#[test]
fn options_that_contradict_each_other() {
    let project = Project::new(MENDED);
    for args in [
        &["-q", "-v"][..],
        &["--since", "HEAD", "--staged"],
        &["--baseline", "x.json", "--no-baseline"],
        &["--manifest-path", "Cargo.toml", "src"],
        &["--dry-run"],
        &["--allow-dirty"],
        &["--watch", "--fix"],
        &["--max-warnings", "many"],
        &["--max-warnings", "-1"],
        &["--formt", "json"],
    ] {
        project.check(args).refused();
    }
    assert!(project.check(&["--formt", "json"]).stderr.contains("--format"));
    assert!(project.run(&["chekc"]).refused().contains("check"));
}

#[test]
fn a_manifest_that_is_no_toml() {
    let project = Project::new(DOUBLE_LOCK).with("Cargo.toml", "[package\n");
    analysed_with(&project, "Cargo.toml:1:9: the manifest is not valid TOML");
}

#[test]
fn a_manifest_that_cargo_refuses() {
    let manifest =
        "[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2021\"\nlicense.workspace = true\n";
    let project = Project::new(DOUBLE_LOCK).with("Cargo.toml", manifest);
    analysed_with(&project, "Cargo.toml: inherits from a workspace, and there is none");
}

#[test]
fn a_manifest_path_that_is_no_manifest() {
    let project = Project::new(MENDED);
    assert!(
        project
            .check(&["--manifest-path", "src/lib.rs"])
            .refused()
            .contains("must be a path to a Cargo.toml file")
    );
    assert!(
        project
            .check(&["--manifest-path", "no/Cargo.toml"])
            .refused()
            .contains("no such manifest: no/Cargo.toml")
    );
}

#[test]
fn a_member_that_is_missing() {
    let project = Project::new(DOUBLE_LOCK).with(
        "Cargo.toml",
        "[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[workspace]\nmembers = [\"gone\"]\n",
    );
    analysed_with(&project, "Cargo.toml: there is no package in the member `gone`");
}

#[test]
fn path_dependencies_in_a_circle() {
    let manifest = |name: &str, other: &str| {
        format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\n{other} = {{ path = \"../{other}\" }}\n"
        )
    };
    let project = Project::new("")
        .with("Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"a\", \"b\"]\n")
        .with("a/Cargo.toml", &manifest("a", "b"))
        .with("a/src/lib.rs", DOUBLE_LOCK)
        .with("b/Cargo.toml", &manifest("b", "a"))
        .with("b/src/lib.rs", "pub use a::Counter;\n");
    let run = project.check(&["--format", "concise"]);
    assert_eq!((run.code, run.stdout.lines().count()), (Some(1), 1), "{run:?}");
    assert!(!run.stderr.contains("error"), "{run:?}");
}

#[test]
fn no_cargo_at_all() {
    let project = Project::new("")
        .with("Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"a\"]\n")
        .with("a/Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n")
        .with("a/src/lib.rs", DOUBLE_LOCK);
    let without = |more: &[&str]| {
        let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
        run(command.args(["check", "--format", "concise"]).args(more).env("CARGO", "/no/such/cargo"))
    };
    let run = without(&[]);
    assert_eq!((run.code, run.stdout.lines().count()), (Some(1), 1), "{run:?}");
    assert!(!run.stderr.contains("warning"), "nothing is asked of it: {run:?}");
    let run = without(&["--deps"]);
    assert!(run.stderr.contains("cannot run cargo"), "{run:?}");
}

#[test]
fn a_folder_as_output() {
    let project = Project::new(DOUBLE_LOCK);
    assert!(project.check(&["-o", "src"]).refused().contains("cannot write src: "));
    assert!(project.check(&["-o", "no/such/out.txt"]).refused().contains("cannot write no/such/out.txt: "));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_as_output() {
    let project = Project::new(DOUBLE_LOCK);
    for format in ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rustc", "html"]
    {
        let run = project.check(&["--format", format, "--output", "/dev/full"]);
        assert!(run.refused().contains("cannot write /dev/full: No space left on device"), "{run:?}");
    }
    let run = project.check(&["--output", "sarif=/dev/full"]);
    assert!(run.refused().contains("cannot write /dev/full"), "{run:?}");
    for args in [&["baseline", "-o", "/dev/full"][..], &["graph", "-o", "/dev/full"]] {
        assert!(project.run(args).refused().contains("cannot write /dev/full"), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_as_standard_output() {
    let project = Project::new(DOUBLE_LOCK);
    for args in [
        &["check"][..],
        &["rules"],
        &["explain", "double_lock"],
        &["graph"],
        &["locks"],
        &["config"],
        &["man"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
        let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
        let output = command.args(args).stdout(full).output().expect("starts");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("error: cannot write to standard output: No space left"), "{args:?}: {said}");
    }
}

/// A file system of 64 kB, where there is leave to make one.
#[cfg(target_os = "linux")]
#[test]
fn an_old_output_survives_a_disk_that_is_full() {
    let project = Project::new(DOUBLE_LOCK);
    fs::create_dir(project.at("small")).expect("folder");
    let small = project.at("small");
    let mounted = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
        .arg(&small)
        .stderr(Stdio::null())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        return;
    }
    fs::write(small.join("out.sarif"), "old").expect("file");
    let run = project.check(&["--output", "sarif=small/out.sarif"]);
    let kept = fs::read_to_string(small.join("out.sarif"));
    let entries = fs::read_dir(&small).expect("folder").count();
    let unmounted = std::process::Command::new("umount").arg(&small).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    assert!(run.refused().contains("cannot write small/out.sarif: No space left"), "{run:?}");
    assert_eq!((kept.expect("the old file").as_str(), entries), ("old", 1));
}

#[test]
fn a_pipe_that_is_closed() {
    let project = Project::new(DOUBLE_LOCK);
    for args in
        [&["check"][..], &["check", "--format", "sarif"], &["rules"], &["explain", "double_lock"], &["locks"]]
    {
        let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
        let mut child =
            command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("text");
        let code = child.wait().expect("ends").code();
        assert!(matches!(code, Some(0 | 1)), "{args:?}: {code:?} {said}");
        assert!(!said.contains("panicked") && !said.contains("error: "), "{args:?}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_run_that_is_interrupted_leaves_the_old_output() {
    let project = Project::new(DOUBLE_LOCK).with("out.json", "old");
    let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
    // Standard input never ends, so the run cannot either.
    command.args(["check", "-", "--format", "json", "--output", "out.json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("starts");
    // Waiting would close it.
    let input = child.stdin.take();
    // What a shell starts in the background ignores interrupts, and so does what that starts.
    let status = std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(status.is_ok_and(|status| status.success()));
    assert_eq!(child.wait().expect("ends").code(), None, "the signal ends it");
    drop(input);
    assert_eq!(fs::read_to_string(project.at("out.json")).expect("file"), "old");
}

#[test]
fn a_baseline_that_is_missing_or_broken() {
    let project = Project::new(MENDED).with("broken.json", "{\"schema\": 1}");
    assert!(
        project
            .check(&["--baseline", "none.json"])
            .refused()
            .contains("cannot read the baseline none.json: ")
    );
    assert!(project.check(&["--baseline", "broken.json"]).refused().contains("missing field `findings`"));
}

#[test]
fn traces_that_are_not_there() {
    let project = Project::new(MENDED);
    project.check(&["--trace", "none"]).refused();
    project.run(&["confirm", "none"]).refused();
}

#[test]
fn standard_input_that_is_no_text() {
    let project = Project::new(MENDED);
    bytes(&project, "raw", b"fn f() {}\xff");
    let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
    command.args(["check", "-"]).stdin(fs::File::open(project.at("raw")).expect("file"));
    assert!(run(&mut command).refused().contains("standard input is not UTF-8"));
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let project = Project::new(DOUBLE_LOCK);
    let name = std::ffi::OsStr::from_bytes(b"odd\xff.rs");
    fs::write(project.at("src").join(name), MENDED).expect("file");
    for format in ["text", "json", "sarif", "junit", "html"] {
        let run = project.check(&["--format", format]);
        assert_eq!(run.code, Some(1), "{run:?}");
    }
    let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
    let run = run(command.arg("check").arg(std::ffi::OsStr::from_bytes(b"no\xff.rs")));
    assert!(run.refused().contains("no such file or folder"), "{run:?}");
}

#[test]
fn an_edition_of_the_future() {
    let manifest = "[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2099\"\n";
    let run = Project::new(DOUBLE_LOCK).with("Cargo.toml", manifest).check(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
}

#[test]
fn more_than_one_root_at_once() {
    let (one, two) = (Project::new(DOUBLE_LOCK), Project::new(MENDED));
    let folder = |project: &Project| project.at("").display().to_string();
    let run = concheck(&one.at(""), &["check", &folder(&one), &folder(&two)]);
    assert_eq!(run.code, Some(1), "{run:?}");
}

#[test]
fn code_that_was_not_read_is_told_once() {
    let lib = "mod gone;\nmod here;\nmod lost;\n#[cfg(windows)]\nmod windows;\nmod inline {\n    mod inner;\n}\n\
               include!(concat!(env!(\"OUT_DIR\"), \"/gen.rs\"));\ninclude!(\"absent.rs\");\n";
    let project = Project::new(lib)
        .with("src/here.rs", "mod below;\n")
        .with("src/here/below.rs", "")
        .with("src/inline/inner.rs", "");
    let run = project.check(&[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let warnings: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("warning")).collect();
    assert_eq!(
        warnings,
        [
            "warning: src/lib.rs:1:1: modules `gone`, `lost` have no files, so they are not analysed",
            "warning: src/lib.rs:10:1: the included file `absent.rs` does not exist, so it is not analysed",
            "warning: src/lib.rs:9:1: includes a file whose path is known only during a build; it is not analysed",
        ]
    );
    // Somebody who names a file does not want its modules.
    assert_eq!(project.run(&["check", "src/here.rs"]).stderr.matches("warning").count(), 0);
    // What is known of it is kept with the findings.
    assert_eq!(project.check(&[]).stderr, run.stderr);
}

#[test]
fn what_a_manifest_lacks_is_told_with_what_is_assumed() {
    let manifest = "[package]\nversion = \"0.1.0\"\nedition = \"2077\"\n";
    let run = Project::new("").with("Cargo.toml", manifest).check(&[]);
    assert!(run.stderr.contains("warning: Cargo.toml: unknown edition `2077`; read as 2024\n"), "{run:?}");
    assert!(
        run.stderr.contains("warning: Cargo.toml: the package has no name; its folder's name is used\n"),
        "{run:?}"
    );
}
