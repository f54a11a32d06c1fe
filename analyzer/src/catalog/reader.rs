//! Reads a declaration file.

use concheck_grammar::Attribute as Read;
use concheck_grammar::declaration::Declaration;
use quote::ToTokens;
use rustc_hash::FxHashMap;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, GenericArgument, Item, PathArguments, ReturnType, TypeParamBound, Visibility};

use super::declared::{
    Acquires, Alias, By, Effects, End, Extended, Extension, Function, Handle, Library, Lock, Named, Pointer,
    Python, Role, Type, Where,
};
use super::shape::{Callable, Shape};
use super::{Blocking, Bound, Consequence, Executor, Fragile, Mode, On, Runs, Twin, Work};
use crate::text::Symbol;

/// Reads the text of the library whose root is `root`. What cannot be read is told with its line.
pub(super) fn read(root: &str, text: &str) -> Library {
    let mut library = Library { root: root.to_string(), ..Library::default() };
    let file = match syn::parse_file(text) {
        Ok(file) => file,
        Err(error) => {
            library.problems.push((error.span().start().line, error.to_string()));
            return library;
        }
    };
    let mut reader = Reader { library };
    reader.executor(&file.attrs, root);
    reader.collect(&file.items, root);
    reader.imports(&file.items, root);
    reader.items(&file.items, root);
    crate::syntax::release();
    reader.library
}

struct Reader {
    library: Library,
}

/// What generic parameters stand for.
type Scope<'s> = [&'s syn::Generics];

/// Where a signature stands.
#[derive(Clone, Copy)]
struct Around<'s> {
    module: &'s str,
    /// `Self`, and the parameters that come with it.
    own: &'s Shape,
    generics: &'s [&'s syn::Generics],
    /// The path that functions are shown under.
    shown: &'s str,
}

impl Reader {
    fn problem(&mut self, at: proc_macro2::Span, message: &str) {
        self.library.problems.push((at.start().line, message.to_string()));
    }

    fn declarations(&mut self, attrs: &[Attribute]) -> Vec<Declaration> {
        let mut found = Vec::new();
        for attr in attrs {
            let Some(read) = Read::of(attr.meta.to_token_stream()) else { continue };
            match Declaration::of(&read) {
                Ok(declaration) => found.push(declaration),
                Err(error) => self.problem(error.span(), &error.to_string()),
            }
        }
        found
    }

    fn executor(&mut self, attrs: &[Attribute], module: &str) {
        for declaration in self.declarations(attrs) {
            let executor = match declaration.words.first().map(String::as_str) {
                Some("tokio") => Executor::Tokio,
                Some("async_std") => Executor::AsyncStd,
                Some("smol") => Executor::Smol,
                _ => Executor::Other,
            };
            match declaration.name {
                "executor" => self.library.executors.push((module.to_string(), executor)),
                name => {
                    let message = format!("`{name}` says nothing of a module");
                    self.problem(declaration.span, &message);
                }
            }
        }
    }

    /// What each name stands for, before anything is read.
    fn collect(&mut self, items: &[Item], module: &str) {
        for item in items {
            let name = match item {
                Item::Struct(item) => &item.ident,
                Item::Enum(item) => &item.ident,
                Item::Union(item) => &item.ident,
                Item::Type(item) => &item.ident,
                Item::Trait(item) => &item.ident,
                Item::Fn(item) => &item.sig.ident,
                Item::Verbatim(tokens) => {
                    if let Some((_, sig)) = bodyless(tokens.clone()) {
                        self.name(module, sig.ident.unraw().to_string(), Named::Item);
                    }
                    continue;
                }
                Item::Mod(item) => {
                    let name = item.ident.unraw().to_string();
                    let inner = format!("{module}::{name}");
                    self.name(module, name, Named::Module);
                    if let Some((_, items)) = &item.content {
                        self.collect(items, &inner);
                    }
                    continue;
                }
                _ => continue,
            };
            self.name(module, name.unraw().to_string(), Named::Item);
        }
    }

    /// What each `use` brings, once all modules have names.
    fn imports(&mut self, items: &[Item], module: &str) {
        for item in items {
            match item {
                Item::Use(item) => self.import(&item.tree, String::new(), module),
                Item::Mod(item) => {
                    let inner = format!("{module}::{}", item.ident.unraw());
                    if let Some((_, items)) = &item.content {
                        self.imports(items, &inner);
                    }
                }
                _ => {}
            }
        }
    }

    fn name(&mut self, module: &str, name: String, named: Named) {
        self.library.names.entry(Symbol::new(module)).or_default().insert(Symbol::new(&name), named);
    }

    fn import(&mut self, tree: &syn::UseTree, path: String, module: &str) {
        let join = |name: &syn::Ident| {
            let name = name.unraw().to_string();
            if path.is_empty() { name } else { format!("{path}::{name}") }
        };
        match tree {
            syn::UseTree::Path(tree) => self.import(&tree.tree, join(&tree.ident), module),
            syn::UseTree::Name(tree) if tree.ident == "self" => {
                let target = self.target(&path, module);
                let name = path.rsplit("::").next().unwrap_or(&path).to_string();
                self.name(module, name, Named::Use(target));
            }
            syn::UseTree::Name(tree) => {
                let target = self.target(&join(&tree.ident), module);
                self.name(module, tree.ident.unraw().to_string(), Named::Use(target));
            }
            syn::UseTree::Rename(tree) => {
                let path = if tree.ident == "self" { path } else { join(&tree.ident) };
                let target = self.target(&path, module);
                self.name(module, tree.rename.unraw().to_string(), Named::Use(target));
            }
            syn::UseTree::Glob(_) => {
                let target = self.target(&path, module);
                self.library.globs.entry(Symbol::new(module)).or_default().push(target);
            }
            syn::UseTree::Group(tree) => {
                for tree in &tree.items {
                    self.import(tree, path.clone(), module);
                }
            }
        }
    }

    /// The absolute path of what a `use` names.
    fn target(&self, path: &str, module: &str) -> String {
        let (first, rest) = path.split_once("::").unwrap_or((path, ""));
        let join = |base: &str| if rest.is_empty() { base.to_string() } else { format!("{base}::{rest}") };
        match first {
            "crate" => join(self.library.root.split("::").next().unwrap_or_default()),
            "self" => join(module),
            "super" => {
                let upper = module.rsplit_once("::").map_or("", |(upper, _)| upper);
                if rest.starts_with("super") { self.target(rest, upper) } else { format!("{upper}::{rest}") }
            }
            _ => {
                let own = self.library.names.get(&Symbol::new(module));
                match own.and_then(|names| names.get(&Symbol::new(first))) {
                    Some(Named::Module) => format!("{module}::{path}"),
                    _ => path.to_string(),
                }
            }
        }
    }

    fn items(&mut self, items: &[Item], module: &str) {
        for item in items {
            match item {
                Item::Struct(item) => self.ty(&item.attrs, &item.ident, &item.generics, module),
                Item::Enum(item) => self.ty(&item.attrs, &item.ident, &item.generics, module),
                Item::Union(item) => self.ty(&item.attrs, &item.ident, &item.generics, module),
                _ => {}
            }
        }
        for item in items {
            match item {
                Item::Mod(item) => {
                    let inner = format!("{module}::{}", item.ident.unraw());
                    self.executor(&item.attrs, &inner);
                    if let Some((_, items)) = &item.content {
                        self.items(items, &inner);
                    }
                }
                Item::Type(item) => {
                    let scope = [&item.generics];
                    let around =
                        Around { module, own: &Shape::Unknown, generics: &scope, shown: module };
                    let shape = self.shape(&item.ty, around, 0);
                    let path = Symbol::new(&format!("{module}::{}", item.ident.unraw()));
                    self.library.aliases.insert(path, Alias { params: params(&item.generics), shape });
                }
                Item::Fn(item) => self.free(&item.attrs, &item.sig, module),
                Item::Verbatim(tokens) => match bodyless(tokens.clone()) {
                    Some((attrs, sig)) => self.free(&attrs, &sig, module),
                    None => self.problem(tokens.span(), "no declaration"),
                },
                Item::Impl(item) => self.implementation(item, module),
                Item::Trait(item) => self.extension(item, module),
                _ => {}
            }
        }
    }

    fn free(&mut self, attrs: &[Attribute], sig: &syn::Signature, module: &str) {
        let around = Around { module, own: &Shape::Unknown, generics: &[], shown: module };
        let function = self.function(attrs, sig, around);
        self.library.functions.insert(function.path, function);
    }

    fn ty(&mut self, attrs: &[Attribute], name: &syn::Ident, generics: &syn::Generics, module: &str) {
        let path = Symbol::new(&format!("{module}::{}", name.unraw()));
        let role = self.role(attrs);
        let ty = Type { params: params(generics), role, ..Type::bare(path) };
        self.library.types.insert(path, ty);
    }

    fn role(&mut self, attrs: &[Attribute]) -> Role {
        let mut role = Role::default();
        for declaration in self.declarations(attrs) {
            match declaration.name {
                "lock" => {
                    role.lock = Some(Lock {
                        awaited: declaration.has("awaited"),
                        sharded: declaration.has("sharded"),
                        global: declaration.has("global"),
                        content: declaration.value("content").map(|name| Symbol::new(&name[0])),
                    });
                }
                "guard" => {
                    let mode = declaration.words.iter().find_map(|word| mode(word));
                    match mode {
                        Some(mode) => role.guard = Some((mode, declaration.has("awaited"))),
                        None => self.problem(declaration.span, "a guard holds its lock in some mode"),
                    }
                }
                "pointer" => {
                    role.pointer = Some(match declaration.words.first().map(String::as_str) {
                        Some("shared") => Pointer::Shared,
                        Some("weak") => Pointer::Weak,
                        _ => Pointer::Owning,
                    });
                }
                "cell" => role.cell = Some(!declaration.has("panics")),
                "collection" => role.collection = true,
                "channel" => {
                    role.end = Some(if declaration.has("sender") { End::Sender } else { End::Receiver });
                }
                "handle" => {
                    let aborts = declaration.has("aborts");
                    role.handle = Some(if aborts { Handle::Aborts } else { Handle::Detaches });
                }
                "atomic" => role.atomic = true,
                "builder" => role.builder = true,
                name => {
                    let message = format!("`{name}` says nothing of a type");
                    self.problem(declaration.span, &message);
                }
            }
        }
        role
    }

    fn implementation(&mut self, item: &syn::ItemImpl, module: &str) {
        let scope = [&item.generics];
        let outer = Around { module, own: &Shape::Unknown, generics: &scope, shown: module };
        let own = self.shape(&item.self_ty, outer, 0);
        let path = match &own {
            Shape::Lib(path, _) => *path,
            Shape::Slice(_) => Symbol::new("[]"),
            // A trait for references, tuples, parameters: the type's own methods say enough.
            _ if item.trait_.is_some() => return,
            _ => {
                self.problem(item.self_ty.span(), "not a type of this library");
                return;
            }
        };
        if path == "[]" {
            self.library.types.entry(path).or_insert_with(|| slice(path));
        }
        let of_trait = item.trait_.as_ref().and_then(|(of_trait, _)| of_trait.segments.last());
        let of_trait = of_trait.map(|segment| segment.ident.unraw().to_string());
        let around = Around { own: &own, shown: path.as_str(), ..outer };
        let mut functions = Vec::new();
        for item in &item.items {
            match item {
                syn::ImplItem::Fn(item) => functions.push(self.function(&item.attrs, &item.sig, around)),
                syn::ImplItem::Verbatim(tokens) => match bodyless(tokens.clone()) {
                    Some((attrs, sig)) => functions.push(self.function(&attrs, &sig, around)),
                    None => self.problem(tokens.span(), "no declaration"),
                },
                syn::ImplItem::Type(item) => {
                    let shape = self.shape(&item.ty, around, 0);
                    if let Some(ty) = self.library.types.get_mut(&path) {
                        match (of_trait.as_deref(), item.ident.unraw().to_string().as_str()) {
                            (Some("Deref" | "DerefMut"), "Target") => ty.deref = Some(shape),
                            (Some("IntoIterator"), "Item") => ty.items = Some(shape),
                            (Some(name), "Item") if extended(name).is_some() => {
                                ty.iterates = true;
                                ty.items = Some(shape);
                            }
                            (Some("Index" | "IndexMut"), "Output") => ty.element = Some(shape),
                            (Some(name), "Output") if extended(name).is_some() => ty.output = Some(shape),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        match self.library.types.get_mut(&path) {
            Some(ty) => {
                for function in functions {
                    // What the type says itself goes before what a trait says.
                    if of_trait.is_none() || !ty.functions.contains_key(&function.name) {
                        ty.functions.insert(function.name, function);
                    }
                }
            }
            None if of_trait.is_some() => {}
            None => self.problem(item.self_ty.span(), "not a type of this library"),
        }
    }

    fn extension(&mut self, item: &syn::ItemTrait, module: &str) {
        let name = item.ident.unraw().to_string();
        let mut uppers = vec![name.clone()];
        for bound in &item.supertraits {
            if let TypeParamBound::Trait(bound) = bound
                && let Some(last) = bound.path.segments.last()
            {
                uppers.push(last.ident.unraw().to_string());
            }
        }
        let of = match uppers.iter().find_map(|name| extended(name)) {
            Some(of) => of,
            None => {
                // Of what another extension of this library extends.
                let known = self.library.extensions.iter();
                let upper = known.filter(|known| uppers.iter().any(|name| known.name == name.as_str()));
                upper.map(|known| known.of).find(|of| *of != Extended::Any).unwrap_or(Extended::Any)
            }
        };
        let param = |name| Box::new(Shape::Param(Symbol::new(name)));
        let own = match of {
            Extended::Iter => Shape::Iter(param("Item")),
            Extended::Future => Shape::Future(param("Output")),
            Extended::Any => Shape::Unknown,
        };
        let scope = [&item.generics];
        let shown = format!("{module}::{name}");
        let around = Around { module, own: &own, generics: &scope, shown: &shown };
        let mut functions = FxHashMap::default();
        for item in &item.items {
            if let syn::TraitItem::Fn(item) = item {
                let function = self.function(&item.attrs, &item.sig, around);
                functions.insert(function.name, function);
            }
        }
        self.library.extensions.push(Extension { name: Symbol::new(&name), of, functions });
    }

    fn function(&mut self, attrs: &[Attribute], sig: &syn::Signature, around: Around<'_>) -> Function {
        let name = sig.ident.unraw().to_string();
        let path = Symbol::new(&format!("{}::{name}", around.shown));
        let mut generics = vec![&sig.generics];
        generics.extend_from_slice(around.generics);
        let within = Around { generics: &generics, ..around };
        let mut receiver = None;
        let mut params = Vec::new();
        for input in &sig.inputs {
            match input {
                syn::FnArg::Receiver(own) => {
                    receiver = Some(match &own.kind {
                        syn::ReceiverKind::Reference(_, _, Some(_)) => By::Mut,
                        syn::ReceiverKind::Reference(..) => By::Ref,
                        // `self: &Arc<Self>`
                        syn::ReceiverKind::Typed(_, ty) if matches!(**ty, syn::Type::Reference(_)) => By::Ref,
                        _ => By::Value,
                    });
                }
                syn::FnArg::Typed(param) => {
                    let name = match &*param.pat {
                        syn::Pat::Ident(name) => Symbol::new(&name.ident.unraw().to_string()),
                        _ => Symbol::new("_"),
                    };
                    params.push((name, self.shape(&param.ty, within, 0)));
                }
            }
        }
        let (ret, borrows) = match &sig.output {
            ReturnType::Default => (Shape::Tuple(Box::default()), false),
            ReturnType::Type(_, ty) => (self.shape(ty, within, 0), refers(ty.to_token_stream())),
        };
        let chosen = match &sig.output {
            ReturnType::Type(_, ty) => match &**ty {
                syn::Type::Path(ty) => sig.generics.type_params().any(|param| ty.path.is_ident(&param.ident)),
                _ => false,
            },
            ReturnType::Default => false,
        };
        let chosen = chosen && !params.iter().any(|(_, shape)| gives(shape, &ret));
        let effects = self.effects(attrs, path);
        Function {
            path,
            name: Symbol::new(&name),
            own: around.own.clone(),
            receiver,
            params,
            ret,
            borrows,
            chosen,
            is_async: sig.asyncness.is_some(),
            effects,
        }
    }

    fn effects(&mut self, attrs: &[Attribute], path: Symbol) -> Effects {
        let mut effects = Effects::default();
        for declaration in self.declarations(attrs) {
            let word = declaration.words.first().map_or("", String::as_str);
            match declaration.name {
                "acquires" => {
                    effects.acquires = Some(Acquires {
                        mode: declaration.words.iter().find_map(|word| mode(word)),
                        bounded: declaration.has("bounded"),
                    });
                }
                "suspends" => effects.suspends = Some(Symbol::new(word)),
                "blocking" => match work(&declaration) {
                    Some(work) => effects.blocking = Some(Blocking::new(path, work)),
                    None => self.problem(declaration.span, "blocking by which kind of work?"),
                },
                "waits" => {
                    effects.waits = declaration.words.iter().find_map(|word| on(word));
                    effects.perhaps = declaration.has("perhaps");
                    effects.drains = declaration.has("drains");
                }
                "gives" => effects.gives = on(word),
                "runs" => effects.runs = Some(place(word)),
                "loses" => {
                    let loses = declaration.text.as_deref().unwrap_or("what was done so far");
                    let instead = declaration.value("instead").map_or("", |values| &values[0]);
                    effects.loses = Some(Fragile::new(path, loses, instead));
                }
                "initialises" => effects.initialises = true,
                "capacity" => {
                    effects.capacity = Some(if word == "given" { Bound::Given } else { Bound::Unbounded });
                }
                "together" => effects.together = true,
                "changes" => effects.changes_process = true,
                "leaks" => effects.leaks = true,
                "frees" => effects.frees = true,
                "mutates" => effects.mutates = true,
                "adds" => {
                    effects.mutates = true;
                    effects.adds = true;
                }
                "asks" if word == "runtime" => effects.asks_runtime = true,
                "asks" => effects.asks = true,
                "limits" => effects.limits = true,
                "exhausts" => effects.exhausts = true,
                "stops" => effects.stops = true,
                "attaches" => effects.python = Some(Python::Attaches),
                "detaches" => effects.python = Some(Python::Detaches),
                "calls" => effects.python = Some(Python::Calls),
                "twin" => effects.twins.extend(Twin::declared(&declaration)),
                name => {
                    let message = format!("`{name}` says nothing of a function");
                    self.problem(declaration.span, &message);
                }
            }
        }
        effects
    }

    fn shape(&self, ty: &syn::Type, around: Around<'_>, depth: u32) -> Shape {
        if depth > 20 {
            return Shape::Unknown;
        }
        let next = |ty: &syn::Type| self.shape(ty, around, depth + 1);
        match ty {
            syn::Type::Reference(ty) => Shape::Ref(ty.mutability.is_some(), Box::new(next(&ty.elem))),
            syn::Type::Ptr(ty) => Shape::Ptr(Box::new(next(&ty.elem))),
            syn::Type::Tuple(ty) => Shape::Tuple(ty.elems.iter().map(next).collect()),
            syn::Type::Slice(ty) => Shape::Slice(Box::new(next(&ty.elem))),
            syn::Type::Array(ty) => Shape::Slice(Box::new(next(&ty.elem))),
            syn::Type::Never(_) => Shape::Never,
            syn::Type::Paren(ty) => next(&ty.elem),
            syn::Type::Group(ty) => next(&ty.elem),
            syn::Type::ImplTrait(ty) => self.bounded(&ty.bounds, around, depth),
            syn::Type::TraitObject(ty) => self.bounded(&ty.bounds, around, depth),
            syn::Type::Path(ty) => match &ty.qself {
                None => self.path(&ty.path, around, depth),
                // `<Self::Item as IntoIterator>::Item`
                Some(of) => match (next(&of.ty), ty.path.segments.last()) {
                    (Shape::Param(name), Some(last)) => {
                        Shape::Param(projection(name.as_str(), &last.ident.unraw().to_string()))
                    }
                    _ => Shape::Unknown,
                },
            },
            _ => Shape::Unknown,
        }
    }

    /// What is known of something by its bounds.
    fn bounded<'b>(
        &self,
        bounds: impl IntoIterator<Item = &'b TypeParamBound>,
        around: Around<'_>,
        depth: u32,
    ) -> Shape {
        for bound in bounds {
            let TypeParamBound::Trait(bound) = bound else { continue };
            let Some(last) = bound.path.segments.last() else { continue };
            let name = last.ident.unraw().to_string();
            match (&*name, &last.arguments) {
                (
                    "Fn" | "FnMut" | "FnOnce" | "AsyncFn" | "AsyncFnMut" | "AsyncFnOnce",
                    PathArguments::Parenthesized(paren),
                ) => {
                    let args = paren.inputs.iter().map(|input| self.shape(&input.ty, around, depth + 1)).collect();
                    let ret = match &paren.output {
                        ReturnType::Default => Shape::Tuple(Box::default()),
                        ReturnType::Type(_, ty) => self.shape(ty, around, depth + 1),
                    };
                    let ret =
                        if name.starts_with("Async") { Shape::Future(Box::new(ret)) } else { ret };
                    let once = name.ends_with("Once");
                    return Shape::Fn(Box::new(Callable { args, ret, once }));
                }
                (_, arguments) => {
                    let associated = |key: &str| match arguments {
                        PathArguments::AngleBracketed(angle) => angle.args.iter().find_map(|arg| match arg {
                            GenericArgument::AssocType(of) if of.ident == key => {
                                Some(self.shape(&of.ty, around, depth + 1))
                            }
                            _ => None,
                        }),
                        _ => None,
                    };
                    match extended(&name) {
                        // What it is collected into is mostly a list.
                        None if name == "FromIterator" => {
                            let PathArguments::AngleBracketed(angle) = arguments else { continue };
                            let Some(GenericArgument::Type(item)) = angle.args.first() else { continue };
                            let item = self.shape(item, around, depth + 1);
                            return Shape::Lib(Symbol::new(super::LIST), Box::new([item]));
                        }
                        Some(Extended::Iter) => {
                            let item = associated("Item").unwrap_or(Shape::Unknown);
                            return Shape::Iter(Box::new(item));
                        }
                        Some(Extended::Future) => {
                            let output = associated("Output").unwrap_or(Shape::Unknown);
                            return Shape::Future(Box::new(output));
                        }
                        _ => {}
                    }
                }
            }
        }
        Shape::Unknown
    }

    fn path(&self, path: &syn::Path, around: Around<'_>, depth: u32) -> Shape {
        let Some(first) = path.segments.first() else { return Shape::Unknown };
        let name = first.ident.unraw().to_string();
        if name == "Self" {
            return match path.segments.iter().nth(1) {
                None => around.own.clone(),
                Some(assoc) => match (around.own, &*assoc.ident.unraw().to_string()) {
                    (Shape::Iter(item), "Item") => (**item).clone(),
                    (Shape::Future(output), "Output") => (**output).clone(),
                    _ => Shape::Unknown,
                },
            };
        }
        for generics in around.generics {
            let Some(param) = generics.type_params().find(|param| param.ident.unraw() == *name) else { continue };
            if let Some(assoc) = path.segments.iter().nth(1) {
                return Shape::Param(projection(&name, &assoc.ident.unraw().to_string()));
            }
            let wheres = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
            let wheres = wheres.filter_map(|predicate| match predicate {
                syn::WherePredicate::Type(of) => match &of.bounded_ty {
                    syn::Type::Path(ty) if ty.path.is_ident(&param.ident) => Some(&of.bounds),
                    _ => None,
                },
                _ => None,
            });
            let bounds = param.bounds.iter().chain(wheres.flatten());
            return match self.bounded(bounds, around, depth + 1) {
                Shape::Unknown => Shape::Param(Symbol::new(&name)),
                Shape::Iter(item) if *item == Shape::Unknown => {
                    Shape::Iter(Box::new(Shape::Param(projection(&name, "Item"))))
                }
                Shape::Future(output) if *output == Shape::Unknown => {
                    Shape::Future(Box::new(Shape::Param(projection(&name, "Output"))))
                }
                known => known,
            };
        }
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect();
        let args: Vec<Shape> = match path.segments.last().map(|segment| &segment.arguments) {
            Some(PathArguments::AngleBracketed(angle)) => angle
                .args
                .iter()
                .filter_map(|arg| match arg {
                    GenericArgument::Type(ty) => Some(self.shape(ty, around, depth + 1)),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        Shape::Lib(Symbol::new(&self.absolute(&names, around.module)), args.into())
    }

    /// The path of a name in a module.
    fn absolute(&self, names: &[String], module: &str) -> String {
        let rest = |base: &str, used: usize| names[used..].iter().fold(base.to_string(), |path, name| path + "::" + name);
        match names[0].as_str() {
            "crate" => return rest(self.library.root.split("::").next().unwrap_or_default(), 1),
            "self" => return rest(module, 1),
            "super" => return rest(module.rsplit_once("::").map_or("", |(upper, _)| upper), 1),
            _ => {}
        }
        let first = Symbol::new(&names[0]);
        let mut at = module;
        loop {
            match self.library.names.get(&Symbol::new(at)).and_then(|names| names.get(&first)) {
                Some(Named::Use(target)) => return rest(target, 1),
                Some(_) => return rest(at, 0),
                None => {}
            }
            match at.rsplit_once("::") {
                Some((upper, _)) if at != self.library.root => at = upper,
                _ => break,
            }
        }
        match super::prelude(&names[0]) {
            Some(path) => rest(path, 1),
            None => names.join("::"),
        }
    }
}

fn slice(path: Symbol) -> Type {
    Type {
        params: vec![Symbol::new("T")],
        role: Role { collection: true, ..Role::default() },
        ..Type::bare(path)
    }
}

/// The name under which an associated type of a parameter is bound.
fn projection(param: &str, name: &str) -> Symbol {
    Symbol::new(&format!("{param}::{name}"))
}

/// Whether a parameter, or the closure in it, gives something of that type.
fn gives(param: &Shape, ret: &Shape) -> bool {
    match param.callable() {
        Some(callable) => callable.ret == *ret || callable.args.contains(ret),
        None => param.peel() == ret,
    }
}

fn params(generics: &syn::Generics) -> Vec<Symbol> {
    generics.type_params().map(|param| Symbol::new(&param.ident.unraw().to_string())).collect()
}

/// What a trait of that name is about.
fn extended(name: &str) -> Option<Extended> {
    match name {
        "Iterator" | "DoubleEndedIterator" | "ExactSizeIterator" | "FusedIterator" | "IntoIterator" | "Stream"
        | "TryStream" | "FusedStream" | "ParallelIterator" | "IndexedParallelIterator" | "IntoParallelIterator" => {
            Some(Extended::Iter)
        }
        "Future" | "IntoFuture" | "TryFuture" | "FusedFuture" => Some(Extended::Future),
        _ => None,
    }
}

/// A function without a body, with its attributes.
fn bodyless(tokens: proc_macro2::TokenStream) -> Option<(Vec<Attribute>, syn::Signature)> {
    let parser = |input: ParseStream<'_>| {
        let attrs = input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        let sig = input.parse()?;
        input.parse::<syn::Token![;]>()?;
        Ok((attrs, sig))
    };
    parser.parse2(tokens).ok()
}

/// Whether a written type has a reference or a lifetime of something that was given.
fn refers(tokens: proc_macro2::TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            proc_macro2::TokenTree::Punct(punct) if punct.as_char() == '&' => return true,
            proc_macro2::TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                let is_static = matches!(tokens.peek(), Some(proc_macro2::TokenTree::Ident(name)) if name == "static");
                if !is_static {
                    return true;
                }
            }
            proc_macro2::TokenTree::Group(group) if refers(group.stream()) => return true,
            _ => {}
        }
    }
    false
}

fn mode(word: &str) -> Option<Mode> {
    Some(match word {
        "exclusive" => Mode::Exclusive,
        "shared" => Mode::Shared,
        "upgradable" => Mode::Upgradable,
        "recursive" => Mode::SharedRecursive,
        "permit" => Mode::Permit,
        "reentrant" => Mode::Reentrant,
        "borrow" => Mode::Borrow,
        "borrow_mut" => Mode::BorrowMut,
        "entered" => Mode::Entered,
        _ => return None,
    })
}

fn work(declaration: &Declaration) -> Option<Work> {
    declaration.words.iter().find_map(|word| {
        Some(match word.as_str() {
            "sleep" => Work::Sleep,
            "files" => Work::Files,
            "names" => Work::Names,
            "network" => Work::Network,
            "resolve" => Work::Resolve,
            "process" => Work::Process,
            "input" => Work::Input,
            "message" => Work::Channel,
            "thread" => Work::Thread,
            "file_lock" => Work::FileLock,
            "http" => Work::Http,
            "database" => Work::Database,
            "password" => Work::Password,
            "compute" => Work::Compute,
            "runtime" if declaration.has("panics") => Work::Runtime(Consequence::Panics),
            "runtime" if declaration.has("hangs") => Work::Runtime(Consequence::Hangs),
            "runtime" => Work::Runtime(Consequence::Either),
            _ => return None,
        })
    })
}

fn on(word: &str) -> Option<On> {
    Some(match word {
        "end" => On::Thread,
        "message" => On::Message,
        "room" => On::Room,
        "barrier" => On::Barrier,
        "unpark" => On::Unpark,
        "process" => On::Process,
        "signal" => On::Signal,
        "pool" => On::Pool,
        _ => return None,
    })
}

fn place(word: &str) -> Where {
    match word {
        "thread" => Where::As(Runs::Thread),
        "task" => Where::As(Runs::Task),
        "block_on" => Where::As(Runs::BlockOn),
        "poll" => Where::Poll,
        "job" => Where::Job,
        "absent" => Where::Absent,
        "alone" => Where::Alone,
        "may_block" => Where::MayBlock,
        "signal" => Where::Signal,
        "forked" => Where::Forked,
        _ => Where::As(Runs::Later),
    }
}
