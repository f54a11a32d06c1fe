//! Dependencies as cargo knows them.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{Metadata, MetadataCommand, Package};
use toml::{Table, Value};

use super::manifest::{Draft, DraftTarget, Manifest, code_name};
use super::{Certain, Dependency, DependencyKind, Edition, TargetKind};
use crate::files;
use crate::programs;
use crate::text::Symbol;

/// Asks cargo for all packages that those of the workspace depend on, with all features, and how they depend on each other.
/// The lock file decides; where there is none, or it is out of date, that is an error, since nothing is written.
pub(super) fn resolve(path: &Path, cargo: Option<&Path>) -> Result<Metadata, String> {
    if let Some(manifest) = Manifest::read(path).ok().and_then(|manifest| manifest.irregular()) {
        // Cargo would wait for a pipe.
        return Err(format!("{} is not a regular file", manifest.display()));
    }
    let frozen = replaced_sources(path);
    ask(path, cargo, &frozen).or_else(|why| {
        // What only other platforms need has often not been downloaded.
        let here = ["--filter-platform".to_string(), host(path, cargo).ok_or(why)?];
        ask(path, cargo, &[&frozen[..], &here].concat())
    })
}

/// Cargo, to be asked about the manifest at `path`, in a folder of nobody: where a tree is, its `rust-toolchain.toml` would
/// choose the program, and its `.cargo/config.toml` wrappers and credential helpers.
fn program(path: &Path, cargo: Option<&Path>) -> io::Result<Command> {
    let named = std::env::var_os("CARGO").map(PathBuf::from);
    let folder = super::loose::folder_of(path);
    let mut command =
        programs::command("cargo", cargo.map(Path::to_path_buf).or(named), &super::tree_of(&folder))?;
    command.env("RUSTUP_AUTO_INSTALL", "0");
    if let Some(root) = path.ancestors().last() {
        command.current_dir(root);
    }
    Ok(command)
}

/// Options that tell cargo which folders stand for registries, as the configuration of the tree does: `[source]` and nothing
/// else of it, since the rest may name programs. The nearest file that has such a table counts.
fn replaced_sources(manifest: &Path) -> Vec<String> {
    let folders = manifest.ancestors().skip(1);
    folders
        .flat_map(|folder| ["config.toml", "config"].map(|name| (folder, folder.join(".cargo").join(name))))
        .find_map(|(folder, path)| {
            let table: Table = files::read_text(&path, files::WRITTEN).ok()?.parse().ok()?;
            let sources = table.get("source")?.as_table()?.clone();
            Some(sources.iter().flat_map(|(name, source)| options_of(folder, name, source)).collect())
        })
        .unwrap_or_default()
}

/// A `[source.NAME]` as options. Its folders begin at `folder`.
fn options_of(folder: &Path, name: &str, source: &Value) -> Vec<String> {
    let keys = source.as_table().into_iter().flatten();
    let values = keys.filter_map(|(key, value)| {
        let value = value.as_str()?;
        let value = match key.as_str() {
            "directory" | "local-registry" => Value::from(folder.join(value).display().to_string()),
            "replace-with" | "registry" | "git" | "branch" | "tag" | "rev" => Value::from(value),
            _ => return None,
        };
        Some(format!("source.{}.{key}={value}", Value::from(name)))
    });
    values.flat_map(|setting| ["--config".to_string(), setting]).collect()
}

/// An error says that cargo could not do what it was asked for.
fn ask(path: &Path, cargo: Option<&Path>, options: &[String]) -> Result<Metadata, String> {
    let cannot_run = |error: io::Error| format!("cannot run cargo ({error})");
    let mut command = program(path, cargo).map_err(cannot_run)?;
    command.args(["metadata", "--format-version", "1", "--all-features", "--frozen", "--manifest-path"]);
    let said = programs::run(command.arg(path).args(options)).map_err(cannot_run)?;
    if !said.success {
        let why = String::from_utf8_lossy(&said.stderr);
        return Err(format!("cargo could not list the dependencies ({})", gist(&why)));
    }
    let text = String::from_utf8_lossy(&said.stdout);
    let json = text.lines().find(|line| line.starts_with('{')).unwrap_or_default();
    MetadataCommand::parse(json).map_err(|error| format!("cannot read cargo's output ({error})"))
}

/// The platform that cargo builds for unless somebody says otherwise.
fn host(path: &Path, cargo: Option<&Path>) -> Option<String> {
    let mut command = program(path, cargo).ok()?;
    command.arg("-vV");
    let output = programs::run(&mut command).ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_string)
}

pub(super) fn draft(package: &Package) -> Draft {
    let dependencies = package.dependencies.iter().map(|dependency| Dependency {
        name: code_name(dependency.rename.as_deref().unwrap_or(&dependency.name)),
        package: code_name(&dependency.name),
        certain: certain(dependency).into_iter().collect(),
    });
    let targets = package.targets.iter().map(|target| DraftTarget {
        kind: target.kind.first().map_or(TargetKind::Lib, kind),
        name: target.name.clone(),
        root: super::manifest::normal(target.src_path.as_std_path()),
    });
    Draft {
        name: package.name.to_string(),
        dir: package.manifest_path.parent().map(|dir| dir.as_std_path().to_path_buf()).unwrap_or_default(),
        edition: match package.edition {
            cargo_metadata::Edition::E2015 => Edition::E2015,
            cargo_metadata::Edition::E2018 => Edition::E2018,
            cargo_metadata::Edition::E2021 => Edition::E2021,
            _ => Edition::E2024,
        },
        rust_version: package
            .rust_version
            .as_ref()
            .map(|version| (version.major as u32, version.minor as u32)),
        dependencies: dependencies.collect(),
        targets: targets.collect(),
        is_internal: false,
        is_dependency: false,
    }
    .sorted()
}

/// `None` for what is optional, or for some platforms only.
fn certain(dependency: &cargo_metadata::Dependency) -> Option<Certain> {
    let kind = match dependency.kind {
        cargo_metadata::DependencyKind::Normal => DependencyKind::Normal,
        cargo_metadata::DependencyKind::Development => DependencyKind::Dev,
        cargo_metadata::DependencyKind::Build => DependencyKind::Build,
        _ => return None,
    };
    if dependency.optional || dependency.target.is_some() {
        return None;
    }
    let mut features: Vec<Symbol> = dependency.features.iter().map(|name| Symbol::new(name)).collect();
    if dependency.uses_default_features {
        features.push(Symbol::new("default"));
    }
    Some(Certain { kind, major: super::manifest::lowest_major(&dependency.req), features })
}

fn kind(kind: &cargo_metadata::TargetKind) -> TargetKind {
    use cargo_metadata::TargetKind as Cargo;
    match kind {
        Cargo::Bin => TargetKind::Bin,
        Cargo::Example => TargetKind::Example,
        Cargo::Test => TargetKind::Test,
        Cargo::Bench => TargetKind::Bench,
        Cargo::CustomBuild => TargetKind::BuildScript,
        _ => TargetKind::Lib,
    }
}

/// The first and the last cause in what cargo printed, in one line.
fn gist(stderr: &str) -> String {
    let lines: Vec<&str> = stderr.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let first = lines.iter().find_map(|line| line.strip_prefix("error: ")).unwrap_or_default();
    let causes: Vec<usize> = (0..lines.len()).filter(|index| lines[*index] == "Caused by:").collect();
    match causes.last().and_then(|index| lines.get(index + 1)) {
        Some(cause) => format!("{first}: {cause}"),
        None => first.to_string(),
    }
}

/// The manifest's folder as cargo prints it: to find one package among a workspace's.
pub(super) fn is_same_dir(left: &Path, right: &PathBuf) -> bool {
    left == right || left.canonicalize().ok().is_some_and(|left| right.canonicalize().ok() == Some(left))
}
