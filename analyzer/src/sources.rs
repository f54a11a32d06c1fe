//! Reads what is to be analysed: packages, targets, editions and texts. The only stage that does I/O.

mod cargo;
mod decode;
mod dependencies;
mod ignored;
mod loose;
mod manifest;
mod merge;
mod reader;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::Gitignore;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::text::{FileId, Problem, Symbol};

pub use decode::MOST_BYTES;
use loose::{Group, LooseFile};
use manifest::{Draft, Manifest};
pub use merge::{MergeError, merge};
use reader::{Entry, Owner, Plan, Reader};

/// A Rust edition; decides where temporaries are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Edition {
    /// 2015, also the default of a manifest that names none.
    E2015,
    /// 2018.
    E2018,
    /// 2021, taken for files without a manifest.
    #[default]
    E2021,
    /// 2024.
    E2024,
}

impl Edition {
    /// As manifests write it.
    pub fn year(self) -> &'static str {
        match self {
            Edition::E2015 => "2015",
            Edition::E2018 => "2018",
            Edition::E2021 => "2021",
            Edition::E2024 => "2024",
        }
    }
}

/// What a target is built as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TargetKind {
    /// The library (also a proc-macro).
    Lib,
    /// A binary.
    Bin,
    /// `examples/`.
    Example,
    /// `tests/`.
    Test,
    /// `benches/`.
    Bench,
    /// `build.rs`.
    BuildScript,
}

/// A crate root within a package.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Target {
    /// How it is built.
    pub kind: TargetKind,
    /// The crate's name as code spells it (`-` is `_`).
    pub name: Symbol,
    /// Its root file.
    pub root: FileId,
}

/// What a dependency is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DependencyKind {
    /// All code but that of build scripts.
    Normal,
    /// Tests, examples and benchmarks.
    Dev,
    /// Build scripts.
    Build,
}

/// A dependency as code names it.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Dependency {
    /// The name in code (`-` is `_`; after a rename).
    pub name: Symbol,
    /// The package's library name (`-` is `_`; before a rename).
    pub package: Symbol,
    /// What every build has of it; empty if it is optional, or for some platforms only.
    pub certain: Vec<Certain>,
}

/// An entry of a manifest that brings a dependency into every build.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Certain {
    /// What for.
    pub kind: DependencyKind,
    /// The lowest major version that fits; `None` if it says nothing of the version.
    pub major: Option<u64>,
    /// The features that it asks for; `default` is among them unless it is turned off.
    pub features: Vec<Symbol>,
}

/// A package: one manifest, or the files given without one.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Package {
    /// Its name in the manifest.
    pub name: String,
    /// Folder relative to the base, with `/`, empty for the base itself.
    pub dir: String,
    /// Its edition.
    pub edition: Edition,
    /// `rust-version`, as (major, minor).
    pub rust_version: Option<(u32, u32)>,
    /// Dependencies of all kinds.
    pub dependencies: Vec<Dependency>,
    /// Its crate roots; the library first.
    pub targets: Vec<Target>,
    /// Whether a manifest was read (`false`: single files or a bare folder).
    pub has_manifest: bool,
    /// Whether cargo would not publish it: nobody out of sight depends on it.
    pub is_internal: bool,
    /// Whether it is not what was named, but something that this depends on. Of such a package only the library is read.
    pub is_dependency: bool,
}

impl Package {
    /// The name in code of a library that each build of a target of this `kind` has in that major version, with one of
    /// `features`; any build will do if there are none. In `test` code, dependencies for tests count as well.
    pub fn surely_has(
        &self,
        library: &str,
        major: u64,
        features: &[&str],
        kind: TargetKind,
        test: bool,
    ) -> Option<Symbol> {
        let counts = |certain: &Certain| match certain.kind {
            DependencyKind::Normal => kind != TargetKind::BuildScript,
            DependencyKind::Dev => test && kind != TargetKind::BuildScript,
            DependencyKind::Build => kind == TargetKind::BuildScript,
        };
        let brings = |certain: &Certain| {
            counts(certain)
                && certain.major == Some(major)
                && (features.is_empty() || certain.features.iter().any(|on| features.contains(&on.as_str())))
        };
        let found = self
            .dependencies
            .iter()
            .find(|dependency| dependency.package == library && dependency.certain.iter().any(brings));
        found.map(|dependency| dependency.name)
    }
}

/// A source file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SourceFile {
    /// Relative to the base folder, with `/`.
    pub path: String,
    /// Index into [`SourceSet::packages`].
    pub package: usize,
    /// Its text, decoded (invalid UTF-8 replaced and reported).
    pub text: Arc<str>,
}

/// All that is to be analysed. Files are sorted by path; `FileId(i)` is `files[i]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SourceSet {
    /// The folder that file names are relative to.
    #[serde(skip)]
    pub base: PathBuf,
    /// The packages.
    pub packages: Vec<Package>,
    /// The files.
    pub files: Vec<SourceFile>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl SourceSet {
    /// The packages that are `wanted`, with their files.
    pub fn only(self, wanted: impl Fn(&Package) -> bool) -> SourceSet {
        let is_wanted: Vec<bool> = self.packages.iter().map(wanted).collect();
        let ids = is_wanted.iter().scan(0, |next, wanted| {
            let id = *next;
            *next += usize::from(*wanted);
            Some(id)
        });
        let ids: Vec<usize> = ids.collect();
        let is_wanted = |package: usize| is_wanted.get(package).copied().unwrap_or(false);
        let mut files = Vec::new();
        let mut moved: FxHashMap<FileId, FileId> = FxHashMap::default();
        for (old, file) in (0..).map(FileId).zip(self.files) {
            if is_wanted(file.package) {
                moved.insert(old, FileId(files.len() as u32));
                files.push(SourceFile { package: ids[file.package], ..file });
            }
        }
        let packages = self.packages.into_iter().enumerate().filter(|(index, _)| is_wanted(*index));
        let packages = packages.map(|(_, mut package)| {
            package.targets.retain_mut(|target| match moved.get(&target.root) {
                Some(root) => {
                    target.root = *root;
                    true
                }
                None => false,
            });
            package
        });
        SourceSet { packages: packages.collect(), files, ..self }
    }

    /// The folders of the packages' own files, and those above them from `root` on.
    pub fn folders(&self, root: &Path) -> BTreeSet<PathBuf> {
        let mut folders = BTreeSet::new();
        for file in &self.files {
            if self.packages.get(file.package).is_some_and(|package| package.is_dependency) {
                continue;
            }
            let path = self.base.join(&file.path);
            for folder in path.ancestors().skip(1).take_while(|folder| folder.starts_with(root)) {
                if !folders.insert(folder.to_path_buf()) {
                    break;
                }
            }
        }
        folders
    }

    /// Whether one of `files` is not a dependency's.
    pub fn concerns(&self, mut files: impl Iterator<Item = FileId>) -> bool {
        let package = |file: FileId| self.packages.get(self.files.get(file.0 as usize)?.package);
        files.any(|file| package(file).is_none_or(|package| !package.is_dependency))
    }
}

/// How sources are read.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// The cargo to ask about dependencies. `None`: what the variable `CARGO` names, else `cargo`.
    pub cargo: Option<PathBuf>,
    /// Files that are symbolic links are read under the names of the links: build systems lay out inputs so.
    pub follow_links: bool,
    /// The edition of files without a manifest that do not name one in a comment. `None`: that of the package whose
    /// source folder they lie in, else 2021.
    pub edition: Option<Edition>,
    /// Files and folders to leave out, as in a `.gitignore`. What a path names itself is never left out.
    pub exclude: Vec<String>,
    /// The folder that `exclude` speaks of. `None`: the base.
    pub exclude_root: Option<PathBuf>,
    /// The folder that file names are to be relative to. `None`: that of the paths, see [`base_of`].
    pub base: Option<PathBuf>,
    /// Texts that stand for those on disk: what an editor has not saved yet. Absolute paths.
    pub overlay: BTreeMap<PathBuf, Arc<str>>,
    /// The libraries that the packages depend on, as far as they are on disk and wanted, are read as well. `None`: none is.
    pub dependencies: Option<Wanted>,
    /// What is named is a dependency of something: of its packages, only the libraries that are wanted are read, and nothing
    /// that these depend on.
    pub as_dependency: bool,
}

/// Which dependencies are read: asked with the name of the crate, as code spells it.
#[derive(Clone)]
pub struct Wanted(Arc<dyn Fn(&str) -> bool + Send + Sync>);

impl Wanted {
    /// Those of which `wanted` holds.
    pub fn new(wanted: impl Fn(&str) -> bool + Send + Sync + 'static) -> Wanted {
        Wanted(Arc::new(wanted))
    }

    /// Whether a library of that name is read.
    pub fn wants(&self, name: &str) -> bool {
        (self.0)(name)
    }
}

impl fmt::Debug for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wanted")
    }
}

impl From<&Config> for LoadOptions {
    fn from(config: &Config) -> LoadOptions {
        LoadOptions {
            exclude: config.excluded(),
            exclude_root: config.root.clone(),
            ..LoadOptions::default()
        }
    }
}

/// Why there is nothing to analyse.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// A named path does not exist.
    #[error("no such file or folder: {}", path.display())]
    Missing {
        /// As named.
        path: PathBuf,
    },
    /// A named path cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// As named.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A named file is of no kind that can be analysed.
    #[error("not a folder, a `Cargo.toml` or a `.rs` file: {}", path.display())]
    NotRust {
        /// As named.
        path: PathBuf,
    },
    /// A glob of [`LoadOptions::exclude`] is malformed.
    #[error("invalid glob in `exclude`: `{glob}`: {source}")]
    Exclude {
        /// The glob.
        glob: String,
        /// What is wrong with it.
        source: ignore::Error,
    },
    /// The paths hold no Rust that could be read.
    #[error("no Rust source files in {}{}", list(paths), first(problems))]
    NoRust {
        /// As named.
        paths: Vec<PathBuf>,
        /// What could not be read.
        problems: Vec<Problem>,
    },
}

/// The folder that file names are relative to: that of the one path, or what the folders of all have in common. An
/// error where a path is missing.
pub fn base_of(paths: &[PathBuf]) -> Result<PathBuf, SourceError> {
    let mut base: Option<PathBuf> = None;
    for path in named(paths) {
        let real = real(&path)?;
        let folder = if real.is_dir() { real } else { loose::folder_of(&real) };
        base = Some(match base {
            Some(base) => common(&base, &folder),
            None => folder,
        });
    }
    Ok(base.unwrap_or_default())
}

/// Reads what `paths` name: workspaces, packages, folders and files; `.` if there are none. Nothing is written.
///
/// An error is about the paths as a whole; a manifest or file that cannot be read is a problem in the result.
pub fn load(paths: &[PathBuf], options: &LoadOptions) -> Result<SourceSet, SourceError> {
    let base = match &options.base {
        Some(base) => real(base)?,
        None => base_of(paths)?,
    };
    let exclude_root = match &options.exclude_root {
        Some(root) => real_or_same(root),
        None => base.clone(),
    };
    let exclude = walk::excludes(&exclude_root, &options.exclude)
        .map_err(|(glob, source)| SourceError::Exclude { glob, source })?;
    let links = options.follow_links;
    let mut reader = Reader { base, exclude, links, problems: Vec::new(), entries: BTreeMap::new() };

    let plan = Plan::new(paths)?;
    let folders: Vec<walk::Walked> =
        plan.folders.par_iter().map(|folder| walk::walk(folder, &reader.exclude, links)).collect();
    let nested = folders.iter().flat_map(|walked| walked.manifests.iter().cloned());
    let manifests: BTreeSet<PathBuf> = plan.manifests.iter().cloned().chain(nested).collect();

    let mut drafts = reader.packages(&manifests);
    let before = drafts.len();
    if options.as_dependency {
        drafts = drafts.into_iter().filter_map(dependencies::only_library).collect();
        if let Some(wanted) = &options.dependencies {
            drafts.retain(|draft| dependencies::is_wanted(draft, wanted));
        }
    }
    if let Some(wanted) = options.dependencies.as_ref().filter(|_| !options.as_dependency) {
        reader.add_dependencies(&manifests, &mut drafts, options.cargo.as_deref(), wanted);
    }
    let left_out = drafts.len() < before;
    drafts.sort_by_cached_key(|draft| PathBuf::from(relative(&reader.base, &draft.dir)));
    reader.package_files(&drafts);
    let groups = reader.loose_files(&plan, folders);
    let texts = reader.texts(&options.overlay);
    let set = assemble(reader, drafts, &groups, texts, options.edition);
    if set.files.is_empty() && !left_out {
        return Err(SourceError::NoRust { paths: named(paths), problems: set.problems });
    }
    Ok(set)
}

/// A single text that stands for the file at the absolute `path`, whether there is such a file or not.
pub fn of_text(path: &Path, text: Arc<str>, edition: Option<Edition>) -> SourceSet {
    let dir = loose::folder_of(path);
    let name = relative(&dir, path);
    let entry = Entry { path: path.to_path_buf(), owner: Owner::Loose(0) };
    let entries = BTreeMap::from([(name, entry)]);
    let (exclude, problems) = (Gitignore::empty(), Vec::new());
    let reader = Reader { base: dir.clone(), exclude, links: false, problems, entries };
    assemble(reader, Vec::new(), &[(dir, false)], vec![Some(text)], edition)
}

/// The nearest manifest in `folder` or above it.
pub fn nearest_manifest(folder: &Path) -> Option<PathBuf> {
    let folder = std::path::absolute(folder).ok()?;
    folder.ancestors().map(|folder| folder.join("Cargo.toml")).find(|path| path.is_file())
}

/// The manifest of the workspace that the one at `manifest` is in; itself, if it is in none.
pub fn workspace_manifest(manifest: &Path) -> PathBuf {
    let root = || {
        let manifest = Manifest::read(&std::path::absolute(manifest).ok()?).ok()?;
        if manifest.is_workspace() { None } else { manifest.find_workspace() }
    };
    root().map_or_else(|| manifest.to_path_buf(), |root| root.dir.join("Cargo.toml"))
}

/// The folder of all that belongs to what is read from `base`: that of the workspace around it, else itself. Nothing outside of
/// it is written that the user does not name.
pub fn tree_of(base: &Path) -> PathBuf {
    let base = real_or_same(base);
    let Some(manifest) = nearest_manifest(&base) else { return base };
    let root = loose::folder_of(&workspace_manifest(&manifest));
    // A manifest may name any folder as that of its workspace.
    if base.starts_with(&root) { root } else { loose::folder_of(&manifest) }
}

/// A symbolic link on the way to `path` that is in `tree` and leads out of it.
pub fn link_out_of(tree: &Path, path: &Path) -> Option<PathBuf> {
    let mut at = PathBuf::new();
    for part in std::path::absolute(path).ok()?.components() {
        let folder = real_or_same(&at);
        at.push(part);
        let is_link = at.symlink_metadata().is_ok_and(|about| about.is_symlink());
        // Where a link leads nowhere, what is written takes its place.
        if is_link
            && folder.starts_with(tree)
            && fs::canonicalize(&at).is_ok_and(|real| !plain(real).starts_with(tree))
        {
            return Some(at);
        }
    }
    None
}

/// The packages that the manifest at `path` stands for: its workspace's, if it is the root of one, else its own.
fn packages_of(path: &Path, base: &Path, problems: &mut Vec<Problem>) -> Vec<Draft> {
    let dir = loose::folder_of(path);
    let read = |path: &Path, problems: &mut Vec<Problem>| {
        Manifest::read(path)
            .map_err(|problem| problems.push(Problem { path: relative(base, path), ..problem }))
            .ok()
    };
    let Some(manifest) = read(path, problems) else { return vec![Draft::by_convention(&dir)] };
    // Cargo itself is not asked: a tree chooses the toolchain, the wrappers and the aliases that it would run.
    let odd = |manifest: &Manifest, problems: &mut Vec<Problem>| {
        let path = relative(base, &manifest.dir.join("Cargo.toml"));
        let told = manifest.oddities().map(|message| Problem { path: path.clone(), at: None, message });
        problems.extend(told);
    };
    odd(&manifest, problems);
    if !manifest.is_workspace() {
        return match manifest.is_package() {
            true => {
                let workspace = manifest.find_workspace();
                if workspace.is_none() && !manifest.is_alone() {
                    let message = String::from("inherits from a workspace, and there is none");
                    problems.push(Problem { path: relative(base, path), at: None, message });
                }
                vec![manifest.package(workspace.as_ref())]
            }
            false => vec![Draft::by_convention(&dir)],
        };
    }
    let mut drafts: Vec<Draft> = manifest.is_package().then(|| manifest.package(None)).into_iter().collect();
    for dir in manifest.missing_members() {
        let message = format!("there is no package in the member `{}`", relative(&manifest.dir, &dir));
        problems.push(Problem { path: relative(base, path), at: None, message });
    }
    for dir in manifest.members() {
        drafts.push(match read(&dir.join("Cargo.toml"), problems) {
            Some(member) => {
                odd(&member, problems);
                member.package(Some(&manifest))
            }
            None => Draft::by_convention(&dir),
        });
    }
    drafts
}

/// What cargo said, with paths as they are shown.
fn without_base(message: &str, base: &Path) -> String {
    message.replace(&format!("{}{}", base.display(), std::path::MAIN_SEPARATOR), "")
}

/// Puts the name of the library in the place of the package's, where a package at hand has given it another one.
fn use_library_names(packages: &mut [Package]) {
    let renamed: FxHashMap<Symbol, Symbol> = packages
        .iter()
        .filter_map(|package| {
            let library = package.targets.iter().find(|target| target.kind == TargetKind::Lib)?;
            Some((manifest::code_name(&package.name), library.name))
        })
        .filter(|(package, library)| package != library)
        .collect();
    for dependency in packages.iter_mut().flat_map(|package| &mut package.dependencies) {
        if let Some(library) = renamed.get(&dependency.package) {
            if dependency.name == dependency.package {
                dependency.name = *library;
            }
            dependency.package = *library;
        }
    }
}

/// Numbers the files that have a text and ties packages and targets to them.
fn assemble(
    reader: Reader,
    drafts: Vec<Draft>,
    groups: &[(PathBuf, bool)],
    texts: Vec<Option<Arc<str>>>,
    edition: Option<Edition>,
) -> SourceSet {
    let Reader { base, mut problems, entries, .. } = reader;
    let files: Vec<(String, Entry, Arc<str>)> = entries
        .into_iter()
        .zip(texts)
        .filter_map(|((name, entry), text)| Some((name, entry, text?)))
        .collect();
    let ids: FxHashMap<&Path, usize> =
        files.iter().enumerate().map(|(index, (_, entry, _))| (entry.path.as_path(), index)).collect();
    let id = |index: usize| FileId(u32::try_from(index).unwrap_or(u32::MAX));

    let mut package_of = vec![0; files.len()];
    let mut packages: Vec<Package> = Vec::new();
    for draft in drafts {
        let targets = draft.targets.iter().filter_map(|target| {
            let root = ids.get(target.root.as_path()).or_else(|| {
                // The root was reached over a symbolic link.
                ids.get(real_or_same(&target.root).as_path())
            })?;
            Some(Target { kind: target.kind, name: manifest::code_name(&target.name), root: id(*root) })
        });
        packages.push(Package {
            targets: targets.collect(),
            name: draft.name,
            dir: relative(&base, &draft.dir),
            edition: draft.edition,
            rust_version: draft.rust_version,
            dependencies: draft.dependencies,
            has_manifest: true,
            is_internal: draft.is_internal,
            is_dependency: draft.is_dependency,
        });
    }
    let mut loose: Vec<Vec<LooseFile<'_>>> = groups.iter().map(|_| Vec::new()).collect();
    for (index, (_, entry, text)) in files.iter().enumerate() {
        match entry.owner {
            Owner::Package(package) => package_of[index] = package,
            Owner::Loose(group) => loose[group].push(LooseFile { index, path: &entry.path, text }),
        }
    }
    for ((dir, is_folder), files) in groups.iter().zip(loose) {
        for package in loose::packages(&Group { dir, is_folder: *is_folder, edition, files }) {
            for file in package.files {
                package_of[file] = packages.len();
            }
            let targets = package.roots.into_iter().map(|(kind, name, root)| Target {
                kind,
                name: manifest::code_name(&name),
                root: id(root),
            });
            packages.push(Package {
                targets: targets.collect(),
                name: package.name,
                dir: relative(&base, dir),
                edition: package.edition,
                rust_version: package.rust_version,
                dependencies: package.dependencies,
                has_manifest: false,
                is_internal: false,
                is_dependency: false,
            });
        }
    }
    use_library_names(&mut packages);
    let files = files
        .into_iter()
        .zip(package_of)
        .map(|((path, _, text), package)| SourceFile { path, package, text })
        .collect();
    problems.sort();
    problems.dedup();
    SourceSet { base, packages, files, problems }
}

fn named(paths: &[PathBuf]) -> Vec<PathBuf> {
    if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.to_vec() }
}

/// The absolute path without symbolic links, so that one file has one name.
pub fn real(path: &Path) -> Result<PathBuf, SourceError> {
    match fs::canonicalize(path) {
        Ok(real) => Ok(plain(real)),
        Err(source) if source.kind() == io::ErrorKind::NotFound => {
            Err(SourceError::Missing { path: path.to_path_buf() })
        }
        Err(source) => Err(SourceError::Unreadable { path: path.to_path_buf(), source }),
    }
}

fn real_or_same(path: &Path) -> PathBuf {
    fs::canonicalize(path).map_or_else(|_| path.to_path_buf(), plain)
}

/// `path` without the `\\?\` that canonical paths begin with on Windows, which cargo and people do not expect.
fn plain(path: PathBuf) -> PathBuf {
    match path.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(rest) if !rest.starts_with("UNC") => PathBuf::from(rest),
        _ => path,
    }
}

fn common(left: &Path, right: &Path) -> PathBuf {
    left.components().zip(right.components()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
}

/// `path` as seen from `base`, with `/`; both absolute. Where nothing leads from one to the other (another drive),
/// the whole path.
pub fn relative(base: &Path, path: &Path) -> String {
    let shared = common(base, path);
    if shared.as_os_str().is_empty() {
        return path.to_string_lossy().replace('\\', "/");
    }
    let up = base.components().count() - shared.components().count();
    let down = path.strip_prefix(&shared).unwrap_or(path).components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    std::iter::repeat_n("..".to_string(), up).chain(down).collect::<Vec<String>>().join("/")
}

fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<String>>().join(", ")
}

fn first(problems: &[Problem]) -> String {
    problems.first().map(|problem| format!(" ({}: {})", problem.path, problem.message)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
