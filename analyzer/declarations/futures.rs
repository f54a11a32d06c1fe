//! futures 0.3: futures-util, futures-channel, futures-executor and futures-core in one.

pub use self::future::{Future, FutureExt, TryFuture, TryFutureExt};
pub use self::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncSeek, AsyncSeekExt, AsyncWrite, AsyncWriteExt};
pub use self::sink::{Sink, SinkExt};
pub use self::stream::{Stream, StreamExt, TryStream, TryStreamExt};

pub mod prelude {
    pub use super::future::{self, Future, FutureExt, TryFuture, TryFutureExt};
    pub use super::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncSeek, AsyncSeekExt, AsyncWrite, AsyncWriteExt};
    pub use super::sink::{self, Sink, SinkExt};
    pub use super::stream::{self, Stream, StreamExt, TryStream, TryStreamExt};
}

pub mod never {
    pub struct Never;
}

mod abortable {
    use super::stream::Stream;
    use std::future::Future;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub struct Aborted;
    pub struct Abortable<T>;
    impl<T> Abortable<T> {
        pub fn new(task: T, reg: AbortRegistration) -> Self;
        pub fn is_aborted(&self) -> bool;
    }
    impl<T: Future> Future for Abortable<T> {
        type Output = Result<T::Output, Aborted>;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T::Output, Aborted>>;
    }
    impl<T: Stream> Stream for Abortable<T> {
        type Item = T::Item;
        fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T::Item>>;
    }
    pub struct AbortRegistration;
    impl AbortRegistration {
        pub fn handle(&self) -> AbortHandle;
    }
    pub struct AbortHandle;
    impl AbortHandle {
        pub fn new_pair() -> (Self, AbortRegistration);
        pub fn abort(&self);
        pub fn is_aborted(&self) -> bool;
    }
    impl Clone for AbortHandle {
        fn clone(&self) -> Self;
    }
}

pub mod sink {
    use super::future::{Either, Future};
    use super::stream::{Stream, TryStream};
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub trait Sink<Item> {
        type Error;
        fn poll_ready(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>>;
        fn start_send(self: Pin<&mut Self>, item: Item) -> Result<(), Self::Error>;
        fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>>;
        fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>>;
    }

    pub trait SinkExt<Item>: Sink<Item> {
        fn with<U, Fut: Future<Output = Result<Item, E>>, F: FnMut(U) -> Fut, E>(
            self,
            f: F,
        ) -> impl Sink<U, Error = E>;
        fn with_flat_map<U, St: Stream<Item = Result<Item, Self::Error>>, F: FnMut(U) -> St>(
            self,
            f: F,
        ) -> impl Sink<U, Error = Self::Error>;
        #[concheck::runs(poll)]
        fn sink_map_err<E, F: FnOnce(Self::Error) -> E>(self, f: F) -> impl Sink<Item, Error = E>;
        fn sink_err_into<E>(self) -> impl Sink<Item, Error = E>;
        fn buffer(self, capacity: usize) -> impl Sink<Item, Error = Self::Error>;
        async fn close(&mut self) -> Result<(), Self::Error>;
        fn fanout<Si>(self, other: Si) -> impl Sink<Item, Error = Self::Error>;
        async fn flush(&mut self) -> Result<(), Self::Error>;
        async fn send(&mut self, item: Item) -> Result<(), Self::Error>;
        async fn feed(&mut self, item: Item) -> Result<(), Self::Error>;
        async fn send_all<St: TryStream<Ok = Item, Error = Self::Error>>(
            &mut self,
            stream: &mut St,
        ) -> Result<(), Self::Error>;
        fn left_sink<Si2>(self) -> Either<Self, Si2>;
        fn right_sink<Si1>(self) -> Either<Si1, Self>;
        fn start_send_unpin(&mut self, item: Item) -> Result<(), Self::Error>;
    }

    impl<T: Sink<Item>, Item> SinkExt<Item> for T {}

    pub fn drain<T>() -> impl Sink<T>;
    #[concheck::runs(poll)]
    pub fn unfold<T, F: FnMut(T, Item) -> R, R: Future<Output = Result<T, E>>, Item, E>(
        init: T,
        function: F,
    ) -> impl Sink<Item, Error = E>;
}

pub mod lock {
    use std::sync::Arc;

    #[concheck::lock(awaited)]
    pub struct Mutex<T: ?Sized>;
    impl<T: ?Sized> Mutex<T> {
        pub const fn new(t: T) -> Self;
        #[concheck::acquires(self)]
        pub async fn lock(&self) -> MutexGuard<'_, T>;
        #[concheck::acquires(self)]
        pub async fn lock_owned(self: Arc<Self>) -> OwnedMutexGuard<T>;
        #[concheck::acquires(self, bounded)]
        pub fn try_lock(&self) -> Option<MutexGuard<'_, T>>;
        #[concheck::acquires(self, bounded)]
        pub fn try_lock_owned(self: &Arc<Self>) -> Option<OwnedMutexGuard<T>>;
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
        pub fn map<U, F: FnOnce(&mut T) -> &mut U>(this: Self, f: F) -> MappedMutexGuard<'a, T, U>;
    }

    #[concheck::guard(exclusive, awaited)]
    pub struct OwnedMutexGuard<T: ?Sized>;
    impl<T: ?Sized> Deref for OwnedMutexGuard<T> {
        type Target = T;
    }

    #[concheck::guard(exclusive, awaited)]
    pub struct MappedMutexGuard<'a, T: ?Sized, U: ?Sized>;
    impl<T: ?Sized, U: ?Sized> Deref for MappedMutexGuard<'_, T, U> {
        type Target = U;
    }
    impl<'a, T: ?Sized, U: ?Sized> MappedMutexGuard<'a, T, U> {
        pub fn map<V, F: FnOnce(&mut U) -> &mut V>(this: Self, f: F) -> MappedMutexGuard<'a, T, V>;
    }
}

pub mod task {
    use super::future::RemoteHandle;
    use std::future::Future;

    pub use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

    pub struct SpawnError;

    pub trait Spawn {
        #[concheck::runs(task)]
        fn spawn_obj<Fut>(&self, future: Fut) -> Result<(), SpawnError>;
    }
    pub trait LocalSpawn {
        #[concheck::runs(task)]
        fn spawn_local_obj<Fut>(&self, future: Fut) -> Result<(), SpawnError>;
    }
    pub trait SpawnExt: Spawn {
        #[concheck::runs(task)]
        fn spawn<Fut: Future<Output = ()>>(&self, future: Fut) -> Result<(), SpawnError>;
        #[concheck::runs(task)]
        fn spawn_with_handle<Fut: Future>(&self, future: Fut) -> Result<RemoteHandle<Fut::Output>, SpawnError>;
    }
    pub trait LocalSpawnExt: LocalSpawn {
        #[concheck::runs(task)]
        fn spawn_local<Fut: Future<Output = ()>>(&self, future: Fut) -> Result<(), SpawnError>;
        #[concheck::runs(task)]
        fn spawn_local_with_handle<Fut: Future>(&self, future: Fut) -> Result<RemoteHandle<Fut::Output>, SpawnError>;
    }

    impl<T: Spawn> SpawnExt for T {}
    impl<T: LocalSpawn> LocalSpawnExt for T {}

    pub struct AtomicWaker;
    impl AtomicWaker {
        pub const fn new() -> Self;
        pub fn register(&self, waker: &Waker);
        pub fn wake(&self);
        pub fn take(&self) -> Option<Waker>;
    }
    pub fn noop_waker() -> Waker;
}
