//! Annotations of the `concheck` crate: what they say of functions, fields and statics.

use concheck_grammar::{Annotation, Attribute as Read, Lock, Mode, Name, Order};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Ident, Item as SynItem, Meta};

use super::Lowering;
use super::allows::cfg_attr;
use crate::facts::ir::{ExprKind, Item, ItemKind, LockOrder, LockRef, Notes, PathRef, Segment};
use crate::text::{Span, Symbol};

/// Macros of the crate that are attributes and no annotations.
const OTHERS: [&str; 2] = ["checked", "check"];

impl Lowering<'_> {
    /// What the annotations among `attrs` say.
    pub(super) fn notes(&mut self, attrs: &[Attribute]) -> Option<Box<Notes>> {
        let mut notes = Notes::default();
        // Suppressions and orders are read elsewhere.
        for read in own(attrs).filter(|read| read.name != "allow" && read.name != "lock_order") {
            let at = self.span(read.name.span());
            match Annotation::of(&read) {
                Some(Ok(annotation)) => self.take_note(annotation, at, &mut notes),
                Some(Err(error)) => self.misread(&error),
                None if OTHERS.contains(&&*read.name.to_string()) => {}
                None => {
                    let names = concheck_grammar::NAMES.join(", ");
                    let name = &read.name;
                    let message = format!("concheck has no annotation `{name}`; it has {names}");
                    self.problem(at.start, &message);
                }
            }
        }
        (notes != Notes::default()).then(|| Box::new(notes))
    }

    fn take_note(&mut self, annotation: Annotation, at: Span, notes: &mut Notes) {
        let mut locks = |locks: Vec<Lock>| locks.iter().map(|lock| self.lock_ref(lock)).collect::<Vec<_>>();
        match annotation {
            Annotation::GuardedBy(lock) => notes.guarded_by = Some(self.lock_ref(&lock)),
            Annotation::Requires(required) => notes.requires.extend(locks(required)),
            Annotation::Acquires(acquired) => notes.acquires.extend(locks(acquired)),
            Annotation::Releases(released) => notes.releases.extend(locks(released)),
            Annotation::Blocking => notes.blocking = Some(at),
            Annotation::NonBlocking => notes.non_blocking = Some(at),
            _ => {}
        }
    }

    fn lock_ref(&mut self, lock: &Lock) -> LockRef {
        let span = self.span(lock.root.span);
        let segment = |name: &String| Segment::bare(Symbol::new(name));
        let segments = lock.root.segments.iter().map(segment).collect();
        LockRef {
            shared: lock.mode == Mode::Shared,
            root: PathRef { segments, span, ..PathRef::default() },
            fields: lock.fields.iter().map(|field| Symbol::new(field)).collect(),
            span,
        }
    }

    /// `#[concheck::lock_order(A < B)]` on an item. A bare name on a struct is that of a field.
    pub(super) fn declared_orders(&mut self, attrs: &[Attribute], item: &SynItem, out: &mut Vec<Item>) {
        for read in own(attrs).filter(|read| read.name == "lock_order") {
            let span = self.span(read.name.span());
            let mut order = match Annotation::of(&read) {
                Some(Ok(Annotation::LockOrder(order))) => order,
                Some(Err(error)) => {
                    self.misread(&error);
                    continue;
                }
                _ => continue,
            };
            if let SynItem::Struct(item) = item {
                for lock in &mut order.locks {
                    let is_field = |name: &str| {
                        item.fields
                            .iter()
                            .any(|field| field.ident.as_ref().is_some_and(|ident| ident == name))
                    };
                    if let [only] = lock.segments.as_slice()
                        && is_field(only)
                    {
                        lock.segments.insert(0, item.ident.unraw().to_string());
                    }
                }
            }
            self.push_order(&order, span, out);
        }
    }

    /// `concheck::lock_order!(A < B)`.
    pub(super) fn lock_order(&mut self, tokens: TokenStream, span: Span, out: &mut Vec<Item>) {
        match Order::parse.parse2(tokens) {
            Ok(order) => self.push_order(&order, span, out),
            Err(error) => self.misread(&error),
        }
    }

    fn push_order(&mut self, order: &Order, span: Span, out: &mut Vec<Item>) {
        let path = |name: &Name| name.segments.iter().map(|segment| Symbol::new(segment)).collect();
        let locks = order.locks.iter().map(|name| (path(name), self.span(name.span))).collect();
        out.push(Item { kind: ItemKind::LockOrder(LockOrder { locks }), span, test: self.test });
    }

    /// `concheck::lock!(a, read b, write c)`.
    pub(super) fn lock_all(&mut self, tokens: TokenStream) -> Option<ExprKind> {
        let locks = wanted.parse2(tokens).ok()?;
        let lower = |(method, lock): &(&'static str, syn::Expr)| (Symbol::new(method), self.expr(lock));
        Some(ExprKind::LockAll(locks.iter().map(lower).collect()))
    }

    fn misread(&mut self, error: &syn::Error) {
        let at = self.span(error.span()).start;
        self.problem(at, &format!("concheck does not understand this annotation: {error}"));
    }
}

/// The attributes of the `concheck` crate, those within `cfg_attr` included.
fn own(attrs: &[Attribute]) -> impl Iterator<Item = Read> {
    attrs.iter().flat_map(|attr| match &attr.meta {
        Meta::List(list) if list.path.is_ident("cfg_attr") => {
            let metas = cfg_attr(&list.tokens).map_or(Vec::new(), |(_, metas)| metas);
            metas.into_iter().filter_map(|meta| Read::of(meta.into_token_stream())).collect()
        }
        meta if is_candidate(meta.path()) => Read::of(meta.to_token_stream()).into_iter().collect(),
        _ => Vec::new(),
    })
}

fn is_candidate(path: &syn::Path) -> bool {
    path.segments.len() == 2 && path.segments[0].ident == "concheck"
}

/// Whether a macro is called by its path in the `concheck` crate.
pub(super) fn is_of_concheck(mac: &syn::Macro) -> bool {
    is_candidate(&mac.path)
}

/// What `lock!` is given, with the method that takes each lock.
fn wanted(input: ParseStream<'_>) -> syn::Result<Vec<(&'static str, syn::Expr)>> {
    let mut locks = Vec::new();
    while !input.is_empty() {
        let word = input.fork().call(Ident::parse_any).ok();
        let followed =
            input.peek2(Ident::peek_any) || input.peek2(syn::Token![&]) || input.peek2(syn::Token![*]);
        let method = match word.filter(|_| followed) {
            Some(word) if word == "read" => "read",
            Some(word) if word == "write" => "write",
            _ => "lock",
        };
        if method != "lock" {
            input.call(Ident::parse_any)?;
        }
        locks.push((method, input.parse()?));
        if !input.is_empty() {
            input.parse::<syn::Token![,]>()?;
        }
    }
    Ok(locks)
}
