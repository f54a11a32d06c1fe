//! arc-swap 1.

use std::sync::Arc;

pub type ArcSwap<T> = ArcSwapAny<Arc<T>>;
pub type ArcSwapOption<T> = ArcSwapAny<Option<Arc<T>>>;

#[concheck::atomic]
pub struct ArcSwapAny<T, S = DefaultStrategy>;
pub struct DefaultStrategy;
impl<T, S> ArcSwapAny<T, S> {
    pub fn new(val: T) -> Self;
    pub fn from_pointee<V>(val: V) -> Self;
    pub fn empty() -> Self;
    pub const fn const_empty() -> Self;
    pub fn into_inner(self) -> T;
    #[concheck::operation(load)]
    pub fn load(&self) -> Guard<T>;
    #[concheck::operation(load)]
    pub fn load_full(&self) -> T;
    #[concheck::mutates]
    #[concheck::operation(store)]
    pub fn store(&self, val: T);
    #[concheck::mutates]
    pub fn swap(&self, new: T) -> T;
    #[concheck::mutates]
    #[concheck::operation(exchange)]
    pub fn compare_and_swap<C>(&self, current: C, new: T) -> Guard<T>;
    #[concheck::mutates]
    #[concheck::operation(update)]
    pub fn rcu<R: Into<T>, F: FnMut(&T) -> R>(&self, f: F) -> T;
}
impl<T: Default, S> Default for ArcSwapAny<T, S> {
    fn default() -> Self;
}
impl<T> From<T> for ArcSwapAny<T> {
    fn from(val: T) -> Self;
}

// Not a lock's guard: it holds nobody up.
#[concheck::pointer]
pub struct Guard<T>;
impl<T> Deref for Guard<T> {
    type Target = T;
}
impl<T> Guard<T> {
    pub fn into_inner(lease: Self) -> T;
    pub fn from_inner(inner: T) -> Self;
}
