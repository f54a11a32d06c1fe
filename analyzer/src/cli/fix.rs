//! `--fix`: applies the edits that findings offer, or shows them as a diff.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{anyhow, bail};
use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};

use crate::cli::input::Input;
use crate::cli::{git, output};
use crate::files;
use crate::finding::{Edit, Finding, Fix, Site};
use crate::report::{Fixed, Report, apply_fixes, plural};
use crate::sources::SourceFile;
use crate::suppress::{Fate, Judged};
use crate::text::{FileId, Problem, clean};

/// The options of fixing.
#[derive(Debug, Default, clap::Args)]
pub(super) struct FixArgs {
    /// Apply the edits that are certain, and report what remains
    #[arg(long, help_heading = "Fixing", group = "edits", conflicts_with_all = ["staged", "stdin_filename"])]
    pub(super) fix: bool,

    /// Also apply edits that may change what the code does; review them
    #[arg(long, requires = "fix", help_heading = "Fixing")]
    unsafe_fixes: bool,

    /// Suppress every shown finding with a comment that gives this reason, and report what remains
    #[arg(long, value_name = "REASON", help_heading = "Fixing", group = "edits", conflicts_with_all = ["staged", "stdin_filename"])]
    pub(super) add_allow: Option<String>,

    /// Print what `--fix` or `--add-allow` would change as a diff, without changing files
    #[arg(long, requires = "edits", conflicts_with_all = ["format", "output"], help_heading = "Fixing")]
    pub(super) dry_run: bool,

    /// Fix files even if they have uncommitted changes
    #[arg(long, requires = "fix", help_heading = "Fixing")]
    allow_dirty: bool,

    /// Fix files even outside a git repository
    #[arg(long, requires = "fix", help_heading = "Fixing")]
    allow_no_vcs: bool,
}

/// What is wrong in a set of sources: how often each rule speaks of an item, and how many places cannot be read in a
/// file. No edit may make more of it.
#[derive(Debug, Default)]
pub(super) struct Tally {
    findings: BTreeMap<(FileId, String, &'static str), usize>,
    problems: BTreeMap<String, usize>,
}

impl Tally {
    /// Counts what would be shown, and what could not be read.
    pub(super) fn of(judged: &[Judged], problems: &[Problem]) -> Tally {
        let mut tally = Tally::default();
        for judged in judged.iter().filter(|judged| judged.fate == Fate::Shown) {
            let finding = &judged.finding;
            let place = |place: &Site| (place.location.file, place.item.clone(), finding.rule);
            // All its places: whoever edits one of them may be to blame.
            let places = std::iter::once(&finding.primary).chain(&finding.related).map(place);
            for place in places.collect::<BTreeSet<_>>() {
                *tally.findings.entry(place).or_default() += 1;
            }
        }
        for problem in problems {
            *tally.problems.entry(problem.path.clone()).or_default() += 1;
        }
        tally
    }

    /// Whether there is more of anything here than in `before`, in the item or the file that `finding` is about.
    fn worse_at(&self, before: &Tally, path: &str, finding: &Finding) -> bool {
        let Site { location, item, .. } = &finding.primary;
        self.beyond(before).any(|(file, name)| file == location.file && name == item)
            || more(&self.problems, &before.problems).any(|worse| worse == path)
    }

    fn is_worse(&self, before: &Tally) -> bool {
        self.beyond(before).next().is_some() || more(&self.problems, &before.problems).next().is_some()
    }

    fn beyond<'t>(&'t self, before: &'t Tally) -> impl Iterator<Item = (FileId, &'t String)> {
        more(&self.findings, &before.findings).map(|(file, item, _)| (*file, item))
    }
}

/// The keys that are counted more often in `now` than in `before`.
fn more<'m, K: Ord>(
    now: &'m BTreeMap<K, usize>,
    before: &'m BTreeMap<K, usize>,
) -> impl Iterator<Item = &'m K> {
    now.iter().filter(|(key, count)| before.get(key).is_none_or(|before| before < count)).map(|(key, _)| key)
}

impl Tally {
    /// Whether nothing is unreadable here that was readable `before`.
    pub(super) fn cannot_read_more_than(&self, before: &Tally) -> bool {
        more(&self.problems, &before.problems).next().is_none()
    }
}

impl FixArgs {
    /// Writes `mended` to the files. Gives a sentence about it.
    pub(super) fn apply(&self, input: &Input, mended: &Mended) -> anyhow::Result<Option<String>> {
        if !mended.texts.is_empty() {
            let path = |file: &FileId| input.sources.files[file.0 as usize].path.clone();
            let paths: Vec<String> = mended.texts.keys().map(path).collect();
            self.check_files(input, &paths)?;
            write(input, &mended.texts)?;
        }
        Ok(mended.sentence("fixed"))
    }

    /// Refuses to change what could not be got back.
    fn check_files(&self, input: &Input, paths: &[String]) -> anyhow::Result<()> {
        match git::dirty(&input.base, paths) {
            None if self.allow_no_vcs || self.allow_dirty => Ok(()),
            None => bail!("the files are not in a git repository; pass `--allow-no-vcs` to fix them anyway"),
            Some(dirty) if dirty.is_empty() || self.allow_dirty => Ok(()),
            Some(dirty) => {
                let listed: Vec<&str> = dirty.iter().map(String::as_str).collect();
                bail!(
                    "uncommitted changes in {}; pass `--allow-dirty` to fix files anyway",
                    listed.join(", ")
                )
            }
        }
    }
}

/// Writes new texts to files, none of them if one is not what was read.
pub(super) fn write(input: &Input, texts: &BTreeMap<FileId, String>) -> anyhow::Result<()> {
    let path = |file: &FileId| &input.sources.files[file.0 as usize].path;
    for file in texts.keys() {
        let path = path(file);
        let bytes = files::read(&input.base.join(path), files::GENERATED)
            .map_err(|error| anyhow!("cannot read {path}: {error}"))?;
        if input.sources.files[file.0 as usize].text.as_bytes() != bytes {
            bail!("{path} is not plain UTF-8, or has changed since it was read: not changed");
        }
    }
    for (file, text) in texts {
        // A text may hold what an escape code looks like.
        output::write_bytes(&input.base.join(path(file)), text.as_bytes())?;
    }
    Ok(())
}

/// What would change, as a unified diff.
pub(super) fn diff(input: &Input, texts: &BTreeMap<FileId, String>) -> String {
    let mut out = String::new();
    for (file, text) in texts {
        let SourceFile { path, text: before, .. } = &input.sources.files[file.0 as usize];
        let lines = InternedInput::new(&**before, text.as_str());
        let mut diff = Diff::compute(Algorithm::Histogram, &lines);
        diff.postprocess_lines(&lines);
        let printer = BasicLineDiffPrinter(&lines.interner);
        let hunks = diff.unified_diff(&printer, UnifiedDiffConfig::default(), &lines);
        let (old, new) = (git_path("a", path), git_path("b", path));
        out.push_str(&clean::excerpt(&format!("--- {old}\n+++ {new}\n{hunks}")));
    }
    out
}

/// A path in a diff: between quotes, as git has it, where it has odd characters.
fn git_path(side: &str, path: &str) -> String {
    let is_odd = |c: char| clean::is_unseen(c) || matches!(c, '"' | '\\');
    if !path.contains(is_odd) {
        return format!("{side}/{path}");
    }
    let mut quoted = format!("\"{side}/");
    for c in path.chars() {
        match is_odd(c) {
            true => {
                c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| quoted.push_str(&format!("\\{byte:03o}")))
            }
            false => quoted.push(c),
        }
    }
    quoted + "\""
}

/// The texts after all edits that may be applied.
#[derive(Debug, Default)]
pub(super) struct Mended {
    pub(super) texts: BTreeMap<FileId, String>,
    applied: usize,
    /// Findings whose edits collide with those of another.
    left: usize,
    /// Findings whose edits would bring others.
    refused: usize,
    /// Findings whose edits are not certain, and were not asked for.
    uncertain: usize,
}

impl Mended {
    /// Applies the edits of what `report` shows, except for those after which `again`, the tally of changed sources,
    /// tells of something that was not there `before`.
    pub(super) fn of(
        input: &Input,
        report: &Report<'_>,
        args: &FixArgs,
        before: &Tally,
        again: impl Fn(&Input) -> anyhow::Result<Tally>,
    ) -> anyhow::Result<Mended> {
        let shown = report.findings.iter().map(|shown| &shown.finding);
        let may_change = input.changeable();
        let is_own = |edit: &Edit| may_change(edit.location.file);
        let mendable = |finding: &&Finding| finding.fix.iter().any(|fix| fix.edits.iter().all(is_own));
        let is_wanted =
            |finding: &&Finding| args.unsafe_fixes || finding.fix.as_ref().is_some_and(Fix::is_certain);
        let (mut wanted, uncertain): (Vec<&Finding>, Vec<&Finding>) =
            shown.filter(mendable).partition(is_wanted);
        let (mut refused, uncertain) = (0, uncertain.len());
        loop {
            let Fixed { texts, applied, skipped: left } = apply_fixes(&input.sources, wanted.iter().copied());
            let after = if texts.is_empty() { None } else { Some(again(&input.with_texts(&texts))?) };
            let Some(after) = after.filter(|after| after.is_worse(before)) else {
                return Ok(Mended { texts, applied, left, refused, uncertain });
            };
            let offered = wanted.len();
            wanted.retain(|finding| {
                !after.worse_at(before, report.path(finding.primary.location.file), finding)
            });
            if wanted.len() == offered {
                // It shows in code that no edit touches, so any of them may be to blame.
                wanted.clear();
            }
            refused += offered - wanted.len();
        }
    }

    /// `fixed 3 findings in 1 file`, and what was not; `None` if there was nothing to do.
    pub(super) fn sentence(&self, verb: &str) -> Option<String> {
        let mut parts = Vec::new();
        if self.applied > 0 {
            let files = plural(self.texts.len(), "file");
            parts.push(format!("{verb} {} in {files}", plural(self.applied, "finding")));
        }
        if self.left > 0 {
            parts.push(format!("{} left for another run", self.left));
        }
        if self.refused > 0 {
            parts.push(format!("{} not fixed, because the edit would cause another finding", self.refused));
        }
        if self.uncertain > 0 {
            let edits = plural(self.uncertain, "edit");
            parts.push(format!("{edits} that may change behaviour available with `--unsafe-fixes`"));
        }
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}
