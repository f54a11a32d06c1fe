//! tokio 1.

#![concheck::executor(tokio)]

pub use self::task::spawn;

pub mod sync {
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
        #[concheck::gives(signal)]
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

        pub fn channel<T>(init: T) -> (Sender<T>, Receiver<T>);

        #[concheck::lock]
        #[concheck::channel(sender)]
        pub struct Sender<T>;
        impl<T> Sender<T> {
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
}

pub mod task {
    use super::runtime::{Handle, Runtime};
    use std::future::Future;
    use std::io;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub struct JoinError;
    impl JoinError {
        pub fn is_cancelled(&self) -> bool;
        pub fn is_panic(&self) -> bool;
    }
    pub struct Id;

    #[concheck::runs(task)]
    pub fn spawn<F: Future>(future: F) -> JoinHandle<F::Output>;
    #[concheck::runs(task)]
    pub fn spawn_local<F: Future>(future: F) -> JoinHandle<F::Output>;
    #[concheck::runs(thread)]
    pub fn spawn_blocking<F: FnOnce() -> R, R>(f: F) -> JoinHandle<R>;
    #[concheck::runs(may_block)]
    pub fn block_in_place<F: FnOnce() -> R, R>(f: F) -> R;
    pub async fn yield_now();
    pub async fn consume_budget();
    pub async fn unconstrained<F: Future>(inner: F) -> F::Output;
    pub fn try_id() -> Option<Id>;
    pub fn id() -> Id;

    #[concheck::handle(detaches)]
    pub struct JoinHandle<T>;
    impl<T> JoinHandle<T> {
        pub fn abort(&self);
        pub fn is_finished(&self) -> bool;
        pub fn abort_handle(&self) -> AbortHandle;
        pub fn id(&self) -> Id;
    }
    impl<T> Future for JoinHandle<T> {
        type Output = Result<T, JoinError>;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T, JoinError>>;
    }

    pub struct AbortHandle;
    impl AbortHandle {
        pub fn abort(&self);
        pub fn is_finished(&self) -> bool;
        pub fn id(&self) -> Id;
    }
    impl Clone for AbortHandle {
        fn clone(&self) -> Self;
    }

    #[concheck::handle(aborts)]
    pub struct JoinSet<T>;
    impl<T> JoinSet<T> {
        pub fn new() -> Self;
        #[concheck::asks]
        pub fn len(&self) -> usize;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        #[concheck::runs(task)]
        pub fn spawn<F: Future<Output = T>>(&mut self, task: F) -> AbortHandle;
        #[concheck::runs(task)]
        pub fn spawn_on<F: Future<Output = T>>(&mut self, task: F, handle: &Handle) -> AbortHandle;
        #[concheck::runs(task)]
        pub fn spawn_local<F: Future<Output = T>>(&mut self, task: F) -> AbortHandle;
        #[concheck::runs(task)]
        pub fn spawn_local_on<F: Future<Output = T>>(&mut self, task: F, local_set: &LocalSet) -> AbortHandle;
        #[concheck::runs(thread)]
        pub fn spawn_blocking<F: FnOnce() -> T>(&mut self, f: F) -> AbortHandle;
        #[concheck::runs(thread)]
        pub fn spawn_blocking_on<F: FnOnce() -> T>(&mut self, f: F, handle: &Handle) -> AbortHandle;
        pub fn build_task(&mut self) -> join_set::Builder<'_, T>;
        #[concheck::waits(end)]
        pub async fn join_next(&mut self) -> Option<Result<T, JoinError>>;
        #[concheck::waits(end)]
        pub async fn join_next_with_id(&mut self) -> Option<Result<(Id, T), JoinError>>;
        pub fn try_join_next(&mut self) -> Option<Result<T, JoinError>>;
        pub fn try_join_next_with_id(&mut self) -> Option<Result<(Id, T), JoinError>>;
        pub fn poll_join_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, JoinError>>>;
        #[concheck::waits(end)]
        pub async fn shutdown(&mut self);
        #[concheck::waits(end)]
        pub async fn join_all(self) -> Vec<T>;
        pub fn abort_all(&mut self);
        pub fn detach_all(&mut self);
    }
    impl<T> Default for JoinSet<T> {
        fn default() -> Self;
    }

    pub mod join_set {
        pub use super::JoinSet;
        use super::super::runtime::Handle;
        use super::{AbortHandle, LocalSet};
        use std::future::Future;
        use std::io;

        pub struct Builder<'a, T>;
        impl<'a, T> Builder<'a, T> {
            pub fn name(self, name: &'a str) -> Self;
            #[concheck::runs(task)]
            pub fn spawn<F: Future<Output = T>>(self, future: F) -> io::Result<AbortHandle>;
            #[concheck::runs(task)]
            pub fn spawn_on<F: Future<Output = T>>(self, future: F, handle: &Handle) -> io::Result<AbortHandle>;
            #[concheck::runs(thread)]
            pub fn spawn_blocking<F: FnOnce() -> T>(self, f: F) -> io::Result<AbortHandle>;
            #[concheck::runs(thread)]
            pub fn spawn_blocking_on<F: FnOnce() -> T>(self, f: F, handle: &Handle) -> io::Result<AbortHandle>;
            #[concheck::runs(task)]
            pub fn spawn_local<F: Future<Output = T>>(self, future: F) -> io::Result<AbortHandle>;
            #[concheck::runs(task)]
            pub fn spawn_local_on<F: Future<Output = T>>(
                self,
                future: F,
                local_set: &LocalSet,
            ) -> io::Result<AbortHandle>;
        }
    }

    pub struct Builder<'a>;
    impl<'a> Builder<'a> {
        pub fn new() -> Self;
        pub fn name(&self, name: &'a str) -> Self;
        #[concheck::runs(task)]
        pub fn spawn<F: Future>(self, future: F) -> io::Result<JoinHandle<F::Output>>;
        #[concheck::runs(task)]
        pub fn spawn_on<F: Future>(self, future: F, handle: &Handle) -> io::Result<JoinHandle<F::Output>>;
        #[concheck::runs(task)]
        pub fn spawn_local<F: Future>(self, future: F) -> io::Result<JoinHandle<F::Output>>;
        #[concheck::runs(task)]
        pub fn spawn_local_on<F: Future>(self, future: F, local_set: &LocalSet) -> io::Result<JoinHandle<F::Output>>;
        #[concheck::runs(thread)]
        pub fn spawn_blocking<F: FnOnce() -> R, R>(self, function: F) -> io::Result<JoinHandle<R>>;
        #[concheck::runs(thread)]
        pub fn spawn_blocking_on<F: FnOnce() -> R, R>(self, function: F, handle: &Handle) -> io::Result<JoinHandle<R>>;
    }

    #[concheck::handle(aborts)]
    pub struct LocalSet;
    impl LocalSet {
        pub fn new() -> LocalSet;
        pub fn enter(&self) -> LocalEnterGuard;
        #[concheck::runs(task)]
        pub fn spawn_local<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
        #[concheck::runs(block_on)]
        #[concheck::blocking(runtime, panics)]
        pub fn block_on<F: Future>(&self, rt: &Runtime, future: F) -> F::Output;
        pub async fn run_until<F: Future>(&self, future: F) -> F::Output;
    }
    impl Default for LocalSet {
        fn default() -> Self;
    }
    // Awaited, it is done when all its tasks are.
    impl Future for LocalSet {
        type Output = ();
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()>;
    }
    pub struct LocalEnterGuard;

    pub struct LocalKey<T>;
    impl<T> LocalKey<T> {
        pub async fn scope<F: Future>(&'static self, value: T, f: F) -> F::Output;
        pub fn sync_scope<F: FnOnce() -> R, R>(&'static self, value: T, f: F) -> R;
        pub fn with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> R;
        pub fn try_with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> Result<R, AccessError>;
        pub fn get(&'static self) -> T;
        pub fn try_get(&'static self) -> Result<T, AccessError>;
    }
    pub struct AccessError;
}

pub mod runtime {
    use super::task::JoinHandle;
    use std::future::Future;
    use std::io;
    use std::time::Duration;

    pub struct Runtime;
    impl Runtime {
        pub fn new() -> io::Result<Runtime>;
        pub fn handle(&self) -> &Handle;
        #[concheck::runs(task)]
        pub fn spawn<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
        #[concheck::runs(thread)]
        pub fn spawn_blocking<F: FnOnce() -> R, R>(&self, func: F) -> JoinHandle<R>;
        #[concheck::runs(block_on)]
        #[concheck::blocking(runtime, panics)]
        pub fn block_on<F: Future>(&self, future: F) -> F::Output;
        pub fn enter(&self) -> EnterGuard<'_>;
        pub fn shutdown_timeout(self, duration: Duration);
        pub fn shutdown_background(self);
    }
    // It waits for its blocking threads, which must not be done on one of a runtime.
    impl Drop for Runtime {
        #[concheck::blocking(runtime, panics)]
        fn drop(&mut self);
    }

    pub struct LocalRuntime;
    impl LocalRuntime {
        pub fn new() -> io::Result<LocalRuntime>;
        pub fn handle(&self) -> &Handle;
        #[concheck::runs(task)]
        pub fn spawn_local<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
        #[concheck::runs(thread)]
        pub fn spawn_blocking<F: FnOnce() -> R, R>(&self, func: F) -> JoinHandle<R>;
        #[concheck::runs(block_on)]
        #[concheck::blocking(runtime, panics)]
        pub fn block_on<F: Future>(&self, future: F) -> F::Output;
        pub fn enter(&self) -> EnterGuard<'_>;
        pub fn shutdown_timeout(self, duration: Duration);
        pub fn shutdown_background(self);
    }
    impl Drop for LocalRuntime {
        #[concheck::blocking(runtime, panics)]
        fn drop(&mut self);
    }

    pub mod runtime {
        pub use super::Runtime;
    }

    pub struct LocalOptions;

    #[concheck::builder]
    pub struct Builder;
    impl Builder {
        pub fn new_current_thread() -> Builder;
        pub fn new_multi_thread() -> Builder;
        pub fn build(&mut self) -> io::Result<Runtime>;
        pub fn build_local(&mut self, options: LocalOptions) -> io::Result<LocalRuntime>;
        #[concheck::runs(later)]
        pub fn thread_name_fn<F: Fn() -> String>(&mut self, f: F) -> &mut Self;
        // Of the runtime's own threads.
        #[concheck::runs(thread)]
        pub fn on_thread_start<F: Fn()>(&mut self, f: F) -> &mut Self;
        #[concheck::runs(thread)]
        pub fn on_thread_stop<F: Fn()>(&mut self, f: F) -> &mut Self;
        #[concheck::runs(later)]
        pub fn on_thread_park<F: Fn()>(&mut self, f: F) -> &mut Self;
        #[concheck::runs(later)]
        pub fn on_thread_unpark<F: Fn()>(&mut self, f: F) -> &mut Self;
    }

    pub struct TryCurrentError;
    pub struct RuntimeFlavor;

    pub struct Handle;
    impl Handle {
        pub fn current() -> Self;
        #[concheck::asks(runtime)]
        pub fn try_current() -> Result<Self, TryCurrentError>;
        pub fn enter(&self) -> EnterGuard<'_>;
        #[concheck::runs(task)]
        pub fn spawn<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
        #[concheck::runs(thread)]
        pub fn spawn_blocking<F: FnOnce() -> R, R>(&self, func: F) -> JoinHandle<R>;
        #[concheck::runs(block_on)]
        #[concheck::blocking(runtime, panics)]
        pub fn block_on<F: Future>(&self, future: F) -> F::Output;
        pub fn runtime_flavor(&self) -> RuntimeFlavor;
    }
    impl Clone for Handle {
        fn clone(&self) -> Self;
    }

    pub struct EnterGuard<'a>;
}

pub mod time {
    use std::future::{Future, IntoFuture};
    use std::pin::Pin;
    use std::task::{Context, Poll};
    pub use std::time::Duration;

    pub mod error {
        pub struct Elapsed;
    }
    use self::error::Elapsed;

    pub struct Instant;
    impl Instant {
        pub fn now() -> Instant;
    }

    pub fn sleep(duration: Duration) -> Sleep;
    pub fn sleep_until(deadline: Instant) -> Sleep;
    #[concheck::limits]
    pub async fn timeout<F: Future>(duration: Duration, future: F) -> Result<F::Output, Elapsed>;
    #[concheck::limits]
    pub async fn timeout_at<F: Future>(deadline: Instant, future: F) -> Result<F::Output, Elapsed>;
    pub fn interval(period: Duration) -> Interval;
    pub fn interval_at(start: Instant, period: Duration) -> Interval;
    pub fn pause();
    pub fn resume();
    pub async fn advance(duration: Duration);

    pub struct Sleep;
    impl Sleep {
        pub fn deadline(&self) -> Instant;
        pub fn is_elapsed(&self) -> bool;
        pub fn reset(self: Pin<&mut Self>, deadline: Instant);
    }
    impl Future for Sleep {
        type Output = ();
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()>;
    }

    pub struct Interval;
    impl Interval {
        pub async fn tick(&mut self) -> Instant;
        pub fn poll_tick(&mut self, cx: &mut Context<'_>) -> Poll<Instant>;
        pub fn reset(&mut self);
        pub fn period(&self) -> Duration;
    }
}

pub mod fs {
    use super::io::{AsyncRead, AsyncSeek, AsyncWrite};
    use std::fs::{Metadata, Permissions};
    use std::io;
    use std::path::PathBuf;
    use std::task::{Context, Poll};

    pub async fn canonicalize<P>(path: P) -> io::Result<PathBuf>;
    pub async fn copy<P, Q>(from: P, to: Q) -> io::Result<u64>;
    pub async fn create_dir<P>(path: P) -> io::Result<()>;
    pub async fn create_dir_all<P>(path: P) -> io::Result<()>;
    pub async fn hard_link<P, Q>(original: P, link: Q) -> io::Result<()>;
    pub async fn metadata<P>(path: P) -> io::Result<Metadata>;
    pub async fn read<P>(path: P) -> io::Result<Vec<u8>>;
    pub async fn read_dir<P>(path: P) -> io::Result<ReadDir>;
    pub async fn read_link<P>(path: P) -> io::Result<PathBuf>;
    pub async fn read_to_string<P>(path: P) -> io::Result<String>;
    pub async fn remove_dir<P>(path: P) -> io::Result<()>;
    pub async fn remove_dir_all<P>(path: P) -> io::Result<()>;
    pub async fn remove_file<P>(path: P) -> io::Result<()>;
    pub async fn rename<P, Q>(from: P, to: Q) -> io::Result<()>;
    pub async fn set_permissions<P>(path: P, perm: Permissions) -> io::Result<()>;
    pub async fn symlink<P, Q>(original: P, link: Q) -> io::Result<()>;
    pub async fn symlink_dir<P, Q>(original: P, link: Q) -> io::Result<()>;
    pub async fn symlink_file<P, Q>(original: P, link: Q) -> io::Result<()>;
    pub async fn symlink_metadata<P>(path: P) -> io::Result<Metadata>;
    pub async fn try_exists<P>(path: P) -> io::Result<bool>;
    pub async fn write<P, C>(path: P, contents: C) -> io::Result<()>;

    pub struct ReadDir;
    impl ReadDir {
        pub async fn next_entry(&mut self) -> io::Result<Option<DirEntry>>;
        pub fn poll_next_entry(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Option<DirEntry>>>;
    }
    pub struct DirEntry;
    impl DirEntry {
        pub fn path(&self) -> PathBuf;
        pub async fn metadata(&self) -> io::Result<Metadata>;
        pub async fn file_type(&self) -> io::Result<std::fs::FileType>;
    }

    pub struct File;
    impl File {
        pub async fn open<P>(path: P) -> io::Result<File>;
        pub async fn create<P>(path: P) -> io::Result<File>;
        pub async fn create_new<P>(path: P) -> io::Result<File>;
        pub fn options() -> OpenOptions;
        pub fn from_std(std: std::fs::File) -> File;
        pub async fn sync_all(&self) -> io::Result<()>;
        pub async fn sync_data(&self) -> io::Result<()>;
        pub async fn set_len(&self, size: u64) -> io::Result<()>;
        pub async fn metadata(&self) -> io::Result<Metadata>;
        pub async fn try_clone(&self) -> io::Result<File>;
        pub async fn into_std(self) -> std::fs::File;
        pub fn try_into_std(self) -> Result<std::fs::File, Self>;
        pub async fn set_permissions(&self, perm: Permissions) -> io::Result<()>;
    }
    impl AsyncRead for File {}
    impl AsyncWrite for File {}
    impl AsyncSeek for File {}

    #[concheck::builder]
    pub struct OpenOptions;
    impl OpenOptions {
        pub fn new() -> OpenOptions;
        pub async fn open<P>(&self, path: P) -> io::Result<File>;
    }

    #[concheck::builder]
    pub struct DirBuilder;
    impl DirBuilder {
        pub fn new() -> Self;
        pub async fn create<P>(&self, path: P) -> io::Result<()>;
    }
}

pub mod io {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub use std::io::{Error, ErrorKind, Result, SeekFrom};

    pub struct ReadBuf<'a>;

    pub trait AsyncRead {
        fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>>;
    }
    pub trait AsyncBufRead: AsyncRead {
        fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>>;
        fn consume(self: Pin<&mut Self>, amt: usize);
    }
    pub trait AsyncWrite {
        fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;
        fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;
        fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;
    }
    pub trait AsyncSeek {
        fn start_seek(self: Pin<&mut Self>, position: SeekFrom) -> Result<()>;
        fn poll_complete(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>>;
    }

    pub trait AsyncReadExt: AsyncRead {
        fn chain<R: AsyncRead>(self, next: R) -> Chain<Self, R>;
        async fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
        async fn read_buf<B>(&mut self, buf: &mut B) -> Result<usize>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_exact(&mut self, buf: &mut [u8]) -> Result<usize>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_to_string(&mut self, dst: &mut String) -> Result<usize>;
        async fn read_u8(&mut self) -> Result<u8>;
        async fn read_i8(&mut self) -> Result<i8>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_u16(&mut self) -> Result<u16>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_u16_le(&mut self) -> Result<u16>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_u32(&mut self) -> Result<u32>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_u32_le(&mut self) -> Result<u32>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_u64(&mut self) -> Result<u64>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_u64_le(&mut self) -> Result<u64>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_u128(&mut self) -> Result<u128>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_u128_le(&mut self) -> Result<u128>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_i16(&mut self) -> Result<i16>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_i16_le(&mut self) -> Result<i16>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_i32(&mut self) -> Result<i32>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_i32_le(&mut self) -> Result<i32>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_i64(&mut self) -> Result<i64>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_i64_le(&mut self) -> Result<i64>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_i128(&mut self) -> Result<i128>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_i128_le(&mut self) -> Result<i128>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_f32(&mut self) -> Result<f32>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_f32_le(&mut self) -> Result<f32>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_f64(&mut self) -> Result<f64>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
        async fn read_f64_le(&mut self) -> Result<f64>;
        fn take(self, limit: u64) -> Take<Self>;
    }
    pub trait AsyncBufReadExt: AsyncBufRead {
        #[concheck::loses("the bytes read so far", instead = "use `split(b'…').next_segment()`")]
        async fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> Result<usize>;
        #[concheck::loses("the bytes read so far", instead = "use `lines().next_line()`")]
        async fn read_line(&mut self, buf: &mut String) -> Result<usize>;
        fn split(self, byte: u8) -> Split<Self>;
        async fn fill_buf(&mut self) -> Result<&[u8]>;
        fn consume(&mut self, amt: usize);
        fn lines(self) -> Lines<Self>;
    }
    pub trait AsyncWriteExt: AsyncWrite {
        async fn write(&mut self, src: &[u8]) -> Result<usize>;
        async fn write_buf<B>(&mut self, src: &mut B) -> Result<usize>;
        async fn write_all_buf<B>(&mut self, src: &mut B) -> Result<()>;
        #[concheck::loses("track of how much was written", instead = "use `write_buf` on a buffer kept outside the loop")]
        async fn write_all(&mut self, src: &[u8]) -> Result<()>;
        async fn write_u8(&mut self, n: u8) -> Result<()>;
        async fn flush(&mut self) -> Result<()>;
        async fn shutdown(&mut self) -> Result<()>;
    }
    pub trait AsyncSeekExt: AsyncSeek {
        async fn seek(&mut self, pos: SeekFrom) -> Result<u64>;
        async fn rewind(&mut self) -> Result<()>;
        async fn stream_position(&mut self) -> Result<u64>;
    }

    impl<T: AsyncRead> AsyncRead for &mut T {}
    impl<T: AsyncBufRead> AsyncBufRead for &mut T {}
    impl<T: AsyncWrite> AsyncWrite for &mut T {}
    impl<T: AsyncRead> AsyncRead for Box<T> {}
    impl<T: AsyncBufRead> AsyncBufRead for Box<T> {}
    impl<T: AsyncWrite> AsyncWrite for Box<T> {}

    impl<T: AsyncRead> AsyncReadExt for T {}
    impl<T: AsyncBufRead> AsyncBufReadExt for T {}
    impl<T: AsyncWrite> AsyncWriteExt for T {}
    impl<T: AsyncSeek> AsyncSeekExt for T {}

    pub struct Chain<T, U>;
    impl<T, U> AsyncRead for Chain<T, U> {}
    pub struct Take<R>;
    impl<R> Take<R> {
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
    }
    impl<R> AsyncRead for Take<R> {}
    impl<R> AsyncBufRead for Take<R> {}

    pub struct Lines<R>;
    impl<R> Lines<R> {
        pub async fn next_line(&mut self) -> Result<Option<String>>;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
    }
    pub struct Split<R>;
    impl<R> Split<R> {
        pub async fn next_segment(&mut self) -> Result<Option<Vec<u8>>>;
    }

    pub struct BufReader<R>;
    impl<R> BufReader<R> {
        pub fn new(inner: R) -> Self;
        pub fn with_capacity(capacity: usize, inner: R) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        pub fn buffer(&self) -> &[u8];
    }
    impl<R> AsyncRead for BufReader<R> {}
    impl<R> AsyncBufRead for BufReader<R> {}
    impl<R> AsyncWrite for BufReader<R> {}
    impl<R> AsyncSeek for BufReader<R> {}

    pub struct BufWriter<W>;
    impl<W> BufWriter<W> {
        pub fn new(inner: W) -> Self;
        pub fn with_capacity(capacity: usize, inner: W) -> Self;
        pub fn get_ref(&self) -> &W;
        pub fn get_mut(&mut self) -> &mut W;
        pub fn into_inner(self) -> W;
        pub fn buffer(&self) -> &[u8];
    }
    impl<W> AsyncRead for BufWriter<W> {}
    impl<W> AsyncWrite for BufWriter<W> {}
    impl<W> AsyncSeek for BufWriter<W> {}

    pub struct BufStream<RW>;
    impl<RW> BufStream<RW> {
        pub fn new(stream: RW) -> BufStream<RW>;
        pub fn with_capacity(reader_capacity: usize, writer_capacity: usize, stream: RW) -> BufStream<RW>;
        pub fn get_ref(&self) -> &RW;
        pub fn get_mut(&mut self) -> &mut RW;
        pub fn into_inner(self) -> RW;
    }
    impl<RW> AsyncRead for BufStream<RW> {}
    impl<RW> AsyncBufRead for BufStream<RW> {}
    impl<RW> AsyncWrite for BufStream<RW> {}

    pub fn split<T>(stream: T) -> (ReadHalf<T>, WriteHalf<T>);
    pub fn join<R, W>(reader: R, writer: W) -> Join<R, W>;
    pub struct ReadHalf<T>;
    impl<T> ReadHalf<T> {
        pub fn unsplit(self, wr: WriteHalf<T>) -> T;
    }
    impl<T> AsyncRead for ReadHalf<T> {}
    pub struct WriteHalf<T>;
    impl<T> AsyncWrite for WriteHalf<T> {}
    pub struct Join<R, W>;
    impl<R, W> AsyncRead for Join<R, W> {}
    impl<R, W> AsyncWrite for Join<R, W> {}

    pub async fn copy<R, W>(reader: &mut R, writer: &mut W) -> Result<u64>;
    pub async fn copy_buf<R, W>(reader: &mut R, writer: &mut W) -> Result<u64>;
    pub async fn copy_bidirectional<A, B>(a: &mut A, b: &mut B) -> Result<(u64, u64)>;
    pub async fn copy_bidirectional_with_sizes<A, B>(
        a: &mut A,
        b: &mut B,
        a_to_b_buf_size: usize,
        b_to_a_buf_size: usize,
    ) -> Result<(u64, u64)>;

    pub fn duplex(max_buf_size: usize) -> (DuplexStream, DuplexStream);
    pub fn simplex(max_buf_size: usize) -> (ReadHalf<SimplexStream>, WriteHalf<SimplexStream>);
    pub struct DuplexStream;
    impl AsyncRead for DuplexStream {}
    impl AsyncWrite for DuplexStream {}
    pub struct SimplexStream;
    impl AsyncRead for SimplexStream {}
    impl AsyncWrite for SimplexStream {}

    pub fn stdin() -> Stdin;
    pub fn stdout() -> Stdout;
    pub fn stderr() -> Stderr;
    pub struct Stdin;
    impl AsyncRead for Stdin {}
    pub struct Stdout;
    impl AsyncWrite for Stdout {}
    pub struct Stderr;
    impl AsyncWrite for Stderr {}

    pub fn empty() -> Empty;
    pub fn sink() -> Sink;
    pub fn repeat(byte: u8) -> Repeat;
    pub struct Empty;
    impl AsyncRead for Empty {}
    impl AsyncBufRead for Empty {}
    impl AsyncWrite for Empty {}
    pub struct Sink;
    impl AsyncWrite for Sink {}
    pub struct Repeat;
    impl AsyncRead for Repeat {}

    pub struct Interest;
    pub struct Ready;

    pub mod unix {
        use super::{Interest, Ready, Result};

        pub struct TryIoError;
        pub struct AsyncFd<T>;
        impl<T> AsyncFd<T> {
            pub fn new(inner: T) -> Result<Self>;
            pub fn with_interest(inner: T, interest: Interest) -> Result<Self>;
            pub fn get_ref(&self) -> &T;
            pub fn get_mut(&mut self) -> &mut T;
            pub fn into_inner(self) -> T;
            pub async fn readable(&self) -> Result<AsyncFdReadyGuard<'_, T>>;
            pub async fn readable_mut(&mut self) -> Result<AsyncFdReadyMutGuard<'_, T>>;
            pub async fn writable(&self) -> Result<AsyncFdReadyGuard<'_, T>>;
            pub async fn writable_mut(&mut self) -> Result<AsyncFdReadyMutGuard<'_, T>>;
            pub async fn ready(&self, interest: Interest) -> Result<AsyncFdReadyGuard<'_, T>>;
            // What the closure does is set not to block.
            #[concheck::runs(may_block)]
            pub async fn async_io<R, F: FnMut(&T) -> Result<R>>(&self, interest: Interest, f: F) -> Result<R>;
            #[concheck::runs(may_block)]
            pub async fn async_io_mut<R, F: FnMut(&mut T) -> Result<R>>(
                &mut self,
                interest: Interest,
                f: F,
            ) -> Result<R>;
            #[concheck::runs(may_block)]
            pub fn try_io<R, F: FnOnce(&T) -> Result<R>>(&self, interest: Interest, f: F) -> Result<R>;
            #[concheck::runs(may_block)]
            pub fn try_io_mut<R, F: FnOnce(&mut T) -> Result<R>>(&mut self, interest: Interest, f: F) -> Result<R>;
        }
        pub struct AsyncFdReadyGuard<'a, T>;
        impl<'a, T> AsyncFdReadyGuard<'a, T> {
            pub fn clear_ready(&mut self);
            pub fn retain_ready(&mut self);
            pub fn get_ref(&self) -> &'a AsyncFd<T>;
            pub fn get_inner(&self) -> &'a T;
            #[concheck::runs(may_block)]
            pub fn try_io<R, F: FnOnce(&'a AsyncFd<T>) -> Result<R>>(
                &mut self,
                f: F,
            ) -> std::result::Result<Result<R>, TryIoError>;
        }
        pub struct AsyncFdReadyMutGuard<'a, T>;
        impl<'a, T> AsyncFdReadyMutGuard<'a, T> {
            pub fn clear_ready(&mut self);
            pub fn retain_ready(&mut self);
            pub fn get_ref(&self) -> &AsyncFd<T>;
            pub fn get_mut(&mut self) -> &mut AsyncFd<T>;
            pub fn get_inner(&self) -> &T;
            pub fn get_inner_mut(&mut self) -> &mut T;
            #[concheck::runs(may_block)]
            pub fn try_io<R, F: FnOnce(&mut AsyncFd<T>) -> Result<R>>(
                &mut self,
                f: F,
            ) -> std::result::Result<Result<R>, TryIoError>;
        }
    }
}

pub mod net {
    use super::io::{AsyncRead, AsyncWrite, Interest, Ready};
    use std::io;
    use std::net::SocketAddr;

    pub async fn lookup_host<T>(host: T) -> io::Result<impl Iterator<Item = SocketAddr>>;

    pub struct TcpListener;
    impl TcpListener {
        pub async fn bind<A>(addr: A) -> io::Result<TcpListener>;
        pub async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)>;
        pub fn from_std(listener: std::net::TcpListener) -> io::Result<TcpListener>;
        pub fn into_std(self) -> io::Result<std::net::TcpListener>;
        pub fn local_addr(&self) -> io::Result<SocketAddr>;
    }

    pub struct TcpStream;
    impl TcpStream {
        pub async fn connect<A>(addr: A) -> io::Result<TcpStream>;
        pub fn from_std(stream: std::net::TcpStream) -> io::Result<TcpStream>;
        pub fn into_std(self) -> io::Result<std::net::TcpStream>;
        pub fn local_addr(&self) -> io::Result<SocketAddr>;
        pub fn peer_addr(&self) -> io::Result<SocketAddr>;
        pub async fn ready(&self, interest: Interest) -> io::Result<Ready>;
        pub async fn readable(&self) -> io::Result<()>;
        pub async fn writable(&self) -> io::Result<()>;
        pub fn try_read(&self, buf: &mut [u8]) -> io::Result<usize>;
        pub fn try_write(&self, buf: &[u8]) -> io::Result<usize>;
        pub async fn peek(&self, buf: &mut [u8]) -> io::Result<usize>;
        #[concheck::runs(may_block)]
        pub fn try_io<R, F: FnOnce() -> io::Result<R>>(&self, interest: Interest, f: F) -> io::Result<R>;
        #[concheck::runs(may_block)]
        pub async fn async_io<R, F: FnMut() -> io::Result<R>>(&self, interest: Interest, f: F) -> io::Result<R>;
        pub fn split<'a>(&'a mut self) -> (tcp::ReadHalf<'a>, tcp::WriteHalf<'a>);
        pub fn into_split(self) -> (tcp::OwnedReadHalf, tcp::OwnedWriteHalf);
    }
    impl AsyncRead for TcpStream {}
    impl AsyncWrite for TcpStream {}

    pub mod tcp {
        use super::super::io::{AsyncRead, AsyncWrite};
        use super::TcpStream;

        pub struct ReadHalf<'a>;
        impl AsyncRead for ReadHalf<'_> {}
        pub struct WriteHalf<'a>;
        impl AsyncWrite for WriteHalf<'_> {}
        pub struct ReuniteError;
        pub struct OwnedReadHalf;
        impl OwnedReadHalf {
            pub fn reunite(self, other: OwnedWriteHalf) -> Result<TcpStream, ReuniteError>;
        }
        impl AsyncRead for OwnedReadHalf {}
        pub struct OwnedWriteHalf;
        impl OwnedWriteHalf {
            pub fn reunite(self, other: OwnedReadHalf) -> Result<TcpStream, ReuniteError>;
            pub fn forget(self);
        }
        impl AsyncWrite for OwnedWriteHalf {}
    }

    pub struct TcpSocket;
    impl TcpSocket {
        pub fn new_v4() -> io::Result<TcpSocket>;
        pub fn new_v6() -> io::Result<TcpSocket>;
        pub fn bind(&self, addr: SocketAddr) -> io::Result<()>;
        pub async fn connect(self, addr: SocketAddr) -> io::Result<TcpStream>;
        pub fn listen(self, backlog: u32) -> io::Result<TcpListener>;
    }

    pub struct UdpSocket;
    impl UdpSocket {
        pub async fn bind<A>(addr: A) -> io::Result<UdpSocket>;
        pub fn from_std(socket: std::net::UdpSocket) -> io::Result<UdpSocket>;
        pub fn into_std(self) -> io::Result<std::net::UdpSocket>;
        pub async fn connect<A>(&self, addr: A) -> io::Result<()>;
        pub async fn ready(&self, interest: Interest) -> io::Result<Ready>;
        pub async fn readable(&self) -> io::Result<()>;
        pub async fn writable(&self) -> io::Result<()>;
        pub async fn send(&self, buf: &[u8]) -> io::Result<usize>;
        pub fn try_send(&self, buf: &[u8]) -> io::Result<usize>;
        pub async fn recv(&self, buf: &mut [u8]) -> io::Result<usize>;
        pub fn try_recv(&self, buf: &mut [u8]) -> io::Result<usize>;
        pub async fn recv_buf<B>(&self, buf: &mut B) -> io::Result<usize>;
        pub async fn send_to<A>(&self, buf: &[u8], target: A) -> io::Result<usize>;
        pub fn try_send_to(&self, buf: &[u8], target: SocketAddr) -> io::Result<usize>;
        pub async fn recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
        pub fn try_recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
        pub async fn recv_buf_from<B>(&self, buf: &mut B) -> io::Result<(usize, SocketAddr)>;
        pub async fn peek_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
        #[concheck::runs(may_block)]
        pub fn try_io<R, F: FnOnce() -> io::Result<R>>(&self, interest: Interest, f: F) -> io::Result<R>;
        #[concheck::runs(may_block)]
        pub async fn async_io<R, F: FnMut() -> io::Result<R>>(&self, interest: Interest, f: F) -> io::Result<R>;
    }

    pub struct UnixListener;
    impl UnixListener {
        pub fn bind<P>(path: P) -> io::Result<UnixListener>;
        pub async fn accept(&self) -> io::Result<(UnixStream, unix::SocketAddr)>;
    }
    pub struct UnixStream;
    impl UnixStream {
        pub async fn connect<P>(path: P) -> io::Result<UnixStream>;
        pub fn pair() -> io::Result<(UnixStream, UnixStream)>;
        pub async fn ready(&self, interest: Interest) -> io::Result<Ready>;
        pub async fn readable(&self) -> io::Result<()>;
        pub async fn writable(&self) -> io::Result<()>;
        pub fn try_read(&self, buf: &mut [u8]) -> io::Result<usize>;
        pub fn try_write(&self, buf: &[u8]) -> io::Result<usize>;
        #[concheck::runs(may_block)]
        pub fn try_io<R, F: FnOnce() -> io::Result<R>>(&self, interest: Interest, f: F) -> io::Result<R>;
        #[concheck::runs(may_block)]
        pub async fn async_io<R, F: FnMut() -> io::Result<R>>(&self, interest: Interest, f: F) -> io::Result<R>;
        pub fn split<'a>(&'a mut self) -> (unix::ReadHalf<'a>, unix::WriteHalf<'a>);
        pub fn into_split(self) -> (unix::OwnedReadHalf, unix::OwnedWriteHalf);
    }
    impl AsyncRead for UnixStream {}
    impl AsyncWrite for UnixStream {}
    pub struct UnixDatagram;
    impl UnixDatagram {
        pub fn bind<P>(path: P) -> io::Result<UnixDatagram>;
        pub fn unbound() -> io::Result<UnixDatagram>;
        pub fn pair() -> io::Result<(UnixDatagram, UnixDatagram)>;
        pub fn connect<P>(&self, path: P) -> io::Result<()>;
        pub async fn send(&self, buf: &[u8]) -> io::Result<usize>;
        pub async fn send_to<P>(&self, buf: &[u8], target: P) -> io::Result<usize>;
        pub async fn recv(&self, buf: &mut [u8]) -> io::Result<usize>;
        pub async fn recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, unix::SocketAddr)>;
    }

    pub mod unix {
        use super::super::io::{AsyncRead, AsyncWrite};

        pub struct SocketAddr;
        pub struct ReadHalf<'a>;
        impl AsyncRead for ReadHalf<'_> {}
        pub struct WriteHalf<'a>;
        impl AsyncWrite for WriteHalf<'_> {}
        pub struct OwnedReadHalf;
        impl AsyncRead for OwnedReadHalf {}
        pub struct OwnedWriteHalf;
        impl AsyncWrite for OwnedWriteHalf {}

        pub mod pipe {
            use super::super::super::io::{AsyncRead, AsyncWrite};
            use std::io;

            pub fn pipe() -> io::Result<(Sender, Receiver)>;
            pub struct Sender;
            impl AsyncWrite for Sender {}
            pub struct Receiver;
            impl AsyncRead for Receiver {}
        }
    }
}

pub mod process {
    use super::io::{AsyncRead, AsyncWrite};
    use std::io;
    use std::process::{ExitStatus, Output};

    #[concheck::builder]
    pub struct Command;
    impl Command {
        pub fn new<S>(program: S) -> Command;
        pub fn as_std(&self) -> &std::process::Command;
        pub fn as_std_mut(&mut self) -> &mut std::process::Command;
        pub fn into_std(self) -> std::process::Command;
        #[concheck::runs(forked)]
        pub unsafe fn pre_exec<F: FnMut() -> io::Result<()>>(&mut self, f: F) -> &mut Command;
        pub fn spawn(&mut self) -> io::Result<Child>;
        #[concheck::waits(process)]
        pub async fn status(&mut self) -> io::Result<ExitStatus>;
        #[concheck::waits(process)]
        pub async fn output(&mut self) -> io::Result<Output>;
        pub fn get_kill_on_drop(&self) -> bool;
    }
    impl From<std::process::Command> for Command {
        fn from(std: std::process::Command) -> Command;
    }

    pub struct Child {
        pub stdin: Option<ChildStdin>,
        pub stdout: Option<ChildStdout>,
        pub stderr: Option<ChildStderr>,
    }
    impl Child {
        pub fn id(&self) -> Option<u32>;
        #[concheck::gives(process)]
        pub fn start_kill(&mut self) -> io::Result<()>;
        #[concheck::gives(process)]
        pub async fn kill(&mut self) -> io::Result<()>;
        #[concheck::waits(process)]
        pub async fn wait(&mut self) -> io::Result<ExitStatus>;
        pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>>;
        #[concheck::waits(process)]
        pub async fn wait_with_output(self) -> io::Result<Output>;
    }
    pub struct ChildStdin;
    impl AsyncWrite for ChildStdin {}
    pub struct ChildStdout;
    impl AsyncRead for ChildStdout {}
    pub struct ChildStderr;
    impl AsyncRead for ChildStderr {}
}

pub mod signal {
    use std::io;

    pub async fn ctrl_c() -> io::Result<()>;

    pub mod unix {
        use std::io;

        pub struct SignalKind;
        impl SignalKind {
            pub const fn hangup() -> Self;
            pub const fn interrupt() -> Self;
            pub const fn quit() -> Self;
            pub const fn terminate() -> Self;
            pub const fn user_defined1() -> Self;
            pub const fn user_defined2() -> Self;
            pub const fn child() -> Self;
        }
        pub fn signal(kind: SignalKind) -> io::Result<Signal>;
        pub struct Signal;
        impl Signal {
            pub async fn recv(&mut self) -> Option<()>;
        }
    }
    pub mod windows {
        use std::io;

        pub fn ctrl_c() -> io::Result<CtrlC>;
        pub fn ctrl_break() -> io::Result<CtrlBreak>;
        pub struct CtrlC;
        impl CtrlC {
            pub async fn recv(&mut self) -> Option<()>;
        }
        pub struct CtrlBreak;
        impl CtrlBreak {
            pub async fn recv(&mut self) -> Option<()>;
        }
    }
}
