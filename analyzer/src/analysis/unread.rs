//! Code that files speak of and that was not among the sources: modules without a file, includes that only a build knows.

use std::collections::{BTreeMap, HashSet};

use crate::facts::ir::{FileFacts, Item, ItemKind, ModItem};
use crate::sources::SourceSet;
use crate::text::{Pos, Problem};

/// What is missing, a sentence for each file and kind, at the first such place. Modules that a `cfg` may switch off are
/// not told: they are commonly left out of what is published.
pub(super) fn of(sources: &SourceSet, facts: &[FileFacts]) -> Vec<Problem> {
    let known: HashSet<&str> = sources.files.iter().map(|file| file.path.as_str()).collect();
    let mut all = Vec::new();
    for (file, facts) in sources.files.iter().zip(facts) {
        if sources.packages.get(file.package).is_some_and(|package| package.is_dependency) {
            continue;
        }
        let mut search = Search { known: &known, found: BTreeMap::new() };
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let stem = file.path.strip_suffix(".rs").unwrap_or(&file.path);
        // Whether a file is the root of its folder depends on who declares it; a file in either place will do.
        search.items(&facts.items, &[folder.to_owned(), stem.to_owned()], folder);
        all.extend(search.found.into_iter().map(|(kind, (at, names))| Problem {
            path: file.path.clone(),
            at: Some(at),
            message: kind.sentence(&names),
        }));
    }
    all
}

/// How many names a sentence lists.
const LISTED: usize = 3;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Module,
    Include,
    Generated,
}

impl Kind {
    fn sentence(self, names: &[String]) -> String {
        let quoted: Vec<String> = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
        let mut list = quoted.join(", ");
        if names.len() > LISTED {
            list.push_str(&format!(" and {} more", names.len() - LISTED));
        }
        let one = names.len() == 1;
        match self {
            Kind::Module if one => {
                format!("the file of module {list} was not read; the module is not analysed")
            }
            Kind::Module => {
                format!("the files of modules {list} were not read; these modules are not analysed")
            }
            Kind::Include if one => format!("the included file {list} was not read; it is not analysed"),
            Kind::Include => format!("the included files {list} were not read; they are not analysed"),
            Kind::Generated => {
                String::from("includes a file whose path is known only during a build; it is not analysed")
            }
        }
    }
}

struct Search<'a> {
    known: &'a HashSet<&'a str>,
    found: BTreeMap<Kind, (Pos, Vec<String>)>,
}

impl Search<'_> {
    /// Looks through items whose modules have their files in one of `folders`; the file is in `own`.
    fn items(&mut self, items: &[Item], folders: &[String], own: &str) {
        for item in items {
            let start = item.span.start;
            match &item.kind {
                ItemKind::Mod(module) if module.conditional => {}
                ItemKind::Mod(module) => match &module.inline {
                    Some(items) => {
                        let name = module.path.as_deref().unwrap_or(bare(module));
                        let within: Vec<String> = folders.iter().map(|folder| join(folder, name)).collect();
                        self.items(items, &within, own);
                    }
                    None if self.has_file(module, folders, own) => {}
                    None => self.note(Kind::Module, start, bare(module)),
                },
                ItemKind::Include(None) => self.note(Kind::Generated, start, ""),
                ItemKind::Include(Some(path)) if !self.known.contains(normal(&join(own, path)).as_str()) => {
                    self.note(Kind::Include, start, path);
                }
                _ => {}
            }
        }
    }

    fn has_file(&self, module: &ModItem, folders: &[String], own: &str) -> bool {
        let name = bare(module);
        let is_known = |path: String| self.known.contains(normal(&path).as_str());
        match &module.path {
            Some(path) => {
                is_known(join(own, path)) || folders.iter().any(|folder| is_known(join(folder, path)))
            }
            None => folders.iter().any(|folder| {
                let path = join(folder, name);
                is_known(format!("{path}.rs")) || is_known(format!("{path}/mod.rs"))
            }),
        }
    }

    fn note(&mut self, kind: Kind, at: Pos, name: &str) {
        let (_, names) = self.found.entry(kind).or_insert((at, Vec::new()));
        names.push(name.to_owned());
    }
}

/// A module's name as files have it.
fn bare(module: &ModItem) -> &str {
    module.name.as_str().trim_start_matches("r#")
}

fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}

/// `path` without `.` and `..`, as far as names tell.
fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
