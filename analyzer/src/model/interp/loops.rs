//! Loops, and what leaves them or goes back to their heads.
//!
//! A pass through a body begins with what came round: the state at the end of the pass before and at each `continue`. Two
//! passes are enough for a guard to be carried round once; the second is made only if something came round that the
//! first did not begin with. In nests, the second pass of one loop goes through all the loops inside it once more, and
//! so on; the number of passes is bounded for each loop, so that the work grows with the depth of the nest, not with
//! two to its power.

use super::control::Target;
use super::flow::is_down;
use super::frame::Frame;
use super::live::{Live, State, VarId};
use super::modes::Modes;
use super::value::Value;
use crate::catalog::{self, Does};
use crate::facts::ir::{Block, CondScope, Expr, ExprKind, Lit, Pat, Stmt};
use crate::model::place::{Path, Place, Root};
use crate::model::table::{ByCaller, Limit};
use crate::model::ty::Ty;
use crate::text::{Span, Symbol};

/// What a pass begins with.
struct Head {
    guards: Vec<Live>,
    moved: Vec<VarId>,
    /// Variables that are there when it begins.
    vars: usize,
    assigned: usize,
    stores: usize,
    shared: usize,
}

impl Frame<'_, '_> {
    /// Runs `pass` for the loop `expr` until nothing new comes round.
    fn passes(&mut self, expr: &Expr, mut pass: impl FnMut(&mut Self)) {
        for turn in 0..2 {
            let head = Head {
                guards: self.state.live_guards.clone(),
                moved: self.state.moved.clone(),
                vars: self.env.count(),
                assigned: self.env.assignments(),
                stores: self.provenance.stores().len(),
                shared: self.created.shared_receivers(),
            };
            pass(self);
            if let Some(back) = self.control.innermost().and_then(|target| target.back.take()) {
                let end = std::mem::take(&mut self.state);
                self.state = end.join(back);
            }
            let again = self.control.may_pass_again(expr);
            if !self.state.reachable || !self.came_round(&head) {
                return;
            }
            if !again {
                if turn == 0 {
                    self.record.limit(Limit::Passes, expr.span);
                }
                return;
            }
        }
    }

    /// Whether there is anything that was not there at the head.
    fn came_round(&self, head: &Head) -> bool {
        let moved = self.state.moved.iter().filter(|var| (var.0 as usize) < head.vars);
        self.state.live_guards != head.guards
            || !moved.eq(&head.moved)
            || self.env.assigned_since(head.assigned).iter().any(|var| (var.0 as usize) < head.vars)
            || self.provenance.stores().len() != head.stores
            || self.created.shared_receivers() != head.shared
    }

    /// `loop { … }`
    pub(super) fn endless(&mut self, expr: &Expr, label: Option<Symbol>, body: &Block) -> Value {
        self.note_loop(expr);
        self.begin_loop(label, expr.span);
        self.passes(expr, |frame| frame.body(body));
        self.state.reachable = false;
        self.end_loop(None)
    }

    /// `while cond { … }`
    pub(super) fn while_loop(
        &mut self,
        expr: &Expr,
        label: Option<Symbol>,
        cond: &Expr,
        scope: CondScope,
        body: &Block,
    ) -> Value {
        self.note_loop(expr);
        self.begin_loop(label, expr.span);
        let mut exits: Option<State> = None;
        let drains = takes_messages(cond) && !may_leave(body);
        let looping = self.provenance.loops();
        self.passes(expr, |frame| {
            frame.open_temps();
            frame.open_block();
            let begun = frame.record.events().len();
            let draining = Modes { is_draining: drains, ..frame.modes };
            let rulings = frame.control.rulings();
            let origins = frame.within(draining, |frame| frame.eval(cond, &Ty::Unknown)).origins;
            frame.provenance.test();
            frame.provenance.loops_by(&origins, is_down(cond, true));
            frame.follows(|weak| weak.follows.leaves = true);
            let waited = frame.record.events().len();
            if scope == CondScope::Cond {
                let depth = frame.env.temporaries();
                frame.state = frame.state_at(depth, &[]);
            }
            let mut failed = frame.state.clone();
            failed.restore(&frame.control.ruled_out_since(rulings));
            failed.cut(frame.env.temporaries(), &[]);
            exits = Some(match exits.take() {
                Some(known) => known.join(failed),
                None => failed,
            });
            frame.polled_in(cond);
            frame.body(body);
            frame.note_buffer(cond.span, begun..waited);
            frame.close_block(&[]);
            frame.close_temps(&[]);
            frame.provenance.end_loop(looping);
        });
        self.end_loop(exits)
    }

    /// `for pat in iter { … }`
    pub(super) fn for_loop(
        &mut self,
        expr: &Expr,
        label: Option<Symbol>,
        pat: &Pat,
        iter: &Expr,
        body: &Block,
    ) -> Value {
        self.open_temps();
        let at = iter.span;
        let count = times(iter);
        let bound = self.bound_by(iter);
        let iter = self.eval(iter, &Ty::Unknown);
        self.note_loop(expr);
        let receives = iter.ty.peel().lib_path().is_some_and(|path| catalog::iterates_messages(path).1);
        if receives {
            self.blocks(&catalog::RECEIVES, at, Span::default());
        }
        self.iterates(&iter, may_leave(body), at);
        self.goes_by_caller(&iter, bound, expr.span);
        let item = self.item_type(&iter.ty);
        self.begin_loop(label, expr.span);
        if let Some(target) = self.control.innermost() {
            target.times = count;
        }
        let mut exits = self.state.clone();
        self.passes(expr, |frame| {
            frame.open_block();
            let element = iter.place.as_ref().map(|place| place.element(None));
            let item = Value::at(item.clone(), element);
            let value = Value { rvalue: false, carries: iter.carries, ..item };
            frame.bind(pat, value);
            frame.body(body);
            frame.close_block(&[]);
            exits = std::mem::take(&mut exits).join(frame.state.clone());
        });
        // What came round by `continue` may have been the last turn.
        exits = exits.join(self.state.clone());
        let value = self.end_loop(Some(exits));
        self.close_temps(&[]);
        Value::of(if value.ty == Ty::Never { Ty::unit() } else { value.ty })
    }

    /// The parameter that says where a range ends.
    fn bound_by(&self, iter: &Expr) -> Option<u32> {
        match &iter.kind {
            ExprKind::Range(_, Some(to)) => {
                let ExprKind::Path(path) = &to.kind else { return None };
                let known = &self.env[self.env.lookup(path.as_ident()?)?];
                match known.place.as_ref()?.path {
                    Path { root: Root::Param(param), ref steps } if steps.is_empty() => Some(param),
                    _ => None,
                }
            }
            ExprKind::Scope(inner) => self.bound_by(inner),
            _ => None,
        }
    }

    /// Notes a loop over a parameter that may have its items in any order (a slice, a vector, or something of unknown type), or
    /// that is gone through as often as a parameter says.
    fn goes_by_caller(&mut self, iter: &Value, bound: Option<u32>, at: Span) {
        let noted = match (bound, &iter.place) {
            (Some(param), _) => ByCaller { at, param, counts: true },
            (None, Some(Place { path: Path { root: Root::Param(param), steps }, .. })) => {
                let is_list = |ty: &Ty| {
                    matches!(ty.peel(), Ty::Slice(_) | Ty::Opaque(_) | Ty::Param(_))
                        || ty.peel().lib_path() == Some(catalog::LIST)
                };
                let params = &self.types.signatures[self.id.index()].params;
                let is_plain = match &iter.ty {
                    Ty::Iter(_) => steps.is_empty() && params.get(*param as usize).is_some_and(is_list),
                    ty => is_list(ty),
                };
                let own = self.types.defs[self.id].item.receiver.is_some() && *param == 0;
                if !is_plain || own {
                    return;
                }
                ByCaller { at, param: *param, counts: false }
            }
            _ => return,
        };
        if !self.record.table().by_caller.contains(&noted) {
            self.record.table_mut().by_caller.push(noted);
        }
    }

    /// The body of a loop: a scope for the temporaries of its tail.
    fn body(&mut self, block: &Block) {
        self.open_temps();
        self.block(block, &Ty::Unknown);
        self.close_temps(&[]);
    }

    /// `break 'label value`
    pub(super) fn leave_loop(&mut self, label: Option<Symbol>, value: Option<&Expr>) -> Value {
        let value = value.map(|value| {
            let value = self.eval(value, &Ty::Unknown);
            self.take(value)
        });
        self.follows(|weak| weak.follows.leaves = true);
        if let Some(target) = self.control.find_mut(label) {
            let guards = value.as_ref().map(|value| value.guards.clone()).unwrap_or_default();
            let mut state = self.state.clone();
            state.cut(target.depth + 1, &guards);
            state.own(&guards, target.depth, None);
            target.left.join_in(state);
            target.guards.extend(guards);
            if let Some(value) = value
                && target.ty.is_unknown()
            {
                target.ty = value.ty;
            }
        }
        self.state.reachable = false;
        Value::of(Ty::Never)
    }

    /// `continue 'label`
    pub(super) fn next_turn(&mut self, label: Option<Symbol>) -> Value {
        if self.state.reachable
            && let Some(target) = self.control.find_mut(label)
        {
            let mut state = self.state.clone();
            state.cut(target.depth + 1, &[]);
            target.continues += 1;
            target.back = Some(match target.back.take() {
                Some(known) => known.join(state),
                None => state,
            });
        }
        self.state.reachable = false;
        Value::of(Ty::Never)
    }

    fn begin_loop(&mut self, label: Option<Symbol>, span: Span) {
        self.begin_target(label, span, true);
    }

    /// Begins a loop or a labelled block.
    pub(super) fn begin_target(&mut self, label: Option<Symbol>, span: Span, is_loop: bool) {
        self.control.open(Target {
            label,
            span,
            times: None,
            is_loop,
            depth: self.env.depth(),
            vars: self.env.count() as u32,
            left: State::unreachable(),
            back: None,
            guards: Vec::new(),
            ty: Ty::Unknown,
            continues: 0,
        });
    }

    /// Ends a loop or labelled block: control goes on from its breaks and from `fell`.
    pub(super) fn end_loop(&mut self, fell: Option<State>) -> Value {
        let Some(target) = self.control.close() else { return Value::unknown() };
        self.state = match fell {
            Some(fell) => fell.join(target.left),
            None => target.left,
        };
        let ty = if self.state.reachable { target.ty } else { Ty::Never };
        let outer = self.env.temporaries();
        self.state.own(&target.guards, outer, None);
        Value { guards: target.guards, ..Value::of(ty) }
    }
}

/// Whether the condition of a `while let` takes from a channel, by the name of the method.
fn takes_messages(cond: &Expr) -> bool {
    match &cond.kind {
        ExprKind::Let(_, value) => takes_messages(value),
        ExprKind::Await(inner) | ExprKind::Scope(inner) => takes_messages(inner),
        ExprKind::MethodCall(call) => catalog::suggests(call.method.as_str(), Does::Receives),
        _ => false,
    }
}

/// How often a loop over that iterator runs: of a range between literals.
fn times(iter: &Expr) -> Option<u64> {
    let bound = |expr: &Expr| match expr.kind {
        ExprKind::Lit(Lit::Int(value)) => value,
        _ => None,
    };
    match &iter.kind {
        ExprKind::Range(Some(from), Some(to)) => Some(bound(to)?.saturating_sub(bound(from)?)),
        ExprKind::Scope(inner) => times(inner),
        _ => None,
    }
}

/// Whether control may leave a loop's body other than by its end: `break`, `return`, `?`.
fn may_leave(block: &Block) -> bool {
    fn leaves(expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Break(..) | ExprKind::Return(_) | ExprKind::Try(_) => return true,
            ExprKind::Closure(_) | ExprKind::Async(..) => return false,
            _ => {}
        }
        let mut any = false;
        crate::model::walk::children(expr, &mut |child| any |= leaves(child));
        any
    }
    let mut any = block.tail.as_deref().is_some_and(leaves);
    for stmt in &block.stmts {
        any |= match stmt {
            Stmt::Let { init, els, .. } => els.is_some() || init.as_ref().is_some_and(leaves),
            Stmt::Expr { expr, .. } => leaves(expr),
        };
    }
    any
}
