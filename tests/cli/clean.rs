//! Names that a tree chooses do not break a line, a command, a table or a terminal, whatever is printed.

use std::fs;

use crate::project::{Project, Run};

/// What could do harm somewhere.
const ODD: &str = "a\n::error::b|<script>\u{1b}[31m\r\u{202e}\u{200b}\u{2028}\u{85}\"'`%0A&;*]#c";

/// A project whose names are made of `name`.
fn project(name: &str) -> Project {
    let escaped: String = name.chars().map(|c| format!("\\u{{{:x}}}", c as u32)).collect();
    let toml: String = name.chars().map(|c| format!("\\U{:08x}", c as u32)).collect();
    let reason = name.replace(['\n', '\r', '\u{2028}', '\u{85}'], " ");
    let twice = format!(
        "use std::collections::HashMap;\nuse std::sync::Mutex;\n\
         pub struct Counters {{ all: HashMap<String, Mutex<u32>>, log: Mutex<u32> }}\n\
         impl Counters {{\n\
         pub fn twice(&self) -> u32 {{\n    let a = self.all[\"{escaped}\"].lock().unwrap();\n    \
         let b = self.all[\"{escaped}\"].lock().unwrap();\n    *a + *b\n}}\n\
         pub fn inverse(&self) {{\n    let a = self.log.lock().unwrap();\n    let b = self.all[\"x\"].lock().unwrap();\n    drop((a, b));\n}}\n\
         pub fn order(&self) {{\n    let b = self.all[\"x\"].lock().unwrap();\n    let a = self.log.lock().unwrap();\n    drop((a, b));\n}}\n\
         pub fn allowed(&self) -> u32 {{\n    let a = self.log.lock().unwrap();\n    \
         let b = self.log.lock().unwrap(); // concheck: allow(double_lock) -- {reason}\n    *a + *b\n}}\n}}\n"
    );
    let project = Project::new(&format!("#[path = \"{escaped}.rs\"]\npub mod odd;\n#[path = \"{escaped}gone.rs\"]\nmod gone;\n"))
        .with("Cargo.toml", &format!("[package]\nname = \"{toml}\"\nversion = \"0.1.0\"\nedition = \"{toml}\"\n"))
        .with("concheck.toml", &format!("exclude = [\"/x{toml}\"]\n[[overrides]]\npaths = [\"{toml}\"]\nlevels = {{ double_lock = \"warn\" }}\n"));
    project.with(&format!("src/{name}.rs"), &twice).with(&format!("src/{name}/broken.rs"), "fn f( {\n")
}

fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn fingerprint(project: &Project) -> String {
    let json = project.check(&["--format", "json"]).json();
    json["findings"][0]["fingerprint"].as_str().expect("a finding").to_owned()
}

/// Runs the same in both projects.
fn both(odd: &Project, plain: &Project, args: &[&str]) -> Run {
    let mark = |args: &[&str], project: &Project| -> Run {
        let fingerprint = fingerprint(project);
        let args: Vec<&str> =
            args.iter().map(|arg| if *arg == "FINGERPRINT" { fingerprint.as_str() } else { arg }).collect();
        project.run(&args)
    };
    let (run, twin) = (mark(args, odd), mark(args, plain));
    assert_eq!(run.code, twin.code, "{args:?}: {run:?}\n{twin:?}");
    for (stream, other) in [(&run.stdout, &twin.stdout), (&run.stderr, &twin.stderr)] {
        let unseen = stream.chars().find(|c| *c != '\n' && is_unseen(*c));
        assert_eq!(unseen, None, "{args:?}: {stream:?}");
        let lines = |text: &str| text.lines().count();
        assert_eq!(lines(stream), lines(other), "{args:?}:\n{stream}\n{other}");
        let commands = |text: &str| text.lines().filter(|line| line.starts_with("::")).count();
        assert_eq!(commands(stream), commands(other), "{args:?}: {stream}");
    }
    if args.contains(&"html") {
        let scripts = |text: &str| text.matches("<script").count();
        assert_eq!(scripts(&run.stdout), scripts(&twin.stdout), "{}", run.stdout);
    }
    run
}

#[test]
fn odd_names_break_nothing() {
    let (odd, plain) = (project(ODD), project("plain"));
    for format in ["text", "concise", "github", "html"] {
        let run = both(&odd, &plain, &["check", "--format", format]);
        assert!(!run.stdout.is_empty(), "{run:?}");
    }
    for format in ["json", "sarif", "gitlab"] {
        both(&odd, &plain, &["check", "--format", format]).json();
    }
    for format in ["jsonl", "rustc"] {
        let run = both(&odd, &plain, &["check", "--format", format]);
        for line in run.stdout.lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        }
    }
    for args in [&["check", "--format", "junit"][..], &["graph", "--format", "svg", "--all-locks"]] {
        let run = both(&odd, &plain, args);
        roxmltree::Document::parse(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stdout));
    }
    for args in [
        &["graph", "--format", "json"][..],
        &["locks", "--format", "json"],
        &["files", "--format", "json"],
        &["config", "--format", "json"],
        &["diff", "--format", "json", "old.json", "new.json"],
    ] {
        for project in [&odd, &plain] {
            let report = project.check(&["--format", "json"]).stdout;
            let empty = report.replace("\"rule\": \"double_lock\"", "\"rule\": \"other\"");
            fs::write(project.at("old.json"), empty.replace("fingerprint\": \"", "fingerprint\": \"0"))
                .expect("file");
            fs::write(project.at("new.json"), report).expect("file");
        }
        both(&odd, &plain, args).json();
    }
    let run = both(&odd, &plain, &["config"]);
    run.stdout.parse::<toml::Table>().unwrap_or_else(|error| panic!("{error}: {}", run.stdout));
    for args in [
        &["graph"][..],
        &["graph", "--format", "mermaid", "--all-locks"],
        &["graph", "--waits"],
        &["locks"],
        &["files"],
        &["why", "FINGERPRINT"],
        &["diff", "old.json", "new.json"],
        &["check", "--add-allow", "because", "--dry-run"],
        &["check", "--fix", "--dry-run"],
        &["check", "-v"],
        &["check", "--since", "HEAD"],
        &["baseline", "-o", "base.json"],
        &["check", "--baseline", "base.json"],
    ] {
        both(&odd, &plain, args);
    }
    let baseline = fs::read_to_string(odd.at("base.json")).expect("reads");
    assert!(!baseline.contains(|c: char| c != '\n' && is_unseen(c)), "{baseline:?}");
}

#[test]
fn odd_keys_and_arguments_break_no_message() {
    let (odd, plain) = (project(ODD), project("plain"));
    let toml = |name: &str| name.chars().map(|c| format!("\\U{:08x}", c as u32)).collect::<String>();
    for text in [
        "\"KEY\" = 1\n",
        "[levels]\n\"KEY\" = \"warn\"\n",
        "confidence = \"KEY\"\n",
        "baseline = \"KEY\"\n",
        "extends = [\"KEY\"]\n",
    ] {
        for (project, name) in [(&odd, ODD), (&plain, "plain")] {
            fs::write(project.at("concheck.toml"), text.replace("KEY", &toml(name))).expect("file");
        }
        let run = {
            let (run, twin) = (odd.check(&[]), plain.check(&[]));
            assert_eq!(run.stderr.lines().count(), twin.stderr.lines().count(), "{run:?}\n{twin:?}");
            run
        };
        assert!(!run.stderr.contains(|c: char| c != '\n' && is_unseen(c)), "{run:?}");
    }
}
