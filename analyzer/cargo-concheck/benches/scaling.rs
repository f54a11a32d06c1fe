//! How time and memory grow with each construct of the language.
//!
//! `cargo bench -p cargo-concheck --bench scaling -- [--concheck PROGRAM] [--text NAME [SIZE]] [FILTER]…`: each construct of
//! `tests/scaling` whose name contains a filter is checked at a size that takes 50 ms or more, and at twice that size, within
//! 10 processor seconds and 2 GiB. The exponent says how time grows with the length of the text: 1 is linear, 2 quadratic.
//! `--text` prints a construct instead.

#[path = "../../../tests/scaling/constructs.rs"]
mod constructs;

#[expect(dead_code, reason = "the comparison reads warnings as well")]
#[path = "../../../tests/compare/limited.rs"]
mod limited;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::Context;
use constructs::Construct;
use limited::{Limits, Run};

const LIMITS: Limits = Limits { seconds: 10, memory: 2048 };

/// Less than this measures the start of the program.
const MEASURABLE: f64 = 0.05;

/// What takes no time at this length is good enough.
const LONG: usize = 2 << 20;

/// More than this is marked.
const NEARLY_LINEAR: f64 = 1.3;

fn main() -> anyhow::Result<()> {
    let mut program = PathBuf::from(env!("CARGO_BIN_EXE_concheck"));
    let mut filters: Vec<String> = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            // cargo says so to every benchmark.
            "--bench" => {}
            "--concheck" => program = PathBuf::from(args.next().context("--concheck needs a program")?),
            "--text" => {
                let name = args.next().context("--text needs a name")?;
                let size = args.next().map_or(Ok(4), |size| size.parse())?;
                return print(&name, size);
            }
            _ if arg.starts_with('-') => anyhow::bail!("unknown argument `{arg}`"),
            _ => filters.push(arg),
        }
    }
    let wanted = |construct: &Construct| {
        filters.is_empty() || filters.iter().any(|filter| construct.name.contains(filter.as_str()))
    };
    let constructs: Vec<Construct> = constructs::all().into_iter().filter(wanted).collect();
    anyhow::ensure!(!constructs.is_empty(), "no construct has such a name");

    let bench = Bench::new(program)?;
    let mut rows = Vec::new();
    for construct in &constructs {
        let row = bench.measure(construct)?;
        eprintln!("{}", row.line());
        rows.push(row);
    }
    rows.sort_by(|a, b| b.rank().total_cmp(&a.rank()).then(a.name.cmp(b.name)));
    let marked = rows.iter().filter(|row| row.rank() > NEARLY_LINEAR).count();
    println!("{marked} of {} constructs grow by more than {NEARLY_LINEAR} or end badly", rows.len());
    println!("{}", Row::TITLE);
    for row in &rows {
        println!("{}", row.line());
    }
    Ok(())
}

fn print(name: &str, size: usize) -> anyhow::Result<()> {
    let constructs = constructs::all();
    let construct = constructs.iter().find(|construct| construct.name == name);
    let files = construct.with_context(|| format!("no construct is named `{name}`"))?.files(size);
    let many = files.len() > 1;
    for (path, text) in files {
        if many {
            println!("//// {path}");
        }
        print!("{text}");
    }
    Ok(())
}

struct Bench {
    program: PathBuf,
    folder: tempfile::TempDir,
    /// What checking nothing takes.
    start: f64,
}

/// A run at a size.
struct Measured {
    size: usize,
    bytes: usize,
    run: Run,
    /// The length of the report.
    report: u64,
}

impl Bench {
    fn new(program: PathBuf) -> anyhow::Result<Bench> {
        let mut bench = Bench { program, folder: tempfile::tempdir()?, start: 0.0 };
        let nothing = bench.folder.path().join("nothing.rs");
        fs::write(&nothing, "fn f() {}\n")?;
        let runs =
            (0..5).map(|_| bench.check(&nothing, None)).collect::<anyhow::Result<Vec<(Run, u64)>>>()?;
        bench.start = runs.iter().map(|(run, _)| run.seconds).fold(f64::INFINITY, f64::min);
        Ok(bench)
    }

    fn check(&self, path: &Path, edition: Option<&str>) -> anyhow::Result<(Run, u64)> {
        let mut args = vec!["check".into(), "--no-cache".into(), path.as_os_str().to_owned()];
        args.extend(edition.into_iter().flat_map(|edition| ["--edition".into(), edition.into()]));
        limited::run(&self.program, &args, Stdio::null(), LIMITS, |out| {
            std::io::copy(out, &mut std::io::sink()).unwrap_or_default()
        })
        .with_context(|| format!("cannot run {}", self.program.display()))
    }

    /// Checks a construct at a size, `times` times: the fastest run.
    fn at(&self, construct: &Construct, size: usize, times: usize) -> anyhow::Result<Measured> {
        let folder = self.folder.path().join(construct.name);
        let files = construct.files(size);
        for (path, text) in &files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
            fs::write(path, text)?;
        }
        let path = if let [(file, _)] = &*files { folder.join(file) } else { folder.clone() };
        let (mut run, report) = self.check(&path, construct.edition)?;
        for _ in 1..times {
            let (again, _) = self.check(&path, construct.edition)?;
            if again.seconds < run.seconds {
                run = again;
            }
        }
        fs::remove_dir_all(folder)?;
        let bytes = files.iter().map(|(_, text)| text.len()).sum();
        run.seconds = (run.seconds - self.start).max(0.0);
        Ok(Measured { size, bytes, run, report })
    }

    fn measure(&self, construct: &Construct) -> anyhow::Result<Row> {
        let mut before = None;
        let mut last = self.at(construct, 4, 1)?;
        while last.run.end.bad().is_none() && last.run.seconds < MEASURABLE && last.bytes < LONG {
            let factor = if last.run.seconds < MEASURABLE / 5.0 { 4 } else { 2 };
            let next = self.at(construct, last.size * factor, 1)?;
            before = Some(std::mem::replace(&mut last, next));
        }
        let mut row = Row { name: construct.name, before, small: last, large: None };
        if row.small.run.end.bad().is_some() || row.small.run.seconds < MEASURABLE {
            return Ok(row);
        }
        let size = row.small.size;
        row.large = Some(self.at(construct, size * 2, 1)?);
        // A single run may have been disturbed.
        if (NEARLY_LINEAR - 0.1..NEARLY_LINEAR + 0.4).contains(&row.rank()) {
            row.small = self.at(construct, size, 3)?;
            row.large = Some(self.at(construct, size * 2, 3)?);
        }
        Ok(row)
    }
}

struct Row {
    name: &'static str,
    /// What was too fast.
    before: Option<Measured>,
    small: Measured,
    /// Twice the size, where the first was measurable.
    large: Option<Measured>,
}

impl Row {
    const TITLE: &str =
        "  exponent       n   text KiB    ms at n   ms at 2n    MiB at n  MiB at 2n  report KiB  construct";

    /// The exponent of time in the length of the text. Where the analysis gives up at some effort, it shows in the step before.
    fn exponent(&self) -> Option<f64> {
        let exponent = |small: &Measured, large: &Measured| {
            let text = large.bytes as f64 / small.bytes as f64;
            (large.run.seconds / small.run.seconds.max(MEASURABLE / 5.0)).log2() / text.log2()
        };
        let large = self.large.as_ref()?;
        let step = self.before.as_ref().map_or(0.0, |before| exponent(before, &self.small));
        Some(exponent(&self.small, large).max(step))
    }

    fn bad(&self) -> Option<String> {
        self.small.run.end.bad().or_else(|| self.large.as_ref()?.run.end.bad())
    }

    /// What rows are sorted by: the exponent, if it ends well.
    fn rank(&self) -> f64 {
        if self.bad().is_some() { f64::INFINITY } else { self.exponent().unwrap_or(0.0) }
    }

    fn line(&self) -> String {
        let mark = if self.rank() > NEARLY_LINEAR { '!' } else { ' ' };
        let exponent = match self.exponent() {
            Some(exponent) if self.bad().is_none() => format!("{exponent:.2}"),
            _ => "-".to_owned(),
        };
        let large = |show: fn(&Run) -> f64| {
            self.large.as_ref().map_or_else(|| "-".to_owned(), |large| format!("{:.0}", show(&large.run)))
        };
        let ms = |run: &Run| run.seconds * 1000.0;
        let end = self.bad().map(|bad| format!("  {bad}")).unwrap_or_default();
        format!(
            "{mark} {exponent:>8} {:>7} {:>10.1} {:>10.0} {:>10} {:>11.0} {:>10} {:>11.0}  {}{end}",
            self.small.size,
            self.small.bytes as f64 / 1024.0,
            ms(&self.small.run),
            large(ms),
            self.small.run.peak,
            large(|run| run.peak),
            self.large.as_ref().map_or(self.small.report, |large| large.report) as f64 / 1024.0,
            self.name,
        )
    }
}
