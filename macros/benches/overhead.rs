//! How much slower checked locks are than std's, as ratios: `cargo bench -p concheck --bench overhead`, and the same with
//! `RUSTFLAGS="--cfg concheck"` for the checks switched on in an optimised build. Both kinds run in turns, in one process.

use std::hint::black_box;
use std::time::Instant;

/// Turns, of which the median counts.
const TURNS: usize = 41;
/// Rounds a turn.
const ROUNDS: u32 = 20_000;

/// Takes and releases so many nested locks.
macro_rules! nested {
    ($count:literal, $($lock:ident),*) => {{
        $(let $lock = (std::sync::Mutex::new(1u64), concheck::sync::Mutex::new(1u64));)*
        let ratio = compare(
            || (0..ROUNDS).for_each(|_| {
                let mut sum = 0;
                $(let $lock = black_box(&$lock.0).lock().unwrap(); sum += *$lock;)*
                black_box(sum);
            }),
            || (0..ROUNDS).for_each(|_| {
                let mut sum = 0;
                $(let $lock = black_box(&$lock.1).lock().unwrap(); sum += *$lock;)*
                black_box(sum);
            }),
        );
        print_line(concat!($count, " nested, one thread"), ratio, ROUNDS * $count);
    }};
}

fn main() {
    println!("checks are {}", if concheck::is_on() { "on" } else { "off" });
    nested!(1, a);
    nested!(2, a, b);
    nested!(4, a, b, c, d);
    deep();
    threads();
}

/// As many nested locks as few programs have.
fn deep() {
    let plain: Vec<std::sync::Mutex<u64>> = (0..64).map(std::sync::Mutex::new).collect();
    let checked: Vec<concheck::sync::Mutex<u64>> = (0..64).map(concheck::sync::Mutex::new).collect();
    let rounds = ROUNDS / 64;
    let ratio = compare(
        || (0..rounds).for_each(|_| nest_plain(black_box(&plain))),
        || (0..rounds).for_each(|_| nest_checked(black_box(&checked))),
    );
    print_line("64 nested, one thread", ratio, rounds * 64);
}

/// Takes all, each under those before, and releases them from the last to the first.
fn nest_plain(locks: &[std::sync::Mutex<u64>]) {
    if let [first, rest @ ..] = locks {
        let _guard = first.lock().unwrap();
        nest_plain(rest);
    }
}

/// The same.
fn nest_checked(locks: &[concheck::sync::Mutex<u64>]) {
    if let [first, rest @ ..] = locks {
        let _guard = first.lock().unwrap();
        nest_checked(rest);
    }
}

/// Two threads, each with two nested locks of its own.
fn threads() {
    fn plain() {
        let (a, b) = (std::sync::Mutex::new(0u64), std::sync::Mutex::new(0u64));
        for _ in 0..ROUNDS {
            let mut outer = a.lock().unwrap();
            *outer += *b.lock().unwrap();
        }
    }
    fn checked() {
        let (a, b) = (concheck::sync::Mutex::new(0u64), concheck::sync::Mutex::new(0u64));
        for _ in 0..ROUNDS {
            let mut outer = a.lock().unwrap();
            *outer += *b.lock().unwrap();
        }
    }
    fn both(run: fn()) {
        std::thread::scope(|scope| {
            scope.spawn(run);
            scope.spawn(run);
        });
    }
    print_line("2 nested, two threads", compare(|| both(plain), || both(checked)), ROUNDS * 2);
}

/// The median times of both, and the median of their ratios.
fn compare(mut first: impl FnMut(), mut second: impl FnMut()) -> [f64; 3] {
    first();
    second();
    let mut turns = [const { Vec::new() }; 3];
    for _ in 0..TURNS {
        let (one, other) = (time(&mut first), time(&mut second));
        turns[0].push(one);
        turns[1].push(other);
        turns[2].push(other / one);
    }
    turns.map(|mut all| {
        all.sort_by(f64::total_cmp);
        all[TURNS / 2]
    })
}

/// Seconds.
fn time(run: &mut impl FnMut()) -> f64 {
    let begun = Instant::now();
    run();
    begun.elapsed().as_secs_f64()
}

fn print_line(what: &str, [plain, checked, ratio]: [f64; 3], locks: u32) {
    let nanos = |seconds: f64| seconds * 1e9 / f64::from(locks);
    println!("{what:<22} {ratio:.2}   ({:.1} ns, {:.1} ns a lock)", nanos(plain), nanos(checked));
}
