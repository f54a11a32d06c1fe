//! `std::sync::mpsc`. Where a thread has to wait for the other end with a checked lock held, that is reported: the other
//! end may need the lock.

use std::fmt;
use std::panic::Location;
use std::sync::mpsc;
use std::time::Duration;

pub use std::sync::mpsc::*;

use crate::runtime::{Site, held, under_lock};

/// The sending end of a channel without a bound.
pub struct Sender<T> {
    inner: mpsc::Sender<T>,
}

/// The sending end of a channel with a bound.
pub struct SyncSender<T> {
    inner: mpsc::SyncSender<T>,
}

/// The receiving end.
pub struct Receiver<T> {
    inner: mpsc::Receiver<T>,
}

/// Messages until no sender is left; waits for them.
#[derive(Debug)]
pub struct Iter<'a, T: 'a> {
    receiver: &'a Receiver<T>,
}

/// Messages until no sender is left; waits for them, and owns the receiver.
#[derive(Debug)]
pub struct IntoIter<T> {
    receiver: Receiver<T>,
}

/// A channel that holds as many messages as there are.
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = mpsc::channel();
    (Sender { inner: sender }, Receiver { inner: receiver })
}

/// A channel that holds so many messages; with 0, each is handed from thread to thread.
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let (sender, receiver) = mpsc::sync_channel(bound);
    (SyncSender { inner: sender }, Receiver { inner: receiver })
}

impl<T> Sender<T> {
    /// Sends a message; does not wait.
    ///
    /// # Errors
    ///
    /// If there is no receiver any more; the error carries the message.
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.inner.send(message)
    }
}

impl<T> SyncSender<T> {
    /// Sends a message; waits for room.
    ///
    /// # Errors
    ///
    /// If there is no receiver any more; the error carries the message.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        if held().is_empty() {
            return self.inner.send(message);
        }
        match self.inner.try_send(message) {
            Ok(()) => Ok(()),
            Err(TrySendError::Disconnected(message)) => Err(SendError(message)),
            Err(TrySendError::Full(message)) => {
                let what = "room in a channel with a lock held: the receiver may need it";
                under_lock(Location::caller(), what);
                self.inner.send(message)
            }
        }
    }

    /// Sends a message if there is room.
    ///
    /// # Errors
    ///
    /// If there is none, or no receiver any more; the error carries the message.
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        self.inner.try_send(message)
    }
}

impl<T> Receiver<T> {
    /// The next message, if there is one.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.inner.try_recv()
    }

    /// The next message; waits for it.
    ///
    /// # Errors
    ///
    /// If there is none and no sender any more.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.recv_at(Location::caller())
    }

    fn recv_at(&self, site: Site) -> Result<T, RecvError> {
        if held().is_empty() {
            return self.inner.recv();
        }
        match self.inner.try_recv() {
            Ok(message) => Ok(message),
            Err(TryRecvError::Disconnected) => Err(RecvError),
            Err(TryRecvError::Empty) => {
                under_lock(site, "a message with a lock held: the sender may need it");
                self.inner.recv()
            }
        }
    }

    /// The next message; waits for it, but no longer than `limit`.
    ///
    /// # Errors
    ///
    /// If none came, or there is no sender any more.
    pub fn recv_timeout(&self, limit: Duration) -> Result<T, RecvTimeoutError> {
        self.inner.recv_timeout(limit)
    }

    /// Messages until no sender is left; waits for them.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { receiver: self }
    }

    /// The messages that are there.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        self.inner.try_iter()
    }
}

impl<T> Iterator for Iter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.receiver.recv_at(Location::caller()).ok()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.receiver.recv_at(Location::caller()).ok()
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter { receiver: self }
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        Sender { inner: self.inner.clone() }
    }
}

impl<T> Clone for SyncSender<T> {
    fn clone(&self) -> SyncSender<T> {
        SyncSender { inner: self.inner.clone() }
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<T> fmt::Debug for SyncSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
