//! pollster 0.2 and later.

#![concheck::executor(other)]

use std::future::Future;

#[concheck::runs(block_on)]
#[concheck::blocking(runtime, hangs)]
pub fn block_on<F: Future>(fut: F) -> F::Output;

pub trait FutureExt: Future {
    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, hangs)]
    fn block_on(self) -> Self::Output;
}
impl<T: Future> FutureExt for T {}
