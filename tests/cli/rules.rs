//! `concheck rules` and `concheck explain`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::project::concheck;

#[test]
fn rules_lists_every_rule_once() {
    let text = concheck(Path::new("."), &["rules"]);
    assert_eq!((text.code, text.stderr.as_str()), (Some(0), ""));
    let json = concheck(Path::new("."), &["rules", "--format", "json"]).json();
    let rules = json.as_array().expect("an array");
    assert_eq!(text.stdout.lines().count(), rules.len() + 1, "a head and a line each");
    for rule in rules {
        let name = rule["name"].as_str().expect("a name");
        assert!(text.stdout.lines().any(|line| line.starts_with(&format!("{name} "))), "{name}");
        let page = concheck(Path::new("."), &["explain", name]);
        assert_eq!(page.code, Some(0));
        assert!(page.stdout.starts_with(&format!("{name}\n\n")), "{page:?}");
        let json = concheck(Path::new("."), &["explain", name, "--format", "json"]).json();
        let markdown = concheck(Path::new("."), &["explain", name, "--format", "markdown"]).stdout;
        assert_eq!((&json["name"], &json["page"]), (&name.into(), &markdown.as_str().into()));
        // Nothing of the Markdown is left, and no word is lost.
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let fences = ["```rust", "```toml", "```text", "```"];
        let lines = markdown.lines().filter(|line| !fences.contains(line)).collect::<Vec<_>>().join("\n");
        assert_eq!(letters(&page.stdout), letters(&lines), "{name}");
        for line in page.stdout.lines().filter(|line| !line.starts_with("    ")) {
            let leftover = line.starts_with('#') || line.contains("**") || line.contains("```");
            assert!(!leftover && line.chars().count() <= 100, "{name}: {line}");
        }
    }
}

#[test]
fn a_page_has_colours_where_they_are_wanted() {
    let page = concheck(Path::new("."), &["explain", "double_lock", "--color", "always"]).stdout;
    assert!(page.starts_with("\u{1b}["), "{page}");
    assert!(!concheck(Path::new("."), &["explain", "double_lock"]).stdout.contains('\u{1b}'));
}

#[test]
fn explain_suggests_what_was_meant() {
    let run = concheck(Path::new("."), &["explain", "unused_alow"]);
    assert_eq!(run.refused(), "error: unknown rule `unused_alow`; did you mean `unused_allow`?\n");
    let run = concheck(Path::new("."), &["explain", "banana"]);
    assert_eq!(run.refused(), "error: unknown rule `banana`; `concheck rules` lists the rules\n");
    let run = concheck(Path::new("."), &["explain", "queue"]);
    assert_eq!(run.refused(), "error: unknown rule `queue`; did you mean `unbounded_queue`?\n");
    assert_eq!(concheck(Path::new("."), &["explain", "concheck::unused-allow"]).code, Some(0));
}

#[test]
fn explain_lists_the_rules_of_a_family() {
    let run = concheck(Path::new("."), &["explain", "performance"]);
    let names: Vec<&str> = run.stdout.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, ["rule", "unbounded_queue", "cpu_bound_in_async", "long_critical_section"], "{run:?}");
}

/// `docs/rules` has a page a rule, which is what `concheck explain` prints, and a list of them.
#[test]
fn the_pages_in_the_documents_are_current() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rules"));
    let list = concheck(Path::new("."), &["rules", "--format", "json"]).json();
    let mut index = String::from(
        "# Rules\n\nOne page a rule, as `concheck explain` prints it.\n\n| rule | family | default | reports |\n| --- | --- | --- | --- |\n",
    );
    let mut pages = BTreeMap::new();
    for rule in list.as_array().expect("an array") {
        let text = |key: &str| rule[key].as_str().expect("text").to_owned();
        let name = text("name");
        index += &format!(
            "| [`{name}`]({name}.md) | {} | {} | {} |\n",
            text("family"),
            text("default"),
            text("summary").replace('|', "\\|")
        );
        pages.insert(
            format!("{name}.md"),
            concheck(Path::new("."), &["explain", &name, "--format", "markdown"]).stdout,
        );
    }
    pages.insert(String::from("README.md"), index);
    if std::env::var_os("CONCHECK_UPDATE_DOCS").is_some() {
        fs::create_dir_all(folder).expect("folder");
        for (name, page) in &pages {
            fs::write(folder.join(name), page).expect("written");
        }
    }
    for (name, page) in &pages {
        let kept = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert_eq!(&kept, page, "docs/rules/{name}: run this test with CONCHECK_UPDATE_DOCS=1");
        let headings = ["## What it does", "## Why is this bad?", "## Limits", "## Configuration"];
        for heading in headings.iter().filter(|_| name != "README.md") {
            assert!(page.contains(heading), "{name} has no `{heading}`");
        }
    }
    let kept = fs::read_dir(folder).expect("folder").count();
    assert_eq!(kept, pages.len(), "docs/rules has pages of rules that are gone");
}
