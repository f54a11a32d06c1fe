//! What the documents, the action and the hooks say about the command is so.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::project::{DOUBLE_LOCK, MENDED, Project, concheck};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

const DOCUMENTS: [&str; 5] =
    ["docs/ci.md", "docs/configuration.md", "docs/fixes.md", "docs/formats.md", "docs/migrating.md"];

#[test]
fn every_option_and_command_that_is_named_exists() {
    let mut known = BTreeSet::new();
    let help = concheck(Path::new("."), &["--help"]).stdout;
    let mut commands = BTreeSet::new();
    for line in
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty())
    {
        // A long description goes on in the next line, indented further.
        if let Some(name) = line.strip_prefix("  ").filter(|line| !line.starts_with(' ')) {
            commands.insert(name.split_whitespace().next().expect("a name").to_owned());
        }
    }
    for command in &commands {
        let help = concheck(Path::new("."), &[command, "--help"]).stdout;
        known.extend(options(&help));
    }
    assert!(commands.contains("baseline") && known.contains("--since"), "{commands:?} {known:?}");
    // Options of other programs, and what stands for any.
    let foreign = ["--locked", "--help"];
    for document in DOCUMENTS.iter().chain(&["action.yml", ".pre-commit-hooks.yaml", ".ci/formats"]) {
        let text = read(document);
        // Of a script only the lines that run concheck.
        let is_script = text.starts_with("#!");
        let lines = text.lines().filter(|line| {
            !line.contains("lockbud -")
                && !["npm ", "cargo build", "cargo install", "cargo binstall"]
                    .iter()
                    .any(|other| line.contains(other))
                && (!is_script || line.contains("\"$concheck\""))
        });
        for line in lines {
            for option in options(line) {
                assert!(
                    known.contains(&option) || foreign.contains(&option.as_str()),
                    "{document} names {option}"
                );
            }
            for (at, _) in line.match_indices("concheck ") {
                let before = line[..at].chars().next_back().unwrap_or(' ');
                let word =
                    line[at + "concheck ".len()..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
                let is_code = before == '`' && !word.is_empty();
                assert!(!is_code || commands.contains(word), "{document} names `concheck {word}`");
            }
        }
    }
}

fn options(text: &str) -> BTreeSet<String> {
    let starts = text
        .match_indices("--")
        .filter(|(at, _)| !text[..*at].ends_with(|c: char| c == '-' || c.is_alphanumeric()));
    starts
        .map(|(at, _)| {
            let name =
                text[at + 2..].split(|c: char| c != '-' && !c.is_ascii_alphanumeric()).next().unwrap_or("");
            format!("--{name}")
        })
        .filter(|name| name.len() > 3 && name[2..].starts_with(|c: char| c.is_ascii_lowercase()))
        .collect()
}

#[test]
fn links_lead_somewhere() {
    for document in DOCUMENTS {
        let text = read(document);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = repository().join("docs").join(link.split('#').next().unwrap_or(""));
            assert!(link.contains("://") || path.exists(), "{document} links to {link}");
        }
    }
}

#[test]
fn the_configuration_that_is_shown_is_valid() {
    let text = read("docs/configuration.md");
    let block = text.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block");
    let project = Project::new(MENDED).with("concheck.toml", block);
    assert_eq!(project.run(&["config"]).code, Some(0), "{:?}", project.run(&["config"]));
}

/// clippy's lints that are said to be honoured are, and the others are not.
#[test]
fn the_pairs_with_clippy_are_as_the_rules_have_them() {
    let list = concheck(Path::new("."), &["rules", "--format", "json"]).json();
    let mut twins = BTreeSet::new();
    for rule in list.as_array().expect("rules") {
        for twin in rule["clippy_twins"].as_array().expect("twins") {
            let name = rule["name"].as_str().expect("a name");
            twins.insert((twin.as_str().expect("a lint").to_owned(), name.to_owned()));
        }
    }
    let text = read("docs/migrating.md");
    let rows = text.lines().filter(|line| line.starts_with("| **`"));
    let told: BTreeSet<(String, String)> = rows
        .map(|row| {
            let code: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
            (code[0].trim_start_matches("clippy::").to_owned(), code[1].to_owned())
        })
        .collect();
    assert_eq!(told, twins);
}

#[test]
fn the_hook_runs_on_what_is_staged() {
    let hooks = read(".pre-commit-hooks.yaml");
    let entry =
        hooks.lines().find_map(|line| line.trim().strip_prefix("entry: concheck ")).expect("an entry");
    let args: Vec<&str> = entry.split(' ').collect();
    let project = Project::new(MENDED);
    project.git(&["init", "-q"]);
    project.commit();
    let project = project.with("src/lib.rs", DOUBLE_LOCK);
    assert_eq!(project.run(&args).code, Some(0));
    project.git(&["add", "-A"]);
    assert_eq!(project.run(&args).code, Some(1));
}
