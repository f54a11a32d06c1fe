//! Programs to compare: given ones, and those of revisions, which are built in a worktree of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use super::root;

/// A program.
#[derive(Clone, Debug)]
pub(crate) struct Build {
    /// What was asked for, and which commit that is.
    pub(crate) name: String,
    pub(crate) program: PathBuf,
}

impl Build {
    /// `spec` is a program, `.` for the working tree, or a revision.
    pub(crate) fn of(spec: &str, profile: &str) -> anyhow::Result<Build> {
        let path = Path::new(spec);
        if path.is_file() {
            return Ok(Build { name: spec.to_owned(), program: path.canonicalize()? });
        }
        let home = root().join("target/compare");
        fs::create_dir_all(home.join("bin"))?;
        if spec == "." {
            let program = built(&root(), &home, profile)?;
            let copy = home.join("bin").join(format!("here{}", std::env::consts::EXE_SUFFIX));
            fs::copy(program, &copy)?;
            let changed = !git(&root(), &["status", "--porcelain"])?.is_empty();
            let commit = git(&root(), &["rev-parse", "--short", "HEAD"])?;
            let name = format!("working tree ({commit}{})", if changed { " and changes" } else { "" });
            return Ok(Build { name, program: copy });
        }
        let commit = git(&root(), &["rev-parse", "--verify", "--quiet", &format!("{spec}^{{commit}}")])
            .with_context(|| format!("`{spec}` is neither a program nor a revision"))?;
        let name = format!("{spec} ({})", commit.get(..9).unwrap_or(&commit));
        let copy = home.join("bin").join(format!("{commit}-{profile}{}", std::env::consts::EXE_SUFFIX));
        if !copy.is_file() {
            let tree = home.join("tree");
            if tree.join(".git").exists() {
                git(&tree, &["checkout", "--quiet", "--force", "--detach", &commit])?;
            } else {
                let tree = tree.to_string_lossy();
                git(&root(), &["worktree", "add", "--quiet", "--force", "--detach", &tree, &commit])?;
            }
            fs::copy(built(&tree, &home, profile)?, &copy)?;
        }
        Ok(Build { name, program: copy })
    }
}

/// Builds what lies at `tree`. All builds share a target folder, so that dependencies are built once.
fn built(tree: &Path, home: &Path, profile: &str) -> anyhow::Result<PathBuf> {
    let target = home.join("build");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "--locked", "--bin", "concheck", "--profile", profile]);
    let status =
        cargo.arg("--target-dir").arg(&target).current_dir(tree).status().context("cargo does not run")?;
    anyhow::ensure!(status.success(), "{} cannot be built", tree.display());
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(target.join(folder).join(format!("concheck{}", std::env::consts::EXE_SUFFIX)))
}

fn git(folder: &Path, args: &[&str]) -> anyhow::Result<String> {
    let output = Command::new("git").args(args).current_dir(folder).output().context("git does not run")?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "git {}: {}", args.join(" "), said.trim());
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
