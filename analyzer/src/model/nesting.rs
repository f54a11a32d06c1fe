//! Nestings: a lock is taken while another is held, in the frame that holds it.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::chain::Link;
use super::gates::{self, Gate};
use super::ids::FnId;
use super::place::{Class, Place, Root};
use super::summary::{Found, Key, Reach, Reached, Summary};
use super::table::{Ask, Assumed, Event, EventKind, FnTable, Held, Hold};
use crate::text::Span;

/// A lock is taken while another one is held.
#[derive(Clone, Debug)]
pub struct Nested {
    /// The function that holds the outer lock (or runs the closure under it).
    pub function: FnId,
    /// The closure of that function in whose body it happens.
    pub body: Option<u32>,
    /// The event in that function.
    pub at: Span,
    /// The outer lock, shared by all that is taken under it.
    pub outer: Arc<Outer>,
    /// The inner acquisition, shared by all that it is made under.
    pub inner: Arc<Reached>,
    /// The locks that are surely held at that point.
    pub held: Arc<[Gate]>,
    /// An implicit drop leads to the inner acquisition.
    pub by_drop: bool,
    /// The callee is shown the outer guard as an option: it can tell whether to lock.
    pub shown: bool,
    /// Only runs have shown it.
    pub observed: bool,
}

/// The lock that is held.
#[derive(Clone, Debug)]
pub struct Outer {
    /// The guard, by its number in the function; `None` if a callee or a thread has it.
    pub guard: Option<u32>,
    /// The lock.
    pub lock: Place,
    /// How it is held.
    pub mode: Hold,
    /// Where it was acquired.
    pub link: Link,
    /// Where the callee that returned the guard acquired it.
    pub via: Option<Link>,
    /// A map's lock.
    pub sharded: bool,
    /// Held on every path.
    pub must: bool,
    /// If not: on those where this is so.
    pub when: Option<Assumed>,
    /// The guard has no name.
    pub temporary: bool,
}

impl Nested {
    /// The other locks that are surely held, and how.
    pub fn gates(&self) -> impl Iterator<Item = (&Class, Hold)> {
        // Whoever waits for the interpreter does not have it.
        let waits = |mode| mode == Hold::Interpreter && self.inner.mode == Ask::Interpreter;
        let others = self.held.iter().filter(|gate| gate.guard.is_none() || gate.guard != self.outer.guard);
        others.filter(move |gate| !waits(gate.mode)).map(|gate| (&gate.class, gate.mode))
    }
}

impl Nested {
    /// The functions on the way from the outer acquisition to the inner one.
    pub fn functions(&self) -> impl Iterator<Item = FnId> {
        let via = self.outer.via.map(|link| link.function);
        let way = self.inner.chain.iter().map(|link| link.function);
        [self.function, self.outer.link.function].into_iter().chain(via).chain(way)
    }

    /// Whether what is held is no lock: somebody owes something.
    pub fn is_owed(&self) -> bool {
        matches!(self.outer.mode, Hold::Owed(_))
    }

    /// Whether it makes an edge of the order graph. Whoever has what is waited for to itself still waits for others, who give
    /// it.
    pub fn is_edge(&self) -> bool {
        let (outer, inner) = (&self.outer.lock, &self.inner.lock);
        outer.class.is_global()
            && inner.class.is_global()
            && outer.class != inner.class
            && !outer.exclusive
            && (!inner.exclusive || self.inner.mode.awaits())
            && !outer.path.must_alias(&inner.path)
    }
}

/// Whether two instances surely hang off one object: fields of the same base, or statics.
pub fn same_base(a: &Place, b: &Place) -> bool {
    match (a.path.root, b.path.root) {
        (Root::Static(_) | Root::Lib(_), Root::Static(_) | Root::Lib(_)) => true,
        (x, y) => x == y && x != Root::Elsewhere && !matches!(x, Root::Fresh(_)),
    }
}

/// The nestings of all functions.
pub(super) fn all(tables: &[FnTable], summaries: &[Summary], at_entry: &[Vec<Gate>]) -> Vec<Nested> {
    let of = |index: usize| nestings(FnId(index as u32), &tables[index], summaries, &at_entry[index]);
    let nested: Vec<Vec<Nested>> = (0..tables.len()).into_par_iter().with_min_len(32).map(of).collect();
    nested.into_iter().flatten().collect()
}

fn nestings(id: FnId, table: &FnTable, summaries: &[Summary], entry: &[Gate]) -> Vec<Nested> {
    let reach = Reach { id, table, summaries };
    let mut found = Nestings::default();
    for (body, events) in table.bodies() {
        // A block that is dropped when another future is ready first drops its guards as well.
        let raced = body.is_some_and(|closure| table.closures[closure as usize].raced);
        let mut under: (&[Held], Arc<[Gate]>) = (&[], entry.into());
        let mut entered: FxHashSet<FnId> = FxHashSet::default();
        for event in events.iter().filter(|event| may_nest(event)) {
            if *event.held != *under.0 {
                under = (&event.held, gates::held(table, &event.held, entry));
                entered.clear();
                found.known.clear();
            }
            // All functions of a recursion reach the same locks.
            let mut known = |target: FnId| {
                summaries[target.index()].recursion.is_some_and(|recursion| !entered.insert(recursion))
            };
            reach.not_seen(event, &mut known, &mut |item| {
                if let Found::Acquire(inner) = item
                    && !inner.mode.gives()
                    && !(raced && inner.mode.awaits())
                {
                    found.under(&reach, body, event, &under.1, inner);
                }
            });
        }
    }
    found.nested
}

/// The nestings of one function.
#[derive(Default)]
struct Nestings {
    nested: Vec<Nested>,
    /// Under the same guards, what calls lead to: by the guard and the lock.
    known: FxHashMap<(u32, Key), usize>,
    /// By guard, how it was held last.
    outers: Vec<Option<Arc<Outer>>>,
}

/// A guard as it is held at an event; `known` are those of the function, each as it was held last.
fn outer(known: &mut Vec<Option<Arc<Outer>>>, reach: &Reach<'_>, held: &Held) -> Arc<Outer> {
    let guards = &reach.table.guards;
    known.resize(guards.len(), None);
    let last = &mut known[held.guard as usize];
    if let Some(outer) = last
        && (outer.must, outer.when) == (held.must, held.when)
    {
        return outer.clone();
    }
    let guard = &guards[held.guard as usize];
    let outer = Outer {
        guard: Some(held.guard),
        lock: guard.lock.clone(),
        mode: guard.mode,
        link: Link { function: reach.id, span: guard.span },
        via: guard.via.map(|(function, span)| Link { function, span }),
        sharded: guard.sharded,
        must: held.must,
        when: held.when,
        temporary: guard.temporary,
    };
    last.insert(Arc::new(outer)).clone()
}

impl Nestings {
    /// Adds what `event` leads to: the acquisition of `inner` under each lock that is held then.
    fn under(
        &mut self,
        reach: &Reach<'_>,
        body: Option<u32>,
        event: &Event,
        gates: &Arc<[Gate]>,
        inner: Reached,
    ) {
        let inner = Arc::new(inner);
        let call = if let EventKind::Call(call) = &event.kind { Some(call) } else { None };
        let by_drop = call.is_some_and(|call| call.drop);
        let nested = |outer: Arc<Outer>, shown: bool| Nested {
            function: reach.id,
            body,
            at: event.span,
            outer,
            inner: inner.clone(),
            held: gates.clone(),
            by_drop,
            shown,
            observed: false,
        };
        for held in &event.held {
            let guard = &reach.table.guards[held.guard as usize];
            if !guard.mode.keeps_waiting() {
                continue;
            }
            if guard.mode == Hold::Interpreter && inner.detached {
                continue;
            }
            let mut shown = false;
            if let Some(call) = call {
                // A guard that moves into the callee is held there only as long as the callee keeps it.
                if !call.still_holds(held.guard, &inner.under) {
                    continue;
                }
                let lent = call.args.iter().any(|arg| arg.lent().contains(&held.guard));
                if lent && inner.mode.awaits() {
                    continue;
                }
                shown = call.args.iter().any(|arg| arg.shown().contains(&held.guard));
            }
            let outer = outer(&mut self.outers, reach, held);
            // Of several calls that lead to one lock, the nearest tells the order; where a thread waits for itself, each
            // is told.
            let tells_order =
                inner.chain.len() > 1 && !shown && !outer.lock.path.must_alias(&inner.lock.path);
            if !tells_order {
                self.nested.push(nested(outer, shown));
                continue;
            }
            match self.known.entry((held.guard, inner.key())) {
                Entry::Vacant(entry) => {
                    entry.insert(self.nested.len());
                    self.nested.push(nested(outer, shown));
                }
                Entry::Occupied(entry) => {
                    let known = &mut self.nested[*entry.get()];
                    if inner.distance() < known.inner.distance() {
                        *known = nested(outer, shown);
                    }
                }
            }
        }
        for around in &inner.around {
            let outer = Arc::new(Outer {
                guard: None,
                lock: around.lock.clone(),
                mode: around.mode,
                link: around.link,
                via: None,
                sharded: around.sharded,
                must: around.must,
                when: None,
                temporary: false,
            });
            self.nested.push(nested(outer, false));
        }
    }
}

/// Whether something may be taken at an event under something that is held, here or around a callable by a callee.
fn may_nest(event: &Event) -> bool {
    !event.held.is_empty()
        || match &event.kind {
            EventKind::Call(call) => call.args.iter().any(|arg| arg.callable.is_some()),
            EventKind::RunClosure(_) => true,
            _ => false,
        }
}
