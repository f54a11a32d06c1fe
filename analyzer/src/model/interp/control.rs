//! Control flow that leaves where it stands: loops and labelled blocks, and where `return` goes.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::live::{Live, State, VarId};
use super::value::Value;
use crate::facts::ir::Expr;
use crate::model::place::Place;
use crate::model::table::ArmId;
use crate::model::ty::Ty;
use crate::text::{Span, Symbol};

/// A loop that was gone through so often, by itself and as part of others, is gone through once each time from then on.
const MAX_PASSES: u32 = 16;

/// A loop or labelled block that can be left.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) label: Option<Symbol>,
    pub(super) span: Span,
    /// How often it runs, if that is told by a range of literals.
    pub(super) times: Option<u64>,
    pub(super) is_loop: bool,
    pub(super) depth: u32,
    /// How many variables there were when it began.
    pub(super) vars: u32,
    /// Where control goes on after it: at its breaks.
    pub(super) left: State,
    /// Where control goes back to its head by `continue`.
    pub(super) back: Option<State>,
    pub(super) guards: Vec<u32>,
    pub(super) ty: Ty,
    /// How often control has gone back to its head by `continue`.
    pub(super) continues: u32,
}

/// Where `return` goes: the function or the closure that is being interpreted.
#[derive(Debug)]
pub(super) struct Exit {
    /// The state there: at all returns, joined.
    pub(super) returns: State,
    /// What results own.
    pub(super) guards: Vec<u32>,
    pub(super) place: Option<Place>,
    pub(super) ty: Ty,
    /// There are results of several places.
    pub(super) differs: bool,
    /// How many targets there were before: those of the bodies around.
    targets: usize,
}

impl Exit {
    /// Takes up one more result.
    pub(super) fn add(&mut self, value: Value, state: State) {
        self.guards.extend(value.guards);
        self.differs |= match (&self.place, &value.place) {
            (Some(known), Some(other)) => known.path != other.path,
            (_, other) => other.is_none() && matches!(value.ty, Ty::Adt(..)),
        };
        if self.place.is_none() {
            self.place = value.place;
        }
        if self.ty.is_unknown() {
            self.ty = value.ty;
        }
        self.returns.join_in(state);
    }
}

/// What can be left, innermost last.
#[derive(Debug, Default)]
pub(super) struct Control {
    targets: Vec<Target>,
    exits: Vec<Exit>,
    /// States around the bodies that are being interpreted, and the guards that these take with them.
    around: Vec<(State, Vec<u32>)>,
    /// For closures and async blocks that are being interpreted: their depth, and which variables from outside they mention.
    watched: Vec<(u32, BTreeSet<VarId>)>,
    /// Guards that are not there, or have moved, where a pattern matched, as they were before.
    ruled_out: Vec<Live>,
    /// How often each loop was gone through, by the address of its expression.
    passes: FxHashMap<usize, u32>,
    /// The arm that is being interpreted.
    arm: ArmId,
}

impl Control {
    /// The arm that is being interpreted.
    pub(super) fn arm(&self) -> ArmId {
        self.arm
    }

    /// Goes on in another arm.
    pub(super) fn go(&mut self, arm: ArmId) {
        self.arm = arm;
    }

    /// Whether there is nothing to leave but the body.
    pub(super) fn is_outermost(&self) -> bool {
        self.targets.len() == self.first()
    }

    /// Begins a body with returns of its own.
    pub(super) fn open_exit(&mut self) {
        self.exits.push(Exit {
            returns: State::unreachable(),
            guards: Vec::new(),
            place: None,
            ty: Ty::Unknown,
            differs: false,
            targets: self.targets.len(),
        });
    }

    /// Ends it.
    pub(super) fn close_exit(&mut self) -> Option<Exit> {
        self.exits.pop()
    }

    /// Where `return` goes.
    pub(super) fn exit(&mut self) -> Option<&mut Exit> {
        self.exits.last_mut()
    }

    /// Begins a loop or labelled block.
    pub(super) fn open(&mut self, target: Target) {
        self.targets.push(target);
    }

    /// Ends it.
    pub(super) fn close(&mut self) -> Option<Target> {
        self.targets.pop()
    }

    /// The innermost loop or labelled block.
    pub(super) fn innermost(&mut self) -> Option<&mut Target> {
        self.targets.last_mut()
    }

    /// The loop or labelled block of this body that a label names; without one, the innermost loop.
    pub(super) fn find(&self, label: Option<Symbol>) -> Option<&Target> {
        self.targets[self.index(label)?..].first()
    }

    /// The same, to change it.
    pub(super) fn find_mut(&mut self, label: Option<Symbol>) -> Option<&mut Target> {
        let index = self.index(label)?;
        self.targets.get_mut(index)
    }

    fn index(&self, label: Option<Symbol>) -> Option<usize> {
        let first = self.first();
        let is_meant = |target: &Target| label.map_or(target.is_loop, |label| target.label == Some(label));
        self.targets[first..].iter().rposition(is_meant).map(|index| first + index)
    }

    /// The innermost loop, also of the bodies around, in which `at` is not; and how often it runs, if that is told.
    pub(super) fn loop_without(&self, at: Span) -> Option<(Span, Option<u64>)> {
        let loops = self.targets.iter().rev().filter(|target| target.is_loop);
        loops.map(|target| (target.span, target.times)).find(|(span, _)| !span.contains(at))
    }

    /// How often control has gone back to the head of an open loop of this body.
    pub(super) fn turns(&self) -> u32 {
        self.targets[self.first()..].iter().map(|target| target.continues).sum()
    }

    fn first(&self) -> usize {
        self.exits.last().map_or(0, |exit| exit.targets)
    }

    /// Whether a loop may be gone through once more, after it was just now.
    pub(super) fn may_pass_again(&mut self, expr: &Expr) -> bool {
        let made = self.passes.entry(std::ptr::from_ref(expr) as usize).or_default();
        *made += 1;
        *made < MAX_PASSES
    }

    /// Notes guards that are not there, or are elsewhere, where a pattern matched: where it did not, they are as they were.
    pub(super) fn rule_out(&mut self, guards: impl IntoIterator<Item = Live>) {
        self.ruled_out.extend(guards);
    }

    /// How many of them are noted.
    pub(super) fn rulings(&self) -> usize {
        self.ruled_out.len()
    }

    /// The guards that were noted after the first `count`; they are noted no more.
    pub(super) fn ruled_out_since(&mut self, count: usize) -> Vec<Live> {
        self.ruled_out.split_off(count.min(self.ruled_out.len()))
    }

    /// Begins to note which variables that were declared up to `depth` are mentioned.
    pub(super) fn watch(&mut self, depth: u32) {
        self.watched.push((depth, BTreeSet::new()));
    }

    /// Ends that.
    pub(super) fn unwatch(&mut self) -> Vec<VarId> {
        self.watched.pop().map_or(Vec::new(), |(_, found)| Vec::from_iter(found))
    }

    /// A variable that was declared at `depth` is mentioned.
    pub(super) fn mention(&mut self, var: VarId, depth: u32) {
        for (_, found) in self.watched.iter_mut().rev().take_while(|(watched, _)| depth <= *watched) {
            found.insert(var);
        }
    }

    /// Begins a body that runs at another time than the code around it, whose state is put aside.
    pub(super) fn put_aside(&mut self, state: State) {
        self.around.push((state, Vec::new()));
    }

    /// Such a body takes the guards of a variable of the code around it.
    pub(super) fn take_from_around(&mut self, var: VarId) {
        for (state, taken) in &mut self.around {
            taken.extend(state.of_var(var));
        }
    }

    /// Ends such a body: what was put aside, and the guards that the body took of it.
    pub(super) fn take_up(&mut self) -> Option<(State, Vec<u32>)> {
        self.around.pop()
    }
}
