//! `concheck lsp`: starts the language server, a program of its own that is installed beside this one.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, bail};

/// The server's program.
const SERVER: &str = if cfg!(windows) { "concheck-lsp.exe" } else { "concheck-lsp" };

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Arguments for the server: `--stdio` is accepted, and the default
    #[arg(value_name = "ARG", trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<OsString>,
}

/// Runs the server in the place of this process, as far as the system knows such a thing.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let Some(server) = find() else {
        bail!(
            "cannot find the language server `{SERVER}` beside this program or in PATH; install it with \
             `cargo install concheck-lsp`"
        );
    };
    let mut command = Command::new(&server);
    command.args(&args.rest);
    start(command).with_context(|| format!("cannot start {}", server.display()))
}

/// Beside this program, else in the folders of PATH.
fn find() -> Option<PathBuf> {
    let own = env::current_exe().ok();
    let beside = own.as_deref().and_then(|own| Some(own.parent()?.to_path_buf()));
    // Where this program was reached over a symbolic link, the server may lie beside the real one.
    let real = own.as_deref().and_then(|own| Some(own.canonicalize().ok()?.parent()?.to_path_buf()));
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = beside.into_iter().chain(real).chain(env::split_paths(&path));
    folders.map(|folder| folder.join(SERVER)).find(|program| program.is_file())
}

#[cfg(unix)]
fn start(mut command: Command) -> std::io::Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

#[cfg(not(unix))]
fn start(mut command: Command) -> std::io::Result<ExitCode> {
    let status = command.status()?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::from(super::FAILURE), ExitCode::from))
}
