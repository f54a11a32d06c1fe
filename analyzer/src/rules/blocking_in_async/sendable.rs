//! Whether values may be alive at an await in a future that has to be `Send`, as those of most executors have to be.

use crate::catalog::lang::Marker;
use crate::catalog::{self, Does};
use crate::facts::ir::{Expr, ExprKind, TypeRef};
use crate::model::table::{EventKind, FnTable};
use crate::model::ty::{TraitDef, TraitRef, Ty};
use crate::model::{Model, walk};

/// Whether what an expression gives may belong to its thread: it names a type that does, or calls a function whose result
/// holds one, such as a `Box<dyn Error>`.
pub(super) fn ties_to_thread(model: &Model<'_>, table: &FnTable, expr: &Expr) -> bool {
    let calls = table.all_events().filter(|event| expr.span.contains(event.span));
    let targets = calls.filter_map(|event| match &event.kind {
        EventKind::Call(call) => Some(&call.targets),
        _ => None,
    });
    let mut rets = targets.flatten().filter_map(|target| model.types.signatures[target.index()].ret.as_ref());
    rets.any(|ret| is_tied(model, ret, 0)) || names_tied(expr)
}

fn names_tied(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Path(path) => {
            path.segments.iter().any(|segment| catalog::suggests(segment.name.as_str(), Does::StaysOnThread))
        }
        ExprKind::Cast(_, ty) if matches!(**ty, TypeRef::Ptr(..)) => true,
        _ => {
            let mut found = false;
            walk::children(expr, &mut |child| found |= names_tied(child));
            found
        }
    }
}

fn is_tied(model: &Model<'_>, ty: &Ty, depth: u32) -> bool {
    let inner = |ty: &Ty| depth < 4 && is_tied(model, ty, depth + 1);
    match ty {
        Ty::Ptr(_) => true,
        Ty::Lib(path, args) => !catalog::is_send(path.as_str()) || args.iter().any(inner),
        Ty::Adt(id, args) => {
            let fields = &model.types.fields[id.index()];
            args.iter().any(inner) || fields.iter().flatten().any(inner)
        }
        Ty::Ref(_, of) | Ty::Slice(of) | Ty::Iter(of) | Ty::Guard(_, of, _) => inner(of),
        Ty::Tuple(items) => items.iter().any(inner),
        Ty::Opaque(bounds) => !bounds.iter().any(|bound| is_send(model, bound)),
        _ => false,
    }
}

fn is_send(model: &Model<'_>, bound: &TraitRef) -> bool {
    match bound.def {
        TraitDef::Lib(name) => Marker::of(name.as_str()) == Some(Marker::Send),
        TraitDef::Own(id) => {
            let supers = &model.defs[id].item.supers;
            supers.iter().any(|bound| {
                bound.path.last().is_some_and(|name| Marker::of(name.as_str()) == Some(Marker::Send))
            })
        }
    }
}
