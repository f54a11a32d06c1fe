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

#[cfg(test)]
mod tests;

use std::fmt::Write;

use proc_macro2::Ident;

use super::ir::{FileFacts, PathRef};
use super::{FileContext, ir};
use crate::sources::Edition;
use crate::syntax::{self, Origin};
use crate::text::{Problem, Span, Symbol};

/// How deep macros of the workspace may expand to one another.
const EXPANSION_DEPTH: u32 = 16;

/// How many expansions one macro call may cause.
const EXPANSION_BUDGET: u32 = 256;

/// Lowers one file; to be called where the stack is big.
pub(super) fn file(text: &str, context: FileContext<'_>) -> FileFacts {
    let mut lowering = Lowering {
        context,
        origin: Origin::default(),
        facts: FileFacts::default(),
        targets: text.contains("concheck:").then(Vec::new),
        test: false,
        inherited: Vec::new(),
        depth: 0,
        budget: 0,
        declaring: 0,
        buffer: String::new(),
    };
    let mut items = Vec::new();
    let syntax = syntax::parse(text, &mut |item, origin| {
        lowering.origin = origin;
        lowering.item(item, &mut items);
    });
    lowering.file_attrs(&syntax.attrs, text);
    lowering.comments(&syntax.comments, text);
    let mut facts = lowering.facts;
    facts.items = items;
    facts.lines = syntax.lines;
    let path = context.path;
    let unread = syntax.problems.into_iter();
    facts.problems.extend(unread.map(|(at, message)| Problem {
        path: path.to_owned(),
        at: Some(at),
        message,
    }));
    facts.problems.sort();
    facts
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
    /// How many macros of the workspace are being expanded.
    depth: u32,
    /// How many more expansions the outermost macro call may cause.
    budget: u32,
    /// How many blocks so far declare items.
    declaring: u32,
    /// Reused for names.
    buffer: String,
}

impl Lowering<'_> {
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
    let segment = ir::Segment { name, args: Vec::new(), assoc: Vec::new() };
    PathRef { segments: vec![segment], span, ..PathRef::default() }
}
