//! `concheck facts` and `concheck link` report what one run on all packages reports, to the byte.

use std::fs;
use std::path::{Path, PathBuf};

use crate::dependencies::lock;
use crate::project::{Project, Run, command, run};

const SHARED: &str = "\
[workspace]
members = [\"bank\", \"store\", \"tools/audit\"]
exclude = [\"vendor\"]
resolver = \"2\"

[workspace.package]
edition = \"2024\"
rust-version = \"1.85\"

[workspace.dependencies]
queue = { path = \"vendor/queue\" }
bank = { path = \"bank\" }
";

const BANK: &str = "\
use std::sync::Mutex;

mod scratch;

macro_rules! take {
    ($lock:expr) => {
        $lock.lock().unwrap()
    };
}

/// Used by other packages.
#[macro_export]
macro_rules! taken {
    ($lock:expr) => {
        $crate::held(&$lock).unwrap()
    };
}

pub fn held<T>(lock: &Mutex<T>) -> std::sync::LockResult<std::sync::MutexGuard<'_, T>> {
    lock.lock()
}

pub struct Ledger {
    pub sum: Mutex<u64>,
    pub log: Mutex<Vec<u64>>,
}

impl Ledger {
    pub fn audit(&self) -> bool {
        let log = take!(self.log);
        let sum = take!(self.sum);
        log.iter().sum::<u64>() == *sum
    }
}

/// Caf\u{e9}.
pub fn broken() {
    let x = (1;
}
";

const STORE: &str = "\
use ledgers::Ledger;
use queue::Queue;

pub fn pay(ledger: &Ledger, amount: u64) {
    let mut sum = ledgers::taken!(ledger.sum);
    let mut log = ledger.log.lock().unwrap();
    *sum += amount;
    log.push(amount);
}

pub fn refill(queue: &Queue) {
    let items = queue.items.lock().unwrap();
    if items.is_empty() {
        queue.push(1);
    }
}

// concheck: allow(double_lock) -- nothing here
pub async fn nap() {
    std::thread::sleep(std::time::Duration::from_secs(1)); // concheck: allow(blocking_in_async) -- a test
}

pub fn odd(lock: &odd::Spin) {
    let a = lock.grab();
    let b = lock.grab();
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

    pub fn twice(&self) -> usize {
        let a = self.items.lock().unwrap();
        let b = self.items.lock().unwrap();
        a.len() + b.len()
    }
}
";

const AUDIT: &str = "\
fn main() {
    let ledger = bank::Ledger { sum: Default::default(), log: Default::default() };
    let log = ledger.log.lock().unwrap();
    ledger.audit();
    drop(log);
}

#[tokio::test]
async fn sleeps() {
    std::thread::sleep(std::time::Duration::from_secs(1));
}
";

const CONFIGURATION: &str = "\
exclude = [\"scratch.rs\"]

[levels]
blocking_in_async = \"deny\"

[[locks]]
type = \"odd::Spin\"
acquire = [\"grab\"]
";

const PACKAGES: &str = "bank store tools/audit";

/// Packages that inherit from their workspace, rename each other, configure themselves, and need a library; some code is broken.
fn workspace() -> Project {
    let package = |name: &str, rest: &str| {
        let inherited = "edition.workspace = true\nrust-version.workspace = true\n";
        format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\n{inherited}{rest}")
    };
    let store = "[dependencies]\nledgers = { package = \"bank\", path = \"../bank\" }\nqueue = { workspace = true }\nodd = { path = \"../vendor/odd\" }\n";
    let audit = "[dependencies]\nbank.workspace = true\n[package.metadata.concheck.levels]\nblocking_in_async = \"warn\"\n";
    let project = Project::new("")
        .with("Cargo.toml", SHARED)
        .with("concheck.toml", CONFIGURATION)
        .with("bank/Cargo.toml", &package("bank", ""))
        .with("bank/src/lib.rs", BANK)
        .with("bank/src/scratch.rs", AUDIT)
        .with("store/Cargo.toml", &package("store", store))
        .with("store/src/lib.rs", STORE)
        .with("tools/audit/Cargo.toml", &package("audit", audit))
        .with("tools/audit/src/main.rs", AUDIT)
        .with(
            "vendor/queue/Cargo.toml",
            "[package]\nname = \"queue\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
        )
        .with("vendor/queue/src/lib.rs", QUEUE)
        .with("vendor/odd/Cargo.toml", "[package]\nname = \"odd\"\nversion = \"0.1.0\"\n")
        .with("vendor/odd/src/lib.rs", "pub struct Spin;\nimpl Spin { pub fn grab(&self) {} }\n");
    fs::remove_dir_all(project.at("src")).expect("removed");
    project
}

/// Each package by itself, then all of them.
fn driven(project: &Project, dependencies: &str, options: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let driver = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/linked/driver.sh");
    let mut driver = command(driver, &project.at(""));
    // No cargo is needed, and none is there.
    driver.env("CARGO", "/nowhere/cargo");
    driver
        .arg(env!("CARGO_BIN_EXE_concheck"))
        .arg(project.at("").canonicalize().expect("a folder"))
        .arg(folder.path());
    let run = run(driver.args([dependencies, PACKAGES]).args(options));
    let base = project.at("").canonicalize().expect("a folder");
    let linked = folder.path().join("link").canonicalize().expect("a folder");
    let replaced = |text: String| text.replace(&shown(&linked), &shown(&base));
    Run { code: run.code, stdout: replaced(run.stdout), stderr: replaced(run.stderr) }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[test]
#[cfg(unix)]
fn packages_read_apart_are_reported_as_if_they_had_been_read_at_once() {
    let project = workspace();
    for format in ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "html"] {
        let args = ["--format", format, "-W", "all", "--confidence", "low"];
        let expected = project.check(&[&args[..], &["--no-cache"]].concat());
        let linked = driven(&project, "", &args);
        assert_eq!((linked.code, linked.stdout), (expected.code, expected.stdout), "{format}");
        assert!(linked.stderr.contains("bank/src/lib.rs:38:13"), "what is broken is told: {}", linked.stderr);
    }
}

#[test]
#[cfg(unix)]
fn libraries_are_linked_as_they_are_read_with_deps() {
    let project = workspace();
    lock(&project, "");
    let args = ["--format", "json", "--no-baseline"];
    let expected = project.check(&[&args[..], &["--no-cache", "--deps"]].concat());
    let linked = driven(&project, "vendor/queue vendor/odd", &args);
    assert_eq!((&linked.stdout, linked.code), (&expected.stdout, expected.code), "{linked:?}");
    let without = driven(&project, "", &args);
    let rules = |run: &Run| run.stdout.matches("\"double_lock\"").count();
    assert!(rules(&linked) > rules(&without), "{linked:?}");
    assert!(!linked.stdout.contains("Queue::twice"), "{linked:?}");
}

fn written(project: &Project, name: &str, args: &[&str]) -> PathBuf {
    let run = project.run(&[&["facts", "-o", name], args].concat());
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    project.at(name)
}

#[test]
fn neither_order_nor_repetition_nor_grouping_of_facts_matters() {
    let project = workspace();
    written(&project, "bank.facts", &["bank"]);
    written(&project, "rest.facts", &["--uses", "bank.facts", "store", "tools/audit"]);
    written(&project, "store.facts", &["--uses", "bank.facts", "-p", "store", "."]);
    written(&project, "audit.facts", &["--uses", "bank.facts", "-p", "aud*", "."]);
    let expected = project.run(&["link", "--format", "json", "bank.facts", "rest.facts"]);
    assert_eq!(expected.stdout, project.check(&["--format", "json", "--no-cache"]).stdout);
    for files in [
        &["rest.facts", "bank.facts"][..],
        &["audit.facts", "bank.facts", "store.facts"],
        &["audit.facts", "bank.facts", "rest.facts", "bank.facts"],
    ] {
        let linked = project.run(&[&["link", "--format", "json"], files].concat());
        assert_eq!(linked.stdout, expected.stdout, "{files:?}");
    }
    let again = fs::read(written(&project, "again.facts", &["bank"])).expect("facts");
    assert_eq!(again, fs::read(project.at("bank.facts")).expect("facts"), "the same bytes");
}

#[test]
fn facts_that_cannot_be_used_are_refused_with_one_message() {
    let project = workspace();
    let path = written(&project, "bank.facts", &["bank"]);
    let whole = fs::read(&path).expect("facts");
    let refused = |bytes: &[u8], why: &str| {
        fs::write(&path, bytes).expect("written");
        let run = project.run(&["link", "bank.facts"]);
        assert!(run.refused().contains(&format!("bank.facts: {why}")), "{run:?}");
    };
    refused(&whole[..whole.len() - 1], "the facts are damaged or incomplete");
    refused(&whole[..10], "the facts are damaged or incomplete");
    refused(b"", "the facts are damaged or incomplete");
    refused(&[&whole[..], b"x"].concat(), "the facts are damaged or incomplete");
    refused(b"fn main() {}\n", "this is no file of facts");
    let line = whole.iter().position(|byte| *byte == b'\n').expect("a line");
    let other = [b"concheck facts 0.0.1 0123456789abcdef", &whole[line..]].concat();
    refused(&other, "the facts were written by concheck 0.0.1 0123456789abcdef, and this is concheck ");

    fs::write(&path, &whole).expect("written");
    fs::write(project.at("bank/src/lib.rs"), "pub struct Ledger;\n").expect("file");
    written(&project, "other.facts", &["bank"]);
    let run = project.run(&["link", "bank.facts", "other.facts"]);
    assert!(run.refused().contains("`bank`"), "{run:?}");
    assert!(project.run(&["link", "none.facts"]).refused().contains("cannot read none.facts"));
    assert!(
        project.run(&["facts", "-o", "x.facts", "-p", "bonk", "."]).refused().contains("no package `bonk`")
    );
    assert!(project.run(&["facts", "-o", "x.facts", "nothing"]).refused().contains("nothing"));
    assert!(!project.at("x.facts").exists());
}
