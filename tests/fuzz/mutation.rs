//! Changes of texts that keep most of them what they were: tokens and whole groups are moved, repeated, lost and replaced.

use super::edits::Random;

/// What stands in few texts, and what readers stumble over.
const ODD: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "\"",
    "'",
    "/*",
    "*/",
    "//",
    "/// a\n",
    "//! a\n",
    "r#\"",
    "b'",
    "\\",
    "\0",
    "\r",
    "\r\n",
    "\u{feff}",
    "\u{2028}",
    "é",
    "𝄞",
    "$",
    "#",
    "#!",
    "@",
    "?",
    "!",
    "::",
    "..",
    "=>",
    "->",
    "'a",
    "_",
    "-1",
    "0",
    "18446744073709551616",
    "1e999",
    "null",
    "true",
    "[[a]]\n",
    "a.b = 1\n",
    "\\u0000",
    "\\ud800",
    ",",
    ";",
    ":",
    "=",
    "../",
    "/dev/null",
    "async ",
    "await",
    "move ",
    "match ",
    "else ",
    "let ",
    "loop {",
    "impl ",
    "fn f(",
    "macro_rules! m ",
    "mod m;",
    "use self::*;",
    "dyn ",
    "unsafe ",
    "r#fn",
    "return ",
    "self",
    "Self::",
    ".lock().unwrap()",
    ".await",
    "break 'a ",
    "static ",
];

/// `text` after some changes; `others` are texts that pieces are taken from.
pub(crate) fn mutated(text: &str, others: &[String], random: &mut Random) -> String {
    let mut tokens = tokens(text);
    let most = 1 + random.below(4);
    for _ in 0..=random.below(most) {
        let (from, to) = stretch(&tokens, random);
        match random.below(10) {
            0 | 1 => drop(tokens.drain(from..to)),
            2 => {
                let again = tokens[from..to].to_vec();
                let times = 1 + random.below(3);
                let at = random.below(tokens.len() + 1);
                tokens.splice(at..at, again.repeat(times));
            }
            3 => {
                let part: Vec<&str> = tokens.drain(from..to).collect();
                let at = random.below(tokens.len() + 1);
                tokens.splice(at..at, part);
            }
            4 | 5 => {
                let other = self::tokens(&others[random.below(others.len())]);
                let (start, end) = stretch(&other, random);
                let at = random.below(tokens.len() + 1);
                tokens.splice(at..at, other[start..end].iter().copied());
            }
            6 => {
                let other = self::tokens(&others[random.below(others.len())]);
                let (start, end) = stretch(&other, random);
                tokens.splice(from..to, other[start..end].iter().copied());
            }
            7 => {
                let (open, close) =
                    [("(", ")"), ("{", "}"), ("[", "]"), ("|| ", ""), ("&", "")][random.below(5)];
                tokens.insert(to, close);
                tokens.insert(from, open);
            }
            _ => tokens.insert(from, ODD[random.below(ODD.len())]),
        }
    }
    tokens.concat()
}

/// `bytes` with some of them changed, lost or repeated.
pub(crate) fn damaged(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        let end = (at + random.below(16)).min(bytes.len());
        match random.below(5) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.splice(at..at, std::iter::repeat_n(0xff, 1 + end - at)).for_each(drop),
            _ if bytes.is_empty() => {}
            3 => bytes[at] ^= 1 << random.below(8),
            _ => bytes[at] = u8::try_from(random.below(256)).unwrap_or_default(),
        }
    }
    bytes
}

/// Words, spaces and single signs.
fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        _ if c == '_' || c.is_alphanumeric() => 0,
        _ if c.is_whitespace() => 1,
        _ => 2,
    };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| before != kind(c) || before == 2) {
            tokens.push(&text[start..at]);
            start = at;
        }
        before = Some(kind(c));
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

/// A few tokens, or a group with its delimiters.
fn stretch(tokens: &[&str], random: &mut Random) -> (usize, usize) {
    let from = random.below(tokens.len());
    let few = (from + random.below(12)).min(tokens.len());
    let opening = |token: &&str| matches!(*token, "(" | "[" | "{" | "<");
    let closing = |token: &&str| matches!(*token, ")" | "]" | "}" | ">");
    let Some(start) =
        tokens[from.min(tokens.len())..].iter().position(opening).filter(|_| random.below(2) == 0)
    else {
        return (from.min(tokens.len()), few);
    };
    let start = from + start;
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(start) {
        depth += usize::from(opening(token));
        depth = depth.saturating_sub(usize::from(closing(token)));
        if depth == 0 {
            return (start, index + 1);
        }
    }
    (from, few)
}
