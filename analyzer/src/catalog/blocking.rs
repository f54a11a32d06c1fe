//! Library calls that block the thread that makes them, and what they wait for.

use std::sync::{LazyLock, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::Symbol;

/// What a blocking call does, from which follows what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Work {
    /// Sleeps.
    Sleep,
    /// Reads or writes files, or whole folders.
    Files,
    /// Asks the file system about names: short, unless the disk is far away.
    Names,
    /// Waits for the network.
    Network,
    /// Resolves a name.
    Resolve,
    /// Waits for a child process.
    Process,
    /// Waits for a person.
    Input,
    /// Waits for a message.
    Channel,
    /// Waits for another thread.
    Thread,
    /// Waits for a lock on a file, which another process may hold.
    FileLock,
    /// Speaks HTTP.
    Http,
    /// Asks a database or another store.
    Database,
    /// Hashes a password, slow by design.
    Password,
    /// Computes.
    Compute,
    /// An annotation says so.
    Annotated,
    /// Enters a runtime, or waits for one, from a thread that must not be one of its own.
    Runtime(Consequence),
}

/// What becomes of a runtime entered from asynchronous code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Consequence {
    /// It panics.
    Panics,
    /// The thread is blocked; it hangs when what it waits for needs that thread.
    Hangs,
    /// Either, depending on the runtime.
    Either,
    /// A runtime is dropped, which waits for its threads: it panics.
    Dropped,
}

/// A call that blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocking {
    /// As users know it.
    pub name: &'static str,
    /// What it does.
    pub work: Work,
    /// The type it returns (within a `Result`).
    pub gives: Option<&'static str>,
}

impl Blocking {
    /// The function in words, for sentences: its name in backquotes.
    pub fn quoted(&self) -> String {
        match self.work {
            Annotated => format!("a function annotated with `{}`", self.name),
            _ => format!("`{}`", self.name),
        }
    }
}

/// The rows that were read so far, each once.
static READ: LazyLock<Mutex<FxHashMap<&'static str, Vec<&'static Blocking>>>> = LazyLock::new(Mutex::default);

/// A row as it is written.
#[derive(Serialize, Deserialize)]
struct Row {
    name: Symbol,
    work: Work,
    gives: Option<Symbol>,
}

impl Serialize for Blocking {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Blocking { name, work, gives } = *self;
        let row = Row { name: Symbol::new(name), work, gives: gives.map(Symbol::new) };
        row.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for &'static Blocking {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<&'static Blocking, D::Error> {
        let Row { name, work, gives } = Row::deserialize(deserializer)?;
        let (name, gives) = (name.as_str(), gives.map(Symbol::as_str));
        let row = Blocking { name, work, gives };
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        let known = read.entry(name).or_default();
        let found = known.iter().find(|known| ***known == row).copied();
        Ok(found.unwrap_or_else(|| {
            let row: &'static Blocking = Box::leak(Box::new(row));
            known.push(row);
            row
        }))
    }
}

impl Work {
    /// What the thread does meanwhile.
    pub fn verb(self) -> &'static str {
        match self {
            Sleep => "sleeps",
            Files => "does file I/O",
            Names => "queries the file system",
            Network => "waits for the network",
            Resolve => "resolves a host name",
            Process => "waits for a process",
            Input => "waits for input",
            Channel => "waits for a message",
            Thread => "waits for another thread",
            FileLock => "waits for a file lock",
            Http => "waits for an HTTP request",
            Database => "waits for a database",
            Password => "hashes a password (slow by design)",
            Compute => "computes",
            Annotated => "may block",
            Runtime(_) => "waits for a future",
        }
    }
}

/// A function that is annotated with `#[concheck::blocking]`.
pub static ANNOTATED: Blocking = row("#[concheck::blocking]", Annotated);

const fn row(name: &'static str, work: Work) -> Blocking {
    Blocking { name, work, gives: None }
}

use Consequence::{Dropped, Either, Hangs, Panics};
use Work::{
    Annotated, Channel, Compute, Database, FileLock, Files, Http, Input, Names, Network, Password, Process,
    Resolve, Runtime, Sleep, Thread,
};

/// Functions, by canonical path.
const FUNCTIONS: &[Blocking] = &[
    row("std::thread::sleep", Sleep),
    row("std::thread::sleep_ms", Sleep),
    row("std::thread::sleep_until", Sleep),
    row("std::thread::park", Thread),
    row("std::thread::park_timeout", Thread),
    row("std::thread::scope", Thread),
    row("libc::sleep", Sleep),
    row("libc::usleep", Sleep),
    row("nix::unistd::sleep", Sleep),
    row("spin_sleep::sleep", Sleep),
    row("std::fs::read", Files),
    row("std::fs::read_to_string", Files),
    row("std::fs::write", Files),
    row("std::fs::copy", Files),
    row("std::fs::remove_dir_all", Files),
    row("std::fs::read_dir", Files),
    row("std::fs::metadata", Names),
    row("std::fs::symlink_metadata", Names),
    row("std::fs::canonicalize", Names),
    row("std::fs::create_dir", Names),
    row("std::fs::create_dir_all", Names),
    row("std::fs::remove_file", Names),
    row("std::fs::remove_dir", Names),
    row("std::fs::rename", Names),
    row("std::fs::hard_link", Names),
    row("std::fs::read_link", Names),
    row("std::fs::set_permissions", Names),
    row("std::fs::exists", Names),
    Blocking { gives: Some("std::fs::File"), ..row("std::fs::File::open", Files) },
    Blocking { gives: Some("std::fs::File"), ..row("std::fs::File::create", Files) },
    Blocking { gives: Some("std::fs::File"), ..row("std::fs::File::create_new", Files) },
    row("std::io::read_to_string", Files),
    Blocking { gives: Some("std::net::TcpStream"), ..row("std::net::TcpStream::connect", Network) },
    Blocking { gives: Some("std::net::TcpStream"), ..row("std::net::TcpStream::connect_timeout", Network) },
    row("std::os::unix::net::UnixStream::connect", Network),
    row("dns_lookup::lookup_host", Resolve),
    row("dns_lookup::lookup_addr", Resolve),
    row("hostname::get", Names),
    row("reqwest::blocking::get", Http),
    row("minreq::Request::send", Http),
    row("bcrypt::hash", Password),
    row("bcrypt::hash_with_result", Password),
    row("bcrypt::verify", Password),
    row("argon2::hash_encoded", Password),
    row("argon2::hash_raw", Password),
    row("argon2::verify_encoded", Password),
    row("scrypt::scrypt", Password),
    row("pbkdf2::pbkdf2", Password),
    row("pbkdf2::pbkdf2_hmac", Password),
    row("walkdir::WalkDir::new", Files),
    row("jwalk::WalkDir::new", Files),
    row("ignore::Walk::new", Files),
    row("glob::glob", Files),
    row("glob::glob_with", Files),
    Blocking { gives: Some("rusqlite::Connection"), ..row("rusqlite::Connection::open", Database) },
    Blocking {
        gives: Some("rusqlite::Connection"),
        ..row("rusqlite::Connection::open_with_flags", Database)
    },
    Blocking { gives: Some("postgres::Client"), ..row("postgres::Client::connect", Database) },
    Blocking { gives: Some("mysql::Conn"), ..row("mysql::Conn::new", Database) },
    row("diesel::PgConnection::establish", Database),
    row("diesel::pg::PgConnection::establish", Database),
    row("diesel::SqliteConnection::establish", Database),
    row("diesel::sqlite::SqliteConnection::establish", Database),
    row("diesel::MysqlConnection::establish", Database),
    row("git2::Repository::clone", Network),
    row("git2::Repository::clone_recurse", Network),
    row("rpassword::read_password", Input),
    row("rpassword::prompt_password", Input),
    row("rayon::join", Compute),
    row("rayon::scope", Compute),
    row("zstd::encode_all", Compute),
    row("zstd::decode_all", Compute),
    row("zstd::stream::encode_all", Compute),
    row("zstd::stream::decode_all", Compute),
    row("image::open", Compute),
    row("image::load_from_memory", Compute),
    row("image::load_from_memory_with_format", Compute),
    row("lz4_flex::compress", Compute),
    row("lz4_flex::decompress", Compute),
    row("futures::executor::block_on", Runtime(Hangs)),
    row("futures::executor::block_on_stream", Runtime(Hangs)),
    row("futures::future::block_on", Runtime(Hangs)),
    row("pollster::block_on", Runtime(Hangs)),
    row("smol::block_on", Runtime(Hangs)),
    row("smol::future::block_on", Runtime(Hangs)),
    row("async_std::task::block_on", Runtime(Hangs)),
    row("async_io::block_on", Runtime(Hangs)),
    row("async_global_executor::block_on", Runtime(Hangs)),
    row("tauri::async_runtime::block_on", Runtime(Panics)),
];

/// Methods: a type (or a module whose types all count), and the names.
const METHODS: &[(&str, Work, &[&str])] = &[
    (
        "std::fs::File",
        Files,
        &[
            "read",
            "read_to_end",
            "read_to_string",
            "read_exact",
            "write",
            "write_all",
            "sync_all",
            "sync_data",
        ],
    ),
    ("std::fs::File", FileLock, &["lock", "lock_shared", "lock_exclusive"]),
    ("std::fs::OpenOptions", Files, &["open"]),
    (
        "std::net::TcpStream",
        Network,
        &["read", "read_exact", "read_to_end", "read_to_string", "write", "write_all"],
    ),
    ("std::net::TcpListener", Network, &["accept", "incoming"]),
    ("std::net::UdpSocket", Network, &["recv", "recv_from", "send_to"]),
    ("std::process::Command", Process, &["output", "status"]),
    ("std::process::Child", Process, &["wait", "wait_with_output"]),
    ("std::io::Stdin", Input, &["read_line", "read_to_string", "read_to_end", "lines", "read", "read_exact"]),
    ("std::sync::mpsc::Receiver", Channel, &["recv", "recv_timeout", "iter"]),
    ("crossbeam_channel::Receiver", Channel, &["recv", "recv_timeout", "recv_deadline", "iter"]),
    ("crossbeam::channel::Receiver", Channel, &["recv", "recv_timeout", "recv_deadline", "iter"]),
    ("flume::Receiver", Channel, &["recv", "recv_timeout", "recv_deadline", "iter"]),
    ("kanal::Receiver", Channel, &["recv", "recv_timeout"]),
    ("std::thread::JoinHandle", Thread, &["join"]),
    ("std::thread::ScopedJoinHandle", Thread, &["join"]),
    ("std::sync::Barrier", Thread, &["wait"]),
    ("std::sync::Condvar", Thread, &["wait", "wait_while", "wait_timeout", "wait_timeout_while"]),
    ("parking_lot::Condvar", Thread, &["wait", "wait_while", "wait_for", "wait_until", "wait_while_for"]),
    ("crossbeam_utils::sync::WaitGroup", Thread, &["wait"]),
    ("crossbeam_utils::sync::Parker", Thread, &["park", "park_timeout"]),
    ("reqwest::blocking", Http, &["send", "execute", "text", "json", "bytes", "copy_to"]),
    (
        "ureq",
        Http,
        &["call", "send", "send_string", "send_bytes", "send_form", "send_json", "send_empty", "run"],
    ),
    ("minreq", Http, &["send"]),
    ("attohttpc", Http, &["send"]),
    ("curl::easy::Easy", Http, &["perform"]),
    ("lettre::SmtpTransport", Network, &["send", "send_raw"]),
    (
        "rusqlite",
        Database,
        &[
            "execute",
            "execute_batch",
            "query_row",
            "query_row_and_then",
            "query",
            "query_map",
            "commit",
            "insert",
            "backup",
            "pragma_update",
            "pragma_query_value",
        ],
    ),
    (
        "postgres",
        Database,
        &[
            "execute",
            "query",
            "query_one",
            "query_opt",
            "batch_execute",
            "simple_query",
            "copy_in",
            "copy_out",
            "commit",
        ],
    ),
    (
        "mysql",
        Database,
        &["query", "query_drop", "query_first", "query_map", "exec", "exec_drop", "exec_first", "get_conn"],
    ),
    ("r2d2::Pool", Database, &["get", "get_timeout"]),
    ("redis::Client", Database, &["get_connection", "get_connection_with_timeout"]),
    ("redis::Connection", Database, &["req_command", "get", "set", "del", "incr"]),
    ("git2::build::RepoBuilder", Network, &["clone"]),
    ("argon2::Argon2", Password, &["hash_password", "hash_password_into", "verify_password"]),
    ("dialoguer", Input, &["interact", "interact_text", "interact_opt"]),
    ("inquire", Input, &["prompt", "prompt_skippable"]),
    ("tokio::runtime::Runtime", Runtime(Panics), &["block_on"]),
    ("tokio::runtime::Handle", Runtime(Panics), &["block_on"]),
    ("tokio::task::LocalSet", Runtime(Panics), &["block_on"]),
    ("actix_rt::SystemRunner", Runtime(Panics), &["block_on", "run"]),
    ("futures::executor::LocalPool", Runtime(Hangs), &["run", "run_until"]),
    ("flate2", Compute, &["read_to_end", "read_to_string", "write_all", "finish"]),
];

/// Methods that are known by their name alone, whatever they are called on.
const BY_NAME: &[Blocking] = &[
    row("to_socket_addrs", Resolve),
    row("blocking_lock", Runtime(Panics)),
    row("blocking_lock_owned", Runtime(Panics)),
    row("blocking_read", Runtime(Panics)),
    row("blocking_read_owned", Runtime(Panics)),
    row("blocking_write", Runtime(Panics)),
    row("blocking_write_owned", Runtime(Panics)),
    row("blocking_recv", Runtime(Panics)),
    row("blocking_recv_many", Runtime(Panics)),
    row("blocking_send", Runtime(Panics)),
    row("lock_blocking", Runtime(Hangs)),
    row("lock_arc_blocking", Runtime(Hangs)),
    row("read_blocking", Runtime(Hangs)),
    row("write_blocking", Runtime(Hangs)),
    row("send_blocking", Runtime(Hangs)),
    row("recv_blocking", Runtime(Hangs)),
    row("lock_exclusive", FileLock),
    row("block_on", Runtime(Either)),
];

/// What the drop of a tokio runtime does.
pub static RUNTIME_DROPPED: Blocking = row("drop of a tokio `Runtime`", Runtime(Dropped));

/// The argument of `for … in rx` and the like.
pub static RECEIVES: Blocking = row("iteration over a receiver", Channel);

/// Types whose methods mostly give back more of the same: builders, and the types of a module that block alike.
const FLUENT: &[(&str, &str, &str)] = &[
    // (type or module, method, what it gives instead)
    ("std::process::Command", "spawn", "std::process::Child"),
    ("tokio::process::Command", "spawn", "tokio::process::Child"),
    ("tokio::process::Command", "output", "tokio::process::Output"),
    ("tokio::process::Command", "status", "tokio::process::Status"),
    ("tokio::process::Command", "", ""),
    ("async_process::Command", "spawn", "async_process::Child"),
    ("async_process::Command", "output", "async_process::Output"),
    ("async_process::Command", "status", "async_process::Status"),
    ("async_process::Command", "", ""),
    ("std::fs::OpenOptions", "open", "std::fs::File"),
    ("tokio::runtime::Builder", "build", "tokio::runtime::Runtime"),
    ("tokio::runtime::Builder", "", ""),
    ("reqwest::blocking", "", ""),
    ("ureq", "", ""),
    ("minreq", "", ""),
    ("attohttpc", "", ""),
    ("rusqlite", "", ""),
    ("postgres", "", ""),
    ("mysql", "", ""),
    ("dialoguer", "", ""),
    ("inquire", "", ""),
    ("flate2", "", ""),
    ("std::process::Command", "", ""),
    ("std::thread::Builder", "", ""),
    ("std::fs::OpenOptions", "", ""),
];

/// Functions of libraries that give a type of [`FLUENT`] or one that blocks; `true` if within a `Result`.
const GIVES: &[(&str, &str, bool)] = &[
    ("tokio::runtime::Runtime::new", "tokio::runtime::Runtime", true),
    ("tokio::runtime::Builder::new_multi_thread", "tokio::runtime::Builder", false),
    ("tokio::runtime::Builder::new_current_thread", "tokio::runtime::Builder", false),
    ("tokio::runtime::Handle::try_current", "tokio::runtime::Handle", true),
    ("tokio::runtime::Handle::current", "tokio::runtime::Handle", false),
    ("std::fs::File::options", "std::fs::OpenOptions", false),
    ("std::net::TcpListener::bind", "std::net::TcpListener", true),
    ("std::net::UdpSocket::bind", "std::net::UdpSocket", true),
    ("std::thread::spawn", "std::thread::JoinHandle", false),
    ("tracing::Span::current", "tracing::Span", false),
    ("tracing::Span::none", "tracing::Span", false),
    ("opentelemetry::Context::current", "opentelemetry::Context", false),
    ("opentelemetry::Context::current_with_span", "opentelemetry::Context", false),
    ("reqwest::blocking::Client::builder", "reqwest::blocking", false),
];

static BY_PATH: LazyLock<FxHashMap<&'static str, &'static Blocking>> =
    LazyLock::new(|| FUNCTIONS.iter().map(|row| (row.name, row)).collect());

/// What the tables say about the methods of a type, or of all types of a module.
#[derive(Default)]
struct Methods {
    blocking: FxHashMap<&'static str, Blocking>,
    gives: Vec<(&'static str, &'static str)>,
}

static BY_TYPE: LazyLock<FxHashMap<&'static str, Methods>> = LazyLock::new(|| {
    let mut types: FxHashMap<&'static str, Methods> = FxHashMap::default();
    for (ty, work, names) in METHODS {
        let methods = types.entry(ty).or_default();
        for name in *names {
            let shown = Symbol::new(&format!("{ty}::{name}")).as_str();
            methods.blocking.insert(name, row(shown, *work));
        }
    }
    for (ty, method, gives) in FLUENT {
        types.entry(ty).or_default().gives.push((method, if gives.is_empty() { ty } else { gives }));
    }
    types
});

static NAMES: LazyLock<FxHashMap<&'static str, &'static Blocking>> =
    LazyLock::new(|| BY_NAME.iter().map(|row| (row.name, row)).collect());

/// The function at a canonical path, if it blocks.
pub fn blocking_fn(path: &str) -> Option<&'static Blocking> {
    BY_PATH.get(path).copied()
}

/// The first answer for a type or a module above it.
fn within<T>(path: &str, find: impl Fn(&'static Methods) -> Option<T>) -> Option<T> {
    let types: &'static FxHashMap<_, _> = &BY_TYPE;
    let mut path = path;
    loop {
        if let Some(found) = types.get(path).and_then(&find) {
            return Some(found);
        }
        path = path.rsplit_once("::")?.0;
    }
}

/// The method of a library type, if it blocks.
pub fn blocking_method(ty: &str, method: &str) -> Option<&'static Blocking> {
    within(ty, |methods| methods.blocking.get(method))
}

/// Whether the tables about asynchronous code speak of that crate.
pub fn tells_of_crate(name: &str) -> bool {
    static CRATES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
        let functions = FUNCTIONS.iter().map(|row| row.name);
        let types = METHODS.iter().map(|(ty, _, _)| *ty);
        let named = functions.chain(types).filter_map(|path| path.split("::").next());
        named
            .chain([
                "async_channel",
                "tracing",
                "futures_lite",
                "async_process",
                "opentelemetry",
                "pyo3",
                "rayon",
                "once_cell",
            ])
            .collect()
    });
    CRATES.contains(name)
}

/// A method that blocks whatever it is called on.
pub fn blocking_by_name(method: &str) -> Option<&'static Blocking> {
    NAMES.get(method).copied()
}

/// What an unlisted method of a library type gives, where the tables say.
pub fn fluent(ty: &str, method: &str) -> Option<&'static str> {
    within(ty, |methods| {
        let gives = methods.gives.iter().find(|(name, _)| *name == method || name.is_empty());
        gives.map(|(_, gives)| *gives)
    })
}

/// What a function of a library gives, where the tables say, and whether within a `Result`.
pub fn gives(path: &str) -> Option<(&'static str, bool)> {
    match blocking_fn(path) {
        Some(row) => row.gives.map(|gives| (gives, true)),
        None => GIVES.iter().find(|(known, _, _)| *known == path).map(|(_, ty, result)| (*ty, *result)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_s_types_count_alike() {
        assert_eq!(blocking_method("reqwest::blocking::RequestBuilder", "send").unwrap().work, Http);
        assert_eq!(blocking_method("reqwest::RequestBuilder", "send"), None);
        assert_eq!(blocking_method("std::process::Command", "output").unwrap().work, Process);
        assert_eq!(blocking_method("tokio::process::Command", "output"), None);
    }

    #[test]
    fn builders_stay_what_they_are_until_they_build() {
        assert_eq!(fluent("std::process::Command", "arg"), Some("std::process::Command"));
        assert_eq!(fluent("std::process::Command", "spawn"), Some("std::process::Child"));
        assert_eq!(fluent("reqwest::blocking::Client", "get"), Some("reqwest::blocking"));
        assert_eq!(fluent("std::vec::Vec", "get"), None);
    }
}
