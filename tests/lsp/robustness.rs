//! The server stays up, and ends when it should.

use std::fs;

use serde_json::{Value, json};

use super::client::{Client, Project, pushes, uri};

const TWICE: &str = "use std::sync::Mutex;\nstatic M: Mutex<i32> = Mutex::new(0);\npub fn f() {\n    let a = M.lock().unwrap();\n    let b = M.lock().unwrap();\n    drop((a, b));\n}\n";

#[test]
fn garbage_is_skipped() {
    let project = Project::new(&[("a.rs", TWICE)]);
    let mut client = Client::start(&[project.root()], pushes());
    let is_error =
        |code: i64| move |message: &Value| message["error"]["code"] == code && message["id"].is_null();
    client.send_raw(b"what is this\r\n\r\n");
    client.wait_for(is_error(-32700));
    client.send_raw(b"Content-Length: 3\r\n\r\n{]}");
    client.wait_for(is_error(-32700));
    client.send_raw(b"Content-Length: 4\r\n\r\n\xff\xfe\x00\x01");
    client.wait_for(is_error(-32700));
    client.send_raw(b"Content-Length: -1\r\n\r\n");
    client.wait_for(is_error(-32700));
    client.send_raw(b"Content-Length: 2\r\n\r\n[]");
    client.wait_for(is_error(-32600));
    client.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": 5 }));
    client.wait_for(is_error(-32600));
    client.wait_for_log("skipped an invalid message");
    client.wait_for_log("skipped an invalid request");
    // Behind that, the next message is found, also where garbage is glued to its header.
    client.send_raw(&[0xff; 100_000]);
    let uri = project.uri("a.rs");
    client.open(&uri, 1, TWICE);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
}

#[test]
fn a_client_may_close_the_servers_standard_error() {
    let project = Project::new(&[("a.rs", TWICE)]);
    let mut client = Client::spawn_deaf();
    client.initialize(&[project.root()], pushes(), json!({ "debounce": 0 }));
    client.send_raw(b"Content-Length: 3\r\n\r\n{]}");
    client.wait_for(|message| message["error"]["code"] == -32700);
    client.open(&project.uri("../elsewhere.rs"), 1, TWICE);
    client.wait_for_log("is outside the workspace folders");
    let uri = project.uri("a.rs");
    client.open(&uri, 1, TWICE);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
}

#[test]
fn unknown_methods_and_strange_parameters_are_refused() {
    let project = Project::new(&[("a.rs", TWICE)]);
    let mut client = Client::start(&[project.root()], pushes());
    let id = client.ask("textDocument/frobnicate", json!({}));
    assert_eq!(client.answer(id)["error"]["code"], -32601);
    let id = client.ask("textDocument/hover", json!({ "textDocument": 5 }));
    assert_eq!(client.answer(id)["error"]["code"], -32602);
    client.notify("textDocument/frobnicated", json!({}));
    client.notify("$/frobnicated", json!({}));
    client.wait_for_log("unknown method `textDocument/frobnicate`");
    client.wait_for_log("unknown method `textDocument/frobnicated`");
    client.logs.clear();
    client.notify("textDocument/didChange", json!({ "textDocument": [] }));
    // An answer to what nobody asked.
    client.send(&json!({ "jsonrpc": "2.0", "id": 4711, "result": null }));
    let uri = project.uri("a.rs");
    client.open(&uri, 1, TWICE);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
}

#[test]
fn what_is_no_file_of_the_workspace_is_left_alone() {
    let (project, elsewhere) = (Project::new(&[("a.rs", TWICE)]), Project::new(&[("b.rs", TWICE)]));
    let mut client = Client::start(&[project.root()], pushes());
    let other = elsewhere.uri("b.rs");
    client.open(&other, 1, TWICE);
    client.wait_for_log("is outside the workspace folders");
    client.change(&other, 2, "");
    client.open("untitled:Untitled-1", 1, TWICE);
    client.wait_for_log("untitled:Untitled-1 is not a file");
    client.change("untitled:Untitled-1", 2, "");
    client.change(&project.uri("never_opened.rs"), 2, "");
    client.wait_for_log("but is not open");
    client.close("untitled:Untitled-1");
    let hover = json!({ "textDocument": { "uri": other }, "position": { "line": 9999, "character": 9999 } });
    assert_eq!(client.request("textDocument/hover", hover), Value::Null);
    let uri = project.uri("a.rs");
    client.open(&uri, 1, TWICE);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
    client.close(&other);
    client.settle();
}

#[test]
fn a_file_that_is_no_text_is_said_to_be_so() {
    let project = Project::new(&[("a.rs", TWICE)]);
    project.write("latin.rs", b"// caf\xe9\nfn f() {}\n");
    project.write("binary.rs", b"\0\0\0\0");
    let mut client = Client::start(&[project.root()], pushes());
    client.wait_for_log("latin.rs:1:7: invalid UTF-8");
    client.wait_for_log("binary.rs:1:1: skipped");
    let uri = project.uri("a.rs");
    client.open(&uri, 1, TWICE);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
}

#[test]
fn a_folder_may_vanish() {
    let project = Project::new(&[("a.rs", TWICE), ("b/c.rs", TWICE)]);
    let mut client = Client::start(&[project.root()], pushes());
    let (a, c) = (project.uri("a.rs"), project.uri("b/c.rs"));
    client.open(&a, 1, TWICE);
    assert_eq!(client.published(&a, Some(1)).len(), 1);
    client.open(&c, 1, TWICE);
    assert_eq!(client.published(&c, Some(1)).len(), 1);
    fs::remove_dir_all(project.path("b")).expect("deleted");
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": uri(&project.path("b")), "type": 3 }] }),
    );
    assert_eq!(client.published(&c, None), Vec::<Value>::new());
    let root = uri(project.root());
    project.delete();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": root, "type": 3 }] }));
    assert_eq!(client.published(&a, None), Vec::<Value>::new());
    client.wait_for_log("no such file or folder");
    client.settle();
}

#[test]
fn an_open_file_may_be_renamed() {
    let project = Project::new(&[("a.rs", TWICE)]);
    let mut client = Client::start(&[project.root()], pushes());
    let (old, new) = (project.uri("a.rs"), project.uri("b.rs"));
    client.open(&old, 1, TWICE);
    assert_eq!(client.published(&old, Some(1)).len(), 1);
    fs::rename(project.path("a.rs"), project.path("b.rs")).expect("renamed");
    let changes = json!({ "changes": [{ "uri": old, "type": 3 }, { "uri": new, "type": 1 }] });
    client.notify("workspace/didChangeWatchedFiles", changes);
    assert_eq!(client.published(&old, None), Vec::<Value>::new());
    // Some clients close the old name first, some last, and keys may be typed in between.
    client.change(&old, 2, &TWICE.replace("f()", "g()"));
    client.open(&new, 1, TWICE);
    assert_eq!(client.published(&new, Some(1)).len(), 1);
    client.close(&old);
    assert_eq!(client.published(&old, None), Vec::<Value>::new());
    client.change(&new, 2, "");
    assert_eq!(client.published(&new, Some(2)), Vec::<Value>::new());
    client.settle();
}

#[test]
fn a_folder_may_be_closed_and_opened_again() {
    let project = Project::new(&[("a.rs", TWICE)]);
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("a.rs");
    client.open(&uri, 1, TWICE);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
    let folder = json!([{ "uri": super::client::uri(project.root()), "name": "root" }]);
    for version in 2..5 {
        let removed = json!({ "event": { "added": [], "removed": folder } });
        client.notify("workspace/didChangeWorkspaceFolders", removed);
        assert_eq!(client.published(&uri, None), Vec::<Value>::new());
        // What is typed meanwhile is not lost.
        client.change(&uri, version, TWICE);
        let added = json!({ "event": { "added": folder, "removed": [] } });
        client.notify("workspace/didChangeWorkspaceFolders", added);
        assert_eq!(client.published(&uri, Some(version)).len(), 1);
    }
}

#[test]
fn a_large_file_is_analysed() {
    let project = Project::new(&[("a.rs", "")]);
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("a.rs");
    let function = "pub fn plain(x: u32) -> u32 {\n    // A comment that fills the file without meaning much to anybody.\n    x.wrapping_add(1)\n}\n";
    let mut text = String::from(TWICE);
    for number in 0..10 * 1024 * 1024 / function.len() {
        text.push_str(&function.replace("plain", &format!("plain_{number}")));
    }
    client.open(&uri, 1, &text);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
    // The second acquisition goes.
    let range = json!({ "start": { "line": 4, "character": 0 }, "end": { "line": 5, "character": 0 } });
    client.edit(&uri, 2, json!([{ "range": range, "text": "    let b = 0;\n" }]));
    assert_eq!(client.published(&uri, Some(2)), Vec::<Value>::new());
}

#[test]
fn a_broken_manifest_is_said_to_be_so() {
    let manifest = "[package]\nname = \"a\"\nedition = \"2021\"\n";
    let project = Project::new(&[("Cargo.toml", manifest), ("src/lib.rs", TWICE)]);
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("src/lib.rs");
    client.open(&uri, 1, TWICE);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
    project.write("Cargo.toml", "[package\nname = ");
    let changes = json!({ "changes": [{ "uri": project.uri("Cargo.toml"), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changes.clone());
    client.wait_for_log("Cargo.toml");
    // The files are there all the same.
    client.change(&uri, 2, TWICE);
    assert_eq!(client.published(&uri, Some(2)).len(), 1);
    project.write("Cargo.toml", manifest);
    client.notify("workspace/didChangeWatchedFiles", changes);
    client.change(&uri, 3, "");
    assert_eq!(client.published(&uri, Some(3)), Vec::<Value>::new());
}

#[test]
fn many_questions_that_wait_hold_up_nobody() {
    let project = Project::new(&[("a.rs", TWICE)]);
    let mut client = Client::spawn();
    client.initialize(&[project.root()], pushes(), json!({ "debounce": 500 }));
    let uri = project.uri("a.rs");
    client.open(&uri, 1, TWICE);
    // They are answered when the text is analysed, which is not yet begun.
    let waiting: Vec<i64> = (0..20)
        .map(|_| client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } })))
        .collect();
    let rules = client.ask("concheck/rules", Value::Null);
    let first = client.wait_for(|message| message.get("id").is_some() && message.get("method").is_none());
    assert_eq!(first["id"], rules, "{first}");
    for id in waiting {
        assert_eq!(client.answer(id)["result"]["items"].as_array().expect("a list").len(), 1);
    }
    client.published(&uri, Some(1));
}

#[test]
fn deep_nesting_does_not_end_the_server() {
    let project = Project::new(&[("a.rs", "")]);
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("a.rs");
    let deep = format!("fn f() {{ {}1{} }}\n{TWICE}", "(".repeat(50_000), ")".repeat(50_000));
    client.open(&uri, 1, &deep);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
}

#[test]
fn exit_ends_the_server_while_its_input_is_open() {
    let project = Project::new(&[("a.rs", TWICE)]);
    let mut client = Client::start(&[project.root()], pushes());
    client.shut_down();
    // Without a shutdown before, that is an error.
    let mut client = Client::start(&[project.root()], pushes());
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(1));
}

#[test]
fn a_server_without_a_client_ends() {
    let project = Project::new(&[("a.rs", TWICE)]);
    let mut client = Client::start(&[project.root()], pushes());
    client.hang_up();
    assert_eq!(client.exit_code(), Some(1));
    // Also before a word was said, and in the middle of one.
    let mut client = Client::spawn();
    client.hang_up();
    assert_eq!(client.exit_code(), Some(1));
    let mut client = Client::spawn();
    client.send_raw(b"Content-Length: 100\r\n\r\n{");
    client.hang_up();
    assert_eq!(client.exit_code(), Some(1));
}

#[test]
fn a_client_that_never_answers_holds_up_nobody() {
    let project = Project::new(&[("a.rs", TWICE)]);
    let mut capabilities = pushes();
    capabilities["workspace"] = json!({
        "configuration": true,
        "didChangeWatchedFiles": { "dynamicRegistration": true },
    });
    capabilities["window"] = json!({ "workDoneProgress": true, "showDocument": { "support": true } });
    let mut client = Client::start(&[project.root()], capabilities);
    client.mute = true;
    for _ in 0..20 {
        let uri = project.uri("a.rs");
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
        let show = json!({ "command": "concheck.show", "arguments": [{ "uri": uri, "range": range }] });
        client.request("workspace/executeCommand", show);
    }
    let uri = project.uri("a.rs");
    client.open(&uri, 1, TWICE);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
}

#[test]
fn nothing_is_done_before_it_is_initialised() {
    let mut client = Client::spawn();
    let id = client.ask("textDocument/hover", json!({}));
    assert_eq!(client.answer(id)["error"]["code"], -32002);
    client.notify("textDocument/didOpen", json!({}));
    client.initialize(&[], pushes(), Value::Null);
    let id = client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(client.answer(id)["error"]["code"], -32600);
}

#[test]
fn a_question_can_be_taken_back() {
    let project = Project::new(&[("a.rs", TWICE)]);
    let mut client = Client::spawn();
    client.initialize(&[project.root()], pushes(), json!({ "debounce": 500 }));
    let uri = project.uri("a.rs");
    client.open(&uri, 1, TWICE);
    let id = client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    client.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(client.answer(id)["error"]["code"], -32800);
    client.published(&uri, Some(1));
}

#[cfg(unix)]
#[test]
fn a_hostile_folder_is_only_read() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    let project = Project::new(&[("Cargo.toml", "[package]\nname = \"a\"\n"), ("src/lib.rs", TWICE)]);
    let mark = project.path("ran");
    let trap = format!("#!/bin/sh\necho \"$0\" >> '{}'\n", mark.display());
    for program in ["cargo", "rustc", "rustup", "git", "trap"] {
        project.write(program, &trap);
        let runs = fs::Permissions::from_mode(0o755);
        fs::set_permissions(project.path(program), runs).expect("permissions");
    }
    let path = project.path("trap").display().to_string();
    project.write("rust-toolchain.toml", format!("[toolchain]\npath = \"{}\"\n", project.root().display()));
    project.write(".cargo/config.toml", format!("[build]\nrustc = \"{path}\"\nrustc-wrapper = \"{path}\"\n"));
    project.write(".git/config", format!("[core]\n\tfsmonitor = {path}\n\thooksPath = {path}\n"));
    for pipe in [".gitignore", "src/pipe.rs", ".git/info/exclude"] {
        let at = project.path(pipe);
        fs::create_dir_all(at.parent().expect("a folder")).expect("a folder");
        assert!(Command::new("mkfifo").arg(at).status().expect("mkfifo runs").success());
    }
    symlink("/dev/zero", project.path("src/zero.rs")).expect("a link");
    symlink("/dev/zero", project.path(".ignore")).expect("a link");

    let mut client = Client::start(&[project.root()], pushes());
    for name in [".gitignore", ".ignore", "src/pipe.rs", "src/zero.rs", ".git/info/exclude"] {
        client.wait_for_log(&format!("{name}: "));
    }
    let uri = project.uri("src/lib.rs");
    client.open(&uri, 1, TWICE);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
    // An editor may open what is there, too.
    client.open(&project.uri("src/zero.rs"), 1, TWICE);
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": project.uri(".gitignore"), "type": 2 }] }),
    );
    client.change(&uri, 2, "");
    assert_eq!(client.published(&uri, Some(2)), Vec::<Value>::new());
    assert!(!mark.exists(), "{}", fs::read_to_string(&mark).unwrap_or_default());
    client.settle();
}

#[test]
fn a_text_that_is_too_long_is_not_analysed() {
    let project = Project::new(&[("a.rs", TWICE)]);
    let mut client = Client::start(&[project.root()], pushes());
    let uri = project.uri("a.rs");
    client.open(&uri, 1, TWICE);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
    client.change(&uri, 2, &format!("{TWICE}{}", " ".repeat(21 << 20)));
    assert_eq!(client.published(&uri, Some(2)), Vec::<Value>::new());
    client.wait_for_log("a.rs: skipped: larger than 20 MB");
    client.change(&uri, 3, TWICE);
    assert_eq!(client.published(&uri, Some(3)).len(), 1);
}

#[cfg(unix)]
#[test]
fn odd_names_do_not_break_the_log() {
    let name = "a\n::error::\u{1b}[31m\u{202e}.rs";
    let project = Project::new(&[(name, "\0"), ("b.rs", TWICE)]);
    project.write("concheck.toml", "\"a\\n\\u001b\" = 1\n");
    let mut client = Client::start(&[project.root()], pushes());
    client.wait_for_log("a\\u{a}::error::\\u{1b}[31m\\u{202e}.rs");
    client.wait_for_log("a; \\u{1b}");
    let uri = project.uri("b.rs");
    client.open(&uri, 1, TWICE);
    assert_eq!(client.published(&uri, Some(1)).len(), 1);
    client.settle();
    assert!(!client.logs.iter().any(|line| line.contains(char::is_control)), "{:?}", client.logs);
    client.forget("textDocument/publishDiagnostics");
}
