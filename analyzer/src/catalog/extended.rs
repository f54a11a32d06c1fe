//! What traits of iterators and futures are called. The build script has this module, too.

/// What a trait adds methods to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extended {
    /// Iterators and streams.
    Iter,
    /// Futures.
    Future,
    /// Whatever implements it.
    Any,
}

/// What a trait of that name is about.
pub fn extended(name: &str) -> Option<Extended> {
    match name {
        "Iterator"
        | "DoubleEndedIterator"
        | "ExactSizeIterator"
        | "FusedIterator"
        | "IntoIterator"
        | "Stream"
        | "TryStream"
        | "FusedStream"
        | "ParallelIterator"
        | "IndexedParallelIterator"
        | "IntoParallelIterator" => Some(Extended::Iter),
        "Future" | "IntoFuture" | "TryFuture" | "FusedFuture" => Some(Extended::Future),
        _ => None,
    }
}
