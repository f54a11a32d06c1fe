//! What `cfg`s ask of a build, as far as two of them may exclude each other.

use serde::{Deserialize, Serialize};

use crate::text::Symbol;

/// Predicates that hold, or do not hold, wherever some code is compiled. What cannot be taken apart, as an `any(…)`, is one
/// predicate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Conditions(Vec<(Symbol, bool)>);

/// Keys that have one value in a build.
const SINGLE: &[&str] =
    &["target_os", "target_arch", "target_family", "target_pointer_width", "target_endian"];

/// Systems that are no Unix, of those that are named in practice.
const NO_UNIX: &[&str] = &["windows", "uefi", "none", "wasi", "hermit", "xous"];

impl Conditions {
    /// Adds that a predicate holds, or does not, and what follows from that.
    pub(super) fn add(&mut self, predicate: &str, holds: bool) {
        let condition = (Symbol::new(predicate), holds);
        if self.0.contains(&condition) {
            return;
        }
        self.0.push(condition);
        match (predicate, holds) {
            ("unix", true) => self.add("windows", false),
            ("windows", true) => self.add("unix", false),
            _ => {}
        }
        let Some((key, value)) = pair(predicate).filter(|_| holds) else { return };
        match key {
            "target_os" if value == "windows" => self.add("windows", true),
            "target_os" => self.add(if NO_UNIX.contains(&value) { "unix" } else { "windows" }, false),
            "target_family" if matches!(value, "unix" | "windows") => self.add(value, true),
            _ => {}
        }
    }

    /// Adds all of those.
    pub fn extend(&mut self, others: &Conditions) {
        let new = others.0.iter().filter(|condition| !self.0.contains(condition)).copied();
        self.0.extend(new.collect::<Vec<_>>());
    }

    /// Whether each build fulfils them.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes back those that were added since there were so many.
    pub(super) fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// Whether no build has code under both.
    pub fn excludes(&self, other: &Conditions) -> bool {
        self.0.iter().any(|(one, holds)| {
            other.0.iter().any(|(two, also)| match one == two {
                true => holds != also,
                false => *holds && *also && is_another_value(one.as_str(), two.as_str()),
            })
        })
    }
}

fn is_another_value(one: &str, two: &str) -> bool {
    let key = |predicate| pair(predicate).map(|(key, _)| key).filter(|key| SINGLE.contains(key));
    key(one).is_some_and(|one| key(two) == Some(one))
}

/// The key and the value of `key = "value"`.
fn pair(predicate: &str) -> Option<(&str, &str)> {
    let (key, value) = predicate.split_once(" = ")?;
    Some((key, value.strip_prefix('"')?.strip_suffix('"')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(conditions: &[(&str, bool)]) -> Conditions {
        let mut all = Conditions::default();
        conditions.iter().for_each(|(predicate, holds)| all.add(predicate, *holds));
        all
    }

    #[test]
    fn what_no_build_has_together_is_excluded() {
        let unix = of(&[("unix", true)]);
        let linux = of(&[("target_os = \"linux\"", true)]);
        let mac = of(&[("target_os = \"macos\"", true)]);
        let windows = of(&[("windows", true)]);
        assert!(unix.excludes(&windows) && windows.excludes(&unix));
        assert!(linux.excludes(&mac) && linux.excludes(&windows) && mac.excludes(&windows));
        assert!(!linux.excludes(&unix) && !unix.excludes(&of(&[])));
        let fast = of(&[("feature = \"fast\"", true)]);
        assert!(fast.excludes(&of(&[("feature = \"fast\"", false)])));
        assert!(!fast.excludes(&of(&[("feature = \"small\"", true)])));
    }
}
