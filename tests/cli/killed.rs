//! Runs that keep what they find and are killed at any moment, several at once: whatever they leave, the next run prints
//! what one without a cache prints.

#[path = "../edits.rs"]
#[expect(dead_code, reason = "the texts here are chosen, not edited")]
mod edits;

use std::env;
use std::fs;
use std::process::Child;
use std::time::Instant;

use crate::cached::{output, start};
use crate::edited::{STORE, workspace};
use crate::project::{Project, Run};
use edits::Random;

/// How many runs are at work at once, and how many of them are killed.
const RUNS: usize = 4;
const KILLED: u32 = 2;

/// How many runs the long test kills, unless `CONCHECK_KILLS` says otherwise.
const KILLS: u32 = 30;

#[test]
fn runs_that_are_killed_do_no_harm() {
    kill(8);
}

#[test]
#[ignore = "takes a while; CONCHECK_KILLS says how many runs are killed"]
fn many_runs_that_are_killed_do_no_harm() {
    let kills = env::var("CONCHECK_KILLS").map(|kills| kills.parse().expect("CONCHECK_KILLS is a number"));
    kill(kills.unwrap_or(KILLS));
}

/// A state of the sources, and what is to be printed of it.
struct State {
    text: String,
    expected: Run,
}

impl State {
    fn enter(&self, project: &Project) {
        fs::write(project.at(FILE), &self.text).expect("file");
    }
}

/// The file that changes.
const FILE: &str = "store/src/lib.rs";

/// States that differ in a body, in declarations, and in whether the file can be parsed.
fn states(project: &Project) -> Vec<State> {
    let edits = [
        ("", ""),
        ("    drop(log);\n", ""),
        ("ledger.add(1);", "ledger.add(2);"),
        ("pub async fn", "pub fn"),
        ("    drop(log);", "    drop(log"),
    ];
    let state = |(from, to): (&str, &str)| {
        let text = STORE.replace(from, to);
        fs::write(project.at(FILE), &text).expect("file");
        State { text, expected: project.check(&["--no-cache"]) }
    };
    edits.map(state).into()
}

/// Kills so many runs, at moments spread over all that a run does, while the sources change, and checks after each few.
fn kill(times: u32) {
    let project = workspace();
    let states = states(&project);
    let begun = Instant::now();
    for child in starts(&project) {
        output(child);
    }
    let whole = begun.elapsed();
    let mut random = Random::new(u64::from(times));
    for round in 0..times.div_ceil(KILLED) {
        if round % 5 == 0 {
            drop(fs::remove_dir_all(project.at("target")));
        }
        let state = &states[random.below(states.len())];
        state.enter(&project);
        let begun = Instant::now();
        for (index, mut child) in (0..).zip(starts(&project)) {
            if index < KILLED {
                let moment = whole.mul_f64(random.below(1000) as f64 / 1000.0);
                // This waits for nothing: where it hits does not matter.
                std::thread::sleep(moment.saturating_sub(begun.elapsed()));
                child.kill().expect("killed");
                output(child);
            } else {
                assert_eq!(output(child), state.expected, "round {round}, beside those that are killed");
            }
        }
        assert_eq!(project.check(&[]), state.expected, "round {round}");
        assert_eq!(project.check(&[]), state.expected, "round {round}, again");
    }
}

fn starts(project: &Project) -> Vec<Child> {
    (0..RUNS).map(|_| start(project)).collect()
}
