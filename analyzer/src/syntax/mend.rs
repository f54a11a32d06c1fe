//! Parses the pieces of a text, and of a broken piece whatever is healthy in it: what is broken is overwritten with
//! spaces, so that the rest keeps its position.

use std::ops::Range;

use proc_macro2::LineColumn;
use syn::parse::{Parse, ParseStream, Parser};

use super::Lines;
use super::lexer::{Kind, Lexer};
use super::split::{Fault, Guide, Unit, begins_item, column_if_first, split, too_deep};
use crate::text::Pos;

/// Where a piece stands, hence what it is parsed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Module,
    Impl,
    Trait,
    Foreign,
}

/// A stretch to be overwritten.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    range: Range<usize>,
    /// Put a `}` at its beginning.
    close: bool,
}

/// Why a piece is not parsed, with the place in the file.
type Failure = (Pos, String);

/// How many modules within modules are searched for healthy functions.
const MAX_LEVEL: u32 = 16;

/// Parses pieces of one text and collects what is wrong with them.
#[derive(Debug)]
pub(crate) struct Mender<'a> {
    text: &'a str,
    lines: &'a Lines<'a>,
    tables: Vec<Edit>,
    pub(crate) problems: Vec<Failure>,
}

/// The items of a text that stands in a module.
pub(crate) fn items(text: &str) -> syn::Result<Vec<syn::Item>> {
    all.parse_str(text)
}

impl<'a> Mender<'a> {
    /// `tables` are taken as empty wherever they occur.
    pub(crate) fn new(text: &'a str, lines: &'a Lines<'a>, tables: Vec<Range<usize>>) -> Mender<'a> {
        let tables = tables.into_iter().map(|range| Edit { range, close: false }).collect();
        Mender { text, lines, tables, problems: Vec::new() }
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
        let large = self.tables.iter().any(|table| within(&table.range, &range));
        if unit.fault.is_none()
            && unit.too_deep.is_none()
            && !large
            && let Ok(items) = items(&self.text[range.clone()])
        {
            return items;
        }
        let edits = self.mend(&range, Place::Module, unit.fault, 0);
        if edits.iter().any(|edit| edit.range == range) {
            return Vec::new();
        }
        // What `mend` leaves has been parsed before.
        items(&self.apply(&range, &edits)).unwrap_or_default()
    }

    /// What has to be overwritten in `range` so that the rest can be parsed; reports each piece.
    fn mend(&mut self, range: &Range<usize>, place: Place, fault: Option<Fault>, level: u32) -> Vec<Edit> {
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
                Keyword::Impl => Some(Place::Impl),
                Keyword::Trait => Some(Place::Trait),
                Keyword::Mod => Some(Place::Module),
                Keyword::Extern => Some(Place::Foreign),
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

    fn body(&mut self, inside: &Range<usize>, place: Place, broken: bool, level: u32) -> Vec<Edit> {
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

    fn check(&self, range: &Range<usize>, edits: &[Edit], place: Place) -> Result<(), Failure> {
        let text = self.apply(range, edits);
        if let Some(at) = too_deep(&text) {
            let lines = Lines::new(&text);
            return Err((self.absolute(lines.pos(at), range), "nested too deeply; left out".to_owned()));
        }
        let parsed = match place {
            Place::Module => all::<syn::Item>.parse_str(&text).map(drop),
            Place::Impl => all::<syn::ImplItem>.parse_str(&text).map(drop),
            Place::Trait => all::<syn::TraitItem>.parse_str(&text).map(drop),
            Place::Foreign => all::<syn::ForeignItem>.parse_str(&text).map(drop),
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

    /// The text of `range` with `edits` and without tables. All other characters keep line and column.
    fn apply(&self, range: &Range<usize>, edits: &[Edit]) -> String {
        let tables = self.tables.iter().filter(|table| within(&table.range, range));
        let mut edits: Vec<&Edit> = edits.iter().chain(tables).collect();
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

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
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
            if matches!(token.kind, Kind::LineComment | Kind::BlockComment) {
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
                Kind::Punct(b'#') | Kind::OuterDoc | Kind::InnerDoc | Kind::Literal => {}
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
