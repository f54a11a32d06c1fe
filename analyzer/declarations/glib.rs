//! glib 0.15 and later: its main loop as an executor.

#![concheck::executor(other)]

use std::future::Future;

pub use self::main_context::MainContext;

pub struct SourceId;

#[concheck::runs(task)]
pub fn spawn_future_local<R, F: Future<Output = R>>(f: F) -> JoinHandle<R>;
#[concheck::runs(task)]
pub fn spawn_future<R, F: Future<Output = R>>(f: F) -> JoinHandle<R>;
#[concheck::runs(later)]
pub fn idle_add<F: FnMut() -> ControlFlow>(func: F) -> SourceId;
#[concheck::runs(later)]
pub fn idle_add_local<F: FnMut() -> ControlFlow>(func: F) -> SourceId;
#[concheck::runs(later)]
pub fn idle_add_once<F: FnOnce()>(func: F) -> SourceId;
#[concheck::runs(later)]
pub fn timeout_add<F: FnMut() -> ControlFlow>(interval: std::time::Duration, func: F) -> SourceId;
#[concheck::runs(later)]
pub fn timeout_add_local<F: FnMut() -> ControlFlow>(interval: std::time::Duration, func: F) -> SourceId;

pub enum ControlFlow {
    Continue,
    Break,
}

#[concheck::handle(detaches)]
pub struct JoinHandle<T>;
impl<T> JoinHandle<T> {
    pub fn abort(&self);
}

pub mod main_context {
    use super::JoinHandle;
    use std::future::Future;

    pub struct MainContext;
    impl MainContext {
        pub fn new() -> MainContext;
        pub fn default() -> MainContext;
        #[concheck::runs(task)]
        pub fn spawn<R, F: Future<Output = R>>(&self, f: F) -> JoinHandle<R>;
        #[concheck::runs(task)]
        pub fn spawn_local<R, F: Future<Output = R>>(&self, f: F) -> JoinHandle<R>;
        #[concheck::runs(block_on)]
        #[concheck::blocking(runtime, either)]
        pub fn block_on<F: Future>(&self, f: F) -> F::Output;
        #[concheck::runs(later)]
        pub fn invoke<F: FnOnce()>(&self, func: F);
    }
    impl Clone for MainContext {
        fn clone(&self) -> Self;
    }
}
