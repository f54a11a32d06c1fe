//! Reads what is to be analysed: packages, targets, editions and texts. The only stage that does I/O.

use std::path::PathBuf;
use std::sync::Arc;

use crate::text::{FileId, Problem, Symbol};

/// A Rust edition; decides where temporaries are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// 2015, also the default of a manifest that names none.
    E2015,
    /// 2018.
    E2018,
    /// 2021, taken for files without a manifest.
    #[default]
    E2021,
    /// 2024.
    E2024,
}

/// What a target is built as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetKind {
    /// The library (also a proc-macro).
    Lib,
    /// A binary.
    Bin,
    /// `examples/`.
    Example,
    /// `tests/`.
    Test,
    /// `benches/`.
    Bench,
    /// `build.rs`.
    BuildScript,
}

/// A crate root within a package.
#[derive(Clone, Debug)]
pub struct Target {
    /// How it is built.
    pub kind: TargetKind,
    /// The crate's name as code spells it (`-` is `_`).
    pub name: Symbol,
    /// Its root file.
    pub root: FileId,
}

/// A dependency as code names it.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// The name in code (`-` is `_`; after a rename).
    pub name: Symbol,
    /// The package's library name (`-` is `_`; before a rename).
    pub package: Symbol,
}

/// A package: one manifest, or the files given without one.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name in the manifest.
    pub name: String,
    /// Folder relative to the base, with `/`, empty for the base itself.
    pub dir: String,
    /// Its edition.
    pub edition: Edition,
    /// `rust-version`, as (major, minor).
    pub rust_version: Option<(u32, u32)>,
    /// Dependencies of all kinds.
    pub dependencies: Vec<Dependency>,
    /// Its crate roots; the library first.
    pub targets: Vec<Target>,
    /// Whether a manifest was read (`false`: single files or a bare folder).
    pub has_manifest: bool,
}

/// A source file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Relative to the base folder, with `/`.
    pub path: String,
    /// Index into [`SourceSet::packages`].
    pub package: usize,
    /// Its text, decoded (invalid UTF-8 replaced and reported).
    pub text: Arc<str>,
}

/// All that is to be analysed. Files are sorted by path; `FileId(i)` is `files[i]`.
#[derive(Clone, Debug, Default)]
pub struct SourceSet {
    /// The folder that file names are relative to.
    pub base: PathBuf,
    /// The packages.
    pub packages: Vec<Package>,
    /// The files.
    pub files: Vec<SourceFile>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}
