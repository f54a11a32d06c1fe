//! What branches decide: which facts follow from a condition or a pattern, and what is known of an argument.

use super::frame::Frame;
use super::live::{Fact, Live, VarId};
use crate::catalog;
use crate::facts::ir::{Arm, BinOp, Expr, ExprKind, Lit, Pat, PathRef};
use crate::model::defs::Def;
use crate::model::place::Root;
use crate::model::table::{Assumed, Case, Held, Is, Known, Projection};
use crate::model::ty::{OPTION, RESULT, Ty, is_pointer};
use crate::text::Symbol;

impl<'a> Frame<'_, 'a> {
    /// What follows if a condition `holds`, or does not. Only variables that nobody changes meanwhile are looked at.
    pub(super) fn facts(&self, cond: &Expr, holds: bool) -> Vec<Fact> {
        let mut found = Vec::new();
        self.collect_facts(cond, holds, &mut found);
        found
    }

    fn collect_facts(&self, cond: &Expr, holds: bool, found: &mut Vec<Fact>) {
        match &cond.kind {
            ExprKind::Path(_) | ExprKind::Field(..) => found.extend(self.fact(cond, Is::Bool(holds))),
            ExprKind::Unary(inner) => self.collect_facts(inner, !holds, found),
            ExprKind::Scope(inner) => self.collect_facts(inner, holds, found),
            // Both are so, or neither is.
            ExprKind::Lazy(and, a, b) if *and == holds => {
                self.collect_facts(a, holds, found);
                self.collect_facts(b, holds, found);
            }
            ExprKind::Let(pat, value) => self.collect_matched(value, pat, holds, found),
            ExprKind::MethodCall(call) if call.args.is_empty() => {
                let Some(variant) = catalog::asked_variant(call.method.as_str()) else { return };
                let variant = Symbol::new(variant);
                let is = if holds { Is::Variant(variant) } else { Is::not(variant) };
                let about = self.variable(&call.receiver).filter(|(.., ty)| is_optional_or_unknown(ty));
                found.extend(about.map(|(var, part, _)| Fact { var, part, is }));
            }
            ExprKind::Binary(op @ (BinOp::Eq | BinOp::Ne), a, b) => {
                let same = (*op == BinOp::Eq) == holds;
                found.extend(self.compared(a, b, same).or_else(|| self.compared(b, a, same)));
            }
            // `matches!`
            ExprKind::Match(value, arms) => {
                if let [hit, miss] = arms.as_slice()
                    && is_bool(hit, true)
                    && is_bool(miss, false)
                    && (holds || hit.guard.is_none())
                {
                    self.collect_matched(value, &hit.pat, holds, found);
                }
            }
            _ => {}
        }
    }

    /// What follows if a variable is the same as a literal or a variant without content, or is not.
    fn compared(&self, variable: &Expr, with: &Expr, same: bool) -> Option<Fact> {
        let is = match &with.kind {
            ExprKind::Lit(Lit::Bool(value)) => Is::Bool(*value == same),
            ExprKind::Lit(_) if same => self.known_value(with)?,
            ExprKind::Path(path) if !self.names_variable(path) => {
                let (name, is_own) = self.variant_name(path)?;
                match (same, is_own) {
                    (true, _) => Is::Variant(name),
                    (false, true) => Is::Not(name),
                    (false, false) => Is::not(name),
                }
            }
            _ => return None,
        };
        self.fact(variable, is)
    }

    /// What follows if a value matches a pattern, or does not: of a choice of patterns, that it is none of them.
    pub(super) fn collect_matched(&self, value: &Expr, pat: &Pat, holds: bool, found: &mut Vec<Fact>) {
        match pat {
            Pat::Or(items) if !holds => {
                items.iter().for_each(|item| self.collect_matched(value, item, false, found));
            }
            pat => found.extend(self.matched(value, pat, holds)),
        }
    }

    /// The same for one pattern.
    pub(super) fn matched(&self, value: &Expr, pat: &Pat, holds: bool) -> Option<Fact> {
        let (path, whole) = match pat {
            Pat::TupleStruct(path, items, _) => (path, items.iter().all(takes_all)),
            Pat::Struct(path, fields) => (path, fields.iter().all(|(_, pat)| takes_all(pat))),
            Pat::Path(path) => (path, true),
            Pat::Bind { name, sub: None, by_ref: false, .. } if *name == "None" => {
                return self.fact(value, if holds { Is::Variant(*name) } else { Is::not(*name) });
            }
            _ => return None,
        };
        let (name, is_own) = self.variant_name(path)?;
        match holds {
            true => self.fact(value, Is::Variant(name)),
            false if !whole => None,
            false if is_own => self.fact(value, Is::Not(name)),
            false => self.fact(value, Is::not(name)),
        }
    }

    /// The variant that a path names, and whether it is one of the sources' own types.
    fn variant_name(&self, path: &PathRef) -> Option<(Symbol, bool)> {
        let last = path.last()?;
        if path.segments.len() == 1 && catalog::other_variant(last.as_str()).is_some() {
            return Some((last, false));
        }
        let names: Vec<Symbol> = path.segments.iter().map(|segment| segment.name).collect();
        match self.types.defs.resolve(self.module, path.global, &names) {
            Some((Def::Variant(..), used)) if used == names.len() => Some((last, true)),
            _ if names.len() == 2 && names[0] == "Self" => Some((last, true)),
            _ => None,
        }
    }

    fn names_variable(&self, path: &PathRef) -> bool {
        path.as_ident().is_some_and(|name| self.env.lookup(name).is_some())
    }

    /// The fact that a variable is something.
    fn fact(&self, expr: &Expr, is: Is) -> Option<Fact> {
        let (var, part, _) = self.variable(expr)?;
        Some(Fact { var, part, is })
    }

    /// The part of a variable that an expression is, and its type, if its value is its own and only assignments change it.
    fn variable(&self, expr: &Expr) -> Option<(VarId, Projection, Ty)> {
        match &expr.kind {
            ExprKind::Path(path) => {
                let var = self.env.lookup(path.as_ident()?)?;
                let known = &self.env[var];
                // A mutable variable of another type may be changed by any method.
                let settled = !known.mutable || known.ty.is_primitive();
                let own = !matches!(known.ty, Ty::Ref(true, _) | Ty::Guard(..) | Ty::Ptr(_));
                (settled && own && !known.lent).then(|| (var, Projection::WHOLE, known.ty.clone()))
            }
            ExprKind::Field(base, name) => {
                let (var, part, ty) = self.variable(base)?;
                let ty = self.settled_field(ty, *name)?;
                Some((var, part.then(Projection::field(*name)), ty))
            }
            ExprKind::Scope(inner) | ExprKind::Ref(false, inner) | ExprKind::Deref(inner) => {
                self.variable(inner)
            }
            // A clone is what it is a clone of, as a rule.
            ExprKind::MethodCall(call)
                if call.args.is_empty() && catalog::is_same_value(call.method.as_str()) =>
            {
                self.variable(&call.receiver)
            }
            _ => None,
        }
    }

    /// A field that nobody changes as long as what it is a field of is borrowed.
    pub(super) fn settled_field(&self, mut ty: Ty, name: Symbol) -> Option<Ty> {
        loop {
            ty = match ty {
                Ty::Ref(_, inner) => (*inner).clone(),
                Ty::Lib(path, args) if is_pointer(path.as_str()) => args.first()?.clone(),
                Ty::Adt(id, args) => return self.types.field(id, 0, name, &args),
                Ty::Tuple(items) => return items.get(name.as_str().parse::<usize>().ok()?).cloned(),
                _ => return None,
            };
        }
    }

    /// What parts of a value surely are; `None` if nothing is known.
    pub(super) fn known_parts(&self, expr: &Expr) -> Option<Known> {
        let mut known: Vec<(Projection, Is)> = Vec::new();
        self.collect_known(expr, Projection::WHOLE, &mut known);
        (!known.is_empty()).then(|| known.into())
    }

    fn collect_known(&self, expr: &Expr, at: Projection, known: &mut Vec<(Projection, Is)>) {
        if let Some(is) = self.known_value(expr) {
            known.push((at, is));
        }
        match &expr.kind {
            ExprKind::Struct(_, fields, _) => {
                fields.iter().for_each(|(name, value)| {
                    self.collect_known(value, at.then(Projection::field(*name)), known)
                });
            }
            ExprKind::Scope(inner) | ExprKind::Ref(_, inner) => self.collect_known(inner, at, known),
            ExprKind::Path(_) | ExprKind::Field(..) if !self.state.known.is_empty() => {
                let Some((var, part, _)) = self.variable(expr) else { return };
                let about = self.state.known.iter().filter(|fact| fact.var == var);
                known.extend(about.filter_map(|fact| {
                    let inner = fact.part.within(part).filter(|inner| *inner != Projection::WHOLE)?;
                    Some((at.then(inner), fact.is))
                }));
            }
            _ => {}
        }
    }

    /// What a value surely is: a literal, a variant, a variable of which it is known.
    pub(super) fn known_value(&self, expr: &Expr) -> Option<Is> {
        match &expr.kind {
            ExprKind::Lit(Lit::Bool(value)) => Some(Is::Bool(*value)),
            ExprKind::Lit(Lit::Int(value)) => value.and_then(|value| u32::try_from(value).ok()).map(Is::Int),
            ExprKind::Call(callee, _) => match &callee.kind {
                ExprKind::Path(path) => self.variant_name(path).map(|(name, _)| Is::Variant(name)),
                _ => None,
            },
            ExprKind::Path(_) | ExprKind::Field(..) => match (self.variable(expr), &expr.kind) {
                (Some((var, part, _)), _) => {
                    let about = |fact: &&Fact| (fact.var, fact.part) == (var, part);
                    self.state.known.iter().rev().find(about).map(|fact| fact.is)
                }
                (None, ExprKind::Path(path)) if !self.names_variable(path) => {
                    self.variant_name(path).map(|(name, _)| Is::Variant(name))
                }
                _ => None,
            },
            ExprKind::Unary(inner) => match self.known_value(inner)? {
                Is::Bool(value) => Some(Is::Bool(!value)),
                _ => None,
            },
            ExprKind::Scope(inner) | ExprKind::Ref(_, inner) => self.known_value(inner),
            _ => None,
        }
    }

    /// What is held here.
    pub(super) fn held(&self) -> Vec<Held> {
        let mut held = self.state.held();
        for held in held.iter_mut().filter(|held| !held.must) {
            let live = self.state.live_guards.iter().find(|live| live.guard == held.guard);
            if let Some(Live { must: true, when: [Some(fact), None, None], .. }) = live {
                let name = self.env[fact.var].name;
                held.when = Some(Assumed { name: fact.part.of(name), is: fact.is });
            }
        }
        held
    }

    /// What has been decided of the parameters as they came in.
    pub(super) fn case(&self) -> Case {
        if self.state.known.is_empty() {
            return Case::default();
        }
        Case::of(self.state.known.iter().filter_map(|fact| self.of_parameter(*fact)).collect())
    }

    /// The part of a variable that an expression is.
    pub(super) fn subject(&self, expr: &Expr) -> Option<(VarId, Projection)> {
        self.variable(expr).map(|(var, part, _)| (var, part))
    }

    /// The parameter that an expression is, as it came in.
    pub(super) fn as_it_came_in(&self, expr: &Expr) -> Option<u32> {
        let (var, part) = self.subject(expr).filter(|(_, part)| *part == Projection::WHOLE)?;
        self.of_parameter(Fact { var, part, is: Is::Bool(true) }).map(|(param, ..)| param)
    }

    /// The same where a guard is held.
    pub(super) fn case_of(&self, guard: u32) -> Case {
        let live = self.state.live_guards.iter().find(|live| live.guard == guard);
        let conditions = live.into_iter().flat_map(Live::conditions);
        Case::of(
            self.state
                .known
                .iter()
                .copied()
                .chain(conditions)
                .filter_map(|fact| self.of_parameter(fact))
                .collect(),
        )
    }

    fn of_parameter(&self, fact: Fact) -> Option<(u32, Projection, Is)> {
        let known = &self.env[fact.var];
        let place = known.place.as_ref().filter(|place| place.path.steps.is_empty() && !known.mutable)?;
        let Root::Param(param) = place.path.root else { return None };
        // What was in an option has the option's place, and is another value.
        let came_in = self.types.signatures[self.id.0 as usize].params.get(param as usize)?;
        came_in.peel().same_kind(known.ty.peel()).then_some((param, fact.part, fact.is))
    }
}

/// Whether a question for a variant is about that type itself.
fn is_optional_or_unknown(ty: &Ty) -> bool {
    match ty.peel() {
        Ty::Lib(path, _) => matches!(path.as_str(), OPTION | RESULT),
        ty => ty.is_unknown(),
    }
}

/// Whether an arm gives a literal.
fn is_bool(arm: &Arm, value: bool) -> bool {
    matches!(arm.body.kind, ExprKind::Lit(Lit::Bool(known)) if known == value)
}

/// Whether a pattern matches every value.
pub(super) fn takes_all(pat: &Pat) -> bool {
    match pat {
        Pat::Wild => true,
        Pat::Bind { name, sub, .. } => {
            !name.as_str().starts_with(|c: char| c.is_uppercase()) && sub.as_deref().is_none_or(takes_all)
        }
        Pat::Tuple(items, _) => items.iter().all(takes_all),
        Pat::Ref(inner) => takes_all(inner),
        _ => false,
    }
}
