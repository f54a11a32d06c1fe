//! The types of `std::sync` and `std::thread`, checked.

pub mod sync;
pub mod thread;
