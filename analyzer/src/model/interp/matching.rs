//! `match`, and `let` as a condition.

use super::flow::{is_err, is_none};
use super::frame::Frame;
use super::live::{Live, State};
use super::provenance::Answer;
use super::value::{Value, merge};
use crate::catalog::lang;
use crate::facts::ir::{Arm, Expr, Pat};
use crate::model::ty::{OPTION, RESULT, Ty};

impl<'a> Frame<'_, 'a> {
    pub(super) fn let_condition(&mut self, pat: &Pat, value: &Expr) -> Value {
        let value = self.eval(value, &Ty::Unknown);
        // Whether the time was up, if that is what the pattern is about.
        let timed = value.timed.filter(|_| !is_err(pat));
        let origins = value.origins.clone();
        // What the pattern binds is where it was if it does not match, unless the other variants have no guards.
        let before = match self.may_hold_otherwise(&value.ty) {
            true => self.state.live_guards.clone(),
            false => Vec::new(),
        };
        self.bind(pat, value);
        let bound = |live: &Live| self.state.owner(live.guard).is_some_and(|var| Some(var) != live.var);
        let bound: Vec<Live> =
            before.into_iter().filter(|live| !live.part.is_in_variant() && bound(live)).collect();
        self.control.rule_out(bound);
        Value { origins, timed, ..Value::of(Ty::lib("bool")) }
    }

    /// Whether a value of that type that is no success may have guards.
    pub(super) fn may_hold_otherwise(&self, ty: &Ty) -> bool {
        match ty.peel() {
            Ty::Lib(path, args) if matches!(path.as_str(), OPTION | RESULT) => {
                args.get(1).is_some_and(|error| self.guard_types.holds_guard(error))
            }
            _ => true,
        }
    }

    pub(super) fn matching(&mut self, scrutinee: &Expr, arms: &[Arm], expected: &Ty) -> Value {
        let value = self.eval(scrutinee, &Ty::Unknown);
        if arms.len() > 1 {
            self.provenance.test();
        }
        let decided = self.provenance.mark();
        // Where no arm before has matched.
        let mut before = self.state.clone();
        let rulings = self.control.rulings();
        let mut joined: Option<State> = None;
        let mut result: Option<Value> = None;
        let flags = self.provenance.flags().to_vec();
        let branching = self.branching();
        for (index, arm) in arms.iter().enumerate() {
            self.state = before.clone();
            if let Some(fact) = self.matched(scrutinee, &arm.pat, true) {
                self.state.assume(fact);
            }
            if arm.guard.is_none() {
                let mut left = Vec::new();
                self.collect_matched(scrutinee, &arm.pat, false, &mut left);
                left.into_iter().for_each(|fact| before.assume(fact));
            }
            if matches!(arm.pat, Pat::Wild) && arms[..index].iter().any(takes_all_of_success) {
                self.failed(&value);
            }
            self.provenance.forget_since(decided);
            let nothing = is_err(&arm.pat)
                || is_none(&arm.pat)
                    && (!matches!(arm.pat, Pat::Wild) || arms[..index].iter().any(takes_all_of_success));
            let answer = Answer { absent: is_none(&arm.pat), nothing, ..Answer::default() };
            self.provenance.decide(&value.origins, answer);
            self.polled_ready(&arm.pat, scrutinee);
            let arm = self.in_arm(branching, |frame| frame.arm(arm, &value, expected));
            self.provenance.restore_flags(&flags);
            let state = std::mem::take(&mut self.state);
            let live = state.reachable;
            joined = Some(match joined {
                Some(known) => known.join(state),
                None => state,
            });
            result = merge(result, arm, live);
        }
        self.control.ruled_out_since(rulings);
        self.state = joined.unwrap_or(State { reachable: false, ..before });
        self.provenance.forget_since(decided);
        result.unwrap_or_else(|| Value::of(Ty::Never))
    }

    /// One arm of a `match` on `value`.
    fn arm(&mut self, arm: &Arm, value: &Value, expected: &Ty) -> Value {
        if is_err(&arm.pat) {
            // What is noted of a failure is no claim to the work.
            self.provenance.forget_flags();
        }
        self.open_block();
        self.bind(&arm.pat, value.clone());
        if let Some(guard) = &arm.guard {
            self.eval(guard, &Ty::Unknown);
        }
        let turns = self.control.turns();
        let failed = is_err(&arm.pat) || matches!(arm.pat, Pat::Wild);
        let result = self.eval(&arm.body, expected);
        let result = self.take(result);
        if failed && (self.state.reachable || self.control.turns() > turns) {
            self.goes_on_after(value.timed);
        }
        self.close_block(&result.guards);
        result
    }
}

/// Whether an arm takes every value that is there: `Ok(value)` or `Some(value)`, whatever the value.
fn takes_all_of_success(arm: &Arm) -> bool {
    let any = |pat: &Pat| matches!(pat, Pat::Wild | Pat::Bind { sub: None, .. });
    arm.guard.is_none()
        && matches!(&arm.pat, Pat::TupleStruct(path, items, _)
            if path.last().is_some_and(|name| lang::is_success(name.as_str())) && items.iter().all(any))
}
