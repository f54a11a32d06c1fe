//! std::task.

use std::sync::Arc;

pub enum Poll<T> {
    Ready(T),
    Pending,
}
impl<T> Poll<T> {
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Poll<U>;
    pub const fn is_ready(&self) -> bool;
    pub const fn is_pending(&self) -> bool;
}
impl<T, E> Poll<Result<T, E>> {
    pub fn map_ok<U, F: FnOnce(T) -> U>(self, f: F) -> Poll<Result<U, E>>;
    pub fn map_err<U, F: FnOnce(E) -> U>(self, f: F) -> Poll<Result<T, U>>;
}
impl<T> From<T> for Poll<T> {
    fn from(value: T) -> Poll<T>;
}

pub struct Context<'a>;
impl<'a> Context<'a> {
    pub const fn from_waker(waker: &'a Waker) -> Context<'a>;
    pub const fn waker(&self) -> &'a Waker;
}
pub struct Waker;
impl Waker {
    #[concheck::wakes]
    pub fn wake(self);
    #[concheck::wakes]
    pub fn wake_by_ref(&self);
    pub fn will_wake(&self, other: &Waker) -> bool;
    pub const fn noop() -> &'static Waker;
    pub unsafe fn from_raw(waker: RawWaker) -> Waker;
}
impl Clone for Waker {
    fn clone(&self) -> Waker;
    fn clone_from(&mut self, source: &Waker);
}
impl<W: Wake> From<Arc<W>> for Waker {
    fn from(waker: Arc<W>) -> Waker;
}
pub struct LocalWaker;
pub struct RawWaker;
pub struct RawWakerVTable;
pub trait Wake {
    fn wake(self: Arc<Self>);
    fn wake_by_ref(self: &Arc<Self>);
}
