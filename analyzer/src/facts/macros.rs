//! Which macros each package can use.

use std::collections::VecDeque;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::sources::{Package, TargetKind};
use crate::syntax::macros::MacroTable;
use crate::text::Symbol;

/// The macros of each package: its `own`, and those that libraries export which it depends on, directly or through others.
/// Without such libraries, the table is the one that it was. Takes time in proportion to packages times dependencies.
pub(super) fn tables(packages: &[&Package], own: &[Arc<MacroTable>]) -> Vec<Arc<MacroTable>> {
    let libraries: FxHashMap<Symbol, usize> = packages
        .iter()
        .enumerate()
        .flat_map(|(index, package)| package.targets.iter().map(move |target| (index, target)))
        .filter(|(_, target)| target.kind == TargetKind::Lib)
        .map(|(index, target)| (target.name, index))
        .collect();
    let exports: Vec<bool> = own.iter().map(|table| table.exports()).collect();
    if !exports.contains(&true) {
        return own.to_vec();
    }
    let dependencies = |package: usize| {
        let of = packages[package].dependencies.iter();
        of.filter_map(|dependency| Some((dependency.name, *libraries.get(&dependency.package)?)))
    };
    (0..packages.len())
        .map(|package| {
            let mut seen = FxHashSet::from_iter([package]);
            let mut next: VecDeque<(Symbol, usize)> = dependencies(package).collect();
            let mut found = Vec::new();
            while let Some((name, library)) = next.pop_front() {
                if !seen.insert(library) {
                    continue;
                }
                if exports[library] {
                    found.push((name, &*own[library]));
                }
                next.extend(dependencies(library));
            }
            if found.is_empty() { Arc::clone(&own[package]) } else { Arc::new(own[package].with(found)) }
        })
        .collect()
}
