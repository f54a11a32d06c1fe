//! The program `concheck`: the command line of the analyser, with the language server inside.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: concheck_lsp::memory::Allocator = concheck_lsp::memory::Allocator;

fn main() -> ExitCode {
    concheck_analyzer::cli::run(std::env::args_os(), concheck_lsp::run)
}
