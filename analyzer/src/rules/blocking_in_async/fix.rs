//! The edit that calls the asynchronous twin of a blocking function, and awaits it.
//!
//! It is offered where it compiles and where the twin works: the package surely has the library with what the twin needs,
//! an executor that the twin is made for surely polls the code, and an await may stand there. It is never certain, since
//! the new await is a place where the task may be suspended, or cancelled.

use std::borrow::Cow;

use super::sendable;
use crate::catalog::{self, Twin};
use crate::facts::ir::{Block, Expr, ExprKind, SelectBranch, Stmt};
use crate::finding::{Applicability, Edit, Fix};
use crate::model::defs::{Def, Function};
use crate::model::executors::Executors;
use crate::model::walk;
use crate::model::{FnId, Model};
use crate::rules::executor::Blockage;
use crate::text::{FileId, Location, Span, Symbol};

/// The body that was read last: many calls can be in one.
#[derive(Default)]
pub(super) struct Code<'a> {
    last: Option<(FnId, Option<Cow<'a, Block>>)>,
}

impl<'a> Code<'a> {
    fn of(&mut self, model: &Model<'a>, function: FnId) -> Option<&Block> {
        if self.last.as_ref().is_none_or(|(known, _)| *known != function) {
            self.last = Some((function, model.defs.body(function)));
        }
        self.last.as_ref()?.1.as_deref()
    }
}

/// For a call that stands in asynchronous code itself. Where the await would be one bug for another, under a guard, there
/// is no edit.
pub(super) fn twin<'a>(
    model: &Model<'a>,
    executors: &Executors,
    site: &Blockage,
    code: &mut Code<'a>,
) -> Option<Fix> {
    let block = site.direct.as_ref().filter(|_| !site.guarded)?;
    // What a macro made has the place of the macro's call.
    if block.callee == Span::default() || block.callee.end == site.at.end {
        return None;
    }
    let function = &model.defs[site.body.function];
    let package = model.defs[function.module].package;
    let twin = catalog::twin(block.what.name, executors.polling(site.body, package)?)?;
    let name = name(model, function, &twin)?;
    let body = code.of(model, site.body.function)?;
    let mut search = Search { callee: block.callee, scope: Vec::new(), found: None };
    search.block(body, function.item.is_async && !turned_sync(function));
    let Standing { what, alive } = search.found?;
    let table = &model.tables[site.body.function.index()];
    if what == Use::Value && !twin.same_result
        || alive.iter().any(|expr| sendable::ties_to_thread(model, table, expr))
        || denies_unused(model, function, site)
    {
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
    let module = &model.defs[function.module];
    let (library, rest) = twin.path.split_once("::")?;
    let package = &model.defs.packages[module.package];
    let features: Vec<&str> = twin.features.iter().map(String::as_str).collect();
    let own = package.surely_has(library, twin.major, &features, module.kind?, function.test)?;
    let path: Vec<Symbol> = std::iter::once(own).chain(rest.split("::").map(Symbol::new)).collect();
    let declared = catalog::canonical(&twin.path);
    let leads_there = |global: bool| {
        let found = model.defs.resolve(function.module, global, &path);
        matches!(found, Some((Def::Lib(found), _)) if declared.starts_with(found.as_str()))
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

/// Where a call stands that may be awaited.
struct Standing<'a> {
    what: Use,
    /// What has given the values that are alive there.
    alive: Vec<&'a Expr>,
}

/// Looks for a call where an await may stand.
struct Search<'a> {
    callee: Span,
    /// What the variables in scope have been made of.
    scope: Vec<&'a Expr>,
    found: Option<Standing<'a>>,
}

impl<'a> Search<'a> {
    fn block(&mut self, block: &'a Block, awaits: bool) {
        let outer = self.scope.len();
        for stmt in &block.stmts {
            match stmt {
                Stmt::Let { init, els, .. } => {
                    init.iter().for_each(|init| self.expr(init, awaits, Use::Value));
                    els.iter().for_each(|els| self.block(els, awaits));
                    self.scope.extend(init);
                }
                Stmt::Expr { expr, semi } => {
                    self.expr(expr, awaits, if *semi { Use::Statement } else { Use::Value });
                }
            }
        }
        block.tail.iter().for_each(|tail| self.expr(tail, awaits, Use::Value));
        self.scope.truncate(outer);
    }

    /// Looks in what runs while the value of `made` is alive.
    fn with(&mut self, made: &'a Expr, look: impl FnOnce(&mut Self)) {
        self.scope.push(made);
        look(self);
        self.scope.pop();
    }

    /// Looks in a future or closure: what that is made of is not at stake, as it has captured it anyhow.
    fn apart(&mut self, look: impl FnOnce(&mut Self)) {
        let outer = std::mem::take(&mut self.scope);
        look(self);
        self.scope = outer;
    }

    fn expr(&mut self, expr: &'a Expr, awaits: bool, what: Use) {
        match &expr.kind {
            ExprKind::Call(callee, _) if callee.span == self.callee => {
                self.found = awaits.then(|| Standing { what, alive: self.scope.clone() });
            }
            ExprKind::Scope(inner) => self.expr(inner, awaits, what),
            ExprKind::Block(block) | ExprKind::Loop(_, block) => self.block(block, awaits),
            ExprKind::Async(_, block) => self.apart(|search| search.block(block, true)),
            ExprKind::Closure(closure) => {
                self.apart(|search| search.expr(&closure.body, closure.is_async, Use::Value));
            }
            ExprKind::If { cond, then, els, .. } => {
                self.expr(cond, awaits, Use::Value);
                self.with(cond, |search| {
                    search.block(then, awaits);
                    els.iter().for_each(|els| search.expr(els, awaits, Use::Value));
                });
            }
            ExprKind::Match(scrutinee, arms) => {
                self.expr(scrutinee, awaits, Use::Value);
                self.with(scrutinee, |search| {
                    for arm in arms {
                        arm.guard.iter().for_each(|guard| search.expr(guard, awaits, Use::Value));
                        search.expr(&arm.body, awaits, Use::Value);
                    }
                });
            }
            ExprKind::While(_, cond, _, body) | ExprKind::For(_, _, cond, body) => {
                self.expr(cond, awaits, Use::Value);
                self.with(cond, |search| search.block(body, awaits));
            }
            // Where a macro puts its arguments is its own affair.
            ExprKind::Macro(_) | ExprKind::Join(_) | ExprKind::LockAll(_) => {}
            ExprKind::Select(branches) => {
                for SelectBranch { future, handler, .. } in branches {
                    self.with(future, |search| search.expr(handler, awaits, Use::Value));
                }
            }
            _ => walk::children(expr, &mut |child| self.expr(child, awaits, Use::Value)),
        }
    }
}

/// Whether the call names its function over an import, of which the edit may leave no use, where that is an error.
fn denies_unused(model: &Model<'_>, function: &Function<'_>, site: &Blockage) -> bool {
    let module = &model.defs[function.module];
    let text = |file: FileId| &*model.defs.files[file.0 as usize].text;
    let root = text(model.defs[module.root].file);
    let denies = |line: &str| {
        let line = line.trim_start();
        line.starts_with("#![")
            && (line.contains("deny") || line.contains("forbid"))
            && (line.contains("warnings") || line.contains("unused"))
    };
    let line = text(function.file).lines().nth(site.at.start.line as usize).unwrap_or_default();
    let written: String = line.chars().skip(site.at.start.column as usize).collect();
    !written.trim_start_matches("::").starts_with("std") && root.lines().any(denies)
}
