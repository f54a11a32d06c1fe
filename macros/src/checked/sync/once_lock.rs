//! The checked [`OnceLock`].

use std::fmt;
use std::panic::Location;
use std::sync;

use crate::runtime::{LockId, Meta, Site, initialise};

/// `std::sync::OnceLock` whose initialiser counts as a critical section: others wait until it has run. Where the value is
/// there, nothing is checked.
pub struct OnceLock<T> {
    meta: Meta,
    inner: sync::OnceLock<T>,
}

impl<T> OnceLock<T> {
    /// An empty cell.
    #[track_caller]
    pub const fn new() -> OnceLock<T> {
        OnceLock { meta: Meta::new(Location::caller()), inner: sync::OnceLock::new() }
    }

    #[doc(hidden)]
    pub const fn __named(mut self, name: &'static &'static str) -> OnceLock<T> {
        self.meta = self.meta.named(name);
        self
    }

    fn id(&self) -> LockId {
        self.meta.id("OnceLock", std::any::type_name::<T>)
    }

    /// The value, if it is there.
    #[inline]
    pub fn get(&self) -> Option<&T> {
        self.inner.get()
    }

    /// The value, if it is there; nobody else can have it meanwhile.
    #[inline]
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.inner.get_mut()
    }

    /// Waits for the value.
    ///
    /// # Panics
    ///
    /// If it is called by the initialiser, or if it would wait for ever for others that wait for this thread.
    #[inline]
    #[track_caller]
    pub fn wait(&self) -> &T {
        match self.inner.get() {
            Some(value) => value,
            None => initialise(self.id(), Location::caller(), |_| self.inner.wait()),
        }
    }

    /// Puts a value in; waits if an initialiser runs.
    ///
    /// # Errors
    ///
    /// If there is one already; the error is the value that did not go in.
    ///
    /// # Panics
    ///
    /// If it is called by the initialiser, or if it would wait for ever for others that wait for this thread.
    #[inline]
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        match self.inner.get() {
            Some(_) => Err(value),
            None => initialise(self.id(), Location::caller(), |_| self.inner.set(value)),
        }
    }

    /// The value; the initialiser makes it if it is not there.
    ///
    /// # Panics
    ///
    /// If the initialiser does, if it is called by the initialiser, or if it would wait for ever for others that wait for
    /// this thread.
    #[inline]
    #[track_caller]
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        match self.inner.get() {
            Some(value) => value,
            None => self.make(f, Location::caller()),
        }
    }

    #[cold]
    fn make<F: FnOnce() -> T>(&self, f: F, site: Site) -> &T {
        initialise(self.id(), site, |turn| self.inner.get_or_init(|| turn.run(f)))
    }

    /// The value, if it is there.
    pub fn into_inner(self) -> Option<T> {
        self.inner.into_inner()
    }

    /// Takes the value out, if it is there.
    pub fn take(&mut self) -> Option<T> {
        self.inner.take()
    }
}

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> OnceLock<T> {
        OnceLock::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    #[track_caller]
    fn clone(&self) -> OnceLock<T> {
        OnceLock { meta: Meta::new(Location::caller()), inner: self.inner.clone() }
    }
}

impl<T> From<T> for OnceLock<T> {
    #[track_caller]
    fn from(value: T) -> OnceLock<T> {
        OnceLock { meta: Meta::new(Location::caller()), inner: sync::OnceLock::from(value) }
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    fn eq(&self, other: &OnceLock<T>) -> bool {
        self.inner == other.inner
    }
}

impl<T: Eq> Eq for OnceLock<T> {}
