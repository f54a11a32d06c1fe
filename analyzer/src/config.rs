//! `concheck.toml`, `[workspace.metadata.concheck]` and `[package.metadata.concheck]`.

mod nested;
mod suggest;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::files;
use crate::text::Pos;

pub use suggest::closest;

/// What the user configured.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Rule, family or `all`, and its level, in the order of the file. See [`Config::validate`].
    pub levels: Vec<(String, RuleLevel)>,
    /// Files and folders to leave out: globs as in a `.gitignore` that stands in [`Config::root`].
    pub exclude: Vec<String>,
    /// The lowest confidence that is shown, if configured.
    pub confidence: Option<MinConfidence>,
    /// How findings in test code are treated, if configured.
    pub test_code: Option<TestCode>,
    /// Rows that extend the catalogue of locks.
    pub locks: Vec<LockRow>,
    /// Declarations of libraries, in the order in which they are named.
    pub declarations: Vec<DeclarationFile>,
    /// Levels of some files or packages, in the order in which they apply, over [`Config::levels`].
    pub overrides: Vec<Override>,
    /// The baseline, relative to [`Config::root`].
    pub baseline: Option<PathBuf>,
    /// The folder that the configuration speaks of: that of the file it was read from. `None` without one.
    pub root: Option<PathBuf>,
    /// Whether rules in preview apply.
    pub preview: bool,
    /// Where it was read from, for messages. `None` without a file.
    pub origin: Option<Origin>,
}

/// A file that declares a library.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DeclarationFile {
    /// The library, as the name of the file says.
    pub library: String,
    /// Where it is, for messages.
    pub path: PathBuf,
    /// The glob that leaves it out of the sources, if it is below the configuration.
    pub glob: Option<String>,
    /// What is in it.
    pub text: String,
}

/// A level that a rule is configured to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleLevel {
    /// Off.
    Allow,
    /// Shown.
    Warn,
    /// Shown and fails the run.
    Deny,
}

/// The lowest confidence that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MinConfidence {
    /// Everything.
    Low,
    /// What is likely.
    Medium,
    /// What has evidence on every side.
    High,
}

/// How findings in test code are treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TestCode {
    /// One level lower than elsewhere.
    #[default]
    Lower,
    /// As elsewhere.
    Same,
    /// Not reported.
    Allow,
}

/// A lock that the built-in catalogue does not know: one `[[locks]]` table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LockRow {
    /// `type`: the path of the lock's type, `my_crate::Mutex`.
    #[serde(rename = "type")]
    pub ty: String,
    /// `acquire`: methods that take it exclusively.
    #[serde(default)]
    pub acquire: Vec<String>,
    /// `read`: methods that take it shared.
    #[serde(default)]
    pub read: Vec<String>,
    /// `write`: methods that take it exclusively, of a lock that can also be taken shared.
    #[serde(default)]
    pub write: Vec<String>,
    /// `try`: methods that take it only if that is possible at once.
    #[serde(default, rename = "try")]
    pub try_acquire: Vec<String>,
    /// `guard`: the path of the guard's type.
    #[serde(default)]
    pub guard: Option<String>,
    /// `reentrant`: the thread that holds it may take it again.
    #[serde(default)]
    pub reentrant: bool,
    /// `async`: its methods are awaited.
    #[serde(default, rename = "async")]
    pub is_async: bool,
}

/// Levels of some files or packages: one `[[overrides]]` table, or the `levels` of a package's own metadata.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// `paths`: globs as in a `.gitignore` that stands in [`Config::root`]; empty: all.
    pub paths: Vec<String>,
    /// `packages`: names, with `*` for any part; empty: all.
    pub packages: Vec<String>,
    /// Rule, family or `all`, and its level, in the order of the file.
    pub levels: Vec<(String, RuleLevel)>,
    /// Where it was read from.
    pub origin: Option<Origin>,
}

/// Where a configuration was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    path: PathBuf,
    levels: Vec<(PathBuf, Pos)>,
}

impl Origin {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the level of that index stands: the file, which may be one that this one extends, and the place in it.
    pub fn level(&self, index: usize) -> (&Path, Pos) {
        self.levels.get(index).map_or((&self.path, Pos::default()), |(path, at)| (path, *at))
    }
}

/// Why a configuration could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is missing or unreadable.
    #[error("cannot read the configuration {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is no TOML, or says what the configuration does not know.
    #[error("{}:{}:{}: {message}", path.display(), at.line + 1, at.column + 1)]
    Invalid {
        /// The file.
        path: PathBuf,
        /// The place in it.
        at: Pos,
        /// A lower-case fragment that names the key.
        message: String,
    },
}

impl Config {
    /// Reads the configuration for what lies in the folder `base`. Without an `explicit` file, the first of these is
    /// taken, nothing is merged: `concheck.toml` at the root (the workspace that `base` is in, else the package, else
    /// `base` itself), `[package.metadata.concheck]` of the package that `base` is in,
    /// `[workspace.metadata.concheck]`. None of them is the default configuration.
    pub fn load(base: &Path, explicit: Option<&Path>) -> Result<Config, ConfigError> {
        if let Some(path) = explicit {
            return Config::parse(path, &read(path)?);
        }
        let base = std::path::absolute(base).unwrap_or_else(|_| base.to_path_buf());
        let manifests: Vec<PathBuf> =
            base.ancestors().map(|folder| folder.join("Cargo.toml")).filter(|path| path.is_file()).collect();
        // What cargo itself could not read is reported with the sources; it configures nothing.
        let texts: Vec<(&PathBuf, String)> = manifests
            .iter()
            .filter_map(|path| Some((path, files::read_text(path, files::WRITTEN).ok()?)))
            .collect();
        let tables: Vec<(&PathBuf, &str, Spanned<DeTable<'_>>)> = texts
            .iter()
            .filter_map(|(path, text)| Some((*path, text.as_str(), DeTable::parse(text).ok()?)))
            .collect();
        let package = tables.iter().find(|(_, _, table)| table.get_ref().contains_key("package"));
        let workspace = tables.iter().find(|(_, _, table)| table.get_ref().contains_key("workspace"));
        let root = workspace.or(package).and_then(|(path, ..)| path.parent()).unwrap_or(&base);
        let own = root.join("concheck.toml");
        if own.exists() {
            return Config::parse(&own, &read(&own)?);
        }
        for (found, name) in [(package, "package"), (workspace, "workspace")] {
            let Some((path, text, table)) = found else { continue };
            let value = table.get_ref().get(name).and_then(|table| table.get_ref().get("metadata"));
            if let Some(value) = value.and_then(|metadata| metadata.get_ref().get("concheck")) {
                return Config::from_value(path, text, value.clone());
            }
        }
        Ok(Config::default())
    }

    /// Reads `text`, the content of a `concheck.toml` at `path`.
    pub fn parse(path: &Path, text: &str) -> Result<Config, ConfigError> {
        let table = DeTable::parse(text).map_err(|error| invalid(path, text, None, &error))?;
        let span = table.span();
        Config::from_value(path, text, Spanned::new(span, DeValue::Table(table.into_inner())))
    }

    /// The files and folders to leave out: those that are named, and declarations, which are no programs.
    pub fn excluded(&self) -> Vec<String> {
        let declarations = self.declarations.iter().filter_map(|file| file.glob.clone());
        self.exclude.iter().cloned().chain(declarations).collect()
    }

    /// Checks the names in [`Config::levels`] against `known`: the rules, the families and `all`.
    pub fn validate(&self, known: &[&str]) -> Result<(), ConfigError> {
        let own = std::iter::once((&self.levels, &self.origin));
        for (levels, origin) in own.chain(self.overrides.iter().map(|over| (&over.levels, &over.origin))) {
            for (index, (name, _)) in levels.iter().enumerate() {
                if known.contains(&name.as_str()) {
                    continue;
                }
                let bare = name.strip_prefix("concheck::").unwrap_or(name);
                let mut message = format!("`levels`: unknown rule `{name}`");
                if let Some(meant) = closest(bare, known.iter().copied()) {
                    message.push_str(&format!("; did you mean `{meant}`?"));
                }
                let (path, at) = match origin {
                    Some(origin) => {
                        let (path, at) = origin.level(index);
                        (path.to_path_buf(), at)
                    }
                    None => (PathBuf::from("concheck.toml"), Pos::default()),
                };
                return Err(ConfigError::Invalid { path, at, message });
            }
        }
        Ok(())
    }

    /// Adds the levels of packages' own `[package.metadata.concheck]`, given their names and folders. They apply
    /// before the overrides of this configuration. What else stands there counts only where the package is analysed
    /// by itself.
    pub fn add_packages<'a>(
        &mut self,
        packages: impl IntoIterator<Item = (&'a str, PathBuf)>,
    ) -> Result<(), ConfigError> {
        // What cannot be read is reported with the sources.
        let manifests = packages.into_iter().filter_map(|(name, folder)| {
            let path = folder.join("Cargo.toml");
            let text = files::read_text(&path, files::WRITTEN).ok()?;
            Some((name, path, text))
        });
        self.add_manifests(manifests)
    }

    /// The same, given their names, and the paths and texts of their manifests.
    pub fn add_manifests<'a>(
        &mut self,
        manifests: impl IntoIterator<Item = (&'a str, PathBuf, String)>,
    ) -> Result<(), ConfigError> {
        let mut found = Vec::new();
        for (name, path, text) in manifests {
            if self.origin.as_ref().is_some_and(|origin| same_file(origin.path(), &path)) {
                continue;
            }
            let Ok(table) = DeTable::parse(&text) else { continue };
            let package =
                table.get_ref().get("package").and_then(|package| package.get_ref().get("metadata"));
            let Some(own) = package.and_then(|metadata| metadata.get_ref().get("concheck")) else { continue };
            let own = Config::from_value(&path, &text, own.clone())?;
            let packages = vec![name.to_owned()];
            found.push(Override { paths: Vec::new(), packages, levels: own.levels, origin: own.origin });
        }
        self.overrides.splice(0..0, found);
        Ok(())
    }

    fn from_value(path: &Path, text: &str, value: Spanned<DeValue<'_>>) -> Result<Config, ConfigError> {
        Config::extending(path, text, value, &mut vec![path.to_path_buf()])
    }

    /// The same; `extended` are the files that lead here over `extend`, this one last.
    fn extending(
        path: &Path,
        text: &str,
        value: Spanned<DeValue<'_>>,
        extended: &mut Vec<PathBuf>,
    ) -> Result<Config, ConfigError> {
        let tree = value.clone();
        let raw = Raw::deserialize(ValueDeserializer::from(value))
            .map_err(|error| invalid(path, text, Some(tree.get_ref()), &error))?;
        raw.check().map_err(|(offset, message)| ConfigError::Invalid {
            path: shown(path),
            at: position(text, offset),
            message,
        })?;
        let origin = |levels: &Levels| Origin {
            path: shown(path),
            levels: levels
                .0
                .iter()
                .map(|(name, _)| (shown(path), position(text, name.span().start)))
                .collect(),
        };
        let below = match &raw.extend {
            None => Config::default(),
            Some(named) => {
                let wrong = |message: String| ConfigError::Invalid {
                    path: shown(path),
                    at: position(text, named.span().start),
                    message: format!("`extend`: {message}"),
                };
                let other = path.parent().unwrap_or(Path::new("")).join(named.get_ref());
                if extended.iter().any(|known| same_file(known, &other)) {
                    return Err(wrong(format!("{} extends itself", shown(&other).display())));
                }
                let text = read(&other).map_err(|error| wrong(error.to_string()))?;
                let table = DeTable::parse(&text).map_err(|error| invalid(&other, &text, None, &error))?;
                let value = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
                extended.push(other.clone());
                let below = Config::extending(&other, &text, value, extended)?;
                extended.pop();
                below
            }
        };
        let mut declarations = below.declarations;
        for named in &raw.declarations {
            let own = declared(path, named.get_ref()).map_err(|message| ConfigError::Invalid {
                path: shown(path),
                at: position(text, named.span().start),
                message: format!("`declarations`: {message}"),
            })?;
            declarations.extend(own);
        }
        let overrides = raw.overrides.into_iter().map(|over| {
            let over = over.into_inner();
            Override {
                origin: Some(origin(&over.levels)),
                paths: over.paths.into_iter().map(Spanned::into_inner).collect(),
                packages: over.packages,
                levels: over.levels.plain(),
            }
        });
        // Lists go on from those of the extended file, so that the last one that speaks of a rule is this one.
        let mut own = origin(&raw.levels);
        own.levels.splice(0..0, below.origin.into_iter().flat_map(|origin| origin.levels));
        Ok(Config {
            overrides: below.overrides.into_iter().chain(overrides).collect(),
            baseline: raw.baseline.or(below.baseline),
            origin: Some(own),
            levels: below.levels.into_iter().chain(raw.levels.plain()).collect(),
            exclude: below
                .exclude
                .into_iter()
                .chain(raw.exclude.into_iter().map(Spanned::into_inner))
                .collect(),
            confidence: raw.confidence.or(below.confidence),
            test_code: raw.test_code.or(below.test_code),
            locks: below.locks.into_iter().chain(raw.locks.into_iter().map(Spanned::into_inner)).collect(),
            declarations,
            preview: raw.preview.unwrap_or(below.preview),
            root: path.parent().map(Path::to_path_buf),
        })
    }
}

/// The file as written.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Raw {
    extend: Option<Spanned<PathBuf>>,
    levels: Levels,
    exclude: Vec<Spanned<String>>,
    confidence: Option<MinConfidence>,
    test_code: Option<TestCode>,
    locks: Vec<Spanned<LockRow>>,
    declarations: Vec<Spanned<PathBuf>>,
    overrides: Vec<Spanned<RawOverride>>,
    baseline: Option<PathBuf>,
    preview: Option<bool>,
}

/// An `[[overrides]]` table as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawOverride {
    #[serde(default)]
    paths: Vec<Spanned<String>>,
    #[serde(default)]
    packages: Vec<String>,
    levels: Levels,
}

impl Raw {
    /// What the types do not say. An error is a byte offset and a fragment.
    fn check(&self) -> Result<(), (usize, String)> {
        for glob in &self.exclude {
            check_glob(glob.get_ref())
                .map_err(|why| (glob.span().start, format!("`exclude`: not a glob: {why}")))?;
        }
        for over in &self.overrides {
            if over.get_ref().paths.is_empty() && over.get_ref().packages.is_empty() {
                let why = String::from("`overrides`: needs `paths` or `packages`");
                return Err((over.span().start, why));
            }
            for glob in &over.get_ref().paths {
                check_glob(glob.get_ref())
                    .map_err(|why| (glob.span().start, format!("`overrides.paths`: not a glob: {why}")))?;
            }
        }
        for row in &self.locks {
            row.get_ref().check().map_err(|why| (row.span().start, format!("`locks`: {why}")))?;
        }
        Ok(())
    }
}

impl LockRow {
    fn check(&self) -> Result<(), String> {
        for (key, path) in [("type", Some(&self.ty)), ("guard", self.guard.as_ref())] {
            if let Some(path) = path.filter(|path| !path.split("::").all(is_identifier)) {
                return Err(format!("`{key}` must be a path such as `my_crate::Mutex`, not `{path}`"));
            }
        }
        let methods = [
            ("acquire", &self.acquire),
            ("read", &self.read),
            ("write", &self.write),
            ("try", &self.try_acquire),
        ];
        for (key, names) in methods {
            if let Some(name) = names.iter().find(|name| !is_identifier(name)) {
                return Err(format!("`{key}` must list method names, not `{name}`"));
            }
        }
        if methods.iter().all(|(_, names)| names.is_empty()) {
            return Err(format!("`{}` needs at least one of `acquire`, `read`, `write` and `try`", self.ty));
        }
        Ok(())
    }
}

/// The `levels` table in the order of the file, which a map would lose.
#[derive(Default)]
struct Levels(Vec<(Spanned<String>, RuleLevel)>);

impl Levels {
    fn plain(self) -> Vec<(String, RuleLevel)> {
        self.0.into_iter().map(|(name, level)| (name.into_inner(), level)).collect()
    }
}

impl<'de> Deserialize<'de> for Levels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Levels, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Levels;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of rules and their levels")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Levels, A::Error> {
                let mut levels: Vec<(Spanned<String>, RuleLevel)> = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    levels.push(entry);
                }
                levels.sort_by_key(|(name, _)| name.span().start);
                Ok(Levels(levels))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// The text of a configuration.
fn read(path: &Path) -> Result<String, ConfigError> {
    files::read_text(path, files::WRITTEN)
        .map_err(|source| ConfigError::Unreadable { path: shown(path), source })
}

/// The declarations in a file, or in the files of a folder, that the configuration at `config` names.
fn declared(config: &Path, named: &Path) -> Result<Vec<DeclarationFile>, String> {
    let path = config.parent().unwrap_or(Path::new("")).join(named);
    let cannot = |error: io::Error| format!("cannot read {}: {error}", shown(&path).display());
    let mut paths = vec![path.clone()];
    if path.is_dir() {
        let entries = std::fs::read_dir(&path).map_err(cannot)?;
        paths = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<_>>()
            .map_err(cannot)?;
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
        paths.sort();
        if paths.is_empty() {
            return Err(format!("{} has no file that ends in `.rs`", shown(&path).display()));
        }
    }
    let file = |path: PathBuf| {
        let library = path.file_stem().and_then(|stem| stem.to_str()).filter(|stem| is_identifier(stem));
        let Some(library) = library.map(str::to_owned) else {
            return Err(format!("{} does not have the name of a crate", shown(&path).display()));
        };
        let text = read(&path).map_err(|error| error.to_string())?;
        let below = path.strip_prefix(config.parent().unwrap_or(Path::new(""))).ok();
        let glob = below.map(|below| format!("/{}", nested::escaped(below)));
        Ok(DeclarationFile { library, path: shown(&path), glob, text })
    };
    paths.into_iter().map(file).collect()
}

fn check_glob(glob: &str) -> Result<(), String> {
    let mut builder = ignore::gitignore::GitignoreBuilder::new("");
    builder.allow_unclosed_class(false);
    match builder.add_line(None, glob).and_then(|builder| builder.build()) {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

fn same_file(left: &Path, right: &Path) -> bool {
    left == right
        || matches!((left.canonicalize(), right.canonicalize()), (Ok(left), Ok(right)) if left == right)
}

fn is_identifier(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_ascii_digit())
        && !text.is_empty()
        && text.chars().all(|c| c == '_' || c.is_alphanumeric())
}

/// An error of the TOML reader in our words, with the key it stands under.
fn invalid(path: &Path, text: &str, tree: Option<&DeValue<'_>>, error: &toml::de::Error) -> ConfigError {
    let offset = error.span().map_or(0, |span| span.start);
    let said = error.message().trim().replace('\n', "; ");
    let quoted: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let mut message = String::new();
    let is_unknown_key = said.starts_with("unknown field");
    let key = tree.and_then(|tree| key_at(tree, offset));
    // An unknown key is named by the message itself; what helps is the table it stands in.
    let under = match key.as_deref() {
        Some(key) if is_unknown_key => key.rsplit_once('.').map(|(table, _)| table),
        key => key,
    };
    if let Some(under) = under {
        message.push_str(&format!("`{under}`: "));
    }
    match quoted.split_first() {
        Some((wrong, known)) if is_unknown_key || said.starts_with("unknown variant") => {
            message.push_str(&format!("unknown {} `{wrong}`", if is_unknown_key { "key" } else { "value" }));
            match closest(wrong, known.iter().copied()) {
                Some(meant) => message.push_str(&format!("; did you mean `{meant}`?")),
                None => message.push_str(&format!("; expected one of `{}`", known.join("`, `"))),
            }
        }
        _ => message.push_str(
            &said
                .replace("missing field", "missing key")
                .replace("wanted string or table", "wanted a string"),
        ),
    }
    ConfigError::Invalid { path: shown(path), at: position(text, offset), message }
}

/// The dotted path of the innermost key whose value lies at `offset`.
fn key_at(value: &DeValue<'_>, offset: usize) -> Option<String> {
    if let Some(items) = value.as_array() {
        return items
            .iter()
            .filter(|item| item.span().contains(&offset))
            .find_map(|item| key_at(item.get_ref(), offset));
    }
    // A table's span is its header alone, so tables are searched whatever their span says.
    value.as_table()?.iter().find_map(|(key, value)| {
        let inner = || key_at(value.get_ref(), offset).map(|inner| format!("{}.{inner}", key.get_ref()));
        let here = value.span().contains(&offset) || key.span().contains(&offset);
        match value.get_ref() {
            DeValue::Array(items) => items
                .iter()
                .find_map(|item| key_at(item.get_ref(), offset))
                .map(|inner| format!("{}.{inner}", key.get_ref()))
                .or_else(|| here.then(|| key.get_ref().to_string())),
            DeValue::Table(_) => inner().or_else(|| here.then(|| key.get_ref().to_string())),
            _ => here.then(|| key.get_ref().to_string()),
        }
    })
}

fn position(text: &str, offset: usize) -> Pos {
    let before = text.get(..offset.min(text.len())).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or(before);
    Pos { line: before.matches('\n').count() as u32, column: line.chars().count() as u32 }
}

/// `path` as messages show it: without a leading `./`.
fn shown(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_path_buf()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(Path::new("./concheck.toml"), text).map_err(|error| error.to_string())
    }

    fn put(folder: &Path, path: &str, text: &str) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folder");
        fs::write(path, text).expect("file");
    }

    #[test]
    fn every_key_is_read() {
        let config = parse(
            r#"
                exclude = ["vendor/", "*.gen.rs"]
                confidence = "high"
                test-code = "same"

                [levels]
                weak_ordering = "deny"
                all = "warn"

                [[locks]]
                type = "my::Mutex"
                acquire = ["lock"]
                try = ["try_lock"]
                guard = "my::Guard"
                reentrant = true

                [[locks]]
                type = "my::RwLock"
                read = ["read"]
                write = ["write"]
                async = true
            "#,
        )
        .expect("valid");
        assert_eq!(
            config.levels,
            [("weak_ordering".to_string(), RuleLevel::Deny), ("all".to_string(), RuleLevel::Warn)]
        );
        assert_eq!(config.exclude, ["vendor/", "*.gen.rs"]);
        assert_eq!(config.confidence, Some(MinConfidence::High));
        assert_eq!(config.test_code, Some(TestCode::Same));
        assert_eq!(config.locks.len(), 2);
        assert_eq!(config.locks[0].try_acquire, ["try_lock"]);
        assert!(config.locks[0].reentrant && !config.locks[0].is_async && config.locks[1].is_async);
        let empty = parse("").expect("valid");
        assert_eq!((empty.test_code, empty.confidence), (None, None));
    }

    #[test]
    fn errors_point_at_the_key_and_suggest() {
        let fails = |text: &str| parse(text).expect_err("invalid");
        assert_eq!(
            fails("\nexlude = []"),
            "concheck.toml:2:1: unknown key `exlude`; did you mean `exclude`?"
        );
        assert_eq!(
            fails("banana = 1"),
            "concheck.toml:1:1: unknown key `banana`; expected one of `extend`, `levels`, `exclude`, `confidence`, `test-code`, `locks`, `declarations`, `overrides`, `baseline`, `preview`"
        );
        assert_eq!(fails("[levels]\n\"é\" = 1"), "concheck.toml:2:7: `levels.é`: wanted a string");
        assert_eq!(
            fails("[levels]\nall = \"wran\""),
            "concheck.toml:2:7: `levels.all`: unknown value `wran`; did you mean `warn`?"
        );
        assert_eq!(
            fails("[[locks]]\ntype = \"A\"\nacquire = [\"lock\"]\ngaurd = \"G\""),
            "concheck.toml:4:1: `locks`: unknown key `gaurd`; did you mean `guard`?"
        );
        assert_eq!(fails("[[locks]]\nacquire = []"), "concheck.toml:1:1: `locks`: missing key `type`");
        assert!(
            fails("exclude = [\n  \"a\",\n  \"[\"]").starts_with("concheck.toml:3:3: `exclude`: not a glob")
        );
        assert!(fails("levels = ").starts_with("concheck.toml:1:"));
        assert!(fails("[[locks]]\ntype = \"a b\"").contains("`type` must be a path"));
        assert!(fails("[[locks]]\ntype = \"a\"").contains("at least one of `acquire`"));
    }

    #[test]
    fn rule_names_are_checked_against_the_known() {
        let config = parse("[levels]\nall = \"warn\"\ndoubel_lock = \"deny\"").expect("valid");
        let known = ["all", "deadlock", "double_lock"];
        assert_eq!(
            config.validate(&known).expect_err("unknown").to_string(),
            "concheck.toml:3:1: `levels`: unknown rule `doubel_lock`; did you mean `double_lock`?"
        );
        assert!(parse("[levels]\ndouble_lock = \"deny\"").expect("valid").validate(&known).is_ok());
    }

    #[test]
    fn the_file_at_the_workspace_root_comes_first() {
        let folder = tempfile::tempdir().expect("folder");
        let at = folder.path();
        put(
            at,
            "Cargo.toml",
            "[workspace]\nmembers = [\"a\"]\n[workspace.metadata.concheck]\nexclude = [\"w\"]",
        );
        put(at, "a/Cargo.toml", "[package]\nname = \"a\"\n[package.metadata.concheck]\nexclude = [\"p\"]");
        put(at, "a/src/lib.rs", "");
        put(at, "concheck.toml", "exclude = [\"c\"]");
        let load = || Config::load(&at.join("a/src"), None).expect("valid");
        let first = load();
        assert_eq!((first.exclude, first.root.as_deref()), (vec!["c".to_string()], Some(at)));
        fs::remove_file(at.join("concheck.toml")).expect("removed");
        let second = load();
        assert_eq!((second.exclude, second.root), (vec!["p".to_string()], Some(at.join("a"))));
        put(at, "a/Cargo.toml", "[package]\nname = \"a\"");
        assert_eq!(load().exclude, ["w"]);
        put(at, "mine.toml", "exclude = [\"m\"]");
        let explicit = Config::load(at, Some(&at.join("mine.toml"))).expect("valid");
        assert_eq!(explicit.exclude, ["m"]);
        assert!(matches!(Config::load(at, Some(&at.join("none.toml"))), Err(ConfigError::Unreadable { .. })));
    }

    #[test]
    fn metadata_errors_point_into_the_manifest() {
        let folder = tempfile::tempdir().expect("folder");
        put(
            folder.path(),
            "Cargo.toml",
            "[package]\nname = \"a\"\n\n[package.metadata.concheck]\nconfidance = \"low\"",
        );
        let error = Config::load(folder.path(), None).expect_err("invalid").to_string();
        assert!(
            error.ends_with("Cargo.toml:5:1: unknown key `confidance`; did you mean `confidence`?"),
            "{error}"
        );
    }
}
