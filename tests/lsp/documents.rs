//! Findings follow what is typed, in every file and in order.

use serde_json::{Value, json};

use super::client::{Client, Project, pushes};

const BANK: &str = "\
use std::sync::Mutex;

pub struct Bank {
    accounts: Mutex<i64>,
    journal: Mutex<Vec<String>>,
}

impl Bank {
    pub fn transfer(&self) {
        let mut accounts = self.accounts.lock().unwrap();
        let mut journal = self.journal.lock().unwrap();
        *accounts += 1;
        journal.push(String::new());
    }
}
";

const AUDIT: &str = "\
use crate::bank::Bank;

pub fn audit(bank: &Bank) -> bool {
    let journal = bank.journal.lock().unwrap();
    let accounts = bank.accounts.lock().unwrap();
    journal.is_empty() && *accounts > 0
}
";

const FAIR_AUDIT: &str = "\
use crate::bank::Bank;

pub fn audit(bank: &Bank) -> bool {
    let accounts = bank.accounts.lock().unwrap();
    let journal = bank.journal.lock().unwrap();
    journal.is_empty() && *accounts > 0
}
";

fn two_files() -> Project {
    Project::new(&[
        ("Cargo.toml", "[package]\nname = \"bank\"\nedition = \"2024\"\n"),
        ("src/lib.rs", "mod audit;\nmod bank;\n"),
        (
            "src/bank.rs",
            &BANK.replace("    accounts", "    pub accounts").replace("    journal:", "    pub journal:"),
        ),
        ("src/audit.rs", AUDIT),
    ])
}

fn rules(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|it| it["code"].as_str().expect("a rule")).collect()
}

fn double(name: &str) -> String {
    format!(
        "use std::sync::Mutex;\n\nstatic {name}: Mutex<i32> = Mutex::new(0);\n\npub fn twice() {{\n    let a = \
         {name}.lock().unwrap();\n    let b = {name}.lock().unwrap();\n    drop((a, b));\n}}\n"
    )
}

#[test]
fn a_finding_comes_with_all_its_places() {
    let project = Project::new(&[("a.rs", &double("M"))]);
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("a.rs");
    client.open(&uri, 7, &double("M"));
    let found = client.published(&uri, Some(7));
    assert_eq!(rules(&found), ["double_lock"]);
    assert_eq!(found[0]["range"]["start"]["line"], 6);
    assert_eq!(found[0]["severity"], 1);
    assert_eq!(found[0]["source"], "concheck");
    let href = found[0]["codeDescription"]["href"].as_str().expect("an address");
    assert!(href.ends_with("/double_lock.md"), "{href}");
    let related = found[0]["relatedInformation"].as_array().expect("places");
    assert!(
        related
            .iter()
            .any(|it| it["location"]["range"]["start"]["line"] == 5 && it["location"]["uri"] == uri)
    );
}

#[test]
fn findings_come_and_go_with_the_text() {
    let project = Project::new(&[("a.rs", &double("M"))]);
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("a.rs");
    client.open(&uri, 1, &double("M"));
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
    // The second acquisition goes.
    let range = json!({ "start": { "line": 6, "character": 0 }, "end": { "line": 7, "character": 0 } });
    client.edit(&uri, 2, json!([{ "range": range, "text": "" }]));
    assert_eq!(client.published(&uri, Some(2)), Vec::<Value>::new());
    let at = json!({ "line": 6, "character": 0 });
    let edits = json!([
        { "range": { "start": at, "end": at }, "text": "    let b = M.lock();\n" },
        { "range": { "start": { "line": 6, "character": 20 }, "end": { "line": 6, "character": 21 } }, "text": ".unwrap();" },
    ]);
    client.edit(&uri, 3, edits);
    assert_eq!(client.published(&uri, Some(3)).len(), 1);
    client.close(&uri);
    assert_eq!(client.published(&uri, None), Vec::<Value>::new());
}

#[test]
fn a_burst_is_published_once_and_in_order() {
    let project = Project::new(&[("a.rs", "")]);
    let mut client = Client::spawn();
    client.initialize(&[project.root()], pushes(), json!({ "debounce": 300 }));
    let uri = project.uri("a.rs");
    client.open(&uri, 0, "");
    let text = double("M");
    // Key by key: each change is right only on top of all before.
    let mut line = 0;
    let mut column = 0;
    let mut version = 0;
    for c in text.chars().chain("// The last of more than two hundred changes.\n".chars()) {
        version += 1;
        let at = json!({ "line": line, "character": column });
        client.edit(&uri, version, json!([{ "range": { "start": at, "end": at }, "text": c.to_string() }]));
        if c == '\n' {
            (line, column) = (line + 1, 0);
        } else {
            column += 1;
        }
    }
    assert!(version > 200);
    // `published` fails when an older version follows.
    assert_eq!(rules(&client.published(&uri, Some(version))), ["double_lock"]);
    client.settle();
}

#[test]
fn both_files_of_a_circle_follow_an_edit_in_one() {
    let project = two_files();
    let mut client = Client::start(&[project.root()], pushes());
    let (bank, audit) = (project.uri("src/bank.rs"), project.uri("src/audit.rs"));
    let text = std::fs::read_to_string(project.path("src/bank.rs")).expect("a file");
    client.open(&bank, 1, &text);
    let found = client.published(&bank, Some(1));
    client.open(&audit, 1, AUDIT);
    let other = client.published(&audit, Some(1));
    let all: Vec<Value> = found.iter().chain(&other).cloned().collect();
    assert_eq!(rules(&all), ["lock_order_inversion"]);
    let related = all[0]["relatedInformation"].as_array().expect("places");
    for uri in [&bank, &audit] {
        assert!(related.iter().any(|it| it["location"]["uri"] == **uri), "{related:#?}");
    }
    // Whichever file the finding is in, mending the audit takes it away.
    client.change(&audit, 2, FAIR_AUDIT);
    assert_eq!(client.published(&audit, Some(2)), Vec::<Value>::new());
    if !found.is_empty() {
        assert_eq!(client.published(&bank, Some(1)), Vec::<Value>::new());
    }
    client.change(&audit, 3, AUDIT);
    let other = client.published(&audit, Some(3));
    let found = if other.is_empty() { client.published(&bank, Some(1)) } else { other };
    assert_eq!(rules(&found), ["lock_order_inversion"]);
    client.close(&audit);
    assert_eq!(client.published(&audit, None), Vec::<Value>::new());
}

#[test]
fn half_typed_code_keeps_what_is_known() {
    let second = "\nstatic N: Mutex<i32> = Mutex::new(0);\n\npub fn healthy() {\n    let a = N.lock().unwrap();\n    \
                  let b = N.lock().unwrap();\n    drop((a, b));\n}\n";
    let text = double("M") + second;
    let project = Project::new(&[("a.rs", &text)]);
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("a.rs");
    client.open(&uri, 1, &text);
    assert_eq!(client.published(&uri, Some(1)).len(), 2);
    client.settle();
    // Another line is begun in the first function, with a bracket that nothing closes.
    let at = json!({ "line": 7, "character": 0 });
    client.edit(&uri, 2, json!([{ "range": { "start": at, "end": at }, "text": "    foo(bar.\n" }]));
    let found = client.published(&uri, Some(2));
    assert_eq!(rules(&found), ["double_lock", "double_lock"]);
    assert_eq!(found[0]["range"]["start"]["line"], 6);
    assert_eq!(found[1]["range"]["start"]["line"], 15);
}

#[test]
fn columns_count_as_agreed() {
    let text = "use std::sync::Mutex;\nstatic M: Mutex<i32> = Mutex::new(0);\npub fn f() {\n    let a = M.lock().unwrap();\n    let s = \"\u{e4}\u{1f600}\"; let b = M.lock().unwrap();\n    drop((a, b, s));\n}\n";
    let before = "    let s = \"\u{e4}\u{1f600}\"; let b = M.";
    for (offered, agreed, column) in [
        (json!(null), "utf-16", before.encode_utf16().count()),
        (json!(["utf-16"]), "utf-16", before.encode_utf16().count()),
        (json!(["utf-8", "utf-16"]), "utf-8", before.len()),
        (json!(["utf-32", "utf-16"]), "utf-32", before.chars().count()),
        (json!(["utf-7"]), "utf-16", before.encode_utf16().count()),
    ] {
        let project = Project::new(&[("a.rs", text)]);
        let mut client = Client::spawn();
        let mut capabilities = pushes();
        if !offered.is_null() {
            capabilities["general"] = json!({ "positionEncodings": offered });
        }
        let result = client.initialize(&[project.root()], capabilities, json!({ "debounce": 0 }));
        assert_eq!(result["capabilities"]["positionEncoding"], agreed);
        let uri = project.uri("a.rs");
        client.open(&uri, 1, text);
        let found = client.published(&uri, Some(1));
        assert_eq!(found[0]["range"]["start"], json!({ "line": 4, "character": column }));
        // Behind the emoji: the same units on the way in.
        let at = json!({ "line": 4, "character": column });
        client.edit(&uri, 2, json!([{ "range": { "start": at, "end": at }, "text": "/* \u{1f600} */" }]));
        let moved = "/* \u{1f600} */";
        let width = match agreed {
            "utf-8" => moved.len(),
            "utf-32" => moved.chars().count(),
            _ => moved.encode_utf16().count(),
        };
        let found = client.published(&uri, Some(2));
        assert_eq!(found[0]["range"]["start"], json!({ "line": 4, "character": column + width }));
    }
}

#[test]
fn a_client_that_asks_is_not_told() {
    let project = two_files();
    let mut capabilities = pushes();
    capabilities["textDocument"]["diagnostic"] = json!({ "relatedDocumentSupport": false });
    capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    let mut client = Client::spawn();
    let result = client.initialize(&[project.root()], capabilities, json!({ "debounce": 0 }));
    assert_eq!(result["capabilities"]["diagnosticProvider"]["interFileDependencies"], true);
    let (bank, audit) = (project.uri("src/bank.rs"), project.uri("src/audit.rs"));
    let text = std::fs::read_to_string(project.path("src/bank.rs")).expect("a file");
    client.open(&bank, 1, &text);
    client.open(&audit, 1, AUDIT);
    let found = [client.pulled(&bank), client.pulled(&audit)].concat();
    assert_eq!(rules(&found), ["lock_order_inversion"]);
    // The client asks again for the file that it changes; for the other one it has to be told to.
    client.change(&audit, 2, FAIR_AUDIT);
    assert_eq!(client.pulled(&audit), Vec::<Value>::new());
    client.wait_until_asked("workspace/diagnostic/refresh");
    assert_eq!(client.pulled(&bank), Vec::<Value>::new());
    let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": bank } }));
    let again = json!({ "textDocument": { "uri": bank }, "previousResultId": report["resultId"] });
    assert_eq!(client.request("textDocument/diagnostic", again)["kind"], "unchanged");
    // Dropping the client fails if anything was published.
}

#[test]
fn all_files_are_shown_where_that_is_wanted() {
    let project = two_files();
    let mut client = Client::spawn();
    let options = json!({ "debounce": 0, "diagnostics": { "scope": "workspace" } });
    client.initialize(&[project.root()], pushes(), options);
    let message = client.wait_for(|message| message["method"] == "textDocument/publishDiagnostics");
    assert_eq!(message["params"]["diagnostics"][0]["code"], "lock_order_inversion");
    let uri = message["params"]["uri"].as_str().expect("text").to_owned();
    // The finding is gone from disk: the client is told of the change, and tells.
    project.write("src/audit.rs", FAIR_AUDIT);
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": project.uri("src/audit.rs"), "type": 2 }] }),
    );
    assert_eq!(client.published(&uri, None), Vec::<Value>::new());
}

#[test]
fn each_folder_is_analysed_by_itself() {
    let (one, two) = (Project::new(&[("a.rs", &double("M"))]), Project::new(&[("b.rs", &double("N"))]));
    let mut client = Client::start(&[one.root()], pushes());
    let (a, b) = (one.uri("a.rs"), two.uri("b.rs"));
    client.open(&a, 1, &double("M"));
    assert_eq!(client.published(&a, Some(1)).len(), 1);
    let folder = json!({ "uri": super::client::uri(two.root()), "name": "two" });
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": [folder], "removed": [] } }),
    );
    client.open(&b, 1, &double("N"));
    assert_eq!(client.published(&b, Some(1)).len(), 1);
    let folder = json!({ "uri": super::client::uri(one.root()), "name": "one" });
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": [], "removed": [folder] } }),
    );
    assert_eq!(client.published(&a, None), Vec::<Value>::new());
}

#[test]
fn without_a_folder_a_files_package_is_analysed() {
    let project = two_files();
    let mut client = Client::start(&[], pushes());
    let audit = project.uri("src/audit.rs");
    client.open(&audit, 1, AUDIT);
    let found = client.published(&audit, Some(1));
    let graph = client.settle();
    let locks = graph["graphs"][0]["locks"].as_array().expect("locks");
    let names: Vec<&str> = locks.iter().filter_map(|lock| lock["name"].as_str()).collect();
    assert_eq!(names, ["Bank::accounts", "Bank::journal"]);
    assert!(found.len() <= 1);
}

#[test]
fn configuration_changes_take_effect() {
    let project = Project::new(&[("a.rs", &double("M"))]);
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("a.rs");
    client.open(&uri, 1, &double("M"));
    assert_eq!(client.published(&uri, Some(1))[0]["severity"], 1);
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "concheck": { "debounce": 0, "levels": { "double_lock": "warn" } } } }),
    );
    assert_eq!(client.published(&uri, Some(1))[0]["severity"], 2);
    client
        .notify("workspace/didChangeConfiguration", json!({ "settings": { "concheck": { "debounce": 0 } } }));
    assert_eq!(client.published(&uri, Some(1))[0]["severity"], 1);
    // The file of the workspace, saved in a client that cannot watch.
    let config = project.uri("concheck.toml");
    project.write("concheck.toml", "[levels]\ndouble_lock = \"allow\"\n");
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": config } }));
    assert_eq!(client.published(&uri, Some(1)), Vec::<Value>::new());
    // A broken one is said where it is broken, and what was in force stays.
    project.write("concheck.toml", "[levels]\ndouble_look = \"allow\"\n");
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": config } }));
    let found = client.published(&config, None);
    assert!(found[0]["message"].as_str().expect("text").contains("double_look"), "{found:?}");
    project.write("concheck.toml", "[levels]\ndouble_lock = \"deny\"\n");
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": config } }));
    assert_eq!(client.published(&config, None), Vec::<Value>::new());
    assert_eq!(client.published(&uri, Some(1))[0]["severity"], 1);
}

#[test]
fn a_configuration_may_be_named_in_the_settings() {
    let project = Project::new(&[("a.rs", &double("M"))]);
    project.write("ci/quiet.toml", "[levels]\ndouble_lock = \"allow\"\n");
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("a.rs");
    client.open(&uri, 1, &double("M"));
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
    // The path speaks of the folder.
    let settings = json!({ "settings": { "concheck": { "debounce": 0, "config": "ci/quiet.toml" } } });
    client.notify("workspace/didChangeConfiguration", settings);
    assert_eq!(client.published(&uri, Some(1)), Vec::<Value>::new());
    // One that is not there leaves what was in force, and is said to be missing.
    let settings = json!({ "settings": { "concheck": { "debounce": 0, "config": "ci/loud.toml" } } });
    client.notify("workspace/didChangeConfiguration", settings);
    client.wait_for_log("loud.toml");
    let settings = json!({ "settings": { "concheck": { "debounce": 0, "levls": {} } } });
    client.notify("workspace/didChangeConfiguration", settings);
    client.wait_for_log("unknown setting `levls`");
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
}

#[test]
fn a_client_that_can_is_asked_for_settings_and_watches() {
    let project = Project::new(&[("a.rs", &double("M"))]);
    let mut capabilities = pushes();
    capabilities["workspace"]["configuration"] = json!(true);
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": true });
    capabilities["window"] = json!({ "workDoneProgress": true });
    let mut client = Client::spawn();
    client.configuration = json!({ "debounce": 0, "levels": { "deadlock": "warn" } });
    client.initialize(&[project.root()], capabilities, json!({ "debounce": 0 }));
    client.wait_until_asked("client/registerCapability");
    client.wait_until_asked("workspace/configuration");
    client.wait_until_asked("progress end");
    let uri = project.uri("a.rs");
    client.open(&uri, 1, &double("M"));
    let mut found = client.published(&uri, Some(1));
    // The settings may come after the first result.
    if found[0]["severity"] == 1 {
        found = client.published(&uri, Some(1));
    }
    assert_eq!(found[0]["severity"], 2);
}

#[test]
fn overrides_apply_as_on_the_command_line() {
    let config = "[[overrides]]\npaths = [\"old/\"]\nlevels = { double_lock = \"allow\" }\n";
    let project =
        Project::new(&[("concheck.toml", config), ("old/a.rs", &double("M")), ("new/b.rs", &double("M"))]);
    let mut client = Client::start(&[project.root()], pushes());
    let (old, new) = (project.uri("old/a.rs"), project.uri("new/b.rs"));
    client.open(&old, 1, &double("M"));
    assert_eq!(client.published(&old, Some(1)), Vec::<Value>::new());
    client.open(&new, 1, &double("M"));
    assert_eq!(client.published(&new, Some(1)).len(), 1);
    let more = json!([{ "paths": ["new/"], "levels": { "all": "allow" } }]);
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "concheck": { "debounce": 0, "overrides": more } } }),
    );
    assert_eq!(client.published(&new, Some(1)), Vec::<Value>::new());
}
