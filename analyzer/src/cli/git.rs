//! What git knows about the files: asked by running it, since its own repository formats are its own business.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use anyhow::{anyhow, bail};

use crate::finding::{Finding, Site};
use crate::programs;
use crate::sources::{self, SourceSet};

/// Lines that differ, by path from the base.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes(BTreeMap<String, Lines>);

#[derive(Clone, Debug)]
enum Lines {
    /// A new file.
    All,
    /// 1-based, both ends included.
    Ranges(Vec<(u32, u32)>),
}

impl Changes {
    /// What differs between the work tree and the point where `rev` and it parted, new files included.
    pub(super) fn since(base: &Path, rev: &str) -> anyhow::Result<Changes> {
        inside(base)?;
        let commit = git(
            base,
            &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{rev}^{{commit}}")],
        )
        .map_err(|_| match is_shallow(base) {
            true => anyhow!("unknown git revision `{rev}`: {SHALLOW}"),
            false => anyhow!("unknown git revision `{rev}`"),
        })?;
        let commit = commit.trim();
        let parted = match git(base, &["merge-base", commit, "HEAD"]) {
            Ok(parted) => parted,
            Err(_) if is_shallow(base) => bail!("cannot list the changes since `{rev}`: {SHALLOW}"),
            // Histories without a common commit differ in all that differs.
            Err(_) => commit.to_owned(),
        };
        let mut changes = Changes::of(&diff(base, &[parted.trim()])?);
        let new = git(base, &["ls-files", "-z", "--others", "--exclude-standard"])?;
        changes.0.extend(
            new.split('\0').filter(|path| !path.is_empty()).map(|path| (path.to_owned(), Lines::All)),
        );
        Ok(changes)
    }

    /// What differs between the index and the last commit.
    pub(super) fn staged(base: &Path) -> anyhow::Result<Changes> {
        inside(base)?;
        Ok(Changes::of(&diff(base, &["--cached"])?))
    }

    /// Reads a diff without context.
    fn of(diff: &str) -> Changes {
        let mut changes = Changes::default();
        let mut current: Option<String> = None;
        // Lines of the files themselves begin with `+`, `-` or a space; a removed line may look like a header.
        let mut content = 0;
        for line in diff.lines() {
            if content > 0 && line.starts_with(['+', '-', '\\']) {
                content -= u32::from(!line.starts_with('\\'));
            } else if let Some(path) = line.strip_prefix("+++ ") {
                let path = path.trim_end_matches('\t');
                current = unquoted(path).strip_prefix("b/").map(str::to_owned);
            } else if let Some((old, new)) = hunk(line) {
                content = old.1 + new.1;
                let Some(path) = &current else { continue };
                // Where lines were only removed, what stands on both sides of the gap has changed.
                let range = if new.1 == 0 { (new.0.max(1), new.0 + 1) } else { (new.0, new.0 + new.1 - 1) };
                match changes.0.entry(path.clone()).or_insert_with(|| Lines::Ranges(Vec::new())) {
                    Lines::Ranges(ranges) => ranges.push(range),
                    Lines::All => {}
                }
            }
        }
        changes
    }

    /// Whether a place of `finding` is on a line that differs.
    pub(super) fn touch(&self, sources: &SourceSet, finding: &Finding) -> bool {
        let touched = |place: &Site| {
            let file = sources.files.get(place.location.file.0 as usize);
            let (start, end) = (place.location.span.start.line + 1, place.location.span.end.line + 1);
            match file.and_then(|file| self.0.get(&file.path)) {
                Some(Lines::All) => true,
                Some(Lines::Ranges(ranges)) => ranges.iter().any(|(from, to)| *from <= end && start <= *to),
                None => false,
            }
        };
        std::iter::once(&finding.primary).chain(&finding.related).any(touched)
    }
}

/// The texts of the index, where the work tree has gone on.
pub(super) fn index_texts(base: &Path) -> anyhow::Result<BTreeMap<PathBuf, Arc<str>>> {
    inside(base)?;
    let mut texts = BTreeMap::new();
    for path in git(
        base,
        &[
            "diff",
            "--name-only",
            "-z",
            "--relative",
            "--no-ext-diff",
            "--ignore-submodules=all",
            "--diff-filter=M",
        ],
    )?
    .split('\0')
    {
        if path.ends_with(".rs") {
            let text = git(base, &["show", "--no-textconv", "--no-ext-diff", &format!(":./{path}")])?;
            texts.insert(base.join(path), Arc::from(text));
        }
    }
    Ok(texts)
}

/// Those of `files` that differ from the last commit or are unknown to git. `None` outside of any repository.
pub(super) fn dirty(base: &Path, files: &[String]) -> Option<BTreeSet<String>> {
    let prefix = git(base, &["rev-parse", "--show-prefix"]).ok()?;
    let prefix = prefix.trim_end_matches('\n');
    let mut args = vec![
        "status",
        "--porcelain",
        "-z",
        "--no-renames",
        "--ignore-submodules=all",
        "--ignored=matching",
        "--untracked-files=all",
        "--",
    ];
    args.extend(files.iter().map(String::as_str));
    let status = git(base, &args).ok()?;
    // Paths of this listing begin at the root of the repository.
    let paths = status.split('\0').filter_map(|entry| entry.get(3..));
    Some(paths.map(|path| path.strip_prefix(prefix).unwrap_or(path).to_owned()).collect())
}

/// What to do about a history that is not all there.
const SHALLOW: &str = "this clone is shallow; run `git fetch --unshallow`, or check out with the whole history \
     (`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` in GitLab)";

fn is_shallow(base: &Path) -> bool {
    git(base, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|answer| answer.trim() == "true")
}

fn inside(base: &Path) -> anyhow::Result<()> {
    match git(base, &["rev-parse", "--is-inside-work-tree"]) {
        Ok(_) => Ok(()),
        Err(error) if error.to_string().starts_with("cannot run git") => Err(error),
        Err(_) => bail!("{} is not in a git repository", base.display()),
    }
}

fn diff(base: &Path, args: &[&str]) -> anyhow::Result<String> {
    let common = [
        "diff",
        "--unified=0",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--relative",
        "--diff-filter=d",
    ];
    let prefixes = ["--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/"];
    let all: Vec<&str> = common.iter().chain(&prefixes).chain(args).copied().chain(["--"]).collect();
    git(base, &all)
}

/// Runs git. What the repository's own configuration would have it run is switched off: a tree that was unpacked from
/// somewhere may bring a `.git` of its own.
fn git(base: &Path, args: &[&str]) -> anyhow::Result<String> {
    let settings =
        [("core.quotePath", "false"), ("core.fsmonitor", "false"), ("core.hooksPath", "/dev/null")];
    let mut settings: Vec<(String, &str)> =
        settings.map(|(key, value)| (key.to_owned(), value)).into_iter().collect();
    settings.extend(programs_of(base)?);
    let mut command = command(base)?;
    for (index, (key, value)) in settings.iter().enumerate() {
        command.env(format!("GIT_CONFIG_KEY_{index}"), key).env(format!("GIT_CONFIG_VALUE_{index}"), value);
    }
    command.env("GIT_CONFIG_COUNT", settings.len().to_string());
    run(command.args(args))
}

/// The keys of the repository's own configuration that name filters, or files that git would read to the end, each with
/// the value that switches it off.
fn programs_of(base: &Path) -> anyhow::Result<Vec<(String, &'static str)>> {
    let mut command = command(base)?;
    command.args(["config", "--null", "--show-scope", "--name-only", "--list"]);
    // Outside of a repository there is nothing to switch off; the command itself says what is wrong.
    let Ok(listed) = run(&mut command) else { return Ok(Vec::new()) };
    let mut fields = listed.split('\0');
    let mut keys = Vec::new();
    while let (Some(scope), Some(key)) = (fields.next(), fields.next()) {
        let is_own = matches!(scope, "local" | "worktree");
        let is_file = matches!(key, "core.excludesfile" | "core.attributesfile");
        if is_own && (key.starts_with("filter.") || is_file) {
            keys.push((key.to_owned(), if key.ends_with(".required") { "false" } else { "" }));
        }
    }
    keys.dedup();
    Ok(keys)
}

/// A git that fetches nothing, asks nobody, and writes nothing, not even its index.
fn command(base: &Path) -> anyhow::Result<Command> {
    let found = programs::command("git", None, &sources::tree_of(base));
    let mut command = found.map_err(|error| anyhow!("cannot run git: {error}"))?;
    command.current_dir(base).env_remove("GIT_EXTERNAL_DIFF");
    for (variable, value) in [
        ("GIT_NO_LAZY_FETCH", "1"),
        ("GIT_ALLOW_PROTOCOL", ""),
        ("GIT_TERMINAL_PROMPT", "0"),
        ("GIT_OPTIONAL_LOCKS", "0"),
        ("GIT_PAGER", "cat"),
    ] {
        command.env(variable, value);
    }
    Ok(command)
}

fn run(command: &mut Command) -> anyhow::Result<String> {
    let output = programs::run(command).map_err(|error| anyhow!("cannot run git: {error}"))?;
    if !output.success {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("git failed: {}", said.lines().next().unwrap_or("no reason given"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// `@@ -1,2 +3,4 @@` as (1, 2) and (3, 4).
fn hunk(line: &str) -> Option<((u32, u32), (u32, u32))> {
    let rest = line.strip_prefix("@@ -")?;
    let (old, rest) = rest.split_once(" +")?;
    let (new, _) = rest.split_once(" @@")?;
    let range = |text: &str| match text.split_once(',') {
        Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    };
    Some((range(old)?, range(new)?))
}

/// A path as git prints it: between quotes where it has odd characters.
fn unquoted(path: &str) -> String {
    match path.strip_prefix('"').and_then(|path| path.strip_suffix('"')) {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\t", "\t").replace("\\\\", "\\"),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_is_read_as_lines() {
        let diff = "\
diff --git a/src/a.rs b/src/a.rs
--- a/src/a.rs
+++ b/src/a.rs
@@ -3 +3,2 @@ fn f() {
--- a/fooled.rs
+++ b/fooled.rs
+x
@@ -9,2 +10,0 @@
-x
-y
diff --git a/b.rs b/b.rs
--- a/b.rs
+++ \"b/o\\\"dd.rs\"
@@ -0,0 +1 @@
+z
";
        let changes = Changes::of(diff).0;
        let lines: Vec<(&str, String)> =
            changes.iter().map(|(path, lines)| (path.as_str(), format!("{lines:?}"))).collect();
        let ranges = |text: &str| format!("Ranges({text})");
        assert_eq!(lines, [("o\"dd.rs", ranges("[(1, 1)]")), ("src/a.rs", ranges("[(3, 4), (10, 11)]"))]);
    }
}
