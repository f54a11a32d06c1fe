//! How long it takes from a key to the diagnostics, and what else a client notices: how long a hover takes while the
//! analysis runs, what a burst of changes leads to, how much memory the server occupies, how long it takes to end.
//!
//! `cargo bench -p concheck-lsp -- [--edits N] [--memory N] [--file PATH] [FOLDER]`; without a folder, cargo fetches the
//! sources of tokio. The edits go into the middle of the file that is nearest to 3,000 lines, unless one is named. With
//! `--memory 0` there is no run of many edits.

#[path = "latency/client.rs"]
mod client;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use client::Client;

/// What is analysed where no folder is named.
const PACKAGE: (&str, &str) = ("tokio", "1.54.1");

/// A fixed wait can be told from the work.
const DEBOUNCE: Duration = Duration::from_millis(10);

/// How many changes come at once.
const BURST: usize = 200;

fn main() {
    let options = Options::read();
    let folder = options.folder.unwrap_or_else(fetched).canonicalize().expect("the folder exists");
    let mut files = Vec::new();
    rust_files(&folder, &mut files);
    let lines = |path: &Path| std::fs::read_to_string(path).map_or(0, |text| text.lines().count());
    let all: usize = files.iter().map(|path| lines(path)).sum();
    let file = options.file.unwrap_or_else(|| {
        let nearest = files.iter().min_by_key(|path| lines(path).abs_diff(3000));
        nearest.expect("the folder holds Rust files").clone()
    });
    let file = file.canonicalize().expect("the file exists");
    println!("{}: {} files, {all} lines", folder.display(), files.len());
    println!("edits in {} ({} lines)", file.display(), lines(&file));

    let text = std::fs::read_to_string(&file).expect("it is text");
    let began = Instant::now();
    let mut client = Client::start(&folder, DEBOUNCE);
    client.open(&file, &text);
    println!("first result after {:.0?}", began.elapsed());
    let mut bench = Bench { client, file, line: body_line(&text) };
    for kind in KINDS {
        bench.latency(&kind, options.edits);
    }
    bench.burst();
    if options.memory > 0 {
        bench.memory(options.memory);
    }
    println!("`exit` to the end of the process: {:.1?}", bench.client.exit());
}

struct Options {
    edits: usize,
    memory: usize,
    file: Option<PathBuf>,
    folder: Option<PathBuf>,
}

impl Options {
    fn read() -> Options {
        let mut options = Options { edits: 300, memory: 10_000, file: None, folder: None };
        let mut args = std::env::args().skip(1);
        while let Some(arg) = args.next() {
            let mut number = || args.next().and_then(|number| number.parse().ok());
            match arg.as_str() {
                // cargo says so to every benchmark.
                "--bench" => {}
                "--edits" => options.edits = number().expect("--edits needs a number"),
                "--memory" => options.memory = number().expect("--memory needs a number"),
                "--file" => options.file = Some(PathBuf::from(args.next().expect("--file needs a path"))),
                _ => options.folder = Some(PathBuf::from(arg)),
            }
        }
        options
    }
}

/// What is typed: each step replaces a stretch of the line (in columns), or of the lines from it on.
struct Kind {
    what: &'static str,
    /// The edits that come one after the other, again and again; the last one restores what was there.
    step: fn(usize) -> Step,
    steps: usize,
}

/// From a column, to a column so many lines below, what stands there afterwards.
type Step = (usize, (usize, usize), &'static str);

/// A statement that takes a lock, typed key by key on a line of its own: most keys leave code that cannot be parsed.
const TYPED: &str = "        let typed = self.state.lock().unwrap();";

const KINDS: [Kind; 4] = [
    Kind {
        what: "keys of a statement",
        step: |step| match step {
            0 => (0, (0, 0), "\n"),
            step if step <= TYPED.len() => (step - 1, (0, step - 1), &TYPED[step - 1..step]),
            _ => (0, (1, 0), ""),
        },
        steps: TYPED.len() + 2,
    },
    Kind {
        what: "a comment in a line",
        step: |step| if step == 0 { (0, (0, 0), "/*k*/") } else { (0, (0, 5), "") },
        steps: 2,
    },
    Kind {
        what: "a statement of plain code",
        step: |step| if step == 0 { (0, (0, 0), "        let plain = 1 + 2;\n") } else { (0, (1, 0), "") },
        steps: 2,
    },
    Kind {
        what: "a statement that takes a lock",
        step: |step| match step {
            0 => (0, (0, 0), "        let m = std::sync::Mutex::new(0); let _guard = m.lock();\n"),
            _ => (0, (1, 0), ""),
        },
        steps: 2,
    },
];

struct Bench {
    client: Client,
    file: PathBuf,
    /// Where the edits go.
    line: usize,
}

impl Bench {
    fn edit(&mut self, kind: &Kind, edit: usize) -> i64 {
        let (from, (lines, to), text) = (kind.step)(edit % kind.steps);
        let at = |line: usize, column: usize| json!({ "line": line, "character": column });
        self.client.change(&self.file, &at(self.line, from), &at(self.line + lines, to), text)
    }

    /// From an edit to the diagnostics of its version, and from a question to its answer meanwhile.
    fn latency(&mut self, kind: &Kind, edits: usize) {
        let (mut keys, mut hovers) = (Vec::new(), Vec::new());
        for edit in 0..edits.next_multiple_of(kind.steps) {
            let began = Instant::now();
            let version = self.edit(kind, edit);
            // While the analysis runs.
            std::thread::sleep(DEBOUNCE + Duration::from_millis(1));
            hovers.push(self.client.hover(&self.file, self.line));
            self.client.wait_for(version);
            keys.push(self.client.arrived.duration_since(began).saturating_sub(DEBOUNCE));
        }
        report(&format!("{}: to the diagnostics, beyond the debounce", kind.what), keys);
        report("  hover meanwhile", hovers);
    }

    /// Many changes at once are to be published once, as the last of them.
    fn burst(&mut self) {
        self.client.settle();
        self.client.publications = 0;
        let began = Instant::now();
        let mut last = 0;
        for edit in 0..BURST {
            last = self.edit(&KINDS[1], edit);
        }
        self.client.wait_for(last);
        let took = began.elapsed();
        self.client.settle();
        println!(
            "a burst of {BURST} changes: published {} time(s), after {took:.1?}",
            self.client.publications
        );
    }

    /// What many edits, of all kinds in turn, add to the memory.
    fn memory(&mut self, edits: usize) {
        let mut memory = Vec::new();
        let mut done = 0;
        while done < edits {
            for kind in &KINDS {
                for edit in 0..kind.steps {
                    let version = self.edit(kind, edit);
                    self.client.wait_for(version);
                    done += 1;
                    if done == 100 || done == edits {
                        memory.push(self.client.memory());
                    }
                }
            }
        }
        if let [early, late] = memory.as_slice() {
            let ratio = *late as f64 / (*early).max(1) as f64;
            println!("memory after 100 and after {edits} edits: {early} kB, {late} kB, ratio {ratio:.3}");
        }
    }
}

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

/// The sources of a package that cargo has, or fetches.
fn fetched() -> PathBuf {
    let (name, version) = PACKAGE;
    let project = tempfile::tempdir().expect("a temporary folder");
    let manifest = format!(
        "[package]\nname = \"bench\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n\
         [dependencies]\n{name} = \"={version}\"\n"
    );
    std::fs::write(project.path().join("Cargo.toml"), manifest).expect("a manifest");
    std::fs::write(project.path().join("lib.rs"), "").expect("a file");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1"])
        .current_dir(project.path())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let package = packages.iter().find(|package| package["name"] == name).expect("the dependency");
    let path = Path::new(package["manifest_path"].as_str().expect("a path"));
    path.parent().expect("a folder").to_path_buf()
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
