//! Sources that were read apart, as if they had been read at once.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Package, SourceFile, SourceSet, use_library_names};
use crate::text::FileId;

/// Two parts contradict each other.
#[derive(Debug, thiserror::Error)]
#[error("package `{name}` in `{dir}` was read twice, and is not the same")]
pub struct MergeError {
    name: String,
    dir: String,
}

/// Puts parts together that have one base, each with something for each of its files. What comes out does not depend on the order
/// of the parts; a package may be in several of them if it is the same in all.
pub fn merge<T>(parts: Vec<(SourceSet, Vec<T>)>) -> Result<(SourceSet, Vec<T>), MergeError> {
    let mut packages: BTreeMap<Rank, (Package, Vec<String>)> = BTreeMap::new();
    let mut files: BTreeMap<String, (Rank, SourceFile, T)> = BTreeMap::new();
    let mut merged = SourceSet::default();
    for (part, more) in parts {
        merged.base = part.base;
        merged.problems.extend(part.problems);
        let paths: Vec<String> = part.files.iter().map(|file| file.path.clone()).collect();
        let places: Vec<Rank> = part.packages.iter().map(Rank::of).collect();
        for (package, place) in part.packages.into_iter().zip(&places) {
            let roots = package.targets.iter();
            let roots = roots.filter_map(|target| paths.get(target.root.0 as usize).cloned()).collect();
            let known =
                packages.entry(place.clone()).or_insert_with(|| (package.clone(), Vec::clone(&roots)));
            if !is_same(&known.0, &package) || known.1 != roots {
                return Err(MergeError { name: package.name, dir: package.dir });
            }
        }
        for (file, more) in part.files.into_iter().zip(more) {
            let Some(place) = places.get(file.package) else { continue };
            let known = files.get(&file.path);
            if known.is_some_and(|(other, known, _)| other == place && known.text != file.text) {
                return Err(MergeError { name: place.name.clone(), dir: file.path });
            }
            // A file of two packages belongs to the first.
            if known.is_none_or(|(other, ..)| place < other) {
                files.insert(file.path.clone(), (place.clone(), file, more));
            }
        }
    }
    let index: BTreeMap<Rank, usize> = packages.keys().cloned().zip(0..).collect();
    let ids: BTreeMap<String, FileId> = files.keys().cloned().zip((0..).map(FileId)).collect();
    for (mut package, roots) in packages.into_values() {
        for (target, root) in package.targets.iter_mut().zip(&roots) {
            if let Some(id) = ids.get(root) {
                target.root = *id;
            }
        }
        merged.packages.push(package);
    }
    use_library_names(&mut merged.packages);
    let mut kept = Vec::with_capacity(files.len());
    for (place, mut file, more) in files.into_values() {
        file.package = index.get(&place).copied().unwrap_or_default();
        merged.files.push(file);
        kept.push(more);
    }
    merged.problems.sort();
    merged.problems.dedup();
    Ok((merged, kept))
}

/// Where a package stands among others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    is_loose: bool,
    dir: PathBuf,
    name: String,
}

impl Rank {
    fn of(package: &Package) -> Rank {
        let Package { name, dir, has_manifest, .. } = package;
        Rank { is_loose: !has_manifest, dir: PathBuf::from(dir), name: name.clone() }
    }
}

/// Whether two packages are the same, wherever their roots stand among the files.
fn is_same(left: &Package, right: &Package) -> bool {
    let without_roots = |package: &Package| {
        let mut package = package.clone();
        package.targets.iter_mut().for_each(|target| target.root = FileId::default());
        package
    };
    without_roots(left) == without_roots(right)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::sources::{Edition, Target, TargetKind};
    use crate::text::Symbol;

    fn part(name: &str, library: &str, depends_on: &str, text: &str) -> (SourceSet, Vec<String>) {
        let depends_on = Symbol::new(depends_on);
        let package = Package {
            name: name.into(),
            dir: name.into(),
            edition: Edition::E2021,
            rust_version: None,
            dependencies: vec![crate::sources::Dependency {
                name: depends_on,
                package: depends_on,
                certain: Vec::new(),
            }],
            targets: vec![Target { kind: TargetKind::Lib, name: Symbol::new(library), root: FileId(0) }],
            has_manifest: true,
            is_internal: false,
            is_dependency: false,
        };
        let path = format!("{name}/src/lib.rs");
        let file = SourceFile { path: path.clone(), package: 0, text: Arc::from(text) };
        (SourceSet { packages: vec![package], files: vec![file], ..SourceSet::default() }, vec![path])
    }

    #[test]
    fn the_order_of_the_parts_does_not_matter() {
        let parts = || [part("c", "c", "b", "1"), part("a", "a", "c", "2"), part("b", "bee", "a", "3")];
        let (merged, more) = merge(parts().into()).expect("merged");
        let mut turned = Vec::from(parts());
        turned.reverse();
        assert_eq!(format!("{:?}", merge(turned).expect("merged")), format!("{:?}", (&merged, &more)));
        let paths: Vec<&str> = merged.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["a/src/lib.rs", "b/src/lib.rs", "c/src/lib.rs"]);
        assert_eq!(more, paths);
        let roots: Vec<FileId> = merged.packages.iter().map(|package| package.targets[0].root).collect();
        assert_eq!(roots, [FileId(0), FileId(1), FileId(2)]);
        assert_eq!(merged.packages[2].dependencies[0].name, "bee", "the library's name is known now");
    }

    #[test]
    fn a_package_may_come_twice_if_it_is_the_same() {
        let (merged, _) = merge(vec![part("a", "a", "b", "1"), part("a", "a", "b", "1")]).expect("merged");
        assert_eq!((merged.packages.len(), merged.files.len()), (1, 1));
        assert!(merge(vec![part("a", "a", "b", "1"), part("a", "a", "b", "2")]).is_err());
        assert!(merge(vec![part("a", "a", "b", "1"), part("a", "x", "b", "1")]).is_err());
    }
}
