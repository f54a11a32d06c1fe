//! futures::stream.

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
