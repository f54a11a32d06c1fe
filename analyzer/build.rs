//! Gives this build a name that all machines share: facts that another build has written may be of another form. Puts the
//! declarations of libraries into it.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use xxhash_rust::xxh3::Xxh3;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=declarations");
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let declarations = package.join("declarations");
    let mut hasher = Xxh3::new();
    add(&package.join("src"), &mut hasher)?;
    add(&declarations, &mut hasher)?;
    let mut list = String::from("&[");
    shelve(&declarations, "", &mut list)?;
    list.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("declarations.rs"), list)?;
    println!("cargo::rustc-env=CONCHECK_BUILD={:016x}", hasher.digest());
    Ok(())
}

/// Adds the names and texts of the Rust files in `folder` and below, in order.
fn add(folder: &Path, hasher: &mut Xxh3) -> io::Result<()> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add(&path, hasher)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            hasher.update(path.file_name().unwrap_or_default().as_encoded_bytes());
            // A checkout may end its lines in its own way.
            hasher.update(fs::read_to_string(&path)?.replace("\r\n", "\n").as_bytes());
        }
    }
    Ok(())
}

/// Adds the declarations in `folder` and below to the list, by their names without ending.
fn shelve(folder: &Path, within: &str, list: &mut String) -> io::Result<()> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    paths.sort();
    for path in paths {
        let name = format!("{within}{}", path.file_stem().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            shelve(&path, &format!("{name}/"), list)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            // Writing to a string cannot fail.
            let _ = write!(list, "({name:?}, include_str!({path:?})),");
        }
    }
    Ok(())
}
