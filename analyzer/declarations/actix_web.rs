//! actix-web 4: what touches its runtime, and `Data`.

#![concheck::executor(tokio)]

pub mod rt {
    pub use actix_rt::{Runtime, System, SystemRunner, net, signal, spawn, task, time};
}

pub mod error {
    pub struct BlockingError;
}

pub mod web {
    use super::error::BlockingError;
    use std::sync::Arc;

    #[concheck::runs(thread)]
    pub async fn block<F: FnOnce() -> R, R>(f: F) -> Result<R, BlockingError>;

    #[concheck::pointer(shared)]
    pub struct Data<T: ?Sized>;
    impl<T: ?Sized> Data<T> {
        pub fn new(state: T) -> Data<T>;
        pub fn get_ref(&self) -> &T;
        pub fn into_inner(self) -> Arc<T>;
    }
    impl<T: ?Sized> Deref for Data<T> {
        type Target = T;
    }
    impl<T: ?Sized> Clone for Data<T> {
        fn clone(&self) -> Self;
    }
    impl<T: ?Sized> From<Arc<T>> for Data<T> {
        fn from(arc: Arc<T>) -> Self;
    }
    #[concheck::pointer(shared)]
    pub struct ThinData<T>;
    impl<T> Deref for ThinData<T> {
        type Target = T;
    }
}
