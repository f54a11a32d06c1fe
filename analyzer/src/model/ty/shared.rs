//! The parts of a type: shared, bounded in size, and each with an answer to what is asked of it most.
//!
//! A value that is used twice gives a type that has its type twice, so that sources of n lines can make types of 2ⁿ
//! nodes. Shared, these cost nothing to make; but whoever walks through one sees all of it. So a part that would have
//! more than [`MAX_SIZE`] nodes, counted as a tree, is unknown: no walk is longer, and none is deeper.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{TraitRef, Ty};

/// Types of more nodes are not known in full.
const MAX_SIZE: u32 = 400;

/// What is known of a type without a look into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Measure {
    /// Nodes, counted as a tree.
    size: u32,
    /// Some part that matters is not known.
    unknown: bool,
    /// It mentions a type parameter or projection.
    params: bool,
}

impl Measure {
    fn and(self, other: Measure) -> Measure {
        Measure {
            size: self.size.saturating_add(other.size),
            unknown: self.unknown | other.unknown,
            params: self.params | other.params,
        }
    }
}

#[derive(Debug)]
struct Node<T> {
    measure: Measure,
    value: T,
}

impl<T: PartialEq> PartialEq for Node<T> {
    fn eq(&self, other: &Node<T>) -> bool {
        self.measure == other.measure && self.value == other.value
    }
}

/// A type within another.
#[derive(Clone)]
pub struct Inner(Arc<Node<Ty>>);

impl Inner {
    /// That type; unknown if it is too large.
    pub fn new(ty: Ty) -> Inner {
        let measure = ty.measure();
        if measure.size >= MAX_SIZE {
            Inner::new(Ty::Unknown)
        } else {
            Inner(Arc::new(Node { measure, value: ty }))
        }
    }
}

impl Deref for Inner {
    type Target = Ty;

    fn deref(&self) -> &Ty {
        &self.0.value
    }
}

/// Type arguments, and the parts of a tuple.
#[derive(Clone, Default)]
pub struct Args(Option<Arc<Node<Box<[Ty]>>>>);

impl Deref for Args {
    type Target = [Ty];

    fn deref(&self) -> &[Ty] {
        self.0.as_ref().map_or(&[], |node| &node.value)
    }
}

impl From<Vec<Ty>> for Args {
    fn from(mut args: Vec<Ty>) -> Args {
        if args.is_empty() {
            return Args::default();
        }
        let mut measure = Measure::default();
        for arg in &mut args {
            if measure.and(arg.measure()).size >= MAX_SIZE {
                *arg = Ty::Unknown;
            }
            measure = measure.and(arg.measure());
        }
        Args(Some(Arc::new(Node { measure, value: args.into() })))
    }
}

impl FromIterator<Ty> for Args {
    fn from_iter<I: IntoIterator<Item = Ty>>(args: I) -> Args {
        Args::from(args.into_iter().collect::<Vec<Ty>>())
    }
}

/// The traits of an opaque type.
#[derive(Clone)]
pub struct Bounds(Arc<Node<Box<[TraitRef]>>>);

impl Deref for Bounds {
    type Target = [TraitRef];

    fn deref(&self) -> &[TraitRef] {
        &self.0.value
    }
}

impl FromIterator<TraitRef> for Bounds {
    fn from_iter<I: IntoIterator<Item = TraitRef>>(bounds: I) -> Bounds {
        let mut measure = Measure::default();
        let mut fits = |bound: &TraitRef| {
            let parts = bound.assoc.iter().map(|(_, ty)| ty.measure()).chain([bound.args.measure()]);
            let all = parts.fold(measure, Measure::and);
            // Of what is hidden it is known that it is not known.
            let fits = all.size < MAX_SIZE;
            if fits {
                measure = Measure { unknown: false, ..all };
            }
            fits
        };
        let value = bounds.into_iter().filter(|bound| fits(bound)).collect();
        Bounds(Arc::new(Node { measure, value }))
    }
}

impl Args {
    fn measure(&self) -> Measure {
        self.0.as_ref().map_or(Measure::default(), |node| node.measure)
    }
}

impl Ty {
    /// Takes constant time.
    fn measure(&self) -> Measure {
        let own = Measure { size: 1, ..Measure::default() };
        match self {
            Ty::Unknown => Measure { unknown: true, ..own },
            Ty::Param(_) => Measure { params: true, ..own },
            Ty::FnDef(_) | Ty::Never => own,
            Ty::Adt(_, args) | Ty::Lib(_, args) | Ty::Tuple(args) => own.and(args.measure()),
            Ty::Ref(_, inner)
            | Ty::Slice(inner)
            | Ty::Iter(inner)
            | Ty::Future(inner)
            | Ty::Guard(_, inner, _) => own.and(inner.0.measure),
            Ty::Ptr(inner) | Ty::Fn(inner) => Measure { unknown: false, ..own.and(inner.0.measure) },
            Ty::Assoc(inner, _) => Measure { unknown: false, params: true, ..own.and(inner.0.measure) },
            Ty::Opaque(bounds) => own.and(bounds.0.measure),
        }
    }

    /// Whether some part is not known, pointers and functions left out. Takes constant time.
    pub fn has_unknown(&self) -> bool {
        self.measure().unknown
    }

    /// Whether it mentions a type parameter or projection. Takes constant time.
    pub fn has_params(&self) -> bool {
        self.measure().params
    }
}

/// Transparent: compared, hashed, printed and written as what it leads to.
macro_rules! transparent {
    ($name:ident, $target:ty, $owned:ty) => {
        impl PartialEq for $name {
            fn eq(&self, other: &$name) -> bool {
                self.same(other) || **self == **other
            }
        }

        impl Eq for $name {}

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                <$target as Hash>::hash(self, state);
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                <$target as fmt::Debug>::fmt(self, f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <$target as Serialize>::serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                <$owned>::deserialize(deserializer).map($name::from)
            }
        }
    };
}

impl From<Ty> for Inner {
    fn from(ty: Ty) -> Inner {
        Inner::new(ty)
    }
}

impl From<Vec<TraitRef>> for Bounds {
    fn from(bounds: Vec<TraitRef>) -> Bounds {
        bounds.into_iter().collect()
    }
}

impl Inner {
    fn same(&self, other: &Inner) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Args {
    fn same(&self, other: &Args) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        }
    }
}

impl Bounds {
    fn same(&self, other: &Bounds) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

transparent!(Inner, Ty, Ty);
transparent!(Args, [Ty], Vec<Ty>);
transparent!(Bounds, [TraitRef], Vec<TraitRef>);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Symbol;

    #[test]
    fn a_type_that_doubles_stays_small() {
        let mut ty = Ty::lib("u8");
        for _ in 0..64 {
            ty = Ty::Tuple(Args::from(vec![ty.clone(), ty]));
        }
        assert!(ty.measure().size <= MAX_SIZE);
        assert!(ty.has_unknown());
    }

    #[test]
    fn a_type_that_grows_deep_stays_small() {
        let mut ty = Ty::lib("u8");
        for _ in 0..100_000 {
            ty = ty.reference();
        }
        assert!(ty.measure().size <= MAX_SIZE);
    }

    #[test]
    fn of_arguments_that_do_not_fit_the_others_stay() {
        let mut large = Ty::lib("u8");
        for _ in 0..MAX_SIZE - 2 {
            large = large.reference();
        }
        let args = Args::from(vec![Ty::lib("u8"), large, Ty::lib("u16")]);
        assert_eq!(*args, [Ty::lib("u8"), Ty::Unknown, Ty::lib("u16")]);
    }

    #[test]
    fn what_is_asked_most_is_known_at_once() {
        let param = Ty::option(Ty::Param(Symbol::new("T")).reference());
        assert!(param.has_params() && !param.has_unknown());
        let hole = Ty::result(Ty::lib("u8"), Ty::Unknown);
        assert!(hole.has_unknown() && !hole.has_params());
        assert!(!Ty::Ptr(Inner::new(Ty::Unknown)).has_unknown());
    }
}
