//! Lock types, their methods and their guards.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Mode, Wait};
use crate::config::LockRow;
use crate::text::Symbol;

/// A lock type of a library.
#[derive(Clone, Debug)]
pub struct LockType {
    /// Canonical path.
    pub path: &'static str,
    /// Which type argument is the content that guards deref to.
    pub content: usize,
    /// Taken by awaiting; its guard may live across awaits.
    pub is_async: bool,
    /// A map or another sharded structure: two keys may meet in one lock.
    pub sharded: bool,
    /// Methods that acquire.
    pub methods: Cow<'static, [LockMethod]>,
}

/// A method that acquires.
#[derive(Clone, Copy, Debug)]
pub struct LockMethod {
    /// Its name.
    pub name: &'static str,
    /// How.
    pub mode: Mode,
    /// How long it may wait.
    pub wait: Wait,
    /// What it returns.
    pub outcome: Outcome,
}

/// What an acquiring method returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The guard.
    Guard,
    /// `Result<Guard, _>`.
    Result,
    /// `Option<Guard>`.
    Option,
    /// A future of the guard: acquired at the await.
    Future,
    /// A future of `Result<Guard, _>`.
    FutureResult,
    /// An iterator that keeps (part of) the lock while it or an item lives.
    Iter,
    /// Released again before the call returns.
    Transient,
    /// Runs the closure argument under the lock.
    Closure,
}

use Mode::{Borrow, BorrowMut, Entered, Exclusive, Permit, Reentrant, Shared, SharedRecursive, Upgradable};
use Outcome::{Closure, Future, FutureResult, Guard, Iter, Option as Opt, Result as Res, Transient};
use Wait::{Bounded, Forever};

const fn m(name: &'static str, mode: Mode, wait: Wait, outcome: Outcome) -> LockMethod {
    LockMethod { name, mode, wait, outcome }
}

const STD_MUTEX: &[LockMethod] =
    &[m("lock", Exclusive, Forever, Res), m("try_lock", Exclusive, Bounded, Res)];
const STD_RWLOCK: &[LockMethod] = &[
    m("read", Shared, Forever, Res),
    m("write", Exclusive, Forever, Res),
    m("try_read", Shared, Bounded, Res),
    m("try_write", Exclusive, Bounded, Res),
];
const PL_MUTEX: &[LockMethod] = &[
    m("lock", Exclusive, Forever, Guard),
    m("lock_arc", Exclusive, Forever, Guard),
    m("try_lock", Exclusive, Bounded, Opt),
    m("try_lock_for", Exclusive, Bounded, Opt),
    m("try_lock_until", Exclusive, Bounded, Opt),
    m("try_lock_arc", Exclusive, Bounded, Opt),
];
const PL_RWLOCK: &[LockMethod] = &[
    m("read", Shared, Forever, Guard),
    m("write", Exclusive, Forever, Guard),
    m("read_arc", Shared, Forever, Guard),
    m("write_arc", Exclusive, Forever, Guard),
    m("read_recursive", SharedRecursive, Forever, Guard),
    m("upgradable_read", Upgradable, Forever, Guard),
    m("upgradeable_read", Upgradable, Forever, Guard),
    m("upgradable_read_arc", Upgradable, Forever, Guard),
    m("try_read", Shared, Bounded, Opt),
    m("try_write", Exclusive, Bounded, Opt),
    m("try_read_for", Shared, Bounded, Opt),
    m("try_write_for", Exclusive, Bounded, Opt),
    m("try_read_until", Shared, Bounded, Opt),
    m("try_write_until", Exclusive, Bounded, Opt),
    m("try_read_recursive", SharedRecursive, Bounded, Opt),
    m("try_upgradable_read", Upgradable, Bounded, Opt),
];
const SPIN_RWLOCK: &[LockMethod] = &[
    // Readers do not queue behind waiting writers here.
    m("read", SharedRecursive, Forever, Guard),
    m("write", Exclusive, Forever, Guard),
    m("upgradeable_read", Upgradable, Forever, Guard),
    m("try_read", SharedRecursive, Bounded, Opt),
    m("try_write", Exclusive, Bounded, Opt),
];
const TOKIO_MUTEX: &[LockMethod] = &[
    m("lock", Exclusive, Forever, Future),
    m("lock_owned", Exclusive, Forever, Future),
    m("blocking_lock", Exclusive, Forever, Guard),
    m("blocking_lock_owned", Exclusive, Forever, Guard),
    m("try_lock", Exclusive, Bounded, Res),
    m("try_lock_owned", Exclusive, Bounded, Res),
];
const TOKIO_RWLOCK: &[LockMethod] = &[
    m("read", Shared, Forever, Future),
    m("write", Exclusive, Forever, Future),
    m("read_owned", Shared, Forever, Future),
    m("write_owned", Exclusive, Forever, Future),
    m("blocking_read", Shared, Forever, Guard),
    m("blocking_write", Exclusive, Forever, Guard),
    m("try_read", Shared, Bounded, Res),
    m("try_write", Exclusive, Bounded, Res),
    m("try_read_owned", Shared, Bounded, Res),
    m("try_write_owned", Exclusive, Bounded, Res),
];
const ASYNC_MUTEX: &[LockMethod] = &[
    m("lock", Exclusive, Forever, Future),
    m("lock_arc", Exclusive, Forever, Future),
    m("lock_owned", Exclusive, Forever, Future),
    m("lock_blocking", Exclusive, Forever, Guard),
    m("lock_arc_blocking", Exclusive, Forever, Guard),
    m("try_lock", Exclusive, Bounded, Opt),
    m("try_lock_arc", Exclusive, Bounded, Opt),
];
const ASYNC_RWLOCK: &[LockMethod] = &[
    m("read", Shared, Forever, Future),
    m("write", Exclusive, Forever, Future),
    m("read_arc", Shared, Forever, Future),
    m("write_arc", Exclusive, Forever, Future),
    m("upgradable_read", Upgradable, Forever, Future),
    m("read_blocking", Shared, Forever, Guard),
    m("write_blocking", Exclusive, Forever, Guard),
    m("try_read", Shared, Bounded, Opt),
    m("try_write", Exclusive, Bounded, Opt),
];
// dashmap documents two classes: those that wait for any reference into the map, and those that wait only for a
// mutable one. Its readers go past waiting writers (`lock_shared` in its lock.rs).
const DASHMAP: &[LockMethod] = &[
    m("get", SharedRecursive, Forever, Opt),
    m("iter", SharedRecursive, Forever, Iter),
    m("len", SharedRecursive, Forever, Transient),
    m("is_empty", SharedRecursive, Forever, Transient),
    m("capacity", SharedRecursive, Forever, Transient),
    m("contains_key", SharedRecursive, Forever, Transient),
    m("view", SharedRecursive, Forever, Closure),
    m("get_mut", Exclusive, Forever, Opt),
    m("iter_mut", Exclusive, Forever, Iter),
    m("entry", Exclusive, Forever, Guard),
    m("insert", Exclusive, Forever, Transient),
    m("remove", Exclusive, Forever, Transient),
    m("remove_if", Exclusive, Forever, Closure),
    m("remove_if_mut", Exclusive, Forever, Closure),
    m("retain", Exclusive, Forever, Closure),
    m("alter", Exclusive, Forever, Closure),
    m("alter_all", Exclusive, Forever, Closure),
    m("clear", Exclusive, Forever, Transient),
    m("shrink_to_fit", Exclusive, Forever, Transient),
    m("try_get", SharedRecursive, Bounded, Opt),
    m("try_get_mut", Exclusive, Bounded, Opt),
    m("try_entry", Exclusive, Bounded, Opt),
];
const STDIN: &[LockMethod] = &[
    m("lock", Exclusive, Forever, Guard),
    m("read_line", Exclusive, Forever, Transient),
    m("lines", Exclusive, Forever, Iter),
    m("read", Exclusive, Forever, Transient),
    m("read_to_string", Exclusive, Forever, Transient),
    m("read_to_end", Exclusive, Forever, Transient),
    m("read_exact", Exclusive, Forever, Transient),
];
// Waiting for a permit is not exclusive: how many there are is not known here.
const SEMAPHORE: &[LockMethod] = &[
    m("acquire", Permit, Forever, FutureResult),
    m("acquire_many", Permit, Forever, FutureResult),
    m("acquire_owned", Permit, Forever, FutureResult),
    m("acquire_many_owned", Permit, Forever, FutureResult),
    m("try_acquire", Permit, Bounded, Res),
    m("try_acquire_owned", Permit, Bounded, Res),
];
const REENTRANT: &[LockMethod] = &[
    m("lock", Reentrant, Forever, Guard),
    m("lock_arc", Reentrant, Forever, Guard),
    m("try_lock", Reentrant, Bounded, Opt),
];
const REENTRANT_RWLOCK: &[LockMethod] = &[
    m("read", Reentrant, Forever, Guard),
    m("write", Reentrant, Forever, Guard),
    m("try_read", Reentrant, Bounded, Opt),
    m("try_write", Reentrant, Bounded, Opt),
];
const REFCELL: &[LockMethod] = &[
    m("borrow", Borrow, Forever, Guard),
    m("borrow_mut", BorrowMut, Forever, Guard),
    m("try_borrow", Borrow, Bounded, Res),
    m("try_borrow_mut", BorrowMut, Bounded, Res),
];
const SPAN: &[LockMethod] = &[m("enter", Entered, Forever, Guard), m("entered", Entered, Forever, Guard)];
const CONTEXT: &[LockMethod] = &[m("attach", Entered, Forever, Guard)];

fn lock(path: &'static str, methods: &'static [LockMethod]) -> LockType {
    LockType { path, content: 0, is_async: false, sharded: false, methods: Cow::Borrowed(methods) }
}

fn awaited(path: &'static str, methods: &'static [LockMethod]) -> LockType {
    LockType { path, content: 0, is_async: true, sharded: false, methods: Cow::Borrowed(methods) }
}

/// Every lock type; paths as [`super::canonical`] gives them.
static LOCKS: LazyLock<Vec<LockType>> = LazyLock::new(|| {
    vec![
        lock("std::sync::Mutex", STD_MUTEX),
        lock("std::sync::RwLock", STD_RWLOCK),
        lock("std::sync::nonpoison::Mutex", PL_MUTEX),
        lock("std::sync::nonpoison::RwLock", PL_RWLOCK),
        lock("std::sync::ReentrantLock", REENTRANT),
        lock("parking_lot::Mutex", PL_MUTEX),
        lock("parking_lot::FairMutex", PL_MUTEX),
        lock("parking_lot::RwLock", PL_RWLOCK),
        lock("parking_lot::ReentrantMutex", REENTRANT),
        lock("parking_lot::ReentrantFairMutex", REENTRANT),
        lock("parking_lot::RecursiveRwLock", REENTRANT_RWLOCK),
        LockType { content: 1, ..lock("lock_api::Mutex", PL_MUTEX) },
        LockType { content: 1, ..lock("lock_api::RwLock", PL_RWLOCK) },
        LockType { content: 2, ..lock("lock_api::ReentrantMutex", REENTRANT) },
        lock("lookalike::Mutex", PL_MUTEX),
        lock("lookalike::RwLock", PL_RWLOCK),
        lock("lookalike::ReentrantMutex", REENTRANT),
        lock("spin::Mutex", PL_MUTEX),
        lock("spin::FairMutex", PL_MUTEX),
        lock("spin::RwLock", SPIN_RWLOCK),
        awaited("tokio::sync::Mutex", TOKIO_MUTEX),
        awaited("tokio::sync::RwLock", TOKIO_RWLOCK),
        awaited("async_lock::Mutex", ASYNC_MUTEX),
        awaited("async_lock::RwLock", ASYNC_RWLOCK),
        awaited("futures::lock::Mutex", ASYNC_MUTEX),
        LockType { content: 1, ..awaited("embassy_sync::mutex::Mutex", ASYNC_MUTEX) },
        awaited("tokio::sync::Semaphore", SEMAPHORE),
        LockType { content: 1, sharded: true, ..lock("dashmap::DashMap", DASHMAP) },
        LockType { content: 0, sharded: true, ..lock("dashmap::DashSet", DASHMAP) },
        lock("std::io::Stdout", REENTRANT),
        lock("std::io::Stderr", REENTRANT),
        lock("std::io::Stdin", STDIN),
        lock("std::cell::RefCell", REFCELL),
        lock("tracing::Span", SPAN),
        lock("opentelemetry::Context", CONTEXT),
    ]
});

/// Guards with the type argument they deref to. The last segment decides, below any module of these crates.
static GUARDS: &[(&str, Mode, Option<usize>)] = &[
    ("MutexGuard", Exclusive, Some(0)),
    ("MappedMutexGuard", Exclusive, Some(0)),
    ("OwnedMutexGuard", Exclusive, Some(0)),
    ("OwnedMappedMutexGuard", Exclusive, Some(1)),
    ("ArcMutexGuard", Exclusive, Some(1)),
    ("MutexGuardArc", Exclusive, Some(0)),
    ("FairMutexGuard", Exclusive, Some(0)),
    ("ReentrantMutexGuard", Reentrant, Some(0)),
    ("ReentrantLockGuard", Reentrant, Some(0)),
    ("RwLockReadGuard", Shared, Some(0)),
    ("MappedRwLockReadGuard", Shared, Some(0)),
    ("OwnedRwLockReadGuard", Shared, Some(0)),
    ("ArcRwLockReadGuard", Shared, Some(1)),
    ("RwLockReadGuardArc", Shared, Some(0)),
    ("RwLockWriteGuard", Exclusive, Some(0)),
    ("MappedRwLockWriteGuard", Exclusive, Some(0)),
    ("OwnedRwLockWriteGuard", Exclusive, Some(0)),
    ("OwnedRwLockMappedWriteGuard", Exclusive, Some(1)),
    ("RwLockMappedWriteGuard", Exclusive, Some(0)),
    ("ArcRwLockWriteGuard", Exclusive, Some(1)),
    ("RwLockWriteGuardArc", Exclusive, Some(0)),
    ("RwLockUpgradableReadGuard", Upgradable, Some(0)),
    ("RwLockUpgradableGuard", Upgradable, Some(0)),
    ("ArcRwLockUpgradableReadGuard", Upgradable, Some(1)),
    ("SpinMutexGuard", Exclusive, Some(0)),
    ("SemaphorePermit", Permit, None),
    ("OwnedSemaphorePermit", Permit, None),
    ("StdoutLock", Reentrant, None),
    ("StderrLock", Reentrant, None),
    ("StdinLock", Exclusive, None),
];

/// dashmap's references: `Ref<'a, K, V>` derefs to `V`.
static MAP_GUARDS: &[(&str, Mode, Option<usize>)] = &[
    ("Ref", SharedRecursive, Some(1)),
    ("RefMut", Exclusive, Some(1)),
    ("RefMulti", SharedRecursive, Some(1)),
    ("RefMutMulti", Exclusive, Some(1)),
    ("MappedRef", SharedRecursive, Some(2)),
    ("MappedRefMut", Exclusive, Some(2)),
    ("Entry", Exclusive, Some(1)),
];

/// Guards whose whole path counts, since other types bear the name too.
static EXACT_GUARDS: &[(&str, Mode, Option<usize>)] = &[
    ("std::cell::Ref", Borrow, Some(0)),
    ("std::cell::RefMut", BorrowMut, Some(0)),
    ("tracing::Entered", Entered, None),
    ("tracing::EnteredSpan", Entered, None),
    ("opentelemetry::ContextGuard", Entered, None),
];

static BY_PATH: LazyLock<FxHashMap<&'static str, &'static LockType>> =
    LazyLock::new(|| LOCKS.iter().map(|lock| (lock.path, lock)).collect());

/// The lock type at a canonical path.
pub fn lock_type(path: &str) -> Option<&'static LockType> {
    BY_PATH.get(path).copied()
}

/// For a guard type's canonical path: its mode, which argument it derefs to, and whether it is of an async lock.
pub fn guard_content(path: &str) -> Option<(Mode, Option<usize>, bool)> {
    let exact = EXACT_GUARDS.iter().find(|(known, _, _)| *known == path);
    if let Some((_, mode, content)) = exact {
        return Some((*mode, *content, false));
    }
    let (module, last) = path.rsplit_once("::")?;
    let krate = module.split("::").next()?;
    let (table, is_async) = match krate {
        "dashmap" => (MAP_GUARDS, false),
        "tokio" | "async_lock" | "async_std" | "futures" => (GUARDS, true),
        "std" | "parking_lot" | "lock_api" | "spin" | "lookalike" => (GUARDS, false),
        _ => return None,
    };
    let (_, mode, content) = table.iter().find(|(name, _, _)| *name == last)?;
    // lock_api's guards have the raw lock as their first argument.
    let shift = usize::from(module.starts_with("lock_api"));
    Some((*mode, content.map(|index| index + shift), is_async))
}

/// The lock types that the configuration adds. Their methods return the guard, or a result or option of it.
pub fn configured(rows: &[LockRow]) -> Vec<LockType> {
    let text = |text: &str| Symbol::new(text).as_str();
    rows.iter()
        .map(|row| {
            let outcome = if row.is_async { Future } else { Guard };
            let mode = |mode| if row.reentrant { Reentrant } else { mode };
            let kinds = [
                (&row.acquire, mode(Exclusive), Forever),
                (&row.write, mode(Exclusive), Forever),
                (&row.read, mode(Shared), Forever),
                (&row.try_acquire, mode(Exclusive), Bounded),
            ];
            let methods = kinds
                .iter()
                .flat_map(|(names, mode, wait)| {
                    let outcome = if *wait == Bounded { Opt } else { outcome };
                    names.iter().map(move |name| m(text(name), *mode, *wait, outcome))
                })
                .collect();
            LockType {
                path: text(&row.ty),
                content: 0,
                is_async: row.is_async,
                sharded: false,
                methods: Cow::Owned(methods),
            }
        })
        .collect()
}

impl LockType {
    /// Whether somebody may wait for it, so that it takes part in the lock order.
    pub fn orders(&self) -> bool {
        self.methods.iter().any(|method| method.mode.is_lock())
    }

    /// Whether a configured row means the type at `path`: the same path, or its last segments.
    pub fn names(&self, path: &str) -> bool {
        path == self.path || path.strip_suffix(self.path).is_some_and(|rest| rest.ends_with("::"))
    }
}
