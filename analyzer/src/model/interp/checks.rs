//! Checks that are out of date when they are acted upon: what a value was learned from (a lock that has been released
//! since, an atomic, a concurrent map), which branches it decides, and what is done there.

use super::frame::Frame;
use super::live::VarId;
use super::provenance::{Decision, Edit, Origin, Tells};
use super::value::Value;
use crate::catalog::{self, Does, Question};
use crate::facts::ir::{Expr, ExprKind, Lit};
use crate::model::place::{Place, Step};
use crate::model::table::{CheckThenAct, EventKind, Guard, Learned, Weak};
use crate::model::ty::{OPTION, Ty};
use crate::text::{Span, Symbol};

impl<'a> Frame<'_, 'a> {
    /// The live guard that a value is, belongs to, or lies under.
    pub(super) fn guard_over(&self, value: &Value) -> Option<u32> {
        let place = value.place.as_ref()?;
        self.state.held().into_iter().map(|held| held.guard).find(|guard| {
            let lock = &self.record.guard(*guard);
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
    pub(super) fn asked(
        &mut self,
        receiver: &Value,
        question: Question,
        args: &[Expr],
        at: Span,
    ) -> Vec<u32> {
        // Whether a variable has a guard says nothing of what that protects.
        if receiver.ty.lib_path() == Some(OPTION) && matches!(receiver.ty.arg(0), Ty::Guard(..)) {
            return Vec::new();
        }
        let Some(guard) = self.guard_over(receiver) else { return Vec::new() };
        let lock = self.record.guard(guard).lock.clone();
        if self.provenance.decided().any(|(_, origin)| origin.place.path == lock.path) {
            self.provenance.recheck(guard);
        }
        let from = if self.record.guard(guard).sharded { Learned::Map } else { Learned::Lock };
        self.provenance.learn(Origin {
            question,
            key: self.key_inputs(args),
            body: self.record.body(),
            place: lock,
            span: at,
            from: Some(from),
            guard: Some(guard),
            relaxed: false,
            tells: Tells::Nothing,
        })
    }

    /// A question to a concurrent map, which is answered under a lock of its own.
    pub(super) fn asked_map(&mut self, map: &Place, question: Question, args: &[Expr], at: Span) -> Vec<u32> {
        self.provenance.learn(Origin {
            question,
            key: self.key_inputs(args),
            body: self.record.body(),
            place: map.clone(),
            span: at,
            from: Some(Learned::Map),
            guard: None,
            relaxed: false,
            tells: Tells::Nothing,
        })
    }

    /// `atomic.load(ordering)`.
    pub(super) fn loaded(&mut self, atomic: &Place, is_declared: bool, args: &[Expr], at: Span) -> Vec<u32> {
        // What is declared as an atomic may have no orderings.
        let relaxed = match args {
            [] if is_declared => false,
            [only] => match ordering(only) {
                Some(ordering) => ordering == "Relaxed",
                None => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        self.provenance.learn(Origin {
            question: Question::Other,
            key: Vec::new(),
            body: self.record.body(),
            place: atomic.clone(),
            span: at,
            from: Some(Learned::Atomic),
            guard: None,
            relaxed,
            tells: Tells::Nothing,
        })
    }

    /// `atomic.store(value, ordering)`: out of date if the value, or whether it is stored, was decided by a load.
    pub(super) fn stored(
        &mut self,
        atomic: &Place,
        is_declared: bool,
        value: &[u32],
        args: &[Expr],
        at: Span,
    ) {
        let is_store = args.len() == 2 && args.last().and_then(ordering).is_some();
        if !(is_store || is_declared && args.len() == 1) {
            return;
        }
        let of_atomic = |origin: &&u32| {
            let origin = self.provenance.origin(**origin);
            origin.from == Some(Learned::Atomic) && origin.place.path.must_alias(&atomic.path)
        };
        let inputs = self.env.inputs(&args[0]);
        let of_inputs = inputs.iter().flat_map(|var| &self.env[*var].origins);
        let computed = value.iter().chain(of_inputs).find(of_atomic).copied();
        // The larger of two numbers, in two steps.
        let is_larger = |known: &&Decision| {
            of_atomic(&&known.origin)
                && !self.provenance.origin(known.origin).relaxed
                && !inputs.is_empty()
                && inputs.iter().all(|var| known.compared.contains(var))
        };
        let larger =
            self.provenance.decided().map(|(known, _)| known).find(is_larger).map(|known| known.origin);
        // Of what a load decides, only "not yet, so now": a flag that is raised where it was seen down.
        let raises = matches!(args[0].kind, ExprKind::Lit(Lit::Bool(true)));
        let decided = self.provenance.flags().iter().filter(|_| raises).find(of_atomic).copied();
        let Some(origin) = computed.or(decided).or(larger) else { return };
        let origin = self.provenance.origin(origin).clone();
        // Who reads without ordering is its only writer as a rule.
        let owner = origin.relaxed && computed.is_some();
        if !owner && !atomic.exclusive && !self.locks_held() {
            self.acted(atomic.clone(), &origin, at, true);
        }
    }

    /// `fetch_add` where there was room for one more: out of date if that was looked up before.
    pub(super) fn added(&mut self, atomic: &Place, at: Span) {
        let is_limit = |(known, origin): &(&Decision, &Origin)| {
            origin.from == Some(Learned::Atomic)
                && origin.place.path.must_alias(&atomic.path)
                && origin.body == self.record.body()
                && !origin.relaxed
                && !known.compared.is_empty()
        };
        let origin = self.provenance.decided().find(is_limit).map(|(_, origin)| origin.clone());
        if let Some(origin) = origin
            && !atomic.exclusive
            && !self.locks_held()
        {
            self.acted(atomic.clone(), &origin, at, false);
        }
    }

    /// What is copied out of what a lock protects.
    pub(super) fn copied_out(&mut self, value: &Value, at: Span) -> Vec<u32> {
        let Some(place) = value.place.as_ref() else { return Vec::new() };
        // What a guard is asked for, it gives of what it protects.
        let place = if matches!(value.ty, Ty::Guard(..)) { place.inside() } else { place.clone() };
        let Some(guard) = self.guard_over(value) else { return Vec::new() };
        if self.record.guard(guard).sharded {
            return Vec::new();
        }
        self.provenance.learn(Origin {
            question: Question::Other,
            key: Vec::new(),
            body: self.record.body(),
            place,
            span: at,
            from: Some(Learned::Content),
            guard: Some(guard),
            relaxed: false,
            tells: Tells::Nothing,
        })
    }

    /// What lies under a lock is overwritten with something that was made of what was there before: out of date if the lock
    /// was released in between.
    pub(super) fn overwritten(&mut self, target: &Value, origins: &[u32], at: Span) {
        let (Some(place), Some(guard)) = (&target.place, self.guard_over(target)) else { return };
        let held = self.state.held();
        let is_stale = |origin: &&u32| {
            let origin = self.provenance.origin(**origin);
            origin.from == Some(Learned::Content)
                && origin.place.path.must_alias(&place.path)
                && origin.body == self.record.body()
                && origin.guard != Some(guard)
                && !held.iter().any(|held| Some(held.guard) == origin.guard)
        };
        if !self.provenance.is_rechecked(guard)
            && let Some(origin) = origins.iter().find(is_stale)
        {
            let origin = self.provenance.origin(*origin).clone();
            self.acted(self.record.guard(guard).lock.clone(), &origin, at, true);
        }
    }

    /// `compare_exchange`, `swap`: of all threads, one learns that it was the one.
    pub(super) fn claimed(&mut self, atomic: &Place, at: Span) -> Vec<u32> {
        self.told(atomic.clone(), Question::Other, Tells::Claimed, at)
    }

    /// `option.take()`: where nothing was there, nothing was taken.
    pub(super) fn taken(&mut self, place: &Place, at: Span) -> Vec<u32> {
        self.told(place.clone(), Question::IsThere, Tells::Taken, at)
    }

    /// `fetch_sub(1)`: one thread learns that it was the last.
    pub(super) fn counted(&mut self, atomic: &Place, at: Span) -> Vec<u32> {
        self.told(atomic.clone(), Question::Other, Tells::Counted, at)
    }

    /// `Handle::try_current()`.
    pub(super) fn asked_runtime(&mut self, at: Span) -> Vec<u32> {
        let place = self.record.fresh_place();
        self.told(place, Question::Other, Tells::Runtime, at)
    }

    /// Something that stays so was learned, and tells more than what was asked.
    fn told(&mut self, place: Place, question: Question, tells: Tells, at: Span) -> Vec<u32> {
        let (from, guard, relaxed) = (None, None, false);
        let (key, body) = (Vec::new(), self.record.body());
        self.provenance.learn(Origin { question, key, body, place, span: at, from, guard, relaxed, tells })
    }

    /// Control is here because of atomic operations: takes note of what follows, with those that are ordered weakly.
    pub(super) fn follows(&mut self, note: impl Fn(&mut Weak)) {
        let decided = self
            .provenance
            .deciding()
            .filter(|origin| matches!(origin.tells, Tells::Claimed | Tells::Counted));
        let decided: Vec<Span> = decided.map(|origin| origin.span).collect();
        if decided.is_empty() {
            return;
        }
        for event in self.record.events_mut() {
            if let EventKind::Weak(weak) = &mut event.kind
                && decided.contains(&event.span)
            {
                note(weak);
            }
        }
    }

    /// Whether control is here because of an exchange that one thread wins.
    pub(super) fn has_claim(&self) -> bool {
        self.provenance.decided().any(|(_, origin)| origin.tells == Tells::Claimed)
    }

    /// Whether a lock is held, or may be.
    pub(super) fn locks_held(&self) -> bool {
        self.state.held().iter().any(|held| self.record.guard(held.guard).mode.is_lock())
    }

    /// Something is added to what lies under a lock, or (`assigned`) the whole of it replaced: out of date if the lock
    /// was released since the check that decides it.
    pub(super) fn changed(&mut self, receiver: &Value, change: Edit<'_>, at: Span) {
        let Some(guard) = self.guard_over(receiver) else { return };
        if self.provenance.is_rechecked(guard) {
            return;
        }
        let Guard { lock, content, .. } = self.record.guard(guard).clone();
        let held = self.state.held();
        let whole = matches!(change, Edit::Assigned);
        let origin = self.grounds(&content, change, at).find(|origin| {
            origin.place.path.must_alias(&lock.path)
                && (origin.question == Question::IsThere) == whole
                && origin.guard != Some(guard)
                && !held.iter().any(|held| Some(held.guard) == origin.guard)
        });
        if let Some(origin) = origin.cloned() {
            self.acted(lock, &origin, at, false);
        }
    }

    /// Notes what may panic while a lock is held.
    pub(super) fn may_panic(&mut self, at: Span) {
        if self.state.held().iter().any(|held| self.record.guard(held.guard).poisons) {
            self.event(at, EventKind::Panics);
        }
    }

    /// Variables that the key of a question, or of what is added, was made of.
    fn key_inputs(&self, args: &[Expr]) -> Vec<VarId> {
        args.first().map_or(Vec::new(), |key| self.env.inputs(key))
    }

    /// Whether work was done since a check: what was added after that notes that it was done.
    fn has_worked(&self, since: &Origin, at: Span) -> bool {
        let ends = (since.span.end.line, since.span.end.column);
        let begins = (at.start.line, at.start.column);
        self.record.events().iter().rev().any(|event| {
            let start = (event.span.start.line, event.span.start.column);
            matches!(event.kind, EventKind::Call(_) | EventKind::Await | EventKind::Block(_))
                && start > ends
                && start < begins
        })
    }

    /// What decided that `content` is changed. Some of that is no ground for doubt, since two threads that do the same at
    /// once do it twice and nothing is lost: a value that was not there is kept for the next time, and it does not matter
    /// which one; a set remembers what was done; where nothing was, something is put at the end; where something was, more is
    /// added. Nor is what was asked about another key. Where it is an error that something is there already, it matters.
    fn grounds<'s>(
        &'s self,
        content: &Ty,
        change: Edit<'_>,
        at: Span,
    ) -> impl Iterator<Item = &'s Origin> + use<'s, 'a> {
        let same = !self.types.has_identity(content);
        let set = content.peel().lib_path().is_some_and(|path| path.ends_with("Set"));
        let (pushed, key) = match change {
            Edit::Added(method, args) => {
                (catalog::suggests(method.as_str(), Does::Appends), self.key_inputs(args))
            }
            Edit::Assigned => (false, Vec::new()),
        };
        let is_other = move |origin: &Origin| {
            !key.is_empty() && !origin.key.is_empty() && !key.iter().any(|var| origin.key.contains(var))
        };
        let doubtful = move |(known, origin): &(&Decision, &Origin)| match origin.question {
            _ if origin.from.is_none() || origin.from == Some(Learned::Content) => false,
            _ if origin.body != self.record.body() || is_other(origin) => false,
            Question::Get => known.answer.refused || !(same && known.answer.absent),
            Question::Contains => {
                known.answer.denied && known.answer.refused
                    || !((set || same && !pushed) && (known.retried || self.has_worked(origin, at)))
            }
            Question::IsEmpty => !pushed && !known.answer.denied,
            Question::IsThere | Question::Other => true,
        };
        self.provenance.decided().filter(doubtful).map(|(_, origin)| origin)
    }

    /// A change of a concurrent map.
    pub(super) fn changed_map(&mut self, map: &Place, content: &Ty, change: Edit<'_>, at: Span) {
        let held = self.state.held();
        let origin = self.grounds(content, change, at).find(|origin| {
            origin.from == Some(Learned::Map)
                && origin.place.path.must_alias(&map.path)
                && !held.iter().any(|held| Some(held.guard) == origin.guard)
        });
        if let Some(origin) = origin.cloned() {
            self.acted(map.clone(), &origin, at, false);
        }
    }

    fn acted(&mut self, place: Place, origin: &Origin, at: Span, ignored: bool) {
        let Some(from) = origin.from else { return };
        let stale = CheckThenAct { place, from, check: origin.span, ignored };
        self.event(at, EventKind::CheckThenAct(Box::new(stale)));
    }

    /// The result of the change that `span` ends with is ignored: nobody looks whether the check still held.
    pub(super) fn result_ignored(&mut self, span: Span) {
        let events = self.record.events_mut();
        for event in events.iter_mut().rev().take(4) {
            if let EventKind::CheckThenAct(stale) = &mut event.kind
                && event.span.end == span.end
            {
                stale.ignored = true;
            }
        }
    }
}

/// The ordering that an argument names.
pub(super) fn ordering(arg: &Expr) -> Option<Symbol> {
    let ExprKind::Path(path) = &arg.kind else { return None };
    path.last().filter(|name| catalog::is_ordering(name.as_str()))
}
