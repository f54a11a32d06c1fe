//! What holds for any input: nothing panics, and the findings depend on the sources alone.

#[expect(dead_code, reason = "the harness of the fixtures uses all of it")]
#[path = "fixtures/corpus.rs"]
mod corpus;

#[path = "dialects.rs"]
mod dialects;

#[path = "edits.rs"]
mod edits;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use concheck_analyzer::cache::Cache;
use concheck_analyzer::config::Config;
use concheck_analyzer::facts::portable::Portable;
use concheck_analyzer::facts::{self, FileFacts};
use concheck_analyzer::finding::{Finding, Site};
use concheck_analyzer::sources::{
    self, Edition, LoadOptions, Package, SourceFile, SourceSet, Target, TargetKind,
};
use concheck_analyzer::text::{FileId, Symbol};
use concheck_analyzer::{Analysis, Analyzer, Recall, Request, analyze};
use edits::{Random, edit};
use proptest::prelude::*;
use proptest::sample::Index;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// The fixtures that are one file: name and text.
static TEXTS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let fixtures = corpus::fixtures();
    let files = fixtures.iter().filter(|fixture| fixture.path.is_file());
    files.map(|fixture| (fixture.name.clone(), fixture.texts().remove(0).1)).collect()
});

/// Tests of long inputs need the stacks that the command line gives its threads.
static POOL: LazyLock<ThreadPool> = LazyLock::new(|| pool(2));

fn pool(threads: usize) -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(threads).stack_size(64 << 20).build().expect("threads")
}

/// Each text a package of its own; names in order of the paths.
fn source_set(texts: &BTreeMap<String, String>) -> SourceSet {
    let mut set = SourceSet::default();
    for (index, (name, text)) in texts.iter().enumerate() {
        let edition = if text.starts_with("//@ edition: 2024") { Edition::E2024 } else { Edition::E2021 };
        let root = FileId(index as u32);
        set.packages.push(Package {
            name: "fixture".to_string(),
            dir: String::new(),
            edition,
            rust_version: None,
            dependencies: Vec::new(),
            targets: vec![Target { kind: TargetKind::Lib, name: Symbol::new("fixture"), root }],
            has_manifest: false,
            is_internal: false,
            is_dependency: false,
        });
        set.files.push(SourceFile { path: format!("{name}.rs"), package: index, text: text.as_str().into() });
    }
    set
}

fn analyze_text(text: &str) -> Analysis {
    let texts = BTreeMap::from([("mutant".to_string(), text.to_string())]);
    POOL.install(|| analyze(&source_set(&texts), &Config::default()))
}

/// Everything that is shown of the findings, in their order.
fn shown(analysis: &Analysis, set: &SourceSet) -> Vec<String> {
    let place = |place: &Site| {
        let path = &set.files[place.location.file.0 as usize].path;
        format!("{path}:{:?} {} {}", place.location.span, place.item, place.label)
    };
    let finding = |finding: &Finding| {
        let related: Vec<String> = finding.related.iter().map(place).collect();
        format!(
            "{} {:?} {:?} {} {} {related:?} {:?} {} {}",
            finding.rule,
            finding.level,
            finding.confidence,
            finding.message,
            place(&finding.primary),
            finding.locks,
            finding.help,
            finding.in_test
        )
    };
    analysis.findings.iter().map(finding).collect()
}

/// A damage done to a text.
#[derive(Clone, Debug)]
enum Mutation {
    Truncate(Index),
    Behead(Index),
    Delete(Index, usize),
    Repeat(Index, usize),
    Insert(Index, &'static str),
    Splice(Index, Index, usize),
}

const PIECES: &[&str] = &[
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "\"",
    "'",
    "/*",
    "*/",
    "//",
    "r#\"",
    "b'",
    ";",
    "|",
    "||",
    "&&",
    "=>",
    "::",
    "..",
    "?",
    "!",
    "#",
    "#!",
    "$",
    "@",
    "\\",
    "\0",
    "é",
    "\u{feff}",
    "\u{2028}",
    "\r",
    "\r\n",
    "0x",
    "1e",
    "async ",
    "await",
    "move |",
    "match ",
    "else ",
    "let ",
    "loop {",
    "break 'a ",
    "impl ",
    "fn f(",
    "macro_rules! ",
    "mod m;",
    "use self::*;",
    "dyn ",
    "unsafe ",
    "r#fn",
    "'a: ",
    "return ",
    "self",
    "Self::",
    "_",
    ".lock()",
];

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = any::<Index>;
    prop_oneof![
        at().prop_map(Mutation::Truncate),
        at().prop_map(Mutation::Behead),
        (at(), 1..80_usize).prop_map(|(at, length)| Mutation::Delete(at, length)),
        (at(), 1..80_usize).prop_map(|(at, length)| Mutation::Repeat(at, length)),
        (at(), proptest::sample::select(PIECES)).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        (at(), at(), 1..200_usize).prop_map(|(at, from, length)| Mutation::Splice(at, from, length)),
    ]
}

fn mutate(text: &str, mutation: &Mutation) -> String {
    let chars: Vec<char> = text.chars().collect();
    let position = |at: &Index| at.index(chars.len() + 1);
    let string = |chars: &[char]| chars.iter().collect::<String>();
    let stretch = |at: &Index, length: usize| {
        let start = position(at);
        (start, (start + length).min(chars.len()))
    };
    match mutation {
        Mutation::Truncate(at) => string(&chars[..position(at)]),
        Mutation::Behead(at) => string(&chars[position(at)..]),
        Mutation::Delete(at, length) => {
            let (start, end) = stretch(at, *length);
            string(&chars[..start]) + &string(&chars[end..])
        }
        Mutation::Repeat(at, length) => {
            let (start, end) = stretch(at, *length);
            string(&chars[..end]) + &string(&chars[start..])
        }
        Mutation::Insert(at, piece) => {
            let at = position(at);
            string(&chars[..at]) + piece + &string(&chars[at..])
        }
        Mutation::Splice(at, from, length) => {
            let at = position(at);
            let other: Vec<char> = TEXTS[from.index(TEXTS.len())].1.chars().collect();
            let start = from.index(other.len() + 1);
            let end = (start + length).min(other.len());
            string(&chars[..at]) + &string(&other[start..end]) + &string(&chars[at..])
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_sources_never_panic(
        which in any::<Index>(),
        mutations in proptest::collection::vec(mutation(), 1..6),
    ) {
        let mut text = TEXTS[which.index(TEXTS.len())].1.clone();
        for mutation in &mutations {
            text = mutate(&text, mutation);
        }
        analyze_text(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn file_names_and_their_order_do_not_change_findings(
        order in Just((0..TEXTS.len()).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let few = order.into_iter().take(24);
        let (mut one, mut other) = (BTreeMap::new(), BTreeMap::new());
        for (place, index) in few.enumerate() {
            let (name, text) = &TEXTS[index];
            // A prefix of one length decides the order; columns and lines stay.
            one.insert(format!("{index:04}/{name}"), text.clone());
            other.insert(format!("{place:04}/{name}"), text.clone());
        }
        let findings = |texts: &BTreeMap<String, String>| {
            let set = source_set(texts);
            let analysis = POOL.install(|| analyze(&set, &Config::default()));
            let mut lines: Vec<String> = shown(&analysis, &set).into_iter().map(|line| without_order(&line)).collect();
            lines.sort();
            lines
        };
        prop_assert_eq!(findings(&one), findings(&other));
    }
}

/// Removes the `0000/` in front of each file name.
fn without_order(line: &str) -> String {
    let mut rest = line;
    let mut result = String::new();
    while let Some(at) = rest.find('/') {
        let (before, after) = rest.split_at(at);
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        if digits == 4 {
            result.push_str(&before[..before.len() - 4]);
        } else {
            result.push_str(before);
            result.push('/');
        }
        rest = &after[1..];
    }
    result + rest
}

#[test]
fn the_number_of_threads_does_not_change_findings() {
    let folder = corpus::repository().join("fixtures");
    let set = sources::load(&[folder], &LoadOptions::default()).expect("fixtures");
    let findings = |threads| {
        let analysis = pool(threads).install(|| analyze(&set, &Config::default()));
        (shown(&analysis, &set), analysis.problems, analysis.functions)
    };
    let alone = findings(1);
    for threads in [2, 3, 8] {
        assert_eq!(findings(threads), alone, "{threads} threads");
    }
}

#[test]
fn the_order_of_the_paths_does_not_change_findings() {
    let mut paths: Vec<PathBuf> = corpus::fixtures().into_iter().map(|fixture| fixture.path).collect();
    let findings = |paths: &[PathBuf]| {
        let set = sources::load(paths, &LoadOptions::default()).expect("fixtures");
        shown(&POOL.install(|| analyze(&set, &Config::default())), &set)
    };
    let forwards = findings(&paths);
    paths.reverse();
    assert_eq!(findings(&paths), forwards);
}

/// All ways to read sources that are analysed, each with what it has found. The first has read everything by itself.
fn ways(before: &SourceSet, set: &SourceSet) -> Vec<(&'static str, Vec<String>)> {
    let config = Config::default();
    let told = |findings: &[Finding], analysis: &Analysis| {
        let Analysis { problems, files, functions, .. } = analysis;
        let findings = findings.iter().map(|finding| format!("{finding:?}"));
        let problems = problems.iter().map(|problem| format!("{problem:?}"));
        let allows = set.files.iter().zip(files).flat_map(|(file, facts)| {
            facts.allows.iter().map(move |allow| format!("{} {allow:?}", file.path))
        });
        findings.chain(problems).chain(allows).chain([format!("{functions} functions")]).collect()
    };
    let all = |analysis: Analysis| told(&analysis.findings, &analysis);

    let whole = Request::new(set, &config).whole().run();
    let mut ways = vec![("late", all(analyze(set, &config)))];
    let dir = tempfile::tempdir().expect("a folder");
    let cache = Cache::new(dir.path().to_path_buf(), 256 << 20);
    Request::new(before, &config).cached(&cache);
    ways.push(("cached", all(Request::new(set, &config).cached(&cache).0)));
    ways.push(("cached again", all(Request::new(set, &config).cached(&cache).0)));
    let portable = Portable::read(clone(set), Vec::new(), &[]);
    let bytes = portable.to_bytes().expect("bytes");
    let Portable { sources, facts, .. } = Portable::from_bytes(&bytes, PathBuf::new()).expect("facts");
    ways.push(("linked", all(Request::new(&sources, &config).facts(facts).run())));
    let mut analyzer = Analyzer::default();
    let mut judged = Vec::new();
    for sources in [before, set] {
        analyzer.read(sources);
        judged = analyzer.judge(sources, &config, |_| None, |_| ()).0;
    }
    let server = |facts: &[FileFacts], findings: &[Finding]| {
        let facts = set.files.iter().zip(facts).map(|(file, facts)| format!("{} {facts:?}", file.path));
        facts.chain(findings.iter().map(|finding| format!("{finding:?}"))).collect::<Vec<_>>()
    };
    let again = server(analyzer.files(), &judged);
    let fresh = server(&facts::read_all(set), &whole.findings);
    if again != fresh {
        ways.push(("server", again));
        ways.insert(0, ("fresh", fresh));
    }
    ways.insert(0, ("whole", all(whole)));
    ways
}

/// The same sources; the packages of a set are moved into facts.
fn clone(set: &SourceSet) -> SourceSet {
    SourceSet { packages: set.packages.clone(), files: set.files.clone(), ..SourceSet::default() }
}

/// What the ways to read sources differ in.
fn difference(before: &SourceSet, set: &SourceSet) -> Option<String> {
    let ways = POOL.install(|| ways(before, set));
    let only = |some: &[String], others: &[String]| {
        let others: std::collections::HashSet<&String> = others.iter().collect();
        let lines = some.iter().filter(|line| !others.contains(line));
        lines.map(|line| line.chars().take(600).collect::<String>()).collect::<Vec<_>>().join("\n")
    };
    let (first, whole) = &ways[0];
    let mut differences =
        ways[1..].iter().filter(|(way, _)| !matches!(*way, "fresh" | "server")).filter_map(|(way, told)| {
            let (missing, new) = (only(whole, told), only(told, whole));
            (told != whole).then(|| format!("only {first}:\n{missing}\nonly {way}:\n{new}"))
        });
    let told = |name| ways.iter().find(|(way, _)| *way == name).map(|(_, told)| told);
    let server = || {
        let (fresh, again) = (told("fresh")?, told("server")?);
        Some(format!("only read anew:\n{}\nonly in the server:\n{}", only(fresh, again), only(again, fresh)))
    };
    differences.next().or_else(server)
}

/// What is put somewhere into a text, beside [`PIECES`].
const WORDS: &[&str] = &[
    "/// a\n",
    "//! b\n",
    "/** c */",
    "/*! d */",
    "/**\n * e\n */\n",
    "/// f\rg\n",
    "//! h\r\n",
    "/*! i\rj */",
    "//// k\n",
    "/***/",
    "/** é */",
    "#[doc = \"l\"]",
    "#![doc = \"m\"]",
    "#![allow(clippy::all)]",
    "#[allow(clippy::await_holding_lock)]",
    "#[cfg(test)]",
    "#[cfg(any())]",
    "// concheck: allow(double_lock)\n",
    "/// concheck: allow(double_lock)\n",
    "#!/usr/bin/env n\n",
    "---\n",
    "\0",
    "\"o\0p\"",
    "\r",
    "\r\n",
    "\u{feff}",
    "macro_rules! q { ($x:item) => { $x } }\n",
    "q! { ",
    "fn r() { ",
    "} fn s() { ",
    "mod t { ",
    "impl U { ",
];

/// Damages a text at one to three places.
fn damaged(text: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(3) {
        let lines: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).chain([0]).collect();
        let place = |text: &str, random: &mut Random| match random.below(3) {
            0 => lines[random.below(lines.len())],
            1 => {
                let at = lines[random.below(lines.len())];
                at + text[at..].find(|char: char| !char.is_whitespace()).unwrap_or_default()
            }
            _ => text
                .char_indices()
                .map(|(at, _)| at)
                .nth(random.below(text.chars().count()))
                .unwrap_or_default(),
        };
        let (one, other) = (place(&text, random), place(&text, random));
        let short =
            text[one..].char_indices().map(|(at, _)| one + at).nth(random.below(60)).unwrap_or(text.len());
        match random.below(24) {
            0 => text = text.replace('\n', "\r\n"),
            1 => text.insert_str(0, ["\u{feff}", "#!/usr/bin/env x\n", "#!", "//! y\n"][random.below(4)]),
            2 => text.truncate(one),
            3..=5 => drop(text.drain(one..short)),
            6..=7 => {
                let again = text[one..short].to_owned();
                text.insert_str(other, &again);
            }
            8..=11 => text.insert_str(one, PIECES[random.below(PIECES.len())]),
            _ => text.insert_str(one, WORDS[random.below(WORDS.len())]),
        }
    }
    text
}

/// Damages so many texts, a few at a time, and tells what the ways to read them differ in.
fn damage(texts: &[(String, String)], count: usize, seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    let mut differences = Vec::new();
    for round in 0..count.div_ceil(24) {
        let chosen = (0..48).map(|at| (format!("{at:02}"), texts[random.below(texts.len())].1.clone()));
        let mut texts: BTreeMap<String, String> = chosen.collect();
        // Some of them were damaged before, and of those that were not, half stay as they are.
        texts.values_mut().take(12).for_each(|text| *text = damaged(text, &mut random));
        let before = source_set(&texts);
        texts.values_mut().take(24).for_each(|text| *text = damaged(text, &mut random));
        let Some(all) = difference(&before, &source_set(&texts)) else { continue };
        // One text after the other, to show the smallest that differs.
        let mut alone = Vec::new();
        for (index, (name, text)) in texts.iter().enumerate() {
            let one = |text: &str| source_set(&BTreeMap::from([(name.clone(), text.to_owned())]));
            if let Some(difference) = difference(&one(&before.files[index].text), &one(text)) {
                alone.push(format!(
                    "round {round}: {difference}\n--- before\n{}\n--- after\n{text}",
                    before.files[index].text
                ));
            }
        }
        differences.extend(if alone.is_empty() { vec![all] } else { alone });
    }
    differences
}

#[test]
fn each_way_to_read_gives_the_same() {
    let paths: Vec<PathBuf> = corpus::fixtures().into_iter().map(|fixture| fixture.path).collect();
    let set = sources::load(&paths, &LoadOptions::default()).expect("fixtures");
    let difference = difference(&SourceSet::default(), &set);
    assert!(difference.is_none(), "{}", difference.unwrap_or_default());
}

#[test]
fn each_way_to_read_gives_the_same_of_damaged_texts() {
    let differences = damage(&TEXTS, 480, 3);
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}

/// Of more texts: `CONCHECK_CORPUS=DIR CONCHECK_MUTATIONS=20000 cargo test -p concheck-analyzer --test properties --
/// --ignored corpus --nocapture`; `CONCHECK_SEED` chooses others.
#[test]
#[ignore = "reads whatever lies in the folder that CONCHECK_CORPUS names"]
fn each_way_to_read_gives_the_same_in_a_corpus() {
    let corpus = std::env::var_os("CONCHECK_CORPUS").expect("CONCHECK_CORPUS names a folder");
    let number = |name| std::env::var(name).ok().and_then(|number: String| number.parse().ok());
    let files = ignore::WalkBuilder::new(corpus).standard_filters(false).build().flatten();
    let mut paths: Vec<PathBuf> = files.map(|entry| entry.into_path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths.sort();
    let texts = paths.iter().filter_map(|path| {
        let text = std::fs::read_to_string(path).ok()?;
        (text.len() < 24 << 10).then(|| (path.display().to_string(), text))
    });
    let texts: Vec<(String, String)> = texts.collect();
    assert!(!texts.is_empty(), "nothing was read");
    let count = number("CONCHECK_MUTATIONS").unwrap_or(1000);
    let differences = damage(&texts, count, number("CONCHECK_SEED").unwrap_or(1) as u64);
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n\n"));
    println!("{count} of {} texts, no difference", texts.len());
}

#[test]
fn each_way_to_read_gives_the_same_of_broken_statements() {
    let mut random = Random::new(5);
    let broken = TEXTS.iter().filter_map(|(name, text)| {
        let ends: Vec<usize> = text.match_indices(";\n").map(|(at, _)| at).collect();
        let at = *ends.get(random.below(ends.len()))?;
        Some((name.clone(), format!("{}; let broken = .;\n{}", &text[..at], &text[at + 2..])))
    });
    let set = source_set(&broken.collect());
    let difference = difference(&SourceSet::default(), &set);
    assert!(difference.is_none(), "{}", difference.unwrap_or_default());
}

/// All that is reported of an analysis.
fn told(analysis: &Analysis) -> String {
    let Analysis { findings, problems, functions, files, .. } = analysis;
    let allows: Vec<_> = files.iter().map(|file| &file.allows).collect();
    format!("{findings:#?}\n{problems:#?}\n{functions}\n{allows:#?}")
}

#[test]
fn what_a_cache_knows_changes_no_finding() {
    let config = Config::default();
    let mut recalls = Vec::new();
    for (seed, folder) in
        (11..).zip(["double_lock", "lock_order_inversion", "blocking_in_async", "condvar_misuse"])
    {
        let folder_of = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures")).join(folder);
        let mut sources = sources::load(&[folder_of], &LoadOptions::default()).expect("fixtures");
        let dir = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(dir.path().to_path_buf(), 16 << 20);
        let mut random = Random::new(seed);
        let original: Vec<Arc<str>> = sources.files.iter().map(|file| Arc::clone(&file.text)).collect();
        for step in 0..25 {
            let (cached, recall) = POOL.install(|| Request::new(&sources, &config).cached(&cache));
            let fresh = POOL.install(|| analyze(&sources, &config));
            assert_eq!(told(&cached), told(&fresh), "{folder}, step {step}: {recall:?}");
            recalls.push(recall);
            let file = random.below(sources.files.len());
            sources.files[file].text = match random.below(4) {
                0 => Arc::clone(&original[file]),
                _ => Arc::from(edit(&sources.files[file].text, &mut random)),
            };
        }
    }
    // Each way was gone often enough to say something.
    let often = |wanted: fn(&Recall) -> bool| recalls.iter().filter(|recall| wanted(recall)).count() > 5;
    assert!(often(|recall| matches!(recall, Recall::Most { judged: false, .. })), "{recalls:?}");
    assert!(often(|recall| matches!(recall, Recall::Most { judged: true, .. })), "{recalls:?}");
}

#[test]
fn truncated_sources_never_panic() {
    // Every fixture, cut at a few places: half-typed code is what an editor shows most of the time.
    for (_, text) in TEXTS.iter() {
        for tenths in [3, 6, 9] {
            let at = text.char_indices().map(|(at, _)| at).nth(text.chars().count() * tenths / 10);
            analyze_text(&text[..at.unwrap_or(text.len())]);
        }
    }
}

#[test]
fn deep_nesting_never_overflows_the_stack() {
    const DEPTH: usize = 10_000;
    let within = |open: &str, inner: &str, close: &str| {
        format!("fn f() {{ let x = {}{inner}{}; }}", open.repeat(DEPTH), close.repeat(DEPTH))
    };
    let texts = [
        within("(", "1", ")"),
        within("{", "1", "}"),
        within("[", "1", "]"),
        within("f(", "1", ")"),
        within("if a {", "1", "}"),
        within("|| ", "1", ""),
        within("&", "1", ""),
        within("!", "a", ""),
        within("*", "a", ""),
        within("1 + ", "1", ""),
        within("a = ", "1", ""),
        within("", "a", ".b"),
        within("", "a", ".b()"),
        within("", "a", "?"),
        within("", "a", "[0]"),
        within("", "a", " && b"),
        within("", "1", " else if a { 1 }"),
        within("if a { 1 } else ", "{ 1 }", ""),
        within("match a { _ => ", "1", " }"),
        within("vec![", "1", "]"),
        within("S::<", "u8", ">"),
        format!("fn f(x: {}u8{}) {{}}", "Vec<".repeat(DEPTH), ">".repeat(DEPTH)),
        format!("fn f(x: {}u8) {{}}", "&".repeat(DEPTH)),
        format!("fn f({}x{}: u8) {{}}", "(".repeat(DEPTH), ",)".repeat(DEPTH)),
        format!("{}{}", "mod m {".repeat(DEPTH), "}".repeat(DEPTH)),
        format!("{}{}", "fn f() {".repeat(DEPTH), "}".repeat(DEPTH)),
        format!("use {}a{};", "a::{".repeat(DEPTH), "}".repeat(DEPTH)),
        "{".repeat(DEPTH),
        "}".repeat(DEPTH),
        "/*".repeat(DEPTH),
        "#[a]".repeat(DEPTH),
    ];
    for text in texts {
        analyze_text(&text);
    }
}

#[test]
fn shared_text_is_analysed_as_often_as_it_is_named() {
    // The same text in many packages: interning and caches must not mix them up.
    let text: Arc<str> =
        TEXTS.iter().find(|(name, _)| name == "double_lock/direct").expect("a fixture").1.as_str().into();
    let texts: BTreeMap<String, String> = (0..20).map(|at| (format!("{at:02}"), text.to_string())).collect();
    let set = source_set(&texts);
    let analysis = POOL.install(|| analyze(&set, &Config::default()));
    let alone = analyze_text(&text);
    assert_eq!(analysis.findings.len(), 20 * alone.findings.len());
    assert_eq!(analysis.functions, 20 * alone.functions);
}
