//! What a finding is recognised by in a later run.

use std::collections::BTreeMap;
use std::fmt::Write;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128;

use crate::finding::{Finding, Place};
use crate::report::lines::Lines;
use crate::sources::SourceSet;
use crate::text::FileId;

/// A fingerprint each: a hash of the rule and, place by place, the item and the lines it is in, so that it survives
/// edits elsewhere, moved code and renamed files. Equal ones are told apart by their order.
pub(super) fn of_all<'a>(sources: &SourceSet, findings: impl Iterator<Item = &'a Finding>) -> Vec<String> {
    let mut files: BTreeMap<FileId, Lines> = BTreeMap::new();
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

fn push_place(key: &mut String, sources: &SourceSet, files: &mut BTreeMap<FileId, Lines>, place: &Place) {
    key.push('\0');
    key.push_str(&place.item);
    key.push('\0');
    let Some(file) = sources.files.get(place.location.file.0 as usize) else { return };
    let lines = files.entry(place.location.file).or_insert_with(|| Lines::new(&file.text));
    let span = place.location.span;
    for line in span.start.line..=span.end.line.max(span.start.line) {
        let Some(range) = lines.range(&file.text, line as usize) else { break };
        for word in file.text[range].split_whitespace() {
            key.push_str(word);
            key.push(' ');
        }
    }
}
