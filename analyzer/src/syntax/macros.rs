//! `macro_rules!` of the analysed packages: collected as text, expanded where the patterns are simple.
//!
//! The matcher follows rustc's (rules in order, fragments parsed greedily, no backtracking into a fragment), but is more
//! lenient: where rustc would stop with an error, the next rule is tried. Code that compiles sees no difference.

mod matching;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use rustc_hash::{FxHashMap, FxHashSet};
use syn::buffer::Cursor;
use syn::ext::IdentExt;
use syn::parse::{ParseBuffer, ParseStream, Parser};

use super::lexer::{Angle, Depth, Kind, Lexer};
use super::outline::{self, Expansion};
use super::split::too_deep;
use matching::{Known, fits, may_fit};

use crate::text::Symbol;

/// The macros that a package can use, by name: its own, and those that its libraries export. Plain data, shared by all
/// threads.
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
    /// `#[macro_export]`: packages that depend on this one can use it.
    exported: bool,
    /// What `$crate` is; `None` in the package that defines it.
    home: Option<Symbol>,
    /// Its rules by themselves declare no items and suppress nothing.
    alone: bool,
    /// The macros that its rules call.
    calls: Arc<[Box<str>]>,
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

    /// The same with what libraries export, each by the name that it has in this package. A macro of the package's own hides
    /// theirs.
    pub fn with<'a>(&self, libraries: impl IntoIterator<Item = (Symbol, &'a MacroTable)>) -> MacroTable {
        let mut table = self.clone();
        for (home, library) in libraries {
            for (name, definitions) in &library.by_name {
                let exported = definitions.iter().filter(|definition| definition.exported);
                if self.by_name.contains_key(name) {
                    continue;
                }
                let foreign = exported.map(|known| Definition { home: Some(home), ..known.clone() });
                let foreign: Vec<Definition> = foreign.collect();
                if !foreign.is_empty() {
                    table.by_name.entry(name.clone()).or_default().extend(foreign);
                }
            }
        }
        table.alone = table.all_alone();
        table
    }

    /// Whether other packages can use one of them.
    pub fn exports(&self) -> bool {
        self.by_name.values().flatten().any(|definition| definition.exported)
    }

    /// Whether the package itself defines a macro of that name.
    pub fn defines(&self, name: &str) -> bool {
        let known = self.by_name.get(plain(name));
        known.is_some_and(|known| known.iter().any(|definition| definition.home.is_none()))
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
        let mut callers: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        let mut others: Vec<&str> = Vec::new();
        for (name, definitions) in &self.by_name {
            for definition in definitions {
                definition.calls.iter().for_each(|other| callers.entry(other).or_default().push(name));
                if !definition.alone {
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
            for definition in definitions {
                hasher.update(&definition.key.to_le_bytes());
                hasher.update(&[u8::from(definition.exported), u8::from(definition.home.is_some())]);
                definition.home.iter().for_each(|home| hasher.update(home.as_str().as_bytes()));
            }
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
            let call = Call { span: call_span, home: definition.home };
            let mut expansion = None;
            let attempt = |stream: ParseStream<'_>| {
                let begin = stream.cursor();
                let mut known = Known::new(rules.all.len());
                expansion = rules
                    .candidates(begin)
                    .into_iter()
                    .filter(|rule| may_fit(&rule.matchers, begin, true))
                    .find_map(|rule| rule.expand(&stream.fork(), &mut known, call, left));
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
        // An attribute goes with the next definition.
        let mut exported = false;
        while let Some(token) = lexer.next() {
            match &text[token.start..token.end] {
                _ if token.kind != Kind::Ident => continue,
                "macro_rules" => {}
                word => {
                    exported |= word == "macro_export";
                    continue;
                }
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
            let name = plain(&text[name.start..name.end]);
            self.add(name, &text[open.end..close.start], std::mem::take(&mut exported));
        }
    }

    fn add(&mut self, name: &str, rules: &str, exported: bool) {
        if too_deep(rules).is_some() {
            return;
        }
        let key = xxhash_rust::xxh3::xxh3_128(rules.as_bytes());
        let known = self.by_name.entry(name.into()).or_default();
        if let Some(same) = known.iter_mut().find(|definition| definition.key == key) {
            same.exported |= exported;
            return;
        }
        let mut calls: Vec<Box<str>> = Vec::new();
        let alone = outline::expansion(rules, |other| calls.push(plain(other).into())) == Expansion::Alone;
        let (rules, calls) = (rules.into(), calls.into());
        known.push(Definition { key, rules, exported, home: None, alone, calls });
    }
}

fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

thread_local! {
    // Tokens cannot leave their thread. Their spans die with each file, so none of them is ever asked for.
    static PARSED: RefCell<FxHashMap<u128, Option<Rc<Rules>>>> = RefCell::default();
}

impl Definition {
    fn parsed(&self) -> Option<Rc<Rules>> {
        if let Some(rules) = PARSED.with_borrow(|parsed| parsed.get(&self.key).cloned()) {
            return rules;
        }
        let rules = outline::plain_rules(&self.rules)
            .parse::<TokenStream>()
            .ok()
            .and_then(rules)
            .map(Rules::new)
            .map(Rc::new);
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

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

/// The rules of a definition in order, and a trie of the single tokens that they begin with: a macro of many rules is often
/// one whose calls begin with a word that chooses among them.
#[derive(Debug)]
struct Rules {
    all: Vec<Rule>,
    /// From a node, by a token, to the next one; the root is 0.
    next: FxHashMap<(usize, Leaf), usize>,
    /// The rules whose single tokens end at a node.
    at: Vec<Vec<usize>>,
}

impl Rules {
    fn new(all: Vec<Rule>) -> Rules {
        let mut next: FxHashMap<(usize, Leaf), usize> = FxHashMap::default();
        let mut at = vec![Vec::new()];
        for (index, rule) in all.iter().enumerate() {
            let mut node = 0;
            for matcher in &rule.matchers {
                let Matcher::Leaf(leaf) = matcher else { break };
                node = *next.entry((node, leaf.clone())).or_insert(at.len());
                if node == at.len() {
                    at.push(Vec::new());
                }
            }
            at[node].push(index);
        }
        Rules { all, next, at }
    }

    /// Those whose first tokens are the ones at `cursor`, in order.
    fn candidates(&self, mut cursor: Cursor<'_>) -> Vec<&Rule> {
        let mut found = self.at[0].clone();
        let mut node = 0;
        while let Some((leaf, rest)) = Leaf::next(cursor)
            && let Some(next) = self.next.get(&(node, leaf))
        {
            node = *next;
            cursor = rest;
            found.extend(&self.at[node]);
        }
        found.sort_unstable();
        found.into_iter().map(|index| &self.all[index]).collect()
    }
}

impl Rule {
    fn expand<'i>(
        &self,
        input: &ParseBuffer<'i>,
        known: &mut Known<'i>,
        call: Call,
        left: &mut usize,
    ) -> Option<TokenStream> {
        let mut bindings = Bindings::default();
        if !fits(&self.matchers, input, &mut bindings, known) || !input.is_empty() {
            return None;
        }
        let columns = bindings.iter().map(|(name, bound)| (&**name, std::slice::from_ref(bound))).collect();
        let scope = Scope { columns, row: 0, around: None };
        // An expansion without tokens costs as well.
        let mut writer = Writer { call, left: left.saturating_sub(EXPANSION_COST), is_full: false };
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

/// A macro call.
#[derive(Clone, Copy)]
struct Call {
    span: Span,
    /// The library that defines the macro, if that is another package.
    home: Option<Symbol>,
}

struct Writer {
    call: Call,
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
                    let home = self.call.home.map_or("crate", |home| home.as_str());
                    tokens.push(TokenTree::Ident(Ident::new(home, self.call.span)));
                }
                Template::Group(delimiter, inner) => {
                    self.take(1)?;
                    let mut group = Group::new(*delimiter, self.stream(inner, scope)?);
                    group.set_span(self.call.span);
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
                        dollar.set_span(self.call.span);
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
        token.set_span(self.call.span);
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
