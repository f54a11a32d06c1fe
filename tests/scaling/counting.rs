//! An allocator that counts, and ends the process where it has been asked for more than it may give.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The exit code of a process that has asked for too much.
pub(crate) const SPENT: i32 = 77;

/// What may be allocated from now on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    /// In all.
    pub(crate) all: u64,
    /// At any one time.
    pub(crate) at_once: u64,
}

/// Bytes that have been allocated and freed so far.
static ALLOCATED: AtomicU64 = AtomicU64::new(0);
static FREED: AtomicU64 = AtomicU64::new(0);

/// The most that `ALLOCATED` and its distance to `FREED` may be.
static MOST: AtomicU64 = AtomicU64::new(u64::MAX);
static MOST_AT_ONCE: AtomicU64 = AtomicU64::new(u64::MAX);

/// All bytes that have been allocated so far.
pub(crate) fn allocated() -> u64 {
    ALLOCATED.load(Ordering::Relaxed)
}

/// Gives a budget, or all that there is.
pub(crate) fn set(budget: Option<Budget>) {
    let now = allocated();
    let live = now.saturating_sub(FREED.load(Ordering::Relaxed));
    MOST.store(budget.map_or(u64::MAX, |budget| now + budget.all), Ordering::Relaxed);
    MOST_AT_ONCE.store(budget.map_or(u64::MAX, |budget| live + budget.at_once), Ordering::Relaxed);
}

fn count(bytes: usize) {
    let all = ALLOCATED.fetch_add(bytes as u64, Ordering::Relaxed) + bytes as u64;
    let live = all.saturating_sub(FREED.load(Ordering::Relaxed));
    if all > MOST.load(Ordering::Relaxed) || live > MOST_AT_ONCE.load(Ordering::Relaxed) {
        // Nothing may unwind out of an allocator.
        end();
    }
}

/// Ends this process, whose end may allocate again.
pub(crate) fn end() {
    static ENDS: AtomicBool = AtomicBool::new(false);
    if !ENDS.swap(true, Ordering::Relaxed) {
        std::process::exit(SPENT);
    }
}

/// The system's allocator, counted.
pub(crate) struct Counting;

#[expect(unsafe_code, reason = "an allocator can be written in no other way")]
// SAFETY: everything is passed on to the system's allocator, and counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: the caller keeps the promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        FREED.fetch_add(layout.size() as u64, Ordering::Relaxed);
        // SAFETY: the caller keeps the promises.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: the caller keeps the promises.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        FREED.fetch_add(layout.size() as u64, Ordering::Relaxed);
        // SAFETY: the caller keeps the promises.
        unsafe { System.realloc(pointer, layout, size) }
    }
}
