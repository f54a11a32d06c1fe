//! Futures: blocks that make them, where they are awaited, and what they do then.

use super::flow::is_call;
use super::frame::Frame;
use super::live::VarId;
use super::modes::Modes;
use super::recorder::Captured;
use super::value::{MAX_PENDING, Pending, Value};
use crate::catalog::{On, Runs, Wait, Waits};
use crate::facts::ir::{Block, Expr};
use crate::model::place::{Path, Root};
use crate::model::table::{Callable, EventKind, Guard, Limit, SignalKind};
use crate::model::ty::{Inner, Ty, is_owned};
use crate::model::types::output_of;
use crate::text::Span;

impl<'a> Frame<'_, 'a> {
    /// `async { … }`.
    pub(super) fn async_block(&mut self, block: &Block, is_move: bool, span: Span) -> Value {
        let closure = self.record.new_closure(span, is_move, self.env.count() as u32);
        self.record.table_mut().closures[closure as usize].polled = true;
        let value = self.apart(Some(closure), is_move, |frame| frame.block(block, &Ty::Unknown));
        let ty = Ty::Future(Inner::new(value.ty));
        Value { pending: vec![Pending::Block(closure)], guards: value.guards, ..Value::of(ty) }
    }

    /// A future as a callable that callees can run: one that stands here, a parameter, or a block that awaits it. `None` for
    /// what is no code of the sources.
    pub(super) fn as_callable(&mut self, pending: &[Pending], span: Span) -> Option<Callable> {
        match pending {
            [] => None,
            [Pending::Block(closure)] => Some(Callable::Closure(*closure)),
            [Pending::Param(param)] => Some(Callable::Param(*param)),
            _ => {
                let is_code = |pending: &Pending| {
                    matches!(pending, Pending::Call(..) | Pending::Block(_) | Pending::Param(_))
                };
                if !pending.iter().all(is_code) {
                    return None;
                }
                let closure = self.record.new_closure(span, false, self.env.count() as u32);
                self.record.table_mut().closures[closure as usize].polled = true;
                self.apart(Some(closure), false, |frame| {
                    for pending in pending {
                        frame.poll(pending.clone(), true, span);
                    }
                    Value::of(Ty::Unknown)
                });
                Some(Callable::Closure(closure))
            }
        }
    }

    /// Interprets a body that runs at another time: with no guards, and returns of its own. The value has the guards that the
    /// body takes from the code around it, all of those that it mentions if it `is_move`; those that it gives are noted with
    /// the closure.
    pub(super) fn apart(
        &mut self,
        sink: Option<u32>,
        is_move: bool,
        run: impl FnOnce(&mut Self) -> Value,
    ) -> Value {
        let around = std::mem::take(&mut self.state);
        self.control.put_aside(around);
        let outer_body = self.record.switch_to(sink);
        let outer_begin = self.env.begin_body();
        let outer_stores = self.provenance.switch_stores(Vec::new());
        let first = self.env.count() as u32;
        self.control.watch(self.env.depth());
        self.control.open_exit();
        self.open_temps();
        let mut value = self.within(self.modes.of_body(), run);
        self.close_temps(&[]);
        if let Some(exit) = self.control.close_exit() {
            value.guards.extend(exit.guards);
            if matches!(value.ty, Ty::Never | Ty::Unknown) {
                value.ty = exit.ty;
            }
        }
        let gives = self.given_by_body(&value.guards, first);
        // A guard that the closure moves or drops went into it when it was made, and so did a channel's end.
        let mut taken = Vec::new();
        if let Some((mut outer, guards)) = self.control.take_up() {
            taken = guards;
            let within = self.env.body();
            for var in std::mem::take(&mut self.state.moved) {
                let known = &self.env[var];
                let made = known.place.as_ref().is_some_and(|place| matches!(place.path.root, Root::Made(_)));
                if made && known.depth <= within {
                    outer.mark_moved(var, true);
                }
            }
            self.state = outer;
        }
        let mentioned = self.control.unwatch();
        self.record.switch_to(outer_body);
        self.env.end_body(outer_begin);
        self.provenance.switch_stores(outer_stores);
        if let Some(closure) = sink
            && !(gives.is_empty() && taken.is_empty())
        {
            self.record.note_captured(closure, Captured { gives, consumes: !taken.is_empty() });
        }
        self.captured(&mentioned, is_move);
        for var in &mentioned {
            // The body may change it, whenever it runs.
            if self.env[*var].mutable {
                self.env[*var].lent = true;
                self.state.forget(*var);
            }
        }
        if is_move {
            taken.extend(self.guards_of(&mentioned));
        }
        self.state.own(&taken, self.env.temporaries(), None);
        Value { guards: taken, var: None, pending: Vec::new(), ..value }
    }

    /// The guards that variables own, and that go where these are moved.
    pub(super) fn guards_of(&self, vars: &[VarId]) -> Vec<u32> {
        let by_value = vars.iter().filter(|var| !matches!(self.env[**var].ty, Ty::Ref(..)));
        by_value.flat_map(|var| self.state.of_var(*var)).collect()
    }

    /// Guards that leave a body with its value, as its callers see them: `first` is its first variable.
    fn given_by_body(&mut self, guards: &[u32], first: u32) -> Vec<Guard> {
        let mut gives: Vec<Guard> = Vec::new();
        for guard in guards {
            let mut guard = self.record.guard(*guard).clone();
            // A lock of the body's own, or one that it was called with, is another one each time.
            if matches!(guard.lock.path.root, Root::Local(var) if var >= first) {
                guard.lock.path = Path::root(Root::Elsewhere);
            }
            if !gives.contains(&guard) {
                gives.push(guard);
            }
        }
        gives
    }

    /// The guards that a call of a closure at a place gives, or the end of an async block.
    pub(super) fn given_by(&mut self, closure: u32, at: Span) -> Vec<u32> {
        let gives = self.record.captured(closure).map_or(Vec::new(), |captured| captured.gives.clone());
        let mut guards = Vec::new();
        for mut guard in gives {
            if guard.lock.path.root == Root::Elsewhere {
                guard.lock.path = Path::root(Root::Fresh(self.record.next_fresh()));
            }
            let via = guard.via.or(Some((self.id, guard.span)));
            guards.push(self.new_guard(Guard { span: at, via, temporary: true, ..guard }));
        }
        guards
    }

    /// `inner.await`.
    pub(super) fn awaited(&mut self, inner: &Expr, span: Span) -> Value {
        let given = self.given_to(inner);
        let value = self.eval(inner, &Ty::Unknown);
        // What is awaited at once is no blocking call, but an async twin of the same name.
        self.retract_block(inner.span);
        self.retract_call(inner.span);
        let value = self.take(value);
        if is_call(inner)
            && let Some(Pending::Wait(Waits { on: Some(On::Signal), .. }, place, at)) = value.pending.last()
        {
            self.signal_wait(SignalKind::Notified, Some(place), &[], *at);
        }
        if matches!(value.ty, Ty::Guard(..)) {
            // The lock of an unknown crate is an async one.
            for guard in &value.guards {
                self.record.guard_mut(*guard).is_async = true;
            }
        }
        self.awaits(span);
        given.into_iter().for_each(|taken| self.record.keeps_over(taken, span));
        self.wait_for(value, span)
    }

    /// `join!(…)`: the futures are polled together, here.
    pub(super) fn join(&mut self, items: &[Expr], span: Span) -> Value {
        let mut types = Vec::new();
        let mut values = Vec::new();
        for item in items {
            self.open_temps();
            let value = self.eval(item, &Ty::Unknown);
            let value = self.take(value);
            self.close_temps(&value.guards);
            self.beside(&value.pending, Runs::Here);
            values.push((value, item.span));
        }
        self.awaits(span);
        // What waits here waits beside the others.
        let racing = Modes { is_racing: true, ..self.modes };
        for (value, span) in values {
            types.push(self.within(racing, |frame| frame.wait_for(value, span)).ty);
        }
        Value::of(Ty::Tuple(types.into()))
    }

    /// What the future does happens now.
    pub(super) fn wait_for(&mut self, value: Value, span: Span) -> Value {
        if matches!(value.ty, Ty::Guard(..)) {
            // An async lock of an unknown crate.
            return value;
        }
        if value.pending.len() >= MAX_PENDING {
            self.record.limit(Limit::Awaited, span);
        }
        let begun = self.record.events().len();
        if !self.modes.is_racing && value.timed.is_none() {
            self.awaits_handle(&value, span);
        }
        let mut result = Value { place: value.place, timed: value.timed, ..Value::of(output(&value.ty)) };
        result.guards = value.guards;
        // In a `select!`, or with a limit, a wait is one way on of several.
        let alone = !self.modes.is_racing && value.timed.is_none();
        result.carries = self.receives(&value.pending, &result.ty, span);
        for mut pending in value.pending {
            // `timeout(limit, lock.read())` waits as `try_read_for` does.
            if let (Some(_), Pending::Lock(acquire, ..)) = (value.timed, &mut pending) {
                acquire.wait = Wait::Bounded;
            }
            let modes = Modes { is_raced: self.modes.is_raced || value.timed.is_some(), ..self.modes };
            let guards = self.within(modes, |frame| frame.poll(pending, alone, span));
            result.guards.extend(guards);
        }
        if let Some(timed) = value.timed {
            self.note_timeout(timed, begun);
        }
        result
    }

    /// What that future does, to its end; gives the guards that come of it. Another may be ready before it, unless it is
    /// awaited `alone`.
    fn poll(&mut self, pending: Pending, alone: bool, span: Span) -> Vec<u32> {
        match pending {
            Pending::Call(mut call, at) => {
                // Of several functions of one name, which a `cfg` chooses from.
                if call.targets.iter().any(|target| self.types.is_awaitable(*target)) {
                    call.targets.retain(|target| self.types.is_awaitable(*target));
                }
                return self.run_call(call, &[], at);
            }
            Pending::Block(closure) => {
                self.event(span, EventKind::RunClosure(closure));
                return self.given_by(closure, span);
            }
            Pending::Param(param) => self.event(span, EventKind::PollParam(param)),
            Pending::Lock(acquire, content, at) => {
                return self.acquire(acquire, content, at).into_iter().collect();
            }
            Pending::Fragile(loss, at) => self.event(at, EventKind::Fragile(Box::new(loss))),
            Pending::Pipe(path, act, at) => {
                if !self.modes.is_racing {
                    self.pipe(path, act, at);
                }
            }
            Pending::Wait(row, place, at) => {
                if alone {
                    self.wait_now(row, &place, at);
                }
            }
        }
        Vec::new()
    }
}

/// What a future of the type gives.
fn output(ty: &Ty) -> Ty {
    let future = match ty {
        Ty::Lib(path, args) if is_owned(path.as_str()) => {
            args.first().map_or(ty, |arg| arg.peel_pointers().0)
        }
        Ty::Ref(_, inner) => inner,
        _ => ty,
    };
    match future {
        Ty::Future(output) => (**output).clone(),
        ty => output_of(ty).unwrap_or(Ty::Unknown),
    }
}
