//! `--fix`: applies the edits that findings offer, or shows them as a diff.

use std::fs;
use std::sync::Arc;

use anyhow::{anyhow, bail};
use similar::TextDiff;

use crate::cli::input::Input;
use crate::cli::{WARNING, git, output, say};
use crate::facts;
use crate::report::{Fixed, Report, apply_fixes, plural};

/// The options of fixing.
#[derive(Debug, Default, clap::Args)]
pub(super) struct FixArgs {
    /// Apply the edits that findings offer, and report what remains
    #[arg(long, help_heading = "Fixing", conflicts_with_all = ["staged", "stdin_filename"])]
    pub(super) fix: bool,

    /// Print what `--fix` would change as a diff, and change nothing
    #[arg(long, requires = "fix", help_heading = "Fixing")]
    pub(super) dry_run: bool,

    /// Fix files that differ from the last commit
    #[arg(long, requires = "fix", help_heading = "Fixing")]
    allow_dirty: bool,

    /// Fix files that are in no git repository
    #[arg(long, requires = "fix", help_heading = "Fixing")]
    allow_no_vcs: bool,
}

impl FixArgs {
    /// Applies the edits of what `report` shows to the files. Gives a sentence about it, and whether anything changed.
    pub(super) fn apply(&self, input: &Input, report: &Report<'_>) -> anyhow::Result<Option<String>> {
        let fixed = self.fixed(input, report)?;
        if fixed.texts.is_empty() {
            return Ok(None);
        }
        let paths: Vec<String> = fixed.texts.keys().map(|file| report.path(*file).to_owned()).collect();
        self.check_files(input, &paths)?;
        for (path, text) in paths.iter().zip(fixed.texts.values()) {
            output::write_file(&input.base.join(path), text)?;
        }
        let mut said =
            format!("mended {} in {}", plural(fixed.applied, "finding"), plural(paths.len(), "file"));
        if fixed.skipped > 0 {
            said.push_str(&format!("; {} left for another run", fixed.skipped));
        }
        Ok(Some(said))
    }

    /// What [`FixArgs::apply`] would change, as a unified diff.
    pub(super) fn diff(&self, input: &Input, report: &Report<'_>) -> anyhow::Result<String> {
        let fixed = self.fixed(input, report)?;
        let mut out = String::new();
        for (file, text) in &fixed.texts {
            let path = report.path(*file);
            let diff = TextDiff::from_lines(&*input.sources.files[file.0 as usize].text, text.as_str());
            let unified = diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string();
            out.push_str(&unified);
        }
        Ok(out)
    }

    /// The new texts, without those that could not be parsed as well as before.
    fn fixed(&self, input: &Input, report: &Report<'_>) -> anyhow::Result<Fixed> {
        let mut fixed = apply_fixes(&input.sources, report.findings.iter().map(|shown| &shown.finding));
        let mut after = input.sources.clone();
        for (file, text) in &fixed.texts {
            after.files[file.0 as usize].text = Arc::from(text.as_str());
        }
        if fixed.texts.is_empty() {
            return Ok(fixed);
        }
        let problems = |sources| -> Vec<usize> {
            facts::read_all(sources).iter().map(|file| file.problems.len()).collect()
        };
        let (before, after) = (problems(&input.sources), problems(&after));
        fixed.texts.retain(|file, _| {
            let index = file.0 as usize;
            let sound = after[index] <= before[index];
            if !sound {
                let path = report.path(*file);
                say(
                    WARNING,
                    "warning",
                    format_args!("{path}: not mended, since it would not parse afterwards"),
                );
            }
            sound
        });
        Ok(fixed)
    }

    /// Refuses to change what could not be got back.
    fn check_files(&self, input: &Input, paths: &[String]) -> anyhow::Result<()> {
        for path in paths {
            let full = input.base.join(path);
            let bytes = fs::read(&full).map_err(|error| anyhow!("cannot read {path}: {error}"))?;
            let file = input.sources.files.iter().find(|file| file.path == *path);
            if file.is_none_or(|file| file.text.as_bytes() != bytes) {
                bail!("{path} is not plain UTF-8, or has changed meanwhile: not mended");
            }
        }
        match git::dirty(&input.base, paths) {
            None if self.allow_no_vcs || self.allow_dirty => Ok(()),
            None => bail!(
                "the files are in no git repository; with `--allow-no-vcs` they are mended all the same"
            ),
            Some(dirty) if dirty.is_empty() || self.allow_dirty => Ok(()),
            Some(dirty) => {
                let listed: Vec<&str> = dirty.iter().map(String::as_str).collect();
                bail!(
                    "not committed: {}; with `--allow-dirty` files are mended all the same",
                    listed.join(", ")
                )
            }
        }
    }
}
