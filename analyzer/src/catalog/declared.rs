//! What a library declares: its types, functions and names, as a declaration file says them.

use std::ops::{Deref, Range};
use std::sync::{Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use super::reader::{Of, Reader, extended};
use super::scan::{self, Block, Piece};
use super::shape::Shape;
use super::{Blocking, Bound, Executor, Fragile, LockType, Mode, On, Runs, Twin};
use crate::text::Symbol;

/// One library, or one module of std. What is not asked for is not read.
#[derive(Debug)]
pub struct Library {
    /// Its text, and what the names in it stand for.
    pub names: &'static Names,
    /// Types by path.
    pub types: FxHashMap<Symbol, Type>,
    /// Free functions by path.
    pub functions: FxHashMap<Symbol, Item<Option<Function>>>,
    /// Type aliases by path.
    pub aliases: FxHashMap<Symbol, Item<Alias>>,
    /// Methods of everything that iterates, or that is a future.
    pub extensions: Vec<Extension>,
    /// The executors that modules hand futures to, the innermost last.
    pub executors: Vec<(String, Executor)>,
}

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

impl Library {
    /// Reads all of it. What could not be read: the line, from 1, and what is wrong with it.
    pub fn check(&self) -> Vec<(usize, String)> {
        for ty in self.types.values() {
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

/// A type.
#[derive(Debug)]
pub struct Type {
    /// Its path.
    pub path: Symbol,
    names: &'static Names,
    /// Its own text; nothing where it has none.
    own: Range<usize>,
    /// Its impls, those that are of no trait first, with their modules.
    pub(super) blocks: Vec<(Symbol, Block)>,
    members: OnceLock<Members>,
    header: OnceLock<Header>,
    /// As a lock, once somebody has asked.
    pub(super) lock: OnceLock<Option<LockType>>,
}

/// What a type is.
#[derive(Debug, Default)]
pub struct Header {
    /// Its type parameters.
    pub params: Vec<Symbol>,
    /// What it is.
    pub role: Role,
    /// What `*value` is.
    pub deref: Option<Shape>,
    /// What it iterates over, by value.
    pub items: Option<Shape>,
    /// It is an iterator or stream itself.
    pub iterates: bool,
    /// What `value[…]` is.
    pub element: Option<Shape>,
    /// What it gives when it is awaited.
    pub output: Option<Shape>,
}

impl Deref for Type {
    type Target = Header;

    fn deref(&self) -> &Header {
        self.header.get_or_init(|| self.read())
    }
}

impl Type {
    pub(super) fn new(path: Symbol, names: &'static Names, own: Range<usize>) -> Type {
        Type {
            path,
            names,
            own,
            blocks: Vec::new(),
            members: OnceLock::new(),
            header: OnceLock::new(),
            lock: OnceLock::new(),
        }
    }

    fn read(&self) -> Header {
        let mut header = match self.own.is_empty() {
            false => Reader::at(self.names, self.own.start).header(&self.names.text[self.own.clone()]),
            true => Header {
                params: vec![Symbol::new("T")],
                role: Role { collection: true, ..Role::default() },
                ..Header::default()
            },
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

/// What a type is, by its attributes.
#[derive(Clone, Debug, Default)]
pub struct Role {
    /// A lock.
    pub lock: Option<Lock>,
    /// A guard: its mode, and whether it is of a lock that is awaited.
    pub guard: Option<(Mode, bool)>,
    /// It owns or shares what its first parameter names.
    pub pointer: Option<Pointer>,
    /// It is initialised once; whether an initialiser that meets itself hangs.
    pub cell: Option<bool>,
    /// Its parameters are elements.
    pub collection: bool,
    /// It is an end of a channel.
    pub end: Option<End>,
    /// What its drop does to a task.
    pub handle: Option<Handle>,
    /// Its methods are operations on an atomic.
    pub atomic: bool,
    /// Undeclared methods give it back.
    pub builder: bool,
}

/// How a lock type differs from the usual.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lock {
    /// It is taken by awaiting.
    pub awaited: bool,
    /// It is made of many locks.
    pub sharded: bool,
    /// There is one in the process.
    pub global: bool,
    /// The parameter that guards deref to.
    pub content: Option<Symbol>,
}

/// How a pointer owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// Alone.
    Owning,
    /// With its clones.
    Shared,
    /// Not at all.
    Weak,
}

/// An end of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Keeps it open.
    Sender,
    /// Receives.
    Receiver,
}

/// What the drop of a handle does to its task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handle {
    /// Leaves it to itself.
    Detaches,
    /// Ends it.
    Aborts,
}

/// A type alias.
#[derive(Clone, Debug)]
pub struct Alias {
    /// Its parameters.
    pub params: Vec<Symbol>,
    /// What it stands for.
    pub shape: Shape,
}

/// Methods that a trait adds.
#[derive(Debug)]
pub struct Extension {
    /// To what.
    pub of: Extended,
    names: &'static Names,
    blocks: [(Symbol, Block); 1],
    members: OnceLock<Members>,
}

impl Extension {
    pub(super) fn new(of: Extended, names: &'static Names, module: Symbol, block: Block) -> Extension {
        Extension { of, names, blocks: [(module, block)], members: OnceLock::new() }
    }

    fn members(&self) -> &Members {
        self.members.get_or_init(|| Members::of(self.names.text, &self.blocks))
    }

    /// The method of that name.
    pub fn function(&self, name: Symbol) -> Option<&Function> {
        self.members().functions.get(&name)?.get(self.names, None)
    }

    fn all(&self) -> impl Iterator<Item = &Function> {
        self.members().functions.values().filter_map(|member| member.get(self.names, None))
    }
}

/// What a trait adds methods to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extended {
    /// Iterators and streams.
    Iter,
    /// Futures.
    Future,
    /// Whatever implements it.
    Any,
}

/// How a method takes `self`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// `self`, or a pointer that owns it.
    Value,
    /// `&self`, or a shared pointer to it.
    Ref,
    /// `&mut self`.
    Mut,
}

/// A function or method.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its path, as users know it.
    pub path: Symbol,
    /// Its name.
    pub name: Symbol,
    /// `Self`, in terms of the impl's parameters; unknown for a free function.
    pub own: Shape,
    /// How it takes `self`.
    pub receiver: Option<By>,
    /// Its other parameters.
    pub params: Vec<(Symbol, Shape)>,
    /// What it gives; when awaited, if it is async.
    pub ret: Shape,
    /// The result refers to something that it was given.
    pub borrows: bool,
    /// The caller chooses the type of the result.
    pub chosen: bool,
    /// `async fn`.
    pub is_async: bool,
    /// What it does beside.
    pub effects: Effects,
}

/// What a function does that no signature says.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// It takes the lock that it is called on.
    pub acquires: Option<Acquires>,
    /// The parameter whose guard it gives up meanwhile.
    pub suspends: Option<Symbol>,
    /// It blocks its thread.
    pub blocking: Option<&'static Blocking>,
    /// What it waits for without a bound.
    pub waits: Option<On>,
    /// Whether it waits at all depends on how the channel was made.
    pub perhaps: bool,
    /// It goes on until the channel is closed.
    pub drains: bool,
    /// What it does that others wait for.
    pub gives: Option<On>,
    /// Where it runs what it is given.
    pub runs: Option<Where>,
    /// What is lost when its future is dropped.
    pub loses: Option<&'static Fragile>,
    /// It runs the initialiser of its cell, or waits for it.
    pub initialises: bool,
    /// How much the channel holds that it makes.
    pub capacity: Option<Bound>,
    /// It polls futures beside each other.
    pub together: bool,
    /// It changes what all threads see.
    pub changes_process: bool,
    /// It gives up what it is given.
    pub leaks: bool,
    /// It frees, or takes back what was given up.
    pub frees: bool,
    /// It changes what it is called on.
    pub mutates: bool,
    /// It adds to what it is called on.
    pub adds: bool,
    /// It asks about what it is called on.
    pub asks: bool,
    /// It asks whether the thread is in a runtime.
    pub asks_runtime: bool,
    /// The future that it is given is dropped when its time is over.
    pub limits: bool,
    /// It takes all items.
    pub exhausts: bool,
    /// What it makes of an iterator stops before that one's end.
    pub stops: bool,
    /// What it does with Python's interpreter.
    pub python: Option<Python>,
    /// What does the same when awaited.
    pub twins: Vec<Twin>,
}

/// How a method takes its lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acquires {
    /// The mode, unless that is the guard's.
    pub mode: Option<Mode>,
    /// It does not wait for ever.
    pub bounded: bool,
}

/// What a function does with Python's interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Python {
    /// Takes it for its closure.
    Attaches,
    /// Gives it up for its closure.
    Detaches,
    /// Runs Python code.
    Calls,
}

/// Where a function runs what it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// Elsewhere.
    As(Runs),
    /// Where its result is polled.
    Poll,
    /// By a pool, whose jobs run here meanwhile.
    Job,
    /// Here, and only when there is no value.
    Absent,
    /// Here, while nothing else runs.
    Alone,
    /// Here, where it may block.
    MayBlock,
    /// As a handler of a signal.
    Signal,
    /// Between `fork` and `exec`.
    Forked,
}
