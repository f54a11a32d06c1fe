//! What library functions do to state that all threads see.

use super::declared::Where;
use super::shelf;

/// Whether a name is a memory ordering's.
pub fn is_ordering(name: &str) -> bool {
    matches!(name, "Relaxed" | "Acquire" | "Release" | "AcqRel" | "SeqCst")
}

/// Whether a function changes what all threads of the process see.
pub fn changes_process(path: &str) -> bool {
    shelf::function(path).is_some_and(|function| function.effects.changes_process)
}

/// Whether a function registers a handler of signals.
pub fn handles_signal(path: &str) -> bool {
    shelf::function(path).is_some_and(|function| function.effects.runs == Some(Where::Signal))
}
