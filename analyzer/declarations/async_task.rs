//! async-task 4.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

#[concheck::handle(aborts)]
pub struct Task<T, M = ()>;
impl<T, M> Task<T, M> {
    pub fn detach(self);
    #[concheck::waits(end)]
    pub async fn cancel(self) -> Option<T>;
    pub fn fallible(self) -> FallibleTask<T, M>;
    pub fn is_finished(&self) -> bool;
    pub fn metadata(&self) -> &M;
}
impl<T, M> Future for Task<T, M> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T>;
}

#[concheck::handle(aborts)]
pub struct FallibleTask<T, M = ()>;
impl<T, M> FallibleTask<T, M> {
    pub fn detach(self);
    #[concheck::waits(end)]
    pub async fn cancel(self) -> Option<T>;
    pub fn is_finished(&self) -> bool;
}
impl<T, M> Future for FallibleTask<T, M> {
    type Output = Option<T>;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>>;
}

pub struct Runnable<M = ()>;
impl<M> Runnable<M> {
    pub fn run(self) -> bool;
    pub fn schedule(self);
    pub fn metadata(&self) -> &M;
}

#[concheck::runs(task)]
pub fn spawn<F: Future, S: Fn(Runnable)>(future: F, schedule: S) -> (Runnable, Task<F::Output>);
#[concheck::runs(task)]
pub fn spawn_local<F: Future, S: Fn(Runnable)>(future: F, schedule: S) -> (Runnable, Task<F::Output>);
#[concheck::runs(task)]
pub unsafe fn spawn_unchecked<F: Future, S: Fn(Runnable)>(future: F, schedule: S) -> (Runnable, Task<F::Output>);
