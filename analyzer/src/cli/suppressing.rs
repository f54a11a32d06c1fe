//! `--add-allow`: writes comments that suppress what is found, each above the statement or behind the line that it is for.
//!
//! Where a comment counts depends on what the parser makes of the code around it, inside macros above all. So a comment is
//! tried, and the changed sources are analysed: what it does not suppress is tried elsewhere, or left.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::bail;

use crate::cli::fix::Tally;
use crate::cli::input::Input;
use crate::report::{Report, Shown, byte_range, plural};
use crate::suppress::UNUSED_ALLOW;
use crate::syntax::shape::{Shape, token_ranges};
use crate::text::FileId;

/// What the changed sources show: fingerprints of findings, and what is wrong.
pub(super) type Shows = (BTreeSet<String>, Tally);

/// The texts with comments.
#[derive(Debug, Default)]
pub(super) struct Suppressed {
    pub(super) texts: BTreeMap<FileId, String>,
    findings: usize,
    /// Findings for which no comment works.
    left: usize,
}

/// Where comments may stand, in the order in which they are tried.
const PLACES: [Position; 3] = [Position::AboveStatement, Position::BehindLine, Position::AboveLine];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Position {
    AboveStatement,
    BehindLine,
    AboveLine,
}

/// A comment, by its line in the old text and whether it stands behind the code of that line.
type Spot = (FileId, usize, bool);

/// The rules of each comment.
type Comments<'r> = BTreeMap<Spot, BTreeSet<&'r str>>;

/// Refuses what cannot stand in a comment.
pub(super) fn check_reason(reason: &str) -> anyhow::Result<()> {
    if reason.trim().is_empty() {
        bail!("`--add-allow` needs a reason");
    }
    if reason.contains(char::is_control) {
        bail!("the reason of `--add-allow` must be a single line");
    }
    Ok(())
}

impl Suppressed {
    /// Comments for all that `report` shows. `again` says what changed sources show; `before` is the tally of `input`.
    pub(super) fn of(
        input: &Input,
        report: &Report<'_>,
        reason: &str,
        before: &Tally,
        again: impl Fn(&Input) -> anyhow::Result<Shows>,
    ) -> anyhow::Result<Suppressed> {
        let reason = reason.trim();
        let may_change = input.changeable();
        // A comment does not justify a comment without effect.
        let is_own = |shown: &&Shown| {
            shown.finding.rule != UNUSED_ALLOW && may_change(shown.finding.primary.location.file)
        };
        let mut pending: Vec<&Shown> = report.findings.iter().filter(is_own).collect();
        let wanted = pending.len();
        let mut kept = Comments::new();
        for place in PLACES {
            let spots: Vec<Option<Spot>> = pending.iter().map(|shown| spot(input, shown, place)).collect();
            if spots.iter().all(Option::is_none) {
                continue;
            }
            let mut tried = kept.clone();
            for (shown, spot) in pending.iter().zip(&spots) {
                if let Some(spot) = spot {
                    tried.entry(*spot).or_default().insert(shown.finding.rule);
                }
            }
            let (shows, tally) = again(&input.with_texts(&texts(input, &tried, reason)))?;
            if tally.cannot_read_more_than(before) {
                for (shown, spot) in pending.iter().zip(&spots) {
                    if let Some(spot) = spot.filter(|_| !shows.contains(&shown.fingerprint)) {
                        kept.entry(spot).or_default().insert(shown.finding.rule);
                    }
                }
                pending.retain(|shown| shows.contains(&shown.fingerprint));
            }
            if pending.is_empty() {
                break;
            }
        }
        let left = report.findings.len() - (wanted - pending.len());
        Ok(Suppressed { texts: texts(input, &kept, reason), findings: wanted - pending.len(), left })
    }

    /// `suppressed 3 findings in 1 file`; `None` if there was nothing to do.
    pub(super) fn sentence(&self, verb: &str) -> Option<String> {
        let mut parts = Vec::new();
        if self.findings > 0 {
            let files = plural(self.texts.len(), "file");
            parts.push(format!("{verb} {} in {files}", plural(self.findings, "finding")));
        }
        if self.left > 0 {
            parts.push(format!("{} left: no comment suppresses them", self.left));
        }
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

/// Where the comment for a finding stands, if it can stand there.
fn spot(input: &Input, shown: &Shown, place: Position) -> Option<Spot> {
    let location = shown.finding.primary.location;
    let text = &*input.sources.files.get(location.file.0 as usize)?.text;
    let range = byte_range(text, location.span);
    let line_of = |at: usize| text[..at].matches('\n').count();
    let tokens = token_ranges(text);
    let is_between = |at: usize| {
        let before = tokens.partition_point(|token| token.end <= at);
        tokens.get(before).is_none_or(|token| at <= token.start)
    };
    let line = match place {
        Position::AboveStatement => {
            let shape = Shape::of(text);
            let line = line_of(shape.statement(range).start);
            // Where the line begins with another statement, that one holds this, or stands beside it.
            let bytes = bytes_of(text, line);
            let code = text[bytes.clone()].trim_start_matches('\u{feff}').trim_start();
            let first = bytes.end - code.len();
            let begins = shape.statement(first..first + 1).start == first;
            if !begins || code.starts_with([')', ']', '}']) {
                return None;
            }
            line
        }
        Position::AboveLine | Position::BehindLine => line_of(range.start),
    };
    let bytes = bytes_of(text, line);
    match place {
        Position::BehindLine => {
            let end = bytes.start + text[bytes].trim_end().len();
            let comment =
                tokens.iter().any(|token| token.end == end && text[token.clone()].starts_with("//"));
            (is_between(end) && !comment).then_some((location.file, line, true))
        }
        Position::AboveStatement | Position::AboveLine => {
            is_between(bytes.start).then_some((location.file, line, false))
        }
    }
}

/// The bytes of a line with its line break.
fn bytes_of(text: &str, line: usize) -> Range<usize> {
    let start = match line {
        0 => 0,
        _ => text.match_indices('\n').nth(line - 1).map_or(text.len(), |(at, _)| at + 1),
    };
    start..text[start..].find('\n').map_or(text.len(), |at| start + at + 1)
}

/// The texts with `comments` in them.
fn texts(input: &Input, comments: &Comments<'_>, reason: &str) -> BTreeMap<FileId, String> {
    let files: BTreeSet<FileId> = comments.keys().map(|(file, ..)| *file).collect();
    let changed = files.into_iter().map(|file| {
        let text = &*input.sources.files[file.0 as usize].text;
        let rules = |line: usize, behind: bool| comments.get(&(file, line, behind));
        (file, with_comments(text, reason, &rules))
    });
    changed.collect()
}

fn with_comments<'c>(
    text: &str,
    reason: &str,
    rules: &dyn Fn(usize, bool) -> Option<&'c BTreeSet<&'c str>>,
) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let code = line.trim_end_matches(['\n', '\r']);
        let ending = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
        if let Some(above) = rules(index, false) {
            // The comment of an earlier run for the same reason takes the new rules in.
            let last = out.trim_end_matches(['\n', '\r']).rfind('\n').map_or(0, |at| at + 1);
            let known = listed(&out[last..], reason);
            let mut all: BTreeSet<String> = above.iter().map(|rule| (*rule).to_owned()).collect();
            if let Some(known) = known {
                all.extend(known);
                out.truncate(last);
            }
            let bare = code.trim_start_matches('\u{feff}');
            let mark = &code[..code.len() - bare.len()];
            let indent = &bare[..bare.len() - bare.trim_start().len()];
            out.push_str(&format!("{mark}{indent}{}{ending}", comment(all, reason)));
        }
        let moved = rules(index, false).is_some() && code.starts_with('\u{feff}');
        let code = if moved { code.trim_start_matches('\u{feff}') } else { code };
        match rules(index, true) {
            Some(behind) => {
                let all = behind.iter().map(|rule| (*rule).to_owned()).collect();
                out.push_str(&format!("{} {}", code.trim_end(), comment(all, reason)));
            }
            None => out.push_str(code),
        }
        if line.ends_with('\n') {
            out.push_str(ending);
        }
    }
    out
}

fn comment(rules: BTreeSet<String>, reason: &str) -> String {
    format!("// concheck: allow({}) -- {reason}", rules.into_iter().collect::<Vec<_>>().join(", "))
}

/// The rules of a line that is nothing but such a comment.
fn listed(line: &str, reason: &str) -> Option<Vec<String>> {
    let rest = line.trim().strip_prefix("// concheck: allow(")?;
    let (rules, why) = rest.split_once(") -- ")?;
    (why == reason).then(|| rules.split(',').map(|rule| rule.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, spots: &[(usize, bool, &str)]) -> String {
        let mut comments: BTreeMap<(usize, bool), BTreeSet<&str>> = BTreeMap::new();
        for (line, behind, rule) in spots {
            comments.entry((*line, *behind)).or_default().insert(rule);
        }
        with_comments(text, "why", &|line, behind| comments.get(&(line, behind)))
    }

    #[test]
    fn comments_keep_indentation_and_line_breaks() {
        assert_eq!(
            written("a\r\n\tb();\r\n", &[(1, false, "y"), (1, false, "x")]),
            "a\r\n\t// concheck: allow(x, y) -- why\r\n\tb();\r\n"
        );
        assert_eq!(written("  b(); ", &[(0, true, "x")]), "  b(); // concheck: allow(x) -- why");
        assert_eq!(written("\u{feff}b();", &[(0, false, "x")]), "\u{feff}// concheck: allow(x) -- why\nb();");
    }

    #[test]
    fn the_comment_of_an_earlier_run_takes_rules_in() {
        let text = "  // concheck: allow(b) -- why\n  f();\n";
        assert_eq!(written(text, &[(1, false, "a")]), "  // concheck: allow(a, b) -- why\n  f();\n");
        let other = "  // concheck: allow(b) -- else\n  f();\n";
        assert!(
            written(other, &[(1, false, "a")])
                .starts_with("  // concheck: allow(b) -- else\n  // concheck: allow(a)")
        );
    }

    #[test]
    fn a_reason_is_one_line() {
        assert!(check_reason("it is fine").is_ok());
        assert!(check_reason(" ").is_err() && check_reason("a\nb").is_err());
    }
}
