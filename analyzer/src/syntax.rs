//! One file's text as items: a lexer that never fails splits it, `syn` parses the pieces.

pub mod macros;

use crate::text::{Pos, Span};

/// Where a parsed piece begins in its file; turns `proc_macro2` spans of the piece into spans of the file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin {
    /// 0-based line of the piece's first character.
    pub line: u32,
    /// 0-based column (characters) of the piece's first character.
    pub column: u32,
}

impl Origin {
    /// The file's span for a span of the piece.
    pub fn span(&self, span: proc_macro2::Span) -> Span {
        Span { start: self.pos(span.start()), end: self.pos(span.end()) }
    }

    fn pos(&self, at: proc_macro2::LineColumn) -> Pos {
        let line = at.line.saturating_sub(1) as u32;
        let column = at.column as u32 + if line == 0 { self.column } else { 0 };
        Pos { line: line + self.line, column }
    }
}

/// A comment line that may speak to concheck.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Where it stands.
    pub span: Span,
    /// Its text without the slashes, trimmed.
    pub text: String,
    /// Code stands before it on the same line.
    pub trailing: bool,
}

/// What a file holds besides items.
#[derive(Debug, Default)]
pub struct Syntax {
    /// Inner attributes of the file (their spans are no longer valid).
    pub attrs: Vec<syn::Attribute>,
    /// Line comments that begin with `concheck:`.
    pub comments: Vec<Comment>,
    /// What could not be read; never fatal.
    pub problems: Vec<(Pos, String)>,
    /// Number of lines.
    pub lines: u32,
}

/// Parses `text` and hands each top-level item with its origin to `visit`, in order of the text. Broken items are
/// left out (a broken method of an impl or function of a module alone) and reported; never panics. Spans of this
/// thread are released before it returns, so `visit` must not keep any.
pub fn parse(text: &str, visit: &mut dyn FnMut(&syn::Item, Origin)) -> Syntax {
    let mut syntax = Syntax { lines: text.lines().count() as u32, ..Syntax::default() };
    let bom = text.starts_with('\u{feff}');
    match syn::parse_file(text) {
        Ok(file) => {
            syntax.attrs = file.attrs;
            let origin = Origin { line: u32::from(file.shebang.is_some()), column: u32::from(bom) };
            file.items.iter().for_each(|item| visit(item, origin));
        }
        Err(error) => syntax.problems.push((Pos::default(), error.to_string())),
    }
    proc_macro2::extra::invalidate_current_thread_spans();
    syntax
}
