//! crossbeam_utils 0.7 and 0.8.

#[concheck::pointer]
pub struct CachePadded<T>;
impl<T> CachePadded<T> {
    pub const fn new(value: T) -> CachePadded<T>;
    pub fn into_inner(self) -> T;
}
impl<T> Deref for CachePadded<T> {
    type Target = T;
}
impl<T> Default for CachePadded<T> {
    fn default() -> CachePadded<T>;
}
impl<T> Clone for CachePadded<T> {
    fn clone(&self) -> CachePadded<T>;
}
impl<T> From<T> for CachePadded<T> {
    fn from(value: T) -> CachePadded<T>;
}

pub struct Backoff;
impl Backoff {
    pub fn new() -> Backoff;
    pub fn reset(&self);
    pub fn spin(&self);
    pub fn snooze(&self);
    pub fn is_completed(&self) -> bool;
}

pub mod atomic {
    #[concheck::interior]
    pub struct AtomicCell<T>;
    impl<T> AtomicCell<T> {
        pub const fn new(value: T) -> AtomicCell<T>;
        pub fn into_inner(self) -> T;
        pub fn store(&self, value: T);
        pub fn swap(&self, value: T) -> T;
        pub fn as_ptr(&self) -> *mut T;
        pub fn take(&self) -> T;
        pub fn load(&self) -> T;
        pub fn compare_and_swap(&self, current: T, new: T) -> T;
        pub fn compare_exchange(&self, current: T, new: T) -> Result<T, T>;
        pub fn fetch_update<F: FnMut(T) -> Option<T>>(&self, f: F) -> Result<T, T>;
        pub fn fetch_add(&self, value: T) -> T;
        pub fn fetch_sub(&self, value: T) -> T;
        pub fn fetch_and(&self, value: T) -> T;
        pub fn fetch_nand(&self, value: T) -> T;
        pub fn fetch_or(&self, value: T) -> T;
        pub fn fetch_xor(&self, value: T) -> T;
        pub fn fetch_max(&self, value: T) -> T;
        pub fn fetch_min(&self, value: T) -> T;
    }
    impl<T> Default for AtomicCell<T> {
        fn default() -> AtomicCell<T>;
    }
    impl<T> From<T> for AtomicCell<T> {
        fn from(value: T) -> AtomicCell<T>;
    }
}

pub mod sync {
    pub use std::sync::RwLock as ShardedLock;
    pub use std::sync::RwLockReadGuard as ShardedLockReadGuard;
    pub use std::sync::RwLockWriteGuard as ShardedLockWriteGuard;
    use std::time::{Duration, Instant};

    pub struct WaitGroup;
    impl WaitGroup {
        pub fn new() -> WaitGroup;
        #[concheck::blocking(thread)]
        #[concheck::waits(barrier)]
        pub fn wait(self);
    }
    impl Clone for WaitGroup {
        fn clone(&self) -> WaitGroup;
    }
    impl Default for WaitGroup {
        fn default() -> WaitGroup;
    }

    pub struct Parker;
    impl Parker {
        pub fn new() -> Parker;
        #[concheck::blocking(thread)]
        #[concheck::waits(unpark)]
        pub fn park(&self);
        #[concheck::blocking(thread)]
        pub fn park_timeout(&self, timeout: Duration);
        #[concheck::blocking(thread)]
        pub fn park_deadline(&self, deadline: Instant);
        pub fn unparker(&self) -> &Unparker;
    }
    pub struct Unparker;
    impl Unparker {
        #[concheck::gives(unpark)]
        pub fn unpark(&self);
    }
    impl Clone for Unparker {
        fn clone(&self) -> Unparker;
    }
}

pub mod thread {
    use std::io;
    use std::thread::{Result, Thread};

    #[concheck::blocking(thread)]
    #[concheck::waits(end)]
    pub fn scope<'env, F: FnOnce(&Scope<'env>) -> R, R>(f: F) -> Result<R>;
    pub struct Scope<'env>;
    impl<'env> Scope<'env> {
        #[concheck::runs(thread)]
        pub fn spawn<'scope, F: FnOnce(&Scope<'env>) -> T, T>(
            &'scope self,
            f: F,
        ) -> ScopedJoinHandle<'scope, T>;
        pub fn builder<'scope>(&'scope self) -> ScopedThreadBuilder<'scope, 'env>;
    }
    #[concheck::builder]
    pub struct ScopedThreadBuilder<'scope, 'env>;
    impl<'scope, 'env> ScopedThreadBuilder<'scope, 'env> {
        #[concheck::runs(thread)]
        pub fn spawn<F: FnOnce(&Scope<'env>) -> T, T>(self, f: F) -> io::Result<ScopedJoinHandle<'scope, T>>;
    }
    pub struct ScopedJoinHandle<'scope, T>;
    impl<T> ScopedJoinHandle<'_, T> {
        #[concheck::blocking(thread)]
        #[concheck::waits(end)]
        pub fn join(self) -> Result<T>;
        pub fn thread(&self) -> &Thread;
    }
}
