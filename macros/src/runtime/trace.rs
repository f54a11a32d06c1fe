//! The trace that a run leaves: JSON lines, each thing once, written when it is first seen. After a header
//! (`{"concheck":1,"program":…}`), a line is one of
//!
//! - `{"edge":{"held":LOCK,"taken":LOCK,"thread":…}}`: a lock was taken under another;
//! - `{"cycle":[[LOCK,LOCK],…]}`: threads can meet in a circle of such orders;
//! - `{"excluded":[[LOCK,LOCK],…],"why":"gate"}`: they could not in this run: `gate`, a lock common to two of the orders;
//!   `thread`, one thread did both; `order`, one ended before the other began;
//! - `{"again":{"held":LOCK,"taken":LOCK}}`: a thread took a lock that it held;
//! - `{"waits":{"held":LOCK,"at":PLACE}}`: it waited for something else under a lock;
//! - `{"deadlock":[{"at":PLACE,"held":[LOCK,…]},…]}`: threads waited for each other;
//! - `{"confirmed":FINGERPRINT,"cycle":[[LOCK,LOCK],…]}`: threads were steered into a predicted deadlock.
//!
//! A `PLACE` is `"file:line:column"`, a `LOCK` is `{"at":PLACE,"mode":…,"made":PLACE}`.
//!
//! One file a process, made at the first order, in the folder that `CONCHECK_TRACE` names. Each line goes out in one
//! write, so that nothing is lost when the process ends, however that happens, and at most the last line is torn.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

use super::owner::Wait;
use super::{Held, Mode, Site, graph, locked, place};

/// The version of the format; the header carries it.
const SCHEMA: u32 = 1;

enum Output {
    Unopened,
    Off,
    To(File),
}

static OUTPUT: Mutex<Output> = Mutex::new(Output::Unopened);

/// A lock as a `LOCK`; `made` is where.
pub(super) fn lock(held: &Held, made: &str) -> String {
    let mode = if held.mode == Mode::Shared { "shared" } else { "exclusive" };
    format!("{{\"at\":{},\"mode\":\"{mode}\",\"made\":{}}}", quoted(&place(held.site)), quoted(made))
}

/// A lock was taken under another.
pub(super) fn edge(held: &str, taken: &str, thread: &str) {
    write(&format!("{{\"edge\":{{\"held\":{held},\"taken\":{taken},\"thread\":{}}}}}\n", quoted(thread)));
}

/// Threads can meet in a circle of orders, or, by `why`, cannot.
pub(super) fn cycle(edges: &[String], why: Option<&str>) {
    let edges = edges.join(",");
    write(&match why {
        None => format!("{{\"cycle\":[{edges}]}}\n"),
        Some(why) => format!("{{\"excluded\":[{edges}],\"why\":{}}}\n", quoted(why)),
    });
}

/// Threads were steered into a deadlock.
pub(super) fn confirmed(fingerprint: &str, edges: &[String]) {
    write(&format!("{{\"confirmed\":{},\"cycle\":[{}]}}\n", quoted(fingerprint), edges.join(",")));
}

/// A thread took a lock that it held.
pub(super) fn again(held: &Held, taken: &Held) {
    let made = graph::made(held.id);
    write(&format!("{{\"again\":{{\"held\":{},\"taken\":{}}}}}\n", lock(held, &made), lock(taken, &made)));
}

/// A thread waited for something else under a lock.
pub(super) fn waits(held: &Held, at: Site) {
    let held = lock(held, &graph::made(held.id));
    write(&format!("{{\"waits\":{{\"held\":{held},\"at\":{}}}}}\n", quoted(&place(at))));
}

/// Threads waited for each other.
pub(super) fn deadlock<'w>(waits: impl Iterator<Item = &'w Wait>) {
    let waits: Vec<String> = waits
        .map(|wait| {
            let held: Vec<String> = wait.held.iter().map(|held| lock(held, &graph::made(held.id))).collect();
            format!("{{\"at\":{},\"held\":[{}]}}", quoted(&place(wait.site)), held.join(","))
        })
        .collect();
    write(&format!("{{\"deadlock\":[{}]}}\n", waits.join(",")));
}

/// Lines of one file, against programs that make new places without end.
const MOST: u32 = 200_000;

fn write(line: &str) {
    static LINES: AtomicU32 = AtomicU32::new(0);
    if LINES.fetch_add(1, Relaxed) >= MOST {
        return;
    }
    let mut output = locked(&OUTPUT);
    if matches!(*output, Output::Unopened) {
        *output = match std::env::var_os("CONCHECK_TRACE") {
            Some(folder) if !folder.is_empty() => open(Path::new(&folder)),
            _ => Output::Off,
        };
    }
    if let Output::To(file) = &mut *output
        && let Err(error) = file.write_all(line.as_bytes())
    {
        eprintln!("concheck: the trace ends here: {error}");
        *output = Output::Off;
    }
}

fn open(folder: &Path) -> Output {
    let opened = std::fs::create_dir_all(folder).and_then(|()| {
        // Numbers of processes are used again: never write into a file that is there.
        (0..1000)
            .map(|count| folder.join(format!("concheck-{}-{count}.jsonl", std::process::id())))
            .find_map(|path| match OpenOptions::new().write(true).create_new(true).open(path) {
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => None,
                other => Some(other),
            })
            .unwrap_or_else(|| Err(std::io::Error::other("no free name for the trace")))
    });
    let program = std::env::current_exe().map(|path| path.display().to_string()).unwrap_or_default();
    let header = format!("{{\"concheck\":{SCHEMA},\"program\":{}}}\n", quoted(&program));
    match opened.and_then(|mut file| file.write_all(header.as_bytes()).map(|()| file)) {
        Ok(file) => Output::To(file),
        Err(error) => {
            eprintln!("concheck: no trace in {}: {error}", folder.display());
            Output::Off
        }
    }
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c < ' ' => quoted += &format!("\\u{:04x}", c as u32),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped() {
        assert_eq!(quoted("C:\\a \"b\"\n"), r#""C:\\a \"b\"\u000a""#);
    }
}
