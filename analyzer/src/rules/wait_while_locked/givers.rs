//! Who can end a wait: a wait is stuck only if everyone who could end it is.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalog::{On, Runs};
use crate::model::context::Body;
use crate::model::place::Class;
use crate::model::summary::{Found, Reach};
use crate::model::table::EventKind;
use crate::model::{FnId, Model};

/// Finds those who give what others wait for.
pub(super) struct Givers<'m, 'a> {
    model: &'m Model<'a>,
    /// By what is given, the bodies that nobody calls in sight and that give it. What is called gives on behalf of its callers,
    /// who may have taken something before.
    of: OnceCell<FxHashMap<Class, Vec<Body>>>,
}

impl<'m, 'a> Givers<'m, 'a> {
    pub(super) fn new(model: &'m Model<'a>) -> Givers<'m, 'a> {
        Givers { model, of: OnceCell::new() }
    }

    /// Whether somebody gives what is `awaited` and takes none of `locks` before: not the one who waits, and no test, unless
    /// a test waits. The first time, linear in what all functions reach.
    pub(super) fn any_is_free(&self, awaited: &Class, locks: &[&Class], waits: FnId) -> bool {
        let model = self.model;
        // Of a lock that a caller hands over, the callee may know the name.
        let owing = model.order.nested.iter().filter(|nested| {
            nested.outer.lock.class == *awaited && locks.contains(&&nested.inner.lock.class)
        });
        let needing: FxHashSet<Body> =
            owing.map(|nested| Body { function: nested.function, closure: nested.body }).collect();
        let counts = |body: &Body| {
            let is_test = model.defs[body.function].test && !model.defs[waits].test;
            body.function != waits && !is_test && !needing.contains(body)
        };
        let givers = self.of.get_or_init(|| givers(model)).get(awaited).into_iter().flatten();
        givers.copied().filter(counts).any(|body| self.is_free(body, awaited, locks, &needing))
    }

    /// Whether a body gives it before it takes one of the locks. Who makes room does so again and again: it takes none at all.
    /// What `needing` functions give, they give after they took one.
    fn is_free(&self, body: Body, awaited: &Class, locks: &[&Class], needing: &FxHashSet<Body>) -> bool {
        let table = &self.model.tables[body.function.index()];
        let reach = Reach { id: body.function, table, summaries: &self.model.summaries };
        let again = awaited.awaited() == Some(On::Room);
        let mut given = false;
        for event in body.events(table) {
            let calls_needing = matches!(&event.kind, EventKind::Call(call)
                if call.targets.iter().any(|target| needing.contains(&Body { function: *target, closure: None })));
            let (mut gives, mut needs) = (false, calls_needing);
            reach.event(event, &mut |found| {
                if let Found::Acquire(reached) = found {
                    gives |= reached.mode.gives() && reached.lock.class == *awaited;
                    needs |= reached.mode.is_lock() && locks.contains(&&reached.lock.class);
                }
            });
            given |= gives;
            if needs || gives && !again {
                return !needs;
            }
        }
        given
    }
}

fn givers(model: &Model<'_>) -> FxHashMap<Class, Vec<Body>> {
    let mut called: FxHashSet<FnId> = FxHashSet::default();
    for (id, table) in (0..).map(FnId).zip(&model.tables) {
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
    for (id, table) in (0..).map(FnId).zip(&model.tables) {
        let reached = model.summaries[id.index()].acquires.iter().filter(|reached| reached.mode.gives());
        if !called.contains(&id) {
            reached.for_each(|reached| note(&reached.lock.class, Body { function: id, closure: None }));
        }
        let reach = Reach { id, table, summaries: &model.summaries };
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
