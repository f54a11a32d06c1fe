//! Lock identity: an instance path relative to a function's frame, and a class that is the same in every frame.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::defs::Defs;
use super::ids::{AdtId, FnId, StaticId};
use super::ty::Ty;
use crate::catalog::On;
use crate::text::Symbol;

/// Where a path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Root {
    /// A parameter; `self` is 0 in a method.
    Param(u32),
    /// A static.
    Static(StaticId),
    /// A static of a library, e.g. standard output.
    Lib(Symbol),
    /// A local value of this frame.
    Local(u32),
    /// The result of a call or anything else that is new at each evaluation.
    Fresh(u32),
    /// A thread, channel or the like that this frame makes: an index into its list of those.
    Made(u32),
    /// Not expressible in this frame.
    Elsewhere,
}

/// What belongs to a thing beside its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// What others do and some wait for: the end of a thread, a message of a channel, room in it.
    Awaited(On),
    /// What is locked while a cell is initialised.
    Initialiser,
    /// An iterator over a receiver.
    Drain,
    /// A process, or the command that starts it.
    Process,
    /// What a channel keeps, behind a lock that all its ends share.
    Value,
}

impl Part {
    /// Parts are in the order of these.
    fn rank(self) -> u8 {
        match self {
            Part::Awaited(On::Barrier) => 0,
            Part::Initialiser => 1,
            Part::Drain => 2,
            Part::Awaited(On::Thread) => 3,
            Part::Awaited(On::Process) => 4,
            Part::Awaited(On::Future) => 5,
            Part::Awaited(On::Message) => 6,
            Part::Awaited(On::Pool) => 7,
            Part::Process => 8,
            Part::Awaited(On::Room) => 9,
            Part::Awaited(On::Signal) => 10,
            Part::Awaited(On::Unpark) => 11,
            Part::Value => 12,
        }
    }
}

impl Ord for Part {
    fn cmp(&self, other: &Part) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Part) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Which element of a collection, where that can be told: what names the same one whenever it occurs in the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Key {
    /// An integer that is written there.
    Int(u64),
    /// A variable of the frame, and which of its values that is.
    Local {
        /// The variable.
        var: u32,
        /// How often it was given another value before.
        version: u32,
    },
    /// A text that is written there.
    Text(Symbol),
}

/// A step of a path. Dereferences, `Arc`, `Box`, `Option` and `Result` are transparent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Step {
    /// What is beside the fields.
    Part(Part),
    /// A field.
    Field(Symbol),
    /// An element under a constant or unchanged local key.
    Key(Key),
    /// Some element.
    Any,
    /// What a lock protects.
    Inside,
    /// What a getter of that name returns.
    Call(Symbol),
}

impl Step {
    /// The step as another frame may see it: keys made of local variables mean nothing there.
    fn abroad(self) -> Step {
        match self {
            Step::Key(Key::Local { .. }) => Step::Any,
            step => step,
        }
    }
}

/// An instance, symbolically.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Path {
    /// Where it begins.
    pub root: Root,
    /// The steps.
    pub steps: Vec<Step>,
}

/// Longest path that is kept; recursion over lists and trees would grow them without end.
const MAX_STEPS: usize = 16;

impl Path {
    /// A path without steps.
    pub fn root(root: Root) -> Path {
        Path { root, steps: Vec::new() }
    }

    /// With one step more.
    pub fn join(&self, step: Step) -> Path {
        if self.steps.len() >= MAX_STEPS {
            return Path::root(Root::Elsewhere);
        }
        let mut steps = Vec::with_capacity(self.steps.len() + 1);
        steps.extend_from_slice(&self.steps);
        steps.push(step);
        Path { root: self.root, steps }
    }

    /// Whether both are surely the same instance within one frame.
    pub fn must_alias(&self, other: &Path) -> bool {
        self.root != Root::Elsewhere && self == other && !self.steps.contains(&Step::Any)
    }

    /// Whether the identity rests on a getter returning the same thing twice.
    pub fn through_call(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Call(_)))
    }

    /// Puts the caller's argument paths in place of the parameters.
    pub fn substitute(&self, args: &dyn Fn(u32) -> Option<Path>) -> Path {
        match self.root {
            Root::Param(index) => match args(index) {
                Some(base) => self.steps.iter().fold(base, |path, step| path.join(step.abroad())),
                None => Path::root(Root::Elsewhere),
            },
            Root::Static(_) | Root::Lib(_) => {
                Path { root: self.root, steps: self.steps.iter().map(|step| step.abroad()).collect() }
            }
            _ => Path::root(Root::Elsewhere),
        }
    }
}

/// What a class is named after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ClassRoot {
    /// A field of a type.
    Adt(AdtId),
    /// The shared lock around a type, under whatever name it is kept: `Arc<Mutex<T>>`.
    Content(AdtId),
    /// A static.
    Static(StaticId),
    /// A static of a library.
    Lib(Symbol),
    /// A local of a function.
    Local(FnId, u32),
    /// What a function without a known body returns.
    Result(FnId),
    /// What a parameter is; only within summaries.
    Param(u32),
    /// Threads, channels and the like that a function makes at one place.
    Made(FnId, u32),
    /// Not known; never takes part in a cycle.
    Unknown,
}

/// A step from the root of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ClassStep {
    /// What is beside the fields.
    Part(Part),
    /// An element, or what a lock protects.
    Element,
    /// A field.
    Field(Symbol),
}

impl ClassStep {
    /// Whether it is the number of a tuple's part.
    fn is_of_tuple(self) -> bool {
        matches!(self, ClassStep::Field(name) if name.as_str().bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// A lock class: locks that play the same role.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Class {
    /// What it is named after.
    pub root: ClassRoot,
    /// The way from there.
    pub steps: Vec<ClassStep>,
}

impl Class {
    /// A class without fields.
    pub fn root(root: ClassRoot) -> Class {
        Class { root, steps: Vec::new() }
    }

    /// A field of a type.
    pub fn field(owner: AdtId, name: Symbol) -> Class {
        Class { root: ClassRoot::Adt(owner), steps: vec![ClassStep::Field(name)] }
    }

    /// With one step more.
    pub fn join(&self, step: ClassStep) -> Class {
        if self.steps.len() >= MAX_STEPS || self.root == ClassRoot::Unknown {
            return Class::root(ClassRoot::Unknown);
        }
        let mut steps = Vec::with_capacity(self.steps.len() + 1);
        steps.extend_from_slice(&self.steps);
        steps.push(step);
        Class { root: self.root, steps }
    }

    /// Of the elements, or of what is protected; these nest no further.
    fn element(&self) -> Class {
        match self.steps.last() {
            Some(ClassStep::Element) => self.clone(),
            _ => self.join(ClassStep::Element),
        }
    }

    /// What is waited for at it, if it is no lock.
    pub fn awaited(&self) -> Option<On> {
        match self.steps.last() {
            Some(ClassStep::Part(Part::Awaited(on))) => Some(*on),
            _ => None,
        }
    }

    /// The collection itself: without elements, and their parts where they are tuples.
    pub fn strip_elements(&mut self) {
        let is_element = |step: &ClassStep| *step == ClassStep::Element || step.is_of_tuple();
        while self.steps.len() > 1 && self.steps.last().is_some_and(is_element) {
            self.steps.pop();
        }
    }

    /// Whether it says the same in every frame.
    pub fn is_global(&self) -> bool {
        matches!(
            self.root,
            ClassRoot::Adt(_)
                | ClassRoot::Content(_)
                | ClassRoot::Static(_)
                | ClassRoot::Lib(_)
                | ClassRoot::Result(_)
                | ClassRoot::Made(..)
        )
    }

    /// Puts the caller's argument classes in place of the parameters.
    pub fn substitute(&self, args: &dyn Fn(u32) -> Option<Class>) -> Class {
        match self.root {
            ClassRoot::Param(index) => match args(index) {
                Some(base) => self.steps.iter().fold(base, |class, step| class.join(*step)),
                None => Class::root(ClassRoot::Unknown),
            },
            _ => self.clone(),
        }
    }

    /// As users know it: `Bank::accounts`, `GLOBAL`.
    pub fn display(&self, defs: &Defs<'_>) -> String {
        let base = match self.root {
            ClassRoot::Adt(id) => defs[id].name.to_string(),
            ClassRoot::Content(id) => format!("lock of {}", defs[id].name),
            ClassRoot::Static(id) => defs[id].item.name.to_string(),
            ClassRoot::Lib(name) => name.as_str().rsplit("::").next().unwrap_or("").to_string(),
            ClassRoot::Result(id) => format!("{}()", defs.fn_name(id)),
            ClassRoot::Local(..) | ClassRoot::Param(_) | ClassRoot::Made(..) | ClassRoot::Unknown => {
                String::new()
            }
        };
        let mut text = base;
        for (index, step) in self.steps.iter().enumerate() {
            match step {
                ClassStep::Part(_) => {}
                ClassStep::Element => text.push_str("[]"),
                ClassStep::Field(name) => {
                    if !text.is_empty() {
                        text.push_str(if index == 0 { "::" } else { "." });
                    }
                    text.push_str(name.as_str());
                }
            }
        }
        text
    }
}

/// A place that a value can be reached by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The instance.
    pub path: Path,
    /// The class of a lock that stands right here.
    pub class: Class,
    /// Reached from an owned value or `&mut` without any shared pointer in between: nobody else can hold it.
    pub exclusive: bool,
    /// A shared pointer or somebody else's reference was followed on the way.
    pub shared: bool,
}

impl Place {
    /// A field of this place; `owner` is the type it is declared in, unless that type is a generic wrapper of a lock.
    pub fn field(&self, name: Symbol, owner: Option<AdtId>) -> Place {
        let class = match owner {
            Some(id) => Class::field(id, name),
            None => self.class.join(ClassStep::Field(name)),
        };
        Place {
            path: self.path.join(Step::Field(name)),
            class,
            exclusive: self.exclusive,
            shared: self.shared,
        }
    }

    /// Names a lock behind a shared pointer after what it protects: `Arc<Mutex<State>>` travels under many field names.
    /// So is one that has no other name.
    pub fn name_by_content(&mut self, content: &Ty, via_shared: bool, sharded: bool) {
        if let Ty::Adt(id, args) = content
            && args.is_empty()
            && (via_shared || self.class.root == ClassRoot::Unknown && !sharded)
        {
            self.class = Class::root(ClassRoot::Content(*id));
        }
    }

    /// Whether it is something that the frame has made, or that nobody knows but the frame.
    pub fn is_own(&self) -> bool {
        matches!(self.path.root, Root::Fresh(_) | Root::Made(_) | Root::Local(_)) && !self.shared
    }

    /// Whether it goes when the frame does: it is a variable or a temporary of it.
    pub fn ends_with_frame(&self) -> bool {
        match self.path.root {
            Root::Local(_) => !self.shared,
            Root::Fresh(_) => self.path.steps.is_empty() || !self.shared,
            _ => false,
        }
    }

    /// Whether it is named by fields alone, of a static or of one value: each time the same.
    pub fn is_named(&self) -> bool {
        let fields = self.path.steps.iter().all(|step| matches!(step, Step::Field(_)));
        match self.path.root {
            Root::Static(_) | Root::Lib(_) => fields,
            Root::Param(_) => fields && !self.path.steps.is_empty(),
            _ => false,
        }
    }

    /// What the lock at this place protects: a lock in there is another one.
    pub fn inside(&self) -> Place {
        let class = self.class.element();
        Place { path: self.path.join(Step::Inside), class, exclusive: false, shared: true }
    }

    /// An element of this place.
    pub fn element(&self, key: Option<Key>) -> Place {
        let step = key.map_or(Step::Any, Step::Key);
        let class = self.class.element();
        Place { path: self.path.join(step), class, exclusive: self.exclusive, shared: self.shared }
    }

    /// What can be waited for at this place: the end of a thread, a message of a channel. Which half of a channel, or
    /// which of several handles, makes no difference to the class.
    pub fn part(&self, part: Part) -> Place {
        let mut class = self.class.clone();
        match class.root {
            ClassRoot::Made(..) => class.steps.clear(),
            _ => class.strip_elements(),
        }
        let path = self.path.join(Step::Part(part));
        Place { path, class: class.join(ClassStep::Part(part)), ..self.clone() }
    }

    /// The lock of what a channel keeps, by one of its ends. What locks around the end protect is that end.
    pub fn value(&self) -> Place {
        let mut end = self.clone();
        match end.path.root {
            Root::Made(_) => end.path.steps.clear(),
            _ => {
                while end.path.steps.last() == Some(&Step::Inside) {
                    end.path.steps.pop();
                }
            }
        }
        Place { exclusive: false, shared: true, ..end.part(Part::Value) }
    }

    /// Whether it is such a lock.
    pub fn is_value(&self) -> bool {
        self.path.steps.last() == Some(&Step::Part(Part::Value))
    }

    /// Whether it is the same for callers, whatever the arguments are.
    pub fn is_same_abroad(&self) -> bool {
        let path = &self.path;
        let is_path = match path.root {
            Root::Static(_) | Root::Lib(_) => path.steps.iter().all(|step| step.abroad() == *step),
            Root::Elsewhere => path.steps.is_empty(),
            _ => false,
        };
        is_path && !matches!(self.class.root, ClassRoot::Param(_))
    }

    /// Puts the caller's arguments in place of the parameters.
    pub fn substitute(&self, args: &dyn Fn(u32) -> Option<Place>) -> Place {
        let path = self.path.substitute(&|index| args(index).map(|place| place.path));
        let class = self.class.substitute(&|index| args(index).map(|place| place.class));
        let exclusive = match self.path.root {
            Root::Param(index) => !self.shared && args(index).is_some_and(|place| place.exclusive),
            _ => self.exclusive,
        };
        let shared = self.shared
            || match self.path.root {
                Root::Param(index) => args(index).is_none_or(|place| place.shared),
                _ => false,
            };
        Place { path, class, exclusive, shared }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str) -> Step {
        Step::Field(Symbol::new(name))
    }

    #[test]
    fn equal_paths_alias_unless_some_element_is_meant() {
        let jobs = Path::root(Root::Param(0)).join(field("jobs"));
        assert!(jobs.must_alias(&jobs.clone()));
        assert!(!jobs.must_alias(&Path::root(Root::Param(1)).join(field("jobs"))));
        assert!(!jobs.join(Step::Any).must_alias(&jobs.join(Step::Any)));
        assert!(jobs.join(Step::Key(Key::Int(3))).must_alias(&jobs.join(Step::Key(Key::Int(3)))));
        assert!(!jobs.join(Step::Inside).must_alias(&jobs));
        assert!(!Path::root(Root::Elsewhere).must_alias(&Path::root(Root::Elsewhere)));
    }

    #[test]
    fn substitution_puts_the_callers_paths_in_and_forgets_the_callees_keys() {
        let callee =
            Path::root(Root::Param(1)).join(field("lock")).join(Step::Key(Key::Local { var: 0, version: 7 }));
        let caller = Path::root(Root::Param(0)).join(field("shard"));
        let seen = callee.substitute(&|index| (index == 1).then(|| caller.clone()));
        assert_eq!(seen, caller.join(field("lock")).join(Step::Any));
        assert_eq!(callee.substitute(&|_| None).root, Root::Elsewhere);
        assert_eq!(Path::root(Root::Local(2)).substitute(&|_| None).root, Root::Elsewhere);
    }

    #[test]
    fn a_path_that_grows_without_end_is_given_up() {
        let mut path = Path::root(Root::Param(0));
        for _ in 0..=MAX_STEPS {
            path = path.join(field("next"));
        }
        assert_eq!(path.root, Root::Elsewhere);
    }

    #[test]
    fn access_is_exclusive_only_as_long_as_no_shared_pointer_is_followed() {
        let argument = |exclusive| Place {
            path: Path::root(Root::Param(0)),
            class: Class::root(ClassRoot::Param(0)),
            exclusive,
            shared: !exclusive,
        };
        let own = argument(true).field(Symbol::new("lock"), Some(AdtId(0)));
        let lent = Place { exclusive: false, ..own.clone() };
        assert!(lent.substitute(&|_| Some(argument(true))).exclusive);
        assert!(!lent.substitute(&|_| Some(argument(false))).exclusive);
        let shared = Place { shared: true, exclusive: false, ..own };
        assert!(!shared.substitute(&|_| Some(argument(true))).exclusive);
    }
}
