//! loom 0.7: std's types, every order of which is tried.

pub use std::{alloc, hint, sync, thread};

pub fn model<F: Fn()>(f: F);
pub mod model {
    #[concheck::builder]
    pub struct Builder;
    impl Builder {
        pub fn new() -> Builder;
        pub fn check<F: Fn()>(&self, f: F);
    }
}
pub mod cell {
    pub use std::cell::Cell;
    pub struct UnsafeCell<T: ?Sized>;
    impl<T> UnsafeCell<T> {
        pub const fn new(value: T) -> UnsafeCell<T>;
        pub fn into_inner(self) -> T;
        pub fn with<F: FnOnce(*const T) -> R, R>(&self, f: F) -> R;
        pub fn with_mut<F: FnOnce(*mut T) -> R, R>(&self, f: F) -> R;
    }
}
pub mod future {
    #[concheck::runs(block_on)]
    pub fn block_on<F: Future>(future: F) -> F::Output;
}
