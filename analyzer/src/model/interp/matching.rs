//! `match`, and `let` as a condition.

use super::flow::{is_err, is_none};
use super::frame::Frame;
use super::live::State;
use super::value::{Value, merge};
use crate::facts::ir::{Arm, Expr, Pat};
use crate::model::ty::Ty;

impl<'a> Frame<'_, 'a> {
    pub(super) fn let_condition(&mut self, pat: &Pat, value: &Expr) -> Value {
        let value = self.eval(value, &Ty::Unknown);
        if !is_err(pat) {
            self.tested = value.timed;
        }
        let stems = value.stems.clone();
        self.bind(pat, value);
        Value { stems, ..Value::of(Ty::lib("bool")) }
    }

    pub(super) fn matching(&mut self, scrutinee: &Expr, arms: &[Arm], want: &Ty) -> Value {
        let value = self.eval(scrutinee, &Ty::Unknown);
        self.checks += u32::from(arms.len() > 1);
        let decided = self.decided.len();
        let before = self.state.clone();
        let mut joined: Option<State> = None;
        let mut result: Option<Value> = None;
        let flags = self.flags.clone();
        for (index, arm) in arms.iter().enumerate() {
            self.state = before.clone();
            if matches!(arm.pat, Pat::Wild) && arms[..index].iter().any(takes_all_of_success) {
                self.failed(&value);
            }
            self.decided.truncate(decided);
            self.decide(&value.stems, is_none(&arm.pat), false);
            let arm = self.arm(arm, &value, want);
            self.flags.clone_from(&flags);
            let state = std::mem::take(&mut self.state);
            let live = state.live;
            joined = Some(match joined {
                Some(known) => known.join(state),
                None => state,
            });
            result = merge(result, arm, live);
        }
        self.state = joined.unwrap_or(State { live: false, ..before });
        self.decided.truncate(decided);
        result.unwrap_or_else(|| Value::of(Ty::Never))
    }

    /// One arm of a `match` on `value`.
    fn arm(&mut self, arm: &Arm, value: &Value, want: &Ty) -> Value {
        if is_err(&arm.pat) {
            // What is noted of a failure is no claim to the work.
            self.flags.clear();
        }
        self.open_block();
        self.bind(&arm.pat, value.clone());
        if let Some(guard) = &arm.guard {
            self.eval(guard, &Ty::Unknown);
        }
        let turns = self.turns();
        let failed = is_err(&arm.pat) || matches!(arm.pat, Pat::Wild);
        let result = self.eval(&arm.body, want);
        let result = self.take(result);
        if failed && (self.state.live || self.turns() > turns) {
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
            if path.last().is_some_and(|name| name == "Ok" || name == "Some") && items.iter().all(any))
}
