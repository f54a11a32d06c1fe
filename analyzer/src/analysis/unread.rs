//! Code that files speak of and that was not among the sources: modules without a file, includes that only a build knows.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::facts::ir::{FileFacts, Item, ItemKind, ModItem};
use crate::sources::SourceSet;
use crate::text::paths::{folder, join, normal};
use crate::text::{Pos, Problem};

/// Of a file, all that it speaks of in one way and that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The file that speaks of it.
    path: String,
    kind: Kind,
    missing: Vec<Missing>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Missing {
    /// As the code spells it.
    name: String,
    at: Pos,
    /// Where it could be, relative to the base folder.
    files: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Kind {
    Module,
    Include,
    Generated,
}

/// How many names a sentence lists.
const LISTED: usize = 3;

impl Unread {
    /// What to say about it, at the first such place, and nothing where `exists` holds for a file of each: somebody has
    /// left these out.
    pub fn problem(&self, exists: impl Fn(&str) -> bool) -> Option<Problem> {
        let is_missing = |missing: &&Missing| !missing.files.iter().any(|file| exists(file));
        let missing: Vec<&Missing> = self.missing.iter().filter(is_missing).collect();
        let at = Some(missing.first()?.at);
        let quoted: Vec<String> =
            missing.iter().take(LISTED).map(|missing| format!("`{}`", missing.name)).collect();
        let mut list = quoted.join(", ");
        if missing.len() > LISTED {
            list.push_str(&format!(" and {} more", missing.len() - LISTED));
        }
        let message = match (self.kind, missing.len()) {
            (Kind::Module, 1) => format!("module {list} has no file, so it is not analysed"),
            (Kind::Module, _) => format!("modules {list} have no files, so they are not analysed"),
            (Kind::Include, 1) => format!("the included file {list} does not exist, so it is not analysed"),
            (Kind::Include, _) => {
                format!("the included files {list} do not exist, so they are not analysed")
            }
            (Kind::Generated, _) => {
                String::from("includes a file whose path is known only during a build; it is not analysed")
            }
        };
        Some(Problem { path: self.path.clone(), at, message })
    }
}

/// What files speak of and was not read, by file and kind. Modules that a `cfg` may switch off are not told: they are
/// commonly left out of what is published.
pub(super) fn of(sources: &SourceSet, facts: &[FileFacts]) -> Vec<Unread> {
    let known: HashSet<&str> = sources.files.iter().map(|file| file.path.as_str()).collect();
    let mut all = Vec::new();
    for (file, facts) in sources.files.iter().zip(facts) {
        if sources.packages.get(file.package).is_some_and(|package| package.is_dependency) {
            continue;
        }
        let mut search = Search { known: &known, found: BTreeMap::new() };
        let folder = folder(&file.path);
        let stem = file.path.strip_suffix(".rs").unwrap_or(&file.path);
        // Whether a file is the root of its folder depends on who declares it; a file in either place will do.
        search.items(&facts.items, &[folder.to_owned(), stem.to_owned()], folder);
        let found = search.found.into_iter();
        all.extend(found.map(|(kind, missing)| Unread { path: file.path.clone(), kind, missing }));
    }
    all
}

struct Search<'a> {
    known: &'a HashSet<&'a str>,
    found: BTreeMap<Kind, Vec<Missing>>,
}

impl Search<'_> {
    /// Looks through items whose modules have their files in one of `folders`; the file is in `own`.
    fn items(&mut self, items: &[Item], folders: &[String], own: &str) {
        for item in items {
            let at = item.span.start;
            match &item.kind {
                ItemKind::Mod(module) if module.conditional => {}
                ItemKind::Mod(module) => match &module.inline {
                    Some(items) => {
                        let name = module.path.as_deref().unwrap_or(bare(module));
                        let within: Vec<String> = folders.iter().map(|folder| join(folder, name)).collect();
                        self.items(items, &within, own);
                    }
                    None => self.need(Kind::Module, bare(module), at, files_of(module, folders, own)),
                },
                ItemKind::Include(Some(path)) => {
                    self.need(Kind::Include, path, at, vec![normal(&join(own, path))]);
                }
                ItemKind::Include(None) => self.need(Kind::Generated, "", at, Vec::new()),
                _ => {}
            }
        }
    }

    /// Notes that one of `files` is needed, if none of them was read.
    fn need(&mut self, kind: Kind, name: &str, at: Pos, files: Vec<String>) {
        if !files.iter().any(|file| self.known.contains(file.as_str())) {
            let missing = Missing { name: name.to_owned(), at, files };
            self.found.entry(kind).or_default().push(missing);
        }
    }
}

/// Where the file of a module may be.
fn files_of(module: &ModItem, folders: &[String], own: &str) -> Vec<String> {
    let files: Vec<String> = match &module.path {
        Some(path) => {
            std::iter::once(own).chain(folders.iter().map(String::as_str)).map(|at| join(at, path)).collect()
        }
        None => folders
            .iter()
            .map(|folder| join(folder, bare(module)))
            .flat_map(|path| [format!("{path}.rs"), format!("{path}/mod.rs")])
            .collect(),
    };
    files.iter().map(|file| normal(file)).collect()
}

/// A module's name as files have it.
fn bare(module: &ModItem) -> &str {
    module.name.as_str().trim_start_matches("r#")
}
