//! glob 0.3.

use std::path::PathBuf;

pub struct PatternError;
pub struct GlobError;
pub struct MatchOptions;

#[concheck::blocking(files, long)]
pub fn glob(pattern: &str) -> Result<Paths, PatternError>;
#[concheck::blocking(files, long)]
pub fn glob_with(pattern: &str, options: MatchOptions) -> Result<Paths, PatternError>;

pub struct Paths;
impl Iterator for Paths {
    type Item = Result<PathBuf, GlobError>;
}
