//! Imports of what has a checked twin.

use proc_macro2::Ident;
use syn::punctuated::Punctuated;
use syn::{ItemUse, Token, UseGroup, UseName, UsePath, UseRename, UseTree};

use crate::names::{keeps_name, twins};

/// Lets an import take checked types where it takes others: `use std::{fs, sync::Mutex};` becomes
/// `use {std::fs, concheck::sync::Mutex};`.
pub(crate) fn redirect(item: &mut ItemUse) {
    let (mut trees, mut redirected) = (Vec::new(), false);
    split(&item.tree, &mut trees, &mut redirected);
    if !redirected {
        return;
    }
    item.tree = match <[UseTree; 1]>::try_from(trees) {
        Ok([only]) => only,
        Err(several) => {
            let items = several.into_iter().collect::<Punctuated<_, Token![,]>>();
            UseTree::Group(UseGroup { brace_token: Default::default(), items })
        }
    };
}

/// Splits a tree so that what leads to a checked twin stands alone, and redirects it.
fn split(tree: &UseTree, into: &mut Vec<UseTree>, redirected: &mut bool) {
    match tree {
        UseTree::Group(group) => group.items.iter().for_each(|tree| split(tree, into, redirected)),
        UseTree::Path(UsePath { ident, tree: below, .. }) => match twins(ident) {
            Some([]) => {
                *redirected = true;
                into.push(twin(ident, (**below).clone()));
            }
            Some(modules) => {
                for branch in branches(below) {
                    let ours = modules.iter().any(|module| starts_with(&branch, module));
                    *redirected |= ours;
                    into.push(if ours { twin(ident, branch) } else { path(ident, branch) });
                }
            }
            None => into.push(tree.clone()),
        },
        _ => into.push(tree.clone()),
    }
}

fn branches(tree: &UseTree) -> Vec<UseTree> {
    match tree {
        UseTree::Group(group) => group.items.iter().cloned().collect(),
        single => vec![single.clone()],
    }
}

fn twin(krate: &Ident, below: UseTree) -> UseTree {
    let below = if keeps_name(krate) { path(krate, below) } else { below };
    path(&Ident::new("concheck", krate.span()), below)
}

fn starts_with(tree: &UseTree, name: &str) -> bool {
    match tree {
        UseTree::Path(UsePath { ident, .. })
        | UseTree::Name(UseName { ident })
        | UseTree::Rename(UseRename { ident, .. }) => ident == name,
        UseTree::Glob(_) | UseTree::Group(_) => false,
    }
}

fn path(first: &Ident, rest: UseTree) -> UseTree {
    UseTree::Path(UsePath { ident: first.clone(), colon2_token: Default::default(), tree: Box::new(rest) })
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use super::*;

    fn redirected(text: &str) -> String {
        let mut item: ItemUse = syn::parse_str(text).expect("an import");
        redirect(&mut item);
        item.to_token_stream().to_string().replace(' ', "")
    }

    #[test]
    fn only_what_has_a_twin_is_redirected() {
        assert_eq!(redirected("use std::sync::Mutex;"), "useconcheck::sync::Mutex;");
        assert_eq!(redirected("use ::std::thread;"), "use::concheck::thread;");
        assert_eq!(
            redirected("pub use std::{fs, sync::{Arc, Mutex as M}, thread::*};"),
            "pubuse{std::fs,concheck::sync::{Arc,MutexasM},concheck::thread::*};"
        );
        assert_eq!(redirected("use {super::x, std::sync::*};"), "use{super::x,concheck::sync::*};");
        assert_eq!(redirected("use std::{fs, io};"), "usestd::{fs,io};");
        assert_eq!(redirected("use crate::sync::Mutex;"), "usecrate::sync::Mutex;");
    }

    #[test]
    #[cfg(feature = "parking_lot")]
    fn so_are_crates_whose_feature_is_on() {
        assert_eq!(
            redirected("use parking_lot::{Mutex, RwLock};"),
            "useconcheck::parking_lot::{Mutex,RwLock};"
        );
    }
}
