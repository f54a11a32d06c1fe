//! The checked [`Condvar`].

use std::panic::Location;
use std::time::{Duration, Instant};

use ::parking_lot as raw;
use ::parking_lot::WaitTimeoutResult;

use super::MutexGuard;
use crate::runtime::{Site, under_lock};

/// `parking_lot::Condvar` for checked mutexes. A wait under another checked lock is reported: the notifier may need it.
#[derive(Debug, Default)]
pub struct Condvar {
    inner: raw::Condvar,
}

impl Condvar {
    /// A condition variable that nobody waits on.
    pub const fn new() -> Condvar {
        Condvar { inner: raw::Condvar::new() }
    }

    /// Wakes one of those who wait; whether there was one.
    pub fn notify_one(&self) -> bool {
        self.inner.notify_one()
    }

    /// Wakes all who wait; how many there were.
    pub fn notify_all(&self) -> usize {
        self.inner.notify_all()
    }

    /// Gives the lock up, waits for a notification, and takes the lock again.
    ///
    /// # Panics
    ///
    /// If others wait here with another mutex.
    #[track_caller]
    pub fn wait<T: ?Sized>(&self, guard: &mut MutexGuard<'_, T>) {
        self.wait_at(guard, Location::caller());
    }

    fn wait_at<T: ?Sized>(&self, guard: &mut MutexGuard<'_, T>, site: Site) {
        let inner = &mut guard.inner;
        guard.token.without(site, || {
            under_lock(site, "a notification with another lock held: the notifier may need it");
            self.inner.wait(inner);
        });
    }

    /// Waits for a notification, but not longer than until `end`.
    ///
    /// # Panics
    ///
    /// If others wait here with another mutex.
    #[track_caller]
    pub fn wait_until<T: ?Sized>(&self, guard: &mut MutexGuard<'_, T>, end: Instant) -> WaitTimeoutResult {
        let inner = &mut guard.inner;
        guard.token.without(Location::caller(), || self.inner.wait_until(inner, end))
    }

    /// Waits for a notification, but no longer than `limit`.
    ///
    /// # Panics
    ///
    /// If others wait here with another mutex.
    #[track_caller]
    pub fn wait_for<T: ?Sized>(&self, guard: &mut MutexGuard<'_, T>, limit: Duration) -> WaitTimeoutResult {
        let inner = &mut guard.inner;
        guard.token.without(Location::caller(), || self.inner.wait_for(inner, limit))
    }

    /// Waits as long as the condition holds.
    ///
    /// # Panics
    ///
    /// If others wait here with another mutex.
    #[track_caller]
    pub fn wait_while<T, F>(&self, guard: &mut MutexGuard<'_, T>, condition: F)
    where
        T: ?Sized,
        F: FnMut(&mut T) -> bool,
    {
        let (site, mut condition) = (Location::caller(), condition);
        while condition(guard) {
            self.wait_at(guard, site);
        }
    }

    /// Waits as long as the condition holds, but not longer than until `end`.
    ///
    /// # Panics
    ///
    /// If others wait here with another mutex.
    #[track_caller]
    pub fn wait_while_until<T, F>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        condition: F,
        end: Instant,
    ) -> WaitTimeoutResult
    where
        T: ?Sized,
        F: FnMut(&mut T) -> bool,
    {
        let inner = &mut guard.inner;
        guard.token.without(Location::caller(), || self.inner.wait_while_until(inner, condition, end))
    }

    /// Waits as long as the condition holds, but no longer than `limit`.
    ///
    /// # Panics
    ///
    /// If others wait here with another mutex.
    #[track_caller]
    pub fn wait_while_for<T, F>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        condition: F,
        limit: Duration,
    ) -> WaitTimeoutResult
    where
        T: ?Sized,
        F: FnMut(&mut T) -> bool,
    {
        let inner = &mut guard.inner;
        guard.token.without(Location::caller(), || self.inner.wait_while_for(inner, condition, limit))
    }
}
