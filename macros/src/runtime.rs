//! What runs inside the checked locks.
//!
//! Each thread has a [`ThreadState`]: the stack of what it holds, which only it writes and others read while it waits,
//! and a cache of the orders that it has already reported to the [`graph`]. An acquisition whose order is in the cache
//! touches nothing that other threads write. Everything else is the slow path: a new order goes to the graph (and to the
//! [`trace`]), a lock that is taken goes to [`waits`].

pub(crate) mod clock;
pub(crate) mod graph;
mod trace;
pub(crate) mod waits;

use std::cell::Cell;
use std::panic::Location;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};
use std::sync::{Mutex, PoisonError};

use crate::report::{self, Kind, Report};
use clock::Clock;

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

/// What a lock knows of itself: where it is made, and, from its first acquisition on, its number.
#[derive(Debug)]
pub(crate) struct Meta {
    site: Site,
    /// The class in the upper half, the instance in the lower; 0 at first.
    id: AtomicU64,
}

/// A lock: its class (where it is made) and instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct LockId(pub(crate) u64);

impl LockId {
    pub(crate) fn class(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

impl Meta {
    pub(crate) const fn new(site: Site) -> Meta {
        Meta { site, id: AtomicU64::new(0) }
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
    #[inline]
    pub(crate) fn known(&self) -> LockId {
        LockId(self.id.load(Relaxed))
    }

    #[cold]
    fn first(&self, kind: &'static str, ty: fn() -> &'static str) -> LockId {
        static INSTANCES: AtomicU32 = AtomicU32::new(1);
        let class = graph::class_of(self.site, kind, ty());
        let id = u64::from(class) << 32 | u64::from(INSTANCES.fetch_add(1, Relaxed));
        match self.id.compare_exchange(0, id, Relaxed, Relaxed) {
            Ok(_) => LockId(id),
            Err(known) => LockId(known),
        }
    }
}

/// Locks that a thread can hold at a time; what is taken beyond is not checked.
const DEPTH: usize = 128;
/// Orders that a thread remembers: so many times [`WAYS`]; a power of two.
const BUCKETS: usize = 512;
/// Orders of one bucket.
const WAYS: usize = 8;

/// A lock that is held.
#[derive(Debug)]
struct Slot {
    id: AtomicU64,
    shared: AtomicU32,
    /// Stands for everything held from the bottom up to here.
    context: AtomicU64,
    /// Which classes those are, by a bit each (or for several).
    classes: AtomicU64,
    site: AtomicPtr<Location<'static>>,
}

impl Slot {
    const fn empty() -> Slot {
        Slot {
            id: AtomicU64::new(0),
            shared: AtomicU32::new(0),
            context: AtomicU64::new(0),
            classes: AtomicU64::new(0),
            site: AtomicPtr::new(std::ptr::null_mut()),
        }
    }

    fn copy_from(&self, other: &Slot) {
        self.id.store(other.id.load(Relaxed), Relaxed);
        self.shared.store(other.shared.load(Relaxed), Relaxed);
        self.context.store(other.context.load(Relaxed), Relaxed);
        self.classes.store(other.classes.load(Relaxed), Relaxed);
        self.site.store(other.site.load(Relaxed), Relaxed);
    }

    fn held(&self) -> Option<Held> {
        let site = site_of(self.site.load(Relaxed))?;
        let mode = if self.shared.load(Relaxed) == 1 { Mode::Shared } else { Mode::Exclusive };
        Some(Held { id: LockId(self.id.load(Relaxed)), mode, site })
    }
}

/// A lock that a thread holds, and where it was taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(crate) id: LockId,
    pub(crate) mode: Mode,
    pub(crate) site: Site,
}

/// What is known of a thread. Made at its first lock, and never freed: a later thread takes over those of ended ones.
#[derive(Debug)]
pub(crate) struct ThreadState {
    /// Never used twice.
    number: AtomicU32,
    name: Mutex<String>,
    depth: AtomicUsize,
    slots: [Slot; DEPTH],
    cache: [[AtomicU64; WAYS]; BUCKETS],
    /// What it waits for: a lock's number, or a thread's with [`waits::THREAD`] set; 0 for nothing.
    pub(crate) waiting: AtomicU64,
    pub(crate) waiting_shared: AtomicU32,
    waiting_site: AtomicPtr<Location<'static>>,
    /// What it knows of the past of other threads.
    pub(crate) clock: Mutex<Clock>,
}

thread_local! {
    static STATE: Cell<Option<&'static ThreadState>> = const { Cell::new(None) };
    /// Set while the checks call out: locks of the hook are not checked.
    static SILENT: Cell<bool> = const { Cell::new(false) };
    static LEAVER: Leaver = const { Leaver };
}

/// Gives the thread's state back when the thread ends.
struct Leaver;

impl Drop for Leaver {
    fn drop(&mut self) {
        if let Some(state) = STATE.take() {
            waits::leave(state);
        }
    }
}

/// The state of this thread; `None` while a hook runs.
#[inline]
pub(crate) fn current() -> Option<&'static ThreadState> {
    match STATE.get() {
        Some(state) => Some(state),
        None => begin(next_number(), Clock::default()),
    }
}

/// A number for a thread, never given twice.
pub(crate) fn next_number() -> u32 {
    static NUMBERS: AtomicU32 = AtomicU32::new(1);
    NUMBERS.fetch_add(1, Relaxed)
}

/// The state of this thread, made if there is none. `clock` is what it knows from its parent.
#[cold]
pub(crate) fn begin(number: u32, clock: Clock) -> Option<&'static ThreadState> {
    if SILENT.get() {
        return None;
    }
    if let Some(state) = STATE.get() {
        return Some(state);
    }
    let state = waits::enter(|| {
        Box::leak(Box::new(ThreadState {
            number: AtomicU32::new(0),
            name: Mutex::new(String::new()),
            depth: AtomicUsize::new(0),
            slots: [const { Slot::empty() }; DEPTH],
            cache: [const { [const { AtomicU64::new(0) }; WAYS] }; BUCKETS],
            waiting: AtomicU64::new(0),
            waiting_shared: AtomicU32::new(0),
            waiting_site: AtomicPtr::new(std::ptr::null_mut()),
            clock: Mutex::new(Clock::default()),
        }))
    });
    state.number.store(number, Relaxed);
    state.depth.store(0, Relaxed);
    // Orders that the former thread reported have to be reported by this one too.
    state.cache.iter().flatten().for_each(|known| known.store(0, Relaxed));
    *locked(&state.name) = std::thread::current().name().unwrap_or_default().to_string();
    let mut clock = clock;
    clock.set(number, 1);
    *locked(&state.clock) = clock;
    STATE.set(Some(state));
    let _ = LEAVER.try_with(|_| ());
    Some(state)
}

/// The content of one of the runtime's own mutexes; their holders do not panic half-way.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[expect(unsafe_code, reason = "a `Location` is kept in an atomic, so that other threads can read it")]
fn site_of(pointer: *mut Location<'static>) -> Option<Site> {
    // SAFETY: only pointers made from `&'static Location<'static>` are stored, or null.
    unsafe { pointer.as_ref() }
}

fn pointer_of(site: Site) -> *mut Location<'static> {
    std::ptr::from_ref(site).cast_mut()
}

/// A mixer of 64 bits: multiplication by an odd constant (from Fibonacci hashing) and a rotation.
#[inline]
fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl ThreadState {
    pub(crate) fn number(&self) -> u32 {
        self.number.load(Relaxed)
    }

    /// "thread `worker`", "thread 3".
    pub(crate) fn title(&self) -> String {
        match locked(&self.name).as_str() {
            "" => format!("thread {}", self.number()),
            name => format!("thread `{name}`"),
        }
    }

    /// What it holds, bottom first.
    pub(crate) fn held(&self) -> Vec<Held> {
        let depth = self.depth.load(Acquire).min(DEPTH);
        self.slots[..depth].iter().filter_map(Slot::held).collect()
    }

    /// Where it waits.
    pub(crate) fn waits_at(&self) -> Option<Site> {
        site_of(self.waiting_site.load(Relaxed))
    }

    pub(crate) fn set_waiting(&self, what: u64, mode: Mode, site: Site) {
        self.waiting_site.store(pointer_of(site), Relaxed);
        self.waiting_shared.store(u32::from(mode == Mode::Shared), Relaxed);
        self.waiting.store(what, SeqCst);
    }

    pub(crate) fn wait_is_over(&self) {
        self.waiting.store(0, Release);
    }

    /// What stands for the locks held now and `id` above them. One lock of a class is as good as another, unless a lock
    /// of its class may be held already.
    #[inline]
    fn context_with(&self, depth: usize, id: LockId, mode: Mode) -> (u64, u64) {
        let bit = 1u64 << (id.class() & 63);
        let (below, classes) = match depth {
            0 => (0, 0),
            depth => {
                let top = &self.slots[depth - 1];
                (top.context.load(Relaxed), top.classes.load(Relaxed))
            }
        };
        let value = if classes & bit == 0 { u64::from(id.class()) << 32 } else { id.0 };
        (mix(below, value << 1 | u64::from(mode == Mode::Shared)) | 1, classes | bit)
    }

    /// Before a lock is waited for: reports the order, if it is new.
    #[inline]
    pub(crate) fn before(&self, id: LockId, mode: Mode, site: Site) {
        let depth = self.depth.load(Relaxed);
        if depth == 0 || depth >= DEPTH {
            return;
        }
        let (context, _) = self.context_with(depth, id, mode);
        if self.bucket(context)[0].load(Relaxed) != context {
            self.recall(context, id, mode, site);
        }
    }

    /// Where a context is remembered: one of these.
    #[inline]
    fn bucket(&self, context: u64) -> &[AtomicU64; WAYS] {
        &self.cache[context as usize >> 7 & (BUCKETS - 1)]
    }

    /// The context is not the first of its bucket.
    #[inline(never)]
    fn recall(&self, context: u64, id: LockId, mode: Mode, site: Site) {
        let bucket = self.bucket(context);
        if bucket[1..].iter().any(|known| known.load(Relaxed) == context) {
            return;
        }
        self.learn(context, id, mode, site);
    }

    #[cold]
    fn learn(&self, context: u64, id: LockId, mode: Mode, site: Site) {
        let bucket = self.bucket(context);
        for way in (1..WAYS).rev() {
            bucket[way].store(bucket[way - 1].load(Relaxed), Relaxed);
        }
        bucket[0].store(context, Relaxed);
        let reports = graph::learn(self, id, mode, site);
        for report in reports {
            aloud(&report);
        }
    }

    /// A lock is held from here on.
    #[inline]
    pub(crate) fn push(&self, id: LockId, mode: Mode, site: Site) {
        let depth = self.depth.load(Relaxed);
        if depth < DEPTH {
            let (context, classes) = self.context_with(depth, id, mode);
            let slot = &self.slots[depth];
            slot.id.store(id.0, Relaxed);
            slot.shared.store(u32::from(mode == Mode::Shared), Relaxed);
            slot.context.store(context, Relaxed);
            slot.classes.store(classes, Relaxed);
            slot.site.store(pointer_of(site), Relaxed);
        }
        self.depth.store(depth + 1, Release);
    }

    /// A lock is about to be released.
    #[inline]
    pub(crate) fn pop(&self, id: LockId) {
        let depth = self.depth.load(Relaxed);
        if depth > 0 && depth <= DEPTH && self.slots[depth - 1].id.load(Relaxed) == id.0 {
            self.depth.store(depth - 1, Release);
        } else {
            self.pop_below(depth, id);
        }
    }

    #[cold]
    fn pop_below(&self, depth: usize, id: LockId) {
        let tracked = depth.min(DEPTH);
        let found = self.slots[..tracked].iter().rposition(|slot| slot.id.load(Relaxed) == id.0);
        if let Some(at) = found {
            for index in at..tracked - 1 {
                self.slots[index].copy_from(&self.slots[index + 1]);
            }
            // What the slots above stand for has changed.
            for index in at..tracked - 1 {
                let slot = &self.slots[index];
                let mode = if slot.shared.load(Relaxed) == 1 { Mode::Shared } else { Mode::Exclusive };
                let (context, classes) = self.context_with(index, LockId(slot.id.load(Relaxed)), mode);
                slot.context.store(context, Relaxed);
                slot.classes.store(classes, Relaxed);
            }
        }
        if found.is_some() || depth > DEPTH {
            self.depth.store(depth - 1, Release);
        }
    }

    /// How this thread holds the lock, and where it took it.
    pub(crate) fn holds(&self, id: LockId) -> Option<Held> {
        let depth = self.depth.load(Relaxed).min(DEPTH);
        let slot = self.slots[..depth].iter().find(|slot| slot.id.load(Relaxed) == id.0)?;
        slot.held()
    }

    /// A thread that panics for a deadlock still has a stack: nothing is checked while it unwinds.
    pub(crate) fn is_empty(&self) -> bool {
        self.depth.load(Relaxed) == 0
    }
}

/// Tells of something, with the checks off in this thread.
pub(crate) fn aloud(report: &Report) {
    let state = STATE.replace(None);
    let silent = SILENT.replace(true);
    let restore = Restore { state, silent };
    report::tell(report);
    drop(restore);
}

/// Switches the checks on again, also when the hook panics.
struct Restore {
    state: Option<&'static ThreadState>,
    silent: bool,
}

impl Drop for Restore {
    fn drop(&mut self) {
        STATE.set(self.state);
        SILENT.set(self.silent);
    }
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
    aloud(&report);
    panic!("{report}");
}
