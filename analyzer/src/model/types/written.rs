//! From written types to [`Ty`]: paths, aliases, defaults of parameters, projections.

use std::cell::Cell;

use super::shapes::{of_type, ty_within};
use super::{Bindings, Scope, Types, head, unify};
use crate::catalog::{self, lang, shelf};
use crate::facts::ir::{Bound, Generics, PathRef, TypeRef};
use crate::model::defs::Def;
use crate::model::ty::{Args, GuardOf, Inner, RESULT, TraitDef, TraitRef, Ty};
use crate::text::Symbol;

/// How far it is from a written type to what is being lowered: through aliases, defaults of parameters and projections,
/// each of which may lead to others, or back to itself.
#[derive(Clone, Copy)]
struct Way<'w> {
    depth: u32,
    /// Steps so far, on all ways from the same type.
    steps: &'w Cell<u32>,
}

impl<'w> Way<'w> {
    /// What is nested deeper is not known.
    const MAX_DEPTH: u32 = 64;
    /// What is further is not known: aliases that double make ways of any length.
    const MAX_STEPS: u32 = 2_000;

    fn begin(steps: &'w Cell<u32>) -> Way<'w> {
        Way { depth: 0, steps }
    }

    /// One step further, if that is not too far.
    fn on(self) -> Option<Way<'w>> {
        self.steps.set(self.steps.get() + 1);
        let near = self.depth <= Way::MAX_DEPTH && self.steps.get() <= Way::MAX_STEPS;
        near.then(|| Way { depth: self.depth + 1, ..self })
    }
}

impl Types<'_> {
    /// A written type. Unknown where it names nothing that is known.
    pub fn lower(&self, ty: &TypeRef, scope: Scope<'_>) -> Ty {
        self.lower_at(ty, scope, Way::begin(&Cell::default()))
    }

    fn lower_at(&self, ty: &TypeRef, scope: Scope<'_>, way: Way<'_>) -> Ty {
        let Some(way) = way.on() else { return Ty::Unknown };
        let next = |ty: &TypeRef| self.lower_at(ty, scope, way);
        match ty {
            TypeRef::Path(path) => self.lower_path(path, scope, way),
            TypeRef::Ref(mutable, inner) => Ty::Ref(*mutable, Inner::new(next(inner))),
            TypeRef::Ptr(_, inner) => Ty::Ptr(Inner::new(next(inner))),
            TypeRef::Tuple(items) => Ty::Tuple(items.iter().map(next).collect()),
            TypeRef::Slice(inner) | TypeRef::Array(inner) => Ty::Slice(Inner::new(next(inner))),
            TypeRef::FnPtr(_, ret) => Ty::Fn(Inner::new(ret.as_deref().map_or_else(Ty::unit, next))),
            TypeRef::Impl(bounds) | TypeRef::Dyn(bounds) => self.opaque(bounds, scope, way),
            TypeRef::Never => Ty::Never,
            TypeRef::Infer | TypeRef::Unknown => Ty::Unknown,
        }
    }

    fn opaque(&self, bounds: &[Bound], scope: Scope<'_>, way: Way<'_>) -> Ty {
        let bounds: Vec<TraitRef> =
            bounds.iter().filter_map(|bound| self.trait_ref_at(&bound.path, scope, way)).collect();
        if let Some(ty) = bounds.iter().find_map(TraitRef::stands_for) {
            return ty;
        }
        Ty::Opaque(bounds.into())
    }

    /// A trait bound; `None` where the trait is a marker or not known at all.
    pub fn trait_ref(&self, path: &PathRef, scope: Scope<'_>) -> Option<TraitRef> {
        self.trait_ref_at(path, scope, Way::begin(&Cell::default()))
    }

    fn trait_ref_at(&self, path: &PathRef, scope: Scope<'_>, way: Way<'_>) -> Option<TraitRef> {
        let names: Vec<Symbol> = path.segments.iter().map(|segment| segment.name).collect();
        let last = path.segments.last()?;
        let mut full = None;
        let def = match self.defs.resolve(scope.module, path.global, &names) {
            Some((Def::Trait(id), used)) if used == names.len() => TraitDef::Own(id),
            Some((Def::Lib(path), _)) => {
                full = Some(catalog::canonical_symbol(path));
                TraitDef::Lib(last.name)
            }
            _ => TraitDef::Lib(last.name),
        };
        let callable = lang::is_callable(last.name.as_str());
        let mut args: Vec<Ty> = last.args().iter().map(|arg| self.lower_at(arg, scope, way)).collect();
        if callable && let [Ty::Tuple(inner)] = args.as_slice() {
            args = inner.to_vec();
        }
        let assoc = last.assoc().iter().map(|(name, ty)| (*name, self.lower_at(ty, scope, way))).collect();
        Some(TraitRef { def, path: full, args: args.into(), assoc })
    }

    fn lower_path(&self, path: &PathRef, scope: Scope<'_>, way: Way<'_>) -> Ty {
        let args_of = |index: usize| -> Args {
            path.segments[index].args().iter().map(|arg| self.lower_at(arg, scope, way)).collect()
        };
        if let Some(qself) = &path.qself {
            let base = self.lower_at(qself, scope, way);
            return match path.last() {
                Some(name) => self.project_at(base, name, way),
                None => base,
            };
        }
        let Some(first) = path.segments.first() else { return Ty::Unknown };
        let mut base = None;
        if !path.global {
            if first.name == "Self" {
                base = Some(scope.self_ty.cloned().unwrap_or(Ty::Unknown));
            } else if path.segments.len() <= 2 && declares(scope.generics, first.name) {
                base = Some(Ty::Param(first.name));
            }
        }
        if let Some(mut ty) = base {
            for segment in &path.segments[1..] {
                ty = self.project_at(ty, segment.name, way);
            }
            return ty;
        }
        let names: Vec<Symbol> = path.segments.iter().map(|segment| segment.name).collect();
        let Some((def, used)) = self.defs.resolve(scope.module, path.global, &names) else {
            return Ty::Unknown;
        };
        let last = used - 1;
        let mut ty = match def {
            Def::Adt(id) => {
                let adt = &self.defs[id];
                let mut args = args_of(last).to_vec();
                for param in adt.generics.params.iter().skip(args.len()) {
                    args.push(match &param.default {
                        Some(default) => {
                            let scope = Scope {
                                module: adt.module,
                                self_ty: None,
                                generics: [Some(adt.generics), None],
                            };
                            self.lower_at(default, scope, way)
                        }
                        None => Ty::Unknown,
                    });
                }
                Ty::Adt(id, args.into())
            }
            Def::Alias(id) => {
                let alias = &self.defs[id];
                let inner_scope = Scope {
                    module: alias.module,
                    self_ty: None,
                    generics: [Some(&alias.item.generics), None],
                };
                let body = self.lower_at(&alias.item.ty, inner_scope, way);
                let args = args_of(last);
                let generics = &alias.item.generics;
                body.substitute(&|name| {
                    let index = generics.params.iter().position(|param| param.name == name)?;
                    args.get(index).cloned()
                })
            }
            Def::Lib(full) => lib_type(full, args_of(last)),
            Def::Trait(id) => {
                let trait_ref = TraitRef {
                    def: TraitDef::Own(id),
                    path: None,
                    args: args_of(last),
                    assoc: Box::default(),
                };
                Ty::Opaque(vec![trait_ref].into())
            }
            Def::Variant(id, _) => Ty::Adt(id, Args::default()),
            Def::Mod(_) | Def::Fn(_) | Def::Static(_) => Ty::Unknown,
        };
        for segment in &path.segments[used..] {
            ty = self.project_at(ty, segment.name, way);
        }
        ty
    }

    /// `<ty as _>::name`, resolved as far as it can be.
    pub fn project(&self, ty: Ty, name: Symbol) -> Ty {
        self.project_at(ty, name, Way::begin(&Cell::default()))
    }

    fn project_at(&self, ty: Ty, name: Symbol, way: Way<'_>) -> Ty {
        let Some(way) = way.on() else { return Ty::Unknown };
        match (&ty, name.as_str()) {
            (Ty::Iter(item), lang::ITEM) => return (**item).clone(),
            (Ty::Future(output), lang::OUTPUT) => return (**output).clone(),
            (Ty::Param(_), _) => return Ty::Assoc(Inner::new(ty), name),
            (Ty::Opaque(bounds), _) => {
                for bound in bounds.iter() {
                    if let Some(known) = bound.assoc(name.as_str()) {
                        return known.clone();
                    }
                }
                return Ty::Assoc(Inner::new(ty), name);
            }
            _ => {}
        }
        let Some(head) = head(&ty) else { return Ty::Unknown };
        for index in self.assocs.get(&(head, name)).into_iter().flatten().map(|id| id.index()) {
            let item = &self.defs.impls[index];
            if let Some((_, written)) = item.item.types.iter().find(|(known, _)| *known == name) {
                let own = self.impl_self[index].clone();
                let scope = Scope {
                    module: item.module,
                    self_ty: Some(&own),
                    generics: [Some(&item.item.generics), None],
                };
                let lowered = self.lower_at(written, scope, way);
                let mut bindings = Bindings::default();
                unify(&own, &ty, &mut bindings);
                return bindings.apply(&lowered);
            }
        }
        Ty::Unknown
    }

    /// Resolves projections that substitution has made concrete.
    pub fn normalise(&self, ty: Ty) -> Ty {
        match ty {
            Ty::Assoc(inner, name) => match &*inner {
                Ty::Param(_) => Ty::Assoc(inner, name),
                _ => {
                    let inner = self.normalise((*inner).clone());
                    match self.project(inner, name) {
                        Ty::Assoc(..) => Ty::Unknown,
                        ty => ty,
                    }
                }
            },
            Ty::Ref(mutable, inner) if inner.has_params() => {
                Ty::Ref(mutable, Inner::new(self.normalise((*inner).clone())))
            }
            Ty::Lib(path, args) if args.iter().any(Ty::has_params) => {
                Ty::Lib(path, args.iter().map(|arg| self.normalise(arg.clone())).collect())
            }
            ty => ty,
        }
    }
}

/// A library type by its canonical path; guards, iterators and what an alias stands for get their own form.
pub fn lib_type(path: Symbol, args: Args) -> Ty {
    lib_type_within(path, args, 0)
}

/// How many aliases may lead to one another.
const MAX_ALIASES: u32 = 64;

/// The same, within that many aliases.
pub(super) fn lib_type_within(path: Symbol, args: Args, aliases: u32) -> Ty {
    let text = path.as_str();
    let arg = |index: usize| args.get(index).cloned().unwrap_or(Ty::Unknown);
    if let Some((mode, content, is_async)) = catalog::guard_content(text, args.len()) {
        let of = GuardOf { awaited: is_async, path: Some(path) };
        return Ty::Guard(mode, Inner::new(content.map_or(Ty::Unknown, arg)), of);
    }
    if let Some(declared) = shelf::ty(text) {
        return match &declared.items {
            Some(item) if declared.iterates && declared.role.end.is_none() => {
                ty_within(item, &of_type(declared, &args), aliases).iter()
            }
            _ => Ty::Lib(path, args),
        };
    }
    if let Some(alias) = shelf::alias(text).filter(|_| aliases < MAX_ALIASES) {
        let mut bindings = Bindings::default();
        for (param, arg) in alias.params.iter().zip(args.iter()) {
            bindings.bind(*param, arg.clone());
        }
        return ty_within(&alias.shape, &bindings, aliases + 1);
    }
    match catalog::result_alias(text) {
        true => Ty::lib_of(RESULT, vec![arg(0), arg(1)]),
        false => Ty::Lib(path, args),
    }
}

fn declares(generics: [Option<&Generics>; 2], name: Symbol) -> bool {
    generics.iter().flatten().any(|generics| generics.params.iter().any(|param| param.name == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_and_results_of_libraries_have_a_form_of_their_own() {
        let guard = lib_type(Symbol::new("std::sync::MutexGuard"), Args::from(vec![Ty::lib("u32")]));
        assert!(matches!(&guard, Ty::Guard(catalog::Mode::Exclusive, inner, _) if **inner == Ty::lib("u32")));
        let owned =
            lib_type(Symbol::new("tokio::sync::OwnedRwLockReadGuard"), Args::from(vec![Ty::lib("u32")]));
        assert!(
            matches!(&owned, Ty::Guard(_, inner, GuardOf { awaited: true, .. }) if **inner == Ty::lib("u32")),
            "{owned:?}"
        );
        let map = lib_type(
            Symbol::new("dashmap::mapref::one::Ref"),
            Args::from(vec![Ty::lib("u8"), Ty::lib("u32")]),
        );
        assert!(matches!(&map, Ty::Guard(_, inner, _) if **inner == Ty::lib("u32")));
        let result = lib_type(Symbol::new("std::io::Result"), Args::from(vec![Ty::lib("u32")]));
        assert_eq!(result.lib_path(), Some(RESULT));
    }
}
