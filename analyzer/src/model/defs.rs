//! The items of all files in arenas, the module tree, and the resolution of names to items.
//!
//! Names resolve lazily: a module's own items, then its `use` leaves, its globs, the crates in scope and the prelude.
//! A path that leaves the sources becomes a library path ([`Def::Lib`]) in the catalogue's spelling.

mod resolve;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::ids::{AdtId, AliasId, FnId, ImplId, ModId, StaticId, TraitId};
use crate::facts::ir::{
    AliasItem, Block, Body, EnumItem, Expr, ExprKind, Field, FnItem, Generics, ImplItem, Item, ItemKind,
    LockOrder, Pat, StaticItem, Stmt, StructItem, TraitItem, UseItem,
};
use crate::facts::{Bodies, FileFacts};
use crate::sources::{Package, SourceFile, SourceSet, TargetKind};
use crate::text::paths::{folder, join, normal};
use crate::text::{FileId, Span, Symbol};
use resolve::Resolver;

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
    /// Modules of the same name beside it: alternatives that a `cfg` chooses from.
    alternatives: Vec<ModId>,
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
    /// Per package: whether it has a program.
    programs: Vec<bool>,
    /// Where bodies are that were left for later.
    bodies: Option<&'a Bodies<'a>>,
    /// What is exported again, once somebody has asked.
    again: OnceLock<FxHashSet<(usize, Symbol, bool)>>,
}

impl<'a> Defs<'a> {
    /// Collects the items of `files`; bodies that were left for later are in `bodies`. Files are reached by `mod` items from the crate roots; the others are placed by
    /// their path.
    pub fn collect(
        sources: &'a SourceSet,
        files: &'a [FileFacts],
        bodies: Option<&'a Bodies<'a>>,
    ) -> Defs<'a> {
        let mut collector = Collector {
            defs: Defs { packages: &sources.packages, files: &sources.files, bodies, ..Defs::default() },
            sources,
            files,
            by_path: sources.files.iter().enumerate().map(|(i, file)| (file.path.as_str(), i)).collect(),
            placed: vec![false; files.len()],
            by_dir: FxHashMap::default(),
        };
        collector.run();
        collector.defs
    }

    /// The body of a function: read now, where it was left for later.
    pub fn body(&self, id: FnId) -> Option<Cow<'a, Block>> {
        let function = &self.fns[id.0 as usize];
        match function.item.body.as_ref()? {
            Body::Here(block) => Some(Cow::Borrowed(block)),
            Body::Later(body) => self.bodies?.read(function.file, body).map(Cow::Owned),
        }
    }

    /// The module of a block that declares items.
    pub fn block_module(&self, block: &Block) -> Option<ModId> {
        self.blocks.get(&(std::ptr::from_ref(block) as usize)).copied()
    }

    /// The function's name as users know it: `Type::method` or `function`.
    pub fn fn_name(&self, id: FnId) -> String {
        let function = &self.fns[id.0 as usize];
        match function.owner {
            Owner::Module => function.item.name.to_string(),
            Owner::Trait(owner) => {
                format!("{}::{}", self.traits[owner.0 as usize].item.name, function.item.name)
            }
            Owner::Impl(owner) => {
                let name = type_name(&self.impls[owner.0 as usize].item.self_ty);
                format!("{name}::{}", function.item.name)
            }
        }
    }

    /// Resolves a path of an expression or type as far as it leads to an item. The second value counts the segments
    /// used: fewer than given when the rest is associated (`Type::method`).
    pub fn resolve(&self, module: ModId, global: bool, segments: &[Symbol]) -> Option<(Def, usize)> {
        Resolver { defs: self, fuel: Cell::new(200), active: RefCell::default() }
            .path(module, global, segments)
    }

    /// Whether a module belongs to a library whose public items anybody may use: not one that serves the program of its
    /// own package.
    pub fn in_library(&self, module: ModId) -> bool {
        let root = self.module(module).root;
        let program = self.programs.get(self.module(root).package).copied().unwrap_or(false);
        !program && self.roots.contains(&root)
    }

    /// Whether code outside the package can name a type: it and all modules around it are public, or somebody exports
    /// it again.
    pub fn exported(&self, id: AdtId) -> bool {
        let adt = &self.adts[id.0 as usize];
        let mut module = Some(adt.module);
        let mut open = adt.public;
        while let Some(at) = module {
            open &= self.module(at).public || self.module(at).block;
            module = self.module(at).parent;
        }
        let home = self.module(adt.module);
        let again = |name: Symbol, glob: bool| self.again().contains(&(home.package, name, glob));
        open || adt.public && (again(adt.name, false) || again(home.name, true))
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
        let item = self.fns[id.0 as usize].item;
        let index = (index as usize).checked_sub(usize::from(item.receiver.is_some()))?;
        match item.params.get(index)?.pat {
            Pat::Bind { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Whether the function is `Drop::drop` of a type, which nobody calls by name.
    pub fn is_drop(&self, id: FnId) -> bool {
        let function = &self.fns[id.0 as usize];
        match function.owner {
            Owner::Impl(owner) => {
                let of_trait = self.impls[owner.0 as usize].item.of_trait.as_ref();
                function.item.name == "drop"
                    && of_trait.is_some_and(|bound| bound.last().is_some_and(|name| name == "Drop"))
            }
            _ => false,
        }
    }

    /// Whether the function is where a program starts.
    pub fn is_main(&self, id: FnId) -> bool {
        let function = &self.fns[id.0 as usize];
        function.owner == Owner::Module
            && function.item.name == "main"
            && self.module(function.module).parent.is_none()
    }

    /// Whether a package names a dependency so.
    pub fn depends_on(&self, package: usize, name: &str) -> bool {
        self.dependencies.get(package).is_some_and(|names| names.values().any(|known| *known == name))
    }

    fn module(&self, id: ModId) -> &Module<'a> {
        &self.modules[id.0 as usize]
    }
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

struct Collector<'a> {
    defs: Defs<'a>,
    sources: &'a SourceSet,
    files: &'a [FileFacts],
    by_path: FxHashMap<&'a str, usize>,
    placed: Vec<bool>,
    /// Module folders (`src/a`) by path, to place files that no `mod` reaches.
    by_dir: FxHashMap<String, ModId>,
}

impl<'a> Collector<'a> {
    fn run(&mut self) {
        for (index, package) in self.sources.packages.iter().enumerate() {
            self.defs.dependencies.push(
                package.dependencies.iter().map(|dependency| (dependency.name, dependency.package)).collect(),
            );
            let is_program = |target: &crate::sources::Target| target.kind == TargetKind::Bin;
            self.defs.programs.push(package.targets.iter().any(is_program));
            for target in &package.targets {
                let file = target.root.0 as usize;
                if self.placed.get(file).copied().unwrap_or(true) {
                    continue;
                }
                let test = matches!(target.kind, TargetKind::Test | TargetKind::Bench | TargetKind::Example);
                let root = self.new_module(None, target.name, target.root, index, test, false);
                self.defs.modules[root.0 as usize].kind = Some(target.kind);
                if target.kind == TargetKind::Lib {
                    self.defs.crates.insert(target.name, root);
                    self.defs.roots.insert(root);
                }
                let dir = folder(&self.sources.files[file].path).to_string();
                self.file(root, file, dir);
            }
        }
        // What no `mod` reaches (behind an unread macro, or another build system): placed by its path, shortest first
        // so that a file comes before the files of its folder.
        let mut rest: Vec<usize> = (0..self.files.len()).filter(|&file| !self.placed[file]).collect();
        rest.sort_by_key(|&file| (self.sources.files[file].path.matches('/').count(), file));
        for file in rest {
            if self.placed[file] {
                continue;
            }
            let path = &self.sources.files[file].path;
            let package = self.sources.files[file].package;
            let dir = folder(path);
            let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".rs")).unwrap_or("file");
            let test = ["tests/", "benches/", "examples/"]
                .iter()
                .any(|part| path.starts_with(part) || path.contains(&format!("/{part}")));
            let (parent, own_dir) = if stem == "mod" {
                (self.by_dir.get(folder(dir)).copied(), dir.to_string())
            } else {
                (self.by_dir.get(dir).copied(), join(dir, stem))
            };
            let name = if stem == "mod" { dir.rsplit('/').next().unwrap_or(stem) } else { stem };
            let module =
                self.new_module(parent, Symbol::new(name), FileId(file as u32), package, test, false);
            if let Some(parent) = parent {
                self.add_name(parent, Symbol::new(name), Def::Mod(module));
            }
            self.file(module, file, own_dir);
        }
    }

    fn new_module(
        &mut self,
        parent: Option<ModId>,
        name: Symbol,
        file: FileId,
        package: usize,
        test: bool,
        block: bool,
    ) -> ModId {
        let id = ModId(self.defs.modules.len() as u32);
        let parent_module = parent.map(|parent| self.defs.module(parent));
        let (root, inherited) = parent_module.map_or((id, false), |parent| (parent.root, parent.test));
        let kind = parent_module.and_then(|parent| parent.kind);
        self.defs.modules.push(Module {
            parent,
            root,
            name,
            file,
            block,
            test: test || inherited,
            package,
            kind,
            public: true,
            alternatives: Vec::new(),
            names: FxHashMap::default(),
            uses: FxHashMap::default(),
            globs: Vec::new(),
        });
        id
    }

    fn file(&mut self, module: ModId, file: usize, dir: String) {
        self.placed[file] = true;
        let facts = &self.files[file];
        self.defs.modules[module.0 as usize].test |= facts.test_only;
        self.by_dir.entry(dir.clone()).or_insert(module);
        self.items(module, &facts.items, &dir);
    }

    fn add_name(&mut self, module: ModId, name: Symbol, def: Def) {
        if let Def::Mod(new) = def {
            let known: Vec<ModId> = self
                .defs
                .module(module)
                .names
                .get(&name)
                .into_iter()
                .flatten()
                .filter_map(|def| if let Def::Mod(known) = def { Some(*known) } else { None })
                .collect();
            for known in known {
                self.defs.modules[known.0 as usize].alternatives.push(new);
                self.defs.modules[new.0 as usize].alternatives.push(known);
            }
        }
        self.defs.modules[module.0 as usize].names.entry(name).or_default().push(def);
    }

    fn items(&mut self, module: ModId, items: &'a [Item], dir: &str) {
        for item in items {
            self.item(module, item, dir);
        }
    }

    fn item(&mut self, module: ModId, item: &'a Item, dir: &str) {
        let file = self.defs.module(module).file;
        let package = self.defs.module(module).package;
        match &item.kind {
            ItemKind::Mod(inner) => match &inner.inline {
                Some(items) => {
                    let child = self.new_module(Some(module), inner.name, file, package, item.test, false);
                    self.add_name(module, inner.name, Def::Mod(child));
                    self.defs.modules[child.0 as usize].public = inner.public;
                    let dir = join(dir, inner.path.as_deref().unwrap_or(inner.name.as_str()));
                    self.items(child, items, &dir);
                }
                None => self.mod_file(module, inner, item.test, dir),
            },
            ItemKind::Include(None) => {}
            ItemKind::Include(Some(path)) => {
                let target = normal(&join(folder(&self.sources.files[file.0 as usize].path), path));
                if let Some(&index) = self.by_path.get(target.as_str())
                    && !self.placed[index]
                {
                    // The included items are this module's, but positions are the included file's: a module of its
                    // own whose names are visible here.
                    let name = Symbol::new("include");
                    let child =
                        self.new_module(Some(module), name, FileId(index as u32), package, item.test, true);
                    self.file(child, index, dir.to_string());
                    let names: Vec<(Symbol, Vec<Def>)> = self
                        .defs
                        .module(child)
                        .names
                        .iter()
                        .map(|(name, defs)| (*name, defs.clone()))
                        .collect();
                    for (name, defs) in names {
                        for def in defs {
                            self.add_name(module, name, def);
                        }
                    }
                }
            }
            ItemKind::Use(leaf) => {
                let module = &mut self.defs.modules[module.0 as usize];
                if leaf.glob {
                    module.globs.push(leaf);
                } else {
                    module.uses.entry(leaf.name).or_default().push(leaf);
                }
            }
            ItemKind::ExternCrate { name, alias } => {
                if name != alias {
                    let def = Def::Lib(*name);
                    self.add_name(module, *alias, def);
                }
            }
            ItemKind::Struct(item) => self.structure(module, item),
            ItemKind::Enum(item) => self.enumeration(module, item),
            ItemKind::Trait(inner) => {
                let id = TraitId(self.defs.traits.len() as u32);
                self.defs.traits.push(Trait { item: inner, module, fns: Vec::new(), impls: Vec::new() });
                self.add_name(module, inner.name, Def::Trait(id));
                let fns =
                    inner.fns.iter().map(|f| self.function(module, f, Owner::Trait(id), item.test)).collect();
                self.defs.traits[id.0 as usize].fns = fns;
            }
            ItemKind::Impl(inner) => {
                if inner.negative {
                    return;
                }
                let id = ImplId(self.defs.impls.len() as u32);
                let test = item.test || self.defs.module(module).test;
                self.defs.impls.push(Impl { item: inner, module, fns: Vec::new(), span: item.span, test });
                let fns =
                    inner.fns.iter().map(|f| self.function(module, f, Owner::Impl(id), item.test)).collect();
                self.defs.impls[id.0 as usize].fns = fns;
                for constant in &inner.consts {
                    self.defs.statics.push(Static {
                        item: constant,
                        module,
                        owner: Owner::Impl(id),
                        lazy: None,
                    });
                    if let Some(init) = &constant.init {
                        self.blocks_of(module, init);
                    }
                }
            }
            ItemKind::Fn(inner) => {
                let id = self.function(module, inner, Owner::Module, item.test);
                self.add_name(module, inner.name, Def::Fn(id));
            }
            ItemKind::Static(inner) => {
                let id = StaticId(self.defs.statics.len() as u32);
                let lazy =
                    inner.lazy.as_ref().map(|lazy| self.function(module, lazy, Owner::Module, item.test));
                self.defs.statics.push(Static { item: inner, module, owner: Owner::Module, lazy });
                self.add_name(module, inner.name, Def::Static(id));
                if let Some(init) = &inner.init {
                    self.blocks_of(module, init);
                }
            }
            ItemKind::LockOrder(inner) => self.defs.orders.push((module, inner)),
            ItemKind::Alias(inner) => {
                let id = AliasId(self.defs.aliases.len() as u32);
                self.defs.aliases.push(Alias { item: inner, module });
                self.add_name(module, inner.name, Def::Alias(id));
            }
        }
    }

    fn mod_file(&mut self, module: ModId, item: &'a crate::facts::ir::ModItem, test: bool, dir: &str) {
        let here = self.sources.files[self.defs.module(module).file.0 as usize].path.clone();
        let name = item.name.as_str().trim_start_matches("r#");
        let candidates = match &item.path {
            Some(path) => {
                vec![(join(folder(&here), path), None), (join(dir, path), None)]
            }
            None => vec![
                (format!("{}.rs", join(dir, name)), Some(join(dir, name))),
                (join(&join(dir, name), "mod.rs"), Some(join(dir, name))),
            ],
        };
        for (path, own) in candidates {
            let path = normal(&path);
            let Some(&index) = self.by_path.get(path.as_str()) else { continue };
            if self.placed[index] {
                return;
            }
            let package = self.sources.files[index].package;
            let child = self.new_module(Some(module), item.name, FileId(index as u32), package, test, false);
            self.add_name(module, item.name, Def::Mod(child));
            self.defs.modules[child.0 as usize].public = item.public;
            let own = own.unwrap_or_else(|| folder(&path).to_string());
            self.file(child, index, own);
            return;
        }
    }

    fn structure(&mut self, module: ModId, item: &'a StructItem) {
        let id = AdtId(self.defs.adts.len() as u32);
        let variants = vec![(item.name, item.fields.as_slice())];
        self.defs.adts.push(Adt {
            name: item.name,
            module,
            generics: &item.generics,
            variants,
            is_enum: false,
            public: item.public,
        });
        self.add_name(module, item.name, Def::Adt(id));
        // Of two structs that a `cfg` chooses between, the one with a lock in it has more to say.
        let names = self.defs.modules[module.0 as usize].names.entry(item.name).or_default();
        let first = names.iter().position(|def| matches!(def, Def::Adt(_)));
        if let Some(first) = first
            && let Def::Adt(known) = names[first]
            && known != id
        {
            let locks = |id: AdtId| {
                let fields = self.defs.adts[id.0 as usize].variants[0].1;
                fields.iter().any(|field| mentions_lock(&field.ty))
            };
            if locks(id)
                && !locks(known)
                && let Some(last) = names.iter().rposition(|def| *def == Def::Adt(id))
            {
                names.swap(first, last);
            }
        }
    }

    fn enumeration(&mut self, module: ModId, item: &'a EnumItem) {
        let id = AdtId(self.defs.adts.len() as u32);
        let variants = item.variants.iter().map(|(name, fields)| (*name, fields.as_slice())).collect();
        self.defs.adts.push(Adt {
            name: item.name,
            module,
            generics: &item.generics,
            variants,
            is_enum: true,
            public: true,
        });
        self.add_name(module, item.name, Def::Adt(id));
    }

    fn function(&mut self, module: ModId, item: &'a FnItem, owner: Owner, test: bool) -> FnId {
        let id = FnId(self.defs.fns.len() as u32);
        let (file, module_test) = (self.defs.module(module).file, self.defs.module(module).test);
        self.defs.fns.push(Function { item, module, owner, file, test: test || item.test || module_test });
        if let Some(body) = item.body.as_ref().and_then(Body::known).filter(|_| item.declares) {
            self.block(module, body);
        }
        id
    }

    /// Registers the items of `block` and of the blocks inside it.
    fn block(&mut self, module: ModId, block: &'a Block) {
        let mut scope = module;
        if !block.items.is_empty() {
            let (file, package) = (self.defs.module(module).file, self.defs.module(module).package);
            scope = self.new_module(Some(module), Symbol::new("{}"), file, package, false, true);
            self.defs.blocks.insert(std::ptr::from_ref(block) as usize, scope);
            self.items(scope, &block.items, "");
        }
        for stmt in &block.stmts {
            match stmt {
                Stmt::Let { init, els, .. } => {
                    if let Some(init) = init {
                        self.blocks_of(scope, init);
                    }
                    if let Some(els) = els {
                        self.block(scope, els);
                    }
                }
                Stmt::Expr { expr, .. } => self.blocks_of(scope, expr),
            }
        }
        if let Some(tail) = &block.tail {
            self.blocks_of(scope, tail);
        }
    }

    fn blocks_of(&mut self, module: ModId, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Block(block) | ExprKind::Async(_, block) | ExprKind::Loop(_, block) => {
                self.block(module, block);
            }
            ExprKind::If { cond, then, els, .. } => {
                self.blocks_of(module, cond);
                self.block(module, then);
                if let Some(els) = els {
                    self.blocks_of(module, els);
                }
            }
            ExprKind::While(_, cond, _, body) => {
                self.blocks_of(module, cond);
                self.block(module, body);
            }
            ExprKind::For(_, _, iter, body) => {
                self.blocks_of(module, iter);
                self.block(module, body);
            }
            _ => super::walk::children(expr, &mut |child| self.blocks_of(module, child)),
        }
    }
}

/// Where an item of a function stands, for reports.
pub fn fn_span(function: &Function<'_>) -> Span {
    function.item.name_span
}

/// Whether a type is written with the name of a lock in it.
fn mentions_lock(ty: &crate::facts::ir::TypeRef) -> bool {
    use crate::facts::ir::TypeRef;
    match ty {
        TypeRef::Path(path) => path.segments.iter().any(|segment| {
            matches!(segment.name.as_str(), "Mutex" | "RwLock") || segment.args().iter().any(mentions_lock)
        }),
        TypeRef::Ref(_, inner) | TypeRef::Slice(inner) | TypeRef::Array(inner) => mentions_lock(inner),
        TypeRef::Tuple(items) => items.iter().any(mentions_lock),
        _ => false,
    }
}
