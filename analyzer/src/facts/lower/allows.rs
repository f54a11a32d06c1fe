//! Suppressions: comments, attributes and clippy's own.

use std::cmp::Reverse;

use concheck_grammar::{Annotation, Attribute};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use rustc_hash::FxHashMap;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute as SynAttribute, Meta};

use super::Lowering;
use super::cfg::{self, Cfg};
use crate::facts::ir::Allow;
use crate::facts::shift::Shift;
use crate::syntax::Comment;
use crate::text::{Pos, Problem, Span, Symbol};

/// An item, statement, field or arm that a comment can speak of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    /// Its first attribute.
    outer: Pos,
    /// Its first token behind the attributes, to its end.
    span: Span,
}

impl Target {
    /// How many lines it reaches over.
    fn lines(&self) -> u32 {
        self.span.end.line - self.span.start.line
    }

    /// What starts first is less, and of what starts together, what ends last.
    fn order(&self) -> (Pos, Reverse<Pos>) {
        (self.outer, Reverse(self.span.end))
    }

    /// Moves it by lines.
    pub(super) fn shift(&mut self, shift: Shift) {
        shift.pos(&mut self.outer);
        shift.span(&mut self.span);
    }
}

/// The whole file, however long it is.
const FILE: Span = Span { start: Pos { line: 0, column: 0 }, end: Pos { line: u32::MAX, column: u32::MAX } };

const HINT: &str =
    "write `// concheck: allow(rule, ...) -- reason` or `// concheck: allow-file(rule, ...) -- reason`";

impl Lowering<'_> {
    /// Notes that something suppressible stands at `span`, and what its attributes suppress.
    pub(super) fn note(&mut self, attrs: &[SynAttribute], span: Span) {
        if self.targets.is_none() && attrs.is_empty() {
            return;
        }
        let outer = attrs.first().map_or(span.start, |attr| self.span(attr.pound_token.span).start);
        let covers = Span { start: outer.min(span.start), end: span.end };
        if let Some(targets) = &mut self.targets {
            targets.push(Target { outer: covers.start, span });
        }
        for attr in attrs {
            if is_allow(&attr.meta) {
                let at = self.span(attr.pound_token.span).to(self.span(attr.bracket_token.span.close()));
                self.allow_meta(&attr.meta, at, covers);
            }
        }
    }

    /// Inner attributes of the file; their spans are gone, so the text is searched for them.
    pub(super) fn file_attrs(&mut self, attrs: &[SynAttribute], text: &str) {
        for attr in attrs {
            self.facts.test_only |= cfg::of(std::slice::from_ref(attr)) == Cfg::Test;
            if is_allow(&attr.meta) {
                let known = self.facts.allows.len();
                self.allow_meta(&attr.meta, Span::default(), FILE);
                for allow in &mut self.facts.allows[known..] {
                    allow.at = inner_attr_with(text, allow.rules[0]).unwrap_or_default();
                }
            }
        }
    }

    fn allow_meta(&mut self, meta: &Meta, at: Span, covers: Span) {
        let Meta::List(list) = meta else { return };
        let last = list.path.segments.last().map(|segment| segment.ident.to_string());
        if list.path.is_ident("cfg_attr") {
            let Some((cfg, metas)) = cfg_attr(&list.tokens) else { return };
            let off = cfg == Cfg::Off;
            for meta in metas {
                // An attribute that the build sees must be a real one; ours may stand where it never does.
                if is_concheck(&meta) || !off {
                    self.allow_meta(&meta, at, covers);
                }
            }
        } else if list.path.is_ident("allow") || list.path.is_ident("expect") {
            let rules = lints(&list.tokens);
            if !rules.is_empty() {
                self.allow(Allow { rules, at, covers, report_unused: false });
            }
        } else if is_concheck(meta) && last.as_deref() == Some("allow") {
            let read = Attribute::of(meta.to_token_stream()).as_ref().and_then(Annotation::of);
            match read {
                Some(Ok(Annotation::Allow(allow))) => {
                    let rules = allow.rules.iter().map(|rule| Symbol::new(&rule.joined())).collect();
                    self.allow(Allow { rules, at, covers, report_unused: true });
                }
                Some(Err(error)) => {
                    self.problem(
                        at.start,
                        &format!("concheck does not understand this suppression: {error}"),
                    );
                }
                _ => {}
            }
        }
    }

    /// Adds a suppression. That of a statement is met twice, at the operand that `syn` hangs it on and at the whole.
    fn allow(&mut self, allow: Allow) {
        let met = self.facts.allows.iter_mut().rev();
        match met.take(8).find(|known| allow.at != Span::default() && known.at == allow.at) {
            Some(known) if known.rules == allow.rules => known.covers = known.covers.to(allow.covers),
            _ => self.facts.allows.push(allow),
        }
    }

    /// Turns the comments that speak to concheck into suppressions.
    pub(super) fn comments(&mut self, comments: &[Comment]) {
        let targets = match comments {
            [] => Targets::default(),
            _ => Targets::of(&self.targets.take().unwrap_or_default()),
        };
        for comment in comments {
            let Some((rules, whole_file)) = parse_comment(&comment.text) else {
                self.problem(
                    comment.span.start,
                    &format!("concheck does not understand this comment: {HINT}"),
                );
                continue;
            };
            let covers = if whole_file {
                FILE
            } else if comment.trailing {
                targets.around(comment.span.start.line)
            } else {
                targets.following(comment)
            };
            self.facts.allows.push(Allow { rules, at: comment.span, covers, report_unused: true });
        }
    }

    pub(super) fn problem(&mut self, at: Pos, message: &str) {
        let path = self.context.path.to_owned();
        self.facts.problems.push(Problem { path, at: Some(at), message: message.to_owned() });
    }
}

/// The targets that comments can speak of, by line.
#[derive(Default)]
struct Targets {
    /// The innermost that starts or ends there and reaches beyond the line.
    reaching: FxHashMap<u32, Target>,
    /// The first that starts there, or has attributes there; of several that start together, the one that holds the others.
    starting: FxHashMap<u32, Target>,
}

impl Targets {
    fn of(all: &[Target]) -> Targets {
        let mut targets = Targets::default();
        for target in all {
            let Span { start, end } = target.span;
            if start.line != end.line {
                for line in [start.line, end.line] {
                    let known = targets.reaching.entry(line).or_insert(*target);
                    if target.lines() < known.lines() {
                        *known = *target;
                    }
                }
            }
            for line in target.outer.line..=start.line {
                let known = targets.starting.entry(line).or_insert(*target);
                if target.order() < known.order() {
                    *known = *target;
                }
            }
        }
        targets
    }

    /// What a comment on a line of code covers: the line, and what reaches beyond it.
    fn around(&self, line: u32) -> Span {
        let whole = line_span(line);
        self.reaching.get(&line).map_or(whole, |target| whole.to(target.span))
    }

    /// What starts on the next line of code; that line alone if nothing does.
    fn following(&self, comment: &Comment) -> Span {
        let Some(line) = comment.next else { return line_span(comment.span.start.line) };
        let first = self.starting.get(&line);
        first.map_or(line_span(line), |target| Span { start: target.outer, end: target.span.end })
    }
}

fn line_span(line: u32) -> Span {
    Span { start: Pos { line, column: 0 }, end: Pos { line: line.saturating_add(1), column: 0 } }
}

/// `concheck: allow(a, b) -- why`: the rules, and whether it is for the whole file.
fn parse_comment(text: &str) -> Option<(Vec<Symbol>, bool)> {
    let rest = text.strip_prefix("concheck:")?.trim_start();
    let (rest, whole_file) = match rest.strip_prefix("allow-file") {
        Some(rest) => (rest, true),
        None => (rest.strip_prefix("allow")?, false),
    };
    let (names, reason) = rest.trim_start().strip_prefix('(')?.split_once(')')?;
    if !reason.trim().is_empty() && !reason.trim_start().starts_with("--") {
        return None;
    }
    let names = names.split(',').map(str::trim).collect::<Vec<_>>();
    let names = names.strip_suffix(&[""]).unwrap_or(&names);
    let is_name = |name: &&str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':'))
    };
    let rules = names.iter().filter(|name| is_name(name)).map(|name| Symbol::new(name)).collect::<Vec<_>>();
    (!rules.is_empty() && rules.len() == names.len()).then_some((rules, whole_file))
}

fn is_allow(meta: &Meta) -> bool {
    let Meta::List(list) = meta else { return false };
    let path = &list.path;
    path.is_ident("allow") || path.is_ident("expect") || path.is_ident("cfg_attr") || is_concheck(meta)
}

fn is_concheck(meta: &Meta) -> bool {
    let path = meta.path();
    path.segments.len() > 1 && path.segments.first().is_some_and(|segment| segment.ident == "concheck")
}

/// Of `allow(…)` what concerns concurrency: any of clippy's lints, and rustc's two.
fn lints(tokens: &TokenStream) -> Vec<Symbol> {
    let mut found = Vec::new();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let path = syn::Path::parse_mod_style(input)?;
            let name = joined(&path);
            if name.starts_with("clippy::") || matches!(&*name, "let_underscore_lock" | "static_mut_refs") {
                found.push(Symbol::new(&name));
            }
            until_comma(input)?;
        }
        Ok(())
    };
    // What follows a broken list is not ours to judge.
    let _ = parser.parse2(tokens.clone());
    found
}

/// The predicate and the attributes of `cfg_attr(…)`.
pub(super) fn cfg_attr(tokens: &TokenStream) -> Option<(Cfg, Vec<Meta>)> {
    let parser = |input: ParseStream<'_>| {
        let predicate = until_comma(input)?;
        let metas = input.parse_terminated(Meta::parse, syn::Token![,])?;
        Ok((cfg::predicate(&predicate), metas.into_iter().collect()))
    };
    parser.parse2(tokens.clone()).ok()
}

/// A path's segments, joined by `::`.
pub(super) fn joined(path: &syn::Path) -> String {
    let names = path.segments.iter().map(|segment| segment.ident.to_string());
    names.collect::<Vec<_>>().join("::")
}

/// Takes the tokens up to a comma and the comma.
fn until_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() {
        match input.parse::<TokenTree>()? {
            TokenTree::Punct(punct) if punct.as_char() == ',' => break,
            tree => tokens.extend([tree]),
        }
    }
    Ok(tokens)
}

/// The line of a `#![…]` that names `rule`.
fn inner_attr_with(text: &str, rule: Symbol) -> Option<Span> {
    let mut inside = false;
    for (number, line) in text.lines().enumerate() {
        inside |= line.trim_start().starts_with("#![");
        if inside && line.contains(rule.as_str()) {
            let line = number as u32;
            let column = text.lines().nth(number)?.chars().count() as u32;
            return Some(Span { start: Pos { line, column: 0 }, end: Pos { line, column } });
        }
        inside &= !line.trim_end().ends_with(']');
    }
    None
}
