//! tokio-stream 0.1.

use std::future::Future;
use std::time::Duration;

pub use futures::stream::Stream;
pub use futures::stream::{empty, iter, pending};

pub fn once<T>(value: T) -> impl Stream<Item = T>;

// Closures here are not asynchronous.
pub trait StreamExt: Stream {
    async fn next(&mut self) -> Option<Self::Item>;
    async fn try_next<T, E>(&mut self) -> Result<Option<T>, E>;
    fn map<T, F: FnMut(Self::Item) -> T>(self, f: F) -> impl Stream<Item = T>;
    #[concheck::stops]
    fn map_while<T, F: FnMut(Self::Item) -> Option<T>>(self, f: F) -> impl Stream<Item = T>;
    fn then<F: FnMut(Self::Item) -> Fut, Fut: Future>(self, f: F) -> impl Stream<Item = Fut::Output>;
    fn merge<U: Stream<Item = Self::Item>>(self, other: U) -> impl Stream<Item = Self::Item>;
    fn filter<F: FnMut(&Self::Item) -> bool>(self, f: F) -> impl Stream<Item = Self::Item>;
    fn filter_map<T, F: FnMut(Self::Item) -> Option<T>>(self, f: F) -> impl Stream<Item = T>;
    fn fuse(self) -> impl Stream<Item = Self::Item>;
    #[concheck::stops]
    fn take(self, n: usize) -> impl Stream<Item = Self::Item>;
    #[concheck::stops]
    fn take_while<F: FnMut(&Self::Item) -> bool>(self, f: F) -> impl Stream<Item = Self::Item>;
    fn skip(self, n: usize) -> impl Stream<Item = Self::Item>;
    fn skip_while<F: FnMut(&Self::Item) -> bool>(self, f: F) -> impl Stream<Item = Self::Item>;
    fn all<F: FnMut(Self::Item) -> bool>(&mut self, f: F) -> impl Future<Output = bool>;
    fn any<F: FnMut(Self::Item) -> bool>(&mut self, f: F) -> impl Future<Output = bool>;
    fn chain<U: Stream<Item = Self::Item>>(self, other: U) -> impl Stream<Item = Self::Item>;
    #[concheck::exhausts]
    fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, f: F) -> impl Future<Output = B>;
    #[concheck::exhausts]
    async fn collect<T: Default + Extend<Self::Item>>(self) -> T;
    fn timeout(self, duration: Duration) -> impl Stream<Item = Result<Self::Item, Elapsed>>;
    fn throttle(self, duration: Duration) -> impl Stream<Item = Self::Item>;
    fn chunks_timeout(self, max_size: usize, duration: Duration) -> impl Stream<Item = Vec<Self::Item>>;
    fn peekable(self) -> impl Stream<Item = Self::Item>;
}
impl<T: Stream> StreamExt for T {}
pub struct Elapsed;

#[concheck::collection]
pub struct StreamMap<K, V>;
impl<K, V> StreamMap<K, V> {
    pub fn new() -> StreamMap<K, V>;
    #[concheck::adds]
    pub fn insert(&mut self, k: K, stream: V) -> Option<V>;
    #[concheck::mutates]
    pub fn remove<Q: ?Sized>(&mut self, k: &Q) -> Option<V>;
    #[concheck::asks]
    pub fn contains_key<Q: ?Sized>(&self, k: &Q) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
}
impl<K: Clone, V: Stream> Stream for StreamMap<K, V> {
    type Item = (K, V::Item);
}

pub mod wrappers {
    use futures::stream::Stream;
    use std::io;
    use tokio::sync::{broadcast, mpsc, watch};
    use tokio::time::{Instant, Interval};

    // `next` is that of `StreamExt`.
    #[concheck::channel(receiver)]
    pub struct ReceiverStream<T>;
    impl<T> ReceiverStream<T> {
        pub fn new(recv: mpsc::Receiver<T>) -> Self;
        pub fn into_inner(self) -> mpsc::Receiver<T>;
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        pub async fn next(&mut self) -> Option<T>;
        #[concheck::gives(message)]
        pub fn close(&mut self);
    }
    impl<T> Stream for ReceiverStream<T> {
        type Item = T;
    }

    #[concheck::channel(receiver)]
    pub struct UnboundedReceiverStream<T>;
    impl<T> UnboundedReceiverStream<T> {
        pub fn new(recv: mpsc::UnboundedReceiver<T>) -> Self;
        pub fn into_inner(self) -> mpsc::UnboundedReceiver<T>;
        #[concheck::waits(message)]
        pub async fn next(&mut self) -> Option<T>;
        #[concheck::gives(message)]
        pub fn close(&mut self);
    }
    impl<T> Stream for UnboundedReceiverStream<T> {
        type Item = T;
    }

    #[concheck::channel(receiver)]
    pub struct BroadcastStream<T>;
    impl<T> BroadcastStream<T> {
        pub fn new(rx: broadcast::Receiver<T>) -> Self;
        #[concheck::waits(message)]
        pub async fn next(&mut self) -> Option<Result<T, errors::BroadcastStreamRecvError>>;
    }
    impl<T> Stream for BroadcastStream<T> {
        type Item = Result<T, errors::BroadcastStreamRecvError>;
    }
    pub mod errors {
        pub enum BroadcastStreamRecvError {
            Lagged(u64),
        }
    }

    #[concheck::channel(receiver)]
    pub struct WatchStream<T>;
    impl<T> WatchStream<T> {
        pub fn new(rx: watch::Receiver<T>) -> Self;
        pub fn from_changes(rx: watch::Receiver<T>) -> Self;
        #[concheck::waits(message)]
        pub async fn next(&mut self) -> Option<T>;
    }
    impl<T> Stream for WatchStream<T> {
        type Item = T;
    }

    pub struct IntervalStream;
    impl IntervalStream {
        pub fn new(interval: Interval) -> Self;
        pub fn into_inner(self) -> Interval;
    }
    impl Stream for IntervalStream {
        type Item = Instant;
    }
    pub struct TcpListenerStream;
    impl TcpListenerStream {
        pub fn new(listener: tokio::net::TcpListener) -> Self;
    }
    impl Stream for TcpListenerStream {
        type Item = io::Result<tokio::net::TcpStream>;
    }
    pub struct LinesStream<R>;
    impl<R> LinesStream<R> {
        pub fn new(lines: tokio::io::Lines<R>) -> Self;
    }
    impl<R> Stream for LinesStream<R> {
        type Item = io::Result<String>;
    }
    pub struct ReadDirStream;
    impl ReadDirStream {
        pub fn new(read_dir: tokio::fs::ReadDir) -> Self;
    }
    impl Stream for ReadDirStream {
        type Item = io::Result<tokio::fs::DirEntry>;
    }
}
