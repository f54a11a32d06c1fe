//! Types in declarations of libraries.

use crate::text::Symbol;

/// A type in a declared signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing that matters.
    Unknown,
    /// A type parameter of the function, its impl or its trait; `Item` and `Output` of what the trait extends.
    Param(Symbol),
    /// A type of a library, by the path that its declaration names it by.
    Lib(Symbol, Box<[Shape]>),
    /// `&T`, `&mut T`.
    Ref(bool, Box<Shape>),
    /// A raw pointer.
    Ptr(Box<Shape>),
    /// A tuple.
    Tuple(Box<[Shape]>),
    /// A slice or array.
    Slice(Box<Shape>),
    /// Something that is called with these and gives that.
    Fn(Box<Callable>),
    /// An iterator or stream.
    Iter(Box<Shape>),
    /// A future.
    Future(Box<Shape>),
    /// `!`.
    Never,
}

/// A closure that a function is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callable {
    /// What it is called with.
    pub args: Vec<Shape>,
    /// What it gives.
    pub ret: Shape,
    /// It runs once at most.
    pub once: bool,
}

impl Shape {
    /// Whether it mentions that parameter. Of a closure, what it gives counts.
    pub fn mentions(&self, name: Symbol) -> bool {
        match self {
            Shape::Param(own) => *own == name,
            Shape::Lib(_, parts) | Shape::Tuple(parts) => parts.iter().any(|part| part.mentions(name)),
            Shape::Ref(_, inner)
            | Shape::Ptr(inner)
            | Shape::Slice(inner)
            | Shape::Iter(inner)
            | Shape::Future(inner) => inner.mentions(name),
            Shape::Fn(callable) => callable.ret.mentions(name),
            Shape::Unknown | Shape::Never => false,
        }
    }

    /// Without outer references.
    pub fn peel(&self) -> &Shape {
        let mut shape = self;
        while let Shape::Ref(_, inner) = shape {
            shape = inner;
        }
        shape
    }

    /// The closure, if it is one.
    pub fn callable(&self) -> Option<&Callable> {
        match self.peel() {
            Shape::Fn(callable) => Some(callable),
            _ => None,
        }
    }
}
