//! How often steering proves a deadlock that is there, and never one that is not: `cargo bench -p concheck --bench
//! directed [RUNS]` with `RUSTFLAGS="--cfg concheck"`. Each run is a process; its threads begin apart by the spread.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use concheck::sync::Mutex;
use concheck::thread;

/// Variable that says what a process of this benchmark is to do: `KIND LOCKS MICROSECONDS`.
const PROGRAM: &str = "CONCHECK_BENCH_PROGRAM";

fn main() {
    if let Ok(program) = std::env::var(PROGRAM) {
        let words: Vec<&str> = program.split(' ').collect();
        return run(words[0], words[1].parse().expect("a number"), words[2].parse().expect("a number"));
    }
    if !concheck::is_on() {
        println!("checks are off: nothing to steer (RUSTFLAGS=\"--cfg concheck\" switches them on)");
        return;
    }
    let runs: u32 = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(20);
    for (kind, counts) in [("circle", &[2, 3, 5][..]), ("gate", &[2]), ("joined", &[2])] {
        for count in counts {
            for spread in [200, 2_000, 20_000] {
                let confirmed = (0..runs).filter(|run| confirms(kind, *count, spread, *run)).count();
                println!(
                    "{kind:<7} of {count}, {:>5.1} ms apart: {confirmed} of {runs} confirmed",
                    f64::from(spread) / 1e3
                );
            }
        }
    }
}

/// Whether a steered run proves its circle.
fn confirms(kind: &str, count: usize, spread: u32, run: u32) -> bool {
    let folder = std::env::temp_dir().join(format!("concheck-directed-{}-{run}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let place = |begin: &str| {
        let lines = || SOURCE.lines().map(str::trim_start);
        let line = lines().position(|line| line.starts_with(begin)).expect("it is there");
        let column = SOURCE.lines().nth(line).and_then(|line| line.find("lock()")).expect("it locks");
        format!("directed.rs\t{}\t{}", line + 1, column + 1)
    };
    let order = |number: usize| format!("order\t{number}\t{}\t{}\n", place("let outer"), place("let inner"));
    let plan: String = (0..count).map(order).collect();
    let path = folder.join("plan");
    std::fs::write(&path, format!("concheck-plan\t1\ncycle\tx\n{plan}")).expect("a plan");
    let program = std::env::current_exe().expect("this program");
    let status = Command::new(program)
        .env(PROGRAM, format!("{kind} {count} {spread}"))
        .env("CONCHECK_PLAN", &path)
        .env("CONCHECK_TRACE", &folder)
        .stderr(Stdio::null())
        .status();
    status.expect("it runs");
    let confirmed = traces(&folder).contains(r#"{"confirmed":"#);
    std::fs::remove_dir_all(&folder).expect("removed");
    confirmed
}

fn traces(folder: &Path) -> String {
    let files = std::fs::read_dir(folder).expect("a folder").flatten();
    files
        .filter(|file| file.path().extension().is_some())
        .filter_map(|file| std::fs::read_to_string(file.path()).ok())
        .collect()
}

const SOURCE: &str = include_str!("directed.rs");

/// Takes a lock and its neighbour.
fn both(locks: &[Mutex<()>], own: usize) {
    let outer = locks[own].lock();
    let inner = locks[(own + 1) % locks.len()].lock();
    drop((outer, inner));
}

fn run(kind: &str, count: usize, spread: u64) {
    let locks: Arc<Vec<Mutex<()>>> = Arc::new((0..count).map(|_| Mutex::new(())).collect());
    let gate = (kind == "gate").then(|| Arc::new(Mutex::new(())));
    let spawn = |own: usize| {
        let (locks, gate) = (locks.clone(), gate.clone());
        thread::spawn(move || {
            thread::sleep(Duration::from_micros(spread * own as u64));
            let gate = gate.as_ref().map(|gate| gate.lock());
            both(&locks, own);
            drop(gate);
        })
    };
    if kind == "joined" {
        for own in 0..count {
            let _ = spawn(own).join();
        }
        return;
    }
    let threads: Vec<_> = (0..count).map(spawn).collect();
    for thread in threads {
        let _ = thread.join();
    }
}
