//! What runs inside the checked locks.
//!
//! Each thread has its [`stack`]: what it holds, and a cache of the orders that it has reported already. An acquisition
//! whose order is in the cache touches nothing that other threads write. Everything else is the long way ([`acquire`]): a
//! new order goes to the [`graph`] (and to the [`trace`]), a lock that is taken goes to [`waits`].

pub(crate) mod clock;
pub(crate) mod declared;
pub(crate) mod graph;
pub(crate) mod owner;
mod plan;
pub(crate) mod stack;
#[cfg(feature = "tokio")]
pub(crate) mod tasks;
pub(crate) mod trace;
pub(crate) mod waits;

use std::panic::Location;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicU32, AtomicU64};
use std::sync::{Mutex, PoisonError};

use crate::report::{self, Kind, Report};
pub(crate) use stack::{begin, current, forget, held, known, pop, push, take};

/// A place in the source.
pub(crate) type Site = &'static Location<'static>;

/// How a lock is held or wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Mode {
    /// With others.
    Shared,
    /// Alone.
    Exclusive,
}

impl Mode {
    /// Whether one waits for the other.
    pub(crate) fn conflicts(self, other: Mode) -> bool {
        self == Mode::Exclusive || other == Mode::Exclusive
    }
}

/// What a lock knows of itself: where it is made, what it is called, and, from its first acquisition on, its number.
#[derive(Debug)]
pub(crate) struct Meta {
    site: Site,
    /// A [`LockId`]; 0 at first.
    id: AtomicU64,
    /// What reports call it; `&&` is one word.
    name: Option<&'static &'static str>,
}

/// A lock: its class (where it is made) in the upper half, and below it the instance and a bit that is 0 here and says in
/// slots how the lock is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct LockId(pub(crate) u64);

impl LockId {
    pub(crate) fn class(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// The number with [`SHARED`] or without.
    #[inline(always)]
    fn with(self, mode: Mode) -> u64 {
        self.0 | u64::from(mode == Mode::Shared)
    }

    fn new(class: u32, instance: u32) -> LockId {
        LockId(u64::from(class) << 32 | u64::from(instance << 1))
    }
}

impl Meta {
    pub(crate) const fn new(site: Site) -> Meta {
        Meta { site, id: AtomicU64::new(0), name: None }
    }

    /// The same with a name.
    pub(crate) const fn named(mut self, name: &'static &'static str) -> Meta {
        self.name = Some(name);
        self
    }

    /// The number, given at the first use. `ty` is what the lock protects, for reports.
    #[inline]
    pub(crate) fn id(&self, kind: &'static str, ty: fn() -> &'static str) -> LockId {
        match self.id.load(Relaxed) {
            0 => self.first(kind, ty),
            id => LockId(id),
        }
    }

    /// The number of a lock that has been used.
    #[inline(always)]
    pub(crate) fn known(&self) -> LockId {
        LockId(self.id.load(Relaxed))
    }

    #[cold]
    fn first(&self, kind: &'static str, ty: fn() -> &'static str) -> LockId {
        static INSTANCES: AtomicU32 = AtomicU32::new(1);
        let class = graph::class_of(self.site, kind, ty(), self.name.copied());
        let id = LockId::new(class, INSTANCES.fetch_add(1, Relaxed));
        match self.id.compare_exchange(0, id.0, Relaxed, Relaxed) {
            Ok(_) => id,
            Err(known) => LockId(known),
        }
    }
}

/// In a slot of the stack: the lock is held with others. Numbers of locks are even.
const SHARED: u64 = 1;

/// A lock that a thread holds, and where it was taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(crate) id: LockId,
    pub(crate) mode: Mode,
    pub(crate) site: Site,
}

/// Takes a lock the long way: `attempt` does not wait, and gives nothing where it would have to; `wait` does.
pub(crate) fn acquire<G>(
    id: LockId,
    mode: Mode,
    site: Site,
    attempt: impl FnOnce() -> Option<G>,
    wait: impl FnOnce() -> G,
) -> G {
    if mode == Mode::Shared
        && let Some(owner) = current()
    {
        recursive(owner, id, site);
    }
    acquire_again(id, mode, site, attempt, wait)
}

/// [`acquire`] for a reader that may read already.
pub(crate) fn acquire_again<G>(
    id: LockId,
    mode: Mode,
    site: Site,
    attempt: impl FnOnce() -> Option<G>,
    wait: impl FnOnce() -> G,
) -> G {
    let owner = current();
    if let Some(owner) = owner {
        order(owner, id, mode, site);
        plan::pause(owner, id, mode, site);
    }
    let guard = attempt().unwrap_or_else(|| match owner {
        Some(owner) => {
            waits::contended(owner, id, mode, site);
            let guard = wait();
            owner.wait_is_over();
            guard
        }
        None => wait(),
    });
    push(id, mode, site);
    guard
}

/// A lock is about to be taken: reports what is wrong with doing so under those that are held.
fn order(owner: &owner::Owner, id: LockId, mode: Mode, site: Site) {
    if stack::is_new(id, mode) {
        graph::learn(owner, &held(), id, mode, site).iter().for_each(aloud);
    }
}

/// A lock was given up for a while, and has been taken again below everything that is held now.
#[cfg(feature = "parking_lot")]
pub(crate) fn retake(id: LockId, mode: Mode, site: Site) {
    if let Some(owner) = current() {
        order(owner, id, mode, site);
    }
    push(id, mode, site);
}

/// Waits for a cell, or gets the [`Turn`] to initialise it. Panics if this thread is doing that already, or if it would
/// wait for ever.
pub(crate) fn initialise<R>(id: LockId, site: Site, run: impl FnOnce(&Turn) -> R) -> R {
    let owner = current();
    if let Some(owner) = owner {
        order(owner, id, Mode::Exclusive, site);
        plan::pause(owner, id, Mode::Exclusive, site);
        waits::contended(owner, id, Mode::Exclusive, site);
    }
    run(&Turn { owner, id, site })
}

/// A thread that has come to a cell that nobody had initialised.
pub(crate) struct Turn {
    owner: Option<&'static owner::Owner>,
    id: LockId,
    site: Site,
}

impl Turn {
    /// Runs the initialiser with the cell held: others wait for it.
    pub(crate) fn run<T>(&self, initialiser: impl FnOnce() -> T) -> T {
        struct Running(LockId);
        impl Drop for Running {
            fn drop(&mut self) {
                pop(self.0, Mode::Exclusive);
            }
        }
        if let Some(owner) = self.owner {
            owner.wait_is_over();
        }
        push(self.id, Mode::Exclusive, self.site);
        let _running = Running(self.id);
        initialiser()
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(owner) = self.owner {
            owner.wait_is_over();
        }
    }
}

/// Reports a wait for others with a lock held. `what` says what for, and why that is bad.
pub(crate) fn under_lock(site: Site, what: &str) {
    let Some(owner) = current() else { return };
    let Some(held) = held().pop() else { return };
    if !graph::tell_once(held.site, site) {
        return;
    }
    trace::waits(&held, site);
    let message = format!(
        "{} waits for {what}\n  at {}\n  and has held {}\n  since {}",
        owner.title(),
        place(site),
        graph::name(held.id),
        place(held.site)
    );
    aloud(&Report { kind: Kind::WaitUnderLock, message });
}

/// Reports a reader that reads already.
#[cold]
fn recursive(owner: &owner::Owner, id: LockId, site: Site) {
    let Some(own) = stack::holds(id).filter(|own| own.mode == Mode::Shared) else { return };
    if !graph::tell_once(own.site, site) {
        return;
    }
    trace::again(&own, &Held { id, mode: Mode::Shared, site });
    let message = format!(
        "{} reads {} again: it deadlocks if a writer queues in between\n  at {}\n  and has read it since {}",
        owner.title(),
        graph::name(id),
        place(site),
        place(own.site)
    );
    aloud(&Report { kind: Kind::RecursiveRead, message });
}

/// A number for a thread, never given twice.
pub(crate) fn next_number() -> u32 {
    static NUMBERS: AtomicU32 = AtomicU32::new(1);
    NUMBERS.fetch_add(1, Relaxed)
}

/// The content of one of the runtime's own mutexes; their holders do not panic half-way.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells of something, with the checks off in this thread.
pub(crate) fn aloud(report: &Report) {
    let _silence = stack::silence();
    report::tell(report);
}

/// `src/bank.rs:10:5`.
pub(crate) fn place(site: Site) -> String {
    format!("{}:{}:{}", site.file(), site.line(), site.column())
}

/// Reports something and panics with it.
#[cold]
#[track_caller]
pub(crate) fn fatal(kind: Kind, message: String) -> ! {
    let report = Report { kind, message };
    {
        let _silence = stack::silence();
        report::hand_over(&report);
    }
    panic!("{report}");
}
