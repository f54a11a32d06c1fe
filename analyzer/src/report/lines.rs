//! From positions to what users count and to bytes.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::report::{LineColumn, Report, Shown};
use crate::text::{FileId, Pos, Span};

const BOM: char = '\u{feff}';

/// `at` from 1. A byte order mark is part of the text, but no column of any editor.
pub(super) fn shown(text: &str, at: Pos) -> LineColumn {
    let mark = at.line == 0 && text.starts_with(BOM);
    LineColumn {
        line: at.line.saturating_add(1),
        column: at.column.saturating_sub(u32::from(mark)).saturating_add(1),
    }
}

/// The number of lines; an end without a line break counts.
pub(super) fn count(text: &str) -> usize {
    let breaks = text.bytes().filter(|byte| *byte == b'\n').count();
    breaks + usize::from(!text.is_empty() && !text.ends_with('\n'))
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// The lines of `text`.
    pub(super) fn new(text: &str) -> Lines {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Lines { starts: std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect() }
    }

    /// How many there are; behind a last line break begins one more.
    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a line with its line break. `None` behind the last line.
    pub(super) fn range(&self, text: &str, line: usize) -> Option<Range<usize>> {
        let start = *self.starts.get(line)?;
        Some(start..self.starts.get(line + 1).copied().unwrap_or(text.len()))
    }

    /// The line that holds the byte `at`.
    pub(super) fn index(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// The bytes of `span`; what lies outside of the text is moved to its line's or the text's end.
    pub(super) fn bytes(&self, text: &str, span: Span) -> Range<usize> {
        let start = self.offset(text, span.start);
        start..self.offset(text, span.end).max(start)
    }

    fn offset(&self, text: &str, at: Pos) -> usize {
        let Some(range) = self.range(text, at.line as usize) else { return text.len() };
        let line = text[range.clone()].trim_end_matches(['\n', '\r']);
        range.start + byte(line, at.column)
    }
}

/// The byte of a column of a line, or its end. Lines that machines write can be long, but have few characters of several bytes.
pub(super) fn byte(line: &str, column: u32) -> usize {
    let column = column as usize;
    match line.as_bytes().get(..column) {
        None => line.len(),
        Some(before) if before.is_ascii() => column,
        Some(_) => line.char_indices().nth(column).map_or(line.len(), |(byte, _)| byte),
    }
}

/// The lines of all files that the findings of a report speak of.
#[derive(Debug, Default)]
pub(super) struct AllLines {
    files: BTreeMap<FileId, Lines>,
}

impl AllLines {
    /// The lines of the files of `report`.
    pub(super) fn of(report: &Report<'_>) -> AllLines {
        let mut files = BTreeMap::new();
        let edited = |shown: &Shown| -> Vec<FileId> {
            let edits = shown.finding.fix.iter().flat_map(|fix| &fix.edits);
            edits.map(|edit| edit.location.file).collect()
        };
        for shown in &report.findings {
            for file in shown.finding.places().map(|place| place.location.file).chain(edited(shown)) {
                files.entry(file).or_insert_with(|| Lines::new(report.text(file)));
            }
        }
        AllLines { files }
    }

    /// The lines of a file that has that text.
    pub(super) fn of_text(&mut self, file: FileId, text: &str) -> &Lines {
        self.files.entry(file).or_insert_with(|| Lines::new(text))
    }

    /// The lines of a file.
    pub(super) fn get(&self, file: FileId) -> Option<&Lines> {
        self.files.get(&file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str, start: (u32, u32), end: (u32, u32)) -> &str {
        let pos = |(line, column)| Pos { line, column };
        &text[Lines::new(text).bytes(text, Span { start: pos(start), end: pos(end) })]
    }

    #[test]
    fn columns_are_characters_also_with_tabs_crlf_and_wide_text() {
        let text = "\tlet ä = 猫.lock();\r\nnext\r\n";
        assert_eq!(bytes(text, (0, 5), (0, 6)), "ä");
        assert_eq!(bytes(text, (0, 9), (0, 17)), "猫.lock()");
        assert_eq!(bytes(text, (0, 9), (0, 99)), "猫.lock();");
        assert_eq!(bytes(text, (0, 17), (1, 4)), ";\r\nnext");
        assert_eq!(bytes(text, (9, 0), (9, 1)), "");
        assert_eq!(bytes("", (0, 0), (0, 1)), "");
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        let at = |line, column| Pos { line, column };
        assert_eq!(shown("\u{feff}fn", at(0, 1)), LineColumn { line: 1, column: 1 });
        assert_eq!(shown("\u{feff}\nfn", at(1, 1)), LineColumn { line: 2, column: 2 });
        assert_eq!(shown("fn", at(0, 1)), LineColumn { line: 1, column: 2 });
    }

    #[test]
    fn lines_are_counted_as_editors_do() {
        assert_eq!([count(""), count("a"), count("a\n"), count("a\n\nb")], [0, 1, 1, 3]);
    }
}
