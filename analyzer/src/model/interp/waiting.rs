//! Waiting: threads, tasks and channels that a body makes, where it waits for what others do, where it does what
//! others wait for, cells that are initialised once, and Python's interpreter.

use super::frame::Frame;
use super::value::{Pending, Value};
use crate::catalog::{self, Bound, Executor, On, Wait, Waits};
use crate::facts::ir::{Block, Expr, ExprKind, Lit};
use crate::model::place::{Class, ClassRoot, Part, Path, Place, Root, Step};
use crate::model::table::{
    Acquire, Ask, Call, Callable, ChannelAct, ChannelUse, Dispatch, EventKind, Guard, Hold, Made, MadeKind,
    Notify, Signal, SignalKind,
};
use crate::model::ty::{Args, Inner, Ty};
use crate::text::{Span, Symbol};

/// What a method call has to do with waiting, found before its arguments are evaluated.
pub(super) struct Waiting {
    row: Waits,
    place: Option<Place>,
    /// What the channel carries.
    content: Ty,
    is_handle: bool,
    waiters_only: bool,
}

impl<'a> Frame<'_, 'a> {
    /// Something that is made here; in the second round of a loop, the same again.
    pub(super) fn make(&mut self, span: Span, kind: MadeKind) -> Place {
        let known = self.table.made.iter().position(|made| made.span == span);
        let index = known.unwrap_or(self.table.made.len());
        if known.is_none() {
            self.table.made.push(Made { span, kind });
        }
        self.made_place(index as u32)
    }

    fn made_place(&self, index: u32) -> Place {
        Place {
            path: Path::root(Root::Made(index)),
            class: Class::root(ClassRoot::Made(self.id, index)),
            exclusive: false,
            shared: true,
        }
    }

    /// The handle of what was just handed to a spawning function.
    pub(super) fn spawned_handle(
        &mut self,
        path: Option<&str>,
        executor: Option<Executor>,
        at: Span,
    ) -> Value {
        let runs = std::mem::take(&mut self.spawned);
        self.table.handed.extend(runs.iter().map(|callable| (callable.clone(), executor)));
        let place = self.make(at, MadeKind::Thread(runs));
        let ty = match path.and_then(catalog::made_thread) {
            Some((handle, result, _)) => {
                let handle = Ty::lib_of(handle, vec![Ty::Unknown]);
                if result { Ty::result(handle, Ty::Unknown) } else { handle }
            }
            None => Ty::Unknown,
        };
        Value::at(ty, Some(place))
    }

    /// The halves of a channel.
    pub(super) fn new_channel(&mut self, path: &str, args: &[Expr], item: Ty, at: Span) -> Option<Value> {
        let (sender, receiver, bound) = catalog::channel(path)?;
        for arg in args {
            self.eval(arg, &Ty::Unknown);
        }
        let room = match args.first().map(|arg| &arg.kind) {
            Some(ExprKind::Lit(Lit::Int(Some(room)))) => Some(*room),
            _ => None,
        };
        let place = self.make(at, MadeKind::Channel(bound, room));
        if bound == Bound::Unbounded && catalog::unbounded(path) {
            self.event(at, EventKind::Unbounded(Symbol::new(path)));
        }
        let half = |name| Ty::lib_of(name, vec![item.clone()]);
        Some(Value::at(Ty::Tuple(Args::from(vec![half(sender), half(receiver)])), Some(place)))
    }

    /// Notes that a thing is kept in a field or collection.
    pub(super) fn kept(&mut self, to: &Class, what: &Value) {
        let Some(place) = &what.place else { return };
        let worth = match place.class.root {
            ClassRoot::Made(..) => true,
            ClassRoot::Param(_) => carries_waits(&what.ty, 0),
            ClassRoot::Local(..) => place.class.steps.is_empty() && is_shared_lock(&what.ty),
            _ => false,
        };
        if worth && to.is_global() {
            let mut from = place.class.clone();
            from.steps.clear();
            let mut to = to.clone();
            to.strip_elements();
            if !self.table.stores.contains(&(to.clone(), from.clone())) {
                self.table.stores.push((to, from));
            }
        }
    }

    /// Notes that `what` goes into the collection `into`.
    pub(super) fn put_into(&mut self, into: &Value, what: &Value) {
        let Some(place) = what.place.clone() else { return };
        if let Some(to) = &into.place
            && to.class.is_global()
        {
            self.kept(&to.class.clone(), what);
        } else if let Some(var) = into.var
            && matches!(place.class.root, ClassRoot::Made(..))
        {
            self.vars[var.0 as usize].place = Some(place);
        }
    }

    /// What `receiver.name(…)` has to do with waiting.
    pub(super) fn waiting(&self, receiver: &Value, name: Symbol) -> Option<Waiting> {
        if !may_wait(name.as_str()) {
            return None;
        }
        let mut ty = receiver.ty.clone();
        let mut place = receiver.place.clone();
        for _ in 0..8 {
            if let Ty::Lib(path, args) = &ty
                && let Some(row) = catalog::wait_method(path.as_str(), name.as_str())
            {
                let content = args.first().cloned().unwrap_or(Ty::Unknown);
                let waiters_only = name == "notify_waiters";
                return Some(Waiting { row, place, content, is_handle: false, waiters_only });
            }
            if ty.is_unknown() {
                break;
            }
            if matches!(ty, Ty::Adt(..)) && !self.method_targets(&ty, name).is_empty() {
                return None;
            }
            match self.deref_step(&ty, place.clone()) {
                Some((inner, to)) => {
                    ty = inner;
                    place = to;
                }
                None => break,
            }
        }
        // A handle of a type that is not known, but made here.
        let made = place.filter(|_| name == "join" && ty.is_unknown())?;
        let thread = matches!(made.path.root, Root::Made(index)
            if matches!(self.table.made[index as usize].kind, MadeKind::Thread(_)));
        let row = Waits::on(On::Thread);
        thread.then_some(Waiting {
            row,
            place: Some(made),
            content: Ty::Unknown,
            is_handle: true,
            waiters_only: false,
        })
    }

    /// The value of a call that waits, or gives what others wait for.
    pub(super) fn waited(&mut self, waiting: Waiting, mut value: Value, at: Span) -> Value {
        let Waiting { row, place, content, is_handle, waiters_only } = waiting;
        let place = match place {
            Some(place) => place,
            None => self.fresh_place(),
        };
        if row.gives == Some(On::Signal) {
            let notify = Notify { place: place.clone(), waiters_only, stores: self.unlocked_stores.clone() };
            self.event(at, EventKind::Notify(Box::new(notify)));
        }
        if row.is_async {
            value.pending.push(Pending::Wait(row, place, at));
            if value.ty.is_unknown() {
                value.ty = Ty::Future(Inner::new(match row.on {
                    Some(On::Message) => Ty::option(content),
                    _ => Ty::Unknown,
                }));
            }
            return value;
        }
        if row.drains {
            // Nothing happens before the first item is asked for.
            let lazily = Place { path: place.path.join(Step::Part(Part::Drain)), ..place };
            return Value { place: Some(lazily), ..value.with_ty(content.iter()) };
        }
        self.wait_now(row, &place, at);
        if value.ty.is_unknown() && row.on == Some(On::Message) {
            value.ty = Ty::result(content, Ty::Unknown);
        }
        if is_handle { Value::unknown() } else { value }
    }

    /// Notes a wait that happens now, or that something is done that others wait for.
    pub(super) fn wait_now(&mut self, row: Waits, place: &Place, at: Span) {
        let act = match (row.on, row.drains || self.draining) {
            (Some(On::Message), true) => Some(ChannelAct::Drain),
            (Some(On::Message), false) => Some(ChannelAct::Receive),
            (Some(On::Room), _) => Some(ChannelAct::Send),
            (Some(On::Thread), _) => Some(ChannelAct::Join),
            (None, _) if row.gives == Some(On::Room) => Some(ChannelAct::Receive),
            _ => None,
        };
        if let Some(act) = act {
            self.note_channel(place, act, at);
        }
        // A child that was killed ends without anybody's doing.
        if let Some(on) = row.on.filter(|on| *on != On::Process || !self.ends_child) {
            self.wait_part(on, Ask::Awaits, place, row.is_async, at);
            if row.perhaps {
                self.perhaps();
            }
        }
        // Who receives once need not do so again.
        let again = row.drains || self.draining || self.target(None).is_some();
        if let Some(on) = row.gives.filter(|on| *on != On::Room || again) {
            self.wait_part(on, Ask::Gives, place, row.is_async, at);
        }
    }

    fn wait_part(&mut self, on: On, asks: fn(On) -> Ask, place: &Place, is_async: bool, at: Span) {
        let lock = place.part(Part::Awaited(on));
        self.event(
            at,
            EventKind::Acquire(Box::new(Acquire {
                lock,
                mode: asks(on),
                wait: Wait::Forever,
                sharded: false,
                is_async,
                poisons: false,
            })),
        );
    }

    /// Whether the wait that was noted last is one depends on how the channel was made.
    fn perhaps(&mut self) {
        let events = match self.sink {
            Some(closure) => &mut self.table.closures[closure as usize].events,
            None => &mut self.table.events,
        };
        if let Some(EventKind::Acquire(acquire)) = events.last_mut().map(|event| &mut event.kind)
            && acquire.mode.awaits()
        {
            acquire.wait = Wait::Perhaps;
        }
    }

    /// The end of a scope waits for the threads that were made in it.
    pub(super) fn end_scope(&mut self, first: usize, pool: bool, at: Span) {
        let threads: Vec<u32> = (first..self.table.made.len())
            .filter(|index| matches!(self.table.made[*index].kind, MadeKind::Thread(_)))
            .map(|index| index as u32)
            .collect();
        for index in &threads {
            let place = self.made_place(*index);
            self.wait_part(On::Thread, Ask::Awaits, &place, false, at);
        }
        if threads.is_empty() && !pool {
            let place = self.fresh_place();
            self.wait_part(On::Thread, Ask::Awaits, &place, false, at);
        }
    }

    /// An atomic is stored.
    pub(super) fn note_store(&mut self, atomic: &Place, args: &[Expr], at: Span) {
        if args.len() == 2 && !self.locks_held() {
            self.unlocked_stores.push((atomic.clone(), at));
        }
    }

    /// Waits for whoever works in a pool: a node of its own.
    pub(super) fn wait_for_pool(&mut self, at: Span) {
        let pool = pool_place();
        self.wait_part(On::Pool, Ask::Awaits, &pool, false, at);
    }

    /// While the result lives, closures run as jobs of a pool.
    pub(super) fn as_job(&mut self, at: Span) -> u32 {
        let lock = pool_place().part(Part::Awaited(On::Pool));
        self.pseudo_guard(lock, Hold::Owed(On::Pool), at)
    }

    /// Something that is held like a lock, in a way of its own.
    fn pseudo_guard(&mut self, lock: Place, mode: Hold, span: Span) -> u32 {
        self.new_guard(Guard {
            lock,
            mode,
            span,
            via: None,
            sharded: false,
            // Nobody but the graph of waits is interested.
            is_async: true,
            param: None,
            content: Ty::Unknown,
            temporary: false,
            poisons: false,
        })
    }

    /// Notes what a wait means for the channels that this frame has made.
    fn note_channel(&mut self, place: &Place, act: ChannelAct, at: Span) {
        let Root::Made(made) = place.path.root else { return };
        let kind = &self.table.made[made as usize].kind;
        if matches!(kind, MadeKind::Thread(_)) != (act == ChannelAct::Join) {
            return;
        }
        let mut senders = Vec::new();
        let mut receivers = Vec::new();
        let begun = self.body_depth;
        for (name, var) in &self.names {
            let known = &self.vars[var.0 as usize];
            let Some(Place { path: Path { root: Root::Made(channel), .. }, .. }) = known.place else {
                continue;
            };
            if known.depth <= begun || self.state.is_moved(*var) {
                continue;
            }
            let Some(ty) = known.ty.lib_path() else { continue };
            if catalog::sends_of(ty) {
                senders.push((channel, *name));
            } else if catalog::receiver_of(ty) && !self.shared_out.contains(&channel) {
                receivers.push(channel);
            }
        }
        let made_at = self.table.made[made as usize].span;
        let in_loop = self
            .targets
            .iter()
            .rev()
            .filter(|target| target.is_loop)
            .map(|target| (target.span, target.times))
            .find(|(span, _)| !span.contains(made_at));
        let used = ChannelUse { made, act, in_loop, senders, receivers };
        self.event(at, EventKind::Channel(Box::new(used)));
    }

    /// Variables that a closure or async block captures: what it moves is gone, what it borrows others use too. Only
    /// channels, handles and streams of children are followed.
    pub(super) fn captures(&mut self, body: &Expr, is_move: bool) {
        let mut found = Vec::new();
        mentioned(body, &mut |name| {
            let Some(var) = self.lookup(name) else { return };
            let known = &self.vars[var.0 as usize];
            let made = match known.place {
                Some(Place { path: Path { root: Root::Made(made), .. }, .. }) => Some(made),
                _ => None,
            };
            if made.is_some() || super::pipes::is_stream(&known.ty) {
                found.push((var, made));
            }
        });
        for (var, made) in found {
            if let Some(made) = made
                && self.vars[var.0 as usize].ty.lib_path().is_some_and(catalog::receiver_of)
            {
                self.shared_out.insert(made);
            }
            if is_move && !matches!(self.vars[var.0 as usize].ty, Ty::Ref(..)) {
                self.state.mark_moved(var, true);
            }
        }
    }

    /// The same for the body of an async block.
    pub(super) fn captures_of(&mut self, body: &Block, is_move: bool) {
        let exprs = body.stmts.iter().flat_map(|stmt| match stmt {
            crate::facts::ir::Stmt::Let { init, .. } => init.iter().collect::<Vec<_>>(),
            crate::facts::ir::Stmt::Expr { expr, .. } => vec![expr],
        });
        let exprs: Vec<&Expr> = exprs.chain(body.tail.as_deref()).collect();
        for expr in exprs {
            self.captures(expr, is_move);
        }
    }

    /// A receiver (or a clone of it) goes where it is not followed: others may receive.
    pub(super) fn hand_out_receiver(&mut self, value: &Value) {
        if let Some(Place { path: Path { root: Root::Made(made), .. }, .. }) = value.place
            && value.ty.peel().lib_path().is_some_and(catalog::receiver_of)
        {
            self.shared_out.insert(made);
        }
    }

    /// An iterator over a receiver is driven to its end.
    pub(super) fn exhausted(&mut self, place: &Place, at: Span) {
        if place.path.steps.last() == Some(&Step::Part(Part::Drain)) {
            let mut channel = place.clone();
            channel.path.steps.pop();
            let row = Waits { drains: true, ..Waits::RECEIVES };
            self.wait_now(row, &channel, at);
        }
    }

    /// `for … in rx`: whether `value` is a receiver, or an iterator over one.
    pub(super) fn iterates(&mut self, value: &Value, leaves: bool, at: Span) {
        let Some(mut place) = value.place.clone() else { return };
        let is_iter = place.path.steps.last() == Some(&Step::Part(Part::Drain));
        if is_iter {
            place.path.steps.pop();
        }
        let is_receiver = value
            .ty
            .peel()
            .lib_path()
            .is_some_and(|path| catalog::wait_method(path, "iter").is_some_and(|row| row.drains));
        if is_iter || is_receiver {
            let row = Waits { drains: !leaves, ..Waits::RECEIVES };
            self.wait_now(row, &place, at);
            if leaves {
                // It is a loop all the same.
                self.wait_part(On::Room, Ask::Gives, &place, false, at);
            }
        }
    }

    /// A condition variable is waited on with that guard.
    pub(super) fn signal_wait(&mut self, kind: SignalKind, place: Option<&Place>, guards: &[u32], at: Span) {
        let guard = guards.first().copied();
        let checked = guard.is_none_or(|guard| {
            self.guard_checks.get(guard as usize).is_none_or(|checks| *checks < self.checks)
        });
        let in_loop = self.target(None).is_some();
        let stems = self.decided.iter().map(|known| &known.stem).chain(&self.looping);
        let mut tests: Vec<Place> = Vec::new();
        for stem in stems {
            if let Some(place) = self.atomic_of(*stem)
                && !tests.contains(&place)
            {
                tests.push(place);
            }
        }
        match (kind, place) {
            (SignalKind::Condvar, Some(place)) => self.condition_wait(place, guards, at),
            (SignalKind::Park, _) => {
                let place = self.fresh_place();
                self.wait_part(On::Unpark, Ask::Awaits, &place, false, at);
            }
            _ => {}
        }
        let signal = Signal { place: place.cloned(), kind, guard, in_loop, checked, tests };
        self.event(at, EventKind::Signal(Box::new(signal)));
    }

    /// A condition variable is waited on, with these guards given up.
    pub(super) fn condition_wait(&mut self, place: &Place, guards: &[u32], at: Span) {
        self.state.pause(guards, true);
        self.wait_part(On::Signal, Ask::Awaits, place, false, at);
        self.state.pause(guards, false);
    }

    /// `cell.get_or_init(…)`: the initialiser runs with the cell locked, as it were.
    pub(super) fn initialise(&mut self, cell: &Place, args: &[Expr], at: Span) -> Option<Value> {
        // What the cell holds may be a lock, with a class of its own.
        let place = cell.part(Part::Initialiser);
        self.take_pseudo(place.clone(), Ask::Initialiser, at);
        let guard = self.pseudo_guard(place, Hold::Initialiser, at);
        if let [Expr { kind: ExprKind::Path(_), .. }] = args {
            // A named function: it runs in this very call.
            let value = self.eval(&args[0], &Ty::Unknown);
            match value.callable {
                Some(Callable::Fn(id)) => {
                    let targets = vec![id];
                    self.table.alone.push((at, id));
                    let call = Call { targets, dispatch: Dispatch::Static, args: Vec::new(), drop: false };
                    self.event(at, EventKind::Call(call));
                }
                Some(Callable::Param(param)) => self.event(at, EventKind::RunParam(param)),
                Some(Callable::Closure(closure)) => self.event(at, EventKind::RunClosure(closure)),
                None => {}
            }
            self.state.release(&[guard]);
            return None;
        }
        let value = self.run_inline(args, &[], false);
        self.state.release(&[guard]);
        value
    }

    /// A static that is initialised at first use is used.
    pub(super) fn force(&mut self, place: &Place, initialiser: crate::model::ids::FnId, at: Span) {
        let cell = place.part(Part::Initialiser);
        self.take_pseudo(cell.clone(), Ask::Initialiser, at);
        let guard = self.pseudo_guard(cell, Hold::Initialiser, at);
        let call =
            Call { targets: vec![initialiser], dispatch: Dispatch::Static, args: Vec::new(), drop: false };
        self.event(at, EventKind::Call(call));
        self.state.release(&[guard]);
    }

    fn take_pseudo(&mut self, lock: Place, mode: Ask, at: Span) {
        let acquire =
            Acquire { lock, mode, wait: Wait::Forever, sharded: false, is_async: false, poisons: false };
        self.event(at, EventKind::Acquire(Box::new(acquire)));
    }

    /// Guards by which this thread is attached to Python's interpreter.
    fn attached(&self) -> Vec<u32> {
        let held = self.state.held().into_iter().map(|held| held.guard);
        held.filter(|guard| self.table.guards[*guard as usize].mode == Hold::Interpreter).collect()
    }

    /// The body runs attached to the interpreter from its beginning.
    pub(super) fn begin_attached(&mut self, at: Span) {
        self.pseudo_guard(interpreter(), Hold::Interpreter, at);
    }

    /// Runs closures attached to the interpreter.
    pub(super) fn attach(&mut self, args: &[Expr], at: Span) -> Value {
        let again = !self.attached().is_empty();
        let guard = (!again).then(|| {
            self.take_pseudo(interpreter(), Ask::Interpreter, at);
            self.pseudo_guard(interpreter(), Hold::Interpreter, at)
        });
        let params = [Ty::lib("pyo3::Python")];
        let value = self.run_inline(args, &params, true).unwrap_or_else(Value::unknown);
        self.state.release(&Vec::from_iter(guard));
        value
    }

    /// Runs a closure with the interpreter given up, and takes it again.
    pub(super) fn detach(&mut self, args: &[Expr], at: Span) -> Value {
        let attached = self.attached();
        self.state.pause(&attached, true);
        let value = self.run_inline(args, &[], true).unwrap_or_else(Value::unknown);
        if !attached.is_empty() {
            self.take_pseudo(interpreter(), Ask::Interpreter, at);
        }
        self.state.pause(&attached, false);
        value
    }

    /// Python code runs, which may give the interpreter to another thread and take it again.
    pub(super) fn python_runs(&mut self, at: Span) {
        let attached = self.attached();
        self.state.pause(&attached, true);
        self.take_pseudo(interpreter(), Ask::Interpreter, at);
        self.state.pause(&attached, false);
    }

    /// Whether the lock is waited for with the interpreter given up.
    pub(super) fn lock_attached(&mut self, run: impl FnOnce(&mut Self) -> Value) -> Value {
        let attached = self.attached();
        self.state.pause(&attached, true);
        let value = run(self);
        self.state.pause(&attached, false);
        value
    }

    /// What awaiting a value of the type waits for.
    pub(super) fn awaits_handle(&mut self, value: &Value, at: Span) {
        let made = value.place.as_ref().is_some_and(|place| match place.path.root {
            Root::Made(index) => {
                value.ty.is_unknown() && matches!(self.table.made[index as usize].kind, MadeKind::Thread(_))
            }
            _ => false,
        });
        let on = value.ty.peel().lib_path().and_then(catalog::awaited).or(made.then_some(On::Thread));
        if let Some(on) = on
            && value.pending.is_empty()
        {
            let place = match &value.place {
                Some(place) => place.clone(),
                None => self.fresh_place(),
            };
            self.wait_now(Waits { is_async: true, ..Waits::on(on) }, &place, at);
        }
    }

    /// What a callable is made of, for a thread that runs it.
    pub(super) fn note_spawned(&mut self, callable: Option<&Callable>) {
        if let Some(callable) = callable
            && !self.spawned.contains(callable)
        {
            self.spawned.push(callable.clone());
        }
    }
}

/// Methods that [`Frame::waiting`] looks at.
fn may_wait(name: &str) -> bool {
    matches!(
        name,
        "send"
            | "send_async"
            | "send_option"
            | "blocking_send"
            | "send_blocking"
            | "try_send"
            | "force_send"
            | "send_timeout"
            | "send_deadline"
            | "close"
            | "close_channel"
            | "recv"
            | "next"
            | "recv_many"
            | "recv_async"
            | "blocking_recv"
            | "recv_blocking"
            | "blocking_recv_many"
            | "iter"
            | "into_iter"
            | "try_recv"
            | "recv_timeout"
            | "recv_deadline"
            | "try_next"
            | "try_iter"
            | "join"
            | "wait"
            | "wait_with_output"
            | "status"
            | "kill"
            | "start_kill"
            | "park"
            | "notify_one"
            | "notify_all"
            | "notified"
            | "notify_waiters"
            | "notify_last"
            | "install"
            | "scope"
            | "in_place_scope"
    )
}

/// Whether a value of the type is, or is made of, something that can be waited for.
fn carries_waits(ty: &Ty, depth: u32) -> bool {
    if depth > 4 {
        return false;
    }
    match ty {
        Ty::Lib(path, args) => {
            let path = path.as_str();
            catalog::sends_of(path)
                || catalog::receiver_of(path)
                || path.ends_with("::JoinHandle")
                || args.iter().any(|arg| carries_waits(arg, depth + 1))
        }
        Ty::Ref(_, inner) | Ty::Slice(inner) => carries_waits(inner, depth + 1),
        Ty::Tuple(args) => args.iter().any(|arg| carries_waits(arg, depth + 1)),
        _ => false,
    }
}

/// `Arc<Mutex<…>>` and the like: the same lock wherever a clone of it is kept.
fn is_shared_lock(ty: &Ty) -> bool {
    match ty {
        Ty::Lib(path, args) if crate::model::ty::is_shared_pointer(path.as_str()) => {
            args.first().and_then(Ty::lib_path).and_then(catalog::lock_type).is_some_and(|lock| lock.orders())
        }
        _ => false,
    }
}

/// The global thread pool.
fn pool_place() -> Place {
    let name = Symbol::new("rayon");
    Place {
        path: Path::root(Root::Lib(name)),
        class: Class::root(ClassRoot::Lib(name)),
        exclusive: false,
        shared: true,
    }
}

/// Python's interpreter, which one thread has at a time.
fn interpreter() -> Place {
    let name = Symbol::new("GIL");
    Place {
        path: Path::root(Root::Lib(name)),
        class: Class::root(ClassRoot::Lib(name)),
        exclusive: false,
        shared: true,
    }
}

/// Calls `found` for every name that stands alone in an expression.
fn mentioned<'e>(expr: &'e Expr, found: &mut dyn FnMut(Symbol)) {
    if let ExprKind::Path(path) = &expr.kind
        && let Some(name) = path.as_ident()
    {
        found(name);
    }
    crate::model::walk::children(expr, &mut |child: &'e Expr| mentioned(child, found));
}

/// Whether the condition of a `while let` takes from a channel, by the name of the method.
pub(super) fn takes_messages(cond: &Expr) -> bool {
    match &cond.kind {
        ExprKind::Let(_, value) => takes_messages(value),
        ExprKind::Await(inner) | ExprKind::Scope(inner) => takes_messages(inner),
        ExprKind::MethodCall(call) => {
            matches!(call.method.as_str(), "recv" | "next" | "blocking_recv" | "recv_async" | "recv_blocking")
        }
        _ => false,
    }
}

/// How often a loop over that iterator runs: of a range between literals.
pub(super) fn times(iter: &Expr) -> Option<u64> {
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
pub(super) fn may_leave(block: &Block) -> bool {
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
            crate::facts::ir::Stmt::Let { init, els, .. } => {
                els.is_some() || init.as_ref().is_some_and(leaves)
            }
            crate::facts::ir::Stmt::Expr { expr, .. } => leaves(expr),
        };
    }
    any
}
