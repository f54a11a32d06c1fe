//! kanal 0.1.

use futures::stream::Stream;
use std::time::Duration;

#[concheck::capacity(given)]
pub fn bounded<T>(size: usize) -> (Sender<T>, Receiver<T>);
#[concheck::capacity(none)]
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>);
#[concheck::capacity(given)]
pub fn bounded_async<T>(size: usize) -> (AsyncSender<T>, AsyncReceiver<T>);
#[concheck::capacity(none)]
pub fn unbounded_async<T>() -> (AsyncSender<T>, AsyncReceiver<T>);

pub struct SendError;
pub struct SendErrorTimeout;
pub struct ReceiveError;
pub struct ReceiveErrorTimeout;
pub struct CloseError;

#[concheck::channel(sender)]
pub struct Sender<T>;
impl<T> Sender<T> {
    #[concheck::waits(room, perhaps)]
    #[concheck::gives(message)]
    pub fn send(&self, data: T) -> Result<(), SendError>;
    #[concheck::gives(message)]
    pub fn send_timeout(&self, data: T, duration: Duration) -> Result<(), SendErrorTimeout>;
    #[concheck::gives(message)]
    pub fn try_send(&self, data: T) -> Result<bool, SendError>;
    #[concheck::gives(message)]
    pub fn try_send_option(&self, data: &mut Option<T>) -> Result<bool, SendError>;
    #[concheck::gives(message)]
    pub fn try_send_realtime(&self, data: T) -> Result<bool, SendError>;
    #[concheck::gives(message)]
    pub fn try_send_option_realtime(&self, data: &mut Option<T>) -> Result<bool, SendError>;
    pub fn clone_async(&self) -> AsyncSender<T>;
    pub fn to_async(self) -> AsyncSender<T>;
    pub fn as_async(&self) -> &AsyncSender<T>;
    pub fn is_bounded(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    pub fn is_full(&self) -> bool;
    pub fn capacity(&self) -> usize;
    pub fn receiver_count(&self) -> u32;
    pub fn sender_count(&self) -> u32;
    #[concheck::gives(message)]
    pub fn close(&self) -> Result<(), CloseError>;
    pub fn is_closed(&self) -> bool;
    pub fn is_disconnected(&self) -> bool;
}
impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self;
}

#[concheck::channel(sender)]
pub struct AsyncSender<T>;
impl<T> AsyncSender<T> {
    #[concheck::waits(room, perhaps)]
    #[concheck::gives(message)]
    pub async fn send(&self, data: T) -> Result<(), SendError>;
    #[concheck::gives(message)]
    pub fn try_send(&self, data: T) -> Result<bool, SendError>;
    #[concheck::gives(message)]
    pub fn try_send_option(&self, data: &mut Option<T>) -> Result<bool, SendError>;
    #[concheck::gives(message)]
    pub fn try_send_realtime(&self, data: T) -> Result<bool, SendError>;
    #[concheck::gives(message)]
    pub fn try_send_option_realtime(&self, data: &mut Option<T>) -> Result<bool, SendError>;
    pub fn clone_sync(&self) -> Sender<T>;
    pub fn to_sync(self) -> Sender<T>;
    pub fn as_sync(&self) -> &Sender<T>;
    pub fn is_bounded(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    pub fn is_full(&self) -> bool;
    pub fn capacity(&self) -> usize;
    pub fn receiver_count(&self) -> u32;
    pub fn sender_count(&self) -> u32;
    #[concheck::gives(message)]
    pub fn close(&self) -> Result<(), CloseError>;
    pub fn is_closed(&self) -> bool;
    pub fn is_disconnected(&self) -> bool;
}
impl<T> Clone for AsyncSender<T> {
    fn clone(&self) -> Self;
}

#[concheck::channel(receiver)]
pub struct Receiver<T>;
impl<T> Receiver<T> {
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    #[concheck::blocking(message)]
    pub fn recv(&self) -> Result<T, ReceiveError>;
    #[concheck::gives(room)]
    #[concheck::blocking(message)]
    pub fn recv_timeout(&self, duration: Duration) -> Result<T, ReceiveErrorTimeout>;
    #[concheck::gives(room)]
    pub fn try_recv(&self) -> Result<Option<T>, ReceiveError>;
    #[concheck::gives(room)]
    pub fn try_recv_realtime(&self) -> Result<Option<T>, ReceiveError>;
    #[concheck::gives(room)]
    pub fn drain_into(&self, vec: &mut Vec<T>) -> Result<usize, ReceiveError>;
    #[concheck::waits(message, drains)]
    #[concheck::gives(room)]
    #[concheck::blocking(message)]
    pub fn iter(&self) -> impl Iterator<Item = T>;
    pub fn clone_async(&self) -> AsyncReceiver<T>;
    pub fn to_async(self) -> AsyncReceiver<T>;
    pub fn as_async(&self) -> &AsyncReceiver<T>;
    pub fn is_bounded(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    pub fn is_full(&self) -> bool;
    pub fn capacity(&self) -> usize;
    pub fn receiver_count(&self) -> u32;
    pub fn sender_count(&self) -> u32;
    #[concheck::gives(message)]
    pub fn close(&self) -> Result<(), CloseError>;
    pub fn is_closed(&self) -> bool;
    pub fn is_disconnected(&self) -> bool;
    pub fn is_terminated(&self) -> bool;
}
impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self;
}
impl<T> Iterator for Receiver<T> {
    type Item = T;
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    #[concheck::blocking(message)]
    fn next(&mut self) -> Option<T>;
}

#[concheck::channel(receiver)]
pub struct AsyncReceiver<T>;
impl<T> AsyncReceiver<T> {
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    pub async fn recv(&self) -> Result<T, ReceiveError>;
    #[concheck::gives(room)]
    pub fn try_recv(&self) -> Result<Option<T>, ReceiveError>;
    #[concheck::gives(room)]
    pub fn try_recv_realtime(&self) -> Result<Option<T>, ReceiveError>;
    #[concheck::gives(room)]
    pub fn drain_into(&self, vec: &mut Vec<T>) -> Result<usize, ReceiveError>;
    pub fn stream(&self) -> ReceiveStream<'_, T>;
    pub fn clone_sync(&self) -> Receiver<T>;
    pub fn to_sync(self) -> Receiver<T>;
    pub fn as_sync(&self) -> &Receiver<T>;
    pub fn is_bounded(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    pub fn is_full(&self) -> bool;
    pub fn capacity(&self) -> usize;
    pub fn receiver_count(&self) -> u32;
    pub fn sender_count(&self) -> u32;
    #[concheck::gives(message)]
    pub fn close(&self) -> Result<(), CloseError>;
    pub fn is_closed(&self) -> bool;
    pub fn is_disconnected(&self) -> bool;
    pub fn is_terminated(&self) -> bool;
}
impl<T> Clone for AsyncReceiver<T> {
    fn clone(&self) -> Self;
}

#[concheck::channel(receiver)]
pub struct ReceiveStream<'a, T>;
impl<'a, T> ReceiveStream<'a, T> {
    // Of `StreamExt`.
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    pub async fn next(&mut self) -> Option<T>;
}
impl<'a, T> Stream for ReceiveStream<'a, T> {
    type Item = T;
}
