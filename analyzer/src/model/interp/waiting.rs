//! Waiting: where a body waits for what others do, and where it does what others wait for.

use super::frame::Frame;
use super::modes::Modes;
use super::value::{Pending, Value};
use crate::catalog::{self, Does, On, Wait, Waits};
use crate::facts::ir::Expr;
use crate::model::place::{Class, ClassRoot, Part, Path, Place, Root, Step};
use crate::model::table::{
    Acquire, Ask, ChannelAct, ChannelUse, Event, EventKind, Hold, MadeKind, Notify, Signal, SignalKind, Takes,
};
use crate::model::ty::{Inner, Ty};
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
    /// What `receiver.name(…)` has to do with waiting.
    pub(super) fn waiting(&self, receiver: &Value, name: Symbol) -> Option<Waiting> {
        let mut ty = receiver.ty.clone();
        let mut place = receiver.place.clone();
        for _ in 0..8 {
            if let Ty::Lib(path, args) = &ty
                && let Some(row) = catalog::wait_method(path.as_str(), name.as_str())
            {
                let content = args.first().cloned().unwrap_or(Ty::Unknown);
                let waiters_only = row.waiters_only;
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
        let joins = ty.is_unknown() && catalog::suggests(name.as_str(), Does::Joins);
        let made = place.filter(|_| joins)?;
        let thread = matches!(made.path.root, Root::Made(index)
            if matches!(self.record.table().made[index as usize].kind, MadeKind::Thread(_)));
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
            None => self.record.fresh_place(),
        };
        if row.gives == Some(On::Signal) {
            let notify =
                Notify { place: place.clone(), waiters_only, stores: self.provenance.stores().to_vec() };
            self.event(at, EventKind::Notify(Box::new(notify)));
        }
        if row.is_async {
            // A lock that it takes as well is taken once that is over.
            let is_lock = |pending: &Pending| matches!(pending, Pending::Lock(..));
            let before = value.pending.iter().position(is_lock).unwrap_or(value.pending.len());
            value.pending.insert(before, Pending::Wait(row, place, at));
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
        if row.on == Some(On::Message) || row.gives == Some(On::Room) {
            let ty = value.ty.clone();
            value.carries = self.takes(&place, Takes::Message, false, &ty, at);
        }
        if value.ty.is_unknown() && row.on == Some(On::Message) {
            value.ty = Ty::result(content, Ty::Unknown);
        }
        if is_handle { Value::unknown() } else { value }
    }

    /// Notes a wait that happens now, or that something is done that others wait for.
    pub(super) fn wait_now(&mut self, row: Waits, place: &Place, at: Span) {
        let act = match (row.on, row.drains || self.modes.is_draining) {
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
        if let Some(on) = row.on.filter(|on| *on != On::Process || !self.created.ends_processes()) {
            self.wait_part(on, Ask::Awaits, place, row.is_async, at);
            if row.perhaps {
                self.perhaps();
            }
        }
        // Who receives once need not do so again.
        let again = row.drains || self.modes.is_draining || self.control.find(None).is_some();
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
        let events = self.record.events_mut();
        if let Some(EventKind::Acquire(acquire)) = events.last_mut().map(|event| &mut event.kind)
            && acquire.mode.awaits()
        {
            acquire.wait = Wait::Perhaps;
        }
    }

    /// The end of a scope waits for the threads that were made in it.
    pub(super) fn join_scope(&mut self, first: usize, pool: bool, at: Span) {
        let threads: Vec<u32> = (first..self.record.table().made.len())
            .filter(|index| matches!(self.record.table().made[*index].kind, MadeKind::Thread(_)))
            .map(|index| index as u32)
            .collect();
        for index in &threads {
            let place = self.made_place(*index);
            self.wait_part(On::Thread, Ask::Awaits, &place, false, at);
        }
        if threads.is_empty() && !pool {
            let place = self.record.fresh_place();
            self.wait_part(On::Thread, Ask::Awaits, &place, false, at);
        }
    }

    /// An atomic is stored.
    pub(super) fn note_store(&mut self, atomic: &Place, args: &[Expr], at: Span) {
        if args.len() == 2 && !self.locks_held() {
            self.provenance.store(atomic.clone(), at);
        }
    }

    /// Waits for whoever works in a pool: a node of its own.
    pub(super) fn wait_for_pool(&mut self, at: Span) {
        let pool = pool_place();
        self.wait_part(On::Pool, Ask::Awaits, &pool, false, at);
    }

    /// While the result lives, closures run as jobs of a pool.
    pub(super) fn as_job(&mut self, at: Span) -> u32 {
        self.as_job_of(&pool_place(), at)
    }

    fn as_job_of(&mut self, pool: &Place, at: Span) -> u32 {
        self.pseudo_guard(pool.part(Part::Awaited(On::Pool)), Hold::Owed(On::Pool), at)
    }

    /// Runs something in which closures are made to be jobs of a pool, later.
    pub(super) fn making_jobs<R>(&mut self, pool: &Value, at: Span, run: impl FnOnce(&mut Self) -> R) -> R {
        let known = pool.place.as_ref().filter(|place| place.class.is_global());
        let job = self.as_job_of(known.unwrap_or(&pool_place()), at);
        self.state.release(&[job]);
        self.within(Modes { job: Some(job), ..self.modes }, run)
    }

    /// Notes what a wait means for the channels that this frame has made.
    fn note_channel(&mut self, place: &Place, act: ChannelAct, at: Span) {
        let Root::Made(made) = place.path.root else { return };
        let kind = &self.record.table().made[made as usize].kind;
        if matches!(kind, MadeKind::Thread(_)) != (act == ChannelAct::Join) {
            return;
        }
        let mut senders = Vec::new();
        let mut receivers = Vec::new();
        let begun = self.env.body();
        for (name, var) in self.env.names() {
            let known = &self.env[*var];
            let Some(Place { path: Path { root: Root::Made(channel), .. }, .. }) = known.place else {
                continue;
            };
            let concerns = act == ChannelAct::Join || channel == made;
            if !concerns || known.depth <= begun || self.state.is_moved(*var) {
                continue;
            }
            let Some(ty) = known.ty.lib_path() else { continue };
            if catalog::sends_of(ty) {
                senders.push((channel, *name));
            } else if catalog::receiver_of(ty) && !self.created.shares_receiver(channel) {
                receivers.push(channel);
            }
        }
        let made_at = self.record.table().made[made as usize].span;
        let in_loop = self.control.loop_without(made_at);
        let used = ChannelUse { made, act, in_loop, senders, receivers };
        self.event(at, EventKind::Channel(Box::new(used)));
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
        let is_receiver = value.ty.peel().lib_path().is_some_and(|path| catalog::iterates_messages(path).0);
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
        let checked = guard.is_none_or(|guard| self.provenance.tested_under(guard));
        let in_loop = self.control.find(None).is_some();
        let origins = self.provenance.deciding();
        let mut tests: Vec<Place> = Vec::new();
        for origin in origins {
            if let Some(place) = origin.atomic()
                && !tests.contains(&place)
            {
                tests.push(place);
            }
        }
        match (kind, place) {
            (SignalKind::Condvar, Some(place)) => self.condition_wait(place, guards, at),
            (SignalKind::Park, _) => {
                let place = self.record.fresh_place();
                self.wait_part(On::Unpark, Ask::Awaits, &place, false, at);
            }
            _ => {}
        }
        let asks = guard.is_some_and(|guard| self.provenance.is_edited(guard));
        let place = place.cloned();
        let signal = Signal { place, kind, guard, in_loop, checked, exact: false, asks, acts: false, tests };
        self.event(at, EventKind::Signal(Box::new(signal)));
    }

    /// Changes what is noted of waits for notifications.
    pub(super) fn signals_at(&mut self, which: impl Fn(&Event) -> bool, change: impl Fn(&mut Signal)) {
        for event in self.record.events_mut() {
            if which(event)
                && let EventKind::Signal(signal) = &mut event.kind
            {
                change(signal);
            }
        }
    }

    /// What lies under a lock is changed.
    pub(super) fn edited(&mut self, value: &Value) {
        let Some(guard) = self.guard_over(value) else { return };
        self.provenance.edit(guard);
        self.signals_at(|_| true, |signal| signal.acts |= signal.guard == Some(guard));
    }

    /// A condition variable is waited on, with these guards given up.
    pub(super) fn condition_wait(&mut self, place: &Place, guards: &[u32], at: Span) {
        self.state.pause(guards, true);
        self.wait_part(On::Signal, Ask::Awaits, place, false, at);
        self.state.pause(guards, false);
    }

    /// What awaiting a value of the type waits for.
    pub(super) fn awaits_handle(&mut self, value: &Value, at: Span) {
        let made = value.place.as_ref().is_some_and(|place| match place.path.root {
            Root::Made(index) => {
                value.ty.is_unknown()
                    && matches!(self.record.table().made[index as usize].kind, MadeKind::Thread(_))
            }
            _ => false,
        });
        let on = value.ty.peel().lib_path().and_then(catalog::awaited).or(made.then_some(On::Thread));
        if let Some(on) = on
            && value.pending.is_empty()
        {
            let place = match &value.place {
                Some(place) => place.clone(),
                None => self.record.fresh_place(),
            };
            // A task that was told to end ends wherever it is suspended.
            if !self.is_aborted(&place.class) {
                self.wait_now(Waits { is_async: true, ..Waits::on(on) }, &place, at);
            }
        }
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
