//! What a finding is recognised by in a later run.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128;

use crate::finding::{Finding, Site};
use crate::report::lines::Lines;
use crate::sources::SourceSet;
use crate::syntax::shape::Shape;
use crate::text::{FileId, Span};

/// A fingerprint each: a hash of the rule and, place by place, the item, the words of the place and those of the statement
/// around it, so that it survives edits elsewhere, formatters, moved code and renamed files. Equal ones are told apart by
/// their order.
pub(super) fn of_all<'a>(sources: &SourceSet, findings: impl Iterator<Item = &'a Finding>) -> Vec<String> {
    let mut files: BTreeMap<FileId, Taken<'_>> = BTreeMap::new();
    let mut seen: FxHashMap<u128, u32> = FxHashMap::default();
    let mut key = String::new();
    findings
        .map(|finding| {
            key.clear();
            key.push_str(finding.rule);
            for place in std::iter::once(&finding.primary).chain(&finding.related) {
                push_place(&mut key, sources, &mut files, place);
            }
            let hash = xxh3_128(key.as_bytes());
            let ordinal = seen.entry(hash).or_default();
            *ordinal += 1;
            if *ordinal == 1 {
                return format!("{hash:032x}");
            }
            // Writing to a string cannot fail.
            let _ = write!(key, "\0\0{ordinal}");
            format!("{:032x}", xxh3_128(key.as_bytes()))
        })
        .collect()
}

/// A file's text, taken apart.
struct Taken<'a> {
    lines: Lines,
    shape: Shape<'a>,
    /// The words of the last long statement: many findings can be in one.
    last: (Range<usize>, String),
    /// The words of places in short statements, and of those: many findings can pass through one place.
    known: FxHashMap<Span, String>,
}

/// Bytes from which on a statement is long.
const LONG: usize = 1 << 10;

fn push_place<'a>(
    key: &mut String,
    sources: &'a SourceSet,
    files: &mut BTreeMap<FileId, Taken<'a>>,
    place: &Site,
) {
    key.push('\0');
    key.push_str(&place.item);
    let Some(file) = sources.files.get(place.location.file.0 as usize) else { return };
    let Taken { lines, shape, last, known } = files.entry(place.location.file).or_insert_with(|| Taken {
        lines: Lines::new(&file.text),
        shape: Shape::of(&file.text),
        last: (0..0, String::new()),
        known: FxHashMap::default(),
    });
    let span = place.location.span;
    if let Some(words) = known.get(&span) {
        key.push_str(words);
        return;
    }
    let begin = key.len();
    let place = lines.bytes(&file.text, span);
    key.push('\0');
    push_words(key, shape, place.clone());
    key.push('\0');
    let statement = shape.statement(place);
    if statement.len() < LONG {
        push_words(key, shape, statement);
        known.insert(span, key[begin..].to_owned());
        return;
    }
    if last.0 != statement {
        last.1.clear();
        push_words(&mut last.1, shape, statement.clone());
        last.0 = statement;
    }
    key.push_str(&last.1);
}

fn push_words(out: &mut String, shape: &Shape<'_>, range: Range<usize>) {
    // A string may be indented with the code around it.
    for part in shape.words(range).flat_map(str::split_whitespace) {
        out.push_str(part);
        out.push(' ');
    }
}
