//! futures-executor 0.3.

pub use futures::executor::*;
