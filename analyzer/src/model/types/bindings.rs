//! What type parameters stand for.

use rustc_hash::FxHashMap;

use crate::catalog::lang;
use crate::model::ty::{Args, Ty};
use crate::text::Symbol;

/// What type parameters stand for.
#[derive(Clone, Debug, Default)]
pub struct Bindings(FxHashMap<Symbol, Ty>);

impl Bindings {
    /// Binds a parameter, unless something better is known.
    pub fn bind(&mut self, name: Symbol, ty: Ty) {
        if ty.is_unknown() {
            return;
        }
        self.0.entry(name).or_insert(ty);
    }

    /// The type of a parameter.
    pub fn get(&self, name: Symbol) -> Option<&Ty> {
        self.0.get(&name)
    }

    /// Puts the bindings into a type.
    pub fn apply(&self, ty: &Ty) -> Ty {
        if ty.has_params() { ty.substitute(&|name| self.0.get(&name).cloned()) } else { ty.clone() }
    }
}

/// Binds the parameters of `pattern` so that it fits `ty`, as far as both are known.
pub fn unify(pattern: &Ty, ty: &Ty, bindings: &mut Bindings) {
    match (pattern, ty) {
        (Ty::Param(name), _) => bindings.bind(*name, ty.clone()),
        (Ty::Ref(_, a), Ty::Ref(_, b)) => unify(a, b, bindings),
        (Ty::Ref(_, a), other) => unify(a, other, bindings),
        (Ty::Adt(a, xs), Ty::Adt(b, ys)) if a == b => each(xs, ys, bindings),
        (Ty::Lib(a, xs), Ty::Lib(b, ys)) if a == b => each(xs, ys, bindings),
        (Ty::Tuple(xs), Ty::Tuple(ys)) => each(xs, ys, bindings),
        (Ty::Slice(a), Ty::Slice(b)) | (Ty::Iter(a), Ty::Iter(b)) | (Ty::Ptr(a), Ty::Ptr(b)) => {
            unify(a, b, bindings);
        }
        (Ty::Guard(_, a, _), Ty::Guard(_, b, _))
        | (Ty::Future(a), Ty::Future(b))
        | (Ty::Fn(a), Ty::Fn(b)) => {
            unify(a, b, bindings);
        }
        (Ty::Iter(a), Ty::Lib(_, ys)) if ys.len() == 1 => unify(a, &ys[0], bindings),
        (Ty::Iter(a), Ty::Slice(b)) => unify(a, b, bindings),
        (Ty::Slice(a), Ty::Lib(path, ys)) if path.as_str() == crate::catalog::LIST && !ys.is_empty() => {
            unify(a, &ys[0], bindings);
        }
        (_, Ty::Ref(_, inner)) => unify(pattern, inner, bindings),
        (Ty::Opaque(bounds), Ty::Fn(ret)) => {
            for bound in bounds.iter() {
                if let Some(Ty::Param(name)) = bound.assoc(lang::OUTPUT) {
                    bindings.bind(*name, (**ret).clone());
                }
            }
        }
        _ => {}
    }
}

fn each(xs: &Args, ys: &Args, bindings: &mut Bindings) {
    for (x, y) in xs.iter().zip(ys.iter()) {
        unify(x, y, bindings);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ty::Inner;

    #[test]
    fn unification_binds_parameters_through_references_and_arguments() {
        let name = Symbol::new("T");
        let pattern = Ty::Ref(false, Inner::new(Ty::lib_of("std::sync::Mutex", vec![Ty::Param(name)])));
        let ty = Ty::lib_of("std::sync::Mutex", vec![Ty::lib("u32")]);
        let mut bindings = Bindings::default();
        unify(&pattern, &ty, &mut bindings);
        assert_eq!(bindings.get(name), Some(&Ty::lib("u32")));
        assert_eq!(bindings.apply(&Ty::option(Ty::Param(name))), Ty::option(Ty::lib("u32")));
    }

    #[test]
    fn what_is_unknown_binds_nothing() {
        let name = Symbol::new("T");
        let mut bindings = Bindings::default();
        unify(&Ty::Param(name), &Ty::Unknown, &mut bindings);
        assert_eq!(bindings.get(name), None);
        unify(&Ty::Param(name), &Ty::lib("u8"), &mut bindings);
        unify(&Ty::Param(name), &Ty::lib("u16"), &mut bindings);
        assert_eq!(bindings.get(name), Some(&Ty::lib("u8")));
    }
}
