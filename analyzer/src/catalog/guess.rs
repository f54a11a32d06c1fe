//! What a name alone suggests, where neither a declaration nor the sources know what is called. A guess is worth less than a
//! declaration: a finding that follows from one has a lower confidence, and says so.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::declared::Function;
use super::{Blocking, Consequence, Fragile, Work, shelf};
use crate::text::Symbol;

use Consequence::{Either, Hangs, Panics};
use Work::{Resolve, Runtime};

/// What names suggest, and why that is worth having.
#[derive(Debug)]
pub struct Guess {
    /// Names of functions, methods, macros or types; `*` stands for any text.
    pub names: &'static [&'static str],
    /// What bears such a name does, or is.
    pub does: Does,
    /// What speaks for it, or what it costs where it is wrong.
    pub evidence: &'static str,
}

/// What a function, method, macro or type of some name does, or is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Blocks its thread.
    Blocks(Work),
    /// Hands its closure or future to another thread or task.
    Spawns,
    /// Runs its closure on a thread that may block.
    RunsBlocking,
    /// Runs its closure here, where it may block.
    MayBlock,
    /// Runs its closures where its result is polled.
    Polls,
    /// Runs its closure when something is ready, and again if it would have blocked after all.
    Tries,
    /// Polls several futures at a time in one task, until all are done.
    Together,
    /// Drops the future that it is given last when its time is over.
    Limits,
    /// Runs its closure once, or while nothing else runs.
    Alone,
    /// Calls what it is called on.
    Calls,
    /// Makes an iterator whose closures run as jobs of rayon's pool.
    Parallel,
    /// Takes all items of an iterator.
    Exhausts,
    /// Takes the next message of a channel.
    Receives,
    /// Changes what it is called on.
    Mutates,
    /// Puts things in order.
    Sorts,
    /// Adds to what it is called on.
    Adds,
    /// Adds at the end, whatever is there already.
    Appends,
    /// Asks about what it is called on, so that others may decide by the answer.
    Asks(Question),
    /// Keeps its arguments in what it is called on.
    Stores,
    /// Takes the value out of a result.
    Unwraps,
    /// With so many arguments, gives something that borrows nothing of what it is called on.
    GivesOwned(usize),
    /// With so many arguments, gives what it is called on, or a copy: that borrows no more than it did before.
    GivesItself(usize),
    /// Copies what a reference leads to, out of what was looked up.
    Copies,
    /// Looks up an element, and gives a reference to it.
    LooksUp,
    /// Takes what it is called on by value.
    Consumes,
    /// Gives the same thing in another form.
    Views,
    /// Iterates over what it is called on.
    Iterates,
    /// Gives what is compared in place of a value: its address, or an order.
    Identifies,
    /// Ends tasks.
    Aborts,
    /// Ends the tasks of what ends them when it is dropped.
    EndsTasks,
    /// Ends a process.
    Kills,
    /// Frees memory, or takes back what was given up.
    Frees,
    /// Gives memory up.
    Leaks,
    /// Orders accesses to memory.
    Fences,
    /// Gives Python's interpreter up while its closure runs.
    DetachesPython,
    /// Is, or gives, what must stay on its thread.
    StaysOnThread,
    /// A type of which nobody has a value without being alone.
    Proves,
    /// A macro that makes a value of that type.
    Makes(&'static str),
    /// A type that takes the place of parking_lot's of its name.
    Locks,
    /// A type that may hold a guard.
    Holds,
    /// A type that is no smart pointer.
    Contains,
    /// A type that is a `Result` with an error of its library's own.
    Fails,
    /// Waits for the end of the thread that it is called on.
    Joins,
    /// Makes a value of the type that it is a function of.
    Constructs,
    /// Gives a pointer to nothing.
    IsNull,
    /// What an operation says that is not to block, and would have.
    WouldHaveBlocked,
    /// A macro that pins its argument where it is.
    Pins,
    /// A macro that writes its arguments to the first one.
    WritesText,
    /// A macro that goes on only if its first argument is true.
    Asserts,
    /// A macro that borrows its arguments in one expression, and keeps nothing of them.
    Formats,
    /// A macro that makes one expression of its arguments.
    Combines,
    /// An attribute that leaves a function to its callers.
    Wraps,
    /// A derived function that makes a value of the type out of the program's arguments.
    ReadsArguments,
    /// A flag that tells that what it stands for was left half-way.
    TellsOfAnEnd,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// For a value, to use it.
    Get,
    /// Whether a key or value is among others.
    Contains,
    /// Whether there is anything.
    IsEmpty,
    /// Whether an optional value is there.
    IsThere,
    /// Something else.
    Other,
}

const fn row(names: &'static [&'static str], does: Does, evidence: &'static str) -> Guess {
    Guess { names, does, evidence }
}

/// All of them.
pub const GUESSES: &[Guess] = &[
    row(
        &[
            "blocking_lock",
            "blocking_lock_owned",
            "blocking_read",
            "blocking_read_owned",
            "blocking_write",
            "blocking_write_owned",
            "blocking_recv",
            "blocking_recv_many",
            "blocking_send",
        ],
        Does::Blocks(Runtime(Panics)),
        "tokio's locks and channels have these, behind fields and results whose type is often not known",
    ),
    row(
        &[
            "lock_blocking",
            "lock_arc_blocking",
            "read_blocking",
            "write_blocking",
            "send_blocking",
            "recv_blocking",
        ],
        Does::Blocks(Runtime(Hangs)),
        "async-lock and async-channel have these, and nothing that is called so does not block",
    ),
    row(
        &["block_on"],
        Does::Blocks(Runtime(Either)),
        "every executor calls it so; projects wrap theirs in a handle of their own",
    ),
    row(
        &["to_socket_addrs"],
        Does::Blocks(Resolve),
        "a trait of std's that also others' types have; an address that needs no resolver costs a false finding",
    ),
    row(
        &[
            "spawn",
            "spawn_local",
            "spawn_pinned",
            "spawn_fifo",
            "spawn_scoped",
            "spawn_unchecked",
            "spawn_on",
            "spawn_obj",
            "spawn_ok",
            "spawn_with_handle",
            "spawn_in",
            "spawn_async",
            "spawn_future",
            "spawn_task",
            "spawn_boxed",
            "spawn_critical",
            "spawn_essential",
            "spawn_and_log_error",
            "spawn_named",
            "add_task",
        ],
        Does::Spawns,
        "executors and their wrappers in projects; without it, what the task locks would be locked under the spawner's guards",
    ),
    row(
        &["execute", "defer", "schedule", "queue_idle", "set_hook", "run_on_main_thread"],
        Does::Spawns,
        "thread pools, schedulers and event loops; a database's `execute` is given no closure, and so not concerned",
    ),
    row(
        &[
            "unblock",
            "asyncify",
            "block_in_place",
            "interact",
            "run_in_threadpool",
            "*blocking*spawn*",
            "*spawn*blocking*",
            "*blocking*run*",
            "*run*blocking*",
        ],
        Does::RunsBlocking,
        "pools for blocking work and wrappers of them; without it, each would be a false `blocking_in_async`",
    ),
    row(
        &[
            "map",
            "then",
            "and_then",
            "or_else",
            "map_ok",
            "map_err",
            "filter",
            "filter_map",
            "flat_map",
            "for_each",
            "for_each_concurrent",
            "try_for_each",
            "try_for_each_concurrent",
            "fold",
            "try_fold",
            "inspect",
            "inspect_ok",
            "inspect_err",
            "take_while",
            "skip_while",
            "scan",
            "try_filter",
            "try_filter_map",
            "unfold",
            "try_unfold",
            "poll_fn",
            "once",
            "repeat_with",
            "map_while",
        ],
        Does::Polls,
        "adaptors of streams, iterators and futures, which all libraries name like std and futures",
    ),
    row(&["block_in_place"], Does::MayBlock, "tokio's name, which wrappers of its runtime keep"),
    row(
        &["try_io", "async_io", "read_with", "write_with", "read_with_mut", "write_with_mut"],
        Does::Tries,
        "tokio's and async-io's sockets, which are set not to block",
    ),
    row(
        &[
            "join",
            "try_join",
            "join_all",
            "try_join_all",
            "zip",
            "buffered",
            "buffer_unordered",
            "try_buffered",
            "try_buffer_unordered",
            "for_each_concurrent",
            "try_for_each_concurrent",
        ],
        Does::Together,
        "futures and its relatives; of a race, such as `select`, the others are often no more than signals to stop",
    ),
    row(
        &["timeout", "timeout_at"],
        Does::Limits,
        "every executor calls its own so, and gives the future last",
    ),
    row(
        &[
            "call_once",
            "call_once_force",
            "get_or_init",
            "get_or_try_init",
            "free",
            "without_interrupts",
            "interrupt_free",
            "critical_section",
            "lock",
        ],
        Does::Alone,
        "cells, critical sections and locks that take a closure; what a wrong one hides is a check that is acted on later",
    ),
    row(
        &["call", "call_mut", "call_once"],
        Does::Calls,
        "the methods of `Fn`, and of wrappers that box a closure",
    ),
    row(
        &["par_*", "into_par_iter"],
        Does::Parallel,
        "rayon's traits, which are for all collections, also for unknown ones",
    ),
    row(
        &["collect", "count", "for_each", "sum", "product", "last", "fold", "max", "min", "extend"],
        Does::Exhausts,
        "asked of iterators only, where std's meaning holds",
    ),
    row(
        &["recv", "next", "blocking_recv", "recv_async", "recv_blocking"],
        Does::Receives,
        "all channels; asked of the condition of a loop, before its types are known",
    ),
    row(
        &[
            "push",
            "push_back",
            "push_front",
            "push_str",
            "pop",
            "pop_front",
            "pop_back",
            "insert",
            "remove",
            "clear",
            "append",
            "extend",
            "extend_from_slice",
            "take",
            "replace",
            "get_or_insert",
            "get_or_insert_with",
            "get_mut",
            "iter_mut",
            "entry",
            "drain",
            "retain",
            "truncate",
            "resize",
            "swap",
            "fill",
            "sort",
            "as_mut",
            "as_mut_ptr",
            "as_mut_slice",
            "write",
        ],
        Does::Mutates,
        "collections take these names from std; also collections of the sources, which no declaration describes",
    ),
    row(
        &["sort*", "par_sort*", "is_sorted*", "binary_search*"],
        Does::Sorts,
        "slices of std, rayon's and itertools' names; with a wrong one, locks that are taken in no fixed order are not reported",
    ),
    row(
        &["insert", "push", "push_back", "push_front", "extend", "append"],
        Does::Adds,
        "the same collections",
    ),
    row(
        &["push*"],
        Does::Appends,
        "vectors and queues of all libraries; with a wrong one, a repeated addition is not reported",
    ),
    row(&["get"], Does::Asks(Question::Get), "maps and slices of all libraries"),
    row(&["contains", "contains_key"], Does::Asks(Question::Contains), "maps and sets of all libraries"),
    row(&["is_empty"], Does::Asks(Question::IsEmpty), "clippy wants it beside every `len`"),
    row(&["is_some", "is_none"], Does::Asks(Question::IsThere), "options, and types that stand for one"),
    row(&["len", "first", "last", "peek"], Does::Asks(Question::Other), "collections of all libraries"),
    row(
        &[
            "insert",
            "push",
            "push_back",
            "push_front",
            "extend",
            "replace",
            "get_or_insert",
            "set",
            "or_insert",
        ],
        Does::Stores,
        "collections, options and cells; without it, a thread that is put into an unknown collection is lost sight of",
    ),
    row(&["unwrap", "expect"], Does::Unwraps, "std's names, which no library uses for anything else"),
    row(
        &[
            "as_ref",
            "as_mut",
            "borrow",
            "borrow_mut",
            "deref",
            "deref_mut",
            "clone",
            "to_owned",
            "by_ref",
            "as_pin_mut",
            "get_ref",
            "get_mut",
            "as_deref",
            "as_ptr",
            "into_inner",
            "inner",
            "get_pin_mut",
            "project",
        ],
        Does::Views,
        "traits of std, pin-project, and wrappers named after them; where it is wrong, two locks may be taken for one",
    ),
    row(
        &[
            "len",
            "is_empty",
            "is_some",
            "is_none",
            "is_ok",
            "is_err",
            "to_string",
            "count",
            "pop",
            "pop_front",
            "pop_back",
            "capacity",
        ],
        Does::GivesOwned(0),
        "asked for an edit that ends a guard, whose content is a collection or option; a wrong one does not compile",
    ),
    row(
        &["contains", "contains_key", "starts_with", "ends_with", "remove", "swap_remove"],
        Does::GivesOwned(1),
        "the same, with the key or index as the argument",
    ),
    row(&["clone", "to_owned", "to_vec", "take"], Does::GivesItself(0), "std's names, for the same edit"),
    row(&["replace"], Does::GivesItself(1), "options and cells, for the same edit"),
    row(&["cloned", "copied"], Does::Copies, "options of references, for the same edit"),
    row(
        &["get", "first", "last", "front", "back", "peek", "as_ref"],
        Does::LooksUp,
        "collections of all libraries, for the same edit",
    ),
    row(&["into*"], Does::Consumes, "the convention of Rust's API guidelines; a wrong one costs the edit"),
    row(
        &["iter", "iter_mut", "values", "into_iter", "keys"],
        Does::Iterates,
        "collections of all libraries follow std",
    ),
    row(
        &["as_ptr", "addr", "id", "cmp"],
        Does::Identifies,
        "an order of two locks by one of these is how equal locks are taken safely",
    ),
    row(
        &["abort", "abort_all", "abort_handle"],
        Does::Aborts,
        "handles and sets of tasks follow tokio; where it is wrong, a future that could be dropped midway is not reported",
    ),
    row(
        &["shutdown", "cancel", "clear"],
        Does::EndsTasks,
        "handles and sets whose type aborts its tasks; where it is wrong, a future is said to be dropped that is not",
    ),
    row(
        &["*kill*", "terminate", "terminate_*", "*_terminate"],
        Does::Kills,
        "functions and methods of projects that end their children; where it is wrong, a wait for a child is not reported",
    ),
    row(
        &["from_raw", "dealloc", "drop_in_place", "free"],
        Does::Frees,
        "std's names and C's, which bindings keep",
    ),
    row(&["into_raw", "leak"], Does::Leaks, "std's names, which smart pointers of libraries keep"),
    row(&["fence"], Does::Fences, "std's name, which shims of its atomics keep"),
    row(
        &["detach", "allow_threads"],
        Does::DetachesPython,
        "PyO3's token is often an argument whose type is not known; asked only if the one argument is a closure",
    ),
    row(
        &["Rc", "NonNull", "thread_rng", "ThreadRng"],
        Does::StaysOnThread,
        "std's types and rand's generator, as an expression names them before its types are known; a wrong one costs an edit",
    ),
    row(
        &["Python", "PyVisit", "CriticalSection"],
        Does::Proves,
        "PyO3 and critical-section, in their own sources too, and tokens of projects that are named after them",
    ),
    row(
        &["span", "trace_span", "debug_span", "info_span", "warn_span", "error_span"],
        Does::Makes("tracing::Span"),
        "tracing's macros, and those of wrappers that add fields",
    ),
    row(
        &["format"],
        Does::Makes("std::string::String"),
        "std's macro, which nobody replaces by another type",
    ),
    row(
        &[
            "Mutex",
            "RwLock",
            "MutexGuard",
            "RwLockReadGuard",
            "RwLockWriteGuard",
            "MappedMutexGuard",
            "MappedRwLockReadGuard",
            "MappedRwLockWriteGuard",
            "ReentrantMutex",
        ],
        Does::Locks,
        "wrappers, forks and re-exports in crates that are not in sight; parking_lot's give the guard itself",
    ),
    row(
        &["*Guard*", "*Ref*", "*Lock*", "*Permit*", "*Entry*", "*Iter*"],
        Does::Holds,
        "without it, a guard that an undeclared type keeps would be released too early",
    ),
    row(
        &[
            "*Sender*",
            "*Receiver*",
            "*Handle*",
            "*Cell*",
            "*Once*",
            "*Vec*",
            "*Map*",
            "*Set*",
            "*Queue*",
            "*Pool*",
            "*Weak*",
            "*Atomic*",
        ],
        Does::Contains,
        "other types with one argument are mostly smart pointers of frameworks: `State<T>`, `Data<T>`, `Res<T>`",
    ),
    row(&["Result", "Fallible"], Does::Fails, "libraries name their alias of `Result` so"),
    row(&["join"], Does::Joins, "asked of what was spawned here, if the type of its handle is not known"),
    row(
        &["new", "from", "pin", "new_cyclic", "const_new", "default", "with_capacity"],
        Does::Constructs,
        "asked of types that no declaration knows; a wrapper of a thread or channel stands for that",
    ),
    row(&["null*"], Does::IsNull, "std's names; what is stored is then no pointer to something new"),
    row(&["WouldBlock"], Does::WouldHaveBlocked, "std's kind of error, which others copy into their own"),
    row(&["pin"], Does::Pins, "std's macro, and those of tokio, futures and pin-utils"),
    row(&["write", "writeln"], Does::WritesText, "std's macros, which nobody names others after"),
    row(
        &["assert", "debug_assert", "ensure"],
        Does::Asserts,
        "std's macros, and anyhow's; a wrong one loses a path that is there",
    ),
    row(
        &[
            "assert",
            "assert_eq",
            "assert_ne",
            "debug",
            "debug_assert",
            "debug_assert_eq",
            "debug_assert_ne",
            "eprint",
            "eprintln",
            "error",
            "format",
            "info",
            "log",
            "panic",
            "print",
            "println",
            "trace",
            "unreachable",
            "warn",
            "write",
            "writeln",
        ],
        Does::Formats,
        "std's macros, log's and tracing's, whose arguments are those of a format string",
    ),
    row(
        &["format_args", "todo", "unimplemented", "dbg", "event", "bail", "anyhow", "ensure"],
        Does::Combines,
        "the same, but for what takes an argument by value or keeps it; of others, each argument is a statement",
    ),
    row(
        &["parse", "from_args"],
        Does::ReadsArguments,
        "clap, structopt and argh derive functions of these names, and main begins with them",
    ),
    row(
        &[
            "instrument",
            "async_recursion",
            "async_trait",
            "main",
            "test",
            "cfg",
            "doc",
            "logcall",
            "once",
            "maybe_async",
        ],
        Does::Wraps,
        "any other attribute may be a framework's, which calls the function: a route, a command",
    ),
    row(
        &["*broken*", "*poison*", "*dirty*", "*incomplete*", "*interrupted*", "*cancel*"],
        Does::TellsOfAnEnd,
        "fields that projects name so are there to be set when something is dropped midway",
    ),
];

/// By name, what is written without `*`.
static BY_NAME: LazyLock<FxHashMap<&'static str, Vec<&'static Guess>>> = LazyLock::new(|| {
    let mut by_name: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for guess in GUESSES {
        for name in guess.names.iter().filter(|name| !name.contains('*')) {
            by_name.entry(*name).or_default().push(guess);
        }
    }
    by_name
});

/// Those with a `*`.
static BY_PATTERN: LazyLock<Vec<&'static Guess>> = LazyLock::new(|| {
    GUESSES.iter().filter(|guess| guess.names.iter().any(|name| name.contains('*'))).collect()
});

/// Whether a name suggests that.
pub fn suggests(name: &str, does: Does) -> bool {
    let by_pattern = || {
        let mut guesses = BY_PATTERN.iter().filter(|guess| guess.does == does);
        guesses.any(|guess| guess.names.iter().any(|pattern| fits(pattern, name)))
    };
    named(name).any(|guess| guess.does == does) || by_pattern()
}

fn named(name: &str) -> impl Iterator<Item = &'static Guess> {
    BY_NAME.get(name).into_iter().flatten().copied()
}

/// Whether a name is one of a pattern's.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut name) = name.strip_prefix(start) else { return false };
    let (between, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    for part in between.split('*') {
        let Some(at) = name.find(part) else { return false };
        name = &name[at + part.len()..];
    }
    name.ends_with(end)
}

/// How a function or method of that name blocks, whatever it is called on.
pub fn blocking_by_name(name: &str) -> Option<&'static Blocking> {
    named(name).find_map(|guess| match guess.does {
        Does::Blocks(work) => Some(Blocking::guessed(Symbol::new(name), work)),
        _ => None,
    })
}

/// What a method of that name asks about what it is called on.
pub fn question(name: &str) -> Option<Question> {
    named(name).find_map(|guess| match guess.does {
        Does::Asks(question) => Some(question),
        _ => None,
    })
}

/// The type of what a macro of that name makes.
pub fn made_by_macro(name: &str) -> Option<&'static str> {
    named(name).find_map(|guess| match guess.does {
        Does::Makes(path) => Some(path),
        _ => None,
    })
}

/// The future of a method, if dropping it half-way loses something: one that a trait of tokio's has by that name.
pub fn fragile(method: &str) -> Option<&'static Fragile> {
    if !method.starts_with("read_") && !method.starts_with("write_") {
        return None;
    }
    let known = of_traits(Symbol::new(method)).find_map(|(_, function)| function.effects.loses)?;
    Some(known.guessed())
}

/// The methods of that name of declared traits that are for types of all kinds, with the traits' paths. Where the trait is in
/// scope, it is no guess that one of them is called.
pub fn of_traits(method: Symbol) -> impl Iterator<Item = (Symbol, &'static Function)> {
    let traits = shelf::extensions(&["tokio::io", "futures::io", "std::net"]);
    traits.filter_map(move |of| Some((of.path, of.function(method)?)))
}

/// Whether an unknown library type with one argument may be a smart pointer to it.
pub fn may_deref(path: &str) -> bool {
    path.rsplit_once("::").is_some_and(|(_, last)| !suggests(last, Does::Contains))
        && !path.starts_with("std::")
        && shelf::ty(path).is_none()
}

/// Whether a library type without arguments may hold a guard.
pub fn may_hold(path: &str) -> bool {
    shelf::ty(path).is_none() && suggests(path.rsplit("::").next().unwrap_or_default(), Does::Holds)
}

/// The lock or guard that is taken for one of a crate that is not declared. Where its methods give a result after all, see
/// [`Does::Unwraps`].
pub(super) fn lookalike(full: &str) -> Option<String> {
    let (module, last) = full.rsplit_once("::")?;
    let krate = module.split("::").next()?;
    let known = shelf::knows_crate(krate);
    (!known && suggests(last, Does::Locks)).then(|| format!("parking_lot::{last}"))
}

/// Whether an undeclared type of that path is most likely a `Result` with an error of its library's own.
pub fn result_alias(path: &str) -> bool {
    path.rsplit("::").next().is_some_and(|last| suggests(last, Does::Fails))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        assert!(fits("par_*", "par_iter") && !fits("par_*", "spar_iter"));
        assert!(
            fits("*spawn*blocking*", "try_spawn_blocking_on") && !fits("*spawn*blocking*", "blocking_spawn")
        );
        assert!(fits("*kill*", "kill") && !fits("kill*x", "killed") && fits("*x", "xax"));
    }

    #[test]
    fn every_guess_says_why() {
        for guess in GUESSES {
            assert!(!guess.evidence.is_empty() && !guess.names.is_empty(), "{guess:?}");
            let twice = GUESSES.iter().filter(|other| other.does == guess.does).flat_map(|other| other.names);
            let mut names: Vec<_> = twice.collect();
            names.sort();
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "a name twice: {guess:?}");
        }
    }
}
