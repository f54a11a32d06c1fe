//! async-mutex 1, now part of async-lock.

pub use async_lock::{Mutex, MutexGuard, MutexGuardArc};
pub use async_lock::MutexGuardArc as OwnedMutexGuard;
