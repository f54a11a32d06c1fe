//! Programs that a test runs in processes of their own: what the checks know of one would spoil the next.

#![allow(dead_code, clippy::allow_attributes, reason = "not every test needs everything")]

use std::process::Command;

/// Variable that says which program a process of a test is to run.
const PROGRAM: &str = "CONCHECK_TEST_PROGRAM";

pub(crate) type Program = fn();

pub(crate) const INVERSION: &str = "locks are taken in conflicting orders";

/// In a process that [`command`] started, runs the program that it is for; otherwise nothing.
pub(crate) fn run_chosen<'a>(programs: impl IntoIterator<Item = &'a (&'a str, Program)>) {
    if let Ok(name) = std::env::var(PROGRAM) {
        let (_, run) =
            programs.into_iter().find(|(known, _)| *known == name).expect("a program of that name");
        run();
    }
}

/// What runs a program: this test again, in which the test `program` calls [`run_chosen`].
pub(crate) fn command(name: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "program", "--nocapture"]).env(PROGRAM, name);
    command.env_remove("CONCHECK_TRACE").env_remove("CONCHECK_PLAN");
    command
}

/// What a program has said on standard error.
pub(crate) fn said(name: &str) -> String {
    let output = command(name).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{name} failed:\n{text}");
    text
}

pub(crate) fn is_silent(name: &str) {
    let text = said(name);
    assert!(!text.contains("concheck:"), "{name} is reported:\n{text}");
}

pub(crate) fn reports(name: &str, what: &str) -> String {
    let text = said(name);
    assert!(text.contains(what), "{name} is not reported:\n{text}");
    text
}
