//! `std::thread`, with threads that hand on what they know of the past when they are spawned and joined.
//!
//! What a thread did before another was spawned, or after that was joined, cannot meet what that other does: orders are
//! compared only between threads that can run at the same time. Threads of `std::thread` itself count as unordered.

use std::any::Any;
use std::io;
use std::panic::Location;
use std::sync::{Arc, Mutex};

pub use std::thread::{
    AccessError, LocalKey, Scope, ScopedJoinHandle, Thread, ThreadId, available_parallelism, current,
    panicking, park, park_timeout, scope, sleep, yield_now,
};

use crate::runtime::clock::Clock;
use crate::runtime::owner::Awaited;
use crate::runtime::{self, locked, waits};

/// The handle of a thread.
#[derive(Debug)]
pub struct JoinHandle<T> {
    inner: std::thread::JoinHandle<T>,
    /// Given by the parent, so that it can be waited for before it has begun.
    number: u32,
    last: Arc<Last>,
}

/// What a thread knew when it ended.
type Last = Mutex<Option<Clock>>;

/// Tells what a thread knows when it ends, also by a panic.
struct Tells(Arc<Last>);

impl Drop for Tells {
    fn drop(&mut self) {
        if let Some(state) = runtime::current() {
            *locked(&self.0) = Some(locked(&state.clock).clone());
        }
    }
}

/// Spawns a thread.
///
/// # Panics
///
/// If the system cannot make one.
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    Builder::new().spawn(f).expect("failed to spawn thread")
}

/// Sets up a thread: its name and stack.
#[derive(Debug)]
pub struct Builder {
    inner: std::thread::Builder,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder::new()
    }
}

impl Builder {
    /// A thread without a name and with the usual stack.
    pub fn new() -> Builder {
        Builder { inner: std::thread::Builder::new() }
    }

    /// Gives it a name.
    #[must_use]
    pub fn name(self, name: String) -> Builder {
        Builder { inner: self.inner.name(name) }
    }

    /// Gives it a stack of so many bytes.
    #[must_use]
    pub fn stack_size(self, size: usize) -> Builder {
        Builder { inner: self.inner.stack_size(size) }
    }

    /// Spawns the thread.
    ///
    /// # Errors
    ///
    /// If the system cannot make one.
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let (last, number) = (Arc::new(Last::default()), runtime::next_number());
        let known = match runtime::current() {
            Some(state) => {
                let mut clock = locked(&state.clock);
                let known = clock.clone();
                // What this thread does from here on, the new one does not know.
                clock.advance(state.number());
                known
            }
            None => Clock::default(),
        };
        let tells = Tells(Arc::clone(&last));
        let inner = self.inner.spawn(move || {
            runtime::begin(number, known);
            let _tells = tells;
            f()
        })?;
        Ok(JoinHandle { inner, number, last })
    }
}

impl<T> JoinHandle<T> {
    /// The thread.
    pub fn thread(&self) -> &Thread {
        self.inner.thread()
    }

    /// Whether it has ended.
    pub fn is_finished(&self) -> bool {
        self.inner.is_finished()
    }

    /// Waits for its end.
    ///
    /// # Errors
    ///
    /// What it panicked with, if it did.
    ///
    /// # Panics
    ///
    /// If it waits, directly or through others, for this thread.
    #[track_caller]
    pub fn join(self) -> Result<T, Box<dyn Any + Send>> {
        let site = Location::caller();
        let state = runtime::current();
        if let Some(state) = state {
            waits::wait(state, Awaited::Thread(self.number), site);
        }
        let result = self.inner.join();
        if let Some(state) = state {
            state.wait_is_over();
            if let Some(past) = &*locked(&self.last) {
                let mut clock = locked(&state.clock);
                clock.join(past);
                clock.advance(state.number());
            }
        }
        result
    }
}
