//! Gives this build a name that all machines share: facts that another build has written may be of another form. Puts the
//! declarations of libraries into it.

use std::collections::BTreeSet;
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

/// Whether a file of declarations has impls of traits for types that it does not declare.
fn extends(text: &str) -> bool {
    let words = || text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    let declares = |before: &str| matches!(before, "struct" | "enum" | "union" | "type");
    let pairs = words().zip(words().skip(1));
    let declared: BTreeSet<&str> =
        pairs.filter(|(before, _)| declares(before)).map(|(_, name)| name).collect();
    let heads = text.split("\nimpl").skip(1).filter_map(|rest| rest.split(['{', ';']).next());
    heads.filter_map(|head| head.rsplit_once(" for ")).any(|(_, of)| {
        let end = of.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(of.len());
        !declared.contains(of[..end].rsplit("::").next().unwrap_or_default())
    })
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
            let extends = extends(&fs::read_to_string(&path)?);
            // Writing to a string cannot fail.
            let _ = write!(list, "({name:?}, include_str!({path:?}), {extends}),");
        }
    }
    Ok(())
}
