//! What the macros make of code: `checked`, the annotations inside it, `lock!` and `lock_order!`.

use std::sync::{Arc, Barrier};

use programs::{INVERSION, Program, is_silent, reports, run_chosen, said};

mod programs;

const PROGRAMS: &[(&str, Program)] = &[
    ("a_module", a_module),
    ("items", items),
    ("a_function", a_function),
    ("full_paths", full_paths),
    ("joined_first", joined::joined_first),
    ("declared_order", declared_order),
    ("declared_order_kept", declared_order_kept),
    ("several", several),
    ("several_and_nested", several_and_nested),
    ("twice", twice),
];

/// Not a test by itself: a process of another test runs one program here.
#[test]
fn program() {
    run_chosen(PROGRAMS);
}

/// The two lines of a report that say which locks are taken in which order.
fn places(report: &str, lock: &str) -> Vec<u32> {
    let lines = report.lines().filter(|line| line.contains(lock));
    let made = lines.filter_map(|line| line.split("made at ").nth(1)?.split(':').nth(1)?.parse().ok());
    made.collect()
}

#[concheck::checked]
mod bank {
    use std::sync::{Arc, Mutex, RwLock};
    use std::{fmt::Debug, thread};

    #[derive(Debug)]
    pub(crate) struct Bank<T> {
        #[concheck::guarded_by(log)]
        pub(crate) accounts: Mutex<Vec<T>>,
        pub(crate) log: Arc<RwLock<String>>,
    }

    impl<T: Debug + Send + 'static> Bank<T> {
        pub(crate) fn new() -> Bank<T> {
            Bank { accounts: Mutex::new(Vec::new()), log: Arc::new(RwLock::new(String::new())) }
        }

        #[concheck::acquires(self.accounts)]
        fn pay(&self, amount: T) {
            #[concheck::allow(double_lock)]
            let mut accounts = self.accounts.lock().unwrap();
            accounts.push(amount);
            *self.log.write().unwrap() += #[concheck::allow(lock_order_inversion, reason = "this test")]
            "paid";
        }

        #[concheck::blocking]
        fn audit(&self) -> usize {
            let log = self.log.read().unwrap();
            let length = |#[concheck::allow(double_lock)] text: &str| text.len();
            length(&log) + self.accounts.lock().unwrap().len()
        }
    }

    pub(crate) fn run() {
        let bank = Arc::new(Bank::new());
        let other = Arc::clone(&bank);
        let payer = thread::spawn(move || other.pay(1));
        payer.join().unwrap();
        let other = Arc::clone(&bank);
        let auditor = thread::spawn(move || match other.audit() {
            #[concheck::allow(unused_allow)]
            0 => "nothing",
            _ => "something",
        });
        auditor.join().unwrap();
    }

    pub(crate) fn meet() {
        let bank = Arc::new(Bank::new());
        let other = Arc::clone(&bank);
        let paid = Arc::new(std::sync::Barrier::new(2));
        let told = Arc::clone(&paid);
        let payer = thread::spawn(move || {
            other.pay(1);
            told.wait();
        });
        paid.wait();
        bank.audit();
        payer.join().unwrap();
    }
}

fn a_module() {
    bank::meet();
}

#[test]
fn a_module_gets_checked_types_and_names() {
    let text = reports("a_module", INVERSION);
    let (accounts, log) = (places(&text, "`Bank::accounts`"), places(&text, "`Bank::log`"));
    assert!(accounts.len() == 2 && log.len() == 2, "{text}");
    assert!(
        accounts.iter().chain(&log).all(|line| *line == accounts[0]),
        "both are made in one line: {text}"
    );
}

mod joined {
    pub(super) fn joined_first() {
        super::bank::run();
    }
}

#[test]
fn threads_of_a_module_know_their_past() {
    is_silent("joined_first");
}

mod plain {
    use std::sync::{LazyLock, Mutex, MutexGuard};

    #[concheck::checked]
    pub(super) struct Shelf<'a, T> {
        pub(super) first: Mutex<&'a [T]>,
        pub(super) second: Vec<Mutex<Option<T>>>,
    }

    #[concheck::checked]
    impl<'a, T: Clone> Shelf<'a, T> {
        pub(super) fn new(items: &'a [T]) -> Self {
            Self { first: Mutex::new(items), second: vec![Mutex::new(None), Mutex::new(None)] }
        }

        pub(super) fn first(&self) -> MutexGuard<'_, &'a [T]> {
            self.first.lock().unwrap()
        }

        pub(super) fn second(&self) -> MutexGuard<'_, Option<T>> {
            MutexGuard::into_inner_is_not_needed(self.second[1].lock().unwrap())
        }
    }

    trait Same: Sized {
        fn into_inner_is_not_needed(self) -> Self {
            self
        }
    }

    impl<T> Same for T {}

    #[concheck::checked]
    pub(super) static COUNT: LazyLock<Mutex<u32>> = LazyLock::new(|| Mutex::new(0));

    #[concheck::checked]
    pub(super) enum Slot {
        Full(Mutex<u8>),
        Named { content: Mutex<u8> },
    }

    #[concheck::checked]
    pub(super) fn slots() -> [Slot; 2] {
        [Slot::Full(Mutex::new(1)), Slot::Named { content: Mutex::new(2) }]
    }
}

fn items() {
    let items = [1, 2];
    let shelf = plain::Shelf::new(&items);
    let [plain::Slot::Full(full), plain::Slot::Named { content }] = &plain::slots() else {
        panic!("as made")
    };
    let met = Barrier::new(2);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            {
                let _first = shelf.first();
                let _second = shelf.second();
            }
            {
                let _full = full.lock().unwrap();
                let _count = plain::COUNT.lock().unwrap();
                let _content = content.lock().unwrap();
            }
            met.wait();
        });
        met.wait();
        let _second = shelf.second();
        drop(shelf.first());
        drop(_second);
        let _content = content.lock().unwrap();
        let _count = plain::COUNT.lock().unwrap();
        let _full = full.lock().unwrap();
    });
}

#[test]
fn so_do_structs_enums_statics_and_implementations() {
    let text = reports("items", INVERSION);
    for name in ["`Shelf::first`", "`Full::0`", "`Named::content`"] {
        assert!(text.contains(name), "{name} is missing:\n{text}");
    }
}

/// Locks of std that a function makes for itself.
#[concheck::checked]
fn a_function() {
    use std::sync::Mutex;
    let (a, b) = (Mutex::new(1), Mutex::new(2));
    let c: Mutex<u8> = Mutex::new(3);
    let met = Barrier::new(2);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let _a = a.lock().unwrap();
            let _b = b.lock().unwrap();
            let _c = c.lock().unwrap();
            drop((_c, _b, _a));
            met.wait();
        });
        met.wait();
        let _c = c.lock().unwrap();
        let _a = a.lock().unwrap();
    });
}

#[test]
fn so_does_a_function() {
    let text = reports("a_function", INVERSION);
    assert!(text.contains("`c` (the `Mutex<u8>`"), "{text}");
}

#[concheck::checked]
mod paths {
    pub(crate) static FIRST: std::sync::Mutex<u8> = std::sync::Mutex::new(1);
    pub(crate) static SECOND: ::std::sync::RwLock<u8> = ::std::sync::RwLock::new(1);

    pub(crate) fn backwards() {
        let _second = SECOND.write().unwrap();
        let _first = FIRST.lock().unwrap();
    }
}

fn full_paths() {
    let (first, second) = (paths::FIRST.lock(), paths::SECOND.read());
    drop((first, second));
    let thread = std::thread::spawn(paths::backwards);
    thread.join().unwrap();
}

#[test]
fn full_paths_are_replaced_too() {
    let text = reports("full_paths", INVERSION);
    assert!(text.contains("`FIRST`") && text.contains("`SECOND`"), "{text}");
}

#[concheck::checked(skip(Semaphore, own::Barrier))]
mod skipped {
    use std::sync::Mutex;

    pub(crate) mod own {
        #[derive(Debug, Default)]
        pub(crate) struct Barrier(pub(crate) u8);
    }

    #[derive(Debug, Default)]
    pub(crate) struct Semaphore {
        pub(crate) permits: Mutex<u8>,
        pub(crate) barrier: own::Barrier,
    }

    impl Semaphore {
        pub(crate) fn new() -> Semaphore {
            Semaphore::default()
        }
    }
}

#[test]
fn types_of_ones_own_can_be_skipped() {
    let semaphore = skipped::Semaphore::new();
    assert_eq!(*semaphore.permits.lock().unwrap() + semaphore.barrier.0, 0);
}

#[concheck::check]
fn only_annotated() -> std::sync::Mutex<u8> {
    #[concheck::allow(double_lock)]
    std::sync::Mutex::new(7)
}

#[test]
fn check_leaves_the_types() {
    assert_eq!(only_annotated().into_inner().unwrap(), 7);
}

#[concheck::requires(LEDGER)]
#[concheck::non_blocking]
fn annotated_alone() -> u8 {
    3
}

#[test]
fn annotations_on_items_need_nothing_around_them() {
    assert_eq!(annotated_alone(), 3);
}

#[concheck::checked]
mod declared {
    use std::sync::Mutex;

    concheck::lock_order!(LEDGER < Desk::drawer);
    concheck::lock_order!(Desk::drawer < BOX);

    pub(crate) static LEDGER: Mutex<u8> = Mutex::new(0);
    pub(crate) static BOX: Mutex<u8> = Mutex::new(0);

    pub(crate) struct Desk {
        pub(crate) drawer: Mutex<u8>,
    }

    pub(crate) fn desk() -> Desk {
        Desk { drawer: Mutex::new(0) }
    }
}

use declared::{BOX, LEDGER};

fn declared_order() {
    let desk = declared::desk();
    let _box = BOX.lock().unwrap();
    let _drawer = desk.drawer.lock().unwrap();
    let _ledger = LEDGER.lock().unwrap();
}

fn declared_order_kept() {
    let desk = declared::desk();
    let _ledger = LEDGER.lock().unwrap();
    let _drawer = desk.drawer.lock().unwrap();
    let _box = BOX.lock().unwrap();
}

#[test]
fn a_declared_order_is_enforced_by_one_thread_alone() {
    let text = reports("declared_order", "but `lock_order!` declares the opposite order");
    assert_eq!(
        text.matches("but `lock_order!`").count(),
        3,
        "drawer and ledger under the box, ledger under the drawer: {text}"
    );
    is_silent("declared_order_kept");
}

#[concheck::checked]
fn several() {
    use std::sync::{Mutex, RwLock};
    let (a, b, c) = (Arc::new(Mutex::new(0)), RwLock::new(0), Mutex::new(0));
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (a, b, c) = (&a, &b, &c);
            scope.spawn(move || {
                for _ in 0..200 {
                    match thread % 3 {
                        0 => {
                            let (mut a, mut b) = concheck::lock!(a, write b);
                            (*a, *b) = (*a + 1, *b + 1);
                        }
                        1 => {
                            let (mut c, b, mut a) = concheck::lock!(c, read b, a,);
                            *c += if *b < 0 { 2 } else { 1 };
                            *a += 1;
                        }
                        _ => {
                            let (mut b, mut c) = concheck::lock!(write b, c);
                            (*b, *c) = (*b + 1, *c + 1);
                        }
                    }
                }
            });
        }
    });
    let (a, b, c) = concheck::lock!(*a, read b, &c);
    assert_eq!(*a + *b + *c, 4 * 200 * 2);
}

#[concheck::checked]
fn several_and_nested() {
    use std::sync::Mutex;
    let (a, b) = (Mutex::new(0), Mutex::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..200 {
                let mut b = b.lock().unwrap();
                *a.lock().unwrap() += 1;
                *b += 1;
            }
        });
        for _ in 0..200 {
            let (mut a, mut b) = concheck::lock!(a, b);
            (*a, *b) = (*a + 1, *b + 1);
        }
    });
    assert_eq!((*a.lock().unwrap(), *b.lock().unwrap()), (400, 400));
}

#[test]
fn several_locks_at_once_have_no_order() {
    is_silent("several");
    is_silent("several_and_nested");
}

fn twice() {
    let lock = Arc::new(concheck::sync::Mutex::new(0));
    let same = Arc::clone(&lock);
    let twice = std::panic::catch_unwind(move || drop(concheck::lock!(lock, same)));
    let message = twice.expect_err("it panics").downcast::<String>().expect("a message");
    assert!(message.contains("one lock twice, as number 1 and 2"), "{message}");
}

#[test]
fn one_lock_twice_panics() {
    said("twice");
}
