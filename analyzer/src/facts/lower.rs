//! Lowers `syn` to [`super::ir`]: the one place that knows both. What the edition, macros and `cfg` mean is decided
//! here, once.

mod allows;
mod annotations;
mod cfg;
mod exprs;
mod extend;
mod items;
mod macros;
mod patterns;
mod select;
mod stmts;
mod tokens;
mod types;

pub(super) mod units;

#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::fmt::Write;

use proc_macro2::Ident;
use smallvec::smallvec;

use super::ir::{FileFacts, PathRef};
use super::{FileContext, ir};
use crate::sources::Edition;
use crate::syntax::{self, Origin};
use crate::text::{Pos, Problem, Span, Symbol};

/// How deep macros of the workspace may expand to one another: rustc's default limit.
const EXPANSION_DEPTH: u32 = 128;

/// How many tokens one macro call may expand to, all that its expansion expands to included.
const EXPANSION_TOKENS: usize = 200_000;

/// What to say of a macro call that expands to more.
pub const EXPANSION_CUT: &str =
    "this macro call expands to too much, or without end: the rest of it is not analysed";

/// Lowers one file; to be called where the stack is big.
pub(super) fn file(text: &str, context: FileContext<'_>) -> FileFacts {
    let mut lowering = Lowering::new(context);
    lowering.targets = speaks(text).then(Vec::new);
    let mut items = Vec::new();
    let syntax = syntax::parse(text, &mut |item, origin| {
        lowering.origin = origin;
        lowering.item(item, &mut items);
    });
    lowering.finish(text, items, syntax)
}

/// The same, but bodies that can be read later ([`body`]) are left for then.
pub(super) fn outline(text: &str, context: FileContext<'_>) -> FileFacts {
    // What comments speak of may be in a body.
    if speaks(text) {
        return file(text, context);
    }
    let bodies = Cell::new(Vec::new());
    let mut lowering = Lowering::new(context);
    let mut items = Vec::new();
    let macros = |name: &str| context.macros.expansion(name);
    let syntax = syntax::outline(text, &macros, |found| bodies.set(found), &mut |item, origin| {
        if lowering.later.is_empty() {
            lowering.later = bodies.take();
        }
        lowering.origin = origin;
        lowering.item(item, &mut items);
    });
    if lowering.misread {
        return file(text, context);
    }
    lowering.finish(text, items, syntax)
}

/// Lowers a body that was left for later; `None` if it is broken.
pub(super) fn body(text: &str, body: &syntax::outline::Body, context: FileContext<'_>) -> Option<ir::Block> {
    syntax::body(text, body, |block, origin| {
        let mut lowering = Lowering::new(context);
        lowering.origin = origin;
        lowering.block(block)
    })
}

/// Whether a comment may suppress something.
fn speaks(text: &str) -> bool {
    text.contains("concheck:")
}

/// The state of lowering one file.
struct Lowering<'a> {
    context: FileContext<'a>,
    /// Where the current top-level item begins.
    origin: Origin,
    /// Receives suppressions and problems.
    facts: FileFacts,
    /// What comments may speak of; `None` if no comment does.
    targets: Option<Vec<allows::Target>>,
    /// Inside test code.
    test: bool,
    /// Attributes of the enclosing impl or trait, which its functions share.
    inherited: Vec<String>,
    /// Inside `cfg_if!`.
    spliced_under_cfg: bool,
    /// How many macros of the workspace are being expanded.
    depth: u32,
    /// How many more tokens the outermost macro call may expand to.
    budget: usize,
    /// The last expansion went too deep or was too long.
    cut: bool,
    /// How many blocks so far declare items.
    declaring: u32,
    /// Reused for names.
    buffer: String,
    /// Bodies that are left for later, in the order of the text.
    later: Vec<syntax::outline::Body>,
    /// What was taken for the body of a function is none.
    misread: bool,
}

impl<'a> Lowering<'a> {
    fn new(context: FileContext<'a>) -> Lowering<'a> {
        Lowering {
            context,
            origin: Origin::default(),
            facts: FileFacts::default(),
            targets: None,
            test: false,
            inherited: Vec::new(),
            spliced_under_cfg: false,
            depth: 0,
            budget: 0,
            cut: false,
            declaring: 0,
            buffer: String::new(),
            later: Vec::new(),
            misread: false,
        }
    }

    /// Adds what the file says besides items.
    fn finish(mut self, text: &str, mut items: Vec<ir::Item>, syntax: syntax::Syntax) -> FileFacts {
        self.file_attrs(&syntax.attrs, text);
        self.comments(&syntax.comments, text);
        let mut facts = self.facts;
        // Facts live long: room for more items would, too.
        items.shrink_to_fit();
        facts.items = items;
        facts.lines = syntax.lines;
        let path = self.context.path;
        let unread = syntax.problems.into_iter();
        facts.problems.extend(unread.map(|(at, message)| Problem {
            path: path.to_owned(),
            at: Some(at),
            message,
        }));
        facts.problems.sort();
        facts
    }
}

impl Lowering<'_> {
    /// The body of a function that begins there, if it was left for later.
    fn left(&self, start: Pos) -> Option<syntax::outline::Body> {
        if !self.origin.blanked {
            return None;
        }
        let at = self.later.binary_search_by_key(&start, |body| body.start).ok()?;
        Some(self.later[at])
    }

    fn span(&self, span: proc_macro2::Span) -> Span {
        self.origin.span(span)
    }

    /// From the start of one token to the end of another.
    fn between(&self, first: proc_macro2::Span, last: proc_macro2::Span) -> Span {
        self.span(first).to(self.span(last))
    }

    /// A name without `r#`.
    fn name(&mut self, ident: &Ident) -> Symbol {
        self.buffer.clear();
        // Writing to a string cannot fail.
        let _ = write!(self.buffer, "{ident}");
        Symbol::new(self.buffer.strip_prefix("r#").unwrap_or(&self.buffer))
    }

    fn member(&mut self, member: &syn::Member) -> Symbol {
        match member {
            syn::Member::Named(name) => self.name(name),
            syn::Member::Unnamed(index) => Symbol::new(index_name(index.index, &mut [0; 10])),
        }
    }

    /// A label without its quote.
    fn label(&mut self, label: &syn::Lifetime) -> Symbol {
        self.name(&label.ident)
    }

    /// A path in an expression or pattern, with the place of its last name.
    fn path_at(&mut self, qself: Option<&syn::QSelf>, path: &syn::Path) -> PathRef {
        let last = path.segments.last().map(|segment| self.span(segment.ident.span()));
        PathRef { span: last.unwrap_or_default(), ..self.path(qself, path) }
    }

    /// A block's tail drops its temporaries before the locals.
    fn tail_scope(&self) -> bool {
        self.context.edition >= Edition::E2024
    }

    fn is_off(&self, attrs: &[syn::Attribute]) -> bool {
        !attrs.is_empty() && cfg::of(attrs) == cfg::Cfg::Off
    }
}

/// The name of a tuple's field.
fn index_name(index: u32, buffer: &mut [u8; 10]) -> &str {
    let mut rest = index;
    let mut at = buffer.len();
    loop {
        at -= 1;
        buffer[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            return std::str::from_utf8(&buffer[at..]).unwrap_or_default();
        }
    }
}

/// A path of one name.
fn bare_path(name: Symbol, span: Span) -> PathRef {
    PathRef { segments: smallvec![ir::Segment::bare(name)], span, ..PathRef::default() }
}
