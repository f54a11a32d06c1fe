//! tracing-futures 0.2.

pub use tracing::*;
