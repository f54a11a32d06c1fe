//! Who can end a wait: a wait is stuck only if everyone who could end it is.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::context::Body;
use super::defs::Defs;
use super::graph::OrderGraph;
use super::ids::FnId;
use super::nesting::Nested;
use super::place::{Class, Step};
use super::summary::{Found, Reach, Summary};
use super::table::{EventKind, FnTable};
use crate::catalog::{On, Runs};

/// So many calls are looked through for what comes first.
const MAX_DEPTH: u32 = 8;

/// What a body does first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// It gives what others wait for.
    Gives,
    /// It takes one of their locks.
    Needs,
}

/// What is looked up of givers, found when it is first asked for.
#[derive(Debug, Default)]
pub struct Index {
    /// By what is given, the bodies that nobody calls in sight and that give it. What is called gives on behalf of its callers,
    /// who may have taken something before.
    givers: OnceLock<FxHashMap<Class, Vec<Body>>>,
    /// By what is owed, the nestings in which something is taken before.
    owing: OnceLock<FxHashMap<Class, Vec<usize>>>,
}

/// Finds those who give what others wait for.
#[derive(Clone, Copy)]
pub struct Givers<'m> {
    defs: &'m Defs<'m>,
    tables: &'m [FnTable],
    summaries: &'m [Summary],
    order: &'m OrderGraph,
    index: &'m Index,
}

/// A wait, and what its givers may not need.
struct Wait<'w> {
    awaited: &'w Class,
    locks: &'w [&'w Class],
    /// What these give, they give after they took one of the locks.
    needing: FxHashSet<Body>,
}

impl<'m> Givers<'m> {
    /// Of a model that is made of these.
    pub fn new(
        defs: &'m Defs<'m>,
        tables: &'m [FnTable],
        summaries: &'m [Summary],
        order: &'m OrderGraph,
        index: &'m Index,
    ) -> Givers<'m> {
        Givers { defs, tables, summaries, order, index }
    }

    /// The recursion that a function is part of, by one of its functions.
    pub fn recursion(&self, function: FnId) -> Option<FnId> {
        let calls_itself = || {
            self.tables[function.index()]
                .all_events()
                .any(|event| matches!(&event.kind, EventKind::Call(call) if call.targets.contains(&function)))
        };
        self.summaries[function.index()].recursion.or_else(|| calls_itself().then_some(function))
    }

    /// Whether somebody can end a wait of a circle who needs none of its locks, or whoever waits under a lock has given before
    /// what one of the others waits for.
    pub fn may_end(&self, circle: &[&Nested]) -> bool {
        let outer = || circle.iter().map(|nested| &nested.outer.lock.class);
        let locks: Vec<&Class> = outer().filter(|class| class.awaited().is_none()).collect();
        let owed: Vec<&Class> = outer().filter(|class| class.awaited().is_some()).collect();
        let mut waits = circle.iter().filter(|nested| nested.inner.mode.awaits());
        waits.any(|nested| {
            if !nested.is_owed() && self.gave_before(nested, &owed) {
                return true;
            }
            let class = &nested.inner.lock.class;
            // A thread ends itself, and a pool is its jobs. Who closes a channel that waits under its own lock is kept out
            // however many others send.
            let by_any = matches!(
                class.awaited(),
                Some(On::Message | On::Room | On::Signal | On::Unpark | On::Barrier)
            );
            by_any && !is_around_awaited(nested) && self.any_is_free(class, &locks, nested.function)
        })
    }

    /// Whether one of the bodies on the way to the wait gives one of these before it goes on, under the same lock.
    pub fn gave_before(&self, nested: &Nested, owed: &[&Class]) -> bool {
        nested.inner.chain.iter().any(|at| {
            let table = &self.tables[at.function.index()];
            let reach = Reach { id: at.function, table, summaries: self.summaries };
            table.bodies().any(|(_, events)| {
                let goes_on = events.iter().position(|event| event.span == at.span);
                events[..goes_on.unwrap_or(0)].iter().any(|event| {
                    let mut gives = false;
                    reach.event(event, &mut |found| {
                        if let Found::Acquire(reached) = found {
                            gives |= reached.mode.gives() && owed.contains(&&reached.lock.class);
                        }
                    });
                    gives
                })
            })
        })
    }

    /// Whether somebody gives what is `awaited` and takes none of `locks` before: not the one who waits, and no test, unless
    /// a test waits. The first time, linear in what all functions reach.
    pub fn any_is_free(&self, awaited: &Class, locks: &[&Class], waits: FnId) -> bool {
        let owing = self.index.owing.get_or_init(|| {
            let mut owing: FxHashMap<Class, Vec<usize>> = FxHashMap::default();
            for (index, nested) in self.order.nested.iter().enumerate() {
                if nested.outer.lock.class.awaited().is_some() {
                    owing.entry(nested.outer.lock.class.clone()).or_default().push(index);
                }
            }
            owing
        });
        // Of a lock that a caller hands over, the callee may know the name.
        let owing = owing.get(awaited).into_iter().flatten().map(|index| &self.order.nested[*index]);
        let needing: FxHashSet<Body> = owing
            .filter(|nested| locks.contains(&&nested.inner.lock.class))
            .map(|nested| Body { function: nested.function, closure: nested.body })
            .collect();
        let wait = Wait { awaited, locks, needing };
        let counts = |body: &Body| {
            let is_test = self.defs[body.function].test && !self.defs[waits].test;
            body.function != waits && !is_test && !wait.needing.contains(body)
        };
        let givers = self.index.givers.get_or_init(|| self.all()).get(awaited).into_iter().flatten();
        givers.copied().filter(counts).any(|body| self.first(body, &wait, MAX_DEPTH) == Some(First::Gives))
    }

    /// What a body does first. Who makes room does so again and again: it gives only if it takes none of the locks at all.
    /// Where one call does both, what is called is looked through in its turn.
    fn first(&self, body: Body, wait: &Wait<'_>, depth: u32) -> Option<First> {
        let again = wait.awaited.awaited() == Some(On::Room);
        let table = &self.tables[body.function.index()];
        let reach = Reach { id: body.function, table, summaries: self.summaries };
        let mut given = None;
        for event in body.events(table) {
            let targets: Vec<Body> = match &event.kind {
                EventKind::Call(call) => {
                    call.targets.iter().map(|target| Body { function: *target, closure: None }).collect()
                }
                EventKind::RunClosure(closure) => vec![Body { closure: Some(*closure), ..body }],
                _ => Vec::new(),
            };
            let (mut gives, mut needs) = (false, targets.iter().any(|target| wait.needing.contains(target)));
            reach.event(event, &mut |found| {
                if let Found::Acquire(reached) = found {
                    gives |= reached.mode.gives() && reached.lock.class == *wait.awaited;
                    needs |= reached.mode.is_lock() && wait.locks.contains(&&reached.lock.class);
                }
            });
            if gives && needs && depth > 0 {
                let mut inside = targets.iter().filter_map(|target| self.first(*target, wait, depth - 1));
                return Some(inside.next().unwrap_or(First::Needs));
            }
            if needs {
                return Some(First::Needs);
            }
            if gives {
                given = Some(First::Gives);
            }
            if gives && !again {
                return given;
            }
        }
        given
    }

    /// All givers. Linear in what all functions reach.
    fn all(&self) -> FxHashMap<Class, Vec<Body>> {
        let mut called: FxHashSet<FnId> = FxHashSet::default();
        for (id, table) in (0..).map(FnId).zip(self.tables) {
            let calls = table.all_events().filter_map(|event| match &event.kind {
                EventKind::Call(call) => Some(call),
                _ => None,
            });
            called.extend(calls.flat_map(|call| &call.targets).filter(|target| **target != id));
        }
        let mut of: FxHashMap<Class, Vec<Body>> = FxHashMap::default();
        let mut note = |class: &Class, body: Body| {
            let known = of.entry(class.clone()).or_default();
            if known.last() != Some(&body) {
                known.push(body);
            }
        };
        for (id, table) in (0..).map(FnId).zip(self.tables) {
            let reached = self.summaries[id.index()].acquires.iter().filter(|reached| reached.mode.gives());
            if !called.contains(&id) {
                reached.for_each(|reached| note(&reached.lock.class, Body { function: id, closure: None }));
            }
            let reach = Reach { id, table, summaries: self.summaries };
            for (closure, index) in table.closures.iter().zip(0..) {
                if !matches!(closure.runs, Runs::Thread | Runs::Task | Runs::Later) {
                    continue;
                }
                for event in &closure.events {
                    reach.event(event, &mut |found| {
                        if let Found::Acquire(reached) = found
                            && reached.mode.gives()
                        {
                            note(&reached.lock.class, Body { function: id, closure: Some(index) });
                        }
                    });
                }
            }
        }
        of
    }
}

/// `rx.lock().unwrap().recv()`: the lock is around what is waited for.
pub fn is_around_awaited(nested: &Nested) -> bool {
    let (path, lock) = (&nested.inner.lock.path, &nested.outer.lock.path);
    path.root == lock.root
        && path.steps.starts_with(&lock.steps)
        && path.steps.get(lock.steps.len()) == Some(&Step::Inside)
}
