//! The state that flows through a body: which guards live, who owns them, what has been moved out.

use std::cmp::Ordering;

use crate::model::table::{Got, Held, Is, Projection};
use crate::text::Span;

/// A variable of the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct VarId(pub(super) u32);

/// An event lists at most so many guards.
pub(super) const MAX_HELD: usize = 64;

/// So many guards are known to be alive at a place.
pub(super) const MAX_LIVE: usize = 4 * MAX_HELD;

/// What a variable is, as far as branches have decided it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// Which variable.
    pub(super) var: VarId,
    /// Which part of it.
    pub(super) part: Projection,
    /// What that is.
    pub(super) is: Is,
}

impl Fact {
    fn is_about_the_same(self, other: Fact) -> bool {
        (self.var, self.part) == (other.var, other.part)
    }

    fn contradicts(self, other: Fact) -> bool {
        self.is_about_the_same(other) && self.is.contradicts(other.is)
    }

    fn implies(self, other: Fact) -> bool {
        self.is_about_the_same(other) && self.is.implies(other.is)
    }
}

/// So much is known of the variables at a point; what was decided last stays.
const MAX_KNOWN: usize = 16;

/// A condition: at most so many facts, all of which hold.
pub(super) type When = [Option<Fact>; 3];

const NO_CONDITION: When = [None; 3];

/// A live guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Live {
    pub(super) guard: u32,
    /// The scope whose end drops it.
    pub(super) depth: u32,
    /// The variable that owns it.
    pub(super) var: Option<VarId>,
    /// Where in the variable, or the temporary value, it is.
    pub(super) part: Projection,
    /// It is held wherever `when` holds, and not only perhaps.
    pub(super) must: bool,
    /// It is not held unless this holds.
    pub(super) when: When,
    /// Released for a while, inside `unlocked`.
    pub(super) paused: bool,
}

/// Something that was taken out of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InHand {
    /// An index into [`FnTable::taken`](crate::model::table::FnTable).
    pub(super) taken: u32,
    /// The first await since then.
    pub(super) over: Option<Span>,
}

/// What may wake the task that polls a function, and whether it has got on: of a poll function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wakeups {
    /// Where the task's waker was handed to somebody who may wake it.
    pub(super) asked: Vec<Span>,
    /// What was there: the last such place.
    pub(super) got: Option<Got>,
}

impl Wakeups {
    /// The waker is handed on.
    pub(super) fn ask(&mut self, at: Span) {
        if !self.asked.contains(&at) {
            self.asked.push(at);
        }
    }

    /// What was polled there is ready: nobody in it has the waker.
    pub(super) fn answered(&mut self, within: Span) {
        let before = self.asked.len();
        // What a macro made has its place.
        self.asked.retain(|at| *at == within || !within.contains(*at));
        if self.asked.len() < before {
            self.got = Some(Got { at: within, polled: true });
        }
    }

    /// Of two paths, either may have handed the waker on.
    fn join(mut self, other: Wakeups) -> Wakeups {
        other.asked.into_iter().for_each(|at| self.ask(at));
        Wakeups { got: self.got.filter(|_| other.got.is_some()), ..self }
    }
}

/// A state knows at most so much that was taken; of more, the oldest is forgotten.
const MAX_IN_HAND: usize = 16;

/// The state at a point.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Sorted by guard, which is the order in which they were made.
    pub(super) live_guards: Vec<Live>,
    /// Control can get here.
    pub(super) reachable: bool,
    /// Variables that were moved out of, sorted.
    pub(super) moved: Vec<VarId>,
    /// What has been decided of variables.
    pub(super) known: Vec<Fact>,
    /// What was taken out of places, sorted.
    pub(super) in_hand: Vec<InHand>,
    /// Who wakes the task.
    pub(super) wakeups: Wakeups,
}

impl Default for State {
    fn default() -> State {
        State {
            live_guards: Vec::new(),
            reachable: true,
            moved: Vec::new(),
            known: Vec::new(),
            in_hand: Vec::new(),
            wakeups: Wakeups::default(),
        }
    }
}

impl Live {
    /// Whether it surely is held.
    fn is_sure(&self) -> bool {
        self.must && self.when == NO_CONDITION
    }

    /// With other conditions.
    fn only_when(mut self, facts: &[Fact]) -> Live {
        self.when = std::array::from_fn(|index| facts.get(index).copied());
        self
    }

    /// Whether it is in what there is not, if a variable is so.
    fn is_ruled_out_by(&self, fact: Fact) -> bool {
        self.var == Some(fact.var)
            && match (self.part.within(fact.part), fact.is) {
                (_, Is::Variant(variant)) if variant == "None" => self.part.is_in(fact.part),
                (Some(part), Is::Variant(variant)) => part.is_in_other_variant(variant),
                (Some(part), Is::Not(variant)) => part.is_in(Projection::variant(variant)),
                _ => false,
            }
    }

    pub(super) fn conditions(&self) -> impl Iterator<Item = Fact> {
        self.when.into_iter().flatten()
    }
}

impl State {
    /// The state where control never gets.
    pub(super) fn unreachable() -> State {
        State { reachable: false, ..State::default() }
    }

    /// What is held, in order of acquisition: the latest [`MAX_HELD`].
    pub(super) fn held(&self) -> Vec<Held> {
        let held = self.live_guards.iter().filter(|live| !live.paused);
        let surplus = match self.live_guards.len() > MAX_HELD {
            true => held.clone().count().saturating_sub(MAX_HELD),
            false => 0,
        };
        held.skip(surplus).map(|live| Held { guard: live.guard, must: live.is_sure(), when: None }).collect()
    }

    /// Adds a guard. Whether all are known still: of too many, the oldest one is forgotten.
    pub(super) fn hold(&mut self, guard: u32, part: Projection, depth: u32) -> bool {
        let fits = self.live_guards.len() < MAX_LIVE;
        if !fits {
            self.live_guards.remove(0);
        }
        let live = Live { guard, depth, var: None, part, must: true, when: NO_CONDITION, paused: false };
        self.live_guards.push(live);
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

    /// Takes guards up again as they were.
    pub(super) fn restore(&mut self, guards: &[Live]) {
        for live in guards {
            if let Err(at) = self.live_guards.binary_search_by_key(&live.guard, |live| live.guard) {
                self.live_guards.insert(at, *live);
            }
        }
    }

    pub(super) fn pause(&mut self, guards: &[u32], paused: bool) {
        for live in &mut self.live_guards {
            if guards.contains(&live.guard) {
                live.paused = paused;
            }
        }
    }

    /// The variable that owns the guard.
    pub(super) fn owner(&self, guard: u32) -> Option<VarId> {
        self.live_guards.iter().find(|live| live.guard == guard)?.var
    }

    /// The guards a variable owns.
    pub(super) fn of_var(&self, var: VarId) -> Vec<u32> {
        self.of_part(var, Projection::WHOLE)
    }

    /// The guards that may be in a part of a variable.
    pub(super) fn of_part(&self, var: VarId, part: Projection) -> Vec<u32> {
        let owned = self.live_guards.iter().filter(|live| live.var == Some(var));
        owned.filter(|live| live.part.within(part).is_some()).map(|live| live.guard).collect()
    }

    /// The guards that surely are in a part of a variable, if they are held.
    pub(super) fn surely_of_part(&self, var: VarId, part: Projection) -> Vec<u32> {
        let owned = self.live_guards.iter().filter(|live| live.var == Some(var));
        owned.filter(|live| live.part.is_in(part)).map(|live| live.guard).collect()
    }

    /// Where a guard is in what owns it.
    pub(super) fn part_of(&self, guard: u32) -> Projection {
        self.live_guards.iter().find(|live| live.guard == guard).map_or(Projection::WHOLE, |live| live.part)
    }

    /// What owns these guards became a part of another value.
    pub(super) fn wrap(&mut self, guards: &[u32], part: Projection) {
        self.relocate(guards, |known| part.then(known));
    }

    /// That part of what owns these guards is a value by itself from here on.
    pub(super) fn unwrap(&mut self, guards: &[u32], part: Projection) {
        self.relocate(guards, |known| known.within(part).unwrap_or_default());
    }

    /// These guards are anywhere in what owns them.
    pub(super) fn misplace(&mut self, guards: &[u32]) {
        self.relocate(guards, |_| Projection::WHOLE);
    }

    fn relocate(&mut self, guards: &[u32], to: impl Fn(Projection) -> Projection) {
        for live in self.live_guards.iter_mut().filter(|live| guards.contains(&live.guard)) {
            live.part = to(live.part);
        }
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

    /// Something is taken out of a place.
    pub(super) fn take_in_hand(&mut self, taken: u32) {
        self.in_hand.retain(|known| known.taken != taken);
        if self.in_hand.len() >= MAX_IN_HAND {
            self.in_hand.remove(0);
        }
        let at = self.in_hand.partition_point(|known| known.taken < taken);
        self.in_hand.insert(at, InHand { taken, over: None });
    }

    /// Control leaves until a future is ready.
    pub(super) fn suspend(&mut self, at: Span) {
        for known in &mut self.in_hand {
            known.over.get_or_insert(at);
        }
    }

    /// The first await since that was taken.
    pub(super) fn suspended_with(&self, taken: u32) -> Option<Span> {
        self.in_hand.iter().find(|known| known.taken == taken)?.over
    }

    pub(super) fn is_moved(&self, var: VarId) -> bool {
        self.moved.binary_search(&var).is_ok()
    }

    /// Joins two paths: a guard that lives on one only is held where what tells the paths apart is so, or may be held. Takes
    /// time in proportion to what is held and moved. Of too many guards, the oldest are forgotten; the next event has more
    /// than it can list, and tells.
    pub(super) fn join(self, other: State) -> State {
        if !self.reachable {
            return other;
        }
        if !other.reachable {
            return self;
        }
        let alike = self.live_guards == other.live_guards && self.in_hand == other.in_hand;
        let alike = alike && self.wakeups == other.wakeups;
        if alike && self.moved == other.moved && self.known == other.known {
            return self;
        }
        let known: Vec<Fact> = self.known.iter().filter(|fact| other.known.contains(fact)).copied().collect();
        // What tells the paths apart is a condition of what is so on one of them.
        let deciding = |one: &State, other: &State| -> Vec<Fact> {
            let decides = |fact: &&Fact| other.known.iter().any(|known| known.contradicts(**fact));
            one.known.iter().filter(decides).copied().collect()
        };
        let (here, there) = (deciding(&self, &other), deciding(&other, &self));
        let under = |live: &Live, deciding: &[Fact]| -> Vec<Fact> {
            let mut facts: Vec<Fact> = live.conditions().collect();
            facts.extend(deciding.iter().filter(|fact| !live.conditions().any(|known| known == **fact)));
            facts.truncate(live.when.len());
            facts
        };
        // What else is so on that path is so where the guard is held, too.
        let more = |one: &State, deciding: &[Fact]| -> Vec<Fact> {
            let others = one.known.iter().filter(|fact| !known.contains(fact) && !deciding.contains(fact));
            deciding.iter().chain(others).copied().collect()
        };
        let (all_here, all_there) = (more(&self, &here), more(&other, &there));
        let only = |live: Live, deciding: &[Fact], all: &[Fact]| {
            let facts = under(&live, all);
            // One of the facts is enough to tell the paths apart.
            let must = live.must && facts.iter().any(|fact| deciding.contains(fact));
            Live { must, ..live.only_when(&facts) }
        };
        let both = |a: Live, b: Live| {
            // What has moved on one of the paths counts as moved.
            let a = match (a.var, b.var) {
                (Some(_), None) => Live { depth: b.depth, var: None, part: b.part, ..a },
                (None, Some(_)) => a,
                _ => Live { part: a.part.common(b.part), ..a },
            };
            if a.when == b.when {
                return Live { must: a.must && b.must, ..a };
            }
            let other = under(&b, &there);
            let common: Vec<Fact> =
                under(&a, &here).into_iter().filter(|fact| other.contains(fact)).collect();
            Live { must: false, ..a.only_when(&common) }
        };
        let mut live_guards = merged(
            &self.live_guards,
            &other.live_guards,
            |live| live.guard,
            both,
            |one| only(one, &here, &all_here),
            |one| only(one, &there, &all_there),
        );
        live_guards.drain(..live_guards.len().saturating_sub(MAX_LIVE));
        let moved = merged(&self.moved, &other.moved, |var| *var, |a, _| a, |one| one, |one| one);
        let both = |a: InHand, b: InHand| InHand { over: a.over.or(b.over), ..a };
        let mut in_hand = merged(&self.in_hand, &other.in_hand, |it| it.taken, both, |one| one, |one| one);
        in_hand.drain(..in_hand.len().saturating_sub(MAX_IN_HAND));
        let wakeups = self.wakeups.join(other.wakeups);
        State { live_guards, reachable: true, moved, known, in_hand, wakeups }
    }

    /// Takes up what a branch has decided: what it contradicts is not so here.
    pub(super) fn assume(&mut self, fact: Fact) {
        if self.known.iter().any(|known| known.contradicts(fact)) {
            self.reachable = false;
            return;
        }
        if self.known.contains(&fact) {
            return;
        }
        self.known.retain(|known| !fact.implies(*known));
        if self.known.len() >= MAX_KNOWN {
            self.known.remove(0);
        }
        self.known.push(fact);
        self.live_guards.retain(|live| {
            !live.conditions().any(|condition| condition.contradicts(fact)) && !live.is_ruled_out_by(fact)
        });
        for live in &mut self.live_guards {
            let open: Vec<Fact> = live.conditions().filter(|condition| !fact.implies(*condition)).collect();
            *live = live.only_when(&open);
        }
    }

    /// A guard is held where and as long as another one was.
    pub(super) fn take_over(&mut self, guard: u32, before: Live) {
        self.live_guards
            .iter_mut()
            .filter(|live| live.guard == guard)
            .for_each(|live| *live = Live { guard, ..before });
    }

    /// A guard is held only where these facts hold; of what is not known, that is not said.
    pub(super) fn suppose(&mut self, guard: u32, facts: &[Option<Fact>]) {
        let known: Vec<Fact> = facts.iter().copied().flatten().collect();
        for live in self.live_guards.iter_mut().filter(|live| live.guard == guard) {
            *live = Live { must: known.len() == facts.len() && known.len() <= live.when.len(), ..*live };
            *live = live.only_when(&known);
        }
    }

    /// A guard is held: the value that holds it was found to do so.
    pub(super) fn confirm(&mut self, guard: u32) {
        for live in self.live_guards.iter_mut().filter(|live| live.guard == guard) {
            (live.must, live.when) = (true, NO_CONDITION);
        }
    }

    /// A variable may have another value from here on.
    pub(super) fn forget(&mut self, var: VarId) {
        self.known.retain(|known| known.var != var);
        for live in &mut self.live_guards {
            let open: Vec<Fact> = live.conditions().filter(|condition| condition.var != var).collect();
            live.must &= open.len() == live.conditions().count();
            *live = live.only_when(&open);
        }
    }

    /// Joins another path into this one.
    pub(super) fn join_in(&mut self, other: State) {
        let known = std::mem::replace(self, State::unreachable());
        *self = known.join(other);
    }
}

/// Merges two lists that are sorted by `key`: `both` for what is in both, `left` and `right` for what is in one of them.
pub(super) fn merged<T: Copy, K: Ord>(
    a: &[T],
    b: &[T],
    key: impl Fn(&T) -> K,
    both: impl Fn(T, T) -> T,
    left: impl Fn(T) -> T,
    right: impl Fn(T) -> T,
) -> Vec<T> {
    let mut all = Vec::with_capacity(a.len().max(b.len()));
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match key(x).cmp(&key(y)) {
            Ordering::Less => all.extend(a.next().map(|x| left(*x))),
            Ordering::Greater => all.extend(b.next().map(|y| right(*y))),
            Ordering::Equal => all.extend(a.next().zip(b.next()).map(|(x, y)| both(*x, *y))),
        }
    }
    all.extend(a.map(|rest| left(*rest)));
    all.extend(b.map(|rest| right(*rest)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which guards are held, and whether surely.
    fn held(state: &State) -> Vec<(u32, bool)> {
        state.held().iter().map(|held| (held.guard, held.must)).collect()
    }

    fn fact(var: u32, is: bool) -> Fact {
        Fact { var: VarId(var), part: Projection::WHOLE, is: Is::Bool(is) }
    }

    #[test]
    fn what_decided_a_branch_decides_about_its_guards_after_it() {
        let (mut one, mut other) = (State::default(), State::default());
        one.assume(fact(0, true));
        one.hold(7, Projection::WHOLE, 1);
        other.assume(fact(0, false));
        let joined = one.join(other);
        assert_eq!(held(&joined), [(7, false)]);
        let (mut so, mut otherwise) = (joined.clone(), joined.clone());
        so.assume(fact(0, true));
        otherwise.assume(fact(0, false));
        assert_eq!(held(&so), [(7, true)]);
        assert_eq!(held(&otherwise), []);
        // Together again, it is as before.
        assert_eq!(held(&so.join(otherwise)), [(7, false)]);
    }

    #[test]
    fn a_variable_that_changes_decides_nothing_any_more() {
        let (mut one, mut other) = (State::default(), State::default());
        one.assume(fact(0, true));
        one.hold(7, Projection::WHOLE, 1);
        other.assume(fact(0, false));
        let mut joined = one.join(other);
        joined.forget(VarId(0));
        joined.assume(fact(0, false));
        assert_eq!(held(&joined), [(7, false)]);
    }

    #[test]
    fn a_path_that_contradicts_itself_is_none() {
        let mut state = State::default();
        state.assume(fact(0, true));
        state.assume(fact(0, false));
        assert!(!state.reachable);
    }

    #[test]
    fn a_guard_of_one_branch_may_be_held_after_both() {
        let mut one = State::default();
        one.hold(0, Projection::WHOLE, 1);
        let mut other = one.clone();
        other.release(&[0]);
        other.hold(1, Projection::WHOLE, 1);
        let joined = one.join(other);
        assert_eq!(held(&joined), [(0, false), (1, false)]);
    }

    #[test]
    fn a_branch_that_is_left_does_not_count() {
        let mut gone = State::default();
        gone.hold(0, Projection::WHOLE, 1);
        gone.reachable = false;
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
        state.hold(0, Projection::WHOLE, 1);
        state.pause(&[0], true);
        assert!(state.held().is_empty());
        state.pause(&[0], false);
        assert_eq!(held(&state), [(0, true)]);
    }

    #[test]
    fn leaving_a_scope_drops_what_it_owns_but_for_what_leaves_with_the_value() {
        let mut state = State::default();
        state.hold(0, Projection::WHOLE, 1);
        state.hold(1, Projection::WHOLE, 2);
        state.hold(2, Projection::WHOLE, 2);
        state.cut(2, &[2]);
        let held: Vec<u32> = state.held().iter().map(|held| held.guard).collect();
        assert_eq!(held, [0, 2]);
    }
}
