//! Comments that suppress a finding.

use concheck_analyzer::text::{FileId, Pos};

use super::{Insertion, above, item_line};
use crate::session::{RootView, Shown};

/// What the user is to replace.
const REASON: &str = "why this is safe";

/// Comments that suppress the finding on its line, in its function (or the item that it is in), and in its file.
pub(super) fn suppressions(root: &RootView, file: FileId, shown: &Shown) -> Vec<Insertion> {
    let (rule, at) = (shown.finding.rule, shown.finding.primary.location);
    let comment = format!("// concheck: allow({rule}) -- {REASON}");
    let mut found = vec![on_line(root, file, at.span.start.line, rule, &comment)];
    let around = match root.locks.function_at(at) {
        Some(function) => Some((function.span.start.line, "function")),
        None => item_line(root, at).map(|line| (line, "item")),
    };
    if let Some((line, what)) = around {
        found.push(above(root, file, line, &comment, format!("Suppress `{rule}` in this {what}")));
    }
    found.push(in_file(root, file, rule));
    found
}

/// Behind the code of a line, or above it where a comment stands there already.
fn on_line(root: &RootView, file: FileId, line: u32, rule: &str, comment: &str) -> Insertion {
    let title = format!("Suppress `{rule}` on this line");
    let code = root.text(file).lines().nth(line as usize).unwrap_or_default();
    if code.contains("//") {
        return above(root, file, line, comment, title);
    }
    let column = u32::try_from(code.trim_end().chars().count()).unwrap_or(u32::MAX);
    Insertion { title, file, at: Pos { line, column }, text: format!(" {comment}") }
}

/// Behind the shebang and the documentation of the file, which have to come first.
fn in_file(root: &RootView, file: FileId, rule: &str) -> Insertion {
    let lines = root.text(file).lines();
    let first = lines.take_while(|line| line.starts_with("#!") || line.starts_with("//!")).count();
    Insertion {
        title: format!("Suppress `{rule}` in this file"),
        file,
        at: Pos { line: u32::try_from(first).unwrap_or_default(), column: 0 },
        text: format!("// concheck: allow-file({rule}) -- {REASON}\n"),
    }
}
