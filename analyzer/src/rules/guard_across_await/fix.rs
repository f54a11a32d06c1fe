//! The edit that ends a guard before the await: `drop(guard);`, where nothing uses the guard from there on.
//!
//! It is offered where the result surely compiles: the variable is a guard and nothing else, owns it still, and nothing
//! else borrows from it ([`super::uses`]). It is certain where the guard has served its purpose, which is to give access to
//! something: who never looked at what it protects wants something else of it.
//!
//! A future that has to be `Send` would not compile with such a guard in the first place, so the edit does not run into
//! the compiler's view that a dropped guard is still part of the future.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::uses::{self, Later, Mentions, Uses};
use crate::catalog::lang::Called;
use crate::catalog::{self, Mode, lang};
use crate::facts::ir::{Block, Expr, ExprKind, Pat, PathRef, Stmt};
use crate::finding::{Applicability, Edit, Fix};
use crate::model::context::Body;
use crate::model::defs::{Def, Function};
use crate::model::table::Guard;
use crate::model::ty::Ty;
use crate::model::{Model, walk};
use crate::text::{FileId, Location, Pos, Span, Symbol};

/// For a guard that a plain `let` in `code` takes, and the first await after it.
pub(super) fn drop_before(
    model: &Model<'_>,
    (code, names): (&Block, &Names),
    starts: &mut Starts,
    body: Body,
    guard: &Guard,
    await_: Span,
) -> Option<Fix> {
    let function = &model.defs[body.function];
    let Spot { name, block, between, pause } = spot(code, guard.span, await_)?;
    let is_guard = guard.via.is_none_or(|(callee, _)| {
        let ret = model.types.signatures[callee.index()].ret.as_ref();
        ret.is_some_and(|ret| matches!(ret, Ty::Guard(..)) || matches!(ret.arg(0), Ty::Guard(..)))
    });
    if !is_guard || names.have_drop || !drop_is_known(model, function) {
        return None;
    }
    let gives_owned = |path: &PathRef| {
        let called = model.defs.of_library(function.module, path);
        called.is_some_and(|path| catalog::gives_owned(path.as_str()))
    };
    let mentions = names.mentions_of(block);
    let later = Later { mentions: &mentions, from: pause };
    let Uses { accesses } = uses::before(name, between, later, &names.params, &gives_owned)?;
    let at = block.stmts.get(pause).map(span_of).or(block.tail.as_ref().map(|tail| tail.span))?.start;
    let text = &model.defs.files[function.file.0 as usize].text;
    let starts = starts.entry(function.file).or_insert_with(|| starts_of(text));
    let lines = Lines { text, starts, from: block.span.start, to: block.span.end };
    if lines.has_attributes(at) {
        return None;
    }
    let certain = accesses && guard.mode != Mode::Entered;
    Some(Fix {
        title: format!("drop `{name}` before the await"),
        applicability: if certain { Applicability::MachineApplicable } else { Applicability::MaybeIncorrect },
        edits: vec![Edit {
            location: Location { file: function.file, span: Span { start: at, end: at } },
            text: format!("drop({name});{}{}", lines.line_break(at), lines.indent(at)),
        }],
    })
}

/// Where a guard is taken, and where the await follows.
struct Spot<'a> {
    /// The variable.
    name: Symbol,
    /// The block that declares it.
    block: &'a Block,
    /// The statements behind the declaration and before the await.
    between: &'a [Stmt],
    /// The number of the statement with the await; that of all if it is in the value of the block.
    pause: usize,
}

fn spot(block: &Block, guard: Span, await_: Span) -> Option<Spot<'_>> {
    for (index, stmt) in block.stmts.iter().enumerate() {
        let Stmt::Let { pat, init: Some(init), els, span, .. } = stmt else { continue };
        if !init.span.contains(guard) {
            continue;
        }
        if init.span.contains(await_) {
            return in_expr(init, guard, await_);
        }
        let Pat::Bind { name, by_ref: false, sub: None, .. } = pat else { return None };
        // What a macro made has the place of the macro's call, and names of its own.
        if els.is_some() || init.span == *span || !gives(init, guard) {
            return None;
        }
        let after = &block.stmts[index + 1..];
        let pause = after.iter().position(|stmt| span_of(stmt).contains(await_));
        let pause = match pause {
            Some(pause) => pause,
            None => {
                block.tail.as_ref().is_some_and(|tail| tail.span.contains(await_)).then_some(after.len())?
            }
        };
        return Some(Spot { name: *name, block, between: &after[..pause], pause: index + 1 + pause });
    }
    let exprs = block.stmts.iter().filter_map(|stmt| match stmt {
        Stmt::Let { init, .. } => init.as_ref(),
        Stmt::Expr { expr, .. } => Some(expr),
    });
    let around = exprs.chain(block.tail.as_deref()).find(|expr| expr.span.contains(guard))?;
    in_expr(around, guard, await_)
}

/// In the innermost block of an expression that the guard stands in.
fn in_expr(expr: &Expr, guard: Span, await_: Span) -> Option<Spot<'_>> {
    let inner: Option<&Block> = match &expr.kind {
        ExprKind::Block(block) | ExprKind::Async(_, block) | ExprKind::Loop(_, block) => Some(block),
        ExprKind::While(_, _, _, block) | ExprKind::For(_, _, _, block) => Some(block),
        ExprKind::If { then, .. } => Some(then),
        ExprKind::Macro(_) => return None,
        _ => None,
    };
    if let Some(block) = inner.filter(|block| block.span.contains(guard)) {
        return spot(block, guard, await_);
    }
    let mut found = None;
    walk::children(expr, &mut |child| {
        if found.is_none() && child.span.contains(guard) {
            found = in_expr(child, guard, await_);
        }
    });
    found
}

/// Whether an initialiser gives the guard itself: the call that takes it, and what unwraps the result of that.
fn gives(init: &Expr, guard: Span) -> bool {
    match &init.kind {
        ExprKind::Scope(inner) | ExprKind::Try(inner) => gives(inner, guard),
        ExprKind::MethodCall(call) if (call.method_span.start, init.span.end) == (guard.start, guard.end) => {
            true
        }
        ExprKind::MethodCall(call) => catalog::unwraps(call.method.as_str()) && gives(&call.receiver, guard),
        ExprKind::Call(..) => init.span == guard,
        _ => false,
    }
}

fn span_of(stmt: &Stmt) -> Span {
    match stmt {
        Stmt::Let { span, .. } => *span,
        Stmt::Expr { expr, .. } => expr.span,
    }
}

/// Whether `drop` means that of std, if no variable has the name.
fn drop_is_known(model: &Model<'_>, function: &Function<'_>) -> bool {
    let found = model.defs.resolve(function.module, false, &[Symbol::new(Called::Drop.method())]);
    !function.item.declares && matches!(found, Some((Def::Lib(path), _)) if path == lang::DROP)
}

/// The variables of a function.
pub(super) struct Names {
    /// The parameters that nothing shadows: what they hold has been borrowed outside.
    params: FxHashSet<Symbol>,
    /// Some variable is named `drop`.
    have_drop: bool,
    /// What blocks mention, by where they are: the guards of one block ask the same.
    mentions: RefCell<FxHashMap<*const Block, Rc<Mentions>>>,
}

impl Names {
    /// Those of a function with that body.
    pub(super) fn of(function: &Function<'_>, code: &Block) -> Names {
        let mut params = FxHashSet::from_iter([Symbol::new("self")]);
        let of_params = function.item.params.iter();
        of_params.for_each(|param| walk::bound(&param.pat, &mut |name| params.extend([name])));
        let mut bound = FxHashSet::default();
        walk::bound_by(code, &mut |name| bound.extend([name]));
        walk::of_block(code, &mut |expr| walk::bound_within(expr, &mut |name| bound.extend([name])));
        let have_drop = params.iter().chain(&bound).any(|name| *name == Called::Drop.method());
        params.retain(|name| !bound.contains(name));
        Names { params, have_drop, mentions: RefCell::default() }
    }

    fn mentions_of(&self, block: &Block) -> Rc<Mentions> {
        let mut known = self.mentions.borrow_mut();
        known.entry(block).or_insert_with(|| Rc::new(Mentions::of(block))).clone()
    }
}

/// By file, where its lines begin.
pub(super) type Starts = FxHashMap<FileId, Vec<usize>>;

fn starts_of(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// The text around a block.
struct Lines<'a> {
    text: &'a str,
    starts: &'a [usize],
    from: Pos,
    to: Pos,
}

impl Lines<'_> {
    /// A line and its line break.
    fn line(&self, line: u32) -> &str {
        let line = line as usize;
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        self.starts.get(line).map_or("", |start| &self.text[*start..end])
    }

    /// Whether a statement has attributes, or some statement of the block is there in some builds only.
    fn has_attributes(&self, stmt: Pos) -> bool {
        let before: String = self.line(stmt.line).chars().take(stmt.column as usize).collect();
        let mut above = (0..stmt.line).rev().map(|line| self.line(line).trim());
        let last = match before.trim() {
            "" => above.find(|line| !line.is_empty()).unwrap_or_default(),
            before => before,
        };
        let mut block = (self.from.line..=self.to.line).map(|line| self.line(line));
        last.starts_with("#[")
            || last.ends_with(']')
            || block.any(|line| line.contains("#[cfg") || line.contains("cfg_"))
    }

    /// The line break behind a statement.
    fn line_break(&self, stmt: Pos) -> &'static str {
        if self.line(stmt.line).ends_with("\r\n") { "\r\n" } else { "\n" }
    }

    /// What stands before a statement on its line, with all but white space left out.
    fn indent(&self, stmt: Pos) -> String {
        let before = self.line(stmt.line).chars().take(stmt.column as usize);
        before.map(|c| if c.is_whitespace() { c } else { ' ' }).collect()
    }
}
