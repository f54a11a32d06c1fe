//! Checks that are out of date when they are acted upon: what a value was learned from (a lock that has been released
//! since, an atomic, a concurrent map), which branches it decides, and what is done there.

use super::{Frame, Value};
use crate::catalog;
use crate::facts::ir::{Expr, ExprKind, Lit};
use crate::model::place::{Place, Step};
use crate::model::table::{EventKind, Guard, Learned, Stale, Story, Weak};
use crate::model::ty::Ty;
use crate::text::{Span, Symbol};

/// What a value was learned from. Values carry indices of these.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    place: Place,
    span: Span,
    /// `None` for what does not age: that this thread, and no other, has won an exchange.
    from: Option<Learned>,
    /// The guard under which it was learned.
    guard: Option<u32>,
    /// With no ordering, as a thread reads what only it writes.
    relaxed: bool,
    /// Whether something is there at all, rather than which of many.
    presence: bool,
    /// It was not only asked for, it would have been used.
    wanted: bool,
}

/// What decided that control is here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decision {
    pub(super) stem: u32,
    /// What was wanted was not there.
    pub(super) absent: bool,
}

impl<'a> Frame<'_, 'a> {
    fn learn(&mut self, stem: Stem) -> Vec<u32> {
        self.stems.push(stem);
        vec![self.stems.len() as u32 - 1]
    }

    /// The live guard that a value is, belongs to, or lies under.
    fn guard_over(&self, value: &Value) -> Option<u32> {
        let place = value.place.as_ref()?;
        self.state.held().into_iter().map(|held| held.guard).find(|guard| {
            let lock = &self.table.guards[*guard as usize];
            let (inner, outer) = (&place.path, &lock.lock.path);
            lock.mode.is_lock()
                && inner.root == outer.root
                && inner.steps.starts_with(&outer.steps)
                && matches!(inner.steps.get(outer.steps.len()), None | Some(Step::Inside))
        })
    }

    /// Whether a value is a guard, or (part of) what one protects.
    pub(super) fn is_guarded(&self, value: &Value) -> bool {
        !value.guards.is_empty() || !value.lent.is_empty() || self.guard_over(value).is_some()
    }

    /// A question to what a lock protects: the answer holds as long as the lock.
    pub(super) fn asked(&mut self, receiver: &Value, question: Symbol, at: Span) -> Vec<u32> {
        let Some(guard) = self.guard_over(receiver) else { return Vec::new() };
        let lock = self.table.guards[guard as usize].lock.clone();
        if self.decided.iter().any(|known| self.stems[known.stem as usize].place.path == lock.path) {
            self.rechecked.push(guard);
        }
        let from = if self.table.guards[guard as usize].sharded { Learned::Map } else { Learned::Lock };
        self.learn(Stem {
            presence: matches!(question.as_str(), "is_none" | "is_some"),
            wanted: question == "get",
            place: lock,
            span: at,
            from: Some(from),
            guard: Some(guard),
            relaxed: false,
        })
    }

    /// A question to a concurrent map, which is answered under a lock of its own.
    pub(super) fn asked_map(&mut self, map: &Place, question: &str, at: Span) -> Vec<u32> {
        self.learn(Stem {
            presence: false,
            wanted: question == "get",
            place: map.clone(),
            span: at,
            from: Some(Learned::Map),
            guard: None,
            relaxed: false,
        })
    }

    /// The atomic that a value was loaded from.
    pub(super) fn atomic_of(&self, stem: u32) -> Option<Place> {
        let stem = &self.stems[stem as usize];
        (stem.from == Some(Learned::Atomic)).then(|| stem.place.clone())
    }

    /// `atomic.load(ordering)`.
    pub(super) fn loaded(&mut self, atomic: &Place, args: &[Expr], at: Span) -> Vec<u32> {
        let Some(ordering) = args.last().and_then(ordering).filter(|_| args.len() == 1) else {
            return Vec::new();
        };
        let relaxed = ordering == "Relaxed";
        self.learn(Stem {
            presence: false,
            wanted: false,
            place: atomic.clone(),
            span: at,
            from: Some(Learned::Atomic),
            guard: None,
            relaxed,
        })
    }

    /// `atomic.store(value, ordering)`: out of date if the value, or whether it is stored, was decided by a load.
    pub(super) fn stored(&mut self, atomic: &Place, value: &[u32], args: &[Expr], at: Span) {
        if args.len() != 2 || args.last().and_then(ordering).is_none() {
            return;
        }
        let of_atomic = |stem: &&u32| {
            let stem = &self.stems[**stem as usize];
            stem.from == Some(Learned::Atomic) && stem.place.path.must_alias(&atomic.path)
        };
        let computed = value.iter().find(of_atomic).copied();
        // Of what a load decides, only "not yet, so now": a flag that is raised where it was seen down.
        let raises = matches!(args[0].kind, ExprKind::Lit(Lit::Bool(true)));
        let decided = self.flags.iter().filter(|_| raises).find(of_atomic).copied();
        let Some(stem) = computed.or(decided) else { return };
        let stem = self.stems[stem as usize].clone();
        // Who reads without ordering is its only writer as a rule.
        let owner = stem.relaxed && computed.is_some();
        let locked =
            self.state.held().iter().any(|held| self.table.guards[held.guard as usize].mode.is_lock());
        if !owner && !atomic.exclusive && !locked {
            self.acted(atomic.clone(), &stem, at, true);
        }
    }

    /// `compare_exchange`, `swap`: of all threads, one learns that it was the one.
    pub(super) fn claimed(&mut self, atomic: &Place, at: Span) -> Vec<u32> {
        self.learn(Stem {
            presence: false,
            wanted: false,
            place: atomic.clone(),
            span: at,
            from: None,
            guard: None,
            relaxed: false,
        })
    }

    /// Whether control is here because of an exchange that one thread wins.
    pub(super) fn has_claim(&self) -> bool {
        self.decided.iter().any(|known| self.stems[known.stem as usize].from.is_none())
    }

    /// Notes that `stems` decide from here on.
    pub(super) fn decide(&mut self, stems: &[u32], absent: bool) {
        self.decided.extend(stems.iter().map(|stem| Decision { stem: *stem, absent }));
    }

    /// `fetch_sub`, `compare_exchange`: too weak where a story says what for.
    pub(super) fn exchanged(&mut self, ty: &Ty, place: Place, name: Symbol, args: &[Expr], at: Span) {
        let exchange = name != "fetch_sub";
        self.table.exchanges |= exchange;
        let success = if exchange { args.get(2) } else { args.get(1) };
        if success.and_then(ordering).is_none_or(|name| name != "Relaxed") {
            return;
        }
        let takes = exchange
            && matches!(args[0].kind, ExprKind::Lit(Lit::Bool(false)))
            && self.target(None, false).is_some();
        let story = match ty.peel().lib_path() {
            _ if takes => Story::Locks,
            _ if !exchange && matches!(args[0].kind, ExprKind::Lit(Lit::Int(Some(1)))) => Story::LastOwner,
            Some("std::sync::atomic::AtomicPtr") => Story::Publishes,
            _ => return,
        };
        self.event(at, EventKind::Weak(Weak { place, story }));
    }

    /// Something is added to what lies under a lock, or (`assigned`) the whole of it replaced: out of date if the lock
    /// was released since the check that decides it.
    pub(super) fn changed(&mut self, receiver: &Value, assigned: bool, at: Span) {
        let Some(guard) = self.guard_over(receiver) else { return };
        if self.rechecked.contains(&guard) {
            return;
        }
        let Guard { lock, content, .. } = self.table.guards[guard as usize].clone();
        let held = self.state.held();
        let stem = self.grounds(&content).find(|stem| {
            stem.place.path.must_alias(&lock.path)
                && stem.presence == assigned
                && stem.guard != Some(guard)
                && !held.iter().any(|held| Some(held.guard) == stem.guard)
        });
        if let Some(stem) = stem.cloned() {
            self.acted(lock, &stem, at, false);
        }
    }

    /// Notes what may panic while a lock is held.
    pub(super) fn may_panic(&mut self, at: Span) {
        if self.state.held().iter().any(|held| self.table.guards[held.guard as usize].poisons) {
            self.event(at, EventKind::Panics);
        }
    }

    /// What decided that `content` is changed. A value that was not there and is put there for the next time is no such
    /// thing, if it is mere data: two threads that do so at once do the work twice, and nothing is lost.
    fn grounds<'s>(&'s self, content: &Ty) -> impl Iterator<Item = &'s Stem> + use<'s, 'a> {
        let is_data = self.types.is_data(content);
        let grounds = self.decided.iter().map(|known| (known, &self.stems[known.stem as usize]));
        grounds.filter(move |(known, stem)| !(is_data && known.absent && stem.wanted)).map(|(_, stem)| stem)
    }

    /// A change of a concurrent map.
    pub(super) fn changed_map(&mut self, map: &Place, content: &Ty, at: Span) {
        let held = self.state.held();
        let stem = self.grounds(content).find(|stem| {
            stem.from == Some(Learned::Map)
                && stem.place.path.must_alias(&map.path)
                && !held.iter().any(|held| Some(held.guard) == stem.guard)
        });
        if let Some(stem) = stem.cloned() {
            self.acted(map.clone(), &stem, at, false);
        }
    }

    fn acted(&mut self, place: Place, stem: &Stem, at: Span, ignored: bool) {
        let Some(from) = stem.from else { return };
        let stale = Stale { place, from, check: stem.span, ignored };
        self.event(at, EventKind::Stale(stale));
    }

    /// The result of the change that `span` ends with is ignored: nobody looks whether the check still held.
    pub(super) fn result_ignored(&mut self, span: Span) {
        let events = match self.sink {
            Some(closure) => &mut self.table.closures[closure as usize].events,
            None => &mut self.table.events,
        };
        for event in events.iter_mut().rev().take(4) {
            if let EventKind::Stale(stale) = &mut event.kind
                && event.span.end == span.end
            {
                stale.ignored = true;
            }
        }
    }
}

/// The ordering that an argument names.
fn ordering(arg: &Expr) -> Option<Symbol> {
    let ExprKind::Path(path) = &arg.kind else { return None };
    path.last().filter(|name| catalog::is_ordering(name.as_str()))
}
