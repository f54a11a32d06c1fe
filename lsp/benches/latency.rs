//! How long it takes from a key to the diagnostics, and how long a hover takes meanwhile, as a client measures it.
//!
//! `cargo bench -p concheck-lsp -- [--edits N] [--comments] [--file PATH] [FOLDER]`; without a folder, on this workspace.
//! The edits go into the middle of the file that is nearest to 3,000 lines, unless one is named: a statement that takes a
//! lock is typed key by key and then removed, again and again; with `--comments`, a comment in a line of code comes and
//! goes, so that each edit leaves code that can be parsed and moves what stands in the line.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

fn main() {
    let mut edits = 100_usize;
    let mut folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let mut file = None;
    let mut comments = false;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            // cargo says so to every benchmark.
            "--bench" => {}
            "--edits" => {
                edits = args.next().and_then(|number| number.parse().ok()).expect("--edits needs a number")
            }
            "--comments" => comments = true,
            "--file" => file = Some(PathBuf::from(args.next().expect("--file needs a path"))),
            _ => folder = PathBuf::from(arg),
        }
    }
    let folder = folder.canonicalize().expect("the folder exists");
    let mut files = Vec::new();
    rust_files(&folder, &mut files);
    let lines = |path: &Path| std::fs::read_to_string(path).map_or(0, |text| text.lines().count());
    let all: usize = files.iter().map(|path| lines(path)).sum();
    let file = file.unwrap_or_else(|| {
        let nearest = files.iter().min_by_key(|path| lines(path).abs_diff(3000));
        nearest.expect("the folder holds Rust files").clone()
    });
    let file = file.canonicalize().expect("the file exists");
    println!("{}: {} files, {all} lines", folder.display(), files.len());
    println!("edits in {} ({} lines)", file.display(), lines(&file));

    // A fixed wait can be told from the work.
    let debounce = Duration::from_millis(10);
    let mut client = Client::start(&folder, debounce);
    let text = std::fs::read_to_string(&file).expect("it is text");
    let start = Instant::now();
    client.open(&file, &text);
    println!("first result after {:.0?}", start.elapsed());

    let line = body_line(&text);
    let mut keys = Vec::new();
    let mut hovers = Vec::new();
    let mut memory = Vec::new();
    for edit in 0..edits {
        let at = |line: usize, column: usize| json!({ "line": line, "character": column });
        let step = edit % (TYPED.len() + 1);
        let (start, end, new) = match (comments, step) {
            (true, _) if edit % 2 == 0 => (at(line, 0), at(line, 0), "/*k*/"),
            (true, _) => (at(line, 0), at(line, 5), ""),
            (false, step) if step == TYPED.len() => (at(line, 0), at(line + 1, 0), ""),
            (false, 0) => (at(line, 0), at(line, 0), "\n"),
            (false, step) => (at(line, step - 1), at(line, step - 1), &TYPED[step - 1..step]),
        };
        let began = Instant::now();
        let version = client.change(&file, &start, &end, new);
        // While the analysis runs.
        std::thread::sleep(debounce + Duration::from_millis(2));
        hovers.push(client.hover(&file, line));
        client.wait_for(version);
        keys.push((began.elapsed().max(debounce)) - debounce);
        if edit + 1 == 100 || edit + 1 == edits {
            memory.push(client.memory());
        }
    }
    report("key to diagnostics, beyond the debounce", keys);
    report("hover while the analysis runs", hovers);
    println!("memory after 100 edits and at the end: {memory:?} kB");
}

/// What is typed.
const TYPED: &str = "        let typed = self.state.lock().unwrap();";

/// A line in the middle of the text, in a function of an impl that stands in no macro.
fn body_line(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let middle = lines.len() / 2;
    let is_statement = |line: &&str| {
        let indented = line.starts_with("        ") && !line.starts_with("         ");
        indented && line.trim_end().ends_with(';') && !line.contains("//")
    };
    let found = lines.iter().enumerate().skip(middle).find(|(_, line)| is_statement(line));
    found.map_or(middle, |(index, _)| index)
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    println!("{what}: median {:.1?}, p95 {:.1?}, max {:.1?}", at(50), at(95), at(100));
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir()
            && path
                .file_name()
                .is_some_and(|name| name != "target" && !name.to_string_lossy().starts_with('.'))
        {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

struct Client {
    process: u32,
    input: ChildStdin,
    messages: Receiver<Value>,
    version: i64,
    next: i64,
    /// The version that was published last.
    published: i64,
}

impl Client {
    fn start(folder: &Path, debounce: Duration) -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_concheck-lsp"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take().expect("it is piped");
        let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
        let (sender, messages) = channel();
        let process = child.id();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                let _ = sender.send(message);
            }
            let _ = child.wait();
        });
        let mut client = Client { process, input, messages, version: 0, next: 0, published: -1 };
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

    fn open(&mut self, path: &Path, text: &str) {
        let document = json!({ "uri": uri(path), "languageId": "rust", "version": 0, "text": text });
        self.send("textDocument/didOpen", json!({ "textDocument": document }));
        self.wait_for(0);
    }

    fn change(&mut self, path: &Path, start: &Value, end: &Value, text: &str) -> i64 {
        self.version += 1;
        let change = json!({ "range": { "start": start, "end": end }, "text": text });
        let document = json!({ "uri": uri(path), "version": self.version });
        self.send("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
        self.version
    }

    fn hover(&mut self, path: &Path, line: usize) -> Duration {
        let began = Instant::now();
        let position = json!({ "line": line, "character": 12 });
        let id = self
            .ask("textDocument/hover", json!({ "textDocument": { "uri": uri(path) }, "position": position }));
        while self.receive()["id"] != id {}
        began.elapsed()
    }

    /// Waits until the diagnostics of a version are there.
    fn wait_for(&mut self, version: i64) {
        while self.published < version {
            self.receive();
        }
    }

    fn receive(&mut self) -> Value {
        let message = self.messages.recv().expect("the server runs");
        if message["method"] == "textDocument/publishDiagnostics" {
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

    /// What the server occupies in kB, where the system tells.
    fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process)).unwrap_or_default();
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
