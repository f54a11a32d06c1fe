//! Findings as diagnostics, for clients that ask and for clients that listen.

use std::hash::{Hash, Hasher};
use std::path::Path;

use concheck_analyzer::finding::{Level, Site};
use concheck_analyzer::rules::RULES;
use concheck_analyzer::suppress::UNUSED_ALLOW;
use concheck_analyzer::text::{FileId, clean};
use rustc_hash::FxHasher;
use tower_lsp::ls_types::*;

use super::settings::Scope;
use super::{Shared, address, convert};
use crate::position::Lines;
use crate::session::{RootView, Shown, Snapshot};

/// Where the rules are documented.
const RULE_DOCS: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/analyzer/src/rules/");

impl Shared {
    /// The findings in a file.
    pub(super) fn diagnostics(&self, root: &RootView, file: FileId) -> Vec<Diagnostic> {
        let lines = Lines::new(root.text(file), self.negotiated().encoding);
        root.findings_of(file).iter().map(|shown| self.diagnostic(root, &lines, shown)).collect()
    }

    /// The findings in the file at `path`, if there is something to say about it.
    pub(super) fn diagnostics_at(&self, snapshot: &Snapshot, path: &Path) -> Vec<Diagnostic> {
        if let Some((root, file)) = snapshot.file(path) {
            return self.diagnostics(root, file);
        }
        let notes = snapshot.roots.iter().filter_map(|root| root.note.as_ref());
        notes
            .filter(|note| note.path == path)
            .take(1)
            .map(|note| {
                let at = Position { line: note.at.line, character: note.at.column };
                Diagnostic {
                    range: Range { start: at, end: Position { character: at.character + 1, ..at } },
                    severity: Some(DiagnosticSeverity::ERROR),
                    source: Some("concheck".into()),
                    message: clean::sentence(&note.message).into_owned(),
                    ..Diagnostic::default()
                }
            })
            .collect()
    }

    pub(super) fn diagnostic(&self, root: &RootView, lines: &Lines<'_>, shown: &Shown) -> Diagnostic {
        let (finding, client) = (&shown.finding, self.negotiated());
        let mut message = finding.message.clone();
        if !finding.help.is_empty() {
            message.push_str(&format!("\nhelp: {}", finding.help));
        }
        let mut related = None;
        if client.related {
            let places = finding.related.iter().filter_map(|place| self.related(root, place));
            related = Some(places.collect());
        } else {
            for place in &finding.related {
                let path = root.sources.files.get(place.location.file.0 as usize);
                let (path, line) = (path.map_or("?", |file| &file.path), place.location.span.start.line + 1);
                message.push_str(&format!("\n{path}:{line}: {}", place.label));
            }
        }
        Diagnostic {
            range: convert::range(lines, finding.primary.location.span),
            severity: Some(match shown.level {
                Level::Deny => DiagnosticSeverity::ERROR,
                Level::Warn | Level::Allow => DiagnosticSeverity::WARNING,
            }),
            code: Some(NumberOrString::String(finding.rule.to_owned())),
            code_description: client.code_description.then(|| documentation(finding.rule)).flatten(),
            source: Some("concheck".into()),
            message,
            related_information: related,
            tags: (client.tags && finding.rule == UNUSED_ALLOW).then(|| vec![DiagnosticTag::UNNECESSARY]),
            data: None,
        }
    }

    fn related(&self, root: &RootView, place: &Site) -> Option<DiagnosticRelatedInformation> {
        let message = match place.item.as_str() {
            "" => place.label.clone(),
            item => format!("{} (in `{item}`)", place.label),
        };
        Some(DiagnosticRelatedInformation { location: self.location(root, place.location)?, message })
    }

    /// A place as the client opens it.
    pub(super) fn location(
        &self,
        root: &RootView,
        at: concheck_analyzer::text::Location,
    ) -> Option<Location> {
        let lines = Lines::new(root.text(at.file), self.negotiated().encoding);
        Some(Location { uri: self.uri(&root.path_of(at.file)?)?, range: convert::range(&lines, at.span) })
    }

    /// Answers a client that asks for the findings of one file, as soon as all changes so far are analysed.
    pub(super) async fn answer(&self, uri: Uri, previous: Option<String>) -> DocumentDiagnosticReport {
        *self.state().asking.entry(uri.clone()).or_default() += 1;
        // Given back also when the client takes its question back.
        let _asking = Asking { shared: self, uri: &uri };
        let snapshot = self.settle().await;
        let path = convert::path_of(&uri);
        let items = path.map(|path| self.diagnostics_at(&snapshot, &path)).unwrap_or_default();
        let result_id = result_id(&items);
        self.state().answered.insert(uri.clone(), result_id.clone());
        if previous.as_ref() == Some(&result_id) {
            return RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            }
            .into();
        }
        RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: Some(result_id),
                items,
            },
        }
        .into()
    }

    /// Answers a client that asks for the findings of all files: those that are not open, if they are wanted.
    pub(super) async fn answer_for_all(&self, previous: Vec<PreviousResultId>) -> WorkspaceDiagnosticReport {
        let snapshot = self.settle().await;
        let (open, all) = {
            let state = self.state();
            let open: Vec<Uri> = state.documents.values().cloned().collect();
            (open, state.settings.scope == Scope::Workspace)
        };
        let mut found: Vec<(Uri, Vec<Diagnostic>)> = Vec::new();
        for root in snapshot.roots.iter().filter(|_| all) {
            for file in root.files().filter(|file| !root.findings_of(*file).is_empty()) {
                let uri = root.path_of(file).and_then(|path| self.uri(&path));
                if let Some(uri) = uri.filter(|uri| snapshot.owns(root, file) && !open.contains(uri)) {
                    found.push((uri, self.diagnostics(root, file)));
                }
            }
        }
        // A configuration is in no editor's list of Rust files, and what is wrong with it is wanted all the same.
        for note in snapshot.roots.iter().filter_map(|root| root.note.as_ref()) {
            if let Some(uri) = self.uri(&note.path).filter(|uri| !open.contains(uri)) {
                found.push((uri, self.diagnostics_at(&snapshot, &note.path)));
            }
        }
        let mut items = Vec::new();
        for previous in &previous {
            // What the client still shows and nothing is found in any more.
            if !found.iter().any(|(uri, _)| *uri == previous.uri) && !open.contains(&previous.uri) {
                found.push((previous.uri.clone(), Vec::new()));
            }
        }
        for (uri, diagnostics) in found {
            let result_id = result_id(&diagnostics);
            let known = previous.iter().any(|previous| previous.uri == uri && previous.value == result_id);
            items.push(if known {
                WorkspaceUnchangedDocumentDiagnosticReport {
                    uri,
                    version: None,
                    unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
                }
                .into()
            } else {
                WorkspaceFullDocumentDiagnosticReport {
                    uri,
                    version: None,
                    full_document_diagnostic_report: FullDocumentDiagnosticReport {
                        result_id: Some(result_id),
                        items: diagnostics,
                    },
                }
                .into()
            });
        }
        WorkspaceDiagnosticReport { items }
    }

    /// Whether a file is shown differently from what was answered last, and nobody is asking already.
    pub(super) fn answer_is_out_of_date(&self, snapshot: &Snapshot) -> bool {
        let answered: Vec<(Uri, String)> = {
            let state = self.state();
            let asked_for = state.answered.iter().filter(|(uri, _)| !state.asking.contains_key(uri));
            asked_for.map(|(uri, id)| (uri.clone(), id.clone())).collect()
        };
        answered.iter().any(|(uri, id)| {
            let path = convert::path_of(uri);
            let now = path.map(|path| self.diagnostics_at(snapshot, &path)).unwrap_or_default();
            result_id(&now) != *id
        })
    }
}

/// A question that is open.
struct Asking<'s> {
    shared: &'s Shared,
    uri: &'s Uri,
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        if let Some(count) = state.asking.get_mut(self.uri) {
            *count -= 1;
            if *count == 0 {
                state.asking.remove(self.uri);
            }
        }
    }
}

/// What stands for these diagnostics: the same for the same ones.
pub(super) fn result_id(diagnostics: &[Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    serde_json::to_string(diagnostics).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn documentation(rule: &str) -> Option<CodeDescription> {
    let known = RULES.iter().any(|known| known.name == rule);
    Some(CodeDescription { href: known.then(|| address(&format!("{RULE_DOCS}{rule}.md"))).flatten()? })
}
