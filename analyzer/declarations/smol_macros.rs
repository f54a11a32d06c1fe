//! smol-macros 0.1: `main!` and `test!`, with smol's executors.

#![concheck::executor(smol)]

pub use async_executor::{Executor, LocalExecutor};
