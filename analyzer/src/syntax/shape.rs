//! The part of a text that formatting keeps: its words, and where statements begin and end.
//!
//! Formatters break lines, indent, wrap comments, add and remove commas, semicolons, braces and parentheses. They leave
//! names, keywords, lifetimes and literals alone, and what stands between the ends of statements stays there.

use std::ops::Range;

use crate::syntax::lexer::{Kind, Lexer, Token};

/// The bytes of every token and comment, in order.
pub fn token_ranges(text: &str) -> Vec<Range<usize>> {
    Lexer::new(text, 0).map(|token| token.start..token.end).collect()
}

/// The tokens of a text without its comments, attributes and optional commas.
#[derive(Debug)]
pub struct Shape<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Shape<'a> {
    /// Linear in the length of `text`, which need not parse.
    pub fn of(text: &'a str) -> Shape<'a> {
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut tokens: Vec<Token> = Vec::new();
        let mut code = Lexer::new(text, start).filter(|token| !token.kind.is_comment()).peekable();
        while let Some(token) = code.next() {
            if token.kind != Kind::Punct(b'#') {
                tokens.push(token);
                continue;
            }
            code.next_if(|next| next.kind == Kind::Punct(b'!'));
            if code.peek().is_some_and(|next| next.kind == Kind::Open(b'[')) {
                let mut depth = 0_usize;
                for inner in code.by_ref() {
                    match inner.kind {
                        Kind::Open(_) => depth += 1,
                        Kind::Close(_) => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
        }
        let is_optional = |pair: &[Token]| {
            pair[0].kind == Kind::Punct(b',') && matches!(pair[1].kind, Kind::Close(_) | Kind::Punct(b'>'))
        };
        let optional: Vec<usize> =
            tokens.windows(2).filter(|pair| is_optional(pair)).map(|pair| pair[0].start).collect();
        tokens.retain(|token| optional.binary_search(&token.start).is_err());
        Shape { text, tokens }
    }

    /// Names, keywords, lifetimes and literals that `range` touches, in order.
    pub fn words(&self, range: Range<usize>) -> impl Iterator<Item = &'a str> {
        let is_word = |token: &&Token| matches!(token.kind, Kind::Ident | Kind::Lifetime | Kind::Literal);
        let text = self.text;
        self.tokens[self.indices(range)]
            .iter()
            .filter(is_word)
            .map(move |token| &text[token.start..token.end])
    }

    /// The bytes of the statement (or the arm, argument or condition) around `range`: from the last token before it that
    /// ends another, to the next one behind it.
    pub fn statement(&self, range: Range<usize>) -> Range<usize> {
        let Range { start, end } = self.indices(range.clone());
        let mut first = start;
        let mut depth = 0_usize;
        while let Some(index) = first.checked_sub(1) {
            match self.tokens[index].kind {
                Kind::Close(b')' | b']') => depth += 1,
                Kind::Close(_) if depth > 0 => depth += 1,
                Kind::Open(_) if depth > 0 => depth -= 1,
                _ if depth == 0 && self.ends_before(index) => break,
                _ => {}
            }
            first = index;
        }
        let mut behind = end;
        depth = 0;
        while let Some(token) = self.tokens.get(behind) {
            match token.kind {
                Kind::Open(b'(' | b'[') => depth += 1,
                Kind::Open(_) if depth > 0 => depth += 1,
                Kind::Close(_) if depth > 0 => depth -= 1,
                Kind::Open(_) | Kind::Close(_) => break,
                Kind::Punct(b',' | b';' | b'|') if depth == 0 => break,
                Kind::Punct(b'=') if depth == 0 && self.is_arrow(behind) => break,
                _ => {}
            }
            behind += 1;
        }
        let from = self.tokens.get(first).map_or(range.start, |token| token.start);
        let to = self.tokens[..behind].last().map_or(range.end, |token| token.end);
        from.min(range.start)..to.max(range.end)
    }

    /// The tokens that `range` touches.
    fn indices(&self, range: Range<usize>) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.end <= range.start);
        let end = self.tokens.partition_point(|token| token.start < range.end.max(range.start));
        start..end.max(start)
    }

    /// Whether the statement of what follows begins behind this token.
    fn ends_before(&self, index: usize) -> bool {
        match self.tokens[index].kind {
            Kind::Open(b'{') | Kind::Close(b'}') | Kind::Punct(b',' | b';' | b'|') => true,
            Kind::Punct(b'>') => index > 0 && self.is_arrow(index - 1),
            _ => false,
        }
    }

    /// Whether `=>` begins at this token.
    fn is_arrow(&self, index: usize) -> bool {
        let is =
            |index: usize, byte| self.tokens.get(index).is_some_and(|token| token.kind == Kind::Punct(byte));
        is(index, b'=') && is(index + 1, b'>') && self.tokens[index].end == self.tokens[index + 1].start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(text: &str, what: &str) -> (String, String) {
        let start = text.find(what).expect("it is there");
        let shape = Shape::of(text);
        let join = |range| shape.words(range).collect::<Vec<_>>().join(" ");
        let statement = shape.statement(start..start + what.len());
        (join(start..start + what.len()), join(statement))
    }

    #[test]
    fn layout_and_optional_punctuation_change_no_word() {
        let lines = "fn f() { match x { A => g(self.a.lock(), 1), _ => {} } h(|y| y.b.lock()); }";
        let formatted = "fn f() {\n    match x {\n        // Why.\n        A => {\n            #[cfg(unix)]\n            g(\n                self.a\n                    .lock(),\n                1,\n            );\n        }\n        _ => {}\n    }\n    h(|y| {\n        y.b.lock()\n    })\n}\n";
        assert_eq!(around(lines, "self.a.lock()").1, "g self a lock");
        assert_eq!(
            around(lines, "self.a.lock()").1,
            around(formatted, "self.a\n                    .lock()").1
        );
        assert_eq!(around(lines, "y.b.lock()"), around(formatted, "y.b.lock()"));
    }

    #[test]
    fn a_statement_ends_where_the_next_begins() {
        let text = "fn f() { a(); let b = c.lock().unwrap()[d(1, 2)]; if e.lock() || g { } }";
        assert_eq!(around(text, "c.lock()").1, "let b c lock unwrap d 1 2");
        assert_eq!(around(text, "e.lock()").1, "if e lock");
        assert_eq!(around("c.lock()", "c.lock()").1, "c lock");
        assert_eq!(around("", "").1, "");
        assert_eq!(
            around("x(|y| { z }).a(1).lock();", "lock").1,
            around("x(|y| z,).a(1,).lock();", "lock").1
        );
        assert_eq!(around("fn f<A, B>(a: A) {}", "f").1, around("fn f<A, B,>(a: A,) {}", "f").1);
        assert_eq!(around("( ä.lock() }", "ä").1, "ä lock");
    }
}
