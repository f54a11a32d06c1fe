//! opentelemetry 0.17 and later.

pub use self::context::{Context, ContextGuard, FutureExt};

pub mod context {
    use std::future::Future;

    // Not a lock: it must not be attached across an await.
    #[concheck::lock]
    pub struct Context;
    impl Context {
        pub fn new() -> Self;
        pub fn current() -> Self;
        pub fn current_with_value<T>(value: T) -> Self;
        pub fn current_with_span<T>(span: T) -> Self;
        pub fn map_current<T>(f: impl FnOnce(&Context) -> T) -> T;
        pub fn with_value<T>(&self, value: T) -> Self;
        pub fn with_span<T>(&self, span: T) -> Self;
        pub fn get<T>(&self) -> Option<&T>;
        #[concheck::acquires(self)]
        pub fn attach(self) -> ContextGuard;
    }
    impl Clone for Context {
        fn clone(&self) -> Self;
    }

    #[concheck::guard(entered)]
    pub struct ContextGuard;

    pub trait FutureExt: Future {
        fn with_context(self, otel_cx: Context) -> impl Future<Output = Self::Output>;
        fn with_current_context(self) -> impl Future<Output = Self::Output>;
    }
    impl<T: Future> FutureExt for T {}
}

pub mod trace {
    pub use super::context::FutureExt;
}
