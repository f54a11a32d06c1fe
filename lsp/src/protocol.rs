//! The Language Server Protocol on top of a [`Session`].
//!
//! Handlers of notifications change their state before they await anything, so that they cannot overtake each other
//! (see [`crate::transport`]). Handlers of requests answer from the last snapshot and never compute. What is asked of
//! the client is asked in tasks of their own, with a limit of time: a client that never answers holds up nobody.

mod actions;
mod capabilities;
mod convert;
mod diagnostics;
mod graph;
mod hints;
mod hover;
mod notices;
mod settings;

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use concheck_analyzer::report::pages;
use concheck_analyzer::text::clean;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::notification::Notification;
use tower_lsp::ls_types::*;
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use crate::position::LineUnit;
use crate::session::{Notice, Session, Snapshot};
use capabilities::Negotiated;
use settings::EditorSettings;

/// How long a client may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often a graph is drawn for one question, each time because an edit has made the last one stale.
const DRAWINGS: usize = 20;

/// `concheck/statusChanged`: what `concheck/status` says, or that work goes on; for clients that show it.
enum StatusChanged {}

impl Notification for StatusChanged {
    type Params = Value;
    const METHOD: &'static str = "concheck/statusChanged";
}

/// Makes the service, with a session of its own.
pub fn service() -> io::Result<(LspService<Server>, ClientSocket)> {
    let (events, received) = unbounded_channel();
    let (done, settled) = watch::channel(0);
    let from_session = events.clone();
    let session = Session::new(move |notice| {
        // What is sent while the server ends is nobody's business.
        let _ = from_session.send(Event::Session(notice));
    })?;
    Ok(LspService::build(|client| Server {
        shared: Arc::new(Shared {
            client,
            session,
            events,
            settled,
            done,
            received: Mutex::new(Some(received)),
            negotiated: OnceLock::new(),
            state: Mutex::default(),
        }),
    })
    .custom_method("concheck/lockGraph", Server::lock_graph)
    .custom_method("concheck/rules", Server::rules)
    .custom_method("concheck/explain", Server::explain)
    .custom_method("concheck/otherSide", Server::other_side)
    .custom_method("concheck/status", Server::status)
    .finish())
}

/// Whether a method is one that the server handles, or one that may be left alone (`$/…`).
pub fn knows(method: &str) -> bool {
    const KNOWN: [&str; 24] = [
        "concheck/explain",
        "concheck/lockGraph",
        "concheck/otherSide",
        "concheck/rules",
        "concheck/status",
        "exit",
        "initialize",
        "initialized",
        "shutdown",
        "textDocument/codeAction",
        "textDocument/codeLens",
        "textDocument/diagnostic",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/didOpen",
        "textDocument/didSave",
        "textDocument/hover",
        "textDocument/inlayHint",
        "window/workDoneProgress/cancel",
        "workspace/diagnostic",
        "workspace/didChangeConfiguration",
        "workspace/didChangeWatchedFiles",
        "workspace/didChangeWorkspaceFolders",
        "workspace/executeCommand",
    ];
    method.starts_with("$/") || KNOWN.contains(&method)
}

/// What there is to tell the client.
enum Event {
    /// The session says something.
    Session(Notice),
    /// What is shown has to be compared with what is known.
    Sync,
}

/// The server.
#[derive(Clone)]
pub struct Server {
    shared: Arc<Shared>,
}

struct Shared {
    client: Client,
    session: Session,
    events: UnboundedSender<Event>,
    /// The generation of the last snapshot that was told of.
    settled: watch::Receiver<u64>,
    done: watch::Sender<u64>,
    received: Mutex<Option<UnboundedReceiver<Event>>>,
    negotiated: OnceLock<Negotiated>,
    state: Mutex<State>,
}

/// What changes while the server runs.
#[derive(Default)]
struct State {
    /// The client's names of the open files, by their paths without symbolic links.
    documents: HashMap<PathBuf, Uri>,
    /// The folders as the client names them, and without symbolic links.
    folders: Vec<(PathBuf, PathBuf)>,
    /// A folder or file that stands in for folders that were not named.
    stand_ins: Vec<PathBuf>,
    settings: EditorSettings,
    /// What was answered last when diagnostics were asked for.
    answered: HashMap<Uri, String>,
    /// How many questions for diagnostics of a file are open.
    asking: HashMap<Uri, usize>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn negotiated(&self) -> &Negotiated {
        self.negotiated.get_or_init(Negotiated::default)
    }

    /// The path that a client's name stands for, without symbolic links. `None` for what is no file.
    fn path(&self, uri: &Uri) -> Option<PathBuf> {
        let path = convert::path_of(uri);
        if path.is_none() {
            self.log(MessageType::WARNING, format!("{} is not a file; ignored", uri.as_str()));
        }
        path
    }

    /// The client's name of a file.
    fn uri(&self, path: &Path) -> Option<Uri> {
        let state = self.state();
        if let Some(uri) = state.documents.get(path) {
            return Some(uri.clone());
        }
        let named =
            state.folders.iter().find_map(|(named, real)| Some(named.join(path.strip_prefix(real).ok()?)));
        Uri::from_file_path(named.as_deref().unwrap_or(path))
    }

    fn log(&self, severity: MessageType, message: String) {
        let client = self.client.clone();
        tokio::spawn(async move { client.log_message(severity, clean::line(&message)).await });
    }

    fn sync(&self) {
        // Without a receiver the server is ending.
        let _ = self.events.send(Event::Sync);
    }

    /// Waits until everything that has changed so far is analysed.
    async fn settle(&self) -> Arc<Snapshot> {
        let wanted = self.session.generation();
        let mut settled = self.settled.clone();
        // The sender lives as long as this.
        let _ = settled.wait_for(|generation| *generation >= wanted).await;
        self.session.snapshot()
    }

    /// Hands the folders to the session.
    fn use_folders(&self) {
        let roots = {
            let state = self.state();
            state
                .folders
                .iter()
                .map(|(_, real)| real.clone())
                .chain(state.stand_ins.iter().cloned())
                .collect()
        };
        self.session.set_roots(roots);
    }

    /// Asks the client for its settings.
    async fn ask_for_settings(self: Arc<Self>) {
        let item = ConfigurationItem { scope_uri: None, section: Some("concheck".into()) };
        let asked = tokio::time::timeout(PATIENCE, self.client.configuration(vec![item])).await;
        if let Ok(Ok(mut values)) = asked
            && let Some(value) = values.pop()
            && !value.is_null()
        {
            self.set_settings(&value);
        }
    }

    fn set_settings(&self, value: &Value) {
        let (settings, problems) = EditorSettings::of(value);
        for problem in problems {
            self.log(MessageType::WARNING, format!("settings: {problem}"));
        }
        let session = settings.session.clone();
        self.state().settings = settings;
        self.session.configure(session);
        self.sync();
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let shared = &self.shared;
        let negotiated = Negotiated::of(&params.capabilities);
        let capabilities = negotiated.server_capabilities();
        // The protocol allows this request once.
        let _ = shared.negotiated.set(negotiated);
        let folders = capabilities::folders(&params);
        shared.state().folders = folders.iter().filter_map(convert::folder).collect();
        if let Some(options) = &params.initialization_options {
            shared.set_settings(options.get("concheck").unwrap_or(options));
        }
        shared.use_folders();
        Ok(InitializeResult {
            capabilities,
            server_info: Some(ServerInfo {
                name: "concheck-lsp".into(),
                version: Some(env!("CARGO_PKG_VERSION").into()),
            }),
            offset_encoding: None,
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        let received = self.shared.received.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(received) = received {
            tokio::spawn(notices::run(Arc::clone(&self.shared), received));
        }
        let shared = Arc::clone(&self.shared);
        tokio::spawn(async move {
            if shared.negotiated().watches {
                let register = shared.client.register_capability(vec![capabilities::watched_files()]);
                // Without an answer there is nothing to undo.
                let _ = tokio::time::timeout(PATIENCE, register).await;
            }
            if shared.negotiated().configuration {
                shared.ask_for_settings().await;
            }
        });
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let Some(path) = self.shared.path(&document.uri) else { return };
        let alone = {
            let mut state = self.shared.state();
            state.documents.insert(path.clone(), document.uri);
            let is_new = !state.stand_ins.iter().any(|root| path.starts_with(root));
            let alone = state.folders.is_empty() && is_new && path.extension().is_some_and(|ext| ext == "rs");
            if alone {
                state.stand_ins.push(convert::stand_in(&path));
            }
            alone
        };
        if alone {
            self.shared.use_folders();
        }
        self.shared.session.open(&path, document.version, Arc::from(document.text));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let Some(path) = self.shared.path(&params.text_document.uri) else { return };
        let encoding = self.shared.negotiated().encoding;
        let known = self.shared.session.change(&path, params.text_document.version, |text| {
            for change in params.content_changes {
                let Some(range) = change.range else {
                    *text = change.text;
                    continue;
                };
                let start = encoding.offset(text, unit(range.start));
                let end = encoding.offset(text, unit(range.end));
                text.replace_range(start..end.max(start), &change.text);
            }
        });
        if !known {
            let message = format!("{} was changed but is not open", params.text_document.uri.as_str());
            self.shared.log(MessageType::WARNING, message);
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        if !self.shared.negotiated().watches
            && let Some(path) = self.shared.path(&params.text_document.uri)
        {
            self.shared.session.changed_on_disk(vec![path]);
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        let Some(path) = self.shared.path(&uri) else { return };
        {
            let mut state = self.shared.state();
            state.documents.remove(&path);
            state.answered.remove(&uri);
        }
        self.shared.session.close(&path);
        self.shared.sync();
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| convert::path_of(&change.uri)).collect();
        self.shared.session.changed_on_disk(paths);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        {
            let mut state = self.shared.state();
            for folder in &params.event.removed {
                let gone = convert::folder(&folder.uri);
                state.folders.retain(|known| gone.as_ref().is_none_or(|gone| known.0 != gone.0));
            }
            let added = params.event.added.iter().filter_map(|folder| convert::folder(&folder.uri));
            for folder in added.collect::<Vec<_>>() {
                if !state.folders.contains(&folder) {
                    state.folders.push(folder);
                }
            }
        }
        self.shared.use_folders();
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.shared.negotiated().configuration {
            tokio::spawn(Arc::clone(&self.shared).ask_for_settings());
        } else {
            let value = params.settings.get("concheck").unwrap_or(&params.settings);
            if !value.is_null() {
                self.shared.set_settings(value);
            }
        }
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        Ok(self.shared.answer(params.text_document.uri, params.previous_result_id).await.into())
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        Ok(self.shared.answer_for_all(params.previous_result_ids).await.into())
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        Ok(self.shared.actions(&params))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        self.shared.execute(&params);
        Ok(None)
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        Ok(self.shared.hover(&params.text_document_position_params))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        Ok(self.shared.lenses(&params.text_document.uri))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        Ok(self.shared.hints(&params))
    }
}

/// Where the other sides of a finding are wanted.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct OtherSideParams {
    text_document: TextDocumentIdentifier,
    position: Position,
}

/// Which rule is to be explained.
#[derive(Debug, Deserialize)]
struct ExplainParams {
    rule: String,
}

impl Server {
    /// `concheck/lockGraph`: the locks of each folder and their order, drawn, when all changes are analysed.
    async fn lock_graph(&self) -> Result<Value> {
        for _ in 0..DRAWINGS {
            self.shared.session.draw();
            let snapshot = self.shared.settle().await;
            // An edit that came meanwhile has made the maps stale.
            if snapshot.roots.iter().all(|root| root.map.is_some()) {
                // Pictures of large graphs take long, and questions of others are not to wait for them.
                let shared = Arc::clone(&self.shared);
                let drawn = tokio::task::spawn_blocking(move || shared.graphs(&snapshot));
                return drawn.await.map_err(|_| Error::internal_error());
            }
        }
        Err(Error {
            message: "the code changed before its analysis was done".into(),
            ..Error::content_modified()
        })
    }

    /// `concheck/rules`: what there is to explain.
    async fn rules(&self) -> Result<Value> {
        Ok(json!(pages::entries()))
    }

    /// `concheck/explain`: the page of a rule, in Markdown.
    async fn explain(&self, params: ExplainParams) -> Result<Value> {
        let entries = pages::entries();
        let entry = entries.iter().find(|entry| entry.name == params.rule);
        let entry = entry.ok_or_else(|| Error::invalid_params(format!("unknown rule `{}`", params.rule)))?;
        Ok(json!({ "rule": entry.name, "page": pages::page(entry) }))
    }

    /// `concheck/otherSide`: the other places of the findings at a position.
    async fn other_side(&self, params: OtherSideParams) -> Result<Vec<Location>> {
        Ok(self.shared.other_sides(&params.text_document.uri, params.position))
    }

    /// `concheck/status`: how far the analysis is and what it costs.
    async fn status(&self) -> Result<Value> {
        Ok(notices::status(&self.shared.session.snapshot(), self.shared.session.generation()))
    }
}

/// The client's name of a document, parsed; for addresses that are known to be good.
fn address(text: &str) -> Option<Uri> {
    Uri::from_str(text).ok()
}

fn unit(position: Position) -> LineUnit {
    LineUnit { line: position.line, column: position.character }
}

/// A place as arguments of a command.
fn argument(location: &Location) -> Value {
    json!({ "uri": location.uri.as_str(), "range": location.range })
}
