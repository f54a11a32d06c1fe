//! `--add-allow` writes comments after which nothing is found, and nothing else is changed.

use std::fs;

use crate::project::{DOUBLE_LOCK, Project};

/// Lines that were not there before, without indentation.
fn added(before: &str, after: &str) -> Vec<String> {
    let mut old = before.lines().peekable();
    let mut added = Vec::new();
    for line in after.lines() {
        if old.next_if_eq(&line).is_none() {
            added.push(line.trim().to_owned());
        }
    }
    assert_eq!(old.next(), None, "a line has changed:\n{after}");
    added
}

fn suppressed(lib: &str) -> (Project, String) {
    let project = Project::new(lib);
    let count = project.found(&[]).len();
    assert!(count > 0);
    let run = project.check(&["--add-allow", "known since 2019"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.stderr.starts_with(&format!("suppressed {count} finding")), "{run:?}");
    let report = project.check(&["--format", "json"]).json();
    assert_eq!(report["summary"]["suppressed"], count);
    assert_eq!(report["summary"]["unparsed"], serde_json::json!([]));
    let text = fs::read_to_string(project.at("src/lib.rs")).expect("file");
    // Nothing is left to do.
    assert_eq!(project.check(&["--add-allow", "again", "-q"]).stderr, "");
    assert_eq!(fs::read_to_string(project.at("src/lib.rs")).expect("file"), text);
    (project, text)
}

#[test]
fn a_comment_stands_above_the_statement() {
    let (_, text) = suppressed(DOUBLE_LOCK);
    assert_eq!(added(DOUBLE_LOCK, &text), ["// concheck: allow(double_lock) -- known since 2019"]);
    let line = "\n        // concheck: allow(double_lock) -- known since 2019\n        let b = self.value";
    assert!(text.contains(line), "{text}");
    // CRLF stays CRLF.
    let crlf = DOUBLE_LOCK.replace('\n', "\r\n");
    let (_, text) = suppressed(&crlf);
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn statements_of_many_lines_and_macros_are_handled() {
    let statement = "        let b = self.value.lock().unwrap();\n";
    for other in [
        "        let b = self\n            .value\n            .lock()\n            .unwrap();\n",
        "        let b =\n            vec![1, 2, *self.value.lock().unwrap()];\n        let b = &b[2];\n",
        "        let b = &*format!(\n            \"{} {}\n                text that goes on\",\n            1,\n            self.value.lock().unwrap(),\n        );\n        let b = &u32::from(b.len() > 1);\n",
        "        let b = if *a > 1 {\n            &1\n        } else if *self.value.lock().unwrap() > 2 {\n            &2\n        } else {\n            &3\n        };\n",
        "        let b = match *a {\n            1 => &u32::from(*self.value.lock().unwrap() > 3),\n            _ => &2,\n        };\n",
        "        // Locked already.\n        #[rustfmt::skip]\n        let b = self.value.lock().unwrap(); // again\n",
        "        let b = \"a\n    b\"; let b = &(b.len() as u32 + *self.value.lock().unwrap());\n",
    ] {
        suppressed(&DOUBLE_LOCK.replace(statement, other));
    }
}

#[test]
fn rules_of_one_line_share_a_comment_and_later_ones_join_it() {
    let lib = "use std::sync::Mutex;\n\npub struct A { pub m: Mutex<u32> }\n\npub async fn f(a: &A) {\n    let _g = a.m.lock().unwrap();\n    let _ = (a.m.lock().unwrap(), std::thread::sleep(std::time::Duration::from_secs(1)));\n}\n";
    let project = Project::new(lib);
    let rules: std::collections::BTreeSet<String> =
        project.found(&[]).into_iter().map(|(rule, _)| rule).collect();
    assert!(rules.len() > 1, "{rules:?}");
    let (_, whole) = suppressed(lib);
    let comments: Vec<&str> = whole.lines().filter(|line| line.contains("concheck: allow")).collect();
    assert_eq!(comments.len(), 1, "{whole}");
    assert!(rules.iter().all(|rule| comments[0].contains(rule.as_str())), "{whole}");
    // One rule now, the other in a later run: the same text in the end.
    let first = rules.iter().next().expect("a rule");
    let reason = ["--add-allow", "known since 2019", "-q"];
    project.check(&[&reason[..], &["-A", "all", "-W", first]].concat());
    assert_ne!(fs::read_to_string(project.at("src/lib.rs")).expect("file"), whole);
    project.check(&reason);
    assert_eq!(fs::read_to_string(project.at("src/lib.rs")).expect("file"), whole);
}

#[test]
fn only_what_is_shown_is_suppressed() {
    let project = Project::new(DOUBLE_LOCK);
    let diff = project.check(&["--add-allow", "known", "--dry-run"]);
    assert!(diff.stdout.contains("\n+        // concheck: allow(double_lock) -- known\n"), "{diff:?}");
    assert!(diff.stderr.starts_with("would suppress 1 finding in 1 file\n"), "{diff:?}");
    project.check(&["--add-allow", "known", "-A", "double_lock", "-q"]);
    assert_eq!(project.run(&["baseline"]).code, Some(0));
    project.check(&["--add-allow", "known", "-q"]);
    assert_eq!(fs::read_to_string(project.at("src/lib.rs")).expect("file"), DOUBLE_LOCK);
    for args in [&["--add-allow", " "][..], &["--add-allow", "a\nb"], &["--add-allow", "a", "--fix"]] {
        project.check(args).refused();
    }
}

/// Every finding of the fixtures can be suppressed, in texts that are read as well as before.
#[test]
fn the_fixtures_can_be_suppressed() {
    let project = Project::new("");
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    fs::remove_file(project.at("Cargo.toml")).expect("removed");
    for folder in [
        "double_lock",
        "guard_across_await",
        "lock_order_inversion",
        "wait_while_locked",
        "blocking_in_async",
    ] {
        fs::create_dir_all(project.at(folder)).expect("folder");
        let mut open = vec![fixtures.join(folder)];
        while let Some(topic) = open.pop() {
            for entry in fs::read_dir(topic).expect("folder") {
                let path = entry.expect("an entry").path();
                let name = path.file_name().expect("a name").to_owned();
                if path.extension().is_some_and(|ending| ending == "rs") {
                    fs::copy(&path, project.at(folder).join(name)).expect("copied");
                } else if !path.join("lib.rs").is_file() && !path.join("Cargo.toml").is_file() {
                    open.push(path);
                }
            }
        }
    }
    let before = project.check(&["--format", "json"]).json();
    let findings = before["findings"].as_array().expect("findings").len();
    assert!(findings > 200);
    let run = project.check(&["--add-allow", "a fixture", "--format", "json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let after = run.json();
    assert_eq!(after["findings"], serde_json::json!([]));
    assert_eq!(after["summary"]["unparsed"], before["summary"]["unparsed"]);
}
