//! Closures: which run here and now, which by themselves, which elsewhere.

use super::frame::Frame;
use super::guards::is_callable;
use super::invocation::Invocation;
use super::live::{State, VarId};
use super::modes::Modes;
use super::value::{Pending, Value};
use crate::catalog::declared::Function;
use crate::catalog::shape::Shape;
use crate::catalog::{self, Does, Runs, lang};
use crate::facts::ir::{Closure, Expr, ExprKind};
use crate::model::ids::FnId;
use crate::model::place::{Place, Root, Step};
use crate::model::table::{Arg, Call, Callable, Callback, CallbackKind, Dispatch, EventKind, Projection};
use crate::model::ty::{Inner, RESULT, TraitRef, Ty};
use crate::model::types::{Bindings, fit, ty_of};
use crate::text::Span;

/// What a library does with the closures and futures that it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Foreign {
    /// It is not known: those that borrow run here, those that own may be kept.
    Unknown,
    /// They run on another thread or as a task of their own.
    Spawns,
    /// They run when the result is polled, here.
    Polls,
    /// They are kept for later.
    Keeps,
}

/// What a closure is called with, as far as that is followed.
#[derive(Clone, Default)]
pub(super) struct Handed {
    /// Where its only argument is.
    pub(super) place: Option<Place>,
    /// Guards in its first argument, which it owns.
    pub(super) guards: Vec<u32>,
}

impl Foreign {
    /// What a function or method of that name does.
    pub(super) fn of(name: &str) -> Foreign {
        let suggests = |does| catalog::suggests(name, does);
        if suggests(Does::Spawns) || suggests(Does::RunsBlocking) {
            Foreign::Spawns
        } else if suggests(Does::Polls) {
            Foreign::Polls
        } else {
            Foreign::Unknown
        }
    }
}

/// The arguments of a call of unknown code.
pub(super) struct ForeignArgs {
    pub(super) values: Vec<Value>,
    /// What was handed to a function that spawns it.
    pub(super) spawned: Vec<Callable>,
}

impl<'a> Frame<'_, 'a> {
    /// Evaluates the arguments of a library call; closures run here and now, possibly never or often.
    pub(super) fn run_inline(&mut self, args: &[Expr], params: &[Ty], once: bool) -> Option<Value> {
        let mut result = None;
        for arg in args {
            if let ExprKind::Closure(closure) = &arg.kind {
                result = Some(self.run_closure(arg, closure, params, Handed::default(), once));
            } else if let Some(value) =
                self.argument(arg).callable.and_then(|it| self.run_callable(it, arg.span, None))
            {
                result = Some(value);
            }
        }
        result
    }

    /// The same for closures that run any number of times, and are handed what is at `given`. What else is passed comes with
    /// it. With `runs` unset, callables are only stored.
    pub(super) fn run_args(
        &mut self,
        args: &[Expr],
        params: &[Ty],
        given: Handed,
        runs: bool,
    ) -> (Option<Value>, Vec<Value>) {
        let (mut result, mut passed) = (None, Vec::new());
        for arg in args {
            if let ExprKind::Closure(closure) = &arg.kind {
                result = Some(self.run_closure(arg, closure, params, given.clone(), false));
                continue;
            }
            let value = self.argument(arg);
            let callable = value.callable.clone().filter(|_| !runs);
            if value.place.is_some() || !value.guards.is_empty() || callable.is_some() {
                passed.push(Value { guards: value.guards, callable, ..Value::at(value.ty, value.place) });
            }
            if let Some(value) = value
                .callable
                .filter(|_| runs)
                .and_then(|it| self.run_callable(it, arg.span, given.place.clone()))
            {
                result = Some(value);
            }
        }
        (result, passed)
    }

    fn argument(&mut self, arg: &Expr) -> Value {
        let value = self.eval(arg, &Ty::Unknown);
        self.take(value)
    }

    /// A closure that is an argument runs: `once`, or any number of times.
    fn run_closure(
        &mut self,
        arg: &Expr,
        closure: &Closure,
        params: &[Ty],
        given: Handed,
        once: bool,
    ) -> Value {
        if closure.is_async {
            return self.async_closure(arg, params);
        }
        let mut before = self.state.clone();
        // Where it does not run, there is no such guard.
        before.release(&given.guards);
        self.control.watch(self.env.depth());
        let value = self.inline_closure(closure, params, given);
        let mentioned = self.control.unwatch();
        self.ran_perhaps(before, once, &mentioned);
        self.dropped_with(closure, &mentioned);
        value
    }

    /// A closure ran, perhaps: in which state control goes on. What its body moves out of a variable, it has by value,
    /// whether it runs or not.
    fn ran_perhaps(&mut self, mut before: State, surely: bool, mentioned: &[VarId]) {
        if surely {
            return;
        }
        let moved = mentioned.iter().filter(|var| self.state.is_moved(**var) && !before.is_moved(**var));
        let gone: Vec<u32> = moved.flat_map(|var| before.of_var(*var)).collect();
        before.release(&gone);
        let after = std::mem::take(&mut self.state);
        self.state = before.join(after);
    }

    /// A closure ends with the call that it was given to, and with it what it has by value.
    fn dropped_with(&mut self, closure: &Closure, mentioned: &[VarId]) {
        if closure.is_move {
            self.captured(mentioned, true);
            let guards = self.guards_of(mentioned);
            self.state.release(&guards);
        }
    }

    /// Something that is no closure of the call runs, with an only argument that is at `given`; what it gives, if that is
    /// known.
    fn run_callable(&mut self, callable: Callable, at: Span, given: Option<Place>) -> Option<Value> {
        let Callable::Fn(id) = callable else {
            self.run_to_end(&callable, at);
            return None;
        };
        let mut call = self.call_of(id);
        if let [only] = call.args.as_mut_slice() {
            only.place = given;
        }
        let guards = self.run_call(call, &[], at);
        let ty = self.types.signatures[id.0 as usize].ret.clone().filter(|ty| !ty.has_params());
        Some(Value { guards, ..Value::of(ty.unwrap_or(Ty::Unknown)) })
    }

    /// A call of a function with nothing that is known.
    pub(super) fn call_of(&self, id: FnId) -> Call {
        let signature = &self.types.signatures[id.0 as usize];
        Call {
            targets: vec![id],
            dispatch: Dispatch::Static,
            args: vec![Arg::default(); signature.params.len()],
            drop: false,
        }
    }

    /// Interprets a closure that runs where it stands. Its only parameter is at `given`.
    pub(super) fn inline_closure(&mut self, closure: &Closure, params: &[Ty], mut given: Handed) -> Value {
        self.control.open_exit();
        let depth = self.open_temps();
        self.open_block();
        for (index, (pat, ty)) in closure.params.iter().enumerate() {
            let ty = match ty {
                Some(ty) => self.types.lower(ty, self.scope()),
                None => params.get(index).cloned().unwrap_or(Ty::Unknown),
            };
            let place = given.place.clone().filter(|_| index == 0 && closure.params.len() == 1);
            let guards = if index == 0 { std::mem::take(&mut given.guards) } else { Vec::new() };
            let rvalue = !guards.is_empty();
            self.bind(pat, Value { rvalue, guards, ..Value::at(ty, place) });
        }
        let inline = Modes { is_inline: true, ..self.modes };
        let value = self.within(inline, |frame| frame.eval(&closure.body, &Ty::Unknown));
        let mut value = self.take(value);
        self.close_block(&value.guards.clone());
        self.close_temps(&value.guards.clone());
        if let Some(exit) = self.control.close_exit() {
            let outer = self.env.temporaries();
            // A `return` drops what the closure has of its own.
            let mut state = exit.returns;
            state.cut(depth, &exit.guards);
            state.own(&exit.guards, outer, None);
            self.state.join_in(state);
            value.guards.extend(exit.guards);
            if matches!(value.ty, Ty::Never | Ty::Unknown) {
                value.ty = exit.ty;
            }
        }
        Value { var: None, ..value }
    }

    /// What a call of an async closure gives: a future.
    fn async_closure(&mut self, arg: &Expr, params: &[Ty]) -> Value {
        let (value, ret) = self.closure(arg, params, None);
        let pending = match value.callable {
            Some(Callable::Closure(id)) => vec![Pending::Block(id)],
            _ => Vec::new(),
        };
        Value { pending, ..Value::of(Ty::Future(Inner::new(ret))) }
    }

    /// Interprets a closure by itself, for calls that happen elsewhere. Gives the value and the closure's result.
    pub(super) fn closure(
        &mut self,
        expr: &Expr,
        params: &[Ty],
        at: Option<&[Option<Place>]>,
    ) -> (Value, Ty) {
        let ExprKind::Closure(closure) = &expr.kind else { return (Value::unknown(), Ty::Unknown) };
        let id = self.record.new_closure(expr.span, closure.is_move, self.env.count() as u32);
        self.record.table_mut().closures[id as usize].polled = closure.is_async;
        let job = self.modes.job;
        let value = self.apart(Some(id), closure.is_move, |frame| {
            if let Some(job) = job {
                frame.state.hold(job, Projection::WHOLE, frame.env.temporaries());
            }
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
            let mut blocks = value.pending.iter().filter_map(|pending| match pending {
                Pending::Block(block) => Some(*block),
                _ => None,
            });
            frame.record.table_mut().closures[id as usize].future = blocks.next_back();
            frame.close_block(&[]);
            value
        });
        let ret = value.ty;
        let ty = Ty::Fn(Inner::new(ret.clone()));
        (Value { callable: Some(Callable::Closure(id)), guards: value.guards, ..Value::of(ty) }, ret)
    }

    /// What a call of the closure gives, if that is a future: it runs where it is awaited.
    pub(super) fn future_of(&self, closure: u32) -> Option<Pending> {
        self.record.table().closures[closure as usize].future.map(Pending::Block)
    }

    /// A library runs a closure or parameter, and polls the future that it gives.
    pub(super) fn run_to_end(&mut self, callable: &Callable, at: Span) {
        match *callable {
            Callable::Closure(closure) => {
                self.event(at, EventKind::RunClosure(closure));
                if let Some(future) = self.record.table().closures[closure as usize].future {
                    self.event(at, EventKind::RunClosure(future));
                }
            }
            Callable::Param(param) => {
                self.event(at, EventKind::RunParam(param));
                self.event(at, EventKind::PollParam(param));
            }
            Callable::Fn(_) => {}
        }
    }

    /// Arguments of a call into a library: closures that borrow run here, closures and futures that are handed to a
    /// spawning function run elsewhere, moved closures may be kept for later.
    pub(super) fn foreign_args(&mut self, args: &[Expr], how: Foreign) -> ForeignArgs {
        self.foreign_args_of(None, args, how)
    }

    /// The same of a function whose declaration tells what its closures are called with.
    pub(super) fn foreign_args_of(
        &mut self,
        declared: Option<&'static Function>,
        args: &[Expr],
        how: Foreign,
    ) -> ForeignArgs {
        let mut bindings = Bindings::default();
        let (mut values, mut spawned) = (Vec::new(), Vec::new());
        let mut spawn = |callable: Callable| {
            if !spawned.contains(&callable) {
                spawned.push(callable);
            }
        };
        for (index, arg) in args.iter().enumerate() {
            let shape = declared.and_then(|function| function.params.get(index)).map(|(_, shape)| shape);
            if let ExprKind::Closure(closure) = &arg.kind {
                let callable = shape.and_then(Shape::callable);
                let params: Vec<Ty> = callable.map_or(Vec::new(), |callable| {
                    callable.args.iter().map(|arg| ty_of(arg, &bindings)).collect()
                });
                if closure.is_async && how != Foreign::Spawns {
                    values.push(self.async_closure(arg, &params));
                } else if matches!(how, Foreign::Spawns | Foreign::Keeps)
                    || closure.is_move && how != Foreign::Polls
                {
                    let (value, _) = self.closure(arg, &params, None);
                    if let Some(Callable::Closure(id)) = value.callable {
                        let runs = match how {
                            Foreign::Spawns if closure.is_async => Runs::Task,
                            Foreign::Spawns => Runs::Thread,
                            _ => Runs::Later,
                        };
                        if how == Foreign::Spawns {
                            spawn(Callable::Closure(id));
                        }
                        self.record.runs(id, runs);
                    }
                    values.push(value);
                } else {
                    let before = self.state.clone();
                    self.control.watch(self.env.depth());
                    let value = self.inline_closure(closure, &params, Handed::default());
                    let mentioned = self.control.unwatch();
                    let guards = value.guards.clone();
                    self.state.release(&guards);
                    self.ran_perhaps(before, false, &mentioned);
                    self.dropped_with(closure, &mentioned);
                    values.push(Value { guards: Vec::new(), ..value });
                }
                continue;
            }
            let value = self.eval(arg, &Ty::Unknown);
            let mut value = self.take(value);
            if let Some(shape) = shape {
                fit(shape, &value.ty, &mut bindings);
            }
            if how == Foreign::Spawns {
                let pending = std::mem::take(&mut value.pending);
                self.beside(&pending, Runs::Task).into_iter().for_each(&mut spawn);
                value.callable.iter().cloned().for_each(&mut spawn);
                if let Some(Callable::Closure(id)) = value.callable {
                    self.record.runs(id, Runs::Thread);
                }
            }
            values.push(value);
        }
        self.record.table_mut().spawns |= how == Foreign::Spawns;
        ForeignArgs { values, spawned }
    }

    /// Notes that code runs which others supply, if a lock is held meanwhile, or may be by the callers.
    pub(super) fn callback(&mut self, callback: Callback, at: Span) {
        let locked = self.state.held().iter().any(|held| self.record.guard(held.guard).mode.is_lock());
        let is_kept = matches!(callback.what, CallbackKind::Stored | CallbackKind::Object(_));
        if locked || is_kept && callback.of.is_some() {
            self.event(at, EventKind::Callback(Box::new(callback)));
        }
    }

    /// A waker runs whatever the executor makes of it.
    pub(super) fn waker_method(&mut self, path: &str, call: &Invocation<'_>) -> Option<Value> {
        if !catalog::wakes(path, call.name.as_str()) {
            return None;
        }
        self.callback(Callback::of(CallbackKind::Waker), call.at);
        Some(Value::of(Ty::unit()))
    }

    /// Whether a value is one of several things that a guard protects, as listeners in a list are.
    pub(super) fn is_listed(&self, value: &Value) -> bool {
        let element =
            |place: &Place| place.path.steps.iter().any(|step| matches!(step, Step::Any | Step::Key(_)));
        self.is_guarded(value) && value.place.as_ref().is_some_and(element)
    }

    /// Whether something that can run is among the arguments, and whether it is a future.
    pub(super) fn handed(&self, values: &[Value]) -> (bool, bool) {
        let polled = |value: &Value| match value.callable {
            Some(Callable::Closure(id)) => self.record.table().closures[id as usize].polled,
            _ => self.types.is_some_future(&value.ty, self.scope()),
        };
        let task = values.iter().any(polled);
        (task || values.iter().any(|value| value.callable.is_some()), task)
    }

    /// Notes that these futures are dropped when another one is ready first, but for what is polled by reference.
    pub(super) fn races(&mut self, pending: &[Pending], by_ref: bool) {
        for pending in pending.iter().filter(|_| !by_ref) {
            if let Pending::Block(id) = pending {
                self.record.table_mut().closures[*id as usize].raced = true;
            }
        }
    }

    /// Notes that these futures run beside others: as tasks (`Runs::Task`), or polled together in this one. Gives what runs.
    pub(super) fn beside(&mut self, pending: &[Pending], runs: Runs) -> Vec<Callable> {
        let mut callables = Vec::new();
        for pending in pending {
            match pending {
                Pending::Block(id) => {
                    let block = &mut self.record.table_mut().closures[*id as usize];
                    block.together |= runs == Runs::Here;
                    block.runs = runs;
                    callables.push(Callable::Closure(*id));
                }
                Pending::Call(call, _) => {
                    self.record.table_mut().tasks.extend(&call.targets);
                    callables.extend(call.targets.iter().copied().map(Callable::Fn));
                }
                Pending::Param(param) => callables.push(Callable::Param(*param)),
                Pending::Lock(..) | Pending::Fragile(..) | Pending::Wait(..) | Pending::Pipe(..) => {}
            }
        }
        callables
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
                let function = &self.types.defs[callee];
                let own = self.types.owner_self(function.owner);
                self.types.bounds(self.types.fn_scope(callee, own.as_ref()), *name)
            }
            Some(Ty::Opaque(bounds)) => bounds.to_vec(),
            _ => Vec::new(),
        };
        match bounds.iter().find(|bound| is_callable(bound)) {
            Some(bound) => {
                let types = bound.args.iter().map(|arg| self.types.normalise(bindings.apply(arg))).collect();
                (types, bound.assoc(lang::OUTPUT).cloned())
            }
            None => (Vec::new(), None),
        }
    }

    /// Calls a value: a closure, a parameter, a function item.
    pub(super) fn call_value(&mut self, value: Value, args: &[Expr], span: Span) -> Value {
        let ret = match value.ty.peel_pointers().0 {
            Ty::Fn(ret) => (**ret).clone(),
            Ty::FnDef(id) => {
                let id = *id;
                let call = Invocation {
                    name: self.types.defs[id].item.name,
                    args,
                    receiver: None,
                    generics: &[],
                    at: span,
                    callee: Span::default(),
                    expected: &Ty::Unknown,
                };
                return self.call_fns(&[id], Dispatch::Static, None, &call);
            }
            Ty::Opaque(bounds) => {
                bounds.iter().find_map(|bound| bound.assoc(lang::OUTPUT).cloned()).unwrap_or(Ty::Unknown)
            }
            Ty::Param(name) => self
                .types
                .bounds(self.scope(), *name)
                .iter()
                .find_map(|bound| bound.assoc(lang::OUTPUT).cloned())
                .unwrap_or(Ty::Unknown),
            _ => Ty::Unknown,
        };
        let (mut given, mut lent) = (false, false);
        let mut with = Vec::new();
        for arg in args {
            let value = self.eval(arg, &Ty::Unknown);
            let value = self.take(value);
            // What is not an input of the function as it came in was made under the lock, as a rule.
            let input = value.place.as_ref().is_some_and(|place| matches!(place.path.root, Root::Param(_)));
            lent |= self.is_guarded(&value);
            given |= !(input || matches!(arg.kind, ExprKind::Lit(_))) || lent;
            with.extend(value.place.filter(|_| input && !value.ty.is_primitive()));
            self.state.release(&value.guards);
        }
        let what = match value.callable {
            Some(Callable::Param(_)) => Some(CallbackKind::Param),
            // A plain function pointer knows nothing of the lock's owner.
            None if matches!(value.ty.peel_pointers().0, Ty::Opaque(_)) => Some(CallbackKind::Stored),
            _ => None,
        };
        if let Some(what) = what {
            let of = value.place.clone();
            let answers = is_answer(&ret);
            self.callback(Callback { what, given, lent, answers, listed: false, of, with }, span);
        }
        let (mut pending, mut guards) = (Vec::new(), Vec::new());
        match value.callable {
            Some(Callable::Closure(closure)) if self.record.table().closures[closure as usize].polled => {
                pending.push(Pending::Block(closure));
            }
            Some(Callable::Closure(closure)) => {
                pending.extend(self.future_of(closure));
                self.event(span, EventKind::RunClosure(closure));
                let consumes = self.record.captured(closure).is_some_and(|captured| captured.consumes);
                if consumes && let Some(var) = value.var {
                    let ended = self.state.of_var(var);
                    self.state.release(&ended);
                }
                guards = self.given_by(closure, span);
            }
            Some(Callable::Param(param)) => {
                self.event(span, EventKind::RunParam(param));
                if may_be_future(&ret) {
                    pending.push(Pending::Param(param));
                }
            }
            _ => {}
        }
        Value { pending, guards, ..Value::of(ret) }
    }
}

/// Whether a value of the type tells more than that something was done, or not.
pub(super) fn is_answer(ty: &Ty) -> bool {
    match ty {
        Ty::Unknown | Ty::Never => false,
        Ty::Lib(path, args) if path.as_str() == RESULT => args.first().is_some_and(is_answer),
        ty => *ty != Ty::unit(),
    }
}

/// Whether a value of the type may be a future.
fn may_be_future(ty: &Ty) -> bool {
    matches!(ty.peel_pointers().0, Ty::Future(_) | Ty::Opaque(_) | Ty::Param(_) | Ty::Unknown)
}
