//! The client of the benchmark.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// A client over standard input and output.
pub(crate) struct Client {
    process: Child,
    input: ChildStdin,
    messages: Receiver<(Instant, Value)>,
    version: i64,
    next: i64,
    /// The version that was published last.
    published: i64,
    /// When the last publication has arrived.
    pub(crate) arrived: Instant,
    /// How often something was published.
    pub(crate) publications: usize,
}

impl Client {
    pub(crate) fn start(folder: &Path, debounce: Duration) -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_concheck-lsp"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take().expect("it is piped");
        let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                let _ = sender.send((Instant::now(), message));
            }
        });
        let mut client = Client {
            process: child,
            input,
            messages,
            version: 0,
            next: 0,
            published: -1,
            arrived: Instant::now(),
            publications: 0,
        };
        let id = client.ask(
            "initialize",
            json!({
                "processId": null,
                "capabilities": { "textDocument": { "publishDiagnostics": { "versionSupport": true } } },
                "workspaceFolders": [{ "uri": uri(folder), "name": "folder" }],
                "initializationOptions": { "debounce": u64::try_from(debounce.as_millis()).unwrap_or_default() },
            }),
        );
        while client.receive()["id"] != id {}
        client.send("initialized", json!({}));
        client
    }

    pub(crate) fn open(&mut self, path: &Path, text: &str) {
        let document = json!({ "uri": uri(path), "languageId": "rust", "version": 0, "text": text });
        self.send("textDocument/didOpen", json!({ "textDocument": document }));
        self.wait_for(0);
    }

    pub(crate) fn change(&mut self, path: &Path, start: &Value, end: &Value, text: &str) -> i64 {
        self.version += 1;
        let change = json!({ "range": { "start": start, "end": end }, "text": text });
        let document = json!({ "uri": uri(path), "version": self.version });
        self.send("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
        self.version
    }

    pub(crate) fn hover(&mut self, path: &Path, line: usize) -> Duration {
        let began = Instant::now();
        let position = json!({ "line": line, "character": 12 });
        let id = self
            .ask("textDocument/hover", json!({ "textDocument": { "uri": uri(path) }, "position": position }));
        while self.receive()["id"] != id {}
        began.elapsed()
    }

    /// Waits until the diagnostics of a version are there.
    pub(crate) fn wait_for(&mut self, version: i64) {
        while self.published < version {
            self.receive();
        }
    }

    fn receive(&mut self) -> Value {
        let (arrived, message) = self.messages.recv().expect("the server runs");
        if message["method"] == "textDocument/publishDiagnostics" {
            self.arrived = arrived;
            self.publications += 1;
            self.published = message["params"]["version"].as_i64().unwrap_or(self.published);
        }
        message
    }

    fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        self.write(&json!({ "jsonrpc": "2.0", "id": self.next, "method": method, "params": params }));
        self.next
    }

    fn send(&mut self, method: &str, params: Value) {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn write(&mut self, message: &Value) {
        let body = message.to_string();
        let written = write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len());
        written.and_then(|()| self.input.flush()).expect("the server reads");
    }

    /// Waits until everything is analysed, and so published.
    pub(crate) fn settle(&mut self) {
        self.next += 1;
        self.write(&json!({ "jsonrpc": "2.0", "id": self.next, "method": "concheck/lockGraph" }));
        let id = self.next;
        while self.receive()["id"] != id {}
    }

    /// Ends the server. Gives how long it takes from `exit` until the process is gone.
    pub(crate) fn exit(mut self) -> Duration {
        self.next += 1;
        self.write(&json!({ "jsonrpc": "2.0", "id": self.next, "method": "shutdown" }));
        let id = self.next;
        while self.receive()["id"] != id {}
        let began = Instant::now();
        self.write(&json!({ "jsonrpc": "2.0", "method": "exit" }));
        self.process.wait().expect("it is our process");
        began.elapsed()
    }

    /// What the server occupies in kB, where the system tells.
    pub(crate) fn memory(&self) -> u64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim_end().is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.trim_end().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
