//! `concheck facts` and `concheck link`: one analysis on many machines. Facts are written package by package, and linked into
//! what a run on all packages at once reports.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{anyhow, bail};
use rayon::prelude::*;

use crate::analysis::Request;
use crate::cli::global::Global;
use crate::cli::input::{self, Input};
use crate::cli::judging::{JudgingArgs, Outcome};
use crate::cli::output::Sink;
use crate::cli::session::{self, Session};
use crate::cli::{WARNING, say};
use crate::config::Config;
use crate::facts::portable::Portable;
use crate::files;
use crate::locks::Map;
use crate::report::{Format, problem_line};
use crate::rules::RULES;
use crate::sources::{self, Edition, LoadOptions, SourceSet};
use crate::suppress::{self, name_matches};

#[derive(Debug, clap::Args)]
pub(super) struct FactsArgs {
    /// Package folders, `Cargo.toml` files, folders of Rust files or single files
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Write the facts to FILE
    #[arg(short, long, value_name = "FILE", required = true, help_heading = "Output")]
    output: PathBuf,

    /// The folder that file names are relative to; use the same one for all packages [default: .]
    #[arg(long, value_name = "DIR", help_heading = "Input")]
    base: Option<PathBuf>,

    /// Write the facts of this package only; `*` matches any part of a name
    #[arg(short, long, value_name = "SPEC", help_heading = "Input")]
    package: Vec<String>,

    /// Facts of packages that these depend on; the macros that they export are expanded
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    uses: Vec<PathBuf>,

    /// Treat the paths as a dependency: its own findings are not reported
    #[arg(long, help_heading = "Input")]
    dependency: bool,

    /// Use this configuration file for exclusions, instead of the one found
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    config: Option<PathBuf>,

    /// Edition of files without a manifest [default: 2021]
    #[arg(long, value_name = "EDITION", value_parser = input::edition(), help_heading = "Input")]
    edition: Option<Edition>,
}

#[derive(Debug, clap::Args)]
pub(super) struct LinkArgs {
    /// Files written by `concheck facts`, all with the same base folder
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// The folder that file names are relative to [default: .]
    #[arg(long, value_name = "DIR", help_heading = "Input")]
    base: Option<PathBuf>,

    /// Use this configuration file instead of the one found
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    config: Option<PathBuf>,

    #[command(flatten)]
    judging: JudgingArgs,
}

/// Runs `concheck facts`.
pub(super) fn write(args: &FactsArgs, global: &Global) -> anyhow::Result<ExitCode> {
    let sink = Sink::of(&args.output);
    let (bytes, warnings) = session::in_pool(global.threads, || {
        let portable = args.read(&sink)?;
        let sources = &portable.sources;
        let problems = sources.problems.iter().map(|problem| problem_line(sources, problem));
        let bytes = portable.to_bytes().map_err(|error| anyhow!("{error}"))?;
        Ok((bytes, problems.collect::<Vec<String>>()))
    })?;
    for warning in warnings {
        say(WARNING, "warning", warning);
    }
    sink.write_bytes(&bytes)?;
    Ok(ExitCode::SUCCESS)
}

impl FactsArgs {
    fn read(&self, sink: &Sink) -> anyhow::Result<Portable> {
        let base = base(self.base.as_deref())?;
        let config = input::load_config(&base, self.config.as_deref())?;
        let options = LoadOptions {
            edition: self.edition,
            as_dependency: self.dependency,
            dependencies: self.dependency.then(|| input::unknown_libraries(&config)),
            follow_links: true,
            base: Some(base.clone()),
            ..LoadOptions::from(&config)
        };
        let libraries = read_parts(&self.uses, &base)?;
        let mut sources = sources::load(&self.paths, &options)?;
        sink.check(&sources.base, input::read_files(&sources, &config))?;
        if !self.package.is_empty() {
            sources = self.chosen(sources)?;
        }
        let manifests = manifests(&sources);
        let libraries: Vec<SourceSet> = libraries.into_iter().map(|part| part.sources).collect();
        Ok(Portable::read(sources, manifests, &libraries))
    }

    /// The chosen packages alone.
    fn chosen(&self, sources: SourceSet) -> anyhow::Result<SourceSet> {
        let is_meant = |spec: &String, name: &str| name_matches(spec, name);
        for spec in &self.package {
            if !sources.packages.iter().any(|package| is_meant(spec, &package.name)) {
                bail!("no package `{spec}` in {}", sources.base.display());
            }
        }
        Ok(sources.only(|package| self.package.iter().any(|spec| is_meant(spec, &package.name))))
    }
}

/// The manifests that say something to us.
fn manifests(sources: &SourceSet) -> Vec<(String, String, String)> {
    let own = sources.packages.iter().filter(|package| package.has_manifest && !package.is_dependency);
    let read = own.filter_map(|package| {
        let manifest = sources.base.join(&package.dir).join("Cargo.toml");
        let text = files::read_text(&manifest, files::WRITTEN).ok()?;
        text.contains("concheck").then(|| (package.name.clone(), package.dir.clone(), text))
    });
    read.collect()
}

/// Runs `concheck link`.
pub(super) fn link(args: &LinkArgs, global: &Global) -> anyhow::Result<ExitCode> {
    args.judging.output.check()?;
    let outcome = session::in_pool(global.threads, || args.analyse(global))?;
    args.judging.end(&outcome, global)
}

impl LinkArgs {
    fn analyse(&self, global: &Global) -> anyhow::Result<Outcome> {
        let start = Instant::now();
        let base = base(self.base.as_deref())?;
        let mut config = input::load_config(&base, self.config.as_deref())?;
        self.judging.output.spare(&base, &self.files)?;
        let parts = read_parts(&self.files, &base)?;
        let Portable { sources, facts, manifests } = Portable::merge(parts)?;
        configure(&mut config, &base, manifests)?;
        let input = Input::of(sources, config);
        let reading = start.elapsed();
        let levels = input.levels(&self.judging.levels, self.judging.confidence())?;
        let wanted = self.judging.output.wants(Format::Html);
        let (analysis, map) = Request::new(&input.sources, &input.config)
            .facts(facts)
            .look(|model| wanted.then(|| Map::of(model, &input.sources)));
        let session = Session::judge(analysis, &levels, None, map);
        self.judging.outcome(&input, session, reading, Vec::new(), global)
    }
}

/// Files of facts, whose names are relative to `base`.
fn read_parts(files: &[PathBuf], base: &Path) -> anyhow::Result<Vec<Portable>> {
    let read = |path: &PathBuf| {
        let bytes = files::read_named(path, files::GENERATED)
            .map_err(|error| anyhow!("cannot read {}: {error}", path.display()))?;
        Portable::from_bytes(&bytes, base.to_path_buf())
            .map_err(|error| anyhow!("{}: {error}", path.display()))
    };
    let parts: Vec<anyhow::Result<Portable>> = files.par_iter().map(read).collect();
    // Of several files that cannot be read, the first is named.
    parts.into_iter().collect()
}

fn configure(
    config: &mut Config,
    base: &Path,
    manifests: Vec<(String, String, String)>,
) -> anyhow::Result<()> {
    let path = |dir: &str| base.join(dir).join("Cargo.toml");
    let manifests = manifests.iter().map(|(name, dir, text)| (name.as_str(), path(dir), text.clone()));
    config.add_manifests(manifests).map_err(|error| anyhow!("{error}"))?;
    config.validate(&suppress::names(RULES)).map_err(|error| anyhow!("{error}"))
}

fn base(named: Option<&Path>) -> anyhow::Result<PathBuf> {
    Ok(sources::real(named.unwrap_or(Path::new(".")))?)
}
