//! Orders that runs have shown and the sources do not: edges of the lock-order graph like any other.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::chain::{Chain, Link};
use super::defs::Defs;
use super::gates::Gate;
use super::ids::FnId;
use super::nesting::{Nested, Outer};
use super::summary::Reached;
use super::table::{Acquire, Case, Dispatch, Event, EventKind, FnTable};
use crate::text::{FileId, Location, Pos};
use crate::trace::{Edge, Trace};

/// Acquisitions by where their call stands, which is how runs name them.
#[derive(Debug, Default)]
pub struct Acquisitions<'t>(FxHashMap<(FileId, Pos), (FnId, &'t Event, &'t Acquire)>);

impl<'t> Acquisitions<'t> {
    /// Those of all functions.
    pub fn of(defs: &Defs<'_>, tables: &'t [FnTable]) -> Acquisitions<'t> {
        let mut all = FxHashMap::default();
        for (index, table) in tables.iter().enumerate() {
            let file = defs.fns[index].file;
            for event in table.all_events() {
                if let EventKind::Acquire(acquire) = &event.kind
                    && acquire.mode.is_lock()
                {
                    all.insert((file, event.span.start), (FnId(index as u32), event, &**acquire));
                }
            }
        }
        Acquisitions(all)
    }

    /// The acquisition that a run names so, and the function that it is in.
    pub fn at(&self, location: Location) -> Option<(FnId, &'t Event, &'t Acquire)> {
        self.0.get(&(location.file, location.span.start)).copied()
    }
}

/// The orders that `trace` shows and `known` has not, between locks that have a name in the whole program.
pub fn nestings(defs: &Defs<'_>, tables: &[FnTable], trace: &Trace, known: &[Nested]) -> Vec<Nested> {
    let acquisitions = Acquisitions::of(defs, tables);
    let edges = trace.edges.iter().filter_map(|edge| nesting(&acquisitions, tables, edge));
    edges
        .filter(|nested| {
            let classes =
                |nested: &Nested| (nested.outer.lock.class.clone(), nested.inner.lock.class.clone());
            !known.iter().any(|known| classes(known) == classes(nested))
        })
        .collect()
}

fn nesting(acquisitions: &Acquisitions<'_>, tables: &[FnTable], edge: &Edge) -> Option<Nested> {
    let (holder, outer_event, outer) = acquisitions.at(edge.held?)?;
    let (function, event, inner) = acquisitions.at(edge.taken?)?;
    let table = &tables[function.index()];
    let held = event.held.iter().filter(|held| held.must).map(|held| &table.guards[held.guard as usize]);
    Some(Nested {
        function,
        body: None,
        at: event.span,
        outer: Arc::new(Outer {
            guard: None,
            lock: outer.lock.clone(),
            mode: outer.mode.held()?,
            link: Link { function: holder, span: outer_event.span },
            via: None,
            sharded: outer.sharded,
            must: true,
            when: None,
            temporary: false,
        }),
        inner: Arc::new(Reached {
            lock: Arc::new(inner.lock.clone()),
            mode: inner.mode,
            sharded: inner.sharded,
            is_async: inner.is_async,
            dispatch: Dispatch::Static,
            chain: Chain::of(Link { function, span: event.span }),
            around: Vec::new(),
            under: Vec::new(),
            detached: false,
            case: Case::default(),
        }),
        held: held
            .map(|guard| Gate { class: guard.lock.class.clone(), mode: guard.mode, guard: None })
            .collect(),
        by_drop: false,
        shown: false,
        observed: true,
    })
}
