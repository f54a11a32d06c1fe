//! What is known of the lock under the cursor.

use std::fmt::Write;

use concheck_analyzer::text::{FileId, Pos};
use tower_lsp::ls_types::*;

use super::{Shared, convert, unit};
use crate::position::Lines;
use crate::session::{Locks, RootView, Use};

/// So many places of one kind are listed.
const MOST: usize = 12;

impl Shared {
    /// What is known of the lock at a position: a field, static, acquisition, or the guard of one.
    pub(super) fn hover(&self, at: &TextDocumentPositionParams) -> Option<Hover> {
        let path = convert::path_of(&at.text_document.uri)?;
        let snapshot = self.session.snapshot();
        let (root, file) = snapshot.file(&path)?;
        let pos = self.negotiated().encoding.pos(root.text(file), unit(at.position));
        let class = class_at(root, file, pos)?;
        let mut value = self.describe(root, class);
        let kind = if self.negotiated().markdown {
            MarkupKind::Markdown
        } else {
            value.retain(|c| c != '*' && c != '`');
            MarkupKind::PlainText
        };
        Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range: None })
    }

    fn describe(&self, root: &RootView, class: usize) -> String {
        let locks = &root.locks;
        let mut text = format!("**lock `{}`**", locks.classes[class].name);
        if let Some(declared) = locks.classes[class].declared {
            let lines = Lines::new(root.text(declared.file), self.negotiated().encoding);
            let code = lines.line(declared.span.start.line).trim().trim_end_matches(',');
            // Writing to a string cannot fail.
            let _ = write!(text, "\n\n`{code}`");
        }
        if let Some(content) = &locks.classes[class].content {
            let _ = write!(text, "\n\nguards `{content}`");
            let fields = &locks.classes[class].fields;
            if !fields.is_empty() {
                let more = if fields.len() > MOST { ", …" } else { "" };
                let fields: Vec<String> = fields.iter().take(MOST).map(|name| format!("`{name}`")).collect();
                let _ = write!(text, " with {}{more}", fields.join(", "));
            }
        }
        let uses: Vec<&Use> = locks.uses_of(class).collect();
        let _ = write!(text, "\n\nacquired in {}:", places(uses.len()));
        for one in uses.iter().take(MOST) {
            let _ = write!(text, "\n- {} in `{}`, {}", one.verb, one.item, self.link(root, one.location));
        }
        if uses.len() > MOST {
            let _ = write!(text, "\n- and {} more", uses.len() - MOST);
        }
        for (head, others) in
            [("acquired while holding", locks.before(class)), ("held while acquiring", locks.after(class))]
        {
            if !others.is_empty() {
                let _ = write!(text, "\n\n{head}: {}", names(locks, &others));
            }
        }
        if locks.in_cycle(class) {
            text.push_str("\n\n**part of a cycle in the lock order**");
        }
        text
    }

    fn link(&self, root: &RootView, at: concheck_analyzer::text::Location) -> String {
        let path = root.sources.files.get(at.file.0 as usize).map_or("?", |file| &file.path);
        let line = at.span.start.line + 1;
        let uri = root.path_of(at.file).and_then(|path| self.uri(&path));
        match uri {
            Some(uri) if self.negotiated().markdown => format!("[{path}:{line}]({}#L{line})", uri.as_str()),
            _ => format!("{path}:{line}"),
        }
    }
}

/// The class of the lock at a position.
pub(super) fn class_at(root: &RootView, file: FileId, pos: Pos) -> Option<usize> {
    let locks = &root.locks;
    let uses = locks.uses_in(file);
    let within = |one: &&Use| one.location.span.start <= pos && pos <= one.location.span.end;
    let innermost = uses.iter().filter(within).max_by_key(|one| one.location.span.start);
    if let Some(one) = innermost {
        return Some(one.class);
    }
    let declared = locks.classes.iter().position(|class| {
        class.declared.is_some_and(|at| {
            at.file == file
                && at.span.start.line <= pos.line
                && pos.line <= at.span.end.line
                && at.span.start <= pos
                && pos <= at.span.end
        })
    });
    declared.or_else(|| guard_at(root, uses, pos))
}

/// The class whose guard the variable at a position is: that of the last `let` of its name before, in its function.
fn guard_at(root: &RootView, uses: &[Use], pos: Pos) -> Option<usize> {
    let file = uses.first()?.location.file;
    let text: Vec<&str> = root.text(file).lines().collect();
    let name = word_at(text.get(pos.line as usize)?, pos.column as usize)?;
    let here = concheck_analyzer::text::Location {
        file,
        span: concheck_analyzer::text::Span { start: pos, end: pos },
    };
    let function = root.locks.function_at(here)?;
    let binds = |one: &&Use| {
        let start = one.location.span.start;
        let before: String = text
            .get(start.line as usize)
            .into_iter()
            .flat_map(|line| line.chars().take(start.column as usize))
            .collect();
        let mut words =
            before.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
        words.next() == Some("let") && words.find(|word| *word != "mut") == Some(name.as_str())
    };
    uses.iter()
        .filter(|one| function.span.contains(one.location.span) && one.location.span.start.line <= pos.line)
        .filter(binds)
        .max_by_key(|one| one.location.span.start)
        .map(|one| one.class)
}

fn word_at(line: &str, column: usize) -> Option<String> {
    let chars: Vec<char> = line.chars().collect();
    let is_word = |index: &usize| chars.get(*index).is_some_and(|c| c.is_alphanumeric() || *c == '_');
    let start = (0..column).rev().take_while(is_word).last().unwrap_or(column);
    let word: String = (start..chars.len()).take_while(is_word).map(|index| chars[index]).collect();
    (!word.is_empty()).then_some(word)
}

/// Some classes by their names.
pub(super) fn names(locks: &Locks, classes: &[usize]) -> String {
    let names: Vec<String> =
        classes.iter().take(MOST).map(|class| format!("`{}`", locks.classes[*class].name)).collect();
    names.join(", ")
}

/// So many places.
pub(super) fn places(count: usize) -> String {
    if count == 1 { "1 place".into() } else { format!("{count} places") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_at_any_of_their_ends() {
        let line = "let äß = g;";
        assert_eq!(word_at(line, 4).as_deref(), Some("äß"));
        assert_eq!(word_at(line, 6).as_deref(), Some("äß"));
        assert_eq!(word_at(line, 7), None);
        assert_eq!(word_at(line, 99), None);
    }
}
