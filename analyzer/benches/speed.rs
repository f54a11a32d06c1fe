//! How long an analysis takes compared with merely parsing the same files with `syn`.
//!
//! `cargo bench -p concheck-analyzer -- [--runs N] [--threads N] [PATH]…`; without a path, on the workspace's own
//! sources. Both sides run in one process on the same threads and allocator, in turns, so that the ratio of their
//! medians says the same on every machine.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;
use concheck_analyzer::config::Config;
use concheck_analyzer::sources::{self, LoadOptions, SourceSet};
use rayon::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let mut runs = 11_usize;
    let mut threads = 0;
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            // cargo says so to every benchmark.
            "--bench" => {}
            "--runs" => runs = number(args.next(), &arg)?.max(1),
            "--threads" => threads = number(args.next(), &arg)?,
            _ => paths.push(PathBuf::from(arg)),
        }
    }
    if paths.is_empty() {
        println!("no PATH given: measuring on the workspace's own sources");
        paths.push(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/..")));
    }
    // As the command does it.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(64 << 20).build()?;
    for path in paths {
        pool.install(|| measure(path, runs))?;
    }
    Ok(())
}

fn number(value: Option<String>, flag: &str) -> anyhow::Result<usize> {
    value.and_then(|value| value.parse().ok()).with_context(|| format!("{flag} needs a number"))
}

fn measure(path: PathBuf, runs: usize) -> anyhow::Result<()> {
    let config = Config::load(&path, None)?;
    let paths = [path];
    let options = LoadOptions::from(&config);
    let sources = sources::load(&paths, &options)?;
    let lines: usize = sources.files.iter().map(|file| file.text.lines().count()).sum();
    let bytes: usize = sources.files.iter().map(|file| file.text.len()).sum();
    let refused = parse(&sources);

    let mut parsing = Vec::with_capacity(runs);
    let mut analysing = Vec::with_capacity(runs);
    for _ in 0..runs {
        let start = Instant::now();
        black_box(parse(&sources));
        parsing.push(start.elapsed());

        let start = Instant::now();
        let sources = sources::load(&paths, &options)?;
        black_box(concheck_analyzer::analyze(&sources, &config));
        analysing.push(start.elapsed());
    }
    let (parse, analyse) = (median(parsing), median(analysing));
    println!(
        "{}: {} files ({refused} that syn refuses), {lines} lines, {bytes} bytes, {} threads, {runs} runs",
        paths[0].display(),
        sources.files.len(),
        rayon::current_num_threads(),
    );
    println!("  syn::parse_file  {parse:>10.2?}  {:>12.0} lines/s", rate(lines, parse));
    println!("  load and analyze {analyse:>10.2?}  {:>12.0} lines/s", rate(lines, analyse));
    println!(
        "  ratio            {:>10.2}",
        analyse.as_secs_f64() / parse.as_secs_f64().max(f64::MIN_POSITIVE)
    );
    Ok(())
}

/// Parses every file and throws the result away; how many could not be parsed.
fn parse(sources: &SourceSet) -> usize {
    sources
        .files
        .par_iter()
        .filter(|file| {
            let refused = black_box(syn::parse_file(&file.text)).is_err();
            // Else the texts of all files would pile up in the thread.
            proc_macro2::extra::invalidate_current_thread_spans();
            refused
        })
        .count()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn rate(lines: usize, time: Duration) -> f64 {
    lines as f64 / time.as_secs_f64().max(f64::MIN_POSITIVE)
}
