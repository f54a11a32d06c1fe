//! rocket 0.5: its runtime is tokio's; managed state.

#![concheck::executor(tokio)]

use std::future::Future;

pub use futures;
pub use tokio;

#[concheck::runs(block_on)]
#[concheck::blocking(runtime, panics)]
pub fn execute<R, F: Future<Output = R>>(future: F) -> R;

#[concheck::pointer]
pub struct State<T>;
impl<T> State<T> {
    pub fn get<P>(rocket: &P) -> Option<&State<T>>;
    pub fn inner(&self) -> &T;
}
impl<T> Deref for State<T> {
    type Target = T;
}
