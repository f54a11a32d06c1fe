//! The checked [`Mutex`].

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::{self, LockResult, PoisonError, TryLockError, TryLockResult};

use crate::runtime::{LockId, Meta, Mode, Site, ThreadState, current, waits};

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

/// A lock on the stack of this thread, as long as this lives.
pub(crate) struct Token<'a>(pub(crate) &'a Meta);

impl Drop for Token<'_> {
    #[inline]
    fn drop(&mut self) {
        if let Some(state) = current() {
            state.pop(self.0.known());
        }
    }
}

impl<'a> Token<'a> {
    /// Puts the lock onto the stack.
    #[inline]
    pub(crate) fn push(
        meta: &'a Meta,
        state: Option<&'static ThreadState>,
        mode: Mode,
        site: Site,
    ) -> Token<'a> {
        if let Some(state) = state {
            state.push(meta.known(), mode, site);
        }
        Token(meta)
    }
}

impl<T> Mutex<T> {
    /// A mutex in an unlocked state.
    #[track_caller]
    pub const fn new(value: T) -> Mutex<T> {
        Mutex { meta: Meta::new(Location::caller()), inner: sync::Mutex::new(value) }
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
    #[inline]
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let site = Location::caller();
        let id = self.id();
        let state = current();
        if let Some(state) = state {
            state.before(id, Mode::Exclusive, site);
        }
        let result = match self.inner.try_lock() {
            Ok(guard) => Ok(guard),
            Err(TryLockError::Poisoned(poison)) => Err(poison),
            Err(TryLockError::WouldBlock) => match state {
                Some(state) => {
                    waits::contended(state, id, Mode::Exclusive, site);
                    let result = self.inner.lock();
                    state.wait_is_over();
                    result
                }
                None => self.inner.lock(),
            },
        };
        let token = Token::push(&self.meta, state, Mode::Exclusive, site);
        match result {
            Ok(inner) => Ok(MutexGuard { token, inner }),
            Err(poison) => Err(PoisonError::new(MutexGuard { token, inner: poison.into_inner() })),
        }
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
        let guard =
            |inner| MutexGuard { token: Token::push(&self.meta, current(), Mode::Exclusive, site), inner };
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
