//! Values that are made of others: tuples, arrays, structs, variants, and library types around what they are given.

use super::frame::Frame;
use super::guards::part_of_adt;
use super::invocation::Invocation;
use super::value::{Value, gather};
use crate::catalog::declared::Function;
use crate::catalog::shape::Shape;
use crate::catalog::{self, Does, Mode, Runs};
use crate::facts::ir::{Expr, ExprKind, Lit, PathRef, TypeRef};
use crate::model::defs::Def;
use crate::model::ids::AdtId;
use crate::model::place::{Class, Place, Root};
use crate::model::table::{Callable, MadeKind, Projection};
use crate::model::ty::{Args, Inner, Ty, is_pointer};
use crate::model::types::{Bindings, fit, lib_type, result_of, unify};
use crate::text::Symbol;

/// What a library type is constructed from.
struct Content {
    /// All that the arguments own; of the first one, what it is as well.
    value: Value,
    /// Where the first one was made, if that is here: a wrapper of it stands for it.
    made: Option<Place>,
}

impl<'a> Frame<'_, 'a> {
    pub(super) fn tuple(&mut self, items: &[Expr], expected: &Ty) -> Value {
        let mut parts = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let expected =
                if let Ty::Tuple(expected_parts) = expected { expected_parts.get(index) } else { None };
            let value = self.eval(item, expected.unwrap_or(&Ty::Unknown));
            parts.push(self.take(value));
        }
        self.tuple_of(parts)
    }

    /// A tuple of these values.
    pub(super) fn tuple_of(&mut self, parts: Vec<Value>) -> Value {
        for (index, part) in parts.iter().enumerate().filter(|(_, part)| !part.guards.is_empty()) {
            self.state.wrap(&part.guards, Projection::element(index));
        }
        Value::tuple(parts)
    }

    /// `[…]`, or a `vec![…]`.
    pub(super) fn array(&mut self, items: &[Expr], vec: bool) -> Value {
        let mut guards = Vec::new();
        let mut pending = Vec::new();
        let mut element = Ty::Unknown;
        for item in items {
            let value = self.eval(item, &Ty::Unknown);
            let value = self.take(value);
            guards.extend(value.guards);
            gather(&mut pending, value.pending);
            if element.is_unknown() {
                element = value.ty;
            }
        }
        Value { guards, pending, ..Value::of(sequence(element, vec)) }
    }

    /// `[item; count]`, or such a `vec!`.
    pub(super) fn repeat(&mut self, item: &Expr, count: &Expr, vec: bool) -> Value {
        let value = self.eval(item, &Ty::Unknown);
        self.eval(count, &Ty::Unknown);
        Value::of(sequence(value.ty, vec))
    }

    pub(super) fn range(&mut self, from: Option<&Expr>, to: Option<&Expr>) -> Value {
        let mut item = Ty::Unknown;
        for end in [from, to].into_iter().flatten() {
            item = self.eval(end, &Ty::Unknown).ty;
        }
        Value::of(item.iter())
    }

    pub(super) fn structure(
        &mut self,
        path: &PathRef,
        fields: &[(Symbol, Expr)],
        rest: Option<&Expr>,
    ) -> Value {
        let names: Vec<Symbol> = path.segments.iter().map(|segment| segment.name).collect();
        let (ty, variant) = match self.types.defs.resolve(self.module, path.global, &names) {
            Some((Def::Variant(id, variant), _)) => (Ty::Adt(id, Args::default()), variant as usize),
            _ => match self.variant_of_self(path, &names) {
                Some((id, variant)) => (Ty::Adt(id, Args::default()), variant),
                None => (self.types.lower(&TypeRef::Path(path.clone()), self.scope()), 0),
            },
        };
        let mut guards = Vec::new();
        let mut leads = Vec::new();
        for (name, value) in fields {
            let expected = match &ty {
                Ty::Adt(id, args) => self.types.field(*id, variant, *name, args).unwrap_or(Ty::Unknown),
                _ => Ty::Unknown,
            };
            let value = self.eval(value, &expected);
            let value = self.take(value);
            if let Some(Callable::Closure(closure)) = value.callable {
                self.record.runs(closure, Runs::Later);
            }
            if let Ty::Adt(id, _) = &ty {
                self.kept(&Class::field(*id, *name), &value);
                self.state.wrap(&value.guards, part_of_adt(self.types, *id, variant, *name));
            }
            self.note_leads(*name, &value, &mut leads);
            guards.extend(value.guards);
        }
        if let Some(rest) = rest {
            self.eval(rest, &Ty::Unknown);
        }
        self.with_leads(Value { guards, ..Value::of(ty) }, leads)
    }

    pub(super) fn construct(&mut self, id: AdtId, variant: usize, args: &[Expr]) -> Value {
        let fields = self.types.fields[id.0 as usize].get(variant).cloned().unwrap_or_default();
        let mut bindings = Bindings::default();
        let mut guards = Vec::new();
        let mut leads = Vec::new();
        for (index, arg) in args.iter().enumerate() {
            let value = self.eval(arg, &Ty::Unknown);
            let value = self.take(value);
            if let Some(Callable::Closure(closure)) = value.callable {
                self.record.runs(closure, Runs::Later);
            }
            let field_name = Symbol::new(&index.to_string());
            self.kept(&Class::field(id, field_name), &value);
            if let Some(field) = fields.get(index) {
                unify(field, &value.ty, &mut bindings);
            }
            self.state.wrap(&value.guards, part_of_adt(self.types, id, variant, field_name));
            let adt = &self.types.defs[id];
            let label = match adt.variants.get(variant) {
                Some((name, _)) if adt.is_enum => Symbol::new(&format!("{name}.{index}")),
                _ => field_name,
            };
            self.note_leads(label, &value, &mut leads);
            guards.extend(value.guards);
        }
        let params = &self.types.defs[id].generics.params;
        let args: Vec<Ty> =
            params.iter().map(|param| bindings.get(param.name).cloned().unwrap_or(Ty::Unknown)).collect();
        self.with_leads(Value { guards, ..Value::of(Ty::Adt(id, args.into())) }, leads)
    }

    /// Constructors of library types that the analysis follows.
    pub(super) fn library_constructor(&mut self, path: &str, call: &Invocation<'_>) -> Option<Value> {
        if is_pointer(path)
            && let [arg] = call.args
            && !matches!(arg.kind, ExprKind::Closure(_))
        {
            // `AssertUnwindSafe(value)`: a type that can be made by its name.
            let value = self.first_of(call.args, &Ty::Unknown);
            let ty = wrapper(path, value.ty.clone(), None, Ty::Unknown);
            return Some(value.with_ty(ty));
        }
        let (base, function) = path.rsplit_once("::")?;
        let name = base.rsplit("::").next().unwrap_or("");
        let constructs = match catalog::shelf::function(path) {
            Some(function) => makes(function, base),
            None => catalog::suggests(function, Does::Constructs),
        };
        if !constructs || !name.starts_with(|c: char| c.is_uppercase()) {
            return None;
        }
        let expected = call.expected;
        let hint = if expected.lib_path() == Some(base) { expected.arg(0) } else { Ty::Unknown };
        let Content { value, mut made } = self.content(call.args, &hint);
        if self.buffers_stream(base, &value.ty) {
            return Some(Value::at(value.ty, value.place));
        }
        let explicit: Vec<Ty> = call.generics.iter().map(|ty| self.types.lower(ty, self.scope())).collect();
        let known = super::guards::is_wrapper(base);
        let ty = if known {
            wrapper(base, value.ty, explicit.first(), hint)
        } else if expected.lib_path() == Some(base) {
            expected.clone()
        } else if let Some(function) = catalog::shelf::function(path).filter(|_| explicit.is_empty()) {
            made_of(function, &value.ty)
        } else {
            lib_type(Symbol::new(base), explicit.into())
        };
        if is_semaphore(base) {
            let count = match call.args.first().map(|arg| &arg.kind) {
                Some(ExprKind::Lit(Lit::Int(count))) => *count,
                _ => None,
            };
            made = Some(self.make(call.at, MadeKind::Semaphore(count)));
        }
        let callable = if known { value.callable } else { None };
        if known && made.is_none() {
            // A pointer to a value leads to what the value does.
            made = value.place.filter(|place| is_pointer(base) && self.has_leads(place));
        }
        Some(Value { guards: value.guards, pending: value.pending, callable, ..Value::at(ty, made) })
    }

    /// Evaluates what a library type is constructed from.
    fn content(&mut self, args: &[Expr], hint: &Ty) -> Content {
        let mut content = Content { value: Value::unknown(), made: None };
        for (index, arg) in args.iter().enumerate() {
            let expected = if index == 0 { hint } else { &Ty::Unknown };
            let value = self.eval(arg, expected);
            let value = self.take(value);
            content.value.guards.extend(value.guards);
            gather(&mut content.value.pending, value.pending);
            if index == 0 {
                content.value.ty = value.ty;
                content.value.callable = value.callable;
                content.made.clone_from(&value.place);
                content.made = content.made.filter(|place| matches!(place.path.root, Root::Made(_)));
                content.value.place = value.place;
            }
        }
        content
    }
}

/// A slice, or a `Vec`, of such elements.
fn sequence(element: Ty, vec: bool) -> Ty {
    if vec { Ty::lib_of(catalog::LIST, vec![element]) } else { Ty::Slice(Inner::new(element)) }
}

/// The type of a wrapper around `content`; if that is not known, around what is written, or else expected.
fn wrapper(base: &str, content: Ty, written: Option<&Ty>, expected: Ty) -> Ty {
    let content = match content {
        // What a cell is initialised with is what the closure gives.
        Ty::Fn(ret) if catalog::cell(base).is_some() => (*ret).clone(),
        content => content,
    };
    let content = match written {
        Some(ty) if content.is_unknown() => ty.clone(),
        _ => content,
    };
    let content = if content.is_unknown() { expected } else { content };
    let mut args = vec![Ty::Unknown; catalog::lock_type(base).map_or(0, |lock| lock.content)];
    args.push(content);
    Ty::lib_of(base, args)
}

/// What a declared function makes of its first argument.
fn made_of(function: &Function, first: &Ty) -> Ty {
    let mut bindings = Bindings::default();
    if let Some((_, shape)) = function.params.first() {
        fit(shape, first, &mut bindings);
    }
    result_of(function, &bindings)
}

/// Whether a declared function does no more than make a value of that type.
fn makes(function: &Function, base: &str) -> bool {
    let own = matches!(&function.ret, Shape::Lib(path, _) if catalog::canonical(path.as_str()) == base)
        || matches!(&function.ret, Shape::Lib(path, args) if is_pointer(path.as_str())
            && matches!(args.first(), Some(Shape::Lib(path, _)) if path.as_str() == base));
    let effects = &function.effects;
    let plain = effects.blocking.is_none() && effects.runs.is_none() && !effects.frees && !effects.leaks;
    own && plain && function.receiver.is_none() && !function.is_async
}

/// Whether the type's permits are counted.
fn is_semaphore(path: &str) -> bool {
    catalog::lock_type(path).is_some_and(|lock| lock.methods.iter().any(|method| method.mode == Mode::Permit))
}
