//! Executors: whose functions hand futures to which, and the asynchronous twins of blocking functions under each.

use serde::{Deserialize, Serialize};

/// What polls futures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Executor {
    /// tokio, and what runs on it.
    Tokio,
    /// async-std.
    AsyncStd,
    /// smol, and the crates that it is made of.
    Smol,
    /// Any other.
    Other,
}

/// The executor that a function, method or attribute at this canonical path hands futures to, if its crate has one.
pub fn executor(path: &str) -> Option<Executor> {
    let (name, rest) = path.split_once("::").unwrap_or((path, ""));
    let executor = match name {
        "tokio" | "tokio_util" | "tokio_test" | "tokio_uring" | "actix" | "actix_rt" | "actix_web"
        | "rocket" => Executor::Tokio,
        "async_std" => Executor::AsyncStd,
        "smol" | "smol_macros" | "smol_potat" | "async_executor" | "async_global_executor" | "async_io" => {
            Executor::Smol
        }
        "bevy_tasks"
        | "compio"
        | "embassy_executor"
        | "extreme"
        | "glib"
        | "glommio"
        | "gpui"
        | "monoio"
        | "ntex"
        | "pollster"
        | "wasm_bindgen_futures" => Executor::Other,
        // Of these crates most is for any executor.
        "futures" if rest.starts_with("executor") || rest.ends_with("block_on") || rest == "test" => {
            Executor::Other
        }
        _ => return None,
    };
    Some(executor)
}

/// An asynchronous function that takes the arguments of a blocking one, to be awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// Its path, which begins with its library.
    pub path: String,
    /// The major version of the library.
    pub major: u64,
    /// The features of which one brings it; empty if it is always there.
    pub features: &'static [&'static str],
    /// It gives what the blocking function gives.
    pub same_result: bool,
}

/// Functions of `std::fs` that tokio and smol have with the same arguments and results.
const FILES: &[&str] = &[
    "canonicalize",
    "copy",
    "create_dir",
    "create_dir_all",
    "hard_link",
    "metadata",
    "read",
    "read_link",
    "read_to_string",
    "remove_dir",
    "remove_dir_all",
    "remove_file",
    "rename",
    "set_permissions",
    "symlink_metadata",
    "write",
];

/// The twin of a blocking function of std under an executor.
pub fn twin(blocking: &str, executor: Executor) -> Option<Twin> {
    let (path, major, features): (_, _, &'static [&'static str]) = match (executor, blocking) {
        (Executor::Tokio, "std::thread::sleep") => {
            ("tokio::time::sleep".to_string(), 1, &["time", "full", "test-util"])
        }
        (Executor::AsyncStd, "std::thread::sleep") => ("async_std::task::sleep".to_string(), 1, &["default"]),
        (Executor::Smol, "std::thread::sleep") => ("smol::Timer::after".to_string(), 2, &[]),
        _ => {
            let name = blocking.strip_prefix("std::fs::").filter(|name| FILES.contains(name))?;
            match executor {
                Executor::Tokio => (format!("tokio::fs::{name}"), 1, &["fs", "full"]),
                Executor::Smol => (format!("smol::fs::{name}"), 2, &[]),
                // async-std has a type of its own for paths.
                Executor::AsyncStd | Executor::Other => return None,
            }
        }
    };
    let same_result = path != "smol::Timer::after";
    Some(Twin { path, major, features, same_result })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executors_are_told_by_their_crates() {
        assert_eq!(executor("tokio::task::spawn"), Some(Executor::Tokio));
        assert_eq!(executor("futures::executor::block_on"), Some(Executor::Other));
        assert_eq!(executor("futures::future::join_all"), None);
        assert_eq!(executor("serde"), None);
    }

    #[test]
    fn a_twin_is_one_of_the_same_executor() {
        let path = |name, executor| twin(name, executor).map(|twin| twin.path);
        assert_eq!(path("std::fs::read", Executor::Tokio).as_deref(), Some("tokio::fs::read"));
        assert_eq!(path("std::thread::sleep", Executor::Smol).as_deref(), Some("smol::Timer::after"));
        assert_eq!(path("std::fs::read", Executor::AsyncStd), None);
        assert_eq!(path("std::fs::read_dir", Executor::Tokio), None);
        assert_eq!(path("std::thread::sleep", Executor::Other), None);
    }
}
