//! A plain walk over expressions: the direct children of a node, and the names that patterns bind.

use crate::facts::ir::{Block, Expr, ExprKind, Pat, Stmt};
use crate::text::{Span, Symbol};

/// Calls `visit` for every direct child expression of `expr`, in evaluation order; for blocks, the expressions of
/// their statements.
pub fn children<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    match &expr.kind {
        ExprKind::Path(_) | ExprKind::Lit(_) | ExprKind::Continue(_) | ExprKind::Unknown => {}
        ExprKind::Field(inner, _)
        | ExprKind::Deref(inner)
        | ExprKind::Ref(_, inner)
        | ExprKind::Unary(inner)
        | ExprKind::Let(_, inner)
        | ExprKind::Try(inner)
        | ExprKind::Await(inner)
        | ExprKind::Cast(inner, _)
        | ExprKind::Scope(inner)
        | ExprKind::Extend(inner) => visit(inner),
        ExprKind::Index(a, b)
        | ExprKind::Binary(_, a, b)
        | ExprKind::Lazy(_, a, b)
        | ExprKind::Assign(a, b)
        | ExprKind::AssignOp(a, b)
        | ExprKind::Repeat(a, b, _) => {
            visit(a);
            visit(b);
        }
        ExprKind::Call(callee, args) => {
            visit(callee);
            args.iter().for_each(visit);
        }
        ExprKind::MethodCall(call) => {
            visit(&call.receiver);
            call.args.iter().for_each(visit);
        }
        ExprKind::Struct(_, fields, rest) => {
            fields.iter().for_each(|(_, value)| visit(value));
            if let Some(rest) = rest {
                visit(rest);
            }
        }
        ExprKind::Tuple(items) | ExprKind::Array(items, _) | ExprKind::Join(items) => {
            items.iter().for_each(visit)
        }
        ExprKind::LockAll(locks) => locks.iter().for_each(|(_, lock)| visit(lock)),
        ExprKind::Block(block) | ExprKind::Async(_, block) | ExprKind::Loop(_, block) => {
            of_block(block, visit)
        }
        ExprKind::Closure(closure) => visit(&closure.body),
        ExprKind::If { cond, then, els, .. } => {
            visit(cond);
            of_block(then, visit);
            if let Some(els) = els {
                visit(els);
            }
        }
        ExprKind::Match(scrutinee, arms) => {
            visit(scrutinee);
            for arm in arms {
                if let Some(guard) = &arm.guard {
                    visit(guard);
                }
                visit(&arm.body);
            }
        }
        ExprKind::While(_, cond, _, body) => {
            visit(cond);
            of_block(body, visit);
        }
        ExprKind::For(_, _, iter, body) => {
            visit(iter);
            of_block(body, visit);
        }
        ExprKind::Break(_, value) | ExprKind::Return(value) => {
            if let Some(value) = value {
                visit(value);
            }
        }
        ExprKind::Range(from, to) => {
            for end in [from, to].into_iter().flatten() {
                visit(end);
            }
        }
        ExprKind::Macro(call) => call.args.iter().for_each(visit),
        ExprKind::Select(branches) => {
            for branch in branches {
                visit(&branch.future);
                if let Some(cond) = &branch.cond {
                    visit(cond);
                }
                visit(&branch.handler);
            }
        }
    }
}

/// Calls `visit` for every expression of a block's statements.
pub fn of_block<'a>(block: &'a Block, visit: &mut dyn FnMut(&'a Expr)) {
    for stmt in &block.stmts {
        match stmt {
            Stmt::Let { init, els, .. } => {
                if let Some(init) = init {
                    visit(init);
                }
                if let Some(els) = els {
                    of_block(els, visit);
                }
            }
            Stmt::Expr { expr, .. } => visit(expr),
        }
    }
    if let Some(tail) = &block.tail {
        visit(tail);
    }
}

/// Calls `visit` for every expression of a block, those in others included.
pub fn all_of_block<'a>(block: &'a Block, visit: &mut dyn FnMut(&'a Expr)) {
    let mut open: Vec<&Expr> = Vec::new();
    of_block(block, &mut |expr| open.push(expr));
    while let Some(expr) = open.pop() {
        visit(expr);
        children(expr, &mut |child| open.push(child));
    }
}

/// Calls `visit` with every name that a pattern binds.
pub fn bound(pat: &Pat, visit: &mut dyn FnMut(Symbol)) {
    match pat {
        Pat::Wild | Pat::Path(_) | Pat::Lit => {}
        Pat::Bind { name, sub, .. } => {
            visit(*name);
            sub.iter().for_each(|sub| bound(sub, visit));
        }
        Pat::Tuple(pats, _) | Pat::TupleStruct(_, pats, _) | Pat::Or(pats) | Pat::Slice(pats) => {
            pats.iter().for_each(|pat| bound(pat, visit));
        }
        Pat::Struct(_, fields) => fields.iter().for_each(|(_, pat)| bound(pat, visit)),
        Pat::Ref(pat) => bound(pat, visit),
    }
}

/// Calls `visit` with every name that patterns within an expression bind, those of closures included.
pub fn bound_within(expr: &Expr, visit: &mut dyn FnMut(Symbol)) {
    match &expr.kind {
        ExprKind::Let(pat, _) | ExprKind::For(_, pat, ..) => bound(pat, visit),
        ExprKind::Match(_, arms) => arms.iter().for_each(|arm| bound(&arm.pat, visit)),
        ExprKind::Closure(closure) => closure.params.iter().for_each(|(pat, _)| bound(pat, visit)),
        ExprKind::Select(branches) => branches.iter().for_each(|branch| bound(&branch.pat, visit)),
        ExprKind::Block(block)
        | ExprKind::Async(_, block)
        | ExprKind::Loop(_, block)
        | ExprKind::While(_, _, _, block)
        | ExprKind::If { then: block, .. } => bound_by(block, visit),
        _ => {}
    }
    if let ExprKind::For(.., block) = &expr.kind {
        bound_by(block, visit);
    }
    children(expr, &mut |child| bound_within(child, visit));
}

/// Calls `visit` with every name that a block's own statements bind.
pub fn bound_by(block: &Block, visit: &mut dyn FnMut(Symbol)) {
    for stmt in &block.stmts {
        if let Stmt::Let { pat, .. } = stmt {
            bound(pat, visit);
        }
    }
}

/// Where the paths stand that a body, or a closure in it, may give as they are.
pub fn given_paths(body: &Block) -> Vec<Span> {
    let mut found = Vec::new();
    if let Some(tail) = &body.tail {
        ends(tail, &mut found);
    }
    all_of_block(body, &mut |expr| match &expr.kind {
        ExprKind::Return(Some(value)) | ExprKind::Break(_, Some(value)) => ends(value, &mut found),
        ExprKind::Closure(closure) => ends(&closure.body, &mut found),
        _ => {}
    });
    found
}

fn ends(expr: &Expr, found: &mut Vec<Span>) {
    match &expr.kind {
        ExprKind::Path(path) => found.push(path.span),
        ExprKind::Block(block) => block.tail.iter().for_each(|tail| ends(tail, found)),
        ExprKind::Scope(inner) => ends(inner, found),
        ExprKind::If { then, els, .. } => {
            then.tail.iter().for_each(|tail| ends(tail, found));
            els.iter().for_each(|els| ends(els, found));
        }
        ExprKind::Match(_, arms) => arms.iter().for_each(|arm| ends(&arm.body, found)),
        _ => {}
    }
}
