//! What tasks hold. A guard can cross threads with its task, so that is kept in common, by task.
//!
//! Futures that one task runs side by side (`join!`, `select!`) cannot be told apart: what one of them holds, the task
//! holds.

use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Mutex;

use super::clock::Clock;
use super::owner::Owner;
use super::{Held, LockId, Mode, Site, aloud, current, fatal, graph, locked, place, trace};
use crate::report::{Kind, Report};

/// By number of the task, or of the thread where there is no task.
static HELD: Mutex<Option<HashMap<u32, Vec<Held>>>> = Mutex::new(None);

/// A task, or a thread that runs none.
enum Runner {
    Task(Owner),
    Thread(&'static Owner),
}

impl Runner {
    /// What runs now; `None` while a hook runs.
    fn now() -> Option<Runner> {
        let thread = current()?;
        // Numbers of tasks can only be read as text.
        let task = ::tokio::task::try_id().and_then(|id| id.to_string().parse::<u64>().ok());
        let Some(task) = task else { return Some(Runner::Thread(thread)) };
        let owner = Owner::default();
        // Apart from the numbers of threads.
        owner.begin(1 << 31 | task as u32, format!("task {task}"), Clock::default());
        Some(Runner::Task(owner))
    }

    fn owner(&self) -> &Owner {
        match self {
            Runner::Task(owner) => owner,
            Runner::Thread(owner) => owner,
        }
    }

    fn held(&self) -> Vec<Held> {
        let held = locked(&HELD);
        held.as_ref().and_then(|held| held.get(&self.owner().number()).cloned()).unwrap_or_default()
    }

    /// A lock is about to be taken.
    fn order(&self, id: LockId, mode: Mode, site: Site) {
        let held = self.held();
        if !held.is_empty() {
            graph::learn(self.owner(), &held, id, mode, site).iter().for_each(aloud);
        }
    }

    /// A report that the lock is held already in a way that this one has to wait for, or will when a writer queues: one for
    /// each pair of places, or with `blocks` always.
    fn again(&self, id: LockId, mode: Mode, site: Site, blocks: bool) -> Option<Report> {
        let own = self.held().into_iter().find(|held| held.id == id)?;
        let first = graph::tell_once(own.site, site);
        if !first && !blocks {
            return None;
        }
        let (kind, what) = if mode.conflicts(own.mode) {
            let what = if blocks { "" } else { ", unless another of its futures releases the lock" };
            (Kind::SelfLock, format!("deadlocks with itself{what}: it takes"))
        } else {
            (Kind::RecursiveRead, "deadlocks if a writer queues in between: it reads again".to_string())
        };
        trace::again(&own, &Held { id, mode, site });
        let message = format!(
            "{} {what} {}\n  at {}\n  and has held it since {}",
            self.owner().title(),
            graph::name(id),
            place(site),
            place(own.site)
        );
        Some(Report { kind, message })
    }
}

/// A lock that a task holds, as long as this lives.
#[derive(Debug)]
pub(crate) struct Hold {
    runner: u32,
    id: LockId,
    mode: Mode,
}

impl Hold {
    /// What runs now holds the lock from here on.
    pub(crate) fn new(id: LockId, mode: Mode, site: Site) -> Option<Hold> {
        let runner = Runner::now()?.owner().number();
        let mut held = locked(&HELD);
        held.get_or_insert_with(HashMap::new).entry(runner).or_default().push(Held { id, mode, site });
        Some(Hold { runner, id, mode })
    }

    /// The same lock, held with others.
    pub(crate) fn downgrade(mut self) -> Hold {
        let mut held = locked(&HELD);
        let held = held.as_mut().and_then(|held| held.get_mut(&self.runner)).into_iter().flatten();
        if let Some(held) = held.rev().find(|held| held.id == self.id && held.mode == self.mode) {
            held.mode = Mode::Shared;
        }
        self.mode = Mode::Shared;
        self
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut all = locked(&HELD);
        let Some(all) = all.as_mut() else { return };
        let Some(held) = all.get_mut(&self.runner) else { return };
        if let Some(at) = held.iter().rposition(|held| held.id == self.id && held.mode == self.mode) {
            held.remove(at);
        }
        if held.is_empty() {
            all.remove(&self.runner);
        }
    }
}

/// Takes a lock; `wait` gives it. A task that waits for a lock of its own is reported, but goes on waiting: another future
/// that it runs may give the lock up.
pub(crate) async fn acquire<G>(
    id: LockId,
    mode: Mode,
    site: Site,
    wait: impl Future<Output = G>,
) -> (Option<Hold>, G) {
    take(id, mode, site, wait, true).await
}

/// Takes permits. Several permits of one task are what semaphores are for: only who has and wants all is reported.
pub(crate) async fn acquire_permits<G>(
    id: LockId,
    mode: Mode,
    site: Site,
    wait: impl Future<Output = G>,
) -> (Option<Hold>, G) {
    take(id, mode, site, wait, mode == Mode::Exclusive).await
}

async fn take<G>(
    id: LockId,
    mode: Mode,
    site: Site,
    wait: impl Future<Output = G>,
    looks: bool,
) -> (Option<Hold>, G) {
    if let Some(runner) = Runner::now() {
        runner.order(id, mode, site);
    }
    let mut wait = pin!(wait);
    let mut looked = !looks;
    let guard = poll_fn(|context| {
        let polled = wait.as_mut().poll(context);
        if polled.is_pending() && !looked {
            looked = true;
            Runner::now().and_then(|runner| runner.again(id, mode, site, false)).iter().for_each(aloud);
        }
        polled
    });
    let guard = guard.await;
    (Hold::new(id, mode, site), guard)
}

/// Takes a lock, with the thread waiting.
#[track_caller]
pub(crate) fn acquire_blocking<G>(
    id: LockId,
    mode: Mode,
    site: Site,
    attempt: impl FnOnce() -> Option<G>,
    wait: impl FnOnce() -> G,
) -> (Option<Hold>, G) {
    if let Some(runner) = Runner::now() {
        runner.order(id, mode, site);
    }
    let guard = attempt().unwrap_or_else(|| {
        // Nothing can run beside this.
        let again = Runner::now().and_then(|runner| runner.again(id, mode, site, true));
        if let Some(report) = again.filter(|report| report.kind == Kind::SelfLock) {
            fatal(report.kind, report.message);
        }
        wait()
    });
    (Hold::new(id, mode, site), guard)
}
