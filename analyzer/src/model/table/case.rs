//! What is assumed of values where something happens: trace partitioning by what branches decide (Rival and Mauborgne,
//! "The trace partitioning abstract domain", TOPLAS 2007), kept as conditions of what happens instead of as states apart.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Projection;
use crate::catalog;
use crate::text::Symbol;

/// What a value is, or is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Is {
    /// A boolean.
    Bool(bool),
    /// That variant of its enum.
    Variant(Symbol),
    /// Another variant.
    Not(Symbol),
    /// That number.
    Int(u32),
}

impl Is {
    /// Not that variant, which of an option or a result is the other one.
    pub fn not(name: Symbol) -> Is {
        match catalog::other_variant(name.as_str()) {
            Some(other) => Is::Variant(Symbol::new(other)),
            None => Is::Not(name),
        }
    }

    /// Whether no value is both.
    pub fn contradicts(self, other: Is) -> bool {
        match (self, other) {
            (Is::Variant(a), Is::Not(b)) | (Is::Not(a), Is::Variant(b)) => a == b,
            (Is::Variant(a), Is::Variant(b)) => a != b,
            (Is::Bool(a), Is::Bool(b)) => a != b,
            (Is::Int(a), Is::Int(b)) => a != b,
            _ => false,
        }
    }

    /// Whether every value that is this is also that.
    pub fn implies(self, other: Is) -> bool {
        match (self, other) {
            (Is::Variant(a), Is::Not(b)) => a != b,
            (a, b) => a == b,
        }
    }
}

/// What is assumed of a variable where something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assumed {
    /// Its name.
    pub name: Symbol,
    /// What it is then.
    pub is: Is,
}

impl fmt::Display for Assumed {
    /// `` `flush` is false ``
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Assumed { name, is } = self;
        match is {
            Is::Bool(value) => write!(f, "`{name}` is {value}"),
            Is::Int(value) => write!(f, "`{name}` is {value}"),
            Is::Variant(variant) => write!(f, "`{name}` is `{variant}`"),
            Is::Not(variant) => write!(f, "`{name}` is not `{variant}`"),
        }
    }
}

/// What is known of parts of a value.
pub type Known = Box<[(Projection, Is)]>;

/// So much is assumed at most; what holds under fewer assumptions holds under more.
const MAX_ASSUMED: usize = 8;

/// What is assumed of parts of parameters, all of it. Nothing is assumed of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Case(Option<Box<[(u32, Projection, Is)]>>);

impl Case {
    /// These assumptions.
    pub fn of(mut assumed: Vec<(u32, Projection, Is)>) -> Case {
        assumed.sort_unstable();
        assumed.dedup();
        assumed.truncate(MAX_ASSUMED);
        Case((!assumed.is_empty()).then(|| assumed.into()))
    }

    /// Whether nothing is assumed.
    pub fn is_any(&self) -> bool {
        self.0.is_none()
    }

    /// The assumptions.
    pub fn assumed(&self) -> &[(u32, Projection, Is)] {
        self.0.as_deref().unwrap_or_default()
    }

    /// All that both assume.
    pub fn and(&self, other: &Case) -> Case {
        match (self.is_any(), other.is_any()) {
            (true, _) => other.clone(),
            (_, true) => self.clone(),
            _ => Case::of([self.assumed(), other.assumed()].concat()),
        }
    }

    /// What both assume.
    pub fn common(&self, other: &Case) -> Case {
        Case::of(self.assumed().iter().filter(|one| other.assumed().contains(one)).copied().collect())
    }

    /// Whether it may be so in a call, by what the caller knows of the arguments.
    pub fn may_be(&self, argument: impl Fn(u32, Projection) -> Option<Is>) -> bool {
        let rules_out = |(param, part, is): &(u32, Projection, Is)| {
            argument(*param, *part).is_some_and(|known| known.contradicts(*is))
        };
        !self.assumed().iter().any(rules_out)
    }

    /// Whether it surely is so in such a call.
    pub fn must_be(&self, argument: impl Fn(u32, Projection) -> Option<Is>) -> bool {
        let tells = |(param, part, is): &(u32, Projection, Is)| {
            argument(*param, *part).is_some_and(|known| known.implies(*is))
        };
        self.assumed().iter().all(tells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_that_is_not_none_is_some() {
        let some = Is::Variant(Symbol::new("Some"));
        assert_eq!(Is::not(Symbol::new("None")), some);
        assert!(some.contradicts(Is::not(Symbol::new("Some"))));
        assert!(Is::Variant(Symbol::new("Red")).implies(Is::not(Symbol::new("Blue"))));
        assert!(!Is::not(Symbol::new("Red")).contradicts(Is::not(Symbol::new("Blue"))));
    }

    #[test]
    fn a_case_is_ruled_out_by_one_argument() {
        let flag = Projection::field(Symbol::new("flag"));
        let case = Case::of(vec![(1, flag, Is::Bool(true)), (0, Projection::WHOLE, Is::Int(3))]);
        assert!(!case.may_be(|param, part| (param == 1 && part == flag).then_some(Is::Bool(false))));
        assert!(case.may_be(|param, part| (param == 1 && part != flag).then_some(Is::Bool(false))));
        assert!(case.may_be(|param, _| (param == 1).then_some(Is::Bool(true))));
        assert!(!case.must_be(|param, _| (param == 1).then_some(Is::Bool(true))));
        assert!(Case::default().must_be(|_, _| None));
        let other = Case::of(vec![(1, flag, Is::Bool(true))]);
        assert_eq!(case.common(&other), other);
    }
}
