//! monoio 0.1 and 0.2.

#![concheck::executor(other)]

use std::future::Future;
use std::io;

pub use self::blocking::spawn_blocking;
pub use self::task::spawn;

pub mod task {
    use std::future::Future;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    #[concheck::runs(task)]
    pub fn spawn<T: Future>(future: T) -> JoinHandle<T::Output>;

    #[concheck::handle(detaches)]
    pub struct JoinHandle<T>;
    impl<T> JoinHandle<T> {
        pub fn is_finished(&self) -> bool;
    }
    impl<T> Future for JoinHandle<T> {
        type Output = T;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T>;
    }
}

pub mod blocking {
    use super::task::JoinHandle;

    pub struct JoinError;
    #[concheck::runs(thread)]
    pub fn spawn_blocking<F: FnOnce() -> R, R>(func: F) -> JoinHandle<Result<R, JoinError>>;
}

#[concheck::runs(block_on)]
#[concheck::blocking(runtime, either)]
pub fn start<D, F: Future>(future: F) -> F::Output;

#[concheck::builder]
pub struct RuntimeBuilder<D>;
impl<D> RuntimeBuilder<D> {
    pub fn new() -> Self;
    pub fn build(self) -> io::Result<Runtime<D>>;
}
pub struct Runtime<D>;
impl<D> Runtime<D> {
    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, either)]
    pub fn block_on<F: Future>(&mut self, future: F) -> F::Output;
}

pub mod time {
    use std::future::Future;
    use std::time::Duration;

    pub mod error {
        pub struct Elapsed;
    }
    pub async fn sleep(duration: Duration);
    #[concheck::limits]
    pub async fn timeout<F: Future>(duration: Duration, future: F) -> Result<F::Output, error::Elapsed>;
}
