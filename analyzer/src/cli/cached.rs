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
        let usual = || target(base);
        let dir = self.cache_dir.clone().or_else(named).or_else(usual)?;
        Some(Cache::new(dir, LIMIT))
    }
}

/// The folder within the target folder of the workspace that `base` is in. `None` where a link would lead out of the
/// workspace: a tree does not choose where files are written.
fn target(base: &Path) -> Option<PathBuf> {
    sources::nearest_manifest(base)?;
    let named = TARGET.iter().filter_map(env::var_os).find(|dir| !dir.is_empty());
    if let Some(named) = named {
        return Some(PathBuf::from(named).join("concheck"));
    }
    let target = sources::tree_of(base).join("target");
    let dir = target.join("concheck");
    let is_link = |path: &Path| path.symlink_metadata().is_ok_and(|about| about.is_symlink());
    (!is_link(&target) && !is_link(&dir)).then_some(dir)
}
