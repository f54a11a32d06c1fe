//! What the checks have to say, and who hears it.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// Something that the checks have found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// What it is.
    pub kind: Kind,
    /// What happened, in one or more lines, with the places in the source.
    pub message: String,
}

/// What has been found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Locks were taken in orders that can make threads wait for each other.
    Inversion,
    /// A thread takes a lock that it holds already. It panics.
    SelfLock,
    /// A thread reads a `RwLock` that it reads already.
    RecursiveRead,
    /// Threads wait for each other. The last one panics.
    Deadlock,
    /// A thread waits on a condition variable with another lock held, or at a barrier or for a channel with any.
    WaitUnderLock,
    /// Locks were taken in another order than `lock_order!` declares.
    DeclaredOrder,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

type Hook = Arc<dyn Fn(&Report) + Send + Sync>;

static HOOK: RwLock<Option<Hook>> = RwLock::new(None);

/// Sets a hook that gets reports, instead of writing them to standard error. The hook runs in the thread that found the
/// problem, before that thread panics (if it does). The hook may take locks: they are not checked meanwhile. A hook that
/// panics makes every report fatal.
///
/// ```
/// concheck::on_report(|report| panic!("{report}"));
/// ```
pub fn on_report(hook: impl Fn(&Report) + Send + Sync + 'static) {
    *HOOK.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(hook));
}

/// Tells of something that does not end the thread.
#[cfg(any(concheck, all(debug_assertions, not(concheck_off))))]
pub(crate) fn tell(report: &Report) {
    if !hand_over(report) {
        eprintln!("concheck: {report}");
    }
}

/// Hands a report to the hook; whether there is one.
#[cfg(any(concheck, all(debug_assertions, not(concheck_off))))]
pub(crate) fn hand_over(report: &Report) -> bool {
    // The hook may set another hook: it is not called under the lock.
    let hook = HOOK.read().unwrap_or_else(PoisonError::into_inner).clone();
    match hook {
        Some(hook) => hook(report),
        None => return false,
    }
    true
}
