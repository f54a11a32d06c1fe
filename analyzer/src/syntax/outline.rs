//! What need not be parsed with the items of a file: bodies of functions, which can be parsed by themselves, and
//! documentation. Both are found by their tokens and left out, and everything around them keeps its line and column.

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

/// What a macro that is called in a body may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expansion {
    /// It is not expanded.
    None,
    /// Code that declares nothing and suppresses nothing by itself.
    Alone,
    /// Anything else.
    WithItems,
}

/// Whether code of a macro may declare items, suppress something, or do either by a macro that `others` names. Linear in
/// the length of `rules`.
pub(super) fn expansion(rules: &str, mut others: impl FnMut(&str)) -> Expansion {
    let mut tokens = Lexer::new(rules, 0).peekable();
    let mut before = Kind::Unknown;
    while let Some(token) = tokens.next() {
        let word = &rules[token.start..token.end];
        if token.kind == Kind::Ident {
            if declares(word) || suppresses(word) || adds_items(word) {
                return Expansion::WithItems;
            }
            if before != Kind::Punct(b'$') && tokens.peek().is_some_and(|next| next.kind == Kind::Punct(b'!'))
            {
                others(word);
            }
        }
        before = token.kind;
    }
    Expansion::Alone
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
    /// Of `range` of `text`. What declares items, suppresses something or calls one of the `macros` that may do so is no
    /// body that can wait. Linear in the length of the range.
    pub(super) fn of(
        text: &str,
        range: Range<usize>,
        lines: &Lines<'_>,
        macros: &dyn Fn(&str) -> Expansion,
    ) -> Outline {
        let text = &text[..range.end];
        let found = Outline::default();
        let mut scan = Scan { text, lexer: Lexer::new(text, range.start), lines, macros, found };
        scan.items();
        scan.found
    }

    /// `range` of `text` without the documentation and what stands within the braces of the bodies. All other characters
    /// keep their line and column. Linear in the length of the range.
    pub(super) fn blank(&self, text: &str, range: Range<usize>) -> String {
        let bodies = self.bodies.iter().map(|body| body.from as usize + 1..body.to as usize - 1);
        let bodies = bodies.skip(self.bodies.partition_point(|body| (body.from as usize) < range.start));
        let docs = self.docs[self.docs.partition_point(|doc| doc.start < range.start)..].iter().cloned();
        let mut blanked = String::new();
        let mut at = range.start;
        for hole in in_order(bodies, docs).take_while(|hole| hole.end <= range.end) {
            blanked.push_str(&text[at..hole.start]);
            blank_out(&text[hole.clone()], text[hole.end..].starts_with('\n'), &mut blanked);
            at = hole.end;
        }
        blanked.push_str(&text[at..range.end]);
        blanked
    }
}

/// Merges two lists in the order of the text.
fn in_order(
    one: impl Iterator<Item = Range<usize>>,
    other: impl Iterator<Item = Range<usize>>,
) -> impl Iterator<Item = Range<usize>> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(a), Some(b)) if b.start < a.start => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    })
}

/// The lines of `hole`, empty but for as much white space as what follows needs to keep its column; nothing does at the
/// end of a line. The last line of a hole is ASCII there.
fn blank_out(hole: &str, ends_line: bool, out: &mut String) {
    let lines = hole.bytes().filter(|byte| *byte == b'\n').count();
    out.extend(std::iter::repeat_n('\n', lines));
    if !ends_line {
        let column = hole.rsplit('\n').next().unwrap_or(hole).len();
        out.extend(std::iter::repeat_n(' ', column));
    }
}

struct Scan<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    lines: &'a Lines<'a>,
    macros: &'a dyn Fn(&str) -> Expansion,
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
        // Some statements may not be compiled, or become none.
        let mut unsure = false;
        let mut statements = 0;
        // The two tokens before.
        let (mut first, mut second) = (*open, *open);
        while let Some(token) = self.next() {
            match token.kind {
                Kind::Ident => {
                    let word = self.word(&token);
                    // `fn` may begin a type, and `x.union(y)` and `*const T` begin nothing.
                    waits &= !declares(word)
                        || word == "fn"
                        || matches!(second.kind, Kind::Punct(b'.' | b':' | b'*'));
                    waits &= self.word(&second) != "fn";
                    waits &= !(second.kind == Kind::Open(b'[') && suppresses(word));
                }
                Kind::Punct(b'!') => waits &= second.kind != Kind::Punct(b'#'),
                Kind::Punct(b';') if depth == 1 && !matches!(second.kind, Kind::Punct(b';')) => {
                    statements += 1;
                }
                Kind::Open(_) => {
                    unsure |= second.kind == Kind::Punct(b'#');
                    if second.kind == Kind::Punct(b'!') && first.kind == Kind::Ident {
                        let name = self.word(&first);
                        match (self.macros)(name) {
                            Expansion::Alone => unsure |= depth == 1,
                            Expansion::WithItems => waits = false,
                            Expansion::None => waits &= !adds_items(name),
                        }
                    }
                    depth += 1;
                }
                Kind::Close(_) => {
                    depth -= 1;
                    if depth == 0 {
                        let statements = if unsure { 0 } else { statements };
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
        let outline = Outline::of(&text, 0..text.len(), &lines, &|name| match name {
            "own" => Expansion::WithItems,
            "plain" => Expansion::Alone,
            _ => Expansion::None,
        });
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeezed(&outline.blank(&text, 0..text.len())), squeezed(&blanked));
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
    fn macros_may_leave_statements_out() {
        check("fn a() { plain!(x);… y(plain!(x)); }", "fn a() { }", &[0]);
        check("fn a() { y(plain!(x));… }", "fn a() { }", &[1]);
    }

    #[test]
    fn a_macro_tells_whether_it_declares() {
        let of = |rules: &str| {
            let mut others = Vec::new();
            let found = expansion(rules, |name| others.push(name.to_owned()));
            (found, others)
        };
        assert_eq!(of("($e:expr) => { $e.lock() }"), (Expansion::Alone, Vec::new()));
        assert_eq!(of("() => { a!(); b::c!{} }"), (Expansion::Alone, vec!["a".to_owned(), "c".to_owned()]));
        for rules in ["() => { fn f() {} }", "() => { #[allow(x)] y() }", "() => { lazy_static! {} }"] {
            assert_eq!(of(rules).0, Expansion::WithItems);
        }
    }

    #[test]
    fn what_is_left_keeps_its_place() {
        let body = format!("{{\n é;{}\n   }}", " ".repeat(SHORT));
        let text = format!("/// é\nfn a() {body} fn b() {{}}\n/** é\n x */ fn c() {body} fn d() {{}}");
        let outline = Outline::of(&text, 0..text.len(), &Lines::new(&text), &|_| Expansion::None);
        let blanked = "\nfn a() {\n\n   } fn b() {}\n\n      fn c() {\n\n   } fn d() {}";
        assert_eq!(outline.blank(&text, 0..text.len()), blanked);
        let from = text.find("fn c").unwrap_or_default();
        assert_eq!(outline.blank(&text, from..text.len()), "fn c() {\n\n   } fn d() {}");
    }

    #[test]
    fn other_macros_are_part_of_a_body() {
        check("fn a() { println!(\"x\");… vec![1]; a != (b); }", "fn a() { }", &[3]);
    }

    #[test]
    fn broken_texts_are_read() {
        for text in ["fn", "fn a", "fn a(", "fn a() {", "fn a() { \"", "fn a) {}", "x!", "x! y", "#["] {
            let whole = 0..text.len();
            Outline::of(text, whole.clone(), &Lines::new(text), &|_| Expansion::None).blank(text, whole);
        }
    }
}
