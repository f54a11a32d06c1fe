//! The edit that ends a guard before the await: `drop(guard);`, where nothing uses the guard from there on.
//!
//! A future that has to be `Send` would not compile with such a guard in the first place, so the edit does not run into
//! the compiler's view that a dropped guard is still part of the future.

use crate::facts::ir::{Block, Expr, ExprKind, Pat, Stmt};
use crate::finding::{Edit, Fix};
use crate::model::walk;
use crate::text::{FileId, Location, Span, Symbol};

/// For a guard that a plain `let` below `body` takes at `guard`, and the first await after it.
pub(super) fn drop_before(body: &Block, guard: Span, await_: Span, file: FileId) -> Option<Fix> {
    let (name, at) = in_block(body, guard, await_)?;
    let start = Span { start: at.start, end: at.start };
    let indent = " ".repeat(at.start.column as usize);
    Some(Fix {
        title: format!("drop `{name}` before the await"),
        edits: vec![Edit {
            location: Location { file, span: start },
            text: format!("drop({name});\n{indent}"),
        }],
    })
}

/// The guard's name, and the statement to drop it before.
fn in_block(block: &Block, guard: Span, await_: Span) -> Option<(Symbol, Span)> {
    for (index, stmt) in block.stmts.iter().enumerate() {
        let Some(init) = initialiser(stmt).filter(|init| contains(init.span, guard)) else { continue };
        if let Stmt::Let { pat: Pat::Bind { name, by_ref: false, sub: None, .. }, els: None, .. } = stmt {
            let rest = &block.stmts[index + 1..];
            let tail = block.tail.as_deref();
            let pause = rest.iter().position(|stmt| contains(span_of(stmt), await_));
            let (at, used) = match pause {
                Some(pause) => {
                    let rest = &rest[pause..];
                    (span_of(&rest[0]), rest.iter().any(|stmt| stmt_mentions(stmt, *name)))
                }
                None => (tail.filter(|tail| contains(tail.span, await_))?.span, false),
            };
            let used = used || tail.is_some_and(|tail| mentions(tail, *name));
            return (!used).then_some((*name, at));
        }
        return in_expr(init, guard, await_);
    }
    let exprs = block.stmts.iter().filter_map(|stmt| match stmt {
        Stmt::Let { init, .. } => init.as_ref(),
        Stmt::Expr { expr, .. } => Some(expr),
    });
    let around = exprs.chain(block.tail.as_deref()).find(|expr| contains(expr.span, guard))?;
    in_expr(around, guard, await_)
}

/// In the innermost block of an expression that the guard stands in.
fn in_expr(expr: &Expr, guard: Span, await_: Span) -> Option<(Symbol, Span)> {
    let inner: Vec<&Block> = match &expr.kind {
        ExprKind::Block(block) | ExprKind::Async(_, block) | ExprKind::Loop(_, block) => vec![block],
        ExprKind::While(_, _, _, block) | ExprKind::For(_, _, _, block) => vec![block],
        ExprKind::If { then, .. } => vec![then],
        _ => Vec::new(),
    };
    if let Some(block) = inner.into_iter().find(|block| contains(block.span, guard)) {
        return in_block(block, guard, await_);
    }
    let mut found = None;
    walk::children(expr, &mut |child| {
        if found.is_none() && contains(child.span, guard) {
            found = in_expr(child, guard, await_);
        }
    });
    found
}

fn initialiser(stmt: &Stmt) -> Option<&Expr> {
    match stmt {
        Stmt::Let { init, .. } => init.as_ref(),
        Stmt::Expr { .. } => None,
    }
}

fn span_of(stmt: &Stmt) -> Span {
    match stmt {
        Stmt::Let { span, .. } => *span,
        Stmt::Expr { expr, .. } => expr.span,
    }
}

fn stmt_mentions(stmt: &Stmt, name: Symbol) -> bool {
    match stmt {
        Stmt::Let { init, els, .. } => {
            let mut found = init.as_ref().is_some_and(|init| mentions(init, name));
            if let Some(els) = els {
                walk::of_block(els, &mut |expr| found |= mentions(expr, name));
            }
            found
        }
        Stmt::Expr { expr, .. } => mentions(expr, name),
    }
}

fn mentions(expr: &Expr, name: Symbol) -> bool {
    match &expr.kind {
        ExprKind::Path(path) => path.as_ident() == Some(name),
        // What could not be read may mention anything.
        ExprKind::Unknown => true,
        ExprKind::Macro(call) if call.opaque => true,
        _ => {
            let mut found = false;
            walk::children(expr, &mut |child| found |= mentions(child, name));
            found
        }
    }
}

fn contains(outer: Span, inner: Span) -> bool {
    let key = |pos: crate::text::Pos| (pos.line, pos.column);
    key(outer.start) <= key(inner.start) && key(inner.end) <= key(outer.end)
}
