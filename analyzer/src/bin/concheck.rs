//! The `concheck` command.
fn main() {}
