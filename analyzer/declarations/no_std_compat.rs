//! no_std_compat: std by another name.

pub use std::*;
