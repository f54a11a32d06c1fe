//! async-std 1.

#![concheck::executor(async_std)]

pub use async_channel as channel;

pub mod prelude {
    pub use super::io::{BufReadExt as _, ReadExt as _, SeekExt as _, WriteExt as _};
    pub use super::future::{Future, FutureExt};
    pub use super::stream::{Stream, StreamExt};
}

pub mod sync {
    use std::time::Duration;

    pub use async_lock::{
        Barrier, BarrierWaitResult, Mutex, MutexGuard, MutexGuardArc, RwLock, RwLockReadGuard,
        RwLockUpgradableReadGuard, RwLockWriteGuard,
    };
    pub use std::sync::{Arc, Weak};

    pub struct WaitTimeoutResult;
    impl WaitTimeoutResult {
        pub fn timed_out(self) -> bool;
    }
    pub struct Condvar;
    impl Condvar {
        pub fn new() -> Self;
        #[concheck::waits(signal)]
        #[concheck::suspends(guard)]
        pub async fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T>;
        #[concheck::waits(signal)]
        #[concheck::suspends(guard)]
        pub async fn wait_until<'a, T, F: FnMut(&mut T) -> bool>(
            &self,
            guard: MutexGuard<'a, T>,
            condition: F,
        ) -> MutexGuard<'a, T>;
        #[concheck::suspends(guard)]
        pub async fn wait_timeout<'a, T>(
            &self,
            guard: MutexGuard<'a, T>,
            dur: Duration,
        ) -> (MutexGuard<'a, T>, WaitTimeoutResult);
        #[concheck::suspends(guard)]
        pub async fn wait_timeout_until<'a, T, F: FnMut(&mut T) -> bool>(
            &self,
            guard: MutexGuard<'a, T>,
            dur: Duration,
            condition: F,
        ) -> (MutexGuard<'a, T>, WaitTimeoutResult);
        #[concheck::gives(signal)]
        pub fn notify_one(&self);
        #[concheck::gives(signal)]
        pub fn notify_all(&self);
    }
}

pub mod task {
    use std::future::Future;
    use std::io;
    use std::pin::Pin;
    use std::time::Duration;

    pub use std::task::{Context, Poll, Waker};

    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, hangs)]
    pub fn block_on<F: Future<Output = T>, T>(future: F) -> T;
    #[concheck::runs(task)]
    pub fn spawn<F: Future<Output = T>, T>(future: F) -> JoinHandle<T>;
    #[concheck::runs(task)]
    pub fn spawn_local<F: Future<Output = T>, T>(future: F) -> JoinHandle<T>;
    #[concheck::runs(thread)]
    pub fn spawn_blocking<F: FnOnce() -> T, T>(f: F) -> JoinHandle<T>;
    pub async fn sleep(dur: Duration);
    pub async fn yield_now();
    pub fn current() -> Task;
    pub fn try_current() -> Option<Task>;

    pub struct Task;
    #[concheck::handle(detaches)]
    pub struct JoinHandle<T>;
    impl<T> JoinHandle<T> {
        pub fn task(&self) -> &Task;
        #[concheck::waits(end)]
        pub async fn cancel(self) -> Option<T>;
    }
    impl<T> Future for JoinHandle<T> {
        type Output = T;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T>;
    }

    pub struct Builder;
    impl Builder {
        pub fn new() -> Builder;
        pub fn name(self, name: String) -> Builder;
        #[concheck::runs(task)]
        pub fn spawn<F: Future<Output = T>, T>(self, future: F) -> io::Result<JoinHandle<T>>;
        #[concheck::runs(task)]
        pub fn local<F: Future<Output = T>, T>(self, future: F) -> io::Result<JoinHandle<T>>;
        #[concheck::runs(block_on)]
        #[concheck::blocking(runtime, hangs)]
        pub fn blocking<F: Future<Output = T>, T>(self, future: F) -> T;
    }

    pub struct AccessError;
    pub struct LocalKey<T>;
    impl<T> LocalKey<T> {
        pub fn with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> R;
        pub fn try_with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> Result<R, AccessError>;
    }
}

pub mod future {
    use std::task::{Context, Poll};
    use std::time::Duration;

    pub use std::future::{Future, IntoFuture, pending, ready};

    pub struct TimeoutError;
    #[concheck::limits]
    pub async fn timeout<F: Future<Output = T>, T>(dur: Duration, f: F) -> Result<T, TimeoutError>;
    pub fn poll_fn<F: FnMut(&mut Context<'_>) -> Poll<T>, T>(f: F) -> impl Future<Output = T>;

    pub trait FutureExt: Future {
        fn delay(self, dur: Duration) -> impl Future<Output = Self::Output>;
        fn flatten(self) -> impl Future<Output = <Self::Output as Future>::Output>;
        fn race<F>(self, other: F) -> impl Future<Output = Self::Output>;
        fn try_race<F>(self, other: F) -> impl Future<Output = Self::Output>;
        #[concheck::together]
        fn join<F: Future>(self, other: F) -> impl Future<Output = (Self::Output, F::Output)>;
        #[concheck::together]
        fn try_join<A, B, E, F: Future<Output = Result<B, E>>>(
            self,
            other: F,
        ) -> impl Future<Output = Result<(A, B), E>>;
        fn timeout(self, dur: Duration) -> impl Future<Output = Result<Self::Output, TimeoutError>>;
    }
    impl<T: Future> FutureExt for T {}
}

pub mod stream {
    use std::time::Duration;

    pub use futures_lite::stream::{Stream, StreamExt, empty, iter as from_iter, once, pending, repeat, repeat_with};

    pub fn interval(dur: Duration) -> Interval;
    pub struct Interval;
    impl Stream for Interval {
        type Item = ();
    }
    pub fn from_fn<T, F: FnMut() -> Option<T>>(f: F) -> impl Stream<Item = T>;
    pub fn successors<F: FnMut(&T) -> Option<T>, T>(first: Option<T>, succ: F) -> impl Stream<Item = T>;
}

pub mod fs {
    pub use async_fs::*;
}

pub mod net {
    pub use async_net::{Incoming, TcpListener, TcpStream, UdpSocket};
    pub use std::net::{IpAddr, SocketAddr};
}

pub mod os {
    pub mod unix {
        pub mod net {
            pub use async_net::unix::{UnixListener, UnixStream};
        }
    }
}

pub mod process {
    pub use async_process::*;
}

pub mod io {
    pub use futures::io::{
        AsyncBufRead as BufRead, AsyncBufReadExt as BufReadExt, AsyncRead as Read, AsyncReadExt as ReadExt,
        AsyncSeek as Seek, AsyncSeekExt as SeekExt, AsyncWrite as Write, AsyncWriteExt as WriteExt, BufReader,
        BufWriter, Cursor, Error, ErrorKind, Lines, Result, SeekFrom, Split,
    };
    use std::future::Future;
    use std::time::Duration;

    pub mod prelude {
        pub use super::{BufRead, BufReadExt, Read, ReadExt, Seek, SeekExt, Write, WriteExt};
    }

    pub async fn copy<R, W>(reader: R, writer: W) -> Result<u64>;
    #[concheck::limits]
    pub async fn timeout<F: Future<Output = Result<T>>, T>(dur: Duration, f: F) -> Result<T>;
    pub async fn read_to_string<R>(reader: R) -> Result<String>;

    pub fn stdin() -> Stdin;
    pub fn stdout() -> Stdout;
    pub fn stderr() -> Stderr;
    #[concheck::resource]
    pub struct Stdin;
    impl Stdin {
        #[concheck::loses("the bytes read so far", instead = "use `lines().next()`")]
        pub async fn read_line(&self, buf: &mut String) -> Result<usize>;
    }
    impl Read for Stdin {}
    #[concheck::resource]
    pub struct Stdout;
    impl Write for Stdout {}
    #[concheck::resource]
    pub struct Stderr;
    impl Write for Stderr {}
}
