//! `#[concheck::checked]`: checked types in the place of others.
//!
//! What a name such as `Mutex` means is decided where types are known: by the compiler, which resolves
//! `<Mutex<T> as concheck::Checked>::Type`. Only imports and full paths are replaced as they are written.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Error, Expr, ExprCall, FieldValue, Item, Path, PathSegment, QSelf, Token, Type, parse_quote_spanned,
};

use crate::annotations::{also, strip};
use crate::names::{self, Replaced};
use crate::uses;

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let (item, mut error) = strip(item);
    let skip = match skip.parse2(arguments) {
        Ok(skip) => skip,
        Err(wrong) => {
            also(&mut error, wrong);
            Vec::new()
        }
    };
    let mut expanded = match syn::parse2::<Item>(item.clone()) {
        Ok(mut read) => {
            Rewriting { skip, owner: None, any_closure: false }.visit_item_mut(&mut read);
            read.into_token_stream()
        }
        Err(wrong) => {
            also(&mut error, wrong);
            item
        }
    };
    expanded.extend(error.map(Error::into_compile_error));
    expanded
}

/// `skip(Barrier, spin::Mutex)`: types of these names are left alone.
fn skip(input: ParseStream<'_>) -> syn::Result<Vec<Path>> {
    let mut skipped = Vec::new();
    while !input.is_empty() {
        let word: Ident = input.parse()?;
        if word != "skip" {
            return Err(Error::new(word.span(), "expected `skip(Type, ...)` or no arguments"));
        }
        let names;
        syn::parenthesized!(names in input);
        skipped.extend(names.parse_terminated(Path::parse_mod_style, Token![,])?);
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(skipped)
}

struct Rewriting {
    /// Types that are left alone.
    skip: Vec<Path>,
    /// What `Self` is.
    owner: Option<String>,
    /// Whether the type that an initialiser makes is the initialiser's choice: a `LazyLock` of any closure, and not of a
    /// function pointer as its default is.
    any_closure: bool,
}

impl Rewriting {
    /// What is to take the place of the type that a path names.
    fn replaced(&self, path: &Path) -> Option<&'static Replaced> {
        let replaced = names::replaced(path.segments.last()?)?;
        let skipped = |skip: &Path| {
            let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
            skip.segments.iter().rev().all(|segment| names.next() == Some(&segment.ident))
        };
        (!self.skip.iter().any(skipped)).then_some(replaced)
    }

    /// The type that `Mutex` of `Mutex::new` stands for.
    fn constructed(&self, path: &Path) -> Option<Constructed> {
        let mut ty = path.clone();
        let function = ty.segments.pop()?;
        ty.segments.pop_punct();
        let replaced = self.replaced(&ty)?;
        Some(Constructed { ty, function, replaced })
    }

    /// Whether a function makes a lock that reports can name.
    fn makes_lock(&self, function: &Expr) -> bool {
        let Expr::Path(function) = function else { return false };
        let constructed = function.qself.is_none().then(|| self.constructed(&function.path)).flatten();
        constructed.is_some_and(|made| made.replaced.is_lock && names::makes(&made.function))
    }

    /// Names the lock that is made for a field or variable.
    fn name(&mut self, expr: &mut Expr, name: &str) {
        match expr {
            Expr::Call(ExprCall { func, args, .. }) if self.makes_lock(func) => {
                self.visit_expr_mut(func);
                args.iter_mut().for_each(|argument| self.visit_expr_mut(argument));
                let span = func.span();
                *expr = parse_quote_spanned!(span=> ::concheck::named!(#name, #expr));
            }
            Expr::Call(ExprCall { func, args, .. }) if args.len() == 1 && wraps(func) => {
                self.visit_expr_mut(func);
                self.name(&mut args[0], name);
            }
            Expr::Paren(inner) => self.name(&mut inner.expr, name),
            Expr::Group(inner) => self.name(&mut inner.expr, name),
            Expr::Reference(inner) => self.name(&mut inner.expr, name),
            other => self.visit_expr_mut(other),
        }
    }

    /// The name of a struct or variant, as reports give it.
    fn named(&self, path: &Path) -> Option<String> {
        let last = path.segments.last()?.ident.to_string();
        if last == "Self" { self.owner.clone() } else { Some(last) }
    }

    /// What a macro is given, where that can be read: expressions, statements or items.
    fn arguments(&mut self, tokens: TokenStream) -> Option<TokenStream> {
        let expressions = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(mut expressions) = expressions.parse2(tokens.clone()) {
            expressions.iter_mut().for_each(|expr| self.visit_expr_mut(expr));
            return Some(expressions.into_token_stream());
        }
        if let Ok((mut element, semi, mut count)) = repeated.parse2(tokens.clone()) {
            self.visit_expr_mut(&mut element);
            self.visit_expr_mut(&mut count);
            return Some(quote_spanned!(semi.span=> #element #semi #count));
        }
        let mut file = syn::parse2::<syn::File>(tokens).ok()?;
        self.visit_file_mut(&mut file);
        Some(file.into_token_stream())
    }
}

/// `Mutex::new`, taken apart.
struct Constructed {
    ty: Path,
    function: PathSegment,
    replaced: &'static Replaced,
}

/// `element; count`.
fn repeated(input: ParseStream<'_>) -> syn::Result<(Expr, Token![;], Expr)> {
    Ok((input.parse()?, input.parse()?, input.parse()?))
}

fn wraps(function: &Expr) -> bool {
    matches!(function, Expr::Path(path) if path.qself.is_none() && names::wraps(&path.path))
}

/// `<ty as concheck::Checked>::Type`, at the place of `ty`.
fn projection(ty: &Path) -> Type {
    let span = ty.segments.last().map_or_else(Span::call_site, |segment| segment.ident.span());
    parse_quote_spanned!(span=> <#ty as ::concheck::Checked>::Type)
}

impl VisitMut for Rewriting {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        if let Type::Path(named) = ty
            && named.qself.is_none()
            && self.replaced(&named.path).is_some()
        {
            *ty = projection(&named.path);
        }
    }

    fn visit_expr_path_mut(&mut self, expr: &mut syn::ExprPath) {
        visit_mut::visit_expr_path_mut(self, expr);
        if expr.qself.is_some() {
            return;
        }
        let Some(Constructed { mut ty, function, replaced }) = self.constructed(&expr.path) else { return };
        if let Some(last) = ty.segments.last_mut()
            && last.arguments.is_none()
            && !replaced.inferred.is_empty()
        {
            let inferred = match self.any_closure && last.ident == "LazyLock" {
                true => "<_, _>",
                false => replaced.inferred,
            };
            let inferred: TokenStream = inferred.parse().unwrap_or_default();
            let (name, span) = (&last.ident, last.ident.span());
            *last = parse_quote_spanned!(span=> #name #inferred);
        }
        // All tokens have the places of what they replace: the place of the call is the lock's class.
        let span = function.ident.span();
        expr.qself = Some(QSelf {
            lt_token: Token![<](span),
            ty: Box::new(projection(&ty)),
            position: 0,
            as_token: None,
            gt_token: Token![>](span),
        });
        expr.path =
            Path { leading_colon: Some(Token![::](span)), segments: std::iter::once(function).collect() };
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        if names::has_twin(path) {
            let krate = path.segments[0].ident.clone();
            let ours = PathSegment::from(Ident::new("concheck", krate.span()));
            path.leading_colon = Some(Token![::](krate.span()));
            match names::keeps_name(&krate) {
                true => path.segments.insert(0, ours),
                false => path.segments[0] = ours,
            }
        }
    }

    fn visit_item_use_mut(&mut self, item: &mut syn::ItemUse) {
        uses::redirect(item);
    }

    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        // The header stays: what a type implements, it implements as it is.
        let owner = match &*item.self_ty {
            Type::Path(named) => named.path.segments.last().map(|segment| segment.ident.to_string()),
            _ => None,
        };
        let outer = std::mem::replace(&mut self.owner, owner);
        item.items.iter_mut().for_each(|item| self.visit_impl_item_mut(item));
        self.owner = outer;
    }

    fn visit_field_value_mut(&mut self, field: &mut FieldValue) {
        self.visit_expr_mut(&mut field.expr);
    }

    fn visit_expr_struct_mut(&mut self, literal: &mut syn::ExprStruct) {
        let owner = self.named(&literal.path);
        self.visit_path_mut(&mut literal.path);
        for field in &mut literal.fields {
            match (&owner, &field.member) {
                (Some(owner), member) if field.colon_token.is_some() => {
                    let name = format!("{owner}::{}", member.to_token_stream());
                    self.name(&mut field.expr, &name);
                }
                _ => self.visit_field_value_mut(field),
            }
        }
        if let Some(rest) = &mut literal.rest {
            self.visit_expr_mut(rest);
        }
    }

    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        let owner = match &*call.func {
            Expr::Path(path) if path.qself.is_none() && !names::wraps(&path.path) => {
                self.named(&path.path).filter(|name| name.starts_with(char::is_uppercase))
            }
            _ => None,
        };
        self.visit_expr_mut(&mut call.func);
        for (at, argument) in call.args.iter_mut().enumerate() {
            match &owner {
                Some(owner) => self.name(argument, &format!("{owner}::{at}")),
                None => self.visit_expr_mut(argument),
            }
        }
    }

    fn visit_item_static_mut(&mut self, item: &mut syn::ItemStatic) {
        self.visit_type_mut(&mut item.ty);
        let name = item.ident.to_string();
        self.name(&mut item.expr, &name);
    }

    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        self.visit_pat_mut(&mut local.pat);
        let Some(init) = &mut local.init else { return };
        let outer = std::mem::replace(&mut self.any_closure, !matches!(local.pat, syn::Pat::Type(_)));
        match bound(&local.pat) {
            Some(name) => self.name(&mut init.expr, &name),
            None => self.visit_expr_mut(&mut init.expr),
        }
        self.any_closure = outer;
        if let Some((_, diverge)) = &mut init.diverge {
            self.visit_expr_mut(diverge);
        }
    }

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        if let Some(tokens) = self.arguments(mac.tokens.clone()) {
            mac.tokens = tokens;
        }
    }

    fn visit_item_macro_mut(&mut self, item: &mut syn::ItemMacro) {
        // The body of a definition is not code yet.
        if !item.mac.path.is_ident("macro_rules") {
            self.visit_macro_mut(&mut item.mac);
        }
    }

    fn visit_attribute_mut(&mut self, _: &mut syn::Attribute) {}
}

/// The variable that a simple pattern binds.
fn bound(pat: &syn::Pat) -> Option<String> {
    match pat {
        syn::Pat::Ident(pat) => Some(pat.ident.to_string()),
        syn::Pat::Type(pat) => bound(&pat.pat),
        _ => None,
    }
}
