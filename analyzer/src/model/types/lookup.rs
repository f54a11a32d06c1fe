//! What belongs to a type or trait: methods, implementations, `deref`, destructors, the bounds of a parameter.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Bindings, Head, Scope, Types, unify};
use crate::catalog::lang::{self, Called};
use crate::model::defs::Owner;
use crate::model::dropped;
use crate::model::ids::{FnId, ImplId, TraitId};
use crate::model::ty::{TraitDef, TraitRef, Ty};
use crate::text::Symbol;

/// What dereferencing a type of the sources gives.
pub struct Dereferenced {
    /// Its `Deref::deref`.
    pub by: FnId,
    /// The target.
    pub target: Ty,
    /// It is a smart pointer: the target is a parameter of the type's own.
    pub is_pointer: bool,
}

impl Types<'_> {
    /// Methods of a type (inherent ones first), then those of blanket impls and of the type's trait bounds.
    pub fn methods(&self, ty: &Ty, name: Symbol) -> &[FnId] {
        match head(ty) {
            Some(head) => self.methods.get(&(head, name)).map_or(&[], Vec::as_slice),
            None => &[],
        }
    }

    /// Methods of blanket impls.
    pub fn blanket_methods(&self, name: Symbol) -> &[FnId] {
        self.methods.get(&(Head::Any, name)).map_or(&[], Vec::as_slice)
    }

    /// Trait methods of that name, declared in any trait of the sources.
    pub fn declared_in_traits(&self, name: Symbol) -> &[FnId] {
        self.trait_methods.get(&name).map_or(&[], Vec::as_slice)
    }

    /// A trait's own method (or a supertrait's).
    pub fn trait_method(&self, id: TraitId, name: Symbol) -> Option<FnId> {
        if self.supers[id.index()].is_empty() {
            let item = &self.defs[id];
            let index = item.item.fns.iter().position(|f| f.name == name)?;
            return item.fns.get(index).copied();
        }
        self.inherited[id.index()].get_or_init(|| self.inherited(id)).get(&name).copied()
    }

    /// The methods of a trait and of all that it extends: of those with one name, the first, depth-first.
    fn inherited(&self, id: TraitId) -> FxHashMap<Symbol, FnId> {
        let mut open = vec![id];
        let mut seen = FxHashSet::default();
        let mut found = FxHashMap::default();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let item = &self.defs[id];
            for (function, method) in item.item.fns.iter().zip(&item.fns) {
                found.entry(function.name).or_insert(*method);
            }
            open.extend(self.supers[id.index()].iter().rev());
        }
        found
    }

    /// The bodies a trait method may run: those of the impls, and its default body.
    pub fn implementations(&self, method: FnId) -> impl Iterator<Item = FnId> {
        let function = &self.defs[method];
        let (impls, is_own) = match function.owner {
            Owner::Trait(owner) => (self.impls_of.get(&owner), function.item.body.is_some()),
            _ => (None, true),
        };
        let name = function.item.name;
        let of_impl = move |id: &ImplId| {
            let item = &self.defs[*id];
            item.item.fns.iter().position(|f| f.name == name).map(|index| item.fns[index])
        };
        impls.into_iter().flatten().filter_map(of_impl).chain(is_own.then_some(method))
    }

    /// What `*value` gives for a type of the sources: the impl's `deref` and its target.
    pub fn deref_of(&self, ty: &Ty) -> Option<Dereferenced> {
        let impls = self.derefs.get(&head(ty)?)?;
        let id = *impls.first()?;
        let item = &self.defs[id];
        let index = item.item.fns.iter().position(|f| f.name == Called::Deref.method())?;
        let (_, target) = item.item.types.iter().find(|(name, _)| *name == lang::TARGET)?;
        let own = &self.impl_self[id.index()];
        let scope =
            Scope { module: item.module, self_ty: Some(own), generics: [Some(&item.item.generics), None] };
        let lowered = self.lower(target, scope);
        let mut bindings = Bindings::default();
        unify(own, ty, &mut bindings);
        let target = bindings.apply(&lowered);
        Some(Dereferenced { by: item.fns[index], target, is_pointer: matches!(lowered, Ty::Param(_)) })
    }

    /// `Drop::drop` of a type.
    pub fn drop_of(&self, ty: &Ty) -> Option<FnId> {
        self.drops.get(&head(ty)?)?.first().copied()
    }

    /// Whether a value of the type may run something when it is dropped.
    pub fn may_run_dropped(&self, ty: &Ty) -> bool {
        dropped::may_run(
            self.dropped.get_or_init(|| {
                dropped::of_all(self.defs, &self.fields, &|id| self.drops.contains_key(&Head::Adt(id)))
            }),
            ty,
        )
    }

    /// The bounds of a type parameter in a function's scope.
    pub fn bounds(&self, scope: Scope<'_>, param: Symbol) -> Vec<TraitRef> {
        scope
            .generics
            .iter()
            .flatten()
            .flat_map(|generics| generics.params.iter())
            .filter(|known| known.name == param)
            .flat_map(|known| known.bounds.iter())
            .filter_map(|bound| self.trait_ref(&bound.path, scope))
            .collect()
    }

    pub(super) fn impl_headers(&mut self) {
        let defs = self.defs;
        for item in &defs.impls {
            let scope =
                Scope { module: item.module, self_ty: None, generics: [Some(&item.item.generics), None] };
            let ty = self.lower(&item.item.self_ty, scope);
            if let Some(key) = head(&ty) {
                let id = ImplId(self.lowered.impl_self.len() as u32);
                for (name, _) in &item.item.types {
                    self.lowered.assocs.entry((key, *name)).or_default().push(id);
                }
            }
            self.lowered.impl_self.push(ty);
        }
        for (index, item) in defs.impls.iter().enumerate() {
            let own = self.impl_self[index].clone();
            let scope = Scope {
                module: item.module,
                self_ty: Some(&own),
                generics: [Some(&item.item.generics), None],
            };
            let of_trait = item.item.of_trait.as_ref().and_then(|path| self.trait_ref(path, scope));
            let key = head(&own);
            let id = ImplId(index as u32);
            if let Some(key) = key {
                for (position, function) in item.item.fns.iter().enumerate() {
                    let known = self.lowered.methods.entry((key, function.name)).or_default();
                    // Inherent methods come before those of traits.
                    if of_trait.is_none() {
                        known.insert(0, item.fns[position]);
                    } else {
                        known.push(item.fns[position]);
                    }
                }
                if let Some(TraitRef { def: TraitDef::Lib(name), .. }) = &of_trait {
                    match Called::of(name.as_str()) {
                        Some(Called::Deref) => self.lowered.derefs.entry(key).or_default().push(id),
                        Some(Called::Drop) => {
                            self.lowered.drops.entry(key).or_default().extend(item.fns.first());
                        }
                        None => {}
                    }
                }
            }
            if let Some(TraitRef { def: TraitDef::Own(upper), .. }) = &of_trait {
                self.lowered.impls_of.entry(*upper).or_default().push(id);
                // Default methods are methods of the type too.
                if let Some(key) = key {
                    let upper = &defs[*upper];
                    for (position, function) in upper.item.fns.iter().enumerate() {
                        let own = item.item.fns.iter().any(|f| f.name == function.name);
                        if function.body.is_some() && !own {
                            let known = self.lowered.methods.entry((key, function.name)).or_default();
                            if !known.contains(&upper.fns[position]) {
                                known.push(upper.fns[position]);
                            }
                        }
                    }
                }
            }
            self.lowered.impl_trait.push(of_trait);
        }
        for item in &defs.traits {
            for (position, function) in item.item.fns.iter().enumerate() {
                if function.receiver.is_some() {
                    self.lowered.trait_methods.entry(function.name).or_default().push(item.fns[position]);
                }
            }
        }
    }
}

/// The constructor a method of the type is found under.
pub fn head(ty: &Ty) -> Option<Head> {
    match ty {
        Ty::Adt(id, _) => Some(Head::Adt(*id)),
        Ty::Lib(path, _) => Some(Head::Lib(*path)),
        Ty::Param(_) => Some(Head::Any),
        Ty::Ref(_, inner) => head(inner),
        Ty::Opaque(bounds) => bounds.iter().find_map(|bound| match bound.def {
            TraitDef::Own(id) => Some(Head::Trait(id)),
            TraitDef::Lib(_) => None,
        }),
        Ty::Slice(_) => Some(Head::Lib(Symbol::new("[]"))),
        Ty::Tuple(_) => Some(Head::Lib(Symbol::new("()"))),
        Ty::Guard(..) => Some(Head::Lib(Symbol::new("guard"))),
        _ => None,
    }
}
