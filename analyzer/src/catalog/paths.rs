//! Canonical names of library items.

use super::lock_type;

/// The canonical path of a library item: `core`/`alloc` are `std`, re-exports lead to where the catalogue keeps the
/// item. Linear in the path's length.
pub fn canonical(path: &str) -> String {
    let path = path.trim_start_matches("::");
    let (first, rest) = path.split_once("::").unwrap_or((path, ""));
    let first = match first {
        "core" | "alloc" | "no_std_compat" | "std" => "std",
        "futures_util" | "futures_lite" => "futures",
        "futures_executor" => return canonical(&format!("futures::executor::{rest}")),
        "async_std" if rest.starts_with("sync::Mutex") || rest.starts_with("sync::RwLock") => {
            return format!("async_lock::{}", &rest[6..]);
        }
        "smol" if rest.starts_with("lock::") => return format!("async_lock::{}", &rest[6..]),
        "async_mutex" | "async_rwlock" => "async_lock",
        other => other,
    };
    let full = if rest.is_empty() { first.to_string() } else { format!("{first}::{rest}") };
    for (from, to) in RENAMES {
        if let Some(tail) = full.strip_prefix(from)
            && (tail.is_empty() || tail.starts_with("::"))
        {
            return format!("{to}{tail}");
        }
    }
    lookalike(&full).unwrap_or(full)
}

/// Locks and guards of crates that the catalogue does not know but that bear the usual names: wrappers, forks and
/// re-exports. They get a path of their own, under which their methods return the guard itself.
fn lookalike(full: &str) -> Option<String> {
    let (module, last) = full.rsplit_once("::")?;
    let krate = module.split("::").next()?;
    let known = is_known_crate(krate) || krate == "lookalike";
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
    (!known && named).then(|| format!("lookalike::{last}"))
}

/// Whether the tables say what that crate's locks are.
pub fn is_known_crate(name: &str) -> bool {
    matches!(
        name,
        "std"
            | "parking_lot"
            | "lock_api"
            | "spin"
            | "tokio"
            | "async_lock"
            | "futures"
            | "dashmap"
            | "embassy_sync"
    )
}

/// Whether any table, or the model, says something of that crate's items: then its sources would say less.
pub fn knows_crate(name: &str) -> bool {
    let first = |path: &str| path.split("::").next() == Some(name);
    is_known_crate(name)
        || super::tells_of_crate(name)
        || canonical(name) != name
        || RENAMES.iter().any(|(from, to)| first(from) || first(to))
        || matches!(
            name,
            "actix_rt"
                | "actix_web"
                | "arc_swap"
                | "arrayvec"
                | "async_executor"
                | "async_once_cell"
                | "async_process"
                | "async_std"
                | "async_task"
                | "compio"
                | "flume"
                | "kanal"
                | "libc"
                | "lock_api"
                | "monoio"
                | "nix"
                | "signal_hook"
                | "signal_hook_registry"
                | "slab"
                | "slotmap"
                | "smol"
                | "triomphe"
        )
}

/// Re-exports and nested modules of the items the catalogue names. Exact prefixes, first match wins.
const RENAMES: &[(&str, &str)] = &[
    ("loom::sync", "std::sync"),
    ("loom::thread", "std::thread"),
    ("shuttle::sync", "std::sync"),
    ("shuttle::thread", "std::thread"),
    ("std::sync::poison", "std::sync"),
    ("std::sync::lazy", "std::sync"),
    ("parking_lot::mutex", "parking_lot"),
    ("parking_lot::rwlock", "parking_lot"),
    ("parking_lot::lock_api", "lock_api"),
    ("spin::mutex::SpinMutex", "spin::Mutex"),
    ("spin::mutex::spin::SpinMutex", "spin::Mutex"),
    ("spin::mutex", "spin"),
    ("spin::rwlock", "spin"),
    ("tokio::sync::mutex", "tokio::sync"),
    ("tokio::sync::rwlock", "tokio::sync"),
    ("dashmap::mapref::one", "dashmap"),
    ("dashmap::mapref::multiple", "dashmap"),
    ("dashmap::mapref::entry", "dashmap"),
    ("dashmap::setref::one", "dashmap"),
    ("std::collections::hash_map::HashMap", "std::collections::HashMap"),
    ("std::collections::btree_map::BTreeMap", "std::collections::BTreeMap"),
    ("hashbrown::HashMap", "std::collections::HashMap"),
    ("hashbrown::HashSet", "std::collections::HashSet"),
    ("rustc_hash::FxHashMap", "std::collections::HashMap"),
    ("rustc_hash::FxHashSet", "std::collections::HashSet"),
    ("fnv::FnvHashMap", "std::collections::HashMap"),
    ("ahash::AHashMap", "std::collections::HashMap"),
    ("ahash::HashMap", "std::collections::HashMap"),
    ("indexmap::IndexMap", "std::collections::HashMap"),
    ("indexmap::IndexSet", "std::collections::HashSet"),
    ("smallvec::SmallVec", "std::vec::Vec"),
    ("std::boxed::ThinBox", "std::boxed::Box"),
    ("futures::future::Future", "std::future::Future"),
    ("crossbeam::utils::CachePadded", "crossbeam_utils::CachePadded"),
    ("once_cell::sync::lazy::Lazy", "once_cell::sync::Lazy"),
    ("tracing::span::Span", "tracing::Span"),
    ("tracing::span", "tracing"),
    ("tokio::task::spawn", "tokio::spawn"),
    ("tokio::runtime::runtime::Runtime", "tokio::runtime::Runtime"),
    ("crossbeam::channel", "crossbeam_channel"),
    ("fs_err::tokio", "tokio::fs"),
    ("fs_err", "std::fs"),
    ("std::sync::mpmc", "std::sync::mpsc"),
    ("futures::channel::mpsc", "futures::mpsc"),
    ("tracing_futures", "tracing"),
    ("crossbeam::sync::ShardedLock", "std::sync::RwLock"),
    ("crossbeam_utils::sync::ShardedLock", "std::sync::RwLock"),
    ("pyo3::prelude", "pyo3"),
    ("pyo3::marker", "pyo3"),
    ("pyo3::instance", "pyo3"),
    ("tokio::sync::mpsc::bounded::channel", "tokio::sync::mpsc::channel"),
    ("crossbeam::sync::WaitGroup", "crossbeam_utils::sync::WaitGroup"),
    ("crossbeam::sync::Parker", "crossbeam_utils::sync::Parker"),
];

/// Whether the catalogue knows a type of that canonical path; decides whether a glob import of a library provides a
/// name.
pub fn is_known_type(path: &str) -> bool {
    lock_type(path).is_some()
        || super::guard_content(path).is_some()
        || matches!(
            path,
            "std::sync::Arc"
                | "std::sync::Weak"
                | "std::sync::Condvar"
                | "std::sync::LazyLock"
                | "std::sync::OnceLock"
                | "std::rc::Rc"
                | "std::rc::Weak"
                | "std::cell::RefCell"
                | "std::cell::Cell"
                | "std::thread::JoinHandle"
                | "std::process::Command"
                | "std::process::Child"
                | "std::collections::HashMap"
                | "std::collections::BTreeMap"
                | "std::collections::HashSet"
                | "std::collections::BTreeSet"
                | "std::collections::VecDeque"
                | "std::pin::Pin"
                | "once_cell::sync::Lazy"
                | "once_cell::sync::OnceCell"
                | "pyo3::Python"
                | "pyo3::Bound"
                | "pyo3::Py"
        )
}

/// Whether an unknown library type with one argument may be a smart pointer to it. Types that surely are not: those of
/// the standard library, cells, channels, handles.
pub fn may_deref(path: &str) -> bool {
    let last = path.rsplit("::").next().unwrap_or(path);
    path.contains("::")
        && !path.starts_with("std::")
        && lock_type(path).is_none()
        && ![
            "Sender", "Receiver", "Handle", "Cell", "Once", "Vec", "Map", "Set", "Queue", "Pool", "Weak",
            "Atomic",
        ]
        .iter()
        .any(|part| last.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn re_exports_lead_to_the_tables() {
        for (written, canonical_path) in [
            ("core::cell::RefCell", "std::cell::RefCell"),
            ("futures_util::lock::Mutex", "futures::lock::Mutex"),
            ("async_std::sync::RwLock", "async_lock::RwLock"),
            ("smol::lock::Mutex", "async_lock::Mutex"),
            ("loom::sync::Mutex", "std::sync::Mutex"),
            ("shuttle::sync::RwLock", "std::sync::RwLock"),
            ("spin::mutex::SpinMutex", "spin::Mutex"),
            ("embassy_sync::mutex::Mutex", "embassy_sync::mutex::Mutex"),
            ("kernel::sync::Mutex", "lookalike::Mutex"),
        ] {
            assert_eq!(canonical(written), canonical_path);
        }
        assert!(lock_type(&canonical("loom::sync::Mutex")).is_some());
        assert!(lock_type(&canonical("embassy_sync::mutex::Mutex")).is_some());
    }

    #[test]
    fn a_prefix_ends_at_a_segment() {
        assert_eq!(canonical("loom::synchronous::Mutex2"), "loom::synchronous::Mutex2");
    }
}
