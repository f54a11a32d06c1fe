//! alloc: the part of std that allocates.

pub use std::*;
