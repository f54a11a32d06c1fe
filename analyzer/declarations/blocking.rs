//! blocking 1: a pool of threads for what blocks.

use futures::io::{AsyncRead, AsyncSeek, AsyncWrite};
use futures::stream::Stream;

pub use async_task::Task;

#[concheck::runs(thread)]
pub fn unblock<T, F: FnOnce() -> T>(f: F) -> Task<T>;

pub struct Unblock<T>;
impl<T> Unblock<T> {
    pub fn new(io: T) -> Unblock<T>;
    pub fn with_capacity(cap: usize, io: T) -> Unblock<T>;
    pub async fn get_mut(&mut self) -> &mut T;
    #[concheck::runs(thread)]
    pub async fn with_mut<R, F: FnOnce(&mut T) -> R>(&mut self, op: F) -> R;
    pub async fn into_inner(self) -> T;
}
impl<T> AsyncRead for Unblock<T> {}
impl<T> AsyncWrite for Unblock<T> {}
impl<T> AsyncSeek for Unblock<T> {}
impl<T: Iterator> Stream for Unblock<T> {
    type Item = T::Item;
}
