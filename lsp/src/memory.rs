//! How much memory the server holds.
//!
//! The programs' allocator counts from when a server starts: a system's own numbers tell what a process once needed
//! rather than what it needs, and each system tells them in another way.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};

use mimalloc::MiMalloc;

/// The allocator of the programs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Allocator;

static COUNTS: AtomicBool = AtomicBool::new(false);

/// What is held, but for what threads have not yet added.
static HELD: AtomicIsize = AtomicIsize::new(0);

/// A thread adds what it knows when it is more than this many bytes.
const STEP: isize = 64 << 10;

thread_local! {
    /// What this thread has taken, less what it has given back.
    static OWN: Cell<isize> = const { Cell::new(0) };
}

/// Begins to count.
pub(crate) fn count() {
    COUNTS.store(true, Ordering::Relaxed);
}

/// The bytes that are held more than when counting began: to 64 KiB for each thread.
pub(crate) fn held() -> usize {
    usize::try_from(HELD.load(Ordering::Relaxed)).unwrap_or(0)
}

fn note(bytes: isize) {
    if !COUNTS.load(Ordering::Relaxed) {
        return;
    }
    // A thread that ends may have no counter any more.
    let _ = OWN.try_with(|own| {
        let now = own.get().saturating_add(bytes);
        if now.abs() < STEP {
            own.set(now);
        } else {
            HELD.fetch_add(now, Ordering::Relaxed);
            own.set(0);
        }
    });
}

fn bytes(size: usize) -> isize {
    isize::try_from(size).unwrap_or(isize::MAX)
}

#[expect(unsafe_code, reason = "an allocator is unsafe to write; each call goes to mimalloc as it came")]
// SAFETY: all methods do what mimalloc's do; counting touches no memory but its own and does not allocate.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(bytes(layout.size()));
        // SAFETY: the caller keeps the contract, which is the same.
        unsafe { MiMalloc.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        note(bytes(layout.size()));
        // SAFETY: as above.
        unsafe { MiMalloc.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        note(-bytes(layout.size()));
        // SAFETY: as above.
        unsafe { MiMalloc.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        note(bytes(size) - bytes(layout.size()));
        // SAFETY: as above.
        unsafe { MiMalloc.realloc(place, layout, size) }
    }
}
