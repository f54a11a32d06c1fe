//! Which edits are offered, how sure they are, and which are applied.

use std::fs;

use crate::project::Project;

const SLEEP: &str = "std::thread::sleep(std::time::Duration::from_secs(1))";

/// A manifest with these dependency tables.
fn manifest(dependencies: &str) -> String {
    format!("[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2021\"\n{dependencies}\n")
}

/// The lines that all edits would add to a project.
fn added(project: &Project) -> Vec<String> {
    // Findings in tests are a level lower: warnings would be hidden.
    let levels = ["-D", "blocking_in_async", "--confidence", "low"];
    let run = project.check(&[&levels[..], &["--fix", "--unsafe-fixes", "--dry-run"]].concat());
    assert!(run.code != Some(2), "{run:?}");
    let added =
        run.stdout.lines().filter_map(|line| line.strip_prefix('+').filter(|_| !line.starts_with("+++")));
    added.map(|line| line.trim().to_string()).collect()
}

/// The same, of a package with these dependency tables and this library.
fn added_to(dependencies: &str, lib: &str) -> Vec<String> {
    added(&Project::new(lib).with("Cargo.toml", &manifest(dependencies)))
}

/// What becomes of a public function that sleeps, in a package with these dependency tables.
fn slept(dependencies: &str) -> String {
    let lines = added_to(dependencies, &format!("pub async fn wait() {{\n    {SLEEP};\n}}\n"));
    let awaited =
        |line: &String| line.strip_suffix("(std::time::Duration::from_secs(1)).await;").map(str::to_string);
    lines.first().map(|line| awaited(line).unwrap_or_else(|| panic!("{line}"))).unwrap_or_default()
}

#[test]
fn only_certain_edits_are_applied_unless_all_are_asked_for() {
    let lib = "
use std::sync::Mutex;

pub async fn store(total: &Mutex<u32>) {
    let mut guard = total.lock().unwrap();
    *guard += 1;
    flush().await;
}

pub async fn flush() {
    std::thread::sleep(std::time::Duration::from_secs(1));
}
";
    let tokio = manifest("[dependencies]\ntokio = { version = \"1\", features = [\"time\"] }");
    let project = Project::new(lib).with("Cargo.toml", &tokio);
    let offered = project.check(&["--format", "json"]).json();
    let findings = offered["findings"].as_array().expect("findings");
    let sure: Vec<_> = findings.iter().map(|finding| &finding["fix"]["applicability"]).collect();
    assert_eq!(sure, ["MachineApplicable", "MaybeIncorrect"]);

    let run = project.check(&["--fix", "--dry-run"]);
    assert!(run.stdout.contains("\n+    drop(guard);\n") && !run.stdout.contains(".await;\n+"), "{run:?}");
    let said =
        "would fix 1 finding in 1 file; 1 edit that may change behaviour available with `--unsafe-fixes`\n";
    assert!(run.stderr.starts_with(said), "{run:?}");
    let run = project.check(&["--fix", "--allow-no-vcs"]);
    assert!(run.stderr.starts_with(&said[6..].replace("fix 1", "fixed 1")), "{run:?}");
    let run = project.check(&["--fix", "--unsafe-fixes", "--allow-no-vcs"]);
    assert!(run.stderr.starts_with("fixed 1 finding in 1 file\n"), "{run:?}");
    let text = fs::read_to_string(project.at("src/lib.rs")).expect("file");
    assert!(
        text.contains("    drop(guard);\n    flush().await;") && text.contains("tokio::time::sleep("),
        "{text}"
    );
    project.check(&["--unsafe-fixes"]).refused();
}

#[test]
fn formats_say_how_sure_an_edit_is() {
    let tokio = manifest("[dependencies]\ntokio = { version = \"1\", features = [\"full\"] }");
    let project =
        Project::new(&format!("pub async fn wait() {{\n    {SLEEP};\n}}\n")).with("Cargo.toml", &tokio);
    let sarif = project.check(&["--format", "sarif"]).json();
    let fix = &sarif["runs"][0]["results"][0]["fixes"][0];
    assert_eq!(fix["properties"]["applicability"], "MaybeIncorrect");
    let rustc = project.check(&["--format", "rustc"]).stdout;
    assert!(rustc.contains("\"suggestion_applicability\":\"MaybeIncorrect\""), "{rustc}");
    let fingerprint = &project.check(&["--format", "json"]).json()["findings"][0]["fingerprint"];
    let why = project.run(&["why", fingerprint.as_str().expect("text")]).stdout;
    assert!(
        why.contains("`concheck check --fix --unsafe-fixes` can apply this edit: use `tokio::time::sleep`"),
        "{why}"
    );
}

#[test]
fn a_twin_is_offered_where_every_build_has_it() {
    for (dependencies, expected) in [
        ("[dependencies]\ntokio = { version = \"1\", features = [\"time\"] }", "tokio::time::sleep"),
        ("[dependencies]\ntokio = { version = \"1.40\", features = [\"full\"] }", "tokio::time::sleep"),
        ("[dependencies.tokio]\nversion = \"1\"\nfeatures = [\"rt\", \"time\"]", "tokio::time::sleep"),
        (
            "[dependencies]\nrt = { package = \"tokio\", version = \"1\", features = [\"time\"] }",
            "rt::time::sleep",
        ),
        ("[dependencies]\nasync-std = \"1\"", "async_std::task::sleep"),
        ("[dependencies]\nsmol = \"2\"", "smol::Timer::after"),
        // The feature is off.
        ("[dependencies]\ntokio = \"1\"", ""),
        ("[dependencies]\ntokio = { version = \"1\", features = [\"fs\", \"rt\"] }", ""),
        ("[dependencies]\nasync-std = { version = \"1\", default-features = false }", ""),
        // Not in every build, or not for this code.
        ("[dependencies]\ntokio = { version = \"1\", features = [\"full\"], optional = true }", ""),
        ("[dev-dependencies]\ntokio = { version = \"1\", features = [\"full\"] }", ""),
        ("[build-dependencies]\ntokio = { version = \"1\", features = [\"full\"] }", ""),
        ("[target.'cfg(unix)'.dependencies]\ntokio = { version = \"1\", features = [\"full\"] }", ""),
        (
            "[dependencies]\ntokio = \"1\"\n[dev-dependencies]\ntokio = { version = \"1\", features = [\"full\"] }",
            "",
        ),
        // Versions that have no such function, or may have none.
        ("[dependencies]\ntokio = { version = \"0.2\", features = [\"full\"] }", ""),
        ("[dependencies]\ntokio = { path = \"tokio\", features = [\"full\"] }", ""),
        // A library that exports tokio again is not tokio.
        ("[dependencies]\nactix-rt = \"2\"", ""),
        ("", ""),
    ] {
        assert_eq!(slept(dependencies), expected, "{dependencies}");
    }
}

#[test]
fn each_target_has_dependencies_of_its_own() {
    let code = format!("pub async fn wait() {{\n    tokio::spawn(async {{}});\n    {SLEEP};\n}}\n");
    let tokio = "tokio = { version = \"1\", features = [\"full\"] }";
    let dev = manifest(&format!("[dev-dependencies]\n{tokio}"));
    let empty = || Project::new("");
    assert_eq!(added(&empty().with("tests/it.rs", &code).with("Cargo.toml", &dev)).len(), 1);
    assert_eq!(added(&empty().with("examples/it.rs", &code).with("Cargo.toml", &dev)).len(), 1);
    let unit = format!("#[cfg(test)]\nmod tests {{\n{code}}}\n");
    assert_eq!(added(&Project::new(&unit).with("Cargo.toml", &dev)).len(), 1);
    let build = manifest(&format!("[build-dependencies]\n{tokio}"));
    assert_eq!(added(&empty().with("build.rs", &code).with("Cargo.toml", &build)).len(), 1);
    let normal = manifest(&format!("[dependencies]\n{tokio}"));
    assert_eq!(added(&empty().with("build.rs", &code).with("Cargo.toml", &normal)).len(), 0);
}

/// With cargo, and without it: a member whose path dependency is missing keeps cargo from answering.
#[test]
fn what_a_workspace_lends_is_followed() {
    let code = format!("pub async fn wait() {{\n    {SLEEP};\n}}\n");
    let member = |own: &str| {
        format!(
            "[package]\nname = \"member\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ntokio = {own}\n"
        )
    };
    for (shared, own, expected) in [
        ("{ version = \"1\", features = [\"time\"] }", "{ workspace = true }", 1),
        ("\"1\"", "{ workspace = true, features = [\"time\"] }", 1),
        ("{ version = \"1\", features = [\"time\"] }", "{ workspace = true, optional = true }", 0),
        ("\"1\"", "{ workspace = true }", 0),
    ] {
        for missing in ["", "gone = { path = \"gone\" }\n"] {
            let root =
                format!("[workspace]\nmembers = [\"member\"]\n[workspace.dependencies]\ntokio = {shared}\n");
            let project = Project::new("")
                .with("Cargo.toml", &root)
                .with("member/Cargo.toml", &format!("{}{missing}", member(own)))
                .with("member/src/lib.rs", &code);
            assert_eq!(added(&project).len(), expected, "{shared} {own} {missing}");
        }
    }
}

#[test]
fn a_twin_is_one_of_the_executor_that_polls_the_code() {
    let both = "[dependencies]\ntokio = { version = \"1\", features = [\"full\"] }\nsmol = \"2\"\nfutures = \"0.3\"\n";
    let cases = [
        ("pub fn start() { tokio::spawn(async { WORK }); }", "tokio::time::sleep"),
        ("pub fn start() { smol::spawn(async { WORK }).detach(); }", "smol::Timer::after"),
        ("pub fn start() { tokio::spawn(work()); }\nasync fn work() { WORK }", "tokio::time::sleep"),
        (
            "pub fn start() { tokio::spawn(outer()); }\nasync fn outer() { work().await }\nasync fn work() { WORK }",
            "tokio::time::sleep",
        ),
        (
            "pub fn start() { let runtime = tokio::runtime::Runtime::new().unwrap(); runtime.block_on(async { tokio::spawn(async {}); WORK }); }",
            "tokio::time::sleep",
        ),
        ("#[tokio::main]\nasync fn main() { tokio::spawn(async {}); WORK }", "tokio::time::sleep"),
        ("pub fn start() { futures::executor::block_on(async { tokio::spawn(async {}); WORK }) }", ""),
        // Whoever calls it decides.
        ("pub async fn work() { WORK }", ""),
        ("pub fn start() { tokio::spawn(work()); }\npub async fn work() { WORK }", ""),
        // Polled by both.
        (
            "pub fn start() { tokio::spawn(work()); smol::spawn(work()).detach(); }\nasync fn work() { WORK }",
            "",
        ),
    ];
    for (lib, expected) in cases {
        let lines = added_to(both, &lib.replace("WORK", &format!("\n{SLEEP};\n")));
        let found: Vec<&str> = lines
            .iter()
            .filter_map(|line| line.strip_suffix("(std::time::Duration::from_secs(1)).await;"))
            .collect();
        assert_eq!(found.join(" "), expected, "{lib}");
    }
    // A result that is not the blocking function's must not be used.
    let smol = "[dependencies]\nsmol = \"2\"";
    let lib = format!("pub fn start() {{ smol::spawn(async {{ let () = {SLEEP}; }}).detach(); }}");
    assert_eq!(added_to(smol, &lib), Vec::<String>::new());
}

#[test]
fn an_await_is_added_only_where_one_may_stand() {
    let tokio = "[dependencies]\ntokio = { version = \"1\", features = [\"full\"] }";
    for code in [
        "pub async fn f(paths: Vec<String>) -> Vec<String> {\n paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect() }",
        "pub async fn f(path: Option<String>) -> Option<String> {\n path.and_then(|path| std::fs::read_to_string(path).ok()) }",
        "pub async fn f() {\n println!(\"{}\", std::fs::read_to_string(\"a\").unwrap()); }",
        "macro_rules! get { ($path:expr) => { std::fs::read_to_string($path).unwrap() } }\npub async fn f() -> String {\n get!(\"a\") }",
        "use std::{future::Future, pin::Pin, task::{Context, Poll}};\npub struct F;\nimpl Future for F {\n type Output = String;\n fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<String> {\n Poll::Ready(std::fs::read_to_string(\"a\").unwrap()) } }",
        "#[maybe_async::maybe_async]\npub async fn f() {\n std::fs::read_to_string(\"a\").unwrap(); }",
    ] {
        assert_eq!(added_to(tokio, code), Vec::<String>::new(), "{code}");
    }
    for code in [
        "pub async fn f() -> std::io::Result<usize> {\nOk(std::fs::read_to_string(\"a\")?.len())\n}",
        "pub async fn f() {\nif let Ok(text) = std::fs::read_to_string(\"a\") { drop(text) }\n}",
        "pub fn f() {\ntokio::spawn(async {\nlet text = std::fs::read_to_string(\"a\");\n});\n}",
    ] {
        let lines = added_to(tokio, code);
        assert!(
            lines.len() == 1 && lines[0].contains("tokio::fs::read_to_string(\"a\").await"),
            "{code}: {lines:?}"
        );
    }
}

/// A value that belongs to its thread must not be alive at the new await, where the future has to be `Send`.
#[test]
fn nothing_that_belongs_to_the_thread_comes_to_an_await() {
    let tokio = "[dependencies]\ntokio = { version = \"1\", features = [\"full\"] }";
    let poll =
        "type Checked = Result<(), Box<dyn std::error::Error>>;\nasync fn poll() -> Checked { Ok(()) }\n";
    for (body, edits) in [
        ("if let Err(error) = poll().await {\nprintln!(\"{error}\");\nSLEEP;\n}", 0),
        ("match poll().await {\nErr(error) => {\nSLEEP;\nprintln!(\"{error}\");\n}\nOk(()) => {}\n}", 0),
        ("let shared = std::rc::Rc::new(1);\nSLEEP;\ndrop(shared);", 0),
        ("{ let shared = std::rc::Rc::new(1); drop(shared); }\nSLEEP;", 1),
        ("poll().await.ok();\nSLEEP;", 1),
    ] {
        let lib = format!("{poll}pub fn start() {{\ntokio::spawn(async {{\n{body}\n}});\n}}\n")
            .replace("SLEEP", SLEEP);
        assert_eq!(added_to(tokio, &lib).len(), edits, "{body}");
    }
    // The import would be left without a use.
    let lib = |head: &str| {
        format!("{head}\nuse std::fs;\npub async fn f() {{\nlet _text = fs::read_to_string(\"a\");\n}}\n")
    };
    assert_eq!(added_to(tokio, &lib("#![deny(warnings)]")), Vec::<String>::new());
    assert_eq!(added_to(tokio, &lib("#![warn(unused)]")).len(), 1);
}

#[test]
fn a_name_that_means_something_else_here_is_not_taken_for_the_library() {
    let tokio = "[dependencies]\ntokio = { version = \"1\", features = [\"full\"] }";
    let lib = format!("mod tokio {{ pub mod time {{}} }}\npub async fn wait() {{\n{SLEEP};\n}}\n");
    assert_eq!(added_to(tokio, &lib), ["::tokio::time::sleep(std::time::Duration::from_secs(1)).await;"]);
    let inner = format!("pub async fn wait() {{\nmod tokio {{}}\n{SLEEP};\n}}\n");
    assert_eq!(added_to(tokio, &inner), ["::tokio::time::sleep(std::time::Duration::from_secs(1)).await;"]);
}

/// The edits for a function that locks `list`, a `Mutex<Vec<String>>`, does `work` with the `guard` and awaits.
fn dropped(work: &str) -> Vec<String> {
    let lib = format!(
        "use std::sync::{{Mutex, MutexGuard}};\n\
         pub async fn tick(_: usize) {{}}\n\
         pub async fn run(list: &Mutex<Vec<String>>, mut out: Vec<String>) {{\n\
         let mut guard = list.lock().unwrap();\n{work}\n}}\n"
    );
    added_to("", &lib)
}

#[test]
fn a_guard_is_dropped_where_it_is_whole_and_nothing_borrows_from_it() {
    for work in [
        "guard.push(String::new());\ntick(1).await;",
        "let length = guard.len();\ntick(length).await;",
        "let first = guard[0].clone();\ntick(first.len()).await;",
        "let first = guard.first().cloned();\ntick(1).await;\ndrop(first);",
        "for text in guard.iter() { out.push(text.clone()); }\ntick(1).await;\ndrop(out);",
        "if guard.is_empty() { return; }\nlet taken = std::mem::take(&mut *guard);\ntick(taken.len()).await;",
        "println!(\"{guard:?} {}\", guard.len());\ntick(1).await",
        "{ let first = &guard[0]; println!(\"{first}\"); }\ntick(1).await;",
    ] {
        assert_eq!(dropped(work).first().map(String::as_str), Some("drop(guard);"), "{work}");
    }
    for work in [
        // It is used, or what borrows from it is.
        "tick(1).await;\nguard.push(String::new());",
        "tick(1).await;\nprintln!(\"{guard:?}\");",
        "tick(1).await;\ncustom!(\"{guard}\");",
        "let first = &guard[0];\ntick(first.len()).await;",
        "let first = guard.first();\ntick(1).await;\ndrop(first);",
        "let mut best = None;\nfor text in guard.iter() { best = Some(text); }\ntick(1).await;\ndrop(best);",
        "let mut all: Vec<&String> = Vec::new();\nall.extend(guard.iter());\ntick(1).await;\ndrop(all);",
        "let mut out = None;\nfor text in guard.iter() { out = Some(text); }\ntick(1).await;\ndrop(out);",
        // Its drop uses it.
        "let rest = guard.drain(..);\ntick(1).await;",
        // It is no longer there.
        "let other = guard;\ntick(other.len()).await;",
        "let guard = MutexGuard::map(guard, |list| list);\ntick(1).await;",
        "let guard = guard.len();\ntick(guard).await;",
        "let show = move || guard.len();\nshow();\ntick(1).await;",
        // `drop` is something else.
        "let drop = |_: usize| ();\ndrop(guard.len());\ntick(1).await;",
        // Some builds use it.
        "guard.push(String::new());\ntick(1).await;\n#[cfg(feature = \"x\")]\ndrop(out);",
    ] {
        assert_eq!(dropped(work), Vec::<String>::new(), "{work}");
    }
}

#[test]
fn dropping_a_guard_that_gave_no_access_is_not_certain() {
    let lib = "
pub async fn tick() {}
pub async fn alone(section: &std::sync::Mutex<()>) {
    let _section = section.lock().unwrap();
    tick().await;
}
";
    let project = Project::new(lib);
    let run = project.check(&["--fix", "--dry-run"]);
    let said = "1 edit that may change behaviour available with `--unsafe-fixes`\n";
    assert!(run.stdout.is_empty() && run.stderr.starts_with(said), "{run:?}");
    assert_eq!(added(&project), ["drop(_section);", "tick().await;"][..1]);
}
