//! What the checked locks report, each program in a process of its own: the ones that can deadlock, the ones that do, and
//! the ones that cannot.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Output;
use std::sync::mpsc;
use std::sync::{Arc, Barrier};

use concheck::sync::{Condvar, Mutex, RwLock};
use concheck::thread;
use programs::{INVERSION, Program, command, is_silent, reports, run_chosen};

mod programs;

const PROGRAMS: &[(&str, Program)] = &[
    ("two_orders", two_orders),
    ("three_orders", three_orders),
    ("dead_lock_between", dead_lock_between),
    ("fresh_instances", fresh_instances),
    ("philosophers", philosophers),
    ("readers_and_writers", readers_and_writers),
    ("recursive_read", recursive_read),
    ("self_lock", self_lock),
    ("wait_under_lock", wait_under_lock),
    ("deadlock_of_two", deadlock_of_two),
    ("deadlock_of_three", deadlock_of_three),
    ("join_under_lock", join_under_lock),
    ("gate", gate),
    ("one_thread", one_thread),
    ("hand_over_hand", hand_over_hand),
    ("joined_first", joined_first),
    ("scope_first", scope_first),
    ("again_after_spawn", again_after_spawn),
    ("try_lock_backwards", try_lock_backwards),
    ("readers_only", readers_only),
    ("guards_out_of_order", guards_out_of_order),
    ("many_threads", many_threads),
    ("steered_two", || steered(2)),
    ("steered_five", || steered(5)),
    ("steered_gate", steered_gate),
];

/// Not a test by itself: a process of another test runs one program here.
#[test]
fn program() {
    run_chosen(PROGRAMS);
}

fn run(name: &str, trace: Option<&Path>) -> Output {
    run_with(name, trace, None)
}

fn run_with(name: &str, trace: Option<&Path>, plan: Option<&Path>) -> Output {
    let mut command = command(name);
    if let Some(folder) = trace {
        command.env("CONCHECK_TRACE", folder);
    }
    if let Some(plan) = plan {
        command.env("CONCHECK_PLAN", plan);
    }
    command.output().expect("it runs")
}

#[test]
fn orders_that_never_overlap_in_time_are_reported_with_all_places() {
    let text = reports("two_orders", INVERSION);
    let places: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("at "))
        .filter(|at| at.contains("behaviour.rs"))
        .collect();
    assert_eq!(places.len(), 4, "{text}");
    assert_eq!(text.matches(INVERSION).count(), 1, "{text}");
    reports("three_orders", INVERSION);
    reports("again_after_spawn", INVERSION);
}

#[test]
fn orders_outlive_their_locks() {
    reports("dead_lock_between", INVERSION);
    reports("fresh_instances", INVERSION);
}

#[test]
fn locks_of_one_class_are_told_apart() {
    reports("philosophers", INVERSION);
    is_silent("hand_over_hand");
}

#[test]
fn readers_and_writers_wait_for_each_other() {
    reports("readers_and_writers", INVERSION);
    reports("recursive_read", "again: it deadlocks if a writer queues");
    is_silent("readers_only");
}

#[test]
fn a_thread_that_locks_again_panics() {
    reports("self_lock", "this thread deadlocks with itself");
}

#[test]
fn a_wait_under_a_lock_is_reported() {
    reports("wait_under_lock", "waits for a notification with another lock held");
}

#[test]
fn deadlocks_are_broken() {
    for name in ["deadlock_of_two", "deadlock_of_three", "join_under_lock"] {
        reports(name, "threads wait for each other:");
    }
}

#[test]
fn what_cannot_deadlock_is_silent() {
    for name in [
        "gate",
        "one_thread",
        "joined_first",
        "scope_first",
        "try_lock_backwards",
        "guards_out_of_order",
        "many_threads",
    ] {
        is_silent(name);
    }
}

#[test]
fn a_trace_has_each_order_once_and_the_circle() {
    let folder = std::env::temp_dir().join(format!("concheck-behaviour-{}", std::process::id()));
    run("two_orders", Some(&folder));
    let files: Vec<_> = std::fs::read_dir(&folder).expect("a trace").flatten().collect();
    assert_eq!(files.len(), 1);
    let text = std::fs::read_to_string(files[0].path()).expect("text");
    std::fs::remove_dir_all(&folder).expect("removed");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with(r#"{"concheck":1,"#), "{text}");
    assert_eq!(lines.iter().filter(|line| line.starts_with(r#"{"edge":"#)).count(), 2, "{text}");
    assert_eq!(lines.iter().filter(|line| line.starts_with(r#"{"cycle":"#)).count(), 1, "{text}");
}

/// The circles that a trace tells of, as the places of a plan.
fn circles(trace: &str) -> Vec<Vec<[String; 2]>> {
    let cycles =
        trace.lines().filter(|line| line.starts_with(r#"{"cycle":"#) || line.starts_with(r#"{"excluded":"#));
    cycles
        .map(|line| {
            let places: Vec<String> = line
                .split(r#"{"at":""#)
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('"')?.0.replace(':', "\t")))
                .collect();
            places.chunks(2).map(|pair| [pair[0].clone(), pair[1].clone()]).collect()
        })
        .collect()
}

/// Runs a program, predicts the circles that its trace shows, and runs it again, steered: the traces of both runs.
fn steer(name: &str) -> [String; 2] {
    let folder = std::env::temp_dir().join(format!("concheck-{name}-{}", std::process::id()));
    let traced = |folder: &Path, plan: Option<&Path>| {
        let output = run_with(name, Some(folder), plan);
        let entries = std::fs::read_dir(folder).expect("a trace");
        let files: Vec<_> = entries.flatten().filter(|file| file.path().extension().is_some()).collect();
        assert_eq!(files.len(), 1, "{}", String::from_utf8_lossy(&output.stderr));
        std::fs::read_to_string(files[0].path()).expect("text")
    };
    let first = traced(&folder.join("first"), None);
    let mut plan = String::from("concheck-plan\t1\n");
    for (index, circle) in circles(&first).iter().enumerate() {
        plan += &format!("cycle\t{index}\n");
        for (number, [held, taken]) in circle.iter().enumerate() {
            plan += &format!("order\t{number}\t{held}\t{taken}\n");
        }
    }
    let path = folder.join("plan");
    std::fs::write(&path, plan).expect("a plan");
    let second = traced(&folder.join("second"), Some(&path));
    std::fs::remove_dir_all(&folder).expect("removed");
    [first, second]
}

#[test]
fn threads_are_steered_into_what_is_predicted() {
    for name in ["steered_two", "steered_five"] {
        let [first, second] = steer(name);
        assert!(first.contains(r#"{"cycle":"#), "{name}: {first}");
        assert!(second.contains(r#"{"confirmed":"0""#), "{name}: {second}");
    }
}

#[test]
fn threads_are_not_steered_into_what_cannot_be() {
    let [first, second] = steer("steered_gate");
    assert!(first.contains(r#""why":"gate""#), "{first}");
    assert!(!second.contains("confirmed"), "{second}");
}

/// Runs both, one after the other, in threads that know nothing of each other.
fn one_after_the_other(first: impl FnOnce() + Send + 'static, second: impl FnOnce() + Send + 'static) {
    let (done, begin) = mpsc::channel();
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

fn two_orders() {
    let a = Arc::new(Mutex::new(1));
    let b = Arc::new(Mutex::new(2));
    let (c, d) = (a.clone(), b.clone());
    let forwards = move || {
        let _a = a.lock().unwrap();
        let _b = b.lock().unwrap();
    };
    let backwards = move || {
        let _d = d.lock().unwrap();
        let _c = c.lock().unwrap();
    };
    one_after_the_other(forwards, backwards);
}

fn three_orders() {
    let locks = Arc::new((Mutex::new(1), Mutex::new(2), Mutex::new(3)));
    let (x, y, z) = (locks.clone(), locks.clone(), locks);
    let one = move || {
        let _a = x.0.lock().unwrap();
        let _b = x.1.lock().unwrap();
    };
    let two = move || {
        let _b = y.1.lock().unwrap();
        let _c = y.2.lock().unwrap();
    };
    let three = move || {
        let _c = z.2.lock().unwrap();
        let _a = z.0.lock().unwrap();
    };
    one_after_the_other(one, move || one_after_the_other(two, three));
}

fn dead_lock_between() {
    let a = Arc::new(Mutex::new(1));
    let c = Arc::new(Mutex::new(3));
    let (a2, c2) = (a.clone(), c.clone());
    let through = move || {
        let b = Mutex::new(2);
        {
            let _a = a.lock().unwrap();
            let _b = b.lock().unwrap();
        }
        let _b = b.lock().unwrap();
        let _c = c.lock().unwrap();
    };
    let back = move || {
        let _c = c2.lock().unwrap();
        let _a = a2.lock().unwrap();
    };
    let (x, y) = (Arc::new(through), back);
    // Two threads go the way through the lock that dies, so that no circle lies in one.
    let again = x.clone();
    one_after_the_other(move || x(), move || one_after_the_other(move || again(), y));
}

fn fresh_instances() {
    fn make() -> (Mutex<u8>, Mutex<u16>) {
        (Mutex::new(1), Mutex::new(2))
    }
    one_after_the_other(
        || {
            let (a, b) = make();
            let _a = a.lock().unwrap();
            let _b = b.lock().unwrap();
        },
        || {
            let (a, b) = make();
            let _b = b.lock().unwrap();
            let _a = a.lock().unwrap();
        },
    );
}

fn philosophers() {
    let forks: Arc<Vec<Mutex<u32>>> = Arc::new((0..4).map(Mutex::new).collect());
    let eat = |seat: usize| {
        let forks = forks.clone();
        move || {
            let _left = forks[seat].lock().unwrap();
            let _right = forks[(seat + 1) % forks.len()].lock().unwrap();
        }
    };
    let (a, b, c, d) = (eat(0), eat(1), eat(2), eat(3));
    one_after_the_other(a, move || one_after_the_other(b, move || one_after_the_other(c, d)));
}

fn readers_and_writers() {
    let a = Arc::new(RwLock::new(1));
    let b = Arc::new(RwLock::new(2));
    let (c, d) = (a.clone(), b.clone());
    let forwards = move || {
        let _a = a.read().unwrap();
        let _b = b.write().unwrap();
    };
    let backwards = move || {
        let _d = d.read().unwrap();
        let _c = c.write().unwrap();
    };
    one_after_the_other(forwards, backwards);
}

fn readers_only() {
    let a = Arc::new(RwLock::new(1));
    let b = Arc::new(RwLock::new(2));
    let (c, d) = (a.clone(), b.clone());
    let forwards = move || {
        let _a = a.read().unwrap();
        let _b = b.read().unwrap();
    };
    let backwards = move || {
        let _d = d.read().unwrap();
        let _c = c.read().unwrap();
    };
    one_after_the_other(forwards, backwards);
}

fn recursive_read() {
    let a = RwLock::new(1);
    let outer = a.read().unwrap();
    let inner = a.read().unwrap();
    assert_eq!(*outer, *inner);
}

fn self_lock() {
    let result = thread::spawn(|| {
        let a = Mutex::new(1);
        let _first = a.lock().unwrap();
        let _second = a.lock().unwrap();
    })
    .join();
    assert!(result.is_err());
}

fn wait_under_lock() {
    let state = Arc::new((Mutex::new(0), Mutex::new(false), Condvar::new()));
    let other = state.clone();
    let outer = state.0.lock().unwrap();
    let ready = state.1.lock().unwrap();
    let notifier = thread::spawn(move || {
        *other.1.lock().unwrap() = true;
        other.2.notify_all();
    });
    let ready = state.2.wait_while(ready, |ready| !*ready).unwrap();
    drop((ready, outer));
    notifier.join().unwrap();
}

/// Each thread takes its lock, and when all have theirs, the next one's.
fn circle(size: usize) {
    let locks: Arc<Vec<Mutex<usize>>> = Arc::new((0..size).map(Mutex::new).collect());
    let all = Arc::new(Barrier::new(size));
    let threads: Vec<_> = (0..size)
        .map(|at| {
            let (locks, all) = (locks.clone(), all.clone());
            thread::spawn(move || {
                let _own = locks[at].lock().unwrap();
                all.wait();
                drop(locks[(at + 1) % locks.len()].lock());
            })
        })
        .collect();
    let failed = threads.into_iter().map(|thread| thread.join().is_err()).filter(|failed| *failed).count();
    assert_eq!(failed, 1, "one thread gives way");
}

fn deadlock_of_two() {
    circle(2);
}

fn deadlock_of_three() {
    circle(3);
}

fn join_under_lock() {
    let a = Arc::new(Mutex::new(1));
    let waits = thread::spawn(move || {
        let own = a.clone();
        let held = a.lock().unwrap();
        let worker = thread::spawn(move || drop(own.lock()));
        let result = worker.join();
        drop(held);
        result.is_err()
    });
    // Whichever of the two waits last gives way.
    let worker_gave_way = waits.join();
    assert!(worker_gave_way.is_err() || worker_gave_way.is_ok_and(|gave_way| gave_way));
}

fn gate() {
    let locks = Arc::new((Mutex::new(0), Mutex::new(1), Mutex::new(2)));
    let (x, y) = (locks.clone(), locks);
    let forwards = move || {
        let _gate = x.0.lock().unwrap();
        let _a = x.1.lock().unwrap();
        let _b = x.2.lock().unwrap();
    };
    let backwards = move || {
        let _gate = y.0.lock().unwrap();
        let _b = y.2.lock().unwrap();
        let _a = y.1.lock().unwrap();
    };
    one_after_the_other(forwards, backwards);
}

fn one_thread() {
    let (a, b) = (Mutex::new(1), Mutex::new(2));
    {
        let _a = a.lock().unwrap();
        let _b = b.lock().unwrap();
    }
    let _b = b.lock().unwrap();
    let _a = a.lock().unwrap();
}

fn hand_over_hand() {
    let list: Arc<Vec<Mutex<u32>>> = Arc::new((0..8).map(Mutex::new).collect());
    let walk = || {
        let list = list.clone();
        move || {
            let mut held = list[0].lock().unwrap();
            for next in &list[1..] {
                let next = next.lock().unwrap();
                drop(held);
                held = next;
            }
            drop(held);
        }
    };
    one_after_the_other(walk(), walk());
}

fn joined_first() {
    let locks = Arc::new((Mutex::new(1), Mutex::new(2)));
    let (x, y) = (locks.clone(), locks);
    thread::spawn(move || {
        let _a = x.0.lock().unwrap();
        let _b = x.1.lock().unwrap();
    })
    .join()
    .unwrap();
    thread::spawn(move || {
        let _b = y.1.lock().unwrap();
        let _a = y.0.lock().unwrap();
    })
    .join()
    .unwrap();
}

fn scope_first() {
    let locks = (Mutex::new(1), Mutex::new(2));
    thread::scope(|scope| {
        scope.spawn(|| {
            let _a = locks.0.lock().unwrap();
            let _b = locks.1.lock().unwrap();
        });
    });
    thread::scope(|scope| {
        scope.spawn(|| {
            let _b = locks.1.lock().unwrap();
            let _a = locks.0.lock().unwrap();
        });
    });
}

/// What a thread does before it spawns another cannot meet that other, what it does afterwards can.
fn again_after_spawn() {
    let locks = Arc::new((Mutex::new(1), Mutex::new(2)));
    let forwards = |locks: &(Mutex<i32>, Mutex<i32>)| {
        let _a = locks.0.lock().unwrap();
        let _b = locks.1.lock().unwrap();
    };
    forwards(&locks);
    let other = locks.clone();
    let (done, wait) = mpsc::channel();
    let child = thread::spawn(move || {
        {
            let _b = other.1.lock().unwrap();
            let _a = other.0.lock().unwrap();
        }
        done.send(()).unwrap();
    });
    wait.recv().unwrap();
    forwards(&locks);
    child.join().unwrap();
}

fn try_lock_backwards() {
    let locks = Arc::new((Mutex::new(1), Mutex::new(2)));
    let (x, y) = (locks.clone(), locks);
    let forwards = move || {
        let _a = x.0.lock().unwrap();
        let _b = x.1.lock().unwrap();
    };
    let backwards = move || {
        let _b = y.1.lock().unwrap();
        let _a = y.0.try_lock().unwrap();
    };
    one_after_the_other(forwards, backwards);
}

fn guards_out_of_order() {
    let locks = Arc::new((Mutex::new(1), Mutex::new(2), Mutex::new(3)));
    let (x, y) = (locks.clone(), locks);
    let forwards = move || {
        let a = x.0.lock().unwrap();
        let b = x.1.lock().unwrap();
        drop(a);
        let _c = x.2.lock().unwrap();
        drop(b);
    };
    let other = move || {
        // `a` was not held any more when `c` was taken.
        let _c = y.2.lock().unwrap();
        let _a = y.0.lock().unwrap();
    };
    // b -> c, a -> b, c -> a is a circle, but its first two steps are of one thread.
    one_after_the_other(forwards, other);
}

fn many_threads() {
    let locks = Arc::new((Mutex::new(0u64), RwLock::new(0u64)));
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let locks = locks.clone();
            thread::spawn(move || {
                for _ in 0..1000 {
                    let mut total = locks.0.lock().unwrap();
                    *total += *locks.1.read().unwrap();
                    *locks.1.write().unwrap() += 1;
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(*locks.1.read().unwrap(), 8000);
}

/// Each thread takes its own lock and that of its neighbour; a thread that is made to end poisons what it holds.
fn steered(count: usize) {
    let locks: Arc<Vec<Mutex<usize>>> = Arc::new((0..count).map(Mutex::new).collect());
    let threads: Vec<_> = (0..count)
        .map(|own| {
            let locks = locks.clone();
            thread::spawn(move || {
                let _own = locks[own].lock();
                let _next = locks[(own + 1) % locks.len()].lock();
            })
        })
        .collect();
    for thread in threads {
        let _ = thread.join();
    }
}

fn steered_gate() {
    let locks = Arc::new((Mutex::new(()), Mutex::new(1), Mutex::new(2)));
    let other = locks.clone();
    let one = thread::spawn(move || {
        let _gate = other.0.lock().unwrap();
        let _a = other.1.lock().unwrap();
        let _b = other.2.lock().unwrap();
    });
    {
        let _gate = locks.0.lock().unwrap();
        let _b = locks.2.lock().unwrap();
        let _a = locks.1.lock().unwrap();
    }
    one.join().unwrap();
}
