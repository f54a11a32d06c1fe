//! futures::executor.

#![concheck::executor(other)]

use super::stream::Stream;
use super::task::{LocalSpawn, Spawn};
use std::future::Future;
use std::io;

#[concheck::runs(block_on)]
#[concheck::blocking(runtime, hangs)]
pub fn block_on<F: Future>(f: F) -> F::Output;
#[concheck::blocking(runtime, hangs)]
pub fn block_on_stream<S: Stream>(stream: S) -> BlockingStream<S>;
pub struct BlockingStream<S>;
impl<S: Stream> BlockingStream<S> {
    pub fn into_inner(self) -> S;
}
impl<S: Stream> Iterator for BlockingStream<S> {
    type Item = S::Item;
    #[concheck::blocking(runtime, hangs)]
    fn next(&mut self) -> Option<S::Item>;
}
pub struct Enter;
pub struct EnterError;
pub fn enter() -> Result<Enter, EnterError>;

#[concheck::handle(aborts)]
pub struct LocalPool;
impl LocalPool {
    pub fn new() -> Self;
    pub fn spawner(&self) -> LocalSpawner;
    #[concheck::blocking(runtime, hangs)]
    pub fn run(&mut self);
    #[concheck::runs(block_on)]
    #[concheck::blocking(runtime, hangs)]
    pub fn run_until<F: Future>(&mut self, future: F) -> F::Output;
    pub fn try_run_one(&mut self) -> bool;
    pub fn run_until_stalled(&mut self);
}
pub struct LocalSpawner;
impl Clone for LocalSpawner {
    fn clone(&self) -> Self;
}
impl Spawn for LocalSpawner {}
impl LocalSpawn for LocalSpawner {}

pub struct ThreadPool;
impl ThreadPool {
    pub fn new() -> Result<Self, io::Error>;
    pub fn builder() -> ThreadPoolBuilder;
    #[concheck::runs(task)]
    pub fn spawn_ok<Fut: Future<Output = ()>>(&self, future: Fut);
    #[concheck::runs(task)]
    pub fn spawn_obj_ok<Fut>(&self, future: Fut);
}
impl Clone for ThreadPool {
    fn clone(&self) -> Self;
}
impl Spawn for ThreadPool {}
#[concheck::builder]
pub struct ThreadPoolBuilder;
impl ThreadPoolBuilder {
    pub fn new() -> Self;
    #[concheck::runs(thread)]
    pub fn after_start<F: Fn(usize)>(&mut self, f: F) -> &mut Self;
    #[concheck::runs(thread)]
    pub fn before_stop<F: Fn(usize)>(&mut self, f: F) -> &mut Self;
    pub fn create(&mut self) -> Result<ThreadPool, io::Error>;
}
