//! What library methods do to state: which change it, which ask about it, which run a closure alone.

/// Whether a method of that name changes what it is called on.
pub fn mutates(name: &str) -> bool {
    matches!(
        name,
        "push"
            | "push_back"
            | "push_front"
            | "push_str"
            | "pop"
            | "pop_front"
            | "pop_back"
            | "insert"
            | "remove"
            | "clear"
            | "append"
            | "extend"
            | "extend_from_slice"
            | "take"
            | "replace"
            | "get_or_insert"
            | "get_or_insert_with"
            | "get_mut"
            | "iter_mut"
            | "entry"
            | "drain"
            | "retain"
            | "truncate"
            | "resize"
            | "swap"
            | "fill"
            | "sort"
            | "as_mut"
            | "as_mut_ptr"
            | "as_mut_slice"
            | "write"
    )
}

/// Whether a function or method of that name runs its closure once, or while nothing else runs.
pub fn runs_alone(name: &str) -> bool {
    matches!(
        name,
        "call_once"
            | "call_once_force"
            | "get_or_init"
            | "get_or_try_init"
            | "free"
            | "without_interrupts"
            | "interrupt_free"
            | "critical_section"
            | "lock"
    )
}

/// Whether a method of that name adds to what it is called on.
pub fn adds(name: &str) -> bool {
    matches!(name, "insert" | "push" | "push_back" | "push_front" | "extend" | "append")
}

/// Whether a method of that name asks about what it is called on, so that others may decide by the answer.
pub fn asks(name: &str) -> bool {
    matches!(
        name,
        "contains_key"
            | "contains"
            | "get"
            | "is_empty"
            | "len"
            | "is_some"
            | "is_none"
            | "first"
            | "last"
            | "peek"
    )
}

/// Whether a name is a memory ordering's.
pub fn is_ordering(name: &str) -> bool {
    matches!(name, "Relaxed" | "Acquire" | "Release" | "AcqRel" | "SeqCst")
}

/// Whether a function changes what all threads of the process see.
pub fn changes_process(path: &str) -> bool {
    matches!(
        path,
        "std::env::set_var"
            | "std::env::remove_var"
            | "std::env::set_current_dir"
            | "libc::setenv"
            | "libc::chdir"
    )
}

/// Whether a function registers a handler of signals.
pub fn handles_signal(path: &str) -> bool {
    matches!(
        path,
        "signal_hook::low_level::register"
            | "signal_hook_registry::register"
            | "signal_hook_registry::register_unchecked"
            | "libc::signal"
            | "nix::sys::signal::SigHandler::Handler"
    )
}
