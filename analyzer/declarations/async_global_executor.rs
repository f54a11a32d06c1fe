//! async-global-executor 2 and 3.

#![concheck::executor(smol)]

use std::future::Future;

pub use async_task::Task;

#[concheck::runs(block_on)]
#[concheck::blocking(runtime, hangs)]
pub fn block_on<F: Future<Output = T>, T>(future: F) -> T;
#[concheck::runs(task)]
pub fn spawn<F: Future<Output = T>, T>(future: F) -> Task<T>;
#[concheck::runs(task)]
pub fn spawn_local<F: Future<Output = T>, T>(future: F) -> Task<T>;
#[concheck::runs(thread)]
pub fn spawn_blocking<F: FnOnce() -> T, T>(f: F) -> Task<T>;
pub fn init();
