//! Interprets each body once, abstractly: types forward, guards with their lifetimes, and the events they cover.
//!
//! The state is the set of live guards with the scope (and variable) that owns each; branches join by union, a guard
//! alive on one side only is *may*-held. Loops run twice, which is enough for a guard to be carried around once.
//! Functions whose result may hold a guard, or point into an argument, are interpreted first and on demand, so that a
//! call of them yields the guard or the place itself; the others run in parallel.

mod acquire;
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
mod waits;

use std::borrow::Cow;
use std::cell::RefCell;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::defs::Owner;
use super::place::{Class, ClassRoot, Path, Place, Root};
use super::table::{Callable, ClosureTable, Event, EventKind, FnTable, Guard, Limit, Returned};
use super::ty::Ty;
use super::types::{Scope, Types};
use super::{AdtId, FnId, ModId};
use crate::catalog;
use crate::facts::ir::{Block, Receiver};
use crate::text::packed::Packed;
use crate::text::{Pos, Span, Symbol};
use results::{Done, Results};
use state::{State, VarId};

/// Interprets every function. The result does not depend on the number of threads.
pub fn tables(types: &Types<'_>) -> Vec<FnTable> {
    tables_again(types, &mut Memo::default(), &|_| true)
}

/// What the interpretation of all functions leaves for the next one.
#[derive(Debug, Default)]
pub struct Memo {
    /// The tables.
    pub tables: Vec<FnTable>,
    /// Whose results each function asked for.
    asked: Vec<Vec<FnId>>,
    /// Which functions' results matter to their callers.
    matters: Vec<bool>,
    /// Which tables were made by the last interpretation.
    pub made: Vec<bool>,
    /// What those were that were known before.
    pub replaced: Vec<(FnId, FnTable)>,
}

/// Interprets those functions that `changed` names, and those that depend on their results; the others keep what `memo`
/// has. All items are to have the numbers and types that they had when `memo` was made. What comes out is what
/// [`tables`] gives.
pub fn tables_again(
    types: &Types<'_>,
    memo: &mut Memo,
    changed: &(dyn Fn(FnId) -> bool + Sync),
) -> Vec<FnTable> {
    let count = types.defs.fns.len();
    let known = memo.tables.len() == count && memo.asked.len() == count && memo.matters.len() == count;
    let changed = |id: FnId| !known || changed(id);
    let traits = Traits::of(types);
    let (matters, bodies): (Vec<bool>, Vec<Option<Cow<'_, Block>>>) = (0..count)
        .into_par_iter()
        .with_min_len(16)
        .map(|index| match FnId(index as u32) {
            id if changed(id) => traits.result_matters(types, id),
            _ => (memo.matters[index], None),
        })
        .unzip();
    let again = if known { memo.dependents(&matters, &changed) } else { matters.clone() };

    // A function that is not interpreted again depends on none that is: recursion is cut where it was cut before.
    let kept = |id: FnId| (!again[id.0 as usize]).then(|| memo.tables[id.0 as usize].ret.clone());
    let wanted: Vec<FnId> =
        (0..count).filter(|index| again[*index] && matters[*index]).map(|index| FnId(index as u32)).collect();
    let done = Results::new(types, &traits, &matters, &kept, bodies).find(&wanted);
    let result = |id: FnId| match &done[id.0 as usize] {
        Some(done) => Some(done.table.ret.clone()),
        None if matters[id.0 as usize] => kept(id),
        None => None,
    };
    // Results that say the same as before, places included, change nothing for those who asked for them.
    let moved: Vec<bool> = (0..count)
        .map(|index| {
            again[index]
                && !(known
                    && matters[index] == memo.matters[index]
                    && done[index].as_ref().is_some_and(|done| {
                        format!("{:?}", done.table.ret) == format!("{:?}", memo.tables[index].ret)
                    }))
        })
        .collect();
    let second: Vec<usize> = (0..count)
        .filter(|index| !matters[*index])
        .filter(|index| {
            changed(FnId(*index as u32)) || memo.asked[*index].iter().any(|id| moved[id.0 as usize])
        })
        .collect();
    let interpreted: Vec<(usize, FnTable, Vec<FnId>)> = second
        .into_par_iter()
        .with_min_len(16)
        .map(|index| {
            let asked: RefCell<Vec<FnId>> = RefCell::default();
            let oracle = |callee: FnId| {
                asked.borrow_mut().push(callee);
                result(callee)
            };
            let body = types.defs.body(FnId(index as u32));
            let table = Frame::run(types, &traits, &oracle, FnId(index as u32), body.as_deref());
            (index, table, without_repeats(asked.into_inner()))
        })
        .collect();

    let mut tables = std::mem::take(&mut memo.tables);
    memo.made = vec![!known; count];
    tables.resize_with(count, FnTable::default);
    memo.replaced.clear();
    memo.asked.resize_with(count, Vec::new);
    for (index, done) in done.into_iter().enumerate() {
        if let Some(Done { table, asked }) = done {
            let before = std::mem::replace(&mut tables[index], table);
            memo.replaced.push((FnId(index as u32), before));
            memo.made[index] = true;
            memo.asked[index] = without_repeats(asked);
        }
    }
    for (index, table, asked) in interpreted {
        memo.replaced.push((FnId(index as u32), std::mem::replace(&mut tables[index], table)));
        memo.made[index] = true;
        memo.asked[index] = asked;
    }
    memo.matters = matters;
    tables
}

/// A [`Memo`] as bytes.
#[derive(Debug, Serialize, Deserialize)]
pub struct PackedMemo {
    tables: Packed,
    asked: Packed,
    matters: Vec<bool>,
}

impl Memo {
    /// Packs it, if that can be done.
    pub fn pack(&self) -> Option<PackedMemo> {
        Some(PackedMemo {
            tables: Packed::of(&self.tables)?,
            asked: Packed::of(&self.asked)?,
            matters: self.matters.clone(),
        })
    }
}

impl PackedMemo {
    /// What was packed.
    pub fn unpack(self) -> Option<Memo> {
        let (tables, asked): (Vec<FnTable>, _) = (self.tables.values()?, self.asked.values()?);
        let made = vec![false; tables.len()];
        Some(Memo { tables, asked, matters: self.matters, made, replaced: Vec::new() })
    }
}

fn without_repeats(mut ids: Vec<FnId>) -> Vec<FnId> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

impl Memo {
    /// Which functions whose results matter, or did, depend on the results of changed ones, these included.
    fn dependents(&self, matters: &[bool], changed: &dyn Fn(FnId) -> bool) -> Vec<bool> {
        let relevant = |index: usize| matters[index] || self.matters[index];
        let mut askers: Vec<Vec<u32>> = vec![Vec::new(); matters.len()];
        for (index, asked) in self.asked.iter().enumerate().filter(|(index, _)| relevant(*index)) {
            for id in asked.iter().filter(|id| relevant(id.0 as usize)) {
                askers[id.0 as usize].push(index as u32);
            }
        }
        let mut found = vec![false; matters.len()];
        let mut work: Vec<u32> = (0..matters.len() as u32)
            .filter(|index| relevant(*index as usize) && changed(FnId(*index)))
            .collect();
        while let Some(index) = work.pop() {
            if !std::mem::replace(&mut found[index as usize], true) {
                work.extend(&askers[index as usize]);
            }
        }
        found
    }
}

/// Which types hold guards and which wrap a lock generically.
struct Traits {
    guards: FxHashSet<AdtId>,
    wrappers: FxHashSet<AdtId>,
}

impl Traits {
    fn of(types: &Types<'_>) -> Traits {
        let mut traits = Traits { guards: FxHashSet::default(), wrappers: FxHashSet::default() };
        loop {
            let before = traits.guards.len() + traits.wrappers.len();
            for (index, variants) in types.fields.iter().enumerate() {
                let id = AdtId(index as u32);
                for ty in variants.iter().flatten() {
                    if traits.holds_guard(ty) {
                        traits.guards.insert(id);
                    }
                    if traits.wraps_lock(ty) {
                        traits.wrappers.insert(id);
                    }
                }
            }
            if traits.guards.len() + traits.wrappers.len() == before {
                return traits;
            }
        }
    }

    /// Whether a value of the type surely contains a guard.
    fn holds_guard(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Guard(..) => true,
            Ty::Adt(id, args) => self.guards.contains(id) || args.iter().any(|arg| self.holds_guard(arg)),
            Ty::Lib(path, args) => {
                // A lock of guards, a channel of guards … do not hold them.
                catalog::lock_type(path.as_str()).is_none() && args.iter().any(|arg| self.holds_guard(arg))
            }
            Ty::Tuple(args) => args.iter().any(|arg| self.holds_guard(arg)),
            Ty::Slice(inner) | Ty::Future(inner) | Ty::Iter(inner) => self.holds_guard(inner),
            _ => false,
        }
    }

    /// The guards that a value of the type is made of: how they are held and what they deref to.
    fn guards_in(&self, types: &Types<'_>, ty: &Ty, depth: u32, found: &mut Vec<(catalog::Mode, Ty, bool)>) {
        if depth > 5 || found.len() > 8 {
            return;
        }
        match ty {
            Ty::Guard(mode, content, is_async) => found.push((*mode, (**content).clone(), *is_async)),
            Ty::Adt(id, args) if self.guards.contains(id) => {
                for field in types.fields[id.0 as usize].iter().flatten() {
                    self.guards_in(types, &types.of_adt(field, *id, args), depth + 1, found);
                }
            }
            Ty::Adt(_, args) | Ty::Lib(_, args) | Ty::Tuple(args) => {
                args.iter().for_each(|arg| self.guards_in(types, arg, depth + 1, found));
            }
            Ty::Slice(inner) | Ty::Future(inner) | Ty::Iter(inner) => {
                self.guards_in(types, inner, depth + 1, found);
            }
            _ => {}
        }
    }

    /// Of `guards`, those that a value of the type can hold. All of them, where the type does not tell.
    fn fitting(&self, types: &Types<'_>, ty: &Ty, guards: Vec<u32>, all: &[Guard]) -> Vec<u32> {
        if guards.len() < 2 {
            return guards;
        }
        let mut parts = Vec::new();
        self.guards_in(types, ty, 0, &mut parts);
        if parts.is_empty() {
            return guards;
        }
        let fits = |guard: &u32| {
            let guard = &all[*guard as usize];
            parts.iter().any(|(mode, content, _)| {
                *mode == guard.mode
                    && (*content == guard.content
                        || content.has_unknown()
                        || guard.content.has_unknown()
                        || content.has_params())
            })
        };
        guards.into_iter().filter(fits).collect()
    }

    /// Whether a guard in flight may move into a value of the type.
    fn may_hold(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Ref(..) | Ty::Ptr(_) | Ty::Never | Ty::FnDef(_) => false,
            Ty::Lib(path, args) => {
                if args.is_empty() {
                    // A type of a library without arguments holds a guard only if it is one by its name.
                    let last = path.as_str().rsplit("::").next().unwrap_or("");
                    ["Guard", "Ref", "Lock", "Permit", "Entry", "Iter"].iter().any(|part| last.contains(part))
                } else {
                    args.iter().any(|arg| self.may_hold(arg))
                }
            }
            Ty::Tuple(args) => args.iter().any(|arg| self.may_hold(arg)),
            Ty::Adt(..) => self.holds_guard(ty),
            Ty::Slice(inner) => self.may_hold(inner),
            _ => true,
        }
    }

    /// A field that is a lock around the type's own parameter.
    fn wraps_lock(&self, ty: &Ty) -> bool {
        let (ty, _) = ty.peel_pointers();
        match ty {
            Ty::Lib(path, args) => {
                catalog::lock_type(path.as_str()).is_some_and(|lock| lock.orders())
                    && args.last().is_some_and(|arg| matches!(arg, Ty::Param(_)))
            }
            Ty::Adt(id, args) => {
                self.wrappers.contains(id) && args.iter().any(|arg| matches!(arg, Ty::Param(_)))
            }
            _ => false,
        }
    }

    /// Whether callers need to know what the function's result holds or points to; with its body, if it was read for that.
    fn result_matters<'a>(&self, types: &Types<'a>, id: FnId) -> (bool, Option<Cow<'a, Block>>) {
        let function = &types.defs.fns[id.0 as usize];
        let noted = function.item.notes.as_ref();
        if noted.is_some_and(|notes| !notes.acquires.is_empty() || !notes.releases.is_empty()) {
            return (true, None);
        }
        let Some(body) = &function.item.body else { return (false, None) };
        let Some(ret) = &types.signatures[id.0 as usize].ret else { return (false, None) };
        if self.holds_guard(ret) || matches!(ret, Ty::Opaque(_) | Ty::Assoc(..)) {
            return (true, None);
        }
        let (inner, _) = ret.peel_pointers();
        let points = !std::ptr::eq(inner, ret) || matches!(ret, Ty::Adt(..) | Ty::Lib(..));
        let trivial = matches!(ret, Ty::Lib(_, args) if args.is_empty());
        if !points || trivial || body.statements() > GETTER {
            return (false, None);
        }
        let body = types.defs.body(id).filter(|body| body.stmts.len() <= GETTER);
        (body.is_some(), body)
    }
}

/// A body of more statements gives nothing that it was asked for.
const GETTER: usize = 3;

/// The result of a function holds at most so many guards.
const MAX_RETURNED: usize = 32;

/// The interpretation of a body takes at most so many steps, one to three for each expression as a rule.
const MAX_STEPS: u32 = 4_000_000;

/// What an operation says that is not to block, and would have.
const WOULD_BLOCK: &str = "WouldBlock";

/// What a callee gives back, if that is known.
type Oracle<'o> = &'o dyn Fn(FnId) -> Option<Returned>;

/// A value during interpretation.
#[derive(Clone, Debug)]
struct Value {
    ty: Ty,
    /// Where it is, or what it refers to.
    place: Option<Place>,
    /// Guards that it owns and that nobody has taken over yet; they are held as temporaries meanwhile.
    guards: Vec<u32>,
    /// Guards of the variable it borrows from.
    lent: Vec<u32>,
    /// What happens when it is awaited.
    pending: Vec<Pending>,
    /// What runs when it is called.
    callable: Option<Callable>,
    /// The variable it stands for, if it is a place expression.
    var: Option<VarId>,
    /// A temporary made by an expression, not a place.
    rvalue: bool,
    /// It is (or comes from) a future under a timeout: where.
    timed: Option<Span>,
    /// What it was learned from.
    stems: Vec<u32>,
    /// Of a tuple that was written as one: its parts.
    parts: Vec<Value>,
}

/// What a future does when it is first polled.
#[derive(Clone, Debug)]
enum Pending {
    /// Calls an async function.
    Call(super::table::Call, Span),
    /// Runs an async block of this frame.
    Block(u32),
    /// Takes an async lock.
    Lock(super::table::Acquire, Ty, Span),
    /// A library future that loses something when it is dropped half-way.
    Fragile(&'static catalog::Fragile, Span),
    /// Something that is done with the pipes of a child process.
    Pipe(Path, super::table::PipeAct, Span),
    /// A library future that waits for another thread or task.
    Wait(catalog::Waits, Place, Span),
}

/// A value has at most so many futures to it.
const MAX_PENDING: usize = 256;

/// Adds futures to those that are awaited with them. Each is polled to its end once, however often it is named.
fn gather(known: &mut Vec<Pending>, more: Vec<Pending>) {
    for pending in more {
        if known.len() < MAX_PENDING && !known.iter().any(|known| known.is(&pending)) {
            known.push(pending);
        }
    }
}

impl Pending {
    /// Whether it is the same future.
    fn is(&self, other: &Pending) -> bool {
        match (self, other) {
            (Pending::Block(a), Pending::Block(b)) => a == b,
            (Pending::Call(a, x), Pending::Call(b, y)) => x == y && a.targets == b.targets,
            (Pending::Lock(a, _, x), Pending::Lock(b, _, y)) => x == y && a.lock == b.lock,
            (Pending::Fragile(a, x), Pending::Fragile(b, y)) => x == y && std::ptr::eq(*a, *b),
            (Pending::Pipe(a, _, x), Pending::Pipe(b, _, y)) => x == y && a == b,
            (Pending::Wait(_, a, x), Pending::Wait(_, b, y)) => x == y && a == b,
            _ => false,
        }
    }
}

impl Value {
    fn of(ty: Ty) -> Value {
        Value {
            ty,
            place: None,
            guards: Vec::new(),
            lent: Vec::new(),
            pending: Vec::new(),
            callable: None,
            var: None,
            rvalue: true,
            timed: None,
            stems: Vec::new(),
            parts: Vec::new(),
        }
    }

    fn unknown() -> Value {
        Value::of(Ty::Unknown)
    }

    fn at(ty: Ty, place: Option<Place>) -> Value {
        Value { place, ..Value::of(ty) }
    }

    /// A tuple of these.
    fn tuple(parts: Vec<Value>) -> Value {
        let guards = parts.iter().flat_map(|part| part.guards.iter().copied()).collect();
        let types = parts.iter().map(|part| part.ty.clone()).collect();
        Value { guards, parts, ..Value::of(Ty::Tuple(types)) }
    }

    fn with_ty(self, ty: Ty) -> Value {
        Value { ty, ..self }
    }

    /// Whether it is no more than something of its type. It does not matter where a number is.
    fn is_plain(&self) -> bool {
        let nowhere = self.place.is_none() || self.ty.is_primitive();
        nowhere && self.callable.is_none() && self.pending.is_empty() && self.stems.is_empty()
    }
}

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
        if stands_for.len() <= call::MAX_TARGETS {
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
        self.table.guards.push(guard);
        self.guard_checks.push(self.checks);
        let depth = self.temps.last().copied().unwrap_or(0);
        self.state.hold(id, depth);
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
