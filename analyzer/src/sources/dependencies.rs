//! The libraries that packages depend on, as far as they are on disk.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, PackageId};
use ignore::gitignore::Gitignore;

use super::manifest::{Draft, Manifest, code_name};
use super::walk::{self, Walked};
use super::{TargetKind, Wanted, cargo, loose};
use crate::text::Symbol;

/// The wanted libraries that the packages in the folders `named` depend on, those first that are nearest to them; `manifest` is
/// that of one of the packages, or of their workspace. What a library depends on that is not wanted is left out as well. Where
/// cargo does not tell, those that manifests name by a path, and why it did not.
pub(super) fn of(
    manifest: &Path,
    named: &BTreeSet<PathBuf>,
    cargo: Option<&Path>,
    wanted: &Wanted,
) -> (Vec<Draft>, Option<String>) {
    match cargo::resolve(manifest, cargo) {
        Ok(metadata) => (resolved(&metadata, named, wanted), None),
        Err(why) => {
            let problem = format!("{why}; only path dependencies were read");
            (by_path(manifest, named, wanted), Some(problem))
        }
    }
}

/// The package without all that only serves itself; `None` without a library.
pub(super) fn only_library(mut draft: Draft) -> Option<Draft> {
    draft.targets.retain(|target| target.kind == TargetKind::Lib);
    draft.is_dependency = true;
    (!draft.targets.is_empty()).then_some(draft)
}

/// Whether a library is wanted, under its own name and that of its package.
pub(super) fn is_wanted(draft: &Draft, wanted: &Wanted) -> bool {
    let wants = |name: Symbol| wanted.wants(name.as_str());
    wants(code_name(&draft.name)) && draft.library().is_some_and(wants)
}

/// The files of a library: those beside its root and below, except for what belongs to other targets. `links` tells
/// whether symbolic links are followed.
pub(super) fn files(draft: &Draft, links: bool) -> Walked {
    let Some(library) = draft.targets.first() else { return Walked::default() };
    let folder = loose::folder_of(&library.root);
    if !folder.starts_with(&draft.dir) {
        return Walked::default();
    }
    // What is left out of a report may be depended on.
    let mut walked = walk::walk(&folder, &Gitignore::empty(), links);
    let others: &[&str] =
        if folder == draft.dir { &["tests", "benches", "examples", "build.rs"] } else { &["main.rs", "bin"] };
    let others: Vec<PathBuf> = others.iter().map(|name| folder.join(name)).collect();
    let is_other = |path: &Path| path != library.root && others.iter().any(|other| path.starts_with(other));
    walked.files.retain(|path| !is_other(path));
    walked
}

fn resolved(metadata: &Metadata, named: &BTreeSet<PathBuf>, wanted: &Wanted) -> Vec<Draft> {
    let packages: BTreeMap<&PackageId, &cargo_metadata::Package> =
        metadata.packages.iter().map(|package| (&package.id, package)).collect();
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let nodes: BTreeMap<&PackageId, &cargo_metadata::Node> = nodes.map(|node| (&node.id, node)).collect();
    let is_named = |id: &PackageId| {
        let dir = packages.get(id).and_then(|package| package.manifest_path.parent());
        dir.is_some_and(|dir| named.iter().any(|named| cargo::is_same_dir(dir.as_std_path(), named)))
    };
    let mut queue: VecDeque<&PackageId> =
        metadata.workspace_members.iter().filter(|id| is_named(id)).collect();
    let own: BTreeSet<&PackageId> = queue.iter().copied().collect();
    let mut seen = own.clone();
    let mut drafts = Vec::new();
    while let Some(id) = queue.pop_front() {
        for dependency in nodes.get(id).into_iter().flat_map(|node| &node.deps) {
            // What a build script runs is another program; what tests need of a dependency is nobody's here.
            let counts = |kind: &DependencyKind| match kind {
                DependencyKind::Normal => true,
                DependencyKind::Development => own.contains(id),
                _ => false,
            };
            if !dependency.dep_kinds.iter().any(|info| counts(&info.kind)) || !seen.insert(&dependency.pkg) {
                continue;
            }
            let Some(package) = packages.get(&dependency.pkg) else { continue };
            if package.targets.iter().any(|target| target.is_proc_macro()) {
                continue;
            }
            let Some(draft) = library(cargo::draft(package), wanted) else { continue };
            drafts.push(draft);
            queue.push_back(&dependency.pkg);
        }
    }
    drafts
}

fn by_path(manifest: &Path, named: &BTreeSet<PathBuf>, wanted: &Wanted) -> Vec<Draft> {
    let read = |dir: &Path| Manifest::read(&dir.join("Cargo.toml")).ok();
    let mut queue: VecDeque<Manifest> = named.iter().filter_map(|dir| read(dir)).collect();
    queue.extend(Manifest::read(manifest).ok());
    let mut seen = named.clone();
    let mut drafts = Vec::new();
    while let Some(manifest) = queue.pop_front() {
        for dir in manifest.path_dependencies() {
            if !seen.insert(dir.clone()) {
                continue;
            }
            let Some(found) = read(&dir) else { continue };
            let Some(draft) = library(found.package(found.find_workspace().as_ref()), wanted) else {
                continue;
            };
            drafts.push(draft);
            queue.push_back(found);
        }
    }
    drafts
}

fn library(draft: Draft, wanted: &Wanted) -> Option<Draft> {
    only_library(draft).filter(|draft| is_wanted(draft, wanted))
}
