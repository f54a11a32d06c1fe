//! Sources that grow: every construct that could cost more than its length, as a template with a size.
//!
//! A template stands in one of the text files beside this one, below its name, and is indented. `«…»` is repeated as often as
//! the size says, and may contain others. In it, `$i` is the number of the round and `$k` that of the inner one; `$n` is the
//! size. `$i+` is the next number, and `$h`, `$d` and `$e` are half of it and the two that it is half of (`$d = 2i + 1`,
//! `$e = 2i + 2`), for trees. Control characters are written as their pictures (`␍`). A line `//// PATH` begins another file.
//! After the name, `broken` says that it is no Rust, and `edition-2015` which Rust it is.

/// The texts, in the order in which they are listed.
const TEMPLATES: [&str; 5] = [
    include_str!("control.txt"),
    include_str!("locks.txt"),
    include_str!("calls.txt"),
    include_str!("items.txt"),
    include_str!("texts.txt"),
];

/// Something that can be written at any size.
#[derive(Clone, Debug)]
pub(crate) struct Construct {
    pub(crate) name: &'static str,
    /// It does not parse.
    pub(crate) broken: bool,
    /// The edition, if it is no current one.
    pub(crate) edition: Option<&'static str>,
    template: String,
}

/// Every construct.
pub(crate) fn all() -> Vec<Construct> {
    let mut constructs: Vec<Construct> = Vec::new();
    let lines = TEMPLATES.iter().flat_map(|text| text.split_inclusive('\n'));
    for line in lines.filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if let (Some(part), Some(last)) = (line.strip_prefix("    "), constructs.last_mut()) {
            last.template.push_str(part);
            continue;
        }
        let mut words = line.split_whitespace();
        let name = words.next().unwrap_or_default();
        let mut construct = Construct { name, broken: false, edition: None, template: String::new() };
        for word in words {
            match word.strip_prefix("edition-") {
                Some(edition) => construct.edition = Some(edition),
                None if word == "broken" => construct.broken = true,
                None => panic!("{name}: what is `{word}`?"),
            }
        }
        constructs.push(construct);
    }
    constructs
}

impl Construct {
    /// Its files at a size: path and text. Where there is one, its path is `lib.rs`.
    pub(crate) fn files(&self, size: usize) -> Vec<(String, String)> {
        let mut text = String::new();
        expand(&self.template, size, &mut Vec::new(), &mut text);
        let mut files = vec![("lib.rs".to_owned(), String::new())];
        for line in text.split_inclusive('\n') {
            match (line.strip_prefix("//// "), files.last_mut()) {
                (Some(path), _) => files.push((path.trim().to_owned(), String::new())),
                (None, Some((_, text))) => text.push_str(line),
                (None, None) => {}
            }
        }
        if files.len() > 1 {
            files.remove(0);
        }
        files
    }
}

/// Writes a template; `rounds` are the numbers of the rounds that it stands in.
fn expand(template: &str, size: usize, rounds: &mut Vec<usize>, out: &mut String) {
    let mut rest = template;
    while let Some(at) = rest.find(['«', '$', '␀', '␁', '␂', '␍']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(inside) = rest.strip_prefix('«') {
            let end = closing(inside).unwrap_or_else(|| panic!("`«` without `»`: {template}"));
            for round in 0..size {
                rounds.push(round);
                expand(&inside[..end], size, rounds, out);
                rounds.pop();
            }
            rest = &inside[end + '»'.len_utf8()..];
            continue;
        }
        let mut chars = rest.chars();
        let first = chars.next().unwrap_or_default();
        match first {
            '␀' => out.push('\0'),
            '␁' => out.push('\u{1}'),
            '␂' => out.push('\u{2}'),
            '␍' => out.push('\r'),
            _ => {
                let after = chars.as_str();
                let is_name =
                    after.chars().nth(1).is_some_and(|next| next.is_ascii_alphabetic() || next == '_');
                let number = after.chars().next().filter(|_| !is_name).and_then(|name| {
                    let inner = || rounds.last().copied();
                    match name {
                        'n' => Some(size),
                        'i' => rounds.first().copied(),
                        'k' => inner(),
                        'h' => inner().map(|round| round / 2),
                        'd' => inner().map(|round| 2 * round + 1),
                        'e' => inner().map(|round| 2 * round + 2),
                        _ => None,
                    }
                });
                match number {
                    Some(number) => {
                        chars.next();
                        let is_next = chars.as_str().starts_with('+');
                        if is_next {
                            chars.next();
                        }
                        out.push_str(&(number + usize::from(is_next)).to_string());
                    }
                    None => out.push('$'),
                }
            }
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// Where the `»` is that closes what has been opened before `text`.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '«' => depth += 1,
            '»' if depth == 0 => return Some(at),
            '»' => depth -= 1,
            _ => {}
        }
    }
    None
}
