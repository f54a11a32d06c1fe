//! futures-lite 1 and 2. Its streams take closures that are not asynchronous.

pub use self::future::{Future, FutureExt};
pub use self::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncSeek, AsyncSeekExt, AsyncWrite, AsyncWriteExt};
pub use self::stream::{Stream, StreamExt};

pub mod prelude {
    pub use super::future::{Future, FutureExt as _};
    pub use super::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _};
    pub use super::io::{AsyncSeek, AsyncSeekExt as _, AsyncWrite, AsyncWriteExt as _};
    pub use super::stream::{Stream, StreamExt as _};
}

pub mod future {
    use std::any::Any;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub use self::blocking::block_on;
    pub use std::future::{Future, pending, ready};

    pub type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send + 'static>>;
    pub type BoxedLocal<T> = Pin<Box<dyn Future<Output = T> + 'static>>;

    mod blocking {
        #![concheck::executor(other)]
        use std::future::Future;

        #[concheck::runs(block_on)]
        #[concheck::blocking(runtime, hangs)]
        pub fn block_on<T>(future: impl Future<Output = T>) -> T;
    }

    pub async fn poll_once<T, F: Future<Output = T>>(f: F) -> Option<T>;
    pub fn poll_fn<T, F: FnMut(&mut Context<'_>) -> Poll<T>>(f: F) -> impl Future<Output = T>;
    pub async fn yield_now();
    #[concheck::together]
    pub fn zip<F1: Future, F2: Future>(future1: F1, future2: F2) -> impl Future<Output = (F1::Output, F2::Output)>;
    #[concheck::together]
    pub fn try_zip<T1, T2, E, F1: Future<Output = Result<T1, E>>, F2: Future<Output = Result<T2, E>>>(
        future1: F1,
        future2: F2,
    ) -> impl Future<Output = Result<(T1, T2), E>>;
    pub fn or<T, F1: Future<Output = T>, F2: Future<Output = T>>(future1: F1, future2: F2) -> impl Future<Output = T>;
    pub fn race<T, F1: Future<Output = T>, F2: Future<Output = T>>(
        future1: F1,
        future2: F2,
    ) -> impl Future<Output = T>;
    pub fn fuse<F: Future>(future: F) -> impl Future<Output = F::Output>;

    pub trait FutureExt: Future {
        fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Self::Output>;
        fn or<F>(self, other: F) -> impl Future<Output = Self::Output>;
        fn race<F>(self, other: F) -> impl Future<Output = Self::Output>;
        fn catch_unwind(self) -> impl Future<Output = Result<Self::Output, Box<dyn Any + Send>>>;
        fn boxed<'a>(self) -> Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;
        fn boxed_local<'a>(self) -> Pin<Box<dyn Future<Output = Self::Output> + 'a>>;
    }
    impl<T: Future> FutureExt for T {}
}

pub mod stream {
    use std::future::Future;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub use futures::stream::Stream;

    pub type Boxed<T> = Pin<Box<dyn Stream<Item = T> + Send + 'static>>;
    pub type BoxedLocal<T> = Pin<Box<dyn Stream<Item = T> + 'static>>;

    mod blocking {
        #![concheck::executor(other)]
        use futures::stream::Stream;

        #[concheck::blocking(runtime, hangs)]
        pub fn block_on<S: Stream>(stream: S) -> BlockOn<S>;
        pub struct BlockOn<S>;
        impl<S: Stream> Iterator for BlockOn<S> {
            type Item = S::Item;
            #[concheck::blocking(runtime, hangs)]
            fn next(&mut self) -> Option<S::Item>;
        }
    }
    pub use self::blocking::{BlockOn, block_on};

    pub fn empty<T>() -> impl Stream<Item = T>;
    pub fn iter<I: IntoIterator>(iter: I) -> Iter<I::Item>;
    pub struct Iter<T>;
    impl<T> Stream for Iter<T> {
        type Item = T;
    }
    pub fn once<T>(t: T) -> impl Stream<Item = T>;
    pub fn once_future<F: Future>(future: F) -> impl Stream<Item = F::Output>;
    pub fn pending<T>() -> impl Stream<Item = T>;
    pub fn poll_fn<T, F: FnMut(&mut Context<'_>) -> Poll<Option<T>>>(f: F) -> impl Stream<Item = T>;
    pub fn repeat<T: Clone>(item: T) -> impl Stream<Item = T>;
    pub fn repeat_with<T, F: FnMut() -> T>(repeater: F) -> impl Stream<Item = T>;
    pub fn unfold<T, F: FnMut(T) -> Fut, Fut: Future<Output = Option<(Item, T)>>, Item>(
        seed: T,
        f: F,
    ) -> impl Stream<Item = Item>;
    pub fn try_unfold<T, E, F: FnMut(T) -> Fut, Fut: Future<Output = Result<Option<(Item, T)>, E>>, Item>(
        init: T,
        f: F,
    ) -> impl Stream<Item = Result<Item, E>>;
    pub fn or<T, S1: Stream<Item = T>, S2: Stream<Item = T>>(stream1: S1, stream2: S2) -> impl Stream<Item = T>;
    pub fn race<T, S1: Stream<Item = T>, S2: Stream<Item = T>>(stream1: S1, stream2: S2) -> impl Stream<Item = T>;

    pub trait StreamExt: Stream {
        fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Self::Item>>;
        async fn next(&mut self) -> Option<Self::Item>;
        async fn try_next<T, E>(&mut self) -> Result<Option<T>, E>;
        #[concheck::exhausts]
        async fn count(self) -> usize;
        fn map<T, F: FnMut(Self::Item) -> T>(self, f: F) -> impl Stream<Item = T>;
        fn flat_map<U: Stream, F: FnMut(Self::Item) -> U>(self, f: F) -> impl Stream<Item = U::Item>;
        fn flatten(self) -> impl Stream<Item = <Self::Item as Stream>::Item>;
        fn then<F: FnMut(Self::Item) -> Fut, Fut: Future>(self, f: F) -> impl Stream<Item = Fut::Output>;
        fn filter<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> impl Stream<Item = Self::Item>;
        fn filter_map<T, F: FnMut(Self::Item) -> Option<T>>(self, f: F) -> impl Stream<Item = T>;
        #[concheck::stops]
        fn take(self, n: usize) -> impl Stream<Item = Self::Item>;
        #[concheck::stops]
        fn take_while<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> impl Stream<Item = Self::Item>;
        #[concheck::stops]
        fn map_while<B, P: FnMut(Self::Item) -> Option<B>>(self, predicate: P) -> impl Stream<Item = B>;
        fn skip(self, n: usize) -> impl Stream<Item = Self::Item>;
        fn skip_while<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> impl Stream<Item = Self::Item>;
        fn step_by(self, step: usize) -> impl Stream<Item = Self::Item>;
        fn chain<U: Stream<Item = Self::Item>>(self, other: U) -> impl Stream<Item = Self::Item>;
        fn cloned<'a, T: Clone + 'a>(self) -> impl Stream<Item = T>;
        fn copied<'a, T: Copy + 'a>(self) -> impl Stream<Item = T>;
        #[concheck::exhausts]
        async fn collect<C: Default + Extend<Self::Item>>(self) -> C;
        #[concheck::exhausts]
        async fn try_collect<T, E, C: Default + Extend<T>>(self) -> Result<C, E>;
        #[concheck::exhausts]
        fn partition<B: Default + Extend<Self::Item>, P: FnMut(&Self::Item) -> bool>(
            self,
            predicate: P,
        ) -> impl Future<Output = (B, B)>;
        #[concheck::exhausts]
        fn fold<T, F: FnMut(T, Self::Item) -> T>(self, init: T, f: F) -> impl Future<Output = T>;
        fn try_fold<T, E, F: FnMut(B, T) -> Result<B, E>, B>(
            &mut self,
            init: B,
            f: F,
        ) -> impl Future<Output = Result<B, E>>;
        #[concheck::stops]
        fn scan<S, B, F: FnMut(&mut S, Self::Item) -> Option<B>>(
            self,
            initial_state: S,
            f: F,
        ) -> impl Stream<Item = B>;
        fn fuse(self) -> impl Stream<Item = Self::Item>;
        fn cycle(self) -> impl Stream<Item = Self::Item>;
        fn enumerate(self) -> impl Stream<Item = (usize, Self::Item)>;
        fn inspect<F: FnMut(&Self::Item)>(self, f: F) -> impl Stream<Item = Self::Item>;
        async fn nth(&mut self, n: usize) -> Option<Self::Item>;
        #[concheck::exhausts]
        async fn last(self) -> Option<Self::Item>;
        fn find<P: FnMut(&Self::Item) -> bool>(&mut self, predicate: P) -> impl Future<Output = Option<Self::Item>>;
        fn find_map<F: FnMut(Self::Item) -> Option<B>, B>(&mut self, f: F) -> impl Future<Output = Option<B>>;
        fn position<P: FnMut(Self::Item) -> bool>(&mut self, predicate: P) -> impl Future<Output = Option<usize>>;
        fn all<P: FnMut(Self::Item) -> bool>(&mut self, predicate: P) -> impl Future<Output = bool>;
        fn any<P: FnMut(Self::Item) -> bool>(&mut self, predicate: P) -> impl Future<Output = bool>;
        #[concheck::exhausts]
        fn for_each<F: FnMut(Self::Item)>(self, f: F) -> impl Future<Output = ()>;
        fn try_for_each<F: FnMut(Self::Item) -> Result<(), E>, E>(
            &mut self,
            f: F,
        ) -> impl Future<Output = Result<(), E>>;
        #[concheck::together]
        #[concheck::stops]
        fn zip<U: Stream>(self, other: U) -> impl Stream<Item = (Self::Item, U::Item)>;
        #[concheck::exhausts]
        async fn unzip<A, B, FromA, FromB>(self) -> (FromA, FromB);
        fn or<S: Stream<Item = Self::Item>>(self, other: S) -> impl Stream<Item = Self::Item>;
        fn race<S: Stream<Item = Self::Item>>(self, other: S) -> impl Stream<Item = Self::Item>;
        fn drain(&mut self) -> impl Stream<Item = Self::Item>;
        fn boxed<'a>(self) -> Pin<Box<dyn Stream<Item = Self::Item> + Send + 'a>>;
        fn boxed_local<'a>(self) -> Pin<Box<dyn Stream<Item = Self::Item> + 'a>>;
    }
    impl<T: Stream> StreamExt for T {}
}

pub mod io {
    pub use futures::io::{
        AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncSeek, AsyncSeekExt, AsyncWrite, AsyncWriteExt,
        BufReader, BufWriter, Cursor, Error, ErrorKind, Lines, ReadHalf, Result, SeekFrom, Split, WriteHalf,
    };

    pub async fn copy<R, W>(reader: R, writer: W) -> Result<u64>;
    pub fn split<T>(stream: T) -> (ReadHalf<T>, WriteHalf<T>);
    pub fn empty() -> Empty;
    pub fn sink() -> Sink;
    pub struct Empty;
    impl AsyncRead for Empty {}
    impl AsyncBufRead for Empty {}
    pub struct Sink;
    impl AsyncWrite for Sink {}
}
