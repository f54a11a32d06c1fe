//! Python's interpreter, which one thread has at a time.

use super::closure::Foreign;
use super::frame::Frame;
use super::invocation::Invocation;
use super::modes::Modes;
use super::value::Value;
use crate::catalog::declared::{Function, Python};
use crate::facts::ir::Expr;
use crate::model::place::{Class, ClassRoot, Path, Place, Root};
use crate::model::table::{Ask, Hold};
use crate::model::ty::Ty;
use crate::model::types::{Bindings, ty_of};
use crate::text::{Span, Symbol};

impl<'a> Frame<'_, 'a> {
    /// A method that gives the interpreter up, takes it, or runs Python code; gives a value of the type.
    pub(super) fn python_method(
        &mut self,
        function: &Function,
        does: Python,
        ty: Ty,
        call: &Invocation<'_>,
    ) -> Value {
        match does {
            Python::Attaches => self.attach(function, call),
            Python::Detaches => self.detach(call.args, call.at),
            Python::Calls => {
                self.foreign_args(call.args, Foreign::Unknown);
                self.python_runs(call.at);
                Value::of(ty)
            }
        }
    }

    /// Guards by which this thread is attached to Python's interpreter.
    fn attached(&self) -> Vec<u32> {
        let held = self.state.held().into_iter().map(|held| held.guard);
        held.filter(|guard| self.record.guard(*guard).mode == Hold::Interpreter).collect()
    }

    /// The body runs attached to the interpreter from its beginning.
    pub(super) fn begin_attached(&mut self, at: Span) {
        self.pseudo_guard(interpreter(), Hold::Interpreter, at);
    }

    /// Runs the closure of such a function attached to the interpreter.
    pub(super) fn attach(&mut self, function: &Function, call: &Invocation<'_>) -> Value {
        let Invocation { args, at, .. } = *call;
        let again = !self.attached().is_empty();
        let attached = Modes { is_detached: false, ..self.modes };
        let guard = (!again).then(|| {
            self.take_pseudo(interpreter(), Ask::Interpreter, at);
            self.pseudo_guard(interpreter(), Hold::Interpreter, at)
        });
        let closure = function.params.iter().find_map(|(_, shape)| shape.callable());
        let params = closure.map_or(&[][..], |closure| &closure.args);
        let params: Vec<Ty> = params.iter().map(|shape| ty_of(shape, &Bindings::default())).collect();
        let value = self.within(attached, |frame| frame.run_inline(args, &params, true));
        let value = value.unwrap_or_else(Value::unknown);
        self.state.release(&Vec::from_iter(guard));
        value
    }

    /// Runs a closure with the interpreter given up, and takes it again.
    pub(super) fn detach(&mut self, args: &[Expr], at: Span) -> Value {
        let attached = self.attached();
        let again = !attached.is_empty();
        self.detached(&attached, |frame| {
            let value = frame.run_inline(args, &[], true).unwrap_or_else(Value::unknown);
            if again {
                frame.take_pseudo(interpreter(), Ask::Interpreter, at);
            }
            value
        })
    }

    /// Runs something with the interpreter given up, which these guards have.
    fn detached<R>(&mut self, attached: &[u32], run: impl FnOnce(&mut Self) -> R) -> R {
        self.state.pause(attached, true);
        let detached = Modes { is_detached: true, ..self.modes };
        let result = self.within(detached, run);
        self.state.pause(attached, false);
        result
    }

    /// Python code runs, which may give the interpreter to another thread and take it again.
    pub(super) fn python_runs(&mut self, at: Span) {
        let attached = self.attached();
        self.detached(&attached, |frame| frame.take_pseudo(interpreter(), Ask::Interpreter, at));
    }

    /// Waits for a lock with the interpreter given up.
    pub(super) fn lock_detached(&mut self, run: impl FnOnce(&mut Self) -> Value) -> Value {
        let attached = self.attached();
        self.detached(&attached, run)
    }
}

/// Python's interpreter, which one thread has at a time.
fn interpreter() -> Place {
    let name = Symbol::new("GIL");
    Place {
        path: Path::root(Root::Lib(name)),
        class: Class::root(ClassRoot::Lib(name)),
        exclusive: false,
        shared: true,
    }
}
