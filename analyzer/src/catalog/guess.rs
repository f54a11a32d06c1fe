//! What a name alone suggests, where neither a declaration nor the sources know what is called.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::blocking::row;
use super::{Blocking, Consequence, Fragile, Work, shelf};

use Consequence::{Either, Hangs, Panics};
use Work::{Resolve, Runtime};

/// Methods that are known by their name alone, whatever they are called on.
const BY_NAME: &[Blocking] = &[
    row("to_socket_addrs", Resolve),
    row("blocking_lock", Runtime(Panics)),
    row("blocking_lock_owned", Runtime(Panics)),
    row("blocking_read", Runtime(Panics)),
    row("blocking_read_owned", Runtime(Panics)),
    row("blocking_write", Runtime(Panics)),
    row("blocking_write_owned", Runtime(Panics)),
    row("blocking_recv", Runtime(Panics)),
    row("blocking_recv_many", Runtime(Panics)),
    row("blocking_send", Runtime(Panics)),
    row("lock_blocking", Runtime(Hangs)),
    row("lock_arc_blocking", Runtime(Hangs)),
    row("read_blocking", Runtime(Hangs)),
    row("write_blocking", Runtime(Hangs)),
    row("send_blocking", Runtime(Hangs)),
    row("recv_blocking", Runtime(Hangs)),
    row("block_on", Runtime(Either)),
];

static NAMES: LazyLock<FxHashMap<&'static str, &'static Blocking>> =
    LazyLock::new(|| BY_NAME.iter().map(|row| (row.name, row)).collect());

/// A method that blocks whatever it is called on.
pub fn blocking_by_name(method: &str) -> Option<&'static Blocking> {
    NAMES.get(method).copied()
}

/// Whether a function or method of that name hands its closure or future to another thread or task.
pub fn spawns(name: &str) -> bool {
    matches!(
        name,
        "spawn"
            | "spawn_local"
            | "spawn_pinned"
            | "spawn_fifo"
            | "spawn_scoped"
            | "spawn_unchecked"
            | "spawn_on"
            | "spawn_obj"
            | "spawn_ok"
            | "spawn_with_handle"
            | "spawn_in"
            | "execute"
            | "defer"
            | "schedule"
            | "queue_idle"
            | "set_hook"
            | "run_on_main_thread"
            | "spawn_async"
            | "spawn_future"
            | "spawn_task"
            | "spawn_boxed"
            | "spawn_critical"
            | "spawn_essential"
            | "spawn_and_log_error"
            | "spawn_named"
            | "add_task"
    ) || offloads(name)
}

/// Whether a function of that name runs its closure where it may block: a pool for blocking work, or this thread after
/// the executor has been told.
pub fn offloads(name: &str) -> bool {
    matches!(name, "unblock" | "asyncify" | "block_in_place" | "interact" | "run_in_threadpool")
        || name.contains("blocking") && (name.contains("spawn") || name.contains("run"))
}

/// Adaptors of streams, iterators and futures: their closures run where the result is polled.
pub fn combinator(name: &str) -> bool {
    matches!(
        name,
        "map"
            | "then"
            | "and_then"
            | "or_else"
            | "map_ok"
            | "map_err"
            | "filter"
            | "filter_map"
            | "flat_map"
            | "for_each"
            | "for_each_concurrent"
            | "try_for_each"
            | "try_for_each_concurrent"
            | "fold"
            | "try_fold"
            | "inspect"
            | "inspect_ok"
            | "inspect_err"
            | "take_while"
            | "skip_while"
            | "scan"
            | "try_filter"
            | "try_filter_map"
            | "unfold"
            | "try_unfold"
            | "poll_fn"
            | "once"
            | "repeat_with"
            | "map_while"
    )
}

/// Whether a method runs its closure when something is ready, and again if it would have blocked after all: what it does
/// is set not to block.
pub fn tries(name: &str) -> bool {
    matches!(name, "try_io" | "async_io" | "read_with" | "write_with" | "read_with_mut" | "write_with_mut")
}

/// Whether a function or method polls several futures at a time in one task, until all are done. Of a race, such as
/// `select`, the others are often no more than signals to stop.
pub fn polls_together(name: &str) -> bool {
    matches!(
        name,
        "join"
            | "try_join"
            | "join_all"
            | "try_join_all"
            | "zip"
            | "buffered"
            | "buffer_unordered"
            | "try_buffered"
            | "try_buffer_unordered"
            | "for_each_concurrent"
            | "try_for_each_concurrent"
    )
}

/// The future of a method, if dropping it half-way loses something: one that a trait of tokio's has by that name.
pub fn fragile(method: &str) -> Option<&'static Fragile> {
    if !method.starts_with("read_") && !method.starts_with("write_") {
        return None;
    }
    let traits = shelf::extensions(&["tokio::io"]);
    let named = crate::text::Symbol::new(method);
    traits.filter_map(|of| of.function(named)).find_map(|function| function.effects.loses)
}

/// The type of what a library's macro of that name makes.
pub fn made_by_macro(name: &str) -> Option<&'static str> {
    Some(match name {
        "span" | "trace_span" | "debug_span" | "info_span" | "warn_span" | "error_span" => "tracing::Span",
        "format" => "std::string::String",
        _ => return None,
    })
}

/// Whether a method gives the interpreter up while its closure runs.
pub fn detaches_python(method: &str) -> bool {
    matches!(method, "detach" | "allow_threads")
}

/// Whether a method of a collection makes an iterator whose closures run as jobs of rayon's pool.
pub fn in_parallel(method: &str) -> bool {
    method.starts_with("par_") || method == "into_par_iter"
}

/// Whether a method of an iterator takes all its items.
pub fn exhausts(method: &str) -> bool {
    matches!(
        method,
        "collect" | "count" | "for_each" | "sum" | "product" | "last" | "fold" | "max" | "min" | "extend"
    )
}

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

/// Whether an unknown library type with one argument may be a smart pointer to it. Types that surely are not: those of
/// the standard library, cells, channels, handles.
pub fn may_deref(path: &str) -> bool {
    let last = path.rsplit("::").next().unwrap_or(path);
    path.contains("::")
        && !path.starts_with("std::")
        && shelf::ty(path).is_none()
        && ![
            "Sender", "Receiver", "Handle", "Cell", "Once", "Vec", "Map", "Set", "Queue", "Pool", "Weak",
            "Atomic",
        ]
        .iter()
        .any(|part| last.contains(part))
}

/// Locks and guards of crates that are not declared but that bear the usual names: wrappers, forks and re-exports. They are
/// taken for those of parking_lot, whose methods give the guard itself; where it comes in a result after all, see [`unwraps`].
pub(super) fn lookalike(full: &str) -> Option<String> {
    let (module, last) = full.rsplit_once("::")?;
    let krate = module.split("::").next()?;
    let known = shelf::knows_crate(krate);
    let named = matches!(
        last,
        "Mutex"
            | "RwLock"
            | "MutexGuard"
            | "RwLockReadGuard"
            | "RwLockWriteGuard"
            | "MappedMutexGuard"
            | "MappedRwLockReadGuard"
            | "MappedRwLockWriteGuard"
            | "ReentrantMutex"
    );
    (!known && named).then(|| format!("parking_lot::{last}"))
}

/// Whether a method of that name takes the value out of a result.
pub fn unwraps(name: &str) -> bool {
    matches!(name, "unwrap" | "expect")
}

/// Whether an undeclared type of that path is most likely a `Result` with an error of its library's own.
pub fn result_alias(path: &str) -> bool {
    matches!(path.rsplit("::").next(), Some("Result" | "Fallible"))
}

/// Whether a method of that name keeps its arguments.
pub fn stores(name: &str) -> bool {
    matches!(
        name,
        "insert"
            | "push"
            | "push_back"
            | "push_front"
            | "extend"
            | "replace"
            | "get_or_insert"
            | "set"
            | "or_insert"
    )
}

/// What an undeclared function of that name does to memory.
pub fn memory(name: &str) -> Option<Memory> {
    Some(match name {
        "from_raw" | "dealloc" | "drop_in_place" | "free" => Memory::Frees,
        "into_raw" | "leak" => Memory::Leaks,
        "fence" => Memory::Fences,
        _ => return None,
    })
}

/// What a function does to memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    /// Frees it, or takes back what was given up.
    Frees,
    /// Gives it up.
    Leaks,
    /// Orders accesses to it.
    Fences,
}

/// Whether an undeclared function of that name limits the time that the future which it is given last has.
pub fn limits(name: &str) -> bool {
    matches!(name, "timeout" | "timeout_at")
}
