//! Patterns: which variables come to life, of which type, and which guards move into them.

use super::frame::Frame;
use super::guards::part_of_adt;
use super::live::{Live, VarId};
use super::value::Value;
use crate::catalog::{self, Does, lang};
use crate::facts::ir::{Pat, PathRef};
use crate::model::defs::Def;
use crate::model::place::{Path, Place, Root};
use crate::model::table::Projection;
use crate::model::ty::{AROUND, Args, Inner, OPTION, RESULT, Ty};
use crate::model::types::variant_of;
use crate::text::Symbol;

/// Guards that a pattern moves into variables, and the part of the value that each of these variables is.
type Moved = Vec<(u32, Projection)>;

impl<'a> Frame<'_, 'a> {
    /// Binds the variables of a pattern to (parts of) a value.
    pub(super) fn bind(&mut self, pat: &Pat, value: Value) {
        let mut moved = Moved::new();
        self.bind_part(pat, value, &mut moved);
        // Only now: until here, all parts are parts of that value.
        moved.sort_unstable();
        moved.dedup_by_key(|(guard, _)| *guard);
        moved.iter().for_each(|(guard, part)| self.state.unwrap(&[*guard], *part));
    }

    fn bind_part(&mut self, pat: &Pat, value: Value, moved: &mut Moved) {
        match pat {
            Pat::Wild | Pat::Lit => {}
            Pat::Bind { name, by_ref, sub, mutable, .. } => {
                if sub.is_none() && !by_ref && self.is_constant(*name) {
                    self.is_variant(&value, *name);
                    if *name == "None" {
                        self.absent(&value);
                    }
                    return;
                }
                if let Some(sub) = sub {
                    self.bind_part(sub, Value { guards: Vec::new(), ..value.clone() }, moved);
                }
                let var = self.bind_name(*name, value, *by_ref, moved);
                self.env[var].mutable = *mutable;
            }
            Pat::Tuple(items, rest) => {
                let by_ref = matches!(value.ty, Ty::Ref(..));
                let fields: Vec<Ty> = match value.ty.peel() {
                    Ty::Tuple(fields) => fields.to_vec(),
                    _ => Vec::new(),
                };
                let total = fields.len();
                if rest.is_none() && value.elements.len() == items.len() {
                    for (index, (item, part)) in items.iter().zip(value.elements).enumerate() {
                        self.bind_part(
                            item,
                            Value { part: value.part.then(Projection::element(index)), ..part },
                            moved,
                        );
                    }
                    return;
                }
                for (index, item) in items.iter().enumerate() {
                    let at = position(index, items.len(), *rest, total);
                    let ty = at.and_then(|at| fields.get(at).cloned()).unwrap_or(Ty::Unknown);
                    let name = Symbol::new(&at.unwrap_or(index).to_string());
                    let part = self.part(&value, name, Projection::field(name), ty, by_ref);
                    self.bind_part(item, part, moved);
                }
            }
            Pat::TupleStruct(path, items, rest) => self.bind_variant(path, items, *rest, value, moved),
            Pat::Struct(path, fields) => {
                let by_ref = matches!(value.ty, Ty::Ref(..));
                let found = self.variant(path, &value.ty);
                if let Some(name) = path.last() {
                    self.is_variant(&value, name);
                }
                for (name, field) in fields {
                    let ty = found
                        .as_ref()
                        .and_then(|(id, variant, args)| self.types.field(*id, *variant, *name, args))
                        .unwrap_or(Ty::Unknown);
                    let owner = found.as_ref().map(|(id, ..)| *id);
                    let step = match &found {
                        Some((id, variant, _)) => part_of_adt(self.types, *id, *variant, *name),
                        None => Projection::field(*name),
                    };
                    let mut part = self.part(&value, *name, step, ty, by_ref);
                    if let (Some(place), Some(id)) = (&mut part.place, owner)
                        && !self.guard_types.wrappers.contains(&id)
                        && let Some(base) = &value.place
                    {
                        *place = self.settled(base.field(*name, Some(id)));
                    }
                    self.bind_part(field, part, moved);
                }
            }
            Pat::Ref(inner) => {
                let ty = match &value.ty {
                    Ty::Ref(_, inner) => (**inner).clone(),
                    _ => Ty::Unknown,
                };
                self.bind_part(inner, value.with_ty(ty), moved);
            }
            Pat::Or(items) => {
                let mut absent: Option<Vec<Live>> = None;
                for item in items {
                    let rulings = self.control.rulings();
                    self.bind_part(item, value.clone(), moved);
                    let gone = self.control.ruled_out_since(rulings);
                    self.state.restore(&gone);
                    absent = Some(match absent {
                        Some(known) => known.into_iter().filter(|live| gone.contains(live)).collect(),
                        None => gone,
                    });
                }
                // Not there is what is in none of these variants.
                self.absent_guards(absent.unwrap_or_default());
            }
            Pat::Path(path) => {
                let Some(name) = path.last() else { return };
                self.is_variant(&value, name);
                match name.as_str() {
                    "None" => self.absent(&value),
                    name => self.record.table_mut().tries |= catalog::suggests(name, Does::WouldHaveBlocked),
                }
            }
            Pat::Slice(items) => {
                let by_ref = matches!(value.ty, Ty::Ref(..));
                let item = super::library::element(value.ty.peel()).unwrap_or(Ty::Unknown);
                for pat in items {
                    let place = value.place.as_ref().map(|place| place.element(None));
                    let ty = if by_ref { item.clone().reference() } else { item.clone() };
                    self.bind_part(
                        pat,
                        Value { rvalue: false, carries: value.carries, ..Value::at(ty, place) },
                        moved,
                    );
                }
            }
        }
    }

    /// The value turned out to be no success: of an acquisition that failed, there is no guard, unless the error has it.
    pub(super) fn failed(&mut self, value: &Value) {
        if !self.may_hold_otherwise(&value.ty) {
            let there = self.surely_in(value);
            self.state.release(&there);
        }
    }

    /// The guards that surely are in a value, if they are held.
    fn surely_in(&self, value: &Value) -> Vec<u32> {
        let in_it = |guard: &u32| self.state.part_of(*guard).is_in(value.part);
        let mut guards: Vec<u32> = value.guards.iter().copied().filter(in_it).collect();
        guards.extend(value.var.map_or(Vec::new(), |var| self.state.surely_of_part(var, value.part)));
        guards
    }

    /// The value turned out to be that variant: what is in another one is not there.
    fn is_variant(&mut self, value: &Value, name: Symbol) {
        let of_var = value.var.map_or(Vec::new(), |var| self.state.of_part(var, value.part));
        let may_be_there: Vec<u32> = [value.guards.as_slice(), &value.lent, &of_var].concat();
        let ruled_out = |live: &&Live| {
            let part = live.part.within(value.part);
            may_be_there.contains(&live.guard) && part.is_some_and(|part| part.is_in_other_variant(name))
        };
        let gone: Vec<Live> = self.state.live_guards.iter().filter(ruled_out).copied().collect();
        self.absent_guards(gone);
    }

    /// These guards are not there where the pattern matches.
    fn absent_guards(&mut self, gone: Vec<Live>) {
        self.state.release(&Vec::from_iter(gone.iter().map(|live| live.guard)));
        self.control.rule_out(gone);
    }

    /// The value turned out to be `None`: there is no guard in it.
    fn absent(&mut self, value: &Value) {
        let there = self.surely_in(value);
        self.state.release(&there);
    }

    fn bind_name(&mut self, name: Symbol, value: Value, by_ref: bool, moved: &mut Moved) -> VarId {
        let value = if by_ref { self.borrow(value, false) } else { value };
        let var = self.env.declare(name, value.ty.clone());
        if let Some(place) = &value.place {
            self.hand_on_leads(place, Root::Local(var.0));
        }
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
        self.env[var].carries = value.carries;
        let depth = self.env[var].depth;
        let takes: Vec<u32> = if matches!(value.ty, Ty::Ref(..)) || !self.guard_types.may_hold(&value.ty) {
            Vec::new()
        } else {
            let mut guards = self.fitting(value.part, &value.ty, value.guards);
            // What a pattern binds by value moves out of the variable that is taken apart.
            if let Some(from) = value.var.filter(|_| self.guard_types.holds_guard(&value.ty)) {
                guards.extend(self.fitting(value.part, &value.ty, self.state.of_part(from, value.part)));
            }
            guards
        };
        self.state.own(&takes, depth, Some(var));
        moved.extend(takes.iter().map(|guard| (*guard, value.part)));
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

    fn bind_variant(
        &mut self,
        path: &PathRef,
        items: &[Pat],
        rest: Option<usize>,
        value: Value,
        moved: &mut Moved,
    ) {
        let by_ref = matches!(value.ty, Ty::Ref(..));
        let last = path.last().map_or("", Symbol::as_str);
        if let Some(name) = path.last() {
            self.is_variant(&value, name);
        }
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
            } else if let Some(taken) = value.carries {
                let at = self.record.table().taken[taken as usize].span;
                self.got_something(at);
            }
            let ty = if by_ref { Ty::Ref(false, Inner::new(ty)) } else { ty };
            if last != "Err" && !by_ref {
                // There is a value, and so there is its guard.
                let of_var = value.var.map_or(Vec::new(), |var| self.state.of_part(var, value.part));
                if let [guard] = [value.guards.as_slice(), &of_var].concat()[..] {
                    self.state.confirm(guard);
                }
            }
            if let Some(item) = items.first() {
                self.bind_part(item, Value { ty, ..value }, moved);
            }
            return;
        }
        if lang::is_success(last) && (value.ty.is_unknown() || value.ty.peel().lib_path() == Some(AROUND)) {
            if let Some(item) = items.first() {
                self.bind_part(item, value, moved);
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
            let step = match &found {
                Some((id, variant, _)) => part_of_adt(self.types, *id, *variant, name),
                None => Projection::WHOLE,
            };
            let mut part = self.part(&value, label, step, ty, by_ref);
            if let (Some(place), Some(id), Some(base)) = (&mut part.place, owner, &value.place)
                && !self.guard_types.wrappers.contains(&id)
            {
                *place = self.settled(base.field(label, Some(id)));
            }
            self.bind_part(item, part, moved);
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
    fn part(&self, value: &Value, name: Symbol, step: Projection, ty: Ty, by_ref: bool) -> Value {
        let place = value.place.as_ref().map(|place| place.field(name, None));
        let ty = if by_ref && !matches!(ty, Ty::Ref(..)) { Ty::Ref(false, Inner::new(ty)) } else { ty };
        let takes = self.guard_types.may_hold(&ty);
        let part = value.part.then(step);
        let may_be_there = |guard: &u32| self.state.part_of(*guard).within(part).is_some();
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
            guards: match takes {
                true => value.guards.iter().copied().filter(|guard| may_be_there(guard)).collect(),
                false => Vec::new(),
            },
            pending: Vec::new(),
            callable: None,
            lent: Vec::new(),
            var: value.var,
            part,
            rvalue: value.rvalue,
            timed: None,
            origins: Vec::new(),
            carries: value.carries,
            elements: Vec::new(),
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
