//! The language server as a program of its own, for tests and benchmarks; people run `concheck lsp`.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    concheck_lsp::run(std::env::args_os().skip(1))
}
