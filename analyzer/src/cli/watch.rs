//! `--watch`: runs again whenever a source, a manifest or the configuration changes.

use std::ffi::OsStr;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::Context;
use notify::{Event, EventKind, RecursiveMode, Watcher};

use crate::cli::{ERROR, note, say};

/// Editors and git write many files at once; a run begins when they have been silent for so long.
const SILENCE: Duration = Duration::from_millis(150);

/// Runs `check` now and after each change under `base`, until the process is ended. A run that fails is told of, and
/// the next change is waited for.
pub(super) fn run(base: &Path, check: impl Fn() -> anyhow::Result<ExitCode>) -> anyhow::Result<ExitCode> {
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.as_ref().is_ok_and(|event| !concerns(event)) {
            return;
        }
        // Nobody receives any more when the process ends.
        let _ = sender.send(());
    })
    .context("cannot watch files")?;
    watcher
        .watch(base, RecursiveMode::Recursive)
        .with_context(|| format!("cannot watch {}", base.display()))?;
    loop {
        if stdout().is_terminal() && stderr().is_terminal() {
            // Clears the screen, and what has scrolled out of it.
            let _ = write!(anstream::stdout(), "\x1b[2J\x1b[3J\x1b[H");
        }
        if let Err(error) = check() {
            say(ERROR, "error", format_args!("{error}"));
        }
        note(&format!("watching {}; press Ctrl-C to stop", base.display()));
        if !wait(&events) {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

/// Waits for a change and for the silence after it. `false`: there will be none.
fn wait(events: &Receiver<()>) -> bool {
    if events.recv().is_err() {
        return false;
    }
    while events.recv_timeout(SILENCE).is_ok() {}
    true
}

/// Whether an event may change what is found. Reading is no change.
fn concerns(event: &Event) -> bool {
    let relevant = |path: &std::path::PathBuf| {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        let built =
            path.components().any(|part| matches!(part.as_os_str().to_str(), Some("target" | ".git")));
        !built && (name.ends_with(".rs") || name == "Cargo.toml" || name.starts_with("concheck"))
    };
    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(relevant)
}
