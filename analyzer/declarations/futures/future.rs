//! futures::future.

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
