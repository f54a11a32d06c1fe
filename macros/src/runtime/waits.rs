//! Who waits for whom, asked when a thread has to wait: a circle is a deadlock, and the thread that closes it panics.
//!
//! A thread says what it waits for before it looks, and looks under a common mutex, so that of several threads that close
//! a circle the last one sees it. What a thread holds leaves its stack before the lock is free, and comes onto it after
//! the lock is taken: a circle that is seen is there.

use std::sync::Mutex;
use std::sync::atomic::Ordering::SeqCst;

use super::{LockId, Mode, Site, ThreadState, fatal, graph, locked, place};
use crate::report::Kind;

/// Marks the number of a thread among those of locks.
pub(crate) const THREAD: u64 = 1 << 63;

#[derive(Default)]
struct Threads {
    alive: Vec<&'static ThreadState>,
    ended: Vec<&'static ThreadState>,
}

static THREADS: Mutex<Threads> = Mutex::new(Threads { alive: Vec::new(), ended: Vec::new() });

/// A thread begins: takes over the state of an ended one.
pub(super) fn enter(make: impl FnOnce() -> &'static ThreadState) -> &'static ThreadState {
    let mut threads = locked(&THREADS);
    let state = threads.ended.pop().unwrap_or_else(make);
    threads.alive.push(state);
    state
}

/// A thread ends.
pub(super) fn leave(state: &'static ThreadState) {
    let mut threads = locked(&THREADS);
    threads.alive.retain(|known| !std::ptr::eq(*known, state));
    threads.ended.push(state);
}

/// A lock is taken: panics if waiting for it would never end.
#[cold]
pub(crate) fn contended(state: &'static ThreadState, id: LockId, mode: Mode, site: Site) {
    if let Some(own) = state.holds(id)
        && mode.conflicts(own.mode)
    {
        fatal(
            Kind::SelfLock,
            format!(
                "this thread waits for itself: it takes {}\n  at {}\n  and holds it since {}",
                graph::name(id),
                place(site),
                place(own.site)
            ),
        );
    }
    state.set_waiting(id.0, mode, site);
    look(state);
}

/// A thread is joined.
pub(crate) fn joining(state: &'static ThreadState, thread: u32, site: Site) {
    state.set_waiting(THREAD | u64::from(thread), Mode::Exclusive, site);
    look(state);
}

fn look(state: &'static ThreadState) {
    let circle = {
        let threads = locked(&THREADS);
        let mut path = vec![state];
        closes(&threads.alive, &mut path).then_some(path)
    };
    let Some(circle) = circle else { return };
    let mut message = String::from("threads wait for each other:");
    for thread in &circle {
        let waits = thread.waiting.load(SeqCst);
        let what =
            if waits & THREAD == 0 { graph::name(LockId(waits)) } else { "the end of a thread".to_string() };
        let at = thread.waits_at().map(place).unwrap_or_default();
        message += &format!("\n  {} waits for {what}\n    at {at}", thread.title());
        for held in thread.held() {
            message += &format!("\n    and holds {}\n      since {}", graph::name(held.id), place(held.site));
        }
    }
    state.wait_is_over();
    fatal(Kind::Deadlock, message);
}

/// Extends `path` by who is waited for, until it is back at its beginning.
fn closes(alive: &[&'static ThreadState], path: &mut Vec<&'static ThreadState>) -> bool {
    let Some(last) = path.last().copied() else { return false };
    let waits = last.waiting.load(SeqCst);
    if waits == 0 {
        return false;
    }
    let shared = last.waiting_shared.load(SeqCst) == 1;
    let wanted = if shared { Mode::Shared } else { Mode::Exclusive };
    for other in alive {
        let keeps = if waits & THREAD == 0 {
            other.held().iter().any(|held| held.id.0 == waits && wanted.conflicts(held.mode))
        } else {
            u64::from(other.number()) == waits & !THREAD
        };
        if !keeps {
            continue;
        }
        if std::ptr::eq(*other, path[0]) {
            return true;
        }
        if path.iter().any(|known| std::ptr::eq(*known, *other)) {
            continue;
        }
        path.push(other);
        if closes(alive, path) {
            return true;
        }
        path.pop();
    }
    false
}
