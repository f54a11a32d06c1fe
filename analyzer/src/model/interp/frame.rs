//! The interpretation of one function.

use rustc_hash::{FxHashMap, FxHashSet};

use super::guards::{self, Traits, is_callable};
use super::live::{self, State, VarId};
use super::provenance::{Decision, Stem};
use super::value::{Exit, Opened, Target, Value, Var};
use crate::catalog;
use crate::facts::ir::{Block, Receiver};
use crate::model::defs::Owner;
use crate::model::ids::{FnId, ModId};
use crate::model::place::{Class, ClassRoot, Path, Place, Root};
use crate::model::table::{Callable, ClosureTable, Event, EventKind, FnTable, Guard, Limit, Returned};
use crate::model::ty::Ty;
use crate::model::types::{Scope, Types};
use crate::text::{Pos, Span, Symbol};

/// Of a trait method with more implementations than this, the declaration stands for them.
pub(super) const MAX_TARGETS: usize = 8;

/// The result of a function holds at most so many guards.
pub(super) const MAX_RETURNED: usize = 32;

/// The interpretation of a body takes at most so many steps, one to three for each expression as a rule.
pub(super) const MAX_STEPS: u32 = 4_000_000;

/// What a callee gives back, if that is known.
pub(super) type Oracle<'o> = &'o dyn Fn(FnId) -> Option<Returned>;

/// The interpretation of one function.
pub(super) struct Frame<'f, 'a> {
    pub(super) types: &'f Types<'a>,
    pub(super) traits: &'f Traits,
    pub(super) oracle: Oracle<'f>,
    pub(super) id: FnId,
    pub(super) self_ty: Option<Ty>,
    pub(super) module: ModId,
    pub(super) state: State,
    pub(super) vars: Vec<Var>,
    pub(super) names: Vec<(Symbol, VarId)>,
    /// Open blocks.
    pub(super) scopes: Vec<Opened>,
    /// States around the closures that are being interpreted, and the guards that these take with them.
    pub(super) around: Vec<(State, Vec<u32>)>,
    /// Guards of acquisitions that may fail.
    pub(super) tried: Vec<u32>,
    /// Guards that the last pattern handed to variables.
    pub(super) bound: Vec<u32>,
    /// Depths of scopes that own temporaries.
    pub(super) temps: Vec<u32>,
    pub(super) targets: Vec<Target>,
    pub(super) exits: Vec<Exit>,
    pub(super) table: FnTable,
    /// Where events go: the function (`None`) or a closure.
    pub(super) sink: Option<u32>,
    pub(super) fresh: u32,
    pub(super) depth: u32,
    /// Within so many closures of `block_in_place`.
    pub(super) off: u32,
    /// Within so many closures that run once, or alone.
    pub(super) gated: u32,
    /// Within so many closures that run where they stand.
    pub(super) inline: u32,
    /// Within a future under a timeout.
    pub(super) timed: Option<Span>,
    /// The depth of the block that extended temporaries live as long as.
    pub(super) extends_to: u32,
    /// What values were learned from.
    pub(super) stems: Vec<Stem>,
    /// What decided that control is here, and how much of it when each open block began.
    pub(super) decided: Vec<Decision>,
    /// Flags that were seen down, by the innermost branches that this decides.
    pub(super) flags: Vec<u32>,
    /// Guards under which the check was made again.
    pub(super) rechecked: Vec<u32>,
    /// What decided that a loop goes on.
    pub(super) looping: Vec<u32>,
    /// Conditions tested so far, and how many when each guard was made.
    pub(super) checks: u32,
    pub(super) guard_checks: Vec<u32>,
    /// A process was told to end.
    pub(super) ends_child: bool,
    /// Atomics that were stored since a lock was taken last.
    pub(super) unlocked_stores: Vec<(Place, Span)>,
    /// The depth at which the body that is being interpreted began.
    pub(super) body_depth: u32,
    /// Awaits one of several futures, of which the others may be ready first.
    pub(super) racing: bool,
    /// In the condition of a loop that takes messages until there are no more.
    pub(super) draining: bool,
    /// What was handed to the spawning function that is being called.
    pub(super) spawned: Vec<Callable>,
    /// The place of what the next closure is handed.
    pub(super) given: Option<Place>,
    /// Arguments of the call that is being interpreted, made here.
    pub(super) passed: Vec<Value>,
    /// Channels whose receiver others may have as well.
    pub(super) shared_out: FxHashSet<u32>,
    /// The timeout whose success the last `let` of a condition tested.
    pub(super) tested: Option<Span>,
    /// Variables that got another value, in order.
    pub(super) assigned: Vec<VarId>,
    /// How often each loop was gone through, by the address of its expression.
    pub(super) passes: FxHashMap<usize, u32>,
    /// Drops of guards that are noted.
    pub(super) ended: FxHashSet<(u32, Pos)>,
    /// Steps left; bounds the work that closures in loops in closures may make.
    pub(super) fuel: u32,
    /// What is being read.
    pub(super) at: Span,
}

impl<'f, 'a> Frame<'f, 'a> {
    /// Interprets the `body` of a function.
    pub(super) fn run(
        types: &'f Types<'a>,
        traits: &'f Traits,
        oracle: Oracle<'f>,
        id: FnId,
        body: Option<&Block>,
    ) -> FnTable {
        let function = &types.defs.fns[id.0 as usize];
        let notes = function.item.notes.as_deref();
        let mut stands_for = match function.owner {
            Owner::Trait(_) => types.implementations(id),
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
        let mut frame = Frame {
            types,
            traits,
            oracle,
            id,
            self_ty,
            module: function.module,
            state: State::default(),
            vars: Vec::new(),
            names: Vec::new(),
            scopes: Vec::new(),
            bound: Vec::new(),
            tried: Vec::new(),
            around: Vec::new(),
            temps: Vec::new(),
            targets: Vec::new(),
            exits: Vec::new(),
            table: FnTable { stands_for, ..FnTable::default() },
            sink: None,
            fresh: 0,
            depth: 0,
            off: 0,
            inline: 0,
            gated: 0,
            extends_to: 0,
            timed: None,
            stems: Vec::new(),
            decided: Vec::new(),
            flags: Vec::new(),
            rechecked: Vec::new(),
            looping: Vec::new(),
            checks: 0,
            guard_checks: Vec::new(),
            unlocked_stores: Vec::new(),
            body_depth: 0,
            racing: false,
            ends_child: false,
            draining: false,
            spawned: Vec::new(),
            passed: Vec::new(),
            given: None,
            shared_out: FxHashSet::default(),
            tested: None,
            assigned: Vec::new(),
            passes: FxHashMap::default(),
            ended: FxHashSet::default(),
            at: body.map_or(function.item.span, |body| body.span),
            fuel: MAX_STEPS,
        };
        frame.table.polled = function.item.is_async || is_poll(&types.signatures[id.0 as usize].params);
        frame.open_temps();
        frame.exits.push(Exit {
            returns: State::unreachable(),
            guards: Vec::new(),
            targets: 0,
            place: None,
            ty: Ty::Unknown,
        });
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
        let want = signature.ret.clone().unwrap_or(Ty::Unknown);
        if let Some(body) = body {
            let value = frame.block(body, &want);
            let value = frame.take(value);
            frame.leave_with(value);
        }
        frame.close_block(&[]);
        let exit = frame.exits.pop();
        if let Some(exit) = exit {
            frame.finish(exit);
        }
        frame.table.shrink();
        frame.table
    }

    pub(super) fn params(&mut self) {
        let function = &self.types.defs.fns[self.id.0 as usize];
        let signature = &self.types.signatures[self.id.0 as usize];
        let mut index = 0u32;
        let mut params = signature.params.iter();
        if let Some(receiver) = &function.item.receiver {
            let ty = params.next().cloned().unwrap_or(Ty::Unknown);
            let alone = matches!(receiver, Receiver::RefMut | Receiver::Value);
            let value = self.param_value(0, ty, alone);
            let var = self.declare(Symbol::new("self"), value.ty.clone());
            self.vars[var.0 as usize].place = value.place;
            index = 1;
        }
        for param in &function.item.params {
            let ty = params.next().cloned().unwrap_or(Ty::Unknown);
            let alone = matches!(&ty, Ty::Ref(true, _)) || !matches!(&ty, Ty::Ref(..));
            let mut value = self.param_value(index, ty.clone(), alone);
            if self.callable_param(&ty) {
                value.callable = Some(Callable::Param(index));
            }
            if self.traits.holds_guard(&ty) {
                let content = Place {
                    path: Path::root(Root::Fresh(self.next_fresh())),
                    class: Class::root(ClassRoot::Unknown),
                    exclusive: false,
                    shared: true,
                };
                let mut parts = Vec::new();
                self.traits.guards_in(self.types, &ty, 0, &mut parts);
                for (mode, inner, is_async) in parts {
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
    pub(super) fn leave_with(&mut self, value: Value) {
        if !self.state.live {
            return;
        }
        let state = self.state.clone();
        if let Some(exit) = self.exits.last_mut() {
            exit.guards.extend(value.guards.iter().copied());
            if exit.place.is_none() {
                exit.place = value.place;
            }
            if exit.ty.is_unknown() {
                exit.ty = value.ty;
            }
            exit.returns.join_in(state);
        }
    }

    pub(super) fn finish(&mut self, exit: Exit) {
        let mut guards: Vec<u32> = exit.guards;
        guards.sort_unstable();
        guards.dedup();
        if guards.len() > MAX_RETURNED {
            guards.truncate(MAX_RETURNED);
            self.limit(Limit::Held, self.end_span());
        }
        let guards: Vec<Guard> =
            guards.into_iter().map(|guard| self.table.guards[guard as usize].clone()).collect();
        let noted = std::mem::take(&mut self.table.ret);
        self.table.ret = Returned {
            place: exit.place,
            guards: guards.into_iter().chain(noted.guards).collect(),
            released: noted.released,
            ty: Some(exit.ty),
            name: None,
        };
    }

    pub(super) fn next_fresh(&mut self) -> u32 {
        self.fresh += 1;
        self.fresh
    }

    pub(super) fn fresh_place(&mut self) -> Place {
        Place {
            path: Path::root(Root::Fresh(self.next_fresh())),
            class: Class::root(ClassRoot::Unknown),
            exclusive: false,
            shared: true,
        }
    }

    pub(super) fn new_guard(&mut self, guard: Guard) -> u32 {
        let id = self.table.guards.len() as u32;
        if guard.mode.is_lock() {
            self.unlocked_stores.clear();
        }
        let span = guard.span;
        self.table.guards.push(guard);
        self.guard_checks.push(self.checks);
        let depth = self.temps.last().copied().unwrap_or(0);
        if !self.state.hold(id, depth) {
            self.limit(Limit::Held, span);
        }
        id
    }

    pub(super) fn event(&mut self, span: Span, kind: EventKind) {
        if !self.state.live {
            return;
        }
        let event = Event { span, held: self.state.held(), off: self.off > 0, kind };
        if event.held.len() == live::MAX_HELD {
            self.limit(Limit::Held, span);
        }
        let events = match self.sink {
            Some(closure) => &mut self.table.closures[closure as usize].events,
            None => &mut self.table.events,
        };
        // The second round of a loop repeats the events of the first; only new held sets say more.
        if !events.iter().rev().take(200).any(|known| same_event(known, &event, &self.table.guards)) {
            events.push(event);
        }
    }

    /// Notes that the table does not say all, at the first such place.
    pub(super) fn limit(&mut self, limit: Limit, at: Span) {
        if self.table.limits.iter().all(|(known, _)| *known != limit) {
            self.table.limits.push((limit, at));
        }
    }

    pub(super) fn new_closure(&mut self, span: Span) -> u32 {
        self.table.closures.push(ClosureTable { span, parent: self.sink, ..ClosureTable::default() });
        self.table.closures.len() as u32 - 1
    }

    pub(super) fn runs(&mut self, closure: u32, runs: catalog::Runs) {
        self.table.closures[closure as usize].runs = runs;
    }

    /// How many events the body that is being interpreted has so far.
    pub(super) fn events_so_far(&self) -> usize {
        match self.sink {
            Some(closure) => self.table.closures[closure as usize].events.len(),
            None => self.table.events.len(),
        }
    }

    /// Whether an executor polls the body that is being interpreted.
    pub(super) fn polled(&self) -> bool {
        match self.sink {
            Some(closure) => self.table.closures[closure as usize].polled,
            None => self.table.polled,
        }
    }
}

/// Whether an attribute makes a function one that Python calls.
pub(super) fn is_python(attr: &str) -> bool {
    matches!(attr.rsplit("::").next(), Some("pyfunction" | "pymethods" | "pymodule"))
}

/// Whether these are the parameters of `Future::poll` and its kin.
pub(super) fn is_poll(params: &[Ty]) -> bool {
    params.iter().any(|param| param.peel().lib_path().is_some_and(|path| path.ends_with("task::Context")))
}

pub(super) fn same_event(a: &Event, b: &Event, guards: &[Guard]) -> bool {
    if a.span != b.span || std::mem::discriminant(&a.kind) != std::mem::discriminant(&b.kind) {
        return false;
    }
    let same_lock = match (&a.kind, &b.kind) {
        (EventKind::Acquire(x), EventKind::Acquire(y)) => x.lock == y.lock && x.mode == y.mode,
        (EventKind::Channel(x), EventKind::Channel(y)) => {
            x.made == y.made && x.act == y.act && x.senders == y.senders && x.receivers == y.receivers
        }
        (EventKind::Signal(x), EventKind::Signal(y)) => x.place == y.place && x.checked == y.checked,
        (EventKind::Notify(x), EventKind::Notify(y)) => x.place == y.place,
        (EventKind::Pipe(x), EventKind::Pipe(y)) => x.act == y.act && x.path == y.path,
        (EventKind::Callback(x), EventKind::Callback(y)) => x.what == y.what,
        (EventKind::Call(x), EventKind::Call(y)) => {
            x.targets == y.targets
                && x.args.len() == y.args.len()
                && x.args.iter().zip(&y.args).all(|(x, y)| x.place == y.place && x.callable == y.callable)
        }
        (EventKind::RunClosure(x), EventKind::RunClosure(y)) => x == y,
        (EventKind::RunParam(x), EventKind::RunParam(y)) => x == y,
        (EventKind::Block(x), EventKind::Block(y)) => x.what == y.what,
        (EventKind::Change(x), EventKind::Change(y)) => x.place == y.place && x.step == y.step,
        (EventKind::Weak(x), EventKind::Weak(y)) => x.story == y.story,
        (EventKind::Process(x), EventKind::Process(y)) => x == y,
        (EventKind::Confined(x), EventKind::Confined(y)) => x.callable == y.callable,
        (EventKind::Stale(x), EventKind::Stale(y)) => x.place == y.place && x.check == y.check,
        (EventKind::Touch(x), EventKind::Touch(y)) => x.place == y.place && x.write == y.write,
        (EventKind::DroppedAtOnce { .. }, EventKind::DroppedAtOnce { .. })
        | (EventKind::Await, EventKind::Await)
        | (EventKind::Panics, EventKind::Panics)
        | (EventKind::Fragile(_), EventKind::Fragile(_))
        | (EventKind::Spawn { .. }, EventKind::Spawn { .. })
        | (EventKind::Unbounded(_), EventKind::Unbounded(_))
        | (EventKind::Loop(_), EventKind::Loop(_)) => true,
        _ => false,
    };
    same_lock
        && a.held.len() == b.held.len()
        && a.held.iter().zip(&b.held).all(|(x, y)| {
            let (x, y) = (&guards[x.guard as usize], &guards[y.guard as usize]);
            x.span == y.span && x.lock == y.lock
        })
}
