//! Lock types, their methods and their guards, as declarations make them.

use super::declared::{Function, Python};
use super::library::Type;
use super::shape::Shape;
use super::{Mode, Wait, canonical_symbol, lang, shelf};
use crate::config::LockRow;
use crate::text::Symbol;

/// A lock type of a library.
#[derive(Clone, Debug)]
pub struct LockType {
    /// Canonical path.
    pub path: &'static str,
    /// Which type argument is the content that guards deref to.
    pub content: usize,
    /// Taken by awaiting; its guard may live across awaits.
    pub is_async: bool,
    /// A map or another sharded structure: two keys may meet in one lock.
    pub sharded: bool,
    /// There is one in the process.
    pub global: bool,
    /// Macros that print take it.
    pub printed: bool,
    /// It is held without a guard, until a method gives it up.
    pub raw: bool,
    /// All ends of a channel have it.
    pub shared: bool,
    /// Methods that acquire.
    pub methods: Vec<LockMethod>,
}

/// A method that acquires.
#[derive(Clone, Copy, Debug)]
pub struct LockMethod {
    /// Its name.
    pub name: &'static str,
    /// How.
    pub mode: Mode,
    /// How long it may wait.
    pub wait: Wait,
    /// What it returns.
    pub outcome: Outcome,
    /// Gives Python's interpreter up while it waits.
    pub detached: bool,
}

/// What an acquiring method returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The guard.
    Guard,
    /// `Result<Guard, _>`.
    Result,
    /// `Option<Guard>`.
    Option,
    /// A future of the guard: acquired at the await.
    Future,
    /// A future of `Result<Guard, _>`.
    FutureResult,
    /// An iterator that keeps (part of) the lock while it or an item lives.
    Iter,
    /// Released again before the call returns.
    Transient,
    /// Runs the closure argument under the lock.
    Closure,
}

/// The lock type at a canonical path.
pub fn lock_type(path: &str) -> Option<&'static LockType> {
    let ty = shelf::ty(path)?;
    let declared = ty.role.lock?;
    let lock = ty.lock.get_or_init(|| {
        let last = ty.params.len().saturating_sub(1);
        let content = declared.content.and_then(|name| ty.params.iter().position(|param| *param == name));
        let mut methods: Vec<LockMethod> = ty.speaking("concheck::acquires").filter_map(method).collect();
        methods.sort_unstable_by_key(|method| method.name);
        Some(LockType {
            path: ty.path.as_str(),
            content: content.unwrap_or(last),
            is_async: declared.awaited,
            sharded: declared.sharded,
            global: declared.global,
            printed: declared.printed,
            raw: declared.raw,
            shared: ty.role.end.is_some(),
            methods,
        })
    });
    lock.as_ref()
}

/// How a method of a lock type takes it, if it does.
fn method(function: &Function) -> Option<LockMethod> {
    let acquires = function.effects.acquires?;
    let wait = if acquires.bounded { Wait::Bounded } else { Wait::Forever };
    let given = given_guard(&function.ret);
    let (mode, outcome) = match given {
        Some((mode, outcome)) => (acquires.mode.unwrap_or(mode), outcome),
        None if function.params.iter().any(|(_, shape)| shape.callable().is_some()) => {
            (acquires.mode?, Outcome::Closure)
        }
        None if matches!(function.ret, Shape::Iter(_)) => (acquires.mode?, Outcome::Iter),
        None => (acquires.mode?, Outcome::Transient),
    };
    let outcome = match outcome {
        Outcome::Guard if function.is_async => Outcome::Future,
        Outcome::Result if function.is_async => Outcome::FutureResult,
        outcome => outcome,
    };
    let detached = function.effects.python == Some(Python::Detaches);
    Some(LockMethod { name: function.name.as_str(), mode, wait, outcome, detached })
}

/// Whether a method of a lock type gives it up.
pub fn releases(path: &str, method: &str) -> bool {
    shelf::method(path, method).is_some_and(|function| function.effects.releases)
}

/// Whether a method of that name gives up a raw lock of some library.
pub fn may_release(method: Symbol) -> bool {
    let traits = ["lock_api::RawMutex", "lock_api::RawRwLock"];
    traits
        .iter()
        .any(|path| shelf::trait_method(path, method).is_some_and(|function| function.effects.releases))
}

/// The guard in what a method gives: its mode, and what it is in.
pub fn given_guard(shape: &Shape) -> Option<(Mode, Outcome)> {
    match shape {
        Shape::Lib(path, args) => match wrapper(*path) {
            Some(outcome) => Some((guard(args.first()?)?, outcome)),
            None => Some((guard(shape)?, Outcome::Guard)),
        },
        Shape::Iter(item) => match &**item {
            Shape::Tuple(parts) => Some((parts.iter().find_map(guard)?, Outcome::Iter)),
            item => Some((guard(item)?, Outcome::Iter)),
        },
        Shape::Future(output) => match given_guard(output)? {
            (mode, Outcome::Guard) => Some((mode, Outcome::Future)),
            (mode, Outcome::Result) => Some((mode, Outcome::FutureResult)),
            _ => None,
        },
        _ => None,
    }
}

/// `Option`, `Result`, or an alias of one, such as `LockResult`.
fn wrapper(path: Symbol) -> Option<Outcome> {
    match path.as_str() {
        lang::RESULT => Some(Outcome::Result),
        lang::OPTION => Some(Outcome::Option),
        _ => match &shelf::alias(canonical_symbol(path).as_str())?.shape {
            Shape::Lib(to, _) if *to != path => wrapper(*to),
            _ => None,
        },
    }
}

fn guard(shape: &Shape) -> Option<Mode> {
    let Shape::Lib(path, _) = shape else { return None };
    let (mode, _) = shelf::ty(canonical_symbol(*path).as_str())?.role.guard?;
    Some(mode)
}

/// For a guard type's canonical path and the number of its arguments: its mode, which argument it derefs to, and whether it
/// is of an async lock.
pub fn guard_content(path: &str, args: usize) -> Option<(Mode, Option<usize>, bool)> {
    let ty = shelf::ty(path)?;
    let (mode, is_async) = ty.role.guard?;
    Some((mode, content_of(ty, args), is_async))
}

/// Which argument of a guard type it derefs to, if so many are given: others stand for what is left out.
fn content_of(ty: &Type, args: usize) -> Option<usize> {
    let position = |name: &Symbol| ty.params.iter().position(|param| param == name);
    match ty.deref.as_ref()?.peel() {
        Shape::Param(name) => {
            let own = position(name)?;
            if own < args { Some(own) } else { ty.defaults.get(own)?.as_ref().and_then(position) }
        }
        _ => None,
    }
}

/// The lock types that the configuration adds. Their methods return the guard, or a result or option of it.
pub fn configured(rows: &[LockRow]) -> Vec<LockType> {
    let text = |text: &str| Symbol::new(text).as_str();
    rows.iter()
        .map(|row| {
            let outcome = if row.is_async { Outcome::Future } else { Outcome::Guard };
            let mode = |mode| if row.reentrant { Mode::Reentrant } else { mode };
            let kinds = [
                (&row.acquire, mode(Mode::Exclusive), Wait::Forever),
                (&row.write, mode(Mode::Exclusive), Wait::Forever),
                (&row.read, mode(Mode::Shared), Wait::Forever),
                (&row.try_acquire, mode(Mode::Exclusive), Wait::Bounded),
            ];
            let methods = kinds
                .iter()
                .flat_map(|(names, mode, wait)| {
                    let outcome = if *wait == Wait::Bounded { Outcome::Option } else { outcome };
                    names.iter().map(move |name| LockMethod {
                        name: text(name),
                        mode: *mode,
                        wait: *wait,
                        outcome,
                        detached: false,
                    })
                })
                .collect();
            LockType {
                path: text(&row.ty),
                content: 0,
                is_async: row.is_async,
                sharded: false,
                global: false,
                printed: false,
                raw: false,
                shared: false,
                methods,
            }
        })
        .collect()
}

impl LockType {
    /// The method of that name that takes it: its own, or one that a trait of another library adds.
    pub fn method(&self, name: &str) -> Option<LockMethod> {
        let own = self.methods.iter().find(|method| method.name == name).copied();
        own.or_else(|| method(shelf::method(self.path, name)?))
    }

    /// Whether somebody may wait for it, so that it takes part in the lock order.
    pub fn orders(&self) -> bool {
        self.methods.iter().any(|method| method.mode.is_lock())
    }

    /// Whether a configured row means the type at `path`: the same path, or its last segments.
    pub fn names(&self, path: &str) -> bool {
        path == self.path || path.strip_suffix(self.path).is_some_and(|rest| rest.ends_with("::"))
    }
}
