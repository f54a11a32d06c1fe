//! tokio-uring 0.4 and 0.5.

#![concheck::executor(tokio)]

use std::future::Future;
use tokio::task::JoinHandle;

#[concheck::runs(block_on)]
#[concheck::blocking(runtime, panics)]
pub fn start<F: Future>(future: F) -> F::Output;
#[concheck::runs(task)]
pub fn spawn<T: Future>(task: T) -> JoinHandle<T::Output>;
