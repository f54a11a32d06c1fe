//! The checked [`ReentrantMutex`].

use std::fmt;
use std::ops::Deref;
use std::panic::Location;
use std::time::{Duration, Instant};

use ::parking_lot as raw;

use super::{holds_a_value, maps, maps_or_err, reaches, yields};
use crate::checked::token::{Token, Tracked};
use crate::runtime::{LockId, Meta, Mode, Site, acquire, known, push, take};

/// `parking_lot::ReentrantMutex` that checks the order in which it is taken. Who holds it already makes no order by taking
/// it again.
pub struct ReentrantMutex<T: ?Sized> {
    meta: Meta,
    inner: raw::ReentrantMutex<T>,
}

/// The guard of a [`ReentrantMutex`].
#[must_use = "if unused the ReentrantMutex will immediately unlock"]
pub struct ReentrantMutexGuard<'a, T: ?Sized> {
    token: Token<'a, false, ReentrantMutex<T>>,
    inner: raw::ReentrantMutexGuard<'a, T>,
}

/// The guard of a part of what a [`ReentrantMutex`] protects.
#[must_use = "if unused the ReentrantMutex will immediately unlock"]
pub struct MappedReentrantMutexGuard<'a, T: ?Sized> {
    token: Token<'a>,
    inner: raw::MappedReentrantMutexGuard<'a, T>,
}

holds_a_value!(ReentrantMutex, "ReentrantMutex");
reaches!(ReentrantMutexGuard);
reaches!(MappedReentrantMutexGuard);
maps!(ReentrantMutexGuard => MappedReentrantMutexGuard, &);
maps_or_err!(ReentrantMutexGuard => MappedReentrantMutexGuard, &);
maps!(MappedReentrantMutexGuard => MappedReentrantMutexGuard, &);
maps_or_err!(MappedReentrantMutexGuard => MappedReentrantMutexGuard, &);
yields!(ReentrantMutexGuard);

/// [`ReentrantMutex::new`].
#[track_caller]
pub const fn const_reentrant_mutex<T>(value: T) -> ReentrantMutex<T> {
    ReentrantMutex::new(value)
}

impl<T: ?Sized> ReentrantMutex<T> {
    /// Takes the lock, and waits for it if another thread holds it.
    ///
    /// # Panics
    ///
    /// If it would wait for ever for others that wait for this thread.
    #[inline(always)]
    #[track_caller]
    pub fn lock(&self) -> ReentrantMutexGuard<'_, T> {
        let site = Location::caller();
        if let Some(step) = known(&self.meta, Mode::Exclusive)
            && let Some(inner) = self.inner.try_lock()
        {
            take(step, site);
            return ReentrantMutexGuard { token: Token(self), inner };
        }
        ReentrantMutexGuard { inner: self.lock_slowly(site), token: Token(self) }
    }

    #[cold]
    fn lock_slowly(&self, site: Site) -> raw::ReentrantMutexGuard<'_, T> {
        let id = self.id();
        if self.inner.is_owned_by_current_thread() {
            push(id, Mode::Exclusive, site);
            return self.inner.lock();
        }
        acquire(id, Mode::Exclusive, site, || self.inner.try_lock(), || self.inner.lock())
    }

    fn tried<'a>(
        &'a self,
        inner: Option<raw::ReentrantMutexGuard<'a, T>>,
        site: Site,
    ) -> Option<ReentrantMutexGuard<'a, T>> {
        self.id();
        inner.map(|inner| ReentrantMutexGuard { token: Token::push(self, site), inner })
    }

    /// Takes the lock if no other thread has it. That makes no order in which this lock comes second: nobody waits.
    #[track_caller]
    pub fn try_lock(&self) -> Option<ReentrantMutexGuard<'_, T>> {
        self.tried(self.inner.try_lock(), Location::caller())
    }

    /// Takes the lock, and waits for it no longer than `limit`. As [`ReentrantMutex::try_lock`], it makes no order.
    #[track_caller]
    pub fn try_lock_for(&self, limit: Duration) -> Option<ReentrantMutexGuard<'_, T>> {
        self.tried(self.inner.try_lock_for(limit), Location::caller())
    }

    /// Takes the lock, and waits for it until `end` at most. As [`ReentrantMutex::try_lock`], it makes no order.
    #[track_caller]
    pub fn try_lock_until(&self, end: Instant) -> Option<ReentrantMutexGuard<'_, T>> {
        self.tried(self.inner.try_lock_until(end), Location::caller())
    }

    /// Whether this thread holds it.
    pub fn is_owned_by_current_thread(&self) -> bool {
        self.inner.is_owned_by_current_thread()
    }
}

impl<'a, T: ?Sized> ReentrantMutexGuard<'a, T> {
    /// What it guards.
    pub fn remutex(s: &Self) -> &'a ReentrantMutex<T> {
        s.token.0
    }
}
