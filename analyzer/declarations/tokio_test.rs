//! tokio-test 0.4.

#![concheck::executor(tokio)]

use std::future::Future;

#[concheck::runs(block_on)]
#[concheck::blocking(runtime, panics)]
pub fn block_on<F: Future>(future: F) -> F::Output;
