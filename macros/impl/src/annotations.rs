//! Annotations: validated, and taken out of items.

use concheck_grammar::{Annotation, Attribute, NAMES};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use syn::Error;

/// `#[concheck::check]`.
pub(crate) fn check(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let (mut item, mut error) = strip(item);
    if let Some(argument) = arguments.into_iter().next() {
        also(&mut error, Error::new(argument.span(), "expected no arguments"));
    }
    item.extend(error.map(Error::into_compile_error));
    item
}

/// An annotation that is an attribute macro of its own: on an item.
pub(crate) fn on_item(name: &str, arguments: TokenStream, mut item: TokenStream) -> TokenStream {
    let attribute = Attribute {
        name: Ident::new(name, Span::call_site()),
        arguments: (!arguments.is_empty()).then(|| Group::new(Delimiter::Parenthesis, arguments)),
    };
    if let Some(Err(error)) = Annotation::of(&attribute) {
        item.extend(error.into_compile_error());
    }
    item
}

/// What there is without its annotations, and what is wrong with the first of them that cannot be read.
pub(crate) fn strip(tokens: TokenStream) -> (TokenStream, Option<Error>) {
    let mut error = None;
    (without(tokens, &mut error), error)
}

fn without(tokens: TokenStream, error: &mut Option<Error>) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        let TokenTree::Group(group) = tree else {
            kept.push(tree);
            continue;
        };
        if group.delimiter() == Delimiter::Bracket
            && let marks @ 1.. = marks(&kept)
            && let Some(attribute) = Attribute::of(group.stream())
        {
            if let Some(problem) = problem(&attribute) {
                also(error, problem);
            }
            kept.truncate(kept.len() - marks);
            continue;
        }
        let mut inner = Group::new(group.delimiter(), without(group.stream(), error));
        inner.set_span(group.span());
        kept.push(inner.into());
    }
    kept.into_iter().collect()
}

/// How many tokens at the end of `kept` make what follows an attribute: `#` or `#!`.
fn marks(kept: &[TokenTree]) -> usize {
    let is = |back: usize, mark: char| {
        let token = kept.len().checked_sub(back).map(|at| &kept[at]);
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
    };
    if is(1, '#') {
        1
    } else if is(1, '!') && is(2, '#') {
        2
    } else {
        0
    }
}

fn problem(attribute: &Attribute) -> Option<Error> {
    match Annotation::of(attribute) {
        Some(read) => read.err(),
        // What is around does the same for what is inside.
        None if attribute.name == "checked" || attribute.name == "check" => None,
        None => {
            let text = format!("concheck has no annotation of this name; it has {}", NAMES.join(", "));
            Some(Error::new(attribute.name.span(), text))
        }
    }
}

/// Keeps the first error: the others may come of it.
pub(crate) fn also(error: &mut Option<Error>, next: Error) {
    error.get_or_insert(next);
}
