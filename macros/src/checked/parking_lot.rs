//! `parking_lot`, with locks that check their order.
//!
//! [`Mutex`], [`RwLock`], [`ReentrantMutex`] and [`Condvar`] are checked; everything else is parking_lot's own. What needs
//! `unsafe` is missing, as are the guards of its feature `arc_lock`.

mod condvar;
mod mutex;
mod remutex;
mod rwlock;

pub use ::parking_lot::*;

pub use condvar::Condvar;
pub use mutex::{MappedMutexGuard, Mutex, MutexGuard, const_mutex};
pub use remutex::{MappedReentrantMutexGuard, ReentrantMutex, ReentrantMutexGuard, const_reentrant_mutex};
pub use rwlock::{
    MappedRwLockReadGuard, MappedRwLockWriteGuard, RwLock, RwLockReadGuard, RwLockUpgradableReadGuard,
    RwLockWriteGuard, const_rwlock,
};

/// What every guard has; with `mut`, of those that can write too.
macro_rules! reaches {
    ($guard:ident) => {
        impl<T: ?Sized> Deref for $guard<'_, T> {
            type Target = T;

            #[inline]
            fn deref(&self) -> &T {
                &self.inner
            }
        }

        impl<T: ?Sized + fmt::Debug> fmt::Debug for $guard<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.inner.fmt(f)
            }
        }

        impl<T: ?Sized + fmt::Display> fmt::Display for $guard<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.inner.fmt(f)
            }
        }

        impl<T: ?Sized> $guard<'_, T> {
            /// Releases the lock to who waits for it, instead of to who comes first.
            pub fn unlock_fair(s: Self) {
                let $guard { token, inner } = s;
                drop(token);
                raw::$guard::unlock_fair(inner);
            }
        }
    };
    (mut $guard:ident) => {
        reaches!($guard);

        impl<T: ?Sized> DerefMut for $guard<'_, T> {
            #[inline]
            fn deref_mut(&mut self) -> &mut T {
                &mut self.inner
            }
        }
    };
}

/// Guards that can be made to guard a part of the value.
macro_rules! maps {
    ($guard:ident => $mapped:ident, & $($mutable:ident)?) => {
        impl<'a, T: ?Sized> $guard<'a, T> {
            /// Goes on with a part of the value.
            pub fn map<U: ?Sized, F>(s: Self, f: F) -> $mapped<'a, U>
            where
                F: FnOnce(& $($mutable)? T) -> & $($mutable)? U,
            {
                let $guard { token, inner } = s;
                $mapped { token: token.untyped(), inner: raw::$guard::map(inner, f) }
            }

            /// Goes on with a part of the value, if there is one.
            ///
            /// # Errors
            ///
            /// If there is none; the error is the guard.
            pub fn try_map<U: ?Sized, F>(s: Self, f: F) -> Result<$mapped<'a, U>, Self>
            where
                F: FnOnce(& $($mutable)? T) -> Option<& $($mutable)? U>,
            {
                let $guard { token, inner } = s;
                match raw::$guard::try_map(inner, f) {
                    Ok(inner) => Ok($mapped { token: token.untyped(), inner }),
                    Err(inner) => Err($guard { token, inner }),
                }
            }
        }
    };
}

/// Those that can say why not, which not all of parking_lot's can.
macro_rules! maps_or_err {
    ($guard:ident => $mapped:ident, & $($mutable:ident)?) => {
        impl<'a, T: ?Sized> $guard<'a, T> {
            /// Goes on with a part of the value, or says why not.
            ///
            /// # Errors
            ///
            /// If there is none; the error is the guard, and what `f` said.
            pub fn try_map_or_err<U: ?Sized, F, E>(s: Self, f: F) -> Result<$mapped<'a, U>, (Self, E)>
            where
                F: FnOnce(& $($mutable)? T) -> Result<& $($mutable)? U, E>,
            {
                let $guard { token, inner } = s;
                match raw::$guard::try_map_or_err(inner, f) {
                    Ok(inner) => Ok($mapped { token: token.untyped(), inner }),
                    Err((inner, error)) => Err(($guard { token, inner }, error)),
                }
            }
        }
    };
}

/// Guards that can give the lock up for a while.
macro_rules! yields {
    ($guard:ident) => {
        impl<T: ?Sized> $guard<'_, T> {
            /// Runs `f` with the lock released.
            #[track_caller]
            pub fn unlocked<F, U>(s: &mut Self, f: F) -> U
            where
                F: FnOnce() -> U,
            {
                let inner = &mut s.inner;
                s.token.without(Location::caller(), || raw::$guard::unlocked(inner, f))
            }

            /// Runs `f` with the lock released to who waits for it.
            #[track_caller]
            pub fn unlocked_fair<F, U>(s: &mut Self, f: F) -> U
            where
                F: FnOnce() -> U,
            {
                let inner = &mut s.inner;
                s.token.without(Location::caller(), || raw::$guard::unlocked_fair(inner, f))
            }

            /// Lets who waits for the lock have it for once.
            #[track_caller]
            pub fn bump(s: &mut Self) {
                let inner = &mut s.inner;
                s.token.without(Location::caller(), || raw::$guard::bump(inner));
            }
        }
    };
}

/// What every lock has.
macro_rules! holds_a_value {
    ($lock:ident, $name:literal) => {
        impl<T> $lock<T> {
            /// A lock that nobody holds.
            #[track_caller]
            pub const fn new(value: T) -> $lock<T> {
                $lock { meta: Meta::new(Location::caller()), inner: raw::$lock::new(value) }
            }

            #[doc(hidden)]
            pub const fn __named(mut self, name: &'static &'static str) -> $lock<T> {
                self.meta = self.meta.named(name);
                self
            }

            /// What it protects.
            pub fn into_inner(self) -> T {
                self.inner.into_inner()
            }
        }

        impl<T: ?Sized> $lock<T> {
            fn id(&self) -> LockId {
                self.meta.id($name, std::any::type_name::<T>)
            }

            /// What it protects; nobody else can have it meanwhile.
            pub fn get_mut(&mut self) -> &mut T {
                self.inner.get_mut()
            }

            /// Whether somebody holds it.
            pub fn is_locked(&self) -> bool {
                self.inner.is_locked()
            }

            /// Where the value lies.
            pub fn data_ptr(&self) -> *mut T {
                self.inner.data_ptr()
            }
        }

        impl<T: ?Sized> Tracked for $lock<T> {
            #[inline(always)]
            fn meta(&self) -> &Meta {
                &self.meta
            }
        }

        impl<T> From<T> for $lock<T> {
            #[track_caller]
            fn from(value: T) -> $lock<T> {
                $lock::new(value)
            }
        }

        impl<T: Default> Default for $lock<T> {
            #[track_caller]
            fn default() -> $lock<T> {
                $lock::new(T::default())
            }
        }

        impl<T: ?Sized + fmt::Debug> fmt::Debug for $lock<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.inner.fmt(f)
            }
        }
    };
}

use {holds_a_value, maps, maps_or_err, reaches, yields};
