//! Patterns: which variables come to life, of which type, and which guards move into them.

use super::frame::Frame;
use super::live::VarId;
use super::value::Value;
use crate::catalog::{self, Does, lang};
use crate::facts::ir::{Pat, PathRef};
use crate::model::defs::Def;
use crate::model::place::{Path, Place, Root};
use crate::model::ty::{AROUND, Args, Inner, OPTION, RESULT, Ty};
use crate::model::types::variant_of;
use crate::text::Symbol;

impl<'a> Frame<'_, 'a> {
    /// Binds the variables of a pattern to (parts of) a value.
    pub(super) fn bind(&mut self, pat: &Pat, value: Value) {
        match pat {
            Pat::Wild | Pat::Lit => {}
            Pat::Bind { name, by_ref, sub, mutable, .. } => {
                if sub.is_none() && !by_ref && self.is_constant(*name) {
                    if *name == "None" {
                        self.absent(&value);
                    }
                    return;
                }
                if let Some(sub) = sub {
                    self.bind(sub, Value { guards: Vec::new(), ..value.clone() });
                }
                let var = self.bind_name(*name, value, *by_ref);
                self.env[var].mutable = *mutable;
            }
            Pat::Tuple(items, rest) => {
                let by_ref = matches!(value.ty, Ty::Ref(..));
                let fields: Vec<Ty> = match value.ty.peel() {
                    Ty::Tuple(fields) => fields.to_vec(),
                    _ => Vec::new(),
                };
                let total = fields.len();
                if rest.is_none() && value.parts.len() == items.len() {
                    items.iter().zip(value.parts).for_each(|(item, part)| self.bind(item, part));
                    return;
                }
                for (index, item) in items.iter().enumerate() {
                    let at = position(index, items.len(), *rest, total);
                    let ty = at.and_then(|at| fields.get(at).cloned()).unwrap_or(Ty::Unknown);
                    let name = Symbol::new(&at.unwrap_or(index).to_string());
                    let part = self.part(&value, name, ty, by_ref);
                    self.bind(item, part);
                }
            }
            Pat::TupleStruct(path, items, rest) => self.bind_variant(path, items, *rest, value),
            Pat::Struct(path, fields) => {
                let by_ref = matches!(value.ty, Ty::Ref(..));
                let found = self.variant(path, &value.ty);
                for (name, field) in fields {
                    let ty = found
                        .as_ref()
                        .and_then(|(id, variant, args)| self.types.field(*id, *variant, *name, args))
                        .unwrap_or(Ty::Unknown);
                    let owner = found.as_ref().map(|(id, ..)| *id);
                    let mut part = self.part(&value, *name, ty, by_ref);
                    if let (Some(place), Some(id)) = (&mut part.place, owner)
                        && !self.guard_types.wrappers.contains(&id)
                        && let Some(base) = &value.place
                    {
                        *place = base.field(*name, Some(id));
                    }
                    self.bind(field, part);
                }
            }
            Pat::Ref(inner) => {
                let ty = match &value.ty {
                    Ty::Ref(_, inner) => (**inner).clone(),
                    _ => Ty::Unknown,
                };
                self.bind(inner, value.with_ty(ty));
            }
            Pat::Or(items) => {
                for item in items {
                    self.bind(item, value.clone());
                }
            }
            Pat::Path(path) => match path.last().map(|name| name.as_str()) {
                Some("None") => self.absent(&value),
                Some(name) => {
                    self.record.table_mut().tries |= catalog::suggests(name, Does::WouldHaveBlocked);
                }
                None => {}
            },
            Pat::Slice(items) => {
                let by_ref = matches!(value.ty, Ty::Ref(..));
                let item = super::library::element(value.ty.peel()).unwrap_or(Ty::Unknown);
                for pat in items {
                    let place = value.place.as_ref().map(|place| place.element(None));
                    let ty = if by_ref { item.clone().reference() } else { item.clone() };
                    self.bind(pat, Value { rvalue: false, ..Value::at(ty, place) });
                }
            }
        }
    }

    /// The value turned out to be no success: of an acquisition that failed, there is no guard, unless the error has it.
    pub(super) fn failed(&mut self, value: &Value) {
        let in_error = match value.ty.peel() {
            Ty::Lib(full, args) if matches!(full.as_str(), OPTION | RESULT) => {
                args.get(1).is_some_and(|error| self.guard_types.holds_guard(error))
            }
            _ => true,
        };
        if !in_error {
            self.state.release(&value.guards);
        }
    }

    /// The value turned out to be `None`: there is no guard in it.
    fn absent(&mut self, value: &Value) {
        self.state.release(&value.guards);
        if let Some(var) = value.var {
            let owned = self.state.of_var(var);
            self.state.release(&owned);
        }
    }

    fn bind_name(&mut self, name: Symbol, value: Value, by_ref: bool) -> VarId {
        let value = if by_ref { self.borrow(value, false) } else { value };
        let var = self.env.declare(name, value.ty.clone());
        // A value whose place is known keeps it: a reference, a clone of a shared pointer, a moved value.
        let place = match value.place {
            Some(place) if !matches!(place.path.root, Root::Fresh(_) | Root::Elsewhere) => Some(place),
            Some(place) if !value.rvalue => Some(place),
            other => other.filter(|place| !place.path.steps.is_empty()),
        };
        let owned = value.rvalue || value.var.is_some();
        self.env[var].place = place;
        self.env[var].callable = value.callable;
        self.env[var].pending = value.pending;
        self.env[var].origins = value.origins;
        let depth = self.env[var].depth;
        let takes: Vec<u32> = if matches!(value.ty, Ty::Ref(..)) || !self.guard_types.may_hold(&value.ty) {
            Vec::new()
        } else {
            let mut guards = value.guards;
            // What a pattern binds by value moves out of the variable that is taken apart.
            if let Some(from) = value.var.filter(|_| self.guard_types.holds_guard(&value.ty)) {
                guards.extend(self.state.of_var(from));
            }
            self.guard_types.fitting(self.types, &value.ty, guards, &self.record.table().guards)
        };
        self.state.own(&takes, depth, Some(var));
        for guard in &takes {
            self.record.guard_mut(*guard).temporary = false;
        }
        if !owned {
            // Bound out of something borrowed: not this variable's to drop.
            self.state.mark_moved(var, true);
        }
        var
    }

    /// A bare name that is a constant or unit variant instead of a new variable.
    fn is_constant(&self, name: Symbol) -> bool {
        if !name.as_str().starts_with(|c: char| c.is_uppercase()) {
            return false;
        }
        if name == "None" {
            return true;
        }
        matches!(
            self.types.defs.resolve(self.module, false, &[name]),
            Some((Def::Static(_) | Def::Variant(..) | Def::Adt(_) | Def::Lib(_), _))
        )
    }

    fn bind_variant(&mut self, path: &PathRef, items: &[Pat], rest: Option<usize>, value: Value) {
        let by_ref = matches!(value.ty, Ty::Ref(..));
        let last = path.last().map_or("", Symbol::as_str);
        if let Ty::Lib(full, args) = value.ty.peel()
            && matches!(full.as_str(), OPTION | RESULT)
        {
            let ty = match last {
                last if lang::is_success(last) => args.first().cloned(),
                "Err" => args.get(1).cloned(),
                _ => None,
            }
            .unwrap_or(Ty::Unknown);
            if last == "Err" {
                self.failed(&value);
            }
            let ty = if by_ref { Ty::Ref(false, Inner::new(ty)) } else { ty };
            if last != "Err" && !by_ref {
                // There is a value, and so there is its guard.
                let of_var = value.var.map_or(Vec::new(), |var| self.state.of_var(var));
                if let [guard] = [value.guards.as_slice(), &of_var].concat()[..] {
                    self.state.confirm(guard);
                }
            }
            if let Some(item) = items.first() {
                self.bind(item, Value { ty, ..value });
            }
            return;
        }
        if lang::is_success(last) && (value.ty.is_unknown() || value.ty.peel().lib_path() == Some(AROUND)) {
            if let Some(item) = items.first() {
                self.bind(item, value);
            }
            return;
        }
        let found = self.variant(path, &value.ty);
        let total = found.as_ref().map_or(0, |(id, variant, _)| {
            self.types.defs[*id].variants.get(*variant).map_or(0, |(_, fields)| fields.len())
        });
        let declared = path.last().and_then(|name| variant_of(value.ty.peel(), name));
        for (index, item) in items.iter().enumerate() {
            let at = position(index, items.len(), rest, total).unwrap_or(index);
            let name = Symbol::new(&at.to_string());
            let ty = found
                .as_ref()
                .and_then(|(id, variant, args)| self.types.field(*id, *variant, name, args))
                .or_else(|| declared.as_ref()?.get(at).cloned())
                .unwrap_or(Ty::Unknown);
            let owner = found.as_ref().map(|(id, ..)| *id);
            let is_enum = owner.is_some_and(|id| self.types.defs[id].is_enum);
            let label = if is_enum { Symbol::new(&format!("{last}.{at}")) } else { name };
            let mut part = self.part(&value, label, ty, by_ref);
            if let (Some(place), Some(id), Some(base)) = (&mut part.place, owner, &value.place)
                && !self.guard_types.wrappers.contains(&id)
            {
                *place = base.field(label, Some(id));
            }
            self.bind(item, part);
        }
    }

    /// The type and variant that a path of a pattern names.
    fn variant(&self, path: &PathRef, ty: &Ty) -> Option<(crate::model::ids::AdtId, usize, Args)> {
        let names: Vec<Symbol> = path.segments.iter().map(|segment| segment.name).collect();
        let (known, args) = match ty.peel_pointers().0 {
            Ty::Adt(id, args) => (Some(*id), args.clone()),
            Ty::Guard(_, inner, _) => match inner.peel_pointers().0 {
                Ty::Adt(id, args) => (Some(*id), args.clone()),
                _ => (None, Args::default()),
            },
            _ => (None, Args::default()),
        };
        let resolved = if names.first().is_some_and(|name| *name == "Self") {
            let Ty::Adt(id, _) = self.self_ty.as_ref()?.peel() else { return None };
            match names.get(1) {
                None => Some((*id, 0)),
                Some(name) => {
                    let variants = &self.types.defs[*id].variants;
                    variants.iter().position(|(variant, _)| variant == name).map(|index| (*id, index))
                }
            }
        } else {
            match self.types.defs.resolve(self.module, path.global, &names) {
                Some((Def::Variant(id, index), _)) => Some((id, index as usize)),
                Some((Def::Adt(id), _)) => Some((id, 0)),
                Some((Def::Alias(_), used)) => {
                    let ty = self.types.lower(
                        &crate::facts::ir::TypeRef::Path(PathRef {
                            segments: path.segments[..used].into(),
                            ..PathRef::default()
                        }),
                        self.scope(),
                    );
                    match ty {
                        Ty::Adt(id, _) => {
                            let variants = &self.types.defs[id].variants;
                            let index = names
                                .get(used)
                                .and_then(|name| variants.iter().position(|(variant, _)| variant == name));
                            Some((id, index.unwrap_or(0)))
                        }
                        _ => None,
                    }
                }
                _ => None,
            }
        };
        let (id, variant) = resolved?;
        let args = if known == Some(id) { args } else { Args::default() };
        Some((id, variant, args))
    }

    /// A component of a value that is taken apart.
    fn part(&self, value: &Value, name: Symbol, ty: Ty, by_ref: bool) -> Value {
        let place = value.place.as_ref().map(|place| place.field(name, None));
        let ty = if by_ref && !matches!(ty, Ty::Ref(..)) { Ty::Ref(false, Inner::new(ty)) } else { ty };
        let takes = self.guard_types.may_hold(&ty);
        Value {
            ty,
            place: place.or_else(|| {
                value.rvalue.then(|| Place {
                    path: Path::root(Root::Elsewhere),
                    class: crate::model::place::Class::root(crate::model::place::ClassRoot::Unknown),
                    exclusive: false,
                    shared: true,
                })
            }),
            guards: if takes { value.guards.clone() } else { Vec::new() },
            pending: Vec::new(),
            callable: None,
            lent: Vec::new(),
            var: value.var,
            rvalue: value.rvalue,
            timed: None,
            origins: Vec::new(),
            parts: Vec::new(),
        }
    }
}

/// The field that the `index`-th of `count` sub-patterns stands for, with `..` at `rest`.
fn position(index: usize, count: usize, rest: Option<usize>, total: usize) -> Option<usize> {
    match rest {
        Some(rest) if index >= rest => (total + index).checked_sub(count),
        _ => Some(index),
    }
}
