//! What of a file matters outside of its bodies, as a hash: while it stays the same, and so do those of all other files,
//! every item keeps its number and its types.

use std::hash::Hash;

use xxhash_rust::xxh3::Xxh3;

use super::walk::children;
use crate::facts::FileFacts;
use crate::facts::ir::{Block, Body, Expr, ExprKind, Field, FnItem, Item, ItemKind, Notes, StaticItem, Stmt};
use crate::text::Span;

/// The hash of a file's declarations, those in bodies included; places in the text are left out. It is the same in each
/// process. Linear in the size of
/// the declarations.
pub(super) fn of(file: &FileFacts) -> u128 {
    let mut hasher = Xxh3::new();
    file.test_only.hash(&mut hasher);
    items(&file.items, &mut hasher);
    hasher.digest128()
}

/// The places of a file's declarations, those in bodies included: as many, and in the same order, where the hash is the
/// same.
pub(super) fn places(file: &FileFacts) -> Vec<Span> {
    let mut places = Vec::new();
    places_of(&file.items, &mut places);
    places
}

fn places_of(items: &[Item], to: &mut Vec<Span>) {
    for item in items {
        to.push(item.span);
        match &item.kind {
            ItemKind::Mod(item) => places_of(item.inline.as_deref().unwrap_or_default(), to),
            ItemKind::Struct(item) => places_of_fields(&item.fields, to),
            ItemKind::Enum(item) => {
                item.variants.iter().for_each(|(_, fields)| places_of_fields(fields, to));
            }
            ItemKind::Trait(item) => item.fns.iter().for_each(|item| places_of_function(item, to)),
            ItemKind::Impl(item) => {
                item.fns.iter().for_each(|item| places_of_function(item, to));
                item.consts.iter().for_each(|item| places_of_constant(item, to));
            }
            ItemKind::Fn(item) => places_of_function(item, to),
            ItemKind::Static(item) => places_of_constant(item, to),
            ItemKind::LockOrder(order) => to.extend(order.locks.iter().map(|(_, span)| *span)),
            ItemKind::Use(_) | ItemKind::ExternCrate { .. } | ItemKind::Alias(_) | ItemKind::Include(_) => {}
        }
    }
}

fn places_of_fields(fields: &[Field], to: &mut Vec<Span>) {
    for field in fields {
        to.push(field.span);
        places_of_notes(field.notes.as_deref(), to);
    }
}

fn places_of_notes(notes: Option<&Notes>, to: &mut Vec<Span>) {
    let Some(Notes { guarded_by, requires, acquires, releases, blocking, non_blocking }) = notes else {
        return;
    };
    for locks in [guarded_by.as_slice(), requires, acquires, releases] {
        to.extend(locks.iter().flat_map(|lock| [lock.span, lock.root.span]));
    }
    to.extend(blocking.iter().chain(non_blocking));
}

fn places_of_function(item: &FnItem, to: &mut Vec<Span>) {
    to.extend([item.span, item.name_span]);
    places_of_notes(item.notes.as_deref(), to);
    if let Some(body) = item.body.as_ref().and_then(Body::known).filter(|_| item.declares) {
        declared_in(body, &mut |items| places_of(items, to));
    }
}

fn places_of_constant(item: &StaticItem, to: &mut Vec<Span>) {
    to.push(item.span);
    places_of_notes(item.notes.as_deref(), to);
    if let Some(lazy) = &item.lazy {
        places_of_function(lazy, to);
    }
    if let Some(init) = &item.init {
        declared_under(init, &mut |items| places_of(items, to));
    }
}

fn items(items: &[Item], to: &mut Xxh3) {
    items.len().hash(to);
    for item in items {
        std::mem::discriminant(&item.kind).hash(to);
        item.test.hash(to);
        kind(&item.kind, to);
    }
}

fn kind(kind: &ItemKind, to: &mut Xxh3) {
    match kind {
        ItemKind::Mod(item) => {
            (item.name, &item.path, item.public, item.inline.is_some(), &item.conditions).hash(to);
            items(item.inline.as_deref().unwrap_or_default(), to);
        }
        ItemKind::Use(item) => (&item.path, item.glob, item.name, item.public).hash(to),
        ItemKind::ExternCrate { name, alias } => (name, alias).hash(to),
        ItemKind::Struct(item) => {
            (item.name, &item.generics, item.tuple, item.public).hash(to);
            fields(&item.fields, to);
        }
        ItemKind::Enum(item) => {
            (item.name, &item.generics, item.variants.len()).hash(to);
            for (name, inner) in &item.variants {
                name.hash(to);
                fields(inner, to);
            }
        }
        ItemKind::Trait(item) => {
            (item.name, &item.generics, &item.supers, &item.types).hash(to);
            functions(&item.fns, to);
        }
        ItemKind::Impl(item) => {
            (&item.generics, &item.of_trait, item.negative, item.is_unsafe).hash(to);
            (&item.self_ty, &item.types, item.consts.len()).hash(to);
            functions(&item.fns, to);
            item.consts.iter().for_each(|item| constant(item, to));
        }
        ItemKind::Fn(item) => function(item, to),
        ItemKind::Static(item) => constant(item, to),
        ItemKind::Alias(item) => (item.name, &item.generics, &item.ty).hash(to),
        ItemKind::Include(path) => path.hash(to),
        ItemKind::LockOrder(order) => order.locks.iter().for_each(|(lock, _)| lock.hash(to)),
    }
}

fn fields(fields: &[Field], to: &mut Xxh3) {
    fields.len().hash(to);
    for field in fields {
        (field.name, &field.ty).hash(to);
        notes(field.notes.as_deref(), to);
    }
}

fn notes(notes: Option<&Notes>, to: &mut Xxh3) {
    notes.is_some().hash(to);
    let Some(Notes { guarded_by, requires, acquires, releases, blocking, non_blocking }) = notes else {
        return;
    };
    for locks in [guarded_by.as_slice(), requires, acquires, releases] {
        locks.len().hash(to);
        locks.iter().for_each(|lock| (lock.shared, &lock.root, &lock.fields).hash(to));
    }
    (blocking.is_some(), non_blocking.is_some()).hash(to);
}

fn functions(functions: &[FnItem], to: &mut Xxh3) {
    functions.len().hash(to);
    functions.iter().for_each(|item| function(item, to));
}

fn function(item: &FnItem, to: &mut Xxh3) {
    (item.name, &item.generics, &item.receiver, &item.ret, item.params.len()).hash(to);
    item.params.iter().for_each(|param| param.ty.hash(to));
    (item.is_async, item.is_unsafe, item.is_const, &item.attr_words, item.access, item.test, &item.attrs)
        .hash(to);
    item.conditions.hash(to);
    item.body.is_some().hash(to);
    notes(item.notes.as_deref(), to);
    if let Some(body) = item.body.as_ref().and_then(Body::known).filter(|_| item.declares) {
        declared_in(body, &mut |inner| items(inner, to));
    }
}

fn constant(item: &StaticItem, to: &mut Xxh3) {
    (item.name, &item.ty, item.storage, item.lazy.is_some()).hash(to);
    notes(item.notes.as_deref(), to);
    if let Some(lazy) = &item.lazy {
        function(lazy, to);
    }
    if let Some(init) = &item.init {
        declared_under(init, &mut |inner| items(inner, to));
    }
}

/// Hands the items of a block and of the blocks inside it to `take`. Which block they stand in does not matter here: a
/// block that is moved is interpreted anew, and its items keep their numbers.
fn declared_in(block: &Block, take: &mut dyn FnMut(&[Item])) {
    if !block.items.is_empty() {
        take(&block.items);
    }
    for stmt in &block.stmts {
        match stmt {
            Stmt::Let { init, els, .. } => {
                init.iter().for_each(|init| declared_under(init, take));
                els.iter().for_each(|els| declared_in(els, take));
            }
            Stmt::Expr { expr, .. } => declared_under(expr, take),
        }
    }
    block.tail.iter().for_each(|tail| declared_under(tail, take));
}

fn declared_under(expr: &Expr, take: &mut dyn FnMut(&[Item])) {
    match &expr.kind {
        ExprKind::Block(inner) | ExprKind::Async(_, inner) | ExprKind::Loop(_, inner) => {
            declared_in(inner, take);
        }
        ExprKind::If { cond, then, els, .. } => {
            declared_under(cond, take);
            declared_in(then, take);
            els.iter().for_each(|els| declared_under(els, take));
        }
        ExprKind::While(_, cond, _, body) => {
            declared_under(cond, take);
            declared_in(body, take);
        }
        ExprKind::For(_, _, iter, body) => {
            declared_under(iter, take);
            declared_in(body, take);
        }
        _ => children(expr, &mut |child| declared_under(child, take)),
    }
}
