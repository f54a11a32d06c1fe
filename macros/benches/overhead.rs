//! How much slower checked locks are than std's, as ratios: `cargo bench -p concheck --bench overhead`, and the same with
//! `RUSTFLAGS="--cfg concheck"` for the checks switched on in an optimised build; with `CONCHECK_TRACE=DIR`, recording.
//! All kinds run in turns, in one process; the last is the crate tracing-mutex, which finds inversions too.

use std::hint::black_box;
use std::time::Instant;

use tracing_mutex::stdsync::tracing as peer;

/// Turns, of which the median counts.
const TURNS: usize = 41;
/// Rounds a turn.
const ROUNDS: u32 = 20_000;

/// Takes and releases so many nested locks.
macro_rules! nested {
    ($count:literal, $($lock:ident),*) => {{
        $(let $lock =
            (std::sync::Mutex::new(1u64), concheck::sync::Mutex::new(1u64), peer::Mutex::new(1u64));)*
        let measured = compare([
            &mut || (0..ROUNDS).for_each(|_| {
                let mut sum = 0;
                $(let $lock = black_box(&$lock.0).lock().unwrap(); sum += *$lock;)*
                black_box(sum);
            }),
            &mut || (0..ROUNDS).for_each(|_| {
                let mut sum = 0;
                $(let $lock = black_box(&$lock.1).lock().unwrap(); sum += *$lock;)*
                black_box(sum);
            }),
            &mut || (0..ROUNDS).for_each(|_| {
                let mut sum = 0;
                $(let $lock = black_box(&$lock.2).lock().unwrap(); sum += *$lock;)*
                black_box(sum);
            }),
        ]);
        print_line(concat!($count, " nested, one thread"), measured, ROUNDS * $count);
    }};
}

fn main() {
    let recording = if std::env::var_os("CONCHECK_TRACE").is_some() { ", recording" } else { "" };
    println!("checks are {}{recording}", if concheck::is_on() { "on" } else { "off" });
    println!(
        "{:<22} {:>8} {:>14}   nanoseconds a lock: std, concheck, tracing-mutex",
        "", "concheck", "tracing-mutex"
    );
    nested!(1, a);
    nested!(2, a, b);
    nested!(4, a, b, c, d);
    deep();
    threads();
}

/// Takes all, each under those before, and releases them from the last to the first.
macro_rules! nest {
    ($name:ident, $lock:ty) => {
        fn $name(locks: &[$lock]) {
            if let [first, rest @ ..] = locks {
                let _guard = first.lock().unwrap();
                $name(rest);
            }
        }
    };
}

nest!(nest_plain, std::sync::Mutex<u64>);
nest!(nest_checked, concheck::sync::Mutex<u64>);
nest!(nest_peer, peer::Mutex<u64>);

/// As many nested locks as few programs have.
fn deep() {
    let plain: Vec<std::sync::Mutex<u64>> = (0..64).map(std::sync::Mutex::new).collect();
    let checked: Vec<concheck::sync::Mutex<u64>> = (0..64).map(concheck::sync::Mutex::new).collect();
    let peers: Vec<peer::Mutex<u64>> = (0..64).map(peer::Mutex::new).collect();
    let rounds = ROUNDS / 64;
    let measured = compare([
        &mut || (0..rounds).for_each(|_| nest_plain(black_box(&plain))),
        &mut || (0..rounds).for_each(|_| nest_checked(black_box(&checked))),
        &mut || (0..rounds).for_each(|_| nest_peer(black_box(&peers))),
    ]);
    print_line("64 nested, one thread", measured, rounds * 64);
}

/// Two nested locks of a thread's own.
macro_rules! pair {
    ($name:ident, $new:expr) => {
        fn $name() {
            let (a, b) = ($new, $new);
            for _ in 0..ROUNDS {
                let mut outer = a.lock().unwrap();
                *outer += *b.lock().unwrap();
            }
        }
    };
}

pair!(pair_plain, std::sync::Mutex::new(0u64));
pair!(pair_checked, concheck::sync::Mutex::new(0u64));
pair!(pair_peer, peer::Mutex::new(0u64));

/// Two threads, each with two nested locks of its own.
fn threads() {
    fn both(run: fn()) {
        std::thread::scope(|scope| {
            scope.spawn(run);
            scope.spawn(run);
        });
    }
    let measured = compare([&mut || both(pair_plain), &mut || both(pair_checked), &mut || both(pair_peer)]);
    print_line("2 nested, two threads", measured, ROUNDS * 2);
}

/// Seconds and ratios to the first.
struct Measured {
    seconds: [f64; 3],
    ratios: [f64; 3],
}

/// The medians of the times and of their ratios, turn by turn.
fn compare(mut runs: [&mut dyn FnMut(); 3]) -> Measured {
    runs.iter_mut().for_each(|run| run());
    let (mut seconds, mut ratios) = ([const { Vec::new() }; 3], [const { Vec::new() }; 3]);
    for _ in 0..TURNS {
        let turn = runs.each_mut().map(|run| time(run));
        for kind in 0..3 {
            seconds[kind].push(turn[kind]);
            ratios[kind].push(turn[kind] / turn[0]);
        }
    }
    Measured { seconds: seconds.map(median), ratios: ratios.map(median) }
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// Seconds.
fn time(run: &mut dyn FnMut()) -> f64 {
    let begun = Instant::now();
    run();
    begun.elapsed().as_secs_f64()
}

fn print_line(what: &str, Measured { seconds, ratios }: Measured, locks: u32) {
    let [plain, checked, peer] = seconds.map(|seconds| seconds * 1e9 / f64::from(locks));
    println!("{what:<22} {:>8.2} {:>14.2}   {plain:.1}, {checked:.1}, {peer:.1}", ratios[1], ratios[2]);
}
