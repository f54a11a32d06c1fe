//! What concheck finds of the bugs of published crates, and how much it says of well-tested ones.
//!
//! `cargo bench -p concheck-analyzer --bench accuracy -- [--sources DIR] [--verbose]`. The crates are those of
//! `tests/accuracy`; a version that is not at `DIR/CRATE-VERSION` is taken from where cargo unpacks what it downloads,
//! and downloaded by cargo if it is not there either. What cannot be had is said and counts for nothing.
//!
//! A bug is found when, before it was mended, a finding of a fitting rule has a place within three lines of a line that
//! belongs to the bug, or in a function that does. It is settled when, afterwards, no such finding is reported in that
//! function (for `unsafe impl`, on the same text). Rules are all on for bugs, and as they are by default for the rest.

#[path = "corpora/library.rs"]
mod library;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use concheck_analyzer::config::Config;
use concheck_analyzer::finding::{Finding, Level, Site};
use concheck_analyzer::rules::RULES;
use concheck_analyzer::sources::{self, LoadOptions, SourceSet};
use concheck_analyzer::suppress::{self, Fate, Levels};
use library::Library;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many lines off a finding may be.
const NEAR: u32 = 3;

fn main() -> anyhow::Result<()> {
    let mut dir = None;
    let mut verbose = false;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            // cargo says so to every benchmark.
            "--bench" => {}
            "--verbose" => verbose = true,
            "--sources" => dir = Some(PathBuf::from(args.next().context("--sources needs a folder")?)),
            _ => anyhow::bail!("unknown argument `{arg}`"),
        }
    }
    let pool = rayon::ThreadPoolBuilder::new().stack_size(64 << 20).build()?;
    let mut library = Library { dir, ..Library::default() };
    pool.install(|| {
        bugs(&mut library, verbose)?;
        noise(&mut library, verbose)
    })?;
    for version in &library.missing {
        println!("left out: {version} cannot be had");
    }
    Ok(())
}

fn read(name: &str) -> anyhow::Result<String> {
    library::list(&format!("accuracy/{name}"))
}

/// How many there are, how many of them are found, settled, and both.
#[derive(Clone, Copy, Debug, Default)]
struct Tally([usize; 4]);

impl Tally {
    fn count(&mut self, found: bool, settled: bool) {
        let counts = [true, found, settled, found && settled];
        self.0.iter_mut().zip(counts).for_each(|(sum, counts)| *sum += usize::from(counts));
    }
}

fn bugs(library: &mut Library, verbose: bool) -> anyhow::Result<()> {
    let table = read("cases.tsv")?;
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut findable: BTreeMap<&str, Tally> = BTreeMap::new();
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let case = Case::read(row).with_context(|| format!("not a case: {row}"))?;
        let versions = (library.get(case.name, case.before), library.get(case.name, case.after));
        let (Some(before), Some(after)) = versions else { continue };
        let (before, after) = (Checked::of(&before, Level::Warn)?, Checked::of(&after, Level::Warn)?);
        let found = before.findings.iter().any(|finding| case.fits(&before, finding));
        let settled = !after.findings.iter().any(|finding| case.remains(&before, &after, finding));
        tallies.entry(case.class).or_default().count(found, settled);
        findable.entry(case.findable).or_default().count(found, settled);
        if verbose && !(found && settled) {
            let why = if found { "still reported afterwards" } else { "not found" };
            println!("{:26}{} {}: {why} ({})", case.class, case.name, case.before, case.findable);
        }
    }
    println!("{:26}{:>6}{:>7}{:>9}{:>6}", "bugs of published crates", "cases", "found", "settled", "both");
    for (class, Tally([cases, found, settled, both])) in &tallies {
        println!("{class:26}{cases:>6}{found:>7}{settled:>9}{both:>6}");
    }
    for (findable, Tally([cases, found, settled, both])) in &findable {
        let title = format!("findable: {findable}");
        println!("{title:26}{cases:>6}{found:>7}{settled:>9}{both:>6}");
    }
    Ok(())
}

fn noise(library: &mut Library, verbose: bool) -> anyhow::Result<()> {
    let (mut lines, mut count) = (0, 0);
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for row in read("quiet.txt")?.lines().filter(|row| !row.starts_with('#')) {
        let (name, version) = row.split_once(' ').with_context(|| format!("not a version: {row}"))?;
        let Some(folder) = library.get(name, version) else { continue };
        let checked = Checked::of(&folder, Level::Allow)?;
        lines += checked.sources.files.iter().map(|file| file.text.lines().count()).sum::<usize>();
        count += checked.findings.len();
        for finding in &checked.findings {
            *rules.entry(finding.rule).or_default() += 1;
            if verbose {
                let Site { location, .. } = &finding.primary;
                let path = &checked.sources.files[location.file.0 as usize].path;
                println!(
                    "{name} {path}:{} {}: {}",
                    location.span.start.line + 1,
                    finding.rule,
                    finding.message
                );
            }
        }
    }
    let rate = 1000.0 * count as f64 / lines.max(1) as f64;
    println!("well-tested crates: {count} findings in {lines} lines, {rate:.3} a thousand lines");
    for (rule, count) in rules {
        println!("  {rule:26}{count:>4}");
    }
    Ok(())
}

/// A version of a crate, and what is shown of it.
struct Checked {
    sources: SourceSet,
    findings: Vec<Finding>,
}

impl Checked {
    /// `all`: the level of all rules; `Level::Allow` for each rule's own.
    fn of(folder: &Path, all: Level) -> anyhow::Result<Checked> {
        let config = Config::default();
        let sources = sources::load(&[folder.to_path_buf()], &LoadOptions::from(&config))?;
        let flags = if all == Level::Allow { Vec::new() } else { vec![("all".to_owned(), all)] };
        let levels = Levels::new(RULES, &config, &flags, None)?;
        let mut analysis = concheck_analyzer::analyze(&sources, &config);
        let judged = suppress::judge(std::mem::take(&mut analysis.findings), &analysis.files, &levels);
        let shown = judged.into_iter().filter(|judged| judged.fate == Fate::Shown);
        Ok(Checked { findings: shown.map(|judged| judged.finding).collect(), sources })
    }

    fn path(&self, place: &Site) -> &str {
        &self.sources.files[place.location.file.0 as usize].path
    }

    /// Lines `from` to `to`, counted from 0, without what has no meaning.
    fn text(&self, path: &str, from: u32, to: u32) -> String {
        let file = self.sources.files.iter().find(|file| file.path == path);
        let lines = file.iter().flat_map(|file| file.text.lines());
        let wanted = lines.skip(from as usize).take((to - from) as usize + 1);
        wanted.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
    }
}

/// A bug.
struct Case<'a> {
    class: &'a str,
    name: &'a str,
    before: &'a str,
    after: &'a str,
    findable: &'a str,
    file: &'a str,
    file_after: &'a str,
    lines: Vec<u32>,
    functions: Vec<&'a str>,
}

impl<'a> Case<'a> {
    fn read(row: &'a str) -> Option<Case<'a>> {
        let [class, name, before, after, findable, file, file_after, lines, functions, _] =
            row.split('\t').collect::<Vec<_>>().try_into().ok()?;
        let lines = lines.split(',').map(|line| line.parse().ok()).collect::<Option<_>>()?;
        let functions = functions.split(',').filter(|name| !name.is_empty()).collect();
        Some(Case { class, name, before, after, findable, file, file_after, lines, functions })
    }

    fn is_in_function(&self, place: &Site) -> bool {
        place.item.rsplit("::").next().is_some_and(|name| self.functions.contains(&name))
    }

    fn fits(&self, before: &Checked, finding: &Finding) -> bool {
        let is_here = |place: &&Site| {
            let line = place.location.span.start.line + 1;
            let is_near = self.lines.iter().any(|wanted| wanted.abs_diff(line) <= NEAR);
            before.path(place) == self.file && (is_near || self.is_in_function(place))
        };
        fitting(self.class).contains(&finding.rule)
            && std::iter::once(&finding.primary).chain(&finding.related).any(|place| is_here(&place))
    }

    fn remains(&self, before: &Checked, after: &Checked, finding: &Finding) -> bool {
        let place = &finding.primary;
        let path = after.path(place);
        if !fitting(self.class).contains(&finding.rule) || ![self.file, self.file_after].contains(&path) {
            return false;
        }
        if !self.functions.is_empty() {
            return self.is_in_function(place);
        }
        let span = place.location.span;
        let text = after.text(path, span.start.line, span.end.line);
        self.lines.iter().any(|line| before.text(self.file, line - 1, line - 1) == text)
    }
}

/// The rules that may report a bug of a class.
fn fitting(class: &str) -> &'static [&'static str] {
    match class {
        "double-lock" => &["double_lock", "lock_order_inversion", "reentrant_init", "callback_while_locked"],
        "lock-order" => &["lock_order_inversion", "double_lock"],
        "lock-held-across-join" => &["wait_while_locked"],
        "lock-held-across-channel" => &["wait_while_locked", "channel_deadlock"],
        "lock-held-across-await" => {
            &["guard_across_await", "lock_order_inversion", "double_lock", "wait_while_locked", "futurelock"]
        }
        "condvar" => &["condvar_misuse", "wait_while_locked"],
        "reentrant-init" => &["reentrant_init", "double_lock"],
        "semaphore" => &["double_lock", "wait_while_locked", "lock_order_inversion"],
        "pipe" => &["pipe_deadlock", "wait_while_locked"],
        "channel" => &["unbounded_queue", "channel_deadlock", "wait_while_locked"],
        "async-block-on" | "blocking-in-async" => &["block_on_in_async", "blocking_in_async"],
        "guard-across-await" => &["guard_across_await"],
        "cancellation" => &["cancel_unsafe"],
        "unsound-send-sync" => &["unsound_send_sync", "unguarded_mutation"],
        "static-mut-race" => &["unguarded_mutation"],
        "atomicity" | "check-then-act" => &["atomicity_violation"],
        "ordering" => &["weak_ordering", "atomicity_violation"],
        _ => &[
            "condvar_misuse",
            "process_state_race",
            "detached_task",
            "wait_while_locked",
            "pipe_deadlock",
            "double_lock",
            "lock_order_inversion",
            "channel_deadlock",
            "futurelock",
            "guard_dropped_immediately",
            "callback_while_locked",
        ],
    }
}
