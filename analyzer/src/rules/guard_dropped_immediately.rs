//! `guard_dropped_immediately`: the critical section is empty.

use std::cell::LazyCell;

use super::places::Name;
use super::{Family, Rule, places};
use crate::catalog::Mode;
use crate::facts::ir::{Block, Expr, ExprKind, Stmt};
use crate::finding::{Confidence, Finding, Level};
use crate::model::chain::Link;
use crate::model::table::EventKind;
use crate::model::{FnId, Model, walk};
use crate::text::Span;

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
        let code = LazyCell::new(|| model.defs.body(function));
        for event in table.events.iter().chain(closures) {
            let EventKind::DroppedAtOnce { guard, let_ } = &event.kind else { continue };
            let guard = &table.guards[*guard as usize];
            if code.as_deref().is_some_and(|code| !goes_on_after(code, event.span)) {
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

/// Whether anything comes after a place in a block that a guard could protect. At the end of a function, whoever takes a
/// lock for a moment only waits for its holder.
fn goes_on_after(block: &Block, at: Span) -> bool {
    let here = block.stmts.iter().position(|stmt| span_of(stmt).contains(at));
    let inside = match here {
        Some(index) => {
            let ends = index + 1 == block.stmts.len() && block.tail.as_deref().is_none_or(is_plain);
            if !ends {
                return true;
            }
            expression_of(&block.stmts[index])
        }
        None => block.tail.as_deref(),
    };
    inside.is_some_and(|expr| goes_on_inside(expr, at))
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

fn goes_on_inside(expr: &Expr, at: Span) -> bool {
    let block = match &expr.kind {
        ExprKind::Block(block) | ExprKind::Async(_, block) | ExprKind::If { then: block, .. } => Some(block),
        // What a loop does before comes after as well.
        ExprKind::Loop(_, block) | ExprKind::While(_, _, _, block) | ExprKind::For(_, _, _, block) => {
            if block.span.contains(at) && block.stmts.len() + usize::from(block.tail.is_some()) > 1 {
                return true;
            }
            Some(block)
        }
        _ => None,
    };
    if let Some(block) = block.filter(|block| block.span.contains(at)) {
        return goes_on_after(block, at);
    }
    let mut goes_on = false;
    walk::children(expr, &mut |child| goes_on |= child.span.contains(at) && goes_on_inside(child, at));
    goes_on
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
