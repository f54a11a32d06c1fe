//! Names: a module's items, its imports, its globs, crates, the prelude.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashMap;

use super::globs::{Bringer, Brought, Globs};
use super::{Def, Defs};
use crate::catalog::{self, lang};
use crate::facts::ir::UseItem;
use crate::model::ids::ModId;
use crate::text::Symbol;

/// Imports of imports of imports … are followed so far.
pub const MAX_IMPORTS: usize = 128;

/// Up to so many steps, to look again costs less than to remember.
const FEW_STEPS: u32 = 64;

/// Looks up one path.
pub(super) struct Resolver<'d, 'a> {
    defs: &'d Defs<'a>,
    globs: &'d Globs,
    /// Names that are being looked up: imports may lead round in a circle (`pub use a::*` here, `use crate::X` in `a`).
    active: RefCell<Vec<(ModId, Symbol)>>,
    /// Of those, the first that was met again since the last one began.
    met: Cell<usize>,
    steps: Cell<u32>,
    known: RefCell<Known>,
    /// What globs bring has mattered.
    asked_globs: Cell<bool>,
}

/// A name in a module, and whether a module or type is wanted.
type Key = (ModId, Symbol, bool);

/// What was found before, so that imports that fail in many ways do not take time without end.
#[derive(Default)]
struct Known {
    /// With the first of the active names that was met again meanwhile.
    names: FxHashMap<Key, (Option<Def>, usize)>,
    /// Those that were not found while an active name was met again: they may be found when that one is.
    unsure: Vec<Key>,
}

impl<'d, 'a> Resolver<'d, 'a> {
    pub(super) fn new(defs: &'d Defs<'a>, globs: &'d Globs) -> Resolver<'d, 'a> {
        Resolver {
            defs,
            globs,
            active: RefCell::default(),
            met: Cell::new(usize::MAX),
            steps: Cell::new(0),
            known: RefCell::default(),
            asked_globs: Cell::new(false),
        }
    }

    /// Whether what globs bring has mattered.
    pub(super) fn has_asked_globs(&self) -> bool {
        self.asked_globs.get()
    }

    pub(super) fn path(&self, module: ModId, global: bool, segments: &[Symbol]) -> Option<(Def, usize)> {
        let first = *segments.first()?;
        let mut used = 1;
        let mut def = if global || first.as_str().is_empty() {
            let skip = usize::from(first.as_str().is_empty());
            let name = *segments.get(skip)?;
            used = skip + 1;
            self.krate(module, name).unwrap_or(Def::Lib(name))
        } else {
            match first.as_str() {
                "crate" | "$crate" => Def::Mod(self.defs[module].root),
                "self" => Def::Mod(self.enclosing(module)),
                "super" => {
                    let at = self.enclosing(module);
                    Def::Mod(self.defs[at].parent.map(|parent| self.enclosing(parent))?)
                }
                _ => {
                    let mut found = self.name(module, first, segments.len() > 1);
                    let mut scope = module;
                    while found.is_none() && self.defs[scope].block {
                        scope = self.defs[scope].parent?;
                        found = self.name(scope, first, segments.len() > 1);
                    }
                    found
                        .or_else(|| self.krate(module, first))
                        .or_else(|| prelude(first))
                        .or_else(|| self.unlisted(first, segments))?
                }
            }
        };
        while used < segments.len() {
            let name = segments[used];
            def = match def {
                Def::Mod(inner) => {
                    if name == "super" {
                        let at = self.enclosing(inner);
                        Def::Mod(self.defs[at].parent.map(|parent| self.enclosing(parent))?)
                    } else {
                        self.name_from(module, inner, name, used + 1 < segments.len())?
                    }
                }
                Def::Adt(id) => {
                    let adt = &self.defs[id];
                    match adt.variants.iter().position(|(variant, _)| adt.is_enum && *variant == name) {
                        Some(index) => Def::Variant(id, index as u32),
                        None => return Some((def, used)),
                    }
                }
                Def::Lib(path) => {
                    // A type's associated item stays apart from the type.
                    if starts_upper(path.as_str().rsplit("::").next().unwrap_or("")) {
                        return Some((def, used));
                    }
                    Def::Lib(lib_join(path, name))
                }
                _ => return Some((def, used)),
            };
            used += 1;
        }
        Some((def, used))
    }

    /// The nearest module that is not a block.
    fn enclosing(&self, mut module: ModId) -> ModId {
        while self.defs[module].block {
            match self.defs[module].parent {
                Some(parent) => module = parent,
                None => break,
            }
        }
        module
    }

    fn krate(&self, module: ModId, name: Symbol) -> Option<Def> {
        if lang::is_sysroot(name.as_str()) {
            return Some(Def::Lib(name));
        }
        // `extern crate self as name`
        if name == "self" {
            return Some(Def::Mod(self.defs[module].root));
        }
        let package = self.defs[module].package;
        let target = self.defs.dependencies.get(package).and_then(|known| known.get(&name)).copied();
        let own = target.unwrap_or(name);
        if let Some(&root) = self.defs.crates.get(&own)
            && root != self.defs[module].root
            && (target.is_some() || self.defs[root].package == package)
        {
            return Some(Def::Mod(root));
        }
        // A package that bears the name of a declared library stands in for it.
        let stands_in =
            |path: &Symbol| !catalog::knows_crate(path.as_str()) && catalog::knows_crate(name.as_str());
        let path = target.map(|path| if stands_in(&path) { name } else { path })?;
        Some(Def::Lib(Symbol::new(&catalog::canonical(path.as_str()))))
    }

    /// A crate of the catalogue that the manifest does not list, or for which there is none.
    fn unlisted(&self, name: Symbol, segments: &[Symbol]) -> Option<Def> {
        let known = segments.len() > 1 && catalog::knows_crate(name.as_str());
        known.then(|| Def::Lib(Symbol::new(&catalog::canonical(name.as_str()))))
    }

    /// A name in a module. `space` tells that more segments follow, so that a module or type is wanted. Where a `cfg`
    /// chooses between modules, a library's item is preferred: what is known of it is more.
    fn name(&self, module: ModId, name: Symbol, space: bool) -> Option<Def> {
        let found = self.own_name(module, name, space);
        if matches!(found, Some(Def::Lib(_))) {
            return found;
        }
        let among = self.defs[module].among.iter();
        let others = among.filter_map(|(scope, name)| self.defs[*scope].names.get(name)).flatten();
        for alternative in others {
            let Def::Mod(alternative) = *alternative else { continue };
            if alternative == module {
                continue;
            }
            let other = self.own_name(alternative, name, space);
            if found.is_none() || matches!(other, Some(Def::Lib(_))) {
                return other.or(found);
            }
        }
        found
    }

    /// The same as another module sees it: what `module` imports for itself is no name for those outside of it.
    fn name_from(&self, outside: ModId, module: ModId, name: Symbol, space: bool) -> Option<Def> {
        let scope = &self.defs[module];
        let mut around = Some(outside);
        while around.is_some_and(|around| around != module) {
            around = around.and_then(|around| self.defs[around].parent);
        }
        let imports = scope.uses.get(&name).into_iter().flatten().chain(&scope.globs);
        let is_hidden = around.is_none()
            && !scope.names.contains_key(&name)
            && !imports.into_iter().any(|leaf| leaf.public);
        if is_hidden && scope.among.is_empty() { None } else { self.name(module, name, space) }
    }

    fn own_name(&self, module: ModId, name: Symbol, space: bool) -> Option<Def> {
        let scope = &self.defs[module];
        let fits = |def: &Def| !space || !matches!(def, Def::Fn(_) | Def::Static(_));
        if let Some(defs) = scope.names.get(&name)
            && let Some(def) = defs.iter().find(|def| fits(def)).or(defs.first())
        {
            return Some(*def);
        }
        if scope.globs.is_empty() && !scope.uses.contains_key(&name) {
            return None;
        }
        let depth = self.active.borrow().len();
        let again = self.active.borrow().iter().position(|active| *active == (module, name));
        if again.is_some() || depth >= MAX_IMPORTS {
            if again.is_none() {
                self.defs.note_far_name(module, name);
            }
            self.met.set(self.met.get().min(again.unwrap_or(0)));
            return None;
        }
        let key = (module, name, space);
        self.steps.set(self.steps.get().saturating_add(1));
        let remembers = self.steps.get() > FEW_STEPS;
        if remembers && let Some((def, met)) = self.known.borrow().names.get(&key) {
            self.met.set(self.met.get().min(*met));
            return *def;
        }
        let before = self.met.replace(usize::MAX);
        let unsure = self.known.borrow().unsure.len();
        self.active.borrow_mut().push((module, name));
        let found = self.imported_name(module, name, space);
        self.active.borrow_mut().pop();
        // Of the active names, this one is done.
        let met = if self.met.get() < depth { self.met.get() } else { usize::MAX };
        self.met.set(before.min(met));
        let Known { names, unsure: unsure_names } = &mut *self.known.borrow_mut();
        if found.is_some() {
            for key in unsure_names.drain(unsure..) {
                names.remove(&key);
            }
        } else if met == usize::MAX {
            for key in unsure_names.drain(unsure..) {
                names.entry(key).and_modify(|(_, met)| *met = usize::MAX);
            }
        }
        if remembers {
            names.insert(key, (found, if found.is_some() { usize::MAX } else { met }));
            if found.is_none() && met != usize::MAX {
                unsure_names.push(key);
            }
        }
        found
    }

    /// A name that a module has from elsewhere.
    fn imported_name(&self, module: ModId, name: Symbol, space: bool) -> Option<Def> {
        let scope = &self.defs[module];
        let fits = |def: &Def| !space || !matches!(def, Def::Fn(_) | Def::Static(_));
        for leaf in scope.uses.get(&name).into_iter().flatten() {
            if let Some(def) = self.import(module, leaf)
                && fits(&def)
            {
                return Some(def);
            }
        }
        if scope.globs.is_empty() {
            return None;
        }
        self.asked_globs.set(true);
        match self.globs.brings(self.defs, module, name) {
            Brought::No => return None,
            Brought::By(Bringer::Item(def)) => return Some(def),
            Brought::By(Bringer::Mod(from)) => return self.own_name(from, name, space),
            Brought::BySome => {}
        }
        self.globs.targets(module).find_map(|target| match target {
            Def::Mod(inner) => self.name(inner, name, space),
            Def::Adt(id) => self.defs[id].variant(id, name),
            Def::Lib(path) => {
                let joined = lib_join(path, name);
                catalog::is_declared(joined.as_str()).then_some(Def::Lib(joined))
            }
            _ => None,
        })
    }

    /// What an import leads to.
    pub(super) fn import(&self, module: ModId, leaf: &UseItem) -> Option<Def> {
        let segments = &leaf.path;
        let first = *segments.first()?;
        // `use name::…` where `name` is only this very import (or unknown): a crate.
        let own = &self.defs[module];
        let itself = !leaf.glob && segments.len() == 1 && leaf.name == first;
        let shadowed =
            own.uses.get(&first).is_some_and(|leaves| leaves.iter().any(|other| std::ptr::eq(*other, leaf)));
        if itself || shadowed {
            let def = self.krate(module, first).unwrap_or(Def::Lib(first));
            return self.rest(def, segments, 1);
        }
        match self.path(module, false, segments) {
            Some((def, used)) if used == segments.len() => Some(def),
            Some((Def::Lib(path), used)) => {
                let full = segments[used..].iter().fold(path, |path, name| lib_join(path, *name));
                Some(Def::Lib(full))
            }
            Some(_) => None,
            // Edition 2015 paths start at the crate root; otherwise a crate that no manifest names.
            None if !matches!(first.as_str(), "crate" | "self" | "super") => {
                let root = self.defs[module].root;
                if root != module
                    && let Some((def, used)) = self.path(root, false, segments)
                    && used == segments.len()
                {
                    return Some(def);
                }
                if self.name(module, first, true).is_some() || self.name(root, first, true).is_some() {
                    return None;
                }
                self.rest(Def::Lib(first), segments, 1)
            }
            None => None,
        }
    }

    fn rest(&self, def: Def, segments: &[Symbol], used: usize) -> Option<Def> {
        match def {
            Def::Lib(path) => {
                Some(Def::Lib(segments[used..].iter().fold(path, |path, name| lib_join(path, *name))))
            }
            Def::Mod(root) => {
                let mut def = Def::Mod(root);
                for (index, name) in segments.iter().enumerate().skip(used) {
                    def = match def {
                        Def::Mod(inner) => self.name(inner, *name, index + 1 < segments.len())?,
                        Def::Adt(id) => {
                            let adt = &self.defs[id];
                            let index = adt.variants.iter().position(|(variant, _)| variant == name)?;
                            Def::Variant(id, index as u32)
                        }
                        _ => return None,
                    };
                }
                Some(def)
            }
            other => Some(other),
        }
    }
}

pub(super) fn lib_join(path: Symbol, name: Symbol) -> Symbol {
    type Joined = FxHashMap<(Symbol, Symbol), Symbol>;
    thread_local! {
        /// Joins made before: the same few names of libraries come again and again.
        static JOINED: RefCell<(u64, Joined)> = RefCell::default();
    }
    let generation = catalog::generation();
    JOINED.with_borrow_mut(|(of, joined)| {
        if *of != generation {
            *of = generation;
            joined.clear();
        }
        *joined
            .entry((path, name))
            .or_insert_with(|| Symbol::new(&catalog::canonical(&format!("{path}::{name}"))))
    })
}

fn starts_upper(name: &str) -> bool {
    name.starts_with(|c: char| c.is_uppercase())
}

/// Names that are in scope everywhere.
fn prelude(name: Symbol) -> Option<Def> {
    if let Some(path) = catalog::prelude(name.as_str()) {
        return Some(Def::Lib(Symbol::new(path)));
    }
    lang::in_prelude(name.as_str()).then_some(Def::Lib(name))
}
