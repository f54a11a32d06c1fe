//! What the functions of a type let callers do with what it holds.

use super::held::mentions;
use crate::catalog::{self, Does, lang};
use crate::facts::ir::{PathRef, Receiver, TypeRef};
use crate::model::ty::Ty;
use crate::model::{AdtId, FnId, Model};
use crate::text::Symbol;

/// Whether only `unsafe` functions make such a value: then whoever calls them promises what the impl claims.
pub(super) fn promised(model: &Model<'_>, id: AdtId) -> bool {
    let mut any = false;
    for (index, item) in model.defs.impls.iter().enumerate() {
        if item.item.of_trait.is_some()
            || !matches!(&model.types.impl_self[index], Ty::Adt(own, _) if *own == id)
        {
            continue;
        }
        for function in &item.fns {
            let signature = &model.types.signatures[function.index()];
            let makes =
                signature.ret.as_ref().is_some_and(|ret| matches!(ret.peel(), Ty::Adt(own, _) if *own == id));
            if makes && !signature.params.iter().any(|ty| mentions(ty, id)) {
                if !model.defs[*function].item.is_unsafe {
                    return false;
                }
                any = true;
            }
        }
    }
    any
}

/// Whether nothing takes such a value by `&self`: then sharing it gives access to nothing.
pub(super) fn unreachable_by_ref(model: &Model<'_>, id: AdtId) -> bool {
    let by_ref = |function: &FnId| {
        matches!(
            model.defs[*function].item.receiver,
            Some(Receiver::Ref | Receiver::Typed(TypeRef::Ref(false, _)))
        )
    };
    let of_type = |index: usize| matches!(&model.types.impl_self[index], Ty::Adt(own, _) if *own == id);
    let mut any = false;
    for (_, item) in model.defs.impls.iter().enumerate().filter(|(index, _)| of_type(*index)) {
        let of_trait = item.item.of_trait.as_ref();
        let of_trait = of_trait.and_then(|path| model.defs.of_library(item.module, path));
        // What tells no more than a length, or prints, gives access to nothing.
        let describes = |function: &FnId| {
            let name = model.defs[*function].item.name;
            of_trait.is_some_and(|path| catalog::describes(path.as_str(), name))
        };
        if item.fns.iter().any(|function| by_ref(function) && !describes(function)) {
            return false;
        }
        any |= !item.fns.is_empty();
    }
    any
}

/// A method that takes `&self` and gives `&T` (or an option of it), or a `Deref` to `T`.
pub(super) fn gives_reference(model: &Model<'_>, id: AdtId, param: Symbol) -> Option<String> {
    methods(model, id).find_map(|(function, own)| {
        let item = model.defs.fns[function].item;
        let by_ref = matches!(item.receiver, Some(Receiver::Ref));
        let ret = model.types.signatures[function].ret.as_ref()?;
        let inner = match ret {
            Ty::Lib(path, args) if path.as_str() == crate::model::ty::OPTION => args.first()?,
            Ty::Assoc(_, name) if *name == lang::TARGET => return None,
            other => other,
        };
        let gives = match inner {
            Ty::Ref(false, inner) => **inner == Ty::Param(own(param)),
            _ => false,
        };
        let proven = model.types.signatures[function].params.iter().any(|ty| is_proof(model, ty));
        (by_ref && !item.is_unsafe && gives && !proven).then(|| item.name.to_string())
    })
}

/// A method that gives an associated type of a parameter (or an option of it), and whether by reference. One that takes `&self`,
/// if it is to be `shared`, else one of the type itself with any receiver.
pub(super) fn gives_projection(
    model: &Model<'_>,
    id: AdtId,
    (param, assoc): (Symbol, Symbol),
    shared: bool,
) -> Option<(String, bool)> {
    methods(model, id).find_map(|(function, own)| {
        let item = model.defs.fns[function].item;
        let signature = &model.types.signatures[function];
        let inner = match signature.ret.as_ref()? {
            Ty::Lib(path, args) if path.as_str() == crate::model::ty::OPTION => args.first()?,
            other => other,
        };
        let (by_ref, inner) = match inner {
            Ty::Ref(false, inner) => (true, &**inner),
            other => (false, other),
        };
        let is_it = matches!(inner, Ty::Assoc(of, name) if *name == assoc && **of == Ty::Param(own(param)));
        let is_fit =
            if shared { matches!(item.receiver, Some(Receiver::Ref)) } else { item.receiver.is_some() };
        let proven = signature.params.iter().any(|ty| is_proof(model, ty));
        (is_it && is_fit && !item.is_unsafe && !proven).then(|| (item.name.to_string(), by_ref))
    })
}

/// A parameter that nobody has without being alone: the interpreter's lock, a critical section.
fn is_proof(model: &Model<'_>, ty: &Ty) -> bool {
    let name = match ty.peel() {
        Ty::Lib(path, _) => path.as_str().rsplit("::").next().unwrap_or_default(),
        Ty::Adt(id, _) => model.defs[*id].name.as_str(),
        _ => return false,
    };
    catalog::suggests(name, Does::Proves)
}

/// A method that takes `&self` and a `T`, or something that makes one.
pub(super) fn takes_value(model: &Model<'_>, id: AdtId, param: Symbol) -> Option<String> {
    methods(model, id).find_map(|(function, own)| {
        let item = model.defs.fns[function].item;
        if !matches!(item.receiver, Some(Receiver::Ref)) || item.is_unsafe {
            return None;
        }
        let wanted = Ty::Param(own(param));
        let takes = model.types.signatures[function].params.iter().skip(1).any(|ty| match ty {
            Ty::Opaque(bounds) => bounds.iter().any(|bound| bound.assoc(lang::OUTPUT) == Some(&wanted)),
            Ty::Param(name) => item
                .generics
                .params
                .iter()
                .filter(|known| known.name == *name)
                .flat_map(|known| &known.bounds)
                .any(|bound| returns(&bound.path, own(param))),
            other => *other == wanted,
        });
        takes.then(|| item.name.to_string())
    })
}

/// `FnOnce() -> T`.
pub(super) fn returns(path: &PathRef, name: Symbol) -> bool {
    path.segments.last().is_some_and(|segment| {
        segment.assoc().iter().any(|(assoc, ty)| {
            *assoc == lang::OUTPUT && matches!(ty, TypeRef::Path(path) if path.as_ident() == Some(name))
        })
    })
}

/// The functions of all impls of a type, each with the names that the impl gives the type's parameters.
pub(super) fn methods<'m>(
    model: &'m Model<'_>,
    id: AdtId,
) -> impl Iterator<Item = (usize, impl Fn(Symbol) -> Symbol + 'm)> + 'm {
    model.defs.impls.iter().enumerate().flat_map(move |(index, item)| {
        let of_type = match &model.types.impl_self[index] {
            Ty::Adt(own, args) if *own == id => Some(args.clone()),
            _ => None,
        };
        let rename = move |param: Symbol| {
            let declared = &model.defs[id].generics.params;
            let position = declared.iter().position(|known| known.name == param);
            match position.and_then(|position| of_type.as_ref()?.get(position).cloned()) {
                Some(Ty::Param(name)) => name,
                _ => param,
            }
        };
        let of_type = matches!(&model.types.impl_self[index], Ty::Adt(own, _) if *own == id);
        let functions: &[FnId] = if of_type { &item.fns } else { &[] };
        functions.iter().map(move |function| (function.index(), rename.clone()))
    })
}
