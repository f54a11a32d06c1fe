//! Types of declared signatures, with what their parameters stand for.

use super::Bindings;
use super::written::lib_type_within;
use crate::catalog::declared::Function;
use crate::catalog::library::Type;
use crate::catalog::shape::Shape;
use crate::catalog::{self, lang, shelf};
use crate::model::ty::{Args, Inner, Ty};
use crate::text::Symbol;

/// The type of a shape; unknown where a parameter is not bound.
pub fn ty_of(shape: &Shape, bindings: &Bindings) -> Ty {
    ty_within(shape, bindings, 0)
}

/// The same, within that many aliases.
pub(super) fn ty_within(shape: &Shape, bindings: &Bindings, aliases: u32) -> Ty {
    let next = |shape: &Shape| ty_within(shape, bindings, aliases);
    let inner = |shape: &Shape| Inner::new(next(shape));
    match shape {
        Shape::Unknown => Ty::Unknown,
        Shape::Param(name) => bindings.get(*name).cloned().unwrap_or_else(|| projected(*name, bindings)),
        Shape::Lib(path, args) => {
            let args: Args = args.iter().map(next).collect();
            lib_type_within(catalog::canonical_symbol(*path), args, aliases)
        }
        Shape::Ref(mutable, of) => Ty::Ref(*mutable, inner(of)),
        Shape::Ptr(of) => Ty::Ptr(inner(of)),
        Shape::Tuple(parts) => Ty::Tuple(parts.iter().map(next).collect()),
        Shape::Slice(of) => Ty::Slice(inner(of)),
        Shape::Fn(callable) => Ty::Fn(inner(&callable.ret)),
        Shape::Iter(item) => Ty::Iter(inner(item)),
        Shape::Future(output) => Ty::Future(inner(output)),
        Shape::Never => Ty::Never,
    }
}

/// `<Self::Item as IntoIterator>::Item`, by what `Self::Item` stands for.
fn projected(name: Symbol, bindings: &Bindings) -> Ty {
    let of = |(param, assoc): (&str, &str)| {
        let ty = bindings.get(Symbol::new(param))?;
        match assoc {
            lang::ITEM => iterated(ty),
            lang::OUTPUT => match ty {
                Ty::Future(output) => Some((**output).clone()),
                ty => output_of(ty),
            },
            _ => None,
        }
    };
    name.as_str().rsplit_once("::").and_then(of).unwrap_or(Ty::Unknown)
}

/// Binds the parameters of a shape so that it fits `ty`, as far as both are known.
pub fn fit(shape: &Shape, ty: &Ty, bindings: &mut Bindings) {
    match (shape, ty) {
        (Shape::Param(name), _) => bindings.bind(*name, ty.clone()),
        (Shape::Ref(_, a), Ty::Ref(_, b)) => fit(a, b, bindings),
        (Shape::Ref(_, a), other) => fit(a, other, bindings),
        (Shape::Lib(a, xs), Ty::Lib(b, ys)) if a == b || catalog::canonical_symbol(*a) == *b => {
            each(xs, ys, bindings);
        }
        (Shape::Lib(path, xs), Ty::Guard(_, content, _)) => {
            let content_at = catalog::guard_content(path.as_str(), xs.len()).and_then(|(_, at, _)| at);
            if let Some(content_shape) = content_at.and_then(|at| xs.get(at)) {
                fit(content_shape, content, bindings);
            }
        }
        (Shape::Tuple(xs), Ty::Tuple(ys)) => each(xs, ys, bindings),
        (Shape::Slice(a), Ty::Slice(b)) | (Shape::Iter(a), Ty::Iter(b)) | (Shape::Ptr(a), Ty::Ptr(b)) => {
            fit(a, b, bindings);
        }
        (Shape::Future(a), Ty::Future(b)) => fit(a, b, bindings),
        (Shape::Fn(callable), Ty::Fn(ret)) => fit(&callable.ret, ret, bindings),
        (Shape::Iter(a), other) => {
            if let Some(item) = iterated(other) {
                fit(a, &item, bindings);
            }
        }
        (Shape::Future(a), Ty::Lib(..)) => {
            if let Some(output) = output_of(ty) {
                fit(a, &output, bindings);
            }
        }
        (_, Ty::Ref(_, inner)) => fit(shape, inner, bindings),
        _ => {}
    }
}

fn each(xs: &[Shape], ys: &Args, bindings: &mut Bindings) {
    for (x, y) in xs.iter().zip(ys.iter()) {
        fit(x, y, bindings);
    }
}

/// What the parameters of a declared type stand for.
pub(super) fn of_type(ty: &Type, args: &[Ty]) -> Bindings {
    let mut bindings = Bindings::default();
    for (param, arg) in ty.params.iter().zip(args) {
        bindings.bind(*param, arg.clone());
    }
    bindings
}

fn declared(ty: &Ty) -> Option<(&'static Type, &Args)> {
    match ty {
        Ty::Lib(path, args) => Some((shelf::ty(path.as_str())?, args)),
        _ => None,
    }
}

/// What `*value` is for a library type, as declared.
pub fn deref_of(ty: &Ty) -> Option<Ty> {
    let (declared, args) = declared(ty)?;
    Some(ty_of(declared.deref.as_ref()?, &of_type(declared, args)))
}

/// The types in a variant of a library's enum.
pub fn variant_of(ty: &Ty, name: Symbol) -> Option<Vec<Ty>> {
    let (declared, bindings) = match ty {
        Ty::Guard(_, _, of) => (shelf::ty(of.path?.as_str())?, Bindings::default()),
        _ => {
            let (declared, args) = declared(ty)?;
            (declared, of_type(declared, args))
        }
    };
    let (_, types) = declared.variants.iter().find(|(known, _)| *known == name)?;
    Some(types.iter().map(|shape| ty_of(shape, &bindings)).collect())
}

/// What a library type gives when it is awaited.
pub fn output_of(ty: &Ty) -> Option<Ty> {
    let (declared, args) = declared(ty)?;
    Some(ty_of(declared.output.as_ref()?, &of_type(declared, args)))
}

/// What a value of the type iterates over.
pub fn iterated(ty: &Ty) -> Option<Ty> {
    match ty {
        Ty::Slice(inner) | Ty::Iter(inner) => Some((**inner).clone()),
        Ty::Ref(mutable, inner) => {
            let by_ref = |ty: Ty| Ty::Ref(*mutable, Inner::new(ty));
            match &**inner {
                Ty::Iter(_) => iterated(inner),
                inner => Some(match iterated(inner)? {
                    Ty::Tuple(parts) => Ty::Tuple(parts.iter().cloned().map(by_ref).collect()),
                    item => by_ref(item),
                }),
            }
        }
        _ => {
            let (declared, args) = declared(ty)?;
            Some(ty_of(declared.items.as_ref()?, &of_type(declared, args)))
        }
    }
}

/// The element of a sequence or the value of a map.
pub fn element_of(ty: &Ty) -> Option<Ty> {
    if let Ty::Slice(inner) = ty {
        return Some((**inner).clone());
    }
    let (declared, args) = declared(ty)?;
    if !declared.role.collection {
        return None;
    }
    let bindings = of_type(declared, args);
    let element = declared.element.as_ref().or_else(|| declared.looked_up()).or(declared.items.as_ref())?;
    match ty_of(element, &bindings) {
        // `Vec<T>` gives `[T]` for a range.
        Ty::Slice(inner) => Some((*inner).clone()),
        ty => Some(ty),
    }
}

/// A function's result, as far as what is bound tells.
pub fn result_of(function: &Function, bindings: &Bindings) -> Ty {
    let ty = ty_of(&function.ret, bindings);
    if function.is_async { Ty::Future(Inner::new(ty)) } else { ty }
}
