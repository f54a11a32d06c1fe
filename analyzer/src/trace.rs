//! What runs of a program with checked locks have left behind (the format is the runtime's: `macros/src/runtime/trace.rs`).

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::files;
use crate::sources::SourceSet;
use crate::text::{FileId, Location, Pos, Span};

/// The version of the format that is read.
const SCHEMA: u32 = 1;
/// Code that moved by more lines than this since the run is not found again.
const FARTHEST: i64 = 2_000;

/// What was seen in all runs together, at places of the sources that are analysed.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// Locks were taken under others.
    pub edges: Vec<Edge>,
    /// Circles in which threads can meet.
    pub cycles: Vec<Vec<Edge>>,
    /// Circles in which they could not, and why.
    pub excluded: Vec<(Vec<Edge>, Why)>,
    /// Locks that a thread took while it held them.
    pub again: Vec<Edge>,
    /// Waits for something else under a lock, and all waits of deadlocks that happened.
    pub waits: Vec<Edge>,
    /// Circles that happened: each thread with what it held while it waited.
    pub deadlocks: Vec<Vec<Edge>>,
    /// Predicted deadlocks that threads were steered into, by fingerprint.
    pub confirmed: Vec<(String, Vec<Edge>)>,
    /// Files that were read.
    pub files: usize,
    /// What was not understood or not found again, for people.
    pub warnings: Vec<String>,
}

/// A lock was taken, or something else waited for, while a lock was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edge {
    /// Where the held lock was taken; `None` if it is in none of the sources.
    pub held: Option<Location>,
    /// Where the other was taken; `None` if it is in none of the sources.
    pub taken: Option<Location>,
}

/// Why threads could not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A lock that is common to two of the orders keeps them apart.
    Gate,
    /// One thread did both.
    Thread,
    /// One thread had ended before the other began.
    Order,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Header { concheck: u32 },
    Edge { edge: RawEdge },
    Confirmed { confirmed: String, cycle: Vec<(Lock, Lock)> },
    Cycle { cycle: Vec<(Lock, Lock)> },
    Excluded { excluded: Vec<(Lock, Lock)>, why: String },
    Again { again: RawEdge },
    Waits { waits: RawWait },
    Deadlock { deadlock: Vec<RawDeadlock> },
}

#[derive(Deserialize)]
struct RawEdge {
    held: Lock,
    taken: Lock,
}

#[derive(Deserialize)]
struct RawWait {
    held: Lock,
    at: String,
}

#[derive(Deserialize)]
struct RawDeadlock {
    at: String,
    held: Vec<Lock>,
}

#[derive(Deserialize)]
struct Lock {
    at: String,
}

/// A place as the program named it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Spot {
    file: String,
    at: Pos,
}

/// Reads the traces at `path`: a file, or all `.jsonl` files of a folder. A torn last line is left out.
///
/// # Errors
///
/// If there is no trace, one cannot be read, or it has another version.
pub fn read(path: &Path, sources: &SourceSet) -> Result<Trace, String> {
    let mut trace = Trace::default();
    let mut lines = Vec::new();
    for path in files(path)? {
        let bytes = files::read_named(&path, files::GENERATED)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        let text = String::from_utf8_lossy(&bytes);
        let before = lines.len();
        let mut bad = 0;
        for (index, line) in text.split_inclusive('\n').enumerate() {
            match serde_json::from_str(line) {
                Ok(Line::Header { concheck: SCHEMA }) => {}
                Ok(Line::Header { concheck }) => {
                    return Err(format!(
                        "{}: version {concheck} of traces is not known here",
                        path.display()
                    ));
                }
                Ok(_) if index == 0 => return Err(format!("{}: not a trace: no header", path.display())),
                Ok(line) => lines.push(line),
                Err(_) if index == 0 => return Err(format!("{}: not a trace", path.display())),
                // The process was ended in the middle of it.
                Err(_) if !line.ends_with('\n') => {}
                Err(_) => bad += 1,
            }
        }
        if bad > 0 {
            trace.warnings.push(format!("{}: {bad} lines are not understood", path.display()));
        }
        if lines.len() > before || !text.is_empty() {
            trace.files += 1;
        }
    }
    let places = Places::resolve(&lines, sources, &mut trace.warnings);
    for line in &lines {
        places.add(line, &mut trace);
    }
    let Trace { edges, again, waits, .. } = &mut trace;
    for list in [edges, again, waits] {
        list.sort_unstable();
        list.dedup();
    }
    Ok(trace)
}

fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    let error = |error| format!("cannot read {}: {error}", path.display());
    if !fs::metadata(path).map_err(error)?.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let entries: Result<Vec<_>, _> = fs::read_dir(path).map_err(error)?.collect();
    let mut files: Vec<PathBuf> = entries.map_err(error)?.into_iter().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension() == Some(OsStr::new("jsonl")));
    files.sort();
    if files.is_empty() {
        return Err(format!(
            "no trace in {}: the program is to run with CONCHECK_TRACE={0} and its checks switched on",
            path.display()
        ));
    }
    Ok(files)
}

/// Where the places that a program names are in the sources.
struct Places(FxHashMap<String, Location>);

impl Places {
    fn resolve(lines: &[Line], sources: &SourceSet, warnings: &mut Vec<String>) -> Places {
        let mut named: FxHashSet<&str> = FxHashSet::default();
        lines.iter().for_each(|line| {
            each_place(line, &mut |place| {
                named.insert(place);
            })
        });
        let mut named: Vec<&str> = named.into_iter().collect();
        named.sort_unstable();
        let mut of_file: FxHashMap<String, Vec<(&str, Pos)>> = FxHashMap::default();
        for place in named {
            if let Some(Spot { file, at }) = spot(place) {
                of_file.entry(file).or_default().push((place, at));
            }
        }
        let mut found = FxHashMap::default();
        let mut files: Vec<_> = of_file.into_iter().collect();
        files.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        for (file, places) in files {
            let Some(id) = source_of(&file, sources) else { continue };
            let text: Vec<&str> = sources.files[id.0 as usize].text.lines().collect();
            let moved = moved_by(&text, &places);
            if moved.is_none() {
                warnings.push(format!("{file} has changed since the run: places in it are not found again"));
            }
            for (place, at) in places {
                let line = if is_call(&text, at) {
                    Some(at.line)
                } else {
                    moved.and_then(|by| shifted(at.line, by))
                };
                if let Some(line) = line {
                    let start = Pos { line, column: at.column };
                    let span = Span { start, end: start };
                    found.insert(place.to_string(), Location { file: id, span });
                }
            }
        }
        Places(found)
    }

    fn at(&self, place: &str) -> Option<Location> {
        self.0.get(place).copied()
    }

    fn edge(&self, held: &Lock, taken: &str) -> Edge {
        Edge { held: self.at(&held.at), taken: self.at(taken) }
    }

    fn cycle(&self, cycle: &[(Lock, Lock)]) -> Vec<Edge> {
        cycle.iter().map(|(held, taken)| self.edge(held, &taken.at)).collect()
    }

    fn add(&self, line: &Line, trace: &mut Trace) {
        match line {
            Line::Header { .. } => {}
            Line::Edge { edge } => trace.edges.push(self.edge(&edge.held, &edge.taken.at)),
            Line::Confirmed { confirmed, cycle } => {
                trace.confirmed.push((confirmed.clone(), self.cycle(cycle)));
            }
            Line::Cycle { cycle } => trace.cycles.push(self.cycle(cycle)),
            Line::Excluded { excluded, why } => {
                let why = match why.as_str() {
                    "gate" => Why::Gate,
                    "thread" => Why::Thread,
                    _ => Why::Order,
                };
                trace.excluded.push((self.cycle(excluded), why));
            }
            Line::Again { again } => trace.again.push(self.edge(&again.held, &again.taken.at)),
            Line::Waits { waits } => trace.waits.push(self.edge(&waits.held, &waits.at)),
            Line::Deadlock { deadlock } => {
                let edges =
                    deadlock.iter().flat_map(|wait| wait.held.iter().map(|held| self.edge(held, &wait.at)));
                let edges: Vec<Edge> = edges.collect();
                trace.waits.extend(&edges);
                trace.deadlocks.push(edges);
            }
        }
    }
}

fn each_place<'l>(line: &'l Line, visit: &mut impl FnMut(&'l str)) {
    match line {
        Line::Header { .. } => {}
        Line::Edge { edge } | Line::Again { again: edge } => {
            visit(&edge.held.at);
            visit(&edge.taken.at);
        }
        Line::Confirmed { cycle, .. } | Line::Cycle { cycle } | Line::Excluded { excluded: cycle, .. } => {
            for (held, taken) in cycle {
                visit(&held.at);
                visit(&taken.at);
            }
        }
        Line::Waits { waits } => {
            visit(&waits.held.at);
            visit(&waits.at);
        }
        Line::Deadlock { deadlock } => {
            for wait in deadlock {
                visit(&wait.at);
                wait.held.iter().for_each(|held| visit(&held.at));
            }
        }
    }
}

/// `file:line:column`, counted from 1.
fn spot(place: &str) -> Option<Spot> {
    let mut parts = place.rsplitn(3, ':');
    let column: u32 = parts.next()?.parse().ok()?;
    let line: u32 = parts.next()?.parse().ok()?;
    let at = Pos { line: line.checked_sub(1)?, column: column.checked_sub(1)? };
    Some(Spot { file: parts.next()?.replace('\\', "/"), at })
}

/// The source that a program calls `file`: the one with the longest common end, if no other has it too.
fn source_of(file: &str, sources: &SourceSet) -> Option<FileId> {
    let parts = |path: &str| path.split('/').rev().map(str::to_string).collect::<Vec<_>>();
    let wanted = parts(file);
    let common = |path: &str| {
        let path = parts(path);
        let common = path.iter().zip(&wanted).take_while(|(one, other)| one == other).count();
        // One is the other's end: it is no accident that only the name is the same.
        (common == path.len() || common == wanted.len()).then_some(common)
    };
    let mut best: Option<(usize, FileId, bool)> = None;
    for (index, source) in sources.files.iter().enumerate() {
        let Some(common) = common(&source.path) else { continue };
        match &mut best {
            Some((known, _, unique)) if *known == common => *unique = false,
            Some((known, _, _)) if *known > common => {}
            _ => best = Some((common, FileId(index as u32), true)),
        }
    }
    best.filter(|(_, _, unique)| *unique).map(|(_, id, _)| id)
}

/// Whether a name is called here: what a place in a trace points at.
fn is_call(text: &[&str], at: Pos) -> bool {
    let Some(line) = text.get(at.line as usize) else { return false };
    let mut rest =
        line.chars().skip(at.column as usize).skip_while(|c| c.is_alphanumeric() || *c == '_').peekable();
    let begins = line.chars().nth(at.column as usize).is_some_and(|c| c.is_alphabetic() || c == '_');
    let before = (at.column as usize).checked_sub(1).and_then(|before| line.chars().nth(before));
    let whole = !before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    begins && whole && rest.peek().is_some_and(|next| matches!(next, '(' | '!' | ':' | '.'))
}

/// By how many lines the places that are not where they were have moved, all by the same; `Some(0)` if none has.
fn moved_by(text: &[&str], places: &[(&str, Pos)]) -> Option<i64> {
    let lost: Vec<Pos> = places.iter().map(|(_, at)| *at).filter(|at| !is_call(text, *at)).collect();
    if lost.is_empty() {
        return Some(0);
    }
    let fits = |by: i64| {
        lost.iter()
            .all(|at| shifted(at.line, by).is_some_and(|line| is_call(text, Pos { line, column: at.column })))
    };
    (1..=FARTHEST).flat_map(|by| [by, -by]).find(|by| fits(*by))
}

fn shifted(line: u32, by: i64) -> Option<u32> {
    u32::try_from(i64::from(line) + by).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_a_file_a_line_and_a_column() {
        let spot = spot("C:\\x\\a.rs:10:5").expect("a place");
        assert_eq!((spot.file.as_str(), spot.at), ("C:/x/a.rs", Pos { line: 9, column: 4 }));
        assert!(super::spot("a.rs:0:1").is_none());
        assert!(super::spot("nothing").is_none());
    }

    #[test]
    fn calls_are_told_from_other_text() {
        let text = ["    a.lock().unwrap();", "let x = Mutex::lock(&a);", "// lock"];
        let at = |line, column| is_call(&text, Pos { line, column });
        assert!(at(0, 6));
        assert!(!at(0, 7), "the middle of a name");
        assert!(at(1, 8));
        assert!(!at(2, 3));
        assert!(!at(7, 0));
    }

    #[test]
    fn code_that_moved_is_found_again() {
        let text = ["", "", "", "    a.lock();", "    b.lock();"];
        let lines = [("x", Pos { line: 1, column: 6 }), ("y", Pos { line: 2, column: 6 })];
        assert_eq!(moved_by(&text, &lines), Some(2));
        let gone = [("x", Pos { line: 1, column: 9 })];
        assert_eq!(moved_by(&text, &gone), None);
    }
}
