//! Procedural macros of [concheck](https://docs.rs/concheck), which re-exports and documents them.
//!
//! What the compiler sees of annotated code is the code itself: an attribute that cannot be understood leaves its item as
//! it is, beside one error that points at what is wrong.

mod annotations;
mod checked;
mod lock;
mod names;
mod order;
mod uses;

use proc_macro::TokenStream;

/// Puts checked locks in the place of those that an item uses, and takes the annotations inside it out.
#[proc_macro_attribute]
pub fn checked(arguments: TokenStream, item: TokenStream) -> TokenStream {
    checked::expand(arguments.into(), item.into()).into()
}

/// Takes the annotations inside an item out and leaves the rest of it as it is.
#[proc_macro_attribute]
pub fn check(arguments: TokenStream, item: TokenStream) -> TokenStream {
    annotations::check(arguments.into(), item.into()).into()
}

macro_rules! annotations {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[proc_macro_attribute]
        pub fn $name(arguments: TokenStream, item: TokenStream) -> TokenStream {
            annotations::on_item(stringify!($name), arguments.into(), item.into()).into()
        }
    )*};
}

annotations! {
    /// Findings of these rules are not wanted here.
    allow
    /// The static is only touched with this lock held.
    guarded_by
    /// The function is only called with these locks held.
    requires
    /// The function returns with these locks held, in what it returns.
    acquires
    /// The function gives these locks up.
    releases
    /// The function can block its thread.
    blocking
    /// The function never blocks its thread.
    non_blocking
}

/// Takes several locks at once, so that no other thread that does the same can wait for this one while this one waits for it.
#[proc_macro]
pub fn lock(arguments: TokenStream) -> TokenStream {
    lock::expand(arguments.into()).into()
}

/// Declares the order in which locks are taken.
#[proc_macro]
pub fn lock_order(arguments: TokenStream) -> TokenStream {
    order::expand(arguments.into()).into()
}
