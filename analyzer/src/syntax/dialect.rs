//! Rust that syn does not read: the editions before 2021, where they differ, and what is unstable.
//!
//! A text that syn refuses is rewritten, token by token, to one that means nearly the same, and tried once more. All
//! tokens keep their places. What a rule takes away says nothing about locks (`const` of a trait, `unsafe` of a field); the
//! code within stays.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};

/// Parses a text.
pub(crate) fn parse<T>(text: &str, parser: impl Fn(ParseStream<'_>) -> syn::Result<T>) -> syn::Result<T> {
    (&parser).parse_str(text).or_else(|error| {
        let tokens: TokenStream = text.parse().map_err(|_| error.clone())?;
        again(tokens, &parser).ok_or(error)
    })
}

/// Parses tokens.
pub(crate) fn parse2<T>(
    tokens: TokenStream,
    parser: impl Fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    (&parser).parse2(tokens.clone()).or_else(|error| again(tokens, &parser).ok_or(error))
}

/// Parses what syn has given back as it was, because it has no name for it.
pub(crate) fn verbatim<T>(
    tokens: &TokenStream,
    parser: impl Fn(ParseStream<'_>) -> syn::Result<T>,
) -> Option<T> {
    again(tokens.clone(), &parser)
}

fn again<T>(tokens: TokenStream, parser: &impl Fn(ParseStream<'_>) -> syn::Result<T>) -> Option<T> {
    let mut rewriter = Rewriter::default();
    let tokens = rewriter.stream(tokens, Delimiter::None, false);
    rewriter.changed.then(|| parser.parse2(tokens).ok()).flatten()
}

#[derive(Default)]
struct Rewriter {
    changed: bool,
}

/// What stands around the token at hand.
struct Around<'t> {
    /// What was written so far, of the same group.
    before: &'t mut Vec<TokenTree>,
    /// What follows, beginning with the token itself.
    rest: &'t [TokenTree],
    /// The delimiters that all of it stands in.
    within: Delimiter,
}

impl Rewriter {
    /// `parameters`: those of a function.
    fn stream(&mut self, tokens: TokenStream, within: Delimiter, parameters: bool) -> TokenStream {
        let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
        if parameters {
            self.changed |= name_parameters(&mut tokens);
        }
        let mut out: Vec<TokenTree> = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let mut around = Around { before: &mut out, rest: &tokens[at..], within };
            if let Some(taken) = rewrite(&mut around) {
                self.changed = true;
                at += taken;
                continue;
            }
            let mut token = token.clone();
            if let TokenTree::Group(group) = &token
                && !is_call(&out)
            {
                let parameters = group.delimiter() == Delimiter::Parenthesis && is_signature(&out);
                let mut inner =
                    Group::new(group.delimiter(), self.stream(group.stream(), group.delimiter(), parameters));
                inner.set_span(group.span());
                token = TokenTree::Group(inner);
            }
            out.push(token);
            at += 1;
        }
        out.into_iter().collect()
    }
}

/// Applies the rule that fits; gives how many tokens it takes.
fn rewrite(around: &mut Around<'_>) -> Option<usize> {
    match &around.rest[0] {
        TokenTree::Ident(ident) => {
            let word = ident.to_string();
            keyword(around, &word, ident.span())
        }
        TokenTree::Punct(punct) => punctuation(around, punct.as_char()),
        TokenTree::Group(group) => delimited(around, group),
        TokenTree::Literal(_) => None,
    }
}

fn keyword(around: &mut Around<'_>, word: &str, span: Span) -> Option<usize> {
    let next = around.next(1);
    let drop = |condition: bool, count: usize| condition.then_some(count);
    match word {
        // `gen fn`, and blocks that run when somebody iterates.
        "gen" if next.is_word(&["fn", "unsafe", "extern"]) => Some(1),
        "gen" if next.is_word(&["move"]) && around.next(2).is(Delimiter::Brace) => around.generator(span, 2),
        "gen" if next.is(Delimiter::Brace) && around.begins_operand() => around.generator(span, 1),
        "super" => drop(next.is_word(&["let"]), 1),
        "do" if next.is_word(&["yeet"]) => around.replace(&["return"], span, 2),
        "do" if next.is_word(&["catch"]) => around.replace(&["try"], span, 2),
        "bikeshed" if around.last().is_word(&["try"]) => {
            around.rest.iter().position(|token| Next(Some(token)).is(Delimiter::Brace))
        }
        "await" if around.last().is_word(&["for"]) => Some(1),
        "box" => drop(next.is_operand() || next.is_punct("&*-"), 1),
        "use" if next.is_punct("|") => around.replace(&["move"], span, 1),
        "reuse" if next.is_name() || next.is_punct(":") => around.replace(&["use"], span, 1),
        "static" => drop(next.is_punct("|") || next.is_word(&["move"]), 1),
        "final" => drop(next.is_word(&["fn", "async", "const", "unsafe", "extern"]), 1),
        "type" => drop(next.is_word(&["const"]), 1),
        "unsafe" => drop(next.is_name() && around.next(2).is_punct(":"), 1),
        "mut" => drop(next.is(Delimiter::Parenthesis) && around.next(2).is_name(), 2),
        "pub" => {
            let scope = usize::from(next.is(Delimiter::Parenthesis));
            let item = around.next(1 + scope).is_word(&["impl"])
                || around.next(1 + scope).is_word(&["unsafe", "default", "const"])
                    && around.next(2 + scope).is_word(&["impl"]);
            let restricted = around.next(2 + scope).is(Delimiter::Parenthesis);
            drop(item && !restricted, 1 + scope)
        }
        // Who may implement a trait.
        "impl" if next.is(Delimiter::Parenthesis) => {
            drop(around.next(2).is_word(&["trait", "const", "unsafe", "auto"]), 2)
        }
        "const" => drop(around.is_const_of_trait(), 1),
        "pin" if next.is_word(&["mut", "const"]) && (around.last().is_punct("&") || around.is_borrowed()) => {
            Some(if next.is_word(&["const"]) { 2 } else { 1 })
        }
        "if" => around.pattern_guard(),
        "async" | "dyn" | "await" | "try" if !around.is_keyword(word) => {
            around.before.push(TokenTree::Ident(Ident::new_raw(word, span)));
            Some(1)
        }
        "Fn" | "FnMut" | "FnOnce" if next.is(Delimiter::Parenthesis) => around.bare_trait(),
        _ => None,
    }
}

fn punctuation(around: &mut Around<'_>, char: char) -> Option<usize> {
    match char {
        // `x.match { … }`; what `x.use` and `x.yield` do to `x` is to give it.
        '.' if around.next(1).is_word(&["match"]) && around.next(2).is(Delimiter::Brace) => {
            around.postfix_match()
        }
        '.' if around.next(1).is_word(&["use", "yield"]) => Some(2),
        // The pattern that matches nothing.
        '!' if around.last().0.is_none()
            || around.last().is_punct(",|")
            || around.last().is(Delimiter::Brace) =>
        {
            let next = around.next(1);
            if around.ends_arm() {
                return around.leave_arm();
            }
            let arrow = next.is_punct("=") && around.next(2).is_punct(">");
            let pattern = next.0.is_none() || next.is_punct(",|") || arrow || next.is_word(&["if"]);
            if !pattern {
                return None;
            }
            let span = around.rest[0].span();
            around.replace(&["_"], span, 1)
        }
        // A view of some fields.
        '.' if around.next(1).is(Delimiter::Brace) => Some(2),
        '~' if around.next(1).is_word(&["const"]) => Some(2),
        // Documentation in a macro.
        '#' => {
            let inner = usize::from(around.next(1).is_punct("!"));
            let TokenTree::Group(group) = around.rest.get(1 + inner)? else { return None };
            let tokens: Vec<TokenTree> = group.stream().into_iter().take(4).collect();
            let [name, equals, TokenTree::Literal(_)] = &*tokens else { return None };
            (Next(Some(name)).is_word(&["doc"]) && Next(Some(equals)).is_punct("=")).then_some(2 + inner)
        }
        _ => None,
    }
}

fn delimited(around: &mut Around<'_>, group: &Group) -> Option<usize> {
    let mut tokens = group.stream().into_iter();
    let (first, second, third) = (tokens.next(), tokens.next(), tokens.next());
    match group.delimiter() {
        // `T: [const] X`.
        Delimiter::Bracket if second.is_none() && Next(first.as_ref()).is_word(&["const"]) => {
            around.last().is_bound().then_some(1)
        }
        // `T::m(..): Send`.
        Delimiter::Parenthesis
            if third.is_none()
                && Next(first.as_ref()).is_punct(".")
                && Next(second.as_ref()).is_punct(".")
                && around.last().is_name()
                && around.next(1).is_punct(":") =>
        {
            Some(1)
        }
        // `Err(!)`, with nothing to do.
        Delimiter::Parenthesis
            if second.is_none() && Next(first.as_ref()).is_punct("!") && around.ends_arm() =>
        {
            around.leave_arm()
        }
        _ => None,
    }
}

/// A token that may be missing.
#[derive(Clone, Copy)]
struct Next<'t>(Option<&'t TokenTree>);

/// Words behind which an operand, a pattern or a type begins.
const OPENING: &[&str] = &[
    "as", "async", "await", "box", "break", "const", "dyn", "else", "if", "impl", "in", "let", "match",
    "move", "mut", "raw", "ref", "return", "static", "unsafe", "where", "while", "yield",
];

impl Next<'_> {
    fn is_word(self, words: &[&str]) -> bool {
        matches!(self.0, Some(TokenTree::Ident(ident)) if words.iter().any(|word| ident == word))
    }

    fn is_punct(self, chars: &str) -> bool {
        matches!(self.0, Some(TokenTree::Punct(punct)) if chars.contains(punct.as_char()))
    }

    fn is(self, delimiter: Delimiter) -> bool {
        matches!(self.0, Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
    }

    /// A word that may be the end of an operand or the whole.
    fn is_name(self) -> bool {
        matches!(self.0, Some(TokenTree::Ident(_))) && !self.is_word(OPENING)
    }

    fn is_operand(self) -> bool {
        matches!(self.0, Some(TokenTree::Ident(_) | TokenTree::Literal(_)))
            || self.is(Delimiter::Parenthesis)
            || self.is(Delimiter::Bracket)
    }

    /// What a bound, or the trait of an implementation, follows.
    fn is_bound(self) -> bool {
        self.is_punct(":+>") || self.is_word(&["impl", "dyn"])
    }
}

impl Around<'_> {
    fn next(&self, at: usize) -> Next<'_> {
        Next(self.rest.get(at))
    }

    fn last(&self) -> Next<'_> {
        Next(self.before.last())
    }

    /// The token before that one.
    fn last_but(&self, count: usize) -> Next<'_> {
        Next(self.before.len().checked_sub(count + 1).and_then(|at| self.before.get(at)))
    }

    fn replace(&mut self, words: &[&str], span: Span, taken: usize) -> Option<usize> {
        let words = words.iter().map(|word| TokenTree::Ident(Ident::new(word, span)));
        self.before.extend(words);
        Some(taken)
    }

    /// Whether an operand may begin here.
    fn begins_operand(&self) -> bool {
        let loops = self.last().is_word(&["in"]) && !self.next(2).is(Delimiter::Brace);
        let last = self.last();
        !loops
            && !last.is_word(&["if", "match", "while", "struct", "enum", "mod", "trait", "fn"])
            && !last.is_name()
            && !matches!(last.0, Some(TokenTree::Literal(_)))
            && !last.is_punct(".")
    }

    /// `gen { … }` as a closure without parameters, `async gen { … }` as an async block.
    fn generator(&mut self, span: Span, before_block: usize) -> Option<usize> {
        if self.last().is_word(&["async"]) {
            return Some(1);
        }
        let mut closure = self.rest[1..before_block].to_vec();
        for _ in 0..2 {
            let mut bar = Punct::new('|', Spacing::Alone);
            bar.set_span(span);
            closure.push(TokenTree::Punct(bar));
        }
        let TokenTree::Group(block) = self.rest.get(before_block)? else { return None };
        let mut inner =
            Group::new(Delimiter::Brace, Rewriter::default().stream(block.stream(), Delimiter::Brace, false));
        inner.set_span(block.span());
        closure.push(TokenTree::Group(inner));
        self.before.push(parenthesized(closure, span.join(block.span()).unwrap_or(span)));
        Some(before_block + 1)
    }

    /// `const` that says of a trait, its implementation or a bound that it holds at compile time.
    fn is_const_of_trait(&self) -> bool {
        let next = self.next(1);
        if next.is_word(&["trait", "impl"])
            || next.is_word(&["unsafe", "auto"]) && self.next(2).is_word(&["trait", "impl", "auto"])
        {
            return true;
        }
        let name = next.is_name() && !next.is_word(&["fn", "_"]) || next.is_punct(":");
        let arrow = self.last().is_punct(">") && self.last_but(1).is_punct("=-");
        name && self.last().is_bound() && !arrow
    }

    /// Whether an arm ends behind the token, of a match that nothing is done in.
    fn ends_arm(&self) -> bool {
        self.within == Delimiter::Brace && (self.rest.len() == 1 || self.next(1).is_punct(","))
    }

    /// Leaves out the arm that ends here.
    fn leave_arm(&mut self) -> Option<usize> {
        let arm = self
            .before
            .iter()
            .rposition(|token| Next(Some(token)).is_punct(",") || Next(Some(token)).is(Delimiter::Brace));
        self.before.truncate(arm.map_or(0, |at| at + 1));
        Some(2.min(self.rest.len()))
    }

    /// Behind `&'a`, or `ref`.
    fn is_borrowed(&self) -> bool {
        self.last().is_word(&["ref"])
            || matches!(self.last().0, Some(TokenTree::Ident(_)))
                && self.last_but(1).is_punct("'")
                && self.last_but(2).is_punct("&")
    }

    /// Whether the word is a keyword here, and not the name that it is in the edition of 2015.
    fn is_keyword(&self, word: &str) -> bool {
        let (last, next) = (self.last(), self.next(1));
        if last.is_word(&["fn", "mod", "struct", "enum", "trait", "union", "type", "crate", "use"])
            || last.is_punct(":") && self.last_but(1).is_punct(":")
        {
            return false;
        }
        if last.is_punct(".") {
            return word == "await" && !next.is(Delimiter::Parenthesis);
        }
        match word {
            "async" => {
                next.is_word(&["fn", "move", "unsafe", "extern", "gen", "use", "static", "const", "for"])
                    || next.is_punct("|")
                    || next.is(Delimiter::Brace)
            }
            "dyn" => {
                matches!(next.0, Some(TokenTree::Ident(_)))
                    || next.is(Delimiter::Parenthesis)
                    || next.is(Delimiter::Bracket)
                    || next.is_punct("'?<~*")
                    || next.is_punct(":") && self.next(2).is_punct(":")
            }
            "try" => next.is(Delimiter::Brace) || next.is_word(&["bikeshed"]),
            _ => last.is_word(&["for"]),
        }
    }

    /// `if` within a pattern: the guard is left out.
    fn pattern_guard(&self) -> Option<usize> {
        let last = self.last();
        let behind = last.is_name()
            || last.is(Delimiter::Parenthesis)
            || last.is(Delimiter::Bracket)
            || matches!(last.0, Some(TokenTree::Literal(_)))
            || last.is(Delimiter::Brace) && self.within != Delimiter::Brace;
        if !behind || self.within == Delimiter::None {
            return None;
        }
        let end = self.rest.iter().position(|token| Next(Some(token)).is_punct(","));
        let guard = &self.rest[..end.unwrap_or(self.rest.len())];
        let is_arm = guard
            .windows(2)
            .any(|pair| Next(Some(&pair[0])).is_punct("=") && Next(Some(&pair[1])).is_punct(">"));
        // Braces hold a pattern's fields, or arms, whose guards are no news.
        (!is_arm).then_some(guard.len())
    }

    /// `x.match { … }` as `match (x) { … }`.
    fn postfix_match(&mut self) -> Option<usize> {
        let start = receiver(self.before)?;
        let receiver: Vec<TokenTree> = self.before.drain(start..).collect();
        let (TokenTree::Ident(keyword), TokenTree::Group(arms)) = (self.rest.get(1)?, self.rest.get(2)?)
        else {
            return None;
        };
        let span = receiver.first()?.span();
        let mut inner =
            Group::new(Delimiter::Brace, Rewriter::default().stream(arms.stream(), Delimiter::Brace, false));
        inner.set_span(arms.span());
        let whole = span.join(arms.span()).unwrap_or(span);
        let scrutinee = parenthesized(receiver, span);
        let found = vec![TokenTree::Ident(keyword.clone()), scrutinee, TokenTree::Group(inner)];
        if self.next(3).is_punct(".?+-*/%^&|<>=") {
            self.before.push(parenthesized(found, whole));
        } else {
            self.before.extend(found);
        }
        Some(3)
    }

    /// Puts `dyn` in front of a trait that stands for a type, as it may before the edition of 2021.
    fn bare_trait(&mut self) -> Option<usize> {
        let mut start = self.before.len();
        let is = |at: usize, chars| Next(self.before.get(at)).is_punct(chars);
        while start >= 2 && is(start - 1, ":") && is(start - 2, ":") {
            let name = start >= 3 && Next(self.before.get(start - 3)).is_name();
            start -= if name { 3 } else { 2 };
        }
        if start > 0 && is(start - 1, ">") {
            let open = (0..start).rev().find(|at| is(*at, "<"))?;
            start = open.checked_sub(1).filter(|at| Next(self.before.get(*at)).is_word(&["for"]))?;
        }
        let last = Next(start.checked_sub(1).and_then(|at| self.before.get(at)));
        let arrow = last.is_punct(">") && start >= 2 && is(start - 2, "-");
        let borrowed = start >= 3 && is(start - 2, "'") && is(start - 3, "&");
        let argument = last.is_punct("<,&=") || last.is_word(&["mut", "const", "for"]) || arrow || borrowed;
        // `impl Fn() { … }`, which implements something for the type.
        let before = Next(start.checked_sub(2).and_then(|at| self.before.get(at)));
        let implemented = last.is_word(&["impl"])
            && (before.0.is_none() || before.is_punct(";") || matches!(before.0, Some(TokenTree::Group(_))));
        // Where nothing stands before it, that is within the parentheses of a type.
        let alone = last.0.is_none() && self.within == Delimiter::Parenthesis;
        if !argument && !implemented && !alone {
            return None;
        }
        let span = self.rest[0].span();
        self.before.insert(start, TokenTree::Ident(Ident::new("dyn", span)));
        self.before.push(self.rest[0].clone());
        Some(1)
    }
}

fn parenthesized(tokens: Vec<TokenTree>, span: Span) -> TokenTree {
    let mut group = Group::new(Delimiter::Parenthesis, tokens.into_iter().collect());
    group.set_span(span);
    TokenTree::Group(group)
}

/// Where the operand begins that the tokens end with.
fn receiver(tokens: &[TokenTree]) -> Option<usize> {
    let at = |index: usize| Next(tokens.get(index));
    let mut start = tokens.len();
    loop {
        let last = at(start.checked_sub(1)?);
        if last.is_punct("?") {
            start -= 1;
            continue;
        }
        if last.is_punct(">") {
            // The arguments of a path.
            start = opening(&tokens[..start])?;
            while start > 0 && at(start - 1).is_punct(":") {
                start -= 1;
            }
            // Or a type that a path begins with.
            match start.checked_sub(1) {
                Some(before) if at(before).is_name() => continue,
                _ => return Some(start),
            }
        }
        start -= 1;
        let Some(before) = start.checked_sub(1) else { return Some(0) };
        let called = last.is(Delimiter::Parenthesis) || last.is(Delimiter::Bracket);
        if last.is(Delimiter::Brace) && at(before).is_name()
            || called && (at(before).is_name() || at(before).is_punct("?>") || is_group(at(before)))
        {
            continue;
        }
        let call = at(before).is_punct("!") && before > 0 && at(before - 1).is_name();
        if call || at(before).is_punct(".") {
            start = before;
        } else if at(before).is_punct(":") && before > 0 && at(before - 1).is_punct(":") {
            start = before - 1;
            if start == 0 || !(at(start - 1).is_name() || at(start - 1).is_punct(">")) {
                return Some(start);
            }
        } else {
            return (!last.is_word(OPENING) || last.is_word(&["await"])).then_some(start);
        }
    }
}

/// An operand in parentheses or brackets.
fn is_group(token: Next<'_>) -> bool {
    token.is(Delimiter::Parenthesis) || token.is(Delimiter::Bracket)
}

/// Where the `<` stands of the `>` that the tokens end with.
fn opening(tokens: &[TokenTree]) -> Option<usize> {
    let mut depth = 0usize;
    tokens.iter().rposition(|token| {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

/// Whether a group behind these tokens is the input of a macro, which may mean anything.
fn is_call(before: &[TokenTree]) -> bool {
    let at = |count: usize| Next(before.len().checked_sub(count).and_then(|at| before.get(at)));
    at(1).is_punct("!") && at(2).is_name() || at(1).is_name() && at(2).is_punct("!") && at(3).is_name()
}

/// Whether parentheses behind these tokens are the parameters of a function.
fn is_signature(before: &[TokenTree]) -> bool {
    let at = |count: usize| Next(before.len().checked_sub(count).and_then(|at| before.get(at)));
    if at(1).is_punct(">") {
        return opening(before).is_some_and(|open| open > 0 && is_signature(&before[..open]));
    }
    matches!(at(1).0, Some(TokenTree::Ident(_))) && at(2).is_word(&["fn"])
}

/// Gives the parameters names that have none, as those of trait methods need not before the edition of 2018.
fn name_parameters(tokens: &mut Vec<TokenTree>) -> bool {
    let mut named = Vec::with_capacity(tokens.len());
    let mut changed = false;
    let mut angles = 0usize;
    let mut first = 0;
    for at in 0..=tokens.len() {
        let token = Next(tokens.get(at));
        match token.0 {
            Some(TokenTree::Punct(punct)) if punct.as_char() == '<' => angles += 1,
            Some(TokenTree::Punct(punct)) if punct.as_char() == '>' => angles = angles.saturating_sub(1),
            _ => {}
        }
        if token.0.is_some() && !(angles == 0 && token.is_punct(",")) {
            continue;
        }
        let parameter = &tokens[first..at];
        let has_name = parameter.iter().enumerate().any(|(index, token)| {
            let joint = |token: Option<&TokenTree>| {
                matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
            };
            let single = Next(Some(token)).is_punct(":")
                && !joint(Some(token))
                && !joint(index.checked_sub(1).and_then(|before| parameter.get(before)));
            single || Next(Some(token)).is_word(&["self"]) || Next(Some(token)).is_punct(".")
        });
        if let Some(token) = parameter.first()
            && !has_name
        {
            let mut colon = Punct::new(':', Spacing::Alone);
            colon.set_span(token.span());
            named.push(TokenTree::Ident(Ident::new("_", token.span())));
            named.push(TokenTree::Punct(colon));
            changed = true;
        }
        named.extend_from_slice(&tokens[first..(at + 1).min(tokens.len())]);
        first = at + 1;
    }
    *tokens = named;
    changed
}
