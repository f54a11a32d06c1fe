//! What a body takes out of what may outlive it, and which futures it gives that to.

use super::frame::Frame;
use super::value::Pending;
use crate::catalog::declared::{By, Function};
use crate::catalog::shape::Shape;
use crate::catalog::{self, On, lang};
use crate::facts::ir::{Expr, ExprKind};
use crate::model::place::Place;
use crate::model::table::{Projection, Taken, Takes};
use crate::model::ty::{OPTION, RESULT, Ty};
use crate::model::walk;
use crate::text::Span;

impl Frame<'_, '_> {
    /// Notes that a value of type `ty` is taken out of a place; gives what the value carries. Nobody drops a body half-way
    /// that no executor polls, and what has a destructor takes care of itself.
    pub(super) fn takes(&mut self, place: &Place, how: Takes, own: bool, ty: &Ty, span: Span) -> Option<u32> {
        let content = content(ty);
        let undone = self.types.drop_of(content).is_some() || *content == Ty::unit();
        if !self.record.is_polled() || !self.state.reachable || undone {
            return None;
        }
        let (place, body) = (place.clone(), self.record.body());
        let taken = self.record.takes(Taken { span, body, place, how, own, over: None });
        self.state.take_in_hand(taken);
        Some(taken)
    }

    /// Notes the message that these futures give, if they wait for one.
    pub(super) fn receives(&mut self, pending: &[Pending], ty: &Ty, at: Span) -> Option<u32> {
        let message = |pending: &Pending| match pending {
            Pending::Wait(row, place, _) if row.on == Some(On::Message) => Some(place.clone()),
            _ => None,
        };
        let place = pending.iter().find_map(message)?;
        self.takes(&place, Takes::Message, false, ty, at)
    }

    /// What was taken and goes into a future that is made there.
    pub(super) fn given_to(&self, future: &Expr) -> Vec<u32> {
        let mut found = Vec::new();
        self.find_given(future, true, &mut found);
        found
    }

    /// `makes`: the expression makes the future, so that what it is a method of goes into that.
    fn find_given(&self, expr: &Expr, makes: bool, found: &mut Vec<u32>) {
        match &expr.kind {
            ExprKind::Path(_) | ExprKind::Field(..) => {
                let named =
                    self.named_part(expr).filter(|(_, part, ty)| *part == Projection::WHOLE || !is_small(ty));
                found.extend(named.and_then(|(var, ..)| self.env[var].carries));
            }
            ExprKind::MethodCall(call) => {
                let same = lang::is_same_value(call.method.as_str());
                if makes || same || matches!(call.receiver.kind, ExprKind::MethodCall(_)) {
                    self.find_given(&call.receiver, makes || same, found);
                }
                call.args.iter().for_each(|arg| self.find_given(arg, false, found));
            }
            ExprKind::Call(..) | ExprKind::Struct(..) | ExprKind::Tuple(_) | ExprKind::Array(..) => {
                walk::children(expr, &mut |child| self.find_given(child, false, found));
            }
            ExprKind::Ref(_, inner) | ExprKind::Scope(inner) | ExprKind::Extend(inner) => {
                self.find_given(inner, makes, found);
            }
            ExprKind::Deref(inner) | ExprKind::Try(inner) => self.find_given(inner, false, found),
            ExprKind::Async(_, block) => walk::all_of_block(block, &mut |inner| {
                if let ExprKind::Path(_) = inner.kind {
                    self.find_given(inner, false, found);
                }
            }),
            _ => {}
        }
    }
}

/// Whether a function takes something out of what it is called on: what it gives is of one of the type's own parameters, by
/// value, and it is given nothing of the kind.
pub(super) fn takes_items(function: &Function, owner: &Ty) -> bool {
    let collection = || owner.lib_path().is_some_and(catalog::is_collection);
    let may_take = match function.receiver {
        Some(By::Mut) => collection(),
        Some(By::Ref) => function.effects.mutates,
        _ => false,
    };
    may_take && gives_own(&function.own, &function.ret)
}

/// Whether something of `own`'s parameters is in a result, and not behind a reference.
fn gives_own(own: &Shape, ret: &Shape) -> bool {
    match ret {
        Shape::Param(name) => own.mentions(*name),
        Shape::Iter(inner) => gives_own(own, inner),
        Shape::Tuple(parts) => parts.iter().any(|part| gives_own(own, part)),
        Shape::Lib(path, args) => {
            let holds = matches!(path.as_str(), OPTION | RESULT) || catalog::is_collection(path.as_str());
            holds && args.first().is_some_and(|arg| gives_own(own, arg))
        }
        _ => false,
    }
}

/// What is in an option or a result.
fn content(ty: &Ty) -> &Ty {
    match ty {
        Ty::Lib(path, args) if matches!(path.as_str(), OPTION | RESULT) => args.first().map_or(ty, content),
        _ => ty,
    }
}

/// Whether a part of a message is a copy, as its number is.
fn is_small(ty: &Ty) -> bool {
    ty.is_unknown() || ty.is_copied()
}
