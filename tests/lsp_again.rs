//! Analysing again what has changed a little finds what analysing everything finds.

#[path = "edits.rs"]
mod edits;

use std::path::PathBuf;
use std::sync::Arc;

use concheck_analyzer::config::Config;
use concheck_analyzer::facts::{self, FileFacts};
use concheck_analyzer::finding::Finding;
use concheck_analyzer::model::moved::Moves;
use concheck_analyzer::sources::{self, LoadOptions, SourceSet};
use concheck_analyzer::stop::{self, Stop};
use concheck_analyzer::{Analyzer, analyze};
use edits::{Random, edit};

fn shown(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{finding:?}")).collect()
}

/// Walks so many steps, each an edit. Gives how often an edit has only moved what was found. Some judgements are stopped.
fn walk(mut sources: SourceSet, steps: usize, seed: u64, stop: &Stop) -> usize {
    let mut moved = 0;
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
        let read = |files: &[FileFacts]| format!("{:?}", files[file]);
        assert_eq!(read(analyzer.files()), read(&facts::read_all(&sources)), "step {step}");
        if random.below(12) == 0 {
            stop.raise();
            // Where there is nothing to do, it ends before it is stopped.
            let _ = stop::catch(|| analyzer.judge(&sources, &config, |_| Some(()), |_| ()));
            stop.lower();
        }
        let carry = |_: &Moves| {
            moved += 1;
            Some(())
        };
        let (again, ()) = analyzer.judge(&sources, &config, carry, |_| ());
        let fresh = analyze(&sources, &config).findings;
        assert_eq!(shown(&again), shown(&fresh), "step {step}: {}", sources.files[file].path);
    }
    moved
}

fn load(path: PathBuf) -> SourceSet {
    sources::load(&[path], &LoadOptions::default()).expect("sources")
}

fn with_stack(work: impl FnOnce(&Stop) + Send) {
    let stop = Stop::default();
    let obeyed = stop.clone();
    let threads = rayon::ThreadPoolBuilder::new().stack_size(64 << 20).start_handler(move |_| obeyed.obey());
    threads.build().expect("threads").install(|| work(&stop));
}

#[test]
fn edits_of_fixtures() {
    let fixtures = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures"));
    with_stack(|stop| {
        for (seed, folder) in
            (1..).zip(["double_lock", "wait_while_locked", "channel_deadlock", "unguarded_mutation"])
        {
            let moved = walk(load(fixtures.join(folder)), 120, seed, stop);
            assert!(moved > 5, "{folder}: most edits of this kind should be cheap, and {moved} were");
        }
    });
}

/// Of a larger workspace: `CONCHECK_WORKSPACE=PATH cargo test -p concheck-lsp --test again -- --ignored --nocapture`, with
/// `CONCHECK_STEPS` if not 150.
#[test]
#[ignore = "needs a workspace"]
fn edits_of_a_workspace() {
    let path = std::env::var_os("CONCHECK_WORKSPACE").expect("CONCHECK_WORKSPACE names one");
    let steps = std::env::var("CONCHECK_STEPS").ok().and_then(|steps| steps.parse().ok()).unwrap_or(150);
    with_stack(|stop| {
        let moved = walk(load(path.into()), steps, 7, stop);
        println!("{moved} of {steps} edits have only moved what was found");
    });
}
