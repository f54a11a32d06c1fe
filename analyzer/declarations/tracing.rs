//! tracing 0.1.

pub use self::instrument::{Instrument, WithSubscriber};
pub use self::span::{Entered, EnteredSpan, Span};

pub mod span {
    // Not a lock: it must not be entered across an await.
    #[concheck::lock]
    pub struct Span;
    impl Span {
        pub fn current() -> Span;
        pub const fn none() -> Span;
        #[concheck::acquires(self)]
        pub fn enter(&self) -> Entered<'_>;
        #[concheck::acquires(self)]
        pub fn entered(self) -> EnteredSpan;
        #[concheck::acquires(entered self)]
        pub fn in_scope<F: FnOnce() -> T, T>(&self, f: F) -> T;
        pub fn or_current(self) -> Self;
        pub fn is_disabled(&self) -> bool;
        pub fn is_none(&self) -> bool;
    }
    impl Clone for Span {
        fn clone(&self) -> Self;
    }

    #[concheck::guard(entered)]
    pub struct Entered<'a>;

    #[concheck::guard(entered)]
    pub struct EnteredSpan;
    impl EnteredSpan {
        pub fn exit(self) -> Span;
    }
    impl Deref for EnteredSpan {
        type Target = Span;
    }
}

pub mod instrument {
    use super::span::Span;
    use std::future::Future;

    pub trait Instrument: Future {
        fn instrument(self, span: Span) -> Instrumented<Self>;
        fn in_current_span(self) -> Instrumented<Self>;
    }
    pub trait WithSubscriber: Future {
        fn with_subscriber<S>(self, subscriber: S) -> impl Future<Output = Self::Output>;
        fn with_current_subscriber(self) -> impl Future<Output = Self::Output>;
    }
    impl<T: Future> Instrument for T {}
    impl<T: Future> WithSubscriber for T {}
    pub struct Instrumented<T>;
    impl<T> Instrumented<T> {
        pub fn inner(&self) -> &T;
        pub fn inner_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
    impl<T: Future> Future for Instrumented<T> {
        type Output = T::Output;
    }
}

pub mod subscriber {
    pub struct DefaultGuard;
    pub fn with_default<T, F: FnOnce() -> T, S>(subscriber: S, f: F) -> T;
    pub fn set_default<S>(subscriber: S) -> DefaultGuard;
}
