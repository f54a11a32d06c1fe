//! Library calls that wait for what another thread or task does, and calls that do what others wait for: joins,
//! channels, condition variables, barriers, child processes, cells that are initialised once, Python's interpreter.

use serde::{Deserialize, Serialize};

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum On {
    /// The end of a thread or task.
    Thread,
    /// A message in a channel, or its end.
    Message,
    /// Room in a bounded channel.
    Room,
    /// The other parties of a barrier.
    Barrier,
    /// `unpark`.
    Unpark,
    /// The end of a child process.
    Process,
    /// A notification.
    Signal,
    /// Jobs of a thread pool, which run other jobs meanwhile.
    Pool,
    /// A future, by a thread that runs nothing else.
    Future,
}

impl On {
    /// What is waited for, in words.
    pub fn noun(self) -> &'static str {
        match self {
            On::Thread => "a thread to end",
            On::Message => "a message",
            On::Room => "room in a channel",
            On::Barrier => "the other threads at a barrier",
            On::Unpark => "an `unpark`",
            On::Process => "a child process to end",
            On::Signal => "a notification",
            On::Pool => "jobs of a thread pool",
            On::Future => "a future",
        }
    }
}

/// What a call has to do with waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits {
    /// What it waits for without a bound, if anything.
    pub on: Option<On>,
    /// What it does that others wait for.
    pub gives: Option<On>,
    /// It waits when it is awaited.
    pub is_async: bool,
    /// It goes on until the channel is closed.
    pub drains: bool,
    /// Whether it ever waits depends on how the channel was made.
    pub perhaps: bool,
}

impl Waits {
    /// A wait for that.
    pub const fn on(on: On) -> Waits {
        Waits { on: Some(on), ..NEITHER }
    }

    /// A message is received.
    pub const RECEIVES: Waits = RECV;
}

const NEITHER: Waits = Waits { on: None, gives: None, is_async: false, drains: false, perhaps: false };

const fn gives(on: On) -> Waits {
    Waits { gives: Some(on), ..NEITHER }
}

const RECV: Waits = Waits { on: Some(On::Message), gives: Some(On::Room), ..NEITHER };
const SEND: Waits = Waits { on: Some(On::Room), gives: Some(On::Message), ..NEITHER };
const RECV_ASYNC: Waits = Waits { is_async: true, ..RECV };
const SEND_ASYNC: Waits = Waits { is_async: true, ..SEND };
const DRAIN: Waits = Waits { drains: true, ..RECV };

/// Whether a channel's ends block the thread or are awaited.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blocking,
    /// `recv` is awaited, `recv_blocking` and `blocking_recv` are not.
    Async,
    /// `recv` blocks, `recv_async` is awaited.
    Both,
}

/// Whether a sending half ever waits for room.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Full {
    Waits,
    Perhaps,
    Never,
}

/// For a sending half: its kind, and whether its sends wait.
fn sender(ty: &str) -> Option<(Kind, Full)> {
    Some(match ty {
        "std::sync::mpsc::Sender" => (Kind::Blocking, Full::Never),
        "std::sync::mpsc::SyncSender" => (Kind::Blocking, Full::Waits),
        "crossbeam_channel::Sender" => (Kind::Blocking, Full::Perhaps),
        "flume::Sender" | "kanal::Sender" => (Kind::Both, Full::Perhaps),
        "tokio::sync::mpsc::Sender" | "futures::mpsc::Sender" => (Kind::Async, Full::Waits),
        "async_channel::Sender"
        | "kanal::AsyncSender"
        | "async_std::channel::Sender"
        | "smol::channel::Sender" => (Kind::Async, Full::Perhaps),
        "tokio::sync::mpsc::UnboundedSender"
        | "futures::mpsc::UnboundedSender"
        | "tokio::sync::oneshot::Sender"
        | "futures::channel::oneshot::Sender"
        | "tokio::sync::broadcast::Sender"
        | "tokio::sync::watch::Sender" => (Kind::Async, Full::Never),
        _ => return None,
    })
}

fn receiver(ty: &str) -> Option<Kind> {
    Some(match ty {
        "std::sync::mpsc::Receiver" | "crossbeam_channel::Receiver" => Kind::Blocking,
        "flume::Receiver" | "kanal::Receiver" => Kind::Both,
        "tokio::sync::mpsc::Receiver"
        | "tokio::sync::mpsc::UnboundedReceiver"
        | "tokio::sync::broadcast::Receiver"
        | "tokio::sync::oneshot::Receiver"
        | "futures::channel::oneshot::Receiver"
        | "futures::mpsc::Receiver"
        | "futures::mpsc::UnboundedReceiver"
        | "async_channel::Receiver"
        | "kanal::AsyncReceiver"
        | "async_std::channel::Receiver"
        | "smol::channel::Receiver" => Kind::Async,
        _ => return None,
    })
}

/// Whether the type is the receiving half of a channel.
pub fn receiver_of(ty: &str) -> bool {
    receiver(ty).is_some()
}

/// Whether the type is a sending half that keeps its channel open.
pub fn sends_of(ty: &str) -> bool {
    sender(ty).is_some()
}

/// What a method of a library type has to do with waiting.
pub fn wait_method(ty: &str, method: &str) -> Option<Waits> {
    if let Some((kind, full)) = sender(ty) {
        let row = match (method, kind) {
            ("send" | "send_option", Kind::Blocking | Kind::Both) => SEND,
            ("send", Kind::Async) | ("send_async", Kind::Both) => SEND_ASYNC,
            ("blocking_send" | "send_blocking", _) => SEND,
            ("try_send" | "force_send" | "send_timeout" | "send_deadline", _) => gives(On::Message),
            ("close" | "close_channel", _) => gives(On::Message),
            _ => return None,
        };
        return Some(match full {
            Full::Never => gives(On::Message),
            full => Waits { perhaps: full == Full::Perhaps && row.on.is_some(), ..row },
        });
    }
    if let Some(kind) = receiver(ty) {
        return Some(match (method, kind) {
            ("recv", Kind::Blocking | Kind::Both) => RECV,
            ("recv" | "next" | "recv_many", Kind::Async) | ("recv_async", Kind::Both) => RECV_ASYNC,
            ("blocking_recv" | "recv_blocking" | "blocking_recv_many", _) => RECV,
            ("iter" | "into_iter", Kind::Blocking | Kind::Both) => DRAIN,
            ("try_recv" | "recv_timeout" | "recv_deadline" | "try_next" | "try_iter", _) => gives(On::Room),
            // Who waits for a message is woken when the receiver closes the channel.
            ("close", _) => gives(On::Message),
            _ => return None,
        });
    }
    Some(match (ty, method) {
        ("std::thread::JoinHandle" | "std::thread::ScopedJoinHandle", "join") => Waits::on(On::Thread),
        ("std::sync::Barrier", "wait") => {
            Waits { on: Some(On::Barrier), gives: Some(On::Barrier), ..NEITHER }
        }
        ("tokio::sync::Barrier", "wait") => {
            Waits { on: Some(On::Barrier), gives: Some(On::Barrier), is_async: true, ..NEITHER }
        }
        ("crossbeam_utils::sync::WaitGroup", "wait") => Waits::on(On::Barrier),
        ("crossbeam_utils::sync::Parker", "park") => Waits::on(On::Unpark),
        ("std::process::Child", "wait" | "wait_with_output") => Waits::on(On::Process),
        ("tokio::process::Child" | "async_process::Child", "wait" | "wait_with_output" | "status") => {
            Waits { is_async: true, ..Waits::on(On::Process) }
        }
        ("std::process::Child", "kill") | ("tokio::process::Child", "kill" | "start_kill") => {
            gives(On::Process)
        }
        ("std::sync::Condvar" | "parking_lot::Condvar", "notify_one" | "notify_all") => gives(On::Signal),
        ("tokio::sync::Notify", "notified") => Waits { is_async: true, ..Waits::on(On::Signal) },
        ("tokio::sync::Notify", "notify_one" | "notify_waiters" | "notify_last") => gives(On::Signal),
        ("rayon::ThreadPool", "install" | "join" | "scope" | "in_place_scope") => Waits::on(On::Pool),
        _ => return None,
    })
}

/// What a function has to do with waiting.
pub fn wait_fn(path: &str) -> Option<On> {
    Some(match path {
        "std::thread::park" => On::Unpark,
        "std::thread::scope"
        | "crossbeam::scope"
        | "crossbeam::thread::scope"
        | "crossbeam_utils::thread::scope" => On::Thread,
        "rayon::join" | "rayon::scope" | "rayon::in_place_scope" => On::Pool,
        _ => return None,
    })
}

/// Whether awaiting a value of the type waits for a thread, a task or a message.
pub fn awaited(ty: &str) -> Option<On> {
    match ty {
        "tokio::task::JoinHandle" | "async_std::task::JoinHandle" | "smol::Task" | "async_task::Task" => {
            Some(On::Thread)
        }
        "tokio::sync::oneshot::Receiver" | "futures::channel::oneshot::Receiver" => Some(On::Message),
        _ => None,
    }
}

/// The type of the handle that a spawning function gives (within a `Result`), and whether it is of a task.
pub fn made_thread(path: &str) -> Option<(&'static str, bool, bool)> {
    Some(match path {
        "std::thread::spawn" => ("std::thread::JoinHandle", false, false),
        "std::thread::Builder::spawn" => ("std::thread::JoinHandle", true, false),
        "tokio::spawn" | "tokio::task::spawn_blocking" | "tokio::task::spawn_local" => {
            ("tokio::task::JoinHandle", false, true)
        }
        "async_std::task::spawn" => ("async_std::task::JoinHandle", false, true),
        "smol::spawn" => ("smol::Task", false, true),
        _ => return None,
    })
}

/// How much a channel holds before its senders wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// As much as there is memory.
    Unbounded,
    /// As much as the first argument says.
    Given,
}

/// For a function that makes a channel: the types of its halves and its bound.
pub fn channel(path: &str) -> Option<(&'static str, &'static str, Bound)> {
    use Bound::{Given, Unbounded};
    Some(match path {
        "std::sync::mpsc::channel" => ("std::sync::mpsc::Sender", "std::sync::mpsc::Receiver", Unbounded),
        "std::sync::mpsc::sync_channel" => {
            ("std::sync::mpsc::SyncSender", "std::sync::mpsc::Receiver", Given)
        }
        "crossbeam_channel::unbounded" => {
            ("crossbeam_channel::Sender", "crossbeam_channel::Receiver", Unbounded)
        }
        "crossbeam_channel::bounded" => ("crossbeam_channel::Sender", "crossbeam_channel::Receiver", Given),
        "flume::unbounded" => ("flume::Sender", "flume::Receiver", Unbounded),
        "flume::bounded" => ("flume::Sender", "flume::Receiver", Given),
        "kanal::unbounded" => ("kanal::Sender", "kanal::Receiver", Unbounded),
        "kanal::bounded" => ("kanal::Sender", "kanal::Receiver", Given),
        "kanal::unbounded_async" => ("kanal::AsyncSender", "kanal::AsyncReceiver", Unbounded),
        "kanal::bounded_async" => ("kanal::AsyncSender", "kanal::AsyncReceiver", Given),
        "tokio::sync::mpsc::channel" => ("tokio::sync::mpsc::Sender", "tokio::sync::mpsc::Receiver", Given),
        "tokio::sync::mpsc::unbounded_channel" => {
            ("tokio::sync::mpsc::UnboundedSender", "tokio::sync::mpsc::UnboundedReceiver", Unbounded)
        }
        "tokio::sync::oneshot::channel" => {
            ("tokio::sync::oneshot::Sender", "tokio::sync::oneshot::Receiver", Unbounded)
        }
        "futures::channel::oneshot::channel" => {
            ("futures::channel::oneshot::Sender", "futures::channel::oneshot::Receiver", Unbounded)
        }
        "futures::mpsc::channel" => ("futures::mpsc::Sender", "futures::mpsc::Receiver", Given),
        "futures::mpsc::unbounded" => {
            ("futures::mpsc::UnboundedSender", "futures::mpsc::UnboundedReceiver", Unbounded)
        }
        "async_channel::unbounded" => ("async_channel::Sender", "async_channel::Receiver", Unbounded),
        "async_channel::bounded" => ("async_channel::Sender", "async_channel::Receiver", Given),
        "async_std::channel::unbounded" => {
            ("async_std::channel::Sender", "async_std::channel::Receiver", Unbounded)
        }
        "async_std::channel::bounded" => {
            ("async_std::channel::Sender", "async_std::channel::Receiver", Given)
        }
        "smol::channel::unbounded" => ("smol::channel::Sender", "smol::channel::Receiver", Unbounded),
        "smol::channel::bounded" => ("smol::channel::Sender", "smol::channel::Receiver", Given),
        _ => return None,
    })
}

/// Whether the type is a cell that is initialised once, and whether its initialiser that meets itself hangs (rather
/// than panics).
pub fn cell(ty: &str) -> Option<bool> {
    Some(match ty {
        "std::sync::Once"
        | "std::sync::OnceLock"
        | "std::sync::LazyLock"
        | "once_cell::sync::OnceCell"
        | "once_cell::sync::Lazy"
        | "parking_lot::Once"
        | "spin::Once"
        | "spin::Lazy"
        | "tokio::sync::OnceCell"
        | "async_once_cell::OnceCell" => true,
        "std::cell::OnceCell"
        | "std::cell::LazyCell"
        | "once_cell::unsync::OnceCell"
        | "once_cell::unsync::Lazy" => false,
        _ => return None,
    })
}

/// Whether the method of a cell runs the initialiser, or waits for the one that runs.
pub fn initialises(method: &str) -> bool {
    matches!(
        method,
        "get_or_init"
            | "get_or_try_init"
            | "get_mut_or_init"
            | "get_mut_or_try_init"
            | "call_once"
            | "call_once_force"
            | "try_call_once"
    )
}

/// Whether a function takes Python's interpreter for its closure.
pub fn attaches(path: &str) -> bool {
    matches!(path, "pyo3::Python::attach" | "pyo3::Python::with_gil" | "pyo3::marker::Python::with_gil")
}

/// Whether a method gives the interpreter up while its closure runs.
pub fn detaches_python(method: &str) -> bool {
    matches!(method, "detach" | "allow_threads")
}

/// Whether a method of a Python object runs Python code, which may hand the interpreter to another thread.
pub fn calls_python(method: &str) -> bool {
    matches!(
        method,
        "call"
            | "call0"
            | "call1"
            | "call_method"
            | "call_method0"
            | "call_method1"
            | "getattr"
            | "setattr"
            | "import"
            | "eval"
            | "run"
            | "run_bound"
            | "eval_bound"
            | "import_bound"
    )
}

/// Whether a method of a collection makes an iterator whose closures run as jobs of rayon's pool.
pub fn in_parallel(method: &str) -> bool {
    method.starts_with("par_") || method == "into_par_iter"
}

/// Whether a method of an iterator takes all its items.
pub fn exhausts(method: &str) -> bool {
    matches!(
        method,
        "collect" | "count" | "for_each" | "sum" | "product" | "last" | "fold" | "max" | "min" | "extend"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_send_waits_only_where_there_is_a_bound() {
        assert_eq!(wait_method("std::sync::mpsc::Sender", "send").unwrap().on, None);
        assert_eq!(wait_method("std::sync::mpsc::SyncSender", "send").unwrap().on, Some(On::Room));
        assert_eq!(wait_method("tokio::sync::mpsc::Sender", "try_send").unwrap().on, None);
    }

    #[test]
    fn a_wait_with_a_limit_is_none() {
        assert_eq!(wait_method("std::sync::mpsc::Receiver", "recv_timeout").unwrap().on, None);
        assert_eq!(wait_method("std::sync::mpsc::Receiver", "recv").unwrap().on, Some(On::Message));
    }

    #[test]
    fn both_halves_of_each_channel_are_known() {
        for path in ["std::sync::mpsc::sync_channel", "flume::bounded", "tokio::sync::mpsc::channel"] {
            let (sender, receiver, _) = channel(path).unwrap();
            assert!(sends_of(sender) && receiver_of(receiver), "{path}");
        }
    }
}
