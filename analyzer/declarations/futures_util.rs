//! futures-util 0.3: futures without its executor.

pub use futures::*;
