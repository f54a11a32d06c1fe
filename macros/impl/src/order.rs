//! `lock_order!(A < B < C)`.

use concheck_grammar::Order;
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, Parser};

pub(crate) fn expand(arguments: TokenStream) -> TokenStream {
    match Order::parse.parse2(arguments) {
        Ok(order) => {
            let locks = order.locks.iter().map(concheck_grammar::Name::joined);
            quote!(::concheck::__lock_order! { [#(#locks),*] })
        }
        Err(error) => error.into_compile_error(),
    }
}
