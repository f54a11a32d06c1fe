//! Poll functions: who is to wake the task when they say `Pending`.
//!
//! A poll function hands its `Context` to what it polls, which keeps the waker and says `Pending`; or keeps the waker itself.
//! Where what it polled was ready, that has no waker. To say `Pending` then, or after something was taken that
//! was there, is to sleep although nothing is waited for.

use super::frame::{Frame, is_poll};
use crate::catalog::lang;
use crate::facts::ir::{Expr, ExprKind, Pat};
use crate::model::ids::FnId;
use crate::model::table::{Event, EventKind, Got, Unwoken};
use crate::model::ty::Ty;
use crate::text::{Span, Symbol};

impl Frame<'_, '_> {
    /// `Poll::Pending` at a place.
    pub(super) fn says_pending(&mut self, at: Span) {
        let known = &self.state.wakeups;
        let Some(got) = known.got.filter(|_| known.asked.is_empty() && self.state.reachable) else { return };
        if self.gives.contains(&at) && !self.record.table().unwoken.iter().any(|known| known.span == at) {
            self.record.table_mut().unwoken.push(Unwoken { span: at, got });
        }
    }

    /// Something was there to be taken at a place.
    pub(super) fn got_something(&mut self, at: Span) {
        self.state.wakeups.got = Some(Got { at, polled: false });
    }

    /// A pattern matches what an expression polled: if it is ready with something, that has no waker.
    pub(super) fn polled_ready(&mut self, pat: &Pat, polled: &Expr) {
        let Some(is_item) = gets_something(pat) else { return };
        if is_item || !self.polls_itself(polled.span) {
            self.state.wakeups.answered(polled.span);
        }
    }

    /// A condition holds, in which patterns match what was polled.
    pub(super) fn polled_in(&mut self, cond: &Expr) {
        match &cond.kind {
            ExprKind::Let(pat, value) => self.polled_ready(pat, value),
            ExprKind::Scope(inner) => self.polled_in(inner),
            ExprKind::Lazy(true, a, b) => {
                self.polled_in(a);
                self.polled_in(b);
            }
            _ => {}
        }
    }

    /// Whether a poll function of the sources is called there. Of several things that it polls, some may have the waker
    /// although it is ready.
    fn polls_itself(&self, at: Span) -> bool {
        let polls = |target: &FnId| is_poll(&self.types.signatures[target.index()].params);
        let calls =
            |kind: &EventKind| matches!(kind, EventKind::Call(call) if call.targets.iter().any(polls));
        let within = |event: &&Event| at.contains(event.span);
        self.record.events().iter().rev().take(200).filter(within).any(|event| calls(&event.kind))
    }

    /// `ready!(polled)`; of `polled?`, which begins where that does, nobody knows.
    pub(super) fn polled_by_macro(&mut self, polled: &Expr, whole: Span) {
        if whole.start != polled.span.start && !self.polls_itself(polled.span) {
            self.state.wakeups.answered(polled.span);
        }
    }
}

/// Whether a pattern is that of something ready: of an item (`Ready(Some(item))`), or of what is not told further. The end of
/// a stream, and an error, are no reason to poll again.
fn gets_something(pat: &Pat) -> Option<bool> {
    let Pat::TupleStruct(path, items, _) = pat else { return None };
    let [item] = items.as_slice() else { return None };
    path.last().filter(|name| *name == lang::READY)?;
    match item {
        Pat::TupleStruct(path, ..) => {
            let name = path.last()?;
            lang::is_success(name.as_str()).then_some(name == "Some")
        }
        Pat::Bind { name, sub: None, .. } => (*name != "None").then_some(false),
        Pat::Struct(..) => Some(true),
        _ => None,
    }
}

/// Whether that is `Poll::Pending`, of which a library's path and names after it are left.
pub(super) fn is_pending(path: Symbol, rest: &[Symbol]) -> bool {
    let Some((of, name)) = lang::PENDING.rsplit_once("::") else { return false };
    match rest {
        [] => path == lang::PENDING,
        [last] => path == of && *last == name,
        _ => false,
    }
}

/// Whether it is a reference to what a task is polled with.
pub(super) fn is_context(ty: &Ty) -> bool {
    ty.peel().lib_path() == Some(lang::CONTEXT)
}
