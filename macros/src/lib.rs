//! Locks that check their order while the program runs.
//!
//! This is the library. The analyser comes with `cargo install cargo-concheck`.
//!
//! [`sync`] has the types of `std::sync` and [`thread`] the functions of `std::thread`. Built with debug assertions, the
//! locks note in which order threads take them: two orders that can meet are reported at once, without the deadlock
//! having to happen, and a deadlock that does happen ends in a panic with the places of all threads instead of a hang.
//! Without debug assertions both modules are std's, and cost nothing.
//!
//! ```
//! use concheck::sync::Mutex;
//!
//! static ACCOUNTS: Mutex<Vec<i64>> = Mutex::new(Vec::new());
//!
//! ACCOUNTS.lock().unwrap().push(1);
//! ```
//!
//! The features `parking_lot` and `tokio` add the modules of those names, with everything that the crates have; tokio's
//! locks are checked by task. Where the checks are off, the modules are the crates themselves.
//!
//! Two `cfg`s decide otherwise than debug assertions would: `RUSTFLAGS="--cfg concheck"` switches the checks on, also in
//! optimised builds, and `--cfg concheck_off` off. A `cfg` and no feature, since features of one package unify over the
//! whole build.
//!
//! With `CONCHECK_TRACE=DIR` in its environment, a program leaves a file in that folder that says which locks it took
//! under which; `concheck check --trace DIR` joins it to the findings.
//!
//! # What is reported
//!
//! - an inversion: threads took locks in a circle of orders, none of them behind a common gate, not all in one thread,
//!   and not ordered by spawn and join (of [`thread`]);
//! - a lock that the same thread holds already, before it hangs;
//! - a read lock of a `RwLock` that the same thread reads already: it hangs when a writer queues in between;
//! - threads that wait for each other in a circle, through locks and joins: the last one to wait panics;
//! - a wait on a condition variable under another lock, or at a barrier or for a channel under any.
//!
//! The initialiser of a `Once`, `OnceLock` or `LazyLock` counts as a critical section of the cell: others wait until it has
//! run. A task that waits for a lock of its own is reported and goes on waiting, since another future that it runs (`join!`,
//! `select!`) may give the lock up.
//!
//! [`on_report`] says what is done about it; without it, reports go to standard error.

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

/// Puts checked locks in the place of those that a module, struct, enum, static, impl or function names, and takes the
/// annotations inside it out, which the language does not let stand on fields, statements and expressions.
///
/// On a module, imports and full paths of `std::sync` and `std::thread` lead to [`sync`] and [`thread`]; with the features,
/// so do those of `parking_lot` and `tokio::sync`. In all items, a type that is called like a lock (`Mutex<T>`, and guards,
/// cells, barriers) becomes what [`Checked`] says; so do the constructors. Locks are named after what they are made for.
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
/// `#[concheck::checked(skip(Barrier, other::Mutex))]` leaves types of these names alone. What cannot be read is a compile
/// error at the place, beside the item as it was.
pub use concheck_macros::checked;

/// Takes the annotations inside an item out, and leaves its types as they are: [`checked`] without the checks.
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

/// Takes several locks at once: `lock!(a, b)` gives a tuple of guards, in the order in which the locks were named. A mutex
/// is named alone, a reader-writer lock behind `read` or `write`.
///
/// No thread waits for one of them while it holds another of them, so that they need no order: the first is waited for, in
/// the order of their addresses, and the others are tried; where that fails, all are given up.
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
/// If one lock is named twice (it would wait for itself), or one is poisoned.
pub use concheck_macros::lock;

/// Declares the order in which locks are taken: `lock_order!(Bank::accounts < Bank::log < AUDIT)`, by type and field or by
/// static. It stands among items. A program with checks reports who takes them in another order, if the locks have these
/// names ([`checked`] gives them, or [`named!`]), and so does the static analyser.
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

/// Gives a lock the name that reports call it: `named!("Bank::accounts", Mutex::new(0))`. [`checked`] does so by itself.
#[cfg(any(concheck, all(debug_assertions, not(concheck_off))))]
#[macro_export]
macro_rules! named {
    ($name:literal, $lock:expr $(,)?) => {
        $lock.__named(&$name)
    };
}

/// Gives a lock the name that reports call it: `named!("Bank::accounts", Mutex::new(0))`. [`checked`] does so by itself.
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
