//! The state that flows through a body: which guards live, who owns them, what has been moved out.

use std::cmp::Ordering;

use super::{Frame, Opened};
use crate::model::dropped;
use crate::model::table::{EventKind, Held};
use crate::model::ty::Ty;
use crate::text::{Span, Symbol};

/// A variable of the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct VarId(pub(super) u32);

/// An event lists at most so many guards.
pub(super) const MAX_HELD: usize = 64;

/// So many guards are known to be alive at a place.
const MAX_LIVE: usize = 4 * MAX_HELD;

/// A live guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Live {
    guard: u32,
    /// The scope whose end drops it.
    depth: u32,
    /// The variable that owns it.
    var: Option<VarId>,
    must: bool,
    /// Released for a while, inside `unlocked`.
    paused: bool,
}

/// The state at a point.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Sorted by guard, which is the order in which they were made.
    pub(super) live_guards: Vec<Live>,
    /// Control can get here.
    pub(super) live: bool,
    /// Variables that were moved out of, sorted.
    pub(super) moved: Vec<VarId>,
}

impl Default for State {
    fn default() -> State {
        State { live_guards: Vec::new(), live: true, moved: Vec::new() }
    }
}

impl State {
    /// The state where control never gets.
    pub(super) fn unreachable() -> State {
        State { live: false, ..State::default() }
    }

    /// What is held, in order of acquisition: the latest [`MAX_HELD`].
    pub(super) fn held(&self) -> Vec<Held> {
        let held = self.live_guards.iter().filter(|live| !live.paused);
        let surplus = match self.live_guards.len() > MAX_HELD {
            true => held.clone().count().saturating_sub(MAX_HELD),
            false => 0,
        };
        held.skip(surplus).map(|live| Held { guard: live.guard, must: live.must }).collect()
    }

    /// Adds a guard. Whether all are known still: of too many, the oldest one is forgotten.
    pub(super) fn hold(&mut self, guard: u32, depth: u32) -> bool {
        let fits = self.live_guards.len() < MAX_LIVE;
        if !fits {
            self.live_guards.remove(0);
        }
        self.live_guards.push(Live { guard, depth, var: None, must: true, paused: false });
        fits
    }

    /// Hands guards to a variable or scope.
    pub(super) fn own(&mut self, guards: &[u32], depth: u32, var: Option<VarId>) {
        for live in &mut self.live_guards {
            if guards.contains(&live.guard) {
                live.depth = depth;
                live.var = var;
            }
        }
    }

    pub(super) fn release(&mut self, guards: &[u32]) {
        self.live_guards.retain(|live| !guards.contains(&live.guard));
    }

    pub(super) fn pause(&mut self, guards: &[u32], paused: bool) {
        for live in &mut self.live_guards {
            if guards.contains(&live.guard) {
                live.paused = paused;
            }
        }
    }

    /// The guards a variable owns.
    pub(super) fn of_var(&self, var: VarId) -> Vec<u32> {
        self.live_guards.iter().filter(|live| live.var == Some(var)).map(|live| live.guard).collect()
    }

    /// Drops what belongs to scopes at `depth` or deeper, but for `keep`.
    pub(super) fn cut(&mut self, depth: u32, keep: &[u32]) {
        self.live_guards.retain(|live| live.depth < depth || keep.contains(&live.guard));
    }

    pub(super) fn mark_moved(&mut self, var: VarId, moved: bool) {
        match (self.moved.binary_search(&var), moved) {
            (Err(at), true) => self.moved.insert(at, var),
            (Ok(at), false) => {
                self.moved.remove(at);
            }
            _ => {}
        }
    }

    pub(super) fn is_moved(&self, var: VarId) -> bool {
        self.moved.binary_search(&var).is_ok()
    }

    /// Joins two paths: a guard that lives on one only may be held. Takes time in proportion to what is held and moved.
    pub(super) fn join(self, other: State) -> State {
        if !self.live {
            return other;
        }
        if !other.live {
            return self;
        }
        if self.live_guards == other.live_guards && self.moved == other.moved {
            return self;
        }
        let live_guards = merged(
            &self.live_guards,
            &other.live_guards,
            |live| live.guard,
            |a, b| Live { must: a.must && b.must, ..a },
            |one| Live { must: false, ..one },
        );
        let moved = merged(&self.moved, &other.moved, |var| *var, |a, _| a, |one| one);
        State { live_guards, live: true, moved }
    }

    /// Joins another path into this one.
    pub(super) fn join_in(&mut self, other: State) {
        let known = std::mem::replace(self, State::unreachable());
        *self = known.join(other);
    }
}

/// Merges two lists that are sorted by `key`: `both` for what is in both, `one` for what is in one of them.
fn merged<T: Copy, K: Ord>(
    a: &[T],
    b: &[T],
    key: impl Fn(&T) -> K,
    both: impl Fn(T, T) -> T,
    one: impl Fn(T) -> T,
) -> Vec<T> {
    let mut all = Vec::with_capacity(a.len().max(b.len()));
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match key(x).cmp(&key(y)) {
            Ordering::Less => all.extend(a.next().map(|x| one(*x))),
            Ordering::Greater => all.extend(b.next().map(|y| one(*y))),
            Ordering::Equal => all.extend(a.next().zip(b.next()).map(|(x, y)| both(*x, *y))),
        }
    }
    all.extend(a.chain(b).map(|rest| one(*rest)));
    all
}

impl Frame<'_, '_> {
    /// Opens a scope for temporaries; returns its depth.
    pub(super) fn open_temps(&mut self) -> u32 {
        self.depth += 1;
        self.temps.push(self.depth);
        self.depth
    }

    /// Drops the temporaries of the innermost such scope, except the guards that leave with a value: those become
    /// temporaries of the scope around it.
    pub(super) fn close_temps(&mut self, leaving: &[u32]) {
        let depth = self.temps.pop().unwrap_or(0);
        self.depth = self.depth.saturating_sub(1);
        let outer = self.temps.last().copied().unwrap_or(0);
        self.hand_out(leaving, depth, outer);
        self.end_scopes(depth);
    }

    /// Drops the guards of the scopes at `depth` or deeper, at the end of what is being read.
    fn end_scopes(&mut self, depth: u32) {
        let ending: Vec<u32> =
            self.state.live_guards.iter().filter(|live| live.depth >= depth).map(|live| live.guard).collect();
        self.end_guards(&ending);
    }

    /// Drops guards at the end of what is being read, and takes note of the place.
    pub(super) fn end_guards(&mut self, guards: &[u32]) {
        if self.state.live {
            let at = self.at.end;
            let living = self.state.live_guards.iter().filter(|live| guards.contains(&live.guard));
            for guard in living.map(|live| live.guard) {
                if self.ended.insert((guard, at)) {
                    self.table.ends.push((guard, at));
                }
            }
        }
        self.state.release(guards);
    }

    /// Opens a block: variables declared from here on end with it.
    pub(super) fn open_block(&mut self) {
        self.depth += 1;
        self.scopes.push(Opened {
            names: self.names.len(),
            vars: self.vars.len(),
            depth: self.depth,
            decided: self.decided.len(),
        });
    }

    /// Ends a block: its variables are dropped, last one first, and their destructors run.
    pub(super) fn close_block(&mut self, leaving: &[u32]) {
        let depth = self.depth;
        let outer = self.temps.last().copied().unwrap_or(0);
        self.hand_out(leaving, depth, outer);
        let opened = self.scopes.pop().unwrap_or_default();
        self.decided.truncate(opened.decided);
        let ending: Vec<(Symbol, VarId)> = self.names.drain(opened.names..).collect();
        for (_, var) in ending.into_iter().rev() {
            let owned = self.state.of_var(var);
            self.end_guards(&owned);
            if self.state.live && !self.state.is_moved(var) {
                let ty = self.vars[var.0 as usize].ty.clone();
                let place = self.vars[var.0 as usize].place.clone();
                self.drop_glue(&ty, place, Span::default(), 0);
            }
        }
        // Nobody asks any more what was moved out of these.
        let kept = self.state.moved.partition_point(|var| (var.0 as usize) < opened.vars);
        self.state.moved.truncate(kept);
        self.depth = depth.saturating_sub(1);
        self.end_scopes(depth);
    }

    fn hand_out(&mut self, leaving: &[u32], depth: u32, outer: u32) {
        let _ = depth;
        if !leaving.is_empty() {
            self.state.own(leaving, outer, None);
        }
    }

    pub(super) fn declare(&mut self, name: Symbol, ty: Ty) -> VarId {
        let id = VarId(self.vars.len() as u32);
        self.vars.push(super::Var {
            ty,
            place: None,
            pending: Vec::new(),
            callable: None,
            stems: Vec::new(),
            depth: self.block_depth(),
            version: 0,
        });
        self.names.push((name, id));
        id
    }

    pub(super) fn lookup(&self, name: Symbol) -> Option<VarId> {
        self.names.iter().rev().find(|(known, _)| *known == name).map(|(_, var)| *var)
    }

    /// The state that leaves for a scope at `depth`.
    pub(super) fn state_at(&self, depth: u32, keep: &[u32]) -> State {
        let mut state = self.state.clone();
        state.cut(depth, keep);
        state
    }

    /// Runs destructors of the sources that dropping a value of the type reaches, not through shared pointers.
    pub(super) fn drop_glue(
        &mut self,
        ty: &Ty,
        place: Option<crate::model::place::Place>,
        span: Span,
        depth: u32,
    ) {
        if depth > dropped::DEPTH || !self.state.live || !self.types.may_run_dropped(ty) {
            return;
        }
        match ty {
            Ty::Adt(id, args) => {
                if let Some(drop) = self.types.drop_of(ty) {
                    let span = if span == Span::default() { self.end_span() } else { span };
                    let arg = crate::model::table::Arg { place: place.clone(), ..Default::default() };
                    self.event(
                        span,
                        EventKind::Call(crate::model::table::Call {
                            targets: vec![drop],
                            dispatch: crate::model::table::Dispatch::Static,
                            args: vec![arg],
                            drop: true,
                        }),
                    );
                }
                if self.types.defs.adts[id.0 as usize].is_enum {
                    return;
                }
                let fields = self.types.defs.adts[id.0 as usize].variants[0].1;
                for (index, field) in fields.iter().enumerate() {
                    let ty = self.types.of_adt(&self.types.fields[id.0 as usize][0][index], *id, args);
                    let inner = place.as_ref().map(|place| place.field(field.name, Some(*id)));
                    self.drop_glue(&ty, inner, span, depth + 1);
                }
            }
            Ty::Lib(path, _) if path.as_str() == "tokio::runtime::Runtime" => {
                let span = if span == Span::default() { self.end_span() } else { span };
                self.blocks(&crate::catalog::RUNTIME_DROPPED, span, Span::default());
            }
            Ty::Lib(path, args) if matches!(path.as_str(), "std::option::Option" | "std::boxed::Box") => {
                // An optional runtime is taken out and ended otherwise as a rule.
                if let Some(inner) = args.first()
                    && inner.lib_path() != Some("tokio::runtime::Runtime")
                {
                    self.drop_glue(inner, place, span, depth + 1);
                }
            }
            Ty::Tuple(args) => {
                for arg in args.iter() {
                    self.drop_glue(arg, None, span, depth + 1);
                }
            }
            _ => {}
        }
    }

    pub(super) fn end_span(&self) -> Span {
        let end = self.types.defs.fns[self.id.0 as usize].item.span.end;
        let start = crate::text::Pos { line: end.line, column: end.column.saturating_sub(1) };
        Span { start, end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_of_one_branch_may_be_held_after_both() {
        let mut one = State::default();
        one.hold(0, 1);
        let mut other = one.clone();
        other.release(&[0]);
        other.hold(1, 1);
        let joined = one.join(other);
        assert_eq!(joined.held(), [Held { guard: 0, must: false }, Held { guard: 1, must: false }]);
    }

    #[test]
    fn a_branch_that_is_left_does_not_count() {
        let mut gone = State::default();
        gone.hold(0, 1);
        gone.live = false;
        assert!(gone.clone().join(State::default()).held().is_empty());
        assert!(State::default().join(gone).held().is_empty());
    }

    #[test]
    fn what_either_branch_moves_is_moved_after_both() {
        let mut one = State::default();
        one.mark_moved(VarId(3), true);
        let mut other = one.clone();
        other.mark_moved(VarId(1), true);
        other.mark_moved(VarId(3), false);
        one.mark_moved(VarId(2), true);
        let joined = one.join(other);
        let moved: Vec<u32> = (0..5).filter(|var| joined.is_moved(VarId(*var))).collect();
        assert_eq!(moved, [1, 2, 3]);
    }

    #[test]
    fn a_paused_guard_is_not_held() {
        let mut state = State::default();
        state.hold(0, 1);
        state.pause(&[0], true);
        assert!(state.held().is_empty());
        state.pause(&[0], false);
        assert_eq!(state.held(), [Held { guard: 0, must: true }]);
    }

    #[test]
    fn leaving_a_scope_drops_what_it_owns_but_for_what_leaves_with_the_value() {
        let mut state = State::default();
        state.hold(0, 1);
        state.hold(1, 2);
        state.hold(2, 2);
        state.cut(2, &[2]);
        let held: Vec<u32> = state.held().iter().map(|held| held.guard).collect();
        assert_eq!(held, [0, 2]);
    }
}
