//! gpui: its executors.

#![concheck::executor(other)]

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

#[concheck::handle(aborts)]
pub struct Task<T>;
impl<T> Task<T> {
    pub fn ready(val: T) -> Self;
    pub fn detach(self);
}
impl<T> Future for Task<T> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T>;
}
pub struct BackgroundExecutor;
impl BackgroundExecutor {
    #[concheck::runs(task)]
    pub fn spawn<R>(&self, future: impl Future<Output = R>) -> Task<R>;
    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, either)]
    pub fn block<R>(&self, future: impl Future<Output = R>) -> R;
}
pub struct ForegroundExecutor;
impl ForegroundExecutor {
    #[concheck::runs(task)]
    pub fn spawn<R>(&self, future: impl Future<Output = R>) -> Task<R>;
}
