//! What a thread knows of the past of others: a vector clock (after Mattern and Fidge) that advances only where threads are
//! spawned and joined.

use std::collections::HashMap;
use std::sync::Arc;

/// By thread, the last of its epochs that happened before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clock {
    epochs: Arc<HashMap<u32, u32>>,
}

impl Clock {
    pub(crate) fn of(&self, thread: u32) -> u32 {
        self.epochs.get(&thread).copied().unwrap_or(0)
    }

    pub(crate) fn set(&mut self, thread: u32, epoch: u32) {
        Arc::make_mut(&mut self.epochs).insert(thread, epoch);
    }

    /// A new epoch of `thread`: what it does from here on is not known to those who have the old clock.
    pub(crate) fn advance(&mut self, thread: u32) {
        self.set(thread, self.of(thread) + 1);
    }

    /// Everything that happened before `other` has happened before this one too.
    pub(crate) fn join(&mut self, other: &Clock) {
        let epochs = Arc::make_mut(&mut self.epochs);
        for (thread, epoch) in other.epochs.iter() {
            let known = epochs.entry(*thread).or_insert(0);
            *known = (*known).max(*epoch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_child_does_is_known_after_the_join_only() {
        let mut parent = Clock::default();
        parent.set(1, 1);
        let mut child = parent.clone();
        child.set(2, 1);
        parent.advance(1);
        assert_eq!((child.of(1), parent.of(2)), (1, 0));
        parent.join(&child);
        assert_eq!((parent.of(1), parent.of(2)), (2, 1));
    }
}
