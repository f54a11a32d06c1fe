//! What an editor works on, without any protocol: folders, unsaved texts and settings go in, findings come out.
//!
//! A [`Session`] takes changes at once and never computes; one worker thread reads what changed, rebuilds the model and
//! runs the rules. Its result is a [`Snapshot`], complete and never changed afterwards, so that whoever asks for
//! something is answered from the last one while the next is being made.

mod locks;
mod mend;
mod root;
mod snapshot;
mod watch;
mod worker;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use concheck_analyzer::config::TestCode;
use concheck_analyzer::finding::{Confidence, Level};

pub use locks::{HeldAt, LockClass, Locks, Order, Use};
pub use snapshot::{Note, RootView, Shown, Snapshot};
pub use watch::Limits;

/// What the user may set in the editor; it comes after the configuration of the workspace, as flags of the command
/// line do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Rule, family or `all`, and its level; the last one wins.
    pub levels: Vec<(String, Level)>,
    /// The lowest confidence that is shown.
    pub confidence: Option<Confidence>,
    /// Configuration to read instead of the one that is found.
    pub config: Option<PathBuf>,
    /// How findings in test code are treated.
    pub test_code: Option<TestCode>,
    /// What is added to the configuration, written like a `concheck.toml` and known to be a good one.
    pub extra: String,
    /// How long to wait for more changes before work begins. `None`: as long as half an analysis takes.
    pub debounce: Option<Duration>,
    /// What a state may take.
    pub limits: Limits,
}

/// What a session tells on its own, on the worker's thread.
#[derive(Debug)]
pub enum Notice {
    /// Work that takes a while begins.
    Begin(String),
    /// It has ended.
    End,
    /// A new state is complete.
    Analysed(Arc<Snapshot>),
    /// Something for the log.
    Log(Severity, String),
    /// A state takes too much and will not come: what to tell the user.
    GivenUp(String),
}

/// How serious a line of the log is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Something could not be read.
    Warning,
    /// Something does not work.
    Error,
}

/// The text of a file that an editor has open.
#[derive(Clone, Debug)]
pub struct Buffer {
    /// The text.
    pub text: Arc<str>,
    /// The editor's number for it.
    pub version: i32,
}

/// What an editor works on.
pub struct Session {
    state: Mutex<State>,
    snapshot: Arc<Mutex<Arc<Snapshot>>>,
}

struct State {
    buffers: BTreeMap<PathBuf, Buffer>,
    generation: u64,
    /// The same, for those who work on an older one.
    newest: Arc<AtomicU64>,
    worker: Sender<(u64, worker::Change)>,
}

impl Session {
    /// Starts a session without any folder. `listener` is called on the worker's thread.
    pub fn new(listener: impl Fn(Notice) + Send + 'static) -> std::io::Result<Session> {
        let (worker, changes) = channel();
        let snapshot = Arc::new(Mutex::new(Arc::new(Snapshot::default())));
        let newest = Arc::default();
        worker::spawn(changes, Arc::clone(&newest), Arc::clone(&snapshot), Box::new(listener))?;
        let state = State { buffers: BTreeMap::new(), generation: 0, newest, worker };
        Ok(Session { state: Mutex::new(state), snapshot })
    }

    /// Names the folders (or single files) to analyse.
    pub fn set_roots(&self, roots: Vec<PathBuf>) {
        self.state().send(worker::Change::Roots(roots));
    }

    /// Changes the settings.
    pub fn configure(&self, settings: Settings) {
        self.state().send(worker::Change::Settings(settings));
    }

    /// A file is open in the editor: from now on `text` stands for it.
    pub fn open(&self, path: &Path, version: i32, text: Arc<str>) {
        let mut state = self.state();
        state.buffers.insert(path.to_path_buf(), Buffer { text: Arc::clone(&text), version });
        state.send(worker::Change::Text(path.to_path_buf(), Buffer { text, version }));
    }

    /// Changes the text of an open file. `false` if it is not open.
    pub fn change(&self, path: &Path, version: i32, edit: impl FnOnce(&mut String)) -> bool {
        let mut state = self.state();
        let Some(buffer) = state.buffers.get_mut(path) else { return false };
        let mut text = String::from(&*buffer.text);
        edit(&mut text);
        *buffer = Buffer { text: Arc::from(text), version };
        let buffer = buffer.clone();
        state.send(worker::Change::Text(path.to_path_buf(), buffer));
        true
    }

    /// A file is closed: what is on disk counts again.
    pub fn close(&self, path: &Path) {
        let mut state = self.state();
        if state.buffers.remove(path).is_some() {
            state.send(worker::Change::Closed(path.to_path_buf()));
        }
    }

    /// Files were changed, created or deleted on disk.
    pub fn changed_on_disk(&self, paths: Vec<PathBuf>) {
        self.state().send(worker::Change::Disk(paths));
    }

    /// Reads everything again.
    pub fn reload(&self) {
        self.state().send(worker::Change::Reload);
    }

    /// Asks for the maps of the locks: the next snapshot has them.
    pub fn draw(&self) {
        self.state().send(worker::Change::Draw);
    }

    /// The text of an open file.
    pub fn buffer(&self, path: &Path) -> Option<Buffer> {
        self.state().buffers.get(path).cloned()
    }

    /// The open files.
    pub fn open_files(&self) -> Vec<PathBuf> {
        self.state().buffers.keys().cloned().collect()
    }

    /// The number of the last change. A snapshot of this generation or a later one has it.
    pub fn generation(&self) -> u64 {
        self.state().generation
    }

    /// The last complete state.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn send(&mut self, change: worker::Change) {
        self.generation += 1;
        // The worker ends only with the session.
        let _ = self.worker.send((self.generation, change));
        self.newest.store(self.generation, Ordering::Release);
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("generation", &self.generation()).finish_non_exhaustive()
    }
}
