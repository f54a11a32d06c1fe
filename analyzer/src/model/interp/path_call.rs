//! Calls by path: functions, constructors, associated functions, functions of libraries.

use super::closure::Foreign;
use super::frame::Frame;
use super::value::{Pending, Value, gather};
use crate::catalog::{self, Executor, Mode, On, Runs, Work};
use crate::facts::ir::{Expr, ExprKind, Lit, PathRef};
use crate::model::defs::Def;
use crate::model::ids::FnId;
use crate::model::place::{Class, Root};
use crate::model::table::{
    Callable, Change, ChangeStep, Confined, Dispatch, EventKind, MadeKind, SignalKind,
};
use crate::model::ty::{Inner, Ty};
use crate::model::types::{Bindings, unify};
use crate::text::{Span, Symbol};

/// Whether the type's permits are counted.
fn lock_is_semaphore(path: &str) -> bool {
    catalog::lock_type(path).is_some_and(|lock| lock.methods.iter().any(|method| method.mode == Mode::Permit))
}

impl<'a> Frame<'_, 'a> {
    /// `callee(args)`.
    pub(super) fn call(&mut self, callee: &Expr, args: &[Expr], span: Span, want: &Ty) -> Value {
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
        self.ends_child |= super::call::ends_processes(last);
        if path.qself.is_none() && names.first().is_none_or(|name| *name != "Self") {
            match self.types.defs.resolve(self.module, path.global, &names) {
                Some((Def::Fn(id), used)) if used == names.len() => {
                    let generics = path.segments.last().map_or(&[][..], |segment| segment.args());
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
                        path.segments.iter().flat_map(|segment| segment.args().iter().cloned()).collect();
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
                    return self.library_call(full, last, &head, args, span, callee.span, want);
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
        self.library_call(last, last, &[], args, span, callee.span, want)
    }

    #[expect(clippy::too_many_arguments, reason = "a call has that many sides")]
    pub(super) fn call_associated(
        &mut self,
        targets: Vec<FnId>,
        method: bool,
        dispatch: Dispatch,
        path: &PathRef,
        args: &[Expr],
        span: Span,
        want: &Ty,
    ) -> Value {
        let generics = path.segments.last().map_or(&[][..], |segment| segment.args());
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
    pub(super) fn lower_prefix(&self, path: &PathRef, used: usize) -> Ty {
        if path.qself.is_some() && used == path.qself_at as usize {
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
            segments: path.segments[..used.min(path.segments.len())].into(),
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

    pub(super) fn associated_of(&self, ty: &Ty, name: Symbol) -> Option<(Vec<FnId>, bool, Dispatch)> {
        let targets = match ty {
            Ty::Unknown => return None,
            _ => self.method_targets(ty.peel(), name),
        };
        let (first, dispatch) = *targets.first()?;
        let method = self.types.defs.fns[first.0 as usize].item.receiver.is_some();
        Some((targets.into_iter().map(|(id, _)| id).collect(), method, dispatch))
    }

    /// `Mutex::lock(&m)`, `Arc::clone(&a)`, `MutexGuard::map(g, …)`.
    pub(super) fn ufcs(
        &mut self,
        ty: &Ty,
        name: Symbol,
        args: &[Expr],
        span: Span,
        want: &Ty,
    ) -> Option<Value> {
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
                        Ty::Guard(_, content, _) => (**content).clone().reference(),
                        _ => Ty::Unknown,
                    };
                    let mapped = self.run_inline(rest, &[content], false);
                    let inner = match mapped {
                        Some(mapped) => mapped.ty.peel().clone(),
                        None => match &value.ty {
                            Ty::Guard(_, content, _) => (**content).clone(),
                            _ => Ty::Unknown,
                        },
                    };
                    let mode = match name.as_str() {
                        "downgrade" | "downgrade_upgradable" => Mode::Shared,
                        "upgrade" => Mode::Exclusive,
                        _ => super::guards::guard_mode(&value.ty).unwrap_or(Mode::Exclusive),
                    };
                    if name == "downgrade" || name == "upgrade" {
                        for guard in &value.guards {
                            self.table.guards[*guard as usize].mode = mode.into();
                        }
                    }
                    let is_async = matches!(value.ty, Ty::Guard(_, _, true));
                    let ty = Ty::Guard(mode, Inner::new(inner), is_async);
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

    pub(super) fn construct(&mut self, id: crate::model::ids::AdtId, variant: usize, args: &[Expr]) -> Value {
        let fields = self.types.fields[id.0 as usize].get(variant).cloned().unwrap_or_default();
        let mut bindings = Bindings::default();
        let mut guards = Vec::new();
        for (index, arg) in args.iter().enumerate() {
            let value = self.eval(arg, &Ty::Unknown);
            let value = self.take(value);
            if let Some(Callable::Closure(closure)) = value.callable {
                self.runs(closure, Runs::Later);
            }
            let field_name = Symbol::new(&index.to_string());
            self.kept(&Class::field(id, field_name), &value);
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
                    self.runs(*block, Runs::BlockOn);
                    self.table.handed.push((Callable::Closure(*block), executor));
                }
                Pending::Call(call, _) => {
                    let targets = call.targets.iter().map(|target| (Callable::Fn(*target), executor));
                    self.table.handed.extend(targets);
                }
                _ => {}
            }
        }
        let value = Value { pending, ..Value::unknown() };
        self.wait_for(value, span)
    }

    /// A function of a library, by its canonical path.
    #[expect(clippy::too_many_arguments, reason = "a call has that many sides")]
    pub(super) fn library_call(
        &mut self,
        full: Symbol,
        last: Symbol,
        generics: &[crate::facts::ir::TypeRef],
        args: &[Expr],
        span: Span,
        callee: Span,
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
                    self.end_guards(&value.guards);
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
                let mut place = None;
                for (index, arg) in args.iter().enumerate() {
                    let value = self.eval(arg, &Ty::Unknown);
                    let value = self.take(value);
                    if index == 0 {
                        ty = value.ty.peel().clone();
                        place = value.place;
                    }
                }
                if last == "swap" {
                    return Value::of(Ty::unit());
                }
                if let Some(place) = place.clone().filter(|_| self.polled()) {
                    self.event(span, EventKind::Change(Box::new(Change { place, step: ChangeStep::Take })));
                }
                return Value::at(ty, place);
            }
            "exit" | "abort" if path.starts_with("std::process::") => {
                self.foreign_args(args, Foreign::Unknown);
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
                let outer = self.timed.replace(span);
                let mut values = self.foreign_args(args, Foreign::Unknown);
                self.timed = outer;
                let Some(mut value) = values.pop() else { return Value::unknown() };
                value.timed = Some(span);
                let inner = match &value.ty {
                    Ty::Future(output) => (**output).clone(),
                    _ => Ty::Unknown,
                };
                return value.with_ty(Ty::Future(Inner::new(Ty::result(inner, Ty::Unknown))));
            }
            _ => {}
        }
        if catalog::channel(path).is_some() {
            let item = generics.first().map_or(Ty::Unknown, |ty| self.types.lower(ty, self.scope()));
            let item = match &inner_want {
                Ty::Lib(_, args) if item.is_unknown() => args.first().cloned().unwrap_or(Ty::Unknown),
                _ => item,
            };
            return self.new_channel(path, args, item, span).unwrap_or_else(Value::unknown);
        }
        if catalog::attaches(path) {
            return self.attach(args, span);
        }
        if path == "std::thread::park" {
            if let Some(what) = catalog::blocking_fn(path) {
                self.blocks(what, span, callee);
            }
            self.signal_wait(SignalKind::Park, None, &[], span);
            return Value::of(Ty::unit());
        }
        if path == "rayon::join" {
            // Either closure may run elsewhere, and other jobs here.
            self.wait_for_pool(span);
            let job = self.as_job(span);
            let value = self.run_inline(args, &[], true);
            self.state.release(&[job]);
            let _ = value;
            if let Some(what) = catalog::blocking_fn(path) {
                self.blocks(what, span, callee);
            }
            return Value::unknown();
        }
        // A function of a module whose types all build on each other.
        if catalog::blocking_fn(path).is_none()
            && catalog::gives(path).is_none()
            && let Some((module, name)) = path.rsplit_once("::")
            && name.starts_with(char::is_lowercase)
            && !matches!(name, "new" | "default")
            && let Some(gives) = catalog::fluent(module, name)
        {
            self.foreign_args(args, Foreign::Unknown);
            return Value::of(Ty::lib_of(crate::model::ty::AROUND, vec![Ty::lib(gives)]));
        }
        // Constructors of library types that the analysis follows.
        if catalog::gives(path).is_none()
            && catalog::blocking_fn(path).is_none()
            && let Some((
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
                let mut made = None;
                let mut stream = None;
                let mut first = Ty::Unknown;
                for (index, value) in values.into_iter().enumerate() {
                    guards.extend(value.guards);
                    gather(&mut pending, value.pending);
                    if index == 0 {
                        first = value.ty;
                        callable = value.callable;
                        // A wrapper of something that is made here stands for it.
                        stream.clone_from(&value.place);
                        made = value.place.filter(|place| matches!(place.path.root, Root::Made(_)));
                    }
                }
                if self.buffers_stream(base, &first) {
                    return Value::at(first, stream);
                }
                let known = super::guards::is_wrapper(base);
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
                if base_ty == "Semaphore" && lock_is_semaphore(base) {
                    let count = match args.first().map(|arg| &arg.kind) {
                        Some(ExprKind::Lit(Lit::Int(count))) => *count,
                        _ => None,
                    };
                    made = Some(self.make(span, MadeKind::Semaphore(count)));
                }
                return Value { guards, pending, callable, ..Value::at(ty, made) };
            }
        }
        let how = Foreign::of(last.as_str());
        let in_place = last == "block_in_place";
        if in_place {
            // The executor moves its other tasks away first; the closure runs on this thread.
            self.off += 1;
            let value = self.run_inline(args, &[], true);
            self.off -= 1;
            return value.unwrap_or_else(Value::unknown);
        }
        let gated = catalog::runs_alone(last.as_str());
        self.gated += u32::from(gated);
        self.spawned.clear();
        let waits = catalog::wait_fn(path);
        let job = (waits == Some(On::Pool)).then(|| {
            self.wait_for_pool(span);
            self.as_job(span)
        });
        let made = self.table.made.len();
        let values = self.foreign_args(args, how);
        self.state.release(&Vec::from_iter(job));
        self.gated -= u32::from(gated);
        if waits.is_some() {
            self.end_scope(made, waits == Some(On::Pool), span);
        }
        for value in &values {
            self.hand_out_receiver(value);
        }
        if last == "copy" {
            self.copied(&values, span);
        }
        let (worth, task) = self.handed(&values);
        let callable = values.iter().find_map(|value| value.callable.clone());
        let mut guards = Vec::new();
        let mut pending = Vec::new();
        for value in values {
            guards.extend(value.guards);
            gather(&mut pending, value.pending);
        }
        self.table.aborts |= catalog::keeps_tasks(path);
        if how == Foreign::Spawns && worth {
            let handle = catalog::detaches(path).then_some(full);
            self.event(span, EventKind::Spawn { handle, dropped: false, task });
            self.state.release(&guards);
            return self.spawned_handle(Some(path), catalog::executor(path), span);
        }
        if catalog::polls_together(last.as_str()) {
            self.beside(&pending, Runs::Here);
        }
        if catalog::unbounded(path) {
            self.event(span, EventKind::Unbounded(full));
        }
        let blocks = catalog::blocking_fn(path).or_else(|| {
            // A function of that name, or a method called by its path.
            catalog::blocking_by_name(last.as_str()).filter(|_| last == "block_on" || args.len() == 1)
        });
        if let Some(what) = blocks {
            self.blocks(what, span, callee);
            if matches!(what.work, Work::Runtime(_)) {
                return self.block_on(pending, catalog::executor(path), span);
            }
        }
        self.table.frees |= matches!(last.as_str(), "from_raw" | "dealloc" | "drop_in_place" | "free");
        self.table.leaks |= matches!(last.as_str(), "into_raw" | "leak");
        self.table.fences |= last == "fence";
        if catalog::changes_process(path) {
            self.event(span, EventKind::Process(full));
        }
        if catalog::handles_signal(path)
            && let Some(callable) = callable
        {
            self.event(span, EventKind::Confined(Confined { callable, forked: false }));
        }
        if path == "tokio::runtime::Handle::try_current" {
            self.table.asks_runtime = true;
        }
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
}
