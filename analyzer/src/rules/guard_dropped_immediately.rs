//! `guard_dropped_immediately`: the critical section is empty.

use std::cell::LazyCell;
use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use super::places::Name;
use super::{Family, Rule, places};
use crate::catalog::Mode;
use crate::facts::ir::{Block, Expr, ExprKind, Stmt};
use crate::finding::{Confidence, Finding, Level};
use crate::model::chain::Link;
use crate::model::table::EventKind;
use crate::model::{FnId, Model, walk};
use crate::text::{Pos, Span};

/// The rule.
pub(super) static GUARD_DROPPED_IMMEDIATELY: Rule = Rule {
    name: "guard_dropped_immediately",
    family: Family::SharedState,
    level: Level::Warn,
    preview: false,
    summary: "a guard is dropped at once, so the critical section is empty",
    docs: include_str!("guard_dropped_immediately.md"),
    clippy_twins: &["let_underscore_lock"],
    yields_to: &[&super::double_lock::DOUBLE_LOCK],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        let closures = table.closures.iter().flat_map(|closure| &closure.events);
        let dropped = table
            .events
            .iter()
            .chain(closures)
            .filter(|event| matches!(event.kind, EventKind::DroppedAtOnce { .. }));
        let protected = LazyCell::new(|| {
            let code = model.defs.body(function)?;
            let mut places: Vec<Span> = dropped.clone().map(|event| event.span).collect();
            places.sort_unstable_by_key(|place| order(*place));
            places.dedup();
            let mut found = FxHashSet::default();
            go_on_after(&code, &places, &mut found);
            Some(found)
        });
        for event in dropped.clone() {
            let EventKind::DroppedAtOnce { guard, let_ } = &event.kind else { continue };
            let guard = &table.guards[*guard as usize];
            if protected.as_ref().is_some_and(|protected| !protected.contains(&event.span)) {
                continue;
            }
            let name = places::lock_name(model, &guard.lock);
            let why = if *let_ {
                "`let _ =` drops the guard at once"
            } else {
                "nothing keeps the guard, so it is dropped at the end of this statement"
            };
            let kind = if guard.mode == Mode::Exclusive { "" } else { "read " };
            let does = match name {
                Name::Lock => "takes this lock and releases it".to_string(),
                _ => format!("locks and unlocks {name}"),
            };
            let primary = places::place(model, Link { function, span: guard.span }, &does);
            findings.push(
                GUARD_DROPPED_IMMEDIATELY
                    .finding(primary, format!("the {kind}lock on {name} protects nothing: {why}"))
                    .confidence(Confidence::High)
                    .steps(Vec::new())
                    .locks([name.plain()])
                    .help(
                        "name the guard (`let _guard = …`) to keep it to the end of the block, or write `drop(…)` if \
                         you only want to wait for the current holder",
                    )
                    .in_test(model.defs.fns[index].test),
            );
        }
    }
    findings
}

/// Finds those of some `places` in a block, which are in [`order`], after which anything comes that a guard could protect. At the
/// end of a function, whoever takes a lock for a moment only waits for its holder.
fn go_on_after(block: &Block, places: &[Span], found: &mut FxHashSet<Span>) {
    let mut left = places;
    for (index, stmt) in block.stmts.iter().enumerate() {
        let (_, here, behind) = split(left, span_of(stmt));
        let ends = index + 1 == block.stmts.len() && block.tail.as_deref().is_none_or(is_plain);
        if !ends {
            found.extend(here);
        } else if let Some(expr) = expression_of(stmt) {
            go_on_inside(expr, here, found);
        }
        // Statements of a macro stand at one place; the first counts.
        if !here.is_empty() {
            left = behind;
        }
    }
    if let Some(tail) = block.tail.as_deref() {
        go_on_inside(tail, left, found);
    }
}

/// Places come in the order in which they begin, those around others first.
fn order(place: Span) -> (Pos, Reverse<Pos>) {
    (place.start, Reverse(place.end))
}

/// Splits places into those before a stretch or around it, those in it, and those behind it.
fn split(places: &[Span], stretch: Span) -> (&[Span], &[Span], &[Span]) {
    let begin = places.partition_point(|place| order(*place) < order(stretch));
    let (before, rest) = places.split_at(begin);
    let (here, behind) = rest.split_at(rest.partition_point(|place| place.start < stretch.end));
    (before, here, behind)
}

fn span_of(stmt: &Stmt) -> Span {
    match stmt {
        Stmt::Let { span, .. } => *span,
        Stmt::Expr { expr, .. } => expr.span,
    }
}

fn expression_of(stmt: &Stmt) -> Option<&Expr> {
    match stmt {
        Stmt::Let { init, .. } => init.as_ref(),
        Stmt::Expr { expr, .. } => Some(expr),
    }
}

fn go_on_inside(expr: &Expr, places: &[Span], found: &mut FxHashSet<Span>) {
    let (block, again) = match &expr.kind {
        ExprKind::Block(block) | ExprKind::Async(_, block) | ExprKind::If { then: block, .. } => {
            (Some(block), false)
        }
        // What a loop does before comes after as well.
        ExprKind::Loop(_, block) | ExprKind::While(_, _, _, block) | ExprKind::For(_, _, _, block) => {
            (Some(block), block.stmts.len() + usize::from(block.tail.is_some()) > 1)
        }
        _ => (None, false),
    };
    let (before, inside, behind) = match block {
        Some(block) => split(places, block.span),
        None => (places, &[][..], &[][..]),
    };
    match block {
        Some(_) if again => found.extend(inside),
        Some(block) => go_on_after(block, inside, found),
        None => {}
    }
    for outside in [before, behind].into_iter().filter(|outside| !outside.is_empty()) {
        walk::children(expr, &mut |child| {
            let (_, here, _) = split(outside, child.span);
            if !here.is_empty() {
                go_on_inside(child, here, found);
            }
        });
    }
}

/// Whether a value is there already.
fn is_plain(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Lit(_) | ExprKind::Path(_) => true,
        ExprKind::Tuple(items) => items.iter().all(is_plain),
        ExprKind::Scope(inner) => is_plain(inner),
        // `Ok(())`
        ExprKind::Call(callee, args) => {
            matches!(&callee.kind, ExprKind::Path(path)
            if path.last().is_some_and(|name| name.as_str().starts_with(char::is_uppercase)))
                && args.iter().all(is_plain)
        }
        _ => false,
    }
}
