//! Calls of functions of libraries, by their canonical paths.

use super::closure::{Foreign, ForeignArgs};
use super::frame::Frame;
use super::invocation::Invocation;
use super::modes::Modes;
use super::value::{Pending, Value, gather};
use crate::catalog::{self, Executor, On, Runs, Work};
use crate::facts::ir::Expr;
use crate::model::table::{Callable, Change, ChangeStep, Confined, EventKind, SignalKind};
use crate::model::ty::{AROUND, Inner, Ty};
use crate::text::{Span, Symbol};

impl<'a> Frame<'_, 'a> {
    /// A function of a library, by its canonical path.
    pub(super) fn library_call(&mut self, full: Symbol, call: &Invocation<'_>) -> Value {
        let path = full.as_str();
        if let Some(value) = self.well_known(path, call) {
            return value;
        }
        if catalog::channel(path).is_some() {
            return self.channel_call(path, call);
        }
        if catalog::attaches(path) {
            return self.attach(call.args, call.at);
        }
        if path == "std::thread::park" {
            return self.park(path, call);
        }
        if path == "rayon::join" {
            return self.join_jobs(path, call);
        }
        if let Some(value) = self.fluent_function(path, call) {
            return value;
        }
        if let Some(value) = self.library_constructor(path, call) {
            return value;
        }
        if call.name == "block_in_place" {
            return self.block_in_place(call.args);
        }
        self.foreign_call(full, call)
    }

    /// Functions and variants that the language has, as it were: they move, drop or wrap what they are given.
    fn well_known(&mut self, path: &str, call: &Invocation<'_>) -> Option<Value> {
        let Invocation { name, args, at, .. } = *call;
        Some(match name.as_str() {
            "Some" | "Option" | "Ok" | "Result" | "Err" if args.len() == 1 => self.wrapped(call),
            "drop" if path.ends_with("mem::drop") || path == "drop" => self.drop_call(args, at),
            "forget" | "leak" if path.ends_with("::forget") || path.ends_with("::leak") => {
                let value = self.first_of(args, &Ty::Unknown);
                self.state.own(&value.guards, 0, None);
                Value::of(Ty::unit())
            }
            "take" | "replace" | "swap"
                if path.starts_with("std::mem::") || path.starts_with("std::ptr::") =>
            {
                self.replaced(name, args, at)
            }
            "exit" | "abort" if path.starts_with("std::process::") => {
                self.foreign_args(args, Foreign::Unknown);
                self.state.reachable = false;
                Value::of(Ty::Never)
            }
            "stdout" if path.starts_with("std::io::") => Value::of(Ty::lib("std::io::Stdout")),
            "stderr" if path.starts_with("std::io::") => Value::of(Ty::lib("std::io::Stderr")),
            "stdin" if path.starts_with("std::io::") => Value::of(Ty::lib("std::io::Stdin")),
            "timeout" | "timeout_at" => self.timeout(args, at),
            _ => return None,
        })
    }

    /// The only argument of interest, moved.
    fn first_of(&mut self, args: &[Expr], expected: &Ty) -> Value {
        match args.first() {
            Some(arg) => {
                let value = self.eval(arg, expected);
                self.take(value)
            }
            None => Value::unknown(),
        }
    }

    /// Variants of the prelude keep what they wrap.
    fn wrapped(&mut self, call: &Invocation<'_>) -> Value {
        let inner = call.expected.arg(0);
        match call.name.as_str() {
            "Some" | "Option" => {
                let value = self.first_of(call.args, &inner);
                let ty = Ty::option(value.ty.clone());
                value.with_ty(ty)
            }
            "Err" => {
                let value = self.first_of(call.args, &Ty::Unknown);
                let ty = Ty::result(inner, value.ty.clone());
                value.with_ty(ty)
            }
            _ => {
                let value = self.first_of(call.args, &inner);
                let ty = Ty::result(value.ty.clone(), Ty::Unknown);
                value.with_ty(ty)
            }
        }
    }

    /// `drop(value)`.
    fn drop_call(&mut self, args: &[Expr], at: Span) -> Value {
        let value = self.first_of(args, &Ty::Unknown);
        if !value.guards.is_empty() {
            self.end_guards(&value.guards);
        } else if !value.ty.is_unknown() {
            self.drop_glue(&value.ty, value.place, at, 0);
        }
        Value::of(Ty::unit())
    }

    /// `mem::take(place)` and its kin.
    fn replaced(&mut self, name: Symbol, args: &[Expr], at: Span) -> Value {
        let mut ty = Ty::Unknown;
        let mut place = None;
        for (index, arg) in args.iter().enumerate() {
            let value = self.eval(arg, &Ty::Unknown);
            let value = self.take(value);
            if index == 0 {
                ty = value.ty.peel().clone();
                place = value.place;
            }
        }
        if name == "swap" {
            return Value::of(Ty::unit());
        }
        if let Some(place) = place.clone().filter(|_| self.record.is_polled()) {
            self.event(at, EventKind::Change(Box::new(Change { place, step: ChangeStep::Take })));
        }
        Value::at(ty, place)
    }

    /// `timeout(limit, future)`.
    fn timeout(&mut self, args: &[Expr], at: Span) -> Value {
        let timed = Modes { timeout: Some(at), ..self.modes };
        let mut values = self.within(timed, |frame| frame.foreign_args(args, Foreign::Unknown)).values;
        let Some(mut value) = values.pop() else { return Value::unknown() };
        value.timed = Some(at);
        let inner = match &value.ty {
            Ty::Future(output) => (**output).clone(),
            _ => Ty::Unknown,
        };
        value.with_ty(Ty::Future(Inner::new(Ty::result(inner, Ty::Unknown))))
    }

    /// `channel::<T>(room)`.
    fn channel_call(&mut self, path: &str, call: &Invocation<'_>) -> Value {
        let item = call.generics.first().map_or(Ty::Unknown, |ty| self.types.lower(ty, self.scope()));
        let item = match call.expected.arg(0) {
            Ty::Lib(_, args) if item.is_unknown() => args.first().cloned().unwrap_or(Ty::Unknown),
            _ => item,
        };
        self.new_channel(path, call.args, item, call.at).unwrap_or_else(Value::unknown)
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

    /// A function of a module whose types all build on each other.
    fn fluent_function(&mut self, path: &str, call: &Invocation<'_>) -> Option<Value> {
        if catalog::blocking_fn(path).is_some() || catalog::gives(path).is_some() {
            return None;
        }
        let (module, name) = path.rsplit_once("::")?;
        if !name.starts_with(char::is_lowercase) || matches!(name, "new" | "default") {
            return None;
        }
        let gives = catalog::fluent(module, name)?;
        self.foreign_args(call.args, Foreign::Unknown);
        Some(Value::of(Ty::lib_of(AROUND, vec![Ty::lib(gives)])))
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

    /// A function of which no more is known than what the tables say of its name.
    fn foreign_call(&mut self, full: Symbol, call: &Invocation<'_>) -> Value {
        let (path, last) = (full.as_str(), call.name);
        let how = Foreign::of(last.as_str());
        let ForeignArgs { values, spawned } = self.args_of_foreign(path, how, call);
        let (worth, task) = self.handed(&values);
        let callable = values.iter().find_map(|value| value.callable.clone());
        let mut guards = Vec::new();
        let mut pending = Vec::new();
        for value in values {
            guards.extend(value.guards);
            gather(&mut pending, value.pending);
        }
        self.record.table_mut().aborts |= catalog::keeps_tasks(path);
        if how == Foreign::Spawns && worth {
            let handle = catalog::detaches(path).then_some(full);
            self.event(call.at, EventKind::Spawn { handle, dropped: false, task });
            self.state.release(&guards);
            return self.spawned_handle(spawned, Some(path), catalog::executor(path), call.at);
        }
        if catalog::polls_together(last.as_str()) {
            self.beside(&pending, Runs::Here);
        }
        if catalog::unbounded(path) {
            self.event(call.at, EventKind::Unbounded(full));
        }
        let blocks = catalog::blocking_fn(path).or_else(|| {
            // A function of that name, or a method called by its path.
            catalog::blocking_by_name(last.as_str()).filter(|_| last == "block_on" || call.args.len() == 1)
        });
        if let Some(what) = blocks {
            self.blocks(what, call.at, call.callee);
            if matches!(what.work, Work::Runtime(_)) {
                return self.block_on(pending, catalog::executor(path), call.at);
            }
        }
        self.note_foreign(full, callable, call);
        if let Some((gives, result)) = catalog::gives(path) {
            let ty = Ty::lib(gives);
            let ty = if result { Ty::result(ty, Ty::Unknown) } else { ty };
            return Value { guards, ..Value::of(ty) };
        }
        if !last.as_str().starts_with(|c: char| c.is_uppercase()) {
            // Moved into a library: what becomes of it there is not known; it is not held here any more.
            self.state.release(&guards);
            guards.clear();
        }
        Value { guards, pending, ..Value::unknown() }
    }

    /// Evaluates the arguments of such a function, and notes what it does while it has them.
    fn args_of_foreign(&mut self, path: &str, how: Foreign, call: &Invocation<'_>) -> ForeignArgs {
        let waits = catalog::wait_fn(path);
        let job = (waits == Some(On::Pool)).then(|| {
            self.wait_for_pool(call.at);
            self.as_job(call.at)
        });
        let made = self.record.table().made.len();
        let is_alone = self.modes.is_alone || catalog::runs_alone(call.name.as_str());
        let alone = Modes { is_alone, ..self.modes };
        let foreign = self.within(alone, |frame| frame.foreign_args(call.args, how));
        self.state.release(&Vec::from_iter(job));
        if waits.is_some() {
            self.join_scope(made, waits == Some(On::Pool), call.at);
        }
        for value in &foreign.values {
            self.hand_out_receiver(value);
        }
        if call.name == "copy" {
            self.copied(&foreign.values, call.at);
        }
        foreign
    }

    /// Notes what a function of that name does to memory, to the process, and with its callable argument.
    fn note_foreign(&mut self, full: Symbol, callable: Option<Callable>, call: &Invocation<'_>) {
        let (path, last) = (full.as_str(), call.name);
        self.record.table_mut().frees |=
            matches!(last.as_str(), "from_raw" | "dealloc" | "drop_in_place" | "free");
        self.record.table_mut().leaks |= matches!(last.as_str(), "into_raw" | "leak");
        self.record.table_mut().fences |= last == "fence";
        if catalog::changes_process(path) {
            self.event(call.at, EventKind::Process(full));
        }
        if catalog::handles_signal(path)
            && let Some(callable) = callable
        {
            self.event(call.at, EventKind::Confined(Confined { callable, forked: false }));
        }
        if path == "tokio::runtime::Handle::try_current" {
            self.record.table_mut().asks_runtime = true;
        }
    }
}
