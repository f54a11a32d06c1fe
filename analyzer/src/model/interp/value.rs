//! Values during interpretation, and the futures that belong to them.

use super::live::VarId;
use crate::catalog;
use crate::model::place::{Path, Place};
use crate::model::table::{Acquire, Call, Callable, Loss, PipeAct, Projection};
use crate::model::ty::Ty;
use crate::text::Span;

/// A value during interpretation.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) ty: Ty,
    /// Where it is, or what it refers to.
    pub(super) place: Option<Place>,
    /// Guards that it owns and that nobody has taken over yet; they are held as temporaries meanwhile.
    pub(super) guards: Vec<u32>,
    /// Guards of the variable it borrows from.
    pub(super) lent: Vec<u32>,
    /// What happens when it is awaited.
    pub(super) pending: Vec<Pending>,
    /// What runs when it is called.
    pub(super) callable: Option<Callable>,
    /// The variable it stands for, if it is a place expression.
    pub(super) var: Option<VarId>,
    /// Which part it is of that variable, or of the value that its guards are in.
    pub(super) part: Projection,
    /// A temporary made by an expression, not a place.
    pub(super) rvalue: bool,
    /// It is (or comes from) a future under a timeout.
    pub(super) timed: Option<Timed>,
    /// What it was learned from.
    pub(super) origins: Vec<u32>,
    /// What was taken out of a place and is (part of) it: an index into [`FnTable::taken`](crate::model::table::FnTable).
    pub(super) carries: Option<u32>,
    /// Of a tuple that was written as one: what it is made of.
    pub(super) elements: Vec<Value>,
}

/// A timeout around a future.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timed {
    /// Where.
    pub(super) at: Span,
    /// It has the future by reference, so that the future is still there when the time is up.
    pub(super) lent: bool,
}

/// What a future does when it is first polled.
#[derive(Clone, Debug)]
pub(super) enum Pending {
    /// Calls an async function.
    Call(Call, Span),
    /// Runs an async block of this frame.
    Block(u32),
    /// Runs the future that came in as a parameter, or that a callable gave which did.
    Param(u32),
    /// Takes an async lock.
    Lock(Acquire, Ty, Span),
    /// A library future that loses something when it is dropped half-way.
    Fragile(Loss, Span),
    /// Something that is done with the pipes of a child process.
    Pipe(Path, PipeAct, Span),
    /// A library future that waits for another thread or task.
    Wait(catalog::Waits, Place, Span),
}

/// A value has at most so many futures to it.
pub(super) const MAX_PENDING: usize = 256;

/// Adds futures to those that are awaited with them. Each is polled to its end once, however often it is named.
pub(super) fn gather(known: &mut Vec<Pending>, more: Vec<Pending>) {
    for pending in more {
        if known.len() < MAX_PENDING && !known.iter().any(|known| known.is(&pending)) {
            known.push(pending);
        }
    }
}

impl Pending {
    /// Whether it is the same future.
    pub(super) fn is(&self, other: &Pending) -> bool {
        match (self, other) {
            (Pending::Block(a), Pending::Block(b)) | (Pending::Param(a), Pending::Param(b)) => a == b,
            (Pending::Call(a, x), Pending::Call(b, y)) => x == y && a.targets == b.targets,
            (Pending::Lock(a, _, x), Pending::Lock(b, _, y)) => x == y && a.lock == b.lock,
            (Pending::Fragile(a, x), Pending::Fragile(b, y)) => x == y && std::ptr::eq(a.what, b.what),
            (Pending::Pipe(a, _, x), Pending::Pipe(b, _, y)) => x == y && a == b,
            (Pending::Wait(_, a, x), Pending::Wait(_, b, y)) => x == y && a == b,
            _ => false,
        }
    }
}

impl Value {
    pub(super) fn of(ty: Ty) -> Value {
        Value {
            ty,
            place: None,
            guards: Vec::new(),
            lent: Vec::new(),
            pending: Vec::new(),
            callable: None,
            var: None,
            part: Projection::WHOLE,
            rvalue: true,
            timed: None,
            origins: Vec::new(),
            carries: None,
            elements: Vec::new(),
        }
    }

    pub(super) fn unknown() -> Value {
        Value::of(Ty::Unknown)
    }

    pub(super) fn at(ty: Ty, place: Option<Place>) -> Value {
        Value { place, ..Value::of(ty) }
    }

    /// A tuple of these.
    pub(super) fn tuple(elements: Vec<Value>) -> Value {
        let guards = elements.iter().flat_map(|part| part.guards.iter().copied()).collect();
        let types = elements.iter().map(|part| part.ty.clone()).collect();
        let carries = elements.iter().find_map(|part| part.carries);
        Value { guards, carries, elements, ..Value::of(Ty::Tuple(types)) }
    }

    pub(super) fn with_ty(self, ty: Ty) -> Value {
        Value { ty, ..self }
    }

    /// Whether it is no more than something of its type. It does not matter where a number is.
    pub(super) fn is_plain(&self) -> bool {
        let nowhere = self.place.is_none() || self.ty.is_primitive();
        nowhere && self.callable.is_none() && self.pending.is_empty() && self.origins.is_empty()
    }
}

/// Joins the values of two branches: guards of both may be in the result.
pub(super) fn merge(known: Option<Value>, other: Value, live: bool) -> Option<Value> {
    if !live && (known.is_some() || other.ty == Ty::Never) {
        return known;
    }
    Some(match known {
        None => Value { var: None, rvalue: true, ..other },
        Some(mut known) => {
            known.guards.extend(other.guards);
            gather(&mut known.pending, other.pending);
            if matches!(known.ty, Ty::Unknown | Ty::Never)
                || known.ty.has_unknown() && !other.ty.has_unknown()
            {
                known.ty = other.ty;
            }
            known.carries = known.carries.or(other.carries);
            if known.place != other.place {
                known.place = None;
            }
            if known.callable != other.callable {
                known.callable = None;
            }
            known
        }
    })
}

/// The declared type, with its holes (`_`, unknown arguments) filled from the inferred one.
pub(super) fn refine(declared: Ty, inferred: Ty) -> Ty {
    match (&declared, &inferred) {
        (Ty::Unknown, _) => inferred,
        (Ty::Lib(a, xs), Ty::Lib(b, ys)) if a == b && xs.len() == ys.len() => {
            Ty::Lib(*a, xs.iter().zip(ys.iter()).map(|(x, y)| refine(x.clone(), y.clone())).collect())
        }
        (Ty::Lib(a, xs), Ty::Lib(b, _)) if a == b && xs.is_empty() => inferred,
        _ => declared,
    }
}
