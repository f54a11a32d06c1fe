//! From what is named to packages, files and their texts.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::Gitignore;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::manifest::Draft;
use super::{
    SourceError, TargetKind, Wanted, decode, dependencies, loose, named, packages_of, real, real_or_same,
    relative, walk, without_base,
};
use crate::files;
use crate::text::Problem;

/// What the paths name, sorted by what it is.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) manifests: BTreeSet<PathBuf>,
    pub(super) folders: BTreeSet<PathBuf>,
    pub(super) files: BTreeSet<PathBuf>,
}

impl Plan {
    pub(super) fn new(paths: &[PathBuf]) -> Result<Plan, SourceError> {
        let mut plan = Plan::default();
        for path in named(paths) {
            let found = real(&path)?;
            let unreadable = |source| SourceError::Unreadable { path: path.clone(), source };
            if found.is_dir() {
                fs::read_dir(&found).map_err(unreadable)?;
                let manifest = found.join("Cargo.toml");
                if manifest.is_file() {
                    plan.manifests.insert(manifest);
                } else {
                    plan.folders.insert(found);
                }
                continue;
            }
            // A pipe would wait for its writer.
            let is_file = found.is_file();
            if is_file && found.file_name() == Some(OsStr::new("Cargo.toml")) {
                files::open(&found).map_err(unreadable)?;
                plan.manifests.insert(found);
            } else if is_file && found.extension() == Some(OsStr::new("rs")) {
                files::open(&found).map_err(unreadable)?;
                plan.files.insert(found);
            } else {
                return Err(SourceError::NotRust { path });
            }
        }
        Ok(plan)
    }
}

/// Who a file belongs to: an index of the drafts, or of the groups.
#[derive(Clone, Copy)]
pub(super) enum Owner {
    Package(usize),
    Loose(usize),
}

pub(super) struct Entry {
    pub(super) path: PathBuf,
    pub(super) owner: Owner,
}

/// The work in progress.
pub(super) struct Reader {
    pub(super) base: PathBuf,
    pub(super) exclude: Gitignore,
    /// Whether links are files.
    pub(super) links: bool,
    pub(super) problems: Vec<Problem>,
    /// By the name that is shown.
    pub(super) entries: BTreeMap<String, Entry>,
}

impl Reader {
    fn problem(&mut self, path: &Path, message: String) {
        self.problems.push(Problem { path: relative(&self.base, path), at: None, message });
    }

    /// The packages that the manifests stand for, by folder.
    pub(super) fn packages(&mut self, manifests: &BTreeSet<PathBuf>) -> Vec<Draft> {
        let read: Vec<(&PathBuf, Vec<Draft>, Vec<Problem>)> = manifests
            .par_iter()
            .map(|path| {
                let mut problems = Vec::new();
                let drafts = packages_of(path, &self.base, &mut problems);
                (path, drafts, problems)
            })
            .collect();
        let mut drafts: BTreeMap<PathBuf, Draft> = BTreeMap::new();
        for (path, found, problems) in read {
            self.problems.extend(problems);
            for draft in found {
                let is_named = manifests.contains(&draft.dir.join("Cargo.toml"));
                if is_named || !self.is_excluded(&draft.dir, &loose::folder_of(path)) {
                    drafts.entry(draft.dir.clone()).or_insert(draft);
                }
            }
        }
        drafts.into_values().collect()
    }

    /// Adds the libraries that `drafts`, the packages of `manifests`, depend on.
    pub(super) fn add_dependencies(
        &mut self,
        manifests: &BTreeSet<PathBuf>,
        drafts: &mut Vec<Draft>,
        cargo: Option<&Path>,
        wanted: &Wanted,
    ) {
        let named: BTreeSet<PathBuf> = drafts.iter().map(|draft| draft.dir.clone()).collect();
        let of = |manifest: &PathBuf| dependencies::of(manifest, &named, cargo, wanted);
        let read: Vec<(Vec<Draft>, Option<String>)> = manifests.par_iter().map(of).collect();
        for (manifest, (found, problem)) in manifests.iter().zip(read) {
            if let Some(message) = problem {
                self.problem(manifest, without_base(&message, &self.base));
            }
            for draft in found {
                let known = |known: &Draft| known.dir == draft.dir || known.library() == draft.library();
                if !drafts.iter().any(known) {
                    drafts.push(draft);
                }
            }
        }
    }

    /// Whether `dir` or a folder between it and `named` is excluded.
    fn is_excluded(&self, dir: &Path, named: &Path) -> bool {
        dir.ancestors()
            .take_while(|folder| *folder != named)
            .any(|folder| self.exclude.matched(folder, true).is_ignore())
    }

    /// Enters the files of the packages, and their crate roots where those lie outside.
    pub(super) fn package_files(&mut self, drafts: &[Draft]) {
        let walk = |draft: &Draft| match draft.is_dependency {
            true => dependencies::files(draft, self.links),
            false => walk::walk(&draft.dir, &self.exclude, self.links),
        };
        let walked: Vec<walk::Walked> = drafts.par_iter().map(walk).collect();
        for (index, walked) in walked.into_iter().enumerate() {
            self.enter(walked, Owner::Package(index));
        }
        for (index, draft) in drafts.iter().enumerate() {
            for target in &draft.targets {
                if !target.root.is_file() {
                    // Published packages commonly list tests and benches that they were published without.
                    if matches!(target.kind, TargetKind::Lib | TargetKind::Bin | TargetKind::BuildScript) {
                        let shown = relative(&self.base, &target.root);
                        let message = format!("target `{}`: `{shown}` does not exist", target.name);
                        self.problem(&draft.dir.join("Cargo.toml"), message);
                    }
                    continue;
                }
                let is_inside = target.root.starts_with(&draft.dir);
                if self.links && is_inside {
                    continue;
                }
                // Within the folder, the walk decides, except for symbolic links, which it does not follow.
                let real = real_or_same(&target.root);
                if !is_inside || real != target.root {
                    let name = relative(&self.base, &real);
                    let is_excluded = !draft.is_dependency
                        && (self.exclude.matched(&real, false).is_ignore()
                            || self.is_excluded(&loose::folder_of(&real), self.exclude.path()));
                    if !is_excluded && !self.entries.contains_key(&name) {
                        self.entries.insert(name, Entry { path: real, owner: Owner::Package(index) });
                    }
                }
            }
        }
    }

    /// Enters files without a manifest. Gives the groups that [`Owner::Loose`] counts: the folder, and whether it
    /// was named as such.
    pub(super) fn loose_files(&mut self, plan: &Plan, folders: Vec<walk::Walked>) -> Vec<(PathBuf, bool)> {
        let mut groups: Vec<(PathBuf, bool)> = Vec::new();
        for (folder, walked) in plan.folders.iter().zip(folders) {
            self.enter(walked, Owner::Loose(groups.len()));
            groups.push((folder.clone(), true));
        }
        for path in &plan.files {
            let group = (loose::folder_of(path), false);
            let index = groups.iter().position(|known| *known == group).unwrap_or_else(|| {
                groups.push(group);
                groups.len() - 1
            });
            let name = relative(&self.base, path);
            self.entries.entry(name).or_insert(Entry { path: path.clone(), owner: Owner::Loose(index) });
        }
        groups
    }

    /// Enters files; those that already have an owner keep it.
    fn enter(&mut self, walked: walk::Walked, owner: Owner) {
        for (path, message) in walked.problems {
            self.problem(&path, format!("cannot read the file: {message}"));
        }
        for path in walked.files {
            self.entries.entry(relative(&self.base, &path)).or_insert(Entry { path, owner });
        }
    }

    /// The text of each entry, `None` where there is none to analyse. Files that are entered are modules which git ignores
    /// and somebody declares.
    pub(super) fn texts(&mut self, overlay: &BTreeMap<PathBuf, Arc<str>>) -> Vec<Option<Arc<str>>> {
        let overlay: FxHashMap<PathBuf, &Arc<str>> =
            overlay.iter().map(|(path, text)| (real_or_same(path), text)).collect();
        let mut texts: FxHashMap<String, Option<Arc<str>>> = FxHashMap::default();
        let mut open: Vec<String> = self.entries.keys().cloned().collect();
        while !open.is_empty() {
            let read: Vec<(Option<Arc<str>>, Option<Problem>)> =
                open.par_iter().map(|name| self.text(name, &overlay)).collect();
            let (new, problems): (Vec<_>, Vec<_>) = read.into_iter().unzip();
            self.problems.extend(problems.into_iter().flatten());
            let declared: Vec<(PathBuf, Owner)> = open
                .par_iter()
                .zip(&new)
                .flat_map_iter(|(name, text)| self.ignored_modules(name, text.as_deref().unwrap_or_default()))
                .collect();
            texts.extend(open.drain(..).zip(new));
            for (path, owner) in declared {
                let name = relative(&self.base, &path);
                if !self.entries.contains_key(&name) {
                    self.entries.insert(name.clone(), Entry { path, owner });
                    open.push(name);
                }
            }
        }
        self.entries.keys().map(|name| texts.remove(name).flatten()).collect()
    }

    /// The text of one entry, and what is wrong with it.
    fn text(
        &self,
        name: &String,
        overlay: &FxHashMap<PathBuf, &Arc<str>>,
    ) -> (Option<Arc<str>>, Option<Problem>) {
        let Some(entry) = self.entries.get(name) else { return (None, None) };
        if let Some(text) = overlay.get(&entry.path) {
            return (Some(Arc::clone(text)), None);
        }
        let problem = |at, message| Problem { path: name.clone(), at, message };
        match decode::read(&entry.path) {
            Ok(decoded) => {
                (decoded.text.map(Arc::from), decoded.problem.map(|(at, message)| problem(at, message)))
            }
            Err(error) => (None, Some(problem(None, format!("cannot read the file: {error}")))),
        }
    }

    /// The files of modules that a file declares and the walk has left out because git ignores them: generated code is
    /// part of the program.
    fn ignored_modules(&self, name: &str, text: &str) -> Vec<(PathBuf, Owner)> {
        let Some(Entry { path, owner: owner @ Owner::Package(_) }) = self.entries.get(name) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for module in loose::declared(text) {
            let files = loose::files_of(path, module);
            if files.iter().any(|file| self.entries.contains_key(&relative(&self.base, file))) {
                continue;
            }
            // Links and other packages stay out, and so does what the configuration excludes.
            let fits = |file: &PathBuf| {
                file.is_file()
                    && real_or_same(file) == *file
                    && !self.exclude.matched(file, false).is_ignore()
                    && !self.is_excluded(&loose::folder_of(file), self.exclude.path())
                    && !file.parent().is_some_and(|folder| folder.join("Cargo.toml").is_file())
            };
            found.extend(files.into_iter().find(fits).map(|file| (file, *owner)));
        }
        found
    }
}
