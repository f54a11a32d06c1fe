//! Control flow: branches, loops and what leaves them, `select!`.

use super::control::Target;
use super::decided::takes_all;
use super::frame::Frame;
use super::live::{State, VarId};
use super::modes::Modes;
use super::provenance::Answer;
use super::value::{Pending, Value, merge};
use crate::catalog::{self, On, Waits, lang};
use crate::facts::ir::{BinOp, Block, CondScope, Expr, ExprKind, MethodCall, Pat, SelectBranch, Stmt};
use crate::model::table::{Branch, Projection, Race, SignalKind};
use crate::model::ty::{AROUND, OPTION, RESULT, Ty};
use crate::text::Span;

impl<'a> Frame<'_, 'a> {
    pub(super) fn branch(
        &mut self,
        cond: &Expr,
        scope: CondScope,
        then: &Block,
        els: Option<&Expr>,
        expected: &Ty,
    ) -> Value {
        let tried = self.provenance.tries();
        self.open_block();
        if scope != CondScope::Outer {
            self.open_temps();
        }
        let rulings = self.control.rulings();
        let (so, otherwise) = (self.facts(cond, true), self.facts(cond, false));
        let tested = self.eval(cond, &Ty::Unknown);
        let (origins, timeout) = (tested.origins, tested.timed.filter(|_| contains_let(cond)));
        self.provenance.test();
        let decided = self.provenance.mark();
        let temps = self.env.temporaries();
        if scope == CondScope::Cond {
            self.close_temps(&[]);
        }
        // In the else-branch the pattern did not match: what it would have bound, and what a failed `try_lock` would
        // have given, is not there.
        let mut failed = self.state.clone();
        for var in self.env.in_block() {
            let bound = failed.of_var(var);
            failed.release(&bound);
        }
        failed.restore(&self.control.ruled_out_since(rulings));
        if scope == CondScope::Then {
            failed.cut(temps, &[]);
        }
        failed.release(self.provenance.tried_since(tried));
        for (var, part, present) in self.tests(cond) {
            let owned = self.state.surely_of_part(var, part);
            if present { failed.release(&owned) } else { self.state.release(&owned) }
        }
        so.into_iter().for_each(|fact| self.state.assume(fact));
        otherwise.into_iter().for_each(|fact| failed.assume(fact));
        // Either branch is a scope for its temporaries.
        self.open_temps();
        // The blocks below restore what they add; this is for both of them.
        let so = Answer {
            absent: false,
            nothing: finds_nothing(cond, true),
            denied: is_negated(cond),
            down: is_down(cond, true),
            refused: els.is_some_and(refuses),
        };
        let compared = if origins.is_empty() { Vec::new() } else { self.compared_vars(cond) };
        self.provenance.decide_by(&origins, so, &compared);
        self.polled_in(cond);
        let flags = self.provenance.flags().to_vec();
        if is_negated(cond) {
            self.provenance.see_down(&origins);
        } else if takes_err(cond) {
            self.provenance.forget_flags();
        }
        let branching = self.branching();
        let value = self.in_arm(branching, |frame| frame.block(then, expected));
        self.provenance.restore_flags(&flags);
        let taken = value.guards.clone();
        self.close_temps(&taken);
        if scope == CondScope::Then {
            self.close_temps(&taken);
        }
        self.close_block(&taken);
        self.provenance.forget_since(decided);
        let otherwise = Answer {
            absent: takes_some(cond),
            nothing: finds_nothing(cond, false),
            denied: !is_negated(cond),
            down: is_down(cond, false),
            refused: last(then).is_some_and(refuses),
        };
        self.provenance.decide_by(&origins, otherwise, &compared);
        let after = std::mem::replace(&mut self.state, failed);
        let turns = self.control.turns();
        let live = after.reachable;
        let result = merge(None, value, live);
        let other = match els {
            Some(els) => {
                self.open_temps();
                let value = self.in_arm(branching, |frame| frame.eval(els, expected));
                let value = self.take(value);
                self.close_temps(&value.guards);
                value
            }
            None => Value::of(Ty::unit()),
        };
        if self.state.reachable || self.control.turns() > turns {
            self.goes_on_after(timeout);
        }
        let state = std::mem::take(&mut self.state);
        let other_live = state.reachable;
        // When one way leaves, the check decides about all that follows.
        if live && other_live {
            self.provenance.forget_since(decided);
        }
        self.state = after.join(state);
        merge(result, other, other_live).unwrap_or_else(Value::unknown)
    }

    /// The variables of a comparison by size, if what is compared is not computed first, as ages and distances are.
    fn compared_vars(&self, cond: &Expr) -> Vec<VarId> {
        match &cond.kind {
            ExprKind::Scope(inner) | ExprKind::Unary(inner) => self.compared_vars(inner),
            ExprKind::Binary(BinOp::Cmp, a, b) if !is_computed(a) && !is_computed(b) => self.env.inputs(cond),
            _ => Vec::new(),
        }
    }

    /// Whether a future is polled by reference, so that it is still there when another one was ready first: `&mut f`,
    /// `f.as_mut()`, a variable that has a reference.
    pub(super) fn is_by_ref(&self, future: &Expr) -> bool {
        match &future.kind {
            ExprKind::Ref(mutable, _) => *mutable,
            ExprKind::MethodCall(call) => catalog::lends_pinned(call.method.as_str()),
            ExprKind::Path(path) => {
                let Some(var) = path.as_ident().and_then(|name| self.env.lookup(name)) else { return true };
                let known = &self.env[var];
                // What is moved in one turn of a loop is not there in the next.
                let outlives = |turn: &Target| known.depth <= turn.depth;
                is_reference(&known.ty) || self.control.find(None).is_some_and(outlives)
            }
            ExprKind::Scope(inner) => self.is_by_ref(inner),
            _ => false,
        }
    }

    /// Parts of variables that a condition tests for `None`: absent (`false`) or present (`true`) where it holds.
    pub(super) fn tests(&self, cond: &Expr) -> Vec<(VarId, Projection, bool)> {
        match &cond.kind {
            ExprKind::MethodCall(call) => {
                let Some(variant) = catalog::asked_variant(call.method.as_str()) else { return Vec::new() };
                let asked = self.tested_part(&call.receiver);
                asked.map(|(var, part)| (var, part, lang::is_success(variant))).into_iter().collect()
            }
            // Borrowed out of it, whatever it is.
            ExprKind::Let(pat, value) if is_some(pat) && takes_all_inside(pat) => {
                self.tested_part(value).map(|(var, part)| (var, part, true)).into_iter().collect()
            }
            ExprKind::Scope(inner) => self.tests(inner),
            // Of a conjunction, only what holds in the then-branch follows.
            ExprKind::Lazy(true, a, b) => {
                let mut found = self.tests(a);
                found.extend(self.tests(b));
                found.retain(|(.., present)| !present);
                found
            }
            _ => Vec::new(),
        }
    }

    /// The part of a variable that is asked whether it has a value. Of a guard, the question is about what it protects.
    fn tested_part(&self, expr: &Expr) -> Option<(VarId, Projection)> {
        let (var, part, ty) = self.named_part(expr)?;
        (!matches!(ty.peel(), Ty::Guard(..))).then_some((var, part))
    }

    /// The part of a variable that an expression names or borrows, whoever may change it, and its type.
    pub(super) fn named_part(&self, expr: &Expr) -> Option<(VarId, Projection, Ty)> {
        match &expr.kind {
            ExprKind::Path(path) => {
                let var = self.env.lookup(path.as_ident()?)?;
                Some((var, Projection::WHOLE, self.env[var].ty.clone()))
            }
            ExprKind::Field(base, name) => {
                let (var, part, ty) = self.named_part(base)?;
                let ty = self.settled_field(ty, *name)?;
                Some((var, part.then(Projection::field(*name)), ty))
            }
            ExprKind::Scope(inner) | ExprKind::Ref(_, inner) => self.named_part(inner),
            ExprKind::MethodCall(call)
                if call.args.is_empty() && lang::is_same_value(call.method.as_str()) =>
            {
                self.named_part(&call.receiver)
            }
            _ => None,
        }
    }

    /// `return value`.
    pub(super) fn leave(&mut self, value: Option<&Expr>) -> Value {
        if self.control.find(None).is_some() {
            self.follows(|weak| weak.follows.leaves = true);
        }
        let value = match value {
            Some(value) => {
                let value = self.eval(value, &Ty::Unknown);
                self.take(value)
            }
            None => Value::of(Ty::unit()),
        };
        self.leave_with(value);
        self.state.reachable = false;
        Value::of(Ty::Never)
    }

    /// `inner?`.
    pub(super) fn leave_if_failed(&mut self, inner: &Expr, span: Span) -> Value {
        let value = self.eval(inner, &Ty::Unknown);
        let value = self.take(value);
        self.provenance.may_fail();
        self.polled_by_macro(inner, span);
        let ty = match &value.ty {
            Ty::Lib(path, args) if matches!(path.as_str(), OPTION | RESULT) => {
                args.first().cloned().unwrap_or(Ty::Unknown)
            }
            Ty::Lib(path, _) if path.as_str() == AROUND => value.ty.clone(),
            _ => Ty::Unknown,
        };
        value.with_ty(ty)
    }

    /// `select! { … }`.
    pub(super) fn select(&mut self, branches: &[SelectBranch], span: Span, expected: &Ty) -> Value {
        let (mut futures, mut given) = (Vec::new(), Vec::new());
        for branch in branches {
            if let Some(cond) = &branch.cond {
                self.eval(cond, &Ty::Unknown);
            }
            // The futures are made first, each in a statement of its own as it were.
            self.open_temps();
            given.extend(self.given_to(&branch.future));
            let value = self.eval(&branch.future, &Ty::Unknown);
            if self.record.is_polled() {
                self.retract_block(branch.future.span);
            }
            let value = self.take(value);
            self.close_temps(&value.guards);
            futures.push((value, branch));
        }
        if self.record.is_polled() {
            self.awaits(span);
            given.into_iter().for_each(|taken| self.record.keeps_over(taken, span));
            for (value, branch) in &futures {
                if is_call(&branch.future)
                    && let Some(Pending::Wait(Waits { on: Some(On::Signal), .. }, place, at)) =
                        value.pending.last()
                {
                    self.signal_wait(SignalKind::Raced, Some(place), &[], *at);
                }
            }
        }
        let branching = self.branching();
        let mut race = Race::at(span, self.record.body(), Vec::new());
        let before = self.state.clone();
        let mut joined: Option<State> = None;
        let mut result = None;
        for (value, branch) in futures {
            self.state = before.clone();
            self.open_block();
            // What the other branches hold is dropped before the handler runs.
            let polls = self.record.events().len();
            let by_ref = self.is_by_ref(&branch.future);
            self.races(&value.pending, by_ref);
            let racing = Modes { is_racing: true, is_raced: true, ..self.modes };
            let value = self.within(racing, |frame| frame.wait_for(value, branch.future.span));
            let handler = self.record.events().len();
            let turns = self.control.turns();
            self.bind(&branch.pat, value);
            let value = self.in_arm(branching, |frame| frame.eval(&branch.handler, expected));
            let value = self.take(value);
            race.branches.push(Branch {
                span: branch.future.span,
                polls: polls..handler,
                handler: handler..self.record.events().len(),
                by_ref,
                goes_on: self.state.reachable || self.control.turns() > turns,
            });
            self.close_block(&value.guards);
            let state = std::mem::take(&mut self.state);
            let live = state.reachable;
            joined = Some(match joined {
                Some(known) => known.join(state),
                None => state,
            });
            result = merge(result, value, live);
        }
        self.state = joined.unwrap_or(before);
        self.note_race(race);
        result.unwrap_or_else(Value::unknown)
    }
}

/// Whether values of a type refer to a future that is elsewhere: `&mut F`, `Pin<&mut F>`.
fn is_reference(ty: &Ty) -> bool {
    match ty {
        Ty::Ref(..) => true,
        Ty::Lib(path, args) => path.as_str() == catalog::PIN && args.iter().any(is_reference),
        _ => false,
    }
}

/// Whether a condition is that a flag is down: `!x.load(…)`, also as part of a conjunction.
fn is_negated(cond: &Expr) -> bool {
    match &cond.kind {
        ExprKind::Unary(_) => true,
        ExprKind::Scope(inner) => is_negated(inner),
        ExprKind::Lazy(true, a, b) => is_negated(a) || is_negated(b),
        _ => false,
    }
}

/// Whether a pattern matches errors: `Err(_)`.
pub(super) fn is_err(pat: &Pat) -> bool {
    matches!(pat, Pat::TupleStruct(path, ..) if path.last().is_some_and(|name| name == "Err"))
}

/// Whether an expression computes something of two values.
fn is_computed(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Scope(inner) | ExprKind::Cast(inner, _) => is_computed(inner),
        ExprKind::Binary(..) => true,
        ExprKind::MethodCall(call) => call.args.len() == 1 && !is_atomic_read(call),
        _ => false,
    }
}

/// Whether a call looks like `load(ordering)`.
fn is_atomic_read(call: &MethodCall) -> bool {
    call.args.iter().all(|arg| super::checks::ordering(arg).is_some())
}

/// What a block ends with.
fn last(block: &Block) -> Option<&Expr> {
    block.tail.as_deref().or_else(|| match block.stmts.last()? {
        Stmt::Expr { expr, .. } => Some(expr),
        Stmt::Let { .. } => None,
    })
}

/// Whether code ends with an error: it gives one or panics.
fn refuses(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Scope(inner) => refuses(inner),
        ExprKind::Block(block) => last(block).is_some_and(refuses),
        ExprKind::Return(Some(value)) => refuses(value),
        ExprKind::Call(callee, _) => {
            matches!(&callee.kind, ExprKind::Path(path) if path.last().is_some_and(|name| name == "Err"))
        }
        ExprKind::Macro(call) => call.diverges,
        _ => false,
    }
}

/// Whether a condition holds where something failed.
fn takes_err(cond: &Expr) -> bool {
    match &cond.kind {
        ExprKind::Let(pat, _) => is_err(pat),
        ExprKind::Scope(inner) => takes_err(inner),
        ExprKind::Lazy(true, a, b) => takes_err(a) || takes_err(b),
        _ => false,
    }
}

/// Whether a condition holds where something was there.
fn takes_some(cond: &Expr) -> bool {
    match &cond.kind {
        ExprKind::Let(pat, _) => is_some(pat),
        ExprKind::Scope(inner) => takes_some(inner),
        ExprKind::Lazy(true, a, b) => takes_some(a) || takes_some(b),
        _ => false,
    }
}

/// Whether a flag is down where a condition is `so`.
pub(super) fn is_down(cond: &Expr, so: bool) -> bool {
    match &cond.kind {
        ExprKind::Unary(inner) => is_down(inner, !so),
        ExprKind::Scope(inner) => is_down(inner, so),
        ExprKind::Lazy(all, a, b) => *all == so && (is_down(a, so) || is_down(b, so)),
        ExprKind::Path(_) | ExprKind::MethodCall(_) => !so,
        _ => false,
    }
}

/// Whether nothing was taken or claimed where a condition is `so`: `None` was there, `swap(true)` gave `true`.
fn finds_nothing(cond: &Expr, so: bool) -> bool {
    match &cond.kind {
        ExprKind::Let(pat, _) if finds_nothing_else(pat) => !so,
        ExprKind::Let(pat, _) => so && (is_err(pat) || !matches!(**pat, Pat::Wild) && is_none(pat)),
        ExprKind::Unary(inner) => finds_nothing(inner, !so),
        ExprKind::Scope(inner) => finds_nothing(inner, so),
        // Both sides are so, or one of them is and it is not known which.
        ExprKind::Lazy(all, a, b) => *all == so && (finds_nothing(a, so) || finds_nothing(b, so)),
        ExprKind::MethodCall(call) => match catalog::asked_variant(call.method.as_str()) {
            Some(variant) => so != lang::is_success(variant),
            None => so,
        },
        ExprKind::Path(_) => so,
        _ => false,
    }
}

/// Whether a pattern takes a variant whatever is in it.
fn takes_all_inside(pat: &Pat) -> bool {
    matches!(pat, Pat::TupleStruct(_, items, _) if items.iter().all(takes_all))
}

/// Whether nothing was taken where a pattern does not match.
pub(super) fn finds_nothing_else(pat: &Pat) -> bool {
    matches!(pat, Pat::TupleStruct(path, ..) if path.last().is_some_and(|name| lang::is_success(name.as_str())))
}

fn is_some(pat: &Pat) -> bool {
    matches!(pat, Pat::TupleStruct(path, ..) if path.last().is_some_and(|name| name == "Some"))
}

/// Whether a pattern is what is left where something was not there.
pub(super) fn is_none(pat: &Pat) -> bool {
    match pat {
        Pat::Wild => true,
        Pat::Bind { name, sub: None, .. } => name == "None",
        Pat::Path(path) => path.last().is_some_and(|name| name == "None"),
        _ => false,
    }
}

pub(super) fn contains_let(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Let(..) => true,
        ExprKind::Lazy(_, a, b) => contains_let(a) || contains_let(b),
        ExprKind::Scope(inner) => contains_let(inner),
        _ => false,
    }
}

/// Whether a future is made where it is awaited.
pub(super) fn is_call(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::MethodCall(_) => true,
        ExprKind::Scope(inner) => is_call(inner),
        _ => false,
    }
}
