//! Methods of library types that the tables know.

use super::closure::{Foreign, ForeignArgs};
use super::frame::Frame;
use super::invocation::{Invocation, Receiver};
use super::library::LibCall;
use super::value::{Pending, Value, gather};
use crate::catalog::{self, Runs, Work};
use crate::facts::ir::{Expr, ExprKind, TypeRef};
use crate::model::place::Root;
use crate::model::table::{Callable, Change, ChangeStep, Confined, EventKind};
use crate::model::ty::{AROUND, OPTION, RESULT, Ty};
use crate::text::Span;

impl<'a> Frame<'_, 'a> {
    /// A method whose result the tables know.
    pub(super) fn library_method(
        &mut self,
        lib: LibCall,
        receiver: &mut Receiver,
        call: &Invocation<'_>,
    ) -> Value {
        let Invocation { name, args, at, expected, .. } = *call;
        let direct = receiver.is_direct();
        let value = receiver.take();
        let (ty, place) = (&receiver.ty, receiver.place.take());
        let receiver_var = value.var;
        let mut result = Value { origins: value.origins.clone(), ..Value::of(lib.ty.clone()) };
        if lib.same_place {
            result.lent = match value.var {
                Some(var) => self.state.of_var(var),
                None => value.lent.clone(),
            };
        }
        let key = args.first().and_then(|arg| self.key(arg));
        if (lib.by_value || name == "take") && direct {
            let value = self.take(value);
            result.guards = value.guards;
            result.pending = value.pending;
            result.callable = value.callable;
        }
        if name == "take"
            && let Some(place) = &place
            && self.record.is_polled()
        {
            self.event(
                at,
                EventKind::Change(Box::new(Change { place: place.clone(), step: ChangeStep::Take })),
            );
        }
        if let Ty::Iter(_) = ty
            && catalog::exhausts(name.as_str())
            && let Some(place) = &place
        {
            self.exhausted(place, at);
        }
        let owner =
            Value { var: if direct { receiver_var } else { None }, ..Value::at(ty.clone(), place.clone()) };
        let closure = self.library_args(&lib, &owner, &mut result, call);
        if let (Some(make), Some(value)) = (lib.from_closure, closure) {
            result.ty = make(value.ty);
            // What the closure made of the guard that it was given, or a guard that it took itself.
            result.guards.extend(value.guards);
            gather(&mut result.pending, value.pending);
            let made = value.place.as_ref().is_some_and(|place| matches!(place.path.root, Root::Made(_)));
            if made || lib.by_value && is_optional(ty) {
                result.place = value.place;
            }
        } else if lib.element {
            result.place = place.map(|place| place.element(key));
        } else if lib.same_place {
            result.place = place;
        }
        if matches!(ty, Ty::Iter(_)) && matches!(name.as_str(), "take" | "take_while" | "map_while" | "zip") {
            // Not to its end.
            result.place = None;
        }
        if name == "collect" && !expected.is_unknown() {
            result.ty = expected.clone();
        }
        // What an iterator holds ends with it, unless its items are guards.
        let consumed = match ty {
            Ty::Iter(item) => {
                !matches!(result.ty, Ty::Iter(_)) && !self.guard_types.holds_guard(item) && lib.by_value
            }
            _ => false,
        };
        if (consumed || !self.guard_types.may_hold(&result.ty)) && !result.guards.is_empty() {
            // Moved into the call and not part of the result: dropped by it.
            let guards = std::mem::take(&mut result.guards);
            if lib.from_closure.is_some() {
                self.state.release(&guards);
            }
        }
        result
    }

    /// Evaluates the arguments of such a method and runs its closures; gives the result of these. `owner` is what it is
    /// a method of, `result` what it gives so far.
    fn library_args(
        &mut self,
        lib: &LibCall,
        owner: &Value,
        result: &mut Value,
        call: &Invocation<'_>,
    ) -> Option<Value> {
        let Invocation { name, args, .. } = *call;
        // These closures run only when there is no value, and so no guard in it.
        let absent = matches!(&owner.ty, Ty::Lib(path, _) if path.as_str() == OPTION)
            && matches!(name.as_str(), "unwrap_or_else" | "or_else" | "ok_or_else" | "get_or_insert_with");
        if absent {
            self.state.pause(&result.guards, true);
        }
        let stores = stores(name.as_str());
        // What is in an option, or an item of an iterator over a place, is handed to the closure.
        let given = match &owner.ty {
            ty if is_optional(ty) => owner.place.clone(),
            Ty::Iter(_) => owner.place.as_ref().map(|place| place.element(None)),
            _ => None,
        }
        .filter(|_| args.len() == 1);
        let (closure, passed) = self.run_args(args, &lib.closure, given, !stores);
        if stores {
            for value in passed {
                self.put_into(owner, &value);
            }
        }
        if absent {
            self.state.pause(&result.guards, false);
            if let Some(value) = &closure {
                result.guards.extend(&value.guards);
            }
        }
        closure
    }

    /// The end of a runtime: what it is given is nothing that waits.
    pub(super) fn runtime_method(
        &mut self,
        path: &str,
        receiver: &mut Receiver,
        call: &Invocation<'_>,
    ) -> Option<Value> {
        if path != "tokio::runtime::Runtime" || !call.name.as_str().starts_with("shutdown") {
            return None;
        }
        self.take(receiver.take());
        self.foreign_args(call.args, Foreign::Unknown);
        Some(Value::of(Ty::unit()))
    }

    /// A method of a library type that blocks, or that gives such a type on.
    pub(super) fn blocking_method(&mut self, path: &str, call: &Invocation<'_>) -> Option<Value> {
        let Invocation { name, args, at, .. } = *call;
        let blocks = catalog::blocking_method(path, name.as_str());
        let gives = catalog::fluent(path, name.as_str());
        if blocks.is_none() && gives.is_none() {
            return None;
        }
        if name == "pre_exec" {
            self.before_exec(args, at);
            return Some(Value::of(Ty::lib(path)));
        }
        let how = Foreign::of(name.as_str());
        let ForeignArgs { values, spawned } = self.foreign_args(args, how);
        let (worth, task) = self.handed(&values);
        if how == Foreign::Spawns && worth {
            self.event(at, EventKind::Spawn { handle: None, dropped: false, task });
            let full = format!("{path}::{name}");
            return Some(self.spawned_handle(spawned, Some(&full), catalog::executor(path), at));
        }
        let mut pending: Vec<Pending> = Vec::new();
        values.into_iter().for_each(|value| gather(&mut pending, value.pending));
        if let Some(what) = blocks {
            self.blocks(what, at, Span::default());
            if matches!(what.work, Work::Runtime(_)) {
                return Some(self.block_on(pending, catalog::executor(path), at));
            }
        }
        let ty = gives.map_or(Ty::Unknown, |gives| Ty::lib_of(AROUND, vec![Ty::lib(gives)]));
        Some(Value::of(ty))
    }

    /// What runs between `fork` and `exec` runs by itself.
    fn before_exec(&mut self, args: &[Expr], at: Span) {
        for arg in args.iter().filter(|arg| matches!(arg.kind, ExprKind::Closure(_))) {
            let (value, _) = self.closure(arg, &[], None);
            if let Some(callable) = value.callable {
                if let Callable::Closure(id) = callable {
                    self.record.runs(id, Runs::Later);
                }
                self.event(at, EventKind::Confined(Confined { callable, forked: true }));
            }
        }
    }

    /// `x.state::<T>()` of an unknown type: something around a `T`.
    pub(super) fn around_type(&mut self, value: Value, generics: &[TypeRef]) -> Value {
        let [only] = generics else { return value };
        let ty = self.types.lower(only, self.scope());
        match ty.peel_pointers().0 {
            Ty::Adt(..) if value.ty.is_unknown() => {
                let around = Ty::lib_of(AROUND, vec![ty.peel_pointers().0.clone()]);
                value.with_ty(around)
            }
            _ => value,
        }
    }
}

fn is_optional(ty: &Ty) -> bool {
    matches!(ty, Ty::Lib(path, _) if matches!(path.as_str(), OPTION | RESULT))
}

/// Whether a method of a collection (or option) of that name keeps its arguments.
pub(super) fn stores(name: &str) -> bool {
    matches!(
        name,
        "insert"
            | "push"
            | "push_back"
            | "push_front"
            | "extend"
            | "replace"
            | "get_or_insert"
            | "set"
            | "or_insert"
    )
}
