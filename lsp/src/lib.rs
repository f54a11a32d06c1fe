//! The language server of concheck: what `concheck lsp` runs.
//!
//! [`session`] knows nothing of any protocol: it takes edits and gives findings and what is known of locks.
//! [`protocol`] translates between it and the Language Server Protocol, [`transport`] moves messages, [`position`]
//! converts between the ways in which editors and the analyser count, and [`memory`] is what the server holds.

pub mod memory;

pub mod position;

pub mod session;

pub mod protocol;

pub mod transport;

use std::ffi::OsString;
use std::process::ExitCode;

/// Serves one client over standard input and output. Ends the process when the client says so or goes away.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    for arg in args {
        match arg.to_str() {
            // Some clients name the transport, of which there is one. `lsp` is what editors tell the program `concheck`.
            Some("--stdio" | "lsp") => {}
            Some("--version" | "-V") => {
                println!("concheck-lsp {}", env!("CARGO_PKG_VERSION"));
                return ExitCode::SUCCESS;
            }
            Some("--help" | "-h") => {
                println!("{HELP}");
                return ExitCode::SUCCESS;
            }
            _ => {
                eprintln!("error: unexpected argument `{}`\n\n{HELP}", arg.to_string_lossy());
                return ExitCode::from(2);
            }
        }
    }
    memory::count();
    match transport::serve() {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

const HELP: &str =
    "The language server of concheck. Speaks the Language Server Protocol on standard input and output.

Usage: concheck lsp [--stdio]";
