//! Blocks, statements, and what lives as long as them.

use super::flow::finds_nothing_else;
use super::frame::Frame;
use super::live::Fact;
use super::provenance::Answer;
use super::value::{Value, refine};
use crate::facts::ir::{Block, Expr, ExprKind, Pat, Stmt};
use crate::model::ty::Ty;
use crate::text::Span;

impl<'a> Frame<'_, 'a> {
    /// A block with its own scope. Its value's guards join the temporaries around it.
    pub(super) fn block(&mut self, block: &Block, expected: &Ty) -> Value {
        let module = self.module;
        if let Some(inner) = self.types.defs.block_module(block) {
            self.module = inner;
        }
        let labelled = block.label.is_some();
        if labelled {
            self.begin_target(block.label, block.span, false);
        }
        let around = self.record.move_to(block.span);
        self.open_block();
        for stmt in &block.stmts {
            self.stmt(stmt);
        }
        let mut value = match &block.tail {
            Some(tail) => {
                if block.tail_scope {
                    self.open_temps();
                }
                let value = self.eval(tail, expected);
                let value = self.take(value);
                if block.tail_scope {
                    self.close_temps(&value.guards);
                }
                value
            }
            None if self.state.reachable => Value::of(Ty::unit()),
            None => Value::of(Ty::Never),
        };
        if block.tail_scope && self.state.reachable {
            // The value moves out before the locals go.
            let guards = value.guards.clone();
            self.close_block(&guards);
        } else {
            self.close_block(&value.guards.clone());
        }
        self.record.move_to(around);
        if labelled {
            let fell = self.state.clone();
            let left = self.end_loop(Some(fell));
            value.guards.extend(left.guards);
            if matches!(value.ty, Ty::Never | Ty::Unknown) {
                value.ty = left.ty;
            }
        }
        self.module = module;
        Value { var: None, rvalue: true, ..value }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { pat, ty, init, els, span } => {
                let declared = ty.as_ref().map(|ty| self.types.lower(ty, self.scope()));
                match init {
                    Some(init) => self.initialised(pat, declared, init, els.as_deref(), *span),
                    // There is nothing yet to be dropped.
                    None => {
                        let none = Value::of(declared.unwrap_or(Ty::Unknown));
                        self.bind(pat, Value { rvalue: false, ..none });
                    }
                }
            }
            Stmt::Expr { expr, semi } => self.expr_stmt(expr, *semi),
        }
    }

    /// `let pat: declared = init else els;`
    fn initialised(&mut self, pat: &Pat, declared: Option<Ty>, init: &Expr, els: Option<&Block>, span: Span) {
        self.open_temps();
        let (so, otherwise) = match els {
            Some(_) => (self.matched(init, pat, true), self.matched(init, pat, false)),
            None => (None, None),
        };
        let known = self.known_parts(init);
        let extends_to = self.env.extend_to_block();
        let value = self.eval(init, declared.as_ref().unwrap_or(&Ty::Unknown));
        self.env.extend_to(extends_to);
        if matches!(pat, Pat::Wild) {
            self.result_ignored(init.span);
            self.handle_dropped(init.span);
            self.goes_on_after(value.timed);
            if !matches!(init.kind, ExprKind::Try(_)) {
                self.dropped_at_once(&value, span, true);
            }
            self.close_temps(&[]);
            return;
        }
        let made_of = if matches!(pat, Pat::Bind { .. }) { self.env.named_in(init) } else { Vec::new() };
        let mut value = self.take(value);
        if matches!(pat, Pat::Bind { by_ref: false, .. }) && value.ty.is_primitive() {
            let copied = self.copied_out(&value, init.span);
            value.origins.extend(copied);
        }
        if let Some(declared) = declared {
            value = self.coerced(value, &declared);
            value.ty = refine(declared, value.ty);
        }
        let guards = value.guards.clone();
        let (timeout, origins) = (value.timed, value.origins.clone());
        let rulings = self.control.rulings();
        self.bind(pat, value);
        let ruled_out = self.control.ruled_out_since(rulings);
        let kept: Vec<u32> = guards.into_iter().filter(|guard| self.state.owner(*guard).is_some()).collect();
        if let Some(els) = els {
            let before = self.state.clone();
            let temps = self.env.temporaries();
            self.state = self.state_at(temps, &[]);
            self.state.release(&kept);
            self.state.restore(&ruled_out);
            otherwise.into_iter().for_each(|fact| self.state.assume(fact));
            let turns = self.control.turns();
            let decided = self.provenance.mark();
            let answer = Answer { nothing: finds_nothing_else(pat), ..Answer::default() };
            self.provenance.decide(&origins, answer);
            let branching = self.branching();
            self.in_arm(branching, |frame| frame.block(els, &Ty::Never));
            self.provenance.forget_since(decided);
            if self.control.turns() > turns {
                self.goes_on_after(timeout);
            }
            self.state = before;
            self.polled_ready(pat, init);
            so.into_iter().for_each(|fact| self.state.assume(fact));
        }
        if let Pat::Bind { name, .. } = pat
            && let Some(var) = self.env.lookup(*name)
        {
            self.env[var].made_of = made_of;
        }
        if let (Pat::Bind { name, by_ref: false, sub: None, .. }, Some(known)) = (pat, known)
            && let Some(var) = self.env.lookup(*name)
            && (!self.env[var].mutable || self.env[var].ty.is_primitive())
        {
            known.iter().for_each(|(part, is)| self.state.assume(Fact { var, part: *part, is: *is }));
        }
        let around = self.record.move_to(span);
        self.close_temps(&[]);
        self.record.move_to(around);
    }

    fn expr_stmt(&mut self, expr: &Expr, semi: bool) {
        self.open_temps();
        let value = self.eval(expr, &Ty::Unknown);
        if semi {
            self.result_ignored(expr.span);
            self.handle_dropped(expr.span);
        }
        if semi && !matches!(expr.kind, ExprKind::Try(_)) {
            self.dropped_at_once(&value, expr.span, false);
        }
        let around = self.record.move_to(expr.span);
        self.close_temps(&[]);
        self.record.move_to(around);
    }

    /// An expression that drops its temporaries at its end.
    pub(super) fn scoped(&mut self, inner: &Expr, expected: &Ty) -> Value {
        self.open_temps();
        let value = self.eval(inner, expected);
        let value = self.take(value);
        self.close_temps(&value.guards);
        value
    }

    /// A temporary that lives as long as the block of the `let`, however deep in its initialiser it is made.
    pub(super) fn extended(&mut self, inner: &Expr, expected: &Ty) -> Value {
        let value = self.eval(inner, expected);
        self.state.own(&value.guards, self.env.extends_to(), None);
        Value { guards: Vec::new(), ..value }
    }
}
