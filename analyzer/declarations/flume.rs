//! flume 0.10 to 0.12.

use std::time::{Duration, Instant};

#[concheck::capacity(given)]
pub fn bounded<T>(cap: usize) -> (Sender<T>, Receiver<T>);
#[concheck::capacity(none)]
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>);

pub struct SendError<T>(pub T);
impl<T> SendError<T> {
    pub fn into_inner(self) -> T;
}
pub enum TrySendError<T> {
    Full(T),
    Disconnected(T),
}
impl<T> TrySendError<T> {
    pub fn into_inner(self) -> T;
}
pub enum SendTimeoutError<T> {
    Timeout(T),
    Disconnected(T),
}
impl<T> SendTimeoutError<T> {
    pub fn into_inner(self) -> T;
}
pub struct RecvError;
pub enum TryRecvError {
    Empty,
    Disconnected,
}
pub enum RecvTimeoutError {
    Timeout,
    Disconnected,
}

#[concheck::channel(sender)]
pub struct Sender<T>;
impl<T> Sender<T> {
    #[concheck::waits(room, perhaps)]
    #[concheck::gives(message)]
    pub fn send(&self, msg: T) -> Result<(), SendError<T>>;
    #[concheck::gives(message)]
    pub fn try_send(&self, msg: T) -> Result<(), TrySendError<T>>;
    #[concheck::gives(message)]
    pub fn send_deadline(&self, msg: T, deadline: Instant) -> Result<(), SendTimeoutError<T>>;
    #[concheck::gives(message)]
    pub fn send_timeout(&self, msg: T, dur: Duration) -> Result<(), SendTimeoutError<T>>;
    #[concheck::waits(room, perhaps)]
    #[concheck::gives(message)]
    pub async fn send_async(&self, item: T) -> Result<(), SendError<T>>;
    #[concheck::waits(room, perhaps)]
    #[concheck::gives(message)]
    pub async fn into_send_async(self, item: T) -> Result<(), SendError<T>>;
    pub fn sink(&self) -> SendSink<'_, T>;
    pub fn into_sink<'a>(self) -> SendSink<'a, T>;
    pub fn is_disconnected(&self) -> bool;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    pub fn is_full(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    pub fn capacity(&self) -> Option<usize>;
    pub fn sender_count(&self) -> usize;
    pub fn receiver_count(&self) -> usize;
    pub fn downgrade(&self) -> WeakSender<T>;
    pub fn same_channel(&self, other: &Sender<T>) -> bool;
}
impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self;
}
pub struct WeakSender<T>;
impl<T> WeakSender<T> {
    pub fn upgrade(&self) -> Option<Sender<T>>;
}
impl<T> Clone for WeakSender<T> {
    fn clone(&self) -> Self;
}

#[concheck::channel(receiver)]
pub struct Receiver<T>;
impl<T> Receiver<T> {
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    #[concheck::blocking(message)]
    pub fn recv(&self) -> Result<T, RecvError>;
    #[concheck::gives(room)]
    pub fn try_recv(&self) -> Result<T, TryRecvError>;
    #[concheck::gives(room)]
    #[concheck::blocking(message)]
    pub fn recv_deadline(&self, deadline: Instant) -> Result<T, RecvTimeoutError>;
    #[concheck::gives(room)]
    #[concheck::blocking(message)]
    pub fn recv_timeout(&self, dur: Duration) -> Result<T, RecvTimeoutError>;
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    pub async fn recv_async(&self) -> Result<T, RecvError>;
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    pub async fn into_recv_async(self) -> Result<T, RecvError>;
    #[concheck::waits(message, drains)]
    #[concheck::gives(room)]
    #[concheck::blocking(message)]
    pub fn iter(&self) -> impl Iterator<Item = T>;
    #[concheck::gives(room)]
    pub fn try_iter(&self) -> impl Iterator<Item = T>;
    #[concheck::gives(room)]
    pub fn drain(&self) -> impl Iterator<Item = T>;
    pub fn stream(&self) -> RecvStream<'_, T>;
    pub fn into_stream<'a>(self) -> RecvStream<'a, T>;
    pub fn is_disconnected(&self) -> bool;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    pub fn is_full(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    pub fn capacity(&self) -> Option<usize>;
    pub fn sender_count(&self) -> usize;
    pub fn receiver_count(&self) -> usize;
    pub fn same_channel(&self, other: &Receiver<T>) -> bool;
}
impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self;
}
impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    #[concheck::waits(message, drains)]
    #[concheck::gives(room)]
    fn into_iter(self) -> impl Iterator<Item = T>;
}
impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    #[concheck::waits(message, drains)]
    #[concheck::gives(room)]
    fn into_iter(self) -> impl Iterator<Item = T>;
}

pub use self::r#async::{RecvStream, SendSink};

pub mod r#async {
    use super::{SendError, Sender};
    use futures::sink::Sink;
    use futures::stream::Stream;

    pub struct SendSink<'a, T>;
    impl<'a, T> SendSink<'a, T> {
        pub fn sender(&self) -> &Sender<T>;
        // Of `SinkExt`.
        #[concheck::waits(room, perhaps)]
        #[concheck::gives(message)]
        pub async fn send(&mut self, item: T) -> Result<(), SendError<T>>;
    }
    impl<'a, T> Sink<T> for SendSink<'a, T> {
        type Error = SendError<T>;
    }

    #[concheck::channel(receiver)]
    pub struct RecvStream<'a, T>;
    impl<'a, T> RecvStream<'a, T> {
        // Of `StreamExt`.
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        pub async fn next(&mut self) -> Option<T>;
    }
    impl<'a, T> Stream for RecvStream<'a, T> {
        type Item = T;
    }
}
