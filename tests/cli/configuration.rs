//! Levels of some paths and packages, and what `concheck config` says of them.

use std::fs;

use crate::project::{DOUBLE_LOCK, MENDED, Project};

#[test]
fn levels_may_differ_by_path_and_by_package() {
    let project = Project::new(&format!("mod old;\n{DOUBLE_LOCK}"))
        .with("src/old.rs", &DOUBLE_LOCK.replace("Counter", "Old"))
        .with("concheck.toml", "[[overrides]]\npaths = [\"src/old.rs\"]\nlevels = { deadlock = \"warn\" }\n");
    let level = |args: &[&str]| project.found(args).into_iter().map(|(_, level)| level).collect::<Vec<_>>();
    assert_eq!(level(&[]), ["deny", "warn"]);
    assert_eq!(level(&["-D", "all"]), ["deny", "deny"], "the command line has the last word");

    let project = project.with(
        "concheck.toml",
        "[levels]\nall = \"warn\"\n[[overrides]]\npackages = [\"sam*\"]\nlevels = { double_lock = \"allow\" }\n\
         [[overrides]]\npaths = [\"/src/old.rs\"]\npackages = [\"other\"]\nlevels = { all = \"deny\" }\n",
    );
    assert_eq!(project.found(&[]), []);
}

#[test]
fn a_package_has_levels_of_its_own() {
    let member = |name: &str, metadata: &str| {
        format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n{metadata}")
    };
    let project = Project::new("")
        .with("Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"a\", \"b\"]\n[workspace.metadata.concheck.levels]\ndouble_lock = \"warn\"\n")
        .with("a/Cargo.toml", &member("a", ""))
        .with("a/src/lib.rs", DOUBLE_LOCK)
        .with("b/Cargo.toml", &member("b", "[package.metadata.concheck.levels]\ndouble_lock = \"deny\"\n"))
        .with("b/src/lib.rs", DOUBLE_LOCK);
    let levels: Vec<String> = project.found(&[]).into_iter().map(|(_, level)| level).collect();
    assert_eq!(levels, ["warn", "deny"]);
    let run = project.run(&["config"]);
    assert!(run.stdout.contains("[[overrides]] # ") && run.stdout.contains("packages = [\"b\"]"), "{run:?}");

    let project = project.with("b/Cargo.toml", &member("b", "[package.metadata.concheck]\nlevls = {}\n"));
    let run = project.check(&[]);
    assert!(run.refused().contains("b/Cargo.toml:6:1: "), "{run:?}");
    assert!(run.stderr.contains("did you mean `levels`?"), "{run:?}");
}

#[test]
fn a_wrong_override_is_refused_where_it_stands() {
    let refused = |text: &str| {
        let run = Project::new(MENDED).with("concheck.toml", text).check(&[]);
        run.refused().to_owned()
    };
    assert!(
        refused("[[overrides]]\nlevels = {}\n")
            .contains("concheck.toml:1:1: `overrides`: needs `paths` or `packages`")
    );
    assert!(
        refused("[[overrides]]\npaths = [\"a[\"]\nlevels = {}\n")
            .contains("concheck.toml:2:10: `overrides.paths`: not a glob")
    );
    assert!(refused("[[overrides]]\npath = [\"a\"]\nlevels = {}\n").contains("did you mean `paths`?"));
    assert!(
        refused("[[overrides]]\npaths = [\"a\"]\nlevels = { duble_lock = \"warn\" }\n")
            .contains("concheck.toml:3:12: `levels`: unknown rule `duble_lock`; did you mean `double_lock`?")
    );
}

#[test]
fn a_configuration_may_extend_another() {
    let project = Project::new(DOUBLE_LOCK)
        .with(
            "team/concheck.toml",
            "confidence = \"low\"\n\n[levels]\nall = \"deny\"\ndouble_lock = \"allow\"\n",
        )
        .with("concheck.toml", "extend = \"team/concheck.toml\"\nconfidence = \"high\"\n");
    let config = project.run(&["config", "--format", "json"]).json();
    assert_eq!(config["confidence"], "high", "what extends comes last");
    assert_eq!(config["levels"]["double_lock"]["level"], "allow");
    assert!(
        config["levels"]["double_lock"]["origin"]
            .as_str()
            .expect("a place")
            .ends_with("team/concheck.toml:5")
    );
    assert_eq!(project.check(&[]).code, Some(0));
    let project =
        project.with("concheck.toml", "extend = \"team/concheck.toml\"\n[levels]\ndouble_lock = \"warn\"\n");
    assert_eq!(project.check(&["--format", "json"]).json()["findings"][0]["level"], "warn");

    let project = project.with("team/concheck.toml", "extend = \"../concheck.toml\"\n");
    let run = project.check(&[]);
    assert!(
        run.refused().contains("team/concheck.toml:1:10: `extend`: ")
            && run.refused().contains("extends itself")
    );
    let project = project.with("concheck.toml", "extend = \"gone.toml\"\n");
    assert!(project.check(&[]).refused().contains("concheck.toml:1:10: `extend`: cannot read"));
}

#[test]
fn a_folder_may_have_a_configuration_of_its_own() {
    let project = Project::new("mod legacy;\nmod new;\n")
        .with("src/legacy.rs", "mod inner;\n")
        .with("src/legacy/inner.rs", DOUBLE_LOCK)
        .with("src/new.rs", DOUBLE_LOCK)
        .with("concheck.toml", "[levels]\ndouble_lock = \"deny\"\n")
        .with("src/legacy/concheck.toml", "confidence = \"low\"\n[levels]\ndouble_lock = \"warn\"\n");
    let run = project.check(&["--format", "json"]);
    let levels: Vec<String> = run.json()["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|finding| format!("{} {}", finding["primary"]["file"], finding["level"]))
        .collect();
    assert_eq!(levels, ["\"src/legacy/inner.rs\" \"warn\"", "\"src/new.rs\" \"deny\""]);
    assert!(run.stderr.contains("src/legacy/concheck.toml: `confidence` has no effect here"), "{run:?}");
    // What is named on the command line is all that applies.
    let run = project.check(&["--config", "concheck.toml", "--format", "json"]);
    assert_eq!(run.stderr, "");
    assert!(
        run.json()["findings"].as_array().expect("findings").iter().all(|finding| finding["level"] == "deny")
    );
}

/// A folder of workspaces without a manifest of its own.
#[test]
fn each_workspace_of_a_monorepo_has_its_levels() {
    let workspace = |levels: &str| {
        format!("[workspace]\nmembers = [\"a\"]\n[workspace.metadata.concheck.levels]\n{levels}\n")
    };
    let project = Project::new(MENDED);
    let package = "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";
    let project = project
        .with("apps/one/Cargo.toml", &workspace("double_lock = \"warn\""))
        .with("apps/one/a/Cargo.toml", package)
        .with("apps/one/a/src/lib.rs", DOUBLE_LOCK)
        .with("apps/two/Cargo.toml", &workspace("double_lock = \"allow\""))
        .with("apps/two/a/Cargo.toml", package)
        .with("apps/two/a/src/lib.rs", DOUBLE_LOCK);
    let run = project.run(&["check", "apps", "--format", "json"]);
    let report = run.json();
    assert_eq!((run.code, report["summary"]["findings"].as_u64()), (Some(0), Some(1)), "{run:?}");
    assert_eq!(report["findings"][0]["primary"]["file"], "one/a/src/lib.rs");
}

#[test]
fn config_says_what_applies_and_where_it_comes_from() {
    let text = "confidence = \"high\"\n\n[levels]\nasync = \"warn\"\nfuturelock = \"allow\"\n";
    let project = Project::new(MENDED).with("concheck.toml", text);
    let run = project.run(&["config"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    let line = |start: &str| {
        let mut lines = run.stdout.lines();
        lines.find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}: {run:?}")).to_owned()
    };
    assert!(
        line("confidence").starts_with("confidence = \"high\" # ")
            && line("confidence").ends_with("concheck.toml")
    );
    assert!(
        line("guard_across_await").contains("= \"warn\"")
            && line("guard_across_await").ends_with("concheck.toml:4")
    );
    assert!(line("futurelock").contains("= \"allow\"") && line("futurelock").ends_with("concheck.toml:5"));
    assert!(line("double_lock").contains("= \"deny\"") && line("double_lock").ends_with("# default"));

    // What it prints is a configuration that does the same.
    let again = Project::new(MENDED).with("concheck.toml", &run.stdout);
    let levels = |project: &Project| project.run(&["config", "--format", "json"]).json();
    let (before, after) = (levels(&project), levels(&again));
    for (rule, applied) in before["levels"].as_object().expect("levels") {
        assert_eq!(applied["level"], after["levels"][rule]["level"], "{rule}");
    }
    assert_eq!(after["confidence"], "high");
}

#[test]
fn the_schema_in_the_documents_is_current() {
    let schema = Project::new(MENDED).run(&["config", "--schema"]).stdout;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/concheck.schema.json");
    if std::env::var_os("CONCHECK_UPDATE_DOCS").is_some() {
        fs::write(path, &schema).expect("written");
    }
    let kept = fs::read_to_string(path).expect("a schema");
    assert_eq!(kept, schema, "run this test with CONCHECK_UPDATE_DOCS=1");
}

/// Every key of the schema is one that the reader knows, and the reverse.
#[test]
fn the_schema_and_the_reader_agree() {
    let schema = Project::new(MENDED).run(&["config", "--schema"]).json();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        let mut keys: Vec<String> = value["properties"].as_object().expect("keys").keys().cloned().collect();
        keys.sort();
        keys
    };
    let known = |text: &str| -> Vec<String> {
        let run = Project::new(MENDED).with("concheck.toml", text).check(&[]);
        let (_, list) = run.refused().split_once("expected one of ").unwrap_or_else(|| panic!("{run:?}"));
        let mut keys: Vec<String> = list.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(&schema), known("zzzzzzzz = 1\n"));
    let table = |key: &str| keys(&schema["properties"][key]["items"]);
    assert_eq!(table("overrides"), known("[[overrides]]\nzzzzzzzz = 1\n"));
    assert_eq!(table("locks"), known("[[locks]]\nzzzzzzzz = 1\n"));
}

/// Two workspaces of a folder may each have a library of one name: both are libraries.
#[test]
fn libraries_of_one_name_are_all_libraries() {
    let called_back = "use std::sync::Mutex;\n\n#[derive(Default)]\npub struct Names(Mutex<Vec<String>>);\n\nimpl Names {\n    \
                       pub fn add(&self, name: &str) {\n        self.0.lock().unwrap().push(name.to_string());\n    }\n\n    \
                       pub fn add_with(&self, make: impl FnOnce() -> String) {\n        let mut names = self.0.lock().unwrap();\n        \
                       names.push(make());\n    }\n}\n";
    let package = "[package]\nname = \"one\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";
    let project = Project::new(MENDED)
        .with("apps/a/Cargo.toml", package)
        .with("apps/a/src/lib.rs", called_back)
        .with("apps/b/Cargo.toml", package)
        .with("apps/b/src/lib.rs", &called_back.replace("Names", "Others"));
    let run = project.run(&["check", "apps", "--format", "json"]);
    let report = run.json();
    let found = report["findings"].as_array().expect("findings");
    let files: Vec<&str> = found.iter().filter_map(|finding| finding["primary"]["file"].as_str()).collect();
    assert_eq!(files, ["a/src/lib.rs", "b/src/lib.rs"], "{run:?}");
}
