//! Methods and associated functions of guards: the guard goes on in another form, pauses, or gives an element.

use super::frame::Frame;
use super::guards::direct_guard;
use super::invocation::{Invocation, Receiver};
use super::value::Value;
use crate::catalog::shape::Shape;
use crate::catalog::{self, Does, Mode, Outcome};
use crate::facts::ir::{Expr, ExprKind};
use crate::model::table::Guard;
use crate::model::ty::{GuardOf, Inner, OPTION, RESULT, Ty};
use crate::text::Symbol;

impl<'a> Frame<'_, 'a> {
    /// A method of a guard itself, not of what it derefs to.
    pub(super) fn guard_method(&mut self, receiver: &mut Receiver, call: &Invocation<'_>) -> Option<Value> {
        let Ty::Guard(_, content, _) = &receiver.ty else { return None };
        let content_is_optional =
            matches!(&**content, Ty::Lib(path, _) if matches!(path.as_str(), OPTION | RESULT));
        if let Some(lib) = super::library::method(&receiver.ty, call.name.as_str()) {
            let value = self.declared_method(lib, receiver, call);
            return Some(match direct_guard(&value.ty) {
                Some((mode, _)) => self.in_mode(value, mode),
                None => value,
            });
        }
        // A lock of an unknown crate whose methods return a result after all.
        let unwraps = catalog::suggests(call.name.as_str(), Does::Unwraps) && !content_is_optional;
        let own = self.types.methods(content, call.name);
        (unwraps && own.is_empty()).then(|| self.take(receiver.take()))
    }

    /// `MutexGuard::map(g, …)`, by what the declaration of the guard's type says. What that does not know converts the guard.
    pub(super) fn guard_function(
        &mut self,
        of: GuardOf,
        name: Symbol,
        first: &Expr,
        rest: &[Expr],
    ) -> Option<Value> {
        let function = of.path.and_then(|path| catalog::shelf::method(path.as_str(), name.as_str()));
        let Some(function) = function else { return Some(self.converted(None, first, rest)) };
        if function.effects.suspends.is_some() {
            return Some(self.unlocked(first, rest));
        }
        let given = catalog::given_guard(&function.ret);
        // `MutexGuard::mutex(&g)`
        let looks = function.receiver.is_none()
            && matches!(function.params.first(), Some((_, Shape::Ref(false, _))))
            && given.is_none();
        (!looks).then(|| self.converted(given, first, rest))
    }

    /// `MutexGuard::unlocked(&mut g, …)`: the closure runs with the guard given up.
    fn unlocked(&mut self, first: &Expr, rest: &[Expr]) -> Value {
        let value = self.eval(first, &Ty::Unknown);
        let owned = match (&first.kind, &value) {
            (ExprKind::Ref(_, inner), _) => {
                let inner = self.eval(inner, &Ty::Unknown);
                inner.var.map(|var| self.state.of_var(var)).unwrap_or_default()
            }
            (_, value) => value.var.map(|var| self.state.of_var(var)).unwrap_or_default(),
        };
        self.state.pause(&owned, true);
        let result = self.run_inline(rest, &[], true);
        self.state.pause(&owned, false);
        result.unwrap_or_else(Value::unknown)
    }

    /// `map`, `try_map`, `downgrade`, `upgrade`, `leak`: the guard goes on in another form, `given` by the function.
    fn converted(&mut self, given: Option<(Mode, Outcome)>, first: &Expr, rest: &[Expr]) -> Value {
        let value = self.eval(first, &Ty::Unknown);
        let value = self.take(value);
        let content = match &value.ty {
            Ty::Guard(_, content, _) => (**content).clone().reference(),
            _ => Ty::Unknown,
        };
        let mapped = self.run_inline(rest, &[content], false);
        let inner = match mapped {
            Some(mapped) => mapped.ty.peel().clone(),
            None => match &value.ty {
                Ty::Guard(_, content, _) => (**content).clone(),
                _ => Ty::Unknown,
            },
        };
        let mode = match given {
            Some((mode, Outcome::Guard)) => mode,
            _ => super::guards::guard_mode(&value.ty).unwrap_or(Mode::Exclusive),
        };
        let value = self.in_mode(value, mode);
        let of = match &value.ty {
            Ty::Guard(_, _, of) => *of,
            _ => GuardOf { awaited: false, path: None },
        };
        let ty = Ty::Guard(mode, Inner::new(inner), of);
        let ty = match given {
            Some((_, Outcome::Result)) => Ty::result(ty.clone(), ty),
            _ => ty,
        };
        value.with_ty(ty)
    }

    /// The value with its guards in another mode from here on; what was held before was held as it was.
    fn in_mode(&mut self, mut value: Value, mode: Mode) -> Value {
        for guard in &mut value.guards {
            let known = self.record.guard(*guard);
            if known.mode == mode {
                continue;
            }
            let other = Guard { mode: mode.into(), ..known.clone() };
            let Some(live) = self.state.live_guards.iter().find(|live| live.guard == *guard).copied() else {
                continue;
            };
            self.state.release(&[*guard]);
            let before = *guard;
            *guard = self.new_guard(other);
            self.provenance.goes_on_as(before, *guard);
            self.state.take_over(*guard, live);
        }
        value
    }
}
