//! Gates: locks that are surely held where something happens, by the function or by all of its callers, so that nobody else
//! who holds them is at work at once.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::ids::FnId;
use super::place::{Class, ClassRoot};
use super::table::{Callable, EventKind, FnTable, Held, Hold};
use super::types::Types;

/// A lock that keeps others out of what happens under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// The lock.
    pub class: Class,
    /// How it is held.
    pub mode: Hold,
    /// The guard, by its number in the function; `None` if the callers have it.
    pub guard: Option<u32>,
}

/// What is surely held, in this function and by its callers, and keeps others out.
pub(super) fn held(table: &FnTable, held: &[Held], entry: &[Gate]) -> Arc<[Gate]> {
    own(table, held).chain(entry.iter().cloned()).collect()
}

fn own<'t>(table: &'t FnTable, held: &'t [Held]) -> impl Iterator<Item = Gate> + 't {
    held.iter().filter(|held| held.must).filter_map(|held| {
        let guard = &table.guards[held.guard as usize];
        let keeps_out = guard.mode.keeps_waiting() && !matches!(guard.mode, Hold::Owed(_));
        let is_gate = keeps_out && guard.lock.class.is_global();
        is_gate.then(|| Gate { class: guard.lock.class.clone(), mode: guard.mode, guard: Some(held.guard) })
    })
}

/// A call, and what is held there by the caller itself.
struct Entered {
    target: usize,
    held: Vec<Gate>,
    /// In a closure, which may run when the callers of its function have returned.
    apart: bool,
}

/// For each function, what all callers surely hold when they call, be it that their own callers do: nothing, if there may be
/// callers out of sight, and through several calls only locks, and only what [is one](is_one). Tests are left aside, as they
/// have nobody beside them. Linear in the number of calls, times the number of locks at a call.
pub(super) fn at_entry(types: &Types<'_>, tables: &[FnTable]) -> Vec<Vec<Gate>> {
    let mut entry: Vec<Option<Vec<Gate>>> = vec![None; tables.len()];
    let mut calls: Vec<Vec<Entered>> = Vec::with_capacity(tables.len());
    let mut called: FxHashSet<usize> = FxHashSet::default();
    for (id, table) in (0..).map(FnId).zip(tables) {
        if types.is_open(id) {
            entry[id.index()] = Some(Vec::new());
        }
        // Whoever is handed on may be called anywhere.
        table.tasks.iter().for_each(|task| entry[task.index()] = Some(Vec::new()));
        let in_test = types.defs[id].test;
        let mut of_table = Vec::new();
        for (body, events) in table.bodies() {
            for event in events {
                let EventKind::Call(call) = &event.kind else { continue };
                for arg in &call.args {
                    if let Some(Callable::Fn(id)) = arg.callable {
                        entry[id.index()] = Some(Vec::new());
                    }
                }
                for target in call.targets.iter().filter(|target| !in_test || types.defs[**target].test) {
                    called.insert(target.index());
                    let held = own(table, &event.held).map(|gate| Gate { guard: None, ..gate }).collect();
                    of_table.push(Entered { target: target.index(), held, apart: body.is_some() });
                }
            }
        }
        for target in table.stands_for.iter().map(|target| target.index()) {
            called.insert(target);
            of_table.push(Entered { target, held: Vec::new(), apart: false });
        }
        calls.push(of_table);
    }
    for (index, known) in entry.iter_mut().enumerate() {
        if !called.contains(&index) {
            *known = Some(Vec::new());
        }
    }
    let mut work: Vec<usize> = (0..tables.len()).filter(|index| entry[*index].is_some()).collect();
    while let Some(caller) = work.pop() {
        let mut at_caller = entry[caller].clone().unwrap_or_default();
        at_caller.retain(|gate| gate.mode.is_lock() && is_one(&gate.class));
        for Entered { target, held, apart } in &calls[caller] {
            let is_held = |gate: &Gate| held.contains(gate) || !apart && at_caller.contains(gate);
            match &mut entry[*target] {
                None => {
                    let around = at_caller.iter().filter(|gate| !apart && !held.contains(gate));
                    entry[*target] = Some(held.iter().chain(around).cloned().collect());
                }
                Some(known) => {
                    let before = known.len();
                    known.retain(is_held);
                    if known.len() == before {
                        continue;
                    }
                }
            }
            work.push(*target);
        }
    }
    entry.into_iter().map(Option::unwrap_or_default).collect()
}

/// Whether what a lock is called tells which one it is, also far from where it was taken: of a type's lock that is passed
/// around there are as many as connections, or whatever it stands for.
fn is_one(class: &Class) -> bool {
    matches!(class.root, ClassRoot::Static(_) | ClassRoot::Lib(_) | ClassRoot::Adt(_))
}

#[cfg(test)]
mod tests {
    use crate::model::of_text;

    #[test]
    fn what_all_callers_hold_is_held() {
        let text = "
            use std::sync::Mutex;
            static A: Mutex<u8> = Mutex::new(0);
            static B: Mutex<u8> = Mutex::new(0);
            fn main() { one(); two(); three(); }
            fn one() { let _a = A.lock().unwrap(); step(); far(); }
            fn two() { let _b = B.lock().unwrap(); let _a = A.lock().unwrap(); step(); }
            fn three() { free(); let _a = A.lock().unwrap(); free(); }
            fn step() { far(); }
            fn far() {}
            fn free() {}
            #[test]
            fn test() { far(); }";
        of_text("main.rs", text, |model, named| {
            let count = |name: &str| model.at_entry[named(name).index()].len();
            assert_eq!(["one", "step", "far", "free"].map(count), [0, 1, 1, 0]);
        });
    }
}
