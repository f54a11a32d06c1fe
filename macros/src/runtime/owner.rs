//! Threads and tasks, as others see them.

use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

use super::clock::Clock;
use super::{Held, LockId, Mode, Site, locked};

/// Who holds locks: a thread, or a task.
#[derive(Debug, Default)]
pub(crate) struct Owner {
    /// Never used twice.
    number: AtomicU32,
    /// "thread `worker`", "task 3".
    title: Mutex<String>,
    wait: Mutex<Option<Wait>>,
    /// What it knows of the past of other threads.
    pub(crate) clock: Mutex<Clock>,
}

/// A wait, with what is held meanwhile.
#[derive(Clone, Debug)]
pub(crate) struct Wait {
    pub(crate) what: Awaited,
    pub(crate) site: Site,
    pub(crate) held: Vec<Held>,
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Awaited {
    /// A lock.
    Lock(LockId, Mode),
    /// The end of a thread.
    Thread(u32),
}

impl Owner {
    pub(super) fn begin(&self, number: u32, title: String, mut clock: Clock) {
        self.number.store(number, Relaxed);
        *locked(&self.title) = title;
        clock.set(number, 1);
        *locked(&self.clock) = clock;
        self.wait_is_over();
    }

    pub(crate) fn number(&self) -> u32 {
        self.number.load(Relaxed)
    }

    /// "thread `worker`", "thread 3", "task 3".
    pub(crate) fn title(&self) -> String {
        locked(&self.title).clone()
    }

    /// What it waits for.
    pub(crate) fn wait(&self) -> Option<Wait> {
        locked(&self.wait).clone()
    }

    pub(crate) fn begin_wait(&self, wait: Wait) {
        *locked(&self.wait) = Some(wait);
    }

    pub(crate) fn wait_is_over(&self) {
        *locked(&self.wait) = None;
    }
}
