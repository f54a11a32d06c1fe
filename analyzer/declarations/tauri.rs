//! tauri 1 and 2: its runtime, and managed state.

pub mod async_runtime {
    #![concheck::executor(tokio)]

    use std::future::Future;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub use tokio::sync::mpsc::{Receiver, Sender, channel};
    pub use tokio::sync::{Mutex, RwLock};

    pub struct Error;
    pub type Result<T> = std::result::Result<T, Error>;

    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, panics)]
    pub fn block_on<F: Future>(task: F) -> F::Output;
    #[concheck::runs(task)]
    pub fn spawn<F: Future>(task: F) -> JoinHandle<F::Output>;
    #[concheck::runs(thread)]
    pub fn spawn_blocking<F: FnOnce() -> R, R>(func: F) -> JoinHandle<R>;
    pub fn handle() -> RuntimeHandle;

    #[concheck::handle(detaches)]
    pub struct JoinHandle<T>;
    impl<T> JoinHandle<T> {
        pub fn abort(&self);
        pub fn inner(&self) -> &tokio::task::JoinHandle<T>;
    }
    impl<T> Future for JoinHandle<T> {
        type Output = Result<T>;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>>;
    }

    pub struct RuntimeHandle;
    impl RuntimeHandle {
        #[concheck::runs(task)]
        pub fn spawn<F: Future>(&self, task: F) -> JoinHandle<F::Output>;
        #[concheck::runs(thread)]
        pub fn spawn_blocking<F: FnOnce() -> R, R>(&self, func: F) -> JoinHandle<R>;
        #[concheck::runs(block_on)]
        #[concheck::blocking(runtime, panics)]
        pub fn block_on<F: Future>(&self, task: F) -> F::Output;
    }
}

#[concheck::pointer]
pub struct State<'r, T>;
impl<'r, T> State<'r, T> {
    pub fn inner(&self) -> &'r T;
}
impl<T> Deref for State<'_, T> {
    type Target = T;
}

pub trait Manager {
    fn state<T>(&self) -> State<'_, T>;
    fn try_state<T>(&self) -> Option<State<'_, T>>;
    fn manage<T>(&self, state: T) -> bool;
}
pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;
pub struct Wry;
pub struct AppHandle<R = Wry>;
impl<R> AppHandle<R> {
    #[concheck::runs(later)]
    pub fn run_on_main_thread<F: FnOnce()>(&self, f: F) -> Result<()>;
}
impl<R> Clone for AppHandle<R> {
    fn clone(&self) -> Self;
}
impl<R> Manager for AppHandle<R> {}
