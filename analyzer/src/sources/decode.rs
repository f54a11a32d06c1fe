//! A file's bytes as text. Whatever cannot be text is a problem, never an error.

use std::io::{self, Read};
use std::path::Path;

use crate::files;
use crate::stop;
use crate::text::Pos;

/// Files of more bytes than this are generated tables, not code that a person locks in.
pub const MOST_BYTES: u64 = 20 * 1024 * 1024;

/// What became of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text; `None` if there is none to analyse.
    pub(super) text: Option<String>,
    /// What was wrong, and where.
    pub(super) problem: Option<(Option<Pos>, String)>,
}

/// Reads the file at `path`.
pub(super) fn read(path: &Path) -> io::Result<Decoded> {
    let mut bytes = Vec::new();
    stop::check();
    let file = files::open(path)?;
    // One byte more than allowed tells a file that is too long, even one that grows while it is read.
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Ok(skipped(None, format!("skipped: larger than {} MB", MOST_BYTES / 1024 / 1024)));
    }
    Ok(decode(bytes))
}

/// Decodes the content of a file. A byte-order mark of UTF-8 and the line ends stay as they are.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    let wide = match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => Some((rest, u16::from_le_bytes as fn([u8; 2]) -> u16)),
        [0xFE, 0xFF, rest @ ..] => Some((rest, u16::from_be_bytes as fn([u8; 2]) -> u16)),
        _ => None,
    };
    if let Some((rest, unit)) = wide {
        let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: String =
            char::decode_utf16(units).map(|decoded| decoded.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        if text.contains('\0') {
            return skipped(None, "skipped: not a text file".to_string());
        }
        let problem = Some((None, "decoded from UTF-16, which rustc does not accept".to_string()));
        return Decoded { text: Some(text), problem };
    }
    // Comments and literals may hold a zero. Whatever has many is no text.
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    let binary = zeros > 0 && (zeros > bytes.len() / 16 || str::from_utf8(&bytes).is_err());
    if let Some(at) = bytes.iter().position(|byte| binary && *byte == 0) {
        let message = "skipped: not a text file (it has a NUL byte)".to_string();
        return skipped(Some(position(&bytes[..at])), message);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text: Some(text), problem: None },
        Err(error) => {
            let bytes = error.as_bytes();
            let at = position(&bytes[..error.utf8_error().valid_up_to()]);
            let message = "invalid UTF-8 here; the bytes were replaced".to_string();
            Decoded {
                text: Some(String::from_utf8_lossy(bytes).into_owned()),
                problem: Some((Some(at), message)),
            }
        }
    }
}

fn skipped(at: Option<Pos>, message: String) -> Decoded {
    Decoded { text: None, problem: Some((at, message)) }
}

/// The position behind `before`, without counting a byte-order mark.
fn position(before: &[u8]) -> Pos {
    let before = before.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(before);
    let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    Pos {
        line: before.iter().filter(|byte| **byte == b'\n').count() as u32,
        column: String::from_utf8_lossy(line).chars().count() as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_order_mark_and_line_ends_stay() {
        let text = "\u{feff}fn a() {}\r\n";
        assert_eq!(decode(text.into()), Decoded { text: Some(text.to_string()), problem: None });
    }

    #[test]
    fn bad_utf_8_is_replaced_and_located() {
        let decoded = decode(b"\xEF\xBB\xBFfn a() {}\n// \xC3\xA9\xFF!\n".to_vec());
        assert_eq!(decoded.text.as_deref(), Some("\u{feff}fn a() {}\n// é\u{fffd}!\n"));
        assert_eq!(decoded.problem.expect("reported").0, Some(Pos { line: 1, column: 4 }));
    }

    #[test]
    fn utf_16_is_decoded_in_both_orders() {
        for (mark, unit) in
            [([0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xFE, 0xFF], u16::to_be_bytes)]
        {
            let bytes = mark.into_iter().chain("fn é() {}".encode_utf16().flat_map(unit)).collect();
            let decoded = decode(bytes);
            assert_eq!(decoded.text.as_deref(), Some("fn é() {}"));
            assert!(decoded.problem.is_some());
        }
    }

    #[test]
    fn binary_is_skipped() {
        let decoded = decode(b"fn a() {}\n\0\xFF".to_vec());
        assert_eq!(decoded.text, None);
        assert_eq!(decoded.problem.expect("reported").0, Some(Pos { line: 1, column: 0 }));
        assert_eq!(decode(vec![]).text.as_deref(), Some(""));
        assert_eq!(
            decode(b"// A zero in a comment: \0.\n".to_vec()).text.as_deref(),
            Some("// A zero in a comment: \0.\n")
        );
    }
}
