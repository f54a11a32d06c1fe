//! actix 0.13.

#![concheck::executor(tokio)]

pub use actix_rt::{Arbiter, ArbiterHandle, System, SystemRunner, spawn};
