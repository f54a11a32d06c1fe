//! Looks on while the analyser works, and ends work that takes too much or that nobody waits for any more.

use std::fmt;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use concheck_analyzer::stop::{self, Stop};

use crate::memory;

/// How often it looks.
const PERIOD: Duration = Duration::from_millis(20);

/// What a state may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long it may take.
    pub time: Duration,
    /// How many bytes the server may hold meanwhile.
    pub memory: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { time: Duration::from_secs(30), memory: 2 << 30 }
    }
}

/// Why work was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// What it works on has changed.
    Stale,
    /// It takes longer than this.
    Time(Duration),
    /// It takes more bytes than this.
    Memory(usize),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Stale => f.write_str("the text has changed"),
            Reason::Time(limit) => {
                write!(f, "it takes longer than {} s (`limits.seconds`)", limit.as_secs())
            }
            Reason::Memory(limit) => {
                write!(f, "it takes more memory than {} MB (`limits.megabytes`)", limit >> 20)
            }
        }
    }
}

/// A thread that looks on.
pub(super) struct Watch {
    shared: Arc<Shared>,
}

struct Shared {
    stop: Stop,
    newest: Arc<AtomicU64>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    work: Option<Work>,
    /// Nobody works any more.
    closed: bool,
}

/// What is going on.
struct Work {
    start: Instant,
    limits: Limits,
    /// What it works on, and how long it goes on if that is not the newest.
    stale: Option<(u64, Duration)>,
    /// Why it was ended.
    ended: Option<Reason>,
}

impl Watch {
    /// Starts the thread. `newest` is the last generation there is.
    pub(super) fn start(newest: Arc<AtomicU64>) -> io::Result<Watch> {
        let shared = Arc::new(Shared {
            stop: Stop::default(),
            newest,
            state: Mutex::default(),
            changed: Condvar::new(),
        });
        let watched = Arc::clone(&shared);
        std::thread::Builder::new().name("concheck-watch".into()).spawn(move || watched.run())?;
        Ok(Watch { shared })
    }

    /// What the threads that work have to obey.
    pub(super) fn stop(&self) -> Stop {
        self.shared.stop.clone()
    }

    /// Does what has begun at `start`, unless it takes too much, or is `stale`: about a generation that is not the newest
    /// any more, for longer than this.
    pub(super) fn over<R>(
        &self,
        limits: Limits,
        start: Instant,
        stale: Option<(u64, Duration)>,
        work: impl FnOnce() -> R,
    ) -> Result<R, Reason> {
        let Shared { stop, changed, .. } = &*self.shared;
        {
            let mut state = self.shared.state();
            // Work that has panicked may have left it raised.
            stop.lower();
            state.work = Some(Work { start, limits, stale, ended: None });
        }
        changed.notify_one();
        let result = stop::catch(|| {
            // What is too much already is not begun.
            self.shared.look(&mut self.shared.state());
            stop.check();
            work()
        });
        let ended = self.shared.state().work.take().and_then(|work| work.ended);
        stop.lower();
        // A state that was complete in time counts, though it was about to be ended.
        result.map_err(|_| ended.unwrap_or(Reason::Stale))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.state().closed = true;
        self.shared.changed.notify_one();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut state = self.state();
        while !state.closed {
            self.look(&mut state);
            let works = state.work.as_ref().is_some_and(|work| work.ended.is_none());
            state = if works {
                let waited = self.changed.wait_timeout(state, PERIOD);
                waited.unwrap_or_else(PoisonError::into_inner).0
            } else {
                self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
            };
        }
    }

    /// Ends the work if there is a reason to.
    fn look(&self, state: &mut State) {
        let Some(work) = state.work.as_mut().filter(|work| work.ended.is_none()) else { return };
        work.ended = self.reason(work);
        if work.ended.is_some() {
            self.stop.raise();
        }
    }

    fn reason(&self, work: &Work) -> Option<Reason> {
        let Work { limits, stale, .. } = work;
        let took = work.start.elapsed();
        let is_stale = |(generation, patience): &(u64, Duration)| {
            took >= *patience && *generation < self.newest.load(Ordering::Acquire)
        };
        if stale.as_ref().is_some_and(is_stale) {
            Some(Reason::Stale)
        } else if took >= limits.time {
            Some(Reason::Time(limits.time))
        } else if memory::held() >= limits.memory {
            Some(Reason::Memory(limits.memory))
        } else {
            None
        }
    }
}
