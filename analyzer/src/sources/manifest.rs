//! `Cargo.toml`, read without cargo: a tree chooses the program that `cargo` would run in it.
//!
//! What cargo does is described in the Cargo Book: "Package Layout", "Cargo Targets", "Workspaces".

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};

use cargo_metadata::semver::{Op, VersionReq};
use ignore::WalkBuilder;
use ignore::gitignore::GitignoreBuilder;
use toml::{Table, Value};

use super::{Certain, Dependency, DependencyKind, Edition, TargetKind};
use crate::files;
use crate::text::{Pos, Problem, Symbol};

/// A package before its files are read.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) dir: PathBuf,
    pub(super) edition: Edition,
    pub(super) rust_version: Option<(u32, u32)>,
    pub(super) dependencies: Vec<Dependency>,
    pub(super) targets: Vec<DraftTarget>,
    pub(super) is_internal: bool,
    pub(super) is_dependency: bool,
}

/// A crate root before its file is read.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DraftTarget {
    pub(super) kind: TargetKind,
    pub(super) name: String,
    pub(super) root: PathBuf,
}

impl Draft {
    /// The package in `dir` as far as its files tell, where the manifest cannot be read.
    pub(super) fn by_convention(dir: &Path) -> Draft {
        // A manifest without an edition means 2015, but one that is broken has most likely a newer one.
        let edition = Value::String("2021".to_string());
        let package = Table::from_iter([("edition".to_string(), edition)]);
        let table = Table::from_iter([("package".to_string(), Value::Table(package))]);
        Draft { is_internal: false, ..Manifest { dir: dir.to_path_buf(), table }.package(None) }
    }

    /// The name of the library, as code spells it.
    pub(super) fn library(&self) -> Option<Symbol> {
        let library = self.targets.iter().find(|target| target.kind == TargetKind::Lib)?;
        Some(code_name(&library.name))
    }

    /// Brings targets and dependencies into their order, without repetitions.
    pub(super) fn sorted(mut self) -> Draft {
        self.targets.sort();
        self.targets.dedup();
        self.dependencies.sort_by_key(|dependency| (dependency.name, dependency.package));
        self.dependencies.dedup_by(|next, first| {
            let same = (next.name, next.package) == (first.name, first.package);
            if same {
                first.certain.append(&mut next.certain);
            }
            same
        });
        self.dependencies.iter_mut().for_each(|dependency| {
            dependency.certain.sort_by_key(|certain| certain.kind);
        });
        self
    }
}

/// A manifest.
pub(super) struct Manifest {
    pub(super) dir: PathBuf,
    table: Table,
}

impl Manifest {
    /// Reads the manifest at `path`. A problem's path is to be filled in by the caller.
    pub(super) fn read(path: &Path) -> Result<Manifest, Problem> {
        let problem = |at, message| Problem { path: String::new(), at, message };
        let bytes = files::read(path, files::WRITTEN)
            .map_err(|error| problem(None, format!("cannot read the manifest: {error}")))?;
        let text =
            String::from_utf8(bytes).map_err(|_| problem(None, "the manifest is not UTF-8".to_string()))?;
        let table = text.trim_start_matches('\u{feff}').parse().map_err(|error: toml::de::Error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.rsplit('\n').next().unwrap_or_default();
            let at = Pos { line: before.matches('\n').count() as u32, column: line.chars().count() as u32 };
            let said = error.message().trim().replace('\n', "; ");
            problem(Some(at), format!("the manifest is not valid TOML: {said}"))
        })?;
        Ok(Manifest { dir: path.parent().unwrap_or(Path::new("")).to_path_buf(), table })
    }

    /// Whether nothing in it depends on a workspace.
    pub(super) fn is_alone(&self) -> bool {
        let package = table(&self.table, "package");
        let inherits = |table: &Table| table.values().any(is_inherited);
        !self.is_workspace()
            && package.is_some_and(|package| !package.contains_key("workspace") && !inherits(package))
            && !self.dependency_tables().any(|(_, _, dependencies)| inherits(dependencies))
    }

    /// What cargo would refuse in the package, and what is assumed instead.
    pub(super) fn oddities(&self) -> impl Iterator<Item = String> {
        let package = table(&self.table, "package");
        let edition = package.and_then(|package| package.get("edition")).and_then(Value::as_str);
        let edition = edition.filter(|name| !EDITIONS.contains(name));
        let nameless = package.is_some_and(|package| !package.contains_key("name"));
        let members = table(&self.table, "workspace").and_then(|workspace| workspace.get("members"));
        let endless = strings(members).filter(|member| reaches_out(member));
        let endless = endless
            .map(|member| format!("the member `{member}` is not read: `**` only counts within the folder"));
        let edition = edition.map(|name| format!("unknown edition `{name}`; read as {}", EDITIONS[3]));
        let nameless = nameless.then(|| String::from("the package has no name; its folder's name is used"));
        edition.into_iter().chain(nameless).chain(endless)
    }

    /// Whether it has a `[workspace]`.
    pub(super) fn is_workspace(&self) -> bool {
        self.table.contains_key("workspace")
    }

    /// Whether it has a `[package]`.
    pub(super) fn is_package(&self) -> bool {
        self.table.contains_key("package")
    }

    /// The manifest of the workspace that this package says it is in, or seems to be in.
    pub(super) fn find_workspace(&self) -> Option<Manifest> {
        let named = table(&self.table, "package")
            .and_then(|package| package.get("workspace"))
            .and_then(Value::as_str)
            .map(|path| normal(&self.dir.join(path)));
        let candidates: Vec<&Path> = match &named {
            Some(root) => vec![root.as_path()],
            None => self.dir.ancestors().skip(1).collect(),
        };
        candidates
            .into_iter()
            .map(|folder| folder.join("Cargo.toml"))
            .filter(|path| path.is_file())
            .find_map(|path| Manifest::read(&path).ok().filter(Manifest::is_workspace))
    }

    /// The folders that the workspace lists, without wildcards, and that hold no package.
    pub(super) fn missing_members(&self) -> Vec<PathBuf> {
        let listed = table(&self.table, "workspace").and_then(|workspace| workspace.get("members"));
        let plain = strings(listed).filter(|member| !member.contains(['*', '?', '[']));
        let folders = plain.map(|member| normal(&self.dir.join(member)));
        folders.filter(|dir| !dir.join("Cargo.toml").is_file()).collect()
    }

    /// What stands in the place of a manifest or a lock file that cargo would read, and is no file.
    pub(super) fn irregular(&self) -> Option<PathBuf> {
        let listed = table(&self.table, "workspace").and_then(|workspace| workspace.get("members"));
        let members = strings(listed).map(|member| normal(&self.dir.join(member)));
        let folders = members.chain(self.path_dependencies());
        let manifests = folders.map(|folder| folder.join("Cargo.toml"));
        let mut read = manifests.chain([self.dir.join("Cargo.lock")]);
        read.find(|path| path.exists() && !path.is_file())
    }

    /// The folders of the workspace's packages, without its own: those listed and, as cargo has it, those that are
    /// reached over path dependencies within the workspace's folder.
    pub(super) fn members(&self) -> BTreeSet<PathBuf> {
        let Some(workspace) = table(&self.table, "workspace") else { return BTreeSet::new() };
        let excluded: Vec<PathBuf> =
            strings(workspace.get("exclude")).map(|path| normal(&self.dir.join(path))).collect();
        let is_excluded = |dir: &Path| excluded.iter().any(|excluded| dir.starts_with(excluded));
        let mut members = BTreeSet::new();
        for member in strings(workspace.get("members")) {
            if member.contains(['*', '?', '[']) {
                members.extend(self.expand(member).into_iter().filter(|dir| !is_excluded(dir)));
            } else {
                members.insert(normal(&self.dir.join(member)));
            }
        }
        let mut pending: Vec<PathBuf> = members.iter().cloned().collect();
        let mut reached: Vec<PathBuf> = self.path_dependencies();
        loop {
            for dir in reached.drain(..) {
                if dir.starts_with(&self.dir) && !is_excluded(&dir) && members.insert(dir.clone()) {
                    pending.push(dir);
                }
            }
            let Some(dir) = pending.pop() else { break };
            if let Ok(member) = Manifest::read(&dir.join("Cargo.toml")) {
                reached = member.path_dependencies();
            }
        }
        members.remove(&self.dir);
        members.retain(|dir| dir.join("Cargo.toml").is_file());
        members
    }

    /// The package; inherited values come from `workspace`.
    pub(super) fn package(&self, workspace: Option<&Manifest>) -> Draft {
        let empty = Table::new();
        let package = table(&self.table, "package").unwrap_or(&empty);
        let shared = workspace.unwrap_or(self).table.get("workspace").and_then(Value::as_table);
        let shared_package = shared.and_then(|shared| table(shared, "package"));
        let value = |key: &str| match package.get(key) {
            Some(value) if is_inherited(value) => shared_package.and_then(|shared| shared.get(key)),
            value => value,
        };
        let folder = self.dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = value("name").and_then(Value::as_str).map_or(folder, str::to_string);
        let edition = value("edition").and_then(Value::as_str).map_or(Edition::E2015, edition);
        Draft {
            targets: self.targets(package, &name, edition),
            dependencies: self.dependencies(shared.and_then(|shared| table(shared, "dependencies"))),
            rust_version: value("rust-version").and_then(Value::as_str).and_then(rust_version),
            dir: self.dir.clone(),
            edition,
            name,
            is_internal: !self
                .may_be_used_elsewhere(value, shared.and_then(|shared| table(shared, "dependencies"))),
            is_dependency: false,
        }
        .sorted()
    }

    /// Whether code out of sight may use the library of the package, whose `value`s of `[package]` these are: it is linked
    /// into programs of other languages, or cargo would publish it. It would if nothing says otherwise, the package has what
    /// a registry wants to know, and depends on nothing that only a folder or repository has ("Publishing on crates.io" and
    /// "Specifying Dependencies" in the Cargo Book).
    fn may_be_used_elsewhere<'v>(
        &self,
        value: impl Fn(&str) -> Option<&'v Value>,
        shared: Option<&Table>,
    ) -> bool {
        let refuses = |to: &Value| {
            to.as_bool() == Some(false) || to.as_array().is_some_and(|registries| registries.is_empty())
        };
        let says = |key: &str| value(key).is_some_and(|value| value.as_str() != Some(""));
        let is_described = says("description") && (says("license") || says("license-file"));
        let is_local = |(name, own): (&String, &Value)| {
            let inherited = is_inherited(own).then(|| shared.and_then(|shared| shared.get(name)));
            let entry = inherited.flatten().unwrap_or(own);
            (entry.get("path").is_some() || entry.get("git").is_some()) && entry.get("version").is_none()
        };
        // Dependencies of tests that no registry has are left out of what is published.
        let tables = self.dependency_tables().filter(|(kind, _, _)| *kind != DependencyKind::Dev);
        let mut entries = tables.flat_map(|(_, _, dependencies)| dependencies);
        let library = table(&self.table, "lib");
        let kinds = library.and_then(|lib| lib.get("crate-type").or_else(|| lib.get("crate_type")));
        let is_linked = strings(kinds).any(|kind| kind != "lib" && kind != "rlib");
        is_linked || !value("publish").is_some_and(refuses) && is_described && !entries.any(is_local)
    }

    /// The dependency tables, what each is for, and whether it is for all platforms.
    fn dependency_tables(&self) -> impl Iterator<Item = (DependencyKind, bool, &Table)> {
        let platforms = table(&self.table, "target").into_iter().flat_map(Table::values);
        let platforms = platforms.filter_map(Value::as_table).map(|owner| (false, owner));
        std::iter::once((true, &self.table)).chain(platforms).flat_map(|(everywhere, owner)| {
            let kinds = [
                ("dependencies", DependencyKind::Normal),
                ("dev-dependencies", DependencyKind::Dev),
                ("dev_dependencies", DependencyKind::Dev),
                ("build-dependencies", DependencyKind::Build),
                ("build_dependencies", DependencyKind::Build),
            ];
            let read = move |(key, kind)| Some((kind, everywhere, table(owner, key)?));
            kinds.into_iter().filter_map(read)
        })
    }

    fn dependencies(&self, shared: Option<&Table>) -> Vec<Dependency> {
        let mut found = Vec::new();
        for (kind, everywhere, dependencies) in self.dependency_tables() {
            for (name, own) in dependencies {
                let inherited =
                    if is_inherited(own) { shared.and_then(|shared| shared.get(name)) } else { None };
                let value = inherited.unwrap_or(own);
                let package = value.get("package").and_then(Value::as_str).unwrap_or(name);
                let is_certain = everywhere && own.get("optional").and_then(Value::as_bool) != Some(true);
                let certain = is_certain.then(|| certain(kind, own, inherited));
                found.push(Dependency {
                    name: code_name(name),
                    package: code_name(package),
                    certain: certain.into_iter().collect(),
                });
            }
        }
        found
    }

    pub(super) fn path_dependencies(&self) -> Vec<PathBuf> {
        let shared = table(&self.table, "workspace").and_then(|workspace| table(workspace, "dependencies"));
        self.dependency_tables()
            .map(|(_, _, dependencies)| dependencies)
            .chain(shared)
            .flat_map(Table::values)
            .filter_map(|value| value.get("path").and_then(Value::as_str))
            .map(|path| normal(&self.dir.join(path)))
            .collect()
    }

    /// The folders that a `members` entry with wildcards stands for.
    fn expand(&self, member: &str) -> Vec<PathBuf> {
        let member = member.trim_start_matches("./").trim_end_matches('/');
        let mut matcher = GitignoreBuilder::new(&self.dir);
        // A leading slash ties the glob to the workspace's folder.
        let Ok(matcher) = matcher.add_line(None, &format!("/{member}")).and_then(|builder| builder.build())
        else {
            return Vec::new();
        };
        let fixed: PathBuf = member.split('/').take_while(|part| !part.contains(['*', '?', '['])).collect();
        let wild = member.split('/').count() - fixed.components().count();
        if reaches_out(member) {
            return Vec::new();
        }
        WalkBuilder::new(self.dir.join(fixed))
            .standard_filters(false)
            .max_depth((!member.contains("**")).then_some(wild))
            .filter_entry(|entry| entry.file_type().is_some_and(|kind| kind.is_dir()))
            .build()
            .filter_map(Result::ok)
            .map(ignore::DirEntry::into_path)
            .filter(|path| matcher.matched(path, true).is_ignore() && path.join("Cargo.toml").is_file())
            .collect()
    }

    fn targets(&self, package: &Table, name: &str, edition: Edition) -> Vec<DraftTarget> {
        let dir = &self.dir;
        let at = |path: &str| normal(&dir.join(path));
        let mut targets = Vec::new();

        let library = table(&self.table, "lib");
        let library_root = library.and_then(|lib| lib.get("path")).and_then(Value::as_str);
        let auto_library = library.is_some() || is_on(package, "autolib", true);
        let conventional = at("src/lib.rs");
        let root = match library_root {
            Some(path) => Some(at(path)),
            None => (auto_library && conventional.is_file()).then_some(conventional),
        };
        if let Some(root) = root {
            let name = library.and_then(|lib| lib.get("name")).and_then(Value::as_str).unwrap_or(name);
            targets.push(DraftTarget { kind: TargetKind::Lib, name: name.to_string(), root });
        }

        for (kind, key, auto, folder) in [
            (TargetKind::Bin, "bin", "autobins", "src/bin"),
            (TargetKind::Example, "example", "autoexamples", "examples"),
            (TargetKind::Test, "test", "autotests", "tests"),
            (TargetKind::Bench, "bench", "autobenches", "benches"),
        ] {
            let listed = self.table.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            let mut found = discover(&dir.join(folder));
            if kind == TargetKind::Bin && at("src/main.rs").is_file() {
                found.push((name.to_string(), at("src/main.rs")));
            }
            let mut roots = BTreeSet::new();
            for target in listed.iter().filter_map(Value::as_table) {
                let Some(name) = target.get("name").and_then(Value::as_str) else { continue };
                let root = match target.get("path").and_then(Value::as_str) {
                    Some(path) => Some(at(path)),
                    None => {
                        found.iter().find(|(found, _)| found == name).map(|(_, root)| root.clone()).or_else(
                            || (kind == TargetKind::Bin && listed.len() == 1).then(|| at("src/main.rs")),
                        )
                    }
                };
                if let Some(root) = root {
                    roots.insert(root.clone());
                    targets.push(DraftTarget { kind, name: name.to_string(), root });
                }
            }
            // In the first edition, listing a target turned discovery off.
            let by_default = edition != Edition::E2015 || listed.is_empty();
            if is_on(package, auto, by_default) {
                found.retain(|(_, root)| !roots.contains(root));
                targets.extend(found.into_iter().map(|(name, root)| DraftTarget { kind, name, root }));
            }
        }

        let build = |path: &str| DraftTarget {
            kind: TargetKind::BuildScript,
            name: "build_script_build".to_string(),
            root: at(path),
        };
        match package.get("build") {
            Some(Value::String(path)) => targets.push(build(path)),
            Some(Value::Array(_)) => targets.extend(strings(package.get("build")).map(build)),
            Some(Value::Boolean(false)) => {}
            _ => targets.extend(at("build.rs").is_file().then(|| build("build.rs"))),
        }
        targets
    }
}

/// What an entry of a dependency table says, together with that of the workspace, if it inherits from one.
fn certain(kind: DependencyKind, own: &Value, inherited: Option<&Value>) -> Certain {
    let entries = [Some(own), inherited];
    let entries = || entries.into_iter().flatten();
    let version =
        |entry: &Value| entry.as_str().or_else(|| entry.get("version")?.as_str()).map(str::to_string);
    let defaults = |entry: &Value| {
        let keys = ["default-features", "default_features"];
        keys.iter().find_map(|key| entry.get(key)?.as_bool())
    };
    // Inherited defaults cannot be turned off, only on.
    let with_defaults = match inherited {
        Some(inherited) => defaults(inherited) != Some(false) || defaults(own) == Some(true),
        None => defaults(own) != Some(false),
    };
    let mut features: Vec<Symbol> =
        entries().flat_map(|entry| strings(entry.get("features"))).map(Symbol::new).collect();
    if with_defaults {
        features.push(Symbol::new("default"));
    }
    let version = entries().find_map(version).and_then(|text| VersionReq::parse(&text).ok());
    Certain { kind, major: version.and_then(|version| lowest_major(&version)), features }
}

/// The lowest major version that fits a requirement; `None` if it has no lower end.
pub(super) fn lowest_major(version: &VersionReq) -> Option<u64> {
    let upper = [Op::Less, Op::LessEq];
    version.comparators.iter().filter(|comparator| !upper.contains(&comparator.op)).map(|c| c.major).max()
}

/// The editions that there are.
const EDITIONS: [&str; 4] = ["2015", "2018", "2021", "2024"];

/// The edition that a manifest or a comment names; one that is not known yet is taken for the newest.
pub(super) fn edition(name: &str) -> Edition {
    match name {
        "2015" => Edition::E2015,
        "2018" => Edition::E2018,
        "2021" => Edition::E2021,
        _ => Edition::E2024,
    }
}

/// `1.85` or `1.85.1` as (major, minor).
pub(super) fn rust_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().split('.');
    let major = parts.next()?.parse().ok()?;
    Some((major, parts.next().and_then(|minor| minor.parse().ok()).unwrap_or(0)))
}

/// A package's or target's name as code spells it.
pub(super) fn code_name(name: &str) -> Symbol {
    Symbol::new(&name.replace('-', "_"))
}

/// `path` without `.` and `..`, as text: cargo does not ask the file system either.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(normal.components().next_back(), Some(Component::Normal(_))) => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

/// Whether a `members` entry asks for all that is in a folder outside, which may be everything there is.
fn reaches_out(member: &str) -> bool {
    member.contains("**") && member.split('/').any(|part| part == "..")
}

/// The targets in a folder such as `examples/`: each `.rs` file, each folder with a `main.rs`.
fn discover(folder: &Path) -> Vec<(String, PathBuf)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<(String, PathBuf)> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')))
        .filter_map(|path| {
            let name = path.file_stem()?.to_string_lossy().into_owned();
            if path.extension() == Some(OsStr::new("rs")) && path.is_file() {
                return Some((name, path));
            }
            let main = path.join("main.rs");
            main.is_file()
                .then(|| (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), main))
        })
        .collect();
    found.sort();
    found
}

fn table<'a>(owner: &'a Table, key: &str) -> Option<&'a Table> {
    owner.get(key).and_then(Value::as_table)
}

fn strings(value: Option<&Value>) -> impl Iterator<Item = &str> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn is_on(package: &Table, key: &str, default: bool) -> bool {
    package.get(key).and_then(Value::as_bool).unwrap_or(default)
}

fn is_inherited(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}
