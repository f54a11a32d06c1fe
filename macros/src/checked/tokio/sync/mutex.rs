//! The checked [`Mutex`].

use std::fmt;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::panic::Location;

use ::tokio::sync as raw;
use ::tokio::sync::TryLockError;

use super::{holds_a_value, maps, reaches};
use crate::runtime::tasks::{Hold, acquire, acquire_blocking};
use crate::runtime::{LockId, Meta, Mode};

/// `tokio::sync::Mutex` that checks the order in which tasks take it.
pub struct Mutex<T: ?Sized> {
    meta: Meta,
    inner: raw::Mutex<T>,
}

/// The guard of a [`Mutex`].
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized> {
    // Dropped in this order: what the task holds is told before the lock is free.
    hold: Option<Hold>,
    inner: raw::MutexGuard<'a, T>,
}

/// The guard of a part of what a [`Mutex`] protects.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MappedMutexGuard<'a, T: ?Sized> {
    hold: Option<Hold>,
    inner: raw::MappedMutexGuard<'a, T>,
}

holds_a_value!(Mutex, "Mutex");
reaches!(mut MutexGuard);
reaches!(mut MappedMutexGuard);
maps!(MutexGuard => MappedMutexGuard, [?Sized] &mut);
maps!(MappedMutexGuard => MappedMutexGuard, [Sized] &mut);

impl<T: ?Sized> Mutex<T> {
    /// Takes the lock, and waits for it if it has to. A task that holds it already is reported.
    #[track_caller]
    pub fn lock(&self) -> impl Future<Output = MutexGuard<'_, T>> {
        let site = Location::caller();
        async move {
            let (hold, inner) = acquire(self.id(), Mode::Exclusive, site, self.inner.lock()).await;
            MutexGuard { hold, inner }
        }
    }

    /// Takes the lock, with the thread waiting.
    ///
    /// # Panics
    ///
    /// If it is called from a task, or if this thread holds the lock already.
    #[track_caller]
    pub fn blocking_lock(&self) -> MutexGuard<'_, T> {
        let attempt = || self.inner.try_lock().ok();
        let wait = || self.inner.blocking_lock();
        let (hold, inner) = acquire_blocking(self.id(), Mode::Exclusive, Location::caller(), attempt, wait);
        MutexGuard { hold, inner }
    }

    /// Takes the lock if it is free. That makes no order in which this lock comes second: nobody waits.
    ///
    /// # Errors
    ///
    /// If it is held.
    #[track_caller]
    pub fn try_lock(&self) -> Result<MutexGuard<'_, T>, TryLockError> {
        let inner = self.inner.try_lock()?;
        Ok(MutexGuard { hold: Hold::new(self.id(), Mode::Exclusive, Location::caller()), inner })
    }
}
