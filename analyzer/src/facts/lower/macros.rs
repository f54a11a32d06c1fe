//! Macro calls in expressions: a table of those that everybody uses, those of the workspace expanded, and of the
//! rest the arguments.

use syn::Expr as Syn;

use super::annotations::is_of_concheck;
use super::exprs::scoped;
use super::tokens::{self, Argument, Elements, Matches};
use super::{Lowering, cfg};
use crate::facts::ir::{Block, Closure, Expr, ExprKind, MacroCall, Pat};
use crate::text::{Span, Symbol};

/// Macros that format, in a block of their own: what their arguments create is dropped when they are done.
const FORMAT: &[&str] = &[
    "anyhow",
    "bail",
    "debug",
    "debug_span",
    "ensure",
    "eprint",
    "eprintln",
    "error",
    "error_span",
    "event",
    "eyre",
    "format",
    "format_err",
    "info",
    "info_span",
    "log",
    "panic",
    "print",
    "println",
    "span",
    "todo",
    "trace",
    "trace_span",
    "unimplemented",
    "unreachable",
    "warn",
    "warn_span",
];

/// Macros that format, whose arguments' temporaries live on in the statement.
const FORMAT_IN_PLACE: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "format_args",
    "write",
    "writeln",
];

/// Macros after which control does not go on.
const DIVERGING: &[&str] = &["bail", "compile_error", "panic", "todo", "unimplemented", "unreachable"];

/// Macros whose first argument is a condition.
const CONDITIONAL: &[&str] = &["assert", "debug_assert", "ensure"];

/// Macros that run nothing of what they hold.
const INERT: &[&str] = &[
    "cfg",
    "column",
    "compile_error",
    "concat",
    "concat_idents",
    "const_format",
    "env",
    "file",
    "include",
    "include_bytes",
    "include_str",
    "line",
    "macro_rules",
    "module_path",
    "option_env",
    "parse_quote",
    "parse_quote_spanned",
    "quote",
    "quote_spanned",
    "stringify",
];

impl Lowering<'_> {
    pub(super) fn macro_span(&self, mac: &syn::Macro) -> Span {
        let close = self.span(mac.delimiter.span().close());
        mac.path.segments.first().map_or(close, |first| self.span(first.ident.span()).to(close))
    }

    /// A macro call that has to be an expression.
    pub(super) fn macro_expr(&mut self, mac: &syn::Macro) -> Expr {
        let span = self.macro_span(mac);
        let Some(segment) = mac.path.segments.last() else { return Expr { kind: ExprKind::Unknown, span } };
        let name = self.name(&segment.ident);
        let own = self.is_own(mac, name);
        let expanded = if own { self.expanded_expr(mac, span) } else { None };
        if let Some(known) = expanded.or_else(|| self.known_macro(mac, name, span)) {
            return known;
        }
        let expanded = if own { None } else { self.expanded_expr(mac, span) };
        expanded.unwrap_or_else(|| self.unknown_macro(mac, name, span))
    }

    /// Whether a macro that the package defines under this name is rather meant than the known one: a `log!` of one's own
    /// may well take a lock. The macros of std and those with a grammar of their own are taken to be what they seem.
    pub(super) fn is_own(&self, mac: &syn::Macro, name: Symbol) -> bool {
        const STD: &[&str] = &[
            "eprint",
            "eprintln",
            "format",
            "panic",
            "print",
            "println",
            "todo",
            "unimplemented",
            "unreachable",
        ];
        let segments = &mac.path.segments;
        let local = segments.len() == 1 || segments.first().is_some_and(|first| first.ident == "crate");
        let overridden = matches!(name.as_str(), "write" | "writeln")
            || FORMAT.contains(&name.as_str()) && !STD.contains(&name.as_str());
        local && overridden && self.context.macros.defines(name.as_str())
    }

    /// What a macro of the workspace expands to.
    fn expanded_expr(&mut self, mac: &syn::Macro, span: Span) -> Option<Expr> {
        let tokens = self.expand_tokens(mac)?;
        self.depth += 1;
        let expanded = match syn::parse2::<Syn>(tokens.clone()) {
            Ok(expr) => Some(self.expr(&expr)),
            Err(_) => tokens::statements(tokens).map(|stmts| {
                let block = self.block_of(&stmts, span);
                Expr { kind: ExprKind::Block(Box::new(block)), span }
            }),
        };
        self.depth -= 1;
        expanded
    }

    /// A macro of the table; `None` if it is not in it or holds something else than it should.
    pub(super) fn known_macro(&mut self, mac: &syn::Macro, name: Symbol, span: Span) -> Option<Expr> {
        let text = name.as_str();
        if FORMAT.contains(&text) || FORMAT_IN_PLACE.contains(&text) {
            let call = self.format_macro(mac, name, span)?;
            return Some(if FORMAT.contains(&text) && !is_plain(&call) { scoped(call) } else { call });
        }
        if INERT.contains(&text) {
            let diverges = DIVERGING.contains(&text);
            let call = MacroCall { name, args: Vec::new(), diverges, opaque: false };
            return Some(Expr { kind: ExprKind::Macro(Box::new(call)), span });
        }
        let kind = match text {
            "vec" => match syn::parse2(mac.tokens.clone()).ok()? {
                Elements::List(list) => ExprKind::Array(self.exprs(&list), true),
                Elements::Repeat(pair) => ExprKind::Repeat(self.boxed(&pair.0), self.boxed(&pair.1), true),
            },
            "matches" => {
                let matches: Matches = syn::parse2(mac.tokens.clone()).ok()?;
                let scrutinee = self.boxed(&matches.scrutinee);
                let guard = matches.guard.map(|guard| scoped(self.expr(&guard)));
                let pat = self.pat(&matches.pat);
                let hit = self.bool_arm(pat, guard, true, span);
                let miss = self.bool_arm(Pat::Wild, None, false, span);
                ExprKind::Match(scrutinee, vec![hit, miss])
            }
            "select" | "select_biased" => return self.select(&mac.tokens, span),
            "join" | "try_join" => {
                let mut args = tokens::arguments(mac.tokens.clone())?;
                args.retain(|arg| !matches!(&arg.value, Syn::Path(path) if path.path.is_ident("biased")));
                ExprKind::Join(self.exprs(args.iter().map(|arg| &arg.value)))
            }
            "lock" if is_of_concheck(mac) => self.lock_all(mac.tokens.clone())?,
            "ready" => ExprKind::Try(Box::new(self.only_argument(mac)?)),
            "addr_of" => ExprKind::Ref(false, Box::new(self.only_argument(mac)?)),
            "addr_of_mut" => ExprKind::Ref(true, Box::new(self.only_argument(mac)?)),
            "pin" | "pin_mut" | "dbg" => {
                let args = tokens::arguments(mac.tokens.clone())?;
                let mut args = self.exprs(args.iter().map(|arg| &arg.value));
                match args.len() {
                    1 => return args.pop(),
                    _ => ExprKind::Tuple(args),
                }
            }
            "defer" | "defer_on_unwind" | "defer_on_success" => self.deferred(mac, name, span)?,
            "stream" | "try_stream" => {
                let stmts = tokens::statements(tokens::without_for_await(mac.tokens.clone()))?;
                ExprKind::Async(true, Box::new(self.block_of(&stmts, span)))
            }
            "cfg_if" => {
                let viable = tokens::cfg_if(&mac.tokens).into_iter().find(|(cfg, ..)| *cfg == cfg::Cfg::On);
                let stmts = tokens::statements(viable?.2)?;
                ExprKind::Block(Box::new(self.block_of(&stmts, span)))
            }
            _ => return None,
        };
        Some(Expr { kind, span })
    }

    fn only_argument(&mut self, mac: &syn::Macro) -> Option<Expr> {
        let args = tokens::arguments(mac.tokens.clone())?;
        match args.as_slice() {
            [only] => Some(self.expr(&only.value)),
            _ => None,
        }
    }

    /// A macro with a format string and arguments, or with the fields of a log event.
    fn format_macro(&mut self, mac: &syn::Macro, name: Symbol, span: Span) -> Option<Expr> {
        let arguments = tokens::arguments(mac.tokens.clone())?;
        let mut args = Vec::with_capacity(arguments.len());
        let mut format = None;
        for Argument { name: key, value } in &arguments {
            match value {
                Syn::Lit(syn::ExprLit { lit: syn::Lit::Str(lit), .. })
                    if key.is_none() && format.is_none() =>
                {
                    format = Some(lit);
                }
                // `message = "…"`, `target: "…"` and the level say nothing about locks.
                Syn::Lit(_) => {}
                value => args.push(self.expr(value)),
            }
        }
        if CONDITIONAL.contains(&name.as_str())
            && let Some(cond) = args.first_mut()
        {
            let taken = std::mem::replace(cond, Expr { kind: ExprKind::Unknown, span });
            *cond = scoped(taken);
        }
        if let Some(format) = format {
            let at = self.span(format.span());
            for captured in tokens::captures(&format.value()) {
                if !arguments.iter().any(|argument| argument.name.as_deref() == Some(&captured)) {
                    args.push(self.variable(Symbol::new(&captured), at));
                }
            }
        }
        let diverges = DIVERGING.contains(&name.as_str());
        let call = MacroCall { name, args, diverges, opaque: false };
        Some(Expr { kind: ExprKind::Macro(Box::new(call)), span })
    }

    /// `defer! { … }`: a macro call with one closure, which runs when the scope is left.
    fn deferred(&mut self, mac: &syn::Macro, name: Symbol, span: Span) -> Option<ExprKind> {
        let stmts = tokens::statements(mac.tokens.clone())?;
        let block = self.block_of(&stmts, span);
        let body = Expr { kind: ExprKind::Block(Box::new(block)), span };
        let closure = Closure { params: Vec::new(), ret: None, body, is_move: false, is_async: false };
        let closure = Expr { kind: ExprKind::Closure(Box::new(closure)), span };
        let call = MacroCall { name, args: vec![closure], diverges: false, opaque: false };
        Some(ExprKind::Macro(Box::new(call)))
    }

    /// A macro that nobody here has heard of.
    pub(super) fn unknown_macro(&mut self, mac: &syn::Macro, name: Symbol, span: Span) -> Expr {
        let mut opaque = false;
        let args = if let Some(args) = tokens::arguments(mac.tokens.clone()) {
            self.exprs(args.iter().map(|arg| &arg.value))
        } else if let Some(stmts) = tokens::statements(mac.tokens.clone()) {
            let block: Block = self.block_of(&stmts, span);
            vec![Expr { kind: ExprKind::Block(Box::new(block)), span }]
        } else {
            opaque = true;
            Vec::new()
        };
        let call = MacroCall { name, args, diverges: false, opaque };
        Expr { kind: ExprKind::Macro(Box::new(call)), span }
    }
}

/// Nothing in the call's arguments can leave a temporary that matters.
fn is_plain(call: &Expr) -> bool {
    fn is_place(expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Path(_) | ExprKind::Lit(_) | ExprKind::Scope(_) => true,
            ExprKind::Field(base, _) | ExprKind::Ref(_, base) | ExprKind::Deref(base) => is_place(base),
            _ => false,
        }
    }
    match &call.kind {
        ExprKind::Macro(call) => call.args.iter().all(is_place),
        _ => false,
    }
}
