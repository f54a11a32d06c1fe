//! The thread that analyses. It takes all changes that have come, waits until no more come, and works; what turns out
//! stale meanwhile is thrown away.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use concheck_analyzer::sources;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::root::Root;
use super::watch::{Reason, Watch};
use super::{Buffer, Notice, RootView, Settings, Severity, Snapshot};

/// The shortest and the longest wait for more changes.
const DEBOUNCE: (Duration, Duration) = (Duration::from_millis(5), Duration::from_millis(250));

/// How long a judgement goes on at first though its texts have changed: what it learns makes the next one cheap.
const PATIENCE: Duration = Duration::from_millis(250);

/// Something has changed.
pub(super) enum Change {
    Roots(Vec<PathBuf>),
    Settings(Settings),
    Text(PathBuf, Buffer),
    Closed(PathBuf),
    Disk(Vec<PathBuf>),
    Reload,
    /// The next snapshot is to have maps of the locks.
    Draw,
}

/// Starts the thread; it ends when the sender of `changes` is gone.
pub(super) fn spawn(
    changes: Receiver<(u64, Change)>,
    newest: Arc<AtomicU64>,
    snapshot: Arc<Mutex<Arc<Snapshot>>>,
    listener: Box<dyn Fn(Notice) + Send>,
) -> io::Result<()> {
    let watch = Watch::start(newest)?;
    let stop = watch.stop();
    let pool = ThreadPoolBuilder::new()
        .stack_size(concheck_analyzer::facts::STACK)
        .thread_name(|index| format!("concheck-{index}"))
        .start_handler(move |_| stop.obey())
        .build()
        .map_err(io::Error::other)?;
    let worker = Worker {
        changes,
        listener,
        pool,
        watch,
        patience: PATIENCE,
        published: snapshot,
        settings: Settings::default(),
        open: BTreeMap::new(),
        roots: Vec::new(),
        views: Vec::new(),
        dirty: Vec::new(),
        generation: 0,
        cost: Duration::ZERO,
    };
    std::thread::Builder::new().name("concheck-worker".into()).spawn(move || worker.run())?;
    Ok(())
}

struct Worker {
    changes: Receiver<(u64, Change)>,
    listener: Box<dyn Fn(Notice) + Send>,
    pool: ThreadPool,
    watch: Watch,
    /// How long a judgement goes on though its texts have changed. It doubles each time that one is given up for that,
    /// so that one ends at last, and is back where it was when one has ended.
    patience: Duration,
    published: Arc<Mutex<Arc<Snapshot>>>,
    settings: Settings,
    open: BTreeMap<PathBuf, Buffer>,
    roots: Vec<Root>,
    /// The last view of each root.
    views: Vec<Arc<RootView>>,
    /// Which roots have changed since.
    dirty: Vec<bool>,
    generation: u64,
    /// What an analysis after an edit costs, smoothed.
    cost: Duration,
}

impl Worker {
    fn run(mut self) {
        // Work that was given up goes on with the change that made it stale.
        let mut next = None;
        loop {
            let Some((generation, change)) = next.take().or_else(|| self.changes.recv().ok()) else { return };
            self.take(generation, change);
            loop {
                match self.changes.recv_timeout(self.debounce()) {
                    Ok((generation, change)) => self.take(generation, change),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            next = match catch_unwind(AssertUnwindSafe(|| self.analyse())) {
                Ok(next) => next,
                Err(_) => {
                    // What was kept may be half made.
                    self.say(Severity::Error, "this is a bug in concheck; please report it".into());
                    self.start_over();
                    // Whoever waits for this state is answered from the one before.
                    self.publish(Duration::ZERO);
                    None
                }
            };
        }
    }

    fn debounce(&self) -> Duration {
        self.settings.debounce.unwrap_or_else(|| (self.cost / 2).clamp(DEBOUNCE.0, DEBOUNCE.1))
    }

    fn say(&self, severity: Severity, message: String) {
        (self.listener)(Notice::Log(severity, message));
    }

    fn start_over(&mut self) {
        let paths: Vec<PathBuf> = self.roots.iter().map(|root| root.path().to_path_buf()).collect();
        self.roots = paths.into_iter().map(Root::new).collect();
        self.dirty.fill(true);
        (self.listener)(Notice::End);
    }

    fn take(&mut self, generation: u64, change: Change) {
        self.generation = generation;
        match change {
            Change::Roots(paths) => self.set_roots(paths),
            Change::Settings(settings) => {
                if settings != self.settings {
                    self.settings = settings;
                    self.forget_all();
                }
            }
            Change::Text(path, buffer) => {
                let buffer = self.bounded(&path, buffer);
                let mut known = false;
                for (root, dirty) in self.roots.iter_mut().zip(&mut self.dirty) {
                    let concerned = root.set_text(&path, &buffer.text);
                    *dirty |= concerned;
                    known |= concerned;
                }
                if !known && !self.open.contains_key(&path) {
                    self.say(
                        Severity::Info,
                        format!("{} is outside the workspace folders; not analysed", path.display()),
                    );
                }
                self.open.insert(path, buffer);
            }
            Change::Closed(path) => {
                self.open.remove(&path);
                self.forget(&[path]);
            }
            Change::Disk(paths) => self.forget(&paths),
            Change::Reload => self.forget_all(),
            Change::Draw => {
                self.roots.iter_mut().for_each(Root::draw);
                self.dirty.fill(true);
            }
        }
    }

    /// The text that is analysed for one that is open: none where a file of that length would not be read either.
    fn bounded(&self, path: &Path, buffer: Buffer) -> Buffer {
        if buffer.text.len() as u64 <= sources::MOST_BYTES {
            return buffer;
        }
        if self.open.get(path).is_none_or(|known| !known.text.is_empty()) {
            let limit = sources::MOST_BYTES >> 20;
            self.say(Severity::Warning, format!("{}: skipped: larger than {limit} MB", path.display()));
        }
        Buffer { text: Arc::from(""), ..buffer }
    }

    fn set_roots(&mut self, paths: Vec<PathBuf>) {
        let mut known: Vec<(Root, Arc<RootView>, bool)> = std::mem::take(&mut self.roots)
            .into_iter()
            .zip(std::mem::take(&mut self.views))
            .zip(std::mem::take(&mut self.dirty))
            .map(|((root, view), dirty)| (root, view, dirty))
            .collect();
        for path in paths {
            let at = known.iter().position(|(root, ..)| root.path() == path);
            let (root, view, dirty) =
                at.map(|at| known.swap_remove(at)).unwrap_or_else(|| (Root::new(path), Arc::default(), true));
            self.roots.push(root);
            self.views.push(view);
            self.dirty.push(dirty);
        }
    }

    fn forget(&mut self, paths: &[PathBuf]) {
        for (root, dirty) in self.roots.iter_mut().zip(&mut self.dirty) {
            if paths.iter().any(|path| root.concerns(path)) {
                root.forget_sources();
                *dirty = true;
            }
        }
    }

    fn forget_all(&mut self) {
        self.roots.iter_mut().for_each(Root::forget_sources);
        self.dirty.fill(true);
    }

    /// Analyses what has changed and publishes the result. Gives up as soon as something else changes, which is
    /// returned.
    fn analyse(&mut self) -> Option<(u64, Change)> {
        let start = Instant::now();
        let mut loaded = false;
        for index in 0..self.roots.len() {
            if !self.dirty[index] {
                continue;
            }
            if self.roots[index].is_stale() {
                if !loaded {
                    (self.listener)(Notice::Begin("analysing".into()));
                }
                loaded = true;
            }
            match self.step(index) {
                Ok(view) => {
                    self.views[index] = Arc::new(view);
                    self.dirty[index] = false;
                    self.patience = PATIENCE;
                }
                Err(Ended::Changed(change)) => {
                    if loaded {
                        (self.listener)(Notice::End);
                    }
                    return Some(*change);
                }
                // The last good state stays until something changes.
                Err(Ended::TooMuch(what)) => {
                    self.dirty[index] = false;
                    let root = &mut self.roots[index];
                    let path = root.path().to_path_buf();
                    (self.listener)(Notice::GivenUp(format!(
                        "the analysis of {} was given up: {what}; what is shown is from before",
                        path.display()
                    )));
                    // What was kept may be half made.
                    *root = Root::new(path);
                }
            }
        }
        let cost = start.elapsed();
        if !loaded {
            self.cost = if self.cost.is_zero() { cost } else { (self.cost * 3 + cost) / 4 };
        }
        if loaded {
            (self.listener)(Notice::End);
        }
        self.publish(cost);
        None
    }

    /// Makes what is known of all folders the last complete state.
    fn publish(&self, cost: Duration) {
        let snapshot = Arc::new(Snapshot {
            generation: self.generation,
            roots: self.views.clone(),
            cost,
            debounce: self.debounce(),
        });
        *self.published.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&snapshot);
        (self.listener)(Notice::Analysed(snapshot));
    }

    /// Analyses one root, unless a change comes meanwhile or it takes too much.
    fn step(&mut self, index: usize) -> Result<RootView, Ended> {
        let Worker { roots, settings, open, listener, pool, changes, watch, patience, generation, .. } = self;
        let root = &mut roots[index];
        let stale = || changes.try_recv().map_or(Ok(()), |change| Err(Ended::Changed(Box::new(change))));
        let limits = settings.limits;
        let start = Instant::now();
        if root.is_stale() {
            let mut said = Vec::new();
            let load = || root.load(settings, open, &mut |severity, message| said.push((severity, message)));
            let loaded = watch.over(limits, start, None, || pool.install(load));
            for (severity, message) in said {
                listener(Notice::Log(severity, message));
            }
            loaded.map_err(|reason| Ended::TooMuch(reason.to_string()))?;
            stale()?;
        }
        // What is read is kept, so that it is worth reading to the end, whatever changes.
        watch
            .over(limits, start, None, || pool.install(|| root.read(open)))
            .map_err(|reason| Ended::TooMuch(reason.to_string()))?;
        stale()?;
        let judged =
            watch.over(limits, start, Some((*generation, *patience)), || pool.install(|| root.judge(open)));
        match judged {
            Ok(view) => stale().map(|()| view),
            Err(Reason::Stale) => {
                *patience *= 2;
                // The change that it was given up for is on its way at the least.
                Err(changes.recv().map_or_else(
                    |_| Ended::TooMuch(String::from("the session has ended")),
                    |change| Ended::Changed(Box::new(change)),
                ))
            }
            Err(reason) => Err(Ended::TooMuch(reason.to_string())),
        }
    }
}

/// Why there is no new state.
enum Ended {
    /// Something has changed.
    Changed(Box<(u64, Change)>),
    /// It takes more than it may: what.
    TooMuch(String),
}
