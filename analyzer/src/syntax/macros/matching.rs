//! Whether the rules of a macro fit what it is called with, and what their variables stand for then.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use syn::buffer::Cursor;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseBuffer, ParseStream};

use super::{Bindings, Bound, Fragment, Leaf, Matcher, Times, joined};

/// What fragments were read, and where: most rules of a macro begin alike.
pub(super) struct Known<'i> {
    reads: BTreeMap<(At<'i>, Fragment), Option<Read>>,
    /// There is more than one rule.
    keeps: bool,
}

impl Known<'_> {
    /// Of one call of a macro with so many rules.
    pub(super) fn new(rules: usize) -> Self {
        Known { reads: BTreeMap::default(), keeps: rules > 1 }
    }
}

/// A fragment.
struct Read {
    tokens: TokenStream,
    /// How many trees of the input it was.
    trees: usize,
    /// It does not end within one.
    whole: bool,
}

/// A place in the input of one call.
#[derive(Clone, Copy, PartialEq, Eq)]
struct At<'i>(Cursor<'i>);

impl Ord for At<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.partial_cmp(&other.0).unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for At<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Whether the matchers may fit, as far as single tokens and delimiters tell. `whole`: nothing may follow.
pub(super) fn may_fit(matchers: &[Matcher], mut cursor: Cursor<'_>, whole: bool) -> bool {
    for matcher in matchers {
        let rest = match matcher {
            Matcher::Leaf(leaf) => leaf.rest(cursor),
            Matcher::Group(delimiter, inner) => cursor
                .any_group()
                .filter(|(content, found, ..)| found == delimiter && may_fit(inner, *content, true))
                .map(|(.., rest)| rest),
            _ => return true,
        };
        match rest {
            Some(rest) => cursor = rest,
            None => return false,
        }
    }
    !whole || cursor.eof()
}

pub(super) fn fits<'i>(
    matchers: &[Matcher],
    input: &ParseBuffer<'i>,
    bindings: &mut Bindings,
    known: &mut Known<'i>,
) -> bool {
    matchers.iter().all(|matcher| match matcher {
        Matcher::Leaf(leaf) => leaf.fits(input),
        Matcher::Group(delimiter, inner) => match content(*delimiter, input) {
            Some(content) => fits(inner, &content, bindings, known) && content.is_empty(),
            None => false,
        },
        Matcher::Fragment { name, kind } => match kind.read(input, known) {
            Some(tokens) => {
                bindings.push((name.clone(), Bound::One(tokens)));
                true
            }
            None => false,
        },
        Matcher::Repeat { inner, separator, times, names } => {
            let mut columns: Vec<Vec<Bound>> = names.iter().map(|_| Vec::new()).collect();
            let mut row = Bindings::new();
            let mut found = 0usize;
            while *times != Times::AtMostOnce || found == 0 {
                let separator = if found > 0 { &**separator } else { &[] };
                let begin = input.cursor();
                let may_go_on = match separator.first() {
                    Some(leaf) => leaf.rest(begin).is_some(),
                    None => may_fit(inner, begin, false),
                };
                if !may_go_on {
                    break;
                }
                let ahead = input.fork();
                if !separator.iter().all(|leaf| leaf.fits(&ahead))
                    || !fits(inner, &ahead, &mut row, known)
                    || ahead.cursor() == begin
                {
                    break;
                }
                input.advance_to(&ahead);
                found += 1;
                for (column, (_, bound)) in columns.iter_mut().zip(row.drain(..)) {
                    column.push(bound);
                }
            }
            bindings.extend(names.iter().cloned().zip(columns.into_iter().map(Bound::Many)));
            *times != Times::AtLeastOnce || found > 0
        }
    })
}

/// What stands in the delimiters that follow, if they are these.
fn content<'i>(delimiter: Delimiter, input: &ParseBuffer<'i>) -> Option<ParseBuffer<'i>> {
    fn enter<'i>(delimiter: Delimiter, input: &ParseBuffer<'i>) -> syn::Result<ParseBuffer<'i>> {
        let content;
        match delimiter {
            Delimiter::Parenthesis => drop(syn::parenthesized!(content in input)),
            Delimiter::Brace => drop(syn::braced!(content in input)),
            _ => drop(syn::bracketed!(content in input)),
        }
        Ok(content)
    }
    let (_, found, ..) = input.cursor().any_group()?;
    if found == delimiter { enter(delimiter, input).ok() } else { None }
}

impl Leaf {
    fn fits(&self, input: &ParseBuffer<'_>) -> bool {
        self.rest(input.cursor()).is_some()
            && input
                .step(|cursor| match self.rest(*cursor) {
                    Some(rest) => Ok(((), rest)),
                    None => Err(cursor.error("another token")),
                })
                .is_ok()
    }

    /// The one at a cursor, and what follows it. Groups without delimiters are as if there were none.
    pub(super) fn next(cursor: Cursor<'_>) -> Option<(Leaf, Cursor<'_>)> {
        let ident = || cursor.ident().map(|(ident, rest)| (Leaf::Ident(ident.to_string()), rest));
        let lifetime =
            || cursor.lifetime().map(|(lifetime, rest)| (Leaf::Lifetime(lifetime.ident.to_string()), rest));
        let literal = || cursor.literal().map(|(literal, rest)| (Leaf::Literal(literal.to_string()), rest));
        let punct = || cursor.punct().map(|(punct, rest)| (Leaf::Punct(punct.as_char()), rest));
        ident().or_else(lifetime).or_else(literal).or_else(punct)
    }

    /// What follows it, if it is there. Groups without delimiters are as if there were none.
    fn rest<'i>(&self, cursor: Cursor<'i>) -> Option<Cursor<'i>> {
        match self {
            Leaf::Ident(text) => cursor.ident().filter(|(ident, _)| ident == text).map(|(_, rest)| rest),
            Leaf::Lifetime(text) => {
                cursor.lifetime().filter(|(lifetime, _)| lifetime.ident == text).map(|(_, rest)| rest)
            }
            Leaf::Literal(text) => {
                cursor.literal().filter(|(literal, _)| literal.to_string() == *text).map(|(_, rest)| rest)
            }
            Leaf::Punct(char) => {
                cursor.punct().filter(|(punct, _)| punct.as_char() == *char).map(|(_, rest)| rest)
            }
        }
    }
}

impl Fragment {
    fn read<'i>(self, input: &ParseBuffer<'i>, known: &mut Known<'i>) -> Option<TokenStream> {
        if self == Fragment::Tt {
            return tree(input);
        }
        let begin = At(input.cursor());
        if !known.keeps || matches!(self, Fragment::Ident | Fragment::Lifetime | Fragment::Literal) {
            return Some(self.parse(input)?.tokens);
        }
        if let Some(before) = known.reads.get(&(begin, self)) {
            let Read { tokens, trees, .. } = before.as_ref()?;
            return skip(input, *trees).then(|| tokens.clone());
        }
        let read = self.parse(input);
        let tokens = read.as_ref().map(|read| read.tokens.clone());
        if read.as_ref().is_none_or(|read| read.whole) {
            known.reads.insert((begin, self), read);
        }
        tokens
    }

    fn parse(self, input: ParseStream<'_>) -> Option<Read> {
        let begin = input.cursor();
        let mut alternatives = false;
        if begin.eof() && self != Fragment::Vis {
            return None;
        }
        match self {
            Fragment::Block => input.parse::<syn::Block>().map(drop).ok()?,
            Fragment::Expr => {
                // `_` is one from the 2024 edition on, and then too only as the left side of an assignment.
                if begin.ident().is_some_and(|(ident, _)| ident == "_") {
                    return None;
                }
                input.parse::<syn::Expr>().map(drop).ok()?;
            }
            Fragment::Ident => {
                if input.call(Ident::parse_any).ok()? == "_" {
                    return None;
                }
            }
            Fragment::Item => input.parse::<syn::Item>().map(drop).ok()?,
            Fragment::Lifetime => input.parse::<syn::Lifetime>().map(drop).ok()?,
            Fragment::Literal => {
                input.parse::<Option<syn::Token![-]>>().ok()?;
                input.parse::<syn::Lit>().ok()?;
            }
            Fragment::Meta => input.parse::<syn::Meta>().map(drop).ok()?,
            Fragment::Pat => {
                alternatives =
                    matches!(input.call(syn::Pat::parse_multi_with_leading_vert).ok()?, syn::Pat::Or(_));
            }
            Fragment::PatParam => input.call(syn::Pat::parse_single).map(drop).ok()?,
            Fragment::Path => input.parse::<syn::Path>().map(drop).ok()?,
            Fragment::Stmt => statement(input)?,
            Fragment::Tt => return None,
            Fragment::Ty => input.parse::<syn::Type>().map(drop).ok()?,
            Fragment::Vis => input.parse::<syn::Visibility>().map(drop).ok()?,
        }
        let (tokens, whole) = between(begin, input.cursor());
        let trees = tokens.len();
        let tokens = match self {
            Fragment::Expr | Fragment::Ty => grouped(tokens, Delimiter::None),
            Fragment::Pat if alternatives => grouped(tokens, Delimiter::Parenthesis),
            _ => tokens.into_iter().collect(),
        };
        Some(Read { tokens, trees, whole })
    }
}

/// A statement without its semicolon.
fn statement(input: ParseStream<'_>) -> Option<()> {
    if input.peek(syn::Token![let]) {
        while !input.is_empty() && !input.peek(syn::Token![;]) {
            input.parse::<TokenTree>().ok()?;
        }
        return Some(());
    }
    let ahead = input.fork();
    if let Ok(item) = ahead.parse::<syn::Item>()
        && !matches!(item, syn::Item::Macro(_) | syn::Item::Verbatim(_))
    {
        input.advance_to(&ahead);
        return Some(());
    }
    input.parse::<syn::Expr>().map(drop).ok()
}

/// One token as rustc sees it, or a group.
fn tree(input: ParseStream<'_>) -> Option<TokenStream> {
    input
        .step(|cursor| {
            let mut at = *cursor;
            let trees = (0..length_of_tree(at)).map(|_| {
                let (tree, rest) = at.token_tree()?;
                at = rest;
                Some(tree)
            });
            match trees.collect::<Option<TokenStream>>() {
                Some(tokens) => Ok((tokens, at)),
                None => Err(cursor.error("no token")),
            }
        })
        .ok()
}

/// How many trees make the next token.
fn length_of_tree(mut cursor: Cursor<'_>) -> usize {
    match cursor.token_tree() {
        Some((TokenTree::Punct(punct), _)) if punct.spacing() == Spacing::Joint => {
            if cursor.lifetime().is_some() {
                return 2;
            }
            let mut ahead = Vec::new();
            while ahead.len() < 3
                && let Some((token @ TokenTree::Punct(_), rest)) = cursor.token_tree()
            {
                ahead.push(token);
                cursor = rest;
            }
            joined(&ahead)
        }
        _ => 1,
    }
}

/// Steps over trees.
fn skip(input: ParseStream<'_>, trees: usize) -> bool {
    let stepped = input.step(|cursor| {
        let mut at = *cursor;
        for _ in 0..trees {
            at = at.token_tree().ok_or_else(|| cursor.error("no token"))?.1;
        }
        Ok(((), at))
    });
    stepped.is_ok()
}

/// The trees between two places, and whether the last one ends there.
fn between(begin: Cursor<'_>, end: Cursor<'_>) -> (Vec<TokenTree>, bool) {
    let mut tokens = Vec::new();
    let mut cursor = begin;
    while cursor < end
        && let Some((token, rest)) = cursor.token_tree()
    {
        tokens.push(token);
        cursor = rest;
    }
    (tokens, cursor == end)
}

/// Keeps tokens together that must not be torn apart by what stands beside the variable.
fn grouped(tokens: Vec<TokenTree>, delimiter: Delimiter) -> TokenStream {
    let whole = match &*tokens {
        [TokenTree::Ident(_) | TokenTree::Literal(_)] => true,
        [TokenTree::Group(group)] => matches!(group.delimiter(), Delimiter::None | Delimiter::Parenthesis),
        _ => false,
    };
    let span = match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) if !whole => first.span().join(last.span()).unwrap_or(first.span()),
        _ => return tokens.into_iter().collect(),
    };
    let mut group = Group::new(delimiter, tokens.into_iter().collect());
    group.set_span(span);
    TokenTree::Group(group).into()
}
