//! Atomics: what operations on them do, and which of them are ordered too weakly.

use super::checks::ordering;
use super::frame::Frame;
use super::invocation::Invocation;
use super::value::Value;
use crate::catalog::declared::{Atomic, Operation};
use crate::catalog::{self, Does};
use crate::facts::ir::{Expr, ExprKind, Lit};
use crate::model::place::{Place, Root};
use crate::model::table::{
    AtomicAct, AtomicUse, Callable, Change, ChangeStep, EventKind, Follows, Story, Weak,
};
use crate::model::ty::Ty;
use crate::text::Span;

impl<'a> Frame<'_, 'a> {
    /// A method that an atomic may have; gives what its result was learned from. `values` are those of the arguments.
    pub(super) fn atomic_method(
        &mut self,
        receiver: &Value,
        call: &Invocation<'_>,
        values: &Operands,
    ) -> Vec<u32> {
        let Invocation { name, args, at, .. } = *call;
        let mut origins = Vec::new();
        let Some(place) = &receiver.place else { return origins };
        let Some(operation) = catalog::operation(receiver.ty.peel().lib_path(), name.as_str()) else {
            return origins;
        };
        let is_declared = receiver.ty.peel().lib_path().is_some_and(|path| catalog::atomic(path).is_some());
        match operation {
            Operation::Load => {
                self.used_atomic(place, AtomicAct::Load, args, at);
                origins = self.loaded(place, is_declared, args, at);
            }
            Operation::Store => {
                self.used_atomic(place, raised(args), args, at);
                self.stored(place, is_declared, &values.first, args, at);
                if is_pointer(&receiver.ty) && !values.of_code && values.first.is_empty() {
                    self.linked(place.clone(), args, at);
                }
                self.note_store(place, args, at);
            }
            Operation::Subtract | Operation::Exchange => {
                self.used_atomic(place, AtomicAct::Change, args, at);
                origins = match operation {
                    Operation::Exchange => self.claimed(place, at),
                    _ => self.counted(place, at),
                };
                if !values.of_code {
                    self.exchanged(&receiver.ty, place.clone(), operation, args, at);
                }
            }
            Operation::Swap if args.len() == 2 => {
                self.used_atomic(place, swapped(args), args, at);
                origins = self.claimed(place, at);
            }
            Operation::Swap => {}
            Operation::Add | Operation::Update => {
                self.record.table_mut().exchanges |= operation == Operation::Update;
                if operation == Operation::Add {
                    self.added(place, at);
                }
                self.used_atomic(place, AtomicAct::Change, args, at);
            }
        }
        if let Some(step) = atomic_step(operation, args)
            && (self.record.is_polled() || matches!(step, ChangeStep::Up | ChangeStep::Down))
        {
            let own = self.is_bodys_own(receiver.var);
            self.event(at, EventKind::Change(Box::new(Change { place: place.clone(), step, own })));
        }
        origins
    }

    /// `fetch_sub`, `compare_exchange`: too weak where a story says what for.
    fn exchanged(&mut self, ty: &Ty, place: Place, operation: Operation, args: &[Expr], at: Span) {
        let exchange = operation == Operation::Exchange;
        self.record.table_mut().exchanges |= exchange;
        let success = if exchange { args.get(2) } else { args.get(1) };
        if success.and_then(ordering).is_none_or(|name| name != "Relaxed") {
            return;
        }
        let takes = exchange
            && matches!(args[0].kind, ExprKind::Lit(Lit::Bool(false)))
            && self.control.find(None).is_some();
        let story = match ty {
            _ if takes => Story::Locks,
            _ if !exchange && matches!(args[0].kind, ExprKind::Lit(Lit::Int(Some(1)))) => Story::LastOwner,
            ty if exchange && is_pointer(ty) && !is_null(&args[1]) => Story::Publishes,
            _ => return,
        };
        self.event(at, EventKind::Weak(Box::new(Weak { place, story, follows: Follows::default() })));
    }

    /// A pointer to something new is stored in an atomic that others see.
    pub(super) fn linked(&mut self, place: Place, args: &[Expr], at: Span) {
        let relaxed = args.get(1).and_then(ordering).is_some_and(|name| name == "Relaxed");
        let others = matches!(place.path.root, Root::Static(_) | Root::Param(_)) && !place.exclusive;
        if relaxed && others && self.record.table().leaks && !is_null(&args[0]) && !self.locks_held() {
            let follows = Follows::default();
            self.event(at, EventKind::Weak(Box::new(Weak { place, story: Story::Publishes, follows })));
        }
    }

    /// Takes note of an operation on an atomic that others see.
    pub(super) fn used_atomic(&mut self, place: &Place, act: AtomicAct, args: &[Expr], at: Span) {
        let at_most = usize::from(act == AtomicAct::Raise);
        let Some(ordering) = args.iter().skip(at_most).find_map(ordering) else { return };
        if place.class.is_global() && !place.exclusive && !self.locks_held() {
            let relaxed = ordering == "Relaxed";
            self.record.table_mut().atomics.push(AtomicUse {
                class: place.class.clone(),
                span: at,
                act,
                relaxed,
            });
        }
    }
}

/// Whether the type is an atomic that holds a pointer.
fn is_pointer(ty: &Ty) -> bool {
    ty.peel().lib_path().and_then(catalog::atomic) == Some(Atomic::Pointer)
}

/// What is known of the arguments of an operation.
pub(super) struct Operands {
    /// What the first one was learned from.
    first: Vec<u32>,
    /// A pointer to a function is among them: what it points to is always there.
    of_code: bool,
}

impl Operands {
    pub(super) fn of(values: &[Value]) -> Operands {
        Operands {
            first: values.first().map(|value| value.origins.clone()).unwrap_or_default(),
            of_code: values.iter().any(|value| matches!(value.callable, Some(Callable::Fn(_)))),
        }
    }
}

/// What a method of an atomic does to a counter or flag.
fn atomic_step(operation: Operation, args: &[Expr]) -> Option<ChangeStep> {
    let first = args.first().map(|arg| &arg.kind);
    let set = matches!(first, Some(ExprKind::Lit(Lit::Bool(true))));
    let reset = matches!(first, Some(ExprKind::Lit(Lit::Bool(false))));
    match operation {
        Operation::Add => Some(ChangeStep::Up),
        Operation::Subtract => Some(ChangeStep::Down),
        Operation::Store if set => Some(ChangeStep::Set),
        Operation::Store | Operation::Swap if reset => Some(ChangeStep::Reset),
        Operation::Swap if set => Some(ChangeStep::Claim),
        Operation::Exchange if reset => Some(ChangeStep::Claim),
        _ => None,
    }
}

/// Whether an argument is a null pointer, as far as can be read.
fn is_null(arg: &Expr) -> bool {
    match &arg.kind {
        ExprKind::Call(callee, _) => matches!(&callee.kind, ExprKind::Path(path)
            if path.last().is_some_and(|name| catalog::suggests(name.as_str(), Does::IsNull))),
        _ => false,
    }
}

/// What a swap does.
fn swapped(args: &[Expr]) -> AtomicAct {
    if raised(args) == AtomicAct::Lower { AtomicAct::Lower } else { AtomicAct::Change }
}

/// What a store does.
fn raised(args: &[Expr]) -> AtomicAct {
    match args.first().map(|value| &value.kind) {
        Some(ExprKind::Lit(Lit::Bool(true))) => AtomicAct::Raise,
        Some(ExprKind::Lit(Lit::Int(Some(number)))) if *number != 0 => AtomicAct::Raise,
        Some(ExprKind::Lit(Lit::Bool(false) | Lit::Int(Some(0)))) => AtomicAct::Lower,
        _ => AtomicAct::Change,
    }
}
