//! Who uses the library of a package: anybody, programs that are in sight, or nothing but tests.

use rustc_hash::FxHashMap;

use crate::sources::{DependencyKind, Package, Target, TargetKind};
use crate::text::Symbol;

/// Who calls the public functions of a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Users {
    /// Code out of sight, as far as is known.
    Anybody,
    /// A program that is in sight: its own package has it, or it is internal and in what a program is built from.
    Programs,
    /// Tests: it is internal, there are programs, and none is built from it.
    Tests,
}

impl Users {
    /// By package. Linear in the packages and their dependencies.
    pub(super) fn of(packages: &[Package]) -> Vec<Users> {
        let is_program = |package: &Package| package.targets.iter().any(is_bin);
        let library = |package: &Package| {
            package.targets.iter().find(|target| target.kind == TargetKind::Lib).map(|target| target.name)
        };
        let by_name: FxHashMap<Symbol, usize> = packages
            .iter()
            .enumerate()
            .filter_map(|(index, package)| Some((library(package)?, index)))
            .collect();
        // From these on, what is built from what.
        let built_from = |first: &dyn Fn(&Package) -> bool| {
            let mut built: Vec<bool> = packages.iter().map(first).collect();
            let mut pending: Vec<usize> = (0..packages.len()).filter(|index| built[*index]).collect();
            while let Some(index) = pending.pop() {
                for dependency in &packages[index].dependencies {
                    let for_tests = !dependency.certain.is_empty()
                        && dependency.certain.iter().all(|certain| certain.kind == DependencyKind::Dev);
                    let Some(&needed) = by_name.get(&dependency.package).filter(|_| !for_tests) else {
                        continue;
                    };
                    if !std::mem::replace(&mut built[needed], true) {
                        pending.push(needed);
                    }
                }
            }
            built
        };
        let in_programs = built_from(&is_program);
        let in_anything = built_from(&|package| is_program(package) || !package.is_internal);
        let has_program = packages.iter().any(|package| is_program(package) && !package.is_dependency);
        let users = |(index, package): (usize, &Package)| {
            if is_program(package) || package.is_internal && in_programs[index] {
                Users::Programs
            } else if package.is_internal && has_program && !in_anything[index] {
                Users::Tests
            } else {
                Users::Anybody
            }
        };
        packages.iter().enumerate().map(users).collect()
    }
}

fn is_bin(target: &Target) -> bool {
    target.kind == TargetKind::Bin
}
