//! The checked [`RwLock`].

use std::fmt;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::panic::Location;

use ::tokio::sync as raw;
use ::tokio::sync::TryLockError;

use super::{holds_a_value, maps, reaches};
use crate::runtime::tasks::{Hold, acquire, acquire_blocking};
use crate::runtime::{LockId, Meta, Mode};

/// `tokio::sync::RwLock` that checks the order in which tasks take it.
pub struct RwLock<T: ?Sized> {
    meta: Meta,
    inner: raw::RwLock<T>,
}

/// The guard of a reader, of all of the value or of a part.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    // Dropped in this order: what the task holds is told before the lock is free.
    hold: Option<Hold>,
    inner: raw::RwLockReadGuard<'a, T>,
}

/// The guard of a writer.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    hold: Option<Hold>,
    inner: raw::RwLockWriteGuard<'a, T>,
}

/// The guard of a writer of a part of the value.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockMappedWriteGuard<'a, T: ?Sized> {
    hold: Option<Hold>,
    inner: raw::RwLockMappedWriteGuard<'a, T>,
}

holds_a_value!(RwLock, "RwLock");
reaches!(RwLockReadGuard);
reaches!(mut RwLockWriteGuard);
reaches!(mut RwLockMappedWriteGuard);
maps!(RwLockReadGuard => RwLockReadGuard, [?Sized] &);
maps!(RwLockWriteGuard => RwLockMappedWriteGuard, [?Sized] &mut);
maps!(RwLockMappedWriteGuard => RwLockMappedWriteGuard, [?Sized] &mut);

impl<T: ?Sized> RwLock<T> {
    /// Takes the lock with other readers. A task that holds it already is reported.
    #[track_caller]
    pub fn read(&self) -> impl Future<Output = RwLockReadGuard<'_, T>> {
        let site = Location::caller();
        async move {
            let (hold, inner) = acquire(self.id(), Mode::Shared, site, self.inner.read()).await;
            RwLockReadGuard { hold, inner }
        }
    }

    /// Takes the lock alone. A task that holds it already is reported.
    #[track_caller]
    pub fn write(&self) -> impl Future<Output = RwLockWriteGuard<'_, T>> {
        let site = Location::caller();
        async move {
            let (hold, inner) = acquire(self.id(), Mode::Exclusive, site, self.inner.write()).await;
            RwLockWriteGuard { hold, inner }
        }
    }

    /// Takes the lock with other readers, with the thread waiting.
    ///
    /// # Panics
    ///
    /// If it is called from a task, or if this thread writes already.
    #[track_caller]
    pub fn blocking_read(&self) -> RwLockReadGuard<'_, T> {
        let attempt = || self.inner.try_read().ok();
        let wait = || self.inner.blocking_read();
        let (hold, inner) = acquire_blocking(self.id(), Mode::Shared, Location::caller(), attempt, wait);
        RwLockReadGuard { hold, inner }
    }

    /// Takes the lock alone, with the thread waiting.
    ///
    /// # Panics
    ///
    /// If it is called from a task, or if this thread holds the lock already.
    #[track_caller]
    pub fn blocking_write(&self) -> RwLockWriteGuard<'_, T> {
        let attempt = || self.inner.try_write().ok();
        let wait = || self.inner.blocking_write();
        let (hold, inner) = acquire_blocking(self.id(), Mode::Exclusive, Location::caller(), attempt, wait);
        RwLockWriteGuard { hold, inner }
    }

    /// Takes the lock with other readers if no writer has it or waits for it.
    ///
    /// # Errors
    ///
    /// If one does.
    #[track_caller]
    pub fn try_read(&self) -> Result<RwLockReadGuard<'_, T>, TryLockError> {
        let inner = self.inner.try_read()?;
        Ok(RwLockReadGuard { hold: Hold::new(self.id(), Mode::Shared, Location::caller()), inner })
    }

    /// Takes the lock alone if nobody has it.
    ///
    /// # Errors
    ///
    /// If somebody has.
    #[track_caller]
    pub fn try_write(&self) -> Result<RwLockWriteGuard<'_, T>, TryLockError> {
        let inner = self.inner.try_write()?;
        Ok(RwLockWriteGuard { hold: Hold::new(self.id(), Mode::Exclusive, Location::caller()), inner })
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Goes on as a reader, with nobody writing in between.
    pub fn downgrade(self) -> RwLockReadGuard<'a, T> {
        let RwLockWriteGuard { hold, inner } = self;
        RwLockReadGuard { hold: hold.map(Hold::downgrade), inner: inner.downgrade() }
    }
}
