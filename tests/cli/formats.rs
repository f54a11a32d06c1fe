//! Each format is read by a consumer of it, and several are written in one run.

use std::collections::BTreeSet;
use std::fs;

use cargo_metadata::Message;
use serde_json::Value;

use crate::project::{DOUBLE_LOCK, MENDED, Project, command, run};

/// Two findings: one denied, one a warning in a file with an odd name.
fn project() -> Project {
    Project::new(&format!("{DOUBLE_LOCK}\n#[path = \"odd, 100%.rs\"]\nmod odd;\n")).with(
        "src/odd, 100%.rs",
        "pub fn drop_at_once(m: &std::sync::Mutex<u32>) {\n    let _ = m.lock();\n    println!(\"<[x]>\");\n}\n",
    )
}

#[test]
fn jsonl_is_an_object_a_line() {
    let run = project().check(&["--format", "jsonl"]);
    let lines: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let types: Vec<&str> = lines.iter().map(|line| line["type"].as_str().expect("a type")).collect();
    assert_eq!(types, ["finding", "finding", "summary"]);
    assert_eq!(lines[0]["rule"], "double_lock");
    assert_eq!(lines[2]["findings"], 2);
}

#[test]
fn sarif_has_rules_places_chains_and_suppressions() {
    let line = "        let b = self.value.lock().unwrap();";
    let allowed = format!("{line} // concheck: allow(double_lock) -- a test");
    let project = project().with("src/main.rs", &DOUBLE_LOCK.replace(line, &allowed));
    let log = project.check(&["--format", "sarif"]).json();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 3);
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(rules[index]["help"]["markdown"].as_str().expect("help").contains("## "));
        assert!(!rules[index]["help"]["text"].as_str().expect("help").contains("## "));
        assert!(result["suppressions"].is_array());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    }
    for rule in rules {
        let help = rule["help"]["markdown"].as_str().expect("help");
        let mut in_rust = false;
        for line in help.lines() {
            in_rust = if line.starts_with("```") { line == "```rust" } else { in_rust };
            let is_hidden = in_rust && (line == "#" || line.starts_with("# "));
            assert!(!is_hidden && !line.starts_with("```rust,"), "{}: {line}", rule["id"]);
        }
    }
    assert_eq!(results[0]["level"], "error");
    assert_eq!(results[0]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 9);
    assert_eq!(results[0]["codeFlows"].as_array().expect("flows").len(), 1);
    let odd = &results[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(odd, "src/odd%2C%20100%25.rs");
    assert_eq!(results[2]["suppressions"][0]["justification"], "a test");
    assert_eq!(results[2]["suppressions"][0]["kind"], "inSource");
}

#[test]
fn a_circle_has_a_chain_a_side() {
    let bank = "\
use std::sync::Mutex;
pub struct Bank { a: Mutex<u32>, b: Mutex<u32> }
impl Bank {
    pub fn one(&self) { let a = self.a.lock().unwrap(); let b = self.b.lock().unwrap(); drop((a, b)); }
    pub fn two(&self) { let b = self.b.lock().unwrap(); let a = self.a.lock().unwrap(); drop((a, b)); }
}
";
    let log = Project::new(bank).check(&["--format", "sarif"]).json();
    let flows = log["runs"][0]["results"][0]["codeFlows"].as_array().expect("flows").clone();
    let starts: Vec<&Value> = flows
        .iter()
        .map(|flow| &flow["threadFlows"][0]["locations"][0]["location"]["physicalLocation"]["region"]["startLine"])
        .collect();
    assert_eq!(starts, [4, 5]);
}

#[test]
fn github_annotations_are_escaped_and_the_gravest_come_first() {
    let project = project();
    let summary = project.at("summary.md");
    fs::write(&summary, "before\n").expect("file");
    let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
    command.args(["check", "--format", "github"]).env("GITHUB_STEP_SUMMARY", &summary);
    let lines = run(&mut command).stdout;
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("::error file=src/lib.rs,line=10,endLine=10,col="), "{}", lines[0]);
    assert!(lines[0].contains(",title=double_lock::"), "{}", lines[0]);
    assert!(lines[1].starts_with("::warning file=src/odd%2C 100%25.rs,line=2,"), "{}", lines[1]);
    let summary = fs::read_to_string(&summary).expect("written");
    assert!(summary.starts_with("before\n## concheck\n\n2 findings (1 deny, 1 warn)"), "{summary}");
    assert!(summary.contains("| deny | `double_lock` | `src/lib.rs:10` | "), "{summary}");
}

#[test]
fn paths_begin_where_the_service_looks_for_them() {
    let project = project();
    let outer = project.at("").canonicalize().expect("folder");
    let outer = outer.parent().expect("a parent").to_path_buf();
    let name = project.at("").file_name().expect("a name").to_string_lossy().into_owned();
    for (format, variable) in [("github", "GITHUB_WORKSPACE"), ("gitlab", "CI_PROJECT_DIR")] {
        let mut command = command(env!("CARGO_BIN_EXE_concheck"), &project.at(""));
        command.args(["check", "--format", format]).env(variable, &outer);
        let run = run(&mut command);
        assert!(run.stdout.contains(&format!("{name}/src/lib.rs")), "{run:?}");
    }
}

#[test]
fn gitlab_issues_have_fingerprints_of_their_own() {
    // The same code twice: equal but for the file.
    let project = Project::new(&format!("mod again;\n{DOUBLE_LOCK}")).with("src/again.rs", DOUBLE_LOCK);
    let issues = project.check(&["--format", "gitlab"]).json();
    let issues = issues.as_array().expect("an array");
    let fingerprints: BTreeSet<&str> =
        issues.iter().map(|issue| issue["fingerprint"].as_str().expect("text")).collect();
    assert_eq!((issues.len(), fingerprints.len()), (2, 2));
    for issue in issues {
        assert_eq!(issue["check_name"], "double_lock");
        assert!(
            ["info", "minor", "major", "critical", "blocker"]
                .contains(&issue["severity"].as_str().expect("text"))
        );
        assert!(issue["location"]["lines"]["begin"].is_u64() && issue["description"].is_string());
    }
    assert_eq!(Project::new(MENDED).check(&["--format", "gitlab"]).json(), serde_json::json!([]));
}

#[test]
fn junit_is_xml_with_a_test_a_finding() {
    let project = project().with("src/broken.rs", "fn \u{1} {\n");
    let text = project.check(&["--format", "junit"]).stdout;
    let document = roxmltree::Document::parse(&text).expect("XML");
    let root = document.root_element();
    let count = |tag: &str| root.descendants().filter(|node| node.has_tag_name(tag)).count();
    assert_eq!(count("failure"), 1);
    assert!(count("skipped") >= 2, "{text}");
    assert_eq!(root.attribute("tests"), Some(&*count("testcase").to_string()));
    // What could not be read is a warning: nothing in the report may fail a job that the exit code does not.
    assert_eq!((count("error"), root.attribute("errors")), (0, Some("0")), "{text}");
    for suite in root.children().filter(roxmltree::Node::is_element) {
        let cases = suite.children().filter(|node| node.has_tag_name("testcase")).count();
        assert_eq!(suite.attribute("tests"), Some(&*cases.to_string()));
    }

    let failures = |args: &[&str]| {
        let run = project.check(args);
        let document = roxmltree::Document::parse(&run.stdout).expect("XML");
        (run.code, document.root_element().attribute("failures").map(str::to_owned))
    };
    let junit = ["--format", "junit", "-W", "all"];
    assert_eq!(failures(&junit), (Some(0), Some(String::from("0"))));
    let too_many = [&junit[..], &["--max-warnings", "0"]].concat();
    assert_eq!(failures(&too_many), (Some(1), Some(String::from("1"))));

    let text = Project::new(MENDED).check(&["--format", "junit"]).stdout;
    let document = roxmltree::Document::parse(&text).expect("XML");
    assert_eq!(document.descendants().filter(|node| node.has_tag_name("testcase")).count(), 1);
}

#[test]
fn cargo_reads_the_messages_of_rustc() {
    let project = project();
    let run = project.check(&["--format", "rustc"]);
    let messages: Vec<Message> =
        Message::parse_stream(run.stdout.as_bytes()).map(|message| message.expect("a message")).collect();
    let [Message::CompilerMessage(first), Message::CompilerMessage(_), Message::BuildFinished(end)] =
        &messages[..]
    else {
        panic!("{messages:?}")
    };
    assert!(!end.success);
    assert_eq!(first.target.name, "sample");
    assert_eq!(first.message.code.as_ref().expect("a code").code, "concheck::double_lock");
    let span = &first.message.spans[0];
    assert!(span.is_primary && span.line_start == 10 && span.file_name == "src/lib.rs");
    let text = &DOUBLE_LOCK[span.byte_start as usize..span.byte_end as usize];
    assert!("        let b = self.value.lock().unwrap();".contains(text), "{text}");
}

#[test]
fn several_outputs_are_written_in_one_run() {
    let project = project();
    let alone = project.check(&["--format", "sarif"]);
    let run = project.check(&["--output", "sarif=a.sarif", "--output", "junit=b.xml"]);
    assert!(run.stdout.starts_with("error[double_lock]"), "{run:?}");
    assert_eq!(fs::read_to_string(project.at("a.sarif")).expect("written"), alone.stdout);
    assert!(project.at("b.xml").is_file());

    let run = project.check(&["--format", "json", "-o", "c.json", "-o", "gitlab=d.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(project.at("c.json").is_file() && project.at("d.json").is_file());

    let run = project.check(&["-o", "json=c.json", "-o", "sarif=c.json"]);
    assert!(run.refused().contains("two outputs write to c.json"), "{run:?}");
    let run = project.check(&["-o", "c.json", "-o", "e.json"]);
    assert!(run.refused().contains("several outputs without a format"), "{run:?}");
}
