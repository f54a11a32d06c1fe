//! Calls of functions of libraries, by their canonical paths.

use super::closure::{Foreign, ForeignArgs};
use super::frame::Frame;
use super::invocation::Invocation;
use super::modes::Modes;
use super::value::{Pending, Timed, Value, gather};
use crate::catalog::declared::{Effects, Function, Pipes, Python, Where};
use crate::catalog::lang::Variant;
use crate::catalog::shape::Shape;
use crate::catalog::{self, Bound, Does, Executor, On, Runs, Work, shelf};
use crate::facts::ir::{Expr, ExprKind};
use crate::model::table::{Callable, Change, ChangeStep, Confined, EventKind, SignalKind, Takes};
use crate::model::ty::{AROUND, Inner, Ty};
use crate::model::types::{Bindings, fit, result_of};
use crate::text::{Span, Symbol};

impl<'a> Frame<'_, 'a> {
    /// A function of a library, by its canonical path.
    pub(super) fn library_call(&mut self, full: Symbol, call: &Invocation<'_>) -> Value {
        let path = full.as_str();
        let declared = shelf::function(path);
        if let Some(value) = self.well_known(declared, call) {
            return value;
        }
        if let Some(function) = declared
            && let Some(value) = self.special_call(function, path, call)
        {
            return value;
        }
        if let Some(value) = self.library_constructor(path, call) {
            return value;
        }
        if declared.is_none() && catalog::suggests(call.name.as_str(), Does::MayBlock) {
            return self.block_in_place(call.args);
        }
        let mut value = self.foreign_call(full, declared, call);
        if declared.is_some_and(|function| function.effects.pipes == Some(Pipes::New)) {
            value = self.new_pipe(value);
        }
        if declared.is_some_and(|function| function.effects.asks_runtime) {
            value.origins.extend(self.asked_runtime(call.at));
        }
        value
    }

    /// A function whose declaration says that it is more than a call.
    fn special_call(
        &mut self,
        function: &'static Function,
        path: &str,
        call: &Invocation<'_>,
    ) -> Option<Value> {
        let effects = &function.effects;
        Some(match effects {
            Effects { capacity: Some(bound), .. } => self.channel_call(function, *bound, call),
            Effects { python: Some(Python::Attaches), .. } => self.attach(function, call),
            Effects { waits: Some(On::Unpark), .. } => self.park(path, call),
            Effects { waits: Some(On::Pool), .. } if both_closures(function) => self.join_jobs(path, call),
            Effects { runs: Some(Where::MayBlock), .. } => self.block_in_place(call.args),
            _ => return None,
        })
    }

    /// Functions and variants that the language has, as it were: they move, drop or wrap what they are given.
    fn well_known(&mut self, declared: Option<&'static Function>, call: &Invocation<'_>) -> Option<Value> {
        let Invocation { name, args, at, .. } = *call;
        if let Some(variant) = Variant::made_by(name.as_str()).filter(|_| args.len() == 1) {
            return Some(self.wrapped(variant, call));
        }
        let Some(function) = declared else {
            return (catalog::suggests(name.as_str(), Does::Limits)).then(|| self.timeout(args, at));
        };
        Some(match sort_of(function) {
            Sort::Drops => self.drop_call(args, at),
            Sort::Forgets => {
                let value = self.first_of(args, &Ty::Unknown);
                self.state.own(&value.guards, 0, None);
                // What is forgotten is gone; what is leaked can still be reached.
                let mut bindings = Bindings::default();
                if let Some((_, shape)) = function.params.first() {
                    fit(shape, &value.ty, &mut bindings);
                }
                let ty = result_of(function, &bindings);
                self.record.table_mut().leaks |= ty != Ty::unit();
                Value::of(ty)
            }
            Sort::Replaces { gives } => self.replaced(gives, args, at),
            Sort::Leaves => {
                self.foreign_args(args, Foreign::Unknown);
                self.state.reachable = false;
                Value::of(Ty::Never)
            }
            Sort::Limits => self.timeout(args, at),
            Sort::Other => return None,
        })
    }

    /// The only argument of interest, moved.
    pub(super) fn first_of(&mut self, args: &[Expr], expected: &Ty) -> Value {
        match args.first() {
            Some(arg) => {
                let value = self.eval(arg, expected);
                self.take(value)
            }
            None => Value::unknown(),
        }
    }

    /// Variants of the prelude keep what they wrap.
    fn wrapped(&mut self, variant: Variant, call: &Invocation<'_>) -> Value {
        let inner = call.expected.arg(0);
        match variant {
            Variant::Some => {
                let value = self.first_of(call.args, &inner);
                let ty = Ty::option(value.ty.clone());
                value.with_ty(ty)
            }
            Variant::Err => {
                let value = self.first_of(call.args, &Ty::Unknown);
                let ty = Ty::result(inner, value.ty.clone());
                value.with_ty(ty)
            }
            Variant::Ok => {
                let value = self.first_of(call.args, &inner);
                let ty = Ty::result(value.ty.clone(), Ty::Unknown);
                value.with_ty(ty)
            }
        }
    }

    /// `drop(value)`.
    fn drop_call(&mut self, args: &[Expr], at: Span) -> Value {
        let shown = Modes { is_shown: true, ..self.modes };
        let value = self.within(shown, |frame| frame.first_of(args, &Ty::Unknown));
        self.drops_task(&value, at);
        if !value.guards.is_empty() {
            self.end_guards(&value.guards);
        } else if !value.ty.is_unknown() {
            self.drop_glue(&value.ty, value.place, at);
        }
        Value::of(Ty::unit())
    }

    /// `mem::take(place)` and its kin.
    fn replaced(&mut self, gives: bool, args: &[Expr], at: Span) -> Value {
        let Some((first, rest)) = args.split_first() else { return Value::unknown() };
        let target = self.lent_place(first, at);
        let old = target.var.map_or(Vec::new(), |var| self.owned_by(var, &target));
        let (ty, place) = (target.ty.peel().clone(), target.place);
        self.state.own(&old, self.env.temporaries(), None);
        self.state.unwrap(&old, target.part);
        for arg in rest {
            let other = match gives {
                true => {
                    let value = self.eval(arg, &Ty::Unknown);
                    self.take(value)
                }
                // They change places.
                false => {
                    let other = self.lent_place(arg, at);
                    let guards = other.var.map_or(Vec::new(), |var| self.owned_by(var, &other));
                    self.state.unwrap(&guards, other.part);
                    self.move_guards(&old, other.var, other.part);
                    Value { guards, ..other }
                }
            };
            self.move_guards(&other.guards, target.var, target.part);
        }
        if !gives {
            return Value::of(Ty::unit());
        }
        let mut carries = None;
        if let Some(place) = place.clone().filter(|_| self.record.is_polled()) {
            let own = self.is_bodys_own(target.var);
            carries = self.takes(&place, Takes::All, own, &ty, at);
            self.event(at, EventKind::Change(Box::new(Change { place, step: ChangeStep::Take, own })));
        }
        Value { guards: old, carries, ..Value::at(ty, place) }
    }

    /// The place that `&mut place` lends, or what such a reference refers to.
    fn lent_place(&mut self, arg: &Expr, at: Span) -> Value {
        let ExprKind::Ref(true, inner) = &arg.kind else {
            // What it refers to is not the variable that has the reference.
            return Value { var: None, ..self.eval(arg, &Ty::Unknown) };
        };
        let value = self.eval(inner, &Ty::Unknown);
        if let Some(place) = &value.place {
            self.record.table_mut().leads.forget(&place.path);
        }
        self.wrote(value.place.as_ref(), at);
        if let Some(var) = value.var {
            self.state.forget(var);
        }
        value
    }

    /// `timeout(limit, future)`.
    fn timeout(&mut self, args: &[Expr], at: Span) -> Value {
        let timed = Modes { timeout: Some(at), ..self.modes };
        let mut values = self.within(timed, |frame| frame.foreign_args(args, Foreign::Unknown)).values;
        let Some(mut value) = values.pop() else { return Value::unknown() };
        value.timed = Some(Timed { at, lent: args.last().is_some_and(|arg| self.is_by_ref(arg)) });
        let inner = match &value.ty {
            Ty::Future(output) => (**output).clone(),
            _ => Ty::Unknown,
        };
        value.with_ty(Ty::Future(Inner::new(Ty::result(inner, Ty::Unknown))))
    }

    /// `channel::<T>(room)`.
    fn channel_call(&mut self, function: &'static Function, bound: Bound, call: &Invocation<'_>) -> Value {
        let item = call.generics.first().map_or(Ty::Unknown, |ty| self.types.lower(ty, self.scope()));
        let item = match call.expected.arg(0) {
            Ty::Lib(_, args) if item.is_unknown() => args.first().cloned().unwrap_or(Ty::Unknown),
            _ => item,
        };
        self.new_channel(function, bound, item, call)
    }

    /// `thread::park()`.
    fn park(&mut self, path: &str, call: &Invocation<'_>) -> Value {
        if let Some(what) = catalog::blocking_fn(path) {
            self.blocks(what, call.at, call.callee);
        }
        self.signal_wait(SignalKind::Park, None, &[], call.at);
        Value::of(Ty::unit())
    }

    /// `rayon::join(…)`: either closure may run elsewhere, and other jobs here.
    fn join_jobs(&mut self, path: &str, call: &Invocation<'_>) -> Value {
        self.wait_for_pool(call.at);
        let job = self.as_job(call.at);
        self.run_inline(call.args, &[], true);
        self.state.release(&[job]);
        if let Some(what) = catalog::blocking_fn(path) {
            self.blocks(what, call.at, call.callee);
        }
        Value::unknown()
    }

    /// The executor moves its other tasks away first; the closure runs on this thread.
    fn block_in_place(&mut self, args: &[Expr]) -> Value {
        let blocking = Modes { may_block: true, ..self.modes };
        let value = self.within(blocking, |frame| frame.run_inline(args, &[], true));
        value.unwrap_or_else(Value::unknown)
    }

    /// `block_on(future)`: what the future does happens now, on this thread.
    pub(super) fn block_on(
        &mut self,
        pending: Vec<Pending>,
        executor: Option<Executor>,
        span: Span,
    ) -> Value {
        for pending in &pending {
            match pending {
                Pending::Block(block) => {
                    self.record.runs(*block, Runs::BlockOn);
                    self.record.table_mut().handed.push((Callable::Closure(*block), executor));
                }
                Pending::Call(call, _) => {
                    let targets = call.targets.iter().map(|target| (Callable::Fn(*target), executor));
                    self.record.table_mut().handed.extend(targets);
                }
                _ => {}
            }
        }
        let value = Value { pending, ..Value::unknown() };
        self.wait_for(value, span)
    }

    /// A function of which no more is known than its declaration, or what its name suggests.
    fn foreign_call(
        &mut self,
        full: Symbol,
        declared: Option<&'static Function>,
        call: &Invocation<'_>,
    ) -> Value {
        let (path, last) = (full.as_str(), call.name);
        let how = match declared {
            Some(function) => match function.effects.runs {
                Some(Where::As(Runs::Thread | Runs::Task)) => Foreign::Spawns,
                Some(Where::As(Runs::Later)) => Foreign::Keeps,
                Some(Where::Job) if function.effects.waits.is_none() => Foreign::Spawns,
                Some(Where::Poll) => Foreign::Polls,
                None if matches!(function.ret, Shape::Future(_) | Shape::Iter(_)) => Foreign::Polls,
                _ => Foreign::Unknown,
            },
            None => Foreign::of(last.as_str()),
        };
        let ForeignArgs { values, spawned } = self.args_of_foreign(how, declared, call);
        let (worth, task) = self.handed(&values);
        let callable = values.iter().find_map(|value| value.callable.clone());
        let reader = values.first().and_then(|value| reader(&value.ty));
        let mut bindings = Bindings::default();
        if let Some(function) = declared {
            for (name, ty) in function.generics.iter().zip(call.generics) {
                bindings.bind(*name, self.types.lower(ty, self.scope()));
            }
            for (value, (_, shape)) in values.iter().zip(&function.params) {
                fit(shape, &value.ty, &mut bindings);
            }
        }
        let mut guards = Vec::new();
        let mut pending = Vec::new();
        for value in values {
            // What a closure has by value ends with it: the result is what it gave.
            match value.callable {
                Some(_) => self.state.release(&value.guards),
                None => guards.extend(value.guards),
            }
            gather(&mut pending, value.pending);
        }
        if how == Foreign::Spawns && worth {
            let handle = catalog::detaches(path).then_some(full);
            let guessed = declared.is_none();
            self.event(call.at, EventKind::Spawn { handle, dropped: false, task, guessed });
            self.state.release(&guards);
            return self.spawned_handle(spawned, Some(path), catalog::executor(path), call.at);
        }
        if declared.map_or_else(|| catalog::suggests(last.as_str(), Does::Together), |it| it.effects.together)
        {
            self.beside(&pending, Runs::Here);
        }
        if catalog::unbounded(path) {
            self.event(call.at, EventKind::Unbounded(full));
        }
        let blocks = match declared {
            Some(function) if function.effects.reads => {
                reader.and_then(|ty| catalog::blocking_reader(full, ty))
            }
            Some(function) => function.effects.blocking,
            // A function of that name, or a method called by its path.
            None => catalog::blocking_by_name(last.as_str())
                .filter(|what| what.runs_future() || call.args.len() == 1),
        };
        if let Some(what) = blocks {
            self.blocks(what, call.at, call.callee);
            if matches!(what.work, Work::Runtime(_)) {
                return self.block_on(pending, catalog::executor(path), call.at);
            }
        }
        self.note_foreign(full, declared, callable, call);
        let ty = declared.map_or_else(|| built(path), |function| result_of(function, &bindings));
        let keeps = !ty.is_unknown() && self.guard_types.may_hold(&ty);
        if !keeps && !last.as_str().starts_with(|c: char| c.is_uppercase()) {
            // Moved into a library: what becomes of it there is not known; it is not held here any more.
            self.state.release(&guards);
            guards.clear();
        }
        self.state.misplace(&guards);
        Value { guards, pending, ..Value::of(ty) }
    }

    /// Evaluates the arguments of such a function, and notes what it does while it has them.
    fn args_of_foreign(
        &mut self,
        how: Foreign,
        declared: Option<&'static Function>,
        call: &Invocation<'_>,
    ) -> ForeignArgs {
        let waits = declared.and_then(|function| function.effects.waits);
        let job = (waits == Some(On::Pool)).then(|| {
            self.wait_for_pool(call.at);
            self.as_job(call.at)
        });
        let made = self.record.table().made.len();
        let by_name = || catalog::suggests(call.name.as_str(), Does::Alone);
        let runs_alone = declared.map_or_else(by_name, |it| it.effects.runs == Some(Where::Alone));
        let alone = Modes { is_alone: self.modes.is_alone || runs_alone, ..self.modes };
        let foreign = self.within(alone, |frame| frame.foreign_args_of(declared, call.args, how));
        self.state.release(&Vec::from_iter(job));
        if waits.is_some() {
            self.join_scope(made, waits == Some(On::Pool), call.at);
        }
        for value in &foreign.values {
            self.hand_out_receiver(value);
        }
        if declared.is_some_and(|function| function.effects.pipes == Some(Pipes::Copies)) {
            self.copied(&foreign.values, call.at);
        }
        foreign
    }

    /// Notes what a function does to memory, to the process, and with its callable argument.
    fn note_foreign(
        &mut self,
        full: Symbol,
        declared: Option<&'static Function>,
        callable: Option<Callable>,
        call: &Invocation<'_>,
    ) {
        let suggests = |does| catalog::suggests(call.name.as_str(), does);
        let (frees, leaks) = match declared {
            Some(function) => (function.effects.frees, function.effects.leaks),
            None => (suggests(Does::Frees), suggests(Does::Leaks)),
        };
        if frees {
            self.frees();
        }
        let table = self.record.table_mut();
        table.leaks |= leaks;
        table.fences |= suggests(Does::Fences);
        table.asks_runtime |= declared.is_some_and(|function| function.effects.asks_runtime);
        if declared.is_some_and(|function| function.effects.changes_process) {
            self.event(call.at, EventKind::Process(full));
        }
        if declared.is_some_and(|function| function.effects.runs == Some(Where::Signal))
            && let Some(callable) = callable
        {
            self.event(call.at, EventKind::Confined(Confined { callable, forked: false }));
        }
    }
}

/// The type that is read from, behind pointers and buffers.
fn reader(ty: &Ty) -> Option<&'static str> {
    let ty = ty.peel_pointers().0;
    let path = ty.lib_path()?;
    match ty.arg(0) {
        Ty::Unknown => Some(path),
        inner => reader(&inner).or(Some(path)),
    }
}

/// What an undeclared function of a builder gives: something around one.
fn built(path: &str) -> Ty {
    let of = path.rsplit_once("::").and_then(|(of, _)| shelf::ty(of)).filter(|ty| ty.role.builder);
    of.map_or(Ty::Unknown, |ty| Ty::lib_of(AROUND, vec![Ty::lib(ty.path.as_str())]))
}

/// What a function does with what it is given, by its signature alone.
enum Sort {
    /// It takes a value and gives nothing.
    Drops,
    /// It takes a value and never drops it.
    Forgets,
    /// It takes what is behind a reference, and `gives` it.
    Replaces {
        gives: bool,
    },
    /// It does not return.
    Leaves,
    /// It limits the time that a future has.
    Limits,
    Other,
}

fn sort_of(function: &Function) -> Sort {
    let unit = matches!(&function.ret, Shape::Tuple(parts) if parts.is_empty());
    let effects = &function.effects;
    let of_param = |shape: &Shape| match shape {
        Shape::Ref(true, inner) | Shape::Ptr(inner) => matches!(**inner, Shape::Param(_)),
        _ => false,
    };
    let first = function.params.first().map(|(_, shape)| shape);
    match first {
        _ if function.ret == Shape::Never && function.receiver.is_none() => Sort::Leaves,
        _ if effects.limits => Sort::Limits,
        Some(_) if effects.leaks && function.params.len() == 1 => Sort::Forgets,
        Some(Shape::Param(_))
            if unit && function.params.len() == 1 && effects.runs.is_none() && !effects.changes_process =>
        {
            Sort::Drops
        }
        Some(shape) if of_param(shape) && matches!(function.ret, Shape::Param(_)) => {
            Sort::Replaces { gives: true }
        }
        Some(shape)
            if of_param(shape)
                && unit
                && function.params.iter().all(|(_, shape)| of_param(shape))
                && function.params.len() == 2 =>
        {
            Sort::Replaces { gives: false }
        }
        _ => Sort::Other,
    }
}

/// Whether all that it is given are closures.
fn both_closures(function: &Function) -> bool {
    function.params.len() > 1 && function.params.iter().all(|(_, shape)| shape.callable().is_some())
}
