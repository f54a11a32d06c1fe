//! Facts of one file: its items and bodies as plain `Send` data. Depends on the file's text, its edition and the
//! `macro_rules!` of its package alone.

pub mod ir;

use crate::sources::{Edition, SourceSet};
use crate::syntax::macros::MacroTable;

pub use ir::FileFacts;

/// What the lowering needs to know beside the text.
#[derive(Clone, Copy, Debug)]
pub struct FileContext<'a> {
    /// The path shown in problems.
    pub path: &'a str,
    /// Decides where temporaries die.
    pub edition: Edition,
    /// The package's `rust-version`: before 1.68 the first operand of `&&`/`||` did not end a temporary scope.
    pub rust_version: Option<(u32, u32)>,
    /// The package's macros.
    pub macros: &'a MacroTable,
}

/// Reads every file, in parallel.
pub fn read_all(sources: &SourceSet) -> Vec<FileFacts> {
    sources.files.iter().map(|_| FileFacts::default()).collect()
}

/// Reads one file.
pub fn read(text: &str, context: FileContext<'_>) -> FileFacts {
    let _ = (text, context);
    FileFacts::default()
}
