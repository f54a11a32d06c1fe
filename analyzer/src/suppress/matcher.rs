//! Which files an override of the configuration speaks of.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::config::Override;

/// An override's paths and packages, compiled.
#[derive(Debug)]
pub struct Matcher {
    paths: Option<Gitignore>,
    packages: Vec<String>,
}

impl Matcher {
    /// For paths under `root`, the folder of the configuration.
    pub fn new(over: &Override, root: &Path) -> Matcher {
        let mut builder = GitignoreBuilder::new(root);
        for glob in &over.paths {
            // Globs were checked when the configuration was read.
            let _ = builder.add_line(None, glob);
        }
        Matcher {
            paths: if over.paths.is_empty() { None } else { builder.build().ok() },
            packages: over.packages.clone(),
        }
    }

    /// Whether the file at the absolute `path`, of that package, is meant.
    pub fn matches(&self, path: &Path, package: &str) -> bool {
        let by_path = self.paths.as_ref().is_none_or(|paths| {
            path.starts_with(paths.path()) && paths.matched_path_or_any_parents(path, false).is_ignore()
        });
        let by_package =
            self.packages.is_empty() || self.packages.iter().any(|pattern| name_matches(pattern, package));
        by_path && by_package
    }
}

/// Whether a package's `name` fits `pattern`, in which `*` stands for any part and `?` for one character.
pub fn name_matches(pattern: &str, name: &str) -> bool {
    let mut chars = pattern.chars();
    match chars.next() {
        None => name.is_empty(),
        Some('*') => {
            let rest = chars.as_str();
            name.char_indices()
                .map(|(at, _)| at)
                .chain([name.len()])
                .any(|at| name_matches(rest, &name[at..]))
        }
        Some(first) => {
            let mut of_name = name.chars();
            of_name.next().is_some_and(|c| first == '?' || c == first)
                && name_matches(chars.as_str(), of_name.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_with_stars() {
        assert!(name_matches("bank", "bank") && name_matches("ba*", "bank") && name_matches("*", ""));
        assert!(name_matches("*-core", "bank-core") && name_matches("b?nk", "bank"));
        assert!(!name_matches("bank", "banks") && !name_matches("b?nk", "bnk") && !name_matches("", "x"));
    }
}
