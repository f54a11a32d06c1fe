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

pub mod future {
    use super::never::Never;
    use super::stream::{Stream, TryStream};
    use std::any::Any;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub use std::future::Future;

    pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
    pub type LocalBoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

    pub trait TryFuture: Future {
        type Ok;
        type Error;
    }
    impl<F: Future<Output = Result<T, E>>, T, E> TryFuture for F {
        type Ok = T;
        type Error = E;
    }

    pub trait FusedFuture: Future {
        fn is_terminated(&self) -> bool;
    }

    pub trait FutureExt: Future {
        fn map<U, F: FnOnce(Self::Output) -> U>(self, f: F) -> impl Future<Output = U>;
        fn map_into<U>(self) -> impl Future<Output = U>;
        fn then<Fut: Future, F: FnOnce(Self::Output) -> Fut>(self, f: F) -> impl Future<Output = Fut::Output>;
        fn left_future<B>(self) -> Either<Self, B>;
        fn right_future<A>(self) -> Either<A, Self>;
        fn into_stream(self) -> impl Stream<Item = Self::Output>;
        fn flatten(self) -> impl Future<Output = <Self::Output as Future>::Output>;
        fn flatten_stream(self) -> impl Stream<Item = <Self::Output as Stream>::Item>;
        fn fuse(self) -> Fuse<Self>;
        fn inspect<F: FnOnce(&Self::Output)>(self, f: F) -> impl Future<Output = Self::Output>;
        fn catch_unwind(self) -> impl Future<Output = Result<Self::Output, Box<dyn Any + Send>>>;
        fn shared(self) -> Shared<Self>;
        fn remote_handle(self) -> (Remote<Self>, RemoteHandle<Self::Output>);
        fn boxed<'a>(self) -> BoxFuture<'a, Self::Output>;
        fn boxed_local<'a>(self) -> LocalBoxFuture<'a, Self::Output>;
        fn unit_error(self) -> impl Future<Output = Result<Self::Output, ()>>;
        fn never_error(self) -> impl Future<Output = Result<Self::Output, Never>>;
        fn poll_unpin(&mut self, cx: &mut Context<'_>) -> Poll<Self::Output>;
        fn now_or_never(self) -> Option<Self::Output>;
    }

    pub trait TryFutureExt: TryFuture {
        fn flatten_sink<Item>(self) -> Self::Ok;
        fn map_ok<T, F: FnOnce(Self::Ok) -> T>(self, f: F) -> impl Future<Output = Result<T, Self::Error>>;
        fn map_ok_or_else<T, E: FnOnce(Self::Error) -> T, F: FnOnce(Self::Ok) -> T>(
            self,
            e: E,
            f: F,
        ) -> impl Future<Output = T>;
        fn map_err<E, F: FnOnce(Self::Error) -> E>(self, f: F) -> impl Future<Output = Result<Self::Ok, E>>;
        fn err_into<E>(self) -> impl Future<Output = Result<Self::Ok, E>>;
        fn ok_into<U>(self) -> impl Future<Output = Result<U, Self::Error>>;
        fn and_then<Fut: TryFuture, F: FnOnce(Self::Ok) -> Fut>(
            self,
            f: F,
        ) -> impl Future<Output = Result<Fut::Ok, Self::Error>>;
        fn or_else<Fut: TryFuture, F: FnOnce(Self::Error) -> Fut>(
            self,
            f: F,
        ) -> impl Future<Output = Result<Self::Ok, Fut::Error>>;
        fn inspect_ok<F: FnOnce(&Self::Ok)>(self, f: F) -> impl Future<Output = Result<Self::Ok, Self::Error>>;
        fn inspect_err<F: FnOnce(&Self::Error)>(self, f: F) -> impl Future<Output = Result<Self::Ok, Self::Error>>;
        fn try_flatten(self) -> impl Future<Output = Result<<Self::Ok as TryFuture>::Ok, Self::Error>>;
        fn try_flatten_stream(self) -> impl Stream<Item = Result<<Self::Ok as TryStream>::Ok, Self::Error>>;
        fn unwrap_or_else<F: FnOnce(Self::Error) -> Self::Ok>(self, f: F) -> impl Future<Output = Self::Ok>;
        fn into_future(self) -> impl Future<Output = Result<Self::Ok, Self::Error>>;
        fn try_poll_unpin(&mut self, cx: &mut Context<'_>) -> Poll<Result<Self::Ok, Self::Error>>;
    }

    impl<T: Future> FutureExt for T {}
    impl<T: TryFuture> TryFutureExt for T {}

    pub struct Fuse<Fut>;
    impl<Fut: Future> Fuse<Fut> {
        pub fn terminated() -> Self;
    }
    impl<Fut: Future> Future for Fuse<Fut> {
        type Output = Fut::Output;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Fut::Output>;
    }

    pub struct Shared<Fut>;
    impl<Fut: Future> Shared<Fut> {
        pub fn peek(&self) -> Option<&Fut::Output>;
        pub fn downgrade(&self) -> Option<WeakShared<Fut>>;
    }
    impl<Fut: Future> Future for Shared<Fut> {
        type Output = Fut::Output;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Fut::Output>;
    }
    impl<Fut> Clone for Shared<Fut> {
        fn clone(&self) -> Self;
    }
    pub struct WeakShared<Fut>;
    impl<Fut> WeakShared<Fut> {
        pub fn upgrade(&self) -> Option<Shared<Fut>>;
    }

    pub struct Remote<Fut>;
    impl<Fut: Future> Future for Remote<Fut> {
        type Output = ();
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()>;
    }
    #[concheck::handle(aborts)]
    pub struct RemoteHandle<T>;
    impl<T> RemoteHandle<T> {
        pub fn forget(self);
    }
    impl<T> Future for RemoteHandle<T> {
        type Output = T;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T>;
    }

    pub enum Either<A, B> {
        Left(A),
        Right(B),
    }
    impl<A, B> Either<A, B> {
        pub fn into_inner(self) -> A;
        pub fn factor_first<T>(self) -> (T, Either<A, B>);
        pub fn factor_second<T>(self) -> (Either<A, B>, T);
    }
    impl<A: Future, B: Future> Future for Either<A, B> {
        type Output = A::Output;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<A::Output>;
    }
    impl<A: Stream, B: Stream> Stream for Either<A, B> {
        type Item = A::Item;
        fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<A::Item>>;
    }

    pub struct OptionFuture<F>;
    impl<F> From<Option<F>> for OptionFuture<F> {
        fn from(option: Option<F>) -> Self;
    }
    impl<F: Future> Future for OptionFuture<F> {
        type Output = Option<F::Output>;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<F::Output>>;
    }

    pub use super::abortable::{AbortHandle, AbortRegistration, Abortable, Aborted};
    pub fn abortable<Fut>(future: Fut) -> (Abortable<Fut>, AbortHandle);

    #[concheck::together]
    pub fn join_all<I: IntoIterator>(iter: I) -> JoinAll<I::Item>;
    pub struct JoinAll<F>;
    impl<F: Future> Future for JoinAll<F> {
        type Output = Vec<F::Output>;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Vec<F::Output>>;
    }
    #[concheck::together]
    pub fn try_join_all<I: IntoIterator>(iter: I) -> TryJoinAll<I::Item>;
    pub struct TryJoinAll<F>;
    impl<F: TryFuture> Future for TryJoinAll<F> {
        type Output = Result<Vec<F::Ok>, F::Error>;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Vec<F::Ok>, F::Error>>;
    }

    #[concheck::together]
    pub fn join<A: Future, B: Future>(a: A, b: B) -> impl Future<Output = (A::Output, B::Output)>;
    #[concheck::together]
    pub fn join3<A: Future, B: Future, C: Future>(
        a: A,
        b: B,
        c: C,
    ) -> impl Future<Output = (A::Output, B::Output, C::Output)>;
    #[concheck::together]
    pub fn join4<A: Future, B: Future, C: Future, D: Future>(
        a: A,
        b: B,
        c: C,
        d: D,
    ) -> impl Future<Output = (A::Output, B::Output, C::Output, D::Output)>;
    #[concheck::together]
    pub fn join5<A: Future, B: Future, C: Future, D: Future, E: Future>(
        a: A,
        b: B,
        c: C,
        d: D,
        e: E,
    ) -> impl Future<Output = (A::Output, B::Output, C::Output, D::Output, E::Output)>;
    #[concheck::together]
    pub fn try_join<A: TryFuture, B: TryFuture>(
        a: A,
        b: B,
    ) -> impl Future<Output = Result<(A::Ok, B::Ok), A::Error>>;
    #[concheck::together]
    pub fn try_join3<A: TryFuture, B: TryFuture, C: TryFuture>(
        a: A,
        b: B,
        c: C,
    ) -> impl Future<Output = Result<(A::Ok, B::Ok, C::Ok), A::Error>>;
    #[concheck::together]
    pub fn try_join4<A: TryFuture, B: TryFuture, C: TryFuture, D: TryFuture>(
        a: A,
        b: B,
        c: C,
        d: D,
    ) -> impl Future<Output = Result<(A::Ok, B::Ok, C::Ok, D::Ok), A::Error>>;

    // Of a race, the others are often no more than signals to stop: not `together`.
    pub fn select<A: Future, B: Future>(
        a: A,
        b: B,
    ) -> impl Future<Output = Either<(A::Output, B), (B::Output, A)>>;
    pub fn try_select<A: TryFuture, B: TryFuture>(
        a: A,
        b: B,
    ) -> impl Future<Output = Result<Either<(A::Ok, B), (B::Ok, A)>, Either<(A::Error, B), (B::Error, A)>>>;
    pub fn select_all<F: Future, I: IntoIterator<Item = F>>(
        iter: I,
    ) -> impl Future<Output = (F::Output, usize, Vec<F>)>;
    pub fn select_ok<F: TryFuture, I: IntoIterator<Item = F>>(
        iter: I,
    ) -> impl Future<Output = Result<(F::Ok, Vec<F>), F::Error>>;

    pub fn ready<T>(t: T) -> Ready<T>;
    pub fn ok<T, E>(t: T) -> Ready<Result<T, E>>;
    pub fn err<T, E>(e: E) -> Ready<Result<T, E>>;
    pub struct Ready<T>;
    impl<T> Ready<T> {
        pub fn into_inner(self) -> T;
    }
    impl<T> Future for Ready<T> {
        type Output = T;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T>;
    }
    pub fn pending<T>() -> impl Future<Output = T>;
    pub fn lazy<R, F: FnOnce(&mut Context<'_>) -> R>(f: F) -> impl Future<Output = R>;
    pub fn poll_fn<T, F: FnMut(&mut Context<'_>) -> Poll<T>>(f: F) -> impl Future<Output = T>;
    pub fn maybe_done<Fut: Future>(future: Fut) -> MaybeDone<Fut>;
    pub struct MaybeDone<Fut>;
    impl<Fut: Future> MaybeDone<Fut> {
        pub fn output_mut(self: Pin<&mut Self>) -> Option<&mut Fut::Output>;
        pub fn take_output(self: Pin<&mut Self>) -> Option<Fut::Output>;
    }
    impl<Fut: Future> Future for MaybeDone<Fut> {
        type Output = ();
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()>;
    }
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

pub mod stream {
    use super::future::{Either, Future, TryFuture};
    use super::io::AsyncRead;
    use super::sink::Sink;
    use std::any::Any;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub use super::abortable::{AbortHandle, AbortRegistration, Abortable, Aborted};

    pub type BoxStream<'a, T> = Pin<Box<dyn Stream<Item = T> + Send + 'a>>;
    pub type LocalBoxStream<'a, T> = Pin<Box<dyn Stream<Item = T> + 'a>>;

    pub trait Stream {
        type Item;
        fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>>;
        fn size_hint(&self) -> (usize, Option<usize>);
    }
    impl<S: Stream> Stream for &mut S {
        type Item = S::Item;
    }
    impl<S: Stream> Stream for Box<S> {
        type Item = S::Item;
    }
    impl<S: Stream> Stream for Pin<S> {
        type Item = S::Item;
    }
    pub trait FusedStream: Stream {
        fn is_terminated(&self) -> bool;
    }
    pub trait TryStream: Stream {
        type Ok;
        type Error;
    }
    impl<S: Stream<Item = Result<T, E>>, T, E> TryStream for S {
        type Ok = T;
        type Error = E;
    }

    pub trait StreamExt: Stream {
        async fn next(&mut self) -> Option<Self::Item>;
        fn into_future(self) -> impl Future<Output = (Option<Self::Item>, Self)>;
        fn map<T, F: FnMut(Self::Item) -> T>(self, f: F) -> impl Stream<Item = T>;
        fn enumerate(self) -> impl Stream<Item = (usize, Self::Item)>;
        fn filter<Fut: Future<Output = bool>, F: FnMut(&Self::Item) -> Fut>(
            self,
            f: F,
        ) -> impl Stream<Item = Self::Item>;
        fn filter_map<Fut: Future<Output = Option<T>>, T, F: FnMut(Self::Item) -> Fut>(
            self,
            f: F,
        ) -> impl Stream<Item = T>;
        fn then<Fut: Future, F: FnMut(Self::Item) -> Fut>(self, f: F) -> impl Stream<Item = Fut::Output>;
        #[concheck::exhausts]
        async fn collect<C: Default + Extend<Self::Item>>(self) -> C;
        #[concheck::exhausts]
        async fn unzip<A, B, FromA, FromB>(self) -> (FromA, FromB);
        #[concheck::exhausts]
        async fn concat(self) -> Self::Item;
        #[concheck::exhausts]
        async fn count(self) -> usize;
        fn cycle(self) -> impl Stream<Item = Self::Item>;
        #[concheck::exhausts]
        fn fold<T, Fut: Future<Output = T>, F: FnMut(T, Self::Item) -> Fut>(
            self,
            init: T,
            f: F,
        ) -> impl Future<Output = T>;
        fn any<Fut: Future<Output = bool>, F: FnMut(Self::Item) -> Fut>(self, f: F) -> impl Future<Output = bool>;
        fn all<Fut: Future<Output = bool>, F: FnMut(Self::Item) -> Fut>(self, f: F) -> impl Future<Output = bool>;
        fn flatten(self) -> impl Stream<Item = <Self::Item as Stream>::Item>;
        #[concheck::together]
        fn flatten_unordered<L: Into<Option<usize>>>(self, limit: L) -> impl Stream<Item = <Self::Item as Stream>::Item>;
        fn flat_map<U: Stream, F: FnMut(Self::Item) -> U>(self, f: F) -> impl Stream<Item = U::Item>;
        #[concheck::together]
        fn flat_map_unordered<U: Stream, F: FnMut(Self::Item) -> U, L: Into<Option<usize>>>(
            self,
            limit: L,
            f: F,
        ) -> impl Stream<Item = U::Item>;
        #[concheck::stops]
        fn scan<S, B, Fut: Future<Output = Option<B>>, F: FnMut(&mut S, Self::Item) -> Fut>(
            self,
            initial_state: S,
            f: F,
        ) -> impl Stream<Item = B>;
        fn skip_while<Fut: Future<Output = bool>, F: FnMut(&Self::Item) -> Fut>(
            self,
            f: F,
        ) -> impl Stream<Item = Self::Item>;
        #[concheck::stops]
        fn take_while<Fut: Future<Output = bool>, F: FnMut(&Self::Item) -> Fut>(
            self,
            f: F,
        ) -> impl Stream<Item = Self::Item>;
        #[concheck::stops]
        fn take_until<Fut: Future>(self, fut: Fut) -> impl Stream<Item = Self::Item>;
        #[concheck::exhausts]
        fn for_each<Fut: Future<Output = ()>, F: FnMut(Self::Item) -> Fut>(
            self,
            f: F,
        ) -> impl Future<Output = ()>;
        #[concheck::exhausts]
        #[concheck::together]
        fn for_each_concurrent<Fut: Future<Output = ()>, F: FnMut(Self::Item) -> Fut, L: Into<Option<usize>>>(
            self,
            limit: L,
            f: F,
        ) -> impl Future<Output = ()>;
        #[concheck::stops]
        fn take(self, n: usize) -> impl Stream<Item = Self::Item>;
        fn skip(self, n: usize) -> impl Stream<Item = Self::Item>;
        fn fuse(self) -> Fuse<Self>;
        fn by_ref(&mut self) -> &mut Self;
        fn catch_unwind(self) -> impl Stream<Item = Result<Self::Item, Box<dyn Any + Send>>>;
        fn boxed<'a>(self) -> BoxStream<'a, Self::Item>;
        fn boxed_local<'a>(self) -> LocalBoxStream<'a, Self::Item>;
        #[concheck::together]
        fn buffered(self, n: usize) -> impl Stream<Item = <Self::Item as Future>::Output>;
        #[concheck::together]
        fn buffer_unordered(self, n: usize) -> impl Stream<Item = <Self::Item as Future>::Output>;
        #[concheck::together]
        #[concheck::stops]
        fn zip<St: Stream>(self, other: St) -> impl Stream<Item = (Self::Item, St::Item)>;
        fn chain<St: Stream<Item = Self::Item>>(self, other: St) -> impl Stream<Item = Self::Item>;
        fn peekable(self) -> Peekable<Self>;
        fn chunks(self, capacity: usize) -> impl Stream<Item = Vec<Self::Item>>;
        fn ready_chunks(self, capacity: usize) -> impl Stream<Item = Vec<Self::Item>>;
        #[concheck::exhausts]
        async fn forward<S: Sink<<Self as TryStream>::Ok>>(self, sink: S) -> Result<(), S::Error>;
        fn split<Item>(self) -> (SplitSink<Self, Item>, SplitStream<Self>);
        fn inspect<F: FnMut(&Self::Item)>(self, f: F) -> impl Stream<Item = Self::Item>;
        fn left_stream<B>(self) -> Either<Self, B>;
        fn right_stream<B>(self) -> Either<B, Self>;
        fn poll_next_unpin(&mut self, cx: &mut Context<'_>) -> Poll<Option<Self::Item>>;
        async fn select_next_some(&mut self) -> Self::Item;
    }

    pub trait TryStreamExt: TryStream {
        fn err_into<E>(self) -> impl Stream<Item = Result<Self::Ok, E>>;
        fn map_ok<T, F: FnMut(Self::Ok) -> T>(self, f: F) -> impl Stream<Item = Result<T, Self::Error>>;
        fn map_err<E, F: FnMut(Self::Error) -> E>(self, f: F) -> impl Stream<Item = Result<Self::Ok, E>>;
        fn and_then<Fut: TryFuture, F: FnMut(Self::Ok) -> Fut>(
            self,
            f: F,
        ) -> impl Stream<Item = Result<Fut::Ok, Self::Error>>;
        fn or_else<Fut: TryFuture, F: FnMut(Self::Error) -> Fut>(
            self,
            f: F,
        ) -> impl Stream<Item = Result<Self::Ok, Fut::Error>>;
        fn inspect_ok<F: FnMut(&Self::Ok)>(self, f: F) -> impl Stream<Item = Result<Self::Ok, Self::Error>>;
        fn inspect_err<F: FnMut(&Self::Error)>(self, f: F) -> impl Stream<Item = Result<Self::Ok, Self::Error>>;
        fn into_stream(self) -> impl Stream<Item = Result<Self::Ok, Self::Error>>;
        async fn try_next(&mut self) -> Result<Option<Self::Ok>, Self::Error>;
        #[concheck::exhausts]
        fn try_for_each<Fut: TryFuture, F: FnMut(Self::Ok) -> Fut>(
            self,
            f: F,
        ) -> impl Future<Output = Result<(), Self::Error>>;
        #[concheck::exhausts]
        #[concheck::together]
        fn try_for_each_concurrent<Fut: Future<Output = Result<(), Self::Error>>, F: FnMut(Self::Ok) -> Fut, L: Into<Option<usize>>>(
            self,
            limit: L,
            f: F,
        ) -> impl Future<Output = Result<(), Self::Error>>;
        fn try_skip_while<Fut: TryFuture, F: FnMut(&Self::Ok) -> Fut>(
            self,
            f: F,
        ) -> impl Stream<Item = Result<Self::Ok, Self::Error>>;
        #[concheck::stops]
        fn try_take_while<Fut: TryFuture, F: FnMut(&Self::Ok) -> Fut>(
            self,
            f: F,
        ) -> impl Stream<Item = Result<Self::Ok, Self::Error>>;
        #[concheck::exhausts]
        async fn try_collect<C: Default + Extend<Self::Ok>>(self) -> Result<C, Self::Error>;
        fn try_chunks(self, capacity: usize) -> impl Stream<Item = Result<Vec<Self::Ok>, Self::Error>>;
        fn try_ready_chunks(self, capacity: usize) -> impl Stream<Item = Result<Vec<Self::Ok>, Self::Error>>;
        fn try_filter<Fut: Future<Output = bool>, F: FnMut(&Self::Ok) -> Fut>(
            self,
            f: F,
        ) -> impl Stream<Item = Result<Self::Ok, Self::Error>>;
        fn try_filter_map<Fut: Future<Output = Result<Option<T>, Self::Error>>, F: FnMut(Self::Ok) -> Fut, T>(
            self,
            f: F,
        ) -> impl Stream<Item = Result<T, Self::Error>>;
        #[concheck::together]
        fn try_flatten_unordered<L: Into<Option<usize>>>(
            self,
            limit: L,
        ) -> impl Stream<Item = Result<<Self::Ok as TryStream>::Ok, Self::Error>>;
        fn try_flatten(self) -> impl Stream<Item = Result<<Self::Ok as TryStream>::Ok, Self::Error>>;
        #[concheck::exhausts]
        fn try_fold<T, Fut: Future<Output = Result<T, Self::Error>>, F: FnMut(T, Self::Ok) -> Fut>(
            self,
            init: T,
            f: F,
        ) -> impl Future<Output = Result<T, Self::Error>>;
        #[concheck::exhausts]
        async fn try_concat(self) -> Result<Self::Ok, Self::Error>;
        #[concheck::together]
        fn try_buffer_unordered(self, n: usize) -> impl Stream<Item = Result<<Self::Ok as TryFuture>::Ok, Self::Error>>;
        #[concheck::together]
        fn try_buffered(self, n: usize) -> impl Stream<Item = Result<<Self::Ok as TryFuture>::Ok, Self::Error>>;
        fn try_poll_next_unpin(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Self::Ok, Self::Error>>>;
        fn into_async_read(self) -> IntoAsyncRead<Self>;
        fn try_all<Fut: Future<Output = bool>, F: FnMut(Self::Ok) -> Fut>(
            self,
            f: F,
        ) -> impl Future<Output = Result<bool, Self::Error>>;
        fn try_any<Fut: Future<Output = bool>, F: FnMut(Self::Ok) -> Fut>(
            self,
            f: F,
        ) -> impl Future<Output = Result<bool, Self::Error>>;
    }

    impl<T: Stream> StreamExt for T {}
    impl<T: TryStream> TryStreamExt for T {}

    pub struct IntoAsyncRead<St>;
    impl<St> AsyncRead for IntoAsyncRead<St> {}

    pub struct Fuse<St>;
    impl<St: Stream> Fuse<St> {
        pub fn is_done(&self) -> bool;
        pub fn get_ref(&self) -> &St;
        pub fn get_mut(&mut self) -> &mut St;
        pub fn into_inner(self) -> St;
    }
    impl<St: Stream> Stream for Fuse<St> {
        type Item = St::Item;
    }

    pub struct Peekable<St>;
    impl<St: Stream> Peekable<St> {
        pub async fn peek(self: Pin<&mut Self>) -> Option<&St::Item>;
        pub async fn peek_mut(self: Pin<&mut Self>) -> Option<&mut St::Item>;
        pub async fn next_if<F: FnOnce(&St::Item) -> bool>(self: Pin<&mut Self>, func: F) -> Option<St::Item>;
        pub fn get_ref(&self) -> &St;
        pub fn get_mut(&mut self) -> &mut St;
        pub fn into_inner(self) -> St;
    }
    impl<St: Stream> Stream for Peekable<St> {
        type Item = St::Item;
    }

    pub struct ReuniteError<T, Item>;
    pub struct SplitStream<S>;
    impl<S> SplitStream<S> {
        pub fn reunite<Item>(self, other: SplitSink<S, Item>) -> Result<S, ReuniteError<S, Item>>;
    }
    impl<S: Stream> Stream for SplitStream<S> {
        type Item = S::Item;
    }
    pub struct SplitSink<S, Item>;
    impl<S, Item> SplitSink<S, Item> {
        pub fn reunite(self, other: SplitStream<S>) -> Result<S, ReuniteError<S, Item>>;
    }
    impl<S: Sink<Item>, Item> Sink<Item> for SplitSink<S, Item> {
        type Error = S::Error;
    }

    pub fn abortable<St>(stream: St) -> (Abortable<St>, AbortHandle);
    pub fn iter<I: IntoIterator>(i: I) -> Iter<I::Item>;
    pub struct Iter<T>;
    impl<T> Stream for Iter<T> {
        type Item = T;
    }
    pub fn once<Fut: Future>(future: Fut) -> impl Stream<Item = Fut::Output>;
    pub fn empty<T>() -> impl Stream<Item = T>;
    pub fn pending<T>() -> impl Stream<Item = T>;
    pub fn repeat<T: Clone>(item: T) -> impl Stream<Item = T>;
    pub fn repeat_with<A, F: FnMut() -> A>(repeater: F) -> impl Stream<Item = A>;
    pub fn poll_fn<T, F: FnMut(&mut Context<'_>) -> Poll<Option<T>>>(f: F) -> impl Stream<Item = T>;
    pub fn unfold<T, F: FnMut(T) -> Fut, Fut: Future<Output = Option<(Item, T)>>, Item>(
        init: T,
        f: F,
    ) -> impl Stream<Item = Item>;
    pub fn try_unfold<T, F: FnMut(T) -> Fut, Fut: Future<Output = Result<Option<(Item, T)>, E>>, Item, E>(
        init: T,
        f: F,
    ) -> impl Stream<Item = Result<Item, E>>;
    pub fn select<St1: Stream, St2: Stream>(a: St1, b: St2) -> impl Stream<Item = St1::Item>;
    pub fn select_all<I: IntoIterator>(streams: I) -> SelectAll<I::Item>;

    #[concheck::collection]
    pub struct SelectAll<St>;
    impl<St: Stream> SelectAll<St> {
        pub fn new() -> Self;
        #[concheck::asks]
        pub fn len(&self) -> usize;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        #[concheck::adds]
        pub fn push(&mut self, stream: St);
        pub fn iter(&self) -> impl Iterator<Item = &St>;
        #[concheck::mutates]
        pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut St>;
        #[concheck::mutates]
        pub fn clear(&mut self);
    }
    impl<St: Stream> Stream for SelectAll<St> {
        type Item = St::Item;
    }

    pub mod futures_unordered {
        pub use super::FuturesUnordered;
    }
    #[concheck::collection]
    pub struct FuturesUnordered<Fut>;
    impl<Fut: Future> FuturesUnordered<Fut> {
        pub fn new() -> Self;
        #[concheck::asks]
        pub fn len(&self) -> usize;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        #[concheck::adds]
        #[concheck::together]
        pub fn push(&self, future: Fut);
        pub fn iter(&self) -> impl Iterator<Item = &Fut>;
        #[concheck::mutates]
        pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Fut>;
        #[concheck::mutates]
        pub fn clear(&mut self);
    }
    impl<Fut> Default for FuturesUnordered<Fut> {
        fn default() -> Self;
    }
    impl<Fut: Future> Stream for FuturesUnordered<Fut> {
        type Item = Fut::Output;
    }
    impl<Fut: Future> FromIterator<Fut> for FuturesUnordered<Fut> {
        #[concheck::together]
        fn from_iter<I: IntoIterator<Item = Fut>>(iter: I) -> Self;
    }
    impl<Fut: Future> Extend<Fut> for FuturesUnordered<Fut> {
        #[concheck::adds]
        #[concheck::together]
        fn extend<I: IntoIterator<Item = Fut>>(&mut self, iter: I);
    }
    impl<Fut> IntoIterator for FuturesUnordered<Fut> {
        type Item = Fut;
        fn into_iter(self) -> impl Iterator<Item = Fut>;
    }

    #[concheck::collection]
    pub struct FuturesOrdered<Fut>;
    impl<Fut: Future> FuturesOrdered<Fut> {
        pub fn new() -> Self;
        #[concheck::asks]
        pub fn len(&self) -> usize;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        #[concheck::adds]
        #[concheck::together]
        pub fn push(&mut self, future: Fut);
        #[concheck::adds]
        #[concheck::together]
        pub fn push_back(&mut self, future: Fut);
        #[concheck::adds]
        #[concheck::together]
        pub fn push_front(&mut self, future: Fut);
        #[concheck::mutates]
        pub fn clear(&mut self);
    }
    impl<Fut> Default for FuturesOrdered<Fut> {
        fn default() -> Self;
    }
    impl<Fut: Future> Stream for FuturesOrdered<Fut> {
        type Item = Fut::Output;
    }
    impl<Fut: Future> FromIterator<Fut> for FuturesOrdered<Fut> {
        #[concheck::together]
        fn from_iter<I: IntoIterator<Item = Fut>>(iter: I) -> Self;
    }
    impl<Fut: Future> Extend<Fut> for FuturesOrdered<Fut> {
        #[concheck::adds]
        #[concheck::together]
        fn extend<I: IntoIterator<Item = Fut>>(&mut self, iter: I);
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

pub mod channel {
    pub mod mpsc {
        use super::super::sink::Sink;
        use super::super::stream::Stream;

        pub struct SendError;
        pub struct TryRecvError;
        pub struct RecvError;
        pub struct TrySendError<T>;
        impl<T> TrySendError<T> {
            pub fn into_inner(self) -> T;
            pub fn into_send_error(self) -> SendError;
            pub fn is_full(&self) -> bool;
            pub fn is_disconnected(&self) -> bool;
        }

        #[concheck::capacity(given)]
        pub fn channel<T>(buffer: usize) -> (Sender<T>, Receiver<T>);
        #[concheck::capacity(none)]
        pub fn unbounded<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>);

        // `send`, `feed` and `next` are those of `SinkExt` and `StreamExt`.
        #[concheck::channel(sender)]
        pub struct Sender<T>;
        impl<T> Sender<T> {
            #[concheck::waits(room)]
            #[concheck::gives(message)]
            pub async fn send(&mut self, item: T) -> Result<(), SendError>;
            #[concheck::waits(room)]
            #[concheck::gives(message)]
            pub async fn feed(&mut self, item: T) -> Result<(), SendError>;
            #[concheck::gives(message)]
            pub fn try_send(&mut self, msg: T) -> Result<(), TrySendError<T>>;
            #[concheck::gives(message)]
            pub fn start_send(&mut self, msg: T) -> Result<(), SendError>;
            pub fn is_closed(&self) -> bool;
            #[concheck::gives(message)]
            pub fn close_channel(&mut self);
            #[concheck::gives(message)]
            pub fn disconnect(&mut self);
            pub fn same_receiver(&self, other: &Self) -> bool;
        }
        impl<T> Clone for Sender<T> {
            fn clone(&self) -> Self;
        }
        impl<T> Sink<T> for Sender<T> {
            type Error = SendError;
        }

        #[concheck::channel(sender)]
        pub struct UnboundedSender<T>;
        impl<T> UnboundedSender<T> {
            #[concheck::gives(message)]
            pub async fn send(&mut self, item: T) -> Result<(), SendError>;
            #[concheck::gives(message)]
            pub async fn feed(&mut self, item: T) -> Result<(), SendError>;
            #[concheck::gives(message)]
            pub fn unbounded_send(&self, msg: T) -> Result<(), TrySendError<T>>;
            #[concheck::gives(message)]
            pub fn start_send(&mut self, msg: T) -> Result<(), SendError>;
            pub fn is_closed(&self) -> bool;
            #[concheck::gives(message)]
            pub fn close_channel(&self);
            #[concheck::gives(message)]
            pub fn disconnect(&mut self);
            pub fn same_receiver(&self, other: &Self) -> bool;
            #[concheck::asks]
            pub fn len(&self) -> usize;
            #[concheck::asks]
            pub fn is_empty(&self) -> bool;
        }
        impl<T> Clone for UnboundedSender<T> {
            fn clone(&self) -> Self;
        }
        impl<T> Sink<T> for UnboundedSender<T> {
            type Error = SendError;
        }

        #[concheck::channel(receiver)]
        pub struct Receiver<T>;
        impl<T> Receiver<T> {
            #[concheck::waits(message)]
            #[concheck::gives(room)]
            pub async fn next(&mut self) -> Option<T>;
            #[concheck::waits(message)]
            #[concheck::gives(room)]
            pub async fn select_next_some(&mut self) -> T;
            #[concheck::waits(message)]
            #[concheck::gives(room)]
            pub async fn recv(&mut self) -> Result<T, RecvError>;
            #[concheck::gives(room)]
            pub fn try_next(&mut self) -> Result<Option<T>, TryRecvError>;
            #[concheck::gives(room)]
            pub fn try_recv(&mut self) -> Result<T, TryRecvError>;
            #[concheck::gives(message)]
            pub fn close(&mut self);
        }
        impl<T> Stream for Receiver<T> {
            type Item = T;
        }

        #[concheck::channel(receiver)]
        pub struct UnboundedReceiver<T>;
        impl<T> UnboundedReceiver<T> {
            #[concheck::waits(message)]
            pub async fn next(&mut self) -> Option<T>;
            #[concheck::waits(message)]
            pub async fn select_next_some(&mut self) -> T;
            #[concheck::waits(message)]
            pub async fn recv(&mut self) -> Result<T, RecvError>;
            pub fn try_next(&mut self) -> Result<Option<T>, TryRecvError>;
            pub fn try_recv(&mut self) -> Result<T, TryRecvError>;
            #[concheck::gives(message)]
            pub fn close(&mut self);
        }
        impl<T> Stream for UnboundedReceiver<T> {
            type Item = T;
        }
    }

    pub mod oneshot {
        use std::future::Future;
        use std::pin::Pin;
        use std::task::{Context, Poll};

        pub struct Canceled;

        #[concheck::capacity(none)]
        pub fn channel<T>() -> (Sender<T>, Receiver<T>);

        #[concheck::channel(sender)]
        pub struct Sender<T>;
        impl<T> Sender<T> {
            #[concheck::gives(message)]
            pub fn send(self, t: T) -> Result<(), T>;
            pub fn poll_canceled(&mut self, cx: &mut Context<'_>) -> Poll<()>;
            pub async fn cancellation(&mut self);
            pub fn is_canceled(&self) -> bool;
            pub fn is_connected_to(&self, receiver: &Receiver<T>) -> bool;
        }

        #[concheck::channel(receiver)]
        pub struct Receiver<T>;
        impl<T> Receiver<T> {
            #[concheck::gives(message)]
            pub fn close(&mut self);
            pub fn try_recv(&mut self) -> Result<Option<T>, Canceled>;
        }
        impl<T> Future for Receiver<T> {
            type Output = Result<T, Canceled>;
            fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T, Canceled>>;
        }
    }
}

pub mod executor {
    #![concheck::executor(other)]

    use super::stream::Stream;
    use super::task::{LocalSpawn, Spawn};
    use std::future::Future;
    use std::io;

    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, hangs)]
    pub fn block_on<F: Future>(f: F) -> F::Output;
    #[concheck::blocking(runtime, hangs)]
    pub fn block_on_stream<S: Stream>(stream: S) -> BlockingStream<S>;
    pub struct BlockingStream<S>;
    impl<S: Stream> BlockingStream<S> {
        pub fn into_inner(self) -> S;
    }
    impl<S: Stream> Iterator for BlockingStream<S> {
        type Item = S::Item;
        #[concheck::blocking(runtime, hangs)]
        fn next(&mut self) -> Option<S::Item>;
    }
    pub struct Enter;
    pub struct EnterError;
    pub fn enter() -> Result<Enter, EnterError>;

    #[concheck::handle(aborts)]
    pub struct LocalPool;
    impl LocalPool {
        pub fn new() -> Self;
        pub fn spawner(&self) -> LocalSpawner;
        #[concheck::blocking(runtime, hangs)]
        pub fn run(&mut self);
        #[concheck::runs(block_on)]
        #[concheck::blocking(runtime, hangs)]
        pub fn run_until<F: Future>(&mut self, future: F) -> F::Output;
        pub fn try_run_one(&mut self) -> bool;
        pub fn run_until_stalled(&mut self);
    }
    pub struct LocalSpawner;
    impl Clone for LocalSpawner {
        fn clone(&self) -> Self;
    }
    impl Spawn for LocalSpawner {}
    impl LocalSpawn for LocalSpawner {}

    pub struct ThreadPool;
    impl ThreadPool {
        pub fn new() -> Result<Self, io::Error>;
        pub fn builder() -> ThreadPoolBuilder;
        #[concheck::runs(task)]
        pub fn spawn_ok<Fut: Future<Output = ()>>(&self, future: Fut);
        #[concheck::runs(task)]
        pub fn spawn_obj_ok<Fut>(&self, future: Fut);
    }
    impl Clone for ThreadPool {
        fn clone(&self) -> Self;
    }
    impl Spawn for ThreadPool {}
    #[concheck::builder]
    pub struct ThreadPoolBuilder;
    impl ThreadPoolBuilder {
        pub fn new() -> Self;
        #[concheck::runs(thread)]
        pub fn after_start<F: Fn(usize)>(&mut self, f: F) -> &mut Self;
        #[concheck::runs(thread)]
        pub fn before_stop<F: Fn(usize)>(&mut self, f: F) -> &mut Self;
        pub fn create(&mut self) -> Result<ThreadPool, io::Error>;
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

pub mod io {
    use super::stream::Stream;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub use std::io::{Error, ErrorKind, IoSlice, IoSliceMut, Result, SeekFrom};

    pub trait AsyncRead {
        fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<Result<usize>>;
    }
    pub trait AsyncBufRead: AsyncRead {
        fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>>;
        fn consume(self: Pin<&mut Self>, amt: usize);
    }
    pub trait AsyncWrite {
        fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;
        fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;
        fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;
    }
    pub trait AsyncSeek {
        fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>>;
    }

    impl<T: AsyncRead> AsyncRead for &mut T {}
    impl<T: AsyncBufRead> AsyncBufRead for &mut T {}
    impl<T: AsyncWrite> AsyncWrite for &mut T {}
    impl<T: AsyncRead> AsyncRead for Box<T> {}
    impl<T: AsyncBufRead> AsyncBufRead for Box<T> {}
    impl<T: AsyncWrite> AsyncWrite for Box<T> {}

    pub trait AsyncReadExt: AsyncRead {
        fn chain<R: AsyncRead>(self, next: R) -> Chain<Self, R>;
        async fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
        async fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read`")]
        async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read`")]
        async fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>;
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read`")]
        async fn read_to_string(&mut self, buf: &mut String) -> Result<usize>;
        fn split(self) -> (ReadHalf<Self>, WriteHalf<Self>);
        fn take(self, limit: u64) -> Take<Self>;
    }
    pub trait AsyncBufReadExt: AsyncBufRead {
        async fn fill_buf(&mut self) -> Result<&[u8]>;
        fn consume_unpin(&mut self, amt: usize);
        #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `fill_buf`")]
        async fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> Result<usize>;
        #[concheck::loses("the bytes read so far", instead = "use `lines().next()`")]
        async fn read_line(&mut self, buf: &mut String) -> Result<usize>;
        fn lines(self) -> Lines<Self>;
        fn split(self, byte: u8) -> Split<Self>;
    }
    pub trait AsyncWriteExt: AsyncWrite {
        async fn flush(&mut self) -> Result<()>;
        async fn close(&mut self) -> Result<()>;
        async fn write(&mut self, buf: &[u8]) -> Result<usize>;
        #[concheck::loses("track of how much was written", instead = "use `write` on a buffer kept outside the loop")]
        async fn write_all(&mut self, buf: &[u8]) -> Result<()>;
    }
    pub trait AsyncSeekExt: AsyncSeek {
        async fn seek(&mut self, pos: SeekFrom) -> Result<u64>;
        async fn stream_position(&mut self) -> Result<u64>;
    }

    impl<T: AsyncRead> AsyncReadExt for T {}
    impl<T: AsyncBufRead> AsyncBufReadExt for T {}
    impl<T: AsyncWrite> AsyncWriteExt for T {}
    impl<T: AsyncSeek> AsyncSeekExt for T {}

    pub struct Chain<T, U>;
    impl<T, U> AsyncRead for Chain<T, U> {}
    pub struct Take<R>;
    impl<R> Take<R> {
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
    }
    impl<R> AsyncRead for Take<R> {}
    impl<R> AsyncBufRead for Take<R> {}
    pub struct Lines<R>;
    impl<R> Stream for Lines<R> {
        type Item = Result<String>;
    }
    pub struct Split<R>;
    impl<R> Stream for Split<R> {
        type Item = Result<Vec<u8>>;
    }
    pub struct ReadHalf<T>;
    impl<T> ReadHalf<T> {
        pub fn reunite(self, other: WriteHalf<T>) -> std::result::Result<T, ReuniteError<T>>;
    }
    impl<T> AsyncRead for ReadHalf<T> {}
    pub struct WriteHalf<T>;
    impl<T> AsyncWrite for WriteHalf<T> {}
    pub struct ReuniteError<T>;

    pub struct BufReader<R>;
    impl<R> BufReader<R> {
        pub fn new(inner: R) -> Self;
        pub fn with_capacity(capacity: usize, inner: R) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
    }
    impl<R> AsyncRead for BufReader<R> {}
    impl<R> AsyncBufRead for BufReader<R> {}
    impl<R> AsyncSeek for BufReader<R> {}
    pub struct BufWriter<W>;
    impl<W> BufWriter<W> {
        pub fn new(inner: W) -> Self;
        pub fn with_capacity(capacity: usize, inner: W) -> Self;
        pub fn get_ref(&self) -> &W;
        pub fn get_mut(&mut self) -> &mut W;
        pub fn into_inner(self) -> W;
    }
    impl<W> AsyncWrite for BufWriter<W> {}
    pub struct LineWriter<W>;
    impl<W> LineWriter<W> {
        pub fn new(inner: W) -> Self;
    }
    impl<W> AsyncWrite for LineWriter<W> {}
    pub struct AllowStdIo<T>;
    impl<T> AllowStdIo<T> {
        pub fn new(io: T) -> Self;
        pub fn get_ref(&self) -> &T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
    impl<T> AsyncRead for AllowStdIo<T> {}
    impl<T> AsyncBufRead for AllowStdIo<T> {}
    impl<T> AsyncWrite for AllowStdIo<T> {}
    pub struct Cursor<T>;
    impl<T> Cursor<T> {
        pub fn new(inner: T) -> Self;
        pub fn into_inner(self) -> T;
        pub fn get_ref(&self) -> &T;
        pub fn get_mut(&mut self) -> &mut T;
    }
    impl<T> AsyncRead for Cursor<T> {}
    impl<T> AsyncBufRead for Cursor<T> {}
    impl<T> AsyncWrite for Cursor<T> {}

    pub async fn copy<R, W>(reader: R, writer: &mut W) -> Result<u64>;
    pub async fn copy_buf<R, W>(reader: R, writer: &mut W) -> Result<u64>;
}
