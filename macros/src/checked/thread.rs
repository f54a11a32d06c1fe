//! `std::thread`, with threads that hand on what they know of the past when they are spawned and joined.
//!
//! What a thread did before another was spawned, or after that was joined, cannot meet what that other does: orders are
//! compared only between threads that can run at the same time. Threads of `std::thread` itself count as unordered.

use std::collections::BTreeMap;
use std::io;
use std::panic::Location;
use std::sync::{Arc, Mutex};

pub use std::thread::*;

use crate::runtime::clock::Clock;
use crate::runtime::owner::Awaited;
use crate::runtime::{self, Site, locked, waits};

/// The handle of a thread.
#[derive(Debug)]
pub struct JoinHandle<T> {
    inner: std::thread::JoinHandle<T>,
    child: Child,
}

/// What the parent knows of a thread.
#[derive(Debug)]
struct Child {
    /// Given by the parent, so that it can be waited for before it has begun.
    number: u32,
    last: Arc<Last>,
}

/// What a thread knew when it ended.
type Last = Mutex<Option<Clock>>;

/// Tells what a thread knows when it ends, also by a panic.
struct Tells {
    last: Arc<Last>,
    /// Where the scope that waits for it collects what its threads know.
    scope: Option<Arc<Mutex<Clock>>>,
}

impl Drop for Tells {
    fn drop(&mut self) {
        let Some(owner) = runtime::current() else { return };
        let clock = locked(&owner.clock).clone();
        if let Some(past) = &self.scope {
            locked(past).join(&clock);
        }
        *locked(&self.last) = Some(clock);
    }
}

impl Child {
    /// A thread that is about to be spawned, and what it is to run, with the past that it has from its parent.
    fn new<T>(f: impl FnOnce() -> T, scope: Option<Arc<Mutex<Clock>>>) -> (Child, impl FnOnce() -> T) {
        let child = Child { number: runtime::next_number(), last: Arc::default() };
        let (number, known) = (child.number, depart());
        let tells = Tells { last: Arc::clone(&child.last), scope };
        let run = move || {
            runtime::begin(number, known);
            let _tells = tells;
            f()
        };
        (child, run)
    }

    /// Waits for its end.
    fn join<T>(&self, site: Site, wait: impl FnOnce() -> T) -> T {
        let owner = runtime::current();
        if let Some(owner) = owner {
            waits::wait(owner, Awaited::Thread(self.number), site);
        }
        let result = wait();
        if let Some(owner) = owner {
            owner.wait_is_over();
        }
        if let Some(past) = &*locked(&self.last) {
            meet(past);
        }
        result
    }
}

/// What this thread knows, for one that it spawns: what it does from here on, that one does not know.
fn depart() -> Clock {
    let Some(owner) = runtime::current() else { return Clock::default() };
    let mut clock = locked(&owner.clock);
    let known = clock.clone();
    clock.advance(owner.number());
    runtime::forget();
    known
}

/// This thread comes to know the past of one that has ended.
fn meet(past: &Clock) {
    let Some(owner) = runtime::current() else { return };
    let mut clock = locked(&owner.clock);
    clock.join(past);
    clock.advance(owner.number());
    runtime::forget();
}

/// Spawns a thread.
///
/// # Panics
///
/// If the system cannot make one.
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    Builder::new().spawn(f).expect("failed to spawn thread")
}

/// Sets up a thread: its name and stack.
#[derive(Debug)]
pub struct Builder {
    inner: std::thread::Builder,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder::new()
    }
}

impl Builder {
    /// A thread without a name and with the usual stack.
    pub fn new() -> Builder {
        Builder { inner: std::thread::Builder::new() }
    }

    /// Gives it a name.
    #[must_use]
    pub fn name(self, name: String) -> Builder {
        Builder { inner: self.inner.name(name) }
    }

    /// Gives it a stack of so many bytes.
    #[must_use]
    pub fn stack_size(self, size: usize) -> Builder {
        Builder { inner: self.inner.stack_size(size) }
    }

    /// Spawns the thread.
    ///
    /// # Errors
    ///
    /// If the system cannot make one.
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let (child, run) = Child::new(f, None);
        Ok(JoinHandle { inner: self.inner.spawn(run)?, child })
    }

    /// Spawns the thread in a scope.
    ///
    /// # Errors
    ///
    /// If the system cannot make one.
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let (child, run) = Child::new(f, scope.past());
        Ok(ScopedJoinHandle { inner: self.inner.spawn_scoped(&scope.0, run)?, child })
    }
}

/// By scope, what its threads knew that have ended.
static SCOPES: Mutex<BTreeMap<usize, Arc<Mutex<Clock>>>> = Mutex::new(BTreeMap::new());

/// A scope for threads that borrow from their parent.
#[derive(Debug)]
#[repr(transparent)]
pub struct Scope<'scope, 'env: 'scope>(std::thread::Scope<'scope, 'env>);

/// The handle of a thread in a scope.
#[derive(Debug)]
pub struct ScopedJoinHandle<'scope, T> {
    inner: std::thread::ScopedJoinHandle<'scope, T>,
    child: Child,
}

/// Runs `f` with a scope, and waits for all threads that were spawned in it.
///
/// # Panics
///
/// If one of them panicked and was not joined.
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let past = Arc::new(Mutex::new(Clock::default()));
    let result = std::thread::scope(|scope| {
        let scope = Scope::from_std(scope);
        locked(&SCOPES).insert(scope.key(), Arc::clone(&past));
        let _forget = Forget(scope.key());
        f(scope)
    });
    meet(&locked(&past));
    result
}

/// Takes a scope out of [`SCOPES`] when its closure has ended.
struct Forget(usize);

impl Drop for Forget {
    fn drop(&mut self) {
        // Threads that still run have their own reference; what those spawn in turn is taken for unordered.
        locked(&SCOPES).remove(&self.0);
    }
}

impl<'scope, 'env> Scope<'scope, 'env> {
    #[expect(
        unsafe_code,
        reason = "the closure gets a reference with std's own lifetime, which no wrapper on the stack has"
    )]
    fn from_std(scope: &'scope std::thread::Scope<'scope, 'env>) -> &'scope Scope<'scope, 'env> {
        // SAFETY: `Scope` is a transparent wrapper.
        unsafe { &*std::ptr::from_ref(scope).cast::<Scope<'scope, 'env>>() }
    }

    fn key(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    fn past(&self) -> Option<Arc<Mutex<Clock>>> {
        locked(&SCOPES).get(&self.key()).cloned()
    }

    /// Spawns a thread that ends before the scope does.
    ///
    /// # Panics
    ///
    /// If the system cannot make one.
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Builder::new().spawn_scoped(self, f).expect("failed to spawn thread")
    }
}

impl<T> ScopedJoinHandle<'_, T> {
    /// The thread.
    pub fn thread(&self) -> &Thread {
        self.inner.thread()
    }

    /// Whether it has ended.
    pub fn is_finished(&self) -> bool {
        self.inner.is_finished()
    }

    /// Waits for its end.
    ///
    /// # Errors
    ///
    /// What it panicked with, if it did.
    ///
    /// # Panics
    ///
    /// If it waits, directly or through others, for this thread.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.child.join(Location::caller(), || self.inner.join())
    }
}

impl<T> JoinHandle<T> {
    /// The thread.
    pub fn thread(&self) -> &Thread {
        self.inner.thread()
    }

    /// Whether it has ended.
    pub fn is_finished(&self) -> bool {
        self.inner.is_finished()
    }

    /// Waits for its end.
    ///
    /// # Errors
    ///
    /// What it panicked with, if it did.
    ///
    /// # Panics
    ///
    /// If it waits, directly or through others, for this thread.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.child.join(Location::caller(), || self.inner.join())
    }
}
