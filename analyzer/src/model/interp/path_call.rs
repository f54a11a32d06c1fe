//! Calls by path: what the path names, and associated functions.

use super::frame::Frame;
use super::invocation::{Invocation, Receiver};
use super::value::Value;
use crate::catalog::{self, Does, declared::Function, lang};
use crate::facts::ir::{Expr, ExprKind, PathRef, TypeRef};
use crate::model::defs::Def;
use crate::model::ids::{AdtId, FnId};
use crate::model::table::Dispatch;
use crate::model::ty::Ty;
use crate::text::{Span, Symbol};

/// What `Type::name` stands for.
pub(super) struct Associated {
    pub(super) targets: Vec<FnId>,
    /// Whether they take `self`.
    method: bool,
    /// How sure it is that it is these.
    dispatch: Dispatch,
}

impl<'a> Frame<'_, 'a> {
    /// `callee(args)`.
    pub(super) fn call(&mut self, callee: &Expr, args: &[Expr], span: Span, expected: &Ty) -> Value {
        match &callee.kind {
            ExprKind::Path(path) if path.as_ident().is_none_or(|name| self.env.lookup(name).is_none()) => {
                let call = Invocation {
                    name: path.last().unwrap_or_else(|| Symbol::new("")),
                    args,
                    receiver: None,
                    generics: path.segments.last().map_or(&[][..], |segment| segment.args()),
                    at: span,
                    callee: callee.span,
                    expected,
                };
                self.call_path(path, &call)
            }
            _ => {
                let value = self.eval(callee, &Ty::Unknown);
                self.call_value(value, args, span)
            }
        }
    }

    fn call_path(&mut self, path: &PathRef, call: &Invocation<'_>) -> Value {
        let names: Vec<Symbol> = path.segments.iter().map(|segment| segment.name).collect();
        self.created.end_processes(catalog::suggests(call.name.as_str(), Does::Kills));
        if path.qself.is_none() && names.first().is_none_or(|name| *name != "Self") {
            match self.types.defs.resolve(self.module, path.global, &names) {
                Some((Def::Fn(id), used)) if used == names.len() => {
                    let targets = self.types.defs.chosen(id, self.id);
                    return self.call_fns(&targets, Dispatch::Static, None, call);
                }
                Some((Def::Adt(id), used)) if used == names.len() => return self.construct(id, 0, call.args),
                Some((Def::Variant(id, index), _)) => return self.construct(id, index as usize, call.args),
                Some((Def::Lib(full), used)) => return self.call_of_library(full, used, path, call),
                _ => {}
            }
        }
        if let Some((id, variant)) = self.variant_of_self(path, &names) {
            return self.construct(id, variant, call.args);
        }
        if let Some(found) = self.associated(path) {
            return self.call_associated(found, path, call);
        }
        let ty = self.lower_prefix(path, path.segments.len().saturating_sub(1));
        if let Some(value) = self.ufcs(&ty, call) {
            return value;
        }
        let value = self.library_call(call.name, &Invocation { generics: &[], ..*call });
        let derived = call.args.is_empty()
            && matches!(ty, Ty::Adt(..))
            && catalog::suggests(call.name.as_str(), Does::ReadsArguments);
        if derived && value.ty.is_unknown() { value.with_ty(ty) } else { value }
    }

    /// Which variant of the own type a path constructs: `Self(…)`, `Self::Variant(…)`.
    pub(super) fn variant_of_self(&self, path: &PathRef, names: &[Symbol]) -> Option<(AdtId, usize)> {
        let Some(Ty::Adt(id, _)) = &self.self_ty else { return None };
        match names {
            [own] if *own == "Self" && path.qself.is_none() => Some((*id, 0)),
            [own, name] if *own == "Self" => {
                let adt = &self.types.defs[*id];
                let index = adt.variants.iter().position(|(known, _)| adt.is_enum && known == name)?;
                Some((*id, index))
            }
            _ => None,
        }
    }

    /// The function of a library that a path names, if it is declared.
    pub(super) fn library_function(&self, path: &PathRef) -> Option<&'static Function> {
        let names: Vec<Symbol> = path.segments.iter().map(|segment| segment.name).collect();
        let Some((Def::Lib(full), used)) = self.types.defs.resolve(self.module, path.global, &names) else {
            return None;
        };
        let full = names[used..].iter().fold(full.to_string(), |full, name| format!("{full}::{name}"));
        catalog::shelf::function(&catalog::canonical(&full))
    }

    /// A call of what a path names whose first `used` segments are `full` in a library.
    fn call_of_library(&mut self, full: Symbol, used: usize, path: &PathRef, call: &Invocation<'_>) -> Value {
        let rest = &path.segments[used..];
        let full = rest.iter().fold(full, |full, segment| Symbol::new(&format!("{full}::{}", segment.name)));
        // A trait of the sources may give a library type this function.
        if !rest.is_empty() {
            let ty = self.lower_prefix(path, used);
            if let Some(found) = self.associated_of(&ty, call.name) {
                return self.call_associated(found, path, call);
            }
            if let Ty::Lib(..) | Ty::Guard(..) = &ty
                && let Some(value) = self.ufcs(&ty, call)
            {
                return value;
            }
        }
        let generics: Vec<TypeRef> =
            path.segments.iter().flat_map(|segment| segment.args().iter().cloned()).collect();
        self.library_call(full, &Invocation { generics: &generics, ..*call })
    }

    fn call_associated(&mut self, found: Associated, path: &PathRef, call: &Invocation<'_>) -> Value {
        let Associated { targets, method, dispatch } = found;
        let Some((first, rest)) = call.args.split_first().filter(|_| method) else {
            let ty = self.lower_prefix(path, path.segments.len().saturating_sub(1));
            let value = self.call_fns(&targets, dispatch, None, call);
            // `Type::<T>::new()`: parameters of the impl come from the path.
            return match (&value.ty, &ty) {
                (Ty::Adt(a, _), Ty::Adt(b, known)) if a == b && !known.iter().all(Ty::is_unknown) => {
                    let ty = ty.clone();
                    value.with_ty(ty)
                }
                _ => value,
            };
        };
        let mut receiver = Receiver::new(self.eval(first, &Ty::Unknown));
        while let Ty::Ref(..) = receiver.ty
            && let Some((inner, to)) = self.deref_step(&receiver.ty, receiver.place.clone())
        {
            receiver.ty = inner;
            receiver.place = to;
        }
        let targets: Vec<(FnId, Dispatch)> = targets.into_iter().map(|id| (id, dispatch)).collect();
        self.call_method(&mut receiver, targets, &Invocation { args: rest, receiver: Some(first), ..*call })
    }

    /// The type that the first segments of a path name.
    pub(super) fn lower_prefix(&self, path: &PathRef, used: usize) -> Ty {
        if path.qself.is_some() && used == path.qself_at as usize {
            return match &path.qself {
                Some(ty) => self.types.lower(ty, self.scope()),
                None => Ty::Unknown,
            };
        }
        if used == 0 {
            return Ty::Unknown;
        }
        let prefix = PathRef {
            qself: path.qself.clone(),
            qself_at: path.qself_at,
            global: path.global,
            segments: path.segments[..used.min(path.segments.len())].into(),
            span: path.span,
        };
        self.types.lower(&TypeRef::Path(prefix), self.scope())
    }

    /// What `Type::name` stands for, if it is something of the sources.
    pub(super) fn associated(&self, path: &PathRef) -> Option<Associated> {
        let last = path.last()?;
        let ty = self.lower_prefix(path, path.segments.len() - 1);
        self.associated_of(&ty, last)
    }

    fn associated_of(&self, ty: &Ty, name: Symbol) -> Option<Associated> {
        let targets = match ty {
            Ty::Unknown => return None,
            _ => self.method_targets(ty.peel(), name),
        };
        let (first, dispatch) = *targets.first()?;
        let method = self.types.defs[first].item.receiver.is_some();
        let targets = targets.into_iter().map(|(id, _)| id).collect();
        Some(Associated { targets, method, dispatch })
    }

    /// `Mutex::lock(&m)`, `Arc::clone(&a)`, `MutexGuard::map(g, …)`.
    fn ufcs(&mut self, ty: &Ty, call: &Invocation<'_>) -> Option<Value> {
        let (first, rest) = call.args.split_first()?;
        if let Ty::Guard(_, _, of) = ty {
            return self.guard_function(*of, call.name, first, rest);
        }
        let path = ty.lib_path()?;
        let name = call.name.as_str();
        let takes_self = catalog::lock_type(path)
            .is_some_and(|lock| lock.methods.iter().any(|method| method.name == name))
            || name == lang::CLONE
            || catalog::shelf::method(path, name).is_some_and(|function| function.receiver.is_some());
        if !takes_self {
            if let Some(weak) = catalog::weakened(path, name) {
                let value = self.eval(first, &Ty::Unknown);
                let inner = value.ty.peel().arg(0);
                return Some(Value::at(Ty::lib_of(weak, vec![inner]), value.place));
            }
            return None;
        }
        let receiver = self.eval(first, &Ty::Unknown);
        let call =
            Invocation { args: rest, receiver: Some(first), generics: &[], callee: Span::default(), ..*call };
        Some(self.method(receiver, &call))
    }
}
