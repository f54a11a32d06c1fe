//! Where results are kept from one run to the next.

use std::env;
use std::path::{Path, PathBuf};

use crate::cache::{Cache, LIMIT};
use crate::sources;

/// The options about it.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Cache")]
pub(super) struct CacheArgs {
    /// Do not read or write the cache
    #[arg(long)]
    no_cache: bool,

    /// The cache folder [default: that in `CONCHECK_CACHE_DIR`, else `concheck` in the target folder of the workspace; no
    /// cache without a manifest]
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    cache_dir: Option<PathBuf>,
}

/// The variable that names the folder, weaker than the option.
const FOLDER: &str = "CONCHECK_CACHE_DIR";

/// Where cargo is told to build, the stronger first.
const TARGET: [&str; 2] = ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"];

impl CacheArgs {
    /// The cache to use for what is read from `base`; `None` where nothing is to be kept.
    pub(super) fn open(&self, base: &Path) -> Option<Cache> {
        if self.no_cache {
            return None;
        }
        let named = || env::var_os(FOLDER).filter(|dir| !dir.is_empty()).map(PathBuf::from);
        let usual = || Some(target(base)?.join("concheck"));
        let dir = self.cache_dir.clone().or_else(named).or_else(usual)?;
        Some(Cache::new(dir, LIMIT))
    }
}

/// The target folder of the workspace that `base` is in.
fn target(base: &Path) -> Option<PathBuf> {
    let manifest = sources::workspace_manifest(&sources::nearest_manifest(base)?);
    let named = TARGET.iter().filter_map(env::var_os).find(|dir| !dir.is_empty());
    Some(named.map_or_else(|| manifest.with_file_name("target"), PathBuf::from))
}
