//! Cells: those that are initialised once, with a lock as it were, and those whose content is reached unchecked.

use super::frame::Frame;
use super::invocation::{Invocation, Receiver};
use super::value::Value;
use crate::catalog;
use crate::facts::ir::{Expr, ExprKind};
use crate::model::ids::FnId;
use crate::model::place::{Part, Place};
use crate::model::table::{Ask, Call, Callable, Dispatch, EventKind, Hold};
use crate::model::ty::Ty;
use crate::text::Span;

impl<'a> Frame<'_, 'a> {
    /// `cell.get_or_init(…)` and its kin.
    pub(super) fn cell_method(
        &mut self,
        path: &str,
        receiver: &Receiver,
        call: &Invocation<'_>,
    ) -> Option<Value> {
        let initialises = catalog::cell(path) == Some(true) && catalog::initialises(path, call.name.as_str());
        if !initialises || call.args.iter().any(is_async_closure) {
            return None;
        }
        let cell = match receiver.place.clone() {
            Some(place) => place,
            None => self.record.fresh_place(),
        };
        if let Some(what) = catalog::blocking_method(path, call.name.as_str()) {
            self.blocks(what, call.at, Span::default());
        }
        self.initialise(&cell, call.args, call.at);
        let ty = match super::library::method(&receiver.ty, call.name.as_str()) {
            Some(known) => known.ty,
            None => Ty::Unknown,
        };
        Some(Value { rvalue: true, ..Value::at(ty, Some(cell)) })
    }

    /// `cell.get()` of an unchecked cell that others may reach.
    pub(super) fn cell_opened(&mut self, receiver: &Receiver, call: &Invocation<'_>) {
        if receiver.ty.lib_path().is_some_and(|path| catalog::opens(path, call.name.as_str()))
            && let Some(place) = receiver.place.clone().filter(|place| !place.exclusive)
        {
            self.touch(place, true, call.at);
        }
    }

    /// `cell.get_or_init(…)`: the initialiser runs with the cell locked, as it were.
    pub(super) fn initialise(&mut self, cell: &Place, args: &[Expr], at: Span) -> Option<Value> {
        // What the cell holds may be a lock, with a class of its own.
        let place = cell.part(Part::Initialiser);
        self.take_pseudo(place.clone(), Ask::Initialiser, at);
        let guard = self.pseudo_guard(place, Hold::Initialiser, at);
        if let [Expr { kind: ExprKind::Path(_), .. }] = args {
            // A named function: it runs in this very call.
            let value = self.eval(&args[0], &Ty::Unknown);
            match value.callable {
                Some(Callable::Fn(id)) => {
                    let targets = vec![id];
                    self.record.table_mut().alone.push((at, id));
                    let call = Call { targets, dispatch: Dispatch::Static, args: Vec::new(), drop: false };
                    self.event(at, EventKind::Call(call));
                }
                Some(callable) => self.run_to_end(&callable, at),
                None => {}
            }
            self.state.release(&[guard]);
            return None;
        }
        let value = self.run_inline(args, &[], false);
        self.state.release(&[guard]);
        value
    }

    /// A static that is initialised at first use is used.
    pub(super) fn force(&mut self, place: &Place, initialiser: FnId, at: Span) {
        let cell = place.part(Part::Initialiser);
        self.take_pseudo(cell.clone(), Ask::Initialiser, at);
        let guard = self.pseudo_guard(cell, Hold::Initialiser, at);
        let call =
            Call { targets: vec![initialiser], dispatch: Dispatch::Static, args: Vec::new(), drop: false };
        self.event(at, EventKind::Call(call));
        self.state.release(&[guard]);
    }
}

fn is_async_closure(arg: &Expr) -> bool {
    match &arg.kind {
        ExprKind::Closure(closure) => closure.is_async || matches!(closure.body.kind, ExprKind::Async(..)),
        _ => false,
    }
}
