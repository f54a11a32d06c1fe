//! The checked [`Mutex`].

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::time::{Duration, Instant};

use ::parking_lot as raw;

use super::{holds_a_value, maps, maps_or_err, reaches, yields};
use crate::checked::token::{Token, Tracked};
use crate::runtime::{LockId, Meta, Mode, Site, acquire, known, take};

/// `parking_lot::Mutex` that checks the order in which it is taken.
pub struct Mutex<T: ?Sized> {
    meta: Meta,
    inner: raw::Mutex<T>,
}

/// The guard of a [`Mutex`].
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized> {
    // Dropped in this order: what the thread holds is told before the lock is free.
    pub(super) token: Token<'a, false, Mutex<T>>,
    pub(super) inner: raw::MutexGuard<'a, T>,
}

/// The guard of a part of what a [`Mutex`] protects.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MappedMutexGuard<'a, T: ?Sized> {
    token: Token<'a>,
    inner: raw::MappedMutexGuard<'a, T>,
}

holds_a_value!(Mutex, "Mutex");
reaches!(mut MutexGuard);
reaches!(mut MappedMutexGuard);
maps!(MutexGuard => MappedMutexGuard, &mut);
maps_or_err!(MutexGuard => MappedMutexGuard, &mut);
maps!(MappedMutexGuard => MappedMutexGuard, &mut);
maps_or_err!(MappedMutexGuard => MappedMutexGuard, &mut);
yields!(MutexGuard);

/// [`Mutex::new`].
#[track_caller]
pub const fn const_mutex<T>(value: T) -> Mutex<T> {
    Mutex::new(value)
}

impl<T: ?Sized> Mutex<T> {
    /// Takes the lock, and waits for it if it has to.
    ///
    /// # Panics
    ///
    /// If this thread holds the lock already, or if it would wait for ever for others that wait for it.
    #[inline(always)]
    #[track_caller]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        let site = Location::caller();
        if let Some(step) = known(&self.meta, Mode::Exclusive)
            && let Some(inner) = self.inner.try_lock()
        {
            take(step, site);
            return MutexGuard { token: Token(self), inner };
        }
        MutexGuard { inner: self.lock_slowly(site), token: Token(self) }
    }

    #[cold]
    fn lock_slowly(&self, site: Site) -> raw::MutexGuard<'_, T> {
        acquire(self.id(), Mode::Exclusive, site, || self.inner.try_lock(), || self.inner.lock())
    }

    fn tried<'a>(&'a self, inner: Option<raw::MutexGuard<'a, T>>, site: Site) -> Option<MutexGuard<'a, T>> {
        self.id();
        inner.map(|inner| MutexGuard { token: Token::push(self, site), inner })
    }

    /// Takes the lock if it is free. That makes no order in which this lock comes second: nobody waits.
    #[track_caller]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        self.tried(self.inner.try_lock(), Location::caller())
    }

    /// Takes the lock, and waits for it no longer than `limit`. As [`Mutex::try_lock`], it makes no order.
    #[track_caller]
    pub fn try_lock_for(&self, limit: Duration) -> Option<MutexGuard<'_, T>> {
        self.tried(self.inner.try_lock_for(limit), Location::caller())
    }

    /// Takes the lock, and waits for it until `end` at most. As [`Mutex::try_lock`], it makes no order.
    #[track_caller]
    pub fn try_lock_until(&self, end: Instant) -> Option<MutexGuard<'_, T>> {
        self.tried(self.inner.try_lock_until(end), Location::caller())
    }
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// What it guards.
    pub fn mutex(s: &Self) -> &'a Mutex<T> {
        s.token.0
    }

    /// The value, never released.
    pub fn leak(s: Self) -> &'a mut T {
        let MutexGuard { token, inner } = s;
        std::mem::forget(token);
        raw::MutexGuard::leak(inner)
    }
}
