//! ntex 0.7 and later: its runtime.

#![concheck::executor(other)]

pub mod rt {
    use std::future::Future;

    #[concheck::handle(detaches)]
    pub struct JoinHandle<T>;

    #[concheck::runs(task)]
    pub fn spawn<F: Future>(f: F) -> JoinHandle<F::Output>;
    #[concheck::runs(thread)]
    pub fn spawn_blocking<F: FnOnce() -> T, T>(f: F) -> JoinHandle<T>;
}
