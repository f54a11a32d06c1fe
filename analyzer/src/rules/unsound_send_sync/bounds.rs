//! What is known to be asked of a parameter.

use super::held::mentions;
use super::marker_of;
use crate::catalog;
use crate::catalog::lang::Marker;
use crate::facts::ir::{Bound, Generics, PathRef, TypeRef};
use crate::model::defs::{Def, Impl, Owner};
use crate::model::ty::Ty;
use crate::model::{AdtId, ModId, Model};
use crate::text::Symbol;

/// What says something about a parameter.
pub(super) struct Bounds {
    pub(super) send: bool,
    pub(super) sync: bool,
    /// A bound that cannot be judged: of a trait out of sight, or on something made of the parameter.
    pub(super) opaque: bool,
}

impl Bounds {
    /// `declared` is the parameter's name in the type's declaration, `name` in the impl.
    pub(super) fn of(
        model: &Model<'_>,
        item: &Impl<'_>,
        module: ModId,
        generics: &Generics,
        declared: Symbol,
        name: Symbol,
    ) -> Bounds {
        let mut bounds = Bounds { send: false, sync: false, opaque: false };
        for (generics, module, name) in
            [(&item.item.generics, item.module, name), (generics, module, declared)]
        {
            for param in generics.params.iter().filter(|param| param.name == name) {
                for bound in &param.bounds {
                    bounds.add(model, module, bound, 0);
                }
            }
            for (ty, on) in &generics.wheres {
                if type_mentions(ty, name) && on.iter().any(|bound| marker_of(&bound.path).is_some()) {
                    bounds.opaque = true;
                }
            }
        }
        bounds
    }

    /// What is asked of an associated type of a parameter: by the trait that has it, by the impl, by the type's declaration, and
    /// by impls of its functions.
    pub(super) fn of_projection(
        model: &Model<'_>,
        item: &Impl<'_>,
        id: AdtId,
        (declared, name): (Symbol, Symbol),
        assoc: Symbol,
    ) -> Bounds {
        let adt = &model.defs[id];
        let mut bounds = Bounds { send: false, sync: false, opaque: false };
        for (generics, module, name) in
            [(&item.item.generics, item.module, name), (adt.generics, adt.module, declared)]
        {
            for (ty, on) in &generics.wheres {
                if is_projection(ty, name, assoc) {
                    on.iter().for_each(|bound| bounds.add(model, module, bound, 0));
                }
            }
            for param in generics.params.iter().filter(|param| param.name == name) {
                param.bounds.iter().for_each(|bound| bounds.add_assoc(model, module, bound, assoc, 0));
            }
        }
        // Who makes such a value may have been asked before.
        for (index, own) in model.defs.impls.iter().enumerate() {
            let of_type = matches!(&model.types.impl_self[index], Ty::Adt(own, _) if *own == id);
            let asks = |(ty, on): &(TypeRef, Vec<Bound>)| {
                type_names(ty, assoc) && on.iter().any(|bound| marker_of(&bound.path).is_some())
            };
            if of_type && own.item.of_trait.is_none() {
                bounds.opaque |= own.item.generics.wheres.iter().any(asks);
            }
        }
        bounds
    }

    /// Adds what a trait says of its associated type.
    fn add_assoc(&mut self, model: &Model<'_>, module: ModId, bound: &Bound, assoc: Symbol, depth: u32) {
        // `K: Kind<Handle = u32>`.
        self.opaque |= bound
            .path
            .segments
            .iter()
            .any(|segment| segment.assoc().iter().any(|(known, _)| *known == assoc));
        if marker_of(&bound.path).is_some() {
            return;
        }
        let names: Vec<Symbol> = bound.path.segments.iter().map(|segment| segment.name).collect();
        match model.defs.resolve(module, bound.path.global, &names) {
            Some((Def::Trait(id), _)) if depth < 6 => {
                let known = &model.defs[id];
                for (_, asked, _) in known.item.types.iter().filter(|(name, ..)| *name == assoc) {
                    asked.iter().for_each(|bound| self.add(model, known.module, bound, 0));
                }
                for inner in &known.item.supers {
                    self.add_assoc(model, known.module, inner, assoc, depth + 1);
                }
            }
            _ => {
                let declared = model.defs.of_library(module, &bound.path);
                let says_nothing = declared.is_some_and(|path| catalog::implies_no_marker(path.as_str()));
                self.opaque |= !bound.maybe && !says_nothing;
            }
        }
    }

    /// What every function that makes such a value asks of the parameter is as good as a bound of the type.
    pub(super) fn learn(&mut self, model: &Model<'_>, id: AdtId, param: Symbol) {
        let position = model.defs[id].generics.params.iter().position(|known| known.name == param);
        let Some(position) = position else { return };
        let mut asked: Option<(bool, bool)> = None;
        for (index, function) in model.defs.fns.iter().enumerate() {
            let signature = &model.types.signatures[index];
            let Some(Ty::Param(name)) = signature.ret.as_ref().and_then(|ret| argument(ret, id, position))
            else {
                continue;
            };
            // What takes one already has been asked before.
            if signature.params.iter().any(|ty| mentions(ty, id)) {
                continue;
            }
            let mut own = Bounds { send: false, sync: false, opaque: false };
            let of_impl = match function.owner {
                Owner::Impl(id) => Some(&model.defs[id].item.generics),
                _ => None,
            };
            for generics in [Some(&function.item.generics), of_impl].into_iter().flatten() {
                for known in generics.params.iter().filter(|known| known.name == name) {
                    known.bounds.iter().for_each(|bound| own.add(model, function.module, bound, 0));
                }
            }
            let (send, sync) = asked.unwrap_or((true, true));
            asked = Some((send && own.send, sync && own.sync));
        }
        if let Some((send, sync)) = asked {
            self.send |= send;
            self.sync |= sync;
        }
    }

    fn add(&mut self, model: &Model<'_>, module: ModId, bound: &Bound, depth: u32) {
        match marker_of(&bound.path) {
            Some(Marker::Send) => self.send = true,
            Some(Marker::Sync) => self.sync = true,
            None => {
                let names: Vec<Symbol> = bound.path.segments.iter().map(|segment| segment.name).collect();
                match model.defs.resolve(module, bound.path.global, &names) {
                    Some((Def::Trait(id), _)) if depth < 6 => {
                        let known = &model.defs[id];
                        for inner in &known.item.supers {
                            self.add(model, known.module, inner, depth + 1);
                        }
                    }
                    _ => {
                        let declared = model.defs.of_library(module, &bound.path);
                        let says_nothing =
                            declared.is_some_and(|path| catalog::implies_no_marker(path.as_str()));
                        self.opaque |= !bound.maybe && !says_nothing;
                    }
                }
            }
        }
    }
}

/// The argument at `position` of the type `id`, where `ty` is one or holds one.
pub(super) fn argument(ty: &Ty, id: AdtId, position: usize) -> Option<Ty> {
    match ty {
        Ty::Adt(own, args) if *own == id => args.get(position).cloned(),
        Ty::Adt(_, args) | Ty::Lib(_, args) | Ty::Tuple(args) => {
            args.iter().find_map(|arg| argument(arg, id, position))
        }
        _ => None,
    }
}

/// Whether a type as it is written is that associated type: `K::Handle`, `<K as Kind>::Handle`.
fn is_projection(ty: &TypeRef, name: Symbol, assoc: Symbol) -> bool {
    matches!(ty, TypeRef::Path(path) if path.last() == Some(assoc) && path_mentions(path, name))
}

/// Whether a type as it is written names an associated type of that name.
fn type_names(ty: &TypeRef, assoc: Symbol) -> bool {
    matches!(ty, TypeRef::Path(path) if path.last() == Some(assoc))
}

pub(super) fn type_mentions(ty: &TypeRef, name: Symbol) -> bool {
    match ty {
        TypeRef::Path(path) => path_mentions(path, name),
        TypeRef::Ref(_, inner) | TypeRef::Ptr(_, inner) | TypeRef::Slice(inner) | TypeRef::Array(inner) => {
            type_mentions(inner, name)
        }
        TypeRef::Tuple(items) => items.iter().any(|item| type_mentions(item, name)),
        TypeRef::Impl(bounds) | TypeRef::Dyn(bounds) => {
            bounds.iter().any(|bound| path_mentions(&bound.path, name))
        }
        _ => false,
    }
}

pub(super) fn path_mentions(path: &PathRef, name: Symbol) -> bool {
    path.qself.as_ref().is_some_and(|ty| type_mentions(ty, name))
        || path.segments.first().is_some_and(|segment| segment.name == name)
        || path.segments.iter().any(|segment| {
            segment.args().iter().any(|arg| type_mentions(arg, name))
                || segment.assoc().iter().any(|(_, ty)| type_mentions(ty, name))
        })
}
