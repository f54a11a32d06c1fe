//! Shared pointers in values that a body makes, so that a lock behind one is known by either name.

use super::control::Exit;
use super::frame::Frame;
use super::value::Value;
use crate::model::ids::FnId;
use crate::model::place::{Place, Root, Step};
use crate::model::table::{Call, Lead};
use crate::model::ty::{OPTION, Ty, is_shared_pointer};
use crate::text::Symbol;

impl<'a> Frame<'_, 'a> {
    /// Notes in `leads` the shared pointers in what becomes that field of a value.
    pub(super) fn note_leads(&self, field: Symbol, value: &Value, leads: &mut Vec<Lead>) {
        let Some(place) = value.place.as_ref().filter(|place| place.path.root != Root::Elsewhere) else {
            return;
        };
        let field = Step::Field(field);
        if leads_away(&value.ty) {
            leads.push(Lead { at: vec![field], to: place.clone() });
        } else {
            let within = self.record.table().leads.within(&place.path);
            leads.extend(within.map(|Lead { at, to }| Lead { at: [vec![field], at].concat(), to }));
        }
    }

    /// A new value with these in it.
    pub(super) fn with_leads(&mut self, value: Value, leads: Vec<Lead>) -> Value {
        if leads.is_empty() {
            return value;
        }
        let place = self.record.fresh_place();
        self.record.table_mut().leads.add(place.path.root, leads);
        Value { place: Some(place), ..value }
    }

    /// Whether shared pointers in a value are known that was made there.
    pub(super) fn has_leads(&self, place: &Place) -> bool {
        place.path.steps.is_empty() && self.record.table().leads.within(&place.path).next().is_some()
    }

    /// A value that was made at `from` becomes that variable.
    pub(super) fn hand_on_leads(&mut self, from: &Place, var: Root) {
        if from.path.root != var {
            let leads = self.record.table().leads.within(&from.path).collect();
            self.record.table_mut().leads.add(var, leads);
        }
    }

    /// What is in the result, if that is always the same value, made here: as far as callers know where it leads.
    pub(super) fn leads_of_result(&self, exit: &Exit) -> Vec<Lead> {
        let Some(place) = exit.place.as_ref().filter(|_| !exit.differs) else { return Vec::new() };
        let is_known = |lead: &Lead| matches!(lead.to.path.root, Root::Param(_) | Root::Static(_));
        self.record.table().leads.within(&place.path).filter(is_known).collect()
    }

    /// Where the result of a call is that is made there, if there are shared pointers in it.
    pub(super) fn made_by(&mut self, callee: FnId, call: &Call) -> Option<Place> {
        let leads = (self.callee_results)(callee)?.leads;
        let arg = |index: u32| call.args.get(index as usize).and_then(|arg| arg.place.clone());
        let leads = leads.into_iter().map(|Lead { at, to }| Lead { at, to: to.substitute(&arg) });
        let leads: Vec<Lead> = leads.filter(|lead| lead.to.path.root != Root::Elsewhere).collect();
        self.with_leads(Value::unknown(), leads).place
    }

    /// Something else may be in that part of a value later on.
    pub(super) fn may_lead_elsewhere(&mut self, part: &Value) {
        if let Some(place) = part.place.as_ref().filter(|_| leads_away(&part.ty)) {
            self.record.table_mut().leads.forget(&place.path);
        }
    }

    /// What a place is by the name under which the pointer was made that leads to it.
    pub(super) fn settled(&self, place: Place) -> Place {
        self.record.table().leads.follow(place)
    }
}

/// Whether what the value leads to has other names.
fn leads_away(ty: &Ty) -> bool {
    match ty {
        Ty::Lib(path, args) if path.as_str() == OPTION => args.first().is_some_and(leads_away),
        Ty::Lib(path, _) => is_shared_pointer(path.as_str()),
        Ty::Ref(..) => true,
        _ => false,
    }
}
