//! A lexer that never fails: whatever the text, every byte falls into a token, a comment or white space, in one
//! pass. It knows just enough of Rust to find the delimiters that count and how deep a parser would recurse.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Identifier or keyword, raw or not.
    Ident,
    Lifetime,
    /// Number, character or string of any sort.
    Literal,
    /// One character of punctuation.
    Punct(u8),
    /// `(`, `[` or `{`.
    Open(u8),
    /// `)`, `]` or `}`.
    Close(u8),
    /// `///` or `/** */`.
    OuterDoc,
    /// `//!` or `/*! */`.
    InnerDoc,
    /// A line comment that is not documentation.
    LineComment,
    /// A block comment that is not documentation.
    BlockComment,
    /// What no token begins with.
    Unknown,
}

impl Kind {
    /// A comment of any sort, documentation included.
    pub(crate) fn is_comment(self) -> bool {
        matches!(self, Kind::OuterDoc | Kind::InnerDoc | Kind::LineComment | Kind::BlockComment)
    }
}

/// A token with its range of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The end of the text came before the closing quote or `*/`.
    pub(crate) unterminated: bool,
}

/// The tokens of a stretch of text.
#[derive(Clone, Debug)]
pub(crate) struct Lexer<'a> {
    text: &'a str,
    pos: usize,
}

impl<'a> Lexer<'a> {
    /// Begins at byte `pos`, which has to be a character boundary.
    pub(crate) fn new(text: &'a str, pos: usize) -> Lexer<'a> {
        Lexer { text, pos }
    }

    /// Goes on at `pos`, a character boundary before or behind.
    pub(crate) fn jump(&mut self, pos: usize) {
        self.pos = pos;
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    fn line_comment(&mut self, start: usize) -> Kind {
        let bytes = self.text.as_bytes();
        let end = bytes[start..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| start + at);
        // The carriage return of a line break belongs to no comment.
        let is_return = end < bytes.len() && bytes[..end].ends_with(b"\r");
        self.pos = end - usize::from(is_return);
        match self.byte(start + 2) {
            b'/' if self.byte(start + 3) != b'/' => Kind::OuterDoc,
            b'!' => Kind::InnerDoc,
            _ => Kind::LineComment,
        }
    }

    fn block_comment(&mut self, start: usize) -> (Kind, bool) {
        let kind = match (self.byte(start + 2), self.byte(start + 3)) {
            (b'*', b'*' | b'/') => Kind::BlockComment,
            (b'*', _) => Kind::OuterDoc,
            (b'!', _) => Kind::InnerDoc,
            _ => Kind::BlockComment,
        };
        let bytes = self.text.as_bytes();
        let (mut at, mut depth) = (start + 2, 1);
        while at + 1 < bytes.len() {
            match (bytes[at], bytes[at + 1]) {
                (b'/', b'*') => (at, depth) = (at + 2, depth + 1),
                (b'*', b'/') => {
                    (at, depth) = (at + 2, depth - 1);
                    if depth == 0 {
                        self.pos = at;
                        return (kind, false);
                    }
                }
                _ => at += 1,
            }
        }
        self.pos = bytes.len();
        (kind, true)
    }

    /// Behind the opening quote at `at`; whether the closing one is missing.
    fn cooked(&mut self, mut at: usize) -> bool {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' => at += 2,
                b'"' => {
                    self.pos = at + 1;
                    self.suffix();
                    return false;
                }
                _ => at += 1,
            }
        }
        self.pos = bytes.len();
        true
    }

    /// A raw string whose hashes begin at `at`; `None` if it is none.
    fn raw(&mut self, at: usize) -> Option<bool> {
        let bytes = self.text.as_bytes();
        let hashes = bytes[at..].iter().take_while(|byte| **byte == b'#').count();
        if self.byte(at + hashes) != b'"' {
            return None;
        }
        let mut from = at + hashes + 1;
        while let Some(quote) = bytes[from..].iter().position(|byte| *byte == b'"') {
            from += quote + 1;
            let closing = bytes[from..].iter().take(hashes).take_while(|byte| **byte == b'#').count();
            if closing == hashes {
                self.pos = from + hashes;
                self.suffix();
                return Some(false);
            }
            // These hashes hold no quote: stepping over them keeps the scan linear.
            from += closing;
        }
        self.pos = bytes.len();
        Some(true)
    }

    fn suffix(&mut self) {
        if continues_ident(self.byte(self.pos)) && !self.byte(self.pos).is_ascii_digit() {
            self.ident();
        }
    }

    fn ident(&mut self) {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.pos) {
                Some(byte) if byte.is_ascii() && continues_ident(*byte) => self.pos += 1,
                Some(byte) if !byte.is_ascii() => {
                    let Some(char) = self.text[self.pos..].chars().next() else { return };
                    if is_space(char) {
                        return;
                    }
                    self.pos += char.len_utf8();
                }
                _ => return,
            }
        }
    }

    fn number(&mut self) {
        let start = self.pos;
        let decimal = !(self.byte(start) == b'0' && matches!(self.byte(start + 1), b'x' | b'o' | b'b'));
        let mut dotted = false;
        loop {
            let byte = self.byte(self.pos);
            let next = self.byte(self.pos + 1);
            match byte {
                b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                    let signed = decimal && matches!(byte, b'e' | b'E') && matches!(next, b'+' | b'-');
                    self.pos += if signed && self.byte(self.pos + 2).is_ascii_digit() { 2 } else { 1 };
                }
                b'.' if decimal
                    && !dotted
                    && next != b'.'
                    && (next.is_ascii_digit() || !continues_ident(next)) =>
                {
                    dotted = true;
                    self.pos += 1;
                }
                _ => return,
            }
        }
    }

    /// A character literal, a lifetime or a lone quote, whose quote is at `start`.
    fn quote(&mut self, start: usize, byte_literal: bool) -> Kind {
        let rest = &self.text[start + 1..];
        let mut chars = rest.chars();
        let Some(first) = chars.next() else {
            self.pos = start + 1;
            return Kind::Unknown;
        };
        if first == '\\' {
            // `\u{10FFFF}` with underscores is the longest escape worth looking for.
            let escaped = chars.next().map_or(0, char::len_utf8);
            let from = 1 + escaped;
            let end = rest[from.min(rest.len())..]
                .char_indices()
                .take(16)
                .take_while(|(_, char)| *char != '\n')
                .find(|(_, char)| *char == '\'');
            self.pos = start + 1 + end.map_or(1, |(at, _)| from + at + 1);
            if end.is_some() {
                self.suffix();
            }
            return if end.is_some() { Kind::Literal } else { Kind::Unknown };
        }
        if first != '\'' && first != '\n' && chars.next() == Some('\'') {
            self.pos = start + 1 + first.len_utf8() + 1;
            self.suffix();
            return Kind::Literal;
        }
        self.pos = start + 1;
        if byte_literal || !(first == '_' || first.is_alphabetic()) {
            return Kind::Unknown;
        }
        if rest.starts_with("r#") {
            self.pos += 2;
        }
        self.ident();
        Kind::Lifetime
    }

    /// A string with a prefix (`b"`, `cr#"` …), a byte, a raw identifier or an identifier.
    fn word(&mut self, start: usize) -> (Kind, bool) {
        let (first, second) = (self.byte(start), self.byte(start + 1));
        let raw_at = match (first, second) {
            (b'r', b'"' | b'#') => Some(start + 1),
            (b'b' | b'c', b'r') if matches!(self.byte(start + 2), b'"' | b'#') => Some(start + 2),
            _ => None,
        };
        if let Some(unterminated) = raw_at.and_then(|at| self.raw(at)) {
            return (Kind::Literal, unterminated);
        }
        match (first, second) {
            (b'b' | b'c', b'"') => return (Kind::Literal, self.cooked(start + 2)),
            (b'b', b'\'') => {
                // `b'x` cannot be a lifetime, so the `b` is a word of its own if no literal follows.
                if self.quote(start + 1, true) == Kind::Literal {
                    return (Kind::Literal, false);
                }
                self.pos = start + 1;
                return (Kind::Ident, false);
            }
            (b'r', b'#') if continues_ident(self.byte(start + 2)) => self.pos = start + 2,
            _ => {}
        }
        self.ident();
        (Kind::Ident, false)
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        let byte = loop {
            let byte = *bytes.get(self.pos)?;
            match byte {
                b' ' | 0x09..=0x0d => self.pos += 1,
                _ if byte.is_ascii() => break byte,
                _ => {
                    let char = self.text[self.pos..].chars().next()?;
                    if !is_space(char) {
                        break byte;
                    }
                    self.pos += char.len_utf8();
                }
            }
        };
        let start = self.pos;
        let (kind, unterminated) = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word(start),
            b'0'..=b'9' => {
                self.number();
                (Kind::Literal, false)
            }
            b'"' => (Kind::Literal, self.cooked(start + 1)),
            b'\'' => (self.quote(start, false), false),
            b'/' if self.byte(start + 1) == b'/' => (self.line_comment(start), false),
            b'/' if self.byte(start + 1) == b'*' => self.block_comment(start),
            _ => {
                self.pos += 1;
                let kind = match byte {
                    b'(' | b'[' | b'{' => Kind::Open(byte),
                    b')' | b']' | b'}' => Kind::Close(byte),
                    b'!' | b'#' | b'$' | b'%' | b'&' | b'*' | b'+' | b',' | b'-' | b'.' | b'/' | b':'
                    | b';' | b'<' | b'=' | b'>' | b'?' | b'@' | b'^' | b'|' | b'~' => Kind::Punct(byte),
                    _ => Kind::Unknown,
                };
                (kind, false)
            }
        };
        // An escape may have stepped behind the end.
        self.pos = self.pos.min(bytes.len());
        Some(Token { kind, start, end: self.pos, unterminated })
    }
}

fn continues_ident(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn is_space(char: char) -> bool {
    // Rust treats the left-to-right and right-to-left marks as white space.
    char.is_whitespace() || char == '\u{200e}' || char == '\u{200f}'
}

/// How deep a recursive parser, or a recursive walk over what it built, would get.
///
/// Counts in units of at most 2 KiB of stack (measured with syn 3.0.10, debug build): an operator or a method call in
/// a chain is one, a prefix operator or an open `<` is eight, a delimiter sixteen. Chains end at `,`, `;`, `=>`
/// and behind a block, as far as tokens tell; where they do not tell, the count is too high.
#[derive(Debug, Default)]
pub(crate) struct Depth {
    frames: Vec<Frame>,
    /// Sum over the frames below the current one.
    outer: u32,
    now: Frame,
    last: Last,
    too_deep: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Frame {
    chain: u32,
    angles: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Start,
    Operand,
    Literal,
    /// A closed `{}`: the end of a statement, unless what follows says otherwise.
    Block,
    Else,
    /// A punctuation character, whether it stood between operands, and what it cost.
    Punct {
        char: u8,
        binary: bool,
        end: usize,
    },
}

/// What a `<` is, as far as its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Angle {
    /// Perhaps the beginning of generic arguments.
    Bracket,
    /// The beginning of `<=`, `<-` or `<< 1`.
    Operator,
}

impl Angle {
    fn of(text: &[u8], token: &Token) -> Angle {
        let rest = match (token.kind, &text[token.end..]) {
            (Kind::Punct(b'<'), [b'=' | b'-', ..]) => return Angle::Operator,
            (Kind::Punct(b'<'), [b'<', rest @ ..]) => rest,
            _ => return Angle::Bracket,
        };
        let next = rest.iter().take(8).find(|byte| **byte != b' ');
        if next.is_some_and(u8::is_ascii_digit) { Angle::Operator } else { Angle::Bracket }
    }
}

impl Frame {
    fn total(self) -> u32 {
        self.chain + self.angles * PREFIX
    }
}

const MAX_DELIMITERS: usize = 256;
const MAX_UNITS: u32 = 8192;
const DELIMITER: u32 = 16;
const PREFIX: u32 = 8;

impl Depth {
    /// Whether the limit was passed since the last call.
    pub(crate) fn take_too_deep(&mut self) -> bool {
        std::mem::take(&mut self.too_deep)
    }

    /// Forgets what is open: a new item begins.
    pub(crate) fn restart(&mut self) {
        self.frames.clear();
        (self.outer, self.now, self.last) = (0, Frame::default(), Last::Start);
    }

    /// Reads a token of `text`.
    pub(crate) fn token(&mut self, text: &str, token: &Token) {
        match token.kind {
            Kind::Ident => self.ident(&text[token.start..token.end]),
            Kind::Literal | Kind::Unknown => self.literal(),
            Kind::Lifetime => self.lifetime(),
            Kind::Punct(char) => self.punct(char, token.start, Angle::of(text.as_bytes(), token)),
            Kind::Open(_) => self.open(),
            Kind::Close(char) => self.close(char == b'}'),
            Kind::OuterDoc | Kind::InnerDoc | Kind::LineComment | Kind::BlockComment => {}
        }
    }

    /// Reads an identifier or keyword.
    pub(crate) fn ident(&mut self, text: &str) {
        if self.last == Last::Block && !matches!(text, "as" | "else") {
            self.now = Frame::default();
        }
        let after_else = self.last == Last::Else;
        // Most words are longer or shorter than every keyword that takes an expression or a type.
        if !(2..=6).contains(&text.len()) {
            self.last = Last::Operand;
            return;
        }
        self.last = match text {
            "as" => self.add(1, Last::Start),
            "else" => self.add(1, Last::Else),
            "if" if after_else => self.add(1, Last::Start),
            "return" | "break" | "yield" | "become" | "async" | "move" | "if" | "match" | "while" | "for"
            | "unsafe" | "dyn" | "impl" | "const" | "static" | "box" | "let" | "fn" | "try" => {
                self.add(PREFIX, Last::Start)
            }
            "mut" | "in" | "ref" | "raw" => Last::Start,
            _ => Last::Operand,
        };
    }

    /// Reads a literal.
    pub(crate) fn literal(&mut self) {
        if self.last == Last::Block {
            self.now = Frame::default();
        }
        self.last = Last::Literal;
    }

    /// Reads a lifetime or label.
    pub(crate) fn lifetime(&mut self) {
        if self.last == Last::Block {
            self.now = Frame::default();
        }
        self.last = Last::Start;
    }

    /// Reads a character of punctuation at byte `start`; `angle` matters for `<` alone.
    pub(crate) fn punct(&mut self, char: u8, start: usize, angle: Angle) {
        let binary = matches!(self.last, Last::Operand | Last::Literal | Last::Block);
        let glued = match self.last {
            Last::Punct { char, end, .. } if end == start => char,
            _ => 0,
        };
        let glued_binary = glued != 0 && matches!(self.last, Last::Punct { binary: true, .. });
        // `1 < x`, `a <= b`, the second half of `a << b`.
        let operator =
            self.last == Last::Literal || angle == Angle::Operator || glued == b'<' && glued_binary;
        match char {
            b',' => self.now.chain = 0,
            b';' => self.now = Frame::default(),
            b'#' if self.last == Last::Block => self.now = Frame::default(),
            b'#' | b'$' | b'~' => {}
            b'<' if operator => self.grow(1),
            b'<' => {
                self.now.angles += 1;
                self.grow(0);
            }
            b'>' if glued == b'=' => self.now = Frame::default(),
            b'>' if glued == b'-' => self.grow(PREFIX),
            b'>' if self.now.angles > 0 => self.now.angles -= 1,
            // What follows of `..=` and `...`.
            b'.' | b'=' if glued == b'.' => {}
            b'=' if glued == b'=' => self.now.chain = self.now.chain.saturating_sub(PREFIX - 1),
            b'=' if glued == b'!' => self.grow(1),
            b'=' => self.grow(PREFIX),
            // The second half of `&&` or `||` between operands.
            b'&' | b'|' if glued == char && glued_binary => {}
            b'!' if binary => {}
            b'&' | b'*' | b'!' | b'-' | b'|' | b'.' if !binary => self.grow(PREFIX),
            b'@' => self.grow(PREFIX),
            _ => self.grow(1),
        }
        // The third of `&&&` is a prefix again.
        let halves = matches!(char, b'&' | b'|') && glued == char;
        let binary = match char {
            b'<' => operator && glued != b'<',
            _ => binary && !halves,
        };
        self.last = Last::Punct { char, binary, end: start + 1 };
    }

    /// Reads an opening delimiter.
    pub(crate) fn open(&mut self) {
        self.frames.push(self.now);
        self.outer += self.now.total() + DELIMITER;
        self.now = Frame::default();
        self.last = Last::Start;
        if self.frames.len() > MAX_DELIMITERS {
            self.too_deep = true;
        }
        self.grow(0);
    }

    /// Reads a closing delimiter.
    pub(crate) fn close(&mut self, brace: bool) {
        if let Some(frame) = self.frames.pop() {
            self.outer = self.outer.saturating_sub(frame.total() + DELIMITER);
            self.now = frame;
        }
        self.grow(1);
        self.last = if brace { Last::Block } else { Last::Operand };
    }

    fn add(&mut self, units: u32, last: Last) -> Last {
        self.grow(units);
        last
    }

    fn grow(&mut self, units: u32) {
        self.now.chain = self.now.chain.saturating_add(units);
        if self.outer.saturating_add(self.now.total()) > MAX_UNITS {
            self.too_deep = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens separated by spaces, comments in brackets.
    fn lex(text: &str) -> String {
        let mut end = 0;
        let tokens = Lexer::new(text, 0).map(|token| {
            assert!(token.start >= end && token.end > token.start, "{token:?}");
            assert!(text[end..token.start].chars().all(is_space), "{token:?}");
            end = token.end;
            let text = &text[token.start..token.end];
            let mark = if token.unterminated { "…" } else { "" };
            match token.kind {
                Kind::Ident => format!("i:{text}"),
                Kind::Lifetime => format!("l:{text}"),
                Kind::Literal => format!("#:{text}{mark}"),
                Kind::OuterDoc | Kind::InnerDoc => format!("d:{text}{mark}"),
                Kind::LineComment | Kind::BlockComment => format!("c:{text}{mark}"),
                Kind::Unknown => format!("?:{text}"),
                Kind::Punct(_) | Kind::Open(_) | Kind::Close(_) => text.to_owned(),
            }
        });
        tokens.collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(lex(text), expected);
    }

    #[test]
    fn strings_end_where_they_end() {
        check(r#"a"b\"c"d"#, r#"i:a #:"b\"c"d"#);
        check(r##"r#"a"b"# r"\" br#"x"#c"##, r##"#:r#"a"b"# #:r"\" #:br#"x"#c"##);
        check(r#"b"\"" c"x" cr"\" b'\'' b'x'"#, r#"#:b"\"" #:c"x" #:cr"\" #:b'\'' #:b'x'"#);
        check("\"a\\", "#:\"a\\…");
        check("r##\"a\"# b", "#:r##\"a\"# b…");
        check("\"é\\é\" x", "#:\"é\\é\" i:x");
        check("r#fn r#\"x\"# r# x", "i:r#fn #:r#\"x\"# i:r # i:x");
    }

    #[test]
    fn characters_and_lifetimes_are_told_apart() {
        check(
            "'a' 'a 'ab: 'é' 'é '\\'' '\\u{1F600}' '\\\\'",
            "#:'a' l:'a l:'ab : #:'é' l:'é #:'\\'' #:'\\u{1F600}' #:'\\\\'",
        );
        check("<'a,'b>('x','y')", "< l:'a , l:'b > ( #:'x' , #:'y' )");
        check("'{' '\"' '(' ' '", "#:'{' #:'\"' #:'(' #:' '");
        check("'r#a '_ 'static", "l:'r#a l:'_ l:'static");
        check("'\n'", "?:' ?:'");
        check("b'", "i:b ?:'");
    }

    #[test]
    fn comments_nest_and_documentation_is_told_apart() {
        check("/* a /* b */ c */ d", "c:/* a /* b */ c */ i:d");
        check("/** a */ /*! b */ /*** c */ /**/ /***/", "d:/** a */ d:/*! b */ c:/*** c */ c:/**/ c:/***/");
        check("/// a\n//! b\n//// c\n// d\r\ne", "d:/// a d://! b c://// c c:// d i:e");
        check("/* a /* b */", "c:/* a /* b */…");
        check("/*/", "c:/*/…");
        check("a/b", "i:a / i:b");
    }

    #[test]
    fn numbers_leave_ranges_and_methods_alone() {
        check("1..2 1.0e-5f32 0x1e+5 1.a 1. .5", "#:1 . . #:2 #:1.0e-5f32 #:0x1e + #:5 #:1 . i:a #:1. . #:5");
        check("a.0.1 1_000u8 1e5", "i:a . #:0.1 #:1_000u8 #:1e5");
    }

    #[test]
    fn anything_at_all_is_lexed() {
        check("\u{feff}a \u{200e}b ` \\ \0 ä漢", "i:\u{feff}a i:b ?:` ?:\\ ?:\0 i:ä漢");
        check("", "");
        check("macro_rules! m{($)=>{}}", "i:macro_rules ! i:m { ( $ ) = > { } }");
    }
}
