//! What stands beside the code: lines above lock fields, which locks are held at a call, and where they are released.

use serde_json::{Value, json};
use tower_lsp::ls_types::*;

use super::capabilities::PLACES;
use super::hover::{names, places};
use super::{Shared, argument, convert};
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
                title.push_str(" \u{b7} in a cycle");
            }
            let range = convert::range(&lines, declared.span);
            let command = if self.negotiated().shows_places {
                let taken = locks.uses_of(class).filter_map(|one| self.location(root, one.location));
                let taken: Vec<Value> = taken.map(|location| argument(&location)).collect();
                let arguments = vec![json!(uri.as_str()), json!(range.start), json!(taken)];
                Command { title, command: PLACES.into(), arguments: Some(arguments) }
            } else {
                // Without a command the title is shown and nothing happens on a click.
                Command { title, command: String::new(), arguments: None }
            };
            lenses.push(CodeLens { range, command: Some(command), data: None });
        }
        lenses.sort_by_key(|lens| lens.range.start);
        Some(lenses)
    }

    /// Which locks are held at calls and awaits, and where guards are released.
    pub(super) fn hints(&self, params: &InlayHintParams) -> Option<Vec<InlayHint>> {
        if !self.state().settings.inlay_hints {
            return None;
        }
        let path = convert::path_of(&params.text_document.uri)?;
        let snapshot = self.session.snapshot();
        let (root, file) = snapshot.file(&path)?;
        let lines = Lines::new(root.text(file), self.negotiated().encoding);
        let mut hints: Vec<InlayHint> = Vec::new();
        let within = |range: &Range| params.range.start <= range.end && range.start <= params.range.end;
        for held in root.locks.held_in(file) {
            let range = convert::range(&lines, held.location.span);
            // One hint a line says enough.
            if within(&range) && hints.last().is_none_or(|last| last.position.line != range.end.line) {
                hints.push(hint(range.end, "holds", &names(&root.locks, &held.classes)));
            }
        }
        for same in root.locks.ends_in(file).chunk_by(|a, b| a.location == b.location) {
            let range = convert::range(&lines, same[0].location.span);
            if within(&range) {
                let classes: Vec<usize> = same.iter().flat_map(|end| end.classes.iter().copied()).collect();
                hints.push(hint(range.end, "releases", &names(&root.locks, &classes)));
            }
        }
        hints.sort_by_key(|hint| hint.position);
        Some(hints)
    }
}

fn hint(position: Position, what: &str, locks: &str) -> InlayHint {
    InlayHint {
        position,
        label: InlayHintLabel::String(format!("{what} {}", locks.replace('`', ""))),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: Some(true),
        data: None,
    }
}
