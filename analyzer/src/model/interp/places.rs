//! Place expressions: variables, fields, dereferences, elements, and what stands there.

use super::frame::Frame;
use super::value::Value;
use super::wakeups::{is_context, is_pending};
use crate::catalog::{self, Does, lang};
use crate::facts::ir::{Expr, ExprKind, Lit, PathRef, Storage};
use crate::model::defs::Def;
use crate::model::place::{Class, ClassRoot, Key, Path, Place, Root};
use crate::model::table::{Callable, Projection};
use crate::model::ty::{Args, Inner, Ty};
use crate::text::{Span, Symbol};

impl<'a> Frame<'_, 'a> {
    /// `base.name`.
    pub(super) fn field_of(&mut self, base: &Expr, name: Symbol, at: Span) -> Value {
        let base = self.eval(base, &Ty::Unknown);
        self.field(base, name, at)
    }

    /// `base[index]`.
    pub(super) fn index(&mut self, base: &Expr, index: &Expr) -> Value {
        let base = self.eval(base, &Ty::Unknown);
        let key = self.key(index);
        self.eval(index, &Ty::Unknown);
        self.element(base, key)
    }

    /// `*inner`.
    pub(super) fn dereference(&mut self, inner: &Expr) -> Value {
        let value = self.eval(inner, &Ty::Unknown);
        self.deref(value)
    }

    /// `&inner`, `&mut inner`.
    pub(super) fn reference(&mut self, inner: &Expr, mutable: bool, at: Span, expected: &Ty) -> Value {
        let expected = if let Ty::Ref(_, inner) = expected { inner } else { &Ty::Unknown };
        let value = self.eval(inner, expected);
        if mutable {
            self.wrote(value.place.as_ref(), at);
            self.may_lead_elsewhere(&value);
            if let Some(var) = value.var {
                self.env[var].lent = true;
                self.state.forget(var);
            }
        }
        self.borrow(value, mutable)
    }

    /// The value that a place holds after `.name`.
    pub(super) fn field(&mut self, base: Value, name: Symbol, at: Span) -> Value {
        let var = base.var;
        let rvalue = base.rvalue;
        let mut ty = base.ty.clone();
        let mut place = base.place.clone();
        for _ in 0..12 {
            match &ty {
                Ty::Adt(id, args) => {
                    if let Some(field) = self.types.field(*id, 0, name, args) {
                        let wraps = self.guard_types.wrappers.contains(id);
                        let mut place = place.map(|place| place.field(name, (!wraps).then_some(*id)));
                        if let (Some(place), Ty::Ref(false, _)) = (&mut place, &field) {
                            // Others may have the same reference.
                            place.exclusive = false;
                            place.shared = true;
                        }
                        if !self.types.guarded.is_empty() {
                            self.mentioned(*id, name, place.as_ref(), at);
                        }
                        let place = place.map(|place| self.settled(place));
                        let through = !matches!(base.ty, Ty::Adt(..));
                        return Value {
                            carries: base.carries.filter(|_| !field.is_copied()),
                            var: if through { None } else { var },
                            part: base.part.then(Projection::field(name)),
                            rvalue: rvalue && !through,
                            ..Value::at(field, place)
                        };
                    }
                }
                Ty::Tuple(items) => {
                    if let Ok(index) = name.as_str().parse::<usize>()
                        && let Some(item) = items.get(index)
                    {
                        let place = place.map(|place| place.field(name, None));
                        let part = base.part.then(Projection::field(name));
                        return Value { var, part, rvalue: false, ..Value::at(item.clone(), place) };
                    }
                }
                Ty::Lib(..) => {
                    if let Some(stream) = self.stream_field(&ty, place.as_ref(), name, at) {
                        return stream;
                    }
                }
                _ => {}
            }
            match self.deref_step(&ty, place.clone()) {
                Some((inner, at)) => {
                    ty = inner;
                    place = at;
                }
                None => break,
            }
        }
        let place = place.map(|place| {
            let mut inner = place.field(name, None);
            inner.class = Class::root(ClassRoot::Unknown);
            inner
        });
        Value { rvalue: false, ..Value::at(Ty::Unknown, place) }
    }

    /// One step of automatic dereferencing.
    pub(super) fn deref_step(&self, ty: &Ty, place: Option<Place>) -> Option<(Ty, Option<Place>)> {
        match ty {
            Ty::Ref(_, inner) => Some(((**inner).clone(), place)),
            Ty::Ptr(inner) => Some(((**inner).clone(), place)),
            Ty::Guard(_, inner, _) => Some(((**inner).clone(), place.map(|place| place.inside()))),
            Ty::Lib(path, args) if crate::model::ty::is_pointer(path.as_str()) && !args.is_empty() => {
                let shared = crate::model::ty::is_shared_pointer(path.as_str());
                Some((
                    args[0].clone(),
                    place.map(|place| Place {
                        exclusive: place.exclusive && !shared,
                        shared: place.shared || shared,
                        ..place
                    }),
                ))
            }
            Ty::Lib(..) if let Some(target) = crate::model::types::deref_of(ty) => Some((target, place)),
            // `State<T>`, `Res<T>`, `Data<T>`: smart pointers of frameworks.
            Ty::Lib(path, args) if args.len() == 1 && catalog::may_deref(path.as_str()) => {
                let inner = args[0].peel_pointers().0;
                let worth =
                    matches!(inner, Ty::Adt(..)) || inner.lib_path().and_then(catalog::lock_type).is_some();
                worth.then(|| {
                    (args[0].clone(), place.map(|place| Place { exclusive: false, shared: true, ..place }))
                })
            }
            Ty::Opaque(bounds) => {
                let target = bounds.iter().find_map(|bound| bound.assoc(lang::TARGET))?;
                Some((target.clone(), place))
            }
            Ty::Adt(..) => {
                let deref = self.types.deref_of(ty)?;
                let inner = place.map(|place| {
                    let returned = (self.callee_results)(deref.by).and_then(|returned| returned.place);
                    let Some(to) = returned else { return place };
                    let to = to.substitute(&|index| (index == 0).then(|| place.clone()));
                    // What a smart pointer leads to plays the role that the pointer has where it is kept.
                    if deref.is_pointer { Place { class: place.class, ..to } } else { to }
                });
                Some((deref.target, inner))
            }
            _ => None,
        }
    }

    pub(super) fn deref(&mut self, value: Value) -> Value {
        match self.deref_step(&value.ty, value.place.clone()) {
            Some((ty, place)) => {
                let (origins, carries) = (value.origins, value.carries);
                Value { rvalue: false, origins, carries, ..Value::at(ty, place) }
            }
            None => Value { rvalue: false, var: None, guards: Vec::new(), ..value },
        }
    }

    pub(super) fn borrow(&mut self, value: Value, mutable: bool) -> Value {
        Value {
            ty: Ty::Ref(mutable, Inner::new(value.ty)),
            guards: Vec::new(),
            lent: value.var.map(|var| self.state.of_part(var, value.part)).unwrap_or_default(),
            var: None,
            part: value.part,
            pending: value.pending,
            callable: value.callable,
            place: value.place,
            rvalue: true,
            timed: None,
            origins: Vec::new(),
            carries: value.carries,
            elements: Vec::new(),
        }
    }

    /// A reference where one to a `wanted` type stands: dereferenced as often as it takes to get there, as `&guard` is for a
    /// `&T`. Of a type that is not known, or none of that kind on the way, it stays as it is.
    pub(super) fn coerced(&self, value: Value, wanted: &Ty) -> Value {
        let (Ty::Ref(_, wanted), Ty::Ref(mutable, have)) = (wanted, &value.ty) else { return value };
        if !wanted.is_nominal() || !have.is_nominal() || wanted.same_kind(have) {
            return value;
        }
        let (mut ty, mut place) = ((**have).clone(), value.place.clone());
        let mut through_guard = false;
        for _ in 0..12 {
            through_guard |= matches!(ty, Ty::Guard(..));
            let Some((inner, to)) = self.deref_step(&ty, place) else { return value };
            (ty, place) = (inner, to);
            if wanted.same_kind(&ty) || through_guard && ty.is_unknown() {
                let ty = if ty.is_unknown() { (**wanted).clone() } else { ty };
                // Who has the content cannot give the guard up.
                let lent = if through_guard { Vec::new() } else { value.lent };
                return Value { ty: Ty::Ref(*mutable, Inner::new(ty)), place, lent, ..value };
            }
        }
        value
    }

    pub(super) fn element(&mut self, base: Value, key: Option<Key>) -> Value {
        let mut ty = base.ty.clone();
        let mut place = base.place.clone();
        for _ in 0..8 {
            if let Some(item) = super::library::element(&ty) {
                return Value { rvalue: false, ..Value::at(item, place.map(|place| place.element(key))) };
            }
            match self.deref_step(&ty, place.clone()) {
                Some((inner, at)) => {
                    ty = inner;
                    place = at;
                }
                None => break,
            }
        }
        Value { rvalue: false, ..Value::at(Ty::Unknown, place.map(|place| place.element(key))) }
    }

    /// A key that names the same element whenever it occurs in this frame: a literal or an unchanged variable.
    pub(super) fn key(&self, expr: &Expr) -> Option<Key> {
        match &expr.kind {
            ExprKind::Lit(Lit::Int(Some(value))) => Some(Key::Int(*value)),
            ExprKind::Lit(Lit::Str(text)) => Some(Key::Text(*text)),
            ExprKind::Path(path) => {
                let var = self.env.lookup(path.as_ident()?)?;
                Some(Key::Local { var: var.0, version: self.env[var].version })
            }
            ExprKind::Ref(_, inner) | ExprKind::Deref(inner) | ExprKind::Cast(inner, _) => self.key(inner),
            _ => None,
        }
    }

    /// What a path that stands by itself names.
    pub(super) fn path(&mut self, path: &PathRef) -> Value {
        if let Some(name) = path.as_ident()
            && let Some(var) = self.env.lookup(name)
        {
            let known = &self.env[var];
            self.control.mention(var, known.depth);
            if is_context(&known.ty) {
                self.state.wakeups.ask(path.span);
                self.record.table_mut().hands_waker = true;
            }
            if let Some(taken) = known.carries.filter(|_| !self.modes.is_shown) {
                self.record.uses(taken, &self.state);
            }
            if self.created.has_pipes() {
                let (ty, place) = (known.ty.clone(), known.place.clone());
                self.names_reader(&ty, place.as_ref(), path.span);
            }
            let known = &self.env[var];
            return Value {
                ty: known.ty.clone(),
                place: Some(known.place.clone().unwrap_or_else(|| self.local_place(var))),
                guards: Vec::new(),
                lent: Vec::new(),
                pending: known.pending.clone(),
                callable: known.callable.clone(),
                var: Some(var),
                part: Projection::WHOLE,
                rvalue: false,
                timed: None,
                origins: known.origins.clone(),
                carries: known.carries,
                elements: Vec::new(),
            };
        }
        let names: Vec<Symbol> = path.segments.iter().map(|segment| segment.name).collect();
        let blocked = |name: &Symbol| catalog::suggests(name.as_str(), Does::WouldHaveBlocked);
        self.record.table_mut().tries |= names.last().is_some_and(blocked);
        match self.types.defs.resolve(self.module, path.global, &names) {
            Some((Def::Static(id), used)) if used == names.len() => {
                let item = self.types.defs[id].item;
                let place = match item.storage {
                    Storage::Const => None,
                    storage => Some(Place {
                        path: Path::root(Root::Static(id)),
                        class: Class::root(ClassRoot::Static(id)),
                        exclusive: storage == Storage::ThreadLocal,
                        shared: storage != Storage::ThreadLocal,
                    }),
                };
                if let (Some(lazy), Some(place)) = (self.types.defs[id].lazy, &place) {
                    self.force(place, lazy, path.span);
                }
                if item.storage == Storage::StaticMut
                    && let Some(place) = &place
                {
                    self.touch(place.clone(), false, path.span);
                }
                Value { rvalue: place.is_none(), ..Value::at(self.types.static_ty(id).clone(), place) }
            }
            Some((Def::Fn(id), used)) if used == names.len() => {
                // Whoever gets it may call it any time.
                let all = self.types.defs.chosen(id, self.id);
                let id = all.first().copied().unwrap_or(id);
                self.record.table_mut().tasks.extend(all);
                Value { callable: Some(Callable::Fn(id)), ..Value::of(Ty::FnDef(id)) }
            }
            Some((Def::Variant(id, _), _)) => Value::of(Ty::Adt(id, Args::default())),
            Some((Def::Adt(id), used)) if used == names.len() => Value::of(Ty::Adt(id, Args::default())),
            Some((Def::Lib(of), used)) if is_pending(of, &names[used..]) => {
                self.says_pending(path.span);
                Value::unknown()
            }
            Some((Def::Lib(_), _)) if names.last().is_some_and(|name| *name == "None") => {
                Value::of(Ty::option(Ty::Unknown))
            }
            _ if path.segments.len() >= 2 || path.qself.is_some() => {
                // `Self::method`, `Type::method` as a value.
                match self.associated(path).as_ref().map(|found| found.targets.as_slice()) {
                    Some(&[target]) => {
                        self.record.table_mut().tasks.push(target);
                        Value { callable: Some(Callable::Fn(target)), ..Value::of(Ty::FnDef(target)) }
                    }
                    _ => Value::unknown(),
                }
            }
            _ => Value::unknown(),
        }
    }

    pub(super) fn local_place(&self, var: super::live::VarId) -> Place {
        let ty = &self.env[var].ty;
        Place {
            path: Path::root(Root::Local(var.0)),
            class: Class::root(ClassRoot::Local(self.id, var.0)),
            exclusive: !ty.peel_pointers().1,
            shared: ty.peel_pointers().1,
        }
    }

    /// The type of the items of an iterable.
    pub(super) fn item_type(&self, ty: &Ty) -> Ty {
        let mut ty = ty.clone();
        let by_ref = matches!(ty, Ty::Ref(..));
        for _ in 0..8 {
            if let Ty::Iter(item) = &ty {
                return (**item).clone();
            }
            if let Some(item) = super::library::iterated(&ty) {
                return if by_ref { item.reference() } else { item };
            }
            if let Ty::Adt(..) = &ty {
                let item = self.types.project(ty.clone(), Symbol::new(lang::ITEM));
                if !item.is_unknown() {
                    return item;
                }
            }
            match self.deref_step(&ty, None) {
                Some((inner, _)) => ty = inner,
                None => break,
            }
        }
        Ty::Unknown
    }
}
