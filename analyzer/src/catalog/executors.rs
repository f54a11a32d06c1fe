//! Executors: whose functions hand futures to which, and the asynchronous twins of blocking functions under each.

use concheck_grammar::declaration::Declaration;
use serde::{Deserialize, Serialize};

use super::shelf;
use crate::text::Symbol;

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
    shelf::executor(path)
}

/// An asynchronous function that takes the arguments of a blocking one, to be awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// Its path, which begins with its library.
    pub path: String,
    /// The major version of the library.
    pub major: u64,
    /// The features of which one brings it; empty if it is always there.
    pub features: Vec<String>,
    /// It gives what the blocking function gives.
    pub same_result: bool,
}

/// Whether that attribute, with those strings among its arguments, runs its function beside threads that it has started before.
pub fn starts_workers(path: &str, asked: &[Symbol]) -> bool {
    let unless = shelf::function(path).and_then(|function| function.effects.workers.as_ref());
    unless.is_some_and(|unless| !asked.iter().any(|word| unless.iter().any(|known| *word == known.as_str())))
}

/// The twin of a blocking function under an executor.
pub fn twin(blocking: &str, executor: Executor) -> Option<Twin> {
    let twins = &shelf::function(blocking)?.effects.twins;
    twins.iter().find(|twin| shelf::executor(&twin.path) == Some(executor)).cloned()
}

impl Twin {
    /// As it is declared.
    pub(super) fn declared(declaration: &Declaration) -> Option<Twin> {
        let path = declaration.text.clone()?;
        let features = declaration.value("features").unwrap_or_default().to_vec();
        let version = declaration.value("version").and_then(|version| version.first()?.parse().ok());
        let same_result = !declaration.has("other_result");
        Some(Twin { path, major: version.unwrap_or(1), features, same_result })
    }
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
