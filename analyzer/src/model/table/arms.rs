//! What excludes each other in one run of a body: the arms of a `match`, the branches of an `if`.

use serde::{Deserialize, Serialize};

/// A way that control may go, by number; 0 stands for all of the body.
pub type ArmId = u32;

/// The ways that control may go in a function, each within another one. Those in loops are left out: one turn may go one way
/// and the next another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Arms(Vec<Arm>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Arm {
    /// Smaller than its own.
    around: ArmId,
    /// Those with the same number exclude each other.
    branching: u32,
    /// The body ends with it.
    leaves: bool,
}

impl Arms {
    /// A number for a branching that begins here.
    pub fn branching(&self) -> u32 {
        self.0.len() as u32
    }

    /// Begins one of the arms of a branching.
    pub fn open(&mut self, around: ArmId, branching: u32) -> ArmId {
        self.0.push(Arm { around, branching, leaves: false });
        self.0.len() as ArmId
    }

    /// Ends it. One in which nothing happened, and after which control goes on, is forgotten.
    pub fn close(&mut self, arm: ArmId, happened: bool, leaves: bool) {
        if !happened && arm as usize == self.0.len() {
            self.0.pop();
        } else if let Some(arm) = self.get_mut(arm) {
            arm.leaves = leaves;
        }
    }

    /// Whether what happens in one arm may happen before what stands behind it, in another one or in the same. Linear in the
    /// depth.
    pub fn may_follow(&self, before: ArmId, after: ArmId) -> bool {
        let (mut one, mut other) = (before, after);
        let (mut last_one, mut last_other) = (None, None);
        while one != other {
            if one > other {
                let Some(arm) = self.get(one) else { return true };
                if arm.leaves {
                    return false;
                }
                (last_one, one) = (Some(arm.branching), arm.around);
            } else {
                let Some(arm) = self.get(other) else { return true };
                (last_other, other) = (Some(arm.branching), arm.around);
            }
        }
        last_one.is_none() || last_one != last_other
    }

    /// The innermost arm around both.
    pub fn common(&self, mut one: ArmId, mut other: ArmId) -> ArmId {
        while one != other {
            let inner = if one > other { &mut one } else { &mut other };
            *inner = self.get(*inner).map_or(0, |arm| arm.around);
        }
        one
    }

    /// Gives back room for more.
    pub(super) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    fn get(&self, arm: ArmId) -> Option<&Arm> {
        self.0.get((arm as usize).checked_sub(1)?)
    }

    fn get_mut(&mut self, arm: ArmId) -> Option<&mut Arm> {
        self.0.get_mut((arm as usize).checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arms_of_one_branching_exclude_each_other() {
        let mut arms = Arms::default();
        let outer = arms.branching();
        let one = arms.open(0, outer);
        let inner = arms.branching();
        let (deep, beside) = (arms.open(one, inner), arms.open(one, inner));
        let other = arms.open(0, outer);
        assert!(
            !arms.may_follow(one, other) && !arms.may_follow(deep, other) && !arms.may_follow(deep, beside)
        );
        assert!(arms.may_follow(one, deep) && arms.may_follow(deep, one) && arms.may_follow(deep, 0));
        assert!(arms.may_follow(deep, deep));
        let next = arms.branching();
        let later = arms.open(0, next);
        assert!(arms.may_follow(deep, later));
        assert_eq!((arms.common(deep, beside), arms.common(deep, other)), (one, 0));
    }

    #[test]
    fn nothing_follows_an_arm_that_leaves() {
        let mut arms = Arms::default();
        let branching = arms.branching();
        let arm = arms.open(0, branching);
        let within = arms.open(arm, arms.branching());
        arms.close(within, true, false);
        arms.close(arm, true, true);
        assert!(!arms.may_follow(arm, 0) && !arms.may_follow(within, 0) && arms.may_follow(0, arm));
        assert!(arms.may_follow(within, arm));
    }

    #[test]
    fn an_arm_without_events_is_forgotten() {
        let mut arms = Arms::default();
        let branching = arms.branching();
        let arm = arms.open(0, branching);
        arms.close(arm, false, true);
        assert_eq!(arms.branching(), branching);
    }
}
