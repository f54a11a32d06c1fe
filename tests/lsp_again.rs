//! Analysing again what has changed a little finds what analysing everything finds.

#[path = "edits.rs"]
mod edits;

use std::path::PathBuf;
use std::sync::Arc;

use concheck_analyzer::config::Config;
use concheck_analyzer::finding::Finding;
use concheck_analyzer::sources::{self, LoadOptions, SourceSet};
use concheck_analyzer::{Analyzer, analyze};
use edits::{Random, edit};

fn shown(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{finding:?}")).collect()
}

fn walk(mut sources: SourceSet, steps: usize, seed: u64) {
    let config = Config::default();
    let mut analyzer = Analyzer::default();
    let mut random = Random::new(seed);
    let original: Vec<Arc<str>> = sources.files.iter().map(|file| Arc::clone(&file.text)).collect();
    for step in 0..steps {
        let file = random.below(sources.files.len());
        let text = match random.below(6) {
            0 => Arc::clone(&original[file]),
            _ => Arc::from(edit(&sources.files[file].text, &mut random)),
        };
        sources.files[file].text = text;
        // Several edits may come before the next analysis.
        if random.below(4) == 0 {
            analyzer.read(&sources);
            continue;
        }
        analyzer.read(&sources);
        let (again, ()) = analyzer.judge(&sources, &config, |_| ());
        let fresh = analyze(&sources, &config).findings;
        assert_eq!(shown(&again), shown(&fresh), "step {step}: {}", sources.files[file].path);
    }
}

fn load(path: PathBuf) -> SourceSet {
    sources::load(&[path], &LoadOptions::default()).expect("sources")
}

fn with_stack(work: impl FnOnce() + Send) {
    let pool = rayon::ThreadPoolBuilder::new().stack_size(64 << 20).build().expect("threads");
    pool.install(work);
}

#[test]
fn edits_of_fixtures() {
    let fixtures = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures"));
    with_stack(|| {
        for (seed, folder) in
            (1..).zip(["double_lock", "wait_while_locked", "channel_deadlock", "unguarded_mutation"])
        {
            walk(load(fixtures.join(folder)), 120, seed);
        }
    });
}

/// Of a larger workspace: `CONCHECK_WORKSPACE=PATH cargo test -p concheck-lsp --test again -- --ignored`.
#[test]
#[ignore = "needs a workspace"]
fn edits_of_a_workspace() {
    let path = std::env::var_os("CONCHECK_WORKSPACE").expect("CONCHECK_WORKSPACE names one");
    with_stack(|| walk(load(path.into()), 150, 7));
}
