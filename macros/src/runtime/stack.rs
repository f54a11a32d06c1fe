//! What this thread holds, and the orders that it has reported: all of it private to the thread.

use std::cell::Cell;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

use super::clock::Clock;
use super::owner::Owner;
use super::{Held, LockId, Meta, Mode, SHARED, Site, next_number, plan, waits};

/// Locks that a thread can hold at a time; what is taken beyond is not checked. Depths are bytes, so that no index has to
/// be compared with a bound.
const DEPTH: u8 = u8::MAX;
/// Orders that a thread remembers: so many times [`WAYS`]; a power of two.
const BUCKETS: usize = 512;
/// Orders of one bucket.
const WAYS: usize = 8;

/// A lock that is held.
struct Slot {
    /// The lock's number, and [`SHARED`] or not.
    lock: Cell<u64>,
    /// Of everything from the bottom up to here.
    context: Cell<Context>,
    site: Cell<Option<Site>>,
}

impl Slot {
    const fn empty() -> Slot {
        Slot { lock: Cell::new(0), context: Cell::new(Context::EMPTY), site: Cell::new(None) }
    }

    #[inline(always)]
    fn set(&self, lock: u64, context: Context, site: Option<Site>) {
        self.lock.set(lock);
        self.context.set(context);
        self.site.set(site);
    }

    fn id(&self) -> LockId {
        LockId(self.lock.get() & !SHARED)
    }

    fn held(&self) -> Option<Held> {
        let mode = if self.lock.get() & SHARED == 0 { Mode::Exclusive } else { Mode::Shared };
        Some(Held { id: self.id(), mode, site: self.site.get()? })
    }
}

/// Stands for a stack of held locks: a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Context(u64);

impl Context {
    const EMPTY: Context = Context(0);

    /// The context with one lock more. The mixer is a multiplication by an odd constant (Fibonacci hashing).
    #[inline(always)]
    fn with(self, lock: u64) -> Context {
        Context((self.0 ^ lock).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// The same for all stacks of the same classes: one lock of a class is as good as another, unless a lock of its class
    /// may be held below. No instance's context, by its lowest bit.
    fn of_classes(locks: impl Iterator<Item = u64>) -> Context {
        let (mut context, mut classes) = (Context::EMPTY, 0u64);
        for lock in locks {
            let class = lock & (!0 << 32 | SHARED);
            let bit = 1 << (lock >> 32 & 63);
            context = Context(context.with(if classes & bit == 0 { class } else { lock }).0.rotate_left(32));
            classes |= bit;
        }
        Context(!context.0)
    }
}

/// The orders that a thread has reported: contexts, the one used last first in its bucket. Only the thread itself reads
/// it, but it outlives the thread.
#[derive(Debug)]
struct Cache([[AtomicU64; WAYS]; BUCKETS]);

impl Cache {
    #[inline(always)]
    fn bucket(&self, context: Context) -> &[AtomicU64; WAYS] {
        &self.0[(context.0 >> 55) as usize % BUCKETS]
    }

    /// Whether the context is the one of its bucket that was used last.
    #[inline(always)]
    fn has_first(&self, context: Context) -> bool {
        self.bucket(context)[0].load(Relaxed) == context.0
    }

    /// Puts the context first, and says whether it was there.
    fn touch(&self, context: Context) -> bool {
        let mut carried = context.0;
        for way in self.bucket(context) {
            let former = way.load(Relaxed);
            way.store(carried, Relaxed);
            if former == context.0 {
                return true;
            }
            carried = former;
        }
        false
    }

    fn clear(&self) {
        self.0.iter().flatten().for_each(|known| known.store(0, Relaxed));
    }
}

/// What outlives a thread: a later one takes it over.
#[derive(Debug)]
pub(super) struct Thread {
    pub(super) owner: Owner,
    cache: Cache,
}

impl Thread {
    /// Never freed.
    pub(super) fn leak() -> &'static Thread {
        let cache = Cache([const { [const { AtomicU64::new(0) }; WAYS] }; BUCKETS]);
        Box::leak(Box::new(Thread { owner: Owner::default(), cache }))
    }
}

struct Local {
    thread: Cell<Option<&'static Thread>>,
    depth: Cell<u8>,
    /// The first is below everything and stays empty.
    slots: [Slot; DEPTH as usize + 1],
    /// Set while the checks call out: locks of the hook are not checked.
    silent: Cell<bool>,
}

impl Local {
    /// What the thread holds.
    fn held(&self) -> &[Slot] {
        &self.slots[1..=usize::from(self.depth.get())]
    }

    #[inline(always)]
    fn top(&self) -> &Slot {
        &self.slots[usize::from(self.depth.get())]
    }
}

thread_local! {
    static LOCAL: Local = const {
        Local {
            thread: Cell::new(None),
            depth: Cell::new(0),
            slots: [const { Slot::empty() }; DEPTH as usize + 1],
            silent: Cell::new(false),
        }
    };
    // Apart, since a thread local without a destructor is cheaper to reach.
    static LEAVER: Leaver = const { Leaver };
}

/// Gives the thread's cache back when the thread ends.
struct Leaver;

impl Drop for Leaver {
    fn drop(&mut self) {
        if let Some(thread) = LOCAL.with(|local| local.thread.take()) {
            waits::leave(thread);
        }
    }
}

/// This thread; `None` while a hook runs.
pub(crate) fn current() -> Option<&'static Owner> {
    match LOCAL.with(|local| local.thread.get()) {
        Some(thread) => Some(&thread.owner),
        None => begin(next_number(), Clock::default()),
    }
}

/// This thread, made known if it is not. `clock` is what it knows from its parent.
#[cold]
pub(crate) fn begin(number: u32, clock: Clock) -> Option<&'static Owner> {
    let (silent, known) = LOCAL.with(|local| (local.silent.get(), local.thread.get()));
    if silent {
        return None;
    }
    if let Some(thread) = known {
        return Some(&thread.owner);
    }
    let thread = waits::enter();
    // Orders that the former thread reported have to be reported by this one too.
    thread.cache.clear();
    let title = match std::thread::current().name() {
        None | Some("") => format!("thread {number}"),
        Some(name) => format!("thread `{name}`"),
    };
    thread.owner.begin(number, title, clock);
    LOCAL.with(|local| {
        local.thread.set(Some(thread));
        local.depth.set(0);
    });
    let _ = LEAVER.try_with(|_| ());
    Some(&thread.owner)
}

/// An acquisition of which all is known already.
#[derive(Clone, Copy)]
pub(crate) struct Step {
    depth: u8,
    lock: u64,
    context: Context,
}

/// The step onto a lock, if its order is known: what most acquisitions need.
#[inline(always)]
pub(crate) fn known(meta: &Meta, mode: Mode) -> Option<Step> {
    LOCAL.with(|local| {
        let thread = local.thread.get()?;
        let id = meta.known();
        let depth = local.depth.get();
        let lock = id.with(mode);
        let context = local.slots[usize::from(depth)].context.get().with(lock);
        let known = if depth == 0 { id.0 != 0 } else { thread.cache.has_first(context) };
        known.then(|| Step { depth: depth.wrapping_add(1), lock, context })
    })
}

/// The step is made: the lock is held from here on.
#[inline(always)]
pub(crate) fn take(step: Step, site: Site) {
    LOCAL.with(|local| {
        local.slots[usize::from(step.depth)].set(step.lock, step.context, Some(site));
        local.depth.set(step.depth);
    });
}

/// A lock is held from here on.
pub(crate) fn push(id: LockId, mode: Mode, site: Site) {
    LOCAL.with(|local| {
        let depth = local.depth.get();
        if local.thread.get().is_some() && depth != DEPTH {
            let lock = id.with(mode);
            let context = local.top().context.get().with(lock);
            take(Step { depth: depth + 1, lock, context }, site);
        }
    });
}

/// A lock is about to be released. Small enough to become part of the guard's drop.
#[inline(always)]
pub(crate) fn pop(id: LockId, mode: Mode) {
    LOCAL.with(|local| {
        let lock = id.with(mode);
        if local.top().lock.get() == lock {
            local.depth.set(local.depth.get() - 1);
        } else {
            pop_below(lock);
        }
    });
}

/// The lock is not the last one that was taken, or has no slot.
#[cold]
fn pop_below(lock: u64) {
    LOCAL.with(|local| {
        let held = local.held();
        let Some(at) = held.iter().rposition(|slot| slot.lock.get() == lock) else { return };
        // What stands for the slots above changes too.
        let mut context = local.slots[at].context.get();
        for pair in held[at..].windows(2) {
            let lock = pair[1].lock.get();
            context = context.with(lock);
            pair[0].set(lock, context, pair[1].site.get());
        }
        local.depth.set(local.depth.get() - 1);
    });
}

/// What this thread has reported so far says nothing about what it does from here on: it has spawned or joined another.
pub(crate) fn forget() {
    if let Some(thread) = LOCAL.with(|local| local.thread.get()) {
        thread.cache.clear();
    }
}

/// Whether taking the lock would make an order of classes that this thread has not reported yet; it counts as reported
/// then.
pub(super) fn is_new(id: LockId, mode: Mode) -> bool {
    LOCAL.with(|local| {
        let Some(thread) = local.thread.get() else { return false };
        let (depth, lock) = (local.depth.get(), id.with(mode));
        if depth == 0 || depth == DEPTH {
            return false;
        }
        // The same instances are known from here on without a look at their classes.
        let locks = local.held().iter().map(|slot| slot.lock.get());
        (plan::is_active() || !thread.cache.touch(local.top().context.get().with(lock)))
            && !thread.cache.touch(Context::of_classes(locks.chain([lock])))
    })
}

/// What this thread holds, bottom first.
pub(crate) fn held() -> Vec<Held> {
    LOCAL.with(|local| local.held().iter().filter_map(Slot::held).collect())
}

/// How this thread holds a lock, and where it took it.
pub(crate) fn holds(id: LockId) -> Option<Held> {
    LOCAL.with(|local| local.held().iter().find(|slot| slot.id() == id)?.held())
}

/// The checks are off in this thread as long as this lives: what is taken leaves no mark, and its guards take none away.
pub(crate) struct Silence {
    thread: Option<&'static Thread>,
    depth: u8,
    silent: bool,
}

/// Switches the checks off in this thread.
pub(crate) fn silence() -> Silence {
    LOCAL.with(|local| Silence {
        thread: local.thread.take(),
        depth: local.depth.replace(0),
        silent: local.silent.replace(true),
    })
}

impl Drop for Silence {
    fn drop(&mut self) {
        LOCAL.with(|local| {
            local.thread.set(self.thread);
            local.depth.set(self.depth);
            local.silent.set(self.silent);
        });
    }
}

#[cfg(test)]
mod tests {
    use std::panic::Location;

    use super::*;

    #[test]
    fn locks_leave_in_any_order() {
        let (a, b, c) = (LockId::new(1, 1), LockId::new(2, 1), LockId::new(2, 2));
        let site = Location::caller();
        begin(next_number(), Clock::default());
        for lock in [a, b, c] {
            push(lock, Mode::Exclusive, site);
        }
        pop(b, Mode::Exclusive);
        let ids = || held().iter().map(|held| held.id).collect::<Vec<_>>();
        assert_eq!(ids(), [a, c]);
        let context = || LOCAL.with(|local| local.top().context.get());
        let left = context();
        pop(c, Mode::Exclusive);
        push(c, Mode::Exclusive, site);
        assert_eq!(context(), left, "as if it had never been there");
        pop(a, Mode::Exclusive);
        pop(c, Mode::Exclusive);
        assert_eq!(context(), Context::EMPTY);
    }

    #[test]
    fn locks_beyond_the_depth_come_and_go() {
        let site = Location::caller();
        begin(next_number(), Clock::default());
        let locks: Vec<LockId> = (0..300).map(|instance| LockId::new(3, instance + 1)).collect();
        locks.iter().for_each(|lock| push(*lock, Mode::Shared, site));
        assert_eq!(held().len(), usize::from(DEPTH));
        locks.iter().for_each(|lock| pop(*lock, Mode::Shared));
        assert!(held().is_empty());
    }

    #[test]
    fn one_lock_of_a_class_is_as_good_as_another_until_a_second_is_held() {
        let [a, b, c] = [LockId::new(7, 1), LockId::new(7, 2), LockId::new(8, 1)].map(|id| id.0);
        let context = |locks: &[u64]| Context::of_classes(locks.iter().copied());
        assert_eq!(context(&[c, a]), context(&[c, b]));
        assert_ne!(context(&[c, a]), context(&[a, c]));
        assert_ne!(context(&[a, b]), context(&[b, a]));
        assert_ne!(context(&[c, a]), context(&[c, a | SHARED]));
    }
}
