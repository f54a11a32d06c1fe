//! What ignore files leave out: `.ignore`, and within a repository `.gitignore` and `.git/info/exclude`.
//!
//! They mean what they mean to ripgrep, but are read by us: a tree may have put a pipe or a device in their place.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::files;

/// What ignore files say about a folder and all that is in it.
#[derive(Clone, Debug)]
pub(super) struct Ignored {
    ignore: Gitignore,
    git_ignore: Gitignore,
    git_exclude: Gitignore,
    is_repository: bool,
    /// That of a folder above that has something to say.
    above: Option<Arc<Ignored>>,
}

/// Where ignore files could not be read, and why.
pub(super) type Problems = Vec<(PathBuf, String)>;

/// The rules, if there are any.
pub(super) type Rules = Option<Arc<Ignored>>;

/// The rules of the folders above `folder`.
pub(super) fn above(folder: &Path, problems: &mut Problems) -> Rules {
    let folders: Vec<&Path> = folder.ancestors().skip(1).collect();
    folders.into_iter().rev().fold(None, |above, folder| {
        let has = |name: &OsStr| folder.join(name).symlink_metadata().is_ok();
        within(above, folder, has, problems)
    })
}

/// Of the rules above a folder only whether it is in a repository.
pub(super) fn forgotten(above: &Rules) -> Rules {
    in_repository(above).then(|| {
        let empty = Gitignore::empty;
        Arc::new(Ignored {
            ignore: empty(),
            git_ignore: empty(),
            git_exclude: empty(),
            is_repository: true,
            above: None,
        })
    })
}

/// The rules in `folder`, which `has` entries of these names, below those `above`.
pub(super) fn within(
    above: Rules,
    folder: &Path,
    has: impl Fn(&OsStr) -> bool,
    problems: &mut Problems,
) -> Rules {
    let [ignore, git_ignore, git, jj] = [".ignore", ".gitignore", ".git", ".jj"].map(OsStr::new);
    let found = [ignore, git_ignore, git, jj].map(has);
    if !found.contains(&true) {
        return above;
    }
    let mut rules = |found: bool, path: PathBuf| match found {
        true => read(folder, &path, problems),
        false => Gitignore::empty(),
    };
    Some(Arc::new(Ignored {
        ignore: rules(found[0], folder.join(ignore)),
        git_ignore: rules(found[1], folder.join(git_ignore)),
        git_exclude: match found[2].then(|| common_folder(&folder.join(git))).flatten() {
            Some(git) => rules(true, git.join("info/exclude")),
            None => Gitignore::empty(),
        },
        is_repository: found[2] || found[3],
        above,
    }))
}

/// The ignore file at `path`, whose rules begin at `folder`.
fn read(folder: &Path, path: &Path, problems: &mut Problems) -> Gitignore {
    let bytes = match files::read(path, files::GLOBS) {
        Ok(bytes) => bytes,
        Err(error) => {
            if error.kind() != io::ErrorKind::NotFound {
                problems.push((path.to_path_buf(), format!("cannot read the ignore file: {error}")));
            }
            return Gitignore::empty();
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    let mut builder = GitignoreBuilder::new(folder);
    for line in text.trim_start_matches('\u{feff}').lines() {
        // A line that is no glob ignores nothing, for git either.
        let _ = builder.add_line(None, line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// The folder that all work trees of a repository share. `git` is its `.git`, which is a file in other work trees than the
/// first.
fn common_folder(git: &Path) -> Option<PathBuf> {
    if git.is_dir() {
        return Some(git.to_path_buf());
    }
    let line = |path: &Path| {
        let text = files::read_text(path, files::WRITTEN).ok()?;
        text.lines().next().map(str::to_owned)
    };
    let own = PathBuf::from(line(git)?.strip_prefix("gitdir: ")?);
    let common = own.join(line(&own.join("commondir"))?);
    Some(common)
}

/// Whether `path`, which is in a folder that has these rules, is left out (`Ignore`), or not to be left out (`Whitelist`).
pub(super) fn matched(rules: &Rules, path: &Path, is_folder: bool) -> Match<()> {
    let in_repository = in_repository(rules);
    let (mut ignore, mut git_ignore, mut git_exclude) = (Match::None, Match::None, Match::None);
    let mut left_repository = false;
    for rules in all(rules) {
        let or = |known: Match<()>, rules: &Gitignore| known.or(rules.matched(path, is_folder).map(|_| ()));
        ignore = or(ignore, &rules.ignore);
        if in_repository && !left_repository {
            git_ignore = or(git_ignore, &rules.git_ignore);
            git_exclude = or(git_exclude, &rules.git_exclude);
        }
        left_repository |= rules.is_repository;
    }
    ignore.or(git_ignore).or(git_exclude)
}

fn in_repository(rules: &Rules) -> bool {
    all(rules).any(|rules| rules.is_repository)
}

/// From the innermost on.
fn all(rules: &Rules) -> impl Iterator<Item = &Ignored> {
    std::iter::successors(rules.as_deref(), |rules| rules.above.as_deref())
}
