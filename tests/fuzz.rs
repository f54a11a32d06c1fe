//! Broken input of every kind ends well: with findings or with a message, never with a panic, a crash or no end.
//!
//! As part of the suite, each target gets a few inputs, the same in each run. `CONCHECK_FUZZ_SECONDS=60 cargo test -p
//! cargo-concheck --test fuzz` goes on for that long with each of them, and `CONCHECK_FUZZ_SEED` chooses others. What fails lies
//! in `target/fuzz` afterwards, with the command that shows it.

#[expect(dead_code, reason = "the fixtures' own tests use all of it")]
#[path = "fixtures/corpus.rs"]
mod corpus;

#[expect(dead_code, reason = "the scaling test uses all of it")]
#[path = "scaling/constructs.rs"]
mod constructs;

#[expect(dead_code, reason = "these are the tests of editing")]
#[path = "edits.rs"]
mod edits;

#[expect(dead_code, reason = "the comparison uses all of it")]
#[path = "compare/limited.rs"]
mod limited;

#[path = "fuzz/mutation.rs"]
mod mutation;

use std::cell::Cell;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use edits::Random;
use limited::{End, Limits};
use mutation::{damaged, mutated};
use serde_json::json;

/// What one run may take.
const LIMITS: Limits = Limits { seconds: 30, memory: 4096 };

/// How many sources one run reads.
const BATCH: usize = 24;

/// A double lock, which baselines, traces and reports speak of.
const BUG: &str = "use std::sync::Mutex;\npub fn f(m: &Mutex<u8>) {\n    let a = m.lock().unwrap();\n    let b = m.lock().unwrap();\n}\n";

/// Texts to start from: fixtures, and constructs at a size at which all are small.
static SOURCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let fixtures = corpus::fixtures().into_iter().flat_map(|fixture| fixture.texts());
    let constructs = constructs::all().into_iter().flat_map(|construct| construct.files(3));
    fixtures.chain(constructs).map(|(_, text)| text).filter(|text| text.len() < 8 << 10).collect()
});

/// A folder for one input, which stays if the input fails.
struct Case {
    folder: PathBuf,
    random: Random,
    /// Runs so far, and those of them that did not refuse their input.
    runs: Cell<(usize, usize)>,
}

impl Case {
    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        fs::write(&path, content).expect("a file");
        path
    }

    /// Runs concheck in the folder: how it ended, if it did so badly, and what it printed.
    fn run(&self, args: &[&str], input: Option<&Path>) -> Result<String, String> {
        let input = input.map_or(Stdio::null(), |path| File::open(path).expect("it has been written").into());
        let program = Path::new(env!("CARGO_BIN_EXE_concheck"));
        let read = |out: &mut dyn std::io::BufRead| {
            let mut bytes = Vec::new();
            let _ = out.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let (run, printed) = limited::run(program, args, input, LIMITS, read).expect("concheck runs");
        let (all, accepted) = self.runs.get();
        self.runs.set((all + 1, accepted + usize::from(run.end.bad().is_none())));
        match run.end.bad() {
            Some(bad) if run.end != End::Code(2) => {
                Err(format!("concheck {}: {bad}\n{}", args.join(" "), run.errors))
            }
            _ => Ok(printed),
        }
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    fn text(&mut self, texts: &[String]) -> String {
        let text = &texts[self.random.below(texts.len())];
        mutated(text, texts, &mut self.random)
    }
}

/// Gives one input after the other to a target.
fn fuzz(target: &str, few: u64, run: impl Fn(&mut Case) -> Result<(), String>) {
    let number = |name| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let time = number("CONCHECK_FUZZ_SECONDS").map(Duration::from_secs);
    let seed = number("CONCHECK_FUZZ_SEED").unwrap_or(1);
    let start = Instant::now();
    let mut count = 0;
    let mut runs = (0, 0);
    while time.map_or(count < few, |time| start.elapsed() < time) {
        let folder = corpus::repository().join("target/fuzz").join(format!("{target}-{seed}-{count}"));
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("our folder");
        }
        fs::create_dir_all(&folder).expect("a folder");
        let random =
            Random::new(seed.wrapping_mul(1 << 32).wrapping_add(count).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut case = Case { folder, random, runs: Cell::new(runs) };
        if let Err(bad) = run(&mut case) {
            panic!("{bad}\nthe input stays in {}", case.folder.display());
        }
        fs::remove_dir_all(&case.folder).expect("our folder");
        runs = case.runs.get();
        count += 1;
    }
    let (all, accepted) = runs;
    println!("{target}: {count} inputs, {accepted} of {all} runs accepted theirs");
    assert!(accepted > all / 10, "hardly anything is read: {accepted} of {all}");
}

const FORMATS: [&str; 9] = ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "html"];

#[test]
fn sources() {
    fuzz("sources", 4, |case| {
        for index in 0..BATCH {
            let text = case.text(&SOURCES);
            case.write(&format!("{index}.rs"), text);
        }
        let format = FORMATS[case.random.below(FORMATS.len())];
        let edition = ["2015", "2018", "2021", "2024"][case.random.below(4)];
        let folder = case.path("");
        let options = [
            "check",
            "--no-cache",
            "-W",
            "all",
            "--confidence",
            "low",
            "--format",
            format,
            "--edition",
            edition,
        ];
        let check = |path: &str| case.run(&[&options[..], &[path]].concat(), None).map(drop);
        // One file after the other, to find the one.
        check(&folder).map_err(|all| {
            let one = (0..BATCH).find_map(|index| check(&case.path(&format!("{index}.rs"))).err());
            one.unwrap_or(all)
        })
    });
}

#[test]
fn sources_again_from_the_cache() {
    fuzz("cached", 3, |case| {
        let manifest = "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[workspace]\n";
        case.write("Cargo.toml", manifest);
        let text = case.text(&SOURCES);
        case.write("src/lib.rs", &text);
        let args = ["check", &case.path(""), "--cache-dir", &case.path("cache")];
        case.run(&args, None)?;
        let text = mutated(&text, &SOURCES, &mut case.random);
        case.write("src/lib.rs", text);
        let args = ["check", &case.path(""), "--cache-dir", &case.path("cache")];
        case.run(&args, None).map(drop)
    });
}

#[test]
fn facts() {
    fuzz("facts", 6, |case| {
        let text = case.text(&SOURCES);
        case.write("a.rs", text);
        let facts = case.path("a.facts");
        case.run(&["facts", "--base", &case.path(""), "-o", &facts, &case.path("a.rs")], None)?;
        case.run(&["link", "--base", &case.path(""), &facts], None)?;
        // What is refused has written nothing.
        let Ok(bytes) = fs::read(&facts) else { return Ok(()) };
        let bytes = damaged(&bytes, &mut case.random);
        case.write("a.facts", bytes);
        case.run(&["link", "--base", &case.path(""), &facts], None).map(drop)
    });
}

#[test]
fn configuration() {
    let files = [
        "exclude = [\"a/\"]\nconfidence = \"low\"\n[levels]\nall = \"warn\"\ndouble_lock = \"deny\"\n[[overrides]]\npaths = [\"src/*.rs\"]\nlevels = { all = \"allow\" }\n",
        "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\nrust-version = \"1.60\"\n[lib]\npath = \"src/lib.rs\"\n[[bin]]\nname = \"b\"\npath = \"src/b.rs\"\n[features]\nx = []\n[dependencies]\ntokio = { version = \"1\", features = [\"full\"] }\n[workspace]\nmembers = [\"c\"]\n[package.metadata.concheck.levels]\nall = \"warn\"\n",
    ]
    .map(str::to_owned);
    fuzz("configuration", 12, |case| {
        for name in ["src/lib.rs", "src/b.rs", "c/src/lib.rs"] {
            case.write(name, BUG);
        }
        case.write("c/Cargo.toml", "[package]\nname = \"c\"\nversion = \"0.1.0\"\n");
        for (name, text) in [("concheck.toml", &files[0]), ("Cargo.toml", &files[1])] {
            let is_whole = case.random.below(2) == 0;
            let text = if is_whole { text.clone() } else { mutated(text, &files, &mut case.random) };
            case.write(name, text);
        }
        case.run(&["check", "--no-cache", &case.path("")], None)?;
        case.run(&["config", &case.path("")], None).map(drop)
    });
}

#[test]
fn reports_and_baselines() {
    fuzz("reports", 8, |case| {
        case.write("a.rs", BUG);
        let path = case.path("a.rs");
        let mut texts = Vec::new();
        for format in ["json", "jsonl"] {
            texts.push(case.run(&["check", "--no-cache", "--format", format, &path], None)?);
        }
        case.run(&["baseline", "-o", &case.path("baseline.json"), &path], None)?;
        texts.extend(fs::read_to_string(case.path("baseline.json")));
        let trace = "{\"concheck\":1}\n{\"edge\":{\"held\":{\"at\":\"a.rs:3:15\"},\"taken\":{\"at\":\"a.rs:4:15\"}}}\n{\"cycle\":[[{\"at\":\"a.rs:3:15\"},{\"at\":\"a.rs:4:15\"}]]}\n{\"waits\":{\"held\":{\"at\":\"a.rs:3:15\"},\"at\":\"a.rs:4:15\"}}\n";
        texts.push(trace.to_owned());
        for (index, text) in texts.clone().iter().enumerate() {
            let text = mutated(text, &texts, &mut case.random);
            case.write(&format!("{index}.jsonl"), text);
        }
        let [one, two, baseline, trace] = [0, 1, 2, 3].map(|index| case.path(&format!("{index}.jsonl")));
        case.run(&["diff", &one, &two], None)?;
        case.run(&["check", "--no-cache", "--baseline", &baseline, &path], None)?;
        case.run(&["check", "--no-cache", "--trace", &trace, &path], None).map(drop)
    });
}

#[test]
fn messages_of_editors() {
    fuzz("lsp", 6, |case| {
        case.write("a.rs", BUG);
        let root = format!("file://{}", case.folder.display());
        let uri = format!("{root}/a.rs");
        let document = json!({ "uri": uri });
        let position = json!({ "line": 3, "character": 14 });
        let at = json!({ "textDocument": document, "position": position });
        let request = |id: u64, method: &str, params: &serde_json::Value| {
            json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string()
        };
        let notice = |method: &str, params: serde_json::Value| {
            json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string()
        };
        let change = json!({ "start": { "line": 0, "character": 3 }, "end": position });
        let texts = [
            notice(
                "textDocument/didOpen",
                json!({ "textDocument": { "uri": uri, "languageId": "rust", "version": 1, "text": BUG } }),
            ),
            notice(
                "textDocument/didChange",
                json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "range": change, "text": "x" }] }),
            ),
            notice(
                "textDocument/didChange",
                json!({ "textDocument": { "uri": uri, "version": 3 }, "contentChanges": [{ "text": BUG }] }),
            ),
            request(2, "textDocument/diagnostic", &json!({ "textDocument": document })),
            request(3, "textDocument/hover", &at),
            request(
                4,
                "textDocument/codeAction",
                &json!({ "textDocument": document, "range": change, "context": { "diagnostics": [] } }),
            ),
            request(5, "textDocument/definition", &at),
            notice(
                "workspace/didChangeConfiguration",
                json!({ "settings": { "concheck": { "all": "warn" } } }),
            ),
            notice("$/cancelRequest", json!({ "id": 3 })),
            notice("textDocument/didClose", json!({ "textDocument": document })),
        ];
        let first =
            request(1, "initialize", &json!({ "processId": null, "rootUri": root, "capabilities": {} }));
        let mut messages = vec![first, notice("initialized", json!({}))];
        for _ in 0..24 {
            let text = &texts[case.random.below(texts.len())];
            let is_broken = case.random.below(2) == 0;
            messages.push(if is_broken { mutated(text, &texts, &mut case.random) } else { text.clone() });
        }
        messages.extend([request(99, "shutdown", &json!(null)), notice("exit", json!(null))]);
        let mut bytes = Vec::new();
        for message in messages {
            let framed = format!("Content-Length: {}\r\n\r\n{message}", message.len());
            // Some frames are broken as well; the rest may be lost then, and the input ends.
            let is_broken = case.random.below(40) == 0;
            bytes.extend(if is_broken {
                damaged(framed.as_bytes(), &mut case.random)
            } else {
                framed.into_bytes()
            });
        }
        let input = case.write("messages", bytes);
        case.run(&["lsp"], Some(&input)).map(drop)
    });
}
