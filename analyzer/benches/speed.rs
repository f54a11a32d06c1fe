//! How long an analysis takes compared with merely parsing the same files with `syn`, and what a second thread gives.
//!
//! `cargo bench -p concheck-analyzer --bench speed -- [--runs N] [--threads N] [--sources DIR] [PATH]…`; without a path,
//! on the corpora of `tests/speed/corpora.txt`. A crate of theirs that is not at `DIR/CRATE-VERSION` is taken from where
//! cargo unpacks what it downloads, and downloaded by cargo if it is not there either.
//!
//! All is done in one process with the same allocator, in turns, so that the ratios say the same on every machine: each
//! is the median of the ratios of its turns. Parsing is of texts in memory; an analysis includes reading the files.

#[path = "corpora/library.rs"]
mod library;

#[path = "corpora/named.rs"]
mod named;

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;
use concheck_analyzer::config::Config;
use concheck_analyzer::sources::{self, LoadOptions, SourceSet};
use named::Corpus;
use rayon::ThreadPool;
use rayon::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let mut runs = 5_usize;
    let mut threads = 2;
    let mut dir = None;
    let mut corpora: Vec<Corpus> = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            // cargo says so to every benchmark.
            "--bench" => {}
            "--runs" => runs = number(args.next(), &arg)?.max(1),
            "--threads" => threads = number(args.next(), &arg)?.max(1),
            "--sources" => dir = Some(PathBuf::from(args.next().context("--sources needs a folder")?)),
            _ if arg.starts_with('-') => anyhow::bail!("unknown argument `{arg}`"),
            _ => corpora.push(Corpus { name: arg.clone(), paths: vec![PathBuf::from(arg)] }),
        }
    }
    if corpora.is_empty() {
        corpora = named::all(dir)?;
    }
    let (one, many) = (pool(1)?, pool(threads)?);
    println!("{threads} threads, medians of {runs} runs");
    println!(
        "{:<12}{:>7}{:>10}{:>10}{:>11}{:>12}{:>8}{:>12}",
        "corpus", "files", "lines", "syn ms", "analyse ms", "lines/s", "ratio", "1 thread"
    );
    for corpus in corpora {
        measure(&corpus, runs, &one, &many)?;
    }
    Ok(())
}

fn number(value: Option<String>, flag: &str) -> anyhow::Result<usize> {
    value.and_then(|value| value.parse().ok()).with_context(|| format!("{flag} needs a number"))
}

/// As the command makes it.
fn pool(threads: usize) -> anyhow::Result<ThreadPool> {
    Ok(rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(64 << 20).build()?)
}

/// Prints a row: times with many threads, their ratio, and how many times as long one thread takes.
fn measure(corpus: &Corpus, runs: usize, one: &ThreadPool, many: &ThreadPool) -> anyhow::Result<()> {
    let config = Config::default();
    let options = LoadOptions::from(&config);
    let sources = sources::load(&corpus.paths, &options)?;
    let lines: usize = sources.files.iter().map(|file| file.text.lines().count()).sum();
    let analyse = || -> anyhow::Result<()> {
        let sources = sources::load(&corpus.paths, &options)?;
        black_box(concheck_analyzer::analyze(&sources, &config));
        Ok(())
    };
    many.install(|| parse(&sources));

    let (mut parsing, mut analysing, mut alone) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        parsing.push(timed(|| {
            many.install(|| parse(&sources));
            Ok(())
        })?);
        analysing.push(timed(|| many.install(analyse))?);
        alone.push(timed(|| one.install(analyse))?);
    }
    let time = median(seconds(&analysing));
    println!(
        "{:<12}{:>7}{:>10}{:>10.0}{:>11.0}{:>12.0}{:>8.2}{:>12.2}",
        corpus.name,
        sources.files.len(),
        lines,
        median(seconds(&parsing)) * 1000.0,
        time * 1000.0,
        lines as f64 / time,
        median(ratios(&analysing, &parsing)),
        median(ratios(&alone, &analysing)),
    );
    Ok(())
}

fn timed(work: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<Duration> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

/// Parses every file and throws the result away.
fn parse(sources: &SourceSet) {
    sources.files.par_iter().for_each(|file| {
        let _ = black_box(syn::parse_file(&file.text));
        // Else the texts of all files would pile up in the thread.
        proc_macro2::extra::invalidate_current_thread_spans();
    });
}

fn seconds(times: &[Duration]) -> Vec<f64> {
    times.iter().map(|time| time.as_secs_f64().max(f64::MIN_POSITIVE)).collect()
}

/// Turn by turn.
fn ratios(times: &[Duration], to: &[Duration]) -> Vec<f64> {
    seconds(times).iter().zip(seconds(to)).map(|(time, to)| time / to).collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
