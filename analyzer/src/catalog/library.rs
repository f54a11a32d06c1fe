//! A library as its declaration file has it: each type, function and alias is read when it is first asked for.

use std::ops::{Deref, Range};
use std::sync::{OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use super::declared::{Alias, Extended, Function, Header, Role};
use super::extended::extended;
use super::names::Names;
use super::reader::{Of, Reader};
use super::scan::{self, Block, Piece};
use super::shape::Shape;
use super::{Executor, LockType};
use crate::text::Symbol;

/// The name under which slices have their methods.
pub(super) const SLICE: &str = "[]";

/// One library, or one module of std. What is not asked for is not read.
#[derive(Debug)]
pub struct Library {
    /// Its text, and what the names in it stand for.
    pub names: &'static Names,
    /// Types by path.
    pub types: FxHashMap<Symbol, Type>,
    /// What its traits add to types of other libraries.
    pub foreign: FxHashMap<Symbol, Type>,
    /// Traits that all types have which have another: by that one.
    pub given: FxHashMap<Symbol, Vec<Symbol>>,
    /// Free functions by path.
    pub functions: FxHashMap<Symbol, Item<Option<Function>>>,
    /// Type aliases by path.
    pub aliases: FxHashMap<Symbol, Item<Alias>>,
    /// Methods of everything that iterates, or that is a future.
    pub extensions: Vec<Extension>,
    /// The executors that modules hand futures to, the innermost last.
    pub executors: Vec<(String, Executor)>,
}

impl Library {
    /// Reads all of it. What could not be read: the line, from 1, and what is wrong with it.
    pub fn check(&self) -> Vec<(usize, String)> {
        for ty in self.types.values().chain(self.foreign.values()) {
            let _ = (&ty.role, ty.all().count());
        }
        for item in self.functions.values() {
            let _ = item.get(self.names);
        }
        for item in self.aliases.values() {
            let _ = item.get(self.names);
        }
        for extension in &self.extensions {
            let _ = extension.all().count();
        }
        let mut problems = self.names.problems.lock().unwrap_or_else(PoisonError::into_inner).clone();
        problems.sort();
        problems.dedup();
        problems
    }
}

impl Library {
    /// The method of that name of a trait of the library.
    pub fn trait_method(&self, path: Symbol, name: Symbol) -> Option<&Function> {
        self.traits(path).find_map(|of| of.function(name))
    }

    /// A trait of the library, those that it extends, and those that all types have which have it.
    pub(super) fn traits(&self, path: Symbol) -> impl Iterator<Item = &Extension> {
        let mut open = vec![path];
        let mut next = 0;
        let each = move || {
            let path = *open.get(next)?;
            next += 1;
            let others = self.names.uppers.get(&path).into_iter().chain(self.given.get(&path)).flatten();
            let others: Vec<Symbol> = others.copied().filter(|other| !open.contains(other)).collect();
            open.extend(others);
            Some(self.extensions.iter().find(|known| known.path == path))
        };
        std::iter::from_fn(each).flatten()
    }
}

/// An item that is read when it is first asked for.
#[derive(Debug)]
pub struct Item<T> {
    pub(super) module: Symbol,
    pub(super) range: Range<usize>,
    pub(super) read: OnceLock<T>,
}

impl<T> Item<T> {
    pub(super) fn new(module: Symbol, range: Range<usize>) -> Item<T> {
        Item { module, range, read: OnceLock::new() }
    }

    fn reading<'n>(&self, names: &'n Names) -> (Reader<'n>, &'n str) {
        (Reader::at(names, self.range.start), &names.text[self.range.clone()])
    }
}

impl Item<Alias> {
    /// The alias.
    pub fn get(&self, names: &Names) -> &Alias {
        self.read.get_or_init(|| {
            let (reader, text) = self.reading(names);
            reader.alias(text, self.module.as_str())
        })
    }
}

impl Item<Option<Function>> {
    /// The function.
    pub fn get(&self, names: &Names) -> Option<&Function> {
        let read = self.read.get_or_init(|| {
            let (reader, text) = self.reading(names);
            reader.free(text, self.module.as_str())
        });
        read.as_ref()
    }
}

/// A function of an impl or trait.
#[derive(Debug)]
pub(super) struct Member {
    /// What stands before the braces.
    pub(super) head: Range<usize>,
    pub(super) item: Item<Option<Function>>,
}

/// What stands in impls or a trait.
#[derive(Debug, Default)]
pub(super) struct Members {
    functions: FxHashMap<Symbol, Member>,
    /// Associated types: what stands before the braces, the module, and the type.
    assigned: Vec<(Range<usize>, Symbol, Range<usize>)>,
}

impl Members {
    /// Of several functions of one name, the first.
    fn of(text: &str, blocks: &[(Symbol, Block)]) -> Members {
        let mut members = Members::default();
        for (module, block) in blocks {
            for piece in scan::pieces(text, block.body.clone()) {
                match piece {
                    Piece::Fn(name, range) => {
                        let member = || Member { head: block.head.clone(), item: Item::new(*module, range) };
                        members.functions.entry(Symbol::new(&name)).or_insert_with(member);
                    }
                    Piece::Alias(_, range) => members.assigned.push((block.head.clone(), *module, range)),
                    _ => {}
                }
            }
        }
        members
    }
}

impl Member {
    fn get(&self, names: &Names, ty: Option<Symbol>) -> Option<&Function> {
        let read = self.item.read.get_or_init(|| {
            let (reader, text) = self.item.reading(names);
            let of = Of { head: &names.text[self.head.clone()], ty };
            reader.member(text, of, self.item.module.as_str())
        });
        read.as_ref()
    }
}

/// A type.
#[derive(Debug)]
pub struct Type {
    /// Its path.
    pub path: Symbol,
    names: &'static Names,
    /// Its own text, where it is declared.
    own: Option<Range<usize>>,
    /// Its impls, those that are of no trait first, with their modules.
    pub(super) blocks: Vec<(Symbol, Block)>,
    /// The traits that it has, by their paths.
    pub(super) traits: Vec<Symbol>,
    /// The traits that it has not.
    pub(super) denied: Vec<Symbol>,
    members: OnceLock<Members>,
    header: OnceLock<Header>,
    /// As a lock, once somebody has asked.
    pub(super) lock: OnceLock<Option<LockType>>,
}

impl Deref for Type {
    type Target = Header;

    fn deref(&self) -> &Header {
        self.header.get_or_init(|| self.read())
    }
}

impl Type {
    pub(super) fn new(path: Symbol, names: &'static Names, own: Option<Range<usize>>) -> Type {
        Type {
            path,
            names,
            own,
            blocks: Vec::new(),
            traits: Vec::new(),
            denied: Vec::new(),
            members: OnceLock::new(),
            header: OnceLock::new(),
            lock: OnceLock::new(),
        }
    }

    fn read(&self) -> Header {
        let mut header = match &self.own {
            Some(own) => {
                let module = self.path.as_str().rsplit_once("::").map_or("", |(module, _)| module);
                Reader::at(self.names, own.start).header(&self.names.text[own.clone()], module)
            }
            None if self.path == SLICE => Header {
                params: vec![Symbol::new("T")],
                role: Role { collection: true, ..Role::default() },
                ..Header::default()
            },
            None => Header::default(),
        };
        for (head, module, range) in &self.members().assigned {
            let reader = Reader::at(self.names, range.start);
            let of = Of { head: &self.names.text[head.clone()], ty: Some(self.path) };
            let assigned = reader.assigned(&self.names.text[range.clone()], of, module.as_str());
            let Some((of_trait, name, shape)) = assigned else { continue };
            let about = extended(&of_trait);
            match (of_trait.as_str(), name.as_str()) {
                ("Deref" | "DerefMut", "Target") => header.deref = Some(shape),
                ("IntoIterator", "Item") => header.items = Some(shape),
                (_, "Item") if about == Some(Extended::Iter) => {
                    header.iterates = true;
                    header.items = Some(shape);
                }
                ("Index" | "IndexMut", "Output") => header.element = Some(shape),
                (_, "Output") if about == Some(Extended::Future) => header.output = Some(shape),
                _ => {}
            }
        }
        header
    }

    fn members(&self) -> &Members {
        self.members.get_or_init(|| Members::of(self.names.text, &self.blocks))
    }

    /// The method or associated function of that name.
    pub fn function(&self, name: Symbol) -> Option<&Function> {
        self.members().functions.get(&name)?.get(self.names, Some(self.path))
    }

    /// Of a collection, what is found under a key.
    pub fn looked_up(&self) -> Option<&Shape> {
        match &self.function(Symbol::new("get"))?.ret {
            Shape::Lib(_, args) => args.first().map(Shape::peel),
            other => Some(other.peel()),
        }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Function> {
        self.members().functions.values().filter_map(|member| member.get(self.names, Some(self.path)))
    }

    /// Those whose text speaks of something.
    pub(super) fn speaking(&self, of: &str) -> impl Iterator<Item = &Function> {
        let speaks = move |member: &&Member| self.names.text[member.item.range.clone()].contains(of);
        self.members()
            .functions
            .values()
            .filter(speaks)
            .filter_map(|member| member.get(self.names, Some(self.path)))
    }
}

/// Methods that a trait adds.
#[derive(Debug)]
pub struct Extension {
    /// The trait's path.
    pub path: Symbol,
    /// To what.
    pub of: Extended,
    names: &'static Names,
    blocks: [(Symbol, Block); 1],
    members: OnceLock<Members>,
}

impl Extension {
    pub(super) fn new(of: Extended, names: &'static Names, module: Symbol, block: Block) -> Extension {
        let path = Symbol::new(&format!("{module}::{}", block.name));
        Extension { path, of, names, blocks: [(module, block)], members: OnceLock::new() }
    }

    fn members(&self) -> &Members {
        self.members.get_or_init(|| Members::of(self.names.text, &self.blocks))
    }

    /// The method of that name.
    pub fn function(&self, name: Symbol) -> Option<&Function> {
        self.members().functions.get(&name)?.get(self.names, None)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Function> {
        self.members().functions.values().filter_map(|member| member.get(self.names, None))
    }
}
