//! smol 1 and 2.

#![concheck::executor(smol)]

use std::future::Future;

pub use async_channel as channel;
pub use async_executor::{Executor, LocalExecutor, Task};
pub use async_fs as fs;
pub use async_io::{Async, Timer, block_on};
pub use async_lock as lock;
pub use async_net as net;
pub use async_process as process;
pub use blocking::{Unblock, unblock};
pub use futures_lite::{io, prelude, stream};

#[concheck::runs(task)]
pub fn spawn<T>(future: impl Future<Output = T>) -> Task<T>;

pub mod future {
    use std::future::Future;

    pub use futures_lite::future::*;

    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, hangs)]
    pub fn block_on<T>(future: impl Future<Output = T>) -> T;
}
