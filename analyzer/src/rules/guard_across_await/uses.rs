//! How a variable that holds a guard is used, up to the await: whether it still owns the guard there, and whether nothing
//! else borrows from it, so that `drop(guard)` compiles. What is not seen to be harmless counts as harmful.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalog::lang::Variant;
use crate::catalog::{self, Does};
use crate::facts::ir::{Block, Expr, ExprKind, Lit, MacroCall, MethodCall, PathRef, Stmt};
use crate::model::walk;
use crate::text::Symbol;

/// What is done with a guard that is still whole and free.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Uses {
    /// What it protects was looked at or changed.
    pub(super) accesses: bool,
}

/// The uses of the guard `name` in the statements `between` its declaration and the await. `None` if it may have been moved
/// or borrowed, or is used `later` in the block. The variables `outer` come from outside of the function, so that they cannot
/// hold what is borrowed within. What a path calls may be one that `gives_owned`.
pub(super) fn before(
    name: Symbol,
    between: &[Stmt],
    later: Later<'_>,
    outer: &FxHashSet<Symbol>,
    gives_owned: &dyn Fn(&PathRef) -> bool,
) -> Option<Uses> {
    if later.is_opaque() || later.mentions(name) {
        return None;
    }
    let mut scan = Scan {
        borrowers: FxHashSet::from_iter([name]),
        name,
        later,
        outer,
        gives_owned,
        whole: true,
        accesses: false,
    };
    for stmt in between {
        scan.stmt(stmt);
    }
    scan.whole.then_some(Uses { accesses: scan.accesses })
}

/// Which statement of a block mentions a name last. Its value comes after all statements.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    last: FxHashMap<Symbol, usize>,
    /// The last that may hide names.
    opaque: Option<usize>,
}

impl Mentions {
    /// Those of a block.
    pub(super) fn of(block: &Block) -> Mentions {
        let mut mentions = Mentions::default();
        let stmts =
            block.stmts.iter().enumerate().flat_map(|(at, stmt)| exprs(stmt).map(move |expr| (at, expr)));
        for (at, expr) in stmts.chain(block.tail.as_deref().map(|tail| (block.stmts.len(), tail))) {
            let mut opaque = false;
            mentioned(expr, &mut |name| _ = mentions.last.insert(name, at), &mut opaque);
            mentions.opaque = if opaque { Some(at) } else { mentions.opaque };
        }
        mentions
    }
}

/// What a block mentions from a statement on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Later<'m> {
    pub(super) mentions: &'m Mentions,
    /// The number of the statement.
    pub(super) from: usize,
}

impl Later<'_> {
    fn mentions(self, name: Symbol) -> bool {
        self.mentions.last.get(&name).is_some_and(|last| *last >= self.from)
    }

    /// Whether some names may be hidden.
    fn is_opaque(self) -> bool {
        self.mentions.opaque.is_some_and(|last| last >= self.from)
    }
}

struct Scan<'f> {
    name: Symbol,
    /// The guard, and variables of inner scopes that may borrow from it.
    borrowers: FxHashSet<Symbol>,
    /// What is used from the await on.
    later: Later<'f>,
    /// Variables that hold nothing of the function's.
    outer: &'f FxHashSet<Symbol>,
    /// Whether a function of that path gives something that borrows nothing of what it is lent.
    gives_owned: &'f dyn Fn(&PathRef) -> bool,
    /// Nothing that was seen moves the guard, or borrows from it for longer than its statement.
    whole: bool,
    accesses: bool,
}

impl Scan<'_> {
    fn stmt(&mut self, stmt: &Stmt) {
        let touches = exprs(stmt).any(|expr| self.touches(expr));
        if let Stmt::Let { pat, init, .. } = stmt {
            let mut binds = false;
            walk::bound(pat, &mut |bound| {
                binds = true;
                // From here on the name means something else.
                self.whole &= bound != self.name;
            });
            self.whole &= !touches || !binds || init.as_ref().is_none_or(|init| self.owned(init));
        }
        if touches {
            exprs(stmt)
                .for_each(|expr| walk::bound_within(expr, &mut |bound| self.borrowers.extend([bound])));
        }
        exprs(stmt).for_each(|expr| self.expr(expr));
    }

    /// Looks for what would keep the guard, or a borrow of it.
    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            // As a place it is a matter of what stands around it, which has dealt with it.
            ExprKind::Path(path) if path.as_ident() == Some(self.name) => self.whole = false,
            ExprKind::Field(base, _) | ExprKind::Deref(base) | ExprKind::Ref(_, base) => {
                if self.is_guard(base) {
                    self.accesses = true;
                } else {
                    self.expr(base);
                }
            }
            ExprKind::Index(base, index) => {
                self.place(base);
                self.expr(index);
            }
            ExprKind::MethodCall(call) => self.method(call),
            ExprKind::Call(callee, args) => {
                self.expr(callee);
                args.iter().for_each(|arg| self.expr(arg));
                if args.iter().any(|arg| self.lends(arg)) {
                    self.whole &= !args.iter().any(|arg| self.is_later(arg));
                }
            }
            ExprKind::Assign(to, value) => {
                self.expr(to);
                self.expr(value);
                self.whole &= !self.lends(value) || !self.is_later(to);
            }
            ExprKind::Macro(call) => self.macro_call(call),
            ExprKind::Closure(closure) if closure.is_move && self.touches(&closure.body) => {
                self.whole = false
            }
            ExprKind::Async(..) if self.touches(expr) => self.whole = false,
            ExprKind::Unknown => self.whole = false,
            _ => walk::children(expr, &mut |child| self.expr(child)),
        }
    }

    /// An expression that something is done with in place.
    fn place(&mut self, expr: &Expr) {
        if self.is_guard(expr) {
            self.accesses = true;
        } else {
            self.expr(expr);
        }
    }

    fn method(&mut self, call: &MethodCall) {
        let suggests = |does| catalog::suggests(call.method.as_str(), does);
        if suggests(Does::Unwraps) || suggests(Does::Consumes) {
            self.expr(&call.receiver);
        } else {
            self.place(&call.receiver);
        }
        call.args.iter().for_each(|arg| self.expr(arg));
        if call.args.iter().any(|arg| self.lends(arg)) {
            self.whole &= !self.is_later(&call.receiver) && !call.args.iter().any(|arg| self.is_later(arg));
        }
    }

    fn macro_call(&mut self, call: &MacroCall) {
        if is_format(call) {
            // They take their arguments by reference, and keep nothing.
            call.args.iter().for_each(|arg| self.place(arg));
        } else {
            self.whole &= !call.opaque && !call.args.iter().any(|arg| self.touches(arg) || is_pattern(arg));
        }
    }

    fn is_guard(&self, expr: &Expr) -> bool {
        matches!(&expr.kind, ExprKind::Path(path) if path.as_ident() == Some(self.name))
    }

    fn touches(&self, expr: &Expr) -> bool {
        let (mut found, mut opaque) = (false, false);
        mentioned(expr, &mut |name| found |= self.borrowers.contains(&name), &mut opaque);
        found || opaque
    }

    /// Whether a value may borrow from the guard.
    fn lends(&self, expr: &Expr) -> bool {
        self.touches(expr) && !self.owned(expr)
    }

    /// Whether what an expression stands for, or is reached over, is a variable that is used from the await on.
    fn is_later(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Path(path) => path
                .as_ident()
                .is_some_and(|name| self.is_used_later(name) && !self.borrowers.contains(&name)),
            ExprKind::Field(base, _)
            | ExprKind::Deref(base)
            | ExprKind::Ref(_, base)
            | ExprKind::Scope(base)
            | ExprKind::Index(base, _) => self.is_later(base),
            ExprKind::MethodCall(call) => self.is_later(&call.receiver),
            ExprKind::Lit(_) => false,
            _ => self.touches(expr) || self.mentions_later(expr),
        }
    }

    /// Whether a variable of the function is used from the await on.
    fn is_used_later(&self, name: Symbol) -> bool {
        self.later.mentions(name) && !self.outer.contains(&name)
    }

    fn mentions_later(&self, expr: &Expr) -> bool {
        let (mut found, mut opaque) = (false, false);
        mentioned(expr, &mut |name| found |= self.is_used_later(name), &mut opaque);
        found || opaque
    }

    /// Whether a value surely borrows nothing from the guard.
    fn owned(&self, expr: &Expr) -> bool {
        if !self.touches(expr) {
            return true;
        }
        match &expr.kind {
            ExprKind::Binary(..) | ExprKind::Lazy(..) | ExprKind::Unary(_) | ExprKind::Cast(..) => true,
            ExprKind::Scope(inner) => self.owned(inner),
            ExprKind::Field(..) | ExprKind::Deref(_) | ExprKind::Index(..) => self.is_part(expr),
            ExprKind::MethodCall(call) => self.gives_owned(call),
            ExprKind::Call(callee, args) => {
                let ExprKind::Path(path) = &callee.kind else { return false };
                match path.as_ident().and_then(|name| Variant::made_by(name.as_str())) {
                    Some(_) => args.iter().all(|arg| self.owned(arg)),
                    None => (self.gives_owned)(path),
                }
            }
            ExprKind::Macro(call) => catalog::made_by_macro(call.name.as_str()).is_some(),
            ExprKind::Tuple(items) => items.iter().all(|item| self.owned(item)),
            _ => false,
        }
    }

    /// Methods of the usual types that give something of its own, whatever they are called on.
    fn gives_owned(&self, call: &MethodCall) -> bool {
        let suggests = |call: &MethodCall, does| catalog::suggests(call.method.as_str(), does);
        let count = call.args.len();
        let is_copy = || match &call.receiver.kind {
            ExprKind::MethodCall(lookup) => suggests(lookup, Does::LooksUp) && self.is_part(&lookup.receiver),
            _ => false,
        };
        suggests(call, Does::GivesOwned(count))
            // What is not borrowed itself does not borrow from the guard.
            || suggests(call, Does::GivesItself(count)) && self.is_part(&call.receiver)
            || suggests(call, Does::Copies) && count == 0 && is_copy()
    }

    /// What the guard protects, or a part of it: `*guard`, `guard.field`, `guard[i]`.
    fn is_part(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Field(base, _) | ExprKind::Deref(base) => self.is_guard(base) || self.is_part(base),
            ExprKind::Index(base, index) => {
                (self.is_guard(base) || self.is_part(base)) && !matches!(index.kind, ExprKind::Range(..))
            }
            ExprKind::Scope(inner) => self.is_part(inner),
            ExprKind::Path(_) => self.is_guard(expr),
            _ => false,
        }
    }
}

fn exprs(stmt: &Stmt) -> impl Iterator<Item = &Expr> {
    let (first, els) = match stmt {
        Stmt::Let { init, els, .. } => (init.as_ref(), els.as_deref()),
        Stmt::Expr { expr, .. } => (Some(expr), None),
    };
    let mut inner = Vec::new();
    if let Some(els) = els {
        walk::of_block(els, &mut |expr| inner.push(expr));
    }
    first.into_iter().chain(inner)
}

/// Calls `visit` for every plain name in an expression; `opaque` is set where some may be hidden.
fn mentioned(expr: &Expr, visit: &mut dyn FnMut(Symbol), opaque: &mut bool) {
    match &expr.kind {
        ExprKind::Path(path) => path.as_ident().into_iter().for_each(visit),
        ExprKind::Unknown => *opaque = true,
        ExprKind::Macro(call) => {
            *opaque |= call.opaque || !is_format(call) && call.args.iter().any(is_pattern);
            call.args.iter().for_each(|arg| mentioned(arg, visit, opaque));
        }
        _ => walk::children(expr, &mut |child| mentioned(child, visit, opaque)),
    }
}

/// A string that may name variables, in a macro that may read it so.
fn is_pattern(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Lit(Lit::Str(text)) if text.as_str().contains(['{', '…']))
}

/// Macros whose arguments and format strings are read, and which keep nothing.
fn is_format(call: &MacroCall) -> bool {
    catalog::suggests(call.name.as_str(), Does::Formats)
}
