//! Gives this build a name that all machines share: facts that another build has written may be of another form. Puts the
//! declarations of libraries into it.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use xxhash_rust::xxh3::Xxh3;

#[expect(dead_code, unreachable_pub, reason = "it is a module of the library, too")]
#[path = "src/catalog/extended.rs"]
mod extended;

use extended::{Extended, extended};

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

/// The traits in a file of declarations: the words before the braces, the trait's own name first, and what stands in them.
fn traits(text: &str) -> impl Iterator<Item = (Vec<&str>, &str)> {
    text.split("pub trait ").skip(1).filter_map(|rest| {
        let (head, rest) = rest.split_once('{')?;
        let mut open = 1;
        let end = rest.find(|c| {
            open += i32::from(c == '{') - i32::from(c == '}');
            open == 0
        });
        let words = head.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
        Some((words.collect(), &rest[..end?]))
    })
}

/// Whether a file of declarations has impls of traits for types that it does not declare.
fn extends(text: &str) -> bool {
    let words = || text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    let declares = |before: &str| matches!(before, "struct" | "enum" | "union" | "type");
    let pairs = words().zip(words().skip(1));
    let declared: BTreeSet<&str> =
        pairs.filter(|(before, _)| declares(before)).map(|(_, name)| name).collect();
    let heads = text.match_indices("impl").filter_map(|(at, _)| {
        // At the beginning of a line, in a module or not.
        text[..at].trim_end_matches(' ').ends_with('\n').then_some(text[at..].split(['{', ';']).next()?)
    });
    heads.filter_map(|head| head.rsplit_once(" for ")).any(|(before, of)| {
        let end = of.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(of.len());
        let name = of[..end].rsplit("::").next().unwrap_or_default();
        // What an impl is for all of is no type; a reference or slice has no name.
        let is_param = before.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name);
        !name.is_empty() && !declared.contains(name) && !is_param
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
            let text = fs::read_to_string(&path)?;
            let about =
                |of| traits(&text).any(|(words, _)| words.iter().any(|word| extended(word) == Some(of)));
            let (foreign, iter, future) = (extends(&text), about(Extended::Iter), about(Extended::Future));
            let pipes = traits(&text).any(|(_, body)| body.contains("concheck::pipes"));
            // Writing to a string cannot fail.
            let _ = write!(
                list,
                "({name:?}, include_str!({path:?}), \
                 Has {{ foreign: {foreign}, iter: {iter}, future: {future}, pipes: {pipes} }}),"
            );
        }
    }
    Ok(())
}
