//! What can be done about a finding: its own edits, annotations, suppressions, and going to its other side.

mod annotate;
mod suppress;

use std::collections::HashMap;

use concheck_analyzer::finding::Fix;
use concheck_analyzer::suppress::UNUSED_ALLOW;
use concheck_analyzer::syntax;
use concheck_analyzer::text::{FileId, Location as Place, Pos, Span};
use tower_lsp::ls_types::*;

use super::capabilities::SHOW;
use super::{PATIENCE, Shared, argument, convert};
use crate::position::Lines;
use crate::session::{RootView, Shown};

/// A text to put into a file, and what the user is told of it.
struct Insertion {
    title: String,
    file: FileId,
    at: Pos,
    text: String,
}

impl Shared {
    /// The actions for the findings at a range.
    pub(super) fn actions(&self, params: &CodeActionParams) -> Option<CodeActionResponse> {
        let wanted = params.context.only.as_ref().is_none_or(|kinds| {
            kinds.iter().any(|kind| kind.as_str().is_empty() || kind.as_str().starts_with("quickfix"))
        });
        if !self.negotiated().literal_actions || !wanted {
            return None;
        }
        let path = convert::path_of(&params.text_document.uri)?;
        let snapshot = self.session.snapshot();
        let (root, file) = snapshot.file(&path)?;
        // Edits for a text that has changed since would land anywhere.
        let buffer = self.session.buffer(&path);
        if buffer.as_ref().is_some_and(|buffer| *buffer.text != *root.text(file)) {
            return None;
        }
        let lines = Lines::new(root.text(file), self.negotiated().encoding);
        let mut actions = Vec::new();
        for shown in root.findings_of(file) {
            let at = convert::range(&lines, shown.finding.primary.location.span);
            if at.end < params.range.start || params.range.end < at.start {
                continue;
            }
            let diagnostic = self.diagnostic(root, &lines, shown);
            if let Some(fix) = &shown.finding.fix
                && let Some(edit) = self.fix(root, fix)
            {
                actions.push(action(fix.title.clone(), edit, &diagnostic, fix.is_certain()));
            }
            let mut insertions = annotate::annotations(root, shown);
            if shown.finding.rule != UNUSED_ALLOW {
                insertions.extend(suppress::suppressions(root, file, shown));
            }
            for Insertion { title, file, at, text } in insertions {
                if let Some(edit) = self.edit(root, vec![(file, Span { start: at, end: at }, text)]) {
                    actions.push(action(title, edit, &diagnostic, false));
                }
            }
            if self.negotiated().shows_documents
                && let Some(place) = other_side(shown)
                && let Some(location) = self.location(root, place.location)
            {
                let title = format!("Go to the other side: {}", place.label);
                actions.push(CodeActionOrCommand::CodeAction(CodeAction {
                    title: title.clone(),
                    kind: Some(CodeActionKind::QUICKFIX),
                    diagnostics: Some(vec![diagnostic]),
                    command: Some(Command {
                        title,
                        command: SHOW.into(),
                        arguments: Some(vec![argument(&location)]),
                    }),
                    ..CodeAction::default()
                }));
            }
        }
        Some(actions)
    }

    /// Runs a command of ours.
    pub(super) fn execute(&self, params: &ExecuteCommandParams) {
        let location = params.arguments.first().cloned().and_then(|value| serde_json::from_value(value).ok());
        let Some(Location { uri, range }) = location.filter(|_| params.command == SHOW) else {
            self.log(MessageType::WARNING, format!("unknown command: {}", params.command));
            return;
        };
        let client = self.client.clone();
        tokio::spawn(async move {
            let show = client.show_document(ShowDocumentParams {
                uri,
                external: Some(false),
                take_focus: Some(true),
                selection: Some(range),
            });
            // It is shown or it is not.
            let _ = tokio::time::timeout(PATIENCE, show).await;
        });
    }

    /// The other places of the findings at a position.
    pub(super) fn other_sides(&self, uri: &Uri, at: Position) -> Vec<Location> {
        let Some(path) = convert::path_of(uri) else { return Vec::new() };
        let snapshot = self.session.snapshot();
        let Some((root, file)) = snapshot.file(&path) else { return Vec::new() };
        let lines = Lines::new(root.text(file), self.negotiated().encoding);
        let here = root.findings_of(file).iter().filter(|shown| {
            let range = convert::range(&lines, shown.finding.primary.location.span);
            range.start <= at && at <= range.end
        });
        here.filter_map(|shown| self.location(root, other_side(shown)?.location)).collect()
    }

    fn fix(&self, root: &RootView, fix: &Fix) -> Option<WorkspaceEdit> {
        let edits = fix.edits.iter().map(|edit| (edit.location.file, edit.location.span, edit.text.clone()));
        self.edit(root, edits.collect())
    }

    fn edit(&self, root: &RootView, edits: Vec<(FileId, Span, String)>) -> Option<WorkspaceEdit> {
        let mut files: Vec<(FileId, Vec<TextEdit>)> = Vec::new();
        for (file, span, new_text) in edits {
            let lines = Lines::new(root.text(file), self.negotiated().encoding);
            let edit = TextEdit { range: convert::range(&lines, span), new_text };
            match files.iter_mut().find(|(known, _)| *known == file) {
                Some((_, edits)) => edits.push(edit),
                None => files.push((file, vec![edit])),
            }
        }
        if !self.negotiated().document_changes {
            let mut changes = HashMap::new();
            for (file, edits) in files {
                changes.insert(self.uri(&root.path_of(file)?)?, edits);
            }
            return Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
        }
        let mut documents = Vec::new();
        for (file, edits) in files {
            documents.push(TextDocumentEdit {
                text_document: OptionalVersionedTextDocumentIdentifier {
                    uri: self.uri(&root.path_of(file)?)?,
                    version: root.version(file),
                },
                edits: edits.into_iter().map(OneOf::Left).collect(),
            });
        }
        let changes = Some(DocumentChanges::Edits(documents));
        Some(WorkspaceEdit { document_changes: changes, ..WorkspaceEdit::default() })
    }
}

fn action(
    title: String,
    edit: WorkspaceEdit,
    diagnostic: &Diagnostic,
    preferred: bool,
) -> CodeActionOrCommand {
    CodeActionOrCommand::CodeAction(CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic.clone()]),
        edit: Some(edit),
        is_preferred: Some(preferred),
        ..CodeAction::default()
    })
}

/// The place that has to be seen beside the primary one: the one farthest from it, another file's before all.
fn other_side(shown: &Shown) -> Option<&concheck_analyzer::finding::Site> {
    let primary = shown.finding.primary.location;
    shown.finding.related.iter().filter(|place| place.location != primary).max_by_key(|place| {
        let lines = place.location.span.start.line.abs_diff(primary.span.start.line);
        (place.location.file != primary.file, place.item != shown.finding.primary.item, lines)
    })
}

/// A line of its own above a line, indented as that is.
fn above(root: &RootView, file: FileId, line: u32, text: &str, title: String) -> Insertion {
    let code = root.text(file).lines().nth(line as usize).unwrap_or_default();
    let indent: String = code.chars().take_while(|c| c.is_whitespace()).collect();
    let at = Pos { line, column: u32::try_from(indent.chars().count()).unwrap_or(u32::MAX) };
    Insertion { title, file, at, text: format!("{text}\n{indent}") }
}

/// The line on which the code of the top-level item around a place begins: behind comments and attributes of one line.
fn item_line(root: &RootView, at: Place) -> Option<u32> {
    let text = root.text(at.file);
    let start: usize = text.split_inclusive('\n').take(at.span.start.line as usize).map(str::len).sum();
    let unit = syntax::units(text).into_iter().find(|unit| unit.contains(&start) || start <= unit.start)?;
    let before = text[..unit.start].matches('\n').count();
    let is_code = |line: &str| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with("//") && !line.starts_with("#[")
    };
    let line = before + text[unit.start..].lines().position(is_code)?;
    u32::try_from(line).ok()
}
