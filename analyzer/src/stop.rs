//! Ending work that nobody waits for any more, or that takes too much.
//!
//! An analysis may run for long inside one body. Whoever started it raises a [`Stop`]; the threads that obey it look at it
//! wherever work can grow without end (`check`) and unwind. Threads that obey none, those of the command line, never stop.

use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

thread_local! {
    static OBEYED: OnceCell<Stop> = const { OnceCell::new() };
}

/// A flag that ends work.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

/// Work was ended by a [`Stop`]. What it was changing may be half made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

impl Stop {
    /// Ends what the threads that obey it do.
    pub fn raise(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// They may work again.
    pub fn lower(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    /// Unwinds, as far as [`catch`], if it is raised.
    pub fn check(&self) {
        if self.0.load(Ordering::Relaxed) {
            // No message of a panic: nothing is wrong.
            resume_unwind(Box::new(Stopped));
        }
    }

    /// What this thread does from now on ends when the flag is raised. A thread obeys the first one that it is told.
    pub fn obey(&self) {
        OBEYED.with(|obeyed| drop(obeyed.set(self.clone())));
    }
}

/// Unwinds, as far as [`catch`], if this thread is to stop.
pub(crate) fn check() {
    OBEYED.with(|obeyed| {
        if let Some(stop) = obeyed.get() {
            stop.check();
        }
    });
}

/// Does work that may be stopped. A panic goes on.
pub fn catch<R>(work: impl FnOnce() -> R) -> Result<R, Stopped> {
    catch_unwind(AssertUnwindSafe(work)).or_else(|payload| match payload.downcast::<Stopped>() {
        Ok(stopped) => Err(*stopped),
        Err(payload) => resume_unwind(payload),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_threads_that_obey_stop() {
        let stop = Stop::default();
        stop.raise();
        check();
        let obeys = stop.clone();
        let outcome = std::thread::spawn(move || {
            obeys.obey();
            let stopped = catch(check);
            obeys.lower();
            (stopped, catch(check))
        });
        assert_eq!(outcome.join().expect("no panic"), (Err(Stopped), Ok(())));
    }
}
