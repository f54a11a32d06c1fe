//! The binary `concheck-lsp`.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    concheck_lsp::run(std::env::args_os().skip(1))
}
