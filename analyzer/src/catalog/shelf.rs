//! The declarations that concheck comes with, and those of the configuration: each is read when its library is first
//! named.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, OnceLock, PoisonError, RwLock};
use std::thread::LocalKey;

use rustc_hash::{FxHashMap, FxHashSet};

use super::declared::{Alias, Extended, Function};
use super::library::{Extension, Library, SLICE, Type};
use super::names::Named;
use super::shape::Shape;
use super::{Executor, index};
use crate::config::{ConfigError, DeclarationFile};
use crate::text::{Pos, Symbol};

/// Names of files in `declarations`, without ending, their texts, and what is to be known of them before they are read.
const FILES: &[(&str, &str, Has)] = include!(concat!(env!("OUT_DIR"), "/declarations.rs"));

/// What a file has that may be asked for without naming it, as the build script finds it.
struct Has {
    /// Impls for types of other libraries.
    foreign: bool,
    /// Traits that add methods to iterators.
    iter: bool,
    /// The same for futures.
    future: bool,
    /// Traits of readers and writers of pipes.
    pipes: bool,
}

struct Volume {
    text: &'static str,
    library: OnceLock<Library>,
}

/// By the path of the root.
static SHELF: LazyLock<FxHashMap<String, Volume>> = LazyLock::new(|| {
    let volume = |(name, text, _): &(&str, &'static str, Has)| {
        (name.replace('/', "::"), Volume { text, library: OnceLock::new() })
    };
    FILES.iter().map(volume).collect()
});

/// Libraries that are in several files.
static FOLDERS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| FILES.iter().filter_map(|(name, ..)| Some(name.split_once('/')?.0)).collect());

/// Libraries that have impls for types of others.
static EXTENDING: LazyLock<Vec<String>> = LazyLock::new(|| with(|has| has.foreign));

/// Those with traits for iterators, and for futures.
static ADAPTING: LazyLock<Vec<String>> = LazyLock::new(|| with(|has| has.iter));
static COMBINING: LazyLock<Vec<String>> = LazyLock::new(|| with(|has| has.future));

/// Those with traits for what reads and writes.
static STREAMING: LazyLock<Vec<String>> = LazyLock::new(|| with(|has| has.pipes));

/// The roots of the libraries that have something: std's first, in the order in which they are asked.
fn with(wanted: impl Fn(&Has) -> bool) -> Vec<String> {
    let has = FILES.iter().filter(|(.., has)| wanted(has));
    let mut roots: Vec<String> = has.map(|(name, ..)| name.replace('/', "::")).collect();
    roots.sort_by_key(|root| !root.starts_with("std::"));
    roots
}

/// Libraries that the configuration declares.
static OWN: RwLock<Vec<&'static Library>> = RwLock::new(Vec::new());

/// How often what the configuration declares has changed.
static GENERATION: AtomicU64 = AtomicU64::new(0);

/// Takes up what the configuration declares, in place of what was taken up before. It goes before the declarations of the
/// same library that concheck comes with. One process has one set of them.
pub fn declare(files: &[DeclarationFile]) {
    let mut own = OWN.write().unwrap_or_else(PoisonError::into_inner);
    let same = |(library, file): (&&'static Library, &DeclarationFile)| {
        library.names.root == file.library && library.names.text == file.text
    };
    if own.len() == files.len() && own.iter().zip(files).all(same) {
        return;
    }
    *own = files.iter().map(read).collect();
    GENERATION.fetch_add(1, Ordering::Relaxed);
}

/// A number that is another one when other declarations were taken up.
pub fn generation() -> u64 {
    GENERATION.load(Ordering::Relaxed)
}

/// Whether what the configuration declares can be read.
///
/// # Errors
///
/// If not: the first place that cannot.
pub fn check(files: &[DeclarationFile]) -> Result<(), ConfigError> {
    for file in files {
        if let Some((line, message)) = read(file).check().into_iter().next() {
            let at = Pos { line: line.saturating_sub(1) as u32, column: 0 };
            return Err(ConfigError::Invalid { path: file.path.clone(), at, message });
        }
    }
    Ok(())
}

/// What a file declares. It stays for as long as the process does: types that come from it may, too.
fn read(file: &DeclarationFile) -> &'static Library {
    let text = Symbol::new(&file.text).as_str();
    Box::leak(Box::new(index::library(&file.library, text)))
}

/// The libraries that concheck comes with, by the path of the root.
pub fn names() -> impl Iterator<Item = &'static str> {
    SHELF.keys().map(String::as_str)
}

/// Reads all that is declared, so that what is measured afterwards is the analysis alone.
pub fn read_all() {
    for library in names().filter_map(library) {
        library.check();
    }
}

/// The library of that root.
pub fn library(root: &str) -> Option<&'static Library> {
    let volume = SHELF.get(root)?;
    Some(volume.library.get_or_init(|| index::library(root, volume.text)))
}

/// The libraries that a path may lead into, the configuration's own first. A long one has files for its modules.
fn homes(path: &str) -> impl Iterator<Item = &'static Library> {
    let end = path.find("::").unwrap_or(path.len());
    let first = &path[..end];
    let own = if generation() == 0 { Vec::new() } else { own(first) };
    let module = path.get(end + 2..).map(|rest| &path[..end + 2 + rest.find("::").unwrap_or(rest.len())]);
    own.into_iter().chain(module.and_then(library).or_else(|| library(first)))
}

fn own(name: &str) -> Vec<&'static Library> {
    let own = OWN.read().unwrap_or_else(PoisonError::into_inner);
    own.iter().filter(|library| library.names.root == name).copied().collect()
}

/// Whether something is declared of that crate.
pub fn knows_crate(name: &str) -> bool {
    FOLDERS.contains(name) || SHELF.contains_key(name) || !own(name).is_empty()
}

/// What was found before, by what was asked for, with the declarations of that generation.
type Found<V> = RefCell<(u64, FxHashMap<(&'static str, &'static str), V>)>;

/// Looks something up once: the same few types and methods come again and again.
fn found<V: Copy>(before: &'static LocalKey<Found<V>>, key: (&str, &str), look: impl FnOnce() -> V) -> V {
    let generation = generation();
    let known = before.with_borrow_mut(|(of, found)| {
        if *of != generation {
            *of = generation;
            found.clear();
        }
        let found: &FxHashMap<(&str, &str), V> = found;
        found.get(&key).copied()
    });
    known.unwrap_or_else(|| {
        let new = look();
        let key = (Symbol::new(key.0).as_str(), Symbol::new(key.1).as_str());
        before.with_borrow_mut(|(_, found)| found.insert(key, new));
        new
    })
}

/// The type at a canonical path.
pub fn ty(path: &str) -> Option<&'static Type> {
    thread_local! {
        static FOUND: Found<Option<&'static Type>> = RefCell::default();
    }
    found(&FOUND, (path, ""), || {
        let name = Symbol::new(path);
        homes(path).find_map(|library| library.types.get(&name))
    })
}

/// The alias at a canonical path.
pub fn alias(path: &str) -> Option<&'static Alias> {
    let name = Symbol::new(path);
    homes(path).find_map(|library| library.aliases.get(&name).map(|alias| alias.get(library.names)))
}

/// The function, or associated function, at a canonical path.
pub fn function(path: &str) -> Option<&'static Function> {
    thread_local! {
        static FOUND: Found<Option<&'static Function>> = RefCell::default();
    }
    found(&FOUND, (path, ""), || {
        let name = Symbol::new(path);
        homes(path).find_map(|library| library.functions.get(&name)?.get(library.names)).or_else(|| {
            let (of, name) = path.rsplit_once("::")?;
            method(of, name).or_else(|| trait_method(of, Symbol::new(name)))
        })
    })
}

/// The method, or associated function, of a type: its own, one of the traits that it has, one that another library adds.
pub fn method(of: &str, name: &str) -> Option<&'static Function> {
    thread_local! {
        static FOUND: Found<Option<&'static Function>> = RefCell::default();
    }
    found(&FOUND, (of, name), || {
        let name = Symbol::new(name);
        let within = |ty: &'static Type| {
            let of_traits = || ty.traits.iter().find_map(|path| trait_method(path.as_str(), name));
            ty.function(name).or_else(of_traits)
        };
        within(ty(of)?).or_else(|| {
            let of = Symbol::new(of);
            extending().into_iter().filter_map(|library| library.foreign.get(&of)).find_map(within)
        })
    })
}

/// The functions of a type, its own and those of the traits that it has: each name once.
pub fn methods(ty: &'static Type) -> BTreeMap<&'static str, &'static Function> {
    let of_trait = |path: &'static Symbol| {
        homes(path.as_str()).flat_map(|library| library.traits(*path)).flat_map(Extension::all)
    };
    let all = ty.traits.iter().flat_map(of_trait).chain(ty.all());
    all.map(|function| (function.name.as_str(), function)).collect()
}

/// The libraries that add methods to types of others, the configuration's first.
fn extending() -> Vec<&'static Library> {
    let own = OWN.read().unwrap_or_else(PoisonError::into_inner).clone();
    own.into_iter().chain(EXTENDING.iter().filter_map(|root| library(root))).collect()
}

/// The method of a trait that is declared at a canonical path. Those of iterators and futures are asked for by what they are
/// methods of: see [`extensions`].
pub fn trait_method(path: &str, name: Symbol) -> Option<&'static Function> {
    let function = member(path, name)?;
    (!matches!(function.own, Shape::Iter(_) | Shape::Future(_))).then_some(function)
}

/// The method of a trait that is declared at a canonical path, of iterators and futures too.
pub fn member(path: &str, name: Symbol) -> Option<&'static Function> {
    let of = Symbol::new(path);
    homes(path).find_map(|library| library.trait_method(of, name))
}

/// The traits that a declared trait extends, by their paths.
pub fn uppers(path: &str) -> Option<&'static [Symbol]> {
    let of = Symbol::new(path);
    homes(path).find_map(|library| library.names.uppers.get(&of)).map(Vec::as_slice)
}

/// The slice type's methods.
pub fn slice_method(name: &str) -> Option<&'static Function> {
    library("std::slice")?.types.get(&Symbol::new(SLICE))?.function(Symbol::new(name))
}

/// The executor that what is at a path hands futures to.
pub(super) fn executor(path: &str) -> Option<Executor> {
    let of = |library: &'static Library| {
        let within = |module: &str| {
            path == module || path.strip_prefix(module).is_some_and(|rest| rest.starts_with("::"))
        };
        library.executors.iter().rev().find(|(module, _)| within(module)).map(|(_, executor)| *executor)
    };
    let root = path.split("::").next().and_then(library);
    homes(path).chain(root).find_map(of)
}

/// Traits of the libraries or modules named first.
pub fn extensions<S: AsRef<str>>(roots: &'static [S]) -> impl Iterator<Item = &'static Extension> {
    let own = OWN.read().unwrap_or_else(PoisonError::into_inner).clone();
    own.into_iter()
        .chain(roots.iter().filter_map(|root| library(root.as_ref())))
        .flat_map(|library| &library.extensions)
}

/// All traits that add methods to iterators, or to futures.
pub fn extending_all(of: Extended) -> impl Iterator<Item = &'static Extension> {
    let roots: &'static [String] = match of {
        Extended::Iter => &ADAPTING,
        Extended::Future => &COMBINING,
        Extended::Any => &[],
    };
    extensions(roots).filter(move |known| known.of == of)
}

/// All traits of what reads from pipes and writes to them.
pub fn of_pipes() -> impl Iterator<Item = &'static Extension> {
    extensions(&STREAMING)
}

/// Where the library's own words say that the path leads, if it is not where the item is declared.
pub(super) fn elsewhere(path: &str) -> Option<String> {
    homes(path).find_map(|library| within(library, path))
}

fn within(library: &'static Library, path: &str) -> Option<String> {
    let mut rest = path.strip_prefix(&library.names.root)?.strip_prefix("::")?;
    let mut module = library.names.root.clone();
    loop {
        let (name, after) = rest.split_once("::").unwrap_or((rest, ""));
        let known =
            library.names.modules.get(&Symbol::new(&module)).and_then(|names| names.get(&Symbol::new(name)));
        let join = |base: &str| if after.is_empty() { base.to_string() } else { format!("{base}::{after}") };
        match known {
            Some(Named::Item) => return None,
            Some(Named::Use(target)) => return Some(join(target)),
            Some(Named::Module) if after.is_empty() => return None,
            Some(Named::Module) => {
                module = format!("{module}::{name}");
                rest = after;
            }
            None => {
                let globs = library.names.globs.get(&Symbol::new(&module)).map_or(&[][..], Vec::as_slice);
                let into = |target: &String| format!("{target}::{rest}");
                if let [only] = globs {
                    return Some(into(only)).filter(|to| to != path);
                }
                let declared = globs.iter().map(into).find(|to| is_declared(&super::canonical(to)));
                return declared.or_else(|| misplaced(library, path, rest));
            }
        }
    }
}

/// Where the only type of that name is declared: a module may be another in another version.
fn misplaced(library: &'static Library, path: &str, rest: &str) -> Option<String> {
    let mut parts = rest.split("::").skip_while(|part| !part.starts_with(|c: char| c.is_uppercase()));
    let name = parts.next()?;
    let after: Vec<&str> = parts.collect();
    let mut found = library.types.keys().filter(|known| known.as_str().rsplit("::").next() == Some(name));
    let only = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let to = after.iter().fold(only.to_string(), |path, part| path + "::" + part);
    (to != path).then_some(to)
}

/// Whether a type, alias or function is declared at that canonical path.
pub fn is_declared(path: &str) -> bool {
    ty(path).is_some() || alias(path).is_some() || function(path).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traits_give_their_methods_to_what_has_them() {
        let blocks = |of, name| method(of, name).is_some_and(|function| function.effects.blocking.is_some());
        assert!(blocks("std::fs::File", "lock_exclusive"), "of another library");
        assert!(blocks("crossfire::Rx", "recv"));
        let of_trait = trait_method("crossfire::BlockingRxTrait", Symbol::new("recv"));
        assert!(of_trait.is_some_and(|function| function.effects.blocking.is_some()));
        assert!(
            trait_method("std::iter::Iterator", Symbol::new("map")).is_none(),
            "asked for by what iterates"
        );
    }

    #[test]
    fn every_declaration_can_be_read() {
        let mut problems = Vec::new();
        for root in names() {
            let library = library(root).expect("a library");
            let file = format!("declarations/{}.rs", root.replace("::", "/"));
            problems.extend(library.check().into_iter().map(|(line, text)| format!("{file}:{line}: {text}")));
        }
        problems.sort();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}
