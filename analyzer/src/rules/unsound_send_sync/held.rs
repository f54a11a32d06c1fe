//! How a type holds its parameters.

use rustc_hash::FxHashSet;

use crate::catalog::declared::{Atomic, Interior, Pointer};
use crate::catalog::lang::{PHANTOM, is_callable};
use crate::catalog::{self, shelf};
use crate::model::ty::{Args, TraitRef, Ty, is_pointer};
use crate::model::{AdtId, Model};
use crate::text::{Span, Symbol};

/// How a type holds a parameter; later ones tell more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Held {
    /// In a `PhantomData` only.
    Phantom,
    /// Behind a raw pointer, which may own or share.
    Pointer,
    /// In a lock or channel, which hands it over: `Send` is enough for either.
    Handed,
    /// As a value, or behind a pointer that owns.
    Value,
    /// In a cell that `&self` may write.
    Cell,
    /// Shared: `&T`, `Arc<T>`.
    Shared,
}

/// A parameter that is held, and where.
pub(super) struct Holding {
    pub(super) param: Symbol,
    pub(super) how: Held,
    pub(super) field: Span,
    /// The field itself is the reference or pointer to it.
    pub(super) direct: bool,
}

/// An associated type of a parameter that is held, and where.
pub(super) struct Projected {
    pub(super) param: Symbol,
    pub(super) assoc: Symbol,
    pub(super) how: Held,
    pub(super) field: Span,
}

/// Looks for the parameters of a type in its fields, through types of the sources.
pub(super) struct Walk<'m, 'a> {
    pub(super) model: &'m Model<'a>,
    pub(super) seen: FxHashSet<Ty>,
    pub(super) found: Vec<Holding>,
    /// Associated types of parameters, which may be anything, and how they are held.
    pub(super) projected: Vec<Projected>,
    /// A field is an `UnsafeCell`, which may hold what only a `PhantomData` names.
    pub(super) raw: bool,
    /// A field says which thread may touch the rest, or there can be no such value at all.
    pub(super) checked: bool,
}

/// Types within types are looked into so deep: generic types that hold themselves with other arguments have no end.
const MAX_DEPTH: u32 = 32;

impl Walk<'_, '_> {
    pub(super) fn field(&mut self, ty: &Ty, field: Span, how: Held, depth: u32) {
        if depth > MAX_DEPTH {
            return;
        }
        match ty {
            Ty::Param(name) => self.found.push(Holding { param: *name, how, field, direct: depth < 2 }),
            Ty::Assoc(of, assoc) => {
                if let Ty::Param(param) = **of {
                    self.projected.push(Projected { param, assoc: *assoc, how, field });
                }
            }
            Ty::Adt(id, args) => {
                if !self.seen.insert(ty.clone()) {
                    return;
                }
                let types = self.model.types;
                self.checked |= depth == 0 && self.model.defs[*id].variants.is_empty();
                let before = self.found.len();
                for fields in &types.fields[id.index()] {
                    for inner in fields {
                        self.field(&types.of_adt(inner, *id, args), field, how, depth + 1);
                    }
                }
                // A type whose declaration could not be read holds what it is given.
                if types.fields[id.index()].is_empty() && self.found.len() == before {
                    args.iter().for_each(|arg| self.field(arg, field, how, depth + 1));
                }
            }
            Ty::Lib(path, args) => {
                let path = path.as_str();
                self.checked |= path.ends_with("::ThreadId");
                let pointer = shelf::ty(path).and_then(|ty| ty.role.pointer);
                let raw = pointer == Some(Pointer::Raw) || catalog::atomic(path) == Some(Atomic::Pointer);
                let how = if path == PHANTOM {
                    if depth > 0 {
                        return;
                    }
                    Held::Phantom
                } else if is_cell(path) {
                    self.raw |= depth == 0 && catalog::interior(path) == Some(Interior::Unchecked);
                    Held::Cell
                } else if raw {
                    if how == Held::Phantom { how } else { Held::Pointer }
                } else if pointer == Some(Pointer::Shared) && catalog::is_send(path) {
                    let cell = args.iter().any(|arg| arg.lib_path().is_some_and(is_cell));
                    if cell { Held::Cell } else { Held::Shared }
                } else if self.hands_over(ty) {
                    Held::Handed
                } else {
                    how
                };
                args.iter().for_each(|arg| self.field(arg, field, how, depth + 1));
            }
            Ty::Ptr(inner) => {
                let how = if how == Held::Phantom { how } else { Held::Pointer };
                self.field(inner, field, how, depth + 1);
            }
            Ty::Ref(mutable, inner) => {
                let how = match (how, mutable) {
                    (Held::Phantom, _) => Held::Phantom,
                    (_, true) => Held::Value,
                    (_, false) => Held::Shared,
                };
                self.field(inner, field, how, depth + 1);
            }
            Ty::Tuple(args) => args.iter().for_each(|arg| self.field(arg, field, how, depth + 1)),
            Ty::Slice(inner) | Ty::Guard(_, inner, _) => self.field(inner, field, how, depth + 1),
            Ty::Opaque(bounds) => bounds.iter().for_each(|bound| self.bound(bound, field, how, depth)),
            // A function holds nothing of its result's type.
            _ => {}
        }
    }

    /// Whether a lock or channel hands over what it holds: it has bounds of its own, or `T: Send` is what it needs.
    fn hands_over(&self, ty: &Ty) -> bool {
        ty.lib_path().is_some_and(|path| catalog::sends_of(path) || catalog::receiver_of(path))
            || self.model.types.lock_type(ty).is_some_and(|lock| !lock.sharded)
    }

    /// A trait object made for a parameter holds it as a rule; a callback does not.
    fn bound(&mut self, bound: &TraitRef, field: Span, how: Held, depth: u32) {
        let callback = matches!(bound.def, crate::model::ty::TraitDef::Lib(name)
            if is_callable(name.as_str()) || catalog::extended(name.as_str()).is_some());
        if !callback {
            bound.args.iter().for_each(|arg| self.field(arg, field, how, depth + 1));
        }
    }
}

/// Whether a library's type lets `&self` write what it holds, without a lock.
fn is_cell(path: &str) -> bool {
    let initialised = catalog::cell(path).is_some() && !is_pointer(path);
    catalog::interior(path) == Some(Interior::Unchecked)
        || (catalog::interior(path).is_some() || initialised) && !catalog::is_sync(path)
}

/// Whether the type is, or stands in, `ty`.
pub(super) fn mentions(ty: &Ty, id: AdtId) -> bool {
    let mut known = false;
    mentioned(ty, &mut |found, _| known |= found == id);
    known
}

/// Calls `found` for each type of the sources in `ty`, with its arguments.
pub(super) fn mentioned(ty: &Ty, found: &mut dyn FnMut(AdtId, &Args)) {
    match ty {
        Ty::Adt(id, args) => {
            found(*id, args);
            args.iter().for_each(|arg| mentioned(arg, found));
        }
        Ty::Lib(_, args) | Ty::Tuple(args) => args.iter().for_each(|arg| mentioned(arg, found)),
        Ty::Ref(_, inner) | Ty::Ptr(inner) | Ty::Slice(inner) | Ty::Guard(_, inner, _) => {
            mentioned(inner, found)
        }
        _ => {}
    }
}
