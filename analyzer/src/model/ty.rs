//! Types as far as the analysis needs them: nominal types with arguments, references, guards, closures. Unknown stays
//! unknown; nothing here guesses.

use super::ids::{AdtId, FnId, TraitId};
use crate::catalog::declared::{Extended, Pointer};
use crate::catalog::{self, Mode, lang, shelf};
use crate::text::Symbol;
use serde::{Deserialize, Serialize};

mod shared;

pub use crate::catalog::lang::{OPTION, RESULT};
pub use shared::{Args, Bounds, Inner};

/// A type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ty {
    /// Not known.
    Unknown,
    /// A struct, union or enum of the sources.
    Adt(AdtId, Args),
    /// A type of a library by its canonical path (`std::sync::Mutex`); primitive types have one segment.
    Lib(Symbol, Args),
    /// `&T` (`false`) or `&mut T`.
    Ref(bool, Inner),
    /// A raw pointer.
    Ptr(Inner),
    /// A tuple.
    Tuple(Args),
    /// A slice or array.
    Slice(Inner),
    /// A type parameter of the enclosing function or impl.
    Param(Symbol),
    /// `impl A + B` or `dyn A + B`.
    Opaque(Bounds),
    /// `<T as Trait>::Name`, not resolved yet.
    Assoc(Inner, Symbol),
    /// A guard of a lock, with what it derefs to.
    Guard(Mode, Inner, GuardOf),
    /// An iterator over `T`.
    Iter(Inner),
    /// A future of `T`.
    Future(Inner),
    /// A closure's or function pointer's result.
    Fn(Inner),
    /// A function item.
    FnDef(FnId),
    /// `!`.
    Never,
}

/// Which guard it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GuardOf {
    /// The lock is an async one.
    pub awaited: bool,
    /// The canonical path of the guard's type, where that is declared.
    pub path: Option<Symbol>,
}

/// A trait with its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TraitRef {
    /// Which trait.
    pub def: TraitDef,
    /// The canonical path of a library's.
    pub path: Option<Symbol>,
    /// Arguments; those of `Fn(A, B) -> R` are `A`, `B`.
    pub args: Args,
    /// `Item = T`, `Output = R`.
    pub assoc: Box<[(Symbol, Ty)]>,
}

/// A trait of the sources or of a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TraitDef {
    /// Of the sources.
    Own(TraitId),
    /// Of a library, by its last segment.
    Lib(Symbol),
}

impl TraitRef {
    /// The type bound to an associated name.
    pub fn assoc(&self, name: &str) -> Option<&Ty> {
        self.assoc.iter().find(|(known, _)| *known == *name).map(|(_, ty)| ty)
    }

    /// What a value is of which no more is known than that it is a future, or an iterator.
    pub fn stands_for(&self) -> Option<Ty> {
        let TraitDef::Lib(name) = self.def else { return None };
        let of = |name| self.assoc(name).cloned().unwrap_or(Ty::Unknown);
        Some(match catalog::extended(name.as_str())? {
            Extended::Future => Ty::Future(Inner::new(of(lang::OUTPUT))),
            Extended::Iter => of(lang::ITEM).iter(),
            Extended::Any => return None,
        })
    }
}

impl Ty {
    /// `()`.
    pub fn unit() -> Ty {
        Ty::Tuple(Args::default())
    }

    /// A library type without arguments.
    pub fn lib(path: &str) -> Ty {
        Ty::Lib(Symbol::new(path), Args::default())
    }

    /// A library type with arguments.
    pub fn lib_of(path: &str, args: Vec<Ty>) -> Ty {
        Ty::Lib(Symbol::new(path), args.into())
    }

    /// `Option<T>`.
    pub fn option(inner: Ty) -> Ty {
        Ty::lib_of(OPTION, vec![inner])
    }

    /// `Result<T, E>`.
    pub fn result(ok: Ty, err: Ty) -> Ty {
        Ty::lib_of(RESULT, vec![ok, err])
    }

    /// `&T`.
    pub fn reference(self) -> Ty {
        Ty::Ref(false, Inner::new(self))
    }

    /// An iterator over `self`.
    pub fn iter(self) -> Ty {
        Ty::Iter(Inner::new(self))
    }

    /// Whether it is not known at all.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Ty::Unknown)
    }

    /// The library path, if it is a library's type.
    pub fn lib_path(&self) -> Option<&'static str> {
        match self {
            Ty::Lib(path, _) => Some(path.as_str()),
            _ => None,
        }
    }

    /// Whether it is a number, a `bool`, a `char` or the like.
    pub fn is_primitive(&self) -> bool {
        matches!(self, Ty::Lib(path, _) if !path.as_str().contains("::"))
    }

    /// Whether a value of it stays where it is when it is moved: a reference, a pointer, a number.
    pub fn is_copied(&self) -> bool {
        matches!(self, Ty::Ref(..) | Ty::Ptr(_) | Ty::FnDef(_)) || self.is_primitive()
    }

    /// Whether it is known which type it is, with whatever arguments.
    pub fn is_nominal(&self) -> bool {
        matches!(self, Ty::Adt(..) | Ty::Lib(..) | Ty::Guard(..) | Ty::Slice(_) | Ty::Ref(..))
    }

    /// Whether both are the same type but for their arguments.
    pub fn same_kind(&self, other: &Ty) -> bool {
        match (self, other) {
            (Ty::Adt(a, _), Ty::Adt(b, _)) => a == b,
            (Ty::Lib(a, _), Ty::Lib(b, _)) => a == b,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }

    /// Whether it mentions a type parameter.
    pub fn mentions(&self, param: Symbol) -> bool {
        match self {
            Ty::Param(name) => *name == param,
            Ty::Adt(_, args) | Ty::Lib(_, args) | Ty::Tuple(args) => {
                args.iter().any(|arg| arg.mentions(param))
            }
            Ty::Ref(_, inner)
            | Ty::Ptr(inner)
            | Ty::Slice(inner)
            | Ty::Assoc(inner, _)
            | Ty::Guard(_, inner, _)
            | Ty::Iter(inner)
            | Ty::Future(inner)
            | Ty::Fn(inner) => inner.mentions(param),
            Ty::Opaque(bounds) => bounds.iter().any(|bound| {
                bound.args.iter().chain(bound.assoc.iter().map(|(_, ty)| ty)).any(|ty| ty.mentions(param))
            }),
            Ty::Unknown | Ty::FnDef(_) | Ty::Never => false,
        }
    }

    /// The n-th argument of a library type.
    pub fn arg(&self, index: usize) -> Ty {
        match self {
            Ty::Lib(_, args) | Ty::Adt(_, args) => args.get(index).cloned().unwrap_or(Ty::Unknown),
            _ => Ty::Unknown,
        }
    }

    /// Without outer references.
    pub fn peel(&self) -> &Ty {
        let mut ty = self;
        while let Ty::Ref(_, inner) = ty {
            ty = inner;
        }
        ty
    }

    /// Without outer references and owning pointers; whether a shared pointer (`Arc`, `Rc`, `Weak`) was among them.
    pub fn peel_pointers(&self) -> (&Ty, bool) {
        let mut ty = self;
        let mut shared = false;
        loop {
            match ty {
                Ty::Ref(_, inner) => ty = inner,
                Ty::Lib(path, args) if is_pointer(path.as_str()) && !args.is_empty() => {
                    shared |= is_shared_pointer(path.as_str());
                    ty = &args[0];
                }
                _ => return (ty, shared),
            }
        }
    }

    /// Replaces parameters by what `lookup` says; unknown where it says nothing.
    pub fn substitute(&self, lookup: &dyn Fn(Symbol) -> Option<Ty>) -> Ty {
        if !self.has_params() {
            return self.clone();
        }
        let all = |args: &Args| -> Args { args.iter().map(|arg| arg.substitute(lookup)).collect() };
        let one = |inner: &Inner| Inner::new(inner.substitute(lookup));
        match self {
            Ty::Param(name) => lookup(*name).unwrap_or(Ty::Unknown),
            Ty::Adt(id, args) => Ty::Adt(*id, all(args)),
            Ty::Lib(path, args) => Ty::Lib(*path, all(args)),
            Ty::Ref(mutable, inner) => Ty::Ref(*mutable, one(inner)),
            Ty::Ptr(inner) => Ty::Ptr(one(inner)),
            Ty::Tuple(args) => Ty::Tuple(all(args)),
            Ty::Slice(inner) => Ty::Slice(one(inner)),
            Ty::Guard(mode, inner, of) => Ty::Guard(*mode, one(inner), *of),
            Ty::Iter(inner) => Ty::Iter(one(inner)),
            Ty::Future(inner) => Ty::Future(one(inner)),
            Ty::Fn(inner) => Ty::Fn(one(inner)),
            Ty::Assoc(inner, name) => Ty::Assoc(one(inner), *name),
            Ty::Opaque(bounds) => Ty::Opaque(
                bounds
                    .iter()
                    .map(|bound| TraitRef {
                        path: bound.path,
                        def: bound.def,
                        args: all(&bound.args),
                        assoc: bound.assoc.iter().map(|(name, ty)| (*name, ty.substitute(lookup))).collect(),
                    })
                    .collect(),
            ),
            Ty::Unknown | Ty::FnDef(_) | Ty::Never => self.clone(),
        }
    }
}

/// What an unknown method with a turbofish returns: something around a `T`, be it `&T`, `State<T>`, `Option<&T>` or
/// `Result<Arc<T>, _>`. Unwrapping it any number of times leads to `T`.
pub const AROUND: &str = "?::Around";

/// Owning or shared pointers that auto-deref to their first argument.
pub fn is_pointer(path: &str) -> bool {
    path == AROUND || matches!(pointer(path), Some(Pointer::Owning | Pointer::Shared))
}

/// Pointers whose clones reach the same value.
pub fn is_shared_pointer(path: &str) -> bool {
    pointer(path) == Some(Pointer::Shared)
}

/// Pointers whose drop drops what they lead to.
pub fn is_owned(path: &str) -> bool {
    pointer(path) == Some(Pointer::Owning)
}

fn pointer(path: &str) -> Option<Pointer> {
    shelf::ty(path)?.role.pointer
}
