//! crossbeam_channel 0.4 and 0.5.

pub use std::sync::mpsc::{
    RecvError, RecvTimeoutError, SendError, SendTimeoutError, TryRecvError, TrySendError,
};
use std::time::{Duration, Instant};

#[concheck::capacity(none)]
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>);
#[concheck::capacity(given)]
pub fn bounded<T>(capacity: usize) -> (Sender<T>, Receiver<T>);
pub fn after(duration: Duration) -> Receiver<Instant>;
pub fn at(when: Instant) -> Receiver<Instant>;
pub const fn never<T>() -> Receiver<T>;
pub fn tick(duration: Duration) -> Receiver<Instant>;

#[concheck::channel(sender)]
pub struct Sender<T>;
impl<T> Sender<T> {
    #[concheck::gives(message)]
    pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>>;
    #[concheck::waits(room, perhaps)]
    #[concheck::gives(message)]
    pub fn send(&self, value: T) -> Result<(), SendError<T>>;
    #[concheck::gives(message)]
    pub fn send_timeout(&self, value: T, timeout: Duration) -> Result<(), SendTimeoutError<T>>;
    #[concheck::gives(message)]
    pub fn send_deadline(&self, value: T, deadline: Instant) -> Result<(), SendTimeoutError<T>>;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn is_full(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    pub fn capacity(&self) -> Option<usize>;
    pub fn same_channel(&self, other: &Sender<T>) -> bool;
}
impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T>;
}

#[concheck::channel(receiver)]
pub struct Receiver<T>;
impl<T> Receiver<T> {
    #[concheck::gives(room)]
    pub fn try_recv(&self) -> Result<T, TryRecvError>;
    #[concheck::blocking(message)]
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    pub fn recv(&self) -> Result<T, RecvError>;
    #[concheck::blocking(message)]
    #[concheck::gives(room)]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError>;
    #[concheck::blocking(message)]
    #[concheck::gives(room)]
    pub fn recv_deadline(&self, deadline: Instant) -> Result<T, RecvTimeoutError>;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn is_full(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    pub fn capacity(&self) -> Option<usize>;
    #[concheck::blocking(message)]
    #[concheck::waits(message, drains)]
    #[concheck::gives(room)]
    pub fn iter(&self) -> impl Iterator<Item = T>;
    #[concheck::gives(room)]
    pub fn try_iter(&self) -> impl Iterator<Item = T>;
    pub fn same_channel(&self, other: &Receiver<T>) -> bool;
}
impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Receiver<T>;
}
impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    #[concheck::blocking(message)]
    #[concheck::waits(message, drains)]
    #[concheck::gives(room)]
    fn into_iter(self) -> impl Iterator<Item = T>;
}
impl<T> IntoIterator for &Receiver<T> {
    type Item = T;
    #[concheck::blocking(message)]
    #[concheck::waits(message, drains)]
    #[concheck::gives(room)]
    fn into_iter(self) -> impl Iterator<Item = T>;
}

pub struct Select<'a>;
impl<'a> Select<'a> {
    pub fn new() -> Select<'a>;
    pub fn new_biased() -> Select<'a>;
    pub fn send<T>(&mut self, sender: &'a Sender<T>) -> usize;
    pub fn recv<T>(&mut self, receiver: &'a Receiver<T>) -> usize;
    pub fn remove(&mut self, index: usize);
    pub fn try_select(&mut self) -> Result<SelectedOperation<'a>, TrySelectError>;
    #[concheck::blocking(message)]
    pub fn select(&mut self) -> SelectedOperation<'a>;
    #[concheck::blocking(message)]
    pub fn select_timeout(&mut self, timeout: Duration) -> Result<SelectedOperation<'a>, SelectTimeoutError>;
    #[concheck::blocking(message)]
    pub fn select_deadline(&mut self, deadline: Instant)
    -> Result<SelectedOperation<'a>, SelectTimeoutError>;
    pub fn try_ready(&mut self) -> Result<usize, TryReadyError>;
    #[concheck::blocking(message)]
    pub fn ready(&mut self) -> usize;
    #[concheck::blocking(message)]
    pub fn ready_timeout(&mut self, timeout: Duration) -> Result<usize, ReadyTimeoutError>;
    #[concheck::blocking(message)]
    pub fn ready_deadline(&mut self, deadline: Instant) -> Result<usize, ReadyTimeoutError>;
}
pub struct TrySelectError;
pub struct SelectTimeoutError;
pub struct TryReadyError;
pub struct ReadyTimeoutError;
/// An operation that is ready: finishing it does not wait.
pub struct SelectedOperation<'a>;
impl SelectedOperation<'_> {
    pub fn index(&self) -> usize;
    #[concheck::gives(message)]
    pub fn send<T>(self, sender: &Sender<T>, value: T) -> Result<(), SendError<T>>;
    #[concheck::gives(room)]
    pub fn recv<T>(self, receiver: &Receiver<T>) -> Result<T, RecvError>;
}
