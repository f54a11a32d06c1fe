//! `cfg` predicates, as far as they are decided without a build.

use crate::facts::conditions::Conditions;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use rustc_hash::{FxHashMap, FxHashSet};
use syn::{Attribute, Meta};

/// What `#[cfg(…)]` says about the code under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cfg {
    /// Compiled, or nobody knows.
    On,
    /// Only compiled for tests (also under a checker of tests such as loom).
    Test,
    /// Never compiled.
    Off,
}

/// Configurations that only a test run sets.
const TEST_ONLY: &[&str] = &["test", "loom", "shuttle", "miri", "kani", "fuzzing"];

/// Configurations under which nothing runs.
const NEVER: &[&str] = &["FALSE", "doc", "docsrs", "doctest"];

/// The strictest of the `cfg` attributes.
pub(super) fn of(attrs: &[Attribute]) -> Cfg {
    predicates(attrs).map(|tokens| predicate(&tokens)).max().unwrap_or(Cfg::On)
}

/// The predicates of the `cfg` attributes.
pub(super) fn predicates(attrs: &[Attribute]) -> impl Iterator<Item = TokenStream> + '_ {
    attrs.iter().filter_map(|attr| match &attr.meta {
        Meta::List(list) if list.path.is_ident("cfg") => Some(list.tokens.clone()),
        _ => None,
    })
}

/// Judges one predicate.
pub(super) fn predicate(tokens: &TokenStream) -> Cfg {
    match evaluate(tokens, false) {
        Some(false) if evaluate(tokens, true) == Some(false) => Cfg::Off,
        Some(false) => Cfg::Test,
        _ => Cfg::On,
    }
}

/// Adds what follows if a predicate holds, or does not hold.
pub(super) fn conditions(tokens: &TokenStream, holds: bool, to: &mut Conditions) {
    match call(tokens) {
        Some((name, args)) if name == "not" => return conditions(&args, !holds, to),
        // All parts of an `all` hold, and none of an `any` that does not.
        Some((name, args)) if name == if holds { "all" } else { "any" } => {
            split(args).iter().for_each(|part| conditions(part, holds, to));
        }
        _ => {}
    }
    to.add(&tokens.to_string(), holds);
}

/// Whether a predicate asks for one feature.
pub(super) fn is_feature(tokens: &TokenStream) -> bool {
    tokens.to_string().starts_with("feature = ")
}

/// Predicates of code that stands side by side.
#[derive(Debug, Default)]
pub(super) struct Seen {
    texts: FxHashSet<String>,
    /// What those negate that are `not(…)`.
    negated: FxHashSet<String>,
    /// The values of the keys that have one value in a build.
    values: FxHashMap<String, String>,
}

impl Seen {
    pub(super) fn add(&mut self, predicate: &TokenStream) {
        let text = predicate.to_string();
        if let Some((key, value)) = single(&text) {
            self.values.insert(key.to_owned(), value.to_owned());
        }
        self.negated.extend(negated(predicate));
        self.texts.insert(text);
    }

    /// Whether a predicate cannot hold where one of these does.
    pub(super) fn excludes(&self, predicate: &TokenStream) -> bool {
        let text = predicate.to_string();
        let other_system = match text.as_str() {
            "unix" => "windows",
            "windows" => "unix",
            _ => "",
        };
        negated(predicate).is_some_and(|text| self.texts.contains(&text))
            || self.negated.contains(&text)
            || self.texts.contains(other_system)
            || single(&text)
                .is_some_and(|(key, value)| self.values.get(key).is_some_and(|seen| seen != value))
    }
}

/// The predicate that `not(…)` negates.
fn negated(predicate: &TokenStream) -> Option<String> {
    call(predicate).filter(|(name, _)| name == "not").map(|(_, args)| args.to_string())
}

/// The key and value of a predicate like `target_os = "linux"`.
fn single(text: &str) -> Option<(&str, &str)> {
    let (key, value) = text.split_once(" = ")?;
    let known = matches!(key, "target_os" | "target_arch" | "target_family" | "target_pointer_width");
    (known && value.starts_with('"')).then_some((key, value))
}

/// `name(args)`.
fn call(tokens: &TokenStream) -> Option<(String, TokenStream)> {
    let mut trees = tokens.clone().into_iter();
    match (trees.next(), trees.next(), trees.next()) {
        (Some(TokenTree::Ident(name)), Some(TokenTree::Group(args)), None)
            if args.delimiter() == Delimiter::Parenthesis =>
        {
            Some((name.to_string(), args.stream()))
        }
        _ => None,
    }
}

/// The predicate's value in a normal build or (`test`) in one for tests; `None` where nobody knows.
fn evaluate(tokens: &TokenStream, test: bool) -> Option<bool> {
    if let Some((name, args)) = call(tokens) {
        let values = split(args).iter().map(|arg| evaluate(arg, test)).collect::<Vec<_>>();
        // The value that decides the whole: one `true` of `any`, one `false` of `all`.
        let decisive = match name.as_str() {
            "not" => return values.first().copied().flatten().map(|value| !value),
            "any" => true,
            "all" => false,
            _ => return None,
        };
        return if values.contains(&Some(decisive)) {
            Some(decisive)
        } else if values.contains(&None) {
            None
        } else {
            Some(!decisive)
        };
    }
    let mut trees = tokens.clone().into_iter();
    let (Some(TokenTree::Ident(name)), None) = (trees.next(), trees.next()) else { return None };
    match name.to_string().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        "test" => Some(test),
        name if NEVER.contains(&name) => Some(false),
        name if TEST_ONLY.contains(&name) && !test => Some(false),
        _ => None,
    }
}

fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![Vec::new()];
    for tree in tokens {
        match &tree {
            TokenTree::Punct(punct) if punct.as_char() == ',' => parts.push(Vec::new()),
            _ => parts.last_mut().into_iter().for_each(|part| part.push(tree.clone())),
        }
    }
    parts.into_iter().filter(|part| !part.is_empty()).map(TokenStream::from_iter).collect()
}
