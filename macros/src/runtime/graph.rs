//! Which locks were taken under which, by all threads so far, and the circles in that.
//!
//! Locks of different classes are told apart by class: a class is a place in the source where locks are made, so that
//! what is known of a lock outlives it. Locks of one class are told apart by instance.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use super::clock::Clock;
use super::owner::Owner;
use super::{Held, LockId, Mode, Site, declared, locked, place, trace};
use crate::report::{Kind, Report};

/// Where locks are made, and what they are.
#[derive(Debug)]
struct Class {
    site: Site,
    kind: &'static str,
    ty: &'static str,
    name: Option<&'static str>,
}

/// A node: a class, or, within a class, an instance.
type Node = u64;

/// One of the ways in which an order came about.
#[derive(Clone, Debug)]
struct Witness {
    thread: u32,
    title: String,
    clock: Clock,
    held: Held,
    taken: Held,
    /// What else was held.
    gates: Vec<(LockId, Mode)>,
}

#[derive(Default)]
struct Graph {
    classes: Vec<Class>,
    by_site: HashMap<(&'static str, u32, u32, &'static str), u32>,
    edges: HashMap<(Node, Node), Vec<Witness>>,
    next: HashMap<Node, Vec<Node>>,
    /// Circles that were told of, by their nodes and whether threads can meet in them.
    told: HashSet<(Vec<Node>, bool)>,
    /// Classes whose declared order was broken, held and taken.
    undeclared: HashSet<(u32, u32)>,
    /// Orders that are in the trace: classes and places.
    traced: HashSet<(u32, u32, Site, Site)>,
}

static GRAPH: Mutex<Option<Graph>> = Mutex::new(None);

/// Ways that are kept of each order; more of the same say nothing new as a rule.
const WITNESSES: usize = 16;
/// Longest circle that is looked for.
const LONGEST: usize = 8;

/// The class of the locks that are made at a place.
pub(crate) fn class_of(site: Site, kind: &'static str, ty: &'static str, name: Option<&'static str>) -> u32 {
    let mut graph = locked(&GRAPH);
    let graph = graph.get_or_insert_with(Graph::default);
    let key = (site.file(), site.line(), site.column(), ty);
    if let Some(known) = graph.by_site.get(&key) {
        return *known;
    }
    let class = graph.classes.len() as u32;
    graph.classes.push(Class { site, kind, ty, name });
    graph.by_site.insert(key, class);
    class
}

/// "`Bank::accounts` (the `Mutex<Vec<u64>>` made at src/bank.rs:4:10)"; without a name, what stands in the parentheses.
pub(crate) fn name(id: LockId) -> String {
    let graph = locked(&GRAPH);
    graph.as_ref().map_or_else(String::new, |graph| graph.name(id))
}

/// Where locks like this one are made.
pub(crate) fn made(id: LockId) -> String {
    let graph = locked(&GRAPH);
    graph.as_ref().map_or_else(String::new, |graph| graph.made(id))
}

/// An order for the trace.
pub(crate) fn edge(held: &Held, taken: &Held) -> String {
    locked(&GRAPH).get_or_insert_with(Graph::default).edge(held, taken)
}

/// A thread is about to take a lock above those that it holds.
pub(crate) fn learn(owner: &Owner, held: &[Held], id: LockId, mode: Mode, site: Site) -> Vec<Report> {
    let taken = Held { id, mode, site };
    let clock = locked(&owner.clock).clone();
    let mut graph = locked(&GRAPH);
    let graph = graph.get_or_insert_with(Graph::default);
    let mut reports = Vec::new();
    for (index, below) in held.iter().enumerate() {
        if below.id == id {
            continue;
        }
        let gates = held
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .map(|(_, held)| (held.id, held.mode));
        let witness = Witness {
            thread: owner.number(),
            title: owner.title(),
            clock: clock.clone(),
            held: *below,
            taken,
            gates: gates.collect(),
        };
        reports.extend(graph.undeclared(&witness));
        reports.extend(graph.add(witness));
    }
    reports
}

/// Whether a pair of places is told of for the first time.
pub(crate) fn tell_once(one: Site, other: Site) -> bool {
    static TOLD: Mutex<Option<HashSet<(Site, Site)>>> = Mutex::new(None);
    locked(&TOLD).get_or_insert_with(HashSet::new).insert((one, other))
}

impl Graph {
    fn name(&self, id: LockId) -> String {
        let Some(class) = self.classes.get(id.class() as usize) else { return "a lock".to_string() };
        let made = match class.ty {
            // What protects no value of its own.
            "" => format!("the `{}` made at {}", class.kind, place(class.site)),
            ty => format!("the `{}<{}>` made at {}", class.kind, short(ty), place(class.site)),
        };
        class.name.map_or_else(|| made.clone(), |name| format!("`{name}` ({made})"))
    }

    /// What is wrong with an order by those that are declared.
    fn undeclared(&mut self, witness: &Witness) -> Option<Report> {
        let [held, taken] =
            [witness.held, witness.taken].map(|lock| self.classes.get(lock.id.class() as usize)?.name);
        let classes = (witness.held.id.class(), witness.taken.id.class());
        if !declared::forbids(held?, taken?) || !self.undeclared.insert(classes) {
            return None;
        }
        let message = format!(
            "{} takes {}\n  at {}\n  under {}\n  taken at {}\n  but `lock_order!` declares the opposite order",
            witness.title,
            self.name(witness.taken.id),
            place(witness.taken.site),
            self.name(witness.held.id),
            place(witness.held.site),
        );
        Some(Report { kind: Kind::DeclaredOrder, message })
    }

    fn add(&mut self, witness: Witness) -> Option<Report> {
        let (held, taken) = (witness.held.id, witness.taken.id);
        let edge = if held.class() == taken.class() {
            (held.0, taken.0)
        } else {
            (u64::from(held.class()) << 32, u64::from(taken.class()) << 32)
        };
        let known = self.edges.entry(edge).or_default();
        let same = |other: &Witness| {
            other.thread == witness.thread
                && other.gates == witness.gates
                && (other.held.mode, other.taken.mode) == (witness.held.mode, witness.taken.mode)
        };
        let former = known.iter().position(same);
        if former.is_some_and(|at| known[at].clock == witness.clock) {
            return None;
        }
        if known.is_empty() {
            self.next.entry(edge.0).or_default().push(edge.1);
        }
        match former {
            // Who is to come and cannot meet the later of the two cannot meet the former either.
            Some(at) => known[at] = witness.clone(),
            None if known.len() < WITNESSES => known.push(witness.clone()),
            None => {}
        }
        if self.traced.insert((held.class(), taken.class(), witness.held.site, witness.taken.site)) {
            let [held, taken] =
                [witness.held, witness.taken].map(|lock| trace::lock(&lock, &self.made(lock.id)));
            trace::edge(&held, &taken, &witness.title);
        }
        self.circle(edge, &witness)
    }

    fn made(&self, id: LockId) -> String {
        self.classes.get(id.class() as usize).map_or_else(String::new, |class| place(class.site))
    }

    /// A circle that the new witness closes, if threads can meet in it.
    fn circle(&mut self, edge: (Node, Node), witness: &Witness) -> Option<Report> {
        let found = [true, false].into_iter().find_map(|meeting| {
            let mut path = vec![edge.0, edge.1];
            let chosen = self.search(edge.0, &mut path, &mut vec![witness.clone()], meeting, &mut 20_000)?;
            path.sort_unstable();
            Some((path, chosen, meeting))
        });
        let (nodes, chosen, meeting) = found?;
        if !self.told.insert((nodes, meeting)) {
            return None;
        }
        let edges: Vec<String> =
            chosen.iter().map(|witness| self.edge(&witness.held, &witness.taken)).collect();
        let mut pairs = chosen
            .iter()
            .enumerate()
            .flat_map(|(at, one)| chosen[at + 1..].iter().map(move |other| (one, other)));
        let why = pairs.find_map(|(one, other)| excluded(one, other));
        trace::cycle(&edges, why.filter(|_| !meeting));
        if !meeting {
            return None;
        }
        let mut message = String::from("locks are taken in conflicting orders, so threads can deadlock:");
        for witness in &chosen {
            message += &format!(
                "\n  {} took {}\n    at {}\n    and then {}\n    at {}",
                witness.title,
                self.name(witness.held.id),
                place(witness.held.site),
                self.name(witness.taken.id),
                place(witness.taken.site),
            );
        }
        Some(Report { kind: Kind::Inversion, message })
    }

    /// An order for the trace.
    fn edge(&self, held: &Held, taken: &Held) -> String {
        let [held, taken] = [held, taken].map(|lock| trace::lock(lock, &self.made(lock.id)));
        format!("[{held},{taken}]")
    }

    /// Goes on from the end of `path` until it is back at `goal`, with a witness for each step; with `meeting`, one that can
    /// meet the others.
    fn search(
        &self,
        goal: Node,
        path: &mut Vec<Node>,
        chosen: &mut Vec<Witness>,
        meeting: bool,
        fuel: &mut u32,
    ) -> Option<Vec<Witness>> {
        let at = *path.last()?;
        for next in self.next.get(&at).into_iter().flatten() {
            if *fuel == 0 {
                return None;
            }
            *fuel -= 1;
            let closes = *next == goal;
            if !closes && (path.contains(next) || path.len() >= LONGEST) {
                continue;
            }
            for witness in self.edges.get(&(at, *next)).into_iter().flatten() {
                let last = chosen.last()?;
                let waits = last.taken.mode.conflicts(witness.held.mode)
                    && (!closes || witness.taken.mode.conflicts(chosen[0].held.mode));
                if !waits || meeting && chosen.iter().any(|other| excluded(other, witness).is_some()) {
                    continue;
                }
                chosen.push(witness.clone());
                if closes {
                    return Some(chosen.clone());
                }
                path.push(*next);
                let found = self.search(goal, path, chosen, meeting, fuel);
                if found.is_some() {
                    return found;
                }
                path.pop();
                chosen.pop();
            }
        }
        None
    }
}

/// Why two threads cannot be in these two places at once; `None` if they can.
fn excluded(a: &Witness, b: &Witness) -> Option<&'static str> {
    let before = |a: &Witness, b: &Witness| b.clock.of(a.thread) >= a.clock.of(a.thread);
    let common = a
        .gates
        .iter()
        .any(|(gate, mode)| b.gates.iter().any(|(other, held)| gate == other && mode.conflicts(*held)));
    if common {
        Some("gate")
    } else if a.thread == b.thread {
        Some("thread")
    } else if before(a, b) || before(b, a) {
        Some("order")
    } else {
        None
    }
}

/// A type's name without the paths.
fn short(ty: &str) -> String {
    let mut text = String::with_capacity(ty.len());
    let mut word = String::new();
    for c in ty.chars() {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
        } else if c == ':' {
            word.clear();
        } else {
            text += &word;
            word.clear();
            text.push(c);
        }
    }
    text + &word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_types_are_short() {
        assert_eq!(short("alloc::vec::Vec<core::option::Option<u8>>"), "Vec<Option<u8>>");
        assert_eq!(short("(u8, my::Type)"), "(u8, Type)");
    }
}
