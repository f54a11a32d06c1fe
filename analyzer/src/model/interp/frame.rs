//! The interpretation of one function.

use super::control::{Control, Exit};
use super::created::Created;
use super::environment::Environment;
use super::guards::{self, GuardIn, GuardTypes, is_callable};
use super::live::State;
use super::modes::Modes;
use super::provenance::Provenance;
use super::recorder::Recorder;
use super::value::{Pending, Value};
use crate::catalog::lang;
use crate::facts::ir::{Block, Receiver};
use crate::model::defs::Owner;
use crate::model::ids::{FnId, ModId};
use crate::model::place::{Class, ClassRoot, Path, Place, Root};
use crate::model::table::{Callable, Case, Event, EventKind, FnTable, Guard, Limit, Returned};
use crate::model::ty::Ty;
use crate::model::types::{Scope, Types};
use crate::model::walk;
use crate::text::{Span, Symbol};

/// Of a trait method with more implementations than this, the declaration stands for them.
pub(super) const MAX_TARGETS: usize = 8;

/// The result of a function holds at most so many guards.
pub(super) const MAX_RETURNED: usize = 32;

/// The interpretation of a body takes at most so many steps, one to three for each expression as a rule.
pub(super) const MAX_STEPS: u32 = 4_000_000;

/// What a callee gives back, if that is known.
pub(super) type CalleeResults<'o> = &'o dyn Fn(FnId) -> Option<Returned>;

/// The interpretation of one function.
pub(super) struct Frame<'f, 'a> {
    pub(super) types: &'f Types<'a>,
    pub(super) guard_types: &'f GuardTypes,
    pub(super) callee_results: CalleeResults<'f>,
    pub(super) id: FnId,
    pub(super) self_ty: Option<Ty>,
    pub(super) module: ModId,
    /// The state at the point that is being interpreted.
    pub(super) state: State,
    pub(super) env: Environment,
    pub(super) control: Control,
    pub(super) record: Recorder,
    pub(super) modes: Modes,
    pub(super) provenance: Provenance,
    pub(super) created: Created,
    /// Guards of locks that are held without one.
    pub(super) raw: Vec<u32>,
    /// Of a poll function: where the paths stand that it may give as they are.
    pub(super) gives: Vec<Span>,
    /// Steps left; bounds the work that closures in loops in closures may make.
    pub(super) steps: u32,
}

impl<'f, 'a> Frame<'f, 'a> {
    /// Interprets the `body` of a function.
    pub(super) fn run(
        types: &'f Types<'a>,
        guard_types: &'f GuardTypes,
        callee_results: CalleeResults<'f>,
        id: FnId,
        body: Option<&Block>,
    ) -> FnTable {
        let function = &types.defs[id];
        let notes = function.item.notes.as_deref();
        let mut stands_for = match function.owner {
            Owner::Trait(_) => types.implementations(id).collect(),
            _ => Vec::new(),
        };
        if stands_for.len() <= MAX_TARGETS {
            stands_for.clear();
        }
        // Its own default body is its own.
        stands_for.retain(|implementation| *implementation != id);
        if body.is_none() && notes.is_none() {
            return FnTable { stands_for, ..FnTable::default() };
        }
        let self_ty = types.owner_self(function.owner);
        let polls = is_poll(&types.signatures[id.0 as usize].params);
        let polled = function.item.is_async || polls;
        let table = FnTable { stands_for, polled, ..FnTable::default() };
        let mut frame = Frame {
            types,
            guard_types,
            callee_results,
            id,
            self_ty,
            module: function.module,
            state: State::default(),
            env: Environment::default(),
            control: Control::default(),
            record: Recorder::new(table, body.map_or(function.item.span, |body| body.span)),
            modes: Modes::default(),
            provenance: Provenance::default(),
            created: Created::default(),
            raw: Vec::new(),
            gives: body.filter(|_| polls).map_or(Vec::new(), walk::given_paths),
            steps: MAX_STEPS,
        };
        frame.open_temps();
        frame.control.open_exit();
        frame.open_block();
        frame.params();
        let signature = &types.signatures[id.0 as usize];
        let attached = function.item.attrs.iter().any(|attr| is_python(attr))
            || signature.params.iter().any(guards::proves_attached);
        if attached && !function.item.is_async {
            frame.begin_attached(function.item.name_span);
        }
        if let Some(notes) = notes {
            frame.annotated(notes);
        }
        let expected = signature.ret.clone().unwrap_or(Ty::Unknown);
        if let Some(body) = body {
            let value = frame.block(body, &expected);
            let value = frame.take(value);
            frame.leave_with(value);
        }
        frame.close_block(&[]);
        if let Some(exit) = frame.control.close_exit() {
            frame.finish(exit);
        }
        frame.record.finish()
    }

    pub(super) fn params(&mut self) {
        let function = &self.types.defs[self.id];
        let signature = &self.types.signatures[self.id.0 as usize];
        let mut index = 0u32;
        let mut params = signature.params.iter();
        if let Some(receiver) = &function.item.receiver {
            let ty = params.next().cloned().unwrap_or(Ty::Unknown);
            let alone = matches!(receiver, Receiver::RefMut | Receiver::Value);
            let value = self.param_value(0, ty, alone);
            let var = self.env.declare(Symbol::new("self"), value.ty.clone());
            self.env[var].place = value.place;
            // Perhaps `mut self`.
            self.env[var].mutable = alone;
            index = 1;
        }
        for param in &function.item.params {
            let ty = params.next().cloned().unwrap_or(Ty::Unknown);
            let alone = matches!(&ty, Ty::Ref(true, _)) || !matches!(&ty, Ty::Ref(..));
            let mut value = self.param_value(index, ty.clone(), alone);
            if self.callable_param(&ty) {
                value.callable = Some(Callable::Param(index));
            } else if self.types.is_some_future(&ty, self.scope()) {
                value.pending.push(Pending::Param(index));
            }
            if self.guard_types.holds_guard(&ty) {
                let content = Place {
                    path: Path::root(Root::Fresh(self.record.next_fresh())),
                    class: Class::root(ClassRoot::Unknown),
                    exclusive: false,
                    shared: true,
                };
                for GuardIn { mode, content: inner, is_async, part } in
                    self.guard_types.guards_in(self.types, &ty)
                {
                    let guard = self.new_guard(Guard {
                        lock: content.clone(),
                        mode: mode.into(),
                        span: function.item.name_span,
                        via: None,
                        sharded: false,
                        is_async,
                        param: Some(index),
                        content: inner,
                        temporary: false,
                        poisons: false,
                        case: Case::default(),
                        part,
                    });
                    value.guards.push(guard);
                }
            }
            self.bind(&param.pat, value);
            index += 1;
        }
    }

    pub(super) fn param_value(&mut self, index: u32, ty: Ty, alone: bool) -> Value {
        // What it is itself only the caller knows; its fields are named by their type.
        let (_, shared) = ty.peel_pointers();
        let place = Place {
            path: Path::root(Root::Param(index)),
            class: Class::root(ClassRoot::Param(index)),
            exclusive: alone && !shared,
            shared,
        };
        Value { rvalue: false, ..Value::at(ty, Some(place)) }
    }

    /// Whether a parameter of the type can be called.
    pub(super) fn callable_param(&self, ty: &Ty) -> bool {
        let (inner, _) = ty.peel_pointers();
        match inner {
            Ty::Fn(_) => true,
            Ty::Opaque(bounds) => bounds.iter().any(is_callable),
            Ty::Param(name) => self.types.bounds(self.scope(), *name).iter().any(is_callable),
            _ => false,
        }
    }

    pub(super) fn scope(&self) -> Scope<'_> {
        let mut scope = self.types.fn_scope(self.id, self.self_ty.as_ref());
        scope.module = self.module;
        scope
    }

    /// Records the value as one that the function (or closure) returns, and its guards as held by the result.
    pub(super) fn leave_with(&mut self, mut value: Value) {
        if !self.state.reachable {
            return;
        }
        value.guards.extend(self.held_by_result(&value.ty));
        for guard in &value.guards {
            let (case, part) = (self.case_of(*guard), self.state.part_of(*guard));
            let known = self.control.exit().is_some_and(|exit| exit.guards.contains(guard));
            let guard = self.record.guard_mut(*guard);
            guard.case = if known { guard.case.common(&case) } else { case };
            guard.part = if known { guard.part.common(part) } else { part };
        }
        let state = self.state.clone();
        if let Some(exit) = self.control.exit() {
            exit.add(value, state);
        }
    }

    pub(super) fn finish(&mut self, exit: Exit) {
        let leads = self.leads_of_result(&exit);
        let mut guards: Vec<u32> = exit.guards;
        guards.sort_unstable();
        guards.dedup();
        if guards.len() > MAX_RETURNED {
            guards.truncate(MAX_RETURNED);
            self.record.limit(Limit::Held, self.end_span());
        }
        let guards: Vec<Guard> = guards.into_iter().map(|guard| self.record.guard(guard).clone()).collect();
        let noted = std::mem::take(&mut self.record.table_mut().ret);
        self.record.table_mut().ret = Returned {
            leads,
            place: exit.place,
            guards: guards.into_iter().chain(noted.guards).collect(),
            released: noted.released,
            ty: Some(exit.ty),
            name: None,
        };
    }

    pub(super) fn new_guard(&mut self, guard: Guard) -> u32 {
        let id = self.record.table().guards.len() as u32;
        self.provenance.guard_made(guard.mode.is_lock());
        let (span, part) = (guard.span, guard.part);
        self.record.table_mut().guards.push(guard);
        if !self.state.hold(id, part, self.env.temporaries()) {
            self.record.limit(Limit::Held, span);
        }
        id
    }

    /// Notes what happens, where control can get.
    pub(super) fn event(&mut self, span: Span, kind: EventKind) {
        if self.state.reachable {
            let in_runtime = self.provenance.in_runtime();
            if in_runtime == Some(true) && !self.record.table().in_runtime.contains(&span) {
                self.record.table_mut().in_runtime.push(span);
            }
            let event = Event {
                span,
                held: self.held(),
                // Where there is no runtime, nothing waits for the thread.
                off: self.modes.may_block || in_runtime == Some(false),
                detached: self.modes.is_detached,
                raced: self.modes.is_raced,
                again: self.happens_again(),
                arm: self.control.arm(),
                case: self.case(),
                kind,
            };
            self.record.note(event);
        }
    }

    /// Whether what is interpreted may happen several times while its body runs once.
    pub(super) fn happens_again(&self) -> bool {
        self.modes.is_inline || self.control.find(None).is_some()
    }

    /// Interprets one arm of a branching: in one run, nothing happens in two of these.
    pub(super) fn in_arm<R>(&mut self, branching: u32, run: impl FnOnce(&mut Self) -> R) -> R {
        if self.happens_again() {
            return run(self);
        }
        let around = self.control.arm();
        let arm = self.record.table_mut().arms.open(around, branching);
        let begun = self.record.noted();
        self.control.go(arm);
        let result = run(self);
        self.control.go(around);
        let leaves = !self.state.reachable && self.control.is_outermost();
        let happened = self.record.noted() > begun;
        self.record.table_mut().arms.close(arm, happened, leaves);
        result
    }

    /// Begins a branching.
    pub(super) fn branching(&self) -> u32 {
        self.record.table().arms.branching()
    }

    /// Interprets something in other modes.
    pub(super) fn within<R>(&mut self, modes: Modes, run: impl FnOnce(&mut Self) -> R) -> R {
        let around = std::mem::replace(&mut self.modes, modes);
        let result = run(self);
        self.modes = around;
        result
    }
}

/// Whether an attribute makes a function one that Python calls.
pub(super) fn is_python(attr: &str) -> bool {
    matches!(attr.rsplit("::").next(), Some("pyfunction" | "pymethods" | "pymodule"))
}

/// Whether these are the parameters of `Future::poll` and its kin.
pub(super) fn is_poll(params: &[Ty]) -> bool {
    params.iter().any(|param| param.peel().lib_path().is_some_and(|path| path == lang::CONTEXT))
}
