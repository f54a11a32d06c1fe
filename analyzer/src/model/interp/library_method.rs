//! Methods of library types that the tables know.

use super::closure::{Foreign, ForeignArgs, Handed};
use super::frame::Frame;
use super::invocation::{Invocation, Receiver};
use super::library::LibCall;
use super::modes::Modes;
use super::taken::takes_items;
use super::value::{Pending, Value, gather};
use crate::catalog::declared::{By, Function, Where};
use crate::catalog::shape::Shape;
use crate::catalog::{self, Runs};
use crate::facts::ir::{Expr, ExprKind, TypeRef};
use crate::model::place::Root;
use crate::model::table::{Callable, Change, ChangeStep, Confined, EventKind, Takes};
use crate::model::ty::{AROUND, OPTION, RESULT, Ty};
use crate::text::Span;

impl<'a> Frame<'_, 'a> {
    /// A method whose signature is declared.
    pub(super) fn library_method(
        &mut self,
        mut lib: LibCall,
        receiver: &mut Receiver,
        call: &Invocation<'_>,
    ) -> Value {
        let Invocation { args, at, expected, .. } = *call;
        let direct = receiver.is_direct();
        let value = receiver.take();
        let (ty, place) = (&receiver.ty, receiver.place.take());
        let (receiver_var, part) = (value.var, value.part);
        let mut result = Value { origins: value.origins.clone(), ..Value::of(lib.ty.clone()) };
        if lib.same_place {
            result.lent = match value.var {
                Some(var) => self.state.of_var(var),
                None => value.lent.clone(),
            };
        }
        if lib.keeps || matches!(ty, Ty::Iter(_)) && lib.by_value {
            result.carries = value.carries;
        }
        // Who takes from what was taken itself has that.
        if let Some(place) = place.as_ref().filter(|_| result.carries.is_none() && value.carries.is_none())
            && lib.function.is_some_and(|function| takes_items(function, ty) && !stores(function, ty))
        {
            let own = self.is_bodys_own(receiver_var);
            result.carries = self.takes(place, Takes::Items, own, &lib.ty, at);
        }
        let key = args.first().and_then(|arg| self.key(arg));
        let takes = is_optional(ty) && lib.taken_out();
        let of_elements = ty.lib_path().is_some_and(catalog::is_collection);
        let may_go = of_elements && lib.taken_out() && self.guard_types.may_hold(ty);
        if (lib.by_value || takes || may_go) && direct {
            let value = self.take(value);
            result.guards = value.guards;
            result.pending = value.pending;
            result.callable = value.callable;
        } else if lib.keeps && matches!(ty, Ty::Iter(_)) {
            // Who asks a stream for an item polls what is in it.
            result.pending.clone_from(&value.pending);
        }
        if takes
            && let Some(place) = &place
            && self.record.is_polled()
        {
            let change =
                Change { place: place.clone(), step: ChangeStep::Take, own: self.is_bodys_own(receiver_var) };
            self.event(at, EventKind::Change(Box::new(change)));
            result.origins.extend(self.taken(place, at));
        }
        if let Ty::Iter(_) = ty
            && lib.function.is_some_and(|function| function.effects.exhausts)
            && let Some(place) = &place
        {
            self.exhausted(place, at);
        }
        let owner = Value {
            var: if direct { receiver_var } else { None },
            part,
            ..Value::at(ty.clone(), place.clone())
        };
        let closure = self.library_args(&mut lib, &owner, &mut result, call);
        if let Some(value) = closure {
            result.ty = lib.ty.clone();
            // What the closure made of the guard that it was given, or a guard that it took itself.
            result.guards.extend(value.guards);
            gather(&mut result.pending, value.pending);
            let made = value.place.as_ref().is_some_and(|place| matches!(place.path.root, Root::Made(_)));
            result.place = match made || lib.by_value && is_optional(ty) && !lib.keeps {
                true => value.place,
                false => place.filter(|_| lib.same_place),
            };
        } else if lib.element {
            result.place = place.map(|place| place.element(key));
        } else if lib.same_place || takes {
            // `guard.value()` refers to what is in the guard.
            let content = matches!(ty, Ty::Guard(..)) && matches!(result.ty, Ty::Ref(..));
            result.place = if content { place.map(|place| place.inside()) } else { place };
        }
        if matches!(ty, Ty::Iter(_)) && !lib.to_its_end() {
            result.place = None;
        }
        // `lock.raw()` is the lock itself.
        if result.place.is_none() && raw_lock(&result.ty) {
            result.place.clone_from(&owner.place);
        }
        if lib.function.is_some_and(|function| function.chosen) && !expected.is_unknown() {
            result.ty = expected.clone();
        }
        // What an iterator holds ends with it, unless its items are guards.
        let consumed = match ty {
            Ty::Iter(item) => {
                !matches!(result.ty, Ty::Iter(_)) && !self.guard_types.holds_guard(item) && lib.by_value
            }
            _ => false,
        };
        if (consumed || !self.guard_types.may_hold(&result.ty)) && !result.guards.is_empty() {
            // Moved into the call and not part of the result: dropped by it.
            let guards = std::mem::take(&mut result.guards);
            self.state.release(&guards);
        }
        result
    }

    /// Evaluates the arguments of such a method and runs its closures; gives the result of these, if that is (in) the
    /// method's. `owner` is what it is a method of, `result` what it gives so far.
    fn library_args(
        &mut self,
        lib: &mut LibCall,
        owner: &Value,
        result: &mut Value,
        call: &Invocation<'_>,
    ) -> Option<Value> {
        let args = call.args;
        let callable = lib.callable();
        // These closures run only when there is no value, and so no guard in it; a guard itself is there all the same.
        let absent = lib.absent() && !matches!(owner.ty, Ty::Guard(..));
        if absent {
            self.state.pause(&result.guards, true);
        }
        let stores = lib.function.is_some_and(|function| stores(function, &owner.ty));
        // What is in an option, or an item of an iterator over a place, is handed to the closure.
        let given = match &owner.ty {
            ty if is_optional(ty) => owner.place.clone(),
            Ty::Iter(_) => owner.place.as_ref().map(|place| place.element(None)),
            _ => None,
        }
        .filter(|_| args.len() == 1);
        let params = callable.map_or(Vec::new(), |callable| lib.called_with(callable));
        if let (Some(callable), Ty::Future(_), Ty::Future(_)) = (callable, &owner.ty, &lib.ty) {
            let value = self.run_when_polled(args, &params, result);
            lib.given(callable, &value);
            result.ty = lib.ty.clone();
            return None;
        }
        let guards = match callable {
            Some(callable) if lib.moves_into(callable, &params, self.guard_types) => {
                std::mem::take(&mut result.guards)
            }
            _ => Vec::new(),
        };
        let given = Handed { place: given, guards };
        let (closure, passed) = self.run_args(args, &params, given, !stores);
        if stores {
            for value in passed {
                self.put_into(owner, &value);
            }
        }
        if absent {
            self.state.pause(&result.guards, false);
            if let Some(value) = &closure {
                result.guards.extend(&value.guards);
            }
        }
        let (callable, value) = (callable?, closure?);
        if !lib.passes_on(callable) {
            self.state.release(&value.guards);
            return None;
        }
        lib.given(callable, &value.ty);
        Some(value)
    }

    /// Closures of a combinator run when its future is polled, after what it was made of. Gives what they give.
    pub(super) fn run_when_polled<'e>(
        &mut self,
        args: impl IntoIterator<Item = &'e Expr>,
        params: &[Ty],
        result: &mut Value,
    ) -> Ty {
        let mut given = Ty::Unknown;
        for arg in args {
            let value = match &arg.kind {
                ExprKind::Closure(_) => {
                    let (value, ret) = self.closure(arg, params, None);
                    given = ret;
                    value
                }
                _ => {
                    let value = self.eval(arg, &Ty::Unknown);
                    self.take(value)
                }
            };
            let runs = match value.callable {
                Some(Callable::Closure(id)) => {
                    self.record.table_mut().closures[id as usize].polled = true;
                    Some(Pending::Block(id))
                }
                Some(Callable::Fn(id)) => Some(Pending::Call(self.call_of(id), arg.span)),
                // Whoever gave it sees no call of it.
                Some(Callable::Param(_)) | None => None,
            };
            let gives = match value.callable {
                Some(Callable::Closure(id)) => self.future_of(id),
                _ => None,
            };
            gather(&mut result.pending, runs.into_iter().chain(gives).collect());
            gather(&mut result.pending, value.pending);
            result.guards.extend(value.guards);
        }
        given
    }

    /// A method of a library type, with what its declaration says that no signature does.
    pub(super) fn declared_method(
        &mut self,
        mut lib: LibCall,
        receiver: &mut Receiver,
        call: &Invocation<'_>,
    ) -> Value {
        let Some(function) = lib.function else { return self.library_method(lib, receiver, call) };
        if !call.generics.is_empty() && !function.generics.is_empty() {
            lib.chosen(call.generics.iter().map(|ty| self.types.lower(ty, self.scope())));
        }
        let effects = &function.effects;
        let (receiver_var, worked_on) = (receiver.value.var, receiver.place.clone());
        if let Some(python) = effects.python {
            return self.python_method(function, python, lib.ty, call);
        }
        let place = match effects.runs {
            Some(Where::Forked) => {
                self.before_exec(call.args, call.at);
                return receiver.take();
            }
            Some(Where::As(runs)) => {
                let value = receiver.take();
                return self.runs_elsewhere(function, runs, lib.ty, &value, call);
            }
            // A job of its own.
            Some(Where::Job) if effects.waits.is_none() => {
                let value = receiver.take();
                return self.runs_elsewhere(function, Runs::Thread, lib.ty, &value, call);
            }
            place => place,
        };
        let mut value = match place {
            Some(Where::Alone) => {
                let alone = Modes { is_alone: true, ..self.modes };
                self.within(alone, |frame| frame.library_method(lib, receiver, call))
            }
            Some(Where::MayBlock) => {
                let blocking = Modes { may_block: true, ..self.modes };
                self.within(blocking, |frame| frame.library_method(lib, receiver, call))
            }
            Some(Where::Job) => {
                self.wait_for_pool(call.at);
                let job = self.as_job(call.at);
                let value = self.library_method(lib, receiver, call);
                self.state.release(&[job]);
                value
            }
            _ => self.library_method(lib, receiver, call),
        };
        if effects.together {
            self.beside(&value.pending, Runs::Here);
        }
        if let Some(what) = effects.blocking {
            self.blocks(what, call.at, Span::default());
        }
        if let Some(up) = effects.counts
            && let Some(place) = worked_on.clone()
        {
            let step = if up { ChangeStep::Up } else { ChangeStep::Down };
            let own = self.is_bodys_own(receiver_var);
            self.event(call.at, EventKind::Change(Box::new(Change { place, step, own })));
        }
        if let Some(what) = effects.loses
            && !self.of_this_turn(receiver_var)
        {
            value.pending.push(Pending::Fragile(self.loss(what, receiver_var, worked_on), call.at));
        }
        if effects.frees {
            self.frees();
        }
        self.record.table_mut().leaks |= effects.leaks;
        value
    }

    /// A method that hands what it is given on: to a thread, to an executor, to whoever keeps it.
    fn runs_elsewhere(
        &mut self,
        function: &'static Function,
        runs: Runs,
        ty: Ty,
        receiver: &Value,
        call: &Invocation<'_>,
    ) -> Value {
        let at = call.at;
        let executor = catalog::executor(function.path.as_str());
        let how = match runs {
            Runs::Thread | Runs::Task => Foreign::Spawns,
            Runs::Later => Foreign::Keeps,
            Runs::Here | Runs::BlockOn => Foreign::Unknown,
        };
        let ForeignArgs { values, spawned } = match function.effects.runs {
            Some(Where::Job) => {
                self.making_jobs(receiver, at, |frame| frame.foreign_args_of(Some(function), call.args, how))
            }
            _ => self.foreign_args_of(Some(function), call.args, how),
        };
        let (worth, task) = self.handed(&values);
        // What it has by value goes with what it runs.
        let gone: Vec<u32> = values.iter().flat_map(|value| value.guards.iter().copied()).collect();
        self.state.release(&gone);
        if how == Foreign::Spawns && worth {
            self.event(at, EventKind::Spawn { handle: None, dropped: false, task, guessed: false });
            let value = self.spawned_handle(spawned, None, executor, at);
            self.keeps_task(receiver, &value);
            return if ty.is_unknown() { value } else { value.with_ty(ty) };
        }
        let mut pending: Vec<Pending> = Vec::new();
        values.into_iter().for_each(|value| gather(&mut pending, value.pending));
        if let Some(what) = function.effects.blocking {
            self.blocks(what, at, Span::default());
        }
        if runs == Runs::BlockOn {
            return self.block_on(pending, executor, at);
        }
        Value { pending, ..Value::of(ty) }
    }

    /// What runs between `fork` and `exec` runs by itself.
    fn before_exec(&mut self, args: &[Expr], at: Span) {
        for arg in args.iter().filter(|arg| matches!(arg.kind, ExprKind::Closure(_))) {
            let (value, _) = self.closure(arg, &[], None);
            if let Some(callable) = value.callable {
                if let Callable::Closure(id) = callable {
                    self.record.runs(id, Runs::Later);
                }
                self.event(at, EventKind::Confined(Confined { callable, forked: true }));
            }
        }
    }

    /// `x.state::<T>()` of an unknown type: something around a `T`.
    pub(super) fn around_type(&mut self, value: Value, generics: &[TypeRef]) -> Value {
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
}

/// Whether it is a reference to a raw lock.
fn raw_lock(ty: &Ty) -> bool {
    matches!(ty, Ty::Ref(_, inner) if inner.lib_path().and_then(catalog::lock_type).is_some_and(|lock| lock.raw))
}

fn is_optional(ty: &Ty) -> bool {
    matches!(ty, Ty::Lib(path, _) if matches!(path.as_str(), OPTION | RESULT))
}

/// Whether a method of such a type keeps what it is given: it takes by value what is of one of the type's own parameters.
fn stores(function: &Function, owner: &Ty) -> bool {
    let is_end = owner.lib_path().is_some_and(|path| catalog::sends_of(path) || catalog::receiver_of(path));
    let own = |shape: &Shape| matches!(shape, Shape::Param(name) if function.own.mentions(*name));
    !is_end && function.receiver != Some(By::Value) && function.params.iter().any(|(_, shape)| own(shape))
}
