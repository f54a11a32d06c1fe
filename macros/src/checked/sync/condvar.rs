//! The checked [`Condvar`].

use std::panic::Location;
use std::sync::{self, LockResult, PoisonError, WaitTimeoutResult};
use std::time::Duration;

use super::{MutexGuard, map_lock};
use crate::checked::token::Token;
use crate::runtime::{Meta, Site, under_lock};

/// What a wait under another lock is reported as.
const WAIT: &str = "a notification with another lock held: the notifier may need it";

/// `std::sync::Condvar` for checked mutexes. A wait under another checked lock is reported: the notifier may need it.
#[derive(Debug, Default)]
pub struct Condvar {
    inner: sync::Condvar,
}

impl Condvar {
    /// A condition variable that nobody waits on.
    pub const fn new() -> Condvar {
        Condvar { inner: sync::Condvar::new() }
    }

    /// Gives the lock up, waits for a notification, and takes the lock again.
    ///
    /// # Errors
    ///
    /// If a thread panicked while it held the lock; the error carries the guard.
    #[track_caller]
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        self.wait_at(guard, Location::caller())
    }

    fn wait_at<'a, T>(&self, guard: MutexGuard<'a, T>, site: Site) -> LockResult<MutexGuard<'a, T>> {
        let MutexGuard { token, inner } = guard;
        let meta = token.0;
        drop(token);
        under_lock(site, WAIT);
        map_lock(self.inner.wait(inner), |inner| again(meta, inner, site))
    }

    /// Waits as long as the condition holds.
    ///
    /// # Errors
    ///
    /// If a thread panicked while it held the lock; the error carries the guard.
    #[track_caller]
    pub fn wait_while<'a, T, F>(
        &self,
        guard: MutexGuard<'a, T>,
        condition: F,
    ) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        let site = Location::caller();
        let (mut guard, mut condition) = (guard, condition);
        while condition(&mut guard) {
            guard = self.wait_at(guard, site)?;
        }
        Ok(guard)
    }

    /// Waits for a notification, but no longer than `limit`.
    ///
    /// # Errors
    ///
    /// If a thread panicked while it held the lock; the error carries the guard.
    #[track_caller]
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        limit: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let site = Location::caller();
        let MutexGuard { token, inner } = guard;
        let meta = token.0;
        drop(token);
        match self.inner.wait_timeout(inner, limit) {
            Ok((inner, result)) => Ok((again(meta, inner, site), result)),
            Err(poison) => {
                let (inner, result) = poison.into_inner();
                Err(PoisonError::new((again(meta, inner, site), result)))
            }
        }
    }

    /// Waits as long as the condition holds, but no longer than `limit`.
    ///
    /// # Errors
    ///
    /// If a thread panicked while it held the lock; the error carries the guard.
    #[track_caller]
    pub fn wait_timeout_while<'a, T, F>(
        &self,
        guard: MutexGuard<'a, T>,
        limit: Duration,
        condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>
    where
        F: FnMut(&mut T) -> bool,
    {
        let site = Location::caller();
        let MutexGuard { token, inner } = guard;
        let meta = token.0;
        drop(token);
        match self.inner.wait_timeout_while(inner, limit, condition) {
            Ok((inner, result)) => Ok((again(meta, inner, site), result)),
            Err(poison) => {
                let (inner, result) = poison.into_inner();
                Err(PoisonError::new((again(meta, inner, site), result)))
            }
        }
    }

    /// Waits for a notification, but no longer than `limit` milliseconds; the answer is whether it did not last so long.
    ///
    /// # Errors
    ///
    /// If a thread panicked while it held the lock; the error carries the guard.
    #[deprecated(note = "replaced by `wait_timeout`")]
    #[track_caller]
    pub fn wait_timeout_ms<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        limit: u32,
    ) -> LockResult<(MutexGuard<'a, T>, bool)> {
        let waited = self.wait_timeout(guard, Duration::from_millis(limit.into()));
        map_lock(waited, |(guard, result)| (guard, !result.timed_out()))
    }

    /// Wakes one of those who wait.
    pub fn notify_one(&self) {
        self.inner.notify_one();
    }

    /// Wakes all who wait.
    pub fn notify_all(&self) {
        self.inner.notify_all();
    }
}

/// The lock is held again.
fn again<'a, T>(meta: &'a Meta, inner: sync::MutexGuard<'a, T>, site: Site) -> MutexGuard<'a, T> {
    MutexGuard { token: Token::push(meta, site), inner }
}
