//! Collects the items of all files.

use rustc_hash::FxHashMap;

use super::globs::Globs;
use super::users::Users;
use super::{Adt, Alias, Def, Defs, Function, Impl, Module, Owner, Static, Trait};
use crate::catalog::{self, Does};
use crate::facts::conditions::Conditions;
use crate::facts::ir::{
    Block, Body, EnumItem, Expr, ExprKind, FnItem, Item, ItemKind, ModItem, Stmt, StructItem, TypeRef,
};
use crate::facts::{Bodies, FileFacts};
use crate::model::ids::{AdtId, AliasId, FnId, ImplId, ModId, StaticId, TraitId};
use crate::model::walk;
use crate::sources::{SourceSet, TargetKind};
use crate::text::paths::{folder, join, normal};
use crate::text::{FileId, Symbol};

impl<'a> Defs<'a> {
    /// Collects the items of `files`; bodies that were left for later are in `bodies`. Files are reached by `mod` items from the
    /// crate roots; the others are placed by their path.
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
        let mut defs = collector.defs;
        defs.globs = Globs::of(&defs);
        defs
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
        self.defs.users = Users::of(&self.sources.packages);
        for (index, package) in self.sources.packages.iter().enumerate() {
            self.defs.dependencies.push(
                package.dependencies.iter().map(|dependency| (dependency.name, dependency.package)).collect(),
            );
            for target in &package.targets {
                let file = target.root.0 as usize;
                if self.placed.get(file).copied().unwrap_or(true) {
                    continue;
                }
                let test = matches!(target.kind, TargetKind::Test | TargetKind::Bench | TargetKind::Example)
                    || self.defs.users[index] == Users::Tests;
                let root = self.new_module(None, target.name, target.root, index, test, false);
                self.defs[root].kind = Some(target.kind);
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
        let parent_module = parent.map(|parent| &self.defs[parent]);
        let (root, inherited) = parent_module.map_or((id, false), |parent| (parent.root, parent.test));
        let kind = parent_module.and_then(|parent| parent.kind);
        let conditions = parent_module.map_or_else(Conditions::default, |parent| parent.conditions.clone());
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
            conditions,
            among: Vec::new(),
            names: FxHashMap::default(),
            uses: FxHashMap::default(),
            globs: Vec::new(),
        });
        id
    }

    fn file(&mut self, module: ModId, file: usize, dir: String) {
        self.placed[file] = true;
        let facts = &self.files[file];
        self.defs[module].test |= facts.test_only;
        self.by_dir.entry(dir.clone()).or_insert(module);
        self.items(module, &facts.items, &dir);
    }

    fn add_name(&mut self, module: ModId, name: Symbol, def: Def) {
        if let Def::Mod(new) = def {
            let known = self.defs[module].names.get(&name).into_iter().flatten();
            let mut known =
                known.filter_map(|def| if let Def::Mod(known) = def { Some(*known) } else { None });
            let (first, second) = (known.next(), known.next());
            if let (Some(first), None) = (first, second) {
                self.defs[first].among.push((module, name));
            }
            if first.is_some() {
                self.defs[new].among.push((module, name));
            }
        }
        self.defs[module].names.entry(name).or_default().push(def);
    }

    fn items(&mut self, module: ModId, items: &'a [Item], dir: &str) {
        for item in items {
            self.item(module, item, dir);
        }
    }

    fn item(&mut self, module: ModId, item: &'a Item, dir: &str) {
        let file = self.defs[module].file;
        let package = self.defs[module].package;
        match &item.kind {
            ItemKind::Mod(inner) => match &inner.inline {
                Some(items) => {
                    let child = self.new_module(Some(module), inner.name, file, package, item.test, false);
                    self.add_name(module, inner.name, Def::Mod(child));
                    self.defs[child].public = inner.public;
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
                    let names: Vec<(Symbol, Vec<Def>)> =
                        self.defs[child].names.iter().map(|(name, defs)| (*name, defs.clone())).collect();
                    for (name, defs) in names {
                        for def in defs {
                            self.add_name(module, name, def);
                        }
                    }
                }
            }
            ItemKind::Use(leaf) => {
                let module = &mut self.defs[module];
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
                self.defs[id].fns = fns;
            }
            ItemKind::Impl(inner) => {
                if inner.negative {
                    return;
                }
                let id = ImplId(self.defs.impls.len() as u32);
                let test = item.test || self.defs[module].test;
                self.defs.impls.push(Impl { item: inner, module, fns: Vec::new(), span: item.span, test });
                let fns =
                    inner.fns.iter().map(|f| self.function(module, f, Owner::Impl(id), item.test)).collect();
                self.defs[id].fns = fns;
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

    fn mod_file(&mut self, module: ModId, item: &'a ModItem, test: bool, dir: &str) {
        let here = self.sources.files[self.defs[module].file.0 as usize].path.clone();
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
            self.defs[child].public = item.public;
            self.defs[child].conditions.extend(&item.conditions);
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
        let Defs { modules, adts, .. } = &mut self.defs;
        let names = modules[module.index()].names.entry(item.name).or_default();
        let first = names.iter().position(|def| matches!(def, Def::Adt(_)));
        if let Some(first) = first
            && let Def::Adt(known) = names[first]
            && known != id
        {
            let locks = |id: AdtId| {
                let fields = adts[id.index()].variants[0].1;
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
        let (file, module_test) = (self.defs[module].file, self.defs[module].test);
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
            let (file, package) = (self.defs[module].file, self.defs[module].package);
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
            _ => walk::children(expr, &mut |child| self.blocks_of(module, child)),
        }
    }
}

/// Whether a type is written with the name of a lock in it.
fn mentions_lock(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Path(path) => path.segments.iter().any(|segment| {
            catalog::suggests(segment.name.as_str(), Does::Locks) || segment.args().iter().any(mentions_lock)
        }),
        TypeRef::Ref(_, inner) | TypeRef::Slice(inner) | TypeRef::Array(inner) => mentions_lock(inner),
        TypeRef::Tuple(items) => items.iter().any(mentions_lock),
        _ => false,
    }
}
