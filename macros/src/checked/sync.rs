//! `std::sync`, with locks that check their order.
//!
//! [`Mutex`], [`RwLock`] and [`Condvar`] are checked; everything else is std's own.

mod condvar;
mod mutex;
mod rwlock;

pub use condvar::Condvar;
pub use mutex::{Mutex, MutexGuard};
pub use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use std::sync::{
    Arc, Barrier, BarrierWaitResult, LazyLock, LockResult, Once, OnceLock, OnceState, PoisonError,
    TryLockError, TryLockResult, WaitTimeoutResult, Weak, atomic, mpsc,
};

/// Turns what std's lock gave into what ours gives.
fn map_lock<G, H>(result: LockResult<G>, map: impl FnOnce(G) -> H) -> LockResult<H> {
    match result {
        Ok(guard) => Ok(map(guard)),
        Err(poison) => Err(PoisonError::new(map(poison.into_inner()))),
    }
}
