//! Edits of findings, applied to the texts.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::finding::Finding;
use crate::report::lines::Lines;
use crate::sources::SourceSet;
use crate::text::FileId;

/// Texts with edits applied.
#[derive(Debug, Default)]
pub struct Fixed {
    /// The new text of each file that changes.
    pub texts: BTreeMap<FileId, String>,
    /// Findings whose edits were applied.
    pub applied: usize,
    /// Findings whose edits collide with those of another.
    pub skipped: usize,
}

/// Applies the edits of `findings`, in order. A fix is applied whole or not at all.
pub fn apply<'f>(sources: &SourceSet, findings: impl IntoIterator<Item = &'f Finding>) -> Fixed {
    let mut fixed = Fixed::default();
    let mut edits: BTreeMap<FileId, Vec<(Range<usize>, &str)>> = BTreeMap::new();
    let mut lines: BTreeMap<FileId, Lines> = BTreeMap::new();
    for fix in findings.into_iter().filter_map(|finding| finding.fix.as_ref()) {
        let mut own: Vec<(FileId, Range<usize>, &str)> = Vec::new();
        for edit in &fix.edits {
            let Some(file) = sources.files.get(edit.location.file.0 as usize) else { continue };
            let lines = lines.entry(edit.location.file).or_insert_with(|| Lines::new(&file.text));
            let range = lines.bytes(&file.text, edit.location.span);
            own.push((edit.location.file, range, &edit.text));
        }
        let collides = own.iter().any(|(file, range, _)| {
            edits.get(file).is_some_and(|known| known.iter().any(|(other, _)| overlap(other, range)))
        });
        if collides || own.is_empty() {
            fixed.skipped += 1;
            continue;
        }
        fixed.applied += 1;
        for (file, range, text) in own {
            edits.entry(file).or_default().push((range, text));
        }
    }
    for (id, mut edits) in edits {
        let mut text = sources.files[id.0 as usize].text.to_string();
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        for (range, replacement) in edits.iter().rev() {
            text.replace_range(range.clone(), replacement);
        }
        fixed.texts.insert(id, text);
    }
    fixed
}

/// Two insertions at one place collide as well: their order would be a guess.
fn overlap(left: &Range<usize>, right: &Range<usize>) -> bool {
    left == right || (left.start < right.end && right.start < left.end)
}
