//! Facts kept from one reading to the next, for whoever analyses the same files again and again.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::lower::units::{Again, Units, file_again};
use super::{FileContext, FileFacts, lower, with_big_stack};
use crate::sources::{Edition, Package, SourceSet};
use crate::syntax::macros::MacroTable;
use crate::text::FileId;

/// The facts of a set of files. A file is read again only when its text, its edition or the macros of its package
/// have changed.
#[derive(Debug, Default)]
pub struct Cache {
    files: Vec<FileFacts>,
    /// The items of those files that were read more than once.
    units: FxHashMap<String, Units>,
    keys: Vec<Key>,
    packages: FxHashMap<String, Macros>,
    /// What the tables of all packages were made of last, and these.
    tables: Tables,
}

/// Macros of packages, and what they can use.
#[derive(Debug, Default)]
struct Tables {
    packages: Vec<Package>,
    own: Vec<Arc<MacroTable>>,
    all: Vec<Arc<MacroTable>>,
}

/// What the facts of a file depend on.
#[derive(Debug)]
struct Key {
    path: String,
    text: Arc<str>,
    defines_macros: bool,
    edition: Edition,
    rust_version: Option<(u32, u32)>,
    macros: Arc<MacroTable>,
}

/// The macros of a package and the texts that they were collected from.
#[derive(Debug, Default)]
struct Macros {
    texts: Vec<Arc<str>>,
    own: Arc<MacroTable>,
}

/// What an update has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// The files that were read, in order.
    pub read: Vec<FileId>,
    /// Those of them whose facts are not what they were, places included.
    pub changed: Vec<FileId>,
}

impl Cache {
    /// The facts of each file, in the order of the sources that were read last.
    pub fn files(&self) -> &[FileFacts] {
        &self.files
    }

    /// Reads what has changed, in parallel.
    pub fn update(&mut self, sources: &SourceSet) -> Update {
        with_big_stack(|| self.read_changed(sources))
    }

    fn read_changed(&mut self, sources: &SourceSet) -> Update {
        let known = self.positions(sources);
        let defines_macros: Vec<bool> = sources
            .files
            .iter()
            .zip(&known)
            .map(|(file, known)| match known.map(|at| &self.keys[at]) {
                Some(key) if Arc::ptr_eq(&key.text, &file.text) => key.defines_macros,
                _ => file.text.contains("macro_rules"),
            })
            .collect();
        let tables = self.macros(sources, &defines_macros);
        let none = Arc::default();
        let keys: Vec<Key> = sources
            .files
            .iter()
            .zip(defines_macros)
            .map(|(file, defines_macros)| {
                let package = sources.packages.get(file.package);
                Key {
                    path: file.path.clone(),
                    text: Arc::clone(&file.text),
                    defines_macros,
                    edition: package.map_or_else(Edition::default, |package| package.edition),
                    rust_version: package.and_then(|package| package.rust_version),
                    macros: Arc::clone(tables.get(file.package).unwrap_or(&none)),
                }
            })
            .collect();

        let mut kept: Vec<Option<FileFacts>> =
            std::mem::take(&mut self.files).into_iter().map(Some).collect();
        let mut files: Vec<Option<FileFacts>> = keys
            .iter()
            .zip(&known)
            .map(|(key, known)| known.filter(|at| self.keys[*at].same(key)).and_then(|at| kept[at].take()))
            .collect();
        let missing: Vec<usize> = (0..files.len()).filter(|index| files[*index].is_none()).collect();
        let again: Vec<(FileFacts, Option<Units>, bool)> = missing
            .iter()
            .map(|index| {
                let units = self.units.remove(&keys[*index].path);
                let before = known[*index].and_then(|at| Some((&self.keys[at], kept[at].take()?)));
                let Some((key, facts)) = before else { return (FileFacts::default(), None, false) };
                (facts, units.filter(|_| key.reads_like(&keys[*index])), true)
            })
            .collect();
        let read: Vec<Again> = missing
            .par_iter()
            .zip(again)
            .map(|(index, (facts, units, known))| {
                let key = &keys[*index];
                if known { key.read_again(facts, units) } else { key.read() }
            })
            .collect();
        let id = |index: usize| FileId(u32::try_from(index).unwrap_or(u32::MAX));
        let mut update = Update::default();
        for (index, Again { facts, changed, units }) in missing.into_iter().zip(read) {
            update.read.push(id(index));
            if changed {
                update.changed.push(id(index));
            }
            if let Some(units) = units {
                self.units.insert(keys[index].path.clone(), units);
            }
            files[index] = Some(facts);
        }
        self.files = files.into_iter().flatten().collect();
        self.keys = keys;
        update
    }

    /// For each file, its place among the files that were read last.
    fn positions(&self, sources: &SourceSet) -> Vec<Option<usize>> {
        let same = sources.files.len() == self.keys.len()
            && sources.files.iter().zip(&self.keys).all(|(file, key)| file.path == key.path);
        if same {
            return (0..self.keys.len()).map(Some).collect();
        }
        let by_path: FxHashMap<&str, usize> =
            self.keys.iter().enumerate().map(|(index, key)| (key.path.as_str(), index)).collect();
        sources.files.iter().map(|file| by_path.get(file.path.as_str()).copied()).collect()
    }

    /// The macros of each package. A table that says the same as before stays the same allocation.
    fn macros(&mut self, sources: &SourceSet, defines_macros: &[bool]) -> Vec<Arc<MacroTable>> {
        let mut texts: Vec<Vec<Arc<str>>> = vec![Vec::new(); sources.packages.len()];
        for (file, defines) in sources.files.iter().zip(defines_macros) {
            if *defines && let Some(texts) = texts.get_mut(file.package) {
                texts.push(Arc::clone(&file.text));
            }
        }
        let mut before = std::mem::take(&mut self.packages);
        let mut own = Vec::with_capacity(texts.len());
        for (package, texts) in sources.packages.iter().zip(texts) {
            let name = format!("{}/{}", package.dir, package.name);
            let mut known = before.remove(&name).unwrap_or_default();
            let same = known.texts.len() == texts.len()
                && known.texts.iter().zip(&texts).all(|(a, b)| Arc::ptr_eq(a, b) || a == b);
            if !same {
                let table = MacroTable::collect(texts.iter().map(|text| &**text));
                if table != *known.own {
                    known.own = Arc::new(table);
                }
            }
            own.push(Arc::clone(&known.own));
            self.packages.insert(name, Macros { texts, ..known });
        }
        self.tables.update(&sources.packages, own);
        self.tables.all.clone()
    }
}

impl Tables {
    /// Makes them anew, where a macro or a package has changed. A table that says the same as before stays the same
    /// allocation.
    fn update(&mut self, packages: &[Package], own: Vec<Arc<MacroTable>>) {
        let same = self.own.len() == own.len()
            && self.own.iter().zip(&own).all(|(a, b)| Arc::ptr_eq(a, b))
            && self.packages == packages;
        if same {
            return;
        }
        let mut all = super::macros::tables(&Vec::from_iter(packages), &own);
        for (table, known) in all.iter_mut().zip(&self.all) {
            if table == known {
                *table = Arc::clone(known);
            }
        }
        *self = Tables { packages: packages.to_vec(), own, all };
    }
}

impl Key {
    /// Whether facts read under `self` are those that `other` would give.
    fn same(&self, other: &Key) -> bool {
        self.reads_like(other) && (Arc::ptr_eq(&self.text, &other.text) || self.text == other.text)
    }

    /// Whether facts of the same text would be the same under `other`.
    fn reads_like(&self, other: &Key) -> bool {
        self.edition == other.edition
            && self.rust_version == other.rust_version
            && Arc::ptr_eq(&self.macros, &other.macros)
    }

    /// A file that was not read before; who reads many does not need their items one by one.
    fn read(&self) -> Again {
        Again { facts: lower::file(&self.text, self.context()), changed: true, units: None }
    }

    fn read_again(&self, before: FileFacts, units: Option<Units>) -> Again {
        file_again(&self.text, self.context(), before, units)
    }

    fn context(&self) -> FileContext<'_> {
        FileContext {
            path: &self.path,
            edition: self.edition,
            rust_version: self.rust_version,
            macros: &self.macros,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::SourceFile;

    fn sources(files: &[(&str, &str)]) -> SourceSet {
        let package = Package {
            name: "p".into(),
            dir: String::new(),
            edition: Edition::E2021,
            rust_version: None,
            dependencies: Vec::new(),
            targets: Vec::new(),
            has_manifest: false,
            is_internal: false,
            is_dependency: false,
        };
        let files = files.iter().map(|(path, text)| SourceFile {
            path: (*path).to_string(),
            package: 0,
            text: Arc::from(*text),
        });
        SourceSet { packages: vec![package], files: files.collect(), ..SourceSet::default() }
    }

    #[track_caller]
    fn check(cache: &mut Cache, files: &[(&str, &str)], read: &[u32]) {
        let sources = sources(files);
        assert_eq!(cache.update(&sources).read, read.iter().map(|id| FileId(*id)).collect::<Vec<_>>());
        let fresh = super::super::read_all(&sources);
        assert_eq!(format!("{:?}", cache.files()), format!("{fresh:?}"));
    }

    #[test]
    fn only_what_changed_is_read() {
        let mut cache = Cache::default();
        check(&mut cache, &[("a.rs", "fn a() {}"), ("b.rs", "fn b() {}")], &[0, 1]);
        check(&mut cache, &[("a.rs", "fn a() {}"), ("b.rs", "fn b() {}")], &[]);
        check(&mut cache, &[("a.rs", "fn a() {}"), ("b.rs", "fn c() {}")], &[1]);
        check(&mut cache, &[("b.rs", "fn c() {}")], &[]);
        check(&mut cache, &[("a.rs", "fn a() {}"), ("b.rs", "fn c() {}")], &[0]);
    }

    #[test]
    fn what_says_the_same_has_not_changed() {
        let mut cache = Cache::default();
        cache.update(&sources(&[("a.rs", "fn a() {\n\n}"), ("b.rs", "fn b() {}")]));
        let update = cache.update(&sources(&[("a.rs", "fn a() {\n// note\n}"), ("b.rs", "fn b() { c() }")]));
        assert_eq!(update, Update { read: vec![FileId(0), FileId(1)], changed: vec![FileId(1)] });
    }

    #[test]
    fn a_changed_macro_changes_its_package() {
        let mut cache = Cache::default();
        let user = "fn b() { lock!(x) }";
        check(
            &mut cache,
            &[("a.rs", "macro_rules! lock { ($e:expr) => { $e.lock() } }"), ("b.rs", user)],
            &[0, 1],
        );
        let moved = "\nmacro_rules! lock { ($e:expr) => { $e.lock() } }";
        check(&mut cache, &[("a.rs", moved), ("b.rs", user)], &[0]);
        check(
            &mut cache,
            &[("a.rs", "macro_rules! lock { ($e:expr) => { $e.read() } }"), ("b.rs", user)],
            &[0, 1],
        );
    }
}
