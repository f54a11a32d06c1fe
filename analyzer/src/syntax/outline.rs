//! What is not parsed with the items of a file: bodies of functions, which are parsed by themselves, documentation, and
//! large array literals. They are found by their tokens and left out, and everything around them keeps its line and
//! column.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::AtomicU64;

use super::Lines;
use super::lexer::{Kind, Lexer, Token};
use super::split::{Guide, Split, Unit, split};
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
    /// It can be read later: it declares no items and suppresses nothing.
    pub waits: bool,
    /// It may be nested too deeply to be parsed, or hold a large array literal.
    pub large: bool,
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

/// A shorter body is read with its function: to come back to it costs more.
const SHORT: usize = 48;

/// What is left out of a text.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Bodies, in order.
    pub(super) bodies: Vec<Body>,
    /// What is not parsed, in order; none within another.
    holes: Vec<Hole>,
}

/// A stretch that the parser does not see as it is.
#[derive(Clone, Debug)]
struct Hole {
    range: Range<usize>,
    /// What it is replaced by; all bytes of it if they are not white space.
    by: u8,
}

/// Stands in the place of the character that makes a comment documentation: `//.` is none.
const NO_DOC: u8 = b'.';

impl Outline {
    /// Of the units of a text. Linear in the length of the text.
    pub(super) fn of(
        text: &str,
        split: &Split,
        lines: &Lines<'_>,
        macros: &dyn Fn(&str) -> Expansion,
    ) -> Outline {
        let mut found = Outline::default();
        let ends = split.units.iter().skip(1).map(|unit| unit.range.start).chain([text.len()]);
        for (unit, end) in split.units.iter().zip(ends) {
            let first = found.bodies.len();
            let mut scan = Scan::new(&text[..end], unit.range.start, lines, macros, found);
            // Where delimiters do not match, tokens do not tell where a body ends.
            match unit.fault {
                Some(_) => while scan.next().is_some() {},
                None => scan.items(),
            }
            found = scan.finish();
            let Unit { range, too_deep, .. } = unit;
            let holds_table = |body: &Body| {
                let behind = split.tables.partition_point(|table| table.start < body.from as usize);
                split.tables.get(behind).is_some_and(|table| table.end < body.to as usize)
            };
            for body in &mut found.bodies[first..] {
                body.large = too_deep.is_some() || !split.tables.is_empty() && holds_table(body);
            }
            found.bodies.truncate(
                first + found.bodies[first..].partition_point(|body| body.to as usize <= range.end),
            );
        }
        found.leave_out(text, &split.tables);
        found
    }

    /// Adds large array literals.
    fn leave_out(&mut self, text: &str, tables: &[Range<usize>]) {
        if tables.is_empty() {
            return;
        }
        self.holes.extend(tables.iter().map(|table| table_hole(text, table)));
        self.holes.sort_by_key(|hole| (hole.range.start, std::cmp::Reverse(hole.range.end)));
        let mut end = 0;
        self.holes.retain(|hole| {
            let outside = hole.range.start >= end;
            end = end.max(hole.range.end);
            outside
        });
    }

    /// The bodies within `range`.
    pub(super) fn within(&self, range: &Range<usize>) -> &[Body] {
        let from = self.bodies.partition_point(|body| (body.from as usize) < range.start);
        let to = self.bodies.partition_point(|body| (body.from as usize) < range.end);
        &self.bodies[from..to]
    }

    fn holes_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Hole> {
        let first = self.holes.partition_point(|hole| hole.range.start < range.start);
        let end = range.end;
        self.holes[first..].iter().take_while(move |hole| hole.range.end <= end)
    }

    /// `range` of `text` without what is left out. All other characters keep their line and column. Linear in the length of
    /// the range.
    pub(super) fn blank(&self, text: &str, range: Range<usize>) -> String {
        let mut blanked = String::new();
        let mut at = range.start;
        for Hole { range: hole, by } in self.holes_in(&range) {
            blanked.push_str(&text[at..hole.start]);
            match by {
                b' ' => blank_out(&text[hole.clone()], text[hole.end..].starts_with('\n'), &mut blanked),
                by => blanked.push(char::from(*by)),
            }
            at = hole.end;
        }
        blanked.push_str(&text[at..range.end]);
        blanked
    }

    /// The same of the whole text, with as many bytes in each line.
    pub(super) fn mask(&self, text: &str) -> String {
        let mut masked = String::with_capacity(text.len());
        let mut at = 0;
        for Hole { range, by } in &self.holes {
            masked.push_str(&text[at..range.start]);
            let bytes = text[range.clone()].bytes();
            masked.extend(bytes.map(|byte| if byte == b'\n' { '\n' } else { char::from(*by) }));
            at = range.end;
        }
        masked.push_str(&text[at..]);
        masked
    }
}

/// The text of a body as it is parsed: without documentation, and if it is `large`, without large array literals.
pub(super) fn plain(body: &str, large: bool) -> Cow<'_, str> {
    if !large && !may_have_holes(body) {
        return Cow::Borrowed(body);
    }
    let lines = Lines { text: body, starts: Vec::new(), last: AtomicU64::default() };
    let mut scan = Scan::new(body, 0, &lines, &|_| Expansion::None, Outline::default());
    while scan.next().is_some() {}
    let mut found = scan.finish();
    if large {
        found.leave_out(body, &split(body, 0..body.len(), Guide::Delimiters).tables);
    }
    Cow::Owned(found.mask(body))
}

/// The text of a macro's rules as it is parsed: with documentation, as far as the parser takes it.
pub(super) fn plain_rules(rules: &str) -> Cow<'_, str> {
    if !may_have_holes(rules) {
        return Cow::Borrowed(rules);
    }
    let lines = Lines { text: rules, starts: Vec::new(), last: AtomicU64::default() };
    let mut scan = Scan::new(rules, 0, &lines, &|_| Expansion::None, Outline::default());
    // No delimiter within ends the definition.
    scan.call = Some(usize::MAX);
    while scan.next().is_some() {}
    Cow::Owned(scan.finish().mask(rules))
}

/// Whether there may be documentation, or a literal that the parser does not take.
fn may_have_holes(text: &str) -> bool {
    let doc = |(at, _): (usize, &str)| {
        matches!(text.as_bytes()[at + 1..], [b'/', b'/' | b'!', ..] | [b'*', b'*' | b'!', ..])
    };
    text.match_indices('/').any(doc) || text.contains('\0')
}

/// The white space of a table, up to where columns matter.
fn table_hole(text: &str, table: &Range<usize>) -> Hole {
    let last_line = text[table.clone()].rfind('\n').map_or(table.start, |at| table.start + at + 1);
    let end = if text[last_line..table.end].is_ascii() { table.end } else { last_line };
    Hole { range: table.start..end, by: b' ' }
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
    /// How many delimiters are open.
    depth: usize,
    /// How many were where the outermost call of a macro begins that is being read.
    call: Option<usize>,
    /// The last three tokens.
    before: [Option<Token>; 3],
}

impl<'a> Scan<'a> {
    fn new(
        text: &'a str,
        from: usize,
        lines: &'a Lines<'a>,
        macros: &'a dyn Fn(&str) -> Expansion,
        found: Outline,
    ) -> Scan<'a> {
        let lexer = Lexer::new(text, from);
        Scan { text, lexer, lines, macros, found, depth: 0, call: None, before: [None; 3] }
    }

    fn finish(self) -> Outline {
        self.found
    }

    /// The next token that is no comment. What the parser is not to see of those before it is noted.
    fn next(&mut self) -> Option<Token> {
        loop {
            let token = self.lexer.next()?;
            match token.kind {
                Kind::LineComment | Kind::BlockComment => continue,
                Kind::OuterDoc | Kind::InnerDoc => {
                    self.doc(&token);
                    continue;
                }
                Kind::Literal if self.word(&token).contains('\0') => self.zeros(&token),
                Kind::Open(_) => {
                    if self.call.is_none() && self.is_called() {
                        self.call = Some(self.depth);
                    }
                    self.depth += 1;
                }
                Kind::Close(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.call = self.call.filter(|depth| *depth != self.depth);
                }
                _ => {}
            }
            let [_, second, third] = self.before;
            self.before = [second, third, Some(token)];
            return Some(token);
        }
    }

    /// Whether the tokens before make a delimiter that of a macro's call or definition.
    fn is_called(&self) -> bool {
        let is = |token: &Option<Token>, kind| token.as_ref().is_some_and(|token| token.kind == kind);
        let [first, second, third] = &self.before;
        let (name, bang) = if is(third, Kind::Ident) { (first, second) } else { (second, third) };
        is(bang, Kind::Punct(b'!'))
            && name.as_ref().is_some_and(|name| name.kind == Kind::Ident && !takes_operand(self.word(name)))
    }

    /// Documentation says nothing to the analysis, and where no item follows, the parser would refuse it. In the call of a
    /// macro it is tokens like others.
    fn doc(&mut self, token: &Token) {
        let text = self.word(token);
        let refused = text.contains('\r') && text.replace("\r\n", "").contains('\r');
        if !token.unterminated && (self.call.is_none() || refused) {
            self.found.holes.push(Hole { range: token.start + 2..token.start + 3, by: NO_DOC });
        }
    }

    /// The parser takes a zero in a literal for the literal's end.
    fn zeros(&mut self, token: &Token) {
        let zeros = self.word(token).match_indices('\0').map(|(at, _)| token.start + at);
        let holes: Vec<Hole> = zeros.map(|at| Hole { range: at..at + 1, by: b'0' }).collect();
        self.found.holes.extend(holes);
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
                _ => {}
            }
            before = last.kind;
        }
    }

    /// Behind an opening delimiter: to its end.
    fn group(&mut self) {
        let mut depth = 1usize;
        while depth > 0
            && let Some(token) = self.next()
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
        let holes = self.found.holes.len();
        let mut waits = true;
        // An attribute of the function stands within.
        let mut inner = false;
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
                Kind::Punct(b'!') => {
                    waits &= second.kind != Kind::Punct(b'#');
                    inner |= second.kind == Kind::Punct(b'#') && first.start == open.start;
                }
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
                        if !inner {
                            self.found(open, &token, waits, statements, holes);
                        }
                        return;
                    }
                }
                _ => {}
            }
            waits &= !token.unterminated;
            (first, second) = (second, token);
        }
    }

    /// A body; so many `holes` were found before it.
    fn found(&mut self, open: &Token, close: &Token, waits: bool, statements: u32, holes: usize) {
        let whole = &self.text[open.start..close.end];
        // A character of several bytes would be blanked by several spaces, which move what follows on the line.
        let last_line = whole.rsplit('\n').next().unwrap_or(whole);
        if whole.len() < SHORT || !last_line.is_ascii() {
            return;
        }
        self.found.holes.truncate(holes);
        self.found.holes.push(Hole { range: open.end..close.start, by: b' ' });
        self.found.bodies.push(Body {
            from: open.start as u32,
            to: close.end as u32,
            start: self.lines.pos(open.start),
            statements,
            waits,
            large: false,
        });
    }
}

/// Whether an operand follows the word, so that `!` behind it is an operator.
fn takes_operand(word: &str) -> bool {
    matches!(
        word,
        "if" | "else"
            | "match"
            | "while"
            | "in"
            | "return"
            | "break"
            | "let"
            | "mut"
            | "move"
            | "yield"
            | "as"
    )
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
    use super::super::cut;
    use super::*;

    /// The text with blanked bodies, and how many statements each has.
    #[track_caller]
    fn check(text: &str, blanked: &str, statements: &[u32]) {
        let long = |text: &str| text.replace("…", &" ".repeat(SHORT));
        let (text, blanked) = (long(text), long(blanked));
        let lines = Lines::new(&text);
        let outline = Outline::of(&text, &cut(&text), &lines, &|name| match name {
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
    fn documentation_is_a_comment_but_for_that_of_macros() {
        let text = "x; //! é\n/// é\nfn a(); /** b */ fn b(); if !( /// c\n) {}";
        check(text, "x; //. é\n//. é\nfn a(); /*. b */ fn b(); if !( //. c\n) {}", &[]);
        check("m! {\n/// b\nfn b(); }", "m! {\n/// b\nfn b(); }", &[]);
        check("m! {\n/// b\rc\n/// d\r\n }", "m! {\n//. b\rc\n/// d\r\n }", &[]);
    }

    #[test]
    fn zeros_end_no_literal() {
        check("const A: &str = \"a\0b\"; \0", "const A: &str = \"a0b\"; \0", &[]);
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
            "own!(1);",
            "thread_local!(static A: u8 = 1);",
            "const A: u8 = 1;",
        ] {
            let text = format!("fn a() {{ {body}{} }}", " ".repeat(SHORT));
            let outline = Outline::of(&text, &cut(&text), &Lines::new(&text), &|name| match name {
                "own" => Expansion::WithItems,
                _ => Expansion::None,
            });
            assert_eq!(outline.bodies.iter().map(|body| body.waits).collect::<Vec<_>>(), [false], "{body}");
        }
        let attribute = "fn a() { #![x] y();… }";
        check(attribute, attribute, &[]);
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
        let text = format!("x;/// é\nfn a() {body} fn b() {{}}\n/** é\n x */ fn c() {body} fn d() {{}}");
        let outline = Outline::of(&text, &cut(&text), &Lines::new(&text), &|_| Expansion::None);
        let blanked = "x;//. é\nfn a() {\n\n   } fn b() {}\n/*. é\n x */ fn c() {\n\n   } fn d() {}";
        assert_eq!(outline.blank(&text, 0..text.len()), blanked);
        let from = text.find("fn c").unwrap_or_default();
        assert_eq!(outline.blank(&text, from..text.len()), "fn c() {\n\n   } fn d() {}");
        let masked = outline.mask(&text);
        let lengths = |text: &str| text.lines().map(str::len).collect::<Vec<_>>();
        assert_eq!(lengths(&masked), lengths(&text));
    }

    #[test]
    fn other_macros_are_part_of_a_body() {
        check("fn a() { println!(\"x\");… vec![1]; a != (b); }", "fn a() { }", &[3]);
    }

    #[test]
    fn broken_texts_are_read() {
        for text in ["fn", "fn a", "fn a(", "fn a() {", "fn a() { \"", "fn a) {}", "x!", "x! y", "#["] {
            let outline = Outline::of(text, &cut(text), &Lines::new(text), &|_| Expansion::None);
            outline.blank(text, 0..text.len());
            assert_eq!(outline.mask(text).len(), text.len());
        }
    }
}
