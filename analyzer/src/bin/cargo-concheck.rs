//! The `cargo concheck` command.
fn main() {}
