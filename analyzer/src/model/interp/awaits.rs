//! Futures: blocks that make them, where they are awaited, and what they do then.

use super::frame::Frame;
use super::live::State;
use super::value::{Exit, Pending, Value};
use crate::catalog::Runs;
use crate::facts::ir::{Block, Expr, ExprKind};
use crate::model::place::Root;
use crate::model::table::{EventKind, SignalKind};
use crate::model::ty::{Inner, Ty};
use crate::text::Span;

impl<'a> Frame<'_, 'a> {
    /// `async { … }`.
    pub(super) fn async_block(&mut self, block: &Block, is_move: bool, span: Span) -> Value {
        let closure = self.new_closure(span);
        self.captures_of(block, is_move);
        self.table.closures[closure as usize].polled = true;
        let value = self.apart(Some(closure), |frame| frame.block(block, &Ty::Unknown));
        Value { pending: vec![Pending::Block(closure)], ..Value::of(Ty::Future(Inner::new(value.ty))) }
    }

    /// Interprets a body that runs at another time: with no guards, and returns of its own.
    pub(super) fn apart(&mut self, sink: Option<u32>, run: impl FnOnce(&mut Self) -> Value) -> Value {
        let outer_state = std::mem::take(&mut self.state);
        self.around.push((outer_state, Vec::new()));
        let outer_sink = std::mem::replace(&mut self.sink, sink);
        let outer_off = std::mem::take(&mut self.off);
        let outer_inline = std::mem::take(&mut self.inline);
        let outer_depth = std::mem::replace(&mut self.body_depth, self.depth);
        let outer_stores = std::mem::take(&mut self.unlocked_stores);
        let outer_draining = std::mem::take(&mut self.draining);
        self.exits.push(Exit {
            returns: State::unreachable(),
            guards: Vec::new(),
            targets: self.targets.len(),
            place: None,
            ty: Ty::Unknown,
        });
        self.open_temps();
        let mut value = run(self);
        self.close_temps(&[]);
        let exit = self.exits.pop();
        if let Some(exit) = exit
            && matches!(value.ty, Ty::Never | Ty::Unknown)
        {
            value.ty = exit.ty;
        }
        if let Some((mut outer, consumed)) = self.around.pop() {
            // A guard that the closure moves or drops went into it when it was made, and so did a channel's end.
            outer.release(&consumed);
            let within = self.body_depth;
            for var in std::mem::take(&mut self.state.moved) {
                let known = &self.vars[var.0 as usize];
                let made = known.place.as_ref().is_some_and(|place| matches!(place.path.root, Root::Made(_)));
                if made && known.depth <= within {
                    outer.mark_moved(var, true);
                }
            }
            self.state = outer;
        }
        self.sink = outer_sink;
        self.off = outer_off;
        self.inline = outer_inline;
        self.body_depth = outer_depth;
        self.unlocked_stores = outer_stores;
        self.draining = outer_draining;
        Value { guards: Vec::new(), var: None, pending: Vec::new(), ..value }
    }

    /// `inner.await`.
    pub(super) fn awaited(&mut self, inner: &Expr, span: Span) -> Value {
        let value = self.eval(inner, &Ty::Unknown);
        // What is awaited at once is no blocking call, but an async twin of the same name.
        self.retract_block(inner.span);
        self.retract_call(inner.span);
        let value = self.take(value);
        if is_notified(inner)
            && let Some(Pending::Wait(_, place, at)) = value.pending.last()
        {
            self.signal_wait(SignalKind::Notified, Some(place), &[], *at);
        }
        if matches!(value.ty, Ty::Guard(..)) {
            // The lock of an unknown crate is an async one.
            for guard in &value.guards {
                self.table.guards[*guard as usize].is_async = true;
            }
        }
        self.event(span, EventKind::Await);
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
        self.event(span, EventKind::Await);
        // What waits here waits beside the others.
        let racing = std::mem::replace(&mut self.racing, true);
        for (value, span) in values {
            types.push(self.wait_for(value, span).ty);
        }
        self.racing = racing;
        Value::of(Ty::Tuple(types.into()))
    }

    /// What the future does happens now.
    pub(super) fn wait_for(&mut self, value: Value, span: Span) -> Value {
        if matches!(value.ty, Ty::Guard(..)) {
            // An async lock of an unknown crate.
            return value;
        }
        let begun = self.events_so_far();
        if !self.racing && value.timed.is_none() {
            self.awaits_handle(&value, span);
        }
        let mut result = Value { place: value.place, timed: value.timed, ..Value::of(output(&value.ty)) };
        result.guards = value.guards;
        // In a `select!`, or with a limit, a wait is one way on of several.
        let alone = !self.racing && value.timed.is_none();
        for pending in value.pending {
            let guards = self.poll(pending, alone, span);
            result.guards.extend(guards);
        }
        if let Some(span) = value.timed {
            self.note_timeout(span, begun);
        }
        result
    }

    /// What that future does, to its end; gives the guards that come of it. Another may be ready before it, unless it is
    /// awaited `alone`.
    fn poll(&mut self, pending: Pending, alone: bool, span: Span) -> Vec<u32> {
        match pending {
            Pending::Call(call, at) => return self.run_call(call, at),
            Pending::Block(closure) => self.event(span, EventKind::RunClosure(closure)),
            Pending::Lock(acquire, content, at) => {
                return self.acquire(acquire, content, at).into_iter().collect();
            }
            Pending::Fragile(what, at) => self.event(at, EventKind::Fragile(what)),
            Pending::Pipe(path, act, at) => {
                if !self.racing {
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
        Ty::Lib(path, args) if matches!(path.as_str(), "std::boxed::Box" | "std::pin::Pin") => {
            args.first().map_or(ty, |arg| arg.peel_pointers().0)
        }
        Ty::Ref(_, inner) => inner,
        _ => ty,
    };
    match future {
        Ty::Future(output) => (**output).clone(),
        _ => Ty::Unknown,
    }
}

/// `x.notified()`.
fn is_notified(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::MethodCall(call) => call.method == "notified",
        ExprKind::Scope(inner) => is_notified(inner),
        _ => false,
    }
}
