//! Large programs, made of copies of a small one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use concheck_analyzer::sources::{Package, SourceFile, SourceSet};
use concheck_analyzer::text::{FileId, Symbol};

/// Words before the name of a type.
const DECLARE: &[&str] = &["struct", "enum", "trait", "union"];

/// So many copies of `base` that they have at least `lines` lines. Each is a set of packages of its own, and what `base`
/// declares once under one name has a name of its own in each. Linear in the length of what comes out.
pub(crate) fn copies(base: &SourceSet, lines: usize) -> SourceSet {
    let each: usize = base.files.iter().map(|file| file.text.lines().count()).sum();
    let renamed = declared_once(base);
    let mut all = SourceSet { base: base.base.clone(), ..SourceSet::default() };
    for copy in 0..lines.div_ceil(each.max(1)) {
        add(&mut all, base, copy, &renamed);
    }
    all
}

/// Names of types that are declared in one place, and are not those of a library's types as well.
fn declared_once(base: &SourceSet) -> BTreeSet<&str> {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for file in &base.files {
        let mut before = "";
        for word in words(&file.text).filter(|word| is_name(word)) {
            if DECLARE.contains(&before) {
                *found.entry(word).or_default() += 1;
            }
            before = word;
        }
    }
    found.into_iter().filter(|(_, count)| *count == 1).map(|(name, _)| name).collect()
}

fn add(all: &mut SourceSet, base: &SourceSet, copy: usize, renamed: &BTreeSet<&str>) {
    let own = |name: &str| format!("{name}_{copy}");
    let names: BTreeSet<&str> = base.packages.iter().map(|package| package.name.as_str()).collect();
    let crates: BTreeSet<Symbol> =
        base.packages.iter().flat_map(|package| &package.targets).map(|target| target.name).collect();
    let (first_package, first_file) = (all.packages.len(), all.files.len() as u32);
    for package in &base.packages {
        let mut package: Package = package.clone();
        package.dir = own(&package.dir);
        if names.contains(package.name.as_str()) {
            package.name = own(&package.name);
        }
        for target in &mut package.targets {
            target.name = Symbol::new(&own(target.name.as_str()));
            target.root = FileId(target.root.0 + first_file);
        }
        for dependency in &mut package.dependencies {
            if crates.contains(&dependency.package) {
                dependency.package = Symbol::new(&own(dependency.package.as_str()));
            }
        }
        all.packages.push(package);
    }
    for file in &base.files {
        all.files.push(SourceFile {
            // The copies stand one after the other also in the order of the paths.
            path: format!("{copy:06}/{}", file.path),
            package: first_package + file.package,
            text: rename(&file.text, copy, renamed),
        });
    }
}

fn rename(text: &str, copy: usize, renamed: &BTreeSet<&str>) -> Arc<str> {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for word in words(text) {
        out.push_str(word);
        if renamed.contains(word) {
            out.push_str(&format!("_{copy}"));
        }
    }
    out.into()
}

/// Names, and what is between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let part_of_name = |char: char| char.is_alphanumeric() || char == '_';
    let mut rest = text;
    std::iter::from_fn(move || {
        let inside = part_of_name(rest.chars().next()?);
        let end = rest.find(|char| part_of_name(char) != inside).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        rest = behind;
        Some(word)
    })
}

fn is_name(word: &str) -> bool {
    word.starts_with(|char: char| char.is_alphabetic() || char == '_')
}
