//! What the checked types beyond `Mutex`, `RwLock` and `Condvar` report, each program in a process of its own, and that
//! they do what the types do that they stand for.

#![cfg_attr(concheck_off, expect(unused_qualifications, reason = "without checks, the types are std's own"))]

use std::sync::Arc;

use concheck::sync::{Barrier, LazyLock, Mutex, Once, OnceLock, mpsc};
use concheck::thread;
use programs::{INVERSION, Program, is_silent, reports, run_chosen};

mod programs;

const PROGRAMS: &[&[(&str, Program)]] = &[
    STD,
    #[cfg(feature = "parking_lot")]
    parking_lot::PROGRAMS,
    #[cfg(feature = "tokio")]
    tasks::PROGRAMS,
];

const STD: &[(&str, Program)] = &[
    ("once_lock_orders", once_lock_orders),
    ("lazy_lock_orders", lazy_lock_orders),
    ("once_orders", once_orders),
    ("once_lock_again", once_lock_again),
    ("once_lock_set_again", once_lock_set_again),
    ("lazy_lock_again", lazy_lock_again),
    ("once_again", once_again),
    ("once_lock_deadlock", once_lock_deadlock),
    ("lazy_lock_deadlock", lazy_lock_deadlock),
    ("once_wait_deadlock", once_wait_deadlock),
    ("initialised_cells", initialised_cells),
    ("barrier_under_lock", barrier_under_lock),
    ("recv_under_lock", recv_under_lock),
    ("iter_under_lock", iter_under_lock),
    ("send_under_lock", send_under_lock),
    ("channels_without_a_wait", channels_without_a_wait),
];

/// Not a test by itself: a process of another test runs one program here.
#[test]
fn program() {
    run_chosen(PROGRAMS.iter().copied().flatten());
}

const ITSELF: &str = "this thread deadlocks with itself";
const CIRCLE: &str = "threads wait for each other:";

#[test]
fn initialisers_are_critical_sections() {
    for name in ["once_lock_orders", "lazy_lock_orders", "once_orders"] {
        reports(name, INVERSION);
    }
    is_silent("initialised_cells");
}

#[test]
fn initialisers_that_reach_their_cell_panic() {
    for name in ["once_lock_again", "once_lock_set_again", "lazy_lock_again", "once_again"] {
        reports(name, ITSELF);
    }
}

#[test]
fn waits_for_initialisers_are_part_of_circles() {
    for name in ["once_lock_deadlock", "lazy_lock_deadlock", "once_wait_deadlock"] {
        reports(name, CIRCLE);
    }
}

#[test]
fn waits_for_other_threads_under_a_lock_are_reported() {
    reports("barrier_under_lock", "waits for others at a barrier with a lock held");
    reports("recv_under_lock", "waits for a message with a lock held");
    reports("iter_under_lock", "waits for a message with a lock held");
    reports("send_under_lock", "waits for room in a channel with a lock held");
    is_silent("channels_without_a_wait");
}

/// Runs both, one after the other, in threads that know nothing of each other.
fn one_after_the_other(first: impl FnOnce() + Send + 'static, second: impl FnOnce() + Send + 'static) {
    let (done, begin) = std::sync::mpsc::channel();
    let one = thread::spawn(move || {
        first();
        done.send(()).unwrap();
    });
    let two = thread::spawn(move || {
        begin.recv().unwrap();
        second();
    });
    one.join().unwrap();
    two.join().unwrap();
}

/// Runs both at a time, and counts the panics.
fn both(one: impl FnOnce() + Send + 'static, two: impl FnOnce() + Send + 'static) -> usize {
    [thread::spawn(one), thread::spawn(two)].into_iter().filter_map(|thread| thread.join().err()).count()
}

static LOCK: Mutex<u32> = Mutex::new(1);

fn once_lock_orders() {
    fn fresh() -> OnceLock<u32> {
        OnceLock::new()
    }
    one_after_the_other(
        || {
            let _held = LOCK.lock().unwrap();
            assert_eq!(*fresh().get_or_init(|| 1), 1);
        },
        || {
            let cell = fresh();
            assert_eq!(*cell.get_or_init(|| *LOCK.lock().unwrap()), 1);
        },
    );
}

fn lazy_lock_orders() {
    fn fresh(init: fn() -> u32) -> LazyLock<u32> {
        LazyLock::new(init)
    }
    one_after_the_other(
        || {
            let _held = LOCK.lock().unwrap();
            assert_eq!(*fresh(|| 1), 1);
        },
        || assert_eq!(*fresh(|| *LOCK.lock().unwrap()), 1),
    );
}

fn once_orders() {
    fn fresh() -> Once {
        Once::new()
    }
    one_after_the_other(
        || {
            let _held = LOCK.lock().unwrap();
            fresh().call_once(|| ());
        },
        || fresh().call_once_force(|_| drop(LOCK.lock())),
    );
}

fn once_lock_again() {
    static CELL: OnceLock<u32> = OnceLock::new();
    assert!(thread::spawn(|| *CELL.get_or_init(|| *CELL.get_or_init(|| 1))).join().is_err());
    assert_eq!(*CELL.get_or_init(|| 2), 2);
}

fn once_lock_set_again() {
    static CELL: OnceLock<u32> = OnceLock::new();
    let again = || {
        *CELL.get_or_init(|| {
            let _ = CELL.set(1);
            2
        })
    };
    assert!(thread::spawn(again).join().is_err());
}

fn lazy_lock_again() {
    static CELL: LazyLock<u32> = LazyLock::new(|| *CELL + 1);
    assert!(thread::spawn(|| *CELL).join().is_err());
}

fn once_again() {
    static ONCE: Once = Once::new();
    assert!(thread::spawn(|| ONCE.call_once(|| ONCE.call_once(|| ()))).join().is_err());
}

fn once_lock_deadlock() {
    static CELL: OnceLock<u32> = OnceLock::new();
    static ALL: std::sync::Barrier = std::sync::Barrier::new(2);
    let waits = || {
        let _held = LOCK.lock().unwrap();
        ALL.wait();
        CELL.get_or_init(|| 1);
    };
    let initialises = || {
        CELL.get_or_init(|| {
            ALL.wait();
            LOCK.lock().map_or(2, |value| *value)
        });
    };
    assert_eq!(both(waits, initialises), 1, "one thread gives way");
}

fn lazy_lock_deadlock() {
    static ALL: std::sync::Barrier = std::sync::Barrier::new(2);
    static CELL: LazyLock<u32> = LazyLock::new(|| {
        ALL.wait();
        LOCK.lock().map_or(2, |value| *value)
    });
    let waits = || {
        let _held = LOCK.lock().unwrap();
        ALL.wait();
        LazyLock::force(&CELL);
    };
    let initialises = || {
        LazyLock::force(&CELL);
    };
    // If the initialiser gives way, who waits for it has no value.
    assert!(both(waits, initialises) > 0, "one thread gives way");
}

fn once_wait_deadlock() {
    static ONCE: Once = Once::new();
    static ALL: std::sync::Barrier = std::sync::Barrier::new(2);
    let waits = || {
        let _held = LOCK.lock().unwrap();
        ALL.wait();
        ONCE.wait();
    };
    let initialises = || {
        ONCE.call_once(|| {
            ALL.wait();
            drop(LOCK.lock());
        });
    };
    assert!(both(waits, initialises) > 0, "one thread gives way");
}

/// Who finds the value there waits for nobody.
fn initialised_cells() {
    static CELL: OnceLock<u32> = OnceLock::new();
    static LAZY: LazyLock<u32> = LazyLock::new(|| *LOCK.lock().unwrap());
    static ONCE: Once = Once::new();
    one_after_the_other(
        || {
            CELL.get_or_init(|| *LOCK.lock().unwrap());
            LazyLock::force(&LAZY);
            ONCE.call_once(|| drop(LOCK.lock()));
        },
        || {
            let _held = LOCK.lock().unwrap();
            assert_eq!((*CELL.get_or_init(|| 2), *LAZY, *CELL.wait()), (1, 1, 1));
            assert_eq!(CELL.set(3), Err(3));
            ONCE.call_once(|| unreachable!());
            ONCE.wait();
        },
    );
}

fn barrier_under_lock() {
    static ALL: Barrier = Barrier::new(2);
    let waits = || {
        let _held = LOCK.lock().unwrap();
        ALL.wait();
    };
    let comes = || {
        ALL.wait();
    };
    assert_eq!(both(waits, comes), 0);
}

/// What is reported is said, and only then `step` happens: what a thread waits for comes after it was found missing.
fn once_reported(step: impl Fn() + Send + Sync + 'static) {
    concheck::on_report(move |report| {
        eprintln!("concheck: {report}");
        step();
    });
}

fn recv_under_lock() {
    let (sender, receiver) = mpsc::channel();
    once_reported(move || sender.send(1).unwrap());
    let _held = LOCK.lock().unwrap();
    assert_eq!(receiver.recv(), Ok(1));
}

fn iter_under_lock() {
    let (sender, receiver) = mpsc::channel();
    once_reported(move || sender.send(1).unwrap());
    let _held = LOCK.lock().unwrap();
    assert_eq!((&receiver).into_iter().next(), Some(1));
}

fn send_under_lock() {
    let (sender, receiver) = mpsc::sync_channel(1);
    let receiver = std::sync::Mutex::new(receiver);
    once_reported(move || assert_eq!(receiver.lock().unwrap().recv(), Ok(1)));
    sender.send(1).unwrap();
    let _held = LOCK.lock().unwrap();
    assert_eq!(sender.try_send(2), Err(mpsc::TrySendError::Full(2)));
    sender.send(3).unwrap();
}

fn channels_without_a_wait() {
    let (sender, receiver) = mpsc::sync_channel(1);
    let (forth, back) = mpsc::channel();
    // Without a lock nobody can need one.
    let echo = thread::spawn(move || receiver.iter().for_each(|message: u32| forth.send(message).unwrap()));
    (0..100).for_each(|message| sender.send(message).unwrap());
    assert_eq!(back.iter().take(100).sum::<u32>(), 4950);
    let (full, room) = mpsc::sync_channel(2);
    let _held = LOCK.lock().unwrap();
    full.send(1).unwrap();
    full.try_send(2).unwrap();
    assert_eq!(room.recv(), Ok(1));
    assert_eq!(room.try_iter().collect::<Vec<_>>(), [2]);
    assert_eq!(room.try_recv(), Err(mpsc::TryRecvError::Empty));
    let timeout = room.recv_timeout(std::time::Duration::ZERO);
    assert_eq!(timeout, Err(mpsc::RecvTimeoutError::Timeout));
    drop(full);
    assert_eq!(room.recv(), Err(mpsc::RecvError));
    assert_eq!(room.into_iter().next(), None);
    drop(sender);
    echo.join().unwrap();
}

#[test]
fn cells_do_what_those_of_std_do() {
    let mut cell = const { OnceLock::<String>::new() };
    assert_eq!(format!("{cell:?} {:?}", Once::new()), "OnceLock(<uninit>) Once { .. }");
    assert_eq!(cell.set("a".into()), Ok(()));
    assert_eq!(cell.set("b".into()), Err("b".into()));
    assert_eq!((cell.clone(), OnceLock::from("a".to_string())), (cell.clone(), cell.clone()));
    cell.get_mut().unwrap().push('!');
    assert_eq!((cell.get(), cell.wait()), (Some(&"a!".to_string()), &"a!".to_string()));
    assert_eq!((cell.take(), cell.into_inner()), (Some("a!".into()), None));

    let mut lazy = LazyLock::new(|| 1);
    assert_eq!((format!("{lazy:?}"), LazyLock::get(&lazy)), ("LazyLock(<uninit>)".into(), None));
    *lazy += 1;
    assert_eq!((format!("{lazy:?}"), LazyLock::get_mut(&mut lazy)), ("LazyLock(2)".into(), Some(&mut 2)));
    assert_eq!(*LazyLock::<u32>::default(), 0);

    let shared = Arc::new(LazyLock::<u32>::new(|| panic!("no value")));
    for _ in 0..2 {
        let lazy = shared.clone();
        assert!(thread::spawn(move || **lazy).join().is_err());
    }
    let once = Arc::new(Once::new());
    let fails = once.clone();
    assert!(thread::spawn(move || fails.call_once(|| panic!("fails"))).join().is_err());
    once.call_once_force(|state| assert!(state.is_poisoned()));
    once.wait_force();
    assert!(once.is_completed());
}

#[cfg(feature = "parking_lot")]
mod parking_lot {
    use std::time::Duration;

    use concheck::parking_lot::{
        Condvar, MappedMutexGuard, Mutex, MutexGuard, ReentrantMutex, ReentrantMutexGuard, RwLock,
        RwLockReadGuard, RwLockUpgradableReadGuard, RwLockWriteGuard, const_mutex,
    };

    use super::*;

    pub(super) const PROGRAMS: &[(&str, Program)] = &[
        ("pl_two_orders", two_orders),
        ("pl_mapped_orders", mapped_orders),
        ("pl_unlocked", unlocked),
        ("pl_unlocked_orders", unlocked_orders),
        ("pl_try_backwards", try_backwards),
        ("pl_again", again),
        ("pl_deadlock", deadlock),
        ("pl_reads_again", reads_again),
        ("pl_reads_past_writers", reads_past_writers),
        ("pl_upgrade_orders", upgrade_orders),
        ("pl_upgrade_again", upgrade_again),
        ("pl_downgrade", downgrade),
        ("pl_reentrant", reentrant),
        ("pl_reentrant_orders", reentrant_orders),
        ("pl_wait_under_lock", wait_under_lock),
    ];

    #[test]
    fn locks_of_parking_lot_are_checked() {
        for name in ["two_orders", "mapped_orders", "unlocked_orders", "upgrade_orders", "reentrant_orders"] {
            reports(&format!("pl_{name}"), INVERSION);
        }
        for name in ["again", "upgrade_again"] {
            reports(&format!("pl_{name}"), ITSELF);
        }
        reports("pl_deadlock", CIRCLE);
        reports("pl_reads_again", "again: it deadlocks if a writer queues");
        reports("pl_wait_under_lock", "waits for a notification with another lock held");
        for name in ["unlocked", "try_backwards", "reads_past_writers", "downgrade", "reentrant"] {
            is_silent(&format!("pl_{name}"));
        }
    }

    static A: Mutex<u32> = Mutex::new(1);
    static B: Mutex<u32> = const_mutex(2);
    static R: RwLock<u32> = RwLock::new(3);

    fn a_then_b() {
        let _a = A.lock();
        let _b = B.lock();
    }

    fn b_then_a() {
        let _b = B.lock();
        let _a = A.lock();
    }

    fn two_orders() {
        one_after_the_other(a_then_b, b_then_a);
    }

    fn mapped_orders() {
        one_after_the_other(a_then_b, || {
            let b = MutexGuard::map(B.lock(), |value| value);
            let Ok(b) = MappedMutexGuard::try_map(b, |value| Some(value)) else { return };
            let Err(_b) = MappedMutexGuard::try_map(b, |_| None::<&mut u32>) else { return };
            let _a = A.lock();
        });
        // A guard of a part gives its lock back.
        assert!(B.try_lock().is_some());
    }

    fn unlocked() {
        one_after_the_other(a_then_b, || {
            let mut b = B.lock();
            MutexGuard::unlocked(&mut b, || drop(A.lock()));
            MutexGuard::bump(&mut b);
            MutexGuard::unlock_fair(b);
            drop(A.lock());
        });
    }

    /// The lock is taken again below what is held meanwhile.
    fn unlocked_orders() {
        one_after_the_other(a_then_b, || {
            let mut a = A.lock();
            let b = MutexGuard::unlocked(&mut a, || B.lock());
            drop((a, b));
        });
    }

    fn try_backwards() {
        one_after_the_other(a_then_b, || {
            let _b = B.lock();
            assert!(A.try_lock().is_some());
            assert!(A.try_lock_for(Duration::ZERO).is_some());
            assert!(A.try_lock_until(std::time::Instant::now()).is_some());
            assert!(B.try_lock().is_none());
        });
    }

    fn again() {
        assert!(thread::spawn(|| (A.lock(), A.lock()).0.eq(&1)).join().is_err());
        assert!(!A.is_locked());
    }

    fn deadlock() {
        static ALL: std::sync::Barrier = std::sync::Barrier::new(2);
        let one = || {
            let _a = A.lock();
            ALL.wait();
            drop(R.write());
        };
        let other = || {
            let _r = R.read();
            ALL.wait();
            drop(A.lock());
        };
        assert_eq!(both(one, other), 1);
    }

    fn reads_again() {
        let _first = R.read();
        let _second = R.read();
    }

    fn reads_past_writers() {
        let _first = R.read();
        let _second = R.read_recursive();
        assert!(R.try_read_recursive().is_some() && R.try_read().is_some());
    }

    fn upgrade_orders() {
        let forwards = || {
            let _a = A.lock();
            drop(R.read());
        };
        one_after_the_other(forwards, || {
            let r = RwLockUpgradableReadGuard::upgrade(R.upgradable_read());
            drop(A.lock());
            drop(r);
        });
    }

    fn upgrade_again() {
        let again = || {
            let _reads = R.read_recursive();
            let r = R.try_upgradable_read().unwrap();
            drop(RwLockUpgradableReadGuard::upgrade(r));
        };
        assert!(thread::spawn(again).join().is_err());
        assert!(!R.is_locked());
    }

    fn downgrade() {
        let mut reader = R.upgradable_read();
        reader.with_upgraded(|value| *value += 1);
        assert_eq!(reader.try_with_upgraded(|value| *value), Some(4));
        let writer = RwLockUpgradableReadGuard::upgrade(reader);
        assert!(R.is_locked_exclusive());
        let reader = RwLockWriteGuard::downgrade_to_upgradable(writer);
        let reader = RwLockUpgradableReadGuard::downgrade(reader);
        let part = RwLockReadGuard::map(reader, |value| value);
        assert_eq!(*part, 4);
        drop(part);
        let reader = RwLockWriteGuard::downgrade(R.write());
        assert!(std::ptr::eq(RwLockReadGuard::rwlock(&reader), &R));
        drop(reader);
        // Nothing is left on the stack: else this would be reported.
        *R.write() += 1;
        drop(R.read());
    }

    static TWICE: ReentrantMutex<u32> = ReentrantMutex::new(1);

    /// Taking it again under another lock is no order: nobody waits.
    fn reentrant() {
        one_after_the_other(
            || {
                let _first = TWICE.lock();
                let _a = A.lock();
                let second = ReentrantMutexGuard::map(TWICE.lock(), |value| value);
                assert_eq!(*second, 1);
                assert!(TWICE.is_owned_by_current_thread());
            },
            || {
                let _first = TWICE.lock();
                let _a = A.lock();
                let _second = TWICE.lock();
            },
        );
    }

    fn reentrant_orders() {
        one_after_the_other(
            || {
                let _first = TWICE.lock();
                let _second = TWICE.lock();
                let _a = A.lock();
            },
            || {
                let _a = A.lock();
                let _first = TWICE.lock();
            },
        );
    }

    fn wait_under_lock() {
        static READY: Condvar = Condvar::new();
        let _outer = A.lock();
        let mut value = B.lock();
        let notifier = thread::spawn(|| {
            *B.lock() = 7;
            READY.notify_all();
        });
        READY.wait_while(&mut value, |value| *value != 7);
        assert!(READY.wait_for(&mut value, Duration::ZERO).timed_out());
        drop(value);
        notifier.join().unwrap();
    }

    #[test]
    fn locks_of_parking_lot_do_what_those_do() {
        let mut lock = Mutex::from(1);
        *lock.get_mut() += 1;
        let guard = lock.lock();
        assert_eq!(format!("{guard} {guard:?} {lock:?}"), "2 2 Mutex { data: <locked> }");
        assert!(std::ptr::eq(MutexGuard::mutex(&guard), &lock));
        drop(guard);
        assert_eq!(lock.into_inner(), 2);
        assert_eq!(*RwLock::<u32>::default().read(), 0);
        let unsized_lock: Arc<Mutex<dyn Fn() -> u32 + Send>> = Arc::new(Mutex::new(|| 3));
        assert_eq!((unsized_lock.lock())(), 3);
    }
}

#[cfg(feature = "tokio")]
mod tasks {
    use std::future::{Future, poll_fn};
    use std::pin::pin;
    use std::task::Poll;

    use concheck::tokio::runtime::Builder;
    use concheck::tokio::spawn;
    use concheck::tokio::sync::{
        Mutex, MutexGuard, Notify, RwLock, RwLockReadGuard, RwLockWriteGuard, Semaphore, oneshot,
    };

    use super::*;

    pub(super) const PROGRAMS: &[(&str, Program)] = &[
        ("task_orders", || run(orders())),
        ("task_semaphore_orders", || run(semaphore_orders())),
        ("task_again", || run(again())),
        ("task_reads_again", || run(reads_again())),
        ("task_side_by_side", || run(side_by_side())),
        ("task_blocks_again", blocks_again),
        ("task_moved_guards", || run(moved_guards())),
        ("task_one_task", || run(one_task())),
        ("task_try_backwards", || run(try_backwards())),
        ("task_many_permits", || run(many_permits())),
        ("task_cancelled", || run(cancelled())),
    ];

    const TASK_ITSELF: &str = "deadlocks with itself";

    #[test]
    fn locks_of_tokio_are_checked_by_task() {
        reports("task_orders", INVERSION);
        reports("task_semaphore_orders", INVERSION);
        reports("task_again", TASK_ITSELF);
        reports("task_side_by_side", TASK_ITSELF);
        reports("task_blocks_again", TASK_ITSELF);
        reports("task_reads_again", "it reads again");
        for name in ["moved_guards", "one_task", "try_backwards", "many_permits", "cancelled"] {
            is_silent(&format!("task_{name}"));
        }
    }

    fn run(program: impl Future<Output = ()> + Send + 'static) {
        let runtime = Builder::new_multi_thread().worker_threads(2).build().unwrap();
        runtime.block_on(async { spawn(program).await.unwrap() });
    }

    static A: Mutex<u32> = Mutex::const_new(1);
    static R: RwLock<u32> = RwLock::const_new(2);
    static ONE: Semaphore = Semaphore::const_new(1);

    async fn orders() {
        let forwards = async {
            let _a = A.lock().await;
            let _r = R.read().await;
        };
        let backwards = async {
            let _r = R.write().await;
            let _a = A.lock().await;
        };
        spawn(forwards).await.unwrap();
        spawn(backwards).await.unwrap();
    }

    async fn semaphore_orders() {
        let forwards = async {
            let _a = A.lock().await;
            drop(ONE.acquire().await);
        };
        let backwards = async {
            let _one = ONE.acquire().await.unwrap();
            let _a = A.lock().await;
        };
        spawn(forwards).await.unwrap();
        spawn(backwards).await.unwrap();
    }

    async fn many_permits() {
        let many = Arc::new(Semaphore::new(2));
        // One task that has a permit, and waits for another while somebody else has the rest.
        let (own, rest) = (many.acquire().await, many.acquire().await);
        let mut more = pin!(many.acquire());
        poll_fn(|context| {
            assert!(more.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
        drop((own, rest));
        drop(more.await);
        let (many, other) = (many.clone(), many.clone());
        let forwards = async move {
            let _a = A.lock().await;
            drop(many.acquire().await);
        };
        let backwards = async move {
            let _one = other.acquire_owned().await.unwrap();
            let _a = A.lock().await;
        };
        spawn(forwards).await.unwrap();
        spawn(backwards).await.unwrap();
    }

    async fn again() {
        let (tell, told) = oneshot::channel();
        let tell = std::sync::Mutex::new(Some(tell));
        concheck::on_report(move |report| {
            assert_eq!(report.kind, concheck::Kind::SelfLock);
            eprintln!("concheck: {report}");
            let _ = tell.lock().unwrap().take().map(|tell| tell.send(()));
        });
        let hangs = spawn(async {
            let _first = A.lock().await;
            let _second = A.lock().await;
        });
        told.await.unwrap();
        hangs.abort();
        assert!(hangs.await.unwrap_err().is_cancelled());
        assert_eq!(*A.lock().await, 1);
    }

    async fn reads_again() {
        let _first = R.read().await;
        // A writer that queues: polled once, so that the second reader has to wait.
        let mut writer = pin!(R.write());
        poll_fn(|context| {
            assert!(writer.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
        let mut reader = pin!(R.read());
        poll_fn(|context| {
            assert!(reader.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
    }

    /// A task that runs two futures side by side does not hang, and must not be ended.
    async fn side_by_side() {
        let free = Notify::new();
        let mut one = pin!(async {
            let _a = A.lock().await;
            free.notified().await;
        });
        let mut two = pin!(async { *A.lock().await });
        let (mut first, mut second) = (None, None);
        poll_fn(|context| {
            first = first.or_else(|| ready(one.as_mut().poll(context)));
            second = second.or_else(|| ready(two.as_mut().poll(context)));
            free.notify_one();
            if first.is_some() && second == Some(1) { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    fn ready<T>(poll: Poll<T>) -> Option<T> {
        match poll {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    fn blocks_again() {
        for _ in 0..2 {
            let twice = || {
                let _first = A.blocking_lock();
                let _second = A.blocking_lock();
            };
            assert!(thread::spawn(twice).join().is_err());
        }
        let read = R.blocking_read();
        assert_eq!(*read, 2);
        drop(read);
        assert_eq!(*R.blocking_write(), 2);
    }

    /// Guards leave the task that took them wherever they are dropped.
    async fn moved_guards() {
        for _ in 0..100 {
            let (give, take) = oneshot::channel();
            let other = spawn(async move {
                let guard: MutexGuard<'_, u32> = take.await.unwrap();
                drop(guard);
            });
            let guard = A.lock().await;
            assert!(give.send(guard).is_ok());
            other.await.unwrap();
            let guard = RwLockWriteGuard::map(R.write().await, |value| value);
            drop(guard);
            let reader = R.write().await.downgrade();
            let part = RwLockReadGuard::map(reader, |value| value);
            assert!(R.try_read().is_ok() && R.try_write().is_err());
            drop(part);
            drop(R.write().await);
        }
    }

    async fn one_task() {
        {
            let _a = A.lock().await;
            let _r = R.write().await;
        }
        let _r = R.write().await;
        let _a = A.lock().await;
    }

    async fn try_backwards() {
        let forwards = async {
            let _a = A.lock().await;
            let _r = R.write().await;
        };
        spawn(forwards).await.unwrap();
        let _r = R.try_write().unwrap();
        let _a = A.try_lock().unwrap();
        assert!(ONE.try_acquire().is_ok());
    }

    /// Who is cancelled while it waits holds nothing.
    async fn cancelled() {
        let held = A.lock().await;
        let waits = spawn(async { drop(A.lock().await) });
        waits.abort();
        let _ = waits.await;
        drop(held);
        drop(A.lock().await);
    }

    #[test]
    fn semaphores_do_what_those_of_tokio_do() {
        let semaphore = Arc::new(Semaphore::new(2));
        semaphore.add_permits(1);
        let two = semaphore.clone().try_acquire_many_owned(2).unwrap();
        assert_eq!((two.num_permits(), semaphore.available_permits()), (2, 1));
        assert!(semaphore.try_acquire_many(2).is_err());
        two.forget();
        semaphore.try_acquire().unwrap().forget();
        assert_eq!(semaphore.available_permits(), 0);
        semaphore.close();
        assert!(semaphore.is_closed());
    }
}
