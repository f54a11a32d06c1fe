//! Closures: which run here and now, which by themselves, which elsewhere.

use std::sync::Arc;

use super::{Frame, Pending, Value, is_callable};
use crate::facts::ir::{Closure, Expr, ExprKind};
use crate::model::FnId;
use crate::model::place::Place;
use crate::model::table::{Arg, Call, Callable, Dispatch, EventKind};
use crate::model::ty::{TraitRef, Ty};
use crate::model::types::Bindings;
use crate::text::Span;

impl<'a> Frame<'_, 'a> {
    /// Evaluates the arguments of a library call; closures run here and now, possibly never or often.
    pub(super) fn run_inline(&mut self, args: &'a [Expr], params: &[Ty], once: bool) -> Option<Value> {
        self.run_args(args, params, once, true)
    }

    /// With `runs` unset, callables are only stored.
    pub(super) fn run_args(
        &mut self,
        args: &'a [Expr],
        params: &[Ty],
        once: bool,
        runs: bool,
    ) -> Option<Value> {
        let mut result = None;
        for arg in args {
            if let ExprKind::Closure(closure) = &arg.kind {
                let before = self.state.clone();
                let value = self.inline_closure(closure, params);
                if !once {
                    let after = std::mem::take(&mut self.state);
                    self.state = before.join(after);
                }
                result = Some(value);
                continue;
            }
            let value = self.eval(arg, &Ty::Unknown);
            let value = self.take(value);
            match value.callable.filter(|_| runs) {
                Some(Callable::Closure(closure)) => {
                    self.event(arg.span, EventKind::RunClosure(closure));
                }
                Some(Callable::Param(param)) => self.event(arg.span, EventKind::RunParam(param)),
                Some(Callable::Fn(id)) => {
                    let count = self.types.signatures[id.0 as usize].params.len();
                    let call = Call {
                        targets: vec![id],
                        dispatch: Dispatch::Static,
                        args: vec![Arg::default(); count],
                        drop: false,
                    };
                    let guards = self.run_call(call, arg.span);
                    let ty = self.types.signatures[id.0 as usize].ret.clone().unwrap_or(Ty::Unknown);
                    let ty = if ty.has_params() { Ty::Unknown } else { ty };
                    result = Some(Value { guards, ..Value::of(ty) });
                }
                None => {}
            }
        }
        result
    }

    pub(super) fn inline_closure(&mut self, closure: &'a Closure, params: &[Ty]) -> Value {
        self.exits.push(super::Exit {
            returns: Vec::new(),
            guards: Vec::new(),
            targets: self.targets.len(),
            place: None,
            ty: Ty::Unknown,
        });
        self.open_temps();
        self.open_block();
        for (index, (pat, ty)) in closure.params.iter().enumerate() {
            let ty = match ty {
                Some(ty) => self.types.lower(ty, self.scope()),
                None => params.get(index).cloned().unwrap_or(Ty::Unknown),
            };
            let value = Value { rvalue: false, ..Value::of(ty) };
            self.bind(pat, value);
        }
        let value = self.eval(&closure.body, &Ty::Unknown);
        let mut value = self.take(value);
        self.close_block(&value.guards.clone());
        self.close_temps(&value.guards.clone());
        if let Some(exit) = self.exits.pop() {
            let outer = self.temps.last().copied().unwrap_or(0);
            for mut state in exit.returns {
                state.own(&exit.guards, outer, None);
                let current = std::mem::take(&mut self.state);
                self.state = current.join(state);
            }
            value.guards.extend(exit.guards);
            if matches!(value.ty, Ty::Never | Ty::Unknown) {
                value.ty = exit.ty;
            }
        }
        if closure.is_async {
            value.ty = Ty::Future(Arc::new(value.ty));
        }
        Value { var: None, ..value }
    }

    /// Interprets a closure by itself, for calls that happen elsewhere. Gives the value and the closure's result.
    pub(super) fn closure(
        &mut self,
        expr: &'a Expr,
        params: &[Ty],
        at: Option<&[Option<Place>]>,
    ) -> (Value, Ty) {
        let ExprKind::Closure(closure) = &expr.kind else { return (Value::unknown(), Ty::Unknown) };
        let id = self.new_closure(expr.span);
        let value = self.apart(Some(id), |frame| {
            frame.open_block();
            for (index, (pat, ty)) in closure.params.iter().enumerate() {
                let ty = match ty {
                    Some(ty) => frame.types.lower(ty, frame.scope()),
                    None => params.get(index).cloned().unwrap_or(Ty::Unknown),
                };
                let place = at.and_then(|at| at.get(index).cloned().flatten());
                frame.bind(pat, Value { rvalue: false, ..Value::at(ty, place) });
            }
            let value = frame.eval(&closure.body, &Ty::Unknown);
            let value = frame.take(value);
            let value = if closure.is_async { frame.wait_for(value, expr.span) } else { value };
            // A closure that only builds a future: what that does is done by whoever calls and awaits.
            for pending in &value.pending {
                if let Pending::Block(block) = pending {
                    frame.event(expr.span, EventKind::RunClosure(*block));
                }
            }
            frame.close_block(&[]);
            value
        });
        let ret = value.ty;
        let ty = Ty::Fn(Arc::new(ret.clone()));
        (Value { callable: Some(Callable::Closure(id)), ..Value::of(ty) }, ret)
    }

    /// Arguments of a call into a library: closures that borrow run here, closures and futures that are handed to a
    /// spawning function run elsewhere, moved closures may be kept for later.
    pub(super) fn foreign_args(&mut self, args: &'a [Expr], spawns: bool) -> Vec<Value> {
        let mut values = Vec::new();
        for arg in args {
            if let ExprKind::Closure(closure) = &arg.kind {
                if spawns || closure.is_move {
                    let (value, _) = self.closure(arg, &[], None);
                    if let Some(Callable::Closure(id)) = value.callable {
                        self.table.closures[id as usize].elsewhere = true;
                    }
                    values.push(value);
                } else {
                    let before = self.state.clone();
                    let value = self.inline_closure(closure, &[]);
                    let guards = value.guards.clone();
                    self.state.release(&guards);
                    let after = std::mem::take(&mut self.state);
                    self.state = before.join(after);
                    values.push(Value { guards: Vec::new(), ..value });
                }
                continue;
            }
            let value = self.eval(arg, &Ty::Unknown);
            let mut value = self.take(value);
            if spawns {
                for pending in std::mem::take(&mut value.pending) {
                    if let Pending::Block(block) = pending {
                        self.table.closures[block as usize].elsewhere = true;
                    }
                }
            }
            values.push(value);
        }
        self.table.spawns |= spawns;
        values
    }

    /// Parameter types and output of a closure argument, from the callee's bounds.
    pub(super) fn closure_signature(
        &self,
        callee: FnId,
        param: Option<&Ty>,
        bindings: &Bindings,
    ) -> (Vec<Ty>, Option<Ty>) {
        let bounds: Vec<TraitRef> = match param.map(|param| param.peel_pointers().0) {
            Some(Ty::Param(name)) => {
                let function = &self.types.defs.fns[callee.0 as usize];
                let own = self.types.owner_self(function.owner);
                self.types.bounds(self.types.fn_scope(callee, own.as_ref()), *name)
            }
            Some(Ty::Opaque(bounds)) => bounds.to_vec(),
            _ => Vec::new(),
        };
        match bounds.iter().find(|bound| is_callable(bound)) {
            Some(bound) => {
                let types = bound.args.iter().map(|arg| self.types.normalise(bindings.apply(arg))).collect();
                (types, bound.assoc("Output").cloned())
            }
            None => (Vec::new(), None),
        }
    }

    /// Calls a value: a closure, a parameter, a function item.
    pub(super) fn call_value(&mut self, value: Value, args: &'a [Expr], span: Span) -> Value {
        let ret = match value.ty.peel_pointers().0 {
            Ty::Fn(ret) => (**ret).clone(),
            Ty::FnDef(id) => {
                let id = *id;
                return self.call_fns(&[id], Dispatch::Static, None, args, &[], span, &Ty::Unknown);
            }
            Ty::Opaque(bounds) => {
                bounds.iter().find_map(|bound| bound.assoc("Output").cloned()).unwrap_or(Ty::Unknown)
            }
            Ty::Param(name) => self
                .types
                .bounds(self.scope(), *name)
                .iter()
                .find_map(|bound| bound.assoc("Output").cloned())
                .unwrap_or(Ty::Unknown),
            _ => Ty::Unknown,
        };
        for arg in args {
            let value = self.eval(arg, &Ty::Unknown);
            let value = self.take(value);
            self.state.release(&value.guards);
        }
        match value.callable {
            Some(Callable::Closure(closure)) => self.event(span, EventKind::RunClosure(closure)),
            Some(Callable::Param(param)) => self.event(span, EventKind::RunParam(param)),
            _ => {}
        }
        Value::of(ret)
    }
}
