//! Progress on standard error: only on a terminal, and only when it takes a second.

use std::env;
use std::io::{IsTerminal, stderr};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Nobody wants to see anything flash by.
const PATIENCE: Duration = Duration::from_secs(1);

/// A line that says what is being done, until it is dropped.
#[derive(Debug)]
pub(super) struct Progress(Option<(Sender<String>, JoinHandle<()>)>);

impl Progress {
    /// Begins with `stage`. Nothing is shown if `quiet`, in CI, or where standard error is no terminal.
    pub(super) fn start(stage: &str, quiet: bool) -> Progress {
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        if quiet || dumb || set("CI") || !stderr().is_terminal() {
            return Progress(None);
        }
        let (sender, stages) = channel::<String>();
        let mut stage = stage.to_owned();
        let thread = std::thread::Builder::new().name(String::from("progress")).spawn(move || {
            // Messages that come before patience ends are the state to begin with.
            let deadline = std::time::Instant::now() + PATIENCE;
            loop {
                match stages.recv_timeout(deadline.saturating_duration_since(std::time::Instant::now())) {
                    Ok(next) => stage = next,
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            let bar =
                ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_elapsed(PATIENCE);
            let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar.enable_steady_tick(Duration::from_millis(100));
            bar.set_message(stage);
            for next in stages {
                bar.set_message(next);
            }
            bar.finish_and_clear();
        });
        Progress(thread.ok().map(|thread| (sender, thread)))
    }

    /// Says what is being done now.
    pub(super) fn say(&self, stage: &str) {
        if let Some((sender, _)) = &self.0 {
            // A thread that has ended has nothing to show.
            let _ = sender.send(stage.to_owned());
        }
    }

    /// Removes the line.
    pub(super) fn end(self) {}
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.0.take() {
            drop(sender);
            let _ = thread.join();
        }
    }
}
