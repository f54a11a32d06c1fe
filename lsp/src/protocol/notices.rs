//! What the server tells on its own: findings, progress, lines of the log.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use concheck_analyzer::text::clean;
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinHandle;
use tower_lsp::ls_types::*;
use tower_lsp::{NotCancellable, OngoingProgress, Unbounded};

use super::diagnostics::result_id;
use super::settings::Scope;
use super::{Event, PATIENCE, Shared, StatusChanged};
use crate::session::{Notice, Severity, Snapshot};

/// What the client shows: the version, if it has one, and what stands for the diagnostics.
type Published = BTreeMap<PathBuf, (Uri, Option<i32>, String)>;

/// The work that is shown to be going on.
type Ongoing = JoinHandle<Option<OngoingProgress<Unbounded, NotCancellable>>>;

/// Tells the client what happens, in order.
pub(super) async fn run(shared: Arc<Shared>, mut events: UnboundedReceiver<Event>) {
    let mut published = Published::new();
    let mut ongoing: Option<Ongoing> = None;
    let mut count = 0_u64;
    while let Some(event) = events.recv().await {
        match event {
            Event::Session(Notice::Begin(title)) => {
                tell(&shared, || json!({ "analysed": false })).await;
                if shared.negotiated().progress && ongoing.is_none() {
                    count += 1;
                    let token = NumberOrString::String(format!("concheck/{count}"));
                    ongoing = Some(tokio::spawn(begin(Arc::clone(&shared), token, title)));
                }
            }
            Event::Session(Notice::End) => {
                if let Some(begun) = ongoing.take() {
                    tokio::spawn(async move {
                        if let Ok(Some(progress)) = begun.await {
                            progress.finish().await;
                        }
                    });
                }
            }
            Event::Session(Notice::Log(severity, message)) => {
                let severity = match severity {
                    Severity::Info => MessageType::INFO,
                    Severity::Warning => MessageType::WARNING,
                    Severity::Error => MessageType::ERROR,
                };
                shared.client.log_message(severity, clean::line(&message)).await;
            }
            Event::Session(Notice::GivenUp(message)) => {
                shared.client.show_message(MessageType::WARNING, clean::line(&message)).await;
            }
            Event::Session(Notice::Analysed(snapshot)) => {
                // Whoever waits for it is to be answered first.
                shared.done.send_replace(snapshot.generation);
                tokio::task::yield_now().await;
                show(&shared, &snapshot, &mut published).await;
                tell(&shared, || status(&snapshot, shared.session.generation())).await;
                refresh(&shared);
            }
            Event::Sync => {
                let snapshot = shared.session.snapshot();
                show(&shared, &snapshot, &mut published).await;
            }
        }
    }
}

/// Tells how far the analysis is, to clients that show it.
async fn tell(shared: &Shared, status: impl FnOnce() -> Value) {
    if shared.negotiated().shows_status {
        shared.client.send_notification::<StatusChanged>(status()).await;
    }
}

async fn begin(
    shared: Arc<Shared>,
    token: ProgressToken,
    title: String,
) -> Option<OngoingProgress<Unbounded, NotCancellable>> {
    let create = shared.client.create_work_done_progress(token.clone());
    tokio::time::timeout(PATIENCE, create).await.ok()?.ok()?;
    Some(shared.client.progress(token, format!("concheck: {title}")).begin().await)
}

/// Brings what the client shows up to date.
async fn show(shared: &Arc<Shared>, snapshot: &Snapshot, published: &mut Published) {
    if shared.negotiated().pulls {
        if shared.answer_is_out_of_date(snapshot) {
            let shared = Arc::clone(shared);
            tokio::spawn(async move {
                let refresh = shared.client.workspace_diagnostic_refresh();
                // A client that does not answer asks again by itself, or never.
                let _ = tokio::time::timeout(PATIENCE, refresh).await;
            });
        }
        return;
    }
    let (open, scope) = {
        let state = shared.state();
        (state.documents.clone(), state.settings.scope)
    };
    let mut paths: Vec<PathBuf> = open.keys().cloned().collect();
    for root in snapshot.roots.iter().filter(|_| scope == Scope::Workspace) {
        let found =
            root.files().filter(|file| !root.findings_of(*file).is_empty() && snapshot.owns(root, *file));
        paths.extend(found.filter_map(|file| root.path_of(file)));
    }
    paths.extend(snapshot.roots.iter().filter_map(|root| Some(root.note.as_ref()?.path.clone())));
    paths.sort();
    paths.dedup();

    for path in &paths {
        let known = snapshot.file(path);
        let version = known.and_then(|(root, file)| root.version(file));
        // A text that was opened or changed since is not yet analysed.
        if known.is_some() && open.contains_key(path) && version.is_none() {
            continue;
        }
        let Some(uri) = shared.uri(path) else { continue };
        let diagnostics = shared.diagnostics_at(snapshot, path);
        // Of what is not analysed, nothing is said.
        if known.is_none() && diagnostics.is_empty() && !published.contains_key(path) {
            continue;
        }
        let now = (uri.clone(), version, result_id(&diagnostics));
        if published.get(path) == Some(&now) {
            continue;
        }
        published.insert(path.clone(), now);
        let version = version.filter(|_| shared.negotiated().versioned);
        shared.client.publish_diagnostics(uri, diagnostics, version).await;
    }
    let gone: Vec<PathBuf> =
        published.keys().filter(|path| paths.binary_search(path).is_err()).cloned().collect();
    for path in gone {
        if let Some((uri, ..)) = published.remove(&path) {
            shared.client.publish_diagnostics(uri, Vec::new(), None).await;
        }
    }
}

/// Asks the client to ask again for what is shown beside the code.
fn refresh(shared: &Arc<Shared>) {
    let (lenses, hints) = {
        let state = shared.state();
        (!state.settings.no_code_lens, state.settings.inlay_hints)
    };
    let (lenses, hints) =
        (lenses && shared.negotiated().refreshes_lenses, hints && shared.negotiated().refreshes_hints);
    let shared = Arc::clone(shared);
    tokio::spawn(async move {
        if lenses {
            let _ = tokio::time::timeout(PATIENCE, shared.client.code_lens_refresh()).await;
        }
        if hints {
            let _ = tokio::time::timeout(PATIENCE, shared.client.inlay_hint_refresh()).await;
        }
    });
}

/// How far the analysis is, in numbers.
pub(super) fn status(snapshot: &Snapshot, generation: u64) -> Value {
    let files: usize = snapshot.roots.iter().map(|root| root.sources.files.len()).sum();
    let findings: usize = snapshot.roots.iter().map(|root| root.findings.len()).sum();
    json!({
        "analysed": snapshot.generation >= generation,
        "files": files,
        "findings": findings,
        "costMs": snapshot.cost.as_secs_f64() * 1e3,
        "debounceMs": snapshot.debounce.as_secs_f64() * 1e3,
    })
}
