//! color-eyre 0.6.

pub use eyre::{Report, Result};
pub use eyre;
