//! async-executor 1.

#![concheck::executor(smol)]

use std::future::Future;

pub use async_task::{FallibleTask, Task};

#[concheck::handle(aborts)]
pub struct Executor<'a>;
impl<'a> Executor<'a> {
    pub const fn new() -> Self;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::runs(task)]
    pub fn spawn<T>(&self, future: impl Future<Output = T>) -> Task<T>;
    #[concheck::runs(task)]
    pub fn spawn_many<T, F: Future<Output = T>>(
        &self,
        futures: impl IntoIterator<Item = F>,
        handles: &mut impl Extend<Task<T>>,
    );
    pub fn try_tick(&self) -> bool;
    pub async fn tick(&self);
    pub async fn run<T>(&self, future: impl Future<Output = T>) -> T;
}
impl Default for Executor<'_> {
    fn default() -> Self;
}

#[concheck::handle(aborts)]
pub struct LocalExecutor<'a>;
impl<'a> LocalExecutor<'a> {
    pub const fn new() -> Self;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::runs(task)]
    pub fn spawn<T>(&self, future: impl Future<Output = T>) -> Task<T>;
    #[concheck::runs(task)]
    pub fn spawn_many<T, F: Future<Output = T>>(
        &self,
        futures: impl IntoIterator<Item = F>,
        handles: &mut impl Extend<Task<T>>,
    );
    pub fn try_tick(&self) -> bool;
    pub async fn tick(&self);
    pub async fn run<T>(&self, future: impl Future<Output = T>) -> T;
}
impl Default for LocalExecutor<'_> {
    fn default() -> Self;
}

#[concheck::handle(aborts)]
pub struct StaticExecutor;
impl StaticExecutor {
    pub const fn new() -> Self;
    #[concheck::runs(task)]
    pub fn spawn<T>(&'static self, future: impl Future<Output = T>) -> Task<T>;
    pub fn try_tick(&self) -> bool;
    pub async fn tick(&self);
    pub async fn run<T>(&self, future: impl Future<Output = T>) -> T;
}
