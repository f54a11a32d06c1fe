//! std::sync.

use std::pin::Pin;

use std::time::Duration;

pub type LockResult<T> = Result<T, PoisonError<T>>;
pub type TryLockResult<T> = Result<T, TryLockError<T>>;

pub struct PoisonError<T>;
impl<T> PoisonError<T> {
    pub fn new(content: T) -> PoisonError<T>;
    pub fn into_inner(self) -> T;
    pub fn get_ref(&self) -> &T;
    pub fn get_mut(&mut self) -> &mut T;
}

pub enum TryLockError<T> {
    Poisoned(PoisonError<T>),
    WouldBlock,
}
impl<T> From<PoisonError<T>> for TryLockError<T> {
    fn from(error: PoisonError<T>) -> TryLockError<T>;
}

#[concheck::lock]
pub struct Mutex<T: ?Sized>;
impl<T> Mutex<T> {
    pub const fn new(content: T) -> Mutex<T>;
    #[concheck::acquires(self)]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>>;
    #[concheck::acquires(exclusive self)]
    pub fn get_cloned(&self) -> Result<T, PoisonError<()>>;
    #[concheck::acquires(exclusive self)]
    pub fn set(&self, value: T) -> Result<(), PoisonError<T>>;
    #[concheck::acquires(exclusive self)]
    pub fn replace(&self, value: T) -> LockResult<T>;
    pub fn is_poisoned(&self) -> bool;
    pub fn clear_poison(&self);
    pub fn get_mut(&mut self) -> LockResult<&mut T>;
    pub fn into_inner(self) -> LockResult<T>;
    pub const fn data_ptr(&self) -> *mut T;
}
impl<T> Default for Mutex<T> {
    fn default() -> Mutex<T>;
}
impl<T> From<T> for Mutex<T> {
    fn from(content: T) -> Mutex<T>;
}

#[concheck::guard(exclusive)]
pub struct MutexGuard<'a, T: ?Sized>;
impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;
}
impl<'a, T> MutexGuard<'a, T> {
    pub fn map<U, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedMutexGuard<'a, U>;
    pub fn filter_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedMutexGuard<'a, U>, Self>;
}
#[concheck::guard(exclusive)]
pub struct MappedMutexGuard<'a, T: ?Sized>;
impl<T> Deref for MappedMutexGuard<'_, T> {
    type Target = T;
}
impl<'a, T> MappedMutexGuard<'a, T> {
    pub fn map<U, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedMutexGuard<'a, U>;
    pub fn filter_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedMutexGuard<'a, U>, Self>;
}

#[concheck::lock]
pub struct RwLock<T: ?Sized>;
impl<T> RwLock<T> {
    pub const fn new(content: T) -> RwLock<T>;
    #[concheck::acquires(self)]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>>;
    #[concheck::acquires(self)]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>>;
    #[concheck::acquires(shared self)]
    pub fn get_cloned(&self) -> Result<T, PoisonError<()>>;
    #[concheck::acquires(exclusive self)]
    pub fn set(&self, value: T) -> Result<(), PoisonError<T>>;
    #[concheck::acquires(exclusive self)]
    pub fn replace(&self, value: T) -> LockResult<T>;
    pub fn is_poisoned(&self) -> bool;
    pub fn clear_poison(&self);
    pub fn get_mut(&mut self) -> LockResult<&mut T>;
    pub fn into_inner(self) -> LockResult<T>;
    pub const fn data_ptr(&self) -> *mut T;
}
impl<T> Default for RwLock<T> {
    fn default() -> RwLock<T>;
}
impl<T> From<T> for RwLock<T> {
    fn from(content: T) -> RwLock<T>;
}

#[concheck::guard(shared)]
pub struct RwLockReadGuard<'a, T: ?Sized>;
impl<T> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
}
impl<'a, T> RwLockReadGuard<'a, T> {
    pub fn map<U, F: FnOnce(&T) -> &U>(guard: Self, f: F) -> MappedRwLockReadGuard<'a, U>;
    pub fn filter_map<U, F: FnOnce(&T) -> Option<&U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockReadGuard<'a, U>, Self>;
}
#[concheck::guard(shared)]
pub struct MappedRwLockReadGuard<'a, T: ?Sized>;
impl<T> Deref for MappedRwLockReadGuard<'_, T> {
    type Target = T;
}
impl<'a, T> MappedRwLockReadGuard<'a, T> {
    pub fn map<U, F: FnOnce(&T) -> &U>(guard: Self, f: F) -> MappedRwLockReadGuard<'a, U>;
    pub fn filter_map<U, F: FnOnce(&T) -> Option<&U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockReadGuard<'a, U>, Self>;
}
#[concheck::guard(exclusive)]
pub struct RwLockWriteGuard<'a, T: ?Sized>;
impl<T> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
}
impl<'a, T> RwLockWriteGuard<'a, T> {
    pub fn downgrade(guard: Self) -> RwLockReadGuard<'a, T>;
    pub fn map<U, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedRwLockWriteGuard<'a, U>;
    pub fn filter_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockWriteGuard<'a, U>, Self>;
}
#[concheck::guard(exclusive)]
pub struct MappedRwLockWriteGuard<'a, T: ?Sized>;
impl<T> Deref for MappedRwLockWriteGuard<'_, T> {
    type Target = T;
}
impl<'a, T> MappedRwLockWriteGuard<'a, T> {
    pub fn map<U, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedRwLockWriteGuard<'a, U>;
    pub fn filter_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockWriteGuard<'a, U>, Self>;
}

#[concheck::lock]
pub struct ReentrantLock<T: ?Sized>;
impl<T> ReentrantLock<T> {
    pub const fn new(content: T) -> ReentrantLock<T>;
    #[concheck::acquires(self)]
    pub fn lock(&self) -> ReentrantLockGuard<'_, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock(&self) -> Option<ReentrantLockGuard<'_, T>>;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn into_inner(self) -> T;
    pub const fn data_ptr(&self) -> *const T;
}
impl<T> Default for ReentrantLock<T> {
    fn default() -> ReentrantLock<T>;
}
impl<T> From<T> for ReentrantLock<T> {
    fn from(content: T) -> ReentrantLock<T>;
}
#[concheck::guard(reentrant)]
pub struct ReentrantLockGuard<'a, T: ?Sized>;
impl<T> Deref for ReentrantLockGuard<'_, T> {
    type Target = T;
}

pub struct Condvar;
impl Condvar {
    pub const fn new() -> Condvar;
    #[concheck::suspends(guard)]
    #[concheck::blocking(thread)]
    #[concheck::waits(signal)]
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>>;
    #[concheck::suspends(guard)]
    #[concheck::blocking(thread)]
    #[concheck::waits(signal)]
    pub fn wait_while<'a, T, F: FnMut(&mut T) -> bool>(
        &self,
        guard: MutexGuard<'a, T>,
        condition: F,
    ) -> LockResult<MutexGuard<'a, T>>;
    #[concheck::suspends(guard)]
    #[concheck::blocking(thread)]
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>;
    #[concheck::suspends(guard)]
    #[concheck::blocking(thread)]
    pub fn wait_timeout_ms<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        ms: u32,
    ) -> LockResult<(MutexGuard<'a, T>, bool)>;
    #[concheck::suspends(guard)]
    #[concheck::blocking(thread)]
    pub fn wait_timeout_while<'a, T, F: FnMut(&mut T) -> bool>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Duration,
        condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>;
    #[concheck::gives(signal)]
    pub fn notify_one(&self);
    #[concheck::gives(signal)]
    pub fn notify_all(&self);
}
impl Default for Condvar {
    fn default() -> Condvar;
}
pub struct WaitTimeoutResult;
impl WaitTimeoutResult {
    pub fn timed_out(&self) -> bool;
}

pub struct Barrier;
impl Barrier {
    pub const fn new(parties: usize) -> Barrier;
    #[concheck::blocking(thread)]
    #[concheck::waits(barrier)]
    #[concheck::gives(barrier)]
    pub fn wait(&self) -> BarrierWaitResult;
}
pub struct BarrierWaitResult;
impl BarrierWaitResult {
    pub fn is_leader(&self) -> bool;
}

#[concheck::cell(hangs)]
pub struct Once;
pub struct OnceState;
impl OnceState {
    pub fn is_poisoned(&self) -> bool;
}
impl Once {
    pub const fn new() -> Once;
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn call_once<F: FnOnce()>(&self, f: F);
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F);
    pub fn is_completed(&self) -> bool;
    #[concheck::initialises]
    pub fn wait(&self);
    #[concheck::initialises]
    pub fn wait_force(&self);
}

#[concheck::cell(hangs)]
pub struct OnceLock<T>;
impl<T> OnceLock<T> {
    pub const fn new() -> OnceLock<T>;
    pub fn get(&self) -> Option<&T>;
    pub fn get_mut(&mut self) -> Option<&mut T>;
    pub fn set(&self, value: T) -> Result<(), T>;
    pub fn try_insert(&self, value: T) -> Result<&T, (&T, T)>;
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T;
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn get_mut_or_init<F: FnOnce() -> T>(&mut self, f: F) -> &mut T;
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn get_or_try_init<F: FnOnce() -> Result<T, E>, E>(&self, f: F) -> Result<&T, E>;
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn get_mut_or_try_init<F: FnOnce() -> Result<T, E>, E>(&mut self, f: F) -> Result<&mut T, E>;
    #[concheck::initialises]
    pub fn wait(&self) -> &T;
    pub fn into_inner(self) -> Option<T>;
    pub fn take(&mut self) -> Option<T>;
}
impl<T> Default for OnceLock<T> {
    fn default() -> OnceLock<T>;
}
impl<T> From<T> for OnceLock<T> {
    fn from(value: T) -> OnceLock<T>;
}
impl<T> Clone for OnceLock<T> {
    fn clone(&self) -> OnceLock<T>;
}

#[concheck::pointer]
#[concheck::cell(hangs)]
#[concheck::pointer]
pub struct LazyLock<T, F>;
impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    #[concheck::runs(later)]
    pub const fn new(f: F) -> LazyLock<T, F>;
    #[concheck::initialises]
    pub fn force(this: &LazyLock<T, F>) -> &T;
    #[concheck::initialises]
    pub fn force_mut(this: &mut LazyLock<T, F>) -> &mut T;
    pub fn get(this: &LazyLock<T, F>) -> Option<&T>;
    pub fn get_mut(this: &mut LazyLock<T, F>) -> Option<&mut T>;
    pub fn into_inner(this: LazyLock<T, F>) -> Result<T, F>;
}
impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;
}

#[concheck::pointer(shared)]
pub struct Arc<T: ?Sized>;
impl<T> Arc<T> {
    pub fn new(value: T) -> Arc<T>;
    pub fn try_new(value: T) -> Result<Arc<T>, std::alloc::AllocError>;
    pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(make: F) -> Arc<T>;
    pub fn pin(value: T) -> Pin<Arc<T>>;
    pub fn try_unwrap(this: Self) -> Result<T, Self>;
    pub fn into_inner(this: Self) -> Option<T>;
    pub fn unwrap_or_clone(this: Self) -> T;
    #[concheck::leaks]
    pub fn into_raw(this: Self) -> *const T;
    pub fn as_ptr(this: &Self) -> *const T;
    #[concheck::frees]
    pub unsafe fn from_raw(ptr: *const T) -> Self;
    pub unsafe fn increment_strong_count(ptr: *const T);
    #[concheck::frees]
    pub unsafe fn decrement_strong_count(ptr: *const T);
    pub fn downgrade(this: &Self) -> Weak<T>;
    #[concheck::asks]
    pub fn weak_count(this: &Self) -> usize;
    #[concheck::asks]
    pub fn strong_count(this: &Self) -> usize;
    pub fn ptr_eq(this: &Self, other: &Self) -> bool;
    pub fn get_mut(this: &mut Self) -> Option<&mut T>;
    pub unsafe fn get_mut_unchecked(this: &mut Self) -> &mut T;
    pub fn is_unique(this: &Self) -> bool;
    pub fn make_mut(this: &mut Self) -> &mut T;
    pub fn downcast<U>(self) -> Result<Arc<U>, Self>;
}
impl<T> Deref for Arc<T> {
    type Target = T;
}
impl<T> Clone for Arc<T> {
    fn clone(&self) -> Arc<T>;
}
impl<T> AsRef<T> for Arc<T> {
    fn as_ref(&self) -> &T;
}
impl<T> Default for Arc<T> {
    fn default() -> Arc<T>;
}
impl<T> From<T> for Arc<T> {
    fn from(value: T) -> Arc<T>;
}
impl<T> From<Box<T>> for Arc<T> {
    fn from(value: Box<T>) -> Arc<T>;
}
impl<T> From<Vec<T>> for Arc<[T]> {
    fn from(value: Vec<T>) -> Arc<[T]>;
}
impl From<&str> for Arc<str> {
    fn from(value: &str) -> Arc<str>;
}
impl From<String> for Arc<str> {
    fn from(value: String) -> Arc<str>;
}

#[concheck::pointer(weak)]
pub struct Weak<T: ?Sized>;
impl<T> Weak<T> {
    pub const fn new() -> Weak<T>;
    pub fn upgrade(&self) -> Option<Arc<T>>;
    #[concheck::asks]
    pub fn strong_count(&self) -> usize;
    #[concheck::asks]
    pub fn weak_count(&self) -> usize;
    pub fn ptr_eq(&self, other: &Self) -> bool;
    pub fn as_ptr(&self) -> *const T;
    #[concheck::leaks]
    pub fn into_raw(self) -> *const T;
    #[concheck::frees]
    pub unsafe fn from_raw(ptr: *const T) -> Self;
}
impl<T> Clone for Weak<T> {
    fn clone(&self) -> Weak<T>;
}
impl<T> Default for Weak<T> {
    fn default() -> Weak<T>;
}

/// Only reached through `&mut`.
pub struct Exclusive<T: ?Sized>;
impl<T> Exclusive<T> {
    pub const fn new(value: T) -> Self;
    pub fn into_inner(self) -> T;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut T>;
}

pub mod poison {
    pub use super::{
        Condvar, LazyLock, LockResult, MappedMutexGuard, MappedRwLockReadGuard, MappedRwLockWriteGuard,
        Mutex, MutexGuard, Once, OnceLock, OnceState, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        TryLockError, TryLockResult, WaitTimeoutResult,
    };
}

/// Like their namesakes, but without poison: no `Result` about the guards.
pub mod nonpoison {
    use super::WaitTimeoutResult;
    use std::time::Duration;

    pub type TryLockResult<Guard> = Result<Guard, WouldBlock>;
    pub struct WouldBlock;

    #[concheck::lock]
    pub struct Mutex<T: ?Sized>;
    impl<T> Mutex<T> {
        pub const fn new(content: T) -> Mutex<T>;
        #[concheck::acquires(self)]
        pub fn lock(&self) -> MutexGuard<'_, T>;
        #[concheck::acquires(self, bounded)]
        pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>>;
        #[concheck::acquires(exclusive self)]
        pub fn with_mut<F: FnOnce(&mut T) -> R, R>(&self, f: F) -> R;
        #[concheck::acquires(exclusive self)]
        pub fn get_cloned(&self) -> T;
        #[concheck::acquires(exclusive self)]
        pub fn set(&self, value: T);
        #[concheck::acquires(exclusive self)]
        pub fn replace(&self, value: T) -> T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
        pub const fn data_ptr(&self) -> *mut T;
    }
    impl<T> Default for Mutex<T> {
        fn default() -> Mutex<T>;
    }
    impl<T> From<T> for Mutex<T> {
        fn from(content: T) -> Mutex<T>;
    }
    #[concheck::guard(exclusive)]
    pub struct MutexGuard<'a, T: ?Sized>;
    impl<T> Deref for MutexGuard<'_, T> {
        type Target = T;
    }
    impl<'a, T> MutexGuard<'a, T> {
        pub fn map<U, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedMutexGuard<'a, U>;
        pub fn filter_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(
            guard: Self,
            f: F,
        ) -> Result<MappedMutexGuard<'a, U>, Self>;
    }
    #[concheck::guard(exclusive)]
    pub struct MappedMutexGuard<'a, T: ?Sized>;
    impl<T> Deref for MappedMutexGuard<'_, T> {
        type Target = T;
    }
    impl<'a, T> MappedMutexGuard<'a, T> {
        pub fn map<U, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedMutexGuard<'a, U>;
        pub fn filter_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(
            guard: Self,
            f: F,
        ) -> Result<MappedMutexGuard<'a, U>, Self>;
    }

    #[concheck::lock]
    pub struct RwLock<T: ?Sized>;
    impl<T> RwLock<T> {
        pub const fn new(content: T) -> RwLock<T>;
        #[concheck::acquires(self)]
        pub fn read(&self) -> RwLockReadGuard<'_, T>;
        #[concheck::acquires(self, bounded)]
        pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>>;
        #[concheck::acquires(self)]
        pub fn write(&self) -> RwLockWriteGuard<'_, T>;
        #[concheck::acquires(self, bounded)]
        pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>>;
        #[concheck::acquires(shared self)]
        pub fn with<F: FnOnce(&T) -> R, R>(&self, f: F) -> R;
        #[concheck::acquires(exclusive self)]
        pub fn with_mut<F: FnOnce(&mut T) -> R, R>(&self, f: F) -> R;
        #[concheck::acquires(shared self)]
        pub fn get_cloned(&self) -> T;
        #[concheck::acquires(exclusive self)]
        pub fn set(&self, value: T);
        #[concheck::acquires(exclusive self)]
        pub fn replace(&self, value: T) -> T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
        pub const fn data_ptr(&self) -> *mut T;
    }
    impl<T> Default for RwLock<T> {
        fn default() -> RwLock<T>;
    }
    impl<T> From<T> for RwLock<T> {
        fn from(content: T) -> RwLock<T>;
    }
    #[concheck::guard(shared)]
    pub struct RwLockReadGuard<'a, T: ?Sized>;
    impl<T> Deref for RwLockReadGuard<'_, T> {
        type Target = T;
    }
    impl<'a, T> RwLockReadGuard<'a, T> {
        pub fn map<U, F: FnOnce(&T) -> &U>(guard: Self, f: F) -> MappedRwLockReadGuard<'a, U>;
        pub fn filter_map<U, F: FnOnce(&T) -> Option<&U>>(
            guard: Self,
            f: F,
        ) -> Result<MappedRwLockReadGuard<'a, U>, Self>;
    }
    #[concheck::guard(shared)]
    pub struct MappedRwLockReadGuard<'a, T: ?Sized>;
    impl<T> Deref for MappedRwLockReadGuard<'_, T> {
        type Target = T;
    }
    #[concheck::guard(exclusive)]
    pub struct RwLockWriteGuard<'a, T: ?Sized>;
    impl<T> Deref for RwLockWriteGuard<'_, T> {
        type Target = T;
    }
    impl<'a, T> RwLockWriteGuard<'a, T> {
        pub fn downgrade(guard: Self) -> RwLockReadGuard<'a, T>;
        pub fn map<U, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedRwLockWriteGuard<'a, U>;
        pub fn filter_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(
            guard: Self,
            f: F,
        ) -> Result<MappedRwLockWriteGuard<'a, U>, Self>;
    }
    #[concheck::guard(exclusive)]
    pub struct MappedRwLockWriteGuard<'a, T: ?Sized>;
    impl<T> Deref for MappedRwLockWriteGuard<'_, T> {
        type Target = T;
    }

    pub struct Condvar;
    impl Condvar {
        pub const fn new() -> Condvar;
        #[concheck::suspends(guard)]
        #[concheck::blocking(thread)]
        #[concheck::waits(signal)]
        pub fn wait<T>(&self, guard: &mut MutexGuard<'_, T>);
        #[concheck::suspends(guard)]
        #[concheck::blocking(thread)]
        #[concheck::waits(signal)]
        pub fn wait_while<T, F: FnMut(&mut T) -> bool>(&self, guard: &mut MutexGuard<'_, T>, condition: F);
        #[concheck::suspends(guard)]
        #[concheck::blocking(thread)]
        pub fn wait_timeout<T>(&self, guard: &mut MutexGuard<'_, T>, timeout: Duration) -> WaitTimeoutResult;
        #[concheck::suspends(guard)]
        #[concheck::blocking(thread)]
        pub fn wait_timeout_while<T, F: FnMut(&mut T) -> bool>(
            &self,
            guard: &mut MutexGuard<'_, T>,
            timeout: Duration,
            condition: F,
        ) -> WaitTimeoutResult;
        #[concheck::gives(signal)]
        pub fn notify_one(&self);
        #[concheck::gives(signal)]
        pub fn notify_all(&self);
    }
    impl Default for Condvar {
        fn default() -> Condvar;
    }
}

pub mod mpsc {
    use std::time::{Duration, Instant};

    #[concheck::capacity(none)]
    pub fn channel<T>() -> (Sender<T>, Receiver<T>);
    #[concheck::capacity(given)]
    pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>);

    #[concheck::channel(sender)]
    pub struct Sender<T>;
    impl<T> Sender<T> {
        #[concheck::gives(message)]
        pub fn send(&self, value: T) -> Result<(), SendError<T>>;
    }
    impl<T> Clone for Sender<T> {
        fn clone(&self) -> Sender<T>;
    }

    #[concheck::channel(sender)]
    pub struct SyncSender<T>;
    impl<T> SyncSender<T> {
        #[concheck::waits(room)]
        #[concheck::gives(message)]
        pub fn send(&self, value: T) -> Result<(), SendError<T>>;
        #[concheck::gives(message)]
        pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>>;
        #[concheck::gives(message)]
        pub fn send_timeout(&self, value: T, timeout: Duration) -> Result<(), SendTimeoutError<T>>;
    }
    impl<T> Clone for SyncSender<T> {
        fn clone(&self) -> SyncSender<T>;
    }

    #[concheck::channel(receiver)]
    pub struct Receiver<T>;
    impl<T> Receiver<T> {
        #[concheck::gives(room)]
        pub fn try_recv(&self) -> Result<T, TryRecvError>;
        #[concheck::blocking(message)]
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        pub fn recv(&self) -> Result<T, RecvError>;
        #[concheck::blocking(message)]
        #[concheck::gives(room)]
        pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError>;
        #[concheck::blocking(message)]
        #[concheck::gives(room)]
        pub fn recv_deadline(&self, deadline: Instant) -> Result<T, RecvTimeoutError>;
        #[concheck::blocking(message)]
        #[concheck::waits(message, drains)]
        #[concheck::gives(room)]
        pub fn iter(&self) -> impl Iterator<Item = T>;
        #[concheck::gives(room)]
        pub fn try_iter(&self) -> impl Iterator<Item = T>;
    }
    impl<T> IntoIterator for Receiver<T> {
        type Item = T;
        #[concheck::blocking(message)]
        #[concheck::waits(message, drains)]
        #[concheck::gives(room)]
        fn into_iter(self) -> impl Iterator<Item = T>;
    }
    impl<T> IntoIterator for &Receiver<T> {
        type Item = T;
        #[concheck::blocking(message)]
        #[concheck::waits(message, drains)]
        #[concheck::gives(room)]
        fn into_iter(self) -> impl Iterator<Item = T>;
    }

    pub struct SendError<T>(pub T);
    pub struct RecvError;
    pub enum TryRecvError {
        Empty,
        Disconnected,
    }
    pub enum RecvTimeoutError {
        Timeout,
        Disconnected,
    }
    pub enum TrySendError<T> {
        Full(T),
        Disconnected(T),
    }
    pub enum SendTimeoutError<T> {
        Timeout(T),
        Disconnected(T),
    }
}

pub mod mpmc {
    pub use super::mpsc::{
        RecvError, RecvTimeoutError, SendError, SendTimeoutError, TryRecvError, TrySendError,
    };
    use std::time::{Duration, Instant};

    #[concheck::capacity(none)]
    pub fn channel<T>() -> (Sender<T>, Receiver<T>);
    #[concheck::capacity(given)]
    pub fn sync_channel<T>(bound: usize) -> (Sender<T>, Receiver<T>);

    #[concheck::channel(sender)]
    pub struct Sender<T>;
    impl<T> Sender<T> {
        #[concheck::waits(room, perhaps)]
        #[concheck::gives(message)]
        pub fn send(&self, value: T) -> Result<(), SendError<T>>;
        #[concheck::gives(message)]
        pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>>;
        #[concheck::gives(message)]
        pub fn send_timeout(&self, value: T, timeout: Duration) -> Result<(), SendTimeoutError<T>>;
        #[concheck::gives(message)]
        pub fn send_deadline(&self, value: T, deadline: Instant) -> Result<(), SendTimeoutError<T>>;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        #[concheck::asks]
        pub fn is_full(&self) -> bool;
        #[concheck::asks]
        pub fn len(&self) -> usize;
    }
    impl<T> Clone for Sender<T> {
        fn clone(&self) -> Sender<T>;
    }

    #[concheck::channel(receiver)]
    pub struct Receiver<T>;
    impl<T> Receiver<T> {
        #[concheck::gives(room)]
        pub fn try_recv(&self) -> Result<T, TryRecvError>;
        #[concheck::blocking(message)]
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        pub fn recv(&self) -> Result<T, RecvError>;
        #[concheck::blocking(message)]
        #[concheck::gives(room)]
        pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError>;
        #[concheck::blocking(message)]
        #[concheck::gives(room)]
        pub fn recv_deadline(&self, deadline: Instant) -> Result<T, RecvTimeoutError>;
        #[concheck::blocking(message)]
        #[concheck::waits(message, drains)]
        #[concheck::gives(room)]
        pub fn iter(&self) -> impl Iterator<Item = T>;
        #[concheck::gives(room)]
        pub fn try_iter(&self) -> impl Iterator<Item = T>;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        #[concheck::asks]
        pub fn len(&self) -> usize;
    }
    impl<T> Clone for Receiver<T> {
        fn clone(&self) -> Receiver<T>;
    }
    impl<T> IntoIterator for Receiver<T> {
        type Item = T;
        #[concheck::blocking(message)]
        #[concheck::waits(message, drains)]
        #[concheck::gives(room)]
        fn into_iter(self) -> impl Iterator<Item = T>;
    }
    impl<T> IntoIterator for &Receiver<T> {
        type Item = T;
        #[concheck::blocking(message)]
        #[concheck::waits(message, drains)]
        #[concheck::gives(room)]
        fn into_iter(self) -> impl Iterator<Item = T>;
    }
}

pub mod atomic {
    pub enum Ordering {
        Relaxed,
        Release,
        Acquire,
        AcqRel,
        SeqCst,
    }
    pub fn fence(order: Ordering);
    pub fn compiler_fence(order: Ordering);
    pub fn spin_loop_hint();

    // The others have the same methods.
    #[concheck::atomic]
    pub struct Atomic<T>;
    impl<T> Atomic<T> {
        #[concheck::operation(load)]
        pub fn load(&self, order: Ordering) -> T;
        #[concheck::operation(store)]
        pub fn store(&self, value: T, order: Ordering);
        #[concheck::operation(swap)]
        pub fn swap(&self, value: T, order: Ordering) -> T;
        #[concheck::operation(exchange)]
        pub fn compare_exchange(&self, current: T, new: T, success: Ordering, failure: Ordering) -> Result<T, T>;
        #[concheck::operation(exchange)]
        pub fn compare_exchange_weak(&self, current: T, new: T, success: Ordering, failure: Ordering) -> Result<T, T>;
        #[concheck::operation(add)]
        pub fn fetch_add(&self, value: T, order: Ordering) -> T;
        #[concheck::operation(subtract)]
        pub fn fetch_sub(&self, value: T, order: Ordering) -> T;
        #[concheck::operation(update)]
        pub fn fetch_and(&self, value: T, order: Ordering) -> T;
        #[concheck::operation(update)]
        pub fn fetch_or(&self, value: T, order: Ordering) -> T;
        #[concheck::operation(update)]
        pub fn fetch_max(&self, value: T, order: Ordering) -> T;
        #[concheck::operation(update)]
        pub fn fetch_update<F: FnMut(T) -> Option<T>>(&self, set: Ordering, fetch: Ordering, f: F) -> Result<T, T>;
    }
    #[concheck::atomic]
    pub struct AtomicBool;
    #[concheck::atomic(pointer)]
    pub struct AtomicPtr<T>;
    #[concheck::atomic]
    pub struct AtomicI8;
    #[concheck::atomic]
    pub struct AtomicU8;
    #[concheck::atomic]
    pub struct AtomicI16;
    #[concheck::atomic]
    pub struct AtomicU16;
    #[concheck::atomic]
    pub struct AtomicI32;
    #[concheck::atomic]
    pub struct AtomicU32;
    #[concheck::atomic]
    pub struct AtomicI64;
    #[concheck::atomic]
    pub struct AtomicU64;
    #[concheck::atomic]
    pub struct AtomicIsize;
    #[concheck::atomic]
    pub struct AtomicUsize;
    #[concheck::atomic]
    pub struct AtomicI128;
    #[concheck::atomic]
    pub struct AtomicU128;
}
