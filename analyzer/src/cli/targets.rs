//! Which targets of the packages are wanted, in cargo's words.

use anyhow::bail;

use crate::config::closest;
use crate::sources::{SourceSet, Target, TargetKind};
use crate::suppress::name_matches;
use crate::text::FileId;

/// The options that choose targets.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Target selection")]
pub(super) struct TargetArgs {
    /// Report findings in libraries
    #[arg(long)]
    lib: bool,

    /// Report findings in binaries
    #[arg(long)]
    bins: bool,

    /// Report findings in this binary; `*` matches any part of a name
    #[arg(long, value_name = "NAME")]
    bin: Vec<String>,

    /// Report findings in examples
    #[arg(long)]
    examples: bool,

    /// Report findings in this example
    #[arg(long, value_name = "NAME")]
    example: Vec<String>,

    /// Report findings in integration tests
    #[arg(long)]
    tests: bool,

    /// Report findings in this integration test
    #[arg(long, value_name = "NAME")]
    test: Vec<String>,

    /// Report findings in benchmarks
    #[arg(long)]
    benches: bool,

    /// Report findings in this benchmark
    #[arg(long, value_name = "NAME")]
    bench: Vec<String>,

    /// Report findings in all targets (the default)
    #[arg(long)]
    all_targets: bool,
}

/// The targets that were named, each by its kind and, if need be, its name.
#[derive(Clone, Debug)]
pub(super) struct Wanted(Vec<(TargetKind, Option<String>)>);

impl TargetArgs {
    /// What the options choose of the targets in `sources`; `None` where that is all of them.
    pub(super) fn wanted(&self, sources: &SourceSet) -> anyhow::Result<Option<Wanted>> {
        let kinds = [
            (self.lib, TargetKind::Lib),
            (self.bins, TargetKind::Bin),
            (self.examples, TargetKind::Example),
            (self.tests, TargetKind::Test),
            (self.benches, TargetKind::Bench),
        ];
        let names = [
            (&self.bin, TargetKind::Bin, "binary"),
            (&self.example, TargetKind::Example, "example"),
            (&self.test, TargetKind::Test, "integration test"),
            (&self.bench, TargetKind::Bench, "benchmark"),
        ];
        let mut wanted: Vec<(TargetKind, Option<String>)> =
            kinds.into_iter().filter(|(wanted, _)| *wanted).map(|(_, kind)| (kind, None)).collect();
        for (names, kind, called) in names {
            for name in names {
                let name = spelt(name);
                check_name(sources, kind, &name, called)?;
                wanted.push((kind, Some(name)));
            }
        }
        Ok((!wanted.is_empty() && !self.all_targets).then_some(Wanted(wanted)))
    }
}

impl Wanted {
    /// Whether `file` belongs to a target that is wanted: one whose root's folder is nearest above it.
    pub(super) fn have(&self, sources: &SourceSet, file: FileId) -> bool {
        owners(sources, file).into_iter().any(|target| self.names(target))
    }

    fn names(&self, target: &Target) -> bool {
        self.0.iter().any(|(kind, name)| {
            *kind == target.kind && name.as_ref().is_none_or(|name| name_matches(name, target.name.as_str()))
        })
    }
}

/// The target that `file` is thought to belong to, the library before others.
pub(super) fn owner(sources: &SourceSet, file: FileId) -> Option<&Target> {
    owners(sources, file).into_iter().next()
}

/// The targets that `file` may belong to: that whose root it is, else those whose root's folder is nearest above it.
fn owners(sources: &SourceSet, file: FileId) -> Vec<&Target> {
    let Some(source) = sources.files.get(file.0 as usize) else { return Vec::new() };
    let folder = |root: FileId| {
        let path = sources.files.get(root.0 as usize).map_or("", |file| &file.path);
        path.rsplit_once('/').map_or("", |(folder, _)| folder)
    };
    let mut owners: Vec<(usize, &Target)> = Vec::new();
    for target in &sources.packages[source.package].targets {
        let folder = folder(target.root);
        if target.root == file {
            owners.push((usize::MAX, target));
        } else if folder.is_empty()
            || source.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        {
            owners.push((folder.len(), target));
        }
    }
    let nearest = owners.iter().map(|(near, _)| *near).max();
    owners.into_iter().filter(|(near, _)| Some(*near) == nearest).map(|(_, target)| target).collect()
}

fn check_name(sources: &SourceSet, kind: TargetKind, name: &str, called: &str) -> anyhow::Result<()> {
    let targets = sources.packages.iter().flat_map(|package| &package.targets);
    let known: Vec<&str> =
        targets.filter(|target| target.kind == kind).map(|target| target.name.as_str()).collect();
    if known.iter().any(|known| name_matches(name, known)) {
        return Ok(());
    }
    let tail = closest(name, known).map_or(String::new(), |meant| format!("; did you mean `{meant}`?"));
    bail!("no {called} `{name}` in {}{tail}", sources.base.display())
}

/// A name as code spells it, which is how targets are kept.
fn spelt(name: &str) -> String {
    name.replace('-', "_")
}
