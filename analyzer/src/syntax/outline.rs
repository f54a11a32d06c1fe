//! What need not be parsed with the items of a file: bodies of functions, which can be parsed by themselves, and
//! documentation. Both are found by their tokens and blanked, so that everything around them keeps its place.

use std::ops::Range;

use super::Lines;
use super::lexer::{Kind, Lexer, Token};
use crate::text::Pos;
use serde::{Deserialize, Serialize};

/// The body of a function, of which nothing is needed to read the items around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The first byte: `{`.
    pub from: u32,
    /// Behind the last byte: `}`.
    pub to: u32,
    /// Where `{` stands.
    pub start: Pos,
    /// It has at least so many statements.
    pub statements: u32,
}

/// A shorter body is read at once: to come back to it costs more.
const SHORT: usize = 48;

/// What can be left out.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Bodies that can wait, in order.
    pub(super) bodies: Vec<Body>,
    /// Documentation of items, in order.
    docs: Vec<Range<usize>>,
}

impl Outline {
    /// Of `range` of `text`. What declares items, suppresses something or calls a macro that `expands` is no body that can
    /// wait. Linear in the length of the range.
    pub(super) fn of(
        text: &str,
        range: Range<usize>,
        lines: &Lines<'_>,
        expands: &dyn Fn(&str) -> bool,
    ) -> Outline {
        let text = &text[..range.end];
        let found = Outline::default();
        let mut scan = Scan { text, lexer: Lexer::new(text, range.start), lines, expands, found };
        scan.items();
        scan.found
    }

    /// `text` with the documentation and what stands within the braces of the bodies overwritten with spaces. All
    /// other characters keep their line and column.
    pub(super) fn blank(&self, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        let bodies = self.bodies.iter().map(|body| body.from as usize + 1..body.to as usize - 1);
        for range in bodies.chain(self.docs.iter().cloned()) {
            for byte in &mut bytes[range] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
        }
        // Whole characters were overwritten.
        String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
    }
}

struct Scan<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    lines: &'a Lines<'a>,
    expands: &'a dyn Fn(&str) -> bool,
    found: Outline,
}

impl Scan<'_> {
    /// The next token that is no comment.
    fn next(&mut self) -> Option<Token> {
        self.lexer.find(|token| !matches!(token.kind, Kind::LineComment | Kind::BlockComment))
    }

    fn word(&self, token: &Token) -> &str {
        &self.text[token.start..token.end]
    }

    /// Reads to the end. What stands in the call of a macro is left to the macro.
    fn items(&mut self) {
        let mut before = Kind::Unknown;
        while let Some(token) = self.next() {
            let mut last = token;
            match token.kind {
                Kind::Ident if self.word(&token) == "fn" => self.function(),
                Kind::Punct(b'!') if matches!(before, Kind::Ident | Kind::Punct(b'#')) => {
                    let Some(mut next) = self.next() else { return };
                    if next.kind == Kind::Ident {
                        let Some(behind) = self.next() else { return };
                        next = behind;
                    }
                    if matches!(next.kind, Kind::Open(_)) {
                        self.group();
                    }
                    last = next;
                }
                Kind::Open(b'[') if before == Kind::Punct(b'#') => self.group(),
                Kind::OuterDoc | Kind::InnerDoc => self.doc(&token),
                _ => {}
            }
            before = last.kind;
        }
    }

    /// Nobody wants documentation parsed. A line is whole; behind a block, columns have to stay.
    fn doc(&mut self, token: &Token) {
        let last_line = self.word(token).rsplit('\n').next().unwrap_or_default();
        if !token.unterminated && (last_line.is_ascii() || self.word(token).starts_with("//")) {
            self.found.docs.push(token.start..token.end);
        }
    }

    /// Behind an opening delimiter: to its end.
    fn group(&mut self) {
        let mut depth = 1usize;
        while depth > 0
            && let Some(token) = self.lexer.next()
        {
            match token.kind {
                Kind::Open(_) => depth += 1,
                Kind::Close(_) => depth -= 1,
                _ => {}
            }
        }
    }

    /// Behind `fn`: to the end of the function, if it is one.
    fn function(&mut self) {
        if self.next().is_none_or(|name| name.kind != Kind::Ident) {
            return;
        }
        let (mut depth, mut angles) = (0usize, 0usize);
        let mut before = Kind::Unknown;
        while let Some(token) = self.next() {
            match token.kind {
                // `A<{ N }>` is an argument.
                Kind::Open(b'{') if depth == 0 && angles > 0 => self.group(),
                Kind::Open(b'{') if depth == 0 => return self.body(&token),
                Kind::Punct(b';') if depth == 0 => return,
                Kind::Open(_) => depth += 1,
                Kind::Close(_) if depth == 0 => return,
                Kind::Close(_) => depth -= 1,
                Kind::Punct(b'<') if depth == 0 => angles += 1,
                Kind::Punct(b'>') if depth == 0 && !matches!(before, Kind::Punct(b'-' | b'=')) => {
                    angles = angles.saturating_sub(1);
                }
                _ => {}
            }
            before = token.kind;
        }
    }

    fn body(&mut self, open: &Token) {
        let mut depth = 1usize;
        let mut waits = true;
        let mut attributes = false;
        let mut statements = 0;
        // The two tokens before.
        let (mut first, mut second) = (*open, *open);
        while let Some(token) = self.next() {
            match token.kind {
                Kind::Ident => {
                    let word = self.word(&token);
                    waits &= !declares(word);
                    waits &= !(second.kind == Kind::Open(b'[') && suppresses(word));
                }
                Kind::Punct(b'!') => waits &= second.kind != Kind::Punct(b'#'),
                Kind::Punct(b';') if depth == 1 && !matches!(second.kind, Kind::Punct(b';')) => {
                    statements += 1;
                }
                Kind::Open(_) => {
                    attributes |= second.kind == Kind::Punct(b'#');
                    if second.kind == Kind::Punct(b'!') && first.kind == Kind::Ident {
                        let name = self.word(&first);
                        waits &= !adds_items(name) && !(self.expands)(name);
                    }
                    depth += 1;
                }
                Kind::Close(_) => {
                    depth -= 1;
                    if depth == 0 {
                        // Some statements may not be compiled.
                        let statements = if attributes { 0 } else { statements };
                        self.found(open, &token, waits, statements);
                        return;
                    }
                }
                _ => {}
            }
            waits &= !token.unterminated;
            (first, second) = (second, token);
        }
    }

    fn found(&mut self, open: &Token, close: &Token, waits: bool, statements: u32) {
        let whole = &self.text[open.start..close.end];
        // A character of several bytes would be blanked by several spaces, which move what follows on the line.
        let last_line = whole.rsplit('\n').next().unwrap_or(whole);
        if !waits || whole.len() < SHORT || !last_line.is_ascii() || self.text.len() > u32::MAX as usize {
            return;
        }
        self.found.bodies.push(Body {
            from: open.start as u32,
            to: close.end as u32,
            start: self.lines.pos(open.start),
            statements,
        });
    }
}

/// Whether an item may begin with the word. Also what ends none is taken as one, such as the type `fn()`.
fn declares(word: &str) -> bool {
    matches!(
        word,
        "fn" | "struct"
            | "enum"
            | "union"
            | "impl"
            | "trait"
            | "mod"
            | "use"
            | "static"
            | "const"
            | "type"
            | "extern"
            | "macro_rules"
    )
}

/// Whether an attribute of that name may suppress something.
fn suppresses(word: &str) -> bool {
    matches!(word, "allow" | "expect" | "cfg_attr" | "concheck")
}

/// Macros of libraries that stand for items, or for a choice of statements.
fn adds_items(name: &str) -> bool {
    matches!(name, "thread_local" | "lazy_static" | "task_local" | "cfg_if" | "pin" | "pin_mut")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with blanked bodies, and how many statements each has.
    #[track_caller]
    fn check(text: &str, blanked: &str, statements: &[u32]) {
        let long = |text: &str| text.replace("…", &" ".repeat(SHORT));
        let (text, blanked) = (long(text), long(blanked));
        let lines = Lines::new(&text);
        let outline = Outline::of(&text, 0..text.len(), &lines, &|name| name == "own");
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeezed(&outline.blank(&text)), squeezed(&blanked));
        let found = outline.bodies;
        assert_eq!(found.iter().map(|body| body.statements).collect::<Vec<_>>(), statements);
        assert!(found.iter().all(|body| text[body.from as usize..].starts_with('{')));
    }

    #[test]
    fn bodies_are_blanked_wherever_they_stand() {
        check("fn a() { x();… y(); z }", "fn a() { }", &[2]);
        check(
            "impl A { fn a(&self) -> u8 { 1… } const B: u8 = 1; fn b() { b();… } }",
            "impl A { fn a(&self) -> u8 { } const B: u8 = 1; fn b() { } }",
            &[0, 1],
        );
        check(
            "mod m { trait T { fn a(); fn b() { 2… } } }",
            "mod m { trait T { fn a(); fn b() { } } }",
            &[0],
        );
    }

    #[test]
    fn documentation_is_blanked_but_for_that_of_macros() {
        check("//! é\n/// é\nfn a(); /** b */ fn b();", "fn a(); fn b();", &[]);
        check("m! {\n/// b\nfn b(); }", "m! {\n/// b\nfn b(); }", &[]);
    }

    #[test]
    fn generics_are_no_bodies() {
        check(
            "fn a<const N: usize>(x: [u8; { 1… }]) -> A<{ 2… }> where B<{ 3… }>: C, { 4… }",
            "fn a<const N: usize>(x: [u8; { 1 }]) -> A<{ 2 }> where B<{ 3 }>: C, { }",
            &[0],
        );
        check(
            "fn a(f: impl Fn() -> u8) -> fn(u8) -> u8 { f… }",
            "fn a(f: impl Fn() -> u8) -> fn(u8) -> u8 { }",
            &[0],
        );
    }

    #[test]
    fn what_needs_its_surroundings_stays() {
        for body in [
            "fn b() {}",
            "use a::b;",
            "#[allow(x)] y();",
            "#![x] y();",
            "own!(1);",
            "thread_local!(static A: u8 = 1);",
            "const A: u8 = 1;",
        ] {
            let text = format!("fn a() {{ {body}… }}");
            check(&text, &text, &[]);
        }
        let macros = "macro_rules! m { () => { fn a() { x();… } } } own! { fn b() { y();… } }";
        check(macros, macros, &[]);
        check("fn a() { é }…", "fn a() { é }", &[]);
    }

    #[test]
    fn attributes_may_leave_statements_out() {
        check("fn a() { #[cfg(x)] y();… }", "fn a() { }", &[0]);
    }

    #[test]
    fn other_macros_are_part_of_a_body() {
        check("fn a() { println!(\"x\");… vec![1]; a != (b); }", "fn a() { }", &[3]);
    }

    #[test]
    fn broken_texts_are_read() {
        for text in ["fn", "fn a", "fn a(", "fn a() {", "fn a() { \"", "fn a) {}", "x!", "x! y", "#["] {
            Outline::of(text, 0..text.len(), &Lines::new(text), &|_| false).blank(text);
        }
    }
}
