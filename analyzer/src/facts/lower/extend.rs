//! Temporaries that a `let` keeps: "temporary lifetime extension" of the Rust reference, destructors chapter.

use crate::facts::ir::{Block, Expr, ExprKind, Pat};

/// Marks the temporaries that `let PAT = INIT` extends to the end of its block.
pub(super) fn initialiser(pat: &Pat, init: &mut Expr) {
    extending(init);
    if binds_by_ref(pat) {
        extend_place(init);
    }
}

/// `init` is an extending expression: the operands of the borrows that it consists of live on.
fn extending(expr: &mut Expr) {
    match &mut expr.kind {
        ExprKind::Ref(_, operand) => {
            extending(operand);
            extend_place(operand);
        }
        ExprKind::Tuple(elems) | ExprKind::Array(elems, false) => elems.iter_mut().for_each(extending),
        ExprKind::Struct(_, fields, _) => fields.iter_mut().for_each(|(_, value)| extending(value)),
        ExprKind::Cast(inner, _) => extending(inner),
        // Constructors of tuple structs and variants, since 1.89; before, such code was rejected.
        ExprKind::Call(callee, args) if is_constructor(callee) => args.iter_mut().for_each(extending),
        ExprKind::Block(block) => extending_tail(block),
        ExprKind::If { then, els, .. } => {
            extending_tail(then);
            if let Some(els) = els {
                extending(els);
            }
        }
        ExprKind::Match(_, arms) => {
            for arm in arms {
                match &mut arm.body.kind {
                    ExprKind::Scope(body) => extending(body),
                    _ => extending(&mut arm.body),
                }
            }
        }
        ExprKind::Scope(inner) => extending(inner),
        _ => {}
    }
}

fn extending_tail(block: &mut Block) {
    if let Some(tail) = &mut block.tail {
        extending(tail);
    }
}

/// The expression is used as a place that lives on: its base is a variable, or a temporary to be kept.
fn extend_place(expr: &mut Expr) {
    let mut at = expr;
    while let ExprKind::Field(..) | ExprKind::Index(..) | ExprKind::Deref(_) | ExprKind::Ref(..) = at.kind {
        at = match &mut at.kind {
            ExprKind::Field(base, _) | ExprKind::Index(base, _) => base,
            ExprKind::Deref(base) | ExprKind::Ref(_, base) => base,
            _ => return,
        };
    }
    if let ExprKind::Path(_) | ExprKind::Lit(_) | ExprKind::Extend(_) = at.kind {
        return;
    }
    let kind = std::mem::replace(&mut at.kind, ExprKind::Unknown);
    at.kind = ExprKind::Extend(Box::new(Expr { kind, span: at.span }));
}

/// An extending pattern: one that binds by reference.
fn binds_by_ref(pat: &Pat) -> bool {
    match pat {
        Pat::Bind { by_ref, sub, .. } => *by_ref || sub.as_deref().is_some_and(binds_by_ref),
        Pat::Tuple(pats, _) | Pat::TupleStruct(_, pats, _) | Pat::Slice(pats) | Pat::Or(pats) => {
            pats.iter().any(binds_by_ref)
        }
        Pat::Struct(_, fields) => fields.iter().any(|(_, pat)| binds_by_ref(pat)),
        _ => false,
    }
}

/// A path whose last name is written like a type's.
fn is_constructor(callee: &Expr) -> bool {
    let ExprKind::Path(path) = &callee.kind else { return false };
    path.last().is_some_and(|name| name.as_str().starts_with(|c: char| c.is_ascii_uppercase()))
}
