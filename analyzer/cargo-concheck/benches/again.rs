//! How long the command takes when it has run before, compared with a run without a cache.
//!
//! `cargo bench -p cargo-concheck --bench again -- [--runs N] [--threads N] [PATH]…`; without a path, on the
//! workspace's own sources. Each path is copied, since one of its files is edited: the longest. All runs are processes of
//! their own, in turns, and each has to print what a run without a cache prints.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use ignore::WalkBuilder;

/// What is measured, in turns, and what is done to the edited file before.
const RUNS: [(&str, Edit); 4] = [
    ("the first with a cache", Edit::None),
    ("nothing has changed", Edit::None),
    ("a body has changed", Edit::Body),
    ("a declaration more", Edit::Declaration),
];

/// An edit of a file.
#[derive(Clone, Copy)]
enum Edit {
    None,
    Body,
    Declaration,
}

fn main() -> anyhow::Result<()> {
    let (mut runs, mut threads) = (5_usize, String::from("2"));
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            // cargo says so to every benchmark.
            "--bench" => {}
            "--runs" => {
                runs = args.next().and_then(|runs| runs.parse().ok()).context("--runs needs a number")?
            }
            "--threads" => threads = args.next().context("--threads needs a number")?,
            _ => paths.push(PathBuf::from(arg)),
        }
    }
    if paths.is_empty() {
        println!("no PATH given: measuring on the workspace's own sources");
        paths.push(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")));
    }
    paths.iter().try_for_each(|path| measure(path, runs.max(1), &threads))
}

fn measure(path: &Path, runs: usize, threads: &str) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("sources");
    let edited = copy_sources(path, &copy)?;
    let original = fs::read_to_string(&edited)?;
    let cache = folder.path().join("cache");
    let cached = ["--cache-dir".as_ref(), cache.as_os_str()];
    let check = |more: &[&std::ffi::OsStr]| -> anyhow::Result<(Duration, Vec<u8>)> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_concheck"));
        command.arg("check").arg(&copy).args(["--format", "json", "--threads", threads]).args(more);
        let start = Instant::now();
        let output = command.output()?;
        let time = start.elapsed();
        ensure!(output.status.code() != Some(2), "{}", String::from_utf8_lossy(&output.stderr));
        Ok((time, output.stdout))
    };

    let mut cold = Vec::new();
    let mut times = RUNS.map(|_| Vec::new());
    for turn in 0..runs {
        if cache.exists() {
            fs::remove_dir_all(&cache)?;
        }
        for ((what, edit), times) in RUNS.iter().zip(&mut times) {
            fs::write(&edited, edit.of(&original, turn))?;
            let (time, expected) = check(&["--no-cache".as_ref()])?;
            cold.push(time);
            let (time, found) = check(&cached)?;
            ensure!(found == expected, "{what}: something else is printed than without a cache");
            times.push(time);
        }
    }
    let cold = median(cold);
    println!("{}: {threads} threads, {runs} runs of each", path.display());
    println!("  without a cache         {cold:>10.2?}");
    for ((what, _), times) in RUNS.iter().zip(times) {
        let time = median(times);
        println!("  {what:<22}  {time:>10.2?}  {:.3}", time.as_secs_f64() / cold.as_secs_f64());
    }
    Ok(())
}

impl Edit {
    /// The text after the edit, another one each time.
    fn of(self, text: &str, turn: usize) -> String {
        match self {
            Edit::None => text.to_owned(),
            Edit::Body => text.replacen(" let ", &format!(" let _turn = {turn}; let "), 1),
            Edit::Declaration => format!("{text}\nfn turn_{turn}() {{}}\n"),
        }
    }
}

/// Copies manifests and sources, and gives the longest file that has a statement to edit.
fn copy_sources(from: &Path, to: &Path) -> anyhow::Result<PathBuf> {
    let mut longest: Option<(u64, PathBuf)> = None;
    for entry in WalkBuilder::new(from).build() {
        let entry = entry?;
        let path = entry.path();
        let wanted = path.extension().is_some_and(|ending| ending == "rs" || ending == "toml");
        if !entry.file_type().is_some_and(|kind| kind.is_file()) || !wanted {
            continue;
        }
        let copy = to.join(path.strip_prefix(from)?);
        fs::create_dir_all(copy.parent().unwrap_or(to))?;
        let size = fs::copy(path, &copy)?;
        let is_longest = longest.as_ref().is_none_or(|(known, _)| *known < size);
        if is_longest && fs::read_to_string(&copy).is_ok_and(|text| text.contains(" let ")) {
            longest = Some((size, copy));
        }
    }
    Ok(longest.context("no file has a statement to edit")?.1)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
