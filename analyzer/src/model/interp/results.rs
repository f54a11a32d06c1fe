//! Results that callers need to know: who asks for one has the function interpreted first.
//!
//! What a function gives that reaches no recursion does not depend on who asks first, so that those are interpreted in
//! parallel. The others follow in one thread and in order: there, a recursion is always cut at the same place.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::frame::Frame;
use super::guards::GuardTypes;
use crate::facts::ir::Block;
use crate::model::ids::FnId;
use crate::model::table::{FnTable, Returned};
use crate::model::types::Types;

/// How deep demands may nest, since each takes stack. What is deeper is interpreted first, by itself.
const MAX_DEMAND: u32 = 40;

/// A function that was interpreted.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) table: FnTable,
    /// Whose results it asked for, in order.
    pub(super) asked: Vec<FnId>,
}

/// Results of functions, by [`FnId`], as far as they are known.
pub(super) struct Results<'r, 'a> {
    types: &'r Types<'a>,
    guard_types: &'r GuardTypes,
    /// Whose results matter.
    matters: &'r [bool],
    /// The result of a function that is not interpreted again.
    kept: &'r (dyn Fn(FnId) -> Option<Returned> + Sync),
    /// Bodies that were read before.
    bodies: Vec<Mutex<Option<Cow<'a, Block>>>>,
    done: Vec<OnceLock<Box<Done>>>,
    /// Functions that reach a recursion.
    recursive: Vec<AtomicBool>,
    /// Functions from which a demand was nested too deep.
    deep: Vec<AtomicBool>,
    /// The functions that were demanded too deep.
    too_deep: Mutex<Vec<FnId>>,
}

/// A function that is being interpreted.
struct Visit<'v> {
    id: FnId,
    /// Who asked for its result.
    asker: Option<&'v Visit<'v>>,
    depth: u32,
    /// A result that it asked for stays unknown, because it is one of those that wait for it, or too far.
    cut: Cell<bool>,
    /// Something was too far for it or for one of those that wait for it: what they ask for may not be what they would ask
    /// for if they knew.
    deep: Cell<bool>,
}

/// How functions are interpreted that ask for results that cannot be had.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// They are not finished.
    Any,
    /// They are finished without.
    Fixed,
}

fn flags(count: usize) -> Vec<AtomicBool> {
    std::iter::repeat_with(AtomicBool::default).take(count).collect()
}

impl<'r, 'a> Results<'r, 'a> {
    pub(super) fn new(
        types: &'r Types<'a>,
        guard_types: &'r GuardTypes,
        matters: &'r [bool],
        kept: &'r (dyn Fn(FnId) -> Option<Returned> + Sync),
        bodies: Vec<Option<Cow<'a, Block>>>,
    ) -> Results<'r, 'a> {
        let count = matters.len();
        Results {
            types,
            guard_types,
            matters,
            kept,
            bodies: bodies.into_iter().map(Mutex::new).collect(),
            done: std::iter::repeat_with(OnceLock::new).take(count).collect(),
            recursive: flags(count),
            deep: flags(count),
            too_deep: Mutex::default(),
        }
    }

    /// Interprets the `wanted` functions and those whose results they need. What comes out does not depend on the number of
    /// threads.
    pub(super) fn find(self, wanted: &[FnId]) -> Vec<Option<Done>> {
        // What was too deep for one level is the next; then the level is tried again.
        let mut levels = vec![wanted.to_vec()];
        let mut seen: FxHashSet<FnId> = FxHashSet::default();
        while let Some(level) = levels.last_mut() {
            level.par_iter().with_min_len(4).for_each(|id| {
                self.result(*id, None, Order::Any);
            });
            level.retain(|id| self.deep[id.0 as usize].load(Ordering::Relaxed));
            level.retain(|id| self.done[id.0 as usize].get().is_none());
            self.deep.par_iter().for_each(|deep| deep.store(false, Ordering::Relaxed));
            let mut next = std::mem::take(&mut *self.too_deep.lock().unwrap_or_else(PoisonError::into_inner));
            next.retain(|id| seen.insert(*id));
            next.sort_unstable();
            if level.is_empty() || next.is_empty() {
                levels.pop();
            } else {
                levels.push(next);
            }
        }
        for id in wanted {
            self.result(*id, None, Order::Fixed);
        }
        self.done.into_iter().map(|done| done.into_inner().map(|done| *done)).collect()
    }

    fn result(&self, id: FnId, asker: Option<&Visit<'_>>, order: Order) -> Option<Returned> {
        let index = id.0 as usize;
        if let Some(done) = self.done[index].get() {
            return Some(done.table.ret.clone());
        }
        if let Some(kept) = (self.kept)(id) {
            return Some(kept);
        }
        let depth = asker.map_or(0, |asker| asker.depth + 1);
        let waits = std::iter::successors(asker, |visit| visit.asker).any(|visit| visit.id == id);
        let recursive = order == Order::Any && self.recursive[index].load(Ordering::Relaxed);
        let deep = depth >= MAX_DEMAND || (order == Order::Any && self.deep[index].load(Ordering::Relaxed));
        if waits || recursive || deep {
            let is_far = deep && !waits && !recursive;
            if is_far {
                self.too_deep.lock().unwrap_or_else(PoisonError::into_inner).push(id);
            }
            if let Some(asker) = asker {
                asker.cut(is_far);
            }
            return None;
        }
        let visit = Visit {
            id,
            asker,
            depth,
            cut: Cell::new(false),
            deep: Cell::new(asker.is_some_and(|asker| asker.deep.get())),
        };
        let done = self.interpret(&visit, order);
        if visit.cut.get() && order == Order::Any {
            let why = if visit.deep.get() { &self.deep } else { &self.recursive };
            why[index].store(true, Ordering::Relaxed);
            if let Some(asker) = asker {
                asker.cut(visit.deep.get());
            }
            return None;
        }
        let done = self.done[index].get_or_init(|| Box::new(done));
        Some(done.table.ret.clone())
    }

    fn interpret(&self, visit: &Visit<'_>, order: Order) -> Done {
        let asked: RefCell<Vec<FnId>> = RefCell::default();
        let callee_results = |callee: FnId| {
            asked.borrow_mut().push(callee);
            if self.matters[callee.0 as usize] { self.result(callee, Some(visit), order) } else { None }
        };
        let place = &self.bodies[visit.id.0 as usize];
        let known = place.lock().unwrap_or_else(PoisonError::into_inner).take();
        let body = known.or_else(|| self.types.defs.body(visit.id));
        let table = Frame::run(self.types, self.guard_types, &callee_results, visit.id, body.as_deref());
        if visit.cut.get() && order == Order::Any {
            *place.lock().unwrap_or_else(PoisonError::into_inner) = body;
        }
        Done { table, asked: asked.into_inner() }
    }
}

impl Visit<'_> {
    /// A result stays unknown, because it was too far (`deep`) or one of those that wait for it.
    fn cut(&self, deep: bool) {
        self.cut.set(true);
        if deep {
            std::iter::successors(Some(self), |visit| visit.asker).for_each(|visit| visit.deep.set(true));
        }
    }
}
