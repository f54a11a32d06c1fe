//! Cuts a declaration file into its items, by name, without parsing them: a file is long, and little of it is ever asked
//! for.

use std::ops::Range;

use crate::syntax;

/// One item of a file or module.
pub(super) enum Piece {
    /// `mod name { … }`, with the range of what is in it.
    Module(String, Range<usize>),
    /// `use …;`
    Use(Range<usize>),
    /// An inner attribute.
    Inner(Range<usize>),
    /// A struct, enum or union.
    Type(String, Range<usize>),
    /// `type name = …;`
    Alias(String, Range<usize>),
    /// A function.
    Fn(String, Range<usize>),
    /// A trait or impl: its name or that of the type, the range before its braces, and of what is in them.
    Block(Block),
    /// Nothing that declares.
    Other(Range<usize>),
}

/// A trait or impl.
#[derive(Debug)]
pub(super) struct Block {
    /// Of an impl, the path of the type, as it is written.
    pub(super) name: String,
    pub(super) is_trait: bool,
    /// An impl of a trait.
    pub(super) of_trait: bool,
    /// The trait of which it says that the type has it not: `impl !Send for Rc`.
    pub(super) denied: Option<String>,
    pub(super) head: Range<usize>,
    pub(super) body: Range<usize>,
}

/// The items in a range of a text, in order. Linear in its length.
pub(super) fn pieces(text: &str, within: Range<usize>) -> Vec<Piece> {
    let units = syntax::units(&text[within.clone()]);
    units.into_iter().map(|range| piece(text, range.start + within.start..range.end + within.start)).collect()
}

fn piece(text: &str, range: Range<usize>) -> Piece {
    let unit = &text[range.clone()];
    let start = after_attributes(unit);
    let mut rest = &unit[start..];
    if rest.starts_with("#!") {
        return Piece::Inner(range);
    }
    loop {
        let Some((word, after)) = word(rest) else { return Piece::Other(range) };
        match word {
            "pub" => {
                rest = after
                    .strip_prefix('(')
                    .and_then(|after| after.split_once(')'))
                    .map_or(after, |(_, after)| after);
            }
            "unsafe" | "const" | "async" | "default" => rest = after,
            "extern" => {
                let after = after.trim_start();
                rest = match after.strip_prefix('"').and_then(|after| after.split_once('"')) {
                    Some((_, after)) => after,
                    None => after,
                };
            }
            "use" => return Piece::Use(range),
            "struct" | "enum" | "union" => {
                return named(after, |name| Piece::Type(name, range.clone()), &range);
            }
            "type" => return named(after, |name| Piece::Alias(name, range.clone()), &range),
            "fn" => return named(after, |name| Piece::Fn(name, range.clone()), &range),
            "mod" => {
                let Some(body) = braces(text, &range) else { return Piece::Other(range) };
                return named(after, |name| Piece::Module(name, body.clone()), &range);
            }
            "trait" | "impl" => {
                let Some(body) = braces(text, &range) else { return Piece::Other(range) };
                let is_trait = word == "trait";
                let head = range.start..body.start - 1;
                let at = range.end - after.len().min(range.len());
                let (name, of_trait) = match is_trait {
                    true => (self::word(after).map(|(name, _)| name.to_string()), false),
                    false => of_type(&text[at..head.end]),
                };
                let denied = behind_generics(&text[at..head.end]).strip_prefix('!').filter(|_| of_trait);
                let denied = denied.and_then(self::word).map(|(name, _)| name.to_string());
                return Piece::Block(Block {
                    name: name.unwrap_or_default(),
                    is_trait,
                    of_trait,
                    denied,
                    head,
                    body,
                });
            }
            _ => return Piece::Other(range),
        }
    }
}

fn named(after: &str, make: impl FnOnce(String) -> Piece, range: &Range<usize>) -> Piece {
    match word(after) {
        Some((name, _)) => make(name.to_string()),
        None => Piece::Other(range.clone()),
    }
}

/// The first word, without `r#`, and what is behind it.
fn word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let text = text.strip_prefix("r#").unwrap_or(text);
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// Where the attributes and comments end that an item begins with.
fn after_attributes(unit: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &unit[at..];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if trimmed.starts_with("//") {
            at += trimmed.find('\n').unwrap_or(trimmed.len());
        } else if trimmed.starts_with("#[") {
            at += balanced(trimmed, b'[', b']');
        } else {
            return at;
        }
    }
}

/// The length up to the bracket that closes the first one; strings are passed over.
fn balanced(text: &str, open: u8, close: u8) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            byte if byte == open => depth += 1,
            byte if byte == close => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// What is within the braces that an item ends with.
fn braces(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let unit = &text[range.clone()];
    let start = after_attributes(unit);
    let open = unit[start..].find('{')? + start;
    let close = unit.rfind('}')?;
    (open < close).then(|| range.start + open + 1..range.start + close)
}

/// The path of the type of an impl, from what is between `impl` and the brace, and whether it is one of a trait.
fn of_type(text: &str) -> (Option<String>, bool) {
    let text = behind_generics(text);
    // `Trait<A> for Type`: the last `for` outside of angle brackets that no `<` follows.
    let mut depth = 0_i32;
    let mut from = 0;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'<' => depth += 1,
            b'>' if at == 0 || bytes[at - 1] != b'-' => depth -= 1,
            b'f' if depth == 0 && text[at..].starts_with("for ") && (at == 0 || bytes[at - 1] == b' ') => {
                from = at + 4;
                break;
            }
            b'w' if depth == 0
                && text[at..].starts_with("where")
                && at > 0
                && bytes[at - 1].is_ascii_whitespace() =>
            {
                break;
            }
            _ => {}
        }
    }
    let ty = text[from..].trim_start();
    if ty.starts_with('[') {
        return (Some("[]".to_string()), from > 0);
    }
    let end = ty.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(ty.len());
    ((end > 0).then(|| ty[..end].to_string()), from > 0)
}

/// What is behind the parameters of an impl.
fn behind_generics(text: &str) -> &str {
    let text = text.trim_start();
    if text.starts_with('<') { text[angles(text)..].trim_start() } else { text }
}

/// The length of a text up to the `>` that closes its first `<`.
fn angles(text: &str) -> usize {
    let mut depth = 0_i32;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'<' => depth += 1,
            b'>' if at > 0 && bytes[at - 1] != b'-' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_found_by_name() {
        let text = "//! A library.\n#![concheck::executor(tokio)]\nuse a::b;\n// Why.\n#[concheck::lock]\npub struct M<T>;\n\
            impl<T: Into<Vec<u8>>> From<T> for m::M<T> where T: X { fn from(t: T) -> Self; }\n\
            impl<F: Fn() -> u8> M<F> {}\nimpl<T: ?Sized> !Send for M<T> {}\npub mod inner { pub unsafe fn f() -> u8; }\npub trait T: U {}\n\
            pub type A<T> = M<T>;\nimpl<T> [T] { fn len(&self) -> usize; }\n";
        let mut names = Vec::new();
        for piece in pieces(text, 0..text.len()) {
            names.push(match piece {
                Piece::Module(name, body) => format!("mod {name}: {}", text[body].trim()),
                Piece::Use(_) => "use".to_string(),
                Piece::Inner(_) => "inner".to_string(),
                Piece::Type(name, _) => format!("type {name}"),
                Piece::Alias(name, _) => format!("alias {name}"),
                Piece::Fn(name, _) => format!("fn {name}"),
                Piece::Block(Block { denied: Some(of), name, .. }) => format!("impl !{of} for {name}"),
                Piece::Block(block) => {
                    format!("{} {}", if block.is_trait { "trait" } else { "impl" }, block.name)
                }
                Piece::Other(range) => format!("other {}", &text[range]),
            });
        }
        let expected = [
            "inner",
            "use",
            "type M",
            "impl m::M",
            "impl M",
            "impl !Send for M",
            "mod inner: pub unsafe fn f() -> u8;",
            "trait T",
            "alias A",
            "impl []",
        ];
        assert_eq!(names, expected);
    }
}
