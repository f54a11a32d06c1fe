//! compio 0.9 and later.

#![concheck::executor(other)]

pub mod runtime {
    use std::any::Any;
    use std::future::Future;
    use std::io;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    #[concheck::runs(task)]
    pub fn spawn<F: Future>(future: F) -> JoinHandle<F::Output>;
    #[concheck::runs(thread)]
    pub fn spawn_blocking<T, F: FnOnce() -> T>(f: F) -> JoinHandle<T>;

    #[concheck::handle(detaches)]
    pub struct JoinHandle<T>;
    impl<T> JoinHandle<T> {
        pub fn detach(self);
        #[concheck::waits(end)]
        pub async fn cancel(self) -> Option<T>;
    }
    impl<T> Future for JoinHandle<T> {
        type Output = Result<T, Box<dyn Any + Send>>;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T, Box<dyn Any + Send>>>;
    }

    pub struct Runtime;
    impl Runtime {
        pub fn new() -> io::Result<Self>;
        #[concheck::runs(task)]
        pub fn spawn<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
        #[concheck::runs(thread)]
        pub fn spawn_blocking<T, F: FnOnce() -> T>(&self, f: F) -> JoinHandle<T>;
        #[concheck::runs(block_on)]
        #[concheck::blocking(runtime, either)]
        pub fn block_on<F: Future>(&self, future: F) -> F::Output;
    }
}

pub mod time {
    use std::future::Future;
    use std::time::Duration;

    pub struct Elapsed;
    pub async fn sleep(duration: Duration);
    #[concheck::limits]
    pub async fn timeout<F: Future>(duration: Duration, future: F) -> Result<F::Output, Elapsed>;
}
