//! Steering: threads that come to the inner lock of a predicted circle wait there, for a while, until each of its orders
//! has a thread that holds the outer lock and wants the inner one. Then the deadlock is proven; the thread that completed
//! the circle panics, and the others go on.
//!
//! The file that `CONCHECK_PLAN` names says what is predicted, one thing a line, fields separated by tabs:
//!
//! ```text
//! concheck-plan   1
//! cycle   FINGERPRINT
//! order   NUMBER  FILE    LINE    COLUMN  FILE    LINE    COLUMN
//! ```
//!
//! An order says where its locks are held since and where they are taken; several lines of one number are alternatives.
//! Files match those of the program by their ends, whole components. `CONCHECK_PAUSE` is how long a thread waits at most,
//! in milliseconds. This is directed confirmation as RaceFuzzer and DeadlockFuzzer have it (Joshi, Park, Sen, Naik: A
//! Randomized Dynamic Program Analysis Technique for Detecting Real Deadlocks, PLDI 2009).

use std::path::Path;
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use super::owner::Owner;
use super::{Held, LockId, Mode, Site, fatal, graph, locked, place, stack, trace};
use crate::report::Kind;

/// How long a thread waits for the others, without `CONCHECK_PAUSE`.
const PAUSE: Duration = Duration::from_millis(400);
/// How often threads wait for a circle in vain, for each of its orders, before it is let be.
const ATTEMPTS: u32 = 40;

#[derive(Debug, Default)]
struct Plan {
    cycles: Vec<Cycle>,
    pause: Duration,
}

#[derive(Debug, Default)]
struct Cycle {
    fingerprint: String,
    /// By number, the ways in which each order can come about.
    orders: Vec<Vec<Order>>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct Order {
    held: Spot,
    taken: Spot,
}

#[derive(Debug, PartialEq, Eq)]
struct Spot {
    file: String,
    line: u32,
    column: u32,
}

#[derive(Debug, Default)]
struct State {
    parked: Vec<Parked>,
    /// In vain.
    attempts: u32,
    done: bool,
}

/// A thread that holds the outer lock of an order and wants the inner one.
#[derive(Clone, Debug)]
struct Parked {
    thread: u32,
    title: String,
    /// Which orders of the circle it is on: several, where these are of the same places.
    orders: Vec<usize>,
    held: Held,
    taken: Held,
}

/// The plan, if there is one.
fn plan() -> Option<&'static Plan> {
    static PLAN: OnceLock<Option<Plan>> = OnceLock::new();
    PLAN.get_or_init(|| {
        let path = std::env::var_os("CONCHECK_PLAN").filter(|path| !path.is_empty())?;
        let pause = std::env::var("CONCHECK_PAUSE").ok().and_then(|pause| pause.parse().ok());
        let read =
            std::fs::read_to_string(&path).map_err(|error| error.to_string()).and_then(|text| parse(&text));
        match read {
            Ok(cycles) => Some(Plan { cycles, pause: pause.map_or(PAUSE, Duration::from_millis) }),
            Err(error) => {
                eprintln!("concheck: no plan from {}: {error}", Path::new(&path).display());
                None
            }
        }
    })
    .as_ref()
}

/// Whether threads are steered: then no order counts as known, so that each acquisition comes by here.
pub(super) fn is_active() -> bool {
    plan().is_some()
}

fn parse(text: &str) -> Result<Vec<Cycle>, String> {
    let mut cycles: Vec<Cycle> = Vec::new();
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, line)| line) != Some("concheck-plan\t1") {
        return Err("the first line is not `concheck-plan`, a tab and `1`".to_string());
    }
    for (index, line) in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let number = |field: &str| field.parse::<u32>().ok();
        let order = |fields: &[&str]| {
            let spot = |at: usize| {
                let (line, column) = (number(fields[at + 1])?, number(fields[at + 2])?);
                Some(Spot { file: fields[at].to_string(), line, column })
            };
            Some((number(fields[0])? as usize, Order { held: spot(1)?, taken: spot(4)? }))
        };
        let read = match (fields.as_slice(), cycles.last_mut()) {
            ([] | [""], _) => Some(()),
            (["cycle", fingerprint], _) => {
                cycles.push(Cycle { fingerprint: (*fingerprint).to_string(), ..Cycle::default() });
                Some(())
            }
            (["order", rest @ ..], Some(cycle)) if rest.len() == 7 => order(rest).and_then(|(at, order)| {
                let next = cycle.orders.len();
                if at == next {
                    cycle.orders.push(vec![order]);
                } else {
                    cycle.orders.get_mut(at)?.push(order);
                }
                Some(())
            }),
            _ => None,
        };
        read.ok_or_else(|| format!("line {} is not understood", index + 1))?;
    }
    Ok(cycles)
}

impl Spot {
    fn is(&self, site: Site) -> bool {
        self.line == site.line() && self.column == site.column() && ends_alike(&self.file, site.file())
    }
}

/// Whether one path is the other's end.
fn ends_alike(one: &str, other: &str) -> bool {
    let parts = |path: &str| path.split(['/', '\\']).rev().map(str::to_string).collect::<Vec<_>>();
    let (one, other) = (parts(one), parts(other));
    one.iter().zip(&other).all(|(one, other)| one == other)
}

/// A thread is about to take a lock: waits, if that is part of a predicted circle. Panics where it completes one.
pub(super) fn pause(owner: &Owner, id: LockId, mode: Mode, site: Site) {
    let Some(plan) = plan() else { return };
    let held = stack::held();
    let taken = Held { id, mode, site };
    for cycle in &plan.cycles {
        // The same outer lock for all orders: a thread stands for one edge of the circle.
        for held in held.iter().filter(|held| held.id != id) {
            let here = |way: &Order| way.taken.is(site) && way.held.is(held.site);
            let orders: Vec<usize> =
                (0..cycle.orders.len()).filter(|at| cycle.orders[*at].iter().any(here)).collect();
            if !orders.is_empty() {
                let (thread, title) = (owner.number(), owner.title());
                cycle.park(Parked { thread, title, orders, held: *held, taken }, plan.pause);
            }
        }
    }
}

impl Cycle {
    fn park(&self, parked: Parked, pause: Duration) {
        let mut state = locked(&self.state);
        if state.done || state.attempts >= ATTEMPTS * self.orders.len() as u32 {
            return;
        }
        let thread = parked.thread;
        state.parked.push(parked.clone());
        for order in &parked.orders {
            let mut chosen = vec![parked.clone()];
            if self.completes(&state.parked, *order, &mut chosen) {
                state.done = true;
                state.parked.clear();
                drop(state);
                self.changed.notify_all();
                self.proven(&chosen);
            }
        }
        let deadline = Instant::now() + pause;
        while !state.done {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                state.attempts += 1;
                break;
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        state.parked.retain(|parked| parked.thread != thread);
    }

    /// Extends `chosen`, whose last one is on `order`, by threads for the orders that follow, until they are back at the
    /// first: each wants what the next one holds.
    fn completes(&self, parked: &[Parked], order: usize, chosen: &mut Vec<Parked>) -> bool {
        let (first, last) = (&chosen[0], &chosen[chosen.len() - 1]);
        let waits = |one: &Parked, other: &Parked| {
            one.taken.id == other.held.id && one.taken.mode.conflicts(other.held.mode)
        };
        if chosen.len() == self.orders.len() {
            return waits(last, first);
        }
        let next = (order + 1) % self.orders.len();
        let candidates: Vec<Parked> = parked
            .iter()
            .filter(|other| other.orders.contains(&next) && waits(last, other))
            .filter(|other| chosen.iter().all(|known| known.thread != other.thread))
            .cloned()
            .collect();
        candidates.into_iter().any(|candidate| {
            chosen.push(candidate);
            let done = self.completes(parked, next, chosen);
            if !done {
                chosen.pop();
            }
            done
        })
    }

    fn proven(&self, chosen: &[Parked]) -> ! {
        let edges: Vec<String> =
            chosen.iter().map(|parked| graph::edge(&parked.held, &parked.taken)).collect();
        trace::confirmed(&self.fingerprint, &edges);
        let mut message =
            String::from("a predicted deadlock is there; this thread ends, so that the others can go on:");
        for parked in chosen {
            message += &format!(
                "\n  {} waits for {}\n    at {}\n    and holds {}\n      since {}",
                parked.title,
                graph::name(parked.taken.id),
                place(parked.taken.site),
                graph::name(parked.held.id),
                place(parked.held.site)
            );
        }
        fatal(Kind::Deadlock, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_read() {
        let text = "concheck-plan\t1\ncycle\tab12\norder\t0\tsrc/a.rs\t1\t2\tsrc/a.rs\t3\t4\norder\t1\tb.rs\t5\t6\tb.rs\t7\t8\n\
                    order\t0\tc.rs\t1\t1\tc.rs\t2\t2\n";
        let cycles = parse(text).expect("it is well formed");
        assert_eq!(cycles.len(), 1);
        assert_eq!(cycles[0].orders.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(cycles[0].orders[1][0].taken, Spot { file: "b.rs".to_string(), line: 7, column: 8 });
    }

    #[test]
    fn what_is_no_plan_is_refused_with_the_line() {
        assert!(parse("").is_err());
        assert_eq!(parse("concheck-plan\t1\norder\t0").expect_err("no cycle"), "line 2 is not understood");
        let gap = "concheck-plan\t1\ncycle\ta\norder\t3\ta\t1\t1\ta\t1\t1";
        assert_eq!(parse(gap).expect_err("orders are numbered from 0"), "line 3 is not understood");
    }

    #[test]
    fn files_match_by_their_ends() {
        assert!(ends_alike("src/a.rs", "/home/x/src/a.rs"));
        assert!(ends_alike("x\\src\\a.rs", "src/a.rs"));
        assert!(!ends_alike("src/a.rs", "src/aa.rs"));
        assert!(!ends_alike("lib/a.rs", "src/a.rs"));
    }
}
