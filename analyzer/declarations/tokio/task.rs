//! tokio::task.

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
