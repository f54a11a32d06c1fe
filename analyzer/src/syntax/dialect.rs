//! Rust that syn does not read.

use syn::parse::{ParseStream, Parser};

/// Parses a text.
pub(crate) fn parse<T>(text: &str, parser: impl Fn(ParseStream<'_>) -> syn::Result<T>) -> syn::Result<T> {
    (&parser).parse_str(text)
}
