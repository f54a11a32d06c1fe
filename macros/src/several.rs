//! Several locks at once: what [`lock!`](crate::lock) stands for.
//!
//! The first is waited for, in the order of their addresses; the others are only tried. If one of those is taken, all are
//! given up and that one is waited for next. A thread never waits for one lock of the set while it holds another, so the set
//! adds no order to the graph, whatever other code does. This is the algorithm that C++'s `std::lock` is usually built on
//! ("smart and polite" in Howard Hinnant's *Dining Philosophers Rebooted*).

use std::fmt::Display;
use std::sync::{Arc, LockResult, TryLockError, TryLockResult};

/// A lock that is taken alone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be locked by `lock!`",
    label = "no mutex of std, parking_lot (with the feature of that name) or concheck",
    note = "a reader-writer lock is written `read {Self}` or `write {Self}`"
)]
pub trait Exclusive {
    /// What holds it.
    type Guard<'a>
    where
        Self: 'a;

    /// What tells this lock from all others.
    fn address(&self) -> usize;

    /// Waits for it.
    #[track_caller]
    fn wait(&self) -> Self::Guard<'_>;

    /// Takes it if nobody holds it.
    #[track_caller]
    fn attempt(&self) -> Option<Self::Guard<'_>>;
}

/// A lock that can be held with others.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be locked by `read` or `write` in `lock!`",
    label = "no `RwLock` of std, parking_lot (with the feature of that name) or concheck"
)]
pub trait Shared {
    /// What holds it with others.
    type Read<'a>
    where
        Self: 'a;
    /// What holds it alone.
    type Write<'a>
    where
        Self: 'a;

    /// What tells this lock from all others.
    fn address(&self) -> usize;

    /// Waits until nobody holds it alone.
    #[track_caller]
    fn wait_read(&self) -> Self::Read<'_>;

    /// Takes it with others unless somebody holds it alone.
    #[track_caller]
    fn attempt_read(&self) -> Option<Self::Read<'_>>;

    /// Waits until nobody holds it.
    #[track_caller]
    fn wait_write(&self) -> Self::Write<'_>;

    /// Takes it if nobody holds it.
    #[track_caller]
    fn attempt_write(&self) -> Option<Self::Write<'_>>;
}

/// One of the locks, and how it is wanted.
pub trait Part {
    /// What holds it.
    type Guard;

    /// What tells this lock from all others.
    fn address(&self) -> usize;

    /// Waits for it.
    #[track_caller]
    fn wait(&self) -> Self::Guard;

    /// Takes it if that needs no waiting.
    #[track_caller]
    fn attempt(&self) -> Option<Self::Guard>;
}

/// `lock!(a)`.
#[derive(Debug)]
pub struct ExclusivePart<'a, L: ?Sized>(&'a L);

/// `lock!(read a)`.
#[derive(Debug)]
pub struct ReadPart<'a, L: ?Sized>(&'a L);

/// `lock!(write a)`.
#[derive(Debug)]
pub struct WritePart<'a, L: ?Sized>(&'a L);

/// `a` of `lock!(a)`.
pub fn exclusive<L: Exclusive + ?Sized>(lock: &L) -> ExclusivePart<'_, L> {
    ExclusivePart(lock)
}

/// `read a` of `lock!(read a)`.
pub fn read<L: Shared + ?Sized>(lock: &L) -> ReadPart<'_, L> {
    ReadPart(lock)
}

/// `write a` of `lock!(write a)`.
pub fn write<L: Shared + ?Sized>(lock: &L) -> WritePart<'_, L> {
    WritePart(lock)
}

macro_rules! part {
    ($part:ident: $lock:ident, $guard:ident, $wait:ident, $attempt:ident) => {
        impl<'a, L: $lock + ?Sized> Part for $part<'a, L> {
            type Guard = L::$guard<'a>;

            fn address(&self) -> usize {
                self.0.address()
            }

            #[track_caller]
            fn wait(&self) -> Self::Guard {
                self.0.$wait()
            }

            #[track_caller]
            fn attempt(&self) -> Option<Self::Guard> {
                self.0.$attempt()
            }
        }
    };
}

part!(ExclusivePart: Exclusive, Guard, wait, attempt);
part!(ReadPart: Shared, Read, wait_read, attempt_read);
part!(WritePart: Shared, Write, wait_write, attempt_write);

/// A tuple of [`Part`]s.
pub trait Locks {
    /// Their guards, in the same order.
    type Guards;

    /// Takes them all, and waits as long as that needs.
    ///
    /// # Panics
    ///
    /// If one lock is in it twice, or is poisoned.
    #[track_caller]
    fn take(self) -> Self::Guards;
}

macro_rules! locks {
    ($count:literal: $($part:ident $guard:ident $at:tt),*) => {
        impl<$($part: Part),*> Locks for ($($part,)*) {
            type Guards = ($($part::Guard,)*);

            #[track_caller]
            fn take(self) -> Self::Guards {
                let order = order([$(self.$at.address()),*]);
                let mut first = 0;
                loop {
                    $(let mut $guard = None;)*
                    let mut taken = None;
                    for step in 0..$count {
                        let at = order[(first + step) % order.len()];
                        let waits = step == 0;
                        let is_held = match at {
                            $($at => {
                                $guard = if waits { Some(self.$at.wait()) } else { self.$at.attempt() };
                                $guard.is_some()
                            })*
                            _ => unreachable!("there are {} locks", $count),
                        };
                        if !is_held {
                            taken = Some((first + step) % order.len());
                            break;
                        }
                    }
                    match (taken, ($($guard,)*)) {
                        (None, ($(Some($guard),)*)) => return ($($guard,)*),
                        (Some(at), _) => first = at,
                        (None, _) => unreachable!("every lock was taken"),
                    }
                    // Who holds it may need what this thread has just given up.
                    std::thread::yield_now();
                }
            }
        }
    };
}

locks!(1: A a 0);
locks!(2: A a 0, B b 1);
locks!(3: A a 0, B b 1, C c 2);
locks!(4: A a 0, B b 1, C c 2, D d 3);
locks!(5: A a 0, B b 1, C c 2, D d 3, E e 4);
locks!(6: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5);
locks!(7: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6);
locks!(8: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7);

/// The positions of the addresses, lowest first.
#[track_caller]
fn order<const N: usize>(addresses: [usize; N]) -> [usize; N] {
    let mut order = std::array::from_fn(|at| at);
    order.sort_unstable_by_key(|at: &usize| addresses[*at]);
    if let Some(twice) = order.windows(2).find(|pair| addresses[pair[0]] == addresses[pair[1]]) {
        let (one, other) = (twice[0].min(twice[1]), twice[0].max(twice[1]));
        let [one, other] = [one, other].map(|at| at + 1);
        panic!("`lock!` was given one lock twice, as number {one} and {other}: it would wait for itself");
    }
    order
}

#[track_caller]
fn sound<G>(result: LockResult<G>) -> G {
    result.unwrap_or_else(|error| poisoned(&error))
}

#[track_caller]
fn sound_if_free<G>(result: TryLockResult<G>) -> Option<G> {
    match result {
        Ok(guard) => Some(guard),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Poisoned(error)) => poisoned(&error),
    }
}

#[track_caller]
fn poisoned(error: &dyn Display) -> ! {
    panic!("`lock!`: {error}")
}

macro_rules! std_locks {
    ($($module:ident)::+) => {
        impl<T: ?Sized> Exclusive for $($module)::+::Mutex<T> {
            type Guard<'a> = $($module)::+::MutexGuard<'a, T> where T: 'a;

            fn address(&self) -> usize {
                std::ptr::from_ref(self).addr()
            }

            #[track_caller]
            fn wait(&self) -> Self::Guard<'_> {
                sound(self.lock())
            }

            #[track_caller]
            fn attempt(&self) -> Option<Self::Guard<'_>> {
                sound_if_free(self.try_lock())
            }
        }

        impl<T: ?Sized> Shared for $($module)::+::RwLock<T> {
            type Read<'a> = $($module)::+::RwLockReadGuard<'a, T> where T: 'a;
            type Write<'a> = $($module)::+::RwLockWriteGuard<'a, T> where T: 'a;

            fn address(&self) -> usize {
                std::ptr::from_ref(self).addr()
            }

            #[track_caller]
            fn wait_read(&self) -> Self::Read<'_> {
                sound(self.read())
            }

            #[track_caller]
            fn attempt_read(&self) -> Option<Self::Read<'_>> {
                sound_if_free(self.try_read())
            }

            #[track_caller]
            fn wait_write(&self) -> Self::Write<'_> {
                sound(self.write())
            }

            #[track_caller]
            fn attempt_write(&self) -> Option<Self::Write<'_>> {
                sound_if_free(self.try_write())
            }
        }
    };
}

std_locks!(std::sync);
#[cfg(any(concheck, all(debug_assertions, not(concheck_off))))]
std_locks!(crate::sync);

#[cfg(feature = "parking_lot")]
macro_rules! parking_lot_locks {
    ($($module:ident)::+) => {
        impl<T: ?Sized> Exclusive for $($module)::+::Mutex<T> {
            type Guard<'a> = $($module)::+::MutexGuard<'a, T> where T: 'a;

            fn address(&self) -> usize {
                std::ptr::from_ref(self).addr()
            }

            #[track_caller]
            fn wait(&self) -> Self::Guard<'_> {
                self.lock()
            }

            #[track_caller]
            fn attempt(&self) -> Option<Self::Guard<'_>> {
                self.try_lock()
            }
        }

        impl<T: ?Sized> Shared for $($module)::+::RwLock<T> {
            type Read<'a> = $($module)::+::RwLockReadGuard<'a, T> where T: 'a;
            type Write<'a> = $($module)::+::RwLockWriteGuard<'a, T> where T: 'a;

            fn address(&self) -> usize {
                std::ptr::from_ref(self).addr()
            }

            #[track_caller]
            fn wait_read(&self) -> Self::Read<'_> {
                self.read()
            }

            #[track_caller]
            fn attempt_read(&self) -> Option<Self::Read<'_>> {
                self.try_read()
            }

            #[track_caller]
            fn wait_write(&self) -> Self::Write<'_> {
                self.write()
            }

            #[track_caller]
            fn attempt_write(&self) -> Option<Self::Write<'_>> {
                self.try_write()
            }
        }
    };
}

#[cfg(feature = "parking_lot")]
parking_lot_locks!(parking_lot);
#[cfg(all(feature = "parking_lot", any(concheck, all(debug_assertions, not(concheck_off)))))]
parking_lot_locks!(crate::parking_lot);

macro_rules! through {
    ($($pointer:ty),*) => {$(
        impl<L: Exclusive + ?Sized> Exclusive for $pointer {
            type Guard<'a> = L::Guard<'a> where Self: 'a;

            fn address(&self) -> usize {
                (**self).address()
            }

            #[track_caller]
            fn wait(&self) -> Self::Guard<'_> {
                (**self).wait()
            }

            #[track_caller]
            fn attempt(&self) -> Option<Self::Guard<'_>> {
                (**self).attempt()
            }
        }

        impl<L: Shared + ?Sized> Shared for $pointer {
            type Read<'a> = L::Read<'a> where Self: 'a;
            type Write<'a> = L::Write<'a> where Self: 'a;

            fn address(&self) -> usize {
                (**self).address()
            }

            #[track_caller]
            fn wait_read(&self) -> Self::Read<'_> {
                (**self).wait_read()
            }

            #[track_caller]
            fn attempt_read(&self) -> Option<Self::Read<'_>> {
                (**self).attempt_read()
            }

            #[track_caller]
            fn wait_write(&self) -> Self::Write<'_> {
                (**self).wait_write()
            }

            #[track_caller]
            fn attempt_write(&self) -> Option<Self::Write<'_>> {
                (**self).attempt_write()
            }
        }
    )*};
}

through!(&L, Arc<L>, Box<L>);
