//! Finds what a declaration file declares, by name.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::declared::Extended;
use super::library::{Extension, Item, Library, SLICE, Type};
use super::names::{Named, Names};
use super::reader::Reader;
use super::scan::{self, Block, Piece};
use super::{Executor, prelude};
use crate::text::Symbol;

/// What a file declares whose root is `root`. Linear in its length: it is cut into items, of which only the imports are
/// read.
pub(super) fn library(root: &str, text: &'static str) -> Library {
    let mut index =
        Index { names: Names { root: root.to_string(), text, ..Names::default() }, ..Index::default() };
    index.module(0..text.len(), Symbol::new(root));
    index.imports();
    index.traits();
    index.finish()
}

#[derive(Default)]
struct Index {
    names: Names,
    uses: Vec<(Symbol, Range<usize>)>,
    inner: Vec<(Symbol, Range<usize>)>,
    types: Vec<(Symbol, Range<usize>)>,
    aliases: Vec<(Symbol, Symbol, Range<usize>)>,
    functions: Vec<(Symbol, Symbol, Range<usize>)>,
    blocks: Vec<(Symbol, Block)>,
}

impl Index {
    fn module(&mut self, within: Range<usize>, module: Symbol) {
        for piece in scan::pieces(self.names.text, within) {
            let path = |name: &str| Symbol::new(&format!("{module}::{name}"));
            match piece {
                Piece::Module(name, body) => {
                    self.name(module, &name, Named::Module);
                    self.module(body, path(&name));
                }
                Piece::Use(range) => self.uses.push((module, range)),
                Piece::Inner(range) => self.inner.push((module, range)),
                Piece::Type(name, range) => {
                    self.name(module, &name, Named::Item);
                    self.types.push((path(&name), range));
                }
                Piece::Alias(name, range) => {
                    self.name(module, &name, Named::Item);
                    self.aliases.push((path(&name), module, range));
                }
                Piece::Fn(name, range) => {
                    self.name(module, &name, Named::Item);
                    self.functions.push((path(&name), module, range));
                }
                Piece::Block(block) => {
                    if block.is_trait {
                        self.name(module, &block.name, Named::Item);
                    }
                    self.blocks.push((module, block));
                }
                Piece::Other(range) => {
                    let reader = Reader::at(&self.names, range.start);
                    reader.nothing();
                }
            }
        }
    }

    fn name(&mut self, module: Symbol, name: &str, named: Named) {
        self.names.modules.entry(module).or_default().insert(Symbol::new(name), named);
    }

    fn imports(&mut self) {
        for (module, range) in std::mem::take(&mut self.uses) {
            let uses = Reader::at(&self.names, range.start).uses(&self.names.text[range], module.as_str());
            for (name, target) in uses {
                match name {
                    Some(name) => self.name(module, &name, Named::Use(target)),
                    None => self.names.globs.entry(module).or_default().push(target),
                }
            }
        }
    }

    /// What traits are about. One may extend another that stands behind it.
    fn traits(&mut self) {
        let mut open = Vec::new();
        let mut extended = FxHashMap::default();
        for (module, block) in self.blocks.iter().filter(|(_, block)| block.is_trait) {
            let reader = Reader::at(&self.names, block.head.start);
            let (of, uppers) = reader.extends(&self.names.text[block.head.clone()]);
            let path = |name: &String| {
                Symbol::new(&self.names.absolute(std::slice::from_ref(name), module.as_str(), &prelude))
            };
            extended.insert(path(&block.name), uppers.iter().map(path).collect());
            open.push((block.name.clone(), of, uppers));
        }
        self.names.uppers = extended;
        loop {
            let before = self.names.traits.len();
            for (name, of, uppers) in &open {
                let known = |name: &String| self.names.traits.get(name).copied();
                let of = match of {
                    Extended::Any => uppers.iter().find_map(known).unwrap_or(Extended::Any),
                    of => *of,
                };
                if of != Extended::Any {
                    self.names.traits.insert(name.clone(), of);
                }
            }
            if self.names.traits.len() == before {
                break;
            }
        }
    }

    fn finish(self) -> Library {
        let Index { names, inner, types, aliases, functions, blocks, .. } = self;
        let names: &'static Names = Box::leak(Box::new(names));
        let mut library = Library {
            names,
            types: types.into_iter().map(|(path, own)| (path, Type::new(path, names, Some(own)))).collect(),
            functions: functions
                .into_iter()
                .map(|(path, module, own)| (path, Item::new(module, own)))
                .collect(),
            aliases: aliases.into_iter().map(|(path, module, own)| (path, Item::new(module, own))).collect(),
            foreign: FxHashMap::default(),
            given: FxHashMap::default(),
            extensions: Vec::new(),
            executors: inner
                .into_iter()
                .filter_map(|(module, range)| executor(names, module, range))
                .collect(),
        };
        // What a type says itself goes before what a trait says of it.
        let (of_traits, own): (Vec<_>, Vec<_>) =
            blocks.into_iter().partition(|(_, block)| block.of_trait.is_some());
        for (module, block) in own.into_iter().chain(of_traits) {
            library.block(module, block);
        }
        library
    }
}

fn executor(names: &Names, module: Symbol, range: Range<usize>) -> Option<(String, Executor)> {
    let executor = Reader::at(names, range.start).executor(&names.text[range])?;
    Some((module.to_string(), executor))
}

impl Library {
    /// Adds what stands in a trait or impl.
    fn block(&mut self, module: Symbol, block: Block) {
        let names = self.names;
        if block.is_trait {
            self.extensions.push(Extension::new(names.extended(&block.name), names, module, block));
            return;
        }
        let absolute = |name: &str| {
            let parts: Vec<String> = name.split("::").map(str::to_string).collect();
            Symbol::new(&names.absolute(&parts, module.as_str(), &prelude))
        };
        let path = match block.name.as_str() {
            SLICE => Symbol::new(SLICE),
            name => absolute(name),
        };
        // For all types that have some trait.
        let is_param = |name: &str| !name.contains("::") && !self.types.contains_key(&path);
        if let Some(given) = block.of_trait.as_deref().filter(|_| is_param(&block.name)) {
            let head = &names.text[block.head.clone()];
            let bounds = Reader::at(names, block.head.start).bounds_of_all(head);
            for bound in &bounds {
                self.given.entry(absolute(bound)).or_default().push(absolute(given));
            }
            if !bounds.is_empty() {
                return;
            }
        }
        if path == SLICE {
            self.types.entry(path).or_insert_with(|| Type::new(path, names, None));
        }
        let ty = match self.types.get_mut(&path) {
            Some(ty) => ty,
            // Of another library.
            None => self.foreign.entry(path).or_insert_with(|| Type::new(path, names, None)),
        };
        match &block.denied {
            Some(name) => ty.denied.push(Symbol::new(name)),
            None => {
                ty.traits.extend(block.of_trait.as_deref().map(absolute));
                ty.blocks.push((module, block));
            }
        }
    }
}
