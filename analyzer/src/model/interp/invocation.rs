//! A call as one value: what is written in it, and what it is a method of.

use super::value::Value;
use crate::facts::ir::{Expr, TypeRef};
use crate::model::place::Place;
use crate::model::ty::{Ty, is_shared_pointer};
use crate::text::{Span, Symbol};

/// What is written in a call, apart from its receiver.
#[derive(Clone, Copy)]
pub(super) struct Invocation<'e> {
    /// The method, or the last name of a path.
    pub(super) name: Symbol,
    pub(super) args: &'e [Expr],
    /// What it is called on, as it is written.
    pub(super) receiver: Option<&'e Expr>,
    pub(super) generics: &'e [TypeRef],
    /// Where it is; of a method, from the name to the end.
    pub(super) at: Span,
    /// The path of what is called, if it is called by one.
    pub(super) callee: Span,
    /// The expected type, as far as it is known.
    pub(super) expected: &'e Ty,
}

/// What a method is looked for in: the receiver, dereferenced some steps.
pub(super) struct Receiver {
    /// As it was evaluated.
    pub(super) value: Value,
    pub(super) ty: Ty,
    pub(super) place: Option<Place>,
    /// The last step went through a shared pointer.
    pub(super) via_shared: bool,
}

impl Receiver {
    /// The value, not dereferenced yet.
    pub(super) fn new(value: Value) -> Receiver {
        Receiver { ty: value.ty.clone(), place: value.place.clone(), value, via_shared: false }
    }

    /// Whether the type is the one that the value itself has.
    pub(super) fn is_direct(&self) -> bool {
        self.ty == self.value.ty
    }

    /// Takes the value out, for the method that was found.
    pub(super) fn take(&mut self) -> Value {
        std::mem::replace(&mut self.value, Value::unknown())
    }

    /// The next step is a dereference of this type.
    pub(super) fn pass_pointer(&mut self) {
        self.via_shared = match &self.ty {
            Ty::Lib(path, _) => is_shared_pointer(path.as_str()),
            Ty::Ref(..) => self.via_shared,
            _ => false,
        };
    }
}
