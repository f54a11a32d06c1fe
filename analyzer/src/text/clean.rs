//! Text that others have chosen (names of files, keys, parts of code), made fit to stand in a line that people or programs
//! read: without characters that end the line, command a terminal, or show the text otherwise than it is.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character does something in place of being seen: controls, the ends of lines and paragraphs, what reorders a line,
/// and what has no width.
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `text` in one line, where each unseen character is written as Rust writes it: `\u{1b}`.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .fold(String::with_capacity(text.len() + 8), |mut out, c| {
            match is_unseen(c) {
                true => out.extend(c.escape_unicode()),
                false => out.push(c),
            }
            out
        })
        .into()
}

/// The same of a sentence, which is one whatever stands in it: line breaks of code that it quotes are spaces.
pub fn sentence(text: &str) -> Cow<'_, str> {
    let breaks = ['\n', '\r', '\t'];
    match text.contains(breaks) {
        true => {
            let words: Vec<&str> =
                text.split(breaks).map(str::trim).filter(|part| !part.is_empty()).collect();
            line(&words.join(" ")).into_owned().into()
        }
        false => line(text),
    }
}

/// Makes a [`sentence`] of a text.
pub fn tidy(text: &mut String) {
    if let Cow::Owned(tidy) = sentence(text) {
        *text = tidy;
    }
}

/// `text` with one visible character in the place of each unseen one, so that columns stay; line breaks and tabs stay, too.
pub fn excerpt(text: &str) -> String {
    let mut characters = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = characters.next() {
        out.push(match c {
            '\n' | '\t' => c,
            '\r' if characters.peek() == Some(&'\n') => c,
            '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
            // Letters of some languages and emoji are joined with it, and nothing moves.
            '\u{200c}' | '\u{200d}' => c,
            _ if is_unseen(c) => '\u{fffd}',
            _ => c,
        });
    }
    out
}

/// JSON that says the same without any unseen character: these stand in strings, which have escapes for all.
pub fn json(text: String) -> String {
    let is_hidden = |c: char| c != '\n' && is_unseen(c);
    if !text.contains(is_hidden) {
        return text;
    }
    text.chars().fold(String::with_capacity(text.len() + 8), |mut out, c| {
        match is_hidden(c) {
            true => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            false => out.push(c),
        }
        out
    })
}

/// A string of TOML.
pub fn toml(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            _ if is_unseen(c) => {
                let _ = write!(out, "\\U{:08x}", c as u32);
            }
            _ => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_written_out() {
        assert_eq!(line("a\u{1b}[1m\n\u{202e}b"), "a\\u{1b}[1m\\u{a}\\u{202e}b");
        assert_eq!(line("naïve 日本 🦀"), "naïve 日本 🦀");
        assert_eq!(sentence("`a(\n    b,\n)` waits\u{7f}"), "`a( b, )` waits\\u{7f}");
        assert_eq!(excerpt("a\u{1b}\t\u{202e}\r\nb\r"), "a\u{241b}\t\u{fffd}\r\nb\u{240d}");
        let odd = "\u{1b}\u{7f}\u{202e}\u{e0001}\n\"";
        let text = json(serde_json::to_string(odd).expect("a string"));
        assert!(!text.contains(is_unseen), "{text}");
        assert_eq!(serde_json::from_str::<String>(&text).expect("JSON"), odd);
        let text = format!("a = {}", toml(odd));
        assert!(!text.contains(is_unseen), "{text}");
        assert_eq!(toml::from_str::<toml::Table>(&text).expect("TOML")["a"].as_str(), Some(odd));
    }
}
