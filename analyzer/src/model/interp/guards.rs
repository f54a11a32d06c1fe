//! What types tell about the guards that their values hold.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::live::MAX_HELD;
use crate::catalog::{self, lang};
use crate::facts::ir::{Block, ExprKind};
use crate::model::ids::{AdtId, FnId};
use crate::model::table::{Guard, Projection};
use crate::model::ty::{Args, OPTION, RESULT, TraitDef, TraitRef, Ty, is_pointer, is_shared_pointer};
use crate::model::types::Types;
use crate::model::walk;
use crate::text::Symbol;

/// A guard that a value of some type has.
pub(super) struct GuardIn {
    pub(super) mode: catalog::Mode,
    pub(super) content: Ty,
    pub(super) is_async: bool,
    /// Where in the value.
    pub(super) part: Projection,
}

/// Which types hold guards and which wrap a lock generically.
pub(super) struct GuardTypes {
    pub(super) guards: FxHashSet<AdtId>,
    pub(super) wrappers: FxHashSet<AdtId>,
    /// Types whose destructor gives up a lock that is held without a guard.
    pub(super) releasing: FxHashSet<AdtId>,
}

impl GuardTypes {
    pub(super) fn of(types: &Types<'_>) -> GuardTypes {
        let fields = |index: usize| types.fields[index].iter().flatten();
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); types.fields.len()];
        for index in 0..types.fields.len() {
            fields(index).for_each(|ty| mentioned(ty, &mut |id| users[id.0 as usize].push(index)));
        }
        let mut guard_types = GuardTypes {
            guards: FxHashSet::default(),
            wrappers: FxHashSet::default(),
            releasing: releasing(types),
        };
        guard_types.guards.clone_from(&guard_types.releasing);
        // Those that are waiting to be looked at (again, where a type that they mention turned out to be one).
        let mut queue: Vec<usize> = (0..types.fields.len()).collect();
        let mut queued = vec![true; types.fields.len()];
        while let Some(index) = queue.pop() {
            queued[index] = false;
            let id = AdtId(index as u32);
            let holds = fields(index).any(|ty| guard_types.holds_guard(ty)) && guard_types.guards.insert(id);
            let wraps = fields(index).any(|ty| guard_types.wraps_lock(ty)) && guard_types.wrappers.insert(id);
            if holds || wraps {
                let again = users[index].iter().filter(|user| !std::mem::replace(&mut queued[**user], true));
                queue.extend(again);
            }
        }
        guard_types
    }

    /// Whether a value of the type surely contains a guard.
    pub(super) fn holds_guard(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Guard(..) => true,
            Ty::Adt(id, args) => self.guards.contains(id) || args.iter().any(|arg| self.holds_guard(arg)),
            Ty::Lib(path, args) => {
                // A lock of guards, a channel of guards … do not hold them.
                let holds = catalog::lock_type(path.as_str()).is_none() && path.as_str() != lang::PHANTOM;
                holds && args.iter().any(|arg| self.holds_guard(arg))
            }
            Ty::Tuple(args) => args.iter().any(|arg| self.holds_guard(arg)),
            Ty::Slice(inner) | Ty::Future(inner) | Ty::Iter(inner) => self.holds_guard(inner),
            _ => false,
        }
    }

    /// The guards that a value of the type is made of. More than [`MAX_HELD`] are some of them, and more than an event can list.
    pub(super) fn guards_in(&self, types: &Types<'_>, ty: &Ty) -> Vec<GuardIn> {
        let mut found = Vec::new();
        self.collect_guards(types, ty, Projection::WHOLE, &mut FxHashSet::default(), &mut found);
        found
    }

    /// The same of a `part` that is `within` some types.
    fn collect_guards(
        &self,
        types: &Types<'_>,
        ty: &Ty,
        part: Projection,
        within: &mut FxHashSet<AdtId>,
        found: &mut Vec<GuardIn>,
    ) {
        if found.len() > MAX_HELD {
            return;
        }
        match ty {
            Ty::Guard(mode, content, of) => {
                found.push(GuardIn { mode: *mode, content: (**content).clone(), is_async: of.awaited, part });
            }
            Ty::Adt(id, _) if within.contains(id) => {}
            Ty::Adt(id, args) if self.guards.contains(id) => {
                within.insert(*id);
                for (variant, fields) in types.fields[id.0 as usize].iter().enumerate() {
                    for (declared, field) in types.defs[*id].variants[variant].1.iter().zip(fields) {
                        let part = part.then(part_of_adt(types, *id, variant, declared.name));
                        self.collect_guards(types, &types.of_adt(field, *id, args), part, within, found);
                    }
                }
                within.remove(id);
            }
            Ty::Tuple(args) => {
                for (index, arg) in args.iter().enumerate() {
                    self.collect_guards(types, arg, part.then(Projection::element(index)), within, found);
                }
            }
            // As a rule there is none in an optional field, until a method has put one there.
            Ty::Lib(path, _) if path.as_str() == OPTION && part != Projection::WHOLE => {}
            Ty::Lib(path, _) if path.as_str() == lang::PHANTOM => {}
            Ty::Adt(_, args) | Ty::Lib(_, args) => {
                args.iter().for_each(|arg| self.collect_guards(types, arg, part, within, found));
            }
            Ty::Slice(inner) | Ty::Future(inner) | Ty::Iter(inner) => {
                self.collect_guards(types, inner, part, within, found);
            }
            _ => {}
        }
    }

    /// Of `guards`, those that a value of the type can hold. All of them, where the type does not tell.
    pub(super) fn fitting(&self, types: &Types<'_>, ty: &Ty, guards: Vec<u32>, all: &[Guard]) -> Vec<u32> {
        if guards.len() < 2 {
            return guards;
        }
        let parts = self.guards_in(types, ty);
        if parts.is_empty() {
            return guards;
        }
        let fits = |guard: &u32| {
            let guard = &all[*guard as usize];
            parts.iter().any(|GuardIn { mode, content, .. }| {
                guard.mode == *mode
                    && (*content == guard.content
                        || content.has_unknown()
                        || guard.content.has_unknown()
                        || content.has_params())
            })
        };
        guards.into_iter().filter(fits).collect()
    }

    /// Whether a guard in flight may move into a value of the type.
    pub(super) fn may_hold(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Ref(..) | Ty::Ptr(_) | Ty::Never | Ty::FnDef(_) => false,
            Ty::Lib(path, _) if path.as_str() == lang::PHANTOM => false,
            Ty::Lib(path, args) => {
                if args.is_empty() {
                    // A type of a library without arguments holds a guard only if it is one by its name.
                    catalog::may_hold(path.as_str())
                } else {
                    args.iter().any(|arg| self.may_hold(arg))
                }
            }
            Ty::Tuple(args) => args.iter().any(|arg| self.may_hold(arg)),
            Ty::Adt(..) => self.holds_guard(ty),
            Ty::Slice(inner) => self.may_hold(inner),
            _ => true,
        }
    }

    /// A field that is a lock around the type's own parameter.
    pub(super) fn wraps_lock(&self, ty: &Ty) -> bool {
        let (ty, _) = ty.peel_pointers();
        match ty {
            Ty::Lib(path, args) => {
                catalog::lock_type(path.as_str()).is_some_and(|lock| lock.orders())
                    && args.last().is_some_and(|arg| matches!(arg, Ty::Param(_)))
            }
            Ty::Adt(id, args) => {
                self.wrappers.contains(id) && args.iter().any(|arg| matches!(arg, Ty::Param(_)))
            }
            _ => false,
        }
    }

    /// Whether callers need to know what the function's result holds or points to; with its body, if it was read for that.
    pub(super) fn result_matters<'a>(&self, types: &Types<'a>, id: FnId) -> (bool, Option<Cow<'a, Block>>) {
        let function = &types.defs[id];
        let noted = function.item.notes.as_ref();
        if noted.is_some_and(|notes| !notes.acquires.is_empty() || !notes.releases.is_empty()) {
            return (true, None);
        }
        let Some(body) = &function.item.body else { return (false, None) };
        let Some(ret) = &types.signatures[id.0 as usize].ret else { return (false, None) };
        if self.holds_guard(ret) || matches!(ret, Ty::Opaque(_) | Ty::Assoc(..)) {
            return (true, None);
        }
        let (inner, _) = ret.peel_pointers();
        let points = !std::ptr::eq(inner, ret) || matches!(ret, Ty::Adt(..) | Ty::Lib(..));
        let trivial = matches!(ret, Ty::Lib(_, args) if args.is_empty());
        if makes_handle(&types.signatures[id.0 as usize].params, ret) {
            return (true, None);
        }
        if !points || trivial || body.statements() > GETTER {
            return (false, None);
        }
        let body = types.defs.body(id).filter(|body| body.stmts.len() <= GETTER);
        (body.is_some(), body)
    }
}

/// Whether a function of such a signature may make a value with a shared lock in it that it is given.
fn makes_handle(params: &[Ty], ret: &Ty) -> bool {
    fn has_shared_lock(ty: &Ty) -> bool {
        match ty {
            Ty::Lib(path, args) if is_shared_pointer(path.as_str()) => {
                args.first().and_then(Ty::lib_path).and_then(catalog::lock_type).is_some()
            }
            Ty::Ref(_, inner) => has_shared_lock(inner),
            _ => false,
        }
    }
    let made = match ret {
        Ty::Lib(path, args) if matches!(path.as_str(), OPTION | RESULT) => args.first().unwrap_or(ret),
        ty => ty,
    };
    matches!(made.peel_pointers().0, Ty::Adt(..)) && params.iter().any(has_shared_lock)
}

/// Types whose destructor calls what gives up a raw lock.
fn releasing(types: &Types<'_>) -> FxHashSet<AdtId> {
    let all = (0..types.fields.len()).map(|index| AdtId(index as u32));
    let releases = |id: &AdtId| {
        let drop = types.drop_of(&Ty::Adt(*id, Args::default()));
        let body = drop.and_then(|drop| types.defs.body(drop));
        body.is_some_and(|body| {
            let mut found = false;
            walk::all_of_block(&body, &mut |expr| {
                found |=
                    matches!(&expr.kind, ExprKind::MethodCall(call) if catalog::may_release(call.method));
            });
            found
        })
    };
    all.filter(releases).collect()
}

/// A field of a struct, or of a variant of an enum.
pub(super) fn part_of_adt(types: &Types<'_>, id: AdtId, variant: usize, field: Symbol) -> Projection {
    let adt = &types.defs[id];
    match adt.variants.get(variant) {
        Some((name, _)) if adt.is_enum => Projection::variant(*name).then(Projection::field(field)),
        _ => Projection::field(field),
    }
}

/// Calls `found` for the types of the sources that a type mentions and may hold a value of.
fn mentioned(ty: &Ty, found: &mut dyn FnMut(AdtId)) {
    match ty {
        Ty::Adt(id, args) => {
            found(*id);
            args.iter().for_each(|arg| mentioned(arg, found));
        }
        Ty::Lib(_, args) | Ty::Tuple(args) => args.iter().for_each(|arg| mentioned(arg, found)),
        Ty::Slice(inner) | Ty::Future(inner) | Ty::Iter(inner) | Ty::Ref(_, inner) | Ty::Ptr(inner) => {
            mentioned(inner, found);
        }
        _ => {}
    }
}

/// A body of more statements gives nothing that it was asked for.
pub(super) const GETTER: usize = 3;

/// Whether a type is (an option or result of) the attached interpreter, or something that only it can give.
pub(super) fn proves_attached(ty: &Ty) -> bool {
    match ty.peel() {
        Ty::Lib(path, args) => match path.as_str() {
            OPTION | RESULT => args.first().is_some_and(proves_attached),
            path => catalog::only_attached(path),
        },
        _ => false,
    }
}

pub(super) fn guard_mode(ty: &Ty) -> Option<catalog::Mode> {
    match ty {
        Ty::Guard(mode, _, _) => Some(*mode),
        Ty::Lib(_, args) | Ty::Tuple(args) | Ty::Adt(_, args) => args.iter().find_map(guard_mode),
        _ => None,
    }
}

/// Library types whose constructor takes the content and whose first own argument is its type.
pub(super) fn is_wrapper(path: &str) -> bool {
    is_pointer(path)
        || catalog::lock_type(path).is_some_and(|lock| !lock.sharded)
        || catalog::interior(path).is_some()
}

pub(super) fn is_callable(bound: &TraitRef) -> bool {
    matches!(bound.def, TraitDef::Lib(name)
        if lang::is_callable(name.as_str()))
}

/// The mode, and whether of an async lock, if the type is a guard or an option or result of one.
pub(super) fn direct_guard(ty: &Ty) -> Option<(catalog::Mode, bool)> {
    match ty {
        Ty::Guard(mode, _, of) => Some((*mode, of.awaited)),
        Ty::Lib(path, args) if matches!(path.as_str(), OPTION | RESULT) => direct_guard(args.first()?),
        _ => None,
    }
}
