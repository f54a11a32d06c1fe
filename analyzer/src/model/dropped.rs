//! Types of the sources whose values run something when they are dropped. Most run nothing, and need not be looked into.

use super::defs::Defs;
use super::ids::AdtId;
use super::ty::{OPTION, Ty, is_owned};
use crate::catalog;

/// So many types within types are looked into.
pub(super) const DEPTH: u32 = 3;

/// By type: whether a value may run something when it is dropped. `fields` are the types of fields by type and variant; some
/// types have a destructor of their own.
pub(super) fn of_all(defs: &Defs<'_>, fields: &[Vec<Vec<Ty>>], has_own: &dyn Fn(AdtId) -> bool) -> Vec<bool> {
    let adts = &defs.adts;
    let mut known: Vec<bool> = (0..adts.len() as u32).map(|index| has_own(AdtId(index))).collect();
    for _ in 0..=DEPTH {
        let first = |index: usize| fields[index].first().into_iter().flatten();
        let within = |index: usize| first(index).any(|ty| may_run(&known, ty));
        known = (0..adts.len()).map(|index| known[index] || !adts[index].is_enum && within(index)).collect();
    }
    known
}

/// The same of any type, where that of the types of the sources is `known`.
pub(super) fn may_run(known: &[bool], ty: &Ty) -> bool {
    match ty {
        Ty::Adt(id, _) => known[id.index()],
        Ty::Lib(path, _) if catalog::waits_when_dropped(path.as_str()) => true,
        Ty::Lib(path, args) if path.as_str() == OPTION || is_owned(path.as_str()) => {
            args.first().is_some_and(|inner| may_run(known, inner))
        }
        Ty::Tuple(parts) => parts.iter().any(|part| may_run(known, part)),
        // It may stand for anything.
        Ty::Param(_) | Ty::Assoc(..) => true,
        _ => false,
    }
}
