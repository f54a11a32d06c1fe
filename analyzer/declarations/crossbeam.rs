//! crossbeam 0.7 and 0.8: its parts under one roof.

pub use crossbeam_channel as channel;
pub use crossbeam_epoch as epoch;
pub use crossbeam_queue as queue;
pub use crossbeam_utils::thread::scope;
pub use crossbeam_utils::{atomic, sync, thread};
pub mod utils {
    pub use crossbeam_utils::{Backoff, CachePadded};
}
