//! What the declarations of libraries promise, as programs: of each lock, channel and blocking call that has the standard
//! shape, a small one with the bug and its fixed twin. They are made from the declarations, so that a new library is tested by
//! being there.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use concheck_analyzer::analyze;
use concheck_analyzer::catalog::declared::{By, Function};
use concheck_analyzer::catalog::library::Type;
use concheck_analyzer::catalog::shape::Shape;
use concheck_analyzer::catalog::{
    Blocking, Bound, LockMethod, On, Outcome, Wait, Work, awaited, canonical_symbol, cell, channel,
    lock_type, shelf, wait_method,
};
use concheck_analyzer::config::Config;
use concheck_analyzer::sources::{self, Edition};

/// A program and what is found in it.
struct Case {
    /// The function that it is about.
    name: String,
    bug: String,
    mended: String,
}

/// Analyses all cases in one file, and says which bugs are not found and which twins are not silent. `_N` in a
/// case's text stands for a number of its own.
fn check(cases: &[Case], rules: &[&str]) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for (index, case) in cases.iter().enumerate() {
        for (is_bug, program) in [(true, &case.bug), (false, &case.mended)] {
            let first = text.lines().count();
            let number = 2 * index + usize::from(is_bug);
            writeln!(text, "{}", program.replace("_N", &number.to_string())).expect("text is written");
            places.push((first..text.lines().count(), is_bug, case));
        }
    }
    let set = sources::of_text(Path::new("/declared.rs"), text.as_str().into(), Some(Edition::E2021));
    let analysis = analyze(&set, &Config::default());
    assert_eq!(analysis.problems, [], "{text}");
    let found: BTreeSet<usize> = analysis
        .findings
        .iter()
        .filter(|finding| rules.contains(&finding.rule))
        .map(|finding| finding.primary.location.span.start.line as usize)
        .collect();
    let mut wrong = Vec::new();
    for (lines, is_bug, case) in places {
        if found.range(lines.clone()).next().is_some() != is_bug {
            let program: Vec<&str> = text.lines().skip(lines.start).take(lines.len()).collect();
            let what = if is_bug { "not found" } else { "found in the twin" };
            wrong.push((&case.name, format!("{}: {what}:\n{}", case.name, program.join("\n"))));
        }
    }
    assert!(!cases.is_empty(), "nothing has that shape");
    println!("{} programs", cases.len());
    let texts: Vec<String> = wrong.into_iter().map(|(_, text)| text).collect();
    assert!(texts.is_empty(), "{} of {}:\n{}", texts.len(), cases.len(), texts.join("\n\n"));
}

/// All declared types, in order.
fn types() -> Vec<&'static Type> {
    let mut types: Vec<&Type> =
        shelf::names().filter_map(shelf::library).flat_map(|library| library.types.values()).collect();
    types.sort_by_key(|ty| ty.path.as_str());
    types
}

/// All declared functions that belong to no type, in order.
fn functions() -> Vec<&'static Function> {
    let libraries = shelf::names().filter_map(shelf::library);
    let all = libraries.flat_map(|library| library.functions.values().map(|item| item.get(library.names)));
    let mut functions: Vec<&Function> = all.flatten().collect();
    functions.sort_by_key(|function| function.path.as_str());
    functions
}

/// The declared type that a type derefs to.
fn deref_of(ty: &Type) -> Option<&'static Type> {
    let Shape::Lib(to, _) = ty.deref.as_ref()? else { return None };
    shelf::ty(canonical_symbol(*to).as_str())
}

/// The methods of a type, in order, also those of the type that it derefs to.
fn methods(ty: &'static Type) -> Vec<&'static Function> {
    let mut all = deref_of(ty).map(shelf::methods).unwrap_or_default();
    all.extend(shelf::methods(ty));
    all.into_values().filter(|function| function.receiver.is_some()).collect()
}

/// A type with something for each parameter.
fn written(ty: &Type) -> String {
    let args = vec!["u32"; ty.params.len()];
    if args.is_empty() { ty.path.to_string() } else { format!("{}<{}>", ty.path, args.join(", ")) }
}

/// Arguments for a call, all alike.
fn args(function: &Function, arg: &str) -> String {
    let args = function.params.iter().map(|(_, shape)| match shape.callable() {
        Some(callable) => format!("|{}| ()", vec!["_"; callable.args.len()].join(", ")),
        None => arg.to_string(),
    });
    args.collect::<Vec<_>>().join(", ")
}

/// What stands behind a call that gives a guard, to have it in a variable; nothing if no variable can have one.
fn unwrapped(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Guard => Some(""),
        Outcome::Result | Outcome::Option => Some(".unwrap()"),
        Outcome::Future => Some(".await"),
        Outcome::FutureResult => Some(".await.unwrap()"),
        Outcome::Iter | Outcome::Transient | Outcome::Closure => None,
    }
}

#[test]
fn a_lock_is_not_taken_under_itself() {
    let mut cases = Vec::new();
    for ty in types() {
        let Some(lock) = lock_type(ty.path.as_str()) else { continue };
        let field = written(ty);
        let call = |method: &LockMethod| {
            let function = shelf::methods(ty)[method.name];
            let own = match function.receiver {
                Some(By::Value) => "self.lock.clone()",
                // Else it is a method of the pointer.
                _ if shelf::method("std::sync::Arc", method.name).is_some() => "(*self.lock)",
                _ => "self.lock",
            };
            format!("{own}.{}({})", method.name, args(function, "1"))
        };
        let waits = lock.methods.iter().filter(|method| method.wait == Wait::Forever);
        for first in waits.clone() {
            let Some(after_first) = unwrapped(first.outcome) else { continue };
            for second in waits.clone().filter(|second| second.mode.conflicts(first.mode)) {
                let after_second = unwrapped(second.outcome).unwrap_or_default();
                let is_async = after_first.contains("await") || after_second.contains("await");
                let how = if is_async { "async fn" } else { "fn" };
                let (outer, inner) = (call(first), call(second));
                let program = |between: &str| {
                    format!(
                        "pub struct S_N {{ lock: std::sync::Arc<{field}> }}\nimpl S_N {{\n    pub {how} run(&self) \
                         {{\n        let first = {outer}{after_first};\n{between}        \
                         let _second = {inner}{after_second};\n    }}\n}}"
                    )
                };
                cases.push(Case {
                    name: format!("{}::{} and {}", ty.path, first.name, second.name),
                    bug: program(""),
                    mended: program("        drop(first);\n"),
                });
            }
        }
    }
    check(&cases, &["double_lock"]);
}

/// What blocks, and how it is called: with what stands before the call.
fn blocking() -> Vec<(String, &'static Blocking, String, String)> {
    let mut calls = Vec::new();
    for function in functions() {
        let Some(what) = function.effects.blocking else { continue };
        let call = format!("{}({})", function.path, args(function, "given"));
        calls.push((function.path.to_string(), what, String::new(), call));
    }
    // An iterator is the same for the analysis whatever its type; the call that makes it blocks, too.
    let is_iterator = |ty: &&Type| ty.iterates && ty.role.end.is_none();
    for ty in types().into_iter().filter(|ty| !is_iterator(ty)) {
        for function in methods(ty) {
            let Some(what) = function.effects.blocking else { continue };
            let call = format!("own.{}({})", function.name, args(function, "given"));
            let name = format!("{}::{}", ty.path, function.name);
            calls.push((name, what, format!("own: {}, ", written(ty)), call));
        }
    }
    calls
}

#[test]
fn what_blocks_is_not_called_by_async_code() {
    let mut cases = Vec::new();
    for (name, what, own, call) in blocking() {
        if matches!(what.work, Work::Compute | Work::Annotated) {
            continue;
        }
        let program = |how: &str| format!("pub {how} run_N({own}given: Given) {{\n    {call};\n}}");
        cases.push(Case { name, bug: program("async fn"), mended: program("fn") });
    }
    check(&cases, &["blocking_in_async", "block_on_in_async"]);
}

/// A call by which an end of a channel waits or gives.
struct Call {
    name: &'static str,
    /// What stands behind the end.
    text: String,
    awaited: bool,
}

/// The calls of methods of an end that do that.
fn calls(end: &'static Type, does: impl Fn(&Function) -> bool) -> Vec<Call> {
    let does = methods(end).into_iter().filter(|function| does(function));
    let call = |function: &'static Function| {
        let waits = |ty: &Type| wait_method(ty.path.as_str(), function.name.as_str());
        let waits = waits(end).or_else(|| waits(deref_of(end)?));
        let awaited = function.is_async || waits.is_some_and(|waits| waits.is_async);
        let after = if awaited { ".await" } else { "" };
        let text = format!(".{}({}){after}", function.name, args(function, "1"));
        Call { name: function.name.as_str(), text, awaited }
    };
    does.map(call).collect()
}

/// The functions that make channels, with the types of the ends.
fn channels() -> Vec<(&'static Function, &'static Type, &'static Type, Bound)> {
    let of = |make: &'static Function| {
        let (sender, receiver, bound) = channel(make.path.as_str())?;
        Some((make, shelf::ty(sender)?, shelf::ty(receiver)?, bound))
    };
    functions().into_iter().filter_map(of).collect()
}

/// How a body is written that has these calls: `fn`, a lock that fits, how it is locked, and how another one is begun that
/// runs beside it.
fn style(calls: [&Call; 2]) -> (&'static str, &'static str, &'static str, &'static str) {
    if calls.iter().any(|call| call.awaited) {
        ("async fn", "tokio::sync::Mutex<u32>", "lock().await", "tokio::spawn(async move {")
    } else {
        ("fn", "std::sync::Mutex<u32>", "lock().unwrap()", "std::thread::spawn(move || {")
    }
}

#[test]
fn no_message_is_awaited_under_a_lock_that_its_sender_takes() {
    let mut cases = Vec::new();
    for (make, sender, receiver, _) in channels() {
        let sends = calls(sender, |function| {
            function.effects.gives == Some(On::Message) && function.params.len() == 1
        });
        let send = sends.first().expect("a method that sends");
        let mut receives = calls(receiver, |function| {
            let effects = &function.effects;
            effects.waits == Some(On::Message) && !effects.drains
        });
        if awaited(receiver.path.as_str()) == Some(On::Message) {
            receives.push(Call { name: "await", text: ".await".to_string(), awaited: true });
        }
        assert!(!receives.is_empty(), "nothing receives of {}", make.path);
        for receive in &receives {
            let (how, lock, locks, beside) = style([send, receive]);
            let program = |before: &str, after: &str| {
                format!(
                    "pub struct S_N {{ state: {lock} }}\npub {how} run_N(own: std::sync::Arc<S_N>) {{\n    \
                     let (mut sender, mut receiver) = {}({});\n    let other = own.clone();\n    {beside}\n        \
                     *other.state.{locks} += 1;\n        let _ = sender{};\n    }});\n    \
                     let held = own.state.{locks};\n{before}    let _ = receiver{};\n{after}}}",
                    make.path,
                    args(make, "8"),
                    send.text,
                    receive.text,
                )
            };
            cases.push(Case {
                name: format!("{} with {}", make.path, receive.name),
                bug: program("", "    drop(held);\n"),
                mended: program("    drop(held);\n", ""),
            });
        }
    }
    check(&cases, &["wait_while_locked"]);
}

#[test]
fn a_channel_with_room_for_few_messages_is_not_filled_by_its_receiver() {
    let mut cases = Vec::new();
    for (make, sender, receiver, bound) in channels() {
        let receives = calls(receiver, |function| function.effects.waits == Some(On::Message));
        let Some(receive) = receives.iter().find(|call| call.name == "recv") else { continue };
        let waits = |function: &Function| {
            let by_value = function.receiver == Some(By::Value);
            function.effects.waits == Some(On::Room) && function.params.len() == 1 && !by_value
        };
        for send in calls(sender, waits).iter().filter(|_| bound == Bound::Given) {
            let (how, _, _, beside) = style([send, receive]);
            let sends = format!("for item in items {{ let _ = sender{}; }}\n    drop(sender);", send.text);
            let receives = format!("while let Ok(_) = receiver{} {{}}", receive.text);
            let program = |first: &str, second: &str| {
                format!(
                    "pub {how} run_N(items: Vec<u32>) {{\n    let (mut sender, mut receiver) = {}({});\n    \
                     {first}\n    {second}\n}}",
                    make.path,
                    args(make, "8"),
                )
            };
            cases.push(Case {
                name: format!("{} with {}", make.path, send.name),
                bug: program(&sends, &receives),
                mended: program(&format!("{beside} {receives} }});"), &sends),
            });
        }
    }
    check(&cases, &["channel_deadlock"]);
}

#[test]
fn no_guard_of_a_blocking_lock_lives_across_an_await() {
    let mut cases = Vec::new();
    for ty in types() {
        let Some(lock) = lock_type(ty.path.as_str()).filter(|lock| !lock.is_async) else { continue };
        for method in
            lock.methods.iter().filter(|method| method.wait == Wait::Forever && method.mode.is_lock())
        {
            let Some(after) = unwrapped(method.outcome) else { continue };
            let call = format!("own.{}({}){after}", method.name, args(shelf::methods(ty)[method.name], "1"));
            let program = |before: &str, behind: &str| {
                format!(
                    "pub async fn run_N(own: std::sync::Arc<{}>, other: Other) {{\n    let guard = {call};\n{before}    \
                     other.await;\n{behind}}}",
                    written(ty)
                )
            };
            let dropped = "    drop(guard);\n";
            let name = format!("{}::{}", ty.path, method.name);
            cases.push(Case { name, bug: program("", dropped), mended: program(dropped, "") });
        }
    }
    check(&cases, &["guard_across_await"]);
}

#[test]
fn no_initialiser_asks_for_its_own_cell() {
    let mut cases = Vec::new();
    for ty in types().into_iter().filter(|ty| cell(ty.path.as_str()) == Some(true)) {
        for method in methods(ty) {
            let given = method.params.iter().any(|(_, shape)| shape.callable().is_some());
            if !method.effects.initialises || !given || method.is_async {
                continue;
            }
            let call =
                |body: &str| format!("self.cell.{}({})", method.name, args(method, "1").replace("()", body));
            let program = |body: &str| {
                let field = written(ty);
                format!(
                    "pub struct S_N {{ cell: {field} }}\nimpl S_N {{\n    pub fn run(&self) {{\n        {body}\n    }}\n}}"
                )
            };
            cases.push(Case {
                name: format!("{}::{}", ty.path, method.name),
                bug: program(&format!("{};", call(&call("()")))),
                mended: program(&format!("{0}; {0};", call("()"))),
            });
        }
    }
    check(&cases, &["reentrant_init"]);
}

#[test]
fn no_future_that_loses_something_is_dropped_midway() {
    let mut cases = Vec::new();
    for ty in types() {
        for method in methods(ty).into_iter().filter(|method| method.effects.loses.is_some()) {
            let program = |around: &str| {
                format!(
                    "pub async fn run_N(mut own: {}, mut other: tokio::sync::mpsc::Receiver<u32>, given: Given) {{\n    \
                     {around} {{\n        tokio::select! {{\n            _ = own.{}({}) => {{}}\n            _ = \
                     other.recv() => {{}}\n        }}\n    }}\n}}",
                    written(ty),
                    method.name,
                    args(method, "given"),
                )
            };
            let name = format!("{}::{}", ty.path, method.name);
            cases.push(Case { name, bug: program("loop"), mended: program("") });
        }
    }
    check(&cases, &["cancel_unsafe"]);
}
