//! `select!` in its three dialects: tokio, futures, crossbeam.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr as Syn, Ident, Token, token};

use super::Lowering;
use crate::facts::ir::{Expr, ExprKind, MethodCall, Pat, SelectBranch};
use crate::text::Span;

/// A branch as parsed.
struct Branch {
    pat: Option<syn::Pat>,
    source: Source,
    cond: Option<Syn>,
    handler: Syn,
}

/// What a branch waits for.
enum Source {
    /// A future.
    Future(Syn),
    /// `recv(rx)`, `send(tx, value)`, `default(timeout)`.
    Operation(Ident, Vec<Syn>),
    /// `else`, `complete`, `default`: nothing.
    Otherwise,
}

impl Lowering<'_> {
    /// The branches of a `select!`; `None` if it is none that is known.
    pub(super) fn select(&mut self, tokens: &TokenStream, span: Span) -> Option<Expr> {
        let branches = parse_branches.parse2(tokens.clone()).ok()?;
        let mut lowered = Vec::with_capacity(branches.len());
        for branch in branches {
            let future = match branch.source {
                Source::Future(future) => self.expr(&future),
                Source::Operation(name, args) => self.operation(&name, &args),
                Source::Otherwise => Expr { kind: ExprKind::Tuple(Vec::new()), span },
            };
            lowered.push(SelectBranch {
                pat: branch.pat.map_or(Pat::Wild, |pat| self.pat(&pat)),
                future,
                cond: branch.cond.map(|cond| self.expr(&cond)),
                handler: self.expr(&branch.handler),
            });
        }
        Some(Expr { kind: ExprKind::Select(lowered), span })
    }

    /// A channel operation as the method call that it is.
    fn operation(&mut self, name: &Ident, args: &[Syn]) -> Expr {
        let method = self.name(name);
        let method_span = self.span(name.span());
        let mut args = self.exprs(args).into_iter();
        if method == "default" {
            let callee = self.variable(method, method_span);
            return Expr { kind: ExprKind::Call(Box::new(callee), args.collect()), span: method_span };
        }
        let Some(receiver) = args.next() else { return Expr { kind: ExprKind::Unknown, span: method_span } };
        let args = args.collect::<Vec<_>>();
        let span = args.iter().fold(method_span.to(receiver.span), |span, arg| span.to(arg.span));
        let call = MethodCall { receiver, method, method_span, generics: Vec::new(), args };
        Expr { kind: ExprKind::MethodCall(Box::new(call)), span }
    }
}

fn parse_branches(input: ParseStream<'_>) -> syn::Result<Vec<Branch>> {
    let mut branches = Vec::new();
    if input.peek(Ident) && input.peek2(Token![;]) {
        input.parse::<Ident>()?;
        input.parse::<Token![;]>()?;
    }
    while !input.is_empty() {
        branches.push(parse_branch(input)?);
    }
    Ok(branches)
}

fn parse_branch(input: ParseStream<'_>) -> syn::Result<Branch> {
    let mut pat = None;
    let mut cond = None;
    let operation = input.peek(Ident)
        && input.peek2(token::Paren)
        && (input.peek3(Token![->]) || input.fork().parse::<Ident>()? == "default");
    let source = if input.peek(Ident::peek_any) && input.peek2(Token![=>]) && is_otherwise(input)? {
        input.call(Ident::parse_any)?;
        Source::Otherwise
    } else if operation && !is_pattern(input) {
        let name = input.parse::<Ident>()?;
        let args;
        syn::parenthesized!(args in input);
        let args = args.parse_terminated(<Syn as syn::parse::Parse>::parse, Token![,])?;
        if input.peek(Token![->]) {
            input.parse::<Token![->]>()?;
            pat = Some(syn::Pat::parse_multi_with_leading_vert(input)?);
        }
        Source::Operation(name, args.into_iter().collect())
    } else {
        if is_pattern(input) {
            pat = Some(syn::Pat::parse_multi_with_leading_vert(input)?);
            input.parse::<Token![=]>()?;
        }
        let future = input.parse()?;
        if input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
            input.parse::<Token![if]>()?;
            cond = Some(input.parse()?);
        }
        Source::Future(future)
    };
    input.parse::<Token![=>]>()?;
    let handler = Syn::parse_with_earlier_boundary_rule(input)?;
    input.parse::<Option<Token![,]>>()?;
    Ok(Branch { pat, source, cond, handler })
}

fn is_otherwise(input: ParseStream<'_>) -> syn::Result<bool> {
    let name = input.fork().call(Ident::parse_any)?;
    Ok(name == "else" || name == "default" || name == "complete")
}

/// `PAT = …` comes next.
fn is_pattern(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    syn::Pat::parse_multi_with_leading_vert(&ahead).is_ok()
        && ahead.peek(Token![=])
        && !ahead.peek(Token![=>])
        && !ahead.peek(Token![==])
}
