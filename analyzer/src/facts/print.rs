//! Bodies as text, for tests and `--debug`: Rust-like, with the scopes that the lowering put in made visible as
//! `scope(…)`, `extend(…)` and `if[then]`.

use std::fmt::{self, Display, Formatter, Write};

use super::ir::{
    Arm, BinOp, Block, Body, Bound, CondScope, Expr, ExprKind, Item, ItemKind, Lit, MethodCall, Pat, PathRef,
    SelectBranch, Stmt, TypeRef,
};

impl Display for Block {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(label) = self.label {
            write!(f, "'{label}: ")?;
        }
        f.write_str("{")?;
        for item in &self.items {
            write!(f, " {item}")?;
        }
        for stmt in &self.stmts {
            write!(f, " {stmt}")?;
        }
        if let Some(tail) = &self.tail {
            write!(f, " {tail}")?;
        }
        f.write_str(" }")
    }
}

impl Display for Stmt {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Stmt::Let { pat, ty, init, els, .. } => {
                write!(f, "let {pat}")?;
                if let Some(ty) = ty {
                    write!(f, ": {ty}")?;
                }
                if let Some(init) = init {
                    write!(f, " = {init}")?;
                }
                if let Some(els) = els {
                    write!(f, " else {els}")?;
                }
                f.write_str(";")
            }
            Stmt::Expr { expr, semi } => write!(f, "{expr}{}", if *semi { ";" } else { "" }),
        }
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExprKind::Path(path) => write!(f, "{path}"),
            ExprKind::Lit(lit) => match lit {
                Lit::Int(Some(value)) => write!(f, "{value}"),
                Lit::Str(text) => write!(f, "{:?}", text.as_str()),
                Lit::Bool(value) => write!(f, "{value}"),
                Lit::Int(None) | Lit::Other => f.write_str("lit"),
            },
            ExprKind::Field(base, name) => write!(f, "{base}.{name}"),
            ExprKind::Index(base, index) => write!(f, "{base}[{index}]"),
            ExprKind::Deref(inner) => write!(f, "*{inner}"),
            ExprKind::Ref(mutable, inner) => write!(f, "&{}{inner}", if *mutable { "mut " } else { "" }),
            ExprKind::Unary(inner) => write!(f, "!{inner}"),
            ExprKind::Binary(op, left, right) => {
                let op = match op {
                    BinOp::Eq => "==",
                    BinOp::Ne => "!=",
                    BinOp::Cmp => "<",
                    BinOp::Arith => "+",
                };
                write!(f, "({left} {op} {right})")
            }
            ExprKind::Lazy(and, left, right) => {
                write!(f, "({left} {} {right})", if *and { "&&" } else { "||" })
            }
            ExprKind::Assign(left, right) => write!(f, "{left} = {right}"),
            ExprKind::AssignOp(left, right) => write!(f, "{left} += {right}"),
            ExprKind::Call(callee, args) => write!(f, "{callee}({})", List(args, ", ")),
            ExprKind::MethodCall(call) => call.fmt(f),
            ExprKind::Struct(path, fields, base) => {
                write!(f, "{path} {{")?;
                for (name, value) in fields {
                    write!(f, " {name}: {value},")?;
                }
                if let Some(base) = base {
                    write!(f, " ..{base}")?;
                }
                f.write_str(" }")
            }
            ExprKind::Tuple(elems) => write!(f, "({})", List(elems, ", ")),
            ExprKind::Array(elems, vec) => {
                write!(f, "{}[{}]", if *vec { "vec" } else { "" }, List(elems, ", "))
            }
            ExprKind::Repeat(value, count, vec) => {
                write!(f, "{}[{value}; {count}]", if *vec { "vec" } else { "" })
            }
            ExprKind::Block(block) => block.fmt(f),
            ExprKind::Async(is_move, block) => {
                write!(f, "async {}{block}", if *is_move { "move " } else { "" })
            }
            ExprKind::Closure(closure) => {
                let params = closure.params.iter().map(|(pat, _)| pat.to_string()).collect::<Vec<_>>();
                let is_async = if closure.is_async { "async " } else { "" };
                let is_move = if closure.is_move { "move " } else { "" };
                write!(f, "{is_async}{is_move}|{}| {}", params.join(", "), closure.body)
            }
            ExprKind::Scope(inner) => write!(f, "scope({inner})"),
            ExprKind::Extend(inner) => write!(f, "extend({inner})"),
            ExprKind::Unknown => f.write_str("?"),
            kind => control(kind, f),
        }
    }
}

/// Branches, loops, jumps and macros.
fn control(kind: &ExprKind, f: &mut Formatter<'_>) -> fmt::Result {
    match kind {
        ExprKind::If { cond, scope, then, els } => {
            write!(f, "if{} {cond} {then}", scope_name(*scope))?;
            match els {
                Some(els) => write!(f, " else {els}"),
                None => Ok(()),
            }
        }
        ExprKind::Let(pat, value) => write!(f, "let {pat} = {value}"),
        ExprKind::Match(scrutinee, arms) => write!(f, "match {scrutinee} {{ {} }}", List(arms, ", ")),
        ExprKind::Loop(label, body) => write!(f, "{}loop {body}", Label(*label)),
        ExprKind::While(label, cond, scope, body) => {
            write!(f, "{}while{} {cond} {body}", Label(*label), scope_name(*scope))
        }
        ExprKind::For(label, pat, over, body) => write!(f, "{}for {pat} in {over} {body}", Label(*label)),
        ExprKind::Break(label, value) => {
            f.write_str("break")?;
            label.map_or(Ok(()), |label| write!(f, " '{label}"))?;
            value.as_ref().map_or(Ok(()), |value| write!(f, " {value}"))
        }
        ExprKind::Continue(label) => {
            f.write_str("continue")?;
            label.map_or(Ok(()), |label| write!(f, " '{label}"))
        }
        ExprKind::Return(value) => {
            f.write_str("return")?;
            value.as_ref().map_or(Ok(()), |value| write!(f, " {value}"))
        }
        ExprKind::Try(inner) => write!(f, "{inner}?"),
        ExprKind::Await(inner) => write!(f, "{inner}.await"),
        ExprKind::Cast(inner, ty) => write!(f, "({inner} as {ty})"),
        ExprKind::Range(start, end) => {
            start.as_ref().map_or(Ok(()), |start| write!(f, "{start}"))?;
            f.write_str("..")?;
            end.as_ref().map_or(Ok(()), |end| write!(f, "{end}"))
        }
        ExprKind::Macro(call) => {
            let opaque = if call.opaque { "?" } else { "" };
            let diverges = if call.diverges { " -> !" } else { "" };
            write!(f, "{}!({}{opaque}){diverges}", call.name, List(&call.args, ", "))
        }
        ExprKind::Select(branches) => write!(f, "select {{ {} }}", List(branches, ", ")),
        ExprKind::Join(args) => write!(f, "join({})", List(args, ", ")),
        ExprKind::LockAll(locks) => {
            let locks = locks.iter().map(|(method, lock)| format!("{lock}.{method}")).collect::<Vec<_>>();
            write!(f, "lock({})", locks.join(", "))
        }
        _ => f.write_str("?"),
    }
}

fn scope_name(scope: CondScope) -> &'static str {
    match scope {
        CondScope::Cond => "",
        CondScope::Then => "[then]",
        CondScope::Outer => "[outer]",
    }
}

impl Display for MethodCall {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.receiver, self.method)?;
        if !self.generics.is_empty() {
            write!(f, "::<{}>", List(&self.generics, ", "))?;
        }
        write!(f, "({})", List(&self.args, ", "))
    }
}

impl Display for Arm {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.pat)?;
        if let Some(guard) = &self.guard {
            write!(f, " if {guard}")?;
        }
        write!(f, " => {}", self.body)
    }
}

impl Display for SelectBranch {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.pat, self.future)?;
        if let Some(cond) = &self.cond {
            write!(f, " if {cond}")?;
        }
        write!(f, " => {}", self.handler)
    }
}

impl Display for Pat {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Pat::Wild => f.write_str("_"),
            Pat::Bind { name, by_ref, mutable, sub, .. } => {
                let by_ref = if *by_ref { "ref " } else { "" };
                let mutable = if *mutable { "mut " } else { "" };
                write!(f, "{by_ref}{mutable}{name}")?;
                sub.as_ref().map_or(Ok(()), |sub| write!(f, " @ {sub}"))
            }
            Pat::Tuple(pats, rest) => write!(f, "({})", with_rest(pats, *rest)),
            Pat::TupleStruct(path, pats, rest) => write!(f, "{path}({})", with_rest(pats, *rest)),
            Pat::Struct(path, fields) => {
                write!(f, "{path} {{")?;
                for (name, pat) in fields {
                    write!(f, " {name}: {pat},")?;
                }
                f.write_str(" }")
            }
            Pat::Ref(inner) => write!(f, "&{inner}"),
            Pat::Or(pats) => write!(f, "{}", List(pats, " | ")),
            Pat::Path(path) => write!(f, "{path}"),
            Pat::Slice(pats) => write!(f, "[{}]", List(pats, ", ")),
            Pat::Lit => f.write_str("lit"),
        }
    }
}

fn with_rest(pats: &[Pat], rest: Option<usize>) -> String {
    let mut parts = pats.iter().map(Pat::to_string).collect::<Vec<_>>();
    if let Some(at) = rest {
        parts.insert(at, "..".to_owned());
    }
    parts.join(", ")
}

impl Display for TypeRef {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            TypeRef::Path(path) => write!(f, "{path}"),
            TypeRef::Ref(mutable, inner) => write!(f, "&{}{inner}", if *mutable { "mut " } else { "" }),
            TypeRef::Ptr(mutable, inner) => write!(f, "*{} {inner}", if *mutable { "mut" } else { "const" }),
            TypeRef::Tuple(elems) => write!(f, "({})", List(elems, ", ")),
            TypeRef::Slice(inner) => write!(f, "[{inner}]"),
            TypeRef::Array(inner) => write!(f, "[{inner}; _]"),
            TypeRef::FnPtr(params, ret) => {
                write!(f, "fn({})", List(params, ", "))?;
                ret.as_ref().map_or(Ok(()), |ret| write!(f, " -> {ret}"))
            }
            TypeRef::Impl(bounds) => write!(f, "impl {}", List(bounds, " + ")),
            TypeRef::Dyn(bounds) => write!(f, "dyn {}", List(bounds, " + ")),
            TypeRef::Never => f.write_str("!"),
            TypeRef::Infer => f.write_str("_"),
            TypeRef::Unknown => f.write_str("?"),
        }
    }
}

impl Display for Bound {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.maybe { "?" } else { "" }, self.path)
    }
}

impl Display for PathRef {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(qself) = &self.qself {
            write!(f, "<{qself}")?;
            if self.qself_at == 0 {
                f.write_str(">::")?;
            } else {
                f.write_str(" as ")?;
            }
        }
        if self.global {
            f.write_str("::")?;
        }
        for (index, segment) in self.segments.iter().enumerate() {
            if index > 0 {
                f.write_str(if self.qself.is_some() && index == self.qself_at as usize {
                    ">::"
                } else {
                    "::"
                })?;
            }
            write!(f, "{}", segment.name)?;
            let mut args = segment.args().iter().map(TypeRef::to_string).collect::<Vec<_>>();
            args.extend(segment.assoc().iter().map(|(name, ty)| format!("{name} = {ty}")));
            if !args.is_empty() {
                write!(f, "<{}>", args.join(", "))?;
            }
        }
        Ok(())
    }
}

/// Items by what names them; functions with their bodies.
impl Display for Item {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.test {
            f.write_str("#[test] ")?;
        }
        match &self.kind {
            ItemKind::Mod(item) => match &item.inline {
                Some(items) => write!(f, "mod {} {{ {} }}", item.name, List(items, " ")),
                None => write!(f, "mod {};", item.name),
            },
            ItemKind::Use(item) => {
                let path = item.path.iter().map(|name| name.as_str()).collect::<Vec<_>>().join("::");
                let public = if item.public { "pub " } else { "" };
                match item.glob {
                    true => write!(f, "{public}use {path}::*;"),
                    false => write!(f, "{public}use {path} as {};", item.name),
                }
            }
            ItemKind::ExternCrate { name, alias } => write!(f, "extern crate {name} as {alias};"),
            ItemKind::Struct(item) => {
                write!(f, "struct {} {{", item.name)?;
                for field in &item.fields {
                    write!(f, " {}: {},", field.name, field.ty)?;
                }
                f.write_str(" }")
            }
            ItemKind::Enum(item) => write!(f, "enum {}", item.name),
            ItemKind::Trait(item) => write!(f, "trait {} {{ {} }}", item.name, List(&item.fns, " ")),
            ItemKind::Impl(item) => {
                f.write_str("impl ")?;
                if let Some(of) = &item.of_trait {
                    write!(f, "{of} for ")?;
                }
                write!(f, "{} {{ {} }}", item.self_ty, List(&item.fns, " "))
            }
            ItemKind::Fn(item) => item.fmt(f),
            ItemKind::Static(item) => {
                write!(f, "{:?} {}: {}", item.storage, item.name, item.ty)?;
                item.init.as_ref().map_or(Ok(()), |init| write!(f, " = {init}"))?;
                let lazy = item.lazy.as_ref().and_then(|lazy| lazy.body.as_ref()?.known());
                lazy.and_then(|body| body.tail.as_ref())
                    .map_or(Ok(()), |init| write!(f, " = lazy {init}"))?;
                f.write_str(";")
            }
            ItemKind::Alias(item) => write!(f, "type {} = {};", item.name, item.ty),
            ItemKind::Include(Some(path)) => write!(f, "include!({path:?});"),
            ItemKind::Include(None) => f.write_str("include!(…);"),
            ItemKind::LockOrder(order) => {
                let path = |path: &Vec<crate::text::Symbol>| {
                    path.iter().map(|name| name.as_str()).collect::<Vec<_>>().join("::")
                };
                let locks = order.locks.iter().map(|(lock, _)| path(lock)).collect::<Vec<_>>();
                write!(f, "lock_order!({});", locks.join(" < "))
            }
        }
    }
}

impl Display for super::ir::FnItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for attr in &self.attrs {
            write!(f, "#[{attr}] ")?;
        }
        let params =
            self.params.iter().map(|param| format!("{}: {}", param.pat, param.ty)).collect::<Vec<_>>();
        write!(f, "{}fn {}({})", if self.is_async { "async " } else { "" }, self.name, params.join(", "))?;
        if let Some(ret) = &self.ret {
            write!(f, " -> {ret}")?;
        }
        match &self.body {
            Some(Body::Here(body)) => write!(f, " {body}"),
            Some(Body::Later(_)) => f.write_str(" { … }"),
            None => f.write_char(';'),
        }
    }
}

/// `'a: `, or nothing.
struct Label(Option<crate::text::Symbol>);

impl Display for Label {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |label| write!(f, "'{label}: "))
    }
}

/// Things with a separator between them.
struct List<'a, T>(&'a [T], &'a str);

impl<T: Display> Display for List<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, item) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(self.1)?;
            }
            item.fmt(f)?;
        }
        Ok(())
    }
}
