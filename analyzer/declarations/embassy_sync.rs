//! embassy-sync 0.4 and later.

pub mod mutex {
    pub struct TryLockError;

    #[concheck::lock(awaited, content = T)]
    pub struct Mutex<M, T: ?Sized>;
    impl<M, T: ?Sized> Mutex<M, T> {
        pub const fn new(value: T) -> Self;
        #[concheck::acquires(self)]
        pub async fn lock(&self) -> MutexGuard<'_, M, T>;
        #[concheck::acquires(self, bounded)]
        pub fn try_lock(&self) -> Result<MutexGuard<'_, M, T>, TryLockError>;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }

    #[concheck::guard(exclusive, awaited)]
    pub struct MutexGuard<'a, M, T: ?Sized>;
    impl<M, T: ?Sized> Deref for MutexGuard<'_, M, T> {
        type Target = T;
    }
    impl<'a, M, T: ?Sized> MutexGuard<'a, M, T> {
        pub fn map<U>(this: Self, fun: impl FnOnce(&mut T) -> &mut U) -> MappedMutexGuard<'a, M, U>;
    }
    #[concheck::guard(exclusive, awaited)]
    pub struct MappedMutexGuard<'a, M, T: ?Sized>;
    impl<M, T: ?Sized> Deref for MappedMutexGuard<'_, M, T> {
        type Target = T;
    }
}

pub mod rwlock {
    pub struct TryLockError;

    #[concheck::lock(awaited, content = T)]
    pub struct RwLock<M, T: ?Sized>;
    impl<M, T: ?Sized> RwLock<M, T> {
        pub const fn new(value: T) -> Self;
        #[concheck::acquires(self)]
        pub async fn read(&self) -> RwLockReadGuard<'_, M, T>;
        #[concheck::acquires(self)]
        pub async fn write(&self) -> RwLockWriteGuard<'_, M, T>;
        #[concheck::acquires(self, bounded)]
        pub fn try_read(&self) -> Result<RwLockReadGuard<'_, M, T>, TryLockError>;
        #[concheck::acquires(self, bounded)]
        pub fn try_write(&self) -> Result<RwLockWriteGuard<'_, M, T>, TryLockError>;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
    #[concheck::guard(shared, awaited)]
    pub struct RwLockReadGuard<'a, M, T: ?Sized>;
    impl<M, T: ?Sized> Deref for RwLockReadGuard<'_, M, T> {
        type Target = T;
    }
    #[concheck::guard(exclusive, awaited)]
    pub struct RwLockWriteGuard<'a, M, T: ?Sized>;
    impl<M, T: ?Sized> Deref for RwLockWriteGuard<'_, M, T> {
        type Target = T;
    }
}

pub mod blocking_mutex {
    // The closure runs with interrupts off, or under another raw mutex.
    #[concheck::lock(content = T)]
    pub struct Mutex<R, T: ?Sized>;
    impl<R, T> Mutex<R, T> {
        pub const fn new(val: T) -> Mutex<R, T>;
        #[concheck::acquires(exclusive self)]
        #[concheck::runs(alone)]
        pub fn lock<U>(&self, f: impl FnOnce(&T) -> U) -> U;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
}

pub mod signal {
    pub struct Signal<M, T>;
    impl<M, T> Signal<M, T> {
        pub const fn new() -> Self;
        #[concheck::gives(signal)]
        pub fn signal(&self, val: T);
        #[concheck::waits(signal)]
        pub async fn wait(&self) -> T;
        pub fn try_take(&self) -> Option<T>;
        pub fn signaled(&self) -> bool;
        pub fn reset(&self);
    }
}

pub mod channel {
    pub enum TrySendError<T> {
        Full(T),
    }
    pub enum TryReceiveError {
        Empty,
    }

    pub struct Channel<M, T, const N: usize>;
    impl<M, T, const N: usize> Channel<M, T, N> {
        pub const fn new() -> Self;
        pub fn sender(&self) -> Sender<'_, M, T, N>;
        pub fn receiver(&self) -> Receiver<'_, M, T, N>;
        #[concheck::waits(room)]
        #[concheck::gives(message)]
        pub async fn send(&self, message: T);
        #[concheck::gives(message)]
        pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>>;
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        pub async fn receive(&self) -> T;
        #[concheck::gives(room)]
        pub fn try_receive(&self) -> Result<T, TryReceiveError>;
    }
    #[concheck::channel(sender)]
    pub struct Sender<'ch, M, T, const N: usize>;
    impl<'ch, M, T, const N: usize> Sender<'ch, M, T, N> {
        #[concheck::waits(room)]
        #[concheck::gives(message)]
        pub async fn send(&self, message: T);
        #[concheck::gives(message)]
        pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>>;
    }
    impl<'ch, M, T, const N: usize> Clone for Sender<'ch, M, T, N> {
        fn clone(&self) -> Self;
    }
    #[concheck::channel(receiver)]
    pub struct Receiver<'ch, M, T, const N: usize>;
    impl<'ch, M, T, const N: usize> Receiver<'ch, M, T, N> {
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        pub async fn receive(&self) -> T;
        #[concheck::gives(room)]
        pub fn try_receive(&self) -> Result<T, TryReceiveError>;
    }
    impl<'ch, M, T, const N: usize> Clone for Receiver<'ch, M, T, N> {
        fn clone(&self) -> Self;
    }
}
