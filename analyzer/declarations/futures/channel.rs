//! futures::channel.

pub mod mpsc {
    use super::super::sink::Sink;
    use super::super::stream::Stream;

    pub struct SendError;
    pub struct TryRecvError;
    pub struct RecvError;
    pub struct TrySendError<T>;
    impl<T> TrySendError<T> {
        pub fn into_inner(self) -> T;
        pub fn into_send_error(self) -> SendError;
        pub fn is_full(&self) -> bool;
        pub fn is_disconnected(&self) -> bool;
    }

    #[concheck::capacity(given)]
    pub fn channel<T>(buffer: usize) -> (Sender<T>, Receiver<T>);
    #[concheck::capacity(none)]
    pub fn unbounded<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>);

    // `send`, `feed` and `next` are those of `SinkExt` and `StreamExt`.
    #[concheck::channel(sender)]
    pub struct Sender<T>;
    impl<T> Sender<T> {
        #[concheck::waits(room)]
        #[concheck::gives(message)]
        pub async fn send(&mut self, item: T) -> Result<(), SendError>;
        #[concheck::waits(room)]
        #[concheck::gives(message)]
        pub async fn feed(&mut self, item: T) -> Result<(), SendError>;
        #[concheck::gives(message)]
        pub fn try_send(&mut self, msg: T) -> Result<(), TrySendError<T>>;
        #[concheck::gives(message)]
        pub fn start_send(&mut self, msg: T) -> Result<(), SendError>;
        pub fn is_closed(&self) -> bool;
        #[concheck::gives(message)]
        pub fn close_channel(&mut self);
        #[concheck::gives(message)]
        pub fn disconnect(&mut self);
        pub fn same_receiver(&self, other: &Self) -> bool;
    }
    impl<T> Clone for Sender<T> {
        fn clone(&self) -> Self;
    }
    impl<T> Sink<T> for Sender<T> {
        type Error = SendError;
    }

    #[concheck::channel(sender)]
    pub struct UnboundedSender<T>;
    impl<T> UnboundedSender<T> {
        #[concheck::gives(message)]
        pub async fn send(&mut self, item: T) -> Result<(), SendError>;
        #[concheck::gives(message)]
        pub async fn feed(&mut self, item: T) -> Result<(), SendError>;
        #[concheck::gives(message)]
        pub fn unbounded_send(&self, msg: T) -> Result<(), TrySendError<T>>;
        #[concheck::gives(message)]
        pub fn start_send(&mut self, msg: T) -> Result<(), SendError>;
        pub fn is_closed(&self) -> bool;
        #[concheck::gives(message)]
        pub fn close_channel(&self);
        #[concheck::gives(message)]
        pub fn disconnect(&mut self);
        pub fn same_receiver(&self, other: &Self) -> bool;
        #[concheck::asks]
        pub fn len(&self) -> usize;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
    }
    impl<T> Clone for UnboundedSender<T> {
        fn clone(&self) -> Self;
    }
    impl<T> Sink<T> for UnboundedSender<T> {
        type Error = SendError;
    }

    #[concheck::channel(receiver)]
    pub struct Receiver<T>;
    impl<T> Receiver<T> {
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        pub async fn next(&mut self) -> Option<T>;
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        pub async fn select_next_some(&mut self) -> T;
        #[concheck::waits(message)]
        #[concheck::gives(room)]
        pub async fn recv(&mut self) -> Result<T, RecvError>;
        #[concheck::gives(room)]
        pub fn try_next(&mut self) -> Result<Option<T>, TryRecvError>;
        #[concheck::gives(room)]
        pub fn try_recv(&mut self) -> Result<T, TryRecvError>;
        #[concheck::gives(message)]
        pub fn close(&mut self);
    }
    impl<T> Stream for Receiver<T> {
        type Item = T;
    }

    #[concheck::channel(receiver)]
    pub struct UnboundedReceiver<T>;
    impl<T> UnboundedReceiver<T> {
        #[concheck::waits(message)]
        pub async fn next(&mut self) -> Option<T>;
        #[concheck::waits(message)]
        pub async fn select_next_some(&mut self) -> T;
        #[concheck::waits(message)]
        pub async fn recv(&mut self) -> Result<T, RecvError>;
        pub fn try_next(&mut self) -> Result<Option<T>, TryRecvError>;
        pub fn try_recv(&mut self) -> Result<T, TryRecvError>;
        #[concheck::gives(message)]
        pub fn close(&mut self);
    }
    impl<T> Stream for UnboundedReceiver<T> {
        type Item = T;
    }
}

pub mod oneshot {
    use std::future::Future;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub struct Canceled;

    #[concheck::capacity(none)]
    pub fn channel<T>() -> (Sender<T>, Receiver<T>);

    #[concheck::channel(sender)]
    pub struct Sender<T>;
    impl<T> Sender<T> {
        #[concheck::gives(message)]
        pub fn send(self, t: T) -> Result<(), T>;
        pub fn poll_canceled(&mut self, cx: &mut Context<'_>) -> Poll<()>;
        pub async fn cancellation(&mut self);
        pub fn is_canceled(&self) -> bool;
        pub fn is_connected_to(&self, receiver: &Receiver<T>) -> bool;
    }

    #[concheck::channel(receiver)]
    pub struct Receiver<T>;
    impl<T> Receiver<T> {
        #[concheck::gives(message)]
        pub fn close(&mut self);
        pub fn try_recv(&mut self) -> Result<Option<T>, Canceled>;
    }
    impl<T> Future for Receiver<T> {
        type Output = Result<T, Canceled>;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T, Canceled>>;
    }
}
