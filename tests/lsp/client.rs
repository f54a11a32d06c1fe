//! A client of the language server over standard input and output. When it is dropped, the server has to end, and every
//! message that it sent has to have been handled.

use std::collections::VecDeque;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// Nothing takes that long; a server that hangs is to fail the test rather than to stop it.
pub(crate) const HANG: Duration = Duration::from_secs(60);

/// A folder with files.
pub(crate) struct Project {
    dir: TempDir,
    root: PathBuf,
}

impl Project {
    pub(crate) fn new(files: &[(&str, &str)]) -> Project {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let root = dir.path().canonicalize().expect("the folder is there");
        let project = Project { dir, root };
        for (name, text) in files {
            project.write(name, text);
        }
        project
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("within the folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        uri(&self.path(name))
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn delete(self) {
        self.dir.close().expect("deleted");
    }
}

pub(crate) fn uri(path: &Path) -> String {
    let path = path.to_str().expect("text").replace('%', "%25").replace(' ', "%20");
    if path.starts_with('/') {
        format!("file://{path}")
    } else {
        format!("file:///{}", path.replace('\\', "/"))
    }
}

/// What a client can do, as capabilities of the protocol.
pub(crate) fn pushes() -> Value {
    json!({
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true,
                "tagSupport": { "valueSet": [1, 2] }
            },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
            "hover": { "contentFormat": ["markdown"] }
        },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    })
}

pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    inbox: VecDeque<Value>,
    next: i64,
    /// Lines of the log.
    pub(crate) logs: Vec<String>,
    /// Methods of the requests that the server made; they are answered with `null`.
    pub(crate) asked: Vec<String>,
    /// What `workspace/configuration` is answered with.
    pub(crate) configuration: Value,
    /// Requests of the server stay without an answer.
    pub(crate) mute: bool,
    /// Methods of notifications that are dropped.
    forgotten: Vec<String>,
    /// The process has been waited for.
    ended: bool,
}

impl Client {
    /// Starts a server, without a word to it.
    pub(crate) fn spawn() -> Client {
        Client::of(Stdio::null())
    }

    /// The same, for a client that does not listen to standard error: writing there fails.
    pub(crate) fn spawn_deaf() -> Client {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        Client::of(writer.into())
    }

    fn of(standard_error: Stdio) -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_concheck-lsp"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(standard_error)
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take();
        let output = child.stdout.take().expect("it is piped");
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Client {
            child,
            input,
            messages,
            inbox: VecDeque::new(),
            next: 1,
            logs: Vec::new(),
            asked: Vec::new(),
            configuration: Value::Null,
            mute: false,
            forgotten: Vec::new(),
            ended: false,
        }
    }

    /// Starts a server for folders, for a client of these capabilities.
    pub(crate) fn start(roots: &[&Path], capabilities: Value) -> Client {
        let mut client = Client::spawn();
        // However slow the machine is, it is no state that takes too long.
        let options = json!({ "debounce": 0, "limits": { "seconds": 1_000_000 } });
        client.initialize(roots, capabilities, options);
        client
    }

    pub(crate) fn initialize(&mut self, roots: &[&Path], capabilities: Value, options: Value) -> Value {
        let folders: Vec<Value> =
            roots.iter().map(|root| json!({ "uri": uri(root), "name": "root" })).collect();
        let result = self.request(
            "initialize",
            json!({
                "processId": null,
                "rootUri": null,
                "capabilities": capabilities,
                "workspaceFolders": folders,
                "initializationOptions": options,
            }),
        );
        self.notify("initialized", json!({}));
        result
    }

    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("still open");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server reads");
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks without waiting for the answer.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next;
        self.next += 1;
        let params = if params.is_null() { json!({}) } else { params };
        let message = match method {
            "shutdown" | "concheck/lockGraph" | "concheck/rules" | "concheck/status" => {
                json!({ "jsonrpc": "2.0", "id": id, "method": method })
            }
            _ => json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }),
        };
        self.send(&message);
        id
    }

    /// The whole answer to a question.
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        self.wait_for(|message| message["id"] == json!(id) && message.get("method").is_none())
    }

    /// Asks, and gives the result.
    #[track_caller]
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    pub(crate) fn open(&mut self, uri: &str, version: i32, text: &str) {
        self.notify(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "rust", "version": version, "text": text } }),
        );
    }

    /// Puts `text` in the place of everything.
    pub(crate) fn change(&mut self, uri: &str, version: i32, text: &str) {
        self.edit(uri, version, json!([{ "text": text }]));
    }

    pub(crate) fn edit(&mut self, uri: &str, version: i32, changes: Value) {
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes }),
        );
    }

    pub(crate) fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// The diagnostics that are published for a version of a file. Those of older versions are handled, too.
    #[track_caller]
    pub(crate) fn published(&mut self, uri: &str, version: Option<i32>) -> Vec<Value> {
        loop {
            let message = self.wait_for(|message| {
                message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
            });
            let params = &message["params"];
            if params["version"].as_i64() == version.map(i64::from) {
                return params["diagnostics"].as_array().expect("a list").clone();
            }
            assert!(params["version"].as_i64() < version.map(i64::from), "not this version: {params}");
        }
    }

    /// What is found in a file, by a client that asks.
    pub(crate) fn pulled(&mut self, uri: &str) -> Vec<Value> {
        let report = self.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        assert_eq!(report["kind"], "full", "{report}");
        report["items"].as_array().expect("a list").clone()
    }

    /// The next message that fits; the others wait.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.inbox.iter().position(&fits) {
            return self.inbox.remove(at).expect("it is there");
        }
        loop {
            let message = match self.messages.recv_timeout(HANG) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => panic!("the server hangs; waiting: {:?}", self.inbox),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("the server has ended; waiting: {:?}", self.inbox)
                }
            };
            if let Some(message) = self.take(message) {
                if fits(&message) {
                    return message;
                }
                self.inbox.push_back(message);
            }
        }
    }

    /// Notifications of this kind need not be handled one by one: they are told as often as something changes.
    pub(crate) fn forget(&mut self, method: &str) {
        self.forgotten.push(method.to_owned());
        self.inbox.retain(|message| message["method"] != method);
    }

    /// They are handled one by one again.
    pub(crate) fn remember(&mut self, method: &str) {
        self.forgotten.retain(|known| known != method);
    }

    /// Handles what every client handles, and gives the rest back.
    fn take(&mut self, message: Value) -> Option<Value> {
        let method = message["method"].as_str().unwrap_or_default().to_owned();
        match method.as_str() {
            "window/logMessage" => {
                self.logs.push(message["params"]["message"].as_str().expect("text").to_owned());
                None
            }
            "$/progress" => {
                self.asked
                    .push(format!("progress {}", message["params"]["value"]["kind"].as_str().expect("text")));
                None
            }
            "" => Some(message),
            _ if self.forgotten.contains(&method) => None,
            _ if message.get("id").is_some() => {
                let result = match method.as_str() {
                    "workspace/configuration" => json!([self.configuration]),
                    "window/showDocument" => json!({ "success": true }),
                    _ => Value::Null,
                };
                self.asked.push(method);
                if self.input.is_some() && !self.mute {
                    self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
                }
                None
            }
            _ => Some(message),
        }
    }

    /// Waits for a line of the log.
    #[track_caller]
    pub(crate) fn wait_for_log(&mut self, part: &str) {
        while !self.logs.iter().any(|line| line.contains(part)) {
            let message =
                self.messages.recv_timeout(HANG).unwrap_or_else(|_| panic!("no `{part}` in {:?}", self.logs));
            if let Some(message) = self.take(message) {
                self.inbox.push_back(message);
            }
        }
    }

    /// Waits until the server has asked for something.
    #[track_caller]
    pub(crate) fn wait_until_asked(&mut self, method: &str) {
        while !self.asked.iter().any(|asked| asked == method) {
            let message = self
                .messages
                .recv_timeout(HANG)
                .unwrap_or_else(|_| panic!("no {method} in {:?}", self.asked));
            if let Some(message) = self.take(message) {
                self.inbox.push_back(message);
            }
        }
    }

    /// Waits until everything is analysed.
    pub(crate) fn settle(&mut self) -> Value {
        self.request("concheck/lockGraph", Value::Null)
    }

    /// Waits for the end of the process.
    pub(crate) fn exit_code(&mut self) -> Option<i32> {
        // The reader ends with the output, the output with the process.
        loop {
            match self.messages.recv_timeout(HANG) {
                Ok(message) => {
                    if let Some(message) = self.take(message) {
                        self.inbox.push_back(message);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("the server does not end"),
            }
        }
        self.ended = true;
        self.child.wait().expect("a process").code()
    }

    pub(crate) fn hang_up(&mut self) {
        self.input = None;
    }

    /// Ends the server as the protocol wants it, while its input stays open.
    pub(crate) fn shut_down(&mut self) {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        assert_eq!(self.exit_code(), Some(0));
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.child.kill();
            let _ = self.child.wait();
            return;
        }
        if !self.ended {
            self.shut_down();
        }
        let stray: Vec<&String> =
            self.logs.iter().filter(|line| line.starts_with("there is no method")).collect();
        assert!(stray.is_empty(), "the server does not know its own methods: {stray:?}");
        assert!(self.inbox.is_empty(), "not handled: {:#?}", self.inbox);
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            header => {
                if let Some(value) = header.strip_prefix("Content-Length: ") {
                    length = value.parse().ok();
                }
            }
        }
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("the server writes JSON"))
}
