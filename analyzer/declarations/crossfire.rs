//! crossfire 2.1.

use futures_core::Stream;
use std::ops::Deref;
use std::time::Duration;

pub mod spsc {
    use crate::{AsyncRx, AsyncTx, Rx, Tx};

    #[concheck::capacity(none)]
    pub fn unbounded_blocking<T>() -> (Tx<T>, Rx<T>);
    #[concheck::capacity(none)]
    pub fn unbounded_async<T>() -> (Tx<T>, AsyncRx<T>);
    #[concheck::capacity(given)]
    pub fn bounded_blocking<T>(size: usize) -> (Tx<T>, Rx<T>);
    #[concheck::capacity(given)]
    pub fn bounded_async<T>(size: usize) -> (AsyncTx<T>, AsyncRx<T>);
    #[concheck::capacity(given)]
    pub fn bounded_tx_async_rx_blocking<T>(size: usize) -> (AsyncTx<T>, Rx<T>);
    #[concheck::capacity(given)]
    pub fn bounded_tx_blocking_rx_async<T>(size: usize) -> (Tx<T>, AsyncRx<T>);
}

pub mod mpsc {
    use crate::{AsyncRx, MAsyncTx, MTx, Rx};

    #[concheck::capacity(none)]
    pub fn unbounded_blocking<T>() -> (MTx<T>, Rx<T>);
    #[concheck::capacity(none)]
    pub fn unbounded_async<T>() -> (MTx<T>, AsyncRx<T>);
    #[concheck::capacity(given)]
    pub fn bounded_blocking<T>(size: usize) -> (MTx<T>, Rx<T>);
    #[concheck::capacity(given)]
    pub fn bounded_async<T>(size: usize) -> (MAsyncTx<T>, AsyncRx<T>);
    #[concheck::capacity(given)]
    pub fn bounded_tx_async_rx_blocking<T>(size: usize) -> (MAsyncTx<T>, Rx<T>);
    #[concheck::capacity(given)]
    pub fn bounded_tx_blocking_rx_async<T>(size: usize) -> (MTx<T>, AsyncRx<T>);
}

pub mod mpmc {
    use crate::{MAsyncRx, MAsyncTx, MRx, MTx};

    #[concheck::capacity(none)]
    pub fn unbounded_blocking<T>() -> (MTx<T>, MRx<T>);
    #[concheck::capacity(none)]
    pub fn unbounded_async<T>() -> (MTx<T>, MAsyncRx<T>);
    #[concheck::capacity(given)]
    pub fn bounded_blocking<T>(size: usize) -> (MTx<T>, MRx<T>);
    #[concheck::capacity(given)]
    pub fn bounded_async<T>(size: usize) -> (MAsyncTx<T>, MAsyncRx<T>);
    #[concheck::capacity(given)]
    pub fn bounded_tx_async_rx_blocking<T>(size: usize) -> (MAsyncTx<T>, MRx<T>);
    #[concheck::capacity(given)]
    pub fn bounded_tx_blocking_rx_async<T>(size: usize) -> (MTx<T>, MAsyncRx<T>);
}

pub struct SendError<T>;
impl<T> SendError<T> {
    pub fn into_inner(self) -> T;
}
pub struct TrySendError<T>;
impl<T> TrySendError<T> {
    pub fn into_inner(self) -> T;
}
pub struct SendTimeoutError<T>;
impl<T> SendTimeoutError<T> {
    pub fn into_inner(self) -> T;
}
pub struct RecvError;
pub struct TryRecvError;
pub struct RecvTimeoutError;

/// What both ends of a channel deref to.
pub struct ChannelShared<T>;
impl<T> ChannelShared<T> {
    #[concheck::asks]
    pub fn len(&self) -> usize;
    pub fn capacity(&self) -> Option<usize>;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn is_full(&self) -> bool;
    pub fn is_disconnected(&self) -> bool;
    pub fn get_tx_count(&self) -> usize;
    pub fn get_rx_count(&self) -> usize;
}

#[concheck::channel(sender)]
pub struct Tx<T>;
impl<T> Tx<T> {
    // Of `Into`: every end becomes another by value.
    pub fn into<U>(self) -> U;
    #[concheck::waits(room, perhaps)]
    #[concheck::gives(message)]
    pub fn send(&self, item: T) -> Result<(), SendError<T>>;
    #[concheck::gives(message)]
    pub fn try_send(&self, item: T) -> Result<(), TrySendError<T>>;
    #[concheck::gives(message)]
    pub fn send_timeout(&self, item: T, timeout: Duration) -> Result<(), SendTimeoutError<T>>;
}
impl<T> Deref for Tx<T> {
    type Target = ChannelShared<T>;
}
impl<T> From<MTx<T>> for Tx<T> {
    fn from(value: MTx<T>) -> Self;
}
impl<T> From<AsyncTx<T>> for Tx<T> {
    fn from(value: AsyncTx<T>) -> Self;
}

#[concheck::channel(sender)]
pub struct MTx<T>;
impl<T> MTx<T> {
    // Of `Into`: every end becomes another by value.
    pub fn into<U>(self) -> U;
}
impl<T> Deref for MTx<T> {
    type Target = Tx<T>;
}
impl<T> Clone for MTx<T> {
    fn clone(&self) -> Self;
}
impl<T> From<MAsyncTx<T>> for MTx<T> {
    fn from(value: MAsyncTx<T>) -> Self;
}

#[concheck::channel(sender)]
pub struct AsyncTx<T>;
impl<T> AsyncTx<T> {
    // Of `Into`: every end becomes another by value.
    pub fn into<U>(self) -> U;
    #[concheck::waits(room)]
    #[concheck::gives(message)]
    pub async fn send(&self, item: T) -> Result<(), SendError<T>>;
    #[concheck::gives(message)]
    pub fn try_send(&self, item: T) -> Result<(), TrySendError<T>>;
    #[concheck::gives(message)]
    pub async fn send_timeout(&self, item: T, duration: Duration) -> Result<(), SendTimeoutError<T>>;
    #[concheck::gives(message)]
    pub async fn send_with_timer<F: Future>(&self, item: T, fut: F) -> Result<(), SendTimeoutError<T>>;
    pub fn into_sink(self) -> sink::AsyncSink<T>;
    pub fn into_blocking(self) -> Tx<T>;
}
impl<T> Deref for AsyncTx<T> {
    type Target = ChannelShared<T>;
}
impl<T> From<Tx<T>> for AsyncTx<T> {
    fn from(value: Tx<T>) -> Self;
}
impl<T> From<MAsyncTx<T>> for AsyncTx<T> {
    fn from(value: MAsyncTx<T>) -> Self;
}

#[concheck::channel(sender)]
pub struct MAsyncTx<T>;
impl<T> MAsyncTx<T> {
    // Of `Into`: every end becomes another by value.
    pub fn into<U>(self) -> U;
    pub fn into_sink(self) -> sink::AsyncSink<T>;
    pub fn into_blocking(self) -> MTx<T>;
}
impl<T> Deref for MAsyncTx<T> {
    type Target = AsyncTx<T>;
}
impl<T> Clone for MAsyncTx<T> {
    fn clone(&self) -> Self;
}
impl<T> From<MTx<T>> for MAsyncTx<T> {
    fn from(value: MTx<T>) -> Self;
}

pub struct SendFuture<'a, T>;
impl<T> Future for SendFuture<'_, T> {
    type Output = Result<(), SendError<T>>;
}
pub struct SendTimeoutFuture<'a, T, R>;
impl<T, R> Future for SendTimeoutFuture<'_, T, R> {
    type Output = Result<(), SendTimeoutError<T>>;
}

#[concheck::channel(receiver)]
pub struct Rx<T>;
impl<T> Rx<T> {
    // Of `Into`: every end becomes another by value.
    pub fn into<U>(self) -> U;
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    #[concheck::blocking(message)]
    pub fn recv(&self) -> Result<T, RecvError>;
    #[concheck::gives(room)]
    pub fn try_recv(&self) -> Result<T, TryRecvError>;
    #[concheck::gives(room)]
    #[concheck::blocking(message)]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError>;
}
impl<T> Deref for Rx<T> {
    type Target = ChannelShared<T>;
}
impl<T> From<MRx<T>> for Rx<T> {
    fn from(value: MRx<T>) -> Self;
}
impl<T> From<AsyncRx<T>> for Rx<T> {
    fn from(value: AsyncRx<T>) -> Self;
}

#[concheck::channel(receiver)]
pub struct MRx<T>;
impl<T> MRx<T> {
    // Of `Into`: every end becomes another by value.
    pub fn into<U>(self) -> U;
}
impl<T> Deref for MRx<T> {
    type Target = Rx<T>;
}
impl<T> Clone for MRx<T> {
    fn clone(&self) -> Self;
}
impl<T> From<MAsyncRx<T>> for MRx<T> {
    fn from(value: MAsyncRx<T>) -> Self;
}

#[concheck::channel(receiver)]
pub struct AsyncRx<T>;
impl<T> AsyncRx<T> {
    // Of `Into`: every end becomes another by value.
    pub fn into<U>(self) -> U;
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    pub async fn recv(&self) -> Result<T, RecvError>;
    #[concheck::gives(room)]
    pub fn try_recv(&self) -> Result<T, TryRecvError>;
    #[concheck::gives(room)]
    pub async fn recv_timeout(&self, duration: Duration) -> Result<T, RecvTimeoutError>;
    #[concheck::gives(room)]
    pub async fn recv_with_timer<F: Future>(&self, fut: F) -> Result<T, RecvTimeoutError>;
    pub fn into_stream(self) -> stream::AsyncStream<T>;
    pub fn into_blocking(self) -> Rx<T>;
}
impl<T> Deref for AsyncRx<T> {
    type Target = ChannelShared<T>;
}
impl<T> From<Rx<T>> for AsyncRx<T> {
    fn from(value: Rx<T>) -> Self;
}
impl<T> From<MAsyncRx<T>> for AsyncRx<T> {
    fn from(value: MAsyncRx<T>) -> Self;
}

#[concheck::channel(receiver)]
pub struct MAsyncRx<T>;
impl<T> MAsyncRx<T> {
    // Of `Into`: every end becomes another by value.
    pub fn into<U>(self) -> U;
    pub fn into_stream(self) -> stream::AsyncStream<T>;
    pub fn into_blocking(self) -> MRx<T>;
}
impl<T> Deref for MAsyncRx<T> {
    type Target = AsyncRx<T>;
}
impl<T> Clone for MAsyncRx<T> {
    fn clone(&self) -> Self;
}
impl<T> From<MRx<T>> for MAsyncRx<T> {
    fn from(value: MRx<T>) -> Self;
}

pub struct RecvFuture<'a, T>;
impl<T> Future for RecvFuture<'_, T> {
    type Output = Result<T, RecvError>;
}
pub struct RecvTimeoutFuture<'a, T, R>;
impl<T, R> Future for RecvTimeoutFuture<'_, T, R> {
    type Output = Result<T, RecvTimeoutError>;
}

pub trait BlockingTxTrait<T> {
    #[concheck::waits(room, perhaps)]
    #[concheck::gives(message)]
    fn send(&self, item: T) -> Result<(), SendError<T>>;
    #[concheck::gives(message)]
    fn try_send(&self, item: T) -> Result<(), TrySendError<T>>;
    #[concheck::gives(message)]
    fn send_timeout(&self, item: T, timeout: Duration) -> Result<(), SendTimeoutError<T>>;
    fn clone_to_vec(self, count: usize) -> Vec<Self>;
}

pub trait BlockingRxTrait<T> {
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    #[concheck::blocking(message)]
    fn recv(&self) -> Result<T, RecvError>;
    #[concheck::gives(room)]
    fn try_recv(&self) -> Result<T, TryRecvError>;
    #[concheck::gives(room)]
    #[concheck::blocking(message)]
    fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError>;
    fn clone_to_vec(self, count: usize) -> Vec<Self>;
}

pub trait AsyncTxTrait<T> {
    #[concheck::waits(room)]
    #[concheck::gives(message)]
    async fn send(&self, item: T) -> Result<(), SendError<T>>;
    #[concheck::gives(message)]
    fn try_send(&self, item: T) -> Result<(), TrySendError<T>>;
    #[concheck::gives(message)]
    async fn send_timeout(&self, item: T, duration: Duration) -> Result<(), SendTimeoutError<T>>;
    #[concheck::gives(message)]
    async fn send_with_timer<F: Future>(&self, item: T, fut: F) -> Result<(), SendTimeoutError<T>>;
    fn clone_to_vec(self, count: usize) -> Vec<Self>;
}

pub trait AsyncRxTrait<T> {
    #[concheck::waits(message)]
    #[concheck::gives(room)]
    async fn recv(&self) -> Result<T, RecvError>;
    #[concheck::gives(room)]
    fn try_recv(&self) -> Result<T, TryRecvError>;
    #[concheck::gives(room)]
    async fn recv_timeout(&self, duration: Duration) -> Result<T, RecvTimeoutError>;
    #[concheck::gives(room)]
    async fn recv_with_timer<F: Future>(&self, fut: F) -> Result<T, RecvTimeoutError>;
    fn clone_to_vec(self, count: usize) -> Vec<Self>;
}

pub mod sink {
    use crate::{AsyncTx, TrySendError};
    use std::task::Context;

    #[concheck::channel(sender)]
    pub struct AsyncSink<T>;
    impl<T> AsyncSink<T> {
        pub fn new(tx: AsyncTx<T>) -> Self;
        #[concheck::gives(message)]
        pub fn poll_send(&mut self, ctx: &mut Context<'_>, item: T) -> Result<(), TrySendError<T>>;
    }
    impl<T> Deref for AsyncSink<T> {
        type Target = AsyncTx<T>;
    }
}

pub mod stream {
    use crate::AsyncRx;
    use std::task::{Context, Poll};

    #[concheck::channel(receiver)]
    pub struct AsyncStream<T>;
    impl<T> AsyncStream<T> {
        pub fn new(rx: AsyncRx<T>) -> Self;
        #[concheck::gives(room)]
        pub fn poll_item(&mut self, ctx: &mut Context<'_>) -> Poll<Option<T>>;
        // Of `StreamExt`.
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        pub async fn next(&mut self) -> Option<T>;
    }
    impl<T> Deref for AsyncStream<T> {
        type Target = AsyncRx<T>;
    }
    impl<T> Stream for AsyncStream<T> {
        type Item = T;
    }
}
