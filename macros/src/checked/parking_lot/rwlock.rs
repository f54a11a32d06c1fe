//! The checked [`RwLock`].

use std::cell::Cell;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::time::{Duration, Instant};

use ::parking_lot as raw;

use super::{holds_a_value, maps, maps_or_err, reaches, yields};
use crate::checked::token::{Token, Tracked};
use crate::runtime::{LockId, Meta, Mode, Site, acquire, acquire_again, known, pop, push, retake, take};

/// `parking_lot::RwLock` that checks the order in which it is taken. A reader that can become a writer counts as a reader
/// until it does.
pub struct RwLock<T: ?Sized> {
    meta: Meta,
    inner: raw::RwLock<T>,
}

/// The guard of a reader.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    // Dropped in this order: what the thread holds is told before the lock is free.
    token: Token<'a, true, RwLock<T>>,
    inner: raw::RwLockReadGuard<'a, T>,
}

/// The guard of a writer.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    token: Token<'a, false, RwLock<T>>,
    inner: raw::RwLockWriteGuard<'a, T>,
}

/// The guard of a reader that can become a writer.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockUpgradableReadGuard<'a, T: ?Sized> {
    token: Token<'a, true, RwLock<T>>,
    inner: raw::RwLockUpgradableReadGuard<'a, T>,
}

/// The guard of a reader of a part of the value.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct MappedRwLockReadGuard<'a, T: ?Sized> {
    token: Token<'a, true>,
    inner: raw::MappedRwLockReadGuard<'a, T>,
}

/// The guard of a writer of a part of the value.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct MappedRwLockWriteGuard<'a, T: ?Sized> {
    token: Token<'a>,
    inner: raw::MappedRwLockWriteGuard<'a, T>,
}

holds_a_value!(RwLock, "RwLock");
reaches!(RwLockReadGuard);
reaches!(MappedRwLockReadGuard);
reaches!(RwLockUpgradableReadGuard);
reaches!(mut RwLockWriteGuard);
reaches!(mut MappedRwLockWriteGuard);
maps!(RwLockReadGuard => MappedRwLockReadGuard, &);
maps_or_err!(RwLockReadGuard => MappedRwLockReadGuard, &);
maps!(MappedRwLockReadGuard => MappedRwLockReadGuard, &);
maps!(RwLockWriteGuard => MappedRwLockWriteGuard, &mut);
maps_or_err!(RwLockWriteGuard => MappedRwLockWriteGuard, &mut);
maps!(MappedRwLockWriteGuard => MappedRwLockWriteGuard, &mut);
maps_or_err!(MappedRwLockWriteGuard => MappedRwLockWriteGuard, &mut);
yields!(RwLockReadGuard);
yields!(RwLockWriteGuard);
yields!(RwLockUpgradableReadGuard);

/// [`RwLock::new`].
#[track_caller]
pub const fn const_rwlock<T>(value: T) -> RwLock<T> {
    RwLock::new(value)
}

/// A way to take the lock, and the ways that do not wait for ever: those make no order in which this lock comes second.
macro_rules! takes {
    (
        $guard:ident, $mode:expr, $acquire:ident, $what:literal,
        $lock:ident, $slowly:ident, $try:ident, $try_for:ident, $try_until:ident
    ) => {
        impl<T: ?Sized> RwLock<T> {
            #[doc = concat!("Takes the lock ", $what, ", and waits for it if it has to.")]
            ///
            /// # Panics
            ///
            /// If this thread holds it in a way that excludes that, or if it would wait for ever for others that wait for
            /// it.
            #[inline(always)]
            #[track_caller]
            pub fn $lock(&self) -> $guard<'_, T> {
                let site = Location::caller();
                if let Some(step) = known(&self.meta, $mode)
                    && let Some(inner) = self.inner.$try()
                {
                    take(step, site);
                    return $guard { token: Token(self), inner };
                }
                $guard { inner: self.$slowly(site), token: Token(self) }
            }

            #[cold]
            fn $slowly(&self, site: Site) -> raw::$guard<'_, T> {
                $acquire(self.id(), $mode, site, || self.inner.$try(), || self.inner.$lock())
            }

            #[doc = concat!("Takes the lock ", $what, " if nobody excludes that.")]
            #[track_caller]
            pub fn $try(&self) -> Option<$guard<'_, T>> {
                $guard::tried(self, self.inner.$try(), Location::caller())
            }

            #[doc = concat!("Takes the lock ", $what, ", and waits for it no longer than `limit`.")]
            #[track_caller]
            pub fn $try_for(&self, limit: Duration) -> Option<$guard<'_, T>> {
                $guard::tried(self, self.inner.$try_for(limit), Location::caller())
            }

            #[doc = concat!("Takes the lock ", $what, ", and waits for it until `end` at most.")]
            #[track_caller]
            pub fn $try_until(&self, end: Instant) -> Option<$guard<'_, T>> {
                $guard::tried(self, self.inner.$try_until(end), Location::caller())
            }
        }
    };
}

takes!(
    RwLockReadGuard,
    Mode::Shared,
    acquire,
    "with other readers",
    read,
    read_slowly,
    try_read,
    try_read_for,
    try_read_until
);
takes!(
    RwLockReadGuard,
    Mode::Shared,
    acquire_again,
    "with other readers, also past writers that wait",
    read_recursive,
    read_again_slowly,
    try_read_recursive,
    try_read_recursive_for,
    try_read_recursive_until
);
takes!(
    RwLockWriteGuard,
    Mode::Exclusive,
    acquire,
    "alone",
    write,
    write_slowly,
    try_write,
    try_write_for,
    try_write_until
);
takes!(
    RwLockUpgradableReadGuard,
    Mode::Shared,
    acquire,
    "with readers that cannot become writers",
    upgradable_read,
    upgradable_slowly,
    try_upgradable_read,
    try_upgradable_read_for,
    try_upgradable_read_until
);

/// What the guards of a whole value have.
macro_rules! guards {
    ($guard:ident) => {
        impl<'a, T: ?Sized> $guard<'a, T> {
            fn tried(lock: &'a RwLock<T>, inner: Option<raw::$guard<'a, T>>, site: Site) -> Option<Self> {
                lock.id();
                inner.map(|inner| $guard { token: Token::push(lock, site), inner })
            }

            /// What it guards.
            pub fn rwlock(s: &Self) -> &'a RwLock<T> {
                s.token.0
            }
        }
    };
}

guards!(RwLockReadGuard);
guards!(RwLockWriteGuard);
guards!(RwLockUpgradableReadGuard);

impl<T: ?Sized> RwLock<T> {
    /// Whether a writer holds it.
    pub fn is_locked_exclusive(&self) -> bool {
        self.inner.is_locked_exclusive()
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Goes on as a reader, with nobody writing in between.
    #[track_caller]
    pub fn downgrade(s: Self) -> RwLockReadGuard<'a, T> {
        let RwLockWriteGuard { token, inner } = s;
        let lock = token.0;
        drop(token);
        let token = Token::push(lock, Location::caller());
        RwLockReadGuard { token, inner: raw::RwLockWriteGuard::downgrade(inner) }
    }

    /// Goes on as a reader that can become a writer again, with nobody writing in between.
    #[track_caller]
    pub fn downgrade_to_upgradable(s: Self) -> RwLockUpgradableReadGuard<'a, T> {
        let RwLockWriteGuard { token, inner } = s;
        let lock = token.0;
        drop(token);
        let token = Token::push(lock, Location::caller());
        RwLockUpgradableReadGuard { token, inner: raw::RwLockWriteGuard::downgrade_to_upgradable(inner) }
    }
}

impl<'a, T: ?Sized> RwLockUpgradableReadGuard<'a, T> {
    /// Goes on as a writer, when the other readers have left.
    ///
    /// # Panics
    ///
    /// If this thread is another of the readers, or if it would wait for ever for others that wait for it.
    #[track_caller]
    pub fn upgrade(s: Self) -> RwLockWriteGuard<'a, T> {
        let RwLockUpgradableReadGuard { token, inner } = s;
        let (lock, site) = (token.0, Location::caller());
        drop(token);
        let reader = Cell::new(Some(inner));
        let attempt = || match raw::RwLockUpgradableReadGuard::try_upgrade(reader.take()?) {
            Ok(inner) => Some(inner),
            Err(inner) => {
                reader.set(Some(inner));
                None
            }
        };
        let wait = || match reader.take() {
            Some(inner) => raw::RwLockUpgradableReadGuard::upgrade(inner),
            None => lock.inner.write(),
        };
        let inner = acquire(lock.id(), Mode::Exclusive, site, attempt, wait);
        RwLockWriteGuard { inner, token: Token(lock) }
    }

    fn tried_upgrade(
        token: Token<'a, true, RwLock<T>>,
        result: Result<raw::RwLockWriteGuard<'a, T>, raw::RwLockUpgradableReadGuard<'a, T>>,
        site: Site,
    ) -> Result<RwLockWriteGuard<'a, T>, Self> {
        match result {
            Ok(inner) => {
                let lock = token.0;
                drop(token);
                Ok(RwLockWriteGuard { token: Token::push(lock, site), inner })
            }
            Err(inner) => Err(RwLockUpgradableReadGuard { token, inner }),
        }
    }

    /// Goes on as a writer, if there are no other readers.
    ///
    /// # Errors
    ///
    /// If there are; the error is the guard.
    #[track_caller]
    pub fn try_upgrade(s: Self) -> Result<RwLockWriteGuard<'a, T>, Self> {
        let result = raw::RwLockUpgradableReadGuard::try_upgrade(s.inner);
        Self::tried_upgrade(s.token, result, Location::caller())
    }

    /// Goes on as a writer, if the other readers leave within `limit`.
    ///
    /// # Errors
    ///
    /// If they do not; the error is the guard.
    #[track_caller]
    pub fn try_upgrade_for(s: Self, limit: Duration) -> Result<RwLockWriteGuard<'a, T>, Self> {
        let result = raw::RwLockUpgradableReadGuard::try_upgrade_for(s.inner, limit);
        Self::tried_upgrade(s.token, result, Location::caller())
    }

    /// Goes on as a writer, if the other readers leave before `end`.
    ///
    /// # Errors
    ///
    /// If they do not; the error is the guard.
    #[track_caller]
    pub fn try_upgrade_until(s: Self, end: Instant) -> Result<RwLockWriteGuard<'a, T>, Self> {
        let result = raw::RwLockUpgradableReadGuard::try_upgrade_until(s.inner, end);
        Self::tried_upgrade(s.token, result, Location::caller())
    }

    /// Runs `f` as a writer, when the other readers have left.
    #[track_caller]
    pub fn with_upgraded<R, F: FnOnce(&mut T) -> R>(&mut self, f: F) -> R {
        let (inner, site) = (&mut self.inner, Location::caller());
        let id = self.token.0.id();
        pop(id, Mode::Shared);
        retake(id, Mode::Exclusive, site);
        let result = {
            let _writer: Token<'_, false, RwLock<T>> = Token(self.token.0);
            inner.with_upgraded(f)
        };
        push(id, Mode::Shared, site);
        result
    }

    /// Runs `f` as a writer, if there are no other readers.
    pub fn try_with_upgraded<R, F: FnOnce(&mut T) -> R>(&mut self, f: F) -> Option<R> {
        self.inner.try_with_upgraded(f)
    }

    /// Runs `f` as a writer, if the other readers leave within `limit`.
    pub fn try_with_upgraded_for<R, F: FnOnce(&mut T) -> R>(&mut self, limit: Duration, f: F) -> Option<R> {
        self.inner.try_with_upgraded_for(limit, f)
    }

    /// Runs `f` as a writer, if the other readers leave before `end`.
    pub fn try_with_upgraded_until<R, F: FnOnce(&mut T) -> R>(&mut self, end: Instant, f: F) -> Option<R> {
        self.inner.try_with_upgraded_until(end, f)
    }

    /// Goes on as a reader that stays one.
    pub fn downgrade(s: Self) -> RwLockReadGuard<'a, T> {
        let RwLockUpgradableReadGuard { token, inner } = s;
        RwLockReadGuard { token, inner: raw::RwLockUpgradableReadGuard::downgrade(inner) }
    }
}
