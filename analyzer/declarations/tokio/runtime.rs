//! tokio::runtime.

use super::task::JoinHandle;
use std::future::Future;
use std::io;
use std::time::Duration;

pub struct Runtime;
impl Runtime {
    pub fn new() -> io::Result<Runtime>;
    pub fn handle(&self) -> &Handle;
    #[concheck::runs(task)]
    pub fn spawn<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
    #[concheck::runs(thread)]
    pub fn spawn_blocking<F: FnOnce() -> R, R>(&self, func: F) -> JoinHandle<R>;
    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, panics)]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output;
    pub fn enter(&self) -> EnterGuard<'_>;
    pub fn shutdown_timeout(self, duration: Duration);
    pub fn shutdown_background(self);
}
// It waits for its blocking threads, which must not be done on one of a runtime.
impl Drop for Runtime {
    #[concheck::blocking(runtime, panics)]
    fn drop(&mut self);
}

pub struct LocalRuntime;
impl LocalRuntime {
    pub fn new() -> io::Result<LocalRuntime>;
    pub fn handle(&self) -> &Handle;
    #[concheck::runs(task)]
    pub fn spawn_local<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
    #[concheck::runs(thread)]
    pub fn spawn_blocking<F: FnOnce() -> R, R>(&self, func: F) -> JoinHandle<R>;
    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, panics)]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output;
    pub fn enter(&self) -> EnterGuard<'_>;
    pub fn shutdown_timeout(self, duration: Duration);
    pub fn shutdown_background(self);
}
impl Drop for LocalRuntime {
    #[concheck::blocking(runtime, panics)]
    fn drop(&mut self);
}

pub mod runtime {
    pub use super::Runtime;
}

pub struct LocalOptions;

#[concheck::builder]
pub struct Builder;
impl Builder {
    pub fn new_current_thread() -> Builder;
    pub fn new_multi_thread() -> Builder;
    pub fn build(&mut self) -> io::Result<Runtime>;
    pub fn build_local(&mut self, options: LocalOptions) -> io::Result<LocalRuntime>;
    #[concheck::runs(later)]
    pub fn thread_name_fn<F: Fn() -> String>(&mut self, f: F) -> &mut Self;
    // Of the runtime's own threads.
    #[concheck::runs(thread)]
    pub fn on_thread_start<F: Fn()>(&mut self, f: F) -> &mut Self;
    #[concheck::runs(thread)]
    pub fn on_thread_stop<F: Fn()>(&mut self, f: F) -> &mut Self;
    #[concheck::runs(later)]
    pub fn on_thread_park<F: Fn()>(&mut self, f: F) -> &mut Self;
    #[concheck::runs(later)]
    pub fn on_thread_unpark<F: Fn()>(&mut self, f: F) -> &mut Self;
}

pub struct TryCurrentError;
pub struct RuntimeFlavor;

pub struct Handle;
impl Handle {
    pub fn current() -> Self;
    #[concheck::asks(runtime)]
    pub fn try_current() -> Result<Self, TryCurrentError>;
    pub fn enter(&self) -> EnterGuard<'_>;
    #[concheck::runs(task)]
    pub fn spawn<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
    #[concheck::runs(thread)]
    pub fn spawn_blocking<F: FnOnce() -> R, R>(&self, func: F) -> JoinHandle<R>;
    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, panics)]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output;
    pub fn runtime_flavor(&self) -> RuntimeFlavor;
}
impl Clone for Handle {
    fn clone(&self) -> Self;
}

pub struct EnterGuard<'a>;
