//! Calls of methods: which method it is, by the receiver's type one dereference at a time.

use super::frame::Frame;
use super::invocation::{Invocation, Receiver};
use super::library;
use super::modes::Modes;
use super::provenance::Edit;
use super::value::Value;
use crate::catalog::{self, Does, lang};
use crate::facts::ir;
use crate::model::ids::FnId;
use crate::model::table::Dispatch;
use crate::model::ty::{TraitRef, Ty};
use crate::text::Span;

impl<'a> Frame<'_, 'a> {
    /// `receiver.name(args)`.
    pub(super) fn method_call(&mut self, call: &ir::MethodCall, span: Span, expected: &Ty) -> Value {
        let receiver = self.eval(&call.receiver, &Ty::Unknown);
        let method = call.method.as_str();
        let mut origins = Vec::new();
        if catalog::suggests(method, Does::Mutates) {
            self.wrote(receiver.place.as_ref(), span);
            self.edited(&receiver);
            if catalog::suggests(method, Does::Adds) {
                self.changed(&receiver, Edit::Added(call.method, &call.args), span);
            }
        } else if let Some(question) = catalog::question(method) {
            origins = self.asked(&receiver, question, &call.args, span);
        } else if method == lang::CLONE {
            origins = self.copied_out(&receiver, span);
        }
        self.record.table_mut().orders |= catalog::suggests(method, Does::Sorts);
        let is_alone = self.modes.is_alone || catalog::suggests(method, Does::Alone);
        // The `unwrap` of a lock is about what another thread did.
        if catalog::suggests(method, Does::Unwraps) && receiver.guards.is_empty() {
            self.may_panic(span);
        }
        let alone = Modes { is_alone, ..self.modes };
        let mut value = self.within(alone, |frame| frame.method_of(call, receiver, span, expected));
        value.origins.extend(origins);
        value
    }

    fn method_of(&mut self, call: &ir::MethodCall, receiver: Value, span: Span, expected: &Ty) -> Value {
        let at = call.method_span.to(Span { start: call.method_span.start, end: span.end });
        let call = Invocation {
            name: call.method,
            args: &call.args,
            receiver: Some(&call.receiver),
            generics: &call.generics,
            at,
            callee: Span::default(),
            expected,
        };
        self.method(receiver, &call)
    }

    /// Calls a method, with what is done beside it: waits, pipes, jobs of a pool.
    pub(super) fn method(&mut self, mut receiver: Value, call: &Invocation<'_>) -> Value {
        let Invocation { name, args, at, .. } = *call;
        self.created.end_processes(catalog::suggests(name.as_str(), Does::Kills));
        if catalog::suggests(name.as_str(), Does::Parallel) {
            // Lazily, but in this statement as a rule: what its closures do, jobs of the pool do.
            self.wait_for_pool(at);
            self.as_job(at);
        }
        let waiting = self.waiting(&receiver, name);
        let piping = self.piping(&mut receiver, name, args);
        let ends = catalog::suggests(name.as_str(), Does::Aborts)
            || receiver.ty.lib_path().is_some_and(catalog::keeps_tasks)
                && catalog::suggests(name.as_str(), Does::EndsTasks);
        let aborted = receiver.place.clone().filter(|_| ends);
        let mut value = self.method_of_type(receiver, call);
        if ends {
            value = self.aborts(aborted, value, at);
        }
        if let Some(piping) = piping {
            value = self.piped(piping, value, at);
        }
        match waiting {
            Some(waiting) => self.waited(waiting, value, at),
            None => value,
        }
    }

    fn method_of_type(&mut self, receiver: Value, call: &Invocation<'_>) -> Value {
        let mut receiver = Receiver::new(receiver);
        // A value without a place of its own still is one thing while the expression lasts.
        if receiver.place.is_none() && receiver.value.rvalue {
            receiver.place = Some(self.record.fresh_place());
        }
        for _ in 0..12 {
            if let Some(value) = self.method_here(&mut receiver, call) {
                return value;
            }
            receiver.pass_pointer();
            match self.deref_step(&receiver.ty, receiver.place.clone()) {
                Some((inner, to)) => {
                    receiver.ty = inner;
                    receiver.place = to;
                }
                None => break,
            }
        }
        let value = self.unknown_method(receiver.value, call);
        self.around_type(value, call.generics)
    }

    /// The method of exactly the receiver's type, if it has one of that name.
    fn method_here(&mut self, receiver: &mut Receiver, call: &Invocation<'_>) -> Option<Value> {
        let types = self.types;
        if let Some(lock) = types.lock_type(&receiver.ty) {
            if let Some(method) = lock.method(call.name.as_str()) {
                return Some(match method.detached {
                    true => self.lock_detached(|frame| frame.lock_method(lock, method, receiver, call)),
                    false => self.lock_method(lock, method, receiver, call),
                });
            }
            if catalog::releases(lock.path, call.name.as_str()) {
                self.give_up(receiver.place.as_ref());
                return Some(Value::of(Ty::unit()));
            }
        }
        if let Some(path) = receiver.ty.lib_path() {
            let condvar = catalog::shelf::method(path, call.name.as_str())
                .and_then(|function| self.condvar_method(function, receiver, call));
            let special = condvar
                .or_else(|| self.cell_method(path, receiver, call))
                .or_else(|| self.waker_method(path, call));
            if special.is_some() {
                return special;
            }
        }
        if let Some(value) = self.guard_method(receiver, call) {
            return Some(value);
        }
        self.cell_opened(receiver, call);
        let mut targets = self.method_targets(&receiver.ty, call.name);
        // An associated function is no method: what the type derefs to may have one of that name.
        targets.retain(|(id, _)| types.defs[*id].item.receiver.is_some());
        if !targets.is_empty() {
            return Some(self.call_method(receiver, targets, call));
        }
        let name = call.name.as_str();
        let known = match receiver.ty {
            Ty::Param(param) => {
                let bounds = self.types.bounds(self.scope(), param);
                if let Some(ty) = bounds.iter().find_map(TraitRef::stands_for) {
                    receiver.ty = ty;
                }
                library::method(&receiver.ty, name).or_else(|| library::bounded(&bounds, &receiver.ty, name))
            }
            _ => library::method(&receiver.ty, name),
        };
        Some(self.declared_method(known?, receiver, call))
    }

    /// Calls methods of the sources.
    pub(super) fn call_method(
        &mut self,
        receiver: &mut Receiver,
        targets: Vec<(FnId, Dispatch)>,
        call: &Invocation<'_>,
    ) -> Value {
        let (first, dispatch) = targets[0];
        let by_value = matches!(
            self.types.defs[first].item.receiver,
            Some(ir::Receiver::Value | ir::Receiver::Typed(_))
        );
        let direct = receiver.is_direct();
        let value = receiver.take();
        let mut own = if by_value && direct {
            self.take(value)
        } else {
            Value { guards: Vec::new(), var: None, pending: Vec::new(), callable: None, ..value }
        };
        own.place = receiver.place.take();
        own.ty = receiver.ty.clone();
        let targets: Vec<FnId> = targets.into_iter().map(|(id, _)| id).collect();
        self.call_fns(&targets, dispatch, Some(own), call)
    }
}
