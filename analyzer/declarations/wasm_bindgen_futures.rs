//! wasm-bindgen-futures 0.4.

#![concheck::executor(other)]

use std::future::Future;

#[concheck::runs(task)]
pub fn spawn_local<F: Future<Output = ()>>(future: F);
