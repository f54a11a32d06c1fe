//! Expressions and statements.

use super::flow::{contains_let, is_err, is_none};
use super::frame::Frame;
use super::live::State;
use super::value::{Exit, Pending, Value, gather, merge, refine};
use crate::catalog::{self, Runs};
use crate::facts::ir::{Arm, BinOp, Block, Expr, ExprKind, Lit, Pat, PathRef, Stmt};
use crate::model::defs::Def;
use crate::model::place::{Class, ClassRoot, Path, Place, Root};
use crate::model::table::{Callable, Change, ChangeStep, EventKind, Limit, SignalKind};
use crate::model::ty::{AROUND, Args, Inner, OPTION, RESULT, Ty};
use crate::text::{Span, Symbol};

impl<'a> Frame<'_, 'a> {
    /// Interprets an expression. `want` is the expected type, as far as it is known.
    pub(super) fn eval(&mut self, expr: &Expr, want: &Ty) -> Value {
        let Some(fuel) = self.fuel.checked_sub(1) else {
            self.limit(Limit::Steps, expr.span);
            return Value::unknown();
        };
        self.fuel = fuel;
        crate::stop::check();
        let around = std::mem::replace(&mut self.at, expr.span);
        let value = self.eval_here(expr, want);
        self.at = around;
        value
    }

    fn eval_here(&mut self, expr: &Expr, want: &Ty) -> Value {
        match &expr.kind {
            ExprKind::Path(path) => self.path(path, expr.span),
            ExprKind::Lit(lit) => Value::of(match lit {
                Lit::Int(_) => Ty::lib("usize"),
                Lit::Str(_) => Ty::lib("str").reference(),
                Lit::Bool(_) => Ty::lib("bool"),
                Lit::Other => Ty::Unknown,
            }),
            ExprKind::Field(base, name) => {
                let base = self.eval(base, &Ty::Unknown);
                self.field(base, *name, expr.span)
            }
            ExprKind::Index(base, index) => {
                let base = self.eval(base, &Ty::Unknown);
                let key = self.key(index);
                let _ = self.eval(index, &Ty::Unknown);
                self.element(base, key)
            }
            ExprKind::Deref(inner) => {
                let value = self.eval(inner, &Ty::Unknown);
                self.deref(value)
            }
            ExprKind::Ref(mutable, inner) => {
                let want = if let Ty::Ref(_, inner) = want { inner } else { &Ty::Unknown };
                let value = self.eval(inner, want);
                if *mutable {
                    self.wrote(value.place.as_ref(), expr.span);
                }
                self.borrow(value, *mutable)
            }
            ExprKind::Unary(inner) => {
                let value = self.eval(inner, &Ty::Unknown);
                Value { stems: value.stems, ..Value::of(value.ty.peel().clone()) }
            }
            ExprKind::Binary(op, a, b) => {
                let left = self.eval(a, &Ty::Unknown);
                let right = self.eval(b, &Ty::Unknown);
                let mut stems = left.stems;
                stems.extend(right.stems);
                if matches!(op, BinOp::Eq | BinOp::Cmp) {
                    self.table.orders |= *op == BinOp::Cmp || is_pointer_test(a) || is_pointer_test(b);
                    return Value { stems, ..Value::of(Ty::lib("bool")) };
                }
                Value { stems, ..Value::of(left.ty.peel().clone()) }
            }
            ExprKind::Lazy(_, a, b) => {
                let mut stems = self.eval(a, &Ty::Unknown).stems;
                let before = self.state.clone();
                stems.extend(self.eval(b, &Ty::Unknown).stems);
                // Bindings of a `let` chain hold on the path where both are true; joining keeps them as may-held,
                // which would hide what the then-branch holds.
                let value = Value { stems, ..Value::of(Ty::lib("bool")) };
                if contains_let(b) {
                    return value;
                }
                let after = std::mem::take(&mut self.state);
                self.state = before.join(after);
                value
            }
            ExprKind::Assign(target, value) => self.assign(target, value, expr.span),
            ExprKind::AssignOp(target, value) => {
                self.eval(value, &Ty::Unknown);
                let changed = self.eval(target, &Ty::Unknown);
                self.wrote(changed.place.as_ref(), expr.span);
                if let Some(var) = changed.var {
                    self.vars[var.0 as usize].version += 1;
                }
                Value::of(Ty::unit())
            }
            ExprKind::Call(callee, args) => self.call(callee, args, expr.span, want),
            ExprKind::MethodCall(call) => self.method_call(call, expr.span, want),
            ExprKind::Struct(path, fields, rest) => self.structure(path, fields, rest.as_deref()),
            ExprKind::Tuple(items) => {
                let mut parts = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    let want = if let Ty::Tuple(wants) = want { wants.get(index) } else { None };
                    let value = self.eval(item, want.unwrap_or(&Ty::Unknown));
                    parts.push(self.take(value));
                }
                Value::tuple(parts)
            }
            ExprKind::Array(items, vec) => {
                let mut guards = Vec::new();
                let mut pending = Vec::new();
                let mut element = Ty::Unknown;
                for item in items {
                    let value = self.eval(item, &Ty::Unknown);
                    let value = self.take(value);
                    guards.extend(value.guards);
                    gather(&mut pending, value.pending);
                    if element.is_unknown() {
                        element = value.ty;
                    }
                }
                let ty = if *vec {
                    Ty::lib_of("std::vec::Vec", vec![element])
                } else {
                    Ty::Slice(Inner::new(element))
                };
                Value { guards, pending, ..Value::of(ty) }
            }
            ExprKind::Repeat(item, count, vec) => {
                let value = self.eval(item, &Ty::Unknown);
                self.eval(count, &Ty::Unknown);
                Value::of(if *vec {
                    Ty::lib_of("std::vec::Vec", vec![value.ty])
                } else {
                    Ty::Slice(Inner::new(value.ty))
                })
            }
            ExprKind::Block(block) => self.block(block, want),
            ExprKind::Async(is_move, block) => self.async_block(block, *is_move, expr.span),
            ExprKind::Closure(_) => self.closure(expr, &[], None).0,
            ExprKind::If { cond, scope, then, els } => self.branch(cond, *scope, then, els.as_deref(), want),
            ExprKind::Let(pat, value) => {
                let value = self.eval(value, &Ty::Unknown);
                if !is_err(pat) {
                    self.tested = value.timed;
                }
                let stems = value.stems.clone();
                self.bind(pat, value);
                Value { stems, ..Value::of(Ty::lib("bool")) }
            }
            ExprKind::Match(scrutinee, arms) => {
                let value = self.eval(scrutinee, &Ty::Unknown);
                self.checks += u32::from(arms.len() > 1);
                let decided = self.decided.len();
                let before = self.state.clone();
                let mut joined: Option<State> = None;
                let mut result: Option<Value> = None;
                let flags = self.flags.clone();
                for (index, arm) in arms.iter().enumerate() {
                    self.state = before.clone();
                    if matches!(arm.pat, Pat::Wild) && arms[..index].iter().any(takes_all_of_success) {
                        self.failed(&value);
                    }
                    self.decided.truncate(decided);
                    self.decide(&value.stems, is_none(&arm.pat), false);
                    if is_err(&arm.pat) {
                        // What is noted of a failure is no claim to the work.
                        self.flags.clear();
                    }
                    self.open_block();
                    self.bind(&arm.pat, value.clone());
                    if let Some(guard) = &arm.guard {
                        self.eval(guard, &Ty::Unknown);
                    }
                    let turns = self.turns();
                    let failed = is_err(&arm.pat) || matches!(arm.pat, Pat::Wild);
                    let arm = self.eval(&arm.body, want);
                    let arm = self.take(arm);
                    if failed && (self.state.live || self.turns() > turns) {
                        self.goes_on_after(value.timed);
                    }
                    self.close_block(&arm.guards);
                    self.flags.clone_from(&flags);
                    let state = std::mem::take(&mut self.state);
                    let live = state.live;
                    joined = Some(match joined {
                        Some(known) => known.join(state),
                        None => state,
                    });
                    result = merge(result, arm, live);
                }
                self.state = joined.unwrap_or(State { live: false, ..before });
                self.decided.truncate(decided);
                result.unwrap_or_else(|| Value::of(Ty::Never))
            }
            ExprKind::Loop(label, body) => self.endless(expr, *label, body),
            ExprKind::While(label, cond, scope, body) => self.while_loop(expr, *label, cond, *scope, body),
            ExprKind::For(label, pat, iter, body) => self.for_loop(expr, *label, pat, iter, body),
            ExprKind::Break(label, value) => self.leave_loop(*label, value.as_deref()),
            ExprKind::Continue(label) => self.next_turn(*label),
            ExprKind::Return(value) => {
                let value = match value {
                    Some(value) => {
                        let value = self.eval(value, &Ty::Unknown);
                        self.take(value)
                    }
                    None => Value::of(Ty::unit()),
                };
                self.leave_with(value);
                self.state.live = false;
                Value::of(Ty::Never)
            }
            ExprKind::Try(inner) => {
                let value = self.eval(inner, &Ty::Unknown);
                let value = self.take(value);
                self.may_fail();
                let ty = match &value.ty {
                    Ty::Lib(path, args) if matches!(path.as_str(), OPTION | RESULT) => {
                        args.first().cloned().unwrap_or(Ty::Unknown)
                    }
                    Ty::Lib(path, _) if path.as_str() == AROUND => value.ty.clone(),
                    _ => Ty::Unknown,
                };
                value.with_ty(ty)
            }
            ExprKind::Await(inner) => {
                let value = self.eval(inner, &Ty::Unknown);
                // What is awaited at once is no blocking call, but an async twin of the same name.
                self.retract_block(inner.span);
                self.retract_call(inner.span);
                let value = self.take(value);
                if is_notified(inner)
                    && let Some(Pending::Wait(_, place, at)) = value.pending.last()
                {
                    let (place, at) = (place.clone(), *at);
                    self.signal_wait(SignalKind::Notified, Some(&place), &[], at);
                }
                if matches!(value.ty, Ty::Guard(..)) {
                    // The lock of an unknown crate is an async one.
                    for guard in &value.guards {
                        self.table.guards[*guard as usize].is_async = true;
                    }
                }
                self.event(expr.span, EventKind::Await);
                self.wait_for(value, expr.span)
            }
            ExprKind::Cast(inner, ty) => {
                let value = self.eval(inner, &Ty::Unknown);
                let ty = self.types.lower(ty, self.scope());
                if ty.is_unknown() { value } else { value.with_ty(ty) }
            }
            ExprKind::Range(from, to) => {
                let mut item = Ty::Unknown;
                for end in [from, to].into_iter().flatten() {
                    item = self.eval(end, &Ty::Unknown).ty;
                }
                Value::of(item.iter())
            }
            ExprKind::Scope(inner) => {
                self.open_temps();
                let value = self.eval(inner, want);
                let value = self.take(value);
                self.close_temps(&value.guards);
                value
            }
            ExprKind::Extend(inner) => {
                let value = self.eval(inner, want);
                // The temporary lives as long as the block of the `let`, however deep in its initialiser it is made.
                self.state.own(&value.guards, self.extends_to, None);
                Value { guards: Vec::new(), ..value }
            }
            ExprKind::Macro(call) if catalog::span_macro(call.name.as_str()) => {
                for arg in &call.args {
                    self.eval(arg, &Ty::Unknown);
                }
                Value::of(Ty::lib("tracing::Span"))
            }
            ExprKind::Macro(call) if call.name == "pin" && call.args.len() == 1 => {
                let value = self.eval(&call.args[0], want);
                self.take(value)
            }
            ExprKind::Macro(call) => {
                // Format and assertion macros borrow all arguments in one expression; of others nobody knows, and
                // what they make of each is likely a statement of its own.
                let together = is_one_expression(call.name.as_str());
                for arg in &call.args {
                    if !together {
                        self.open_temps();
                    }
                    let value = self.eval(arg, &Ty::Unknown);
                    if matches!(call.name.as_str(), "write" | "writeln") {
                        self.copied(&[value], arg.span);
                    }
                    if !together {
                        self.close_temps(&[]);
                    }
                }
                if call.diverges {
                    self.may_panic(expr.span);
                    self.state.live = false;
                    return Value::of(Ty::Never);
                }
                match call.name.as_str() {
                    "format" => Value::of(Ty::lib("std::string::String")),
                    _ => Value::unknown(),
                }
            }
            ExprKind::Select(branches) => self.select(branches, expr.span, want),
            ExprKind::LockAll(locks) => self.lock_all(locks),
            ExprKind::Join(items) => {
                let mut types = Vec::new();
                let mut values = Vec::new();
                for item in items {
                    self.open_temps();
                    let value = self.eval(item, &Ty::Unknown);
                    let value = self.take(value);
                    self.close_temps(&value.guards);
                    self.beside(&value.pending, Runs::Here);
                    values.push((value, item.span));
                }
                self.event(expr.span, EventKind::Await);
                // What waits here waits beside the others.
                let racing = std::mem::replace(&mut self.racing, true);
                for (value, span) in values {
                    types.push(self.wait_for(value, span).ty);
                }
                self.racing = racing;
                Value::of(Ty::Tuple(types.into()))
            }
            ExprKind::Unknown => Value::unknown(),
        }
    }

    /// A block with its own scope. Its value's guards join the temporaries around it.
    pub(super) fn block(&mut self, block: &Block, want: &Ty) -> Value {
        let module = self.module;
        if let Some(inner) = self.types.defs.block_module(block) {
            self.module = inner;
        }
        let labelled = block.label.is_some();
        if labelled {
            self.begin_target(block.label, block.span, false);
        }
        let around = std::mem::replace(&mut self.at, block.span);
        self.open_block();
        for stmt in &block.stmts {
            self.stmt(stmt);
        }
        let mut value = match &block.tail {
            Some(tail) => {
                if block.tail_scope {
                    self.open_temps();
                }
                let value = self.eval(tail, want);
                let value = self.take(value);
                if block.tail_scope {
                    self.close_temps(&value.guards);
                }
                value
            }
            None if self.state.live => Value::of(Ty::unit()),
            None => Value::of(Ty::Never),
        };
        if block.tail_scope && self.state.live {
            // The value moves out before the locals go.
            let guards = value.guards.clone();
            self.close_block(&guards);
        } else {
            self.close_block(&value.guards.clone());
        }
        self.at = around;
        if labelled {
            let fell = self.state.clone();
            let left = self.end_loop(Some(fell));
            value.guards.extend(left.guards);
            if matches!(value.ty, Ty::Never | Ty::Unknown) {
                value.ty = left.ty;
            }
        }
        self.module = module;
        Value { var: None, rvalue: true, ..value }
    }

    pub(super) fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { pat, ty, init, els, span } => {
                let declared = ty.as_ref().map(|ty| self.types.lower(ty, self.scope()));
                let Some(init) = init else {
                    self.bind(pat, Value::of(declared.unwrap_or(Ty::Unknown)));
                    return;
                };
                self.open_temps();
                let depth = self.block_depth();
                let extends_to = std::mem::replace(&mut self.extends_to, depth);
                let value = self.eval(init, declared.as_ref().unwrap_or(&Ty::Unknown));
                self.extends_to = extends_to;
                if matches!(pat, Pat::Wild) {
                    self.result_ignored(init.span);
                    self.handle_dropped(init.span);
                    self.goes_on_after(value.timed);
                    if !matches!(init.kind, ExprKind::Try(_)) {
                        self.dropped_at_once(&value, *span, true);
                    }
                    self.close_temps(&[]);
                    return;
                }
                let mut value = self.take(value);
                if let Some(declared) = declared {
                    value.ty = refine(declared, value.ty);
                }
                let guards = value.guards.clone();
                let timeout = value.timed;
                self.bound.clear();
                self.bind(pat, value);
                let kept: Vec<u32> = guards.into_iter().filter(|guard| self.bound.contains(guard)).collect();
                if let Some(els) = els {
                    let before = self.state.clone();
                    let temps = self.temps.last().copied().unwrap_or(0);
                    self.state = self.state_at(temps, &[]);
                    self.state.release(&kept);
                    let turns = self.turns();
                    self.block(els, &Ty::Never);
                    if self.turns() > turns {
                        self.goes_on_after(timeout);
                    }
                    self.state = before;
                }
                let around = std::mem::replace(&mut self.at, *span);
                self.close_temps(&[]);
                self.at = around;
            }
            Stmt::Expr { expr, semi } => {
                self.open_temps();
                let value = self.eval(expr, &Ty::Unknown);
                if *semi {
                    self.result_ignored(expr.span);
                    self.handle_dropped(expr.span);
                }
                if *semi && !matches!(expr.kind, ExprKind::Try(_)) {
                    self.dropped_at_once(&value, expr.span, false);
                }
                let around = std::mem::replace(&mut self.at, expr.span);
                self.close_temps(&[]);
                self.at = around;
            }
        }
    }

    /// Makes a value that is moved out of a place own the guards of that place's variable.
    pub(super) fn take(&mut self, value: Value) -> Value {
        let Some(var) = value.var else { return value };
        if matches!(value.ty, Ty::Ref(..)) {
            return value;
        }
        let holds = self.traits.may_hold(&value.ty);
        let owned = if holds { self.state.of_var(var) } else { Vec::new() };
        // A field that is moved out takes only the guards that it can hold.
        let whole = self.vars[var.0 as usize].ty == value.ty;
        let owned =
            if whole { owned } else { self.traits.fitting(self.types, &value.ty, owned, &self.table.guards) };
        if holds && owned.is_empty() {
            for (state, consumed) in &mut self.around {
                consumed.extend(state.of_var(var));
            }
        }
        if !owned.is_empty() {
            let depth = self.temps.last().copied().unwrap_or(0);
            self.state.own(&owned, depth, None);
        }
        if !is_copy(&value.ty) {
            self.state.mark_moved(var, true);
        }
        Value { guards: owned, var: None, ..value }
    }

    /// Whether an expression is (part of) a variable's own value, wherever that was taken from.
    fn is_own(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Field(base, _) => self.is_own(base),
            ExprKind::Path(path) => {
                let var = path.as_ident().and_then(|name| self.lookup(name));
                var.is_some_and(|var| matches!(self.vars[var.0 as usize].ty, Ty::Adt(..) | Ty::Tuple(_)))
            }
            _ => false,
        }
    }

    pub(super) fn assign(&mut self, target: &Expr, value: &Expr, span: Span) -> Value {
        let value = self.eval(value, &Ty::Unknown);
        let value = self.take(value);
        let place = self.eval(target, &Ty::Unknown);
        self.wrote(place.place.as_ref(), span);
        if !self.is_own(target) {
            self.changed(&place, super::provenance::Edit::Assigned, span);
            self.result_ignored(span);
        }
        if let ExprKind::Path(path) = &target.kind
            && let Some(var) = path.as_ident().and_then(|name| self.lookup(name))
        {
            let old = self.state.of_var(var);
            self.state.release(&old);
            let depth = self.vars[var.0 as usize].depth;
            self.state.own(&value.guards, depth, Some(var));
            let fresh = self.next_fresh();
            let known = &mut self.vars[var.0 as usize];
            if !known.is_plain() || !value.is_plain() {
                self.assigned.push(var);
            }
            known.version += 1;
            known.place = Some(value.place.unwrap_or_else(|| Place {
                path: Path::root(Root::Fresh(fresh)),
                class: Class::root(ClassRoot::Unknown),
                exclusive: false,
                shared: true,
            }));
            if known.ty.is_unknown() || !value.ty.is_unknown() && known.ty.has_unknown() {
                known.ty = value.ty;
            }
            known.callable = value.callable;
            known.pending = value.pending;
            known.stems = value.stems;
            self.state.mark_moved(var, false);
        } else {
            if let (Some(taken), Some(to)) = (&value.place, &place.place)
                && taken.path == to.path
                && self.polled()
            {
                self.event(
                    span,
                    EventKind::Change(Box::new(Change { place: to.clone(), step: ChangeStep::Put })),
                );
            }
            if let Some(to) = &place.place {
                self.kept(&to.class.clone(), &value);
            }
            // The old value is dropped in place; what the new one holds stays held.
            if !place.ty.is_unknown() {
                self.drop_glue(&place.ty, place.place, span, 0);
            }
            self.state.own(&value.guards, 0, None);
        }
        Value::of(Ty::unit())
    }

    pub(super) fn structure(
        &mut self,
        path: &PathRef,
        fields: &[(Symbol, Expr)],
        rest: Option<&Expr>,
    ) -> Value {
        let names: Vec<Symbol> = path.segments.iter().map(|segment| segment.name).collect();
        let ty = match self.types.defs.resolve(self.module, path.global, &names) {
            Some((Def::Variant(id, _), _)) => Ty::Adt(id, Args::default()),
            _ => self.types.lower(&crate::facts::ir::TypeRef::Path(path.clone()), self.scope()),
        };
        let mut guards = Vec::new();
        for (name, value) in fields {
            let want = match &ty {
                Ty::Adt(id, args) => self.types.field(*id, 0, *name, args).unwrap_or(Ty::Unknown),
                _ => Ty::Unknown,
            };
            let value = self.eval(value, &want);
            let value = self.take(value);
            if let Some(Callable::Closure(closure)) = value.callable {
                self.runs(closure, Runs::Later);
            }
            if let Ty::Adt(id, _) = &ty {
                self.kept(&Class::field(*id, *name), &value);
            }
            guards.extend(value.guards);
        }
        if let Some(rest) = rest {
            self.eval(rest, &Ty::Unknown);
        }
        Value { guards, ..Value::of(ty) }
    }

    /// The depth of the innermost block.
    pub(super) fn block_depth(&self) -> u32 {
        self.scopes.last().map_or(0, |opened| opened.depth)
    }

    pub(super) fn async_block(&mut self, block: &Block, is_move: bool, span: Span) -> Value {
        let closure = self.new_closure(span);
        self.captures_of(block, is_move);
        self.table.closures[closure as usize].polled = true;
        let value = self.apart(Some(closure), |frame| frame.block(block, &Ty::Unknown));
        Value { pending: vec![Pending::Block(closure)], ..Value::of(Ty::Future(Inner::new(value.ty))) }
    }

    /// Interprets a body that runs at another time: with no guards, and returns of its own.
    pub(super) fn apart(&mut self, sink: Option<u32>, run: impl FnOnce(&mut Self) -> Value) -> Value {
        let outer_state = std::mem::take(&mut self.state);
        self.around.push((outer_state, Vec::new()));
        let outer_sink = std::mem::replace(&mut self.sink, sink);
        let outer_off = std::mem::take(&mut self.off);
        let outer_inline = std::mem::take(&mut self.inline);
        let outer_depth = std::mem::replace(&mut self.body_depth, self.depth);
        let outer_stores = std::mem::take(&mut self.unlocked_stores);
        let outer_draining = std::mem::take(&mut self.draining);
        self.exits.push(Exit {
            returns: State::unreachable(),
            guards: Vec::new(),
            targets: self.targets.len(),
            place: None,
            ty: Ty::Unknown,
        });
        self.open_temps();
        let mut value = run(self);
        self.close_temps(&[]);
        let exit = self.exits.pop();
        if let Some(exit) = exit
            && matches!(value.ty, Ty::Never | Ty::Unknown)
        {
            value.ty = exit.ty;
        }
        if let Some((mut outer, consumed)) = self.around.pop() {
            // A guard that the closure moves or drops went into it when it was made, and so did a channel's end.
            outer.release(&consumed);
            let within = self.body_depth;
            for var in std::mem::take(&mut self.state.moved) {
                let known = &self.vars[var.0 as usize];
                let made = known.place.as_ref().is_some_and(|place| matches!(place.path.root, Root::Made(_)));
                if made && known.depth <= within {
                    outer.mark_moved(var, true);
                }
            }
            self.state = outer;
        }
        self.sink = outer_sink;
        self.off = outer_off;
        self.inline = outer_inline;
        self.body_depth = outer_depth;
        self.unlocked_stores = outer_stores;
        self.draining = outer_draining;
        Value { guards: Vec::new(), var: None, pending: Vec::new(), ..value }
    }

    /// `.await`: what the future does happens now.
    pub(super) fn wait_for(&mut self, value: Value, span: Span) -> Value {
        if matches!(value.ty, Ty::Guard(..)) {
            // An async lock of an unknown crate.
            return value;
        }
        let ty = match &value.ty {
            Ty::Future(output) => (**output).clone(),
            Ty::Lib(path, args) if path.as_str() == "std::boxed::Box" || path.as_str() == "std::pin::Pin" => {
                match args.first().map(|arg| arg.peel_pointers().0.clone()) {
                    Some(Ty::Future(output)) => (*output).clone(),
                    _ => Ty::Unknown,
                }
            }
            Ty::Ref(_, inner) => match &**inner {
                Ty::Future(output) => (**output).clone(),
                _ => Ty::Unknown,
            },
            _ => Ty::Unknown,
        };
        let begun = self.events_so_far();
        if !self.racing && value.timed.is_none() {
            self.awaits_handle(&value, span);
        }
        let mut result = Value { place: value.place, timed: value.timed, ..Value::of(ty) };
        result.guards = value.guards;
        for pending in value.pending {
            match pending {
                Pending::Call(call, at) => {
                    let guards = self.run_call(call, at);
                    result.guards.extend(guards);
                }
                Pending::Block(closure) => self.event(span, EventKind::RunClosure(closure)),
                Pending::Lock(acquire, content, at) => {
                    let guard = self.acquire(acquire, content, at);
                    result.guards.extend(guard);
                }
                Pending::Fragile(what, at) => self.event(at, EventKind::Fragile(what)),
                Pending::Pipe(path, act, at) => {
                    if !self.racing {
                        self.pipe(path, act, at);
                    }
                }
                Pending::Wait(row, place, at) => {
                    // In a `select!`, or with a limit, it is one way on of several.
                    if !self.racing && value.timed.is_none() {
                        self.wait_now(row, &place, at);
                    }
                }
            }
        }
        if let Some(span) = value.timed {
            self.note_timeout(span, begun);
        }
        result
    }
}

/// `x.notified()`.
fn is_notified(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::MethodCall(call) => call.method == "notified",
        ExprKind::Scope(inner) => is_notified(inner),
        _ => false,
    }
}

pub(super) fn is_copy(ty: &Ty) -> bool {
    match ty {
        Ty::Ref(..) | Ty::Ptr(_) | Ty::FnDef(_) => true,
        _ => ty.is_primitive(),
    }
}

pub(super) fn is_pointer_test(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::MethodCall(call) => matches!(call.method.as_str(), "as_ptr" | "addr" | "id" | "cmp"),
        ExprKind::Cast(_, ty) => matches!(**ty, crate::facts::ir::TypeRef::Ptr(..)),
        _ => false,
    }
}

pub(super) fn is_one_expression(macro_name: &str) -> bool {
    matches!(
        macro_name,
        "format"
            | "format_args"
            | "print"
            | "println"
            | "eprint"
            | "eprintln"
            | "write"
            | "writeln"
            | "panic"
            | "unreachable"
            | "todo"
            | "unimplemented"
            | "assert"
            | "assert_eq"
            | "assert_ne"
            | "debug_assert"
            | "debug_assert_eq"
            | "debug_assert_ne"
            | "dbg"
            | "log"
            | "trace"
            | "debug"
            | "info"
            | "warn"
            | "error"
            | "event"
            | "bail"
            | "anyhow"
            | "ensure"
    )
}

/// Whether an arm takes every value that is there: `Ok(value)` or `Some(value)`, whatever the value.
fn takes_all_of_success(arm: &Arm) -> bool {
    let any = |pat: &Pat| matches!(pat, Pat::Wild | Pat::Bind { sub: None, .. });
    arm.guard.is_none()
        && matches!(&arm.pat, Pat::TupleStruct(path, items, _)
            if path.last().is_some_and(|name| name == "Ok" || name == "Some") && items.iter().all(any))
}
