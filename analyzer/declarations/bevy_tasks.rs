//! bevy_tasks 0.8 and later.

#![concheck::executor(other)]

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

pub use futures_lite::future;
pub use self::future::block_on;

#[concheck::handle(aborts)]
pub struct Task<T>;
impl<T> Task<T> {
    pub fn detach(self);
    #[concheck::waits(end)]
    pub async fn cancel(self) -> Option<T>;
    pub fn is_finished(&self) -> bool;
}
impl<T> Future for Task<T> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T>;
}

pub struct Scope<'scope, T>;
impl<'scope, T> Scope<'scope, T> {
    #[concheck::runs(task)]
    pub fn spawn<Fut: Future<Output = T>>(&self, f: Fut);
}

pub struct TaskPool;
impl TaskPool {
    pub fn new() -> Self;
    #[concheck::runs(task)]
    pub fn spawn<T>(&self, future: impl Future<Output = T>) -> Task<T>;
    #[concheck::runs(task)]
    pub fn spawn_local<T>(&self, future: impl Future<Output = T>) -> Task<T>;
    // Waits for the tasks of the scope, and runs others meanwhile.
    #[concheck::waits(pool)]
    pub fn scope<'env, F: FnOnce(&Scope<'_, T>), T>(&self, f: F) -> Vec<T>;
}

pub struct ComputeTaskPool;
impl ComputeTaskPool {
    pub fn get() -> &'static TaskPool;
}
pub struct AsyncComputeTaskPool;
impl AsyncComputeTaskPool {
    pub fn get() -> &'static TaskPool;
}
pub struct IoTaskPool;
impl IoTaskPool {
    pub fn get() -> &'static TaskPool;
}
