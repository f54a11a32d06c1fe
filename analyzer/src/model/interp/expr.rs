//! Expressions: which kind is read where, and those that are made of operators.

use super::flow::contains_let;
use super::frame::Frame;
use super::value::Value;
use crate::catalog::{self, Does};
use crate::facts::ir::{BinOp, Expr, ExprKind, Lit, TypeRef};
use crate::model::table::Limit;
use crate::model::ty::Ty;

impl<'a> Frame<'_, 'a> {
    /// Interprets an expression. `expected` is the expected type, as far as it is known.
    pub(super) fn eval(&mut self, expr: &Expr, expected: &Ty) -> Value {
        let Some(fuel) = self.steps.checked_sub(1) else {
            self.record.limit(Limit::Steps, expr.span);
            return Value::unknown();
        };
        self.steps = fuel;
        crate::stop::check();
        let around = self.record.move_to(expr.span);
        let value = self.eval_here(expr, expected);
        self.record.move_to(around);
        value
    }

    fn eval_here(&mut self, expr: &Expr, expected: &Ty) -> Value {
        match &expr.kind {
            ExprKind::Path(path) => self.path(path),
            ExprKind::Lit(lit) => literal(lit),
            ExprKind::Field(base, name) => self.field_of(base, *name, expr.span),
            ExprKind::Index(base, index) => self.index(base, index),
            ExprKind::Deref(inner) => self.dereference(inner),
            ExprKind::Ref(mutable, inner) => self.reference(inner, *mutable, expr.span, expected),
            ExprKind::Unary(inner) => self.unary(inner),
            ExprKind::Binary(op, a, b) => self.binary(*op, a, b),
            ExprKind::Lazy(_, a, b) => self.lazy(a, b),
            ExprKind::Assign(target, value) => self.assign(target, value, expr.span),
            ExprKind::AssignOp(target, value) => self.assign_op(target, value, expr.span),
            ExprKind::Call(callee, args) => self.call(callee, args, expr.span, expected),
            ExprKind::MethodCall(call) => self.method_call(call, expr.span, expected),
            ExprKind::Struct(path, fields, rest) => self.structure(path, fields, rest.as_deref()),
            ExprKind::Tuple(items) => self.tuple(items, expected),
            ExprKind::Array(items, vec) => self.array(items, *vec),
            ExprKind::Repeat(item, count, vec) => self.repeat(item, count, *vec),
            ExprKind::Block(block) => self.block(block, expected),
            ExprKind::Async(is_move, block) => self.async_block(block, *is_move, expr.span),
            ExprKind::Closure(_) => self.closure(expr, &[], None).0,
            ExprKind::If { cond, scope, then, els } => {
                self.branch(cond, *scope, then, els.as_deref(), expected)
            }
            ExprKind::Let(pat, value) => self.let_condition(pat, value),
            ExprKind::Match(scrutinee, arms) => self.matching(scrutinee, arms, expected),
            ExprKind::Loop(label, body) => self.endless(expr, *label, body),
            ExprKind::While(label, cond, scope, body) => self.while_loop(expr, *label, cond, *scope, body),
            ExprKind::For(label, pat, iter, body) => self.for_loop(expr, *label, pat, iter, body),
            ExprKind::Break(label, value) => self.leave_loop(*label, value.as_deref()),
            ExprKind::Continue(label) => self.next_turn(*label),
            ExprKind::Return(value) => self.leave(value.as_deref()),
            ExprKind::Try(inner) => self.leave_if_failed(inner, expr.span),
            ExprKind::Await(inner) => self.awaited(inner, expr.span),
            ExprKind::Cast(inner, ty) => self.cast(inner, ty),
            ExprKind::Range(from, to) => self.range(from.as_deref(), to.as_deref()),
            ExprKind::Scope(inner) => self.scoped(inner, expected),
            ExprKind::Extend(inner) => self.extended(inner, expected),
            ExprKind::Macro(call) => self.macro_call(call, expr.span, expected),
            ExprKind::Select(branches) => self.select(branches, expr.span, expected),
            ExprKind::LockAll(locks) => self.lock_all(locks),
            ExprKind::Join(items) => self.join(items, expr.span),
            ExprKind::Unknown => Value::unknown(),
        }
    }

    fn unary(&mut self, inner: &Expr) -> Value {
        let value = self.eval(inner, &Ty::Unknown);
        Value { origins: value.origins, ..Value::of(value.ty.peel().clone()) }
    }

    fn binary(&mut self, op: BinOp, a: &Expr, b: &Expr) -> Value {
        let left = self.eval(a, &Ty::Unknown);
        let right = self.eval(b, &Ty::Unknown);
        let mut origins = left.origins;
        origins.extend(right.origins);
        if matches!(op, BinOp::Eq | BinOp::Ne | BinOp::Cmp) {
            self.record.table_mut().orders |= op == BinOp::Cmp || is_pointer_test(a) || is_pointer_test(b);
            return Value { origins, ..Value::of(Ty::lib("bool")) };
        }
        Value { origins, ..Value::of(left.ty.peel().clone()) }
    }

    /// `a && b`, `a || b`: the second is read only sometimes.
    fn lazy(&mut self, a: &Expr, b: &Expr) -> Value {
        let left = self.eval(a, &Ty::Unknown);
        let before = self.state.clone();
        let right = self.eval(b, &Ty::Unknown);
        // Of a chain, the last `let` says which timeout is tested.
        let timed = if contains_let(b) { right.timed } else { left.timed.filter(|_| contains_let(a)) };
        let origins = [left.origins, right.origins].concat();
        // Bindings of a `let` chain hold on the path where both are true; joining keeps them as may-held,
        // which would hide what the then-branch holds.
        let value = Value { origins, timed, ..Value::of(Ty::lib("bool")) };
        if contains_let(b) {
            return value;
        }
        let after = std::mem::take(&mut self.state);
        self.state = before.join(after);
        value
    }

    fn cast(&mut self, inner: &Expr, ty: &TypeRef) -> Value {
        let value = self.eval(inner, &Ty::Unknown);
        let ty = self.types.lower(ty, self.scope());
        if ty.is_unknown() { value } else { value.with_ty(ty) }
    }
}

fn literal(lit: &Lit) -> Value {
    Value::of(match lit {
        Lit::Int(_) => Ty::lib("usize"),
        Lit::Str(_) => Ty::lib("str").reference(),
        Lit::Bool(_) => Ty::lib("bool"),
        Lit::Other => Ty::Unknown,
    })
}

/// Whether an operand is made to be compared by its address, or by an order of its own.
fn is_pointer_test(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::MethodCall(call) => catalog::suggests(call.method.as_str(), Does::Identifies),
        ExprKind::Cast(_, ty) => matches!(**ty, TypeRef::Ptr(..)),
        _ => false,
    }
}
