//! `lock!(a, read b, write c)`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Error, Expr, Token};

/// More are hardly meant.
const MOST: usize = 8;

/// A lock, and the function of the library that says how it is wanted.
struct Wanted {
    how: Ident,
    lock: Expr,
}

pub(crate) fn expand(arguments: TokenStream) -> TokenStream {
    match wanted.parse2(arguments) {
        Ok(locks) => take(&locks),
        Err(error) => error.into_compile_error(),
    }
}

fn wanted(input: ParseStream<'_>) -> syn::Result<Vec<Wanted>> {
    if input.is_empty() {
        return Err(Error::new(
            Span::call_site(),
            "expected locks: `lock!(accounts, read rates, write log)`",
        ));
    }
    let mut locks = Vec::new();
    while !input.is_empty() {
        if locks.len() == MOST {
            return Err(input.error(format!("expected at most {MOST} locks")));
        }
        locks.push(one(input)?);
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(locks)
}

fn one(input: ParseStream<'_>) -> syn::Result<Wanted> {
    // `read` and `write` may be names of locks as well; behind a word that says how, a lock has to follow.
    let starts = |input: ParseStream<'_>| {
        input.peek(Ident::peek_any) || input.peek(Token![&]) || input.peek(Token![*])
    };
    let word = input.fork().call(Ident::parse_any).ok();
    let how = word.filter(|word| {
        let ahead = input.fork();
        let _ = ahead.call(Ident::parse_any);
        (word == "read" || word == "write") && starts(&ahead)
    });
    if how.is_some() {
        input.call(Ident::parse_any)?;
    }
    let lock: Expr = input.parse()?;
    Ok(Wanted { how: how.unwrap_or_else(|| Ident::new("exclusive", lock.span())), lock })
}

fn take(locks: &[Wanted]) -> TokenStream {
    let parts =
        (0..locks.len()).map(|at| format_ident!("part{at}", span = Span::mixed_site())).collect::<Vec<_>>();
    let wanted = locks.iter().map(|Wanted { how, lock }| {
        // What is a reference already needs no temporary one to it.
        let lock = if matches!(lock, Expr::Reference(_)) { quote!(#lock) } else { quote!(&#lock) };
        quote_spanned!(how.span()=> ::concheck::several::#how(#lock))
    });
    quote! {
        match (#(#wanted,)*) {
            (#(#parts,)*) => ::concheck::several::Locks::take((#(#parts,)*)),
        }
    }
}
