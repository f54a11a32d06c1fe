//! Notes that several kinds of expressions make: blocking calls, handles and guards that are dropped at once, loops
//! without awaits, races of futures, accesses to unchecked state; and notes that are taken back.

use std::ops::Range;

use super::frame::Frame;
use super::live::VarId;
use super::provenance::Tells;
use super::value::{Timed, Value};
use crate::catalog::{self, Blocking, Fragile};
use crate::facts::ir::{Expr, ExprKind, Storage};
use crate::model::place::{Path, Place, Root};
use crate::model::table::{Block, Branch, EventKind, Guard, Loss, Race, Touch};
use crate::model::ty::{RESULT, Ty};
use crate::text::Span;

impl Frame<'_, '_> {
    /// Notes a loop that computes for long: nested, without an await, in a body that an executor polls.
    pub(super) fn note_loop(&mut self, expr: &Expr) {
        if self.record.is_polled() && self.control.find(None).is_none() {
            let (depth, awaits) = loop_depth(expr);
            if depth > 1 && !awaits {
                self.event(expr.span, EventKind::Loop(depth));
            }
        }
    }

    /// Takes back the note of a blocking call that ends where `span` ends.
    pub(super) fn retract_block(&mut self, span: Span) {
        let events = self.record.events_mut();
        if let Some(last) = events.last()
            && last.span.end == span.end
            && matches!(last.kind, EventKind::Block(_))
        {
            events.pop();
        }
    }

    /// Takes back the note of a call that ends where `span` ends, of those functions whose result cannot be awaited: the
    /// name stands for another one, which a `cfg` chooses.
    pub(super) fn retract_call(&mut self, span: Span) {
        let types = self.types;
        let events = self.record.events_mut();
        if let Some(last) = events.last_mut()
            && last.span.end == span.end
            && let EventKind::Call(call) = &mut last.kind
            && !call.drop
        {
            call.targets.retain(|target| types.is_awaitable(*target));
            if call.targets.is_empty() {
                events.pop();
            }
        }
    }

    /// Notes that the handle of a task that `span` spawns is dropped.
    pub(super) fn handle_dropped(&mut self, span: Span) {
        let events = self.record.events_mut();
        if let Some(last) = events.last_mut()
            && last.span == span
            && let EventKind::Spawn { dropped, .. } = &mut last.kind
        {
            *dropped = true;
        }
    }

    /// Notes a guard that is made and dropped in the same statement.
    pub(super) fn dropped_at_once(&mut self, value: &Value, span: Span, let_: bool) {
        if !value.rvalue || value.var.is_some() {
            return;
        }
        let holds = match &value.ty {
            Ty::Guard(..) => true,
            Ty::Lib(path, args) if path.as_str() == RESULT => matches!(args.first(), Some(Ty::Guard(..))),
            _ => false,
        };
        // The value of a channel is looked at to count as seen, or waited for; a map has many locks.
        let protects = |guard: &Guard| !guard.sharded && !guard.lock.is_value() && guard.mode.is_lock();
        if let [guard] = value.guards.as_slice()
            && holds
            && protects(self.record.guard(*guard))
        {
            self.event(span, EventKind::DroppedAtOnce { guard: *guard, let_ });
        }
    }

    /// Notes that memory is freed by hand.
    pub(super) fn frees(&mut self) {
        self.record.table_mut().frees = true;
        self.follows(|weak| weak.follows.frees = true);
    }

    /// Notes an access to unchecked state.
    pub(super) fn touch(&mut self, place: Place, write: bool, at: Span) {
        let gated = self.modes.is_alone || self.has_claim();
        let down = self.provenance.down();
        self.event(at, EventKind::Touch(Box::new(Touch { place, write, gated, down })));
    }

    /// Notes a write through a place that is (part of) a `static mut`.
    pub(super) fn wrote(&mut self, place: Option<&Place>, at: Span) {
        if let Some(place) = place
            && let Root::Static(id) = place.path.root
            && self.types.defs[id].item.storage == Storage::StaticMut
        {
            let whole = Place { path: Path::root(place.path.root), ..place.clone() };
            self.touch(whole, true, at);
        }
    }

    /// Notes that the thread blocks.
    pub(super) fn blocks(&mut self, what: &'static Blocking, at: Span, callee: Span) {
        let timed = self.modes.timeout;
        // In a closure nothing can be awaited: no edit fits.
        let callee = if self.modes.is_inline { Span::default() } else { callee };
        self.event(at, EventKind::Block(Block { what, callee, timed }));
    }

    /// Keeps a race; a loop's second round says nothing new.
    pub(super) fn note_race(&mut self, race: Race) {
        if self.record.is_polled() && !self.record.table().races.iter().any(|known| known.span == race.span) {
            let turn = self.control.find(None).map(|turn| turn.vars);
            let race = Race { in_loop: turn.is_some(), turn: turn.unwrap_or(0), ..race };
            self.record.table_mut().races.push(race);
        }
    }

    /// Notes a `while let` over a stream that polls several futures at a time: while the body runs, nobody polls those.
    /// `polls` are the events of its condition, the later ones those of its body.
    pub(super) fn note_buffer(&mut self, span: Span, polls: Range<usize>) {
        let events = self.record.events();
        let buffered = events.get(polls.clone()).unwrap_or_default().iter().any(|event| match &event.kind {
            EventKind::RunClosure(closure) => self.record.table().closures[*closure as usize].together,
            EventKind::Call(call) => {
                call.targets.iter().any(|target| self.record.table().tasks.contains(target))
            }
            _ => false,
        });
        if !buffered {
            return;
        }
        let (end, now) = (polls.end, events.len());
        let branch = |polls, handler, by_ref| Branch { span, polls, handler, by_ref, goes_on: true };
        let branches = vec![branch(polls, end..end, true), branch(end..end, end..now, true)];
        self.note_race(Race::at(span, self.record.body(), branches));
    }

    /// Notes a timeout whose future made the events since `begun`. What happens when time is up is not known yet.
    pub(super) fn note_timeout(&mut self, Timed { at: span, lent }: Timed, begun: usize) {
        let end = self.record.events().len();
        let branch = Branch { span, polls: begun..end, handler: end..end, by_ref: lent, goes_on: false };
        self.note_race(Race { timeout: true, ..Race::at(span, self.record.body(), vec![branch]) });
    }

    /// The loop goes on when that timeout is up.
    pub(super) fn goes_on_after(&mut self, timeout: Option<Timed>) {
        let race = timeout
            .and_then(|timed| self.record.table_mut().races.iter_mut().find(|race| race.span == timed.at));
        if let Some(branch) = race.and_then(|race| race.branches.first_mut()) {
            branch.goes_on = true;
        }
    }

    /// Whether what a variable has ends with the body that is being interpreted: neither it nor what it is part of is, or
    /// has, a reference to something else.
    pub(super) fn is_bodys_own(&self, var: Option<VarId>) -> bool {
        let Some(var) = var else { return false };
        // What a variable has by value is its own, wherever it was cloned from.
        let known = &self.env[var];
        let by_value = known.ty.lib_path().is_some_and(catalog::is_collection);
        if by_value && known.depth > self.env.body() && !self.types.may_borrow(&known.ty) {
            return true;
        }
        let place = known.place.as_ref();
        let owner = match place.map(|place| place.path.root) {
            None | Some(Root::Fresh(_)) => var,
            Some(Root::Local(owner)) => VarId(owner),
            Some(Root::Param(index)) => {
                let param = self.types.signatures[self.id.index()].params.get(index as usize);
                if param.is_none_or(|ty| self.types.may_borrow(ty)) {
                    return false;
                }
                var
            }
            Some(_) => return false,
        };
        let moves = self.record.body().is_some_and(|body| self.record.table().closures[body as usize].moves);
        (moves || self.env[owner].depth > self.env.body())
            && !place.is_some_and(|place| place.shared)
            && ![var, owner].iter().any(|var| self.types.may_borrow(&self.env[*var].ty))
    }

    /// What is lost with a future that works on what is at a place.
    pub(super) fn loss(&self, what: &'static Fragile, var: Option<VarId>, place: Option<Place>) -> Loss {
        Loss { what, own: self.is_bodys_own(var), place }
    }

    /// Notes an await. Where something was to be taken and nothing was there, nothing can be lost.
    pub(super) fn awaits(&mut self, at: Span) {
        self.event(at, EventKind::Await);
        self.state.suspend(at);
        let taken = self.provenance.decided().filter(|(known, origin)| {
            known.answer.nothing && matches!(origin.tells, Tells::Taken | Tells::Claimed)
        });
        let idle: Vec<(Span, Span)> = taken.map(|(_, origin)| (origin.span, at)).collect();
        for pair in idle {
            if !self.record.table().idle.contains(&pair) {
                self.record.table_mut().idle.push(pair);
            }
        }
    }

    /// Whether a variable is made anew in each turn of the innermost loop: what is lost of it is lost anyway.
    pub(super) fn of_this_turn(&self, var: Option<VarId>) -> bool {
        let Some(turn) = self.control.find(None) else { return false };
        var.is_some_and(|var| self.env[var].depth > turn.depth)
    }
}

/// How deep loops are nested, and whether there is an await (or a closure, whose work is another matter) in them.
fn loop_depth(expr: &Expr) -> (u32, bool) {
    let (mut depth, mut awaits) = (0, false);
    match &expr.kind {
        ExprKind::Await(_) | ExprKind::Select(_) | ExprKind::Join(_) => return (0, true),
        ExprKind::Closure(_) | ExprKind::Async(..) => return (0, false),
        _ => {}
    }
    crate::model::walk::children(expr, &mut |child| {
        let (inner, found) = loop_depth(child);
        depth = depth.max(inner);
        awaits |= found;
    });
    let is_loop = matches!(expr.kind, ExprKind::Loop(..) | ExprKind::While(..) | ExprKind::For(..));
    (depth + u32::from(is_loop), awaits)
}
