//! What is replaced, by name.

use syn::{Path, PathSegment};

/// A type that has a checked one to take its place.
pub(crate) struct Replaced {
    name: &'static str,
    /// Its parameters, where an expression leaves them to inference.
    pub(crate) inferred: &'static str,
    /// Whether it has a name in reports.
    pub(crate) is_lock: bool,
}

const fn lock(name: &'static str, inferred: &'static str) -> Replaced {
    Replaced { name, inferred, is_lock: true }
}

const fn other(name: &'static str, inferred: &'static str) -> Replaced {
    Replaced { name, inferred, is_lock: false }
}

const TYPES: [Replaced; 19] = [
    lock("Mutex", "<_>"),
    lock("RwLock", "<_>"),
    lock("OnceLock", "<_>"),
    lock("LazyLock", "<_>"),
    lock("ReentrantMutex", "<_>"),
    lock("Semaphore", ""),
    other("Once", ""),
    other("Condvar", ""),
    other("Barrier", ""),
    other("MutexGuard", "<'_, _>"),
    other("RwLockReadGuard", "<'_, _>"),
    other("RwLockWriteGuard", "<'_, _>"),
    other("RwLockUpgradableReadGuard", "<'_, _>"),
    other("MappedMutexGuard", "<'_, _>"),
    other("MappedRwLockReadGuard", "<'_, _>"),
    other("MappedRwLockWriteGuard", "<'_, _>"),
    other("RwLockMappedWriteGuard", "<'_, _>"),
    other("SemaphorePermit", "<'_>"),
    other("ReentrantMutexGuard", "<'_, _>"),
];

/// What a path's segment names, if that is replaced.
pub(crate) fn replaced(segment: &PathSegment) -> Option<&'static Replaced> {
    TYPES.iter().find(|ty| segment.ident == ty.name)
}

/// Crates whose modules have checked twins: `std::sync::…`.
const MODULES: [(&str, &[&str]); 3] = [
    ("std", &["sync", "thread"]),
    #[cfg(feature = "parking_lot")]
    ("parking_lot", &[]),
    #[cfg(not(feature = "parking_lot"))]
    ("", &[]),
    #[cfg(feature = "tokio")]
    ("tokio", &["sync"]),
    #[cfg(not(feature = "tokio"))]
    ("", &[]),
];

/// The modules of a crate that have checked twins; with none, the crate itself has one.
pub(crate) fn twins(krate: &syn::Ident) -> Option<&'static [&'static str]> {
    MODULES.iter().find(|(name, _)| krate == name).map(|(_, modules)| *modules)
}

/// Whether a crate keeps its own name inside concheck: `concheck::tokio::sync`, but `concheck::sync`.
pub(crate) fn keeps_name(krate: &syn::Ident) -> bool {
    krate != "std"
}

/// Whether a path leads into a module with a checked twin.
pub(crate) fn has_twin(path: &Path) -> bool {
    let mut segments = path.segments.iter();
    let Some(modules) = segments.next().and_then(|krate| twins(&krate.ident)) else { return false };
    let second = segments.next();
    second.is_some_and(|second| modules.is_empty() || modules.iter().any(|module| second.ident == module))
}

/// Functions that make a lock of its content, and can be called in a constant.
pub(crate) fn makes(function: &PathSegment) -> bool {
    function.ident == "new" || function.ident == "const_new"
}

/// What may stand between a field and the lock in it.
pub(crate) fn wraps(path: &Path) -> bool {
    let names =
        path.segments.iter().rev().take(2).map(|segment| segment.ident.to_string()).collect::<Vec<_>>();
    matches!(
        names.iter().map(String::as_str).collect::<Vec<_>>()[..],
        ["new", "Arc" | "Rc" | "Box" | "CachePadded"]
            | ["leak" | "pin" | "from", "Box" | "Arc"]
            | ["Some" | "Ok", ..]
    )
}
