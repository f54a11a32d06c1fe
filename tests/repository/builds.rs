//! Fixtures are real Rust: each compiles, in its edition, with the libraries that it names, and goes on to compile when the
//! edits that findings offer have been applied.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use concheck_analyzer::config::Config;
use concheck_analyzer::finding::Fix;
use concheck_analyzer::report::{Fixed, apply_fixes};
use concheck_analyzer::sources::{self, LoadOptions};

use super::{corpus, entries, file_name, read, write};

/// Libraries that any fixture may name.
const DEPENDENCIES: &str = r#"
async-channel = "2"
async-lock = "3"
async-process = "2"
async-trait = "0.1"
bcrypt = "0.17"
crossbeam = "0.8"
crossbeam-channel = "0.5"
crossfire = "2"
anyhow = "1"
attohttpc = { version = "0.30", default-features = false }
arc-swap = "1"
clap = { version = "4", features = ["derive"] }
dashmap = "6"
flate2 = "1"
flume = "0.11"
futures = { version = "0.3", features = ["thread-pool"] }
futures-lite = "2"
image = { version = "0.25", default-features = false }
lazy_static = "1"
libc = "0.2"
log = "0.4"
lz4_flex = "0.11"
once_cell = "1"
parking_lot = { version = "0.12", features = ["arc_lock"] }
pyo3 = { version = "0.27", features = ["abi3-py39", "extension-module"] }
r2d2 = "0.8"
rayon = "1"
reqwest = { version = "0.12", default-features = false, features = ["blocking"] }
rusqlite = "0.37"
slog = { version = "2", features = ["max_level_trace"] }
spin = "0.9"
tracing = "0.1"
ureq = { version = "3", default-features = false }
walkdir = "2"
"#;

/// Libraries that bring an executor: which of them a package has tells concheck what polls its futures, so each fixture gets
/// only those that it names.
const EXECUTORS: &[(&str, &str)] = &[
    ("actix_rt", r#"actix-rt = "2""#),
    ("async_std", r#"async-std = "1""#),
    ("pollster", r#"pollster = "0.4""#),
    ("smol", r#"smol = "2""#),
    ("tokio", r#"tokio = { version = "1", features = ["full"] }"#),
    ("tokio_util", r#"tokio-util = { version = "0.7", features = ["codec"] }"#),
];

#[test]
#[ignore = "builds the fixtures' dependencies; CI runs it"]
fn fixtures_compile_with_and_without_their_fixes() {
    let home = tempfile::tempdir().expect("a temporary folder");
    // Analysed code may nest deeply.
    let pool = rayon::ThreadPoolBuilder::new().stack_size(64 << 20).build().expect("threads");
    let mut folders = copies(home.path());
    folders.push(workspace(&home.path().join("workspace")));
    folders.iter().for_each(|folder| check(folder, home.path()));

    let apply_all = |wanted: fn(&Fix) -> bool| -> usize {
        let mut applied = 0;
        for folder in &folders {
            let here = pool.install(|| apply(folder, wanted));
            if here > 0 {
                check(folder, home.path());
            }
            applied += here;
        }
        applied
    };
    let certain = apply_all(Fix::is_certain);
    assert!(certain > 2, "only {certain} certain edits");
    let others = apply_all(|_| true);
    assert!(others > 20, "only {others} other edits");
}

/// Applies the wanted edits of everything that is found in a folder, whatever its level. Gives their number.
fn apply(folder: &Path, wanted: fn(&Fix) -> bool) -> usize {
    let options = LoadOptions::default();
    let sources = sources::load(&[folder.to_path_buf()], &options).expect("sources");
    let findings = concheck_analyzer::analyze(&sources, &Config::default()).findings;
    let wanted = findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(wanted));
    let Fixed { texts, applied, .. } = apply_fixes(&sources, wanted);
    for (file, text) in &texts {
        let path = &sources.files[file.0 as usize].path;
        println!("{path}: edited");
        write(&sources.base.join(path), text);
    }
    applied
}

/// Writes a workspace with the fixtures that have no manifest: a package for each edition and set of executors.
fn workspace(home: &Path) -> PathBuf {
    let own = corpus::repository().join("macros").display().to_string();
    let own = format!("concheck = {{ path = {own:?}, features = [\"parking_lot\", \"tokio\"] }}\n");
    let mut roots: BTreeMap<String, String> = BTreeMap::new();
    for fixture in corpus::fixtures() {
        let lib = if fixture.path.is_file() { fixture.path.clone() } else { fixture.path.join("lib.rs") };
        if !lib.is_file() {
            continue;
        }
        let texts: String = fixture.texts().into_iter().map(|(_, text)| text).collect();
        let edition = edition_of(&read(&lib)).to_string();
        let executors = EXECUTORS.iter().filter(|(name, _)| texts.contains(name));
        let (names, entries): (Vec<&str>, Vec<&str>) = executors.copied().unzip();
        let package = format!("fixtures_{edition}_{}", names.join("_"));
        let name = fixture.name.replace('/', "_");
        let src = home.join(&package).join("src");
        let root = roots.entry(package.clone()).or_insert_with(|| {
            let manifest = format!(
                "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n\n\
                 [dependencies]{DEPENDENCIES}{}\n{own}",
                entries.join("\n")
            );
            write(&home.join(&package).join("Cargo.toml"), &manifest);
            "#![allow(warnings)]\n".to_string()
        });
        if fixture.path.is_file() {
            write(&src.join(&name).with_extension("rs"), &read(&lib));
            *root += &format!("pub mod {name};\n");
        } else {
            copy_folder(&fixture.path, &src.join(&name));
            *root += &format!("#[path = \"{name}/lib.rs\"]\npub mod {name};\n");
        }
    }
    for (package, root) in &roots {
        write(&home.join(package).join("src/lib.rs"), root);
    }
    let members: Vec<&String> = roots.keys().collect();
    write(&home.join("Cargo.toml"), &format!("[workspace]\nresolver = \"2\"\nmembers = {members:?}\n"));
    home.to_path_buf()
}

/// Copies the fixtures that have a manifest.
fn copies(home: &Path) -> Vec<PathBuf> {
    let mut copies = Vec::new();
    for fixture in corpus::fixtures() {
        if fixture.path.join("Cargo.toml").is_file() {
            let copy = home.join("copies").join(&fixture.name);
            copy_folder(&fixture.path, &copy);
            copies.push(copy);
        }
    }
    copies
}

fn check(folder: &Path, home: &Path) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["check", "--quiet", "--workspace", "--target-dir"])
        .arg(home.join("target"))
        .current_dir(folder)
        .env_remove("RUSTFLAGS")
        // pyo3 is checked, not linked, so no interpreter is needed.
        .env("PYO3_NO_PYTHON", "1")
        .status()
        .expect("cargo runs");
    assert!(status.success(), "{} does not compile", folder.display());
}

fn edition_of(text: &str) -> &str {
    let header = text.lines().take_while(|line| line.starts_with("//@"));
    header.filter_map(|line| line.strip_prefix("//@ edition: ")).next().unwrap_or("2021")
}

fn copy_folder(from: &Path, to: &Path) {
    for path in entries(from) {
        let target = to.join(file_name(&path));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            write(&target, &read(&path));
        }
    }
}
