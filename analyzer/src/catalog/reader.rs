//! Reads items of declaration files.

use concheck_grammar::Attribute as Read;
use concheck_grammar::declaration::Declaration;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, GenericArgument, PathArguments, ReturnType, TypeParamBound, Visibility};

use super::declared::{
    Acquires, Alias, Atomic, By, Effects, End, Extended, Function, Handle, Header, Interior, Lock, Operation,
    Pipes, Pointer, Process, Python, Role, Where,
};
use super::extended::extended;
use super::names::{Named, Names};
use super::shape::{Callable, Shape};
use super::{Blocking, Bound, Consequence, Executor, Fragile, Mode, On, Runs, Twin, Work};
use crate::text::Symbol;

/// Reads one item of a file.
pub(super) struct Reader<'n> {
    names: &'n Names,
    /// The byte of the file at which the text begins that is read.
    start: usize,
}

impl Drop for Reader<'_> {
    /// What was parsed has become data: nobody asks for its spans any more.
    fn drop(&mut self) {
        crate::syntax::release();
    }
}

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

/// What a function belongs to: the text before the braces.
#[derive(Clone, Copy)]
pub(super) struct Of<'t> {
    pub(super) head: &'t str,
    /// The type, or `None` of a trait.
    pub(super) ty: Option<Symbol>,
}

impl<'n> Reader<'n> {
    /// A reader of what begins at that byte of the file.
    pub(super) fn at(names: &'n Names, start: usize) -> Reader<'n> {
        Reader { names, start }
    }

    fn problem(&self, at: proc_macro2::Span, message: &str) {
        let above = self.names.text[..self.start].matches('\n').count();
        self.names.problem(above + at.start().line.max(1), message);
    }

    /// Parses a text; what is wrong with it is told.
    fn parsed<T: syn::parse::Parse>(&self, text: &str) -> Option<T> {
        match syn::parse_str(text) {
            Ok(item) => Some(item),
            Err(error) => {
                self.problem(error.span(), &error.to_string());
                None
            }
        }
    }

    /// The executor that an inner attribute names.
    pub(super) fn executor(&self, text: &str) -> Option<Executor> {
        let attrs = match Attribute::parse_inner.parse_str(text) {
            Ok(attrs) => attrs,
            Err(error) => {
                self.problem(error.span(), &error.to_string());
                return None;
            }
        };
        let mut found = None;
        for declaration in self.declarations(&attrs) {
            match declaration.name {
                "executor" => {
                    found = Some(match declaration.words.first().map(String::as_str) {
                        Some("tokio") => Executor::Tokio,
                        Some("async_std") => Executor::AsyncStd,
                        Some("smol") => Executor::Smol,
                        _ => Executor::Other,
                    });
                }
                name => self.problem(declaration.span, &format!("`{name}` says nothing of a module")),
            }
        }
        found
    }

    /// The names that a `use` brings into a module, with their absolute paths; of a glob `None`.
    pub(super) fn uses(&self, text: &str, module: &str) -> Vec<(Option<String>, String)> {
        let mut found = Vec::new();
        if let Some(item) = self.parsed::<syn::ItemUse>(text) {
            self.import(&item.tree, String::new(), module, &mut found);
        }
        found
    }

    fn import(
        &self,
        tree: &syn::UseTree,
        path: String,
        module: &str,
        found: &mut Vec<(Option<String>, String)>,
    ) {
        let join = |name: &syn::Ident| {
            let name = name.unraw().to_string();
            if path.is_empty() { name } else { format!("{path}::{name}") }
        };
        match tree {
            syn::UseTree::Path(tree) => self.import(&tree.tree, join(&tree.ident), module, found),
            syn::UseTree::Name(tree) if tree.ident == "self" => {
                let name = path.rsplit("::").next().unwrap_or(&path).to_string();
                found.push((Some(name), self.target(&path, module)));
            }
            syn::UseTree::Name(tree) => {
                found.push((Some(tree.ident.unraw().to_string()), self.target(&join(&tree.ident), module)));
            }
            syn::UseTree::Rename(tree) => {
                let path = if tree.ident == "self" { path } else { join(&tree.ident) };
                found.push((Some(tree.rename.unraw().to_string()), self.target(&path, module)));
            }
            syn::UseTree::Glob(_) => found.push((None, self.target(&path, module))),
            syn::UseTree::Group(tree) => {
                for tree in &tree.items {
                    self.import(tree, path.clone(), module, found);
                }
            }
        }
    }

    /// The absolute path of what a `use` names.
    fn target(&self, path: &str, module: &str) -> String {
        let (first, rest) = path.split_once("::").unwrap_or((path, ""));
        let join = |base: &str| if rest.is_empty() { base.to_string() } else { format!("{base}::{rest}") };
        match first {
            "crate" => join(self.names.root.split("::").next().unwrap_or_default()),
            "self" => join(module),
            "super" => {
                let upper = module.rsplit_once("::").map_or("", |(upper, _)| upper);
                if rest.starts_with("super") { self.target(rest, upper) } else { format!("{upper}::{rest}") }
            }
            _ => {
                let own = self.names.modules.get(&Symbol::new(module));
                match own.and_then(|names| names.get(&Symbol::new(first))) {
                    Some(Named::Module) => format!("{module}::{path}"),
                    _ => path.to_string(),
                }
            }
        }
    }

    /// What a type is, from its own text.
    pub(super) fn header(&self, text: &str, module: &str) -> Header {
        let Some(item) = self.parsed::<syn::Item>(text) else { return Header::default() };
        let (attrs, generics) = match &item {
            syn::Item::Struct(item) => (&item.attrs, &item.generics),
            syn::Item::Enum(item) => (&item.attrs, &item.generics),
            syn::Item::Union(item) => (&item.attrs, &item.generics),
            _ => return Header::default(),
        };
        let default = |param: &syn::TypeParam| match &param.default {
            Some((_, syn::Type::Path(ty))) => Some(Symbol::new(&ty.path.get_ident()?.unraw().to_string())),
            _ => None,
        };
        let defaults = generics.type_params().map(default).collect();
        let scope = [generics];
        let around = Around { module, own: &Shape::Unknown, generics: &scope, shown: module };
        let variant = |variant: &syn::Variant| {
            let types = variant.fields.iter().map(|field| self.shape(&field.ty, around, 0)).collect();
            (Symbol::new(&variant.ident.unraw().to_string()), types)
        };
        let variants = match &item {
            syn::Item::Enum(item) => item.variants.iter().map(variant).collect(),
            _ => Vec::new(),
        };
        let named = |field: &syn::Field| {
            let name = Symbol::new(&field.ident.as_ref()?.unraw().to_string());
            Some((name, self.shape(&field.ty, around, 0)))
        };
        let fields = match &item {
            syn::Item::Struct(item) => item.fields.iter().filter_map(named).collect(),
            _ => Vec::new(),
        };
        let role = self.role(attrs);
        Header { params: params(generics), defaults, role, variants, fields, ..Header::default() }
    }

    /// A type alias.
    pub(super) fn alias(&self, text: &str, module: &str) -> Alias {
        let Some(item) = self.parsed::<syn::ItemType>(text) else {
            return Alias { params: Vec::new(), shape: Shape::Unknown };
        };
        let scope = [&item.generics];
        let around = Around { module, own: &Shape::Unknown, generics: &scope, shown: module };
        Alias { params: params(&item.generics), shape: self.shape(&item.ty, around, 0) }
    }

    /// A function of a module.
    pub(super) fn free(&self, text: &str, module: &str) -> Option<Function> {
        let around = Around { module, own: &Shape::Unknown, generics: &[], shown: module };
        let (attrs, sig) = self.signature(text)?;
        Some(self.function(&attrs, &sig, around))
    }

    /// A function of an impl or trait.
    pub(super) fn member(&self, text: &str, of: Of<'_>, module: &str) -> Option<Function> {
        let (attrs, sig) = self.signature(text)?;
        self.within(of, module, |reader, around| Some(reader.function(&attrs, &sig, around)))
    }

    /// The trait of an impl, and an associated type of it.
    pub(super) fn assigned(&self, text: &str, of: Of<'_>, module: &str) -> Option<(String, String, Shape)> {
        let item = self.parsed::<syn::ItemType>(text)?;
        let head: syn::ItemImpl = self.parsed(&format!("{}{{}}", of.head))?;
        let of_trait =
            head.trait_.as_ref().and_then(|(path, _)| path.segments.last())?.ident.unraw().to_string();
        let shape = self.within(of, module, |reader, around| Some(reader.shape(&item.ty, around, 0)))?;
        Some((of_trait, item.ident.unraw().to_string(), shape))
    }

    /// What a trait adds methods to, by itself and by those that it extends.
    pub(super) fn extends(&self, head: &str) -> (Extended, Vec<String>) {
        let Some(item) = self.parsed::<syn::ItemTrait>(&format!("{head}{{}}")) else {
            return (Extended::Any, Vec::new());
        };
        let uppers = item.supertraits.iter().filter_map(|bound| match bound {
            TypeParamBound::Trait(bound) => Some(bound.path.segments.last()?.ident.unraw().to_string()),
            _ => None,
        });
        let uppers: Vec<String> = uppers.collect();
        let own = item.ident.unraw().to_string();
        let of = std::iter::once(&own).chain(&uppers).find_map(|name| extended(name));
        (of.unwrap_or(Extended::Any), uppers)
    }

    /// The traits that a type has to have for an impl of which only that head is given, if it is one for all types that have
    /// them: their paths as they are written.
    pub(super) fn bounds_of_all(&self, head: &str) -> Vec<String> {
        let Some(item) = self.parsed::<syn::ItemImpl>(&format!("{head}{{}}")) else { return Vec::new() };
        let syn::Type::Path(own) = &*item.self_ty else { return Vec::new() };
        let param = item.generics.type_params().find(|param| own.path.is_ident(&param.ident));
        let paths = param.iter().flat_map(|param| &param.bounds).filter_map(|bound| match bound {
            TypeParamBound::Trait(bound) => {
                let names = bound.path.segments.iter().map(|part| part.ident.unraw().to_string());
                Some(names.collect::<Vec<_>>().join("::"))
            }
            _ => None,
        });
        paths.collect()
    }

    /// Something that declares nothing.
    pub(super) fn nothing(&self) {
        self.problem(proc_macro2::Span::call_site(), "this declares nothing");
    }

    fn signature(&self, text: &str) -> Option<(Vec<Attribute>, syn::Signature)> {
        let parser = |input: ParseStream<'_>| {
            let attrs = input.call(Attribute::parse_outer)?;
            input.parse::<Visibility>()?;
            let sig = input.parse()?;
            // A body says nothing.
            match input.peek(syn::token::Brace) {
                true => drop(input.parse::<syn::Block>()?),
                false => drop(input.parse::<syn::Token![;]>()?),
            }
            Ok((attrs, sig))
        };
        match parser.parse_str(text) {
            Ok(read) => Some(read),
            Err(error) => {
                self.problem(error.span(), &error.to_string());
                None
            }
        }
    }

    /// Runs something with what an impl or trait is about.
    fn within<T>(
        &self,
        of: Of<'_>,
        module: &str,
        run: impl FnOnce(&Reader<'_>, Around<'_>) -> Option<T>,
    ) -> Option<T> {
        let text = format!("{}{{}}", of.head);
        if of.ty.is_some() {
            let item = self.parsed::<syn::ItemImpl>(&text)?;
            let scope = [&item.generics];
            let outer = Around { module, own: &Shape::Unknown, generics: &scope, shown: module };
            let own = self.shape(&item.self_ty, outer, 0);
            let shown = of.ty.map_or("", Symbol::as_str);
            return run(self, Around { own: &own, shown, ..outer });
        }
        let item = self.parsed::<syn::ItemTrait>(&text)?;
        let param = |name| Box::new(Shape::Param(Symbol::new(name)));
        let own = match self.names.extended(&item.ident.unraw().to_string()) {
            Extended::Iter => Shape::Iter(param("Item")),
            Extended::Future => Shape::Future(param("Output")),
            Extended::Any => *param("Self"),
        };
        let scope = [&item.generics];
        let shown = format!("{module}::{}", item.ident.unraw());
        run(self, Around { module, own: &own, generics: &scope, shown: &shown })
    }

    fn declarations(&self, attrs: &[Attribute]) -> Vec<Declaration> {
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

    fn role(&self, attrs: &[Attribute]) -> Role {
        let mut role = Role::default();
        for declaration in self.declarations(attrs) {
            match declaration.name {
                "lock" => {
                    role.lock = Some(Lock {
                        awaited: declaration.has("awaited"),
                        sharded: declaration.has("sharded"),
                        global: declaration.has("global"),
                        printed: declaration.has("printed"),
                        raw: declaration.has("raw"),
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
                        Some("raw") => Pointer::Raw,
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
                "interior" => {
                    let unchecked = declaration.has("unchecked");
                    role.interior = Some(if unchecked { Interior::Unchecked } else { Interior::Checked });
                }
                "process" => match declaration.words.iter().find_map(|word| process(word)) {
                    Some(process) => role.process = Some((process, declaration.has("awaited"))),
                    None => self.problem(declaration.span, "which part of a child process?"),
                },
                "buffer" => role.buffer = true,
                "resource" => role.resource = true,
                "attached" => role.attached = true,
                "atomic" => {
                    let pointer = declaration.has("pointer");
                    role.atomic = Some(if pointer { Atomic::Pointer } else { Atomic::Value });
                }
                "builder" => role.builder = true,
                name => {
                    let message = format!("`{name}` says nothing of a type");
                    self.problem(declaration.span, &message);
                }
            }
        }
        role
    }

    fn function(&self, attrs: &[Attribute], sig: &syn::Signature, around: Around<'_>) -> Function {
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
            generics: self::params(&sig.generics),
            receiver,
            params,
            ret,
            borrows,
            chosen,
            is_async: sig.asyncness.is_some(),
            effects,
        }
    }

    fn effects(&self, attrs: &[Attribute], path: Symbol) -> Effects {
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
                "blocking" if declaration.has("reader") => effects.reads = true,
                "blocking" => match work(&declaration) {
                    Some(work) => {
                        effects.blocking = Some(Blocking::new(path, work));
                        effects.long = declaration.has("long");
                    }
                    None => self.problem(declaration.span, "blocking by which kind of work?"),
                },
                "waits" => {
                    effects.waits = declaration.words.iter().find_map(|word| on(word));
                    effects.perhaps = declaration.has("perhaps");
                    effects.drains = declaration.has("drains");
                    effects.exactly = declaration.has("exactly");
                }
                "gives" => {
                    effects.gives = declaration.words.iter().find_map(|word| on(word));
                    effects.waiters_only = declaration.has("waiters");
                }
                "runs" => effects.runs = Some(place(word)),
                "loses" => {
                    let loses = declaration.text.as_deref().unwrap_or("what was done so far");
                    let instead = declaration.value("instead").map_or("", |values| &values[0]);
                    effects.loses = Some(Fragile::new(path, loses, instead));
                }
                "initialises" => effects.initialises = true,
                "capacity" => {
                    effects.capacity = Some(match word {
                        "given" => Bound::Given,
                        "latest" => Bound::Latest,
                        _ => Bound::Unbounded,
                    });
                }
                "together" => effects.together = true,
                "changes" => effects.changes_process = true,
                "leaks" => effects.leaks = true,
                "counts" => effects.counts = Some(word == "up"),
                "workers" => {
                    effects.workers = Some(declaration.value("unless").unwrap_or_default().to_vec());
                }
                "frees" => effects.frees = true,
                "releases" => effects.releases = true,
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
                "operation" => effects.operation = operation(word),
                "pipes" => effects.pipes = pipes(word),
                "wakes" => effects.wakes = true,
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
                    let args =
                        paren.inputs.iter().map(|input| self.shape(&input.ty, around, depth + 1)).collect();
                    let ret = match &paren.output {
                        ReturnType::Default => Shape::Tuple(Box::default()),
                        ReturnType::Type(_, ty) => self.shape(ty, around, depth + 1),
                    };
                    let ret = if name.starts_with("Async") { Shape::Future(Box::new(ret)) } else { ret };
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
            let Some(param) = generics.type_params().find(|param| param.ident.unraw() == *name) else {
                continue;
            };
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
        let names: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect();
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
        Shape::Lib(Symbol::new(&self.names.absolute(&names, around.module, &super::prelude)), args.into())
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

/// Whether a written type has a reference or a lifetime of something that was given.
fn refers(tokens: proc_macro2::TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            proc_macro2::TokenTree::Punct(punct) if punct.as_char() == '&' => return true,
            proc_macro2::TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                let is_static =
                    matches!(tokens.peek(), Some(proc_macro2::TokenTree::Ident(name)) if name == "static");
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
            "room" => Work::Room,
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

fn process(word: &str) -> Option<Process> {
    Process::ALL.into_iter().find(|process| process.word() == word)
}

fn operation(word: &str) -> Option<Operation> {
    Some(match word {
        "load" => Operation::Load,
        "store" => Operation::Store,
        "swap" => Operation::Swap,
        "exchange" => Operation::Exchange,
        "add" => Operation::Add,
        "subtract" => Operation::Subtract,
        "update" => Operation::Update,
        _ => return None,
    })
}

fn pipes(word: &str) -> Option<Pipes> {
    Some(match word {
        "new" => Pipes::New,
        "waits" => Pipes::Waits,
        "drains" => Pipes::Drains,
        "asks" => Pipes::Asks,
        "reads" => Pipes::Reads,
        "writes" => Pipes::Writes,
        "copies" => Pipes::Copies,
        stream => Pipes::Leads(process(stream)?),
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
