//! Memory orderings.

/// Whether a name is a memory ordering's.
pub fn is_ordering(name: &str) -> bool {
    matches!(name, "Relaxed" | "Acquire" | "Release" | "AcqRel" | "SeqCst")
}
