//! Calls of functions of the sources, and what is handed to them.

use serde::{Deserialize, Serialize};

use super::{Case, Is, Known, Projection};
use crate::model::ids::FnId;
use crate::model::place::Place;

/// A call of functions of the sources.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Call {
    /// Possible callees, in stable order.
    pub targets: Vec<FnId>,
    /// How sure the callees are.
    pub dispatch: Dispatch,
    /// Arguments; the receiver is the first.
    pub args: Vec<Arg>,
    /// A destructor that runs implicitly.
    pub drop: bool,
}

/// How a callee was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Dispatch {
    /// By name and type.
    Static,
    /// One of the implementations of a trait method.
    Dynamic,
    /// One of many, of which most do not do it.
    Few,
}

/// An argument.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Arg {
    /// The place it is or refers to.
    pub place: Option<Place>,
    /// If it can be called.
    pub callable: Option<Callable>,
    /// It is that parameter of the caller, as it came in.
    pub param: Option<u32>,
    /// What parts of it are, where the caller knows.
    pub known: Option<Known>,
    /// What the callee gets to do with guards; `None`: nothing, as a rule.
    pub guards: Option<Box<Given>>,
}

/// Guards that a callee gets with an argument.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// They move into the callee.
    pub moved: Vec<u32>,
    /// The callee is shown them as an option, so that it can tell whether to lock.
    pub shown: Vec<u32>,
    /// It is lent them: it may give them up for a while, as a condition variable does.
    pub lent: Vec<u32>,
}

impl Call {
    /// What a part of an argument is, where the caller knows.
    pub fn is(&self, param: u32, part: Projection) -> Option<Is> {
        let known = self.args.get(param as usize)?.known.as_ref()?;
        known.iter().find(|(known, _)| *known == part).map(|(_, is)| *is)
    }

    /// Whether a guard is still held where the callee does something `under` those of its parameters.
    pub fn still_holds(&self, guard: u32, under: &[u32]) -> bool {
        let moved = self.args.iter().position(|arg| arg.moved().contains(&guard));
        moved.is_none_or(|param| under.contains(&(param as u32)))
    }

    /// What the callee assumes of its parameters, as far as these are parameters of the caller: what is assumed of those.
    pub fn assumes(&self, case: &Case) -> Case {
        let assumed = case.assumed().iter();
        Case::of(
            assumed
                .filter_map(|(param, part, is)| Some((self.args.get(*param as usize)?.param?, *part, *is)))
                .collect(),
        )
    }
}

impl Arg {
    /// Guards that move into the callee.
    pub fn moved(&self) -> &[u32] {
        self.guards.as_ref().map_or(&[], |given| &given.moved)
    }

    /// Guards that the callee is shown.
    pub fn shown(&self) -> &[u32] {
        self.guards.as_ref().map_or(&[], |given| &given.shown)
    }

    /// Guards that the callee is lent.
    pub fn lent(&self) -> &[u32] {
        self.guards.as_ref().map_or(&[], |given| &given.lent)
    }
}

impl Given {
    /// `None` if there are none.
    pub fn boxed(self) -> Option<Box<Given>> {
        let none = self.moved.is_empty() && self.shown.is_empty() && self.lent.is_empty();
        (!none).then(|| Box::new(self))
    }
}

/// Something that can be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Callable {
    /// A closure of this frame.
    Closure(u32),
    /// A parameter of this frame.
    Param(u32),
    /// A function item.
    Fn(FnId),
}
