//! Methods of library types, by their declared signatures: what they return and which closures they run.
//!
//! A generic function cannot invent or hide a value of a type parameter, and lifetimes say what a result borrows. So the
//! signature says what becomes of the receiver, of what is in it, and of what a closure gives.

use super::guards::{GuardTypes, direct_guard};
use crate::catalog::declared::{By, Extended, Function, Where};
use crate::catalog::shape::{Callable, Shape};
use crate::catalog::{self, lang, shelf};
use crate::model::ty::{AROUND, OPTION, RESULT, TraitRef, Ty};
use crate::model::types::{Bindings, fit, output_of, result_of, ty_of};
use crate::text::Symbol;

pub(super) use crate::model::types::{element_of as element, iterated};

/// What a library method does with what it is called on and given.
pub(super) struct LibCall {
    /// Its declaration; `None` where only the type is known.
    pub(super) function: Option<&'static Function>,
    /// What the signature's parameters stand for.
    pub(super) bindings: Bindings,
    /// Its result, unless a closure says more.
    pub(super) ty: Ty,
    /// Takes the receiver by value: its guards move into the result, or into the closure, or end.
    pub(super) by_value: bool,
    /// The result keeps what is in the receiver.
    pub(super) keeps: bool,
    /// The result is (part of) the receiver.
    pub(super) same_place: bool,
    /// The result is an element of the receiver.
    pub(super) element: bool,
}

impl LibCall {
    fn around(ty: Ty) -> LibCall {
        LibCall {
            function: None,
            bindings: Bindings::default(),
            ty,
            by_value: true,
            keeps: true,
            same_place: true,
            element: false,
        }
    }

    fn of(function: &'static Function, receiver: &Ty) -> LibCall {
        let mut bindings = Bindings::default();
        fit(&function.own, receiver, &mut bindings);
        let by_value = function.receiver == Some(By::Value);
        let own = function.own == function.ret;
        let keeps = own || keeps(&function.own, &function.ret);
        let declared = receiver.lib_path().and_then(shelf::ty);
        let role = declared.map(|ty| &ty.role);
        let is_lock = role.is_some_and(|role| role.lock.is_some());
        // Another end of the channel.
        let shares = role.is_some_and(|role| role.end.is_some()) && is_end(&function.ret);
        let is_pointer = role.is_some_and(|role| role.pointer.is_some());
        let is_collection = role.is_some_and(|role| role.collection) || matches!(receiver, Ty::Slice(_));
        // A copy of a lock has a content of its own.
        let copies = own && !by_value && !function.borrows;
        let lazily = matches!(function.ret, Shape::Iter(_));
        let lent = by_value || function.borrows || is_pointer || lazily || copies && !is_lock;
        let element = is_collection && function.borrows && is_part(&function.ret);
        let ty = match function.ret == Shape::Unknown && own {
            true => receiver.clone(),
            false => result_of(function, &bindings),
        };
        LibCall {
            function: Some(function),
            ty,
            by_value,
            keeps,
            same_place: keeps && lent && !element || shares,
            element,
            bindings,
        }
    }

    /// The types that its turbofish names, in order.
    pub(super) fn chosen(&mut self, generics: impl Iterator<Item = Ty>) {
        let Some(function) = self.function else { return };
        function.generics.iter().zip(generics).for_each(|(name, ty)| self.bindings.bind(*name, ty));
        self.ty = result_of(function, &self.bindings);
    }

    /// The first closure that it is given, as its declaration says it.
    pub(super) fn callable(&self) -> Option<&'static Callable> {
        self.function?.params.iter().find_map(|(_, shape)| shape.callable())
    }

    /// The types of what a closure is called with.
    pub(super) fn called_with(&self, callable: &Callable) -> Vec<Ty> {
        callable.args.iter().map(|arg| ty_of(arg, &self.bindings)).collect()
    }

    /// The result, once it is known what a closure gives.
    pub(super) fn given(&mut self, callable: &Callable, value: &Ty) {
        fit(&callable.ret, value, &mut self.bindings);
        if let Some(function) = self.function {
            self.ty = result_of(function, &self.bindings);
        }
    }

    /// Whether what the closure gives is (in) the result.
    pub(super) fn passes_on(&self, callable: &Callable) -> bool {
        let Some(function) = self.function else { return false };
        parts(&callable.ret).iter().any(|name| function.ret.mentions(*name))
    }

    /// Whether it takes what is in the receiver out of it.
    pub(super) fn taken_out(&self) -> bool {
        self.function.is_some_and(|function| function.receiver == Some(By::Mut) && !function.borrows)
            && self.keeps
    }

    /// Whether what it makes of an iterator goes on to that one's end.
    pub(super) fn to_its_end(&self) -> bool {
        !self.function.is_some_and(|function| function.effects.stops)
    }

    /// Whether a guard in the receiver goes into the closure, which is called with what `params` says: it is called with a
    /// value that holds one, and nothing in the result does.
    pub(super) fn moves_into(&self, callable: &Callable, params: &[Ty], guard_types: &GuardTypes) -> bool {
        let Some(function) = self.function.filter(|_| self.by_value) else { return false };
        if matches!(function.own, Shape::Iter(_)) {
            return false;
        }
        let by_value = callable.args.iter().zip(params).filter_map(|(shape, ty)| match shape {
            Shape::Param(name) => Some((*name, ty)),
            _ => None,
        });
        let mut moved =
            by_value.filter(|(name, ty)| guard_types.holds_guard(ty) && !function.ret.mentions(*name));
        moved.any(|(name, ty)| {
            let others = parts(&function.ret).into_iter().filter(|other| *other != name);
            let others = others.filter_map(|other| self.bindings.get(other));
            // Of an error that has the guard too, there mostly is none.
            direct_guard(ty).is_some() || !others.into_iter().any(|ty| guard_types.holds_guard(ty))
        })
    }

    /// Whether it runs its closure only when there is no value in the receiver.
    pub(super) fn absent(&self) -> bool {
        self.function.is_some_and(|function| function.effects.runs == Some(Where::Absent))
    }
}

/// Whether a shape is that of a channel's end.
fn is_end(shape: &Shape) -> bool {
    let Shape::Lib(path, _) = shape else { return false };
    shelf::ty(catalog::canonical_symbol(*path).as_str()).is_some_and(|ty| ty.role.end.is_some())
}

/// Whether what is in a value of one shape is in a result of another. Of a type of the same kind, as `Result<U, E>` is one
/// of the kind of `Result<T, E>`, the first parameter tells.
fn keeps(own: &Shape, ret: &Shape) -> bool {
    match (own, ret) {
        (Shape::Lib(a, xs), Shape::Lib(b, ys)) if a == b && !xs.is_empty() && !ys.is_empty() => {
            parts(&xs[0]).iter().any(|name| ys[0].mentions(*name))
        }
        _ => parts(own).iter().any(|name| ret.mentions(*name)),
    }
}

/// The parameters that a shape mentions.
fn parts(shape: &Shape) -> Vec<Symbol> {
    let mut found = Vec::new();
    collect(shape, &mut found);
    found
}

fn collect(shape: &Shape, found: &mut Vec<Symbol>) {
    match shape {
        Shape::Param(name) => found.push(*name),
        Shape::Lib(_, parts) | Shape::Tuple(parts) => parts.iter().for_each(|part| collect(part, found)),
        Shape::Ref(_, inner)
        | Shape::Ptr(inner)
        | Shape::Slice(inner)
        | Shape::Iter(inner)
        | Shape::Future(inner) => collect(inner, found),
        Shape::Fn(callable) => collect(&callable.ret, found),
        Shape::Unknown | Shape::Never => {}
    }
}

/// Whether a result that borrows from a collection is one of its elements, or leads to one: not a slice, not an iterator.
fn is_part(shape: &Shape) -> bool {
    match shape.peel() {
        Shape::Param(_) => true,
        Shape::Tuple(parts) => parts.iter().all(is_part),
        Shape::Lib(path, args) if matches!(path.as_str(), OPTION | RESULT) => {
            args.first().is_some_and(is_part)
        }
        Shape::Lib(path, _) => shelf::ty(path.as_str()).is_none_or(|ty| !ty.role.collection),
        _ => false,
    }
}

/// The method of a library type; `None` where no declaration knows it for this type.
pub(super) fn method(ty: &Ty, name: &str) -> Option<LibCall> {
    let function = match ty {
        Ty::Lib(path, args) if path.as_str() == AROUND => return around(ty, args.first(), name),
        Ty::Lib(path, _) => {
            let declared = shelf::ty(path.as_str()).filter(|ty| ty.role.atomic.is_none())?;
            let awaited = || extension(Extended::Future, name).filter(|_| output_of(ty).is_some());
            let Some(function) = shelf::method(path.as_str(), name).or_else(awaited) else {
                return if declared.role.builder {
                    Some(LibCall::around(ty.clone()))
                } else {
                    copied(ty, name).or_else(|| universal(ty, name))
                };
            };
            function
        }
        Ty::Guard(_, _, of) => shelf::method(of.path?.as_str(), name)?,
        Ty::Slice(_) => shelf::slice_method(name)?,
        Ty::Iter(_) => extension(Extended::Iter, name)?,
        Ty::Future(_) => match extension(Extended::Future, name) {
            Some(function) => function,
            // It may be pinned.
            None => return shelf::method(catalog::PIN, name).map(|_| LibCall::around(ty.clone())),
        },
        Ty::Opaque(bounds) => return bounded(bounds, ty, name),
        _ => return None,
    };
    function.receiver.map(|_| LibCall::of(function, ty))
}

/// A method of a trait that everything has.
fn universal(ty: &Ty, name: &str) -> Option<LibCall> {
    let name = Symbol::new(name);
    let function = shelf::extensions(catalog::UNIVERSAL).find_map(|known| known.function(name))?;
    function.receiver.map(|_| LibCall::of(function, ty))
}

/// A method of one of the traits of which alone it is known that a type has them.
pub(super) fn bounded(bounds: &[TraitRef], ty: &Ty, name: &str) -> Option<LibCall> {
    let name = Symbol::new(name);
    let declared = |bound: &TraitRef| shelf::trait_method(bound.path?.as_str(), name);
    let function = bounds.iter().find_map(declared)?;
    function.receiver.map(|_| LibCall::of(function, ty))
}

/// A method that some trait adds to iterators, or to futures.
fn extension(of: Extended, name: &str) -> Option<&'static Function> {
    let name = Symbol::new(name);
    shelf::extending_all(of).find_map(|known| known.function(name))
}

/// `clone`, which no declaration need name.
fn copied(ty: &Ty, name: &str) -> Option<LibCall> {
    let is_lock = catalog::lock_type(ty.lib_path()?).is_some_and(|lock| !lock.shared);
    (name == lang::CLONE).then(|| LibCall {
        by_value: false,
        same_place: !is_lock,
        ..LibCall::around(ty.clone())
    })
}

/// Methods of something around a value: it stays that, whatever is unwrapped.
fn around(ty: &Ty, inner: Option<&Ty>, name: &str) -> Option<LibCall> {
    let optional = shelf::method(OPTION, name).or_else(|| shelf::method(RESULT, name))?;
    let inner = inner.cloned().unwrap_or(Ty::Unknown);
    match optional.params.iter().find_map(|(_, shape)| shape.callable()) {
        Some(callable)
            if callable.args.len() == 1 && !matches!(optional.effects.runs, Some(Where::Absent)) =>
        {
            let mut call = LibCall { function: Some(optional), ..LibCall::around(Ty::Unknown) };
            for name in parts(&callable.args[0]) {
                call.bindings.bind(name, inner.clone().reference());
            }
            Some(call)
        }
        _ => optional.receiver.map(|_| LibCall::around(ty.clone())),
    }
}
