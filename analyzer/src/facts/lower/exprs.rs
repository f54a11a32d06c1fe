//! Expressions. Where their temporaries end is put into the tree here; see `extend` for those that live on.

use syn::{Attribute, BinOp as SynOp, Expr as Syn, UnOp};

use super::cfg::{self, Cfg};
use super::{Lowering, bare_path};
use crate::facts::ir::{Arm, BinOp, Block, Closure, CondScope, Expr, ExprKind, Lit, MethodCall, Pat};
use crate::sources::Edition;
use crate::text::{Span, Symbol};

/// The first release that ends a scope at the leftmost operand of `&&` and `||` (rust-lang/rust#103293).
const LEFTMOST_OPERAND_IS_SCOPE: (u32, u32) = (1, 68);

impl Lowering<'_> {
    /// Lowers an expression. Postfix chains and operators nest to the left as deep as they are long, so their spine
    /// is walked in a loop; everything else is nested in the text, which limits it.
    pub(super) fn expr(&mut self, expr: &Syn) -> Expr {
        crate::stop::check();
        let mut spine = Vec::new();
        let mut at = expr;
        loop {
            let inner = match at {
                Syn::MethodCall(e) => &e.receiver,
                Syn::Field(e) => &e.base,
                Syn::Await(e) => &e.base,
                Syn::Try(e) => &e.expr,
                Syn::Index(e) => &e.expr,
                Syn::Call(e) => &e.func,
                Syn::Cast(e) => &e.expr,
                Syn::Binary(e) => &e.left,
                Syn::Paren(e) if e.attrs.is_empty() => {
                    at = &e.expr;
                    continue;
                }
                Syn::Group(e) => {
                    at = &e.expr;
                    continue;
                }
                _ => break,
            };
            spine.push(at);
            at = inner;
        }
        let mut value = self.atom(at);
        self.expr_attrs(at, value.span);
        while let Some(outer) = spine.pop() {
            value = self.around(outer, value);
            self.expr_attrs(outer, value.span);
        }
        value
    }

    fn expr_attrs(&mut self, expr: &Syn, span: Span) {
        let attrs = attrs_of(expr);
        if !attrs.is_empty() {
            self.note(attrs, span);
        }
    }

    pub(super) fn boxed(&mut self, expr: &Syn) -> Box<Expr> {
        Box::new(self.expr(expr))
    }

    /// Those of a list that are not configured away.
    pub(super) fn exprs<'e>(&mut self, list: impl IntoIterator<Item = &'e Syn>) -> Vec<Expr> {
        let mut lowered = Vec::new();
        for expr in list {
            if !self.is_off(attrs_of(expr)) {
                lowered.push(self.expr(expr));
            }
        }
        lowered
    }

    /// One step up the spine: `expr` with its leftmost operand lowered already.
    fn around(&mut self, expr: &Syn, inner: Expr) -> Expr {
        let start = inner.span;
        match expr {
            Syn::MethodCall(e) => self.method_call(e, inner),
            Syn::Field(e) => {
                let end = match &e.member {
                    syn::Member::Named(name) => name.span(),
                    syn::Member::Unnamed(index) => index.span,
                };
                let name = self.member(&e.member);
                Expr { kind: ExprKind::Field(Box::new(inner), name), span: start.to(self.span(end)) }
            }
            Syn::Await(e) => {
                let span = start.to(self.span(e.await_token.span));
                Expr { kind: ExprKind::Await(Box::new(inner)), span }
            }
            Syn::Try(e) => {
                let span = start.to(self.span(e.question_token.span));
                Expr { kind: ExprKind::Try(Box::new(inner)), span }
            }
            Syn::Index(e) => {
                let index = self.boxed(&e.index);
                let span = start.to(self.span(e.bracket_token.span.close()));
                Expr { kind: ExprKind::Index(Box::new(inner), index), span }
            }
            Syn::Call(e) => {
                let args = self.exprs(&e.args);
                let span = start.to(self.span(e.paren_token.span.close()));
                Expr { kind: ExprKind::Call(Box::new(inner), args), span }
            }
            Syn::Cast(e) => {
                let ty = self.ty(&e.ty);
                let span = start.to(self.span(syn::spanned::Spanned::span(&*e.ty)));
                Expr { kind: ExprKind::Cast(Box::new(inner), Box::new(ty)), span }
            }
            Syn::Binary(e) => self.binary(e, inner),
            _ => inner,
        }
    }

    fn method_call(&mut self, e: &syn::ExprMethodCall, receiver: Expr) -> Expr {
        let span = receiver.span.to(self.span(e.paren_token.span.close()));
        let call = MethodCall {
            receiver,
            method: self.name(&e.method),
            method_span: self.span(e.method.span()),
            generics: self.turbofish(e.turbofish.as_ref()),
            args: self.exprs(&e.args),
        };
        Expr { kind: ExprKind::MethodCall(Box::new(call)), span }
    }

    fn binary(&mut self, e: &syn::ExprBinary, left: Expr) -> Expr {
        let right = self.expr(&e.right);
        let span = left.span.to(right.span);
        let op = match e.op {
            SynOp::And(_) | SynOp::Or(_) => {
                let and = matches!(e.op, SynOp::And(_));
                let old =
                    self.context.rust_version.is_some_and(|version| version < LEFTMOST_OPERAND_IS_SCOPE);
                let left = if old { left } else { operand(and, left) };
                let kind = ExprKind::Lazy(and, Box::new(left), Box::new(operand(and, right)));
                return Expr { kind, span };
            }
            SynOp::Eq(_) => BinOp::Eq,
            SynOp::Ne(_) => BinOp::Ne,
            SynOp::Lt(_) | SynOp::Le(_) | SynOp::Gt(_) | SynOp::Ge(_) => BinOp::Cmp,
            SynOp::Add(_)
            | SynOp::Sub(_)
            | SynOp::Mul(_)
            | SynOp::Div(_)
            | SynOp::Rem(_)
            | SynOp::BitXor(_)
            | SynOp::BitAnd(_)
            | SynOp::BitOr(_)
            | SynOp::Shl(_)
            | SynOp::Shr(_) => BinOp::Arith,
            _ => return Expr { kind: ExprKind::AssignOp(Box::new(left), Box::new(right)), span },
        };
        Expr { kind: ExprKind::Binary(op, Box::new(left), Box::new(right)), span }
    }

    /// An expression that does not begin with another one.
    fn atom(&mut self, expr: &Syn) -> Expr {
        match expr {
            Syn::Path(e) => self.path_expr(e),
            Syn::Lit(e) => self.lit(&e.lit),
            Syn::Macro(e) => self.macro_expr(&e.mac),
            Syn::Reference(e) => {
                self.prefix(e.and_token.span, &e.expr, |inner| ExprKind::Ref(e.mutability.is_some(), inner))
            }
            Syn::RawAddr(e) => self.prefix(e.and_token.span, &e.expr, |inner| {
                ExprKind::Ref(matches!(e.mutability, syn::PointerMutability::Mut(_)), inner)
            }),
            Syn::Unary(e) => match e.op {
                UnOp::Deref(star) => self.prefix(star.span, &e.expr, ExprKind::Deref),
                UnOp::Not(token) => self.prefix(token.span, &e.expr, ExprKind::Unary),
                UnOp::Neg(token) => self.prefix(token.span, &e.expr, ExprKind::Unary),
                _ => self.expr(&e.expr),
            },
            Syn::Assign(e) => self.assign(e),
            Syn::Struct(e) => self.struct_expr(e),
            Syn::Tuple(e) => {
                let elems = self.exprs(&e.elems);
                Expr { kind: ExprKind::Tuple(elems), span: self.span(e.paren_token.span.join()) }
            }
            Syn::Array(e) => {
                let elems = self.exprs(&e.elems);
                Expr { kind: ExprKind::Array(elems, false), span: self.span(e.bracket_token.span.join()) }
            }
            Syn::Repeat(e) => {
                let kind = ExprKind::Repeat(self.boxed(&e.expr), self.boxed(&e.len), false);
                Expr { kind, span: self.span(e.bracket_token.span.join()) }
            }
            Syn::Closure(e) => self.closure(e),
            Syn::If(e) => self.if_expr(e),
            Syn::Let(e) => {
                let value = self.expr(&e.expr);
                let span = self.span(e.let_token.span).to(value.span);
                Expr { kind: ExprKind::Let(Box::new(self.pat(&e.pat)), Box::new(value)), span }
            }
            Syn::Match(e) => self.match_expr(e),
            Syn::Break(_) | Syn::Continue(_) | Syn::Return(_) | Syn::Yield(_) => self.jump(expr),
            Syn::Range(e) => self.range(e),
            Syn::Paren(e) => self.expr(&e.expr),
            _ => self.block_like(expr),
        }
    }

    /// Expressions whose heart is a block.
    fn block_like(&mut self, expr: &Syn) -> Expr {
        match expr {
            Syn::Block(e) => {
                let mut block = self.block(&e.block);
                let mut span = block.span;
                if let Some(label) = &e.label {
                    block.label = Some(self.label(&label.name));
                    span = self.span(label.name.apostrophe).to(span);
                }
                Expr { kind: ExprKind::Block(Box::new(block)), span }
            }
            Syn::Unsafe(e) => self.keyword_block(e.unsafe_token.span, &e.block, ExprKind::Block),
            Syn::Const(e) => self.keyword_block(e.const_token.span, &e.block, ExprKind::Block),
            Syn::TryBlock(e) => self.keyword_block(e.try_token.span, &e.block, ExprKind::Block),
            Syn::Async(e) => self.keyword_block(e.async_token.span, &e.block, |block| {
                ExprKind::Async(e.capture.is_some(), block)
            }),
            Syn::Loop(e) => {
                let label = self.loop_label(e.label.as_ref());
                self.keyword_block(e.loop_token.span, &e.body, |block| ExprKind::Loop(label, block))
            }
            Syn::While(e) => {
                let label = self.loop_label(e.label.as_ref());
                let cond = self.boxed(&e.cond);
                // A loop's condition is that of an `if` that is all its body holds, so temporaries of a `let` end
                // with each turn in every edition.
                let scope = if holds_let(&cond) { CondScope::Then } else { CondScope::Cond };
                self.keyword_block(e.while_token.span, &e.body, |block| {
                    ExprKind::While(label, cond, scope, block)
                })
            }
            Syn::ForLoop(e) => {
                let label = self.loop_label(e.label.as_ref());
                let pat = Box::new(self.pat(&e.pat));
                let over = self.boxed(&e.expr);
                self.keyword_block(e.for_token.span, &e.body, |block| ExprKind::For(label, pat, over, block))
            }
            Syn::Infer(e) => Expr { kind: ExprKind::Unknown, span: self.span(e.underscore_token.span) },
            _ => Expr { kind: ExprKind::Unknown, span: Span::default() },
        }
    }

    fn loop_label(&mut self, label: Option<&syn::Label>) -> Option<Symbol> {
        label.map(|label| self.label(&label.name))
    }

    fn keyword_block(
        &mut self,
        keyword: proc_macro2::Span,
        block: &syn::Block,
        kind: impl FnOnce(Box<Block>) -> ExprKind,
    ) -> Expr {
        let block = Box::new(self.block(block));
        let span = self.span(keyword).to(block.span);
        Expr { kind: kind(block), span }
    }

    fn prefix(
        &mut self,
        token: proc_macro2::Span,
        inner: &Syn,
        kind: impl FnOnce(Box<Expr>) -> ExprKind,
    ) -> Expr {
        let inner = self.boxed(inner);
        let span = self.span(token).to(inner.span);
        Expr { kind: kind(inner), span }
    }

    fn path_expr(&mut self, e: &syn::ExprPath) -> Expr {
        let path = self.path_at(e.qself.as_ref(), &e.path);
        let mut span = path.span;
        match (&e.qself, &e.path.leading_colon, e.path.segments.first()) {
            (Some(qself), ..) => span = self.span(qself.lt_token.span).to(span),
            (_, Some(colon), _) => span = self.span(colon.spans[0]).to(span),
            (.., Some(first)) if e.path.segments.len() > 1 => span = self.span(first.ident.span()).to(span),
            _ => {}
        }
        Expr { kind: ExprKind::Path(path), span }
    }

    pub(super) fn lit(&mut self, lit: &syn::Lit) -> Expr {
        let value = match lit {
            syn::Lit::Int(lit) => Lit::Int(lit.base10_parse().ok()),
            // Names live for ever: of a long text only that it is one is kept.
            syn::Lit::Str(lit) => match lit.value() {
                long if long.len() > 64 => Lit::Str(Symbol::new("…")),
                text => Lit::Str(Symbol::new(&text)),
            },
            syn::Lit::Bool(lit) => Lit::Bool(lit.value),
            _ => Lit::Other,
        };
        Expr { kind: ExprKind::Lit(value), span: self.span(lit.span()) }
    }

    fn assign(&mut self, e: &syn::ExprAssign) -> Expr {
        let right = self.expr(&e.right);
        if let Syn::Infer(wild) = &*e.left {
            // `_ = e` is `e`: the value is a temporary of the statement.
            return Expr { span: self.span(wild.underscore_token.span).to(right.span), kind: right.kind };
        }
        let left = self.expr(&e.left);
        let span = left.span.to(right.span);
        Expr { kind: ExprKind::Assign(Box::new(left), Box::new(right)), span }
    }

    fn struct_expr(&mut self, e: &syn::ExprStruct) -> Expr {
        let path = self.path_at(e.qself.as_ref(), &e.path);
        let first = e.path.segments.first().map(|segment| self.span(segment.ident.span()));
        let span = first.unwrap_or(path.span).to(self.span(e.brace_token.span.close()));
        let mut fields = Vec::new();
        for field in &e.fields {
            if self.is_off(&field.attrs) {
                continue;
            }
            let value = self.expr(&field.expr);
            self.note_attrs_only(&field.attrs, value.span);
            fields.push((self.member(&field.member), value));
        }
        let base = e.rest.as_ref().map(|rest| self.boxed(rest));
        Expr { kind: ExprKind::Struct(Box::new(path), fields, base), span }
    }

    fn note_attrs_only(&mut self, attrs: &[Attribute], span: Span) {
        if !attrs.is_empty() {
            self.note(attrs, span);
        }
    }

    fn closure(&mut self, e: &syn::ExprClosure) -> Expr {
        let params = e.inputs.iter().map(|input| self.typed_pat(input)).collect();
        let ret = self.ret(&e.output);
        let body = self.expr(&e.body);
        let first = match (e.asyncness, e.capture) {
            (Some(token), _) => token.span,
            (None, Some(token)) => token.span,
            _ => e.inputs_begin.span,
        };
        let span = self.span(first).to(body.span);
        let closure =
            Closure { params, ret, body, is_move: e.capture.is_some(), is_async: e.asyncness.is_some() };
        Expr { kind: ExprKind::Closure(Box::new(closure)), span }
    }

    fn if_expr(&mut self, e: &syn::ExprIf) -> Expr {
        let cond = self.boxed(&e.cond);
        let scope = if !holds_let(&cond) {
            CondScope::Cond
        } else if self.context.edition >= Edition::E2024 {
            CondScope::Then
        } else {
            CondScope::Outer
        };
        let then = self.block(&e.then_branch);
        let mut span = self.span(e.if_token.span).to(then.span);
        let els = e.else_branch.as_ref().map(|(_, els)| {
            let els = self.expr(els);
            span = span.to(els.span);
            // The else branch ends a scope whatever it is, so an `else if let` keeps nothing beyond it.
            let outer = matches!(els.kind, ExprKind::If { scope: CondScope::Outer, .. });
            Box::new(if outer { scoped(els) } else { els })
        });
        Expr { kind: ExprKind::If { cond, scope, then: Box::new(then), els }, span }
    }

    fn match_expr(&mut self, e: &syn::ExprMatch) -> Expr {
        let scrutinee = self.boxed(&e.expr);
        let mut arms = Vec::with_capacity(e.arms.len());
        for arm in &e.arms {
            if self.is_off(&arm.attrs) {
                continue;
            }
            let (pat, guard) = match &arm.pat {
                syn::Pat::Guard(guarded) => (&*guarded.pat, Some(&guarded.guard)),
                pat => (pat, None),
            };
            let guard = guard.map(|guard| scoped(self.expr(guard)));
            let body = scoped(self.expr(&arm.body));
            if self.targets.is_some() || !arm.attrs.is_empty() {
                let span = self.pat_span(pat).to(body.span);
                self.note(&arm.attrs, span);
            }
            arms.push(Arm { pat: self.pat(pat), guard, body });
        }
        let span = self.between(e.match_token.span, e.brace_token.span.close());
        Expr { kind: ExprKind::Match(scrutinee, arms), span }
    }

    fn jump(&mut self, expr: &Syn) -> Expr {
        match expr {
            Syn::Break(e) => {
                let mut span = self.span(e.break_token.span);
                let label = e.label.as_ref().map(|label| {
                    span = span.to(self.span(label.ident.span()));
                    self.label(label)
                });
                let value = e.expr.as_ref().map(|value| self.boxed(value));
                let span = value.as_ref().map_or(span, |value| span.to(value.span));
                Expr { kind: ExprKind::Break(label, value), span }
            }
            Syn::Continue(e) => {
                let mut span = self.span(e.continue_token.span);
                let label = e.label.as_ref().map(|label| {
                    span = span.to(self.span(label.ident.span()));
                    self.label(label)
                });
                Expr { kind: ExprKind::Continue(label), span }
            }
            Syn::Return(e) => {
                let span = self.span(e.return_token.span);
                let value = e.expr.as_ref().map(|value| self.boxed(value));
                let span = value.as_ref().map_or(span, |value| span.to(value.span));
                Expr { kind: ExprKind::Return(value), span }
            }
            Syn::Yield(e) => {
                // Whoever polls the stream or resumes the generator runs in between: like an await.
                let span = self.span(e.yield_token.span);
                let value = match &e.expr {
                    Some(value) => self.boxed(value),
                    None => Box::new(Expr { kind: ExprKind::Tuple(Vec::new()), span }),
                };
                let span = span.to(value.span);
                Expr { kind: ExprKind::Await(value), span }
            }
            _ => Expr { kind: ExprKind::Unknown, span: Span::default() },
        }
    }

    fn range(&mut self, e: &syn::ExprRange) -> Expr {
        let dots = match &e.limits {
            syn::RangeLimits::HalfOpen(dots) => dots.spans[0],
            syn::RangeLimits::Closed(dots) => dots.spans[0],
        };
        let start = e.start.as_ref().map(|start| self.boxed(start));
        let end = e.end.as_ref().map(|end| self.boxed(end));
        let mut span = self.span(dots);
        for side in [&start, &end].into_iter().flatten() {
            span = span.to(side.span);
        }
        Expr { kind: ExprKind::Range(start, end), span }
    }

    /// A variable.
    pub(super) fn variable(&mut self, name: Symbol, span: Span) -> Expr {
        Expr { kind: ExprKind::Path(bare_path(name, span)), span }
    }

    /// An arm of a macro's `match` that gives a boolean.
    pub(super) fn bool_arm(&mut self, pat: Pat, guard: Option<Expr>, value: bool, span: Span) -> Arm {
        Arm { pat, guard, body: Expr { kind: ExprKind::Lit(Lit::Bool(value)), span } }
    }

    /// Whether code under these attributes is surely off, with the test's view of it left in.
    pub(super) fn cfg(&self, attrs: &[Attribute]) -> Cfg {
        if attrs.is_empty() { Cfg::On } else { cfg::of(attrs) }
    }
}

/// Ends the scope of the temporaries of `expr`, if it can have any.
pub(super) fn scoped(expr: Expr) -> Expr {
    match expr.kind {
        ExprKind::Path(_) | ExprKind::Lit(_) | ExprKind::Scope(_) | ExprKind::Continue(_) => expr,
        _ => Expr { span: expr.span, kind: ExprKind::Scope(Box::new(expr)) },
    }
}

/// An operand of `&&` (`and`) or `||`.
fn operand(and: bool, expr: Expr) -> Expr {
    match expr.kind {
        ExprKind::Let(..) => expr,
        ExprKind::Lazy(op, ..) if op == and => expr,
        _ => scoped(expr),
    }
}

/// Whether a condition is a chain with `let`.
fn holds_let(cond: &Expr) -> bool {
    let mut at = cond;
    loop {
        match &at.kind {
            ExprKind::Let(..) => return true,
            ExprKind::Lazy(true, left, right) => {
                if matches!(right.kind, ExprKind::Let(..)) {
                    return true;
                }
                at = left;
            }
            _ => return false,
        }
    }
}

/// The attributes of an expression.
pub(super) fn attrs_of(expr: &Syn) -> &[Attribute] {
    match expr {
        Syn::Array(e) => &e.attrs,
        Syn::Assign(e) => &e.attrs,
        Syn::Async(e) => &e.attrs,
        Syn::Await(e) => &e.attrs,
        Syn::Binary(e) => &e.attrs,
        Syn::Block(e) => &e.attrs,
        Syn::Break(e) => &e.attrs,
        Syn::Call(e) => &e.attrs,
        Syn::Cast(e) => &e.attrs,
        Syn::Closure(e) => &e.attrs,
        Syn::Const(e) => &e.attrs,
        Syn::Continue(e) => &e.attrs,
        Syn::Field(e) => &e.attrs,
        Syn::ForLoop(e) => &e.attrs,
        Syn::Group(e) => &e.attrs,
        Syn::If(e) => &e.attrs,
        Syn::Index(e) => &e.attrs,
        Syn::Let(e) => &e.attrs,
        Syn::Lit(e) => &e.attrs,
        Syn::Loop(e) => &e.attrs,
        Syn::Macro(e) => &e.attrs,
        Syn::Match(e) => &e.attrs,
        Syn::MethodCall(e) => &e.attrs,
        Syn::Paren(e) => &e.attrs,
        Syn::Path(e) => &e.attrs,
        Syn::Range(e) => &e.attrs,
        Syn::RawAddr(e) => &e.attrs,
        Syn::Reference(e) => &e.attrs,
        Syn::Repeat(e) => &e.attrs,
        Syn::Return(e) => &e.attrs,
        Syn::Struct(e) => &e.attrs,
        Syn::Try(e) => &e.attrs,
        Syn::TryBlock(e) => &e.attrs,
        Syn::Tuple(e) => &e.attrs,
        Syn::Unary(e) => &e.attrs,
        Syn::Unsafe(e) => &e.attrs,
        Syn::While(e) => &e.attrs,
        Syn::Yield(e) => &e.attrs,
        _ => &[],
    }
}
