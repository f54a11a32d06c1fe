//! The items of all files in arenas, the module tree, and the resolution of names to items.
//!
//! Names resolve lazily: a module's own items, then its `use` leaves, its globs, the crates in scope and the prelude.
//! A path that leaves the sources becomes a library path ([`Def::Lib`]) in the catalogue's spelling.

mod alternatives;
mod collect;
mod globs;
mod resolve;
mod users;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::{Index, IndexMut};
use std::sync::{Mutex, OnceLock, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::{SmallVec, smallvec};

use super::ids::{AdtId, AliasId, FnId, ImplId, ModId, StaticId, TraitId};
use crate::catalog::lang::{self, Called};
use crate::facts::Bodies;
use crate::facts::conditions::Conditions;
use crate::facts::ir::{
    AliasItem, Block, Body, Field, FnItem, Generics, ImplItem, LockOrder, Pat, PathRef, StaticItem,
    TraitItem, UseItem,
};
use crate::sources::{Package, SourceFile, TargetKind};
use crate::text::{FileId, Span, Symbol};
use alternatives::Alternatives;
use globs::Globs;
use resolve::Resolver;
use users::Users;

pub use resolve::MAX_IMPORTS;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Def {
    /// A module or crate.
    Mod(ModId),
    /// A struct, union or enum.
    Adt(AdtId),
    /// A variant of an enum.
    Variant(AdtId, u32),
    /// A trait.
    Trait(TraitId),
    /// A function.
    Fn(FnId),
    /// A static, constant or lazily made value.
    Static(StaticId),
    /// A type alias.
    Alias(AliasId),
    /// An item of a library: its canonical path.
    Lib(Symbol),
}

/// A module.
#[derive(Debug)]
pub struct Module<'a> {
    /// Its parent; `None` for a crate root.
    pub parent: Option<ModId>,
    /// The crate root.
    pub root: ModId,
    /// Its name.
    pub name: Symbol,
    /// Its file.
    pub file: FileId,
    /// The module of a block: sees its parent's names, is not part of paths.
    pub block: bool,
    /// Under `#[cfg(test)]` or in a test target.
    pub test: bool,
    /// The package's index.
    pub package: usize,
    /// What its crate is built as; `None` where no `mod` leads to it.
    pub kind: Option<TargetKind>,
    /// `pub` without restriction, or a root.
    pub public: bool,
    /// What the `cfg`s on the files around it ask for.
    pub conditions: Conditions,
    /// Where it has a name that others beside it have as well: alternatives that a `cfg` chooses from.
    among: Vec<(ModId, Symbol)>,
    names: FxHashMap<Symbol, Vec<Def>>,
    uses: FxHashMap<Symbol, Vec<&'a UseItem>>,
    globs: Vec<&'a UseItem>,
}

/// A struct, union or enum.
#[derive(Debug)]
pub struct Adt<'a> {
    /// Its name.
    pub name: Symbol,
    /// Where it is declared.
    pub module: ModId,
    /// Its generics.
    pub generics: &'a Generics,
    /// Variants; a struct has one, of its own name.
    pub variants: Vec<(Symbol, &'a [Field])>,
    /// Whether it is an enum.
    pub is_enum: bool,
    /// `pub` without restriction; of enums not known, and taken for granted.
    pub public: bool,
}

/// A trait.
#[derive(Debug)]
pub struct Trait<'a> {
    /// The item.
    pub item: &'a TraitItem,
    /// Where it is declared.
    pub module: ModId,
    /// Its functions, parallel to the item's.
    pub fns: Vec<FnId>,
    /// Its impls.
    pub impls: Vec<ImplId>,
}

/// An impl block.
#[derive(Debug)]
pub struct Impl<'a> {
    /// The item.
    pub item: &'a ImplItem,
    /// Where it stands.
    pub module: ModId,
    /// Its functions, parallel to the item's.
    pub fns: Vec<FnId>,
    /// Where it stands in its file.
    pub span: Span,
    /// Test code.
    pub test: bool,
}

/// What a function belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A module or block.
    Module,
    /// An impl block.
    Impl(ImplId),
    /// A trait.
    Trait(TraitId),
}

/// A function.
#[derive(Debug)]
pub struct Function<'a> {
    /// The item.
    pub item: &'a FnItem,
    /// Where it stands.
    pub module: ModId,
    /// What it belongs to.
    pub owner: Owner,
    /// Its file.
    pub file: FileId,
    /// Test code.
    pub test: bool,
}

/// A static or constant.
#[derive(Debug)]
pub struct Static<'a> {
    /// The item.
    pub item: &'a StaticItem,
    /// Where it stands.
    pub module: ModId,
    /// The impl it is an associated constant of.
    pub owner: Owner,
    /// What initialises it at first use.
    pub lazy: Option<FnId>,
}

/// A type alias.
#[derive(Debug)]
pub struct Alias<'a> {
    /// The item.
    pub item: &'a AliasItem,
    /// Where it stands.
    pub module: ModId,
}

/// All items.
#[derive(Debug, Default)]
pub struct Defs<'a> {
    /// Modules.
    pub modules: Vec<Module<'a>>,
    /// Nominal types.
    pub adts: Vec<Adt<'a>>,
    /// Traits.
    pub traits: Vec<Trait<'a>>,
    /// Impl blocks.
    pub impls: Vec<Impl<'a>>,
    /// Functions.
    pub fns: Vec<Function<'a>>,
    /// Statics.
    pub statics: Vec<Static<'a>>,
    /// Aliases.
    pub aliases: Vec<Alias<'a>>,
    /// Declared orders of locks, and the modules they stand in.
    pub orders: Vec<(ModId, &'a LockOrder)>,
    /// Modules of blocks that declare items, by the block's address.
    blocks: FxHashMap<usize, ModId>,
    /// Crate roots by package and name.
    crates: FxHashMap<Symbol, ModId>,
    /// The roots of all libraries, also where several have one name.
    roots: FxHashSet<ModId>,
    /// The packages.
    pub packages: &'a [Package],
    /// The files.
    pub files: &'a [SourceFile],
    /// Per package: the names of its dependencies.
    dependencies: Vec<FxHashMap<Symbol, Symbol>>,
    /// Per package: who uses its library.
    users: Vec<Users>,
    /// Where bodies are that were left for later.
    bodies: Option<&'a Bodies<'a>>,
    /// Functions that have one name in one place, once somebody has asked.
    alternatives: OnceLock<Alternatives>,
    /// What initialises statics, once somebody has asked.
    initialisers: OnceLock<FxHashSet<FnId>>,
    /// Whether some function is not in each build, once somebody has asked.
    is_conditional: OnceLock<bool>,
    /// What is exported again, once somebody has asked.
    again: OnceLock<FxHashSet<(usize, Symbol, bool)>>,
    /// What globs lead to.
    globs: Globs,
    /// By file, a name that was not looked for to the end.
    far_names: Mutex<BTreeMap<FileId, Symbol>>,
}

impl Module<'_> {
    /// Whether it has a name of its own or imports it by name.
    fn mentions(&self, name: Symbol) -> bool {
        self.names.contains_key(&name) || self.uses.contains_key(&name)
    }

    /// The names that it has of its own or imports by name.
    fn mentioned(&self) -> impl Iterator<Item = Symbol> {
        let imported = self.uses.keys().filter(|name| !self.names.contains_key(*name));
        self.names.keys().chain(imported).copied()
    }
}

impl Adt<'_> {
    /// A variant of an enum by its name; the enum is `id`.
    fn variant(&self, id: AdtId, name: Symbol) -> Option<Def> {
        let index = self.variants.iter().position(|(variant, _)| self.is_enum && *variant == name)?;
        Some(Def::Variant(id, index as u32))
    }
}

impl<'a> Defs<'a> {
    /// The body of a function: read now, where it was left for later. What a test does that has to panic is not followed: it
    /// goes wrong on purpose.
    pub fn body(&self, id: FnId) -> Option<Cow<'a, Block>> {
        let function = &self[id];
        let body = match function.item.body.as_ref()? {
            Body::Here(block) => Some(Cow::Borrowed(block)),
            Body::Later(body) => self.bodies?.read(function.file, body).map(Cow::Owned),
        };
        body.filter(|_| !function.item.attrs.iter().any(|attr| attr.as_str() == "should_panic"))
    }

    /// The module of a block that declares items.
    pub fn block_module(&self, block: &Block) -> Option<ModId> {
        self.blocks.get(&(std::ptr::from_ref(block) as usize)).copied()
    }

    /// The function's name as users know it: `Type::method` or `function`.
    pub fn fn_name(&self, id: FnId) -> String {
        let function = &self[id];
        match function.owner {
            Owner::Module => function.item.name.to_string(),
            Owner::Trait(owner) => {
                format!("{}::{}", self[owner].item.name, function.item.name)
            }
            Owner::Impl(owner) => {
                let name = type_name(&self[owner].item.self_ty);
                format!("{name}::{}", function.item.name)
            }
        }
    }

    /// Resolves a path of an expression or type as far as it leads to an item. The second value counts the segments
    /// used: fewer than given when the rest is associated (`Type::method`).
    pub fn resolve(&self, module: ModId, global: bool, segments: &[Symbol]) -> Option<(Def, usize)> {
        Resolver::new(self, &self.globs).path(module, global, segments)
    }

    /// What a path names, if that is something of a library: its own path.
    pub fn of_library(&self, module: ModId, path: &PathRef) -> Option<Symbol> {
        let names: Vec<Symbol> = path.segments.iter().map(|segment| segment.name).collect();
        match self.resolve(module, path.global, &names)? {
            (Def::Lib(base), used) => {
                Some(names[used..].iter().fold(base, |path, name| resolve::lib_join(path, *name)))
            }
            _ => None,
        }
    }

    /// By file, a name that comes from further away than [`MAX_IMPORTS`] imports, and was not looked for to the end.
    pub fn far_names(&self) -> BTreeMap<FileId, Symbol> {
        self.far_names.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note_far_name(&self, module: ModId, name: Symbol) {
        let mut names = self.far_names.lock().unwrap_or_else(PoisonError::into_inner);
        let known = names.entry(self[module].file).or_insert(name);
        // Whoever asks first, the same one is told.
        if name.as_str() < known.as_str() {
            *known = name;
        }
    }

    /// Whether a module belongs to a library whose public items anybody may use: not one that serves programs in sight.
    pub fn in_library(&self, module: ModId) -> bool {
        let root = self[module].root;
        self.users.get(self[root].package) == Some(&Users::Anybody) && self.roots.contains(&root)
    }

    /// Whether code outside the package can name a type.
    pub fn exported(&self, id: AdtId) -> bool {
        let adt = &self[id];
        adt.public && self.can_be_named(adt.module, adt.name)
    }

    /// Whether code outside the package can name a public item: all modules around it are public, or somebody exports it, or
    /// one of them, again.
    pub fn can_be_named(&self, module: ModId, name: Symbol) -> bool {
        let package = self[module].package;
        let again = |name: Symbol, glob: bool| self.again().contains(&(package, name, glob));
        let around = std::iter::successors(Some(module), |at| self[*at].parent);
        let is_closed = |at: &ModId| !self[*at].public && !self[*at].block;
        if again(name, false) {
            return true;
        }
        match around.clone().position(|at| is_closed(&at)) {
            None => true,
            Some(closed) => {
                around.take(closed + 1).any(|at| again(self[at].name, true) || again(self[at].name, false))
            }
        }
    }

    /// What a build must fulfil to have a function: by the file that it stands in, and by what is around that.
    fn conditions(&self, id: FnId) -> [&Conditions; 2] {
        let function = &self[id];
        [&function.item.conditions, &self[function.module].conditions]
    }

    /// Whether a function initialises a static when that is first used: it runs once.
    pub fn is_initialiser(&self, id: FnId) -> bool {
        self.initialisers
            .get_or_init(|| self.statics.iter().filter_map(|item| item.lazy).collect())
            .contains(&id)
    }

    /// Whether no build has both functions.
    pub fn exclude_each_other(&self, one: FnId, other: FnId) -> bool {
        let (ones, others) = (self.conditions(one), self.conditions(other));
        ones.iter().any(|one| others.iter().any(|other| one.excludes(other)))
    }

    /// The functions that a path may name which leads to one of them, as a `cfg` chooses from several of one name, or from
    /// several modules: all that a build has together with the function that names them, or that one if there are none.
    pub fn chosen(&self, id: FnId, by: FnId) -> SmallVec<[FnId; 1]> {
        let all = self.alternatives.get_or_init(|| alternatives::all(self));
        all.get(&id).map_or_else(|| smallvec![id], |all| self.together(all, by))
    }

    /// Of several functions, those that a build has together with another one; the first if there are none.
    pub fn together(&self, functions: &[FnId], by: FnId) -> SmallVec<[FnId; 1]> {
        let is_there =
            |other: &FnId| (!self[*other].test || self[by].test) && !self.exclude_each_other(*other, by);
        match functions {
            [] | [_] => functions.into(),
            _ => {
                let mut found: SmallVec<[FnId; 1]> = functions.iter().copied().filter(is_there).collect();
                if found.is_empty() {
                    found.push(functions[0]);
                }
                found
            }
        }
    }

    /// Whether a build has all of these functions.
    pub fn are_together(&self, functions: impl IntoIterator<Item = FnId>) -> bool {
        // Ways may be long.
        let is_conditional = |id: FnId| self.conditions(id).iter().any(|of| !of.is_empty());
        let has_any = || (0..self.fns.len() as u32).map(FnId).any(is_conditional);
        if !*self.is_conditional.get_or_init(has_any) {
            return true;
        }
        let mut conditions = Conditions::default();
        functions.into_iter().all(|id| {
            let of = self.conditions(id);
            let fits = of.iter().all(|of| !of.excludes(&conditions));
            of.iter().for_each(|of| conditions.extend(of));
            fits
        })
    }

    /// What each package exports again, by the last name of the path; of globs, that is a module's.
    fn again(&self) -> &FxHashSet<(usize, Symbol, bool)> {
        self.again.get_or_init(|| {
            let leaves = self.modules.iter().flat_map(|module| {
                let leaves = module.uses.values().flatten().chain(&module.globs);
                leaves.filter(|leaf| leaf.public).map(|leaf| (module.package, leaf))
            });
            leaves.filter_map(|(package, leaf)| Some((package, *leaf.path.last()?, leaf.glob))).collect()
        })
    }

    /// The name of a parameter; `self` is 0 in a method.
    pub fn param_name(&self, id: FnId, index: u32) -> Option<Symbol> {
        let item = self[id].item;
        let index = (index as usize).checked_sub(usize::from(item.receiver.is_some()))?;
        match item.params.get(index)?.pat {
            Pat::Bind { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Whether the function is `Drop::drop` of a type, which nobody calls by name.
    pub fn is_drop(&self, id: FnId) -> bool {
        let function = &self[id];
        match function.owner {
            Owner::Impl(owner) => {
                let of_trait = self[owner].item.of_trait.as_ref();
                let called = of_trait.and_then(PathRef::last).and_then(|name| Called::of(name.as_str()));
                called == Some(Called::Drop) && function.item.name == Called::Drop.method()
            }
            _ => false,
        }
    }

    /// Whether the function is where a program starts.
    pub fn is_main(&self, id: FnId) -> bool {
        let function = &self[id];
        function.owner == Owner::Module
            && function.item.name == lang::MAIN
            && self[function.module].parent.is_none()
    }

    /// Whether a package names a dependency so.
    pub fn depends_on(&self, package: usize, name: &str) -> bool {
        self.dependencies.get(package).is_some_and(|names| names.values().any(|known| *known == name))
    }
}

macro_rules! arenas {
    ($($id:ident: $item:ident in $arena:ident),* $(,)?) => {$(
        impl<'a> Index<$id> for Defs<'a> {
            type Output = $item<'a>;

            fn index(&self, id: $id) -> &$item<'a> {
                &self.$arena[id.index()]
            }
        }

        impl IndexMut<$id> for Defs<'_> {
            fn index_mut(&mut self, id: $id) -> &mut Self::Output {
                &mut self.$arena[id.index()]
            }
        }
    )*};
}

arenas! {
    ModId: Module in modules,
    AdtId: Adt in adts,
    TraitId: Trait in traits,
    ImplId: Impl in impls,
    FnId: Function in fns,
    StaticId: Static in statics,
    AliasId: Alias in aliases,
}

/// A type's last name, for display.
pub fn type_name(ty: &crate::facts::ir::TypeRef) -> String {
    use crate::facts::ir::TypeRef;
    match ty {
        TypeRef::Path(path) => path.last().map_or_else(|| "_".to_string(), |name| name.to_string()),
        TypeRef::Ref(_, inner) | TypeRef::Ptr(_, inner) => type_name(inner),
        TypeRef::Slice(inner) | TypeRef::Array(inner) => format!("[{}]", type_name(inner)),
        TypeRef::Dyn(bounds) | TypeRef::Impl(bounds) => bounds
            .first()
            .and_then(|bound| bound.path.last())
            .map_or_else(|| "_".into(), |name| name.to_string()),
        _ => "_".to_string(),
    }
}

/// Where an item of a function stands, for reports.
pub fn fn_span(function: &Function<'_>) -> Span {
    function.item.name_span
}
