//! Calls of methods and of the functions of the sources: resolution, effects, results.

use super::acquire::direct_guard;
use super::checks::raised;
use super::closure::Foreign;
use super::frame::Frame;
use super::provenance::Edit;
use super::value::{Pending, Value, gather};
use crate::catalog::{self, Runs, Work};
use crate::facts::ir::{Expr, ExprKind, Lit, MethodCall};
use crate::model::defs::Owner;
use crate::model::ids::FnId;
use crate::model::place::{self, Class, ClassRoot, Path, Place, Root};
use crate::model::table::{
    Arg, AtomicAct, Call, Callable, Callback, CallbackKind, Change, ChangeStep, Confined, Dispatch,
    EventKind, Given, Guard,
};
use crate::model::ty::{AROUND, Inner, OPTION, RESULT, TraitDef, Ty};
use crate::model::types::{Bindings, unify};
use crate::text::{Span, Symbol};

impl<'a> Frame<'_, 'a> {
    pub(super) fn method_call(&mut self, call: &MethodCall, span: Span, want: &Ty) -> Value {
        let receiver = self.eval(&call.receiver, &Ty::Unknown);
        let mut stems = Vec::new();
        if catalog::mutates(call.method.as_str()) {
            self.wrote(receiver.place.as_ref(), span);
            if catalog::adds(call.method.as_str()) {
                self.changed(&receiver, Edit::Added(call.method), span);
            }
        } else if catalog::asks(call.method.as_str()) {
            stems = self.asked(&receiver, call.method, span);
        }
        let gated = catalog::runs_alone(call.method.as_str());
        self.gated += u32::from(gated);
        // The `unwrap` of a lock is about what another thread did.
        if matches!(call.method.as_str(), "unwrap" | "expect") && receiver.guards.is_empty() {
            self.may_panic(span);
        }
        let mut value = self.method_of(call, receiver, span, want);
        self.gated -= u32::from(gated);
        value.stems.extend(stems);
        value
    }

    fn method_of(&mut self, call: &MethodCall, receiver: Value, span: Span, want: &Ty) -> Value {
        let at = call.method_span.to(Span { start: call.method_span.start, end: span.end });
        self.method(receiver, call.method, &call.args, &call.generics, at, want)
    }

    pub(super) fn method(
        &mut self,
        receiver: Value,
        name: Symbol,
        args: &[Expr],
        generics: &[crate::facts::ir::TypeRef],
        at: Span,
        want: &Ty,
    ) -> Value {
        if let Some(plain) = name.as_str().strip_suffix("_py_attached")
            && matches!(plain, "lock" | "read" | "write")
        {
            // Waits for the lock with the interpreter given up.
            let plain = Symbol::new(plain);
            return self
                .lock_attached(|frame| frame.method_of_type(receiver, plain, args, generics, at, want));
        }
        self.ends_child |= ends_processes(name);
        if catalog::in_parallel(name.as_str()) {
            // Lazily, but in this statement as a rule: what its closures do, jobs of the pool do.
            self.wait_for_pool(at);
            self.as_job(at);
        }
        let mut receiver = receiver;
        let waiting = self.waiting(&receiver, name);
        let piping = self.piping(&mut receiver, name, args);
        let mut value = self.method_of_type(receiver, name, args, generics, at, want);
        if let Some(piping) = piping {
            value = self.piped(piping, value, at);
        }
        match waiting {
            Some(waiting) => self.waited(waiting, value, at),
            None => value,
        }
    }

    fn method_of_type(
        &mut self,
        receiver: Value,
        name: Symbol,
        args: &[Expr],
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
                let is_condvar = matches!(path.as_str(), "std::sync::Condvar" | "parking_lot::Condvar");
                if is_condvar && name.as_str().starts_with("wait") {
                    if let Some(what) = catalog::blocking_method(path.as_str(), name.as_str()) {
                        self.blocks(what, at, Span::default());
                    }
                    return self.condvar(name, place, args, at);
                }
                if catalog::cell(path.as_str()) == Some(true)
                    && catalog::initialises(name.as_str())
                    && !args.iter().any(is_async_closure)
                {
                    let cell = match place.clone() {
                        Some(place) => place,
                        None => self.fresh_place(),
                    };
                    self.initialise(&cell, args, at);
                    let ty = match super::library::method(&ty, name.as_str()) {
                        Some(known) => known.ty,
                        None => Ty::Unknown,
                    };
                    return Value { rvalue: true, ..Value::at(ty, Some(cell)) };
                }
                if path.as_str() == "std::task::Waker" && matches!(name.as_str(), "wake" | "wake_by_ref") {
                    self.callback(Callback { what: CallbackKind::Waker, given: false, lent: false }, at);
                    return Value::of(Ty::unit());
                }
                if path.as_str().starts_with("pyo3::") {
                    if catalog::detaches_python(name.as_str()) {
                        return self.detach(args, at);
                    }
                    if catalog::calls_python(name.as_str()) {
                        self.foreign_args(args, Foreign::Unknown);
                        self.python_runs(at);
                        return Value::of(Ty::result(Ty::lib("pyo3::Bound"), Ty::Unknown));
                    }
                }
                via_shared = crate::model::ty::is_shared_pointer(path.as_str());
            } else if !matches!(ty, Ty::Ref(..)) {
                via_shared = false;
            }
            if let Ty::Guard(_, content, _) = &ty
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
            if let Ty::Guard(catalog::Mode::Entered, ..) = &ty
                && name == "exit"
            {
                let value = self.take(receiver);
                self.state.release(&value.guards);
                return Value::of(Ty::lib("tracing::Span"));
            }
            if let Ty::Guard(_, content, _) = &ty
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
            if ty.lib_path() == Some("tokio::runtime::Runtime") && name.as_str().starts_with("shutdown") {
                self.take(receiver);
                self.foreign_args(args, Foreign::Unknown);
                return Value::of(Ty::unit());
            }
            if ty.lib_path() == Some("std::cell::UnsafeCell")
                && name == "get"
                && let Some(place) = place.clone().filter(|place| !place.exclusive)
            {
                self.touch(place, true, at);
            }
            let targets = self.method_targets(&ty, name);
            if targets.is_empty()
                && let Some(path) = ty.lib_path()
                && let Some(value) = self.blocking_method(path, name, args, at)
            {
                return value;
            }
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

    /// A method of a library type that blocks, or that gives such a type on.
    fn blocking_method(&mut self, path: &str, name: Symbol, args: &[Expr], at: Span) -> Option<Value> {
        let blocks = catalog::blocking_method(path, name.as_str());
        let gives = catalog::fluent(path, name.as_str());
        if blocks.is_none() && gives.is_none() {
            return None;
        }
        if name == "pre_exec" {
            // What runs between `fork` and `exec` runs by itself.
            for arg in args.iter().filter(|arg| matches!(arg.kind, ExprKind::Closure(_))) {
                let (value, _) = self.closure(arg, &[], None);
                if let Some(callable) = value.callable {
                    if let Callable::Closure(id) = callable {
                        self.runs(id, Runs::Later);
                    }
                    self.event(at, EventKind::Confined(Confined { callable, forked: true }));
                }
            }
            return Some(Value::of(Ty::lib(path)));
        }
        let how = Foreign::of(name.as_str());
        self.spawned.clear();
        let values = self.foreign_args(args, how);
        let (worth, task) = self.handed(&values);
        if how == Foreign::Spawns && worth {
            self.event(at, EventKind::Spawn { handle: None, dropped: false, task });
            let full = format!("{path}::{name}");
            return Some(self.spawned_handle(Some(&full), catalog::executor(path), at));
        }
        let mut pending: Vec<Pending> = Vec::new();
        values.into_iter().for_each(|value| gather(&mut pending, value.pending));
        if let Some(what) = blocks {
            self.blocks(what, at, Span::default());
            if matches!(what.work, Work::Runtime(_)) {
                return Some(self.block_on(pending, catalog::executor(path), at));
            }
        }
        let ty = gives.map_or(Ty::Unknown, |gives| Ty::lib_of(AROUND, vec![Ty::lib(gives)]));
        Some(Value::of(ty))
    }

    /// `x.state::<T>()` of an unknown type: something around a `T`.
    pub(super) fn around_type(&mut self, value: Value, generics: &[crate::facts::ir::TypeRef]) -> Value {
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

    #[expect(clippy::too_many_arguments, reason = "a call has that many sides")]
    pub(super) fn library(
        &mut self,
        lib: super::library::LibCall,
        receiver: Value,
        place: Option<Place>,
        ty: &Ty,
        name: Symbol,
        args: &[Expr],
        at: Span,
        want: &Ty,
    ) -> Value {
        let direct = std::ptr::eq(ty, &receiver.ty) || *ty == receiver.ty;
        let receiver_var = receiver.var;
        let mut result = Value { stems: receiver.stems.clone(), ..Value::of(lib.ty.clone()) };
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
        let stores = stores(name.as_str());
        if name == "take"
            && let Some(place) = &place
            && self.polled()
        {
            self.event(
                at,
                EventKind::Change(Box::new(Change { place: place.clone(), step: ChangeStep::Take })),
            );
        }
        if let Ty::Iter(_) = ty
            && catalog::exhausts(name.as_str())
            && let Some(place) = &place
        {
            self.exhausted(&place.clone(), at);
        }
        let owner =
            Value { var: if direct { receiver_var } else { None }, ..Value::at(ty.clone(), place.clone()) };
        self.passed.clear();
        // What is in an option, or an item of an iterator over a place, is handed to the closure.
        self.given = match ty {
            Ty::Lib(path, _) if matches!(path.as_str(), OPTION | RESULT) => place.clone(),
            Ty::Iter(_) => place.as_ref().map(|place| place.element(None)),
            _ => None,
        }
        .filter(|_| args.len() == 1);
        let closure = self.run_args(args, &lib.closure, false, !stores);
        self.given = None;
        if stores {
            for value in std::mem::take(&mut self.passed) {
                self.put_into(&owner, &value);
            }
        }
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
            gather(&mut result.pending, value.pending);
            let made = value.place.as_ref().is_some_and(|place| matches!(place.path.root, Root::Made(_)));
            if made
                || lib.by_value && matches!(ty, Ty::Lib(path, _) if matches!(path.as_str(), OPTION | RESULT))
            {
                result.place = value.place;
            }
        } else if lib.element {
            result.place = place.map(|place| place.element(key));
        } else if lib.same_place {
            result.place = place;
        }
        if matches!(ty, Ty::Iter(_)) && matches!(name.as_str(), "take" | "take_while" | "map_while" | "zip") {
            // Not to its end.
            result.place = None;
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
        result
    }

    /// A method that neither the sources nor the tables know.
    pub(super) fn unknown_method(&mut self, receiver: Value, name: Symbol, args: &[Expr], at: Span) -> Value {
        let how = Foreign::of(name.as_str());
        self.table.aborts |= matches!(name.as_str(), "abort" | "abort_all" | "abort_handle");
        if catalog::detaches_python(name.as_str())
            && let [Expr { kind: ExprKind::Closure(_), .. }] = args
            && receiver.ty.is_unknown()
        {
            return self.detach(args, at);
        }
        if let (Ty::Iter(_), Some(place), true) =
            (&receiver.ty, receiver.place.clone(), catalog::exhausts(name.as_str()))
        {
            self.exhausted(&place, at);
        }
        self.spawned.clear();
        let tries = u32::from(catalog::tries(name.as_str()));
        self.off += tries;
        let values = self.foreign_args(args, how);
        self.off -= tries;
        let mut pending: Vec<Pending> = Vec::new();
        // A pointer to a function: what it points to is always there.
        let of_code = values.iter().any(|value| matches!(value.callable, Some(Callable::Fn(_))));
        let first_stems = values.first().map(|value| value.stems.clone()).unwrap_or_default();
        let (worth, task) = self.handed(&values);
        if how == Foreign::Spawns && worth {
            self.event(at, EventKind::Spawn { handle: None, dropped: false, task });
            let runtime = receiver.ty.peel_pointers().0.lib_path();
            self.table.aborts |= runtime.is_some_and(catalog::keeps_tasks);
            let path = match runtime {
                Some("tokio::runtime::Runtime" | "tokio::runtime::Handle") => Some("tokio::spawn"),
                _ => None,
            };
            return self.spawned_handle(path, runtime.and_then(catalog::executor), at);
        }
        for value in values {
            self.hand_out_receiver(&value);
            if stores(name.as_str()) {
                self.put_into(&receiver, &value);
            }
            gather(&mut pending, value.pending);
        }
        if catalog::polls_together(name.as_str()) {
            self.beside(&receiver.pending, Runs::Here);
            self.beside(&pending, Runs::Here);
        }
        if let Some(what) =
            catalog::blocking_by_name(name.as_str()).filter(|_| name != "block_on" || args.len() == 1)
        {
            self.blocks(what, at, Span::default());
            if name == "block_on" {
                return self.block_on(pending, None, at);
            }
        }
        let mut stems = receiver.stems.clone();
        if let Some(place) = &receiver.place {
            match name.as_str() {
                "load" => {
                    self.used_atomic(&place.clone(), AtomicAct::Load, args, at);
                    stems.extend(self.loaded(place, args, at));
                }
                "store" => {
                    self.used_atomic(&place.clone(), raised(args), args, at);
                    self.stored(place, &first_stems, args, at);
                    if receiver.ty.peel().lib_path() == Some("std::sync::atomic::AtomicPtr")
                        && !of_code
                        && first_stems.is_empty()
                    {
                        self.linked(place.clone(), args, at);
                    }
                    self.note_store(&place.clone(), args, at);
                }
                "fetch_sub" | "compare_exchange" | "compare_exchange_weak" => {
                    let place = place.clone();
                    self.used_atomic(&place, AtomicAct::Change, args, at);
                    if name != "fetch_sub" {
                        stems.extend(self.claimed(&place, at));
                    }
                    if !of_code {
                        self.exchanged(&receiver.ty, place, name, args, at);
                    }
                }
                "swap" if args.len() == 2 => {
                    self.used_atomic(&place.clone(), AtomicAct::Change, args, at);
                    stems.extend(self.claimed(&place.clone(), at));
                }
                "fetch_add" | "fetch_or" | "fetch_and" | "fetch_max" | "fetch_update" => {
                    self.table.exchanges |= name != "fetch_add";
                    self.used_atomic(&place.clone(), AtomicAct::Change, args, at);
                }
                _ => {}
            }
        }
        if let Some(change) = atomic_step(name, args)
            && let Some(place) = receiver.place.clone()
            && self.polled()
        {
            self.event(at, EventKind::Change(Box::new(Change { place, step: change })));
        }
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
                let value_var = receiver.var;
                let mut value = self.take_if_guard(receiver);
                gather(&mut value.pending, pending);
                if let Some(what) = catalog::fragile(name.as_str())
                    && !self.of_this_turn(value_var)
                {
                    value.pending.push(Pending::Fragile(what, at));
                }
                let place = value.place.filter(|_| args.is_empty()).map(|place| {
                    let mut to = place;
                    to.path = to.path.join(place::Step::Call(name));
                    to.class = Class::root(ClassRoot::Unknown);
                    to.exclusive = false;
                    to.shared = true;
                    to
                });
                Value { guards: value.guards, pending: value.pending, stems, ..Value::at(Ty::Unknown, place) }
            }
        }
    }

    pub(super) fn take_if_guard(&mut self, value: Value) -> Value {
        if value.ty.is_unknown()
            || matches!(value.ty, Ty::Iter(_) | Ty::Future(_))
            || !value.pending.is_empty()
        {
            return Value { var: None, ..value };
        }
        Value { guards: Vec::new(), var: None, ..value }
    }

    #[expect(clippy::too_many_arguments, reason = "a call has that many sides")]
    pub(super) fn call_method(
        &mut self,
        receiver: Value,
        place: Option<Place>,
        ty: &Ty,
        targets: Vec<(FnId, Dispatch)>,
        args: &[Expr],
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
    pub(super) fn call_fns(
        &mut self,
        targets: &[FnId],
        dispatch: Dispatch,
        receiver: Option<Value>,
        args: &[Expr],
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
                guards: Given { moved: receiver.guards.clone(), ..Given::default() }.boxed(),
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
            self.hand_out_receiver(&value);
            pending_in.extend(value.pending.clone());
            let shown = match &value.ty {
                Ty::Lib(path, _) if path.as_str() == OPTION => value.lent.clone(),
                _ => Vec::new(),
            };
            let lent = if matches!(value.ty, Ty::Ref(..)) { value.lent.clone() } else { Vec::new() };
            passed.push(Arg {
                place: value.place,
                callable: value.callable,
                guards: Given { moved: value.guards, shown, lent }.boxed(),
            });
        }
        let spawned = catalog::spawns(function.item.name.as_str());
        if spawned {
            self.table.spawns = true;
            for arg in &mut passed {
                if let Some(Callable::Closure(id)) = arg.callable {
                    let polled = self.table.closures[id as usize].polled;
                    self.runs(id, if polled { Runs::Task } else { Runs::Thread });
                    arg.callable = None;
                }
            }
            let task = !pending_in.is_empty();
            self.beside(&pending_in, Runs::Task);
            pending_in.clear();
            self.event(at, EventKind::Spawn { handle: None, dropped: false, task });
        }
        if function.item.body.is_none()
            && matches!(function.owner, Owner::Trait(_))
            && receiver.as_ref().is_some_and(|receiver| {
                matches!(receiver.ty.peel_pointers().0, Ty::Opaque(_)) && self.is_listed(receiver)
            })
        {
            self.callback(Callback { what: CallbackKind::Object(first), given: false, lent: false }, at);
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
                ..Value::of(Ty::Future(Inner::new(ret)))
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

    /// Notes a call; gives the guards its result holds.
    pub(super) fn run_call(&mut self, call: Call, at: Span) -> Vec<u32> {
        let first = call.targets[0];
        let args = call.args.clone();
        let single = call.targets.len() == 1;
        if self.gated > 0 || self.has_claim() {
            self.table.alone.extend(call.targets.iter().map(|target| (at, *target)));
        }
        self.event(at, EventKind::Call(call.clone()));
        if !single {
            return Vec::new();
        }
        let Some(returned) = (self.oracle)(first) else { return Vec::new() };
        let mut guards = Vec::new();
        for inner in returned.guards {
            if let Some(param) = inner.param {
                // A guard that came in goes out again.
                if let Some(arg) = args.get(param as usize) {
                    guards.extend(arg.moved().iter().copied().filter(|guard| {
                        let moved = &self.table.guards[*guard as usize];
                        arg.moved().len() == 1
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
                poisons: inner.poisons,
            }));
        }
        self.left_by(first, &call, guards, &returned.released)
    }

    /// Where the result of a call is: what the callee's summary says, or the getter's name as a step.
    pub(super) fn result_place(&mut self, callee: FnId, call: &Call) -> Option<Place> {
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
            path: base.path.join(place::Step::Call(function.item.name)),
            class: Class::root(ClassRoot::Unknown),
            exclusive: false,
            shared: true,
        })
    }

    pub(super) fn instantiate(
        &self,
        callee: FnId,
        ret: &Ty,
        bindings: &Bindings,
        receiver: Option<&Value>,
    ) -> Ty {
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
}

/// Whether a function of that name tells a process to end, as a rule.
pub(super) fn ends_processes(name: Symbol) -> bool {
    ["kill", "terminate"].iter().any(|part| name.as_str().contains(part))
}

/// Whether a method of a collection (or option) of that name keeps its arguments.
fn stores(name: &str) -> bool {
    matches!(
        name,
        "insert"
            | "push"
            | "push_back"
            | "push_front"
            | "extend"
            | "replace"
            | "get_or_insert"
            | "set"
            | "or_insert"
    )
}

fn is_async_closure(arg: &Expr) -> bool {
    match &arg.kind {
        ExprKind::Closure(closure) => closure.is_async || matches!(closure.body.kind, ExprKind::Async(..)),
        _ => false,
    }
}

/// What a method of an atomic does to a counter or flag.
fn atomic_step(name: Symbol, args: &[Expr]) -> Option<ChangeStep> {
    let first = args.first().map(|arg| &arg.kind);
    let set = matches!(first, Some(ExprKind::Lit(Lit::Bool(true))));
    let reset = matches!(first, Some(ExprKind::Lit(Lit::Bool(false))));
    match name.as_str() {
        "fetch_add" => Some(ChangeStep::Up),
        "fetch_sub" => Some(ChangeStep::Down),
        "store" if set => Some(ChangeStep::Set),
        "store" | "swap" if reset => Some(ChangeStep::Reset),
        "swap" if set => Some(ChangeStep::Claim),
        "compare_exchange" | "compare_exchange_weak" if reset => Some(ChangeStep::Claim),
        _ => None,
    }
}

pub(super) fn mentions_self(ty: &crate::facts::ir::TypeRef) -> bool {
    use crate::facts::ir::TypeRef;
    match ty {
        TypeRef::Path(path) => path.segments.len() == 1 && path.segments[0].name == "Self",
        TypeRef::Ref(_, inner) => mentions_self(inner),
        _ => false,
    }
}
