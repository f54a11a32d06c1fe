//! Orders that `lock_order!` declares.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Names of locks, in the order in which they are taken.
#[derive(Debug)]
pub struct Order(pub &'static [&'static str]);

inventory::collect!(Order);

/// Whether a lock may not be taken under another, by their names.
pub(super) fn forbids(held: &str, taken: &str) -> bool {
    static LATER: OnceLock<Later> = OnceLock::new();
    let later = LATER.get_or_init(|| Later::of(inventory::iter::<Order>.into_iter().map(|order| order.0)));
    later.is(taken, held)
}

/// By lock, those that follow it at once in some declaration.
#[derive(Default)]
struct Later(HashMap<&'static str, Vec<&'static str>>);

impl Later {
    fn of(orders: impl Iterator<Item = &'static [&'static str]>) -> Later {
        let mut later = Later::default();
        for pair in orders.flat_map(|order| order.windows(2)) {
            later.0.entry(pair[0]).or_default().push(pair[1]);
        }
        later
    }

    /// Whether `last` comes behind `first`, by one declaration or by several together.
    fn is(&self, first: &str, last: &str) -> bool {
        let (mut open, mut seen) = (vec![first], HashSet::new());
        while let Some(lock) = open.pop() {
            for next in self.0.get(lock).into_iter().flatten() {
                if *next == last {
                    return true;
                }
                if seen.insert(*next) {
                    open.push(next);
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_add_up() {
        let orders: [&[&str]; 2] = [&["A", "B"], &["B", "C", "D"]];
        let later = Later::of(orders.into_iter());
        assert!(later.is("A", "D") && later.is("B", "C"));
        assert!(!later.is("D", "A") && !later.is("A", "A") && !later.is("A", "E"));
    }
}
