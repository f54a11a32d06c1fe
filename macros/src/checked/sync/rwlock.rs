//! The checked [`RwLock`].

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::{self, LockResult, PoisonError, TryLockError, TryLockResult};

use super::map_lock;
use super::mutex::Token;
use crate::report::{Kind, Report};
use crate::runtime::{LockId, Meta, Mode, Site, ThreadState, aloud, current, graph, place, waits};

/// `std::sync::RwLock` that checks the order in which it is taken.
pub struct RwLock<T: ?Sized> {
    meta: Meta,
    inner: sync::RwLock<T>,
}

/// The guard of a reader.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    // Dropped in this order: what the thread holds is told before the lock is free.
    _token: Token<'a>,
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
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let site = Location::caller();
        let id = self.id();
        let state = current();
        if let Some(state) = state {
            state.before(id, Mode::Shared, site);
            if !state.is_empty() {
                recursive(state, id, site);
            }
        }
        let result = match self.inner.try_read() {
            Ok(guard) => Ok(guard),
            Err(TryLockError::Poisoned(poison)) => Err(poison),
            Err(TryLockError::WouldBlock) => match state {
                Some(state) => {
                    waits::contended(state, id, Mode::Shared, site);
                    let result = self.inner.read();
                    state.wait_is_over();
                    result
                }
                None => self.inner.read(),
            },
        };
        let token = Token::push(&self.meta, state, Mode::Shared, site);
        map_lock(result, |inner| RwLockReadGuard { _token: token, inner })
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
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let site = Location::caller();
        let id = self.id();
        let state = current();
        if let Some(state) = state {
            state.before(id, Mode::Exclusive, site);
        }
        let result = match self.inner.try_write() {
            Ok(guard) => Ok(guard),
            Err(TryLockError::Poisoned(poison)) => Err(poison),
            Err(TryLockError::WouldBlock) => match state {
                Some(state) => {
                    waits::contended(state, id, Mode::Exclusive, site);
                    let result = self.inner.write();
                    state.wait_is_over();
                    result
                }
                None => self.inner.write(),
            },
        };
        let token = Token::push(&self.meta, state, Mode::Exclusive, site);
        map_lock(result, |inner| RwLockWriteGuard { token, inner })
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
        let guard =
            |inner| RwLockReadGuard { _token: Token::push(&self.meta, current(), Mode::Shared, site), inner };
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
        let guard = |inner| RwLockWriteGuard {
            token: Token::push(&self.meta, current(), Mode::Exclusive, site),
            inner,
        };
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

/// Reports a reader that reads already.
#[cold]
fn recursive(state: &'static ThreadState, id: LockId, site: Site) {
    let Some(own) = state.holds(id).filter(|own| own.mode == Mode::Shared) else { return };
    if !graph::tell_once(own.site, site) {
        return;
    }
    let message = format!(
        "{} reads {} again: it hangs once a writer queues in between\n  at {}\n  and reads it since {}",
        state.title(),
        graph::name(id),
        place(site),
        place(own.site)
    );
    aloud(&Report { kind: Kind::RecursiveRead, message });
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Goes on as a reader, with nobody writing in between.
    #[track_caller]
    pub fn downgrade(this: RwLockWriteGuard<'a, T>) -> RwLockReadGuard<'a, T> {
        let RwLockWriteGuard { token, inner } = this;
        let meta = token.0;
        drop(token);
        let token = Token::push(meta, current(), Mode::Shared, Location::caller());
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
