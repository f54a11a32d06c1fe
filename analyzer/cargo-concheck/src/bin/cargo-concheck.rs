//! The program `cargo-concheck`, which makes `cargo concheck` work: it starts `concheck` and hands its arguments on.
//!
//! It depends on nothing, so that the analyser is built and shipped once.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// The program that does the work.
const PROGRAM: &str = if cfg!(windows) { "concheck.exe" } else { "concheck" };

/// What cargo puts before the user's arguments; `concheck` takes it as a sign that cargo has started it.
const COMMAND: &str = "concheck";

/// The exit code of a run that could not do its work.
const FAILURE: u8 = 2;

fn main() -> ExitCode {
    let mut args: Vec<OsString> = env::args_os().skip(1).collect();
    if args.first().is_none_or(|first| first != COMMAND) {
        args.insert(0, OsString::from(COMMAND));
    }
    let Some(program) = find() else {
        eprintln!(
            "error: cannot find `{PROGRAM}` beside `cargo-concheck` or in PATH; install both with `cargo install \
             cargo-concheck`"
        );
        return ExitCode::from(FAILURE);
    };
    let mut command = Command::new(&program);
    command.args(args);
    start(command).unwrap_or_else(|error| {
        eprintln!("error: cannot start {}: {error}", program.display());
        ExitCode::from(FAILURE)
    })
}

/// Beside this program, also where a symbolic link led to it, else in the folders of `PATH`.
fn find() -> Option<PathBuf> {
    let own = env::current_exe().ok();
    let real = own.as_deref().and_then(|own| own.canonicalize().ok());
    let beside = [own, real].into_iter().flatten().filter_map(|own| Some(own.parent()?.to_path_buf()));
    let path = env::var_os("PATH").unwrap_or_default();
    beside.chain(env::split_paths(&path)).map(|folder| folder.join(PROGRAM)).find(|program| program.is_file())
}

/// Replaces this process where the system can, so that signals and the terminal are the program's.
#[cfg(unix)]
fn start(mut command: Command) -> std::io::Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

#[cfg(not(unix))]
fn start(mut command: Command) -> std::io::Result<ExitCode> {
    let code = command.status()?.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(FAILURE)))
}
