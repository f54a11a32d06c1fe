//! Methods that neither the sources nor the tables know for the receiver's type: what their names tell.

use super::atomics::Operands;
use super::closure::{Foreign, ForeignArgs};
use super::frame::Frame;
use super::invocation::Invocation;
use super::modes::Modes;
use super::value::{Pending, Value, gather};
use crate::catalog::declared::Function;
use crate::catalog::{self, Does, Runs};
use crate::facts::ir::{Expr, ExprKind};
use crate::model::defs::Def;
use crate::model::place::{Class, ClassRoot, Step};
use crate::model::table::{Callable, EventKind};
use crate::model::ty::Ty;
use crate::text::{Span, Symbol};

impl<'a> Frame<'_, 'a> {
    /// A method that neither the sources nor the tables know.
    pub(super) fn unknown_method(&mut self, receiver: Value, call: &Invocation<'_>) -> Value {
        let Invocation { name, args, at, .. } = *call;
        let how = Foreign::of(name.as_str());
        let suggests = |does| catalog::suggests(name.as_str(), does);
        if suggests(Does::DetachesPython)
            && let [Expr { kind: ExprKind::Closure(_), .. }] = args
            && receiver.ty.is_unknown()
        {
            return self.detach(args, at);
        }
        if let (Ty::Iter(_), Some(place), true) =
            (&receiver.ty, receiver.place.clone(), suggests(Does::Exhausts))
        {
            self.exhausted(&place, at);
        }
        let may_block = self.modes.may_block || suggests(Does::Tries);
        let blocking = Modes { may_block, ..self.modes };
        let ForeignArgs { values, spawned } = self.within(blocking, |frame| frame.foreign_args(args, how));
        let operands = Operands::of(&values);
        let (worth, task) = self.handed(&values);
        if how == Foreign::Spawns && worth {
            self.event(at, EventKind::Spawn { handle: None, dropped: false, task, guessed: true });
            return self.spawned_on(&receiver, spawned, at);
        }
        let mut pending: Vec<Pending> = Vec::new();
        for value in values {
            self.hand_out_receiver(&value);
            if suggests(Does::Stores) {
                self.put_into(&receiver, &value);
            }
            gather(&mut pending, value.pending);
        }
        if suggests(Does::Together) {
            self.beside(&receiver.pending, Runs::Here);
            self.beside(&pending, Runs::Here);
        }
        if let Some(what) =
            catalog::blocking_by_name(name.as_str()).filter(|what| !what.runs_future() || args.len() == 1)
        {
            let declared = self.of_trait_in_scope(name).and_then(|function| function.effects.blocking);
            self.blocks(declared.unwrap_or(what), at, Span::default());
            if what.runs_future() {
                return self.block_on(pending, None, at);
            }
        }
        let mut origins = receiver.origins.clone();
        origins.extend(self.atomic_method(&receiver, call, &operands));
        self.run_receiver(&receiver, name, at);
        self.unknown_result(receiver, call, pending, origins)
    }

    /// The method of that name of a declared trait that the module names.
    fn of_trait_in_scope(&self, method: Symbol) -> Option<&'static Function> {
        let in_scope = |path: Symbol| {
            let name = Symbol::new(path.as_str().rsplit("::").next().unwrap_or_default());
            let named = self.types.defs.resolve(self.module, false, &[name]);
            matches!(named, Some((Def::Lib(named), _)) if named == path)
        };
        catalog::of_traits(method).find(|(path, _)| in_scope(*path)).map(|(_, function)| function)
    }

    /// The handle of what a runtime or its like was given to run.
    fn spawned_on(&mut self, receiver: &Value, spawned: Vec<Callable>, at: Span) -> Value {
        let runtime = receiver.ty.peel_pointers().0.lib_path();
        let value = self.spawned_handle(spawned, None, runtime.and_then(catalog::executor), at);
        self.keeps_task(receiver, &value);
        value
    }

    /// `f.call(…)`: a method that runs what it is called on.
    fn run_receiver(&mut self, receiver: &Value, name: Symbol, at: Span) {
        if let Some(callable) = &receiver.callable
            && catalog::suggests(name.as_str(), Does::Calls)
        {
            self.run_to_end(callable, at);
        }
    }

    /// What such a method gives, by its name. `pending` are the futures among its arguments.
    fn unknown_result(
        &mut self,
        receiver: Value,
        call: &Invocation<'_>,
        pending: Vec<Pending>,
        origins: Vec<u32>,
    ) -> Value {
        let Invocation { name, args, at, .. } = *call;
        let suggests = |does| catalog::suggests(name.as_str(), does);
        if suggests(Does::Views) {
            return Value { guards: Vec::new(), var: None, rvalue: true, pending: Vec::new(), ..receiver };
        }
        if suggests(Does::Iterates) {
            return Value::at(Ty::Unknown.iter(), receiver.place);
        }
        let receiver_var = receiver.var;
        let mut value = without_guards(receiver);
        gather(&mut value.pending, pending);
        if let Some(what) = catalog::fragile(name.as_str())
            && !self.of_this_turn(receiver_var)
        {
            let declared = self.of_trait_in_scope(name).and_then(|function| function.effects.loses);
            let loss = self.loss(declared.unwrap_or(what), receiver_var, value.place.clone());
            value.pending.push(Pending::Fragile(loss, at));
        }
        let place = value.place.filter(|_| args.is_empty()).map(|place| {
            let mut to = place;
            to.path = to.path.join(Step::Call(name));
            to.class = Class::root(ClassRoot::Unknown);
            to.exclusive = false;
            to.shared = true;
            to
        });
        self.state.misplace(&value.guards);
        Value { guards: value.guards, pending: value.pending, origins, ..Value::at(Ty::Unknown, place) }
    }
}

/// What is left of a receiver in a result that is not known. By value or not: a guard that is not dereferenced stays only
/// if it is one itself.
fn without_guards(value: Value) -> Value {
    if value.ty.is_unknown() || matches!(value.ty, Ty::Iter(_) | Ty::Future(_)) || !value.pending.is_empty() {
        return Value { var: None, ..value };
    }
    Value { guards: Vec::new(), var: None, ..value }
}
