//! The edit that calls the asynchronous twin of a blocking function, and awaits it.
//!
//! It is offered where it compiles and where the twin works: the package surely has the library with what the twin needs,
//! an executor that the twin is made for surely polls the code, and an await may stand there. It is never certain, since
//! the new await is a place where the task may be suspended, or cancelled.

use crate::catalog::{self, Twin};
use crate::facts::ir::{Block, Expr, ExprKind, Stmt};
use crate::finding::{Applicability, Edit, Fix};
use crate::model::Model;
use crate::model::defs::{Def, Function};
use crate::model::executors::Executors;
use crate::model::walk;
use crate::rules::executor::Site;
use crate::text::{Location, Span, Symbol};

/// For a call that stands in asynchronous code itself. Where the await would be one bug for another, under a guard, there
/// is no edit.
pub(super) fn twin(model: &Model<'_>, executors: &Executors, site: &Site) -> Option<Fix> {
    let block = site.direct.as_ref().filter(|_| !site.guarded)?;
    // What a macro made has the place of the macro's call.
    if block.callee == Span::default() || block.callee.end == site.at.end {
        return None;
    }
    let function = &model.defs.fns[site.body.function.0 as usize];
    let package = model.defs.modules[function.module.0 as usize].package;
    let twin = catalog::twin(block.what.name, executors.polling(site.body, package)?)?;
    let name = name(model, function, &twin)?;
    let body = model.defs.body(site.body.function)?;
    let mut standing = Standing { callee: block.callee, found: None };
    standing.block(&body, function.item.is_async && !turned_sync(function));
    if standing.found? == Use::Value && !twin.same_result {
        return None;
    }
    let edit = |span: Span, text: &str| Edit {
        location: Location { file: function.file, span },
        text: text.to_string(),
    };
    let end = Span { start: site.at.end, end: site.at.end };
    Some(Fix {
        title: format!("use `{name}`"),
        applicability: Applicability::MaybeIncorrect,
        edits: vec![edit(block.callee, &name), edit(end, ".await")],
    })
}

/// The twin as the function's module names it; `None` where it is not sure to be there.
fn name(model: &Model<'_>, function: &Function<'_>, twin: &Twin) -> Option<String> {
    let module = &model.defs.modules[function.module.0 as usize];
    let (library, rest) = twin.path.split_once("::")?;
    let package = &model.defs.packages[module.package];
    let own = package.surely_has(library, twin.major, twin.features, module.kind?, function.test)?;
    let path: Vec<Symbol> = std::iter::once(own).chain(rest.split("::").map(Symbol::new)).collect();
    let leads_there = |global: bool| {
        let found = model.defs.resolve(function.module, global, &path);
        matches!(found, Some((Def::Lib(found), _)) if twin.path.starts_with(found.as_str()))
    };
    // Something else may have the library's name here.
    let global = [false, true]
        .into_iter()
        .filter(|global| *global || !function.item.declares)
        .find(|global| leads_there(*global))?;
    Some(format!("{}{own}::{rest}", if global { "::" } else { "" }))
}

/// Whether an attribute also makes a function without awaits of it.
fn turned_sync(function: &Function<'_>) -> bool {
    let attrs = &function.item.attrs;
    attrs.iter().any(|attr| ["maybe_async", "async_generic", "bisync"].iter().any(|name| attr.contains(name)))
}

/// What becomes of what a call gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    /// It is a part of something larger.
    Value,
    /// It is a statement: nothing.
    Statement,
}

/// Looks for a call where an await may stand.
struct Standing {
    callee: Span,
    found: Option<Use>,
}

impl Standing {
    fn block(&mut self, block: &Block, awaits: bool) {
        for stmt in &block.stmts {
            match stmt {
                Stmt::Let { init, els, .. } => {
                    init.iter().for_each(|init| self.expr(init, awaits, Use::Value));
                    els.iter().for_each(|els| self.block(els, awaits));
                }
                Stmt::Expr { expr, semi } => {
                    self.expr(expr, awaits, if *semi { Use::Statement } else { Use::Value });
                }
            }
        }
        block.tail.iter().for_each(|tail| self.expr(tail, awaits, Use::Value));
    }

    fn expr(&mut self, expr: &Expr, awaits: bool, what: Use) {
        match &expr.kind {
            ExprKind::Call(callee, _) if callee.span == self.callee => self.found = awaits.then_some(what),
            ExprKind::Scope(inner) => self.expr(inner, awaits, what),
            ExprKind::Block(block) | ExprKind::Loop(_, block) => self.block(block, awaits),
            ExprKind::Async(_, block) => self.block(block, true),
            ExprKind::Closure(closure) => self.expr(&closure.body, closure.is_async, Use::Value),
            ExprKind::If { cond, then, els, .. } => {
                self.expr(cond, awaits, Use::Value);
                self.block(then, awaits);
                els.iter().for_each(|els| self.expr(els, awaits, Use::Value));
            }
            ExprKind::While(_, cond, _, body) | ExprKind::For(_, _, cond, body) => {
                self.expr(cond, awaits, Use::Value);
                self.block(body, awaits);
            }
            // Where a macro puts its arguments is its own affair.
            ExprKind::Macro(_) => {}
            ExprKind::Select(branches) => {
                branches.iter().for_each(|branch| self.expr(&branch.handler, awaits, Use::Value));
            }
            ExprKind::Join(_) | ExprKind::LockAll(_) => {}
            _ => walk::children(expr, &mut |child| self.expr(child, awaits, Use::Value)),
        }
    }
}
