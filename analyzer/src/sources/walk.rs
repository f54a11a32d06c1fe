//! The `.rs` files of a folder, as far as they are its own.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::WalkBuilder;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// What a folder holds.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// The `.rs` files, sorted.
    pub(super) files: Vec<PathBuf>,
    /// The manifests of packages within it, whose files are not in `files`, sorted.
    pub(super) manifests: Vec<PathBuf>,
    /// What could not be read, and why.
    pub(super) problems: Vec<(PathBuf, String)>,
}

/// The configured globs, compiled.
pub(super) fn excludes(root: &Path, globs: &[String]) -> Result<Gitignore, (String, ignore::Error)> {
    let mut builder = GitignoreBuilder::new(root);
    builder.allow_unclosed_class(false);
    for glob in globs {
        builder.add_line(None, glob).map_err(|error| (glob.clone(), error))?;
    }
    builder.build().map_err(|error| (globs.join("`, `"), error))
}

/// Walks `folder`. Left out: what git ignores, hidden and excluded things, build output, symbolic links (unless `links`
/// are followed), and packages of their own. The folder itself was named by somebody, so none of that is asked of it.
pub(super) fn walk(folder: &Path, exclude: &Gitignore, links: bool) -> Walked {
    let walked = walk_once(folder, exclude, links, true);
    if !walked.files.is_empty() || !walked.manifests.is_empty() {
        return walked;
    }
    // A folder that the rules above it ignore as a whole (`/vendor/**`) was asked for all the same.
    walk_once(folder, exclude, links, false)
}

fn walk_once(folder: &Path, exclude: &Gitignore, links: bool, parents: bool) -> Walked {
    let manifests = Arc::new(Mutex::new(Vec::new()));
    let mut walked = Walked::default();
    let mut builder = WalkBuilder::new(folder);
    // The user's global ignore file would make the result depend on the machine.
    builder.parents(parents).git_global(false).follow_links(links);
    builder.filter_entry({
        let exclude = exclude.clone();
        let manifests = Arc::clone(&manifests);
        move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            if entry.depth() == 0 {
                return true;
            }
            if exclude.matched(entry.path(), is_folder).is_ignore() {
                return false;
            }
            if !is_folder {
                return true;
            }
            let manifest = entry.path().join("Cargo.toml");
            if manifest.is_file() {
                manifests.lock().unwrap_or_else(PoisonError::into_inner).push(manifest);
                return false;
            }
            !is_build_output(entry.path())
        }
    });
    for entry in builder.build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if is_file && entry.path().extension() == Some(OsStr::new("rs")) {
                    walked.files.push(entry.into_path());
                }
            }
            Err(error) => walked.problems.push(explained(folder, &error)),
        }
    }
    walked.files.sort();
    walked.manifests = std::mem::take(&mut *manifests.lock().unwrap_or_else(PoisonError::into_inner));
    walked.manifests.sort();
    walked.problems.sort();
    walked
}

/// Whether `folder` is what a build left: marked as a cache, or cargo's `target` beside a manifest.
fn is_build_output(folder: &Path) -> bool {
    folder.join("CACHEDIR.TAG").is_file()
        || (folder.file_name() == Some(OsStr::new("target"))
            && folder.parent().is_some_and(|parent| parent.join("Cargo.toml").is_file()))
}

/// The path that a walking error is about, and the reason without that path.
fn explained(folder: &Path, error: &ignore::Error) -> (PathBuf, String) {
    match error {
        ignore::Error::WithPath { path, err } => (path.clone(), err.to_string()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            explained(folder, err)
        }
        other => (folder.to_path_buf(), other.to_string()),
    }
}
