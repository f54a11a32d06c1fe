//! Which checked type takes the place of which other.

use std::sync;

/// What `#[concheck::checked]` puts in the place of a type: the checked lock for a lock of std, and of parking_lot and tokio
/// with the features of those names. Where the checks are off, and for types that are not checked, the type itself.
#[diagnostic::on_unimplemented(
    message = "concheck has no checked type for `{Self}`",
    note = "`#[concheck::checked(skip(Name))]` leaves types of this name as they are",
    note = "the types of parking_lot and tokio need the features of those names"
)]
pub trait Checked {
    /// The type that takes its place.
    type Type: ?Sized;
}

/// Types that are not checked.
#[cfg(any(feature = "parking_lot", feature = "tokio"))]
macro_rules! unchecked {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        impl<$($generics)*> Checked for $ty {
            type Type = $ty;
        }
    )*};
}

/// Types of a module of another crate, and of its twin here.
macro_rules! twins {
    ($other:path, $ours:path: $([$($generics:tt)*] $ty:ident $(<$($argument:tt),*>)?;)*) => {
        const _: () = {
            use $other as other;
            #[cfg(any(concheck, all(debug_assertions, not(concheck_off))))]
            use $ours as ours;
            #[cfg(not(any(concheck, all(debug_assertions, not(concheck_off)))))]
            use $other as ours;
            $(
                impl<$($generics)*> Checked for other::$ty $(<$($argument),*>)? {
                    type Type = ours::$ty $(<$($argument),*>)?;
                }
                #[cfg(any(concheck, all(debug_assertions, not(concheck_off))))]
                impl<$($generics)*> Checked for ours::$ty $(<$($argument),*>)? {
                    type Type = ours::$ty $(<$($argument),*>)?;
                }
            )*
        };
    };
}

twins! { sync, crate::sync:
    [T: ?Sized] Mutex<T>;
    ['a, T: ?Sized] MutexGuard<'a, T>;
    [T: ?Sized] RwLock<T>;
    ['a, T: ?Sized] RwLockReadGuard<'a, T>;
    ['a, T: ?Sized] RwLockWriteGuard<'a, T>;
    [T] OnceLock<T>;
    [T, F] LazyLock<T, F>;
    [] Once;
    [] Condvar;
    [] Barrier;
}

#[cfg(feature = "parking_lot")]
twins! { ::parking_lot, crate::parking_lot:
    [T: ?Sized] Mutex<T>;
    ['a, T: ?Sized] MutexGuard<'a, T>;
    ['a, T: ?Sized] MappedMutexGuard<'a, T>;
    [T: ?Sized] RwLock<T>;
    ['a, T: ?Sized] RwLockReadGuard<'a, T>;
    ['a, T: ?Sized] RwLockWriteGuard<'a, T>;
    ['a, T: ?Sized] RwLockUpgradableReadGuard<'a, T>;
    ['a, T: ?Sized] MappedRwLockReadGuard<'a, T>;
    ['a, T: ?Sized] MappedRwLockWriteGuard<'a, T>;
    [T: ?Sized] ReentrantMutex<T>;
    ['a, T: ?Sized] ReentrantMutexGuard<'a, T>;
    [] Condvar;
}

#[cfg(feature = "parking_lot")]
unchecked! { [] ::parking_lot::Once; }

#[cfg(feature = "tokio")]
twins! { ::tokio::sync, crate::tokio::sync:
    [T: ?Sized] Mutex<T>;
    ['a, T: ?Sized] MutexGuard<'a, T>;
    [T: ?Sized] RwLock<T>;
    ['a, T: ?Sized] RwLockReadGuard<'a, T>;
    ['a, T: ?Sized] RwLockWriteGuard<'a, T>;
    ['a, T: ?Sized] MappedMutexGuard<'a, T>;
    ['a, T: ?Sized] RwLockMappedWriteGuard<'a, T>;
    ['a] SemaphorePermit<'a>;
    [] Semaphore;
}

#[cfg(feature = "tokio")]
unchecked! { [] ::tokio::sync::Barrier; }
