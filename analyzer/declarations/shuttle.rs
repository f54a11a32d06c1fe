//! shuttle 0.8: std's types, many orders of which are tried.

pub use std::{hint, sync, thread};

pub fn check_random<F: Fn()>(f: F, iterations: usize);
pub fn check_dfs<F: Fn()>(f: F, max_iterations: Option<usize>);
pub fn check_pct<F: Fn()>(f: F, iterations: usize, depth: usize);
pub fn check_uniform_random<F: Fn()>(f: F, max_iterations: usize);
pub fn check_uncontrolled_nondeterminism<F: Fn()>(f: F, max_iterations: usize);
pub fn replay<F: Fn()>(f: F, schedule: &str);
pub fn replay_from_file<F: Fn(), P>(f: F, path: P);
pub mod future {
    #[concheck::handle(detaches)]
    pub struct JoinHandle<T>;
    impl<T> JoinHandle<T> {
        pub fn abort(&self);
    }
    impl<T> Future for JoinHandle<T> {
        type Output = Result<T, JoinError>;
    }
    pub struct JoinError;
    #[concheck::runs(task)]
    pub fn spawn<T, F: Future<Output = T>>(future: F) -> JoinHandle<T>;
    #[concheck::runs(task)]
    pub fn spawn_local<T, F: Future<Output = T>>(future: F) -> JoinHandle<T>;
    #[concheck::runs(block_on)]
    pub fn block_on<F: Future>(future: F) -> F::Output;
}
