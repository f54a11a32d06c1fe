//! Library items that the language itself knows: `?`, `.await`, slice patterns and the prelude are written in terms of them,
//! so that no declaration could say what they mean. Everything else is asked for what its declaration says of it.

/// What `?` takes apart, and many patterns.
pub const OPTION: &str = "std::option::Option";

/// What `?` takes apart, too.
pub const RESULT: &str = "std::result::Result";

/// What polls a future: `.await` hands it on.
pub const CONTEXT: &str = "std::task::Context";

/// The type that sequences are collected into.
pub const LIST: &str = "std::vec::Vec";

/// The type that pins a pointer.
pub const PIN: &str = "std::pin::Pin";

/// What makes the compiler take a type for one that holds its argument.
pub const PHANTOM: &str = "std::marker::PhantomData";

/// The end of a scope, called early.
pub const DROP: &str = "std::mem::drop";

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
