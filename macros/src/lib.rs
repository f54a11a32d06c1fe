//! Locks that check their order while the program runs.
//!
//! This is the library. The analyser comes with `cargo install cargo-concheck`.
//!
//! [`sync`] has the types of `std::sync` and [`thread`] the functions of `std::thread`. Built with debug assertions, the
//! locks record the order in which threads take them. Two orders that can deadlock are reported at once, even if the run
//! does not deadlock. A deadlock that does happen ends in a panic with the places of all threads, instead of a hang.
//! Without debug assertions, both modules are std's and cost nothing.
//!
//! ```
//! use concheck::sync::Mutex;
//!
//! static ACCOUNTS: Mutex<Vec<i64>> = Mutex::new(Vec::new());
//!
//! ACCOUNTS.lock().unwrap().push(1);
//! ```
//!
//! The features `parking_lot` and `tokio` add modules with those names and everything that the crates have. tokio's locks
//! are checked by task. If the checks are off, the modules are the crates themselves.
//!
//! Two `cfg`s override debug assertions: `RUSTFLAGS="--cfg concheck"` switches the checks on, also in optimised builds, and
//! `--cfg concheck_off` switches them off. They are not features, because features of one package unify over the whole
//! build.
//!
//! With `CONCHECK_TRACE=DIR` in its environment, a program writes a file to that folder that records which locks it took
//! under which others. `concheck check --trace DIR` compares it with the findings.
//!
//! # What is reported
//!
//! - An inversion: threads took locks in a cycle of orders, none of them behind a common gate, not all in one thread, and
//!   not ordered by spawn and join (of [`thread`]).
//! - A lock that the same thread already holds. The thread panics instead of hanging.
//! - A read lock of a `RwLock` that the same thread already reads. It deadlocks if a writer queues in between.
//! - A deadlock of threads, through locks and joins. The last thread to wait panics.
//! - A wait on a condition variable with another lock held, or at a barrier or channel with any lock held.
//!
//! The initialiser of a `Once`, `OnceLock` or `LazyLock` counts as a critical section of the cell: other threads wait until
//! it has run. A task that waits for a lock of its own is reported and continues to wait, because another of its futures
//! (`join!`, `select!`) may release the lock.
//!
//! Reports go to standard error, unless [`on_report`] sets a hook.

#[cfg(any(concheck, all(debug_assertions, not(concheck_off))))]
mod checked;
#[cfg(any(concheck, all(debug_assertions, not(concheck_off))))]
mod runtime;

#[cfg(any(concheck, all(debug_assertions, not(concheck_off))))]
pub use checked::{sync, thread};
#[cfg(not(any(concheck, all(debug_assertions, not(concheck_off)))))]
pub use std::{sync, thread};

#[cfg(all(feature = "parking_lot", not(any(concheck, all(debug_assertions, not(concheck_off))))))]
pub use ::parking_lot;
#[cfg(all(feature = "tokio", not(any(concheck, all(debug_assertions, not(concheck_off))))))]
pub use ::tokio;
#[cfg(all(feature = "parking_lot", any(concheck, all(debug_assertions, not(concheck_off)))))]
pub use checked::parking_lot;
#[cfg(all(feature = "tokio", any(concheck, all(debug_assertions, not(concheck_off)))))]
pub use checked::tokio;

mod replace;
mod report;
#[doc(hidden)]
pub mod several;

/// Replaces the locks that a module, struct, enum, static, impl or function names by checked ones, and removes the
/// annotations inside it, which the language does not allow on fields, statements and expressions.
///
/// On a module, imports and full paths of `std::sync` and `std::thread` lead to [`sync`] and [`thread`]; with the features,
/// so do those of `parking_lot` and `tokio::sync`. In all items, a type with the name of a lock (`Mutex<T>`, and guards,
/// cells, barriers) becomes the type that [`Checked`] names, and so do the constructors. A lock is named after its field,
/// static or variable.
///
/// ```
/// #[concheck::checked]
/// mod bank {
///     use std::sync::Mutex;
///
///     pub struct Bank {
///         pub accounts: Mutex<Vec<i64>>,
///     }
///
///     pub fn open() -> Bank {
///         Bank { accounts: Mutex::new(Vec::new()) }
///     }
/// }
///
/// bank::open().accounts.lock().unwrap().push(1);
/// ```
///
/// `#[concheck::checked(skip(Barrier, other::Mutex))]` keeps types with these names. Code that cannot be read is a compile
/// error at its place, beside the unchanged item.
pub use concheck_macros::checked;

/// Removes the annotations inside an item and keeps its types: [`checked`] without the checks.
///
/// ```
/// #[concheck::check]
/// fn drain(jobs: &std::sync::Mutex<Vec<u32>>) -> usize {
///     #[concheck::allow(long_critical_section, reason = "they are few")]
///     let jobs = jobs.lock().unwrap();
///     jobs.len()
/// }
/// # drain(&std::sync::Mutex::new(Vec::new()));
/// ```
pub use concheck_macros::check;

/// Takes several locks at once: `lock!(a, b)` gives a tuple of guards, in the order in which the locks are named. Write
/// `read` or `write` before a reader-writer lock.
///
/// No thread waits for one of the locks while it holds another, so they need no order: the macro waits for the first (by
/// address) and tries the others; if one fails, it releases all and tries again.
///
/// ```
/// use std::sync::{Mutex, RwLock};
///
/// let (from, to, rates) = (Mutex::new(10), Mutex::new(0), RwLock::new(2));
/// let (mut from, mut to, rates) = concheck::lock!(from, to, read rates);
/// *from -= 1;
/// *to += *rates;
/// ```
///
/// # Panics
///
/// If a lock is named twice (it would deadlock with itself), or is poisoned.
pub use concheck_macros::lock;

/// Declares the order in which locks are taken: `lock_order!(Bank::accounts < Bank::log < AUDIT)`, by type and field or by
/// static. It is an item. A program with checks reports threads that take them in another order, if the locks have these
/// names (from [`checked`] or [`named!`]), and so does the static analyser.
///
/// ```
/// concheck::lock_order!(LEDGER < JOURNAL);
///
/// #[concheck::checked]
/// static LEDGER: std::sync::Mutex<u32> = std::sync::Mutex::new(0);
/// #[concheck::checked]
/// static JOURNAL: std::sync::Mutex<u32> = std::sync::Mutex::new(0);
///
/// let ledger = LEDGER.lock().unwrap();
/// *JOURNAL.lock().unwrap() += *ledger;
/// ```
pub use concheck_macros::lock_order;

pub use concheck_macros::{acquires, allow, blocking, guarded_by, non_blocking, releases, requires};
pub use replace::Checked;
pub use report::{Kind, Report, on_report};

#[cfg(any(concheck, all(debug_assertions, not(concheck_off))))]
#[doc(hidden)]
pub use {inventory, runtime::declared::Order};

/// Gives a lock its name in reports: `named!("Bank::accounts", Mutex::new(0))`. [`checked`] does so by itself.
#[cfg(any(concheck, all(debug_assertions, not(concheck_off))))]
#[macro_export]
macro_rules! named {
    ($name:literal, $lock:expr $(,)?) => {
        $lock.__named(&$name)
    };
}

/// Gives a lock its name in reports: `named!("Bank::accounts", Mutex::new(0))`. [`checked`] does so by itself.
#[cfg(not(any(concheck, all(debug_assertions, not(concheck_off)))))]
#[macro_export]
macro_rules! named {
    ($name:literal, $lock:expr $(,)?) => {
        $lock
    };
}

#[cfg(any(concheck, all(debug_assertions, not(concheck_off))))]
#[doc(hidden)]
#[macro_export]
macro_rules! __lock_order {
    ([$($name:literal),*]) => {
        $crate::inventory::submit! { $crate::Order(&[$($name),*]) }
    };
}

#[cfg(not(any(concheck, all(debug_assertions, not(concheck_off)))))]
#[doc(hidden)]
#[macro_export]
macro_rules! __lock_order {
    ([$($name:literal),*]) => {};
}

/// Whether the checks are switched on in this build.
pub const fn is_on() -> bool {
    cfg!(any(concheck, all(debug_assertions, not(concheck_off))))
}
