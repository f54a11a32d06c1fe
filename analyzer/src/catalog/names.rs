//! What the names in a declaration file stand for.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::declared::Extended;
use crate::text::Symbol;

/// The text of a library and what the names in it stand for.
#[derive(Debug, Default)]
pub struct Names {
    /// The path of its root: `tokio`, `std::sync`.
    pub root: String,
    /// All of it.
    pub text: &'static str,
    /// By module.
    pub modules: FxHashMap<Symbol, FxHashMap<Symbol, Named>>,
    /// What a module exports again as a whole.
    pub globs: FxHashMap<Symbol, Vec<String>>,
    /// What its traits add methods to, by the trait's name.
    pub(super) traits: FxHashMap<String, Extended>,
    /// By the path of a trait, the traits that it extends.
    pub(super) uppers: FxHashMap<Symbol, Vec<Symbol>>,
    pub(super) problems: Mutex<Vec<(usize, String)>>,
}

impl Names {
    /// What a trait of that name adds methods to.
    pub(super) fn extended(&self, name: &str) -> Extended {
        self.traits.get(name).copied().unwrap_or(Extended::Any)
    }

    /// The path of a name in a module.
    pub(super) fn absolute(
        &self,
        names: &[String],
        module: &str,
        prelude: &dyn Fn(&str) -> Option<&'static str>,
    ) -> String {
        let rest = |base: &str, used: usize| {
            names[used..].iter().fold(base.to_string(), |path, name| path + "::" + name)
        };
        match names[0].as_str() {
            "crate" => return rest(self.root.split("::").next().unwrap_or_default(), 1),
            "self" => return rest(module, 1),
            "super" => return rest(module.rsplit_once("::").map_or("", |(upper, _)| upper), 1),
            _ => {}
        }
        let first = Symbol::new(&names[0]);
        let mut at = module;
        loop {
            match self.modules.get(&Symbol::new(at)).and_then(|names| names.get(&first)) {
                Some(Named::Use(target)) => return rest(target, 1),
                Some(_) => return rest(at, 0),
                None => {}
            }
            match at.rsplit_once("::") {
                Some((upper, _)) if at != self.root => at = upper,
                _ => break,
            }
        }
        match prelude(&names[0]) {
            Some(path) => rest(path, 1),
            None => names.join("::"),
        }
    }

    pub(super) fn problem(&self, line: usize, message: &str) {
        let mut problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        problems.push((line, message.to_string()));
    }
}

/// What a name in a module stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A type, alias, trait or function of the module.
    Item,
    /// A module within.
    Module,
    /// Something else, by its path.
    Use(String),
}
