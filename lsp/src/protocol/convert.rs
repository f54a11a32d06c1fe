//! Names and places, from the session's to the protocol's and back.

use std::fs;
use std::path::{Path, PathBuf};

use concheck_analyzer::text::Span;
use tower_lsp::ls_types::{Position, Range, Uri};

use crate::position::{LineUnit, Lines};

/// The path that a client's name stands for, without symbolic links. `None` for what is no file.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    if !uri.scheme().as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    let path = uri.to_file_path()?.into_owned();
    path.is_absolute().then(|| real(&path))
}

/// A folder as the client names it, and without symbolic links.
pub(super) fn folder(uri: &Uri) -> Option<(PathBuf, PathBuf)> {
    let real = path_of(uri)?;
    Some((uri.to_file_path()?.into_owned(), real))
}

/// `path` without symbolic links, as far as it exists.
fn real(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => real(folder).join(name),
        _ => path.to_path_buf(),
    }
}

/// What is analysed for a file when no folder is open: the package it is in, else the file alone.
pub(super) fn stand_in(path: &Path) -> PathBuf {
    let package = path.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file());
    package.unwrap_or(path).to_path_buf()
}

/// A stretch of text as the client counts.
pub(super) fn range(lines: &Lines<'_>, span: Span) -> Range {
    let position = |at: LineUnit| Position { line: at.line, character: at.column };
    Range { start: position(lines.unit(span.start)), end: position(lines.unit(span.end)) }
}
