//! async-channel 1 and 2.

use futures::stream::Stream;

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
    Closed(T),
}
impl<T> TrySendError<T> {
    pub fn into_inner(self) -> T;
    pub fn is_full(&self) -> bool;
    pub fn is_closed(&self) -> bool;
}
pub struct RecvError;
pub enum TryRecvError {
    Empty,
    Closed,
}

#[concheck::channel(sender)]
pub struct Sender<T>;
impl<T> Sender<T> {
    #[concheck::waits(room, perhaps)]
    #[concheck::gives(message)]
    pub async fn send(&self, msg: T) -> Result<(), SendError<T>>;
    #[concheck::gives(message)]
    pub fn try_send(&self, msg: T) -> Result<(), TrySendError<T>>;
    #[concheck::waits(room, perhaps)]
    #[concheck::gives(message)]
    #[concheck::blocking(runtime, hangs)]
    pub fn send_blocking(&self, msg: T) -> Result<(), SendError<T>>;
    #[concheck::gives(message)]
    pub fn force_send(&self, msg: T) -> Result<Option<T>, SendError<T>>;
    #[concheck::gives(message)]
    pub fn close(&self) -> bool;
    pub async fn closed(&self);
    pub fn is_closed(&self) -> bool;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    pub fn is_full(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    pub fn capacity(&self) -> Option<usize>;
    pub fn receiver_count(&self) -> usize;
    pub fn sender_count(&self) -> usize;
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
    pub async fn recv(&self) -> Result<T, RecvError>;
    #[concheck::gives(room)]
    pub fn try_recv(&self) -> Result<T, TryRecvError>;
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    #[concheck::blocking(runtime, hangs)]
    pub fn recv_blocking(&self) -> Result<T, RecvError>;
    // Of `StreamExt`.
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    pub async fn next(&mut self) -> Option<T>;
    #[concheck::gives(message)]
    pub fn close(&self) -> bool;
    pub fn is_closed(&self) -> bool;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    pub fn is_full(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    pub fn capacity(&self) -> Option<usize>;
    pub fn receiver_count(&self) -> usize;
    pub fn sender_count(&self) -> usize;
    pub fn downgrade(&self) -> WeakReceiver<T>;
    pub fn same_channel(&self, other: &Receiver<T>) -> bool;
}
impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self;
}
impl<T> Stream for Receiver<T> {
    type Item = T;
}
pub struct WeakReceiver<T>;
impl<T> WeakReceiver<T> {
    pub fn upgrade(&self) -> Option<Receiver<T>>;
}
impl<T> Clone for WeakReceiver<T> {
    fn clone(&self) -> Self;
}
