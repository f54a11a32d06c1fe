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
    /// `Atomic<u32>` is another name of `AtomicU32`.
    #[concheck::atomic]
    pub struct Atomic<T>;
    #[concheck::atomic]
    pub struct AtomicBool;
    impl AtomicBool {
        pub const fn new(value: bool) -> Self;
        pub fn load(&self, order: Ordering) -> bool;
        pub fn store(&self, value: bool, order: Ordering);
        pub fn swap(&self, value: bool, order: Ordering) -> bool;
        pub fn compare_and_swap(&self, current: bool, new: bool, order: Ordering) -> bool;
        pub fn compare_exchange(
            &self,
            current: bool,
            new: bool,
            success: Ordering,
            failure: Ordering,
        ) -> Result<bool, bool>;
        pub fn compare_exchange_weak(
            &self,
            current: bool,
            new: bool,
            success: Ordering,
            failure: Ordering,
        ) -> Result<bool, bool>;
        pub fn fetch_update<F: FnMut(bool) -> Option<bool>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<bool, bool>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(bool) -> Option<bool>,
        ) -> Result<bool, bool>;
        pub fn update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut(bool) -> bool)
        -> bool;
        pub fn get_mut(&mut self) -> &mut bool;
        pub fn into_inner(self) -> bool;
        pub const fn as_ptr(&self) -> *mut bool;
        pub unsafe fn from_ptr<'a>(ptr: *mut bool) -> &'a Self;
        pub fn from_mut(value: &mut bool) -> &mut Self;

        pub fn fetch_and(&self, value: bool, order: Ordering) -> bool;
        pub fn fetch_nand(&self, value: bool, order: Ordering) -> bool;
        pub fn fetch_or(&self, value: bool, order: Ordering) -> bool;
        pub fn fetch_xor(&self, value: bool, order: Ordering) -> bool;
        pub fn fetch_not(&self, order: Ordering) -> bool;
    }
    #[concheck::atomic]
    pub struct AtomicPtr<T>;
    impl<T> AtomicPtr<T> {
        pub const fn new(value: *mut T) -> Self;
        pub fn load(&self, order: Ordering) -> *mut T;
        pub fn store(&self, value: *mut T, order: Ordering);
        pub fn swap(&self, value: *mut T, order: Ordering) -> *mut T;
        pub fn compare_and_swap(&self, current: *mut T, new: *mut T, order: Ordering) -> *mut T;
        pub fn compare_exchange(
            &self,
            current: *mut T,
            new: *mut T,
            success: Ordering,
            failure: Ordering,
        ) -> Result<*mut T, *mut T>;
        pub fn compare_exchange_weak(
            &self,
            current: *mut T,
            new: *mut T,
            success: Ordering,
            failure: Ordering,
        ) -> Result<*mut T, *mut T>;
        pub fn fetch_update<F: FnMut(*mut T) -> Option<*mut T>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<*mut T, *mut T>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(*mut T) -> Option<*mut T>,
        ) -> Result<*mut T, *mut T>;
        pub fn update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(*mut T) -> *mut T,
        ) -> *mut T;
        pub fn get_mut(&mut self) -> &mut *mut T;
        pub fn into_inner(self) -> *mut T;
        pub const fn as_ptr(&self) -> *mut *mut T;
        pub unsafe fn from_ptr<'a>(ptr: *mut *mut T) -> &'a Self;
        pub fn from_mut(value: &mut *mut T) -> &mut Self;
    }
    impl<T> Default for AtomicPtr<T> {
        fn default() -> Self;
    }
    impl<T> From<*mut T> for AtomicPtr<T> {
        fn from(value: *mut T) -> Self;
    }
    impl Default for AtomicBool {
        fn default() -> Self;
    }
    impl From<bool> for AtomicBool {
        fn from(value: bool) -> Self;
    }
    #[concheck::atomic]
    pub struct AtomicI8;
    impl AtomicI8 {
        pub const fn new(value: i8) -> Self;
        pub fn load(&self, order: Ordering) -> i8;
        pub fn store(&self, value: i8, order: Ordering);
        pub fn swap(&self, value: i8, order: Ordering) -> i8;
        pub fn compare_and_swap(&self, current: i8, new: i8, order: Ordering) -> i8;
        pub fn compare_exchange(
            &self,
            current: i8,
            new: i8,
            success: Ordering,
            failure: Ordering,
        ) -> Result<i8, i8>;
        pub fn compare_exchange_weak(
            &self,
            current: i8,
            new: i8,
            success: Ordering,
            failure: Ordering,
        ) -> Result<i8, i8>;
        pub fn fetch_update<F: FnMut(i8) -> Option<i8>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<i8, i8>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(i8) -> Option<i8>,
        ) -> Result<i8, i8>;
        pub fn update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut(i8) -> i8) -> i8;
        pub fn get_mut(&mut self) -> &mut i8;
        pub fn into_inner(self) -> i8;
        pub const fn as_ptr(&self) -> *mut i8;
        pub unsafe fn from_ptr<'a>(ptr: *mut i8) -> &'a Self;
        pub fn from_mut(value: &mut i8) -> &mut Self;
        pub fn fetch_add(&self, value: i8, order: Ordering) -> i8;
        pub fn fetch_sub(&self, value: i8, order: Ordering) -> i8;
        pub fn fetch_and(&self, value: i8, order: Ordering) -> i8;
        pub fn fetch_nand(&self, value: i8, order: Ordering) -> i8;
        pub fn fetch_or(&self, value: i8, order: Ordering) -> i8;
        pub fn fetch_xor(&self, value: i8, order: Ordering) -> i8;
        pub fn fetch_max(&self, value: i8, order: Ordering) -> i8;
        pub fn fetch_min(&self, value: i8, order: Ordering) -> i8;
    }
    impl Default for AtomicI8 {
        fn default() -> Self;
    }
    impl From<i8> for AtomicI8 {
        fn from(value: i8) -> Self;
    }
    #[concheck::atomic]
    pub struct AtomicU8;
    impl AtomicU8 {
        pub const fn new(value: u8) -> Self;
        pub fn load(&self, order: Ordering) -> u8;
        pub fn store(&self, value: u8, order: Ordering);
        pub fn swap(&self, value: u8, order: Ordering) -> u8;
        pub fn compare_and_swap(&self, current: u8, new: u8, order: Ordering) -> u8;
        pub fn compare_exchange(
            &self,
            current: u8,
            new: u8,
            success: Ordering,
            failure: Ordering,
        ) -> Result<u8, u8>;
        pub fn compare_exchange_weak(
            &self,
            current: u8,
            new: u8,
            success: Ordering,
            failure: Ordering,
        ) -> Result<u8, u8>;
        pub fn fetch_update<F: FnMut(u8) -> Option<u8>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<u8, u8>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(u8) -> Option<u8>,
        ) -> Result<u8, u8>;
        pub fn update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut(u8) -> u8) -> u8;
        pub fn get_mut(&mut self) -> &mut u8;
        pub fn into_inner(self) -> u8;
        pub const fn as_ptr(&self) -> *mut u8;
        pub unsafe fn from_ptr<'a>(ptr: *mut u8) -> &'a Self;
        pub fn from_mut(value: &mut u8) -> &mut Self;
        pub fn fetch_add(&self, value: u8, order: Ordering) -> u8;
        pub fn fetch_sub(&self, value: u8, order: Ordering) -> u8;
        pub fn fetch_and(&self, value: u8, order: Ordering) -> u8;
        pub fn fetch_nand(&self, value: u8, order: Ordering) -> u8;
        pub fn fetch_or(&self, value: u8, order: Ordering) -> u8;
        pub fn fetch_xor(&self, value: u8, order: Ordering) -> u8;
        pub fn fetch_max(&self, value: u8, order: Ordering) -> u8;
        pub fn fetch_min(&self, value: u8, order: Ordering) -> u8;
    }
    impl Default for AtomicU8 {
        fn default() -> Self;
    }
    impl From<u8> for AtomicU8 {
        fn from(value: u8) -> Self;
    }
    #[concheck::atomic]
    pub struct AtomicI16;
    impl AtomicI16 {
        pub const fn new(value: i16) -> Self;
        pub fn load(&self, order: Ordering) -> i16;
        pub fn store(&self, value: i16, order: Ordering);
        pub fn swap(&self, value: i16, order: Ordering) -> i16;
        pub fn compare_and_swap(&self, current: i16, new: i16, order: Ordering) -> i16;
        pub fn compare_exchange(
            &self,
            current: i16,
            new: i16,
            success: Ordering,
            failure: Ordering,
        ) -> Result<i16, i16>;
        pub fn compare_exchange_weak(
            &self,
            current: i16,
            new: i16,
            success: Ordering,
            failure: Ordering,
        ) -> Result<i16, i16>;
        pub fn fetch_update<F: FnMut(i16) -> Option<i16>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<i16, i16>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(i16) -> Option<i16>,
        ) -> Result<i16, i16>;
        pub fn update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut(i16) -> i16) -> i16;
        pub fn get_mut(&mut self) -> &mut i16;
        pub fn into_inner(self) -> i16;
        pub const fn as_ptr(&self) -> *mut i16;
        pub unsafe fn from_ptr<'a>(ptr: *mut i16) -> &'a Self;
        pub fn from_mut(value: &mut i16) -> &mut Self;
        pub fn fetch_add(&self, value: i16, order: Ordering) -> i16;
        pub fn fetch_sub(&self, value: i16, order: Ordering) -> i16;
        pub fn fetch_and(&self, value: i16, order: Ordering) -> i16;
        pub fn fetch_nand(&self, value: i16, order: Ordering) -> i16;
        pub fn fetch_or(&self, value: i16, order: Ordering) -> i16;
        pub fn fetch_xor(&self, value: i16, order: Ordering) -> i16;
        pub fn fetch_max(&self, value: i16, order: Ordering) -> i16;
        pub fn fetch_min(&self, value: i16, order: Ordering) -> i16;
    }
    impl Default for AtomicI16 {
        fn default() -> Self;
    }
    impl From<i16> for AtomicI16 {
        fn from(value: i16) -> Self;
    }
    #[concheck::atomic]
    pub struct AtomicU16;
    impl AtomicU16 {
        pub const fn new(value: u16) -> Self;
        pub fn load(&self, order: Ordering) -> u16;
        pub fn store(&self, value: u16, order: Ordering);
        pub fn swap(&self, value: u16, order: Ordering) -> u16;
        pub fn compare_and_swap(&self, current: u16, new: u16, order: Ordering) -> u16;
        pub fn compare_exchange(
            &self,
            current: u16,
            new: u16,
            success: Ordering,
            failure: Ordering,
        ) -> Result<u16, u16>;
        pub fn compare_exchange_weak(
            &self,
            current: u16,
            new: u16,
            success: Ordering,
            failure: Ordering,
        ) -> Result<u16, u16>;
        pub fn fetch_update<F: FnMut(u16) -> Option<u16>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<u16, u16>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(u16) -> Option<u16>,
        ) -> Result<u16, u16>;
        pub fn update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut(u16) -> u16) -> u16;
        pub fn get_mut(&mut self) -> &mut u16;
        pub fn into_inner(self) -> u16;
        pub const fn as_ptr(&self) -> *mut u16;
        pub unsafe fn from_ptr<'a>(ptr: *mut u16) -> &'a Self;
        pub fn from_mut(value: &mut u16) -> &mut Self;
        pub fn fetch_add(&self, value: u16, order: Ordering) -> u16;
        pub fn fetch_sub(&self, value: u16, order: Ordering) -> u16;
        pub fn fetch_and(&self, value: u16, order: Ordering) -> u16;
        pub fn fetch_nand(&self, value: u16, order: Ordering) -> u16;
        pub fn fetch_or(&self, value: u16, order: Ordering) -> u16;
        pub fn fetch_xor(&self, value: u16, order: Ordering) -> u16;
        pub fn fetch_max(&self, value: u16, order: Ordering) -> u16;
        pub fn fetch_min(&self, value: u16, order: Ordering) -> u16;
    }
    impl Default for AtomicU16 {
        fn default() -> Self;
    }
    impl From<u16> for AtomicU16 {
        fn from(value: u16) -> Self;
    }
    #[concheck::atomic]
    pub struct AtomicI32;
    impl AtomicI32 {
        pub const fn new(value: i32) -> Self;
        pub fn load(&self, order: Ordering) -> i32;
        pub fn store(&self, value: i32, order: Ordering);
        pub fn swap(&self, value: i32, order: Ordering) -> i32;
        pub fn compare_and_swap(&self, current: i32, new: i32, order: Ordering) -> i32;
        pub fn compare_exchange(
            &self,
            current: i32,
            new: i32,
            success: Ordering,
            failure: Ordering,
        ) -> Result<i32, i32>;
        pub fn compare_exchange_weak(
            &self,
            current: i32,
            new: i32,
            success: Ordering,
            failure: Ordering,
        ) -> Result<i32, i32>;
        pub fn fetch_update<F: FnMut(i32) -> Option<i32>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<i32, i32>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(i32) -> Option<i32>,
        ) -> Result<i32, i32>;
        pub fn update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut(i32) -> i32) -> i32;
        pub fn get_mut(&mut self) -> &mut i32;
        pub fn into_inner(self) -> i32;
        pub const fn as_ptr(&self) -> *mut i32;
        pub unsafe fn from_ptr<'a>(ptr: *mut i32) -> &'a Self;
        pub fn from_mut(value: &mut i32) -> &mut Self;
        pub fn fetch_add(&self, value: i32, order: Ordering) -> i32;
        pub fn fetch_sub(&self, value: i32, order: Ordering) -> i32;
        pub fn fetch_and(&self, value: i32, order: Ordering) -> i32;
        pub fn fetch_nand(&self, value: i32, order: Ordering) -> i32;
        pub fn fetch_or(&self, value: i32, order: Ordering) -> i32;
        pub fn fetch_xor(&self, value: i32, order: Ordering) -> i32;
        pub fn fetch_max(&self, value: i32, order: Ordering) -> i32;
        pub fn fetch_min(&self, value: i32, order: Ordering) -> i32;
    }
    impl Default for AtomicI32 {
        fn default() -> Self;
    }
    impl From<i32> for AtomicI32 {
        fn from(value: i32) -> Self;
    }
    #[concheck::atomic]
    pub struct AtomicU32;
    impl AtomicU32 {
        pub const fn new(value: u32) -> Self;
        pub fn load(&self, order: Ordering) -> u32;
        pub fn store(&self, value: u32, order: Ordering);
        pub fn swap(&self, value: u32, order: Ordering) -> u32;
        pub fn compare_and_swap(&self, current: u32, new: u32, order: Ordering) -> u32;
        pub fn compare_exchange(
            &self,
            current: u32,
            new: u32,
            success: Ordering,
            failure: Ordering,
        ) -> Result<u32, u32>;
        pub fn compare_exchange_weak(
            &self,
            current: u32,
            new: u32,
            success: Ordering,
            failure: Ordering,
        ) -> Result<u32, u32>;
        pub fn fetch_update<F: FnMut(u32) -> Option<u32>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<u32, u32>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(u32) -> Option<u32>,
        ) -> Result<u32, u32>;
        pub fn update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut(u32) -> u32) -> u32;
        pub fn get_mut(&mut self) -> &mut u32;
        pub fn into_inner(self) -> u32;
        pub const fn as_ptr(&self) -> *mut u32;
        pub unsafe fn from_ptr<'a>(ptr: *mut u32) -> &'a Self;
        pub fn from_mut(value: &mut u32) -> &mut Self;
        pub fn fetch_add(&self, value: u32, order: Ordering) -> u32;
        pub fn fetch_sub(&self, value: u32, order: Ordering) -> u32;
        pub fn fetch_and(&self, value: u32, order: Ordering) -> u32;
        pub fn fetch_nand(&self, value: u32, order: Ordering) -> u32;
        pub fn fetch_or(&self, value: u32, order: Ordering) -> u32;
        pub fn fetch_xor(&self, value: u32, order: Ordering) -> u32;
        pub fn fetch_max(&self, value: u32, order: Ordering) -> u32;
        pub fn fetch_min(&self, value: u32, order: Ordering) -> u32;
    }
    impl Default for AtomicU32 {
        fn default() -> Self;
    }
    impl From<u32> for AtomicU32 {
        fn from(value: u32) -> Self;
    }
    #[concheck::atomic]
    pub struct AtomicI64;
    impl AtomicI64 {
        pub const fn new(value: i64) -> Self;
        pub fn load(&self, order: Ordering) -> i64;
        pub fn store(&self, value: i64, order: Ordering);
        pub fn swap(&self, value: i64, order: Ordering) -> i64;
        pub fn compare_and_swap(&self, current: i64, new: i64, order: Ordering) -> i64;
        pub fn compare_exchange(
            &self,
            current: i64,
            new: i64,
            success: Ordering,
            failure: Ordering,
        ) -> Result<i64, i64>;
        pub fn compare_exchange_weak(
            &self,
            current: i64,
            new: i64,
            success: Ordering,
            failure: Ordering,
        ) -> Result<i64, i64>;
        pub fn fetch_update<F: FnMut(i64) -> Option<i64>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<i64, i64>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(i64) -> Option<i64>,
        ) -> Result<i64, i64>;
        pub fn update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut(i64) -> i64) -> i64;
        pub fn get_mut(&mut self) -> &mut i64;
        pub fn into_inner(self) -> i64;
        pub const fn as_ptr(&self) -> *mut i64;
        pub unsafe fn from_ptr<'a>(ptr: *mut i64) -> &'a Self;
        pub fn from_mut(value: &mut i64) -> &mut Self;
        pub fn fetch_add(&self, value: i64, order: Ordering) -> i64;
        pub fn fetch_sub(&self, value: i64, order: Ordering) -> i64;
        pub fn fetch_and(&self, value: i64, order: Ordering) -> i64;
        pub fn fetch_nand(&self, value: i64, order: Ordering) -> i64;
        pub fn fetch_or(&self, value: i64, order: Ordering) -> i64;
        pub fn fetch_xor(&self, value: i64, order: Ordering) -> i64;
        pub fn fetch_max(&self, value: i64, order: Ordering) -> i64;
        pub fn fetch_min(&self, value: i64, order: Ordering) -> i64;
    }
    impl Default for AtomicI64 {
        fn default() -> Self;
    }
    impl From<i64> for AtomicI64 {
        fn from(value: i64) -> Self;
    }
    #[concheck::atomic]
    pub struct AtomicU64;
    impl AtomicU64 {
        pub const fn new(value: u64) -> Self;
        pub fn load(&self, order: Ordering) -> u64;
        pub fn store(&self, value: u64, order: Ordering);
        pub fn swap(&self, value: u64, order: Ordering) -> u64;
        pub fn compare_and_swap(&self, current: u64, new: u64, order: Ordering) -> u64;
        pub fn compare_exchange(
            &self,
            current: u64,
            new: u64,
            success: Ordering,
            failure: Ordering,
        ) -> Result<u64, u64>;
        pub fn compare_exchange_weak(
            &self,
            current: u64,
            new: u64,
            success: Ordering,
            failure: Ordering,
        ) -> Result<u64, u64>;
        pub fn fetch_update<F: FnMut(u64) -> Option<u64>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<u64, u64>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(u64) -> Option<u64>,
        ) -> Result<u64, u64>;
        pub fn update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut(u64) -> u64) -> u64;
        pub fn get_mut(&mut self) -> &mut u64;
        pub fn into_inner(self) -> u64;
        pub const fn as_ptr(&self) -> *mut u64;
        pub unsafe fn from_ptr<'a>(ptr: *mut u64) -> &'a Self;
        pub fn from_mut(value: &mut u64) -> &mut Self;
        pub fn fetch_add(&self, value: u64, order: Ordering) -> u64;
        pub fn fetch_sub(&self, value: u64, order: Ordering) -> u64;
        pub fn fetch_and(&self, value: u64, order: Ordering) -> u64;
        pub fn fetch_nand(&self, value: u64, order: Ordering) -> u64;
        pub fn fetch_or(&self, value: u64, order: Ordering) -> u64;
        pub fn fetch_xor(&self, value: u64, order: Ordering) -> u64;
        pub fn fetch_max(&self, value: u64, order: Ordering) -> u64;
        pub fn fetch_min(&self, value: u64, order: Ordering) -> u64;
    }
    impl Default for AtomicU64 {
        fn default() -> Self;
    }
    impl From<u64> for AtomicU64 {
        fn from(value: u64) -> Self;
    }
    #[concheck::atomic]
    pub struct AtomicIsize;
    impl AtomicIsize {
        pub const fn new(value: isize) -> Self;
        pub fn load(&self, order: Ordering) -> isize;
        pub fn store(&self, value: isize, order: Ordering);
        pub fn swap(&self, value: isize, order: Ordering) -> isize;
        pub fn compare_and_swap(&self, current: isize, new: isize, order: Ordering) -> isize;
        pub fn compare_exchange(
            &self,
            current: isize,
            new: isize,
            success: Ordering,
            failure: Ordering,
        ) -> Result<isize, isize>;
        pub fn compare_exchange_weak(
            &self,
            current: isize,
            new: isize,
            success: Ordering,
            failure: Ordering,
        ) -> Result<isize, isize>;
        pub fn fetch_update<F: FnMut(isize) -> Option<isize>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<isize, isize>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(isize) -> Option<isize>,
        ) -> Result<isize, isize>;
        pub fn update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(isize) -> isize,
        ) -> isize;
        pub fn get_mut(&mut self) -> &mut isize;
        pub fn into_inner(self) -> isize;
        pub const fn as_ptr(&self) -> *mut isize;
        pub unsafe fn from_ptr<'a>(ptr: *mut isize) -> &'a Self;
        pub fn from_mut(value: &mut isize) -> &mut Self;
        pub fn fetch_add(&self, value: isize, order: Ordering) -> isize;
        pub fn fetch_sub(&self, value: isize, order: Ordering) -> isize;
        pub fn fetch_and(&self, value: isize, order: Ordering) -> isize;
        pub fn fetch_nand(&self, value: isize, order: Ordering) -> isize;
        pub fn fetch_or(&self, value: isize, order: Ordering) -> isize;
        pub fn fetch_xor(&self, value: isize, order: Ordering) -> isize;
        pub fn fetch_max(&self, value: isize, order: Ordering) -> isize;
        pub fn fetch_min(&self, value: isize, order: Ordering) -> isize;
    }
    impl Default for AtomicIsize {
        fn default() -> Self;
    }
    impl From<isize> for AtomicIsize {
        fn from(value: isize) -> Self;
    }
    #[concheck::atomic]
    pub struct AtomicUsize;
    impl AtomicUsize {
        pub const fn new(value: usize) -> Self;
        pub fn load(&self, order: Ordering) -> usize;
        pub fn store(&self, value: usize, order: Ordering);
        pub fn swap(&self, value: usize, order: Ordering) -> usize;
        pub fn compare_and_swap(&self, current: usize, new: usize, order: Ordering) -> usize;
        pub fn compare_exchange(
            &self,
            current: usize,
            new: usize,
            success: Ordering,
            failure: Ordering,
        ) -> Result<usize, usize>;
        pub fn compare_exchange_weak(
            &self,
            current: usize,
            new: usize,
            success: Ordering,
            failure: Ordering,
        ) -> Result<usize, usize>;
        pub fn fetch_update<F: FnMut(usize) -> Option<usize>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<usize, usize>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(usize) -> Option<usize>,
        ) -> Result<usize, usize>;
        pub fn update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(usize) -> usize,
        ) -> usize;
        pub fn get_mut(&mut self) -> &mut usize;
        pub fn into_inner(self) -> usize;
        pub const fn as_ptr(&self) -> *mut usize;
        pub unsafe fn from_ptr<'a>(ptr: *mut usize) -> &'a Self;
        pub fn from_mut(value: &mut usize) -> &mut Self;
        pub fn fetch_add(&self, value: usize, order: Ordering) -> usize;
        pub fn fetch_sub(&self, value: usize, order: Ordering) -> usize;
        pub fn fetch_and(&self, value: usize, order: Ordering) -> usize;
        pub fn fetch_nand(&self, value: usize, order: Ordering) -> usize;
        pub fn fetch_or(&self, value: usize, order: Ordering) -> usize;
        pub fn fetch_xor(&self, value: usize, order: Ordering) -> usize;
        pub fn fetch_max(&self, value: usize, order: Ordering) -> usize;
        pub fn fetch_min(&self, value: usize, order: Ordering) -> usize;
    }
    impl Default for AtomicUsize {
        fn default() -> Self;
    }
    impl From<usize> for AtomicUsize {
        fn from(value: usize) -> Self;
    }
    #[concheck::atomic]
    pub struct AtomicI128;
    impl AtomicI128 {
        pub const fn new(value: i128) -> Self;
        pub fn load(&self, order: Ordering) -> i128;
        pub fn store(&self, value: i128, order: Ordering);
        pub fn swap(&self, value: i128, order: Ordering) -> i128;
        pub fn compare_and_swap(&self, current: i128, new: i128, order: Ordering) -> i128;
        pub fn compare_exchange(
            &self,
            current: i128,
            new: i128,
            success: Ordering,
            failure: Ordering,
        ) -> Result<i128, i128>;
        pub fn compare_exchange_weak(
            &self,
            current: i128,
            new: i128,
            success: Ordering,
            failure: Ordering,
        ) -> Result<i128, i128>;
        pub fn fetch_update<F: FnMut(i128) -> Option<i128>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<i128, i128>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(i128) -> Option<i128>,
        ) -> Result<i128, i128>;
        pub fn update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut(i128) -> i128)
        -> i128;
        pub fn get_mut(&mut self) -> &mut i128;
        pub fn into_inner(self) -> i128;
        pub const fn as_ptr(&self) -> *mut i128;
        pub unsafe fn from_ptr<'a>(ptr: *mut i128) -> &'a Self;
        pub fn from_mut(value: &mut i128) -> &mut Self;
        pub fn fetch_add(&self, value: i128, order: Ordering) -> i128;
        pub fn fetch_sub(&self, value: i128, order: Ordering) -> i128;
        pub fn fetch_and(&self, value: i128, order: Ordering) -> i128;
        pub fn fetch_nand(&self, value: i128, order: Ordering) -> i128;
        pub fn fetch_or(&self, value: i128, order: Ordering) -> i128;
        pub fn fetch_xor(&self, value: i128, order: Ordering) -> i128;
        pub fn fetch_max(&self, value: i128, order: Ordering) -> i128;
        pub fn fetch_min(&self, value: i128, order: Ordering) -> i128;
    }
    impl Default for AtomicI128 {
        fn default() -> Self;
    }
    impl From<i128> for AtomicI128 {
        fn from(value: i128) -> Self;
    }
    #[concheck::atomic]
    pub struct AtomicU128;
    impl AtomicU128 {
        pub const fn new(value: u128) -> Self;
        pub fn load(&self, order: Ordering) -> u128;
        pub fn store(&self, value: u128, order: Ordering);
        pub fn swap(&self, value: u128, order: Ordering) -> u128;
        pub fn compare_and_swap(&self, current: u128, new: u128, order: Ordering) -> u128;
        pub fn compare_exchange(
            &self,
            current: u128,
            new: u128,
            success: Ordering,
            failure: Ordering,
        ) -> Result<u128, u128>;
        pub fn compare_exchange_weak(
            &self,
            current: u128,
            new: u128,
            success: Ordering,
            failure: Ordering,
        ) -> Result<u128, u128>;
        pub fn fetch_update<F: FnMut(u128) -> Option<u128>>(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: F,
        ) -> Result<u128, u128>;
        pub fn try_update(
            &self,
            set_order: Ordering,
            fetch_order: Ordering,
            f: impl FnMut(u128) -> Option<u128>,
        ) -> Result<u128, u128>;
        pub fn update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut(u128) -> u128)
        -> u128;
        pub fn get_mut(&mut self) -> &mut u128;
        pub fn into_inner(self) -> u128;
        pub const fn as_ptr(&self) -> *mut u128;
        pub unsafe fn from_ptr<'a>(ptr: *mut u128) -> &'a Self;
        pub fn from_mut(value: &mut u128) -> &mut Self;
        pub fn fetch_add(&self, value: u128, order: Ordering) -> u128;
        pub fn fetch_sub(&self, value: u128, order: Ordering) -> u128;
        pub fn fetch_and(&self, value: u128, order: Ordering) -> u128;
        pub fn fetch_nand(&self, value: u128, order: Ordering) -> u128;
        pub fn fetch_or(&self, value: u128, order: Ordering) -> u128;
        pub fn fetch_xor(&self, value: u128, order: Ordering) -> u128;
        pub fn fetch_max(&self, value: u128, order: Ordering) -> u128;
        pub fn fetch_min(&self, value: u128, order: Ordering) -> u128;
    }
    impl Default for AtomicU128 {
        fn default() -> Self;
    }
    impl From<u128> for AtomicU128 {
        fn from(value: u128) -> Self;
    }
}
