//! core: std without what needs a system.

pub use std::*;
