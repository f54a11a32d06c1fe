//! tokio-util 0.6 and 0.7.

#![concheck::executor(tokio)]

pub mod sync {
    use std::future::Future;
    use std::pin::Pin;
    use std::sync::Arc;
    use std::task::{Context, Poll};
    use tokio::sync::mpsc::Sender;
    use tokio::sync::{OwnedSemaphorePermit, Semaphore};

    pub struct CancellationToken;
    impl CancellationToken {
        pub fn new() -> CancellationToken;
        pub fn child_token(&self) -> CancellationToken;
        #[concheck::gives(signal)]
        pub fn cancel(&self);
        pub fn is_cancelled(&self) -> bool;
        #[concheck::waits(signal)]
        pub fn cancelled(&self) -> WaitForCancellationFuture<'_>;
        #[concheck::waits(signal)]
        pub fn cancelled_owned(self) -> WaitForCancellationFutureOwned;
        pub fn drop_guard(self) -> DropGuard;
        pub async fn run_until_cancelled<F: Future>(&self, fut: F) -> Option<F::Output>;
        pub async fn run_until_cancelled_owned<F: Future>(self, fut: F) -> Option<F::Output>;
    }
    impl Default for CancellationToken {
        fn default() -> Self;
    }
    impl Clone for CancellationToken {
        fn clone(&self) -> Self;
    }
    pub struct WaitForCancellationFuture<'a>;
    impl Future for WaitForCancellationFuture<'_> {
        type Output = ();
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()>;
    }
    pub struct WaitForCancellationFutureOwned;
    impl Future for WaitForCancellationFutureOwned {
        type Output = ();
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()>;
    }
    pub struct DropGuard;
    impl DropGuard {
        pub fn disarm(self) -> CancellationToken;
    }

    pub struct PollSendError<T>;
    #[concheck::channel(sender)]
    pub struct PollSender<T>;
    impl<T> PollSender<T> {
        pub fn new(sender: Sender<T>) -> Self;
        pub fn poll_reserve(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), PollSendError<T>>>;
        #[concheck::gives(message)]
        pub fn send_item(&mut self, value: T) -> Result<(), PollSendError<T>>;
        pub fn get_ref(&self) -> Option<&Sender<T>>;
        #[concheck::gives(message)]
        pub fn close(&mut self);
    }
    impl<T> Clone for PollSender<T> {
        fn clone(&self) -> Self;
    }
    pub struct PollSemaphore;
    impl PollSemaphore {
        pub fn new(semaphore: Arc<Semaphore>) -> Self;
        pub fn clone_inner(&self) -> Arc<Semaphore>;
        pub fn into_inner(self) -> Arc<Semaphore>;
        pub fn poll_acquire(&mut self, cx: &mut Context<'_>) -> Poll<Option<OwnedSemaphorePermit>>;
    }
    pub struct ReusableBoxFuture<'a, T>;
    impl<'a, T> ReusableBoxFuture<'a, T> {
        pub fn new<F: Future<Output = T>>(future: F) -> Self;
        #[concheck::runs(poll)]
        pub fn set<F: Future<Output = T>>(&mut self, future: F);
    }
    impl<T> Future for ReusableBoxFuture<'_, T> {
        type Output = T;
    }
}

pub mod task {
    use std::future::Future;
    use std::pin::Pin;
    use std::task::{Context, Poll};
    use tokio::runtime::Handle;
    use tokio::task::{AbortHandle, JoinError, JoinHandle, LocalSet};

    #[concheck::handle(aborts)]
    pub struct AbortOnDropHandle<T>;
    impl<T> AbortOnDropHandle<T> {
        pub fn new(handle: JoinHandle<T>) -> Self;
        pub fn abort(&self);
        pub fn is_finished(&self) -> bool;
        pub fn abort_handle(&self) -> AbortHandle;
        pub fn detach(self) -> JoinHandle<T>;
    }
    impl<T> Future for AbortOnDropHandle<T> {
        type Output = Result<T, JoinError>;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T, JoinError>>;
    }

    #[concheck::handle(aborts)]
    pub struct JoinMap<K, V>;
    impl<K, V> JoinMap<K, V> {
        pub fn new() -> Self;
        #[concheck::asks]
        pub fn len(&self) -> usize;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        #[concheck::asks]
        pub fn contains_key<Q: ?Sized>(&self, key: &Q) -> bool;
        #[concheck::runs(task)]
        pub fn spawn<F: Future<Output = V>>(&mut self, key: K, task: F);
        #[concheck::runs(task)]
        pub fn spawn_on<F: Future<Output = V>>(&mut self, key: K, task: F, handle: &Handle);
        #[concheck::runs(task)]
        pub fn spawn_local<F: Future<Output = V>>(&mut self, key: K, task: F);
        #[concheck::runs(task)]
        pub fn spawn_local_on<F: Future<Output = V>>(&mut self, key: K, task: F, local_set: &LocalSet);
        #[concheck::runs(thread)]
        pub fn spawn_blocking<F: FnOnce() -> V>(&mut self, key: K, f: F);
        #[concheck::runs(thread)]
        pub fn spawn_blocking_on<F: FnOnce() -> V>(&mut self, key: K, f: F, handle: &Handle);
        #[concheck::waits(end)]
        pub async fn join_next(&mut self) -> Option<(K, Result<V, JoinError>)>;
        pub fn try_join_next(&mut self) -> Option<(K, Result<V, JoinError>)>;
        #[concheck::waits(end)]
        pub async fn shutdown(&mut self);
        pub fn abort<Q: ?Sized>(&mut self, key: &Q) -> bool;
        pub fn abort_matching(&mut self, predicate: impl FnMut(&K) -> bool);
        pub fn abort_all(&mut self);
        pub fn detach_all(&mut self);
        pub fn keys(&self) -> impl Iterator<Item = &K>;
    }

    pub struct LocalPoolHandle;
    impl LocalPoolHandle {
        pub fn new(pool_size: usize) -> LocalPoolHandle;
        // The closure runs on another thread, and its future there as a task.
        #[concheck::runs(task)]
        pub fn spawn_pinned<F: FnOnce() -> Fut, Fut: Future>(&self, create_task: F) -> JoinHandle<Fut::Output>;
        #[concheck::runs(task)]
        pub fn spawn_pinned_by_idx<F: FnOnce() -> Fut, Fut: Future>(
            &self,
            create_task: F,
            idx: usize,
        ) -> JoinHandle<Fut::Output>;
    }
    impl Clone for LocalPoolHandle {
        fn clone(&self) -> Self;
    }

    pub mod task_tracker {
        pub use super::TaskTracker;
    }
    pub struct TaskTracker;
    impl TaskTracker {
        pub fn new() -> Self;
        // Until it is closed and its tasks have ended.
        #[concheck::waits(end)]
        pub async fn wait(&self);
        pub fn close(&self) -> bool;
        pub fn reopen(&self) -> bool;
        pub fn is_closed(&self) -> bool;
        #[concheck::asks]
        pub fn len(&self) -> usize;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        #[concheck::runs(task)]
        pub fn spawn<F: Future>(&self, task: F) -> JoinHandle<F::Output>;
        #[concheck::runs(task)]
        pub fn spawn_on<F: Future>(&self, task: F, handle: &Handle) -> JoinHandle<F::Output>;
        #[concheck::runs(task)]
        pub fn spawn_local<F: Future>(&self, task: F) -> JoinHandle<F::Output>;
        #[concheck::runs(task)]
        pub fn spawn_local_on<F: Future>(&self, task: F, local_set: &LocalSet) -> JoinHandle<F::Output>;
        #[concheck::runs(thread)]
        pub fn spawn_blocking<F: FnOnce() -> T, T>(&self, task: F) -> JoinHandle<T>;
        #[concheck::runs(thread)]
        pub fn spawn_blocking_on<F: FnOnce() -> T, T>(&self, task: F, handle: &Handle) -> JoinHandle<T>;
        pub fn track_future<F: Future>(&self, future: F) -> impl Future<Output = F::Output>;
    }
    impl Clone for TaskTracker {
        fn clone(&self) -> Self;
    }
}

pub mod future {
    use super::sync::CancellationToken;
    use std::future::Future;

    pub trait FutureExt: Future {
        fn timeout(self, timeout: std::time::Duration) -> impl Future<Output = Result<Self::Output, tokio::time::error::Elapsed>>;
        fn with_cancellation_token(self, cancellation_token: &CancellationToken) -> impl Future<Output = Option<Self::Output>>;
        fn with_cancellation_token_owned(self, cancellation_token: CancellationToken) -> impl Future<Output = Option<Self::Output>>;
    }
    impl<T: Future> FutureExt for T {}
}

pub mod codec {
    use futures::sink::Sink;
    use futures::stream::Stream;
    use std::io;

    pub struct Framed<T, U>;
    impl<T, U> Framed<T, U> {
        pub fn new(inner: T, codec: U) -> Framed<T, U>;
        pub fn get_ref(&self) -> &T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn codec(&self) -> &U;
        pub fn codec_mut(&mut self) -> &mut U;
        pub fn into_inner(self) -> T;
    }
    pub struct FramedRead<T, D>;
    impl<T, D> FramedRead<T, D> {
        pub fn new(inner: T, decoder: D) -> FramedRead<T, D>;
        pub fn get_ref(&self) -> &T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
    pub struct FramedWrite<T, E>;
    impl<T, E> FramedWrite<T, E> {
        pub fn new(inner: T, encoder: E) -> FramedWrite<T, E>;
        pub fn get_ref(&self) -> &T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
    pub trait Decoder {
        type Item;
        type Error;
    }
    impl<T, U: Decoder> Stream for Framed<T, U> {
        type Item = Result<U::Item, U::Error>;
    }
    impl<T, D: Decoder> Stream for FramedRead<T, D> {
        type Item = Result<D::Item, D::Error>;
    }
    impl<T, I, U> Sink<I> for Framed<T, U> {
        type Error = io::Error;
    }
    impl<T, I, E> Sink<I> for FramedWrite<T, E> {
        type Error = io::Error;
    }
}

pub mod compat {
    pub struct Compat<T>;
    impl<T> Compat<T> {
        pub fn get_ref(&self) -> &T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
    impl<T> tokio::io::AsyncRead for Compat<T> {}
    impl<T> tokio::io::AsyncWrite for Compat<T> {}
    impl<T> futures::io::AsyncRead for Compat<T> {}
    impl<T> futures::io::AsyncWrite for Compat<T> {}
    pub trait TokioAsyncReadCompatExt {
        fn compat(self) -> Compat<Self>;
    }
    pub trait TokioAsyncWriteCompatExt {
        fn compat_write(self) -> Compat<Self>;
    }
    pub trait FuturesAsyncReadCompatExt {
        fn compat(self) -> Compat<Self>;
    }
    pub trait FuturesAsyncWriteCompatExt {
        fn compat_write(self) -> Compat<Self>;
    }
}
