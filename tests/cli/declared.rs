//! Libraries that a project declares.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use concheck_analyzer::catalog::VOCABULARY;

use crate::project::Project;

const USES: &str = "
use mailbox::{Inbox, Ledger, Outbox, archive};
use std::path::PathBuf;

pub fn twice(ledger: &Ledger<u32>) -> u32 {
    let first = ledger.open();
    let second = ledger.open();
    *first + *second
}

pub fn once(ledger: &Ledger<u32>) -> u32 {
    let first = *ledger.open();
    first + *ledger.open()
}

pub struct Office {
    ledger: Ledger<u32>,
}

impl Office {
    pub fn take(&self, inbox: &Inbox<u32>) {
        let mut page = self.ledger.open();
        *page += inbox.collect().unwrap_or(0);
    }

    pub fn give(&self, outbox: &Outbox<u32>) {
        let page = self.ledger.open();
        let _ = outbox.post(*page);
    }
}

pub fn close(path: PathBuf) {
    tokio::spawn(async move {
        let _ = archive(&path);
    });
}
";

/// The example of the page.
fn example() -> String {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/libraries.md"));
    let page = page.expect("docs/libraries.md");
    let (_, rest) = page.split_once("```rust\n").expect("an example");
    rest.split_once("```").expect("its end").0.to_owned()
}

#[test]
fn the_example_of_the_page_teaches_a_library() {
    let project = Project::new(USES).with("concheck/mailbox.rs", &example());
    assert_eq!(project.found(&[]), [], "nothing is known of it yet");
    let project = project.with("concheck.toml", "declarations = [\"concheck\"]\n");
    let found: Vec<String> = project.found(&[]).into_iter().map(|(rule, _)| rule).collect();
    for rule in ["double_lock", "wait_while_locked", "blocking_in_async"] {
        assert!(found.iter().any(|found| found == rule), "{rule}: {found:?}");
    }
    assert_eq!(found.iter().filter(|rule| *rule == "double_lock").count(), 1);
    // Declarations are no programs: they are not analysed themselves.
    let summary = project.check(&[]).stderr;
    assert!(summary.contains(" in 1 file,") && !summary.contains("warning"), "{summary}");
    let shown = project.run(&["config"]).stdout;
    assert!(shown.contains("declarations = [\"") && shown.contains("mailbox.rs\"]"), "{shown}");
}

#[test]
fn what_a_drop_does_is_declared() {
    let code = "
pub async fn started_and_left() {
    let pool = crew::Pool::new();
    println!(\"{}\", pool.len());
}

pub async fn started_and_kept(kept: &mut Vec<crew::Pool>) {
    let pool = crew::Pool::new();
    kept.push(pool);
}

pub fn run() {
    tokio::spawn(started_and_left());
    tokio::spawn(async { started_and_kept(&mut Vec::new()).await });
}
";
    let crew = "//! crew.
pub struct Pool;
impl Pool {
    pub fn new() -> Pool;
    pub fn len(&self) -> usize;
}
impl Drop for Pool {
    #[concheck::blocking(thread)]
    #[concheck::waits(end)]
    fn drop(&mut self);
}
";
    let project = Project::new(code)
        .with("concheck/crew.rs", crew)
        .with("concheck.toml", "declarations = [\"concheck\"]\n");
    let found = project.found(&[]);
    assert_eq!(found.iter().filter(|(rule, _)| rule == "blocking_in_async").count(), 1, "{found:?}");
    let text = project.check(&[]).stdout;
    assert!(text.contains("the drop of a `crew::Pool` waits for another thread in async code"), "{text}");
}

#[test]
fn a_send_that_waits_for_room_blocks() {
    let project = Project::new(
        "
pub fn forwards(outbox: mailbox::Outbox<u32>) {
    tokio::spawn(async move {
        let _ = outbox.post(1);
    });
}
",
    )
    .with("concheck/mailbox.rs", &example())
    .with("concheck.toml", "declarations = [\"concheck\"]\n");
    let text = project.check(&[]).stdout;
    assert!(text.contains("`mailbox::Outbox::post` waits for room in a channel in async code"), "{text}");
}

#[test]
fn what_is_kept_depends_on_declarations() {
    let project = Project::new(USES)
        .with("concheck/mailbox.rs", &example())
        .with("concheck.toml", "declarations = [\"concheck/mailbox.rs\"]\n");
    let before = project.found(&[]);
    assert_eq!(project.found(&[]), before);
    let project = project.with("concheck/mailbox.rs", "pub struct Ledger<T>;\n");
    assert_eq!(project.found(&[]), []);
}

#[test]
fn a_package_under_the_name_of_a_declared_library_stands_in_for_it() {
    let manifest = |tokio: &str| {
        format!("[package]\nname = \"x\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n{tokio}\n")
    };
    let code = "pub async fn count(total: &tokio::sync::Mutex<u32>) {\n    let mut total = total.lock().await;\n    \
                tokio::task::yield_now().await;\n    *total += 1;\n}\n\n\
                pub fn twice(total: &tokio::sync::Mutex<u32>) -> u32 {\n    let first = total.blocking_lock();\n    \
                *first + *total.blocking_lock()\n}\n";
    let found = |tokio: &str| Project::new(code).with("Cargo.toml", &manifest(tokio)).found(&[]);
    let plain = found("tokio = \"1\"");
    assert_eq!(plain.len(), 1, "{plain:?}");
    assert_eq!(found("tokio = { package = \"madsim-tokio\", version = \"0.2\" }"), plain);
}

#[test]
fn a_declaration_that_cannot_be_read_is_an_error_with_its_place() {
    let fails = |text: &str| {
        let project = Project::new("")
            .with("concheck/mailbox.rs", text)
            .with("concheck.toml", "declarations = [\"concheck\"]\n");
        project.check(&[]).refused().to_owned()
    };
    let error = fails("//! x\n#[concheck::lokc]\npub struct A;\n");
    assert!(error.contains("mailbox.rs:2:1: no declaration is called `lokc`"), "{error}");
    let error = fails("pub struct A;\nimpl A {\n    #[concheck::waits(forever)]\n    pub fn a(&self);\n}\n");
    assert!(error.contains("mailbox.rs:3:1: `waits` takes no `forever`"), "{error}");
    let error = fails("pub fn a(;\n");
    assert!(error.contains("mailbox.rs:1:1: "), "{error}");
    let project = Project::new("").with("concheck.toml", "declarations = [\"concheck\"]\n");
    let error = project.check(&[]).refused().to_owned();
    assert!(error.contains("concheck.toml:1:17: `declarations`: "), "{error}");
}

/// The table of attributes in `docs/libraries.md` is that of the grammar.
#[test]
fn the_vocabulary_is_documented() {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/libraries.md"));
    let text = fs::read_to_string(path).expect("docs/libraries.md");
    let mut table = String::from(
        "<!-- vocabulary -->\n| attribute | arguments | meaning | example |\n|---|---|---|---|\n",
    );
    for term in VOCABULARY {
        let mut words: Vec<String> = term
            .words
            .iter()
            .map(|word| match *word {
                "*" => String::from("a parameter"),
                word => format!("`{word}`"),
            })
            .collect();
        words.extend(term.keys.iter().map(|key| format!("`{key} = …`")));
        let _ = writeln!(
            table,
            "| `{}` | {} | {} | `{}` |",
            term.name,
            words.join(", "),
            term.says,
            term.example
        );
    }
    let (before, rest) = text.split_once("<!-- vocabulary -->").expect("the beginning of the table");
    let (_, after) = rest.split_once("<!-- end -->").expect("the end of the table");
    let current = format!("{before}{table}<!-- end -->{after}");
    if std::env::var_os("CONCHECK_UPDATE_DOCS").is_some() {
        fs::write(path, current).expect("docs/libraries.md");
    } else {
        assert_eq!(text, current, "docs/libraries.md: run this test with CONCHECK_UPDATE_DOCS=1");
    }
}
