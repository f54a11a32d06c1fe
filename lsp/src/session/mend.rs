//! Half-typed code: in the place of items that cannot be read, their last good text, so that what is known of them does
//! not come and go with each key.

use std::ops::Range;
use std::sync::Arc;

use concheck_analyzer::syntax;
use concheck_analyzer::text::Pos;
use rustc_hash::{FxHashMap, FxHashSet};

/// The last good text of each item of a file.
#[derive(Debug, Default)]
pub(super) struct Mender {
    /// The last text.
    seen: Option<Arc<str>>,
    /// It had problems.
    broken: bool,
    /// The last text without any problem.
    whole: Option<Arc<str>>,
    /// Of texts that came later, the items that are not broken, by head and place among the items of the same head.
    later: Units,
}

type Units = FxHashMap<(String, usize), String>;

impl Mender {
    /// Whether the last text had problems.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Whether that was the last text.
    pub(super) fn has_seen(&self, text: &Arc<str>) -> bool {
        self.seen.as_ref().is_some_and(|seen| Arc::ptr_eq(seen, text))
    }

    /// What is wrong with a text. Items that were good before are taken for good, so that the others are all that it costs.
    pub(super) fn problems(&self, text: &str) -> Vec<Pos> {
        let whole = self.whole.as_deref().unwrap_or_default();
        let mut good: FxHashSet<&str> = syntax::units(whole).into_iter().map(|range| &whole[range]).collect();
        good.extend(self.later.values().map(String::as_str));
        syntax::problems(text, &|unit| good.contains(unit)).into_iter().map(|(at, _)| at).collect()
    }

    /// The text with the last good text in the place of each item that one of `problems` lies in; `None` if nothing
    /// can be put in its place. Lines outside of those items keep their numbers.
    pub(super) fn mend(&mut self, text: &Arc<str>, problems: &[Pos]) -> Option<String> {
        self.seen = Some(Arc::clone(text));
        self.broken = !problems.is_empty();
        if problems.is_empty() {
            self.whole = Some(Arc::clone(text));
            self.later.clear();
            return None;
        }
        let mut good = match &self.whole {
            Some(whole) => units(whole).map(|(key, range)| (key, whole[range].to_owned())).collect(),
            None => Units::default(),
        };
        good.extend(std::mem::take(&mut self.later));
        let broken = offsets(text, problems);
        let mut mended = String::new();
        let mut copied = 0;
        for (key, range) in units(text) {
            let unit = &text[range.clone()];
            if !broken.iter().any(|at| range.start <= *at && *at <= range.end) {
                self.later.insert(key, unit.to_owned());
                continue;
            }
            let Some(good) = good.remove(&key) else { continue };
            if let Some(fitted) = fit(&good, unit) {
                mended.push_str(&text[copied..range.start]);
                mended.push_str(&fitted);
                copied = range.end;
            }
            self.later.insert(key, good);
        }
        if copied == 0 {
            return None;
        }
        mended.push_str(&text[copied..]);
        Some(mended)
    }
}

/// The items of a text, by head and place among the items of the same head.
fn units(text: &str) -> impl Iterator<Item = ((String, usize), Range<usize>)> {
    let mut count: FxHashMap<String, usize> = FxHashMap::default();
    syntax::units(text).into_iter().map(move |range| {
        let head = head(&text[range.clone()]).to_owned();
        let ordinal = count.entry(head.clone()).or_default();
        *ordinal += 1;
        ((head, *ordinal), range)
    })
}

/// The bytes at some places.
fn offsets(text: &str, places: &[Pos]) -> Vec<usize> {
    let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    let starts: Vec<usize> = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
    let offset = |at: &Pos| {
        let start = starts.get(at.line as usize).copied().unwrap_or(text.len());
        let line = text[start..].split('\n').next().unwrap_or_default();
        start + line.chars().take(at.column as usize).map(char::len_utf8).sum::<usize>()
    };
    places.iter().map(offset).collect()
}

/// What tells an item from others: its first line that is neither attribute nor comment, up to the brace.
fn head(unit: &str) -> &str {
    let lines = unit.lines().map(str::trim_start);
    let mut code = lines.filter(|line| !line.starts_with('#') && !line.starts_with("//") && !line.is_empty());
    let line = code.next().unwrap_or_default();
    line.split('{').next().unwrap_or_default().trim_end()
}

/// `good` with as many lines as `now` has, added or joined where the two differ. `None` where that could change what
/// it means.
fn fit(good: &str, now: &str) -> Option<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (good.split('\n').collect(), now.split('\n').collect());
    if old.len() == new.len() {
        return Some(good.to_owned());
    }
    let prefix = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - prefix;
    let suffix = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (head, rest) = old.split_at(prefix);
    let (middle, tail) = rest.split_at(rest.len() - suffix);
    let mut lines: Vec<String> = head.iter().map(|line| (*line).to_owned()).collect();
    let wanted = new.len() - prefix - suffix;
    if middle.len() <= wanted {
        lines.extend(middle.iter().map(|line| (*line).to_owned()));
        lines.extend((middle.len()..wanted).map(|_| String::new()));
    } else {
        let joined = middle.len() - wanted;
        // The last line of those that stay takes up the ones that are too many.
        let (stay, join) = middle.split_at(middle.len() - joined);
        if stay.last().or(lines.last().map(String::as_str).as_ref()).is_none()
            || stay.last().is_some_and(|line| line.contains("//"))
            || stay.is_empty() && lines.last().is_some_and(|line| line.contains("//"))
            || join[..join.len() - 1].iter().any(|line| line.contains("//"))
        {
            return None;
        }
        lines.extend(stay.iter().map(|line| (*line).to_owned()));
        if let Some(last) = lines.last_mut() {
            join.iter().for_each(|line| last.push_str(&format!(" {line}")));
        }
    }
    lines.extend(tail.iter().map(|line| (*line).to_owned()));
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, column: u32) -> Pos {
        Pos { line, column }
    }

    fn text(text: &str) -> Arc<str> {
        Arc::from(text)
    }

    #[test]
    fn a_broken_item_keeps_its_last_good_text() {
        let mut mender = Mender::default();
        assert_eq!(mender.mend(&text("fn a() { x }\nfn b() {\n    y\n}\n"), &[]), None);
        let mended = mender.mend(&text("fn a() { z }\nfn b() {\n    y.(\n}\n"), &[at(2, 6)]);
        assert_eq!(mended.as_deref(), Some("fn a() { z }\nfn b() {\n    y\n}\n"));
        // It is still the last good one.
        let mended = mender.mend(&text("fn a() { z }\nfn b() {\n    y.(\n\n\n}\nfn c() {}\n"), &[at(2, 6)]);
        assert_eq!(mended.as_deref(), Some("fn a() { z }\nfn b() {\n    y\n\n\n}\nfn c() {}\n"));
    }

    #[test]
    fn nothing_is_put_in_the_place_of_what_was_never_good() {
        assert_eq!(Mender::default().mend(&text("fn a( {}\n"), &[at(0, 6)]), None);
    }

    #[test]
    fn lines_are_added_and_joined_where_texts_differ() {
        assert_eq!(fit("a\nb\nc", "a\nx\ny\nc").as_deref(), Some("a\nb\n\nc"));
        assert_eq!(fit("a\nb\nc\nd", "a\nx\nd").as_deref(), Some("a\nb c\nd"));
        assert_eq!(fit("a\nb // why\nc\nd", "a\nx\nd"), None);
    }
}
