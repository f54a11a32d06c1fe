//! What client and server can do.

use serde_json::json;
use tower_lsp::ls_types::*;

use crate::position::Encoding;

/// Commands that the server runs.
pub(super) const SHOW: &str = "concheck.show";

/// A command of the client, which shows a list of places: a document, a position in it, the places.
pub(super) const PLACES: &str = "concheck.showPlaces";

/// What was agreed upon.
#[derive(Clone, Debug, Default)]
pub(super) struct Negotiated {
    pub(super) encoding: Encoding,
    /// The client asks for diagnostics and can be told to ask again; else they are sent.
    pub(super) pulls: bool,
    pub(super) related: bool,
    pub(super) tags: bool,
    pub(super) code_description: bool,
    pub(super) versioned: bool,
    pub(super) document_changes: bool,
    pub(super) literal_actions: bool,
    pub(super) shows_documents: bool,
    pub(super) watches: bool,
    pub(super) configuration: bool,
    pub(super) progress: bool,
    pub(super) refreshes_lenses: bool,
    pub(super) refreshes_hints: bool,
    pub(super) markdown: bool,
    /// The client shows how far the analysis is: `experimental.concheckStatus`.
    pub(super) shows_status: bool,
    /// The client has a command that shows a list of places: `experimental.concheckPlaces`.
    pub(super) shows_places: bool,
}

impl Negotiated {
    pub(super) fn of(client: &ClientCapabilities) -> Negotiated {
        let workspace = client.workspace.clone().unwrap_or_default();
        let text = client.text_document.clone().unwrap_or_default();
        let window = client.window.clone().unwrap_or_default();
        let published = text.publish_diagnostics.unwrap_or_default();
        let pulled = text.diagnostic;
        let refreshes = workspace.diagnostics.and_then(|it| it.refresh_support) == Some(true);
        let pulls = refreshes && pulled.is_some();
        let pulled = pulled.unwrap_or_default();
        let either = |a: Option<bool>, b: Option<bool>| a == Some(true) || pulls && b == Some(true);
        let offered = client.general.as_ref().and_then(|general| general.position_encodings.clone());
        Negotiated {
            encoding: encoding(&offered.unwrap_or_default()),
            pulls,
            related: either(published.related_information, pulled.related_information),
            tags: published.tag_support.is_some() || pulls && pulled.tag_support.is_some(),
            code_description: either(published.code_description_support, pulled.code_description_support),
            versioned: published.version_support == Some(true),
            document_changes: workspace.workspace_edit.and_then(|edit| edit.document_changes) == Some(true),
            literal_actions: text
                .code_action
                .is_some_and(|actions| actions.code_action_literal_support.is_some()),
            shows_documents: window.show_document.is_some_and(|it| it.support),
            watches: workspace.did_change_watched_files.and_then(|it| it.dynamic_registration) == Some(true),
            configuration: workspace.configuration == Some(true),
            progress: window.work_done_progress == Some(true),
            refreshes_lenses: workspace.code_lens.and_then(|it| it.refresh_support) == Some(true),
            refreshes_hints: workspace.inlay_hint.and_then(|it| it.refresh_support) == Some(true),
            markdown: text
                .hover
                .and_then(|hover| hover.content_format)
                .is_none_or(|formats| formats.is_empty() || formats.contains(&MarkupKind::Markdown)),
            shows_status: own(client, "concheckStatus"),
            shows_places: own(client, "concheckPlaces"),
        }
    }

    pub(super) fn server_capabilities(&self) -> ServerCapabilities {
        let position_encoding = match self.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        };
        let diagnostics = DiagnosticServerCapabilities::Options(DiagnosticOptions {
            identifier: Some("concheck".into()),
            inter_file_dependencies: true,
            workspace_diagnostics: true,
            ..DiagnosticOptions::default()
        });
        ServerCapabilities {
            position_encoding: Some(position_encoding),
            text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
                    include_text: Some(false),
                })),
                ..TextDocumentSyncOptions::default()
            })),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
                ..CodeActionOptions::default()
            })),
            code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
            inlay_hint_provider: Some(OneOf::Left(true)),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: vec![SHOW.into()],
                ..ExecuteCommandOptions::default()
            }),
            diagnostic_provider: self.pulls.then_some(diagnostics),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: None,
            }),
            ..ServerCapabilities::default()
        }
    }
}

/// Whether the client has a capability of ours.
fn own(client: &ClientCapabilities, name: &str) -> bool {
    client.experimental.as_ref().is_some_and(|other| other.get(name) == Some(&json!(true)))
}

/// The first of the client's encodings that there is; an old client offers none and means UTF-16.
fn encoding(offered: &[PositionEncodingKind]) -> Encoding {
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    offered.iter().find_map(known).unwrap_or_default()
}

/// The folders that the client names, in whichever of three ways.
pub(super) fn folders(params: &InitializeParams) -> Vec<Uri> {
    if let Some(folders) = &params.workspace_folders {
        return folders.iter().map(|folder| folder.uri.clone()).collect();
    }
    #[expect(deprecated, reason = "older clients know nothing else")]
    let (uri, path) = (&params.root_uri, &params.root_path);
    uri.clone().or_else(|| Uri::from_file_path(path.as_ref()?)).into_iter().collect()
}

/// Asks the client to watch files.
pub(super) fn watched_files() -> Registration {
    let globs = ["**/*.rs", "**/Cargo.toml", "**/concheck.toml"];
    Registration {
        id: "concheck.watch".into(),
        method: "workspace/didChangeWatchedFiles".into(),
        register_options: Some(json!({
            "watchers": globs.map(|glob| json!({ "globPattern": glob })),
        })),
    }
}
