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

use std::fmt::Write;

use proc_macro2::Ident;
use smallvec::smallvec;

use super::conditions::Conditions;
use super::ir::{FileFacts, PathRef};
use super::{FileContext, ir};
use crate::sources::Edition;
use crate::syntax::{self, Origin, Text};
use crate::text::{Pos, Problem, Span, Symbol};

/// How deep macros of the workspace may expand to one another: rustc's default limit.
const EXPANSION_DEPTH: u32 = 128;

/// How many tokens one macro call may expand to, all that its expansion expands to included, beside
/// [`EXPANSION_FACTOR`] for each of its own.
const EXPANSION_TOKENS: usize = 250_000;
const EXPANSION_FACTOR: usize = 32;

/// What to say of a macro call that expands to more.
const EXPANSION_CUT: &str =
    "this macro call expands to too much, or without end: the rest of it is not analysed";

/// Lowers one file; to be called where the stack is big.
pub(super) fn file(text: &str, context: FileContext<'_>) -> FileFacts {
    read(text, context, false)
}

/// The same, but bodies that can be read later ([`body`]) are left for then.
pub(super) fn outline(text: &str, context: FileContext<'_>) -> FileFacts {
    // What comments speak of may be in a body.
    read(text, context, !speaks(text))
}

fn read(text: &str, context: FileContext<'_>, later: bool) -> FileFacts {
    let text = cut(text, context);
    let mut lowering = Lowering { text: Some(&text), later, ..Lowering::new(context) };
    lowering.targets = speaks(text.text()).then(Vec::new);
    let mut items = Vec::new();
    lowering.units(&text, 0..usize::MAX, &mut items);
    lowering.finish(items, &text)
}

fn cut<'t>(text: &'t str, context: FileContext<'_>) -> Text<'t> {
    Text::new(text, &|name| context.macros.expansion(name))
}

/// Lowers a body that was left for later, and tells what is broken in it.
pub(super) fn body(
    text: &str,
    body: &syntax::outline::Body,
    context: FileContext<'_>,
) -> (Option<ir::Block>, Vec<Problem>) {
    let mut lowering = Lowering::new(context);
    let block = lowering.read_body(text, body);
    syntax::release();
    (block, lowering.facts.problems)
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
    /// What the `cfg`s around ask for.
    conditions: Conditions,
    /// Inside `cfg_if!`.
    spliced_under_cfg: bool,
    /// How many macros of the workspace are being expanded.
    depth: u32,
    /// How many more tokens the outermost macro call may expand to.
    budget: usize,
    /// The macros that are being expanded, and how deep.
    expansions: Vec<(u32, Symbol)>,
    /// How many `cfg_if!`s are around what is being read: of the depth, these are no expansions.
    chosen: u32,
    /// How many blocks so far declare items.
    declaring: u32,
    /// Reused for names.
    buffer: String,
    /// What is lowered, if bodies may be left out of it.
    text: Option<&'a Text<'a>>,
    /// Bodies that can be read later are left for then.
    later: bool,
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
            conditions: Conditions::default(),
            spliced_under_cfg: false,
            depth: 0,
            budget: 0,
            expansions: Vec::new(),
            chosen: 0,
            declaring: 0,
            buffer: String::new(),
            text: None,
            later: false,
        }
    }

    /// Adds what the file says besides items.
    fn finish(mut self, mut items: Vec<ir::Item>, text: &Text<'_>) -> FileFacts {
        let syntax = text.head();
        self.file_attrs(&syntax.attrs, text.text());
        self.comments(&syntax.comments);
        self.unread(syntax.problems);
        let mut facts = self.facts;
        // Facts live long: room for more items would, too.
        items.shrink_to_fit();
        facts.items = items;
        facts.lines = syntax.lines;
        facts.problems.sort();
        facts
    }

    /// Lowers some units of a text.
    fn units(&mut self, text: &Text<'_>, units: std::ops::Range<usize>, out: &mut Vec<ir::Item>) {
        let problems = text.items(units, &mut |item, origin| {
            self.origin = origin;
            self.item(item, out);
        });
        self.unread(problems);
    }

    /// Notes what could not be read.
    fn unread(&mut self, problems: Vec<(Pos, String)>) {
        problems.into_iter().for_each(|(at, message)| self.problem(at, &message));
    }
}

impl Lowering<'_> {
    /// The body that begins there, if it was left out.
    fn left_out(&self, start: Pos) -> Option<syntax::outline::Body> {
        self.text?.left_out(start).copied()
    }

    /// Reads a body that was left out.
    fn read_body(&mut self, text: &str, body: &syntax::outline::Body) -> Option<ir::Block> {
        let outer = self.origin;
        let (block, problems) = syntax::body(text, body, |block, origin| {
            self.origin = origin;
            self.block_of(&block.stmts, self.span(block.brace_token.span.join()))
        });
        self.origin = outer;
        self.unread(problems);
        block
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

    /// Goes on below attributes: gives how many conditions there were around.
    fn enter(&mut self, attrs: &[syn::Attribute]) -> usize {
        let around = self.conditions.len();
        cfg::predicates(attrs).for_each(|predicate| cfg::conditions(&predicate, true, &mut self.conditions));
        around
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
