//! Lines that are too long to be shown whole: what surrounds the marked places is kept.

use std::ops::Range;

use crate::report::lines::byte;

/// Characters up to which a line is shown whole.
pub(super) const LIMIT: usize = 400;

/// Characters that are kept on each side of an end of a marked place.
const AROUND: u32 = 60;

/// What stands for characters that are left out.
const GAP: char = '…';

/// A line as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Its text.
    pub(super) text: String,
    /// The columns that are kept, and where each stretch begins in the text; in order. Empty: all of them are.
    kept: Vec<(Range<u32>, u32)>,
}

impl Cut {
    /// `line`, of which the columns `marks` (from 0, in characters) are what matters. Linear in the length of the line.
    pub(super) fn of(line: &str, marks: &[Range<u32>]) -> Cut {
        // No line has more characters than bytes.
        let length = if line.len() <= LIMIT { 0 } else { line.chars().count() };
        if length <= LIMIT {
            return Cut { text: line.to_owned(), kept: Vec::new() };
        }
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        let around = |column: u32| column.saturating_sub(AROUND)..column.saturating_add(AROUND).min(length);
        let ends = marks.iter().flat_map(|mark| [mark.start.min(length), mark.end.min(length)]);
        let mut windows: Vec<Range<u32>> = ends.map(around).collect();
        if windows.is_empty() {
            windows.push(0..2 * AROUND);
        }
        windows.sort_by_key(|window| window.start);
        let mut kept: Vec<(Range<u32>, u32)> = Vec::new();
        let mut text = String::new();
        let mut written = 0;
        let mut windows = windows.into_iter().peekable();
        while let Some(Range { start, mut end }) = windows.next() {
            // One character between two windows is no longer than what would stand for it.
            while let Some(next) = windows.next_if(|next| next.start <= end + 1) {
                end = end.max(next.end);
            }
            if kept.last().map_or(0, |(last, _)| last.end) < start {
                text.push(GAP);
                written += 1;
            }
            text.push_str(&line[byte(line, start)..byte(line, end)]);
            kept.push((start..end, written));
            written += end - start;
        }
        if kept.last().is_some_and(|(last, _)| last.end < length) {
            text.push(GAP);
        }
        Cut { text, kept }
    }

    /// Where a column of the line is in the text: of one that is left out, what stands for it.
    pub(super) fn column(&self, column: u32) -> u32 {
        for (window, at) in &self.kept {
            if column < window.start {
                return at.saturating_sub(1);
            }
            if column <= window.end {
                return at + (column - window.start);
            }
        }
        match self.kept.last() {
            Some((window, at)) => at + (window.end - window.start),
            None => column,
        }
    }

    /// The column of the line that a column of the text shows.
    pub(super) fn original(&self, column: u32) -> u32 {
        let stretch = self.kept.iter().rev().find(|(_, at)| *at <= column).or(self.kept.first());
        stretch.map_or(column, |(window, at)| window.start + column.saturating_sub(*at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(cut: &Cut, mark: Range<u32>) -> String {
        let (start, end) = (cut.column(mark.start) as usize, cut.column(mark.end) as usize);
        cut.text.chars().skip(start).take(end - start).collect()
    }

    #[test]
    fn a_short_line_is_whole() {
        let cut = Cut::of("let ä = m.lock();", std::slice::from_ref(&(8..16)));
        assert_eq!((cut.text.as_str(), cut.column(8)), ("let ä = m.lock();", 8));
    }

    #[test]
    fn of_a_long_line_the_marked_places_are_kept() {
        let line = format!("{}m.lock(){}n.lock(){}", "ä".repeat(5000), "b".repeat(3000), "c".repeat(9));
        let marks = [5000..5008, 8008..8016];
        let cut = Cut::of(&line, &marks);
        assert!(cut.text.chars().count() < 400, "{}", cut.text);
        assert_eq!(marked(&cut, 5000..5008), "m.lock()");
        assert_eq!(marked(&cut, 8008..8016), "n.lock()");
        assert_eq!([5000, 8016].map(|column| cut.original(cut.column(column))), [5000, 8016]);
        assert!(cut.text.starts_with("…ä") && cut.text.contains("b…b") && cut.text.ends_with('c'));
        assert!(cut.column(7000) < cut.column(8008) && cut.column(0) == 0 && cut.column(99_999) > 0);
        // A place as long as the line shows its ends; without any, the line its beginning.
        let cut = Cut::of(&line, std::slice::from_ref(&(0..8025)));
        assert!(cut.text.starts_with("ää") && cut.text.ends_with("cc") && cut.text.matches('…').count() == 1);
        assert!(Cut::of(&line, &[]).text.starts_with("ää"));
    }

    #[test]
    fn places_side_by_side_share_a_window() {
        let line = "x".repeat(1000);
        let cut = Cut::of(&line, &[500..510, 505..530, 651..651]);
        assert_eq!(cut.text.matches('…').count(), 2);
        assert_eq!(cut.column(505) - cut.column(500), 5);
        assert_eq!(cut.column(651) - cut.column(500), 151);
    }
}
