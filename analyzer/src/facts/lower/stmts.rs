//! Blocks and statements.

use proc_macro2::TokenStream;
use syn::{Expr as Syn, Stmt as SynStmt};

use super::cfg::{self, Cfg};
use super::exprs::attrs_of;
use super::{Lowering, extend, tokens};
use crate::facts::ir::{Block, Body, Expr, ExprKind, Stmt};
use crate::syntax::outline;
use crate::text::Span;

impl Lowering<'_> {
    pub(super) fn block(&mut self, block: &syn::Block) -> Block {
        let span = self.span(block.brace_token.span.join());
        // What looked like the body of a function may be another block.
        match self.left_out(span.start) {
            Some(body) => self.read_left_out(&body, span),
            None => self.block_of(&block.stmts, span),
        }
    }

    /// The body of a function.
    pub(super) fn fn_body(&mut self, block: &syn::Block) -> Body {
        let start = self.span(block.brace_token.span.open()).start;
        match self.left_out(start) {
            Some(body) if self.later && body.waits => Body::Later(body),
            _ => Body::Here(self.block(block)),
        }
    }

    fn read_left_out(&mut self, body: &outline::Body, span: Span) -> Block {
        let text = self.text.map_or("", |text| text.text());
        self.read_body(text, body).unwrap_or_else(|| self.block_of(&[], span))
    }

    /// A block of statements that a macro holds or made.
    pub(super) fn block_of(&mut self, stmts: &[SynStmt], span: Span) -> Block {
        let mut out = Block { tail_scope: self.tail_scope(), span, ..Block::default() };
        // Statements are large and most blocks short: a list that grows by doubling would be mostly room.
        out.stmts.reserve_exact(stmts.len());
        self.splice(stmts, &mut out, true);
        out.stmts.shrink_to_fit();
        out.items.shrink_to_fit();
        self.declaring += u32::from(!out.items.is_empty());
        out
    }

    /// Adds statements to a block; the last one is its value if it has no semicolon and `tail` allows it.
    fn splice(&mut self, stmts: &[SynStmt], out: &mut Block, tail: bool) {
        // Of code with and without a feature, that with it is kept, as elsewhere.
        let mut seen = cfg::Seen::default();
        let predicates = stmts.iter().flat_map(|stmt| cfg::predicates(attrs_of_stmt(stmt)));
        predicates.filter(cfg::is_feature).for_each(|feature| seen.add(&feature));
        let mut kept = stmts.iter().filter(|stmt| is_kept(stmt, &mut seen)).peekable();
        while let Some(stmt) = kept.next() {
            let last = tail && kept.peek().is_none();
            match stmt {
                SynStmt::Local(local) => self.local(local, out),
                SynStmt::Item(item) => self.item(item, &mut out.items),
                SynStmt::Expr(expr, semi) => self.expr_stmt(expr, semi.as_ref(), out, last),
                SynStmt::Macro(mac) => self.macro_stmt(mac, out, last),
            }
        }
    }

    fn local(&mut self, local: &syn::Local, out: &mut Block) {
        let span = self.between(local.let_token.span, local.semi_token.span);
        self.note(&local.attrs, span);
        let (pat, ty) = self.typed_pat(&local.pat);
        let mut init = None;
        let mut els = None;
        if let Some(syn::LocalInit { expr, diverge, .. }) = &local.init {
            let mut value = self.expr(expr);
            extend::initialiser(&pat, &mut value);
            init = Some(value);
            els = diverge.as_ref().and_then(|(_, els)| match &**els {
                Syn::Block(els) => Some(Box::new(self.block(&els.block))),
                _ => None,
            });
        }
        out.stmts.push(Stmt::Let { pat, ty: ty.map(Box::new), init, els, span });
    }

    fn expr_stmt(&mut self, expr: &Syn, semi: Option<&syn::Token![;]>, out: &mut Block, last: bool) {
        if matches!(expr, Syn::Verbatim(tokens) if tokens.is_empty()) {
            return;
        }
        let lowered = self.expr(expr);
        let span = semi.map_or(lowered.span, |semi| lowered.span.to(self.span(semi.span)));
        if self.targets.is_some() || !leading_attrs(expr).is_empty() {
            self.note(leading_attrs(expr), span);
        }
        push(lowered, semi.is_some(), out, last);
    }

    fn macro_stmt(&mut self, stmt: &syn::StmtMacro, out: &mut Block, last: bool) {
        let mac = &stmt.mac;
        let span = self.macro_span(mac);
        self.note(&stmt.attrs, span);
        let last = last && stmt.semi_token.is_none();
        let Some(segment) = mac.path.segments.last() else { return };
        let name = self.name(&segment.ident);
        match name.as_str() {
            "thread_local" | "lazy_static" | "task_local" => {
                self.static_macro(name, mac, &mut out.items);
                return;
            }
            "cfg_if" => {
                let viable = tokens::cfg_if(&mac.tokens).into_iter().find(|(cfg, ..)| *cfg == Cfg::On);
                if let Some((.., tokens)) = viable
                    && self.splice_tokens(tokens, out, last)
                {
                    return;
                }
            }
            // `pin! { let future = …; }` declares, `pin_mut!(future)` shadows what is there already.
            "pin" | "pin_mut"
                if tokens::starts_with_let(&mac.tokens)
                    && self.splice_tokens(mac.tokens.clone(), out, last) =>
            {
                return;
            }
            _ => {}
        }
        let own = self.is_own(mac, name);
        if own && self.splice_expansion(stmt, out, last) {
            return;
        }
        let value = match self.known_macro(mac, name, span) {
            Some(known) => known,
            None if !own && self.splice_expansion(stmt, out, last) => return,
            None => self.unknown_macro(mac, name, span),
        };
        push(value, stmt.semi_token.is_some(), out, last);
    }

    /// Adds what a macro of the workspace expands to: its `let`s are the surrounding block's.
    fn splice_expansion(&mut self, stmt: &syn::StmtMacro, out: &mut Block, last: bool) -> bool {
        let Some(tokens) = self.expand_tokens(&stmt.mac) else { return false };
        self.depth += 1;
        let known = out.stmts.len();
        let done = self.splice_tokens(tokens, out, last);
        self.depth -= 1;
        if let (Some(Stmt::Expr { semi, .. }), true) =
            (out.stmts[known..].last_mut(), stmt.semi_token.is_some())
        {
            *semi = true;
        }
        done
    }

    /// Adds the statements that `tokens` are, if they are some.
    fn splice_tokens(&mut self, tokens: TokenStream, out: &mut Block, last: bool) -> bool {
        match tokens::statements(tokens) {
            Some(stmts) => {
                self.splice(&stmts, out, last);
                true
            }
            None => false,
        }
    }
}

fn push(expr: Expr, semi: bool, out: &mut Block, last: bool) {
    if last && !semi {
        out.tail = Some(Box::new(expr));
        return;
    }
    // A statement is a scope by itself.
    let expr = match expr.kind {
        ExprKind::Scope(inner) if semi => *inner,
        _ => expr,
    };
    out.stmts.push(Stmt::Expr { expr, semi });
}

/// Whether a statement is compiled outside of tests, and is no alternative to one that was kept: both arms of `#[cfg(a)] let x = …;
/// #[cfg(not(a))] let x = …;` would otherwise seem to run.
fn is_kept(stmt: &SynStmt, seen: &mut cfg::Seen) -> bool {
    let attrs = attrs_of_stmt(stmt);
    if attrs.is_empty() {
        return true;
    }
    if cfg::of(attrs) != Cfg::On {
        return false;
    }
    let excluded = cfg::predicates(attrs).any(|predicate| seen.excludes(&predicate));
    if !excluded {
        cfg::predicates(attrs).for_each(|predicate| seen.add(&predicate));
    }
    !excluded
}

/// The attributes of a statement that is no item.
fn attrs_of_stmt(stmt: &SynStmt) -> &[syn::Attribute] {
    match stmt {
        SynStmt::Local(local) => &local.attrs,
        SynStmt::Expr(expr, _) => leading_attrs(expr),
        SynStmt::Macro(mac) => &mac.attrs,
        SynStmt::Item(_) => &[],
    }
}

/// The attributes of an expression statement, which `syn` gives to the leftmost operand.
fn leading_attrs(expr: &Syn) -> &[syn::Attribute] {
    let mut at = expr;
    loop {
        let attrs = attrs_of(at);
        if !attrs.is_empty() {
            return attrs;
        }
        at = match at {
            Syn::Assign(e) => &e.left,
            Syn::Await(e) => &e.base,
            Syn::Binary(e) => &e.left,
            Syn::Call(e) => &e.func,
            Syn::Cast(e) => &e.expr,
            Syn::Field(e) => &e.base,
            Syn::Index(e) => &e.expr,
            Syn::MethodCall(e) => &e.receiver,
            Syn::Try(e) => &e.expr,
            _ => return &[],
        };
    }
}
