//! What is offered beside the findings.

use serde_json::{Value, json};

use super::client::{Client, Project, pushes};

const BANK: &str = include_str!("../../fixtures/lock_order_inversion/bank.rs");

fn opened(name: &str, text: &str, capabilities: Value) -> (Project, Client, String, Vec<Value>) {
    let project = Project::new(&[(name, text)]);
    let mut client = Client::start(&[project.root()], capabilities);
    let uri = project.uri(name);
    client.open(&uri, 1, text);
    let found = client.published(&uri, Some(1));
    (project, client, uri, found)
}

/// `text` after edits that do not overlap, in ASCII.
fn edited(text: &str, edits: &[Value]) -> String {
    let offset = |position: &Value| {
        let line = position["line"].as_u64().expect("a number") as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        start + position["character"].as_u64().expect("a number") as usize
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let text = edit["newText"].as_str().expect("text");
            (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]), text)
        })
        .collect();
    edits.sort();
    let mut result = text.to_owned();
    for (start, end, text) in edits.into_iter().rev() {
        result.replace_range(start..end, text);
    }
    result
}

fn actions(client: &mut Client, uri: &str, range: &Value) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
    client.request("textDocument/codeAction", params).as_array().cloned().unwrap_or_default()
}

/// Applies the edit of the only finding of a library that uses tokio. Gives the new text and whether it is preferred.
fn fixed(text: &str) -> (String, Value) {
    let manifest = "[package]\nname = \"a\"\nedition = \"2024\"\n[dependencies]\ntokio = { version = \"1\", features = [\"time\"] }\n";
    let project = Project::new(&[("Cargo.toml", manifest), ("src/lib.rs", text)]);
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("src/lib.rs");
    client.open(&uri, 1, text);
    let found = client.published(&uri, Some(1));
    assert_eq!(found.len(), 1, "{found:#?}");
    let offered = actions(&mut client, &uri, &found[0]["range"]);
    let fix = &offered[0];
    let change = &fix["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": uri, "version": 1 }));
    let fixed = edited(text, change["edits"].as_array().expect("edits"));
    client.change(&uri, 2, &fixed);
    assert_eq!(client.published(&uri, Some(2)), Vec::<Value>::new());
    (fixed, fix["isPreferred"].clone())
}

#[test]
fn a_findings_own_edit_fixes_it_and_is_preferred_if_it_is_certain() {
    let (text, preferred) = fixed(
        "pub async fn wait() {\n    std::thread::sleep(std::time::Duration::from_secs(1));\n}\n\npub fn run() {\n    tokio::spawn(wait());\n}\n",
    );
    assert!(text.contains("tokio::time::sleep") && text.contains(".await"), "{text}");
    assert_eq!(preferred, false);
    let (text, preferred) = fixed(
        "pub async fn store(total: &std::sync::Mutex<u32>) {\n    let mut guard = total.lock().unwrap();\n    *guard += 1;\n    tick().await;\n}\n\nasync fn tick() {}\n",
    );
    assert!(text.contains("    drop(guard);\n    tick().await;"), "{text}");
    assert_eq!(preferred, true);
}

#[test]
fn each_suppression_silences_its_finding() {
    let (_project, mut client, uri, found) = opened("bank.rs", BANK, pushes());
    let offered = actions(&mut client, &uri, &found[0]["range"]);
    let titles: Vec<&str> = offered.iter().filter_map(|action| action["title"].as_str()).collect();
    assert_eq!(
        titles[2..],
        [
            "Suppress `lock_order_inversion` on this line",
            "Suppress `lock_order_inversion` in this function",
            "Suppress `lock_order_inversion` in this file",
        ]
    );
    for (version, action) in (2..).zip(&offered[2..]) {
        let edits = action["edit"]["documentChanges"][0]["edits"].as_array().expect("edits");
        let text = edited(BANK, edits);
        client.change(&uri, version, &text);
        assert_eq!(client.published(&uri, Some(version)), Vec::<Value>::new(), "{text}");
    }
    // A client without versioned edits gets plain ones.
    let mut capabilities = pushes();
    capabilities["workspace"] = json!({});
    let (_project, mut client, uri, found) = opened("bank.rs", BANK, capabilities);
    let offered = actions(&mut client, &uri, &found[0]["range"]);
    assert!(offered[0]["edit"]["changes"][&uri].is_array(), "{offered:#?}");
}

#[test]
fn what_is_in_no_function_is_suppressed_as_an_item() {
    let text = "//! Cells.\n\npub struct Shared<T>(*mut T);\n\n/// Shared by all.\n#[doc(hidden)]\nunsafe impl<T> Sync for Shared<T> {}\n\nimpl<T: Clone> Shared<T> {\n    pub fn get(&self) -> T {\n        unsafe { (*self.0).clone() }\n    }\n}\n";
    let (_project, mut client, uri, found) = opened("cell.rs", text, pushes());
    assert_eq!(found[0]["code"], "unsound_send_sync", "{found:#?}");
    let offered = actions(&mut client, &uri, &found[0]["range"]);
    let on_item =
        offered.iter().find(|action| action["title"] == "Suppress `unsound_send_sync` in this item");
    let edits = &on_item.expect("an item")["edit"]["documentChanges"][0]["edits"];
    let text = edited(text, edits.as_array().expect("edits"));
    assert!(text.contains("#[doc(hidden)]\n// concheck: allow(unsound_send_sync)"), "{text}");
    client.change(&uri, 2, &text);
    assert_eq!(client.published(&uri, Some(2)), Vec::<Value>::new());
}

/// The text after the action of that title.
fn after(client: &mut Client, uri: &str, text: &str, found: &Value, title: &str) -> String {
    let offered = actions(client, uri, &found["range"]);
    let action = offered.iter().find(|action| action["title"] == title);
    let action = action.unwrap_or_else(|| panic!("no `{title}` in {offered:#?}"));
    edited(text, action["edit"]["documentChanges"][0]["edits"].as_array().expect("edits"))
}

#[test]
fn a_declared_order_holds_also_where_one_side_is_left() {
    let (_project, mut client, uri, found) = opened("bank.rs", BANK, pushes());
    // Of the two sides, `audit` takes the journal first.
    for (version, first, second, broken) in [(2, "accounts", "journal", 1), (4, "journal", "accounts", 0)] {
        let title = format!("Declare the order: `Bank::{first}` before `Bank::{second}`");
        let text = after(&mut client, &uri, BANK, &found[0], &title);
        let attribute =
            format!("#[cfg_attr(any(), concheck::lock_order({first} < {second}))]\npub struct Bank");
        assert!(text.contains(&attribute), "{text}");
        let kept = text.lines().filter(|line| !line.contains("let mut journal") && !line.contains("push("));
        client.change(&uri, version, &kept.collect::<Vec<_>>().join("\n"));
        assert_eq!(client.published(&uri, Some(version)).len(), broken, "{first} before {second}");
        client.change(&uri, version + 1, BANK);
        client.published(&uri, Some(version + 1));
    }
}

#[test]
fn callers_can_be_said_to_hold_the_lock() {
    let text = "use std::sync::Mutex;\nuse std::sync::atomic::{AtomicU64, Ordering};\n\n#[concheck::checked]\npub struct Bank {\n    accounts: Mutex<Vec<i64>>,\n    #[concheck::guarded_by(accounts)]\n    generation: AtomicU64,\n}\n\nimpl Bank {\n    pub fn pay(&self) {\n        let mut accounts = self.accounts.lock().unwrap();\n        accounts.push(1);\n        self.next();\n    }\n\n    fn next(&self) {\n        self.generation.fetch_add(1, Ordering::Relaxed);\n    }\n}\n";
    let manifest = "[package]\nname = \"bank\"\nedition = \"2024\"\n[dependencies]\nconcheck = \"0.1\"\n";
    let project = Project::new(&[("Cargo.toml", manifest), ("src/lib.rs", text)]);
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("src/lib.rs");
    client.open(&uri, 1, text);
    let found = client.published(&uri, Some(1));
    assert_eq!(found[0]["code"], "unguarded_mutation", "{found:#?}");
    let title = "Annotate `Bank::next`: callers hold `Bank::accounts`";
    let text = after(&mut client, &uri, text, &found[0], title);
    assert!(text.contains("    #[concheck::requires(Bank::accounts)]\n    fn next"), "{text}");
    client.change(&uri, 2, &text);
    assert_eq!(client.published(&uri, Some(2)), Vec::<Value>::new());
}

#[test]
fn the_other_side_is_one_step_away() {
    let mut capabilities = pushes();
    capabilities["window"] = json!({ "showDocument": { "support": true } });
    let (_project, mut client, uri, found) = opened("bank.rs", BANK, capabilities);
    let position = &found[0]["range"]["start"];
    let params = json!({ "textDocument": { "uri": uri }, "position": position });
    let sides = client.request("concheck/otherSide", params);
    let line = sides[0]["range"]["start"]["line"].as_u64().expect("a line");
    assert!(BANK.lines().nth(line as usize).expect("a line").contains("lock"), "{sides}");
    assert_ne!(sides[0]["range"]["start"]["line"], position["line"]);
    let offered = actions(&mut client, &uri, &found[0]["range"]);
    let go = offered.iter().find(|action| action["command"].is_object()).expect("a command");
    client.request("workspace/executeCommand", go["command"].clone());
    client.wait_until_asked("window/showDocument");
}

#[test]
fn a_lock_is_explained_where_it_is_declared_taken_and_held() {
    let (_project, mut client, uri, _) = opened("bank.rs", BANK, pushes());
    client.settle();
    let at = |part: &str, inside: usize| {
        let line = BANK.lines().position(|line| line.contains(part)).expect("it is there");
        let column = BANK.lines().nth(line).expect("a line").find(part).expect("in it");
        json!({ "line": line, "character": column + inside })
    };
    for (what, position) in [
        ("the field", at("accounts: Mutex", 2)),
        ("an acquisition", at("self.accounts.lock()", 6)),
        ("a guard", at("*accounts.entry(from)", 3)),
    ] {
        let params = json!({ "textDocument": { "uri": uri }, "position": position });
        let hover = client.request("textDocument/hover", params);
        let text = hover["contents"]["value"].as_str().unwrap_or_else(|| panic!("{what}: {hover}"));
        assert!(text.contains("`Bank::accounts`"), "{what}: {text}");
        assert!(text.contains("acquired in 2 places"), "{what}: {text}");
        assert!(text.contains("held while acquiring: `Bank::journal`"), "{what}: {text}");
        assert!(text.contains("part of a cycle"), "{what}: {text}");
        assert!(text.contains("guards `HashMap<u32, i64>`"), "{what}: {text}");
    }
    let params = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 0 } });
    assert_eq!(client.request("textDocument/hover", params), Value::Null);
}

#[test]
fn a_lock_names_the_fields_it_guards() {
    let text = "use std::sync::Mutex;\nstruct State { open: bool, jobs: Vec<u32> }\nstruct Pool { state: Mutex<State> }\nimpl Pool {\n    fn close(&self) {\n        self.state.lock().unwrap().open = false;\n    }\n}\n";
    let (_project, mut client, uri, _) = opened("pool.rs", text, pushes());
    let params = json!({ "textDocument": { "uri": uri }, "position": { "line": 2, "character": 16 } });
    let hover = client.request("textDocument/hover", params);
    let text = hover["contents"]["value"].as_str().expect("a hover");
    assert!(text.contains("guards `State` with `open`, `jobs`"), "{text}");
}

#[test]
fn lock_fields_say_how_they_are_used() {
    let (_project, mut client, uri, _) = opened("bank.rs", BANK, pushes());
    let lenses = client.request("textDocument/codeLens", json!({ "textDocument": { "uri": uri } }));
    let titles: Vec<&str> = lenses
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|lens| lens["command"]["title"].as_str())
        .collect();
    assert_eq!(titles.len(), 2);
    assert!(titles[0].starts_with("acquired in 2 places \u{b7} after Bank::journal"), "{titles:?}");
    assert_eq!(lenses[0]["command"]["command"], "");
    // A client that can show a list of places is given them.
    let mut capabilities = pushes();
    capabilities["experimental"] = json!({ "concheckPlaces": true });
    let (_project, mut client, uri, _) = opened("bank.rs", BANK, capabilities);
    let lenses = client.request("textDocument/codeLens", json!({ "textDocument": { "uri": uri } }));
    let command = &lenses[0]["command"];
    assert_eq!(command["command"], "concheck.showPlaces");
    assert_eq!(command["arguments"][0], uri);
    assert_eq!(command["arguments"][1], lenses[0]["range"]["start"]);
    let taken = command["arguments"][2].as_array().expect("places");
    let line = |place: &Value| place["range"]["start"]["line"].as_u64().expect("a line") as usize;
    let lines: Vec<&str> = taken.iter().filter_map(|place| BANK.lines().nth(line(place))).collect();
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.contains("self.accounts.lock()")), "{lines:?}");
}

const GUARDS: &str = "\
use std::sync::Mutex;
struct Queue { jobs: Mutex<Vec<u32>>, done: Mutex<u32> }
fn report(_: u32) {}
impl Queue {
    fn run(&self) {
        match self.jobs.lock().unwrap().pop() {
            Some(job) => report(job),
            None => {}
        }
        {
            let done = self.done.lock().unwrap();
            report(*done);
        }
        let jobs = self.jobs.lock().unwrap();
        report(jobs[0]);
        drop(jobs);
        report(*self.done.lock().unwrap());
    }
}
";

#[test]
fn held_locks_and_their_release_are_shown_where_that_is_wanted() {
    let (_project, mut client, uri, _) = opened("queue.rs", GUARDS, pushes());
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let params = json!({ "textDocument": { "uri": uri }, "range": whole });
    assert_eq!(client.request("textDocument/inlayHint", params.clone()), Value::Null);
    let settings = json!({ "settings": { "concheck": { "debounce": 0, "inlayHints": { "enable": true } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    client.settle();
    let hints = client.request("textDocument/inlayHint", params);
    let mut shown: Vec<String> = GUARDS.lines().map(str::to_owned).collect();
    for hint in hints.as_array().expect("a list").iter().rev() {
        let part = |name: &str| hint["position"][name].as_u64().expect("a number") as usize;
        shown[part("line")]
            .insert_str(part("character"), &format!(" <{}>", hint["label"].as_str().expect("text")));
    }
    assert_eq!(
        shown[5..18],
        [
            "        match self.jobs.lock().unwrap().pop() {",
            "            Some(job) => report(job) <holds Queue::jobs>,",
            "            None => {}",
            "        } <releases Queue::jobs>",
            "        {",
            "            let done = self.done.lock().unwrap();",
            "            report(*done) <holds Queue::done>;",
            "        } <releases Queue::done>",
            "        let jobs = self.jobs.lock().unwrap();",
            "        report(jobs[0]) <holds Queue::jobs>;",
            "        drop(jobs) <releases Queue::jobs>;",
            "        report(*self.done.lock().unwrap()) <holds Queue::done>;",
            "    }",
        ]
    );
}

#[test]
fn the_graph_has_the_circle() {
    let (_project, mut client, uri, _) = opened("bank.rs", BANK, pushes());
    let result = client.settle();
    let graph = &result["graphs"][0];
    let locks = graph["locks"].as_array().expect("locks");
    assert_eq!(locks.len(), 2);
    assert_eq!(locks[0]["name"], "Bank::accounts");
    assert_eq!(locks[0]["kind"], "mutex");
    assert_eq!(locks[0]["declared"]["uri"], uri);
    let orders = graph["orders"].as_array().expect("orders");
    assert_eq!(orders.len(), 2);
    assert!(orders.iter().all(|order| order["inCircle"] == true), "{orders:#?}");
    assert_eq!(orders[0]["ways"][0][0]["item"], "Bank::transfer");
    assert_eq!(orders[0]["ways"][0][0]["location"]["uri"], uri);
    assert!(graph["dot"].as_str().expect("text").contains("color=red"));
    let svg = graph["svg"].as_str().expect("text");
    let picture = roxmltree::Document::parse(svg).expect("the picture is XML");
    for (name, list) in [("data-lock", locks), ("data-order", orders)] {
        let mut indices: Vec<usize> =
            picture.descendants().filter_map(|node| node.attribute(name)?.parse().ok()).collect();
        indices.sort();
        assert_eq!(indices, (0..list.len()).collect::<Vec<usize>>(), "{name}");
    }
    assert_eq!(locks[0]["name"], text_of(&picture, "data-lock", "0"));
}

fn text_of<'p>(picture: &'p roxmltree::Document<'_>, name: &str, value: &str) -> &'p str {
    let part = picture.descendants().find(|node| node.attribute(name) == Some(value)).expect("it is drawn");
    let text = part.children().find(|node| node.has_tag_name("text")).expect("it has a text");
    text.text().expect("it says something")
}

#[test]
fn the_graph_follows_what_is_typed() {
    let (_project, mut client, uri, _) = opened("bank.rs", BANK, pushes());
    client.change(&uri, 2, "");
    let graph = client.request("concheck/lockGraph", Value::Null);
    assert_eq!(graph["graphs"][0]["locks"], json!([]));
    assert_eq!(client.published(&uri, Some(2)), Vec::<Value>::new());
    client.change(&uri, 3, BANK);
    let graph = client.request("concheck/lockGraph", Value::Null);
    assert_eq!(graph["graphs"][0]["circles"], json!([[0, 1]]));
    assert_eq!(client.published(&uri, Some(3)).len(), 1);
}

#[test]
fn rules_are_listed_and_explained() {
    let mut client = Client::start(&[], pushes());
    let rules = client.request("concheck/rules", Value::Null);
    let names: Vec<&Value> = rules.as_array().expect("a list").iter().map(|rule| &rule["name"]).collect();
    assert!(names.contains(&&json!("double_lock")), "{names:?}");
    let explained = client.request("concheck/explain", json!({ "rule": "double_lock" }));
    assert!(explained["page"].as_str().expect("text").starts_with("# double_lock\n"), "{explained}");
    let id = client.ask("concheck/explain", json!({ "rule": "doubel_lock" }));
    let answer = client.answer(id);
    assert!(answer["error"]["message"].as_str().expect("text").contains("doubel_lock"), "{answer}");
}

#[test]
fn clients_that_show_the_status_are_told() {
    let mut capabilities = pushes();
    capabilities["experimental"] = json!({ "concheckStatus": true });
    let (_project, mut client, _, _) = opened("bank.rs", BANK, capabilities);
    let status = client.wait_for(|message| {
        message["method"] == "concheck/statusChanged" && message["params"]["analysed"] == true
    });
    assert_eq!(status["params"]["findings"], 1, "{status}");
    client.forget("concheck/statusChanged");
}
