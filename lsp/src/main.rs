//! The language server as a program of its own, for tests and benchmarks; people run `concheck lsp`.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: concheck_lsp::memory::Allocator = concheck_lsp::memory::Allocator;

fn main() -> ExitCode {
    concheck_lsp::run(std::env::args_os().skip(1))
}
