//! How much slower checked locks are than std's, as ratios: `cargo bench -p concheck --bench overhead`, and the same with
//! `RUSTFLAGS="--cfg concheck"` for the checks switched on in an optimised build. Both kinds run in turns, in one process.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Turns, of which the median counts.
const TURNS: usize = 41;
/// Rounds a turn.
const ROUNDS: u32 = 20_000;

fn main() {
    println!("checks are {}", if concheck::is_on() { "on" } else { "off" });
    nested::<1>();
    nested::<2>();
    nested::<4>();
    nested::<64>();
    threads();
}

/// Takes and releases `N` nested locks.
fn nested<const N: usize>() {
    let plain: Vec<std::sync::Mutex<u64>> = (0..N as u64).map(std::sync::Mutex::new).collect();
    let checked: Vec<concheck::sync::Mutex<u64>> = (0..N as u64).map(concheck::sync::Mutex::new).collect();
    let rounds = ROUNDS / N as u32;
    let ratio = compare(
        || (0..rounds).for_each(|_| nest_plain(black_box(&plain))),
        || (0..rounds).for_each(|_| nest_checked(black_box(&checked))),
    );
    println!("{N:>2} nested, one thread   {ratio:.2}");
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
    println!(" 2 nested, two threads  {:.2}", compare(|| both(plain), || both(checked)));
}

/// The median ratio of the second to the first.
fn compare(mut first: impl FnMut(), mut second: impl FnMut()) -> f64 {
    first();
    second();
    let mut ratios: Vec<f64> = (0..TURNS)
        .map(|_| {
            let one = time(&mut first);
            let other = time(&mut second);
            other.as_secs_f64() / one.as_secs_f64()
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios[TURNS / 2]
}

fn time(run: &mut impl FnMut()) -> Duration {
    let begun = Instant::now();
    run();
    begun.elapsed()
}
