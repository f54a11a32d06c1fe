//! The commands that explain: graph, locks, why; and completions and manual pages.

use std::fs;

use serde_json::Value;

use crate::project::{DOUBLE_LOCK, Project};

/// A circle of two, and a third lock that is taken inside one of them.
const BANK: &str = "\
use std::sync::{Mutex, RwLock};

pub struct Bank {
    accounts: Mutex<Vec<u32>>,
    log: Mutex<String>,
    rates: RwLock<u32>,
    alone: Mutex<u32>,
}

impl Bank {
    pub fn pay(&self) {
        let a = self.accounts.lock().unwrap();
        let l = self.log.lock().unwrap();
        drop((a, l));
    }

    pub fn audit(&self) {
        let l = self.log.lock().unwrap();
        let a = self.accounts.lock().unwrap();
        let r = self.rates.read().unwrap();
        drop((a, l, r));
    }

    pub fn count(&self) -> u32 {
        *self.alone.lock().unwrap()
    }
}
";

fn names(value: &Value) -> Vec<&str> {
    value.as_array().expect("an array").iter().map(|lock| lock["name"].as_str().expect("a name")).collect()
}

#[test]
fn the_graph_is_drawn_whole_or_in_part() {
    let project = Project::new(BANK);
    let json = |args: &[&str]| {
        let args: Vec<&str> = ["graph", "--format", "json"].iter().chain(args).copied().collect();
        project.run(&args).json()
    };
    let whole = json(&[]);
    assert_eq!(names(&whole["locks"]), ["Bank::accounts", "Bank::log", "Bank::rates"]);
    assert_eq!(whole["circles"], serde_json::json!([["Bank::accounts", "Bank::log"]]));
    assert_eq!(names(&json(&["--all-locks"])["locks"]).len(), 4);
    assert_eq!(names(&json(&["--circles"])["locks"]), ["Bank::accounts", "Bank::log"]);
    assert_eq!(names(&json(&["--circle", "1"])["locks"]), ["Bank::accounts", "Bank::log"]);
    let around = json(&["--lock", "Bank::rates"]);
    assert!(around["orders"].as_array().expect("orders").iter().all(|order| order["to"] == "Bank::rates"));
    let step = &whole["orders"][0]["ways"][0][0];
    assert_eq!((&step["file"], &step["line"]), (&"src/lib.rs".into(), &12.into()));

    assert!(project.run(&["graph", "--circle", "2"]).refused().contains("no cycle 2; the graph has 1"));
    assert!(
        project.run(&["graph", "--lock", "Bank::rate"]).refused().contains("did you mean `Bank::rates`?")
    );
}

#[test]
fn each_drawing_is_well_formed() {
    let project = Project::new(BANK);
    let graph = |format: &str| project.run(&["graph", "--format", format]).stdout;
    let dot = graph("dot");
    assert!(
        dot.starts_with("digraph locks {\n") && dot.ends_with("}\n") && dot.contains("color=red"),
        "{dot}"
    );
    let mermaid = graph("mermaid");
    assert!(
        mermaid.starts_with("flowchart LR\n") && mermaid.contains("n0[\"Bank::accounts\"]:::circle"),
        "{mermaid}"
    );
    assert!(mermaid.contains("n0 ==> n1") && mermaid.contains("n0 --> n2"), "{mermaid}");

    let svg = graph("svg");
    let picture = roxmltree::Document::parse(&svg).expect("XML");
    let texts: Vec<&str> = picture
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")))
        .filter_map(|node| node.text())
        .collect();
    assert_eq!(texts, ["Bank::accounts", "Bank::log", "Bank::rates"]);
    let paths = picture.descendants().filter(|node| node.attribute("stroke-width").is_some()).count();
    assert_eq!(paths, 4);
    assert!(!svg.contains("href") && !svg.contains("script"), "{svg}");
}

/// Two hundred locks in a long chain with shortcuts, and a circle at its end.
#[test]
fn a_large_graph_keeps_its_boxes_apart() {
    let mut code = String::from("use std::sync::Mutex;\npub struct Big {\n");
    for index in 0..200 {
        code += &format!("    l{index}: Mutex<u32>,\n");
    }
    code += "}\nimpl Big {\n";
    let mut pair = |from: usize, to: usize| {
        code += &format!(
            "    pub fn f{from}_{to}(&self) {{ let a = self.l{from}.lock().unwrap(); let b = self.l{to}.lock().unwrap(); drop((a, b)); }}\n"
        );
    };
    for index in 0..199 {
        pair(index / 3, index + 1);
        if index % 7 == 0 && index > 20 {
            pair(index - 20, index);
        }
    }
    pair(199, 66);
    code += "}\n";
    let project = Project::new(&code);
    let svg = project.run(&["graph", "--format", "svg"]).stdout;
    assert_eq!(svg, project.run(&["graph", "--format", "svg"]).stdout);
    let picture = roxmltree::Document::parse(&svg).expect("XML");
    let number = |node: &roxmltree::Node<'_, '_>, name: &str| {
        node.attribute(name).and_then(|text| text.parse::<f64>().ok()).expect("a number")
    };
    let boxes: Vec<[f64; 4]> = picture
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "rect")))
        .map(|node| ["x", "y", "width", "height"].map(|name| number(&node, name)))
        .collect();
    assert_eq!(boxes.len(), 200);
    for (index, [x, y, width, height]) in boxes.iter().enumerate() {
        for [other_x, other_y, other_width, other_height] in &boxes[..index] {
            let apart = x + width < *other_x
                || other_x + other_width < *x
                || y + height < *other_y
                || other_y + other_height < *y;
            assert!(apart, "boxes overlap at {x} {y}");
        }
    }
}

#[test]
fn locks_lists_what_is_taken_where() {
    let project = Project::new(BANK);
    let text = project.run(&["locks"]).stdout;
    let expected = "\
Bank::accounts: mutex of Vec<u32>, level 1 of the order
  held while taking: Bank::log, Bank::rates
  taken while holding: Bank::log
  src/lib.rs:12 in Bank::pay: locked
  src/lib.rs:19 in Bank::audit: locked
Bank::alone: mutex of u32
  src/lib.rs:25 in Bank::count: locked
";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("Bank::rates: rwlock of u32, level 2 of the order\n"), "{text}");
    assert!(text.ends_with("cycle 1: Bank::accounts, then Bank::log, then back to the first\n"), "{text}");
    assert_eq!(names(&project.run(&["locks", "--format", "json"]).json()["locks"]).len(), 4);
}

#[test]
fn why_shows_every_step_with_its_source() {
    let project = Project::new(DOUBLE_LOCK);
    let fingerprint = project.check(&["--format", "json"]).json()["findings"][0]["fingerprint"].clone();
    let fingerprint = fingerprint.as_str().expect("text");
    let run = project.run(&["why", &fingerprint[..8]]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.starts_with("deny[double_lock]: "), "{run:?}");
    assert!(run.stdout.contains("\n>    9 |         let a = self.value.lock().unwrap();\n"), "{run:?}");
    assert!(run.stdout.contains("\n>   10 |         let b = self.value.lock().unwrap();\n"), "{run:?}");
    assert!(run.stdout.contains(&format!("fingerprint: {fingerprint}\n")), "{run:?}");
    assert!(
        project.run(&["why", "zz"]).refused().contains("no finding has a fingerprint starting with `zz`")
    );
    // A finding that is listed in the baseline is found as well.
    project.run(&["baseline"]);
    assert_eq!(project.run(&["why", fingerprint]).code, Some(0));
}

#[test]
fn html_is_one_page_that_needs_nothing_else() {
    let project = Project::new(&BANK.replace("Vec<u32>", "Vec<Option<u32>>"));
    let page = project.check(&["--format", "html"]).stdout;
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    for outside in ["http:", "https:", "<script", "<link", "@import", "src="] {
        let page = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!page.contains(outside), "{outside}");
    }
    for text in
        ["Findings by rule", "Findings by lock", "<svg ", "Bank::accounts", "Vec&lt;Option&lt;u32&gt;&gt;"]
    {
        assert!(page.contains(text), "{text}");
    }
    // Apart from the document type and what HTML leaves open, it is XML.
    let body = &page[page.find("<body>").expect("a body")..page.find("</html>").expect("an end")];
    roxmltree::Document::parse(&body.replace(" open>", ">").replace("<br>", "")).expect("balanced");
}

#[test]
fn completions_and_pages_are_printed() {
    let project = Project::new(BANK);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(project.run(&["completions", shell]).stdout.contains("baseline"), "{shell}");
    }
    for (shell, name) in [("bash", "_concheck_of_cargo"), ("zsh", "_cargo-concheck"), ("fish", "-c cargo")] {
        assert!(project.run(&["completions", shell]).stdout.contains(name), "{shell}");
    }
    assert!(project.run(&["man"]).stdout.contains(".TH concheck 1"));
    let run = project.run(&["man", "--out", "pages"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let page = fs::read_to_string(project.at("pages/concheck-check.1")).expect("a page");
    assert!(page.contains("max\\-warnings"), "{page}");
}

/// A lock that is taken again at the end of many calls.
#[test]
fn a_finding_shows_its_first_places_and_why_shows_all() {
    let mut text = String::from(
        "use std::sync::Mutex;\n\npub struct Counter(Mutex<u32>);\n\nimpl Counter {\n    pub fn start(&self) {\n        \
         let _value = self.0.lock().unwrap();\n        self.step0();\n    }\n",
    );
    for step in 0..6 {
        text += &format!("\n    fn step{step}(&self) {{\n        self.step{}();\n    }}\n", step + 1);
    }
    text += "\n    fn step6(&self) {\n        *self.0.lock().unwrap() += 1;\n    }\n}\n";
    let project = Project::new(&text);
    let finding = &project.check(&["--format", "json"]).json()["findings"][0];
    let places = finding["related"].as_array().expect("places").len();
    assert_eq!(places, 9, "{finding}");
    let shown = project.check(&[]).stdout;
    assert!(shown.contains(" 7: calls `Counter::step5`") && !shown.contains(" 8: "), "{shown}");
    assert!(shown.contains("= 2 more places: see `concheck why`"), "{shown}");
    let fingerprint = finding["fingerprint"].as_str().expect("a fingerprint");
    assert!(project.run(&["why", fingerprint]).stdout.contains("\n9. "), "{finding}");
}

#[test]
fn long_names_fit_their_boxes() {
    let (owner, field) = ("Generated".repeat(20), "field_of_it_".repeat(20));
    let long = BANK
        .replace("Bank", &owner)
        .replace("accounts", &format!("{field}a"))
        .replace("log", &format!("{field}b"));
    let project = Project::new(&long);
    let svg = project.run(&["graph", "--format", "svg"]).stdout;
    let picture = roxmltree::Document::parse(&svg).expect("XML");
    let of = |name: &str| {
        let nodes = picture.descendants().filter(|node| node.tag_name().name() == name).collect::<Vec<_>>();
        nodes.into_iter().filter(|node| node.parent().is_some_and(|parent| parent.tag_name().name() == "g"))
    };
    for (text, border) in of("text").zip(of("rect")) {
        let width: f64 = border.attribute("width").and_then(|width| width.parse().ok()).expect("a number");
        let shown = text.text().expect("a name").chars().count() as f64;
        assert!(width < 400.0 && shown * 7.0 < width, "{svg}");
    }
    // Who points at a box is told the whole name.
    assert!(
        of("title")
            .any(|title| title.text().is_some_and(|text| text.starts_with(&format!("{owner}::{field}a: "))))
    );
    assert!(project.check(&["--format", "html"]).stdout.contains("overflow-wrap: anywhere"));
}
