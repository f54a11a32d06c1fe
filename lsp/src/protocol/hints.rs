//! What stands beside the code: lines above lock fields, and which locks are held at a call.

use tower_lsp::ls_types::*;

use super::hover::{names, places};
use super::{Shared, convert};
use crate::position::Lines;

impl Shared {
    /// The lines above the lock fields of a file.
    pub(super) fn lenses(&self, uri: &Uri) -> Option<Vec<CodeLens>> {
        if self.state().settings.no_code_lens {
            return None;
        }
        let path = convert::path_of(uri)?;
        let snapshot = self.session.snapshot();
        let (root, file) = snapshot.file(&path)?;
        let lines = Lines::new(root.text(file), self.negotiated().encoding);
        let locks = &root.locks;
        let mut lenses = Vec::new();
        for (class, lock) in locks.classes.iter().enumerate() {
            let Some(declared) = lock.declared.filter(|at| at.file == file) else { continue };
            let uses = locks.uses_of(class).count();
            let mut title = format!("acquired in {}", places(uses));
            for (word, others) in [("after", locks.before(class)), ("before", locks.after(class))] {
                if !others.is_empty() {
                    title.push_str(&format!(" \u{b7} {word} {}", names(locks, &others).replace('`', "")));
                }
            }
            if locks.in_cycle(class) {
                title.push_str(" \u{b7} in a circle");
            }
            // Without a command the title is shown and nothing happens on a click.
            let command = Some(Command { title, command: String::new(), arguments: None });
            lenses.push(CodeLens { range: convert::range(&lines, declared.span), command, data: None });
        }
        lenses.sort_by_key(|lens| lens.range.start);
        Some(lenses)
    }

    /// Which locks are held at calls and awaits.
    pub(super) fn hints(&self, params: &InlayHintParams) -> Option<Vec<InlayHint>> {
        if !self.state().settings.inlay_hints {
            return None;
        }
        let path = convert::path_of(&params.text_document.uri)?;
        let snapshot = self.session.snapshot();
        let (root, file) = snapshot.file(&path)?;
        let lines = Lines::new(root.text(file), self.negotiated().encoding);
        let mut hints: Vec<InlayHint> = Vec::new();
        for held in root.locks.held_in(file) {
            let range = convert::range(&lines, held.location.span);
            if range.end < params.range.start || params.range.end < range.start {
                continue;
            }
            // One hint a line says enough.
            if hints.last().is_some_and(|last| last.position.line == range.end.line) {
                continue;
            }
            let locks = names(&root.locks, &held.classes).replace('`', "");
            hints.push(InlayHint {
                position: range.end,
                label: InlayHintLabel::String(format!("holds {locks}")),
                kind: None,
                text_edits: None,
                tooltip: None,
                padding_left: Some(true),
                padding_right: Some(true),
                data: None,
            });
        }
        Some(hints)
    }
}
