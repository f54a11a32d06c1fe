//! `concheck.toml` and `[workspace.metadata.concheck]`.

/// What the user configured.
#[derive(Clone, Debug, Default)]
pub struct Config {}
