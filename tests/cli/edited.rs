//! Runs between edits: each finds what a run without a cache finds, and reads no more than it has to.

use std::fs;
use std::path::PathBuf;

use crate::project::{Project, Run};

const WORKSPACE: &str = "[workspace]\nmembers = [\"bank\", \"store\"]\nresolver = \"2\"\n";

const BANK: &str = "\
mod ledger;

pub use ledger::Ledger;

macro_rules! take {
    ($lock:expr) => {
        $lock.lock().unwrap()
    };
}

pub fn total(ledger: &Ledger) -> u64 {
    let sum = take!(ledger.sum);
    *sum
}
";

const LEDGER: &str = "\
use std::sync::Mutex;

pub struct Ledger {
    pub sum: Mutex<u64>,
    pub log: Mutex<Vec<u64>>,
}

impl Ledger {
    pub fn add(&self, amount: u64) {
        let mut sum = self.sum.lock().unwrap();
        let mut log = self.log.lock().unwrap();
        *sum += amount;
        log.push(amount);
    }

    pub fn last(&self) -> Option<u64> {
        self.log.lock().unwrap().last().copied()
    }
}
";

pub(crate) const STORE: &str = "\
use bank::Ledger;

pub fn sell(ledger: &Ledger, amount: u64) {
    let mut log = ledger.log.lock().unwrap();
    log.push(amount);
    drop(log);
    ledger.add(amount);
}

pub async fn wait(ledger: &Ledger) {
    std::thread::sleep(std::time::Duration::from_secs(1));
    ledger.add(1);
}
";

fn manifest(name: &str, edition: &str, rest: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"{edition}\"\n{rest}")
}

/// Two packages and a long file, beside which an edit is a small one.
pub(crate) fn workspace() -> Project {
    let long = (0..200).map(|number| format!("pub fn f{number}() -> u32 {{\n    {number}\n}}\n"));
    Project::new("")
        .with("bank/src/long.rs", &long.collect::<String>())
        .with("Cargo.toml", WORKSPACE)
        .with("bank/Cargo.toml", &manifest("bank", "2021", ""))
        .with("bank/src/lib.rs", BANK)
        .with("bank/src/ledger.rs", LEDGER)
        .with(
            "store/Cargo.toml",
            &manifest("store", "2021", "[dependencies]\nbank = { path = \"../bank\" }\n"),
        )
        .with("store/src/lib.rs", STORE)
}

/// What runs of a project find, edit by edit.
struct Edited {
    project: Project,
}

impl Edited {
    fn write(&self, path: &str, text: &str) {
        fs::write(self.project.at(path), text).expect("file");
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.project.at(path)).expect("file");
        assert!(text.contains(from), "{path}: {from}");
        self.write(path, &text.replacen(from, to, 1));
    }

    /// The bases that are kept.
    fn bases(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.project.at("target/concheck")).expect("a folder");
        let paths = files.map(|file| file.expect("a file").path());
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "base")).collect()
    }

    /// Checks that a run prints what one without a cache prints, and that it knew so much. Gives the rules of the findings.
    #[track_caller]
    fn finds(&self, knew: &str) -> Vec<String> {
        let args = ["--format", "json", "-W", "all", "--confidence", "low"];
        let run = |more: &[&str]| self.project.check(&[&args, more].concat());
        let expected = run(&["--no-cache"]);
        let Run { code, stdout, stderr } = run(&["-v"]);
        assert_eq!((code, &stdout), (expected.code, &expected.stdout), "{stderr}");
        let knows = stderr.lines().any(|line| line.ends_with(&format!("target/concheck, which {knew}")));
        assert!(knows, "wanted: {knew}\n{stderr}");
        assert_eq!(run(&[]), expected, "again");
        let json = expected.json();
        let findings = json["findings"].as_array().expect("an array");
        findings.iter().map(|finding| finding["rule"].as_str().expect("a name").to_owned()).collect()
    }
}

const NOTHING: &str = "did not have the findings";
const ONE_FILE: &str = "had all but 1 file";
const DECLARATIONS: &str = "had all but 1 file, with other declarations";
const NO_FILE: &str = "had all but 0 files, with other declarations";
const ALL: &str = "had the findings";

#[test]
fn what_a_body_says_is_judged_with_what_was_known() {
    let edited = Edited { project: workspace() };
    assert_eq!(edited.finds(NOTHING), ["blocking_in_async"]);
    assert_eq!(edited.finds(ALL), ["blocking_in_async"]);
    // A circle over a call into a file that is not read again.
    edited.replace("store/src/lib.rs", "    drop(log);\n", "");
    let found = edited.finds(ONE_FILE);
    assert!(found.contains(&"double_lock".to_owned()), "{found:?}");
    // And a call from there.
    edited.replace(
        "bank/src/ledger.rs",
        "        let mut log = self.log.lock().unwrap();\n        *sum",
        "        *sum",
    );
    edited.replace("bank/src/ledger.rs", "        log.push(amount);\n", "");
    let found = edited.finds("had all but 2 files");
    assert!(!found.contains(&"double_lock".to_owned()), "{found:?}");
    // Places move.
    edited.replace("bank/src/ledger.rs", "impl Ledger", "// One.\n// Two.\nimpl Ledger");
    edited.finds("had all but 2 files");
    edited.write("store/src/lib.rs", STORE);
    edited.finds(ONE_FILE);
    edited.write("bank/src/ledger.rs", LEDGER);
    assert_eq!(edited.finds(ALL), ["blocking_in_async"]);
}

#[test]
fn declarations_are_judged_anew() {
    let edited = Edited { project: workspace() };
    edited.finds(NOTHING);
    edited.replace("bank/src/ledger.rs", "pub fn last(&self)", "pub fn last(&self, _default: u64)");
    edited.finds(DECLARATIONS);
    edited.replace("bank/src/ledger.rs", "    pub fn last", "    pub fn first(&self) {}\n\n    pub fn last");
    edited.finds(DECLARATIONS);
    edited.replace("bank/src/ledger.rs", "pub log: Mutex<Vec<u64>>", "pub log: std::sync::RwLock<Vec<u64>>");
    edited.finds(DECLARATIONS);
    edited.replace("store/src/lib.rs", "pub async fn", "pub fn");
    let found = edited.finds(DECLARATIONS);
    assert!(!found.contains(&"blocking_in_async".to_owned()), "{found:?}");
    // The base is of that state.
    edited.replace("store/src/lib.rs", "ledger.add(1);", "ledger.add(2);");
    edited.finds(ONE_FILE);
}

#[test]
fn broken_code_is_told_and_forgotten() {
    let edited = Edited { project: workspace() };
    edited.finds(NOTHING);
    for broken in ["    let x = (1;\n", "    let x = ;\n", "}\n", "    {\n", "    \"\n"] {
        edited.replace("store/src/lib.rs", "    drop(log);\n", &format!("{broken}    drop(log);\n"));
        let stderr = edited.project.check(&["-v"]).stderr;
        assert!(stderr.contains("warning: store/src/lib.rs:") && stderr.contains(ONE_FILE), "{stderr}");
        edited.finds(ALL);
        edited.write("store/src/lib.rs", STORE);
        edited.finds(ALL);
    }
}

#[test]
fn a_macro_that_is_not_exported_concerns_its_package() {
    let edited = Edited { project: workspace() };
    edited.finds(NOTHING);
    edited.replace(
        "bank/src/lib.rs",
        "$lock.lock().unwrap()",
        "{ let _held = $lock.lock(); $lock.lock().unwrap() }",
    );
    let found = edited.finds("had all but 3 files");
    assert!(found.contains(&"double_lock".to_owned()), "{found:?}");
    edited.write("bank/src/lib.rs", BANK);
    assert_eq!(edited.finds(ALL), ["blocking_in_async"]);
}

#[test]
fn an_exported_macro_concerns_the_packages_that_depend_on_it() {
    let edited = Edited { project: workspace() };
    edited.replace(
        "bank/src/lib.rs",
        "mod ledger;",
        "mod ledger;\n#[macro_export]\nmacro_rules! noted {\n    ($log:expr, $ledger:expr) => {\n        $log.len()\n    };\n}",
    );
    edited.replace(
        "store/src/lib.rs",
        "    drop(log);\n",
        "    bank::noted!(log, ledger);\n    drop(log);\n",
    );
    assert_eq!(edited.finds(NOTHING), ["blocking_in_async"]);
    // All files of both packages are read again: too many to keep the rest.
    edited.replace("bank/src/lib.rs", "$log.len()", "$ledger.log.lock().unwrap().len()");
    assert_eq!(edited.finds(NOTHING), ["double_lock", "blocking_in_async"]);
    edited.replace("bank/src/lib.rs", "$ledger.log.lock().unwrap().len()", "$log.len()");
    assert_eq!(edited.finds(ALL), ["blocking_in_async"]);
}

#[test]
fn files_come_and_go() {
    let edited = Edited { project: workspace() };
    edited.finds(NOTHING);
    let asleep = "pub async fn nap() {\n    std::thread::sleep(std::time::Duration::from_secs(2));\n}\n";
    edited.write("bank/src/asleep.rs", asleep);
    edited.finds(DECLARATIONS);
    edited.replace("bank/src/lib.rs", "mod ledger;", "mod ledger;\npub mod asleep;");
    assert_eq!(edited.finds(DECLARATIONS), ["blocking_in_async", "blocking_in_async"]);
    fs::rename(edited.project.at("bank/src/asleep.rs"), edited.project.at("bank/src/rest.rs"))
        .expect("renamed");
    edited.finds(DECLARATIONS);
    fs::remove_file(edited.project.at("bank/src/rest.rs")).expect("removed");
    edited.finds(NO_FILE);
    edited.replace("store/src/lib.rs", "ledger.add(1);", "ledger.add(2);");
    edited.finds(ONE_FILE);
}

#[test]
fn manifests_and_locks_of_the_configuration_count() {
    let edited = Edited { project: workspace() };
    edited.finds(NOTHING);
    edited.write("bank/Cargo.toml", &manifest("bank", "2024", ""));
    edited.finds(NOTHING);
    edited.write(
        "store/Cargo.toml",
        &manifest("store", "2021", "[dependencies]\nbank = { path = \"../bank\" }\nlog = \"1\"\n"),
    );
    edited.finds(NO_FILE);
    edited.write("concheck.toml", "[[locks]]\ntype = \"odd::SpinLock\"\nacquire = [\"lock\"]\n");
    edited.finds(NOTHING);
    edited.replace("store/src/lib.rs", "ledger.add(1);", "ledger.add(2);");
    edited.finds(ONE_FILE);
}

#[test]
fn a_damaged_base_is_made_anew() {
    let edited = Edited { project: workspace() };
    edited.finds(NOTHING);
    let [path] = edited.bases().try_into().expect("one base");
    let whole = fs::read(&path).expect("bytes");
    for (round, damaged) in
        [Vec::new(), whole[..20].to_vec(), whole[..whole.len() - 1].to_vec(), vec![0; whole.len()]]
            .iter()
            .enumerate()
    {
        fs::write(&path, damaged).expect("written");
        edited.replace("store/src/lib.rs", "ledger.add(1", "ledger.add(11");
        edited.finds(NOTHING);
        edited.replace("store/src/lib.rs", "from_secs(1", "from_secs(11");
        edited.finds(ONE_FILE);
        assert_eq!(edited.bases(), std::slice::from_ref(&path), "round {round}");
    }
}

#[test]
fn a_base_stays_while_little_differs_from_it() {
    let edited = Edited { project: workspace() };
    edited.finds(NOTHING);
    let [path] = edited.bases().try_into().expect("one base");
    let base = || fs::read(&path).expect("bytes");
    let first = base();
    edited.replace("store/src/lib.rs", "ledger.add(1);", "ledger.add(2);");
    edited.finds(ONE_FILE);
    assert_eq!(base(), first);
    edited.replace("bank/src/long.rs", "    7\n", "    8\n");
    edited.finds("had all but 2 files");
    assert_ne!(base(), first, "much of the text is another");
    edited.replace("bank/src/long.rs", "    8\n", "    9\n");
    edited.finds(ONE_FILE);
}
