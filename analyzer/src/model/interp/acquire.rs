//! Acquisitions: what methods of locks and condition variables do to guards.

use super::frame::Frame;
use super::invocation::{Invocation, Receiver};
use super::provenance::Edit;
use super::value::{Pending, Value};
use crate::catalog::declared::Function;
use crate::catalog::{self, Does, LockType, Mode, Outcome, Wait};
use crate::facts::ir::{Expr, ExprKind};
use crate::model::ids::FnId;
use crate::model::place::{Class, ClassRoot, Path, Place, Root};
use crate::model::table::{Acquire, Ask, Case, EventKind, Guard, Held, Hold, Projection, SignalKind};
use crate::model::ty::{GuardOf, Inner, Ty};
use crate::model::types::{Bindings, fit, result_of};
use crate::text::{Span, Symbol};

impl<'a> Frame<'_, 'a> {
    /// A method of a lock that takes it.
    pub(super) fn lock_method(
        &mut self,
        lock: &LockType,
        method: catalog::LockMethod,
        receiver: &mut Receiver,
        call: &Invocation<'_>,
    ) -> Value {
        let Invocation { args, at, .. } = *call;
        // Arguments are evaluated before the lock is taken.
        let inline: Vec<bool> = args.iter().map(|arg| matches!(arg.kind, ExprKind::Closure(_))).collect();
        for (arg, closure) in args.iter().zip(&inline) {
            if !closure {
                let value = self.eval(arg, &Ty::Unknown);
                self.take(value);
            }
        }
        if let Some(what) = catalog::blocking_method(lock.path, method.name) {
            self.blocks(what, at, Span::default());
        }
        let content = receiver.ty.arg(lock.content);
        let mut place = match receiver.place.take() {
            Some(place) => place,
            None => self.record.fresh_place(),
        };
        if lock.shared {
            place = place.value();
        } else {
            place.name_by_content(&content, receiver.via_shared, lock.sharded);
        }
        if lock.global {
            let name = Symbol::new(lock.path);
            place = Place {
                path: Path::root(Root::Lib(name)),
                class: Class::root(ClassRoot::Lib(name)),
                exclusive: false,
                shared: true,
            };
        }
        let declared = super::library::method(&receiver.ty, method.name);
        let path = declared.as_ref().and_then(|lib| guard_path(&lib.ty));
        let of = GuardOf { awaited: lock.is_async, path };
        let guard_ty = Ty::Guard(method.mode, Inner::new(content.clone()), of);
        let acquire = Acquire {
            lock: place.clone(),
            mode: method.mode.into(),
            wait: method.wait,
            sharded: lock.sharded,
            is_async: lock.is_async,
            poisons: method.outcome == Outcome::Result && method.wait == Wait::Forever && !lock.is_async,
        };
        match method.outcome {
            Outcome::Future | Outcome::FutureResult => {
                let ty = if method.outcome == Outcome::Future {
                    guard_ty
                } else {
                    Ty::result(guard_ty, Ty::Unknown)
                };
                let mut value = Value {
                    pending: vec![Pending::Lock(acquire, content.clone(), at)],
                    place: Some(place),
                    ..Value::of(Ty::Future(Inner::new(ty)))
                };
                let closures: Vec<&Expr> =
                    args.iter().zip(&inline).filter(|(_, closure)| **closure).map(|(arg, _)| arg).collect();
                self.run_when_polled(closures, &[content.reference()], &mut value);
                return value;
            }
            Outcome::Transient => {
                let origins = if let Some(question) = catalog::question(method.name).filter(|_| lock.sharded)
                {
                    self.asked_map(&acquire.lock, question, args, at)
                } else {
                    if lock.sharded && catalog::suggests(method.name, Does::Mutates) {
                        let change = Edit::Added(Symbol::new(method.name), args);
                        self.changed_map(&acquire.lock.clone(), &content, change, at);
                    }
                    Vec::new()
                };
                self.taken_without_guard(acquire, content, lock.raw, at);
                let ty = super::library::method(&receiver.ty, method.name).map_or(Ty::Unknown, |lib| lib.ty);
                return Value { origins, ..Value::of(ty) };
            }
            Outcome::Closure => {
                let guard = self.acquire(acquire, content.clone(), at);
                let params = [receiver.ty.arg(0).reference(), content.reference()];
                self.run_inline(args, &params, true);
                if let Some(guard) = guard {
                    self.state.release(&[guard]);
                }
                return Value::unknown();
            }
            _ => {}
        }
        let guard = self.acquire(acquire, content.clone(), at);
        if let Some(guard) = guard
            && method.wait == Wait::Bounded
        {
            self.provenance.try_lock(guard);
        }
        let ty = match method.outcome {
            Outcome::Guard => guard_ty,
            Outcome::Result => match super::library::method(&receiver.ty, method.name) {
                // Where it does not wait for ever, it mostly fails because others hold the lock: there is no guard then.
                Some(lib) => match lib.ty.arg(1) {
                    Ty::Lib(path, _) if method.wait == Wait::Bounded => {
                        Ty::result(guard_ty, Ty::lib(path.as_str()))
                    }
                    error => Ty::result(guard_ty, error),
                },
                None => Ty::result(guard_ty, Ty::Unknown),
            },
            Outcome::Option => Ty::option(guard_ty),
            _ => guard_ty.iter(),
        };
        let content_place = Some(Place { exclusive: false, shared: true, ..place });
        Value { guards: guard.into_iter().collect(), ..Value::at(ty, content_place) }
    }

    /// A lock that no guard is given for: a raw one is held until somebody gives it up, others until the method returns.
    fn taken_without_guard(&mut self, acquire: Acquire, content: Ty, is_raw: bool, at: Span) {
        let stays = is_raw && acquire.wait == Wait::Forever;
        let Some(guard) = self.acquire(acquire, content, at) else { return };
        if stays {
            self.record.guard_mut(guard).temporary = false;
            self.raw.push(guard);
            self.state.own(&[guard], self.env.body(), None);
        } else {
            self.state.release(&[guard]);
        }
    }

    /// A method gives up the lock that it is called on, as whoever holds it.
    pub(super) fn give_up(&mut self, lock: Option<&Place>) {
        let Some(lock) = lock else { return };
        let is_it = |held: &Held| self.record.guard(held.guard).lock.path.must_alias(&lock.path);
        let given_up: Vec<u32> =
            self.state.held().iter().filter(|held| is_it(held)).map(|held| held.guard).collect();
        self.end_guards(&given_up);
    }

    /// The raw locks that are held here; a result whose destructor gives locks up has them.
    pub(super) fn held_by_result(&self, ty: &Ty) -> Vec<u32> {
        let gives_up = matches!(ty, Ty::Adt(id, _) if self.guard_types.releasing.contains(id));
        let live = self.state.live_guards.iter().map(|live| live.guard);
        if gives_up { live.filter(|guard| self.raw.contains(guard)).collect() } else { Vec::new() }
    }

    /// Notes an acquisition; its guard lives as a temporary until somebody takes it over.
    pub(super) fn acquire(&mut self, acquire: Acquire, content: Ty, at: Span) -> Option<u32> {
        let guard = Guard {
            lock: acquire.lock.clone(),
            mode: acquire.mode.held()?,
            span: at,
            via: None,
            sharded: acquire.sharded,
            is_async: acquire.is_async,
            param: None,
            content,
            temporary: true,
            poisons: acquire.poisons,
            case: Case::default(),
            part: Projection::WHOLE,
        };
        if acquire.mode.is_lock() {
            self.provenance.lock_taken();
            self.event(at, EventKind::Acquire(Box::new(acquire)));
        }
        Some(self.new_guard(guard))
    }

    /// A method that gives a guard up while it waits for a signal, as those of condition variables do.
    pub(super) fn condvar_method(
        &mut self,
        function: &'static Function,
        receiver: &Receiver,
        call: &Invocation<'_>,
    ) -> Option<Value> {
        let suspended = function.effects.suspends?;
        let at = call.at;
        if let Some(what) = function.effects.blocking {
            self.blocks(what, at, Span::default());
        }
        let mut bindings = Bindings::default();
        let mut guards = Vec::new();
        let mut given_up = Vec::new();
        for (arg, (name, shape)) in call.args.iter().zip(&function.params) {
            if matches!(arg.kind, ExprKind::Closure(_)) {
                continue;
            }
            let value = self.eval(arg, &Ty::Unknown);
            fit(shape, &value.ty, &mut bindings);
            if *name == suspended && !matches!(value.ty, Ty::Ref(..)) {
                guards = self.take(value).guards;
                given_up.clone_from(&guards);
            } else if *name == suspended {
                given_up = value.lent;
            }
        }
        let place = match receiver.place.clone() {
            Some(place) => place,
            None => self.record.fresh_place(),
        };
        let tested = function.params.iter().any(|(_, shape)| shape.callable().is_some());
        match function.effects.waits {
            Some(_) if tested => self.condition_wait(&place, &given_up, at),
            Some(_) => {
                self.signal_wait(SignalKind::Condvar, Some(&place), &given_up, at);
                if function.effects.exactly {
                    self.signals_at(|event| event.span == at, |signal| signal.exact = true);
                }
            }
            None => {}
        }
        Some(Value { guards, ..Value::of(result_of(function, &bindings)) })
    }

    /// Something that is held like a lock, of a mode of its own.
    pub(super) fn pseudo_guard(&mut self, lock: Place, mode: Hold, span: Span) -> u32 {
        self.new_guard(Guard {
            lock,
            mode,
            span,
            via: None,
            sharded: false,
            // It is no lock that blocks a thread at an await: only the graph of waits is interested.
            is_async: true,
            param: None,
            content: Ty::Unknown,
            temporary: false,
            poisons: false,
            case: Case::default(),
            part: Projection::WHOLE,
        })
    }

    /// The acquisition of such a thing.
    pub(super) fn take_pseudo(&mut self, lock: Place, mode: Ask, at: Span) {
        let acquire =
            Acquire { lock, mode, wait: Wait::Forever, sharded: false, is_async: false, poisons: false };
        self.event(at, EventKind::Acquire(Box::new(acquire)));
    }

    /// A guard that a function without a readable body returns.
    pub(super) fn unknown_guard(
        &mut self,
        callee: FnId,
        place: Option<Place>,
        (mode, is_async): (Mode, bool),
        at: Span,
    ) -> Vec<u32> {
        let mut lock = match place {
            Some(place) => place,
            None => self.record.fresh_place(),
        };
        lock.class = Class::root(ClassRoot::Result(callee));
        let acquire = Acquire {
            lock,
            mode: mode.into(),
            wait: Wait::Forever,
            sharded: false,
            is_async,
            poisons: false,
        };
        self.acquire(acquire, Ty::Unknown, at).into_iter().collect()
    }
}

/// The path of the guard type in what a method gives.
fn guard_path(ty: &Ty) -> Option<Symbol> {
    match ty {
        Ty::Guard(_, _, of) => of.path,
        Ty::Lib(_, args) | Ty::Tuple(args) => args.iter().find_map(guard_path),
        Ty::Iter(inner) | Ty::Future(inner) => guard_path(inner),
        _ => None,
    }
}
