//! What is analysed, and which of its findings are wanted: paths, packages, targets, changes, standard input.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use globset::GlobBuilder;
use ignore::WalkBuilder;

use crate::catalog;
use crate::cli::flags::LevelFlags;
use crate::cli::git::{self, Changes};
use crate::cli::targets::{self, TargetArgs};
use crate::config::{Config, closest};
use crate::finding::{Confidence, Finding};
use crate::rules::RULES;
use crate::sources::{self, Edition, LoadOptions, Package, SourceSet, Wanted};
use crate::suppress::{self, Levels, name_matches};
use crate::text::FileId;

/// Standard input, as a path.
const STDIN: &str = "-";

/// The options that say what is analysed.
#[derive(Debug, Default, clap::Args)]
pub(super) struct InputArgs {
    /// Workspace or package folders, `Cargo.toml` files, folders of Rust files, single files, globs, or `-` for
    /// standard input [default: .]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Path to `Cargo.toml`
    #[arg(long, value_name = "PATH", conflicts_with = "paths", help_heading = "Package selection")]
    manifest_path: Option<PathBuf>,

    /// Analyse all packages of the workspace
    #[arg(long, visible_alias = "all", help_heading = "Package selection")]
    workspace: bool,

    /// Report findings in this package of the workspace; `*` matches any part of a name
    #[arg(short, long, value_name = "SPEC", help_heading = "Package selection")]
    package: Vec<String>,

    /// Do not report findings in this package
    #[arg(long, value_name = "SPEC", requires = "workspace", help_heading = "Package selection")]
    exclude: Vec<String>,

    #[command(flatten)]
    targets: TargetArgs,

    /// Ignored: all features are always analysed (accepted for compatibility with cargo)
    #[arg(short = 'F', long, value_name = "FEATURES", help_heading = "Feature selection")]
    features: Vec<String>,

    /// Ignored: all features are always analysed (accepted for compatibility with cargo)
    #[arg(long, help_heading = "Feature selection")]
    all_features: bool,

    /// Ignored: all features are always analysed (accepted for compatibility with cargo)
    #[arg(long, help_heading = "Feature selection")]
    no_default_features: bool,

    /// Ignored: nothing is built, and the network is never used (accepted for compatibility with cargo)
    #[arg(long, hide = true)]
    locked: bool,

    /// Ignored (accepted for compatibility with cargo)
    #[arg(long, hide = true)]
    offline: bool,

    /// Ignored (accepted for compatibility with cargo)
    #[arg(long, hide = true)]
    frozen: bool,

    /// Report only findings with a place on a line changed since REV
    #[arg(long, value_name = "REV", conflicts_with = "staged", help_heading = "Input")]
    since: Option<String>,

    /// Analyse what is staged, and report only findings with a place on a staged line
    #[arg(long, help_heading = "Input")]
    staged: bool,

    /// The file name to use for standard input
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    stdin_filename: Option<PathBuf>,

    /// Also read the sources of dependencies that are on disk, and report findings that pass through them
    #[arg(long, help_heading = "Input")]
    deps: bool,

    /// Use this configuration file instead of the one found
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(super) config: Option<PathBuf>,

    /// Also run preview rules, which may still change or be removed
    #[arg(long, help_heading = "Rules")]
    preview: bool,

    /// Edition of files without a manifest [default: 2021]
    #[arg(long, value_name = "EDITION", value_parser = edition(), help_heading = "Input")]
    edition: Option<Edition>,

    /// Started by cargo: without a path, the nearest manifest is meant.
    #[arg(skip)]
    pub(super) for_cargo: bool,
}

/// What was read.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// The folder that names of files are relative to.
    pub(super) base: PathBuf,
    pub(super) config: Config,
    pub(super) sources: SourceSet,
    /// What to tell about the configuration.
    pub(super) warnings: Vec<String>,
    scope: Scope,
}

/// Which findings are wanted.
#[derive(Clone, Debug, Default)]
struct Scope {
    /// By package.
    packages: Option<Vec<bool>>,
    targets: Option<targets::Wanted>,
    changes: Option<Changes>,
    file: Option<FileId>,
}

/// A text that came over standard input.
struct Piped {
    /// The file that it stands for, absolute.
    path: PathBuf,
    text: Arc<str>,
}

impl InputArgs {
    /// The base folder and the configuration, without reading any source.
    pub(super) fn configure(&self) -> anyhow::Result<(PathBuf, Config)> {
        let paths = self.paths()?;
        let base = match &paths[..] {
            [path] if path.as_os_str() == STDIN => parent(&self.piped_path()?),
            _ => sources::base_of(&paths)?,
        };
        let config = self.load_config(&base)?;
        Ok((base, config))
    }

    /// Reads everything.
    pub(super) fn read(&self) -> anyhow::Result<Input> {
        let paths = self.paths()?;
        if self.stdin_filename.is_some() && !paths.iter().any(|path| path.as_os_str() == STDIN) {
            bail!("`--stdin-filename` needs `-` as the path");
        }
        match &paths[..] {
            [path] if path.as_os_str() == STDIN => self.read_piped(),
            _ => self.read_paths(&paths),
        }
    }

    fn read_paths(&self, paths: &[PathBuf]) -> anyhow::Result<Input> {
        let base = sources::base_of(paths)?;
        let mut config = self.load_config(&base)?;
        let mut options = self.options(&config);
        if self.staged {
            options.overlay = git::index_texts(&base)?;
        }
        let sources = sources::load(paths, &options)?;
        let warnings = self.add_parts(&mut config, &sources)?;
        let scope = self.scope(&base, &sources)?;
        Ok(Input { base, config, sources, warnings, scope })
    }

    /// Standard input stands for a file of a package where it can, else it is a file of its own.
    fn read_piped(&self) -> anyhow::Result<Input> {
        let path = self.piped_path()?;
        let mut bytes = Vec::new();
        let stdin = std::io::stdin().lock();
        stdin.take(sources::MOST_BYTES + 1).read_to_end(&mut bytes).context("cannot read standard input")?;
        if bytes.len() as u64 > sources::MOST_BYTES {
            bail!(
                "standard input is longer than {} MB, more than a source file may have",
                sources::MOST_BYTES >> 20
            );
        }
        let text = String::from_utf8(bytes).map_err(|_| anyhow!("standard input is not UTF-8"))?;
        let piped = Piped { path: sources::real(&path).unwrap_or(path), text: Arc::from(text) };
        let folder = parent(&piped.path);
        let mut config = self.load_config(&folder)?;
        let mut options = self.options(&config);
        options.overlay.insert(piped.path.clone(), Arc::clone(&piped.text));
        let package = sources::nearest_manifest(&folder)
            .filter(|_| self.stdin_filename.is_some() && piped.path.is_file());
        let read = package.and_then(|manifest| sources::load(&[manifest], &options).ok());
        let of_package = read.and_then(|sources| Some((own(&sources, &piped.path)?, sources)));
        let (file, sources) = of_package
            .unwrap_or_else(|| (FileId(0), sources::of_text(&piped.path, piped.text, self.edition)));
        let warnings = self.add_parts(&mut config, &sources)?;
        let scope = Scope { file: Some(file), ..Scope::default() };
        Ok(Input { base: sources.base.clone(), config, sources, warnings, scope })
    }

    fn piped_path(&self) -> anyhow::Result<PathBuf> {
        let name = self.stdin_filename.as_deref().unwrap_or(Path::new("stdin.rs"));
        std::path::absolute(name).with_context(|| format!("not a file name: {}", name.display()))
    }

    fn options(&self, config: &Config) -> LoadOptions {
        let dependencies = self.deps.then(|| unknown_libraries(config));
        LoadOptions { edition: self.edition, dependencies, ..LoadOptions::from(config) }
    }

    fn load_config(&self, base: &Path) -> anyhow::Result<Config> {
        let mut config = load_config(base, self.config.as_deref())?;
        config.preview |= self.preview;
        Ok(config)
    }

    /// Adds what packages and folders configure for themselves. Gives what is to be told about it.
    fn add_parts(&self, config: &mut Config, sources: &SourceSet) -> anyhow::Result<Vec<String>> {
        let own = sources.packages.iter().filter(|package| package.has_manifest && !package.is_dependency);
        let folders = own.map(|package| (package.name.as_str(), sources.base.join(&package.dir)));
        config.add_packages(folders).map_err(|error| anyhow!("{error}"))?;
        let mut warnings = Vec::new();
        // A file that is named is the whole configuration.
        if self.config.is_none() {
            let root = config.folder(&sources.base);
            warnings =
                config.add_nested(&sources.folders(&root), &root).map_err(|error| anyhow!("{error}"))?;
        }
        config.validate(&suppress::names(RULES)).map_err(|error| anyhow!("{error}"))?;
        Ok(warnings)
    }

    /// The paths to read, globs replaced by what they match.
    fn paths(&self) -> anyhow::Result<Vec<PathBuf>> {
        if self.paths.len() > 1 && self.paths.iter().any(|path| path.as_os_str() == STDIN) {
            bail!("standard input (`-`) cannot be combined with other paths");
        }
        let manifest = match &self.manifest_path {
            Some(path) if path.file_name().is_none_or(|name| name != "Cargo.toml") => {
                bail!("the manifest path must be a path to a Cargo.toml file: {}", path.display())
            }
            Some(path) if !path.is_file() => bail!("no such manifest: {}", path.display()),
            Some(path) => Some(path.clone()),
            None if !self.paths.is_empty() => None,
            None if self.for_cargo || self.workspace || !self.package.is_empty() => {
                let folder = env::current_dir().context("the current folder no longer exists")?;
                Some(sources::nearest_manifest(&folder).ok_or_else(|| {
                    anyhow!("no `Cargo.toml` in {} or any folder above it", folder.display())
                })?)
            }
            None => None,
        };
        if let Some(manifest) = manifest {
            let whole = self.workspace || !self.package.is_empty();
            return Ok(vec![if whole { sources::workspace_manifest(&manifest) } else { manifest }]);
        }
        let mut paths = Vec::new();
        for path in &self.paths {
            match path.to_str() {
                Some(text) if text.contains(['*', '?', '[']) && !path.exists() => paths.extend(expand(text)?),
                _ => paths.push(path.clone()),
            }
        }
        if paths.is_empty() {
            paths.push(PathBuf::from("."));
        }
        Ok(paths)
    }

    fn scope(&self, base: &Path, sources: &SourceSet) -> anyhow::Result<Scope> {
        let targets = self.targets.wanted(sources)?;
        let changes = match &self.since {
            Some(rev) => Some(Changes::since(base, rev)?),
            None if self.staged => Some(Changes::staged(base)?),
            None => None,
        };
        Ok(Scope { packages: self.packages(sources)?, targets, changes, file: None })
    }

    fn packages(&self, sources: &SourceSet) -> anyhow::Result<Option<Vec<bool>>> {
        if self.package.is_empty() && self.exclude.is_empty() {
            return Ok(None);
        }
        // Nobody asks for what is in a dependency.
        let name = |package: &Package| match package.is_dependency {
            true => String::new(),
            false => package.name.clone(),
        };
        let names: Vec<String> = sources.packages.iter().map(name).collect();
        let own = || names.iter().map(String::as_str).filter(|name| !name.is_empty());
        let named = |specs: &[String]| {
            let mut chosen = vec![false; names.len()];
            for spec in specs {
                // A version in a specification adds nothing within a workspace.
                let name = spec.split('@').next().unwrap_or(spec);
                let mut found = false;
                for (chosen, known) in chosen.iter_mut().zip(&names) {
                    if !known.is_empty() && name_matches(name, known) {
                        (*chosen, found) = (true, true);
                    }
                }
                if !found {
                    let meant = closest(name, own());
                    let tail = meant.map_or(String::new(), |meant| format!("; did you mean `{meant}`?"));
                    bail!("no package `{spec}` in {}{tail}", sources.base.display());
                }
            }
            Ok(chosen)
        };
        let mut chosen =
            if self.package.is_empty() { vec![true; names.len()] } else { named(&self.package)? };
        for (chosen, excluded) in chosen.iter_mut().zip(named(&self.exclude)?) {
            *chosen &= !excluded;
        }
        Ok(Some(chosen))
    }
}

impl Input {
    /// Sources that were read elsewhere, of which all findings are wanted.
    pub(super) fn of(sources: SourceSet, config: Config) -> Input {
        Input { base: sources.base.clone(), config, sources, warnings: Vec::new(), scope: Scope::default() }
    }

    /// The levels that apply, given those of the command line.
    pub(super) fn levels(
        &self,
        flags: &LevelFlags,
        confidence: Option<Confidence>,
    ) -> anyhow::Result<Levels> {
        let mut levels = Levels::new(RULES, &self.config, &flags.0, confidence)?;
        levels.override_for(&self.config, &self.sources)?;
        Ok(levels)
    }

    /// The files that were read: sources, manifests and the configuration.
    pub(super) fn files(&self) -> impl Iterator<Item = PathBuf> {
        read_files(&self.sources, &self.config)
    }

    /// Says which files may be changed: no dependency's, and none that a symbolic link or a manifest has brought in from outside
    /// of the tree.
    pub(super) fn changeable(&self) -> impl Fn(FileId) -> bool + '_ {
        let tree = sources::tree_of(&self.base);
        move |file| {
            let path = self.sources.files.get(file.0 as usize).map(|file| self.base.join(&file.path));
            let is_inside = |path: PathBuf| sources::real(&path).is_ok_and(|real| real.starts_with(&tree));
            self.sources.concerns(std::iter::once(file)) && path.is_some_and(is_inside)
        }
    }

    /// The same with other texts in some files.
    pub(super) fn with_texts(&self, texts: &BTreeMap<FileId, String>) -> Input {
        let mut input = self.clone();
        for (file, text) in texts {
            input.sources.files[file.0 as usize].text = Arc::from(text.as_str());
        }
        input
    }

    /// Whether only some of the findings are wanted.
    pub(super) fn is_part(&self) -> bool {
        let Scope { packages, targets, changes, file } = &self.scope;
        packages.is_some() || targets.is_some() || changes.is_some() || file.is_some()
    }

    /// Whether findings in a file are wanted.
    pub(super) fn wants_file(&self, id: FileId) -> bool {
        let Scope { packages, targets, file, .. } = &self.scope;
        let package = self.sources.files.get(id.0 as usize).map_or(usize::MAX, |file| file.package);
        packages.as_ref().is_none_or(|packages| packages.get(package) == Some(&true))
            && targets.as_ref().is_none_or(|targets| targets.have(&self.sources, id))
            && file.is_none_or(|file| file == id)
    }

    /// Whether a finding is wanted.
    pub(super) fn wants(&self, finding: &Finding) -> bool {
        let Scope { packages, targets, changes, file } = &self.scope;
        let primary = finding.primary.location.file;
        // Each side of a circle is as much its place as the one that is reported first.
        let sides = finding.evidence.orders.iter().flatten().map(|order| order.held.file);
        let mut files = std::iter::once(primary).chain(sides);
        let in_package = |packages: &Vec<bool>| {
            files.any(|file| {
                let file = self.sources.files.get(file.0 as usize);
                file.is_some_and(|file| packages.get(file.package) == Some(&true))
            })
        };
        self.sources.concerns(finding.places().map(|place| place.location.file))
            && packages.as_ref().is_none_or(in_package)
            && targets.as_ref().is_none_or(|targets| targets.have(&self.sources, primary))
            && changes.as_ref().is_none_or(|changes| changes.touch(&self.sources, finding))
            && file.is_none_or(|file| finding.places().any(|place| place.location.file == file))
    }
}

/// The configuration of what is in `base`: `named`, or what is found.
pub(super) fn load_config(base: &Path, named: Option<&Path>) -> anyhow::Result<Config> {
    let config = Config::load(base, named).map_err(|error| anyhow!("{error}"))?;
    config.validate(&suppress::names(RULES)).map_err(|error| anyhow!("{error}"))?;
    catalog::check(&config.declarations).map_err(|error| anyhow!("{error}"))?;
    Ok(config)
}

/// The files behind `sources` and `config`: sources, manifests and the configuration.
pub(super) fn read_files(sources: &SourceSet, config: &Config) -> impl Iterator<Item = PathBuf> {
    let files = sources.files.iter().map(|file| sources.base.join(&file.path));
    let packages = sources.packages.iter().filter(|package| package.has_manifest);
    let manifests = packages.map(|package| sources.base.join(&package.dir).join("Cargo.toml"));
    let origins = config.origin.iter().chain(config.overrides.iter().filter_map(|over| over.origin.as_ref()));
    files.chain(manifests).chain(origins.map(|origin| origin.path().to_path_buf()))
}

fn own(sources: &SourceSet, path: &Path) -> Option<FileId> {
    let name = sources::relative(&sources.base, path);
    let index = sources.files.iter().position(|file| file.path == name)?;
    Some(FileId(u32::try_from(index).ok()?))
}

/// The libraries of which neither the catalogue nor the configuration knows more than their sources tell.
pub(super) fn unknown_libraries(config: &Config) -> Wanted {
    let named = |path: &str| path.split("::").next().unwrap_or_default().to_owned();
    let configured: BTreeSet<String> = config.locks.iter().map(|lock| named(&lock.ty)).collect();
    Wanted::new(move |name| !catalog::knows_crate(name) && !configured.contains(name))
}

fn parent(path: &Path) -> PathBuf {
    path.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The Rust files that a glob matches: for shells that leave it to the program.
fn expand(glob: &str) -> anyhow::Result<Vec<PathBuf>> {
    let pattern = glob.replace('\\', "/");
    let pattern = pattern.trim_start_matches("./");
    let matcher = GlobBuilder::new(pattern)
        .literal_separator(true)
        .build()
        .map_err(|error| anyhow!("not a glob: {error}"))?
        .compile_matcher();
    let fixed: PathBuf = pattern.split('/').take_while(|part| !part.contains(['*', '?', '['])).collect();
    let start = if fixed.as_os_str().is_empty() { Path::new(".") } else { &fixed };
    let mut found: Vec<PathBuf> = WalkBuilder::new(start)
        .build()
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| path.is_file() && path.extension().is_some_and(|ending| ending == "rs"))
        .filter(|path| matcher.is_match(path.strip_prefix("./").unwrap_or(path)))
        .collect();
    found.sort();
    if found.is_empty() {
        bail!("no Rust file matches {glob}");
    }
    Ok(found)
}

pub(super) fn edition() -> impl TypedValueParser<Value = Edition> {
    PossibleValuesParser::new(["2015", "2018", "2021", "2024"]).map(|year| match year.as_str() {
        "2015" => Edition::E2015,
        "2018" => Edition::E2018,
        "2024" => Edition::E2024,
        _ => Edition::E2021,
    })
}
