//! Interprets each body once, abstractly: types forward, guards with their lifetimes, and the events they cover.
//!
//! The state is the set of live guards with the scope (and variable) that owns each; branches join by union, a guard
//! alive on one side only is *may*-held. Loops are gone through again if something comes round (`loops`).
//! Functions whose result may hold a guard, or point into an argument, are interpreted first and on demand, so that a
//! call of them yields the guard or the place itself; the others run in parallel.

mod acquire;
mod again;
mod annotated;
mod call;
mod closure;
mod expr;
mod flow;
mod library;
mod loops;
mod notes;
mod path_call;
mod pattern;
mod pipes;
mod places;
mod results;
mod stale;
mod state;
mod targets;
mod traits;
mod value;
mod waits;

use rustc_hash::{FxHashMap, FxHashSet};

use super::defs::Owner;
use super::ids::{FnId, ModId};
use super::place::{Class, ClassRoot, Path, Place, Root};
use super::table::{Callable, ClosureTable, Event, EventKind, FnTable, Guard, Limit, Returned};
use super::ty::Ty;
use super::types::{Scope, Types};
use crate::catalog;
use crate::facts::ir::{Block, Receiver};
use crate::text::{Pos, Span, Symbol};
use state::{State, VarId};
use traits::Traits;
use value::{Pending, Value, gather};

pub use again::{Memo, PackedMemo, tables, tables_again};

/// The result of a function holds at most so many guards.
const MAX_RETURNED: usize = 32;

/// The interpretation of a body takes at most so many steps, one to three for each expression as a rule.
const MAX_STEPS: u32 = 4_000_000;

/// What an operation says that is not to block, and would have.
const WOULD_BLOCK: &str = "WouldBlock";

/// What a callee gives back, if that is known.
type Oracle<'o> = &'o dyn Fn(FnId) -> Option<Returned>;

/// A variable.
#[derive(Clone, Debug)]
struct Var {
    ty: Ty,
    place: Option<Place>,
    pending: Vec<Pending>,
    callable: Option<Callable>,
    stems: Vec<u32>,
    depth: u32,
    /// Counts assignments: keys made of it differ afterwards.
    version: u32,
}

impl Var {
    /// Whether it has no more than something of its type.
    fn is_plain(&self) -> bool {
        let nowhere = self.place.is_none() || self.ty.is_primitive();
        nowhere && self.callable.is_none() && self.pending.is_empty() && self.stems.is_empty()
    }
}

/// A loop or labelled block that can be left.
struct Target {
    label: Option<Symbol>,
    span: Span,
    /// How often it runs, if that is told by a range of literals.
    times: Option<u64>,
    is_loop: bool,
    depth: u32,
    /// Where control goes on after it: at its breaks.
    left: State,
    /// Where control goes back to its head by `continue`.
    back: Option<State>,
    guards: Vec<u32>,
    ty: Ty,
    /// How often control has gone back to its head by `continue`.
    continues: u32,
}

/// An open block: what was there when it began.
#[derive(Clone, Copy, Debug, Default)]
struct Opened {
    names: usize,
    vars: usize,
    decided: usize,
    /// Of what is declared in it.
    depth: u32,
}

/// Where `return` goes: the function or the closure that is being interpreted.
struct Exit {
    returns: State,
    guards: Vec<u32>,
    targets: usize,
    place: Option<Place>,
    ty: Ty,
}

/// The interpretation of one function.
struct Frame<'f, 'a> {
    types: &'f Types<'a>,
    traits: &'f Traits,
    oracle: Oracle<'f>,
    id: FnId,
    self_ty: Option<Ty>,
    module: ModId,
    state: State,
    vars: Vec<Var>,
    names: Vec<(Symbol, VarId)>,
    /// Open blocks.
    scopes: Vec<Opened>,
    /// States around the closures that are being interpreted, and the guards that these take with them.
    around: Vec<(State, Vec<u32>)>,
    /// Guards of acquisitions that may fail.
    tried: Vec<u32>,
    /// Guards that the last pattern handed to variables.
    bound: Vec<u32>,
    /// Depths of scopes that own temporaries.
    temps: Vec<u32>,
    targets: Vec<Target>,
    exits: Vec<Exit>,
    table: FnTable,
    /// Where events go: the function (`None`) or a closure.
    sink: Option<u32>,
    fresh: u32,
    depth: u32,
    /// Within so many closures of `block_in_place`.
    off: u32,
    /// Within so many closures that run once, or alone.
    gated: u32,
    /// Within so many closures that run where they stand.
    inline: u32,
    /// Within a future under a timeout.
    timed: Option<Span>,
    /// The depth of the block that extended temporaries live as long as.
    extends_to: u32,
    /// What values were learned from.
    stems: Vec<stale::Stem>,
    /// What decided that control is here, and how much of it when each open block began.
    decided: Vec<stale::Decision>,
    /// Flags that were seen down, by the innermost branches that this decides.
    flags: Vec<u32>,
    /// Guards under which the check was made again.
    rechecked: Vec<u32>,
    /// What decided that a loop goes on.
    looping: Vec<u32>,
    /// Conditions tested so far, and how many when each guard was made.
    checks: u32,
    guard_checks: Vec<u32>,
    /// A process was told to end.
    ends_child: bool,
    /// Atomics that were stored since a lock was taken last.
    unlocked_stores: Vec<(Place, Span)>,
    /// The depth at which the body that is being interpreted began.
    body_depth: u32,
    /// Awaits one of several futures, of which the others may be ready first.
    racing: bool,
    /// In the condition of a loop that takes messages until there are no more.
    draining: bool,
    /// What was handed to the spawning function that is being called.
    spawned: Vec<Callable>,
    /// The place of what the next closure is handed.
    given: Option<Place>,
    /// Arguments of the call that is being interpreted, made here.
    passed: Vec<Value>,
    /// Channels whose receiver others may have as well.
    shared_out: FxHashSet<u32>,
    /// The timeout whose success the last `let` of a condition tested.
    tested: Option<Span>,
    /// Variables that got another value, in order.
    assigned: Vec<VarId>,
    /// How often each loop was gone through, by the address of its expression.
    passes: FxHashMap<usize, u32>,
    /// Drops of guards that are noted.
    ended: FxHashSet<(u32, Pos)>,
    /// Steps left; bounds the work that closures in loops in closures may make.
    fuel: u32,
    /// What is being read.
    at: Span,
}

impl<'f, 'a> Frame<'f, 'a> {
    /// Interprets the `body` of a function.
    fn run(
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
        if stands_for.len() <= targets::MAX_TARGETS {
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
            || signature.params.iter().any(waits::proves_attached);
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

    fn params(&mut self) {
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
                        mode,
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

    fn param_value(&mut self, index: u32, ty: Ty, alone: bool) -> Value {
        let (inner, shared) = ty.peel_pointers();
        // A parameter that is (or points to) a nominal type is named by that type's fields; what it is itself only the
        // caller knows.
        let _ = inner;
        let place = Place {
            path: Path::root(Root::Param(index)),
            class: Class::root(ClassRoot::Param(index)),
            exclusive: alone && !shared,
            shared,
        };
        Value { rvalue: false, ..Value::at(ty, Some(place)) }
    }

    /// Whether a parameter of the type can be called.
    fn callable_param(&self, ty: &Ty) -> bool {
        let (inner, _) = ty.peel_pointers();
        match inner {
            Ty::Fn(_) => true,
            Ty::Opaque(bounds) => bounds.iter().any(is_callable),
            Ty::Param(name) => self.types.bounds(self.scope(), *name).iter().any(is_callable),
            _ => false,
        }
    }

    fn scope(&self) -> Scope<'_> {
        let mut scope = self.types.fn_scope(self.id, self.self_ty.as_ref());
        scope.module = self.module;
        scope
    }

    /// Records the value as one that the function (or closure) returns, and its guards as held by the result.
    fn leave_with(&mut self, value: Value) {
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

    fn finish(&mut self, exit: Exit) {
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

    fn next_fresh(&mut self) -> u32 {
        self.fresh += 1;
        self.fresh
    }

    fn fresh_place(&mut self) -> Place {
        Place {
            path: Path::root(Root::Fresh(self.next_fresh())),
            class: Class::root(ClassRoot::Unknown),
            exclusive: false,
            shared: true,
        }
    }

    fn new_guard(&mut self, guard: Guard) -> u32 {
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

    fn event(&mut self, span: Span, kind: EventKind) {
        if !self.state.live {
            return;
        }
        let event = Event { span, held: self.state.held(), off: self.off > 0, kind };
        if event.held.len() == state::MAX_HELD {
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
    fn limit(&mut self, limit: Limit, at: Span) {
        if self.table.limits.iter().all(|(known, _)| *known != limit) {
            self.table.limits.push((limit, at));
        }
    }

    fn new_closure(&mut self, span: Span) -> u32 {
        self.table.closures.push(ClosureTable { span, parent: self.sink, ..ClosureTable::default() });
        self.table.closures.len() as u32 - 1
    }

    fn runs(&mut self, closure: u32, runs: catalog::Runs) {
        self.table.closures[closure as usize].runs = runs;
    }

    /// How many events the body that is being interpreted has so far.
    fn events_so_far(&self) -> usize {
        match self.sink {
            Some(closure) => self.table.closures[closure as usize].events.len(),
            None => self.table.events.len(),
        }
    }

    /// Whether an executor polls the body that is being interpreted.
    fn polled(&self) -> bool {
        match self.sink {
            Some(closure) => self.table.closures[closure as usize].polled,
            None => self.table.polled,
        }
    }
}

/// Whether an attribute makes a function one that Python calls.
fn is_python(attr: &str) -> bool {
    matches!(attr.rsplit("::").next(), Some("pyfunction" | "pymethods" | "pymodule"))
}

/// Whether these are the parameters of `Future::poll` and its kin.
fn is_poll(params: &[Ty]) -> bool {
    params.iter().any(|param| param.peel().lib_path().is_some_and(|path| path.ends_with("task::Context")))
}

fn is_callable(bound: &super::ty::TraitRef) -> bool {
    matches!(bound.def, super::ty::TraitDef::Lib(name)
        if matches!(name.as_str(), "Fn" | "FnMut" | "FnOnce" | "AsyncFn" | "AsyncFnMut" | "AsyncFnOnce"))
}

fn guard_mode(ty: &Ty) -> Option<catalog::Mode> {
    match ty {
        Ty::Guard(mode, _, _) => Some(*mode),
        Ty::Lib(_, args) | Ty::Tuple(args) | Ty::Adt(_, args) => args.iter().find_map(guard_mode),
        _ => None,
    }
}

fn same_event(a: &Event, b: &Event, guards: &[Guard]) -> bool {
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

/// Library types whose constructor takes the content and whose first own argument is its type.
fn is_wrapper(path: &str) -> bool {
    super::ty::is_pointer(path)
        || catalog::lock_type(path).is_some_and(|lock| !lock.sharded)
        || matches!(path, "std::cell::RefCell" | "std::cell::Cell" | "std::cell::UnsafeCell")
}
