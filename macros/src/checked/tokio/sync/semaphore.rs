//! The checked [`Semaphore`].

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, OnceLock};

use ::tokio::sync as raw;
use ::tokio::sync::{AcquireError, TryAcquireError};

use crate::runtime::tasks::{Hold, acquire_permits};
use crate::runtime::{LockId, Meta, Mode};

/// `tokio::sync::Semaphore` that checks the order in which tasks take permits. Who has all permits holds it alone, who has
/// some of them holds it with others.
pub struct Semaphore {
    meta: Meta,
    /// Permits that there are.
    permits: AtomicUsize,
    /// Made at the first use: what owns its semaphore needs it apart.
    inner: OnceLock<Arc<raw::Semaphore>>,
}

/// Permits that borrow their semaphore.
#[must_use]
#[derive(Debug)]
pub struct SemaphorePermit<'a> {
    // Dropped in this order: what the task holds is told before the permits are back.
    hold: Option<Hold>,
    inner: raw::SemaphorePermit<'a>,
    semaphore: &'a Semaphore,
}

/// Permits that own their semaphore.
#[must_use]
#[derive(Debug)]
pub struct OwnedSemaphorePermit {
    hold: Option<Hold>,
    inner: raw::OwnedSemaphorePermit,
    semaphore: Arc<Semaphore>,
}

impl Semaphore {
    /// The most permits that a semaphore can have.
    pub const MAX_PERMITS: usize = raw::Semaphore::MAX_PERMITS;

    /// A semaphore with so many permits.
    ///
    /// # Panics
    ///
    /// If these are more than [`Semaphore::MAX_PERMITS`].
    #[track_caller]
    pub fn new(permits: usize) -> Semaphore {
        Semaphore::const_new(permits)
    }

    /// A semaphore with so many permits, for statics.
    ///
    /// # Panics
    ///
    /// If these are more than [`Semaphore::MAX_PERMITS`].
    #[track_caller]
    pub const fn const_new(permits: usize) -> Semaphore {
        assert!(permits <= Semaphore::MAX_PERMITS, "a semaphore may not have more than MAX_PERMITS permits");
        Semaphore {
            meta: Meta::new(Location::caller()),
            permits: AtomicUsize::new(permits),
            inner: OnceLock::new(),
        }
    }

    #[doc(hidden)]
    pub const fn __named(mut self, name: &'static &'static str) -> Semaphore {
        self.meta = self.meta.named(name);
        self
    }

    fn inner(&self) -> &Arc<raw::Semaphore> {
        self.inner.get_or_init(|| Arc::new(raw::Semaphore::new(self.permits.load(Relaxed))))
    }

    fn id(&self) -> LockId {
        self.meta.id("Semaphore", || "")
    }

    /// How so many permits hold it.
    fn mode(&self, count: u32) -> Mode {
        let all = self.permits.load(Relaxed);
        if all > 0 && count as usize >= all { Mode::Exclusive } else { Mode::Shared }
    }

    /// Permits that nobody has.
    pub fn available_permits(&self) -> usize {
        self.inner().available_permits()
    }

    /// Makes so many permits more.
    ///
    /// # Panics
    ///
    /// If there are more than [`Semaphore::MAX_PERMITS`] then.
    pub fn add_permits(&self, count: usize) {
        self.inner().add_permits(count);
        self.permits.fetch_add(count, Relaxed);
    }

    /// Takes so many of the permits that nobody has out of use; how many there were.
    pub fn forget_permits(&self, count: usize) -> usize {
        let forgotten = self.inner().forget_permits(count);
        self.permits.fetch_sub(forgotten, Relaxed);
        forgotten
    }

    /// Takes a permit, and waits for it if it has to.
    ///
    /// # Errors
    ///
    /// If the semaphore is closed.
    #[track_caller]
    pub fn acquire(&self) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> {
        self.acquire_many(1)
    }

    /// Takes so many permits, and waits for them if it has to.
    ///
    /// # Errors
    ///
    /// If the semaphore is closed.
    #[track_caller]
    pub fn acquire_many(
        &self,
        count: u32,
    ) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> {
        let site = Location::caller();
        async move {
            let wait = self.inner().acquire_many(count);
            let (hold, inner) = acquire_permits(self.id(), self.mode(count), site, wait).await;
            Ok(SemaphorePermit { hold, inner: inner?, semaphore: self })
        }
    }

    /// Takes a permit if there is one.
    ///
    /// # Errors
    ///
    /// If there is none, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire(&self) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        self.try_acquire_many(1)
    }

    /// Takes so many permits if they are there.
    ///
    /// # Errors
    ///
    /// If they are not, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_many(&self, count: u32) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        let inner = self.inner().try_acquire_many(count)?;
        let hold = Hold::new(self.id(), self.mode(count), Location::caller());
        Ok(SemaphorePermit { hold, inner, semaphore: self })
    }

    /// Takes a permit that owns the semaphore, and waits for it if it has to.
    ///
    /// # Errors
    ///
    /// If the semaphore is closed.
    #[track_caller]
    pub fn acquire_owned(
        self: Arc<Self>,
    ) -> impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>> {
        self.acquire_many_owned(1)
    }

    /// Takes so many permits that own the semaphore, and waits for them if it has to.
    ///
    /// # Errors
    ///
    /// If the semaphore is closed.
    #[track_caller]
    pub fn acquire_many_owned(
        self: Arc<Self>,
        count: u32,
    ) -> impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>> {
        let site = Location::caller();
        async move {
            let wait = Arc::clone(self.inner()).acquire_many_owned(count);
            let (hold, inner) = acquire_permits(self.id(), self.mode(count), site, wait).await;
            Ok(OwnedSemaphorePermit { hold, inner: inner?, semaphore: self })
        }
    }

    /// Takes a permit that owns the semaphore, if there is one.
    ///
    /// # Errors
    ///
    /// If there is none, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        self.try_acquire_many_owned(1)
    }

    /// Takes so many permits that own the semaphore, if they are there.
    ///
    /// # Errors
    ///
    /// If they are not, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_many_owned(
        self: Arc<Self>,
        count: u32,
    ) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        let inner = Arc::clone(self.inner()).try_acquire_many_owned(count)?;
        let hold = Hold::new(self.id(), self.mode(count), Location::caller());
        Ok(OwnedSemaphorePermit { hold, inner, semaphore: self })
    }

    /// Gives out no more permits.
    pub fn close(&self) {
        self.inner().close();
    }

    /// Whether it gives out no more permits.
    pub fn is_closed(&self) -> bool {
        self.inner().is_closed()
    }
}

impl fmt::Debug for Semaphore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner().fmt(f)
    }
}

impl SemaphorePermit<'_> {
    /// Takes the permits out of use.
    pub fn forget(self) {
        self.semaphore.permits.fetch_sub(self.inner.num_permits(), Relaxed);
        drop(self.hold);
        self.inner.forget();
    }

    /// How many permits these are.
    pub fn num_permits(&self) -> usize {
        self.inner.num_permits()
    }
}

impl OwnedSemaphorePermit {
    /// Takes the permits out of use.
    pub fn forget(self) {
        self.semaphore.permits.fetch_sub(self.inner.num_permits(), Relaxed);
        drop(self.hold);
        self.inner.forget();
    }

    /// The semaphore.
    pub fn semaphore(&self) -> &Arc<Semaphore> {
        &self.semaphore
    }

    /// How many permits these are.
    pub fn num_permits(&self) -> usize {
        self.inner.num_permits()
    }
}
