//! What macros hold, as far as it can be told from tokens.

use proc_macro2::{Group, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Block, Expr, Ident, LitStr, Stmt, Token, token};

use super::cfg::{self, Cfg};
use crate::facts::conditions::Conditions;
use crate::syntax;

/// An argument of a macro: `e`, `name = e`, `name: e`, `?e`, `name = %e`.
pub(super) struct Argument {
    /// The name, if it has a simple one.
    pub(super) name: Option<String>,
    /// The value.
    pub(super) value: Expr,
}

/// How many tokens these are, those in groups included.
pub(super) fn count(tokens: &TokenStream) -> usize {
    let size = |token| match token {
        TokenTree::Group(group) => 2 + count(&group.stream()),
        _ => 1,
    };
    tokens.clone().into_iter().map(size).sum()
}

/// Arguments in any of the usual notations, separated by `,` or `;`.
pub(super) fn arguments(tokens: TokenStream) -> Option<Vec<Argument>> {
    let mut list = Vec::new();
    (|input: ParseStream<'_>| parse_arguments(input, &mut list)).parse2(tokens).ok()?;
    Some(list)
}

fn parse_arguments(input: ParseStream<'_>, list: &mut Vec<Argument>) -> syn::Result<()> {
    while !input.is_empty() {
        if input.peek(Token![let]) {
            return Err(input.error("a statement"));
        }
        let name = parse_key(input)?;
        let marks = |at: ParseStream<'_>| at.peek(Token![?]) || at.peek(Token![%]);
        // `%` and `?` say how a value is written, and `#` that it is longer.
        while marks(input) || input.peek(Token![#]) && (input.peek2(Token![?]) || input.peek2(Token![%])) {
            input.parse::<TokenTree>()?;
        }
        if let Some(nested) = parse_nested(input) {
            list.extend(nested);
        } else {
            list.push(Argument { name, value: input.parse()? });
        }
        if input.is_empty() {
            break;
        } else if input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
        } else {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(())
}

/// `name =`, `a.b =`, `"name":`, `"name" =>`, `name:? =`.
fn parse_key(input: ParseStream<'_>) -> syn::Result<Option<String>> {
    let ahead = input.fork();
    let mut name = None;
    if ahead.peek(LitStr) {
        ahead.parse::<LitStr>()?;
        if ahead.peek(Token![=>]) {
            ahead.parse::<Token![=>]>()?;
            input.advance_to_fork(&ahead);
            return Ok(None);
        }
    } else if ahead.peek(Ident::peek_any) {
        name = Some(ahead.call(Ident::parse_any)?.to_string());
        while ahead.peek(Token![.]) && ahead.peek2(Ident::peek_any) {
            ahead.parse::<Token![.]>()?;
            ahead.call(Ident::parse_any)?;
            name = None;
        }
    } else {
        return Ok(None);
    }
    let assigns = |at: ParseStream<'_>| at.peek(Token![=]) && !at.peek(Token![==]) && !at.peek(Token![=>]);
    if ahead.peek(Token![:]) && !ahead.peek(Token![::]) {
        ahead.parse::<Token![:]>()?;
        // `log` marks how a value is captured: `key:? = value`, `key:debug = value`.
        let capture = ahead.fork();
        if capture.parse::<TokenTree>().is_ok() && assigns(&capture) {
            capture.parse::<Token![=]>()?;
            input.advance_to_fork(&capture);
            return Ok(None);
        }
    } else if assigns(&ahead) {
        ahead.parse::<Token![=]>()?;
    } else {
        return Ok(None);
    }
    input.advance_to_fork(&ahead);
    Ok(name)
}

/// `{ a, b = 1 }` or `[ … ]` of `tracing` and `json!`, where it is no expression.
fn parse_nested(input: ParseStream<'_>) -> Option<Vec<Argument>> {
    if !input.peek(token::Brace) && !input.peek(token::Bracket) || input.fork().parse::<Expr>().is_ok() {
        return None;
    }
    let ahead = input.fork();
    let Ok(TokenTree::Group(group)) = ahead.parse::<TokenTree>() else { return None };
    let nested = arguments(group.stream())?;
    input.advance_to_fork(&ahead);
    Some(nested)
}

/// `syn` names this trait `Speculative` and asks for an import wherever it is used.
trait Advance {
    fn advance_to_fork(&self, fork: &Self);
}

impl Advance for syn::parse::ParseBuffer<'_> {
    fn advance_to_fork(&self, fork: &Self) {
        syn::parse::discouraged::Speculative::advance_to(self, fork);
    }
}

/// The tokens as the content of a block.
pub(super) fn statements(tokens: TokenStream) -> Option<Vec<Stmt>> {
    syntax::tokens(tokens, Block::parse_within).ok()
}

/// `let …`, as in `pin! { let future = …; }`.
pub(super) fn starts_with_let(tokens: &TokenStream) -> bool {
    matches!(tokens.clone().into_iter().next(), Some(TokenTree::Ident(first)) if first == "let")
}

/// The branches of `cfg_if!` that are not surely off, with what their predicate says, and what it and those before ask for.
pub(super) fn cfg_if(tokens: &TokenStream) -> Vec<(Cfg, Conditions, TokenStream)> {
    let mut branches = Vec::new();
    let mut before = Conditions::default();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let mut cfg = Cfg::On;
            let mut conditions = before.clone();
            if input.peek(Token![else]) {
                input.parse::<Token![else]>()?;
            }
            if input.peek(Token![if]) {
                input.parse::<Token![if]>()?;
                let attrs = input.call(syn::Attribute::parse_outer)?;
                cfg = cfg::of(&attrs);
                for predicate in cfg::predicates(&attrs) {
                    cfg::conditions(&predicate, true, &mut conditions);
                    cfg::conditions(&predicate, false, &mut before);
                }
            }
            let TokenTree::Group(branch) = input.parse::<TokenTree>()? else { break };
            if cfg != Cfg::Off {
                branches.push((cfg, conditions, branch.stream()));
            }
        }
        Ok(())
    };
    // What was understood before an error stands.
    let _ = parser.parse2(tokens.clone());
    branches
}

/// The names that a format string captures: `{name}`, `{name:?}`, `{:width$}`.
pub(super) fn captures(format: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if is_name && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    };
    let mut rest = format;
    while let Some(open) = rest.find('{') {
        rest = &rest[open + 1..];
        if let Some(escaped) = rest.strip_prefix('{') {
            rest = escaped;
            continue;
        }
        let Some(close) = rest.find('}') else { break };
        let (name, spec) = rest[..close].split_once(':').unwrap_or((&rest[..close], ""));
        add(name.trim());
        // `width$` and `.precision$`, behind fill and flags.
        for (at, _) in spec.match_indices('$') {
            let before = &spec[..at];
            let start = before
                .rfind(|c: char| !c.is_alphanumeric() && c != '_')
                .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
            add(&before[start..]);
        }
        rest = &rest[close + 1..];
    }
    names
}

/// `vec![a, b]` or `vec![a; n]`.
pub(super) enum Elements {
    /// The elements.
    List(Vec<Expr>),
    /// One element and how often.
    Repeat(Box<(Expr, Expr)>),
}

impl Parse for Elements {
    fn parse(input: ParseStream<'_>) -> syn::Result<Elements> {
        if input.is_empty() {
            return Ok(Elements::List(Vec::new()));
        }
        let first = input.parse::<Expr>()?;
        if input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
            return Ok(Elements::Repeat(Box::new((first, input.parse()?))));
        }
        let mut list = vec![first];
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if !input.is_empty() {
                list.push(input.parse()?);
            }
        }
        Ok(Elements::List(list))
    }
}

/// `matches!(e, pat if guard)`.
pub(super) struct Matches {
    /// What is matched.
    pub(super) scrutinee: Expr,
    /// Against what.
    pub(super) pat: syn::Pat,
    /// Under which condition.
    pub(super) guard: Option<Expr>,
}

impl Parse for Matches {
    fn parse(input: ParseStream<'_>) -> syn::Result<Matches> {
        let scrutinee = input.parse()?;
        input.parse::<Token![,]>()?;
        let pat = syn::Pat::parse_multi_with_leading_vert(input)?;
        let guard = if input.peek(Token![if]) {
            input.parse::<Token![if]>()?;
            Some(input.parse()?)
        } else {
            None
        };
        input.parse::<Option<Token![,]>>()?;
        Ok(Matches { scrutinee, pat, guard })
    }
}

/// `for await x in y` of the stream macros as the `for` that `syn` knows.
pub(super) fn without_for_await(tokens: TokenStream) -> TokenStream {
    let mut previous_is_for = false;
    let mut kept = Vec::new();
    for tree in tokens {
        if let TokenTree::Ident(name) = &tree {
            let drop = previous_is_for && name == "await";
            previous_is_for = name == "for";
            if drop {
                continue;
            }
        } else {
            previous_is_for = false;
        }
        kept.push(match tree {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), without_for_await(group.stream()));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            tree => tree,
        });
    }
    kept.into_iter().collect()
}
