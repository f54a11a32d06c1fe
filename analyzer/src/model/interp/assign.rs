//! Assignments, and values that move out of their places.

use super::frame::Frame;
use super::live::{Fact, VarId};
use super::provenance::Edit;
use super::value::Value;
use crate::facts::ir::{Expr, ExprKind};
use crate::model::place::{Class, ClassRoot, Path, Place, Root};
use crate::model::table::{Change, ChangeStep, EventKind, Is, Projection};
use crate::model::ty::Ty;
use crate::text::Span;

impl<'a> Frame<'_, 'a> {
    /// Makes a value that is moved out of a place own the guards of that place's variable.
    pub(super) fn take(&mut self, value: Value) -> Value {
        let Some(var) = value.var else { return value };
        if matches!(value.ty, Ty::Ref(..)) {
            return value;
        }
        let holds = self.guard_types.may_hold(&value.ty);
        let owned = if holds { self.owned_by(var, &value) } else { Vec::new() };
        if holds && owned.is_empty() {
            self.control.take_from_around(var);
        }
        if !owned.is_empty() {
            let depth = self.env.temporaries();
            self.state.own(&owned, depth, None);
            self.state.unwrap(&owned, value.part);
        }
        if !value.ty.is_copied() {
            self.state.mark_moved(var, true);
        }
        Value { guards: owned, var: None, part: Projection::WHOLE, ..value }
    }

    /// The guards of a variable that are in a value, which is a part of it.
    pub(super) fn owned_by(&self, var: VarId, value: &Value) -> Vec<u32> {
        let owned = self.state.of_part(var, value.part);
        if self.env[var].ty == value.ty {
            return owned;
        }
        self.fitting(value.part, &value.ty, owned)
    }

    /// Of guards that may be in a part of a value, those that are: of what is anywhere in the value, the part has what one of
    /// its type can hold.
    pub(super) fn fitting(&self, part: Projection, ty: &Ty, guards: Vec<u32>) -> Vec<u32> {
        let is_there = |guard: &u32| part != Projection::WHOLE && self.state.part_of(*guard).is_in(part);
        let (mut there, anywhere): (Vec<u32>, Vec<u32>) = guards.into_iter().partition(is_there);
        there.extend(self.guard_types.fitting(self.types, ty, anywhere, &self.record.table().guards));
        there
    }

    /// `target = value`.
    pub(super) fn assign(&mut self, target: &Expr, value_expr: &Expr, span: Span) -> Value {
        let known = self.known_value(value_expr);
        let value = self.eval(value_expr, &Ty::Unknown);
        let value = self.take(value);
        let made_of = self.computed(value_expr, &value);
        self.assign_value(target, value, known, &made_of, span);
        Value::of(Ty::unit())
    }

    fn assign_value(&mut self, target: &Expr, value: Value, known: Option<Is>, made_of: &[u32], span: Span) {
        if let ExprKind::Tuple(items) = &target.kind {
            for (index, item) in items.iter().enumerate() {
                let part = self.part_by_index(&value, index);
                self.assign_value(item, part, None, &[], span);
            }
            return;
        }
        let place = self.eval(target, &Ty::Unknown);
        self.wrote(place.place.as_ref(), span);
        // Another guard in its place changes nothing.
        let relocks = matches!(place.ty, Ty::Guard(..));
        if !relocks {
            self.edited(&place);
        }
        if !relocks && !self.is_own(target) {
            self.overwritten(&place, made_of, span);
            self.changed(&place, Edit::Assigned, span);
            self.result_ignored(span);
        }
        if let ExprKind::Path(path) = &target.kind
            && let Some(var) = path.as_ident().and_then(|name| self.env.lookup(name))
        {
            self.assign_var(var, value, span);
            self.state.forget(var);
            if let Some(is) = known.filter(|_| !self.env[var].lent && self.env[var].ty.is_primitive()) {
                self.state.assume(Fact { var, part: Projection::WHOLE, is });
            }
        } else {
            self.assign_place(place, value, span);
        }
    }

    /// What a value was computed from. What is put back as it was found has not been.
    fn computed(&self, expr: &Expr, value: &Value) -> Vec<u32> {
        if let ExprKind::Path(path) = &expr.kind {
            let var = path.as_ident().and_then(|name| self.env.lookup(name));
            if !var.is_some_and(|var| self.env[var].mutable) {
                return Vec::new();
            }
        }
        let inputs = self.env.inputs(expr);
        let of_inputs = inputs.iter().flat_map(|var| &self.env[*var].origins);
        value.origins.iter().chain(of_inputs).copied().collect()
    }

    /// An element of a tuple that is taken apart.
    fn part_by_index(&mut self, tuple: &Value, index: usize) -> Value {
        let element = Projection::element(index);
        let part = match (tuple.elements.get(index), &tuple.ty) {
            (Some(part), _) => part.clone(),
            (None, Ty::Tuple(types)) => {
                let ty = types.get(index).cloned().unwrap_or(Ty::Unknown);
                let guards = self.fitting(element, &ty, tuple.guards.clone());
                Value { guards, ..Value::of(ty) }
            }
            (None, _) => Value::unknown(),
        };
        let there = |guard: &u32| self.state.part_of(*guard).within(element).is_some();
        let guards: Vec<u32> = part.guards.iter().copied().filter(there).collect();
        self.state.unwrap(&guards, element);
        Value { guards, ..part }
    }

    /// `target += value` and its kin.
    pub(super) fn assign_op(&mut self, target: &Expr, value: &Expr, span: Span) -> Value {
        self.eval(value, &Ty::Unknown);
        let changed = self.eval(target, &Ty::Unknown);
        self.wrote(changed.place.as_ref(), span);
        if let Some(var) = changed.var {
            self.env[var].version += 1;
            self.state.forget(var);
        }
        Value::of(Ty::unit())
    }

    fn assign_var(&mut self, var: VarId, value: Value, span: Span) {
        let old = self.state.of_var(var);
        self.state.release(&old);
        if !self.state.is_moved(var) {
            let (ty, place) = (self.env[var].ty.clone(), self.env[var].place.clone());
            self.drop_glue(&ty, place, span);
        }
        let depth = self.env[var].depth;
        self.state.own(&value.guards, depth, Some(var));
        // Where branches meet, it may be either value.
        self.record.table_mut().leads.forget(&Path::root(Root::Local(var.0)));
        let fresh = self.record.next_fresh();
        if !self.env[var].is_plain() || !value.is_plain() {
            self.env.assigned(var);
        }
        let known = &mut self.env[var];
        known.version += 1;
        known.place = Some(value.place.unwrap_or_else(|| Place {
            path: Path::root(Root::Fresh(fresh)),
            class: Class::root(ClassRoot::Unknown),
            exclusive: false,
            shared: true,
        }));
        if known.ty.is_unknown() || !value.ty.is_unknown() && known.ty.has_unknown() {
            known.ty = value.ty;
        }
        known.callable = value.callable;
        known.pending = value.pending;
        known.origins = value.origins;
        known.carries = value.carries;
        self.state.mark_moved(var, false);
    }

    /// The old value is dropped in place; what the new one holds stays held.
    fn assign_place(&mut self, place: Value, value: Value, span: Span) {
        if let (Some(taken), Some(to)) = (&value.place, &place.place)
            && taken.path == to.path
            && self.record.is_polled()
        {
            let own = self.is_bodys_own(place.var);
            let change = Change { place: to.clone(), step: ChangeStep::Put, own };
            self.event(span, EventKind::Change(Box::new(change)));
        }
        self.may_lead_elsewhere(&place);
        if let Some(to) = &place.place {
            self.kept(&to.class, &value);
            self.drops_task(&place, span);
        }
        if let Some(var) = place.var {
            let old = self.state.surely_of_part(var, place.part);
            self.end_guards(&old);
        }
        if !place.ty.is_unknown() {
            self.drop_glue(&place.ty, place.place, span);
        }
        self.move_guards(&value.guards, place.var, place.part);
    }

    /// Guards move into a part of a variable, or into what is not the body's own and outlives it.
    pub(super) fn move_guards(&mut self, guards: &[u32], var: Option<VarId>, part: Projection) {
        let depth = var.map_or(0, |var| self.env[var].depth);
        self.state.own(guards, depth, var);
        if var.is_some() {
            self.state.wrap(guards, part);
        }
    }

    /// Whether an expression is (part of) a variable's own value, wherever that was taken from.
    fn is_own(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Field(base, _) => self.is_own(base),
            ExprKind::Path(path) => {
                let var = path.as_ident().and_then(|name| self.env.lookup(name));
                var.is_some_and(|var| matches!(self.env[var].ty, Ty::Adt(..) | Ty::Tuple(_)))
            }
            _ => false,
        }
    }
}
