//! Annotations that say what the code around a finding relies on.

use concheck_analyzer::text::FileId;

use super::{Insertion, above, item_line};
use crate::session::{LockClass, RootView, Shown};

/// The annotations that may answer a finding: that callers hold the lock which is missing, and which of two orders of
/// locks is meant.
pub(super) fn annotations(root: &RootView, shown: &Shown) -> Vec<Insertion> {
    match shown.finding.rule {
        "unguarded_mutation" => required(root, shown).into_iter().collect(),
        "lock_order_inversion" => orders(root, shown).into_iter().flatten().collect(),
        _ => Vec::new(),
    }
}

/// The function that touches what a lock guards is only called with that lock held.
fn required(root: &RootView, shown: &Shown) -> Option<Insertion> {
    let (at, item) = (shown.finding.primary.location, &shown.finding.primary.item);
    let [lock] = shown.finding.locks.as_slice() else { return None };
    let function = root.locks.function_at(at)?;
    let attribute = attribute(root, at.file, &format!("requires({lock})"));
    let title = format!("Annotate `{item}`: callers hold `{lock}`");
    Some(above(root, at.file, function.span.start.line, &attribute, title))
}

/// One of two locks, fields of the same struct, is to be taken first.
fn orders(root: &RootView, shown: &Shown) -> Option<[Insertion; 2]> {
    let class = |name: &String| root.locks.classes.iter().find(|class| class.name == *name);
    let [one, other] = shown.finding.locks.as_slice() else { return None };
    let declared = |class: &LockClass| {
        let at = class.declared?;
        Some((at.file, item_line(root, at)?))
    };
    let (file, line) = declared(class(one)?)?;
    if declared(class(other)?)? != (file, line) || owner(one)? != owner(other)? {
        return None;
    }
    let declare = |first: &str, second: &str| {
        let (first_field, second_field) = (field(first), field(second));
        let order = attribute(root, file, &format!("lock_order({first_field} < {second_field})"));
        // On a struct, the attribute is read by one that comes before it.
        let attribute = match order.starts_with("#[concheck") && !is_checked(root, file, line) {
            true => format!("#[concheck::check]\n{order}"),
            false => order,
        };
        above(root, file, line, &attribute, format!("Declare the order: `{first}` before `{second}`"))
    };
    Some([declare(one, other), declare(other, one)])
}

/// The type of a lock that is a field: `Bank` of `Bank::accounts`.
fn owner(lock: &str) -> Option<&str> {
    lock.rsplit_once("::").map(|(owner, _)| owner)
}

fn field(lock: &str) -> &str {
    lock.rsplit("::").next().unwrap_or(lock)
}

/// Whether the attributes right above a line have an item checked.
fn is_checked(root: &RootView, file: FileId, line: u32) -> bool {
    let lines: Vec<&str> = root.text(file).lines().take(line as usize).collect();
    let attributes = lines.iter().rev().take_while(|line| line.starts_with("#[") || line.starts_with("//"));
    attributes.copied().any(|line| line.starts_with("#[concheck::check"))
}

/// The attribute, in the form that compiles: a package that does not depend on the `concheck` crate hides it from the
/// compiler.
fn attribute(root: &RootView, file: FileId, annotation: &str) -> String {
    let file = root.sources.files.get(file.0 as usize);
    let package = file.and_then(|file| root.sources.packages.get(file.package));
    let depends = package.is_some_and(|package| {
        package.dependencies.iter().any(|dependency| dependency.name.as_str() == "concheck")
    });
    if depends {
        format!("#[concheck::{annotation}]")
    } else {
        format!("#[cfg_attr(any(), concheck::{annotation})]")
    }
}
