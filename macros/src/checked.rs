//! The types of `std::sync` and `std::thread`, of parking_lot and of tokio, checked.

#[cfg(feature = "parking_lot")]
pub mod parking_lot;
pub mod sync;
pub mod thread;
mod token;
#[cfg(feature = "tokio")]
pub mod tokio;
