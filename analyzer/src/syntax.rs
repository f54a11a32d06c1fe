//! One file's text as items: a lexer that never fails splits it, `syn` parses the pieces.

pub mod macros;

mod lexer;

mod mend;

mod split;

use std::ops::Range;

use crate::text::{Pos, Span};
use mend::Mender;
use split::{Guide, Unit, split};

/// Where a parsed piece begins in its file; turns `proc_macro2` spans of the piece into spans of the file. Columns count
/// the characters of the text that was handed in: a byte order mark is one.
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

/// Units are parsed together up to this many bytes: a call to syn for each costs more than it isolates.
const BATCH: usize = 16 << 10;

/// Parses `text` and hands each top-level item with its origin to `visit`, in order of the text. Broken items are
/// left out (a broken method of an impl or function of a module alone, a broken function's body alone) and reported;
/// never panics. What is nested too deep for the parser's stack counts as broken: a debug build needs 64 MiB for the
/// deepest that passes. Large array literals are taken as empty. Spans of this thread are released before it returns,
/// so `visit` must not keep any.
pub fn parse(text: &str, visit: &mut dyn FnMut(&syn::Item, Origin)) -> Syntax {
    let lines = Lines::new(text);
    let mut syntax = Syntax { lines: text.lines().count() as u32, ..Syntax::default() };
    // proc-macro2 counts in `u32` as well.
    if text.len() >= u32::MAX as usize {
        syntax.problems.push((Pos::default(), "a file of 4 GiB or more is not read".into()));
        return syntax;
    }
    let whole = preamble(text)..text.len();
    let mut pieces = split(text, whole.clone(), Guide::Delimiters);
    if !pieces.sound {
        pieces = split(text, whole, Guide::Column(0));
    }
    syntax.comments =
        pieces.comments.iter().map(|(range, last)| comment(text, &lines, range, *last)).collect();

    let mut mender = Mender::new(text, &lines, pieces.tables);
    let inner = pieces.units.iter().take_while(|unit| unit.inner && unit.fault.is_none()).count();
    if let (Some(first), Some(last)) = (pieces.units.first(), pieces.units[..inner].last()) {
        syntax.attrs = mender.attributes(first.range.start..last.range.end);
    }

    let mut rest = &pieces.units[inner..];
    while let Some(first) = rest.first() {
        let healthy = |unit: &&Unit| {
            unit.fault.is_none() && unit.too_deep.is_none() && unit.range.end - first.range.start <= BATCH
        };
        let count = rest.iter().take_while(healthy).count().max(1);
        let (batch, behind) = rest.split_at(count);
        rest = behind;
        let range = first.range.start..batch[count - 1].range.end;
        if count > 1
            && let Ok(items) = mend::items(&text[range.clone()])
        {
            let origin = lines.origin(range.start);
            items.iter().for_each(|item| visit(item, origin));
            continue;
        }
        for unit in batch {
            let origin = lines.origin(unit.range.start);
            let items = mender.unit(unit);
            items.iter().for_each(|item| visit(item, origin));
        }
    }
    syntax.problems = mender.problems;
    syntax.problems.sort();
    proc_macro2::extra::invalidate_current_thread_spans();
    syntax
}

/// The lines of a text.
#[derive(Debug)]
struct Lines<'a> {
    text: &'a str,
    starts: Vec<u32>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Lines<'a> {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Lines { text, starts: std::iter::once(0).chain(newlines.map(|(at, _)| at as u32 + 1)).collect() }
    }

    fn pos(&self, at: usize) -> Pos {
        let line = self.starts.partition_point(|start| *start as usize <= at).saturating_sub(1);
        let column = self.text[self.starts[line] as usize..at].chars().count();
        Pos { line: line as u32, column: column as u32 }
    }

    fn origin(&self, at: usize) -> Origin {
        let Pos { line, column } = self.pos(at);
        Origin { line, column }
    }
}

/// The length of what precedes the first token: byte order mark, shebang, the manifest of a single-file package.
fn preamble(text: &str) -> usize {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = bom;
    if let Some(rest) = text[at..].strip_prefix("#!") {
        let next = lexer::Lexer::new(rest, 0)
            .find(|token| !matches!(token.kind, lexer::Kind::LineComment | lexer::Kind::BlockComment));
        if next.is_none_or(|token| token.kind != lexer::Kind::Open(b'[')) {
            at += text[at..].find('\n').unwrap_or(text.len() - at);
        }
    }
    let rest = text[at..].trim_start();
    let dashes = rest.bytes().take_while(|byte| *byte == b'-').count();
    if dashes >= 3 {
        let fence = &rest[..dashes];
        let mut line_at = text.len() - rest.len();
        for (index, line) in rest.split_inclusive('\n').enumerate() {
            line_at += line.len();
            if index > 0 && line.trim_end() == fence {
                return line_at;
            }
        }
    }
    at
}

fn comment(text: &str, lines: &Lines<'_>, range: &Range<usize>, last: Option<usize>) -> Comment {
    let span = Span { start: lines.pos(range.start), end: lines.pos(range.end) };
    let trailing = last.is_some_and(|end| lines.pos(end).line == span.start.line);
    Comment { span, text: text[range.clone()].trim_start_matches('/').trim().to_owned(), trailing }
}
