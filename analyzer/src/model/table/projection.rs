//! Where in a value something is: the access path below it, as in "Access-path abstraction" (Lerch et al., ASE 2015).

use serde::{Deserialize, Serialize};

use crate::text::Symbol;

/// A part of a value: the variants and fields that lead to it, `Locked!.0.guard`; nothing for the value itself, or for
/// something that is anywhere in it. What is behind a reference, a pointer of the standard library, `Some` or `Ok`, or an
/// element counts as the value itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Projection(Option<Symbol>);

/// A part further inside is named by the first so many steps, which say less: that it is somewhere in there.
const MAX_STEPS: usize = 8;

impl Projection {
    /// The value itself.
    pub const WHOLE: Projection = Projection(None);

    /// A field.
    pub fn field(name: Symbol) -> Projection {
        Projection(Some(name))
    }

    /// An element of a tuple.
    pub fn element(index: usize) -> Projection {
        Projection(Some(Symbol::new(&index.to_string())))
    }

    /// What a variant holds.
    pub fn variant(name: Symbol) -> Projection {
        Projection(Some(Symbol::new(&format!("{name}!"))))
    }

    /// The variant that the first step names, without what follows.
    fn first_variant(self) -> Option<&'static str> {
        self.0?.as_str().split('.').next()?.strip_suffix('!')
    }

    /// That part of this one.
    pub fn then(self, inner: Projection) -> Projection {
        let (Some(outer), Some(inner)) = (self.0, inner.0) else {
            return if self == Projection::WHOLE { inner } else { self };
        };
        let steps: Vec<&str> = outer.as_str().split('.').chain(inner.as_str().split('.')).collect();
        Projection(Some(Symbol::new(&steps[..steps.len().min(MAX_STEPS)].join("."))))
    }

    /// Where it is in `outer`; `None` if it is not in there. What is anywhere may be anywhere in `outer`.
    pub fn within(self, outer: Projection) -> Option<Projection> {
        let (Some(inner), Some(outer)) = (self.0, outer.0) else {
            return Some(self);
        };
        let after = |whole: &'static str, start: &str| {
            let rest = whole.strip_prefix(start)?;
            if rest.is_empty() { Some("") } else { rest.strip_prefix('.') }
        };
        match after(inner.as_str(), outer.as_str()) {
            Some("") => Some(Projection::WHOLE),
            Some(rest) => Some(Projection(Some(Symbol::new(rest)))),
            None => after(outer.as_str(), inner.as_str()).map(|_| Projection::WHOLE),
        }
    }

    /// Whether it surely is in `outer`.
    pub fn is_in(self, outer: Projection) -> bool {
        outer == Projection::WHOLE || self.common(outer) == outer
    }

    /// That part of what has the name, as it is written: `self.flag`.
    pub fn of(self, name: Symbol) -> Symbol {
        match self.0 {
            Some(steps) => Symbol::new(&format!("{name}.{steps}")),
            None => name,
        }
    }

    /// What both are in.
    pub fn common(self, other: Projection) -> Projection {
        if self == other {
            return self;
        }
        let (Some(a), Some(b)) = (self.0, other.0) else { return Projection::WHOLE };
        let both = a.as_str().split('.').zip(b.as_str().split('.'));
        let steps: Vec<&str> = both.take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
        Projection((!steps.is_empty()).then(|| Symbol::new(&steps.join("."))))
    }

    /// Whether it is in another variant than that one.
    pub fn is_in_other_variant(self, name: Symbol) -> bool {
        self.first_variant().is_some_and(|variant| variant != name.as_str())
    }

    /// Whether it is in a variant, not in what each value of the type has.
    pub fn is_in_variant(self) -> bool {
        self.first_variant().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str) -> Projection {
        Projection::field(Symbol::new(name))
    }

    #[test]
    fn a_part_is_found_from_outside_and_from_inside() {
        let locked = Projection::variant(Symbol::new("Locked"));
        let guard = field("pair").then(locked).then(field("0"));
        assert_eq!(guard.within(field("pair")), Some(locked.then(field("0"))));
        assert_eq!(guard.within(guard), Some(Projection::WHOLE));
        assert_eq!(guard.within(field("pa")), None);
        assert!(guard.is_in(field("pair")));
        assert!(!field("pair").is_in(guard));
        // What is somewhere in the pair may be the guard.
        assert_eq!(field("pair").within(guard), Some(Projection::WHOLE));
        assert_eq!(Projection::WHOLE.within(guard), Some(Projection::WHOLE));
    }

    #[test]
    fn of_two_variants_one_is_there() {
        let (idle, locked) = (Symbol::new("Idle"), Symbol::new("Locked"));
        let guard = Projection::variant(locked).then(field("0"));
        assert!(guard.is_in_other_variant(idle));
        assert!(!guard.is_in_other_variant(locked));
        assert!(!Projection::WHOLE.is_in_other_variant(idle));
        assert_eq!(guard.common(Projection::variant(locked).then(field("1"))), Projection::variant(locked));
        assert_eq!(guard.common(Projection::variant(idle)), Projection::WHOLE);
    }

    #[test]
    fn a_part_that_is_far_inside_is_known_in_part() {
        let deep = (0..20).fold(Projection::WHOLE, |part, _| part.then(field("next")));
        assert_eq!(deep.then(field("next")), deep);
        assert!(deep.then(field("other")).is_in(field("next")));
    }
}
