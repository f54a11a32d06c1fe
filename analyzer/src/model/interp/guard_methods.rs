//! Methods and associated functions of guards: the guard goes on in another form, pauses, or gives an element.

use super::frame::Frame;
use super::invocation::{Invocation, Receiver};
use super::value::Value;
use crate::catalog::Mode;
use crate::facts::ir::{Expr, ExprKind};
use crate::model::ty::{Inner, OPTION, RESULT, Ty};
use crate::text::Symbol;

impl<'a> Frame<'_, 'a> {
    /// A method of a guard itself, not of what it derefs to.
    pub(super) fn guard_method(&mut self, receiver: &mut Receiver, call: &Invocation<'_>) -> Option<Value> {
        let Ty::Guard(mode, content, _) = &receiver.ty else { return None };
        match call.name.as_str() {
            "map" | "downgrade" | "into_inner" | "try_map"
                if call.args.len() <= 1 && self.types.methods(content, call.name).is_empty() =>
            {
                let params = [(**content).clone().reference()];
                let value = self.take(receiver.take());
                self.run_inline(call.args, &params, false);
                Some(Value { rvalue: true, ..value })
            }
            "exit" if *mode == Mode::Entered => {
                let value = self.take(receiver.take());
                self.state.release(&value.guards);
                Some(Value::unknown())
            }
            // A lock of an unknown crate whose methods return a result after all.
            "unwrap" | "expect" if !matches!(&**content, Ty::Lib(path, _) if matches!(path.as_str(), OPTION | RESULT)) => {
                Some(self.take(receiver.take()))
            }
            "key" | "value" | "value_mut" | "pair" | "or_insert" | "or_default" | "or_insert_with"
            | "and_modify" | "insert_entry" => {
                let value = receiver.take();
                Some(self.map_guard(&receiver.ty, call.name, value, call.args))
            }
            _ => None,
        }
    }

    /// Methods of map references and entries.
    pub(super) fn map_guard(&mut self, ty: &Ty, name: Symbol, receiver: Value, args: &[Expr]) -> Value {
        let Ty::Guard(mode, content, is_async) = ty else { return Value::unknown() };
        let params = [(**content).clone().reference()];
        let place = receiver.place.clone();
        match name.as_str() {
            "or_insert" | "or_default" | "or_insert_with" | "and_modify" | "insert_entry" => {
                let value = self.take(receiver);
                self.run_inline(args, &params, false);
                Value { rvalue: true, ..value.with_ty(Ty::Guard(*mode, content.clone(), *is_async)) }
            }
            "value" | "value_mut" => Value::at(params[0].clone(), place.map(|place| place.element(None))),
            _ => Value::unknown(),
        }
    }

    /// `MutexGuard::map(g, …)`.
    pub(super) fn guard_function(&mut self, name: Symbol, first: &Expr, rest: &[Expr]) -> Option<Value> {
        match name.as_str() {
            "mutex" | "rwlock" => None,
            "unlocked" | "unlocked_fair" | "bump" => Some(self.unlocked(first, rest)),
            _ => Some(self.converted(name, first, rest)),
        }
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

    /// `map`, `try_map`, `downgrade`, `upgrade`, `leak`: the guard goes on in another form.
    fn converted(&mut self, name: Symbol, first: &Expr, rest: &[Expr]) -> Value {
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
        let mode = match name.as_str() {
            "downgrade" | "downgrade_upgradable" => Mode::Shared,
            "upgrade" => Mode::Exclusive,
            _ => super::guards::guard_mode(&value.ty).unwrap_or(Mode::Exclusive),
        };
        if name == "downgrade" || name == "upgrade" {
            for guard in &value.guards {
                self.record.guard_mut(*guard).mode = mode.into();
            }
        }
        let is_async = matches!(value.ty, Ty::Guard(_, _, true));
        let ty = Ty::Guard(mode, Inner::new(inner), is_async);
        let ty = if name.as_str().starts_with("try_") || name == "filter_map" {
            Ty::result(ty.clone(), ty)
        } else {
            ty
        };
        value.with_ty(ty)
    }
}
