//! Calls: acquisitions, functions of the sources, library functions, closures.

use std::sync::Arc;

use super::{Frame, Pending, Value, is_callable};
use crate::catalog::{self, LockType, Mode, Outcome, Wait};
use crate::facts::ir::{Closure, Expr, ExprKind, MethodCall, PathRef};
use crate::model::FnId;
use crate::model::defs::{Def, Owner};
use crate::model::place::{Class, ClassRoot, Path, Place, Root, Step};
use crate::model::table::{Acquire, Arg, Call, Callable, Dispatch, EventKind, Guard};
use crate::model::ty::{AROUND, OPTION, RESULT, TraitDef, TraitRef, Ty};
use crate::model::types::{Bindings, head, unify};
use crate::text::{Span, Symbol};

/// A trait method with more implementations than this is not followed.
const MAX_TARGETS: usize = 8;

impl<'a> Frame<'_, 'a> {
    pub(super) fn method_call(&mut self, call: &'a MethodCall, span: Span, want: &Ty) -> Value {
        let receiver = self.eval(&call.receiver, &Ty::Unknown);
        let at = call.method_span.to(Span { start: call.method_span.start, end: span.end });
        self.method(receiver, call.method, &call.args, &call.generics, at, want)
    }

    fn method(
        &mut self,
        receiver: Value,
        name: Symbol,
        args: &'a [Expr],
        generics: &[crate::facts::ir::TypeRef],
        at: Span,
        want: &Ty,
    ) -> Value {
        let mut ty = receiver.ty.clone();
        let mut place = receiver.place.clone();
        // A value without a place of its own still is one thing while the expression lasts.
        if place.is_none() && receiver.rvalue {
            place = Some(self.fresh_place());
        }
        let mut via_shared = false;
        for _ in 0..12 {
            let types = self.types;
            if let Some(lock) = types.lock_type(&ty)
                && let Some(method) = lock.methods.iter().find(|method| method.name == name.as_str())
            {
                return self.lock_method(lock, *method, &ty, place, via_shared, receiver, args, at);
            }
            if let Ty::Lib(path, _) = &ty {
                if path.as_str() == "std::sync::Condvar" || path.as_str() == "parking_lot::Condvar" {
                    return self.condvar(name, args);
                }
                via_shared = crate::model::ty::is_shared_pointer(path.as_str());
            } else if !matches!(ty, Ty::Ref(..)) {
                via_shared = false;
            }
            if let Ty::Guard(_, content) = &ty
                && matches!(name.as_str(), "map" | "downgrade" | "into_inner" | "try_map")
                && args.len() <= 1
                && self.types.methods(content, name).is_empty()
            {
                let content = (**content).clone();
                let value = self.take(receiver);
                let params = [content.reference()];
                self.run_inline(args, &params, false);
                return Value { rvalue: true, ..value };
            }
            if let Ty::Guard(_, content) = &ty
                && matches!(name.as_str(), "unwrap" | "expect")
                && !matches!(&**content, Ty::Lib(path, _) if matches!(path.as_str(), OPTION | RESULT))
            {
                // A lock of an unknown crate whose methods return a result after all.
                return self.take(receiver);
            }
            if let Ty::Guard(..) = &ty
                && matches!(
                    name.as_str(),
                    "key"
                        | "value"
                        | "value_mut"
                        | "pair"
                        | "or_insert"
                        | "or_default"
                        | "or_insert_with"
                        | "and_modify"
                        | "insert_entry"
                )
            {
                return self.map_guard(&ty, name, receiver, args);
            }
            let targets = self.method_targets(&ty, name);
            if !targets.is_empty() {
                return self.call_method(receiver, place, &ty, targets, args, generics, at, want);
            }
            if let Some(lib) = super::library::method(&ty, name.as_str()) {
                return self.library(lib, receiver, place, &ty, name, args, at, want);
            }
            match self.deref_step(&ty, place.clone()) {
                Some((inner, to)) => {
                    ty = inner;
                    place = to;
                }
                None => break,
            }
        }
        let value = self.unknown_method(receiver, name, args, at);
        self.around_type(value, generics)
    }

    /// `x.state::<T>()` of an unknown type: something around a `T`.
    fn around_type(&mut self, value: Value, generics: &[crate::facts::ir::TypeRef]) -> Value {
        let [only] = generics else { return value };
        let ty = self.types.lower(only, self.scope());
        match ty.peel_pointers().0 {
            Ty::Adt(..) if value.ty.is_unknown() => {
                let around = Ty::lib_of(AROUND, vec![ty.peel_pointers().0.clone()]);
                value.with_ty(around)
            }
            _ => value,
        }
    }

    /// Methods of the sources that `ty.name()` may run, one step of dereferencing at a time.
    fn method_targets(&self, ty: &Ty, name: Symbol) -> Vec<(FnId, Dispatch)> {
        if matches!(ty, Ty::Ref(..) | Ty::Unknown) {
            return Vec::new();
        }
        match ty {
            Ty::Param(param) => {
                let bounds = self.types.bounds(self.scope(), *param);
                return self.bound_targets(&bounds, name);
            }
            Ty::Opaque(bounds) => {
                let found = self.bound_targets(bounds, name);
                if !found.is_empty() {
                    return found;
                }
            }
            _ => {}
        }
        let found = self.types.methods(ty, name);
        if let Some(&first) = found.first() {
            // Several impls of one type: generic arguments or cfg tell them apart, which is not followed.
            let mut targets: Vec<FnId> = vec![first];
            let same_owner = |id: FnId| matches!(self.types.defs.fns[id.0 as usize].owner, Owner::Impl(_));
            if same_owner(first) && found.len() > 1 && found.len() <= 3 {
                targets.extend(found[1..].iter().copied().filter(|id| self.fits(*id, ty)));
            }
            return targets.into_iter().map(|id| (id, Dispatch::Static)).collect();
        }
        // Blanket impls: `impl<T: Bound> Trait for T`.
        let blanket = self.types.blanket_methods(name);
        if blanket.len() == 1
            && !matches!(ty, Ty::Param(_))
            && head(ty).is_some()
            && matches!(ty, Ty::Adt(..))
        {
            return vec![(blanket[0], Dispatch::Static)];
        }
        Vec::new()
    }

    /// Whether an inherent method's impl may be for that type.
    fn fits(&self, id: FnId, ty: &Ty) -> bool {
        let Owner::Impl(owner) = self.types.defs.fns[id.0 as usize].owner else { return false };
        let own = &self.types.impl_self[owner.0 as usize];
        self.types.impl_trait[owner.0 as usize].is_none() && compatible(own, ty)
    }

    fn bound_targets(&self, bounds: &[TraitRef], name: Symbol) -> Vec<(FnId, Dispatch)> {
        for bound in bounds {
            if let TraitDef::Own(id) = bound.def
                && let Some(method) = self.types.trait_method(id, name)
            {
                let mut found = self.types.implementations(method);
                if found.is_empty() {
                    found.push(method);
                }
                if found.len() > MAX_TARGETS {
                    // Too many to say anything; the declaration stands for them.
                    found = vec![method];
                }
                let dispatch = if found.len() == 1 { Dispatch::Static } else { Dispatch::Dynamic };
                return found.into_iter().map(|id| (id, dispatch)).collect();
            }
        }
        Vec::new()
    }

    #[expect(clippy::too_many_arguments, reason = "an acquisition has that many sides")]
    fn lock_method(
        &mut self,
        lock: &LockType,
        method: catalog::LockMethod,
        ty: &Ty,
        place: Option<Place>,
        via_shared: bool,
        receiver: Value,
        args: &'a [Expr],
        at: Span,
    ) -> Value {
        // Arguments are evaluated before the lock is taken.
        let inline: Vec<bool> = args.iter().map(|arg| matches!(arg.kind, ExprKind::Closure(_))).collect();
        for (arg, closure) in args.iter().zip(&inline) {
            if !closure {
                let value = self.eval(arg, &Ty::Unknown);
                self.take(value);
            }
        }
        let content = ty.arg(lock.content);
        let mut place = match place {
            Some(place) => place,
            None => self.fresh_place(),
        };
        // `Arc<Mutex<State>>` travels under many field names; its content names it.
        if via_shared
            && let Ty::Adt(id, inner) = &content
            && inner.is_empty()
        {
            place.class = Class::root(ClassRoot::Content(*id));
        }
        if place.class.root == ClassRoot::Unknown
            && let Ty::Adt(id, inner) = &content
            && inner.is_empty()
            && !lock.sharded
        {
            place.class = Class::root(ClassRoot::Content(*id));
        }
        if lock.path.starts_with("std::io::") {
            let name = Symbol::new(lock.path);
            place = Place {
                path: Path::root(Root::Lib(name)),
                class: Class::root(ClassRoot::Lib(name)),
                exclusive: false,
                shared: true,
            };
        }
        let guard_ty = Ty::Guard(method.mode, Arc::new(content.clone()));
        let acquire = Acquire {
            lock: place.clone(),
            mode: method.mode,
            wait: method.wait,
            sharded: lock.sharded,
            is_async: lock.is_async,
            reentrant: lock.reentrant,
        };
        match method.outcome {
            Outcome::Future | Outcome::FutureResult => {
                let ty = if method.outcome == Outcome::Future {
                    guard_ty
                } else {
                    Ty::result(guard_ty, Ty::Unknown)
                };
                let _ = receiver;
                return Value {
                    pending: vec![Pending::Lock(acquire, content, at)],
                    place: Some(place),
                    ..Value::of(Ty::Future(Arc::new(ty)))
                };
            }
            Outcome::Transient => {
                let guard = self.acquire(acquire, content.clone(), at);
                if let Some(guard) = guard {
                    self.state.release(&[guard]);
                }
                let ty = match method.name {
                    "insert" => Ty::option(content),
                    "remove" => Ty::option(Ty::Tuple(Arc::from([ty.arg(0), content]))),
                    _ => Ty::Unknown,
                };
                return Value::of(ty);
            }
            Outcome::Closure => {
                let guard = self.acquire(acquire, content.clone(), at);
                let params = [ty.arg(0).reference(), content.reference()];
                self.run_inline(args, &params, true);
                if let Some(guard) = guard {
                    self.state.release(&[guard]);
                }
                return Value::unknown();
            }
            _ => {}
        }
        let guard = self.acquire(acquire, content.clone(), at);
        if let Some(guard) = guard
            && method.wait == Wait::Bounded
        {
            self.tried.push(guard);
        }
        let ty = match method.outcome {
            Outcome::Guard => guard_ty,
            Outcome::Result => {
                let error = if method.wait == Wait::Forever {
                    Ty::lib_of("std::sync::PoisonError", vec![guard_ty.clone()])
                } else {
                    Ty::lib("TryLockError")
                };
                Ty::result(guard_ty, error)
            }
            Outcome::Option => Ty::option(guard_ty),
            _ => guard_ty.iter(),
        };
        let content_place = Some(Place { exclusive: false, shared: true, ..place });
        Value { guards: guard.into_iter().collect(), ..Value::at(ty, content_place) }
    }

    /// Notes an acquisition; its guard lives as a temporary until somebody takes it over. `None` for reentrant locks,
    /// which neither wait for their holder nor matter to it.
    pub(super) fn acquire(&mut self, acquire: Acquire, content: Ty, at: Span) -> Option<u32> {
        let guard = Guard {
            lock: acquire.lock.clone(),
            mode: acquire.mode,
            span: at,
            via: None,
            sharded: acquire.sharded,
            is_async: acquire.is_async,
            param: None,
            content,
            temporary: true,
        };
        let reentrant = acquire.reentrant;
        self.event(at, EventKind::Acquire(acquire));
        if reentrant { None } else { Some(self.new_guard(guard)) }
    }

    /// Condition variables give the guard back.
    fn condvar(&mut self, name: Symbol, args: &'a [Expr]) -> Value {
        let mut guards = Vec::new();
        let mut ty = Ty::Unknown;
        for (index, arg) in args.iter().enumerate() {
            if matches!(arg.kind, ExprKind::Closure(_)) {
                continue;
            }
            let value = self.eval(arg, &Ty::Unknown);
            if index == 0 && !matches!(value.ty, Ty::Ref(..)) {
                let value = self.take(value);
                ty = value.ty;
                guards = value.guards;
            }
        }
        let timed = name.as_str().contains("timeout");
        let ty = if timed { Ty::Tuple(Arc::from([ty, Ty::Unknown])) } else { ty };
        Value { guards, ..Value::of(Ty::result(ty, Ty::Unknown)) }
    }

    /// Methods of map references and entries.
    fn map_guard(&mut self, ty: &Ty, name: Symbol, receiver: Value, args: &'a [Expr]) -> Value {
        let Ty::Guard(mode, content) = ty else { return Value::unknown() };
        let params = [(**content).clone().reference()];
        let place = receiver.place.clone();
        match name.as_str() {
            "or_insert" | "or_default" | "or_insert_with" | "and_modify" | "insert_entry" => {
                let value = self.take(receiver);
                self.run_inline(args, &params, false);
                Value { rvalue: true, ..value.with_ty(Ty::Guard(*mode, content.clone())) }
            }
            "value" | "value_mut" => Value::at(params[0].clone(), place.map(|place| place.element(None))),
            _ => Value::unknown(),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a call has that many sides")]
    fn library(
        &mut self,
        lib: super::library::LibCall,
        receiver: Value,
        place: Option<Place>,
        ty: &Ty,
        name: Symbol,
        args: &'a [Expr],
        at: Span,
        want: &Ty,
    ) -> Value {
        let direct = std::ptr::eq(ty, &receiver.ty) || *ty == receiver.ty;
        let mut result = Value::of(lib.ty.clone());
        if lib.same_place {
            result.lent = match receiver.var {
                Some(var) => self.state.of_var(var),
                None => receiver.lent.clone(),
            };
        }
        let key = args.first().and_then(|arg| self.key(arg));
        if (lib.by_value || name == "take") && direct {
            let value = self.take(receiver);
            result.guards = value.guards;
            result.pending = value.pending;
            result.callable = value.callable;
        }
        // These closures run only when there is no value, and so no guard in it.
        let absent = matches!(ty, Ty::Lib(path, _) if path.as_str() == OPTION)
            && matches!(name.as_str(), "unwrap_or_else" | "or_else" | "ok_or_else" | "get_or_insert_with");
        if absent {
            self.state.pause(&result.guards, true);
        }
        let stores = matches!(
            name.as_str(),
            "insert"
                | "push"
                | "push_back"
                | "push_front"
                | "extend"
                | "replace"
                | "get_or_insert"
                | "set"
                | "or_insert"
        );
        let closure = self.run_args(args, &lib.closure, false, !stores);
        if absent {
            self.state.pause(&result.guards, false);
            if let Some(value) = &closure {
                result.guards.extend(&value.guards);
            }
        }
        if let (Some(make), Some(value)) = (lib.from_closure, closure) {
            result.ty = make(value.ty);
            // What the closure made of the guard that it was given, or a guard that it took itself.
            result.guards.extend(value.guards);
            result.pending.extend(value.pending);
            if lib.by_value && matches!(ty, Ty::Lib(path, _) if matches!(path.as_str(), OPTION | RESULT)) {
                result.place = value.place;
            }
        } else if lib.element {
            result.place = place.map(|place| place.element(key));
        } else if lib.same_place {
            result.place = place;
        }
        if name == "collect" && !want.is_unknown() {
            result.ty = want.clone();
        }
        // What an iterator holds ends with it, unless its items are guards.
        let consumed = match ty {
            Ty::Iter(item) => {
                !matches!(result.ty, Ty::Iter(_)) && !self.traits.holds_guard(item) && lib.by_value
            }
            _ => false,
        };
        if (consumed || !self.traits.may_hold(&result.ty)) && !result.guards.is_empty() {
            // Moved into the call and not part of the result: dropped by it.
            let guards = std::mem::take(&mut result.guards);
            if lib.from_closure.is_some() {
                self.state.release(&guards);
            }
        }
        let _ = at;
        result
    }

    /// Evaluates the arguments of a library call; closures run here and now, possibly never or often.
    fn run_inline(&mut self, args: &'a [Expr], params: &[Ty], once: bool) -> Option<Value> {
        self.run_args(args, params, once, true)
    }

    /// With `runs` unset, callables are only stored.
    fn run_args(&mut self, args: &'a [Expr], params: &[Ty], once: bool, runs: bool) -> Option<Value> {
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

    fn inline_closure(&mut self, closure: &'a Closure, params: &[Ty]) -> Value {
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

    /// A method that neither the sources nor the tables know.
    fn unknown_method(&mut self, receiver: Value, name: Symbol, args: &'a [Expr], at: Span) -> Value {
        let spawns = catalog::spawns(name.as_str());
        self.foreign_args(args, spawns);
        if let Some(callable) = &receiver.callable
            && matches!(name.as_str(), "call" | "call_mut" | "call_once")
        {
            match callable {
                Callable::Closure(closure) => self.event(at, EventKind::RunClosure(*closure)),
                Callable::Param(param) => self.event(at, EventKind::RunParam(*param)),
                Callable::Fn(_) => {}
            }
        }
        match name.as_str() {
            // Views of the same thing.
            "as_ref" | "as_mut" | "borrow" | "borrow_mut" | "deref" | "deref_mut" | "clone" | "to_owned"
            | "by_ref" | "as_pin_mut" | "get_ref" | "get_mut" | "as_deref" | "as_ptr" | "into_inner"
            | "inner" | "get_pin_mut" | "project" => {
                Value { guards: Vec::new(), var: None, rvalue: true, pending: Vec::new(), ..receiver }
            }
            "iter" | "iter_mut" | "values" | "into_iter" | "keys" => {
                Value::at(Ty::Unknown.iter(), receiver.place)
            }
            _ => {
                // By value or not: a guard that is not dereferenced stays in the result only if it is one itself.
                let value = self.take_if_guard(receiver);
                let place = value.place.filter(|_| args.is_empty()).map(|place| {
                    let mut to = place;
                    to.path = to.path.join(Step::Call(name));
                    to.class = Class::root(ClassRoot::Unknown);
                    to.exclusive = false;
                    to.shared = true;
                    to
                });
                Value { guards: value.guards, pending: value.pending, ..Value::at(Ty::Unknown, place) }
            }
        }
    }

    fn take_if_guard(&mut self, value: Value) -> Value {
        if value.ty.is_unknown()
            || matches!(value.ty, Ty::Iter(_) | Ty::Future(_))
            || !value.pending.is_empty()
        {
            return Value { var: None, ..value };
        }
        Value { guards: Vec::new(), var: None, ..value }
    }

    /// Arguments of a call into a library: closures that borrow run here, closures and futures that are handed to a
    /// spawning function run elsewhere, moved closures may be kept for later.
    fn foreign_args(&mut self, args: &'a [Expr], spawns: bool) -> Vec<Value> {
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

    #[expect(clippy::too_many_arguments, reason = "a call has that many sides")]
    fn call_method(
        &mut self,
        receiver: Value,
        place: Option<Place>,
        ty: &Ty,
        targets: Vec<(FnId, Dispatch)>,
        args: &'a [Expr],
        generics: &[crate::facts::ir::TypeRef],
        at: Span,
        want: &Ty,
    ) -> Value {
        let (first, dispatch) = targets[0];
        let by_value = matches!(
            self.types.defs.fns[first.0 as usize].item.receiver,
            Some(crate::facts::ir::Receiver::Value | crate::facts::ir::Receiver::Typed(_))
        );
        let direct = *ty == receiver.ty;
        let mut own = if by_value && direct {
            self.take(receiver)
        } else {
            Value { guards: Vec::new(), var: None, pending: Vec::new(), callable: None, ..receiver }
        };
        own.place = place;
        own.ty = ty.clone();
        let targets: Vec<FnId> = targets.into_iter().map(|(id, _)| id).collect();
        self.call_fns(&targets, dispatch, Some(own), args, generics, at, want)
    }

    /// Calls functions of the sources.
    #[expect(clippy::too_many_arguments, reason = "a call has that many sides")]
    fn call_fns(
        &mut self,
        targets: &[FnId],
        dispatch: Dispatch,
        receiver: Option<Value>,
        args: &'a [Expr],
        generics: &[crate::facts::ir::TypeRef],
        at: Span,
        want: &Ty,
    ) -> Value {
        let first = targets[0];
        let function = &self.types.defs.fns[first.0 as usize];
        let signature = &self.types.signatures[first.0 as usize];
        let mut bindings = Bindings::default();
        for (param, ty) in function.item.generics.params.iter().zip(generics) {
            let ty = self.types.lower(ty, self.scope());
            bindings.bind(param.name, ty);
        }
        let mut passed: Vec<Arg> = Vec::new();
        let mut guards_in: Vec<u32> = Vec::new();
        let mut pending_in: Vec<Pending> = Vec::new();
        let skip = usize::from(receiver.is_some());
        if let Some(receiver) = &receiver {
            if let Some(param) = signature.params.first() {
                match (function.owner, param.peel()) {
                    (Owner::Trait(_), _) => bindings.bind(Symbol::new("Self"), receiver.ty.clone()),
                    _ => unify(param.peel(), receiver.ty.peel(), &mut bindings),
                }
            }
            guards_in.extend(&receiver.guards);
            passed.push(Arg {
                place: receiver.place.clone(),
                callable: receiver.callable.clone(),
                moved: receiver.guards.clone(),
                shown: Vec::new(),
            });
        }
        // Closures last: their parameters may depend on the other arguments.
        let mut values: Vec<Option<Value>> = Vec::new();
        for (index, arg) in args.iter().enumerate() {
            if matches!(arg.kind, ExprKind::Closure(_)) {
                values.push(None);
                continue;
            }
            let param = signature.params.get(index + skip);
            let hint = param.map_or(Ty::Unknown, |param| bindings.apply(param));
            let value = self.eval(arg, &hint);
            let value = self.take(value);
            if let Some(param) = param {
                unify(param, &value.ty, &mut bindings);
            }
            values.push(Some(value));
        }
        for (index, arg) in args.iter().enumerate() {
            let param = signature.params.get(index + skip);
            let value = match values[index].take() {
                Some(value) => value,
                None => {
                    let (types, output) = self.closure_signature(first, param, &bindings);
                    let (value, ret) = self.closure(arg, &types, None);
                    if let Some(Ty::Param(name)) = output {
                        bindings.bind(name, ret);
                    }
                    value
                }
            };
            guards_in.extend(&value.guards);
            pending_in.extend(value.pending.clone());
            let shown = match &value.ty {
                Ty::Lib(path, _) if path.as_str() == OPTION => value.lent,
                _ => Vec::new(),
            };
            passed.push(Arg { place: value.place, callable: value.callable, moved: value.guards, shown });
        }
        let spawned = catalog::spawns(function.item.name.as_str());
        if spawned {
            self.table.spawns = true;
            for arg in &mut passed {
                if let Some(Callable::Closure(id)) = arg.callable {
                    self.table.closures[id as usize].elsewhere = true;
                    arg.callable = None;
                }
            }
        }
        let ret = signature.ret.clone().unwrap_or(Ty::Unknown);
        let ret = self.instantiate(first, &ret, &bindings, receiver.as_ref());
        let ret = if ret.is_unknown() { want.clone() } else { ret };
        let diverges = ret == Ty::Never;
        let call = Call { targets: targets.to_vec(), dispatch, args: passed, drop: false };
        let is_async = function.item.is_async || matches!(ret, Ty::Future(_)) && function.item.ret.is_some();
        if function.item.is_async {
            let place = self.result_place(first, &call);
            return Value {
                pending: vec![Pending::Call(call, at)],
                place,
                guards: guards_in,
                ..Value::of(Ty::Future(Arc::new(ret)))
            };
        }
        if is_async {
            // `fn f() -> impl Future`: its body runs when it is awaited, as far as that can be told.
            return Value { pending: vec![Pending::Call(call, at)], guards: guards_in, ..Value::of(ret) };
        }
        let place = self.result_place(first, &call);
        let returns_guards = self.traits.may_hold(&ret) && self.traits.holds_guard(&ret);
        let mut guards = self.run_call(call, at);
        if guards.is_empty() && !guards_in.is_empty() && returns_guards {
            // A guard went in and one comes out: the same, projected or wrapped.
            guards = guards_in.clone();
        } else {
            let gone: Vec<u32> = guards_in.iter().copied().filter(|guard| !guards.contains(guard)).collect();
            self.state.release(&gone);
        }
        if guards.is_empty()
            && let Some(mode) = direct_guard(&ret)
        {
            guards = self.unknown_guard(first, place.clone(), mode, at);
        }
        if diverges {
            self.state.live = false;
        }
        // A closure that was handed in and comes back inside the result is not followed; a future is.
        let pending = if matches!(ret, Ty::Future(_)) { pending_in } else { Vec::new() };
        Value { guards, pending, ..Value::at(ret, place) }
    }

    /// A guard that a function without a readable body returns.
    fn unknown_guard(&mut self, callee: FnId, place: Option<Place>, mode: Mode, at: Span) -> Vec<u32> {
        let mut lock = match place {
            Some(place) => place,
            None => self.fresh_place(),
        };
        lock.class = Class::root(ClassRoot::Result(callee));
        let acquire =
            Acquire { lock, mode, wait: Wait::Forever, sharded: false, is_async: false, reentrant: false };
        self.acquire(acquire, Ty::Unknown, at).into_iter().collect()
    }

    /// Notes a call; gives the guards its result holds.
    pub(super) fn run_call(&mut self, call: Call, at: Span) -> Vec<u32> {
        let first = call.targets[0];
        let args = call.args.clone();
        let single = call.targets.len() == 1;
        self.event(at, EventKind::Call(call));
        if !single {
            return Vec::new();
        }
        let Some(returned) = (self.oracle)(first) else { return Vec::new() };
        let mut guards = Vec::new();
        for inner in returned.guards {
            if let Some(param) = inner.param {
                // A guard that came in goes out again.
                if let Some(arg) = args.get(param as usize) {
                    guards.extend(arg.moved.iter().copied().filter(|guard| {
                        let moved = &self.table.guards[*guard as usize];
                        arg.moved.len() == 1
                            || moved.mode == inner.mode
                                && (moved.content == inner.content
                                    || moved.content.has_unknown()
                                    || inner.content.has_unknown())
                    }));
                }
                continue;
            }
            let lock =
                inner.lock.substitute(&|index| args.get(index as usize).and_then(|arg| arg.place.clone()));
            let lock = if lock.path.root == Root::Elsewhere {
                Place { path: Path::root(Root::Fresh(self.next_fresh())), ..lock }
            } else {
                lock
            };
            guards.push(self.new_guard(Guard {
                lock,
                mode: inner.mode,
                span: at,
                via: Some((first, inner.span)),
                sharded: inner.sharded,
                is_async: inner.is_async,
                param: None,
                content: inner.content,
                temporary: true,
            }));
        }
        guards
    }

    /// Where the result of a call is: what the callee's summary says, or the getter's name as a step.
    fn result_place(&mut self, callee: FnId, call: &Call) -> Option<Place> {
        if let Some(returned) = (self.oracle)(callee)
            && let Some(place) = returned.place
        {
            let to =
                place.substitute(&|index| call.args.get(index as usize).and_then(|arg| arg.place.clone()));
            if to.path.root != Root::Elsewhere {
                return Some(to);
            }
            return None;
        }
        let function = &self.types.defs.fns[callee.0 as usize];
        let ret = self.types.signatures[callee.0 as usize].ret.as_ref()?;
        let refers = matches!(ret, Ty::Ref(..) | Ty::Guard(..) | Ty::Opaque(_))
            || matches!(ret, Ty::Lib(path, _) if crate::model::ty::is_pointer(path.as_str()));
        if !refers || call.args.len() != 1 || function.item.receiver.is_none() {
            return None;
        }
        let base = call.args[0].place.clone()?;
        Some(Place {
            path: base.path.join(Step::Call(function.item.name)),
            class: Class::root(ClassRoot::Unknown),
            exclusive: false,
            shared: true,
        })
    }

    fn instantiate(&self, callee: FnId, ret: &Ty, bindings: &Bindings, receiver: Option<&Value>) -> Ty {
        let function = &self.types.defs.fns[callee.0 as usize];
        // In a trait's declaration `Self` is the receiver.
        if let (Owner::Trait(owner), Some(receiver)) = (function.owner, receiver)
            && let Ty::Opaque(bounds) = ret
            && bounds.iter().any(|bound| bound.def == TraitDef::Own(owner))
            && function.item.ret.as_ref().is_some_and(mentions_self)
        {
            return receiver.ty.clone();
        }
        if !ret.has_params() {
            return ret.clone();
        }
        let own = self.scope();
        let keep = |name: Symbol| {
            own.generics
                .iter()
                .flatten()
                .any(|generics| generics.params.iter().any(|param| param.name == name))
        };
        let callee_is_self = callee == self.id;
        let ty = ret.substitute(&|name| {
            bindings.get(name).cloned().or_else(|| (callee_is_self && keep(name)).then_some(Ty::Param(name)))
        });
        self.types.normalise(ty)
    }

    /// Parameter types and output of a closure argument, from the callee's bounds.
    fn closure_signature(
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

    /// `callee(args)`.
    pub(super) fn call(&mut self, callee: &'a Expr, args: &'a [Expr], span: Span, want: &Ty) -> Value {
        let ExprKind::Path(path) = &callee.kind else {
            let value = self.eval(callee, &Ty::Unknown);
            return self.call_value(value, args, span);
        };
        if let Some(name) = path.as_ident()
            && self.lookup(name).is_some()
        {
            let value = self.eval(callee, &Ty::Unknown);
            return self.call_value(value, args, span);
        }
        let names: Vec<Symbol> = path.segments.iter().map(|segment| segment.name).collect();
        let last = names.last().copied().unwrap_or(Symbol::new(""));
        if path.qself.is_none() && names.first().is_none_or(|name| *name != "Self") {
            match self.types.defs.resolve(self.module, path.global, &names) {
                Some((Def::Fn(id), used)) if used == names.len() => {
                    let generics = path.segments.last().map_or(&[][..], |segment| segment.args.as_slice());
                    return self.call_fns(&[id], Dispatch::Static, None, args, generics, span, want);
                }
                Some((Def::Adt(id), used)) if used == names.len() => return self.construct(id, 0, args),
                Some((Def::Variant(id, index), _)) => return self.construct(id, index as usize, args),
                Some((Def::Lib(full), used)) => {
                    let mut full = full;
                    for name in &names[used..] {
                        full = Symbol::new(&format!("{full}::{name}"));
                    }
                    let head: Vec<crate::facts::ir::TypeRef> =
                        path.segments.iter().flat_map(|segment| segment.args.iter().cloned()).collect();
                    // A trait of the sources may give a library type this function.
                    if used < names.len() {
                        let ty = self.lower_prefix(path, used);
                        if let Some((targets, skip_self, dispatch)) = self.associated_of(&ty, last) {
                            return self
                                .call_associated(targets, skip_self, dispatch, path, args, span, want);
                        }
                        if let Ty::Lib(..) | Ty::Guard(..) = &ty
                            && let Some(value) = self.ufcs(&ty, last, args, span, want)
                        {
                            return value;
                        }
                    }
                    return self.library_call(full, last, &head, args, span, want);
                }
                _ => {}
            }
        }
        if names.len() == 1
            && path.qself.is_none()
            && last == "Self"
            && let Some(Ty::Adt(id, _)) = self.self_ty.clone()
        {
            return self.construct(id, 0, args);
        }
        if names.len() == 2
            && names[0] == "Self"
            && let Some(Ty::Adt(id, _)) = self.self_ty.clone()
        {
            let adt = &self.types.defs.adts[id.0 as usize];
            if let Some(index) = adt.variants.iter().position(|(name, _)| adt.is_enum && *name == last) {
                return self.construct(id, index, args);
            }
        }
        if let Some((targets, skip_self, dispatch)) = self.associated(path) {
            return self.call_associated(targets, skip_self, dispatch, path, args, span, want);
        }
        let ty = self.lower_prefix(path, path.segments.len().saturating_sub(1));
        if let Some(value) = self.ufcs(&ty, last, args, span, want) {
            return value;
        }
        self.library_call(last, last, &[], args, span, want)
    }

    #[expect(clippy::too_many_arguments, reason = "a call has that many sides")]
    fn call_associated(
        &mut self,
        targets: Vec<FnId>,
        method: bool,
        dispatch: Dispatch,
        path: &'a PathRef,
        args: &'a [Expr],
        span: Span,
        want: &Ty,
    ) -> Value {
        let generics = path.segments.last().map_or(&[][..], |segment| segment.args.as_slice());
        let Some((first, rest)) = args.split_first().filter(|_| method) else {
            let ty = self.lower_prefix(path, path.segments.len().saturating_sub(1));
            let value = self.call_fns(&targets, dispatch, None, args, generics, span, want);
            // `Type::<T>::new()`: parameters of the impl come from the path.
            return match (&value.ty, &ty) {
                (Ty::Adt(a, _), Ty::Adt(b, known)) if a == b && !known.iter().all(Ty::is_unknown) => {
                    let ty = ty.clone();
                    value.with_ty(ty)
                }
                _ => value,
            };
        };
        let receiver = self.eval(first, &Ty::Unknown);
        let mut ty = receiver.ty.clone();
        let mut place = receiver.place.clone();
        while let Ty::Ref(..) = ty
            && let Some((inner, to)) = self.deref_step(&ty, place.clone())
        {
            ty = inner;
            place = to;
        }
        let targets: Vec<(FnId, Dispatch)> = targets.into_iter().map(|id| (id, dispatch)).collect();
        self.call_method(receiver, place, &ty, targets, rest, generics, span, want)
    }

    /// The type that the first segments of a path name.
    fn lower_prefix(&self, path: &PathRef, used: usize) -> Ty {
        if path.qself.is_some() && used == path.qself_at {
            return match &path.qself {
                Some(ty) => self.types.lower(ty, self.scope()),
                None => Ty::Unknown,
            };
        }
        if used == 0 {
            return Ty::Unknown;
        }
        let prefix = PathRef {
            qself: path.qself.clone(),
            qself_at: path.qself_at,
            global: path.global,
            segments: path.segments[..used.min(path.segments.len())].to_vec(),
            span: path.span,
        };
        self.types.lower(&crate::facts::ir::TypeRef::Path(prefix), self.scope())
    }

    /// What `Type::name` stands for: functions, whether they take `self`, and how sure that is.
    pub(super) fn associated(&self, path: &PathRef) -> Option<(Vec<FnId>, bool, Dispatch)> {
        let last = path.last()?;
        let ty = self.lower_prefix(path, path.segments.len() - 1);
        self.associated_of(&ty, last)
    }

    fn associated_of(&self, ty: &Ty, name: Symbol) -> Option<(Vec<FnId>, bool, Dispatch)> {
        let targets = match ty {
            Ty::Unknown => return None,
            _ => self.method_targets(ty.peel(), name),
        };
        let (first, dispatch) = *targets.first()?;
        let method = self.types.defs.fns[first.0 as usize].item.receiver.is_some();
        Some((targets.into_iter().map(|(id, _)| id).collect(), method, dispatch))
    }

    /// `Mutex::lock(&m)`, `Arc::clone(&a)`, `MutexGuard::map(g, …)`.
    fn ufcs(&mut self, ty: &Ty, name: Symbol, args: &'a [Expr], span: Span, want: &Ty) -> Option<Value> {
        let (first, rest) = args.split_first()?;
        if let Ty::Guard(..) = ty {
            match name.as_str() {
                "unlocked" | "unlocked_fair" | "bump" => {
                    let value = self.eval(first, &Ty::Unknown);
                    let owned = match (&first.kind, &value) {
                        (ExprKind::Ref(_, inner), _) => {
                            let inner = self.eval(inner, &Ty::Unknown);
                            inner.var.map(|var| self.state.of_var(var)).unwrap_or_default()
                        }
                        (_, value) => value.var.map(|var| self.state.of_var(var)).unwrap_or_default(),
                    };
                    self.state.pause(&owned, true);
                    let result = self.run_inline(rest, &[], true);
                    self.state.pause(&owned, false);
                    return Some(result.unwrap_or_else(Value::unknown));
                }
                "mutex" | "rwlock" => return None,
                _ => {
                    // `map`, `try_map`, `downgrade`, `upgrade`, `leak`: the guard goes on in another form.
                    let value = self.eval(first, &Ty::Unknown);
                    let value = self.take(value);
                    let content = match &value.ty {
                        Ty::Guard(_, content) => (**content).clone().reference(),
                        _ => Ty::Unknown,
                    };
                    let mapped = self.run_inline(rest, &[content], false);
                    let inner = match mapped {
                        Some(mapped) => mapped.ty.peel().clone(),
                        None => match &value.ty {
                            Ty::Guard(_, content) => (**content).clone(),
                            _ => Ty::Unknown,
                        },
                    };
                    let mode = match name.as_str() {
                        "downgrade" | "downgrade_upgradable" => Mode::Shared,
                        "upgrade" => Mode::Exclusive,
                        _ => super::guard_mode(&value.ty).unwrap_or(Mode::Exclusive),
                    };
                    if name == "downgrade" || name == "upgrade" {
                        for guard in &value.guards {
                            self.table.guards[*guard as usize].mode = mode;
                        }
                    }
                    let ty = Ty::Guard(mode, Arc::new(inner));
                    let ty = if name.as_str().starts_with("try_") || name == "filter_map" {
                        Ty::result(ty.clone(), ty)
                    } else {
                        ty
                    };
                    return Some(value.with_ty(ty));
                }
            }
        }
        let path = ty.lib_path()?;
        let takes_self = catalog::lock_type(path)
            .is_some_and(|lock| lock.methods.iter().any(|method| method.name == name.as_str()))
            || matches!(name.as_str(), "clone" | "upgrade")
            || super::library::method(ty, name.as_str()).is_some()
                && !matches!(name.as_str(), "new" | "from");
        if !takes_self {
            if name == "downgrade" && crate::model::ty::is_shared_pointer(path) {
                let value = self.eval(first, &Ty::Unknown);
                let weak = if path == "std::rc::Rc" { "std::rc::Weak" } else { "std::sync::Weak" };
                let inner = value.ty.peel().arg(0);
                return Some(Value::at(Ty::lib_of(weak, vec![inner]), value.place));
            }
            return None;
        }
        let receiver = self.eval(first, &Ty::Unknown);
        Some(self.method(receiver, name, rest, &[], span, want))
    }

    /// Calls a value: a closure, a parameter, a function item.
    fn call_value(&mut self, value: Value, args: &'a [Expr], span: Span) -> Value {
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

    fn construct(&mut self, id: crate::model::AdtId, variant: usize, args: &'a [Expr]) -> Value {
        let fields = self.types.fields[id.0 as usize].get(variant).cloned().unwrap_or_default();
        let mut bindings = Bindings::default();
        let mut guards = Vec::new();
        for (index, arg) in args.iter().enumerate() {
            let value = self.eval(arg, &Ty::Unknown);
            let value = self.take(value);
            if let Some(Callable::Closure(closure)) = value.callable {
                self.table.closures[closure as usize].elsewhere = true;
            }
            if let Some(field) = fields.get(index) {
                unify(field, &value.ty, &mut bindings);
            }
            guards.extend(value.guards);
        }
        let params = &self.types.defs.adts[id.0 as usize].generics.params;
        let args: Vec<Ty> =
            params.iter().map(|param| bindings.get(param.name).cloned().unwrap_or(Ty::Unknown)).collect();
        Value { guards, ..Value::of(Ty::Adt(id, args.into())) }
    }

    /// A function of a library, by its canonical path.
    fn library_call(
        &mut self,
        full: Symbol,
        last: Symbol,
        generics: &[crate::facts::ir::TypeRef],
        args: &'a [Expr],
        span: Span,
        want: &Ty,
    ) -> Value {
        let path = full.as_str();
        let one = |frame: &mut Self, want: &Ty| -> Value {
            match args.first() {
                Some(arg) => {
                    let value = frame.eval(arg, want);
                    frame.take(value)
                }
                None => Value::unknown(),
            }
        };
        let inner_want = want.arg(0);
        match last.as_str() {
            // Variants of the prelude keep what they wrap.
            "Some" | "Option" if args.len() == 1 => {
                let value = one(self, &inner_want);
                let ty = Ty::option(value.ty.clone());
                return value.with_ty(ty);
            }
            "Ok" | "Result" if args.len() == 1 => {
                let value = one(self, &inner_want);
                let ty = Ty::result(value.ty.clone(), Ty::Unknown);
                return value.with_ty(ty);
            }
            "Err" if args.len() == 1 => {
                let value = one(self, &Ty::Unknown);
                let ty = Ty::result(want.arg(0), value.ty.clone());
                return value.with_ty(ty);
            }
            "drop" if path.ends_with("mem::drop") || path == "drop" => {
                let value = one(self, &Ty::Unknown);
                if !value.guards.is_empty() {
                    self.state.release(&value.guards);
                } else if !value.ty.is_unknown() {
                    self.drop_glue(&value.ty.clone(), value.place.clone(), span, 0);
                }
                return Value::of(Ty::unit());
            }
            "forget" | "leak" if path.ends_with("::forget") || path.ends_with("::leak") => {
                let value = one(self, &Ty::Unknown);
                self.state.own(&value.guards, 0, None);
                return Value::of(Ty::unit());
            }
            "take" | "replace" | "swap"
                if path.starts_with("std::mem::") || path.starts_with("std::ptr::") =>
            {
                let mut ty = Ty::Unknown;
                for (index, arg) in args.iter().enumerate() {
                    let value = self.eval(arg, &Ty::Unknown);
                    let value = self.take(value);
                    if index == 0 {
                        ty = value.ty.peel().clone();
                    }
                }
                return Value::of(if last == "swap" { Ty::unit() } else { ty });
            }
            "exit" | "abort" if path.starts_with("std::process::") => {
                self.foreign_args(args, false);
                self.state.live = false;
                return Value::of(Ty::Never);
            }
            "stdout" | "stderr" | "stdin" if path.starts_with("std::io::") => {
                let name = match last.as_str() {
                    "stdout" => "std::io::Stdout",
                    "stderr" => "std::io::Stderr",
                    _ => "std::io::Stdin",
                };
                return Value::of(Ty::lib(name));
            }
            "timeout" | "timeout_at" => {
                let mut values = self.foreign_args(args, false);
                let Some(value) = values.pop() else { return Value::unknown() };
                let inner = match &value.ty {
                    Ty::Future(output) => (**output).clone(),
                    _ => Ty::Unknown,
                };
                return value.with_ty(Ty::Future(Arc::new(Ty::result(inner, Ty::Unknown))));
            }
            _ => {}
        }
        // Constructors of library types that the analysis follows.
        if let Some((
            base,
            "new" | "from" | "pin" | "new_cyclic" | "const_new" | "default" | "with_capacity",
        )) = path.rsplit_once("::")
        {
            let base_ty = base.rsplit("::").next().unwrap_or("");
            if base_ty.starts_with(|c: char| c.is_uppercase()) {
                let hint = if want.lib_path() == Some(base) { want.arg(0) } else { Ty::Unknown };
                let mut values = Vec::new();
                for (index, arg) in args.iter().enumerate() {
                    let want = if index == 0 { &hint } else { &Ty::Unknown };
                    let value = self.eval(arg, want);
                    values.push(self.take(value));
                }
                let mut guards = Vec::new();
                let mut pending = Vec::new();
                let mut callable = None;
                let mut first = Ty::Unknown;
                for (index, value) in values.into_iter().enumerate() {
                    guards.extend(value.guards);
                    pending.extend(value.pending);
                    if index == 0 {
                        first = value.ty;
                        callable = value.callable;
                    }
                }
                let known = super::is_wrapper(base);
                let explicit: Vec<Ty> =
                    generics.iter().map(|ty| self.types.lower(ty, self.scope())).collect();
                let ty = if known {
                    let inner = if matches!(base_ty, "LazyLock" | "Lazy") {
                        match &first {
                            Ty::Fn(ret) => (**ret).clone(),
                            _ => first,
                        }
                    } else {
                        first
                    };
                    let inner = match explicit.first() {
                        Some(ty) if inner.is_unknown() => ty.clone(),
                        _ => inner,
                    };
                    let inner = if inner.is_unknown() { hint } else { inner };
                    let lock = catalog::lock_type(base);
                    let mut args = vec![Ty::Unknown; lock.map_or(0, |lock| lock.content)];
                    args.push(inner);
                    Ty::lib_of(base, args)
                } else if want.lib_path() == Some(base) {
                    want.clone()
                } else {
                    crate::model::types::lib_type(Symbol::new(base), explicit.into())
                };
                let callable = if known { callable } else { None };
                return Value { guards, pending, callable, ..Value::of(ty) };
            }
        }
        let spawns = catalog::spawns(last.as_str());
        let values = self.foreign_args(args, spawns);
        let mut guards = Vec::new();
        let mut pending = Vec::new();
        for value in values {
            guards.extend(value.guards);
            pending.extend(value.pending);
        }
        if last == "block_on" || last == "block_in_place" || path.ends_with("::block_on") {
            let value = Value { pending, ..Value::unknown() };
            return self.wait_for(value, span);
        }
        if !last.as_str().starts_with(|c: char| c.is_uppercase()) {
            // Moved into a library: what becomes of it there is not known; it is not held here any more.
            self.state.release(&guards);
            guards.clear();
        }
        Value { guards, pending, ..Value::unknown() }
    }
}

/// Whether two types can be the same.
fn compatible(pattern: &Ty, ty: &Ty) -> bool {
    match (pattern, ty) {
        (Ty::Param(_) | Ty::Unknown | Ty::Assoc(..), _) | (_, Ty::Param(_) | Ty::Unknown | Ty::Assoc(..)) => {
            true
        }
        (Ty::Adt(a, xs), Ty::Adt(b, ys)) => a == b && xs.iter().zip(ys.iter()).all(|(x, y)| compatible(x, y)),
        (Ty::Lib(a, xs), Ty::Lib(b, ys)) => a == b && xs.iter().zip(ys.iter()).all(|(x, y)| compatible(x, y)),
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

/// The mode, if the type is a guard or an option or result of one.
fn direct_guard(ty: &Ty) -> Option<Mode> {
    match ty {
        Ty::Guard(mode, _) => Some(*mode),
        Ty::Lib(path, args) if matches!(path.as_str(), OPTION | RESULT) => direct_guard(args.first()?),
        _ => None,
    }
}

fn mentions_self(ty: &crate::facts::ir::TypeRef) -> bool {
    use crate::facts::ir::TypeRef;
    match ty {
        TypeRef::Path(path) => path.segments.len() == 1 && path.segments[0].name == "Self",
        TypeRef::Ref(_, inner) => mentions_self(inner),
        _ => false,
    }
}
