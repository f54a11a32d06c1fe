//! `macro_rules!` of the analysed packages: collected as text, expanded where the patterns are simple.
//!
//! The matcher follows rustc's (rules in order, fragments parsed greedily, no backtracking into a fragment), but is more
//! lenient: where rustc would stop with an error, the next rule is tried. Code that compiles sees no difference.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use rustc_hash::{FxHashMap, FxHashSet};
use syn::buffer::Cursor;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseBuffer, ParseStream, Parser};

use super::lexer::{Angle, Depth, Kind, Lexer};
use super::outline::{self, Expansion};
use super::split::too_deep;

/// The macros of a package, by name. Plain data, shared by all threads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MacroTable {
    by_name: FxHashMap<Box<str>, Vec<Definition>>,
    /// Those whose expansion declares no items and suppresses nothing, whatever they call.
    alone: FxHashSet<Box<str>>,
}

/// The rules of one definition as text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Definition {
    /// Hash of the text: the threads keep the parsed rules under it.
    key: u128,
    rules: Arc<str>,
}

/// What an expansion costs beside its tokens, in tokens.
const EXPANSION_COST: usize = 16;

/// So many parsed definitions are kept by a thread.
const MAX_CACHED: usize = 4096;

impl MacroTable {
    /// Collects every `macro_rules!` definition in `texts`, also those in function bodies and modules.
    pub fn collect<'a>(texts: impl IntoIterator<Item = &'a str>) -> MacroTable {
        let mut table = MacroTable::default();
        texts.into_iter().filter(|text| text.contains("macro_rules")).for_each(|text| table.read(text));
        table.alone = table.all_alone();
        table
    }

    /// What a macro of that name may stand for.
    pub fn expansion(&self, name: &str) -> Expansion {
        let name = plain(name);
        match self.by_name.contains_key(name) {
            false => Expansion::None,
            true if self.alone.contains(name) => Expansion::Alone,
            true => Expansion::WithItems,
        }
    }

    /// The macros that neither declare or suppress anything nor call one that may.
    fn all_alone(&self) -> FxHashSet<Box<str>> {
        let mut callers: FxHashMap<String, Vec<&str>> = FxHashMap::default();
        let mut others: Vec<&str> = Vec::new();
        for (name, definitions) in &self.by_name {
            for definition in definitions {
                let called = |other: &str| callers.entry(plain(other).to_owned()).or_default().push(name);
                if outline::expansion(&definition.rules, called) != Expansion::Alone {
                    others.push(name);
                }
            }
        }
        let mut alone: FxHashSet<Box<str>> = self.by_name.keys().cloned().collect();
        while let Some(name) = others.pop() {
            if alone.remove(name) {
                others.extend(callers.get(name).into_iter().flatten());
            }
        }
        alone
    }

    /// A hash of what it says. Tables that are equal have the same.
    pub fn digest(&self) -> u128 {
        let mut names: Vec<(&str, &[Definition])> =
            self.by_name.iter().map(|(name, definitions)| (&**name, definitions.as_slice())).collect();
        names.sort_unstable_by_key(|(name, _)| *name);
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        for (name, definitions) in names {
            hasher.update(name.as_bytes());
            // No name holds a zero.
            hasher.update(&[0]);
            hasher.update(&definitions.len().to_le_bytes());
            definitions.iter().for_each(|definition| hasher.update(&definition.key.to_le_bytes()));
        }
        hasher.digest128()
    }

    /// The expansion of `name!(input)`; tokens of the definition get `call_span`, tokens of the input keep theirs.
    /// `None` where no rule fits, a fragment is not supported, or the result grows too large.
    ///
    /// Expressions and types of more than one token come as groups without delimiters, as rustc makes them. How
    /// often the result is expanded again is for the caller to bound.
    ///
    /// An expansion may have `left` tokens; what it has is taken from there. Nothing is left if it would have had more.
    pub fn expand(
        &self,
        name: &str,
        input: TokenStream,
        call_span: Span,
        left: &mut usize,
    ) -> Option<TokenStream> {
        let definitions = self.by_name.get(plain(name))?;
        definitions.iter().find_map(|definition| {
            let rules = definition.parsed()?;
            let mut expansion = None;
            let attempt = |stream: ParseStream<'_>| {
                let begin = stream.cursor();
                let mut known = Known { reads: BTreeMap::default(), keeps: rules.len() > 1 };
                expansion = rules
                    .iter()
                    .filter(|rule| may_fit(&rule.matchers, begin, true))
                    .find_map(|rule| rule.expand(&stream.fork(), &mut known, call_span, left));
                stream.parse::<TokenStream>().map(drop)
            };
            // An attempt leaves groups half read, which is an error to syn and none here.
            let _ = attempt.parse2(input.clone());
            expansion
        })
    }

    fn read(&mut self, text: &str) {
        let mut lexer =
            Lexer::new(text, 0).filter(|token| !matches!(token.kind, Kind::LineComment | Kind::BlockComment));
        while let Some(token) = lexer.next() {
            if token.kind != Kind::Ident || &text[token.start..token.end] != "macro_rules" {
                continue;
            }
            let (Some(bang), Some(name), Some(open)) = (lexer.next(), lexer.next(), lexer.next()) else {
                return;
            };
            if bang.kind != Kind::Punct(b'!')
                || name.kind != Kind::Ident
                || !matches!(open.kind, Kind::Open(_))
            {
                continue;
            }
            let mut depth = 1usize;
            let close = lexer.find(|token| {
                match token.kind {
                    Kind::Open(_) => depth += 1,
                    Kind::Close(_) => depth -= 1,
                    _ => {}
                }
                depth == 0
            });
            let Some(close) = close else { return };
            self.add(plain(&text[name.start..name.end]), &text[open.end..close.start]);
        }
    }

    fn add(&mut self, name: &str, rules: &str) {
        if too_deep(rules).is_some() {
            return;
        }
        let key = xxhash_rust::xxh3::xxh3_128(rules.as_bytes());
        let known = self.by_name.entry(name.into()).or_default();
        if known.iter().all(|definition| definition.key != key) {
            known.push(Definition { key, rules: rules.into() });
        }
    }
}

fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

type Rules = Option<Rc<Vec<Rule>>>;

thread_local! {
    // Tokens cannot leave their thread. Their spans die with each file, so none of them is ever asked for.
    static PARSED: RefCell<FxHashMap<u128, Rules>> = RefCell::default();
}

impl Definition {
    fn parsed(&self) -> Rules {
        if let Some(rules) = PARSED.with_borrow(|parsed| parsed.get(&self.key).cloned()) {
            return rules;
        }
        let rules =
            outline::plain_rules(&self.rules).parse::<TokenStream>().ok().and_then(rules).map(Rc::new);
        PARSED.with_borrow_mut(|parsed| {
            if parsed.len() >= MAX_CACHED {
                parsed.clear();
            }
            parsed.insert(self.key, rules.clone());
        });
        rules
    }
}

/// `(matchers) => { templates }`.
#[derive(Debug)]
struct Rule {
    matchers: Vec<Matcher>,
    templates: Vec<Template>,
}

#[derive(Debug)]
enum Matcher {
    Leaf(Leaf),
    Group(Delimiter, Vec<Matcher>),
    Fragment { name: Rc<str>, kind: Fragment },
    Repeat { inner: Vec<Matcher>, separator: Vec<Leaf>, times: Times, names: Vec<Rc<str>> },
}

#[derive(Debug, PartialEq, Eq)]
enum Leaf {
    Ident(String),
    Lifetime(String),
    Literal(String),
    Punct(char),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Times {
    Any,
    AtLeastOnce,
    AtMostOnce,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fragment {
    Block,
    Expr,
    Ident,
    Item,
    Lifetime,
    Literal,
    Meta,
    Pat,
    PatParam,
    Path,
    Stmt,
    Tt,
    Ty,
    Vis,
}

#[derive(Debug)]
enum Template {
    Token(TokenTree),
    Group(Delimiter, Vec<Template>),
    Variable(Rc<str>),
    Crate,
    Repeat { inner: Vec<Template>, separator: Vec<TokenTree>, names: Vec<Rc<str>> },
}

/// What a variable stands for.
#[derive(Debug)]
enum Bound {
    One(TokenStream),
    Many(Vec<Bound>),
}

/// In the order of the matchers.
type Bindings = Vec<(Rc<str>, Bound)>;

impl Rule {
    fn expand<'i>(
        &self,
        input: &ParseBuffer<'i>,
        known: &mut Known<'i>,
        call_span: Span,
        left: &mut usize,
    ) -> Option<TokenStream> {
        let mut bindings = Bindings::default();
        if !fits(&self.matchers, input, &mut bindings, known) || !input.is_empty() {
            return None;
        }
        let columns = bindings.iter().map(|(name, bound)| (&**name, std::slice::from_ref(bound))).collect();
        let scope = Scope { columns, row: 0, around: None };
        // An expansion without tokens costs as well.
        let mut writer = Writer { call_span, left: left.saturating_sub(EXPANSION_COST), is_full: false };
        let output = writer.stream(&self.templates, &scope);
        *left = if writer.is_full { 0 } else { writer.left };
        let output = output?;
        let mut depth = Depth::default();
        measure(&output, &mut depth);
        (!depth.take_too_deep()).then_some(output)
    }
}

// ---- definitions ----

fn rules(tokens: TokenStream) -> Option<Vec<Rule>> {
    let mut tokens = tokens.into_iter();
    let mut rules = Vec::new();
    while let Some(token) = tokens.next() {
        let TokenTree::Group(pattern) = token else { return None };
        let arrow = (tokens.next(), tokens.next());
        let (Some(TokenTree::Punct(one)), Some(TokenTree::Punct(two))) = arrow else { return None };
        let Some(TokenTree::Group(body)) = tokens.next() else { return None };
        if (one.as_char(), two.as_char()) != ('=', '>') {
            return None;
        }
        rules.push(Rule {
            matchers: matchers(pattern.stream())?,
            templates: templates(body.stream(), &mut Vec::new())?,
        });
        match tokens.next() {
            None => break,
            Some(TokenTree::Punct(punct)) if punct.as_char() == ';' => {}
            Some(_) => return None,
        }
    }
    Some(rules)
}

fn matchers(tokens: TokenStream) -> Option<Vec<Matcher>> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut matchers = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '$' => match tokens.get(at)? {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                    let inner = self::matchers(group.stream())?;
                    let (separator, times, used) = separator(&tokens[at + 1..])?;
                    at += 1 + used;
                    let separator = leaves(separator);
                    let mut names = Vec::new();
                    names_of(&inner, &mut names);
                    matchers.push(Matcher::Repeat { inner, separator, times, names });
                }
                TokenTree::Ident(name) if name == "crate" => {
                    matchers.push(Matcher::Leaf(Leaf::Ident("crate".into())));
                    at += 1;
                }
                TokenTree::Ident(name) => {
                    let (TokenTree::Punct(colon), TokenTree::Ident(kind)) =
                        (tokens.get(at + 1)?, tokens.get(at + 2)?)
                    else {
                        return None;
                    };
                    if colon.as_char() != ':' {
                        return None;
                    }
                    let kind = fragment(&kind.to_string())?;
                    matchers.push(Matcher::Fragment { name: name.unraw().to_string().into(), kind });
                    at += 3;
                }
                _ => return None,
            },
            TokenTree::Group(group) => {
                matchers.push(Matcher::Group(group.delimiter(), self::matchers(group.stream())?))
            }
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                let TokenTree::Ident(name) = tokens.get(at)? else { return None };
                matchers.push(Matcher::Leaf(Leaf::Lifetime(name.to_string())));
                at += 1;
            }
            token => matchers.extend(leaves(std::slice::from_ref(token)).into_iter().map(Matcher::Leaf)),
        }
    }
    Some(matchers)
}

fn fragment(kind: &str) -> Option<Fragment> {
    Some(match kind {
        "block" => Fragment::Block,
        "expr" | "expr_2021" => Fragment::Expr,
        "ident" => Fragment::Ident,
        "item" => Fragment::Item,
        "lifetime" => Fragment::Lifetime,
        "literal" => Fragment::Literal,
        "meta" => Fragment::Meta,
        "pat" => Fragment::Pat,
        "pat_param" => Fragment::PatParam,
        "path" => Fragment::Path,
        "stmt" => Fragment::Stmt,
        "tt" => Fragment::Tt,
        "ty" => Fragment::Ty,
        "vis" => Fragment::Vis,
        _ => return None,
    })
}

fn names_of(matchers: &[Matcher], names: &mut Vec<Rc<str>>) {
    for matcher in matchers {
        match matcher {
            Matcher::Leaf(_) => {}
            Matcher::Group(_, inner) => names_of(inner, names),
            Matcher::Fragment { name, .. } => names.push(name.clone()),
            Matcher::Repeat { names: inner, .. } => names.extend(inner.iter().cloned()),
        }
    }
}

fn leaves(tokens: &[TokenTree]) -> Vec<Leaf> {
    let leaf = |token: &TokenTree| match token {
        TokenTree::Ident(ident) => Some(Leaf::Ident(ident.to_string())),
        TokenTree::Literal(literal) => Some(Leaf::Literal(literal.to_string())),
        TokenTree::Punct(punct) => Some(Leaf::Punct(punct.as_char())),
        TokenTree::Group(_) => None,
    };
    tokens.iter().filter_map(leaf).collect()
}

/// The separator and operator behind `$(…)`, and how many tokens they take.
fn separator(tokens: &[TokenTree]) -> Option<(&[TokenTree], Times, usize)> {
    let times = |at: usize| match tokens.get(at) {
        Some(TokenTree::Punct(punct)) => match punct.as_char() {
            '*' => Some(Times::Any),
            '+' => Some(Times::AtLeastOnce),
            '?' => Some(Times::AtMostOnce),
            _ => None,
        },
        _ => None,
    };
    // Separators have one character, or two such as `=>`.
    (0..=2).find_map(|length| {
        let glued = length < 2 || joined(tokens) == length;
        Some((&tokens[..length], times(length).filter(|_| glued)?, length + 1))
    })
}

/// How many of the first tokens make one token for rustc, such as `..=`.
fn joined(tokens: &[TokenTree]) -> usize {
    let mut text = String::new();
    for token in tokens.iter().take(3) {
        let TokenTree::Punct(punct) = token else { break };
        text.push(punct.as_char());
        if punct.spacing() == Spacing::Alone {
            break;
        }
    }
    (2..=text.len())
        .rev()
        .find(|length| {
            matches!(
                &text[..*length],
                "=>" | "->"
                    | "::"
                    | "&&"
                    | "||"
                    | "=="
                    | "!="
                    | "<="
                    | ">="
                    | "<<"
                    | ">>"
                    | ".."
                    | "+="
                    | "-="
                    | "*="
                    | "/="
                    | "%="
                    | "^="
                    | "&="
                    | "|="
                    | "<-"
                    | "..="
                    | "..."
                    | "<<="
                    | ">>="
            )
        })
        .unwrap_or(1)
}

fn templates(tokens: TokenStream, names: &mut Vec<Rc<str>>) -> Option<Vec<Template>> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut templates = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '$' => match tokens.get(at)? {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                    let mut used_names = Vec::new();
                    let inner = self::templates(group.stream(), &mut used_names)?;
                    let (separator, _, used) = separator(&tokens[at + 1..])?;
                    at += 1 + used;
                    names.extend(used_names.iter().cloned());
                    let mut separator = separator.to_vec();
                    stand_alone(&mut separator);
                    templates.push(Template::Repeat { inner, separator, names: used_names });
                }
                TokenTree::Ident(name) if name == "crate" => {
                    templates.push(Template::Crate);
                    at += 1;
                }
                TokenTree::Ident(name) => {
                    let name: Rc<str> = name.unraw().to_string().into();
                    names.push(name.clone());
                    templates.push(Template::Variable(name));
                    at += 1;
                }
                // `$$` and `${count(…)}` are not stable.
                _ => return None,
            },
            TokenTree::Group(group) => {
                templates.push(Template::Group(group.delimiter(), self::templates(group.stream(), names)?))
            }
            token => {
                let mut token = [token.clone()];
                if matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == '$') {
                    stand_alone(&mut token);
                }
                templates.extend(token.map(Template::Token));
            }
        }
    }
    Some(templates)
}

/// What touches a `*` or `$` in the definition touches nothing in the output.
fn stand_alone(separator: &mut [TokenTree]) {
    if let Some(TokenTree::Punct(last)) = separator.last_mut() {
        *last = Punct::new(last.as_char(), Spacing::Alone);
    }
}

// ---- matching ----

/// What fragments were read, and where: most rules of a macro begin alike.
struct Known<'i> {
    reads: BTreeMap<(At<'i>, Fragment), Option<Read>>,
    /// There is more than one rule.
    keeps: bool,
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
fn may_fit(matchers: &[Matcher], mut cursor: Cursor<'_>, whole: bool) -> bool {
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

fn fits<'i>(
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

fn count(tokens: &TokenStream) -> usize {
    let size = |token| match token {
        TokenTree::Group(group) => 1 + count(&group.stream()),
        _ => 1,
    };
    tokens.clone().into_iter().map(size).sum()
}

fn measure(tokens: &TokenStream, depth: &mut Depth) {
    let mut at = 0;
    for token in tokens.clone() {
        at += 2;
        match token {
            TokenTree::Group(group) => {
                depth.open();
                measure(&group.stream(), depth);
                depth.close(group.delimiter() == Delimiter::Brace);
            }
            TokenTree::Ident(ident) => depth.ident(&ident.to_string()),
            TokenTree::Literal(_) => depth.literal(),
            TokenTree::Punct(punct) => {
                depth.punct(u8::try_from(punct.as_char()).unwrap_or(b'#'), at, Angle::Bracket);
                // The next character touches this one.
                at -= usize::from(punct.spacing() == Spacing::Joint);
            }
        }
    }
}

// ---- transcription ----

/// What variables stand for in one row of a repetition, and around it.
struct Scope<'a> {
    columns: FxHashMap<&'a str, &'a [Bound]>,
    row: usize,
    around: Option<&'a Scope<'a>>,
}

impl<'a> Scope<'a> {
    fn get(&self, name: &str) -> Option<&'a Bound> {
        match self.columns.get(name) {
            Some(column) => column.get(self.row),
            None => self.around?.get(name),
        }
    }
}

struct Writer {
    call_span: Span,
    /// How many tokens may still be written.
    left: usize,
    /// It would have had more.
    is_full: bool,
}

impl Writer {
    fn stream(&mut self, templates: &[Template], scope: &Scope<'_>) -> Option<TokenStream> {
        let mut tokens = Vec::new();
        self.write(templates, scope, &mut tokens)?;
        Some(tokens.into_iter().collect())
    }

    fn write(
        &mut self,
        templates: &[Template],
        scope: &Scope<'_>,
        tokens: &mut Vec<TokenTree>,
    ) -> Option<()> {
        for template in templates {
            match template {
                Template::Token(token) => tokens.push(self.own(token)?),
                Template::Crate => {
                    self.take(1)?;
                    tokens.push(TokenTree::Ident(Ident::new("crate", self.call_span)));
                }
                Template::Group(delimiter, inner) => {
                    self.take(1)?;
                    let mut group = Group::new(*delimiter, self.stream(inner, scope)?);
                    group.set_span(self.call_span);
                    tokens.push(TokenTree::Group(group));
                }
                Template::Variable(name) => match scope.get(name) {
                    Some(Bound::One(bound)) => {
                        self.take(count(bound))?;
                        tokens.extend(bound.clone());
                    }
                    Some(Bound::Many(_)) => return None,
                    // A variable of a macro that this one defines.
                    None => {
                        self.take(2)?;
                        let mut dollar = Punct::new('$', Spacing::Alone);
                        dollar.set_span(self.call_span);
                        let name = syn::parse_str::<TokenTree>(name).ok()?;
                        tokens.extend([TokenTree::Punct(dollar), self.own(&name)?]);
                    }
                },
                Template::Repeat { inner, separator, names } => {
                    let columns: FxHashMap<&str, &[Bound]> = names
                        .iter()
                        .filter_map(|name| match scope.get(name) {
                            Some(Bound::Many(all)) => Some((&**name, &**all)),
                            _ => None,
                        })
                        .collect();
                    let rows = columns.values().map(|all| all.len()).max()?;
                    if columns.values().any(|all| all.len() != rows) {
                        return None;
                    }
                    let mut narrowed = Scope { columns, row: 0, around: Some(scope) };
                    for row in 0..rows {
                        // Rows that write nothing cost as well.
                        self.take(1)?;
                        if row > 0 {
                            for token in separator {
                                tokens.push(self.own(token)?);
                            }
                        }
                        narrowed.row = row;
                        self.write(inner, &narrowed, tokens)?;
                    }
                }
            }
        }
        Some(())
    }

    fn own(&mut self, token: &TokenTree) -> Option<TokenTree> {
        self.take(1)?;
        let mut token = token.clone();
        token.set_span(self.call_span);
        Some(token)
    }

    fn take(&mut self, count: usize) -> Option<()> {
        match self.left.checked_sub(count) {
            Some(left) => self.left = left,
            None => self.is_full = true,
        }
        (!self.is_full).then_some(())
    }
}

#[cfg(test)]
mod tests;
