//! `tokio::sync`, with locks that check their order, by task.
//!
//! [`Mutex`], [`RwLock`] and [`Semaphore`] are checked; everything else is tokio's own. Of mutexes and read-write locks,
//! the guards that own their lock are missing.

mod mutex;
mod rwlock;
mod semaphore;

pub use ::tokio::sync::*;

pub use mutex::{MappedMutexGuard, Mutex, MutexGuard};
pub use rwlock::{RwLock, RwLockMappedWriteGuard, RwLockReadGuard, RwLockWriteGuard};
pub use semaphore::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

/// What every guard has; with `mut`, of those that can write too.
macro_rules! reaches {
    ($guard:ident) => {
        impl<T: ?Sized> Deref for $guard<'_, T> {
            type Target = T;

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
    };
    (mut $guard:ident) => {
        reaches!($guard);

        impl<T: ?Sized> DerefMut for $guard<'_, T> {
            fn deref_mut(&mut self) -> &mut T {
                &mut self.inner
            }
        }
    };
}

/// Guards that can be made to guard a part of the value.
macro_rules! maps {
    ($guard:ident => $mapped:ident, [$($sized:tt)*] & $($mutable:ident)?) => {
        impl<'a, T: ?Sized> $guard<'a, T> {
            /// Goes on with a part of the value.
            pub fn map<U: $($sized)*, F>(this: Self, f: F) -> $mapped<'a, U>
            where
                F: FnOnce(& $($mutable)? T) -> & $($mutable)? U,
            {
                let $guard { hold, inner } = this;
                $mapped { hold, inner: raw::$guard::map(inner, f) }
            }

            /// Goes on with a part of the value, if there is one.
            ///
            /// # Errors
            ///
            /// If there is none; the error is the guard.
            pub fn try_map<U: $($sized)*, F>(this: Self, f: F) -> Result<$mapped<'a, U>, Self>
            where
                F: FnOnce(& $($mutable)? T) -> Option<& $($mutable)? U>,
            {
                let $guard { hold, inner } = this;
                match raw::$guard::try_map(inner, f) {
                    Ok(inner) => Ok($mapped { hold, inner }),
                    Err(inner) => Err($guard { hold, inner }),
                }
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
            pub fn new(value: T) -> $lock<T> {
                $lock { meta: Meta::new(Location::caller()), inner: raw::$lock::new(value) }
            }

            /// A lock that nobody holds, for statics.
            #[track_caller]
            pub const fn const_new(value: T) -> $lock<T> {
                $lock { meta: Meta::new(Location::caller()), inner: raw::$lock::const_new(value) }
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

use {holds_a_value, maps, reaches};
