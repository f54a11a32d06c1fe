//! fs_err 2 and 3: std::fs with better errors.

pub use std::fs::*;
pub mod tokio {
    pub use tokio::fs::*;
}
