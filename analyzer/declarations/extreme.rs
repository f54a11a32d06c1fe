//! extreme 666.

#![concheck::executor(other)]

use std::future::Future;

#[concheck::runs(block_on)]
#[concheck::blocking(runtime, either)]
pub fn run<F: Future<Output = V>, V>(f: F) -> V;
