//! Calls of the functions of the sources: arguments, effects, results.

use super::closure::{Foreign, is_answer};
use super::frame::Frame;
use super::guards::{direct_guard, is_callable};
use super::invocation::Invocation;
use super::live::{Fact, VarId};
use super::value::{Pending, Value};
use crate::catalog::{Runs, lang};
use crate::facts::ir::{ExprKind, TypeRef};
use crate::model::defs::Owner;
use crate::model::ids::FnId;
use crate::model::place::{Class, ClassRoot, Path, Place, Root, Step};
use crate::model::table::{
    Arg, Call, Callable, Callback, CallbackKind, Case, Dispatch, EventKind, Given, Guard, Known, Projection,
};
use crate::model::ty::{Inner, OPTION, TraitDef, Ty};
use crate::model::types::{Bindings, unify};
use crate::text::{Span, Symbol};

/// What goes into a call.
#[derive(Default)]
struct Passed {
    args: Vec<Arg>,
    guards: Vec<u32>,
    pending: Vec<Pending>,
    /// What the callee's type parameters are.
    bindings: Bindings,
    /// The parts of variables that the arguments are.
    subjects: Vec<Option<(VarId, Projection)>>,
    /// Closures, and the type parameters that stand for what these give.
    closures: Vec<(u32, Symbol)>,
}

impl<'a> Frame<'_, 'a> {
    /// Calls functions of the sources.
    pub(super) fn call_fns(
        &mut self,
        targets: &[FnId],
        dispatch: Dispatch,
        receiver: Option<Value>,
        call: &Invocation<'_>,
    ) -> Value {
        let Invocation { at, expected, .. } = *call;
        let first = targets[0];
        let function = &self.types.defs[first];
        let signature = &self.types.signatures[first.0 as usize];
        let mut passed = self.pass(first, receiver.as_ref(), call);
        if Foreign::of(function.item.name.as_str()) == Foreign::Spawns {
            self.spawn_passed(&mut passed, at);
        }
        let Passed { args, guards: guards_in, pending: pending_in, bindings, subjects, closures } = passed;
        if function.item.body.is_none()
            && matches!(function.owner, Owner::Trait(_))
            && let Some(object) =
                receiver.as_ref().filter(|value| matches!(value.ty.peel_pointers().0, Ty::Opaque(_)))
        {
            let listed = self.is_listed(object);
            let of = object.place.clone().filter(|place| listed || matches!(place.path.root, Root::Param(_)));
            if of.is_some() {
                let answers = signature.ret.as_ref().is_some_and(is_answer);
                let callback = Callback { listed, of, answers, ..Callback::of(CallbackKind::Object(first)) };
                self.callback(callback, at);
            }
        }
        let ret = signature.ret.clone().unwrap_or(Ty::Unknown);
        let ret = self.instantiate(first, &ret, &bindings, receiver.as_ref());
        let ret = if ret.is_unknown() { expected.clone() } else { ret };
        let ret = self.own_closure(first, ret, &args);
        let diverges = ret == Ty::Never;
        let call = Call { targets: targets.to_vec(), dispatch, args, drop: false };
        let is_async = function.item.is_async || matches!(ret, Ty::Future(_)) && function.item.ret.is_some();
        if function.item.is_async {
            let place = self.result_place(first, &call);
            return Value {
                pending: vec![Pending::Call(call, at)],
                place,
                guards: guards_in,
                ..Value::of(Ty::Future(Inner::new(ret)))
            };
        }
        if is_async {
            // `fn f() -> impl Future`: its body runs when it is awaited, as far as that can be told.
            return Value { pending: vec![Pending::Call(call, at)], guards: guards_in, ..Value::of(ret) };
        }
        let place = self.result_place(first, &call);
        let returns_guards = self.guard_types.may_hold(&ret) && self.guard_types.holds_guard(&ret);
        let mut guards = self.run_call(call, &subjects, at);
        if guards.is_empty() && !guards_in.is_empty() && returns_guards {
            // A guard went in and one comes out: the same, projected or wrapped.
            guards = guards_in.clone();
            self.state.misplace(&guards);
        } else {
            let gone: Vec<u32> = guards_in.iter().copied().filter(|guard| !guards.contains(guard)).collect();
            self.state.release(&gone);
        }
        // Of a type that only a closure makes, the result has what the closure gave.
        let generic = signature.ret.as_ref();
        let gave = closures.iter().filter(|(_, output)| generic.is_some_and(|ret| ret.mentions(*output)));
        let gave: Vec<u32> = gave.map(|(closure, _)| *closure).collect();
        if guards.is_empty() && returns_guards {
            guards = gave.iter().flat_map(|closure| self.given_by(*closure, at)).collect();
        }
        if guards.is_empty()
            && let Some(mode) = direct_guard(&ret)
        {
            guards = self.unknown_guard(first, place.clone(), mode, at);
        }
        if diverges {
            self.state.reachable = false;
        }
        // A closure that was handed in and comes back inside the result is not followed; a future is.
        let mut pending = if matches!(ret, Ty::Future(_)) { pending_in } else { Vec::new() };
        pending.extend(gave.into_iter().filter_map(|closure| self.future_of(closure)));
        Value { guards, pending, ..Value::at(ret, place) }
    }

    /// Evaluates what goes into a call of `callee`.
    fn pass(&mut self, callee: FnId, receiver: Option<&Value>, call: &Invocation<'_>) -> Passed {
        let function = &self.types.defs[callee];
        let signature = &self.types.signatures[callee.0 as usize];
        let mut passed = Passed::default();
        for (param, ty) in function.item.generics.params.iter().zip(call.generics) {
            let ty = self.types.lower(ty, self.scope());
            passed.bindings.bind(param.name, ty);
        }
        if let Some(receiver) = receiver {
            if let Some(param) = signature.params.first() {
                match (function.owner, param.peel()) {
                    (Owner::Trait(_), _) => passed.bindings.bind(Symbol::new("Self"), receiver.ty.clone()),
                    _ => unify(param.peel(), receiver.ty.peel(), &mut passed.bindings),
                }
            }
            passed.subjects.push(call.receiver.and_then(|receiver| self.subject(receiver)));
            passed.guards.extend(&receiver.guards);
            passed.args.push(Arg {
                place: receiver.place.clone(),
                callable: receiver.callable.clone(),
                param: call.receiver.and_then(|receiver| self.as_it_came_in(receiver)),
                known: call.receiver.and_then(|receiver| self.known_parts(receiver)),
                guards: Given { moved: receiver.guards.clone(), ..Given::default() }.boxed(),
            });
        }
        let param = |index: usize| signature.params.get(index + usize::from(receiver.is_some()));
        // Closures last: their parameters may depend on the other arguments.
        let mut values: Vec<Option<Value>> = Vec::new();
        for (index, arg) in call.args.iter().enumerate() {
            if matches!(arg.kind, ExprKind::Closure(_)) {
                values.push(None);
                continue;
            }
            let hint = param(index).map_or(Ty::Unknown, |param| passed.bindings.apply(param));
            let value = self.eval(arg, &hint);
            let value = self.take(value);
            let value = self.coerced(value, &hint);
            if let Some(param) = param(index) {
                unify(param, &value.ty, &mut passed.bindings);
            }
            values.push(Some(value));
        }
        for (index, arg) in call.args.iter().enumerate() {
            let known = self.known_parts(arg);
            let mut value = match values[index].take() {
                Some(value) => value,
                None => {
                    let (types, output) = self.closure_signature(callee, param(index), &passed.bindings);
                    let (value, ret) = self.closure(arg, &types, None);
                    if let Some(Ty::Param(name)) = output {
                        passed.bindings.bind(name, ret);
                        if let Some(Callable::Closure(id)) = value.callable {
                            passed.closures.push((id, name));
                        }
                    }
                    value
                }
            };
            if value.callable.is_none()
                && param(index).is_some_and(|param| self.is_future_of(callee, param))
                && let Some(callable) = self.as_callable(&value.pending, arg.span)
            {
                value.callable = Some(callable);
            }
            self.hand_out_receiver(&value);
            let param = self.as_it_came_in(arg);
            passed.subjects.push(self.subject(arg));
            passed.push(value, param, known);
        }
        passed
    }

    /// Whether a parameter of a function is a future.
    fn is_future_of(&self, callee: FnId, param: &Ty) -> bool {
        let own = self.types.owner_self(self.types.defs[callee].owner);
        self.types.is_some_future(param, self.types.fn_scope(callee, own.as_ref()))
    }

    /// The callee runs what it is given by itself, as its name says.
    fn spawn_passed(&mut self, passed: &mut Passed, at: Span) {
        self.record.table_mut().spawns = true;
        for arg in &mut passed.args {
            if let Some(Callable::Closure(id)) = arg.callable {
                let polled = self.record.table().closures[id as usize].polled;
                self.record.runs(id, if polled { Runs::Task } else { Runs::Thread });
                arg.callable = None;
            }
        }
        let task = !passed.pending.is_empty();
        self.beside(&passed.pending, Runs::Task);
        passed.pending.clear();
        self.event(at, EventKind::Spawn { handle: None, dropped: false, task, guessed: true });
    }

    /// Notes a call; gives the guards its result holds.
    /// `subjects` are the parts of variables that the arguments are.
    pub(super) fn run_call(
        &mut self,
        call: Call,
        subjects: &[Option<(VarId, Projection)>],
        at: Span,
    ) -> Vec<u32> {
        let first = call.targets[0];
        let args = call.args.clone();
        // Of alternatives, the first tells what they give.
        let chosen = self.types.defs.chosen(first, self.id);
        let single = call.targets.len() == 1 || call.targets.iter().all(|target| chosen.contains(target));
        if self.modes.is_alone || self.has_claim() {
            self.record.table_mut().alone.extend(call.targets.iter().map(|target| (at, *target)));
        }
        self.event(at, EventKind::Call(call.clone()));
        self.follows(|weak| weak.follows.calls.extend(&call.targets));
        if !single {
            return Vec::new();
        }
        let Some(returned) = (self.callee_results)(first) else { return Vec::new() };
        let mut guards = Vec::new();
        let is = |param: u32, part: Projection| call.is(param, part);
        for inner in returned.guards.iter().filter(|guard| guard.case.may_be(is)) {
            let inner = inner.clone();
            let sure = inner.case.must_be(is);
            if let Some(param) = inner.param {
                // A guard that came in goes out again.
                if let Some(arg) = args.get(param as usize) {
                    let is_it = |guard: &u32| {
                        let moved = &self.record.guard(*guard);
                        arg.moved().len() == 1
                            || moved.mode == inner.mode
                                && (moved.content == inner.content
                                    || moved.content.has_unknown()
                                    || inner.content.has_unknown())
                    };
                    let same: Vec<u32> = arg.moved().iter().copied().filter(is_it).collect();
                    self.state.misplace(&same);
                    self.state.wrap(&same, inner.part);
                    guards.extend(same);
                }
                continue;
            }
            let lock =
                inner.lock.substitute(&|index| args.get(index as usize).and_then(|arg| arg.place.clone()));
            let lock = self.settled(lock);
            let lock = if lock.path.root == Root::Elsewhere {
                Place { path: Path::root(Root::Fresh(self.record.next_fresh())), ..lock }
            } else {
                lock
            };
            let guard = self.new_guard(Guard {
                lock,
                mode: inner.mode,
                span: at,
                via: Some((first, inner.span)),
                sharded: inner.sharded,
                is_async: inner.is_async,
                param: None,
                content: inner.content,
                temporary: true,
                poisons: inner.poisons,
                case: Case::default(),
                part: inner.part,
            });
            if !sure {
                // What the callee assumes of a parameter is assumed of the argument.
                let assumed = inner.case.assumed().iter().filter(|(param, part, is)| {
                    !call.is(*param, *part).is_some_and(|known| known.implies(*is))
                });
                let facts = assumed.map(|(param, part, is)| {
                    let (var, of) = (*subjects.get(*param as usize)?)?;
                    Some(Fact { var, part: of.then(*part), is: *is })
                });
                self.state.suppose(guard, &Vec::from_iter(facts));
            }
            guards.push(guard);
        }
        self.left_by(first, &call, guards, &returned.released)
    }

    /// Where the result of a call is: what the callee's summary says, or the getter's name as a step.
    fn result_place(&mut self, callee: FnId, call: &Call) -> Option<Place> {
        if let Some(returned) = (self.callee_results)(callee)
            && let Some(place) = returned.place
        {
            let to =
                place.substitute(&|index| call.args.get(index as usize).and_then(|arg| arg.place.clone()));
            if to.path.root != Root::Elsewhere {
                return Some(self.settled(to));
            }
            return self.made_by(callee, call);
        }
        let function = &self.types.defs[callee];
        let ret = self.types.signatures[callee.0 as usize].ret.as_ref()?;
        let refers = matches!(ret, Ty::Ref(..) | Ty::Guard(..) | Ty::Opaque(_))
            || matches!(ret, Ty::Lib(path, _) if crate::model::ty::is_pointer(path.as_str()));
        if !refers || call.args.len() != 1 || function.item.receiver.is_none() {
            return None;
        }
        let base = call.args[0].place.clone()?;
        Some(Place {
            path: base.path.join(Step::Call(function.item.name)),
            class: Class::root(ClassRoot::Unknown),
            exclusive: false,
            shared: true,
        })
    }

    /// A function that is given nothing to call and gives an `impl Fn` has made that itself: no code of others runs in it.
    fn own_closure(&self, callee: FnId, ret: Ty, args: &[Arg]) -> Ty {
        let function = &self.types.defs[callee];
        let is_made = function.item.body.is_some() && matches!(function.item.ret, Some(TypeRef::Impl(_)));
        match &ret {
            Ty::Opaque(bounds)
                if is_made
                    && bounds.iter().any(is_callable)
                    && args.iter().all(|arg| arg.callable.is_none()) =>
            {
                let output = bounds.iter().find_map(|bound| bound.assoc(lang::OUTPUT).cloned());
                Ty::Fn(Inner::new(output.unwrap_or(Ty::Unknown)))
            }
            _ => ret,
        }
    }

    /// What a call of `callee` gives: its result type, with what the parameters are.
    fn instantiate(&self, callee: FnId, ret: &Ty, bindings: &Bindings, receiver: Option<&Value>) -> Ty {
        let function = &self.types.defs[callee];
        // In a trait's declaration `Self` is the receiver.
        if let (Owner::Trait(owner), Some(receiver)) = (function.owner, receiver)
            && let Ty::Opaque(bounds) = ret
            && bounds.iter().any(|bound| bound.def == TraitDef::Own(owner))
            && function.item.ret.as_ref().is_some_and(mentions_self)
        {
            return receiver.ty.clone();
        }
        if !ret.has_params() {
            return ret.clone();
        }
        let own = self.scope();
        let keep = |name: Symbol| {
            own.generics
                .iter()
                .flatten()
                .any(|generics| generics.params.iter().any(|param| param.name == name))
        };
        let callee_is_self = callee == self.id;
        let ty = ret.substitute(&|name| {
            bindings.get(name).cloned().or_else(|| (callee_is_self && keep(name)).then_some(Ty::Param(name)))
        });
        self.types.normalise(ty)
    }
}

impl Passed {
    /// Adds an argument.
    fn push(&mut self, value: Value, param: Option<u32>, known: Option<Known>) {
        self.guards.extend(&value.guards);
        self.pending.extend(value.pending);
        let shown = match &value.ty {
            Ty::Lib(path, _) if path.as_str() == OPTION => value.lent.clone(),
            _ => Vec::new(),
        };
        let lent = if matches!(value.ty, Ty::Ref(..)) { value.lent } else { Vec::new() };
        self.args.push(Arg {
            place: value.place,
            callable: value.callable,
            param,
            known,
            guards: Given { moved: value.guards, shown, lent }.boxed(),
        });
    }
}

/// Whether a type as it is written is `Self`, or a reference to it.
fn mentions_self(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Path(path) => path.segments.len() == 1 && path.segments[0].name == "Self",
        TypeRef::Ref(_, inner) => mentions_self(inner),
        _ => false,
    }
}
