//! The checked [`Mutex`].

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::{self, LockResult, PoisonError, TryLockError, TryLockResult};

use super::{any, judged, whole};
use crate::checked::token::Token;
use crate::runtime::{LockId, Meta, Mode, Site, acquire, known, take};

/// `std::sync::Mutex` that checks the order in which it is taken.
pub struct Mutex<T: ?Sized> {
    meta: Meta,
    inner: sync::Mutex<T>,
}

/// The guard of a [`Mutex`].
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized> {
    // Dropped in this order: what the thread holds is told before the lock is free.
    pub(super) token: Token<'a>,
    pub(super) inner: sync::MutexGuard<'a, T>,
}

impl<T> Mutex<T> {
    /// A mutex in an unlocked owner.
    #[track_caller]
    pub const fn new(value: T) -> Mutex<T> {
        Mutex { meta: Meta::new(Location::caller()), inner: sync::Mutex::new(value) }
    }

    #[doc(hidden)]
    pub const fn __named(mut self, name: &'static &'static str) -> Mutex<T> {
        self.meta = self.meta.named(name);
        self
    }

    /// What it protects.
    ///
    /// # Errors
    ///
    /// If a thread panicked while it held the lock; the error carries the value.
    pub fn into_inner(self) -> LockResult<T> {
        self.inner.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    fn id(&self) -> LockId {
        self.meta.id("Mutex", std::any::type_name::<T>)
    }

    /// Takes the lock, and waits for it if it has to.
    ///
    /// # Errors
    ///
    /// If a thread panicked while it held the lock; the error carries the guard.
    ///
    /// # Panics
    ///
    /// If this thread holds the lock already, or if it would wait for ever for others that wait for it.
    #[inline(always)]
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let site = Location::caller();
        if let Some(step) = known(&self.meta, Mode::Exclusive) {
            match self.inner.try_lock() {
                Ok(inner) => {
                    take(step, site);
                    return Ok(MutexGuard { token: Token(&self.meta), inner });
                }
                Err(TryLockError::Poisoned(poison)) => {
                    take(step, site);
                    let inner = poison.into_inner();
                    return Err(PoisonError::new(MutexGuard { token: Token(&self.meta), inner }));
                }
                Err(TryLockError::WouldBlock) => {}
            }
        }
        let guard = MutexGuard { inner: self.lock_slowly(site), token: Token(&self.meta) };
        judged(guard, self.inner.is_poisoned())
    }

    // Gives back what fits into registers: a guard that goes through memory costs more than all of the checks.
    #[cold]
    fn lock_slowly(&self, site: Site) -> sync::MutexGuard<'_, T> {
        let attempt = || any(self.inner.try_lock());
        acquire(self.id(), Mode::Exclusive, site, attempt, || whole(self.inner.lock()))
    }

    /// Takes the lock if it is free. That makes no order in which this lock comes second: nobody waits.
    ///
    /// # Errors
    ///
    /// If the lock is held, or poisoned; in the second case the error carries the guard.
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let site = Location::caller();
        self.id();
        let guard = |inner| MutexGuard { token: Token::push(&self.meta, site), inner };
        match self.inner.try_lock() {
            Ok(inner) => Ok(guard(inner)),
            Err(TryLockError::Poisoned(poison)) => {
                Err(TryLockError::Poisoned(PoisonError::new(guard(poison.into_inner()))))
            }
            Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
        }
    }

    /// Whether a thread panicked while it held the lock.
    pub fn is_poisoned(&self) -> bool {
        self.inner.is_poisoned()
    }

    /// Forgets that a thread panicked while it held the lock.
    pub fn clear_poison(&self) {
        self.inner.clear_poison();
    }

    /// What it protects; nobody else can have it meanwhile.
    ///
    /// # Errors
    ///
    /// If a thread panicked while it held the lock; the error carries the reference.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.inner.get_mut()
    }
}

impl<T> From<T> for Mutex<T> {
    #[track_caller]
    fn from(value: T) -> Mutex<T> {
        Mutex::new(value)
    }
}

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Mutex<T> {
        Mutex::new(T::default())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
