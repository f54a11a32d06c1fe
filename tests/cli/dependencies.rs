//! `--deps`: what goes through libraries is found, and what is wrong with these alone is not reported.

use std::process::Command;

use crate::project::{Project, Run};

/// A library in a folder beside the workspace: it takes its locks in one order, and one of them twice.
const LEDGER: &str = "\
use std::sync::Mutex;

pub struct Ledger {
    pub sum: Mutex<u64>,
    pub log: Mutex<Vec<u64>>,
}

impl Ledger {
    pub fn audit(&self) -> bool {
        let log = self.log.lock().unwrap();
        let sum = self.sum.lock().unwrap();
        log.iter().sum::<u64>() == *sum
    }

    pub fn broken(&self) -> u64 {
        let sum = self.sum.lock().unwrap();
        let again = self.sum.lock().unwrap();
        *sum + *again
    }
}
";

/// A program that takes them in the other one.
const BANK: &str = "\
use ledger::Ledger;

pub fn pay(ledger: &Ledger, amount: u64) {
    let mut sum = ledger.sum.lock().unwrap();
    let mut log = ledger.log.lock().unwrap();
    *sum += amount;
    log.push(amount);
}
";

const QUEUE: &str = "\
use std::sync::Mutex;

#[derive(Default)]
pub struct Queue {
    pub items: Mutex<Vec<u32>>,
}

impl Queue {
    pub fn push(&self, item: u32) {
        self.items.lock().unwrap().push(item);
    }
}
";

const STORE: &str = "\
use queue::Queue;

pub fn refill(queue: &Queue) {
    let items = queue.items.lock().unwrap();
    if items.is_empty() {
        queue.push(1);
    }
}
";

fn package(name: &str, rest: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n{rest}")
}

/// A workspace in `app`, a library in `ledger`.
fn beside() -> Project {
    Project::new("")
        .with("ledger/Cargo.toml", &package("ledger", ""))
        .with("ledger/src/lib.rs", LEDGER)
        .with("ledger/src/main.rs", LEDGER)
        .with("ledger/tests/it.rs", "fn broken() { let x = (; }\n")
        .with("app/Cargo.toml", "[workspace]\nmembers = [\"bank\"]\nresolver = \"2\"\n")
        .with(
            "app/bank/Cargo.toml",
            &package("bank", "[dependencies]\nledger = { path = \"../../ledger\" }\n"),
        )
        .with("app/bank/src/lib.rs", BANK)
}

/// A package whose dependency is vendored in a folder that git does not know and the configuration leaves out.
fn vendored() -> Project {
    let source =
        "[source.crates-io]\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"vendor\"\n";
    Project::new("")
        .with("Cargo.toml", &package("store", "[dependencies]\nqueue = \"0.1\"\n"))
        .with("src/lib.rs", STORE)
        .with(".cargo/config.toml", source)
        .with(".gitignore", "/vendor\n")
        .with("concheck.toml", "exclude = [\"vendor/\"]\n")
        .with("vendor/queue/Cargo.toml", &package("queue", ""))
        .with("vendor/queue/.cargo-checksum.json", "{\"files\":{}}")
        .with("vendor/queue/src/lib.rs", QUEUE)
}

pub(crate) fn lock(project: &Project, folder: &str) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["generate-lockfile", "--offline"]).current_dir(project.at(folder));
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The rules of the findings, and the files that they touch.
fn found(run: &Run) -> Vec<(String, Vec<String>)> {
    let json = run.json();
    let text = |value: &serde_json::Value| value.as_str().expect("a string").to_owned();
    let findings = json["findings"].as_array().expect("an array").iter().map(|finding| {
        let related = finding["related"].as_array().expect("an array");
        let mut files: Vec<String> =
            std::iter::once(&finding["primary"]).chain(related).map(|place| text(&place["file"])).collect();
        files.sort();
        files.dedup();
        (text(&finding["rule"]), files)
    });
    findings.collect()
}

const LOOK: [&str; 3] = ["--format", "json", "--no-cache"];

#[test]
fn an_inversion_through_a_library_is_seen() {
    let project = beside();
    lock(&project, "app");
    let run = |args: &[&str]| project.check(&[&["app"], &LOOK[..], args].concat());
    assert_eq!(found(&run(&[])), []);
    let with = run(&["--deps"]);
    assert_eq!(with.stderr, "");
    let files = ["../ledger/src/lib.rs", "bank/src/lib.rs"].map(str::to_owned).to_vec();
    assert_eq!(found(&with), [("lock_order_inversion".to_owned(), files.clone())]);
    // Selection speaks of the workspace.
    assert_eq!(found(&run(&["--deps", "-p", "bank"])).len(), 1);
    let refused = run(&["--deps", "-p", "ledger"]);
    assert!(refused.refused().contains("no package `ledger`"), "{refused:?}");
}

#[test]
fn a_vendored_library_is_read_although_it_is_left_out() {
    let project = vendored();
    lock(&project, "");
    assert_eq!(found(&project.check(&LOOK)), []);
    let with = project.check(&[&LOOK[..], &["--deps"]].concat());
    assert_eq!(with.stderr, "");
    let files = ["src/lib.rs", "vendor/queue/src/lib.rs"].map(str::to_owned).to_vec();
    assert_eq!(found(&with), [("double_lock".to_owned(), files)]);
    assert_eq!(project.check(&["--deps"]), project.check(&["--deps", "--no-cache"]));
    assert_ne!(project.check(&["--deps"]).stdout, project.check(&[]).stdout, "an entry of its own");
}

#[test]
fn without_a_lock_file_paths_are_followed() {
    let project = beside();
    let with = project.check(&[&["app", "--deps"], &LOOK[..]].concat());
    assert_eq!(found(&with).len(), 1);
    assert_eq!(with.stderr.lines().count(), 1, "{with:?}");
    assert!(with.stderr.contains("only path dependencies were read"), "{with:?}");
    assert!(!with.stderr.contains(project.at("").to_str().expect("UTF-8")), "{with:?}");
    assert!(!project.at("app/Cargo.lock").exists(), "nothing is written");
}

#[test]
fn what_the_catalogue_knows_is_not_read() {
    // A library of that name whose locks are none: the catalogue's word counts.
    let other = "pub struct Mutex<T>(T);\nimpl<T> Mutex<T> {\n    pub fn lock(&self) {}\n}\n";
    let code = "\
use parking_lot::Mutex;

pub fn twice(value: &Mutex<u32>) -> u32 {
    let a = value.lock();
    let b = value.lock();
    *a + *b
}
";
    let manifest = package("store", "[dependencies]\nparking_lot = { path = \"../parking_lot\" }\n");
    let project = Project::new("")
        .with("parking_lot/Cargo.toml", &package("parking_lot", ""))
        .with("parking_lot/src/lib.rs", other)
        .with("store/Cargo.toml", &manifest)
        .with("store/src/lib.rs", code);
    lock(&project, "store");
    let with = project.check(&[&["store", "--deps"], &LOOK[..]].concat());
    assert_eq!(with.json()["summary"]["files"], 1);
    assert_eq!(found(&with)[0].0, "double_lock");
}
