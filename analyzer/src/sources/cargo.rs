//! Dependencies as cargo knows them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cargo_metadata::{CargoOpt, Error, Metadata, MetadataCommand, Package};

use toml::{Table, Value};

use super::manifest::{Draft, DraftTarget, code_name};
use super::{Certain, Dependency, DependencyKind, Edition, TargetKind};
use crate::text::Symbol;

/// Asks cargo for all packages that those of the workspace depend on, with all features, and how they depend on each other.
/// The lock file decides; where there is none, or it is out of date, that is an error, since nothing is written.
pub(super) fn resolve(path: &Path, cargo: Option<&Path>) -> Result<Metadata, String> {
    let mut frozen = vec!["--frozen".to_string()];
    frozen.extend(replaced_sources(path));
    let mut everywhere = command(path, cargo);
    everywhere.features(CargoOpt::AllFeatures).other_options(frozen.clone());
    let purpose = "list the dependencies";
    ask(&everywhere, purpose).or_else(|why| {
        // What only other platforms need has often not been downloaded.
        let mut here = command(path, cargo);
        let platform = ["--filter-platform".to_string(), host(path, cargo).ok_or(why)?];
        here.features(CargoOpt::AllFeatures).other_options([&frozen[..], &platform].concat());
        ask(&here, purpose)
    })
}

/// What asks about the manifest at `path`, in a folder of nobody: where a tree is, its `rust-toolchain.toml` would choose the
/// program, and its `.cargo/config.toml` wrappers and credential helpers.
fn command(path: &Path, cargo: Option<&Path>) -> MetadataCommand {
    let mut command = MetadataCommand::new();
    command.manifest_path(path).env("RUSTUP_AUTO_INSTALL", "0");
    if let Some(root) = path.ancestors().last() {
        command.current_dir(root);
    }
    if let Some(cargo) = cargo {
        command.cargo_path(cargo);
    }
    command
}

/// Options that tell cargo which folders stand for registries, as the configuration of the tree does: `[source]` and nothing
/// else of it, since the rest may name programs. The nearest file that has such a table counts.
fn replaced_sources(manifest: &Path) -> Vec<String> {
    let folders = manifest.ancestors().skip(1);
    folders
        .flat_map(|folder| ["config.toml", "config"].map(|name| (folder, folder.join(".cargo").join(name))))
        .find_map(|(folder, path)| {
            let about = std::fs::metadata(&path).ok()?;
            if !about.is_file() || about.len() > MOST_BYTES {
                return None;
            }
            let table: Table = std::fs::read_to_string(path).ok()?.parse().ok()?;
            let sources = table.get("source")?.as_table()?.clone();
            Some(sources.iter().flat_map(|(name, source)| options_of(folder, name, source)).collect())
        })
        .unwrap_or_default()
}

/// A configuration of cargo is not longer than this, in bytes.
const MOST_BYTES: u64 = 1 << 20;

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
fn ask(command: &MetadataCommand, purpose: &str) -> Result<Metadata, String> {
    command.exec().map_err(|error| match error {
        Error::CargoMetadata { stderr } => format!("cargo could not {purpose} ({})", gist(&stderr)),
        Error::Io(error) => format!("cannot run cargo ({error})"),
        other => format!("cannot read cargo's output ({other})"),
    })
}

/// The platform that cargo builds for unless somebody says otherwise.
fn host(path: &Path, cargo: Option<&Path>) -> Option<String> {
    let named = std::env::var_os("CARGO").map(PathBuf::from);
    let program = cargo.map(Path::to_path_buf).or(named).unwrap_or_else(|| PathBuf::from("cargo"));
    let mut command = Command::new(program);
    command.arg("-vV").env("RUSTUP_AUTO_INSTALL", "0").stdin(Stdio::null());
    if let Some(root) = path.ancestors().last() {
        command.current_dir(root);
    }
    let output = command.output().ok()?;
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
