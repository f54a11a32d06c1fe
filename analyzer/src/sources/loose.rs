//! Files without a manifest: which are crate roots, which edition they are in.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::manifest::{self, Draft, Manifest};
use super::{Dependency, Edition, TargetKind};

/// Files that were named together.
pub(super) struct Group<'a> {
    /// The folder.
    pub(super) dir: &'a Path,
    /// Whether the folder was named, so that its `lib.rs` and `main.rs` are its roots; else the files were.
    pub(super) is_folder: bool,
    /// The edition of files that say nothing.
    pub(super) edition: Option<Edition>,
    /// The files, sorted by path.
    pub(super) files: Vec<LooseFile<'a>>,
}

/// A file of a group.
pub(super) struct LooseFile<'a> {
    /// Whatever the caller knows it by.
    pub(super) index: usize,
    /// Its path.
    pub(super) path: &'a Path,
    /// Its text.
    pub(super) text: &'a str,
}

/// Files that share an edition.
#[derive(Debug)]
pub(super) struct LoosePackage {
    pub(super) name: String,
    pub(super) edition: Edition,
    pub(super) rust_version: Option<(u32, u32)>,
    pub(super) dependencies: Vec<Dependency>,
    /// Kind, name and [`LooseFile::index`] of each crate root.
    pub(super) roots: Vec<(TargetKind, String, usize)>,
    /// [`LooseFile::index`] of each file.
    pub(super) files: Vec<usize>,
}

/// Makes packages of a group: one for each edition and `rust-version` that its crate roots are in.
pub(super) fn packages(group: &Group<'_>) -> Vec<LoosePackage> {
    let roots = roots(group);
    let enclosing = enclosing(group.dir);
    let default = Header {
        edition: group.edition.or(enclosing.as_ref().map(|package| package.edition)),
        rust_version: enclosing.as_ref().and_then(|package| package.rust_version),
    };
    let headers: Vec<Header> = group.files.iter().map(|file| header(file.text).or(default)).collect();
    let folder = group.dir.file_name().unwrap_or_default().to_string_lossy();
    let mut packages: BTreeMap<(Edition, Option<(u32, u32)>), LoosePackage> = BTreeMap::new();
    for (position, file) in group.files.iter().enumerate() {
        let root = roots[position];
        let key = (headers[root].edition.unwrap_or_default(), headers[root].rust_version);
        let package = packages.entry(key).or_insert_with(|| LoosePackage {
            name: folder.to_string(),
            edition: key.0,
            rust_version: key.1,
            dependencies: enclosing.as_ref().map(|package| package.dependencies.clone()).unwrap_or_default(),
            roots: Vec::new(),
            files: Vec::new(),
        });
        package.files.push(file.index);
        if root == position {
            let stem = stem(file.path);
            let name = match stem.as_str() {
                "lib" | "main" => folder.to_string(),
                _ => stem,
            };
            package.roots.push((kind(file), name, file.index));
        }
    }
    packages
        .into_values()
        .map(|mut package| {
            package.roots.sort();
            if let ([(_, name, _)], [_]) = (package.roots.as_slice(), package.files.as_slice()) {
                package.name = name.clone();
            }
            package
        })
        .collect()
}

/// What the comments on top of a file say about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Header {
    edition: Option<Edition>,
    rust_version: Option<(u32, u32)>,
}

impl Header {
    fn or(self, other: Header) -> Header {
        Header {
            edition: self.edition.or(other.edition),
            rust_version: self.rust_version.or(other.rust_version),
        }
    }
}

/// Reads `//@ edition: 2024` and `//@ rust-version: 1.60`, as compiletest spells them, also without the `@`.
fn header(text: &str) -> Header {
    let mut header = Header::default();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        let is_shebang = number == 0 && line.starts_with("#!") && !line.starts_with("#![");
        let Some(comment) = line.strip_prefix("//") else {
            if line.is_empty() || is_shebang {
                continue;
            }
            break;
        };
        let Some((key, value)) = comment.trim_start_matches('@').split_once(':') else { continue };
        match (key.trim(), value.trim()) {
            ("edition", value) if value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                header.edition = header.edition.or(Some(manifest::edition(value)));
            }
            ("rust-version", value) => {
                header.rust_version = header.rust_version.or(manifest::rust_version(value));
            }
            _ => {}
        }
    }
    header
}

/// For each file the position of its crate's root (its own, if it is one).
fn roots(group: &Group<'_>) -> Vec<usize> {
    let files = &group.files;
    let positions: FxHashMap<&Path, usize> =
        files.iter().enumerate().map(|(position, file)| (file.path, position)).collect();
    let modules: Vec<Vec<usize>> = files
        .iter()
        .enumerate()
        .map(|(position, file)| {
            let beside = file.path.parent().unwrap_or(Path::new(""));
            let below = beside.join(stem(file.path));
            let paths = declared(file.text).flat_map(|name| {
                [beside, below.as_path()]
                    .map(|dir| [dir.join(format!("{name}.rs")), dir.join(name).join("mod.rs")])
            });
            let known = paths.flatten().filter_map(|path| positions.get(path.as_path()).copied());
            known.filter(|module| *module != position).collect()
        })
        .collect();

    let conventional: Vec<usize> = ["lib.rs", "main.rs", "src/lib.rs", "src/main.rs"]
        .iter()
        .filter(|_| group.is_folder)
        .filter_map(|path| positions.get(group.dir.join(path).as_path()).copied())
        .collect();
    let mut root: Vec<Option<usize>> = vec![None; files.len()];
    let claim = |from: usize, root: &mut Vec<Option<usize>>| {
        root[from] = Some(from);
        let mut pending = VecDeque::from([from]);
        while let Some(file) = pending.pop_front() {
            for module in &modules[file] {
                if root[*module].is_none() {
                    root[*module] = Some(from);
                    pending.push_back(*module);
                }
            }
        }
    };
    for position in &conventional {
        root[*position] = Some(*position);
    }
    for position in &conventional {
        claim(*position, &mut root);
    }
    if let Some(first) = conventional.first() {
        return root.into_iter().map(|root| root.unwrap_or(*first)).collect();
    }
    let is_module = |position: usize| modules.iter().any(|modules| modules.contains(&position));
    for position in (0..files.len()).filter(|position| !is_module(*position)) {
        claim(position, &mut root);
    }
    // What is left are files that declare one another in a circle.
    for position in 0..files.len() {
        if root[position].is_none() {
            claim(position, &mut root);
        }
    }
    root.into_iter().enumerate().map(|(position, root)| root.unwrap_or(position)).collect()
}

/// The names in lines like `pub(crate) mod name;`. A guess from the text, made before anything is parsed; that a
/// file is taken for a module or for a root in error only moves it to another crate.
pub(super) fn declared(text: &str) -> impl Iterator<Item = &str> {
    // Most files have no module, and most of their lines no such word.
    let lines = if text.contains("mod ") { text.lines() } else { "".lines() };
    lines.filter(|line| line.contains("mod ")).filter_map(|line| {
        let line = line.split("//").next().unwrap_or_default().trim();
        let (before, name) = line.strip_suffix(';')?.rsplit_once("mod ")?;
        let before = before.trim_end();
        let starts = before.is_empty() || before.ends_with("pub") || before.ends_with([')', ']']);
        let name = name.trim().trim_start_matches("r#");
        (starts && !name.is_empty() && name.chars().all(|c| c == '_' || c.is_alphanumeric())).then_some(name)
    })
}

/// Where the file of a module may be that the file at `path` declares.
pub(super) fn files_of(path: &Path, module: &str) -> Vec<PathBuf> {
    let folder = folder_of(path);
    let mut folders = vec![folder.join(stem(path))];
    // Whether a file is the root of its folder depends on who declares it.
    folders.push(folder);
    folders
        .iter()
        .flat_map(|folder| [folder.join(module).with_extension("rs"), folder.join(module).join("mod.rs")])
        .collect()
}

fn kind(file: &LooseFile<'_>) -> TargetKind {
    let has_main = || {
        file.text.lines().any(|line| {
            let line = line.strip_prefix("pub ").unwrap_or(line);
            line.strip_prefix("async ").unwrap_or(line).starts_with("fn main(")
        })
    };
    match stem(file.path).as_str() {
        "lib" => TargetKind::Lib,
        "main" => TargetKind::Bin,
        _ if has_main() => TargetKind::Bin,
        _ => TargetKind::Lib,
    }
}

/// The package that `dir` is a source folder of: `concheck check src/pool.rs` should read the file in the edition
/// that it is compiled in. Only cargo's own source folders count, so that files which merely lie somewhere within a
/// package (fixtures, templates) are not taken for a part of it.
fn enclosing(dir: &Path) -> Option<Draft> {
    let home = dir.ancestors().find(|folder| folder.join("Cargo.toml").is_file())?;
    let first = dir.strip_prefix(home).ok()?.iter().next()?;
    if !["src", "tests", "benches", "examples"].iter().any(|folder| first == *folder) {
        return None;
    }
    let manifest = Manifest::read(&home.join("Cargo.toml")).ok().filter(Manifest::is_package)?;
    let workspace = if manifest.is_alone() { None } else { manifest.find_workspace() };
    Some(manifest.package(workspace.as_ref()))
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The folder that explicitly named files are grouped by.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    path.parent().map(Path::to_path_buf).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(is_folder: bool, files: &[(&str, &str)]) -> Vec<LoosePackage> {
        let files = files
            .iter()
            .enumerate()
            .map(|(index, (path, text))| LooseFile { index, path: Path::new(path), text })
            .collect();
        packages(&Group { dir: Path::new("d"), is_folder, edition: None, files })
    }

    #[test]
    fn headers_are_read_up_to_the_first_code() {
        let of = |text| header(text);
        assert_eq!(
            of("\u{feff}#!/bin/x\n\n// a\n//@ edition: 2024\n//@ rust-version: 1.60\nfn a() {}"),
            Header { edition: Some(Edition::E2024), rust_version: Some((1, 60)) }
        );
        assert_eq!(of("// edition:2018\r\n").edition, Some(Edition::E2018));
        assert_eq!(of("fn a() {}\n//@ edition: 2018"), Header::default());
        assert_eq!(of("#![allow(x)]\n//@ edition: 2018"), Header::default());
        assert_eq!(of("//! edition: 2018\n// edition: old"), Header::default());
    }

    #[test]
    fn editions_make_packages() {
        let made =
            made(true, &[("d/a.rs", ""), ("d/b.rs", "//@ edition: 2024\n"), ("d/c.rs", "fn main() {}")]);
        assert_eq!(made.len(), 2);
        assert_eq!((made[0].edition, made[0].files.as_slice()), (Edition::E2021, [0, 2].as_slice()));
        assert_eq!(
            made[0].roots,
            [(TargetKind::Lib, "a".to_string(), 0), (TargetKind::Bin, "c".to_string(), 2)]
        );
        assert_eq!((made[1].edition, made[1].name.as_str()), (Edition::E2024, "b"));
    }

    #[test]
    fn modules_go_with_their_root() {
        let made = made(
            true,
            &[
                ("d/a.rs", "//@ edition: 2018\n#[cfg(unix)] pub(crate) mod b;\nmod c { }\n// mod e;"),
                ("d/b.rs", "mod deep;"),
                ("d/b/deep.rs", "mod circle;"),
                ("d/b/deep/circle.rs", ""),
                ("d/e.rs", ""),
            ],
        );
        assert_eq!(made.len(), 2);
        assert_eq!((made[0].edition, made[0].files.as_slice()), (Edition::E2018, [0, 1, 2, 3].as_slice()));
        assert_eq!(made[0].roots.len(), 1);
        assert_eq!(made[1].roots, [(TargetKind::Lib, "e".to_string(), 4)]);
    }

    #[test]
    fn a_folder_with_a_root_has_no_other() {
        let made =
            made(true, &[("d/other.rs", ""), ("d/src/lib.rs", "//@ edition: 2015"), ("d/src/x.rs", "")]);
        assert_eq!(made.len(), 1);
        assert_eq!((made[0].edition, made[0].files.len()), (Edition::E2015, 3));
        assert_eq!(made[0].roots, [(TargetKind::Lib, "d".to_string(), 1)]);
    }

    #[test]
    fn circles_have_a_root() {
        let made = made(false, &[("d/a.rs", "mod b;"), ("d/b.rs", "mod a;")]);
        assert_eq!(made[0].roots, [(TargetKind::Lib, "a".to_string(), 0)]);
    }
}
