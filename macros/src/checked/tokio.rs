//! `tokio`, with locks that check their order.

pub use ::tokio::*;

pub mod sync;
