//! What `concheck check` finds, hides and says.

use std::fs;
use std::path::Path;

use crate::project::{DOUBLE_LOCK, MENDED, Project, command, run};

fn pair(rule: &str, level: &str) -> (String, String) {
    (rule.to_owned(), level.to_owned())
}

#[test]
fn tests_of_a_crate_that_calls_itself_by_name_use_it_by_globs() {
    let lock = "use std::sync::Mutex;\npub static TURNS: Mutex<u32> = Mutex::new(0);\n\
        pub fn turn() {\n    *TURNS.lock().unwrap() += 1;\n}\n";
    let twice =
        "use sample::*;\n\npub fn both() {\n    let _turns = TURNS.lock().unwrap();\n    turn();\n}\n";
    let project =
        Project::new(&format!("extern crate self as sample;\n{lock}")).with("tests/turns.rs", twice);
    let run = project.check(&[]);
    assert!(run.stderr.starts_with("1 finding "), "nothing is too far away: {run:?}");
}

#[test]
fn a_denied_finding_is_exit_code_1_and_on_standard_output() {
    let project = Project::new(DOUBLE_LOCK);
    let run = project.check(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.starts_with("error[double_lock]: "), "{run:?}");
    assert!(run.stdout.contains("src/lib.rs:10:"), "{run:?}");
    assert!(!run.stdout.contains('\u{1b}'), "{run:?}");
    assert_eq!(run.stderr, "1 finding (1 deny, 0 warn) in 1 file, 13 lines, 1 function\n");

    let run = project.check(&["--format", "concise"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    assert!(run.stdout.starts_with("src/lib.rs:10:"), "{run:?}");
    assert!(run.stdout.contains(": deny[double_lock] "), "{run:?}");
    assert_eq!(run.stdout.lines().count(), 1);
}

#[test]
fn nothing_found_is_exit_code_0() {
    let project = Project::new(MENDED);
    let run = project.check(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.stderr.starts_with("no findings in 1 file, 13 lines, "), "{run:?}");
    assert_eq!(project.check(&["-q"]).stderr, "");
}

#[test]
fn json_says_where_and_what() {
    let project = Project::new(DOUBLE_LOCK);
    let run = project.check(&["--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    let json = run.json();
    assert_eq!(json["schema"], 1);
    assert_eq!(json["tool"]["name"], "concheck");
    assert_eq!(json["summary"]["files"], 1);
    assert_eq!(json["summary"]["lines"], 13);
    assert_eq!(json["summary"]["functions"], 1);
    assert_eq!(json["summary"]["findings"], 1);
    assert_eq!(json["summary"]["unparsed"], serde_json::json!([]));
    let finding = &json["findings"][0];
    assert_eq!(finding["rule"], "double_lock");
    assert_eq!(finding["primary"]["file"], "src/lib.rs");
    assert_eq!(finding["primary"]["line"], 10);
    assert_eq!(finding["primary"]["item"], "Counter::twice");
    assert_eq!(finding["related"][0]["line"], 9);
    assert_eq!(finding["locks"], serde_json::json!(["Counter::value"]));
    assert_eq!(finding["confirmation"], "unobserved");
}

#[test]
fn levels_follow_the_command_line_in_order() {
    let project = Project::new(DOUBLE_LOCK);
    let warned = [pair("double_lock", "warn")];
    let denied = [pair("double_lock", "deny")];
    assert_eq!(project.found(&["-W", "double_lock"]), warned);
    assert_eq!(project.check(&["-W", "all"]).code, Some(0));
    assert_eq!(project.found(&["-A", "deadlock"]), []);
    assert_eq!(project.found(&["-A", "all", "-D", "double_lock"]), denied);
    assert_eq!(project.found(&["-D", "double_lock", "-A", "all"]), []);
}

#[test]
fn the_configuration_sets_levels_and_the_command_line_overrides_it() {
    let project = Project::new(DOUBLE_LOCK).with("concheck.toml", "[levels]\nall = \"allow\"\n");
    assert_eq!(project.found(&[]), []);
    assert_eq!(project.found(&["-D", "double_lock"]), [pair("double_lock", "deny")]);

    let project = Project::new(MENDED).with("concheck.toml", "[levels]\ndeadlok = \"warn\"\n");
    let run = project.check(&[]);
    assert!(run.refused().contains("concheck.toml:2:1: `levels`: unknown rule `deadlok`"), "{run:?}");
}

#[test]
fn an_allow_suppresses_and_is_counted() {
    let line = "        let b = self.value.lock().unwrap();";
    let allowed = DOUBLE_LOCK.replace(line, &format!("{line} // concheck: allow(double_lock) -- a test"));
    let project = Project::new(&allowed);
    let run = project.check(&["--format", "json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.json()["summary"]["suppressed"], 1);
    assert_eq!(run.json()["findings"], serde_json::json!([]));
    assert!(project.check(&[]).stderr.starts_with("no findings, 1 suppressed, in 1 file, "));
}

#[test]
fn an_allow_that_does_nothing_is_a_warning() {
    let project = Project::new(&format!("// concheck: allow(duble_lock)\n{MENDED}"));
    let run = project.check(&["--format", "concise"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.starts_with("src/lib.rs:1:"), "{run:?}");
    assert!(run.stdout.contains("warn[unused_allow] unknown rule `duble_lock` in an allow"), "{run:?}");

    let line = "        let b = *self.value.lock().unwrap();";
    let project =
        Project::new(&MENDED.replace(line, &format!("{line} // concheck: allow(double_lock) -- mended")));
    assert_eq!(project.found(&[]), [pair("unused_allow", "warn")]);
    assert_eq!(project.check(&["-D", "unused_allow"]).code, Some(1));
    assert_eq!(project.found(&["-A", "unused_allow"]), []);
}

#[test]
fn findings_in_tests_are_one_level_lower() {
    let test = "\
#[test]
fn locks() {
    let m = std::sync::Mutex::new(0);
    let a = m.lock().unwrap();
    let b = m.lock().unwrap();
    assert_eq!(*a, *b);
}
";
    let project = Project::new(MENDED).with("tests/it.rs", test);
    assert_eq!(project.found(&[]), [pair("double_lock", "warn")]);
    let project = project.with("concheck.toml", "test-code = \"same\"\n");
    assert_eq!(project.found(&[]), [pair("double_lock", "deny")]);
}

#[test]
fn a_file_receives_the_findings() {
    let project = Project::new(DOUBLE_LOCK);
    let printed = project.check(&["--format", "concise"]);
    let written = project.check(&["--format", "concise", "--output", "out.txt"]);
    assert_eq!((written.code, written.stdout.as_str()), (printed.code, ""));
    assert_eq!(fs::read_to_string(project.at("out.txt")).expect("written"), printed.stdout);

    let project = Project::new(MENDED);
    let run = project.check(&["--output", "no/such/folder/out.txt"]);
    assert!(run.refused().contains("cannot write no/such/folder/out.txt: "), "{run:?}");
    let run = project.check(&["--output", "src"]);
    assert!(run.refused().contains("cannot write src: "), "{run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_exit_code_2() {
    let project = Project::new(MENDED);
    let run = project.check(&["--format", "json", "--output", "/dev/full"]);
    assert!(run.refused().contains("cannot write /dev/full: "), "{run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let project = Project::new(MENDED);
    let (reader, writer) = std::io::pipe().expect("pipe");
    drop(reader);
    let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
    let status = command.args(["check", "--format", "json"]).stdout(writer).status().expect("starts");
    assert_eq!(status.code(), Some(0));
}

#[test]
fn colour_is_a_matter_of_the_environment() {
    let project = Project::new(&format!("// concheck: allow(duble_lock)\n{MENDED}"));
    let forced = |variables: &[(&str, &str)]| {
        let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
        run(command.arg("check").envs(variables.iter().copied())).stdout
    };
    assert!(forced(&[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert!(!forced(&[]).contains('\u{1b}'));
    assert!(!forced(&[("NO_COLOR", "1")]).contains('\u{1b}'));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut project = Project::new(DOUBLE_LOCK);
    for index in 0..40 {
        let text = if index % 3 == 0 { "pub fn broken( {\n" } else { DOUBLE_LOCK };
        project = project.with(&format!("src/m{index}.rs"), text);
    }
    let modules: String = (0..40).map(|index| format!("pub mod m{index};\n")).collect();
    let project = project.with("src/lib.rs", &(modules + DOUBLE_LOCK));
    for format in ["text", "concise", "json"] {
        let one = project.check(&["--format", format, "--threads", "1"]);
        let four = project.check(&["--format", format, "--threads", "4"]);
        assert_eq!(one, four);
        assert_eq!(one, project.check(&["--format", format]));
    }
}

#[test]
fn a_broken_file_is_a_warning_and_the_rest_is_analysed() {
    let project = Project::new(&format!("{DOUBLE_LOCK}\nfn broken( {{\n"));
    let run = project.check(&["--format", "json"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.starts_with("warning: src/lib.rs:"), "{run:?}");
    let json = run.json();
    assert_eq!(json["summary"]["unparsed"][0]["file"], "src/lib.rs");
    assert_eq!(json["findings"][0]["rule"], "double_lock");
}

#[test]
fn a_single_file_and_a_bare_folder_will_do() {
    let project = Project::new(MENDED).with("loose/a.rs", DOUBLE_LOCK);
    let run = project.check(&["--format", "json", "loose/a.rs"]);
    assert_eq!(run.json()["findings"][0]["primary"]["file"], "a.rs", "{run:?}");
    let run = project.check(&["--format", "json", "loose"]);
    assert_eq!(run.json()["findings"][0]["primary"]["file"], "a.rs", "{run:?}");

    let run = Project::new(MENDED).check(&["--format", "json", "Cargo.toml"]);
    assert_eq!(run.json()["summary"]["files"], 1, "{run:?}");
}

#[test]
fn cargo_starts_the_same_commands() {
    let project = Project::new(MENDED);
    let cargo = env!("CARGO_BIN_EXE_cargo-concheck");
    let folder: &Path = &project.at("");
    let through = run(command(cargo, folder).args(["concheck", "check"]));
    assert_eq!(through, project.check(&[]));
    let help = run(command(cargo, folder).args(["concheck", "check", "--help"]));
    assert!(help.stdout.contains("Usage: cargo concheck check [OPTIONS] [PATH]..."), "{help:?}");
}

#[test]
fn a_configured_lock_is_a_lock() {
    let code = "use odd::SpinLock;\npub struct Queue { jobs: SpinLock<u32> }\nimpl Queue {\n    pub fn drain(&self) {\n        \
                let _jobs = self.jobs.acquire();\n        let _again = self.jobs.acquire();\n    }\n}\n";
    let unknown = Project::new(code).check(&["--format", "json"]);
    assert_eq!(unknown.code, Some(0), "{unknown:?}");
    let row = "[[locks]]\ntype = \"odd::SpinLock\"\nacquire = [\"acquire\"]\n";
    let known = Project::new(code).with("concheck.toml", row).check(&["--format", "json"]);
    assert_eq!(known.code, Some(1), "{known:?}");
    assert_eq!(known.json()["findings"][0]["locks"][0], "Queue::jobs");
}

#[test]
fn edits_mend_what_they_are_offered_for() {
    const BLOCKING: &str = "\
use std::thread;
use std::time::Duration;

pub async fn load() -> std::io::Result<String> {
    thread::sleep(Duration::from_millis(1));
    let wait = |pause| thread::sleep(pause);
    wait(Duration::ZERO);
    std::fs::remove_dir_all(\"old\")?;
    Ok(String::new())
}
";
    let manifest = "[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";
    let with_tokio =
        format!("{manifest}\n[dependencies]\ntokio = {{ version = \"1\", features = [\"full\"] }}\n");
    let project = Project::new(BLOCKING).with("Cargo.toml", &with_tokio);
    let json = project.check(&["--format", "json", "--confidence", "low"]).json();
    let mut edits = Vec::new();
    for finding in json["findings"].as_array().expect("an array") {
        assert_eq!(finding["rule"], "blocking_in_async");
        edits.extend(finding["fix"]["edits"].as_array().cloned().unwrap_or_default());
    }
    // From the end, so that earlier places stay where they are. The closure has no edit: nothing is awaited there.
    let number = |edit: &serde_json::Value, key: &str| edit[key].as_u64().expect("a number") as usize;
    edits.sort_by_key(|edit| std::cmp::Reverse((number(edit, "line"), number(edit, "column"))));
    let mut lines: Vec<String> = BLOCKING.lines().map(str::to_owned).collect();
    for edit in &edits {
        let line = &mut lines[number(edit, "line") - 1];
        let range = number(edit, "column") - 1..number(edit, "end_column") - 1;
        line.replace_range(range, edit["text"].as_str().expect("a string"));
    }
    let mended = lines.join("\n");
    assert!(mended.contains("    tokio::time::sleep(Duration::from_millis(1)).await;\n"), "{mended}");
    assert!(mended.contains("    tokio::fs::remove_dir_all(\"old\").await?;\n"), "{mended}");
    assert!(mended.contains("|pause| thread::sleep(pause);\n"), "{mended}");

    let guard = Project::new(
        "use std::sync::Mutex;\n\npub async fn step(state: &Mutex<u32>) {\n    let mut now = state.lock().unwrap();\n    \
         *now += 1;\n    send().await;\n}\n\npub async fn twice(state: &Mutex<u32>) {\n    let now = \
         state.lock().unwrap();\n    send().await;\n    println!(\"{now}\");\n}\n\nasync fn send() {}\n",
    );
    let json = guard.check(&["--format", "json"]).json();
    let edit = &json["findings"][0]["fix"]["edits"][0];
    assert_eq!((&edit["line"], &edit["column"]), (&6.into(), &5.into()));
    assert_eq!(edit["text"], "drop(now);\n    ");
    // The guard is used after the await.
    assert_eq!(json["findings"][1]["fix"], serde_json::Value::Null);

    // Without tokio there is nothing to offer.
    let json = Project::new(BLOCKING).check(&["--format", "json"]).json();
    assert_eq!(json["findings"][0]["fix"], serde_json::Value::Null);
}

/// How sure a rule is of what it finds in a library.
fn confidence_of(rule: &str, lib: &str) -> Vec<String> {
    let json = Project::new(lib).check(&["--format", "json", "--confidence", "low"]).json();
    let findings = json["findings"].as_array().expect("findings").iter();
    let of_rule = findings.filter(|finding| finding["rule"] == rule);
    of_rule.map(|finding| finding["confidence"].as_str().expect("text").to_owned()).collect()
}

#[test]
fn what_a_test_does_alone_is_less_sure() {
    let awaits = "pub async fn keep(m: &std::sync::Mutex<u32>) {\n    let _g = m.lock().unwrap();\n    rest().await;\n}\n\npub async fn rest() {}\n";
    let inverts = "pub static A: std::sync::Mutex<u32> = std::sync::Mutex::new(0);\npub static B: std::sync::Mutex<u32> = std::sync::Mutex::new(0);\n\npub fn ab() {\n    let _a = A.lock().unwrap();\n    *B.lock().unwrap() += 1;\n}\n\npub fn ba() {\n    let _b = B.lock().unwrap();\n    *A.lock().unwrap() += 1;\n}\n";
    for (rule, code) in [("guard_across_await", awaits), ("lock_order_inversion", inverts)] {
        assert_eq!(confidence_of(rule, code), ["high"], "{rule}");
        let in_test = format!("#[cfg(test)]\nmod tests {{\n{code}}}\n");
        assert_eq!(confidence_of(rule, &in_test), ["low"], "{rule}");
    }
}

#[test]
fn locks_that_only_their_content_makes_one_are_less_sure() {
    let lib = |field: &str| {
        format!(
            "use std::sync::{{Arc, Mutex}};\n\npub struct Config(u32);\npub struct Names(u32);\n\n\
             pub struct Session {{\n    names: Arc<Mutex<Names>>,\n    {field}: Arc<Mutex<Config>>,\n}}\n\n\
             impl Session {{\n    pub fn explain(&self) -> u32 {{\n        let config = self.{field}.lock().unwrap();\n        \
             self.names.lock().unwrap().0 + config.0\n    }}\n}}\n\n\
             pub struct Observer {{\n    names: Arc<Mutex<Names>>,\n    config: Arc<Mutex<Config>>,\n}}\n\n\
             impl Observer {{\n    pub fn update(&self) {{\n        let names = self.names.lock().unwrap();\n        \
             self.config.lock().unwrap().0 = names.0;\n    }}\n}}\n"
        )
    };
    assert_eq!(confidence_of("lock_order_inversion", &lib("config")), ["high"]);
    assert_eq!(confidence_of("lock_order_inversion", &lib("own_config")), ["medium"]);
}

#[test]
fn what_a_module_imports_for_itself_has_no_name_outside_of_it() {
    let lib = |import: &str| {
        format!(
            "use std::sync::Mutex;\n\nstatic TURNS: Mutex<u32> = Mutex::new(0);\n\n\
             pub fn turn() {{\n    let _turns = TURNS.lock().unwrap();\n    inner::turn();\n}}\n\n\
             mod inner {{\n    {import}\n    other::declares! {{ pub fn turn(); }}\n}}\n"
        )
    };
    assert_eq!(confidence_of("double_lock", &lib("pub use super::*;")), ["high"]);
    assert_eq!(confidence_of("double_lock", &lib("use super::*;")).len(), 0);
}
