//! Types of the sources whose values run something when they are dropped. Most run nothing, and need not be looked into.

use super::defs::Defs;
use super::ids::AdtId;
use super::ty::{OPTION, Ty, is_owned};
use crate::catalog;

/// By type: whether a value may run something when it is dropped. `fields` are the types of fields by type and variant; some
/// types have a destructor of their own.
pub(super) fn of_all(defs: &Defs<'_>, fields: &[Vec<Vec<Ty>>], has_own: &dyn Fn(AdtId) -> bool) -> Vec<bool> {
    let adts = &defs.adts;
    let first = |index: usize| {
        let variant = fields[index].first().filter(|_| !adts[index].is_enum);
        variant.into_iter().flatten()
    };
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); adts.len()];
    for index in 0..adts.len() {
        first(index).for_each(|ty| owned(ty, &mut |id| holders[id.index()].push(index)));
    }
    let mut known = vec![false; adts.len()];
    let runs_itself =
        |index: usize| has_own(AdtId(index as u32)) || first(index).any(|ty| may_run(&known, ty));
    let mut open: Vec<usize> = (0..adts.len()).filter(|index| runs_itself(*index)).collect();
    while let Some(index) = open.pop() {
        if !std::mem::replace(&mut known[index], true) {
            open.extend(&holders[index]);
        }
    }
    known
}

/// Calls `found` for the types of the sources that a value of the type owns directly.
fn owned(ty: &Ty, found: &mut dyn FnMut(AdtId)) {
    match ty {
        Ty::Adt(id, _) => found(*id),
        Ty::Lib(path, args) if path.as_str() == OPTION || is_owned(path.as_str()) => {
            args.first().into_iter().for_each(|inner| owned(inner, found));
        }
        Ty::Tuple(parts) => parts.iter().for_each(|part| owned(part, found)),
        _ => {}
    }
}

/// The same of any type, where that of the types of the sources is `known`.
pub(super) fn may_run(known: &[bool], ty: &Ty) -> bool {
    match ty {
        Ty::Adt(id, _) => known[id.index()],
        Ty::Lib(path, _) if catalog::when_dropped(path.as_str()).is_some() => true,
        Ty::Lib(path, args) if path.as_str() == OPTION || is_owned(path.as_str()) => {
            args.first().is_some_and(|inner| may_run(known, inner))
        }
        Ty::Tuple(parts) => parts.iter().any(|part| may_run(known, part)),
        // It may stand for anything.
        Ty::Param(_) | Ty::Assoc(..) => true,
        _ => false,
    }
}
