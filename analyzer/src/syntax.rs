//! One file's text as items: a lexer that never fails splits it, `syn` parses the pieces.

pub mod macros;

mod dialect;

mod lexer;

mod mend;

pub mod outline;

pub mod shape;

mod split;

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream};

use crate::text::{Pos, Span};
use mend::Mender;
use outline::Outline;
use split::{Guide, Split, Unit, split};

/// Where a parsed piece begins in its file; turns `proc_macro2` spans of the piece into spans of the file. Columns count
/// the characters of the text that was handed in: a byte order mark is one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin {
    /// 0-based line of the piece's first character.
    pub line: u32,
    /// 0-based column (characters) of the piece's first character.
    pub column: u32,
}

impl Origin {
    /// The file's span for a span of the piece.
    pub fn span(&self, span: proc_macro2::Span) -> Span {
        Span { start: self.pos(span.start()), end: self.pos(span.end()) }
    }

    fn pos(&self, at: proc_macro2::LineColumn) -> Pos {
        self.absolute(Pos { line: at.line.saturating_sub(1) as u32, column: at.column as u32 })
    }

    /// The file's position for one of the piece.
    fn absolute(&self, Pos { line, column }: Pos) -> Pos {
        Pos { line: line + self.line, column: column + if line == 0 { self.column } else { 0 } }
    }
}

/// A comment line that may speak to concheck.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Where it stands.
    pub span: Span,
    /// Its text without the slashes, trimmed.
    pub text: String,
    /// Code stands before it on the same line.
    pub trailing: bool,
    /// The line on which code goes on behind it.
    pub next: Option<u32>,
}

/// What a file holds besides items.
#[derive(Default)]
pub struct Syntax {
    /// Inner attributes of the file (their spans are no longer valid).
    pub attrs: Vec<syn::Attribute>,
    /// Line comments that begin with `concheck:`.
    pub comments: Vec<Comment>,
    /// What could not be read; never fatal.
    pub problems: Vec<(Pos, String)>,
    /// Number of lines.
    pub lines: u32,
}

/// Units are parsed together up to this many bytes: a call to syn for each costs more than it isolates.
const BATCH: usize = 16 << 10;

/// What cannot be read, and why not.
type Failure = (Pos, String);

/// A text cut into items, each of which is read by itself.
///
/// There is one way to read an item, whoever asks: documentation is no part of it, and the bodies of its functions are
/// left out and read one by one, at once or later ([`body`]). So a broken body costs no more than itself.
#[derive(Debug)]
pub struct Text<'a> {
    text: &'a str,
    lines: Lines<'a>,
    split: Split,
    outline: Outline,
    /// So many units at the beginning are inner attributes of the file.
    inner: usize,
    /// What [`Outline::mask`] makes of the text, once it is needed.
    masked: OnceLock<String>,
    too_large: bool,
}

impl<'a> Text<'a> {
    /// Cuts a text. `macros` tells what a macro of that name may stand for. Linear in the length of the text, and much
    /// faster than parsing.
    pub fn new(text: &'a str, macros: &dyn Fn(&str) -> outline::Expansion) -> Text<'a> {
        // proc-macro2 counts in `u32` as well.
        let too_large = text.len() >= u32::MAX as usize;
        let text = if too_large { "" } else { text };
        let lines = Lines::new(text);
        let split = cut(text);
        let outline = Outline::of(text, &split, &lines, macros);
        let inner = split.units.iter().take_while(|unit| unit.inner && unit.fault.is_none()).count();
        Text { text, lines, split, outline, inner, masked: OnceLock::new(), too_large }
    }

    /// Whether all delimiters match, so that each item can be read without regard to the others.
    pub fn is_sound(&self) -> bool {
        self.split.sound
    }

    /// The items in order, with their attributes, and where they begin.
    pub fn units(&self) -> impl Iterator<Item = (Range<usize>, Origin)> {
        let units = self.split.units[self.inner..].iter();
        units.map(|unit| (unit.range.clone(), self.lines.origin(unit.range.start)))
    }

    /// The body of a function that begins there, if it was left out.
    pub fn left_out(&self, start: Pos) -> Option<&outline::Body> {
        let bodies = &self.outline.bodies;
        bodies.binary_search_by_key(&start, |body| body.start).ok().map(|at| &bodies[at])
    }

    /// The text itself.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// What the file holds besides items. Spans of this thread are released.
    pub fn head(&self) -> Syntax {
        let mut syntax = Syntax { lines: self.text.lines().count() as u32, ..Syntax::default() };
        if self.too_large {
            syntax.problems.push((Pos::default(), "files of 4 GiB or more are not read".into()));
        }
        let comments = self.split.comments.iter();
        syntax.comments = comments.map(|comment| self.comment(comment)).collect();
        let inner = &self.split.units[..self.inner];
        if let (Some(first), Some(last)) = (inner.first(), inner.last()) {
            let mut mender = self.mender();
            syntax.attrs = mender.attributes(first.range.start..last.range.end);
            syntax.problems = mender.problems;
        }
        release();
        syntax
    }

    /// Parses the items of some of [`Text::units`] and hands them with their origins to `visit`, in order of the text.
    /// Broken items are left out (a broken method of an impl or function of a module alone, a broken function's body
    /// alone) and reported, bodies that were left out excepted; never panics. What is nested too deeply for the parser's
    /// stack counts as broken: a debug build needs 64 MiB for the deepest that passes. Large array literals are taken as
    /// empty.
    ///
    /// Each unit gives the same as if it were asked for alone. Spans of this thread are kept: see [`release`].
    pub fn items(&self, units: Range<usize>, visit: &mut dyn FnMut(&syn::Item, Origin)) -> Vec<Failure> {
        let own = &self.split.units[self.inner..];
        let units = &own[units.start.min(own.len())..units.end.min(own.len())];
        let mut mender = None;
        let mut rest = units;
        while let Some(first) = rest.first() {
            crate::stop::check();
            let healthy = |unit: &&Unit| {
                unit.fault.is_none() && unit.too_deep.is_none() && unit.range.end - first.range.start <= BATCH
            };
            let count = rest.iter().take_while(healthy).count().max(1);
            let (batch, behind) = rest.split_at(count);
            rest = behind;
            if self.batch(batch, visit) {
                continue;
            }
            for unit in batch {
                if count > 1 && self.batch(std::slice::from_ref(unit), visit) {
                    continue;
                }
                let origin = self.lines.origin(unit.range.start);
                let items = mender.get_or_insert_with(|| self.mender()).unit(unit);
                items.iter().for_each(|item| visit(item, origin));
            }
        }
        let mut problems = mender.map_or(Vec::new(), |mender| mender.problems);
        problems.sort();
        problems
    }

    /// Parses healthy units together. Whether each of them is one item.
    fn batch(&self, units: &[Unit], visit: &mut dyn FnMut(&syn::Item, Origin)) -> bool {
        let [first, .., last] = units else {
            return units.first().is_some_and(|unit| self.together(unit.range.clone(), units, visit));
        };
        self.together(first.range.start..last.range.end, units, visit)
    }

    fn together(
        &self,
        range: Range<usize>,
        units: &[Unit],
        visit: &mut dyn FnMut(&syn::Item, Origin),
    ) -> bool {
        if units.iter().any(|unit| unit.fault.is_some() || unit.too_deep.is_some()) {
            return false;
        }
        let origin = self.lines.origin(range.start);
        let items = mend::each_item(&self.outline.blank(self.text, range), units.len(), &|index, span| {
            self.lines.pos(units[index].range.start) == origin.span(span).start
        });
        let Some(items) = items else { return false };
        items.iter().for_each(|item| visit(item, origin));
        true
    }

    fn mender(&self) -> Mender<'_> {
        Mender::new(self.masked.get_or_init(|| self.outline.mask(self.text)), &self.lines)
    }

    fn comment(&self, comment: &split::Comment) -> Comment {
        let split::Comment { range, last, next } = comment;
        let line = |at: usize| self.lines.pos(at).line;
        let span = Span { start: self.lines.pos(range.start), end: self.lines.pos(range.end) };
        let trailing = last.is_some_and(|end| line(end) == span.start.line);
        let text = self.text[range.clone()].trim_start_matches('/').trim().to_owned();
        Comment { span, text, trailing, next: next.map(line) }
    }
}

/// Releases the spans of this thread: those of what was parsed before are no longer valid.
pub fn release() {
    proc_macro2::extra::invalidate_current_thread_spans();
}

/// What is wrong with a text, of which some items are known to be right: one is not parsed if `known` says so of its text.
/// Spans of this thread are released.
pub fn problems(text: &str, known: &dyn Fn(&str) -> bool) -> Vec<Failure> {
    let cut = Text::new(text, &|_| outline::Expansion::None);
    let mut problems = cut.head().problems;
    let ranges: Vec<Range<usize>> = cut.units().map(|(range, _)| range).collect();
    for (index, range) in ranges.into_iter().enumerate().filter(|(_, range)| !known(&text[range.clone()])) {
        problems.extend(cut.items(index..index + 1, &mut |_, _| {}));
        for left_out in cut.outline.within(&range) {
            problems.extend(body(text, left_out, |_, _| ()).1);
        }
        release();
    }
    problems.sort();
    problems
}

/// Parses a body that was left out of its item and hands it to `visit`, without those statements that are broken: those
/// are told. `None` if there is no body. Spans of this thread are kept: see [`release`].
pub fn body<R>(
    text: &str,
    body: &outline::Body,
    visit: impl FnOnce(&syn::Block, Origin) -> R,
) -> (Option<R>, Vec<Failure>) {
    let origin = Origin { line: body.start.line, column: body.start.column };
    let Some(piece) = text.get(body.from as usize..body.to as usize) else { return (None, Vec::new()) };
    let piece = outline::plain(piece, body.large);
    if !body.large
        && let Ok(block) = mend::block(&piece)
    {
        return (Some(visit(&block, origin)), Vec::new());
    }
    let lines = Lines::new(&piece);
    let mut mender = Mender::new(&piece, &lines);
    let block = mender.block();
    let absolute = |(at, message): Failure| (origin.absolute(at), message);
    (block.map(|block| visit(&block, origin)), mender.problems.into_iter().map(absolute).collect())
}

/// The units of a text, by its delimiters if these match.
fn cut(text: &str) -> Split {
    let whole = preamble(text)..text.len();
    let pieces = split(text, whole.clone(), Guide::Delimiters);
    if pieces.sound { pieces } else { Split { sound: false, ..split(text, whole, Guide::Column(0)) } }
}

/// Parses tokens, also if they are Rust of another edition or unstable.
pub fn tokens<T>(tokens: TokenStream, parser: impl Fn(ParseStream<'_>) -> syn::Result<T>) -> syn::Result<T> {
    dialect::parse2(tokens, parser)
}

/// The item that syn has kept as tokens, because it has no name for it.
pub fn named(tokens: &TokenStream) -> Option<syn::Item> {
    let item = dialect::verbatim(tokens, syn::Item::parse)?;
    (!matches!(item, syn::Item::Verbatim(_))).then_some(item)
}

/// The stretches of `text` that hold one top-level item each, with its attributes and comments, also where the item is
/// broken. Linear in the length of the text, and much faster than parsing.
pub fn units(text: &str) -> Vec<Range<usize>> {
    cut(text).units.into_iter().map(|unit| unit.range).collect()
}

/// The lines of a text.
#[derive(Debug)]
struct Lines<'a> {
    text: &'a str,
    starts: Vec<u32>,
    /// The last byte that was asked for, and its column: many questions are about one long line, from its beginning on.
    /// Both in one number, as threads share it.
    last: AtomicU64,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Lines<'a> {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(at, _)| at as u32 + 1)).collect();
        Lines { text, starts, last: AtomicU64::default() }
    }

    fn pos(&self, at: usize) -> Pos {
        let line = self.starts.partition_point(|start| *start as usize <= at).saturating_sub(1);
        let start = self.starts[line] as usize;
        let last = self.last.load(Ordering::Relaxed);
        let (known, column) = ((last >> 32) as usize, last as u32 as usize);
        let (from, column) = if (start..=at).contains(&known) { (known, column) } else { (start, 0) };
        let column = column + self.text[from..at].chars().count();
        self.last.store((at as u64) << 32 | column as u64, Ordering::Relaxed);
        Pos { line: line as u32, column: column as u32 }
    }

    fn origin(&self, at: usize) -> Origin {
        let Pos { line, column } = self.pos(at);
        Origin { line, column }
    }
}

/// The length of what precedes the first token: byte order mark, shebang, the manifest of a single-file package.
fn preamble(text: &str) -> usize {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = bom;
    if let Some(rest) = text[at..].strip_prefix("#!") {
        let next = lexer::Lexer::new(rest, 0)
            .find(|token| !matches!(token.kind, lexer::Kind::LineComment | lexer::Kind::BlockComment));
        if next.is_none_or(|token| token.kind != lexer::Kind::Open(b'[')) {
            at += text[at..].find('\n').unwrap_or(text.len() - at);
        }
    }
    let rest = text[at..].trim_start();
    let dashes = rest.bytes().take_while(|byte| *byte == b'-').count();
    if dashes >= 3 {
        let fence = &rest[..dashes];
        let mut line_at = text.len() - rest.len();
        for (index, line) in rest.split_inclusive('\n').enumerate() {
            line_at += line.len();
            if index > 0 && line.trim_end() == fence {
                return line_at;
            }
        }
    }
    at
}

/// Hands the items of a text to `visit`, without the bodies that are left out, and tells all that is broken.
#[cfg(test)]
pub(crate) fn parse(text: &str, visit: &mut dyn FnMut(&syn::Item, Origin)) -> Syntax {
    let cut = Text::new(text, &|_| outline::Expansion::None);
    cut.items(0..usize::MAX, visit);
    Syntax { problems: problems(text, &|_| false), ..cut.head() }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use super::*;

    /// Items by name with the line and column of the name, methods as `Type::method`; problems as `line:column`.
    fn read(text: &str) -> (Vec<String>, Vec<(Pos, String)>) {
        let mut names = Vec::new();
        let syntax = parse(text, &mut |item, origin| name(item, origin, "", &mut names));
        (names, syntax.problems)
    }

    fn name(item: &syn::Item, origin: Origin, path: &str, names: &mut Vec<String>) {
        let mut add = |ident: &syn::Ident, suffix: &str| {
            let at = origin.span(ident.span()).start;
            names.push(format!("{path}{ident}{suffix}@{}:{}", at.line, at.column));
        };
        match item {
            syn::Item::Fn(item) => add(&item.sig.ident, if item.block.stmts.is_empty() { "" } else { "!" }),
            syn::Item::Struct(item) => add(&item.ident, ""),
            syn::Item::Const(item) => add(&item.ident, ""),
            syn::Item::Static(item) => add(&item.ident, ""),
            syn::Item::Impl(item) => {
                let path = format!("{path}{}::", item.self_ty.to_token_stream());
                for item in &item.items {
                    if let syn::ImplItem::Fn(item) = item {
                        let at = origin.span(item.sig.ident.span()).start;
                        let full = if item.block.stmts.is_empty() { "" } else { "!" };
                        names.push(format!("{path}{}{full}@{}:{}", item.sig.ident, at.line, at.column));
                    }
                }
            }
            syn::Item::Mod(item) => {
                let path = format!("{path}{}::", item.ident);
                for item in item.content.iter().flat_map(|(_, items)| items) {
                    name(item, origin, &path, names);
                }
            }
            syn::Item::Macro(item) => {
                let at = origin.span(item.mac.bang_token.span).start;
                names.push(format!("{path}macro@{}:{}", at.line, at.column));
            }
            _ => names.push(format!("{path}item")),
        }
    }

    #[track_caller]
    fn check(text: &str, names: &[&str], problems: &[&str]) {
        let (found, faults) = read(text);
        let places: Vec<String> = faults.iter().map(|(at, _)| format!("{}:{}", at.line, at.column)).collect();
        assert_eq!(found, names, "{faults:?}");
        assert_eq!(places, problems, "{faults:?}");
    }

    #[test]
    fn positions_count_from_the_first_character_of_the_text() {
        check("fn a() {}\n  fn b() {}", &["a@0:3", "b@1:5"], &[]);
        check("\u{feff}fn a() {} fn b() {}", &["a@0:4", "b@0:14"], &[]);
        check("#!/usr/bin/env run\nfn a() {}", &["a@1:3"], &[]);
        check("\u{feff}#!/usr/bin/env run\r\nfn a() {}\r\nfn b() {}", &["a@1:3", "b@2:3"], &[]);
        check("#!/usr/bin/env cargo\n---\n[package]\n---\nfn a() {}", &["a@4:3"], &[]);
        check("/* äöü */ fn a() {} /* ∀ */ fn b() {}", &["a@0:13", "b@0:31"], &[]);
        check("#![allow(x)]\n//! doc\nfn a() {}", &["a@2:3"], &[]);
    }

    #[test]
    fn attributes_of_the_file_and_comments_for_the_tool_are_found() {
        let text = "#!\n[allow(x)] //! doc\nfn a() {} // concheck: allow(x)\n//   concheck: expect\n/// concheck: no\nfn b() {}";
        let mut count = 0;
        let syntax = parse(text, &mut |_, _| count += 1);
        assert_eq!((syntax.attrs.len(), count, syntax.lines), (1, 2, 6));
        let comments: Vec<_> = syntax.comments.iter().map(|c| (&*c.text, c.trailing, c.span.start)).collect();
        assert_eq!(
            comments,
            [
                ("concheck: allow(x)", true, Pos { line: 2, column: 10 }),
                ("concheck: expect", false, Pos { line: 3, column: 0 })
            ]
        );
        assert!(syntax.problems.is_empty(), "{:?}", syntax.problems);
    }

    #[test]
    fn every_kind_of_item_ends_where_it_ends() {
        let text = "use a::{b, c};\npub(crate) const X: T = T { a: 1 };\nstatic mut Y: [u8; { 2 }] = { [0, 0] };\n\
            impl Foo<{ N }> for Bar<{ 1 }, { 2 }> {}\nconst fn f() {}\nextern crate x;\nextern \"C\" { fn g(); }\n\
            unsafe extern \"C\" fn h() {}\nfoo!(a; b);\nfoo! { a; b }\nmacro_rules! m { () => {} }\ntrait A = B;\n\
            struct S;\nstruct T(u8);\nenum E { A { x: u8 }, B }\ntype N = [(); { 1 }];\npub async fn i() {}\nmod k;\n";
        let mut count = 0;
        let syntax = parse(text, &mut |_, _| count += 1);
        assert_eq!((count, syntax.problems), (18, vec![]));
    }

    #[test]
    fn a_broken_body_leaves_its_function_and_the_others() {
        check(
            "fn a() { x; }\nfn b() {\n    let y = self.;\n}\nfn c() { x; }\n",
            &["a!@0:3", "b@1:3", "c!@4:3"],
            &["2:17"],
        );
        check(
            "impl A {\n    fn a(&self) { x; }\n    fn b(&self) { let = 1; }\n    fn c(&self) { x; }\n}\nfn d() {}\n",
            &["A::a!@1:7", "A::b@2:7", "A::c!@3:7", "d@5:3"],
            &["2:22"],
        );
        check(
            "mod m {\n    impl A {\n        fn a() { x; }\n        fn () {}\n        const X u8;\n    }\n    fn b() { y; }\n}\n",
            &["m::A::a!@2:11", "m::b!@6:7"],
            &["3:11", "4:16"],
        );
    }

    #[test]
    fn a_body_behind_bounds_is_found() {
        check(
            "impl<T, const N: usize> A<T, { N }>\nwhere\n    T: Fn() -> u8,\n{\n    fn a() { x; }\n    fn b() { x(; }\n}\n",
            &["A < T , { N } >::a!@4:7", "A < T , { N } >::b@5:7"],
            &["5:14"],
        );
    }

    #[test]
    fn a_broken_header_spoils_its_item_alone() {
        check("fn a() {}\nstruct 1 { x: u8 }\nfn c() {}\n", &["a@0:3", "c@2:3"], &["1:7"]);
        check("const A: u8 = 1\n\nfn c() {}\n/// x\npub fn d() {}\n", &["c@2:3", "d@4:7"], &["0:15"]);
        check("impl Foo\nfn b() {}\n", &["b@1:3"], &["0:8"]);
        check("fn a() {}\nuse foo::\n", &["a@0:3"], &["1:9"]);
    }

    #[test]
    fn an_unbalanced_brace_spoils_its_own_function_alone() {
        check(
            "fn a() { x; }\nfn b() {\n    if x {\n}\n\nfn c() { x; }\n",
            &["a!@0:3", "b@1:3", "c!@5:3"],
            &["2:9"],
        );
        check("fn a() {\n    x(;\n}\n\nfn c() { x; }\n", &["a@0:3", "c!@4:3"], &["1:5"]);
        check("fn a() {\n    x);\n}\n\nfn c() { x; }\n", &["a@0:3", "c!@4:3"], &["1:5"]);
        check("fn a() {\n    x;\n}}\n\nfn c() { x; }\n", &["a!@0:3", "c!@4:3"], &["2:1"]);
        check("fn a(\n\nfn c() { x; }\n", &["c!@2:3"], &["0:4"]);
        check("fn a() {\n    if x {\n    }\n    }\n}\nfn c() { x; }\n", &["a@0:3", "c!@5:3"], &["3:4"]);
    }

    #[test]
    fn an_unbalanced_brace_in_a_method_spoils_the_method_alone() {
        let missing = "impl A {\n    fn a() { x; }\n\n    fn b() {\n        if x {\n    }\n\n    /// Doc.\n    fn c() { x; }\n}\n\nfn d() { x; }\n";
        check(missing, &["A::a!@1:7", "A::b@3:7", "A::c!@8:7", "d!@11:3"], &["4:13"]);
        let extra = "impl A {\n    fn a() { x; }\n\n    fn b() {\n        x;\n        }\n    }\n\n    fn c() { x; }\n}\n\nfn d() { x; }\n";
        check(extra, &["A::a!@1:7", "A::b@3:7", "A::c!@8:7", "d!@11:3"], &["5:8"]);
        let open = "impl A {\n    fn a() { x; }\n\n    fn b() { x; }\n\nfn d() { x; }\n";
        check(open, &["A::a!@1:7", "A::b!@3:7", "d!@5:3"], &["0:7"]);
        let nested = "mod m {\n    impl A {\n        fn a() {\n            x(\n        }\n        fn b() { x; }\n    }\n    fn c() { x; }\n}\nfn d() { x; }\n";
        check(nested, &["m::A::a@2:11", "m::A::b!@5:11", "m::c!@7:7", "d!@9:3"], &["3:13"]);
    }

    #[test]
    fn an_open_string_or_comment_ends_before_the_next_item() {
        check(
            "fn a() {\n    f(\"x);\n}\n\nfn c() { f(\"x\"); }\n\nfn d() { x; }\n",
            &["a@0:3", "c!@4:3", "d!@6:3"],
            &["1:6"],
        );
        check("fn a() { x; }\n/* open\nfn c() { x; }\n", &["a!@0:3", "c!@2:3"], &["1:0"]);
        check("fn a() {\n    r#\"open\n}\nfn c() { x; }\n", &["a@0:3", "c!@3:3"], &["1:4"]);
    }

    #[test]
    fn a_unit_too_deep_is_left_out() {
        let deep = |open: &str, close: &str, count: usize| {
            format!(
                "fn a() {{ x; }}\nfn b() {{ let y = {}1{}; }}\nfn c() {{ x; }}\n",
                open.repeat(count),
                close.repeat(count)
            )
        };
        let texts = [
            deep("(", ")", 10_000),
            deep("[", "]", 100_000),
            deep("{", "}", 1000),
            deep("!", "", 100_000),
            deep("&", "", 100_000),
            deep("- ", "", 100_000),
            deep("1 + ", "", 100_000),
            deep("x.y.", "", 100_000),
            deep("a = ", "", 100_000),
            deep("|| ", "", 100_000),
            deep("return ", "", 100_000),
            deep("x as ", "", 100_000),
            deep("if x {} else ", "", 20_000),
            deep("A::<", ">", 10_000),
            deep("x(", ")", 300),
        ];
        on_a_parser_thread(move || {
            for text in &texts {
                let (names, problems) = read(text);
                assert_eq!(names, ["a!@0:3", "b@1:3", "c!@2:3"], "{}", &text[..60]);
                assert_eq!(problems.len(), 1, "{}", &text[..60]);
                assert_eq!(problems[0].0.line, 1);
            }
        });
    }

    #[test]
    fn what_passes_the_limit_fits_the_stack() {
        let inside = |open: &str, middle: &str, close: &str, count: usize| {
            format!("fn b() {{ let y = {}{middle}{}; }}", open.repeat(count), close.repeat(count))
        };
        let texts = [
            inside("(", "1", ")", 200),
            inside("{(", "1", ")}", 100),
            inside("y = ", "1", "", 1000),
            inside("", "1", " + 1", 8000),
            inside("", "1", ".a", 8000),
            inside("", "x", ".a()", 4000),
            inside("", "x", "?", 8000),
            inside("", "x", " as u8", 8000),
            inside("", "if x {}", " else if x {}", 2000),
            format!("fn b() {{ let y = {}1; }}", "!".repeat(1000)),
            format!("fn b() {{ let y = {}1; }}", "&".repeat(1000)),
            format!("fn b() {{ let y = {}1; }}", "|| ".repeat(500)),
            format!("fn b() {{ let y = {}1; }}", "return ".repeat(1000)),
            format!("type B = {}u8{};", "A<".repeat(1000), ">".repeat(1000)),
            format!("type B = {}u8{};", "A < ".repeat(1000), "> ".repeat(1000)),
            format!("type B = {}u8{};", "A<u8, ".repeat(1000), ">".repeat(1000)),
            format!("type B = {}u8;", "&".repeat(1000)),
            format!("type B = {}u8;", "fn() -> ".repeat(440)),
            format!("use {}a;", "a::".repeat(3500)),
            format!("const A: [u8; 9000] = [{}];", "A << 1 | 1 << B, ".repeat(9000)),
            format!("const A: bool = {};", "a == b && c ".repeat(700)).replace("c a", "c && a"),
        ];
        on_a_parser_thread(move || {
            for text in &texts {
                let mut count = 0;
                let syntax = parse(text, &mut |item, _| {
                    count += 1;
                    // Cloning recurses as the drop does.
                    drop(item.clone());
                });
                assert_eq!((count, syntax.problems), (1, vec![]), "{}", &text[..60]);
            }
        });
    }

    fn on_a_parser_thread(run: impl FnOnce() + Send + 'static) {
        let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(run).expect("a thread starts");
        thread.join().expect("the thread ends well");
    }

    #[test]
    fn a_table_is_taken_as_empty() {
        let rows = "    0x00, 0x01, 0x02, 0x03, 0x04, 0x05,\n".repeat(130_000);
        let text = format!("fn a() {{}}\npub static TABLE: &[u8] = &[\n{rows}];\nfn b() {{}}\n");
        check(&text, &["a@0:3", "TABLE@1:11", "b@130003:3"], &[]);
    }

    #[test]
    fn a_smaller_one_is_if_it_holds_only_data() {
        let tables = |declared: &str, row: &str| {
            let text = format!("fn a() {{ {declared} = &[\n{}]; }}", row.repeat(200));
            assert_eq!(read(&text).1, vec![], "{row}");
            split(&text, 0..text.len(), Guide::Delimiters).tables.len()
        };
        for row in
            ["(-1, Some(A::B { c: 'd', e: [1.0, 2] })),\n", "\"0000000000000000000000\", true, None,\n"]
        {
            assert_eq!(tables("const A: &[X; 9]", row), 1, "{row}");
            assert_eq!(tables("let a", row), 0, "{row}");
        }
        for code in ["a", "A", "A::B", "a()", "A::b()", "m!(1)", "{ 1 }", "|| 1", "&mut 1", "[0; 9]"] {
            let row = format!("\"00000000000000000000\", {code},\n");
            assert_eq!(tables("static A: &[X]", &row), 0, "{row}");
        }
    }

    const SAMPLE: &str = "//! Doc.\n#![allow(x)]\nuse a::{b, c};\n/// Doc ä.\n#[derive(A)]\npub struct S<'a, T: X<Y>> { x: &'a T }\n\n\
        impl<'a, T> S<'a, T> {\n    /// Doc.\n    fn a(&self) -> u8 {\n        let x = b'\\''; // concheck: allow(x)\n        f(\"é\\\"\", r#\"\n}\nfn x() {\n\"#, 'x', c\"x\");\n\
        \x20       match x { A { .. } => 1, _ if y < 2 => { z[1].await? } }\n    }\n\n    async fn b() { if a { b() } else { c!(d, { e }) } }\n}\n\
        \nmod m {\n    #[test]\n    fn t() { /* a /* b */ c */ }\n    const X: [u8; 2] = [1, 2];\n}\nmacro_rules! k { ($x:expr) => { $x.lock() } }\nfn end() {}\n";

    #[test]
    fn a_text_cut_anywhere_is_read() {
        assert!(read(SAMPLE).1.is_empty(), "{:?}", read(SAMPLE).1);
        for (at, _) in SAMPLE.char_indices() {
            read(&SAMPLE[..at]);
            read(&SAMPLE[at..]);
        }
    }

    #[test]
    fn a_damaged_text_is_read() {
        let mut seed = 0x2545_f491_4f6c_dd1d_u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        let noise: Vec<char> = "(){}[]<>\"'#!/*;,\\\nr&|=.ä0".chars().collect();
        for _ in 0..1500 {
            let mut chars: Vec<char> = SAMPLE.chars().collect();
            for _ in 0..=random(4) {
                let at = random(chars.len());
                match random(3) {
                    0 => drop(chars.remove(at)),
                    1 => chars[at] = noise[random(noise.len())],
                    _ => chars.insert(at, noise[random(noise.len())]),
                }
            }
            read(&chars.into_iter().collect::<String>());
        }
        for length in 0..400 {
            let text: String = (0..length).map(|_| noise[random(noise.len())]).collect();
            read(&text);
        }
    }

    #[test]
    fn damage_does_not_spread() {
        let healthy = read(SAMPLE).0.len();
        for (at, char) in SAMPLE.char_indices().filter(|(_, char)| "{}()[]".contains(*char)) {
            let text = format!("{}{}", &SAMPLE[..at], &SAMPLE[at + char.len_utf8()..]);
            let (names, problems) = read(&text);
            assert!(names.len() + 3 >= healthy, "{at} {char}: {names:?} {problems:?}");
            assert!(problems.len() <= 3, "{at} {char}: {problems:?}");
        }
    }
}
