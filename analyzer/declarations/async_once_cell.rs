//! async-once-cell 0.3 and later.

use std::future::Future;

#[concheck::cell(hangs)]
pub struct OnceCell<T>;
impl<T> OnceCell<T> {
    pub const fn new() -> Self;
    #[concheck::asks]
    pub fn get(&self) -> Option<&T>;
    pub fn get_mut(&mut self) -> Option<&mut T>;
    pub fn take(&mut self) -> Option<T>;
    pub fn into_inner(self) -> Option<T>;
    #[concheck::initialises]
    #[concheck::runs(absent)]
    pub async fn get_or_init<F: Future<Output = T>>(&self, init: F) -> &T;
    #[concheck::initialises]
    #[concheck::runs(absent)]
    pub async fn get_or_try_init<E, F: Future<Output = Result<T, E>>>(&self, init: F) -> Result<&T, E>;
}
impl<T> Default for OnceCell<T> {
    fn default() -> Self;
}
