//! The `.rs` files of a folder, as far as they are its own.

use std::collections::{HashSet, VecDeque};
use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::ignored::{self, Rules};
use crate::stop;

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
/// are followed), and packages of their own. The folder itself was named by somebody, so none of that is asked of it. The
/// user's global ignore file is not asked: it would make the result depend on the machine.
pub(super) fn walk(folder: &Path, exclude: &Gitignore, links: bool) -> Walked {
    let mut problems = Vec::new();
    let above = ignored::above(folder, &mut problems);
    let anyway = ignored::forgotten(&above);
    let mut walked = Walk::new(exclude, links).run(folder, above);
    if walked.files.is_empty() && walked.manifests.is_empty() {
        // A folder that the rules above it ignore as a whole (`/vendor/**`) was asked for all the same.
        walked = Walk::new(exclude, links).run(folder, anyway);
    }
    walked.problems.extend(problems);
    walked.files.sort();
    walked.manifests.sort();
    walked.problems.sort();
    walked
}

const NOT_REGULAR: &str = "not a regular file";

struct Walk<'e> {
    exclude: &'e Gitignore,
    links: bool,
    walked: Walked,
    /// Folders to read, and the rules above them. Those that links lead to come last, so that a folder that is reached in
    /// both ways has the name that needs no link.
    open: VecDeque<(PathBuf, Rules)>,
    /// Where links are followed, the folders that were read: each is read once, since links may form circles.
    seen: HashSet<PathBuf>,
}

impl Walk<'_> {
    fn new(exclude: &Gitignore, links: bool) -> Walk<'_> {
        let (walked, open, seen) = (Walked::default(), VecDeque::new(), HashSet::new());
        Walk { exclude, links, walked, open, seen }
    }

    fn run(mut self, folder: &Path, above: Rules) -> Walked {
        self.open.push_back((folder.to_path_buf(), above));
        while let Some((folder, above)) = self.open.pop_front() {
            stop::check();
            if self.links && !self.is_new(&folder) {
                continue;
            }
            if let Err(error) = self.folder(&folder, above) {
                self.walked.problems.push((folder, error.to_string()));
            }
        }
        self.walked
    }

    fn is_new(&mut self, folder: &Path) -> bool {
        self.seen.insert(super::real_or_same(folder))
    }

    fn folder(&mut self, folder: &Path, above: Rules) -> io::Result<()> {
        let mut entries: Vec<(OsString, FileType)> = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            entries.push((entry.file_name(), entry.file_type()?));
        }
        if self.links {
            // Which of two links to a folder counts is not to depend on the system.
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        }
        let has = |name: &OsStr| entries.iter().any(|(known, _)| known == name);
        let rules = ignored::within(above, folder, has, &mut self.walked.problems);
        for (name, kind) in &entries {
            let path = folder.join(name);
            match self.entry(&path, name, *kind, &rules) {
                Ok(()) => {}
                Err(error) => self.walked.problems.push((path, error.to_string())),
            }
        }
        Ok(())
    }

    fn entry(&mut self, path: &Path, name: &OsStr, kind: FileType, rules: &Rules) -> io::Result<()> {
        let is_link = kind.is_symlink();
        let is_source = path.extension() == Some(OsStr::new("rs"));
        if is_link && !self.links {
            // What it leads to is read where it is, unless it is nothing to read.
            let leads_to = fs::metadata(path).ok().filter(|_| is_source);
            return match leads_to.is_some_and(|about| !about.is_file() && !about.is_dir()) {
                true => Err(io::Error::other(NOT_REGULAR)),
                false => Ok(()),
            };
        }
        let kind = if is_link { fs::metadata(path)?.file_type() } else { kind };
        let is_folder = kind.is_dir();
        let is_hidden = name.as_encoded_bytes().starts_with(b".");
        match ignored::matched(rules, path, is_folder) {
            Match::Ignore(()) => return Ok(()),
            Match::None if is_hidden => return Ok(()),
            _ => {}
        }
        if self.exclude.matched(path, is_folder).is_ignore() {
            return Ok(());
        }
        if is_folder {
            let manifest = path.join("Cargo.toml");
            if manifest.is_file() {
                self.walked.manifests.push(manifest);
            } else if !is_build_output(path) {
                let open = (path.to_path_buf(), rules.clone());
                if is_link { self.open.push_back(open) } else { self.open.push_front(open) }
            }
        } else if (is_source || name == "Cargo.toml") && !kind.is_file() {
            return Err(io::Error::other(NOT_REGULAR));
        } else if is_source {
            self.walked.files.push(path.to_path_buf());
        }
        Ok(())
    }
}

/// Whether `folder` is what a build left: marked as a cache, or cargo's `target` beside a manifest.
fn is_build_output(folder: &Path) -> bool {
    folder.join("CACHEDIR.TAG").is_file()
        || (folder.file_name() == Some(OsStr::new("target"))
            && folder.parent().is_some_and(|parent| parent.join("Cargo.toml").is_file()))
}
