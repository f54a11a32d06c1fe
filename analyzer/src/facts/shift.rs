//! Items that stand some lines further down, or up, and are the same otherwise.

use super::ir::{
    Arm, Block, Body, Expr, ExprKind, Field, FnItem, Item, ItemKind, LockRef, Notes, Pat, PathRef,
    SelectBranch, StaticItem, Stmt,
};
use crate::text::{Pos, Span};

/// Moves what has a place by a number of lines. Linear in the size of what is moved, and much faster than reading it again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift(pub i64);

impl Shift {
    pub(super) fn items(self, items: &mut [Item]) {
        for Item { kind, span, .. } in items {
            self.span(span);
            self.kind(kind);
        }
    }

    pub(super) fn span(self, span: &mut Span) {
        // What has no place has none afterwards.
        if *span != Span::default() {
            self.pos(&mut span.start);
            self.pos(&mut span.end);
        }
    }

    pub(super) fn pos(self, pos: &mut Pos) {
        pos.line = u32::try_from(i64::from(pos.line) + self.0).unwrap_or_default();
    }

    fn kind(self, kind: &mut ItemKind) {
        match kind {
            ItemKind::Mod(item) => self.items(item.inline.as_deref_mut().unwrap_or_default()),
            ItemKind::Struct(item) => self.fields(&mut item.fields),
            ItemKind::Enum(item) => item.variants.iter_mut().for_each(|(_, fields)| self.fields(fields)),
            ItemKind::Trait(item) => item.fns.iter_mut().for_each(|item| self.function(item)),
            ItemKind::Impl(item) => {
                item.fns.iter_mut().for_each(|item| self.function(item));
                item.consts.iter_mut().for_each(|item| self.constant(item));
            }
            ItemKind::Fn(item) => self.function(item),
            ItemKind::Static(item) => self.constant(item),
            ItemKind::LockOrder(order) => order.locks.iter_mut().for_each(|(_, span)| self.span(span)),
            ItemKind::Use(_) | ItemKind::ExternCrate { .. } | ItemKind::Alias(_) | ItemKind::Include(_) => {}
        }
    }

    fn fields(self, fields: &mut [Field]) {
        for Field { span, notes, .. } in fields {
            self.span(span);
            self.notes(notes.as_deref_mut());
        }
    }

    fn notes(self, notes: Option<&mut Notes>) {
        let Some(Notes { guarded_by, requires, acquires, releases, blocking, non_blocking }) = notes else {
            return;
        };
        for LockRef { root, span, .. } in
            guarded_by.iter_mut().chain(requires).chain(acquires).chain(releases)
        {
            self.path(root);
            self.span(span);
        }
        blocking.iter_mut().chain(non_blocking).for_each(|span| self.span(span));
    }

    fn function(self, item: &mut FnItem) {
        self.span(&mut item.name_span);
        self.span(&mut item.span);
        item.params.iter_mut().for_each(|param| self.pat(&mut param.pat));
        // Whoever reads a file again has read its bodies.
        if let Some(Body::Here(block)) = &mut item.body {
            self.block(block);
        }
        self.notes(item.notes.as_deref_mut());
    }

    fn constant(self, item: &mut StaticItem) {
        self.span(&mut item.span);
        item.init.iter_mut().for_each(|init| self.expr(init));
        item.lazy.iter_mut().for_each(|lazy| self.function(lazy));
        self.notes(item.notes.as_deref_mut());
    }

    fn block(self, block: &mut Block) {
        self.span(&mut block.span);
        self.items(&mut block.items);
        for stmt in &mut block.stmts {
            match stmt {
                Stmt::Let { pat, init, els, span, .. } => {
                    self.span(span);
                    self.pat(pat);
                    init.iter_mut().for_each(|init| self.expr(init));
                    els.iter_mut().for_each(|els| self.block(els));
                }
                Stmt::Expr { expr, .. } => self.expr(expr),
            }
        }
        block.tail.iter_mut().for_each(|tail| self.expr(tail));
    }

    fn path(self, path: &mut PathRef) {
        self.span(&mut path.span);
    }

    fn exprs<'e>(self, exprs: impl IntoIterator<Item = &'e mut Expr>) {
        exprs.into_iter().for_each(|expr| self.expr(expr));
    }

    fn expr(self, expr: &mut Expr) {
        self.span(&mut expr.span);
        match &mut expr.kind {
            ExprKind::Path(path) => self.path(path),
            ExprKind::Lit(_) | ExprKind::Continue(_) | ExprKind::Unknown => {}
            ExprKind::Field(inner, _)
            | ExprKind::Deref(inner)
            | ExprKind::Ref(_, inner)
            | ExprKind::Unary(inner)
            | ExprKind::Try(inner)
            | ExprKind::Await(inner)
            | ExprKind::Cast(inner, _)
            | ExprKind::Scope(inner)
            | ExprKind::Extend(inner) => self.expr(inner),
            ExprKind::Index(a, b)
            | ExprKind::Binary(_, a, b)
            | ExprKind::Lazy(_, a, b)
            | ExprKind::Assign(a, b)
            | ExprKind::AssignOp(a, b)
            | ExprKind::Repeat(a, b, _) => {
                self.expr(a);
                self.expr(b);
            }
            ExprKind::Call(callee, args) => {
                self.expr(callee);
                self.exprs(args);
            }
            ExprKind::MethodCall(call) => {
                self.expr(&mut call.receiver);
                self.span(&mut call.method_span);
                self.exprs(&mut call.args);
            }
            ExprKind::Struct(path, fields, base) => {
                self.path(path);
                self.exprs(fields.iter_mut().map(|(_, value)| value));
                self.exprs(base.as_deref_mut());
            }
            ExprKind::Tuple(parts) | ExprKind::Array(parts, _) | ExprKind::Join(parts) => self.exprs(parts),
            ExprKind::Block(block) | ExprKind::Async(_, block) | ExprKind::Loop(_, block) => {
                self.block(block)
            }
            ExprKind::Closure(closure) => {
                closure.params.iter_mut().for_each(|(pat, _)| self.pat(pat));
                self.expr(&mut closure.body);
            }
            ExprKind::If { cond, then, els, .. } => {
                self.expr(cond);
                self.block(then);
                self.exprs(els.as_deref_mut());
            }
            ExprKind::Let(pat, value) => {
                self.pat(pat);
                self.expr(value);
            }
            ExprKind::Match(value, arms) => {
                self.expr(value);
                for Arm { pat, guard, body } in arms {
                    self.pat(pat);
                    self.exprs(guard);
                    self.expr(body);
                }
            }
            ExprKind::While(_, cond, _, body) => {
                self.expr(cond);
                self.block(body);
            }
            ExprKind::For(_, pat, iter, body) => {
                self.pat(pat);
                self.expr(iter);
                self.block(body);
            }
            ExprKind::Break(_, value) | ExprKind::Return(value) => self.exprs(value.as_deref_mut()),
            ExprKind::Range(from, to) => {
                self.exprs(from.as_deref_mut());
                self.exprs(to.as_deref_mut());
            }
            ExprKind::Macro(call) => self.exprs(&mut call.args),
            ExprKind::Select(branches) => {
                for SelectBranch { pat, future, cond, handler } in branches {
                    self.pat(pat);
                    self.expr(future);
                    self.exprs(cond);
                    self.expr(handler);
                }
            }
            ExprKind::LockAll(locks) => self.exprs(locks.iter_mut().map(|(_, lock)| lock)),
        }
    }

    fn pat(self, pat: &mut Pat) {
        match pat {
            Pat::Wild | Pat::Lit => {}
            Pat::Bind { sub, span, .. } => {
                self.span(span);
                sub.iter_mut().for_each(|sub| self.pat(sub));
            }
            Pat::Tuple(parts, _) | Pat::Or(parts) | Pat::Slice(parts) => {
                parts.iter_mut().for_each(|part| self.pat(part));
            }
            Pat::TupleStruct(path, parts, _) => {
                self.path(path);
                parts.iter_mut().for_each(|part| self.pat(part));
            }
            Pat::Struct(path, fields) => {
                self.path(path);
                fields.iter_mut().for_each(|(_, field)| self.pat(field));
            }
            Pat::Ref(inner) => self.pat(inner),
            Pat::Path(path) => self.path(path),
        }
    }
}
