//! tokio::sync.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

pub struct TryLockError;
pub enum TryAcquireError {
    Closed,
    NoPermits,
}

#[concheck::lock(awaited)]
pub struct Mutex<T: ?Sized>;
impl<T: ?Sized> Mutex<T> {
    pub fn new(t: T) -> Self;
    pub const fn const_new(t: T) -> Self;
    #[concheck::acquires(self)]
    pub async fn lock(&self) -> MutexGuard<'_, T>;
    #[concheck::acquires(self)]
    pub async fn lock_owned(self: Arc<Self>) -> OwnedMutexGuard<T>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, panics)]
    pub fn blocking_lock(&self) -> MutexGuard<'_, T>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, panics)]
    pub fn blocking_lock_owned(self: Arc<Self>) -> OwnedMutexGuard<T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock(&self) -> Result<MutexGuard<'_, T>, TryLockError>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_owned(self: Arc<Self>) -> Result<OwnedMutexGuard<T>, TryLockError>;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn into_inner(self) -> T;
}
impl<T> From<T> for Mutex<T> {
    fn from(t: T) -> Self;
}
impl<T: Default> Default for Mutex<T> {
    fn default() -> Self;
}

#[concheck::guard(exclusive, awaited)]
pub struct MutexGuard<'a, T: ?Sized>;
impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;
}
impl<'a, T: ?Sized> MutexGuard<'a, T> {
    pub fn map<U, F: FnOnce(&mut T) -> &mut U>(this: Self, f: F) -> MappedMutexGuard<'a, U>;
    pub fn try_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(
        this: Self,
        f: F,
    ) -> Result<MappedMutexGuard<'a, U>, Self>;
    pub fn mutex(this: &Self) -> &'a Mutex<T>;
}

#[concheck::guard(exclusive, awaited)]
pub struct OwnedMutexGuard<T: ?Sized>;
impl<T: ?Sized> Deref for OwnedMutexGuard<T> {
    type Target = T;
}
impl<T: ?Sized> OwnedMutexGuard<T> {
    pub fn map<U, F: FnOnce(&mut T) -> &mut U>(this: Self, f: F) -> OwnedMappedMutexGuard<T, U>;
    pub fn try_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(
        this: Self,
        f: F,
    ) -> Result<OwnedMappedMutexGuard<T, U>, Self>;
    pub fn mutex(this: &Self) -> &Arc<Mutex<T>>;
}

#[concheck::guard(exclusive, awaited)]
pub struct MappedMutexGuard<'a, T: ?Sized>;
impl<T: ?Sized> Deref for MappedMutexGuard<'_, T> {
    type Target = T;
}
impl<'a, T: ?Sized> MappedMutexGuard<'a, T> {
    pub fn map<U, F: FnOnce(&mut T) -> &mut U>(this: Self, f: F) -> MappedMutexGuard<'a, U>;
    pub fn try_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(
        this: Self,
        f: F,
    ) -> Result<MappedMutexGuard<'a, U>, Self>;
}

#[concheck::guard(exclusive, awaited)]
pub struct OwnedMappedMutexGuard<T: ?Sized, U: ?Sized>;
impl<T: ?Sized, U: ?Sized> Deref for OwnedMappedMutexGuard<T, U> {
    type Target = U;
}
impl<T: ?Sized, U: ?Sized> OwnedMappedMutexGuard<T, U> {
    pub fn map<S, F: FnOnce(&mut U) -> &mut S>(this: Self, f: F) -> OwnedMappedMutexGuard<T, S>;
    pub fn try_map<S, F: FnOnce(&mut U) -> Option<&mut S>>(
        this: Self,
        f: F,
    ) -> Result<OwnedMappedMutexGuard<T, S>, Self>;
}

#[concheck::lock(awaited)]
pub struct RwLock<T: ?Sized>;
impl<T: ?Sized> RwLock<T> {
    pub fn new(value: T) -> RwLock<T>;
    pub const fn const_new(value: T) -> RwLock<T>;
    pub fn with_max_readers(value: T, max_reads: u32) -> RwLock<T>;
    pub const fn const_with_max_readers(value: T, max_reads: u32) -> RwLock<T>;
    #[concheck::acquires(self)]
    pub async fn read(&self) -> RwLockReadGuard<'_, T>;
    #[concheck::acquires(self)]
    pub async fn write(&self) -> RwLockWriteGuard<'_, T>;
    #[concheck::acquires(self)]
    pub async fn read_owned(self: Arc<Self>) -> OwnedRwLockReadGuard<T>;
    #[concheck::acquires(self)]
    pub async fn write_owned(self: Arc<Self>) -> OwnedRwLockWriteGuard<T>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, panics)]
    pub fn blocking_read(&self) -> RwLockReadGuard<'_, T>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, panics)]
    pub fn blocking_write(&self) -> RwLockWriteGuard<'_, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read(&self) -> Result<RwLockReadGuard<'_, T>, TryLockError>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write(&self) -> Result<RwLockWriteGuard<'_, T>, TryLockError>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read_owned(self: Arc<Self>) -> Result<OwnedRwLockReadGuard<T>, TryLockError>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write_owned(self: Arc<Self>) -> Result<OwnedRwLockWriteGuard<T>, TryLockError>;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn into_inner(self) -> T;
}
impl<T> From<T> for RwLock<T> {
    fn from(t: T) -> Self;
}
impl<T: Default> Default for RwLock<T> {
    fn default() -> Self;
}

#[concheck::guard(shared, awaited)]
pub struct RwLockReadGuard<'a, T: ?Sized>;
impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
}
impl<'a, T: ?Sized> RwLockReadGuard<'a, T> {
    pub fn map<F: FnOnce(&T) -> &U, U>(this: Self, f: F) -> RwLockReadGuard<'a, U>;
    pub fn try_map<F: FnOnce(&T) -> Option<&U>, U>(this: Self, f: F) -> Result<RwLockReadGuard<'a, U>, Self>;
}

#[concheck::guard(exclusive, awaited)]
pub struct RwLockWriteGuard<'a, T: ?Sized>;
impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
}
impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    pub fn map<F: FnOnce(&mut T) -> &mut U, U>(this: Self, f: F) -> RwLockMappedWriteGuard<'a, U>;
    pub fn try_map<F: FnOnce(&mut T) -> Option<&mut U>, U>(
        this: Self,
        f: F,
    ) -> Result<RwLockMappedWriteGuard<'a, U>, Self>;
    pub fn downgrade(self) -> RwLockReadGuard<'a, T>;
    pub fn downgrade_map<F: FnOnce(&T) -> &U, U>(this: Self, f: F) -> RwLockReadGuard<'a, U>;
    pub fn try_downgrade_map<F: FnOnce(&T) -> Option<&U>, U>(
        this: Self,
        f: F,
    ) -> Result<RwLockReadGuard<'a, U>, Self>;
    pub fn into_mapped(this: Self) -> RwLockMappedWriteGuard<'a, T>;
}

#[concheck::guard(exclusive, awaited)]
pub struct RwLockMappedWriteGuard<'a, T: ?Sized>;
impl<T: ?Sized> Deref for RwLockMappedWriteGuard<'_, T> {
    type Target = T;
}
impl<'a, T: ?Sized> RwLockMappedWriteGuard<'a, T> {
    pub fn map<F: FnOnce(&mut T) -> &mut U, U>(this: Self, f: F) -> RwLockMappedWriteGuard<'a, U>;
    pub fn try_map<F: FnOnce(&mut T) -> Option<&mut U>, U>(
        this: Self,
        f: F,
    ) -> Result<RwLockMappedWriteGuard<'a, U>, Self>;
}

#[concheck::guard(shared, awaited)]
pub struct OwnedRwLockReadGuard<T: ?Sized, U: ?Sized = T>;
impl<T: ?Sized, U: ?Sized> Deref for OwnedRwLockReadGuard<T, U> {
    type Target = U;
}
impl<T: ?Sized, U: ?Sized> OwnedRwLockReadGuard<T, U> {
    pub fn map<F: FnOnce(&U) -> &V, V>(this: Self, f: F) -> OwnedRwLockReadGuard<T, V>;
    pub fn try_map<F: FnOnce(&U) -> Option<&V>, V>(
        this: Self,
        f: F,
    ) -> Result<OwnedRwLockReadGuard<T, V>, Self>;
    pub fn rwlock(this: &Self) -> &Arc<RwLock<T>>;
}

#[concheck::guard(exclusive, awaited)]
pub struct OwnedRwLockWriteGuard<T: ?Sized>;
impl<T: ?Sized> Deref for OwnedRwLockWriteGuard<T> {
    type Target = T;
}
impl<T: ?Sized> OwnedRwLockWriteGuard<T> {
    pub fn map<F: FnOnce(&mut T) -> &mut U, U>(this: Self, f: F) -> OwnedRwLockMappedWriteGuard<T, U>;
    pub fn try_map<F: FnOnce(&mut T) -> Option<&mut U>, U>(
        this: Self,
        f: F,
    ) -> Result<OwnedRwLockMappedWriteGuard<T, U>, Self>;
    pub fn downgrade(self) -> OwnedRwLockReadGuard<T>;
    pub fn downgrade_map<F: FnOnce(&T) -> &U, U>(this: Self, f: F) -> OwnedRwLockReadGuard<T, U>;
    pub fn try_downgrade_map<F: FnOnce(&T) -> Option<&U>, U>(
        this: Self,
        f: F,
    ) -> Result<OwnedRwLockReadGuard<T, U>, Self>;
    pub fn into_mapped(this: Self) -> OwnedRwLockMappedWriteGuard<T>;
    pub fn rwlock(this: &Self) -> &Arc<RwLock<T>>;
}

#[concheck::guard(exclusive, awaited)]
pub struct OwnedRwLockMappedWriteGuard<T: ?Sized, U: ?Sized = T>;
impl<T: ?Sized, U: ?Sized> Deref for OwnedRwLockMappedWriteGuard<T, U> {
    type Target = U;
}
impl<T: ?Sized, U: ?Sized> OwnedRwLockMappedWriteGuard<T, U> {
    pub fn map<F: FnOnce(&mut U) -> &mut V, V>(this: Self, f: F) -> OwnedRwLockMappedWriteGuard<T, V>;
    pub fn try_map<F: FnOnce(&mut U) -> Option<&mut V>, V>(
        this: Self,
        f: F,
    ) -> Result<OwnedRwLockMappedWriteGuard<T, V>, Self>;
    pub fn rwlock(this: &Self) -> &Arc<RwLock<T>>;
}

#[concheck::lock(awaited)]
pub struct Semaphore;
impl Semaphore {
    pub fn new(permits: usize) -> Self;
    pub const fn const_new(permits: usize) -> Self;
    pub fn available_permits(&self) -> usize;
    pub fn add_permits(&self, n: usize);
    pub fn forget_permits(&self, n: usize) -> usize;
    #[concheck::acquires(self)]
    pub async fn acquire(&self) -> Result<SemaphorePermit<'_>, AcquireError>;
    #[concheck::acquires(self)]
    pub async fn acquire_many(&self, n: u32) -> Result<SemaphorePermit<'_>, AcquireError>;
    #[concheck::acquires(self)]
    pub async fn acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, AcquireError>;
    #[concheck::acquires(self)]
    pub async fn acquire_many_owned(self: Arc<Self>, n: u32) -> Result<OwnedSemaphorePermit, AcquireError>;
    #[concheck::acquires(self, bounded)]
    pub fn try_acquire(&self) -> Result<SemaphorePermit<'_>, TryAcquireError>;
    #[concheck::acquires(self, bounded)]
    pub fn try_acquire_many(&self, n: u32) -> Result<SemaphorePermit<'_>, TryAcquireError>;
    #[concheck::acquires(self, bounded)]
    pub fn try_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, TryAcquireError>;
    #[concheck::acquires(self, bounded)]
    pub fn try_acquire_many_owned(self: Arc<Self>, n: u32) -> Result<OwnedSemaphorePermit, TryAcquireError>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, panics)]
    pub fn blocking_acquire(&self) -> Result<SemaphorePermit<'_>, AcquireError>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, panics)]
    pub fn blocking_acquire_many(&self, n: u32) -> Result<SemaphorePermit<'_>, AcquireError>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, panics)]
    pub fn blocking_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, AcquireError>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, panics)]
    pub fn blocking_acquire_many_owned(
        self: Arc<Self>,
        n: u32,
    ) -> Result<OwnedSemaphorePermit, AcquireError>;
    pub fn close(&self);
    pub fn is_closed(&self) -> bool;
}

pub struct AcquireError;

#[concheck::guard(permit, awaited)]
pub struct SemaphorePermit<'a>;
impl<'a> SemaphorePermit<'a> {
    #[concheck::leaks]
    pub fn forget(self);
    pub fn merge(&mut self, other: Self);
    pub fn split(&mut self, n: usize) -> Option<Self>;
    pub fn semaphore(&self) -> &Semaphore;
    pub fn num_permits(&self) -> usize;
}

#[concheck::guard(permit, awaited)]
pub struct OwnedSemaphorePermit;
impl OwnedSemaphorePermit {
    #[concheck::leaks]
    pub fn forget(self);
    pub fn merge(&mut self, other: Self);
    pub fn split(&mut self, n: usize) -> Option<Self>;
    pub fn semaphore(&self) -> &Arc<Semaphore>;
    pub fn num_permits(&self) -> usize;
}

pub struct Notify;
impl Notify {
    pub fn new() -> Notify;
    pub const fn const_new() -> Notify;
    #[concheck::waits(signal)]
    #[concheck::waits(signal)]
    pub fn notified(&self) -> Notified<'_>;
    #[concheck::waits(signal)]
    #[concheck::waits(signal)]
    pub fn notified_owned(self: Arc<Self>) -> OwnedNotified;
    #[concheck::gives(signal)]
    pub fn notify_one(&self);
    #[concheck::gives(signal)]
    pub fn notify_last(&self);
    #[concheck::gives(signal, waiters)]
    pub fn notify_waiters(&self);
}
impl Default for Notify {
    fn default() -> Self;
}

pub mod futures {
    pub use super::{Notified, OwnedNotified};
}

pub struct Notified<'a>;
impl Notified<'_> {
    pub fn enable(self: Pin<&mut Self>) -> bool;
}
impl Future for Notified<'_> {
    type Output = ();
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()>;
}

pub struct OwnedNotified;
impl OwnedNotified {
    pub fn enable(self: Pin<&mut Self>) -> bool;
}
impl Future for OwnedNotified {
    type Output = ();
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()>;
}

pub struct Barrier;
impl Barrier {
    pub fn new(n: usize) -> Barrier;
    #[concheck::waits(barrier)]
    #[concheck::gives(barrier)]
    pub async fn wait(&self) -> BarrierWaitResult;
}
pub struct BarrierWaitResult;

#[concheck::cell(hangs)]
pub struct OnceCell<T>;
impl<T> OnceCell<T> {
    pub fn new() -> Self;
    pub const fn const_new() -> Self;
    pub fn new_with(value: Option<T>) -> Self;
    pub const fn const_new_with(value: T) -> Self;
    pub fn initialized(&self) -> bool;
    #[concheck::asks]
    pub fn get(&self) -> Option<&T>;
    pub fn get_mut(&mut self) -> Option<&mut T>;
    pub fn set(&self, value: T) -> Result<(), SetError<T>>;
    #[concheck::initialises]
    #[concheck::runs(absent)]
    pub async fn get_or_init<F: FnOnce() -> Fut, Fut: Future<Output = T>>(&self, f: F) -> &T;
    #[concheck::initialises]
    #[concheck::runs(absent)]
    pub async fn get_or_try_init<E, F: FnOnce() -> Fut, Fut: Future<Output = Result<T, E>>>(
        &self,
        f: F,
    ) -> Result<&T, E>;
    pub fn into_inner(self) -> Option<T>;
    pub fn take(&mut self) -> Option<T>;
}
pub struct SetError<T>;
impl<T> From<T> for OnceCell<T> {
    fn from(value: T) -> Self;
}
impl<T> Default for OnceCell<T> {
    fn default() -> Self;
}

/// Set once; `wait` waits until then.
pub struct SetOnce<T>;
impl<T> SetOnce<T> {
    pub fn new() -> Self;
    pub const fn const_new() -> Self;
    pub fn new_with(value: Option<T>) -> Self;
    pub const fn const_new_with(value: T) -> Self;
    pub fn initialized(&self) -> bool;
    #[concheck::asks]
    pub fn get(&self) -> Option<&T>;
    #[concheck::gives(signal)]
    pub fn set(&self, value: T) -> Result<(), SetOnceError<T>>;
    pub fn into_inner(self) -> Option<T>;
    #[concheck::waits(signal)]
    pub async fn wait(&self) -> &T;
}
pub struct SetOnceError<T>;

pub mod mutex {
    pub use super::{Mutex, MutexGuard};
}
pub mod rwlock {
    pub use super::{RwLock, RwLockReadGuard, RwLockWriteGuard};
}

pub mod mpsc {
    use std::task::{Context, Poll};
    use std::time::Duration;

    pub mod error {
        pub struct SendError<T>(pub T);
        pub enum TrySendError<T> {
            Full(T),
            Closed(T),
        }
        impl<T> TrySendError<T> {
            pub fn into_inner(self) -> T;
        }
        pub enum SendTimeoutError<T> {
            Timeout(T),
            Closed(T),
        }
        impl<T> SendTimeoutError<T> {
            pub fn into_inner(self) -> T;
        }
        pub enum TryRecvError {
            Empty,
            Disconnected,
        }
    }
    use self::error::{SendError, SendTimeoutError, TryRecvError, TrySendError};

    #[concheck::capacity(given)]
    pub fn channel<T>(buffer: usize) -> (Sender<T>, Receiver<T>);
    #[concheck::capacity(none)]
    pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>);

    pub mod bounded {
        pub use super::channel;
    }

    #[concheck::channel(sender)]
    pub struct Sender<T>;
    impl<T> Sender<T> {
        #[concheck::waits(room)]
        #[concheck::gives(message)]
        pub async fn send(&self, value: T) -> Result<(), SendError<T>>;
        #[concheck::gives(message)]
        pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>>;
        #[concheck::gives(message)]
        pub async fn send_timeout(&self, value: T, timeout: Duration) -> Result<(), SendTimeoutError<T>>;
        #[concheck::waits(room)]
        #[concheck::gives(message)]
        #[concheck::blocking(runtime, panics)]
        pub fn blocking_send(&self, value: T) -> Result<(), SendError<T>>;
        pub async fn closed(&self);
        pub fn is_closed(&self) -> bool;
        #[concheck::waits(room)]
        pub async fn reserve(&self) -> Result<Permit<'_, T>, SendError<()>>;
        #[concheck::waits(room)]
        pub async fn reserve_many(&self, n: usize) -> Result<PermitIterator<'_, T>, SendError<()>>;
        #[concheck::waits(room)]
        pub async fn reserve_owned(self) -> Result<OwnedPermit<T>, SendError<()>>;
        pub fn try_reserve(&self) -> Result<Permit<'_, T>, TrySendError<()>>;
        pub fn try_reserve_many(&self, n: usize) -> Result<PermitIterator<'_, T>, TrySendError<()>>;
        pub fn try_reserve_owned(self) -> Result<OwnedPermit<T>, TrySendError<Self>>;
        pub fn same_channel(&self, other: &Self) -> bool;
        pub fn capacity(&self) -> usize;
        pub fn max_capacity(&self) -> usize;
        pub fn downgrade(&self) -> WeakSender<T>;
    }
    impl<T> Clone for Sender<T> {
        fn clone(&self) -> Self;
    }

    pub struct WeakSender<T>;
    impl<T> WeakSender<T> {
        pub fn upgrade(&self) -> Option<Sender<T>>;
    }
    impl<T> Clone for WeakSender<T> {
        fn clone(&self) -> Self;
    }

    pub struct Permit<'a, T>;
    impl<T> Permit<'_, T> {
        #[concheck::gives(message)]
        pub fn send(self, value: T);
    }
    pub struct PermitIterator<'a, T>;
    impl<'a, T> Iterator for PermitIterator<'a, T> {
        type Item = Permit<'a, T>;
    }
    pub struct OwnedPermit<T>;
    impl<T> OwnedPermit<T> {
        #[concheck::gives(message)]
        pub fn send(self, value: T) -> Sender<T>;
        pub fn release(self) -> Sender<T>;
    }

    #[concheck::channel(receiver)]
    pub struct Receiver<T>;
    impl<T> Receiver<T> {
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        pub async fn recv(&mut self) -> Option<T>;
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        pub async fn recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize;
        #[concheck::gives(room)]
        pub fn try_recv(&mut self) -> Result<T, TryRecvError>;
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        #[concheck::blocking(runtime, panics)]
        pub fn blocking_recv(&mut self) -> Option<T>;
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        #[concheck::blocking(runtime, panics)]
        pub fn blocking_recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize;
        #[concheck::gives(room)]
        pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>>;
        #[concheck::gives(room)]
        pub fn poll_recv_many(&mut self, cx: &mut Context<'_>, buffer: &mut Vec<T>, limit: usize) -> Poll<usize>;
        #[concheck::gives(message)]
        pub fn close(&mut self);
        pub fn is_closed(&self) -> bool;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        #[concheck::asks]
        pub fn len(&self) -> usize;
        pub fn capacity(&self) -> usize;
        pub fn max_capacity(&self) -> usize;
    }

    #[concheck::channel(sender)]
    pub struct UnboundedSender<T>;
    impl<T> UnboundedSender<T> {
        #[concheck::gives(message)]
        pub fn send(&self, message: T) -> Result<(), SendError<T>>;
        pub async fn closed(&self);
        pub fn is_closed(&self) -> bool;
        pub fn same_channel(&self, other: &Self) -> bool;
        pub fn downgrade(&self) -> WeakUnboundedSender<T>;
    }
    impl<T> Clone for UnboundedSender<T> {
        fn clone(&self) -> Self;
    }
    pub struct WeakUnboundedSender<T>;
    impl<T> WeakUnboundedSender<T> {
        pub fn upgrade(&self) -> Option<UnboundedSender<T>>;
    }

    #[concheck::channel(receiver)]
    pub struct UnboundedReceiver<T>;
    impl<T> UnboundedReceiver<T> {
        #[concheck::waits(message)]
        pub async fn recv(&mut self) -> Option<T>;
        #[concheck::waits(message)]
        pub async fn recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize;
        pub fn try_recv(&mut self) -> Result<T, TryRecvError>;
        #[concheck::waits(message)]
        #[concheck::blocking(runtime, panics)]
        pub fn blocking_recv(&mut self) -> Option<T>;
        #[concheck::waits(message)]
        #[concheck::blocking(runtime, panics)]
        pub fn blocking_recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize;
        pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>>;
        pub fn poll_recv_many(&mut self, cx: &mut Context<'_>, buffer: &mut Vec<T>, limit: usize) -> Poll<usize>;
        #[concheck::gives(message)]
        pub fn close(&mut self);
        pub fn is_closed(&self) -> bool;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        #[concheck::asks]
        pub fn len(&self) -> usize;
    }
}

pub mod oneshot {
    use std::future::Future;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub mod error {
        pub struct RecvError;
        pub enum TryRecvError {
            Empty,
            Closed,
        }
    }
    use self::error::{RecvError, TryRecvError};

    #[concheck::capacity(none)]
    pub fn channel<T>() -> (Sender<T>, Receiver<T>);

    #[concheck::channel(sender)]
    pub struct Sender<T>;
    impl<T> Sender<T> {
        #[concheck::gives(message)]
        pub fn send(self, t: T) -> Result<(), T>;
        pub async fn closed(&mut self);
        pub fn is_closed(&self) -> bool;
        pub fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<()>;
    }

    #[concheck::channel(receiver)]
    pub struct Receiver<T>;
    impl<T> Receiver<T> {
        #[concheck::gives(message)]
        pub fn close(&mut self);
        pub fn is_terminated(&self) -> bool;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        pub fn try_recv(&mut self) -> Result<T, TryRecvError>;
        #[concheck::waits(message)]
        #[concheck::blocking(runtime, panics)]
        pub fn blocking_recv(self) -> Result<T, RecvError>;
    }
    impl<T> Future for Receiver<T> {
        type Output = Result<T, RecvError>;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T, RecvError>>;
    }
}

pub mod broadcast {
    pub mod error {
        pub struct SendError<T>(pub T);
        pub enum RecvError {
            Closed,
            Lagged(u64),
        }
        pub enum TryRecvError {
            Empty,
            Closed,
            Lagged(u64),
        }
    }
    use self::error::{RecvError, SendError, TryRecvError};

    // Full, it drops the oldest message: a send never waits.
    pub fn channel<T: Clone>(capacity: usize) -> (Sender<T>, Receiver<T>);

    #[concheck::channel(sender)]
    pub struct Sender<T>;
    impl<T> Sender<T> {
        pub fn new(capacity: usize) -> Self;
        #[concheck::gives(message)]
        pub fn send(&self, value: T) -> Result<usize, SendError<T>>;
        pub fn subscribe(&self) -> Receiver<T>;
        pub fn downgrade(&self) -> WeakSender<T>;
        #[concheck::asks]
        pub fn len(&self) -> usize;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        pub fn receiver_count(&self) -> usize;
        pub fn same_channel(&self, other: &Self) -> bool;
        pub async fn closed(&self);
    }
    impl<T> Clone for Sender<T> {
        fn clone(&self) -> Self;
    }
    pub struct WeakSender<T>;
    impl<T> WeakSender<T> {
        pub fn upgrade(&self) -> Option<Sender<T>>;
    }

    #[concheck::channel(receiver)]
    pub struct Receiver<T>;
    impl<T: Clone> Receiver<T> {
        #[concheck::waits(message)]
        pub async fn recv(&mut self) -> Result<T, RecvError>;
        pub fn try_recv(&mut self) -> Result<T, TryRecvError>;
        #[concheck::waits(message)]
        #[concheck::blocking(runtime, panics)]
        pub fn blocking_recv(&mut self) -> Result<T, RecvError>;
        pub fn resubscribe(&self) -> Self;
        #[concheck::asks]
        pub fn len(&self) -> usize;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        pub fn is_closed(&self) -> bool;
        pub fn same_channel(&self, other: &Self) -> bool;
    }
}

pub mod watch {
    pub mod error {
        pub struct SendError<T>(pub T);
        pub struct RecvError;
    }
    use self::error::{RecvError, SendError};

    #[concheck::capacity(latest)]
    pub fn channel<T>(init: T) -> (Sender<T>, Receiver<T>);

    #[concheck::lock]
    #[concheck::channel(sender)]
    pub struct Sender<T>;
    impl<T> Sender<T> {
        #[concheck::capacity(latest)]
        pub fn new(init: T) -> Self;
        #[concheck::acquires(exclusive self)]
        #[concheck::gives(message)]
        pub fn send(&self, value: T) -> Result<(), SendError<T>>;
        #[concheck::acquires(exclusive self)]
        #[concheck::gives(message)]
        pub fn send_modify<F: FnOnce(&mut T)>(&self, modify: F);
        #[concheck::acquires(exclusive self)]
        #[concheck::gives(message)]
        pub fn send_if_modified<F: FnOnce(&mut T) -> bool>(&self, modify: F) -> bool;
        #[concheck::acquires(exclusive self)]
        #[concheck::gives(message)]
        pub fn send_replace(&self, value: T) -> T;
        #[concheck::acquires(self)]
        pub fn borrow(&self) -> Ref<'_, T>;
        pub fn is_closed(&self) -> bool;
        pub async fn closed(&self);
        pub fn subscribe(&self) -> Receiver<T>;
        pub fn receiver_count(&self) -> usize;
        pub fn sender_count(&self) -> usize;
        pub fn same_channel(&self, other: &Self) -> bool;
    }
    impl<T> Clone for Sender<T> {
        fn clone(&self) -> Self;
    }

    #[concheck::lock]
    #[concheck::channel(receiver)]
    pub struct Receiver<T>;
    impl<T> Receiver<T> {
        #[concheck::acquires(self)]
        pub fn borrow(&self) -> Ref<'_, T>;
        #[concheck::acquires(self)]
        pub fn borrow_and_update(&mut self) -> Ref<'_, T>;
        pub fn has_changed(&self) -> Result<bool, RecvError>;
        pub fn mark_changed(&mut self);
        pub fn mark_unchanged(&mut self);
        #[concheck::waits(message)]
        pub async fn changed(&mut self) -> Result<(), RecvError>;
        // The lock is taken for each look at the value, not while it waits.
        #[concheck::acquires(self)]
        #[concheck::waits(message)]
        pub async fn wait_for<F: FnMut(&T) -> bool>(&mut self, f: F) -> Result<Ref<'_, T>, RecvError>;
        pub fn same_channel(&self, other: &Self) -> bool;
    }
    impl<T> Clone for Receiver<T> {
        fn clone(&self) -> Self;
    }

    #[concheck::guard(shared)]
    pub struct Ref<'a, T>;
    impl<'a, T> Deref for Ref<'a, T> {
        type Target = T;
    }
    impl<'a, T> Ref<'a, T> {
        pub fn has_changed(&self) -> bool;
    }
}
