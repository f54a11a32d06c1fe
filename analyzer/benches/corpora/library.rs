//! Published crates that benchmarks read, wherever they are.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context;

/// Where crates are.
#[derive(Debug)]
pub(crate) struct Library {
    /// The folder to look into first, for `CRATE-VERSION`.
    pub(crate) dir: Option<PathBuf>,
    /// Whether cargo may download what is not on this machine.
    pub(crate) download: bool,
    /// What could not be had, as `CRATE-VERSION`.
    pub(crate) missing: BTreeSet<String>,
}

impl Default for Library {
    fn default() -> Library {
        Library { dir: None, download: true, missing: BTreeSet::new() }
    }
}

impl Library {
    /// The folder of a version, which may have to be downloaded.
    pub(crate) fn get(&mut self, name: &str, version: &str) -> Option<PathBuf> {
        let folder = format!("{name}-{version}");
        let own = self.dir.iter().map(|dir| dir.join(&folder)).find(|path| path.is_dir());
        let found = own.or_else(|| unpacked(&folder)).or_else(|| {
            if !self.download {
                return None;
            }
            // It shows the manifest, for which it has to unpack the crate, and nothing that the crate depends on.
            let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
            cargo.args(["info", "--quiet", &format!("{name}@{version}")]);
            let _ = cargo
                .current_dir(std::env::temp_dir())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .ok()?;
            unpacked(&folder)
        });
        if found.is_none() {
            self.missing.insert(folder);
        }
        found
    }
}

/// Where cargo has unpacked a crate.
fn unpacked(folder: &str) -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")))?;
    let registries = std::fs::read_dir(home.join("registry/src")).ok()?;
    registries.flatten().map(|registry| registry.path().join(folder)).find(|path| path.is_dir())
}

/// The text of a file in `tests`.
pub(crate) fn list(name: &str) -> anyhow::Result<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests").join(name);
    std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}
