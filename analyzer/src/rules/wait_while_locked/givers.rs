//! Who can end a wait: a wait is stuck only if everyone who could end it is.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use crate::catalog::{On, Runs};
use crate::model::context::Body;
use crate::model::place::Class;
use crate::model::summary::{Found, Reach};
use crate::model::table::EventKind;
use crate::model::{FnId, Model};

/// Finds those who give what others wait for.
pub(super) struct Givers<'m, 'a> {
    model: &'m Model<'a>,
    /// The functions that others call in sight.
    called: OnceCell<FxHashSet<FnId>>,
}

impl<'m, 'a> Givers<'m, 'a> {
    pub(super) fn new(model: &'m Model<'a>) -> Givers<'m, 'a> {
        Givers { model, called: OnceCell::new() }
    }

    /// Whether somebody gives what is `awaited` and takes none of `locks` before: not the one who waits, and no test, unless
    /// a test waits. Linear in what all functions reach.
    pub(super) fn any_is_free(&self, awaited: &Class, locks: &[&Class], waits: FnId) -> bool {
        let model = self.model;
        // Of a lock that a caller hands over, the callee may know the name.
        let owing = model.order.nested.iter().filter(|nested| {
            nested.outer.lock.class == *awaited && locks.contains(&&nested.inner.lock.class)
        });
        let needing: FxHashSet<Body> =
            owing.map(|nested| Body { function: nested.function, closure: nested.body }).collect();
        let gives = |id: FnId| {
            let reached = &model.summaries[id.index()].acquires;
            reached.iter().any(|reached| reached.mode.gives() && reached.lock.class == *awaited)
        };
        let all = (0..model.tables.len()).map(|index| FnId(index as u32));
        let in_sight = |id: &FnId| *id != waits && (!model.defs[*id].test || model.defs[waits].test);
        // What is called gives on behalf of its callers, who may have taken something before.
        let functions = all.clone().filter(in_sight).filter(|id| !self.called().contains(id) && gives(*id));
        let bodies = functions.map(|id| Body { function: id, closure: None });
        let elsewhere = all.filter(in_sight).flat_map(|id| {
            let closures = model.tables[id.index()].closures.iter().zip(0..);
            let is_apart = |runs| matches!(runs, Runs::Thread | Runs::Task | Runs::Later);
            let apart = closures.filter(move |(closure, _)| is_apart(closure.runs));
            apart.map(move |(_, closure)| Body { function: id, closure: Some(closure) })
        });
        let mut all = bodies.chain(elsewhere);
        all.any(|body| !needing.contains(&body) && self.is_free(body, awaited, locks, &needing))
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

    fn called(&self) -> &FxHashSet<FnId> {
        self.called.get_or_init(|| {
            let mut called = FxHashSet::default();
            for (id, table) in (0..).map(FnId).zip(&self.model.tables) {
                let calls = table.all_events().filter_map(|event| match &event.kind {
                    EventKind::Call(call) => Some(call),
                    _ => None,
                });
                called.extend(calls.flat_map(|call| &call.targets).filter(|target| **target != id));
            }
            called
        })
    }
}
