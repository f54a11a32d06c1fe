//! What one run keeps for the next: it saves time and changes no byte.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::project::{DOUBLE_LOCK, MENDED, Project, Run, command, run};

const FORMATS: [&str; 10] =
    ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rustc", "html"];

/// Findings in two files, allows of each kind, a file that is broken, and one that is no UTF-8.
fn varied() -> Project {
    let line = "        let b = self.value.lock().unwrap();";
    let allowed = DOUBLE_LOCK.replace(line, &format!("{line} // concheck: allow(double_lock) -- a test"));
    let stale = MENDED.replace("    pub fn twice", "    // concheck: allow(double_lock)\n    pub fn twice");
    let unknown = format!("// concheck: allow(duble_lock)\n{DOUBLE_LOCK}");
    let project = Project::new("mod a;\nmod b;\nmod c;\nmod d;\nmod e;\n")
        .with("src/a.rs", DOUBLE_LOCK)
        .with("src/b.rs", &allowed)
        .with("src/c.rs", &stale)
        .with("src/d.rs", &unknown)
        .with("src/e.rs", "pub fn half() {\n    let x = (1;\n}\nfn whole() {}\n");
    fs::write(project.at("src/latin.rs"), b"// caf\xe9\npub fn f() {}\n").expect("file");
    project
}

/// The entries in a folder.
fn entries(dir: &Path) -> BTreeSet<PathBuf> {
    let files = fs::read_dir(dir).into_iter().flatten();
    let paths = files.map(|file| file.expect("a file").path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "entry")).collect()
}

fn kept(project: &Project) -> BTreeSet<PathBuf> {
    entries(&project.at("target/concheck"))
}

fn uncached(project: &Project, args: &[&str]) -> Run {
    project.check(&[&["--no-cache"], args].concat())
}

/// Checks twice, and that both runs print what one without a cache prints. Gives that.
fn same(project: &Project, args: &[&str]) -> Run {
    same_in(project, args, &[])
}

/// The same, where options say which cache that is.
fn same_in(project: &Project, args: &[&str], cache: &[&str]) -> Run {
    let expected = uncached(project, args);
    let cached = [args, cache].concat();
    assert_eq!(project.check(&cached), expected, "{cached:?}");
    assert_eq!(project.check(&cached), expected, "{cached:?}, again");
    expected
}

/// Whether a run used what another has kept.
fn knows(project: &Project, args: &[&str]) -> bool {
    let run = project.check(&[&["-v"], args].concat());
    assert!(run.stderr.contains("cache: "), "{run:?}");
    run.stderr.contains(", which had the findings")
}

#[test]
fn every_format_prints_the_same_bytes() {
    let project = varied();
    for format in FORMATS {
        let run = same(&project, &["--format", format]);
        assert!(run.stdout.contains("double_lock"), "{format}: {run:?}");
    }
    assert_eq!(kept(&project).len(), 1);
    assert!(knows(&project, &[]));
    let json = project.check(&["--format", "json"]).json();
    let rules: Vec<&str> =
        json["findings"].as_array().expect("an array").iter().filter_map(|it| it["rule"].as_str()).collect();
    assert_eq!(rules, ["double_lock", "unused_allow", "unused_allow", "double_lock"]);
    assert_eq!(json["findings"][1]["primary"]["item"], "Counter", "items around stale allows are told");
}

#[test]
fn how_findings_are_judged_and_chosen_needs_no_other_entry() {
    let project = varied();
    project.git(&["init", "-q"]);
    project.commit();
    project.check(&["--format", "json", "--exit-zero"]);
    let variants: [&[&str]; 16] = [
        &["-A", "deadlock"],
        &["-W", "all"],
        &["-D", "all"],
        &["-A", "unused_allow"],
        &["--confidence", "low"],
        &["--confidence", "high"],
        &["-p", "sample"],
        &["--lib"],
        &["--tests"],
        &["--since", "HEAD"],
        &["--max-warnings", "0"],
        &["--exit-zero"],
        &["--statistics"],
        &["--threads", "1"],
        &["--all-features"],
        &["--manifest-path", "Cargo.toml"],
    ];
    for args in variants {
        same(&project, args);
    }
    assert!(project.run(&["baseline"]).code == Some(0));
    let known = same(&project, &[]);
    assert_ne!(known.stdout, same(&project, &["--no-baseline"]).stdout);
    for configuration in [
        "[levels]\ndouble_lock = \"warn\"\n",
        "confidence = \"low\"\ntest-code = \"same\"\n",
        "[[overrides]]\npaths = [\"src/a.rs\"]\nlevels = { all = \"allow\" }\n",
        "baseline = \"other.json\"\n",
    ] {
        fs::write(project.at("concheck.toml"), configuration).expect("file");
        same(&project, &["--no-baseline"]);
    }
    assert_eq!(kept(&project).len(), 1);
}

#[test]
fn what_findings_depend_on_makes_another_entry() {
    let project = varied();
    let mut count = 0;
    let mut another = |why: &str, args: &[&str]| {
        same(&project, args);
        count += 1;
        assert_eq!(kept(&project).len(), count, "{why}");
    };
    let write = |path: &str, text: &str| fs::write(project.at(path), text).expect("file");
    let manifest = fs::read_to_string(project.at("Cargo.toml")).expect("file");
    another("the first", &[]);
    write("src/a.rs", MENDED);
    another("a text", &[]);
    write("src/f.rs", "");
    another("a file more", &[]);
    fs::rename(project.at("src/f.rs"), project.at("src/g.rs")).expect("renamed");
    another("another name", &[]);
    write("Cargo.toml", &manifest.replace("2021", "2024"));
    another("the edition", &[]);
    write("Cargo.toml", &format!("{manifest}rust-version = \"1.60\"\n"));
    another("the oldest compiler", &[]);
    write(
        "Cargo.toml",
        &format!("{manifest}[dependencies]\nlocks = {{ package = \"parking_lot\", version = \"1\" }}\n"),
    );
    another("a dependency's name", &[]);
    write("Cargo.toml", &format!("{manifest}[[bin]]\nname = \"b\"\npath = \"src/b.rs\"\n"));
    another("a target", &[]);
    write("Cargo.toml", &manifest);
    assert!(knows(&project, &[]), "as it was before");
    write("concheck.toml", "[[locks]]\ntype = \"odd::SpinLock\"\nacquire = [\"lock\"]\n");
    another("a lock", &[]);
    write("concheck.toml", "exclude = [\"src/c.rs\"]\n");
    another("what is left out", &[]);
    fs::remove_file(project.at("concheck.toml")).expect("removed");
    another("a part of the sources", &["src/d.rs"]);
    another("its edition", &["src/d.rs", "--edition", "2015"]);
    fs::write(project.at("src/latin.rs"), "// caf\u{e9}\npub fn f() {}\n").expect("file");
    another("how a text could be read", &[]);
}

#[test]
fn texts_that_are_on_no_disk_are_told_apart() {
    let project = Project::new(MENDED);
    let piped = |extra: &[&str], text: &str| {
        let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
        command.args(["check", "-", "--stdin-filename", "src/lib.rs"]).args(extra);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("starts");
        child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("written");
        output(child)
    };
    for text in [DOUBLE_LOCK, MENDED, DOUBLE_LOCK] {
        assert_eq!(piped(&[], text), piped(&["--no-cache"], text));
    }
    assert_eq!(kept(&project).len(), 2);

    project.git(&["init", "-q"]);
    project.commit();
    fs::write(project.at("src/lib.rs"), DOUBLE_LOCK).expect("file");
    project.git(&["add", "-A"]);
    fs::write(project.at("src/lib.rs"), MENDED).expect("file");
    assert_eq!(same(&project, &["--staged"]).code, Some(1));
    assert_eq!(same(&project, &[]).code, Some(0));
}

#[test]
fn a_fix_is_the_same_and_what_it_left_is_checked_anew() {
    let code = "use std::time::Duration;\n\npub async fn poll() {\n    std::thread::sleep(Duration::from_secs(1));\n}\n";
    let manifest = "[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ntokio = { version = \"1\", features = [\"time\"] }\n";
    let project = Project::new(code).with("Cargo.toml", manifest);
    let fix = ["-W", "all", "--confidence", "low", "--fix", "--unsafe-fixes"];
    let args = [&fix[..], &["--dry-run"]].concat();
    assert!(same(&project, &args).stdout.contains("\n-    std::thread::sleep("));
    let run = project.check(&[&fix[..], &["--allow-no-vcs"]].concat());
    assert!(!run.stdout.contains("blocking_in_async"), "{run:?}");
    same(&project, &["-W", "all", "--confidence", "low"]);
}

#[test]
fn runs_are_seen_although_findings_are_kept() {
    let project = varied();
    project.check(&[]);
    let project = project.with("traces/1.jsonl", "{\"concheck\":1}\n");
    same(&project, &["--trace", "traces"]);
    assert!(!knows(&project, &["--trace", "traces"]));
}

#[test]
fn nothing_is_kept_where_nothing_is_to_be() {
    let project = varied();
    uncached(&project, &[]);
    assert!(!project.at("target").exists());
    project.check(&["--no-cache", "--cache-dir", "x"]).refused();

    let elsewhere = tempfile::tempdir().expect("folder");
    let dir = elsewhere.path().join("a/b");
    let args = ["--cache-dir", dir.to_str().expect("UTF-8")];
    same_in(&project, &[], &args);
    assert!(!project.at("target").exists());
    assert_eq!(entries(&dir).len(), 1);
    assert!(knows(&project, &args));

    let loose = tempfile::tempdir().expect("folder");
    let file = loose.path().join("a.rs");
    fs::write(&file, DOUBLE_LOCK).expect("file");
    let check = |args: &[&str]| {
        run(command(env!("CARGO_BIN_EXE_concheck"), loose.path()).arg("check").args(args)).stdout
    };
    assert!(check(&["a.rs"]).contains("double_lock"));
    assert_eq!(fs::read_dir(loose.path()).expect("a folder").count(), 1, "there is no target folder");
    assert_eq!(check(&["a.rs"]), check(&["a.rs", "--cache-dir", "kept"]));
    assert_eq!(entries(&loose.path().join("kept")).len(), 1);
}

#[test]
fn it_is_kept_where_cargo_builds_and_out_of_the_way() {
    let workspace = "[workspace]\nmembers = [\"member\"]\nresolver = \"2\"\n";
    let member = "[package]\nname = \"member\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";
    let project = Project::new(DOUBLE_LOCK)
        .with("Cargo.toml", workspace)
        .with("member/Cargo.toml", member)
        .with("member/src/lib.rs", DOUBLE_LOCK);
    same(&project, &["member"]);
    assert!(!project.at("member/target").exists());
    assert_eq!(kept(&project).len(), 1);
    assert!(project.at("target/CACHEDIR.TAG").is_file(), "cargo marks only what it makes");
    project.git(&["init", "-q"]);
    project.git(&["add", "-A"]);
    let listed =
        Command::new("git").args(["ls-files"]).current_dir(project.at("")).output().expect("git runs");
    assert!(!String::from_utf8_lossy(&listed.stdout).contains("target/concheck"));

    let elsewhere = tempfile::tempdir().expect("folder");
    for (index, variable) in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"].into_iter().enumerate() {
        let dir = elsewhere.path().join(index.to_string());
        let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
        run(command.args(["check", "member"]).env(variable, &dir));
        assert_eq!(entries(&dir.join("concheck")).len(), 1, "{variable}");
    }
    assert_eq!(kept(&project).len(), 1);
}

#[test]
fn a_damaged_entry_is_made_anew() {
    let project = varied();
    let expected = same(&project, &[]);
    let path = kept(&project).pop_first().expect("an entry");
    let whole = fs::read(&path).expect("bytes");
    let flip = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x40;
        bytes
    };
    let half = whole.len() / 2;
    for damaged in [
        Vec::new(),
        whole[..7].to_vec(),
        whole[..16].to_vec(),
        whole[..half].to_vec(),
        whole[..whole.len() - 1].to_vec(),
        [&whole[..], &whole[..]].concat(),
        flip(0),
        flip(16),
        flip(half),
        flip(whole.len() - 1),
    ] {
        fs::write(&path, &damaged).expect("written");
        assert!(!knows(&project, &[]), "{} bytes", damaged.len());
        assert_eq!(fs::read(&path).expect("bytes"), whole);
        assert_eq!(project.check(&[]), expected);
    }
}

#[test]
fn an_entry_of_other_sources_is_not_taken_for_these() {
    let project = varied();
    let expected = same(&project, &[]);
    let first = kept(&project).pop_first().expect("an entry");
    fs::write(project.at("src/a.rs"), MENDED).expect("file");
    same(&project, &[]);
    let second = kept(&project).into_iter().find(|path| *path != first).expect("another entry");
    fs::copy(&second, &first).expect("copied");
    fs::write(project.at("src/a.rs"), DOUBLE_LOCK).expect("file");
    assert_eq!(project.check(&[]), expected);
}

#[test]
fn a_folder_that_cannot_be_used_changes_nothing() {
    let project = varied().with("file", "").with("empty/.gitignore", "");
    let expected = uncached(&project, &[]);
    let check = |dir: &str| project.check(&["--cache-dir", dir]);
    assert_eq!(check("file"), expected);
    assert_eq!(check("file/below"), expected);
    assert_eq!(fs::read(project.at("file")).expect("a file"), b"");

    // A folder where the entry would be.
    project.check(&[]);
    let path = kept(&project).pop_first().expect("an entry");
    fs::remove_file(&path).expect("removed");
    fs::create_dir(&path).expect("made");
    assert_eq!(project.check(&[]), expected);
    assert_eq!(project.check(&[]), expected);

    let mut locked = fs::metadata(project.at("empty")).expect("a folder").permissions();
    locked.set_readonly(true);
    fs::set_permissions(project.at("empty"), locked).expect("locked");
    assert_eq!(check("empty"), expected);
    assert_eq!(check("empty/below"), expected);
    // Where not even root may write.
    if cfg!(target_os = "linux") {
        assert_eq!(check("/proc/concheck"), expected);
        assert_eq!(check("/proc"), expected);
    }
}

#[test]
fn what_another_build_found_is_not_used() {
    let project = varied();
    let expected = same(&project, &[]);
    let folder = tempfile::tempdir().expect("folder");
    let other = folder.path().join("concheck");
    fs::copy(env!("CARGO_BIN_EXE_concheck"), &other).expect("copied");
    let later = SystemTime::now() + Duration::from_secs(60);
    fs::File::options().append(true).open(&other).expect("a program").set_modified(later).expect("a time");
    let program = other.to_str().expect("UTF-8");
    assert_eq!(run(command(program, &project.at("")).arg("check")), expected);
    assert_eq!(kept(&project).len(), 2);
}

#[test]
fn processes_share_a_folder() {
    let project = varied();
    let expected = uncached(&project, &[]);
    for round in 0..5 {
        if round % 2 == 0 {
            drop(fs::remove_dir_all(project.at("target")));
        }
        let running: Vec<Child> = (0..4).map(|_| start(&project)).collect();
        for child in running {
            assert_eq!(output(child), expected);
        }
        assert_eq!(project.check(&[]), expected);
        assert!(knows(&project, &[]));
        let left: Vec<_> = fs::read_dir(project.at("target/concheck")).expect("a folder").collect();
        assert_eq!(left.len(), 4, "an entry, a base, two marks, no drafts: {left:?}");
    }
}

pub(crate) fn start(project: &Project) -> Child {
    let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
    command.arg("check").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("starts")
}

pub(crate) fn output(child: Child) -> Run {
    let output = child.wait_with_output().expect("ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}
