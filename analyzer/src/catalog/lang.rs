//! Library items that the language itself knows: `?`, `.await`, slice patterns and the prelude are written in terms of them,
//! so that no declaration could say what they mean. Everything else is asked for what its declaration says of it.

/// What `?` takes apart, and many patterns.
pub const OPTION: &str = "std::option::Option";

/// What `?` takes apart, too.
pub const RESULT: &str = "std::result::Result";

/// What polls a future: `.await` hands it on.
pub const CONTEXT: &str = "std::task::Context";
/// The function that a program begins with.
pub const MAIN: &str = "main";
/// What a poll function says that waits.
pub const PENDING: &str = "std::task::Poll::Pending";
/// The variant of what is ready.
pub const READY: &str = "Ready";

/// The type that sequences are collected into.
pub const LIST: &str = "std::vec::Vec";

/// The type that pins a pointer.
pub const PIN: &str = "std::pin::Pin";

/// What makes the compiler take a type for one that holds its argument.
pub const PHANTOM: &str = "std::marker::PhantomData";

/// The end of a scope, called early.
pub const DROP: &str = "std::mem::drop";

/// What an iterator gives.
pub const ITEM: &str = "Item";

/// What a future or a closure gives.
pub const OUTPUT: &str = "Output";

/// What `*value` is.
pub const TARGET: &str = "Target";

/// What is copied by name wherever it is a `Clone`.
pub const CLONE: &str = "clone";

/// A marker that the compiler gives to types by what they are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Marker {
    /// May go to another thread.
    Send,
    /// May be used by several threads.
    Sync,
}

impl Marker {
    /// The marker of that name.
    pub fn of(name: &str) -> Option<Marker> {
        [Marker::Send, Marker::Sync].into_iter().find(|marker| marker.name() == name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Marker::Send => "Send",
            Marker::Sync => "Sync",
        }
    }
}

/// A trait whose method the compiler calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called {
    /// At `*value`.
    Deref,
    /// At the end of a scope.
    Drop,
}

impl Called {
    /// The trait of that name.
    pub fn of(name: &str) -> Option<Called> {
        match name {
            "Deref" => Some(Called::Deref),
            "Drop" => Some(Called::Drop),
            _ => None,
        }
    }

    /// The name of its method.
    pub fn method(self) -> &'static str {
        match self {
            Called::Deref => "deref",
            Called::Drop => "drop",
        }
    }
}

/// Traits and types that are in scope everywhere, beside what [`super::prelude`] has declarations of.
pub fn in_prelude(name: &str) -> bool {
    matches!(
        name,
        "bool"
            | "char"
            | "str"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "f32"
            | "f64"
    ) || trait_of_prelude(name).is_some()
}

/// The path of a trait that is in scope everywhere.
pub fn trait_of_prelude(name: &str) -> Option<&'static str> {
    Some(match name {
        "Fn" => "std::ops::Fn",
        "FnMut" => "std::ops::FnMut",
        "FnOnce" => "std::ops::FnOnce",
        "Drop" => "std::ops::Drop",
        "Send" => "std::marker::Send",
        "Sync" => "std::marker::Sync",
        "Copy" => "std::marker::Copy",
        "Sized" => "std::marker::Sized",
        "Clone" => "std::clone::Clone",
        "Iterator" => "std::iter::Iterator",
        "IntoIterator" => "std::iter::IntoIterator",
        "PartialEq" => "std::cmp::PartialEq",
        "Eq" => "std::cmp::Eq",
        "PartialOrd" => "std::cmp::PartialOrd",
        "Ord" => "std::cmp::Ord",
        "Default" => "std::default::Default",
        "Into" => "std::convert::Into",
        "From" => "std::convert::From",
        "AsRef" => "std::convert::AsRef",
        "AsMut" => "std::convert::AsMut",
        "ToOwned" => "std::borrow::ToOwned",
        "ToString" => "std::string::ToString",
        "Future" => "std::future::Future",
        _ => return None,
    })
}

/// Whether what has a trait of that name can be called.
pub fn is_callable(of_trait: &str) -> bool {
    matches!(of_trait, "Fn" | "FnMut" | "FnOnce" | "AsyncFn" | "AsyncFnMut" | "AsyncFnOnce")
}

/// Whether that crate comes with the compiler.
pub fn is_sysroot(krate: &str) -> bool {
    matches!(krate, "std" | "core" | "alloc")
}

/// A variant of an option or a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// Of an option, a value.
    Some,
    /// Of a result, a value.
    Ok,
    /// Of a result, an error.
    Err,
}

impl Variant {
    /// The variant that a call of that name makes.
    pub fn made_by(name: &str) -> Option<Variant> {
        match name {
            "Some" | "Option" => Some(Variant::Some),
            "Ok" | "Result" => Some(Variant::Ok),
            "Err" => Some(Variant::Err),
            _ => None,
        }
    }
}

/// Whether a variant of that name has the value.
pub fn is_success(variant: &str) -> bool {
    matches!(variant, "Some" | "Ok")
}

/// The other variant of an option or a result.
pub fn other_variant(name: &str) -> Option<&'static str> {
    Some(match name {
        "Some" => "None",
        "None" => "Some",
        "Ok" => "Err",
        "Err" => "Ok",
        _ => return None,
    })
}

/// Whether a method gives the value that it is called on, or a view of it, in the same variant.
pub fn is_same_value(method: &str) -> bool {
    matches!(method, "clone" | "as_ref" | "as_mut" | "as_deref" | "as_deref_mut")
}

/// The variant that a method of an option or a result asks about.
pub fn asked_variant(method: &str) -> Option<&'static str> {
    Some(match method {
        "is_some" => "Some",
        "is_none" => "None",
        "is_ok" => "Ok",
        "is_err" => "Err",
        _ => return None,
    })
}
