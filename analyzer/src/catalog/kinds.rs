//! What types of libraries are beside locks and ends of channels: cells, atomics, parts of child processes, what belongs to
//! one thread.

use super::declared::{Atomic, By, Function, Interior, Operation, Pipes, Pointer, Process};
use super::lang::{self, Marker};
use super::shape::Shape;
use super::{canonical_symbol, shelf};
use crate::text::Symbol;

/// How values of the type let their content be written through `&self`.
pub fn interior(ty: &str) -> Option<Interior> {
    shelf::ty(ty)?.role.interior
}

/// What the type is an atomic of.
pub fn atomic(ty: &str) -> Option<Atomic> {
    shelf::ty(ty)?.role.atomic
}

/// What a method of an atomic does to it: as the type declares it, or else, as of those that std does not have, what the
/// method of that name of `Atomic<T>` does.
pub fn operation(ty: Option<&str>, method: &str) -> Option<Operation> {
    let of = |ty: &str| shelf::method(ty, method)?.effects.operation;
    ty.filter(|ty| atomic(ty).is_some()).and_then(of).or_else(|| of("std::sync::atomic::Atomic"))
}

/// What the type has to do with child processes, and whether its waits are awaited.
pub fn process(ty: &str) -> Option<(Process, bool)> {
    shelf::ty(ty)?.role.process
}

/// What a method of the type, or of the traits of readers and writers, does with pipes.
pub fn pipes(ty: &str, method: &str) -> Option<Pipes> {
    let own = shelf::method(ty, method).map(|function| function.effects.pipes);
    own.unwrap_or_else(|| {
        let name = Symbol::new(method);
        shelf::of_pipes().find_map(|traits| traits.function(name)?.effects.pipes)
    })
}

/// Whether a method gives a child process.
pub fn starts_process(ty: &str, method: &str) -> bool {
    fn is_child(shape: &Shape) -> bool {
        let Shape::Lib(path, args) = shape else { return false };
        matches!(process(canonical_symbol(*path).as_str()), Some((Process::Child, _)))
            || args.iter().any(is_child)
    }
    shelf::method(ty, method).is_some_and(|function| is_child(&function.ret))
}

/// Whether the type reads from or writes to its first argument, through a buffer.
pub fn is_buffer(ty: &str) -> bool {
    shelf::ty(ty).is_some_and(|ty| ty.role.buffer)
}

/// Whether a method gives the content of a cell as a raw pointer.
pub fn opens(ty: &str, method: &str) -> bool {
    interior(ty) == Some(Interior::Unchecked)
        && shelf::method(ty, method).is_some_and(|function| {
            function.receiver == Some(By::Ref) && matches!(function.ret, Shape::Ptr(_))
        })
}

/// Whether only a thread that is attached to Python's interpreter has values of the type.
pub fn only_attached(ty: &str) -> bool {
    shelf::ty(ty).is_some_and(|ty| ty.role.attached)
}

/// Whether nothing is declared that keeps values of the type itself on their thread.
pub fn is_send(ty: &str) -> bool {
    !denies(ty, "Send")
}

/// Whether nothing is declared that keeps references to values of the type itself on their thread.
pub fn is_sync(ty: &str) -> bool {
    !denies(ty, "Sync")
}

fn denies(ty: &str, marker: &str) -> bool {
    shelf::ty(ty).is_some_and(|ty| ty.denied.iter().any(|name| *name == marker))
}

/// Whether a declared trait asks of a type neither that it is `Send` nor that it is `Sync`.
pub fn implies_no_marker(path: &str) -> bool {
    let path = lang::trait_of_prelude(path).unwrap_or(path);
    shelf::uppers(path).is_some_and(|uppers| {
        let last = |path: &Symbol| path.as_str().rsplit("::").next().unwrap_or_default();
        uppers.iter().all(|upper| Marker::of(last(upper)).is_none() && implies_no_marker(upper.as_str()))
    })
}

/// Whether a method of a declared trait takes `&self` and gives nothing of the value, but tells how long it is, or prints it.
pub fn describes(of_trait: &str, method: Symbol) -> bool {
    let path = lang::trait_of_prelude(of_trait).unwrap_or(of_trait);
    shelf::member(path, method).is_some_and(|function| {
        let given = function.params.iter().map(|(_, shape)| shape).chain([&function.ret]);
        function.receiver == Some(By::Ref) && function.generics.is_empty() && given.into_iter().all(is_plain)
    })
}

/// Whether nothing of a shape is a parameter, or a reference to something that may be shared.
fn is_plain(shape: &Shape) -> bool {
    match shape {
        Shape::Lib(_, parts) | Shape::Tuple(parts) => parts.iter().all(is_plain),
        Shape::Ref(true, inner) => is_plain(inner),
        _ => false,
    }
}

/// Whether a function gives something that borrows nothing of what it is lent: the content of its first argument, or another
/// pointer to what a shared one leads to.
pub fn gives_owned(path: &str) -> bool {
    shelf::function(path).is_some_and(|function| {
        let content = match function.params.first() {
            Some((_, Shape::Ref(_, inner))) => **inner == function.ret,
            _ => false,
        };
        let of = path.rsplit_once("::").and_then(|(ty, _)| shelf::ty(ty));
        let shares = of.is_some_and(|ty| ty.role.pointer == Some(Pointer::Shared));
        let again = function.receiver == Some(By::Ref) && function.ret == function.own;
        !function.borrows && (content || shares && again)
    })
}

/// Whether a method of a pinned pointer gives one like it for a while.
pub fn lends_pinned(method: &str) -> bool {
    shelf::method(super::PIN, method)
        .is_some_and(|function| function.receiver == Some(By::Mut) && function.borrows)
}

/// Whether a method of a result gives the value in it, and no result any more.
pub fn unwraps(method: &str) -> bool {
    shelf::method(lang::RESULT, method).is_some_and(|function| {
        let value =
            |shape: &Shape| matches!(shape, Shape::Lib(_, args) if args.first() == Some(&function.ret));
        function.receiver == Some(By::Value) && value(&function.own)
    })
}

/// Whether the method runs what an executor makes of waking a task.
pub fn wakes(ty: &str, method: &str) -> bool {
    shelf::method(ty, method).is_some_and(|function| function.effects.wakes)
}

/// The type of the weak pointer that an associated function makes of a pointer.
pub fn weakened(ty: &str, function: &str) -> Option<&'static str> {
    let function = shelf::method(ty, function).filter(|function| function.receiver.is_none())?;
    let [(_, given)] = &function.params[..] else { return None };
    let Shape::Lib(path, _) = &function.ret else { return None };
    let path = canonical_symbol(*path).as_str();
    let weak = shelf::ty(path).is_some_and(|ty| ty.role.pointer == Some(Pointer::Weak));
    (weak && *given.peel() == function.own).then_some(path)
}

/// Whether it matters which of two values of the type one has, whatever they contain: others see what is done to it, or
/// wait for it.
pub fn has_identity(ty: &str) -> bool {
    let Some(ty) = shelf::ty(ty) else { return false };
    let role = &ty.role;
    let shared = |function: &Function| {
        let effects = &function.effects;
        let on_others = effects.waits.is_some() || effects.gives.is_some() || effects.suspends.is_some();
        on_others && function.receiver.is_some()
    };
    role.lock.is_some()
        || role.guard.is_some()
        || role.cell.is_some()
        || role.interior.is_some()
        || role.end.is_some()
        || role.handle.is_some()
        || role.atomic.is_some()
        || role.process.is_some()
        || role.resource
        || ty.speaking("concheck::").any(shared)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_see_or_wait_for_has_an_identity() {
        for path in [
            "std::sync::Mutex",
            "std::sync::Condvar",
            "std::cell::Cell",
            "std::sync::atomic::AtomicBool",
            "std::net::TcpStream",
            "std::thread::Thread",
            "tokio::sync::Notify",
            "dashmap::DashMap",
        ] {
            assert!(has_identity(path), "{path}");
        }
        for path in ["std::sync::Arc", "std::io::Error", "std::path::Path", "std::vec::Vec", "a::B"] {
            assert!(!has_identity(path), "{path}");
        }
    }

    #[test]
    fn what_belongs_to_its_thread_is_declared() {
        assert!(!is_send("std::rc::Rc") && !is_send("std::rc::Weak") && is_send("std::sync::Arc"));
        assert!(!is_sync("std::cell::Cell") && is_send("std::cell::Cell") && is_sync("a::B"));
    }

    #[test]
    fn pipes_are_read_and_written_by_methods_of_traits() {
        assert_eq!(pipes("std::process::ChildStdout", "read_to_end"), Some(Pipes::Reads));
        assert_eq!(pipes("tokio::process::ChildStdin", "write_all"), Some(Pipes::Writes));
        assert_eq!(pipes("std::process::Command", "stderr"), Some(Pipes::Leads(Process::Stderr)));
        assert_eq!(pipes("std::process::Command", "arg"), None);
        assert!(starts_process("tokio::process::Command", "spawn"));
        assert!(!starts_process("std::process::Command", "output"));
    }

    #[test]
    fn a_cell_is_opened_where_it_gives_a_raw_pointer() {
        assert!(opens("std::cell::UnsafeCell", "get"));
        assert!(!opens("std::cell::UnsafeCell", "get_mut") && !opens("std::cell::Cell", "as_ptr"));
    }

    #[test]
    fn a_weak_pointer_is_made_of_a_shared_one() {
        assert_eq!(weakened("std::rc::Rc", "downgrade"), Some("std::rc::Weak"));
        assert_eq!(weakened("std::sync::Arc", "downgrade"), Some("std::sync::Weak"));
        assert_eq!(weakened("std::sync::Arc", "clone"), None);
    }
}
