//! The function or item around a place, as findings name it.

use crate::facts::ir::{FnItem, Item, ItemKind, TypeRef};
use crate::text::Span;

/// The innermost function or item that holds `at`, as `Type::method` or `function`; empty outside of any.
pub(super) fn enclosing(items: &[Item], at: Span) -> String {
    let Some(item) = items.iter().find(|item| item.span.contains(at)) else { return String::new() };
    match &item.kind {
        ItemKind::Mod(module) => {
            let inner = enclosing(module.inline.as_deref().unwrap_or_default(), at);
            if inner.is_empty() { module.name.to_string() } else { inner }
        }
        ItemKind::Impl(block) => {
            let name = match &block.self_ty {
                TypeRef::Path(path) => path.segments.last().map_or("", |segment| segment.name.as_str()),
                _ => "",
            };
            within(name, &block.fns, at)
        }
        ItemKind::Trait(item) => within(item.name.as_str(), &item.fns, at),
        ItemKind::Fn(function) => function.name.to_string(),
        ItemKind::Struct(item) => item.name.to_string(),
        ItemKind::Enum(item) => item.name.to_string(),
        ItemKind::Static(item) => item.name.to_string(),
        ItemKind::Alias(item) => item.name.to_string(),
        ItemKind::Use(_) | ItemKind::ExternCrate { .. } | ItemKind::Include(_) | ItemKind::LockOrder(_) => {
            String::new()
        }
    }
}

fn within(name: &str, functions: &[FnItem], at: Span) -> String {
    match functions.iter().find(|function| function.span.contains(at)) {
        Some(function) if name.is_empty() => function.name.to_string(),
        Some(function) => format!("{name}::{}", function.name),
        None => name.to_owned(),
    }
}
