//! Configurations of folders below the root: a `concheck.toml` there, or the metadata of a workspace of its own.
//!
//! Such a configuration becomes overrides for the files of its folder. What concerns an analysis as a whole (what is left
//! out, locks, the baseline) is that of the root.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::{Config, ConfigError, Override, same_file};
use crate::files;

impl Config {
    /// The folder that the configuration speaks of, without symbolic links; `base` where there is none.
    pub fn folder(&self, base: &Path) -> PathBuf {
        let root = match &self.root {
            // The path of a file in the current folder has an empty parent.
            Some(root) if root.as_os_str().is_empty() => Path::new(".").canonicalize().ok(),
            Some(root) => root.canonicalize().ok(),
            None => None,
        };
        root.unwrap_or_else(|| base.to_path_buf())
    }

    /// Adds the configurations below this one: those in `folders`, which lie in `root`, its own [`Config::folder`]. The
    /// closest one to a file comes last.
    ///
    /// Gives a sentence for each file some of whose keys have no effect there.
    pub fn add_nested(
        &mut self,
        folders: &BTreeSet<PathBuf>,
        root: &Path,
    ) -> Result<Vec<String>, ConfigError> {
        let mut notes = Vec::new();
        // A folder comes before those within it.
        for folder in folders {
            let Ok(below) = folder.strip_prefix(root) else { continue };
            let Some(config) = self.in_folder(folder)? else { continue };
            let path = config.origin.as_ref().map(|origin| origin.path().to_path_buf()).unwrap_or_default();
            let idle = config.keys_of_a_root();
            if !idle.is_empty() && !below.as_os_str().is_empty() {
                notes.push(format!(
                    "{}: `{}` has no effect here, because {} is analysed as a whole",
                    path.display(),
                    idle.join("`, `"),
                    root.display(),
                ));
            }
            let prefix = glob_of(below);
            let own = Override {
                paths: vec![prefix.clone()],
                packages: Vec::new(),
                levels: config.levels,
                origin: config.origin,
            };
            let overrides = config.overrides.into_iter().map(|over| Override {
                paths: match &over.paths[..] {
                    [] => vec![prefix.clone()],
                    paths => paths.iter().map(|glob| within(&prefix, glob)).collect(),
                },
                ..over
            });
            self.overrides.extend(std::iter::once(own).filter(|own| !own.levels.is_empty()).chain(overrides));
        }
        Ok(notes)
    }

    /// The configuration in `folder`, unless it is this one.
    fn in_folder(&self, folder: &Path) -> Result<Option<Config>, ConfigError> {
        let is_this = |path: &Path| self.origin.as_ref().is_some_and(|origin| same_file(origin.path(), path));
        let own = folder.join("concheck.toml");
        if own.exists() {
            return if is_this(&own) { Ok(None) } else { Config::parse(&own, &super::read(&own)?).map(Some) };
        }
        let manifest = folder.join("Cargo.toml");
        // What cannot be read is reported with the sources.
        let Ok(text) = files::read_text(&manifest, files::WRITTEN) else { return Ok(None) };
        if !text.contains("metadata") || is_this(&manifest) {
            return Ok(None);
        }
        let Ok(table) = DeTable::parse(&text) else { return Ok(None) };
        let metadata = table.get_ref().get("workspace").and_then(|table| table.get_ref().get("metadata"));
        let value = metadata.and_then(|metadata| metadata.get_ref().get("concheck"));
        value.map(|value| Config::from_value(&manifest, &text, value.clone())).transpose()
    }

    /// The keys of this configuration that only count where its folder is what is analysed.
    fn keys_of_a_root(&self) -> Vec<&'static str> {
        let keys = [
            ("exclude", !self.exclude.is_empty()),
            ("confidence", self.confidence.is_some()),
            ("test-code", self.test_code.is_some()),
            ("locks", !self.locks.is_empty()),
            ("declarations", !self.declarations.is_empty()),
            ("baseline", self.baseline.is_some()),
            ("preview", self.preview),
        ];
        keys.into_iter().filter(|(_, is_set)| *is_set).map(|(key, _)| key).collect()
    }
}

/// A glob for all that is in `folder`, seen from the root.
fn glob_of(folder: &Path) -> String {
    match escaped(folder) {
        path if path.is_empty() => String::from("*"),
        path => format!("/{path}/"),
    }
}

/// A path as a glob that stands for nothing else.
pub(super) fn escaped(path: &Path) -> String {
    let mut glob = String::new();
    for part in path.components() {
        if !glob.is_empty() {
            glob.push('/');
        }
        for c in part.as_os_str().to_string_lossy().chars() {
            if matches!(c, '*' | '?' | '[' | ']' | '{' | '}' | '\\') {
                glob.push('\\');
            }
            glob.push(c);
        }
    }
    glob
}

/// `glob`, which stands in the folder that `prefix` is for, seen from the root.
fn within(prefix: &str, glob: &str) -> String {
    let prefix = if prefix == "*" { "/" } else { prefix };
    let (not, glob) = glob.strip_prefix('!').map_or(("", glob), |glob| ("!", glob));
    // A glob without a slash (but for one at its end) fits at any depth.
    let anchored = glob.trim_end_matches('/').contains('/');
    let any = if anchored { "" } else { "**/" };
    format!("{not}{prefix}{any}{}", glob.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_move_with_their_folder() {
        assert_eq!(glob_of(Path::new("apps/a[1]")), "/apps/a\\[1\\]/");
        assert_eq!(within("/apps/", "*.rs"), "/apps/**/*.rs");
        assert_eq!(within("/apps/", "src/x.rs"), "/apps/src/x.rs");
        assert_eq!(within("/apps/", "!/gen/"), "!/apps/gen/");
        assert_eq!(within("/apps/", "gen/"), "/apps/**/gen/");
        assert_eq!(within("*", "gen/"), "/**/gen/");
    }
}
