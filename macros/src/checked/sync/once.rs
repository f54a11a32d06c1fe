//! The checked [`Once`].

use std::fmt;
use std::panic::Location;
use std::sync::{self, OnceState};

use crate::runtime::{LockId, Meta, initialise};

/// `std::sync::Once` whose closure counts as a critical section: others wait until it has run.
pub struct Once {
    meta: Meta,
    inner: sync::Once,
}

impl Once {
    /// What has not run yet.
    #[expect(clippy::new_without_default, reason = "std's has none either")]
    #[track_caller]
    pub const fn new() -> Once {
        Once { meta: Meta::new(Location::caller()), inner: sync::Once::new() }
    }

    fn id(&self) -> LockId {
        self.meta.id("Once", || "")
    }

    /// Runs the closure if none has run here, or waits until it has.
    ///
    /// # Panics
    ///
    /// If the closure does, or one did earlier; if it is called from within; or if it would wait for ever for others that
    /// wait for this thread.
    #[inline]
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, f: F) {
        if !self.inner.is_completed() {
            initialise(self.id(), Location::caller(), |turn| self.inner.call_once(|| turn.run(f)));
        }
    }

    /// Runs the closure if none has run here to its end, also after one has panicked.
    ///
    /// # Panics
    ///
    /// If the closure does, if it is called from within, or if it would wait for ever for others that wait for this thread.
    #[inline]
    #[track_caller]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) {
        if !self.inner.is_completed() {
            initialise(self.id(), Location::caller(), |turn| {
                self.inner.call_once_force(|state| turn.run(|| f(state)));
            });
        }
    }

    /// Whether a closure has run to its end.
    #[inline]
    pub fn is_completed(&self) -> bool {
        self.inner.is_completed()
    }

    /// Waits until a closure has run.
    ///
    /// # Panics
    ///
    /// If one has panicked; if it is called from within; or if it would wait for ever for others that wait for this thread.
    #[track_caller]
    pub fn wait(&self) {
        if !self.inner.is_completed() {
            initialise(self.id(), Location::caller(), |_| self.inner.wait());
        }
    }

    /// Waits until a closure has run to its end, whether one has panicked before or not.
    ///
    /// # Panics
    ///
    /// If it is called from within, or if it would wait for ever for others that wait for this thread.
    #[track_caller]
    pub fn wait_force(&self) {
        if !self.inner.is_completed() {
            initialise(self.id(), Location::caller(), |_| self.inner.wait_force());
        }
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
