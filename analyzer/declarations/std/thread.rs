//! std::thread.

use std::cell::{Cell, RefCell};
use std::io;
use std::time::{Duration, Instant};

pub type Result<T> = std::result::Result<T, Box<dyn std::any::Any + Send>>;

#[concheck::runs(thread)]
pub fn spawn<F: FnOnce() -> T, T>(f: F) -> JoinHandle<T>;
#[concheck::blocking(thread)]
#[concheck::waits(end)]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T;
#[concheck::twin("tokio::time::sleep", features = ["time", "full", "test-util"], version = 1)]
#[concheck::twin("async_std::task::sleep", features = ["default"], version = 1)]
#[concheck::twin("smol::Timer::after", other_result, version = 2)]
#[concheck::blocking(sleep)]
pub fn sleep(duration: Duration);
#[concheck::blocking(sleep)]
pub fn sleep_ms(ms: u32);
#[concheck::blocking(sleep)]
pub fn sleep_until(deadline: Instant);
#[concheck::blocking(thread)]
#[concheck::waits(unpark)]
pub fn park();
#[concheck::blocking(thread)]
pub fn park_timeout(duration: Duration);
#[concheck::blocking(thread)]
pub fn park_timeout_ms(ms: u32);
pub fn current() -> Thread;
pub fn yield_now();
pub fn panicking() -> bool;
pub fn available_parallelism() -> io::Result<usize>;

pub struct Thread;
impl Thread {
    #[concheck::gives(unpark)]
    pub fn unpark(&self);
    pub fn id(&self) -> ThreadId;
    pub fn name(&self) -> Option<&str>;
}
impl Clone for Thread {
    fn clone(&self) -> Thread;
}
pub struct ThreadId;

#[concheck::handle(detaches)]
pub struct JoinHandle<T>;
impl<T> JoinHandle<T> {
    pub fn thread(&self) -> &Thread;
    #[concheck::blocking(thread)]
    #[concheck::waits(end)]
    pub fn join(self) -> Result<T>;
    pub fn is_finished(&self) -> bool;
}

#[concheck::builder]
pub struct Builder;
impl Builder {
    pub fn new() -> Builder;
    #[concheck::runs(thread)]
    pub fn spawn<F: FnOnce() -> T, T>(self, f: F) -> io::Result<JoinHandle<T>>;
    #[concheck::runs(thread)]
    pub unsafe fn spawn_unchecked<F: FnOnce() -> T, T>(self, f: F) -> io::Result<JoinHandle<T>>;
    #[concheck::runs(thread)]
    pub fn spawn_scoped<'scope, 'env, F: FnOnce() -> T, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>;
}

/// The end of `scope` waits for its threads.
pub struct Scope<'scope, 'env>;
impl<'scope, 'env> Scope<'scope, 'env> {
    #[concheck::runs(thread)]
    pub fn spawn<F: FnOnce() -> T, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>;
}
pub struct ScopedJoinHandle<'scope, T>;
impl<'scope, T> ScopedJoinHandle<'scope, T> {
    pub fn thread(&self) -> &Thread;
    #[concheck::blocking(thread)]
    #[concheck::waits(end)]
    pub fn join(self) -> Result<T>;
    pub fn is_finished(&self) -> bool;
}

pub struct LocalKey<T>;
pub struct AccessError;
impl<T> LocalKey<T> {
    pub fn with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> R;
    pub fn try_with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> std::result::Result<R, AccessError>;
}
impl<T> LocalKey<Cell<T>> {
    pub fn set(&'static self, value: T);
    pub fn get(&'static self) -> T;
    pub fn take(&'static self) -> T;
    pub fn replace(&'static self, value: T) -> T;
    pub fn update(&'static self, f: impl FnOnce(T) -> T);
}
impl<T> LocalKey<RefCell<T>> {
    pub fn with_borrow<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> R;
    pub fn with_borrow_mut<F: FnOnce(&mut T) -> R, R>(&'static self, f: F) -> R;
    pub fn set(&'static self, value: T);
    pub fn take(&'static self) -> T;
    pub fn replace(&'static self, value: T) -> T;
}
