//! Items.

use proc_macro2::{TokenStream, TokenTree};
use smallvec::SmallVec;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{
    Attribute, Fields, ImplItem as SynImplItem, Item as SynItem, TraitItem as SynTraitItem, Visibility,
};

use super::allows::joined;
use super::annotations::is_of_concheck;
use super::cfg::Cfg;
use super::{Lowering, index_name, tokens};
use crate::facts::ir::Access;
use crate::facts::ir::{
    AliasItem, Block, Body, EnumItem, Expr, ExprKind, Field, FnItem, Generics, ImplItem, Item, ItemKind,
    ModItem, Param, Receiver, StaticItem, Storage, StructItem, TraitItem, TypeRef, UseItem,
};
use crate::syntax;
use crate::text::{Span, Symbol};

/// Attributes that say nothing about how a function runs.
const PLAIN_ATTRS: &[&str] = &[
    "allow",
    "cfg",
    "cfg_attr",
    "cold",
    "deny",
    "deprecated",
    "derive",
    "doc",
    "expect",
    "forbid",
    "inline",
    "must_use",
    "no_mangle",
    "rustfmt::skip",
    "track_caller",
    "warn",
];

impl Lowering<'_> {
    /// Lowers one item; some become several, some none.
    pub(super) fn item(&mut self, item: &SynItem, out: &mut Vec<Item>) {
        if let SynItem::Verbatim(tokens) = item {
            if let Some(item) = syntax::named(tokens) {
                self.item(&item, out);
            }
            return;
        }
        let attrs = item_attrs(item);
        let cfg = self.cfg(attrs);
        if cfg == Cfg::Off {
            return;
        }
        let was_test = self.test;
        let around = self.enter(attrs);
        let first = out.len();
        self.test |= cfg == Cfg::Test || has_test_attr(attrs);
        let span = self.item_span(item);
        self.note(attrs, span);
        self.declared_orders(attrs, item, out);
        self.item_kind(item, span, out);
        for item in &mut out[first..] {
            item.test |= self.test;
        }
        self.conditions.truncate(around);
        self.test = was_test;
    }

    fn item_kind(&mut self, item: &SynItem, span: Span, out: &mut Vec<Item>) {
        let kind = match item {
            SynItem::Fn(item) => {
                let access = Access::of(&item.vis);
                let block = Some(&*item.block);
                ItemKind::Fn(Box::new(self.function(&item.attrs, access, &item.sig, block, span)))
            }
            SynItem::Impl(item) => ItemKind::Impl(Box::new(self.impl_item(item))),
            SynItem::Struct(item) => ItemKind::Struct(Box::new(StructItem {
                name: self.name(&item.ident),
                generics: self.generics(&item.generics),
                fields: self.fields(&item.fields),
                tuple: matches!(item.fields, Fields::Unnamed(_)),
                public: matches!(item.vis, Visibility::Public(_)),
            })),
            SynItem::Union(item) => ItemKind::Struct(Box::new(StructItem {
                name: self.name(&item.ident),
                generics: self.generics(&item.generics),
                fields: self.fields(&Fields::Named(item.fields.clone())),
                tuple: false,
                public: matches!(item.vis, Visibility::Public(_)),
            })),
            SynItem::Enum(item) => ItemKind::Enum(Box::new(self.enum_item(item))),
            SynItem::Trait(item) => ItemKind::Trait(Box::new(self.trait_item(item))),
            SynItem::Mod(item) => ItemKind::Mod(Box::new(self.mod_item(item))),
            SynItem::Use(item) => {
                let mut path = Vec::new();
                if item.leading_colon.is_some() {
                    path.push(Symbol::new(""));
                }
                self.use_tree(&item.tree, &mut path, is_public(&item.vis), span, out);
                return;
            }
            SynItem::ExternCrate(item) => {
                let name = self.name(&item.ident);
                let alias = item.rename.as_ref().map_or(name, |(_, alias)| self.name(alias));
                ItemKind::ExternCrate { name, alias }
            }
            SynItem::Static(item) => {
                let storage = match item.mutability {
                    _ if item.attrs.iter().any(|attr| attr.path().is_ident("thread_local")) => {
                        Storage::ThreadLocal
                    }
                    syn::StaticMutability::Mut(_) => Storage::StaticMut,
                    _ => Storage::Static,
                };
                let lowered = self.static_item(&item.ident, &item.ty, Some(&item.expr), storage, span);
                ItemKind::Static(Box::new(StaticItem { notes: self.notes(&item.attrs), ..lowered }))
            }
            SynItem::Const(item) => {
                let init = Some(&*item.expr);
                ItemKind::Static(Box::new(self.static_item(
                    &item.ident,
                    &item.ty,
                    init,
                    Storage::Const,
                    span,
                )))
            }
            SynItem::Type(item) => ItemKind::Alias(Box::new(AliasItem {
                name: self.name(&item.ident),
                generics: self.generics(&item.generics),
                ty: self.ty(&item.ty),
            })),
            SynItem::ForeignMod(item) => {
                self.foreign_mod(item, out);
                return;
            }
            SynItem::Macro(item) => {
                let mac = &item.mac;
                // What a `cfg` may switch off is not missed.
                if !(is_conditional(&item.attrs) && is_generated_include(mac)) {
                    self.item_macro(mac, span, out);
                }
                return;
            }
            _ => return,
        };
        out.push(Item { kind, span, test: self.test });
    }

    fn impl_item(&mut self, item: &syn::ItemImpl) -> ImplItem {
        let mut lowered = ImplItem {
            generics: self.generics(&item.generics),
            of_trait: item.trait_.as_ref().map(|(path, _)| self.path(None, path)),
            negative: item.modifiers.polarity.is_some(),
            is_unsafe: item.unsafety.is_some(),
            self_ty: self.ty(&item.self_ty),
            fns: Vec::new(),
            types: Vec::new(),
            consts: Vec::new(),
        };
        let outer = std::mem::replace(&mut self.inherited, attr_paths(&item.attrs));
        self.impl_items(&item.items, &mut lowered);
        lowered.fns.shrink_to_fit();
        self.inherited = outer;
        lowered
    }

    fn impl_items(&mut self, items: &[SynImplItem], out: &mut ImplItem) {
        for item in items {
            let (attrs, first, last) = match item {
                SynImplItem::Fn(f) => (&f.attrs, fn_start(&f.vis, &f.sig), f.block.brace_token.span.close()),
                SynImplItem::Const(c) => (&c.attrs, start(&c.vis, c.const_token.span), c.semi_token.span),
                SynImplItem::Type(t) => (&t.attrs, start(&t.vis, t.type_token.span), t.semi_token.span),
                SynImplItem::Macro(mac) => {
                    if !self.is_off(&mac.attrs) {
                        self.impl_macro(&mac.mac, out);
                    }
                    continue;
                }
                _ => continue,
            };
            let cfg = self.cfg(attrs);
            if cfg == Cfg::Off {
                continue;
            }
            let was_test = self.test;
            let around = self.enter(attrs);
            self.test |= cfg == Cfg::Test;
            let span = self.between(first, last);
            self.note(attrs, span);
            match item {
                SynImplItem::Fn(f) => {
                    let access = if out.of_trait.is_some() { Access::Public } else { Access::of(&f.vis) };
                    out.fns.push(self.function(attrs, access, &f.sig, Some(&f.block), span));
                }
                SynImplItem::Const(c) => {
                    let item = self.static_item(&c.ident, &c.ty, Some(&c.expr), Storage::Const, span);
                    out.consts.push(item);
                }
                SynImplItem::Type(t) => {
                    let name = self.name(&t.ident);
                    out.types.push((name, self.ty(&t.ty)));
                }
                _ => {}
            }
            self.conditions.truncate(around);
            self.test = was_test;
        }
    }

    /// A macro between the items of an impl: expanded, or the items that it holds.
    fn impl_macro(&mut self, mac: &syn::Macro, out: &mut ImplItem) {
        let tokens = self.expand_items(mac);
        let parser = |input: ParseStream<'_>| {
            let mut items = Vec::new();
            input.call(Attribute::parse_inner)?;
            while !input.is_empty() {
                items.push(input.parse::<SynImplItem>()?);
            }
            Ok(items)
        };
        if let Ok(items) = syntax::tokens(tokens, parser)
            && self.depth < super::EXPANSION_DEPTH
        {
            self.depth += 1;
            self.impl_items(&items, out);
            self.depth -= 1;
        }
    }

    fn trait_item(&mut self, item: &syn::ItemTrait) -> TraitItem {
        let mut lowered = TraitItem {
            name: self.name(&item.ident),
            generics: self.generics(&item.generics),
            supers: self.bounds(&item.supertraits),
            fns: Vec::new(),
            types: Vec::new(),
        };
        let outer = std::mem::replace(&mut self.inherited, attr_paths(&item.attrs));
        for item in &item.items {
            match item {
                SynTraitItem::Fn(f) if !self.is_off(&f.attrs) => {
                    let last = match (&f.default, &f.semi_token) {
                        (Some(block), _) => block.brace_token.span.close(),
                        (None, Some(semi)) => semi.span,
                        (None, None) => f.sig.paren_token.span.close(),
                    };
                    let span = self.between(fn_start(&Visibility::Inherited, &f.sig), last);
                    self.note(&f.attrs, span);
                    lowered.fns.push(self.function(
                        &f.attrs,
                        Access::Public,
                        &f.sig,
                        f.default.as_ref(),
                        span,
                    ));
                }
                SynTraitItem::Type(t) if !self.is_off(&t.attrs) => {
                    let name = self.name(&t.ident);
                    let bounds = self.bounds(&t.bounds);
                    let default = t.default.as_ref().map(|(_, ty)| self.ty(ty));
                    lowered.types.push((name, bounds, default));
                }
                _ => {}
            }
        }
        lowered.fns.shrink_to_fit();
        self.inherited = outer;
        lowered
    }

    fn function(
        &mut self,
        attrs: &[Attribute],
        access: Access,
        sig: &syn::Signature,
        body: Option<&syn::Block>,
        span: Span,
    ) -> FnItem {
        let was_test = self.test;
        self.test |= has_test_attr(attrs);
        let mut paths = attr_paths(attrs);
        paths.extend_from_slice(&self.inherited);
        let outer = std::mem::take(&mut self.inherited);
        let mut receiver = None;
        let mut params = Vec::with_capacity(sig.inputs.len());
        for input in &sig.inputs {
            match input {
                syn::FnArg::Receiver(it) => receiver = Some(self.receiver(it)),
                syn::FnArg::Typed(it) if self.is_off(&it.attrs) => {}
                syn::FnArg::Typed(it) => {
                    params.push(Param { pat: self.pat(&it.pat), ty: self.ty(&it.ty) });
                }
            }
        }
        let declaring = self.declaring;
        let body = body.map(|body| self.fn_body(body));
        let lowered = FnItem {
            name: self.name(&sig.ident),
            name_span: self.span(sig.ident.span()),
            span,
            generics: self.generics(&sig.generics),
            receiver,
            params,
            ret: self.ret(&sig.output),
            is_async: sig.asyncness.is_some(),
            is_unsafe: matches!(sig.safety, syn::Safety::Unsafe(_)),
            is_const: sig.constness.is_some(),
            access,
            test: self.test,
            conditions: self.conditions.clone(),
            attrs: paths,
            attr_words: attr_words(attrs),
            body,
            declares: self.declaring != declaring,
            notes: self.notes(attrs),
        };
        self.inherited = outer;
        self.test = was_test;
        lowered
    }

    fn receiver(&mut self, receiver: &syn::Receiver) -> Receiver {
        match &receiver.kind {
            syn::ReceiverKind::Reference(_, _, Some(_)) => Receiver::RefMut,
            syn::ReceiverKind::Reference(..) => Receiver::Ref,
            syn::ReceiverKind::Typed(_, ty) => Receiver::Typed(self.ty(ty)),
            _ => Receiver::Value,
        }
    }

    fn enum_item(&mut self, item: &syn::ItemEnum) -> EnumItem {
        let name = self.name(&item.ident);
        let generics = self.generics(&item.generics);
        let mut variants = Vec::new();
        for variant in &item.variants {
            if !self.is_off(&variant.attrs) {
                variants.push((self.name(&variant.ident), self.fields(&variant.fields)));
            }
        }
        EnumItem { name, generics, variants }
    }

    fn fields(&mut self, fields: &Fields) -> Vec<Field> {
        let mut lowered = Vec::with_capacity(fields.len());
        for field in fields {
            if self.is_off(&field.attrs) {
                continue;
            }
            let ty = self.ty(&field.ty);
            let (name, at) = match &field.ident {
                Some(ident) => (self.name(ident), self.span(ident.span())),
                None => {
                    let name = Symbol::new(index_name(lowered.len() as u32, &mut [0; 10]));
                    (name, self.span(syn::spanned::Spanned::span(&field.ty)))
                }
            };
            if self.targets.is_some() || !field.attrs.is_empty() {
                let end = self.span(syn::spanned::Spanned::span(&field.ty));
                let first = match &field.vis {
                    Visibility::Inherited => at,
                    vis => self.span(start(vis, proc_macro2::Span::call_site())),
                };
                self.note(&field.attrs, first.to(at).to(end));
            }
            let notes = self.notes(&field.attrs);
            lowered.push(Field { name, ty, span: at, notes });
        }
        lowered
    }

    fn mod_item(&mut self, item: &syn::ItemMod) -> ModItem {
        let inline = item.content.as_ref().map(|(_, items)| {
            let mut inline = Vec::with_capacity(items.len());
            items.iter().for_each(|item| self.item(item, &mut inline));
            inline.shrink_to_fit();
            inline
        });
        let path = item.attrs.iter().find_map(|attr| match &attr.meta {
            syn::Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) => Some(path.value()),
                _ => None,
            },
            _ => None,
        });
        let public = matches!(item.vis, Visibility::Public(_));
        let conditional = self.spliced_under_cfg || is_conditional(&item.attrs);
        let conditions = self.conditions.clone();
        ModItem { name: self.name(&item.ident), path, inline, public, conditional, conditions }
    }

    fn use_tree(
        &mut self,
        tree: &syn::UseTree,
        path: &mut Vec<Symbol>,
        public: bool,
        span: Span,
        out: &mut Vec<Item>,
    ) {
        let depth = path.len();
        let mut leaf = |path: Vec<Symbol>, name: Symbol, glob: bool| {
            let mut path = SmallVec::from_vec(path);
            super::types::uncheck(&mut path, |name| *name);
            let kind = ItemKind::Use(UseItem { path: path.into_vec(), glob, name, public });
            // `item` marks those of test code.
            out.push(Item { kind, span, test: false });
        };
        match tree {
            syn::UseTree::Path(tree) => {
                path.push(self.name(&tree.ident));
                self.use_tree(&tree.tree, path, public, span, out);
            }
            syn::UseTree::Name(tree) => {
                let name = self.name(&tree.ident);
                match path.last() {
                    // `a::{self}` is `a`.
                    Some(&module) if name == "self" => leaf(path.clone(), module, false),
                    _ => {
                        path.push(name);
                        leaf(path.clone(), name, false);
                    }
                }
            }
            syn::UseTree::Rename(tree) => {
                let name = self.name(&tree.ident);
                let alias = self.name(&tree.rename);
                if name != "self" || path.is_empty() {
                    path.push(name);
                }
                leaf(path.clone(), alias, false);
            }
            syn::UseTree::Glob(_) => leaf(path.clone(), Symbol::new("*"), true),
            syn::UseTree::Group(tree) => {
                for tree in &tree.items {
                    self.use_tree(tree, path, public, span, out);
                }
            }
        }
        path.truncate(depth);
    }

    fn static_item(
        &mut self,
        name: &syn::Ident,
        ty: &syn::Type,
        init: Option<&syn::Expr>,
        storage: Storage,
        span: Span,
    ) -> StaticItem {
        let (name_span, name) = (self.span(name.span()), self.name(name));
        let ty = self.ty(ty);
        let mut init = init.map(|init| self.expr(init));
        let lazy = at_first_use(&ty, storage, &mut init).map(|(body, ret)| {
            Box::new(FnItem {
                name,
                name_span,
                span,
                generics: Generics::default(),
                receiver: None,
                params: Vec::new(),
                ret: Some(ret),
                is_async: false,
                is_unsafe: false,
                is_const: false,
                access: Access::Private,
                test: self.test,
                conditions: self.conditions.clone(),
                attrs: Vec::new(),
                attr_words: Vec::new(),
                body: Some(Body::Here(Block {
                    items: Vec::new(),
                    stmts: Vec::new(),
                    span: body.span,
                    tail: Some(Box::new(body)),
                    tail_scope: true,
                    label: None,
                })),
                declares: true,
                notes: None,
            })
        });
        StaticItem { name, ty, init, lazy, storage, span, notes: None }
    }

    fn foreign_mod(&mut self, item: &syn::ItemForeignMod, out: &mut Vec<Item>) {
        for item in &item.items {
            let (kind, span) = match item {
                syn::ForeignItem::Fn(f) if !self.is_off(&f.attrs) => {
                    let span = self.between(fn_start(&f.vis, &f.sig), f.semi_token.span);
                    self.note(&f.attrs, span);
                    let access = Access::of(&f.vis);
                    (ItemKind::Fn(Box::new(self.function(&f.attrs, access, &f.sig, None, span))), span)
                }
                syn::ForeignItem::Static(s) if !self.is_off(&s.attrs) => {
                    let span = self.between(start(&s.vis, s.static_token.span), s.semi_token.span);
                    // Who else writes it, and under which lock, is written in another language.
                    let item = self.static_item(&s.ident, &s.ty, None, Storage::Static, span);
                    (ItemKind::Static(Box::new(item)), span)
                }
                _ => continue,
            };
            out.push(Item { kind, span, test: self.test });
        }
    }

    /// A macro in the place of items.
    fn item_macro(&mut self, mac: &syn::Macro, span: Span, out: &mut Vec<Item>) {
        let Some(segment) = mac.path.segments.last() else { return };
        let name = self.name(&segment.ident);
        match name.as_str() {
            "macro_rules" => {}
            "lock_order" if is_of_concheck(mac) => self.lock_order(mac.tokens.clone(), span, out),
            "lazy_static" | "thread_local" | "task_local" => self.static_macro(name, mac, out),
            "include" => {
                let path = syn::parse2::<syn::LitStr>(mac.tokens.clone()).ok().map(|path| path.value());
                out.push(Item { kind: ItemKind::Include(path), span, test: self.test });
            }
            "cfg_if" => {
                let was = std::mem::replace(&mut self.spliced_under_cfg, true);
                self.chosen += 1;
                for (cfg, conditions, tokens) in tokens::cfg_if(&mac.tokens) {
                    let around = self.conditions.len();
                    self.conditions.extend(&conditions);
                    self.spliced(tokens, cfg == Cfg::Test, out);
                    self.conditions.truncate(around);
                }
                self.chosen -= 1;
                self.spliced_under_cfg = was;
            }
            _ => {
                let tokens = self.expand_items(mac);
                self.spliced(tokens, false, out);
            }
        }
    }

    /// What a macro between items expands to, or what it holds.
    fn expand_items(&mut self, mac: &syn::Macro) -> TokenStream {
        self.expand_tokens(mac).unwrap_or_else(|| mac.tokens.clone())
    }

    /// The items that `tokens` are, if they are some, beside those around the macro.
    fn spliced(&mut self, tokens: TokenStream, test: bool, out: &mut Vec<Item>) {
        if self.depth >= super::EXPANSION_DEPTH {
            return;
        }
        let Ok(file) = syntax::tokens(tokens, syn::File::parse) else { return };
        let cfg = self.cfg(&file.attrs);
        if cfg == Cfg::Off {
            return;
        }
        let was_test = self.test;
        self.test |= test || cfg == Cfg::Test;
        self.depth += 1;
        file.items.iter().for_each(|item| self.item(item, out));
        self.depth -= 1;
        self.test = was_test;
    }

    /// `lazy_static! { static ref X: T = e; }`, `thread_local! { static X: T = e; }`, `task_local! { static X: T; }`.
    pub(super) fn static_macro(&mut self, name: Symbol, mac: &syn::Macro, out: &mut Vec<Item>) {
        let storage = if name == "lazy_static" { Storage::Lazy } else { Storage::ThreadLocal };
        let parser = |input: ParseStream<'_>| {
            let mut entries = Vec::new();
            while !input.is_empty() {
                entries.push(StaticEntry::parse(input)?);
            }
            Ok(entries)
        };
        let Ok(entries) = parser.parse2(mac.tokens.clone()) else { return };
        for entry in entries {
            let cfg = self.cfg(&entry.attrs);
            if cfg == Cfg::Off {
                continue;
            }
            let at = self.span(entry.first).to(self.span(entry.ident.span()));
            self.note(&entry.attrs, at);
            let item = self.static_item(&entry.ident, &entry.ty, entry.init.as_ref(), storage, at);
            let init = item.init.as_ref().map(|init| init.span);
            let lazy = item.lazy.as_ref().and_then(|lazy| lazy.body.as_ref()?.known()).map(|body| body.span);
            let span = init.or(lazy).map_or(at, |init| at.to(init));
            let item = StaticItem { span, ..item };
            out.push(Item {
                kind: ItemKind::Static(Box::new(item)),
                span,
                test: self.test || cfg == Cfg::Test,
            });
        }
    }

    fn item_span(&self, item: &SynItem) -> Span {
        let (first, last) = match item {
            SynItem::Fn(i) => (fn_start(&i.vis, &i.sig), i.block.brace_token.span.close()),
            SynItem::Impl(i) => {
                let first = match (&i.modifiers.defaultness, &i.unsafety) {
                    (Some(token), _) => token.span,
                    (None, Some(token)) => token.span,
                    (None, None) => i.impl_token.span,
                };
                (first, i.brace_token.span.close())
            }
            SynItem::Struct(i) => {
                let last = match (&i.fields, &i.semi_token) {
                    (_, Some(semi)) => semi.span,
                    (Fields::Named(fields), None) => fields.brace_token.span.close(),
                    _ => i.ident.span(),
                };
                (start(&i.vis, i.struct_token.span), last)
            }
            SynItem::Union(i) => (start(&i.vis, i.union_token.span), i.fields.brace_token.span.close()),
            SynItem::Enum(i) => (start(&i.vis, i.enum_token.span), i.brace_token.span.close()),
            SynItem::Trait(i) => {
                let first = i.unsafety.as_ref().map_or(i.trait_token.span, |token| token.span);
                (start(&i.vis, first), i.brace_token.span.close())
            }
            SynItem::Mod(i) => {
                let last = match (&i.content, &i.semi) {
                    (Some((brace, _)), _) => brace.span.close(),
                    (None, Some(semi)) => semi.span,
                    (None, None) => i.ident.span(),
                };
                (start(&i.vis, i.mod_token.span), last)
            }
            SynItem::Use(i) => (start(&i.vis, i.use_token.span), i.semi_token.span),
            SynItem::ExternCrate(i) => (start(&i.vis, i.extern_token.span), i.semi_token.span),
            SynItem::Static(i) => (start(&i.vis, i.static_token.span), i.semi_token.span),
            SynItem::Const(i) => (start(&i.vis, i.const_token.span), i.semi_token.span),
            SynItem::Type(i) => (start(&i.vis, i.type_token.span), i.semi_token.span),
            SynItem::ForeignMod(i) => (i.abi.extern_token.span, i.brace_token.span.close()),
            SynItem::TraitAlias(i) => (start(&i.vis, i.trait_token.span), i.semi_token.span),
            SynItem::Macro(i) => return self.macro_span(&i.mac),
            _ => return Span::default(),
        };
        self.between(first, last)
    }
}

/// An entry of `lazy_static!` or `thread_local!`.
struct StaticEntry {
    attrs: Vec<Attribute>,
    first: proc_macro2::Span,
    ident: syn::Ident,
    ty: syn::Type,
    init: Option<syn::Expr>,
}

impl StaticEntry {
    fn parse(input: ParseStream<'_>) -> syn::Result<StaticEntry> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse::<Visibility>()?;
        let keyword = input.parse::<syn::Token![static]>()?;
        input.parse::<Option<syn::Token![ref]>>()?;
        let ident = input.parse()?;
        input.parse::<syn::Token![:]>()?;
        let ty = input.parse()?;
        let mut init = None;
        if input.peek(syn::Token![=]) {
            input.parse::<syn::Token![=]>()?;
            init = Some(input.parse()?);
        }
        if !input.is_empty() {
            input.parse::<syn::Token![;]>()?;
        }
        Ok(StaticEntry { attrs, first: start(&vis, keyword.span), ident, ty, init })
    }
}

fn is_public(vis: &Visibility) -> bool {
    !matches!(vis, Visibility::Inherited)
}

impl Access {
    fn of(vis: &Visibility) -> Access {
        match vis {
            Visibility::Public(_) => Access::Public,
            Visibility::Inherited => Access::Private,
            _ => Access::Restricted,
        }
    }
}

/// Where an item with this visibility and keyword starts.
fn start(vis: &Visibility, keyword: proc_macro2::Span) -> proc_macro2::Span {
    match vis {
        Visibility::Public(token) => token.span,
        Visibility::Restricted(vis) => vis.pub_token.span,
        _ => keyword,
    }
}

fn fn_start(vis: &Visibility, sig: &syn::Signature) -> proc_macro2::Span {
    let keyword = match (&sig.constness, &sig.asyncness, &sig.safety, &sig.abi) {
        (Some(token), ..) => token.span,
        (_, Some(token), ..) => token.span,
        (_, _, syn::Safety::Unsafe(token), _) => token.span,
        (_, _, syn::Safety::Safe(token), _) => token.span,
        (.., Some(abi)) => abi.extern_token.span,
        _ => sig.fn_token.span,
    };
    start(vis, keyword)
}

/// `#[test]`, `#[tokio::test]`, `#[rstest]`, `#[bench]` …
fn has_test_attr(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| {
        let last = attr.path().segments.last();
        last.is_some_and(|last| {
            last.ident == "test"
                || last.ident == "rstest"
                || last.ident == "bench"
                || last.ident == "test_case"
        })
    })
}

/// The strings among the arguments of those attributes, as in `flavor = "current_thread"`.
fn attr_words(attrs: &[Attribute]) -> Vec<Symbol> {
    let matter = attrs.iter().filter(|attr| !PLAIN_ATTRS.contains(&joined(attr.path()).as_str()));
    let mut words = Vec::new();
    for attr in matter {
        let syn::Meta::List(list) = &attr.meta else { continue };
        for token in list.tokens.clone() {
            if let TokenTree::Literal(literal) = token
                && let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string())
            {
                words.push(Symbol::new(&text.value()));
            }
        }
    }
    words
}

/// The paths of the attributes that may matter, those within `cfg_attr` included.
fn attr_paths(attrs: &[Attribute]) -> Vec<String> {
    let mut paths = Vec::new();
    for attr in attrs {
        let path = joined(attr.path());
        if path == "cfg_attr" {
            let syn::Meta::List(list) = &attr.meta else { continue };
            let inner = super::allows::cfg_attr(&list.tokens);
            if let Some((Cfg::On, metas)) = inner {
                paths.extend(metas.iter().map(|meta| joined(meta.path())));
            }
        } else {
            paths.push(path);
        }
    }
    paths.retain(|path| !PLAIN_ATTRS.contains(&path.as_str()));
    paths
}

/// Takes an initialiser that runs at first use, with what it gives: the closure or function of `LazyLock::new(…)`, or
/// the expression of `lazy_static!`.
fn at_first_use(ty: &TypeRef, storage: Storage, init: &mut Option<Expr>) -> Option<(Expr, TypeRef)> {
    if storage == Storage::Lazy {
        return Some((init.take()?, ty.clone()));
    }
    let TypeRef::Path(path) = ty else { return None };
    let last = path.segments.last()?;
    if storage != Storage::Static || !matches!(last.name.as_str(), "LazyLock" | "Lazy") {
        return None;
    }
    let inner = last.args().first()?.clone();
    let expr = init.take()?;
    if !matches!(&expr.kind, ExprKind::Call(_, args) if args.len() == 1) {
        *init = Some(expr);
        return None;
    }
    let span = expr.span;
    let ExprKind::Call(_, mut args) = expr.kind else { return None };
    let arg = args.pop()?;
    let body = match arg.kind {
        ExprKind::Closure(closure) => closure.body,
        _ => Expr { span, kind: ExprKind::Call(Box::new(arg), Vec::new()) },
    };
    Some((body, inner))
}

/// Whether a `cfg` decides about what has these attributes.
fn is_conditional(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr"))
}

/// Whether it is `include!` of a file that only a build knows.
fn is_generated_include(mac: &syn::Macro) -> bool {
    mac.path.is_ident("include") && syn::parse2::<syn::LitStr>(mac.tokens.clone()).is_err()
}

fn item_attrs(item: &SynItem) -> &[Attribute] {
    match item {
        SynItem::Const(i) => &i.attrs,
        SynItem::Enum(i) => &i.attrs,
        SynItem::ExternCrate(i) => &i.attrs,
        SynItem::Fn(i) => &i.attrs,
        SynItem::ForeignMod(i) => &i.attrs,
        SynItem::Impl(i) => &i.attrs,
        SynItem::Macro(i) => &i.attrs,
        SynItem::Mod(i) => &i.attrs,
        SynItem::Static(i) => &i.attrs,
        SynItem::Struct(i) => &i.attrs,
        SynItem::Trait(i) => &i.attrs,
        SynItem::TraitAlias(i) => &i.attrs,
        SynItem::Type(i) => &i.attrs,
        SynItem::Union(i) => &i.attrs,
        SynItem::Use(i) => &i.attrs,
        _ => &[],
    }
}
