//! Where library calls run what they are given, and what becomes of futures that are dropped half-way.

use std::sync::LazyLock;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::Symbol;
/// Where a closure or future runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Runs {
    /// Where it stands or where it is awaited.
    #[default]
    Here,
    /// It is given away: when and where is not known.
    Later,
    /// As a task of an executor.
    Task,
    /// On a thread that may block.
    Thread,
    /// Until it is done, by the thread that made it.
    BlockOn,
}

/// Whether a function or method of that name hands its closure or future to another thread or task.
pub fn spawns(name: &str) -> bool {
    matches!(
        name,
        "spawn"
            | "spawn_local"
            | "spawn_pinned"
            | "spawn_fifo"
            | "spawn_scoped"
            | "spawn_unchecked"
            | "spawn_on"
            | "spawn_obj"
            | "spawn_ok"
            | "spawn_with_handle"
            | "spawn_in"
            | "execute"
            | "defer"
            | "schedule"
            | "queue_idle"
            | "set_hook"
            | "run_on_main_thread"
            | "spawn_async"
            | "spawn_future"
            | "spawn_task"
            | "spawn_boxed"
            | "spawn_critical"
            | "spawn_essential"
            | "spawn_and_log_error"
            | "spawn_named"
            | "add_task"
    ) || offloads(name)
}

/// Whether a function of that name runs its closure where it may block: a pool for blocking work, or this thread after
/// the executor has been told.
pub fn offloads(name: &str) -> bool {
    matches!(name, "unblock" | "asyncify" | "block_in_place" | "interact" | "run_in_threadpool")
        || name.contains("blocking") && (name.contains("spawn") || name.contains("run"))
}

/// Whether a spawning function gives a handle whose drop leaves the task to itself.
pub fn detaches(path: &str) -> bool {
    matches!(
        path,
        "tokio::spawn"
            | "tokio::task::spawn_local"
            | "tokio::task::spawn_blocking"
            | "async_std::task::spawn"
            | "actix_rt::spawn"
            | "actix_web::rt::spawn"
            | "std::thread::spawn"
            | "compio::runtime::spawn"
            | "monoio::spawn"
    )
}

/// Adaptors of streams, iterators and futures: their closures run where the result is polled.
pub fn combinator(name: &str) -> bool {
    matches!(
        name,
        "map"
            | "then"
            | "and_then"
            | "or_else"
            | "map_ok"
            | "map_err"
            | "filter"
            | "filter_map"
            | "flat_map"
            | "for_each"
            | "for_each_concurrent"
            | "try_for_each"
            | "try_for_each_concurrent"
            | "fold"
            | "try_fold"
            | "inspect"
            | "inspect_ok"
            | "inspect_err"
            | "take_while"
            | "skip_while"
            | "scan"
            | "try_filter"
            | "try_filter_map"
            | "unfold"
            | "try_unfold"
            | "poll_fn"
            | "once"
            | "repeat_with"
            | "map_while"
    )
}

/// Whether a method runs its closure when something is ready, and again if it would have blocked after all: what it does
/// is set not to block.
pub fn tries(name: &str) -> bool {
    matches!(name, "try_io" | "async_io" | "read_with" | "write_with" | "read_with_mut" | "write_with_mut")
}

/// Whether a spawning function, or an executor, gives something whose drop ends the task.
pub fn keeps_tasks(path: &str) -> bool {
    matches!(
        path,
        "smol::spawn"
            | "smol::Executor"
            | "smol::LocalExecutor"
            | "async_executor::Executor"
            | "async_executor::LocalExecutor"
            | "async_global_executor::spawn"
            | "tokio::task::JoinSet"
    )
}

/// Whether a function or method polls several futures at a time in one task, until all are done. Of a race, such as
/// `select`, the others are often no more than signals to stop.
pub fn polls_together(name: &str) -> bool {
    matches!(
        name,
        "join"
            | "try_join"
            | "join_all"
            | "try_join_all"
            | "zip"
            | "buffered"
            | "buffer_unordered"
            | "try_buffered"
            | "try_buffer_unordered"
            | "for_each_concurrent"
            | "try_for_each_concurrent"
    )
}

/// What is lost when a future is dropped before it is ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragile {
    /// The method.
    pub name: &'static str,
    /// What is lost, as the object of "loses".
    pub loses: &'static str,
    /// Safe alternatives.
    pub instead: &'static str,
}

impl Serialize for Fragile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Symbol::new(self.name).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for &'static Fragile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<&'static Fragile, D::Error> {
        fragile(Symbol::deserialize(deserializer)?.as_str()).ok_or_else(|| D::Error::custom("no such method"))
    }
}

const READS: &str = "the bytes read so far";
const WRITES: &str = "track of how much was written";

const FRAGILE: &[Fragile] = &[
    Fragile {
        name: "read_exact",
        loses: READS,
        instead: "keep a buffer outside the loop and use `read_buf`",
    },
    Fragile {
        name: "read_to_end",
        loses: READS,
        instead: "keep a buffer outside the loop and use `read_buf`",
    },
    Fragile {
        name: "read_to_string",
        loses: READS,
        instead: "keep a buffer outside the loop and use `read_buf`",
    },
    Fragile { name: "read_line", loses: READS, instead: "use `lines().next_line()`" },
    Fragile { name: "read_until", loses: READS, instead: "use `split(b'…').next_segment()`" },
    Fragile {
        name: "write_all",
        loses: WRITES,
        instead: "use `write_buf` on a buffer kept outside the loop",
    },
];

/// Reads of a number, which read exactly: `read_u32`, `read_i64_le` …
static NUMBERS: LazyLock<Vec<Fragile>> = LazyLock::new(|| {
    let widths = ["u16", "u32", "u64", "u128", "i16", "i32", "i64", "i128", "f32", "f64"];
    let names = widths.iter().flat_map(|width| [format!("read_{width}"), format!("read_{width}_le")]);
    names.map(|name| Fragile { name: Symbol::new(&name).as_str(), ..FRAGILE[0] }).collect()
});

/// The future of a method, if dropping it half-way loses something.
pub fn fragile(method: &str) -> Option<&'static Fragile> {
    let is_write = method.starts_with("write_all");
    if !is_write && !method.starts_with("read_") {
        return None;
    }
    FRAGILE.iter().chain(NUMBERS.iter()).find(|row| row.name == method)
}

/// Whether a macro makes a tracing span.
pub fn span_macro(name: &str) -> bool {
    matches!(name, "span" | "trace_span" | "debug_span" | "info_span" | "warn_span" | "error_span")
}

/// Whether a function makes a channel without a bound that asynchronous code uses.
pub fn unbounded(path: &str) -> bool {
    matches!(
        path,
        "tokio::sync::mpsc::unbounded_channel"
            | "futures::mpsc::unbounded"
            | "async_channel::unbounded"
            | "async_std::channel::unbounded"
            | "smol::channel::unbounded"
            | "flume::unbounded"
            | "kanal::unbounded_async"
    )
}
