//! Packages as cargo knows them.

use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{CargoOpt, Error, Metadata, MetadataCommand, Package};

use super::manifest::{Draft, DraftTarget, code_name};
use super::{Certain, Dependency, DependencyKind, Edition, TargetKind};
use crate::text::Symbol;

/// Asks cargo for the packages of the workspace that the manifest at `path` is in. Nothing is resolved, so there is
/// no network, no registry and no lock file in it. An error is a fragment that says why cargo did not answer.
pub(super) fn packages(path: &Path, cargo: Option<&Path>) -> Result<Vec<Draft>, String> {
    let mut command = command(path, cargo);
    command.no_deps().other_options(["--offline".to_string()]);
    let metadata = ask(&command, "read the manifest")?;
    Ok(metadata.workspace_packages().into_iter().map(draft).collect())
}

/// Asks cargo for all packages that those of the workspace depend on, with all features, and how they depend on each other.
/// The lock file decides; where there is none, or it is out of date, that is an error, since nothing is written.
pub(super) fn resolve(path: &Path, cargo: Option<&Path>) -> Result<Metadata, String> {
    let frozen = ["--frozen".to_string()];
    let mut everywhere = command(path, cargo);
    everywhere.features(CargoOpt::AllFeatures).other_options(frozen.clone());
    let purpose = "list the dependencies";
    ask(&everywhere, purpose).or_else(|why| {
        // What only other platforms need has often not been downloaded.
        let mut here = command(path, cargo);
        let platform = ["--filter-platform".to_string(), host(cargo).ok_or(why)?];
        here.features(CargoOpt::AllFeatures).other_options([&frozen[..], &platform].concat());
        ask(&here, purpose)
    })
}

fn command(path: &Path, cargo: Option<&Path>) -> MetadataCommand {
    let mut command = MetadataCommand::new();
    command.manifest_path(path);
    // A `rust-toolchain.toml` of the analysed project chooses the cargo, but must not make rustup download it.
    command.env("RUSTUP_AUTO_INSTALL", "0");
    if let Some(folder) = path.parent() {
        command.current_dir(folder);
    }
    if let Some(cargo) = cargo {
        command.cargo_path(cargo);
    }
    command
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
fn host(cargo: Option<&Path>) -> Option<String> {
    let named = std::env::var_os("CARGO").map(PathBuf::from);
    let program = cargo.map(Path::to_path_buf).or(named).unwrap_or_else(|| PathBuf::from("cargo"));
    let output = Command::new(program).arg("-vV").env("RUSTUP_AUTO_INSTALL", "0").output().ok()?;
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
