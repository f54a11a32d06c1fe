//! The `cargo concheck` command.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    concheck_analyzer::cli::run_for_cargo(std::env::args_os())
}
