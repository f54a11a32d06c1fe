//! glommio 0.7 and later.

#![concheck::executor(other)]

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

#[concheck::runs(task)]
pub fn spawn_local<T>(future: impl Future<Output = T>) -> Task<T>;

#[concheck::handle(aborts)]
pub struct Task<T>;
impl<T> Task<T> {
    pub fn detach(self) -> task::JoinHandle<T>;
    #[concheck::waits(end)]
    pub async fn cancel(self) -> Option<T>;
}
impl<T> Future for Task<T> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T>;
}
pub mod task {
    use std::future::Future;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    #[concheck::handle(detaches)]
    pub struct JoinHandle<T>;
    impl<T> Future for JoinHandle<T> {
        type Output = Option<T>;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>>;
    }
}
pub struct LocalExecutor;
impl LocalExecutor {
    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, either)]
    pub fn run<T>(&self, future: impl Future<Output = T>) -> T;
}
impl Default for LocalExecutor {
    fn default() -> Self;
}
