//! What one state may take, and that the server is itself again afterwards.

use serde_json::{Value, json};

use super::client::{Client, Project, pushes};

const TWICE: &str = "use std::sync::Mutex;\nstatic M: Mutex<i32> = Mutex::new(0);\npub fn f() {\n    let a = M.lock().unwrap();\n    let b = M.lock().unwrap();\n    drop((a, b));\n}\n";

/// A body that takes an interpreter longer than anybody waits, and the last good text before it.
fn endless() -> String {
    let tuples: String = (1..64).map(|n| format!("    let v{n} = (v{}, v{});\n", n - 1, n - 1)).collect();
    let loops = format!("{}f();{}", "for x in v0 { ".repeat(40), " }".repeat(40));
    format!("{TWICE}pub fn g(v0: Vec<Mutex<i32>>) {{\n{loops}\n{tuples}}}\n")
}

fn limit(client: &mut Client, limits: Value) {
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "concheck": { "debounce": 0, "limits": limits } } }),
    );
}

fn given_up(client: &mut Client) -> String {
    let message = client.wait_for(|message| message["method"] == "window/showMessage");
    message["params"]["message"].as_str().expect("text").to_owned()
}

#[test]
fn a_change_ends_what_it_makes_stale() {
    let project = Project::new(&[("a.rs", "")]);
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("a.rs");
    client.open(&uri, 1, TWICE);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
    // Without a limit that could help.
    limit(&mut client, json!({ "seconds": 1_000_000, "megabytes": 1_000_000 }));
    client.change(&uri, 2, &endless());
    // Meanwhile, the work has begun.
    client.request("concheck/rules", Value::Null);
    client.change(&uri, 3, TWICE);
    assert_eq!(client.published(&uri, Some(3)).len(), 1);
    client.change(&uri, 4, "");
    assert_eq!(client.published(&uri, Some(4)), Vec::<Value>::new());
}

#[test]
fn a_state_that_takes_too_much_is_given_up() {
    let project = Project::new(&[("a.rs", "")]);
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("a.rs");
    client.open(&uri, 1, TWICE);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
    for (limits, why) in
        [(json!({ "seconds": 0 }), "longer than 0 s"), (json!({ "megabytes": 0 }), "than 0 MB")]
    {
        limit(&mut client, limits);
        let message = given_up(&mut client);
        assert!(
            message.contains(why) && message.contains(&project.root().display().to_string()),
            "{message}"
        );
        // What was found last is still there for those who ask.
        assert_eq!(client.pulled(&uri).len(), 1);
        client.forget("window/showMessage");
        client.change(&uri, 2, "");
        assert_eq!(client.pulled(&uri).len(), 1);
        limit(&mut client, json!({}));
        assert_eq!(client.pulled(&uri), Vec::<Value>::new());
        client.change(&uri, 3, TWICE);
        assert_eq!(client.pulled(&uri).len(), 1);
        client.remember("window/showMessage");
    }
    client.forget("textDocument/publishDiagnostics");
}

#[test]
fn values_that_double_do_not_end_the_server() {
    let project = Project::new(&[("a.rs", TWICE), ("b.rs", &endless())]);
    let mut client = Client::spawn();
    client.initialize(&[project.root()], pushes(), json!({ "debounce": 0, "limits": { "megabytes": 300 } }));
    client.forget("window/showMessage");
    let (a, b) = (project.uri("a.rs"), project.uri("b.rs"));
    client.open(&b, 1, &endless());
    client.change(&b, 2, "");
    client.open(&a, 1, TWICE);
    assert_eq!(client.published(&a, Some(1)).len(), 1);
    client.forget("textDocument/publishDiagnostics");
}
