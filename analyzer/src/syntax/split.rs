//! Cuts a text into items by matching braces, and where these do not match, by the lines on which items begin.

use std::ops::Range;

use super::lexer::{Depth, Kind, Lexer, Token};

/// What tells where an item ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guide {
    /// Delimiters alone; the split stops at the first one that does not match.
    Delimiters,
    /// Delimiters, and where they do not match, words that begin an item and `}` at this column (bytes): formatted code
    /// has them there.
    Column(usize),
}

/// A structural fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The byte at which it shows.
    pub(crate) at: usize,
    pub(crate) message: &'static str,
}

/// One item with its attributes, or what stands in the place of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) range: Range<usize>,
    /// An inner attribute.
    pub(crate) inner: bool,
    /// Its delimiters do not match.
    pub(crate) fault: Option<Fault>,
    /// Where it becomes too deep to be parsed.
    pub(crate) too_deep: Option<usize>,
}

/// A comment and the code around it.
#[derive(Debug)]
pub(crate) struct Comment {
    pub(crate) range: Range<usize>,
    /// The end of the token before it.
    pub(crate) last: Option<usize>,
    /// The beginning of the token behind it.
    pub(crate) next: Option<usize>,
}

/// A text cut into items. Documentation is part of none.
#[derive(Debug, Default)]
pub(crate) struct Split {
    pub(crate) units: Vec<Unit>,
    /// What is within the brackets of large array literals, which nobody wants parsed.
    pub(crate) tables: Vec<Range<usize>>,
    /// Line comments (not documentation) that mention the tool.
    pub(crate) comments: Vec<Comment>,
    /// All delimiters match and all literals end.
    pub(crate) sound: bool,
}

/// An array literal from this size on is a table.
const TABLE: usize = 256 << 10;

/// So is one of a constant from this size on if it holds nothing but data.
const DATA: usize = 4 << 10;

/// Cuts `range` of `text`. Linear in its length.
pub(crate) fn split(text: &str, range: Range<usize>, guide: Guide) -> Split {
    let text = &text[..range.end];
    let mut splitter = Splitter {
        text,
        guide,
        lexer: Lexer::new(text, range.start),
        depth: Depth::default(),
        opens: Vec::new(),
        current: None,
        split: Split { sound: true, ..Split::default() },
        last_end: None,
        reached: range.start,
        budget: (range.len() as u64).saturating_mul(16) + (1 << 16),
        equals: false,
        constant: None,
        data: None,
    };
    splitter.run();
    splitter.split
}

/// Where `text` becomes too deep to be parsed.
pub(crate) fn too_deep(text: &str) -> Option<usize> {
    let mut depth = Depth::default();
    Lexer::new(text, 0)
        .find(|token| {
            depth.token(text, token);
            depth.take_too_deep()
        })
        .map(|token| token.start)
}

/// The column of a token that is the first on its line.
pub(crate) fn column_if_first(text: &str, at: usize) -> Option<usize> {
    let before = &text.as_bytes()[..at];
    let blank = before.iter().rev().take_while(|byte| **byte != b'\n' && byte.is_ascii_whitespace()).count();
    (blank == at || before[at - blank - 1] == b'\n').then_some(blank)
}

/// The width of the white space before the line of `at`.
pub(crate) fn indentation(text: &str, at: usize) -> usize {
    let line = line_start(text, at);
    text.as_bytes()[line..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// Whether an item may begin at `at`, by its first characters.
pub(crate) fn begins_item(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    if rest.starts_with("#[") || rest.starts_with("///") && !rest.starts_with("////") {
        return true;
    }
    let end =
        rest.bytes().position(|byte| !(byte.is_ascii_lowercase() || byte == b'_')).unwrap_or(rest.len());
    let next = rest.as_bytes().get(end).copied().unwrap_or(b' ');
    match &rest[..end] {
        "fn" | "pub" | "impl" | "struct" | "mod" | "use" | "static" | "const" | "enum" | "trait" | "type"
        | "unsafe" | "async" | "extern" => next == b' ' || next == b'(' || next == b'<' || next == b'\t',
        "macro_rules" => next == b'!',
        _ => false,
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text.as_bytes()[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1)
}

struct Splitter<'a> {
    text: &'a str,
    guide: Guide,
    lexer: Lexer<'a>,
    depth: Depth,
    opens: Vec<Open>,
    current: Option<Current>,
    split: Split,
    /// The end of the last token that is no comment.
    last_end: Option<usize>,
    /// The furthest end of a token.
    reached: usize,
    /// How many bytes may be read a second time: keeps the whole linear.
    budget: u64,
    /// The tokens before are `=`, `= &` or `= &mut`.
    equals: bool,
    /// How many delimiters are open around the constant that is being read.
    constant: Option<usize>,
    /// The array of a constant that is being read.
    data: Option<Data>,
}

/// An array literal that may hold nothing but data: literals, and constructors of them. Those lock nothing and name nothing.
#[derive(Clone, Copy)]
struct Data {
    /// Its bracket.
    at: usize,
    /// Nothing else was found so far.
    pure: bool,
    /// The token before, if it is a word.
    word: Option<Token>,
}

impl Data {
    fn token(&mut self, text: &str, token: &Token) {
        let word = self.word.take();
        let named = word.map(|word| &text[word.start..word.end]);
        self.pure &= match (named, token.kind) {
            (None, Kind::Open(b'{')) => false,
            (None, Kind::Ident | Kind::Literal | Kind::Open(_) | Kind::Close(_)) => true,
            (None, Kind::Punct(byte)) => matches!(byte, b',' | b':' | b'-' | b'&'),
            (Some(_), Kind::Punct(b':')) => true,
            (Some(name), Kind::Open(b'(' | b'{')) => name.starts_with(char::is_uppercase),
            (Some("true" | "false" | "None"), Kind::Punct(b',') | Kind::Close(_)) => true,
            _ => false,
        };
        self.word = (token.kind == Kind::Ident).then_some(*token);
    }
}

#[derive(Clone, Copy)]
struct Open {
    byte: u8,
    at: usize,
    table: bool,
    /// For `(`, `[` and `{`: how many delimiters are open up to the last of that kind, this one included.
    last: [usize; 3],
}

fn kind_of(open: u8) -> usize {
    match open {
        b'(' => 0,
        b'[' => 1,
        _ => 2,
    }
}

/// The unit being read.
struct Current {
    start: usize,
    /// The column of its first token if that is the one of the guide.
    at_column: bool,
    phase: Phase,
    inner: bool,
    /// The end of a `}` that closes the unit unless `>` or `,` follows (`Foo<{ N }>`).
    end: Option<usize>,
    /// The end of the first `}` at the guide's column that closes something else than the unit.
    tentative: Option<usize>,
    /// The first line within a string at which an item seems to begin, and the string, which may have no end.
    candidate: Option<(usize, Fault)>,
    /// Delimiters closed the unit too early: it reaches to the next `}` at the column.
    extends: bool,
    suspect: Option<Fault>,
    /// Where a literal or comment begins that does not end.
    unterminated: Option<Fault>,
    too_deep: Option<usize>,
}

impl Current {
    fn at(start: usize, at_column: bool) -> Current {
        Current {
            start,
            at_column,
            phase: Phase::Start,
            inner: false,
            end: None,
            tentative: None,
            candidate: None,
            extends: false,
            suspect: None,
            unterminated: None,
            too_deep: None,
        }
    }
}

/// What the tokens so far say about how the unit ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Attributes, visibility and modifiers.
    Start,
    Hash,
    Const,
    Extern,
    /// Ends at `;` alone: `use`, `const`, `static`, `type`.
    Semicolon,
    /// Ends at `}` as well.
    Brace,
}

const UNCLOSED: &str = "unclosed delimiter";
const UNEXPECTED: &str = "unexpected closing delimiter";
const NO_ITEM: &str = "not part of any item";
const UNTERMINATED: &str = "unterminated literal or comment";

impl Splitter<'_> {
    fn run(&mut self) {
        loop {
            let Some(token) = self.lexer.next() else {
                if self.at_end() {
                    continue;
                }
                return;
            };
            self.reached = self.reached.max(token.end);
            if token.unterminated && self.guide == Guide::Delimiters {
                self.split.sound = false;
                return;
            }
            if token.kind.is_comment() {
                self.comment(&token);
                continue;
            }
            let open = self.split.comments.iter_mut().rev().take_while(|comment| comment.next.is_none());
            open.for_each(|comment| comment.next = Some(token.start));
            if !self.token(&token) {
                self.split.sound = false;
                return;
            }
        }
    }

    fn comment(&mut self, token: &Token) {
        if token.kind == Kind::LineComment
            && self.text[token.start..token.end].trim_start_matches('/').trim_start().starts_with("concheck:")
        {
            let range = token.start..token.end;
            self.split.comments.push(Comment { range, last: self.last_end, next: None });
        }
        if token.unterminated {
            if let Some(end) = self.current.as_ref().and_then(|current| current.end) {
                self.finish(end, None);
            }
            if self.current.is_none() {
                self.begin(token);
            }
            self.note_text(token);
            self.last_end = Some(token.end);
        }
    }

    /// A string or comment that may have swallowed items.
    fn note_text(&mut self, token: &Token) {
        let Guide::Column(column) = self.guide else { return };
        let Some(current) = &mut self.current else { return };
        let fault = Fault { at: token.start, message: UNTERMINATED };
        if token.unterminated {
            current.unterminated.get_or_insert(fault);
        }
        let raw = self.text[token.start..].starts_with(['r', 'b', 'c'])
            && self.text.as_bytes().get(token.start + 1).is_some_and(|byte| *byte != b'"');
        if current.candidate.is_some() || raw && !token.unterminated {
            return;
        }
        let bytes = self.text.as_bytes();
        current.candidate = (token.start..token.end).filter(|at| bytes[*at] == b'\n').find_map(|newline| {
            let at = newline + 1 + column;
            let blank = bytes.get(newline + 1..at)?.iter().all(|byte| matches!(byte, b' ' | b'\t'));
            (blank && at < token.end && begins_item(self.text, at)).then_some((at, fault))
        });
    }

    /// Whether the split can go on.
    fn token(&mut self, token: &Token) -> bool {
        let column = match self.guide {
            Guide::Column(column) => column_if_first(self.text, token.start).is_some_and(|own| own == column),
            Guide::Delimiters => false,
        };
        let starts = column && begins_item(self.text, token.start);
        if let Some(current) = &mut self.current
            && let Some(end) = current.end
        {
            if matches!(token.kind, Kind::Punct(b'>' | b',')) {
                current.end = None;
            } else if current.at_column
                && (!column || matches!(token.kind, Kind::Close(_)))
                && self.text[current.start..end].contains('\n')
                && column_if_first(self.text, end - 1) != column_if_first(self.text, current.start)
            {
                current.end = None;
                current.extends = true;
                current.suspect.get_or_insert(Fault { at: end - 1, message: UNEXPECTED });
            } else {
                self.finish(end, None);
            }
        }
        if self.current.as_ref().is_some_and(|current| current.extends) {
            let fault = self.fault();
            if column && token.kind == Kind::Close(b'}') {
                self.last_end = Some(token.end);
                self.finish(token.end, fault);
                return true;
            }
            if !starts {
                self.last_end = Some(token.end);
                return true;
            }
            self.finish(self.last_end.unwrap_or(token.start), fault);
        }
        if column && !self.opens.is_empty() {
            if starts {
                self.break_off(token.start);
                return true;
            }
            if token.kind == Kind::Close(b'}')
                && (self.opens.len() > 1 || self.opens[0].byte != b'{')
                && let Some(current) = &mut self.current
            {
                current.tentative.get_or_insert(token.end);
            }
        }
        self.last_end = Some(token.end);
        if self.current.is_none() {
            if self.belongs_to_last(token) {
                return true;
            }
            if matches!(token.kind, Kind::Close(_)) {
                let fault = Fault { at: token.start, message: UNEXPECTED };
                return self.guide != Guide::Delimiters && {
                    let range = token.start..token.end;
                    self.push(Unit { range, inner: false, fault: Some(fault), too_deep: None })
                };
            }
            self.begin(token);
        }
        self.depth.token(self.text, token);
        if self.depth.take_too_deep()
            && let Some(current) = &mut self.current
        {
            current.too_deep.get_or_insert(token.start);
        }
        if self.guide != Guide::Delimiters && token.kind == Kind::Literal {
            self.note_text(token);
        }
        if let Some(data) = self.data.as_mut().filter(|data| data.pure) {
            data.token(self.text, token);
        }
        let outside = self.opens.len();
        match token.kind {
            Kind::Ident if matches!(&self.text[token.start..token.end], "const" | "static") => {
                self.constant = Some(outside);
            }
            Kind::Punct(b';') => self.constant = self.constant.filter(|around| *around != outside),
            Kind::Close(_) => self.constant = self.constant.filter(|around| *around < outside),
            _ => {}
        }
        let equals = self.equals;
        self.equals = match token.kind {
            Kind::Punct(b'=') => true,
            Kind::Punct(b'&') => equals,
            Kind::Ident => equals && &self.text[token.start..token.end] == "mut",
            _ => false,
        };
        if self.opens.is_empty() {
            self.phase(token);
        }
        match token.kind {
            Kind::Open(byte) => {
                let table = equals && byte == b'[';
                if table && self.constant == Some(outside) {
                    self.data = Some(Data { at: token.start, pure: true, word: None });
                }
                let mut last = self.opens.last().map_or([0; 3], |open| open.last);
                last[kind_of(byte)] = outside + 1;
                self.opens.push(Open { byte, at: token.start, table, last });
            }
            Kind::Close(byte) => return self.close(byte, token),
            Kind::Punct(b';') if self.opens.is_empty() => self.finish(token.end, None),
            _ => {}
        }
        true
    }

    /// Takes up the last unit again if `token` begins a line and stands deeper than items do: a brace is missing in
    /// the unit's head.
    fn belongs_to_last(&mut self, token: &Token) -> bool {
        let Guide::Column(column) = self.guide else { return false };
        if column_if_first(self.text, token.start).is_none_or(|own| own <= column)
            || begins_item(self.text, token.start)
        {
            return false;
        }
        let text = self.text;
        let at_column =
            |unit: &mut Unit| !unit.inner && column_if_first(text, unit.range.start) == Some(column);
        let Some(unit) = self.split.units.pop_if(at_column) else { return false };
        let fault = unit.fault.unwrap_or(Fault { at: token.start, message: NO_ITEM });
        self.opens.clear();
        self.current =
            Some(Current { extends: true, suspect: Some(fault), ..Current::at(unit.range.start, true) });
        true
    }

    fn begin(&mut self, token: &Token) {
        let at_column = match self.guide {
            Guide::Column(column) => column_if_first(self.text, token.start) == Some(column),
            Guide::Delimiters => false,
        };
        self.depth.restart();
        self.depth.take_too_deep();
        self.opens.clear();
        self.current = Some(Current::at(token.start, at_column));
    }

    fn phase(&mut self, token: &Token) {
        let Some(current) = &mut self.current else { return };
        let word = &self.text[token.start..token.end];
        current.phase = match (current.phase, token.kind) {
            (Phase::Start, Kind::Punct(b'#')) => Phase::Hash,
            (Phase::Hash, Kind::Punct(b'!')) => {
                current.inner = self.text[current.start..token.end].starts_with('#')
                    && self.text[current.start + 1..token.start].trim().is_empty();
                Phase::Hash
            }
            (Phase::Hash, _) => Phase::Start,
            (Phase::Start, Kind::Ident) => match word {
                "pub" | "default" | "unsafe" | "safe" | "async" | "crate" => Phase::Start,
                "use" | "static" | "type" | "let" => Phase::Semicolon,
                "const" => Phase::Const,
                "extern" => Phase::Extern,
                _ => Phase::Brace,
            },
            (Phase::Start, Kind::Punct(_) | Kind::Open(b'{' | b'[')) => Phase::Brace,
            (Phase::Const, Kind::Ident) => match word {
                "fn" | "unsafe" | "async" | "extern" | "trait" | "impl" | "auto" | "gen" | "safe" => {
                    Phase::Brace
                }
                _ => Phase::Semicolon,
            },
            (Phase::Const, Kind::Open(_)) => Phase::Brace,
            (Phase::Const, _) => Phase::Semicolon,
            (Phase::Extern, Kind::Literal) => Phase::Extern,
            (Phase::Extern, Kind::Ident) if word == "crate" => Phase::Semicolon,
            (Phase::Extern, _) => Phase::Brace,
            (phase, _) => phase,
        };
    }

    fn close(&mut self, byte: u8, token: &Token) -> bool {
        let opening = match byte {
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        let matches = self.opens.last().is_some_and(|open| open.byte == opening);
        if !matches {
            if self.guide == Guide::Delimiters {
                return false;
            }
            let Some(current) = &mut self.current else { return true };
            let last = self.opens.last().map_or([0; 3], |open| open.last);
            let reach = last[kind_of(opening)].checked_sub(1);
            // A `)` cannot close over a `{`, a `}` can close over what is left open within.
            let reach = reach.filter(|at| byte == b'}' || last[kind_of(b'{')] <= *at);
            match reach {
                Some(at) => {
                    let open = self.opens[at + 1];
                    current.suspect.get_or_insert(Fault { at: open.at, message: UNCLOSED });
                    self.opens.truncate(at + 1);
                }
                None => {
                    current.suspect.get_or_insert(Fault { at: token.start, message: UNEXPECTED });
                    // Without a fault of its own the unit would be taken for healthy.
                    current.unterminated = current.unterminated.or(current.suspect);
                    return true;
                }
            }
            current.unterminated = current.unterminated.or(current.suspect);
        }
        let Some(open) = self.opens.pop() else { return true };
        if self.guide != Guide::Delimiters
            && byte == b'}'
            && let Some(own) = column_if_first(self.text, token.start)
            && let Some(current) = &mut self.current
        {
            let theirs = indentation(self.text, open.at);
            if own < theirs {
                current.suspect.get_or_insert(Fault { at: open.at, message: UNCLOSED });
            } else if own > theirs {
                current.suspect.get_or_insert(Fault { at: token.start, message: UNEXPECTED });
            }
        }
        if open.table {
            let data = self.data.take_if(|data| data.at == open.at).is_some_and(|data| data.pure);
            if token.start - open.at > if data { DATA } else { TABLE } {
                self.split.tables.push(open.at + 1..token.start);
            }
        }
        if self.opens.is_empty()
            && let Some(current) = &mut self.current
        {
            let fault = current.unterminated;
            match byte {
                b'}' if fault.is_some() => self.finish(token.end, fault),
                b'}' if current.phase == Phase::Brace => current.end = Some(token.end),
                b']' if current.inner => self.finish(token.end, None),
                _ => {}
            }
        }
        true
    }

    /// The fault of a unit whose delimiters do not match.
    fn fault(&self) -> Option<Fault> {
        let current = self.current.as_ref()?;
        let open = self.opens.last().map(|open| Fault { at: open.at, message: UNCLOSED });
        current.unterminated.or(current.suspect).or(open)
    }

    /// Ends a broken unit at the first place that looks like its end, at the latest at `limit`, and goes on there.
    fn break_off(&mut self, limit: usize) {
        let Some(current) = &self.current else { return };
        let (wanted, fault) = match (current.candidate, current.tentative) {
            (Some((at, fault)), tentative) if tentative.is_none_or(|other| at < other) => (at, Some(fault)),
            (_, Some(at)) => (at, self.fault()),
            (_, None) => (limit, self.fault()),
        };
        let again = (self.reached - wanted.min(self.reached)) as u64;
        let end = if again <= self.budget { wanted } else { limit };
        self.budget = self.budget.saturating_sub(again);
        let trimmed = current.start + self.text[current.start..end].trim_end().len();
        self.finish(trimmed.max(current.start), fault);
        self.lexer.jump(end);
        self.data = None;
        self.last_end = Some(trimmed);
        self.split.comments.retain(|comment| comment.range.start < end);
        self.split
            .comments
            .iter_mut()
            .for_each(|comment| comment.next = comment.next.filter(|next| *next < end));
        self.split.tables.retain(|range| range.start < end);
    }

    /// Whether there is more to read after all.
    fn at_end(&mut self) -> bool {
        let Some(current) = &self.current else { return false };
        if let Some(end) = current.end {
            self.finish(end, None);
            return false;
        }
        let whole = self.text.len();
        if current.extends {
            let fault = self.fault();
            self.finish(self.last_end.unwrap_or(whole), fault);
            return false;
        }
        if !self.opens.is_empty() || current.unterminated.is_some() {
            if self.guide == Guide::Delimiters {
                self.split.sound = false;
                return false;
            }
            self.break_off(whole);
            return true;
        }
        // No `;`: the parser will tell.
        self.finish(self.last_end.unwrap_or(whole), None);
        false
    }

    fn finish(&mut self, end: usize, fault: Option<Fault>) {
        let Some(current) = self.current.take() else { return };
        self.opens.clear();
        self.equals = false;
        self.push(Unit {
            range: current.start..end,
            inner: current.inner,
            fault,
            too_deep: current.too_deep,
        });
    }

    fn push(&mut self, unit: Unit) -> bool {
        self.split.units.push(unit);
        true
    }
}
