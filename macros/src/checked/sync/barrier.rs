//! The checked [`Barrier`].

use std::fmt;
use std::panic::Location;
use std::sync::{self, BarrierWaitResult};

use crate::runtime::under_lock;

/// `std::sync::Barrier`. A wait under a checked lock is reported: the threads that are to come may need it.
pub struct Barrier {
    inner: sync::Barrier,
}

impl Barrier {
    /// A barrier for so many threads.
    pub const fn new(count: usize) -> Barrier {
        Barrier { inner: sync::Barrier::new(count) }
    }

    /// Waits until as many threads are here as the barrier is for.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        under_lock(Location::caller(), "others at a barrier with a lock held: they may need it to get there");
        self.inner.wait()
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
