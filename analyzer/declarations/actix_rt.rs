//! actix-rt 2.

#![concheck::executor(tokio)]

use std::future::Future;
use std::io;

pub use tokio::task::JoinHandle;

#[concheck::runs(task)]
pub fn spawn<Fut: Future>(f: Fut) -> JoinHandle<Fut::Output>;

pub mod task {
    pub use tokio::task::{JoinError, JoinHandle, spawn_blocking, yield_now};
}
pub mod time {
    pub use tokio::time::{Instant, Interval, Sleep, interval, interval_at, sleep, sleep_until, timeout};
}
pub mod net {
    pub use tokio::net::{TcpListener, TcpSocket, TcpStream, UdpSocket, UnixListener, UnixStream};
}
pub mod signal {
    pub use tokio::signal::ctrl_c;
}

pub struct Runtime;
impl Runtime {
    pub fn new() -> io::Result<Self>;
    #[concheck::runs(task)]
    pub fn spawn<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
    pub fn tokio_runtime(&self) -> &tokio::runtime::Runtime;
    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, panics)]
    pub fn block_on<F: Future>(&self, f: F) -> F::Output;
}

pub struct System;
impl System {
    pub fn new() -> SystemRunner;
    #[concheck::runs(later)]
    pub fn with_tokio_rt<F: FnOnce() -> R, R>(runtime_factory: F) -> SystemRunner;
    pub fn current() -> System;
    pub fn try_current() -> Option<System>;
    pub fn arbiter(&self) -> &ArbiterHandle;
    pub fn stop(&self);
    pub fn stop_with_code(&self, code: i32);
}
pub struct SystemRunner;
impl SystemRunner {
    #[concheck::blocking(runtime, panics)]
    pub fn run(self) -> io::Result<()>;
    #[concheck::blocking(runtime, panics)]
    pub fn run_with_code(self) -> io::Result<i32>;
    pub fn runtime(&self) -> &Runtime;
    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, panics)]
    pub fn block_on<F: Future>(&self, fut: F) -> F::Output;
}

// A thread with a runtime of its own.
pub struct Arbiter;
impl Arbiter {
    pub fn new() -> Arbiter;
    pub fn handle(&self) -> ArbiterHandle;
    pub fn current() -> ArbiterHandle;
    pub fn try_current() -> Option<ArbiterHandle>;
    pub fn stop(&self) -> bool;
    #[concheck::runs(task)]
    pub fn spawn<Fut: Future<Output = ()>>(&self, future: Fut) -> bool;
    #[concheck::runs(task)]
    pub fn spawn_fn<F: FnOnce()>(&self, f: F) -> bool;
    #[concheck::waits(end)]
    #[concheck::blocking(thread)]
    pub fn join(self) -> std::thread::Result<()>;
}
pub struct ArbiterHandle;
impl ArbiterHandle {
    #[concheck::runs(task)]
    pub fn spawn<Fut: Future<Output = ()>>(&self, future: Fut) -> bool;
    #[concheck::runs(task)]
    pub fn spawn_fn<F: FnOnce()>(&self, f: F) -> bool;
    pub fn stop(&self) -> bool;
}
impl Clone for ArbiterHandle {
    fn clone(&self) -> Self;
}
