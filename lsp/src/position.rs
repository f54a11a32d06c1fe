//! Positions as editors count them: lines, and columns in units that client and server have agreed on.

use concheck_analyzer::text::Pos;

/// The unit of columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of two bytes, what every editor can.
    #[default]
    Utf16,
    /// Unicode scalar values, as the analyser counts.
    Utf32,
}

/// A place in a text: 0-based line, and column in units of an [`Encoding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineUnit {
    /// 0-based line.
    pub line: u32,
    /// 0-based column in units.
    pub column: u32,
}

impl Encoding {
    fn units(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }

    /// The byte at `at`. What lies behind the end of a line or of the text is taken as that end, and what lies within
    /// a character as its start. Linear in the length of the text before.
    pub fn offset(self, text: &str, at: LineUnit) -> usize {
        let Some(start) = line_start(text, at.line) else { return text.len() };
        start + self.in_line(line(&text[start..]), at.column)
    }

    /// The byte of a column within one line.
    fn in_line(self, line: &str, column: u32) -> usize {
        let mut left = column as usize;
        for (offset, c) in line.char_indices() {
            let units = self.units(c);
            if left < units {
                return offset;
            }
            left -= units;
        }
        line.len()
    }

    /// The analyser's position for `at`.
    pub fn pos(self, text: &str, at: LineUnit) -> Pos {
        let Some(start) = line_start(text, at.line) else {
            return Pos { line: at.line, column: 0 };
        };
        let line = line(&text[start..]);
        let column = line[..self.in_line(line, at.column)].chars().count();
        Pos { line: at.line, column: u32::try_from(column).unwrap_or(u32::MAX) }
    }
}

/// The lines of a text, to convert many positions of it.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    encoding: Encoding,
}

impl<'a> Lines<'a> {
    /// Linear in the length of the text.
    pub fn new(text: &'a str, encoding: Encoding) -> Lines<'a> {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Lines { text, starts, encoding }
    }

    /// The text of a line, without its end.
    pub fn line(&self, index: u32) -> &'a str {
        match self.starts.get(index as usize) {
            Some(start) => line(&self.text[*start..]),
            None => "",
        }
    }

    /// The editor's position for the analyser's. What lies behind the end of a line is taken as that end.
    pub fn unit(&self, pos: Pos) -> LineUnit {
        let before = self.line(pos.line).chars().take(pos.column as usize);
        let column = before.map(|c| self.encoding.units(c)).sum::<usize>();
        LineUnit { line: pos.line, column: u32::try_from(column).unwrap_or(u32::MAX) }
    }
}

/// Where a line begins.
fn line_start(text: &str, line: u32) -> Option<usize> {
    if line == 0 {
        return Some(0);
    }
    let mut breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    breaks.nth(line as usize - 1).map(|(at, _)| at + 1)
}

/// The first line of `text`, without its end.
fn line(text: &str) -> &str {
    let line = text.split('\n').next().unwrap_or_default();
    line.strip_suffix('\r').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\u{e9}\u{1f600}b\r\n\nlast";

    #[track_caller]
    fn check(encoding: Encoding, line: u32, column: u32, offset: usize, character: u32) {
        let at = LineUnit { line, column };
        assert_eq!(encoding.offset(TEXT, at), offset);
        let pos = Pos { line, column: character };
        assert_eq!(encoding.pos(TEXT, at), pos);
        assert_eq!(Lines::new(TEXT, encoding).unit(pos), at);
    }

    #[test]
    fn columns_count_units() {
        check(Encoding::Utf8, 0, 7, 7, 3);
        check(Encoding::Utf16, 0, 4, 7, 3);
        check(Encoding::Utf32, 0, 3, 7, 3);
        check(Encoding::Utf16, 2, 4, 15, 4);
        check(Encoding::Utf16, 1, 0, 10, 0);
    }

    #[test]
    fn what_lies_outside_is_taken_as_the_nearest_end() {
        let at = |line, column| LineUnit { line, column };
        assert_eq!(Encoding::Utf16.offset(TEXT, at(0, 99)), 8);
        assert_eq!(Encoding::Utf16.offset(TEXT, at(9, 0)), TEXT.len());
        // Within the two units of one character.
        assert_eq!(Encoding::Utf16.offset(TEXT, at(0, 3)), 3);
        assert_eq!(Lines::new(TEXT, Encoding::Utf8).unit(Pos { line: 0, column: 99 }), at(0, 8));
        assert_eq!(Lines::new(TEXT, Encoding::Utf8).unit(Pos { line: 99, column: 1 }), at(99, 0));
    }
}
