//! futures-task 0.3.

pub use futures::task::{Context, LocalSpawn, Poll, RawWaker, RawWakerVTable, Spawn, SpawnError, Waker, noop_waker};
