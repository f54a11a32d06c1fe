//! The checked [`LazyLock`].

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::{self, PoisonError};

use crate::runtime::{LockId, Meta, Site, initialise, locked};

/// `std::sync::LazyLock` whose initialiser counts as a critical section: others wait until it has run. Where the value is
/// there, nothing is checked.
pub struct LazyLock<T, F = fn() -> T> {
    meta: Meta,
    cell: sync::OnceLock<T>,
    /// Taken out when it runs, so that after a panic there is none.
    init: sync::Mutex<Option<F>>,
}

/// What std says.
const POISONED: &str = "LazyLock instance has previously been poisoned";

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// A value that is made when it is first wanted.
    #[track_caller]
    pub const fn new(f: F) -> LazyLock<T, F> {
        LazyLock {
            meta: Meta::new(Location::caller()),
            cell: sync::OnceLock::new(),
            init: sync::Mutex::new(Some(f)),
        }
    }

    #[doc(hidden)]
    pub const fn __named(mut self, name: &'static &'static str) -> LazyLock<T, F> {
        self.meta = self.meta.named(name);
        self
    }

    fn id(&self) -> LockId {
        self.meta.id("LazyLock", std::any::type_name::<T>)
    }

    /// The value, made now if it is not there.
    ///
    /// # Panics
    ///
    /// If the initialiser does, or did; if it is called by the initialiser; or if it would wait for ever for others that
    /// wait for this thread.
    #[inline]
    #[track_caller]
    pub fn force(this: &LazyLock<T, F>) -> &T {
        match this.cell.get() {
            Some(value) => value,
            None => this.make(Location::caller()),
        }
    }

    #[cold]
    fn make(&self, site: Site) -> &T {
        initialise(self.id(), site, |turn| {
            self.cell.get_or_init(|| {
                let init = locked(&self.init).take();
                turn.run(init.expect(POISONED))
            })
        })
    }

    /// The value, made now if it is not there; nobody else can have it meanwhile.
    ///
    /// # Panics
    ///
    /// If the initialiser does, or did.
    #[inline]
    #[track_caller]
    pub fn force_mut(this: &mut LazyLock<T, F>) -> &mut T {
        LazyLock::force(this);
        this.cell.get_mut().unwrap_or_else(|| unreachable!("`force` made it"))
    }
}

impl<T, F> LazyLock<T, F> {
    /// The value, if it has been made.
    #[inline]
    pub fn get(this: &LazyLock<T, F>) -> Option<&T> {
        this.cell.get()
    }

    /// The value, if it has been made; nobody else can have it meanwhile.
    ///
    /// # Panics
    ///
    /// If the initialiser did.
    #[inline]
    pub fn get_mut(this: &mut LazyLock<T, F>) -> Option<&mut T> {
        let init = this.init.get_mut().unwrap_or_else(PoisonError::into_inner);
        match this.cell.get_mut() {
            None if init.is_none() => panic!("{POISONED}"),
            value => value,
        }
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[inline]
    #[track_caller]
    fn deref(&self) -> &T {
        LazyLock::force(self)
    }
}

impl<T, F: FnOnce() -> T> DerefMut for LazyLock<T, F> {
    #[inline]
    #[track_caller]
    fn deref_mut(&mut self) -> &mut T {
        LazyLock::force_mut(self)
    }
}

impl<T: Default> Default for LazyLock<T> {
    #[track_caller]
    fn default() -> LazyLock<T> {
        LazyLock::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("LazyLock");
        match self.cell.get() {
            Some(value) => tuple.field(value),
            None => tuple.field(&format_args!("<uninit>")),
        };
        tuple.finish()
    }
}
