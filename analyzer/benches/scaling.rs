//! How time and memory grow with the size of a program.
//!
//! `cargo bench -p concheck-analyzer --bench scaling -- [--most LINES] [--runs N] [--threads N] [--sources DIR] [PATH]…`:
//! the sources at the paths, or else the corpus `small` of `tests/speed/corpora.txt`, are copied with their types renamed
//! until there are 10 thousand lines, 100 thousand, and so on up to `--most` (1 million). Each size is analysed in a process
//! of its own, so that peak memory is that of the size; where the system does not tell it, it is left out.

#[path = "corpora/library.rs"]
mod library;

#[path = "corpora/named.rs"]
mod named;

#[path = "corpora/copies.rs"]
mod copies;

use std::hint::black_box;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::Context;
use concheck_analyzer::config::Config;
use concheck_analyzer::sources::{self, LoadOptions};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The size that a process is to measure.
const ONE: &str = "--only";

struct Args {
    most: usize,
    runs: usize,
    threads: usize,
    only: Option<usize>,
    dir: Option<PathBuf>,
    paths: Vec<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    let args = args()?;
    match args.only {
        Some(lines) => one(&args, lines),
        None => all(&args),
    }
}

fn args() -> anyhow::Result<Args> {
    let mut found = Args { most: 1_000_000, runs: 3, threads: 2, only: None, dir: None, paths: Vec::new() };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            // cargo says so to every benchmark.
            "--bench" => {}
            "--most" => found.most = number(args.next(), &arg)?,
            "--runs" => found.runs = number(args.next(), &arg)?.max(1),
            "--threads" => found.threads = number(args.next(), &arg)?.max(1),
            ONE => found.only = Some(number(args.next(), &arg)?),
            "--sources" => found.dir = Some(PathBuf::from(args.next().context("--sources needs a folder")?)),
            _ if arg.starts_with('-') => anyhow::bail!("unknown argument `{arg}`"),
            _ => found.paths.push(PathBuf::from(arg)),
        }
    }
    Ok(found)
}

fn number(value: Option<String>, flag: &str) -> anyhow::Result<usize> {
    value.and_then(|value| value.parse().ok()).with_context(|| format!("{flag} needs a number"))
}

/// Starts a process for each size, and compares each with the one before.
fn all(args: &Args) -> anyhow::Result<()> {
    println!("{} threads, medians of {} runs", args.threads, args.runs);
    println!("{:>10}{:>12}{:>12}{:>16}{:>12}", "lines", "time ms", "µs a line", "times smaller", "peak MiB");
    let mut before: Option<f64> = None;
    let sizes = std::iter::successors(Some(10_000_usize), |size| size.checked_mul(10));
    for size in sizes.take_while(|size| *size <= args.most) {
        let Row { lines, seconds, peak } = Row::measured(size)?;
        let each = seconds / lines as f64 * 1e6;
        let growth = before.map_or_else(|| "-".to_owned(), |before| format!("{:.2}", each / before));
        let peak = peak.map_or_else(|| "?".to_owned(), |peak| format!("{:.0}", peak as f64 / 1024.0));
        println!("{lines:>10}{:>12.0}{each:>12.2}{growth:>16}{peak:>12}", seconds * 1000.0);
        before = Some(each);
    }
    Ok(())
}

/// What a process says of its size.
struct Row {
    lines: usize,
    seconds: f64,
    /// KiB.
    peak: Option<u64>,
}

impl Row {
    /// Runs this program again with the same arguments, for one size.
    fn measured(size: usize) -> anyhow::Result<Row> {
        let output = Command::new(std::env::current_exe()?)
            .args(std::env::args().skip(1))
            .args([ONE, &size.to_string()])
            .stderr(Stdio::inherit())
            .output()?;
        anyhow::ensure!(output.status.success(), "{size} lines: {}", output.status);
        let text = String::from_utf8(output.stdout)?;
        let mut words = text.split_whitespace();
        let mut next = || words.next().with_context(|| format!("{size} lines: nothing was measured"));
        Ok(Row { lines: next()?.parse()?, seconds: next()?.parse()?, peak: next()?.parse().ok() })
    }
}

/// Measures one size, and prints lines, seconds and peak memory.
fn one(args: &Args, lines: usize) -> anyhow::Result<()> {
    let config = Config::default();
    let small =
        || named::all(args.dir.clone()).map(|all| all.into_iter().find(|corpus| corpus.name == "small"));
    let paths = match args.paths.as_slice() {
        [] => small()?.context("the corpus `small` cannot be had")?.paths,
        paths => paths.to_vec(),
    };
    let base = sources::load(&paths, &LoadOptions::from(&config))?;
    let sources = copies::copies(&base, lines);
    let lines: usize = sources.files.iter().map(|file| file.text.lines().count()).sum();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads).stack_size(64 << 20).build()?;
    let mut times: Vec<f64> = (0..args.runs)
        .map(|_| {
            let start = Instant::now();
            black_box(pool.install(|| concheck_analyzer::analyze(&sources, &config)));
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let peak = peak().map_or_else(|| "-".to_owned(), |peak| peak.to_string());
    println!("{lines} {} {peak}", times[times.len() / 2]);
    Ok(())
}

/// The most memory that this process has had, in KiB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
