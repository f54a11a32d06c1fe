//! What of a file matters outside of its bodies, as a hash: while it stays the same, and so do those of all other files,
//! every item keeps its number and its types.

use std::hash::Hash;

use xxhash_rust::xxh3::Xxh3;

use super::walk::children;
use crate::facts::FileFacts;
use crate::facts::ir::{Block, Body, Expr, ExprKind, Field, FnItem, Item, ItemKind, Notes, StaticItem, Stmt};

/// The hash of a file's declarations, those in bodies included; places in the text are left out. It is the same in each
/// process. Linear in the size of
/// the declarations.
pub(super) fn of(file: &FileFacts) -> u128 {
    let mut hasher = Xxh3::new();
    file.test_only.hash(&mut hasher);
    items(&file.items, &mut hasher);
    hasher.digest128()
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
            (item.name, &item.path, item.public, item.inline.is_some()).hash(to);
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
    (item.is_async, item.is_unsafe, item.is_const, item.access, item.test, &item.attrs).hash(to);
    item.body.is_some().hash(to);
    notes(item.notes.as_deref(), to);
    if let Some(body) = item.body.as_ref().and_then(Body::known).filter(|_| item.declares) {
        block(body, to);
    }
}

fn constant(item: &StaticItem, to: &mut Xxh3) {
    (item.name, &item.ty, item.storage, item.lazy.is_some()).hash(to);
    notes(item.notes.as_deref(), to);
    if let Some(lazy) = &item.lazy {
        function(lazy, to);
    }
    if let Some(init) = &item.init {
        blocks(init, to);
    }
}

/// The items of a block and of the blocks inside it. Which block they stand in does not matter here: a block that is
/// moved is interpreted anew, and its items keep their numbers.
fn block(block: &Block, to: &mut Xxh3) {
    if !block.items.is_empty() {
        items(&block.items, to);
    }
    for stmt in &block.stmts {
        match stmt {
            Stmt::Let { init, els, .. } => {
                init.iter().for_each(|init| blocks(init, to));
                els.iter().for_each(|els| self::block(els, to));
            }
            Stmt::Expr { expr, .. } => blocks(expr, to),
        }
    }
    block.tail.iter().for_each(|tail| blocks(tail, to));
}

fn blocks(expr: &Expr, to: &mut Xxh3) {
    match &expr.kind {
        ExprKind::Block(inner) | ExprKind::Async(_, inner) | ExprKind::Loop(_, inner) => block(inner, to),
        ExprKind::If { cond, then, els, .. } => {
            blocks(cond, to);
            block(then, to);
            els.iter().for_each(|els| blocks(els, to));
        }
        ExprKind::While(_, cond, _, body) => {
            blocks(cond, to);
            block(body, to);
        }
        ExprKind::For(_, _, iter, body) => {
            blocks(iter, to);
            block(body, to);
        }
        _ => children(expr, &mut |child| blocks(child, to)),
    }
}
