//! `concheck completions` and `concheck man`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::cli::{check, note};

#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// Write the pages of all commands to FOLDER instead of printing the first one
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

/// `concheck completions`.
pub(super) fn completions(args: &CompletionsArgs, mut command: Command) -> anyhow::Result<ExitCode> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut command, "concheck", &mut text);
    check::print(&String::from_utf8_lossy(&text))
}

/// `concheck man`.
pub(super) fn man(args: &ManArgs, command: Command) -> anyhow::Result<ExitCode> {
    let Some(folder) = &args.out else {
        let mut text = Vec::new();
        Man::new(command).render(&mut text).context("cannot write the page")?;
        return check::print(&String::from_utf8_lossy(&text));
    };
    fs::create_dir_all(folder).map_err(|error| anyhow!("cannot create {}: {error}", folder.display()))?;
    clap_mangen::generate_to(command, folder)
        .map_err(|error| anyhow!("cannot write into {}: {error}", folder.display()))?;
    note(&format!("manual pages written to {}", folder.display()));
    Ok(ExitCode::SUCCESS)
}
