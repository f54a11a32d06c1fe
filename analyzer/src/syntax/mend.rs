//! Parses the pieces of a text, and of a broken piece whatever is healthy in it: what is broken is overwritten with
//! spaces, so that the rest keeps its position.

use std::ops::Range;

use proc_macro2::{LineColumn, Span};
use syn::parse::{Parse, ParseStream, Parser};

use super::lexer::{Kind, Lexer};
use super::split::{Fault, Guide, Unit, begins_item, column_if_first, split, too_deep};
use super::{Failure, Lines, dialect};
use crate::text::Pos;

/// Where a piece stands, hence what it is parsed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parent {
    Module,
    Impl,
    Trait,
    Foreign,
    Block,
}

/// A stretch to be overwritten.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    range: Range<usize>,
    /// Put a `}` at its beginning.
    close: bool,
}

/// How many modules within modules are searched for healthy functions.
const MAX_LEVEL: u32 = 16;

/// Parses pieces of one text and collects what is wrong with them.
#[derive(Debug)]
pub(crate) struct Mender<'a> {
    text: &'a str,
    lines: &'a Lines<'a>,
    pub(crate) problems: Vec<Failure>,
}

/// The items of a text that stands in a module, as long as each is where it `belongs`: by number and place. Several are read
/// only if syn reads them, since rewriting one must not touch another.
pub(crate) fn each_item(
    text: &str,
    count: usize,
    belongs: &dyn Fn(usize, Span) -> bool,
) -> Option<Vec<syn::Item>> {
    let parser = |input: ParseStream<'_>| {
        let mut items = Vec::new();
        while !input.is_empty() {
            if items.len() == count || !belongs(items.len(), input.span()) {
                return Err(input.error("two items in one"));
            }
            items.push(input.parse()?);
        }
        Ok(items)
    };
    let items = if count == 1 { dialect::parse(text, parser) } else { parser.parse_str(text) };
    items.ok().filter(|items| items.len() == count)
}

/// A block.
pub(crate) fn block(text: &str) -> syn::Result<syn::Block> {
    dialect::parse(text, syn::Block::parse)
}

impl<'a> Mender<'a> {
    pub(crate) fn new(text: &'a str, lines: &'a Lines<'a>) -> Mender<'a> {
        Mender { text, lines, problems: Vec::new() }
    }

    /// The inner attributes at the beginning of a file.
    pub(crate) fn attributes(&mut self, range: Range<usize>) -> Vec<syn::Attribute> {
        let text = &self.text[range.clone()];
        match syn::Attribute::parse_inner.parse_str(text) {
            Ok(attrs) => attrs,
            Err(error) => {
                self.problems.push(self.failure(&error, &range));
                Vec::new()
            }
        }
    }

    /// The items of a unit, less what is broken.
    pub(crate) fn unit(&mut self, unit: &Unit) -> Vec<syn::Item> {
        let range = unit.range.clone();
        if unit.fault.is_none()
            && unit.too_deep.is_none()
            && let Ok(items) = dialect::parse(&self.text[range.clone()], all)
        {
            return items;
        }
        let edits = self.mend(&range, Parent::Module, unit.fault, 0);
        if edits.iter().any(|edit| edit.range == range) {
            return Vec::new();
        }
        // What `mend` leaves has been parsed before.
        dialect::parse(&self.apply(&range, &edits), all).unwrap_or_default()
    }

    /// The block that the text is, less what is broken.
    pub(crate) fn block(&mut self) -> Option<syn::Block> {
        let range = 0..self.text.len();
        let inside = 1.min(range.end)..range.end.saturating_sub(1).max(1.min(range.end));
        let edits = self.statements(&inside, 0);
        if let Ok(block) = block(&self.apply(&range, &edits)) {
            return Some(block);
        }
        if self.problems.is_empty() {
            let failure = self.check(&range, &[], Parent::Block).err();
            self.problems.extend(failure);
        }
        block(&self.apply(&range, &[Edit { range: inside, close: false }])).ok()
    }

    /// What has to be overwritten among statements so that the rest can be parsed; reports each piece.
    fn statements(&mut self, inside: &Range<usize>, level: u32) -> Vec<Edit> {
        let mut edits = Vec::new();
        for statement in statements(self.text, inside.clone()) {
            crate::stop::check();
            let Err(failure) = self.check(&statement, &[], Parent::Block) else { continue };
            let reported = self.problems.len();
            let within: Vec<Edit> = match level {
                MAX_LEVEL.. => Vec::new(),
                _ => braces(self.text, statement.clone())
                    .into_iter()
                    .flat_map(|braces| match self.check(&braces, &[], Parent::Block) {
                        Ok(()) => Vec::new(),
                        Err(_) => self.statements(&braces, level + 1),
                    })
                    .collect(),
            };
            if !within.is_empty() && self.check(&statement, &within, Parent::Block).is_ok() {
                edits.extend(within);
                continue;
            }
            self.problems.truncate(reported);
            self.problems.push(failure);
            edits.push(Edit { range: statement, close: false });
        }
        edits
    }

    /// What has to be overwritten in `range` so that the rest can be parsed; reports each piece.
    fn mend(&mut self, range: &Range<usize>, place: Parent, fault: Option<Fault>, level: u32) -> Vec<Edit> {
        let failure = match fault {
            Some(fault) => (self.lines.pos(fault.at), fault.message.to_owned()),
            None => match self.check(range, &[], place) {
                Ok(()) => return Vec::new(),
                Err(failure) => failure,
            },
        };
        let outline = Outline::of(self.text, range, fault.is_some());
        if !outline.cuts.is_empty() && level < MAX_LEVEL {
            let bounds: Vec<usize> =
                std::iter::once(range.start).chain(outline.cuts).chain([range.end]).collect();
            return bounds
                .windows(2)
                .flat_map(|pair| {
                    let length = self.text[pair[0]..pair[1]].trim_end().len();
                    self.mend(&(pair[0]..pair[0] + length), place, fault, level + 1)
                })
                .collect();
        }
        if let Some((keyword, body)) = outline.body {
            let (inside, closed) = self.interior(range, body, fault.is_some());
            let inner = match keyword {
                Keyword::Fn => {
                    let edits = vec![Edit { range: inside.clone(), close: !closed }];
                    if self.check(range, &edits, place).is_ok() {
                        self.problems.push(failure);
                        return edits;
                    }
                    None
                }
                Keyword::Impl => Some(Parent::Impl),
                Keyword::Trait => Some(Parent::Trait),
                Keyword::Mod => Some(Parent::Module),
                Keyword::Extern => Some(Parent::Foreign),
            };
            if let Some(inner) = inner
                && level < MAX_LEVEL
            {
                let reported = self.problems.len();
                let mut edits = self.body(&inside, inner, fault.is_some(), level);
                if !closed {
                    edits.push(Edit { range: range.end..range.end, close: true });
                }
                if self.check(range, &edits, place).is_ok() {
                    if self.problems.len() == reported {
                        self.problems.push(failure);
                    }
                    return edits;
                }
                self.problems.truncate(reported);
            }
        }
        self.problems.push(failure);
        vec![Edit { range: range.clone(), close: false }]
    }

    fn body(&mut self, inside: &Range<usize>, place: Parent, broken: bool, level: u32) -> Vec<Edit> {
        let guide = if broken { Guide::Column(self.first_column(inside)) } else { Guide::Delimiters };
        let mut pieces = split(self.text, inside.clone(), guide);
        if !pieces.sound {
            pieces = split(self.text, inside.clone(), Guide::Column(self.first_column(inside)));
        }
        let units = pieces.units.into_iter().skip_while(|unit| unit.inner && unit.fault.is_none());
        units.flat_map(|unit| self.mend(&unit.range, place, unit.fault, level + 1)).collect()
    }

    /// The column at which items of a body begin.
    fn first_column(&self, inside: &Range<usize>) -> usize {
        Lexer::new(&self.text[..inside.end], inside.start)
            .filter(|token| begins_item(self.text, token.start))
            .find_map(|token| column_if_first(self.text, token.start))
            .unwrap_or(usize::MAX / 2)
    }

    /// What stands in the braces that open before `body`, and whether they close.
    fn interior(&self, range: &Range<usize>, body: usize, broken: bool) -> (Range<usize>, bool) {
        let closes = self.text[..range.end].ends_with('}') && range.end > body;
        let own = !broken
            || match column_if_first(self.text, range.end.saturating_sub(1)) {
                Some(column) => Some(column) == column_if_first(self.text, range.start),
                None => !self.text[range.clone()].contains('\n'),
            };
        if closes && own { (body..range.end - 1, true) } else { (body..range.end, false) }
    }

    fn check(&self, range: &Range<usize>, edits: &[Edit], place: Parent) -> Result<(), Failure> {
        let text = self.apply(range, edits);
        if let Some(at) = too_deep(&text) {
            let lines = Lines::new(&text);
            return Err((self.absolute(lines.pos(at), range), "nested too deeply; left out".to_owned()));
        }
        let parsed = match place {
            Parent::Module => dialect::parse(&text, all::<syn::Item>).map(drop),
            Parent::Impl => dialect::parse(&text, all::<syn::ImplItem>).map(drop),
            Parent::Trait => dialect::parse(&text, all::<syn::TraitItem>).map(drop),
            Parent::Foreign => dialect::parse(&text, all::<syn::ForeignItem>).map(drop),
            Parent::Block => dialect::parse(&text, syn::Block::parse_within).map(drop),
        };
        parsed.map_err(|error| self.failure(&error, range))
    }

    fn failure(&self, error: &syn::Error, range: &Range<usize>) -> Failure {
        let LineColumn { line, column } = error.span().start();
        let message = error.to_string();
        // Where something is missing at the very end, syn points to no place in particular, which reads as the beginning.
        if (line, column) == (1, 0) && error.span().byte_range().is_empty() {
            return (self.lines.pos(range.end), message);
        }
        let pos = Pos { line: line.saturating_sub(1) as u32, column: column as u32 };
        (self.absolute(pos, range), message)
    }

    fn absolute(&self, pos: Pos, range: &Range<usize>) -> Pos {
        let origin = self.lines.pos(range.start);
        let column = if pos.line == 0 { pos.column + origin.column } else { pos.column };
        Pos { line: pos.line + origin.line, column }
    }

    /// The text of `range` with `edits`. All other characters keep line and column.
    fn apply(&self, range: &Range<usize>, edits: &[Edit]) -> String {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| (edit.range.start, std::cmp::Reverse(edit.range.end)));
        let mut text = String::with_capacity(range.len().min(1 << 20));
        let mut at = range.start;
        for edit in edits {
            // Within an edit before.
            if edit.range.start < at {
                continue;
            }
            text.push_str(&self.text[at..edit.range.start]);
            at = edit.range.end;
            let mut spaces = 0;
            let mut close = edit.close;
            for char in self.text[edit.range.clone()].chars() {
                if std::mem::take(&mut close) {
                    text.push('}');
                    if char != '\n' {
                        continue;
                    }
                }
                if char == '\n' {
                    text.push('\n');
                    spaces = 0;
                } else {
                    spaces += 1;
                }
            }
            if close {
                text.push('}');
            }
            text.extend(std::iter::repeat_n(' ', spaces));
        }
        text.push_str(&self.text[at.min(range.end)..range.end]);
        text
    }
}

/// The statements between the braces of a block, as far as tokens tell them apart.
fn statements(text: &str, inside: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut start = None;
    let (mut end, mut before) = (inside.start, Kind::Unknown);
    for token in Lexer::new(&text[..inside.end], inside.start).filter(|token| !token.kind.is_comment()) {
        let word = &text[token.start..token.end];
        let begins = match (before, token.kind) {
            (Kind::Punct(b';'), kind) => kind != Kind::Punct(b';'),
            (Kind::Close(b'}'), Kind::Ident) => !matches!(word, "else" | "as"),
            (Kind::Close(b'}'), Kind::Lifetime | Kind::Literal | Kind::Punct(b'#') | Kind::Open(b'{')) => {
                true
            }
            _ => false,
        };
        if depth == 0
            && begins
            && let Some(from) = start.replace(token.start)
        {
            found.push(from..end);
        }
        start.get_or_insert(token.start);
        match token.kind {
            Kind::Open(_) => depth += 1,
            Kind::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        (end, before) = (token.end, token.kind);
    }
    found.extend(start.map(|from| from..end));
    found
}

/// What stands within the outermost braces.
fn braces(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut open = None;
    for token in Lexer::new(&text[..range.end], range.start) {
        match token.kind {
            Kind::Open(byte) => {
                if byte == b'{' && open.is_none() {
                    open = Some((depth, token.end));
                }
                depth += 1;
            }
            Kind::Close(_) => {
                depth = depth.saturating_sub(1);
                if let Some((_, from)) = open.take_if(|(outer, _)| *outer == depth) {
                    found.push(from..token.start);
                }
            }
            _ => {}
        }
    }
    found
}

fn all<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let mut all = Vec::new();
    while !input.is_empty() {
        all.push(input.parse()?);
    }
    Ok(all)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keyword {
    Fn,
    Impl,
    Trait,
    Mod,
    Extern,
}

/// What can be told about a unit without parsing it.
#[derive(Debug, Default)]
struct Outline {
    /// What it is and the byte behind its `{`, if it is something with a body that can be broken for itself.
    body: Option<(Keyword, usize)>,
    /// Where other items seem to begin: the end of this one is missing.
    cuts: Vec<usize>,
}

impl Outline {
    fn of(text: &str, range: &Range<usize>, broken: bool) -> Outline {
        let mut outline = Outline::default();
        let mut keyword = None;
        // Within attributes, visibility and modifiers nothing ends.
        let mut head = true;
        let mut depth = 0usize;
        let mut angles = 0usize;
        let mut first_brace = None;
        let mut before = Kind::Unknown;
        let column = column_if_first(text, range.start);
        for token in Lexer::new(&text[..range.end], range.start) {
            if token.kind.is_comment() {
                continue;
            }
            let starts = depth == 0 && !head && !broken;
            if starts
                && column.is_some()
                && column_if_first(text, token.start) == column
                && begins_item(text, token.start)
            {
                outline.cuts.push(token.start);
                head = true;
            }
            match token.kind {
                Kind::Punct(b'<') if depth == 0 => angles += 1,
                Kind::Punct(b'>') if depth == 0 && before != Kind::Punct(b'-') => {
                    angles = angles.saturating_sub(1)
                }
                _ => {}
            }
            match token.kind {
                Kind::Ident if depth == 0 => {
                    let word = &text[token.start..token.end];
                    let found = match word {
                        "fn" => Some(Keyword::Fn),
                        "impl" => Some(Keyword::Impl),
                        "trait" => Some(Keyword::Trait),
                        "mod" => Some(Keyword::Mod),
                        "extern" => Some(Keyword::Extern),
                        _ => None,
                    };
                    let modifier = matches!(
                        word,
                        "pub" | "default" | "unsafe" | "safe" | "async" | "const" | "extern" | "auto"
                    );
                    if head && outline.cuts.is_empty() {
                        keyword = found.or(keyword);
                    }
                    head &= modifier;
                }
                Kind::Ident => {}
                Kind::Open(byte) => {
                    if byte == b'{' {
                        // `Foo<{ N }>`, but not `where T: X, {`.
                        let argument = angles > 0 && matches!(before, Kind::Punct(b'<' | b','));
                        if outline.body.is_none() && depth == 0 && !argument && outline.cuts.is_empty() {
                            outline.body = keyword.map(|keyword| (keyword, token.end));
                            head = false;
                        }
                        first_brace = first_brace.or(Some(token.end));
                    }
                    depth += 1;
                }
                Kind::Close(_) => depth = depth.saturating_sub(1),
                Kind::Punct(b'#') | Kind::Literal => {}
                Kind::Punct(b'!') if before == Kind::Punct(b'#') => {}
                _ if depth == 0 => head = false,
                _ => {}
            }
            before = token.kind;
        }
        if outline.body.is_none() && broken {
            outline.body = keyword.zip(first_brace);
        }
        outline
    }
}
