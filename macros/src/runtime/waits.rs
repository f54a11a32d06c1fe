//! Who waits for whom, asked when a thread has to wait: a circle is a deadlock, and the thread that closes it panics.
//!
//! A thread says what it waits for, and what it holds meanwhile, before it looks, and looks under a common mutex, so that
//! of several threads that close a circle the last one sees it. Who does not wait is in no circle.

use std::sync::Mutex;

use super::owner::{Awaited, Owner, Wait};
use super::stack::{self, Thread};
use super::{Held, LockId, Mode, Site, fatal, graph, locked, place, trace};
use crate::report::Kind;

#[derive(Default)]
struct Threads {
    alive: Vec<&'static Thread>,
    ended: Vec<&'static Thread>,
}

static THREADS: Mutex<Threads> = Mutex::new(Threads { alive: Vec::new(), ended: Vec::new() });

/// A thread begins: takes over from an ended one.
pub(super) fn enter() -> &'static Thread {
    let mut threads = locked(&THREADS);
    let thread = threads.ended.pop().unwrap_or_else(Thread::leak);
    threads.alive.push(thread);
    thread
}

/// A thread ends.
pub(super) fn leave(thread: &'static Thread) {
    let mut threads = locked(&THREADS);
    threads.alive.retain(|known| !std::ptr::eq(*known, thread));
    threads.ended.push(thread);
}

/// A lock is taken: panics if waiting for it would never end.
#[cold]
pub(crate) fn contended(owner: &'static Owner, id: LockId, mode: Mode, site: Site) {
    if let Some(own) = stack::holds(id)
        && mode.conflicts(own.mode)
    {
        trace::again(&own, &Held { id, mode, site });
        fatal(
            Kind::SelfLock,
            format!(
                "this thread deadlocks with itself: it takes {}\n  at {}\n  and has held it since {}",
                graph::name(id),
                place(site),
                place(own.site)
            ),
        );
    }
    wait(owner, Awaited::Lock(id, mode), site);
}

/// This thread waits from here on, until [`Owner::wait_is_over`]: panics if that would be for ever.
pub(crate) fn wait(owner: &'static Owner, what: Awaited, site: Site) {
    owner.begin_wait(Wait { what, site, held: stack::held() });
    let circle = {
        let threads = locked(&THREADS);
        let mut path = Vec::new();
        closes(&threads.alive, owner, &mut path).then_some(path)
    };
    let Some(circle) = circle else { return };
    trace::deadlock(circle.iter().map(|(_, wait)| wait));
    let mut message = String::from("deadlock: threads wait for each other:");
    for (thread, wait) in &circle {
        let what = match wait.what {
            Awaited::Lock(lock, _) => graph::name(lock),
            Awaited::Thread(_) => "the end of a thread".to_string(),
        };
        message += &format!("\n  {} waits for {what}\n    at {}", thread.title(), place(wait.site));
        for held in &wait.held {
            message += &format!("\n    and holds {}\n      since {}", graph::name(held.id), place(held.site));
        }
    }
    owner.wait_is_over();
    fatal(Kind::Deadlock, message);
}

/// Extends `path` by `last` and by who is waited for, until it is back at its beginning.
fn closes(alive: &[&'static Thread], last: &'static Owner, path: &mut Vec<(&'static Owner, Wait)>) -> bool {
    let Some(wait) = last.wait() else { return false };
    let what = wait.what;
    path.push((last, wait));
    for other in alive.iter().map(|thread| &thread.owner) {
        let keeps = match what {
            Awaited::Lock(lock, mode) => other.wait().is_some_and(|wait| {
                wait.held.iter().any(|held| held.id == lock && mode.conflicts(held.mode))
            }),
            Awaited::Thread(number) => other.number() == number,
        };
        if !keeps {
            continue;
        }
        if std::ptr::eq(other, path[0].0) {
            return true;
        }
        if !path.iter().any(|(known, _)| std::ptr::eq(*known, other)) && closes(alive, other, path) {
            return true;
        }
    }
    path.pop();
    false
}
