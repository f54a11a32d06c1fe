//! What changes between two builds of concheck: findings, warnings, crashes, time and memory, on published crates and on
//! inputs that have hurt before.

mod builds;
mod difference;
mod limited;
mod outcome;
mod report;

#[expect(dead_code, reason = "the benchmarks read lists with it as well")]
#[path = "../../analyzer/benches/corpora/library.rs"]
mod library;

use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::Context;
use builds::Build;
use library::Library;
use limited::Limits;
use outcome::Outcome;

const USAGE: &str = "\
Compares what two builds of concheck say of published crates and of odd files.

cargo run -p compare -- [OPTIONS] [OLD [NEW]]

OLD and NEW are programs, or revisions, which are built; `.` is the working tree. By default, `main` and `.`.

      --crates LIST      crates to read, one `crate version` a line [default: tests/compare/crates.txt]
      --folder DIR       odd inputs, each file and each folder in it by itself [default: tests/odd]
      --filter WORD      only inputs whose name contains WORD; can be repeated
      --sources DIR      take crates from DIR/CRATE-VERSION where they are there
      --no-download      leave out crates that are not on this machine
      --profile NAME     how revisions are built [default: release]
      --all              all rules, and all confidences
      --markdown         for a comment

The exit code is 1 if the new build panics, crashes or comes to no end anywhere. Findings are for people to judge.";

/// What a crate may take.
const CRATE: Limits = Limits { seconds: 60, memory: 4096 };

/// What an odd input may take.
const ODD: Limits = Limits { seconds: 10, memory: 2048 };

/// Something that both builds check.
#[derive(Clone, Debug)]
struct Input {
    name: String,
    path: PathBuf,
    limits: Limits,
}

struct Args {
    builds: Vec<String>,
    crates: PathBuf,
    folder: PathBuf,
    filters: Vec<String>,
    sources: Option<PathBuf>,
    download: bool,
    profile: String,
    all: bool,
    markdown: bool,
}

fn main() -> anyhow::Result<ExitCode> {
    let Some(args) = args()? else {
        println!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    };
    let spec = |index: usize, default: &str| args.builds.get(index).map_or(default.to_owned(), String::clone);
    let old = Build::of(&spec(0, "main"), &args.profile)?;
    let new = Build::of(&spec(1, "."), &args.profile)?;
    let (inputs, missing) = inputs(&args)?;
    anyhow::ensure!(!inputs.is_empty(), "there is nothing to check");
    let outcomes = check(&inputs, [&old, &new], args.all)?;
    let report = report::Report { old, new, inputs, outcomes, missing };
    print!("{}", if args.markdown { report.markdown() } else { report.text() });
    Ok(ExitCode::from(u8::from(report.fails())))
}

fn args() -> anyhow::Result<Option<Args>> {
    let root = root();
    let mut found = Args {
        builds: Vec::new(),
        crates: root.join("tests/compare/crates.txt"),
        folder: root.join("tests/odd"),
        filters: Vec::new(),
        sources: None,
        download: true,
        profile: "release".to_owned(),
        all: false,
        markdown: false,
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().with_context(|| format!("{arg} needs a value"));
        match arg.as_str() {
            "-h" | "--help" => return Ok(None),
            "--crates" => found.crates = PathBuf::from(value()?),
            "--folder" => found.folder = PathBuf::from(value()?),
            "--filter" => found.filters.push(value()?),
            "--sources" => found.sources = Some(PathBuf::from(value()?)),
            "--no-download" => found.download = false,
            "--profile" => found.profile = value()?,
            "--all" => found.all = true,
            "--markdown" => found.markdown = true,
            _ if arg.starts_with('-') => anyhow::bail!("unknown argument `{arg}`\n\n{USAGE}"),
            _ => found.builds.push(arg),
        }
    }
    anyhow::ensure!(found.builds.len() <= 2, "two builds are compared\n\n{USAGE}");
    Ok(Some(found))
}

/// The repository.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// What is to be checked, and the crates that cannot be had.
fn inputs(args: &Args) -> anyhow::Result<(Vec<Input>, Vec<String>)> {
    let is_wanted =
        |name: &str| args.filters.is_empty() || args.filters.iter().any(|filter| name.contains(filter));
    let mut inputs = Vec::new();
    let mut library = Library { dir: args.sources.clone(), download: args.download, ..Library::default() };
    let list =
        fs::read_to_string(&args.crates).with_context(|| format!("cannot read {}", args.crates.display()))?;
    for line in list.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let (name, version) = line.split_once(' ').with_context(|| format!("not `crate version`: {line}"))?;
        let full = format!("{name}-{version}");
        if is_wanted(&full)
            && let Some(path) = library.get(name, version)
        {
            inputs.push(Input { name: full, path, limits: CRATE });
        }
    }
    let entries =
        fs::read_dir(&args.folder).with_context(|| format!("cannot read {}", args.folder.display()))?;
    let mut odd: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    odd.sort();
    for path in odd {
        let name = format!("odd/{}", path.file_name().unwrap_or_default().to_string_lossy());
        let is_input = path.is_dir() || path.extension().is_some_and(|ending| ending == "rs");
        if is_input && is_wanted(&name) {
            inputs.push(Input { name, path, limits: ODD });
        }
    }
    Ok((inputs, library.missing.into_iter().collect()))
}

/// Has both builds check each input, several inputs at a time; parallel to `inputs`.
fn check(inputs: &[Input], builds: [&Build; 2], all: bool) -> anyhow::Result<Vec<[Outcome; 2]>> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    let is_watched = std::io::stderr().is_terminal();
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((index, input)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    inputs.get(index).map(|input| (index, input))
                } {
                    if is_watched {
                        eprint!("\r\x1b[K{} of {}: {}", index + 1, inputs.len(), input.name);
                    }
                    let [old, new] = builds.map(|build| Outcome::of(build, input, all));
                    let both = old.and_then(|old| Ok([old, new?]));
                    found.lock().unwrap_or_else(PoisonError::into_inner).push((index, both));
                }
            });
        }
    });
    if is_watched {
        eprint!("\r\x1b[K");
    }
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().map(|(_, outcomes)| outcomes).collect()
}
