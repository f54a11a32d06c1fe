//! The checked [`RwLock`].

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::{self, LockResult, PoisonError, TryLockError, TryLockResult};

use super::{any, judged, whole};
use crate::checked::token::Token;
use crate::runtime::{LockId, Meta, Mode, Site, acquire, known, take};

/// `std::sync::RwLock` that checks the order in which it is taken.
pub struct RwLock<T: ?Sized> {
    meta: Meta,
    inner: sync::RwLock<T>,
}

/// The guard of a reader.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    // Dropped in this order: what the thread holds is told before the lock is free.
    _token: Token<'a, true>,
    inner: sync::RwLockReadGuard<'a, T>,
}

/// The guard of a writer.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    token: Token<'a>,
    inner: sync::RwLockWriteGuard<'a, T>,
}

impl<T> RwLock<T> {
    /// A lock that nobody holds.
    #[track_caller]
    pub const fn new(value: T) -> RwLock<T> {
        RwLock { meta: Meta::new(Location::caller()), inner: sync::RwLock::new(value) }
    }

    #[doc(hidden)]
    pub const fn __named(mut self, name: &'static &'static str) -> RwLock<T> {
        self.meta = self.meta.named(name);
        self
    }

    /// What it protects.
    ///
    /// # Errors
    ///
    /// If a writer panicked; the error carries the value.
    pub fn into_inner(self) -> LockResult<T> {
        self.inner.into_inner()
    }
}

impl<T: ?Sized> RwLock<T> {
    fn id(&self) -> LockId {
        self.meta.id("RwLock", std::any::type_name::<T>)
    }

    /// Takes the lock with other readers.
    ///
    /// # Errors
    ///
    /// If a writer panicked; the error carries the guard.
    ///
    /// # Panics
    ///
    /// If this thread writes already, or if it would wait for ever for others that wait for it.
    #[inline(always)]
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let site = Location::caller();
        if let Some(step) = known(&self.meta, Mode::Shared) {
            match self.inner.try_read() {
                Ok(inner) => {
                    take(step, site);
                    return Ok(RwLockReadGuard { _token: Token(&self.meta), inner });
                }
                Err(TryLockError::Poisoned(poison)) => {
                    take(step, site);
                    let inner = poison.into_inner();
                    return Err(PoisonError::new(RwLockReadGuard { _token: Token(&self.meta), inner }));
                }
                Err(TryLockError::WouldBlock) => {}
            }
        }
        let guard = RwLockReadGuard { inner: self.read_slowly(site), _token: Token(&self.meta) };
        judged(guard, self.inner.is_poisoned())
    }

    #[cold]
    fn read_slowly(&self, site: Site) -> sync::RwLockReadGuard<'_, T> {
        let attempt = || any(self.inner.try_read());
        acquire(self.id(), Mode::Shared, site, attempt, || whole(self.inner.read()))
    }

    /// Takes the lock alone.
    ///
    /// # Errors
    ///
    /// If a writer panicked; the error carries the guard.
    ///
    /// # Panics
    ///
    /// If this thread holds the lock already, or if it would wait for ever for others that wait for it.
    #[inline(always)]
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let site = Location::caller();
        if let Some(step) = known(&self.meta, Mode::Exclusive) {
            match self.inner.try_write() {
                Ok(inner) => {
                    take(step, site);
                    return Ok(RwLockWriteGuard { token: Token(&self.meta), inner });
                }
                Err(TryLockError::Poisoned(poison)) => {
                    take(step, site);
                    let inner = poison.into_inner();
                    return Err(PoisonError::new(RwLockWriteGuard { token: Token(&self.meta), inner }));
                }
                Err(TryLockError::WouldBlock) => {}
            }
        }
        let guard = RwLockWriteGuard { inner: self.write_slowly(site), token: Token(&self.meta) };
        judged(guard, self.inner.is_poisoned())
    }

    #[cold]
    fn write_slowly(&self, site: Site) -> sync::RwLockWriteGuard<'_, T> {
        let attempt = || any(self.inner.try_write());
        acquire(self.id(), Mode::Exclusive, site, attempt, || whole(self.inner.write()))
    }

    /// Takes the lock with other readers if no writer has it.
    ///
    /// # Errors
    ///
    /// If a writer has it, or has panicked; in the second case the error carries the guard.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let site = Location::caller();
        self.id();
        let guard = |inner| RwLockReadGuard { _token: Token::push(&self.meta, site), inner };
        match self.inner.try_read() {
            Ok(inner) => Ok(guard(inner)),
            Err(TryLockError::Poisoned(poison)) => {
                Err(TryLockError::Poisoned(PoisonError::new(guard(poison.into_inner()))))
            }
            Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
        }
    }

    /// Takes the lock alone if nobody has it.
    ///
    /// # Errors
    ///
    /// If somebody has it, or a writer has panicked; in the second case the error carries the guard.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let site = Location::caller();
        self.id();
        let guard = |inner| RwLockWriteGuard { token: Token::push(&self.meta, site), inner };
        match self.inner.try_write() {
            Ok(inner) => Ok(guard(inner)),
            Err(TryLockError::Poisoned(poison)) => {
                Err(TryLockError::Poisoned(PoisonError::new(guard(poison.into_inner()))))
            }
            Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
        }
    }

    /// Whether a writer has panicked.
    pub fn is_poisoned(&self) -> bool {
        self.inner.is_poisoned()
    }

    /// Forgets that a writer has panicked.
    pub fn clear_poison(&self) {
        self.inner.clear_poison();
    }

    /// What it protects; nobody else can have it meanwhile.
    ///
    /// # Errors
    ///
    /// If a writer has panicked; the error carries the reference.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.inner.get_mut()
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Goes on as a reader, with nobody writing in between.
    #[track_caller]
    pub fn downgrade(this: RwLockWriteGuard<'a, T>) -> RwLockReadGuard<'a, T> {
        let RwLockWriteGuard { token, inner } = this;
        let meta = token.0;
        drop(token);
        let token = Token::push(meta, Location::caller());
        RwLockReadGuard { _token: token, inner: sync::RwLockWriteGuard::downgrade(inner) }
    }
}

impl<T> From<T> for RwLock<T> {
    #[track_caller]
    fn from(value: T) -> RwLock<T> {
        RwLock::new(value)
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> RwLock<T> {
        RwLock::new(T::default())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
