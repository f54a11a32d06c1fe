//! The trace that a run leaves: JSON lines, each order once, written when it is first seen.
//!
//! One file a process, made at the first order, in the folder that `CONCHECK_TRACE` names. Each line goes out in one
//! write, so that nothing is lost when the process ends, however that happens, and at most the last line is torn.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

use super::{Held, Mode, locked, place};

/// The version of the format; the header carries it.
const SCHEMA: u32 = 1;

enum Output {
    Unopened,
    Off,
    To(File),
}

static OUTPUT: Mutex<Output> = Mutex::new(Output::Unopened);

/// A lock was taken under another.
pub(super) fn edge(held_class: &str, taken_class: &str, held: &Held, taken: &Held, thread: &str) {
    let line = format!(
        "{{\"edge\":{{\"held\":{},\"taken\":{},\"thread\":{}}}}}\n",
        side(held, Some(held_class)),
        side(taken, Some(taken_class)),
        quoted(thread)
    );
    write(&line);
}

/// Threads can meet in a circle of orders.
pub(super) fn cycle<'h>(edges: impl Iterator<Item = (&'h Held, &'h Held)>) {
    let edges: Vec<String> =
        edges.map(|(held, taken)| format!("[{},{}]", side(held, None), side(taken, None))).collect();
    write(&format!("{{\"cycle\":[{}]}}\n", edges.join(",")));
}

fn side(held: &Held, class: Option<&str>) -> String {
    let mode = if held.mode == Mode::Shared { "shared" } else { "exclusive" };
    let class = class.map_or_else(String::new, |class| format!(",\"made\":{}", quoted(class)));
    format!("{{\"at\":{},\"mode\":\"{mode}\"{class}}}", quoted(&place(held.site)))
}

fn write(line: &str) {
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
