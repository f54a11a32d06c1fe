//! std::future.

use std::pin::Pin;
use std::task::{Context, Poll};

pub trait Future {
    type Output;
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output>;
}
impl<F: Future> Future for &mut F {
    type Output = F::Output;
}
pub trait IntoFuture {
    type Output;
    type IntoFuture: Future<Output = Self::Output>;
    fn into_future(self) -> Self::IntoFuture;
}
impl<F: Future> IntoFuture for F {
    type Output = F::Output;
    type IntoFuture = F;
    fn into_future(self) -> F;
}
pub fn ready<T>(value: T) -> Ready<T>;
pub struct Ready<T>;
impl<T> Ready<T> {
    pub fn into_inner(self) -> T;
}
impl<T> Future for Ready<T> {
    type Output = T;
}
pub fn pending<T>() -> impl Future<Output = T>;
pub fn poll_fn<T, F: FnMut(&mut Context<'_>) -> Poll<T>>(f: F) -> impl Future<Output = T>;
